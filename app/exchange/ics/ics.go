// Package ics writes calendars (iCalendar, RFC 5545) that phones take in: days
// that come back each year or fall once, each with its alarms, and appointments
// with a beginning and an end.
//
// It writes what it is given, in the words and on the days that it is given. It
// imports the domain and the lines that it shares with vCards, and never the
// store, the calendar's rules, a translation or the window.
package ics

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode"

	"carebook/app/care"
	"carebook/app/exchange/contentline"
)

// Event is a whole day in a calendar.
type Event struct {
	// UID names the event for good: a calendar that has taken it in before
	// knows it again.
	UID string
	// Summary is the line that a calendar shows, Description what stands below
	// it, which may be "".
	Summary, Description string
	// Day is the day, and of a yearly event the first one.
	Day care.Day
	// Yearly events come back each year. One on 29 February falls on 28 February
	// in common years, or on 1 March if March1.
	Yearly, March1 bool
	Alarms         []Alarm
}

// Appointment is a part of a day in a calendar that keeps one busy.
type Appointment struct {
	// UID names it for good, as that of an Event.
	UID string
	// Summary is the line that a calendar shows; Location and Description may be
	// "".
	Summary, Location, Description string
	Day                            care.Day
	// Start is a minute of the day, 0 to 1439, Minutes how long it takes, 1 or
	// more. Both are by the clock on the wall wherever the calendar is: so visits
	// keep their hours where summer time begins or ends, and no table of time
	// zones has to come along.
	Start, Minutes int
}

// Alarm shows an event's summary so many days before it, 0 or more, at a minute
// of the day, 0 to 1439, where the phone is.
type Alarm struct{ DaysBefore, Minute int }

// Writer writes a calendar, one event at a time.
type Writer struct {
	lines *contentline.Writer
	// stamp is the instant at which the calendar was made, as events have it;
	// edition counts the minutes until then.
	stamp   string
	edition int
	any     bool
}

// firstEdition is the instant from which editions are counted.
var firstEdition = time.Date(2020, time.January, 1, 0, 0, 0, 0, time.UTC)

const (
	dayForm     = "20060102"
	localForm   = "20060102T150405"
	instantForm = "20060102T150405Z"
)

// NewWriter begins a calendar with the name that programs show for it. now is
// when it is made.
func NewWriter(w io.Writer, name string, now time.Time) (*Writer, error) {
	c := &Writer{lines: contentline.NewWriter(w), stamp: now.UTC().Format(instantForm)}
	c.edition = max(0, int(now.Sub(firstEdition)/time.Minute))
	c.lines.Text("BEGIN", "VCALENDAR")
	c.lines.Text("VERSION", "2.0")
	c.lines.Text("PRODID", contentline.ProductID)
	c.lines.Text("CALSCALE", "GREGORIAN")
	c.lines.Text("NAME", printable(name))
	c.lines.Text("X-WR-CALNAME", printable(name)) // what phones read instead
	if err := c.lines.Err(); err != nil {
		return nil, fmt.Errorf("begin a calendar: %w", err)
	}
	return c, nil
}

// Write adds an event. It fails, beside what the underlying writer fails with,
// for an event without UID or day, and for an alarm out of bounds.
func (c *Writer) Write(e Event) error {
	if err := e.check(); err != nil {
		return err
	}
	day := e.Day.Time()
	switch leapDay := day.Month() == time.February && day.Day() == 29; {
	case !e.Yearly:
		c.event(&e, e.UID, day, "")
	case leapDay && e.March1:
		c.leapDayOrMarch(&e, day)
	case leapDay:
		c.event(&e, e.UID, day, "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1")
	default:
		c.event(&e, e.UID, day, "FREQ=YEARLY")
	}
	if err := c.lines.Err(); err != nil {
		return fmt.Errorf("write an event: %w", err)
	}
	return nil
}

// WriteAppointment adds an appointment. It fails, beside what the underlying
// writer fails with, for one without UID or day, or at a time that there is not.
func (c *Writer) WriteAppointment(a Appointment) error {
	if a.UID == "" {
		return errNoUID
	}
	if _, err := care.ParseDay(string(a.Day)); err != nil {
		return fmt.Errorf("write the appointment %s: %w", a.UID, err)
	}
	if a.Start < 0 || a.Start >= minutesOfDay || a.Minutes < 1 {
		return fmt.Errorf("write the appointment %s: there are no %d minutes from minute %d", a.UID, a.Minutes, a.Start)
	}
	c.any = true
	start := a.Day.Time().Add(time.Duration(a.Start) * time.Minute)
	c.lines.Text("BEGIN", "VEVENT")
	c.lines.Text("UID", printable(a.UID))
	c.plain("DTSTAMP", c.stamp)
	c.plain("SEQUENCE", strconv.Itoa(c.edition)) // or some calendars would keep what they have
	c.plain("DTSTART", start.Format(localForm))
	c.plain("DTEND", start.Add(time.Duration(a.Minutes)*time.Minute).Format(localForm))
	c.lines.Text("SUMMARY", printable(a.Summary))
	if a.Location != "" {
		c.lines.Text("LOCATION", printable(a.Location))
	}
	if a.Description != "" {
		c.lines.Text("DESCRIPTION", printable(a.Description))
	}
	c.plain("TRANSP", "OPAQUE")
	c.lines.Text("END", "VEVENT")
	if err := c.lines.Err(); err != nil {
		return fmt.Errorf("write an appointment: %w", err)
	}
	return nil
}

var errNoUID = errors.New("write an event: it has no UID")

func (e *Event) check() error {
	if e.UID == "" {
		return errNoUID
	}
	if _, err := care.ParseDay(string(e.Day)); err != nil {
		return fmt.Errorf("write the event %s: %w", e.UID, err)
	}
	for _, a := range e.Alarms {
		if a.DaysBefore < 0 || a.Minute < 0 || a.Minute >= minutesOfDay {
			return fmt.Errorf("write the event %s: no alarm is %d days before at minute %d", e.UID, a.DaysBefore, a.Minute)
		}
	}
	return nil
}

// leapDayOrMarch writes what falls on 29 February and in common years on 1
// March. The one rule that says so, the 60th day of each year (BYYEARDAY), is
// read by Android as the same day each year, which leaves the common years out.
// Four events, each of them every fourth year, are understood by all, up to the
// year 2099.
func (c *Writer) leapDayOrMarch(e *Event, leapDay time.Time) {
	const everyFourth = "FREQ=YEARLY;INTERVAL=4"
	c.event(e, e.UID, leapDay, everyFourth)
	for after := 1; after <= 3; after++ {
		march := time.Date(leapDay.Year()+after, time.March, 1, 0, 0, 0, 0, time.UTC)
		c.event(e, fmt.Sprintf("%s-%d", e.UID, after), march, everyFourth)
	}
}

// event writes one component; rule is "" for what falls once. Days do not
// keep anybody busy (TRANSP).
func (c *Writer) event(e *Event, uid string, day time.Time, rule string) {
	c.any = true
	summary := printable(e.Summary)
	c.lines.Text("BEGIN", "VEVENT")
	c.lines.Text("UID", printable(uid))
	c.plain("DTSTAMP", c.stamp)
	c.day("DTSTART", day)
	if after := day.AddDate(0, 0, 1); after.Year() <= 9999 { // else there is no such day
		c.day("DTEND", after)
	}
	if rule != "" {
		c.plain("RRULE", rule)
	}
	c.lines.Text("SUMMARY", summary)
	if e.Description != "" {
		c.lines.Text("DESCRIPTION", printable(e.Description))
	}
	c.plain("TRANSP", "TRANSPARENT")
	for _, a := range e.Alarms {
		c.lines.Text("BEGIN", "VALARM")
		c.plain("ACTION", "DISPLAY")
		c.lines.Text("DESCRIPTION", summary)
		c.plain("TRIGGER", a.trigger())
		c.lines.Text("END", "VALARM")
	}
	c.lines.Text("END", "VEVENT")
}

// plain writes a line whose value is no text: semicolons and commas in it stand
// between its parts.
func (c *Writer) plain(name, value string) {
	c.lines.Begin("", name)
	c.lines.End(value)
}

func (c *Writer) day(name string, day time.Time) {
	c.lines.Begin("", name)
	c.lines.Param("VALUE", "DATE")
	c.lines.End(day.Format(dayForm))
}

const minutesOfDay = 24 * 60

// trigger is the time from the midnight with which the event begins: -P6DT15H
// is 9:00, seven days before. Days are told apart from hours: where summer time
// begins or ends within them, the alarm keeps its minute.
func (a Alarm) trigger() string {
	var b strings.Builder
	minutes := a.Minute - a.DaysBefore*minutesOfDay
	if minutes < 0 {
		b.WriteByte('-')
		minutes = -minutes
	}
	b.WriteByte('P')
	days, hours, minutes := minutes/minutesOfDay, minutes%minutesOfDay/60, minutes%60
	if days > 0 {
		fmt.Fprintf(&b, "%dD", days)
	}
	switch {
	case hours > 0 && minutes > 0:
		fmt.Fprintf(&b, "T%dH%dM", hours, minutes)
	case hours > 0:
		fmt.Fprintf(&b, "T%dH", hours)
	case minutes > 0 || days == 0:
		fmt.Fprintf(&b, "T%dM", minutes)
	}
	return b.String()
}

// printable is a text with what calendars may hold: no control characters but
// the tab, and every kind of line break as \n.
func printable(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\r' || r == '\v' || r == '\f' || r == '\u0085' || r == '\u2028' || r == '\u2029':
			return '\n'
		case r != '\n' && r != '\t' && unicode.IsControl(r):
			return -1
		}
		return r
	}, s)
}

// Close writes the end; it does not close the underlying writer. A calendar
// without a component is none (RFC 5545, 3.6), so that one without events gets
// a time zone that nothing in it uses.
func (c *Writer) Close() error {
	if !c.any {
		c.timeZone()
	}
	c.lines.Text("END", "VCALENDAR")
	if err := c.lines.Flush(); err != nil {
		return fmt.Errorf("write a calendar: %w", err)
	}
	return nil
}

func (c *Writer) timeZone() {
	c.lines.Text("BEGIN", "VTIMEZONE")
	c.lines.Text("TZID", "UTC")
	c.lines.Text("BEGIN", "STANDARD")
	c.plain("DTSTART", "19700101T000000")
	c.plain("TZOFFSETFROM", "+0000")
	c.plain("TZOFFSETTO", "+0000")
	c.lines.Text("END", "STANDARD")
	c.lines.Text("END", "VTIMEZONE")
}
