package store

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"carebook/app/care"
	"carebook/store/storetest"
)

// Rows that are alike for longer than is shown are told apart by what differs.
func TestCompareShowsWhereLongRowsDiffer(t *testing.T) {
	ctx := context.Background()
	folder := t.TempDir()
	path, other := filepath.Join(folder, "a.db"), filepath.Join(folder, "b.db")
	s, err := Open(ctx, path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Do(ctx, Action{Kind: "test"}, func(tx *Tx) error {
		key, err := tx.PutPerson(&care.Person{UID: "u", FullName: "Ana", Added: "2026-01-01"})
		if err != nil {
			return err
		}
		_, err = tx.PutNote(Note{Person: key, HTML: "<p>" + strings.Repeat("печь ", 400) + "92 cm" + strings.Repeat(" печь", 400) + "</p>"})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.BackupTo(ctx, other); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	storetest.Exec(t, other, "UPDATE note SET doc = CAST(replace(doc, '92 cm', '91 cm') AS BLOB)")
	diff, err := Compare(ctx, path, other)
	if err != nil || len(diff) != 2 {
		t.Fatalf("%d lines, %q, %v", len(diff), diff, err)
	}
	for i, want := range []string{"91 cm", "92 cm"} {
		if !strings.Contains(diff[i], want) || len(diff[i]) > 1000 {
			t.Errorf("%q does not say %s", diff[i], want)
		}
	}
}

// A row shows the first tag: books in which tags stand in another order look different.
func TestCompareSeesTheOrderOfTags(t *testing.T) {
	folder := t.TempDir()
	book := func(name string, tags ...string) string {
		path := filepath.Join(folder, name)
		s, err := Open(t.Context(), path, Options{})
		if err != nil {
			t.Fatal(err)
		}
		_, err = s.Do(t.Context(), Action{Kind: "test"}, func(tx *Tx) error {
			for _, tag := range []string{"Family", "Friends"} {
				if _, err := tx.PutTag(0, tag, "rose"); err != nil {
					return err
				}
			}
			_, err := tx.PutPerson(&care.Person{UID: "u", FullName: "Ana", Added: "2026-01-01", Tags: tags})
			return err
		})
		if err := errors.Join(err, s.Close()); err != nil {
			t.Fatal(err)
		}
		return path
	}
	one := book("a.db", "Friends", "Family")
	if diff, err := Compare(t.Context(), one, book("b.db", "Friends", "Family")); err != nil || len(diff) > 0 {
		t.Errorf("of the same order: %q, %v", diff, err)
	}
	diff, err := Compare(t.Context(), one, book("c.db", "Family", "Friends"))
	if err != nil || len(diff) != 1 || !strings.Contains(diff[0], `tags is ["Friends","Family"] here, ["Family","Friends"] there`) {
		t.Errorf("of another order: %q, %v", diff, err)
	}
}
