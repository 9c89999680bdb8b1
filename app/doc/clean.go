package doc

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// clean is a text as notes hold it: valid UTF-8, line breaks of all kinds as
// "\n", no other control character but the tab, no byte order mark.
func clean(s string) string {
	dirty := func(r rune) bool {
		switch r {
		case '\n', '\t':
			return false
		case '\u2028', '\u2029', '\ufeff', utf8.RuneError:
			return true
		}
		return unicode.IsControl(r)
	}
	at := strings.IndexFunc(s, dirty)
	if at < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	b.WriteString(s[:at])
	for i, r := range s[at:] {
		switch {
		case !dirty(r):
			b.WriteRune(r)
		case r == utf8.RuneError:
			b.WriteRune(r)
		case r == '\r' && strings.HasPrefix(s[at+i+1:], "\n"):
		case r == '\r', r == '\v', r == '\f', r == '\u0085', r == '\u2028', r == '\u2029':
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// maxLink is the greatest length of a link in bytes, as browsers have it.
const maxLink = 2048

// schemes are those that a link of a note may have. Others run programs or
// scripts, or lead to what is on this machine alone.
var schemes = map[string]bool{"http": true, "https": true, "mailto": true, "tel": true, "sms": true}

// NormalLink is an address as links of notes have it: no blanks, no invisible
// characters, the scheme in lower case. ok is false, and the link "", for
// relative addresses, for schemes other than http, https, mailto, tel and sms,
// and for what is longer than 2048 bytes.
func NormalLink(address string) (link string, ok bool) {
	address = strings.TrimSpace(address)
	var b strings.Builder
	for _, r := range address {
		switch {
		case r == ' ':
			b.WriteString("%20")
		case unicode.IsSpace(r), unicode.IsControl(r), unicode.Is(unicode.Cf, r), r == utf8.RuneError, unicode.In(r, unicode.Zl, unicode.Zp):
		default:
			b.WriteRune(r)
		}
		if b.Len() > maxLink {
			return "", false
		}
	}
	scheme, rest, found := strings.Cut(b.String(), ":")
	scheme = strings.ToLower(scheme)
	if rest = strings.TrimSpace(rest); !found || rest == "" || !schemes[scheme] {
		return "", false
	}
	return scheme + ":" + rest, true
}
