package richedit

import (
	"runtime"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"carebook/app/doc"
	"carebook/app/ui/kit"
)

// nested is a note from a heading through a list into a quote.
const nested = "<h1>Heading</h1><p>text</p><ul><li>one<ul><li>two</li></ul></li></ul><blockquote><p>said</p></blockquote>"

func TestSelectionFromHeadingToNestedItem(t *testing.T) {
	const typed = "<h1>Heaxo</h1><blockquote><p>said</p></blockquote>"
	for name, choose := range map[string]func(d *desk){
		"keys": func(d *desk) {
			d.put(0, 3)
			for d.Selection().Head != at(3, 2) {
				d.press("Shift+Right")
			}
		},
		"keys by lines": func(d *desk) {
			d.put(0, 3)
			d.press("Shift+Down", "Shift+Down", "Shift+Down", "Shift+Home", "Shift+Right", "Shift+Right")
		},
		"pointer": func(d *desk) { d.drag(d.spot(0, 3), d.spot(1, 1), d.spot(3, 2)) },
		"Shift and a click": func(d *desk) {
			d.put(0, 3)
			d.click(d.spot(3, 2), fyne.KeyModifierShift)
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t, nested)
			choose(d)
			d.selects(at(0, 3), at(3, 2))
			if got, want := d.SelectedText(), "ding\ntext\n- one\n  - tw"; got != want {
				t.Errorf("selected %q, want %q", got, want)
			}
			d.type_("x")
			d.holds(typed)
			d.caretAt(0, 4)
			d.press("Ctrl+Z")
			d.holds(nested)
			d.selects(at(0, 3), at(3, 2))
			d.press("Ctrl+Shift+Z")
			d.holds(typed)
			d.press("Ctrl+Z", "Ctrl+Y")
			d.holds(typed)
			d.caretAt(0, 4)
		})
	}
}

func TestListsByTyping(t *testing.T) {
	for _, c := range []struct{ name, typed, want string }{
		{"bullets, Enter twice ends", "- one\ntwo\n\nafter", "<ul><li>one</li><li>two</li></ul><p>after</p>"},
		{"numbers", "1. one\ntwo", "<ol><li>one</li><li>two</li></ol>"},
		{"checks", "[] one\ntwo", `<ul class="checks"><li><input type="checkbox">one</li><li><input type="checkbox">two</li></ul>`},
		{"headings", "# one\ntwo\n## three", "<h1>one</h1><p>two</p><h2>three</h2>"},
		{"divider", "one\n---\ntwo", "<p>one</p><hr><p>two</p>"},
		{"Chinese", "张伟喜欢茶", "<p>张伟喜欢茶</p>"},
	} {
		d := newDesk(t, "")
		d.type_(c.typed)
		if got := d.html(); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	d := newDesk(t, "")
	d.type_("- ")
	d.press("Ctrl+Z")
	d.holds(`<p style="white-space:pre-wrap">- </p>`)
}

func TestListsByKeys(t *testing.T) {
	d := newDesk(t, "")
	d.type_("- one\ntwo")
	d.press("Tab")
	d.holds("<ul><li>one<ul><li>two</li></ul></li></ul>")
	d.press("Shift+Tab")
	d.holds("<ul><li>one</li><li>two</li></ul>")
	d.press("Tab")
	d.type_("\n\n\n")
	d.holds("<ul><li>one<ul><li>two</li></ul></li></ul><p><br></p>")
	d.put(1, 0)
	d.press("BackSpace")
	if got := d.State().Kind; got != doc.Paragraph {
		t.Errorf("Backspace at the start of an item left %v", got)
	}
	d.press("BackSpace")
	d.holds("<ul><li>onetwo</li></ul><p><br></p>")
	d.press("Shift+Return")
	d.holds("<ul><li>one<br>two</li></ul><p><br></p>")
}

func TestTabTypesATabOutsideOfLists(t *testing.T) {
	d := newDesk(t, "<p>Name:</p><h2>Next</h2><ul><li>one</li><li>two</li></ul>")
	d.put(0, 5)
	if !d.AcceptsTab() {
		t.Error("the editor lets Tab go from a paragraph")
	}
	d.press("Tab")
	if got := d.Document().Block(0).Text(); got != "Name:\t" {
		t.Errorf("Tab in a paragraph made it %q", got)
	}
	d.caretAt(0, 6)
	d.press("Ctrl+Z")
	want := d.html()
	d.Select(doc.Selection{Anchor: at(0, 1), Head: at(1, 2)})
	d.press("Tab")
	d.holds(want)
	d.put(3, 0)
	d.press("Tab")
	if got := d.Document().Block(3).Level(); got != 1 {
		t.Errorf("Tab in a list gave its item the level %d", got)
	}
	d.press("Shift+Tab")
	d.holds(want)
	d.SetReadOnly(true)
	if d.AcceptsTab() {
		t.Error("a text that is only read keeps Tab")
	}
}

// TestShiftTabLeavesTheText has a title before the text and a button behind it,
// and asks the editor as the driver of a window does.
func TestShiftTabLeavesTheText(t *testing.T) {
	d := newDesk(t, "<p>text</p><ul><li>one</li><li>two</li></ul>")
	title, behind := widget.NewEntry(), widget.NewButton("behind", func() {})
	d.view = NewView(title, d.Editor)
	d.window.SetContent(container.NewBorder(nil, behind, nil, nil, d.view))
	c := d.window.Canvas()
	keepsShiftTab := func() bool {
		d.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
		defer d.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
		return d.AcceptsTab()
	}
	c.Focus(d.Editor)
	d.put(0, 2)
	if want := d.html(); keepsShiftTab() {
		t.Error("the editor keeps Shift+Tab in a paragraph")
	} else {
		d.press("Shift+Tab")
		d.holds(want)
	}
	d.put(2, 0)
	if !keepsShiftTab() {
		t.Error("the editor lets Shift+Tab go from a list")
	}
	d.press("Ctrl+Shift+Tab")
	if c.Focused() != fyne.Focusable(title) {
		t.Errorf("Ctrl+Shift+Tab led to %T", c.Focused())
	}
	c.Focus(d.Editor)
	d.press("Ctrl+Tab")
	if c.Focused() != fyne.Focusable(behind) {
		t.Errorf("Ctrl+Tab led to %T", c.Focused())
	}
}

// TestTheCaretStaysWithTheTypedLetter types where one word is broken by two lines.
func TestTheCaretStaysWithTheTypedLetter(t *testing.T) {
	d := newDesk(t, "<p>"+strings.Repeat("国", 100)+"</p>")
	end := d.page.items[0].lines[0].end
	d.put(0, end-len("国"))
	d.TypedRune('家')
	d.caretAt(0, end)
	c := d.page.caret(d.Selection().Head, d.upstream)
	if first := d.page.caret(at(0, 0), false); c.y != first.y {
		t.Error("the caret is a line below the letter that was typed")
	}
	d.press("BackSpace", "End")
	d.TypedRune('a')
	d.press("Home")
	d.caretAt(0, 0)
}

func TestClustersAreSingleSteps(t *testing.T) {
	for name, cluster := range map[string]string{
		"family": "👨‍👩‍👧‍👦", "flag": "🇪🇸", "skin": "👍🏽", "combining": "e\u0301\u0323", "Hangul": "\u1112\u1161\u11ab",
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t, "")
			d.type_("a" + cluster + "b")
			n := len(cluster)
			d.caretAt(0, n+2)
			d.press("Left")
			d.caretAt(0, n+1)
			d.press("Left")
			d.caretAt(0, 1)
			d.press("Shift+Right")
			d.selects(at(0, 1), at(0, 1+n))
			d.press("Right", "BackSpace")
			d.holds("<p>ab</p>")
			d.press("Ctrl+Z", "Left", "Delete")
			d.holds("<p>ab</p>")
		})
	}
}

func TestMarksByKeys(t *testing.T) {
	for keys, want := range map[string]string{
		"Ctrl+B": "<p>a <strong>word</strong></p>", "Ctrl+I": "<p>a <em>word</em></p>", "Ctrl+U": "<p>a <u>word</u></p>",
		"Ctrl+Shift+X": "<p>a <s>word</s></p>", "Ctrl+Shift+H": "<p>a <mark>word</mark></p>",
		"Ctrl+Shift+7": "<ol><li>a word</li></ol>", "Ctrl+Shift+8": "<ul><li>a word</li></ul>",
		"Ctrl+Shift+9": `<ul class="checks"><li><input type="checkbox">a word</li></ul>`,
		"Ctrl+Alt+1":   "<h1>a word</h1>", "Ctrl+Alt+2": "<h2>a word</h2>", "Ctrl+Alt+3": "<h3>a word</h3>",
	} {
		d := newDesk(t, "<p>a word</p>")
		d.Select(doc.Selection{Anchor: at(0, 2), Head: at(0, 6)})
		d.press(keys)
		if got := d.html(); got != want {
			t.Errorf("%s: %s, want %s", keys, got, want)
		}
		d.press(keys)
		if got := d.html(); got != "<p>a word</p>" {
			t.Errorf("%s twice: %s", keys, got)
		}
	}
	d := newDesk(t, "<h2>a word</h2>")
	d.press("Ctrl+Alt+0")
	d.holds("<p>a word</p>")
	d.press("Ctrl+B")
	d.type_("x")
	d.press("Ctrl+B")
	d.type_("y")
	d.holds("<p><strong>x</strong>ya word</p>")
}

func TestMovesByWordsBlocksAndEnds(t *testing.T) {
	d := newDesk(t, "<p>one two, three</p><p>four</p>")
	d.press("Ctrl+Right", "Ctrl+Right")
	d.caretAt(0, 7)
	d.press("Ctrl+Shift+Left")
	d.selects(at(0, 7), at(0, 4))
	d.press("Left")
	d.caretAt(0, 4)
	d.press("Ctrl+End")
	d.caretAt(1, 4)
	d.press("Ctrl+Shift+Home")
	d.selects(at(1, 4), at(0, 0))
	d.press("Right")
	d.caretAt(1, 4)
	d.press("Ctrl+Home", "Ctrl+Down")
	d.caretAt(1, 0)
	d.press("Ctrl+Up")
	d.caretAt(0, 0)
	d.press("Ctrl+Delete", "Delete")
	d.holds("<p>two, three</p><p>four</p>")
	d.press("Ctrl+End", "Ctrl+BackSpace")
	d.holds("<p>two, three</p><p><br></p>")
	d.press("Ctrl+A")
	d.selects(at(0, 0), at(1, 0))
}

func TestBlocksMove(t *testing.T) {
	d := newDesk(t, "<p>one</p><p>two</p><p>three</p>")
	d.put(1, 1)
	d.press("Alt+Up")
	d.holds("<p>two</p><p>one</p><p>three</p>")
	d.caretAt(0, 1)
	d.press("Alt+Down", "Alt+Down")
	d.holds("<p>one</p><p>three</p><p>two</p>")
	d.caretAt(2, 1)
}

func TestCheckByKeys(t *testing.T) {
	d := newDesk(t, `<ul class="checks"><li><input type="checkbox">item</li></ul><p>text</p>`)
	d.put(0, 2)
	d.press("Ctrl+Return")
	if !d.Document().Block(0).Checked() {
		t.Error("it is not checked")
	}
	d.caretAt(0, 2)
	d.press("Ctrl+Return")
	if d.Document().Block(0).Checked() {
		t.Error("it is checked")
	}
	d.put(1, 0)
	d.press("Ctrl+Return")
	if len(d.passed) != 1 {
		t.Error("in a paragraph the keys are not the screen's")
	}
}

func TestHomeAndEndOnVisualLines(t *testing.T) {
	d := newDesk(t, "<p>"+strings.Repeat("wrapped words ", 40)+"</p>")
	d.press("Down", "End")
	if !d.upstream {
		t.Fatal("the caret does not stand at the end of its line")
	}
	end := d.Selection().Head
	line := d.page.caret(end, true)
	d.press("Home")
	if start := d.page.caret(d.Selection().Head, d.upstream); start.y != line.y || start.x != 0 || d.upstream {
		t.Errorf("Home went from %v to %v", line, start)
	}
	if first := d.page.caret(at(0, 0), false); line.y <= first.y {
		t.Error("Down did not leave the first line")
	}
	d.press("End", "Down")
	if below := d.page.caret(d.Selection().Head, d.upstream); below.y <= line.y {
		t.Errorf("Down went from %v to %v", line, below)
	}
	d.press("Up", "Right")
	if d.upstream {
		t.Error("Right left the caret at the end of the line before")
	}
	d.press("Home")
	if got := d.Selection().Head; got != end {
		t.Errorf("the line below begins at %v, the one above ends at %v", got, end)
	}
	d.press("Shift+End")
	if r := d.Selection(); r.Anchor != end || r.Head.Compare(end) <= 0 || !d.upstream {
		t.Errorf("Shift+End selected %v", r)
	}
}

func TestUpAndDownKeepTheirX(t *testing.T) {
	long := strings.Repeat("m", 30)
	d := newDesk(t, "<p>"+long+"</p><p>m</p><p>"+long+"</p>")
	d.put(0, 20)
	d.press("Down")
	d.caretAt(1, 1)
	d.press("Down")
	d.caretAt(2, 20)
	d.press("Up", "Up")
	d.caretAt(0, 20)
	d.press("Down", "Left", "Down")
	d.caretAt(2, 0)
	d.press("Down")
	d.caretAt(2, 30)
	d.put(0, 10)
	d.press("Shift+Down", "Shift+Down")
	d.selects(at(0, 10), at(2, 10))
	d.press("Up")
	d.caretAt(0, 10)
}

func TestUpFromTheFirstLineLeaves(t *testing.T) {
	d := newDesk(t, "<p>text</p>")
	d.put(0, 2)
	d.press("Up")
	d.caretAt(0, 2)
	if d.left != 1 {
		t.Errorf("told %d times", d.left)
	}
	d.press("Shift+Up")
	d.selects(at(0, 2), at(0, 0))
	if d.left != 1 {
		t.Error("selecting leaves the text")
	}
	d.p.OnLeaveUp = nil
	d.put(0, 2)
	d.press("Up")
	d.caretAt(0, 0)
}

func TestPagesAreScreenfuls(t *testing.T) {
	d := newDesk(t, strings.Repeat("<p>some words</p>", 200))
	d.put(0, 4)
	d.press("Next")
	first := d.Selection().Head
	top, bottom := d.seen()
	if first.Block < 8 || first.Offset != 4 || !d.inSight() {
		t.Errorf("the caret went to %v; %v to %v are seen", first, top, bottom)
	}
	if d.view.Offset() < (bottom-top)/2 {
		t.Errorf("the view went to %v", d.view.Offset())
	}
	d.press("Next", "Prior")
	d.caretAt(first.Block, 4)
	d.press("Shift+Prior")
	d.selects(first, at(0, 4))
	for range 40 {
		d.press("Next")
	}
	d.caretAt(199, 10)
	for range 40 {
		d.press("Prior")
	}
	d.caretAt(0, 0)
	if d.view.Offset() != 0 {
		t.Error("the head is not seen at the top")
	}
}

func TestCaretScrollsIntoView(t *testing.T) {
	d := newDesk(t, strings.Repeat("<p>some words</p>", 100))
	for i, keys := range [][]string{
		{"Ctrl+End"}, {"Ctrl+Home"}, {"Down", "Down", "Down", "Down", "Down", "Down", "Down", "Down", "Down", "Down", "Down", "Down", "Down", "Down", "Down", "Down", "Down", "Down", "Down", "Down"},
	} {
		if d.press(keys...); !d.inSight() {
			t.Errorf("%d: the caret is not in sight", i)
		}
	}
	d.view.SetOffset(0)
	d.put(99, 0)
	if !d.inSight() {
		t.Error("what is selected is not in sight")
	}
	c, _ := d.page.caret(at(99, 0), false), 0
	if _, bottom := d.seen(); bottom-c.y-c.h < c.h {
		t.Error("there is no line below the caret")
	}
	d.view.ScrollToTop()
	d.type_("x")
	if !d.inSight() {
		t.Error("what is typed is not in sight")
	}
	d.press("Ctrl+Home")
	for range 60 {
		if d.type_("word \n"); !d.inSight() {
			t.Fatal("what is typed leaves the view")
		}
	}
	offset := d.view.Offset()
	d.press("Ctrl+A")
	if d.view.Offset() != offset {
		t.Error("selecting all scrolls")
	}
}

func TestUndoGroups(t *testing.T) {
	d := newDesk(t, "")
	d.type_("one")
	d.press("Left", "Right")
	d.type_("two")
	d.press("Ctrl+Z")
	d.holds("<p>one</p>")
	d.press("Ctrl+Z")
	d.holds("<p><br></p>")
	d.type_("one")
	d.clicks(d.spot(0, 0), 1)
	d.type_("x")
	d.press("Ctrl+Z")
	d.holds("<p>one</p>")
}

func TestShortcutsGoOn(t *testing.T) {
	d := newDesk(t, "<p>text</p>")
	d.press("Ctrl+K", "Ctrl+F")
	if len(d.passed) != 2 {
		t.Errorf("the screen was offered %q", d.passed)
	}
	d.p.Shortcut = func(fyne.Shortcut) bool { return false }
	if !d.takes(&fyne.ShortcutUndo{}) || d.takes(kit.Ctrl(fyne.KeyF)) {
		t.Error("undo in the text is the window's, or what nobody takes is not")
	}
	d.SetReadOnly(true)
	if d.takes(&fyne.ShortcutUndo{}) || d.takes(kit.Ctrl(fyne.KeyB)) {
		t.Error("undo in a text that is only read is not the window's")
	}
	var keys []fyne.KeyName
	d.window.Canvas().SetOnTypedKey(func(k *fyne.KeyEvent) { keys = append(keys, k.Name) })
	d.press("Escape", "F3", "P", "Space", "Delete", "Left", "Tab")
	if len(keys) != 2 {
		t.Errorf("the window was told of %v", keys)
	}
}

func TestAltGrTypesSigns(t *testing.T) {
	onWindows = true
	defer func() { onWindows = runtime.GOOS == "windows" }()
	d := newDesk(t, "<p>text</p>")
	altGr := &fyne.KeyEvent{Name: desktop.KeyAltRight}
	d.KeyDown(altGr)
	d.press("Ctrl+Alt+2")
	d.type_("@")
	d.KeyUp(altGr)
	d.holds("<p>@text</p>")
	d.press("Ctrl+Alt+2")
	d.holds("<h2>@text</h2>")
}

func TestKeysOfMacOS(t *testing.T) {
	d := newDesk(t, "<p>one two</p><p>three</p>")
	mac := keysOf(true)
	do := func(key fyne.KeyName, mod fyne.KeyModifier) {
		t.Helper()
		if a := mac[chord{key, mod}]; a == nil || !a(d.Editor) {
			t.Fatalf("%v %v is of no use", mod, key)
		}
	}
	const cmd, option, shift = fyne.KeyModifierSuper, fyne.KeyModifierAlt, fyne.KeyModifierShift
	do(fyne.KeyRight, cmd)
	d.caretAt(0, 7)
	do(fyne.KeyLeft, option)
	d.caretAt(0, 4)
	do(fyne.KeyLeft, cmd|shift)
	d.selects(at(0, 4), at(0, 0))
	do(fyne.KeyDown, cmd)
	d.caretAt(1, 5)
	do(fyne.KeyBackspace, cmd)
	d.holds("<p>one two</p><p><br></p>")
	do(fyne.KeyUp, cmd)
	do(fyne.KeyDelete, option)
	d.press("Delete")
	d.holds("<p>two</p><p><br></p>")
	do(fyne.KeyRight, cmd|shift)
	do(fyne.KeyB, cmd)
	d.holds("<p><strong>two</strong></p><p><br></p>")
}
