package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"carebook/app/cli"
)

func TestVersion(t *testing.T) {
	s := newSession(t)
	out := s.ok("--version")
	if !strings.HasPrefix(out, "Carebook "+cli.Version+"\n") || !strings.Contains(out, "schema") || strings.Contains(out, "about.") {
		t.Errorf("version: %q", out)
	}
	var told struct {
		Version, Go, System string
		Schema              int
	}
	s.json(&told, "--version", "--json")
	if told.Version != cli.Version || !strings.HasPrefix(told.Go, "go1.") || !strings.Contains(told.System, "/") || told.Schema < 1 {
		t.Errorf("version as JSON: %+v", told)
	}
	all := s.ok("--version", "--licences")
	for _, want := range []string{"Carebook " + cli.Version, "MIT License", "fyne.io/fyne/v2", "modernc.org/sqlite", "SourceSans3"} {
		if !strings.Contains(all, want) {
			t.Errorf("the licences do not hold %q", want)
		}
	}
}

// TestFilesInPlaceOfACommand are what a desktop opens with the program.
func TestFilesInPlaceOfACommand(t *testing.T) {
	s := newSession(t)
	t.Chdir(t.TempDir())
	for _, name := range []string{"phone.vcf", "find"} {
		if err := os.WriteFile(name, []byte(cards), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	path, err := filepath.Abs("phone.vcf")
	if err != nil {
		t.Fatal(err)
	}
	for want, args := range map[string][]string{
		"window on book.db, import phone.vcf\n":                        {"phone.vcf"},
		"window on book.db, import " + path + " ./find\n":              {path, "./find"},
		"window on book.db, import phone.vcf phone.vcf " + path + "\n": {"phone.vcf", "phone.vcf", path},
	} {
		if out := s.ok(args...); out != want {
			t.Errorf("%v: %q, want %q", args, out, want)
		}
	}
	for _, c := range []struct {
		args   []string
		status int
	}{
		{[]string{"./missing.vcf"}, 1},
		{[]string{"phone.vcf", "missing.vcf"}, 1},
		{[]string{"missing.vcf"}, 2},
		{[]string{"phone.vcf", "--json"}, 2},
	} {
		if status, out, errs := s.run(c.args...); status != c.status || out != "" || strings.Count(errs, "\n") != 1 {
			t.Errorf("%v: exit %d, %q, %q, want exit %d", c.args, status, out, errs, c.status)
		}
	}
	s.ok("import", "phone.vcf")
	if out := s.ok("find", "maria"); strings.HasPrefix(out, "window") {
		t.Errorf("a file hides the command of its name: %q", out)
	}
}
