package care

import (
	"fmt"
	"strings"
	"time"
)

// Day is a calendar day as ISO 8601 text (2006-01-02), without a zone; the
// empty Day is none. Days compare as text.
type Day string

// DayOf is the day of an instant in that instant's own zone.
func DayOf(t time.Time) Day { return Day(t.Format(time.DateOnly)) }

// ParseDay reads an ISO day and refuses days that do not exist.
func ParseDay(s string) (Day, error) {
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		return "", fmt.Errorf("day %q: %w", s, err)
	}
	return Day(s), nil
}

// Time is midnight UTC of the day; the zero time for an empty or broken Day.
func (d Day) Time() time.Time {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return time.Time{}
	}
	return t
}

// Instant is a moment as RFC 3339 text in UTC; the empty Instant is none.
// Instants compare as text.
type Instant string

// InstantOf is the instant t with millisecond precision.
func InstantOf(t time.Time) Instant {
	return Instant(t.UTC().Format("2006-01-02T15:04:05.000Z"))
}

// Time is the moment, or the zero time for an empty or broken Instant.
func (i Instant) Time() time.Time {
	t, err := time.Parse(time.RFC3339, string(i))
	if err != nil {
		return time.Time{}
	}
	return t
}

// DateKind says what happened on a date.
type DateKind string

// The four kinds of date.
const (
	Birthday    DateKind = "birthday"
	Anniversary DateKind = "anniversary"
	// RelativeDate is the birthday of somebody near; Label says whose.
	RelativeDate DateKind = "relative"
	// OtherDate is anything else; Label says what.
	OtherDate DateKind = "other"
)

// Calendar of a date.
type Calendar string

// The calendars. The empty Calendar reads as Gregorian.
const (
	Gregorian Calendar = "gregorian"
	Lunar     Calendar = "chinese"
)

// Date is a day in a person's life. Year, Month and Day are zero where not
// known. Text holds what the source wrote where it is no date (it is kept and
// never reminded); the numbers are then zero.
type Date struct {
	Kind     DateKind `json:"kind"`
	Year     int      `json:"year,omitempty"`
	Month    int      `json:"month,omitempty"`
	Day      int      `json:"day,omitempty"`
	Calendar Calendar `json:"calendar,omitempty"`
	// Leap marks a date in a leap month of the lunar calendar.
	Leap  bool   `json:"leap,omitempty"`
	Label string `json:"label,omitempty"`
	Text  string `json:"text,omitempty"`
}

// ISO is the date as vCard 4 and the JSON export write it: 1980-05-21,
// --05-21 without a year, --05 for a month alone, 1980 or 1980-05 where the
// rest is not known, and "" where there is only text.
func (d Date) ISO() string {
	switch {
	case d.Year > 0 && d.Month > 0 && d.Day > 0:
		return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
	case d.Month > 0 && d.Day > 0:
		return fmt.Sprintf("--%02d-%02d", d.Month, d.Day)
	case d.Year > 0 && d.Month > 0:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	case d.Month > 0:
		return fmt.Sprintf("--%02d", d.Month)
	case d.Year > 0:
		return fmt.Sprintf("%04d", d.Year)
	}
	return ""
}

// Valid reports whether the numbers name a day (or a month, or a year) that
// exists in some year of the calendar: 29 February is valid without a year,
// 31 February never. A date with only a text is not valid.
func (d Date) Valid() bool {
	if d.Year < 0 || d.Year > 9999 || d.Month < 0 || d.Month > 12 || d.Day < 0 {
		return false
	}
	if d.Month == 0 {
		return d.Day == 0 && d.Year > 0
	}
	if d.Calendar == Lunar {
		return d.Day <= 30
	}
	year := d.Year
	if year == 0 {
		year = 2000 // a leap year, so that 29 February without a year is a day
	}
	return d.Day <= DaysIn(year, d.Month)
}

// DaysIn is the number of days of a Gregorian month (1 to 12).
func DaysIn(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// Same reports whether two dates say the same, whatever their labels' case.
func (d Date) Same(e Date) bool {
	d.Label, e.Label = strings.ToLower(d.Label), strings.ToLower(e.Label)
	if d.Calendar == "" {
		d.Calendar = Gregorian
	}
	if e.Calendar == "" {
		e.Calendar = Gregorian
	}
	return d == e
}
