package settings

import (
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"carebook/app"
	"carebook/app/book"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/style"
)

// about is the section of which program this is and what it is made of.
func (s *Screen) about() *section {
	licences := kit.NewButton(kit.Plain, lang.T("about.show_licences"), "", s.showLicences).Small()
	news := kit.NewLink(lang.T("guide.whats_new"), func() {
		s.shell.Open(kit.Route{Screen: kit.GuideScreen, Page: kit.GuideWhatsNew})
	})
	told := kit.NewColumn(style.Space2,
		kit.NewParagraph(s.params.Version, style.Control, style.Ink),
		kit.NewParagraph(book.ThisBuild().Sentence(), style.Small, style.Ink2),
		kit.NewFlow(style.Space3, licences, news))
	return &section{
		id: kit.AboutSection, name: lang.T("settings.section_about"), glyph: style.Quotes, words: lang.T("settings.words_about"),
		items: []*item{newItem(lang.T("settings.version"), "", told, licences)},
	}
}

// The licences: the panel's width, that of a line in characters, and the heights
// of a line and of all that is seen at once, at 100 %.
const (
	licencesWidth, licencesChars = 680, 92
	licencesLine, licencesHeight = 18, 420
)

// showLicences shows the licences over the window. They are thousands of lines,
// of which a list draws those in sight.
func (s *Screen) showLicences() {
	lines := inLines(app.Licences, licencesChars)
	list := kit.NewList(licencesLine, func() int { return len(lines) },
		func() fyne.CanvasObject { return kit.NewText("", style.Small, style.Ink2) },
		func(i int, row fyne.CanvasObject, _, _ bool) { row.(*kit.Text).SetText(lines[i]) },
		func(int) {})
	body := &fyne.Container{Objects: []fyne.CanvasObject{list}, Layout: kit.ByWidth(func(width float32, move bool) float32 {
		height := style.Px(licencesHeight)
		if move {
			list.Resize(fyne.NewSize(width, height))
		}
		return height
	})}
	s.panel = kit.NewPanel(lang.T("about.licences_title"), body, lang.T("about.close"), func(done func(string)) { done("") })
	s.panel.Width = licencesWidth
	s.panel.Cancel.Hide()
	s.panel.Show(s.shell.Window().Canvas())
}

// inLines are the lines of a text, long ones broken between words.
func inLines(text string, chars int) []string {
	var lines []string
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		for utf8.RuneCountInString(line) > chars {
			head := string([]rune(line)[:chars])
			cut := strings.LastIndex(head, " ")
			if strings.TrimSpace(head[:max(cut, 0)]) == "" {
				cut = len(head) // a word without an end
			}
			lines = append(lines, line[:cut])
			line = strings.TrimPrefix(line[cut:], " ")
		}
		lines = append(lines, line)
	}
	return lines
}
