package plan

import (
	"cmp"
	"slices"

	"carebook/app/care"
)

// Shift is what the visits of a week do so that one of them has room on a day.
type Shift struct {
	// Placed is that visit, with its start.
	Placed Visit
	// Moved are the visits that give way to it, where they are then, and Out those
	// for which no day has room.
	Moved, Out []Visit
}

// MakeRoom puts a visit on its day beside the fixed ones of a week, of which one of
// the same person counts as moved away from the day left, "" for none. Where the
// day has no room as it stands, those of its visits that are neither pinned nor
// done give way, the least pressing first, until it has. Each of them goes to the
// first day that has room for it: the same one where it has still, the one left,
// then the others in their order. It is false where pinned and done visits alone
// leave no room, and where Fit never finds any.
func MakeRoom(t Task, v Visit, left care.Day) (Shift, bool) {
	t.Fixed = slices.DeleteFunc(slices.Clone(t.Fixed), func(f Visit) bool { return f.Key == v.Key })
	var yielding, gave []Visit
	for _, f := range t.Fixed {
		if f.Day == v.Day && !f.Pinned && !f.Done {
			yielding = append(yielding, f)
		}
	}
	slices.SortFunc(yielding, comparePressing)
	start, fits := Fit(t, v)
	for !fits && len(yielding) > 0 {
		last := len(yielding) - 1
		gave, yielding = append(gave, yielding[last]), yielding[:last]
		t.Fixed = slices.DeleteFunc(t.Fixed, func(f Visit) bool { return f.Key == gave[len(gave)-1].Key })
		start, fits = Fit(t, v)
	}
	if !fits {
		return Shift{}, false
	}
	v.Start = start
	t.Fixed = append(t.Fixed, v)
	s := Shift{Placed: v}
	for _, g := range slices.Backward(gave) {
		if moved, found := firstFit(&t, g, v.Day, left); found {
			t.Fixed = append(t.Fixed, moved)
			s.Moved = append(s.Moved, moved)
		} else {
			s.Out = append(s.Out, g)
		}
	}
	return s, true
}

// firstFit puts a visit on the first day that has room for it: those that come
// first, then the others of the week.
func firstFit(t *Task, v Visit, days ...care.Day) (Visit, bool) {
	for day := t.From; day <= t.To; day = day.Plus(1) {
		days = append(days, day)
	}
	for _, v.Day = range days {
		if start, fits := Fit(*t, v); fits {
			v.Start = start
			return v, true
		}
	}
	return v, false
}

// comparePressing is negative where a presses more than b: by reason, then by band,
// then by the reason's day. What the user added presses most.
func comparePressing(a, b Visit) int {
	return cmp.Or(
		cmp.Compare(pressing[a.Why.Reason], pressing[b.Why.Reason]), cmp.Compare(rowOf(a.Band), rowOf(b.Band)),
		cmp.Compare(a.Why.Day, b.Why.Day), cmp.Compare(a.Key, b.Key),
	)
}
