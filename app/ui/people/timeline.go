package people

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
	"carebook/store"
)

// timeline is the tab of what happened: a line to log the next thing, what is
// pinned, and all the rest, the latest first.
type timeline struct {
	screen *Screen
	who    *subject
	// only is the kind that is shown, "" for every kind.
	only care.EventKind
	// shown is the number of events that are shown of those chosen.
	shown int
	// drafts are the lines begun and not logged, by person; drafting is whose
	// the present one is.
	drafts   map[int64]string
	drafting int64

	filter       *kit.Button
	line         *kit.LogLine
	pinned, list *fyne.Container
	more         *kit.Button
	nothing      *kit.Paragraph
	// unlogged put lines that could not be written back into the line, by person.
	unlogged map[int64][]func()
	// rows are made once and used again.
	rows   []*kit.TimelineRow
	object fyne.CanvasObject
}

// shownFirst is the number of events that are shown at once: more than a page
// holds, and few enough to fill while one goes from person to person. Scrolling
// to the end and a button show more.
const shownFirst = 10

func newTimeline(p *Screen) *timeline {
	t := &timeline{screen: p, drafts: map[int64]string{}, unlogged: map[int64][]func(){}}
	t.filter = kit.NewButton(kit.Quiet, "", "", func() { kit.ShowMenu(t.filter, t.filterMenu()) }).Small().Menu()
	var kinds []kit.LogKind
	for _, k := range care.EventKinds() {
		kinds = append(kinds, kit.LogKind{Glyph: eventGlyph(k), Words: lang.EventKind(k)})
	}
	t.line = kit.NewLogLine(kinds, outcomeNames, t.understand, t.log)
	t.line.SetWords(lang.T("people.log_hint"), lang.T("command.with_ctrl", lang.Args{"Key": "L"}), lang.T("people.outcome"))
	t.line.TooLong = func(bytes int) string { return lang.T("people.too_long", lang.Args{"Size": lang.Bytes(int64(bytes))}) }
	t.line.Field.OnEscape = p.FocusList
	t.line.OnResized = func() { p.page.relayout() }
	t.pinned, t.list = kit.NewColumn(style.Space2), kit.NewColumn(0)
	t.more = kit.NewButton(kit.Quiet, "", style.CaretDown, func() { t.showMore() }).Small()
	t.nothing = kit.NewParagraph(lang.T("people.no_events"), style.Control, style.Ink2)
	t.object = kit.NewColumn(style.Space3, t.line, t.pinned, t.list, t.nothing, kit.NewFlow(0, t.more))
	return t
}

func eventGlyph(kind care.EventKind) style.Glyph {
	switch kind {
	case care.Call:
		return style.Phone
	case care.Visit:
		return style.MapPin
	case care.Message:
		return style.Chat
	case care.Meeting:
		return style.Users
	case care.Greeting:
		return style.HandWaving
	case care.Gift:
		return style.Gift
	case care.Quote:
		return style.Receipt
	case care.Purchase:
		return style.ShoppingBag
	case care.Complaint:
		return style.WarningCircle
	case care.Feedback:
		return style.ChatText
	case care.Promise:
		return style.Handshake
	}
	return style.Note
}

// outcomeNames are the outcomes of a kind of event by its place.
func outcomeNames(kind int) []string {
	var names []string
	for _, o := range care.Outcomes(care.EventKinds()[kind]) {
		names = append(names, lang.Outcome(o))
	}
	return names
}

// parse reads a line of the log.
func (t *timeline) parse(words string) lang.Line {
	return lang.ParseLine(words, t.screen.clock.Today(), t.screen.currency)
}

// understand says what is understood of a line.
func (t *timeline) understand(words string) []string {
	return kit.LineHints(t.parse(words), t.screen.clock.Today())
}

// entryOf is what a line of the log says.
func (t *timeline) entryOf(kind, outcome int, words string) book.Entry {
	e := book.EntryOf(care.EventKinds()[kind], t.parse(words))
	if outcome >= 0 {
		e.Outcome = care.Outcomes(e.Kind)[outcome]
	}
	return e
}

// log writes the line into the timeline. A line that cannot be written comes
// back, at the latest with the person whom it is about.
func (t *timeline) log(kind, outcome int, words string, back func()) bool {
	if t.who == nil {
		return false
	}
	e, key := t.entryOf(kind, outcome, words), t.who.key
	if e.Text == "" && slices.Contains([]care.EventKind{care.Memo, care.Promise, care.Feedback}, e.Kind) {
		return false // these are nothing without words
	}
	t.screen.doOr(lang.T("people.logged", lang.Args{"What": lang.EventTitle(&e.Event)}), func(ctx context.Context, said string) (int64, error) {
		_, action, err := book.Log(ctx, t.screen.store, t.screen.clock, key, said, e)
		return action, err
	}, func() {
		if t.who != nil && t.who.key == key {
			back()
		} else {
			t.unlogged[key] = append(t.unlogged[key], back)
		}
	})
	return true
}

// show fills the tab.
func (t *timeline) show(who *subject) {
	if t.who == nil || who == nil || t.who.key != who.key {
		t.shown, t.only = shownFirst, ""
		t.turnTo(who)
	}
	t.who = who
	t.fill()
	if who != nil {
		for _, back := range t.unlogged[who.key] {
			back()
		}
		delete(t.unlogged, who.key)
	}
}

// turnTo gives the line the words that were begun for a person: what was typed
// for one must not be logged with another.
func (t *timeline) turnTo(who *subject) {
	if who == nil || who.key == t.drafting {
		return
	}
	if words := t.line.Field.Text; words != "" {
		t.drafts[t.drafting] = words
	} else {
		delete(t.drafts, t.drafting)
	}
	t.drafting = who.key
	t.line.Begin(t.drafts[who.key])
}

func (t *timeline) fill() {
	t.pinned.Objects, t.list.Objects = nil, nil
	if t.who == nil {
		return
	}
	t.filter.SetLabel(t.filterName())
	events := slices.DeleteFunc(slices.Clone(t.who.events), func(e store.Event) bool { return t.only != "" && e.Kind != t.only })
	used := 0
	for _, e := range events {
		if e.Pinned {
			t.pinned.Objects = append(t.pinned.Objects, t.row(used, e, true, false))
			used++
		}
	}
	shown := min(len(events), t.shown)
	for i, e := range events[:shown] {
		row := t.row(used, e, false, i == len(events)-1)
		used++
		t.list.Objects = append(t.list.Objects, row)
	}
	kit.Show(t.nothing, len(events) == 0)
	kit.Show(t.more, shown < len(events))
	t.more.SetLabel(lang.N("people.more_events", len(events)-shown))
	kit.Show(t.pinned, len(t.pinned.Objects) > 0)
}

// row is row number n, filled with an event: a card that is pinned above the
// list, or a row of the list.
func (t *timeline) row(n int, e store.Event, card, last bool) *kit.TimelineRow {
	for len(t.rows) <= n {
		r := kit.NewTimelineRow(lang.T("people.more"))
		r.OnResized = func() { t.screen.page.relayout() }
		t.rows = append(t.rows, r)
	}
	r := t.rows[n]
	today := t.screen.clock.Today()
	m := kit.Moment{
		Glyph: eventGlyph(e.Kind), Title: lang.EventTitle(&e.Event), Text: e.Text, Day: lang.DayShort(e.Day, today),
		Late: e.Open() && (e.Kind == care.Complaint || e.Due != "" && e.Due < today), Done: e.Kind == care.Promise && e.Done != "",
		Pinned: card, Last: last,
	}
	if term := lang.EventTerm(&e.Event, today); term != "" {
		m.Title = lang.T("people.event_term", lang.Args{"Title": m.Title, "Term": term})
	}
	if t.screen.shell.Private() && m.Text != "" {
		m.Text = hidden
	}
	if t.screen.shell.Private() {
		m.Title = lang.EventKind(e.Kind)
	}
	r.Fill(m)
	r.OnMenu = func() { kit.ShowMenu(r.MenuButton(), t.menu(e)) }
	return r
}

// hidden stands in the place of what is nobody else's business.
const hidden = "•••"

func (t *timeline) showMore() {
	t.shown += 10 * shownFirst
	t.fill()
	t.screen.page.relayout()
}

// reachEnd is called when the end of the page is scrolled to.
func (t *timeline) reachEnd() {
	if t.object.Visible() && t.more.Visible() {
		t.showMore()
	}
}

func (t *timeline) filterName() string {
	if t.only == "" {
		return lang.T("people.every_kind")
	}
	return lang.EventKind(t.only)
}

// filterMenu are the kinds that the timeline has.
func (t *timeline) filterMenu() []kit.MenuItem {
	choose := func(kind care.EventKind) func() {
		return func() {
			t.only, t.shown = kind, shownFirst
			t.fill()
			t.screen.page.relayout()
		}
	}
	items := []kit.MenuItem{{Label: lang.T("people.every_kind"), Detail: lang.Number(len(t.who.events)), Checked: t.only == "", Do: choose("")}}
	for _, kind := range care.EventKinds() {
		n := 0
		for _, e := range t.who.events {
			if e.Kind == kind {
				n++
			}
		}
		if n > 0 {
			items = append(items, kit.MenuItem{Label: lang.EventKind(kind), Detail: lang.Number(n), Checked: t.only == kind, Do: choose(kind)})
		}
	}
	return items
}

// menu is what can be done to an event.
func (t *timeline) menu(e store.Event) []kit.MenuItem {
	today := t.screen.clock.Today()
	change := func(label, said string, set func(*care.Event)) kit.MenuItem {
		return kit.MenuItem{Label: label, Do: func() { t.change(e.Key, said, set) }}
	}
	items := []kit.MenuItem{{Label: lang.T("people.edit_event"), Do: func() { t.editPanel(e) }}}
	if e.Pinned {
		items = append(items, change(lang.T("people.unpin"), lang.T("people.unpinned"), func(e *care.Event) { e.Pinned = false }))
	} else {
		items = append(items, change(lang.T("people.pin"), lang.T("people.pinned"), func(e *care.Event) { e.Pinned = true }))
	}
	switch {
	case e.Kind == care.Promise && e.Done == "":
		items = append(items, change(lang.T("people.keep_promise"), lang.T("people.promise_kept"), func(e *care.Event) { e.Done = today }))
	case e.Kind == care.Complaint && e.Done == "":
		items = append(items, change(lang.T("people.answer_complaint"), lang.T("people.complaint_answered"), func(e *care.Event) { e.Done = today }))
	case e.Done != "":
		items = append(items, change(lang.T("people.reopen"), lang.T("people.reopened"), func(e *care.Event) { e.Done = "" }))
	}
	return append(items, kit.MenuItem{}, kit.MenuItem{Label: lang.T("people.remove_event"), Do: func() { t.remove(e) }})
}

func (t *timeline) change(key int64, said string, set func(*care.Event)) {
	t.screen.do(said, func(ctx context.Context, words string) (int64, error) {
		return book.ChangeEvent(ctx, t.screen.store, t.screen.clock, key, words, set)
	})
}

func (t *timeline) remove(e store.Event) {
	t.screen.do(lang.T("people.event_removed", lang.Args{"What": lang.EventTitle(&e.Event)}), func(ctx context.Context, words string) (int64, error) {
		return book.RemoveEvent(ctx, t.screen.store, e.Key, words)
	})
}

// eventForm is the body of the panel in which an event is edited.
type eventForm struct {
	was                            care.Event
	screen                         *Screen
	kind                           *options[care.EventKind]
	outcome                        *kit.Select
	day, minutes, price, due, text *kit.Entry
}

func (t *timeline) editPanel(e store.Event) {
	f := newEventForm(t.screen, &e.Event)
	t.screen.ask(kit.NewPanel(lang.T("people.edit_event"), f.body(), lang.T("people.keep"), func(done func(string)) {
		set, problem := f.change()
		if problem != "" {
			done(problem)
			return
		}
		run.Write(t.screen.shell.Executor(), func(ctx context.Context) (int64, error) {
			return book.ChangeEvent(ctx, t.screen.store, t.screen.clock, e.Key, lang.T("people.event_changed"), set)
		}, func(action int64, err error) {
			done(lang.Sentence(err))
			if err == nil {
				t.screen.shell.Did(lang.T("people.event_changed"), action)
			}
		})
	}))
}

func newEventForm(p *Screen, e *care.Event) *eventForm {
	f := &eventForm{was: *e, screen: p, day: kit.NewEntry(), minutes: kit.NewEntry(), price: kit.NewEntry(), due: kit.NewEntry(), text: kit.NewMultiEntry()}
	var kinds []choice[care.EventKind]
	for _, k := range care.EventKinds() {
		kinds = append(kinds, choice[care.EventKind]{lang.EventKind(k), k})
	}
	f.kind = newOptions(e.Kind, kinds...)
	f.outcome = kit.NewSelect(nil, 0, nil)
	f.setOutcomes(e.Outcome)
	f.kind.OnChosen = func(int) { f.setOutcomes("") }
	f.day.SetText(lang.PlainDay(e.Day))
	due := e.Due
	if due == "" {
		due = e.ValidUntil
	}
	f.due.SetText(lang.PlainDay(due))
	if e.Minutes > 0 {
		f.minutes.SetText(strconv.Itoa(e.Minutes))
	}
	if e.Price != nil {
		f.price.SetText(lang.Money(*e.Price))
	}
	f.text.SetText(e.Text)
	return f
}

func (f *eventForm) setOutcomes(chosen care.Outcome) {
	words, at := []string{lang.Outcome("")}, 0
	for i, o := range care.Outcomes(f.kind.value()) {
		words = append(words, lang.Outcome(o))
		if o == chosen {
			at = i + 1
		}
	}
	f.outcome.Set(words, at, false)
}

func (f *eventForm) body() fyne.CanvasObject {
	pair := func(a, b fyne.CanvasObject) fyne.CanvasObject { return kit.NewPair(style.Space3, a, b) }
	return kit.NewColumn(style.Space3,
		captioned(lang.T("people.what"), f.text),
		pair(captioned(lang.T("people.kind"), f.kind.Select), captioned(lang.T("people.outcome"), f.outcome)),
		pair(captioned(lang.T("people.day"), f.day), captioned(lang.T("people.minutes"), f.minutes)),
		pair(captioned(lang.T("people.price"), f.price), captioned(lang.T("people.due"), f.due)),
	)
}

// change is what the form says, or what is wrong with it.
func (f *eventForm) change() (set func(*care.Event), problem string) {
	today := f.screen.clock.Today()
	kind, text := f.kind.value(), strings.TrimSpace(f.text.Text)
	day, ok := lang.ParsePastDay(f.day.Text, today)
	if !ok {
		return nil, lang.T("people.not_a_day", lang.Args{"Value": f.day.Text})
	}
	var due care.Day
	if words := strings.TrimSpace(f.due.Text); words != "" {
		if due, ok = lang.ParseDay(words, today); !ok {
			return nil, lang.T("people.not_a_day", lang.Args{"Value": words})
		}
	}
	minutes := 0
	if words := strings.TrimSpace(f.minutes.Text); words != "" {
		if minutes = days(words); minutes == 0 {
			return nil, lang.T("people.not_minutes", lang.Args{"Value": words})
		}
	}
	var price *care.Money
	if words := strings.TrimSpace(f.price.Text); words != "" {
		amount, ok := lang.ParseMoney(words, f.screen.currency)
		if f.was.Price != nil && words == lang.Money(*f.was.Price) {
			amount, ok = *f.was.Price, true // ¥ alone does not say which
		}
		if !ok {
			return nil, lang.T("people.not_money", lang.Args{"Value": words})
		}
		price = &amount
	}
	var outcome care.Outcome
	if i := f.outcome.Chosen(); i > 0 {
		outcome = care.Outcomes(kind)[i-1]
	}
	return func(e *care.Event) {
		e.Kind, e.Outcome, e.Day, e.Minutes, e.Price, e.Text = kind, outcome, day, minutes, price, text
		e.Due, e.ValidUntil = due, ""
		if kind == care.Quote {
			e.Due, e.ValidUntil = "", due
		}
	}, ""
}
