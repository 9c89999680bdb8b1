package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// keyRevision counts the changes of how Key is made.
const keyRevision = "1"

// SorterVersion names the order that a Sorter of the language gives. A book
// keeps it beside its sort keys and makes them anew when it differs.
func SorterVersion(lang string) string {
	return sortTag(lang).String() + "/" + collate.CLDRVersion + "/" + keyRevision
}

// Sorter makes sort keys of names in the order of a language. It is not safe
// for concurrent use: one goroutine, one Sorter.
//
// Names stand under their initial: the letters first, Cyrillic before Latin in
// Russian, Chinese names under the letter of their pinyin behind the others of
// that letter, then what begins with a digit or has no letter. With
// Traditional Chinese as the language, Chinese names stand behind all letters,
// by strokes. Digits in a name count as numbers: Room 9 before Room 10.
type Sorter struct {
	lang    string
	strokes bool // Traditional Chinese
	own     *collate.Collator
	han     *collate.Collator
	buf     collate.Buffer
	letters map[string][]byte
}

// NewSorter makes a Sorter for a language code such as "es" or "zh_TW"; an
// unknown one sorts by the root order.
func NewSorter(lang string) *Sorter {
	tag := sortTag(lang)
	s := &Sorter{
		lang:    lang,
		strokes: traditional(lang),
		own:     collate.New(tag, collate.Numeric),
		letters: map[string][]byte{},
	}
	s.han = s.own
	if base, _ := tag.Base(); base.String() != "zh" {
		s.han = collate.New(language.Chinese, collate.Numeric)
	}
	return s
}

func sortTag(lang string) language.Tag {
	if traditional(lang) {
		return language.TraditionalChinese
	}
	tag, err := language.Parse(strings.ReplaceAll(lang, "_", "-"))
	if err != nil {
		return language.Und
	}
	return tag
}

// traditional reports whether a language code means Chinese in traditional
// characters.
func traditional(lang string) bool {
	lang = strings.ReplaceAll(lang, "_", "-")
	return lang == "zh-TW" || lang == "zh-HK" || lang == "zh-MO" || strings.HasPrefix(lang, "zh-Hant")
}

// The sections of the order; a key begins with one.
const (
	sectionOwn    = 0x08 // Cyrillic, for Russian
	sectionLetter = 0x10
	sectionHan    = 0x20 // by strokes, behind the letters
	sectionOther  = 0x30
)

// maxKeyName bounds in runes what a sort key is made of.
const maxKeyName = 80

// Key is the sort key of a name: keys compare as bytes. White space, quotes
// and signs before the first letter do not count.
func (s *Sorter) Key(name string) []byte {
	name = firstRunes(sortable(name), maxKeyName)
	initial := initialOf(name, s.lang)
	first, _ := utf8.DecodeRuneInString(name)
	switch {
	case initial == noInitial:
		return s.key([]byte{sectionOther}, s.own, name)
	case isHan(first) && s.strokes:
		return s.key([]byte{sectionHan}, s.own, name)
	case isHan(first):
		return s.key(s.section(initial, 1), s.han, asRead(name))
	}
	return s.key(s.section(initial, 0), s.own, name)
}

// Initial is the heading under which a name stands in a list: its letter, "#"
// for names that begin with a digit or have no letter, the first character of a
// Chinese name in Traditional Chinese.
func (s *Sorter) Initial(name string) string {
	return initialOf(firstRunes(sortable(name), maxKeyName), s.lang)
}

func (s *Sorter) key(prefix []byte, c *collate.Collator, name string) []byte {
	s.buf.Reset()
	return append(prefix, c.KeyFromString(&s.buf, name)...)
}

// section is the beginning of the keys under one initial; part puts Chinese
// names behind the others.
func (s *Sorter) section(initial string, part byte) []byte {
	letter, ok := s.letters[initial]
	if !ok {
		letter = s.key(nil, s.own, initial)
		s.letters[initial] = letter
	}
	b := make([]byte, 0, 96)
	if r, _ := utf8.DecodeRuneInString(initial); s.lang == "ru" && unicode.Is(unicode.Cyrillic, r) {
		b = append(b, sectionOwn)
	} else {
		b = append(b, sectionLetter)
	}
	b = append(b, letter...)
	return append(b, part)
}

// soundalikes stand in the key for surnames that the order would put under
// another reading of their character: a common character of the right reading.
var soundalikes = map[string]string{
	"曾": "增", "单": "善", "單": "善", "仇": "求", "解": "谢", "区": "欧", "區": "欧", "朴": "漂", "盖": "葛", "蓋": "葛", "查": "扎",
	"翟": "宅", "任": "人", "员": "韵", "員": "韵", "缪": "妙", "繆": "妙", "秘": "必", "种": "虫", "冼": "显", "洗": "显", "覃": "秦",
	"谌": "陈", "諶": "陈", "折": "舌", "黑": "贺", "召": "绍", "句": "勾", "晟": "成", "隗": "伟", "乐": "月", "樂": "月",
	"能": "耐", "繁": "婆", "乜": "聂", "适": "扩", "祭": "寨", "都": "督", "石": "时", "薄": "博", "阚": "看", "闞": "看", "沈": "深", "郇": "寻",
	"尉迟": "玉池", "尉遲": "玉池", "万俟": "末其", "萬俟": "末其", "长孙": "张孙", "長孫": "张孙", "单于": "缠于", "單于": "缠于",
	"澹台": "谈台", "澹臺": "谈台", "乐正": "月正", "樂正": "月正",
}

// asRead is a Chinese name with its surname written as it sounds.
func asRead(name string) string {
	_, one := utf8.DecodeRuneInString(name)
	_, second := utf8.DecodeRuneInString(name[one:])
	for _, n := range []int{one + second, one} {
		if s, ok := soundalikes[name[:n]]; ok {
			return s + name[n:]
		}
	}
	return name
}

// noInitial is the initial of names that begin with a digit or have no letter.
const noInitial = "#"

// sortable is a name without what stands before its first letter or digit.
func sortable(name string) string {
	trimmed := strings.TrimLeftFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if trimmed == "" {
		return strings.TrimSpace(name)
	}
	return trimmed
}

// initialOf is the letter under which a sortable name stands in the order of a
// language: the first letter as a capital without its accent (but Ñ in Spanish,
// Й in Cyrillic), the letter of the pinyin for a Chinese name, or "#" for what
// begins with a digit or has no letter. In Traditional Chinese it is the first
// character of a Chinese name.
func initialOf(name, lang string) string {
	r, size := utf8.DecodeRuneInString(name)
	switch {
	case r >= 'a' && r <= 'z' && (size == len(name) || name[size] < utf8.RuneSelf):
		return string(r - 'a' + 'A')
	case r >= 'A' && r <= 'Z' && (size == len(name) || name[size] < utf8.RuneSelf):
		return string(r)
	case !unicode.IsLetter(r):
		return noInitial
	case isHan(r):
		if letter := pinyinLetter(name); letter != 0 && !traditional(lang) {
			return string(rune(letter))
		}
		return string(r)
	}
	return letterInitial(name, lang)
}

// letterInitial is the initial of a name that begins with a letter of an
// alphabet or syllabary.
func letterInitial(name, lang string) string {
	r, _ := utf8.DecodeRuneInString(norm.NFC.String(firstRunes(name, 4)))
	switch upper := unicode.ToUpper(r); upper {
	case 'Й', 'Ї', 'Ґ':
		return string(upper)
	case 'Ñ':
		if lang == "es" {
			return string(upper)
		}
	}
	if r >= 0xAC00 && r <= 0xD7A3 {
		// The first consonant of the syllable, as a letter of its own.
		consonants := []rune("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ")
		return string(consonants[(r-0xAC00)/588])
	}
	folded := []rune(Fold(string(r)))
	if len(folded) == 0 {
		return noInitial
	}
	return string(unicode.ToUpper(folded[0]))
}
