package app

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"carebook/app/care"
)

func TestPagesArePrivateAndDoNotStay(t *testing.T) {
	home := inHome(t)
	mine, other := Pages{Book: "/books/mine.db"}, Pages{Book: "/books/other.db"}
	if err := mine.Clear(); err != nil {
		t.Errorf("nothing to clear: %v", err)
	}
	if entries, err := os.ReadDir(home); err != nil || len(entries) != 0 {
		t.Errorf("clearing nothing left %v, %v", entries, err)
	}
	add := func(p Pages, text string) string {
		t.Helper()
		path, err := p.Add([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return path
	}
	first, second, others := add(mine, "one"), add(mine, "two"), add(other, "three")
	if first == second || filepath.Dir(first) != filepath.Dir(second) || filepath.Dir(first) == filepath.Dir(others) {
		t.Errorf("the pages are %s, %s and %s", first, second, others)
	}
	if !strings.HasPrefix(first, filepath.Join(home, "data", "carebook", "print")+string(filepath.Separator)) || filepath.Ext(first) != ".html" {
		t.Errorf("a page is %s", first)
	}
	wantMode(t, first, 0o600)
	for dir := filepath.Dir(first); filepath.Base(dir) != "data"; dir = filepath.Dir(dir) {
		if filepath.Base(dir) != "print" { // within a private one
			wantMode(t, dir, 0o700)
		}
	}
	if data, err := os.ReadFile(second); err != nil || string(data) != "two" {
		t.Errorf("a page says %q, %v", data, err)
	}
	kept := filepath.Join(filepath.Dir(first), "note.txt")
	if err := os.WriteFile(kept, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := mine.Clear(); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]bool{first: false, second: false, others: true, kept: true} {
		if _, err := os.Stat(path); (err == nil) != want {
			t.Errorf("%s is there: %v, want %v", path, err == nil, want)
		}
	}
}

func TestAPageThatCannotBeKept(t *testing.T) {
	home := inHome(t)
	if err := os.WriteFile(filepath.Join(home, "data"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := (Pages{Book: "/x"}).Add([]byte("page")); care.CodeOf(err) != care.CodeBookFolder {
		t.Errorf("with a file in the place of the folder: %v", err)
	}
}
