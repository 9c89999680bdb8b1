package notes

import (
	"context"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"carebook/app/book"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/kittest"
	"carebook/store"
)

func TestWhatIsTypedWhileTheWindowClosesIsKept(t *testing.T) {
	d := openDesk(t, usual)
	key := d.put(t, d.ana, "One", "1")
	d.open(t)
	held, e := kittest.Hold()
	d.shell.Run = e
	d.typeText("a")
	closed, had := false, ""
	d.Keep(func(kept bool) { closed, had = kept, d.kept(t, key).HTML })
	d.typeText("b") // the save of the first letter is slow
	held.Go()
	if !closed || had != "<p>1ab</p>" {
		t.Errorf("closed: %v, the book then had %q", closed, had)
	}
	e.Stop()
}

func TestAClosingWindowTellsOnceThatASaveFailed(t *testing.T) {
	d := openDesk(t, usual)
	d.put(t, d.ana, "One", "1")
	d.open(t)
	d.breakSaves()
	held, e := kittest.Hold()
	d.shell.Run = e
	d.typeText("a")
	var told []bool
	d.Keep(func(kept bool) { told = append(told, kept) })
	d.typeText("b")
	held.Go()
	if len(told) != 1 || told[0] {
		t.Errorf("told %v", told)
	}
	e.Stop()
}

func TestTheHistoryNamesWhoseNoteWasWritten(t *testing.T) {
	d := openDesk(t, usual)
	d.put(t, d.ana, "One", "1")
	d.open(t)
	mend := d.breakSaves()
	d.typeText("!")
	d.Open(kit.Route{Screen: kit.NotesScreen, Person: d.tom})
	mend()
	var words []string
	keep := d.keep
	d.keep = func(ctx context.Context, sp *book.Spell, draft book.NoteDraft, w string) (book.Saved, error) {
		words = append(words, w)
		return keep(ctx, sp, draft, w)
	}
	d.Turn() // tries again what failed
	if len(words) != 1 || words[0] != "Note of Ana Gil" {
		t.Errorf("the history says %q", words)
	}
}

func TestAStateIsNotRestoredOverWhatIsNotSaved(t *testing.T) {
	d := openDesk(t, usual)
	key := d.put(t, d.ana, "One", "as it was")
	d.open(t)
	d.edit(t, key, "One", "as it is")
	mend := d.breakSaves()
	d.typeText(" unsaved")
	d.showStates()
	d.press(t, "Restore this")
	if n := len(d.shell.Said); d.kept(t, key).HTML != "<p>as it is</p>" || !strings.HasPrefix(d.shell.Said[n-1], "Not saved.") {
		t.Fatalf("the book has %q, said was %q", d.kept(t, key).HTML, d.shell.Said)
	}
	d.shell.PressOffered(t, "Copy text")
	if got := fyne.CurrentApp().Clipboard().Content(); !strings.Contains(got, "as it is unsaved") {
		t.Errorf("copied %q", got)
	}
	mend()
	d.press(t, "Restore this")
	d.Rest()
	if got := d.kept(t, key).HTML; got != "<p>as it was</p>" || d.text() != "as it was" {
		t.Errorf("restored it is %q, shown is %q", got, d.text())
	}
	d.showStates()
	found := slices.ContainsFunc(d.list.states.shown, func(n store.NoteState) bool { return strings.Contains(n.Excerpt, "unsaved") })
	if !found {
		t.Errorf("what was not saved is not among the earlier states: %+v", d.list.states.shown)
	}
}
