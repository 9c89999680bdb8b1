package store_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"carebook/app/care"
	"carebook/store"
)

// afterKill is a book as a program that was killed leaves it: some of it in the file,
// the rest in the log.
func afterKill(t *testing.T) (path string) {
	t.Helper()
	from := filepath.Join(t.TempDir(), "open.db")
	s := openBook(t, from)
	put(t, s, &care.Person{FullName: "Ana"})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openBook(t, from)
	put(t, s, &care.Person{FullName: "Bo"})
	path = filepath.Join(t.TempDir(), "killed.db")
	for _, end := range []string{"", "-wal"} {
		content, err := os.ReadFile(from + end)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path+end, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return path
}

func bytesOf(t *testing.T, path string) []byte {
	t.Helper()
	var all []byte
	for _, end := range []string{"", "-wal", "-journal"} {
		content, err := os.ReadFile(path + end)
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		all = append(all, content...)
		all = append(all, end...)
	}
	return all
}

// A check, a comparison and a preview write nothing, not even what stands in the log
// into the book.
func TestLookingAtABookChangesNothing(t *testing.T) {
	path := afterKill(t)
	before := bytesOf(t, path)
	if problems, err := store.Check(ctx, path); err != nil || len(problems) > 0 {
		t.Errorf("%q, %v", problems, err)
	}
	if differences, err := store.Compare(ctx, path, path); err != nil || len(differences) > 0 {
		t.Errorf("%q, %v", differences, err)
	}
	if sum, err := store.Summarize(ctx, path); err != nil || sum.People != 2 {
		t.Errorf("%+v, %v", sum, err)
	}
	if losses, err := store.Loss(ctx, path, path, 3); err != nil || losses.People != 0 {
		t.Errorf("%+v, %v", losses, err)
	}
	if !bytes.Equal(bytesOf(t, path), before) {
		t.Error("the book or its log was changed")
	}
}

// What cannot be opened is left as it is, its log too.
func TestADamagedBookAndItsLogAreLeftAlone(t *testing.T) {
	for name, damage := range map[string][]byte{"the head": bytes.Repeat([]byte{0xaa}, 100), "the list of tables": bytes.Repeat([]byte{0xaa}, 4096)} {
		t.Run(name, func(t *testing.T) {
			path := afterKill(t)
			f, err := os.OpenFile(path, os.O_WRONLY, 0)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := f.Write(damage); err != nil {
				t.Fatal(err)
			}
			if err := f.Close(); err != nil {
				t.Fatal(err)
			}
			before := bytesOf(t, path)
			if _, err := store.Check(ctx, path); err == nil {
				t.Error("nothing is found")
			}
			if s, err := store.Open(ctx, path, store.Options{Clock: care.ClockFrom(noon)}); err == nil {
				t.Error("it opens")
				_ = s.Close()
			}
			if !bytes.Equal(bytesOf(t, path), before) {
				t.Error("the book or its log was changed")
			}
		})
	}
}
