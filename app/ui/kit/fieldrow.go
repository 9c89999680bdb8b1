package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"carebook/app/ui/style"
)

// Field is one thing that is known of a person.
type Field struct {
	// Glyph stands before the first field of a group, "" before the others.
	Glyph style.Glyph
	Value string
	// Caption says which one it is: "mobile", "work", whose birthday.
	Caption string
}

// FieldRow shows a field: an icon in a circle, the value, its caption under
// it, and a button that copies the value.
type FieldRow struct {
	widget.BaseWidget
	field Field

	circle  *canvas.Circle
	icon    icon
	value   *Paragraph
	caption *canvas.Text
	copy    *Button
}

// NewFieldRow makes an empty row; copied is called with a value to copy.
func NewFieldRow(copied func(value string)) *FieldRow {
	f := &FieldRow{
		circle: &canvas.Circle{}, icon: newIcon(), value: NewParagraph("", style.Control, style.Ink), caption: &canvas.Text{},
	}
	f.copy = NewButton(Quiet, "", style.Copy, func() { copied(f.field.Value) }).Small().Faint()
	f.ExtendBaseWidget(f)
	return f
}

// Fill shows something in the row.
func (f *FieldRow) Fill(field Field) {
	f.field = field
	f.Refresh()
}

// Field is what the row shows.
func (f *FieldRow) Field() Field { return f.field }

// CopyButton copies the value.
func (f *FieldRow) CopyButton() *Button { return f.copy }

// CreateRenderer implements fyne.Widget.
func (f *FieldRow) CreateRenderer() fyne.WidgetRenderer { return rendererOf(f) }

func (f *FieldRow) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{f.circle, f.icon.Image, f.value, f.caption, f.copy}
}

var fieldCaption = face{size: style.Caption, token: style.Ink3}

func (f *FieldRow) paint() {
	f.circle.Hidden = f.field.Glyph == ""
	f.circle.FillColor = style.Color(style.Hover)
	f.icon.set(f.field.Glyph, style.Ink2)
	f.value.SetText(f.shown())
	f.value.Refresh()
	fieldCaption.dress(f.caption, f.field.Caption)
	f.caption.Hidden = f.field.Caption == ""
	f.copy.Refresh()
}

// mostShown is the number of signs of a value that are shown: a property of a
// card can hold a picture as text. The button copies all of it.
const mostShown = 3000

// shown is the value, cut where it is longer than anybody reads.
func (f *FieldRow) shown() string {
	if head, cut := Beginning(f.field.Value, mostShown); cut {
		return head + ellipsis
	}
	return f.field.Value
}

const fieldCircle, fieldLead = 30, 42

func (f *FieldRow) room(width float32) float32 {
	return width - style.Px(fieldLead+style.ButtonSmall+style.Space2)
}

func (f *FieldRow) captionHeight() float32 {
	if f.field.Caption == "" {
		return 0
	}
	return style.Px(18)
}

func (f *FieldRow) place(size fyne.Size) {
	d, g := style.Px(fieldCircle), style.Px(style.IconSmall)
	top := style.Px(style.Space1)
	Put(f.circle, 0, top, d, d)
	Put(f.icon, (d-g)/2, top+(d-g)/2, g, g)
	x, room := style.Px(fieldLead), f.room(size.Width)
	words := f.value.HeightFor(room)
	block := words + f.captionHeight()
	y := top + max(0, (d-block)/2)
	Put(f.value, x, y, room, words)
	f.caption.Text = fieldCaption.fit(f.field.Caption, room)
	putText(f.caption, x, y+words, room, f.captionHeight())
	b := f.copy.MinSize()
	Put(f.copy, size.Width-b.Width, top+(d-b.Height)/2, b.Width, b.Height)
}

func (f *FieldRow) least() fyne.Size {
	return fyne.NewSize(style.Px(200), f.HeightFor(f.Size().Width))
}

// HeightFor is the height at a width.
func (f *FieldRow) HeightFor(width float32) float32 {
	f.value.SetText(f.shown())
	block := f.value.HeightFor(f.room(width)) + f.captionHeight()
	return max(block, style.Px(fieldCircle)) + 2*style.Px(style.Space1)
}
