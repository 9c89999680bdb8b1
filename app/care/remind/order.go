package remind

import (
	"cmp"
	"slices"
)

// Order sorts a day's list: occasions, calls, visits, promises, complaints.
// Among occasions the missed ones come first, the latest of them before the
// others, then what is nearest. Calls and visits stand by the overdue share of
// their cadence, promises and complaints by the day on which they were due. The
// same reminders stand in the same order each time.
func Order(list []Reminder) {
	// Reminders are large, and in a large book thousands: their places are
	// sorted, and then each is moved once.
	from := make([]int, len(list))
	for i := range from {
		from[i] = i
	}
	slices.SortFunc(from, func(i, j int) int {
		a, b := &list[i], &list[j]
		if c := cmp.Or(cmp.Compare(section(a.Kind), section(b.Kind)), pressing(a, b)); c != 0 {
			return c
		}
		return byName(a, b)
	})
	for start := range from {
		first, at := list[start], start
		for from[at] != start {
			list[at], at, from[at] = list[from[at]], from[at], at
		}
		list[at], from[at] = first, at
	}
}

// section is the part of the list in which a kind stands.
func section(k Kind) int {
	if k.Occasion() {
		return -1
	}
	return slices.Index(Kinds(), k)
}

// pressing compares two reminders of a section.
func pressing(a, b *Reminder) int {
	switch {
	case a.Kind.Occasion():
		return cmp.Or(
			compareBool(b.Missed, a.Missed),
			cmp.Compare(max(a.DaysUntil, -a.DaysUntil), max(b.DaysUntil, -b.DaysUntil)),
			cmp.Compare(slices.Index(Kinds(), a.Kind), slices.Index(Kinds(), b.Kind)),
		)
	case a.Kind == Call || a.Kind == Visit:
		// The people are those of the store's list, in its order: their keys
		// decide between equal shares.
		return cmp.Or(cmp.Compare(b.share(), a.share()), cmp.Compare(a.Person, b.Person))
	}
	return cmp.Compare(a.DaysUntil, b.DaysUntil)
}

// share is how much of a cadence has passed, 1 on the day on which it is due.
func (r *Reminder) share() float64 { return float64(r.Every-r.DaysUntil) / float64(max(r.Every, 1)) }

func byName(a, b *Reminder) int {
	return cmp.Or(
		cmp.Compare(a.Name, b.Name),
		cmp.Compare(a.Person, b.Person),
		cmp.Compare(a.What, b.What),
		cmp.Compare(a.Round, b.Round),
	)
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}
