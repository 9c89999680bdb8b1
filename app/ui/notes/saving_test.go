package notes

import (
	"context"
	"testing"

	"carebook/app/book"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/kittest"
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
