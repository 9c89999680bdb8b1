// Package settings is the screen of the choices that belong to the user of the
// machine: language, light or dark, size of text; and it says where the book
// lies.
//
// It knows the settings of package app and draws with the kit. It never
// imports another screen.
package settings

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"carebook/app"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/style"
)

// TextSizes are the choices of text size, in per cent.
var TextSizes = []int{90, 100, 115, 130, 150}

// Themes are the choices of light and dark, in the order of the control.
var Themes = []app.Theme{app.SystemTheme, app.LightTheme, app.DarkTheme}

// Params are what the screen works with.
type Params struct {
	// Settings are the present ones; Change is told of new ones, which take
	// effect at once but for the language.
	Settings app.Settings
	Change   func(app.Settings)
	// Restart starts the program anew, in the language chosen.
	Restart func()
	// Book is the path of the book, Version the program's.
	Book, Version string
}

// Screen is the screen.
type Screen struct {
	params Params
	// Languages, Theme and Text are the controls.
	Languages, Theme, Text *kit.Segmented
	// Restart takes the new language into use.
	Restart *kit.Button
	notice  *fyne.Container
	content *fyne.Container
	object  fyne.CanvasObject
	codes   []string
}

// New makes the screen.
func New(p Params) *Screen {
	s := &Screen{params: p}
	s.Languages = s.languages()
	s.Theme = kit.NewSegmented([]string{lang.T("settings.theme_system"), lang.T("settings.theme_light"), lang.T("settings.theme_dark")},
		indexOf(Themes, p.Settings.Theme), func(i int) { s.change(func(set *app.Settings) { set.Theme = Themes[i] }) })
	s.Text = kit.NewSegmented(percents(), nearest(TextSizes, p.Settings.TextSize),
		func(i int) { s.change(func(set *app.Settings) { set.TextSize = TextSizes[i] }) })
	s.Restart = kit.NewButton(kit.Accent, lang.T("settings.restart"), style.Globe, func() { p.Restart() })
	s.notice = kit.NewColumn(style.Space2, kit.NewParagraph(lang.T("settings.restart_why"), style.Control, style.Ink2), kit.NewFlow(0, s.Restart))
	s.notice.Hide()
	s.content = kit.NewColumn(style.Space5,
		choice(lang.T("settings.language"), kit.NewFlow(0, s.Languages), s.notice),
		kit.NewLine(),
		choice(lang.T("settings.theme"), kit.NewFlow(0, s.Theme)),
		kit.NewLine(),
		choice(lang.T("settings.text_size"), kit.NewFlow(0, s.Text)),
		kit.NewLine(),
		choice(lang.T("settings.book"), kit.NewParagraph(p.Book, style.Control, style.Ink)),
		choice(lang.T("settings.version"), kit.NewParagraph(p.Version, style.Control, style.Ink)),
	)
	head := kit.NewColumn(0,
		kit.Inset(style.Space3, style.Space5, style.Space3, style.Space5, kit.NewTitle(lang.T("settings.title"), style.Title)), kit.NewLine())
	s.object = container.NewBorder(head, nil, nil, nil, container.NewVScroll(
		kit.Inset(style.Space5, style.Space5, style.Space5, style.Space5, kit.AtMost(style.Reading, s.content))))
	return s
}

// Object is the screen's content.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Open shows the screen; it has one place only.
func (s *Screen) Open(kit.Route) {}

// choice is a setting: what it is, and its control.
func choice(words string, controls ...fyne.CanvasObject) fyne.CanvasObject {
	heading := kit.NewText(words, style.Control, style.Ink).Bold()
	return kit.NewColumn(style.Space2, append([]fyne.CanvasObject{heading}, controls...)...)
}

// languages offers each language under its own name, after that of the
// desktop.
func (s *Screen) languages() *kit.Segmented {
	words := []string{lang.T("settings.language_system")}
	s.codes = []string{""}
	for _, l := range lang.Languages() {
		words, s.codes = append(words, l.Name), append(s.codes, l.Code)
	}
	return kit.NewSegmented(words, indexOf(s.codes, s.params.Settings.Language), func(i int) {
		s.change(func(set *app.Settings) { set.Language = s.codes[i] })
		s.notice.Show()
		s.content.Refresh()
	})
}

func (s *Screen) change(edit func(*app.Settings)) {
	edit(&s.params.Settings)
	s.params.Change(s.params.Settings)
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
