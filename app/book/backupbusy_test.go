package book_test

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/store"
)

// keepDays is a program that comes day after day: it notes that it ran, writes, backs the
// book up, empties the trash and ends.
func keepDays(path string) error {
	for day := care.Day("2026-01-01"); ; day = day.Plus(1) {
		clock := clockOn(day)
		s, err := store.Open(ctx, path, store.Options{Clock: clock, MustExist: true})
		if err != nil {
			return err
		}
		err = errors.Join(s.RecordRun(ctx, day), s.SetSetting(ctx, "x", string(day)))
		if err == nil {
			_, err = book.DailyBackup(ctx, s, clock, book.Backups{})
		}
		if err == nil {
			_, err = book.EmptyTrash(ctx, s, clock)
		}
		if err = errors.Join(err, s.Close()); err != nil {
			return err
		}
		fmt.Println("done")
	}
}

// While one process backs a large book up again and again, and tidies it, another one
// opens it, writes and closes it with no more patience than a window has.
func TestABackupKeepsNobodyFromTheBook(t *testing.T) {
	path := filepath.Join(t.TempDir(), "carebook.db")
	s := openAt(t, path, clock)
	if _, err := s.Do(ctx, store.Action{Kind: "test", Bulk: true}, func(tx *store.Tx) error {
		for i := range 10_000 {
			p := &care.Person{FullName: fmt.Sprintf("Ana %d", i), Remark: strings.Repeat("The oven has to pass a door of 92 cm. ", 30)}
			if _, err := tx.PutPerson(p); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	closeBook(t, s)
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), keeperJob+"=days\n"+path)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	var days atomic.Int64
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for lines := bufio.NewScanner(out); lines.Scan(); {
			days.Add(1)
		}
	}()
	opened := 0
	for ; days.Load() < 5; opened++ {
		select {
		case <-ended:
			t.Fatalf("the child has ended: %v", child.Wait())
		default:
		}
		s, err := store.Open(ctx, path, store.Options{Clock: clock, MustExist: true, Patience: 4 * time.Second})
		if err != nil {
			t.Errorf("opened for the %dth time: %v", opened+1, err)
			break
		}
		put2(t, s, "Bo")
		closeBook(t, s)
	}
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	var killed *exec.ExitError
	if err := child.Wait(); !errors.As(err, &killed) {
		t.Errorf("the child ended with %v", err)
	}
	if opened < 5 {
		t.Errorf("opened %d times while five backups were made", opened)
	}
}
