package kit

import (
	"cmp"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"carebook/app/ui/style"
)

// Kind is how loud a button is.
type Kind int

// The kinds: one accent button a view, plain ones beside it, quiet ones for
// what is seldom wanted, links in sentences.
const (
	Plain Kind = iota
	Accent
	Quiet
	Link
)

// Button is a word, an icon or both that do something.
type Button struct {
	control
	label string
	// name is what a button without a label is called.
	name  string
	glyph style.Glyph
	kind  Kind
	small bool
	// menu draws a caret after the label; faint is quieter than quiet.
	menu, faint bool
	// folded hides the label behind the glyph.
	folded bool
	// key is drawn like a key after the label.
	key string

	ground *canvas.Rectangle
	ring   *canvas.Rectangle
	text   *canvas.Text
	icon   icon
	caret  icon
	cap    *keyCap
}

// NewButton makes a button; an empty glyph is no icon, an empty label an icon
// alone.
func NewButton(kind Kind, label string, glyph style.Glyph, tapped func()) *Button {
	b := &Button{
		label: label, glyph: glyph, kind: kind,
		ground: &canvas.Rectangle{}, ring: frame(style.RadiusButton), text: &canvas.Text{}, icon: newIcon(), caret: newIcon(),
		cap: newKeyCap(""),
	}
	b.OnTapped = tapped
	b.ExtendBaseWidget(b)
	return b
}

// NewLink makes a word in the accent colour.
func NewLink(label string, tapped func()) *Button { return NewButton(Link, label, "", tapped) }

// Loud makes the button the main action of its view.
func (b *Button) Loud() {
	b.kind = Accent
	b.Refresh()
}

// Calm makes the button one of several of its view, no longer the main one.
func (b *Button) Calm() {
	b.kind = Plain
	b.Refresh()
}

// Main reports whether the button is the main action of its view.
func (b *Button) Main() bool { return b.kind == Accent }

// Small makes the button 28 high and returns it.
func (b *Button) Small() *Button {
	b.small = true
	return b
}

// Menu gives the button the caret of one that opens a menu and returns it.
func (b *Button) Menu() *Button {
	b.menu = true
	return b
}

// Faint draws the icon quietly until the pointer or the focus is on it, and
// returns the button.
func (b *Button) Faint() *Button {
	b.faint = true
	return b
}

// Named gives a button that shows only a glyph a name, and returns it.
func (b *Button) Named(name string) *Button {
	b.name = name
	return b
}

// Keyed draws a key after the label, the one that presses the button from
// elsewhere, and returns the button.
func (b *Button) Keyed(key string) *Button {
	b.key = key
	return b
}

// Fold leaves only the glyph of a button with a glyph and a label, or shows both
// again.
func (b *Button) Fold(on bool) {
	if b.folded != on {
		b.folded = on
		b.Refresh()
	}
}

// Unfolded is the width of the button with its label.
func (b *Button) Unfolded() float32 { return b.wide(b.label) }

// words are the label as it is drawn.
func (b *Button) words() string {
	if b.folded {
		return ""
	}
	return b.label
}

// SetGlyph shows another glyph and returns the button.
func (b *Button) SetGlyph(glyph style.Glyph) *Button {
	b.glyph = glyph
	b.Refresh()
	return b
}

// Label is what the button says.
func (b *Button) Label() string { return b.label }

// SetLabel changes what the button says.
func (b *Button) SetLabel(label string) {
	if b.label != label {
		b.label = label
		b.Refresh()
	}
}

// AccessibilityLabel implements fyne.Accessible.
func (b *Button) AccessibilityLabel() string { return cmp.Or(b.name, b.label) }

// AccessibilityRole implements fyne.Accessible.
func (b *Button) AccessibilityRole() fyne.AccessibleRole {
	if b.kind == Link {
		return fyne.AccessibleRoleLink
	}
	return fyne.AccessibleRoleButton
}

// CreateRenderer implements fyne.Widget.
func (b *Button) CreateRenderer() fyne.WidgetRenderer { return rendererOf(b) }

func (b *Button) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{b.ground, b.ring, b.icon.Image, b.text, b.caret.Image, b.cap}
}

func (b *Button) paint() {
	fill, edge, ink := b.colors()
	b.ground.FillColor, b.ground.StrokeColor, b.ground.StrokeWidth = fill, edge, 1
	b.ground.Hidden = fill == color.Transparent && edge == color.Transparent
	if edge == color.Transparent {
		b.ground.StrokeWidth = 0 // an edge of nothing would still soften the ground
	}
	b.ground.CornerRadius = style.RadiusButton
	b.face(ink).dress(b.text, b.words())
	b.cap.Hidden = b.key == "" || b.words() == ""
	b.cap.set(b.key, ink)
	b.icon.set(b.glyph, ink)
	caret := style.Glyph("")
	if b.menu {
		caret = style.CaretDown
	}
	b.caret.set(caret, ink)
	showFrame(b.ring, b.focused)
	if b.kind == Accent {
		b.ring.StrokeColor = style.Color(style.OnAccent) // the accent would not be seen
	}
}

func (b *Button) face(ink style.Token) face {
	size := style.Control
	if b.kind == Link || b.small {
		size = style.Small
	}
	return face{size: size, bold: true, token: ink}
}

// colors are the ground, its edge and the ink in the present state.
func (b *Button) colors() (fill, edge color.Color, ink style.Token) {
	fill, edge = color.Transparent, color.Transparent
	switch {
	case b.disabled:
		if b.kind != Link {
			fill = style.Color(style.Page)
		}
		return fill, edge, style.Ink3
	case b.kind == Accent:
		fill = style.Color(style.Accent)
		if b.pressed || b.hovered {
			fill = style.Color(style.AccentPressed)
		}
		return fill, edge, style.OnAccent
	case b.kind == Link:
		if b.hovered {
			fill = style.Color(style.Hover)
		}
		return fill, edge, style.Accent
	}
	ink = style.Ink
	if b.kind == Quiet {
		ink = style.Ink2
		if b.faint && !b.hovered && !b.focused {
			ink = style.Ink3
		}
	} else {
		fill, edge = style.Color(style.Card), style.Color(style.Line2)
	}
	switch {
	case b.pressed:
		fill = style.Color(style.Line)
	case b.hovered:
		fill = style.Color(style.Hover)
	}
	return fill, edge, ink
}

// gaps are the space at the sides, the icon's size and the space after it.
func (b *Button) gaps() (side, glyph, after float32) {
	side, glyph, after = style.Px(14), style.Px(style.IconSize), style.Px(style.Space2)
	if b.kind == Link {
		side = style.Px(style.Space1)
	}
	if b.small {
		side, glyph = style.Px(10), style.Px(style.IconSmall)
	}
	return side, glyph, after
}

func (b *Button) least() fyne.Size {
	height := style.Px(style.Button)
	if b.small || b.kind == Link {
		height = style.Px(style.ButtonSmall)
	}
	if b.words() == "" {
		return fyne.NewSquareSize(height)
	}
	return fyne.NewSize(b.wide(b.label), height)
}

// wide is the width with a label.
func (b *Button) wide(label string) float32 {
	side, glyph, after := b.gaps()
	width := side*2 + b.face(style.Ink).width(label)
	if b.glyph != "" {
		width += glyph + after
	}
	if b.menu {
		width += style.Px(style.IconSmall) + style.Px(style.Space1)
	}
	if b.key != "" {
		width += style.Px(style.Space2) + b.cap.MinSize().Width
	}
	return width
}

// rounding is how much of a width sums and differences can lose: a button as wide as
// its label shows all of it.
const rounding = 0.1

func (b *Button) place(size fyne.Size) {
	Put(b.ground, 0, 0, size.Width, size.Height)
	Put(b.ring, 0, 0, size.Width, size.Height)
	if b.kind == Accent {
		Put(b.ring, 2, 2, size.Width-4, size.Height-4)
	}
	side, glyph, after := b.gaps()
	if b.words() == "" {
		Put(b.icon, (size.Width-glyph)/2, (size.Height-glyph)/2, glyph, glyph)
		return
	}
	// What is wider than its words has them in the middle.
	x := side + max(0, size.Width-b.least().Width)/2
	if b.glyph != "" {
		Put(b.icon, x, (size.Height-glyph)/2, glyph, glyph)
		x += glyph + after
	}
	right := side
	if b.menu {
		c := style.Px(style.IconSmall)
		Put(b.caret, size.Width-side-c, (size.Height-c)/2, c, c)
		right += c + style.Px(style.Space1)
	}
	if b.cap.Visible() {
		key := b.cap.MinSize()
		Put(b.cap, size.Width-side-key.Width, (size.Height-key.Height)/2, key.Width, key.Height)
		right += key.Width + style.Px(style.Space2)
	}
	room := size.Width - x - right
	b.text.Text = b.face(style.Ink).fit(b.label, room+rounding)
	putText(b.text, x, 0, room, size.Height)
}
