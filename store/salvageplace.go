package store

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"carebook/app/care"
)

// sideEnds are the endings of the files that belong to a book, the book's own
// first.
var sideEnds = []string{"", "-wal", "-shm", "-journal"}

// realPath is the path at which a file stands to which links may lead. SQLite follows
// them, and what stands beside a book stands beside that.
func realPath(path string) string {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		return real
	}
	if dir, err := filepath.EvalSymlinks(filepath.Dir(path)); err == nil {
		return filepath.Join(dir, filepath.Base(path))
	}
	return path
}

// Owns reports whether a path is that of the book or of a file that belongs to it, by
// whatever name: nothing else may ever be written there.
func (s *Store) Owns(path string) bool {
	book, other := realPath(s.path), realPath(path)
	info, err := os.Stat(other)
	for _, end := range sideEnds {
		if filepath.Dir(book) == filepath.Dir(other) && strings.EqualFold(filepath.Base(book+end), filepath.Base(other)) {
			return true
		}
		if own, missing := os.Stat(book + end); err == nil && missing == nil && os.SameFile(own, info) {
			return true
		}
	}
	return false
}

// freeName is a path that begins as another and at which nothing stands.
func freeName(path, end string) string {
	free := path + end
	for n := 2; ; n++ {
		if _, err := os.Lstat(free); errors.Is(err, fs.ErrNotExist) {
			return free
		}
		free = fmt.Sprintf("%s%s-%d", path, end, n)
	}
}

// SetAside copies the files of a book, as they are and without SQLite, to names
// that tell the clock's instant: "book.db.damaged-2026-11-22T101500". The book's own
// files are read only, and nobody may have them open in this process: to close a file
// ends SQLite's locks on it. Where the book itself has gone and its log has not, that of
// the copy is empty. It gives the path of the copy. A copy that fails is taken away again.
func SetAside(path string, clock care.Clock) (aside string, err error) {
	path = realPath(path)
	var made []string
	defer func() {
		if err == nil {
			return
		}
		for _, copied := range made { // and nothing that others have made
			_ = os.Remove(copied) // what went wrong before is what matters
		}
		aside, err = "", explain(path, fmt.Errorf("set the book %s aside: %w", path, err))
	}()
	for {
		aside = freeName(path, ".damaged-"+clock.Now().Format("2006-01-02T150405"))
		err = copyBytes(path, aside)
		if errors.Is(err, fs.ErrNotExist) && HasLog(path) {
			err = makeEmpty(aside)
		}
		if !errors.Is(err, fs.ErrExist) { // somebody else had the same name
			break
		}
	}
	if err != nil {
		return aside, err
	}
	made = append(made, aside)
	for _, end := range sideEnds[1:] {
		if err := copyBytes(path+end, aside+end); err == nil {
			made = append(made, aside+end)
		} else if !errors.Is(err, fs.ErrNotExist) {
			return aside, err
		}
	}
	return aside, SyncFolder(filepath.Dir(path))
}

func makeEmpty(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

// copyBytes copies a file to a new one of mode 0600, down to the disk, or leaves
// nothing there.
func copyBytes(from, to string) (err error) {
	source, err := os.Open(from)
	if err != nil {
		return err
	}
	defer source.Close() //nolint:errcheck // it was read only
	target, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(target, source)
	if err = errors.Join(err, target.Sync(), target.Close()); err != nil {
		return errors.Join(err, os.Remove(to))
	}
	return nil
}

// SyncFolder makes the names in a folder last. Systems that cannot do so keep them by
// themselves; a disk that fails or is full is an error.
func SyncFolder(path string) error {
	folder, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("keep the names in %s: %w", path, err)
	}
	err = folder.Sync()
	if !errors.Is(err, syscall.EIO) && !errors.Is(err, syscall.ENOSPC) {
		err = nil
	}
	if err = errors.Join(err, folder.Close()); err != nil {
		return fmt.Errorf("keep the names in %s: %w", path, err)
	}
	return nil
}

// TakePlace puts a closed book in the place of another, of which nobody has a file
// open and a copy was set aside. The other's log goes first: it must never be read
// as that of the new one.
func TakePlace(fresh, path string) error {
	path = realPath(path)
	for _, end := range sideEnds[1:] {
		if err := os.Remove(path + end); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return explain(path, fmt.Errorf("put a new book in the place of %s: %w", path, err))
		}
	}
	if err := os.Rename(fresh, path); err != nil {
		return explain(path, fmt.Errorf("put a new book in the place of %s: %w", path, err))
	}
	return SyncFolder(filepath.Dir(path))
}
