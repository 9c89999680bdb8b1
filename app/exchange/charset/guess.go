package charset

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// candidates are the encodings that Guess chooses between, likeliest first:
// of two with the same score the earlier one wins.
var candidates = []*Encoding{
	Windows1252, Windows1251, GB18030, Big5, ShiftJIS, Windows1250, Windows1253, Windows1254,
	Windows1255, Windows1256, KOI8R, IBM866,
}

// home is the encoding that a user of a language most likely meets.
var home = map[string]*Encoding{
	"ru": Windows1251, "zh_CN": GB18030, "zh_TW": Big5, "es": Windows1252, "en": Windows1252,
}

const (
	// homeBonus is what the encoding of the user's own language gets on top.
	homeBonus = 1.12
	// knownWeight is what one word that the caller knows is worth beside a
	// score of at most 1; nothing but the right encoding yields such words.
	knownWeight = 4
)

// Guess chooses the encoding of text that is not UTF-8. Sample holds lines
// with the text in question; language is the interface language, a hint where
// the sample is too short to tell; known counts the words in a decoded sample
// that its caller expects there, such as headings, and may be nil.
func Guess(sample []byte, language string, known func(decoded string) int) *Encoding {
	best, bestScore := Windows1252, -1.0
	for _, e := range candidates {
		text, ok := e.Decode(sample)
		score := plausibility(e, text, ok)
		if home[language] == e {
			score *= homeBonus
		}
		if known != nil {
			score += knownWeight * float64(known(text))
		}
		if score > bestScore {
			best, bestScore = e, score
		}
	}
	return best
}

// plausibility is the share of the characters beyond ASCII that make sense in
// the texts for which an encoding is used, from 0 to 1.
func plausibility(e *Encoding, text string, ok bool) float64 {
	var score float64
	switch e {
	case GB18030, Big5, ShiftJIS:
		score = hanPlausibility(e, text)
	case Windows1252, Windows1250, Windows1254:
		score = latinPlausibility(latinLetters[e], text)
	default:
		score = scriptPlausibility(scripts[e], text)
	}
	if !ok {
		score *= 0.3
	}
	return score
}

// script describes the letters of an encoding for one script.
type script struct {
	table *unicode.RangeTable
	// common are the letters that make up most of its texts.
	common string
}

var scripts = map[*Encoding]script{
	Windows1251: {unicode.Cyrillic, "оеаинтсрвлк"},
	KOI8R:       {unicode.Cyrillic, "оеаинтсрвлк"},
	IBM866:      {unicode.Cyrillic, "оеаинтсрвлк"},
	Windows1253: {unicode.Greek, "αοιετσνηυρςάόίέή"},
	Windows1255: {unicode.Hebrew, "יוהלארתבשמ"},
	Windows1256: {unicode.Arabic, "اليمونرتبةع"},
}

// scriptPlausibility judges encodings for a script other than Latin: its
// letters count, case that changes inside a word does not, and single letters
// between Latin ones are Western text read wrongly.
func scriptPlausibility(sc script, text string) float64 {
	var total, good, common, run, longest int
	var prev rune
	for _, r := range text {
		if r < utf8.RuneSelf {
			prev, run = r, 0
			continue
		}
		total++
		if !unicode.Is(sc.table, r) {
			if strings.ContainsRune("«»—–№…“”„’°\u00a0", r) {
				good++
			}
			prev, run = r, 0
			continue
		}
		run++
		longest = max(longest, run)
		if unicode.IsUpper(r) && unicode.IsLower(prev) {
			total++ // a capital inside a word counts against the text
		} else {
			good++
		}
		if strings.ContainsRune(sc.common, unicode.ToLower(r)) {
			common++
		}
		prev = r
	}
	if total == 0 {
		return 0
	}
	score := float64(good) / float64(total) * (0.8 + 0.2*min(1, 2*float64(common)/float64(total)))
	if longest < 3 {
		score *= 0.3
	}
	return score
}

// latinLetters are what texts in Latin letters hold beyond ASCII. Letters that
// several encodings share stand in each of them.
var latinLetters = map[*Encoding]string{
	Windows1252: "áéíóúñüàèìòùâêîôûäëïöÿçåæøœãõßÁÉÍÓÚÑÜÀÈÌÒÙÂÊÎÔÛÄËÏÖÇÅÆØŒÃÕ¿¡ºª«»°€–—‘’“”„…·®™§\u00a0",
	Windows1250: "áéíóúýčďěňřšťůžĺľŕôäąćęłńśźżőűöüëçßăâîșţşđÁÉÍÓÚÝČĎĚŇŘŠŤŮŽĹĽŔÔÄĄĆĘŁŃŚŹŻŐŰÖÜËÇĂÂÎŢŞĐ°€–—‘’“”„…§\u00a0",
	Windows1254: "çğıöşüâîûÇĞİÖŞÜÂÎÛáéíóúñàèäëßÁÉ°€–—‘’“”„…§\u00a0",
}

// latinPlausibility judges encodings for Latin letters: its real letters
// count, unless several stand in a row, which is another script read wrongly.
func latinPlausibility(letters, text string) float64 {
	var total, good, run, longest int
	var prev rune
	for _, r := range text {
		if r < utf8.RuneSelf {
			prev, run = r, 0
			continue
		}
		total++
		run++
		longest = max(longest, run)
		if strings.ContainsRune(letters, r) && !(unicode.IsUpper(r) && unicode.IsLower(prev)) {
			good++
		}
		prev = r
	}
	if total == 0 {
		return 0
	}
	score := float64(good) / float64(total)
	if longest > 3 {
		score *= 0.5
	}
	return score
}

// hanPlausibility judges the encodings of Chinese and Japanese: the characters
// of everyday texts stand in a part of each table of their own.
func hanPlausibility(e *Encoding, text string) float64 {
	var total, good, kana int
	for _, r := range text {
		if r < utf8.RuneSelf {
			continue
		}
		total++
		switch {
		case r >= 0x3040 && r <= 0x30FF:
			kana++
		case strings.ContainsRune("，。、；：！？（）《》“”‘’—…·「」\u3000", r):
			good++
		case unicode.Is(unicode.Han, r):
			if everyday(e, r) {
				good++
			}
		case r >= 0xFF66 && r <= 0xFF9F:
			total++ // halfwidth kana are what other encodings look like
		case e == GB18030 && (unicode.IsLetter(r) || r > 0xFFFF):
			good++ // other scripts take bytes that no other encoding has in a row
		}
	}
	if total == 0 {
		return 0
	}
	if e == ShiftJIS {
		if kana == 0 {
			return 0.3 * float64(good) / float64(total)
		}
		return float64(good+kana) / float64(total)
	}
	return (float64(good) + 0.2*float64(kana)) / float64(total)
}

// everyday reports whether a Han character stands in the first level of an
// encoding's table, which holds the frequent ones.
func everyday(e *Encoding, r rune) bool {
	b, err := e.enc.NewEncoder().Bytes([]byte(string(r)))
	if err != nil || len(b) != 2 {
		return false
	}
	switch e {
	case GB18030: // GB 2312, rows 16 to 55
		return b[0] >= 0xB0 && b[0] <= 0xD7 && b[1] >= 0xA1
	case Big5: // level 1
		return b[0] >= 0xA4 && b[0] <= 0xC6
	default: // JIS X 0208, level 1
		return b[0] >= 0x88 && b[0] <= 0x98
	}
}
