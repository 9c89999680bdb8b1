package kit

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"carebook/app/ui/style"
)

// Tag is what a chip says of a tag.
type Tag struct {
	Name string
	// Color is the tag's colour by its name in the book.
	Color string
}

// chipParts draw one chip inside another piece.
type chipParts struct {
	ground *canvas.Rectangle
	dot    *canvas.Circle
	text   *canvas.Text
}

func newChipParts() chipParts {
	return chipParts{&canvas.Rectangle{}, &canvas.Circle{}, &canvas.Text{}}
}

func (c chipParts) objects() []fyne.CanvasObject { return []fyne.CanvasObject{c.ground, c.dot, c.text} }

func (c chipParts) show(on bool) {
	c.ground.Hidden, c.dot.Hidden, c.text.Hidden = !on, !on, !on
}

var chipFace = face{size: style.Caption, token: style.Ink2}

// paint sets the colours; on a row that is not plain, being selected or under
// the pointer, a chip lies on card.
func (c chipParts) paint(tag Tag, onFill bool) {
	ground := style.Hover
	if onFill {
		ground = style.Card
	}
	c.ground.FillColor = style.Color(ground)
	c.ground.CornerRadius = style.Px(style.ChipHeight) / 2
	c.dot.FillColor = style.Color(style.TagColor(tag.Color))
	chipFace.dress(c.text, tag.Name)
}

// The room inside a chip: before the dot, the dot, the gap, after the name.
const chipLead, chipDot, chipGap, chipTail = 8, 7, 6, 9

func chipWidth(name string, most float32) float32 {
	fixed := style.Px(chipLead + chipDot + chipGap + chipTail)
	if surelyFits(name, style.TextSize(style.Caption), 0) {
		return fixed
	}
	return min(fixed+chipFace.width(name), most)
}

// place lays the chip out at a point, w wide, its name cut to it.
func (c chipParts) place(name string, x, y, w float32) {
	h, dot := style.Px(style.ChipHeight), style.Px(chipDot)
	Put(c.ground, x, y, w, h)
	Put(c.dot, x+style.Px(chipLead), y+(h-dot)/2, dot, dot)
	lead := style.Px(chipLead + chipDot + chipGap)
	room := w - lead - style.Px(chipTail)
	c.text.Text = chipFace.fit(name, room)
	putText(c.text, x+lead, y, room, h)
}

// placeDot lays the chip out at a point as its dot alone.
func (c chipParts) placeDot(x, y float32) {
	h, dot := style.Px(style.ChipHeight), style.Px(chipDot)
	Put(c.ground, x, y, h, h)
	Put(c.dot, x+(h-dot)/2, y+(h-dot)/2, dot, dot)
	c.text.Hidden = true
}

// more is the "+2" after the chips that there is room for.
func more(n int) string {
	if n <= 0 {
		return ""
	}
	return fmt.Sprintf("+%d", n)
}
