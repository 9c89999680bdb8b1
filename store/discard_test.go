package store_test

import (
	"os"
	"path/filepath"
	"testing"

	"carebook/app/care"
	"carebook/store"
)

// A book that this program has made for an import that failed goes again, but not from
// under somebody who has opened it meanwhile, nor with what somebody has put into it.
func TestABookThatOthersUseIsNotDiscarded(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new.db")
	maker := openBook(t, path)
	other, err := store.Open(ctx, path, store.Options{Clock: care.ClockFrom(noon), Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	if err := maker.Discard(); err != nil {
		t.Fatal(err)
	}
	put(t, other, &care.Person{FullName: "Ana"})
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
	if sum, err := store.Summarize(ctx, path); err != nil || sum.People != 1 {
		t.Fatalf("what was put into it has gone: %+v, %v", sum, err)
	}

	path = filepath.Join(t.TempDir(), "filled.db")
	maker = openBook(t, path)
	if other, err = store.Open(ctx, path, store.Options{Clock: care.ClockFrom(noon), Language: "en"}); err != nil {
		t.Fatal(err)
	}
	put(t, other, &care.Person{FullName: "Ana"})
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
	if err := maker.Discard(); err != nil {
		t.Fatal(err)
	}
	if sum, err := store.Summarize(ctx, path); err != nil || sum.People != 1 {
		t.Fatalf("what was put into it has gone: %+v, %v", sum, err)
	}

	path = filepath.Join(t.TempDir(), "empty.db")
	if err := openBook(t, path).Discard(); err != nil {
		t.Fatal(err)
	}
	if left, err := os.ReadDir(filepath.Dir(path)); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}
