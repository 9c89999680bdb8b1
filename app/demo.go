package app

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// demoName is the name of the demo book in DataDir.
const demoName = "carebook-demo.db"

// DemoPath is where the user's demo book is kept, which the window makes and throws
// away.
func DemoPath() (string, error) {
	dir, err := DataDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(dir, demoName), nil
}

// RemoveTraces removes what the program has left of a book that is gone: its locks,
// wishes of later starts, and pages for the printer. It leaves alone what is not its
// own, and a book that is still there.
func RemoveTraces(book string) error {
	if _, err := os.Lstat(book); !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("remove the traces of %s: the book is there", book)
	}
	pages := Pages{Book: book}
	printed, err := pages.folder()
	if err != nil {
		return err
	}
	errs := []error{pages.Clear()}
	waiting, err := filepath.Glob(filepath.Join(requestDir(book), "*"))
	errs = append(errs, err)
	for _, path := range append(waiting, requestDir(book), book+windowLock, book+backgroundLock, printed) {
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, fmt.Errorf("remove a trace of the book: %w", err))
		}
	}
	return errors.Join(errs...)
}
