package book

import (
	"context"
	"fmt"
	"slices"

	"carebook/app/care"
	"carebook/app/care/plan"
	"carebook/app/lang"
	"carebook/store"
)

// MoveVisit moves the visit to a person to another day, on which it begins at the
// first free time, and pins it there. Where the day has no room, those of its visits
// that are neither pinned nor done give way, see plan.MakeRoom; who finds no other
// day is left out of the plan. Like every change of a plan it keeps the
// week as the view shows it first, unless the week is kept already, and is one
// action. It fails with care.CodeVisitMissing, care.CodeVisitDone,
// care.CodeVisitPast for a day before today, and care.CodeVisitNoRoom where pinned
// and done visits fill the day.
func MoveVisit(ctx context.Context, s *store.Store, clock care.Clock, v *VisitsView, person int64, to care.Day, words string) (action int64, err error) {
	from, err := v.weekOf(person)
	if err != nil {
		return 0, err
	}
	target, err := v.weekFor(ctx, s, clock, to)
	if err != nil {
		return 0, err
	}
	return s.Do(ctx, store.Action{Kind: "plan", Words: words}, func(tx *store.Tx) error {
		rows, err := from.keep(tx)
		if err != nil {
			return err
		}
		row, err := from.open(rows, person)
		if err != nil {
			return err
		}
		moved := row
		moved.Day, moved.Pinned = to, true
		if target.from == from.from {
			return target.place(tx, rows, moved, clock.Today())
		}
		row.Dropped, row.Pinned = true, false // in the week that it leaves
		if err := tx.PutPlanned(row); err != nil {
			return err
		}
		if rows, err = target.keep(tx); err != nil {
			return err
		}
		moved.Week = target.from
		return target.place(tx, rows, moved, clock.Today())
	})
}

// AddVisit adds a visit to anybody who is not in the trash, pinned to a day; who
// has a visit in that week already is moved. It fails with
// care.CodePersonMissing, and as MoveVisit does.
func AddVisit(ctx context.Context, s *store.Store, clock care.Clock, v *VisitsView, person int64, day care.Day, words string) (action int64, err error) {
	target, err := v.weekFor(ctx, s, clock, day)
	if err != nil {
		return 0, err
	}
	who, known := target.people[person]
	if !known {
		return 0, &care.Error{Code: care.CodePersonMissing, Args: care.Args{"ID": person}, Err: store.ErrNotFound}
	}
	added := store.PlannedVisit{
		Person: person, Week: target.from, Day: day, Minutes: lengthOf(&target.hours, who.band), Reason: string(plan.ByHand), Pinned: true,
	}
	return s.Do(ctx, store.Action{Kind: "plan", Words: words}, func(tx *store.Tx) error {
		rows, err := target.keep(tx)
		if err != nil {
			return err
		}
		if row, err := target.open(rows, person); err == nil {
			added.Reason, added.ReasonDay, added.Late, added.Minutes = row.Reason, row.ReasonDay, row.Late, row.Minutes
		} else if care.CodeOf(err) == care.CodeVisitDone {
			return err
		}
		return target.place(tx, rows, added, clock.Today())
	})
}

// PinVisit lets a visit stay where it is when the week is planned again, or go.
func PinVisit(ctx context.Context, s *store.Store, clock care.Clock, v *VisitsView, person int64, pinned bool, words string) (action int64, err error) {
	return v.change(ctx, s, person, words, func(_ *store.Tx, row *store.PlannedVisit) error {
		row.Pinned = pinned
		return nil
	})
}

// DropVisit takes a visit out of its week.
func DropVisit(ctx context.Context, s *store.Store, clock care.Clock, v *VisitsView, person int64, words string) (action int64, err error) {
	return v.change(ctx, s, person, words, func(_ *store.Tx, row *store.PlannedVisit) error {
		row.Dropped, row.Pinned = true, false
		return nil
	})
}

// FinishVisit logs that a visit was made, on its day or today where that is still
// to come, with the minutes it took (0 where nobody says) and what there is to say
// of it. It fails with care.CodeVisitMissing and care.CodeVisitDone.
func FinishVisit(ctx context.Context, s *store.Store, clock care.Clock, v *VisitsView, person int64, minutes int, text, words string) (action int64, err error) {
	return v.change(ctx, s, person, words, func(tx *store.Tx, row *store.PlannedVisit) (err error) {
		row.Event, err = tx.PutEvent(0, person, care.Event{Kind: care.Visit, Day: min(row.Day, clock.Today()), Minutes: minutes, Text: text})
		return err
	})
}

// PlanAgain plans the kept weeks of a view anew, but for those that are over and
// for what is pinned or done. Who was dropped from a week stays dropped. A week that is not kept is planned anew at each look
// anyway.
func PlanAgain(ctx context.Context, s *store.Store, clock care.Clock, v *VisitsView, words string) (action int64, err error) {
	return s.Do(ctx, store.Action{Kind: "plan", Words: words}, func(tx *store.Tx) error {
		// While this action has the lock, nobody else writes what is read here.
		r, err := startVisiting(ctx, s, clock, v.Span)
		if err != nil {
			return err
		}
		r.anew = true
		if err := r.read(ctx); err != nil {
			return err
		}
		for _, w := range r.plan() {
			if !w.kept || w.from.Plus(6) < r.today {
				continue
			}
			if err := w.replace(tx, r.kept[w.from]); err != nil {
				return err
			}
		}
		return nil
	})
}

// replace makes a kept week what it was planned anew.
func (w *plannedWeek) replace(tx *store.Tx, kept []store.PlannedVisit) error {
	planned := map[int64]bool{}
	for i := range w.visits {
		planned[w.visits[i].Key] = true
	}
	for _, row := range kept {
		if !planned[row.Person] && !row.Dropped {
			if err := tx.RemovePlanned(row.Key); err != nil {
				return err
			}
		}
	}
	return w.put(tx, kept)
}

// put keeps the visits of a week. Those that were logged stand in timelines, those
// that are pinned or done stay as they are kept.
func (w *plannedWeek) put(tx *store.Tx, kept []store.PlannedVisit) error {
	stays := map[int64]bool{}
	for _, row := range kept {
		stays[row.Person] = !row.Dropped
	}
	for i := range w.visits {
		visit := &w.visits[i]
		if visit.Why.Reason == "" || stays[visit.Key] && (visit.Pinned || visit.Done) {
			continue
		}
		// Who has gone since the view was read is visited no more.
		if err := tx.PutPlanned(rowOfVisit(visit, w.from)); err != nil && care.CodeOf(err) != care.CodePersonMissing {
			return err
		}
	}
	return nil
}

// rowOfVisit is a visit as the book keeps it.
func rowOfVisit(v *plan.Visit, week care.Day) store.PlannedVisit {
	return store.PlannedVisit{
		Person: v.Key, Week: week, Day: v.Day, Start: v.Start, Minutes: v.Minutes,
		Reason: string(v.Why.Reason), ReasonDay: v.Why.Day, Late: v.Why.Days, Pinned: v.Pinned,
	}
}

// viewedWeek is a week of a view, with what is known of people.
type viewedWeek struct {
	*plannedWeek
	hours  plan.Hours
	people map[int64]visited
}

// weekOf is the week in which somebody has a visit. Who has several in a month is
// meant by the first that was not made.
func (v *VisitsView) weekOf(person int64) (viewedWeek, error) {
	found := viewedWeek{nil, v.Settings.Hours, v.people}
	for i := range v.weeks {
		w := &v.weeks[i]
		at := slices.IndexFunc(w.visits, func(visit plan.Visit) bool { return visit.Key == person })
		switch {
		case at < 0:
		case !w.visits[at].Done:
			found.plannedWeek = w
			return found, nil
		case found.plannedWeek == nil:
			found.plannedWeek = w
		}
	}
	if found.plannedWeek == nil {
		return found, missing(person)
	}
	return found, nil
}

// weekFor is the week of a day that is to be planned. One that the view does not
// show is read, so that it is kept as it would be shown.
func (v *VisitsView) weekFor(ctx context.Context, s *store.Store, clock care.Clock, day care.Day) (viewedWeek, error) {
	if day < clock.Today() {
		return viewedWeek{}, &care.Error{Code: care.CodeVisitPast, Args: care.Args{"Day": lang.DayNamed(day, clock.Today())}}
	}
	monday := mondayOf(day)
	i := slices.IndexFunc(v.weeks, func(w plannedWeek) bool { return w.from == monday })
	if i < 0 {
		other, err := ReadVisits(ctx, s, clock, Span{From: monday})
		if err != nil {
			return viewedWeek{}, err
		}
		v, i = other, 0
	}
	return viewedWeek{&v.weeks[i], v.Settings.Hours, v.people}, nil
}

// keep keeps the week as it is shown, unless something of it is kept already, and
// gives what is kept then.
func (w *plannedWeek) keep(tx *store.Tx) ([]store.PlannedVisit, error) {
	rows, err := tx.PlannedWeek(w.from)
	if err != nil || len(rows) > 0 {
		return rows, err
	}
	if err := w.put(tx, nil); err != nil {
		return nil, err
	}
	return tx.PlannedWeek(w.from)
}

// place keeps a visit at the first free time of its day, and those that give way
// to it where they go.
func (w *viewedWeek) place(tx *store.Tx, rows []store.PlannedVisit, row store.PlannedVisit, today care.Day) error {
	kept := map[int64]store.PlannedVisit{}
	for _, other := range rows {
		kept[other.Person] = other
	}
	left := care.Day("")
	if old, had := kept[row.Person]; had && !old.Dropped {
		left = old.Day
	}
	t := plan.Task{From: w.from, To: w.from.Plus(6), Today: today, Hours: w.hours, Fixed: w.standing(rows)}
	shift, fits := plan.MakeRoom(t, w.visitOf(&row, false), left)
	if !fits {
		return &care.Error{Code: care.CodeVisitNoRoom, Args: care.Args{"Day": lang.DayNamed(row.Day, today)}}
	}
	for _, out := range shift.Out {
		if err := tx.RemovePlanned(kept[out.Key].Key); err != nil {
			return err
		}
	}
	for _, moved := range shift.Moved {
		other := kept[moved.Key]
		other.Day, other.Start = moved.Day, moved.Start
		if err := tx.PutPlanned(other); err != nil {
			return err
		}
	}
	row.Start, row.Dropped = shift.Placed.Start, false
	return tx.PutPlanned(row)
}

// standing are the visits that a kept week has, and those that were made in it.
func (w *viewedWeek) standing(rows []store.PlannedVisit) (visits []plan.Visit) {
	done := map[int64]bool{}
	for i := range w.visits {
		done[w.visits[i].Key] = w.visits[i].Done
	}
	taken := map[int64]bool{}
	for i := range rows {
		row := &rows[i]
		if taken[row.Person] = true; !row.Dropped && (!row.Gone || row.Made) {
			visits = append(visits, w.visitOf(row, row.Made || done[row.Person]))
		}
	}
	for _, made := range w.visits {
		if made.Done && !taken[made.Key] {
			visits = append(visits, made)
		}
	}
	return visits
}

// visitOf is a visit as the week has it.
func (w *viewedWeek) visitOf(row *store.PlannedVisit, done bool) plan.Visit {
	who := w.people[row.Person]
	return plan.Visit{
		Key: row.Person, Band: who.band, District: who.district, Day: row.Day, Start: row.Start, Minutes: row.Minutes,
		Why: plan.Why{Reason: plan.Reason(row.Reason), Day: row.ReasonDay, Days: row.Late}, Pinned: row.Pinned, Done: done,
	}
}

// change changes the visit to a person.
func (v *VisitsView) change(ctx context.Context, s *store.Store, person int64, words string, change func(*store.Tx, *store.PlannedVisit) error) (action int64, err error) {
	w, err := v.weekOf(person)
	if err != nil {
		return 0, err
	}
	return s.Do(ctx, store.Action{Kind: "plan", Words: words}, func(tx *store.Tx) error {
		rows, err := w.keep(tx)
		if err != nil {
			return err
		}
		row, err := w.open(rows, person)
		if err != nil {
			return err
		}
		if err := change(tx, &row); err != nil {
			return err
		}
		return tx.PutPlanned(row)
	})
}

// open is the visit to a person that was not made yet.
func (w *viewedWeek) open(rows []store.PlannedVisit, person int64) (store.PlannedVisit, error) {
	i := slices.IndexFunc(rows, func(row store.PlannedVisit) bool { return row.Person == person && !row.Dropped })
	made := slices.ContainsFunc(w.visits, func(v plan.Visit) bool { return v.Key == person && v.Done })
	switch {
	case made, i >= 0 && rows[i].Made:
		return store.PlannedVisit{}, &care.Error{Code: care.CodeVisitDone, Args: care.Args{"Name": w.people[person].name}}
	case i < 0:
		return store.PlannedVisit{}, missing(person)
	}
	return rows[i], nil
}

// missing says that somebody's visit is not there, or not any more.
func missing(person int64) error {
	return &care.Error{Code: care.CodeVisitMissing, Err: fmt.Errorf("a visit to person %d: %w", person, store.ErrNotFound)}
}
