package main

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

func TestKindOf(t *testing.T) {
	for name, want := range map[string]string{
		"book.db": "*.db", "data/carebook/print/0123/carebook-1.html": "data/carebook/print/...", "state/carebook/carebook.log": "state/carebook/...",
		"config/carebook/settings.json": "config/carebook/...", "moved/life.db.damaged-2026-11-22T101500": "moved/*.db.damaged-*", "exports/a/b.vcf": "exports/...",
	} {
		if k, known := kindOf(name); !known || k.pattern != want {
			t.Errorf("%s is %q, %v, want %q", name, k.pattern, known, want)
		}
	}
	for _, name := range []string{"moved/life.txt", "data/other/a", "moved/a/life.db", "core"} {
		if k, known := kindOf(name); known {
			t.Errorf("%s is %q", name, k.pattern)
		}
	}
}

// TestFilesThatSaySomething looks at files that hold a name or a passphrase, one of them
// packed.
func TestFilesThatSaySomething(t *testing.T) {
	var packed bytes.Buffer
	w := zip.NewWriter(&packed)
	e, err := w.Create("settings.json")
	if err == nil {
		_, err = e.Write(bytes.Repeat([]byte(networkSecret), 100))
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		content         string
		says, hasSecret bool
	}{
		{"nothing", false, false},
		{"a line of María Ferrer", true, false},
		{"a " + networkSecret + " line", false, true},
		{packed.String(), false, true},
	} {
		file := filepath.Join(t.TempDir(), "a.txt")
		if err := os.WriteFile(file, []byte(c.content), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := saysNothing("a.txt", file) != nil; got != c.says {
			t.Errorf("%.20q says something: %v", c.content, got)
		}
		if got := keepsSecret("a.txt", file) != nil; got != c.hasSecret {
			t.Errorf("%.20q holds a passphrase: %v", c.content, got)
		}
	}
	if saysNothing("marked-a.txt", filepath.Join(t.TempDir(), "none")) == nil {
		t.Error("a file that cannot be read says nothing")
	}
}
