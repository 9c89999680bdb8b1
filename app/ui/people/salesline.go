package people

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/text"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
	"carebook/store"
)

// saleLine is the line of fields in which a sale is entered, or one that there is
// is edited. The keyboard never has to leave it: Tab goes from field to field, Down
// in the item takes the next known one, Enter keeps the sale, Escape clears the line.
type saleLine struct {
	tab *salesTab
	// editing is the sale that is edited, nil for a new one.
	editing *store.CountedSale
	// of is whose line it is; drafts are the lines begun for others.
	of     int64
	drafts map[int64]saleDraft
	// tried is set once the line was to be kept: from then on it says what is missing.
	tried bool
	// open shows the fields behind "more".
	open bool
	// saving is set while the line is on its way into the book; refused says why it
	// did not get there.
	saving  bool
	refused string

	day, item, quantity, amount, cost *kit.Field
	currency, rate, order, due, paid  *kit.Field
	state                             *options[care.SaleState]
	fields                            map[book.SaleField]*kit.Field
	// abroad are the fields of another currency, term those behind "more" alone.
	abroad, term        *fyne.Container
	says                *kit.Paragraph
	wrong               *kit.Paragraph
	wrongLine           *fyne.Container
	suggestions         *fyne.Container
	keep, cancel, opens *kit.Button
	// drop removes the sale that is edited.
	drop   *kit.Button
	object *fyne.Container
}

// saleDraft is a line that was begun and not kept.
type saleDraft struct {
	words   book.SaleWords
	editing *store.CountedSale
}

// mostSuggested is the number of items that are suggested at once.
const mostSuggested = 4

func newSaleLine(t *salesTab) *saleLine {
	l := &saleLine{tab: t, drafts: map[int64]saleDraft{}, fields: map[book.SaleField]*kit.Field{}}
	l.makeFields()
	l.says = kit.NewParagraph("", style.Small, style.Ink2)
	l.wrong = kit.NewParagraph("", style.Small, style.Late)
	sign := kit.NewPicture(fyne.NewSquareSize(14), func() fyne.Resource { return style.Icon(style.WarningFill, style.Late) })
	l.wrongLine = kit.Lead(sign, l.wrong)
	l.wrongLine.Hide()
	l.suggestions = kit.NewFlow(style.Space1)
	l.keep = kit.NewButton(kit.Plain, lang.T("sale.add"), style.Check, l.save).Small()
	l.cancel = kit.NewButton(kit.Quiet, lang.T("sale.cancel"), "", func() { l.escape() }).Small()
	l.drop = kit.NewButton(kit.Quiet, lang.T("sale.remove_this"), style.Trash, func() {
		if l.editing != nil {
			l.tab.remove(*l.editing)
			l.focus()
		}
	}).Small()
	l.opens = kit.NewButton(kit.Quiet, lang.T("sale.more_fields"), style.CaretDown, func() {
		l.open = !l.open
		l.look()
	}).Small()
	first := newFieldLine([]float32{104, 124, 58, 96, 100}, 1,
		saleCaption(lang.T("sale.day"), l.day), saleCaption(lang.T("sale.item"), l.item), saleCaption(lang.T("sale.quantity"), l.quantity),
		saleCaption(lang.T("sale.amount"), l.amount), saleCaption(lang.T("sale.cost"), l.cost))
	l.abroad = newFieldLine([]float32{110, 110, 110}, -1,
		saleCaption(lang.T("sale.currency"), l.currency), saleCaption(lang.T("sale.rate"), l.rate), saleCaption(lang.T("sale.order"), l.order))
	l.term = newFieldLine([]float32{110, 110, 110}, -1,
		saleCaption(lang.T("sale.state"), kit.Inset(2, 0, 2, 0, l.state.Select)), saleCaption(lang.T("sale.due"), l.due), saleCaption(lang.T("sale.paid"), l.paid))
	foot := kit.Beside(kit.NewColumn(style.Space1, l.wrongLine, l.says, l.suggestions), container.NewHBox(l.opens, l.drop, l.cancel, l.keep))
	l.object = kit.NewColumn(style.Space2, first, l.abroad, l.term, foot)
	l.look()
	return l
}

func (l *saleLine) makeFields() {
	field := func(f book.SaleField, name, hint string) *kit.Field {
		field := kit.NewField(name, hint).Apart()
		field.Check = func(string) kit.Note { return problem(l.problem(f)) }
		field.OnSubmitted, field.OnEscape, field.OnResized = l.save, l.escape, l.look
		field.OnChanged = func(string) { l.typed(f) }
		l.fields[f] = field
		return field
	}
	l.day = field(book.SaleDay, lang.T("sale.day"), lang.T("date.today"))
	l.item = field(book.SaleItem, lang.T("sale.item"), "")
	l.item.OnKey = l.itemKey
	l.quantity = field(book.SaleQuantity, lang.T("sale.quantity"), "1")
	l.amount = field(book.SaleAmount, lang.T("sale.amount"), "")
	l.cost = field(book.SaleCost, lang.T("sale.cost"), lang.T("sale.cost_hint"))
	l.currency = field(book.SaleCurrency, lang.T("sale.currency"), "")
	l.rate = field(book.SaleRate, lang.T("sale.rate"), "")
	l.order = field(book.SaleOrder, lang.T("sale.order"), "")
	l.due = field(book.SaleDue, lang.T("sale.due"), "")
	l.paid = field(book.SalePaid, lang.T("sale.paid"), "")
	l.state = newOptions("", choice[care.SaleState]{lang.T("sale.no_state"), ""},
		choice[care.SaleState]{lang.T("sale.ordered"), care.SaleOrdered}, choice[care.SaleState]{lang.T("sale.delivered"), care.SaleDelivered})
}

// context is what the words are read with.
func (l *saleLine) context() book.SaleContext {
	if l.tab.book == nil {
		return book.SaleContext{Today: l.tab.screen.clock.Today()}
	}
	return l.tab.book.SaleContext
}

// words are what is typed.
func (l *saleLine) words() book.SaleWords {
	return book.SaleWords{
		Day: l.day.Words(), Item: l.item.Words(), Quantity: l.quantity.Words(), Amount: l.amount.Words(), Cost: l.cost.Words(),
		Currency: l.currency.Words(), Rate: l.rate.Words(), Order: l.order.Words(), Due: l.due.Words(), Paid: l.paid.Words(),
		State: l.state.value(),
	}
}

func (l *saleLine) sale() (care.Sale, map[book.SaleField]string) {
	var was *care.Sale
	if l.editing != nil {
		was = &l.editing.Sale.Sale
	}
	return l.words().Sale(l.context(), was)
}

// problem is what is wrong with a field. What was not typed yet is not missed before
// the line is to be kept.
func (l *saleLine) problem(f book.SaleField) string {
	if l.tab.book == nil || strings.TrimSpace(l.fields[f].Words()) == "" && !l.tried {
		return ""
	}
	_, wrong := l.sale()
	return wrong[f]
}

// typed is called at every key in a field.
func (l *saleLine) typed(f book.SaleField) {
	l.refused, l.suggestions.Objects = "", nil
	switch f {
	case book.SaleItem:
		l.suggest()
	case book.SaleAmount, book.SaleCurrency:
		l.cost.Look() // they are in one currency
		l.rate.Look()
	case book.SaleDay:
		l.due.Look()
	case book.SaleQuantity, book.SaleCost, book.SaleRate, book.SaleOrder, book.SaleDue, book.SalePaid:
	}
	l.look()
}

// look says what there is to say of the line, and shows the fields that it needs.
func (l *saleLine) look() {
	if l.object == nil {
		return // the line is still being made
	}
	kit.Show(l.abroad, l.open || l.context().Abroad(l.words().CurrencyOf(l.context())))
	kit.Show(l.term, l.open)
	l.opens.SetGlyph(style.CaretDown).SetLabel(lang.T("sale.more_fields"))
	if l.open {
		l.opens.SetGlyph(style.Minus).SetLabel(lang.T("sale.fewer_fields"))
	}
	wrong := l.refused
	for f := book.SaleDay; f <= book.SalePaid && wrong == ""; f++ {
		if note := l.fields[f].Note(); note.Problem {
			wrong = note.Words
		}
	}
	l.wrong.SetText(wrong)
	kit.Show(l.wrongLine, wrong != "")
	l.says.SetText(l.tells())
	kit.Show(l.says, wrong == "" && l.says.Words() != "")
	kit.Show(l.suggestions, len(l.suggestions.Objects) > 0)
	kit.Show(l.cancel, l.editing != nil || l.begun())
	kit.Show(l.drop, l.editing != nil)
	l.keep.SetLabel(lang.T("sale.add"))
	l.cancel.SetLabel(lang.T("sale.cancel"))
	if l.editing != nil {
		l.keep.SetLabel(lang.T("people.keep"))
		l.cancel.SetLabel(lang.T("panel.cancel")) // nothing of the sale is emptied
	}
	l.tab.screen.relayoutPage()
}

// begun reports whether anything is typed but the day.
func (l *saleLine) begun() bool {
	w := l.words()
	w.Day = ""
	return w != book.SaleWords{}
}

// tells is what the line comes to: the profit, and what the amount is in the book's
// currency.
func (l *saleLine) tells() string {
	sale, wrong := l.sale()
	c := l.context()
	if l.tab.screen.shell.Private() || strings.TrimSpace(l.amount.Words()) == "" || wrong[book.SaleAmount] != "" || wrong[book.SaleCost] != "" || wrong[book.SaleCurrency] != "" {
		return ""
	}
	var said []string
	profit, known := sale.Profit(l.marginOf(sale.Item))
	if known {
		said = append(said, lang.T("sale.brings", lang.Args{"Profit": lang.Money(care.Money{Minor: profit, Currency: sale.Amount.Currency})}))
	} else {
		said = append(said, lang.T("sale.brings_unknown"))
	}
	if c.Abroad(sale.Amount.Currency) && wrong[book.SaleRate] == "" {
		if minor, err := sale.InBook(sale.Amount.Minor, c.Currency); err == nil {
			said = append(said, lang.T("sale.in_book", lang.Args{"Amount": lang.Money(sale.Amount), "Here": lang.Money(care.Money{Minor: minor, Currency: c.Currency})}))
		}
	}
	return strings.Join(said, " ")
}

// marginOf is the usual margin of an item, "" where nobody said.
func (l *saleLine) marginOf(item string) string {
	folded := foldedWords(item)
	for _, it := range l.tab.known {
		if foldedWords(it.Name) == folded {
			return it.Margin
		}
	}
	return ""
}

func foldedWords(words string) string { return strings.Join(strings.Fields(text.Fold(words)), " ") }

// suggested are the known items that begin with what is typed, or one of whose words
// does; of nothing typed, none.
func (l *saleLine) suggested() []store.SoldItem {
	typed := foldedWords(l.item.Words())
	if typed == "" {
		return nil
	}
	var begin, within []store.SoldItem
	for _, it := range l.tab.known {
		name := foldedWords(it.Name)
		switch {
		case name == typed:
			return nil // it is one of them
		case strings.HasPrefix(name, typed):
			begin = append(begin, it)
		case strings.Contains(name, " "+typed):
			within = append(within, it)
		}
	}
	begin = append(begin, within...)
	return begin[:min(len(begin), mostSuggested)]
}

// suggest shows known items under the line.
func (l *saleLine) suggest() {
	l.suggestions.Objects = nil
	for _, it := range l.suggested() {
		l.suggestions.Add(kit.NewButton(kit.Plain, it.Name, "", func() { l.takeItem(it) }).Small())
	}
}

func (l *saleLine) takeItem(it store.SoldItem) {
	l.item.Put(it.Name)
	l.tab.screen.focus(l.quantity.Input)
}

// itemKey takes the first of the items suggested by the key Down.
func (l *saleLine) itemKey(e *fyne.KeyEvent) bool {
	if e.Name != fyne.KeyDown {
		return false
	}
	if all := l.suggested(); len(all) > 0 {
		l.takeItem(all[0])
	}
	return true
}

// save keeps the line as a sale, unless something is wrong with it: then the first
// field that is wrong has the focus.
func (l *saleLine) save() {
	if l.saving || l.tab.book == nil || l.tab.who == nil {
		return
	}
	l.tried, l.suggestions.Objects = true, nil
	sale, wrong := l.sale()
	for f := book.SaleDay; f <= book.SalePaid; f++ {
		l.fields[f].Right()
	}
	if len(wrong) > 0 {
		l.showWrong(wrong)
		return
	}
	l.write(sale)
}

// showWrong leads to the first field that is wrong.
func (l *saleLine) showWrong(wrong map[book.SaleField]string) {
	for f := book.SaleDay; f <= book.SalePaid; f++ {
		if wrong[f] == "" {
			continue
		}
		l.open = l.open || f > book.SaleRate
		l.look()
		l.tab.screen.focus(l.fields[f].Input)
		return
	}
}

func (l *saleLine) write(sale care.Sale) {
	p, key, editing := l.tab.screen, l.of, l.editing
	said := lang.T("sale.added", lang.Args{"What": l.tab.title(&sale)})
	if editing != nil {
		said = lang.T("sale.changed", lang.Args{"What": l.tab.title(&sale)})
	}
	draft := saleDraft{l.words(), editing}
	l.saving, l.refused = true, ""
	run.Write(p.shell.Executor(), func(ctx context.Context) (int64, error) {
		if editing != nil {
			return book.ChangeSale(ctx, p.store, editing.Key, editing.Sale.Sale, sale, said)
		}
		_, action, err := book.AddSale(ctx, p.store, key, sale, said)
		return action, err
	}, func(action int64, err error) {
		l.saving = false
		switch {
		case err != nil:
			l.notKept(key, draft, err)
		case l.of == key:
			l.clear()
			l.day.Put(draft.day(editing))
			p.focus(l.item.Input)
			p.shell.Did(said, action)
		default:
			delete(l.drafts, key)
			p.shell.Did(said, action)
		}
	})
}

// day is the day that stays in the line for the next sale of the same bill.
func (d *saleDraft) day(editing *store.CountedSale) string {
	if editing != nil {
		return ""
	}
	return d.words.Day
}

// notKept says why the line did not get into the book; it waits for the person whom
// it is about. What was changed elsewhere is read anew, so that the next attempt puts
// the line in its place.
func (l *saleLine) notKept(key int64, draft saleDraft, err error) {
	if l.of != key {
		l.drafts[key] = draft
		l.tab.screen.shell.Fail(err)
		return
	}
	l.refused = lang.Sentence(err)
	l.look()
	if l.tab.who != nil {
		l.tab.read()
	}
}

// edit puts a sale into the line.
func (l *saleLine) edit(sale store.CountedSale) {
	if l.tab.book == nil {
		return
	}
	l.editing = &sale
	w := book.WordsOfSale(&sale.Sale.Sale, l.context())
	l.open = w.Currency != "" || w.Order != "" || w.State != "" || w.Due != "" || w.Paid != ""
	l.put(w)
	l.tab.fillList()
	l.tab.screen.focus(l.item.Input)
}

// edits reports whether a sale is in the line.
func (l *saleLine) edits(key int64) bool { return l.editing != nil && l.editing.Key == key }

// follow takes in what was read anew: the sale that is edited may be another now, or
// have gone.
func (l *saleLine) follow() {
	if l.editing == nil {
		return
	}
	for i := range l.tab.book.Sales {
		if sale := &l.tab.book.Sales[i]; sale.Key == l.editing.Key {
			now := *sale
			l.editing = &now
			return
		}
	}
}

// put shows words in the line.
func (l *saleLine) put(w book.SaleWords) {
	l.tried, l.refused = false, ""
	for field, words := range map[*kit.Field]string{
		l.day: w.Day, l.item: w.Item, l.quantity: w.Quantity, l.amount: w.Amount, l.cost: w.Cost,
		l.currency: w.Currency, l.rate: w.Rate, l.order: w.Order, l.due: w.Due, l.paid: w.Paid,
	} {
		field.Put(words)
	}
	for i, c := range l.state.choices {
		if c.value == w.State {
			l.state.Set(l.state.Words(), i, false)
		}
	}
	for f := book.SaleDay; f <= book.SalePaid; f++ {
		l.fields[f].Right()
	}
	l.suggestions.Objects = nil
	l.look()
}

// clear empties the line.
func (l *saleLine) clear() {
	was := l.editing
	l.editing, l.open = nil, false
	l.put(book.SaleWords{})
	if was != nil && l.tab.book != nil {
		l.tab.fillList()
	}
}

// escape clears the line, and after that leads to the list. From a sale that was
// edited it leads back to its row.
func (l *saleLine) escape() {
	if was := l.editing; was != nil {
		l.clear()
		l.tab.focusRow(was.Key)
		return
	}
	if !l.begun() && l.day.Words() == "" {
		l.tab.screen.FocusList()
		return
	}
	l.clear()
	l.tab.screen.focus(l.item.Input)
}

// turnTo gives the line what was begun for a person: what was typed for one must not
// be kept with another.
func (l *saleLine) turnTo(key int64) {
	if key == l.of {
		return
	}
	if l.begun() && !l.saving {
		l.drafts[l.of] = saleDraft{l.words(), l.editing}
	} else {
		delete(l.drafts, l.of)
	}
	draft := l.drafts[key]
	l.of, l.editing, l.open = key, draft.editing, false
	l.put(draft.words)
}

// focus leads to the line.
func (l *saleLine) focus() { l.tab.screen.focus(l.item.Input) }

// saleCaption puts a caption over a field, cut where it has no room.
func saleCaption(caption string, field fyne.CanvasObject) fyne.CanvasObject {
	return kit.NewColumn(2, kit.NewText(caption, style.Caption, style.Ink3).Cut(), field)
}

// focus gives the keyboard to a piece of the page.
func (p *Screen) focus(o fyne.Focusable) { p.shell.Window().Canvas().Focus(o) }

// relayoutPage gives the parts of the page their places, once there is a page.
func (p *Screen) relayoutPage() {
	if p.page != nil {
		p.page.relayout()
	}
}

// fieldLine lays fields out on a line, or on as many as they need; one of them takes
// what room is left, or where none does, all alike.
type fieldLine struct {
	least   []float32
	stretch int
	width   float32
}

// newFieldLine puts fields on a line, each at least as wide as it says (at 100 %).
func newFieldLine(least []float32, stretch int, fields ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &fieldLine{least: least, stretch: stretch}, Objects: fields}
}

// Layout implements fyne.Layout.
func (f *fieldLine) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	f.width = size.Width
	f.walk(objects, size.Width, kit.Put)
}

// MinSize implements fyne.Layout.
func (f *fieldLine) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, f.HeightFor(objects, f.width))
}

// HeightFor implements kit.Heighter.
func (f *fieldLine) HeightFor(objects []fyne.CanvasObject, width float32) float32 {
	return f.walk(objects, width, func(fyne.CanvasObject, float32, float32, float32, float32) {})
}

// walk visits the fields with their places and gives the height of all lines.
func (f *fieldLine) walk(objects []fyne.CanvasObject, width float32, put func(o fyne.CanvasObject, x, y, w, h float32)) float32 {
	gap := style.Px(style.Space2)
	y := float32(0)
	for start := 0; start < len(objects); {
		end, used := start, float32(0)
		for ; end < len(objects); end++ {
			w := style.Px(f.least[end])
			if end > start && used+gap+w > width {
				break
			}
			if end > start {
				used += gap
			}
			used += w
		}
		y += f.line(objects[start:end], start, max(0, width-used), y, put) + gap
		start = end
	}
	return max(0, y-gap)
}

// line lays out the fields of one line, which begin with the one at start.
func (f *fieldLine) line(objects []fyne.CanvasObject, start int, spare, y float32, put func(o fyne.CanvasObject, x, y, w, h float32)) float32 {
	gap, x, height := style.Px(style.Space2), float32(0), float32(0)
	inside := f.stretch >= start && f.stretch < start+len(objects)
	for i, o := range objects {
		w := style.Px(f.least[start+i])
		switch {
		case start+i == f.stretch:
			w += spare
		case !inside:
			w += spare / float32(len(objects))
		}
		h := kit.HeightFor(o, w)
		put(o, x, y, w, h)
		x, height = x+w+gap, max(height, h)
	}
	return height
}
