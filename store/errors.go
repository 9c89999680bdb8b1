package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"carebook/app/care"
)

// ErrNotFound is wrapped by reads of a person, tag or picture that the book
// does not hold.
var ErrNotFound = errors.New("not in the book")

// explain turns a failure of SQLite or the file system into one that can be
// said to a person. It leaves other errors, and those already explained, as
// they are.
func (s *Store) explain(err error) error { return explain(s.path, err) }

func explain(path string, err error) error {
	if err == nil {
		return nil
	}
	var told *care.Error
	if errors.As(err, &told) {
		return err
	}
	say := func(code care.Code) error {
		return &care.Error{Code: code, Args: care.Args{"Book": path}, Err: err}
	}
	var failed *sqlite.Error
	if errors.As(err, &failed) {
		switch failed.Code() & 0xff {
		case sqlite3.SQLITE_FULL:
			return say(care.CodeDiskFull)
		case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
			return say(care.CodeBookLocked)
		case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM:
			return say(care.CodeBookReadOnly)
		case sqlite3.SQLITE_CORRUPT:
			return say(care.CodeBookDamaged)
		case sqlite3.SQLITE_NOTADB:
			if wasBook(path) {
				return say(care.CodeBookDamaged)
			}
			return say(care.CodeBookNotABook)
		case sqlite3.SQLITE_CANTOPEN:
			return cannotOpen(path, err)
		case sqlite3.SQLITE_IOERR:
			if side := deniedSide(path); side != "" {
				return &care.Error{Code: care.CodeBookSideFile, Args: care.Args{"File": side}, Err: err}
			}
			return say(care.CodeDiskFailed)
		}
	}
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return say(care.CodeDiskFull)
	case errors.Is(err, syscall.EIO):
		return say(care.CodeDiskFailed)
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return say(care.CodeBookReadOnly)
	}
	return err
}

// cannotOpen tells why SQLite could not open one of a book's files.
func cannotOpen(path string, cause error) error {
	if side := deniedSide(path); side != "" {
		return &care.Error{Code: care.CodeBookSideFile, Args: care.Args{"File": side}, Err: cause}
	}
	folder := filepath.Dir(path)
	if _, err := os.Stat(folder); err != nil {
		return &care.Error{Code: care.CodeBookFolder, Args: care.Args{"Folder": folder, "Detail": care.Cause(err)}, Err: cause}
	}
	return &care.Error{Code: care.CodeBookReadOnly, Args: care.Args{"Book": path}, Err: cause}
}

// deniedSide is the file beside a book, such as its write-ahead log, that this
// user may not write although the book itself may be written; "" is none.
func deniedSide(path string) string {
	path = realPath(path)
	if !mayWrite(path) {
		return ""
	}
	for _, end := range sideEnds[1:] {
		if _, err := os.Stat(path + end); err == nil && !mayWrite(path+end) {
			return path + end
		}
	}
	return ""
}

// checkPath refuses what can never be a book before SQLite sees it.
func checkPath(path string) error {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return explain(path, fmt.Errorf("look at the book %s: %w", path, err))
	}
	if info.IsDir() {
		return &care.Error{Code: care.CodeFileIsFolder, Args: care.Args{"File": path}}
	}
	if !info.Mode().IsRegular() { // to open a pipe is to wait for whoever writes into it
		return &care.Error{Code: care.CodeBookNotABook, Args: care.Args{"Book": path}, Err: care.ErrNoFile}
	}
	return nil
}
