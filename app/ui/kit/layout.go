package kit

import (
	"fyne.io/fyne/v2"

	"carebook/app/ui/style"
)

// Heighter is a layout whose height follows from its width.
type Heighter interface {
	HeightFor(objects []fyne.CanvasObject, width float32) float32
}

// ByWidth is a layout that follows from the width alone: it gives the height at a
// width, and puts the objects in their places where move is set.
type ByWidth func(width float32, move bool) float32

// Layout implements fyne.Layout.
func (l ByWidth) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	if size.Width > 0 {
		l(size.Width, true)
	}
}

// MinSize implements fyne.Layout: nothing, whatever the width is.
func (ByWidth) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// HeightFor implements Heighter.
func (l ByWidth) HeightFor(_ []fyne.CanvasObject, width float32) float32 { return l(width, false) }

// HeightFor is the height that an object needs at a width: that of wrapping
// text and of containers whose layout is a Heighter, else the least height.
func HeightFor(o fyne.CanvasObject, width float32) float32 {
	switch o := o.(type) {
	case interface{ HeightFor(width float32) float32 }:
		return o.HeightFor(width)
	case *fyne.Container:
		if l, ok := o.Layout.(Heighter); ok {
			return l.HeightFor(o.Objects, width)
		}
	}
	return o.MinSize().Height
}

// Relay gives everything in containers its place again, without drawing it.
func Relay(o fyne.CanvasObject) {
	c, ok := o.(*fyne.Container)
	if !ok || !c.Visible() {
		return
	}
	if c.Layout != nil {
		c.Layout.Layout(c.Objects, c.Size())
	}
	for _, child := range c.Objects {
		Relay(child)
	}
}

// column stacks objects of the full width, each as high as it must be.
type column struct {
	gap float32
	// width is the last one laid out; the least height follows from it.
	width float32
}

// NewColumn stacks objects with a gap (at 100 %) between them. Unlike Fyne's
// own box it asks wrapping text for its height at the width that there is.
func NewColumn(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &column{gap: gap}, Objects: objects}
}

func (c *column) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	c.width = size.Width
	y := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		h := HeightFor(o, size.Width)
		Put(o, 0, y, size.Width, h)
		y += h + style.Px(c.gap)
	}
}

func (c *column) MinSize(objects []fyne.CanvasObject) fyne.Size {
	width := float32(0)
	for _, o := range objects {
		if o.Visible() {
			width = max(width, o.MinSize().Width)
		}
	}
	return fyne.NewSize(width, c.HeightFor(objects, max(width, c.width)))
}

// HeightFor implements Heighter.
func (c *column) HeightFor(objects []fyne.CanvasObject, width float32) float32 {
	height, gap := float32(0), float32(0)
	for _, o := range objects {
		if o.Visible() {
			height += gap + HeightFor(o, width)
			gap = style.Px(c.gap)
		}
	}
	return height
}

// flow lays objects out in lines, left to right, each in its least size.
type flow struct {
	gap, width float32
}

// NewFlow lays objects out like words.
func NewFlow(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &flow{gap: gap}, Objects: objects}
}

func (f *flow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	f.width = size.Width
	f.walk(objects, size.Width, func(o fyne.CanvasObject, x, y, h float32) {
		least := o.MinSize()
		Put(o, x, y+(h-least.Height)/2, min(least.Width, size.Width), least.Height)
	})
}

func (f *flow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, f.HeightFor(objects, f.width))
}

// HeightFor implements Heighter.
func (f *flow) HeightFor(objects []fyne.CanvasObject, width float32) float32 {
	return f.walk(objects, width, func(fyne.CanvasObject, float32, float32, float32) {})
}

// walk visits the objects with the place and height of their line, and gives
// the height of all lines.
func (f *flow) walk(objects []fyne.CanvasObject, width float32, visit func(o fyne.CanvasObject, x, y, h float32)) float32 {
	gap := style.Px(f.gap)
	y := float32(0)
	for start := 0; start < len(objects); {
		end, x, h := start, float32(0), float32(0)
		for ; end < len(objects); end++ {
			if !objects[end].Visible() {
				continue
			}
			least := objects[end].MinSize()
			if x > 0 && x+least.Width > width {
				break
			}
			x += least.Width + gap
			h = max(h, least.Height)
		}
		x = 0
		for _, o := range objects[start:end] {
			if o.Visible() {
				visit(o, x, y, h)
				x += o.MinSize().Width + gap
			}
		}
		start = end
		if h > 0 {
			y += h + gap
		}
	}
	return max(0, y-gap)
}

// pair is two objects of the same width side by side.
type pair struct{ gap, width float32 }

// NewPair puts two objects side by side, each in half of the width.
func NewPair(gap float32, left, right fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &pair{gap: gap}, Objects: []fyne.CanvasObject{left, right}}
}

func (p *pair) half(width float32) float32 { return (width - style.Px(p.gap)) / 2 }

func (p *pair) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	p.width = size.Width
	w := p.half(size.Width)
	for i, o := range objects {
		Put(o, float32(i)*(w+style.Px(p.gap)), 0, w, HeightFor(o, w))
	}
}

func (p *pair) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, p.HeightFor(objects, p.width))
}

// HeightFor implements Heighter.
func (p *pair) HeightFor(objects []fyne.CanvasObject, width float32) float32 {
	height := float32(0)
	for _, o := range objects {
		height = max(height, HeightFor(o, p.half(width)))
	}
	return height
}

// inset is space around one object.
type inset struct{ top, right, bottom, left float32 }

// Inset puts space (at 100 %) around an object, in the order of CSS.
func Inset(top, right, bottom, left float32, o fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &inset{top, right, bottom, left}, Objects: []fyne.CanvasObject{o}}
}

func (i *inset) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		Put(o, style.Px(i.left), style.Px(i.top), size.Width-style.Px(i.left+i.right), size.Height-style.Px(i.top+i.bottom))
	}
}

func (i *inset) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var least fyne.Size
	for _, o := range objects {
		least = least.Max(o.MinSize())
	}
	return least.AddWidthHeight(style.Px(i.left+i.right), style.Px(i.top+i.bottom))
}

// HeightFor implements Heighter.
func (i *inset) HeightFor(objects []fyne.CanvasObject, width float32) float32 {
	height := float32(0)
	for _, o := range objects {
		height = max(height, HeightFor(o, width-style.Px(i.left+i.right)))
	}
	return height + style.Px(i.top+i.bottom)
}

// PageWidth is the width past which a page of text and cards does not grow.
const PageWidth float32 = 964

// atMost keeps an object from growing past a width.
type atMost struct {
	most   float32
	center bool
	width  float32
}

// AtMost keeps an object from growing past a width (at 100 %).
func AtMost(width float32, o fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &atMost{most: width}, Objects: []fyne.CanvasObject{o}}
}

// Centred keeps an object from growing past a width and in the middle.
func Centred(width float32, o fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &atMost{most: width, center: true}, Objects: []fyne.CanvasObject{o}}
}

func (a *atMost) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	a.width = size.Width
	w, x := min(size.Width, style.Px(a.most)), float32(0)
	if a.center {
		x = (size.Width - w) / 2
	}
	for _, o := range objects {
		Put(o, x, 0, w, size.Height)
	}
}

func (a *atMost) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, a.HeightFor(objects, a.width))
}

// HeightFor implements Heighter.
func (a *atMost) HeightFor(objects []fyne.CanvasObject, width float32) float32 {
	height := float32(0)
	for _, o := range objects {
		height = max(height, HeightFor(o, min(width, style.Px(a.most))))
	}
	return height
}

// beside is a wide object and a small one at its right.
type beside struct{ width float32 }

// Beside puts a small object at the right of a wide one.
func Beside(wide, small fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &beside{}, Objects: []fyne.CanvasObject{wide, small}}
}

func (b *beside) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	b.width = size.Width
	small := objects[1].MinSize()
	Put(objects[0], 0, 0, size.Width-small.Width-style.Px(style.Space3), size.Height)
	Put(objects[1], size.Width-small.Width, (size.Height-small.Height)/2, small.Width, small.Height)
}

func (b *beside) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(objects[1].MinSize().Width, b.HeightFor(objects, b.width))
}

// HeightFor implements Heighter.
func (b *beside) HeightFor(objects []fyne.CanvasObject, width float32) float32 {
	small := objects[1].MinSize()
	return max(small.Height, HeightFor(objects[0], width-small.Width-style.Px(style.Space3)))
}

// lead is a small object before a wide one.
type lead struct{ width float32 }

// Lead puts a small object before a wide one, in the middle of its height.
func Lead(small, wide fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &lead{}, Objects: []fyne.CanvasObject{small, wide}}
}

func (l *lead) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	small := objects[0].MinSize()
	Put(objects[0], 0, (size.Height-small.Height)/2, small.Width, small.Height)
	x := small.Width + style.Px(style.Space3)
	Put(objects[1], x, 0, size.Width-x, size.Height)
}

func (l *lead) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(objects[0].MinSize().Width, l.HeightFor(objects, l.width))
}

// HeightFor implements Heighter.
func (l *lead) HeightFor(objects []fyne.CanvasObject, width float32) float32 {
	small := objects[0].MinSize()
	return max(small.Height, HeightFor(objects[1], width-small.Width-style.Px(style.Space3)))
}
