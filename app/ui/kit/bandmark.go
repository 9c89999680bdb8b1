package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"carebook/app/ui/style"
)

// BandMark is the tile of a band with a word behind it that asks why: pressing it
// answers.
type BandMark struct {
	control
	band, why, name string
	parts           bandParts
	word            *canvas.Text
	ring            *canvas.Rectangle
}

// NewBandMark makes a mark. why is the word, such as "Why?".
func NewBandMark(why string, tapped func()) *BandMark {
	m := &BandMark{why: why, parts: newBandParts(), word: &canvas.Text{}, ring: frame(style.RadiusBand)}
	m.OnTapped = tapped
	m.ExtendBaseWidget(m)
	return m
}

// Set shows a band by its letter, or the word for one without a letter. name says
// it to screen readers.
func (m *BandMark) Set(band, name string) {
	if m.band != band || m.name != name {
		m.band, m.name = band, name
		m.Refresh()
	}
}

// Band is what stands in the tile.
func (m *BandMark) Band() string { return m.band }

// AccessibilityLabel implements fyne.Accessible.
func (m *BandMark) AccessibilityLabel() string { return m.name + ". " + m.why }

// AccessibilityRole implements fyne.Accessible.
func (m *BandMark) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (m *BandMark) CreateRenderer() fyne.WidgetRenderer { return rendererOf(m) }

func (m *BandMark) objects() []fyne.CanvasObject {
	return append(m.parts.objects(), m.word, m.ring)
}

var bandWhy = face{size: style.Small, token: style.Accent}

func (m *BandMark) paint() {
	m.parts.paint(m.band)
	bandWhy.dress(m.word, m.why)
	showFrame(m.ring, m.focused)
}

// bandMarkGap stands between tile and word. The frame stands bandMarkOut outside of
// both, so that the tile is in line with what is over it.
const bandMarkGap, bandMarkOut float32 = 8, 4

func (m *BandMark) place(size fyne.Size) {
	out, w := style.Px(bandMarkOut), m.parts.width(m.band)
	m.parts.place(0, (size.Height-style.Px(style.BandTile))/2, w)
	x := w + style.Px(bandMarkGap)
	putText(m.word, x, 0, size.Width-x, size.Height)
	Put(m.ring, -out, 0, size.Width+2*out, size.Height)
}

func (m *BandMark) least() fyne.Size {
	return fyne.NewSize(m.parts.width(m.band)+style.Px(bandMarkGap)+bandWhy.width(m.why), style.Px(style.BandTile+2*bandMarkOut))
}
