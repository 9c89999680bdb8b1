package text

import (
	"slices"
	"strings"
	"unicode/utf8"
)

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
