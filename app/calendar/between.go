package calendar

import (
	"time"

	"carebook/app/care"
)

// Fall is a day on which a yearly date falls.
type Fall struct {
	// Date holds Calendar, Leap, Month and Day only; Day 0 is the month alone.
	Date care.Date
	On   care.Day
	// Year is the year of the date's own calendar.
	Year int
}

// Between are all yearly dates that fall, by the rules of Falls, on a day of the
// range, both ends included: what to look for in order to find everybody who has
// an occasion in it. They come in order of day. A range that ends before it
// begins, or whose ends are no days, has none.
func Between(from, to care.Day, leapDayOnMarch1 bool) []Fall {
	first, last := from.Time(), to.Time()
	if first.IsZero() || last.IsZero() {
		return nil
	}
	var falls []Fall
	for t := first; !t.After(last); t = t.AddDate(0, 0, 1) {
		falls = appendGregorian(falls, t, leapDayOnMarch1)
		falls = appendLunar(falls, care.DayOf(t))
	}
	return falls
}

// appendGregorian adds the dates of the Gregorian calendar that fall on a day.
func appendGregorian(falls []Fall, t time.Time, leapDayOnMarch1 bool) []Fall {
	on, year, month, day := care.DayOf(t), t.Year(), int(t.Month()), t.Day()
	add := func(month, day int) {
		falls = append(falls, Fall{care.Date{Calendar: care.Gregorian, Month: month, Day: day}, on, year})
	}
	add(month, day)
	if day == 1 {
		add(month, 0)
	}
	stands := time.Date(year, time.February, 28, 0, 0, 0, 0, time.UTC)
	if leapDayOnMarch1 {
		stands = stands.AddDate(0, 0, 1)
	}
	if t.Equal(stands) && care.DaysIn(year, 2) == 28 {
		add(2, 29)
	}
	return falls
}

// appendLunar adds the dates of the Chinese calendar that fall on a day.
func appendLunar(falls []Fall, on care.Day) []Fall {
	d, known := Lunar(on)
	if !known {
		return falls
	}
	days := []int{d.Day}
	if d.Day == 1 {
		days = append(days, 0)
	}
	if m, _ := find(d.Year, d.Month, d.Leap); d.Day == 29 && m.days == 29 {
		days = append(days, 30)
	}
	_, leapThisYear := find(d.Year, d.Month, true)
	for _, day := range days {
		date := care.Date{Calendar: care.Lunar, Month: d.Month, Day: day, Leap: d.Leap}
		falls = append(falls, Fall{date, on, d.Year})
		if !leapThisYear {
			date.Leap = true
			falls = append(falls, Fall{date, on, d.Year})
		}
	}
	return falls
}
