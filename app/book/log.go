package book

import (
	"cmp"
	"context"
	"strings"

	"carebook/app/care"
	"carebook/app/lang"
	"carebook/store"
)

// Entry is something that happened, as it is written down.
type Entry struct {
	care.Event
	// Promise is what the user said would be done by Due; "" is none. It
	// becomes an event of its own beside the entry.
	Promise string
}

// EntryOf is what a line of the log says of an event of a kind.
func EntryOf(kind care.EventKind, l lang.Line) Entry {
	return Entry{Promise: l.Promise, Event: care.Event{
		Kind: kind, Minutes: l.Minutes, Text: l.Text, Price: l.Price, ValidUntil: l.ValidUntil, Due: l.Due,
	}}
}

// Log writes an entry into a person's timeline, with its promise, as one
// action. An entry without a day happened today. It gives the keys of the
// events, the entry's first. It fails with care.CodeNotYet for a contact on a day
// to come.
func Log(ctx context.Context, s *store.Store, clock care.Clock, person int64, words string, e Entry) (keys []int64, action int64, err error) {
	event := e.Event
	if event.Day == "" {
		event.Day = clock.Today()
	}
	if err := happened(&event, clock); err != nil {
		return nil, 0, err
	}
	events := []care.Event{event}
	if e.Promise != "" && event.Kind != care.Promise {
		events[0].Due = dueOf(event)
		events = append(events, care.Event{Kind: care.Promise, Day: event.Day, Text: e.Promise, Due: e.Due})
	}
	action, err = s.Do(ctx, store.Action{Kind: "log", Words: words}, func(tx *store.Tx) error {
		if _, err := tx.Person(person); err != nil {
			return err
		}
		for _, ev := range events {
			key, err := tx.PutEvent(0, person, ev)
			if err != nil {
				return err
			}
			keys = append(keys, key)
		}
		return nil
	})
	return keys, action, err
}

// AddTo adds to an event that was logged what there is to say of it since: the
// words come after its own, and what e has else takes the place of what it has.
// A promise becomes an event of its own beside it. All is one action.
func AddTo(ctx context.Context, s *store.Store, key int64, words string, e Entry) (action int64, err error) {
	return s.Do(ctx, store.Action{Kind: "log", Words: words}, func(tx *store.Tx) error {
		before, err := tx.Event(key)
		if err != nil {
			return err
		}
		after := before.Event
		after.Text = strings.Trim(after.Text+"\n"+e.Text, "\n")
		after.Outcome, after.Minutes = cmp.Or(e.Outcome, after.Outcome), cmp.Or(e.Minutes, after.Minutes)
		if e.Price != nil {
			after.Price = e.Price
		}
		after.ValidUntil = cmp.Or(e.ValidUntil, after.ValidUntil)
		if _, err = tx.PutEvent(key, before.Person, after); err != nil || e.Promise == "" {
			return err
		}
		_, err = tx.PutEvent(0, before.Person, care.Event{Kind: care.Promise, Day: after.Day, Text: e.Promise, Due: e.Due})
		return err
	})
}

// happened refuses a real contact on a day to come: until then nobody would be
// owed a call.
func happened(e *care.Event, clock care.Clock) error {
	if e.Real() && e.Day > clock.Today() {
		return &care.Error{Code: care.CodeNotYet, Args: care.Args{"Day": lang.Day(e.Day)}}
	}
	return nil
}

// dueOf is the day by which an event itself waits for something: only a
// complaint does, since a promise beside a call waits on its own.
func dueOf(e care.Event) care.Day {
	if e.Kind == care.Complaint {
		return e.Due
	}
	return ""
}

// ChangeEvent changes an event of a timeline. What another window did to it
// meanwhile stays but for what change sets. It fails with care.CodeNotYet for a
// contact on a day to come.
func ChangeEvent(ctx context.Context, s *store.Store, clock care.Clock, key int64, words string, change func(*care.Event)) (action int64, err error) {
	return s.Do(ctx, store.Action{Kind: "log", Words: words}, func(tx *store.Tx) error {
		e, err := tx.Event(key)
		if err != nil {
			return err
		}
		change(&e.Event)
		if err := happened(&e.Event, clock); err != nil {
			return err
		}
		_, err = tx.PutEvent(key, e.Person, e.Event)
		return err
	})
}

// RemoveEvent takes an event out of a timeline.
func RemoveEvent(ctx context.Context, s *store.Store, key int64, words string) (action int64, err error) {
	return s.Do(ctx, store.Action{Kind: "log", Words: words}, func(tx *store.Tx) error { return tx.RemoveEvent(key) })
}
