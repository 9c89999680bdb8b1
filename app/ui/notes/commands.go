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
		told(lang.T("notebar.highlight"), kit.CtrlShift(fyne.KeyH)),
		told(lang.T("notebar.numbers"), kit.CtrlShift(fyne.Key7)),
		told(lang.T("notebar.bullets"), kit.CtrlShift(fyne.Key8)),
		told(lang.T("notebar.checks"), kit.CtrlShift(fyne.Key9)),
		told(lang.T("notebar.link"), kit.Ctrl(fyne.KeyK)),
	}
}

// TakeKey implements kit.KeyTaker: F3 goes to the next place that was found,
// Escape leaves the find bar, the earlier states, or the text.
func (s *Screen) TakeKey(e *fyne.KeyEvent) bool {
	if s.layout == nil {
		return false
	}
	switch e.Name {
	case fyne.KeyF3:
		if s.finder.visible() {
			s.finder.next()
		} else {
			s.find()
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

func (s *Screen) escape() bool {
	switch {
	case s.finder.visible():
		s.finder.hide()
	case s.list.states.visible():
		s.leaveStates()
	case s.canvas().Focused() != nil:
		s.canvas().Unfocus()
	default:
		return false
	}
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
