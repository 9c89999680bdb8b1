package store_test

import (
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"carebook/app/care"
	"carebook/store"
)

// written is the table that a statement writes, and how.
var written = regexp.MustCompile(`^(INSERT|UPDATE|DELETE)(?: OR [A-Z]+)?(?: INTO| FROM)? ([a-z_]+)`)

// TestAnEditWritesOnlyWhatItTouches counts the statements of edits of somebody
// who has rows in every look-up table.
func TestAnEditWritesOnlyWhatItTouches(t *testing.T) {
	var statements []string
	s, err := store.Open(ctx, filepath.Join(t.TempDir(), "book.db"), store.Options{
		Clock: care.ClockFrom(noon), Language: "en",
		Record: func(query string, _ []any) {
			match := written.FindStringSubmatch(query)
			if match == nil {
				t.Errorf("a statement that writes nothing: %s", query)
				return
			}
			if table := match[2]; table != "action" && table != "change" {
				statements = append(statements, match[1]+" "+table)
			}
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	p := full()
	p.Apart, p.Profile.ReferredBy = []string{"somebody"}, "somebody else"
	p.Profile.SetOwnValue("Ovens", "2")
	keys, _ := put(t, s, p)

	for _, c := range []struct {
		what string
		edit func(p *care.Person)
		want []string
	}{
		{"a tag more", func(p *care.Person) { p.Tags = append(p.Tags, "Friend") }, []string{"INSERT tag", "UPDATE person", "INSERT person_tag"}},
		{"a tag less", func(p *care.Person) { p.Tags = p.Tags[1:] }, []string{"UPDATE person", "DELETE person_tag", "INSERT person_tag", "INSERT person_tag"}},
		{"a value by hand", func(p *care.Person) { p.Profile.Value = 4 }, []string{"UPDATE person", "DELETE setting"}}, // bands are to be told anew
		{"a label", func(p *care.Person) { p.Phones[0].Label = "Kitchen" }, []string{"UPDATE person"}},
		{"an own value", func(p *care.Person) { p.Profile.SetOwnValue("Car", "Seat") }, []string{"UPDATE person", "INSERT own_value", "DELETE fts", "INSERT fts"}},
		{"a remark", func(p *care.Person) { p.Remark = "Likes tea" }, []string{"UPDATE person", "DELETE fts", "INSERT fts"}},
		{"a number more", func(p *care.Person) { p.Phones = append(p.Phones, care.Phone{Number: "600 11 22 33"}) }, []string{"UPDATE person", "INSERT phone", "DELETE find", "INSERT find"}},
		{
			"an address more", func(p *care.Person) { p.Emails = append(p.Emails, care.Email{Address: "a@b.es"}) },
			[]string{"UPDATE person", "INSERT email", "DELETE find", "INSERT find", "DELETE fts", "INSERT fts"},
		},
		{"another birthday", func(p *care.Person) { p.Dates[0].Day = 28 }, []string{"UPDATE person", "DELETE date", "INSERT date"}},
		{"another name", func(p *care.Person) { p.FullName = "Ana Núñez" }, []string{"UPDATE person", "DELETE find", "INSERT find", "DELETE fts", "INSERT fts"}},
		{"a source more", func(p *care.Person) { p.Sources = append(p.Sources, 43) }, []string{"UPDATE person", "INSERT source"}},
		{"somebody else more", func(p *care.Person) { p.Apart = append(p.Apart, "a third") }, []string{"UPDATE person", "INSERT mention"}},
		{"nothing", func(*care.Person) {}, nil},
	} {
		p := person(t, s, keys[0])
		c.edit(p)
		statements = nil
		_, action := put(t, s, p)
		if !slices.Equal(statements, c.want) {
			t.Errorf("%s: %q, want %q", c.what, statements, c.want)
		}
		sound(t, s)
		if action == 0 {
			continue
		}
		undone, err := s.Undo(ctx, action)
		if err != nil {
			t.Fatalf("%s: undo: %v", c.what, err)
		}
		sound(t, s)
		if _, err := s.Undo(ctx, undone.Action); err != nil {
			t.Fatalf("%s: redo: %v", c.what, err)
		}
		sound(t, s)
	}
}

// TestAKnownNameKeepsItsSortKey tells whether an edit writes the sort key, which
// stands in the largest index.
func TestAKnownNameKeepsItsSortKey(t *testing.T) {
	var updates []string
	s, err := store.Open(ctx, filepath.Join(t.TempDir(), "book.db"), store.Options{
		Clock: care.ClockFrom(noon), Record: func(query string, _ []any) { updates = append(updates, query) },
	})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	keys, _ := put(t, s, full())
	sorts := regexp.MustCompile(`^UPDATE person .*\bsort = `)
	for what, c := range map[string]struct {
		edit func(p *care.Person)
		want bool
	}{
		"the same name": {func(p *care.Person) { p.Organization = "Bar" }, false},
		"another name":  {func(p *care.Person) { p.FullName = "Zoë" }, true},
	} {
		p := person(t, s, keys[0])
		c.edit(p)
		updates = nil
		put(t, s, p)
		if got := slices.ContainsFunc(updates, sorts.MatchString); got != c.want {
			t.Errorf("%s: a sort key written: %v, want %v (%q)", what, got, c.want, updates)
		}
	}
}
