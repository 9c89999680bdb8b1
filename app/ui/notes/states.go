package notes

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
	"carebook/store"
)

// past is an earlier state of the open note, or a note that was removed. It is
// shown in the place of the open note and can only be read.
type past struct {
	state   store.NoteState
	removed bool
	// note is nil while the state is being read.
	note *book.OpenNote
}

// notice says what is shown, and leads back.
func (p *past) notice(s *Screen) notice {
	words := lang.T("notes.state_of", lang.Args{"When": s.momentOf(p.state.At)})
	if p.removed {
		words = lang.T("notes.removed_on", lang.Args{"When": s.momentOf(p.state.At)})
	}
	n := notice{words: words}
	if p.note != nil && s.living() {
		n.links = append(n.links, kit.Action{Label: lang.T("notes.restore"), Do: func() { s.restore(p) }})
	}
	back := lang.T("notes.present")
	if p.removed {
		back = lang.T("notes.to_notes")
	}
	n.links = append(n.links, kit.Action{Label: back, Do: s.leaveStates})
	return n
}

// states is the list of earlier states, or of removed notes, in the place of
// the notes.
type states struct {
	screen  *Screen
	removed bool
	shown   []store.NoteState

	title  *kit.Text
	back   *kit.Button
	rows   *kit.List
	object fyne.CanvasObject

	reading, opening run.Task
}

func newStates(s *Screen) *states {
	t := &states{screen: s, title: kit.NewTitle("", style.Section).Cut()}
	t.back = kit.NewButton(kit.Quiet, "", style.CaretLeft, s.leaveStates).Small()
	t.rows = kit.NewList(kit.NoteHeight, func() int { return len(t.shown) },
		func() fyne.CanvasObject { return kit.NewNoteRow() }, t.showRow, t.chosen).Raised()
	t.rows.OnTapped = func(int) { s.layout.showPage(true) }
	t.rows.OnKey = func(e *fyne.KeyEvent) bool {
		if e.Name != fyne.KeyReturn && e.Name != fyne.KeyEnter {
			return false
		}
		s.layout.showPage(true)
		return true
	}
	head := kit.Inset(style.Space3, style.Space3, style.Space2, style.Space2, kit.Lead(t.back, t.title))
	t.object = container.NewBorder(head, nil, nil, nil, kit.Inset(0, style.Space2, 0, style.Space2, t.rows))
	t.object.Hide()
	return t
}

func (t *states) visible() bool { return t.object.Visible() }

// showRow fills a row: of a state, when it was; of a removed note, its title.
func (t *states) showRow(i int, row fyne.CanvasObject, _, focused bool) {
	s, n := t.screen, t.shown[i]
	line := kit.NoteLine{Title: s.momentOf(n.At), Excerpt: n.Excerpt}
	if t.removed {
		line.Title, line.Day = s.called(n.Title), lang.DayShort(s.dayOf(n.At), s.clock.Today())
	}
	if s.shell.Private() {
		line.Excerpt = ""
		if t.removed {
			line.Title = lang.T("details.masked")
		}
	}
	row.(*kit.NoteRow).Fill(line, focused)
}

// showStates lists the earlier states of the open note, once what was written
// last is in the book.
func (s *Screen) showStates() {
	sh := s.sheet
	if sh == nil || s.list.states.visible() {
		return
	}
	s.whenSettled(func() {
		if s.sheet != sh {
			return
		}
		if sh.key == 0 {
			s.list.states.open(nil, false)
			return
		}
		s.list.states.read(false, func(ctx context.Context) ([]store.NoteState, error) {
			return s.store.NoteStates(ctx, sh.key)
		})
	})
}

// showRemoved lists the notes that were removed.
func (s *Screen) showRemoved() {
	person := s.person
	s.list.states.read(true, func(ctx context.Context) ([]store.NoteState, error) {
		return s.store.RemovedNotes(ctx, person)
	})
}

func (t *states) read(removed bool, read func(context.Context) ([]store.NoteState, error)) {
	s := t.screen
	wish := s.wanted
	run.Soon(s.shell.Executor(), &t.reading, read, func(found []store.NoteState, err error) {
		switch {
		case s.wanted != wish: // another note is shown by now
		case err != nil:
			s.shell.Fail(err)
		default:
			t.open(found, removed)
		}
	})
}

// open shows states in the place of the notes, and the latest of them.
func (t *states) open(found []store.NoteState, removed bool) {
	s := t.screen
	if len(found) == 0 {
		say := lang.T("notes.no_states")
		if removed {
			say = lang.T("notes.no_removed")
		}
		s.shell.Say(say, kit.Action{})
		return
	}
	if removed {
		s.close()
	} else if s.past == nil && s.sheet.key != 0 {
		s.places[s.sheet.key] = s.here()
	}
	t.removed, t.shown = removed, found
	t.title.SetText(lang.T("notes.states"))
	t.back.Named(lang.T("notes.present"))
	if removed {
		t.title.SetText(lang.T("notes.removed"))
		t.back.Named(lang.T("notes.to_notes"))
	}
	kit.Show(t.object, true)
	kit.Show(s.list.body, false)
	s.layout.showPage(!s.layout.narrow())
	t.rows.Mark(-1)
	t.rows.Refresh()
	t.rows.Choose(0)
	s.canvas().Focus(t.rows)
}

// hide shows the notes again.
func (t *states) hide() {
	t.reading.Cancel()
	t.opening.Cancel()
	kit.Show(t.object, false)
	kit.Show(t.screen.list.body, true)
}

// chosen shows a state on the page.
func (t *states) chosen(i int) {
	s := t.screen
	state := &past{state: t.shown[i], removed: t.removed}
	s.past = state
	s.hideFinder()
	s.page.lock()
	run.Soon(s.shell.Executor(), &t.opening, func(ctx context.Context) (*book.OpenNote, error) {
		return book.ReadNoteState(ctx, s.store, state.state.Change)
	}, func(n *book.OpenNote, err error) {
		if err != nil {
			s.shell.Fail(err)
			s.leaveStates()
			return
		}
		state.note = n
		s.putPast(state)
	})
}

// putPast gives the page the words of a state.
func (s *Screen) putPast(p *past) {
	meta := p.note.Meta
	if meta == "" && s.sheet != nil {
		meta = s.sheet.meta // it is the same note
	}
	s.filling = true
	s.page.fill(p.note.Title, meta)
	s.editor.SetDocument(p.note.Doc)
	s.filling = false
	s.page.view.ScrollToTop()
	s.page.lock()
}

// leaveStates shows the present again.
func (s *Screen) leaveStates() {
	if !s.list.states.visible() {
		return
	}
	if s.sheet == nil {
		s.blank()
		s.openFirst()
		return
	}
	s.list.states.hide()
	s.past = nil
	s.hideFinder()
	s.put(s.sheet)
	if at, ok := s.places[s.sheet.key]; ok {
		s.goTo(at)
	}
	s.page.lock()
	s.list.mark()
}

// restored is what the restoring of a state gave.
type restored struct{ key, action int64 }

// restore makes a state the present one, once all that was written is in the
// book: what could not be saved would come over it later, and it is not yet among
// the earlier states.
func (s *Screen) restore(p *past) {
	s.whenSettled(func() {
		switch sh := s.sheet; {
		case s.past != p: // another is looked at by now
		case sh != nil && sh.failed != nil:
			s.shell.Say(s.failure(sh).words, kit.Action{Label: lang.T("notes.copy_text"), Do: func() { s.copyText(sh.words()) }})
		default:
			s.makePresent(p)
		}
	})
}

// makePresent writes a state into the book as the present one, and shows it.
func (s *Screen) makePresent(p *past) {
	words := lang.T("notes.was_restored", lang.Args{"Title": s.called(p.note.Title), "Name": s.name()})
	write(s, func(ctx context.Context) (restored, error) {
		key, action, err := book.RestoreNote(ctx, s.store, s.clock, p.state.Change, words)
		return restored{key, action}, err
	}, func(done restored, err error) {
		if err != nil {
			s.shell.Fail(err)
			return
		}
		s.shell.Did(lang.T("notes.restored", lang.Args{"When": s.momentOf(p.state.At)}), done.action)
		if s.past != p {
			return
		}
		s.close()
		s.openNote(done.key, "")
		s.focusText()
	})
}

// momentOf says when something was: the day and the time.
func (s *Screen) momentOf(at care.Instant) string {
	return lang.T("notes.moment", lang.Args{"Day": lang.DayShort(s.dayOf(at), s.clock.Today()), "Time": s.timeOf(at)})
}

// dayOf is the day of an instant where the user is, timeOf the time of day.
func (s *Screen) dayOf(at care.Instant) care.Day {
	return care.DayOf(at.Time().In(s.clock.Now().Location()))
}

func (s *Screen) timeOf(at care.Instant) string {
	return at.Time().In(s.clock.Now().Location()).Format("15:04")
}
