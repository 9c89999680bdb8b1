package cli_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// No command begins a new book in the place of one that was moved away.
func TestNoCommandBeginsABookWhereOneIsAway(t *testing.T) {
	s := newSession(t)
	if err := os.WriteFile(filepath.Join(filepath.Dir(s.book), "book.moved-2026-11-22.db"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	cards := filepath.Join(t.TempDir(), "one.vcf")
	if err := os.WriteFile(cards, []byte("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana Gil\r\nEND:VCARD\r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"import", cards}, {"find", "ana"}, {"today"}} {
		status, out, errs := s.run(args...)
		if status != 1 || out != "" || !strings.Contains(errs, "where it should be") || strings.Count(errs, "\n") != 1 {
			t.Errorf("%s: status %d, %q, %q", args[0], status, out, errs)
		}
	}
	if _, err := os.Stat(s.book); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a new book was begun: %v", err)
	}
}
