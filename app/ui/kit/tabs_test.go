package kit

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"carebook/app/ui/style"
)

func newTestTabs(chosen *[]int) *Tabs {
	t := NewTabs([]string{"Timeline", "Notes", "Details", "Sales"}, func(i int) { *chosen = append(*chosen, i) })
	t.SetCount(1, "4")
	t.SetCount(3, "31")
	return t
}

func TestTabsByPointerAndKeys(t *testing.T) {
	look(t, 100)
	var chosen []int
	tabs := newTestTabs(&chosen)
	win := show(t, tabs, 552, 42)
	if tabs.Chosen() != 0 || tabs.tabs[0].text.Color != style.Color(style.Ink) || !tabs.tabs[0].text.TextStyle.Bold || tabs.tabs[1].text.TextStyle.Bold {
		t.Error("the first part is not the open one")
	}
	places := func() (at []fyne.Position) {
		for _, b := range tabs.tabs {
			at = append(at, b.at)
		}
		return at
	}
	before := places()
	tabs.Tapped(&fyne.PointEvent{Position: before[2].AddXY(3, 20)})
	if tabs.mark.Position().X != before[2].X || !tabs.tabs[2].text.TextStyle.Bold {
		t.Errorf("the line is at %v, the open part at %v", tabs.mark.Position().X, before[2].X)
	}
	if !slices.Equal(places(), before) {
		t.Error("words moved when another part was opened")
	}
	tabs.Tapped(&fyne.PointEvent{Position: fyne.NewPos(540, 20)}) // beside them
	win.Canvas().FocusNext()
	if win.Canvas().Focused() != fyne.Focusable(tabs) || !tabs.ring.Visible() {
		t.Error("Tab does not lead to the parts, or the focus is not seen")
	}
	for _, k := range []fyne.KeyName{fyne.KeyRight, fyne.KeyRight, fyne.KeyLeft, fyne.KeyHome, fyne.KeyEnd} {
		tabs.TypedKey(key(k))
	}
	tabs.TypedRune('2')
	tabs.TypedRune('9')
	if want := []int{2, 3, 2, 0, 3, 1}; !slices.Equal(chosen, want) {
		t.Errorf("chosen were %v, want %v", chosen, want)
	}
	tabs.Set(0)
	tabs.Choose(0)
	if tabs.Chosen() != 0 || len(chosen) != 6 {
		t.Errorf("set to %d, told %v", tabs.Chosen(), chosen)
	}
	passed := 0
	win.Canvas().SetOnTypedKey(func(*fyne.KeyEvent) { passed++ })
	tabs.TypedKey(key(fyne.KeyEscape))
	if passed != 1 {
		t.Error("the window does not get a key that parts have no use for")
	}
}

func TestTabsUnderThePointer(t *testing.T) {
	look(t, 100)
	var chosen []int
	tabs := newTestTabs(&chosen)
	show(t, tabs, 552, 42)
	at := func(p fyne.Position) *desktop.MouseEvent {
		return &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: p}}
	}
	tabs.MouseIn(at(fyne.NewPos(540, 5)))
	if tabs.Cursor() != desktop.DefaultCursor {
		t.Error("what is beside the parts looks as if it could be pressed")
	}
	tabs.MouseMoved(at(tabs.tabs[1].at.AddXY(2, 5)))
	if tabs.Cursor() != desktop.PointerCursor || tabs.tabs[1].text.Color != style.Color(style.Ink) {
		t.Error("the part under the pointer does not look it")
	}
	tabs.MouseOut()
	if tabs.tabs[1].text.Color != style.Color(style.Ink2) {
		t.Error("a part keeps the look it has under the pointer")
	}
}

func TestTabsWrapWhereTheyAreTooWide(t *testing.T) {
	for _, percent := range []int{100, 150} {
		look(t, percent)
		tabs := NewTabs([]string{"Хронология", "Заметки", "Подробности", "Продажи и заказы"}, nil)
		tabs.SetCount(1, "4")
		tabs.SetCount(3, "1 231")
		kind := NewSelect([]string{"Все виды событий", "Звонки"}, 0, nil).Quiet()
		tabs.Trailing = kind
		for _, width := range []float32{style.Px(900), 420, 300, 200} {
			show(t, NewColumn(0, tabs), width, 600)
			if got := tabs.HeightFor(width); tabs.Size().Height != got {
				t.Errorf("at %v it is %v high, needs %v", width, tabs.Size().Height, got)
			}
			end := kind.Position().AddXY(kind.Size().Width, kind.Size().Height)
			if end.X > width || end.Y > tabs.Size().Height {
				t.Errorf("at %v what trails ends at %v", width, end)
			}
			last := fyne.Position{X: -1}
			for _, b := range tabs.tabs {
				if b.at.X+b.width > width || b.at.Y+style.Px(tabHeight) > tabs.Size().Height {
					t.Errorf("at %v %q stands at %v, %v wide", width, b.label, b.at, b.width)
				}
				if b.at.Y == last.Y && b.at.X < last.X {
					t.Errorf("at %v %q lies over the word before", width, b.label)
				}
				if b.at.Y+style.Px(tabHeight) > kind.Position().Y && b.at.X+b.width > kind.Position().X {
					t.Errorf("at %v %q lies over what trails", width, b.label)
				}
				last = b.at.AddXY(b.width, 0)
			}
		}
		if wide := tabs.HeightFor(style.Px(900)); wide != style.Px(tabHeight) {
			t.Errorf("where there is room the line is %v high", wide)
		}
	}
}
