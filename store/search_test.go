package store_test

import (
	"fmt"
	"slices"
	"testing"

	"carebook/app/care"
	"carebook/store"
)

// found gives the names that a search answers, sorted.
func found(t *testing.T, s *store.Store, query string) []string {
	t.Helper()
	hits, err := s.Find(ctx, query, 50)
	if err != nil {
		t.Fatalf("find %q: %v", query, err)
	}
	var out []string
	for _, h := range hits {
		if h.ID == "" {
			t.Errorf("find %q: a hit without an id", query)
		}
		out = append(out, h.FullName)
	}
	slices.Sort(out)
	return out
}

func TestFind(t *testing.T) {
	s := newBook(t)
	put(t, s,
		&care.Person{FullName: "María Ángeles Ferrer", Organization: "Casa Perelló", Remark: "Worried about the terrace licence", Phones: []care.Phone{{Number: "+34 655 55 44 17"}}},
		&care.Person{FullName: "张伟", Given: "伟", Family: "张", Addresses: []care.Address{{Street: "北京市朝阳区建国路88号"}}},
		&care.Person{FullName: "Иван Ёлкин"},
		&care.Person{FullName: "Łukasz O'Brien-Straße", Emails: []care.Email{{Address: "Lukasz@Brewing.example"}}},
		&care.Person{FullName: "Đức Søren", Phones: []care.Phone{{Number: "96 123 40 11"}}},
	)
	maria, wei, ivan, lukasz, duc := "María Ángeles Ferrer", "张伟", "Иван Ёлкин", "Łukasz O'Brien-Straße", "Đức Søren"
	for _, c := range []struct {
		query string
		want  []string
	}{
		{"maria", []string{maria}},
		{"MARÍA", []string{maria}},
		{"ferrer mar", []string{maria}},
		{"perello maria", []string{maria}},
		{"err", []string{maria}}, // inside a word of a name
		{"terrace", []string{maria}},
		{"terr lic", []string{maria}},
		{"errace", nil}, // remarks by word beginnings only
		{"4417", []string{maria}},
		{"655 55", []string{maria}},
		{"+34 655-55-44-17", []string{maria}},
		{"555", []string{maria}},
		{"maria 4417", []string{maria}},
		{"zhang wei", []string{wei}},
		{"zhangwei", []string{wei}},
		{"zw", []string{wei}},
		{"张", []string{wei}},
		{"伟", []string{wei}},
		{"朝阳", []string{wei}},
		{"建国路88", []string{wei}},
		{"ivan", []string{ivan}},
		{"елкин", []string{ivan}},
		{"ИВАН Ёл", []string{ivan}},
		{"elkin", []string{ivan}},
		{"lukasz", []string{lukasz}},
		{"strasse", []string{lukasz}},
		{"obrien", []string{lukasz}},
		{"o'brien", []string{lukasz}},
		{"lukasz@brew", []string{lukasz}},
		{"wing.ex", []string{lukasz}},
		{"duc soren", []string{duc}},
		{"4011", []string{duc}},
		{"maria ivan", nil},
		{"", nil},
		{"\"*'%_ ()", nil},
		{"AND", nil},
		{"name:maria", nil},
		{"zzz", nil},
	} {
		if got := found(t, s, c.query); !slices.Equal(got, c.want) {
			t.Errorf("find %q: %v, want %v", c.query, got, c.want)
		}
		if keys, err := s.Matching(ctx, c.query); err != nil || len(keys) != len(c.want) {
			t.Errorf("matching %q: %d people, %v, want %d", c.query, len(keys), err, len(c.want))
		}
	}
}

func TestFindPutsNamesThatBeginWithTheQueryFirst(t *testing.T) {
	s := newBook(t)
	put(t, s,
		&care.Person{FullName: "Berta", Remark: "knows Ana"},
		&care.Person{FullName: "Susana"},
		&care.Person{FullName: "Lola Ana"},
		&care.Person{FullName: "Ana Z"},
	)
	hits, err := s.Find(ctx, "ana", 50)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, h := range hits {
		got = append(got, h.FullName+" "+h.Match)
	}
	want := []string{"Ana Z name", "Lola Ana name", "Berta text", "Susana anywhere"}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if hits, _ := s.Find(ctx, "ana", 2); len(hits) != 2 {
		t.Errorf("%d hits, want the limit of 2", len(hits))
	}
}

func TestFindFollowsEdits(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s, &care.Person{FullName: "Old Name", Remark: "wombat"})
	p := person(t, s, keys[0])
	p.FullName, p.Remark = "New Name", "quokka"
	put(t, s, p)
	for query, want := range map[string]int{"old": 0, "wombat": 0, "new": 1, "quokka": 1} {
		if got := len(found(t, s, query)); got != want {
			t.Errorf("find %q: %d people, want %d", query, got, want)
		}
	}
	sound(t, s)
}

func TestWho(t *testing.T) {
	s := newBook(t)
	put(t, s,
		&care.Person{FullName: "Spain", Phones: []care.Phone{{Number: "+34 655 55 44 17"}}},
		&care.Person{FullName: "Russia", Phones: []care.Phone{{Number: "+7 921 555-01-12"}}},
		&care.Person{FullName: "Britain", Phones: []care.Phone{{Number: "+44 20 7946 0018"}}},
		&care.Person{FullName: "Local", Phones: []care.Phone{{Number: "943 12 60 88"}}},
	)
	for _, c := range []struct{ number, country, want string }{
		{"4417", "", "Spain"},
		{"0034 655 554417", "", "Spain"},
		{"655554417", "ES", "Spain"},
		{"655554417", "", "Spain"},
		{"8 921 555 01 12", "RU", "Russia"},
		{"8 (921) 555-01-12", "", "Russia"},
		{"+44 (0)20 7946 0018", "", "Britain"},
		{"020 7946 0018", "GB", "Britain"},
		{"+34 943 126 088", "", "Local"},
		{"417", "", ""},
		{"9999", "", ""},
	} {
		hits, err := s.Who(ctx, c.number, c.country, 5)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, h := range hits {
			got += h.FullName
		}
		if got != c.want {
			t.Errorf("who %q in %q: %q, want %q", c.number, c.country, got, c.want)
		}
	}
}

func TestFindOfAFrequentWordStopsAtTheLimit(t *testing.T) {
	s := newBook(t)
	var people []*care.Person
	for i := range 300 {
		people = append(people, &care.Person{FullName: fmt.Sprintf("Ana %d", i), Remark: "likes coffee"})
	}
	put(t, s, people...)
	for _, query := range []string{"ana", "coffee", "a", "c"} {
		hits, err := s.Find(ctx, query, 50)
		if err != nil || len(hits) != 50 {
			t.Errorf("find %q: %d hits, %v", query, len(hits), err)
		}
		seen := map[int64]bool{}
		for _, h := range hits {
			if seen[h.Key] {
				t.Errorf("find %q: %s twice", query, h.FullName)
			}
			seen[h.Key] = true
		}
	}
}
