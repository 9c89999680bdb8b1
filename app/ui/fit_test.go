package ui

import (
	"testing"

	"fyne.io/fyne/v2"

	"carebook/app/ui/kit/kittest"
	"carebook/app/ui/style"
)

// TestTheWindowFitsTheScreen: on a small laptop with Windows nothing of the window
// is cut off.
func TestTheWindowFitsTheScreen(t *testing.T) {
	small, large := area{0, 0, 1366, 728}, area{0, 0, 1920, 1040}
	for _, c := range []struct {
		name  string
		cuts  bool
		known bool
		free  area
		want  fyne.Size
	}{
		{"a small screen", true, true, small, fyne.NewSize(1280, 662)},
		{"a large screen", true, true, large, style.FirstWindow},
		{"an unknown screen", true, false, area{}, style.FirstWindow},
		{"a desktop that sees to it", false, true, small, style.FirstWindow},
	} {
		p := withMain(t, newRun(t, kittest.Book(t, bornInARow()...), at(26, 7, 0)))
		p.desk.cuts = c.cuts
		p.desk.area = func() (area, bool) { return c.free, c.known }
		p.fitWindow()
		if got := p.window.win.Canvas().Size(); got != c.want {
			t.Errorf("%s: the window has %v, want %v", c.name, got, c.want)
		}
	}
}
