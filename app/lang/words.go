package lang

import (
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// What people type is read in tokens, so that one set of rules serves languages
// with and without spaces: a word, a run of digits, a sign, or one Han
// character. A phrase is a sequence of tokens; "call back" has two, and so has
// 周二.

// kind is what a token is.
type kind int

const (
	word kind = iota
	digits
	han
	sign
)

// piece is a token of a typed text.
type piece struct {
	kind kind
	// text is folded: lower case, without diacritics, full width made plain.
	text string
	// start and end are its place in the typed text, in bytes.
	start, end int
	// glued tokens follow the one before without a space, newline ones on
	// another line.
	glued, newline bool
}

// fold makes texts alike that people take for the same.
func fold(s string) string {
	plain := true
	for i := range len(s) {
		if c := s[i]; c >= utf8.RuneSelf || c >= 'A' && c <= 'Z' {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	decomposed := norm.NFKD.String(s)
	return strings.ToLower(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, decomposed))
}

// kindOf tells what a token that begins with r is.
func kindOf(r rune) kind {
	switch {
	case r >= '0' && r <= '9' || r >= '０' && r <= '９':
		return digits
	case unicode.Is(unicode.Han, r):
		return han
	case unicode.IsLetter(r):
		return word
	}
	return sign
}

// tokens cuts a text. Spaces and what nobody sees belong to no token.
func tokens(s string) []piece {
	var list []piece
	glued, newline := false, false
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			glued, newline = false, newline || r == '\n' || r == '\r'
			i += size
			continue
		}
		k, start := kindOf(r), i
		for i += size; i < len(s) && (k == word || k == digits); i += size {
			r, size = utf8.DecodeRuneInString(s[i:])
			if kindOf(r) != k && !(k == word && unicode.Is(unicode.M, r)) {
				break
			}
		}
		list = append(list, piece{k, fold(s[start:i]), start, i, glued, newline})
		glued, newline = true, false
	}
	return list
}

// join is the key of a phrase.
func join(ts []piece) string {
	if len(ts) == 1 {
		return ts[0].text
	}
	var b strings.Builder
	for i, t := range ts {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(t.text)
	}
	return b.String()
}

// lexicon finds phrases and what they stand for.
type lexicon struct {
	values map[string]int
	// longest is the number of tokens of the longest phrase.
	longest int
}

// add takes a phrase in; the first meaning of a phrase stays.
func (l *lexicon) add(phrase string, value int) {
	ts := tokens(phrase)
	if len(ts) == 0 {
		return
	}
	if l.values == nil {
		l.values = map[string]int{}
	}
	if _, known := l.values[join(ts)]; !known {
		l.values[join(ts)] = value
	}
	l.longest = max(l.longest, len(ts))
}

// at is the longest phrase that begins at a token: what it stands for and how
// many tokens it has, 0 for none.
func (l *lexicon) at(ts []piece, i int) (value, n int) {
	for n = min(l.longest, len(ts)-i); n > 0; n-- {
		if value, ok := l.values[join(ts[i:i+n])]; ok {
			return value, n
		}
	}
	return 0, 0
}

// before is the number of tokens of the longest phrase that ends right before a
// token, 0 for none.
func (l *lexicon) before(ts []piece, i int) int {
	for n := min(l.longest, i); n > 0; n-- {
		if _, ok := l.values[join(ts[i-n:i])]; ok {
			return n
		}
	}
	return 0
}

// within reports whether a phrase stands between two tokens, and where the last
// one begins.
func (l *lexicon) within(ts []piece, from, to int) (last int, ok bool) {
	for i := from; i < to; i++ {
		if _, n := l.at(ts[:to], i); n > 0 {
			last, ok = i, true
		}
	}
	return last, ok
}

// order is that of day, month and year in a date of numbers.
type order int

const (
	dayFirst order = iota
	monthFirst
	yearFirst
)

// vocabulary are the words that a language's people type.
type vocabulary struct {
	order order
	// group and decimal are the separators of a number.
	group, decimal string

	months, lunarMonths, lunarDays lexicon
	// patterns are the ways in which the language writes lunar dates.
	patterns [][]piece

	lunar, leap, filler, ordinal, yearMark lexicon

	weekdays, near, in, later, units, counts        lexicon
	nextWeek, nextMonth, next, coming, last, inWeek lexicon

	minutes, hours, setLengths                  lexicon
	lengthBefore, noLengthBefore, noLengthAfter lexicon

	verbs, cues, cuesAfter, until, valid, validAfter lexicon
	beforeDay, notBefore, notAfter, past, never      lexicon
	clauses, and                                     lexicon

	currencies
	powers lexicon
}

// vocabularies are those made so far, by the code of the language.
var vocabularies sync.Map

// vocabulary is the language's own.
func (t *tongue) vocabulary() *vocabulary {
	if v, ok := vocabularies.Load(t.code); ok {
		return v.(*vocabulary)
	}
	v, _ := vocabularies.LoadOrStore(t.code, t.newVocabulary())
	return v.(*vocabulary)
}

// leapMonth is added to the number of a leap month in a lexicon of months.
const leapMonth = 100

func (t *tongue) newVocabulary() *vocabulary {
	v := &vocabulary{}
	// In this number stand a group and a fraction.
	sample := t.format.FmtNumber(1234.5, 1)
	if group, decimal, ok := strings.Cut(sample, "234"); ok {
		v.group, v.decimal = strings.TrimPrefix(group, "1"), strings.TrimSuffix(decimal, "5")
	}
	v.order = t.orderOfDates()
	t.addMonths(v)
	t.addLunar(v)
	t.addDays(v)
	t.addLengths(v)
	t.addPromises(v)
	v.currencies = newCurrencies(t.list("money.currencies"))
	v.powers = t.positions("money.powers")
	return v
}

// list is a text that is a list: items parted by commas, each with other words
// for the same behind bars.
func (t *tongue) list(key string) [][]string {
	var items [][]string
	for item := range strings.SplitSeq(t.plain[key], ",") {
		words := strings.Split(item, "|")
		for i := range words {
			words[i] = strings.TrimSpace(words[i])
		}
		items = append(items, words)
	}
	return items
}

// positions is a lexicon of a list whose items stand for their places, from 0.
func (t *tongue) positions(key string) (l lexicon) {
	for i, item := range t.list(key) {
		for _, phrase := range item {
			l.add(phrase, i)
		}
	}
	return l
}

// shape is a text whose values show as signs of their own, to see where they
// stand in it. The signs are private to us.
func (t *tongue) shape(key string) string {
	return t.text(key, Args{
		"Day": daySlot, "Month": monthSlot, "MonthNumber": monthSlot, "MonthShort": monthSlot, "MonthAlone": monthSlot, "Year": yearSlot,
	})
}

const (
	daySlot   = "\uE000"
	monthSlot = "\uE001"
	yearSlot  = "\uE002"
)

// orderOfDates is the order in which the language writes a date.
func (t *tongue) orderOfDates() order {
	shape := t.shape("date.day_month_year")
	day, month, year := strings.Index(shape, daySlot), strings.Index(shape, monthSlot), strings.Index(shape, yearSlot)
	switch {
	case year < day && year < month:
		return yearFirst
	case month < day:
		return monthFirst
	}
	return dayFirst
}

// addMonths adds the names of the months in full, short, and in the forms that
// they take, of the language and of English. Names that are a number and a unit
// are read as such.
func (t *tongue) addMonths(v *vocabulary) {
	english := spoken[0].format()
	for m := time.January; m <= time.December; m++ {
		names := []string{
			t.format.MonthWide(m), t.format.MonthAbbreviated(m), t.nth("date.months_alone", int(m)-1),
			english.MonthWide(m), english.MonthAbbreviated(m),
		}
		if forms := t.list("typed.months"); len(forms) == 12 {
			names = append(names, forms[m-1]...)
		}
		for _, name := range names {
			name = strings.TrimSuffix(name, ".")
			if first, _ := utf8.DecodeRuneInString(name); kindOf(first) == word {
				v.months.add(name, int(m))
			}
		}
	}
}

// addLunar adds the words of lunar dates.
func (t *tongue) addLunar(v *vocabulary) {
	for i := range 12 {
		month := t.nth("date.lunar_months", i)
		v.lunarMonths.add(month, i+1)
		v.lunarMonths.add(t.text("date.lunar_leap_month", Args{"Month": month}), leapMonth+i+1)
	}
	for i := range 30 {
		v.lunarDays.add(t.nth("date.lunar_days", i), i+1)
	}
	for _, key := range []string{"date.lunar_year", "date.lunar", "date.lunar_month_year", "date.lunar_month"} {
		v.patterns = append(v.patterns, tokens(t.shape(key)))
	}
	v.lunar, v.leap = t.positions("typed.lunar"), t.positions("typed.leap")
	v.filler, v.ordinal, v.yearMark = t.positions("typed.filler"), t.positions("typed.ordinals"), t.positions("typed.year_marks")
}

// addDays adds the words of days near today.
func (t *tongue) addDays(v *vocabulary) {
	v.weekdays, v.near, v.units, v.counts = t.positions("typed.weekdays"), t.positions("typed.near"), t.positions("typed.units"), t.positions("typed.counts")
	for i := range 7 {
		v.weekdays.add(t.nth("date.weekdays_short", i), i)
		v.weekdays.add(t.format.WeekdayWide(time.Weekday(i)), i)
	}
	v.in, v.later = t.positions("typed.in"), t.positions("typed.later")
	v.nextWeek, v.nextMonth = t.positions("typed.next_week"), t.positions("typed.next_month")
	v.next, v.coming = t.positions("typed.next"), t.positions("typed.coming")
	v.last, v.inWeek = t.positions("typed.last"), t.positions("typed.this_week")
}

// addLengths adds the words of how long something took.
func (t *tongue) addLengths(v *vocabulary) {
	v.minutes, v.hours, v.setLengths = t.positions("typed.minutes"), t.positions("typed.hours"), t.positions("typed.set_lengths")
	v.lengthBefore, v.noLengthBefore = t.positions("typed.length_before"), t.positions("typed.no_length_before")
	v.noLengthAfter = t.positions("typed.no_length_after")
}

// addPromises adds the words that tell a promise from what only names a day.
func (t *tongue) addPromises(v *vocabulary) {
	v.verbs, v.cues, v.cuesAfter = t.positions("typed.verbs"), t.positions("typed.cues"), t.positions("typed.cues_after")
	v.until, v.valid, v.validAfter = t.positions("typed.until"), t.positions("typed.valid"), t.positions("typed.valid_after")
	v.beforeDay, v.notBefore, v.notAfter = t.positions("typed.before_day"), t.positions("typed.not_before"), t.positions("typed.not_after")
	v.past, v.never = t.positions("typed.past"), t.positions("typed.never")
	v.clauses, v.and = t.positions("typed.clauses"), t.positions("typed.and")
}

// reader reads one typed text in the language in use.
type reader struct {
	*vocabulary
	raw string
	ts  []piece
}

func typed(words string) *reader { return &reader{now().vocabulary(), words, tokens(words)} }

// is reports whether the token at i is a certain sign or word.
func (r *reader) is(i int, texts ...string) bool {
	return i >= 0 && i < len(r.ts) && slices.Contains(texts, r.ts[i].text)
}

// glued reports whether the token at i follows the one before without a space.
func (r *reader) glued(i int) bool { return i > 0 && i < len(r.ts) && r.ts[i].glued }
