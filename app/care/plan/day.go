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
	// full are the shapes of visits for which there is no room as the day stands,
	// so that thousands who wait are not all tried.
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
	if !d.layOut(h, v) && !d.squeeze(h, v) {
		d.full[s] = true
		return false
	}
	clear(d.full)
	d.room -= v.Minutes
	d.settle(v.District)
	return true
}

// layOut lays the day out anew with one more visit.
func (d *day) layOut(h *Hours, v Visit) bool {
	chosen := append(slices.Clip(d.chosen), v) // a copy, since it may fail
	if !lay(h, d.fixed, chosen) {
		return false
	}
	d.chosen = chosen
	return true
}

// squeeze puts a visit into the first gap of the day as it stands. It is for long
// days, in which a district is parted rather than a visit left out.
func (d *day) squeeze(h *Hours, v Visit) bool {
	standing := slices.Concat(d.fixed, d.chosen)
	slices.SortFunc(standing, compareVisits)
	alone := []Visit{v}
	if !lay(h, standing, alone) {
		return false
	}
	d.chosen = append(d.chosen, alone...)
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
		w.leave(v)
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
	// before are the visits that the next one must keep away from: the one before,
	// and fixed ones that overlap with it.
	before []*Visit
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
	switch {
	case district == "":
		return 1
	case slices.ContainsFunc(w.before, func(v *Visit) bool { return v.District == district }):
		return 0
	case slices.ContainsFunc(w.fixed, func(v Visit) bool { return v.District == district }):
		return 2
	}
	return 1
}

// start is when a visit would begin here, after the way and the pause; fits is
// false where it would run into the next fixed visit or the night.
func (w *walk) start(v *Visit) (start int, fits bool) {
	start = w.hours.Start
	for _, b := range w.before {
		start = max(start, b.end()+way(b, v))
	}
	from, to := w.hours.PauseFrom, w.hours.PauseTo
	if from < to && start < to && start+v.Minutes > from {
		start = to
	}
	end := start + v.Minutes
	for i := range w.fixed {
		ahead := &w.fixed[i]
		if ahead.Start >= end+wayBetween {
			break
		}
		if ahead.Start < end+way(v, ahead) {
			return 0, false
		}
	}
	return start, end <= LatestEnd
}

// pass walks past the next fixed visit; it is false where there is none.
func (w *walk) pass() bool {
	if len(w.fixed) == 0 {
		return false
	}
	w.leave(&w.fixed[0])
	w.fixed = w.fixed[1:]
	return true
}

// leave makes a visit one before; those that ended so early that it keeps the
// next away from them too are forgotten.
func (w *walk) leave(v *Visit) {
	w.before = slices.DeleteFunc(w.before, func(b *Visit) bool { return b.end()+wayBetween <= v.end()+wayWithin })
	w.before = append(w.before, v)
}

// end is the minute at which a visit ends.
func (v *Visit) end() int { return v.Start + v.Minutes }
