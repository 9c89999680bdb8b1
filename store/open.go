package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"carebook/app/care"
	"carebook/app/text"
)

// Options say how a book is opened. The zero Options are good for a command.
type Options struct {
	// Clock stamps what is written.
	Clock care.Clock
	// Language orders names in a new book; an existing book keeps its own
	// (see SetLanguage).
	Language string
	// Origin names the window or command that writes, so that an undo in a
	// window takes back that window's own work.
	Origin string
	// MustExist refuses a missing book instead of making one.
	MustExist bool
	// Patience is how long Open waits for a book that another program holds; 0 is
	// half a minute.
	Patience time.Duration
	// Waiting, if set, is called where another program has kept Open or an action
	// waiting for more than a second, on any goroutine.
	Waiting func()
	// Record, if set, is called with every statement that writes a person and
	// what hangs on it; the benchmark replays them.
	Record func(query string, args []any)
}

// Store is an open book. Its methods may be called from any goroutine.
type Store struct {
	path    string
	options Options
	// made is set where Open made the file.
	made bool
	// write has one connection, whose transactions take the write lock at
	// once; read has several that cannot write.
	write, read *sql.DB

	// release lets others open the book's files again.
	release func()

	sorters sync.Pool
	tags    tagCache
	events  events
	session session
}

// Open opens the book at path, makes one where there is none (or an empty
// file), and brings an older book up to date, after a backup beside it. It
// refuses a newer book, a file that is no book and a damaged one, each with an
// error for people, and leaves them untouched.
func Open(ctx context.Context, path string, o Options) (*Store, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("find the book %s: %w", path, err)
	}
	if err := checkPath(path); err != nil {
		return nil, err
	}
	made, err := create(path, o.MustExist)
	if err != nil {
		return nil, err
	}
	s := &Store{path: path, options: o, made: made}
	if err := s.open(ctx); err != nil {
		s.closePools()
		if made {
			removeMade(path)
		}
		return nil, err
	}
	return s, nil
}

// holdBook keeps the rest of the program from opening the files of a book.
func holdBook(path string) (release func()) {
	path = realPath(path)
	var files []string
	for _, end := range sideEnds {
		files = append(files, path+end)
	}
	return care.HoldFiles(files...)
}

func (s *Store) open(ctx context.Context) error {
	steps, err := migrations()
	if err != nil {
		return err
	}
	if err := s.look(ctx, len(steps)); err != nil {
		return err
	}
	s.release = holdBook(s.path)
	held, err := s.await(ctx, func(wait time.Duration) (*sql.DB, error) { return openPool(s.path, 1, "", wait) })
	if err != nil {
		return err
	}
	defer held.Close() //nolint:errcheck // it was only read
	journal := journalMode(s.path)
	if journal != journalWAL { // a book gets another kind of journal while nobody has it open
		if err := held.Close(); err != nil {
			return s.explain(err)
		}
	}
	if s.write, err = openPool(s.path, 1, journal, busyFor); err != nil {
		return err
	}
	made, err := s.migrate(ctx, steps)
	if err != nil {
		return s.explain(err)
	}
	if s.read, err = openPool(s.path, readers, "", busyFor); err != nil {
		return err
	}
	if made { // what was due before there was a book has not been missed
		if err := s.RecordRun(ctx, s.options.Clock.Today()); err != nil {
			return err
		}
	}
	if err := s.loadLanguage(ctx); err != nil {
		return s.explain(err)
	}
	if err := s.events.start(ctx, s); err != nil {
		return s.explain(err)
	}
	return nil
}

// look refuses what must be left untouched through a connection that cannot write: one
// that can folds the log into the book when it is closed, whatever that is. Of all that
// may keep it from looking, opening the book tells more.
func (s *Store) look(ctx context.Context, known int) error {
	db, err := s.await(ctx, func(wait time.Duration) (*sql.DB, error) { return openReader(s.path, !InUse(s.path), wait) })
	if err == nil {
		_, err = bookVersion(ctx, db, s.path, known)
		err = s.explain(errors.Join(err, db.Close()))
	}
	switch care.CodeOf(err) {
	case care.CodeBookDamaged, care.CodeBookNotABook, care.CodeBookNewer, care.CodeBookLocked:
		return err
	}
	return nil
}

// journalWAL is the journal of a book on a disk of this machine.
const journalWAL = "wal"

// readers is the size of the read pool: the screens' loads overlap little, and
// each connection has a cache of its own. One is the watcher's; an export holds one
// while it asks for pictures with another, and two may run at once.
const readers = 4

// create makes the book's file with mode 0600 before SQLite can make it with
// the process's umask. It reports whether the file is new.
func create(path string, mustExist bool) (bool, error) {
	if _, err := os.Stat(path); err == nil {
		return false, nil
	}
	if mustExist {
		return false, &care.Error{Code: care.CodeBookMissing, Args: care.Args{"Book": path}}
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return false, nil // another command made it just now
	}
	if err != nil {
		folder := filepath.Dir(path)
		return false, &care.Error{Code: care.CodeBookFolder, Args: care.Args{"Folder": folder, "Detail": care.Cause(err)}, Err: err}
	}
	return true, f.Close()
}

// removeBook removes a book that could not be completed, with its side files.
func removeBook(path string) {
	for _, end := range []string{"", "-wal", "-shm", "-journal"} {
		_ = os.Remove(path + end) // a file that is not there is as good
	}
}

// openPool opens connections to the file at path. All pragmas stand in the
// DSN, since a pragma given later would reach one connection of the pool only;
// busy_timeout comes first so that the others wait too. A pool with a journal
// mode writes; without one it cannot. wait is how long a connection waits for others.
func openPool(path string, size int, journal string, wait time.Duration) (*sql.DB, error) {
	q := url.Values{}
	q.Add("_pragma", busyTimeout(wait))
	q.Add("_pragma", "foreign_keys(1)")
	q.Add("_pragma", "cache_size(-16000)")
	q.Add("_pragma", "temp_store(memory)")
	q.Add("_dqs", "0")
	distrust(q)
	if journal != "" {
		q.Add("_pragma", "journal_mode("+journal+")")
		q.Add("_pragma", "synchronous(full)")
		q.Add("_pragma", "journal_size_limit(16777216)")
		q.Add("_pragma", "secure_delete(1)") // what was erased is nowhere in the file
		q.Set("_txlock", "immediate")
	} else {
		q.Add("_pragma", "query_only(1)")
	}
	db, err := sql.Open("sqlite", "file:"+escapePath(path)+"?"+q.Encode())
	if err != nil {
		return nil, fmt.Errorf("open the book %s: %w", path, err)
	}
	db.SetMaxOpenConns(size)
	db.SetMaxIdleConns(size)
	return db, nil
}

// distrust adds to a connection what keeps a book from harming its reader: one may come
// from somebody else. What its schema calls upon is not trusted, nor what its pages say
// of themselves, and nothing writes past the schema.
func distrust(q url.Values) {
	q.Add("_pragma", "trusted_schema(0)")
	q.Add("_pragma", "cell_size_check(1)")
	q.Add("_defensive", "1")
}

// escapePath keeps the characters that end a path in a SQLite URI.
func escapePath(path string) string {
	path = strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23").Replace(filepath.ToSlash(path))
	if len(path) > 1 && path[1] == ':' {
		return "///" + path // a drive of Windows
	}
	return path
}

// Path is the book's file.
func (s *Store) Path() string { return s.path }

// Clock is the clock that stamps what this store writes.
func (s *Store) Clock() care.Clock { return s.options.Clock }

// Close ends watching and closes the book. The last one to close a book folds
// the write-ahead log into it.
func (s *Store) Close() error {
	s.events.close()
	return s.closePools()
}

// Discard closes the book, and removes it where this Open had made it: for a
// first import that failed and should leave nothing behind.
func (s *Store) Discard() error {
	err := s.Close()
	if s.made {
		removeMade(s.path)
	}
	return err
}

// removeMade removes a book that this process has made and not completed, unless
// somebody else has it open by now or has put anything into it.
func removeMade(path string) {
	// A connection of this kind waits for nobody, and has the book for itself or not.
	db, err := sql.Open("sqlite", "file:"+escapePath(path)+"?mode=rw&_pragma=busy_timeout(0)&_pragma=locking_mode(exclusive)&_txlock=immediate")
	if err != nil {
		return
	}
	changes := 0
	tx, err := db.Begin()
	if err == nil {
		// An empty file has no such table.
		_ = tx.QueryRow("SELECT seq FROM sqlite_sequence WHERE name = 'change'").Scan(&changes)
		err = tx.Rollback()
	}
	_ = db.Close() // it was only read
	if care.CodeOf(explain(path, err)) != care.CodeBookLocked && changes == 0 {
		removeBook(path)
	}
}

func (s *Store) closePools() error {
	var errs []error
	for _, db := range []*sql.DB{s.read, s.write} {
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	if s.release != nil {
		s.release()
	}
	return errors.Join(errs...)
}

// sorter lends a collator; collators are not safe for concurrent use.
func (s *Store) sorter() *text.Sorter { return s.sorters.Get().(*text.Sorter) }

// SettingLanguage is the setting that names the language in which names are ordered,
// settingSorter the rules by which they were.
const (
	SettingLanguage = "sort.language"
	settingSorter   = "sort.version"
)

// loadLanguage sets up the order of names. A new book takes the language of
// its maker.
func (s *Store) loadLanguage(ctx context.Context) error {
	language, err := s.Setting(ctx, SettingLanguage)
	if err != nil {
		return err
	}
	if language == "" {
		language = cmp.Or(s.options.Language, "en")
		for name, value := range map[string]string{SettingLanguage: language, settingSorter: text.SorterVersion(language)} {
			if err := s.SetSetting(ctx, name, value); err != nil {
				return err
			}
		}
	}
	s.useLanguage(language)
	return nil
}

func (s *Store) useLanguage(language string) {
	s.sorters = sync.Pool{New: func() any { return text.NewSorter(language) }}
}
