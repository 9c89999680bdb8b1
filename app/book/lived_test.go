package book_test

import (
	"fmt"
	"path/filepath"
	"testing"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/store/storetest"
)

// Days on which the clock was years ahead make nobody's trash and nothing done look
// old: neither is forgotten for good, not even by a clock that goes wrong for some days.
func TestAWrongClockForgetsNothing(t *testing.T) {
	for _, wrong := range []int{1, 3} {
		path := filepath.Join(t.TempDir(), "carebook.db")
		day := care.Day("2026-11-01")
		s := openAt(t, path, clockOn(day))
		keys := put(t, s, &care.Person{FullName: "Ana"}, &care.Person{FullName: "Bo"})
		if _, err := book.Trash(ctx, s, keys[:1], true, "trash"); err != nil {
			t.Fatal(err)
		}
		closeBook(t, s)
		for range 20 {
			day = day.Plus(1)
			runOn(t, path, day)
		}
		for i := range wrong {
			erased, actions := runOn(t, path, day.Plus(4000+i))
			if erased != 0 || actions != 60 {
				t.Errorf("%d days with a wrong clock: %d people erased for good, %d actions left of 60", i+1, erased, actions)
			}
		}
		if erased, actions := runOn(t, path, day.Plus(1)); erased != 0 || actions != 60 {
			t.Errorf("the clock right again: %d people erased for good, %d actions left of 60", erased, actions)
		}
		total := 0
		for range 10 {
			day = day.Plus(2)
			erased, _ := runOn(t, path, day)
			total += erased
		}
		if total != 1 {
			t.Errorf("after 40 days %d were erased, want the one in the trash", total)
		}
	}
}

// Whoever opens the program once a week has a log and a trash of the same days.
func TestTheTrashOfSomebodyWhoComesEachWeek(t *testing.T) {
	path := filepath.Join(t.TempDir(), "carebook.db")
	s := openAt(t, path, clockOn("2026-11-01"))
	keys := put(t, s, &care.Person{FullName: "Ana"})
	if _, err := book.Trash(ctx, s, keys, true, "trash"); err != nil {
		t.Fatal(err)
	}
	closeBook(t, s)
	for week, want := range []int{0, 0, 0, 0, 1} {
		if week == 4 {
			runOn(t, path, "2026-12-05")
		}
		if erased, _ := runOn(t, path, care.Day("2026-11-01").Plus(7*(week+1))); erased != want {
			t.Errorf("after %d weeks %d were erased, want %d", week+1, erased, want)
		}
	}
}

// runOn is a day of the program: it notes that it ran, backs the book up, and empties the
// trash. It tells how many were erased, and how much is in the log, of which it adds
// some.
func runOn(t *testing.T, path string, day care.Day) (erased, actions int) {
	t.Helper()
	clock := clockOn(day)
	s := openAt(t, path, clock)
	defer closeBook(t, s)
	if err := s.RecordRun(ctx, day); err != nil {
		t.Fatal(err)
	}
	if day == "2026-11-02" { // more than the log keeps in any case
		for range 58 {
			put(t, s, &care.Person{FullName: "Zoe"})
		}
	}
	if err := s.SetSetting(ctx, "x", string(day)); err != nil { // worth a backup
		t.Fatal(err)
	}
	if _, err := book.DailyBackup(ctx, s, clock, book.Backups{}); err != nil {
		t.Fatal(err)
	}
	erased, err := book.EmptyTrash(ctx, s, clock)
	if err != nil {
		t.Fatal(err)
	}
	log := storetest.Lines(t, path, "SELECT count(DISTINCT action) FROM change WHERE entity = 'person'")
	if _, err := fmt.Sscan(log[0], &actions); err != nil {
		t.Fatal(err)
	}
	return erased, actions
}
