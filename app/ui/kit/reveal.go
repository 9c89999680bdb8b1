package kit

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"carebook/app/ui/style"
)

// reveal scrolls to a piece that got the focus, so that Tab never leads to
// where nobody looks. Fyne's objects do not know what they lie in, so that it
// is looked for from the top.
func reveal(o fyne.CanvasObject) {
	c := fyne.CurrentApp().Driver().CanvasForObject(o)
	if c == nil || o.Size().Height <= 0 {
		return
	}
	in := c.Content()
	if top := c.Overlays().Top(); top != nil {
		in = top
	}
	path := pathTo(in, o)
	for i, in := range slices.Backward(path) {
		scroll, ok := in.(*container.Scroll)
		if !ok {
			continue
		}
		by := outside(scroll, o)
		if by == 0 {
			return
		}
		offset := scroll.Offset.Y + by
		if l, ok := path[max(i-1, 0)].(*List); ok {
			l.ScrollToOffset(offset) // which has rows to fill
		} else {
			scroll.ScrollToOffset(fyne.NewPos(scroll.Offset.X, max(0, offset)))
		}
		return
	}
}

// outside is how far a scroll must move for an object to be in sight.
func outside(scroll *container.Scroll, o fyne.CanvasObject) float32 {
	driver, margin := fyne.CurrentApp().Driver(), style.Px(style.Space3)
	y := driver.AbsolutePositionForObject(o).Y - driver.AbsolutePositionForObject(scroll).Y
	switch end := y + o.Size().Height - scroll.Size().Height; {
	case y < 0:
		return y - margin
	case end > 0:
		return min(end+margin, y)
	}
	return 0
}

// pathTo is what an object lies in, from the outermost, or nil.
func pathTo(in, o fyne.CanvasObject) []fyne.CanvasObject {
	if in == o {
		return []fyne.CanvasObject{o}
	}
	for _, child := range childrenOf(in) {
		if path := pathTo(child, o); path != nil {
			return append([]fyne.CanvasObject{in}, path...)
		}
	}
	return nil
}

// childrenOf are the objects that can be seen in another.
func childrenOf(o fyne.CanvasObject) []fyne.CanvasObject {
	if o == nil || !o.Visible() {
		return nil
	}
	switch o := o.(type) {
	case *fyne.Container:
		return o.Objects
	case *container.Scroll:
		return []fyne.CanvasObject{o.Content}
	case drawing:
		return o.objects()
	}
	return nil
}
