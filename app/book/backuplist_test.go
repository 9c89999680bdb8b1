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

// onTheList are the names of the backups of a book, and what is said of each.
func onTheList(t *testing.T, l book.BackupList) (names []string) {
	t.Helper()
	for _, f := range l.Files {
		name := filepath.Base(f.Path) + " " + f.Time
		if f.Sealed {
			name += " sealed"
		}
		if f.Kept {
			name += " kept"
		}
		if f.Bytes == 0 {
			t.Errorf("%s has no size", f.Path)
		}
		names = append(names, name)
	}
	return names
}

func TestTheListOfBackups(t *testing.T) {
	path := filepath.Join(t.TempDir(), "carebook.db")
	s := openAt(t, path, clockOn("2026-11-20"))
	defer closeBook(t, s)
	list := func(b book.Backups) book.BackupList {
		l, err := book.ListBackups(ctx, s, b)
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	if l := list(book.Backups{}); len(l.Files) > 0 || l.Last != nil || l.Err != nil || l.Folder != book.BackupFolder(path) {
		t.Errorf("before the first %+v", l)
	}
	put(t, s, &care.Person{FullName: "Ana Gil"})
	for _, day := range []care.Day{"2026-11-20", "2026-11-21"} {
		clock := clockOn(day)
		if day == "2026-11-21" {
			put(t, s, &care.Person{FullName: "Bea Tormo"})
		}
		if _, err := book.DailyBackup(ctx, s, clock, book.Backups{}); err != nil {
			t.Fatal(err)
		}
	}
	// By hand on the same day: beside the other, with a passphrase by now.
	afternoon := care.ClockFrom(care.Day("2026-11-21").Time().Add(15*time.Hour + 30*time.Minute))
	done, err := book.BackUpNow(ctx, s, afternoon, book.Backups{Passphrase: "kiwi"})
	if err != nil || done.People != 2 {
		t.Fatalf("%+v, %v", done, err)
	}
	restored, err := book.Restore(ctx, clockOn("2026-11-22"), book.Restoring{Book: path, File: filepath.Join(book.BackupFolder(path), "carebook-2026-11-20.db")})
	if err != nil || restored.People != 1 {
		t.Fatalf("%+v, %v", restored, err)
	}
	l := list(book.Backups{})
	want := []string{
		"carebook.db.before-restore-2026-11-22T090000 09:00 kept",
		"carebook-2026-11-21-153000.db.age 15:30 sealed",
		"carebook-2026-11-21.db ",
		"carebook-2026-11-20.db ",
	}
	if got := onTheList(t, l); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if l.Last == nil || l.Last.Path != done.File {
		t.Errorf("the last one is %+v, want %s", l.Last, done.File)
	}
	// The book that is there now knows no more of it; after the next one it does.
	if l.People != -1 {
		t.Errorf("%d people in the last one, which the book does not know of", l.People)
	}
	if _, err := book.BackUpNow(ctx, s, clockOn("2026-11-22"), book.Backups{}); err != nil {
		t.Fatal(err)
	}
	if l = list(book.Backups{}); l.People != 1 || filepath.Base(l.Last.Path) != "carebook-2026-11-22.db" {
		t.Errorf("%d people in %+v", l.People, l.Last)
	}
	// The book of before knows nothing of it either; in this one it can be counted.
	if _, err := book.Restore(ctx, clockOn("2026-11-22"), book.Restoring{Book: path, File: filepath.Join(book.BackupFolder(path), "carebook-2026-11-21.db")}); err != nil {
		t.Fatal(err)
	}
	if l = list(book.Backups{}); l.People != 1 || filepath.Base(l.Last.Path) != "carebook-2026-11-22.db" {
		t.Errorf("after a restore %d people in %+v", l.People, l.Last)
	}
	if got := book.NewestBackup(path, book.Backups{}); got != l.Last.Path {
		t.Errorf("the newest is %s", got)
	}
	if l = list(book.Backups{Folder: filepath.Join(t.TempDir(), "stick")}); care.CodeOf(l.Err) != care.CodeBackupFolder || len(l.Files) != 2 {
		t.Errorf("on a drive that is not there: %v, %d files", l.Err, len(l.Files))
	}
}

// A backup by hand counts as that of its day, is the newest after it, and goes when
// its day goes.
func TestABackupByHandKeepsNoneFromBeingMade(t *testing.T) {
	path := filepath.Join(t.TempDir(), "carebook.db")
	for i := range 3 {
		s := openAt(t, path, clockOn("2026-10-30"))
		put(t, s, &care.Person{FullName: "Ana Gil"})
		at := care.ClockFrom(care.Day("2026-10-30").Time().Add(time.Duration(10+i) * time.Hour))
		done, err := book.BackUpNow(ctx, s, at, book.Backups{})
		if err != nil || filepath.Base(done.File) != []string{"carebook-2026-10-30.db", "carebook-2026-10-30-110000.db", "carebook-2026-10-30-120000.db"}[i] {
			t.Fatalf("%d: %+v, %v", i, done, err)
		}
		if newest := book.NewestBackup(path, book.Backups{}); newest != done.File {
			t.Errorf("%d: the newest is %s", i, newest)
		}
		closeBook(t, s)
	}
	if done := daily(t, path, "2026-10-30", true, book.Backups{}); done.File != "" {
		t.Errorf("a second one of the day: %s", done.File)
	}
	day := care.Day("2026-11-01") // which is the month's first, and stays
	for i := range 20 {
		if done := daily(t, path, day.Plus(i), true, book.Backups{}); done.File == "" {
			t.Fatalf("none on %s", day.Plus(i))
		}
	}
	have := entries(t, book.BackupFolder(path))
	if !slices.Contains(have, "carebook-2026-10-30-110000.db") || !slices.Contains(have, "carebook-2026-11-01.db") || slices.Contains(have, "carebook-2026-11-03.db") {
		t.Errorf("after three weeks %q", have)
	}
}

func TestWhereBackupsCanBeKept(t *testing.T) {
	dir := t.TempDir()
	temp := filepath.Join(dir, "passing")
	for _, folder := range []string{temp, filepath.Join(temp, "deep"), filepath.Join(dir, "passing by"), filepath.Join(dir, "stick")} {
		if err := os.MkdirAll(folder, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("TMPDIR", temp)
	t.Setenv("TMP", temp)
	t.Chdir(dir)
	for folder, want := range map[string]care.Code{
		filepath.Join(dir, "stick"):      "",
		filepath.Join(dir, "passing by"): "",
		temp:                             care.CodeBackupTemp,
		filepath.Join(temp, "deep"):      care.CodeBackupTemp,
		filepath.Join(dir, "gone"):       care.CodeBackupFolder,
		file:                             care.CodeBackupFolder,
		"stick":                          care.CodeBackupFolder,
		"":                               care.CodeBackupFolder,
	} {
		if err := book.CheckBackupFolder(folder); care.CodeOf(err) != want {
			t.Errorf("%q: %v, want %q", folder, err, want)
		}
	}
	if left := entries(t, filepath.Join(dir, "stick")); len(left) > 0 {
		t.Errorf("looking left %q", left)
	}
}

// What restores have saved goes after a month, but for the last ones: somebody who
// restores again and again must find what was there first, and all of it the next day.
func TestWhatARestoreHasSavedGoesInTheEnd(t *testing.T) {
	path := filepath.Join(t.TempDir(), "carebook.db")
	write := func(name string) {
		t.Helper()
		if err := os.WriteFile(path+name, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	closeBook(t, openAt(t, path, clockOn("2026-09-01")))
	for _, name := range []string{
		".before-restore-2026-09-01T090000", ".before-restore-2026-09-01T090000-2", ".before-restore-2026-09-02T090000", ".before-restore-2026-10-01T090000",
		".before-restore-2026-10-02T090000", ".before-restore-2026-10-03T090000", ".before-restore-2026-10-03T100000", ".before-restore-2026-10-03T110000",
		".before-restore-of-mine", ".damaged-2026-09-01T090000",
	} {
		write(name)
	}
	left := func() (kept int) {
		for _, name := range entries(t, filepath.Dir(path)) {
			if strings.Contains(name, ".before-restore-2") {
				kept++
			}
		}
		return kept
	}
	for _, c := range []struct {
		day  care.Day
		left int
	}{
		{"2026-10-01", 8}, {"2026-10-02", 6}, {"2026-10-03", 5}, {"2026-11-20", 5}, {"2027-03-01", 5},
	} {
		if done := daily(t, path, c.day, true, book.Backups{}); done.File == "" {
			t.Fatalf("no backup on %s", c.day)
		}
		if got := left(); got != c.left {
			t.Errorf("after %s %d are left, want %d", c.day, got, c.left)
		}
	}
	have := entries(t, filepath.Dir(path))
	for _, name := range []string{"carebook.db.before-restore-2026-10-01T090000", "carebook.db.before-restore-of-mine", "carebook.db.damaged-2026-09-01T090000"} {
		if !slices.Contains(have, name) {
			t.Errorf("%s is gone", name)
		}
	}
}
