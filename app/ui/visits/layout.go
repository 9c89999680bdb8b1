package visits

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"carebook/app/ui/kit"
	"carebook/app/ui/style"
)

// page lays the plan out: the head, the picture with the column beside it, and
// the week or the month under both. In a narrow window the column comes under the
// picture.
type page struct {
	screen *Screen
	plan   *planHead
	body   *fyne.Container
	scroll *container.Scroll
	object *fyne.Container
	// width and height are those that the page is laid out for.
	width, height float32
}

func newPage(s *Screen) *page {
	p := &page{screen: s, plan: newPlanHead(s)}
	p.body = &fyne.Container{Layout: &bodyLayout{p}, Objects: []fyne.CanvasObject{
		s.head.object, s.split.object, s.aside.object, s.offer.object, p.plan.object, s.week.object, s.month.object,
	}}
	p.scroll = container.NewVScroll(p.body)
	p.object = &fyne.Container{Layout: p, Objects: []fyne.CanvasObject{p.scroll}}
	return p
}

// The measures of the page at 100 %: its margins, the gaps between picture and
// column, under the head and between the parts, and the place and the most width
// of the column.
const (
	margin, pageTop, pageBottom      float32 = 24, 10, 20
	columnsGap, headBottom, partsGap float32 = 22, 12, 14
	asideTop, asideMost              float32 = 2, 470
	// pictureShare is the part of the picture of both.
	pictureShare float32 = 742.0 / 1156
)

// window is the width of the window at 100 % for a page of a width.
func window(width float32) float32 { return width/style.Factor() + style.RailWidth }

// Layout implements fyne.Layout.
func (p *page) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	changed := p.height != size.Height
	p.width, p.height = size.Width, size.Height
	kit.Put(p.scroll, 0, 0, size.Width, size.Height)
	if changed && p.screen.view != nil && p.screen.view.Span.Month {
		p.screen.month.fit(p.screen.view)
	}
}

// MinSize implements fyne.Layout: the smallest window says how small it can be.
func (*page) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(320, 320) }

// relayout gives the parts their places after one has another height. Refreshing
// the containers would draw all cards anew, too.
func (p *page) relayout() {
	p.scroll.Refresh()
	kit.Relay(p.body)
	canvas.Refresh(p.scroll)
}

// bodyLayout lays out what scrolls.
type bodyLayout struct{ page *page }

// Layout implements fyne.Layout.
func (l *bodyLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	if size.Width > 0 {
		l.page.lay(size.Width, true)
	}
}

// MinSize implements fyne.Layout.
func (l *bodyLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	if l.page.width <= 0 || l.page.screen.view == nil {
		return fyne.Size{}
	}
	return fyne.NewSize(0, l.page.lay(l.page.width, false))
}

// lay gives the height of the page, and the parts their places where move is
// set.
func (p *page) lay(width float32, move bool) float32 {
	s := p.screen
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
	x, room, gap := style.Px(margin), width-2*style.Px(margin), style.Px(partsGap)
	y := style.Px(pageTop)
	y += put(s.head.object, x, y, room) + style.Px(headBottom)
	if window(width) < style.Narrow {
		y += put(s.split.object, x, y, room) + gap
		y += put(s.aside.object, x, y, room) + gap
	} else {
		beside := style.Px(columnsGap)
		left := max((room-beside)*pictureShare, room-beside-style.Px(asideMost))
		at := x + left + beside
		picture := put(s.split.object, x, y, left)
		y += max(picture, style.Px(asideTop)+put(s.aside.object, at, y+style.Px(asideTop), room-left-beside)) + gap
	}
	if s.offer.object.Visible() {
		y += put(s.offer.object, x, y, room) + gap
	}
	y += put(p.plan.object, x, y, room) + style.Px(style.Space1)
	y += put(s.week.object, x, y, room)
	y += put(s.month.object, x, y, room)
	return y + style.Px(pageBottom)
}

// stacked lays objects on each other, whatever their least size.
type stacked struct{}

// Layout implements fyne.Layout.
func (stacked) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		kit.Put(o, 0, 0, size.Width, size.Height)
	}
}

// MinSize implements fyne.Layout.
func (stacked) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// ends is words at the left and a small object at the right.
type ends struct{}

// Layout implements fyne.Layout.
func (ends) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	words, small := objects[0].MinSize(), objects[1].MinSize()
	w := min(small.Width, size.Width)
	kit.Put(objects[0], 0, (size.Height-words.Height)/2, max(0, size.Width-w-style.Px(style.Space2)), words.Height)
	kit.Put(objects[1], size.Width-w, (size.Height-small.Height)/2, w, small.Height)
}

// MinSize implements fyne.Layout.
func (ends) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, max(objects[0].MinSize().Height, objects[1].MinSize().Height))
}

// hairline is a line of the whole width.
type hairline struct{}

// Layout implements fyne.Layout.
func (hairline) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	kit.Put(objects[0], 0, 0, size.Width, 1)
}

// MinSize implements fyne.Layout.
func (hairline) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, 1) }
