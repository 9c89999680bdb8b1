// Package settings is the screen of the user's choices: the look, what is
// reminded of and when, how often people should hear from the user, when they are
// visited and whose the time is, which holidays are kept and for whom, the words of
// greetings, money and country, the backups, and where the book lies.
//
// Each section says where it is kept: in the book, what belongs to its people, and
// in the preferences of this computer (app.Settings), what belongs to the machine.
//
// Every choice is taken as it is made, or as its field is left; what is wrong
// stays in its field with a sentence under it, and is not taken. The package
// calls the use cases of package book off the window's goroutine and draws with
// the kit. It never imports another screen.
package settings

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"carebook/app"
	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
	"carebook/store"
)

// LoginStart starts the program with the user's session.
type LoginStart interface {
	// On reports whether it does.
	On() (bool, error)
	// Set lets it, or keeps it from doing so.
	Set(on bool) error
}

// Params are what the screen works with.
type Params struct {
	// Settings gives the present ones of the machine's user; Change changes them,
	// which takes effect at once but for the language.
	Settings func() app.Settings
	Change   func(edit func(*app.Settings))
	// Restart starts the program anew, in the language chosen.
	Restart func()
	// Login is nil where the program cannot be started with the session.
	Login LoginStart
	// Store is the book, Book its path, Version the program's.
	Store         *store.Store
	Clock         care.Clock
	Book, Version string
	// Turned, if set, is called when SideShown has become another.
	Turned func()
	// Settle keeps what is being typed anywhere in the window, and then tells done
	// whether all of it is in the book. Nil is a book that nobody backs up: there is
	// no section of backups.
	Settle func(done func(kept bool))
	// Move ends the program, moves the book and starts anew; Other does so with
	// another book. Both are nil for a book that was opened by name.
	Move  func(*book.Relocation)
	Other func(path string) error
}

// Screen is the screen.
type Screen struct {
	shell  kit.Shell
	params Params

	*look
	reminders *reminders
	cadences  *cadences
	holidays  *holidays
	greetings *greetings
	currency  *currency
	visits    *visits
	country   *country
	place     *place
	backups   *backups
	moving    *moving
	// sections are all of them; shown is the one on the page while nothing is
	// searched for.
	sections []*section
	shown    *section

	// Search narrows the settings to those that say certain words.
	Search *kit.Field
	// menu is the list of sections in a narrow window.
	menu   *kit.Select
	page   *fyne.Container
	scroll *container.Scroll
	frame  *frame
	// searching is set while something is searched for.
	searching bool
	// panel is the one that was shown last.
	panel *kit.Panel
}

// New makes the screen.
func New(shell kit.Shell, p Params) *Screen {
	s := &Screen{shell: shell, params: p, page: kit.NewColumn(style.Space4)}
	s.scroll = container.NewVScroll(kit.Inset(style.Space5, style.Space5, style.Space6, style.Space5, kit.AtMost(pageWidth, s.page)))
	s.look, s.reminders, s.cadences = newLook(s), newReminders(s), newCadences(s)
	s.holidays, s.greetings, s.currency = newHolidays(s), newGreetings(s), newCurrency(s)
	s.visits, s.country, s.place = newVisits(s), newCountry(s), newPlace(s)
	s.backups, s.moving = newBackups(s), newMoving(s)
	s.sections = []*section{
		s.look.section(), s.reminders.section(), s.cadences.section(), s.visits.section(), s.holidays.section(),
		s.greetings.section(), s.money(),
	}
	if p.Settle != nil {
		s.sections = append(s.sections, s.backups.section())
	}
	s.sections = append(s.sections, s.moving.section(), s.place.section(), s.about())
	s.Search = kit.NewField(lang.T("settings.search"), lang.T("settings.search"))
	s.Search.OnChanged = func(string) { s.search() }
	s.Search.OnSubmitted = s.enterPage
	s.Search.OnEscape = s.endSearch
	names := make([]string, len(s.sections))
	rows := kit.NewColumn(0)
	for i, sec := range s.sections {
		sec.row = kit.NewSideRow(sec.name, "", sec.glyph, func() { s.show(sec) })
		names[i] = sec.name
		rows.Add(sec.row)
	}
	s.menu = kit.NewSelect(names, 0, func(i int) { s.show(s.sections[i]) })
	s.frame = newFrame(s.Search, container.NewVScroll(kit.Inset(0, 10, style.Space3, 10, rows)), s.menu, s.scroll, p.Turned)
	s.shown = s.sections[0]
	s.fill()
	return s
}

// pageWidth is the width past which the page does not grow, at 100 %.
const pageWidth = 760

// Object is the screen's content.
func (s *Screen) Object() fyne.CanvasObject { return s.frame.object }

// Open shows a section, or the screen as it was left, reads what it shows anew, and
// has the keyboard in the search. A file that comes with the section of moving is from
// another computer.
func (s *Screen) Open(r kit.Route) {
	for _, sec := range s.sections {
		if sec.id == r.Section && sec.id != "" {
			s.show(sec)
		}
	}
	s.place.tell(r.Told)
	s.read()
	s.shell.Window().Canvas().Focus(s.Search.Input)
	if r.Section == kit.MovingSection && len(r.Files) > 0 {
		s.moving.arrive(r.Files[0])
	}
}

// Changed reads anew what has moved in the book, while it is looked at.
func (s *Screen) Changed(c store.Changes) {
	if !s.Object().Visible() {
		return // Open will read it
	}
	if c.AllPeople || len(c.People) > 0 || c.Tags || c.Reminders || c.Sales {
		s.read()
	}
}

// SideShown reports whether the column of sections is shown, which the rail
// borders on.
func (s *Screen) SideShown() bool { return !s.frame.narrow }

// Leave takes what is being typed, where it is right.
func (s *Screen) Leave() {
	for _, sec := range s.sections {
		for _, f := range sec.fields {
			f.Commit()
		}
	}
}

// read reads what the page shows: all of it while something is searched for.
func (s *Screen) read() {
	for _, sec := range s.sections {
		if sec.read != nil && (sec == s.shown || s.searching) {
			sec.read()
		}
	}
}

// search shows what is searched for. What the sections say is read once, as the
// search begins.
func (s *Screen) search() {
	began := !s.searching
	s.searching = len(s.sought()) > 0
	s.fill()
	if began && s.searching {
		s.read()
	}
	s.scroll.ScrollToTop()
}

// show shows a section.
func (s *Screen) show(sec *section) {
	s.shown, s.searching = sec, false
	s.Search.Set("")
	s.Search.Put("")
	s.fill()
	s.read()
	s.scroll.ScrollToTop()
}

// endSearch ends the search, and after that leads to the page.
func (s *Screen) endSearch() {
	if s.Search.Words() == "" {
		s.enterPage()
		return
	}
	s.Search.Put("")
}

// enterPage gives the focus to the first control on the page.
func (s *Screen) enterPage() {
	for _, it := range s.onPage() {
		if it.first != nil {
			s.shell.Window().Canvas().Focus(it.first())
			return
		}
	}
}

// refresh shows what was read: by other words a search finds something else.
func (s *Screen) refresh() {
	if s.searching {
		s.fill()
	} else {
		s.relayout()
	}
}

// relayout gives everything on the page the room that it needs now.
func (s *Screen) relayout() {
	s.page.Refresh()
	s.scroll.Refresh()
}

// write does work in the book off the window's goroutine, and says what went
// wrong with it; done is called where all went well.
func (s *Screen) write(work func(ctx context.Context) error, done func()) {
	s.act(func(ctx context.Context) (int64, error) { return 0, work(ctx) }, func(int64) { done() })
}

// act does work in the book as write does, where it is an action of the change
// log; done is told which.
func (s *Screen) act(work func(ctx context.Context) (action int64, err error), done func(action int64)) {
	run.Write(s.shell.Executor(), work, func(action int64, err error) {
		if err != nil {
			s.shell.Fail(err)
			s.read() // a switch goes back to what is so
			return
		}
		done(action)
	})
}

// ask shows a panel over the window.
func (s *Screen) ask(p *kit.Panel) {
	s.panel = p
	p.Show(s.shell.Window().Canvas())
}
