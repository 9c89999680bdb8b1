package visits

import (
	"slices"

	"fyne.io/fyne/v2"
)

// AtHand implements kit.Subject: the person of the card, or of the row of the
// four fields, that has the keyboard.
func (s *Screen) AtHand() int64 {
	switch {
	case s.page == nil || s.view == nil:
		return 0
	case s.important:
		return s.fields.focused()
	case s.view.Span.Month:
		return 0
	}
	if k := s.week.focused(); k != nil {
		return k.visit.Key
	}
	return 0
}

// focused is the person of the row that has the keyboard, 0 for nobody.
func (f *fourFields) focused() int64 {
	at := f.screen.canvas().Focused()
	if at == nil {
		return 0
	}
	for _, field := range f.fields {
		i := slices.IndexFunc(field.rows.Objects, func(o fyne.CanvasObject) bool {
			row, ok := o.(fyne.Focusable)
			return ok && row == at
		})
		if i >= 0 && i < len(field.shown.Rows) {
			return field.shown.Rows[i].Key
		}
	}
	return 0
}

// PrintShown prints the plan and reports whether there was one to print.
func (s *Screen) PrintShown() bool {
	if s.Print == nil || s.view == nil || s.important {
		return false
	}
	s.Print(s.view)
	return true
}
