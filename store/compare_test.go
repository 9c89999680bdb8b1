package store

import (
	"context"
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
