package kit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"carebook/app/ui/style"
)

// Figure is a cell of a table of figures.
type Figure struct {
	Words string
	// Detail is a second, quiet line; Late draws it as a warning.
	Detail string
	Late   bool
	Bold   bool
}

// FigureColumn is a column of a table of figures.
type FigureColumn struct {
	// Width is that at 100 %; the column of width 0 takes the rest.
	Width float32
	// Right sets words at the right, as figures are.
	Right bool
}

// figureParts draw a line of figures inside another piece.
type figureParts struct {
	columns []FigureColumn
	figures []Figure
	head    bool
	line    *canvas.Rectangle
	texts   []*canvas.Text
	details []*canvas.Text
}

func newFigureParts(columns []FigureColumn) figureParts {
	p := figureParts{columns: columns, line: &canvas.Rectangle{}}
	for range columns {
		p.texts, p.details = append(p.texts, &canvas.Text{}), append(p.details, &canvas.Text{})
	}
	return p
}

func (p *figureParts) objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{p.line}
	for i := range p.texts {
		objects = append(objects, p.texts[i], p.details[i])
	}
	return objects
}

var (
	figureHead   = face{size: style.Caption, token: style.Ink3}
	figureWords  = face{size: style.Control, token: style.Ink}
	figureDetail = face{size: style.Caption, token: style.Ink3}
)

func (p *figureParts) faces(i int) (words, detail face) {
	words, detail = figureWords, figureDetail
	if p.head {
		words = figureHead
	}
	if i < len(p.figures) {
		words.bold = p.figures[i].Bold
		if p.figures[i].Late {
			detail.token = style.Late
		}
	}
	return words, detail
}

func (p *figureParts) paint() {
	p.line.FillColor = style.Color(style.Line)
	for i := range p.columns {
		words, detail := p.faces(i)
		words.dress(p.texts[i], p.figure(i).Words)
		detail.dress(p.details[i], p.figure(i).Detail)
	}
}

func (p *figureParts) figure(i int) Figure {
	if i < len(p.figures) {
		return p.figures[i]
	}
	return Figure{}
}

// two reports whether the line has second lines.
func (p *figureParts) two() bool {
	for i := range p.figures {
		if p.figures[i].Detail != "" {
			return true
		}
	}
	return false
}

// The space between columns, before and behind the words, and above and below
// them, at 100 %.
const figureGap, figurePad, figureAir float32 = 12, 6, 7

func (p *figureParts) height() float32 {
	if p.head {
		return figureHead.height() + style.Px(figureAir)
	}
	h := figureWords.height() + 2*style.Px(figureAir)
	if p.two() {
		h += figureDetail.height()
	}
	return h
}

// place lays the cells out. Where the columns leave too little for the words of
// the first of width 0, they give way by their part.
func (p *figureParts) place(size fyne.Size) {
	if size.Width == 0 {
		return
	}
	Put(p.line, 0, size.Height-1, size.Width, 1)
	gap, pad := style.Px(figureGap), style.Px(figurePad)
	room := size.Width - 2*pad - gap*float32(len(p.columns)-1)
	fixed := float32(0)
	for _, c := range p.columns {
		fixed += style.Px(c.Width)
	}
	part := float32(1)
	if least := room * 0.62; fixed > least {
		part = least / fixed
	}
	x := pad
	for i, c := range p.columns {
		w := style.Px(c.Width) * part
		if c.Width == 0 {
			w = room - fixed*part
		}
		p.placeCell(i, x, w+p.spare(i, part), size.Height)
		x += w + gap
	}
}

// spare is what the words of a cell may take of the next one, whose figures stand
// at the right of it and leave the rest free.
func (p *figureParts) spare(i int, part float32) float32 {
	if p.columns[i].Right || i+1 == len(p.columns) || !p.columns[i+1].Right {
		return 0
	}
	next := p.figure(i + 1)
	words, detail := p.faces(i + 1)
	return max(0, style.Px(p.columns[i+1].Width)*part-max(words.width(next.Words), detail.width(next.Detail)))
}

func (p *figureParts) placeCell(i int, x, w, height float32) {
	words, detail := p.faces(i)
	f, first, second := p.figure(i), words.height(), detail.height()
	align := fyne.TextAlignLeading
	if p.columns[i].Right {
		align = fyne.TextAlignTrailing
	}
	p.texts[i].Alignment, p.details[i].Alignment = align, align
	p.texts[i].Text, p.details[i].Text = words.fit(f.Words, w), detail.fit(f.Detail, w)
	p.details[i].Hidden = f.Detail == ""
	y := (height - first) / 2
	if p.two() {
		y = (height - first - second) / 2
	}
	putText(p.texts[i], x, y, w, first)
	putText(p.details[i], x, y+first, w, second)
}

// words are all that the line says.
func (p *figureParts) words() string {
	var all []string
	for i := range p.columns {
		for _, words := range []string{p.figure(i).Words, p.figure(i).Detail} {
			if words != "" {
				all = append(all, words)
			}
		}
	}
	return strings.Join(all, ", ")
}

// FigureRow is a line of a table of figures, which is only read.
type FigureRow struct {
	widget.BaseWidget
	parts figureParts
}

// NewFigureRow makes an empty line.
func NewFigureRow(columns []FigureColumn) *FigureRow {
	r := &FigureRow{parts: newFigureParts(columns)}
	r.ExtendBaseWidget(r)
	return r
}

// NewFigureHead makes the headings of the columns.
func NewFigureHead(columns []FigureColumn, names ...string) *FigureRow {
	r := NewFigureRow(columns)
	r.parts.head = true
	for _, name := range names {
		r.parts.figures = append(r.parts.figures, Figure{Words: name})
	}
	return r
}

// Fill shows figures.
func (r *FigureRow) Fill(figures ...Figure) {
	r.parts.figures = figures
	r.Refresh()
}

// Figures are those shown.
func (r *FigureRow) Figures() []Figure { return r.parts.figures }

// AccessibilityLabel implements fyne.Accessible.
func (r *FigureRow) AccessibilityLabel() string { return r.parts.words() }

// AccessibilityRole implements fyne.Accessible.
func (r *FigureRow) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// CreateRenderer implements fyne.Widget.
func (r *FigureRow) CreateRenderer() fyne.WidgetRenderer { return rendererOf(r) }

func (r *FigureRow) objects() []fyne.CanvasObject { return r.parts.objects() }
func (r *FigureRow) paint()                       { r.parts.paint() }
func (r *FigureRow) place(size fyne.Size)         { r.parts.place(size) }
func (r *FigureRow) least() fyne.Size             { return fyne.NewSize(style.Px(220), r.parts.height()) }

// DeedRow is a line of figures with which something can be done: a click or Enter
// opens it, Delete removes it, the other button of the mouse, the menu key or
// Shift+F10 shows all.
type DeedRow struct {
	control
	// OnRemove and OnMenu are what else can be done; nil is nothing.
	OnRemove, OnMenu func()

	parts        figureParts
	chosen       bool
	shift        shiftKey
	ground, ring *canvas.Rectangle
}

// NewDeedRow makes an empty line.
func NewDeedRow(columns []FigureColumn) *DeedRow {
	r := &DeedRow{
		parts: newFigureParts(columns), ground: &canvas.Rectangle{CornerRadius: style.RadiusButton}, ring: frame(style.RadiusButton),
	}
	r.ExtendBaseWidget(r)
	return r
}

// Fill shows figures; chosen marks the line as the one that is worked on.
func (r *DeedRow) Fill(chosen bool, figures ...Figure) {
	r.chosen, r.parts.figures = chosen, figures
	r.Refresh()
}

// Figures are those shown.
func (r *DeedRow) Figures() []Figure { return r.parts.figures }

// Chosen reports whether the line is marked.
func (r *DeedRow) Chosen() bool { return r.chosen }

// TappedSecondary implements fyne.SecondaryTappable.
func (r *DeedRow) TappedSecondary(*fyne.PointEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(r); c != nil {
		c.Focus(r)
	}
	r.do(r.OnMenu)
}

func (r *DeedRow) do(deed func()) {
	if deed != nil {
		deed()
	}
}

// KeyDown implements desktop.Keyable.
func (r *DeedRow) KeyDown(e *fyne.KeyEvent) { r.shift.set(e, true) }

// KeyUp implements desktop.Keyable.
func (r *DeedRow) KeyUp(e *fyne.KeyEvent) { r.shift.set(e, false) }

// TypedKey implements fyne.Focusable.
func (r *DeedRow) TypedKey(e *fyne.KeyEvent) {
	switch {
	case e.Name == fyne.KeyDelete:
		r.do(r.OnRemove)
	case r.shift.asksForMenu(e):
		r.do(r.OnMenu)
	default:
		r.control.TypedKey(e)
	}
}

// AccessibilityLabel implements fyne.Accessible.
func (r *DeedRow) AccessibilityLabel() string { return r.parts.words() }

// AccessibilityRole implements fyne.Accessible.
func (r *DeedRow) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (r *DeedRow) CreateRenderer() fyne.WidgetRenderer { return rendererOf(r) }

func (r *DeedRow) objects() []fyne.CanvasObject {
	return append(append([]fyne.CanvasObject{r.ground}, r.parts.objects()...), r.ring)
}

func (r *DeedRow) paint() {
	r.ground.Hidden = !r.chosen && (!r.hovered || r.OnTapped == nil)
	r.ground.FillColor = style.Color(style.Hover)
	if r.chosen {
		r.ground.FillColor = style.Color(style.Soft)
	}
	r.parts.paint()
	showFrame(r.ring, r.focused)
}

func (r *DeedRow) place(size fyne.Size) {
	Put(r.ground, 0, 0, size.Width, size.Height)
	Put(r.ring, 0, 0, size.Width, size.Height)
	r.parts.place(size)
}

func (r *DeedRow) least() fyne.Size { return fyne.NewSize(style.Px(220), r.parts.height()) }
