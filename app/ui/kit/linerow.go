package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"carebook/app/ui/style"
)

// Line is a row of a table of remarks: where, what, and what stood there.
type Line struct {
	Lead, Text, Second string
}

// LineHeight is the distance from one LineRow to the next at 100 %.
const LineHeight float32 = 52

// LineRow shows a Line.
type LineRow struct {
	widget.BaseWidget
	line               Line
	focused            bool
	ring               *canvas.Rectangle
	lead, text, second *canvas.Text
}

// NewLineRow makes an empty row.
func NewLineRow() *LineRow {
	r := &LineRow{ring: frame(style.RadiusRow), lead: &canvas.Text{}, text: &canvas.Text{}, second: &canvas.Text{}}
	r.ExtendBaseWidget(r)
	return r
}

// Fill shows something in the row.
func (r *LineRow) Fill(l Line, focused bool) {
	r.line, r.focused = l, focused
	r.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (r *LineRow) CreateRenderer() fyne.WidgetRenderer { return rendererOf(r) }

func (r *LineRow) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.lead, r.text, r.second, r.ring}
}

var (
	lineLead   = face{size: style.Small, token: style.Ink3}
	lineText   = face{size: style.Control, token: style.Ink}
	lineSecond = face{size: style.Small, token: style.Ink2}
)

func (r *LineRow) paint() {
	lineLead.dress(r.lead, r.line.Lead)
	lineText.dress(r.text, r.line.Text)
	lineSecond.dress(r.second, r.line.Second)
	showFrame(r.ring, r.focused)
}

func (r *LineRow) place(size fyne.Size) {
	Put(r.ring, 0, 0, size.Width, size.Height)
	pad, lead := style.Px(10), style.Px(110)
	if r.line.Lead == "" {
		lead = 0
	}
	first, second := style.Px(21), style.Px(19)
	room := size.Width - 2*pad - lead
	y := (size.Height - first - second) / 2
	if r.line.Second == "" {
		y = (size.Height - first) / 2
	}
	r.lead.Text = lineLead.fit(r.line.Lead, lead-pad)
	putText(r.lead, pad, y, max(0, lead-pad), first)
	r.text.Text = lineText.fit(r.line.Text, room)
	putText(r.text, pad+lead, y, room, first)
	r.second.Text = lineSecond.fit(r.line.Second, room)
	putText(r.second, pad+lead, y+first, room, second)
}

func (r *LineRow) least() fyne.Size {
	return fyne.NewSize(style.Px(300), style.Px(LineHeight)-style.Space1)
}
