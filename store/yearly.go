package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"carebook/app/care"
)

// PersonDate is a date in somebody's life.
type PersonDate struct {
	Person int64
	Name   string
	// Added is the day on which the person entered the book.
	Added care.Day
	// Date always names its calendar.
	Date care.Date
}

// yearlyQuery reads the dates on a list of days. Every column costs, of the
// thousands of rows of a book with many dates: the place in the list says day and
// calendar.
const yearlyQuery = `SELECT asked.key, date.person, person.full_name, person.added, date.kind, date.year, date.label
		FROM json_each(?) AS asked CROSS JOIN date ON date.month_day = asked.value ->> 0 AND date.calendar = asked.value ->> 1
			JOIN person INDEXED BY person_name ON person.key = date.person AND person.deleted_at IS NULL`

// YearlyDates calls f with the dates of living people that come back each year on
// one of some dates, each named any number of times: those with the same calendar,
// leap month, month and day. Day 0 is the month alone.
func (s *Store) YearlyDates(ctx context.Context, dates []care.Date, f func(PersonDate)) error {
	var days []care.Date
	var asked [][2]any
	seen := map[care.Date]bool{}
	for _, d := range dates {
		monthDay, calendar := d.Month*100+d.Day, calendarColumn(d.Calendar, d.Leap)
		if day := yearly(monthDay, calendar); !seen[day] {
			seen[day], days, asked = true, append(days, day), append(asked, [2]any{monthDay, calendar})
		}
	}
	list, err := json.Marshal(asked)
	if err != nil {
		return fmt.Errorf("read %d days' dates: %w", len(dates), err)
	}
	rows, err := s.read.QueryContext(ctx, yearlyQuery, string(list))
	if err != nil {
		return s.explain(fmt.Errorf("read %d days' dates: %w", len(dates), err))
	}
	defer rows.Close()
	var d PersonDate
	var place, year int
	var added, kind, label string
	for rows.Next() {
		if err := rows.Scan(&place, &d.Person, &d.Name, &added, &kind, &year, &label); err != nil {
			return s.explain(fmt.Errorf("read %d days' dates: %w", len(dates), err))
		}
		d.Added, d.Date = care.Day(added), days[place]
		d.Date.Kind, d.Date.Year, d.Date.Label = care.DateKind(kind), year, label
		f(d)
	}
	return s.explain(rows.Err())
}

// yearly is a day of every year as table date holds it.
func yearly(monthDay int, calendar string) care.Date {
	name, leap := strings.CutSuffix(calendar, leapMonth)
	return care.Date{Calendar: care.Calendar(name), Leap: leap, Month: monthDay / 100, Day: monthDay % 100}
}

// YearlyCounts counts the dates of living people by the day of the year on which
// they come back; the keys name calendar, leap month, month and day only.
func (s *Store) YearlyCounts(ctx context.Context) (map[care.Date]int, error) {
	rows, err := s.read.QueryContext(ctx, "SELECT month_day, calendar, count(*) FROM date GROUP BY month_day, calendar")
	if err != nil {
		return nil, s.explain(fmt.Errorf("count the dates: %w", err))
	}
	defer rows.Close()
	counts := map[care.Date]int{}
	for rows.Next() {
		var monthDay, n int
		var calendar string
		if err := rows.Scan(&monthDay, &calendar, &n); err != nil {
			return nil, s.explain(fmt.Errorf("count the dates: %w", err))
		}
		counts[yearly(monthDay, calendar)] = n
	}
	return counts, s.explain(rows.Err())
}
