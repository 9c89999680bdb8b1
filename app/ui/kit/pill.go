package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"carebook/app/ui/style"
)

// Pill narrows a list to some of it: an icon, a word and how many there are.
type Pill struct {
	control
	glyph        style.Glyph
	token        style.Token
	word, number string
	on           bool

	ground, ring *canvas.Rectangle
	icon         icon
	text, of     *canvas.Text
}

// NewPill makes a pill; token colours the icon, an empty glyph is none.
func NewPill(glyph style.Glyph, token style.Token, word string, tapped func()) *Pill {
	p := &Pill{
		glyph: glyph, token: token, word: word,
		ground: &canvas.Rectangle{CornerRadius: style.RadiusButton}, ring: frame(style.RadiusButton),
		icon: newIcon(), text: &canvas.Text{}, of: &canvas.Text{},
	}
	p.OnTapped = tapped
	p.ExtendBaseWidget(p)
	return p
}

// SetNumber says how many there are.
func (p *Pill) SetNumber(number string) {
	if p.number != number {
		p.number = number
		p.Refresh()
	}
}

// SetGlyph shows another icon; "" is none.
func (p *Pill) SetGlyph(glyph style.Glyph) {
	if p.glyph != glyph {
		p.glyph = glyph
		p.Refresh()
	}
}

// Number is how many there are, as it is shown.
func (p *Pill) Number() string { return p.number }

// SetOn marks the pill as the chosen one.
func (p *Pill) SetOn(on bool) { p.set(&p.on, on) }

// On reports whether the pill is the chosen one.
func (p *Pill) On() bool { return p.on }

// AccessibilityLabel implements fyne.Accessible.
func (p *Pill) AccessibilityLabel() string { return p.word + " " + p.number }

// AccessibilityRole implements fyne.Accessible.
func (p *Pill) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (p *Pill) CreateRenderer() fyne.WidgetRenderer { return rendererOf(p) }

func (p *Pill) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{p.ground, p.icon.Image, p.text, p.of, p.ring}
}

func (p *Pill) faces() (word, number face) {
	word, number = countWord, countNumber
	if p.on {
		word.bold, word.token, number.token = true, style.SoftInk, style.SoftInk
	}
	return word, number
}

func (p *Pill) paint() {
	fill, edge := style.Card, style.Line2
	switch {
	case p.on:
		fill, edge = style.Soft, style.Accent
	case p.hovered:
		fill = style.Hover
	}
	p.ground.FillColor, p.ground.StrokeColor, p.ground.StrokeWidth = style.Color(fill), style.Color(edge), 1
	p.icon.set(p.glyph, p.token)
	word, number := p.faces()
	word.dress(p.text, p.word)
	number.dress(p.of, p.number)
	showFrame(p.ring, p.focused)
}

// wordWidth does not change with the choice.
func (p *Pill) wordWidth() float32 {
	return face{size: style.Control, bold: true}.width(p.word)
}

func (p *Pill) lead() float32 {
	if p.glyph == "" {
		return style.Px(style.Space3)
	}
	return style.Px(style.Space3 + style.IconSmall + 6)
}

func (p *Pill) place(size fyne.Size) {
	Put(p.ground, 0, 0, size.Width, size.Height)
	Put(p.ring, 0, 0, size.Width, size.Height)
	g := style.Px(style.IconSmall)
	Put(p.icon, style.Px(style.Space3), (size.Height-g)/2, g, g)
	x, w := p.lead(), p.wordWidth()
	putText(p.text, x, 0, w, size.Height)
	x += w + style.Px(6)
	putText(p.of, x, 0, size.Width-x, size.Height)
}

func (p *Pill) least() fyne.Size {
	w := p.lead() + p.wordWidth() + style.Px(style.Space3)
	if p.number != "" {
		w += style.Px(6) + countNumber.width(p.number)
	}
	return fyne.NewSize(w, style.Px(style.Button)-2)
}
