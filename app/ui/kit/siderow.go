package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"carebook/app/ui/style"
)

// SideRow is a line of a side column: an icon or a dot, a name, a count.
type SideRow struct {
	control
	name, count string
	glyph       style.Glyph
	dot         style.Token // where there is no glyph
	selected    bool

	ground, ring *canvas.Rectangle
	icon         icon
	circle       *canvas.Circle
	text, number *canvas.Text
}

// NewSideRow makes a line with an icon.
func NewSideRow(name, count string, glyph style.Glyph, tapped func()) *SideRow {
	s := &SideRow{
		name: name, count: count, glyph: glyph,
		ground: &canvas.Rectangle{CornerRadius: style.RadiusRow}, ring: frame(style.RadiusRow),
		icon: newIcon(), circle: &canvas.Circle{},
		text: &canvas.Text{}, number: &canvas.Text{Alignment: fyne.TextAlignTrailing},
	}
	s.OnTapped = tapped
	s.ExtendBaseWidget(s)
	return s
}

// NewDotRow makes a line with a dot.
func NewDotRow(name, count string, dot style.Token, tapped func()) *SideRow {
	s := NewSideRow(name, count, "", tapped)
	s.dot = dot
	return s
}

// SetSelected marks the line as the chosen one.
func (s *SideRow) SetSelected(on bool) { s.set(&s.selected, on) }

// Selected reports whether the line is the chosen one.
func (s *SideRow) Selected() bool { return s.selected }

// Name is what the line says.
func (s *SideRow) Name() string { return s.name }

// Count is the number at the right, as it is shown.
func (s *SideRow) Count() string { return s.count }

// SetCount changes the number.
func (s *SideRow) SetCount(count string) {
	if s.count != count {
		s.count = count
		s.Refresh()
	}
}

// TypedKey implements fyne.Focusable: the arrow keys move to the lines above
// and below.
func (s *SideRow) TypedKey(e *fyne.KeyEvent) {
	c := fyne.CurrentApp().Driver().CanvasForObject(s)
	switch {
	case e.Name == fyne.KeyDown && c != nil:
		c.FocusNext()
	case e.Name == fyne.KeyUp && c != nil:
		c.FocusPrevious()
	default:
		s.control.TypedKey(e)
	}
}

// AccessibilityLabel implements fyne.Accessible.
func (s *SideRow) AccessibilityLabel() string { return s.name + " " + s.count }

// AccessibilityRole implements fyne.Accessible.
func (s *SideRow) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (s *SideRow) CreateRenderer() fyne.WidgetRenderer { return rendererOf(s) }

func (s *SideRow) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{s.ground, s.icon.Image, s.circle, s.text, s.number, s.ring}
}

func (s *SideRow) faces() (text, number face) {
	text = face{size: style.Control, token: style.Ink}
	number = face{size: style.Small, token: style.Ink3}
	if s.selected {
		text.bold, text.token = true, style.SoftInk
		number.bold, number.token = true, style.SoftInk
	}
	return text, number
}

func (s *SideRow) paint() {
	text, number := s.faces()
	s.ground.FillColor = color.Transparent
	ink := style.Ink3
	switch {
	case s.selected:
		s.ground.FillColor, ink = style.Color(style.Soft), style.SoftInk
	case s.hovered:
		s.ground.FillColor, ink = style.Color(style.Hover), style.Ink2
	}
	s.icon.set(s.glyph, ink)
	s.circle.Hidden = s.dot == ""
	if s.dot != "" {
		s.circle.FillColor = style.Color(s.dot)
	}
	text.dress(s.text, s.name)
	number.dress(s.number, s.count)
	showFrame(s.ring, s.focused)
}

func (s *SideRow) place(size fyne.Size) {
	Put(s.ground, 0, 0, size.Width, size.Height)
	Put(s.ring, 0, 0, size.Width, size.Height)
	pad, g, dot := style.Px(style.Space2), style.Px(style.IconSize), style.Px(9)
	Put(s.icon, pad, (size.Height-g)/2, g, g)
	Put(s.circle, pad+(g-dot)/2, (size.Height-dot)/2, dot, dot)
	text, number := s.faces()
	count := number.width(s.count)
	putText(s.number, size.Width-pad-count, 0, count, size.Height)
	x := style.Px(34)
	room := size.Width - x - pad - count - pad
	s.text.Text = text.fit(s.name, room)
	putText(s.text, x, 0, room, size.Height)
}

func (s *SideRow) least() fyne.Size {
	return fyne.NewSize(style.Px(120), style.Px(style.SideRow))
}
