package notes

import (
	"net/mail"
	"net/url"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"

	"carebook/app/doc"
	"carebook/app/lang"
	"carebook/app/ui/kit"
)

// askLink asks for the address to which the selected text leads. The field
// begins with the address that is there, else with what is selected or on the
// clipboard where that is one.
func (s *Screen) askLink() {
	e := s.editor
	if e.ReadOnly() {
		return
	}
	open, before, selected := s.insertable(), e.State().Link, e.SelectedText()
	// put changes the words for which the address was asked, and no others.
	put := func(link string) (problem string) {
		if !open() || e.SelectedText() != selected {
			return lang.T("notebar.link_late")
		}
		e.Do(doc.Link(link))
		return ""
	}
	field := kit.NewField(lang.T("notebar.address"), lang.T("notebar.address_hint"))
	field.Check = func(words string) kit.Note {
		if _, ok := linkOf(words); !ok {
			return kit.Note{Words: lang.T("notebar.no_address"), Problem: true}
		}
		return kit.Note{}
	}
	title, act := lang.T("notebar.link"), lang.T("notebar.link_put")
	if before != "" {
		act = lang.T("notebar.link_change")
	}
	panel := kit.NewPanel(title, field, act, func(done func(string)) {
		link, _ := linkOf(field.Words()) // it was looked at before
		done(put(link))
	})
	if before != "" {
		panel.Offer(kit.NewButton(kit.Plain, lang.T("notebar.link_remove"), "", func() {
			problem := put("")
			if panel.SetProblem(problem); problem == "" {
				panel.Hide()
			}
		}))
	}
	kit.GuardPanel(panel, field)
	field.Put(firstLink(before, selected, fyne.CurrentApp().Clipboard().Content()))
	panel.Show(s.shell.Window().Canvas())
	s.panel = panel
}

// firstLink is what the field begins with.
func firstLink(before, selected, copied string) string {
	if before != "" {
		return before
	}
	for _, words := range []string{selected, copied} {
		words = strings.TrimSpace(words)
		if _, ok := linkOf(words); ok {
			return words
		}
	}
	return ""
}

// oneLine is a text where it is a line of words that one could look for, or "".
func oneLine(words string) string {
	const most = 200
	words = strings.TrimSpace(words)
	if len(words) > most || strings.ContainsAny(words, "\n\r\t") {
		return ""
	}
	return words
}

// linkOf is the address that somebody means by some words: a link as notes have
// it, the name of a web site or an address of e-mail.
func linkOf(words string) (link string, ok bool) {
	words = strings.TrimSpace(words)
	if link, ok = doc.NormalLink(words); ok {
		return placed(link)
	}
	if strings.ContainsFunc(words, unicode.IsSpace) {
		return "", false
	}
	if a, err := mail.ParseAddress(words); err == nil && a.Address == words && dotted(words[strings.LastIndexByte(words, '@')+1:]) {
		return doc.NormalLink("mailto:" + words)
	}
	if u, err := url.Parse("https://" + words); err == nil && u.User == nil && dotted(u.Hostname()) {
		return doc.NormalLink("https://" + words)
	}
	return "", false
}

// placed is a link that leads somewhere: one of the web names a site, and of a
// number the signs between the digits are left out.
func placed(link string) (string, bool) {
	scheme, rest, _ := strings.Cut(link, ":")
	switch scheme {
	case "http", "https":
		u, err := url.Parse(link)
		return link, err == nil && u.Hostname() != ""
	case "tel", "sms":
		rest = strings.ReplaceAll(rest, "%20", "")
		return scheme + ":" + rest, strings.ContainsAny(rest, "0123456789")
	}
	return link, true
}

// dotted reports whether a text is the name of a computer of the network: labels
// of letters, digits and hyphens, the last of them of two letters at least.
func dotted(host string) bool {
	labels := strings.Split(host, ".")
	for _, label := range labels {
		wrong := func(r rune) bool {
			return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '-'
		}
		if label == "" || strings.ContainsFunc(label, wrong) {
			return false
		}
	}
	last := []rune(labels[len(labels)-1])
	return len(labels) > 1 && len(last) >= 2 && !strings.ContainsFunc(string(last), unicode.IsDigit)
}
