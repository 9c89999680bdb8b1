package book

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"carebook/app/calendar"
	"carebook/app/care"
	"carebook/app/care/plan"
	"carebook/app/lang"
	"carebook/app/text"
	"carebook/store"
)

// visiting is a look at the visits of some weeks: what the book tells of them,
// read once, and the weeks as they are planned.
type visiting struct {
	store *store.Store
	today care.Day
	// on is the day of the bands.
	on       care.Day
	settings VisitSettings
	span     Span
	// first is the Monday of the first week that has a say: what is planned before
	// the span counts within it. from and to are the span's first Monday and last
	// Sunday.
	first, from, to care.Day
	// anew plans kept weeks of the span again round what is pinned and done, within
	// so many minutes a week, below 0 for any.
	anew   bool
	within int
	// calls finds those to whom a call is due, too, for the four fields, which ask
	// for no districts.
	calls bool

	bands *BandsView
	known []store.Customer
	// spent are the minutes that were logged in the span, by person.
	spent     map[int64]int
	owed      map[int64]store.Owed
	offers    map[int64]care.Day
	birthdays map[int64]care.Day
	made      []store.VisitMade
	kept      map[care.Day][]store.PlannedVisit // by week

	people     map[int64]visited
	candidates []plan.Candidate
}

// visited is somebody who may be visited.
type visited struct {
	id, name, district string
	band               care.Band
}

// mostAhead is how many weeks before a span have a say in it. Beyond that, whoever
// would have been visited is due again.
const mostAhead = 12

// lookAhead is how many days after a week whoever is due may be visited in it, on
// the way to others.
const lookAhead = 14

// startVisiting reads the settings, and finds the weeks of a span.
func startVisiting(ctx context.Context, s *store.Store, clock care.Clock, span Span) (*visiting, error) {
	r := &visiting{store: s, today: clock.Today(), span: span, within: -1}
	r.on = r.today
	var err error
	if r.settings, err = ReadVisitSettings(ctx, s); err != nil {
		return nil, err
	}
	day := cmp.Or(span.From, weekToPlan(r.today))
	r.from, r.to = mondayOf(day), mondayOf(day).Plus(6)
	r.span.From = r.from
	if span.Month {
		t := day.Time()
		r.span.From = day.Plus(1 - t.Day())
		r.from = mondayOf(r.span.From)
		r.to = mondayOf(r.span.From.Plus(care.DaysIn(t.Year(), int(t.Month())) - 1)).Plus(6)
	}
	r.first = r.from
	if week := mondayOf(r.today); week < r.from && week.Plus(7*mostAhead) >= r.from {
		r.first = week
	}
	return r, nil
}

// read reads what the weeks are planned from.
func (r *visiting) read(ctx context.Context) error {
	last := r.to.Plus(lookAhead)
	err := atOnce(ctx,
		func(ctx context.Context) (err error) {
			r.bands, r.known, err = readBands(ctx, r.store, r.settings, r.on)
			return err
		},
		func(ctx context.Context) (err error) {
			if r.owed, err = r.store.Owed(ctx, last); err != nil {
				return err
			}
			if r.offers, err = r.store.Offers(ctx, r.today, last); err != nil {
				return err
			}
			if r.birthdays, err = r.readBirthdays(ctx, last); err != nil {
				return err
			}
			return r.readWeeks(ctx)
		},
	)
	if err != nil {
		return err
	}
	return r.findCandidates(ctx, last)
}

// readWeeks reads what is kept of the weeks, and what has happened in them.
func (r *visiting) readWeeks(ctx context.Context) (err error) {
	if r.made, err = r.store.VisitsMade(ctx, r.first, r.to); err != nil {
		return err
	}
	if r.spent, err = r.store.Spent(ctx, r.from, r.to); err != nil {
		return err
	}
	kept, err := r.store.PlannedVisits(ctx, r.first, r.to)
	r.kept = map[care.Day][]store.PlannedVisit{}
	for _, v := range kept {
		r.kept[v.Week] = append(r.kept[v.Week], v)
	}
	return err
}

// readBirthdays reads the next birthdays of people, from today on and up to a day.
func (r *visiting) readBirthdays(ctx context.Context, last care.Day) (map[int64]care.Day, error) {
	settings, err := ReminderSettings(ctx, r.store)
	if err != nil {
		return nil, err
	}
	next := map[int64]care.Day{}
	var dates []care.Date
	on := map[care.Date]care.Day{}
	for _, f := range calendar.Between(max(r.today, r.first), last, settings.March1) {
		date := yearly(f.Date)
		if _, earlier := on[date]; !earlier { // they come in the order of the days
			on[date] = f.On
			dates = append(dates, date)
		}
	}
	err = r.store.YearlyDates(ctx, dates, func(p store.PersonDate) {
		if p.Date.Kind != care.Birthday {
			return
		}
		if day := on[yearly(p.Date)]; next[p.Person] == "" || day < next[p.Person] {
			next[p.Person] = day
		}
	})
	return next, err
}

// findCandidates finds whom there may be a reason to visit until a day.
func (r *visiting) findCandidates(ctx context.Context, last care.Day) error {
	bands := make(map[int64]care.Band, len(r.bands.People))
	for i := range r.bands.People {
		bands[r.bands.People[i].Key] = r.bands.People[i].Band
	}
	r.people = make(map[int64]visited, len(r.known))
	names := districtNames{}
	for i := range r.known {
		k := &r.known[i]
		r.people[k.Key] = visited{id: k.ID, name: k.Name, district: names.of(k.City), band: bands[k.Key]}
		c := plan.Candidate{
			Key: k.Key, ID: k.ID, Name: k.Name, Band: bands[k.Key], Value: k.Value, Every: k.VisitEvery, Last: k.LastVisit,
			Complaint: r.owed[k.Key].Complaint, Promise: r.owed[k.Key].Promise, Birthday: r.birthdays[k.Key], Offer: r.offers[k.Key],
		}
		if c.Every > 0 {
			c.Due = k.VisitFrom.Plus(c.Every)
		}
		due := c.Due != "" && c.Due <= last || r.calls && k.CallEvery > 0 && k.CallFrom.Plus(k.CallEvery) <= last
		if k.Lost == "" && (due || cmp.Or(c.Complaint, c.Promise, c.Birthday, c.Offer) != "") {
			r.candidates = append(r.candidates, c)
		}
	}
	if r.calls {
		return nil
	}
	if err := r.partCities(ctx); err != nil {
		return err
	}
	for i := range r.candidates {
		c := &r.candidates[i]
		c.District = r.people[c.Key].district
	}
	return nil
}

// districtNames are the ways in which districts are written, by their folded
// names: one district in one way, that of whoever came into the book first.
type districtNames map[string]string

func (n districtNames) of(name string) string {
	name = strings.Join(strings.Fields(name), " ")
	folded := text.Fold(name)
	if n[folded] == "" {
		n[folded] = name
	}
	return n[folded]
}

// manyInCity is from how many candidates on a city is too large to be one
// district: more than a week of visits.
const manyInCity = 40

// partCities parts the cities in which there are many candidates by the region of
// the address, where that tells them apart.
func (r *visiting) partCities(ctx context.Context) error {
	in := map[string][]int64{}
	for i := range r.candidates {
		if city := r.people[r.candidates[i].Key].district; city != "" {
			in[city] = append(in[city], r.candidates[i].Key)
		}
	}
	var asked []int64
	for city, people := range in {
		if len(people) < manyInCity {
			delete(in, city)
		}
		asked = append(asked, in[city]...)
	}
	if len(asked) == 0 {
		return nil
	}
	slices.Sort(asked)
	regions, err := r.store.Regions(ctx, asked)
	if err != nil {
		return err
	}
	for city, people := range in {
		r.partCity(city, people, regions)
	}
	return nil
}

// partCity gives people of a city districts of their own, unless all of them would
// be in the same one.
func (r *visiting) partCity(city string, people []int64, regions map[int64]string) {
	names, parts := districtNames{}, map[string]string{}
	for _, key := range people {
		region := names.of(regions[key])
		if _, known := parts[region]; known {
			continue
		}
		if parts[region] = city; region != "" && text.Fold(region) != text.Fold(city) {
			parts[region] = lang.T("visits.why_district", lang.Args{"City": city, "Region": region})
		}
	}
	if len(parts) < 2 {
		return
	}
	for _, key := range people {
		p := r.people[key]
		p.district = parts[names.of(regions[key])]
		r.people[key] = p
	}
}

// plannedWeek is a week as it is planned.
type plannedWeek struct {
	from care.Day
	kept bool
	// visits are those of the plan, in their order, and madeOn the days on which
	// those that are done were made.
	visits  []plan.Visit
	madeOn  map[int64]care.Day
	leftOut []leftOut
	// target and planned are minutes of A, B and C, minutes those of all
	// visits.
	target, planned [3]int
	minutes, room   int
}

// leftOut is somebody who is left out. It is for since where the plan was kept
// before the person was due.
type leftOut struct {
	plan.LeftOut
	since bool
}

// plan plans the weeks of the span.
func (r *visiting) plan() []plannedWeek {
	var tasks []plan.Task
	for monday := r.first; monday < r.to; monday = monday.Plus(7) {
		tasks = append(tasks, r.task(monday))
	}
	plans := plan.Month(tasks)
	var weeks []plannedWeek
	for i := range tasks {
		if tasks[i].From < r.from {
			continue
		}
		// Into a week that is kept nothing comes by itself, so that it stands in the
		// row of the weeks without candidates; who would come is told beside it.
		if r.keeps(tasks[i].From) && tasks[i].To >= r.today {
			alone := slices.Clone(tasks[:i+1])
			alone[i].Candidates = r.candidates
			plans[i] = plan.Month(alone)[i]
		}
		weeks = append(weeks, r.planned(&tasks[i], &plans[i]))
	}
	return weeks
}

// keeps reports whether a week is shown as it is kept.
func (r *visiting) keeps(monday care.Day) bool {
	return len(r.kept[monday]) > 0 && !r.again(monday)
}

// again reports whether a week is planned anew, kept or not.
func (r *visiting) again(monday care.Day) bool { return r.anew && monday >= r.from }

// task is a week to plan.
func (r *visiting) task(monday care.Day) plan.Task {
	t := plan.Task{
		From: monday, To: monday.Plus(6), Today: r.today, Hours: r.settings.Hours, Shares: r.settings.Shares, Dropped: map[int64]bool{},
	}
	// Whoever is proposed in a week before the span is taken as visited, but for
	// what is left of this week once the next one is to be planned.
	counts := monday >= r.from || !r.span.Alone && monday >= weekToPlan(r.today)
	if counts && t.To >= r.today && !r.keeps(monday) {
		t.Candidates = r.candidates
	}
	r.fix(&t)
	if monday < r.from {
		// Nobody was visited by a plan alone.
		t.Fixed = slices.DeleteFunc(t.Fixed, func(v plan.Visit) bool { return !v.Done && v.Day < r.today })
	}
	return t
}

// fix adds what stays where it is: what is kept, and what has been done.
func (r *visiting) fix(t *plan.Task) {
	made := map[int64]store.VisitMade{}
	for _, m := range r.made {
		if _, earlier := made[m.Person]; !earlier && m.Day >= t.From && m.Day <= t.To {
			made[m.Person] = m
		}
	}
	for _, v := range r.kept[t.From] {
		who, living := r.people[v.Person]
		_, logged := made[v.Person]
		done := v.Made || logged
		switch {
		case !living || v.Gone && !done:
		case v.Dropped:
			t.Dropped[v.Person] = true
		case v.Pinned || done || !r.again(t.From):
			t.Fixed = append(t.Fixed, plan.Visit{
				Key: v.Person, Band: who.band, District: who.district, Day: v.Day, Start: v.Start, Minutes: v.Minutes,
				Why: plan.Why{Reason: plan.Reason(v.Reason), Day: v.ReasonDay, Days: v.Late}, Pinned: v.Pinned, Done: done,
			})
			delete(made, v.Person)
		}
	}
	r.fixMade(t, made)
	if r.within >= 0 {
		t.Fixed = fitting(t.Fixed, r.within)
	}
}

// madeOn are the days of the visits that were made of a week: what was logged from
// the plan may lie in another.
func (r *visiting) madeOn(t *plan.Task) map[int64]care.Day {
	days := map[int64]care.Day{}
	for _, m := range slices.Backward(r.made) {
		if m.Day >= t.From && m.Day <= t.To {
			days[m.Person] = m.Day
		}
	}
	for _, v := range r.kept[t.From] {
		if v.Made {
			days[v.Person] = v.MadeOn
		}
	}
	return days
}

// fixMade adds visits that were made and never planned, as far as the hours of
// their days hold them.
func (r *visiting) fixMade(t *plan.Task, made map[int64]store.VisitMade) {
	begun := *t
	begun.Today = ""
	list := slices.SortedFunc(maps.Values(made), func(a, b store.VisitMade) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Event, b.Event))
	})
	for _, m := range list {
		who, living := r.people[m.Person]
		if !living {
			continue
		}
		room := t.Hours.Days[care.DaysBetween(t.From, m.Day)]
		for i := range t.Fixed {
			if t.Fixed[i].Day == m.Day {
				room -= t.Fixed[i].Minutes
			}
		}
		v := plan.Visit{
			Key: m.Person, Band: who.band, District: who.district, Day: m.Day, Done: true,
			Minutes: min(cmp.Or(m.Minutes, lengthOf(&r.settings.Hours, who.band)), room),
		}
		begun.Fixed = t.Fixed
		var fits bool
		if v.Start, fits = plan.Fit(begun, v); fits && v.Minutes > 0 {
			t.Fixed = append(t.Fixed, v)
		}
	}
}

// fitting are those of fixed visits that so many minutes hold: what is done comes
// first.
func fitting(fixed []plan.Visit, minutes int) []plan.Visit {
	fixed = slices.Clone(fixed)
	slices.SortStableFunc(fixed, func(a, b plan.Visit) int {
		switch {
		case a.Done == b.Done:
			return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Start, b.Start))
		case a.Done:
			return -1
		}
		return 1
	})
	return slices.DeleteFunc(fixed, func(v plan.Visit) bool {
		if v.Minutes > minutes {
			return true
		}
		minutes -= v.Minutes
		return false
	})
}

// planned is a week as it is shown.
func (r *visiting) planned(t *plan.Task, p *plan.Plan) plannedWeek {
	w := plannedWeek{from: t.From, kept: len(r.kept[t.From]) > 0, madeOn: r.madeOn(t), target: p.Target, room: p.Room}
	fixed := map[int64]bool{}
	for i := range t.Fixed {
		fixed[t.Fixed[i].Key] = true
	}
	for _, v := range p.Visits {
		if r.keeps(t.From) && !fixed[v.Key] {
			if v.Why.Reason != plan.OnTheWay {
				w.leftOut = append(w.leftOut, leftOut{plan.LeftOut{Key: v.Key, Day: v.Why.Day}, true})
			}
			continue
		}
		w.visits = append(w.visits, v)
		w.minutes += v.Minutes
		if i := slices.Index(bandsOfSplit, v.Band); i >= 0 {
			w.planned[i] += v.Minutes
		}
	}
	for _, l := range p.LeftOut {
		w.leftOut = append(w.leftOut, leftOut{l, false})
	}
	return w
}

// bandsOfSplit are those that share the time.
var bandsOfSplit = []care.Band{care.BandA, care.BandB, care.BandC}

// lengthOf is how long a visit to somebody of a band takes; outside the split it
// is as in B, whose cadence they have.
func lengthOf(h *plan.Hours, band care.Band) int {
	if i := slices.Index(bandsOfSplit, band); i >= 0 {
		return h.Lengths[i]
	}
	return h.Lengths[1]
}

// WeekName is the ISO 8601 week of a day, "2026-W49".
func WeekName(day care.Day) string {
	year, week := day.Time().ISOWeek()
	return fmt.Sprintf("%04d-W%02d", year, week)
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
	return day.Plus(-((int(day.Time().Weekday()) + 6) % 7))
}
