package book

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"carebook/app/care"
	"carebook/store"
)

// Relocation moves the file of a book into another folder. Prepare makes a copy there
// while the book is open and goes on being used; Finish puts that in the book's place
// once nobody has the book open. Whoever is killed meanwhile finds the old book, until
// Keep has said where the new one lies, and then that.
type Relocation struct {
	// From is the path of the book, To where it goes.
	From, To string

	// temp is the copy, beside To; state is what the book held then.
	temp, state string
}

// Relocate plans to move a book into a folder, and looks whether it can lie there. It
// fails with care.CodeBookFolder, with care.CodeWriteFailed where nothing can be
// written, with care.CodeBookThere where a book of that name is there already, with
// care.CodeFileExists where something else is, and with care.CodeBackupTemp in a folder
// that the system empties.
func Relocate(from, folder string) (*Relocation, error) {
	r := &Relocation{From: from, To: filepath.Join(folder, filepath.Base(from))}
	info, err := os.Stat(folder)
	if err == nil && !info.IsDir() {
		err = fs.ErrNotExist
	}
	if err != nil {
		return nil, &care.Error{Code: care.CodeBookFolder, Args: care.Args{"Folder": folder, "Detail": care.Cause(err)}, Err: err}
	}
	if inside(folder, os.TempDir()) {
		return nil, &care.Error{Code: care.CodeBackupTemp, Args: care.Args{"Folder": folder}}
	}
	if err := r.free(); err != nil {
		return nil, err
	}
	temp, err := tempName(folder)
	if err != nil {
		return nil, r.written(err)
	}
	return r, r.written(os.Remove(temp))
}

// OnNetwork reports whether the book would lie on a network or shared drive.
func (r *Relocation) OnNetwork() bool { return store.OnNetwork(r.To) }

// free fails where something is at To already.
func (r *Relocation) free() error {
	if _, err := os.Lstat(r.To); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	code, args := care.CodeFileExists, care.Args{"File": r.To}
	if beginsWith(r.To, sqliteMark) {
		code, args = care.CodeBookThere, care.Args{"Book": r.To}
	}
	return &care.Error{Code: code, Args: args}
}

// written tells why nothing can be written where the book is to go.
func (r *Relocation) written(err error) error {
	if err == nil {
		return nil
	}
	switch care.CodeOf(err) {
	case care.CodeInternal, care.CodeBackupDiskFull, care.CodeBackupReadOnly, care.CodeBackupFolder:
		return &care.Error{Code: care.CodeWriteFailed, Args: care.Args{"File": r.To, "Detail": care.Cause(err)}, Err: fmt.Errorf("move the book to %s: %w", r.To, err)}
	}
	return err
}

// Prepare copies the book, which s has open, beside where it goes, checks the copy and
// compares it with the book. Nothing is left of a copy that fails; one that is not
// wanted any more is for Drop.
func (r *Relocation) Prepare(ctx context.Context, s *store.Store) (err error) {
	r.Drop()
	if r.temp, err = tempName(filepath.Dir(r.To)); err != nil {
		r.temp = ""
		return r.written(err)
	}
	defer func() {
		if err != nil {
			r.Drop()
		}
	}()
	if r.state, err = s.State(ctx); err != nil {
		return err
	}
	if _, err := s.BackupTo(ctx, r.temp); err != nil {
		return r.written(err)
	}
	differences, err := store.Compare(ctx, r.From, r.temp)
	if err != nil {
		return err
	}
	if now, err := s.State(ctx); err != nil || now != r.state {
		return errors.Join(err, &care.Error{Code: care.CodeMoveChanged, Args: care.Args{"Book": r.From}})
	}
	if len(differences) > 0 {
		return &care.Error{Code: care.CodeMoveDiffers, Args: care.Args{"Book": r.To}, Err: fmt.Errorf("the copy differs: %s", differences[0])}
	}
	return nil
}

// Drop removes the copy.
func (r *Relocation) Drop() {
	if r.temp != "" {
		_ = os.Remove(r.temp) // what is left of it is known by its name, and goes with the next backup
		r.temp = ""
	}
}

// Finish moves the book, which nobody has open any more. What was written since
// Prepare is copied too. keep is told once the new book lies whole at To, and makes it
// the one that is opened; aside is the name under which the old file stays. A failure
// leaves the book where it was, unless keep was told: then the old file alone has its
// old name still, and done is set.
func (r *Relocation) Finish(ctx context.Context, clock care.Clock, keep func() error, aside string) (done bool, err error) {
	defer r.Drop()
	if err := r.free(); err != nil {
		return false, err
	}
	for try := 0; ; try++ {
		if r.temp == "" {
			if err := r.again(ctx, clock); err != nil {
				return false, err
			}
		}
		kept := false
		err := store.Retire(ctx, r.From, r.state, func() error {
			err := r.put(keep)
			kept = err == nil
			return err
		})
		switch {
		case kept:
			return true, errors.Join(err, r.setAside(aside))
		case care.CodeOf(err) != care.CodeMoveChanged || try > 0:
			return false, err
		}
		r.Drop()
	}
}

// setAside gives the old file the name under which it stays.
func (r *Relocation) setAside(aside string) error {
	if err := os.Rename(r.From, aside); err != nil {
		return fmt.Errorf("put the old file of the book aside: %w", err)
	}
	return store.SyncFolder(filepath.Dir(r.From))
}

// again copies a book that has changed since it was copied.
func (r *Relocation) again(ctx context.Context, clock care.Clock) error {
	s, err := store.Open(ctx, r.From, store.Options{Clock: clock, Origin: "move", MustExist: true})
	if err != nil {
		return err
	}
	return errors.Join(r.Prepare(ctx, s), s.Close())
}

// put makes the copy the file at To, and that the book that is opened.
func (r *Relocation) put(keep func() error) error {
	if err := os.Rename(r.temp, r.To); err != nil {
		return r.written(err)
	}
	r.temp = ""
	err := r.written(store.SyncFolder(filepath.Dir(r.To)))
	if err == nil {
		err = keep()
	}
	if err != nil {
		// The old book is the one that will be found.
		return errors.Join(err, os.Remove(r.To))
	}
	return nil
}

// BackupsOfMoved is the folder in which the backups of a moved book are kept ("" is
// beside it), where they were kept in another: they stay where they are, since a book
// that was moved to a stick is lost with it.
func BackupsOfMoved(from, to, folder string) string {
	beside := BackupFolder(from)
	if info, err := os.Stat(beside); folder == "" && err == nil && info.IsDir() {
		folder = beside
	}
	if folder == BackupFolder(to) {
		return ""
	}
	return folder
}
