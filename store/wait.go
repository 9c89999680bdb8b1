package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"carebook/app/care"
)

// busyFor is how long a book is waited for that another program holds: an import of
// 100,000 people lets go of it sooner.
const busyFor = 30 * time.Second

// tellAfter is how long nobody is told that a book is waited for.
const tellAfter = 1500 * time.Millisecond

// busyTimeout is the pragma by which a connection waits for others.
func busyTimeout(wait time.Duration) string {
	return fmt.Sprintf("busy_timeout(%d)", wait.Milliseconds())
}

// opened opens the book for a first look with connections that wait for so long.
type opened func(wait time.Duration) (*sql.DB, error)

// await waits until the book can be read, and gives the connection that has read it: as
// long as that is open, nobody else has the book alone. It fails with
// care.CodeBookLocked once Options.Patience is over.
func (s *Store) await(ctx context.Context, open opened) (*sql.DB, error) {
	try := func(wait time.Duration) (*sql.DB, error) {
		db, err := open(wait)
		if err != nil {
			return nil, err
		}
		var any int
		if err := db.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_master").Scan(&any); err != nil {
			_ = db.Close() // what was found is what matters
			return nil, s.explain(err)
		}
		return db, nil
	}
	patience := s.options.Patience
	if patience == 0 {
		patience = busyFor
	}
	db, err := try(min(patience, tellAfter))
	if care.CodeOf(err) != care.CodeBookLocked || patience <= tellAfter {
		return db, err
	}
	if s.options.Waiting != nil {
		s.options.Waiting()
	}
	return try(patience - tellAfter)
}

// begin begins a transaction that writes, and tells where another program keeps it from
// doing so for a while.
func (s *Store) begin(conn *sql.Conn) (*sql.Tx, error) {
	if s.options.Waiting != nil {
		defer time.AfterFunc(tellAfter, s.options.Waiting).Stop()
	}
	return conn.BeginTx(bulk, nil)
}
