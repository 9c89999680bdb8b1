package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
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
	Rows []*menuRow
	pop  *widget.PopUp
}

// ShowMenu opens a menu under an object, its right edges in line where it
// would leave the window otherwise. Arrow keys move in it, Escape closes it.
func ShowMenu(under fyne.CanvasObject, items []MenuItem) *Menu {
	driver := fyne.CurrentApp().Driver()
	c := driver.CanvasForObject(under)
	if c == nil {
		return nil // the object has left the window
	}
	m := &Menu{}
	lines := NewColumn(0)
	for _, item := range items {
		if item.Do == nil {
			lines.Objects = append(lines.Objects, Inset(style.Space1, 0, style.Space1, 0, NewLine()))
			continue
		}
		row := newMenuRow(m, item)
		m.Rows = append(m.Rows, row)
		lines.Objects = append(lines.Objects, row)
	}
	ground := NewGround(style.Card).Edge(style.RadiusCard, 1, style.Line2)
	size := lines.MinSize().AddWidthHeight(2*style.Px(style.Space2), 2*style.Px(style.Space2))
	inside := Inset(style.Space2, style.Space2, style.Space2, style.Space2, container.NewVScroll(lines))
	m.pop = widget.NewPopUp(OnGround(ground, inside), c)
	at := driver.AbsolutePositionForObject(under).AddXY(0, under.Size().Height+style.Space1)
	if at.X+size.Width > c.Size().Width {
		at.X = max(0, driver.AbsolutePositionForObject(under).X+under.Size().Width-size.Width)
	}
	m.pop.Resize(fyne.NewSize(size.Width, min(size.Height, c.Size().Height-at.Y-style.Space2)))
	m.pop.ShowAtPosition(at)
	if len(m.Rows) > 0 {
		c.Focus(m.Rows[0])
	}
	return m
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

const menuLead = 32

func (r *menuRow) place(size fyne.Size) {
	put(r.ground, 0, 0, size.Width, size.Height)
	put(r.ring, 0, 0, size.Width, size.Height)
	pad, g := style.Px(style.Space2), style.Px(style.IconSmall)
	put(r.check, pad, (size.Height-g)/2, g, g)
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
