package calendar

import "fmt"

// hebrewDate is a day of the Hebrew calendar: the one on whose eve, at sunset,
// it begins. A day 30 falls only in years whose month has it.
//
// The calendar is arithmetic, fixed since Hillel II, and short enough to stand
// here; the library for it is under a licence that would bind the whole program.
type hebrewDate struct {
	month hebrewMonth
	day   int
}

// hebrewMonth is an index into hebrewMonths.
type hebrewMonth int

// The months whose length or place changes with the year.
const (
	cheshvan hebrewMonth = 1
	kislev   hebrewMonth = 2
	adar1    hebrewMonth = 5
)

// hebrewMonths are the months in the order of a year, from Tishri on, with the
// most days that each can have. adar1 stands in leap years only; adar is the one
// before Nisan in every year, the one that has Purim.
var hebrewMonths = [...]struct {
	name, also string
	days       int
}{
	{"tishri", "tishrei", 30},
	{"cheshvan", "heshvan", 30},
	{"kislev", "", 30},
	{"tevet", "", 29},
	{"shvat", "shevat", 30},
	{"adar1", "", 30},
	{"adar", "adar2", 29},
	{"nisan", "", 30},
	{"iyar", "", 29},
	{"sivan", "", 30},
	{"tammuz", "tamuz", 29},
	{"av", "", 30},
	{"elul", "", 29},
}

// hebrewNamed is the month of a name.
func hebrewNamed(name string) (hebrewMonth, bool) {
	for i, m := range hebrewMonths {
		if name == m.name || name == m.also && name != "" {
			return hebrewMonth(i), true
		}
	}
	return 0, false
}

func (d hebrewDate) falls(year int) []int {
	var days []int
	// A Hebrew year begins in autumn and is named 3761 above the Gregorian year
	// of its spring.
	for y := year + 3760; y <= year+3761; y++ {
		if n, ok := d.in(y); ok {
			days = append(days, n)
		}
	}
	return inYear(days, year)
}

// in is the day in a Hebrew year; false where that year has no such month, or
// the month no such day.
func (d hebrewDate) in(year int) (int, bool) {
	n := newYear(year)
	length := newYear(year+1) - n
	for month := range hebrewMonth(len(hebrewMonths)) {
		days := hebrewMonths[month].days
		switch {
		case month == cheshvan && length%10 != 5, month == kislev && length%10 == 3:
			days = 29 // long Cheshvan in years of 355 and 385 days, short Kislev in those of 353 and 383
		case month == adar1 && length < 380:
			days = 0
		}
		if month == d.month {
			return n + d.day - 1, d.day <= days
		}
		n += days
	}
	return 0, false
}

// The Hebrew calendar parts an hour in 1080; a day begins at six in the evening.
const (
	parts      = 1080
	partsOfDay = 24 * parts
	// synodic is the length of a month: 29 days, 12 hours and 793 parts.
	synodic = 29*partsOfDay + 12*parts + 793
	// firstMolad is the new moon of Tishri of year 1: Monday, 5 hours and 204
	// parts, as counted from the beginning of the Sunday before.
	firstMolad = 1*partsOfDay + 5*parts + 204
	// beforeFirst is that Sunday, 6 October 3761 BC of the Julian calendar,
	// counted from 1970-01-01.
	beforeFirst = -2092591
)

// newYear is the number of the day of 1 Tishri of a Hebrew year: that of the
// mean new moon, put off where a rule of the calendar asks for it.
func newYear(year int) int {
	months := (235*(year-1) + 1) / 19 // a cycle of 19 years has 235 months
	molad := firstMolad + months*synodic
	day, time := molad/partsOfDay, molad%partsOfDay
	weekday := day % 7 // 0 is Sunday
	leap := func(y int) bool { return (7*y+1)%19 < 7 }
	switch {
	case time >= 18*parts, // a new moon at noon or later
		weekday == 2 && time >= 9*parts+204 && !leap(year),   // a common year would have 356 days
		weekday == 1 && time >= 15*parts+589 && leap(year-1): // the year before would have 382
		day++
	}
	switch day % 7 {
	case 0, 3, 5: // never on Sunday, Wednesday or Friday
		day++
	}
	return beforeFirst + day
}

func (d hebrewDate) never() bool { return d.day > hebrewMonths[d.month].days }
func (d hebrewDate) String() string {
	return fmt.Sprintf("hebrew %s %d", hebrewMonths[d.month].name, d.day)
}
