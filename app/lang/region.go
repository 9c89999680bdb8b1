package lang

import (
	"os"
	"strings"
)

// Region is the country of the desktop (ISO 3166, two capital letters), as the
// environment's locale names it: ES of es_ES.UTF-8. It is "" where none is named.
func Region() string {
	for _, name := range []string{"LC_ALL", "LC_TIME", "LANG"} {
		if locale := os.Getenv(name); locale != "" {
			return regionOf(locale)
		}
	}
	return ""
}

func regionOf(locale string) string {
	locale, _, _ = strings.Cut(locale, ".")
	locale, _, _ = strings.Cut(locale, "@")
	for i, part := range strings.FieldsFunc(locale, func(r rune) bool { return r == '_' || r == '-' }) {
		if i > 0 && len(part) == 2 {
			return strings.ToUpper(part)
		}
	}
	return ""
}
