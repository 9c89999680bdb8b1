package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"carebook/app/ui/style"
)

// Swatch is a colour that a tag can have.
type Swatch struct {
	// Color is the colour by its name in the book, Words what it is called.
	Color, Words string
}

// Swatches is a choice of one among a few colours: circles, the chosen one with
// a check and its name beside them. It is one stop of Tab; arrow keys move the
// choice.
type Swatches struct {
	widget.BaseWidget
	// OnChosen is called with the colour that was chosen by hand.
	OnChosen func(color string)
	swatches []Swatch
	chosen   int
	focused  bool

	dots []*swatchDot
	name *canvas.Text
	ring *canvas.Rectangle
}

// NewSwatches makes a choice; a colour that is none of them is none chosen.
func NewSwatches(swatches []Swatch, chosen string, onChosen func(color string)) *Swatches {
	s := &Swatches{OnChosen: onChosen, swatches: swatches, name: &canvas.Text{}, ring: frame(style.RadiusButton)}
	for i, w := range swatches {
		s.dots = append(s.dots, newSwatchDot(w, func() { s.tapped(i) }))
	}
	s.ExtendBaseWidget(s)
	s.Set(chosen)
	return s
}

// Chosen is the chosen colour, or "".
func (s *Swatches) Chosen() string {
	if s.chosen < 0 {
		return ""
	}
	return s.swatches[s.chosen].Color
}

// Set shows a choice that was made elsewhere, without calling anybody.
func (s *Swatches) Set(color string) {
	s.chosen = -1
	for i, w := range s.swatches {
		if w.Color == color {
			s.chosen = i
		}
	}
	s.Refresh()
}

// Choose chooses by hand.
func (s *Swatches) Choose(i int) {
	if i < 0 || i >= len(s.swatches) || i == s.chosen {
		return
	}
	s.chosen = i
	s.Refresh()
	if s.OnChosen != nil {
		s.OnChosen(s.Chosen())
	}
}

func (s *Swatches) tapped(i int) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(s); c != nil {
		c.Focus(s)
	}
	s.Choose(i)
}

// FocusGained implements fyne.Focusable.
func (s *Swatches) FocusGained() {
	s.focused = true
	s.Refresh()
	reveal(s)
}

// FocusLost implements fyne.Focusable.
func (s *Swatches) FocusLost() {
	s.focused = false
	s.Refresh()
}

// TypedRune implements fyne.Focusable: a digit chooses the colour at that place.
func (s *Swatches) TypedRune(r rune) {
	if r >= '1' && r <= '9' {
		s.Choose(int(r - '1'))
	}
}

// TypedKey implements fyne.Focusable.
func (s *Swatches) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyLeft, fyne.KeyUp:
		s.Choose(max(s.chosen, 1) - 1)
	case fyne.KeyRight, fyne.KeyDown:
		s.Choose(s.chosen + 1)
	case fyne.KeyHome:
		s.Choose(0)
	case fyne.KeyEnd:
		s.Choose(len(s.swatches) - 1)
	default:
		passKey(s, e)
	}
}

// AccessibilityLabel implements fyne.Accessible.
func (s *Swatches) AccessibilityLabel() string { return s.words() }

// AccessibilityRole implements fyne.Accessible.
func (s *Swatches) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

func (s *Swatches) words() string {
	if s.chosen < 0 {
		return ""
	}
	return s.swatches[s.chosen].Words
}

// CreateRenderer implements fyne.Widget.
func (s *Swatches) CreateRenderer() fyne.WidgetRenderer { return rendererOf(s) }

func (s *Swatches) objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{}
	for _, d := range s.dots {
		objects = append(objects, d)
	}
	return append(objects, s.name, s.ring)
}

var swatchName = face{size: style.Small, token: style.Ink2}

func (s *Swatches) paint() {
	for i, d := range s.dots {
		d.on = i == s.chosen
		d.Refresh()
	}
	swatchName.dress(s.name, s.words())
	showFrame(s.ring, s.focused)
}

const swatchCell, swatchSize = 32, 22

func (s *Swatches) place(size fyne.Size) {
	cell := style.Px(swatchCell)
	w := float32(len(s.dots)) * cell
	for i, d := range s.dots {
		Put(d, float32(i)*cell, (size.Height-cell)/2, cell, cell)
	}
	Put(s.ring, 0, (size.Height-cell)/2, w, cell)
	x := w + style.Px(style.Space2)
	s.name.Text = swatchName.fit(s.words(), size.Width-x)
	putText(s.name, x, 0, max(0, size.Width-x), size.Height)
}

func (s *Swatches) least() fyne.Size {
	widest := float32(0)
	for _, w := range s.swatches {
		widest = max(widest, swatchName.width(w.Words))
	}
	cell := style.Px(swatchCell)
	return fyne.NewSize(float32(len(s.swatches))*cell+style.Px(style.Space2)+widest, cell)
}

// swatchDot is one colour among Swatches.
type swatchDot struct {
	widget.BaseWidget
	swatch  Swatch
	tapped  func()
	on      bool
	hovered bool

	ground, circle *canvas.Circle
	check          icon
}

func newSwatchDot(swatch Swatch, tapped func()) *swatchDot {
	d := &swatchDot{swatch: swatch, tapped: tapped, ground: &canvas.Circle{}, circle: &canvas.Circle{}, check: newIcon()}
	d.ExtendBaseWidget(d)
	return d
}

// Tapped implements fyne.Tappable.
func (d *swatchDot) Tapped(*fyne.PointEvent) { d.tapped() }

// MouseIn implements desktop.Hoverable.
func (d *swatchDot) MouseIn(*desktop.MouseEvent) {
	d.hovered = true
	d.Refresh()
}

// MouseMoved implements desktop.Hoverable.
func (d *swatchDot) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (d *swatchDot) MouseOut() {
	d.hovered = false
	d.Refresh()
}

// Cursor implements desktop.Cursorable.
func (d *swatchDot) Cursor() desktop.Cursor { return desktop.PointerCursor }

// AccessibilityLabel implements fyne.Accessible.
func (d *swatchDot) AccessibilityLabel() string { return d.swatch.Words }

// AccessibilityRole implements fyne.Accessible.
func (d *swatchDot) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (d *swatchDot) CreateRenderer() fyne.WidgetRenderer { return rendererOf(d) }

func (d *swatchDot) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{d.ground, d.circle, d.check.Image}
}

func (d *swatchDot) paint() {
	d.ground.Hidden = !d.hovered
	d.ground.FillColor = style.Color(style.Hover)
	d.circle.FillColor = style.Color(style.TagColor(d.swatch.Color))
	check := style.Glyph("")
	if d.on {
		check = style.CheckBold
	}
	d.check.set(check, style.Page)
}

func (d *swatchDot) place(size fyne.Size) {
	c, r, g := style.Px(swatchSize), style.Px(swatchCell-4), style.Px(14)
	Put(d.ground, (size.Width-r)/2, (size.Height-r)/2, r, r)
	Put(d.circle, (size.Width-c)/2, (size.Height-c)/2, c, c)
	Put(d.check, (size.Width-g)/2, (size.Height-g)/2, g, g)
}

func (d *swatchDot) least() fyne.Size { return fyne.NewSquareSize(style.Px(swatchCell)) }
