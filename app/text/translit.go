package text

import (
	"strings"
	"unicode"

	"github.com/mozillazg/go-unidecode"
	"golang.org/x/text/unicode/norm"
)

// A scheme spells Cyrillic with Latin letters. People know several; a name is
// found under each of them.
type scheme struct {
	letters map[rune]string
	// after replaces endings and pairs once the letters are spelled.
	pairs *strings.Replacer
}

// cyrillic are the spellings that the schemes share.
var cyrillic = map[rune]string{
	'а': "a", 'б': "b", 'в': "v", 'г': "g", 'д': "d", 'е': "e", 'ж': "zh", 'з': "z", 'и': "i", 'к': "k", 'л': "l",
	'м': "m", 'н': "n", 'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ф': "f", 'ц': "ts", 'ч': "ch",
	'ш': "sh", 'щ': "shch", 'ъ': "", 'ы': "y", 'ь': "", 'э': "e", 'ґ': "g", 'і': "i", 'ў': "u",
	// Serbian, Macedonian and the commoner letters of Kazakh and Tatar.
	'ђ': "dj", 'ј': "j", 'љ': "lj", 'њ': "nj", 'ћ': "c", 'џ': "dz", 'ѓ': "g", 'ќ': "k", 'ѕ': "dz",
	'ә': "a", 'ғ': "g", 'қ': "k", 'ң': "n", 'ө': "o", 'ү': "u", 'ұ': "u", 'һ': "h", 'җ': "j",
}

func with(more map[rune]string) map[rune]string {
	m := make(map[rune]string, len(cyrillic)+len(more))
	for r, s := range cyrillic {
		m[r] = s
	}
	for r, s := range more {
		m[r] = s
	}
	return m
}

// schemes are: by sound (Yolkin, Dmitriy, Yuriy), as people spell themselves
// (Elkin, Dmitry, Maria, Alexey), as passports do (Iurii, Sergei), and as
// Ukraine does (Serhii, Volodymyr).
var schemes = []scheme{
	{letters: with(map[rune]string{'ё': "yo", 'й': "y", 'х': "kh", 'ю': "yu", 'я': "ya", 'є': "ye", 'ї': "yi"})},
	{
		letters: with(map[rune]string{'ё': "e", 'й': "y", 'х': "h", 'ю': "yu", 'я': "ya", 'є': "e", 'ї': "i", 'щ': "sch"}),
		pairs: strings.NewReplacer("ий ", "y ", "ый ", "y ", "ия", "ia", "ья", "ia", "ье", "ie", "ьё", "ie", "кс", "x",
			"жё", "zhe", "шё", "she", "чё", "che"),
	},
	{letters: with(map[rune]string{'ё': "e", 'й': "i", 'х': "kh", 'ю': "iu", 'я': "ia", 'є': "ie", 'ї': "i", 'ъ': "ie"})},
	{
		letters: with(map[rune]string{'ё': "io", 'й': "i", 'х': "kh", 'ю': "iu", 'я': "ia", 'є': "ie", 'ї': "i", 'г': "h", 'и': "y"}),
		pairs:   strings.NewReplacer(" є", " ye", " ї", " yi", " й", " y", " ю", " yu", " я", " ya", "зг", "zgh"),
	},
}

// spell writes a lower-case word in the scheme.
func (c *scheme) spell(word string) string {
	if c.pairs != nil {
		// The blanks let the pairs know where a word begins and ends.
		word = strings.TrimSpace(c.pairs.Replace(" " + word + " "))
	}
	var b strings.Builder
	for _, r := range word {
		s, ok := c.letters[r]
		switch {
		case ok:
			b.WriteString(s)
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(r)
		}
	}
	return b.String()
}

var greek = map[rune]string{
	'α': "a", 'β': "v", 'γ': "g", 'δ': "d", 'ε': "e", 'ζ': "z", 'η': "i", 'θ': "th", 'ι': "i", 'κ': "k", 'λ': "l", 'μ': "m",
	'ν': "n", 'ξ': "x", 'ο': "o", 'π': "p", 'ρ': "r", 'σ': "s", 'τ': "t", 'υ': "y", 'φ': "f", 'χ': "ch", 'ψ': "ps", 'ω': "o",
}

var greekPairs = strings.NewReplacer("ου", "ou", "αυ", "av", "ευ", "ev", "γγ", "ng", "γκ", "gk", "μπ", "b", "ντ", "nt")

// alphabet tells how a word is transliterated.
type alphabet int

const (
	latin alphabet = iota // and everything that needs no transliteration
	cyrillicLetters
	greekLetters
	otherLetters
)

// firstForeign is the first letter that is not Latin: all before it are.
const firstForeign = 0x0370

func alphabetOf(r rune) alphabet {
	switch {
	case r < firstForeign:
		return latin
	case r < 0x0400:
		return greekLetters
	case r < 0x0530:
		return cyrillicLetters
	case r >= 0x1E00 && r < 0x1F00:
		return latin
	case r >= 0x1F00 && r < 0x2000:
		return greekLetters
	case unicode.Is(unicode.Han, r):
		return latin // pinyin's part
	case unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r):
		return otherLetters
	}
	return latin
}

// latinForms gives the spellings of one word in Latin letters, the likeliest
// first; nil for a word that is in Latin letters. The word may be in any case
// and need not be folded: ё and й are told from е and и. With all false only
// the first spelling is given.
func latinForms(word string, all bool) []string {
	kind := latin
	for _, r := range word {
		if kind = alphabetOf(r); kind != latin {
			break
		}
	}
	switch kind {
	case cyrillicLetters:
		word = strings.ToLower(norm.NFC.String(word))
		forms := make([]string, 0, len(schemes))
		for i := range schemes {
			forms = addNew(forms, Fold(schemes[i].spell(word)))
			if !all {
				break
			}
		}
		return forms
	case greekLetters:
		var b strings.Builder
		for _, r := range greekPairs.Replace(Fold(word)) {
			if s, ok := greek[r]; ok {
				b.WriteString(s)
			} else {
				b.WriteRune(r)
			}
		}
		return addNew(nil, b.String())
	case otherLetters:
		// Signs for what Latin lacks, such as ` for ayin, nobody types.
		var b strings.Builder
		for part := range words(Fold(unidecode.Unidecode(norm.NFC.String(word)))) {
			b.WriteString(part)
		}
		return addNew(nil, b.String())
	}
	return nil
}

// addNew appends s unless it is empty or there already. It is for short lists.
func addNew(list []string, s string) []string {
	if s == "" {
		return list
	}
	for _, have := range list {
		if have == s {
			return list
		}
	}
	return append(list, s)
}
