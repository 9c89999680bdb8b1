package main

import (
	"strings"
	"testing"
)

func TestWantsWindow(t *testing.T) {
	for line, want := range map[string]bool{
		"":                               true,
		"--book mine.db":                 true,
		"--book=mine.db":                 true,
		"--book import":                  true, // a book of that name
		"--background":                   true,
		"who --window":                   true,
		"--book mine.db who --window":    true,
		"who 1234":                       false,
		"--version":                      false,
		"--help":                         false,
		"import people.vcf":              false,
		"import people.vcf --json":       false,
		"--book mine.db find maría":      false,
		"--book=mine.db export - --json": false,
		"find --window":                  false,
		"people.vcf":                     true,
		"--book mine.db ./people a.csv":  true,
	} {
		if got := wantsWindow(strings.Fields(line)); got != want {
			t.Errorf("wantsWindow(%q) = %v", line, got)
		}
	}
}

func TestBookOf(t *testing.T) {
	for line, want := range map[string]string{
		"": "", "--book": "", "--book a.db": "a.db", "--book=a.db": "a.db", "who --window --book a.db": "a.db",
	} {
		if got := bookOf(strings.Fields(line)); got != want {
			t.Errorf("bookOf(%q) = %q, want %q", line, got, want)
		}
	}
}

func TestTable(t *testing.T) {
	got := table([][]string{{"name", "number"}, {"张伟", "1"}, {"María Ferrer", "600 100 201"}, {"and 3 more"}})
	want := "" +
		"  name          number\n" +
		"  ------------  -----------\n" +
		"  张伟          1\n" +
		"  María Ferrer  600 100 201\n" +
		"  and 3 more\n"
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestPeopleTable(t *testing.T) {
	people := make([]found, 14)
	for i := range people {
		people[i] = found{FullName: "P", Organization: []string{"", "A", "B"}[i%3]}
	}
	got := peopleTable(people)
	if !strings.HasPrefix(got, "The book holds 14 people of 2 organisations:\n") || !strings.Contains(got, "and 2 more") || strings.Count(got, "\n") != 16 {
		t.Errorf("got %s", got)
	}
	if got := peopleTable(nil); !strings.HasPrefix(got, "The book holds 0 people of 0 organisations:\n") || strings.Contains(got, "more") {
		t.Errorf("got %s", got)
	}
}

func TestRebaseIcon(t *testing.T) {
	got, err := rebaseIcon("[Details]\nIcon = \"assets/a.png\"\nName = \"N\"\n", "../..")
	if want := "[Details]\nIcon = \"../../assets/a.png\"\nName = \"N\"\n"; err != nil || got != want {
		t.Errorf("rebaseIcon = %q, %v", got, err)
	}
	if _, err := rebaseIcon("[Details]\n", "../.."); err == nil {
		t.Error("metadata without an icon passed")
	}
}
