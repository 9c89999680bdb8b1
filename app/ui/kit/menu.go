package kit

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"carebook/app/ui/style"
)

// MenuItem is a line of a menu. The zero MenuItem is a line between others.
type MenuItem struct {
	Label string
	// Detail stands at the right: a count or a shortcut.
	Detail string
	// Checked marks the choice that is on.
	Checked bool
	Do      func()
}

// Menu is an open menu.
type Menu struct {
	// Rows are the lines that can be chosen.
	Rows   []*menuRow
	canvas fyne.Canvas
	pop    *widget.PopUp
	scroll *container.Scroll
	rest   *menuRest
}

// ShowMenu opens a menu under an object, or above it where there is more room,
// its right edges in line where it would leave the window otherwise. Arrow keys
// move in it, a letter goes to the next line that begins with it, Escape closes
// it. The line that is on has the focus at first.
func ShowMenu(under fyne.CanvasObject, items []MenuItem) *Menu {
	m, first := openMenu(under, items, popUnder)
	if m != nil && first != nil {
		m.canvas.Focus(first)
	}
	return m
}

// ShowContextMenu opens a menu that the pointer asked for, at a place: beside it
// where there is not enough room below or above. No line has the focus before a
// key asks for one, the first or the last.
func ShowContextMenu(place fyne.CanvasObject, items []MenuItem) *Menu {
	m, first := openMenu(place, items, popAt)
	if m != nil && first != nil {
		m.canvas.Focus(m.rest)
	}
	return m
}

// pops shows an object in a card at another.
type pops func(at fyne.CanvasObject, c fyne.Canvas, content fyne.CanvasObject, size fyne.Size) *widget.PopUp

// openMenu opens a menu and gives the line that is on, or else the first.
func openMenu(under fyne.CanvasObject, items []MenuItem, pop pops) (m *Menu, on *menuRow) {
	driver := fyne.CurrentApp().Driver()
	c := driver.CanvasForObject(under)
	if c == nil {
		return nil, nil // the object has left the window
	}
	m = &Menu{canvas: c}
	m.rest = newMenuRest(m)
	lines := NewColumn(0)
	for _, item := range items {
		if item.Do == nil {
			lines.Objects = append(lines.Objects, Inset(style.Space1, 0, style.Space1, 0, NewLine()))
			continue
		}
		row := newMenuRow(m, item)
		if on == nil || item.Checked {
			on = row
		}
		m.Rows = append(m.Rows, row)
		lines.Objects = append(lines.Objects, row)
	}
	lines.Objects = append(lines.Objects, m.rest) // the last, so that Down leads to the first line
	m.scroll = container.NewVScroll(lines)
	size := lines.MinSize().AddWidthHeight(2*style.Px(style.Space2), 2*style.Px(style.Space2))
	size.Width = max(size.Width, under.Size().Width)
	m.pop = pop(under, c, Inset(style.Space2, style.Space2, style.Space2, style.Space2, m.scroll), size)
	return m, on
}

// popUnder shows an object in a card under another, or above it where it needs
// more room than there is and above is more.
func popUnder(under fyne.CanvasObject, c fyne.Canvas, content fyne.CanvasObject, size fyne.Size) *widget.PopUp {
	origin := fyne.CurrentApp().Driver().AbsolutePositionForObject(under)
	at := origin.AddXY(0, under.Size().Height+style.Space1)
	if at.X+size.Width > c.Size().Width {
		at.X = max(0, origin.X+under.Size().Width-size.Width)
	}
	below, above := c.Size().Height-at.Y-style.Space2, origin.Y-style.Space1-style.Space2
	if size.Height > below && above > below {
		size.Height = min(size.Height, above)
		at.Y = origin.Y - style.Space1 - size.Height
	} else {
		size.Height = min(size.Height, below)
	}
	return popCard(c, content, at, size)
}

// popAt shows an object in a card below a place, above it where there is no room,
// or beside it where there is none for all of it in either.
func popAt(place fyne.CanvasObject, c fyne.Canvas, content fyne.CanvasObject, size fyne.Size) *widget.PopUp {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(place)
	if at.X+size.Width > c.Size().Width {
		at.X = max(0, at.X-size.Width)
	}
	const gap, border = style.Space1, style.Space2
	bottom := c.Size().Height - border
	switch {
	case at.Y+gap+size.Height <= bottom:
		at.Y += gap
	case at.Y-gap-size.Height >= border:
		at.Y -= gap + size.Height
	default:
		size.Height = min(size.Height, bottom-border)
		at.X, at.Y = min(at.X+gap, max(0, c.Size().Width-size.Width)), bottom-size.Height
	}
	return popCard(c, content, at, size)
}

func popCard(c fyne.Canvas, content fyne.CanvasObject, at fyne.Position, size fyne.Size) *widget.PopUp {
	ground := NewGround(style.Card).Edge(style.RadiusCard, 1, style.Line2)
	pop := widget.NewPopUp(OnGround(ground, content), c)
	pop.Resize(size)
	pop.ShowAtPosition(at)
	return pop
}

// reveal scrolls to a line that got the focus.
func (m *Menu) reveal(r *menuRow) {
	top, height := m.scroll.Offset.Y, m.scroll.Size().Height
	y, end := r.Position().Y, r.Position().Y+r.Size().Height
	switch {
	case height <= 0: // not laid out yet
	case y < top:
		m.scroll.ScrollToOffset(fyne.NewPos(0, y))
	case end > top+height:
		m.scroll.ScrollToOffset(fyne.NewPos(0, end-height))
	}
}

// find gives the focus to the next line after one that begins with a letter.
func (m *Menu) find(after *menuRow, letter rune) {
	from := slices.Index(m.Rows, after)
	for i := range m.Rows {
		row := m.Rows[(from+1+i)%len(m.Rows)]
		if first, _ := utf8.DecodeRuneInString(row.item.Label); unicode.ToLower(first) == unicode.ToLower(letter) {
			if c := fyne.CurrentApp().Driver().CanvasForObject(row); c != nil {
				c.Focus(row)
			}
			return
		}
	}
}

// Close closes the menu.
func (m *Menu) Close() { m.pop.Hide() }

// menuRow is a line of a menu.
type menuRow struct {
	control
	menu         *Menu
	item         MenuItem
	ground, ring *canvas.Rectangle
	check        icon
	text, detail *canvas.Text
}

func newMenuRow(m *Menu, item MenuItem) *menuRow {
	r := &menuRow{
		menu: m, item: item, ground: &canvas.Rectangle{CornerRadius: style.RadiusButton}, ring: frame(style.RadiusButton),
		check: newIcon(), text: &canvas.Text{}, detail: &canvas.Text{Alignment: fyne.TextAlignTrailing},
	}
	r.OnTapped = func() {
		m.Close()
		item.Do()
	}
	r.ExtendBaseWidget(r)
	return r
}

// Label is what the line says.
func (r *menuRow) Label() string { return r.item.Label }

// FocusGained implements fyne.Focusable.
func (r *menuRow) FocusGained() {
	r.control.FocusGained()
	r.menu.reveal(r)
}

// TypedRune implements fyne.Focusable.
func (r *menuRow) TypedRune(letter rune) { r.menu.find(r, letter) }

// TypedKey implements fyne.Focusable.
func (r *menuRow) TypedKey(e *fyne.KeyEvent) {
	c := fyne.CurrentApp().Driver().CanvasForObject(r)
	switch {
	case e.Name == fyne.KeyEscape:
		r.menu.Close()
	case e.Name == fyne.KeyDown && c != nil:
		c.FocusNext()
	case e.Name == fyne.KeyUp && c != nil:
		c.FocusPrevious()
	default:
		r.control.TypedKey(e)
	}
}

// CreateRenderer implements fyne.Widget.
func (r *menuRow) CreateRenderer() fyne.WidgetRenderer { return rendererOf(r) }

func (r *menuRow) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.check.Image, r.text, r.detail, r.ring}
}

var (
	menuText   = face{size: style.Control, token: style.Ink}
	menuDetail = face{size: style.Small, token: style.Ink3}
)

func (r *menuRow) paint() {
	r.ground.Hidden = !r.hovered
	r.ground.FillColor = style.Color(style.Hover)
	check := style.Glyph("")
	if r.item.Checked {
		check = style.CheckBold
	}
	r.check.set(check, style.Accent)
	menuText.dress(r.text, r.item.Label)
	menuDetail.dress(r.detail, r.item.Detail)
	showFrame(r.ring, r.focused)
}

// menuRest has the keyboard of a menu while no line has. It is not to be seen,
// and goes with the keyboard, so that keys never come back to it.
type menuRest struct {
	widget.BaseWidget
	menu *Menu
}

func newMenuRest(m *Menu) *menuRest {
	r := &menuRest{menu: m}
	r.ExtendBaseWidget(r)
	return r
}

// FocusGained implements fyne.Focusable.
func (r *menuRest) FocusGained() {}

// FocusLost implements fyne.Focusable.
func (r *menuRest) FocusLost() { r.Hide() }

// TypedRune implements fyne.Focusable.
func (r *menuRest) TypedRune(letter rune) { r.menu.find(nil, letter) }

// TypedKey implements fyne.Focusable.
func (r *menuRest) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyEscape:
		r.menu.Close()
	case fyne.KeyDown:
		r.menu.canvas.FocusNext()
	case fyne.KeyUp:
		r.menu.canvas.FocusPrevious()
	}
}

// CreateRenderer implements fyne.Widget.
func (r *menuRest) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewWithoutLayout())
}

const menuLead = 32

func (r *menuRow) place(size fyne.Size) {
	Put(r.ground, 0, 0, size.Width, size.Height)
	Put(r.ring, 0, 0, size.Width, size.Height)
	pad, g := style.Px(style.Space2), style.Px(style.IconSmall)
	Put(r.check, pad, (size.Height-g)/2, g, g)
	detail := menuDetail.width(r.item.Detail)
	putText(r.detail, size.Width-pad-detail, 0, detail, size.Height)
	putText(r.text, style.Px(menuLead), 0, size.Width-style.Px(menuLead)-pad-detail, size.Height)
}

func (r *menuRow) least() fyne.Size {
	width := style.Px(menuLead+style.Space2) + menuText.width(r.item.Label)
	if r.item.Detail != "" {
		width += style.Px(style.Space5) + menuDetail.width(r.item.Detail)
	}
	return fyne.NewSize(max(width, style.Px(160)), style.Px(32))
}

// shiftKey tells whether Shift is held down, for keys that mean something else
// with it: Fyne does not say so with the key.
type shiftKey struct{ held bool }

// set notes that Shift went down or up.
func (s *shiftKey) set(e *fyne.KeyEvent, down bool) {
	if e.Name == desktop.KeyShiftLeft || e.Name == desktop.KeyShiftRight {
		s.held = down
	}
}

// down asks the driver where it knows. What a piece was told of keys may lack
// the end: it goes to whatever has the focus by then, such as a menu.
func (s *shiftKey) down() bool {
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		return d.CurrentKeyModifiers()&fyne.KeyModifierShift != 0
	}
	return s.held
}

// asksForMenu reports whether a key asks for the menu of what has the focus.
func (s *shiftKey) asksForMenu(e *fyne.KeyEvent) bool {
	return e.Name == desktop.KeyMenu || e.Name == fyne.KeyF10 && s.down()
}
