package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestSalvage(t *testing.T) {
	s := newSession(t)
	s.ok("import", s.file("ana.vcf", "BEGIN:VCARD\nVERSION:3.0\nFN:Ana Gil\nEND:VCARD\n"))
	f, err := os.OpenFile(s.book, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteAt(make([]byte, 4096), 0); err != nil { // the header and the list of tables
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if status, _, errs := s.run("find", "ana"); status != 1 || strings.Count(errs, "\n") != 1 {
		t.Errorf("exit %d, %q", status, errs)
	}
	to := filepath.Join(t.TempDir(), "new.db")
	var done struct {
		People struct{ Saved, Partial, Lost int }
		Names  []string
	}
	s.json(&done, "salvage", s.book, to, "--json")
	if done.People.Saved != 1 || done.Names == nil {
		t.Errorf("%+v", done)
	}
	if status, _, errs := s.run("salvage", s.book, to); status != 1 || !strings.Contains(errs, to) {
		t.Errorf("onto a file: exit %d, %q", status, errs)
	}
	out := s.ok("salvage", s.book, to+"2")
	if !strings.Contains(out, "People: all 1 saved") || !strings.Contains(out, to+"2") {
		t.Errorf("%q", out)
	}
	s.book = to
	if out := s.ok("check"); !strings.Contains(out, "sound") {
		t.Errorf("check: %q", out)
	}
}
