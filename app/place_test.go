package app

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"carebook/app/care"
)

// write makes a file with words in it, and the folders to it.
func write(t *testing.T, path string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte("a book"), 0o600); err != nil {
		t.Fatal(err)
	}
}

func bookPath(t *testing.T, flag string) string {
	t.Helper()
	path, err := BookPath(flag)
	if err != nil {
		t.Fatal(err)
	}
	return path
}

func TestTheBookThatWasMovedIsOpened(t *testing.T) {
	home := inHome(t)
	old, stick := bookPath(t, ""), filepath.Join(home, "stick", "carebook.db")
	if err := SetBook(stick, func(s *Settings) { s.BackupFolder = "/kept" }); err != nil {
		t.Fatal(err)
	}
	if got := bookPath(t, ""); got != stick {
		t.Errorf("it opens %s", got)
	}
	if s := LoadSettings(); s.Book != stick || s.BackupFolder != "/kept" {
		t.Errorf("settings %+v", s)
	}
	t.Setenv(BookEnv, "/books/of.env")
	if got := bookPath(t, ""); got != "/books/of.env" || OpensUnnamed(stick) {
		t.Errorf("the environment does not beat the settings: %s", got)
	}
	t.Setenv(BookEnv, "")
	if got := bookPath(t, "/books/of.flag"); got != "/books/of.flag" || !OpensUnnamed(stick) {
		t.Errorf("the flag does not beat the settings: %s", got)
	}
	if err := SetBook(old, nil); err != nil {
		t.Fatal(err)
	}
	if s := LoadSettings(); s.Book != "" || bookPath(t, "") != old {
		t.Errorf("back in its folder the settings say %+v", s)
	}
}

// A window that was opened before the book was moved keeps its own settings when it is
// closed, and not where the book was.
func TestAnOlderWindowDoesNotTakeBackTheMove(t *testing.T) {
	home := inHome(t)
	before := LoadSettings()
	stick := filepath.Join(home, "stick", "carebook.db")
	if err := SetBook(stick, nil); err != nil {
		t.Fatal(err)
	}
	now := before
	now.TextSize = 130
	if err := SaveSettings(before, now); err != nil {
		t.Fatal(err)
	}
	if s := LoadSettings(); s.Book != stick || s.TextSize != 130 {
		t.Errorf("settings %+v", s)
	}
}

func TestNoBookIsBegunInThePlaceOfOneThatIsAway(t *testing.T) {
	home := inHome(t)
	old, stick := bookPath(t, ""), filepath.Join(home, "stick", "carebook.db")
	if err := CheckBook(old); err != nil {
		t.Errorf("a first book may not be begun: %v", err)
	}
	if err := SetBook(stick, nil); err != nil {
		t.Fatal(err)
	}
	if err := CheckBook(stick); care.CodeOf(err) != care.CodeBookAway {
		t.Errorf("of a stick that is not plugged in: %v", err)
	}
	if got := OtherBook(stick); got != "" {
		t.Errorf("there is no other book, and it says %s", got)
	}
	if got := FreePlace(); got != old {
		t.Errorf("a backup could be restored to %q, want %s", got, old)
	}
	aside := MovedName(old, "2026-11-22")
	if want := filepath.Join(filepath.Dir(old), "carebook.moved-2026-11-22.db"); aside != want {
		t.Errorf("the old file is called %s, want %s", aside, want)
	}
	write(t, aside)
	if got, want := MovedName(old, "2026-11-22"), filepath.Join(filepath.Dir(old), "carebook.moved-2026-11-22-2.db"); got != want {
		t.Errorf("the next old file is called %s, want %s", got, want)
	}
	// Without its settings the program must not begin a new one either.
	if err := CheckBook(old); care.CodeOf(err) != care.CodeBookAway || MovedTo(old) != "" {
		t.Errorf("where it was moved away from: %v, moved to %q", err, MovedTo(old))
	}
	write(t, stick)
	if err := CheckBook(stick); err != nil || MovedTo(old) != stick {
		t.Errorf("of a stick that is plugged in: %v, moved to %q", err, MovedTo(old))
	}
	write(t, old)
	if err := CheckBook(old); err != nil || MovedTo(old) != "" || OtherBook(stick) != old || FreePlace() != "" {
		t.Errorf("of a book that is there: %v, moved to %q, other %q", err, MovedTo(old), OtherBook(stick))
	}
}

func TestTheBackgroundFollowsTheBook(t *testing.T) {
	home := inHome(t)
	old, stick := bookPath(t, ""), filepath.Join(home, "stick", "carebook.db")
	named := func(book string) bool {
		command, err := BackgroundCommand(book)
		if err != nil {
			t.Fatal(err)
		}
		return slices.Contains(command, "--book")
	}
	if named(old) || !named(stick) {
		t.Error("before the move")
	}
	if err := (LoginStart{Book: old}).Set(true); err != nil {
		t.Fatal(err)
	}
	if err := SetBook(stick, nil); err != nil {
		t.Fatal(err)
	}
	if !named(old) || named(stick) {
		t.Error("after the move")
	}
	if on, err := (LoginStart{Book: stick}).On(); err != nil || !on {
		t.Errorf("the start at login does not follow: %v, %v", on, err)
	}
}
