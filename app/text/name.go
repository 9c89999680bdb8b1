package text

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// Initials gives what stands in an avatar for a name: the first letters of its
// first and last word in capitals, or the first sign alone of a name in a
// script without capitals (Han, kana, Hangul, Arabic, Hebrew and others). It is
// "" for a name without any letter, digit or symbol.
func Initials(fullName string) string {
	var first, last string
	for word := range strings.FieldsSeq(fullName) {
		word = strings.TrimFunc(word, func(r rune) bool { return unicode.IsPunct(r) || unicode.Is(unicode.Cf, r) })
		if word == "" {
			continue
		}
		sign, _, _, _ := uniseg.FirstGraphemeClusterInString(word, -1)
		if first == "" {
			first = sign
			if !hasCase(sign) {
				break
			}
			continue
		}
		if hasCase(sign) {
			last = sign
		}
	}
	return strings.ToUpper(first + last)
}

// hasCase reports whether a sign begins with a letter of a script that knows
// capitals.
func hasCase(sign string) bool {
	r, _ := utf8.DecodeRuneInString(sign)
	return unicode.IsUpper(r) || unicode.IsLower(r) || unicode.IsTitle(r)
}

// NameTokens gives the words of a name for comparing it with another, whatever
// their order: folded, sorted, each once. Parts of a Chinese name written with
// and without a space come out as one word, and so do O'Brien and OBrien.
func NameTokens(s string) []string {
	folded := strings.ReplaceAll(Fold(s), "'", "")
	tokens := make([]string, 0, 4)
	han := false
	for word := range words(folded) {
		first, _ := utf8.DecodeRuneInString(word)
		if isHan(first) && han {
			tokens[len(tokens)-1] += word
			continue
		}
		last, _ := utf8.DecodeLastRuneInString(word)
		han = isHan(first) && isHan(last)
		tokens = append(tokens, word)
	}
	slices.Sort(tokens)
	return slices.Compact(tokens)
}
