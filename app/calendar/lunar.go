package calendar

import (
	"sort"
	"sync"
	"time"

	lunar "github.com/6tail/lunar-go/calendar"

	"carebook/app/care"
)

// FirstYear and LastYear are the lunar years that are told. Before and after
// them the sources of the calendar disagree.
const (
	FirstYear = 1900
	LastYear  = 2100
)

// month is one month of a lunar year.
type month struct {
	number int
	leap   bool
	// start is the number of its first day, counted from 1970-01-01; days is
	// its length, 29 or 30.
	start, days int
}

// lunarYear is what the library tells of one year.
type lunarYear struct {
	// months are those of the lunar year, in order.
	months []month
	// terms are the days of the solar terms in the Gregorian year of the same
	// number, counted from 1970-01-01.
	terms [len(terms)]int
}

// years are made when first asked for: the library works out the moons and the
// sun again for every question.
var years [LastYear - FirstYear + 1]func() lunarYear

func init() {
	for i := range years {
		years[i] = sync.OnceValue(func() lunarYear { return lunarYearOf(FirstYear + i) })
	}
}

// noonOf1970 is the Julian day number of 1970-01-01 at noon.
const noonOf1970 = 2440588

// xiaohan is where the library's list of a year's solar terms has that of
// January: before it stand two of the December before.
const xiaohan = 2

// lunarYearOf asks the library for a year.
func lunarYearOf(number int) lunarYear {
	told := lunar.NewLunarYear(number)
	list := told.GetMonthsInYear()
	year := lunarYear{months: make([]month, 0, list.Len())}
	for e := list.Front(); e != nil; e = e.Next() {
		m := e.Value.(*lunar.LunarMonth)
		year.months = append(year.months, month{
			number: max(m.GetMonth(), -m.GetMonth()), // a leap month's is negative
			leap:   m.IsLeap(),
			start:  int(m.GetFirstJulianDay()+0.5) - noonOf1970,
			days:   m.GetDayCount(),
		})
	}
	for i, instant := range told.GetJieQiJulianDays()[xiaohan : xiaohan+len(terms)] {
		year.terms[i] = int(instant+0.5) - noonOf1970 // in China's time
	}
	return year
}

// in are the months of a lunar year, none outside the years that are told.
func in(year int) []month {
	if year < FirstYear || year > LastYear {
		return nil
	}
	return years[year-FirstYear]().months
}

// find is the month of a lunar year by its number.
func find(year, number int, leap bool) (month, bool) {
	for _, m := range in(year) {
		if m.number == number && m.leap == leap {
			return m, true
		}
	}
	return month{}, false
}

const secondsOfDay = 24 * 60 * 60

// dayOf is the day of a number counted from 1970-01-01.
func dayOf(number int) care.Day { return care.DayOf(time.Unix(int64(number)*secondsOfDay, 0).UTC()) }

// Lunar is the Chinese date of a day. It is false for days outside the lunar
// years FirstYear to LastYear, which are 1900-01-31 to 2101-01-28.
func Lunar(d care.Day) (care.Date, bool) {
	t := d.Time()
	if t.IsZero() {
		return care.Date{}, false
	}
	number := int(t.Unix() / secondsOfDay)
	year := t.Year()
	if months := in(year); len(months) == 0 || number < months[0].start {
		year-- // before the new year of the lunar calendar
	}
	months := in(year)
	i := sort.Search(len(months), func(i int) bool { return months[i].start > number }) - 1
	if i < 0 || number >= months[i].start+months[i].days {
		return care.Date{}, false
	}
	m := months[i]
	return care.Date{Calendar: care.Lunar, Year: year, Month: m.number, Day: number - m.start + 1, Leap: m.leap}, true
}

// Gregorian is the day of a lunar date that has its year, month and day. It is
// false where that year has no such month or that month no such day.
func Gregorian(d care.Date) (care.Day, bool) {
	m, ok := find(d.Year, d.Month, d.Leap)
	if !ok || d.Calendar != care.Lunar || d.Day < 1 || d.Day > m.days {
		return "", false
	}
	return dayOf(m.start + d.Day - 1), true
}

// fallsLunar is Falls for a lunar date.
func fallsLunar(d care.Date, year int) (care.Day, bool) {
	m, ok := find(year, d.Month, d.Leap)
	if !ok && d.Leap {
		m, ok = find(year, d.Month, false)
	}
	if !ok {
		return "", false
	}
	return dayOf(m.start + min(max(d.Day, 1), m.days) - 1), true
}
