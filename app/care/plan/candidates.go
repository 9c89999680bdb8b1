package plan

import (
	"cmp"
	"slices"
	"strings"

	"carebook/app/care"
)

// How near a birthday after the week must be to be a reason within it, how soon
// after the week somebody must be due to be visited on the way, and how long ago
// the last visit must be then, so that nobody is a burden. In days.
const (
	birthdayDays = 3
	onTheWayDays = 14
	quietDays    = 7
)

// The rows of a plan: A, B, C and those outside the split.
const (
	rowA = iota
	rowB
	rowC
	rowOutside
	rows
)

// rowOf is the row of a band.
func rowOf(b care.Band) int {
	switch b {
	case care.BandA:
		return rowA
	case care.BandB:
		return rowB
	case care.BandC:
		return rowC
	}
	return rowOutside
}

// window are the days of a week that decide who is a candidate.
type window struct {
	// from and to are the week's, begin is its first day that can be planned.
	from, to, begin care.Day
	// birthday and near are the last days of a birthday and of somebody on the way,
	// quiet is that of the last visit to the latter.
	birthday, near, quiet care.Day
}

func windowOf(t *Task) window {
	begin := max(t.From, t.Today)
	return window{t.From, t.To, begin, t.To.Plus(birthdayDays), t.To.Plus(onTheWayDays), begin.Plus(-quietDays)}
}

// why is the most pressing reason to visit somebody in the week, the zero Why
// where there is none. An offer that ended before today is open no more.
func (w *window) why(c *Candidate) Why {
	within := func(day, from, to care.Day) bool { return day != "" && from <= day && day <= to }
	switch {
	case within(c.Complaint, "", w.to):
		return Why{Complaint, c.Complaint, w.late(c.Complaint)}
	case within(c.Promise, "", w.to):
		return Why{Promise, c.Promise, w.late(c.Promise)}
	case c.Every > 0 && c.Due != "" && c.Due < w.begin && c.Due <= w.to:
		return Why{Overdue, c.Due, w.late(c.Due)}
	case within(c.Offer, w.begin, w.to):
		return Why{Offer, c.Offer, 0}
	case within(c.Birthday, w.from, w.birthday) && hasBirthdayVisits(c):
		return Why{Birthday, c.Birthday, 0}
	case c.Every > 0 && within(c.Due, "", w.to):
		return Why{Due, c.Due, 0}
	case c.Every > 0 && c.District != "" && within(c.Due, w.to, w.near) && c.Last <= w.quiet:
		return Why{OnTheWay, c.Due, 0}
	}
	return Why{}
}

// hasBirthdayVisits reports whether a birthday is a reason to visit: of people who
// are visited anyway, and of the best customers. Else everybody in a telephone's
// address book would be owed a visit once a year.
func hasBirthdayVisits(c *Candidate) bool { return c.Every > 0 || c.Band == care.BandA }

// late is by how many days a day has passed when planning begins, 0 for none.
func (w *window) late(day care.Day) int {
	if day >= w.begin {
		return 0
	}
	return care.DaysBetween(day, w.begin)
}

// deadline is the day on or before which a visit should come, "" for any: the
// earliest of what was promised, and of an offer's last day.
func (w *window) deadline(c *Candidate) care.Day {
	earliest := care.Day("")
	consider := func(day, from care.Day) {
		if day != "" && from <= day && day <= w.to && (earliest == "" || day < earliest) {
			earliest = day
		}
	}
	consider(c.Complaint, "")
	consider(c.Promise, "")
	consider(c.Offer, w.begin)
	return earliest
}

// pick is a candidate with the reason, waiting in a row.
type pick struct {
	*Candidate
	why     Why
	minutes int
	// out is why there is no place, as far as is known.
	out LeftReason
}

func (p *pick) visit() Visit {
	return Visit{Key: p.Key, Band: p.Band, District: p.District, Minutes: p.minutes, Why: p.why}
}

// pressing are the reasons in the order in which they are served. Who has none
// any more, but was dropped, comes last.
var pressing = map[Reason]int{Complaint: 1, Promise: 2, Overdue: 3, Offer: 4, Birthday: 5, Due: 6, OnTheWay: 7, "": 8}

// compare is negative where a is served before b. Of what is overdue the largest
// share of the cadence comes first, since a week late is much of a fortnight and
// little of a quarter; of everything else the earliest day, so that a later one
// does not take its room. Ties are broken by ID.
func compare(a, b *pick) int {
	urgency := 0
	if a.why.Reason == Overdue && b.why.Reason == Overdue {
		urgency = cmp.Compare(b.why.Days*a.Every, a.why.Days*b.Every)
	} else {
		urgency = cmp.Or(cmp.Compare(pressing[a.why.Reason], pressing[b.why.Reason]), strings.Compare(string(a.why.Day), string(b.why.Day)))
	}
	return cmp.Or(urgency, strings.Compare(a.ID, b.ID), cmp.Compare(a.Key, b.Key))
}

// candidates puts into rows whom there is a reason to visit, or who were dropped,
// and gives the people on the way beside them. Who has a fixed visit is neither.
func (w *window) candidates(t *Task) (waiting [rows][]pick, near []pick) {
	fixed := make(map[int64]bool, len(t.Fixed))
	for i := range t.Fixed {
		fixed[t.Fixed[i].Key] = true
	}
	for i := range t.Candidates {
		c := &t.Candidates[i]
		if fixed[c.Key] {
			continue
		}
		row := rowOf(c.Band)
		p := pick{Candidate: c, minutes: t.Hours.length(row)}
		p.why = w.why(c)
		switch {
		case t.Dropped[c.Key]:
			p.out = Dropped
			waiting[row] = append(waiting[row], p)
		case p.why.Reason == OnTheWay:
			near = append(near, p)
		case p.why.Reason != "":
			waiting[row] = append(waiting[row], p)
		}
	}
	for _, row := range waiting {
		slices.SortFunc(row, func(a, b pick) int { return compare(&a, &b) })
	}
	slices.SortFunc(near, func(a, b pick) int {
		return cmp.Or(cmp.Compare(rowOf(a.Band), rowOf(b.Band)), compare(&a, &b))
	})
	return waiting, near
}

// length is that of a visit to somebody of a row, ShortestVisit at least; outside
// the split it is that of B, whose cadence they have.
func (h *Hours) length(row int) int {
	if row == rowOutside {
		row = rowB
	}
	return max(ShortestVisit, h.Lengths[row])
}
