package store

import (
	"context"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"carebook/app/care"
)

// parameter is one of a statement; several may be the same, as ?1.
var parameter = regexp.MustCompile(`\?\d*`)

// slow is a step of SQLite's plan that reads all rows of a table, or all of the
// largest index, or sorts.
var slow = regexp.MustCompile(`^SCAN (person|p|event|date|reminder|announced|sale|note|change)\b|person_list|TEMP B-TREE`)

// TestADayIsReadFromIndexes looks at the plans of what a day's digest asks: none
// may read those who have nothing to do with the day.
func TestADayIsReadFromIndexes(t *testing.T) {
	s, err := Open(context.Background(), filepath.Join(t.TempDir(), "book.db"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	queries := map[string]string{
		"cadences": careQuery, "dates": yearlyQuery, "decisions": remindersQuery, "announcements": toldQuery, "late announcements": toldSinceQuery, "promises": waitingQuery,
		"what is owed": owedQuery, "open quotes": offersQuery, "visits made": visitsMadeQuery, "kept plans": plannedQuery, "regions": regionsQuery,
		"notes": notesQuery,
	}
	for _, kind := range []care.EventKind{care.Call, care.Visit} {
		from, _ := cadenceColumns(kind)
		due, _ := dueBy(OverdueQuery{Kind: kind, Today: "2026-11-26", Brake: 7}, 14)
		queries["lengths of "+string(kind)] = everiesQuery(kind)
		queries["number due for a "+string(kind)] = "SELECT count(*) FROM person WHERE " + due
		queries["first due for a "+string(kind)] = "SELECT key FROM person WHERE " + due + " ORDER BY " + from + ", key LIMIT 5"
	}
	for what, query := range queries {
		if plan := planOf(t, s, query); slices.ContainsFunc(plan, slow.MatchString) {
			t.Errorf("%s: %q", what, plan)
		}
	}
	if everybody := planOf(t, s, "SELECT "+rowColumns+" FROM person"); !slices.ContainsFunc(everybody, slow.MatchString) {
		t.Errorf("this test does not see that everybody is read: %q", everybody)
	}
}

// What a note was and what was removed are read without the whole log.
func TestEarlierStatesOfNotesAreReadFromIndexes(t *testing.T) {
	s, err := Open(context.Background(), filepath.Join(t.TempDir(), "book.db"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for query, index := range map[string]string{statesQuery: "change_note ", removedQuery: "change_note_gone"} {
		steps := planOf(t, s, query)
		uses := slices.ContainsFunc(steps, func(step string) bool { return strings.Contains(step+" ", "USING INDEX "+index) })
		if !uses || slices.ContainsFunc(steps, regexp.MustCompile("SCAN (change|note|action)").MatchString) {
			t.Errorf("without %s: %q", index, steps)
		}
	}
}

// Everything that was sold is added up in the order of one index.
func TestSalesAreAddedUpFromAnIndex(t *testing.T) {
	s, err := Open(context.Background(), filepath.Join(t.TempDir(), "book.db"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	steps := planOf(t, s, purchasesQuery)
	if steps[0] != "SCAN sale USING COVERING INDEX sale_person" || slices.ContainsFunc(steps, regexp.MustCompile("TEMP B-TREE|SCAN person").MatchString) {
		t.Errorf("%q", steps)
	}
}

// planOf are the steps in which SQLite answers a query.
func planOf(t *testing.T, s *Store, query string) (steps []string) {
	t.Helper()
	named := map[string]bool{}
	count := 0
	for _, p := range parameter.FindAllString(query, -1) {
		if p == "?" || !named[p] {
			count++
		}
		named[p] = true
	}
	rows, err := s.read.Query("EXPLAIN QUERY PLAN "+query, make([]any, count)...)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer rows.Close()
	for rows.Next() {
		var id, parent, unused int
		var step string
		if err := rows.Scan(&id, &parent, &unused, &step); err != nil {
			t.Fatal(err)
		}
		steps = append(steps, step)
	}
	if err := rows.Err(); err != nil || len(steps) == 0 {
		t.Fatalf("%s: no plan, %v", query, err)
	}
	return steps
}
