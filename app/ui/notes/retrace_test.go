package notes

import (
	"context"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"carebook/app/ui/kit"
)

// focused fails where the keyboard is not at a piece.
func (d *desk) focused(t *testing.T, want fyne.Focusable, when string) {
	t.Helper()
	if got := d.canvas().Focused(); got != want {
		t.Errorf("%s the keyboard is at %T, want %T", when, got, want)
	}
}

func TestUndoFromTheListTakesTheLastWordBack(t *testing.T) {
	d := openDesk(t, usual)
	d.put(t, d.ana, "One", "oven")
	d.open(t)
	d.typeText(" door")
	d.canvas().Focus(d.list.notes)
	if !d.Undo() || d.text() == "oven door" {
		t.Fatalf("nothing was taken back: %q", d.text())
	}
	d.focused(t, d.editor, "after the undo")
	for d.Undo() {
	}
	if d.text() != "oven" || len(d.titles(t)) != 1 {
		t.Errorf("the note says %q of %q", d.text(), d.titles(t))
	}
	d.canvas().Focus(d.list.notes)
	for d.Redo() {
	}
	if d.text() != "oven door" {
		t.Errorf("written again it says %q", d.text())
	}
	d.focused(t, d.editor, "after the redo")
	d.healthy(t)
}

func TestUndoGoesToTheTitleWhereThatWasWrittenOnLast(t *testing.T) {
	d := openDesk(t, usual)
	d.put(t, d.ana, "One", "oven")
	d.open(t)
	d.typeText(" door")
	d.canvas().Focus(d.page.title)
	test.Type(d.page.title, "No")
	d.canvas().Focus(d.list.notes)
	if !d.Undo() || d.page.title.Text != "One" || d.text() != "oven door" {
		t.Fatalf("the note says %q, %q", d.page.title.Text, d.text())
	}
	d.focused(t, d.page.title, "after the undo")
	if !d.Undo() || d.text() == "oven door" {
		t.Errorf("the text says %q", d.text())
	}
	d.focused(t, d.editor, "after the second undo")
}

func TestTheHistoryOfATitleIsNotThatOfAnotherNote(t *testing.T) {
	d := openDesk(t, usual)
	one := d.put(t, d.ana, "Same", "1")
	two := d.put(t, d.ana, "Sam", "2")
	d.Open(kit.Route{Screen: kit.NotesScreen, Person: d.ana, Note: two})
	d.canvas().Focus(d.page.title)
	d.page.title.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	test.Type(d.page.title, "e")
	d.openNote(one, "")
	if d.Undo() || d.page.title.Text != "Same" {
		t.Errorf("the title says %q", d.page.title.Text)
	}
}

func TestNoUndoWhereNothingCanBeWritten(t *testing.T) {
	d := openDesk(t, usual)
	d.put(t, d.ana, "One", "oven")
	d.open(t)
	d.typeText(" door")
	d.shell.Hidden = true
	d.Redraw()
	if d.Undo() || d.Redo() || d.text() != "oven door" {
		t.Errorf("hidden, it says %q", d.text())
	}
}

func TestEscapeLeavesTheKeyboardInTheText(t *testing.T) {
	d := openDesk(t, usual)
	d.put(t, d.ana, "One", "oven")
	d.open(t)
	d.canvas().SetOnTypedKey(func(e *fyne.KeyEvent) { d.TakeKey(e) })
	for _, piece := range []fyne.Focusable{d.editor, d.page.title} {
		d.canvas().Focus(piece)
		piece.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
		d.focused(t, piece, "after Escape")
	}
	d.find()
	d.canvas().Focus(d.page.title)
	d.page.title.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if d.finder.visible() {
		t.Error("Escape in the title leaves the find bar open")
	}
	d.sheet.overtaken = true
	d.page.tellSaved()
	d.canvas().Focus(d.editor)
	d.editor.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if d.sheet.overtaken || d.page.strip.object.Visible() {
		t.Error("Escape leaves the strip open")
	}
	d.focused(t, d.editor, "after all")
}

func TestAfterRemovingNothingIsTypedIntoTheNextNote(t *testing.T) {
	d := openDesk(t, usual)
	d.put(t, d.ana, "Other", "o")
	d.put(t, d.ana, "One", "1")
	d.open(t)
	d.canvas().Focus(d.editor)
	choose(t, d.moreMenu(), "Remove note")
	d.focused(t, d.list.notes, "after the removal")
	if d.page.title.Text != "Other" || d.list.notes.Chosen() != 0 || d.Undo() {
		t.Errorf("%q is open, row %d is chosen", d.page.title.Text, d.list.notes.Chosen())
	}
}

func TestAfterRestoringTheKeyboardIsInTheText(t *testing.T) {
	d := openDesk(t, usual)
	key := d.put(t, d.ana, "One", "as it was")
	d.open(t)
	d.edit(t, key, "One", "as it is")
	d.showStates()
	d.press(t, "Restore this")
	d.focused(t, d.editor, "restored")
	if d.editor.ReadOnly() || d.text() != "as it was" {
		t.Errorf("it says %q", d.text())
	}
}

func TestF3AndShiftF3GoThroughThePlacesFromAnywhere(t *testing.T) {
	d := openDesk(t, usual)
	d.put(t, d.ana, "One", "oven, oven, oven")
	d.open(t)
	d.canvas().SetOnTypedKey(func(e *fyne.KeyEvent) { d.TakeKey(e) })
	d.finder.show("oven")
	shift := false
	d.shifted = func() bool { return shift }
	f3 := &fyne.KeyEvent{Name: fyne.KeyF3}
	for _, piece := range []fyne.Focusable{d.editor, d.page.title, d.list.notes} {
		d.canvas().Focus(piece)
		before, _ := d.editor.Found()
		shift = false
		piece.TypedKey(f3)
		next, _ := d.editor.Found()
		shift = true
		piece.TypedKey(f3)
		if back, _ := d.editor.Found(); next != before%3+1 || back != before {
			t.Errorf("from %T: %d, %d, %d", piece, before, next, back)
		}
	}
}

func TestWhatAnUndoTookAwayIsNotToldAsGoneElsewhere(t *testing.T) {
	d := openDesk(t, usual)
	d.put(t, d.ana, "Other", "o")
	key := d.put(t, d.ana, "One", "1")
	d.Open(kit.Route{Screen: kit.NotesScreen, Person: d.ana, Note: key})
	d.canvas().Focus(d.editor)
	_, undone, err := d.store.UndoLast(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if d.page.title.Text != "Other" || len(d.shell.Said) != 0 {
		t.Errorf("%q is open, said %q", d.page.title.Text, d.shell.Said)
	}
	d.focused(t, d.list.notes, "without the note")
	if _, err := d.store.Undo(context.Background(), undone.Action); err != nil {
		t.Fatal(err)
	}
	if d.page.title.Text != "One" || !slices.Equal(d.titles(t), []string{"One", "Other"}) {
		t.Errorf("brought back, %q of %q is open", d.page.title.Text, d.titles(t))
	}
	if d.openNote(d.view.Notes[1].Key, ""); d.away != 0 {
		t.Error("a note that was left on purpose is waited for")
	}
	d.healthy(t)
}

func TestALongTitleIsReadInSeveralLines(t *testing.T) {
	d := openDesk(t, usual)
	d.put(t, d.ana, "One", "oven")
	d.open(t)
	height, top := d.page.title.Object().Size().Height, d.editor.Position().Y
	d.page.title.SetText(strings.Repeat("an oven that steams ", 8))
	if got := d.page.title.Object().Size().Height; got < 2*height-1 {
		t.Errorf("the title is %v high, one line %v", got, height)
	}
	if d.editor.Position().Y <= top {
		t.Error("the text stays where it was, under the title")
	}
	d.page.title.SetText("One")
	if got := d.page.title.Object().Size().Height; got != height || d.editor.Position().Y != top {
		t.Errorf("short again it is %v high, want %v", got, height)
	}
}
