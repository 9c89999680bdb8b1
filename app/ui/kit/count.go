package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"carebook/app/ui/style"
)

// Count is a number with an icon and a word, such as "New 1,846".
type Count struct {
	widget.BaseWidget
	glyph        style.Glyph
	token        style.Token
	word, number string

	ground   *canvas.Rectangle
	icon     icon
	text, of *canvas.Text
}

// NewCount makes a count; token colours the icon.
func NewCount(glyph style.Glyph, token style.Token, word, number string) *Count {
	c := &Count{
		glyph: glyph, token: token, word: word, number: number,
		ground: &canvas.Rectangle{CornerRadius: style.RadiusButton}, icon: newIcon(), text: &canvas.Text{}, of: &canvas.Text{},
	}
	c.ExtendBaseWidget(c)
	return c
}

// Number is the number as it is shown.
func (c *Count) Number() string { return c.number }

// CreateRenderer implements fyne.Widget.
func (c *Count) CreateRenderer() fyne.WidgetRenderer { return rendererOf(c) }

func (c *Count) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{c.ground, c.icon.Image, c.text, c.of}
}

var (
	countWord   = face{size: style.Control, token: style.Ink2}
	countNumber = face{size: style.Control, bold: true, token: style.Ink}
)

func (c *Count) paint() {
	c.ground.FillColor, c.ground.StrokeColor, c.ground.StrokeWidth = style.Color(style.Card), style.Color(style.Line2), 1
	c.icon.set(c.glyph, c.token)
	countWord.dress(c.text, c.word)
	countNumber.dress(c.of, c.number)
}

func (c *Count) place(size fyne.Size) {
	Put(c.ground, 0, 0, size.Width, size.Height)
	x, g := style.Px(style.Space3), style.Px(style.IconSmall)
	Put(c.icon, x, (size.Height-g)/2, g, g)
	x += g + style.Px(style.Space2)
	w := countWord.width(c.word)
	putText(c.text, x, 0, w, size.Height)
	x += w + style.Px(style.Space2)
	putText(c.of, x, 0, countNumber.width(c.number), size.Height)
}

func (c *Count) least() fyne.Size {
	w := countWord.width(c.word) + countNumber.width(c.number)
	return fyne.NewSize(w+style.Px(2*style.Space3+style.IconSmall+2*style.Space2), style.Px(style.Button))
}
