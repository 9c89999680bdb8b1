package ui

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"

	"carebook/app/ui/kit"
	"carebook/app/ui/kit/kittest"
	"carebook/app/ui/kit/run"
	"carebook/store"
)

// notesOf are the notes of a person in the book.
func (f *fixture) notesOf(t *testing.T, person int64) []store.NoteRow {
	t.Helper()
	rows, err := f.params.Store.Notes(context.Background(), person)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// begin begins a note about Ana from her page, by its key.
func (f *fixture) begin(t *testing.T) (ana int64, title *kit.TitleField) {
	t.Helper()
	ana, err := f.params.Store.Key(context.Background(), "ana")
	if err != nil {
		t.Fatal(err)
	}
	f.Open(kit.Route{Screen: kit.PeopleScreen, Person: ana})
	f.byShortcut(t, kit.CtrlShift(fyne.KeyN))
	if f.route.Screen != kit.NotesScreen || f.notes.AtHand() != ana {
		t.Fatalf("the key leads to %s of %d", f.route.Screen, f.notes.AtHand())
	}
	fields := kittest.Find[*kit.TitleField](f.win.Content())
	if len(fields) != 1 || f.win.Canvas().Focused() != fyne.Focusable(fields[0]) {
		t.Fatalf("%d titles, the keyboard is at %T", len(fields), f.win.Canvas().Focused())
	}
	return ana, fields[0]
}

func TestANoteIsBegunFromThePersonsPage(t *testing.T) {
	f := open(t, crowd()...)
	ana, title := f.begin(t)
	test.Type(title, "Ovens")
	if got := f.notesOf(t, ana); len(got) != 1 || got[0].Title != "Ovens" {
		t.Errorf("the book has %+v", got)
	}
	if !f.rail[kit.PeopleScreen].Active() || !strings.HasPrefix(f.win.Title(), "Ana Gil · ") {
		t.Errorf("people active: %v, the title is %q", f.rail[kit.PeopleScreen].Active(), f.win.Title())
	}
	f.Back()
	if f.route.Screen != kit.PeopleScreen || f.route.Person != ana {
		t.Errorf("back is %s of %d", f.route.Screen, f.route.Person)
	}
	// Coming back is no wish for another note.
	f.Open(kit.Route{Screen: kit.NotesScreen, Person: ana})
	f.Open(kit.Route{Screen: kit.SettingsScreen})
	f.Back()
	if got := f.notesOf(t, ana); f.route.Screen != kit.NotesScreen || len(got) != 1 || title.Text != "Ovens" {
		t.Errorf("on %s, %d notes, %q is open", f.route.Screen, len(got), title.Text)
	}
}

func TestAScreenThatIsLeftTakesNoMoreKeys(t *testing.T) {
	f := open(t, crowd()...)
	ana, title := f.begin(t)
	test.Type(title, "Ovens")
	title.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if f.win.Canvas().Focused() != fyne.Focusable(f.notes.Editor()) {
		t.Fatalf("the keyboard is at %T", f.win.Canvas().Focused())
	}
	f.Back()
	if at := f.win.Canvas().Focused(); at == fyne.Focusable(f.notes.Editor()) {
		t.Error("the text still has the keyboard")
	}
	// The search field keeps it: the words typed there lead to the people.
	f.Open(kit.Route{Screen: kit.NotesScreen, Person: ana})
	f.focusFind()
	test.Type(f.find.Field, "bea")
	if f.route.Screen != kit.PeopleScreen || f.find.Field.Text != "bea" || f.win.Canvas().Focused() != fyne.Focusable(f.find.Field) {
		t.Errorf("on %s, %q is typed, the keyboard is at %T", f.route.Screen, f.find.Field.Text, f.win.Canvas().Focused())
	}
}

func TestNobodyAtHandHasNoNewNote(t *testing.T) {
	f := open(t, crowd()...)
	f.Open(kit.Route{Screen: kit.SettingsScreen})
	f.byShortcut(t, kit.CtrlShift(fyne.KeyN))
	if f.route.Screen != kit.SettingsScreen {
		t.Errorf("the key leads to %s", f.route.Screen)
	}
}

func TestLeavingTheScreenOrTheWindowSavesTheNote(t *testing.T) {
	for name, leave := range map[string]func(*fixture){
		"another screen": func(f *fixture) { f.Open(kit.Route{Screen: kit.SettingsScreen}) },
		"another window": (*fixture).rest,
	} {
		t.Run(name, func(t *testing.T) {
			f := open(t, crowd()...)
			ana, title := f.begin(t)
			held, e := kittest.Hold()
			f.executor = e
			test.Type(title, "Ovens")
			if got := f.notesOf(t, ana); len(got) != 0 {
				t.Fatalf("the book has %+v before the pause", got)
			}
			leave(f)
			for len(held.Work) > 0 {
				held.DoWork(0)
			}
			if got := f.notesOf(t, ana); len(got) != 1 || got[0].Title != "Ovens" {
				t.Errorf("the book has %+v", got)
			}
			f.executor = run.Inline()
			e.Stop()
		})
	}
}

func TestClosingTheWindowWaitsForTheNote(t *testing.T) {
	f := open(t, crowd()...)
	ana, title := f.begin(t)
	held, e := kittest.Hold()
	f.executor = e
	test.Type(title, "Ovens")
	closed := false
	f.win.SetOnClosed(func() { closed = true })
	f.Close()
	f.Close() // once more, as people do
	if closed {
		t.Fatal("the window closed before the note was saved")
	}
	held.Go()
	if !closed || len(f.notesOf(t, ana)) != 1 {
		t.Errorf("closed: %v, %d notes", closed, len(f.notesOf(t, ana)))
	}
	e.Stop()
}

func TestATextDroppedOnTheNotesBecomesOne(t *testing.T) {
	f := open(t, crowd()...)
	ana, _ := f.begin(t)
	path := filepath.Join(t.TempDir(), "visit.txt")
	if err := os.WriteFile(path, []byte("Two ovens, one door.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	f.Drop(fyne.NewPos(600, 300), []fyne.URI{storage.NewFileURI(path)})
	if got := f.notesOf(t, ana); f.route.Screen != kit.NotesScreen || len(got) != 1 {
		t.Errorf("on %s, the book has %+v", f.route.Screen, got)
	}
	contacts := filepath.Join(t.TempDir(), "people.vcf")
	if err := os.WriteFile(contacts, []byte("BEGIN:VCARD\nVERSION:3.0\nFN:Bo\nEND:VCARD\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	f.Drop(fyne.NewPos(600, 300), []fyne.URI{storage.NewFileURI(contacts)})
	if f.route.Screen != kit.ImportScreen {
		t.Errorf("contacts lead to %s", f.route.Screen)
	}
}

func TestTheUndoOfTheWindowTakesANoteBack(t *testing.T) {
	f := open(t, crowd()...)
	ana, title := f.begin(t)
	t.Cleanup(f.params.Store.Watch(func(c store.Changes) { f.changed(c) }))
	test.Type(title, "Ovens")
	f.win.Canvas().Unfocus()
	f.keys(t, &fyne.ShortcutUndo{})
	if got := f.notesOf(t, ana); len(got) != 1 || title.Text != "" || f.win.Canvas().Focused() != fyne.Focusable(title) {
		t.Fatalf("the book has %+v, %q is open, the keyboard is at %T", got, title.Text, f.win.Canvas().Focused())
	}
	f.keys(t, &fyne.ShortcutRedo{})
	if title.Text != "Ovens" {
		t.Fatalf("written again it says %q", title.Text)
	}
	f.keys(t, &fyne.ShortcutUndo{})
	f.keys(t, &fyne.ShortcutUndo{}) // the title has no more to take back
	if got := f.notesOf(t, ana); len(got) != 0 {
		t.Errorf("the book has %+v", got)
	}
	test.Tap(f.toasts.Link())
	if got := f.notesOf(t, ana); len(got) != 1 {
		t.Errorf("brought back, the book has %+v", got)
	}
}

func TestDeleteOnTheNotesLeavesThePeopleAlone(t *testing.T) {
	f := open(t, crowd()...)
	f.begin(t)
	f.win.Canvas().Unfocus()
	f.win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyDelete})
	if n, err := f.params.Store.Count(context.Background(), store.Query{}); err != nil || n != 3 {
		t.Errorf("%d people are left, %v", n, err)
	}
}

func TestTheKeysOfTheTextAreTold(t *testing.T) {
	f := open(t, crowd()...)
	f.showKeys()
	shown := strings.Join(texts(f.win.Canvas().Overlays().Top()), "\n")
	for _, want := range []string{"New note", "Bold", "Ctrl B", "Checklist"} {
		if !strings.Contains(shown, want) {
			t.Errorf("the table of keys lacks %q", want)
		}
	}
	for _, item := range f.menuItems() {
		if item.Label == "Bold" {
			t.Error("the menu has a key of the text's own")
		}
	}
}
