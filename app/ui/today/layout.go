package today

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"carebook/app/ui/kit"
	"carebook/app/ui/style"
)

// page lays the day out: its head over two columns, and the days ahead at the
// right of them. In a narrower window these come after, and in a narrow one all
// of it is one column.
type page struct {
	head, nothing, left, right, aside fyne.CanvasObject

	ground, line *kit.Ground
	body         *fyne.Container
	scroll       *container.Scroll
	object       *fyne.Container
	// width is the one that the page is laid out for.
	width float32
}

func newPage(head, nothing, left, right, aside fyne.CanvasObject) *page {
	p := &page{head: head, nothing: nothing, left: left, right: right, aside: aside}
	p.ground, p.line = kit.NewGround(style.Desk), kit.NewLine()
	p.body = &fyne.Container{Layout: &bodyLayout{p}, Objects: []fyne.CanvasObject{head, nothing, left, right, aside}}
	p.scroll = container.NewVScroll(p.body)
	p.object = &fyne.Container{Layout: p, Objects: []fyne.CanvasObject{p.ground, p.line, p.scroll}}
	return p
}

// The widths at 100 %: those of the window at which the page changes, and of the
// parts.
const (
	twoColumns, threeColumns = 900, 1180
	asideWidth, asideWide    = 296, 560
	columnMost               = 520
	marginLeft, marginRight  = 24, 14
	columnGap, columnWideGap = 20, 34
	asideInside              = 20
	// leftShare is the part of the left column of both.
	leftShare = 434.0 / 850
)

// parts are where the columns are; without aside the days ahead come last.
type parts struct {
	x1, w1, x2, w2, asideX, asideW float32
}

// arrange gives the parts for a width.
func arrange(width float32) (parts, int) {
	f := style.Factor()
	w := width / f
	window := w + style.RailWidth
	scaled := func(p parts) parts {
		return parts{p.x1 * f, p.w1 * f, p.x2 * f, p.w2 * f, p.asideX * f, p.asideW * f}
	}
	switch {
	case window < twoColumns:
		column := min(w-2*marginLeft, style.Reading)
		return scaled(parts{x1: marginLeft, w1: column, x2: marginLeft, w2: column, asideX: marginLeft, asideW: column}), 1
	case window < threeColumns:
		column := (w - 2*marginLeft - columnGap) / 2
		return scaled(parts{x1: marginLeft, w1: column, x2: marginLeft + column + columnGap, w2: column, asideX: marginLeft, asideW: w - 2*marginLeft}), 2
	}
	aside, gap, right := float32(asideWidth), float32(columnGap), float32(marginRight)
	if window >= style.Wide {
		aside, gap, right = asideWide, columnWideGap, marginLeft
	}
	room := w - aside - marginLeft - right - gap
	w1 := min(room*leftShare, columnMost)
	w2 := min(room-w1, columnMost)
	spare := (room - w1 - w2) / 2
	return scaled(parts{x1: marginLeft + spare, w1: w1, x2: marginLeft + spare + w1 + gap, w2: w2, asideX: w - aside, asideW: aside}), 3
}

// Layout implements fyne.Layout.
func (p *page) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	p.width = size.Width
	at, columns := arrange(size.Width)
	kit.Show(p.ground, columns == 3)
	kit.Show(p.line, columns == 3)
	kit.Put(p.ground, at.asideX, 0, at.asideW, size.Height)
	kit.Put(p.line, at.asideX, 0, 1, size.Height)
	kit.Put(p.scroll, 0, 0, size.Width, size.Height)
}

// MinSize implements fyne.Layout: the smallest window says how small it can be.
func (*page) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(320, 320) }

// relayout gives the parts their places after one has another height. Refreshing
// the containers would draw all rows anew, too.
func (p *page) relayout() {
	p.scroll.Refresh()
	kit.Relay(p.body)
	canvas.Refresh(p.scroll)
}

// bodyLayout lays out what scrolls.
type bodyLayout struct{ page *page }

// The space over the head, under it and at the end.
const pageTop, pageUnderHead, pageBottom = 14, 8, 34

// Layout implements fyne.Layout.
func (l *bodyLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	if size.Width > 0 {
		l.lay(size.Width, true)
	}
}

// MinSize implements fyne.Layout.
func (l *bodyLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	if l.page.width <= 0 {
		return fyne.Size{}
	}
	return fyne.NewSize(0, l.lay(l.page.width, false))
}

// lay gives the height of the page, and the parts their places where move is
// set.
func (l *bodyLayout) lay(width float32, move bool) float32 {
	p := l.page
	at, columns := arrange(width)
	put := func(o fyne.CanvasObject, x, y, w float32) float32 {
		if !o.Visible() {
			return 0
		}
		h := kit.HeightFor(o, w)
		if move {
			kit.Put(o, x, y, w, h)
		}
		return h
	}
	both := at.w1
	if columns > 1 {
		both = at.x2 + at.w2 - at.x1
	}
	y := style.Px(pageTop)
	y += put(p.head, at.x1, y, both) + style.Px(pageUnderHead)
	y += put(p.nothing, at.x1, y, both)
	left := y + put(p.left, at.x1, y, at.w1)
	if columns == 1 {
		y = left
	}
	end := max(left, y+put(p.right, at.x2, y, at.w2))
	if columns == 3 {
		return max(end, put(p.aside, at.asideX, 0, at.asideW)) + style.Px(pageBottom)
	}
	return end + put(p.aside, at.asideX-style.Px(asideInside-10), end+style.Px(style.Space3), at.asideW+style.Px(2*(asideInside-10))) + style.Px(pageBottom)
}

// headLayout is the day with what was done and a button at its right, and the
// sentence under all: so nothing moves when something is done.
type headLayout struct{}

const headInset = 10

// rooms are the widths of the sentence, of the day, of what was done and of the
// button, 0 for what is not there.
func (headLayout) rooms(objects []fyne.CanvasObject, width float32) (sentence, day, done, button float32) {
	sentence, day = width-style.Px(2*headInset), width-style.Px(2*headInset)
	for _, o := range objects[2].(*fyne.Container).Objects {
		done = o.MinSize().Width
		day -= done + style.Px(style.Space3)
	}
	if objects[3].Visible() {
		button = objects[3].MinSize().Width
		day -= button + style.Px(style.Space3)
	}
	return sentence, day, done, button
}

// Layout implements fyne.Layout.
func (l headLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	sentence, day, done, button := l.rooms(objects, size.Width)
	x, h := style.Px(headInset), l.first(objects, day)
	own := kit.HeightFor(objects[0], day)
	kit.Put(objects[0], x, (h-own)/2, day, own)
	kit.Put(objects[1], x, h, sentence, kit.HeightFor(objects[1], sentence))
	right := size.Width - x
	middle := func(o fyne.CanvasObject, width float32) {
		own := kit.HeightFor(o, width)
		kit.Put(o, right-width, (h-own)/2+style.Px(style.Space1), width, own)
		right -= width + style.Px(style.Space3)
	}
	if button > 0 {
		middle(objects[3], button)
	}
	middle(objects[2], done)
}

// first is the height of the line of the day.
func (headLayout) first(objects []fyne.CanvasObject, day float32) float32 {
	h := kit.HeightFor(objects[0], day)
	if objects[3].Visible() {
		h = max(h, objects[3].MinSize().Height)
	}
	return h
}

// MinSize implements fyne.Layout.
func (l headLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// HeightFor implements kit.Heighter.
func (l headLayout) HeightFor(objects []fyne.CanvasObject, width float32) float32 {
	sentence, day, _, _ := l.rooms(objects, width)
	height := l.first(objects, day)
	if objects[1].Visible() {
		height += kit.HeightFor(objects[1], sentence)
	}
	return height
}
