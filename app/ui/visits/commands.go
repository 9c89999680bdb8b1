package visits

import (
	"fyne.io/fyne/v2"

	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
)

// cardKey takes a key of a card.
func (s *Screen) cardKey(k *card, e *fyne.KeyEvent) bool {
	switch e.Name {
	case fyne.KeyDown:
		return s.week.step(k, 0, 1)
	case fyne.KeyUp:
		return s.week.step(k, 0, -1)
	case fyne.KeyLeft:
		return s.week.step(k, -1, 0)
	case fyne.KeyRight:
		return s.week.step(k, 1, 0)
	case fyne.KeyHome:
		return s.week.focusFirst()
	case fyne.KeyEnd:
		s.week.focusNear(len(s.week.columns)-1, len(s.week.cards))
	case fyne.KeySpace:
		s.finishByKey(k)
	case fyne.KeyP:
		s.pin(k)
	case fyne.KeyDelete:
		s.drop(k)
	default:
		return s.pageKey(e)
	}
	return true
}

// finishByKey asks for a visit that was made, once the key that asks for it is
// over: it would be typed into the field otherwise.
func (s *Screen) finishByKey(k *card) {
	run.AfterFirstFrame(func() { s.finish(k) })
}

// pageKey takes a key of the plan, wherever the keyboard is.
func (s *Screen) pageKey(e *fyne.KeyEvent) bool {
	if s.important || s.view == nil {
		return false
	}
	switch e.Name {
	case fyne.KeyPageUp:
		s.turn(-1)
	case fyne.KeyPageDown:
		s.turn(1)
	case fyne.KeyM:
		s.setMonth(!s.view.Span.Month)
	case fyne.KeyU:
		s.showImportant()
	case fyne.KeyL:
		s.showLeftOut()
	case fyne.KeyR:
		s.planAgain()
	case fyne.KeyH:
		run.AfterFirstFrame(s.askHours)
	default:
		return false
	}
	return true
}

// TakeKey implements kit.KeyTaker: with no card in the keyboard's place an arrow
// goes to the first; Escape leaves the four fields, or the card.
func (s *Screen) TakeKey(e *fyne.KeyEvent) bool {
	if s.page == nil {
		return false
	}
	switch e.Name {
	case fyne.KeyEscape:
		if s.important {
			s.leaveImportant()
			return true
		}
		had := s.canvas().Focused() != nil
		s.canvas().Unfocus()
		return had
	case fyne.KeyDown, fyne.KeyUp, fyne.KeyLeft, fyne.KeyRight:
		if s.canvas().Focused() != nil {
			return false
		}
		return s.focusFirst()
	}
	if e.Name == fyne.KeyDelete {
		return true // without a card it must not reach those selected among people
	}
	return s.pageKey(e)
}

// focusFirst gives the keyboard to the first thing of what is shown.
func (s *Screen) focusFirst() bool {
	switch {
	case s.important:
		return s.fields.focusFirst()
	case s.view == nil:
		return false
	case s.view.Span.Month:
		return s.month.focusFirst()
	}
	return s.week.focusFirst()
}

// Commands implements kit.Commander.
func (s *Screen) Commands() []kit.Command {
	away := func() bool { return !s.seen() || s.view == nil || s.important }
	current := func() *card {
		if away() {
			return nil
		}
		return s.week.focused()
	}
	none := func() bool { return current() == nil }
	with := func(do func(*card)) func() {
		return func() {
			if k := current(); k != nil {
				do(k)
			}
		}
	}
	return []kit.Command{
		{Label: lang.T("visits.key_before"), Key: fyne.KeyPageUp, Do: func() { s.turn(-1) }, Off: away},
		{Label: lang.T("visits.key_after"), Key: fyne.KeyPageDown, Do: func() { s.turn(1) }, Off: away},
		{Label: lang.T("visits.key_month"), Key: fyne.KeyM, Do: func() { s.setMonth(!s.view.Span.Month) }, Off: away},
		{Label: lang.T("visits.important"), Key: fyne.KeyU, Do: s.showImportant, Off: away},
		{Label: lang.T("visits.plan_again"), Key: fyne.KeyR, Do: s.planAgain, Off: away},
		{Label: lang.T("visits.left_out_title"), Key: fyne.KeyL, Do: s.showLeftOut, Off: away},
		{Label: lang.T("visits.hours_title"), Key: fyne.KeyH, Do: s.askHours, Off: away},
		{Label: lang.T("visits.key_done"), Key: fyne.KeySpace, Do: with(s.finish), Off: none},
		{Label: lang.T("visits.key_earlier"), Shortcut: kit.Ctrl(fyne.KeyLeft), Do: with(func(k *card) { s.moveBy(k, -1) }), Off: none},
		{Label: lang.T("visits.key_later"), Shortcut: kit.Ctrl(fyne.KeyRight), Do: with(func(k *card) { s.moveBy(k, 1) }), Off: none},
		{Label: lang.T("visits.key_pin"), Key: fyne.KeyP, Do: with(s.pin), Off: none},
		{Label: lang.T("visits.key_drop"), Key: fyne.KeyDelete, Do: with(s.drop), Off: none},
	}
}
