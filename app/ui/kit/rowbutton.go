package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"carebook/app/ui/style"
)

// rowButton is a small icon that does something within a row.
type rowButton struct {
	Button
	// row is what the button lies in, which shows its buttons while one of them
	// is looked at.
	row   fyne.Widget
	words string
}

func newRowButton(row fyne.Widget, glyph style.Glyph, words string, do func()) *rowButton {
	b := &rowButton{Button: *NewButton(Quiet, "", glyph, do).Small().Faint(), row: row, words: words}
	b.BaseWidget = widget.BaseWidget{} // of the Button by itself
	b.ExtendBaseWidget(b)
	return b
}

// CreateRenderer implements fyne.Widget.
func (b *rowButton) CreateRenderer() fyne.WidgetRenderer { return rendererOf(b) }

// AccessibilityLabel implements fyne.Accessible.
func (b *rowButton) AccessibilityLabel() string { return b.words }

// MouseIn implements desktop.Hoverable.
func (b *rowButton) MouseIn(e *desktop.MouseEvent) {
	b.Button.MouseIn(e)
	b.row.Refresh()
}

// MouseOut implements desktop.Hoverable.
func (b *rowButton) MouseOut() {
	b.Button.MouseOut()
	if r, ok := b.row.(*EditRow); ok {
		r.pointerLeft()
	}
	b.row.Refresh()
}

// FocusGained implements fyne.Focusable.
func (b *rowButton) FocusGained() {
	b.Button.FocusGained()
	b.row.Refresh()
}

// FocusLost implements fyne.Focusable.
func (b *rowButton) FocusLost() {
	b.Button.FocusLost()
	b.row.Refresh()
}

// set gives the button another action.
func (b *rowButton) set(a RowAction) {
	b.glyph, b.words, b.OnTapped = a.Glyph, a.Words, a.Do
}

// active reports whether the pointer or the focus is on the button.
func (b *rowButton) active() bool { return b.hovered || b.focused }

// stepFrom gives the focus that a row has to the row after it, or to the one
// before, past what lies in the row itself.
func stepFrom(row fyne.Focusable, has func(fyne.Focusable) bool, back bool) {
	c := fyne.CurrentApp().Driver().CanvasForObject(row.(fyne.CanvasObject))
	if c == nil || c.Focused() != row {
		return // it went elsewhere meanwhile
	}
	move := c.FocusNext
	if back {
		move = c.FocusPrevious
	}
	for move(); has(c.Focused()); {
		move()
	}
}
