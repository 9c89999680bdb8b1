package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"carebook/app/ui/style"
)

// BandFigure is the tile of a band before a figure.
type BandFigure struct {
	widget.BaseWidget
	band, words string
	parts       bandParts
	text        *canvas.Text
}

// NewBandFigure makes a tile with a figure.
func NewBandFigure(band, words string) *BandFigure {
	f := &BandFigure{band: band, words: words, parts: newBandParts(), text: &canvas.Text{}}
	f.ExtendBaseWidget(f)
	return f
}

// SetText changes the figure.
func (f *BandFigure) SetText(words string) {
	if f.words != words {
		f.words = words
		f.Refresh()
	}
}

// SetBand changes the tile.
func (f *BandFigure) SetBand(band string) {
	if f.band != band {
		f.band = band
		f.Refresh()
	}
}

// Words are the figure.
func (f *BandFigure) Words() string { return f.words }

// AccessibilityLabel implements fyne.Accessible.
func (f *BandFigure) AccessibilityLabel() string { return f.band + ": " + f.words }

// AccessibilityRole implements fyne.Accessible.
func (f *BandFigure) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer implements fyne.Widget.
func (f *BandFigure) CreateRenderer() fyne.WidgetRenderer { return rendererOf(f) }

func (f *BandFigure) objects() []fyne.CanvasObject { return append(f.parts.objects(), f.text) }

var bandFigureFace = face{size: style.Control, bold: true, token: style.Ink}

// bandFigureGap is the space between the tile and the figure at 100 %.
const bandFigureGap float32 = 6

func (f *BandFigure) paint() {
	f.parts.paint(f.band)
	bandFigureFace.dress(f.text, f.words)
}

func (f *BandFigure) place(size fyne.Size) {
	tile := f.parts.width(f.band)
	f.parts.place(0, (size.Height-style.Px(style.BandTile))/2, tile)
	x := tile + style.Px(bandFigureGap)
	putText(f.text, x, 0, max(0, size.Width-x), size.Height)
}

func (f *BandFigure) least() fyne.Size {
	w := f.parts.width(f.band) + style.Px(bandFigureGap) + bandFigureFace.width(f.words)
	return fyne.NewSize(w, max(style.Px(style.BandTile), bandFigureFace.height()))
}

// BandRow is a person in a list of reasons: the tile of the band, the name, and
// why the person is there. A click and Enter are OnTapped.
type BandRow struct {
	control
	// OnKey is asked about keys first, and reports whether it has used one.
	OnKey func(*fyne.KeyEvent) bool

	band, name string
	// widest is the band that has the widest tile of the list.
	widest string
	tile   bandParts
	text   *canvas.Text
	why    *Paragraph
	action *rowButton // nil is none
	shift  shiftKey

	ground, ring *canvas.Rectangle
}

// whyLines are the most lines of a reason.
const whyLines = 2

// NewBandRow makes a row; band is "" for none.
func NewBandRow(band, name, why string, tapped func()) *BandRow {
	r := &BandRow{
		band: band, name: name, tile: newBandParts(), text: &canvas.Text{},
		why:    NewParagraph(why, style.Small, style.Ink2).Limit(whyLines),
		ground: &canvas.Rectangle{CornerRadius: style.RadiusRow}, ring: frame(style.RadiusRow),
	}
	r.OnTapped = tapped
	r.ExtendBaseWidget(r)
	return r
}

// Offer puts a button at the end of the row, which the menu key presses, too, and
// returns the row.
func (r *BandRow) Offer(a RowAction) *BandRow {
	r.action = newRowButton(r, a.Glyph, a.Words, a.Do)
	return r
}

// Room leaves as much room for the tile as that of a band needs, and returns the
// row: so the names of a list stand under each other.
func (r *BandRow) Room(widest string) *BandRow {
	r.widest = widest
	return r
}

// Offered is the button at the end, or nil.
func (r *BandRow) Offered() *Button {
	if r.action == nil {
		return nil
	}
	return &r.action.Button
}

// Name is who the row is about, Why the reason.
func (r *BandRow) Name() string { return r.name }

// Why is why the person is there.
func (r *BandRow) Why() string { return r.why.Words() }

// Band is the letter of the tile.
func (r *BandRow) Band() string { return r.band }

// KeyDown implements desktop.Keyable.
func (r *BandRow) KeyDown(e *fyne.KeyEvent) { r.shift.set(e, true) }

// KeyUp implements desktop.Keyable.
func (r *BandRow) KeyUp(e *fyne.KeyEvent) { r.shift.set(e, false) }

// FocusLost implements fyne.Focusable.
func (r *BandRow) FocusLost() {
	r.shift.held = false
	r.control.FocusLost()
}

// TappedSecondary implements fyne.SecondaryTappable.
func (r *BandRow) TappedSecondary(*fyne.PointEvent) {
	if r.action != nil {
		r.action.press()
	}
}

// TypedKey implements fyne.Focusable: the arrow keys move to the rows above and
// below.
func (r *BandRow) TypedKey(e *fyne.KeyEvent) {
	switch {
	case r.OnKey != nil && r.OnKey(e):
	case e.Name == fyne.KeyDown, e.Name == fyne.KeyUp:
		stepFrom(r, func(f fyne.Focusable) bool { _, ok := f.(*rowButton); return ok }, e.Name == fyne.KeyUp)
	case r.action != nil && r.shift.asksForMenu(e):
		r.action.press()
	default:
		r.control.TypedKey(e)
	}
}

// AccessibilityLabel implements fyne.Accessible.
func (r *BandRow) AccessibilityLabel() string {
	label := r.name
	if r.band != "" {
		label += ", " + r.band
	}
	return label + ": " + r.why.Words()
}

// AccessibilityRole implements fyne.Accessible.
func (r *BandRow) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (r *BandRow) CreateRenderer() fyne.WidgetRenderer { return rendererOf(r) }

func (r *BandRow) objects() []fyne.CanvasObject {
	objects := append([]fyne.CanvasObject{r.ground}, r.tile.objects()...)
	objects = append(objects, r.text, r.why)
	if r.action != nil {
		objects = append(objects, r.action)
	}
	return append(objects, r.ring)
}

var bandRowName = face{size: style.Control, bold: true, token: style.Ink}

func (r *BandRow) paint() {
	r.ground.Hidden = !r.hovered && (r.action == nil || !r.action.active())
	r.ground.FillColor = style.Color(style.Hover)
	r.tile.paint(r.band)
	bandRowName.dress(r.text, r.name)
	showFrame(r.ring, r.focused)
}

// The space at the sides and over the words of a row, and behind its tile, at
// 100 %.
const bandRowSide, bandRowTop, bandRowTile float32 = 8, 6, 10

// words are where the words begin, and their width in a row of a width.
func (r *BandRow) words(width float32) (x, room float32) {
	x = style.Px(bandRowSide+bandRowTile) + max(r.tile.width(r.band), r.tile.width(r.widest))
	room = width - x - style.Px(bandRowSide)
	if r.action != nil {
		room -= style.Px(style.ButtonSmall) + style.Px(style.Space1)
	}
	return x, max(0, room)
}

func (r *BandRow) place(size fyne.Size) {
	Put(r.ground, 0, 0, size.Width, size.Height)
	Put(r.ring, 0, 0, size.Width, size.Height)
	x, room := r.words(size.Width)
	top, line := style.Px(bandRowTop), bandRowName.height()
	tile := style.Px(style.BandTile)
	r.tile.place(style.Px(bandRowSide), top+(line-tile)/2, r.tile.width(r.band))
	bandRowName.dress(r.text, bandRowName.fit(r.name, room))
	putText(r.text, x, top, room, line)
	Put(r.why, x, top+line, room, r.why.HeightFor(room))
	if r.action != nil {
		b := style.Px(style.ButtonSmall)
		Put(r.action, size.Width-style.Px(bandRowSide)-b, (size.Height-b)/2, b, b)
	}
}

// HeightFor is the height at a width.
func (r *BandRow) HeightFor(width float32) float32 {
	_, room := r.words(width)
	h := 2*style.Px(bandRowTop) + bandRowName.height()
	if r.why.Words() != "" {
		h += r.why.HeightFor(room)
	}
	return h
}

func (r *BandRow) least() fyne.Size {
	return fyne.NewSize(style.Px(140), r.HeightFor(max(style.Px(140), r.Size().Width)))
}
