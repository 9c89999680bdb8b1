package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"carebook/app/ui/style"
)

// drawing is what a piece says of itself; one renderer serves them all.
type drawing interface {
	fyne.Widget
	// objects are what is drawn, back to front.
	objects() []fyne.CanvasObject
	// paint sets texts and colours from the state and the theme.
	paint()
	// place lays the objects out.
	place(fyne.Size)
	// least is the smallest size.
	least() fyne.Size
}

type renderer struct{ of drawing }

func rendererOf(d drawing) fyne.WidgetRenderer {
	d.paint()
	return renderer{d}
}

func (r renderer) Objects() []fyne.CanvasObject { return r.of.objects() }
func (r renderer) MinSize() fyne.Size           { return r.of.least() }
func (r renderer) Layout(size fyne.Size)        { r.of.place(size) }
func (r renderer) Destroy()                     {}

func (r renderer) Refresh() {
	r.of.paint()
	r.of.place(r.of.Size())
	canvas.Refresh(r.of)
}

// control is what all pieces that can be pressed share: pointer, keyboard,
// focus. The piece embeds it and calls ExtendBaseWidget.
type control struct {
	widget.BaseWidget
	// self is the piece, for which the window is looked up.
	self fyne.CanvasObject
	// OnTapped is what pressing does; nil is nothing.
	OnTapped                            func()
	hovered, focused, pressed, disabled bool
}

// ExtendBaseWidget is Fyne's, and keeps the piece.
func (c *control) ExtendBaseWidget(piece fyne.Widget) {
	c.self = piece
	c.BaseWidget.ExtendBaseWidget(piece)
}

// Tapped implements fyne.Tappable.
func (c *control) Tapped(*fyne.PointEvent) { c.press() }

func (c *control) press() {
	if c.OnTapped != nil && !c.disabled {
		c.OnTapped()
	}
}

func (c *control) set(state *bool, on bool) {
	if *state != on {
		*state = on
		c.Refresh()
	}
}

// MouseIn implements desktop.Hoverable.
func (c *control) MouseIn(*desktop.MouseEvent) { c.set(&c.hovered, true) }

// MouseMoved implements desktop.Hoverable.
func (c *control) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (c *control) MouseOut() {
	c.pressed = false
	c.set(&c.hovered, false)
}

// MouseDown implements desktop.Mouseable.
func (c *control) MouseDown(*desktop.MouseEvent) { c.set(&c.pressed, true) }

// MouseUp implements desktop.Mouseable.
func (c *control) MouseUp(*desktop.MouseEvent) { c.set(&c.pressed, false) }

// Cursor implements desktop.Cursorable.
func (c *control) Cursor() desktop.Cursor {
	if c.disabled || c.OnTapped == nil {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

// FocusGained implements fyne.Focusable.
func (c *control) FocusGained() {
	c.set(&c.focused, true)
	reveal(c.self)
}

// FocusLost implements fyne.Focusable.
func (c *control) FocusLost() { c.set(&c.focused, false) }

// TypedRune implements fyne.Focusable.
func (c *control) TypedRune(rune) {}

// TypedKey implements fyne.Focusable: space and Enter press.
func (c *control) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		c.press()
	default:
		passKey(c.self, e)
	}
}

// passKey gives a key for which a focused piece has no use to the window, as
// Fyne does where nothing has the focus: so a page can take Escape wherever the
// focus is.
func passKey(from fyne.CanvasObject, e *fyne.KeyEvent) {
	c := fyne.CurrentApp().Driver().CanvasForObject(from)
	if c == nil {
		return
	}
	if take := c.OnTypedKey(); take != nil {
		take(e)
	}
}

// Enable and Disable implement fyne.Disableable.
func (c *control) Enable() { c.set(&c.disabled, false) }

// Disable takes the control out of use.
func (c *control) Disable() { c.set(&c.disabled, true) }

// Disabled reports whether the control is out of use.
func (c *control) Disabled() bool { return c.disabled }

// icon is an image that is drawn anew only when glyph or colour change.
type icon struct {
	*canvas.Image
	glyph style.Glyph
	shown color.Color
}

func newIcon() icon {
	img := &canvas.Image{FillMode: canvas.ImageFillContain}
	return icon{Image: img}
}

// set shows a glyph in the colour of a token; the empty glyph shows nothing.
func (i *icon) set(glyph style.Glyph, token style.Token) {
	i.Hidden = glyph == ""
	if i.Hidden {
		return
	}
	if c := style.Color(token); glyph != i.glyph || c != i.shown {
		i.glyph, i.shown = glyph, c
		i.Resource = style.Icon(glyph, token)
		i.Image.Refresh()
	}
}

// Show shows an object, or hides it.
func Show(o fyne.CanvasObject, on bool) {
	if on {
		o.Show()
	} else {
		o.Hide()
	}
}

// Put places an object.
func Put(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
}

// putText places a text in its own height, in the middle of a line of height h
// that begins at y.
func putText(t *canvas.Text, x, y, w, h float32) {
	own := t.MinSize().Height
	Put(t, x, y+(h-own)/2, w, own)
}

// frame makes the 2 px frame of a focused control.
func frame(radius float32) *canvas.Rectangle {
	return &canvas.Rectangle{StrokeWidth: style.FocusFrame, CornerRadius: radius}
}

// showFrame shows or hides a focus frame.
func showFrame(f *canvas.Rectangle, on bool) {
	f.FillColor = color.Transparent
	f.StrokeColor = style.Color(style.Accent)
	f.Hidden = !on
}
