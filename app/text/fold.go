package text

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold gives the form of s in which two spellings of the same word are equal:
// compatibility forms resolved (NFKD), optional marks dropped (accents, niqqud,
// harakat), lower case, letters that Unicode does not decompose spelled with
// plain ones (ß ss, ł l, ø o, đ d, ı i, æ ae, œ oe, þ th, ð d, ё е, й и, ґ г),
// digits of any
// script as ASCII, white space collapsed and trimmed, invisible characters
// removed.
//
// Signs that make another letter rather than an accented one stay: the vowels
// of Thai and the Indic scripts, the voicing of kana. Hangul comes out in
// syllables. Fold(Fold(s)) equals Fold(s).
func Fold(s string) string {
	if out, ok := foldASCII(s); ok {
		return out
	}
	table := foldTable()
	b := make([]byte, 0, len(s)+8)
	compose := false
	for _, r := range s {
		switch {
		case r < foldTableSize:
			b = append(b, table[r]...)
		case r >= 0x4E00 && r <= 0x9FFF:
			b = utf8.AppendRune(b, r)
		default:
			var again bool
			b, again = appendFolded(b, r)
			compose = compose || again
		}
		// A space that follows a space, or stands first, is none.
		if n := len(b); n > 0 && b[n-1] == ' ' && (n == 1 || b[n-2] == ' ') {
			b = b[:n-1]
		}
	}
	if n := len(b); n > 0 && b[n-1] == ' ' {
		b = b[:n-1]
	}
	if compose {
		b = norm.NFC.Bytes(b)
	}
	return string(b)
}

// foldASCII folds a text of ASCII alone; ok is false for any other. A text that
// is folded already comes back as it is, without a copy.
func foldASCII(s string) (folded string, ok bool) {
	same, space := true, true // space: a space here would be one too many
	for i := range len(s) {
		c := s[i]
		switch {
		case c >= utf8.RuneSelf:
			return "", false
		case c > ' ' && c < 'A', c > 'Z' && c < 0x7F:
			space = false
		case c == ' ' && !space:
			space = true
		default:
			same = false
		}
	}
	if same && (!space || s == "") {
		return s, true
	}
	b := make([]byte, 0, len(s))
	for i := range len(s) {
		c := s[i]
		switch {
		case c <= ' ' || c == 0x7F:
			if len(b) > 0 && b[len(b)-1] != ' ' {
				b = append(b, ' ')
			}
			continue
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
		}
		b = append(b, c)
	}
	return strings.TrimSuffix(string(b), " "), true
}

// foldTableSize ends the range of runes whose folded form is kept ready: Latin,
// Greek and Cyrillic.
const foldTableSize = 0x0530

var foldTable = sync.OnceValue(func() *[foldTableSize]string {
	var t [foldTableSize]string
	for r := range rune(foldTableSize) {
		b, _ := appendFolded(nil, r)
		t[r] = string(b)
	}
	return &t
})

// spelled are the letters that have no decomposition but are written with
// plain letters where the keyboard lacks them.
var spelled = map[rune]string{
	'ß': "ss", 'ẞ': "ss", 'ł': "l", 'ø': "o", 'đ': "d", 'ð': "d", 'þ': "th", 'æ': "ae", 'œ': "oe",
	'ı': "i", 'ȷ': "j", 'ħ': "h", 'ŧ': "t", 'ŋ': "n", 'ĸ': "k", 'ɨ': "i", 'ƶ': "z", 'ə': "e", 'ɓ': "b", 'ɗ': "d", 'ɖ': "d", 'ƙ': "k",
	'ё': "е", 'й': "и", 'ґ': "г", 'ў': "у", 'ї': "і", 'ς': "σ",
	// Arabic letters that people and keyboards interchange.
	'ة': "ه", 'ى': "ي", 'ی': "ي", 'ک': "ك", 'ٱ': "ا", 'ـ': "",
	// Typographic and ideographic forms of the apostrophe and the hyphen.
	'’': "'", '‘': "'", 'ʼ': "'", 'ʹ': "'", '´': "'", '‐': "-", '‑': "-", '–': "-", '—': "-", '−': "-",
}

// appendFolded appends the folded form of r. compose asks for a composition at
// the end, since r is or holds something that belongs to the rune before.
func appendFolded(b []byte, r rune) (out []byte, compose bool) {
	var buf [utf8.UTFMax]byte
	enc := buf[:utf8.EncodeRune(buf[:], r)]
	parts := norm.NFKD.Properties(enc).Decomposition()
	if parts == nil || r >= 0xAC00 && r <= 0xD7A3 {
		parts = enc
	}
	if parts[0] == ' ' && len(parts) > 1 {
		parts = parts[1:] // a mark shown alone stands on a blank
	}
	for len(parts) > 0 {
		p, size := utf8.DecodeRune(parts)
		parts = parts[size:]
		p = unicode.ToLower(p)
		if s, ok := spelled[p]; ok {
			b = append(b, s...)
			continue
		}
		switch {
		case p < utf8.RuneSelf && p > ' ' && p != 0x7F:
			b = append(b, byte(p))
		case unicode.IsSpace(p), unicode.IsControl(p):
			b = append(b, ' ')
		case unicode.Is(unicode.Cf, p), unicode.Is(optionalMarks, p):
		default:
			if d, ok := digit(p); ok {
				b = append(b, d)
				continue
			}
			b = utf8.AppendRune(b, p)
			compose = compose || unicode.Is(unicode.M, p) || p >= 0x1100 && p <= 0x11FF
		}
	}
	return b, compose
}

// optionalMarks are the combining marks that people leave out: those of Latin,
// Greek and Cyrillic, Hebrew points, Arabic harakat, Syriac, symbols' frames
// and variation selectors. Vowel signs of Thai and the Indic scripts and the
// voicing marks of kana are not among them.
var optionalMarks = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0x0300, 0x036F, 1},
		{0x0483, 0x0489, 1},
		{0x0591, 0x05BD, 1},
		{0x05BF, 0x05BF, 1},
		{0x05C1, 0x05C2, 1},
		{0x05C4, 0x05C5, 1},
		{0x05C7, 0x05C7, 1},
		{0x0610, 0x061A, 1},
		{0x064B, 0x065F, 1},
		{0x0670, 0x0670, 1},
		{0x06D6, 0x06DC, 1},
		{0x06DF, 0x06E4, 1},
		{0x06E7, 0x06E8, 1},
		{0x06EA, 0x06ED, 1},
		{0x0711, 0x0711, 1},
		{0x0730, 0x074A, 1},
		{0x08CA, 0x08E1, 1},
		{0x08E3, 0x08FF, 1},
		{0x1AB0, 0x1AFF, 1},
		{0x1DC0, 0x1DFF, 1},
		{0x20D0, 0x20FF, 1},
		{0xFE00, 0xFE0F, 1},
		{0xFE20, 0xFE2F, 1},
	},
	R32: []unicode.Range32{{0xE0100, 0xE01EF, 1}},
}

// Digits gives the decimal digits of s, of any script, as ASCII.
func Digits(s string) string {
	plain := true
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	b := make([]byte, 0, len(s))
	for _, r := range s {
		if d, ok := digit(r); ok {
			b = append(b, d)
		}
	}
	return string(b)
}

// digit is the ASCII digit of a decimal digit of any script.
func digit(r rune) (d byte, ok bool) {
	if r < utf8.RuneSelf {
		return byte(r), r >= '0' && r <= '9'
	}
	if r <= 0xFFFF {
		for _, g := range unicode.Nd.R16 {
			if rune(g.Lo) <= r && r <= rune(g.Hi) {
				return byte('0' + (r-rune(g.Lo))%10), true
			}
		}
		return 0, false
	}
	for _, g := range unicode.Nd.R32 {
		if rune(g.Lo) <= r && r <= rune(g.Hi) {
			return byte('0' + (r-rune(g.Lo))%10), true
		}
	}
	return 0, false
}

// Reverse gives the characters of s in the opposite order, so that the last
// digits of a number can be found as a prefix.
func Reverse(s string) string {
	b := make([]byte, 0, len(s))
	for len(s) > 0 {
		_, size := utf8.DecodeLastRuneInString(s)
		b = append(b, s[len(s)-size:]...)
		s = s[:len(s)-size]
	}
	return string(b)
}
