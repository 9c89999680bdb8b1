package kit

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"carebook/app/ui/style"
)

func TestSwatches(t *testing.T) {
	look(t, 100)
	var chosen []string
	s := NewSwatches([]Swatch{{"rose", "Rose red"}, {"plum", "Plum"}, {"blue", "Sea blue"}}, "plum", func(c string) { chosen = append(chosen, c) })
	win := show(t, NewColumn(0, s, NewButton(Plain, "next", "", nil)), 400, 100)
	if s.Chosen() != "plum" || !s.dots[1].check.Visible() || s.dots[0].check.Visible() || s.name.Text != "Plum" {
		t.Errorf("chosen %q, called %q", s.Chosen(), s.name.Text)
	}
	win.Canvas().FocusNext()
	if win.Canvas().Focused() != s || !s.ring.Visible() {
		t.Fatal("the first Tab does not lead to the colours")
	}
	for _, k := range []fyne.KeyName{fyne.KeyRight, fyne.KeyRight, fyne.KeyLeft, fyne.KeyHome, fyne.KeyLeft, fyne.KeyEnd} {
		s.TypedKey(key(k))
	}
	test.Tap(s.dots[1])
	s.TypedRune('1')
	if want := []string{"blue", "plum", "rose", "blue", "plum", "rose"}; !slices.Equal(chosen, want) {
		t.Errorf("chose %v, want %v", chosen, want)
	}
	if got := s.AccessibilityLabel(); got != "Rose red" || s.dots[2].AccessibilityLabel() != "Sea blue" {
		t.Errorf("it is called %q", got)
	}
	win.Canvas().Focus(s)
	win.Canvas().FocusNext()
	if win.Canvas().Focused() == s {
		t.Error("the colours are more than one stop of Tab")
	}
	s.Set("of a newer program")
	if s.Chosen() != "" || len(chosen) != 6 {
		t.Errorf("an unknown colour is %q", s.Chosen())
	}
	s.TypedKey(key(fyne.KeyRight))
	if s.Chosen() != "rose" {
		t.Errorf("from none the arrow key leads to %q", s.Chosen())
	}
	if s.dots[0].circle.FillColor != style.Color(style.Rose) {
		t.Error("a circle has not its colour")
	}
}
