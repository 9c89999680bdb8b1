package plan

import (
	"cmp"
	"slices"

	"carebook/app/care"
)

// The ways between visits that follow one another, in minutes: within a district
// and from one to another.
const (
	wayWithin  = 15
	wayBetween = 30
)

// day is a day that is being planned.
type day struct {
	date care.Day
	// room are the minutes of visits that it still takes.
	room int
	// fixed are in the order of their starts; chosen in that in which they were
	// chosen, with the starts of the last layout.
	fixed, chosen []Visit
	districts     map[string]bool
	// full are the shapes of visits for which no layout was found. A day only
	// fills up, so none will be found later.
	full map[shape]bool
}

// shape is what decides whether a day can be laid out with one more visit: how
// long it is, and which of the day's districts it joins, "" for none.
type shape struct {
	district string
	minutes  int
}

// newDay is a day with its fixed visits.
func newDay(date care.Day, minutes int, fixed []Visit) *day {
	d := &day{date: date, room: minutes, fixed: fixed, districts: map[string]bool{}, full: map[shape]bool{}}
	slices.SortFunc(d.fixed, compareVisits)
	for i := range fixed {
		d.room -= fixed[i].Minutes
		d.settle(fixed[i].District)
	}
	return d
}

func (d *day) settle(district string) {
	if district != "" {
		d.districts[district] = true
	}
}

// put chooses a visit for the day, if there is room for it.
func (d *day) put(h *Hours, v Visit) bool {
	s := shape{minutes: v.Minutes}
	if d.districts[v.District] {
		s.district = v.District
	}
	if v.Minutes > d.room || d.full[s] {
		return false
	}
	v.Day = d.date
	chosen := append(slices.Clip(d.chosen), v) // a copy, since the layout may fail
	if !lay(h, d.fixed, chosen) {
		d.full[s] = true
		return false
	}
	d.chosen = chosen
	d.room -= v.Minutes
	d.settle(v.District)
	return true
}

// compareVisits is negative where a comes before b in a plan.
func compareVisits(a, b Visit) int {
	return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Start, b.Start), cmp.Compare(a.Key, b.Key))
}

// way is the time between two visits that follow one another. Districts that are
// not known are not the same.
func way(a, b *Visit) int {
	if a.District != "" && a.District == b.District {
		return wayWithin
	}
	return wayBetween
}

// lay gives each of the visits a start beside the fixed ones, and leaves their
// order; it is false where not all of them have room on the clock.
//
// It walks through the day: at each place comes the first visit that fits before
// the next fixed one. The district of the visit before comes first, then one with
// no fixed visit ahead, in the order in which districts were chosen. So each
// district is in one piece, unless a fixed visit parts it.
func lay(h *Hours, fixed, visits []Visit) bool {
	w := walk{hours: h, fixed: fixed, groups: groups(visits)}
	for range visits {
		v := w.next()
		for v == nil {
			if !w.pass() {
				return false
			}
			v = w.next()
		}
		w.last, w.end = v, v.Start+v.Minutes
	}
	return true
}

// groups parts visits by district, in the order of their first ones.
func groups(visits []Visit) [][]*Visit {
	var all [][]*Visit
	at := map[string]int{}
	for i := range visits {
		v := &visits[i]
		k, known := at[v.District]
		if !known || v.District == "" {
			k = len(all)
			at[v.District] = k
			all = append(all, nil)
		}
		all[k] = append(all[k], v)
	}
	return all
}

// walk is a place in the layout of a day.
type walk struct {
	hours *Hours
	// fixed are the fixed visits ahead, groups the visits that have no start yet.
	fixed  []Visit
	groups [][]*Visit
	// last is the visit before, nil for none, and end the minute at which it ends.
	last *Visit
	end  int
}

// next takes the visit that comes here, with its start set; nil where none fits
// before the next fixed one.
func (w *walk) next() *Visit {
	best, bestRank, bestStart := -1, 3, 0
	for i, group := range w.groups {
		if len(group) == 0 {
			continue
		}
		if rank := w.rank(group[0].District); rank < bestRank {
			if start, fits := w.start(group[0]); fits {
				best, bestRank, bestStart = i, rank, start
			}
		}
	}
	if best < 0 {
		return nil
	}
	v := w.groups[best][0]
	w.groups[best] = w.groups[best][1:]
	v.Start = bestStart
	return v
}

// rank is 0 for the district of the visit before, 2 for one that has a fixed visit
// ahead, so that the others of it can follow that, and 1 for any other.
func (w *walk) rank(district string) int {
	same := func(v Visit) bool { return v.District == district }
	switch {
	case district == "":
		return 1
	case w.last != nil && same(*w.last):
		return 0
	case slices.ContainsFunc(w.fixed, same):
		return 2
	}
	return 1
}

// start is when a visit would begin here, after the way and the pause; fits is
// false where it would run into the next fixed visit or the night.
func (w *walk) start(v *Visit) (start int, fits bool) {
	start = w.hours.Start
	if w.last != nil {
		start = max(start, w.end+way(w.last, v))
	}
	from, to := w.hours.PauseFrom, w.hours.PauseTo
	if from < to && start < to && start+v.Minutes > from {
		start = to
	}
	end := start + v.Minutes
	if len(w.fixed) > 0 && end+way(v, &w.fixed[0]) > w.fixed[0].Start {
		return 0, false
	}
	return start, end <= LatestEnd
}

// pass walks past the next fixed visit; it is false where there is none.
func (w *walk) pass() bool {
	if len(w.fixed) == 0 {
		return false
	}
	v := &w.fixed[0]
	w.fixed = w.fixed[1:]
	// One fixed visit may lie within another, which then still is the one before.
	if end := v.Start + v.Minutes; end >= w.end {
		w.last, w.end = v, end
	}
	return true
}
