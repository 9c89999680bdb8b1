package book_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/store"
	"carebook/store/storetest"
)

// killedBook is a book as a program that was killed leaves it: what was done last
// stands in the log beside it alone.
func killedBook(t *testing.T, folder, last string) string {
	t.Helper()
	path, open := filepath.Join(folder, "killed.db"), filepath.Join(t.TempDir(), "open.db")
	s := openAt(t, open, clock)
	defer closeBook(t, s)
	put2(t, s, "Ana")
	put2(t, s, last)
	for _, end := range []string{"", "-wal"} {
		content, err := os.ReadFile(open + end)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path+end, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return path
}

func namesIn(t *testing.T, path string) []string {
	t.Helper()
	return storetest.Lines(t, path, "SELECT full_name FROM person WHERE deleted_at IS NULL ORDER BY key")
}

// What is restored of another book is all that is in it, its log included.
func TestABookOfAKilledProgramIsRestoredWhole(t *testing.T) {
	folder := t.TempDir()
	file := killedBook(t, folder, "Last")
	path := filepath.Join(folder, "new.db")
	if _, err := book.Restore(ctx, clock, book.Restoring{Book: path, File: file}); err != nil {
		t.Fatal(err)
	}
	if names := namesIn(t, path); !slices.Equal(names, []string{"Ana", "Last"}) {
		t.Errorf("%q", names)
	}
}

// A book is no backup of itself, by whatever name.
func TestABookIsNotRestoredFromItself(t *testing.T) {
	folder := t.TempDir()
	path := killedBook(t, folder, "Last")
	link := filepath.Join(folder, "link.db")
	if err := os.Link(path, link); err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{path, link} {
		r := book.Restoring{Book: path, File: file}
		if _, err := book.PreviewRestore(ctx, clock, r); care.CodeOf(err) != care.CodeRestoreItself {
			t.Errorf("preview of %s: %v", file, err)
		}
		if _, err := book.Restore(ctx, clock, r); care.CodeOf(err) != care.CodeRestoreItself {
			t.Errorf("%s: %v", file, err)
		}
	}
	if names := namesIn(t, path); !slices.Equal(names, []string{"Ana", "Last"}) {
		t.Errorf("%q", names)
	}
}

// A book that stands elsewhere, by way of a link, stays there.
func TestALinkedBookIsRestoredInItsPlace(t *testing.T) {
	for name, damage := range map[string]bool{"sound": false, "damaged": true} {
		t.Run(name, func(t *testing.T) {
			path, old := twoBooks(t, t.TempDir())
			link := filepath.Join(t.TempDir(), "link.db")
			if err := os.Symlink(path, link); err != nil {
				t.Fatal(err)
			}
			if damage {
				if err := os.Truncate(path, 9000); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path+"-wal", []byte("what was there"), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			done, err := book.Restore(ctx, clock, book.Restoring{Book: link, File: old})
			if err != nil || done.Aside != damage {
				t.Fatalf("%+v, %v", done, err)
			}
			if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
				t.Errorf("the link is none any more: %v, %v", info, err)
			}
			equal(t, path, old)
			if damage {
				if kept, err := os.ReadFile(done.Saved + "-wal"); err != nil || string(kept) != "what was there" {
					t.Errorf("the log was not kept: %q, %v", kept, err)
				}
			}
		})
	}
}

// A log without its book, or beside one that was cut to nothing, may be all that is
// left of somebody's work.
func TestALogWithoutItsBookIsKept(t *testing.T) {
	for name, cut := range map[string]bool{"gone": false, "empty": true} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			_, old := twoBooks(t, t.TempDir())
			path := killedBook(t, folder, "Last")
			log, err := os.ReadFile(path + "-wal")
			if err != nil {
				t.Fatal(err)
			}
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
			if cut {
				if err := os.WriteFile(path, nil, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			done, err := book.Restore(ctx, clock, book.Restoring{Book: path, File: old})
			if err != nil || !done.Aside {
				t.Fatalf("%+v, %v", done, err)
			}
			if kept, err := os.ReadFile(done.Saved + "-wal"); err != nil || !bytes.Equal(kept, log) {
				t.Errorf("%d bytes of %d are kept, %v", len(kept), len(log), err)
			}
			equal(t, path, old)
		})
	}
}

// Whatever others write while a book is restored is in the book afterwards, or in the
// copy of what was there before.
func TestNothingIsLostBetweenTheCopyAndTheRestore(t *testing.T) {
	path, old := twoBooks(t, t.TempDir())
	window := openAt(t, path, clock)
	defer closeBook(t, window)
	stop, written := make(chan struct{}), make(chan []string)
	go func() {
		var names []string
		for i := 0; ; i++ {
			select {
			case <-stop:
				written <- names
				return
			default:
			}
			name := fmt.Sprintf("Meanwhile %d", i)
			_, err := window.Do(ctx, store.Action{Kind: "test"}, func(tx *store.Tx) error {
				_, err := tx.PutPerson(&care.Person{FullName: name})
				return err
			})
			if err == nil {
				names = append(names, name)
			}
		}
	}()
	kept := map[string]bool{}
	for range 3 {
		done, err := book.Restore(ctx, clock, book.Restoring{Book: path, File: old})
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range namesIn(t, done.Saved) {
			kept[name] = true
		}
	}
	close(stop)
	names := <-written
	for _, name := range namesIn(t, path) {
		kept[name] = true
	}
	lost := slices.DeleteFunc(slices.Clone(names), func(name string) bool { return kept[name] })
	if len(lost) > 0 || len(names) == 0 {
		t.Errorf("of %d people %d are lost: %s", len(names), len(lost), strings.Join(lost[:min(5, len(lost))], ", "))
	}
}
