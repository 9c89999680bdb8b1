// Package calendar tells on which day a yearly date falls: dates of the
// Gregorian calendar with their 29 February, and dates of the Chinese lunar
// calendar with its leap months and months of 29 days. It knows the holidays of
// countries too, with the rules by which they fall and their names.
//
// Its functions are plain: no clock, no state but tables made once, when first
// asked for. It imports the domain, the embedded files and the libraries of the
// lunar and the Islamic calendar, which nobody else may import, and never the
// store, the window or a translation.
package calendar

import (
	"time"

	"carebook/app/care"
)

// Falls tells on which day a date that comes back each year falls. The year is
// a Gregorian one for a Gregorian date, and for a lunar date a lunar one, named
// after the Gregorian year in which it begins. A month alone falls on its first
// day; 29 February falls on 28 February in common years, or on 1 March if
// leapDayOnMarch1. Lunar day 30 falls on the last day of a month that has 29; a
// date in a leap month falls in the ordinary month of the same number where the
// year lacks that leap month, and a date in an ordinary month never in a leap
// one. It is false for what never comes back (a year alone, a text), for what is
// no date, and for lunar years outside FirstYear and LastYear.
func Falls(d care.Date, year int, leapDayOnMarch1 bool) (care.Day, bool) {
	if d.Month == 0 || !d.Valid() {
		return "", false
	}
	if d.Calendar == care.Lunar {
		return fallsLunar(d, year)
	}
	if year < 1 || year > 9999 {
		return "", false
	}
	month, day := d.Month, max(d.Day, 1)
	if month == 2 && day == 29 && care.DaysIn(year, 2) == 28 {
		day = 28
		if leapDayOnMarch1 {
			month, day = 3, 1
		}
	}
	return care.DayOf(time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)), true
}

// Next is the first day on or after from on which a yearly date falls by the
// rules of Falls. A date with a year does not come before itself: a wedding in
// two years falls in two years first.
func Next(d care.Date, from care.Day, leapDayOnMarch1 bool) (care.Day, bool) {
	t := from.Time()
	if t.IsZero() {
		return "", false
	}
	// A lunar year begins in January or February and ends in the next one, so
	// the day after from lies in one of three of them.
	first := max(t.Year()-1, d.Year)
	for year := first; year <= first+2; year++ {
		if day, ok := Falls(d, year, leapDayOnMarch1); ok && day >= from {
			return day, true
		}
	}
	return "", false
}

// Age is the age, or the number of years, that a date reaches on a day on which
// it falls: the difference of the Gregorian years, and of the lunar years for a
// lunar date. It is false for a date without a year, and before the date.
func Age(d care.Date, on care.Day) (int, bool) {
	if d.Year == 0 || !d.Valid() {
		return 0, false
	}
	year := 0
	if d.Calendar == care.Lunar {
		there, ok := Lunar(on)
		if !ok {
			return 0, false
		}
		year = there.Year
	} else if t := on.Time(); !t.IsZero() {
		year = t.Year()
	}
	return year - d.Year, year >= d.Year
}
