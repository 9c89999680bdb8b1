package settings

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"carebook/app/ui/kit"
)

// placed is the section on a book that really lies where it says.
func placed(t *testing.T) *fixture {
	t.Helper()
	f := open(t, wide)
	f.params.Book = f.store.Path()
	t.Setenv("TMPDIR", filepath.Join(t.TempDir(), "passing"))
	f.goTo(t, "Where the book lies")
	return f
}

func TestTheBookIsMovedToAFolder(t *testing.T) {
	f := placed(t)
	folder := t.TempDir()
	f.place.plan(folder)
	if f.panel == nil || !f.panel.Shown() || !f.panelSays(".moved-") {
		t.Fatal("it is not asked whether the book is to be moved")
	}
	f.panel.Act.OnTapped()
	if f.panel.Shown() || len(f.moved) != 1 || f.moved[0].To != filepath.Join(folder, filepath.Base(f.store.Path())) {
		t.Fatalf("moved %+v", f.moved)
	}
	f.moved[0].Drop()
	if entries, err := os.ReadDir(folder); err != nil || len(entries) > 0 {
		t.Errorf("of a move that is not made stay %v: %v", entries, err)
	}
	f.noFailure(t)
}

func TestWhatIsInTheWayOfMovingTheBookStandsThere(t *testing.T) {
	f := placed(t)
	f.place.plan(filepath.Dir(f.store.Path()))
	if !f.onScreen("lies in this folder already") {
		t.Error("the folder in which it lies is taken")
	}
	f.place.plan(filepath.Join(t.TempDir(), "none"))
	if !f.onScreen("cannot hold the book") || f.panel != nil {
		t.Error("a folder that is not there is taken")
	}
}

func TestABookThatIsThereIsOpenedInstead(t *testing.T) {
	f := placed(t)
	folder := t.TempDir()
	there := filepath.Join(folder, filepath.Base(f.store.Path()))
	if _, err := f.store.BackupTo(t.Context(), there); err != nil {
		t.Fatal(err)
	}
	f.place.plan(folder)
	if f.panel == nil || !f.panelSays("4 people") || !f.panelSays(there) {
		t.Fatal("it does not say what is in the book that is there")
	}
	f.panel.Act.OnTapped()
	if len(f.others) != 1 || f.others[0] != there || len(f.moved) > 0 {
		t.Errorf("opens %q, moves %d", f.others, len(f.moved))
	}
	f.place.look(f.store.Path(), "")
	if !strings.Contains(f.shell.Said[len(f.shell.Said)-1], "open already") {
		t.Error("the book that is open is offered again")
	}
	f.noFailure(t)
}

func TestWhatIsNoBookIsNotOpened(t *testing.T) {
	f := placed(t)
	letter := filepath.Join(t.TempDir(), "letter.db")
	if err := os.WriteFile(letter, []byte("Dear Ana"), 0o600); err != nil {
		t.Fatal(err)
	}
	f.place.look(letter, "")
	if len(f.shell.Failed) != 1 || f.panel != nil {
		t.Errorf("failed: %v", f.shell.Failed)
	}
}

func TestABookOpenedByNameStaysWhereItLies(t *testing.T) {
	f := open(t, wide)
	params := f.params
	params.Move, params.Other = nil, nil
	f.Screen = New(f.shell, params)
	f.shell.Show(f.Object())
	f.goTo(t, "Where the book lies")
	if f.place.Move != nil || !f.onScreen("opened by its name") {
		t.Error("it can be moved")
	}
}

func TestWhatBecameOfMovingTheBookIsTold(t *testing.T) {
	f := placed(t)
	f.Open(kit.Route{Screen: kit.SettingsScreen, Section: kit.FileSection, Told: "The book lies in /stick now."})
	if !f.onScreen("/stick now") || f.shown.id != kit.FileSection {
		t.Error("it is not told")
	}
	shown := ""
	f.place.open = func(folder string) error { shown = folder; return nil }
	if test.Tap(f.place.Show); shown != filepath.Dir(f.store.Path()) {
		t.Errorf("it opens %q", shown)
	}
}
