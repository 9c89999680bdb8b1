package people

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"carebook/app/ui/kit"
)

func TestWhoIsAtHand(t *testing.T) {
	f := open(t, usual, crowd()...)
	if want := f.route.Person; want == 0 || f.AtHand() != want {
		t.Errorf("at hand is %d, the page is of %d", f.AtHand(), want)
	}
	f = open(t, fyne.NewSize(784, 544), crowd()...)
	if f.Open(kit.Route{Screen: kit.PeopleScreen}); f.AtHand() != 0 {
		t.Errorf("in the list of a narrow window %d is at hand", f.AtHand())
	}
	f.Open(kit.Route{Screen: kit.PeopleScreen, Query: "okafor"})
	if only := f.list.people; len(only) != 1 || f.AtHand() != only[0].Key {
		t.Errorf("of %d found, %d is at hand", len(only), f.AtHand())
	}
	f.Open(kit.Route{Screen: kit.PeopleScreen, Query: "xyzzy"})
	if f.AtHand() != 0 || f.PrintShown() {
		t.Errorf("where nobody is found %d is at hand", f.AtHand())
	}
}

func TestPrintingPeople(t *testing.T) {
	f := open(t, usual, crowd()...)
	var briefs []int64
	var titles []string
	var lists [][]int64
	f.PrintBrief = func(person int64) { briefs = append(briefs, person) }
	f.PrintPeople = func(title string, people []int64) { titles, lists = append(titles, title), append(lists, people) }
	if !f.PrintShown() || !slices.Equal(briefs, []int64{f.route.Person}) {
		t.Errorf("printed the briefs of %v", briefs)
	}
	f.list.rows.SetSelected([]int{0, 1})
	want := f.list.selectedKeys()
	if !f.PrintShown() || len(lists) != 1 || !slices.Equal(lists[0], want) || len(want) != 2 {
		t.Errorf("printed %v, selected are %v", lists, want)
	}
	f.list.rows.ClearSelection()
	f.printList()
	if len(lists) != 2 || len(lists[1]) != len(f.list.people) || !slices.Equal(titles, []string{"Selected people", "Everyone"}) {
		t.Errorf("printed %v as %q", lists, titles)
	}
}
