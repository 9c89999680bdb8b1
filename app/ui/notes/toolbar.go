package notes

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"carebook/app/doc"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/richedit"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
)

// toolbarActions are what the toolbar asks of the screen; all are set.
type toolbarActions struct {
	// link asks for an address, picture for files; find opens the find bar,
	// states the earlier states of the note.
	link, picture, find, states func()
	undo, redo                  func()
	// more are the lines at the end of the menu.
	more func() []kit.MenuItem
}

// toolbar are the tools over the text of a note. They show how the text is where
// the caret stands. While a note can only be read there are others: copy and find.
type toolbar struct {
	object  *fyne.Container
	editor  *richedit.Editor
	actions toolbarActions

	bar, reading *kit.Toolbar
	// kinds is the choice of the kind of blocks, of which listed are the names;
	// shown is what it shows, nil for nothing yet.
	kinds  *kit.Select
	listed []string
	shown  *shownKind
	marks  []markTool
	// blocks are the tools that make a kind of blocks.
	blocks []blockTool
	// inserting are those that put something in.
	inserting  []*kit.Tool
	undo, redo *kit.Tool
	copy       *kit.Tool
	said       *kit.Text
}

type shownKind struct {
	kind  doc.Kind
	mixed bool
}

type markTool struct {
	*kit.Tool
	mark doc.Marks
}

type blockTool struct {
	*kit.Tool
	kind doc.Kind
}

// listedKinds are the kinds of blocks to choose among, in the order of the menu.
var listedKinds = []doc.Kind{doc.Paragraph, doc.Heading1, doc.Heading2, doc.Heading3, doc.Quote}

// kindName is what people call a kind of blocks.
func kindName(k doc.Kind) string {
	switch k {
	case doc.Heading1:
		return lang.T("notebar.heading1")
	case doc.Heading2:
		return lang.T("notebar.heading2")
	case doc.Heading3:
		return lang.T("notebar.heading3")
	case doc.Bullet:
		return lang.T("notebar.bullets")
	case doc.Number:
		return lang.T("notebar.numbers")
	case doc.Check:
		return lang.T("notebar.checks")
	case doc.Quote:
		return lang.T("notebar.quote")
	case doc.Divider:
		return lang.T("notebar.divider")
	case doc.PictureKind:
		return lang.T("notebar.picture")
	}
	return lang.T("notebar.text")
}

// What goes into the menu first where there is too little room: the highest.
// Bold, taking back and the menu itself always stay.
const (
	rankFind = iota + 1
	rankKinds
	rankBullets
	rankChecks
	rankItalic
	rankSaid
	rankPicture
	rankLink
	rankRedo
	rankHighlight
	rankNumbers
	rankUnderline
	rankDivider
	rankQuote
	rankStrike
	rankStates
)

// newToolbar makes the tools of an editor. The bar tells below itself what a
// tool is called: in its container it comes after what stands below it.
func newToolbar(executor *run.Executor, e *richedit.Editor, actions toolbarActions) *toolbar {
	t := &toolbar{editor: e, actions: actions, said: kit.NewText("", style.Small, style.Ink3)}
	left := slices.Concat([]kit.ToolItem{t.kindItem()}, t.markItems(), t.blockItems(), t.insertItems())
	t.undo = t.tool(style.UndoArrow, lang.T("notebar.undo"), kit.Ctrl(fyne.KeyZ), actions.undo)
	t.redo = t.tool(style.RedoArrow, lang.T("notebar.redo"), kit.CtrlShift(fyne.KeyZ), actions.redo)
	find := t.item(rankFind, t.findTool())
	find.Apart = true
	right := []kit.ToolItem{
		{Object: t.said, Rank: rankSaid},
		find,
		// The screen's own lines of the menu always have the earlier states.
		{Object: t.tool(style.ClockBack, lang.T("notebar.states"), nil, actions.states), Rank: rankStates},
		{Object: t.undo},
		t.item(rankRedo, t.redo),
	}
	t.bar = kit.NewToolbar(executor, left, right, t.moreTool())
	t.copy = t.tool(style.Copy, lang.T("notebar.copy"), kit.Ctrl(fyne.KeyC), t.copySelected)
	t.reading = kit.NewToolbar(executor, []kit.ToolItem{{Object: t.copy}, {Object: t.findTool()}}, nil, t.moreTool())
	t.bar.Further, t.reading.Further = t.further, actions.more
	t.object = container.NewStack(t.bar, t.reading)
	t.refresh()
	return t
}

// further are the lines of the menu that stand for no tool.
func (t *toolbar) further() []kit.MenuItem {
	plain := kit.MenuItem{Label: lang.T("notebar.plain"), Detail: kit.ShortcutWords(kit.Ctrl(fyne.KeyBackslash)), Do: func() { t.editor.Do(doc.PlainMarks) }}
	return append([]kit.MenuItem{plain, {}}, t.actions.more()...)
}

// tool makes a tool, after which the text has the keyboard again.
func (t *toolbar) tool(glyph style.Glyph, name string, keys *desktop.CustomShortcut, do func()) *kit.Tool {
	words := ""
	if keys != nil {
		words = kit.ShortcutWords(keys)
	}
	tool := kit.NewTool(glyph, name, words, do)
	tool.Back = func() fyne.Focusable { return t.editor }
	return tool
}

// findTool has no need of the keyboard for the text: the find bar takes it.
func (t *toolbar) findTool() *kit.Tool {
	return t.tool(style.Magnifier, lang.T("notebar.find"), kit.Ctrl(fyne.KeyF), t.actions.find)
}

func (t *toolbar) moreTool() *kit.Tool {
	return t.tool(style.Dots, lang.T("notebar.more"), nil, nil) // the bar gives it its menu
}

// item puts a tool into the bar and, where it has no room there, into the menu.
func (t *toolbar) item(rank int, tool *kit.Tool) kit.ToolItem {
	return kit.ToolItem{Object: tool, Rank: rank, Menu: func() []kit.MenuItem {
		if tool.Disabled() {
			return nil
		}
		return []kit.MenuItem{{Label: tool.Name(), Detail: tool.Keys(), Checked: tool.On(), Do: tool.OnTapped}}
	}}
}

// kindItem is the choice of the kind of blocks.
func (t *toolbar) kindItem() kit.ToolItem {
	t.kinds = kit.NewSelect(nil, 0, func(i int) {
		if i < len(listedKinds) { // what stands behind them is only shown
			t.shown = nil // the choice shows another by now
			t.setKind(listedKinds[i])
			t.refresh()
		}
	})
	for _, kind := range listedKinds {
		t.listed = append(t.listed, kindName(kind))
	}
	open := t.kinds.OnTapped
	t.kinds.OnTapped = func() {
		c := fyne.CurrentApp().Driver().CanvasForObject(t.kinds)
		if c != nil && c.Focused() != fyne.Focusable(t.kinds) {
			c.Focus(t.editor) // the pointer pressed it: the text keeps the keyboard
		}
		open()
	}
	return kit.ToolItem{Object: t.kinds, Width: kindsWidth(), Rank: rankKinds, Menu: func() []kit.MenuItem {
		if t.kinds.Disabled() {
			return nil
		}
		state := t.editor.State()
		var lines []kit.MenuItem
		for _, kind := range listedKinds {
			lines = append(lines, kit.MenuItem{
				Label: kindName(kind), Checked: kind == state.Kind && !state.Mixed, Do: func() { t.setKind(kind) },
			})
		}
		return lines
	}}
}

// kindsWidth is the width of the choice at 100 %, in which the longest of its
// words has room.
func kindsWidth() float32 {
	const least, around float32 = 112, 40
	width := least
	for kind := doc.Paragraph; kind <= doc.PictureKind; kind++ {
		words := kit.NewText(kindName(kind), style.Small, style.Ink)
		width = max(width, words.MinSize().Width/style.Factor()+around)
	}
	return width
}

// setKind makes the selected blocks blocks of a kind, also those that are.
func (t *toolbar) setKind(kind doc.Kind) {
	t.editor.Do(func(d *doc.Document, s doc.Selection) doc.Change {
		first, last := d.BlocksOf(s)
		edits, err := d.SetKind(first, last, kind)
		return doc.Change{Edits: edits, After: s, Err: err}
	})
}

func (t *toolbar) markItems() []kit.ToolItem {
	var items []kit.ToolItem
	add := func(rank int, glyph style.Glyph, name string, keys *desktop.CustomShortcut, mark doc.Marks) {
		tool := t.tool(glyph, name, keys, func() { t.editor.Do(doc.ToggleMark(mark)) })
		t.marks = append(t.marks, markTool{tool, mark})
		items = append(items, t.item(rank, tool))
	}
	add(0, style.TextBold, lang.T("notebar.bold"), kit.Ctrl(fyne.KeyB), doc.Bold)
	add(rankItalic, style.TextItalic, lang.T("notebar.italic"), kit.Ctrl(fyne.KeyI), doc.Italic)
	add(rankUnderline, style.TextUnderline, lang.T("notebar.underline"), kit.Ctrl(fyne.KeyU), doc.Underline)
	add(rankStrike, style.TextStrike, lang.T("notebar.strike"), kit.CtrlShift(fyne.KeyX), doc.Strike)
	add(rankHighlight, style.Highlighter, lang.T("notebar.highlight"), kit.CtrlShift(fyne.KeyH), doc.Highlight)
	items[0].Apart = true
	return items
}

func (t *toolbar) blockItems() []kit.ToolItem {
	var items []kit.ToolItem
	add := func(rank int, glyph style.Glyph, keys *desktop.CustomShortcut, kind doc.Kind) {
		tool := t.tool(glyph, kindName(kind), keys, func() { t.editor.Do(doc.ToggleKind(kind)) })
		t.blocks = append(t.blocks, blockTool{tool, kind})
		items = append(items, t.item(rank, tool))
	}
	add(rankBullets, style.ListBullets, kit.CtrlShift(fyne.Key8), doc.Bullet)
	add(rankNumbers, style.ListNumbers, kit.CtrlShift(fyne.Key7), doc.Number)
	add(rankChecks, style.CheckSquare, kit.CtrlShift(fyne.Key9), doc.Check)
	add(rankQuote, style.Quotes, nil, doc.Quote)
	items[0].Group = true
	return items
}

func (t *toolbar) insertItems() []kit.ToolItem {
	var items []kit.ToolItem
	add := func(rank int, glyph style.Glyph, name string, keys *desktop.CustomShortcut, do func()) {
		tool := t.tool(glyph, name, keys, do)
		t.inserting = append(t.inserting, tool)
		items = append(items, t.item(rank, tool))
	}
	add(rankLink, style.Link, lang.T("notebar.link"), kit.Ctrl(fyne.KeyK), t.actions.link)
	add(rankPicture, style.Image, lang.T("notebar.picture"), nil, t.actions.picture)
	add(rankDivider, style.Minus, lang.T("notebar.divider"), nil, func() { t.editor.Do(doc.InsertDivider) })
	items[0].Group = true
	return items
}

// copySelected copies what is selected, as the editor's own key does.
func (t *toolbar) copySelected() {
	t.editor.TypedShortcut(&fyne.ShortcutCopy{Clipboard: fyne.CurrentApp().Clipboard()})
}

// saved says how far the saving of the note is; "" is nothing.
func (t *toolbar) saved(words string) {
	if t.said.Words() != words {
		t.said.SetText(words)
		t.bar.Refresh()
	}
}

// refresh shows how the text is where the caret stands.
func (t *toolbar) refresh() {
	reading := t.editor.ReadOnly()
	kit.Show(t.bar, !reading)
	kit.Show(t.reading, reading)
	state := t.editor.State()
	if reading {
		t.copy.Set(false, state.Selected)
		return
	}
	// A picture or a divider stays what it is, and a divider has no text.
	alone := !state.Mixed
	divider := alone && state.Kind == doc.Divider
	fixed := divider || alone && state.Kind == doc.PictureKind
	t.showKind(state, !fixed)
	for _, m := range t.marks {
		m.Set(!divider && state.Marks&m.mark != 0, !divider)
	}
	for _, b := range t.blocks {
		b.Set(alone && state.Kind == b.kind, !fixed)
	}
	for _, tool := range t.inserting {
		tool.Set(false, true)
	}
	t.inserting[0].Set(state.Link != "", !divider)
	t.undo.Set(false, t.editor.CanUndo())
	t.redo.Set(false, t.editor.CanRedo())
}

// showKind shows the kind of the selected blocks; of several kinds, none.
func (t *toolbar) showKind(state richedit.State, can bool) {
	if now := (shownKind{state.Kind, state.Mixed}); t.shown == nil || *t.shown != now {
		t.shown = &now
		words, chosen := t.listed, slices.Index(listedKinds, state.Kind)
		switch {
		case state.Mixed:
			chosen = -1
		case chosen < 0:
			chosen = len(words)
			words = append(slices.Clip(words), kindName(state.Kind))
		}
		t.kinds.Set(words, chosen, false)
	}
	if can == t.kinds.Disabled() {
		if can {
			t.kinds.Enable()
		} else {
			t.kinds.Disable()
		}
	}
}
