package kit

import (
	"fyne.io/fyne/v2"

	"carebook/app/ui/style"
)

// heighter is something whose height follows from its width.
type heighter interface{ HeightFor(width float32) float32 }

// heightOf is the height that an object needs at a width.
func heightOf(o fyne.CanvasObject, width float32) float32 {
	if h, ok := o.(heighter); ok {
		return h.HeightFor(width)
	}
	if c, ok := o.(*fyne.Container); ok {
		if l, ok := c.Layout.(interface {
			heightFor(objects []fyne.CanvasObject, width float32) float32
		}); ok {
			return l.heightFor(c.Objects, width)
		}
	}
	return o.MinSize().Height
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
		h := heightOf(o, size.Width)
		put(o, 0, y, size.Width, h)
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
	return fyne.NewSize(width, c.heightFor(objects, max(width, c.width)))
}

func (c *column) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	height, gap := float32(0), float32(0)
	for _, o := range objects {
		if o.Visible() {
			height += gap + heightOf(o, width)
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
		put(o, x, y+(h-least.Height)/2, min(least.Width, size.Width), least.Height)
	})
}

func (f *flow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, f.heightFor(objects, f.width))
}

func (f *flow) heightFor(objects []fyne.CanvasObject, width float32) float32 {
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

// inset is space around one object.
type inset struct{ top, right, bottom, left float32 }

// Inset puts space (at 100 %) around an object, in the order of CSS.
func Inset(top, right, bottom, left float32, o fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &inset{top, right, bottom, left}, Objects: []fyne.CanvasObject{o}}
}

func (i *inset) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		put(o, style.Px(i.left), style.Px(i.top), size.Width-style.Px(i.left+i.right), size.Height-style.Px(i.top+i.bottom))
	}
}

func (i *inset) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var least fyne.Size
	for _, o := range objects {
		least = least.Max(o.MinSize())
	}
	return least.AddWidthHeight(style.Px(i.left+i.right), style.Px(i.top+i.bottom))
}

func (i *inset) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	height := float32(0)
	for _, o := range objects {
		height = max(height, heightOf(o, width-style.Px(i.left+i.right)))
	}
	return height + style.Px(i.top+i.bottom)
}
