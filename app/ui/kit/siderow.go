package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"carebook/app/ui/style"
)

// SideRow is a line of a side column: an icon or a dot, a name, a count.
type SideRow struct {
	control
	// OnMenu, if set, opens a menu of the line: by three dots that take the
	// count's place under the pointer and the focus, by the other button of the
	// mouse, the menu key or Shift+F10.
	OnMenu func()
	shift  shiftKey
	// onDots is whether the pointer is on the dots.
	onDots      bool
	name, count string
	glyph       style.Glyph
	dot         style.Token // where there is no glyph
	selected    bool

	ground, ring *canvas.Rectangle
	dots         icon
	dotsGround   *canvas.Rectangle
	icon         icon
	circle       *canvas.Circle
	text, number *canvas.Text
}

// NewSideRow makes a line with an icon.
func NewSideRow(name, count string, glyph style.Glyph, tapped func()) *SideRow {
	s := &SideRow{
		name: name, count: count, glyph: glyph,
		ground: &canvas.Rectangle{CornerRadius: style.RadiusRow}, ring: frame(style.RadiusRow),
		dots: newIcon(), dotsGround: &canvas.Rectangle{CornerRadius: style.RadiusBand},
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

// Tapped implements fyne.Tappable: the dots are part of the line.
func (s *SideRow) Tapped(e *fyne.PointEvent) {
	if s.showsDots() && s.overDots(e.Position) {
		s.OnMenu()
		return
	}
	s.press()
}

// TappedSecondary implements fyne.SecondaryTappable.
func (s *SideRow) TappedSecondary(*fyne.PointEvent) {
	if s.OnMenu != nil {
		s.OnMenu()
	}
}

// showsDots reports whether the dots stand in the count's place.
func (s *SideRow) showsDots() bool { return s.OnMenu != nil && (s.hovered || s.focused) }

// dotsWidth is the width of the dots at 100 %.
const dotsWidth float32 = 26

func (s *SideRow) overDots(at fyne.Position) bool {
	return at.X >= s.Size().Width-style.Px(dotsWidth)
}

// MouseIn implements desktop.Hoverable.
func (s *SideRow) MouseIn(e *desktop.MouseEvent) {
	s.onDots = s.overDots(e.Position)
	s.control.MouseIn(e)
}

// MouseMoved implements desktop.Hoverable.
func (s *SideRow) MouseMoved(e *desktop.MouseEvent) { s.set(&s.onDots, s.overDots(e.Position)) }

// MouseOut implements desktop.Hoverable.
func (s *SideRow) MouseOut() {
	s.onDots = false
	s.control.MouseOut()
}

// KeyDown implements desktop.Keyable.
func (s *SideRow) KeyDown(e *fyne.KeyEvent) { s.shift.set(e, true) }

// KeyUp implements desktop.Keyable.
func (s *SideRow) KeyUp(e *fyne.KeyEvent) { s.shift.set(e, false) }

// FocusLost implements fyne.Focusable.
func (s *SideRow) FocusLost() {
	s.shift.held = false
	s.control.FocusLost()
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
	case s.OnMenu != nil && s.shift.asksForMenu(e):
		s.OnMenu()
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
	return []fyne.CanvasObject{s.ground, s.icon.Image, s.circle, s.text, s.number, s.dotsGround, s.dots.Image, s.ring}
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
	s.ground.Hidden = !s.selected && !s.hovered
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
	dots, dotsInk := style.Glyph(""), ink
	if s.showsDots() {
		dots = style.Dots
	}
	if s.onDots {
		dotsInk = style.Ink
	}
	s.dots.set(dots, dotsInk)
	s.number.Hidden = s.showsDots()
	s.dotsGround.Hidden = !s.showsDots() || !s.onDots
	s.dotsGround.FillColor = style.Color(style.Line)
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
	Put(s.dots, size.Width-pad-g+style.Px(1), (size.Height-g)/2, g, g)
	Put(s.dotsGround, size.Width-style.Px(dotsWidth), style.Px(style.Space1), style.Px(dotsWidth-style.Space1), size.Height-2*style.Px(style.Space1))
	if s.showsDots() {
		count = max(count, g)
	}
	x := style.Px(34)
	room := size.Width - x - pad - count - pad
	s.text.Text = text.fit(s.name, room)
	putText(s.text, x, 0, room, size.Height)
}

func (s *SideRow) least() fyne.Size {
	return fyne.NewSize(style.Px(120), style.Px(style.SideRow))
}
