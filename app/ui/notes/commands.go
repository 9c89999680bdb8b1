package notes

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"carebook/app/lang"
	"carebook/app/ui/kit"
)

// Commands implements kit.Commander. Those without Do are keys of the text
// itself.
func (s *Screen) Commands() []kit.Command {
	away := func() bool { return !s.seen() || s.sheet == nil && s.past == nil || s.shell.Private() }
	told := func(label string, keys *desktop.CustomShortcut) kit.Command {
		return kit.Command{Label: label, Shortcut: keys}
	}
	return []kit.Command{
		{Label: lang.T("notebar.find"), Shortcut: kit.Ctrl(fyne.KeyF), Do: s.find, Off: away},
		told(lang.T("notebar.bold"), kit.Ctrl(fyne.KeyB)),
		told(lang.T("notebar.italic"), kit.Ctrl(fyne.KeyI)),
		told(lang.T("notebar.underline"), kit.Ctrl(fyne.KeyU)),
		told(lang.T("notebar.strike"), kit.CtrlShift(fyne.KeyX)),
		told(lang.T("notebar.plain"), kit.Ctrl(fyne.KeyBackslash)),
		told(lang.T("notebar.highlight"), kit.CtrlShift(fyne.KeyH)),
		told(lang.T("notebar.numbers"), kit.CtrlShift(fyne.Key7)),
		told(lang.T("notebar.bullets"), kit.CtrlShift(fyne.Key8)),
		told(lang.T("notebar.checks"), kit.CtrlShift(fyne.Key9)),
		told(lang.T("notebar.link"), kit.Ctrl(fyne.KeyK)),
	}
}

// TakeKey implements kit.KeyTaker: F3 goes to the next place that was found, with
// Shift to the one before; Escape closes the find bar, the earlier states, or what
// is said over the text.
func (s *Screen) TakeKey(e *fyne.KeyEvent) bool {
	if s.layout == nil {
		return false
	}
	switch e.Name {
	case fyne.KeyF3:
		switch {
		case !s.finder.visible():
			s.find()
		case s.shifted():
			s.finder.previous()
		default:
			s.finder.next()
		}
		return true
	case fyne.KeyDelete:
		return true // without a row it must not reach those selected among people
	case fyne.KeyEscape:
		return s.escape()
	case fyne.KeyDown, fyne.KeyUp:
		if s.canvas().Focused() == nil && s.layout.listShown() {
			s.focusList()
			return true
		}
	}
	return false
}

// escape closes what can be closed. The keyboard stays where it is: what is typed
// next must not be lost.
func (s *Screen) escape() bool {
	switch {
	case s.finder.visible():
		s.finder.hide()
	case s.list.states.visible():
		s.leaveStates()
	case s.sheet != nil && s.sheet.overtaken:
		s.understood()
	default:
		return false
	}
	return true
}

// Undo takes the last thing back that was written on the open note, and brings the
// keyboard there. It reports whether there was something.
func (s *Screen) Undo() bool {
	return s.retrace(s.page.title.TakeBack, s.editor.CanUndo, s.editor.Undo)
}

// Redo writes again what was taken back last on the open note, as Undo.
func (s *Screen) Redo() bool {
	return s.retrace(s.page.title.Again, s.editor.CanRedo, s.editor.Redo)
}

// retrace goes a step through the history of the title or of the text: first
// through that of the one which was written on last.
func (s *Screen) retrace(title, can func() bool, text func()) bool {
	if !s.seen() || !s.writable() {
		return false
	}
	inTitle := func() bool {
		done := title()
		if done {
			s.page.focus(s.page.title)
		}
		return done
	}
	if s.page.titled && inTitle() {
		return true
	}
	if !can() {
		return inTitle()
	}
	text()
	s.page.focus(s.editor)
	return true
}

// GoBack leaves what lies over the notes: the earlier states, and in a narrow
// window the page. It reports whether there was something.
func (s *Screen) GoBack() bool {
	if s.layout == nil {
		return false
	}
	switch {
	case s.layout.narrow() && s.layout.page:
		s.saveAll()
		s.layout.showPage(false)
		s.focusList()
	case s.list.states.visible():
		s.leaveStates()
	default:
		return false
	}
	return true
}

// focusSeen gives the keyboard to the list where it can be seen, else to the
// text.
func (s *Screen) focusSeen() {
	switch {
	case !s.seen() || s.canvas().Overlays().Top() != nil:
	case s.layout.listShown():
		s.focusList()
	default:
		s.focusText()
	}
}

// focusList gives the keyboard to the list that can be seen.
func (s *Screen) focusList() {
	if s.list.states.visible() {
		s.canvas().Focus(s.list.states.rows)
	} else {
		s.canvas().Focus(s.list.notes)
	}
}
