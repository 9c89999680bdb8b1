package people

import (
	"fyne.io/fyne/v2"

	"carebook/app/ui/kit"
	"carebook/app/ui/style"
)

// columns lays the screen out: tags, list and person side by side; in a narrow
// window the person takes the place of the list and the tags go into a menu.
type columns struct {
	screen *Screen
	lines  [2]*kit.Ground
	object *fyne.Container
	width  float32
	// person is set while somebody is chosen, none while the book is empty,
	// side while the tags are shown.
	person, none, side bool
}

func newColumns(p *Screen) *columns {
	c := &columns{screen: p, lines: [2]*kit.Ground{kit.NewLine(), kit.NewLine()}}
	c.object = &fyne.Container{Layout: c, Objects: []fyne.CanvasObject{
		p.side.object, c.lines[0], p.list.object, c.lines[1], p.page.object, p.empty,
	}}
	p.empty.Hide()
	return c
}

// showPerson says whether somebody is chosen, for a narrow window.
func (c *columns) showPerson(on bool) {
	if c.person != on {
		c.person = on
		c.object.Refresh()
	}
}

// showEmpty shows what a book without people has to say.
func (c *columns) showEmpty(on bool) {
	if c.none != on {
		c.none = on
		c.object.Refresh()
	}
}

// empty reports whether that takes the place of the list. A search finds commands
// even where it can find nobody.
func (c *columns) empty() bool { return c.none && c.screen.route.Query == "" }

// windowWidth is the width of the window at a text size of 100 %.
func (c *columns) windowWidth() float32 { return c.width/style.Factor() + style.RailWidth }

func (c *columns) narrow() bool { return c.width > 0 && c.windowWidth() < style.Narrow }
func (c *columns) wide() bool   { return c.windowWidth() >= style.Wide }

// The widths of the columns of tags and people.
const (
	sideWidth, listWidth         = 212, 392
	sideWidthWide, listWidthWide = 240, 460
)

// Layout implements fyne.Layout.
func (c *columns) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	c.width = size.Width
	p := c.screen
	if side := p.SideShown(); side != c.side {
		c.side = side
		p.OnTurn()
	}
	kit.Show(p.empty, c.empty())
	if c.empty() {
		for _, o := range c.object.Objects[:5] {
			o.Hide()
		}
		kit.Put(p.empty, 0, 0, size.Width, size.Height)
		return
	}
	narrow := c.narrow()
	kit.Show(p.side.object, !narrow)
	kit.Show(c.lines[0], !narrow)
	kit.Show(c.lines[1], !narrow)
	kit.Show(p.list.tags, narrow)
	kit.Show(p.list.object, !narrow || !c.person)
	kit.Show(p.page.object, !narrow || c.person)
	p.page.setBack(narrow)
	p.page.setWide(c.wide())
	if narrow {
		kit.Put(p.list.object, 0, 0, size.Width, size.Height)
		kit.Put(p.page.object, 0, 0, size.Width, size.Height)
		return
	}
	side, list := style.Px(sideWidth), style.Px(listWidth)
	if c.wide() {
		side, list = style.Px(sideWidthWide), style.Px(listWidthWide)
	}
	kit.Put(p.side.object, 0, 0, side-1, size.Height)
	kit.Put(c.lines[0], side-1, 0, 1, size.Height)
	kit.Put(p.list.object, side, 0, list-1, size.Height)
	kit.Put(c.lines[1], side+list-1, 0, 1, size.Height)
	kit.Put(p.page.object, side+list, 0, size.Width-side-list, size.Height)
}

// MinSize implements fyne.Layout: the smallest window says how small it can be.
func (c *columns) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(320, 320) }
