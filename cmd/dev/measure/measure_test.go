package main

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"carebook/store"
)

// printed runs measure and reads the figures that it prints.
func printed(t *testing.T, args ...string) figures {
	t.Helper()
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout := os.Stdout
	os.Stdout = write
	err = measure(t.Context(), args)
	os.Stdout = stdout
	write.Close()
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(read)
	if err != nil {
		t.Fatal(err)
	}
	var f figures
	if len(text) > 0 {
		if err := json.Unmarshal(text, &f); err != nil {
			t.Fatalf("%v in %s", err, text)
		}
	}
	return f
}

func TestMeasure(t *testing.T) {
	const n = "300"
	dir := t.TempDir()
	file, book := filepath.Join(dir, "people.csv"), filepath.Join(dir, "book.db")
	printed(t, "people", n, file)
	if f := printed(t, "import", file, book); f.People != 300 || f.Seconds <= 0 || f.PeakMiB <= 0 {
		t.Errorf("import: %+v", f)
	}
	if f := printed(t, "preview", file, book); f.People != 300 || f.Seconds <= 0 {
		t.Errorf("preview: %+v", f)
	}
	if f := printed(t, "bare", file, dir); f.Seconds <= 0 || f.People != 300 {
		t.Errorf("bare: %+v", f)
	}
	// The replay is the import: the same people come out of it.
	differences, err := store.Compare(t.Context(), filepath.Join(dir, "learned.db"), filepath.Join(dir, "bare.db"))
	if err != nil || len(differences) > 0 {
		t.Errorf("the replayed book differs: %v, %v", differences, err)
	}
	if faults, err := store.Check(t.Context(), filepath.Join(dir, "bare.db")); err != nil || len(faults) > 0 {
		t.Errorf("the replayed book is damaged: %v, %v", faults, err)
	}
	if f := printed(t, "search", book, n); f.Runs != queries {
		t.Errorf("search without events: %+v", f)
	}
	printed(t, "events", book, "30")
	if faults, err := store.Check(t.Context(), book); err != nil || len(faults) > 0 {
		t.Errorf("the book with events is damaged: %v, %v", faults, err)
	}
	// One search in twelve is for nobody; most of the others find somebody, or
	// what is measured is how fast nothing is found.
	if f := printed(t, "search", book, n); f.Runs != queries || f.Hits < queries*8/10 || f.Hits > queries*95/100 || f.P95 < f.P50 {
		t.Errorf("search: %+v", f)
	}
	if f := printed(t, "who", book, n); f.Runs != queries || f.Hits != queries {
		t.Errorf("who: %+v", f)
	}
	if f := printed(t, "open", book, "30"); f.Runs != 30 || f.Hits != 30 || f.P95 < f.P50 {
		t.Errorf("open: %+v", f)
	}
	// More people than have a full timeline cannot be opened for the measure.
	if err := measure(t.Context(), []string{"open", book, "31"}); err == nil {
		t.Error("somebody with one event was measured as a full page")
	}
}

func TestMeasureDuplicates(t *testing.T) {
	dir := t.TempDir()
	file, book := filepath.Join(dir, "people.csv"), filepath.Join(dir, "book.db")
	printed(t, "repeats", "400", file)
	if f := printed(t, "duplicates", file, book); f.People != 400 || f.Hits != 400/repeatEvery || f.Seconds <= 0 {
		t.Errorf("duplicates: %+v", f)
	}
	// Without repeats nothing is measured.
	printed(t, "people", "400", file)
	if err := measure(t.Context(), []string{"duplicates", file, filepath.Join(dir, "other.db")}); err == nil {
		t.Error("a book without duplicates was measured")
	}
}

// A small book has all that is measured in the large one.
func TestMeasureVisits(t *testing.T) {
	book := filepath.Join(t.TempDir(), "sold.db")
	printed(t, "sold", book, "300")
	if faults, err := store.Check(t.Context(), book); err != nil || len(faults) > 0 {
		t.Errorf("the book with sales is damaged: %v, %v", faults, err)
	}
	for _, part := range []string{"bands", "week", "month", "fields", "sales", "why"} {
		if f := printed(t, part, book, "5"); f.Runs != 5 || f.Hits != 5 || f.P95 < f.P50 || f.P50 <= 0 {
			t.Errorf("%s: %+v", part, f)
		}
	}
}

// TestEvents: what is said is the same each time, 8 to 20 words, and some words
// come twenty times as often as others.
func TestEvents(t *testing.T) {
	talk := func() (lines []string, count map[string]int) {
		w := events{today: "2026-11-26", chance: rand.New(rand.NewPCG(1, 20))}
		count = map[string]int{}
		for range 20_000 {
			line := w.sentence()
			lines = append(lines, line)
			words := strings.Fields(line)
			if len(words) < 8 || len(words) > 20 {
				t.Fatalf("%q has %d words", line, len(words))
			}
			for _, word := range words {
				count[word]++
			}
		}
		return lines, count
	}
	a, count := talk()
	b, _ := talk()
	if !slices.Equal(a, b) {
		t.Error("the same events twice differ")
	}
	for _, words := range said {
		if first, last := count[words[0]], count[words[len(words)-1]]; last == 0 || first < 20*last {
			t.Errorf("%q comes %d times, %q %d", words[0], first, words[len(words)-1], last)
		}
	}
}

func TestWrongUse(t *testing.T) {
	for _, args := range [][]string{nil, {"people"}, {"people", "many", "f"}, {"repeats", "many", "f"}, {"open", "book", "many"}, {"events", "book", "many"}, {"search", "book", "many"}, {"dance", "1", "2"}} {
		if err := measure(context.Background(), args); err == nil {
			t.Errorf("measure %q passed", args)
		}
	}
	if err := measure(t.Context(), []string{"search", filepath.Join(t.TempDir(), "none.db"), "10"}); err == nil {
		t.Error("a missing book was searched")
	}
}

func TestSpread(t *testing.T) {
	var all []asked
	for i := range 101 {
		all = append(all, asked{string(rune('a' + i)), time.Duration(100-i) * time.Millisecond})
	}
	f := figures{}
	f.spread(all)
	if f.P50 != 50 || f.P95 != 95 || f.Runs != 101 || len(f.Slowest) != 5 || f.Slowest[0] != `"a" 100.0 ms` {
		t.Errorf("spread: %+v", f)
	}
}

// TestPeople: the made-up people are the same each time, each has an address
// and numbers of its own, and there are two and a half numbers to a person.
func TestPeople(t *testing.T) {
	const n = 20_000
	seen, numbers := map[string]int{}, 0
	for i := range n {
		phones := one{i}.phones()
		numbers += len(phones)
		for _, value := range append(phones, one{i}.email()) {
			if other, twice := seen[value]; twice {
				t.Fatalf("%d and %d share %s", other, i, value)
			}
			seen[value] = i
		}
		row := one{i}.row()
		if len(row) != len(headings) || row[0] == "" || row[2] == "" {
			t.Fatalf("row %d: %q", i, row)
		}
	}
	if numbers != n*5/2 {
		t.Errorf("%d numbers of %d people", numbers, n)
	}
	dir := t.TempDir()
	var files []string
	for _, name := range []string{"a.csv", "b.csv"} {
		path := filepath.Join(dir, name)
		if err := writePeople(path, 50, false); err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, string(text))
	}
	if files[0] != files[1] {
		t.Error("the same people twice differ")
	}
	records, err := csv.NewReader(strings.NewReader(files[0])).ReadAll()
	if err != nil || len(records) != 51 || !slices.Equal(records[0], headings) {
		t.Errorf("%d records, %v", len(records), err)
	}
}
