package store_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"carebook/app/care"
	"carebook/store"
)

// watch gathers what the store tells.
func watch(t *testing.T, s *store.Store) <-chan store.Changes {
	t.Helper()
	told := make(chan store.Changes, 100)
	t.Cleanup(s.Watch(func(c store.Changes) { told <- c }))
	return told
}

// next waits for the next change; a second is what the screens promise.
func next(t *testing.T, told <-chan store.Changes) store.Changes {
	t.Helper()
	select {
	case c := <-told:
		return c
	case <-time.After(5 * time.Second):
		t.Fatal("nothing was told")
		return store.Changes{}
	}
}

func TestOwnChangesAreToldOnceAndAtOnce(t *testing.T) {
	s := newBook(t)
	told := watch(t, s)
	keys, _ := put(t, s, &care.Person{FullName: "Ana", Tags: []string{"VIP"}})
	c := next(t, told)
	if !slices.Equal(c.People, keys) || !c.Tags || c.Foreign || c.AllPeople {
		t.Errorf("told %+v", c)
	}
	select {
	case c := <-told:
		t.Errorf("told again: %+v", c)
	case <-time.After(1200 * time.Millisecond): // two rounds of asking
	}
}

func TestChangesOfAnotherProcessAreTold(t *testing.T) {
	s := newBook(t)
	told := watch(t, s)
	other := openBook(t, s.Path())
	own, _ := put(t, s, &care.Person{FullName: "Mine"})
	next(t, told)
	keys, _ := put(t, other, &care.Person{FullName: "Theirs", Tags: []string{"VIP"}})
	c := next(t, told)
	if !slices.Equal(c.People, keys) || !c.Tags || !c.Foreign {
		t.Errorf("told %+v, want only %v", c, keys)
	}
	if p := person(t, s, keys[0]); p.FullName != "Theirs" || !slices.Equal(p.Tags, []string{"VIP"}) {
		t.Errorf("read %+v", p)
	}
	person(t, other, own[0])
}

func TestManyChangesAreToldAsOne(t *testing.T) {
	s := newBook(t)
	told := watch(t, s)
	var people []*care.Person
	for i := range 600 {
		people = append(people, &care.Person{FullName: fmt.Sprint("Person ", i)})
	}
	put(t, s, people...)
	if c := next(t, told); !c.AllPeople || c.People != nil {
		t.Errorf("told of %d people, all %v", len(c.People), c.AllPeople)
	}
}
