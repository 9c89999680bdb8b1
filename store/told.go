package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"carebook/app/care"
)

// Told is an announcement of a reminder: which one, and as what (see
// remind.Standing.Told).
type Told struct {
	Kind string
	// Person is the person's key, 0 for none.
	Person            int64
	What, Round, Told string
}

// Run is a day on which the program ran.
type Run struct {
	Day care.Day
	// Shown is the instant at which the digest was shown last, "" where it was
	// not.
	Shown care.Instant
}

// toldDays is how long announcements are remembered: longer than any occasion
// of a year can come again.
const toldDays = 800

// Announce records, in one transaction, that the digest of a day was shown at an
// instant ("" where it was not) and what it announced. It gives those that were
// never announced before; people who have gone have nothing to announce.
func (s *Store) Announce(ctx context.Context, day care.Day, shown care.Instant, told []Told) (fresh []Told, err error) {
	_, err = s.Do(ctx, Action{Kind: "announce"}, func(tx *Tx) error {
		fresh = nil
		if err := tx.recordRun(day, shown); err != nil {
			return err
		}
		if _, err := tx.exec("DELETE FROM announced WHERE day < ?", string(day.Plus(-toldDays))); err != nil {
			return fmt.Errorf("forget old announcements: %w", err)
		}
		for _, t := range told {
			isNew, err := tx.announce(day, t)
			if err != nil {
				return err
			}
			if isNew {
				fresh = append(fresh, t)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return fresh, nil
}

// announce records an announcement and reports whether it is the first.
func (tx *Tx) announce(day care.Day, t Told) (bool, error) {
	res, err := tx.exec(`INSERT OR IGNORE INTO announced (person, kind, what, round, told, day)
		SELECT ?1, ?2, ?3, ?4, ?5, ?6 WHERE ?1 IS NULL OR EXISTS (SELECT 1 FROM person WHERE key = ?1)`,
		append(identity(t.Kind, t.Person, t.What, t.Round), t.Told, string(day))...)
	if err != nil {
		return false, fmt.Errorf("record an announcement: %w", err)
	}
	n, err := res.RowsAffected()
	return n > 0, err
}

// recordRun notes that the program ran on a day, and the last instant at which
// the digest was shown.
func (tx *Tx) recordRun(day care.Day, shown care.Instant) error {
	_, err := tx.exec("INSERT INTO run (day, shown) VALUES (?, ?) ON CONFLICT (day) DO UPDATE SET shown = excluded.shown WHERE shown < excluded.shown", string(day), string(shown))
	if err != nil {
		return fmt.Errorf("record that the program ran on %s: %w", day, err)
	}
	return nil
}

// toldQuery reads the places in a list of the announcements that were made on
// another day.
const toldQuery = `SELECT asked.key FROM json_each(?) AS asked JOIN announced ON announced.person IS asked.value ->> 0
		AND announced.kind = asked.value ->> 1 AND announced.what = asked.value ->> 2 AND announced.round = asked.value ->> 3 AND announced.told = asked.value ->> 4
		WHERE announced.day <> ?`

// ToldBefore are those of some announcements that were made on another day than
// this one.
func (s *Store) ToldBefore(ctx context.Context, day care.Day, told []Told) (map[Told]bool, error) {
	before := map[Told]bool{}
	if len(told) == 0 {
		return before, nil
	}
	asked := make([][]any, len(told))
	for i, t := range told {
		asked[i] = append(identity(t.Kind, t.Person, t.What, t.Round), t.Told)
	}
	list, err := json.Marshal(asked)
	if err != nil {
		return nil, fmt.Errorf("ask what was announced: %w", err)
	}
	rows, err := s.read.QueryContext(ctx, toldQuery, string(list), string(day))
	if err != nil {
		return nil, s.explain(fmt.Errorf("ask what was announced: %w", err))
	}
	places, err := scanKeys(rows)
	if err != nil {
		return nil, s.explain(err)
	}
	for _, i := range places {
		before[told[i]] = true
	}
	return before, nil
}

// toldSinceQuery reads what was announced besides lead days, whose names are
// numbers.
const toldSinceQuery = "SELECT coalesce(person, 0), kind, what, round, told FROM announced WHERE told >= 'a' AND day >= ? AND day <> ?"

// ToldSince are the announcements that were made from a day on, but for those of
// one of the days, of what was missed or put off. A lead day is announced on that
// day and on no other, so nobody need ask for it.
func (s *Store) ToldSince(ctx context.Context, since, but care.Day) (map[Told]bool, error) {
	rows, err := s.read.QueryContext(ctx, toldSinceQuery, string(since), string(but))
	if err != nil {
		return nil, s.explain(fmt.Errorf("read what was announced: %w", err))
	}
	defer rows.Close()
	told := map[Told]bool{}
	for rows.Next() {
		var t Told
		if err := rows.Scan(&t.Person, &t.Kind, &t.What, &t.Round, &t.Told); err != nil {
			return nil, s.explain(fmt.Errorf("read what was announced: %w", err))
		}
		told[t] = true
	}
	return told, s.explain(rows.Err())
}

// RecordRun notes that the program ran on a day, and removes pictures that nobody
// has any more. A day that was noted before stays as it is, and costs no write.
func (s *Store) RecordRun(ctx context.Context, day care.Day) error {
	_, known, err := s.Ran(ctx, day)
	if err != nil || known {
		return err
	}
	_, err = s.Do(ctx, Action{Kind: "run"}, func(tx *Tx) error {
		if err := tx.recordRun(day, ""); err != nil {
			return err
		}
		return tx.sweepPictures()
	})
	return err
}

// Runs are the days on which the program ran, from a day on and in their order.
func (s *Store) Runs(ctx context.Context, since care.Day) ([]Run, error) {
	rows, err := s.read.QueryContext(ctx, "SELECT day, shown FROM run WHERE day >= ? ORDER BY day", string(since))
	if err != nil {
		return nil, s.explain(fmt.Errorf("read when the program ran: %w", err))
	}
	defer rows.Close()
	var runs []Run
	for rows.Next() {
		var r Run
		if err := rows.Scan(&r.Day, &r.Shown); err != nil {
			return nil, s.explain(fmt.Errorf("read when the program ran: %w", err))
		}
		runs = append(runs, r)
	}
	return runs, s.explain(rows.Err())
}

// Ran reports whether the program ran on a day.
func (s *Store) Ran(ctx context.Context, day care.Day) (Run, bool, error) {
	r := Run{Day: day}
	err := s.read.QueryRowContext(ctx, "SELECT shown FROM run WHERE day = ?", string(day)).Scan(&r.Shown)
	if errors.Is(err, sql.ErrNoRows) {
		return Run{}, false, nil
	}
	if err != nil {
		return Run{}, false, s.explain(fmt.Errorf("ask whether the program ran on %s: %w", day, err))
	}
	return r, true, nil
}
