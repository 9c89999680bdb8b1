package kit

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
)

// newTestToolbar has the tools a to f at the left, of which a stays whatever
// happens and f goes first, and z at the right.
func newTestToolbar(pressed *[]string) (*Toolbar, []*Tool) {
	var tools []*Tool
	item := func(name string, rank int) ToolItem {
		tool := NewTool(style.Star, name, "Ctrl+"+name, func() { *pressed = append(*pressed, name) })
		tools = append(tools, tool)
		return ToolItem{Object: tool, Rank: rank, Menu: func() []MenuItem {
			return []MenuItem{{Label: tool.Name(), Detail: tool.Keys(), Do: tool.OnTapped}}
		}}
	}
	left := []ToolItem{item("a", 0), item("b", 1), item("c", 2), item("d", 3), item("e", 4), item("f", 5)}
	left[3].Group = true
	right := []ToolItem{item("z", 0)}
	return NewToolbar(run.Inline(), left, right, NewTool(style.Dots, "more", "", nil)), tools
}

func TestToolbarFoldsWhatFindsNoRoom(t *testing.T) {
	for _, percent := range []int{100, 150} {
		look(t, percent)
		var pressed []string
		bar, tools := newTestToolbar(&pressed)
		further := 0
		bar.Further = func() []MenuItem { return []MenuItem{{Label: "further", Do: func() { further++ }}} }
		win := show(t, bar, style.Px(600), style.Px(ToolbarHeight))
		line := bar.between[0]
		for _, c := range []struct {
			width  float32
			folded []string
			line   bool
		}{
			{600, nil, true},
			{290, []string{"e", "f"}, true},
			{200, []string{"c", "d", "e", "f"}, false},
			{20, []string{"b", "c", "d", "e", "f"}, false},
			{600, nil, true},
		} {
			win.Resize(fyne.NewSize(style.Px(c.width), style.Px(ToolbarHeight)))
			bar.Resize(fyne.NewSize(style.Px(c.width), style.Px(ToolbarHeight)))
			var labels, hidden []string
			for _, m := range bar.MenuItems() {
				labels = append(labels, m.Label)
			}
			for _, tool := range tools {
				if !tool.Visible() {
					hidden = append(hidden, tool.Name())
				}
			}
			want := append(slices.Clone(c.folded), "further")
			if len(c.folded) > 0 {
				want = append(slices.Clone(c.folded), "", "further")
			}
			if !slices.Equal(labels, want) || !slices.Equal(hidden, c.folded) || line.Visible() != c.line {
				t.Errorf("%d %%, %v wide: the menu has %q, hidden are %q, the line is seen: %v", percent, c.width, labels, hidden, line.Visible())
			}
			if c.width > 100 && bar.More.Position().X+bar.More.Size().Width > style.Px(c.width) {
				t.Errorf("%d %%, %v wide: the menu's button ends at %v", percent, c.width, bar.More.Position().X+bar.More.Size().Width)
			}
		}
		bar.MenuItems()[0].Do()
		if further != 1 {
			t.Errorf("the further item was done %d times", further)
		}
	}
}

func TestToolbarMenuDoesWhatTheFoldedToolWould(t *testing.T) {
	look(t, 100)
	var pressed []string
	bar, _ := newTestToolbar(&pressed)
	show(t, bar, 230, 300)
	test.Tap(bar.More)
	if bar.Menu() == nil || len(bar.Menu().Rows) == 0 {
		t.Fatal("there is no menu")
	}
	last := bar.Menu().Rows[len(bar.Menu().Rows)-1]
	if last.Label() != "f" || last.item.Detail != "Ctrl+f" {
		t.Errorf("the last line says %q and %q", last.Label(), last.item.Detail)
	}
	test.Tap(last)
	if !slices.Equal(pressed, []string{"f"}) {
		t.Errorf("pressed was %q", pressed)
	}
}

func TestToolbarTellsNamesAndKeys(t *testing.T) {
	look(t, 100)
	var pressed []string
	bar, tools := newTestToolbar(&pressed)
	show(t, container.NewWithoutLayout(bar), 600, 200)
	bar.Resize(fyne.NewSize(600, ToolbarHeight))
	tools[1].MouseIn(&desktop.MouseEvent{})
	if got := bar.Tip(); got != "b   Ctrl+b" {
		t.Errorf("the tip says %q", got)
	}
	if y := bar.tip.ground.Position().Y; y < tools[1].Position().Y+tools[1].Size().Height {
		t.Errorf("the tip lies at %v, over its tool", y)
	}
	tools[2].MouseIn(&desktop.MouseEvent{}) // the drivers tell of the one that is left afterwards
	tools[1].MouseOut()
	if got := bar.Tip(); got != "c   Ctrl+c" {
		t.Errorf("on the next tool the tip says %q", got)
	}
	tools[2].MouseOut()
	if got := bar.Tip(); got != "" {
		t.Errorf("after the pointer has gone the tip says %q", got)
	}
	bar.More.FocusGained()
	if got := bar.Tip(); got != "more" {
		t.Errorf("by the keyboard the tip says %q", got)
	}
	bar.openMenu() // nothing folded, nothing further
	if got := bar.Tip(); got != "" || bar.Menu() != nil {
		t.Errorf("while the menu was asked for the tip says %q", got)
	}
}

func TestTheNameOfAToolGoesWhenSomethingIsDone(t *testing.T) {
	look(t, 100)
	for what, do := range map[string]func(bar *Toolbar, tool *Tool){
		"the press":     func(_ *Toolbar, tool *Tool) { tool.MouseDown(&desktop.MouseEvent{}) },
		"the click":     func(_ *Toolbar, tool *Tool) { tool.Tapped(nil) },
		"its key":       func(_ *Toolbar, tool *Tool) { tool.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace}) },
		"another text":  func(_ *Toolbar, tool *Tool) { tool.Set(tool.On(), true) },
		"another width": func(bar *Toolbar, _ *Tool) { bar.Resize(fyne.NewSize(500, ToolbarHeight)) },
	} {
		var pressed []string
		bar, tools := newTestToolbar(&pressed)
		show(t, container.NewWithoutLayout(bar), 600, 200)
		bar.Resize(fyne.NewSize(600, ToolbarHeight))
		tools[1].MouseIn(&desktop.MouseEvent{})
		if bar.Tip() == "" {
			t.Fatal("the tool under the pointer is not named")
		}
		do(bar, tools[1])
		if got := bar.Tip(); got != "" {
			t.Errorf("after %s the tip says %q", what, got)
		}
		tools[1].MouseOut()
		tools[1].MouseIn(&desktop.MouseEvent{})
		if bar.Tip() == "" {
			t.Errorf("after %s the tool is not named when the pointer comes again", what)
		}
	}
}

// TestTheNameOfAToolWaitsForASave has the pointer come to a tool just before a note
// is saved, after which all tools are set again.
func TestTheNameOfAToolWaitsForASave(t *testing.T) {
	look(t, 100)
	var pressed []string
	bar, tools := newTestToolbar(&pressed)
	show(t, container.NewWithoutLayout(bar), 600, 200)
	bar.Resize(fyne.NewSize(600, ToolbarHeight))
	tools[1].MouseIn(&desktop.MouseEvent{})
	bar.tip.hide() // as long as it waits
	tools[0].Set(false, true)
	bar.showTip()
	if bar.Tip() == "" {
		t.Error("the tool under the pointer is never named")
	}
}

func TestToolShowsItsState(t *testing.T) {
	look(t, 100)
	pressed := 0
	tool := NewTool(style.TextBold, "Bold", "Ctrl+B", func() { pressed++ })
	show(t, tool, 32, 32)
	if tool.On() || tool.ground.Visible() {
		t.Error("a tool that is off looks as if it were on")
	}
	tool.Set(true, true)
	if !tool.On() || tool.ground.FillColor != style.Color(style.Soft) {
		t.Error("a tool that is on does not look it")
	}
	tool.Set(true, false)
	test.Tap(tool)
	tool.TypedKey(key(fyne.KeySpace))
	if pressed != 0 || tool.ground.Visible() || !tool.Disabled() {
		t.Errorf("what cannot be done was done %d times, or looks as if it could", pressed)
	}
	tool.Set(false, true)
	tool.TypedKey(key(fyne.KeySpace))
	if pressed != 1 {
		t.Errorf("pressed %d times by space, want 1", pressed)
	}
}

func TestToolGivesTheKeyboardBackAfterThePointer(t *testing.T) {
	look(t, 100)
	field := NewEntry()
	var had fyne.Focusable
	var win fyne.Window
	tool := NewTool(style.TextBold, "Bold", "", func() { had = win.Canvas().Focused() })
	tool.Back = func() fyne.Focusable { return field }
	other := NewTool(style.TextItalic, "Italic", "", nil)
	win = show(t, container.NewVBox(field, tool, other), 300, 200)
	test.Tap(tool)
	if had != fyne.Focusable(field) || win.Canvas().Focused() != fyne.Focusable(field) {
		t.Errorf("after the pointer the keyboard is at %T", win.Canvas().Focused())
	}
	win.Canvas().Focus(tool)
	tool.TypedKey(key(fyne.KeyReturn))
	if had != fyne.Focusable(tool) {
		t.Errorf("pressed by the keyboard, the tool lost it to %T", had)
	}
	tool.TypedKey(key(fyne.KeyRight))
	if win.Canvas().Focused() != fyne.Focusable(other) {
		t.Errorf("the arrow led to %T", win.Canvas().Focused())
	}
	other.TypedKey(key(fyne.KeyLeft))
	if win.Canvas().Focused() != fyne.Focusable(tool) {
		t.Errorf("the arrow back led to %T", win.Canvas().Focused())
	}
}
