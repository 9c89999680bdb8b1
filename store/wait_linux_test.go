package store

import (
	"context"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"carebook/app/care"
)

// lockedFile locks the bytes of SQLite's locks (os.h) as another program would: a lock of
// an open file keeps everybody else out, this process too.
func lockedFile(t *testing.T, path string) (release func()) {
	t.Helper()
	const setLock = 37 // F_OFD_SETLK
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	lock := syscall.Flock_t{Type: syscall.F_WRLCK, Start: 0x40000000, Len: 512}
	if err := syscall.FcntlFlock(f.Fd(), setLock, &lock); err != nil {
		t.Fatal(err)
	}
	return func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	}
}

// A book that another program holds is waited for as long as there is patience, and
// somebody is told that it is.
func TestABookThatIsHeldIsWaitedFor(t *testing.T) {
	ctx := context.Background()
	clock := care.ClockFrom(time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC))
	path := filepath.Join(t.TempDir(), "book.db")
	s, err := Open(ctx, path, Options{Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	release := lockedFile(t, path)
	told := 0
	o := Options{Clock: clock, Patience: 2 * time.Second, Waiting: func() { told++ }}
	if s, err := Open(ctx, path, o); care.CodeOf(err) != care.CodeBookLocked || told != 1 {
		if err == nil {
			err = s.Close()
		}
		t.Errorf("while it is held: %v, told %d times", err, told)
	}
	told, o.Patience = 0, time.Minute
	o.Waiting = func() {
		told++
		release()
	}
	s, err = Open(ctx, path, o)
	if err != nil || told != 1 {
		t.Fatalf("it was let go of: %v, told %d times", err, told)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	o.Waiting = func() { t.Error("nobody holds it") }
	if s, err = Open(ctx, path, o); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

// An action that waits for another program's is told of too.
func TestAnActionThatWaitsIsToldOf(t *testing.T) {
	ctx := context.Background()
	clock := care.ClockFrom(time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC))
	path := filepath.Join(t.TempDir(), "book.db")
	other, err := Open(ctx, path, Options{Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	waiting := make(chan struct{})
	s, err := Open(ctx, path, Options{Clock: clock, Waiting: func() { close(waiting) }})
	if err != nil {
		t.Fatal(err)
	}
	begun, done := make(chan struct{}), make(chan error)
	go func() {
		_, err := other.Do(ctx, Action{Kind: "test"}, func(*Tx) error {
			close(begun)
			<-waiting
			return nil
		})
		done <- err
	}()
	<-begun
	if _, err := s.Do(ctx, Action{Kind: "test"}, func(*Tx) error { return nil }); err != nil {
		t.Error(err)
	}
	for _, err := range []error{<-done, s.Close(), other.Close()} {
		if err != nil {
			t.Error(err)
		}
	}
}
