package notes

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"carebook/app/ui/kit"
	"carebook/app/ui/kit/kittest"
	"carebook/store"
)

// remarkOf is the remark of a person in the book.
func (d *desk) remarkOf(t *testing.T, key int64) string {
	t.Helper()
	p, err := d.store.Person(context.Background(), key)
	if err != nil {
		t.Fatal(err)
	}
	return p.Remark
}

// remark writes into the field of the remark, and leaves the keyboard in it.
func (d *desk) noteDown(words string) {
	test.Tap(d.list.remark.edit)
	d.list.remark.field.Put(words)
}

// remarks fails where the remarks in the book are others.
func (d *desk) remarks(t *testing.T, ana, tom string) {
	t.Helper()
	if a, b := d.remarkOf(t, d.ana), d.remarkOf(t, d.tom); a != ana || b != tom {
		t.Errorf("the remark of Ana is %q, that of Tom %q, want %q and %q", a, b, ana, tom)
	}
}

func TestARemarkIsKeptUnderThePersonOfWhomItWasWritten(t *testing.T) {
	d := openDesk(t, usual)
	d.do(t, func(tx *store.Tx) error { // as Tom, of whom nothing is remarked
		p, err := tx.Person(d.ana)
		if err != nil {
			return err
		}
		p.Remark = ""
		_, err = tx.PutPerson(p)
		return err
	})
	d.open(t)
	d.noteDown("Secret of Ana.")
	held, e := kittest.Hold()
	d.shell.Run = e
	d.Open(kit.Route{Screen: kit.NotesScreen, Person: d.tom})
	d.list.remark.field.Put("Secret of Ana. Tell nobody.") // Tom's notes are still being read
	d.canvas().Unfocus()
	held.Go()
	d.remarks(t, "Secret of Ana. Tell nobody.", "")
	if got := d.list.remark.field.Words(); got != "" {
		t.Errorf("under Tom stands %q", got)
	}
	d.healthy(t)
	e.Stop()
}

func TestARemarkBeingTypedWhenAnotherPersonIsOpenedIsKept(t *testing.T) {
	d := openDesk(t, usual)
	d.open(t)
	d.noteDown("After eleven.")
	d.Open(kit.Route{Screen: kit.NotesScreen, Person: d.tom})
	d.canvas().Unfocus()
	d.remarks(t, "After eleven.", "")
	d.healthy(t)
}

func TestARemarkBeingTypedWhenTheScreenIsLeftIsKept(t *testing.T) {
	d := openDesk(t, usual)
	d.open(t)
	d.noteDown("After eleven.")
	d.Rest()
	d.remarks(t, "After eleven.", "")
}

func TestClosingWaitsForTheRemark(t *testing.T) {
	d := openDesk(t, usual)
	d.open(t)
	d.noteDown("After eleven.")
	held, e := kittest.Hold()
	d.shell.Run = e
	closed := false
	d.Keep(func(kept bool) { closed = kept })
	if closed {
		t.Fatal("it closes before the remark is kept")
	}
	d.list.remark.field.Put("After twelve.") // the window is still there
	held.Go()
	if !closed {
		t.Error("it does not close")
	}
	d.remarks(t, "After twelve.", "")
	e.Stop()
}

// overtake changes the remark of Ana elsewhere, of which the screen hears late.
func (d *desk) overtake(t *testing.T) {
	t.Helper()
	d.do(t, func(tx *store.Tx) error {
		p, err := tx.Person(d.ana)
		if err != nil {
			return err
		}
		p.Remark = "Written elsewhere."
		_, err = tx.PutPerson(p)
		return err
	})
}

func TestARemarkThatCannotBeKeptIsNotLostByClosing(t *testing.T) {
	d := openDesk(t, usual)
	d.open(t)
	held, e := kittest.Hold()
	d.shell.Run = e
	d.noteDown("After eleven.")
	d.overtake(t)
	kept, left := true, false
	d.Keep(func(k bool) { kept = k })
	held.Go()
	if kept {
		t.Fatal("the window closes over a remark that is not kept")
	}
	d.ShowUnkept(func() { left = true })
	test.Tap(kittest.Button(t, d.canvas().Overlays().Top(), "Copy text"))
	if got := fyne.CurrentApp().Clipboard().Content(); got != "After eleven." {
		t.Errorf("copied %q", got)
	}
	test.Tap(d.panel.Act) // what is in the book was read by now
	held.Go()
	if !left {
		t.Error("it cannot be tried again")
	}
	d.remarks(t, "After eleven.", "")
	e.Stop()
}

func TestARemarkThatCannotBeKeptIsOfferedOnceAnotherIsShown(t *testing.T) {
	d := openDesk(t, usual)
	d.open(t)
	held, e := kittest.Hold()
	d.shell.Run = e
	d.noteDown("After eleven.")
	d.overtake(t)
	d.Open(kit.Route{Screen: kit.NotesScreen, Person: d.tom})
	for len(held.Work) > 0 { // Tom is there before the write has failed
		held.DoWork(len(held.Work) - 1)
	}
	for len(held.Answers) > 0 {
		held.Answer(len(held.Answers) - 1)
	}
	held.Go()
	d.shell.PressOffered(t, "Copy text")
	if got := fyne.CurrentApp().Clipboard().Content(); got != "After eleven." {
		t.Errorf("copied %q", got)
	}
	d.remarks(t, "Written elsewhere.", "")
	e.Stop()
}
