package sheet

import (
	"cmp"
	"embed"
	"fmt"
	"html/template"
	"io"
	"strings"
	"unicode/utf8"

	"carebook/app/lang"
)

// Head is what every page begins with.
type Head struct {
	// Title says what the page is, Subtitle of when or of whom, Figures what the
	// book counts of it.
	Title, Subtitle, Figures string
	// Printed is the day on which the page was made, in words.
	Printed string
	// Tongue is the language of the page (BCP 47), "" the user's.
	Tongue string
}

// Band is the letter of a band on paper; "" is none. Anything but A, B and C is
// printed as the word that it is.
type Band string

//go:embed pages/*.html pages/style.css
var files embed.FS

// pages are the templates. A page is well-formed XML as well, so that a test can
// read it strictly.
var pages = template.Must(template.New("").Funcs(template.FuncMap{
	"letter":  Band.letter,
	"picture": picture,
	"blank":   func(n int) []struct{} { return make([]struct{}, n) },
}).ParseFS(files, "pages/*.html"))

// letter names a band for the style: a, b, c, or other.
func (b Band) letter() string {
	switch b {
	case "A", "B", "C":
		return strings.ToLower(string(b))
	}
	return "other"
}

// document is a page with what surrounds it.
type document struct {
	Head
	// Tongue is the language of the words (BCP 47).
	Tongue string
	// Style is all of the page's own.
	Style template.CSS
	Words words
	Page  any
}

// write writes the page that a template makes.
func write(w io.Writer, name string, head Head, page any) error {
	style, err := files.ReadFile("pages/style.css")
	if err != nil {
		return fmt.Errorf("read the style of pages: %w", err)
	}
	d := document{
		Head: head, Tongue: cmp.Or(head.Tongue, Tongue(lang.Current())), Style: template.CSS(paperOf(head) + string(style)),
		Words: headings(), Page: page,
	}
	if err := pages.ExecuteTemplate(w, name, &d); err != nil {
		return fmt.Errorf("make a page to print: %w", err)
	}
	return nil
}

// paperOf is the style of the sheets of paper: their size, and at the foot of
// each what the page is and its number.
func paperOf(h Head) string {
	title := h.Title
	if whole := h.Title + ", " + h.Subtitle; h.Subtitle != "" && footLine(whole) == whole {
		title = whole
	}
	const page, pages = "\x01", "\x02"
	before, rest, _ := strings.Cut(lang.T("sheet.page", lang.Args{"Page": page, "Pages": pages}), page)
	between, after, _ := strings.Cut(rest, pages)
	return fmt.Sprintf(`@page { size: %s; margin: 14mm 14mm 18mm;
@bottom-left { content: %s; font: 9px sans-serif; }
@bottom-right { content: %s counter(page) %s counter(pages) %s; font: 9px sans-serif; } }
`, paper(lang.Region()), quoted(footLine(title)), quoted(before), quoted(between), quoted(after))
}

// mostOfFoot is the number of signs that there is room for beside the number.
const mostOfFoot = 90

// footLine is the beginning of a text, as much as the foot has room for.
func footLine(s string) string {
	if signs := []rune(s); len(signs) > mostOfFoot {
		return string(signs[:mostOfFoot]) + "…"
	}
	return s
}

// quoted is a text as a string of CSS. Every sign of ASCII that is neither a
// letter, a digit nor a space is written by its number: so no text can end the
// string, or the style that it stands in.
func quoted(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r >= utf8.RuneSelf && r != utf8.RuneError, r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == ' ':
			b.WriteRune(r)
		case r >= ' ' && r < utf8.RuneSelf:
			fmt.Fprintf(&b, `\%06x `, r) // the space ends the number
		}
	}
	b.WriteByte('"')
	return b.String()
}

// Tongue is a language of ours as browsers know it: by the script that Chinese
// is in they choose between the forms of a sign.
func Tongue(code string) string {
	switch code {
	case "zh_CN":
		return "zh-Hans"
	case "zh_TW":
		return "zh-Hant"
	}
	return code
}

// paper is what printers hold where the user is: Letter in North America and
// some countries south of it, A4 elsewhere.
func paper(region string) string {
	switch region {
	case "US", "CA", "MX", "CL", "CO", "CR", "DO", "GT", "PA", "PH", "PR", "SV", "VE":
		return "letter"
	}
	return "A4"
}

// words are the headings of pages.
type words struct {
	Time, Name, Contact, Reason, Done      string
	Phone, Mail, Address, Last, Notes      string
	NoVisits, LeftOut                      string
	Two, Eight, Lately, Said, NothingKnown string
	NothingToday, Nobody                   string
}

func headings() words {
	return words{
		Time: lang.T("sheet.time"), Name: lang.T("sheet.name"), Contact: lang.T("sheet.contact"), Reason: lang.T("sheet.reason"), Done: lang.T("sheet.done"),
		Phone: lang.T("sheet.phone"), Mail: lang.T("sheet.mail"), Address: lang.T("sheet.address"), Last: lang.T("sheet.last_contact"), Notes: lang.T("sheet.notes"),
		NoVisits: lang.T("sheet.no_visits"), LeftOut: lang.T("sheet.left_out"),
		Two: lang.T("sheet.two"), Eight: lang.T("sheet.eight"), Lately: lang.T("sheet.lately"), Said: lang.T("sheet.said"), NothingKnown: lang.T("sheet.nothing_known"),
		NothingToday: lang.T("sheet.nothing_today"), Nobody: lang.T("sheet.nobody"),
	}
}
