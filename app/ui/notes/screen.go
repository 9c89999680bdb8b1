package notes

import (
	"context"
	"net/url"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/doc"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/outside"
	"carebook/app/ui/kit/pictures"
	"carebook/app/ui/kit/richedit"
	"carebook/app/ui/kit/run"
	"carebook/store"
)

// calm is how long nothing must change before the notes are read anew.
const calm = 150 * time.Millisecond

// Screen is the screen of a person's notes.
type Screen struct {
	// Print, if set, prints a note.
	Print func(key int64)
	// OnShown, if set, is called when another note's text is on the page,
	// OnTurn when the column of notes came or went, OnPerson when another
	// person's notes are shown.
	OnShown, OnTurn, OnPerson func()

	shell  kit.Shell
	store  *store.Store
	clock  care.Clock
	object *fyne.Container
	photos *kit.Photos
	loader *pictures.Loader
	// openURL hands an address to the desktop, keep writes a draft into the book.
	openURL func(*url.URL) error
	keep    func(ctx context.Context, sp *book.Spell, d book.NoteDraft, words string) (book.Saved, error)

	// The parts are made when the screen is opened first.
	layout  *columns
	list    *list
	page    *page
	editor  *richedit.Editor
	toolbar *toolbar
	finder  *findBar

	// person is whose notes are shown, view what was read of them last.
	person int64
	view   *book.NotesView
	// sheet is the open note, nil for none; held are those left behind of which
	// something is not saved yet.
	sheet *sheet
	held  []*sheet
	// past is an earlier state that is shown in the place of the open note.
	past *past
	// opening is set while a note that was asked for is being read.
	opening bool
	// filling is set while the screen itself puts words into the fields.
	filling bool
	// focusing is set where the text is to have the keyboard once it is there.
	focusing bool
	// away is a note that was open when an undo took it away: it is shown again
	// where it comes back. 0 is none.
	away int64
	// foreign is set where another window or command has changed the book since the
	// notes were read.
	foreign bool
	// shifted reports whether Shift is held.
	shifted func() bool
	// wanted counts what was asked to be shown: an answer to an earlier wish is
	// too late.
	wanted int
	// writing counts the changes of the book under way, settled is what waits for
	// the last of them.
	writing int
	settled []func()
	// coming are the files that are being read to be put into notes, closing
	// counts what waits for them before the window closes, and missed says what
	// could not be put in meanwhile.
	coming  []*coming
	closing int
	missed  []string
	// places are where each note was left in this run, last the note that was
	// open last of each person.
	places map[int64]place
	last   map[int64]int64
	// stale is set where the book has changed while the screen could not be seen.
	stale bool
	// asked is what a route wants to be shown once the notes are read.
	asked kit.Route

	viewing, reading, refreshing, calming run.Task
	// full are the windows in which pictures were opened, by SHA.
	full map[string]*pictures.Full
	// menu and panel are the last ones shown.
	menu  *kit.Menu
	panel *kit.Panel
}

// place is where a note was left: the caret, and how far it was scrolled.
type place struct {
	selection doc.Selection
	offset    float32
}

// New makes the screen; nothing is drawn or read before it is opened.
func New(shell kit.Shell, s *store.Store, clock care.Clock) *Screen {
	n := &Screen{shell: shell, store: s, clock: clock, places: map[int64]place{}, last: map[int64]int64{}}
	n.object = &fyne.Container{Layout: filled{}}
	n.keep = func(ctx context.Context, sp *book.Spell, d book.NoteDraft, words string) (book.Saved, error) {
		return book.SaveNote(ctx, s, clock, sp, d, words)
	}
	n.shifted = func() bool {
		d, ok := fyne.CurrentApp().Driver().(desktop.Driver)
		return ok && d.CurrentKeyModifiers()&fyne.KeyModifierShift != 0
	}
	n.openURL = outside.Open
	scale := func() float32 { return shell.Window().Canvas().Scale() }
	n.photos = kit.NewPhotos(shell.Executor(), scale, s.Thumb)
	n.loader = pictures.NewLoader(shell.Executor(), scale, s.PictureView)
	return n
}

// build makes the parts of the screen.
func (s *Screen) build() {
	if s.layout != nil {
		return
	}
	s.list = newList(s)
	s.page = newPage(s)
	s.layout = newColumns(s)
	s.object.Add(s.layout.object)
}

// Object is the screen's content.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Editor is the text of the open note.
func (s *Screen) Editor() *richedit.Editor { return s.editor }

// View scrolls the text of the open note.
func (s *Screen) View() *richedit.View { return s.page.view }

// AtHand implements kit.Subject.
func (s *Screen) AtHand() int64 { return s.person }

// remark is the remark under the notes, nil before the screen was opened.
func (s *Screen) remark() *remark {
	if s.list == nil {
		return nil
	}
	return s.list.remark
}

// Shown is the name of the person whose notes are shown, "" for nobody.
func (s *Screen) Shown() string {
	if s.view == nil || s.view.Person == nil {
		return ""
	}
	return s.view.Person.DisplayName()
}

// name is what the person is called in sentences.
func (s *Screen) name() string {
	if name := s.Shown(); name != "" {
		return name
	}
	return lang.T("people.no_name")
}

// SideShown reports whether the column of notes is what lies right of the rail.
func (s *Screen) SideShown() bool { return s.layout != nil && s.layout.listShown() }

// seen reports whether the screen can be seen.
func (s *Screen) seen() bool { return s.layout != nil && s.object.Visible() }

// Open shows the notes of a person: one of them, a new one, or the one that was
// open last.
func (s *Screen) Open(r kit.Route) {
	s.build()
	s.remark().commit()
	if r.Person == 0 {
		r.Person = s.person
	}
	other := r.Person != s.person
	if other {
		s.close()
		s.person, s.view = r.Person, nil
		s.page.lock()
	}
	s.asked = r
	if other || s.stale || s.view == nil {
		s.readView(true)
		return
	}
	s.take()
}

// take shows what was asked for, once the notes of the person are known.
func (s *Screen) take() {
	r := s.asked
	s.asked = kit.Route{}
	switch {
	case r.Screen == "":
	case r.NewNote:
		s.begin(book.NoteTemplate{})
	case r.Note != 0:
		s.openNote(r.Note, r.Query)
		if r.Query == "" {
			s.focusText()
		}
	default:
		if s.sheet == nil && s.past == nil {
			s.openFirst()
		}
		run.AfterFirstFrame(s.focusSeen)
	}
}

// openFirst shows the note that was open last, else the first; in a narrow
// window that is the list, in which one is chosen.
func (s *Screen) openFirst() {
	if s.view == nil || len(s.view.Notes) == 0 {
		s.page.lock()
		s.list.mark() // the note that was open may have been the last
		return
	}
	key := s.view.Notes[0].Key
	for _, n := range s.view.Notes {
		if n.Key == s.last[s.person] {
			key = n.Key
		}
	}
	onList := !s.layout.page
	s.openNote(key, "")
	if onList {
		s.layout.showPage(false)
	}
}

// readView reads the notes of the person; at once where they are waited for.
func (s *Screen) readView(now bool) {
	s.calming.Cancel()
	s.stale = false
	person := s.person
	read := func(ctx context.Context) (*book.NotesView, error) {
		return book.ReadNotes(ctx, s.store, s.clock, person)
	}
	show := func(v *book.NotesView, err error) {
		if err != nil {
			s.lost(err)
			return
		}
		s.showView(v)
	}
	if now {
		run.Soon(s.shell.Executor(), &s.viewing, read, show)
		return
	}
	run.Do(s.shell.Executor(), &s.viewing, read, show)
}

// showView shows the notes that were read, and what had to wait for them.
func (s *Screen) showView(v *book.NotesView) {
	first := s.view == nil
	s.view = v
	s.nameSheet()
	s.list.fill()
	s.page.lock()
	if first && s.OnPerson != nil {
		s.OnPerson()
	}
	if s.asked.Screen != "" {
		s.take()
	}
	s.compare()
}

// compare reads the open note anew where the book has another than is shown.
func (s *Screen) compare() {
	sh := s.sheet
	if away := s.away; away != 0 && s.past == nil && s.list.indexOf(away) >= 0 {
		s.openNote(away, "")
		return
	}
	if sh == nil {
		if s.past == nil && !s.opening && !s.layout.narrow() {
			s.openFirst()
		}
		return
	}
	if sh.key == 0 || sh.unsaved() {
		return // the next save tells what else there is
	}
	for _, n := range s.view.Notes {
		if n.Key == sh.key {
			if n.Rev != sh.rev {
				s.reread(sh)
			} else {
				s.foreign = false
			}
			return
		}
	}
	s.reread(sh)
}

// reread reads the open note anew. What is written meanwhile stays.
func (s *Screen) reread(sh *sheet) {
	edits := sh.edits
	run.Do(s.shell.Executor(), &s.refreshing, func(ctx context.Context) (*book.OpenNote, error) {
		return book.ReadNote(ctx, s.store, s.clock, sh.key)
	}, func(n *book.OpenNote, err error) {
		switch {
		case s.sheet != sh || sh.edits != edits || sh.unsaved():
			return // an answer from before what was written since
		case care.CodeOf(err) == care.CodeNoteMissing:
			s.vanished(sh)
		case err != nil:
			s.shell.Fail(err)
		case n.Person != s.person:
			// The person was merged into another, who has the notes now.
			s.shell.Open(kit.Route{Screen: kit.NotesScreen, Person: n.Person, Note: n.Key})
		default:
			s.renew(sh, n)
		}
	})
}

// renew shows the open note as the book has it now. The caret stays where it is.
func (s *Screen) renew(sh *sheet, n *book.OpenNote) {
	s.foreign = false
	now := sheetOf(n)
	same := n.Title == sh.title && n.Doc.Equal(sh.text)
	sh.spell, sh.pinned, sh.meta, sh.sizes, sh.rev, sh.at = now.spell, now.pinned, now.meta, now.sizes, now.rev, now.at
	if !same {
		sh.title, sh.text = now.title, now.text
		if s.past == nil {
			at := s.here()
			s.put(sh)
			s.goTo(at)
		}
	}
	s.page.tellSaved()
}

// vanished shows another note in the place of one that is there no more. Where
// that was done in this window, such as by an undo, the window has told of it. The
// keyboard goes to the list: nothing must be typed into another note unawares.
func (s *Screen) vanished(sh *sheet) {
	if s.foreign {
		s.foreign = false
		s.shell.Say(lang.T("notes.removed_elsewhere", lang.Args{"Title": s.called(sh.name())}), kit.Action{})
	}
	written := s.writtenOn()
	s.discard(sh)
	s.openFirst()
	s.away = sh.key
	if written && s.layout.listShown() {
		s.focusList()
	}
}

// writtenOn reports whether the keyboard is in the open note.
func (s *Screen) writtenOn() bool {
	at := s.canvas().Focused()
	return at == fyne.Focusable(s.editor) || at == fyne.Focusable(s.page.title)
}

// lost leaves the screen where there is nobody any more whose notes it shows.
func (s *Screen) lost(err error) {
	if care.CodeOf(err) != care.CodePersonMissing {
		s.shell.Fail(err)
		return
	}
	if sh := s.sheet; sh != nil && sh.key != 0 && !sh.unsaved() {
		s.follow(sh.key, err)
		return
	}
	s.leavePerson(err)
}

// follow goes along with a note whose person has become somebody else.
func (s *Screen) follow(key int64, lost error) {
	run.Do(s.shell.Executor(), &s.refreshing, func(ctx context.Context) (*book.OpenNote, error) {
		return book.ReadNote(ctx, s.store, s.clock, key)
	}, func(n *book.OpenNote, err error) {
		if err != nil || n.Person == s.person {
			s.leavePerson(lost)
			return
		}
		s.shell.Open(kit.Route{Screen: kit.NotesScreen, Person: n.Person, Note: key})
	})
}

// leavePerson says that the person is gone and goes to the others.
func (s *Screen) leavePerson(err error) {
	seen := s.seen()
	s.remark().commit()
	s.close()
	s.person, s.view = 0, nil
	s.page.lock()
	if seen {
		s.shell.Fail(err)
		s.shell.Open(kit.Route{Screen: kit.PeopleScreen})
	}
}

// openNote shows a note, at the first place of what a search has found in it.
func (s *Screen) openNote(key int64, query string) {
	s.layout.showPage(true)
	if s.sheet != nil && s.sheet.key == key && s.past == nil {
		s.search(query)
		return
	}
	s.close()
	s.list.follow(key)
	if sh := s.heldOf(key); sh != nil {
		s.show(sh, query)
		return
	}
	s.opening = true
	wish := s.wanted
	read := func(ctx context.Context) (*book.OpenNote, error) {
		return book.ReadNote(ctx, s.store, s.clock, key)
	}
	show := func(n *book.OpenNote, err error) {
		if s.wanted != wish {
			return // another note was asked for since
		}
		s.opening = false
		s.opened(n, err, query)
	}
	if s.writing > 0 {
		// The book is about to have something newer.
		run.Write(s.shell.Executor(), read, show)
		return
	}
	run.Soon(s.shell.Executor(), &s.reading, read, show)
}

// opened shows a note that was read.
func (s *Screen) opened(n *book.OpenNote, err error, query string) {
	switch {
	case err != nil:
		s.shell.Fail(err)
		s.page.lock()
		return
	case n.Person != s.person:
		// The row of a list that is not up to date.
		s.shell.Open(kit.Route{Screen: kit.NotesScreen, Person: n.Person, Note: n.Key, Query: query})
		return
	}
	s.show(sheetOf(n), query)
}

// show puts a sheet on the page, with the caret where the note was left.
func (s *Screen) show(sh *sheet, query string) {
	s.sheet = sh
	s.nameSheet()
	for i, h := range s.held {
		if h == sh {
			s.held = append(s.held[:i], s.held[i+1:]...)
			break
		}
	}
	s.last[s.person] = sh.key
	s.put(sh)
	if at, ok := s.places[sh.key]; ok && sh.key != 0 {
		s.goTo(at)
	} else {
		s.page.view.ScrollToTop()
	}
	s.page.lock()
	s.page.tellSaved()
	s.list.mark()
	if s.focusing {
		s.focusText()
	}
	s.search(query)
	if s.OnShown != nil {
		s.OnShown()
	}
}

// nameSheet notes on the open sheet what its person is called now.
func (s *Screen) nameSheet() {
	if s.sheet != nil && s.sheet.person == s.person {
		s.sheet.whose = s.name()
	}
}

// put gives the page the words of a sheet.
func (s *Screen) put(sh *sheet) {
	s.filling = true
	defer func() { s.filling = false }()
	s.page.fill(sh.title, sh.meta)
	s.editor.SetDocument(sh.text)
	s.page.tell()
}

// here is where the open note is being read, goTo goes to such a place.
func (s *Screen) here() place { return place{s.editor.Selection(), s.page.view.Offset()} }

func (s *Screen) goTo(at place) {
	d := s.editor.Document()
	at.selection.Anchor, at.selection.Head = d.Clamp(at.selection.Anchor), d.Clamp(at.selection.Head)
	s.editor.Select(at.selection)
	s.page.view.SetOffset(at.offset)
}

// search marks what a search has found. The keyboard goes to the words, from
// which Enter leads to the next place: in the text a key would write over it.
func (s *Screen) search(query string) {
	if query == "" || s.shell.Private() {
		return
	}
	s.finder.mark(query)
	s.page.relayout()
	run.AfterFirstFrame(func() {
		if s.finder.visible() {
			s.canvas().Focus(s.finder.field)
		}
	})
}

// close leaves the open note behind, saved or on its way. Nothing is open until
// the next one is shown: what is typed meanwhile has no note to go to.
func (s *Screen) close() {
	if sh := s.sheet; sh != nil {
		s.save(sh)
		s.hold(sh)
		if sh.key != 0 && s.past == nil {
			s.places[sh.key] = s.here()
		}
	}
	s.blank()
}

// discard leaves a note behind of which nothing is to be saved.
func (s *Screen) discard(sh *sheet) {
	sh.gone = true
	sh.waiting.Cancel()
	s.letGo(sh)
	if sh == s.sheet {
		s.blank()
	}
}

// blank shows nothing, and gives up what was being read to be shown.
func (s *Screen) blank() {
	s.wanted++
	s.opening, s.focusing, s.away = false, false, 0
	s.reading.Cancel()
	s.refreshing.Cancel()
	s.list.states.hide()
	s.sheet, s.past = nil, nil
	s.hideFinder()
	s.put(&sheet{text: doc.New()})
	s.page.lock()
}

// Changed takes in that the book has changed.
func (s *Screen) Changed(c store.Changes) {
	if s.person == 0 || s.layout == nil || !s.concerns(c) {
		return
	}
	if !s.seen() {
		s.stale = true
		return
	}
	s.foreign = s.foreign || c.Foreign
	run.Later(s.shell.Executor(), &s.calming, calm, func() { s.readView(false) })
}

// concerns reports whether a change may be one of what is shown.
func (s *Screen) concerns(c store.Changes) bool {
	if c.AllPeople {
		return true
	}
	for _, key := range c.People {
		if key == s.person {
			return true
		}
	}
	return false
}

// Turn takes in that time has passed: what could not be saved is tried again.
func (s *Screen) Turn() {
	if s.failing() != nil {
		s.saveAll()
	}
	if s.view != nil && s.view.Today != s.clock.Today() && s.seen() {
		s.readView(false)
	}
}

// Redraw shows the screen anew, after what is private was hidden or shown again.
func (s *Screen) Redraw() {
	if s.layout == nil {
		return
	}
	s.list.fill()
	s.page.lock()
	if s.shell.Private() {
		s.ClosePictures()
	}
}

// Rest saves what was written, while the window is not looked at.
func (s *Screen) Rest() { s.saveAll() }
