package people

import (
	"testing"

	"carebook/app/care"
	"carebook/app/ui/kit"
)

func TestAListOfAFilterHasItsTitle(t *testing.T) {
	f := open(t, usual, crowd()...)
	f.Open(kit.Route{Screen: kit.PeopleScreen, Filter: &care.Filter{City: "Gandía"}, Title: "Thanksgiving"})
	f.wantNames(t, "Javier Ibáñez")
	if f.list.heading.Words() != "Thanksgiving" || f.list.heading.Count() != "1" {
		t.Errorf("heading %q %q", f.list.heading.Words(), f.list.heading.Count())
	}
	if f.side.everyone.Selected() {
		t.Error("the list is marked as everyone")
	}
	f.Open(kit.Route{Screen: kit.PeopleScreen})
	if len(f.names()) != 5 {
		t.Errorf("everyone is %q", f.names())
	}
}

func TestAFilterThatNobodyMeetsSaysSo(t *testing.T) {
	f := open(t, usual, crowd()...)
	f.Open(kit.Route{Screen: kit.PeopleScreen, Filter: &care.Filter{City: "Atlantis"}, Title: "Thanksgiving"})
	if !f.list.nobody.Visible() || f.list.nobody.Words() == "" {
		t.Error("an empty list says nothing")
	}
}

func TestACallToBeWrittenDownHasTheKeyboard(t *testing.T) {
	f := open(t, usual, crowd()...)
	key := f.list.people[f.list.indexOf(f.list.keyAt(3))].Key
	f.Open(kit.Route{Screen: kit.PeopleScreen, Person: key, Log: true})
	if f.page.key() != key {
		t.Fatalf("the page shows %d, want %d", f.page.key(), key)
	}
	if got := f.shell.Window().Canvas().Focused(); got != f.page.timeline.line.Field {
		t.Errorf("%T has the keyboard, want the line", got)
	}
	f.FocusList()
	f.readPerson()
	if f.shell.Window().Canvas().Focused() == f.page.timeline.line.Field {
		t.Error("reading the person anew takes the keyboard again")
	}
}
