package notes

import (
	"fyne.io/fyne/v2"

	"carebook/app/ui/kit"
	"carebook/app/ui/style"
)

// filled gives all objects all there is.
type filled struct{}

func (filled) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		kit.Put(o, 0, 0, size.Width, size.Height)
	}
}

func (filled) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(320, 320) }

// columns lays the screen out: the notes, and the open one beside them. In a
// narrow window the note takes the place of the list.
type columns struct {
	screen *Screen
	line   *kit.Ground
	object *fyne.Container
	width  float32
	// page is set while the note is what a narrow window shows, side while the
	// list is shown.
	page, side bool
}

// listWidth is the width of the column of notes at 100 %.
const listWidth float32 = 304

func newColumns(s *Screen) *columns {
	c := &columns{screen: s, line: kit.NewLine()}
	c.object = &fyne.Container{Layout: c, Objects: []fyne.CanvasObject{s.list.object, c.line, s.page.object}}
	return c
}

func (c *columns) narrow() bool {
	return c.width > 0 && c.width/style.Factor()+style.RailWidth < style.Narrow
}

// listShown reports whether the list can be seen.
func (c *columns) listShown() bool { return !c.narrow() || !c.page }

// showPage says what a narrow window shows: the note, or the list.
func (c *columns) showPage(on bool) {
	if c.page != on {
		c.page = on
		c.object.Refresh()
	}
}

// Layout implements fyne.Layout.
func (c *columns) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	c.width = size.Width
	s, narrow := c.screen, c.narrow()
	kit.Show(s.list.object, c.listShown())
	kit.Show(c.line, !narrow)
	kit.Show(s.page.object, !narrow || c.page)
	s.page.setBack(narrow)
	if narrow {
		kit.Put(s.list.object, 0, 0, size.Width, size.Height)
		kit.Put(s.page.object, 0, 0, size.Width, size.Height)
	} else {
		w := style.Px(listWidth)
		kit.Put(s.list.object, 0, 0, w-1, size.Height)
		kit.Put(c.line, w-1, 0, 1, size.Height)
		kit.Put(s.page.object, w, 0, size.Width-w, size.Height)
	}
	if shown := c.listShown(); shown != c.side {
		c.side = shown
		if s.OnTurn != nil {
			s.OnTurn()
		}
	}
}

// MinSize implements fyne.Layout: the smallest window says how small it can be.
func (*columns) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(320, 320) }

// pageLayout stacks what stands over the text, and gives the text the rest. What
// stands beside the tools is for a narrow window.
type pageLayout struct{ page *page }

// Layout implements fyne.Layout.
func (l pageLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	p := l.page
	kit.Put(p.ground, 0, 0, size.Width, size.Height)
	y, x := float32(0), float32(0)
	h := style.Px(kit.ToolbarHeight)
	if p.back.Visible() {
		least := p.back.MinSize()
		x = style.Px(style.Space2) + least.Width
		kit.Put(p.backdrop, 0, 0, size.Width, h) // the tools cover the rest of both
		kit.Put(p.edge, 0, h-1, size.Width, 1)
		kit.Put(p.back, style.Px(style.Space2), (h-least.Height)/2, least.Width, least.Height)
	}
	if p.bar.Visible() {
		kit.Put(p.bar, x, 0, size.Width-x, h)
	}
	if p.bar.Visible() || p.back.Visible() {
		y = h
	}
	for _, o := range []fyne.CanvasObject{p.screen.finder.object, p.strip.object} {
		if o.Visible() {
			h := kit.HeightFor(o, size.Width)
			kit.Put(o, 0, y, size.Width, h)
			y += h
		}
	}
	for _, o := range []fyne.CanvasObject{p.view, p.none, p.hidden} {
		kit.Put(o, 0, y, size.Width, max(0, size.Height-y))
	}
}

// MinSize implements fyne.Layout.
func (pageLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(320, 320) }
