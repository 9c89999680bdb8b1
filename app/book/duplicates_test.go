package book_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/store"
)

// withPhone is a person with a name and a number.
func withPhone(name, number string) *care.Person {
	p := &care.Person{FullName: name}
	if number != "" {
		p.Phones = []care.Phone{{Number: number}}
	}
	return p
}

func duplicates(t testing.TB, s *store.Store) []book.Pair {
	t.Helper()
	pairs, err := book.FindDuplicates(ctx, s, nil)
	if err != nil {
		t.Fatal(err)
	}
	return pairs
}

func TestDuplicatesAreFoundOnceCertainOnesFirst(t *testing.T) {
	s := newBook(t)
	if err := s.SetSetting(ctx, book.SettingCountry, "ES"); err != nil {
		t.Fatal(err)
	}
	keys := put(t, s,
		withPhone("Zoe Sanz", "612 345 678"),
		withPhone("Borja Roca", "+34 961 234 567"),
		withPhone("Carla Vidal", ""),
		withPhone("Sanz, Zoe", "+34612345678"),
		withPhone("Borja", "961234567"), // possible: a part of the name
		withPhone("Carla Vidal", "+34 600 000 001"),
		withPhone("Marta Gil", "961234567"), // another person at the same number
		withPhone("Zoe Sanz", "00 34 612 345 678"),
		&care.Person{FullName: "Zoe Sanz", Phones: []care.Phone{{Number: "612345678"}}, Deleted: care.InstantOf(noon)},
	)
	var told [][2]int
	pairs, err := book.FindDuplicates(ctx, s, func(done, total int) { told = append(told, [2]int{done, total}) })
	if err != nil {
		t.Fatal(err)
	}
	want := []book.Pair{
		{A: keys[0], B: keys[3], Why: "The same number and name", Certain: true},
		{A: keys[0], B: keys[7], Why: "The same number and name", Certain: true},
		{A: keys[3], B: keys[7], Why: "The same number and name", Certain: true},
		{A: keys[1], B: keys[4], Why: "The same number, and the names may be one"},
		{A: keys[2], B: keys[5], Why: "The same name; one of the two has neither number nor e-mail address"},
	}
	if len(pairs) != len(want) {
		t.Fatalf("pairs %+v", pairs)
	}
	for _, w := range want {
		if !slices.Contains(pairs, w) {
			t.Errorf("%+v is missing in %+v", w, pairs)
		}
	}
	if !pairs[0].Certain || !pairs[2].Certain || pairs[3] != want[3] || pairs[4] != want[4] {
		t.Errorf("order %+v", pairs)
	}
	if !slices.Equal(told, [][2]int{{8, 8}}) {
		t.Errorf("told %v", told)
	}
}

func TestTwoWhoAreNotOneAreNeverShownAgain(t *testing.T) {
	s := newBook(t)
	keys := put(t, s, withPhone("Ana Ruiz", "+34612345678"), withPhone("Ana Ruiz", "612345678"))
	before := whole(t, s)
	if pairs := duplicates(t, s); len(pairs) != 1 {
		t.Fatalf("pairs %+v", pairs)
	}
	for _, changes := range []bool{true, false} { // saying it again changes nothing
		if action, err := book.NotSame(ctx, s, keys[1], keys[0]); err != nil || action > 0 != changes {
			t.Fatalf("action %d, %v", action, err)
		}
	}
	a, b := person(t, s, keys[0]), person(t, s, keys[1])
	if !slices.Equal(a.Apart, []string{b.UID}) || !slices.Equal(b.Apart, []string{a.UID}) {
		t.Errorf("apart %v and %v", a.Apart, b.Apart)
	}
	if pairs := duplicates(t, s); len(pairs) > 0 {
		t.Errorf("pairs %+v", pairs)
	}
	if like, err := book.LooksLike(ctx, s, b); err != nil || len(like) > 0 {
		t.Errorf("looks like %v, %v", like, err)
	}
	deed, _, err := s.UndoLast(ctx)
	if err != nil || deed.Words != "Ana Ruiz and Ana Ruiz are two people" {
		t.Errorf("took back %q, %v", deed.Words, err)
	}
	if got := whole(t, s); got != before {
		t.Errorf("after the undo\n%s\nbefore\n%s", got, before)
	}
}

// TestASwitchboardOfThousandsIsNoEvidence looks through people who all share a
// number and an address, and half of them a name: the pairs stay few for each.
func TestASwitchboardOfThousandsIsNoEvidence(t *testing.T) {
	s := newBook(t)
	var crowd []*care.Person
	for i := range 3000 {
		p := withPhone(fmt.Sprintf("Name%d Surname%d", i, i), "+34 961 234 567")
		if i%2 == 0 {
			p.FullName = "Ana Ruiz"
		}
		p.Emails = []care.Email{{Address: "info@example.com"}}
		crowd = append(crowd, p)
	}
	put(t, s, crowd...)
	pairs := duplicates(t, s)
	if len(pairs) < 1400 || len(pairs) > 12*3000 {
		t.Errorf("%d pairs", len(pairs))
	}
	seen := map[[2]int64]bool{}
	for _, p := range pairs {
		if p.A >= p.B || seen[[2]int64{p.A, p.B}] {
			t.Fatalf("pair %+v", p)
		}
		seen[[2]int64{p.A, p.B}] = true
	}
}

func TestASearchForDuplicatesCanBeStopped(t *testing.T) {
	s := newBook(t)
	put(t, s, withPhone("Ana Ruiz", "1234567"))
	stopped, stop := context.WithCancel(ctx)
	stop()
	if pairs, err := book.FindDuplicates(stopped, s, nil); err == nil || len(pairs) > 0 {
		t.Errorf("pairs %v, %v", pairs, err)
	}
}

func TestWhoIsTypedLooksLikeSomebodyOfTheBook(t *testing.T) {
	s := newBook(t)
	if err := s.SetSetting(ctx, book.SettingCountry, "ES"); err != nil {
		t.Fatal(err)
	}
	keys := put(t, s,
		withPhone("Ana Ruiz", "+34 612 345 678"),
		&care.Person{FullName: "Borja Roca", Emails: []care.Email{{Address: "borja@example.com"}}},
		withPhone("Ana Ruiz", "+34 699 999 999"),
		withPhone("Wang Wei", "+86 612 345 678 00"),
		withPhone("112", "112"),
	)
	for _, test := range []struct {
		name  string
		typed care.Person
		want  []int64
	}{
		{"nothing yet", care.Person{}, nil},
		{"a number without its country", *withPhone("", "612345678"), keys[:1]},
		{"a number of another name", *withPhone("Marta Gil", "612 34 56 78"), keys[:1]},
		{"the end of a number", *withPhone("", "5678"), nil},
		{"an emergency number", *withPhone("", "112"), nil},
		{"an address", care.Person{Emails: []care.Email{{Address: "BORJA@example.com"}}}, keys[1:2]},
		{"a name, whatever its case", care.Person{FullName: "ana ruiz"}, []int64{keys[0], keys[2]}},
		{"the parts of a name", care.Person{Given: "Ana", Family: "Ruiz"}, []int64{keys[0], keys[2]}},
		{"the likeliest first", *withPhone("Ana Ruiz", "699999999"), []int64{keys[2], keys[0]}},
		{"nobody", *withPhone("Ana Ruiz Soler", "600000000"), nil},
	} {
		got, err := book.LooksLike(ctx, s, &test.typed)
		if err != nil || !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, %v; want %v", test.name, got, err, test.want)
		}
	}
	if got, err := book.LooksLike(ctx, s, person(t, s, keys[0])); err != nil || slices.Contains(got, keys[0]) {
		t.Errorf("Ana looks like herself: %v, %v", got, err)
	}
}
