package kit

import (
	"fyne.io/fyne/v2"

	"carebook/app/ui/style"
)

// labelled is a name with a sentence about it, and a control at its right, or
// under it where the line is too narrow for both.
type labelled struct{ width float32 }

// labelFace is that of the name.
var labelFace = face{size: style.Control, bold: true, token: style.Ink}

// The width of the name at 100 %, the gap after it, and the least room for a
// control at its right.
const labelWidth, labelGap, labelledRoom = 270, 24, 240

// NewLabelled puts a name and a sentence ("" is none) before a control. Several
// under each other have their controls in one column.
func NewLabelled(name, sentence string, control fyne.CanvasObject) *fyne.Container {
	words := NewColumn(0, NewParagraph(name, style.Control, style.Ink).Bold())
	if sentence != "" {
		words.Add(NewParagraph(sentence, style.Small, style.Ink2))
	}
	return &fyne.Container{Layout: &labelled{}, Objects: []fyne.CanvasObject{words, control}}
}

func (l *labelled) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	l.lay(objects, size.Width, func(o fyne.CanvasObject, x, y, w, h float32) { Put(o, x, y, w, h) })
}

func (l *labelled) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, l.HeightFor(objects, l.width))
}

// HeightFor implements Heighter.
func (l *labelled) HeightFor(objects []fyne.CanvasObject, width float32) float32 {
	return l.lay(objects, width, func(fyne.CanvasObject, float32, float32, float32, float32) {})
}

// lay visits both with their places and gives the height of both.
func (l *labelled) lay(objects []fyne.CanvasObject, width float32, put func(o fyne.CanvasObject, x, y, w, h float32)) float32 {
	words, control := objects[0], objects[1]
	name, gap := style.Px(labelWidth), style.Px(labelGap)
	if room := width - name - gap; room >= style.Px(labelledRoom) {
		left, right := HeightFor(words, name), HeightFor(control, room)
		top := max(0, (firstLine(control)-labelFace.height())/2)
		put(words, 0, top, name, left)
		put(control, name+gap, 0, room, right)
		return max(top+left, right)
	}
	left, right := HeightFor(words, width), HeightFor(control, width)
	put(words, 0, 0, width, left)
	put(control, 0, left+style.Px(style.Space2), width, right)
	return left + style.Px(style.Space2) + right
}

// firstLine is the height of the first line of a control: the name before it
// stands in line with the words there.
func firstLine(o fyne.CanvasObject) float32 {
	switch o := o.(type) {
	case *fyne.Container:
		if len(o.Objects) > 0 {
			return firstLine(o.Objects[0])
		}
		return 0
	case *Paragraph:
		return o.face.height()
	}
	return min(o.MinSize().Height, style.Px(style.Button))
}
