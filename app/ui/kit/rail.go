package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"carebook/app/ui/style"
)

// RailItem is one screen on the rail. The active one is a tab cut from the
// page: it has the colour of what lies right of it.
type RailItem struct {
	control
	label         string
	glyph, filled style.Glyph
	active        bool
	page          style.Token
	tab, ring     *canvas.Rectangle
	text          *canvas.Text
	icon          icon
}

// NewRailItem makes an item with an icon, and the filled one for when it is
// active.
func NewRailItem(label string, glyph, filled style.Glyph, tapped func()) *RailItem {
	r := &RailItem{
		label: label, glyph: glyph, filled: filled, page: style.Page,
		tab: &canvas.Rectangle{}, ring: frame(style.RadiusTab), text: &canvas.Text{Alignment: fyne.TextAlignCenter}, icon: newIcon(),
	}
	r.OnTapped = tapped
	r.ExtendBaseWidget(r)
	return r
}

// SetActive makes the item the active one, or no longer; page is the colour
// right of it.
func (r *RailItem) SetActive(active bool, page style.Token) {
	if r.active != active || r.page != page {
		r.active, r.page = active, page
		r.Refresh()
	}
}

// Active reports whether this is the screen that is shown.
func (r *RailItem) Active() bool { return r.active }

// AccessibilityLabel implements fyne.Accessible.
func (r *RailItem) AccessibilityLabel() string { return r.label }

// AccessibilityRole implements fyne.Accessible.
func (r *RailItem) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (r *RailItem) CreateRenderer() fyne.WidgetRenderer { return rendererOf(r) }

func (r *RailItem) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.tab, r.ring, r.icon.Image, r.text}
}

func (r *RailItem) paint() {
	ink, glyph := style.SpineInk, r.glyph
	switch {
	case r.active:
		ink, glyph = style.Accent, r.filled
	case r.hovered, r.focused:
		ink = style.SpineOn
	}
	r.tab.Hidden = !r.active
	r.tab.FillColor = style.Color(r.page)
	r.tab.TopLeftCornerRadius, r.tab.BottomLeftCornerRadius = style.RadiusTab, style.RadiusTab
	r.icon.set(glyph, ink)
	face{size: style.Caption, bold: r.active, token: ink}.dress(r.text, r.label)
	showFrame(r.ring, r.focused)
	if !r.active {
		r.ring.StrokeColor = style.Color(style.SpineOn) // the accent would not be seen on the spine
	}
}

func (r *RailItem) place(size fyne.Size) {
	// The tab reaches under the page, so that no edge of it is seen there.
	Put(r.tab, style.Space2, 0, size.Width-style.Space2+2, size.Height)
	Put(r.ring, style.Space2+2, 2, size.Width-style.Space2-6, size.Height-4)
	g := style.Px(style.IconRail)
	Put(r.icon, (size.Width-g)/2, style.Px(10), g, g)
	f := face{size: style.Caption, bold: r.active}
	r.text.Text = f.fit(r.label, size.Width-2*style.Space1)
	putText(r.text, 0, style.Px(34), size.Width, style.Px(18))
}

func (r *RailItem) least() fyne.Size {
	return fyne.NewSize(style.Px(style.RailWidth), style.Px(style.RailItem))
}

// Rail is the spine of the book: the mark, the screens, and at its foot the
// settings.
type Rail struct {
	widget.BaseWidget
	items, foot []*RailItem
	spine       *canvas.Rectangle
	mark        *canvas.Image
}

// NewRail makes a rail of items from the top and others from the foot.
func NewRail(items, foot []*RailItem) *Rail {
	r := &Rail{items: items, foot: foot, spine: &canvas.Rectangle{}}
	r.mark = canvas.NewImageFromResource(style.MarkOfCarebook())
	r.mark.FillMode = canvas.ImageFillContain
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer implements fyne.Widget.
func (r *Rail) CreateRenderer() fyne.WidgetRenderer { return rendererOf(r) }

func (r *Rail) objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{r.spine, r.mark}
	for _, list := range [][]*RailItem{r.items, r.foot} {
		for _, i := range list {
			objects = append(objects, i)
		}
	}
	return objects
}

func (r *Rail) paint() {
	r.spine.FillColor = style.Color(style.Spine)
	for _, list := range [][]*RailItem{r.items, r.foot} {
		for _, i := range list {
			i.Refresh()
		}
	}
}

func (r *Rail) place(size fyne.Size) {
	Put(r.spine, 0, 0, size.Width, size.Height)
	Put(r.mark, (size.Width-style.Px(28))/2, style.Px(22), style.Px(28), style.Px(26))
	item := style.Px(style.RailItem)
	for n, i := range r.items {
		Put(i, 0, style.Px(72)+float32(n)*item, size.Width, item)
	}
	for n, i := range r.foot {
		Put(i, 0, size.Height-style.Px(style.Space3)-float32(len(r.foot)-n)*item, size.Width, item)
	}
}

func (r *Rail) least() fyne.Size {
	items := float32(len(r.items)+len(r.foot)) * style.Px(style.RailItem)
	return fyne.NewSize(style.Px(style.RailWidth), style.Px(72+style.Space3)+items)
}
