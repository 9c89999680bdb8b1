package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"os"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"carebook/app/care"
)

// entityBook stands in the change log for the whole book: another one has taken
// its place.
const entityBook = "book"

// kindRestore is the kind of the action by which a book was restored.
const kindRestore = "restore"

// busyFor is how long a restore waits for those who are writing.
const busyFor = 30 * time.Second

// Overwrite makes the sound book at path what the closed book at fresh is, in one
// transaction: whoever has it open goes on with the new contents, and a program that
// is killed meanwhile leaves the old ones. fresh, which must have this program's
// schema, is made to follow the present book first: its log goes on where that of
// the present one ends, so that no number ever names two things, and says that the
// book was restored, in words.
func Overwrite(ctx context.Context, path, fresh, words string, o Options) error {
	if err := follow(ctx, fresh, path, words, o); err != nil {
		return explain(fresh, fmt.Errorf("prepare %s to be restored: %w", fresh, err))
	}
	db, err := openPool(path, 1, journalMode(path))
	if err != nil {
		return err
	}
	err = overwrite(ctx, db, fresh)
	if err = errors.Join(err, db.Close()); err != nil {
		return explain(path, fmt.Errorf("restore the book %s: %w", path, err))
	}
	return nil
}

// restorer is what the driver's connections can do besides database/sql.
type restorer interface {
	NewRestore(source string) (*sqlite.Backup, error)
}

func overwrite(ctx context.Context, db *sql.DB, fresh string) error {
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close() //nolint:errcheck // it goes back to the pool
	return conn.Raw(func(c any) error {
		r, ok := c.(restorer)
		if !ok {
			return driver.ErrSkip
		}
		copying, err := r.NewRestore("file:" + escapePath(fresh) + "?mode=ro&immutable=1")
		if err != nil {
			return err
		}
		return errors.Join(step(ctx, copying), copying.Finish())
	})
}

// step copies all pages at once, as soon as nobody else writes.
func step(ctx context.Context, copying *sqlite.Backup) error {
	const pause = 50 * time.Millisecond
	for waited := time.Duration(0); ; waited += pause {
		more, err := copying.Step(-1)
		var failed *sqlite.Error
		busy := errors.As(err, &failed) && (failed.Code()&0xff == sqlite3.SQLITE_BUSY || failed.Code()&0xff == sqlite3.SQLITE_LOCKED)
		switch {
		case err == nil && !more:
			return nil
		case err == nil:
			continue
		case !busy || waited >= busyFor:
			return err
		}
		select {
		case <-ctx.Done():
			return &care.Error{Code: care.CodeCancelled, Err: ctx.Err()}
		case <-time.After(pause):
		}
	}
}

// follow lets the numbers of a book go on where those of another end, and notes in
// its log that it has taken that one's place.
func follow(ctx context.Context, fresh, path, words string, o Options) error {
	ends, err := sequences(ctx, path)
	if err != nil {
		return err
	}
	o.MustExist = true
	s, err := Open(ctx, fresh, o)
	if err != nil {
		return err
	}
	_, err = s.Do(ctx, Action{Kind: kindRestore, Words: words}, func(tx *Tx) error {
		for table, end := range ends {
			for _, query := range []string{
				"UPDATE sqlite_sequence SET seq = max(seq, ?2) WHERE name = ?1",
				"INSERT INTO sqlite_sequence (name, seq) SELECT ?1, ?2 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = ?1)",
			} {
				if _, err := tx.exec(query, table, end); err != nil {
					return fmt.Errorf("go on with the numbers of %s: %w", table, err)
				}
			}
		}
		if err := tx.start(); err != nil { // the log goes on from there
			return err
		}
		tx.unsplit = true // bands are of today, not of then
		_, err := tx.log(entityBook, 0, state{}, true, 0)
		return err
	})
	return errors.Join(err, s.Close())
}

// sequences are the last numbers that a book has given, by table.
func sequences(ctx context.Context, path string) (map[string]int64, error) {
	db, err := openReader(path, false)
	if err != nil {
		return nil, err
	}
	defer db.Close() //nolint:errcheck // it was only read
	rows, err := db.QueryContext(ctx, "SELECT name, seq FROM sqlite_sequence")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	ends := map[string]int64{}
	for rows.Next() {
		var name string
		var seq int64
		if err := rows.Scan(&name, &seq); err != nil {
			return nil, err
		}
		ends[name] = seq
	}
	return ends, rows.Err()
}

// Losses are what a book holds that another does not.
type Losses struct {
	// People are not in the other at all, Changed say something else there.
	People, Changed int
	// Notes, Events and Sales are not there, or not as they are.
	Notes, Events, Sales int
	// Actions were done that the other does not know of; Words say what the last
	// ones were, the latest first.
	Actions int
	Words   []string
}

// lossQueries give for each thing a name and what it says; things without a name of
// their own are told apart by what they say.
var lossQueries = []struct {
	table, query string
	count        func(*Losses) *int
}{
	{"note", "SELECT doc ->> 'id', json_remove(doc, '$.person') FROM note", func(l *Losses) *int { return &l.Notes }},
	{"event", "SELECT person.id, json_remove(event.doc, '$.person') FROM event JOIN person ON person.key = event.person", func(l *Losses) *int { return &l.Events }},
	{"sale", "SELECT person.id, json_remove(sale.doc, '$.person') FROM sale JOIN person ON person.key = sale.person", func(l *Losses) *int { return &l.Sales }},
}

// lossPeople gives those who are not in the trash.
const lossPeople = "SELECT id, json_remove(doc, '$.tag_keys') FROM person WHERE deleted_at IS NULL"

// Loss says what would be lost if the book at path became the one at other, with
// the words of as many actions as most. It changes neither.
func Loss(ctx context.Context, path, other string, most int) (Losses, error) {
	fail := func(err error) (Losses, error) {
		return Losses{}, explain(path, fmt.Errorf("compare %s with %s: %w", path, other, err))
	}
	here, err := openReader(path, !hasLog(path))
	if err != nil {
		return fail(err)
	}
	defer here.Close() //nolint:errcheck // it was only read
	there, err := openReader(other, !hasLog(other))
	if err != nil {
		return fail(err)
	}
	defer there.Close() //nolint:errcheck // it was only read
	var l Losses
	people, err := said(ctx, there, "person", lossPeople)
	if err != nil {
		return fail(err)
	}
	names := map[string]bool{}
	for said := range people {
		names[said.name] = true
	}
	mine, err := said(ctx, here, "person", lossPeople)
	if err != nil {
		return fail(err)
	}
	for said := range mine {
		switch {
		case !names[said.name]:
			l.People++
		case people[said] == 0:
			l.Changed++
		}
	}
	for _, q := range lossQueries {
		theirs, err := said(ctx, there, q.table, q.query)
		if err != nil {
			return fail(err)
		}
		mine, err := said(ctx, here, q.table, q.query)
		if err != nil {
			return fail(err)
		}
		for said, n := range mine {
			*q.count(&l) += max(0, n-theirs[said])
		}
	}
	if err := l.readActions(ctx, here, there, most); err != nil {
		return fail(err)
	}
	return l, nil
}

// saying is one thing in a book: whose it is, or its name, and what it says.
type saying struct {
	name string
	sum  [sha256.Size]byte
}

// said counts the things that a query gives.
func said(ctx context.Context, db *sql.DB, table, query string) (map[saying]int, error) {
	found := map[saying]int{}
	var there bool
	if err := db.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?)", table).Scan(&there); err != nil || !there {
		return found, err
	}
	rows, err := db.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		var doc []byte
		if err := rows.Scan(&name, &doc); err != nil {
			return nil, err
		}
		found[saying{name, sha256.Sum256(doc)}]++
	}
	return found, rows.Err()
}

// readActions counts the actions that the other book does not know of.
func (l *Losses) readActions(ctx context.Context, here, there *sql.DB, most int) error {
	type action struct {
		id int64
		at string
	}
	known := map[action]bool{}
	each := func(db *sql.DB, f func(a action, words string)) error {
		rows, err := db.QueryContext(ctx, "SELECT id, at, words FROM action ORDER BY id DESC")
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var a action
			var words string
			if err := rows.Scan(&a.id, &a.at, &words); err != nil {
				return err
			}
			f(a, words)
		}
		return rows.Err()
	}
	var oldest string // what was forgotten since is no loss
	if err := each(there, func(a action, _ string) { known[a] = true; oldest = a.at }); err != nil {
		return err
	}
	return each(here, func(a action, words string) {
		if known[a] || a.at < oldest {
			return
		}
		l.Actions++
		if words != "" && len(l.Words) < most {
			l.Words = append(l.Words, words)
		}
	})
}

// hasLog reports whether a book has a write-ahead log beside it.
func hasLog(path string) bool {
	info, err := os.Stat(path + "-wal")
	return err == nil && info.Size() > 0
}
