//go:build unix

package book_test

import (
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"carebook/app/book"
	"carebook/app/care"
)

// TestAPipeWithTheNameOfAFileIsRefused has a pipe that nobody ever writes into.
func TestAPipeWithTheNameOfAFileIsRefused(t *testing.T) {
	s := newBook(t)
	ana := enterPerson(t, s, &care.Person{FullName: "Ana"})
	path := filepath.Join(t.TempDir(), "p.html")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, read := range map[string]func() error{
		"note":    func() error { _, err := book.ReadNoteFiles(ctx, []string{path}); return err },
		"file":    func() error { _, err := book.Attach(ctx, s, clock, ana, "Files", []string{path}); return err },
		"picture": func() error { _, err := book.AddPicture(ctx, s, clock, path); return err },
	} {
		answer := make(chan error, 1)
		go func() { answer <- read() }()
		select {
		case err := <-answer:
			if care.CodeOf(err) != care.CodeFileUnreadable {
				t.Errorf("%s: %v", name, err)
			}
		case <-time.After(10 * time.Second):
			t.Errorf("%s: it waits for whoever writes into the pipe", name)
		}
	}
}
