package kit

import (
	"image/color"
	"sort"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"carebook/app/ui/style"
)

// List is a list of any length in which the arrow keys choose, as in a list
// beside the page that shows what is chosen. There are as many rows as are in
// sight, and scrolling fills them anew: Fyne's own list makes new rows at every
// jump and keeps the old ones for a minute.
type List struct {
	widget.BaseWidget
	// Length is the number of elements.
	Length func() int
	// rowHeight is the distance from row to row at 100 %.
	rowHeight float32
	create    func() fyne.CanvasObject
	show      func(i int, row fyne.CanvasObject, selected, focused bool)
	chosen    func(int)
	// OnTapped, if set, is told of a row that was tapped, after it was chosen.
	OnTapped func(i int)
	// OnKey, if set, is asked before the window whether it takes a key that the
	// list has no use for, OnRune is told of letters and digits.
	OnKey  func(*fyne.KeyEvent) bool
	OnRune func(rune)
	// OnMenu, if set, is asked for the menu of an element: by the other button
	// of the mouse, the menu key or Shift+F10. The menu opens under at. The
	// element is selected by then, alone or among others.
	OnMenu func(i int, at fyne.CanvasObject)
	// lined rows touch each other and have lines between them; raised is a list
	// whose chosen row lies on a card.
	lined, raised bool
	// at is the element chosen, or -1.
	at      int
	focused bool
	// changed is called after another selection of several; nil where there is
	// none but of one. picked are the elements, none while there is one only;
	// anchor is the one from which Shift selects.
	changed func()
	picked  picked
	anchor  int
	shift   shiftKey
	// groups are the headings, in ascending order.
	groups []Group
	// opened is the element under which detail stands, or -1.
	opened       int
	detail       fyne.CanvasObject
	detailHeight float32
	body         *listBody
	scroll       *container.Scroll
}

// NewList makes a list. show fills a row with an element, selected and focused
// being the row's state; chosen is called when another element was chosen, by
// hand or by Choose.
func NewList(rowHeight float32, length func() int, create func() fyne.CanvasObject,
	show func(i int, row fyne.CanvasObject, selected, focused bool), chosen func(int),
) *List {
	l := &List{Length: length, rowHeight: rowHeight, create: create, show: show, chosen: chosen, at: -1, anchor: -1, opened: -1}
	l.body = &listBody{list: l, point: &canvas.Rectangle{}}
	l.body.ExtendBaseWidget(l.body)
	l.scroll = container.NewVScroll(l.body)
	l.scroll.OnScrolled = func(fyne.Position) { l.body.fill(false) }
	l.ExtendBaseWidget(l)
	return l
}

// Lined sets the rows as lines of a table and returns the list.
func (l *List) Lined() *List {
	l.lined = true
	return l
}

// Raised lays the chosen row on a card, in a list on a desk beside the page that
// it opens, and returns the list.
func (l *List) Raised() *List {
	l.raised = true
	return l
}

// Unfold puts an object under an element, between it and the next; -1 takes it
// away. It is called again where the object has changed its height.
func (l *List) Unfold(i int, detail fyne.CanvasObject) {
	l.opened, l.detail = i, detail
	if i < 0 {
		l.detail = nil
	}
	l.body.collect()
	l.Refresh()
	canvas.Refresh(l.body)
}

// Unfolded is the element under which something stands, or -1.
func (l *List) Unfolded() int { return l.opened }

// Chosen is the element chosen, or -1.
func (l *List) Chosen() int { return l.at }

// Choose chooses an element alone and brings it into sight.
func (l *List) Choose(i int) {
	if i < 0 || i >= l.Length() {
		return
	}
	several := l.picked.count > 0
	l.picked, l.anchor = picked{}, i
	if several || i != l.at {
		l.move(i)
	}
	if several {
		l.changed()
	}
}

// move makes an element the chosen one, whatever is selected, and brings it
// into sight.
func (l *List) move(i int) {
	other := i != l.at
	l.at = i
	l.ScrollTo(i)
	l.body.fill(false)
	if other {
		l.chosen(i)
	}
}

// Mark makes an element the chosen one after the elements were exchanged,
// without calling anybody and without scrolling; -1 is none. A selection of
// several was one of the elements before and ends.
func (l *List) Mark(i int) {
	l.at, l.anchor, l.picked = i, i, picked{}
	l.Refresh()
}

// Follow is Mark where the elements are the ones that there were: only rows that
// look different now are filled anew.
func (l *List) Follow(i int) {
	l.at, l.anchor, l.picked = i, i, picked{}
	l.body.fill(false)
}

// pitch is the distance from row to row.
func (l *List) pitch() float32 { return style.Px(l.rowHeight) }

// gap is the space between rows.
func (l *List) gap() float32 {
	if l.lined {
		return 0
	}
	return style.Space1
}

// top is where an element begins.
func (l *List) top(i int) float32 {
	y := float32(i)*l.pitch() + float32(l.groupsTo(i))*style.Px(GroupHeight)
	if l.detail != nil && i > l.opened {
		y += l.detailHeight
	}
	return y
}

// bottom is where an element ends, with what stands under it.
func (l *List) bottom(i int) float32 {
	y := l.top(i) + l.pitch()
	if l.detail != nil && i == l.opened {
		y += l.detailHeight
	}
	return y
}

// elementAt is the element at a distance from the top, or the first whose
// heading is there; the number of elements where there is none.
func (l *List) elementAt(y float32) int {
	return sort.Search(l.Length(), func(i int) bool { return l.bottom(i) > y })
}

// height is that of all elements and headings.
func (l *List) height() float32 {
	n := l.Length()
	h := float32(n)*l.pitch() + float32(l.groupsTo(n-1))*style.Px(GroupHeight)
	if l.detail != nil {
		h += l.detailHeight
	}
	return h
}

// ScrollTo brings an element, its heading and what stands under it into sight,
// moving no further than it must.
func (l *List) ScrollTo(i int) {
	top, height := l.scroll.Offset.Y, l.scroll.Size().Height
	begin, end := l.begin(i), l.bottom(i)
	switch {
	case begin < top || end-begin > height:
		l.ScrollToOffset(begin)
	case end > top+height:
		l.ScrollToOffset(end - height)
	}
}

// ScrollToOffset scrolls to a distance from the top, or to the end.
func (l *List) ScrollToOffset(y float32) {
	end := l.height() - l.scroll.Size().Height
	l.scroll.ScrollToOffset(fyne.NewPos(0, max(0, min(y, end))))
	// The scroll tells of what was scrolled by hand only.
	l.body.fill(false)
}

// GetScrollOffset is the distance from the top.
func (l *List) GetScrollOffset() float32 { return l.scroll.Offset.Y }

// ScrollToTop scrolls to the first element.
func (l *List) ScrollToTop() { l.ScrollToOffset(0) }

// FocusGained implements fyne.Focusable.
func (l *List) FocusGained() {
	l.focused = true
	l.body.fill(false)
}

// FocusLost implements fyne.Focusable.
func (l *List) FocusLost() {
	l.focused, l.shift.held = false, false
	l.body.fill(false)
}

// KeyDown implements desktop.Keyable.
func (l *List) KeyDown(e *fyne.KeyEvent) { l.shift.set(e, true) }

// KeyUp implements desktop.Keyable.
func (l *List) KeyUp(e *fyne.KeyEvent) { l.shift.set(e, false) }

// TypedRune implements fyne.Focusable.
func (l *List) TypedRune(r rune) {
	if l.OnRune != nil {
		l.OnRune(r)
	}
}

// TypedKey implements fyne.Focusable.
func (l *List) TypedKey(e *fyne.KeyEvent) {
	to, moves := l.target(e.Name)
	switch {
	case moves && l.changed != nil && l.shift.down():
		l.extend(to, false)
	case moves:
		l.Choose(to)
	case l.OnMenu != nil && l.at >= 0 && l.shift.asksForMenu(e):
		l.ScrollTo(l.at)
		l.menuAt(l.at, fyne.NewPos(style.Px(rowMargin), l.top(l.at)+l.pitch()-l.gap()))
	case e.Name == fyne.KeyEscape && l.endSeveral():
	case l.OnKey == nil || !l.OnKey(e):
		passKey(l, e)
	}
}

// menuAt asks for the menu of an element, at a place in the list.
func (l *List) menuAt(i int, at fyne.Position) {
	if !l.selects(i) {
		l.Choose(i)
	}
	l.body.point.Move(at)
	l.OnMenu(i, l.body.point)
}

// CreateRenderer implements fyne.Widget.
func (l *List) CreateRenderer() fyne.WidgetRenderer { return rendererOf(l) }

func (l *List) objects() []fyne.CanvasObject { return []fyne.CanvasObject{l.scroll} }

// paint fills the rows anew: the elements, their number or the theme may have
// changed.
func (l *List) paint() {
	l.measure()
	l.cut()
	l.scroll.Refresh() // first: where there are fewer elements it moves up
	l.body.fill(true)
}

func (l *List) place(size fyne.Size) {
	Put(l.scroll, 0, 0, size.Width, size.Height)
	l.measure()
}

// measure asks what stands under an element for its height.
func (l *List) measure() {
	l.detailHeight = 0
	if l.detail != nil {
		l.detailHeight = HeightFor(l.detail, l.scroll.Size().Width)
	}
}

func (l *List) least() fyne.Size { return fyne.NewSize(style.Px(120), l.pitch()*2) }

// listBody is all of the list, of which the scroll shows a part. It has rows
// for that part only.
type listBody struct {
	widget.BaseWidget
	list *List
	// rows are used in turn: element i is in row i modulo their number; and so
	// are heads, the headings.
	rows  []*listRow
	heads []*listHead
	// point is where a menu opens.
	point *canvas.Rectangle
	// all is what is drawn. Fyne asks for it at every frame.
	all []fyne.CanvasObject
}

// CreateRenderer implements fyne.Widget.
func (b *listBody) CreateRenderer() fyne.WidgetRenderer { return rendererOf(b) }

func (b *listBody) objects() []fyne.CanvasObject { return b.all }

// collect gathers what is drawn after there is more or less of it.
func (b *listBody) collect() {
	b.all = []fyne.CanvasObject{b.point}
	for _, r := range b.rows {
		b.all = append(b.all, r)
	}
	for _, h := range b.heads {
		b.all = append(b.all, h)
	}
	if b.list.detail != nil {
		b.all = append(b.all, b.list.detail)
	}
	canvas.Refresh(b)
}

func (b *listBody) paint()          {}
func (b *listBody) place(fyne.Size) { b.fill(false) }

func (b *listBody) least() fyne.Size {
	return fyne.NewSize(style.Px(120), b.list.height())
}

// fill puts the elements in sight into rows: those that are not there yet or
// look different, or all of them.
func (b *listBody) fill(all bool) {
	l := b.list
	pitch, size := l.pitch(), l.scroll.Size()
	if size.Height <= 0 {
		return // not laid out yet
	}
	if need := int(size.Height/pitch) + 2; len(b.rows) != need {
		b.resize(need)
		all = true
	}
	n := l.Length()
	first := min(max(0, l.elementAt(l.scroll.Offset.Y)), max(0, n-1))
	for i := first; i < first+len(b.rows); i++ {
		r := b.rows[i%len(b.rows)]
		if i >= n {
			r.index = -1
			r.Hide()
			continue
		}
		if s := l.stateOf(i); r.index != i || r.state != s || all {
			r.index, r.state = i, s
			if c, ok := r.child.(checkable); ok {
				c.SetChecked(s.checked)
			}
			l.show(i, r.child, s.selected, s.focused)
			r.Show()
			r.Refresh()
		}
		Put(r, 0, l.top(i), size.Width, pitch-l.gap())
	}
	if len(l.groups) > 0 || len(b.heads) > 0 {
		b.fillHeads(first, all)
	}
	if l.detail != nil {
		Put(l.detail, 0, l.top(l.opened)+pitch, size.Width, l.detailHeight)
	}
}

// resize makes rows for a part of another height.
func (b *listBody) resize(need int) {
	for len(b.rows) < need {
		r := &listRow{list: b.list, child: b.list.create(), index: -1, ground: &canvas.Rectangle{}, line: &canvas.Rectangle{}}
		if !b.list.lined {
			r.ground.CornerRadius = style.RadiusRow
		}
		r.ExtendBaseWidget(r)
		b.rows = append(b.rows, r)
	}
	b.rows = b.rows[:need]
	for _, r := range b.rows {
		r.index = -1
	}
	b.collect()
}

// rowState is what a row shows besides its element. checked is one of several
// selected.
type rowState struct{ selected, focused, checked bool }

func (l *List) stateOf(i int) rowState {
	selected := l.selects(i)
	return rowState{selected, l.focused && i == max(l.at, 0), selected && l.picked.count > 0}
}

// listRow is a row with its ground: selected, under the pointer, or neither.
type listRow struct {
	widget.BaseWidget
	list         *List
	child        fyne.CanvasObject
	ground, line *canvas.Rectangle
	index        int
	state        rowState
	hovered      bool
	// keys are those held down while the button of the mouse was pressed: a tap
	// does not say.
	keys fyne.KeyModifier
}

// MouseDown implements desktop.Mouseable.
func (r *listRow) MouseDown(e *desktop.MouseEvent) { r.keys = e.Modifier }

// MouseUp implements desktop.Mouseable.
func (r *listRow) MouseUp(*desktop.MouseEvent) {}

// Tapped implements fyne.Tappable.
func (r *listRow) Tapped(*fyne.PointEvent) {
	r.focus()
	if r.index >= 0 {
		keys := r.keys
		r.keys = 0
		r.list.click(r.index, keys)
	}
}

// TappedSecondary implements fyne.SecondaryTappable.
func (r *listRow) TappedSecondary(e *fyne.PointEvent) {
	r.keys = 0
	if r.index >= 0 && r.list.OnMenu != nil {
		r.focus()
		r.list.menuAt(r.index, r.Position().Add(e.Position))
	}
}

func (r *listRow) focus() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(r.list); c != nil {
		c.Focus(r.list)
	}
}

// checkable is a row that shows that it is one of several selected.
type checkable interface{ SetChecked(on bool) }

// pointed is a row that draws something else under the pointer.
type pointed interface{ SetHovered(on bool) }

func (r *listRow) hover(on bool) {
	r.hovered = on
	if p, ok := r.child.(pointed); ok {
		p.SetHovered(on)
	}
	r.Refresh()
}

// MouseIn implements desktop.Hoverable.
func (r *listRow) MouseIn(*desktop.MouseEvent) { r.hover(true) }

// MouseMoved implements desktop.Hoverable.
func (r *listRow) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (r *listRow) MouseOut() { r.hover(false) }

// CreateRenderer implements fyne.Widget.
func (r *listRow) CreateRenderer() fyne.WidgetRenderer { return rendererOf(r) }

func (r *listRow) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.child, r.line}
}

func (r *listRow) paint() {
	r.ground.Hidden = !r.state.selected && !r.hovered
	r.ground.FillColor, r.ground.Shadow = color.Transparent, canvas.Shadow{}
	switch {
	case r.state.selected && r.list.raised:
		r.ground.FillColor = style.Color(style.Card)
		r.ground.Shadow = canvas.Shadow{Color: style.Color(style.Shadow), BlurRadius: 8, Offset: fyne.NewPos(0, 2)}
	case r.state.selected:
		r.ground.FillColor = style.Color(style.Soft)
	case r.hovered:
		r.ground.FillColor = style.Color(style.Hover)
	}
	r.line.Hidden = !r.list.lined || r.index == r.list.opened
	r.line.FillColor = style.Color(style.Line)
}

func (r *listRow) place(size fyne.Size) {
	Put(r.line, 0, size.Height-1, size.Width, 1)
	Put(r.ground, 0, 0, size.Width, size.Height)
	Put(r.child, 0, 0, size.Width, size.Height)
}

func (r *listRow) least() fyne.Size { return r.child.MinSize() }
