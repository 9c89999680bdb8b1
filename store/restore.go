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

// mostTries is how often a restore begins again because somebody wrote between the
// copy and it. That takes less than a thousandth of a second: twice is rare.
const mostTries = 20

// Overwrite makes the sound book at path what the closed book at fresh is, in one
// transaction: whoever has it open goes on with the new contents, and a program that
// is killed meanwhile leaves the old ones. What is in the book until then is saved
// beside it first, checked, and nobody can write in between; saved is the path of that
// copy, "" where there is none: then the book was not touched, and is damaged where
// the error is care.CodeBookDamaged.
//
// fresh, which must have this program's schema, is made to follow the present book: its
// log goes on where that of the present one ends, so that no number ever names two
// things, and says that the book was restored, in words.
func Overwrite(ctx context.Context, path, fresh, words string, o Options) (saved string, err error) {
	path = realPath(path)
	w := &overwriting{path: path, fresh: fresh, words: words, options: o, mode: journalMode(path)}
	err = w.run(ctx)
	return w.saved, explain(path, err)
}

// overwriting is one run of Overwrite.
type overwriting struct {
	path, fresh, words string
	options            Options
	// mode is the journal mode of the book.
	mode string
	// saved is where the present book is, once it is.
	saved string
	// held is a connection that keeps others from writing while the book is saved, and
	// then tells whether somebody has written; target is the one that is written to.
	held, target *sql.Conn
}

func (w *overwriting) run(ctx context.Context) (err error) {
	db, err := openPool(w.path, 2, w.mode, busyFor)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if w.held, err = db.Conn(ctx); err != nil {
		return fmt.Errorf("open %s to restore it: %w", w.path, err)
	}
	defer func() { err = errors.Join(err, w.held.Close()) }()
	// A book with a rollback journal cannot be read while another connection holds it.
	if w.target = w.held; w.mode == journalWAL {
		if w.target, err = db.Conn(ctx); err != nil {
			return fmt.Errorf("open %s to restore it: %w", w.path, err)
		}
		defer func() { err = errors.Join(err, w.target.Close()) }()
	}
	for range mostTries {
		version, err := w.save(ctx)
		if err != nil {
			return err
		}
		done, err := w.copy(ctx, version)
		if err != nil {
			return fmt.Errorf("restore the book %s: %w", w.path, err)
		}
		if done {
			return nil
		}
	}
	return &care.Error{Code: care.CodeBookLocked, Args: care.Args{"Book": w.path}}
}

// save saves the present book and makes the other one follow it, while nobody can
// write. It gives the version of what was saved.
func (w *overwriting) save(ctx context.Context) (version int64, err error) {
	if _, err := w.held.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil {
		return 0, fmt.Errorf("hold the book %s: %w", w.path, err)
	}
	// The end of ctx must not keep the lock.
	defer func() {
		_, failed := w.held.ExecContext(context.Background(), "ROLLBACK")
		err = errors.Join(err, failed)
	}()
	if version, err = dataVersion(ctx, w.held); err != nil {
		return 0, err
	}
	saved := w.saved
	if saved == "" {
		saved = freeName(w.path, ".before-restore-"+w.options.Clock.Now().Format("2006-01-02T150405"))
	}
	if _, err := backupTo(ctx, w.path, saved); err != nil {
		return 0, explainBackup(w.path, saved, fmt.Errorf("save the book %s before it is restored: %w", w.path, err))
	}
	w.saved = saved
	if err := follow(ctx, w.fresh, w.path, w.words, w.options); err != nil {
		return 0, explain(w.fresh, fmt.Errorf("prepare %s to be restored: %w", w.fresh, err))
	}
	return version, nil
}

// dataVersion is a number that changes when another connection has written.
func dataVersion(ctx context.Context, conn *sql.Conn) (version int64, err error) {
	if err := conn.QueryRowContext(ctx, "PRAGMA data_version").Scan(&version); err != nil {
		return 0, fmt.Errorf("ask for the version of the book: %w", err)
	}
	return version, nil
}

// copy copies the other book over the present one, as long as that is still of the
// version that was saved.
func (w *overwriting) copy(ctx context.Context, saved int64) (done bool, err error) {
	if w.target == w.held {
		if err := w.hold(ctx); err != nil {
			return false, err
		}
		if now, err := dataVersion(ctx, w.held); err != nil || now != saved {
			// The lock goes with the next look at the book.
			_, failed := w.held.ExecContext(ctx, "PRAGMA locking_mode = normal; SELECT count(*) FROM sqlite_master")
			return false, errors.Join(err, failed)
		}
	}
	err = w.target.Raw(func(c any) error {
		r, ok := c.(restorer)
		if !ok {
			return driver.ErrSkip
		}
		copying, err := r.NewRestore("file:" + escapePath(w.fresh) + "?mode=ro&immutable=1")
		if err != nil {
			return err
		}
		err = step(ctx, copying, 0) // takes the lock, and copies nothing
		same := true
		if err == nil && w.target != w.held {
			var now int64
			now, err = dataVersion(ctx, w.held)
			same = now == saved
		}
		if err == nil && same {
			err = step(ctx, copying, -1)
			done = err == nil
		}
		return errors.Join(err, copying.Finish())
	})
	return done, err
}

// hold lets the connection keep the lock of a book with a rollback journal until it
// is closed.
func (w *overwriting) hold(ctx context.Context) error {
	for _, statement := range []string{"PRAGMA locking_mode = exclusive", "BEGIN EXCLUSIVE", "COMMIT"} {
		if _, err := w.held.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}

// restorer is what the driver's connections can do besides database/sql.
type restorer interface {
	NewRestore(source string) (*sqlite.Backup, error)
}

// step copies a number of pages, or all, as soon as nobody else writes.
func step(ctx context.Context, copying *sqlite.Backup, pages int32) error {
	const pause = 50 * time.Millisecond
	for waited := time.Duration(0); ; waited += pause {
		more, err := copying.Step(pages)
		var failed *sqlite.Error
		busy := errors.As(err, &failed) && (failed.Code()&0xff == sqlite3.SQLITE_BUSY || failed.Code()&0xff == sqlite3.SQLITE_LOCKED)
		switch {
		case err == nil && (!more || pages == 0):
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
	db, err := openReader(path, false, busyFor)
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
	// Actions were done that the other does not know of; Done are the last ones that
	// have words, the latest first.
	Actions int
	Done    []Deed
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
// as many actions as most. It changes neither.
func Loss(ctx context.Context, path, other string, most int) (Losses, error) {
	fail := func(err error) (Losses, error) {
		return Losses{}, explain(path, fmt.Errorf("compare %s with %s: %w", path, other, err))
	}
	here, err := openReader(path, !InUse(path), busyFor)
	if err != nil {
		return fail(err)
	}
	defer here.Close() //nolint:errcheck // it was only read
	there, err := openReader(other, !InUse(other), busyFor)
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
	each := func(db *sql.DB, f func(a action, kind, words string)) error {
		rows, err := db.QueryContext(ctx, "SELECT id, at, kind, words FROM action ORDER BY id DESC")
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var a action
			var kind, words string
			if err := rows.Scan(&a.id, &a.at, &kind, &words); err != nil {
				return err
			}
			f(a, kind, words)
		}
		return rows.Err()
	}
	var oldest string // what was forgotten since is no loss
	if err := each(there, func(a action, _, _ string) { known[a] = true; oldest = a.at }); err != nil {
		return err
	}
	return each(here, func(a action, kind, words string) {
		if known[a] || a.at < oldest {
			return
		}
		l.Actions++
		if words != "" && len(l.Done) < most {
			l.Done = append(l.Done, Deed{a.id, kind, words})
		}
	})
}

// InUse reports whether somebody may have a book open or has left a log: then it must
// not be read without locks.
func InUse(path string) bool {
	path = realPath(path)
	for _, end := range []string{"-wal", "-journal"} {
		if _, err := os.Stat(path + end); err == nil {
			return true
		}
	}
	return false
}

// HasLog reports whether a book has a log beside it, of either kind, in which there is
// something.
func HasLog(path string) bool {
	path = realPath(path)
	for _, end := range []string{"-wal", "-journal"} {
		if info, err := os.Stat(path + end); err == nil && info.Size() > 0 {
			return true
		}
	}
	return false
}
