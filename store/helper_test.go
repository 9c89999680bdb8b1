package store_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"carebook/app/care"
	"carebook/store"
)

var ctx = context.Background()

// noon is the instant at which the tests' clocks stand.
var noon = time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)

// newBook opens a new book in a folder of the test's own.
func newBook(t testing.TB) *store.Store {
	t.Helper()
	return openBook(t, filepath.Join(t.TempDir(), "book.db"))
}

func openBook(t testing.TB, path string) *store.Store {
	t.Helper()
	s, err := store.Open(ctx, path, store.Options{Clock: care.ClockFrom(noon), Language: "en", Origin: "test"})
	if err != nil {
		t.Fatalf("open %s: %v", path, err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return s
}

// put writes people as one action and gives their keys and the action's id.
func put(t testing.TB, s *store.Store, people ...*care.Person) (keys []int64, action int64) {
	t.Helper()
	action, err := s.Do(ctx, store.Action{Kind: "test"}, func(tx *store.Tx) error {
		for _, p := range people {
			key, err := tx.PutPerson(p)
			if err != nil {
				return err
			}
			keys = append(keys, key)
		}
		return nil
	})
	if err != nil {
		t.Fatalf("put %d people: %v", len(people), err)
	}
	return keys, action
}

// person reads a person or fails the test.
func person(t testing.TB, s *store.Store, key int64) *care.Person {
	t.Helper()
	p, err := s.Person(ctx, key)
	if err != nil {
		t.Fatalf("read person %d: %v", key, err)
	}
	return p
}

// sound fails the test where the book does not pass its own check.
func sound(t testing.TB, s *store.Store) {
	t.Helper()
	problems, err := store.Check(ctx, s.Path())
	if err != nil {
		t.Fatalf("check: %v", err)
	}
	for _, p := range problems {
		t.Errorf("check: %s", p)
	}
}
