package notes

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/richedit"
	"carebook/app/ui/style"
)

// findBar finds words in the open note: a field, which place of how many it is,
// and the way to the next and the one before.
type findBar struct {
	object *fyne.Container
	editor *richedit.Editor
	// turned is told that the bar came or went.
	turned func()

	field            *findField
	count            *kit.Text
	back, on, ending *kit.Tool
}

// newFindBar makes a find bar that is not shown yet; turned is told when it has
// come and when it has gone.
func newFindBar(e *richedit.Editor, turned func()) *findBar {
	b := &findBar{editor: e, turned: turned, count: kit.NewText("", style.Small, style.Ink2)}
	b.field = newFindField(b)
	b.back = kit.NewTool(style.CaretLeft, lang.T("notebar.previous"), "", b.previous)
	b.on = kit.NewTool(style.CaretRight, lang.T("notebar.next"), "", b.next)
	b.ending = kit.NewTool(style.Cross, lang.T("notebar.close"), "", b.hide)
	for _, tool := range []*kit.Tool{b.back, b.on} {
		tool.Back = func() fyne.Focusable { return b.field }
	}
	line := &fyne.Container{Layout: findLine{}, Objects: []fyne.CanvasObject{b.field, b.count, b.back, b.on, b.ending}}
	b.object = kit.OnGround(kit.NewGround(style.Page), kit.NewColumn(0, line, kit.NewLine()))
	b.object.Hide()
	return b
}

// visible reports whether the bar is there.
func (b *findBar) visible() bool { return b.object.Visible() }

// show opens the bar with words to find, or with "" those that are selected in
// the note, else those of the last time, and gives it the keyboard.
func (b *findBar) show(words string) {
	if words == "" {
		words = oneLine(b.editor.SelectedText())
	}
	if words == "" {
		words = b.field.Text
	}
	b.mark(words)
	b.focus(b.field)
}

// focus gives the keyboard to a piece. The canvas is asked of the text: the bar
// itself may never have been drawn yet.
func (b *findBar) focus(piece fyne.Focusable) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(b.editor); c != nil {
		c.Focus(piece)
	}
}

// mark opens the bar with words and marks them in the note; the keyboard stays
// where it is.
func (b *findBar) mark(words string) {
	opened := !b.visible()
	b.object.Show()
	if b.field.Text != words {
		b.field.SetText(words) // which finds it
	} else {
		b.find(words)
	}
	if opened {
		b.turned()
	}
}

// hide closes the bar and gives the keyboard to the note, where the place that
// was found last is selected.
func (b *findBar) hide() {
	if !b.visible() {
		return
	}
	b.object.Hide()
	b.editor.ClearFind()
	b.focus(b.editor)
	b.turned()
}

// step goes to another place; where the bar is shut it opens first.
func (b *findBar) step(to func()) {
	if !b.visible() {
		b.show("")
		return
	}
	to()
	b.refresh()
}

// next goes to the next place, previous to the one before.
func (b *findBar) next()     { b.step(b.editor.Next) }
func (b *findBar) previous() { b.step(b.editor.Previous) }

func (b *findBar) find(words string) {
	if words == "" {
		b.editor.ClearFind()
	} else {
		b.editor.Find(words)
	}
	b.refresh()
}

// refresh says anew which place it is of how many: the note may be another.
func (b *findBar) refresh() {
	if !b.visible() {
		return
	}
	current, n := b.editor.Found()
	words := ""
	switch {
	case b.field.Text == "":
	case n == 0:
		words = lang.Number(0)
	case current == 0:
		words = lang.Number(n)
	default:
		words = lang.T("notebar.found", lang.Args{"Current": lang.Number(current), "All": lang.Number(n)})
	}
	b.count.SetText(words)
	b.back.Set(false, n > 0)
	b.on.Set(false, n > 0)
	b.object.Refresh()
}

// findField is the field of the bar.
type findField struct {
	kit.Entry
	bar   *findBar
	shift bool
}

func newFindField(b *findBar) *findField {
	f := &findField{bar: b}
	f.ExtendBaseWidget(f)
	f.SetPlaceHolder(lang.T("notebar.find"))
	f.OnChanged = b.find
	f.OnEscape = b.hide
	return f
}

// KeyDown implements desktop.Keyable.
func (f *findField) KeyDown(e *fyne.KeyEvent) {
	f.shift = f.shift || isShift(e)
	f.Entry.KeyDown(e)
}

// KeyUp implements desktop.Keyable.
func (f *findField) KeyUp(e *fyne.KeyEvent) {
	f.shift = f.shift && !isShift(e)
	f.Entry.KeyUp(e)
}

func isShift(e *fyne.KeyEvent) bool {
	return e.Name == desktop.KeyShiftLeft || e.Name == desktop.KeyShiftRight
}

// FocusGained implements fyne.Focusable: all of the field is selected, to be
// written over.
func (f *findField) FocusGained() {
	f.Entry.FocusGained()
	f.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// FocusLost implements fyne.Focusable.
func (f *findField) FocusLost() {
	f.shift = false
	f.Entry.FocusLost()
}

// TypedKey implements fyne.Focusable: Enter and F3 go to the next place, with
// Shift to the one before.
func (f *findField) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyF3:
		if f.shift {
			f.bar.previous()
		} else {
			f.bar.next()
		}
	default:
		f.Entry.TypedKey(e)
	}
}

// findLine lays the bar out: the field takes what room there is, up to a width.
type findLine struct{}

const findFieldWidth, findCountWidth float32 = 320, 84

func (findLine) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	margin, gap := style.Px(14), style.Px(style.Space2)
	field, count, tools := objects[0], objects[1], objects[2:]
	side := tools[0].MinSize().Width
	room := max(style.Px(findCountWidth), count.MinSize().Width)
	w := min(style.Px(findFieldWidth), size.Width-2*margin-2*gap-room-float32(len(tools))*side)
	h := field.MinSize().Height
	kit.Put(field, margin, (size.Height-h)/2, w, h)
	x := margin + w + gap
	h = count.MinSize().Height
	kit.Put(count, x, (size.Height-h)/2, room, h)
	x += room + gap
	for i, tool := range tools {
		if i == len(tools)-1 {
			x = size.Width - margin - side // closing stands at the end
		}
		kit.Put(tool, x, (size.Height-side)/2, side, side)
		x += side
	}
}

func (findLine) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(style.Px(300), max(style.Px(kit.ToolbarHeight), objects[0].MinSize().Height))
}
