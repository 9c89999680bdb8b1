package app

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"carebook/app/care"
)

// printFolder is the folder within DataDir of the pages that were made for the
// printer, pageEnd how their names end.
const printFolder, pageEnd = "print", ".html"

// Pages are the pages of a book that were made for the printer. They say what the
// book says, so they lie in a folder of their own in DataDir, where only the user
// can read them, and do not stay.
type Pages struct {
	// Book is the path of the book.
	Book string
	// Dir is where else than in DataDir the pages are; "" is nowhere else.
	Dir string
}

// folder is where the pages of the book are. Another book that is open has its
// own, which no clearing of this one touches.
func (p Pages) folder() (string, error) {
	dir := p.Dir
	if dir == "" {
		var err error
		if dir, err = DataDir(); err != nil {
			return "", err
		}
	}
	name := sha256.Sum256([]byte(p.Book))
	return filepath.Join(dir, printFolder, hex.EncodeToString(name[:8])), nil
}

// Add keeps a page in a new file of mode 0600 and gives its path.
func (p Pages) Add(page []byte) (path string, err error) {
	dir, err := p.folder()
	if err != nil {
		return "", err
	}
	if err := makePrivate(filepath.Dir(filepath.Dir(dir))); err != nil {
		return "", err
	}
	if err := makePrivate(dir); err != nil {
		return "", err
	}
	f, err := os.CreateTemp(dir, "carebook-*"+pageEnd) // mode 0600
	if err != nil {
		return "", pageError(dir, err)
	}
	_, err = f.Write(page)
	if err = errors.Join(err, f.Close()); err != nil {
		_ = os.Remove(f.Name()) // what went wrong before is what matters
		return "", pageError(f.Name(), err)
	}
	return f.Name(), nil
}

// Clear removes all pages of the book.
func (p Pages) Clear() error {
	dir, err := p.folder()
	if err != nil {
		return err
	}
	files, err := filepath.Glob(filepath.Join(dir, "*"+pageEnd))
	if err != nil {
		return fmt.Errorf("look for printed pages in %q: %w", dir, err)
	}
	for _, f := range files {
		if err := os.Remove(f); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("remove the printed page %q: %w", f, err)
		}
	}
	return nil
}

func pageError(path string, cause error) error {
	return &care.Error{Code: care.CodeWriteFailed, Args: care.Args{"File": path, "Detail": care.Cause(cause)}, Err: fmt.Errorf("write a page to print: %w", cause)}
}
