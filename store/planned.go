package store

import (
	"context"
	"encoding/json"
	"fmt"

	"carebook/app/care"
)

// PlannedVisit is a visit in the plan of a week that is kept. A week has at most
// one of a person.
type PlannedVisit struct {
	Key    int64 `json:"-"`
	Person int64 `json:"person"`
	// Week is the week's Monday, Day the day of the visit.
	Week care.Day `json:"week"`
	Day  care.Day `json:"day"`
	// Start is minutes after midnight.
	Start   int `json:"start"`
	Minutes int `json:"minutes"`
	// Reason, ReasonDay and Late are why it was planned, see plan.Why.
	Reason    string   `json:"reason,omitempty"`
	ReasonDay care.Day `json:"reason_day,omitempty"`
	Late      int      `json:"late,omitempty"`
	// Pinned visits stay where the user has put them, Dropped ones the user does
	// not want this week.
	Pinned  bool `json:"pinned,omitempty"`
	Dropped bool `json:"dropped,omitempty"`
	// Event is the event by which the visit was logged from the plan, 0 for none.
	Event int64 `json:"event,omitempty"`

	// Made is set where that event is in the book and tells of a visit, and MadeOn
	// is its day; Gone is set where the person is in the trash, or a lost customer
	// to whom the user has not pinned the visit. All are told by a look at the book
	// and never kept.
	Made   bool     `json:"-"`
	MadeOn care.Day `json:"-"`
	Gone   bool     `json:"-"`
}

// PutPlanned keeps a planned visit, in place of the one that the week has of the
// person; Key says nothing. It fails with care.CodePersonMissing where the person
// has gone.
func (tx *Tx) PutPlanned(v PlannedVisit) error {
	st, err := loadPerson(tx, v.Person)
	if err != nil {
		return err
	}
	if st.doc == nil {
		return &care.Error{Code: care.CodePersonMissing, Args: care.Args{"ID": v.Person}, Err: ErrNotFound}
	}
	key, err := tx.plannedKey(v.Week, v.Person)
	if err != nil {
		return err
	}
	_, err = tx.put(entityVisit, key, v)
	return err
}

// RemovePlanned removes a planned visit.
func (tx *Tx) RemovePlanned(key int64) error { return tx.remove(entityVisit, key) }

// plannedKey is the key of a person's visit in a week, 0 for none.
func (tx *Tx) plannedKey(week care.Day, person int64) (int64, error) {
	keys, err := tx.keys("SELECT key FROM visit WHERE week = ? AND person = ?", string(week), person)
	if err != nil || len(keys) == 0 {
		return 0, err
	}
	return keys[0], nil
}

// plannedQuery reads the kept plans of some weeks.
const plannedQuery = `SELECT visit.key, visit.doc, event.key IS NOT NULL, coalesce(event.day, ''), person.deleted_at IS NOT NULL OR person.lost <> '' AND NOT coalesce(visit.doc ->> 'pinned', 0)
	FROM visit JOIN person ON person.key = visit.person LEFT JOIN event ON event.key = visit.doc ->> 'event' AND event.visit
	WHERE visit.week BETWEEN ? AND ? ORDER BY visit.week, visit.person`

// scanPlanned reads a row of plannedQuery.
func scanPlanned(scan func(...any) error) (PlannedVisit, error) {
	var v PlannedVisit
	var doc []byte
	var key int64
	var madeOn care.Day
	var made, gone bool
	if err := scan(&key, &doc, &made, &madeOn, &gone); err != nil {
		return v, fmt.Errorf("read a planned visit: %w", err)
	}
	if err := json.Unmarshal(doc, &v); err != nil {
		return v, fmt.Errorf("read planned visit %d: %w", key, err)
	}
	v.Key, v.Made, v.MadeOn, v.Gone = key, made, madeOn, gone
	return v, nil
}

// PlannedVisits are the kept plans of the weeks from one Monday to another, both
// inclusive, a week's by person. A week of which nothing is kept has none.
func (s *Store) PlannedVisits(ctx context.Context, from, to care.Day) ([]PlannedVisit, error) {
	rows, err := s.read.QueryContext(ctx, plannedQuery, string(from), string(to))
	if err != nil {
		return nil, s.explain(fmt.Errorf("read the plans from %s to %s: %w", from, to, err))
	}
	defer rows.Close()
	var kept []PlannedVisit
	for rows.Next() {
		v, err := scanPlanned(rows.Scan)
		if err != nil {
			return nil, s.explain(err)
		}
		kept = append(kept, v)
	}
	return kept, s.explain(rows.Err())
}

// PlannedWeek is the kept plan of a week as this action sees it.
func (tx *Tx) PlannedWeek(week care.Day) ([]PlannedVisit, error) {
	rows, err := tx.query(plannedQuery, string(week), string(week))
	if err != nil {
		return nil, fmt.Errorf("read the plan of %s: %w", week, err)
	}
	defer rows.Close()
	var kept []PlannedVisit
	for rows.Next() {
		v, err := scanPlanned(rows.Scan)
		if err != nil {
			return nil, err
		}
		kept = append(kept, v)
	}
	return kept, rows.Err()
}

// plannedOf are a person's planned visits as this action sees them.
func (tx *Tx) plannedOf(person int64) ([]PlannedVisit, error) {
	keys, err := tx.keys("SELECT key FROM visit WHERE person = ? ORDER BY key", person)
	if err != nil {
		return nil, err
	}
	visits := make([]PlannedVisit, len(keys))
	for i, key := range keys {
		st, err := tx.load(entityVisit, key)
		if err != nil {
			return nil, err
		}
		if err := json.Unmarshal(st.doc, &visits[i]); err != nil {
			return nil, fmt.Errorf("read planned visit %d: %w", key, err)
		}
		visits[i].Key = key
	}
	return visits, nil
}

func saveVisit(tx *Tx, key int64, st state) error {
	if st.doc == nil {
		_, err := tx.exec("DELETE FROM visit WHERE key = ?", key)
		return err
	}
	var v PlannedVisit
	if err := json.Unmarshal(st.doc, &v); err != nil {
		return err
	}
	_, err := tx.exec(`INSERT INTO visit (key, rev, week, person, doc) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (key) DO UPDATE SET rev = excluded.rev, week = excluded.week, person = excluded.person, doc = excluded.doc`,
		key, st.rev, string(v.Week), v.Person, st.doc)
	return err
}

// movePlanned lets the planned visits to one person be visits to another. A week
// in which that one has a visit keeps it.
func (tx *Tx) movePlanned(from, to int64) error {
	visits, err := tx.plannedOf(from)
	if err != nil {
		return err
	}
	for _, v := range visits {
		key := v.Key
		v.Person = to
		switch taken, err := tx.plannedKey(v.Week, to); {
		case err != nil:
			return err
		case taken != 0:
			if err := tx.remove(entityVisit, key); err != nil {
				return err
			}
		default:
			if _, err := tx.put(entityVisit, key, v); err != nil {
				return err
			}
		}
	}
	return nil
}

// unplan removes what the plans of weeks propose for a person who goes. What the
// user has pinned or logged is left, and belongs to the person.
func (tx *Tx) unplan(person int64) error {
	visits, err := tx.plannedOf(person)
	if err != nil {
		return err
	}
	for _, v := range visits {
		if v.Pinned || v.Event != 0 {
			continue
		}
		if err := tx.remove(entityVisit, v.Key); err != nil {
			return err
		}
	}
	return nil
}
