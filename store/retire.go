package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"carebook/app/care"
)

// Retire calls last while nobody else has the book at path open, and nobody can open
// it: last makes another file the book in its place, which must hold what this one
// does. All of the log is in the book's own file by the time Retire returns, so that
// it may be given another name then.
//
// It fails with care.CodeBookLocked where somebody has the book open, this process too,
// and with care.CodeMoveChanged where the book is no longer what State said; last is
// not called then.
func Retire(ctx context.Context, path, state string, last func() error) error {
	if err := checkPath(path); err != nil {
		return err
	}
	q := url.Values{}
	q.Add("_pragma", "busy_timeout(2000)")
	// Before the first look at the book, this asks for a lock that nobody else may
	// share, and keeps it until the connection is closed.
	q.Add("_pragma", "locking_mode(exclusive)")
	distrust(q)
	q.Set("mode", "rw")
	db, err := sql.Open("sqlite", "file:"+escapePath(path)+"?"+q.Encode())
	if err != nil {
		return fmt.Errorf("open the book %s: %w", path, err)
	}
	db.SetMaxOpenConns(1) // the lock is that of the one connection
	s := &Store{path: path, read: db}
	err = s.retire(ctx, state, last)
	return errors.Join(err, db.Close())
}

func (s *Store) retire(ctx context.Context, state string, last func() error) error {
	for _, statement := range []string{"BEGIN EXCLUSIVE", "COMMIT"} {
		if _, err := s.read.ExecContext(ctx, statement); err != nil {
			return s.alone(err)
		}
	}
	now, err := s.State(ctx)
	if err != nil {
		return err
	}
	if now != state {
		return &care.Error{Code: care.CodeMoveChanged, Args: care.Args{"Book": s.path}}
	}
	return last()
}

// alone tells why a book cannot be had alone.
func (s *Store) alone(err error) error {
	err = fmt.Errorf("have the book %s alone: %w", s.path, err)
	var failed *sqlite.Error
	if errors.As(err, &failed) && (failed.Code()&0xff == sqlite3.SQLITE_BUSY || failed.Code()&0xff == sqlite3.SQLITE_LOCKED) {
		return &care.Error{Code: care.CodeBookLocked, Args: care.Args{"Book": s.path}, Err: err}
	}
	return s.explain(err)
}

// OnNetwork reports whether a book at path would lie on a network or shared drive,
// where it is slower and less safe.
func OnNetwork(path string) bool { return journalMode(path) != journalWAL }
