package lang

import (
	"strings"
	"unicode"
)

// ParseNumber reads a number as people write it in the language in use, with or
// without groups of thousands: "1,234.5", "1.234,5", "1 234,5". It gives the
// number with a point and without groups: "1234.5". A sign that parts groups in
// the language parts nothing else, so that "1.5" is no number in Spanish but one
// and a half where the point is for decimals. It is false for what is no number.
func ParseNumber(words string) (string, bool) {
	v := now().vocabulary()
	words = strings.TrimSpace(words)
	sign := ""
	if rest, ok := strings.CutPrefix(strings.Replace(words, "−", "-", 1), "-"); ok {
		sign, words = "-", strings.TrimSpace(rest)
	}
	whole, fraction, cut := strings.Cut(words, v.decimal)
	if cut && fraction == "" || !onlyDigits(fraction) {
		return "", false
	}
	groups := strings.FieldsFunc(whole, func(r rune) bool { return unicode.IsSpace(r) || string(r) == v.group })
	for i, g := range groups {
		if !onlyDigits(g) || len(groups) > 1 && (i > 0 && len(g) != 3 || len(g) > 3) {
			return "", false
		}
	}
	if whole = strings.TrimLeft(strings.Join(groups, ""), "0"); whole == "" {
		if len(groups) == 0 && fraction == "" {
			return "", false
		}
		whole = "0"
	}
	if fraction = strings.TrimRight(fraction, "0"); fraction != "" {
		fraction = "." + fraction
	}
	if whole+fraction == "0" {
		sign = ""
	}
	return sign + whole + fraction, true
}

func onlyDigits(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r < '0' || r > '9' })
}

// Decimal is a number that ParseNumber gave, as the language writes it. What is
// none is itself.
func Decimal(number string) string {
	digits, negative := strings.CutPrefix(number, "-")
	whole, fraction, cut := strings.Cut(digits, ".")
	if whole == "" || !onlyDigits(whole) || !onlyDigits(fraction) || cut && fraction == "" {
		return number
	}
	v := now().vocabulary()
	var b strings.Builder
	if negative {
		b.WriteByte('-')
	}
	for i, r := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteString(v.group)
		}
		b.WriteRune(r)
	}
	if cut {
		b.WriteString(v.decimal + fraction)
	}
	return b.String()
}
