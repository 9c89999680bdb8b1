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

// YearlyDates are the dates of living people that come back each year on one of
// some dates: those with the same calendar, leap month, month and day. Day 0 is
// the month alone.
func (s *Store) YearlyDates(ctx context.Context, dates []care.Date) ([]PersonDate, error) {
	days := make([][2]any, len(dates))
	for i, d := range dates {
		days[i] = [2]any{d.Month*100 + d.Day, calendarColumn(d.Calendar, d.Leap)}
	}
	list, err := json.Marshal(days)
	if err != nil {
		return nil, fmt.Errorf("read %d days' dates: %w", len(dates), err)
	}
	rows, err := s.read.QueryContext(ctx, `SELECT date.person, person.full_name, person.added, date.kind, date.year, date.month_day, date.calendar, date.label
		FROM date JOIN person ON person.key = date.person
		WHERE (date.month_day, date.calendar) IN (SELECT value ->> 0, value ->> 1 FROM json_each(?))`, string(list))
	if err != nil {
		return nil, s.explain(fmt.Errorf("read %d days' dates: %w", len(dates), err))
	}
	defer rows.Close()
	var found []PersonDate
	for rows.Next() {
		var d PersonDate
		var monthDay, year int
		var added, kind, calendar, label string
		if err := rows.Scan(&d.Person, &d.Name, &added, &kind, &year, &monthDay, &calendar, &label); err != nil {
			return nil, s.explain(fmt.Errorf("read %d days' dates: %w", len(dates), err))
		}
		d.Added, d.Date = care.Day(added), yearly(monthDay, calendar)
		d.Date.Kind, d.Date.Year, d.Date.Label = care.DateKind(kind), year, label
		found = append(found, d)
	}
	return found, s.explain(rows.Err())
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
