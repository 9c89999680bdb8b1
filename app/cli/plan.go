package cli

import (
	"context"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/store"
)

// planAnswer is the answer of plan. Bands have the minutes spent in the week.
type planAnswer struct {
	Week    string       `json:"week"`
	Hours   float64      `json:"hours"`
	Bands   []bandAnswer `json:"bands"`
	Visits  []planVisit  `json:"visits"`
	LeftOut []planLeft   `json:"left_out"`
}

// planVisit is a visit of the plan; Start is HH:MM.
type planVisit struct {
	Date     care.Day  `json:"date"`
	Start    string    `json:"start"`
	Minutes  int       `json:"minutes"`
	PersonID string    `json:"person_id"`
	Name     string    `json:"name"`
	Band     care.Band `json:"band"`
	Why      string    `json:"why"`
}

// planLeft is somebody who is due and has no visit.
type planLeft struct {
	PersonID string `json:"person_id"`
	Name     string `json:"name"`
	Why      string `json:"why"`
}

// runPlan proposes the visits of a week.
func runPlan(ctx context.Context, c *call) error {
	var from care.Day
	if c.week != "" {
		var ok bool
		if from, ok = parseWeek(c.week); !ok {
			return usage("plan.bad_week", lang.Args{"Value": c.week})
		}
	}
	minutes, ok := parseHours(c.hours)
	if !ok {
		return badHours(c.hours)
	}
	return c.with(ctx, func(s *store.Store) error {
		// Visits fall due by the bands of the day.
		if err := book.RefreshBands(ctx, s, c.Clock); err != nil {
			return err
		}
		v, err := c.plan(ctx, s, book.Span{From: from, Alone: true}, minutes)
		if err != nil {
			return err
		}
		if c.json {
			return c.answer(answerPlan(v))
		}
		return c.say(planLines(v)...)
	})
}

// plan reads the plan as it is, or within so many minutes a week.
func (c *call) plan(ctx context.Context, s *store.Store, span book.Span, minutes int) (*book.VisitsView, error) {
	if c.hours == "" {
		return book.ReadVisits(ctx, s, c.Clock, span)
	}
	v, err := book.ReadVisitsWithin(ctx, s, c.Clock, span, minutes)
	if care.CodeOf(err) == care.CodeBadVisitDay {
		return nil, badHours(c.hours)
	}
	return v, err
}

func badHours(value string) error { return usage("plan.bad_hours", lang.Args{"Value": value}) }

// week is a week by ISO 8601.
var week = regexp.MustCompile(`^(\d{4})-W(\d{2})$`)

// parseWeek gives the Monday of a week such as 2026-W49; false where there is no
// such week.
func parseWeek(text string) (care.Day, bool) {
	found := week.FindStringSubmatch(text)
	if found == nil {
		return "", false
	}
	year, _ := strconv.Atoi(found[1]) // digits alone
	n, _ := strconv.Atoi(found[2])
	// 4 January lies in the first week of every year.
	fourth := time.Date(year, time.January, 4, 0, 0, 0, 0, time.UTC)
	monday := care.DayOf(fourth.AddDate(0, 0, 7*(n-1)-(int(fourth.Weekday())+6)%7))
	return monday, book.WeekName(monday) == text && !monday.Plus(6).Time().IsZero()
}

// hoursPattern is a number of hours.
var hoursPattern = regexp.MustCompile(`^\d{1,3}([.,]\d{1,9})?$`)

// mostHours are all that a week of full days has.
const mostHours = 7 * 12

// parseHours gives the whole minutes of a number of hours; those of "" say
// nothing.
func parseHours(text string) (minutes int, ok bool) {
	if text == "" {
		return 0, true
	}
	if !hoursPattern.MatchString(text) {
		return 0, false
	}
	whole, fraction, _ := strings.Cut(strings.ReplaceAll(text, ",", "."), ".")
	hours, _ := strconv.Atoi(whole) // digits alone
	parts, _ := strconv.Atoi((fraction + "000000000")[:9])
	minutes = 60*hours + 60*parts/1_000_000_000 // no more than were asked for
	return minutes, minutes <= 60*mostHours
}

func answerPlan(v *book.VisitsView) planAnswer {
	a := planAnswer{Week: v.Week, Hours: float64(v.Room) / 60, Visits: []planVisit{}, LeftOut: []planLeft{}}
	for i, b := range v.Bands.Bands {
		b.SpentMinutes = v.Spent[i]
		a.Bands = append(a.Bands, bandAnswer(b))
	}
	for _, d := range v.Days {
		for i := range d.Visits {
			p := &d.Visits[i]
			a.Visits = append(a.Visits, planVisit{p.Day, clockTime(p.Start), p.Minutes, p.ID, p.Name, p.Band, p.Long})
		}
	}
	for _, l := range v.LeftOut {
		a.LeftOut = append(a.LeftOut, planLeft{l.ID, l.Name, l.Why})
	}
	return a
}

// clockTime are minutes after midnight as HH:MM.
func clockTime(minutes int) string { return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60) }

// startOf is when a visit begins; blank where it was logged and nobody said when.
func startOf(p *book.PlannedVisit) string {
	start := clockTime(p.Start)
	if p.Logged {
		return strings.Repeat(" ", len(start))
	}
	return start
}

// planLines tell the plan day by day, then who is left out.
func planLines(v *book.VisitsView) []string {
	lines := []string{lang.T("plan.week", lang.Args{"Week": v.Week, "From": lang.Day(v.From), "To": lang.Day(v.To), "Planned": hours(v.Planned), "Room": hours(v.Room)}), ""}
	for i, b := range v.Bands.Bands {
		lines = append(lines, lang.N("plan.band", b.People, lang.Args{
			"Band": string(b.Band), "Share": b.TargetShare, "Target": hours(b.TargetMinutes), "Planned": hours(b.PlannedMinutes),
			"Unused": hours(v.Unused[i]), "Spent": hours(v.Spent[i]),
		}))
	}
	for _, d := range v.Days {
		lines = append(lines, "", lang.T("plan.day", lang.Args{"Day": lang.Day(d.Day), "Planned": hours(d.Minutes), "Room": hours(d.Room)}))
		for i := range d.Visits {
			p := &d.Visits[i]
			line := lang.Args{"Start": startOf(p), "Minutes": p.Minutes, "Band": book.BandName(p.Band), "Name": p.Name, "Why": p.Long}
			if p.Done {
				lines = append(lines, lang.T("plan.visit_done", line))
			} else {
				lines = append(lines, lang.T("plan.visit", line))
			}
		}
	}
	if len(v.LeftOut) > 0 {
		lines = append(lines, "", lang.N("plan.left_out", len(v.LeftOut)))
	}
	for _, l := range v.LeftOut {
		lines = append(lines, lang.T("plan.left", lang.Args{"Band": book.BandName(l.Band), "Name": l.Name, "Why": l.Why}))
	}
	return lines
}
