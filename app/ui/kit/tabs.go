package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"carebook/app/ui/style"
)

// Tabs are the parts of a page as a line of words, of which one is open.
// Arrow keys move from part to part. Where the line is too narrow it wraps.
type Tabs struct {
	widget.BaseWidget
	// Trailing, if set, stands at the right end of the last line.
	Trailing fyne.CanvasObject
	// OnChosen is called with the index that was chosen by hand.
	OnChosen func(int)
	tabs     []*tab
	chosen   int
	hovered  int // the tab under the pointer, or -1
	focused  bool
	// width is the one last laid out; the height follows from it.
	width float32

	line, mark *canvas.Rectangle
	ring       *canvas.Rectangle
}

// tab is one word, and how many there are of it.
type tab struct {
	label, count string
	text, number *canvas.Text
	at           fyne.Position
	width        float32
}

// NewTabs makes tabs of which the first is open; chosen is called when another
// was chosen by hand.
func NewTabs(labels []string, chosen func(int)) *Tabs {
	t := &Tabs{
		OnChosen: chosen, hovered: -1,
		line: &canvas.Rectangle{}, mark: &canvas.Rectangle{}, ring: frame(style.RadiusButton),
	}
	for _, label := range labels {
		t.tabs = append(t.tabs, &tab{label: label, text: &canvas.Text{}, number: &canvas.Text{}})
	}
	t.ExtendBaseWidget(t)
	return t
}

// SetCount says how many there are of a part; "" is nothing.
func (t *Tabs) SetCount(i int, count string) {
	if t.tabs[i].count != count {
		t.tabs[i].count = count
		t.Refresh()
	}
}

// Count is the number beside a word, as it is shown.
func (t *Tabs) Count(i int) string { return t.tabs[i].count }

// Chosen is the index of the open part.
func (t *Tabs) Chosen() int { return t.chosen }

// Set opens a part that was chosen elsewhere, without calling anybody.
func (t *Tabs) Set(i int) {
	if i >= 0 && i < len(t.tabs) && i != t.chosen {
		t.chosen = i
		t.Refresh()
	}
}

// Choose opens a part by hand.
func (t *Tabs) Choose(i int) {
	if i < 0 || i >= len(t.tabs) || i == t.chosen {
		return
	}
	t.Set(i)
	if t.OnChosen != nil {
		t.OnChosen(i)
	}
}

// tabAt is the tab at a place, or -1.
func (t *Tabs) tabAt(at fyne.Position) int {
	for i, b := range t.tabs {
		if at.X >= b.at.X && at.X < b.at.X+b.width && at.Y >= b.at.Y && at.Y < b.at.Y+style.Px(tabHeight) {
			return i
		}
	}
	return -1
}

// Tapped implements fyne.Tappable.
func (t *Tabs) Tapped(e *fyne.PointEvent) { t.Choose(t.tabAt(e.Position)) }

func (t *Tabs) hover(i int) {
	if t.hovered != i {
		t.hovered = i
		t.Refresh()
	}
}

// MouseIn implements desktop.Hoverable.
func (t *Tabs) MouseIn(e *desktop.MouseEvent) { t.hover(t.tabAt(e.Position)) }

// MouseMoved implements desktop.Hoverable.
func (t *Tabs) MouseMoved(e *desktop.MouseEvent) { t.hover(t.tabAt(e.Position)) }

// MouseOut implements desktop.Hoverable.
func (t *Tabs) MouseOut() { t.hover(-1) }

// Cursor implements desktop.Cursorable.
func (t *Tabs) Cursor() desktop.Cursor {
	if t.hovered < 0 {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

// FocusGained implements fyne.Focusable.
func (t *Tabs) FocusGained() {
	t.focused = true
	t.Refresh()
	reveal(t)
}

// FocusLost implements fyne.Focusable.
func (t *Tabs) FocusLost() {
	t.focused = false
	t.Refresh()
}

// TypedRune implements fyne.Focusable: a digit opens the part at that place.
func (t *Tabs) TypedRune(r rune) {
	if r >= '1' && r <= '9' {
		t.Choose(int(r - '1'))
	}
}

// TypedKey implements fyne.Focusable.
func (t *Tabs) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyLeft:
		t.Choose(t.chosen - 1)
	case fyne.KeyRight:
		t.Choose(t.chosen + 1)
	case fyne.KeyHome:
		t.Choose(0)
	case fyne.KeyEnd:
		t.Choose(len(t.tabs) - 1)
	default:
		passKey(t, e)
	}
}

// AccessibilityLabel implements fyne.Accessible: the part that is open.
func (t *Tabs) AccessibilityLabel() string { return t.tabs[t.chosen].label }

// AccessibilityRole implements fyne.Accessible.
func (t *Tabs) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (t *Tabs) CreateRenderer() fyne.WidgetRenderer { return rendererOf(t) }

func (t *Tabs) objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{t.line, t.mark}
	for _, b := range t.tabs {
		objects = append(objects, b.text, b.number)
	}
	if t.Trailing != nil {
		objects = append(objects, t.Trailing)
	}
	return append(objects, t.ring)
}

// The height of a line of tabs, the space between them, the one before a
// count, and the line under the open one, at 100 %.
const tabHeight, tabGap, tabCountGap, tabMark float32 = 42, 22, 7, 3

// tabOpen is also the face by which tabs are measured, so that none moves when
// another is opened.
var (
	tabOpen   = face{size: style.Control, bold: true, token: style.Ink}
	tabClosed = face{size: style.Control, token: style.Ink2}
	tabCount  = face{size: style.Control, token: style.Ink3}
)

func (t *Tabs) paint() {
	t.line.FillColor, t.mark.FillColor = style.Color(style.Line), style.Color(style.Accent)
	for i, b := range t.tabs {
		f := tabClosed
		switch i {
		case t.chosen:
			f = tabOpen
		case t.hovered:
			f.token = style.Ink
		}
		f.dress(b.text, b.label)
		tabCount.dress(b.number, b.count)
	}
	showFrame(t.ring, t.focused)
}

// measure is the width of a tab: that of its word, and with its count.
func (b *tab) measure() (word, all float32) {
	word = tabOpen.width(b.label)
	if all = word; b.count != "" {
		all += style.Px(tabCountGap) + tabCount.width(b.count)
	}
	return word, all
}

// flow visits the tabs with their places in lines of a width, and gives the
// height of all lines.
func (t *Tabs) flow(width float32, visit func(b *tab, at fyne.Position, width float32)) float32 {
	x, y := float32(0), float32(0)
	for _, b := range t.tabs {
		_, w := b.measure()
		if x > 0 && x+w > width {
			x, y = 0, y+style.Px(tabHeight)
		}
		visit(b, fyne.NewPos(x, y), min(w, width))
		x += w + style.Px(tabGap)
	}
	if t.Trailing != nil && t.Trailing.Visible() && x+t.Trailing.MinSize().Width > width {
		y += style.Px(tabHeight)
	}
	return y + style.Px(tabHeight)
}

func (t *Tabs) place(size fyne.Size) {
	t.width = size.Width
	height := t.flow(size.Width, func(b *tab, at fyne.Position, w float32) { b.at, b.width = at, w })
	Put(t.line, 0, height-1, size.Width, 1)
	line, mark := style.Px(tabHeight), style.Px(tabMark)
	for i, b := range t.tabs {
		word, _ := b.measure()
		word = min(word, b.width)
		b.text.Text = tabOpen.fit(b.label, word)
		putText(b.text, b.at.X, b.at.Y, word, line-mark)
		x := b.at.X + word + style.Px(tabCountGap)
		putText(b.number, x, b.at.Y, b.width, line-mark)
		if i == t.chosen {
			Put(t.mark, b.at.X, b.at.Y+line-mark, b.width, mark)
			out := style.Px(style.Space1)
			Put(t.ring, b.at.X-out, b.at.Y+out, b.width+2*out, line-mark-2*out)
		}
	}
	if t.Trailing != nil {
		least := t.Trailing.MinSize()
		w := min(least.Width, size.Width)
		Put(t.Trailing, size.Width-w, height-mark-(line-mark+least.Height)/2, w, least.Height)
	}
}

func (t *Tabs) least() fyne.Size {
	width := float32(0)
	for _, b := range t.tabs {
		_, w := b.measure()
		width = max(width, w)
	}
	if t.Trailing != nil {
		width = max(width, t.Trailing.MinSize().Width)
	}
	return fyne.NewSize(width, t.HeightFor(max(width, t.width)))
}

// HeightFor is the height at a width.
func (t *Tabs) HeightFor(width float32) float32 {
	return t.flow(width, func(*tab, fyne.Position, float32) {})
}
