package lang

import (
	"time"
	"unicode"
	"unicode/utf8"

	"carebook/app/care"
)

// DayTitle is a day as a page's title: weekday, day and month without the year,
// beginning with a capital. The empty Day is "".
func DayTitle(d care.Day) string {
	t := d.Time()
	if t.IsZero() {
		return ""
	}
	return capital(T("date.day_title", parts(t)))
}

// DayWide is a day in full, beginning with a capital, with the year where it is not
// today's. The empty Day is "".
func DayWide(d, today care.Day) string {
	t := d.Time()
	switch {
	case t.IsZero():
		return ""
	case t.Year() == today.Time().Year():
		return capital(T("date.day_wide", parts(t)))
	}
	return capital(T("date.day_wide_year", parts(t)))
}

// MonthTitle is the month of a day with its year as a title, beginning with a
// capital. The empty Day is "".
func MonthTitle(d care.Day) string {
	t := d.Time()
	if t.IsZero() {
		return ""
	}
	return capital(T("date.month_year", parts(t)))
}

func capital(words string) string {
	first, n := utf8.DecodeRuneInString(words)
	return string(unicode.ToUpper(first)) + words[n:]
}

// MonthShort is the short name of a month, 1 to 12.
func MonthShort(month int) string { return now().format.MonthAbbreviated(time.Month(month)) }

// DayHead is a day over its column: the short weekday and the day of the month.
// The empty Day is "".
func DayHead(d care.Day) string {
	t := d.Time()
	if t.IsZero() {
		return ""
	}
	return T("date.day_head", parts(t))
}

// DaysFrom are the days from one to another without their weekdays: 30 November to
// 4 December. The year stands where it is not today's.
func DaysFrom(from, to, today care.Day) string {
	year := today.Time().Year()
	plain := func(d care.Day) string {
		t := d.Time()
		date := care.Date{Year: t.Year(), Month: int(t.Month()), Day: t.Day()}
		if date.Year == year {
			date.Year = 0
		}
		return Date(date)
	}
	if from == to {
		return plain(from)
	}
	if a, b := from.Time(), to.Time(); a.Year() == year && b.Year() == year && a.Month() == b.Month() {
		args := parts(a)
		args["DayTo"] = b.Day()
		return T("date.range_month", args)
	}
	return T("date.range", Args{"From": plain(from), "To": plain(to)})
}

// DayOfWeek is the short name of a weekday, 0 for Monday.
func DayOfWeek(i int) string { return nth("date.weekdays_short", (i+1)%7) }
