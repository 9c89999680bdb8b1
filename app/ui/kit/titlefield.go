package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"carebook/app/ui/style"
)

// TitleField is a title that is written where it stands: large, in the book
// face, without a frame. Enter and Down lead on to what is under it.
type TitleField struct {
	Entry
	// OnDown is told that the keyboard is to go on to what is under the title.
	OnDown func()
	name   string
	object *container.ThemeOverride
}

// NewTitleField makes an empty title; hint stands in the place of no words.
func NewTitleField(hint string) *TitleField {
	f := &TitleField{name: hint}
	f.bare = true
	f.TextStyle = style.Book
	f.ExtendBaseWidget(f)
	f.SetPlaceHolder(hint)
	f.Scroll = container.ScrollHorizontalOnly
	f.object = container.NewThemeOverride(f, style.TitleTheme{})
	return f
}

// Object is the field as it is put on a page.
func (f *TitleField) Object() fyne.CanvasObject { return f.object }

// AccessibilityLabel implements fyne.Accessible.
func (f *TitleField) AccessibilityLabel() string { return f.name }

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
