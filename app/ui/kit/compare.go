package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"carebook/app/ui/style"
)

// Compared is one field of two that are held against each other.
type Compared struct {
	Field, Before, After string
	// Remark says in a word or two how they differ.
	Remark string
	// Differs marks values that differ; Alone shows After only, over the width
	// of both.
	Differs, Alone bool
}

// CompareRow shows a Compared: the field, one value, an arrow, the other
// value, a remark. Values wrap.
type CompareRow struct {
	widget.BaseWidget
	compared      Compared
	before, after *Paragraph
	field, remark *canvas.Text
	arrow         icon
}

// mostLines is the number of lines of a value that are shown.
const mostLines = 8

// NewCompareRow makes a row.
func NewCompareRow(c Compared) *CompareRow {
	r := &CompareRow{
		compared: c, field: &canvas.Text{}, remark: &canvas.Text{Alignment: fyne.TextAlignTrailing}, arrow: newIcon(),
		before: NewParagraph(c.Before, style.Small, style.Ink2).Limit(mostLines),
		after:  NewParagraph(c.After, style.Small, style.Ink).Limit(mostLines),
	}
	if c.Differs {
		r.after.Bold()
	}
	r.ExtendBaseWidget(r)
	return r
}

// NewCompareHead makes the captions over CompareRows.
func NewCompareHead(before, after string) *CompareRow {
	r := NewCompareRow(Compared{Before: before, After: after})
	r.before.face, r.after.face = compareCaption, compareCaption
	return r
}

// Compared is what the row shows.
func (r *CompareRow) Compared() Compared { return r.compared }

// CreateRenderer implements fyne.Widget.
func (r *CompareRow) CreateRenderer() fyne.WidgetRenderer { return rendererOf(r) }

func (r *CompareRow) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.field, r.before, r.arrow.Image, r.after, r.remark}
}

var (
	compareCaption = face{size: style.Caption, token: style.Ink3}
	compareField   = face{size: style.Small, token: style.Ink2}
	compareRemark  = face{size: style.Small, token: style.Ink3}
)

func (r *CompareRow) paint() {
	compareField.dress(r.field, r.compared.Field)
	compareRemark.dress(r.remark, r.compared.Remark)
	arrow := style.Glyph("")
	if r.compared.Differs && !r.compared.Alone {
		arrow = style.CaretRight
	}
	r.arrow.set(arrow, style.Ink3)
	r.before.Hidden = r.compared.Alone
	r.before.Refresh()
	r.after.Refresh()
}

// edges are where field, first value, arrow, second value and remark begin.
func (r *CompareRow) edges(width float32) (before, arrow, after, remark float32) {
	before = width * 0.155
	remark = width - style.Px(96)
	if r.compared.Alone {
		return before, before, before, width
	}
	room := remark - before - style.Px(34)
	arrow = before + room/2 + style.Px(4)
	return before, arrow, arrow + style.Px(26), remark
}

func (r *CompareRow) place(size fyne.Size) {
	before, arrow, after, remark := r.edges(size.Width)
	gap, line, g := style.Px(style.Space2), style.Px(20), style.Px(14)
	r.field.Text = compareField.fit(r.compared.Field, before-gap)
	putText(r.field, 0, style.Px(3), before-gap, line)
	Put(r.before, before, style.Px(3), max(0, arrow-before-gap), size.Height)
	Put(r.arrow, arrow, style.Px(3)+(line-g)/2, g, g)
	Put(r.after, after, style.Px(3), max(0, remark-after-gap), size.Height)
	r.remark.Text = compareRemark.fit(r.compared.Remark, size.Width-remark)
	putText(r.remark, remark, style.Px(3), size.Width-remark, line)
}

func (r *CompareRow) least() fyne.Size {
	return fyne.NewSize(style.Px(240), r.HeightFor(r.Size().Width))
}

// HeightFor is the height at a width.
func (r *CompareRow) HeightFor(width float32) float32 {
	height := style.Px(20)
	if width > 0 {
		before, arrow, after, remark := r.edges(width)
		gap := style.Px(style.Space2)
		height = max(height, r.after.HeightFor(max(1, remark-after-gap)))
		if !r.compared.Alone {
			height = max(height, r.before.HeightFor(max(1, arrow-before-gap)))
		}
	}
	return height + style.Px(6)
}
