package app

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/adrg/xdg"

	"carebook/app/care"
)

// inHome gives the test a home folder of its own, in which every folder of
// the user lies.
func inHome(t *testing.T) string {
	t.Helper()
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("XDG_DATA_HOME", filepath.Join(home, "data"))
	t.Setenv("XDG_STATE_HOME", filepath.Join(home, "state"))
	t.Setenv("XDG_CONFIG_HOME", filepath.Join(home, "config"))
	t.Setenv(BookEnv, "")
	xdg.Reload()
	t.Cleanup(xdg.Reload)
	return home
}

func wantMode(t *testing.T, path string, want os.FileMode) {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if got := info.Mode().Perm(); got != want {
		t.Errorf("mode of %s = %o, want %o", filepath.Base(path), got, want)
	}
}

func TestBookPath(t *testing.T) {
	home := inHome(t)
	t.Chdir(home)
	for _, c := range []struct{ name, flag, env, want string }{
		{"default", "", "", filepath.Join(home, "data", "carebook", "carebook.db")},
		{"environment", "", "/books/of.env", "/books/of.env"},
		{"flag beats environment", "/books/of.flag", "/books/of.env", "/books/of.flag"},
		{"relative to the folder one stands in", "mine.db", "", filepath.Join(home, "mine.db")},
		{"relative from the environment", "", "sub/mine.db", filepath.Join(home, "sub", "mine.db")},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Setenv(BookEnv, c.env)
			got, err := BookPath(c.flag)
			if err != nil || got != c.want {
				t.Errorf("BookPath(%q) = %q, %v; want %q", c.flag, got, err, c.want)
			}
		})
	}
	if entries, err := os.ReadDir(home); err != nil || len(entries) != 0 {
		t.Errorf("asking for the path left %v, %v in the home folder", entries, err)
	}
}

func TestBookPathWithoutHome(t *testing.T) {
	inHome(t)
	t.Setenv("HOME", "")
	t.Setenv("XDG_DATA_HOME", "")
	xdg.Reload()
	if path, err := BookPath(""); care.CodeOf(err) != care.CodeBookFolder {
		t.Errorf("BookPath without a home folder = %q, %v; want the code %s", path, err, care.CodeBookFolder)
	}
	if path, err := BookPath("/books/mine.db"); err != nil || path != "/books/mine.db" {
		t.Errorf("BookPath of a given book = %q, %v", path, err)
	}
}

func TestMakeBookFolder(t *testing.T) {
	home := inHome(t)
	book, err := BookPath("")
	if err != nil {
		t.Fatal(err)
	}
	if err := MakeBookFolder(book); err != nil {
		t.Fatal(err)
	}
	wantMode(t, filepath.Dir(book), 0o700)

	if err := os.Chmod(filepath.Dir(book), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := MakeBookFolder(book); err != nil {
		t.Fatal(err)
	}
	wantMode(t, filepath.Dir(book), 0o700)

	own := filepath.Join(home, "shared")
	if err := os.Mkdir(own, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := MakeBookFolder(filepath.Join(own, "mine.db")); err != nil {
		t.Fatal(err)
	}
	wantMode(t, own, 0o755) // the user's own folder is left as it is

	missing := filepath.Join(home, "missing")
	if err := MakeBookFolder(filepath.Join(missing, "mine.db")); care.CodeOf(err) != care.CodeBookFolder {
		t.Errorf("a book in a missing folder: %v, want the code %s", err, care.CodeBookFolder)
	}
	if _, err := os.Stat(missing); err == nil {
		t.Error("a folder of the user's own was created")
	}
}
