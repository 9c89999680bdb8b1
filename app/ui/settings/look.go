package settings

import (
	"fyne.io/fyne/v2"

	"carebook/app"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/style"
)

// TextSizes are the choices of text size, in per cent.
var TextSizes = []int{90, 100, 115, 130, 150}

// Themes are the choices of light and dark, in the order of the control.
var Themes = []app.Theme{app.SystemTheme, app.LightTheme, app.DarkTheme}

// look is the section of how the window looks.
type look struct {
	screen *Screen
	// Languages, Theme and Text are the controls.
	Languages   *kit.Select
	Theme, Text *kit.Segmented
	// Restart takes the new language into use.
	Restart *kit.Button
	notice  *fyne.Container
	// codes are the languages in the order of the menu.
	codes []string
}

func newLook(s *Screen) *look {
	l := &look{screen: s}
	set := s.params.Settings()
	names := []string{lang.T("settings.language_system")}
	l.codes = []string{""}
	for _, one := range lang.Languages() {
		names, l.codes = append(names, one.Name), append(l.codes, one.Code)
	}
	l.Languages = kit.NewSelect(names, indexOf(l.codes, set.Language), l.speak)
	l.Theme = kit.NewSegmented([]string{lang.T("settings.theme_system"), lang.T("settings.theme_light"), lang.T("settings.theme_dark")},
		indexOf(Themes, set.Theme), func(i int) { s.params.Change(func(set *app.Settings) { set.Theme = Themes[i] }) })
	l.Text = kit.NewSegmented(percents(), nearest(TextSizes, set.TextSize),
		func(i int) { s.params.Change(func(set *app.Settings) { set.TextSize = TextSizes[i] }) })
	l.Restart = kit.NewButton(kit.Plain, lang.T("settings.restart"), style.Globe, func() { s.params.Restart() })
	l.notice = kit.NewColumn(style.Space2, kit.NewParagraph(lang.T("settings.restart_why"), style.Small, style.Ink2), kit.NewFlow(0, l.Restart))
	l.notice.Hide()
	return l
}

// selectWidth is the width of a choice in a menu, at 100 %.
const selectWidth = 240

func (l *look) section() *section {
	language := kit.NewColumn(style.Space2, kit.AtMost(selectWidth, l.Languages), l.notice)
	return &section{
		id: kit.LookSection, name: lang.T("settings.section_look"), glyph: style.Eye, words: lang.T("settings.words_look"), kept: onMachine,
		items: []*item{
			newItem(lang.T("settings.language"), "", language, l.Languages).also(lang.T("settings.words_language")),
			newItem(lang.T("settings.theme"), "", kit.NewFlow(0, l.Theme), l.Theme).also(lang.T("settings.words_theme")),
			newItem(lang.T("settings.text_size"), lang.T("settings.text_size_hint"), kit.NewFlow(0, l.Text), l.Text).also(lang.T("settings.words_size")),
		},
	}
}

// speak takes another language, from the next start on.
func (l *look) speak(i int) {
	l.screen.params.Change(func(set *app.Settings) { set.Language = l.codes[i] })
	l.notice.Show()
	l.screen.relayout()
}

func percents() []string {
	words := make([]string, len(TextSizes))
	for i, n := range TextSizes {
		words[i] = lang.T("settings.percent", lang.Args{"Number": n})
	}
	return words
}

// nearest is the place of the value that comes nearest; a size that was written
// into the settings by hand may be between two.
func nearest(list []int, value int) int {
	best := 0
	for i, v := range list {
		if abs(v-value) < abs(list[best]-value) {
			best = i
		}
	}
	return best
}

func abs(n int) int { return max(n, -n) }

// indexOf is the place of a value, or the first.
func indexOf[T comparable](list []T, value T) int {
	for i, v := range list {
		if v == value {
			return i
		}
	}
	return 0
}
