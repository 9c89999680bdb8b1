package book_test

import (
	"context"
	"slices"
	"testing"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/store"
)

// logged puts an event into the timeline of each of some people.
func logged(t *testing.T, s *store.Store, keys ...int64) {
	t.Helper()
	for _, key := range keys {
		if _, _, err := book.Log(ctx, s, clock, key, "log", book.Entry{Event: care.Event{Kind: care.Call, Text: "a call"}}); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAllCertainPairsAreMergedAsOneAction(t *testing.T) {
	s := newBook(t)
	young, old := withPhone("Bea Gil", "+34612000222"), withPhone("Bea Gil", "+34612000222")
	young.Added, old.Added = "2026-05-01", "2020-05-01"
	keys := put(t, s,
		withPhone("Ana Ruiz", "+34612000111"), withPhone("Ana Ruiz", "+34612000111"), withPhone("Ruiz, Ana", "+34612000111"),
		young, old,
		withPhone("Carla Vidal", "+34612000333"), withPhone("Carla", "+34612000333"), // possible only
	)
	logged(t, s, keys...)
	before := whole(t, s)
	pairs := duplicates(t, s)
	certain := slices.DeleteFunc(slices.Clone(pairs), func(p book.Pair) bool { return !p.Certain })
	if len(pairs) != 5 || len(certain) != 4 {
		t.Fatalf("pairs %+v", pairs)
	}
	told := 0
	all, err := book.MergeAll(ctx, s, pairs, func(done, total int) {
		if told++; done != 0 || total != 4 {
			t.Errorf("%d of %d", done, total)
		}
	})
	if err != nil || told != 1 || all.Action == 0 {
		t.Fatalf("%+v, told %d times, %v", all, told, err)
	}
	if want := map[int64]int64{keys[1]: keys[0], keys[2]: keys[0], keys[3]: keys[4]}; len(all.Into) != 3 || all.Into[keys[1]] != want[keys[1]] || all.Into[keys[2]] != want[keys[2]] || all.Into[keys[3]] != want[keys[3]] {
		t.Errorf("merged %v, want %v", all.Into, want)
	}
	if n := len(people(t, s)); n != 4 {
		t.Errorf("%d people are left", n)
	}
	for key, want := range map[int64]int{keys[0]: 3, keys[4]: 2, keys[5]: 1, keys[6]: 1} {
		if events, err := s.Timeline(ctx, key); err != nil || len(events) != want {
			t.Errorf("person %d has %d events, want %d; %v", key, len(events), want, err)
		}
	}
	sound(t, s)
	if undone, err := s.Undo(ctx, all.Action); err != nil || len(undone.Left)+undone.Kept > 0 {
		t.Fatalf("undone %+v, %v", undone, err)
	}
	if got := whole(t, s); got != before {
		t.Errorf("after the undo\n%s\nbefore\n%s", got, before)
	}
	sound(t, s)
}

// TestMergingAllTakesTheBookAsItIs changes people after they were found.
func TestMergingAllTakesTheBookAsItIs(t *testing.T) {
	s := newBook(t)
	keys := put(t, s,
		withPhone("Ana Ruiz", "+34612000111"), withPhone("Ana Ruiz", "+34612000111"),
		withPhone("Bea Gil", "+34612000222"), withPhone("Bea Gil", "+34612000222"),
		withPhone("Carla Vidal", "+34612000333"), withPhone("Carla Vidal", "+34612000333"), withPhone("Vidal, Carla", "+34612000333"),
	)
	pairs := duplicates(t, s)
	if _, err := s.Do(ctx, store.Action{Kind: "test"}, func(tx *store.Tx) error {
		if err := tx.TrashPerson(keys[0], true); err != nil {
			return err
		}
		bea, err := tx.Person(keys[3])
		if err != nil {
			return err
		}
		bea.Phones, bea.FullName = nil, "Somebody Else"
		_, err = tx.PutPerson(bea)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	// The first and the last Carla are two, whoever stands between them.
	if _, err := book.NotSame(ctx, s, keys[4], keys[6]); err != nil {
		t.Fatal(err)
	}
	all, err := book.MergeAll(ctx, s, pairs, nil)
	if err != nil || len(all.Into) != 1 || all.Into[keys[5]] != keys[4] {
		t.Fatalf("%+v, %v", all, err)
	}
	if n := len(people(t, s)); n != 5 {
		t.Errorf("%d people are left", n)
	}
	again, err := book.MergeAll(ctx, s, pairs[:1], nil)
	if err != nil || again.Action != 0 || len(again.Into) > 0 {
		t.Errorf("again: %+v, %v", again, err)
	}
}

func TestMergingAllCanBeStopped(t *testing.T) {
	s := newBook(t)
	put(t, s, withPhone("Ana Ruiz", "+34612000111"), withPhone("Ana Ruiz", "+34612000111"))
	pairs, before := duplicates(t, s), whole(t, s)
	stopped, stop := context.WithCancel(ctx)
	defer stop()
	all, err := book.MergeAll(stopped, s, pairs, func(int, int) { stop() })
	if care.CodeOf(err) != care.CodeCancelled || all.Action != 0 || len(all.Into) > 0 {
		t.Errorf("%+v, %v", all, err)
	}
	if got := whole(t, s); got != before {
		t.Errorf("the book is\n%s\nit was\n%s", got, before)
	}
}

func TestTwoAreMergedAsTheyWereShown(t *testing.T) {
	s := newBook(t)
	keys := put(t, s, withPhone("Ana Ruiz", "+34612000111"), withPhone("Ana Ruiz", "+34612000222"))
	a, b := person(t, s, keys[0]), person(t, s, keys[1])
	edited := person(t, s, keys[1])
	edited.Phones = append(edited.Phones, care.Phone{Number: "+34612000333"})
	put(t, s, edited)
	choices := map[book.MergeKey]book.MergeChoice{book.MergePhones: book.MergeLeft}
	if action, err := book.Merge(ctx, s, keys[0], keys[1], a, b, choices); care.CodeOf(err) != care.CodeEditedSince || action != 0 {
		t.Fatalf("action %d, %v", action, err)
	}
	if p := person(t, s, keys[1]); len(p.Phones) != 2 {
		t.Fatalf("phones %v", p.Phones)
	}
	logged(t, s, keys[1]) // what hangs on her moves along, whenever it was logged
	if _, err := book.Merge(ctx, s, keys[0], keys[1], a, edited, choices); err != nil {
		t.Fatal(err)
	}
	if p := person(t, s, keys[0]); len(p.Phones) != 1 {
		t.Errorf("phones %v", p.Phones)
	}
	if events, err := s.Timeline(ctx, keys[0]); err != nil || len(events) != 1 {
		t.Errorf("%d events, %v", len(events), err)
	}
}

func TestElder(t *testing.T) {
	early, late := &care.Person{ID: "2", Added: "2020-01-01"}, &care.Person{ID: "1", Added: "2021-01-01"}
	same, unknown := &care.Person{ID: "3", Added: "2020-01-01"}, &care.Person{ID: "0"}
	for _, test := range []struct {
		a, b *care.Person
		want bool
	}{{early, late, true}, {late, early, false}, {early, same, true}, {same, early, false}, {late, unknown, true}, {unknown, late, false}, {early, early, false}} {
		if got := book.Elder(test.a, test.b); got != test.want {
			t.Errorf("%s before %s: %v", test.a.ID, test.b.ID, got)
		}
	}
}
