package book

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"carebook/app/care"
	"carebook/store"
)

var (
	demoClock = care.ClockFrom(demoDay.Time().Add(9 * time.Hour))
	dayAfter  = care.ClockFrom(demoDay.Plus(1).Time().Add(9 * time.Hour))
)

// demoAt makes a demo book in a folder of its own and gives its path.
func demoAt(t *testing.T) string {
	t.Helper()
	speak(t, "en")
	path := filepath.Join(t.TempDir(), "carebook-demo.db")
	if err := ReadyDemo(t.Context(), path, "/home/ana/carebook.db", demoClock); err != nil {
		t.Fatal(err)
	}
	return path
}

// inBook does something with the book at a path.
func inBook(t *testing.T, path string, do func(*store.Store)) {
	t.Helper()
	s, err := store.Open(t.Context(), path, store.Options{Clock: demoClock, Language: "en", Origin: "window", MustExist: true})
	if err != nil {
		t.Fatal(err)
	}
	do(s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// markOf is the mark of the book at a path, nil for none.
func markOf(t *testing.T, path string) (d *DemoBook) {
	t.Helper()
	inBook(t, path, func(s *store.Store) {
		var err error
		if d, err = IsDemo(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	})
	return d
}

// filesIn are the names in a folder.
func filesIn(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func putIn(t *testing.T, s *store.Store, people ...*care.Person) {
	t.Helper()
	_, err := s.Do(t.Context(), store.Action{Kind: "edit", Words: "test"}, func(tx *store.Tx) error {
		for _, p := range people {
			if _, err := tx.PutPerson(p); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestTheDemoBookIsAFileOfItsOwn(t *testing.T) {
	path := demoAt(t)
	if got := filesIn(t, filepath.Dir(path)); !slices.Equal(got, []string{"carebook-demo.db"}) {
		t.Errorf("beside the demo book: %q", got)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("its mode is %v, %v", info.Mode(), err)
	}
	inBook(t, path, func(s *store.Store) {
		d, err := IsDemo(t.Context(), s)
		if err != nil || d == nil || d.Home != "/home/ana/carebook.db" || len(d.Invented) != demoSize {
			t.Fatalf("its mark is %+v, %v", d, err)
		}
		if n, err := s.Count(t.Context(), store.Query{}); err != nil || n != demoSize {
			t.Errorf("%d people, %v", n, err)
		}
	})
}

func TestTheDemoBookIsKeptForNextTime(t *testing.T) {
	path := demoAt(t)
	inBook(t, path, func(s *store.Store) { putIn(t, s, &care.Person{FullName: "Ana Gil"}) })
	if err := ReadyDemo(t.Context(), path, "/home/ana/second.db", demoClock); err != nil {
		t.Fatal(err)
	}
	inBook(t, path, func(s *store.Store) {
		d, err := IsDemo(t.Context(), s)
		if err != nil || d == nil || d.Home != "/home/ana/second.db" {
			t.Fatalf("its mark is %+v, %v", d, err)
		}
		if own, err := d.OwnWork(t.Context(), s); err != nil || own != (OwnWork{1, true}) {
			t.Errorf("the user has done %+v, %v; want one person", own, err)
		}
	})
}

func TestWhatTheUserHasDoneIsKnown(t *testing.T) {
	inBook(t, demoAt(t), func(s *store.Store) {
		done := func(want OwnWork) {
			t.Helper()
			d, err := IsDemo(t.Context(), s)
			if err != nil || d == nil {
				t.Fatal(d, err)
			}
			if own, err := d.OwnWork(t.Context(), s); err != nil || own != want {
				t.Errorf("done is %+v, %v; want %+v", own, err, want)
			}
		}
		done(OwnWork{})
		// What the program does by itself, on this day and another, is nobody's work.
		for _, clock := range []care.Clock{demoClock, dayAfter} {
			d, err := ReadDigest(t.Context(), s, clock, "")
			if err == nil {
				err = Shown(t.Context(), s, clock, d)
			}
			if err = errors.Join(err, RefreshBands(t.Context(), s, clock), s.SetLanguage(t.Context(), "es")); err != nil {
				t.Fatal(err)
			}
		}
		done(OwnWork{})
		rows, err := s.People(t.Context(), store.Query{Limit: 2})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Trash(t.Context(), s, []int64{rows[0].Key}, true, "test"); err != nil {
			t.Fatal(err)
		}
		done(OwnWork{Any: true}) // an invented one in the trash is still invented
		putIn(t, s, &care.Person{FullName: "Ana Gil"}, &care.Person{FullName: "Bea Tormo"})
		done(OwnWork{2, true})
		hits, err := s.Find(t.Context(), "Bea Tormo", 1)
		if err != nil || len(hits) != 1 {
			t.Fatal(hits, err)
		}
		if _, err := Trash(t.Context(), s, []int64{hits[0].Key}, true, "test"); err != nil {
			t.Fatal(err)
		}
		done(OwnWork{2, true})
	})
}

// On another day the demo book of last time would show what was due then. It is made
// anew, unless the user has done something in it or has it open.
func TestTheDemoBookIsOfItsDay(t *testing.T) {
	for name, c := range map[string]struct {
		before func(t *testing.T, s *store.Store)
		open   bool
		clock  care.Clock
		anew   bool
	}{
		"on another day":          {clock: dayAfter, anew: true},
		"on the same day":         {clock: demoClock},
		"with somebody in it":     {clock: dayAfter, before: func(t *testing.T, s *store.Store) { putIn(t, s, &care.Person{FullName: "Ana Gil"}) }},
		"shown by another window": {clock: dayAfter, open: true},
		"with an invented one changed": {clock: dayAfter, before: func(t *testing.T, s *store.Store) {
			rows, err := s.People(t.Context(), store.Query{Limit: 1})
			if err == nil {
				_, err = Trash(t.Context(), s, []int64{rows[0].Key}, true, "test")
			}
			if err != nil {
				t.Fatal(err)
			}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			path := demoAt(t)
			var first *DemoBook
			inBook(t, path, func(s *store.Store) {
				if c.before != nil {
					c.before(t, s)
				}
			})
			first = markOf(t, path)
			ready := func() {
				if err := ReadyDemo(t.Context(), path, "/home/ana/second.db", c.clock); err != nil {
					t.Fatal(err)
				}
			}
			if c.open {
				inBook(t, path, func(*store.Store) { ready() })
			} else {
				ready()
			}
			now := markOf(t, path)
			if anew := now.Made == c.clock.Today() && now.Invented[0] != first.Invented[0]; anew != c.anew || now.Home != "/home/ana/second.db" {
				t.Errorf("made anew: %v, want %v; opened from %s", anew, c.anew, now.Home)
			}
			if got := filesIn(t, filepath.Dir(path)); !slices.Equal(got, []string{"carebook-demo.db"}) {
				t.Errorf("beside the demo book: %q", got)
			}
		})
	}
}

func TestADemoBookThatIsOpenIsNotThrownAway(t *testing.T) {
	path := demoAt(t)
	inBook(t, path, func(s *store.Store) {
		if err := ThrowAwayDemo(t.Context(), path, demoClock); care.CodeOf(err) != care.CodeBookLocked {
			t.Errorf("it ends with %v", err)
		}
		putIn(t, s, &care.Person{FullName: "Ana Gil"})
	})
	if markOf(t, path) == nil {
		t.Error("it is gone")
	}
}

// The book goes last: as long as something is left of it, it can be thrown away again.
func TestADemoBookIsThrownAwayInTwoTries(t *testing.T) {
	path := demoAt(t)
	inTheWay := path + ".schema-1"
	if err := os.MkdirAll(filepath.Join(inTheWay, "x"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := ThrowAwayDemo(t.Context(), path, demoClock); err == nil {
		t.Error("what could not be removed is not told")
	}
	if markOf(t, path) == nil {
		t.Fatal("what is left can never be thrown away")
	}
	if err := os.RemoveAll(inTheWay); err != nil {
		t.Fatal(err)
	}
	if err := ThrowAwayDemo(t.Context(), path, demoClock); err != nil {
		t.Fatal(err)
	}
	if got := filesIn(t, filepath.Dir(path)); len(got) > 0 {
		t.Errorf("left are %q", got)
	}
}

func TestThrowingTheDemoBookAwayLeavesNothingOfIt(t *testing.T) {
	path := demoAt(t)
	dir := filepath.Dir(path)
	for _, name := range []string{
		"carebook-demo.db.schema-1", "carebook-demo.db-journal", "backups/carebook-demo-2026-11-25.db", "backups/carebook-demo-2026-11-26.db.age",
		"carebook.db", "carebook-demo.txt", "backups/carebook-2026-11-25.db", "backups/carebook-demo-notes.db",
	} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := ThrowAwayDemo(t.Context(), path, demoClock); err != nil {
		t.Fatal(err)
	}
	if got, want := filesIn(t, dir), []string{"backups", "carebook-demo.txt", "carebook.db"}; !slices.Equal(got, want) {
		t.Errorf("left are %q, want %q", got, want)
	}
	if got, want := filesIn(t, filepath.Join(dir, "backups")), []string{"carebook-2026-11-25.db", "carebook-demo-notes.db"}; !slices.Equal(got, want) {
		t.Errorf("left of the backups are %q, want %q", got, want)
	}
	if err := ReadyDemo(t.Context(), path, "/x", demoClock); err != nil {
		t.Errorf("after that there is no second one: %v", err)
	}
}

// TestABookOfTheUsersIsNeverThrownAway walks the ways on which a book of the user's
// own could be taken for the demo book.
func TestABookOfTheUsersIsNeverThrownAway(t *testing.T) {
	for name, make := range map[string]func(t *testing.T, path string){
		"a book of that name": func(t *testing.T, path string) {
			s, err := store.Open(t.Context(), path, store.Options{Clock: demoClock, Language: "en"})
			if err != nil {
				t.Fatal(err)
			}
			putIn(t, s, &care.Person{FullName: "Ana Gil"})
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
		},
		"what the command writes": func(t *testing.T, path string) {
			s, err := store.Open(t.Context(), path, store.Options{Clock: demoClock, Language: "en"})
			if err == nil {
				err = Demo(t.Context(), s, demoClock)
			}
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
		},
		"a copy of a demo book from elsewhere": func(t *testing.T, path string) {
			whole, err := os.ReadFile(demoAt(t))
			if err == nil {
				err = os.WriteFile(path, whole, 0o600)
			}
			if err != nil {
				t.Fatal(err)
			}
		},
		"a book that says nonsense": func(t *testing.T, path string) {
			s, err := store.Open(t.Context(), path, store.Options{Clock: demoClock, Language: "en"})
			if err == nil {
				err = s.SetSetting(t.Context(), settingDemo, "yes")
			}
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
		},
		"a mark that names nobody": func(t *testing.T, path string) {
			s, err := store.Open(t.Context(), path, store.Options{Clock: demoClock, Language: "en"})
			if err == nil {
				err = (&DemoBook{File: path}).keep(t.Context(), s)
			}
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			speak(t, "en")
			path := filepath.Join(t.TempDir(), "carebook-demo.db")
			make(t, path)
			if markOf(t, path) != nil {
				t.Error("it is taken for a demo book")
			}
			before, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if err := ThrowAwayDemo(t.Context(), path, demoClock); care.CodeOf(err) != care.CodeNoDemo {
				t.Errorf("to throw it away ends with %v", err)
			}
			if err := ReadyDemo(t.Context(), path, "/x", demoClock); care.CodeOf(err) != care.CodeFileExists {
				t.Errorf("to open it as the demo book ends with %v", err)
			}
			if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
				t.Errorf("it was changed: %v", err)
			}
		})
	}
}

func TestALinkToABookIsNotThrownAway(t *testing.T) {
	path := demoAt(t)
	link := filepath.Join(t.TempDir(), "carebook-demo.db")
	if err := os.Symlink(path, link); err != nil {
		t.Fatal(err)
	}
	if err := ThrowAwayDemo(t.Context(), link, demoClock); care.CodeOf(err) != care.CodeNoDemo {
		t.Errorf("to throw a link away ends with %v", err)
	}
	if markOf(t, path) == nil {
		t.Error("the book that it leads to is gone")
	}
}

func TestADemoBookThatCannotBeMadeLeavesNothing(t *testing.T) {
	speak(t, "en")
	dir := t.TempDir()
	path := filepath.Join(dir, "carebook-demo.db")
	if err := os.Mkdir(path, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := ReadyDemo(t.Context(), path, "/x", demoClock); care.CodeOf(err) != care.CodeFileExists {
		t.Errorf("over a folder it ends with %v", err)
	}
	if err := ReadyDemo(t.Context(), filepath.Join(dir, "gone", "carebook-demo.db"), "/x", demoClock); err == nil {
		t.Error("in a folder that is not there it is made")
	}
	if got := filesIn(t, dir); !slices.Equal(got, []string{"carebook-demo.db"}) {
		t.Errorf("left are %q", got)
	}
}
