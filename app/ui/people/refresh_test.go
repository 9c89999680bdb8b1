package people

import (
	"context"
	"testing"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/kittest"
)

// rowOf is the row of somebody in the list.
func (f *fixture) rowOf(t *testing.T, name string) kit.Person {
	t.Helper()
	for _, r := range kittest.Find[*kit.PersonRow](f.list.object) {
		if r.Person().Name == name {
			return r.Person()
		}
	}
	t.Fatalf("the list does not show %s", name)
	return kit.Person{}
}

// goOn lets everything go and reports whether the list was read anew.
func (f *fixture) goOn(held *kittest.Held) (listed bool) {
	for len(held.Work)+len(held.Answers) > 0 {
		if len(held.Answers) > 0 {
			held.Answer(0)
		} else {
			held.DoWork(0)
		}
		listed = listed || f.listing.Running()
	}
	return listed
}

func TestASavedFieldChangesItsRowNotTheWholeList(t *testing.T) {
	const tom = "Tom Okafor"
	for name, c := range map[string]struct {
		at     place
		sort   care.Sort
		change func(*care.Person)
		listed bool
	}{
		"remark":                        {change: func(p *care.Person) { p.Remark = "x" }},
		"organization":                  {change: func(p *care.Person) { p.Organization = "Acme" }},
		"organization by organization":  {sort: care.ByOrganization, change: func(p *care.Person) { p.Organization = "Acme" }, listed: true},
		"organization by city":          {sort: care.ByCity, change: func(p *care.Person) { p.Organization = "Acme" }},
		"city by city":                  {sort: care.ByCity, change: func(p *care.Person) { p.Addresses = []care.Address{{City: "Ávila"}} }, listed: true},
		"remark by care":                {sort: care.ByCare, change: func(p *care.Person) { p.Remark = "x" }},
		"name":                          {change: func(p *care.Person) { p.FullName = "Ada Okafor" }, listed: true},
		"remark in a smart list":        {at: place{list: noEmailList}, change: func(p *care.Person) { p.Remark = "x" }, listed: true},
		"organization in the organized": {at: place{organization: "Okafor Ltd"}, change: func(p *care.Person) { p.Organization = "Acme" }, listed: true},
	} {
		people := crowd()
		people[3].Organization = "Okafor Ltd"
		f := open(t, usual, people...)
		key := f.keyOf(t, "tom")
		if c.sort != "" {
			f.sortBy(c.sort)
		}
		f.Open(kit.Route{Screen: kit.PeopleScreen, List: c.at.list, Organization: c.at.organization})
		held := f.hold()
		if _, err := book.EditEach(context.Background(), f.store, []int64{key}, "test", c.change, nil); err != nil {
			t.Fatal(err)
		}
		if listed := f.goOn(held); listed != c.listed {
			t.Errorf("%s: the whole list was read: %v", name, listed)
		}
		rows, err := f.store.People(context.Background(), f.query())
		if err != nil {
			t.Fatal(err)
		}
		for i, r := range rows {
			if i >= len(f.list.people) || f.list.people[i].Key != r.Key || f.list.people[i].Organization != r.Organization {
				t.Errorf("%s: the list is not that of the book", name)
				break
			}
		}
		if c.at == (place{}) && name == "organization" {
			if got := f.rowOf(t, tom).Second; got != "Acme" {
				t.Errorf("the row says %q", got)
			}
		}
	}
}

func TestWhoGoesIntoTheTrashLeavesTheList(t *testing.T) {
	f := open(t, usual, crowd()...)
	keys := []int64{f.keyOf(t, "tom")}
	held := f.hold()
	for _, trashed := range []bool{true, false} {
		if _, err := book.Trash(context.Background(), f.store, keys, trashed, "test"); err != nil {
			t.Fatal(err)
		}
		f.goOn(held)
		if got := f.list.indexOf(keys[0]) < 0; got != trashed {
			t.Errorf("trashed %v: gone from the list %v", trashed, got)
		}
	}
}

func TestAListUnderWayDoesNotBringTheOldRowBack(t *testing.T) {
	f := open(t, usual, crowd()...)
	key := f.keyOf(t, "tom")
	held := f.hold()
	f.reload(false)
	held.DoWork(0) // read before the edit, shown after
	_, err := book.EditEach(context.Background(), f.store, []int64{key}, "test", func(p *care.Person) { p.Organization = "Acme" }, nil)
	if err != nil {
		t.Fatal(err)
	}
	list := held.Answers[0]
	held.Answers = held.Answers[1:]
	held.Answer(0)
	held.DoWork(0)
	held.Answer(0)
	list()
	held.Go()
	if got := f.rowOf(t, "Tom Okafor").Second; got != "Acme" {
		t.Errorf("the row says %q", got)
	}
}
