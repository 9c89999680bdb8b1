package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestBackupRestoreAndArchiveByCommand(t *testing.T) {
	folder := t.TempDir()
	session := newSession(t)
	in := func(name string) string { return filepath.Join(folder, name) }
	run := func(want int, args ...string) string {
		t.Helper()
		status, out, errs := session.run(args...)
		if status != want {
			t.Fatalf("%q: status %d, %s%s", args, status, out, errs)
		}
		return out + errs
	}
	if err := os.WriteFile(in("pass"), []byte("secret words\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(in("wrong"), []byte("others\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(in("empty"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	run(0, "demo", in("a.db"))
	run(0, "--book", in("a.db"), "backup", in("b.db"))
	if said := run(0, "--book", in("a.db"), "backup", in("b.age"), "--passphrase-file", in("pass")); !strings.Contains(said, "never") && !strings.Contains(said, "ever") {
		t.Errorf("nothing is said of a lost passphrase: %s", said)
	}
	run(0, "--book", in("a.db"), "export", in("a.zip"))
	run(0, "--book", in("a.db"), "export", "--format", "archive", in("a.sealed"), "--passphrase-file", in("pass"))
	for i, file := range []string{"b.db", "b.age", "a.zip", "a.sealed"} {
		target := in(file + ".restored")
		run(0, "--book", target, "restore", in(file), "--passphrase-file", in("pass"))
		run(0, "--book", target, "check", "--compare", in("a.db"))
		if i >= 2 {
			imported := in(file + ".imported")
			run(0, "--book", imported, "import", in(file), "--passphrase-file", in("pass"))
			run(0, "--book", imported, "check", "--compare", in("a.db"))
		}
	}
	if said := run(0, "--book", in("b.db.restored"), "restore", in("b.age"), "--passphrase-file", in("pass")); !strings.Contains(said, "before-restore") {
		t.Errorf("nothing is said of what was there before: %s", said)
	}
	for _, args := range [][]string{
		{"restore", in("b.age")},
		{"restore", in("b.age"), "--passphrase-file", in("wrong")},
		{"restore", in("b.age"), "--passphrase-file", in("empty")},
		{"restore", in("pass")},
		{"restore", in("none")},
		{"backup", in("none/x.db")},
		{"backup", folder},
		{"import", in("a.sealed"), "--passphrase-file", in("pass")},
	} {
		run(1, append([]string{"--book", in("b.db.restored")}, args...)...)
		run(0, "--book", in("b.db.restored"), "check", "--compare", in("a.db"))
	}
	run(2, "--book", in("a.db"), "export", in("a.vcf"), "--passphrase-file", in("pass"))
	run(2, "--book", in("a.db"), "export", in("a.zip"), "--tag", "Friends")
}

// A damaged book is told with the newest backup that there is of it.
func TestCheckNamesTheNewestBackup(t *testing.T) {
	session := newSession(t)
	folder := t.TempDir()
	path := filepath.Join(folder, "a.db")
	if status, _, errs := session.run("demo", path); status != 0 {
		t.Fatal(errs)
	}
	newest := filepath.Join(folder, "backups", "a-2026-11-22.db")
	if err := os.Mkdir(filepath.Dir(newest), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"a-2026-11-21.db", "a-2026-11-22.db"} {
		if status, _, errs := session.run("--book", path, "backup", filepath.Join(folder, "backups", name)); status != 0 {
			t.Fatal(errs)
		}
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	copy(content[8192:], make([]byte, 40960))
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	named := func(newest string) {
		t.Helper()
		for _, args := range [][]string{{"check"}, {"check", "--json"}} {
			if status, out, _ := session.run(append([]string{"--book", path}, args...)...); status != 1 || !strings.Contains(out, newest) {
				t.Errorf("%q: %d, %.300s", args, status, out)
			}
		}
	}
	named(newest)
	// In the folder of the preferences, where there is one.
	elsewhere := t.TempDir()
	if err := os.Rename(filepath.Join(folder, "backups", "a-2026-11-21.db"), filepath.Join(elsewhere, "a-2026-11-21.db")); err != nil {
		t.Fatal(err)
	}
	session.settings.BackupFolder = elsewhere
	named(filepath.Join(elsewhere, "a-2026-11-21.db"))
}
