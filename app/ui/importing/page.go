package importing

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"carebook/app/ui/kit"
	"carebook/app/ui/style"
)

// page puts a title and margins around the content of a page that scrolls.
func page(title, content fyne.CanvasObject) fyne.CanvasObject {
	return container.NewBorder(head(title), nil, nil, nil,
		container.NewVScroll(kit.Inset(style.Space5, style.Space5, style.Space5, style.Space5, kit.AtMost(kit.PageWidth, content))))
}

// head is the head of a page.
func head(title fyne.CanvasObject) fyne.CanvasObject {
	return kit.NewColumn(0, kit.Inset(style.Space3, style.Space5, style.Space3, style.Space5, title), kit.NewLine())
}

// foot is the foot of a page: something at the left, buttons at the right.
func foot(left fyne.CanvasObject, buttons ...fyne.CanvasObject) fyne.CanvasObject {
	row := container.NewBorder(nil, nil, container.NewCenter(left), container.NewHBox(buttons...))
	return kit.NewColumn(0, kit.NewLine(),
		kit.OnGround(kit.NewGround(style.Desk), kit.Inset(10, style.Space5, 10, style.Space5, row)))
}

// columns lays the preview out: head over all, the file at the left, the
// records at the right with the foot under them. In a narrow window the file
// takes the place of the records when it is asked for.
type columns struct {
	head, file, line, records, foot fyne.CanvasObject
	// unfolded is set while the file is shown in a narrow window.
	unfolded bool
	// turned is told when the window has become narrow or wide.
	turned func(narrow bool)
	width  float32
	// was is what turned was told last.
	was    bool
	object *fyne.Container
}

func newColumns(head, file, records, foot fyne.CanvasObject, turned func(narrow bool)) *columns {
	c := &columns{head: head, file: file, line: kit.NewLine(), records: records, foot: foot, turned: turned}
	c.object = &fyne.Container{Layout: c, Objects: []fyne.CanvasObject{head, file, c.line, records, foot}}
	return c
}

// narrow reports whether there is no room for the file beside the records.
func (c *columns) narrow() bool {
	return c.width > 0 && c.width/style.Factor()+style.RailWidth < style.Narrow
}

// unfold shows the file in place of the records, in a narrow window.
func (c *columns) unfold(on bool) {
	c.unfolded = on
	c.object.Refresh()
}

// fileWidth is the width of the column of the file.
const fileWidth = 344

// Layout implements fyne.Layout.
func (c *columns) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	c.width = size.Width
	narrow := c.narrow()
	if narrow != c.was { // the window or the text has another size
		c.was = narrow
		c.turned(narrow)
	}
	top := kit.HeightFor(c.head, size.Width)
	kit.Put(c.head, 0, 0, size.Width, top)
	left := style.Px(fileWidth)
	if narrow {
		left = 0
	}
	bottom := kit.HeightFor(c.foot, size.Width-left)
	kit.Put(c.foot, left, size.Height-bottom, size.Width-left, bottom)
	kit.Show(c.file, !narrow || c.unfolded)
	kit.Show(c.line, !narrow)
	kit.Put(c.line, left-1, top, 1, size.Height-top)
	if narrow {
		kit.Put(c.file, 0, top, size.Width, size.Height-top-bottom)
	} else {
		kit.Put(c.file, 0, top, left-1, size.Height-top)
	}
	kit.Show(c.records, !narrow || !c.unfolded)
	kit.Put(c.records, left, top, size.Width-left, size.Height-top-bottom)
}

// MinSize implements fyne.Layout: the smallest window says how small it can be.
func (c *columns) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(320, 320) }

// ends lays small objects out in lines like words; those from the first right
// one on stand at the right edge where all fit into one line.
type ends struct {
	right int
	width float32
}

// newEnds lays out left and right objects.
func newEnds(left, right []fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &ends{right: len(left)}, Objects: append(left[:len(left):len(left)], right...)}
}

// Layout implements fyne.Layout.
func (e *ends) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	e.width = size.Width
	e.walk(objects, size.Width, true)
}

// MinSize implements fyne.Layout.
func (e *ends) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, e.HeightFor(objects, e.width))
}

// HeightFor implements kit.Heighter.
func (e *ends) HeightFor(objects []fyne.CanvasObject, width float32) float32 {
	return e.walk(objects, width, false)
}

// sum is the width of all objects and that of the right ones, each with a gap
// after it.
func (e *ends) sum(objects []fyne.CanvasObject, gap float32) (all, right float32) {
	for i, o := range objects {
		if o.Visible() {
			all += o.MinSize().Width + gap
			if i >= e.right {
				right += o.MinSize().Width + gap
			}
		}
	}
	return all, right
}

// walk places the objects and gives the height of all lines.
func (e *ends) walk(objects []fyne.CanvasObject, width float32, move bool) float32 {
	gap := style.Px(style.Space2)
	sum, rest := e.sum(objects, gap)
	if sum-gap > width { // closer together they may fit
		gap = style.Px(style.Space1)
		sum, rest = e.sum(objects, gap)
	}
	x, y, line := float32(0), float32(0), float32(0)
	for i, o := range objects {
		if !o.Visible() {
			continue
		}
		least := o.MinSize()
		if i >= e.right && sum-gap <= width && rest > 0 {
			x, rest = width-rest+gap, 0
		}
		if x > 0 && x+least.Width > width {
			x, y, line = 0, y+line+gap, 0
		}
		if move {
			kit.Put(o, x, y, min(least.Width, width), least.Height)
		}
		x += least.Width + gap
		line = max(line, least.Height)
	}
	return y + line
}

// aside puts a sentence beside a control, or under it where there is little
// room.
type aside struct{ width float32 }

func newAside(control, sentence fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &aside{}, Objects: []fyne.CanvasObject{control, sentence}}
}

// place gives the place of the sentence and the height of both.
func (a *aside) place(objects []fyne.CanvasObject, width float32) (x, y, w, h, height float32) {
	control, gap := objects[0].MinSize(), style.Px(style.Space4)
	if room := width - control.Width - gap; room >= style.Px(220) {
		h = kit.HeightFor(objects[1], room)
		height = max(control.Height, h)
		return control.Width + gap, (height - h) / 2, room, h, height
	}
	h = kit.HeightFor(objects[1], width)
	y = control.Height + style.Px(style.Space1)
	return 0, y, width, h, y + h
}

// Layout implements fyne.Layout.
func (a *aside) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	a.width = size.Width
	x, y, w, h, height := a.place(objects, size.Width)
	control := objects[0].MinSize()
	top := float32(0)
	if x > 0 {
		top = (height - control.Height) / 2
	}
	kit.Put(objects[0], 0, top, min(control.Width, size.Width), control.Height)
	kit.Put(objects[1], x, y, w, h)
}

// MinSize implements fyne.Layout.
func (a *aside) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, a.HeightFor(objects, a.width))
}

// HeightFor implements kit.Heighter.
func (a *aside) HeightFor(objects []fyne.CanvasObject, width float32) float32 {
	_, _, _, _, height := a.place(objects, width)
	return height
}

// over puts an object of its own height over one that takes the rest.
type over struct{}

func newOver(top, rest fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: over{}, Objects: []fyne.CanvasObject{top, rest}}
}

// Layout implements fyne.Layout.
func (over) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	top := kit.HeightFor(objects[0], size.Width)
	kit.Put(objects[0], 0, 0, size.Width, top)
	kit.Put(objects[1], 0, top, size.Width, max(0, size.Height-top))
}

// MinSize implements fyne.Layout.
func (over) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, 0) }

// pair puts an object of a fixed width at the right of one that takes the rest.
type pair struct{ right, width float32 }

// newPair makes a pair; right is the width (at 100 %) of the second object.
func newPair(right float32, wide, narrow fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &pair{right: right}, Objects: []fyne.CanvasObject{wide, narrow}}
}

// Layout implements fyne.Layout.
func (p *pair) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	p.width = size.Width
	right := p.rightOf(size.Width)
	rest := size.Width - right - style.Px(style.Space2)
	h := kit.HeightFor(objects[0], rest)
	kit.Put(objects[0], 0, (size.Height-h)/2, rest, h)
	own := kit.HeightFor(objects[1], right)
	kit.Put(objects[1], size.Width-right, (size.Height-own)/2, right, own)
}

func (p *pair) rightOf(width float32) float32 { return min(style.Px(p.right), width*0.6) }

// MinSize implements fyne.Layout.
func (p *pair) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, p.HeightFor(objects, p.width))
}

// HeightFor implements kit.Heighter.
func (p *pair) HeightFor(objects []fyne.CanvasObject, width float32) float32 {
	right := p.rightOf(width)
	return max(kit.HeightFor(objects[0], width-right-style.Px(style.Space2)), kit.HeightFor(objects[1], right))
}
