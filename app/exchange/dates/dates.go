// Package dates reads dates as address books write them: ISO and basic forms,
// year-less ones, numbers in the three orders of the world, and the marks that
// programs leave where there is no date.
//
// It is pure and imports the domain only; calendars with rules of their own
// stand elsewhere.
package dates

import (
	"strings"

	"carebook/app/care"
)

// Order is the order of year, month and day in a date written with numbers.
type Order string

// The orders. Unknown leaves a date open that could be read in two ways.
const (
	Unknown Order = ""
	DMY     Order = "dmy"
	MDY     Order = "mdy"
	YMD     Order = "ymd"
)

// Found says what a text turned out to be.
type Found int

// What Parse finds.
const (
	// Nothing is an empty text, or zeros where a date would stand.
	Nothing Found = iota
	// Date is a date, as far as it goes.
	Date
	// Placeholder is 1900-01-01, which programs write for no date; it is kept
	// as text.
	Placeholder
	// Text is something that is no date; it is kept as it stands.
	Text
)

// noYear are the years that exports write where the year is not known: 1 and,
// from Apple's programs, 1604.
func noYear(y int) bool { return y == 0 || y == 1 || y == 1604 }

// Parse reads a date of the Gregorian calendar. Year is the present year: two
// digits up to it are of this century, others of the last one (0 leaves years
// of two digits unread). The date has no kind; for Placeholder and Text it
// holds the text alone. A time or a zone behind the date is passed over, so
// that the day written is the day meant.
func Parse(s string, order Order, year int) (care.Date, Found) {
	s = strings.TrimSpace(s)
	d, found := parse(s, order, year)
	switch {
	case found == Nothing:
		return care.Date{}, Nothing
	case found == Text:
		return care.Date{Text: s}, Text
	case d.Year == 1900 && d.Month == 1 && d.Day == 1:
		return care.Date{Text: s}, Placeholder
	}
	if d.Month > 0 && noYear(d.Year) {
		d.Year = 0
	}
	if !d.Valid() {
		return care.Date{Text: s}, Text
	}
	return d, Date
}

// ParseLunar reads a date of the Chinese calendar in the forms of ISO 8601.
func ParseLunar(s string, leap bool) (care.Date, Found) {
	s = strings.TrimSpace(s)
	d, found := parse(s, YMD, 0)
	if found != Date {
		return care.Date{Text: s}, found
	}
	d.Calendar, d.Leap = care.Lunar, leap
	if !d.Valid() {
		return care.Date{Text: s}, Text
	}
	return d, Date
}

// OmitYear takes the year out of a date where the source says that this year
// stands for none.
func OmitYear(d care.Date, year int) care.Date {
	if d.Month > 0 && d.Year == year {
		d.Year = 0
	}
	return d
}

// OrderOf is the order that a value proves: one of its parts is too large for
// a month, or the year stands first. Numeric reports whether the value is a
// date of two or three numbers at all.
func OrderOf(s string) (order Order, numeric bool) {
	g, ok := groups(strings.TrimSpace(s))
	if !ok || g.n < 2 {
		return Unknown, false
	}
	switch {
	case g.sep == 0:
		return YMD, true
	case g.n == 3 && g.width[0] >= 4:
		return YMD, true
	case g.n == 3 && g.width[2] == 3:
		return Unknown, false
	case g.value[0] > 31:
		return YMD, true
	case g.value[0] > 12 && g.value[1] <= 12:
		return DMY, true
	case g.value[1] > 12 && g.value[0] <= 12:
		return MDY, true
	}
	return Unknown, true
}

// numbers are the groups of digits that a text begins with.
type numbers struct {
	value [3]int
	width [3]int
	n     int
	// sep is the separator, 0 for none.
	sep byte
}

// groups reads up to three groups of digits with one kind of separator, and
// reports whether the rest is empty, a time, or a unit that may stand there.
func groups(s string) (g numbers, ok bool) {
	s = chinese(s)
	i := 0
	for g.n < 3 {
		start := i
		v := 0
		for i < len(s) && s[i] >= '0' && s[i] <= '9' && i-start < 9 {
			v = v*10 + int(s[i]-'0')
			i++
		}
		if i == start {
			break
		}
		g.value[g.n], g.width[g.n] = v, i-start
		g.n++
		if g.n == 3 || i == len(s) || !strings.ContainsRune("-/.", rune(s[i])) || g.sep != 0 && s[i] != g.sep {
			break
		}
		g.sep = s[i]
		i++
		for i < len(s) && s[i] == ' ' {
			i++
		}
	}
	if g.n == 0 {
		return g, false
	}
	return g, isTime(s[i:])
}

// isTime reports whether what follows a date is nothing that changes the day:
// a dot as in "21.05.", a time of day, a zone.
func isTime(rest string) bool {
	rest = strings.TrimSuffix(rest, ".")
	if rest == "" || rest == "Z" {
		return true
	}
	if rest[0] != 'T' && rest[0] != ' ' || len(rest) == 1 {
		return rest == "T"
	}
	rest = strings.TrimLeft(rest[1:], " ")
	return rest != "" && rest[0] >= '0' && rest[0] <= '9'
}

// chinese puts dashes for the units of a date in Han characters, 1980年5月21日.
func chinese(s string) string {
	if !strings.ContainsAny(s, "年月") {
		return s
	}
	s = strings.NewReplacer("年", "-", "月", "-", "日", "", "号", "", "號", "", " ", "").Replace(s)
	return strings.TrimSuffix(s, "-")
}

func parse(s string, order Order, year int) (care.Date, Found) {
	if s == "" || strings.Trim(s, "0/.- ") == "" && strings.Contains(s, "0") {
		return care.Date{}, Nothing
	}
	if strings.HasPrefix(s, "--") {
		return yearless(s[2:])
	}
	g, ok := groups(s)
	if !ok {
		return care.Date{}, Text
	}
	switch g.n {
	case 1:
		return single(g, order)
	case 2:
		return pair(g, order, strings.ContainsAny(s, "月"))
	}
	return triple(g, order, year)
}

// yearless reads what follows the two dashes of --05-21, --0521 and --05.
func yearless(s string) (care.Date, Found) {
	g, ok := groups(s)
	switch {
	case !ok:
		return care.Date{}, Text
	case g.n == 1 && g.width[0] <= 2:
		return date(0, g.value[0], 0)
	case g.n == 1 && g.width[0] == 4:
		return date(0, g.value[0]/100, g.value[0]%100)
	case g.n == 2:
		return date(0, g.value[0], g.value[1])
	}
	return care.Date{}, Text
}

// single reads one group of digits: 19800521, 21051980 or 1980.
func single(g numbers, order Order) (care.Date, Found) {
	v := g.value[0]
	switch g.width[0] {
	case 8:
		d, found := date(v/10000, v/100%100, v%100)
		switch {
		case found == Date:
		case order == DMY:
			d, found = date(v%10000, v/10000%100, v/1000000)
		case order == MDY:
			d, found = date(v%10000, v/1000000, v/10000%100)
		}
		if d.Day > 0 {
			return d, found
		}
	case 4:
		if v >= 1000 {
			return care.Date{Year: v}, Date
		}
	}
	return care.Date{}, Text
}

// pair reads two groups: a year and a month, or a month and a day.
func pair(g numbers, order Order, han bool) (care.Date, Found) {
	a, b := g.value[0], g.value[1]
	switch {
	case g.width[0] == 4:
		return date(a, b, 0)
	case g.width[0] > 2 || g.width[1] > 2:
		return care.Date{}, Text
	case g.sep == '.' || order == DMY && g.sep == '/' || a > 12 && b <= 12:
		return date(0, b, a)
	case g.sep == '-' || han || order == MDY || b > 12:
		return date(0, a, b)
	}
	return care.Date{}, Text
}

// triple reads three groups in the order that they prove or that is given.
func triple(g numbers, order Order, year int) (care.Date, Found) {
	a, b, c := g.value[0], g.value[1], g.value[2]
	if g.width[0] > 4 || g.width[1] > 2 || g.width[2] > 4 {
		return care.Date{}, Text
	}
	switch {
	case g.width[0] >= 3:
		return date(a, b, c)
	case g.width[2] == 4:
	case g.width[2] > 2 || year == 0:
		return care.Date{}, Text
	case order == YMD || a > 31:
		return date(century(a, year), b, c)
	default:
		c = century(c, year)
	}
	switch {
	case a > 12 && b <= 12 || g.sep == '.':
		return date(c, b, a)
	case b > 12 && a <= 12 || order == MDY:
		return date(c, a, b)
	case order == DMY || g.sep == '-' || a == b:
		return date(c, b, a)
	}
	return care.Date{}, Text
}

// century completes a year of two digits: up to the present year it is of
// this century, else of the last one.
func century(y, now int) int {
	if y > now%100 {
		return now - now%100 - 100 + y
	}
	return now - now%100 + y
}

func date(y, m, d int) (care.Date, Found) {
	v := care.Date{Year: y, Month: m, Day: d}
	if m == 0 && d == 0 || m == 0 && d > 0 {
		return v, Text
	}
	if !v.Valid() && !(m >= 1 && m <= 12 && d == 30) {
		return v, Text
	}
	return v, Date
}
