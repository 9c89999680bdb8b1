package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	// maxName is the length in runes up to which a text is taken for a name,
	// an organisation or a line of an address: those are also found by pinyin
	// and by every spelling of a transliteration.
	maxName = 96
	// maxFind bounds in runes what is kept of each part of a find text.
	maxFind = 1024
	// maxQuery and maxWords bound a query: in runes, and in words.
	maxQuery, maxWords = 512, 16
)

// FindText gives the text in which names, organisations and addresses of
// e-mail are found by any part of a word: the words of the parts, folded and
// separated by single spaces, and behind them what else they are found by. That
// is for Han the pinyin in one word and the initials (张伟: zhangwei zw), for
// other scripts the spellings in Latin letters (Иван: ivan), and words without
// their apostrophes and hyphens (O'Brien: obrien). The first words are those of
// the first part, so that a name that begins with a query is found at the
// start.
func FindText(parts ...string) string {
	var b strings.Builder
	var also wordSet
	for _, part := range parts {
		part = firstRunes(part, maxFind)
		folded := Fold(part)
		for word := range words(folded) {
			if b.Len() > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(word)
		}
		also.addOthers(part, folded, false)
	}
	for _, word := range also.list {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(word)
	}
	return b.String()
}

// IndexText gives the text for the full-text table, whose tokenizer is FTS5's
// unicode61: the folded words, with each character of a script that is written
// without spaces (and of Hangul) as a token of its own, so that any run of
// characters is found as a phrase; behind them pinyin, joined, from each syllable
// on and as initials, and spellings in Latin letters. Texts longer than a line of an
// address get no pinyin and one spelling only.
func IndexText(parts ...string) string {
	var b strings.Builder
	var also wordSet
	for _, part := range parts {
		folded := Fold(part)
		for word := range words(folded) {
			writeTokens(&b, word)
		}
		also.addOthers(part, folded, true)
	}
	for _, word := range also.list {
		writeTokens(&b, word)
	}
	return b.String()
}

// wordSet is a list of words, each once, in the order in which they came.
type wordSet struct {
	list []string
	seen map[string]bool
}

func (set *wordSet) add(words ...string) {
	for _, word := range words {
		if word == "" || set.seen[word] {
			continue
		}
		if set.seen == nil {
			set.seen = map[string]bool{}
		}
		set.seen[word] = true
		set.list = append(set.list, word)
	}
}

// addOthers adds what else the words of a part are found by.
func (set *wordSet) addOthers(part, folded string, inside bool) {
	short := utf8.RuneCountInString(part) <= maxName
	if strings.ContainsFunc(folded, func(r rune) bool { return r >= firstForeign }) {
		for word := range words(strings.ToLower(part)) {
			set.add(latinForms(word, short)...)
		}
		if short {
			set.addPinyin(folded, inside)
		}
	}
	if short && strings.ContainsAny(folded, "'-") {
		for field := range strings.FieldsSeq(folded) {
			set.add(unhyphened(field))
		}
	}
}

// addPinyin adds the readings of the runs of Han in a folded text.
func (set *wordSet) addPinyin(folded string, inside bool) {
	var run []rune
	flush := func() {
		if len(run) == 0 {
			return
		}
		chars := syllablesOf(run)
		joined, initials := joinedPinyin(chars)
		set.add(joined...)
		if len(run) > 1 {
			set.add(initials...)
		}
		if inside {
			set.add(innerPinyin(chars)...)
		}
		run = run[:0]
	}
	for _, r := range folded {
		if isHan(r) {
			run = append(run, r)
		} else {
			flush()
		}
	}
	flush()
}

// unhyphened is a folded word without the apostrophes and hyphens inside it,
// or "" where it has none or is no word of letters: o'brien, mei-ling.
func unhyphened(field string) string {
	if !strings.ContainsAny(field, "'-") {
		return ""
	}
	field = strings.Trim(field, "'-.,;:()\"")
	b := make([]byte, 0, len(field))
	inside := false
	for _, r := range field {
		switch {
		case r == '\'' || r == '-':
			inside = true
		case unicode.IsLetter(r) || unicode.IsMark(r):
			b = utf8.AppendRune(b, r)
		default:
			return ""
		}
	}
	if !inside {
		return ""
	}
	return string(b)
}

// isWordRune reports whether a folded text has r inside a word. It is what
// unicode61 takes into a token (letters, numbers, private use), and the marks
// that Fold leaves. No word begins with a mark.
func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z'
	}
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) || unicode.Is(unicode.Co, r)
}

// words gives the words of a text: its runs of word runes.
func words(s string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		start := -1
		for i, r := range s {
			switch in := isWordRune(r) && (start >= 0 || !unicode.IsMark(r)); {
			case in && start < 0:
				start = i
			case !in && start >= 0:
				if !yield(s[start:i]) {
					return
				}
				start = -1
			}
		}
		if start >= 0 {
			yield(s[start:])
		}
	}
}

// standsAlone reports whether r is a token of its own in the index: it belongs
// to a script that is written without spaces, or to Hangul, whose words carry
// particles.
func standsAlone(r rune) bool {
	return r >= 0x0E00 && (isHan(r) || unicode.In(r, unicode.Hiragana, unicode.Katakana, unicode.Hangul,
		unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar) || r == 'ー' || r == 'ｰ')
}

// writeTokens writes a word as the index has it, after a space.
func writeTokens(b *strings.Builder, word string) {
	if b.Len() > 0 {
		b.WriteByte(' ')
	}
	if isASCII(word) {
		b.WriteString(word)
		return
	}
	alone, first := false, true
	for _, r := range word {
		own := standsAlone(r)
		if own && unicode.IsMark(r) {
			continue // the tokenizer would end the token here
		}
		if !first && (own || alone) {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
		alone, first = own, false
	}
}

// Word is one thing that somebody looks for. All words of a query must match.
type Word struct {
	// Text is the word as find texts have it. A number written in groups has
	// its groups here, separated by spaces.
	Text string
	// Match is the expression that finds the word in the full-text table. All
	// that was typed is quoted in it, so nothing acts as an operator.
	Match string
	// Digits is the run to look for in telephone numbers where the word is three
	// or more digits, however grouped; else "". Prefixes that a stored number
	// need not have (00, trunk prefixes) are gone.
	Digits string
}

// Query is what somebody typed into a search field, taken apart.
type Query struct {
	// Text is the query as find texts have it: folded words and single spaces.
	Text  string
	Words []Word
}

// ParseQuery takes a query apart. No character is an operator; a query of
// punctuation alone has no words. Groups of digits that follow each other are
// one number: 612 345 678, +34 612-345, (96) 331.
func ParseQuery(s string) Query {
	folded := Fold(firstRunes(s, maxQuery))
	var q Query
	for len(folded) > 0 && len(q.Words) < maxWords {
		if n := numberLen(folded); n > 0 {
			q.Words = append(q.Words, numberWord(folded[:n]))
			folded = folded[n:]
			continue
		}
		if n := wordLen(folded); n > 0 {
			q.Words = append(q.Words, plainWord(folded[:n]))
			folded = folded[n:]
			continue
		}
		_, size := utf8.DecodeRuneInString(folded)
		folded = folded[size:]
	}
	texts := make([]string, len(q.Words))
	for i, w := range q.Words {
		texts[i] = w.Text
	}
	q.Text = strings.Join(texts, " ")
	return q
}

// wordLen is the length in bytes of the word with which s begins.
func wordLen(s string) int {
	for i, r := range s {
		if !isWordRune(r) || i == 0 && unicode.IsMark(r) {
			return i
		}
	}
	return len(s)
}

// numberLen is the length in bytes of the telephone number with which a folded
// query begins: three or more digits in groups, not grown together with a word.
func numberLen(s string) int {
	digits, end := 0, 0
	for i := range len(s) {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			digits++
			end = i + 1
			continue
		case strings.IndexByte("+-(). /", c) >= 0:
			continue
		}
		break
	}
	// A group that goes on as a word, as in "12 3b", is not the number's.
	for end > 0 && end < len(s) {
		r, _ := utf8.DecodeRuneInString(s[end:])
		if !isWordRune(r) {
			break
		}
		for end > 0 && s[end-1] >= '0' && s[end-1] <= '9' {
			end--
			digits--
		}
		for end > 0 && (s[end-1] < '0' || s[end-1] > '9') {
			end--
		}
	}
	const fewest = 3
	if digits < fewest {
		return 0
	}
	return end
}

// numberWord is the word for a number in groups of digits.
func numberWord(s string) Word {
	groups := make([]string, 0, 4)
	match := make([]string, 0, 4)
	for group := range words(s) {
		groups = append(groups, group)
		match = append(match, `"`+group+`"*`)
	}
	w := Word{Text: strings.Join(groups, " "), Match: strings.Join(match, " AND "), Digits: numberRun(s)}
	if len(match) > 1 {
		w.Match = "(" + w.Match + ")"
	}
	return w
}

// plainWord is the word for folded letters: the beginning of a token, or a
// phrase where characters are tokens of their own.
func plainWord(s string) Word {
	var b strings.Builder
	writeTokens(&b, s)
	tokens := b.String()
	w := Word{Text: s, Match: `"` + tokens + `"`}
	if last, _ := utf8.DecodeLastRuneInString(tokens); !standsAlone(last) {
		w.Match += "*"
	}
	return w
}

// firstRunes is s up to n runes.
func firstRunes(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
