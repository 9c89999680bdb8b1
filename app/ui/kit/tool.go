package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"carebook/app/ui/style"
)

// Tool is a square of a Toolbar: a glyph that does something, or that is on or
// off.
type Tool struct {
	control
	// Back gives what has the keyboard again after the pointer pressed the tool,
	// such as the text that it works on; nil is nothing.
	Back      func() fyne.Focusable
	glyph     style.Glyph
	name, key string
	on        bool
	// pointed is told when the pointer or the keyboard comes or goes, used when the
	// tool is pressed, and told when it is set.
	pointed    func(on bool)
	used, told func()

	ground, ring *canvas.Rectangle
	icon         icon
}

// NewTool makes a tool. name is what it is called, key the shortcut that does
// the same, as it stands on keys, or "".
func NewTool(glyph style.Glyph, name, key string, do func()) *Tool {
	t := &Tool{
		glyph: glyph, name: name, key: key,
		ground: &canvas.Rectangle{CornerRadius: style.RadiusButton}, ring: frame(style.RadiusButton), icon: newIcon(),
	}
	t.OnTapped = do
	t.ExtendBaseWidget(t)
	return t
}

// Name is what the tool is called.
func (t *Tool) Name() string { return t.name }

// Keys are those that do the same, or "".
func (t *Tool) Keys() string { return t.key }

// On reports whether the tool looks pressed.
func (t *Tool) On() bool { return t.on }

// Set shows whether what the tool does is on where the caret is, and whether it
// can be done there.
func (t *Tool) Set(on, can bool) {
	if t.told != nil {
		t.told()
	}
	if t.on != on || t.disabled == can {
		t.on, t.disabled = on, !can
		t.Refresh()
	}
}

// Tapped implements fyne.Tappable.
func (t *Tool) Tapped(*fyne.PointEvent) {
	t.use()
	// A press of the pointer has taken the keyboard from where it was. It is
	// given back before the tool does its work, which may take it elsewhere.
	if t.Back != nil {
		if c := fyne.CurrentApp().Driver().CanvasForObject(t); c != nil {
			c.Focus(t.Back())
		}
	}
	t.press()
}

// TypedKey implements fyne.Focusable: the arrow keys go on to the tools beside.
func (t *Tool) TypedKey(e *fyne.KeyEvent) {
	c := fyne.CurrentApp().Driver().CanvasForObject(t)
	switch {
	case e.Name == fyne.KeyRight && c != nil:
		c.FocusNext()
	case e.Name == fyne.KeyLeft && c != nil:
		c.FocusPrevious()
	default:
		t.use()
		t.control.TypedKey(e)
	}
}

func (t *Tool) use() {
	if t.used != nil {
		t.used()
	}
}

func (t *Tool) tell(on bool) {
	if t.pointed != nil {
		t.pointed(on)
	}
}

// MouseIn implements desktop.Hoverable.
func (t *Tool) MouseIn(e *desktop.MouseEvent) {
	t.control.MouseIn(e)
	t.tell(true)
}

// MouseDown implements desktop.Mouseable.
func (t *Tool) MouseDown(e *desktop.MouseEvent) {
	t.use()
	t.control.MouseDown(e)
}

// MouseOut implements desktop.Hoverable.
func (t *Tool) MouseOut() {
	t.control.MouseOut()
	t.tell(false)
}

// FocusGained implements fyne.Focusable.
func (t *Tool) FocusGained() {
	t.control.FocusGained()
	t.tell(true)
}

// FocusLost implements fyne.Focusable.
func (t *Tool) FocusLost() {
	t.control.FocusLost()
	t.tell(false)
}

// AccessibilityLabel implements fyne.Accessible.
func (t *Tool) AccessibilityLabel() string { return t.name }

// AccessibilityRole implements fyne.Accessible.
func (t *Tool) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (t *Tool) CreateRenderer() fyne.WidgetRenderer { return rendererOf(t) }

func (t *Tool) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{t.ground, t.icon.Image, t.ring}
}

func (t *Tool) paint() {
	fill, ink := style.Token(""), style.Ink2
	switch {
	case t.disabled:
		ink = style.Line2
	case t.pressed:
		fill = style.Line
	case t.on:
		fill, ink = style.Soft, style.SoftInk
	case t.hovered:
		fill = style.Hover
	}
	t.ground.Hidden = fill == ""
	if fill != "" {
		t.ground.FillColor = style.Color(fill)
	}
	t.icon.set(t.glyph, ink)
	showFrame(t.ring, t.focused)
}

// The side of a tool and of its glyph at 100 %.
const toolSide, toolGlyph float32 = 32, 20

func (t *Tool) place(size fyne.Size) {
	Put(t.ground, 0, 0, size.Width, size.Height)
	Put(t.ring, 0, 0, size.Width, size.Height)
	g := style.Px(toolGlyph)
	Put(t.icon, (size.Width-g)/2, (size.Height-g)/2, g, g)
}

func (t *Tool) least() fyne.Size { return fyne.NewSquareSize(style.Px(toolSide)) }
