package book

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"carebook/app/care"
	"carebook/app/lang"
	"carebook/store"
)

// settingDemo marks the demo book that the window opens in the place of the user's
// own. One that was written by the command demo is a file of the user's, without a
// mark.
const settingDemo = "demo"

// DemoBook is what a demo book says of itself.
type DemoBook struct {
	// Home is the path of the user's own book, from which it was opened.
	Home string `json:"home"`
	// File is the path of the demo book: a copy, or a book into which it was
	// restored, is none.
	File string `json:"file"`
	// Invented are the UIDs of the people who were in it from the start.
	Invented []string `json:"invented"`
	// Made is the day for which it was made, Change the number of its last change
	// then.
	Made   care.Day `json:"made"`
	Change int64    `json:"change"`
}

// IsDemo reads the mark of a demo book; nil is any other book.
func IsDemo(ctx context.Context, s *store.Store) (*DemoBook, error) {
	text, err := s.Setting(ctx, settingDemo)
	if err != nil || text == "" {
		return nil, err
	}
	var d DemoBook
	// A mark that cannot be read marks nothing: better a demo book that stays than a
	// book that goes.
	if json.Unmarshal([]byte(text), &d) != nil || d.File != s.Path() || len(d.Invented) == 0 {
		return nil, nil
	}
	return &d, nil
}

// keep writes the mark into the book.
func (d *DemoBook) keep(ctx context.Context, s *store.Store) error {
	text, err := json.Marshal(d)
	if err != nil {
		return fmt.Errorf("mark the demo book: %w", err)
	}
	return s.SetSetting(ctx, settingDemo, string(text))
}

// OwnWork is what the user has done in a demo book, which goes with it.
type OwnWork struct {
	// People are how many the user has put into it, those in its trash too.
	People int
	// Any is set where the user has changed anything at all, as by a note.
	Any bool
}

// OwnWork looks what the user has done in the demo book.
func (d *DemoBook) OwnWork(ctx context.Context, s *store.Store) (w OwnWork, err error) {
	if w.Any, err = d.changed(ctx, s); err != nil || !w.Any {
		return w, err
	}
	w.People, err = d.added(ctx, s)
	return w, err
}

// changed reports whether the user has changed anything in the demo book.
func (d *DemoBook) changed(ctx context.Context, s *store.Store) (bool, error) {
	now, err := s.LastChange(ctx)
	return now != d.Change, err
}

func (d *DemoBook) added(ctx context.Context, s *store.Store) (n int, err error) {
	for _, q := range []store.Query{{}, {Trash: true}} {
		err := s.EachPerson(ctx, q, func(_ int64, p *care.Person) error {
			if !slices.Contains(d.Invented, p.UID) {
				n++
			}
			return nil
		})
		if err != nil {
			return n, err
		}
	}
	return n, nil
}

// ReadyDemo makes sure that there is a demo book at a path, to which the window can
// turn from the book home: the one of last time, or a new one in the language in use.
// One of another day in which the user has changed nothing is made anew, so that its
// birthdays and calls are those of today, unless somebody has it open. It appears at
// path when it is complete. It fails with care.CodeFileExists where
// another file lies there, which it leaves as it is.
func ReadyDemo(ctx context.Context, path, home string, clock care.Clock) error {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return makeDemo(ctx, path, home, clock, func() error { return nil })
	case err != nil:
		return fmt.Errorf("look for the demo book: %w", err)
	case !info.Mode().IsRegular() || info.Size() == 0:
		return &care.Error{Code: care.CodeFileExists, Args: care.Args{"File": path}}
	}
	s, err := openDemoFile(ctx, path, clock)
	if err != nil {
		return err
	}
	d, err := IsDemo(ctx, s)
	if err == nil && d == nil {
		err = &care.Error{Code: care.CodeFileExists, Args: care.Args{"File": path}}
	}
	if err == nil && d.Home != home {
		d.Home = home
		err = d.keep(ctx, s)
	}
	state, old := "", false
	if err == nil {
		state, old, err = d.isOld(ctx, s, clock)
	}
	if err = errors.Join(err, s.Close()); err != nil || !old {
		return err
	}
	return remakeDemo(ctx, path, home, state, clock)
}

// isOld reports whether the demo book is of another day and nobody has changed it; state
// is what it holds.
func (d *DemoBook) isOld(ctx context.Context, s *store.Store, clock care.Clock) (state string, old bool, err error) {
	if d.Made == clock.Today() {
		return "", false, nil
	}
	changed, err := d.changed(ctx, s)
	if err != nil || changed {
		return "", false, err
	}
	state, err = s.State(ctx)
	return state, err == nil, err
}

// remakeDemo puts a new demo book in the place of one in that state. One that somebody
// has open, or has changed meanwhile, stays.
func remakeDemo(ctx context.Context, path, home, state string, clock care.Clock) error {
	err := makeDemo(ctx, path, home, clock, func() error { return haveAlone(ctx, path, state) })
	switch care.CodeOf(err) {
	case care.CodeBookLocked, care.CodeMoveChanged:
		return nil
	}
	return err
}

// haveAlone fails while somebody has the book at path open, or where it is no longer in
// a state. It leaves no log beside it.
func haveAlone(ctx context.Context, path, state string) error {
	return store.Retire(ctx, path, state, func() error { return nil })
}

func openDemoFile(ctx context.Context, path string, clock care.Clock) (*store.Store, error) {
	return store.Open(ctx, path, store.Options{Clock: clock, Language: lang.Current(), Origin: "demo", MustExist: true})
}

// makeDemo makes the demo book in a file beside its place and then puts it there, unless
// free says that this cannot be.
func makeDemo(ctx context.Context, path, home string, clock care.Clock, free func() error) error {
	temp, err := tempName(filepath.Dir(path))
	if err != nil {
		return fileWritten(path, err)
	}
	defer func() {
		for _, end := range bookEnds {
			_ = os.Remove(temp + end) // after a success nothing is left of it
		}
	}()
	if err := fillDemo(ctx, temp, DemoBook{Home: home, File: path, Made: clock.Today()}, clock); err != nil {
		return err
	}
	if err := free(); err != nil {
		return err
	}
	if err := removeAll(logsOf(path)); err != nil { // they would be taken for those of the new one
		return err
	}
	if err := os.Rename(temp, path); err != nil {
		return fileWritten(path, err)
	}
	return fileWritten(path, store.SyncFolder(filepath.Dir(path)))
}

// fillDemo fills an empty file with a marked demo book.
func fillDemo(ctx context.Context, file string, mark DemoBook, clock care.Clock) error {
	s, err := openDemoFile(ctx, file, clock)
	if err != nil {
		return err
	}
	err = Demo(ctx, s, clock)
	if err == nil {
		err = s.EachPerson(ctx, store.Query{}, func(_ int64, p *care.Person) error {
			mark.Invented = append(mark.Invented, p.UID)
			return nil
		})
	}
	if err == nil {
		mark.Change, err = s.LastChange(ctx)
	}
	if err == nil {
		err = mark.keep(ctx, s)
	}
	return errors.Join(err, s.Close())
}

// logsOf are the files beside a book that SQLite makes.
func logsOf(path string) (files []string) {
	for _, end := range bookEnds[1:] {
		files = append(files, path+end)
	}
	return files
}

// removeAll removes those of some files that are there.
func removeAll(files []string) (err error) {
	for _, file := range files {
		if gone := os.Remove(file); gone != nil && !errors.Is(gone, fs.ErrNotExist) {
			err = errors.Join(err, fileWritten(file, gone))
		}
	}
	return err
}

// bookEnds end the names of the files of a book that SQLite makes.
var bookEnds = []string{"", "-wal", "-shm", "-journal"}

// ThrowAwayDemo removes a demo book, with all that the store and the backups have left
// of it; the book goes last, so that one who was interrupted can throw the rest away.
// It fails with care.CodeNoDemo for a book that is not marked as one, whatever its name,
// and with care.CodeBookLocked while another program has it open, and then removes
// nothing.
func ThrowAwayDemo(ctx context.Context, path string, clock care.Clock) error {
	if info, err := os.Lstat(path); err != nil || !info.Mode().IsRegular() {
		return errors.Join(err, &care.Error{Code: care.CodeNoDemo, Args: care.Args{"Book": path}})
	}
	s, err := openDemoFile(ctx, path, clock)
	if err != nil {
		return err
	}
	d, err := IsDemo(ctx, s)
	state, asked := s.State(ctx)
	if err = errors.Join(err, asked, s.Close()); err != nil {
		return err
	}
	if d == nil {
		return &care.Error{Code: care.CodeNoDemo, Args: care.Args{"Book": path}}
	}
	if err := haveAlone(ctx, path, state); err != nil {
		return err
	}
	left, err := demoCopies(path)
	if err != nil {
		return err
	}
	if err := removeAll(append(left, logsOf(path)...)); err != nil {
		return err
	}
	return removeAll([]string{path})
}

// demoCopies are the copies of a demo book that the program has made: its daily
// backups, and those before its schema was changed.
func demoCopies(path string) ([]string, error) {
	copies, err := filepath.Glob(escapeGlob(path) + ".schema-*")
	if err != nil {
		return nil, fmt.Errorf("look for copies of the demo book: %w", err)
	}
	kept, err := dailyNames(path).list(BackupFolder(path))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("look for backups of the demo book: %w", err)
	}
	for _, d := range kept {
		copies = append(copies, d.path)
	}
	return copies, nil
}
