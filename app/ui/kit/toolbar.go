package kit

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
)

// ToolItem is something that stands in a Toolbar.
type ToolItem struct {
	// Object is a Tool, or another piece.
	Object fyne.CanvasObject
	// Width is its width at 100 %; 0 is its own.
	Width float32
	// Apart says that some room lies before it, Group that a line does, too.
	Apart, Group bool
	// Rank says what goes first where there is too little room for all: the
	// highest rank. What has the rank 0 stays.
	Rank int
	// Menu is the item, which can be done in the menu while it has no room;
	// nil is nothing.
	Menu func() []MenuItem
}

// Toolbar is a line of tools over what they work on. What finds no room in it
// goes into a menu at its right end. A moment after the pointer came to a tool
// it says below what that is called and which keys do the same, until something
// is done with a tool or to what they work on.
//
// That is drawn beyond the toolbar: in a container it comes after what stands
// below it.
type Toolbar struct {
	widget.BaseWidget
	// More is the tool at the right end that opens the menu; Further are the
	// lines of the menu behind those that found no room.
	More        *Tool
	Further     func() []MenuItem
	left, right []ToolItem
	folded      []ToolItem

	executor *run.Executor
	waiting  run.Task
	tip      tipParts
	pointed  *Tool
	menu     *Menu

	ground  *canvas.Rectangle
	edge    *canvas.Rectangle
	between []*canvas.Rectangle
}

// ToolbarHeight is the height at 100 %.
const ToolbarHeight float32 = 46

// NewToolbar makes a toolbar with tools at its left and at its right end; more
// stands behind them.
func NewToolbar(executor *run.Executor, left, right []ToolItem, more *Tool) *Toolbar {
	t := &Toolbar{
		More: more, left: left, right: append(slices.Clip(right), ToolItem{Object: more}), executor: executor,
		tip: newTipParts(), ground: &canvas.Rectangle{}, edge: &canvas.Rectangle{},
	}
	t.tip.hide()
	more.OnTapped = t.openMenu
	for _, item := range t.items() {
		if item.Group {
			t.between = append(t.between, &canvas.Rectangle{})
		}
		if tool, ok := item.Object.(*Tool); ok {
			tool.pointed, tool.used, tool.told = func(on bool) { t.point(tool, on) }, t.hush, t.hideTip
		}
	}
	t.ExtendBaseWidget(t)
	return t
}

func (t *Toolbar) items() []ToolItem { return append(slices.Clip(t.left), t.right...) }

// Menu is the menu that was opened last, or nil.
func (t *Toolbar) Menu() *Menu { return t.menu }

// MenuItems are the lines of the menu: what found no room, and what is further
// to be done.
func (t *Toolbar) MenuItems() []MenuItem {
	var lines []MenuItem
	for _, item := range t.folded {
		if item.Menu != nil {
			lines = append(lines, item.Menu()...)
		}
	}
	if t.Further == nil {
		return lines
	}
	further := t.Further()
	if len(lines) > 0 && len(further) > 0 {
		lines = append(lines, MenuItem{})
	}
	return append(lines, further...)
}

func (t *Toolbar) openMenu() {
	t.hush()
	if lines := t.MenuItems(); len(lines) > 0 {
		t.menu = ShowMenu(t.More, lines)
	}
}

// Tip is what is said of the tool under the pointer, or "".
func (t *Toolbar) Tip() string {
	if t.tip.text.Hidden {
		return ""
	}
	return t.tip.text.Text
}

// tipPause is how long the pointer stands on a tool before its name is shown.
const tipPause = 500 * time.Millisecond

// point takes in that the pointer or the keyboard came to a tool or went.
func (t *Toolbar) point(tool *Tool, on bool) {
	switch {
	case on:
		t.pointed = tool
		run.Later(t.executor, &t.waiting, tipPause, t.showTip)
		return
	case t.pointed == tool:
		t.hush()
	}
}

// hush names no tool until the pointer comes to one again: a tool was pressed, or
// they have other places.
func (t *Toolbar) hush() {
	t.pointed = nil
	t.waiting.Cancel()
	t.hideTip()
}

// hideTip takes the name of a tool away where it is shown. It lies over what the
// tools work on, which has been changed.
func (t *Toolbar) hideTip() {
	if t.tip.text.Hidden {
		return
	}
	t.tip.hide()
	canvas.Refresh(t)
}

// Resize implements fyne.Widget. The tools may be in other places.
func (t *Toolbar) Resize(size fyne.Size) {
	if size != t.Size() {
		t.hush()
	}
	t.BaseWidget.Resize(size)
}

func (t *Toolbar) showTip() {
	tool := t.pointed
	if tool == nil || !tool.Visible() {
		return
	}
	words := tool.name
	if tool.key != "" {
		words += "   " + tool.key
	}
	at := tool.Position()
	t.tip.place(words, at.X+tool.Size().Width/2, 0, at.Y+tool.Size().Height, t.Size().Width-style.Px(style.Space1))
	canvas.Refresh(t)
}

// CreateRenderer implements fyne.Widget.
func (t *Toolbar) CreateRenderer() fyne.WidgetRenderer { return rendererOf(t) }

func (t *Toolbar) objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{t.ground, t.edge}
	for _, line := range t.between {
		objects = append(objects, line)
	}
	for _, item := range t.items() {
		objects = append(objects, item.Object)
	}
	return append(objects, t.tip.ground, t.tip.text)
}

func (t *Toolbar) paint() {
	t.ground.FillColor = style.Color(style.Page)
	t.edge.FillColor = style.Color(style.Line)
	for _, line := range t.between {
		line.FillColor = style.Color(style.Line2)
	}
	t.tip.paint()
}

// Spaces of the bar at 100 %: at its ends, between tools, and beside the line
// between groups.
const toolMargin, toolGap, groupGap float32 = 14, 2, 13

func (i ToolItem) wide() float32 {
	if i.Width > 0 {
		return style.Px(i.Width)
	}
	return i.Object.MinSize().Width
}

// walkTools gives each item its place from the left, and the width in all.
func walkTools(items []ToolItem, visit func(item ToolItem, x float32)) float32 {
	x := float32(0)
	for i, item := range items {
		w := item.wide()
		if w == 0 {
			visit(item, x)
			continue // nothing to be seen, such as a text that says nothing
		}
		switch {
		case i == 0:
		case item.Group:
			x += style.Px(2 * groupGap)
		case item.Apart:
			x += style.Px(style.Space2)
		default:
			x += style.Px(toolGap)
		}
		visit(item, x)
		x += w
	}
	return x
}

// fold takes out what has no room in a width.
func (t *Toolbar) fold(width float32) (left, right []ToolItem) {
	left, right = slices.Clone(t.left), slices.Clone(t.right)
	t.folded = nil
	taken := map[fyne.CanvasObject]bool{}
	none := func(ToolItem, float32) {}
	for walkTools(left, none)+walkTools(right, none)+style.Px(2*toolMargin+groupGap) > width {
		all := append(slices.Clip(left), right...)
		last := slices.MaxFunc(all, func(a, b ToolItem) int { return a.Rank - b.Rank })
		if last.Rank == 0 {
			break // the rest stays, whatever happens to it
		}
		taken[last.Object] = true
		left, right = without(left, last.Object), without(right, last.Object)
	}
	for _, item := range t.items() {
		if taken[item.Object] {
			t.folded = append(t.folded, item)
		}
	}
	return left, right
}

// without takes an item out; the room and the line before it are before the next
// one then.
func without(items []ToolItem, object fyne.CanvasObject) []ToolItem {
	i := slices.IndexFunc(items, func(item ToolItem) bool { return item.Object == object })
	if i < 0 {
		return items
	}
	if i+1 < len(items) {
		items[i+1].Group = items[i+1].Group || items[i].Group
		items[i+1].Apart = items[i+1].Apart || items[i].Apart
	}
	return slices.Delete(items, i, i+1)
}

func (t *Toolbar) place(size fyne.Size) {
	if size.Width <= 0 {
		return
	}
	Put(t.ground, 0, 0, size.Width, size.Height)
	Put(t.edge, 0, size.Height-1, size.Width, 1)
	left, right := t.fold(size.Width)
	for _, item := range t.folded {
		item.Object.Hide()
	}
	lines := t.between
	put := func(from float32) func(ToolItem, float32) {
		return func(item ToolItem, x float32) {
			h := min(item.Object.MinSize().Height, size.Height)
			item.Object.Show()
			Put(item.Object, from+x, (size.Height-h)/2, item.wide(), h)
			if item.Group && x > 0 && len(lines) > 0 {
				line, high := lines[0], style.Px(toolGlyph)
				line.Show()
				Put(line, from+x-style.Px(groupGap), (size.Height-high)/2, 1, high)
				lines = lines[1:]
			}
		}
	}
	walkTools(left, put(style.Px(toolMargin)))
	width := walkTools(right, func(ToolItem, float32) {})
	walkTools(right, put(size.Width-style.Px(toolMargin)-width))
	for _, line := range lines {
		line.Hide()
	}
}

func (t *Toolbar) least() fyne.Size {
	return fyne.NewSize(style.Px(320), style.Px(ToolbarHeight))
}
