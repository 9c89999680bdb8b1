package app

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"carebook/app/care"
)

// movedMark stands in the name under which a book stays where it was moved away from:
// carebook.moved-2026-11-22.db.
const movedMark = ".moved-"

// UsualBook is the book that is opened where none is named: the one that was moved or
// chosen, else carebook.db in DataDir.
func UsualBook() (string, error) {
	if s, _ := readSettings(); filepath.IsAbs(s.Book) { // what is wrong there is told by LoadSettings
		return s.Book, nil
	}
	dir, err := DataDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(dir, bookName), nil
}

// OpensUnnamed reports whether a book is the one that opens where none is named, by
// the settings and the environment.
func OpensUnnamed(book string) bool {
	path, err := BookPath("")
	return err == nil && realPath(path) == realPath(book)
}

// defaultBook is the book in DataDir, "" where there is no such folder.
func defaultBook() string {
	dir, err := DataDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, bookName)
}

// OtherBook is a book that is there while the one at path is not: the one in DataDir,
// where the book was moved away from it and came back, or "".
func OtherBook(path string) string {
	other := defaultBook()
	if info, err := os.Stat(other); other == path || err != nil || !info.Mode().IsRegular() {
		return ""
	}
	return other
}

// FreePlace is the path of the book in DataDir while nothing stands there, else "".
func FreePlace() string {
	path := defaultBook()
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		return ""
	}
	return path
}

// CheckBook fails with care.CodeBookAway for a book that must be there and is not: one
// that was moved or chosen, whose disk may not be plugged in, or one that was moved
// away. A new book must never be begun in its place unasked. Nor in that of the demo
// book, which another window may just have thrown away: care.CodeBookMissing.
func CheckBook(path string) error {
	if _, err := os.Stat(path); err == nil {
		return nil
	}
	if demo, err := DemoPath(); err == nil && path == demo {
		return &care.Error{Code: care.CodeBookMissing, Args: care.Args{"Book": path}}
	}
	s, _ := readSettings() // see UsualBook
	if path != s.Book && len(movedFrom(path)) == 0 {
		return nil
	}
	return &care.Error{Code: care.CodeBookAway, Args: care.Args{"Book": path}, Err: fmt.Errorf("open the book %s: it is not there", path)}
}

// MovedTo is where a book is now that was moved away from path, "" where it was not,
// or is not there.
func MovedTo(path string) string {
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) || len(movedFrom(path)) == 0 {
		return ""
	}
	usual, err := UsualBook()
	if err != nil || realPath(usual) == realPath(path) {
		return ""
	}
	if _, err := os.Stat(usual); err != nil {
		return ""
	}
	return usual
}

// MovedName is a path for a book that was moved away from another, at which nothing
// stands: beside it, and under a name that says so and the day.
func MovedName(path string, today care.Day) string {
	end := filepath.Ext(path)
	base := strings.TrimSuffix(path, end) + movedMark + string(today)
	name := base + end
	for n := 2; ; n++ {
		if _, err := os.Lstat(name); errors.Is(err, fs.ErrNotExist) {
			return name
		}
		name = fmt.Sprintf("%s-%d%s", base, n, end)
	}
}

// MovedBooks are the files under which books stayed that were moved away from the
// usual place.
func MovedBooks() []string { return movedFrom(defaultBook()) }

// movedFrom are the files under which a book stayed that was moved away from path.
func movedFrom(path string) []string {
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return nil
	}
	end := filepath.Ext(path)
	begin := strings.TrimSuffix(filepath.Base(path), end) + movedMark
	var files []string
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), begin) && filepath.Ext(e.Name()) == end {
			files = append(files, filepath.Join(filepath.Dir(path), e.Name()))
		}
	}
	return files
}
