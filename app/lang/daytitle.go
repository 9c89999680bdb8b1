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
	title := T("date.day_title", parts(t))
	first, n := utf8.DecodeRuneInString(title)
	return string(unicode.ToUpper(first)) + title[n:]
}

// MonthShort is the short name of a month, 1 to 12.
func MonthShort(month int) string { return now().format.MonthAbbreviated(time.Month(month)) }
