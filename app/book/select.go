package book

import (
	"context"
	"slices"
	"strings"

	"carebook/app/calendar"
	"carebook/app/care"
	"carebook/store"
)

// Query is the store's query for a list: the filter with what follows from
// today's day.
func Query(f care.Filter, order care.Sort, clock care.Clock) store.Query {
	q := store.Query{Filter: f, Sort: order, Today: clock.Today()}
	if f.BirthdayWithin > 0 {
		q.Near = daysNear(q.Today, f.BirthdayWithin)
	}
	return q
}

// daysNear are the days on which a birthday falls from today to so many days
// later, in both calendars.
func daysNear(today care.Day, days int) []store.MonthDay {
	var near []store.MonthDay
	for _, f := range calendar.Between(today, care.DayOf(today.Time().AddDate(0, 0, min(days, 365))), false) {
		near = append(near, store.MonthDay{Calendar: f.Date.Calendar, Month: f.Date.Month, Day: f.Date.Day, Leap: f.Date.Leap})
	}
	return near
}

// Trash moves people to the trash as one action, or brings them back.
func Trash(ctx context.Context, s *store.Store, keys []int64, trashed bool, words string) (action int64, err error) {
	return eachDo(ctx, s, store.Action{Kind: "trash", Words: words}, keys, func(tx *store.Tx, key int64) error {
		return tx.TrashPerson(key, trashed)
	})
}

// EditEach changes the same thing of several people as one action: a bulk edit.
// progress, which may be nil, is told from time to time how many are done.
func EditEach(ctx context.Context, s *store.Store, keys []int64, words string, change func(*care.Person), progress func(done int)) (action int64, err error) {
	done := 0
	return eachDo(ctx, s, store.Action{Kind: "edit", Words: words}, keys, func(tx *store.Tx, key int64) error {
		if done++; progress != nil && done%toldEvery == 0 {
			progress(done)
		}
		p, err := tx.Person(key)
		if err != nil {
			return err
		}
		change(p)
		_, err = tx.PutPerson(p)
		return err
	})
}

// toldEvery is the number of people after which a bulk edit tells how far it
// is: a fraction of a second's work.
const toldEvery = 100

// eachDo works on several people as one action that can be stopped.
func eachDo(ctx context.Context, s *store.Store, a store.Action, keys []int64, work func(*store.Tx, int64) error) (int64, error) {
	return s.Do(ctx, a, func(tx *store.Tx) error {
		for _, key := range keys {
			if err := ctx.Err(); err != nil {
				return &care.Error{Code: care.CodeCancelled, Err: err}
			}
			if err := work(tx, key); err != nil {
				return err
			}
		}
		return nil
	})
}

// trashDays is how long somebody lies in the trash.
const trashDays = 30

// EmptyTrash erases those who have lain in the trash for 30 days, by the clock and by
// the days on which the program ran. The window calls it at its start.
func EmptyTrash(ctx context.Context, s *store.Store, clock care.Clock) (int, error) {
	before, err := livedBefore(ctx, s, clock, trashDays)
	if err != nil || before == "" {
		return 0, err
	}
	return s.EraseTrash(ctx, before)
}

// TrashLeft is the number of days until somebody in the trash is erased.
func TrashLeft(deleted care.Instant, clock care.Clock) int {
	gone := clock.Now().Sub(deleted.Time())
	return max(0, trashDays-int(gone.Hours()/24))
}

// PutList keeps a smart list; key 0 is a new one. It fails with
// care.CodeNameMissing and, where another list has the name, whatever the case,
// with care.CodeListExists.
func PutList(ctx context.Context, s *store.Store, key int64, l care.SmartList) (int64, error) {
	var err error
	if l.Name, err = cleanName(l.Name); err != nil {
		return 0, err
	}
	_, err = s.Do(ctx, store.Action{Kind: "list", Words: l.Name}, func(tx *store.Tx) error {
		// While this action has the lock, nobody else takes the name.
		lists, err := s.Lists(ctx)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(lists, func(o store.SmartList) bool { return o.Key != key && strings.EqualFold(o.Name, l.Name) }) {
			return &care.Error{Code: care.CodeListExists, Args: care.Args{"Name": l.Name}}
		}
		key, err = tx.PutList(key, l)
		return err
	})
	return key, err
}

// PutField keeps a field of the user's own; key 0 is a new one. It fails with
// care.CodeNameMissing and, where another field has the name, whatever the case,
// with care.CodeFieldExists.
func PutField(ctx context.Context, s *store.Store, key int64, f care.OwnField) (int64, error) {
	var err error
	if f.Name, err = cleanName(f.Name); err != nil {
		return 0, err
	}
	_, err = s.Do(ctx, store.Action{Kind: "field", Words: f.Name}, func(tx *store.Tx) error {
		fields, err := s.OwnFields(ctx)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(fields, func(o store.OwnField) bool { return o.Key != key && strings.EqualFold(o.Name, f.Name) }) {
			return &care.Error{Code: care.CodeFieldExists, Args: care.Args{"Name": f.Name}}
		}
		key, err = tx.PutField(key, f)
		return err
	})
	return key, err
}

func cleanName(name string) (string, error) {
	name = strings.Join(strings.Fields(name), " ")
	if name == "" {
		return "", &care.Error{Code: care.CodeNameMissing}
	}
	return name, nil
}
