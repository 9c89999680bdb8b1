package book

import (
	"context"
	"time"

	"carebook/app/care"
	"carebook/app/care/plan"
	"carebook/store"
)

// Span names the weeks that are looked at.
type Span struct {
	// From is any day of the week, or of the month; "" is the week to plan: this
	// one up to Wednesday, the next one from Thursday on.
	From  care.Day
	Month bool
	// Alone looks at a week as if no other had a plan but those that are kept.
	// Otherwise whoever is proposed for a week before it is taken as visited.
	Alone bool
}

// VisitsView is the plan of a week, or of the weeks of a month, beside the bands
// whose time it shares out.
type VisitsView struct {
	// Span is what is shown: its From is the Monday, or the first of the month.
	Span Span
	// From and To are the first Monday and the last Sunday.
	From, To care.Day
	// Week is that of From, "2026-W49".
	Week string
	// Past is set where all of it lies before today.
	Past bool
	// Bands are those of today. Their planned and target minutes are of the span,
	// the spent ones of the last four weeks.
	Bands *BandsView
	// Days are the working days, and those that hold a visit nevertheless.
	Days    []PlanDay
	LeftOut []LeftOutRow
	// Unused are the minutes of A, B and C that nobody of the band could use,
	// Planned those of all visits, Room what the working days hold.
	Unused        [3]int
	Planned, Room int
	// Kept is set where the plan is kept in the book: it changes only by hand
	// and by PlanAgain. Of a month it says so of every week.
	Kept bool
	// Offer is set until the user has chosen between the target shares.
	Offer bool
	// Settings are those by which it was planned.
	Settings VisitSettings

	weeks []shownWeek
}

// shownWeek is one week of a view, as it is kept by the first change of it.
type shownWeek struct {
	from   care.Day
	kept   bool
	visits []plan.Visit
}

// PlanDay is a day of a plan. Minutes are those of its visits, Room what it holds.
type PlanDay struct {
	Day           care.Day
	Minutes, Room int
	// Districts are those of its visits, in their order.
	Districts []string
	Visits    []PlannedVisit
}

// PlannedVisit is a visit with the words for it.
type PlannedVisit struct {
	plan.Visit
	ID, Name string
	// Short is the reason in a word or two, Long all of it. Late is set where the
	// visit was due before today.
	Short, Long string
	Late        bool
}

// LeftOutRow is somebody who is due and has no visit, and why.
type LeftOutRow struct {
	Key      int64
	ID, Name string
	Band     care.Band
	Why      string
}

// ReadVisits reads or makes the plan of a week or a month. A week that nobody has
// changed by hand is planned anew at each look, from the same book always to the
// same plan. It writes nothing.
func ReadVisits(ctx context.Context, s *store.Store, clock care.Clock, span Span) (*VisitsView, error) {
	settings, err := ReadVisitSettings(ctx, s)
	if err != nil {
		return nil, err
	}
	v := &VisitsView{Span: span, Settings: settings, Offer: !settings.Asked}
	if v.From = mondayOf(span.From); span.From == "" {
		v.From = weekToPlan(clock.Today())
	}
	v.Span.From, v.To, v.Week = v.From, v.From.Plus(6), WeekName(v.From)
	v.Past = v.To < clock.Today()
	if v.Bands, err = ReadBands(ctx, s, clock, ""); err != nil {
		return nil, err
	}
	for i, room := range settings.Hours.Days {
		if room > 0 {
			v.Days = append(v.Days, PlanDay{Day: v.From.Plus(i), Room: room})
			v.Room += room
		}
	}
	return v, nil
}

// weekToPlan is the Monday of the week that there is still time to plan.
func weekToPlan(today care.Day) care.Day {
	monday := mondayOf(today)
	if care.DaysBetween(monday, today) > 2 {
		return monday.Plus(7)
	}
	return monday
}

// mondayOf is the Monday of a day's week.
func mondayOf(day care.Day) care.Day {
	return day.Plus(-(int(day.Time().Weekday()) + 6) % 7)
}

// WeekName is the ISO 8601 week of a day, "2026-W49".
func WeekName(day care.Day) string {
	year, week := day.Time().ISOWeek()
	return time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC).Format("2006") + "-W" + twoDigits(week)
}

// MoveVisit moves a visit to another day and pins it there.
func MoveVisit(ctx context.Context, s *store.Store, clock care.Clock, v *VisitsView, person int64, to care.Day, words string) (action int64, err error) {
	return 0, nil
}

// PinVisit pins a visit where it is, or lets it go.
func PinVisit(ctx context.Context, s *store.Store, clock care.Clock, v *VisitsView, person int64, pinned bool, words string) (action int64, err error) {
	return 0, nil
}

// DropVisit takes a visit out of the week.
func DropVisit(ctx context.Context, s *store.Store, clock care.Clock, v *VisitsView, person int64, words string) (action int64, err error) {
	return 0, nil
}

// AddVisit adds a visit to anybody and pins it to the day.
func AddVisit(ctx context.Context, s *store.Store, clock care.Clock, v *VisitsView, person int64, day care.Day, words string) (action int64, err error) {
	return 0, nil
}

// FinishVisit logs a visit and marks it as done.
func FinishVisit(ctx context.Context, s *store.Store, clock care.Clock, v *VisitsView, person int64, minutes int, text, words string) (action int64, err error) {
	return 0, nil
}

// PlanAgain plans a week anew round what is pinned and done.
func PlanAgain(ctx context.Context, s *store.Store, clock care.Clock, v *VisitsView, words string) (action int64, err error) {
	return 0, nil
}

func twoDigits(n int) string { return string([]byte{byte('0' + n/10), byte('0' + n%10)}) }
