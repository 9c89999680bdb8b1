package plan

import (
	"cmp"
	"slices"

	"carebook/app/care"
)

// week is a plan in the making.
type week struct {
	Plan
	hours  *Hours
	window window
	// days are those on which something new can be put.
	days []*day
	// left are the minutes of the week that are free, as far as those days hold
	// them.
	left    int
	waiting [rows][]pick
	near    []pick
	// deadlines are the days on or before which chosen visits should come.
	deadlines map[int64]care.Day
}

// Week plans a week.
//
// A band's own people come first, within the band's target. What is over after C
// goes to A, then B, then those outside the split; C never has more than its
// target, since the time of those who are due there is what the split is to save.
// Where some days of the week are over, the targets stay, and what time is left
// goes to the better customers first.
func Week(t Task) Plan {
	w := newWeek(&t)
	w.serveAll()
	if w.regroup(fixedByDay(&t)) {
		w.serveAll() // days that are laid out in another way may have other gaps
	}
	w.serveOnTheWay()
	return w.finish()
}

// serveAll serves the bands within their targets, then those who may have what is
// over.
func (w *week) serveAll() {
	for row := rowA; row <= rowC; row++ {
		w.serve(row, w.unused(row))
	}
	for _, row := range []int{rowA, rowB, rowOutside} {
		w.serve(row, w.left)
	}
}

// newWeek is a week with its fixed visits alone.
func newWeek(t *Task) *week {
	w := &week{hours: &t.Hours, window: windowOf(t), deadlines: map[int64]care.Day{}}
	w.waiting, w.near = w.window.candidates(t)
	w.Room = t.Hours.Week()
	w.Target = Minutes(w.Room, t.Shares)
	fixed := fixedByDay(t)
	for date := w.window.begin; date <= t.To; date = date.Plus(1) {
		d := newDay(date, t.Hours.on(date), fixed[date])
		w.days = append(w.days, d)
		w.left += max(0, d.room)
	}
	for i := range t.Fixed {
		w.count(&t.Fixed[i])
	}
	w.Visits = slices.Clone(t.Fixed)
	w.left = min(w.left, w.Room-w.Minutes)
	return w
}

// on are the minutes of visits on a day.
func (h *Hours) on(date care.Day) int {
	return h.Days[(int(date.Time().Weekday())+6)%7]
}

// fixedByDay are the fixed visits with their districts.
func fixedByDay(t *Task) map[care.Day][]Visit {
	districts := make(map[int64]string, len(t.Fixed))
	for i := range t.Fixed {
		districts[t.Fixed[i].Key] = ""
	}
	for i := range t.Candidates {
		if _, asked := districts[t.Candidates[i].Key]; asked {
			districts[t.Candidates[i].Key] = t.Candidates[i].District
		}
	}
	days := map[care.Day][]Visit{}
	for _, v := range t.Fixed {
		v.District = cmp.Or(v.District, districts[v.Key])
		days[v.Day] = append(days[v.Day], v)
	}
	return days
}

// count adds a visit to the sums.
func (w *week) count(v *Visit) {
	w.Minutes += v.Minutes
	if row := rowOf(v.Band); row < len(w.Planned) {
		w.Planned[row] += v.Minutes
	}
}

// unused are the minutes of a band's target that it does not have yet.
func (w *week) unused(row int) int { return max(0, w.Target[row]-w.Planned[row]) }

// serve finds places for those who wait in a row, in their order, within so many
// minutes. Who finds none waits on, with the first reason: the user can give a band
// a larger share, but not the day a longer gap.
func (w *week) serve(row, minutes int) {
	still := w.waiting[row][:0]
	for _, p := range w.waiting[row] {
		switch {
		case p.out == Dropped:
		case p.minutes > min(minutes, w.left):
			p.out = cmp.Or(p.out, NoTime)
		case !w.put(&p, w.daysBy(w.window.deadline(p.Candidate), p.District)):
			p.out = cmp.Or(p.out, NoGap)
		default:
			minutes -= p.minutes
			continue
		}
		still = append(still, p)
	}
	w.waiting[row] = still
}

// serveOnTheWay fills what is left with people who live where somebody is visited
// anyway. Nobody waits for it: they are not due yet.
func (w *week) serveOnTheWay() {
	for i := range w.near {
		p := &w.near[i]
		if p.minutes > w.left || rowOf(p.Band) == rowC && p.minutes > w.unused(rowC) {
			continue
		}
		days := slices.DeleteFunc(w.daysBy(w.window.deadline(p.Candidate), p.District), func(d *day) bool { return !d.districts[p.District] })
		w.put(p, days)
	}
}

// put takes the first of the days that has room.
func (w *week) put(p *pick, days []*day) bool {
	v := p.visit()
	for _, d := range days {
		if d.put(w.hours, v) {
			w.count(&v)
			w.left -= v.Minutes
			w.deadlines[v.Key] = w.window.deadline(p.Candidate)
			return true
		}
	}
	return false
}

// daysBy are the days for a visit to a district, the best first. On or before its
// deadline ("" for none) a day that has the district comes first, then the
// emptiest, then the earliest; after it the earliest alone counts.
func (w *week) daysBy(deadline care.Day, district string) []*day {
	days := slices.Clone(w.days)
	slices.SortFunc(days, func(a, b *day) int {
		if deadline != "" && (a.date > deadline || b.date > deadline) {
			return cmp.Compare(a.date, b.date)
		}
		return cmp.Or(first(a.districts[district], b.districts[district]), cmp.Compare(b.room, a.room), cmp.Compare(a.date, b.date))
	})
	return days
}

// first is negative where a is true and b is not, and positive the other way.
func first(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// finish is the plan, with its lists in order.
func (w *week) finish() Plan {
	for _, d := range w.days {
		w.Visits = append(w.Visits, d.chosen...)
	}
	slices.SortFunc(w.Visits, compareVisits)
	for row := range w.Unused {
		w.Unused[row] = w.unused(row)
	}
	for row, waiting := range w.waiting {
		for _, p := range waiting {
			if row == rowOutside && p.out == NoTime {
				p.out = Outside
			}
			w.LeftOut = append(w.LeftOut, LeftOut{p.Key, p.out, p.why.Day})
		}
	}
	return w.Plan
}

// Month plans weeks one after the other, in their order. Who is visited in one is
// due in a later one only after the cadence, counted from that visit, which also
// settles what was promised; without a cadence not again. What candidates say is
// known after the visits that are done, so these change nothing of it.
func Month(weeks []Task) []Plan {
	plans := make([]Plan, len(weeks))
	visited := map[int64]care.Day{}
	for i, t := range weeks {
		t.Candidates = slices.Clone(t.Candidates)
		for k := range t.Candidates {
			if day, was := visited[t.Candidates[k].Key]; was {
				t.Candidates[k].visited(day, t.To)
			}
		}
		plans[i] = Week(t)
		for _, v := range plans[i].Visits {
			if !v.Done {
				visited[v.Key] = v.Day
			}
		}
	}
	return plans
}

// visited makes a candidate one who was visited on a day, for a week that ends
// with another: who is not due again by then is no candidate, on the way neither.
func (c *Candidate) visited(day, to care.Day) {
	c.Last, c.Due = day, ""
	if next := day.Plus(c.Every); c.Every > 0 && next <= to {
		c.Due = next
	}
	c.Complaint, c.Promise, c.Birthday, c.Offer = "", "", "", ""
}

// Fit finds the first free start for a visit on its day beside the fixed ones of
// a week, of which one of the same person counts as moved away. It is false where
// the day has not so many minutes left, or not in one piece, and for a day before
// today or outside the week.
func Fit(t Task, v Visit) (start int, ok bool) {
	t.Fixed = slices.DeleteFunc(slices.Clone(t.Fixed), func(f Visit) bool { return f.Key == v.Key })
	if v.Day < t.From || v.Day < t.Today || v.Day > t.To {
		return 0, false
	}
	if v.District == "" {
		i := slices.IndexFunc(t.Candidates, func(c Candidate) bool { return c.Key == v.Key })
		if i >= 0 {
			v.District = t.Candidates[i].District
		}
	}
	d := newDay(v.Day, t.Hours.on(v.Day), fixedByDay(&t)[v.Day])
	if !d.put(&t.Hours, v) {
		return 0, false
	}
	return d.chosen[0].Start, true
}
