package book

import (
	"context"
	"errors"
	"io"
	"strings"
	"time"

	"github.com/google/uuid"

	"carebook/app/calendar"
	"carebook/app/care"
	"carebook/app/care/remind"
	"carebook/app/exchange/ics"
	"carebook/app/lang"
	"carebook/store"
)

const (
	// calendarYears is how many years after this one a calendar knows the days
	// of what no rule of calendars tells: lunar dates and most holidays.
	calendarYears = 10
	// firstCalendarYear is the first one of yearly events. Some phones know no
	// day before 1970, and what is of a 29 February begins in a leap year.
	firstCalendarYear = 1972
)

// calendarNames is the name space of the UIDs in calendars.
var calendarNames = uuid.MustParse("c80e3186-278d-4e19-bfb0-f0f0e06be783")

// ExportCalendar writes a calendar (iCalendar) for phones, with alarms at the
// digest's minute on each lead day, and gives the number of occasions in it:
// the dates of people in order of creation that come back each year, and, where
// keys are nil, which is everybody, the holidays that are on. Each occasion has
// the same UIDs in every calendar, so that one taken in twice adds nothing.
//
// What has a rule there is one event a year for good. A lunar date has an event
// for this lunar year and for each of the next 10, a movable holiday for these
// years of ours.
func ExportCalendar(ctx context.Context, s *store.Store, clock care.Clock, w io.Writer, keys []int64) (int, error) {
	c, err := newCalendar(ctx, s, clock, w)
	if err != nil {
		return 0, err
	}
	if keys == nil {
		err = s.EachPerson(ctx, store.Query{}, func(_ int64, p *care.Person) error { return c.person(p) })
		if err == nil {
			err = c.holidays(ctx, s)
		}
	} else {
		err = eachOf(ctx, s, keys, func(_ int64, p *care.Person) error { return c.person(p) })
	}
	return c.count, errors.Join(err, c.out.Close())
}

// ExportCalendarFile is ExportCalendar to a file that only the user can read. It
// appears when it is complete; with keep one of that name is not replaced, and
// care.CodeFileExists says so.
func ExportCalendarFile(ctx context.Context, s *store.Store, clock care.Clock, keys []int64, path string, keep bool) (int, error) {
	return writeNew(s, path, keep, func(w io.Writer) (int, error) { return ExportCalendar(ctx, s, clock, w, keys) })
}

// calendarFile is a calendar that is being written.
type calendarFile struct {
	out *ics.Writer
	// alarms are those of each kind of occasion.
	alarms map[remind.Kind][]ics.Alarm
	march1 bool
	// year is this year, lunarYear that of the Chinese calendar, 0 where it is
	// not known.
	year, lunarYear int
	// count counts the occasions.
	count int
}

func newCalendar(ctx context.Context, s *store.Store, clock care.Clock, w io.Writer) (*calendarFile, error) {
	settings, err := ReminderSettings(ctx, s)
	if err != nil {
		return nil, err
	}
	now := clock.Now()
	c := &calendarFile{march1: settings.March1, year: now.Year(), alarms: map[remind.Kind][]ics.Alarm{}}
	for kind, leads := range settings.Leads {
		for _, days := range leads {
			c.alarms[kind] = append(c.alarms[kind], ics.Alarm{DaysBefore: days, Minute: settings.Minute})
		}
	}
	if d, known := calendar.Lunar(care.DayOf(now)); known {
		c.lunarYear = d.Year
	}
	c.out, err = ics.NewWriter(w, lang.T("calendar.name"), now)
	return c, err
}

// person adds the dates of somebody who is not in the trash. Dates that are the
// same occasion are one.
func (c *calendarFile) person(p *care.Person) error {
	if p.Deleted != "" {
		return nil
	}
	seen := map[string]bool{}
	for _, d := range p.Dates {
		name := string(d.Kind) + " " + remind.What(d)
		if seen[name] {
			continue
		}
		seen[name] = true
		if err := c.date(p, d, name); err != nil {
			return err
		}
	}
	return nil
}

// date adds a date if it comes back each year; name tells it from the others of
// the person.
func (c *calendarFile) date(p *care.Person, d care.Date, name string) error {
	r := remind.Reminder{ID: remind.ID{Kind: remind.KindOf(d.Kind)}, Name: p.DisplayName(), Yearly: d}
	e := ics.Event{Description: sinceWords(p, d), Alarms: c.alarms[r.Kind]}
	if d.Calendar == care.Lunar {
		return c.lunar(&r, e, p.UID, name)
	}
	day, known := calendar.Falls(d, max(d.Year, firstCalendarYear), false)
	if !known {
		return nil
	}
	c.count++
	e.UID, e.Summary, e.Day, e.Yearly, e.March1 = calendarUID(p.UID, name), calendarWords(&r), day, true, c.march1
	return c.out.Write(e)
}

// lunar adds a date of the Chinese calendar, an event a year.
func (c *calendarFile) lunar(r *remind.Reminder, e ics.Event, person, name string) error {
	found := 0
	for year := max(c.lunarYear, r.Yearly.Year); year <= c.lunarYear+calendarYears; year++ {
		day, known := calendar.Falls(r.Yearly, year, c.march1)
		if !known {
			continue
		}
		found = 1
		if r.Yearly.Year > 0 {
			r.Age = year - r.Yearly.Year
		}
		e.UID, e.Summary, e.Day = calendarUID(person, name, roundOf(year, 0)), calendarWords(r), day
		if err := c.out.Write(e); err != nil {
			return err
		}
	}
	c.count += found
	return nil
}

// holidays adds the holidays that are on.
func (c *calendarFile) holidays(ctx context.Context, s *store.Store) error {
	list, err := knownHolidays(ctx, s)
	if err != nil {
		return err
	}
	for _, k := range list {
		if !k.on {
			continue
		}
		if err := c.holiday(&k); err != nil {
			return err
		}
	}
	return nil
}

// holiday adds one that is on: yearly where it has the same day each year, else
// an event for each of its days.
func (c *calendarFile) holiday(k *known) error {
	e := ics.Event{Summary: k.name, Alarms: c.alarms[remind.Holiday]}
	if k.rule.Approximate() {
		e.Description = lang.T("calendar.approximate")
	}
	if sameEachYear(k.rule) {
		c.count++
		e.UID, e.Day, e.Yearly = calendarUID(k.ID), k.rule.Falls(firstCalendarYear)[0], true
		return c.out.Write(e)
	}
	found := 0
	for year := c.year; year <= c.year+calendarYears; year++ {
		for nth, day := range k.rule.Falls(year) {
			found = 1
			e.UID, e.Day = calendarUID(k.ID, roundOf(year, nth)), day
			if err := c.out.Write(e); err != nil {
				return err
			}
		}
	}
	c.count += found
	return nil
}

// sameEachYear reports whether a rule is a month and a day of every year, which
// its text then is alone. A holiday on 29 February is none: it falls in leap
// years only.
func sameEachYear(rule calendar.Rule) bool {
	const leapDay = "02-29"
	text := rule.String()
	_, err := time.Parse("01-02", text)
	return err == nil && text != leapDay
}

// calendarUID names an event of a calendar for good, by whose it is, which
// occasion and which year.
func calendarUID(parts ...string) string {
	return uuid.NewSHA1(calendarNames, []byte(strings.Join(parts, "\x00"))).String()
}

// calendarWords are the line that a calendar shows: whom it is about and what
// comes back.
func calendarWords(r *remind.Reminder) string {
	return lang.T("reminder.ahead_one", lang.Args{"Name": title(r), "What": within(r, occasionWords(r))})
}

// sinceWords say the year of a date, "" where nobody knows it.
func sinceWords(p *care.Person, d care.Date) string {
	switch {
	case d.Year == 0:
		return ""
	case d.Kind == care.RelativeDate || d.Kind == care.Birthday && p.Kind != care.Organization:
		return lang.T("calendar.born", lang.Args{"Year": d.Year})
	}
	return lang.T("calendar.since", lang.Args{"Year": d.Year})
}
