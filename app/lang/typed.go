package lang

import (
	"strconv"
	"strings"

	"carebook/app/care"
)

// ParseDate reads what a person types into the field of a date, in the language
// in use: "21.5.1980", "21 May 1980", "May 21", "5/1980", "May", "1980" and
// their like, everything that Date writes, and ISO 8601 ("1980-05-21",
// "--05-21"). Day and month in numbers stand in the order in which the language
// writes a date, unless one of them cannot be a month. Two digits of a year mean
// the last year that ends so, today's included.
//
// A lunar date has a word that says so ("lunar 8/15", "lunar leap 4/1",
// "lunar 1979/8/15") or is written as such dates are in Han characters
// (八月十五, 农历闰四月初一); in numbers its month stands first. Whether its day
// exists in its year is a question for the calendar.
//
// The date has no kind. What is no date is an error with CodeNotADate.
func ParseDate(words string, today care.Day) (care.Date, error) {
	r := typed(words)
	d, ok := r.wholeDate()
	if ok && d.short {
		d.Year = yearUpTo(d.Year, today.Time().Year())
	}
	if !ok || !d.Valid() {
		return care.Date{}, &care.Error{Code: care.CodeNotADate, Args: care.Args{"Value": strings.TrimSpace(words)}}
	}
	if d.Calendar == "" {
		d.Calendar = care.Gregorian
	}
	return d.Date, nil
}

// yearUpTo is the last year up to this one that ends in two digits.
func yearUpTo(two, year int) int { return year - (year-two%100+100)%100 }

// yearNear is the year nearest to this one that ends in two digits.
func yearNear(two, year int) int { return yearUpTo(two, year+49) }

// typedDate is a date in a text.
type typedDate struct {
	care.Date
	// n is the number of its tokens, 0 for no date.
	n int
	// short is a year of two digits.
	short bool
}

// longestDate is the number of tokens above which nothing is a date.
const longestDate = 40

// wholeDate is the date that the whole text is.
func (r *reader) wholeDate() (typedDate, bool) {
	if len(r.ts) > longestDate {
		return typedDate{}, false
	}
	r.marksFirst()
	start := r.skip(0)
	if _, n := r.weekdays.at(r.ts, start); n > 0 && start+n < len(r.ts) {
		start = r.skip(start + n)
	}
	d := r.date(start, true)
	if d.n == 0 {
		d = r.alone(start)
	}
	end := start + d.n
	if r.is(end, ".") {
		end++
	}
	return d, d.n > 0 && end == len(r.ts)
}

// marksFirst moves what says that a date is lunar from its end to its front, so
// that "8/15 (lunar)" reads as "lunar 8/15" does.
func (r *reader) marksFirst() {
	end := len(r.ts)
	if r.is(end-1, ")") {
		end--
	}
	from := end
	for n := 1; n > 0; from -= n {
		if n = r.lunar.before(r.ts, from); n == 0 {
			n = r.leap.before(r.ts, from)
		}
	}
	if from == end || from == 0 {
		return
	}
	marks := r.ts[from:end]
	if r.is(from-1, "(") {
		from--
	}
	moved := append(append([]piece{}, marks...), r.ts[:from]...)
	if d := r.writtenLunar(0); d.n < len(r.ts) {
		r.ts = moved
	}
}

// date is the longest date that begins at a token and has a month. In a
// sentence, numbers are taken for a date only where they cannot well be
// anything else; whole tells that the text should be nothing but a date.
func (r *reader) date(i int, whole bool) typedDate {
	best := typedDate{}
	for _, read := range []func(int, bool) typedDate{r.numbers, r.named, r.hanDate, r.lunarNumbers} {
		if d := read(i, whole); d.n > best.n {
			best = d
		}
	}
	if d := r.writtenLunar(i); d.n >= best.n {
		best = d
	}
	return best
}

// alone is a year or a month that stands for itself, or a date whose digits
// nothing parts.
func (r *reader) alone(i int) typedDate {
	if v, n := r.months.at(r.ts, i); n > 0 {
		return typedDate{Date: care.Date{Month: v}, n: n}
	}
	v, width := r.digits(i)
	n := 1 + r.yearMarks(i+1)
	switch {
	case width == 4 && v > 0:
		return typedDate{Date: care.Date{Year: v}, n: n}
	case width == 8:
		return typedDate{Date: care.Date{Year: v / 10000, Month: v / 100 % 100, Day: v % 100}, n: 1}
	}
	return typedDate{}
}

// digits are the number at a token and how many digits it has, 0 for none.
func (r *reader) digits(i int) (value, width int) {
	if i < 0 || i >= len(r.ts) || r.ts[i].kind != digits || len(r.ts[i].text) > 9 {
		return 0, 0
	}
	value, err := strconv.Atoi(r.ts[i].text)
	if err != nil {
		return 0, 0
	}
	return value, len(r.ts[i].text)
}

// skip passes over the small words and commas between the parts of a date.
func (r *reader) skip(i int) int {
	for {
		if r.is(i, ",", ".") {
			i++
		} else if _, n := r.filler.at(r.ts, i); n > 0 {
			i += n
		} else {
			return i
		}
	}
}

// yearMarks is the number of tokens at i that say that a year stood before.
func (r *reader) yearMarks(i int) int {
	_, n := r.yearMark.at(r.ts, i)
	if n > 0 && r.ts[i].kind != han && r.is(i+n, ".") && r.glued(i+n) {
		n++
	}
	return n
}

// group is a number of a date in numbers.
type group struct{ value, width int }

// groups reads up to three numbers with one separator between them and nothing
// else, and tells where they end.
func (r *reader) groups(i int, whole bool) (list []group, separator string, end int) {
	if r.glued(i) && r.ts[i-1].kind != han && !r.is(i-1, "(") {
		return nil, "", i // the end of another number, or of a name
	}
	for end = i; len(list) < 3; end++ {
		value, width := r.digits(end)
		if width == 0 || len(list) > 0 && !r.glued(end) && !(whole && separator == ".") {
			break
		}
		list = append(list, group{value, width})
		if !r.is(end+1, "-", "/", ".") || !r.glued(end+1) || separator != "" && !r.is(end+1, separator) {
			return list, separator, end + 1
		}
		separator = r.ts[end+1].text
		end++
	}
	// What follows the separator is no number, or is one too many.
	if _, width := r.digits(end); width > 0 && r.glued(end) {
		return nil, "", i
	}
	return list, separator, end - 1
}

// numbers is a date in numbers: 21.5.1980, 1980-05-21, --05-21, 21/5, 5/1980.
func (r *reader) numbers(i int, whole bool) typedDate {
	if r.is(i, "-") && r.is(i+1, "-") && r.glued(i+1) && r.glued(i+2) {
		return r.yearless(i)
	}
	g, separator, end := r.groups(i, whole)
	d := typedDate{}
	switch {
	case len(g) == 3:
		d = r.three(g)
	case len(g) == 2 && g[0].width <= 2 && g[1].width <= 2:
		// 3.12 may be anything; 3.12. is a day.
		dotted := separator == "." && r.is(end, ".") && r.glued(end)
		if dotted {
			end++
		}
		if dotted || whole {
			d.Month, d.Day = r.monthAndDay(g[0].value, g[1].value)
		}
	case len(g) == 2 && whole && g[0].width == 4 && g[1].width <= 2:
		d.Year, d.Month = g[0].value, g[1].value
	case len(g) == 2 && whole && g[1].width == 4 && g[0].width <= 2:
		d.Month, d.Year = g[0].value, g[1].value
	}
	if d.Month > 0 {
		d.n = end - i
		if d.Year > 0 {
			d.n += r.yearMarks(end)
		}
	}
	return d
}

// yearless is --05-21 or --05.
func (r *reader) yearless(i int) typedDate {
	month, width := r.digits(i + 2)
	d := typedDate{Date: care.Date{Month: month}, n: 3}
	switch {
	case width == 4:
		d.Month, d.Day = month/100, month%100
	case width != 2:
		return typedDate{}
	case r.is(i+3, "-") && r.glued(i+3) && r.glued(i+4):
		if day, width := r.digits(i + 4); width == 2 {
			d.Day, d.n = day, 5
		}
	}
	return d
}

// three is a date of three numbers.
func (r *reader) three(g []group) (d typedDate) {
	a, b, c := g[0], g[1], g[2]
	switch {
	case b.width > 2:
		return d
	case a.width == 4 && c.width <= 2:
		d.Year, d.Month, d.Day = a.value, b.value, c.value
	case a.width > 2:
		return d
	case r.order == yearFirst && c.width <= 2:
		d.Year, d.Month, d.Day, d.short = a.value, b.value, c.value, true
	case c.width == 4 || c.width == 2:
		d.Year, d.short = c.value, c.width == 2
		d.Month, d.Day = r.monthAndDay(a.value, b.value)
	}
	if d.Year == 0 && !d.short {
		return typedDate{}
	}
	return d
}

// monthAndDay are two numbers in the language's order, or in the other one
// where that alone makes a month.
func (r *reader) monthAndDay(a, b int) (month, day int) {
	if r.order == dayFirst {
		a, b = b, a
	}
	if a > 12 && b <= 12 {
		a, b = b, a
	}
	return a, b
}

// named is a date with the name of its month: 21 May 1980, May 21, May 1980.
func (r *reader) named(i int, whole bool) typedDate {
	d := typedDate{}
	day, width := r.digits(i)
	at := i
	if width == 1 || width == 2 {
		if r.glued(i) && r.ts[i-1].kind != han && !r.is(i-1, "(", ",") {
			return d
		}
		d.Day = day
		at = r.afterDay(i + 1)
	}
	month, n := r.months.at(r.ts, at)
	if n == 0 {
		return typedDate{}
	}
	d.Month = month
	at += n
	end := at // without what only leads to a part that is not there
	if r.is(at, ".") && r.glued(at) {
		end++
	}
	if d.Day == 0 {
		next := r.skip(at)
		if day, width := r.digits(next); width == 1 || width == 2 {
			d.Day = day
			at = r.ordinals(next + 1)
			end = at
		}
	}
	return r.withYear(d, i, at, end, whole)
}

// withYear completes a date that has its month by the year behind it. The date
// began at i and ends at end where no year follows at or after at.
func (r *reader) withYear(d typedDate, i, at, end int, whole bool) typedDate {
	next := r.skip(at)
	if year, width := r.digits(next); width == 4 || width == 2 && whole && d.Day > 0 {
		d.Year, d.short = year, width == 2
		end = next + 1 + r.yearMarks(next+1)
	}
	if d.Day > 0 || whole {
		d.n = end - i
	}
	return d
}

// afterDay is where the name of a month may stand behind a number.
func (r *reader) afterDay(i int) int { return r.skip(r.ordinals(i)) }

// ordinals passes over the ending that makes a number an ordinal.
func (r *reader) ordinals(i int) int {
	if r.glued(i) {
		_, n := r.ordinal.at(r.ts, i)
		i += n
	}
	return i
}

// lunarNumbers is a lunar date whose month and day are numbers, behind a word
// that says so.
func (r *reader) lunarNumbers(i int, _ bool) typedDate {
	at, d := i, typedDate{Date: care.Date{Calendar: care.Lunar}}
	for marks := 1; marks > 0; at += marks {
		if _, marks = r.lunar.at(r.ts, at); marks == 0 {
			if _, marks = r.leap.at(r.ts, at); marks > 0 {
				d.Leap = true
			}
		}
	}
	if at == i {
		return typedDate{}
	}
	at = r.skip(at)
	if year, width := r.digits(at); width == 4 && !r.is(at+1, "-", "/", ".") {
		d.Year = year
		at = r.skip(at + 1 + r.yearMarks(at+1))
	}
	g, _, end := r.numbersOfLunar(at)
	switch {
	case len(g) == 3 && g[0].width == 4 && d.Year == 0:
		d.Year, d.Month, d.Day = g[0].value, g[1].value, g[2].value
	case len(g) == 3 && g[2].width == 4 && d.Year == 0:
		d.Month, d.Day, d.Year = g[0].value, g[1].value, g[2].value
	case len(g) == 2 && g[0].width == 4 && d.Year == 0:
		d.Year, d.Month = g[0].value, g[1].value
	case len(g) == 2:
		d.Month, d.Day = g[0].value, g[1].value
	default:
		return typedDate{}
	}
	if d.Month > 12 && d.Day <= 12 {
		d.Month, d.Day = d.Day, d.Month
	}
	if next := r.skip(end); d.Year == 0 {
		if year, width := r.digits(next); width == 4 {
			d.Year, end = year, next+1+r.yearMarks(next+1)
		}
	}
	d.n = end - i
	return d
}

// numbersOfLunar are the numbers of a lunar date. They may touch the word
// before them.
func (r *reader) numbersOfLunar(i int) (list []group, separator string, end int) {
	if i >= len(r.ts) {
		return nil, "", i
	}
	glued := r.ts[i].glued
	defer func() { r.ts[i].glued = glued }()
	r.ts[i].glued = false
	return r.groups(i, false)
}

// writtenLunar is a lunar date as Date writes it.
func (r *reader) writtenLunar(i int) (best typedDate) {
	for _, pattern := range r.patterns {
		if d := r.match(pattern, i); d.n > best.n {
			best = d
		}
	}
	return best
}

// match is the lunar date that a pattern finds at a token.
func (r *reader) match(pattern []piece, i int) typedDate {
	at, d := i, typedDate{Date: care.Date{Calendar: care.Lunar}}
	for _, p := range pattern {
		n := 0
		switch p.text {
		case yearSlot:
			var width int
			if d.Year, width = r.digits(at); width > 0 && d.Year > 0 {
				n = 1
			}
		case monthSlot:
			d.Month, n = r.lunarMonths.at(r.ts, at)
			d.Month, d.Leap = d.Month%leapMonth, d.Month > leapMonth
		case daySlot:
			d.Day, n = r.lunarDays.at(r.ts, at)
		default:
			if r.is(at, p.text) {
				n = 1
			}
		}
		if n == 0 {
			return typedDate{}
		}
		at += n
	}
	d.n = at - i
	return d
}
