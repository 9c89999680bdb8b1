package book_test

import (
	"os"
	"path/filepath"
	"testing"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/store"
)

// A book that is lost is brought back from what holds its people, and of that from the
// latest.
func TestTheBestCopyHoldsPeople(t *testing.T) {
	dir := t.TempDir()
	lost, kept := filepath.Join(dir, "away", "book.db"), book.Backups{Folder: dir}
	// copyOf makes a copy of a book with so many people, changed on a day.
	copyOf := func(name string, day care.Day, people int) string {
		t.Helper()
		s := openAt(t, filepath.Join(t.TempDir(), "made.db"), care.ClockFrom(day.Time()))
		for range people {
			do(t, s, func(tx *store.Tx) error {
				_, err := tx.PutPerson(&care.Person{FullName: "Ana"})
				return err
			})
		}
		path := filepath.Join(dir, name)
		if _, err := book.BackUp(t.Context(), s, path, ""); err != nil {
			t.Fatal(err)
		}
		return path
	}
	best := func(others ...string) string {
		return book.BestCopy(t.Context(), lost, kept, care.ClockFrom(care.Day("2026-11-26").Time()), others...)
	}
	if got := best(); got != "" {
		t.Errorf("of nothing %s", got)
	}
	empty := copyOf("book-2026-11-25.db", "2026-11-25", 0)
	if got := best(); got != empty {
		t.Errorf("of one without people %s", got)
	}
	moved := copyOf("book.moved-2026-11-20.db", "2026-11-20", 2)
	if got := best(moved, filepath.Join(dir, "none.db")); got != moved {
		t.Errorf("of one with and one without people %s", got)
	}
	later := copyOf("book-2026-11-22.db", "2026-11-22", 1)
	if got := best(moved); got != later {
		t.Errorf("of a later one %s", got)
	}
	if err := os.WriteFile(filepath.Join(dir, "book-2026-11-23.db"), []byte("damaged"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := best(moved); got != later {
		t.Errorf("beside a damaged one %s", got)
	}
	locked := filepath.Join(dir, "book-2026-11-24.db.age")
	if err := os.WriteFile(locked, []byte("age-encryption.org/v1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := best(moved); got != locked {
		t.Errorf("of a later one that is locked %s", got)
	}
}
