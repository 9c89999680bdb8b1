package book

import (
	"cmp"
	"context"
	"fmt"
	"strconv"
	"time"

	"carebook/app/care"
	"carebook/app/care/remind"
	"carebook/app/lang"
	"carebook/store"
)

// Finish says that a reminder was seen to, as one action: a call or a visit is
// written down as made today, a promise as kept, a complaint as answered.
func Finish(ctx context.Context, s *store.Store, clock care.Clock, it Item) (action int64, err error) {
	return decide(ctx, s, clock, it, remind.State{Status: remind.Done}, func(tx *store.Tx) error {
		today := clock.Today()
		switch it.Kind {
		case remind.Call, remind.Visit:
			kind := care.Call
			if it.Kind == remind.Visit {
				kind = care.Visit
			}
			_, err := tx.PutEvent(0, it.Person, care.Event{Kind: kind, Day: today})
			return err
		case remind.Promise, remind.Complaint:
			return finishEvent(tx, it.What, today)
		}
		return nil
	})
}

// finishEvent marks a promise as kept, or a complaint as answered.
func finishEvent(tx *store.Tx, name string, today care.Day) error {
	key, err := strconv.ParseInt(name, 10, 64)
	if err != nil {
		return fmt.Errorf("read the event of a reminder: %w", err)
	}
	e, err := tx.Event(key)
	if err != nil {
		return err
	}
	e.Done = today
	_, err = tx.PutEvent(key, e.Person, e.Event)
	return err
}

// Skip leaves a reminder out: an occasion this year, a cadence this round, a
// promise or complaint for good.
func Skip(ctx context.Context, s *store.Store, clock care.Clock, it Item) (action int64, err error) {
	state := remind.State{Status: remind.Skipped}
	if it.Every > 0 {
		state.Until = care.InstantOf(morning(clock.Now(), it.Every))
	}
	return decide(ctx, s, clock, it, state, nil)
}

// Snooze hides a reminder until a moment.
func Snooze(ctx context.Context, s *store.Store, clock care.Clock, it Item, until time.Time) (action int64, err error) {
	return decide(ctx, s, clock, it, remind.State{Status: remind.Snoozed, Until: care.InstantOf(until)}, nil)
}

// morning is the beginning of the day so many days after a moment, where the
// user is.
func morning(now time.Time, days int) time.Time {
	return time.Date(now.Year(), now.Month(), now.Day()+days, 0, 0, 0, 0, now.Location())
}

// decide keeps what was decided of a reminder, with what else it means. A
// reminder that another window has decided meanwhile is decided anew.
func decide(ctx context.Context, s *store.Store, clock care.Clock, it Item, state remind.State, also func(*store.Tx) error) (action int64, err error) {
	return s.Do(ctx, store.Action{Kind: "remind", Words: lang.T("reminder.words", lang.Args{"Name": it.Name})}, func(tx *store.Tx) error {
		if also != nil {
			if err := also(tx); err != nil {
				return err
			}
		}
		return tx.PutReminder(store.Reminder{
			Kind: string(it.Kind), Person: it.Person, What: it.What, Round: it.Round,
			Status: string(state.Status), Until: state.Until, Date: it.Date, Decided: clock.Today(),
		})
	})
}

// DueState answers whether the pop-up is due.
type DueState struct {
	Due bool
	// Next is when to ask again at the latest.
	Next time.Time
}

// DigestDue asks whether the pop-up is to be shown: its hour has passed and the
// day's has not been shown, it was put off until now, or a reminder's snooze has
// ended since. The answer lies in the book, so sleep, a clock set otherwise and
// another time zone need no thought.
func DigestDue(ctx context.Context, s *store.Store, clock care.Clock) (DueState, error) {
	now := clock.Now()
	settings, err := ReminderSettings(ctx, s)
	if err != nil {
		return DueState{}, err
	}
	run, ran, err := s.Ran(ctx, care.DayOf(now))
	if err != nil {
		return DueState{}, err
	}
	shown := ran && run.Shown != ""
	later, err := s.Setting(ctx, settingLater)
	if err != nil {
		return DueState{}, err
	}
	ends := []care.Instant{care.Instant(later)}
	// What was put off to a moment since the pop-up was there comes back with it.
	snoozed, err := s.Reminders(ctx, care.DayOf(now.AddDate(1, 0, 0)), cmp.Or(run.Shown, care.InstantOf(now)))
	if err != nil {
		return DueState{}, err
	}
	for _, r := range snoozed {
		if r.Status == string(remind.Snoozed) {
			ends = append(ends, r.Until)
		}
	}
	state := DueState{Due: settings.DigestDue(now, shown), Next: settings.NextLook(now, shown, ends)}
	for _, end := range ends {
		if shown && end > run.Shown && !end.Time().After(now) {
			state.Due = true
		}
	}
	if !state.Due {
		return state, nil
	}
	// Whoever has nobody yet has nothing to be told.
	if n, err := s.Count(ctx, store.Query{}); err != nil || n == 0 {
		return DueState{Next: state.Next}, err
	}
	if !settings.Quiet {
		return state, nil
	}
	d, err := ReadDigest(ctx, s, clock, "")
	if err != nil {
		return state, err
	}
	if !HasNews(d) {
		state.Due = false
		return state, Shown(ctx, s, clock, d) // nothing to say was said
	}
	return state, nil
}

// HasNews reports whether the pop-up has something to say.
func HasNews(d *Digest) bool {
	for i := range d.Items {
		if d.Items[i].Pops() {
			return true
		}
	}
	return false
}

// Shown keeps that the pop-up showed a digest: the day counts as one on which
// the program ran, and what was announced is not announced again on another. It
// is called once the pop-up is on the screen, so that a crash before that loses
// nothing.
func Shown(ctx context.Context, s *store.Store, clock care.Clock, d *Digest) error {
	_, err := s.Announce(ctx, d.On, care.InstantOf(clock.Now()), d.announced)
	return err
}

// Later puts the whole pop-up off for a while.
func Later(ctx context.Context, s *store.Store, clock care.Clock, pause time.Duration) error {
	if err := s.SetSetting(ctx, settingLater, string(care.InstantOf(clock.Now().Add(pause)))); err != nil {
		return fmt.Errorf("put the pop-up off: %w", err)
	}
	return nil
}
