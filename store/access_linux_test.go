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

// Whoever looks why a book could not be written must not end the locks that this
// process has on it, as closing any file of it does (fcntl(2)).
func TestLookingForADeniedFileKeepsTheLocks(t *testing.T) {
	const (
		ofdGetLock = 36  // F_OFD_GETLK, which tells of locks of this process too
		writeLock  = 120 // of a write-ahead log, in its index (https://www.sqlite.org/walformat.html)
	)
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "book.db")
	s, err := Open(ctx, path, Options{Clock: care.ClockFrom(time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC))})
	if err != nil {
		t.Fatal(err)
	}
	index, err := os.Open(path + "-shm")
	if err != nil {
		t.Fatal(err)
	}
	locked := func() bool {
		lock := syscall.Flock_t{Type: syscall.F_WRLCK, Start: writeLock, Len: 1}
		if err := syscall.FcntlFlock(index.Fd(), ofdGetLock, &lock); err != nil {
			t.Fatal(err)
		}
		return lock.Type != syscall.F_UNLCK
	}
	_, err = s.Do(ctx, Action{Kind: "test"}, func(*Tx) error {
		if !locked() {
			t.Error("nobody holds the book")
		}
		if side := deniedSide(path); side != "" {
			t.Errorf("%s is denied", side)
		}
		if !locked() {
			t.Error("the book is held no more")
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if err := index.Close(); err != nil {
		t.Error(err)
	}
}
