package people

import (
	"context"
	"math"

	"fyne.io/fyne/v2"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
	"carebook/store"
)

// salesTab is the tab of what was sold to the person: a line in which a sale is
// entered, what the person brings, and all sales, the latest first.
type salesTab struct {
	screen *Screen
	who    *subject
	// book is what was read, nil while nothing was; of is whose it is.
	book  *book.SalesTab
	of    int64
	limit int
	// margins are the usual margins of items, by name; known are all items.
	known   []store.SoldItem
	reading run.Task

	line   *saleLine
	sums   *salesSums
	empty  *fyne.Container
	enter  *kit.Button
	bring  *kit.Button
	head   *kit.FigureRow
	list   *fyne.Container
	more   *kit.Button
	rows   []*kit.DeedRow
	object *fyne.Container
}

// salesColumns are day, item, amount and profit.
var salesColumns = []kit.FigureColumn{{Width: 104}, {}, {Width: 104, Right: true}, {Width: 104, Right: true}}

func newSalesTab(p *Screen) *salesTab {
	t := &salesTab{screen: p, limit: shownFirst}
	t.line, t.sums = newSaleLine(t), newSalesSums(t)
	t.enter = kit.NewButton(kit.Plain, lang.T("sale.enter_first"), style.Plus, t.line.focus)
	t.bring = kit.NewButton(kit.Plain, lang.T("sale.import"), style.FileCSV, func() { p.ImportSales() })
	t.empty = kit.NewColumn(style.Space3, kit.NewTitle(lang.T("sale.empty_title"), style.Section),
		kit.NewParagraph(lang.T("sale.empty"), style.Control, style.Ink2), kit.NewFlow(style.Space2, t.enter, t.bring))
	t.head = kit.NewFigureHead(salesColumns, lang.T("sale.day"), lang.T("sale.item"), lang.T("sale.amount"), lang.T("sale.profit"))
	t.list = kit.NewColumn(0)
	t.more = kit.NewButton(kit.Quiet, "", style.CaretDown, t.showMore).Small()
	items := kit.NewButton(kit.Quiet, lang.T("items.open"), style.TagLabel, p.showItems).Small()
	t.object = kit.NewColumn(style.Space4, t.line.object, t.empty, t.sums.object,
		kit.NewColumn(0, t.head, t.list), kit.NewFlow(style.Space2, t.more, items))
	return t
}

// show fills the tab; nil is nobody.
func (t *salesTab) show(who *subject) {
	t.who = who
	if who == nil {
		t.reading.Cancel()
		return
	}
	if t.of != who.key {
		t.book, t.of, t.limit = nil, who.key, shownFirst
		t.line.turnTo(who.key)
	}
	t.read()
}

// park takes a person without showing anything, for a page that shows another tab.
func (t *salesTab) park(who *subject) {
	t.reading.Cancel()
	t.who = who
}

// salesRead is what the tab shows.
type salesRead struct {
	tab   *book.SalesTab
	known []store.SoldItem
}

// read reads the tab anew.
func (t *salesTab) read() {
	p, key, limit := t.screen, t.who.key, t.limit
	run.Soon(p.shell.Executor(), &t.reading, func(ctx context.Context) (r salesRead, err error) {
		if r.tab, err = book.ReadSales(ctx, p.store, p.clock, key, limit); err == nil {
			r.known, err = p.store.SoldItems(ctx)
		}
		return r, err
	}, func(r salesRead, err error) {
		if err != nil {
			p.shell.Fail(err)
			return
		}
		t.book, t.known = r.tab, r.known
		t.fill()
		p.page.relayout()
	})
	t.fill()
}

// fill shows what was read.
func (t *salesTab) fill() {
	none := t.book != nil && t.book.Count == 0
	some := t.book != nil && t.book.Count > 0
	kit.Show(t.empty, none)
	kit.Show(t.bring, t.screen.ImportSales != nil)
	kit.Show(t.sums.object, some)
	kit.Show(t.head, some)
	kit.Show(t.list, some)
	kit.Show(t.more, some && len(t.book.Sales) < t.book.Count)
	kit.Show(t.line.object, t.who != nil && t.who.person.Deleted == "")
	if t.book != nil {
		t.line.follow()
	}
	if t.line.editing != nil && t.screen.shell.Private() {
		t.line.clear() // it shows what the rows hide
	}
	if !some {
		t.holdKeyboard(0)
		return
	}
	t.more.SetLabel(lang.N("sale.more_sales", t.book.Count-len(t.book.Sales)))
	t.sums.fill(t.book)
	t.fillList()
}

func (t *salesTab) fillList() {
	for len(t.rows) < len(t.book.Sales) {
		t.rows = append(t.rows, kit.NewDeedRow(salesColumns))
	}
	objects := make([]fyne.CanvasObject, len(t.book.Sales))
	for i := range t.book.Sales {
		t.fillRow(t.rows[i], t.book.Sales[i])
		objects[i] = t.rows[i]
	}
	t.list.Objects = objects
	t.holdKeyboard(len(objects))
}

// holdKeyboard takes the keyboard from a row that has gone, since the one before
// the last was removed, and gives it to the last that there is.
func (t *salesTab) holdKeyboard(n int) {
	focused := t.screen.shell.Window().Canvas().Focused()
	for _, row := range t.rows[n:] {
		if focused == fyne.Focusable(row) {
			t.focusLast(n)
		}
	}
}

func (t *salesTab) focusLast(n int) {
	if n == 0 {
		t.line.focus()
		return
	}
	t.screen.focus(t.rows[n-1])
}

// focusRow gives the keyboard to the row of a sale, or to the line where it has
// gone.
func (t *salesTab) focusRow(key int64) {
	if t.book != nil {
		for i := range t.book.Sales {
			if t.book.Sales[i].Key == key {
				t.screen.focus(t.rows[i])
				return
			}
		}
	}
	t.line.focus()
}

// fillRow shows a sale. While somebody looks at the screen it cannot be opened: the
// fields would show what the row hides.
func (t *salesTab) fillRow(row *kit.DeedRow, sale store.CountedSale) {
	private, living := t.screen.shell.Private(), t.who.person.Deleted == ""
	row.OnTapped, row.OnRemove, row.OnMenu = nil, nil, nil
	if living {
		row.OnRemove = func() { t.remove(sale) }
		row.OnMenu = func() { kit.ShowMenu(row, t.menu(sale)) }
		if !private {
			row.OnTapped = func() { t.line.edit(sale) }
		}
	}
	row.Fill(t.line.edits(sale.Key), t.figures(sale, private)...)
}

// figures are the cells of a sale.
func (t *salesTab) figures(sale store.CountedSale, private bool) []kit.Figure {
	today, currency := t.screen.clock.Today(), t.book.Currency
	item := sale.Item
	if item == "" {
		item = lang.T("sale.no_item")
	}
	term, late := saleTerm(&sale.Sale.Sale, today)
	amount := kit.Figure{Words: lang.Money(sale.Amount)}
	if sale.Amount.Currency != currency {
		amount.Detail = lang.Money(care.Money{Minor: sale.Revenue, Currency: currency})
	}
	profit := kit.Figure{Words: lang.T("sale.unknown")}
	if sale.Known {
		profit = kit.Figure{Words: lang.Money(care.Money{Minor: sale.Profit, Currency: currency}), Detail: marginOf(sale)}
	}
	if private {
		amount, profit = kit.Figure{Words: hidden}, kit.Figure{Words: hidden}
	}
	return []kit.Figure{{Words: lang.DayShort(sale.Day, today)}, {Words: item, Bold: true, Detail: term, Late: late}, amount, profit}
}

// marginOf is the profit in per cent of the amount.
func marginOf(sale store.CountedSale) string {
	if sale.Revenue <= 0 {
		return ""
	}
	return lang.T("sale.percent", lang.Args{"Percent": lang.Number(int(math.Round(100 * float64(sale.Profit) / float64(sale.Revenue))))})
}

// saleTerm says how far a sale is: how many, which order, whether it is delivered
// and paid. What is due and not paid is late from the day after.
func saleTerm(s *care.Sale, today care.Day) (term string, late bool) {
	var quantity, order, state, paid string
	if s.Quantity != "" {
		quantity = lang.T("sale.times", lang.Args{"Quantity": lang.Decimal(s.Quantity)})
	}
	if s.Order != "" {
		order = lang.T("sale.order_number", lang.Args{"Order": s.Order})
	}
	switch s.State {
	case care.SaleOrdered:
		state = lang.T("sale.ordered")
	case care.SaleDelivered:
		state = lang.T("sale.delivered")
	}
	switch {
	case s.Paid == s.Day:
		paid = lang.T("sale.was_paid_then")
	case s.Paid != "":
		paid = lang.T("sale.paid_on", lang.Args{"Day": plainDay(s.Paid, today)})
	case s.Due != "":
		late = s.Due < today
		paid = lang.T("sale.due_on", lang.Args{"Day": plainDay(s.Due, today)})
	}
	if late {
		return join(lang.T("details.comma"), paid, quantity, state, order), late
	}
	return join(lang.T("details.comma"), quantity, state, paid, order), late
}

// plainDay is a day without its weekday, with the year where it is not today's.
func plainDay(day, today care.Day) string {
	t := day.Time()
	args := lang.Args{"Day": t.Day(), "Month": lang.MonthShort(int(t.Month())), "Year": t.Year()}
	if t.Year() != today.Time().Year() {
		return lang.T("sale.short_day_year", args)
	}
	return lang.T("sale.short_day", args)
}

// menu is what can be done to a sale.
func (t *salesTab) menu(sale store.CountedSale) []kit.MenuItem {
	var items []kit.MenuItem
	if !t.screen.shell.Private() {
		items = append(items, kit.MenuItem{Label: lang.T("sale.edit"), Do: func() { t.line.edit(sale) }})
	}
	if sale.State == care.SaleOrdered {
		items = append(items, t.changeItem(sale, lang.T("sale.mark_delivered"), lang.T("sale.was_delivered"), func(s *care.Sale) { s.State = care.SaleDelivered }))
	}
	if sale.Paid == "" {
		items = append(items, t.changeItem(sale, lang.T("sale.mark_paid"), lang.T("sale.was_paid"), func(s *care.Sale) { s.Paid = t.screen.clock.Today() }))
	}
	if len(items) > 0 {
		items = append(items, kit.MenuItem{})
	}
	return append(items, kit.MenuItem{Label: lang.T("sale.remove"), Do: func() { t.remove(sale) }})
}

func (t *salesTab) changeItem(sale store.CountedSale, label, said string, set func(*care.Sale)) kit.MenuItem {
	return kit.MenuItem{Label: label, Do: func() {
		after := sale.Sale.Sale
		set(&after)
		t.screen.do(said, func(ctx context.Context, words string) (int64, error) {
			return book.ChangeSale(ctx, t.screen.store, sale.Key, sale.Sale.Sale, after, words)
		})
	}}
}

func (t *salesTab) remove(sale store.CountedSale) {
	if t.line.edits(sale.Key) {
		t.line.clear()
	}
	t.screen.do(lang.T("sale.removed", lang.Args{"What": t.title(&sale.Sale.Sale)}), func(ctx context.Context, words string) (int64, error) {
		return book.RemoveSale(ctx, t.screen.store, sale.Key, words)
	})
}

// title names a sale in a sentence; while somebody looks at the screen, without its
// amount.
func (t *salesTab) title(s *care.Sale) string {
	if !t.screen.shell.Private() {
		return book.SaleTitle(s)
	}
	if s.Item == "" {
		return lang.T("sale.no_item")
	}
	return s.Item
}

func (t *salesTab) showMore() {
	t.limit += 10 * shownFirst
	t.read()
}

// reachEnd is called when the end of the page is scrolled to.
func (t *salesTab) reachEnd() {
	if t.object.Visible() && t.more.Visible() && !t.reading.Running() {
		t.showMore()
	}
}

// TakeKey implements kit.KeyTaker: Delete among notes and sales never reaches the
// person whose they are; in the list of people it does.
func (p *Screen) TakeKey(e *fyne.KeyEvent) bool {
	return e.Name == fyne.KeyDelete && p.page.subject != nil && p.page.scroll.Visible() &&
		(p.page.tabs.Chosen() == notesTabAt || p.page.tabs.Chosen() == salesTabAt) && p.shell.Window().Canvas().Focused() != fyne.Focusable(p.list.rows)
}

// Sales leads to the line in which a sale is entered.
func (p *Screen) Sales() {
	if p.page.subject == nil {
		return
	}
	p.page.openTab(salesTabAt)
	run.AfterFirstFrame(p.page.sales.line.focus) // what was never drawn takes no focus
}
