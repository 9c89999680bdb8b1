package ui

import (
	"fyne.io/fyne/v2"

	"carebook/app/ui/kit"
	"carebook/app/ui/style"
)

// frame is the window: rail, top bar, content, and in the demo book a line over the
// content.
type frame struct{}

func (*frame) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	rail, bar := style.Px(style.RailWidth), style.Px(style.TopBar)
	place(objects[0], 0, 0, rail, size.Height)
	place(objects[1], rail, 0, size.Width-rail, bar)
	if len(objects) > 3 {
		line := kit.HeightFor(objects[3], size.Width-rail)
		place(objects[3], rail, bar, size.Width-rail, line)
		bar += line
	}
	place(objects[2], rail, bar, size.Width-rail, size.Height-bar)
}

func (*frame) MinSize([]fyne.CanvasObject) fyne.Size { return style.SmallestWindow }

// topBar is a line, the search field, and buttons at the right. The button of
// the caller is its glyph alone where the search field would have little room.
type topBar struct{ who *kit.Button }

// leastFind is the width of the search field at 100 % for which the label of a
// button goes.
const leastFind = 360

func (t *topBar) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	line, find := objects[0], objects[1]
	room := size.Width - style.Px(20) - style.Px(style.Space5) - t.who.Unfolded()
	for _, o := range objects[2:] {
		if o != t.who {
			room -= o.MinSize().Width
		}
		room -= style.Px(style.Space2)
	}
	t.who.Fold(room < style.Px(leastFind))
	place(line, 0, size.Height-1, size.Width, 1)
	x := size.Width - style.Px(20)
	for i := len(objects) - 1; i > 1; i-- {
		least := objects[i].MinSize()
		x -= least.Width
		place(objects[i], x, (size.Height-least.Height)/2, least.Width, least.Height)
		x -= style.Px(style.Space2)
	}
	margin, h := style.Px(style.Space5), find.MinSize().Height
	place(find, margin, (size.Height-h)/2, min(style.Px(style.FindWidth), x-style.Px(style.Space2)-margin), h)
}

func (*topBar) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(style.Px(400), style.Px(style.TopBar))
}

func place(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
}
