package book_test

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/doc"
	"carebook/store"
)

// typistBook names, in the environment of a child of this test binary, the book
// into which the child types until it is killed.
const typistBook = "CAREBOOK_TEST_TYPIST"

func TestMain(m *testing.M) {
	if path := os.Getenv(typistBook); path != "" {
		if err := typeForever(path); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	if job := os.Getenv(keeperJob); job != "" {
		if err := keepForever(job); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	if job := os.Getenv(moverJob); job != "" {
		if err := moveForever(job); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

// typed is what the typist has typed after some words: long enough that its full
// text is left for later.
func typed(words int) string {
	return strings.Repeat("The oven has to pass a door of 92 cm. ", 500) + fmt.Sprintf("word%d", words)
}

// typeForever saves a growing draft again and again, in the first person's first
// note, and says after each save how many words are in the book.
func typeForever(path string) error {
	s, err := store.Open(ctx, path, store.Options{Clock: care.SystemClock(), MustExist: true})
	if err != nil {
		return err
	}
	notes, err := s.Notes(ctx, 1)
	if err != nil {
		return err
	}
	sp := book.NewSpell(1, 0)
	if len(notes) > 0 {
		n, err := book.ReadNote(ctx, s, s.Clock(), notes[0].Key)
		if err != nil {
			return err
		}
		sp = n.Spell()
	}
	for words := 1; ; words++ {
		d, err := doc.FromText(typed(words))
		if err != nil {
			return err
		}
		if _, err := book.SaveNote(ctx, s, s.Clock(), sp, book.NoteDraft{Title: "Kitchen", Doc: d}, "Edit the note"); err != nil {
			return err
		}
		fmt.Println(words)
	}
}

// A program killed while somebody types loses nothing that it has acknowledged,
// and leaves a sound book in which the note is found by its last word.
func TestAProgramKilledWhileTypingLosesNothingSaved(t *testing.T) {
	path := filepath.Join(t.TempDir(), "book.db")
	s, err := store.Open(ctx, path, store.Options{Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	put(t, s, &care.Person{FullName: "Ana"})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for round := range 10 {
		acknowledged := typeAndKill(t, path, time.Duration(20+rand.IntN(200))*time.Millisecond)
		if problems, err := store.Check(ctx, path); err != nil || len(problems) > 0 {
			t.Fatalf("round %d: check: %v, %v", round, problems, err)
		}
		s, err := store.Open(ctx, path, store.Options{Clock: clock})
		if err != nil {
			t.Fatal(err)
		}
		lastSaved(t, s, acknowledged)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// typeAndKill lets a child type, kills it some time after its first save, and gives
// how many words it has acknowledged.
func typeAndKill(t *testing.T, path string, after time.Duration) (acknowledged int) {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), typistBook+"="+path)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	var killing *time.Timer
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		n, err := strconv.Atoi(lines.Text())
		if err != nil {
			t.Fatalf("the child says %q", lines.Text())
		}
		if acknowledged = n; killing == nil {
			killing = time.AfterFunc(after, func() { _ = child.Process.Kill() }) // the wait below tells whether it was
		}
	}
	if err := child.Wait(); err == nil || killing == nil {
		t.Fatalf("the child was not killed: %v", err)
	}
	return acknowledged
}

// lastSaved fails the test where the last acknowledged words, or those that were
// being saved when the child was killed, are not the note.
func lastSaved(t *testing.T, s *store.Store, acknowledged int) {
	t.Helper()
	notes, err := s.Notes(ctx, 1)
	if err != nil || len(notes) != 1 {
		t.Fatalf("notes %+v, %v", notes, err)
	}
	n := opened(t, s, notes[0].Key)
	for _, words := range []int{acknowledged, acknowledged + 1} {
		if n.Doc.Text() != typed(words) {
			continue
		}
		hits, err := s.Find(ctx, fmt.Sprintf("word%d", words), 2)
		if err != nil || len(hits) != 1 || hits[0].Note != n.Key || hits[0].Place.Found != fmt.Sprintf("word%d", words) {
			t.Errorf("a search for the last word finds %+v, %v", hits, err)
		}
		return
	}
	t.Fatalf("%d words were acknowledged, the note ends in %q", acknowledged, n.Doc.Text()[n.Doc.End().Offset-20:])
}
