package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/store"
)

// waitEvery is how often one of the made-up people waits for a promise or
// complains: a hundred in a book of 100,000.
const waitEvery = 1_000

// writeDated makes a book of n made-up people, each with a birthday, every
// second with another date (of somebody near, or an anniversary), one date in
// eight of the lunar calendar, each called once in the last year and a half. It
// knows the pop-ups of the last days.
func writeDated(ctx context.Context, path string, n int) (err error) {
	clock := care.SystemClock()
	s, err := store.Open(ctx, path, store.Options{Clock: clock, Origin: "measure"})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	w := dates{events{today: clock.Today(), chance: rand.New(rand.NewPCG(1, 20))}}
	var keys []int64
	_, err = s.Do(ctx, store.Action{Kind: "import", Bulk: true}, func(tx *store.Tx) error {
		for i := range n {
			key, err := tx.PutPerson(w.person(i))
			if err != nil {
				return err
			}
			keys = append(keys, key)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for first := 0; first < len(keys); first += batch {
		if err := w.calls(ctx, s, keys[first:min(first+batch, len(keys))]); err != nil {
			return err
		}
	}
	return showDays(ctx, s, clock)
}

// shownDays is the number of days before today on which the pop-up was shown:
// more than anything stays missed.
const shownDays = 20

// showDays shows the pop-up of each of the last days, so that the book knows what
// was announced.
func showDays(ctx context.Context, s *store.Store, clock care.Clock) error {
	for ago := shownDays; ago > 0; ago-- {
		then := care.ClockFrom(clock.Now().AddDate(0, 0, -ago))
		d, err := book.ReadDigest(ctx, s, then, "")
		if err != nil {
			return err
		}
		if err := book.Shown(ctx, s, then, d); err != nil {
			return err
		}
	}
	return nil
}

type dates struct{ events }

// calls gives each person a call, and some a promise or a complaint.
func (w *dates) calls(ctx context.Context, s *store.Store, people []int64) error {
	_, err := s.Do(ctx, store.Action{Kind: "log"}, func(tx *store.Tx) error {
		for i, key := range people {
			day := care.DayOf(w.today.Time().AddDate(0, 0, -1-w.chance.IntN(540)))
			if _, err := tx.PutEvent(0, key, care.Event{Kind: care.Call, Day: day, Text: w.sentence()}); err != nil {
				return err
			}
			if i%waitEvery != 0 {
				continue
			}
			for _, kind := range []care.EventKind{care.Promise, care.Complaint} {
				if _, err := tx.PutEvent(0, key, care.Event{Kind: kind, Day: day, Due: w.today, Text: w.sentence()}); err != nil {
					return err
				}
			}
		}
		return nil
	})
	return err
}

func (w *dates) person(i int) *care.Person {
	p := one{i}
	person := &care.Person{
		FullName: p.given() + " " + p.family(), Organization: p.organization(), Phones: []care.Phone{{Number: p.phones()[0]}},
		Added: care.DayOf(w.today.Time().AddDate(-2, 0, 0)), Dates: []care.Date{w.date(care.Birthday, "")},
	}
	if i%2 == 0 {
		kind, label := care.Anniversary, ""
		if i%4 == 0 {
			kind, label = care.RelativeDate, one{i + 1}.given()
		}
		person.Dates = append(person.Dates, w.date(kind, label))
	}
	return person
}

func (w *dates) date(kind care.DateKind, label string) care.Date {
	d := care.Date{Kind: kind, Year: 1940 + w.chance.IntN(80), Month: 1 + w.chance.IntN(12), Day: 1 + w.chance.IntN(28), Label: label}
	if w.chance.IntN(8) == 0 {
		d.Calendar = care.Lunar
	}
	return d
}

// measureDigest reads the digest of today, as it is read for the page and the
// pop-up.
func measureDigest(ctx context.Context, path string, runs int) error {
	clock := care.SystemClock()
	return answers(ctx, path, runs, func(s *store.Store, i int) (string, int, error) {
		d, err := book.ReadDigest(ctx, s, clock, "")
		if err != nil {
			return "", 0, err
		}
		if len(d.Items) == 0 {
			err = errors.New("a large book has a quiet day")
		}
		return fmt.Sprintf("digest %d", i), len(d.Items), err
	})
}

// measureYear counts the days of a year for its picture.
func measureYear(ctx context.Context, path string, runs int) error {
	year := care.SystemClock().Now().Year()
	return answers(ctx, path, runs, func(s *store.Store, i int) (string, int, error) {
		counts, err := book.YearCounts(ctx, s, year)
		if err != nil {
			return "", 0, err
		}
		if counts[time.March-1][9] == 0 {
			err = errors.New("10 March holds nothing")
		}
		return fmt.Sprintf("year %d", i), 1, err
	})
}
