package kit

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"pgregory.net/rapid"

	"carebook/app/ui/style"
)

// TestPickedIsASet holds stretches against a set of single elements.
func TestPickedIsASet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const n = 40
		var p picked
		var want [n]bool
		for range rapid.IntRange(1, 30).Draw(t, "steps") {
			from := rapid.IntRange(0, n).Draw(t, "from")
			to := rapid.IntRange(0, n).Draw(t, "to")
			add := rapid.Bool().Draw(t, "add")
			if add {
				p.add(stretch{from, to})
			} else {
				p.remove(stretch{from, to})
			}
			for i := from; i < to; i++ {
				want[i] = add
			}
			var elements []int
			for i, in := range want {
				if in {
					elements = append(elements, i)
				}
				if p.has(i) != in {
					t.Fatalf("has(%d) = %v, want %v: %v", i, !in, in, p.parts)
				}
			}
			if !slices.Equal(p.elements(), elements) || p.count != len(elements) {
				t.Fatalf("%v (%d), want %v", p.elements(), p.count, elements)
			}
			for k := 1; k < len(p.parts); k++ {
				if p.parts[k-1].to >= p.parts[k].from {
					t.Fatalf("stretches touch: %v", p.parts)
				}
			}
		}
	})
}

// several is a list of n elements in which several can be selected, with what
// was told of it.
type several struct {
	*List
	n       int
	chosen  []int
	changes int
	window  fyne.Window
}

func newSeveral(t *testing.T, n int) *several {
	t.Helper()
	look(t, 100)
	s := &several{n: n}
	s.List = numbers(&s.n, &s.chosen).Several(func() { s.changes++ })
	s.window = show(t, s.List, 300, 600)
	s.window.Canvas().Focus(s.List)
	return s
}

// press presses a row with keys held down, as the window does.
func (s *several) press(t *testing.T, i int, keys fyne.KeyModifier) {
	t.Helper()
	for _, r := range s.body.rows {
		if r.index == i && r.Visible() {
			r.MouseDown(&desktop.MouseEvent{Button: desktop.MouseButtonPrimary, Modifier: keys})
			r.MouseUp(&desktop.MouseEvent{Button: desktop.MouseButtonPrimary, Modifier: keys})
			r.Tapped(&fyne.PointEvent{})
			return
		}
	}
	t.Fatalf("element %d is not in sight", i)
}

// shifted types keys while Shift is held down.
func (s *several) shifted(names ...fyne.KeyName) {
	s.KeyDown(key(desktop.KeyShiftLeft))
	for _, name := range names {
		s.TypedKey(key(name))
	}
	s.KeyUp(key(desktop.KeyShiftLeft))
}

// ctrl types a key together with the one that shortcuts begin with.
func (s *several) ctrl(name fyne.KeyName, more fyne.KeyModifier) {
	s.TypedShortcut(&desktop.CustomShortcut{KeyName: name, Modifier: fyne.KeyModifierShortcutDefault | more})
}

func (s *several) want(t *testing.T, what string, chosen int, elements ...int) {
	t.Helper()
	if got := s.Selected(); !slices.Equal(got, elements) || s.SelectedCount() != len(elements) || s.Chosen() != chosen {
		t.Errorf("%s: selected %v (%d), chosen %d; want %v, %d", what, got, s.SelectedCount(), s.Chosen(), elements, chosen)
	}
	for _, r := range s.body.rows {
		if r.index < 0 || !r.Visible() {
			continue
		}
		in := slices.Contains(elements, r.index)
		row := r.child.(*PersonRow)
		if row.selected != in || row.checked != (in && s.picked.count > 0) {
			t.Errorf("%s: row %d is drawn selected %v, checked %v", what, r.index, row.selected, row.checked)
		}
	}
}

const ctrlKey = fyne.KeyModifierShortcutDefault

func TestSeveralByPointer(t *testing.T) {
	s := newSeveral(t, 100)
	s.press(t, 2, 0)
	s.want(t, "a click", 2, 2)
	s.press(t, 5, ctrlKey)
	s.want(t, "Ctrl and a click", 5, 2, 5)
	s.press(t, 7, fyne.KeyModifierShift)
	s.want(t, "Shift and a click", 7, 5, 6, 7)
	s.press(t, 3, fyne.KeyModifierShift)
	s.want(t, "Shift to the other side", 3, 3, 4, 5)
	s.press(t, 8, ctrlKey)
	s.press(t, 9, ctrlKey|fyne.KeyModifierShift)
	s.want(t, "Ctrl and Shift", 9, 3, 4, 5, 8, 9)
	s.press(t, 4, ctrlKey)
	s.want(t, "Ctrl on a selected one", 4, 3, 5, 8, 9)
	before := s.changes
	s.press(t, 4, 0)
	s.want(t, "a plain click ends it", 4, 4)
	if s.changes != before+1 {
		t.Errorf("told %d times of the end", s.changes-before)
	}
	s.press(t, 6, 0)
	if s.changes != before+1 {
		t.Error("told of a selection of several where one was chosen")
	}
}

func TestTheLastOneLeftIsTheChosenOne(t *testing.T) {
	s := newSeveral(t, 100)
	s.press(t, 2, 0)
	s.press(t, 5, ctrlKey)
	s.press(t, 5, ctrlKey)
	s.want(t, "taken out again", 2, 2)
	if s.picked.count != 0 || !slices.Equal(s.chosen, []int{2, 5, 2}) {
		t.Errorf("%d are selected together, chosen were %v", s.picked.count, s.chosen)
	}
}

func TestSeveralByKeys(t *testing.T) {
	s := newSeveral(t, 100)
	s.TypedKey(key(fyne.KeyDown))
	s.TypedKey(key(fyne.KeyDown))
	s.shifted(fyne.KeyDown, fyne.KeyDown)
	s.want(t, "Shift and down", 3, 1, 2, 3)
	s.shifted(fyne.KeyUp, fyne.KeyUp, fyne.KeyUp)
	s.want(t, "Shift and up past the anchor", 0, 0, 1)
	s.shifted(fyne.KeyPageDown)
	s.want(t, "Shift and page down", 9, 1, 2, 3, 4, 5, 6, 7, 8, 9)
	s.shifted(fyne.KeyHome)
	s.want(t, "Shift and home", 0, 0, 1)
	s.TypedKey(key(fyne.KeyDown))
	s.want(t, "a plain arrow ends it", 1, 1)
	s.ctrl(fyne.KeyDown, 0)
	s.ctrl(fyne.KeyDown, 0)
	s.ctrl(fyne.KeySpace, 0)
	s.want(t, "Ctrl and down past one, Ctrl and space", 3, 1, 3)
	s.ctrl(fyne.KeyDown, fyne.KeyModifierShift)
	s.want(t, "Ctrl, Shift and down", 4, 1, 3, 4)
	s.shifted(fyne.KeyEnd)
	if s.SelectedCount() != 97 || s.Chosen() != 99 {
		t.Errorf("Shift and end selected %d", s.SelectedCount())
	}
	s.TypedKey(key(fyne.KeyHome))
	s.want(t, "home", 0, 0)
}

func TestSelectAll(t *testing.T) {
	s := newSeveral(t, 100000)
	s.Choose(5)
	s.TypedShortcut(&fyne.ShortcutSelectAll{})
	if s.SelectedCount() != s.n || len(s.picked.parts) != 1 || s.Chosen() != 5 {
		t.Errorf("%d in %d stretches, chosen %d", s.SelectedCount(), len(s.picked.parts), s.Chosen())
	}
	s.ctrl(fyne.KeySpace, 0)
	if all := s.Selected(); len(all) != s.n-1 || all[5] != 6 {
		t.Errorf("without one %d are selected", len(all))
	}
	s.n = 3
	s.List.Refresh()
	s.want(t, "elements that are gone", 5, 0, 1, 2)
	s.n = 1
	s.Mark(0)
	s.TypedShortcut(&fyne.ShortcutSelectAll{})
	s.want(t, "all of one", 0, 0)
	s.n = 0
	s.Mark(-1)
	s.TypedShortcut(&fyne.ShortcutSelectAll{})
	s.ctrl(fyne.KeySpace, 0)
	s.shifted(fyne.KeyDown, fyne.KeyEnd)
	s.want(t, "all of none", -1)
}

func TestEscapeEndsASelectionOfSeveralOnly(t *testing.T) {
	s := newSeveral(t, 100)
	window := 0
	s.window.Canvas().SetOnTypedKey(func(*fyne.KeyEvent) { window++ })
	s.press(t, 2, 0)
	s.shifted(fyne.KeyDown)
	s.TypedKey(key(fyne.KeyEscape))
	s.want(t, "Escape", 3, 3)
	if window != 0 {
		t.Error("the window got an Escape that ended the selection")
	}
	s.TypedKey(key(fyne.KeyEscape))
	if window != 1 {
		t.Error("the window did not get an Escape that ended nothing")
	}
}

func TestSelectedByTheProgram(t *testing.T) {
	s := newSeveral(t, 100)
	s.Choose(1)
	s.SetSelected([]int{7, 3, 4, 3, 200, -1})
	s.want(t, "set", 1, 3, 4, 7)
	s.ClearSelection()
	s.want(t, "cleared", 1, 1)
	s.SetSelected([]int{1})
	if s.picked.count != 0 {
		t.Error("the chosen one alone is a selection of several")
	}
	s.SetSelected([]int{3, 4})
	s.Mark(8)
	s.want(t, "other elements", 8, 8)
	if s.changes != 0 {
		t.Errorf("told %d times of what the program did", s.changes)
	}
}

func TestOneAtATimeUnlessAskedForSeveral(t *testing.T) {
	s := newSeveral(t, 100)
	s.changed = nil
	s.press(t, 2, ctrlKey)
	s.press(t, 5, fyne.KeyModifierShift)
	s.shifted(fyne.KeyDown)
	s.SetSelected([]int{1, 2, 3})
	s.TypedKey(key(fyne.KeyUp))
	s.want(t, "one at a time", 5, 5)
}

func TestListLeavesOtherShortcutsToTheWindow(t *testing.T) {
	s := newSeveral(t, 100)
	s.Choose(4)
	for _, other := range []fyne.Shortcut{
		&desktop.CustomShortcut{KeyName: fyne.KeyK, Modifier: ctrlKey},
		&desktop.CustomShortcut{KeyName: fyne.KeyLeft, Modifier: fyne.KeyModifierAlt},
		&desktop.CustomShortcut{KeyName: fyne.KeyDown, Modifier: fyne.KeyModifierAlt},
		&fyne.ShortcutUndo{}, &fyne.ShortcutCopy{},
	} {
		if s.selectBy(other) {
			t.Errorf("the list took %s", other.ShortcutName())
		}
		s.TypedShortcut(other) // to a window that knows none, which is no fault
	}
	s.want(t, "other shortcuts", 4, 4)
}

func TestListAsksForAMenu(t *testing.T) {
	s := newSeveral(t, 100)
	var asked []int
	var at fyne.Position
	s.OnMenu = func(i int, under fyne.CanvasObject) {
		asked = append(asked, i)
		at = fyne.CurrentApp().Driver().AbsolutePositionForObject(under)
		if m := ShowMenu(under, []MenuItem{{Label: "a", Do: func() {}}}); m != nil {
			m.Close()
		}
	}
	s.press(t, 1, 0)
	s.press(t, 3, ctrlKey)
	row := func(i int) *listRow { return s.body.rows[i%len(s.body.rows)] }
	row(3).TappedSecondary(&fyne.PointEvent{Position: fyne.NewPos(30, 20)})
	s.want(t, "a menu on one of several", 3, 1, 3)
	if want := fyne.NewPos(30, 3*style.PersonRow+20); at != want {
		t.Errorf("the menu opens at %v, pressed was %v", at, want)
	}
	row(5).TappedSecondary(&fyne.PointEvent{})
	s.want(t, "a menu on another", 5, 5)
	s.TypedKey(key(desktop.KeyMenu))
	s.TypedKey(key(fyne.KeyF10))
	s.shifted(fyne.KeyF10)
	if !slices.Equal(asked, []int{3, 5, 5, 5}) {
		t.Errorf("asked for the menus of %v", asked)
	}
}
