package richedit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
)

// View scrolls an editor with a head above it, such as a title, in one column in
// the middle. The editor takes clicks everywhere below the head.
type View struct {
	widget.BaseWidget
	head   fyne.CanvasObject
	e      *Editor
	sheet  *sheet
	scroll *container.Scroll
	// wanted is where to scroll once there is a size, -1 for nowhere, amid that
	// the caret is to be shown then.
	wanted float32
	amid   bool
	// tidy gives the memory back that scrolling took.
	tidy run.Tidy
}

// NewView makes a view. head may be nil.
func NewView(head fyne.CanvasObject, e *Editor) *View {
	v := &View{head: head, e: e, wanted: -1}
	v.sheet = &sheet{v: v}
	v.sheet.ExtendBaseWidget(v.sheet)
	v.scroll = container.NewVScroll(v.sheet)
	v.scroll.OnScrolled = func(fyne.Position) {
		v.tidy.Touch()
		e.redraw()
	}
	e.view = v
	v.ExtendBaseWidget(v)
	return v
}

// ScrollToTop shows the head.
func (v *View) ScrollToTop() { v.SetOffset(0) }

// Offset is how far it is scrolled down, in Fyne's units.
func (v *View) Offset() float32 {
	if v.wanted >= 0 {
		return v.wanted
	}
	return v.scroll.Offset.Y
}

// SetOffset scrolls there, as far as there is something; a view that is not in a
// window yet, once it is.
func (v *View) SetOffset(y float32) {
	v.amid = false
	if v.Size().Height <= 0 {
		v.wanted = max(0, y)
		return
	}
	most := v.sheet.MinSize().Height - v.scroll.Size().Height
	v.tidy.Touch()
	v.scroll.ScrollToOffset(fyne.NewPos(0, max(0, min(y, most))))
	v.e.redraw()
}

// Resize implements fyne.Widget. What stood at the top stays there when the lines
// break elsewhere; a caret that was seen stays in sight when there is less height,
// such as below a find bar that opens.
func (v *View) Resize(size fyne.Size) {
	if size == v.Size() {
		return
	}
	lower := size.Height < v.Size().Height && v.seesCaret()
	top, _ := v.seen()
	keep := v.wanted < 0 && top > 0 && size.Width != v.Size().Width
	at := v.e.page.hit(0, top).at
	into := top - v.e.page.caret(at, false).y
	v.BaseWidget.Resize(size)
	v.relay()
	switch {
	case v.amid && size.Height > 0:
		v.wanted = -1
		v.SetOffset(0)
		v.e.bring(amid)
	case v.wanted >= 0 && size.Height > 0:
		y := v.wanted
		v.wanted = -1
		v.SetOffset(y)
	case keep:
		v.SetOffset(v.e.Position().Y + v.e.page.caret(at, false).y + into)
	}
	if lower && size.Height > 0 {
		v.e.bring(revealed)
	}
}

// seesCaret reports whether the caret's line is seen.
func (v *View) seesCaret() bool {
	c := v.e.page.caret(v.e.ed.Selection().Head, v.e.upstream)
	top, bottom := v.seen()
	return c.y >= top && c.y+c.h <= bottom
}

// relay gives head and editor their places again: one of them needs another
// height.
func (v *View) relay() {
	if v.Size().Width <= 0 {
		return
	}
	v.scroll.Refresh()
	v.sheet.place(v.sheet.Size().Width)
}

// Refresh implements fyne.CanvasObject: the head may need another height.
func (v *View) Refresh() {
	v.relay()
	v.BaseWidget.Refresh()
}

// seen is what of the editor can be seen, in its own heights.
func (v *View) seen() (top, bottom float32) {
	top = v.top()
	return max(0, top), max(0, top+v.scroll.Size().Height)
}

// top is the height of the editor at the view's upper border, negative where the
// head is seen.
func (v *View) top() float32 { return v.scroll.Offset.Y - v.e.Position().Y }

// show scrolls as little as it must for a box of the editor to be seen with a line
// above and below. Where that comes near the top, the head is seen too.
func (v *View) show(b box) {
	top, height := v.scroll.Offset.Y, v.scroll.Size().Height
	y := v.e.Position().Y + b.y
	switch margin := min(b.h, max(0, (height-b.h)/2)); {
	case height <= 0:
	case y-margin < top:
		if b.y < b.h && y+b.h+margin <= height {
			y = margin // the first line
		}
		v.SetOffset(y - margin)
	case y+b.h+margin > top+height:
		v.SetOffset(y + b.h + margin - height)
	}
}

// showAmid scrolls a box that is not seen with some of its surroundings to a third
// of the height, and a view without a size once it has one.
func (v *View) showAmid(b box) {
	height := v.Size().Height
	if height <= 0 {
		v.amid = true
		return
	}
	y, top := v.e.Position().Y+b.y, v.scroll.Offset.Y
	if above := min(b.h, height/4); y < top+above || y+b.h > top+height-height/4 {
		v.SetOffset(y - height/3)
	}
}

// CreateRenderer implements fyne.Widget.
func (v *View) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(v.scroll) }

// The room above the head, between it and the text, and below.
const (
	sheetTop    = style.Space4
	sheetBottom = 3 * style.Space6
)

// sheet is what a view scrolls: head and editor.
type sheet struct {
	widget.BaseWidget
	v *View
}

// headHeight is the height of the head with the room above it.
func (s *sheet) headHeight(width float32) float32 {
	h := style.Px(sheetTop)
	if s.v.head != nil && s.v.head.Visible() {
		h += kit.HeightFor(s.v.head, s.v.e.columnIn(width))
	}
	return h
}

func (s *sheet) place(width float32) {
	if width <= 0 {
		return
	}
	e, top := s.v.e, s.headHeight(width)
	column := e.columnIn(width)
	if s.v.head != nil {
		kit.Put(s.v.head, (width-column)/2, style.Px(sheetTop), column, top-style.Px(sheetTop))
	}
	e.height = e.HeightFor(width)
	text := e.height + style.Px(sheetBottom)
	kit.Put(e, 0, top, width, max(text, s.v.scroll.Size().Height-top))
}

// CreateRenderer implements fyne.Widget.
func (s *sheet) CreateRenderer() fyne.WidgetRenderer { return sheetRenderer{s} }

type sheetRenderer struct{ s *sheet }

func (r sheetRenderer) Objects() []fyne.CanvasObject {
	if r.s.v.head == nil {
		return []fyne.CanvasObject{r.s.v.e}
	}
	return []fyne.CanvasObject{r.s.v.head, r.s.v.e}
}

func (r sheetRenderer) Layout(size fyne.Size) { r.s.place(size.Width) }

// MinSize is the height of all at the width that there is.
func (r sheetRenderer) MinSize() fyne.Size {
	width := r.s.v.scroll.Size().Width
	return fyne.NewSize(0, r.s.headHeight(width)+r.s.v.e.HeightFor(width)+style.Px(sheetBottom))
}

// Refresh gives head and editor their places; what they show they know.
func (r sheetRenderer) Refresh() { r.s.place(r.s.Size().Width) }

func (r sheetRenderer) Destroy() {}
