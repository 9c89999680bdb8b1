package settings

import (
	"context"
	"testing"

	"fyne.io/fyne/v2/test"

	"carebook/app/care"
	"carebook/app/ui/kit"
	"carebook/store"
)

func (f *fixture) bands(t *testing.T) care.Cadences {
	t.Helper()
	c, err := f.store.Cadences(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestCadencesOfTheBands(t *testing.T) {
	f := open(t, wide)
	f.goTo(t, "Rhythm of contact")
	a, c := f.cadences.rows[0], f.cadences.rows[2]
	if a.call.Words() != "14" || a.visit.Words() != "30" || c.visit.Words() != "never" {
		t.Fatalf("they begin with %q, %q, %q", a.call.Words(), a.visit.Words(), c.visit.Words())
	}
	if !f.cadences.usual.Disabled() {
		t.Error("the usual rhythm is offered while it is in use")
	}
	f.enter(a.call, "10")
	f.enter(a.visit, "")
	f.enter(c.visit, "200")
	want := care.DefaultCadences()
	want.A, want.C.Visit = care.Cadence{Call: 10, Visit: care.Never}, 200
	if got := f.bands(t); got != want {
		t.Errorf("the book has %+v, want %+v", got, want)
	}
	if got := a.visit.Words(); got != "never" {
		t.Errorf("no words are shown as %q", got)
	}
	test.Tap(f.cadences.usual)
	if got := f.bands(t); got != care.DefaultCadences() || a.call.Words() != "14" {
		t.Errorf("the usual rhythm is %+v, shown as %q", got, a.call.Words())
	}
	f.noFailure(t)
}

func TestAWrongCadenceIsToldBesideTheFieldAndNotTaken(t *testing.T) {
	f := open(t, wide)
	f.goTo(t, "Rhythm of contact")
	for _, row := range f.cadences.rows {
		for _, field := range []*kit.Field{row.call, row.visit} {
			for _, words := range []string{"0", "99999", "abc", "-5"} {
				f.enter(field, words)
				if note := field.Note(); !note.Problem || !f.onScreen(note.Words) || field.Words() != words {
					t.Errorf("%q: it says %+v beside %q", words, note, field.Words())
				}
				if got := f.bands(t); got != care.DefaultCadences() {
					t.Fatalf("%q was taken: %+v", words, got)
				}
			}
			field.Cancel()
		}
	}
}

func TestTagsWithACadenceAreTold(t *testing.T) {
	f := open(t, wide)
	f.goTo(t, "Rhythm of contact")
	if !f.onScreen("No tag has a rhythm of its own.") {
		t.Error("that no tag has one is not said")
	}
	_, err := f.store.Do(context.Background(), store.Action{Kind: "tag"}, func(tx *store.Tx) error {
		tag, err := f.store.TagByName(context.Background(), "Friends")
		if err != nil {
			return err
		}
		return tx.SetTagCadence(tag.Key, care.Cadence{Call: 10, Visit: care.Never})
	})
	if err != nil {
		t.Fatal(err)
	}
	f.Changed(store.Changes{Tags: true})
	if !f.onScreen("Friends: a call every 10 days, no visits") {
		t.Errorf("it says %q", f.cadences.tags.Words())
	}
}
