package doc

import (
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// Grapheme clusters are found near an offset, without reading a block from its
// start: before a plain character there is a border, and most are plain.

// isPlain reports whether r stands alone between two characters: nothing in it
// joins with a character before it but a Prepend.
func isPlain(r rune) bool {
	switch {
	case r < 0x7F:
		return r >= ' ' || r == '\n' || r == '\t'
	case r < 0x300:
		return r >= 0xC0
	case r < 0x0530:
		return r >= 0x400 && (r <= 0x482 || r >= 0x48A)
	case r < 0x0E31:
		return r >= 0x05D0 && r <= 0x05EA || r >= 0x0621 && r <= 0x064A || r >= 0x0E01
	case r < 0x4E00:
		return r >= 0x3041 && r <= 0x3096 || r >= 0x30A1 && r <= 0x30FA || r == '、' || r == '。' || r >= 0x3400 && r <= 0x4DBF
	}
	return r <= 0x9FFF || r >= 0xFF01 && r <= 0xFF5E
}

// prepended joins with what follows (Grapheme_Cluster_Break=Prepend).
var prepended = &unicode.RangeTable{
	R16: []unicode.Range16{{0x0600, 0x0605, 1}, {0x06DD, 0x06DD, 1}, {0x070F, 0x070F, 1}, {0x0890, 0x0891, 1}, {0x08E2, 0x08E2, 1}, {0x0D4E, 0x0D4E, 1}},
	R32: []unicode.Range32{
		{0x110BD, 0x110BD, 1},
		{0x110CD, 0x110CD, 1},
		{0x111C2, 0x111C3, 1},
		{0x1193F, 0x1193F, 1},
		{0x11941, 0x11941, 1},
		{0x11A3A, 0x11A3A, 1},
		{0x11A84, 0x11A89, 1},
		{0x11D46, 0x11D46, 1},
		{0x11F02, 0x11F02, 1},
	},
}

// joining are characters, beside the marks, that join with what is before
// them: joiners, tags, skin tones, vowels and voicing that are letters by name,
// parts of Hangul syllables, halves of flags.
var joining = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0x0E33, 0x0E33, 1},
		{0x0EB3, 0x0EB3, 1},
		{0x1100, 0x11FF, 1},
		{0x200C, 0x200D, 1},
		{0xA960, 0xA97F, 1},
		{0xD7B0, 0xD7FF, 1},
		{0xFF9E, 0xFF9F, 1},
	},
	R32: []unicode.Range32{{0x1F1E6, 0x1F1FF, 1}, {0x1F3FB, 0x1F3FF, 1}, {0xE0020, 0xE007F, 1}},
}

// parted reports whether there is a border between two characters, whatever is
// before them. Where it cannot tell it says no.
func parted(before, r rune) bool {
	switch {
	case isPlain(r):
	case before == '\u200d', unicode.Is(unicode.M, r), unicode.Is(joining, r):
		return false
	case r >= 0xAC00 && r <= 0xD7A3 && (before >= 0x1100 && before <= 0x115F || before >= 0xA960 && before <= 0xA97C):
		return false // a syllable of Hangul behind a part of one
	}
	return before < 0x600 || !unicode.Is(prepended, before)
}

// anchor is a border at or before off from which clusters can be counted.
func anchor(s string, off int) int {
	for off > 0 {
		if off < len(s) {
			r, _ := utf8.DecodeRuneInString(s[off:])
			before, _ := utf8.DecodeLastRuneInString(s[:off])
			if parted(before, r) {
				return off
			}
		}
		_, size := utf8.DecodeLastRuneInString(s[:off])
		off -= size
	}
	return 0
}

// clusterLen is the length of the cluster with which s begins.
func clusterLen(s string) int {
	first, size := utf8.DecodeRuneInString(s)
	if size == len(s) {
		return size
	}
	if next, _ := utf8.DecodeRuneInString(s[size:]); parted(first, next) {
		return size
	}
	cluster, _, _, _ := uniseg.FirstGraphemeClusterInString(s, -1)
	return len(cluster)
}

// floorBorder is the last border at or before off, which need not be at a
// rune.
func floorBorder(s string, off int) int {
	if off <= 0 {
		return 0
	}
	if off >= len(s) {
		return len(s)
	}
	for !utf8.RuneStart(s[off]) {
		off--
	}
	at := anchor(s, off)
	for at < off {
		next := at + clusterLen(s[at:])
		if next > off {
			break
		}
		at = next
	}
	return at
}

// ceilBorder is the first border at or behind off.
func ceilBorder(s string, off int) int {
	at := floorBorder(s, off)
	if at < off && at < len(s) {
		at += clusterLen(s[at:])
	}
	return at
}

func isBorder(s string, off int) bool { return off >= 0 && off <= len(s) && floorBorder(s, off) == off }

// nextBorder is the end of the cluster that begins at off.
func nextBorder(s string, off int) int { return off + clusterLen(s[off:]) }

// prevBorder is the start of the cluster that ends at off, which is more than
// 0.
func prevBorder(s string, off int) int { return floorBorder(s, off-1) }

// clustersBefore gives the starts and ends of the clusters before a border, the
// last first, in a time that grows with their length alone.
func clustersBefore(s string, off int) iter.Seq2[int, int] {
	return func(yield func(int, int) bool) {
		var borders []int
		for off > 0 {
			_, size := utf8.DecodeLastRuneInString(s[:off])
			at := anchor(s, off-size)
			borders = borders[:0]
			for ; at < off; at = nextBorder(s, at) {
				borders = append(borders, at)
			}
			for _, at := range slices.Backward(borders) {
				if !yield(at, off) {
					return
				}
				off = at
			}
		}
	}
}

// class is what a cluster is to a word.
type class uint8

const (
	blank class = iota
	letters
	// Without spaces, a change of script is the only border of words that can
	// be seen without a dictionary.
	han
	hiragana
	katakana
	signs
)

// classOf is the class of a cluster, that of its first rune.
func classOf(cluster string) class {
	r, _ := utf8.DecodeRuneInString(cluster)
	switch {
	case r < utf8.RuneSelf:
		switch {
		case r <= ' ':
			return blank
		case r == '_' || r >= '0' && r <= '9' || r|0x20 >= 'a' && r|0x20 <= 'z':
			return letters
		}
		return signs
	case unicode.IsSpace(r):
		return blank
	case unicode.Is(unicode.Han, r):
		return han
	case unicode.Is(unicode.Hiragana, r):
		return hiragana
	case unicode.Is(unicode.Katakana, r) || r == 'ー':
		return katakana
	case unicode.IsLetter(r), unicode.IsNumber(r), unicode.IsMark(r):
		return letters
	}
	return signs
}

// joins reports whether a sign between two words makes one of them: an
// apostrophe between letters, a point or comma between digits.
func joins(s string, from, to int) bool {
	if from == 0 || to >= len(s) {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(s[:from])
	behind, _ := utf8.DecodeRuneInString(s[to:])
	switch s[from:to] {
	case "'", "’":
		return unicode.IsLetter(before) && unicode.IsLetter(behind)
	case ".", ",", ":":
		return unicode.IsDigit(before) && unicode.IsDigit(behind)
	}
	return false
}

// classIn is the class of a cluster among others.
func classIn(s string, from, to int) class {
	if joins(s, from, to) {
		return letters
	}
	return classOf(s[from:to])
}

// wordEnd is the end of the word, blank or run of signs that begins at off.
func wordEnd(s string, off int) int {
	if off >= len(s) {
		return off
	}
	end := nextBorder(s, off)
	for c := classIn(s, off, end); end < len(s); {
		next := nextBorder(s, end)
		if classIn(s, end, next) != c {
			return end
		}
		end = next
	}
	return end
}

// wordStart is the start of the word, blank or run of signs that ends at off.
func wordStart(s string, off int) int {
	start := off
	var c class
	for from, to := range clustersBefore(s, off) {
		switch other := classIn(s, from, to); {
		case to == off:
			c = other
		case other != c:
			return start
		}
		start = from
	}
	return start
}

// clustersIn is the number of grapheme clusters in a text.
func clustersIn(s string) (n int) {
	for at := 0; at < len(s); n++ {
		at = nextBorder(s, at)
	}
	return n
}

// firstClusters is s up to n clusters, without the rest in memory.
func firstClusters(s string, n int) string {
	at := 0
	for ; n > 0 && at < len(s); n-- {
		at = nextBorder(s, at)
	}
	return strings.Clone(s[:at])
}
