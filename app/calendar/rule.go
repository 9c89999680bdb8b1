package calendar

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"carebook/app/care"
)

// Rule says on which days of the years a holiday falls. Its text is one of
//
//	12-25              the same month and day each year
//	thu 4 11           the fourth Thursday of November; 1 to 5, or last
//	mon before 05-25   the last Monday before a day (after: the first one after)
//	easter             Easter Sunday of the western churches
//	orthodox           Easter Sunday of the Orthodox churches
//	lunar 08-15        a day of the Chinese calendar; day 30 is the month's last
//	term qingming      one of the 24 solar terms, by its pinyin name
//	islamic 10-01      a day of the Umm al-Qura calendar
//	hebrew tishri 1    a day of the Hebrew calendar; adar is the second Adar of
//	                   a leap year, adar1 the first one
//	table 2026-11-08 2027-10-29
//	                   these days and no others
//
// and may go on with an offset in days, at most 99, as in "easter -2" or
// "mon 1 9 +6", and after it with any number of clauses that move the day where
// it falls on a day of the week or of another rule, the first that fits alone:
//
//	sun last 5 if easter +49 then +7
//	hebrew iyar 5 if mon then +1 if fri then -1 if sat then -2
//
// 29 February as a holiday falls in leap years alone: unlike a birthday, nobody
// keeps it on another day. Outside the years for which its calendar is known (the
// western calendar from 1583, the Chinese one FirstYear to LastYear, Umm al-Qura
// 14 March 1937 to 16 November 2077) a rule gives no day. The zero Rule never
// falls.
type Rule struct {
	base   base
	offset int
	moves  []move
}

// maxOffset is the largest offset, either way. With a move's it stays below a
// year, which Falls relies on.
const maxOffset = 99

// base is a rule without offset and moves.
type base interface {
	// falls are the numbers of the days of a Gregorian year, ascending.
	falls(year int) []int
	// never tells that falls is empty whatever the year.
	never() bool
	String() string
}

// move takes a day to another where it falls on a weekday, or on a day of the
// rule on where that is not nil.
type move struct {
	weekday time.Weekday
	on      *Rule
	by      int
}

// Falls are the days of a Gregorian year on which the rule falls, ascending.
// Mostly it is one; there may be none or two where the calendar has years of
// another length or the day moves over the end of the year, and a table has what
// it has.
func (r Rule) Falls(year int) []care.Day {
	if r.base == nil || year < 1 || year > 9999 {
		return nil
	}
	first, next := numberOf(year, 1, 1), numberOf(year+1, 1, 1)
	var days []care.Day
	// Offset and moves may take a day out of its year and one of a neighbour
	// into it.
	for y := year - 1; y <= year+1; y++ {
		for _, n := range r.base.falls(y) {
			if n = r.moved(n + r.offset); n >= first && n < next {
				days = append(days, dayOf(n))
			}
		}
	}
	slices.Sort(days) // moves may change the order of a table
	return slices.Compact(days)
}

// moved is a day after the rule's moves.
func (r Rule) moved(n int) int {
	for _, m := range r.moves {
		if m.fits(n) {
			return n + m.by
		}
	}
	return n
}

func (m move) fits(n int) bool {
	if m.on == nil {
		return weekdayOf(n) == m.weekday
	}
	day := dayOf(n)
	return slices.Contains(m.on.Falls(day.Time().Year()), day)
}

// never reports whether the rule, or the rule of one of its moves, never falls.
func (r Rule) never() bool {
	return r.base.never() || slices.ContainsFunc(r.moves, func(m move) bool { return m.on != nil && m.on.never() })
}

// Approximate reports whether the rule's days may be a day off by country:
// months of the Islamic calendar begin with the new moon seen, which Umm al-Qura
// reckons ahead for Saudi Arabia.
func (r Rule) Approximate() bool {
	_, ok := r.base.(islamicDate)
	return ok
}

// String is the rule as ParseRule reads it; "" for the zero Rule.
func (r Rule) String() string {
	if r.base == nil {
		return ""
	}
	var b strings.Builder
	b.WriteString(r.base.String())
	if r.offset != 0 {
		fmt.Fprintf(&b, " %+d", r.offset)
	}
	for _, m := range r.moves {
		cond := weekdays[m.weekday]
		if m.on != nil {
			cond = m.on.String()
		}
		fmt.Fprintf(&b, " if %s then %+d", cond, m.by)
	}
	return b.String()
}

// MarshalText writes the rule as String does.
func (r Rule) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads the rule as ParseRule does.
func (r *Rule) UnmarshalText(text []byte) error {
	parsed, err := ParseRule(string(text))
	if err != nil {
		return err
	}
	*r = parsed
	return nil
}

// ParseRule reads a rule, whatever its case and the spaces between its words. It
// fails with care.CodeBadRule for what is none and with care.CodeRuleNeverFalls
// for a day that does not exist, such as 02-30; Args has the text.
func ParseRule(text string) (Rule, error) {
	fail := func(code care.Code, err error) (Rule, error) {
		return Rule{}, &care.Error{Code: code, Args: care.Args{"Text": text}, Err: err}
	}
	r, err := parseRule(strings.Fields(strings.ToLower(strings.ReplaceAll(text, "−", "-"))))
	if err != nil {
		return fail(care.CodeBadRule, err)
	}
	if r.never() {
		return fail(care.CodeRuleNeverFalls, nil)
	}
	return r, nil
}

// parseRule reads a rule with its moves.
func parseRule(words []string) (Rule, error) {
	clauses := split(words, "if")
	r, err := parseDay(clauses[0])
	if err != nil {
		return Rule{}, err
	}
	for _, clause := range clauses[1:] {
		m, err := parseMove(clause)
		if err != nil {
			return Rule{}, err
		}
		r.moves = append(r.moves, m)
	}
	return r, nil
}

// split cuts words at each of a word.
func split(words []string, at string) [][]string {
	parts := [][]string{nil}
	for _, w := range words {
		if w == at {
			parts = append(parts, nil)
		} else {
			parts[len(parts)-1] = append(parts[len(parts)-1], w)
		}
	}
	return parts
}

// parseMove reads what stands after "if".
func parseMove(words []string) (move, error) {
	parts := split(words, "then")
	if len(parts) != 2 || len(parts[1]) != 1 {
		return move{}, fmt.Errorf("%q is not a condition, then, and a number of days", words)
	}
	by, ok := parseOffset(parts[1][0])
	if !ok {
		return move{}, fmt.Errorf("%q is no number of days", parts[1][0])
	}
	if len(parts[0]) == 1 {
		if weekday, ok := parseWeekday(parts[0][0]); ok {
			return move{weekday: weekday, by: by}, nil
		}
	}
	on, err := parseDay(parts[0])
	return move{on: &on, by: by}, err
}

// parseDay reads a rule without moves.
func parseDay(words []string) (Rule, error) {
	if len(words) == 0 {
		return Rule{}, fmt.Errorf("there is no day")
	}
	var r Rule
	last := len(words) - 1
	if offset, ok := parseOffset(words[last]); ok && last > 0 {
		r.offset, words = offset, words[:last]
	}
	var err error
	r.base, err = parseBase(words[0], words[1:])
	return r, err
}

// parseOffset reads a number of days with its sign, or 0.
func parseOffset(word string) (int, bool) {
	signed := strings.HasPrefix(word, "+") || strings.HasPrefix(word, "-")
	n, err := strconv.Atoi(word)
	return n, err == nil && (signed || word == "0") && n >= -maxOffset && n <= maxOffset
}

// parseBase reads a rule without offset and moves, from its first word and the
// others.
func parseBase(first string, rest []string) (base, error) {
	if weekday, ok := parseWeekday(first); ok {
		return parseWeekdayRule(weekday, rest)
	}
	if first == "table" {
		return parseTable(rest)
	}
	arg := ""
	if len(rest) > 0 {
		arg = rest[0]
	}
	switch {
	case len(rest) == 0 && first == "easter":
		return easter{}, nil
	case len(rest) == 0 && first == "orthodox":
		return easter{orthodox: true}, nil
	case len(rest) == 0:
		month, day, err := parseMonthDay(first)
		return fixed{month, day}, err
	case len(rest) == 1 && first == "fixed": // the long form
		month, day, err := parseMonthDay(arg)
		return fixed{month, day}, err
	case len(rest) == 1 && first == "lunar":
		month, day, err := parseMonthDay(arg)
		return lunarDate{month, day}, err
	case len(rest) == 1 && first == "islamic":
		month, day, err := parseMonthDay(arg)
		return islamicDate{month, day}, err
	case len(rest) == 1 && first == "term":
		return parseTerm(arg)
	case len(rest) == 2 && first == "hebrew":
		return parseHebrew(arg, rest[1])
	}
	return nil, fmt.Errorf("%q begins no rule of so many words", first)
}

// parseWeekdayRule reads what stands after a weekday: "4 11" or "before 05-25".
func parseWeekdayRule(weekday time.Weekday, words []string) (base, error) {
	if len(words) != 2 {
		return nil, fmt.Errorf("%q is neither which one and a month nor before or after and a day", words)
	}
	if words[0] == "before" || words[0] == "after" {
		month, day, err := parseMonthDay(words[1])
		return beside{weekday, words[0] == "before", month, day}, err
	}
	nth, ok := last, words[0] == "last"
	if !ok {
		nth, ok = parseNumber(words[0], 5)
	}
	month, monthOK := parseNumber(words[1], 12)
	if !ok || !monthOK {
		return nil, fmt.Errorf("%q is not which one and a month", words)
	}
	return nthWeekday{weekday, nth, month}, nil
}

// parseTable reads the days of a table, sorted and each once.
func parseTable(words []string) (base, error) {
	if len(words) == 0 {
		return nil, fmt.Errorf("the table has no days")
	}
	t := table{}
	for _, w := range words {
		var year, month, day int
		if n, err := fmt.Sscanf(w, "%4d-%2d-%2d", &year, &month, &day); n != 3 || err != nil || fmt.Sprintf("%04d-%02d-%02d", year, month, day) != w {
			return nil, fmt.Errorf("%q is no day like 2026-11-08", w)
		}
		t = append(t, care.Day(w))
	}
	return t.sorted(), nil
}

func parseTerm(name string) (base, error) {
	for i, t := range terms {
		if t == name {
			return term(i), nil
		}
	}
	return nil, fmt.Errorf("%q is no solar term", name)
}

func parseHebrew(name, number string) (base, error) {
	month, ok := hebrewNamed(name)
	if !ok {
		return nil, fmt.Errorf("%q is no Hebrew month", name)
	}
	day, ok := parseNumber(number, 31)
	if !ok {
		return nil, fmt.Errorf("%q is no day of a month", number)
	}
	return hebrewDate{month, day}, nil
}

// parseMonthDay reads "12-25" or "7-7".
func parseMonthDay(word string) (month, day int, err error) {
	m, d, _ := strings.Cut(word, "-")
	month, ok := parseNumber(m, 12)
	day, dayOK := parseNumber(d, 31)
	if !ok || !dayOK {
		return 0, 0, fmt.Errorf("%q is no month and day like 12-25", word)
	}
	return month, day, nil
}

// parseNumber reads one or two digits, from 1 to most.
func parseNumber(word string, most int) (int, bool) {
	n, err := strconv.ParseUint(word, 10, 8)
	return int(n), err == nil && len(word) <= 2 && n >= 1 && int(n) <= most
}

// weekdays are the names of the days of the week in rules, in the order of
// time.Weekday.
var weekdays = [...]string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

// parseWeekday reads a weekday's name, its full English one too.
func parseWeekday(word string) (time.Weekday, bool) {
	for i, short := range weekdays {
		if word == short || word == strings.ToLower(time.Weekday(i).String()) {
			return time.Weekday(i), true
		}
	}
	return 0, false
}
