package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"carebook/app/care"
)

//go:embed schema/*.sql
var schema embed.FS

// applicationID marks a SQLite file as a Carebook book ("CRBK").
const applicationID = 0x4352424b

// migration is one numbered step of the schema.
type migration struct {
	number int
	name   string
	script string
}

// migrations reads the steps NNNN_name.sql in order. Their numbers run from 1
// without a gap; PRAGMA user_version holds the last one applied.
func migrations() ([]migration, error) {
	entries, err := fs.ReadDir(schema, "schema")
	if err != nil {
		return nil, fmt.Errorf("read the schema: %w", err)
	}
	var steps []migration
	for _, e := range entries {
		digits, _, _ := strings.Cut(e.Name(), "_")
		n, err := strconv.Atoi(digits)
		if err != nil || n != len(steps)+1 {
			return nil, fmt.Errorf("schema step %s: want number %04d", e.Name(), len(steps)+1)
		}
		script, err := fs.ReadFile(schema, "schema/"+e.Name())
		if err != nil {
			return nil, fmt.Errorf("read the schema step %s: %w", e.Name(), err)
		}
		steps = append(steps, migration{n, e.Name(), string(script)})
	}
	return steps, nil
}

// migrate brings the book to the newest schema. Each step and its number are
// one transaction, and a book with data is copied beside itself first; a new book is
// one transaction as a whole, so that none is ever found half made. made tells that
// there was no book before.
func (s *Store) migrate(ctx context.Context, steps []migration) (made bool, err error) {
	version, err := bookVersion(ctx, s.write, s.path, len(steps))
	if err != nil {
		return false, err
	}
	if version > 0 && version < len(steps) {
		if err := s.backupBefore(ctx, version); err != nil {
			return false, err
		}
	}
	if version == 0 {
		return true, s.apply(ctx, steps)
	}
	for _, step := range steps[version:] {
		if err := s.apply(ctx, []migration{step}); err != nil {
			return false, err
		}
	}
	return false, nil
}

// bookVersion is the schema number of the book, 0 for an empty file. It
// refuses what is no book of ours and what a newer program wrote.
func bookVersion(ctx context.Context, db *sql.DB, path string, known int) (int, error) {
	var version, id, tables, foreign int
	err := db.QueryRowContext(ctx, `SELECT user_version, application_id, (SELECT count(*) FROM sqlite_master),
			(SELECT count(*) FROM sqlite_master WHERE type IN ('trigger', 'view'))
		FROM pragma_user_version, pragma_application_id`).Scan(&version, &id, &tables, &foreign)
	if err != nil {
		return 0, fmt.Errorf("read the book's schema number: %w", err)
	}
	switch {
	case id != applicationID && tables > 0, id == applicationID && version == 0, version < 0:
		return 0, &care.Error{Code: care.CodeBookNotABook, Args: care.Args{"Book": path}}
	case version > known:
		return 0, &care.Error{Code: care.CodeBookNewer, Args: care.Args{"Book": path, "Schema": version, "Known": known}}
	case foreign > 0:
		// No program of ours ever made a trigger or a view: somebody else's would work
		// behind ours in every book that the file becomes.
		return 0, &care.Error{Code: care.CodeBookNotABook, Args: care.Args{"Book": path}, Err: fmt.Errorf("%d triggers and views", foreign)}
	}
	return version, nil
}

// apply runs some steps in one transaction. Another process may have done them since
// the number was read, so the number is read again under the write lock.
func (s *Store) apply(ctx context.Context, steps []migration) error {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // after a commit it has nothing to do
	var version int
	if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return err
	}
	for _, step := range steps {
		if version >= step.number {
			continue
		}
		if err := step.run(ctx, tx); err != nil {
			return fmt.Errorf("bring the book to schema %s: %w", step.name, err)
		}
	}
	return tx.Commit()
}

// run runs the step and sets its number.
func (m migration) run(ctx context.Context, tx *sql.Tx) error {
	if _, err := tx.ExecContext(ctx, m.script); err != nil {
		return err
	}
	if err := foreignKeysHold(ctx, tx); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d; PRAGMA application_id = %d", m.number, applicationID))
	return err
}

type queryer interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// foreignKeysHold fails where a row names another that is not there.
func foreignKeysHold(ctx context.Context, q queryer) error {
	var table string
	var row sql.NullInt64
	err := q.QueryRowContext(ctx, `SELECT "table", rowid FROM pragma_foreign_key_check LIMIT 1`).Scan(&table, &row)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("check references: %w", err)
	}
	return fmt.Errorf("row %d of table %s names a row that is not there", row.Int64, table)
}

// backupBefore copies the book to "<book>.schema-N" before it is brought up to date, in
// the place of what another book of that schema may have left there. Where another
// program has brought it up to date meanwhile there is nothing to copy.
func (s *Store) backupBefore(ctx context.Context, version int) (err error) {
	target := fmt.Sprintf("%s.schema-%d", s.path, version)
	defer func() {
		if err != nil {
			err = fmt.Errorf("copy the book to %s: %w", target, err)
		}
	}()
	// It has its name once it is whole: what a program that was killed has left of a
	// copy must not be taken for one.
	temp, err := tempBeside(target)
	if err != nil {
		return err
	}
	placed := false
	defer func() {
		if !placed {
			removeBook(temp)
		}
	}()
	if _, err := s.write.ExecContext(ctx, "VACUUM INTO ?", temp); err != nil {
		return err
	}
	copied, err := verify(ctx, temp)
	if errors.Is(err, errUnsound) {
		return &care.Error{Code: care.CodeBookDamaged, Args: care.Args{"Book": s.path}, Err: err}
	}
	if err != nil || copied.Schema != version {
		return err
	}
	err = putInPlace(temp, target)
	placed = err == nil
	return err
}
