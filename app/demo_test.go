package app

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"carebook/app/care"
)

func TestTracesOfABookAreRemoved(t *testing.T) {
	inHome(t)
	dir := t.TempDir()
	book := filepath.Join(dir, "carebook-demo.db")
	inst, ok, err := AcquireWindow(book)
	if err != nil || !ok {
		t.Fatal(ok, err)
	}
	if _, err := Deliver(book, Request{Kind: TodayRequest}, 0); err != nil {
		t.Fatal(err)
	}
	if err := inst.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := leave(requestDir(book), Request{Kind: ShowRequest}); err != nil {
		t.Fatal(err)
	}
	page, err := Pages{Book: book}.Add([]byte("<p>a person</p>"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"carebook-demo.db.background.lock", "carebook.db.lock", "carebook-demo.txt"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := RemoveTraces(book); err != nil {
		t.Fatal(err)
	}
	var left []string
	entries, err := os.ReadDir(dir)
	for _, e := range entries {
		left = append(left, e.Name())
	}
	if want := []string{"carebook-demo.txt", "carebook.db.lock"}; err != nil || !slices.Equal(left, want) {
		t.Errorf("left are %q, %v; want %q", left, err, want)
	}
	if _, err := os.Stat(filepath.Dir(page)); !os.IsNotExist(err) {
		t.Errorf("the folder of the printed pages: %v", err)
	}
	if err := RemoveTraces(book); err != nil {
		t.Errorf("a second time: %v", err)
	}
}

func TestTracesOfABookThatIsThereStay(t *testing.T) {
	inHome(t)
	book := filepath.Join(t.TempDir(), "carebook.db")
	for _, path := range []string{book, book + ".lock"} {
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if RemoveTraces(book) == nil {
		t.Error("it does not fail")
	}
	if _, err := os.Stat(book + ".lock"); err != nil {
		t.Error(err)
	}
}

// Whoever is on the way to the demo book while another window throws it away must not
// begin a book of their own under its name.
func TestNoBookIsBegunInThePlaceOfTheDemoBook(t *testing.T) {
	inHome(t)
	path, err := DemoPath()
	if err != nil {
		t.Fatal(err)
	}
	if err := CheckBook(path); care.CodeOf(err) != care.CodeBookMissing {
		t.Errorf("a demo book that is gone: %v", err)
	}
	if err := makePrivate(filepath.Dir(path)); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := CheckBook(path); err != nil {
		t.Errorf("one that is there: %v", err)
	}
}
