package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"carebook/app/ui/style"
)

// Heading is the line above a list: what it is, and how many there are.
type Heading struct {
	widget.BaseWidget
	words, count string
	text, number *canvas.Text
}

// NewHeading makes an empty line.
func NewHeading() *Heading {
	h := &Heading{text: &canvas.Text{}, number: &canvas.Text{}}
	h.ExtendBaseWidget(h)
	return h
}

// Set says what the list is and how many are in it.
func (h *Heading) Set(words, count string) {
	if h.words != words || h.count != count {
		h.words, h.count = words, count
		h.Refresh()
	}
}

// Words is what the list is.
func (h *Heading) Words() string { return h.words }

// Count is how many are in it.
func (h *Heading) Count() string { return h.count }

// CreateRenderer implements fyne.Widget.
func (h *Heading) CreateRenderer() fyne.WidgetRenderer { return rendererOf(h) }

func (h *Heading) objects() []fyne.CanvasObject { return []fyne.CanvasObject{h.text, h.number} }

var (
	headingWords = face{size: style.Body, bold: true, token: style.Ink}
	headingCount = face{size: style.Small, token: style.Ink3}
)

func (h *Heading) paint() {
	headingWords.dress(h.text, h.words)
	headingCount.dress(h.number, h.count)
}

func (h *Heading) place(size fyne.Size) {
	gap, count := style.Px(style.Space2), headingCount.width(h.count)
	headingWords.dress(h.text, headingWords.fit(h.words, size.Width-gap-count))
	w := headingWords.width(h.text.Text)
	putText(h.text, 0, 0, w, size.Height)
	putText(h.number, w+gap, style.Px(1), count, size.Height)
}

func (h *Heading) least() fyne.Size {
	return fyne.NewSize(style.Px(80), h.text.MinSize().Height)
}
