package people

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/kittest"
	"carebook/store"
)

func TestAPersonsOwnCadence(t *testing.T) {
	d := openDetails(t, &care.Person{UID: "a", FullName: "Ana"})
	if d.find("cadence_call") != nil {
		t.Error("a cadence that nobody gave is shown")
	}
	d.addByMenu(t, "Days between calls")
	d.typeInto(t, "10")
	d.press(fyne.KeyReturn)
	d.addByMenu(t, "Days between visits")
	d.typeInto(t, "never")
	d.press(fyne.KeyReturn)
	if got := d.person(t).Profile.Cadence; got != (care.Cadence{Call: 10, Visit: care.Never}) {
		t.Fatalf("the book has %+v", got)
	}
	rows, err := d.fixture.store.Rows(context.Background(), []int64{d.key})
	if err != nil || len(rows) != 1 || rows[0].CallEvery != 10 || rows[0].VisitEvery != 0 {
		t.Errorf("the list counts by %+v, %v", rows, err)
	}
	d.edit(t, "cadence_call", "")
	if got := d.person(t).Profile.Cadence; got != (care.Cadence{Visit: care.Never}) || d.find("cadence_call") != nil {
		t.Errorf("cleared, the book has %+v", got)
	}
}

func TestAWrongCadenceIsToldBesideTheFieldAndNotTaken(t *testing.T) {
	d := openDetails(t, &care.Person{UID: "a", FullName: "Ana", Profile: care.Profile{Cadence: care.Cadence{Call: 14}}})
	for _, words := range []string{"0", "99999", "abc", "-3"} {
		d.edit(t, "cadence_call", words)
		row := d.row(t, "cadence_call")
		if note := row.Note(); !note.Problem || !strings.Contains(note.Words, "3,650") {
			t.Errorf("%q: it says %+v", words, note)
		}
		if !row.Editing() || row.Fields()[0].Text != words {
			t.Errorf("%q does not stay in the field", words)
		}
		if got := d.person(t).Profile.Cadence.Call; got != 14 {
			t.Errorf("%q became %d", words, got)
		}
		d.press(fyne.KeyEscape)
	}
	if got := d.row(t, "cadence_call").Field().Value; got != "14" {
		t.Errorf("after Escape the row shows %q", got)
	}
}

func TestATagsCadence(t *testing.T) {
	f := open(t, fyne.NewSize(1204, 744), &care.Person{UID: "a", FullName: "Ana", Tags: []string{"Friends"}})
	tag := func() store.Tag {
		tags, err := f.store.Tags(context.Background())
		if err != nil || len(tags) != 1 {
			t.Fatal(tags, err)
		}
		return tags[0]
	}
	f.tagPanel(tag())
	fields := kittest.Find[*kit.Field](f.panel.Body())
	call, visit := fields[0], fields[1]
	for _, words := range []string{"0", "abc", "99999"} {
		call.Put(words)
		test.Tap(f.panel.Act)
		if note := call.Note(); !f.panel.Shown() || !note.Problem || call.Words() != words {
			t.Fatalf("%q: the panel is shown: %v, the field says %+v", words, f.panel.Shown(), note)
		}
		if got := tag().Cadence; got != (care.Cadence{}) {
			t.Fatalf("%q became %+v", words, got)
		}
	}
	call.Put("21")
	visit.Put(lang.T("cadence.never"))
	visit.Input.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if got := tag().Cadence; f.panel.Shown() || got != (care.Cadence{Call: 21, Visit: care.Never}) {
		t.Fatalf("the tag asks for %+v, problem %q", got, f.panel.Problem())
	}
	rows, err := f.store.Rows(context.Background(), []int64{f.keyOf(t, "a")})
	if err != nil || rows[0].CallEvery != 21 || rows[0].VisitEvery != 0 {
		t.Errorf("who has the tag counts by %+v, %v", rows, err)
	}
	f.tagPanel(tag())
	if fields := kittest.Find[*kit.Field](f.panel.Body()); fields[0].Words() != "21" || fields[1].Words() != "never" {
		t.Errorf("edited again, the fields have %q and %q", fields[0].Words(), fields[1].Words())
	}
	f.panel.Hide()
	f.undo(t)
	if got := tag().Cadence; got != (care.Cadence{}) {
		t.Errorf("taken back, the tag asks for %+v", got)
	}
}
