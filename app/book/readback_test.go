package book

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"carebook/app/care"
)

// An archive that is not on the disk as it was written does not pass for one.
func TestAnArchiveIsReadBack(t *testing.T) {
	ctx := context.Background()
	s, _ := emptyBook(t)
	entered(t, s, &care.Person{FullName: "Ana"})
	path := filepath.Join(t.TempDir(), "a.zip")
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	_, entries, err := writeArchive(ctx, s, f, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := readBack(ctx, f, entries); err != nil {
		t.Errorf("as it was written: %v", err)
	}
	if _, err := f.WriteAt([]byte{0xff}, 60); err != nil {
		t.Fatal(err)
	}
	if err := fileWritten(path, readBack(ctx, f, entries)); care.CodeOf(err) != care.CodeWriteFailed {
		t.Errorf("with another byte in it: %v", err)
	}
	stopped, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := ExportArchive(stopped, s, path+"2", "", false); care.CodeOf(err) != care.CodeCancelled {
		t.Errorf("stopped: %v", err)
	}
	if err := f.Close(); err != nil {
		t.Error(err)
	}
}
