package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"carebook/app/ui/style"
)

// Record is what a row of a table of records shows: where it stands, what
// happens to it, and three cells.
type Record struct {
	Line string
	// Glyph and What say what happens, in the colour of Token.
	Glyph style.Glyph
	What  string
	Token style.Token
	// Name, Second and Third are the cells. Link draws the third one as the way
	// to more.
	Name, Second, Third string
	Link                bool
	// Problem tints the row, and lets Name reach over the second cell.
	Problem bool
	// Faded draws the row as one that is left out.
	Faded bool
}

// RecordHeight is the distance from one RecordRow to the next at 100 %.
const RecordHeight float32 = 39

// RecordRow shows a Record.
type RecordRow struct {
	widget.BaseWidget
	record            Record
	selected, focused bool
	head              bool

	tint, ring                      *canvas.Rectangle
	icon                            icon
	line, what, name, second, third *canvas.Text
}

// NewRecordRow makes an empty row.
func NewRecordRow() *RecordRow {
	r := &RecordRow{
		tint: &canvas.Rectangle{}, ring: frame(0), icon: newIcon(),
		line: &canvas.Text{}, what: &canvas.Text{}, name: &canvas.Text{}, second: &canvas.Text{}, third: &canvas.Text{},
	}
	r.ExtendBaseWidget(r)
	return r
}

// NewRecordHead makes the headings over the columns of RecordRows.
func NewRecordHead(line, what, name, second, third string) *RecordRow {
	r := NewRecordRow()
	r.head = true
	r.record = Record{Line: line, What: what, Name: name, Second: second, Third: third}
	return r
}

// Fill shows something in the row. selected and focused are its state in the list.
func (r *RecordRow) Fill(record Record, selected, focused bool) {
	r.record, r.selected, r.focused = record, selected, focused
	r.Refresh()
}

// Record is what the row shows.
func (r *RecordRow) Record() Record { return r.record }

// CreateRenderer implements fyne.Widget.
func (r *RecordRow) CreateRenderer() fyne.WidgetRenderer { return rendererOf(r) }

func (r *RecordRow) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.tint, r.icon.Image, r.line, r.what, r.name, r.second, r.third, r.ring}
}

// faces are those of line, what, name, second and third.
func (r *RecordRow) faces() [5]face {
	caption := face{size: style.Caption, token: style.Ink3}
	if r.head {
		return [5]face{caption, caption, caption, caption, caption}
	}
	small := face{size: style.Small, token: style.Ink2}
	f := [5]face{
		small, {size: style.Small, bold: true, token: r.record.Token}, {size: style.Control, bold: true, token: style.Ink}, small, small,
	}
	if r.record.Link {
		f[4] = face{size: style.Small, bold: true, token: style.Accent}
	}
	switch {
	case r.record.Problem:
		f[2].bold = false
	case r.record.Faded:
		f[2].token, f[3].token, f[4].token = style.Ink3, style.Ink3, style.Ink3
	}
	return f
}

// cells are the words and where they are drawn, in the order of faces.
func (r *RecordRow) cells() [5]struct {
	text  *canvas.Text
	words string
} {
	return [5]struct {
		text  *canvas.Text
		words string
	}{
		{r.line, r.record.Line}, {r.what, r.record.What}, {r.name, r.record.Name}, {r.second, r.record.Second}, {r.third, r.record.Third},
	}
}

func (r *RecordRow) paint() {
	r.tint.Hidden = !r.record.Problem || r.selected
	r.tint.FillColor = style.Color(style.LateSoft)
	r.icon.set(r.record.Glyph, r.record.Token)
	faces := r.faces()
	for i, c := range r.cells() {
		faces[i].dress(c.text, c.words)
	}
	showFrame(r.ring, r.focused)
}

// edges are where the cells begin, and where the last one ends.
func (r *RecordRow) edges(width float32) [6]float32 {
	left, right := style.Px(20), width-style.Px(20)
	what := left + style.Px(62)
	name := what + style.Px(114)
	room := right - name
	return [6]float32{left, what, name, name + room*0.48, name + room*0.75, right}
}

func (r *RecordRow) place(size fyne.Size) {
	if size.Width == 0 {
		return
	}
	Put(r.tint, 0, 0, size.Width, size.Height-1)
	Put(r.ring, 0, 0, size.Width, size.Height)
	edges, gap, g := r.edges(size.Width), style.Px(style.Space2), style.Px(15)
	faces := r.faces()
	Put(r.icon, edges[1], (size.Height-g)/2, g, g)
	for i, c := range r.cells() {
		x, end := edges[i], edges[i+1]
		switch {
		case i == 1 && r.record.Glyph != "":
			x += g + style.Px(5)
		case i == 2 && r.record.Problem:
			end = edges[4]
		}
		room := max(0, end-x-gap)
		if i == 4 {
			room = max(0, end-x)
		}
		c.text.Text = faces[i].fit(c.words, room)
		putText(c.text, x, 0, room, size.Height)
	}
}

func (r *RecordRow) least() fyne.Size {
	height := style.Px(RecordHeight)
	if r.head {
		height = style.Px(32)
	}
	return fyne.NewSize(style.Px(420), height)
}
