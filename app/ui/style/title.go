package style

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// TitleEdge is the room around the words of a title: the border of Fyne's field,
// which is also how wide it draws the caret.
const TitleEdge float32 = 2

// TitleTheme is the theme for a field in which a title is written: the one that
// is on, with the title's size and no room around the words.
type TitleTheme struct{}

func (TitleTheme) on() fyne.Theme { return fyne.CurrentApp().Settings().Theme() }

// Size implements fyne.Theme.
func (t TitleTheme) Size(name fyne.ThemeSizeName) float32 {
	switch name {
	case theme.SizeNameText:
		name = NoteHead
	case theme.SizeNameInnerPadding, theme.SizeNameInputBorder:
		return TitleEdge
	}
	return t.on().Size(name)
}

// Color implements fyne.Theme: a title that cannot be written is read all the
// same.
func (t TitleTheme) Color(name fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	if name == theme.ColorNameDisabled {
		name = theme.ColorNameForeground
	}
	return t.on().Color(name, v)
}

// Font implements fyne.Theme.
func (t TitleTheme) Font(s fyne.TextStyle) fyne.Resource { return t.on().Font(s) }

// Icon implements fyne.Theme.
func (t TitleTheme) Icon(name fyne.ThemeIconName) fyne.Resource { return t.on().Icon(name) }
