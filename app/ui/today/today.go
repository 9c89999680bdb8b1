// Package today is the page of the day and what the daily pop-up shows: whom to
// greet, call, visit and answer, with what can be done about each at once.
//
// It calls the use cases of package book and draws with the kit. It never
// imports another screen, and knows nothing of how the pop-up's window is made.
package today

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
	"carebook/store"
)

// aheadDays is the number of days that the column at the right tells of.
const aheadDays = 10

// fresh is how long the page is taken for true when the window comes back.
const fresh = 5 * time.Minute

// Screen is the page of the day.
type Screen struct {
	shell kit.Shell
	store *store.Store
	clock care.Clock
	board *board
	aside *aside

	// Print, if set, prints the day, and Brief shows the brief of a person.
	Print func()
	Brief func(person int64)

	day      *kit.Paragraph
	sentence *kit.Paragraph
	done     *fyne.Container
	print    *kit.Button
	quiet    *kit.Paragraph
	// Begin leads to the first people, in a book that has none.
	Begin   *kit.Button
	begin   *fyne.Container
	nothing *fyne.Container
	page    *page
	object  *fyne.Container

	// shown is the day that the page shows, read when it was read.
	shown care.Day
	read  time.Time
	// stale is set where the book has changed while the page could not be seen.
	stale bool
	// arriving is set from the opening of the page to its first picture: the
	// keyboard then goes to the first row.
	arriving bool

	reading, looking, calming run.Task
}

// New makes the page; nothing is read before it is opened.
func New(shell kit.Shell, s *store.Store, clock care.Clock) *Screen {
	t := &Screen{shell: shell, store: s, clock: clock, stale: true}
	t.board = newBoard(shell, s, clock, false)
	t.board.reload, t.board.relayout = t.reload, t.relayout
	t.board.openPerson = func(key int64) { shell.Open(kit.Route{Screen: kit.PeopleScreen, Person: key}) }
	t.board.logPerson = func(key int64) { shell.Open(kit.Route{Screen: kit.PeopleScreen, Person: key, Log: true}) }
	t.board.openBrief = func(key int64) {
		if t.Brief == nil {
			t.board.openPerson(key)
			return
		}
		t.Brief(key)
	}
	t.board.onKey = t.escape
	t.aside = newAside()
	t.aside.object.Hide() // until there is something to tell
	t.day = kit.NewParagraph("", style.Opening, style.Ink).Book().Limit(2)
	t.sentence = kit.NewParagraph("", style.Body, style.Ink2).Limit(3)
	t.done = kit.NewFlow(0)
	t.print = kit.NewButton(kit.Plain, lang.T("sheet.print"), style.Printer, func() { t.PrintShown() })
	t.quiet = kit.NewParagraph("", style.Sentence, style.Ink).Book()
	t.Begin = kit.NewButton(kit.Accent, lang.T("today.begin"), style.UserPlus, func() { shell.Open(kit.Route{Screen: kit.PeopleScreen}) })
	t.begin = kit.NewFlow(0, t.Begin)
	t.begin.Hide()
	t.nothing = kit.Inset(style.Space5, 10, style.Space5, 10, kit.NewColumn(style.Space4, t.quiet, t.begin))
	t.nothing.Hide()
	t.build()
	return t
}

// The most rows that a section shows at first: a day has more birthdays than
// anybody reads in a book of a hundred thousand.
const (
	mostOfDay  = 20
	mostOthers = 12
)

func (t *Screen) build() {
	b := t.board
	b.sections = []*section{
		newSection(b, book.MissedSection, mostOthers),
		newSection(b, book.TodaySection, mostOfDay),
		newSection(b, book.SoonSection, mostOthers),
		newSection(b, book.CallSection, mostOfDay),
		newSection(b, book.VisitSection, mostOfDay),
		newSection(b, book.PromiseSection, mostOthers),
		newSection(b, book.ComplaintSection, mostOthers),
	}
	calls := b.section(book.CallSection)
	calls.note, calls.openBeyond = lang.T("today.most_overdue"), t.openOwed
	left, right := kit.NewColumn(0), kit.NewColumn(0)
	for i, s := range b.sections {
		if i < 3 {
			left.Objects = append(left.Objects, s.object)
		} else {
			right.Objects = append(right.Objects, s.object)
		}
	}
	head := &fyne.Container{Layout: headLayout{}, Objects: []fyne.CanvasObject{t.day, t.sentence, t.done, t.print}}
	t.page = newPage(head, t.nothing, left, right, t.aside.object)
	t.object = t.page.object
}

// openOwed shows everybody who is owed a call.
func (t *Screen) openOwed() {
	t.shell.Open(kit.Route{Screen: kit.PeopleScreen, List: kit.OwedList})
}

// Object is the screen's content.
func (t *Screen) Object() fyne.CanvasObject { return t.object }

// Open shows the day, with the keyboard in its first row.
func (t *Screen) Open(kit.Route) {
	t.arriving = true
	kit.Show(t.print, t.Print != nil)
	t.day.SetText(lang.DayTitle(t.clock.Today()))
	if t.stale || t.shown != t.clock.Today() {
		t.reload()
		return
	}
	t.arrive()
}

func (t *Screen) arrive() {
	if t.arriving && t.object.Visible() {
		t.arriving = false
		if !t.board.focusFirst() {
			t.shell.Window().Canvas().Unfocus()
		}
	}
}

// Changed takes in that the book has changed.
func (t *Screen) Changed(store.Changes) {
	t.stale = true
	if t.object.Visible() {
		run.Later(t.shell.Executor(), &t.calming, calm, t.reload)
	}
}

// calm is how long nothing must change before the day is read anew.
const calm = 150 * time.Millisecond

// Turn takes in that time has passed: midnight, or a while in which the window
// was not looked at.
func (t *Screen) Turn() {
	if t.shown != t.clock.Today() || t.clock.Now().Sub(t.read) > fresh {
		t.stale = true
		if t.object.Visible() {
			t.reload()
		}
	}
}

// Redraw shows the rows anew, after what is private was hidden or shown again.
func (t *Screen) Redraw() { t.board.redraw() }

// day is what is read of a day.
type day struct {
	digest *book.Digest
	tags   map[int64]store.Tag
	// minute is that of the day at which the pop-up comes.
	minute int
}

// readDay reads a day; today is "".
func readDay(ctx context.Context, s *store.Store, clock care.Clock) (day, error) {
	var d day
	settings, err := book.ReminderSettings(ctx, s)
	if err != nil {
		return d, err
	}
	d.minute = settings.Minute
	if d.digest, err = book.ReadDigest(ctx, s, clock, ""); err != nil {
		return d, err
	}
	tags, err := s.Tags(ctx)
	if err != nil {
		return d, err
	}
	d.tags = make(map[int64]store.Tag, len(tags))
	for _, tag := range tags {
		d.tags[tag.Key] = tag
	}
	return d, nil
}

// reload reads the day, and then what the column at the right tells.
func (t *Screen) reload() {
	t.calming.Cancel()
	t.stale = false
	run.Do(t.shell.Executor(), &t.reading, func(ctx context.Context) (day, error) {
		return readDay(ctx, t.store, t.clock)
	}, func(d day, err error) {
		if err != nil {
			t.stale = true
			t.shell.Fail(err)
			return
		}
		t.show(d)
		t.arrive()
		t.look()
	})
}

// look reads the days ahead and the year.
func (t *Screen) look() {
	year := t.clock.Now().Year()
	run.Do(t.shell.Executor(), &t.looking, func(ctx context.Context) (outlook, error) {
		ahead, err := book.Ahead(ctx, t.store, t.clock, aheadDays)
		if err != nil {
			return outlook{}, err
		}
		counts, err := book.YearCounts(ctx, t.store, year)
		return outlook{ahead, counts}, err
	}, func(o outlook, err error) {
		if err != nil {
			t.shell.Fail(err)
			return
		}
		t.aside.show(o, t.clock.Today())
		t.aside.object.Show()
		t.relayout()
	})
}

func (t *Screen) show(d day) {
	t.shown, t.read = t.clock.Today(), t.clock.Now()
	b := t.board
	b.tags, b.minute = d.tags, d.minute
	digest := d.digest
	t.day.SetText(lang.DayTitle(digest.On))
	t.showHead(digest)
	missed := b.section(book.MissedSection)
	missed.note = ""
	if digest.ShutSince != "" {
		missed.note = lang.T("today.shut_since", lang.Args{"Day": lang.DayNamed(digest.ShutSince, digest.On)})
	}
	b.countBeyond(digest)
	b.show(digest.Items, (*book.Item).PageSection)
	t.showQuiet(digest)
}

// showHead says in a sentence what the day has, and how much of it was done.
func (t *Screen) showHead(d *book.Digest) {
	sentence := ""
	if len(d.Items) > 0 {
		sentence = book.Sentence(d)
	}
	t.sentence.SetText(sentence)
	kit.Show(t.sentence, sentence != "")
	t.done.Objects = nil
	if d.Done > 0 {
		t.done.Objects = []fyne.CanvasObject{kit.NewIconText(style.CheckCircle, lang.N("today.done_today", d.Done))}
	}
}

// showQuiet says what comes next where the day has nothing.
func (t *Screen) showQuiet(d *book.Digest) {
	empty := len(t.board.flat()) == 0
	if empty {
		t.quiet.SetText(quiet(d, d.On))
		kit.Show(t.begin, d.Nobody)
	}
	if t.nothing.Visible() != empty {
		kit.Show(t.nothing, empty)
	}
	t.relayout()
}

func (t *Screen) relayout() {
	if t.page != nil {
		t.page.relayout()
	}
}

// escape closes the opened row.
func (t *Screen) escape(k *fyne.KeyEvent) bool {
	return k.Name == fyne.KeyEscape && t.board.close()
}

// TakeKey implements kit.KeyTaker: with no row opened, an arrow opens the first.
func (t *Screen) TakeKey(k *fyne.KeyEvent) bool {
	switch k.Name {
	case fyne.KeyEscape:
		return t.board.close()
	case fyne.KeyDown, fyne.KeyUp, fyne.KeyLeft, fyne.KeyRight:
		return t.board.focusFirst()
	}
	return false
}

// Commands implements kit.Commander.
func (t *Screen) Commands() []kit.Command {
	b := t.board
	none := func() bool { return !t.object.Visible() || b.opened == nil }
	ungreetable := func() bool { return none() || !greetable(&b.opened.item) }
	return []kit.Command{
		{Label: lang.T("today.key_next"), Key: fyne.KeyDown, Do: func() { b.focusFirst() }, Off: none},
		{Label: lang.T("today.key_open"), Key: fyne.KeyReturn, Do: b.current(b.open), Off: none},
		{Label: lang.T("today.key_done"), Key: fyne.KeySpace, Do: b.current(b.finish), Off: none},
		{Label: lang.T("today.key_snooze"), Key: fyne.KeyS, Do: b.current(func(e *entry) { b.snooze(e, e.row.Word(lang.T("today.snooze"))) }), Off: none},
		{Label: lang.T("today.key_skip"), Key: fyne.KeyX, Do: b.current(b.skip), Off: none},
		{Label: lang.T("today.key_copy"), Key: fyne.KeyC, Do: b.current(b.copyGreeting), Off: ungreetable},
		{Label: lang.T("today.key_write"), Key: fyne.KeyW, Do: b.current(func(e *entry) { b.write(e, e.row.Word(lang.T("today.write"))) }), Off: ungreetable},
	}
}
