package store

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"carebook/app/care"
)

// On a disk where there is no write-ahead log nobody can read a book that is held for
// writing, not even to see whether it is still the one that was saved.
func TestARestoreWithARollbackJournal(t *testing.T) {
	ctx, o := context.Background(), Options{Clock: care.ClockFrom(time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)), Language: "en"}
	folder := t.TempDir()
	make := func(name, person string) string {
		path := filepath.Join(folder, name)
		s, err := Open(ctx, path, o)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Do(ctx, Action{Kind: "test"}, func(tx *Tx) error {
			_, err := tx.PutPerson(&care.Person{FullName: person})
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		return path
	}
	path, fresh := make("book.db", "Before"), make("fresh.db", "After")
	w := &overwriting{path: path, fresh: fresh, words: "Restore", options: o, mode: "delete"}
	if err := w.run(ctx); err != nil {
		t.Fatal(err)
	}
	for file, want := range map[string]string{path: "After", w.saved: "Before"} {
		db, err := openReader(file, !InUse(file), busyFor)
		if err != nil {
			t.Fatal(err)
		}
		var name string
		if err := db.QueryRow("SELECT full_name FROM person").Scan(&name); err != nil || name != want {
			t.Errorf("%s holds %q, %v", file, name, err)
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
		if problems, err := Check(ctx, file); err != nil || len(problems) > 0 {
			t.Errorf("%s: %q, %v", file, problems, err)
		}
	}
	// Somebody who wrote between the copy and the restore is not passed over.
	path, fresh = make("second.db", "Before"), make("later.db", "After")
	w = &overwriting{path: path, fresh: fresh, words: "Restore", options: o, mode: "delete"}
	db, err := openPool(path, 1, "delete", busyFor)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close() //nolint:errcheck // it was only read
	if w.held, err = db.Conn(ctx); err != nil {
		t.Fatal(err)
	}
	w.target = w.held
	version, err := w.save(ctx)
	if err != nil {
		t.Fatal(err)
	}
	other, err := openPool(path, 1, "delete", busyFor)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := other.Exec("UPDATE person SET city = 'Rome'"); err != nil {
		t.Fatal(err)
	}
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
	if done, err := w.copy(ctx, version); err != nil || done {
		t.Errorf("it was restored over what somebody had just written: %v, %v", done, err)
	}
	if version, err = w.save(ctx); err != nil {
		t.Fatal(err)
	}
	if done, err := w.copy(ctx, version); err != nil || !done {
		t.Errorf("the second time: %v, %v", done, err)
	}
}
