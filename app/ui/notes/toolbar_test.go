package notes

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"carebook/app/doc"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/kittest"
	"carebook/app/ui/kit/richedit"
	"carebook/app/ui/style"
)

// bench is an editor with its tools and its find bar, without the screen around.
type bench struct {
	*Screen
	shell *kittest.Shell
	// asked are the actions that the tools asked the screen for.
	asked []string
}

// openBench shows the tools of a text, whose blocks are given as HTML, in a width.
func openBench(t *testing.T, width float32, html string) *bench {
	t.Helper()
	kittest.App(t)
	return openBenchNow(t, width, html)
}

// openBenchNow is openBench in the app that there is.
func openBenchNow(t *testing.T, width float32, html string) *bench {
	t.Helper()
	b := &bench{shell: kittest.NewShell(t, fyne.NewSize(width, 600))}
	b.Screen = &Screen{shell: b.shell, store: kittest.Book(t), clock: kittest.Clock()}
	d, err := doc.FromHTML(html)
	if err != nil {
		t.Fatal(err)
	}
	b.editor = richedit.New(richedit.Params{
		Clock: b.clock, Clipboard: fyne.CurrentApp().Clipboard(), OnSelected: func() { b.look() }, OnFail: b.shell.Fail,
	})
	b.editor.SetDocument(d)
	ask := func(what string) func() { return func() { b.asked = append(b.asked, what) } }
	b.toolbar = newToolbar(b.shell.Run, b.editor, toolbarActions{
		link: b.askLink, picture: ask("picture"), find: ask("find"), states: ask("states"), undo: b.editor.Undo, redo: b.editor.Redo,
		more: func() []kit.MenuItem { return []kit.MenuItem{{Label: lang.T("notebar.states"), Do: ask("states")}} },
	})
	b.finder = newFindBar(b.editor, func() {})
	top := container.NewVBox(b.toolbar.object, b.finder.object)
	b.shell.Show(container.NewBorder(top, nil, nil, nil, richedit.NewView(nil, b.editor)))
	b.shell.Window().Canvas().Focus(b.editor)
	b.toolbar.refresh()
	return b
}

// look is what the screen does when the selection moves.
func (b *bench) look() {
	if b.toolbar != nil && b.finder != nil {
		b.toolbar.refresh()
		b.finder.refresh()
	}
}

// tool is the tool of a name, in sight or not.
func (b *bench) tool(t *testing.T, name string) *kit.Tool {
	t.Helper()
	for _, object := range test.WidgetRenderer(b.toolbar.bar).Objects() {
		if tool, ok := object.(*kit.Tool); ok && tool.Name() == name {
			return tool
		}
	}
	t.Fatalf("there is no tool %q", name)
	return nil
}

// place is a position of the text, and block a range within a block.
func caret(block, offset int) doc.Selection {
	return doc.Caret(doc.Position{Block: block, Offset: offset})
}

func within(block, from, to int) doc.Selection {
	return doc.Select(doc.Range{From: doc.Position{Block: block, Offset: from}, To: doc.Position{Block: block, Offset: to}})
}

const mixedText = `<h2>Promised</h2><p>She wants <strong>steam</strong> and <mark>heat</mark>.</p>` +
	`<ul><li>one</li></ul><ul class="checks"><li><input type="checkbox">done</li></ul><blockquote><p>never</p></blockquote><hr><p><a href="https://a.example">site</a></p>`

func TestToolsFollowTheCaret(t *testing.T) {
	b := openBench(t, 1000, mixedText)
	all := []string{"Bold", "Italic", "Underline", "Strikethrough", "Highlight", "Bullet list", "Numbered list", "Checklist", "Quote", "Link", "Picture", "Divider"}
	for _, c := range []struct {
		at   doc.Selection
		kind string
		on   []string
		off  []string
	}{
		{caret(0, 2), "Heading 2", nil, nil},
		{caret(1, 2), "Text", nil, nil},
		{within(1, 10, 15), "Text", []string{"Bold"}, nil},
		{within(1, 10, 18), "Text", nil, nil},
		{caret(1, 22), "Text", []string{"Highlight"}, nil},
		{caret(2, 1), "Bullet list", []string{"Bullet list"}, nil},
		{caret(3, 1), "Checklist", []string{"Checklist"}, nil},
		{caret(4, 1), "Quote", []string{"Quote"}, nil},
		{caret(5, 0), "Divider", nil, []string{"Bold", "Italic", "Underline", "Strikethrough", "Highlight", "Bullet list", "Numbered list", "Checklist", "Quote", "Link"}},
		{caret(6, 2), "Text", []string{"Link"}, nil},
		{doc.Select(doc.Range{From: doc.Position{Block: 0}, To: doc.Position{Block: 2, Offset: 2}}), "", nil, nil},
	} {
		b.editor.Select(c.at)
		var on, off []string
		for _, name := range all {
			tool := b.tool(t, name)
			if tool.On() {
				on = append(on, name)
			}
			if tool.Disabled() {
				off = append(off, name)
			}
		}
		if b.toolbar.kinds.Word() != c.kind || !slices.Equal(on, c.on) || !slices.Equal(off, c.off) {
			t.Errorf("at %+v: %q, on %q, off %q", c.at, b.toolbar.kinds.Word(), on, off)
		}
	}
}

func TestToolsWriteAndKeepTheKeyboardInTheText(t *testing.T) {
	b := openBench(t, 1000, "<p>steam and heat</p>")
	for _, c := range []struct{ tool, html string }{
		{"Bold", "<p><strong>steam</strong> and heat</p>"},
		{"Italic", "<p><em>steam</em> and heat</p>"},
		{"Underline", "<p><u>steam</u> and heat</p>"},
		{"Strikethrough", "<p><s>steam</s> and heat</p>"},
		{"Highlight", "<p><mark>steam</mark> and heat</p>"},
		{"Bullet list", "<ul><li>steam and heat</li></ul>"},
		{"Numbered list", "<ol><li>steam and heat</li></ol>"},
		{"Quote", "<blockquote><p>steam and heat</p></blockquote>"},
	} {
		b.editor.Select(within(0, 0, 5))
		tool := b.tool(t, c.tool)
		b.shell.Window().Canvas().Unfocus() // as the driver does when the pointer presses
		test.Tap(tool)
		if got := b.html(); got != c.html {
			t.Errorf("%s made %s, want %s", c.tool, got, c.html)
		}
		if !tool.On() {
			t.Errorf("%s does not look on", c.tool)
		}
		if b.shell.Window().Canvas().Focused() != fyne.Focusable(b.editor) {
			t.Fatalf("after %s the keyboard is at %T", c.tool, b.shell.Window().Canvas().Focused())
		}
		test.Tap(tool)
		if got := b.html(); got != "<p>steam and heat</p>" {
			t.Errorf("%s again made %s", c.tool, got)
		}
	}
	undo, redo := b.tool(t, "Undo"), b.tool(t, "Redo")
	if undo.Disabled() || !redo.Disabled() {
		t.Error("what was done cannot be taken back, or what was not can be done again")
	}
	test.Tap(undo)
	if got := b.html(); got != "<blockquote><p>steam and heat</p></blockquote>" || redo.Disabled() {
		t.Errorf("taken back it is %s", got)
	}
	test.Tap(redo)
	test.Tap(b.tool(t, "Divider"))
	test.Tap(b.tool(t, "Picture"))
	test.Tap(b.tool(t, "Find in the note"))
	test.Tap(b.tool(t, "Earlier states"))
	if !strings.Contains(b.html(), "<hr>") || !slices.Equal(b.asked, []string{"picture", "find", "states"}) {
		t.Errorf("it is %s, asked was %q", b.html(), b.asked)
	}
}

func TestAllEmphasisIsCleared(t *testing.T) {
	b := openBench(t, 1000, `<p>the <strong><em>old</em></strong> <mark>gas <a href="https://a.example">range</a></mark></p>`)
	const plain = `<p>the old gas <a href="https://a.example">range</a></p>`
	b.editor.Select(within(0, 0, 17))
	b.toolbar.further()[0].Do()
	if got := b.html(); got != plain {
		t.Errorf("the menu left %s", got)
	}
	b.editor.Undo()
	b.editor.TypedShortcut(kit.Ctrl(fyne.KeyBackslash))
	if got := b.html(); got != plain {
		t.Errorf("the keys left %s", got)
	}
}

// html is the text as it is kept, without line breaks.
func (b *bench) html() string { return strings.ReplaceAll(b.editor.Document().HTML(), "\n", "") }

func TestKindsAreChosen(t *testing.T) {
	b := openBench(t, 1000, "<p>one</p><ul><li>two</li></ul>")
	kinds := b.toolbar.kinds
	for i, want := range []string{"h1", "h2", "h3"} {
		kinds.Choose(i + 1)
		if got := b.html(); !strings.HasPrefix(got, "<"+want+">one") {
			t.Errorf("choosing %s made %s", kinds.Word(), got)
		}
	}
	b.editor.Select(caret(1, 1))
	if kinds.Word() != "Bullet list" || len(kinds.Words()) != 6 {
		t.Errorf("an item is called %q, to choose are %q", kinds.Word(), kinds.Words())
	}
	kinds.Choose(0)
	if got := b.html(); got != "<h3>one</h3><p>two</p>" || kinds.Word() != "Text" || len(kinds.Words()) != 5 {
		t.Errorf("as text it is %s, called %q", got, kinds.Word())
	}
	b.shell.Window().Canvas().Unfocus()
	test.Tap(kinds) // opens the menu, the text has the keyboard behind it
	test.Tap(lineOf(t, b, "Quote"))
	if got := b.html(); got != "<h3>one</h3><blockquote><p>two</p></blockquote>" || b.shell.Window().Canvas().Focused() != fyne.Focusable(b.editor) {
		t.Errorf("by the menu it is %s, the keyboard is at %T", got, b.shell.Window().Canvas().Focused())
	}
}

// lineOf is a line of the open menu.
func lineOf(t *testing.T, b *bench, label string) fyne.Tappable {
	t.Helper()
	var found fyne.Tappable
	kittest.Walk(b.shell.Window().Canvas().Overlays().Top(), func(o fyne.CanvasObject) {
		if line, ok := o.(interface{ Label() string }); ok && line.Label() == label {
			found, _ = o.(fyne.Tappable)
		}
	})
	if found == nil {
		t.Fatalf("the menu has no line %q", label)
	}
	return found
}

func TestToolsOfATextToRead(t *testing.T) {
	b := openBench(t, 1000, "<p>steam and heat</p>")
	b.editor.SetReadOnly(true)
	b.toolbar.refresh()
	if b.toolbar.bar.Visible() || !b.toolbar.reading.Visible() {
		t.Fatal("a text to read has tools to write")
	}
	var names []string
	for _, tool := range kittest.Find[*kit.Tool](b.toolbar.object) {
		names = append(names, tool.Name())
	}
	if !slices.Equal(names, []string{"Copy", "Find in the note", "More"}) || !b.toolbar.copy.Disabled() {
		t.Errorf("the tools are %q, copying is off: %v", names, b.toolbar.copy.Disabled())
	}
	b.editor.Select(within(0, 0, 5))
	b.toolbar.refresh()
	test.Tap(b.toolbar.copy)
	if got := fyne.CurrentApp().Clipboard().Content(); got != "steam" {
		t.Errorf("copied was %q", got)
	}
	b.askLink()
	if b.panel != nil {
		t.Error("a text to read is asked for a link")
	}
	b.editor.SetReadOnly(false)
	b.toolbar.refresh()
	if !b.toolbar.bar.Visible() || b.toolbar.reading.Visible() {
		t.Error("the tools do not come back")
	}
}

func TestToolsFindRoomInEveryLanguageAndSize(t *testing.T) {
	for _, code := range []string{"en", "es", "ru", "zh_CN", "zh_TW"} {
		for _, percent := range []int{90, 100, 115, 130, 150} {
			for _, window := range []float32{860, 1280, 1920} {
				a := test.NewTempApp(t)
				a.Settings().SetTheme(style.New(style.Light, percent))
				lang.Use(code)
				width := window - style.Px(style.RailWidth)
				if window/style.Factor() >= style.Narrow {
					width -= style.Px(listWidth)
				}
				b := openBenchNow(t, width, "<p>steam</p>")
				b.toolbar.saved(lang.T("notebar.found", lang.Args{"Current": "10:42", "All": "10:43"}))
				end := float32(0)
				objects := test.WidgetRenderer(b.toolbar.bar).Objects()
				shown := map[string]bool{}
				for _, o := range objects {
					tool, ok := o.(*kit.Tool)
					if !ok || !tool.Visible() {
						continue
					}
					shown[tool.Name()] = true
					if tool.Position().X < end {
						t.Errorf("%s %d %% %v: %s lies over the tool before it", code, percent, window, tool.Name())
					}
					end = tool.Position().X + tool.Size().Width
				}
				if end > width {
					t.Errorf("%s %d %% %v: the last tool ends at %v of %v", code, percent, window, end, width)
				}
				for _, name := range []string{lang.T("notebar.bold"), lang.T("notebar.undo"), lang.T("notebar.more"), lang.T("notebar.bullets"), lang.T("notebar.checks")} {
					if !shown[name] {
						t.Errorf("%s %d %% %v: %s has no room", code, percent, window, name)
					}
				}
				b.foldedToolsAreInTheMenu(t, shown)
				if kinds := b.toolbar.kinds; kinds.Visible() {
					for kind := doc.Paragraph; kind <= doc.PictureKind; kind++ { // also those that are only shown
						if words := kit.NewText(kindName(kind), style.Small, style.Ink); words.MinSize().Width > kinds.Size().Width-style.Px(36) {
							t.Errorf("%s %d %%: %q has no room in the choice of kinds", code, percent, kindName(kind))
						}
					}
				}
			}
		}
	}
	lang.Use("en")
}

// foldedToolsAreInTheMenu checks that each tool is in the bar or in its menu, where
// it can be used.
func (b *bench) foldedToolsAreInTheMenu(t *testing.T, shown map[string]bool) {
	t.Helper()
	listed := map[string]bool{}
	for _, line := range b.toolbar.bar.MenuItems() {
		listed[line.Label] = true
	}
	for _, o := range test.WidgetRenderer(b.toolbar.bar).Objects() {
		if tool, ok := o.(*kit.Tool); ok && !tool.Disabled() && tool.Name() != lang.T("notebar.states") && shown[tool.Name()] == listed[tool.Name()] {
			t.Errorf("%s is in the bar: %v, in the menu: %v", tool.Name(), shown[tool.Name()], listed[tool.Name()])
		}
	}
	if !listed[lang.T("notebar.states")] {
		t.Error("the screen's own lines are not in the menu")
	}
}

func TestSavedTextMakesRoom(t *testing.T) {
	b := openBench(t, 1000, "<p>steam</p>")
	find := b.tool(t, "Find in the note")
	before := find.Position().X
	b.toolbar.saved("Saved 10:42")
	if b.toolbar.said.Size().Width <= 0 || b.toolbar.said.Position().X+b.toolbar.said.Size().Width > find.Position().X || find.Position().X != before {
		t.Errorf("the text lies at %v, %v wide, the tool behind it at %v", b.toolbar.said.Position().X, b.toolbar.said.Size().Width, find.Position().X)
	}
}

func TestToolsTellTheirKeys(t *testing.T) {
	b := openBench(t, 1000, "<p>steam</p>")
	tool := b.tool(t, "Strikethrough")
	tool.MouseIn(&desktop.MouseEvent{})
	if got := b.toolbar.bar.Tip(); got != "Strikethrough   Ctrl Shift X" {
		t.Errorf("the tip says %q", got)
	}
}
