package ui

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"runtime/debug"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"carebook/app"
	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/crash"
	"carebook/app/lang"
	"carebook/app/ui/brief"
	"carebook/app/ui/duplicates"
	"carebook/app/ui/importing"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/notes"
	"carebook/app/ui/people"
	"carebook/app/ui/settings"
	"carebook/app/ui/style"
	"carebook/app/ui/today"
	"carebook/app/ui/visits"
	"carebook/assets"
	"carebook/store"
)

// Params are what the window works with.
type Params struct {
	// Store is the open book; whoever opened it closes it after Run.
	Store *store.Store
	// Book is the path of the book, Version the program's.
	Book, Version string
	Clock         care.Clock
	// Wish is how the run begins: app.DigestRequest with the day's pop-up alone,
	// app.WhoRequest with the box that says who is calling alone, Digits being
	// those to look for, app.TodayRequest with the main window on the page of the
	// day, app.ImportRequest with it on the import of Files, anything else with
	// the main window.
	Wish   app.RequestKind
	Digits string
	Files  []string
	// Settings are the present ones; Save keeps what is new in them since before.
	Settings app.Settings
	Save     func(before, now app.Settings) error
	// Requests are the wishes of later starts. Nil is none.
	Requests <-chan app.Request
	// Restart is called where the user wants the program to start anew, in
	// another language; Run then returns.
	Restart func()
	// Demo is what the demo book says of itself where that is the book, else nil.
	// DemoFile is the path at which it is kept.
	Demo     *book.DemoBook
	DemoFile string
	// Turn is called where the program is to start anew with another book, and
	// to throw this one, the demo book, away; Run then returns.
	Turn func(to string, throwAway bool)
	// Move is called where the book is to be moved, and Other where another book is
	// to be opened from now on; then the program starts anew, and Run returns. Both are
	// nil where the book was opened by name.
	Move  func(*book.Relocation)
	Other func(path string) error
}

// screen is a page of the window.
type screen interface {
	Object() fyne.CanvasObject
	Open(kit.Route)
}

// sided is a screen that may have a side column next to the rail.
type sided interface{ SideShown() bool }

// leaver is a screen that keeps what is being typed when the window is closed.
type leaver interface{ Leave() }

// retracer is a screen with a history of its own, which comes before that of the
// book. Both report whether there was something to do.
type retracer interface {
	Undo() bool
	Redo() bool
}

// rester is a screen that keeps what is being typed when it, or the window, is
// no longer looked at.
type rester interface{ Rest() }

// watcher is a screen that shows what has moved in the book.
type watcher interface{ Changed(store.Changes) }

// turner is a screen on which things come with time.
type turner interface{ Turn() }

// backer is a screen with a page within it, which can be left for the one before.
type backer interface{ GoBack() bool }

// redrawer is a screen that hides what is private while somebody looks at it.
type redrawer interface{ Redraw() }

// Window is the window of a book.
type Window struct {
	params Params
	// saved are the settings as they were read or kept last.
	saved    app.Settings
	win      fyne.Window
	look     *look
	executor *run.Executor

	find    *kit.Find
	rail    map[kit.Screen]*kit.RailItem
	menu    *kit.Button
	back    *kit.Button
	hide    *kit.Button
	who     *kit.Button
	add     *kit.Button
	content *fyne.Container
	toasts  *kit.Toasts

	people *people.Screen
	notes  *notes.Screen
	brief  *brief.Brief
	print  *printing
	// shown are the screens made so far: all but the first wait for their
	// first opening.
	shown map[kit.Screen]screen
	// route is where the window is, past where it was before.
	route kit.Route
	past  []kit.Route
	// ordering puts names in the order of the language.
	ordering, emptying, cautioning run.Task
	// private is set while figures and notes are hidden.
	private bool
	// typing is set while the window itself changes the search field, closing
	// while it waits for what is being saved.
	typing, closing bool
	// quit ends the program; hidden is told when what is private was hidden or
	// shown again, and askWho shows the box that says who is calling, unless they
	// are nil.
	quit, hidden, askWho func()
	// login is the start with the user's session, nil in the demo book.
	login settings.LoginStart

	// starting is set until the first start is over; started is told when it is.
	// wanted is where the user wanted to go meanwhile, metSomebody that there is
	// somebody to go to.
	starting, metSomebody bool
	wanted                kit.Route
	started               func()
	// demo is the line over the pages of the demo book, nil in any other; throwing
	// the panel that was shown last before it is thrown away.
	demo     *demoBar
	demoing  run.Task
	throwing *kit.Panel
}

// newWindow fills a window of Fyne's with the book.
func newWindow(p Params, win fyne.Window, l *look, e *run.Executor, first people.Overview) *Window {
	w := &Window{params: p, saved: p.Settings, win: win, look: l, executor: e, shown: map[kit.Screen]screen{}, rail: map[kit.Screen]*kit.RailItem{}}
	w.quit, w.started = w.Close, func() {}
	w.toasts = kit.NewToasts(e)
	w.people = people.New(w, p.Store, p.Clock, first, w.newWelcome().Object())
	w.people.OnTurn, w.people.OnPerson = w.markRail, w.setTitle
	w.people.ImportSales = w.importSales
	w.print = newPrinting(w)
	w.brief = brief.New(w, p.Store, p.Clock, w.print.brief)
	w.people.PrintBrief, w.people.PrintPeople = w.print.brief, w.print.people
	w.people.Offer = w.offered
	w.shown[kit.PeopleScreen] = w.people
	w.addNotes()
	w.content = container.NewStack(w.people.Object(), w.notes.Object())
	w.route = kit.Route{Screen: kit.PeopleScreen}
	w.showRail()
	win.SetPadded(false)
	win.SetContent(w.build())
	w.addCommands()
	w.markRail()
	w.setTitle()
	win.SetOnDropped(w.Drop)
	win.SetCloseIntercept(w.Close)
	win.Resize(startSize(p.Settings))
	return w
}

// addNotes makes the screen of notes, which draws nothing before it is opened.
func (w *Window) addNotes() {
	w.notes = notes.New(w, w.params.Store, w.params.Clock)
	w.notes.Print, w.notes.OnTurn, w.notes.OnPerson = w.print.note, w.markRail, w.setTitle
	w.notes.Object().Hide()
	w.shown[kit.NotesScreen] = w.notes
}

// startSize is the size of the window when it was closed, or that of a first
// start.
func startSize(s app.Settings) fyne.Size {
	if s.Width == 0 || s.Height == 0 {
		return style.FirstWindow
	}
	return fyne.NewSize(s.Width, s.Height).Max(style.SmallestWindow)
}

// showRail makes the rail's items: the screens that there are.
func (w *Window) showRail() {
	open := func(s kit.Screen) func() { return func() { w.Open(kit.Route{Screen: s}) } }
	w.rail[kit.TodayScreen] = kit.NewRailItem(lang.T("window.today"), style.SunHorizon, style.SunHorizonFill, open(kit.TodayScreen))
	w.rail[kit.PeopleScreen] = kit.NewRailItem(lang.T("window.people"), style.AddressBook, style.AddressBookFill, open(kit.PeopleScreen))
	w.rail[kit.VisitsScreen] = kit.NewRailItem(lang.T("window.visits"), style.Path, style.PathFill, open(kit.VisitsScreen))
	w.rail[kit.SettingsScreen] = kit.NewRailItem(lang.T("window.settings"), style.Gear, style.GearFill, open(kit.SettingsScreen))
}

func (w *Window) build() fyne.CanvasObject {
	w.find = kit.NewFind(lang.T("window.find"), kit.ShortcutWords(kit.Ctrl(fyne.KeyK)))
	w.find.Field.OnChanged = w.search
	w.find.Field.OnDown = w.people.FocusList
	w.find.Field.OnSubmitted = func(string) { w.people.FocusList() }
	w.find.Field.OnEscape = w.people.FocusList
	w.back = kit.NewButton(kit.Quiet, "", style.UndoArrow, w.undo).Named(lang.T("command.undo"))
	w.hide = kit.NewButton(kit.Quiet, "", style.EyeSlash, w.togglePrivate).Named(w.privacyLabel())
	w.who = kit.NewButton(kit.Quiet, lang.T("who.title"), style.PhoneIncoming, w.showWho)
	w.add = kit.NewButton(kit.Plain, lang.T("window.new_person"), style.UserPlus, w.people.NewPerson)
	w.menu = kit.NewButton(kit.Quiet, "", style.Dots, func() { kit.ShowMenu(w.menu, w.menuItems()) })
	if w.params.Demo != nil {
		w.demo = newDemoBar(w)
	}
	rail := kit.NewRail([]*kit.RailItem{w.rail[kit.TodayScreen], w.rail[kit.PeopleScreen], w.rail[kit.VisitsScreen]}, []*kit.RailItem{w.rail[kit.SettingsScreen]})
	bar := &fyne.Container{Layout: &topBar{who: w.who}, Objects: []fyne.CanvasObject{
		kit.NewLine(), w.find, w.back, w.hide, w.who, w.add, w.menu,
	}}
	objects := []fyne.CanvasObject{rail, bar, container.NewStack(w.content, w.toasts)}
	if w.demo != nil {
		objects = append(objects, w.demo.object)
	}
	return &fyne.Container{Layout: &frame{}, Objects: objects}
}

// Open implements kit.Shell.
func (w *Window) Open(r kit.Route) {
	if r.Screen == kit.GuideScreen {
		w.print.guide(r.Page)
		return
	}
	r = w.toFirst(r)
	if r.Screen != w.route.Screen || r.Person != 0 && w.route.Person == 0 {
		w.past = append(w.past, w.route)
	}
	w.open(r)
}

// Back implements kit.Shell.
func (w *Window) Back() {
	if b, ok := w.shown[w.route.Screen].(backer); ok && b.GoBack() {
		return
	}
	if n := len(w.past); n > 0 {
		r := w.past[n-1]
		w.past = w.past[:n-1]
		w.open(r)
	}
}

func (w *Window) open(r kit.Route) {
	if r.Screen != w.route.Screen {
		w.leaveScreen()
	}
	if r.Screen == kit.NotesScreen {
		r.Person = cmp.Or(r.Person, w.notes.AtHand())
	}
	w.route = r
	w.route.Log, w.route.NewNote = false, false // coming back is no second wish
	if r.Screen == kit.NotesScreen {
		w.route.Note, w.route.Query = 0, "" // which is the note that is open by then
	}
	s := w.screen(r.Screen)
	for _, other := range w.shown {
		if other == s {
			other.Object().Show()
		} else {
			other.Object().Hide()
		}
	}
	if w.find.Field.Text != w.route.Query {
		w.typing = true
		w.find.Field.SetText(w.route.Query)
		w.typing = false
	}
	s.Open(r)
	w.markRail()
	w.setTitle()
}

// screen gives a screen, made at its first opening.
func (w *Window) screen(name kit.Screen) screen {
	if s, ok := w.shown[name]; ok {
		return s
	}
	var s screen
	switch name {
	case kit.TodayScreen:
		day := today.New(w, w.params.Store, w.params.Clock)
		day.Print, day.Brief = w.print.day, w.brief.Show
		s = day
	case kit.VisitsScreen:
		plan := visits.New(w, w.params.Store, w.params.Clock)
		plan.Print, plan.SaveICS, plan.ImportSales = w.print.plan, w.print.savePlan, w.importSales
		s = plan
	case kit.ImportScreen:
		s = importing.New(w, w.params.Store, w.params.Clock)
	case kit.StartScreen:
		s = w.newFirst()
	case kit.DuplicatesScreen:
		s = duplicates.New(w, w.params.Store)
	case kit.SettingsScreen:
		s = settings.New(w, settings.Params{
			Settings: w.settings, Change: w.change, Restart: w.restart, Login: w.login,
			Store: w.params.Store, Clock: w.params.Clock, Book: w.params.Book, Version: w.params.Version, Turned: w.markRail,
			Settle: w.settleable(), Move: w.mover(), Other: w.other(),
		})
	default:
		s = w.people
	}
	w.shown[name] = s
	s.Object().Hide()
	w.content.Add(s.Object())
	return s
}

// markPrivate shows at the button whether something is hidden.
func (w *Window) markPrivate() {
	glyph := style.EyeSlash
	if w.private {
		glyph = style.Eye
	}
	w.hide.SetGlyph(glyph).Named(w.privacyLabel())
}

// ofPeople are the screens that belong to people, as the rail has it.
var ofPeople = map[kit.Screen]bool{kit.ImportScreen: true, kit.DuplicatesScreen: true, kit.NotesScreen: true, kit.StartScreen: true}

// markRail makes the item of the screen a tab.
func (w *Window) markRail() {
	active := w.route.Screen
	if ofPeople[active] {
		active = kit.PeopleScreen
	}
	ground := style.Page
	if s, ok := w.shown[w.route.Screen].(sided); ok && s.SideShown() {
		ground = style.Desk
	}
	for name, item := range w.rail {
		item.SetActive(name == active, ground)
	}
}

// search is called for each change of the search field.
func (w *Window) search(words string) {
	if w.typing {
		return
	}
	w.Open(kit.Route{Screen: kit.PeopleScreen, Query: words})
}

// Say implements kit.Shell.
func (w *Window) Say(sentence string, action kit.Action) { w.toasts.Say(sentence, action) }

// Fail implements kit.Shell.
func (w *Window) Fail(err error) {
	if !run.Stopped(err) {
		w.toasts.Say(lang.Sentence(err), kit.Action{})
	}
}

// Window implements kit.Shell.
func (w *Window) Window() fyne.Window { return w.win }

// Executor implements kit.Shell.
func (w *Window) Executor() *run.Executor { return w.executor }

// garbage is how much of the heap in use may become garbage before it is
// collected, in per cent. Opening the window makes a lot and showing it little:
// so from then on memory is worth more than the collector's work.
const garbage = 50

// Start does what can wait until the first picture is on the screen: the whole
// list is read and changes of the book are watched.
func (w *Window) Start() (stop func()) {
	debug.SetGCPercent(garbage)
	w.people.Start(func() {
		w.find.Ready()
		w.benchmark()
	})
	w.benchmarkStart()
	unwatch := w.params.Store.Watch(func(c store.Changes) {
		w.executor.Show(func() { w.changed(c) })
	})
	// Names stand in the order of the window's language; another one than
	// last time gives them new places, which takes a moment in a large book.
	run.Do(w.executor, &w.ordering, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, w.params.Store.SetLanguage(ctx, lang.Current())
	}, func(_ struct{}, err error) {
		if err != nil {
			w.Fail(err)
		}
	})
	run.Do(w.executor, &w.emptying, func(ctx context.Context) (int, error) {
		return book.EmptyTrash(ctx, w.params.Store, w.params.Clock)
	}, func(n int, err error) {
		if err != nil {
			w.Fail(err)
		}
	})
	w.caution()
	w.print.clear()
	ticking := make(chan struct{})
	crash.Go(func() { w.tick(ticking) })
	return func() {
		unwatch()
		close(ticking)
		w.print.end()
	}
}

func (w *Window) changed(c store.Changes) {
	w.people.Changed(c)
	w.firstChanged()
	for _, s := range w.shown {
		if watcher, ok := s.(watcher); ok && s != w.people {
			watcher.Changed(c)
		}
	}
}

// Grant does what a later start wished for.
func (w *Window) Grant(r app.Request) {
	switch r.Kind {
	case app.ImportRequest:
		w.Open(kit.Route{Screen: kit.ImportScreen, Files: r.Files()})
	case app.TodayRequest:
		w.Open(kit.Route{Screen: kit.TodayScreen})
	case app.TellRequest:
		w.Open(kit.Route{Screen: kit.SettingsScreen, Section: kit.FileSection, Told: r.Value})
	}
	w.raise()
}

// raise brings the window to the front.
func (w *Window) raise() {
	// RequestFocus alone leaves a minimised window where it is.
	w.win.Show()
	w.win.RequestFocus()
}

// Drop takes files that were dropped at a place of the window: the screen may
// have a use for them, else they are imported.
func (w *Window) Drop(at fyne.Position, uris []fyne.URI) {
	var paths []string
	for _, u := range uris {
		if u.Scheme() == "file" {
			paths = append(paths, filepath.FromSlash(u.Path()))
		}
	}
	if len(paths) == 0 {
		w.Say(lang.T("window.not_a_file"), kit.Action{})
		return
	}
	if w.route.Screen == kit.PeopleScreen && w.people.Take(paths) || w.route.Screen == kit.NotesScreen && w.notes.Take(paths, at) {
		return
	}
	w.Open(kit.Route{Screen: kit.ImportScreen, Files: paths})
}

// settings are the present ones.
func (w *Window) settings() app.Settings { return w.params.Settings }

// change takes other settings into use and keeps them.
func (w *Window) change(edit func(*app.Settings)) {
	before := w.params.Settings
	edit(&w.params.Settings)
	w.save()
	s := w.params.Settings
	if before.Theme != s.Theme || before.TextSize != s.TextSize {
		w.look.put(s)
		w.markRail()
	}
}

func (w *Window) save() {
	if err := w.params.Save(w.saved, w.params.Settings); err != nil {
		w.Fail(err)
		return
	}
	w.saved = w.params.Settings
}

// leaveScreen keeps what is being typed on the screen that is left, and takes the
// keyboard from it: a piece that is hidden would go on taking keys.
func (w *Window) leaveScreen() {
	w.rest()
	if at := w.win.Canvas().Focused(); at != nil && at != fyne.Focusable(w.find.Field) {
		w.win.Canvas().Unfocus()
	}
}

// rest lets the screens keep what is being typed.
func (w *Window) rest() {
	for _, s := range w.shown {
		if r, ok := s.(rester); ok {
			r.Rest()
		}
	}
}

// Close saves what is being typed and closes the window once that is in the
// book. What cannot be saved is shown first.
func (w *Window) Close() {
	if w.closing {
		return
	}
	w.closing = true
	w.settle(func(kept bool) {
		if kept {
			w.end()
			return
		}
		w.closing = false
		w.raise()
		w.notes.ShowUnkept(w.end)
	})
}

// end keeps the size of the window and closes it.
func (w *Window) end() {
	size := w.win.Canvas().Size()
	w.params.Settings.Width, w.params.Settings.Height = size.Width, size.Height
	w.save()
	w.notes.ClosePictures()
	w.win.SetCloseIntercept(nil)
	w.win.Close()
}

// Quit ends the program.
func (w *Window) Quit() { w.quit() }

// mover moves the book once the window is closed; nil is where it cannot be moved.
func (w *Window) mover() func(*book.Relocation) {
	if w.params.Move == nil {
		return nil
	}
	return func(r *book.Relocation) {
		w.params.Move(r)
		w.quit()
	}
}

// other opens another book from now on; nil is where none can be chosen.
func (w *Window) other() func(path string) error {
	if w.params.Other == nil {
		return nil
	}
	return func(path string) error {
		err := w.params.Other(path)
		if err == nil {
			w.quit()
		}
		return err
	}
}

func (w *Window) restart() {
	w.params.Restart()
	w.quit()
}

// maxTitle is the number of signs of a name in the title.
const maxTitle = 80

// setTitle names the person on the page and the program, and the time while it
// is one set by hand.
func (w *Window) setTitle() {
	title := assets.Name
	// A name can be of any length, and window systems do not take any.
	who := ""
	switch w.route.Screen {
	case kit.PeopleScreen:
		who = w.people.Shown()
	case kit.NotesScreen:
		who = w.notes.Shown()
	}
	if name, _ := kit.Beginning(who, maxTitle); name != "" {
		title = name + " · " + title
	}
	if w.params.Clock.Set() {
		now := w.params.Clock.Now()
		title = fmt.Sprintf("%s, %s, %s", title, lang.Day(care.DayOf(now)), now.Format("15:04"))
	}
	if title != w.win.Title() { // telling the desktop takes a millisecond
		w.win.SetTitle(title)
	}
}

// turn tells the screens that time has passed.
func (w *Window) turn() {
	for _, s := range w.shown {
		if t, ok := s.(turner); ok {
			t.Turn()
		}
	}
}

// tick moves the time on, in the title and on the screens.
func (w *Window) tick(stop <-chan struct{}) {
	t := time.NewTicker(10 * time.Second)
	defer t.Stop()
	for {
		select {
		case <-stop:
			return
		case <-t.C:
			w.executor.Show(func() {
				w.setTitle()
				w.turn()
			})
		}
	}
}

// readOverview reads what the window shows first while Fyne starts.
func readOverview(s *store.Store, clock care.Clock) <-chan firstAnswer {
	answer := make(chan firstAnswer, 1)
	crash.Go(func() {
		o, err := people.ReadOverview(context.Background(), s, clock)
		answer <- firstAnswer{o, err}
	})
	return answer
}

type firstAnswer struct {
	overview people.Overview
	err      error
}
