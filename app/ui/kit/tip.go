package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"carebook/app/ui/style"
)

// tipParts draw, within a picture, the line that tells of what is under the
// pointer.
type tipParts struct {
	ground *canvas.Rectangle
	text   *canvas.Text
}

func newTipParts() tipParts {
	return tipParts{&canvas.Rectangle{CornerRadius: style.RadiusBand}, &canvas.Text{Alignment: fyne.TextAlignCenter}}
}

var tipFace = face{size: style.Small, token: style.Ink}

func (t tipParts) paint() {
	t.ground.FillColor, t.ground.StrokeColor, t.ground.StrokeWidth = style.Color(style.Card), style.Color(style.Line2), 1
	t.ground.Shadow = canvas.Shadow{Color: style.Color(style.Shadow), BlurRadius: 8, Offset: fyne.NewPos(0, 2)}
}

func (t tipParts) hide() { t.ground.Hidden, t.text.Hidden = true, true }

// tipHeight is the height of a tip at 100 %.
const tipHeight = 26

// place writes words in the middle over x, above what begins at y, or below its
// height where there is no room above; never past a width.
func (t tipParts) place(words string, x, y, height, width float32) {
	t.ground.Hidden, t.text.Hidden = false, false
	pad, h, gap := style.Px(style.Space2), style.Px(tipHeight), style.Px(style.Space1)
	words = tipFace.fit(words, width-2*pad)
	tipFace.dress(t.text, words)
	w := tipFace.width(words) + 2*pad
	left, top := max(0, min(x-w/2, width-w)), y-gap-h
	if top < 0 {
		top = y + height + gap
	}
	Put(t.ground, left, top, w, h)
	putText(t.text, left, top, w, h)
}
