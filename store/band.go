package store

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"carebook/app/care"
)

// SettingBandsOf is the setting that names what the bands of the book were told
// from: the words given to (*Tx).SetBands. It is "" where something has moved
// since that bands follow from: sales, people and their values.
const SettingBandsOf = "bands_of"

// settingRound is the setting that counts how many times bands have moved.
// They follow from the book and are no part of the change log, so that this is
// how other windows notice.
const settingRound = "bands_round"

// Customer is a living person as far as it counts for bands and plans; sales are
// apart, see Purchases.
type Customer struct {
	Key            int64
	ID, Name, City string
	Added          care.Day
	// Lost is the day since which the customer counts as lost, "" for none.
	Lost care.Day
	// FirstContact is the day of the first contact event, LastVisit that of the
	// last real contact face to face, "" for none.
	FirstContact, LastVisit care.Day
	// CallEvery and VisitEvery are the cadences in days, 0 for none; CallFrom and
	// VisitFrom the days from which they count.
	CallEvery, VisitEvery int
	CallFrom, VisitFrom   care.Day
	// Value is 1 to 5, 0 for none.
	Value int
	// Override is the band chosen by hand, its Band "" for none.
	Override care.BandOverride
	// Split is the band told last, whatever was chosen by hand.
	Split care.Band
}

// customersQuery reads living people, and the reason why a band was chosen of
// those few who have one.
const customersQuery = `SELECT person.key, person.id, person.full_name, person.city, person.added, person.lost,
		coalesce(contact.first, ''), coalesce(contact.visited, ''),
		person.call_every, person.call_from, person.visit_every, person.visit_from, person.value, person.split,
		person.band_by_hand, CASE person.band_by_hand WHEN '' THEN '' ELSE coalesce(person.doc ->> '$.profile.band_override.reason', '') END
	FROM person LEFT JOIN (SELECT person, min(CASE WHEN kind NOT IN ('note', 'promise') THEN day END) AS first, max(CASE WHEN visit THEN day END) AS visited
			FROM event WHERE day <> '' AND day <= ? GROUP BY person)
		AS contact ON contact.person = person.key
	WHERE person.deleted_at IS NULL ORDER BY person.key`

// Customers are all living people in order of creation, with what was known of
// them on a day.
func (s *Store) Customers(ctx context.Context, on care.Day) ([]Customer, error) {
	rows, err := s.read.QueryContext(ctx, customersQuery, string(on))
	if err != nil {
		return nil, s.explain(fmt.Errorf("read the customers: %w", err))
	}
	defer rows.Close()
	var all []Customer
	for rows.Next() {
		var c Customer
		err := rows.Scan(&c.Key, &c.ID, &c.Name, &c.City, &c.Added, &c.Lost, &c.FirstContact, &c.LastVisit,
			&c.CallEvery, &c.CallFrom, &c.VisitEvery, &c.VisitFrom, &c.Value, &c.Split, &c.Override.Band, &c.Override.Reason)
		if err != nil {
			return nil, s.explain(fmt.Errorf("read the customers: %w", err))
		}
		all = append(all, c)
	}
	return all, s.explain(rows.Err())
}

// Spent are the minutes of calls and of contacts face to face that were logged
// from one day to another, by person.
func (s *Store) Spent(ctx context.Context, from, to care.Day) (map[int64]int, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT person, sum(doc ->> 'minutes') FROM event
		WHERE day BETWEEN ? AND ? AND kind IN (?, ?, ?) AND doc ->> 'minutes' > 0 GROUP BY person`,
		string(from), string(to), string(care.Call), string(care.Visit), string(care.Meeting))
	if err != nil {
		return nil, s.explain(fmt.Errorf("add up the minutes from %s to %s: %w", from, to, err))
	}
	defer rows.Close()
	minutes := map[int64]int{}
	for rows.Next() {
		var person int64
		var n int
		if err := rows.Scan(&person, &n); err != nil {
			return nil, s.explain(fmt.Errorf("add up the minutes from %s to %s: %w", from, to, err))
		}
		minutes[person] = n
	}
	return minutes, s.explain(rows.Err())
}

// SetBands gives people the bands that follow from all of them, and keeps under
// SettingBandsOf what they follow from. It is the one place that writes them.
// Cadences follow; a band chosen by hand stays in front. Who is not in the book,
// or has the band already, is passed over. Bands are derived, and so no part of
// the change log.
func (tx *Tx) SetBands(of string, split map[int64]care.Band) error {
	moved := false
	for _, key := range slices.Sorted(maps.Keys(split)) {
		res, err := tx.exec("UPDATE person SET split = ?1 WHERE key = ?2 AND split <> ?1", string(split[key]), key)
		if err != nil {
			return fmt.Errorf("set the band of person %d: %w", key, err)
		}
		n, err := res.RowsAffected()
		if err != nil {
			return fmt.Errorf("set the band of person %d: %w", key, err)
		}
		if n > 0 {
			moved = true
			tx.neglect(key)
			tx.changed.add(entityPerson, key)
		}
	}
	if moved {
		err := tx.queryRow("INSERT INTO setting (name, value) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value", settingRound).Scan(&tx.round)
		if err != nil {
			return fmt.Errorf("count that bands have moved: %w", err)
		}
	}
	return tx.SetSetting(SettingBandsOf, of)
}

// flushSplit notes that bands are to be told anew where the action has moved
// what they follow from.
func (tx *Tx) flushSplit() error {
	if !tx.unsplit {
		return nil
	}
	if _, err := tx.exec("DELETE FROM setting WHERE name = ?", SettingBandsOf); err != nil {
		return fmt.Errorf("note that bands are to be told anew: %w", err)
	}
	return nil
}
