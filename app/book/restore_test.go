package book_test

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/store"
)

// keeperJob names, in the environment of a child of this test binary, what the child
// does again and again until it is killed: "backup BOOK FILE" or "restore BOOK FILE
// OTHER", the two files in turns.
const keeperJob = "CAREBOOK_TEST_KEEPER"

// keepForever does a job, and says after each time that it is done.
func keepForever(job string) error {
	words := strings.Split(job, "\n")
	for {
		switch words[0] {
		case "backup":
			s, err := store.Open(ctx, words[1], store.Options{Clock: clock, MustExist: true})
			if err != nil {
				return err
			}
			_, err = book.BackUp(ctx, s, words[2], "")
			if err = errors.Join(err, s.Close()); err != nil {
				return err
			}
			fmt.Println("done")
		case "days":
			if err := keepDays(words[1]); err != nil {
				return err
			}
		case "restore":
			for _, file := range words[2:] {
				done, err := book.Restore(ctx, clock, book.Restoring{Book: words[1], File: file})
				if err != nil {
					return err
				}
				if err := os.Remove(done.Saved); err != nil {
					return err
				}
				fmt.Println("done")
			}
		}
	}
}

// killed runs a child with a job, lets it do that once, and kills it some time later.
func killed(t *testing.T, after time.Duration, job ...string) {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), keeperJob+"="+strings.Join(job, "\n"))
	var said bytes.Buffer
	child.Stderr = &said
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := bufio.NewReader(out).ReadString('\n'); err != nil {
		t.Fatalf("%v: %s", err, &said)
	}
	time.Sleep(after)
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	var exit *exec.ExitError
	if err := child.Wait(); !errors.As(err, &exit) || said.Len() > 0 {
		t.Fatalf("%v: %s", err, &said)
	}
}

// kills is how many times a program is killed in a test; more by hand.
func kills() int {
	n := 4
	if _, err := fmt.Sscan(os.Getenv("CAREBOOK_TEST_KILLS"), &n); err != nil {
		return 4
	}
	return n
}

// twoBooks are a demo book, and a backup of it as it was two changes before.
func twoBooks(t *testing.T, folder string) (path, old string) {
	t.Helper()
	path, old = filepath.Join(folder, "book.db"), filepath.Join(folder, "old.db")
	s := openAt(t, path, clock)
	defer closeBook(t, s)
	if err := book.Demo(ctx, s, clock); err != nil {
		t.Fatal(err)
	}
	if _, err := book.BackUp(ctx, s, old, ""); err != nil {
		t.Fatal(err)
	}
	do(t, s, func(tx *store.Tx) error {
		_, err := tx.PutPerson(&care.Person{FullName: "Late"})
		return err
	})
	do(t, s, func(tx *store.Tx) error {
		_, err := tx.PutEvent(0, 1, care.Event{Kind: care.Call, Day: "2026-11-20", Text: "later"})
		return err
	})
	return path, old
}

func TestABackupInterruptedLeavesTheOneBefore(t *testing.T) {
	folder := t.TempDir()
	path, old := twoBooks(t, folder)
	target := filepath.Join(folder, "target.db")
	for i := range kills() {
		killed(t, time.Duration(rand.IntN(120))*time.Millisecond, "backup", path, target)
		equal(t, path, target)
		if problems, err := store.Check(ctx, target); err != nil || len(problems) > 0 {
			t.Fatalf("%d: %q, %v", i, problems, err)
		}
	}
	equal(t, old, old)
}

func TestARestoreInterruptedLeavesOneBookWhole(t *testing.T) {
	folder := t.TempDir()
	path, old := twoBooks(t, folder)
	young := filepath.Join(folder, "young.db")
	s := openAt(t, path, clock)
	if _, err := book.BackUp(ctx, s, young, ""); err != nil {
		t.Fatal(err)
	}
	closeBook(t, s)
	seen := map[string]int{}
	for range kills() {
		killed(t, time.Duration(rand.IntN(400))*time.Millisecond, "restore", path, old, young)
		problems, err := store.Check(ctx, path)
		if err != nil || len(problems) > 0 {
			t.Fatalf("%q, %v", problems, err)
		}
		var is []string
		for _, file := range []string{old, young} {
			differences, err := store.Compare(ctx, path, file)
			if err != nil {
				t.Fatal(err)
			}
			if len(differences) == 0 {
				is = append(is, filepath.Base(file))
			}
		}
		if len(is) != 1 {
			t.Fatalf("the book is none of the two: %q", is)
		}
		seen[is[0]]++
	}
	t.Log(seen)
}

// Another window, open all the while, sees the restored book and goes on with it.
func TestARestoreUnderTheEyesOfAWindow(t *testing.T) {
	path, old := twoBooks(t, t.TempDir())
	window := openAt(t, path, clock)
	defer closeBook(t, window)
	told := make(chan store.Changes, 100)
	defer window.Watch(func(c store.Changes) { told <- c })()
	keys := []int64{}
	do(t, window, func(tx *store.Tx) error {
		key, err := tx.PutPerson(&care.Person{FullName: "Mine"})
		keys = append(keys, key)
		return err
	})
	p, err := book.PreviewRestore(ctx, clock, book.Restoring{Book: path, File: old})
	if err != nil {
		t.Fatal(err)
	}
	if p.Backup.People != 300 || p.Present.People != 302 || p.Lost.People != 2 || p.Lost.Events != 1 || p.Lost.Actions != 3 || doneWords(p.Lost) != "Test; Test; Test" {
		t.Errorf("%+v", p)
	}
	done, err := book.Restore(ctx, clock, book.Restoring{Book: path, File: old})
	if err != nil || done.People != 300 || done.Aside {
		t.Fatalf("%+v, %v", done, err)
	}
	equal(t, path, old)
	for foreign := false; !foreign; {
		select {
		case c := <-told:
			foreign = c.Foreign && c.AllPeople && c.Tags && c.Notes && c.Sales && c.Lists
		case <-time.After(10 * time.Second):
			t.Fatal("nobody told the window")
		}
	}
	if n, err := window.Count(ctx, store.Query{}); err != nil || n != 300 {
		t.Errorf("the window sees %d people, %v", n, err)
	}
	if _, _, err := window.UndoLast(ctx); care.CodeOf(err) != care.CodeNothingToUndo {
		t.Errorf("what the window had done before is gone: %v", err)
	}
	// No number names two things.
	again := put2(t, window, "After")
	if again <= keys[0] {
		t.Errorf("key %d after %d", again, keys[0])
	}
	saved := openAt(t, done.Saved, clock)
	if n, err := saved.Count(ctx, store.Query{}); err != nil || n != 302 {
		t.Errorf("saved were %d people, %v", n, err)
	}
	closeBook(t, saved)
}

func put2(t *testing.T, s *store.Store, name string) (key int64) {
	t.Helper()
	do(t, s, func(tx *store.Tx) (err error) {
		key, err = tx.PutPerson(&care.Person{FullName: name})
		return err
	})
	return key
}

func TestADamagedBookIsKeptByteByByte(t *testing.T) {
	for name, damage := range map[string]func([]byte) []byte{
		"a page":    func(b []byte) []byte { copy(b[3*4096:], bytes.Repeat([]byte{0xaa}, 5*4096)); return b },
		"the head":  func(b []byte) []byte { copy(b, "garbage and more of it"); return b },
		"cut":       func(b []byte) []byte { return b[:len(b)/2+17] },
		"the first": func(b []byte) []byte { copy(b[100:], bytes.Repeat([]byte{0xff}, 900)); return b },
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			path, old := twoBooks(t, folder)
			content, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			broken := damage(content)
			if err := os.WriteFile(path, broken, 0o600); err != nil {
				t.Fatal(err)
			}
			r := book.Restoring{Book: path, File: old, Claim: func(string) (func() error, bool, error) { return nil, false, nil }}
			if _, err := book.Restore(ctx, clock, r); care.CodeOf(err) != care.CodeRestoreOpen {
				t.Fatalf("while a window shows it: %v", err)
			}
			if now, err := os.ReadFile(path); err != nil || !bytes.Equal(now, broken) {
				t.Fatalf("the damaged book was touched: %v", err)
			}
			p, err := book.PreviewRestore(ctx, clock, book.Restoring{Book: path, File: old})
			if err != nil || p.Backup.People != 300 {
				t.Errorf("%+v, %v", p, err)
			}
			released := false
			r.Claim = func(string) (func() error, bool, error) {
				return func() error { released = true; return nil }, true, nil
			}
			done, err := book.Restore(ctx, clock, r)
			if err != nil || !done.Aside || !released {
				t.Fatalf("%+v, %v, %v", done, released, err)
			}
			if kept, err := os.ReadFile(done.Saved); err != nil || !bytes.Equal(kept, broken) {
				t.Errorf("the damaged book is not what it was: %v", err)
			}
			equal(t, path, old)
		})
	}
}

func TestWhatIsNoBackup(t *testing.T) {
	folder := t.TempDir()
	path, old := twoBooks(t, folder)
	whole, err := os.ReadFile(old)
	if err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		content []byte
		want    care.Code
	}{
		"nothing":   {nil, care.CodeNotABackup},
		"text":      {[]byte("BEGIN:VCARD"), care.CodeNotABackup},
		"a zip":     {[]byte("PK\x03\x04xxxxxxxxx"), care.CodeNotABackup},
		"half":      {whole[:len(whole)/2], care.CodeBackupDamaged},
		"a hole":    {slices.Concat(whole[:40960], make([]byte, 40960), whole[81920:]), care.CodeBackupDamaged},
		"only head": {whole[:100], care.CodeBackupDamaged},
	} {
		file := filepath.Join(folder, "file")
		if err := os.WriteFile(file, c.content, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := book.Restore(ctx, clock, book.Restoring{Book: path, File: file}); care.CodeOf(err) != c.want && !(c.want == care.CodeBackupDamaged && care.CodeOf(err) == care.CodeNotABackup) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := book.Restore(ctx, clock, book.Restoring{Book: path, File: filepath.Join(folder, "none")}); care.CodeOf(err) != care.CodeFileMissing {
		t.Errorf("a missing file: %v", err)
	}
	if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the book was touched: %v", err)
	}
	if got := entries(t, folder); !slices.Equal(got, []string{"book.db", "file", "old.db"}) {
		t.Errorf("left were %q", got)
	}
}

// doneWords are what was done in a book and not in the other, for people.
func doneWords(l store.Losses) string {
	var words []string
	for _, d := range l.Done {
		words = append(words, book.ActionWords(d))
	}
	return strings.Join(words, "; ")
}

// What was read is named by its files alone in the book: where it is shown, it is
// said what was done with them.
func TestAnImportIsSaidInWords(t *testing.T) {
	s := newBook(t)
	path := filepath.Join(t.TempDir(), "before.db")
	if _, err := book.BackUp(t.Context(), s, path, ""); err != nil {
		t.Fatal(err)
	}
	contacts := file(t, "contacts.csv", "Name,Phone\nAna Gil,600100200\n")
	if _, err := book.Import(t.Context(), s, clock, book.ImportOptions{Files: []string{contacts}}); err != nil {
		t.Fatal(err)
	}
	sold := file(t, "sold.csv", "date,customer,item,amount,currency\n2026-01-02,Ana Gil,oven,100,EUR\n")
	if _, err := book.ImportSales(t.Context(), s, clock, sold, book.SalesOptions{}); err != nil {
		t.Fatal(err)
	}
	p, err := book.PreviewRestore(t.Context(), clock, book.Restoring{Book: s.Path(), File: path})
	if want := "Import of sales from sold.csv; Import of contacts.csv"; err != nil || doneWords(p.Lost) != want {
		t.Errorf("done since: %q, want %q, %v", doneWords(p.Lost), want, err)
	}
}
