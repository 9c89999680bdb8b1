package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"carebook/app/ui/style"
)

// NoteCard is a note among those of a page: a click or Enter opens it, Delete
// removes it, the other button of the mouse, the menu key or Shift+F10 shows what
// else can be done.
type NoteCard struct {
	control
	// OnRemove and OnMenu are what else can be done; nil is nothing.
	OnRemove, OnMenu func()

	row   *NoteRow
	found Place
	parts *placeParts
	// marked is set where a search found something in the note.
	marked       bool
	shift        shiftKey
	ground, ring *canvas.Rectangle
}

// NewNoteCard makes an empty card.
func NewNoteCard() *NoteCard {
	c := &NoteCard{
		row: NewNoteRow(), parts: newPlaceParts(),
		ground: &canvas.Rectangle{CornerRadius: style.RadiusRow}, ring: frame(style.RadiusRow),
	}
	c.ExtendBaseWidget(c)
	return c
}

// Fill shows a note.
func (c *NoteCard) Fill(line NoteLine) {
	c.found, c.marked = Place{}, false
	c.row.Fill(line, false)
	c.Refresh()
}

// FillFound shows a note in which a search found something, and where, in the
// place of how it begins.
func (c *NoteCard) FillFound(line NoteLine, found Place) {
	line.Excerpt = ""
	c.found, c.marked = found, true
	c.row.Fill(line, false)
	c.Refresh()
}

// Line is what the card shows, and Found the place that it shows, the zero Place
// where it shows none.
func (c *NoteCard) Line() NoteLine { return c.row.Line() }

// Found is the place that the card shows.
func (c *NoteCard) Found() Place { return c.found }

// TappedSecondary implements fyne.SecondaryTappable.
func (c *NoteCard) TappedSecondary(*fyne.PointEvent) {
	if canvas := fyne.CurrentApp().Driver().CanvasForObject(c); canvas != nil {
		canvas.Focus(c)
	}
	c.do(c.OnMenu)
}

func (c *NoteCard) do(deed func()) {
	if deed != nil {
		deed()
	}
}

// KeyDown implements desktop.Keyable.
func (c *NoteCard) KeyDown(e *fyne.KeyEvent) { c.shift.set(e, true) }

// KeyUp implements desktop.Keyable.
func (c *NoteCard) KeyUp(e *fyne.KeyEvent) { c.shift.set(e, false) }

// TypedKey implements fyne.Focusable.
func (c *NoteCard) TypedKey(e *fyne.KeyEvent) {
	switch {
	case e.Name == fyne.KeyDelete:
		c.do(c.OnRemove)
	case c.shift.asksForMenu(e):
		c.do(c.OnMenu)
	default:
		c.control.TypedKey(e)
	}
}

// AccessibilityLabel implements fyne.Accessible.
func (c *NoteCard) AccessibilityLabel() string {
	return c.row.AccessibilityLabel() + c.found.text()
}

// AccessibilityRole implements fyne.Accessible.
func (c *NoteCard) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (c *NoteCard) CreateRenderer() fyne.WidgetRenderer { return rendererOf(c) }

func (c *NoteCard) objects() []fyne.CanvasObject {
	return append(append([]fyne.CanvasObject{c.ground, c.row}, c.parts.objects()...), c.ring)
}

func (c *NoteCard) paint() {
	c.ground.Hidden = !c.marked && !c.hovered
	c.ground.FillColor, c.ground.StrokeWidth = style.Color(style.Hover), 0
	if c.marked {
		c.ground.FillColor, c.ground.StrokeColor, c.ground.StrokeWidth = style.Color(style.Card), style.Color(style.Line2), 1
	}
	c.parts.show(c.marked)
	showFrame(c.ring, c.focused)
}

func (c *NoteCard) place(size fyne.Size) {
	Put(c.ground, 0, 0, size.Width, size.Height)
	Put(c.ring, 0, 0, size.Width, size.Height)
	Put(c.row, 0, 0, size.Width, size.Height)
	if c.marked {
		pad, line := style.Px(style.Space3), noteWords.height()
		top := noteTop(size.Height) + noteTitle.height()
		c.parts.place(c.found, pad, top, size.Width-2*pad, line)
	}
}

// HeightFor is the height that the words of the card need at a width.
func (c *NoteCard) HeightFor(width float32) float32 {
	if c.marked {
		return heightOf(1)
	}
	return c.row.HeightFor(width)
}

func (c *NoteCard) least() fyne.Size {
	least := c.row.MinSize()
	least.Height = min(least.Height, c.HeightFor(max(least.Width, c.Size().Width)))
	return least
}
