package duplicates

import (
	"fyne.io/fyne/v2"

	"carebook/app/ui/kit"
	"carebook/app/ui/style"
)

// columns lays the page of the pairs out: head over all, the list at the left,
// the pair at the right with the foot under it. In a narrow window the list
// takes the place of the pair when it is asked for.
type columns struct {
	head, list, line, pair, foot fyne.CanvasObject
	// unfolded is set while the list is shown in a narrow window, single where
	// there is no list.
	unfolded, single bool
	// turned is told when the window has become narrow or wide; was is what it
	// was told last.
	turned func(narrow bool)
	was    bool
	object *fyne.Container
}

func newColumns(head, list, pair, foot fyne.CanvasObject, turned func(narrow bool)) *columns {
	c := &columns{head: head, list: list, line: kit.NewLine(), pair: pair, foot: foot, turned: turned}
	c.object = &fyne.Container{Layout: c, Objects: []fyne.CanvasObject{head, list, c.line, pair, foot}}
	return c
}

// listShown reports whether the list can be seen.
func (c *columns) listShown() bool { return !c.single && (!c.was || c.unfolded) }

// listWidth is the width of the list.
const listWidth = 344

// Layout implements fyne.Layout.
func (c *columns) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	narrow := size.Width > 0 && size.Width/style.Factor()+style.RailWidth < style.Narrow
	if narrow != c.was { // the window or the text has another size
		c.was = narrow
		c.turned(narrow)
	}
	top := kit.HeightFor(c.head, size.Width)
	kit.Put(c.head, 0, 0, size.Width, top)
	left, list := float32(0), size.Width
	if !narrow && !c.single {
		left = style.Px(listWidth)
		list = left - 1
	}
	kit.Show(c.list, c.listShown())
	kit.Show(c.line, left > 0)
	kit.Put(c.list, 0, top, list, size.Height-top)
	kit.Put(c.line, left-1, top, 1, size.Height-top)
	pair := !c.listShown() || left > 0
	kit.Show(c.pair, pair)
	kit.Show(c.foot, pair)
	bottom := kit.HeightFor(c.foot, size.Width-left)
	kit.Put(c.foot, left, size.Height-bottom, size.Width-left, bottom)
	kit.Put(c.pair, left, top, size.Width-left, size.Height-top-bottom)
}

// MinSize implements fyne.Layout: the smallest window says how small it can be.
func (*columns) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(320, 320) }

// footLayout stands a hint at the left and buttons at the right. The hint goes
// where there is no room for it; what is too wide for one line are several.
type footLayout struct{ width float32 }

// sum is the width of the buttons in a line.
func (*footLayout) sum(objects []fyne.CanvasObject) float32 {
	sum := -style.Px(style.Space3)
	for _, o := range objects[1:] {
		if o.Visible() {
			sum += o.MinSize().Width + style.Px(style.Space3)
		}
	}
	return sum
}

// Layout implements fyne.Layout.
func (f *footLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	f.width = size.Width
	sum, gap := f.sum(objects), style.Px(style.Space3)
	hint := objects[0].MinSize()
	kit.Show(objects[0], hint.Width+gap+sum <= size.Width)
	kit.Put(objects[0], 0, (size.Height-hint.Height)/2, hint.Width, hint.Height)
	x, y, stacked := size.Width-sum, float32(0), sum > size.Width
	for _, o := range objects[1:] {
		if !o.Visible() {
			continue
		}
		least := o.MinSize()
		if stacked {
			kit.Put(o, 0, y, size.Width, least.Height)
			y += least.Height + style.Px(style.Space2)
			continue
		}
		kit.Put(o, x, 0, least.Width, size.Height)
		x += least.Width + gap
	}
}

// MinSize implements fyne.Layout.
func (f *footLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, f.HeightFor(objects, f.width))
}

// HeightFor implements kit.Heighter.
func (f *footLayout) HeightFor(objects []fyne.CanvasObject, width float32) float32 {
	height, stack := float32(0), -style.Px(style.Space2)
	for _, o := range objects[1:] {
		if o.Visible() {
			h := o.MinSize().Height
			height = max(height, h)
			stack += h + style.Px(style.Space2)
		}
	}
	if f.sum(objects) > width && width > 0 {
		return stack
	}
	return height
}

// grid is what the rows of a pair share: the width of the widest choice.
type grid struct{ choice float32 }

// gridRow lays one field of two people out: its name, what each says, the
// choice. Where there is little room, the name and the choice stand over what
// they say.
type gridRow struct {
	grid  *grid
	width float32
}

// The width of the names of fields, and the least width of what one of the two
// says beside them.
const nameWidth, leastValue = 124, 168

func (g *gridRow) metrics(width float32) (name, choice, value float32, tight bool) {
	gap := style.Px(style.Space4)
	name, choice = style.Px(nameWidth), g.grid.choice
	value = (width - name - choice - 3*gap) / 2
	if value < style.Px(leastValue) {
		return max(0, width-choice-gap), choice, (width - gap) / 2, true
	}
	return name, choice, value, false
}

// Layout implements fyne.Layout: the objects are name, left, right and choice.
func (g *gridRow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	g.width = size.Width
	name, choice, value, tight := g.metrics(size.Width)
	gap := style.Px(style.Space4)
	own := objects[3].MinSize()
	caption := kit.HeightFor(objects[0], name)
	line := max(own.Height, caption)
	kit.Put(objects[0], 0, max(0, (own.Height-caption)/2), name, caption)
	kit.Put(objects[3], size.Width-choice, 0, choice, own.Height)
	x, y := name+gap, float32(0)
	if tight {
		x, y = 0, line+style.Px(style.Space1)
	}
	height := g.values(objects, value)
	if !tight { // the first line stands beside the words of the choice
		y = g.drop(own.Height, caption, height)
	}
	for _, o := range objects[1:3] {
		kit.Put(o, x, y, value, height)
		x += value + gap
	}
}

// values is the height of what the two say, drop how far the first line of it
// stands under the top of the row.
func (*gridRow) values(objects []fyne.CanvasObject, width float32) float32 {
	return max(kit.HeightFor(objects[1], width), kit.HeightFor(objects[2], width))
}

func (*gridRow) drop(choice, caption, values float32) float32 {
	return max(0, (choice-min(values, caption))/2)
}

// MinSize implements fyne.Layout.
func (g *gridRow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, g.HeightFor(objects, g.width))
}

// HeightFor implements kit.Heighter.
func (g *gridRow) HeightFor(objects []fyne.CanvasObject, width float32) float32 {
	if width <= 0 {
		return style.Px(style.Button)
	}
	name, _, value, tight := g.metrics(width)
	own, caption := objects[3].MinSize().Height, kit.HeightFor(objects[0], name)
	height := g.values(objects, value)
	if tight {
		return max(own, caption) + style.Px(style.Space1) + height
	}
	return max(own, caption, height+g.drop(own, caption, height))
}
