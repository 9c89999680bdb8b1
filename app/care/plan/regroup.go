package plan

import (
	"cmp"
	"slices"

	"carebook/app/care"
)

// regroup places the chosen visits anew, district by district, and keeps what
// comes of it where a town is then visited on fewer days, which it reports: chosen
// one visit at a time, towns lie scattered over the week, since nobody knew who
// else would be chosen there.
//
// Nobody is lost by it, and nobody visited late who was not late before.
func (w *week) regroup(fixed map[care.Day][]Visit) bool {
	var chosen []Visit
	for _, d := range w.days {
		chosen = append(chosen, d.chosen...)
	}
	w.byDistrict(chosen)
	before := w.days
	w.days = make([]*day, len(before))
	for i, d := range before {
		w.days[i] = newDay(d.date, w.hours.on(d.date), fixed[d.date])
	}
	for _, v := range chosen {
		if !w.replace(v) {
			w.days = before
			return false
		}
	}
	if stops(w.days) >= stops(before) {
		w.days = before
		return false
	}
	return true
}

// byDistrict orders visits for placing: those that must come by a day first, the
// earliest day before others, then the districts with the most minutes.
func (w *week) byDistrict(visits []Visit) {
	minutes := map[string]int{}
	for i := range visits {
		if visits[i].District != "" {
			minutes[visits[i].District] += visits[i].Minutes
		}
	}
	last := w.window.to.Plus(1)
	slices.SortFunc(visits, func(a, b Visit) int {
		return cmp.Or(
			cmp.Compare(cmp.Or(w.deadlines[a.Key], last), cmp.Or(w.deadlines[b.Key], last)),
			cmp.Compare(minutes[b.District], minutes[a.District]), cmp.Compare(a.District, b.District),
			cmp.Compare(b.Minutes, a.Minutes), cmp.Compare(a.Key, b.Key),
		)
	})
}

// replace puts a chosen visit on the best day that has room; it is false where
// none has, or where the visit would be late and was not.
func (w *week) replace(v Visit) bool {
	was, deadline := v.Day, w.deadlines[v.Key]
	for _, d := range w.daysBy(deadline, v.District) {
		if d.put(w.hours, v) {
			return deadline == "" || d.date <= deadline || d.date <= was
		}
	}
	return false
}

// stops counts the districts of all days, each as often as there is a day with it.
func stops(days []*day) int {
	n := 0
	for _, d := range days {
		n += len(d.districts)
	}
	return n
}
