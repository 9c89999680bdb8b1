package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// ShareSliders are three sliders, one to a band, whose per cents always sum to
// 100.
type ShareSliders struct {
	widget.BaseWidget
	// With gives the shares after one of them was set by hand.
	With func(shares [3]int, i, percent int) [3]int

	changed func(shares [3]int, final bool)
	shares  [3]int
	figures func([3]int) [3]string
}

// NewShareSliders makes three sliders; changed is called with the shares at each
// move, final once the knob was let go or a key was pressed.
func NewShareSliders(changed func(shares [3]int, final bool)) *ShareSliders {
	s := &ShareSliders{changed: changed}
	s.ExtendBaseWidget(s)
	return s
}

// Fill shows shares, and what figures says of them beside each.
func (s *ShareSliders) Fill(shares [3]int, figures func([3]int) [3]string) {
	s.shares, s.figures = shares, figures
	s.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (s *ShareSliders) CreateRenderer() fyne.WidgetRenderer { return rendererOf(s) }

func (s *ShareSliders) objects() []fyne.CanvasObject { return nil }
func (s *ShareSliders) paint()                       {}
func (s *ShareSliders) place(fyne.Size)              {}
func (s *ShareSliders) least() fyne.Size             { return fyne.NewSize(220, 111) }
