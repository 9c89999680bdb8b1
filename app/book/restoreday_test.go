package book_test

import (
	"path/filepath"
	"testing"
	"time"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/store"
)

// Whoever restores a backup of this morning, or of last week, has seen the pop-up of
// the day. One that was put off comes at its time.
func TestThePopUpOfTheDayDoesNotComeAgainAfterARestore(t *testing.T) {
	for name, c := range map[string]struct {
		shown, later bool
		due, dueLate bool
	}{
		"not shown yet":     {due: true, dueLate: true},
		"shown":             {shown: true},
		"shown and put off": {shown: true, later: true, dueLate: true},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			path, file := filepath.Join(dir, "carebook.db"), filepath.Join(dir, "old.db")
			morning := care.ClockFrom(care.Day("2026-11-23").Time().Add(10 * time.Hour))
			s := openAt(t, path, morning)
			put(t, s, &care.Person{FullName: "Ana Gil", Dates: []care.Date{{Kind: care.Birthday, Month: 11, Day: 23}}})
			if _, err := book.BackUp(ctx, s, file, ""); err != nil {
				t.Fatal(err)
			}
			if c.shown {
				d, err := book.ReadDigest(ctx, s, morning, "")
				if err == nil {
					err = book.Shown(ctx, s, morning, d)
				}
				if err == nil && c.later {
					err = book.Later(ctx, s, morning, time.Hour)
				}
				if err != nil {
					t.Fatal(err)
				}
			}
			if _, err := book.Restore(ctx, morning, book.Restoring{Book: path, File: file}); err != nil {
				t.Fatal(err)
			}
			due := func(s *store.Store, at care.Clock) bool {
				t.Helper()
				state, err := book.DigestDue(ctx, s, at)
				if err != nil {
					t.Fatal(err)
				}
				return state.Due
			}
			late := care.ClockFrom(morning.Now().Add(2 * time.Hour))
			if got := due(s, morning); got != c.due {
				t.Errorf("at once due: %v", got)
			}
			if got := due(s, late); got != c.dueLate {
				t.Errorf("two hours later due: %v", got)
			}
			closeBook(t, s)
		})
	}
}
