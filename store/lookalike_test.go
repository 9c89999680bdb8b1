package store_test

import (
	"fmt"
	"slices"
	"testing"

	"carebook/app/care"
	"carebook/store"
)

func TestLookalikesAreFoundByNumberAddressAndName(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s,
		&care.Person{FullName: "Ana Núñez", Phones: []care.Phone{{Number: "+34 612 345 678"}}},
		&care.Person{FullName: "Borja Roca", Emails: []care.Email{{Address: "Borja@Example.com"}}},
		&care.Person{FullName: "李小龙"},
		&care.Person{FullName: "Eva Soto", Related: []care.Related{{Name: "Ana", Phone: "612345678"}}},
		&care.Person{FullName: "Ana Nunez", Deleted: care.InstantOf(noon)},
	)
	for _, test := range []struct {
		name string
		by   store.Likeness
		want []int64
	}{
		{"nothing to go by", store.Likeness{}, nil},
		{"the end of a number, not a relative's", store.Likeness{Tails: []string{"12345678"}}, keys[:1]},
		{"a part inside a number", store.Likeness{Tails: []string{"2345"}}, nil},
		{"an address", store.Likeness{Emails: []string{"borja@example.com"}}, keys[1:2]},
		{"the whole name without its accents", store.Likeness{Name: "ANA nunez"}, keys[:1]},
		{"a part of a name", store.Likeness{Name: "Ana"}, nil},
		{"a name in Han", store.Likeness{Name: "李小龙"}, keys[2:3]},
		{"numbers first, each once", store.Likeness{Tails: []string{"5678", "45678"}, Emails: []string{"borja@example.com"}, Name: "Ana Núñez"}, keys[:2]},
	} {
		got, err := s.Lookalikes(ctx, test.by, 10)
		if err != nil || !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, %v; want %v", test.name, got, err, test.want)
		}
	}
	var many []*care.Person
	for i := range 30 {
		many = append(many, &care.Person{FullName: "Ana Núñez", Remark: fmt.Sprint(i)})
	}
	put(t, s, many...)
	if got, err := s.Lookalikes(ctx, store.Likeness{Name: "Ana Núñez"}, 10); err != nil || len(got) != 10 {
		t.Errorf("%d of many with one name, %v", len(got), err)
	}
}
