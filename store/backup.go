package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"carebook/app/care"
)

// Summary says in numbers what a book holds.
type Summary struct {
	// Schema is the number of the last step of the schema that the book has.
	Schema int
	// People are those who are not in the trash, Trash those who are.
	People, Trash int
	// Notes, Events and Sales count those of living and deleted people.
	Notes, Events, Sales int
	// Pictures counts pictures and attached files.
	Pictures int
	// LastChange is the instant of the last change that can be undone, "" in a
	// book without any.
	LastChange care.Instant
	// Bytes is the size of the file.
	Bytes int64
}

// counted is a Summary with the end of the change log, which grows with every
// change.
type counted struct {
	Summary
	change int64
}

// BackupTo writes a compact copy of the book, as it is at this moment, to path,
// and replaces a file of that name. The copy is written beside path, opened and
// checked there, and put in place only then, with mode 0600; whatever fails leaves
// path as it was. Others may go on writing meanwhile.
func (s *Store) BackupTo(ctx context.Context, path string) (Summary, error) {
	copied, err := backupTo(ctx, s.path, path)
	if err != nil {
		return Summary{}, explainBackup(s.path, path, fmt.Errorf("back the book up to %s: %w", path, err))
	}
	return copied.Summary, nil
}

// backupTo writes a checked copy of a book.
func backupTo(ctx context.Context, book, path string) (copied counted, err error) {
	temp, err := tempBeside(path)
	if err != nil {
		return counted{}, err
	}
	defer func() {
		if err != nil {
			removeBook(temp)
		}
	}()
	source, err := openReader(book, false, busyFor)
	if err != nil {
		return counted{}, err
	}
	defer source.Close() //nolint:errcheck // it was only read
	before, err := count(ctx, source)
	if err != nil {
		return counted{}, err
	}
	// VACUUM INTO accepts an existing file while it is empty.
	if _, err := source.ExecContext(ctx, "VACUUM INTO ?", temp); err != nil {
		return counted{}, err
	}
	after, err := count(ctx, source)
	if err != nil {
		return counted{}, err
	}
	if copied, err = verify(ctx, temp); err != nil {
		return counted{}, err
	}
	if !within(before, copied, after) {
		return counted{}, fmt.Errorf("%w: it holds %+v, the book %+v", errUnsound, copied, before)
	}
	if err := putInPlace(temp, path); err != nil {
		return counted{}, err
	}
	return copied, nil
}

// tempBeside makes an empty file of mode 0600 for what is not complete, in the folder
// of what it is to be.
func tempBeside(path string) (temp string, err error) {
	f, err := os.CreateTemp(filepath.Dir(path), TempPrefix+"*") // mode 0600
	if err != nil {
		return "", err
	}
	return f.Name(), f.Close()
}

// TempPrefix begins the names of files that are not complete yet. What is left of
// one by a program that was killed can go.
const TempPrefix = ".carebook-backup-"

// within reports whether a copy is what the book was at some moment between two
// looks at it.
func within(before, copied, after counted) bool {
	before.Bytes, copied.Bytes, after.Bytes = 0, 0, 0
	if before == after {
		return copied == before
	}
	return copied.change >= before.change && copied.change <= after.change
}

// errUnsound says that a copy is not as sound as what it was made of says.
var errUnsound = errors.New("the copy is damaged")

// CopyBook writes what is in a book that somebody may have open, or that a killed
// program has left with its log, to an empty file.
func CopyBook(ctx context.Context, from, to string) error {
	db, err := openReader(from, false, busyFor)
	if err == nil {
		_, err = db.ExecContext(ctx, "VACUUM INTO ?", to)
		err = errors.Join(err, db.Close())
	}
	if err != nil {
		return explainBackup(from, to, fmt.Errorf("copy the book %s: %w", from, err))
	}
	return nil
}

// verify opens a copy and looks at every page of it.
func verify(ctx context.Context, path string) (counted, error) {
	db, err := openReader(path, true, busyFor)
	if err != nil {
		return counted{}, err
	}
	defer db.Close() //nolint:errcheck // it was only read
	var id int
	if err := db.QueryRowContext(ctx, "PRAGMA application_id").Scan(&id); err != nil {
		return counted{}, err
	}
	if id != applicationID {
		return counted{}, fmt.Errorf("%w: it has the mark %#x", errUnsound, id)
	}
	var found string
	if err := db.QueryRowContext(ctx, "PRAGMA integrity_check(1)").Scan(&found); err != nil {
		return counted{}, err
	}
	if found != "ok" {
		return counted{}, fmt.Errorf("%w: %s", errUnsound, found)
	}
	if err := foreignKeysHold(ctx, db); err != nil {
		return counted{}, fmt.Errorf("%w: %w", errUnsound, err)
	}
	copied, err := count(ctx, db)
	if err != nil {
		return counted{}, err
	}
	info, err := os.Stat(path)
	if err != nil {
		return counted{}, err
	}
	copied.Bytes = info.Size()
	return copied, nil
}

// openReader opens a file for reading alone. A fixed one is known to be touched by
// nobody else: it is read without the locks and files that stand beside a book.
// Otherwise it is one that others may be writing, for whom it waits.
func openReader(path string, fixed bool, wait time.Duration) (*sql.DB, error) {
	q := url.Values{}
	q.Add("_pragma", busyTimeout(wait))
	q.Add("_pragma", "temp_store(memory)")
	distrust(q)
	q.Set("mode", "ro")
	if fixed {
		q.Set("immutable", "1")
	}
	db, err := sql.Open("sqlite", "file:"+escapePath(path)+"?"+q.Encode())
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	db.SetMaxOpenConns(1)
	return db, nil
}

// countQueries count what a book holds, by the table that a book of an older
// schema may lack.
var countQueries = []struct {
	table, query string
	into         func(*counted) any
}{
	{"person", "SELECT count(*) FROM person WHERE deleted_at IS NULL", func(c *counted) any { return &c.People }},
	{"person", "SELECT count(*) FROM person WHERE deleted_at IS NOT NULL", func(c *counted) any { return &c.Trash }},
	{"note", "SELECT count(*) FROM note", func(c *counted) any { return &c.Notes }},
	{"event", "SELECT count(*) FROM event", func(c *counted) any { return &c.Events }},
	{"sale", "SELECT count(*) FROM sale", func(c *counted) any { return &c.Sales }},
	{"picture", "SELECT count(*) FROM picture", func(c *counted) any { return &c.Pictures }},
	{"action", "SELECT coalesce(max(at), '') FROM action", func(c *counted) any { return &c.LastChange }},
	{"change", "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'change'", func(c *counted) any { return &c.change }},
}

// count counts, all at one moment.
func count(ctx context.Context, db *sql.DB) (counted, error) {
	tx, err := db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return counted{}, err
	}
	defer tx.Rollback() //nolint:errcheck // nothing was written
	var c counted
	if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&c.Schema); err != nil {
		return counted{}, err
	}
	for _, q := range countQueries {
		var there bool
		if err := tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?)", q.table).Scan(&there); err != nil {
			return counted{}, err
		}
		if !there {
			continue
		}
		if err := tx.QueryRowContext(ctx, q.query).Scan(q.into(&c)); err != nil {
			return counted{}, err
		}
	}
	return c, nil
}

// Summarize says what a book holds, of whatever schema up to this program's. It
// neither brings the book up to date nor leaves a file beside it, but for the index of
// a log that has none. An empty file holds nothing. It fails with care.CodeBookMissing, CodeBookNotABook,
// CodeBookNewer or CodeBookDamaged.
func Summarize(ctx context.Context, path string) (Summary, error) {
	if err := checkPath(path); err != nil {
		return Summary{}, err
	}
	info, err := os.Stat(path)
	if err != nil {
		return Summary{}, &care.Error{Code: care.CodeBookMissing, Args: care.Args{"Book": path}, Err: err}
	}
	if info.Size() == 0 {
		return Summary{}, nil
	}
	steps, err := migrations()
	if err != nil {
		return Summary{}, err
	}
	db, err := openReader(path, !InUse(path), busyFor)
	if err != nil {
		return Summary{}, err
	}
	var c counted
	if _, err = bookVersion(ctx, db, path, len(steps)); err == nil {
		c, err = count(ctx, db)
	}
	err = errors.Join(err, db.Close())
	if err != nil {
		return Summary{}, explain(path, fmt.Errorf("read the book %s: %w", path, err))
	}
	c.Bytes = info.Size()
	return c.Summary, nil
}

// putInPlace makes a complete file the one at path, for good: file and folder are
// on the disk before it returns.
func putInPlace(temp, path string) error {
	f, err := os.OpenFile(temp, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(temp, path); err != nil {
		return err
	}
	return SyncFolder(filepath.Dir(path))
}

// explainBackup tells what kept a backup of a book from being written. A copy that is
// not sound, or that SQLite cannot make because rows contradict each other, is that of
// a damaged book.
func explainBackup(book, path string, err error) error {
	about := path
	var failed *sqlite.Error
	if errors.As(err, &failed) {
		switch failed.Code() & 0xff {
		case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
			about = book
		}
	}
	if errors.Is(err, errUnsound) || failed != nil && failed.Code()&0xff == sqlite3.SQLITE_CONSTRAINT {
		return &care.Error{Code: care.CodeBookDamaged, Args: care.Args{"Book": book}, Err: err}
	}
	err = explain(about, err)
	var told *care.Error
	if errors.As(err, &told) {
		switch told.Code {
		case care.CodeDiskFull:
			return &care.Error{Code: care.CodeBackupDiskFull, Args: care.Args{"Folder": filepath.Dir(path)}, Err: err}
		case care.CodeBookReadOnly:
			return &care.Error{Code: care.CodeBackupReadOnly, Args: care.Args{"Folder": filepath.Dir(path)}, Err: err}
		}
		return err
	}
	if errors.Is(err, context.Canceled) {
		return &care.Error{Code: care.CodeCancelled, Err: err}
	}
	if errors.Is(err, fs.ErrNotExist) {
		return &care.Error{Code: care.CodeBackupFolder, Args: care.Args{"Folder": filepath.Dir(path)}, Err: err}
	}
	return &care.Error{Code: care.CodeWriteFailed, Args: care.Args{"File": path, "Detail": care.Cause(err)}, Err: err}
}

// notBackedUp are the settings that move without anything worth a backup: what is
// derived, or says what the program did.
const notBackedUp = "('" + SettingBandsOf + "', '" + settingRound + "', '" + SettingBackup + "', '" + settingLogFrom + "', 'digest_later')"

// SettingBackup keeps what is known of the last daily backup.
const SettingBackup = "last_backup"

// State names what the book holds: it is the same as long as nothing worth a backup
// has changed. Days on which the program ran and what it announced are none of it.
func (s *Store) State(ctx context.Context) (string, error) {
	var change int64
	var settings string
	err := s.read.QueryRowContext(ctx, `SELECT (SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'change'),
		(SELECT json_group_array(json_array(name, value)) FROM (SELECT name, value FROM setting WHERE name NOT IN `+notBackedUp+` ORDER BY name))`).Scan(&change, &settings)
	if err != nil {
		return "", s.explain(fmt.Errorf("ask what the book holds: %w", err))
	}
	sum := sha256.Sum256([]byte(settings))
	return fmt.Sprintf("%d-%s", change, hex.EncodeToString(sum[:8])), nil
}
