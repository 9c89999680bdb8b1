package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"carebook/app/care"
	"carebook/app/ui/style"
)

// bandParts draw the tile of a band inside another piece: A full, B tint, C
// hollow, and any other word hollow and as wide as it is.
type bandParts struct {
	tile *canvas.Rectangle
	text *canvas.Text
}

// BandTile is what the tile of a row shows of a band: its letter. Those who are
// new have none: in most books they are nearly everybody, and a tile on each of
// them would say nothing.
func BandTile(b care.Band) string {
	if b == care.BandNew {
		return ""
	}
	return string(b)
}

func newBandParts() bandParts {
	return bandParts{&canvas.Rectangle{}, &canvas.Text{Alignment: fyne.TextAlignCenter}}
}

func (b bandParts) objects() []fyne.CanvasObject { return []fyne.CanvasObject{b.tile, b.text} }

// paint sets letter and colours; without a band nothing is drawn.
func (b bandParts) paint(band string) {
	b.tile.Hidden, b.text.Hidden = band == "", band == ""
	b.tile.CornerRadius = style.RadiusBand
	b.tile.StrokeColor, b.tile.StrokeWidth = color.Transparent, 0
	ink := style.BandCInk
	switch band {
	case "A":
		b.tile.FillColor, ink = style.Color(style.BandA), style.BandAInk
	case "B":
		b.tile.FillColor, ink = style.Color(style.BandB), style.BandBInk
	default:
		b.tile.FillColor = style.Color(style.BandC)
		b.tile.StrokeColor, b.tile.StrokeWidth = style.Color(style.BandCEdge), 1
	}
	face{size: style.Caption, bold: true, token: ink}.dress(b.text, band)
}

// width is the tile's: a square for a letter.
func (b bandParts) width(band string) float32 {
	square := style.Px(style.BandTile)
	if len(band) <= 1 {
		return square
	}
	return max(square, face{size: style.Caption, bold: true}.width(band)+style.Px(12))
}

func (b bandParts) place(x, y, w float32) {
	h := style.Px(style.BandTile)
	Put(b.tile, x, y, w, h)
	putText(b.text, x, y, w, h)
}
