package book

import (
	"context"
	"slices"

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
	// Spent are the minutes of visits and calls that were logged in the span.
	Spent [3]int

	// weeks are those of the span, people all who may be visited.
	weeks  []plannedWeek
	people map[int64]visited
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
	// Short is the reason in a word or two, or that the visit was made; Long is all
	// of the reason. Late is set where it waits past its day as of today.
	Short, Long string
	Late        bool
	// Logged is set where the visit was made without a plan: what it has of a Start
	// is only its place in the day.
	Logged bool
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
	r, err := startVisiting(ctx, s, clock, span)
	if err != nil {
		return nil, err
	}
	if err := r.read(ctx); err != nil {
		return nil, err
	}
	return r.view(), nil
}

// ReadVisitsWithin plans a week or a month as if each week had so many minutes of
// visits, spread over the working days: anew, round what is pinned and done as far
// as the minutes hold it. It fails with care.CodeBadVisitDay where a day would have
// more than it can, and writes nothing.
func ReadVisitsWithin(ctx context.Context, s *store.Store, clock care.Clock, span Span, minutes int) (*VisitsView, error) {
	r, err := startVisiting(ctx, s, clock, span)
	if err != nil {
		return nil, err
	}
	r.settings.Hours = r.settings.Hours.WithWeek(minutes)
	if err := r.settings.valid(); err != nil {
		return nil, err
	}
	r.anew, r.within = true, minutes
	if err := r.read(ctx); err != nil {
		return nil, err
	}
	return r.view(), nil
}

// view shows the weeks of the span.
func (r *visiting) view() *VisitsView {
	v := &VisitsView{
		Span: r.span, From: r.from, To: r.to, Week: WeekName(r.from), Past: r.to < r.today, Bands: r.bands,
		Settings: r.settings, Offer: !r.settings.Asked, Kept: !r.anew, weeks: r.plan(), people: r.people,
	}
	for i := range v.Bands.Bands {
		v.Bands.Bands[i].TargetMinutes = 0
	}
	for i := range v.weeks {
		v.add(&v.weeks[i], r.today)
	}
	for i, band := range v.Bands.Bands {
		// What a band has less in one week of a month it may have more in another.
		v.Unused[i] = max(0, band.TargetMinutes-band.PlannedMinutes)
	}
	v.LeftOut = v.leftOutRows(r.today)
	for key, minutes := range r.spent {
		if i := slices.Index(bandsOfSplit, r.people[key].band); i >= 0 {
			v.Spent[i] += minutes
		}
	}
	return v
}

// add shows a week.
func (v *VisitsView) add(w *plannedWeek, today care.Day) {
	v.Kept = v.Kept && w.kept
	v.Planned += w.minutes
	v.Room += w.room
	for i := range w.target {
		v.Bands.Bands[i].TargetMinutes += w.target[i]
		v.Bands.Bands[i].PlannedMinutes += w.planned[i]
	}
	rest := w.visits
	for i, room := range v.Settings.Hours.Days {
		d := PlanDay{Day: w.from.Plus(i), Room: room}
		for len(rest) > 0 && rest[0].Day == d.Day {
			d.take(v.visit(&rest[0], w.madeOn[rest[0].Key], today))
			rest = rest[1:]
		}
		if d.Room > 0 || len(d.Visits) > 0 {
			v.Days = append(v.Days, d)
		}
	}
}

// take adds the day's next visit.
func (d *PlanDay) take(p PlannedVisit) {
	d.Minutes += p.Minutes
	d.Visits = append(d.Visits, p)
	if p.District != "" && !slices.Contains(d.Districts, p.District) {
		d.Districts = append(d.Districts, p.District)
	}
}

// visit is a visit with its words; made is the day on which it was made.
func (v *VisitsView) visit(planned *plan.Visit, made, today care.Day) PlannedVisit {
	who := v.people[planned.Key]
	p := PlannedVisit{Visit: *planned, ID: who.id, Name: who.name}
	if p.Done {
		p.Short, p.Long, p.Logged = madeWords(made, p.Day, today), reasonWords(p.Why, today), p.Why.Reason == ""
		return p
	}
	p.Short, p.Long, p.Late = shortWhy(p.Why, today), longWhy(p.Why, today), daysLate(p.Why, today) > 0
	return p
}

// leftOutRows are those who are left out of the last week that had them to plan,
// and of all weeks.
func (v *VisitsView) leftOutRows(today care.Day) []LeftOutRow {
	placed := map[int64]bool{}
	for i := range v.weeks {
		for _, visit := range v.weeks[i].visits {
			placed[visit.Key] = true
		}
	}
	words := map[leftOut]string{} // thousands may be left out for a few reasons
	rows := []LeftOutRow{}
	for _, w := range slices.Backward(v.weeks) {
		for _, l := range w.leftOut {
			if placed[l.Key] {
				continue
			}
			placed[l.Key] = true
			who := v.people[l.Key]
			reason := l
			reason.Key = 0
			if l.Why == plan.NoTime {
				reason.Key = -int64(slices.Index(bandsOfSplit, who.band)) // the words name the band
			}
			if words[reason] == "" {
				words[reason] = l.words(who.band, today)
			}
			rows = append(rows, LeftOutRow{Key: l.Key, ID: who.id, Name: who.name, Band: who.band, Why: words[reason]})
		}
	}
	return rows
}
