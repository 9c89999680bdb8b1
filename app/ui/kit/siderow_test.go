package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"carebook/app/ui/style"
)

func TestSideRowMenu(t *testing.T) {
	look(t, 100)
	chosen, menus := 0, 0
	s := NewDotRow("Important", "41", style.Rose, func() { chosen++ })
	show(t, s, 200, style.SideRow)
	at := func(x float32) *desktop.MouseEvent {
		return &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, 10)}}
	}
	s.TappedSecondary(&fyne.PointEvent{})
	s.TypedKey(key(desktop.KeyMenu))
	s.MouseIn(at(10))
	if s.dots.Visible() || !s.number.Visible() {
		t.Error("a line without a menu has dots")
	}
	s.Tapped(&at(195).PointEvent)
	if chosen != 1 {
		t.Error("the end of a line without a menu does not choose it")
	}
	s.MouseOut()
	s.OnMenu = func() { menus++ }
	s.Refresh()
	if s.dots.Visible() || !s.number.Visible() {
		t.Error("dots are shown where nobody points")
	}
	s.MouseIn(at(10))
	if !s.dots.Visible() || s.number.Visible() || s.dotsGround.Visible() {
		t.Error("under the pointer the dots are not in the count's place")
	}
	s.MouseMoved(at(190))
	if !s.dotsGround.Visible() {
		t.Error("the dots under the pointer do not look it")
	}
	s.Tapped(&at(190).PointEvent)
	s.Tapped(&at(20).PointEvent)
	if menus != 1 || chosen != 2 {
		t.Errorf("the dots opened %d menus, the line was chosen %d times", menus, chosen-1)
	}
	s.MouseOut()
	s.FocusGained()
	if !s.dots.Visible() {
		t.Error("no dots with the focus")
	}
	s.TypedKey(key(desktop.KeyMenu))
	s.TypedKey(key(fyne.KeyF10)) // without Shift it is no such key
	s.KeyDown(key(desktop.KeyShiftRight))
	s.TypedKey(key(fyne.KeyF10))
	s.KeyUp(key(desktop.KeyShiftRight))
	s.TappedSecondary(&fyne.PointEvent{})
	if menus != 4 || chosen != 2 {
		t.Errorf("by keys and the other button %d menus were opened, chosen %d times", menus-1, chosen-2)
	}
}
