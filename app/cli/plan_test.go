package cli_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/store"
)

// visitPlan is the answer of the command.
type visitPlan struct {
	Week   string
	Hours  float64
	Bands  []bandSums
	Visits []struct {
		Date, Start, Name, Band, Why string
		PersonID                     string `json:"person_id"`
		Minutes                      int
	}
	LeftOut []struct {
		PersonID  string `json:"person_id"`
		Name, Why string
	} `json:"left_out"`
}

// bandSums are those of one band.
type bandSums struct {
	Band           string
	People         int
	Profit         int64
	TargetShare    int `json:"target_share"`
	TargetMinutes  int `json:"target_minutes"`
	PlannedMinutes int `json:"planned_minutes"`
	SpentMinutes   int `json:"spent_minutes"`
}

// lines are the visits, a line each.
func (p *visitPlan) lines() (lines []string) {
	for _, v := range p.Visits {
		lines = append(lines, fmt.Sprint(v.Date, " ", v.Start, " ", v.Minutes, " ", v.Band, " ", v.Name, ": ", v.Why))
	}
	return lines
}

// newRound is a book of five customers, each visited a while ago: Ada is in A, Bea,
// Cid and Dov in B, Eva in C.
func newRound(t *testing.T) *session {
	s := newSession(t)
	people, sales := []string{}, "date,customer,amount,cost,currency\n"
	for i, name := range []string{"Ada", "Bea", "Cid", "Dov", "Eva"} {
		people = append(people, fmt.Sprintf(`{"uid":"%s","full_name":"%s","added":"2026-01-01","addresses":[{"city":"Gandia"}],"profile":{"cadence":{"visit":30}}}`, strings.ToLower(name), name))
		sales += fmt.Sprintf("2026-10-01,%s,%d.00,1.00,EUR\n", strings.ToLower(name), 100-10*i)
	}
	s.ok("import", s.file("people.json", `{"people":[`+strings.Join(people, ",")+`]}`))
	s.ok("import-sales", s.file("sales.csv", sales))
	for i, name := range []string{"ada", "bea", "cid", "dov", "eva"} {
		s.ok("log", name, "--kind", "visit", "--on", fmt.Sprintf("2026-10-%02d", 10+i), "--minutes", "30", "Talk")
	}
	return s
}

func TestPlanOfAWeek(t *testing.T) {
	s := newRound(t)
	var got visitPlan
	s.json(&got, "plan", "--json")
	want := []string{
		"2026-11-30 09:30 60 A Ada: Visit due on Mon 9 Nov, 17 days late",
		"2026-11-30 10:45 45 B Bea: Visit due on Tue 10 Nov, 16 days late",
		"2026-11-30 11:45 45 B Cid: Visit due on Wed 11 Nov, 15 days late",
		"2026-11-30 14:00 45 B Dov: Visit due on Thu 12 Nov, 14 days late",
		"2026-11-30 15:00 30 C Eva: Visit due on Fri 13 Nov, 13 days late",
	}
	if got.Week != "2026-W49" || got.Hours != 20 || !slices.Equal(got.lines(), want) || got.Visits[0].PersonID == "" || len(got.LeftOut) != 0 {
		t.Errorf("%s of %v hours, left out %v:\n%s", got.Week, got.Hours, got.LeftOut, strings.Join(got.lines(), "\n"))
	}
	for i, b := range []bandSums{
		{"A", 1, 9900, 20, 240, 60, 0}, {"B", 3, 23700, 60, 720, 135, 0}, {"C", 1, 5900, 20, 240, 30, 0},
	} {
		if got.Bands[i] != b {
			t.Errorf("%+v, want %+v", got.Bands[i], b)
		}
	}
	var sums bands
	if s.json(&sums, "bands", "--on", "2026-12-02", "--json"); sums.Bands[1].PlannedMinutes != 135 {
		t.Errorf("bands: %+v", sums.Bands)
	}
	// What was logged in the week is spent in it, and its visits are done.
	s.ok("log", "ada", "--kind", "visit", "--minutes", "25", "--on", "2026-11-26", "Tea")
	s.ok("log", "bea", "--kind", "call", "--minutes", "15", "--on", "2026-11-24", "Hello")
	s.json(&got, "plan", "--week", "2026-W48", "--json")
	if got.Bands[0].SpentMinutes != 25 || got.Bands[1].SpentMinutes != 15 || got.Bands[2].SpentMinutes != 0 || got.lines()[0] != "2026-11-26 09:30 25 A Ada: Visited without a plan" {
		t.Errorf("%+v, %v", got.Bands, got.lines())
	}
	out := s.ok("plan", "--week", "2026-W48")
	for _, line := range []string{
		"2026-W48, Monday, 23 November 2026 to Sunday, 29 November 2026: 3:10 of 20:00 hours planned",
		"A  1 person; 4:00 wanted (20 %), 0:25 planned, 3:35 unused; 0:25 spent this week",
		"Monday, 23 November 2026, 0:00 of 4:00",
		"         25 min  A  Ada: Visited without a plan (done)",
		"  10:10  45 min  B  Bea: Visit due on Tue 10 Nov, 16 days late",
	} {
		if !slices.Contains(strings.Split(out, "\n"), line) {
			t.Errorf("without %q:\n%s", line, out)
		}
	}
}

func TestPlanWithinHours(t *testing.T) {
	s := newRound(t)
	for hours, want := range map[string][6]int{ // the minutes wanted and planned
		"0": {0, 0, 0, 0, 0, 0}, "0.5": {6, 18, 6, 0, 0, 0}, "20": {240, 720, 240, 60, 135, 30}, "7.5": {90, 270, 90, 60, 135, 30},
		"7,5": {90, 270, 90, 60, 135, 30}, "4.999": {60, 179, 60, 60, 135, 30}, "60": {720, 2160, 720, 60, 135, 30},
	} {
		var got visitPlan
		s.json(&got, "plan", "--hours", hours, "--json")
		var minutes [6]int
		for i, b := range got.Bands {
			minutes[i], minutes[3+i] = b.TargetMinutes, b.PlannedMinutes
		}
		planned := 0
		for _, v := range got.Visits {
			planned += v.Minutes
		}
		if minutes != want {
			t.Errorf("%s hours: %v, want %v", hours, minutes, want)
		}
		if float64(planned) > 60*got.Hours || len(got.Visits)+len(got.LeftOut) != 5 || hours == "7.5" && got.Hours != 7.5 {
			t.Errorf("%s hours: %d minutes in %v hours, %d visits, %d left out", hours, planned, got.Hours, len(got.Visits), len(got.LeftOut))
		}
		for _, l := range got.LeftOut {
			if l.Why == "" || l.PersonID == "" {
				t.Errorf("%s hours: %+v", hours, l)
			}
		}
	}
	if out := s.ok("plan", "--hours", "0"); !strings.Contains(out, "\n5 people left out:\n") || !strings.Contains(out, "  A  Ada: Wanted by Mon 9 Nov, but ") {
		t.Errorf("%s", out)
	}
}

func TestPlanIsCalledWrongly(t *testing.T) {
	s := newRound(t)
	for _, c := range []struct {
		args []string
		said string
	}{
		{[]string{"--week", "2026-W54"}, "2026-W54"},
		{[]string{"--week", "2027-W53"}, "2027-W53"},
		{[]string{"--week", "2026-W00"}, "2026-W00"},
		{[]string{"--week", "2026-49"}, "2026-49"},
		{[]string{"--week", "2026-W9"}, "2026-W9"},
		{[]string{"--week", "2026-w49"}, "2026-w49"},
		{[]string{"--week", "next"}, "next"},
		{[]string{"--week", "9999-W52"}, "9999-W52"},
		{[]string{"--week", "０２６６-W４９"}, "-W"},
		{[]string{"--hours", "-1"}, "-1"},
		{[]string{"--hours", "1000"}, "1000"},
		{[]string{"--hours", "61"}, "61"},
		{[]string{"--hours", "84.1"}, "84.1"},
		{[]string{"--hours", "x"}, "“x”"},
		{[]string{"--hours", "1e1"}, "1e1"},
		{[]string{"--hours", "NaN"}, "NaN"},
		{[]string{"--hours", "7."}, "7."},
		{[]string{"--hours", "20h"}, "20h"},
		{[]string{"--days", "3"}, "--days"},
		{[]string{"week"}, "plan"},
	} {
		status, out, errs := s.run(append([]string{"plan"}, c.args...)...)
		if status != 2 || out != "" || strings.Count(errs, "\n") != 1 || !strings.Contains(errs, c.said) {
			t.Errorf("%v: exit %d, %s%s", c.args, status, out, errs)
		}
	}
	if status, _, errs := (&session{t: t, book: s.book + ".not"}).run("plan"); status != 1 || strings.Count(errs, "\n") != 1 {
		t.Errorf("of a book that is not there: exit %d, %s", status, errs)
	}
	for _, week := range []string{"2026-W53", "2020-W53", "2026-W01", "2027-W01"} {
		var got visitPlan
		if s.json(&got, "plan", "--week", week, "--json"); got.Week != week {
			t.Errorf("%s is %s", week, got.Week)
		}
	}
}

// Every field is there, whatever its value, and so is every list.
func TestThePlansFields(t *testing.T) {
	s := newSession(t)
	s.ok("import", s.file("people.json", `{"people":[{"uid":"ada","full_name":"Ada"}]}`))
	if out := s.ok("plan", "--json"); out != `{"week":"2026-W49","hours":20,"bands":[`+
		`{"band":"A","people":0,"profit":0,"target_share":20,"target_minutes":240,"planned_minutes":0,"spent_minutes":0},`+
		`{"band":"B","people":0,"profit":0,"target_share":60,"target_minutes":720,"planned_minutes":0,"spent_minutes":0},`+
		`{"band":"C","people":0,"profit":0,"target_share":20,"target_minutes":240,"planned_minutes":0,"spent_minutes":0}],`+
		`"visits":[],"left_out":[]}`+"\n" {
		t.Errorf("%s", out)
	}
	var got struct {
		Visits, LeftOut []map[string]json.RawMessage
	}
	s = newRound(t)
	s.json(&got, "plan", "--hours", "1", "--json")
	fields := func(m map[string]json.RawMessage) (names []string) {
		for name := range m {
			names = append(names, name)
		}
		slices.Sort(names)
		return names
	}
	s.json(&got, "plan", "--json")
	if names := fields(got.Visits[0]); !slices.Equal(names, []string{"band", "date", "minutes", "name", "person_id", "start", "why"}) {
		t.Errorf("%q", names)
	}
}

// A plan that was changed by hand is shown as it is kept, and made anew round what
// is pinned where hours are named.
func TestAKeptPlanIsShownAsItIs(t *testing.T) {
	s := newRound(t)
	ctx := context.Background()
	clock := care.ClockFrom(time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC))
	b, err := store.Open(ctx, s.book, store.Options{Clock: clock, Language: "en", MustExist: true})
	if err != nil {
		t.Fatal(err)
	}
	v, err := book.ReadVisits(ctx, b, clock, book.Span{})
	if err != nil {
		t.Fatal(err)
	}
	eva, err := b.Key(ctx, "eva")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := book.MoveVisit(ctx, b, clock, v, eva, "2026-12-04", ""); err != nil {
		t.Fatal(err)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	s.ok("log", "dov", "--kind", "promise", "Prices")
	var got visitPlan
	s.json(&got, "plan", "--json")
	if lines := got.lines(); len(lines) != 5 || lines[4] != "2026-12-04 09:30 30 C Eva: Visit due on Fri 13 Nov, 13 days late" {
		t.Errorf("%v", lines)
	}
	s.json(&got, "plan", "--hours", "2.5", "--json")
	if lines := got.lines(); len(lines) == 0 || lines[len(lines)-1] != "2026-12-04 09:30 30 C Eva: Visit due on Fri 13 Nov, 13 days late" {
		t.Errorf("%v", lines)
	}
}
