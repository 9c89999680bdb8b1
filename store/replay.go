package store

import (
	"context"
	"database/sql"
	"fmt"
)

// Statement is a write as Options.Record saw it.
type Statement struct {
	Query string
	Args  []any
}

// Replay runs recorded writes in one transaction and does nothing else: the
// least time that the driver needs for them, with which the benchmark compares
// an import. The book must be as empty as the one they were recorded in.
func (s *Store) Replay(ctx context.Context, statements []Statement) error {
	sqlTx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return s.explain(fmt.Errorf("replay: %w", err))
	}
	defer sqlTx.Rollback() //nolint:errcheck // after a commit it has nothing to do
	tx := &Tx{store: &Store{}, tx: sqlTx, statements: map[string]*sql.Stmt{}}
	for _, st := range statements {
		if _, err := tx.exec(st.Query, st.Args...); err != nil {
			return s.explain(fmt.Errorf("replay %.60q: %w", st.Query, err))
		}
	}
	if err := sqlTx.Commit(); err != nil {
		return s.explain(fmt.Errorf("replay: %w", err))
	}
	return nil
}
