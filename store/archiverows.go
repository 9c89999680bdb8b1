package store

import (
	"context"
	"fmt"
)

// countRows counts the rows of all parts that come in numbers, those twice of which
// an archive reads what they hold after the row.
const countRows = `SELECT (SELECT count(*) FROM person) + (SELECT count(*) FROM event) + (SELECT count(*) FROM sale) + (SELECT count(*) FROM reminder)
	+ (SELECT count(*) FROM visit) + (SELECT count(*) FROM announced) + (SELECT count(*) FROM exported)
	+ 2 * (SELECT count(*) FROM note) + 2 * (SELECT count(*) FROM picture)`

// Rows is about how many rows an archive of the book reads, for telling how far it is.
func (v *Snapshot) Rows(ctx context.Context) (n int, err error) {
	if err := v.tx.QueryRowContext(ctx, countRows).Scan(&n); err != nil {
		return 0, v.store.explain(fmt.Errorf("count what is in the book: %w", err))
	}
	return n, nil
}
