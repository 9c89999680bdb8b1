package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"carebook/app/ui/style"
)

// List is a list in which the arrow keys choose, as in a list beside the page
// that shows what is chosen. Only the rows in sight exist.
type List struct {
	widget.List
	// rowHeight is the distance from row to row at 100 %.
	rowHeight float32
	// at is the row chosen, or -1.
	at      int
	chosen  func(int)
	focused bool
	// quiet is set while the choice follows the elements.
	quiet bool
}

// NewList makes a list. show fills a row with an element, selected and focused
// being the row's state; chosen is called when another row was chosen, by hand
// or by Choose.
func NewList(rowHeight float32, length func() int, create func() fyne.CanvasObject,
	show func(i int, row fyne.CanvasObject, selected, focused bool), chosen func(int),
) *List {
	l := &List{rowHeight: rowHeight, at: -1, chosen: chosen}
	l.Length, l.CreateItem = length, create
	l.UpdateItem = func(i widget.ListItemID, row fyne.CanvasObject) {
		show(i, row, i == l.at, l.focused && i == max(l.at, 0))
	}
	l.HideSeparators = true
	l.OnSelected = l.selected
	l.ExtendBaseWidget(l)
	return l
}

func (l *List) selected(i widget.ListItemID) {
	if l.at != i {
		l.at = i
		l.Refresh()
	}
	if !l.quiet {
		l.chosen(i)
	}
}

// Chosen is the row chosen, or -1.
func (l *List) Chosen() int { return l.at }

// Choose chooses a row and brings it into sight.
func (l *List) Choose(i int) {
	if i >= 0 && i < l.Length() && i != l.at {
		l.at = i
		l.Select(i)
	}
}

// Mark makes a row the chosen one after the elements were exchanged, without
// calling anybody and without scrolling; -1 is none.
func (l *List) Mark(i int) {
	l.quiet = true
	offset := l.GetScrollOffset()
	l.UnselectAll()
	l.at = i
	if i >= 0 {
		l.Select(i)
	}
	l.ScrollToOffset(offset)
	l.Refresh()
	l.quiet = false
}

// FocusGained implements fyne.Focusable.
func (l *List) FocusGained() {
	l.focused = true
	l.Refresh()
}

// FocusLost implements fyne.Focusable.
func (l *List) FocusLost() {
	l.focused = false
	l.Refresh()
}

// TypedKey implements fyne.Focusable.
func (l *List) TypedKey(e *fyne.KeyEvent) {
	last := l.Length() - 1
	page := max(1, int(l.Size().Height/style.Px(l.rowHeight))-1)
	switch e.Name {
	case fyne.KeyDown:
		l.Choose(min(l.at+1, last))
	case fyne.KeyUp:
		l.Choose(max(l.at-1, 0))
	case fyne.KeyPageDown:
		l.Choose(min(l.at+page, last))
	case fyne.KeyPageUp:
		l.Choose(max(l.at-page, 0))
	case fyne.KeyHome:
		l.Choose(0)
	case fyne.KeyEnd:
		l.Choose(last)
	}
}
