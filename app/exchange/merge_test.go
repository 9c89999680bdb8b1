package exchange_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"carebook/app/care"
	"carebook/app/exchange"
)

func show(t testing.TB, p care.Person) string {
	t.Helper()
	s, err := json.MarshalIndent(p, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(s)
}

// TestMerge unites two entries of one person, field by field.
func TestMerge(t *testing.T) {
	for _, test := range []struct {
		name                string
		a, b, want          care.Person
		nothingNew, noFixed bool
	}{
		{name: "nothing new", a: *who("Ana Ruiz", "1234567"), b: *who("Ana Ruiz", "1234567"), want: *who("Ana Ruiz", "1234567"), nothingNew: true},
		{
			name: "numbers, however written",
			a:    care.Person{FullName: "A", Phones: []care.Phone{{Number: "+34 612 345 678", Type: care.Other}, {Number: "1234567", Type: care.Work}}},
			b:    care.Person{FullName: "A", Phones: []care.Phone{{Number: "612345678", Type: care.Mobile}, {Number: "7654321", Type: care.Home}, {Number: "1234567", Label: "Boat"}}},
			want: care.Person{FullName: "A", Phones: []care.Phone{
				{Number: "+34 612 345 678", Type: care.Mobile}, {Number: "1234567", Type: care.Work, Label: "Boat"}, {Number: "7654321", Type: care.Home},
			}},
		},
		{
			name: "addresses of e-mail",
			a:    care.Person{FullName: "A", Emails: []care.Email{{Address: "a@example.com"}}},
			b:    care.Person{FullName: "A", Emails: []care.Email{{Address: "A@EXAMPLE.com", Type: "work"}, {Address: "b@example.com"}}},
			want: care.Person{FullName: "A", Emails: []care.Email{{Address: "a@example.com", Type: "work"}, {Address: "b@example.com"}}},
		},
		{
			name: "missing parts of the name",
			a:    care.Person{FullName: "Ana Ruiz"}, b: care.Person{FullName: "Ana Ruiz", Given: "Ana", Family: "Ruiz", Prefix: "Dr."},
			want: care.Person{FullName: "Ana Ruiz", Given: "Ana", Family: "Ruiz", Prefix: "Dr."},
		},
		{
			name: "a name for somebody without one",
			a:    *who("", "a@example.com"), b: *who("Ana Ruiz", "a@example.com"), want: *who("Ana Ruiz", "a@example.com"),
		},
		{
			name: "the other name is kept", a: care.Person{FullName: "Ana Ruiz"}, b: care.Person{FullName: "Ana Ruiz Soler"},
			want: care.Person{FullName: "Ana Ruiz", Extra: []care.Property{{Name: "FN", Value: "Ana Ruiz Soler"}}},
		},
		{
			name: "a name without its accents says nothing new", a: care.Person{FullName: "José Núñez"}, b: care.Person{FullName: "NUNEZ Jose"},
			want: care.Person{FullName: "José Núñez"}, nothingNew: true,
		},
		{
			name: "the newer job, the older one kept",
			a:    care.Person{FullName: "A", Organization: "Acme", Department: "Sales; North", Title: "Clerk"},
			b:    care.Person{FullName: "A", Organization: "Globex, Inc.", Title: "CEO", Role: "Boss"},
			want: care.Person{FullName: "A", Organization: "Globex, Inc.", Title: "CEO", Role: "Boss", Extra: []care.Property{
				{Name: "ORG", Value: `Acme;Sales\; North`, Structured: true}, {Name: "TITLE", Value: "Clerk"},
			}},
		},
		{
			name: "a job given up is not taken up again",
			a:    care.Person{FullName: "A", Title: "CEO", Organization: "Globex", Extra: []care.Property{{Name: "TITLE", Value: "Clerk"}, {Name: "ORG", Value: "Acme", Structured: true}}},
			b:    care.Person{FullName: "A", Title: "Clerk", Organization: "Acme"},
			want: care.Person{FullName: "A", Title: "CEO", Organization: "Globex", Extra: []care.Property{{Name: "TITLE", Value: "Clerk"}, {Name: "ORG", Value: "Acme", Structured: true}}}, nothingNew: true,
		},
		{
			name: "tags and remark stay",
			a:    care.Person{FullName: "A", Tags: []string{"VIP"}, Remark: "mine"}, b: care.Person{FullName: "A", Tags: []string{"vip", "Friends"}, Remark: "theirs"},
			want: care.Person{FullName: "A", Tags: []string{"VIP", "Friends"}, Remark: "mine\n\ntheirs"},
		},
		{name: "a longer remark", a: care.Person{FullName: "A", Remark: "one"}, b: care.Person{FullName: "A", Remark: "one two"}, want: care.Person{FullName: "A", Remark: "one two"}},
		{
			name: "the year of a birthday",
			a:    care.Person{FullName: "A", Dates: []care.Date{{Kind: care.Birthday, Month: 5, Day: 21}}},
			b:    care.Person{FullName: "A", Dates: []care.Date{{Kind: care.Birthday, Year: 1980, Month: 5, Day: 21}}},
			want: care.Person{FullName: "A", Dates: []care.Date{{Kind: care.Birthday, Year: 1980, Month: 5, Day: 21}}},
		},
		{
			name: "a birthday without its year says nothing new",
			a:    care.Person{FullName: "A", Dates: []care.Date{{Kind: care.Birthday, Year: 1980, Month: 5, Day: 21}}},
			b:    care.Person{FullName: "A", Dates: []care.Date{{Kind: care.Birthday, Month: 5, Day: 21}}},
			want: care.Person{FullName: "A", Dates: []care.Date{{Kind: care.Birthday, Year: 1980, Month: 5, Day: 21}}}, nothingNew: true,
		},
		{
			name: "another birthday",
			a:    care.Person{FullName: "A", Dates: []care.Date{{Kind: care.Birthday, Year: 1980, Month: 5, Day: 21}}},
			b:    care.Person{FullName: "A", Dates: []care.Date{{Kind: care.Birthday, Year: 1981, Month: 5, Day: 21}}},
			want: care.Person{FullName: "A", Dates: []care.Date{{Kind: care.Birthday, Year: 1981, Month: 5, Day: 21}}, Extra: []care.Property{{Name: "BDAY", Value: "1980-05-21"}}},
		},
		{
			name: "a date goes before a text",
			a:    care.Person{FullName: "A", Dates: []care.Date{{Kind: care.Birthday, Year: 1980, Month: 5, Day: 21}}},
			b:    care.Person{FullName: "A", Dates: []care.Date{{Kind: care.Birthday, Text: "soon"}}},
			want: care.Person{FullName: "A", Dates: []care.Date{{Kind: care.Birthday, Year: 1980, Month: 5, Day: 21}}, Extra: []care.Property{
				{Name: "BDAY", Value: "soon", Params: []care.Param{{Name: "VALUE", Values: []string{"text"}}}},
			}},
		},
		{
			name: "a lunar birthday beside a Gregorian one",
			a:    care.Person{FullName: "A", Dates: []care.Date{{Kind: care.Birthday, Year: 1980, Month: 5, Day: 21}}},
			b:    care.Person{FullName: "A", Dates: []care.Date{{Kind: care.Birthday, Month: 4, Day: 8, Calendar: care.Lunar}}},
			want: care.Person{FullName: "A", Dates: []care.Date{{Kind: care.Birthday, Year: 1980, Month: 5, Day: 21}, {Kind: care.Birthday, Month: 4, Day: 8, Calendar: care.Lunar}}},
		},
		{
			name: "an address that says more",
			a:    care.Person{FullName: "A", Addresses: []care.Address{{Type: care.Home, City: "Madrid"}, {City: "Roma"}}},
			b:    care.Person{FullName: "A", Addresses: []care.Address{{City: "MADRID", Street: "Mayor 5"}, {Type: care.Work, City: "Roma"}, {City: "Paris"}}},
			want: care.Person{FullName: "A", Addresses: []care.Address{{Type: care.Home, City: "MADRID", Street: "Mayor 5"}, {Type: care.Work, City: "Roma"}, {City: "Paris"}}},
		},
		{
			name: "kept properties, but no second time of export",
			a:    care.Person{FullName: "A", Extra: []care.Property{{Name: "REV", Value: "1"}, {Group: "item1", Name: "X-A", Value: "a"}}},
			b:    care.Person{FullName: "A", Extra: []care.Property{{Name: "REV", Value: "2"}, {Name: "X-A", Value: "a"}, {Group: "item1", Name: "X-B", Value: "b"}}},
			want: care.Person{FullName: "A", Extra: []care.Property{{Name: "REV", Value: "1"}, {Group: "item1", Name: "X-A", Value: "a"}, {Group: "item2", Name: "X-B", Value: "b"}}},
		},
		{
			name: "another UID is remembered", a: care.Person{UID: "1", FullName: "A"}, b: care.Person{UID: "2", FullName: "A"},
			want: care.Person{UID: "1", FullName: "A", Extra: []care.Property{{Name: "UID", Value: "2"}}},
		},
		{
			name: "nicknames", a: care.Person{FullName: "A", Nickname: "Ace"}, b: care.Person{FullName: "A", Nickname: "Al"}, want: care.Person{FullName: "A", Nickname: "Ace,Al"},
		},
		{
			name: "lists without repetition",
			a:    care.Person{FullName: "A", URLs: []care.URL{{URL: "http://a.example/"}}, Messengers: []care.Messenger{{Handle: "a", Service: "skype"}}, Related: []care.Related{{Name: "José", Relation: "spouse"}}},
			b:    care.Person{FullName: "A", URLs: []care.URL{{URL: "https://A.example"}, {URL: "b.example"}}, Messengers: []care.Messenger{{Handle: "A", Service: "Skype"}}, Related: []care.Related{{Name: "Jose", Relation: "Spouse"}, {Name: "Bo"}}},
			want: care.Person{FullName: "A", URLs: []care.URL{{URL: "http://a.example/"}, {URL: "b.example"}}, Messengers: []care.Messenger{{Handle: "a", Service: "skype"}}, Related: []care.Related{{Name: "José", Relation: "spouse"}, {Name: "Bo"}}},
		},
		{
			name: "what belongs to the book", a: care.Person{ID: "1", FullName: "A", Added: "2024-01-01", Country: "ES"},
			b: care.Person{ID: "2", FullName: "A", Added: "2023-01-01", Country: "MX", Title: "x"}, want: care.Person{ID: "1", FullName: "A", Added: "2024-01-01", Country: "ES", Title: "x"},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			a, b := show(t, test.a), show(t, test.b)
			got, changed := exchange.Merge(&test.a, &test.b, "ES")
			if changed == test.nothingNew {
				t.Errorf("changed: %v", changed)
			}
			if show(t, got) != show(t, test.want) {
				t.Errorf("got\n%s\nwant\n%s", show(t, got), show(t, test.want))
			}
			if show(t, test.a) != a || show(t, test.b) != b {
				t.Error("merging changed what it was given")
			}
			if again, changed := exchange.Merge(&got, &test.b, "ES"); changed || show(t, again) != show(t, got) {
				t.Errorf("merging again made\n%s", show(t, again))
			}
		})
	}
}

func TestMergePictures(t *testing.T) {
	one := &care.Photo{MediaType: "image/png", Bytes: 3, Data: []byte("one")}
	two := &care.Photo{MediaType: "image/png", Bytes: 3, Data: []byte("two")}
	got, changed := exchange.Merge(&care.Person{FullName: "A"}, &care.Person{FullName: "A", Photo: one}, "")
	if !changed || got.Photo != one {
		t.Errorf("got %+v", got)
	}
	stored := &care.Photo{MediaType: "image/png", Bytes: 3, SHA256: "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed"} // of "one"
	if got, changed := exchange.Merge(&care.Person{FullName: "A", Photo: stored}, &care.Person{FullName: "A", Photo: one}, ""); changed {
		t.Errorf("the same picture is new: %+v", got)
	}
	got, changed = exchange.Merge(&care.Person{FullName: "A", Photo: stored}, &care.Person{FullName: "A", Photo: two}, "")
	if !changed || got.Photo != stored || len(got.Extra) != 1 || got.Extra[0].Value != "data:image/png;base64,dHdv" {
		t.Errorf("got %+v", got)
	}
	if _, changed = exchange.Merge(&got, &care.Person{FullName: "A", Photo: two}, ""); changed {
		t.Error("the other picture is new again")
	}
}

// TestMergeLosesNothing draws pairs of people: every number, address and word
// of both is in the union, and merging again changes nothing.
func TestMergeLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := people().Draw(t, "a"), people().Draw(t, "b")
		merged, _ := exchange.Merge(&a, &b, "ES")
		if again, changed := exchange.Merge(&merged, &b, "ES"); changed {
			t.Fatalf("merging again changed\n%s\nto\n%s", show2(merged), show2(again))
		}
		everything := strings.ToLower(show2(merged))
		has := func(what, s string) {
			quoted, err := json.Marshal(s)
			if err != nil {
				t.Fatal(err)
			}
			if s != "" && !strings.Contains(everything, strings.Trim(strings.ToLower(string(quoted)), `"`)) {
				t.Fatalf("%s %q is lost in\n%s", what, s, everything)
			}
		}
		for _, p := range []care.Person{a, b} {
			for _, e := range p.Emails {
				has("e-mail", e.Address)
			}
			for _, tag := range p.Tags {
				has("tag", tag)
			}
			for _, e := range p.Extra {
				if !e.Structured {
					has("kept", e.Value)
				}
			}
			has("remark", strings.TrimSpace(p.Remark))
		}
		for _, n := range a.Phones {
			if !slices.ContainsFunc(merged.Phones, func(m care.Phone) bool { return m.Number == n.Number }) {
				t.Fatalf("number %q is lost", n.Number)
			}
		}
	})
}

func show2(p care.Person) string {
	s, err := json.MarshalIndent(p, "", " ")
	if err != nil {
		return err.Error()
	}
	return string(s)
}

// TestGroupsStayTogether keeps a property and its label in one group, and away
// from a group of the same name.
func TestGroupsStayTogether(t *testing.T) {
	a := care.Person{FullName: "A", Extra: []care.Property{{Group: "item1", Name: "X-FOO", Value: "1"}, {Group: "item1", Name: "X-ABLABEL", Value: "Boat"}}}
	b := care.Person{FullName: "A", Extra: []care.Property{
		{Group: "item1", Name: "X-FOO", Value: "2"}, {Group: "ITEM1", Name: "X-ABLABEL", Value: "House"}, {Group: "g", Name: "X-BAR", Value: "3"}, {Group: "g", Name: "X-ABLABEL", Value: "Car"},
	}}
	got, _ := exchange.Merge(&a, &b, "")
	var groups []string
	for _, e := range got.Extra {
		groups = append(groups, e.Group)
	}
	if want := []string{"item1", "item1", "item2", "item2", "g", "g"}; !slices.Equal(groups, want) {
		t.Errorf("groups %v, want %v", groups, want)
	}
}

// TestKeepOlder keeps what is said no more, once, and nothing else.
func TestKeepOlder(t *testing.T) {
	older := care.Person{
		FullName: "Ana Ruiz Soler", Organization: "Acme, Inc.", Department: "Sales", Title: "Clerk", Role: "Buyer",
		Dates:   []care.Date{{Kind: care.Birthday, Year: 1980, Month: 5, Day: 21}, {Kind: care.Anniversary, Month: 1, Day: 1}},
		Profile: care.Profile{Likes: "chess", Household: "two sons", Hour: "noon"},
	}
	p := care.Person{FullName: "Ana Ruiz", Title: "clerk", Profile: care.Profile{Likes: "Chess and wine"}}
	exchange.KeepOlder(&p, &older)
	want := []care.Property{
		{Name: "ORG", Value: `Acme\, Inc.;Sales`, Structured: true},
		{Name: "ROLE", Value: "Buyer"},
		{Name: "X-CAREBOOK-HOUSEHOLD", Value: "two sons"},
		{Name: "X-CAREBOOK-HOUR", Value: "noon"},
		{Name: "BDAY", Value: "1980-05-21"},
		{Name: "FN", Value: "Ana Ruiz Soler"},
	}
	if !reflect.DeepEqual(p.Extra, want) {
		t.Errorf("kept %+v, want %+v", p.Extra, want)
	}
	before := show(t, p)
	exchange.KeepOlder(&p, &older)
	if show(t, p) != before {
		t.Errorf("kept twice: %+v", p.Extra)
	}
	if got, changed := exchange.Merge(&p, &care.Person{FullName: "Ana Ruiz", Organization: "Acme, Inc.", Department: "Sales", Role: "Buyer", Profile: older.Profile}, ""); changed && (got.Organization != "" || got.Profile.Household != "") {
		t.Errorf("taken up again: %+v", got)
	}
}
