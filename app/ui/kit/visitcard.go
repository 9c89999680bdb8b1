package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"carebook/app/ui/style"
)

// CardWords is what a VisitCard shows.
type CardWords struct {
	Name string
	// Time is when the visit begins and how long it is, Reason why it is planned.
	Time, Reason string
	// Band is the letter of the tile, or "" for none.
	Band string
	// Late colours the reason, Pinned shows a pin, Done strikes the visit through.
	Late, Pinned, Done bool
}

// VisitCard is a planned visit in the column of a day. A click or Enter opens
// it, the right mouse button and the menu key open its menu, and it can be
// dragged to another column.
type VisitCard struct {
	control
	// OnOpen is what a click and Enter do, OnMenu opens the menu of the card.
	OnOpen, OnMenu func()
	// OnKey is asked about each key first, and reports whether it was of use.
	OnKey func(*fyne.KeyEvent) bool
	// OnDrag is told where in the window the card is dragged, OnDrop where it was
	// let go. Without OnDrop the card cannot be dragged.
	OnDrag, OnDrop func(at fyne.Position)

	words CardWords
	parts cardParts
	shift shiftKey
	// ghost is what is dragged, over all else in the window; nil while nothing is.
	ghost *cardGhost
}

// NewVisitCard makes an empty card.
func NewVisitCard() *VisitCard {
	c := &VisitCard{parts: newCardParts()}
	c.OnTapped = func() {
		c.takeFocus()
		c.open()
	}
	c.ExtendBaseWidget(c)
	return c
}

// Fill shows a visit.
func (c *VisitCard) Fill(words CardWords) {
	if c.words != words {
		c.words = words
		c.Refresh()
	}
}

// Words are what the card shows.
func (c *VisitCard) Words() CardWords { return c.words }

func (c *VisitCard) open() {
	if c.OnOpen != nil {
		c.OnOpen()
	}
}

func (c *VisitCard) openMenu() {
	if c.OnMenu != nil {
		c.OnMenu()
	}
}

func (c *VisitCard) takeFocus() {
	if on := fyne.CurrentApp().Driver().CanvasForObject(c); on != nil {
		on.Focus(c)
	}
}

// TappedSecondary implements fyne.SecondaryTappable.
func (c *VisitCard) TappedSecondary(*fyne.PointEvent) {
	c.takeFocus()
	c.openMenu()
}

// KeyDown implements desktop.Keyable.
func (c *VisitCard) KeyDown(e *fyne.KeyEvent) { c.shift.set(e, true) }

// KeyUp implements desktop.Keyable.
func (c *VisitCard) KeyUp(e *fyne.KeyEvent) { c.shift.set(e, false) }

// TypedKey implements fyne.Focusable.
func (c *VisitCard) TypedKey(e *fyne.KeyEvent) {
	switch {
	case c.OnKey != nil && c.OnKey(e):
	case c.shift.asksForMenu(e):
		c.openMenu()
	case e.Name == fyne.KeyReturn, e.Name == fyne.KeyEnter:
		c.open()
	default:
		passKey(c, e)
	}
}

// Dragged implements fyne.Draggable: a picture of the card goes with the
// pointer.
func (c *VisitCard) Dragged(e *fyne.DragEvent) {
	if c.OnDrop == nil {
		return
	}
	if c.ghost == nil {
		driver := fyne.CurrentApp().Driver()
		on := driver.CanvasForObject(c)
		if on == nil {
			return
		}
		held := e.AbsolutePosition.Subtract(driver.AbsolutePositionForObject(c))
		c.ghost = newCardGhost(on, c.words, c.Size(), held)
		c.Refresh()
	}
	c.ghost.move(e.AbsolutePosition)
	if c.OnDrag != nil {
		c.OnDrag(e.AbsolutePosition)
	}
}

// DragEnd implements fyne.Draggable.
func (c *VisitCard) DragEnd() {
	if c.ghost == nil {
		return
	}
	at := c.ghost.at
	c.ghost.remove()
	c.ghost, c.pressed = nil, false
	c.Refresh()
	if c.OnDrop != nil {
		c.OnDrop(at)
	}
}

// AccessibilityLabel implements fyne.Accessible.
func (c *VisitCard) AccessibilityLabel() string {
	return listed(c.words.Name, c.words.Band, c.words.Time, c.words.Reason)
}

// AccessibilityRole implements fyne.Accessible.
func (c *VisitCard) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (c *VisitCard) CreateRenderer() fyne.WidgetRenderer { return rendererOf(c) }

func (c *VisitCard) objects() []fyne.CanvasObject { return c.parts.all }

func (c *VisitCard) paint() {
	look := cardPlain
	switch {
	case c.ghost != nil:
		look = cardAway
	case c.hovered:
		look = cardHovered
	}
	c.parts.paint(c.words, look, c.focused)
}

func (c *VisitCard) place(size fyne.Size) { c.parts.place(c.words, size) }

func (c *VisitCard) least() fyne.Size {
	return fyne.NewSize(style.Px(96), c.HeightFor(c.Size().Width))
}

// HeightFor is the height at a width: the reason has a line of its own where
// the column is too narrow for it beside the time.
func (c *VisitCard) HeightFor(width float32) float32 {
	if c.words.tall(width) {
		return style.Px(cardHeight + cardLine)
	}
	return style.Px(cardHeight)
}

// cardLook is how a card is drawn.
type cardLook int

// As it lies there, under the pointer, the place it was dragged away from, and
// what is dragged.
const (
	cardPlain cardLook = iota
	cardHovered
	cardAway
	cardLifted
)

// cardParts draw a card.
type cardParts struct {
	ground, ring       *canvas.Rectangle
	name, time, reason *canvas.Text
	band               bandParts
	sign               icon
	all                []fyne.CanvasObject
}

func newCardParts() cardParts {
	p := cardParts{
		ground: &canvas.Rectangle{CornerRadius: style.RadiusRow}, ring: frame(style.RadiusRow),
		name: &canvas.Text{}, time: &canvas.Text{}, reason: &canvas.Text{}, band: newBandParts(), sign: newIcon(),
	}
	p.all = append([]fyne.CanvasObject{p.ground, p.name, p.time, p.reason, p.sign.Image}, p.band.objects()...)
	p.all = append(p.all, p.ring)
	return p
}

// faces are those of name, time and reason.
func (w CardWords) faces() (name, time, reason face) {
	name = face{size: style.Control, bold: true, token: style.Ink}
	time = face{size: style.Small, token: style.Ink2}
	reason = time
	switch {
	case w.Done:
		name.token, time.token, reason.token = style.Ink3, style.Ink3, style.Ink3
	case w.Late:
		reason.token = style.Late
	}
	return name, time, reason
}

// The sizes of a card at 100 %: its height, the space at its sides, a line.
const cardHeight, cardPad, cardLine float32 = 51, 10, 18

// tall reports whether the reason needs a line of its own, where beside the time
// there is no room for all of it: half of "16 days late" says nothing.
func (w CardWords) tall(width float32) bool {
	if w.Reason == "" || width <= 0 {
		return false
	}
	_, time, reason := w.faces()
	room := width - 2*style.Px(cardPad) - time.width(w.Time) - style.Px(style.Space2)
	return room < reason.width(w.Reason)
}

func (p *cardParts) paint(w CardWords, look cardLook, focused bool) {
	fill, edge := style.Card, style.Line
	switch look {
	case cardHovered:
		edge = style.Line2
	case cardAway:
		fill = style.Page
	case cardLifted:
		edge = style.Accent
		p.ground.Shadow = canvas.Shadow{Color: style.Color(style.Shadow), BlurRadius: 8, Offset: fyne.NewPos(0, 2)}
	}
	p.ground.FillColor, p.ground.StrokeColor, p.ground.StrokeWidth = style.Color(fill), style.Color(edge), 1
	switch {
	case w.Done:
		p.sign.set(style.CheckBold, style.Accent)
	case w.Pinned:
		p.sign.set(style.PushPinFill, style.Ink3)
	default:
		p.sign.set("", style.Ink3)
	}
	p.band.paint(w.Band)
	showFrame(p.ring, focused)
}

func (p *cardParts) place(w CardWords, size fyne.Size) {
	if size.Width == 0 {
		return
	}
	Put(p.ground, 0, 0, size.Width, size.Height)
	Put(p.ring, 0, 0, size.Width, size.Height)
	pad, gap := style.Px(cardPad), style.Px(style.Space1)
	line, y := style.Px(20), style.Px(6)
	right := size.Width - pad
	if w.Band != "" {
		tile := p.band.width(w.Band)
		right -= tile
		p.band.place(right, y, tile)
		right -= gap
	}
	if w.Done || w.Pinned {
		g := style.Px(14)
		right -= g
		Put(p.sign, right, y+(line-g)/2, g, g)
		right -= gap
	}
	name, time, reason := w.faces()
	name.dress(p.name, name.fit(w.Name, right-pad))
	p.name.TextStyle.Strikethrough = w.Done
	putText(p.name, pad, y, right-pad, line)
	y, line = style.Px(25), style.Px(cardLine)
	room := size.Width - 2*pad
	time.dress(p.time, time.fit(w.Time, room))
	putText(p.time, pad, y, room, line)
	reason.dress(p.reason, reason.fit(w.Reason, room))
	own := reason.width(p.reason.Text)
	x := pad + room - own
	if w.tall(size.Width) {
		x, y = pad, y+line
	}
	putText(p.reason, x, y, own, line)
}

// cardGhost is a card that is dragged, in a layer over the window. Nothing in
// the layer takes the pointer, so that what is let go over it is let go over
// what lies below.
type cardGhost struct {
	widget.BaseWidget
	on    fyne.Canvas
	layer *fyne.Container
	words CardWords
	parts cardParts
	// held is where on the card the pointer is, at where it is in the window.
	held, at fyne.Position
}

func newCardGhost(on fyne.Canvas, words CardWords, size fyne.Size, held fyne.Position) *cardGhost {
	g := &cardGhost{on: on, words: words, parts: newCardParts(), held: held}
	g.ExtendBaseWidget(g)
	g.Resize(size)
	g.layer = &fyne.Container{Objects: []fyne.CanvasObject{g}}
	on.Overlays().Add(g.layer)
	return g
}

func (g *cardGhost) move(at fyne.Position) {
	g.at = at
	g.Move(at.Subtract(g.held))
	canvas.Refresh(g)
}

func (g *cardGhost) remove() { g.on.Overlays().Remove(g.layer) }

// CreateRenderer implements fyne.Widget.
func (g *cardGhost) CreateRenderer() fyne.WidgetRenderer { return rendererOf(g) }

func (g *cardGhost) objects() []fyne.CanvasObject { return g.parts.all }
func (g *cardGhost) paint()                       { g.parts.paint(g.words, cardLifted, false) }
func (g *cardGhost) place(size fyne.Size)         { g.parts.place(g.words, size) }
func (g *cardGhost) least() fyne.Size             { return fyne.Size{} }
