package book

import (
	"context"
	"slices"
	"strings"
	"time"

	"carebook/app/calendar"
	"carebook/app/care"
	"carebook/app/care/remind"
	"carebook/app/lang"
	"carebook/store"
)

// AheadDay is what a day to come holds.
type AheadDay struct {
	Day care.Day
	// Line says it in words, "" where there is nothing; Count counts the
	// occasions and visits.
	Line  string
	Count int
}

// Ahead tells of the next days, today first: occasions, holidays, and the visits
// that fall due.
func Ahead(ctx context.Context, s *store.Store, clock care.Clock, days int) ([]AheadDay, error) {
	d, err := startDay(ctx, s, clock, "")
	if err != nil {
		return nil, err
	}
	byDay, err := d.ahead(ctx, days)
	if err != nil {
		return nil, err
	}
	visits, err := s.NextCadences(ctx, care.Visit, d.on, d.on.Plus(days-1))
	if err != nil {
		return nil, err
	}
	list := make([]AheadDay, days)
	for i := range list {
		on := d.on.Plus(i)
		list[i] = AheadDay{Day: on, Line: aheadLine(byDay[on], visits[on]), Count: len(byDay[on]) + visits[on]}
	}
	return list, nil
}

// ahead are the occasions of the next days by their day, whatever was decided of
// them.
func (d *day) ahead(ctx context.Context, days int) (map[care.Day][]remind.Reminder, error) {
	look := *d
	look.from, look.to, look.states = d.on, d.on.Plus(days-1), nil
	// A lead of the whole range lists all that falls in it.
	look.settings.Leads = map[remind.Kind][]int{}
	for kind := range d.settings.Leads {
		look.settings.Leads[kind] = []int{days}
	}
	list, err := together(ctx, append(look.occasions(), look.holidays))
	byDay := map[care.Day][]remind.Reminder{}
	for _, r := range list {
		byDay[r.Date] = append(byDay[r.Date], r)
	}
	return byDay, err
}

// aheadLine is a day's line: who it is where it is one, else how many.
func aheadLine(list []remind.Reminder, visits int) string {
	var parts []string
	birthdays := 0
	for i := range list {
		r := &list[i]
		switch {
		case r.Kind == remind.Holiday:
			parts = append(parts, r.Name)
		case len(list) > 1:
			birthdays++
		case r.Kind == remind.Birthday && r.Age > 0:
			parts = append(parts, lang.T("reminder.ahead_one", lang.Args{"Name": title(r), "What": lang.Number(r.Age)}))
		default:
			parts = append(parts, lang.T("reminder.ahead_one", lang.Args{"Name": title(r), "What": within(r, occasionWords(r))}))
		}
	}
	if birthdays > 0 {
		parts = append([]string{lang.N("reminder.ahead_occasions", birthdays)}, parts...)
	}
	if visits > 0 {
		parts = append(parts, lang.N("reminder.ahead_visits", visits))
	}
	return strings.Join(parts, lang.T("reminder.comma"))
}

// next is the next occasion after a day without any, up to a year ahead.
func (d *day) next(ctx context.Context) (*Item, error) {
	byDay, err := d.ahead(ctx, oneYear)
	if err != nil {
		return nil, err
	}
	var days []care.Day
	for day := range byDay {
		if day > d.on {
			days = append(days, day)
		}
	}
	if len(days) == 0 {
		return nil, nil
	}
	list := byDay[slices.Min(days)]
	remind.Order(list)
	it := &Item{Reminder: list[0]}
	it.Late, it.Line = reminderWords(&it.Reminder, d.on, "")
	it.Name = title(&it.Reminder)
	return it, nil
}

// YearCounts counts what each day of a year holds: the occasions of people,
// the holidays that are on and the visits that were made.
func YearCounts(ctx context.Context, s *store.Store, year int) ([12][31]int, error) {
	var counts [12][31]int
	settings, err := ReminderSettings(ctx, s)
	if err != nil {
		return counts, err
	}
	on, err := s.YearlyCounts(ctx)
	if err != nil {
		return counts, err
	}
	add := func(day care.Day, n int) {
		if t := day.Time(); t.Year() == year {
			counts[t.Month()-1][t.Day()-1] += n
		}
	}
	from := care.DayOf(time.Date(year, time.January, 1, 0, 0, 0, 0, time.UTC))
	to := from.Plus(365)
	for _, f := range calendar.Between(from, to, settings.March1) {
		add(f.On, on[f.Date])
	}
	holidays, err := knownHolidays(ctx, s)
	if err != nil {
		return counts, err
	}
	for _, k := range holidays {
		if k.on {
			for _, day := range k.rule.Falls(year) {
				add(day, 1)
			}
		}
	}
	visits, err := s.EventDays(ctx, care.Visit, from, to)
	for day, n := range visits {
		add(day, n)
	}
	return counts, err
}
