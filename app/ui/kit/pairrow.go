package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"carebook/app/ui/style"
)

// Pair is what a row of a list shows of two people who may be one.
type Pair struct {
	First, Second string
	// Why says what they share.
	Why string
	// Mark says in a word how sure it is; Sure fills its tile.
	Mark string
	Sure bool
}

// PairHeight is the distance from one PairRow to the next at 100 %.
const PairHeight float32 = 82

// PairRow shows a Pair: the two names below each other, why, and the mark.
type PairRow struct {
	widget.BaseWidget
	pair               Pair
	selected           bool
	ring, tile         *canvas.Rectangle
	first, second, why *canvas.Text
	mark               *canvas.Text
}

// NewPairRow makes an empty row.
func NewPairRow() *PairRow {
	r := &PairRow{
		ring: frame(style.RadiusRow), tile: &canvas.Rectangle{}, first: &canvas.Text{}, second: &canvas.Text{}, why: &canvas.Text{},
		mark: &canvas.Text{Alignment: fyne.TextAlignCenter},
	}
	r.ring.Hide()
	r.ExtendBaseWidget(r)
	return r
}

// Fill shows something in the row. selected and focused are its state in the list.
func (r *PairRow) Fill(p Pair, selected, focused bool) {
	r.pair, r.selected = p, selected
	showFrame(r.ring, focused)
	r.Refresh()
}

// Pair is what the row shows.
func (r *PairRow) Pair() Pair { return r.pair }

// CreateRenderer implements fyne.Widget.
func (r *PairRow) CreateRenderer() fyne.WidgetRenderer { return rendererOf(r) }

func (r *PairRow) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.first, r.second, r.why, r.tile, r.mark, r.ring}
}

func (r *PairRow) markFace() face {
	f := face{size: style.Caption, bold: true, token: style.BandCInk}
	if r.pair.Sure {
		f.token = style.BandAInk
	}
	return f
}

func (r *PairRow) paint() {
	rowName.dress(r.first, r.pair.First)
	rowName.dress(r.second, r.pair.Second)
	rowSecond.dress(r.why, r.pair.Why)
	r.markFace().dress(r.mark, r.pair.Mark)
	r.tile.CornerRadius = style.RadiusBand
	r.tile.FillColor, r.tile.StrokeColor, r.tile.StrokeWidth = style.Color(style.BandA), style.Color(style.BandA), 0
	if !r.pair.Sure {
		r.tile.FillColor, r.tile.StrokeColor, r.tile.StrokeWidth = style.Color(style.BandC), style.Color(style.BandCEdge), 1
	}
}

func (r *PairRow) place(size fyne.Size) {
	Put(r.ring, 0, 0, size.Width, size.Height)
	x, tile := style.Px(rowMargin), style.Px(style.BandTile)
	mark := r.markFace().width(r.pair.Mark) + style.Px(12)
	room := max(0, size.Width-2*x)
	name, line := rowName.height(), rowSecond.height()
	y := (size.Height - 2*name - line) / 2
	r.first.Text = rowName.fit(r.pair.First, max(0, room-mark-style.Px(style.Space2)))
	putText(r.first, x, y, room, name)
	r.second.Text = rowName.fit(r.pair.Second, room)
	putText(r.second, x, y+name, room, name)
	r.why.Text = rowSecond.fit(r.pair.Why, room)
	putText(r.why, x, y+2*name, room, line)
	Put(r.tile, size.Width-x-mark, y, mark, tile)
	putText(r.mark, size.Width-x-mark, y, mark, tile)
}

func (r *PairRow) least() fyne.Size { return fyne.NewSize(style.Px(160), style.Px(PairHeight)) }
