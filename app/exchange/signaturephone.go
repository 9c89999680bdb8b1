package exchange

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"carebook/app/care"
	"carebook/app/text"
)

var (
	sigNumber    = pattern(`[+＋]?\(?\+?\d[\d ().\x{2010}-\x{2015}/-]{4,}\d`)
	sigExtension = pattern(`(?i)^[\s,;(]*(?:extension|extensión|extn|ext|доб|вн|int|x|转|轉|分机|分機)\.?\s*[:：]?\s*\d{1,6}\)?`)
	sigDate      = pattern(`^(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2})$`)
)

// The digits of a telephone number in a signature: fewer are a postal code or a
// year, more an account.
const (
	fewestSigDigits = 7
	mostSigDigits   = 15
)

// numbers takes the telephone numbers out of a text, each with the type that the
// words before it name, and gives what is left.
func (g *signer) numbers(s string) string {
	var left strings.Builder
	kind, at := care.PhoneType(""), 0
	for _, m := range sigNumber().FindAllStringIndex(s, -1) {
		before := s[at:m[0]]
		number := strings.Trim(s[m[0]:m[1]], " -./–—")
		if strings.HasPrefix(number, "(") && !strings.Contains(number, ")") {
			number = number[1:]
		}
		end := m[1]
		labels := labelWords(before)
		k, all := g.phoneType(labels)
		if k != "" {
			kind = k
		} else if strings.Trim(before, " ,;/()&+") != "" {
			kind = ""
		}
		if !g.isPhone(number, s, m, labels, kind) || len(g.p.Phones) >= maxOfOne {
			left.WriteString(s[at:end])
			at = end
			continue
		}
		if e := sigExtension().FindString(s[end:]); e != "" {
			number += " " + strings.TrimRight(strings.TrimLeft(e, " ,;("), ")")
			end += len(e)
		}
		g.phone(number, kind)
		if !all {
			left.WriteString(before)
		}
		left.WriteString(" ")
		at = end
	}
	left.WriteString(s[at:])
	return left.String()
}

// phoneType is the type that the last words before a number name, "" for none:
// of several, what is dialled to reach somebody. All says that there are no
// other words.
func (g *signer) phoneType(labels []string) (kind care.PhoneType, all bool) {
	var kinds []care.PhoneType
	all = true
	for i, w := range labels {
		k, known := g.w.phones[w]
		if !known && i > 0 {
			k, known = g.w.phones[labels[i-1]+" "+w]
		}
		if !known {
			kinds, all = nil, false // these words belong to what stands before
			continue
		}
		kinds = append(kinds, k)
	}
	for _, k := range []care.PhoneType{care.Mobile, care.Main, care.Home, care.Work, care.Fax} {
		if slices.Contains(kinds, k) {
			return k, all
		}
	}
	return "", all
}

// isPhone reports whether digits are a telephone number: they have its length,
// are neither a date nor a part of a word, no word says that they are an account,
// and something says that they are one: a label, a plus, the rules of the
// country, or that they stand alone.
func (g *signer) isPhone(number, s string, at []int, labels []string, kind care.PhoneType) bool {
	digits := len(text.Digits(number))
	before, _ := utf8.DecodeLastRuneInString(s[:at[0]])
	after, _ := utf8.DecodeRuneInString(s[at[1]:])
	inWord := func(r rune) bool {
		return unicode.IsLetter(r) && r < 0x2E80 || unicode.IsDigit(r) || r == '_' || r == '@'
	}
	switch {
	case digits < fewestSigDigits || digits > mostSigDigits || sigDate().MatchString(number):
		return false
	case at[0] > 0 && inWord(before), after != 'x' && inWord(after):
		return false
	case len(labels) > 0 && g.w.taxes[labels[len(labels)-1]]:
		return false
	case kind != "" || strings.ContainsAny(number[:1], "+＋") || strings.HasPrefix(number, "(+"):
		return true
	case text.ParsePhone(number, g.country).International:
		return true
	}
	return strings.Trim(s[:at[0]]+s[at[1]:], " ()") == ""
}

func (g *signer) phone(number string, kind care.PhoneType) {
	n := text.ParsePhone(number, g.country)
	for _, have := range g.p.Phones {
		if have.Number == number || SamePhone(text.ParsePhone(have.Number, g.country), n) {
			return
		}
	}
	g.p.Phones = append(g.p.Phones, care.Phone{Number: number, Type: kind})
}
