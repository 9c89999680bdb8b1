package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestGuideIsWrittenAsPages(t *testing.T) {
	s := newSession(t)
	dir := filepath.Join(t.TempDir(), "guide")
	first := filepath.Join(dir, "index.html")
	if said := s.ok("guide", dir); !strings.Contains(said, first) {
		t.Errorf("it says %q and not where %s is", said, first)
	}
	page, err := os.ReadFile(first)
	if err != nil || !strings.Contains(string(page), "The Carebook guide") {
		t.Errorf("%.200s: %v", page, err)
	}
	if _, err := os.Stat(s.book); err == nil {
		t.Error("a book was made to write the guide")
	}
	if status, _, said := s.run("guide", filepath.Join(first, "below")); status != 1 || !strings.Contains(said, "below") {
		t.Errorf("a folder below a file: %d, %q", status, said)
	}
}
