package book_test

import (
	"bufio"
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

// ownFolder is a folder that is none of the system's passing ones: a book may lie in
// it.
func ownFolder(t *testing.T) string {
	t.Helper()
	t.Setenv("TMPDIR", filepath.Join(t.TempDir(), "passing"))
	return t.TempDir()
}

// movable is a book of three people, closed, and a folder to move it to.
func movable(t *testing.T) (path, folder string) {
	t.Helper()
	top := ownFolder(t)
	path, folder = filepath.Join(top, "here", "book.db"), filepath.Join(top, "there")
	for _, dir := range []string{filepath.Dir(path), folder} {
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	s := openBook(t, path)
	for _, name := range []string{"Ana Gil", "Bob Hale", "王 芳"} {
		put(t, s, &care.Person{FullName: name})
	}
	shut(t, s)
	return path, folder
}

func openBook(t *testing.T, path string) *store.Store {
	t.Helper()
	s, err := store.Open(ctx, path, store.Options{Clock: clock, Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func shut(t *testing.T, s *store.Store) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// prepared is a relocation whose copy is made, with the book closed again.
func prepared(t *testing.T, path, folder string) *book.Relocation {
	t.Helper()
	r, err := book.Relocate(path, folder)
	if err != nil {
		t.Fatal(err)
	}
	s := openBook(t, path)
	if err := r.Prepare(ctx, s); err != nil {
		t.Fatal(err)
	}
	shut(t, s)
	return r
}

// files are the names in a folder.
func filesIn(t *testing.T, folder string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func sameBook(t *testing.T, a, b string) {
	t.Helper()
	if differences, err := store.Compare(ctx, a, b); err != nil || len(differences) > 0 {
		t.Errorf("%s and %s differ: %v, %v", a, b, differences, err)
	}
}

func TestABookIsMoved(t *testing.T) {
	path, folder := movable(t)
	r := prepared(t, path, folder)
	aside, kept := filepath.Join(filepath.Dir(path), "book.moved.db"), 0
	done, err := r.Finish(ctx, clock, func() error { kept++; return nil }, aside)
	if err != nil || !done || kept != 1 {
		t.Fatalf("done %v, kept %d times: %v", done, kept, err)
	}
	if got := filesIn(t, folder); !slices.Equal(got, []string{"book.db"}) {
		t.Errorf("there are %q", got)
	}
	if got := filesIn(t, filepath.Dir(path)); !slices.Equal(got, []string{"book.moved.db"}) {
		t.Errorf("of the old book stay %q", got)
	}
	sameBook(t, aside, r.To)
	if problems, err := store.Check(ctx, r.To); err != nil || len(problems) > 0 {
		t.Errorf("check: %v, %v", problems, err)
	}
	if info, err := os.Stat(r.To); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v: %v", info.Mode(), err)
	}
}

func TestWhatWasWrittenSinceTheCopyIsMovedToo(t *testing.T) {
	path, folder := movable(t)
	r := prepared(t, path, folder)
	s := openBook(t, path)
	put(t, s, &care.Person{FullName: "Carla Ruiz"})
	shut(t, s)
	aside := path + ".aside"
	if done, err := r.Finish(ctx, clock, func() error { return nil }, aside); err != nil || !done {
		t.Fatal(err)
	}
	if sum, err := store.Summarize(ctx, r.To); err != nil || sum.People != 4 {
		t.Errorf("%d people were moved: %v", sum.People, err)
	}
	sameBook(t, aside, r.To)
}

func TestABookThatIsOpenIsNotMoved(t *testing.T) {
	path, folder := movable(t)
	r := prepared(t, path, folder)
	s := openBook(t, path)
	defer shut(t, s)
	done, err := r.Finish(ctx, clock, func() error { t.Error("it was kept"); return nil }, path+".aside")
	if done || care.CodeOf(err) != care.CodeBookLocked {
		t.Errorf("done %v: %v", done, err)
	}
	if got := filesIn(t, folder); len(got) > 0 {
		t.Errorf("there are %q", got)
	}
}

func TestABookStaysWhereItsNewPlaceCannotBeKept(t *testing.T) {
	path, folder := movable(t)
	r := prepared(t, path, folder)
	full := errors.New("no room for the settings")
	if done, err := r.Finish(ctx, clock, func() error { return full }, path+".aside"); done || !errors.Is(err, full) {
		t.Errorf("done %v: %v", done, err)
	}
	if got := filesIn(t, folder); len(got) > 0 {
		t.Errorf("there are %q", got)
	}
	if sum, err := store.Summarize(ctx, path); err != nil || sum.People != 3 {
		t.Errorf("%d people are left: %v", sum.People, err)
	}
}

func TestWhereABookCannotBeMoved(t *testing.T) {
	path, folder := movable(t)
	refused := func(what, folder string, want care.Code) {
		t.Helper()
		if _, err := book.Relocate(path, folder); care.CodeOf(err) != want {
			t.Errorf("%s: %v, want %s", what, err, want)
		}
	}
	refused("no folder", filepath.Join(folder, "none"), care.CodeBookFolder)
	refused("a file", path, care.CodeBookFolder)
	refused("where it is", filepath.Dir(path), care.CodeBookThere)
	passing := filepath.Join(folder, "passing")
	if err := os.Mkdir(passing, 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("TMPDIR", passing)
	refused("the system's own", passing, care.CodeBackupTemp)
	other := filepath.Join(folder, "book.db")
	if err := os.WriteFile(other, []byte("a letter"), 0o600); err != nil {
		t.Fatal(err)
	}
	refused("a letter of that name", folder, care.CodeFileExists)
	if os.Getuid() != 0 {
		closedFolder := filepath.Join(folder, "closed")
		if err := os.Mkdir(closedFolder, 0o500); err != nil {
			t.Fatal(err)
		}
		refused("a closed folder", closedFolder, care.CodeWriteFailed)
	}
	if got := filesIn(t, folder); slices.ContainsFunc(got, func(n string) bool { return strings.HasPrefix(n, store.TempPrefix) }) {
		t.Errorf("looking leaves %q", got)
	}
}

// moverJob names, in the environment of a child of this test binary, the folder in
// which the child moves a book to and fro until it is killed.
const moverJob = "CAREBOOK_TEST_MOVER"

// pointer is the file in the folder of a mover that says where the book is.
const pointer = "pointer"

// point says where the book is, at one stroke, as the settings do.
func point(top, at string) error {
	temp := filepath.Join(top, "pointer.new")
	if err := os.WriteFile(temp, []byte(at), 0o600); err != nil {
		return err
	}
	return os.Rename(temp, filepath.Join(top, pointer))
}

// moveForever moves the book of a folder from one of two folders in it to the other,
// again and again, and says when it begins.
func moveForever(top string) error {
	fmt.Println("moving")
	for {
		at, err := os.ReadFile(filepath.Join(top, pointer))
		if err != nil {
			return err
		}
		from, to := string(at), filepath.Join(top, "b", "book.db")
		if from == to {
			to = filepath.Join(top, "a", "book.db")
		}
		// A book that was overtaken, or never told of, is in the way.
		if err := os.Remove(to); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
		r, err := book.Relocate(from, filepath.Dir(to))
		if err != nil {
			return err
		}
		s, err := store.Open(ctx, from, store.Options{Clock: clock, MustExist: true})
		if err != nil {
			return err
		}
		if err := errors.Join(r.Prepare(ctx, s), s.Close()); err != nil {
			return err
		}
		if _, err := r.Finish(ctx, clock, func() error { return point(top, to) }, from+".aside"); err != nil {
			return err
		}
	}
}

// A program killed at any moment of a move leaves one good book where it is looked for.
func TestAProgramKilledWhileMovingABookLeavesItToBeFound(t *testing.T) {
	path, _ := movable(t)
	top := t.TempDir()
	for _, name := range []string{"a", "b"} {
		if err := os.Mkdir(filepath.Join(top, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	begin := filepath.Join(top, "a", "book.db")
	s := openBook(t, path)
	if _, err := s.BackupTo(ctx, begin); err != nil {
		t.Fatal(err)
	}
	shut(t, s)
	if err := point(top, begin); err != nil {
		t.Fatal(err)
	}
	moved := 0
	for range 30 {
		before, err := os.ReadFile(filepath.Join(top, pointer))
		if err != nil {
			t.Fatal(err)
		}
		moveAndKill(t, top, time.Duration(rand.IntN(120))*time.Millisecond)
		at, err := os.ReadFile(filepath.Join(top, pointer))
		if err != nil {
			t.Fatal(err)
		}
		if string(at) != string(before) {
			moved++
		}
		shut(t, openBook(t, string(at))) // which rolls back what was begun
		if problems, err := store.Check(ctx, string(at)); err != nil || len(problems) > 0 {
			t.Fatalf("%s: check: %v, %v", at, problems, err)
		}
		sameBook(t, path, string(at))
	}
	if moved == 0 {
		t.Error("no child came as far as to move the book")
	}
}

// moveAndKill lets a child move the book of a folder, and kills it after a while.
func moveAndKill(t *testing.T, top string, after time.Duration) {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), moverJob+"="+top)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	if !bufio.NewScanner(out).Scan() {
		t.Fatal("the child moves nothing")
	}
	time.Sleep(after)
	if err := child.Process.Kill(); err != nil {
		t.Error("the child ended by itself: ", err)
	}
	_ = child.Wait() // its end by a signal is what was wanted
}
