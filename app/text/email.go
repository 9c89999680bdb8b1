package text

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// NormalEmail is the form in which e-mail addresses are compared: composed
// (NFC), lower case, without blanks around it and without "mailto:". It is
// empty for a text without an @.
func NormalEmail(s string) string {
	s = strings.ToLower(strings.TrimSpace(s))
	s = strings.TrimPrefix(s, "mailto:")
	if !strings.Contains(s, "@") {
		return ""
	}
	return norm.NFC.String(s)
}
