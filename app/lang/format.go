package lang

import (
	"strings"
	"time"

	"carebook/app/care"
)

// Number is n as the language writes it: 1,943, 1.943, 1 943.
func Number(n int) string { return now().format.FmtNumber(float64(n), 0) }

// Bytes is a size of a file in the largest unit that keeps it above one, by
// powers of 1024, with a decimal below ten: 312 bytes, 1.5 MB, 20 MB.
func Bytes(n int64) string {
	const kilo = 1024
	if n < kilo {
		return N("size.bytes", int(n))
	}
	size, unit := float64(n)/kilo, 0
	for size >= kilo && unit < 2 {
		size, unit = size/kilo, unit+1
	}
	decimals := uint64(0)
	if size < 10 && size != float64(int(size)) {
		decimals = 1
	}
	amount := Args{"Amount": now().format.FmtNumber(size, decimals)}
	switch unit {
	case 0:
		return T("size.kilobytes", amount)
	case 1:
		return T("size.megabytes", amount)
	}
	return T("size.gigabytes", amount)
}

// parts are what the patterns of days name. Months come both as a word, in the
// form that stands beside a day, and as a number.
func parts(t time.Time) Args {
	f := now().format
	return Args{
		"Year": t.Year(), "Day": t.Day(), "MonthNumber": int(t.Month()),
		"Month": f.MonthWide(t.Month()), "MonthShort": f.MonthAbbreviated(t.Month()),
		"Weekday": f.WeekdayWide(t.Weekday()), "WeekdayShort": nth("date.weekdays_short", int(t.Weekday())),
		"MonthAlone": nth("date.months_alone", int(t.Month())-1),
	}
}

// nth is the word at i (from 0) of a text that is a list of words.
func nth(key string, i int) string { return now().nth(key, i) }

func (t *tongue) nth(key string, i int) string {
	words := strings.Fields(t.text(key))
	if i < 0 || i >= len(words) {
		return ""
	}
	return words[i]
}

// Day is a day in full with its weekday. The empty Day is "".
func Day(d care.Day) string {
	t := d.Time()
	if t.IsZero() {
		return ""
	}
	return T("date.day", parts(t))
}

// DayShort is a day in a list: yesterday, today or tomorrow by these words,
// others like DayNamed. The empty Day is "".
func DayShort(d, today care.Day) string {
	base := today.Time()
	switch {
	case d == "":
	case d == today:
		return T("date.today")
	case d == care.DayOf(base.AddDate(0, 0, 1)):
		return T("date.tomorrow")
	case d == care.DayOf(base.AddDate(0, 0, -1)):
		return T("date.yesterday")
	}
	return DayNamed(d, today)
}

// DayNamed is a day within a sentence: weekday, day and month, with the year
// where it is not today's. The empty Day is "".
func DayNamed(d, today care.Day) string {
	t := d.Time()
	switch {
	case t.IsZero():
		return ""
	case t.Year() == today.Time().Year():
		return T("date.day_short", parts(t))
	}
	return T("date.day_short_year", parts(t))
}

// Date is a date of a person as far as it is known: a day with or without its
// year, a month, a year, a day of the lunar calendar, or the text that stands
// for it.
func Date(d care.Date) string {
	if d.Month == 0 && d.Year == 0 {
		return d.Text
	}
	if d.Calendar == care.Lunar && d.Month > 0 {
		return lunar(d)
	}
	month := max(d.Month, 1)
	// Any leap year will do where none is known: the weekday is not shown.
	year := d.Year
	if year == 0 {
		year = 2000
	}
	p := parts(time.Date(year, time.Month(month), max(d.Day, 1), 0, 0, 0, 0, time.UTC))
	switch {
	case d.Month == 0:
		return T("date.year", p)
	case d.Day == 0 && d.Year == 0:
		return T("date.month", p)
	case d.Day == 0:
		return T("date.month_year", p)
	case d.Year == 0:
		return T("date.day_month", p)
	}
	return T("date.day_month_year", p)
}

// lunar is a date of the Chinese calendar. Its year is the lunar one.
func lunar(d care.Date) string {
	month := nth("date.lunar_months", d.Month-1)
	if d.Leap {
		month = T("date.lunar_leap_month", Args{"Month": month})
	}
	p := Args{"Year": d.Year, "Month": month, "Day": nth("date.lunar_days", d.Day-1)}
	switch {
	case d.Day == 0 && d.Year == 0:
		return T("date.lunar_month", p)
	case d.Day == 0:
		return T("date.lunar_month_year", p)
	case d.Year == 0:
		return T("date.lunar", p)
	}
	return T("date.lunar_year", p)
}

// DateKind says what happened on a date: its kind, whose birthday it is, or the
// label of another kind of date.
func DateKind(d care.Date) string {
	switch d.Kind {
	case care.Birthday:
		return T("date_kind.birthday")
	case care.Anniversary:
		return T("date_kind.anniversary")
	case care.RelativeDate:
		if d.Label != "" {
			return T("date_kind.relative_named", Args{"Name": d.Label})
		}
		return T("date_kind.relative")
	}
	if d.Label != "" {
		return d.Label
	}
	return T("date_kind.other")
}

var phoneTypes = map[care.PhoneType]string{
	care.Mobile:  "phone_type.mobile",
	care.Home:    "phone_type.home",
	care.Work:    "phone_type.work",
	care.Main:    "phone_type.main",
	care.Other:   "phone_type.other",
	care.Car:     "phone_type.car",
	care.Pager:   "phone_type.pager",
	care.Fax:     "phone_type.fax",
	care.HomeFax: "phone_type.home_fax",
	care.WorkFax: "phone_type.work_fax",
}

// PhoneType names the type of a number, an address or an e-mail address: home,
// work. The empty type is "", an unknown one itself.
func PhoneType(kind care.PhoneType) string {
	if key, ok := phoneTypes[kind]; ok {
		return T(key)
	}
	return string(kind)
}

// InWords is a small number as a sentence has it, up to twelve in words.
func InWords(n int) string {
	if word := nth("number.words", n-1); word != "" {
		return word
	}
	return Number(n)
}
