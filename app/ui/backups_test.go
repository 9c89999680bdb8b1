package ui

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/kittest"
	"carebook/app/ui/kit/run"
	"carebook/store"
)

// backupsIn are the names of the files in a folder, none where there is no folder.
func backupsIn(t *testing.T, folder string) []string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func TestTheBookIsBackedUpOnEachNewDay(t *testing.T) {
	s := kittest.Book(t, bornInARow()...)
	p := withMain(t, newRun(t, s, at(26, 7, 0)))
	folder := book.BackupFolder(s.Path())
	p.keeper.look()
	if got := backupsIn(t, folder); !slices.Equal(got, []string{"book-2026-11-26.db"}) {
		t.Fatalf("after the start %q", got)
	}
	kittest.Put(t, s, &care.Person{FullName: "Eve Stone"})
	p.params.Clock = at(26, 23, 59)
	p.keeper.look()
	p.params.Clock = at(27, 0, 1)
	p.keeper.look()
	p.keeper.look()
	p.params.Clock = at(28, 9, 0) // nothing has changed since
	p.keeper.look()
	if got := backupsIn(t, folder); !slices.Equal(got, []string{"book-2026-11-26.db", "book-2026-11-27.db"}) {
		t.Errorf("after three days %q", got)
	}
}

// Whoever only ever sees the pop-up has backups, too, however soon it is closed.
func TestThePopUpAloneBacksTheBookUp(t *testing.T) {
	s := kittest.Book(t, bornInARow()...)
	p := newRun(t, s, at(26, 9, 0))
	held, e := kittest.Hold()
	p.executor = e
	p.ask()
	held.Go()
	if p.pop == nil || p.window != nil {
		t.Fatal("there is no pop-up alone")
	}
	p.keeper.look() // and waits for the first pictures to be drawn
	p.pop.close()
	p.keeper.end()
	held.Go()
	if got := backupsIn(t, book.BackupFolder(s.Path())); !slices.Equal(got, []string{"book-2026-11-26.db"}) {
		t.Errorf("the run has left %q", got)
	}
	e.Stop()
}

func TestARunThatEndsWaitsForItsBackupOnlyAMoment(t *testing.T) {
	s := kittest.Book(t, bornInARow()...)
	p := newRun(t, s, at(26, 9, 0))
	ended := make(chan struct{})
	p.executor = run.With(func(f func()) { go f() }, func(f func()) { f() })
	p.keeper.busy = true
	p.keeper.cancel = func() { close(ended) }
	p.keeper.end()
	select {
	case <-ended:
	case <-time.After(10 * backupGrace):
		t.Error("a backup that takes long is never told to end")
	}
	p.executor.Stop()
}

func TestABackupThatFailsIsToldOnceADay(t *testing.T) {
	s := kittest.Book(t, bornInARow()...)
	p := withMain(t, newRun(t, s, at(26, 7, 0)))
	w := p.window
	stick := filepath.Join(t.TempDir(), "stick")
	w.params.Settings.BackupFolder = stick
	p.keeper.look()
	said := w.toasts.Sentence()
	if !strings.HasPrefix(said, "Today's backup could not be made.") || !strings.Contains(said, stick) {
		t.Fatalf("it says %q", said)
	}
	test.Tap(w.toasts.Link())
	if w.route.Screen != kit.SettingsScreen || w.route.Section != kit.BackupsSection {
		t.Errorf("the link leads to %+v", w.route)
	}
	w.toasts.Clear()
	for _, clock := range []care.Clock{at(26, 7, 20), at(26, 9, 0), at(26, 21, 0)} {
		p.params.Clock = clock
		p.keeper.look()
	}
	if said := w.toasts.Sentence(); said != "" {
		t.Errorf("on the same day it says %q", said)
	}
	again := newProgram(p.params, p.app, p.look, p.executor, p.desk)
	withMain(t, again).window.params.Settings.BackupFolder = stick
	again.keeper.look()
	if said := again.window.toasts.Sentence(); said != "" || again.keeper.failed.IsZero() {
		t.Errorf("started again on the same day it says %q", said)
	}
	// The drive is plugged in: within the hour there is one.
	if err := os.Mkdir(stick, 0o700); err != nil {
		t.Fatal(err)
	}
	p.params.Clock = at(26, 22, 1)
	p.keeper.look()
	if got := backupsIn(t, stick); len(got) != 1 || w.toasts.Sentence() != "" {
		t.Errorf("in the folder %q, it says %q", got, w.toasts.Sentence())
	}
}

func TestAnotherFolderHasABackupAtOnce(t *testing.T) {
	s := kittest.Book(t, bornInARow()...)
	p := withMain(t, newRun(t, s, at(26, 7, 0)))
	p.keeper.look()
	stick := t.TempDir()
	p.window.params.Settings.BackupFolder = stick
	p.keeper.look()
	if got := backupsIn(t, stick); len(got) != 1 || !strings.HasPrefix(got[0], "book-2026-11-26-") {
		t.Errorf("in the folder %q", got)
	}
}

func TestTheDemoBookIsNotBackedUp(t *testing.T) {
	s := kittest.Book(t, bornInARow()...)
	p := newRun(t, s, at(26, 7, 0))
	p.params.Demo = &book.DemoBook{}
	p.keeper.look()
	p.keeper.end()
	if got := backupsIn(t, book.BackupFolder(s.Path())); len(got) > 0 {
		t.Errorf("there are backups: %q", got)
	}
}

// moved waits until the book has told that it is another one.
func moved(t *testing.T, f *fixture, events <-chan store.Changes) {
	t.Helper()
	for {
		select {
		case c := <-events:
			f.changed(c)
			if c.Foreign && c.AllPeople {
				return
			}
		case <-time.After(20 * time.Second):
			t.Fatal("nobody is told that the book is another one")
		}
	}
}

// A restore in the window: what was being typed is in what is saved before, and the
// open screens show the restored book at once.
func TestARestoreIsSeenInTheOpenWindow(t *testing.T) {
	f := open(t, crowd()...)
	s := f.params.Store
	if _, err := book.BackUpNow(t.Context(), s, f.params.Clock, book.Backups{}); err != nil {
		t.Fatal(err)
	}
	events := make(chan store.Changes, 100)
	t.Cleanup(s.Watch(func(c store.Changes) { events <- c }))
	ana, title := f.begin(t)
	held, e := kittest.Hold()
	f.executor = e
	test.Type(title, "Ovens") // which is not saved yet
	kittest.Put(t, s, &care.Person{UID: "eve", FullName: "Eve Stone"})
	for len(events) > 0 {
		f.changed(<-events)
	}
	held.Go()
	f.Open(kit.Route{Screen: kit.SettingsScreen, Section: kit.BackupsSection})
	held.Go()
	test.Type(title, "!") // somewhere in the last moment
	test.Tap(kittest.Button(t, f.win.Content(), lang.T("backups.restore")))
	held.Go()
	layer := f.win.Canvas().Overlays().Top()
	test.Tap(kittest.Button(t, layer, lang.T("restoring.restore")))
	held.Go()
	if said := f.toasts.Sentence(); !strings.HasPrefix(said, "Restored: the book holds 3 people again.") {
		t.Fatalf("it says %q, the panel %q", said, strings.Join(texts(layer), " "))
	}
	moved(t, f, events)
	held.Go()
	if len(f.notesOf(t, ana)) != 0 {
		t.Error("the note is in the book that was restored")
	}
	f.Open(kit.Route{Screen: kit.PeopleScreen})
	held.Go()
	if got := f.rows(); !slices.Equal(got, []string{"Ana Gil", "Bea Tormo", "Tom Okafor"}) {
		t.Errorf("the list shows %q", got)
	}
	// The note that was open has gone with the book; what is typed at its place goes
	// nowhere else.
	f.Open(kit.Route{Screen: kit.NotesScreen, Person: ana})
	held.Go()
	if said := strings.Join(texts(f.notes.Object()), " "); strings.Contains(said, "Ovens") {
		t.Errorf("the notes show %q", said)
	}
	// Nothing of the book that has gone can be undone in this one.
	f.undo()
	held.Go()
	if said := f.toasts.Sentence(); said != lang.T("error.nothing_to_undo") {
		t.Errorf("undone: %q", said)
	}
	// It is taken back from the list, with the note in it.
	f.Open(kit.Route{Screen: kit.SettingsScreen, Section: kit.BackupsSection})
	held.Go()
	test.Tap(kittest.Button(t, f.win.Content(), lang.T("backups.restore")))
	held.Go()
	test.Tap(kittest.Button(t, f.win.Canvas().Overlays().Top(), lang.T("restoring.restore")))
	held.Go()
	moved(t, f, events)
	held.Go()
	if notes := f.notesOf(t, ana); len(notes) != 1 || !strings.HasPrefix(notes[0].Title, "Ovens") {
		t.Errorf("the note that was being written is lost: %+v", notes)
	}
	f.Open(kit.Route{Screen: kit.PeopleScreen})
	held.Go()
	if !slices.Contains(f.rows(), "Eve Stone") {
		t.Errorf("the list shows %q", f.rows())
	}
	f.executor = run.Inline()
	e.Stop()
}

// Who looks at the backups while the day's is made sees it.
func TestTheBackupOfTheDayAppearsOnThePage(t *testing.T) {
	s := kittest.Book(t, bornInARow()...)
	p := withMain(t, newRun(t, s, at(26, 7, 0)))
	p.window.Open(kit.Route{Screen: kit.SettingsScreen, Section: kit.BackupsSection})
	shown := func() bool {
		return strings.Contains(strings.Join(texts(p.window.content), "\n"), lang.T("backups.checked"))
	}
	if shown() {
		t.Fatal("a backup is shown before there is one")
	}
	p.keeper.look()
	if !shown() {
		t.Error("the page does not show the backup that was made")
	}
}
