package store

import (
	"context"
	"fmt"
)

// LastChange is the number of the last change of what the book holds: as long as it is
// the same, nobody has written or undone anything. Settings and what the program notes
// for itself are no changes.
func (s *Store) LastChange(ctx context.Context) (number int64, err error) {
	err = s.read.QueryRowContext(ctx, "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'change'").Scan(&number)
	if err != nil {
		return 0, s.explain(fmt.Errorf("ask for the last change: %w", err))
	}
	return number, nil
}
