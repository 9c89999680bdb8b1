package book_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"carebook/app/book"
	"carebook/app/care"
)

// Of the copies that were made before a book was brought up to date the last one stays
// until daily backups make up for it, and is listed; nobody else's file goes.
func TestCopiesOfFormerSchemas(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "carebook.db")
	mine := []string{"carebook.db.schema-x", "other.db.schema-1", "carebook.db.schema-1.bak"}
	for _, name := range append(slices.Clone(mine), "carebook.db.schema-1", "carebook.db.schema-2", "carebook.db.schema-10") {
		file := filepath.Join(folder, name)
		if err := os.WriteFile(file, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
		at := time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)
		if err := os.Chtimes(file, at, at); err != nil {
			t.Fatal(err)
		}
	}
	copies := func() (left []string) {
		for _, name := range entries(t, folder) {
			if strings.Contains(name, ".schema-") && !slices.Contains(mine, name) {
				left = append(left, name)
			}
		}
		return left
	}
	s := openAt(t, path, clockOn("2026-11-01"))
	list, err := book.ListBackups(ctx, s, book.Backups{})
	closeBook(t, s)
	if err != nil || len(list.Files) != 3 || !list.Files[0].Updated || list.Files[0].Day != "2026-11-01" || list.Last != nil {
		t.Errorf("the list: %+v, %v", list, err)
	}
	if got := copies(); len(got) != 3 {
		t.Errorf("before there is any backup: %q", got)
	}
	for i, day := 0, care.Day("2026-11-01"); i <= 14; i, day = i+1, day.Plus(2) {
		daily(t, path, day, true, book.Backups{})
		want := []string{"carebook.db.schema-10"}
		if i == 14 {
			want = nil
		}
		if got := copies(); !slices.Equal(got, want) {
			t.Errorf("on %s: %q, want %q", day, got, want)
		}
	}
	for _, name := range mine {
		if !slices.Contains(entries(t, folder), name) {
			t.Errorf("%s was not the program's to remove", name)
		}
	}
}
