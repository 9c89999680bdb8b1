package style

import (
	"slices"
	"strings"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
)

// A text that names its font is drawn in that one face: signs that the face
// lacks come out as boxes. A text that names none is drawn in the theme's font
// with all others as fall-backs, and the first such text in each weight makes
// Fyne look through the fonts of the system and read several of them whole,
// some 20 MB. So a text names its font wherever that font has all its signs,
// which is most texts in most languages.

// span is a range of runes.
type span [2]rune

// bookRanges are runes that Literata has: of Latin, Greek and Cyrillic what
// names are written with, and the marks between them.
var bookRanges = []span{
	{0x0020, 0x007E},
	{0x00A0, 0x017E},
	{0x01A0, 0x01A1},
	{0x01AF, 0x01B0},
	{0x0218, 0x021B},
	{0x0259, 0x0259},
	{0x0300, 0x0304},
	{0x0306, 0x030C},
	{0x0327, 0x0328},
	{0x0384, 0x038A},
	{0x038C, 0x038C},
	{0x038E, 0x03A1},
	{0x03A3, 0x03CE},
	{0x1F00, 0x1F15},
	{0x0401, 0x044F},
	{0x0451, 0x045F},
	{0x0490, 0x0493},
	{0x1E80, 0x1E85},
	{0x1EA0, 0x1EF9},
	{0x2010, 0x2010},
	{0x2012, 0x2015},
	{0x2018, 0x201A},
	{0x201C, 0x201E},
	{0x2022, 0x2022},
	{0x2026, 0x2026},
	{0x2116, 0x2116},
}

// sansRanges are runes that Source Sans has in both weights and in italics.
var sansRanges = []span{
	{0x0020, 0x007E},
	{0x00A0, 0x017F},
	{0x0192, 0x0192},
	{0x01A0, 0x01A1},
	{0x01AF, 0x01B0},
	{0x01CD, 0x01DC},
	{0x0218, 0x021B},
	{0x0259, 0x0259},
	{0x0300, 0x030C},
	{0x0323, 0x0328},
	{0x0384, 0x038A},
	{0x038C, 0x038C},
	{0x038E, 0x03A1},
	{0x03A3, 0x03CE},
	{0x1F00, 0x1F15},
	{0x0400, 0x045F},
	{0x0490, 0x0493},
	{0x1E80, 0x1E85},
	{0x1E9E, 0x1EF9},
	{0x2010, 0x201E},
	{0x2020, 0x2022},
	{0x2026, 0x2026},
	{0x2030, 0x2030},
	{0x2039, 0x203A},
	{0x2044, 0x2044},
	{0x20AC, 0x20AC},
	{0x20BD, 0x20BD},
	{0x2116, 0x2116},
	{0x2122, 0x2122},
	{0x2190, 0x2193},
	{0x2212, 0x2212},
}

// Name is the face for a name or a title: the book face where it has every
// sign, else the bold sans.
func Name(text string) (source fyne.Resource, s fyne.TextStyle) {
	if within(text, bookRanges) {
		return literata, fyne.TextStyle{}
	}
	return Sans(text, true)
}

// Sans is the face for any other text: Source Sans by itself where it has every
// sign, else the theme's font with its fall-backs.
func Sans(text string, bold bool) (source fyne.Resource, s fyne.TextStyle) {
	if !within(text, sansRanges) {
		return nil, fyne.TextStyle{Bold: bold && boldFallBack()}
	}
	s = fyne.TextStyle{Bold: bold}
	if bold {
		return sansBold, s
	}
	return sans, s
}

// Italic is the face for a text with stress on it: the italic sans where it has
// every sign, else what Sans gives, since no fall-back is slanted.
func Italic(text string) (source fyne.Resource, s fyne.TextStyle) {
	if within(text, sansRanges) {
		return sansItal, fyne.TextStyle{Italic: true}
	}
	return Sans(text, false)
}

// boldFallBack reports whether Fyne has a bold face to fall back to for signs
// that Source Sans lacks: it looks for one in the desktop's language alone, and
// gives all others in the regular weight. A second set of fall-backs that makes
// no text bolder is not worth its memory.
var boldFallBack = sync.OnceValue(func() bool {
	language, _, _ := strings.Cut(lang.SystemLocale().LanguageString(), "-")
	return slices.Contains([]string{"zh", "ja", "ko"}, language)
})

// within reports whether all runes of a text lie in the ranges.
func within(text string, ranges []span) bool {
next:
	for _, r := range text {
		if r < 0x7F && r >= 0x20 {
			continue // in every face
		}
		for _, in := range ranges {
			if r >= in[0] && r <= in[1] {
				continue next
			}
		}
		return false
	}
	return true
}
