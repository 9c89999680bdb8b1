package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"carebook/app/ui/style"
)

// TitleField is a title that is written where it stands: large, in the book
// face, without a frame. Enter and Down lead on to what is under it.
type TitleField struct {
	Entry
	// OnDown is told that the keyboard is to go on to what is under the title,
	// OnFocused that it came to the title, OnWheel of the wheel over it, for
	// Fyne's own field would keep that.
	OnDown, OnFocused func()
	OnWheel           func(*fyne.ScrollEvent)
	name              string
	object            fyne.CanvasObject
}

// NewTitleField makes an empty title; hint stands in the place of no words.
func NewTitleField(hint string) *TitleField {
	f := &TitleField{name: hint}
	f.bare = true
	f.TextStyle = style.Book
	f.ExtendBaseWidget(f)
	f.SetPlaceHolder(hint)
	f.Scroll = container.ScrollHorizontalOnly
	w := &titleWheel{field: f}
	w.ExtendBaseWidget(w)
	f.object = container.NewStack(container.NewThemeOverride(f, style.TitleTheme{}), w)
	return f
}

// Object is the field as it is put on a page.
func (f *TitleField) Object() fyne.CanvasObject { return f.object }

// AccessibilityLabel implements fyne.Accessible.
func (f *TitleField) AccessibilityLabel() string { return f.name }

// FocusGained implements fyne.Focusable.
func (f *TitleField) FocusGained() {
	f.Entry.FocusGained()
	if f.OnFocused != nil {
		f.OnFocused()
	}
}

// TypedKey implements fyne.Focusable.
func (f *TitleField) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyDown:
		if f.OnDown != nil {
			f.OnDown()
		}
	default:
		f.Entry.TypedKey(k)
	}
}

// titleWheel lies over the title and takes the wheel.
type titleWheel struct {
	widget.BaseWidget
	field *TitleField
}

// Scrolled implements fyne.Scrollable.
func (w *titleWheel) Scrolled(e *fyne.ScrollEvent) {
	if w.field.OnWheel != nil {
		w.field.OnWheel(e)
	}
}

// CreateRenderer implements fyne.Widget.
func (w *titleWheel) CreateRenderer() fyne.WidgetRenderer { return rendererOf(w) }

func (w *titleWheel) objects() []fyne.CanvasObject { return nil }
func (w *titleWheel) paint()                       {}
func (w *titleWheel) place(fyne.Size)              {}
func (w *titleWheel) least() fyne.Size             { return fyne.Size{} }
