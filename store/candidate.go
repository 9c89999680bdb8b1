package store

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"

	"carebook/app/care"
)

// Purchases are what somebody has bought until a day.
type Purchases struct {
	// First and Last are the days of the first and the last sale, LastRecent that
	// of the last one of a period, "" for none.
	First, Last, LastRecent care.Day
	// Revenue and Profit are those of the period, in minor units of the book's
	// currency; a profit that nobody knows is 0.
	Revenue, Profit int64
}

// purchasesQuery adds up sales in the order of an index, each once. To read a
// hundred thousand rows one by one takes three times as long.
const purchasesQuery = `SELECT person, min(day), max(day), coalesce(max(day) FILTER (WHERE day BETWEEN ?1 AND ?2), ''),
		coalesce(sum(amount) FILTER (WHERE day BETWEEN ?1 AND ?2), 0), coalesce(sum(profit) FILTER (WHERE day BETWEEN ?1 AND ?2), 0)
	FROM sale INDEXED BY sale_person WHERE day <= ?3 GROUP BY person
	HAVING person NOT IN (SELECT key FROM person WHERE deleted_at IS NOT NULL)`

// Purchases are what living people have bought until a day, with the sums of the period
// from one day to another, both inclusive, by person.
func (s *Store) Purchases(ctx context.Context, from, to, until care.Day) (map[int64]Purchases, error) {
	bought := map[int64]Purchases{}
	err := s.eachRow(ctx, "add up the sales", purchasesQuery, []any{string(from), string(to), string(until)}, func(scan func(...any) error) error {
		var person int64
		var p Purchases
		if err := scan(&person, &p.First, &p.Last, &p.LastRecent, &p.Revenue, &p.Profit); err != nil {
			return err
		}
		bought[person] = p
		return nil
	})
	return bought, err
}

// Owed are the days on which promises and complaints are due.
type Owed struct {
	// Complaint and Promise are the earliest, "" for none.
	Complaint, Promise care.Day
}

// owedQuery reads what waits, the earliest first.
const owedQuery = "SELECT person, kind, due FROM event WHERE due <= ? ORDER BY due"

// Owed are the open promises and complaints that are due on a day or before it,
// by person; see Waiting for when they are due.
func (s *Store) Owed(ctx context.Context, until care.Day) (map[int64]Owed, error) {
	owed := map[int64]Owed{}
	err := s.eachRow(ctx, "read what is owed", owedQuery, []any{string(until)}, func(scan func(...any) error) error {
		var person int64
		var kind care.EventKind
		var due care.Day
		if err := scan(&person, &kind, &due); err != nil {
			return err
		}
		o := owed[person]
		if kind == care.Complaint {
			o.Complaint = cmp.Or(o.Complaint, due)
		} else {
			o.Promise = cmp.Or(o.Promise, due)
		}
		owed[person] = o
		return nil
	})
	return owed, err
}

// offersQuery reads the quotes that wait for an answer, those that end first
// first.
const offersQuery = `SELECT person, doc ->> 'valid_until' FROM event WHERE kind = 'quote' AND doc ->> 'valid_until' BETWEEN ? AND ?
	AND coalesce(doc ->> 'outcome', '') NOT IN ('ordered', 'declined') ORDER BY doc ->> 'valid_until'`

// Offers are the last days of quotes that wait for an answer, by person: the
// earliest that lies between two days, both inclusive.
func (s *Store) Offers(ctx context.Context, from, to care.Day) (map[int64]care.Day, error) {
	offers := map[int64]care.Day{}
	err := s.eachRow(ctx, "read the open quotes", offersQuery, []any{string(from), string(to)}, func(scan func(...any) error) error {
		var person int64
		var until care.Day
		if err := scan(&person, &until); err != nil {
			return err
		}
		offers[person] = cmp.Or(offers[person], until)
		return nil
	})
	return offers, err
}

// VisitMade is a visit or meeting that was logged.
type VisitMade struct {
	Event, Person int64
	Day           care.Day
	// Minutes is how long it took, 0 where nobody said.
	Minutes int
}

// visitsMadeQuery reads the contacts face to face of some days.
const visitsMadeQuery = `SELECT key, person, day, coalesce(doc ->> 'minutes', 0) FROM event WHERE visit = 1 AND day BETWEEN ? AND ? ORDER BY day, key`

// VisitsMade are the real contacts face to face from one day to another, both
// inclusive, in the order of the days.
func (s *Store) VisitsMade(ctx context.Context, from, to care.Day) ([]VisitMade, error) {
	var made []VisitMade
	err := s.eachRow(ctx, "read the visits that were made", visitsMadeQuery, []any{string(from), string(to)}, func(scan func(...any) error) error {
		var v VisitMade
		if err := scan(&v.Event, &v.Person, &v.Day, &v.Minutes); err != nil {
			return err
		}
		made = append(made, v)
		return nil
	})
	return made, err
}

// regionsQuery reads the region or else the suburb of the address that gives a
// person's city.
const regionsQuery = `SELECT person.key, CASE WHEN doc ->> '$.addresses[0].city' <> ''
		THEN coalesce(nullif(doc ->> '$.addresses[0].region', ''), doc ->> '$.addresses[0].extended')
		ELSE (SELECT coalesce(nullif(a.value ->> 'region', ''), a.value ->> 'extended') FROM json_each(person.doc, '$.addresses') AS a
			WHERE a.value ->> 'city' <> '' LIMIT 1) END
	FROM person WHERE person.key IN (SELECT value FROM json_each(?))`

// Regions are the parts of their cities in which people live, as far as their
// addresses tell.
func (s *Store) Regions(ctx context.Context, people []int64) (map[int64]string, error) {
	regions := map[int64]string{}
	list, err := json.Marshal(people)
	if err != nil {
		return nil, fmt.Errorf("read the regions of %d people: %w", len(people), err)
	}
	err = s.eachRow(ctx, "read the regions of people", regionsQuery, []any{string(list)}, func(scan func(...any) error) error {
		var person int64
		var region *string
		if err := scan(&person, &region); err != nil {
			return err
		}
		if region != nil && *region != "" {
			regions[person] = *region
		}
		return nil
	})
	return regions, err
}

// eachRow calls f with each row of a query.
func (s *Store) eachRow(ctx context.Context, what, query string, args []any, f func(scan func(...any) error) error) error {
	rows, err := s.read.QueryContext(ctx, query, args...)
	if err != nil {
		return s.explain(fmt.Errorf("%s: %w", what, err))
	}
	defer rows.Close()
	for rows.Next() {
		if err := f(rows.Scan); err != nil {
			return s.explain(fmt.Errorf("%s: %w", what, err))
		}
	}
	if err := rows.Err(); err != nil {
		return s.explain(fmt.Errorf("%s: %w", what, err))
	}
	return nil
}
