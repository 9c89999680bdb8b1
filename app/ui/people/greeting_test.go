package people

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"carebook/app/care"
	"carebook/app/ui/kit"
)

func TestPeopleAreGreetedOnAHolidayOneAfterAnother(t *testing.T) {
	f := open(t, usual, &care.Person{UID: "ana", FullName: "Ana Gil", Given: "Ana"}, &care.Person{UID: "bo", FullName: "Bo Li", Given: "Bo"})
	ana := f.keyOf(t, "ana")
	if f.page.greet.Visible() {
		t.Error("a greeting is offered without a holiday")
	}
	occasion := "holiday us.thanksgiving 2026"
	f.shell.Open(kit.Route{
		Screen: kit.PeopleScreen, Filter: &care.Filter{Ungreeted: occasion}, Title: "Thanksgiving",
		Holiday: &kit.Holiday{ID: "us.thanksgiving", Round: "2026", Name: "Thanksgiving", Day: "2026-11-26"},
	})
	f.wantNames(t, "Ana Gil", "Bo Li")
	f.list.rows.Choose(0)
	if !f.page.greet.Visible() {
		t.Fatal("no greeting is offered")
	}
	test.Tap(f.page.greet)
	words := fyne.CurrentApp().Clipboard().Content()
	if !strings.Contains(words, "Thanksgiving") {
		t.Errorf("copied %q", words)
	}
	f.shell.PressOffered(t, "Mark as sent")
	f.wantNames(t, "Bo Li")
	greeted, err := f.store.Greeted(context.Background(), occasion)
	if err != nil || len(greeted) != 1 || greeted[0] != ana {
		t.Errorf("greeted %v, %v", greeted, err)
	}
	f.undo(t)
	f.wantNames(t, "Ana Gil", "Bo Li")
}
