package book

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"

	"carebook/app/care"
	"carebook/app/lang"
	"carebook/store"
)

// mostWords bounds the actions that a preview of a restore names.
const mostWords = 20

// sqliteMark begins every SQLite file.
const sqliteMark = "SQLite format 3\x00"

// Restoring says what is to be restored, and where.
type Restoring struct {
	// Book is the path of the book, whatever state that is in; File is a backup, an
	// archive, or one of them under a passphrase.
	Book, File, Passphrase string
	// Claim makes this process the only one that shows the book, as long as a
	// damaged one is replaced; ok is false where another one does, or where this one has
	// it open. It is nil where this process is the one and has not opened it.
	Claim func(book string) (release func() error, ok bool, err error)
}

// RestorePreview says what a restore would do.
type RestorePreview struct {
	// Backup is what the file holds, Present what the book does now.
	Backup, Present store.Summary
	// Lost is what the book holds and the file does not.
	Lost store.Losses
	// Unreadable is set where the book is damaged or none at all: then nothing is
	// known of what would be lost, and its bytes are kept.
	Unreadable bool
}

// Restored tells what a restore did.
type Restored struct {
	store.Summary
	// Saved is the file in which the book is that was there before, "" where there
	// was none. It is a copy byte by byte where Aside is set: the book could not be
	// read.
	Saved string
	Aside bool
}

// PreviewRestore looks at a backup as a restore would, and changes nothing.
func PreviewRestore(ctx context.Context, clock care.Clock, r Restoring) (RestorePreview, error) {
	if err := r.find(); err != nil {
		return RestorePreview{}, err
	}
	fresh, err := r.materialize(ctx, clock)
	if err != nil {
		return RestorePreview{}, err
	}
	defer fresh.remove()
	p := RestorePreview{Backup: fresh.Summary}
	p.Present, err = store.Summarize(ctx, r.Book)
	switch code := care.CodeOf(err); {
	case code == care.CodeBookMissing:
		return p, nil
	case unreadable(code):
		p.Unreadable = true
		return p, nil
	case err != nil:
		return p, err
	}
	if p.Present.Schema > 0 {
		p.Lost, err = store.Loss(ctx, r.Book, fresh.path, mostWords)
		if unreadable(care.CodeOf(err)) {
			p.Unreadable, err = true, nil
		}
	}
	return p, err
}

// find follows links to the book, so that what is made beside it is on the same disk,
// and refuses to restore it from itself.
func (r *Restoring) find() error {
	if real, err := filepath.EvalSymlinks(r.Book); err == nil {
		r.Book = real
	}
	file, err := os.Stat(r.File)
	if err != nil {
		return fileError(r.File, err)
	}
	// Neither is opened: to close a file would end SQLite's locks on it.
	if present, err := os.Stat(r.Book); err == nil && os.SameFile(present, file) {
		return &care.Error{Code: care.CodeRestoreItself, Args: care.Args{"File": r.File}}
	}
	return nil
}

// unreadable reports whether a book can be read no more.
func unreadable(code care.Code) bool {
	return code == care.CodeBookDamaged || code == care.CodeBookNotABook
}

// Restore makes the book what a backup or archive holds. The file is opened, brought
// up to date and checked aside first, and what is in the book now is saved beside it;
// only then the book is touched. A program that is killed at any moment leaves the old
// book or the new one, whole. Others who have the book open go on with what was
// restored. A book that is damaged is copied byte by byte and then replaced, which
// fails with care.CodeRestoreOpen while another window shows it.
func Restore(ctx context.Context, clock care.Clock, r Restoring) (Restored, error) {
	if err := r.find(); err != nil {
		return Restored{}, err
	}
	fresh, err := r.materialize(ctx, clock)
	if err != nil {
		return Restored{}, err
	}
	defer fresh.remove()
	done := Restored{Summary: fresh.Summary}
	info, err := os.Stat(r.Book)
	switch {
	case errors.Is(err, os.ErrNotExist), err == nil && info.Size() == 0:
		if store.HasLog(r.Book) { // of a book that has gone
			done.Aside = true
			done.Saved, err = r.replace(fresh.path, clock)
			return done, err
		}
		return done, store.TakePlace(fresh.path, r.Book)
	case err != nil:
		return Restored{}, fileError(r.Book, err)
	}
	sound, err := r.look(ctx, clock)
	if err == nil {
		if err := keepDay(ctx, r.Book, fresh.path, clock); err != nil {
			slog.Warn("the pop-up of the day may come again", "err", err) // which is no reason not to restore
		}
		words := lang.T("restore.words", lang.Args{"File": filepath.Base(r.File)})
		done.Saved, err = store.Overwrite(ctx, r.Book, fresh.path, words, store.Options{Clock: clock, Origin: "restore"})
	}
	if done.Saved == "" && unreadable(care.CodeOf(err)) || !sound && care.CodeOf(err) == care.CodeInternal {
		done.Aside = true
		done.Saved, err = r.replace(fresh.path, clock)
	}
	return done, err
}

// look reports whether the present book is sound, and brings an older one up to date. An
// error says that it cannot be opened.
func (r Restoring) look(ctx context.Context, clock care.Clock) (sound bool, err error) {
	problems, err := store.Check(ctx, r.Book)
	if unreadable(care.CodeOf(err)) {
		return false, err
	}
	// Of any other failure, opening the book tells more, or it was an older one.
	s, err := store.Open(ctx, r.Book, store.Options{Clock: clock, Origin: "restore", MustExist: true})
	if err != nil {
		return false, err
	}
	return len(problems) == 0, s.Close()
}

// replace puts a book in the place of one that cannot be read.
func (r Restoring) replace(fresh string, clock care.Clock) (aside string, err error) {
	if r.Claim != nil {
		release, ok, err := r.Claim(r.Book)
		if err != nil {
			return "", err
		}
		if !ok {
			return "", &care.Error{Code: care.CodeRestoreOpen, Args: care.Args{"Book": r.Book}}
		}
		defer func() { err = errors.Join(err, release()) }()
	}
	if aside, err = store.SetAside(r.Book, clock); err != nil {
		return "", err
	}
	return aside, store.TakePlace(fresh, r.Book)
}

// materialized is a book of this program's schema made of a backup, sound and closed.
type materialized struct {
	store.Summary
	path string
}

// remove removes it, with what SQLite and a step of the schema may have left beside
// it. It knows the names of those: nothing else is ever removed.
func (m materialized) remove() {
	if !strings.HasPrefix(filepath.Base(m.path), store.TempPrefix) {
		return
	}
	ends := []string{"", "-wal", "-shm", "-journal"}
	steps, _ := store.Schema() //nolint:errcheck // a broken one opens no book
	for step := range steps {
		ends = append(ends, fmt.Sprintf(".schema-%d", step))
	}
	for _, end := range ends {
		_ = os.Remove(m.path + end) // what is not there is as good
	}
}

// materialize makes a book of the backup, beside the book that it is for: the
// folder is as private as the book, and a rename there is one step.
func (r Restoring) materialize(ctx context.Context, clock care.Clock) (materialized, error) {
	path, err := tempName(filepath.Dir(r.Book))
	if err != nil {
		return materialized{}, fileWritten(r.Book, err)
	}
	m := materialized{path: path}
	if err = r.unpack(ctx, clock, path); err == nil {
		m.Summary, err = r.prepare(ctx, clock, path)
	}
	if err != nil {
		m.remove()
		return materialized{}, err
	}
	return m, nil
}

// prepare brings the book that was unpacked up to date and checks it.
func (r Restoring) prepare(ctx context.Context, clock care.Clock, path string) (store.Summary, error) {
	damaged := func(err error) error {
		return &care.Error{Code: care.CodeBackupDamaged, Args: care.Args{"File": r.File}, Err: err}
	}
	s, err := store.Open(ctx, path, store.Options{Clock: clock, Origin: "restore", MustExist: true})
	if err == nil {
		err = s.Close()
	}
	switch code := care.CodeOf(err); {
	case code == care.CodeBookNotABook:
		return store.Summary{}, &care.Error{Code: care.CodeNotABackup, Args: care.Args{"File": r.File}, Err: err}
	case code == care.CodeBookNewer:
		var told *care.Error
		if errors.As(err, &told) {
			told.Args["Book"] = r.File
		}
		return store.Summary{}, err
	case code == care.CodeBookDamaged, code == care.CodeInternal:
		return store.Summary{}, damaged(err)
	case err != nil:
		return store.Summary{}, err
	}
	problems, err := store.Check(ctx, path)
	if err != nil {
		return store.Summary{}, damaged(err)
	}
	if len(problems) > 0 {
		return store.Summary{}, damaged(fmt.Errorf("%q", problems))
	}
	return store.Summarize(ctx, path)
}

// unpack writes the book that the file holds to an empty file.
func (r Restoring) unpack(ctx context.Context, clock care.Clock, target string) error {
	file := r.File
	if IsSealed(file) {
		plain, err := unsealTo(filepath.Dir(r.Book), file, r.Passphrase)
		if err != nil {
			return err
		}
		defer os.Remove(plain) //nolint:errcheck // what follows matters more
		file = plain
	}
	switch {
	case IsArchive(file):
		s, err := store.Open(ctx, target, store.Options{Clock: clock, Language: lang.Current(), Origin: "restore"})
		if err != nil {
			return err
		}
		_, err = ImportArchive(ctx, s, clock, file, "")
		return errors.Join(aboutFile(err, r.File), s.Close())
	case beginsWith(file, sqliteMark) && store.InUse(file):
		err := store.CopyBook(ctx, file, target)
		if unreadable(care.CodeOf(err)) {
			err = &care.Error{Code: care.CodeBackupDamaged, Args: care.Args{"File": r.File}, Err: err}
		}
		return err
	case beginsWith(file, sqliteMark):
		return copyFile(file, target)
	}
	if f, err := care.OpenFile(file); err != nil {
		return fileError(r.File, err)
	} else if err := f.Close(); err != nil {
		return fileError(r.File, err)
	}
	return &care.Error{Code: care.CodeNotABackup, Args: care.Args{"File": r.File}}
}

// aboutFile is an error that names the file that the user gave, not what was made of it.
func aboutFile(err error, file string) error {
	var told *care.Error
	if errors.As(err, &told) && told.Args["File"] != nil {
		told.Args["File"] = file
	}
	return err
}

// unsealTo writes what a sealed file holds to a new file in a folder.
func unsealTo(dir, file, passphrase string) (plain string, err error) {
	if plain, err = tempName(dir); err != nil {
		return "", fileWritten(filepath.Join(dir, filepath.Base(file)), err)
	}
	defer func() {
		if err != nil {
			_ = os.Remove(plain) // what went wrong before is what matters
		}
	}()
	f, err := os.OpenFile(plain, os.O_WRONLY, 0)
	if err != nil {
		return "", fileWritten(plain, err)
	}
	_, err = unseal(f, file, passphrase)
	return plain, fileWritten(plain, errors.Join(err, f.Close()))
}

// copyFile copies a file into one that is there.
func copyFile(from, to string) error {
	source, err := care.OpenFile(from)
	if err != nil {
		return fileError(from, err)
	}
	defer source.Close() //nolint:errcheck // it was only read
	target, err := os.OpenFile(to, os.O_WRONLY|os.O_TRUNC, 0)
	if err != nil {
		return fileWritten(to, err)
	}
	var failed readError
	err = copyFrom(target, source)
	err = errors.Join(err, target.Sync(), target.Close())
	if errors.As(err, &failed) {
		return fileError(from, err)
	}
	return fileWritten(to, err)
}
