package store

import (
	"context"
	"fmt"

	"carebook/app/text"
)

// Likeness is by what people in the book may look like somebody.
type Likeness struct {
	// Tails are the last digits of telephone numbers, of which a number in the
	// book must end in one.
	Tails []string
	// Emails are addresses in the form of text.NormalEmail.
	Emails []string
	// Name is the name that is shown, however it is written.
	Name string
}

// Lookalikes are the keys of living people who have a number, an e-mail address
// or the whole name, in this order and no more than limit of each. It reads
// indexes only, so that it can be asked while somebody types.
func (s *Store) Lookalikes(ctx context.Context, by Likeness, limit int) ([]int64, error) {
	var keys []int64
	seen := map[int64]bool{}
	find := func(query string, args ...any) error {
		rows, err := s.read.QueryContext(ctx, query+" LIMIT ?", append(args, limit)...)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var key int64
			if err := rows.Scan(&key); err != nil {
				return err
			}
			if !seen[key] {
				seen[key], keys = true, append(keys, key)
			}
		}
		return rows.Err()
	}
	for _, tail := range by.Tails {
		rev := text.Reverse(tail)
		err := find("SELECT DISTINCT person FROM phone WHERE owner = '' AND rev_digits >= ? AND rev_digits < ?", rev, rev+":") // ':' follows '9'
		if err != nil {
			return nil, s.explain(fmt.Errorf("look for a number: %w", err))
		}
	}
	for _, norm := range by.Emails {
		if err := find("SELECT person FROM email WHERE norm = ?", norm); err != nil {
			return nil, s.explain(fmt.Errorf("look for an e-mail address: %w", err))
		}
	}
	if name := text.ParseQuery(by.Name).Text; name != "" {
		if err := find("SELECT person FROM find WHERE name = ? ORDER BY person", name); err != nil {
			return nil, s.explain(fmt.Errorf("look for a name: %w", err))
		}
	}
	return keys, nil
}
