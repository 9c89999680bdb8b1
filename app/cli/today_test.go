package cli_test

import (
	"strings"
	"testing"
)

// today is the answer of the command.
type today struct {
	On        string
	Reminders []struct {
		ID, Kind, Name, Occasion, Date, State, Text string
		PersonID                                    *string `json:"person_id"`
		Lead                                        *int
		DaysUntil                                   int `json:"days_until"`
		Age                                         *int
		Missed                                      bool
		Count                                       *int
	}
}

func TestTodaySaysWhomToGreet(t *testing.T) {
	s := newSession(t)
	s.ok("import", s.file("people.vcf", strings.Join([]string{
		"BEGIN:VCARD", "VERSION:4.0", "UID:ada", "FN:Ada", "BDAY:1980-11-26", "END:VCARD",
		"BEGIN:VCARD", "VERSION:4.0", "UID:bea", "FN:Bea", "BDAY:--1203", "END:VCARD",
		"BEGIN:VCARD", "VERSION:4.0", "UID:cid", "FN:Cid", "BDAY:1979-12-20", "END:VCARD",
		"BEGIN:VCARD", "VERSION:4.0", "UID:dov", "FN:Dov", "BDAY:1990-11-24", "END:VCARD",
	}, "\r\n")))
	var got today
	s.json(&got, "today", "--json")
	if got.On != "2026-11-26" || len(got.Reminders) < 2 {
		t.Fatalf("%+v", got)
	}
	ada, bea := got.Reminders[0], got.Reminders[1]
	if ada.Kind != "birthday" || ada.Name != "Ada" || *ada.Lead != 0 || *ada.Age != 46 || ada.DaysUntil != 0 || ada.State != "open" ||
		ada.Missed || ada.PersonID == nil || ada.Count != nil || ada.Date != "2026-11-26" || ada.Occasion != "11-26" || ada.Text != "Ada: Birthday, 46" {
		t.Errorf("%+v", ada)
	}
	if bea.Name != "Bea" || *bea.Lead != 7 || bea.Age != nil || bea.DaysUntil != 7 || bea.Date != "2026-12-03" {
		t.Errorf("%+v", bea)
	}
	for _, r := range got.Reminders {
		if r.Name == "Cid" || r.Name == "Dov" { // too far away, and passed before he was added
			t.Errorf("%s is listed", r.Name)
		}
	}
	s.json(&got, "today", "--days", "30", "--json")
	if last := got.Reminders[len(got.Reminders)-1]; !strings.Contains(s.ok("today", "--days", "30"), "Cid") || last.Lead != nil && last.Name == "Cid" {
		t.Errorf("%+v", last)
	}
	// A look at another day says what that day would have been, as if the
	// program had run on each day, and leaves no trace.
	s.json(&got, "today", "--on", "2026-11-30", "--json")
	if missed := got.Reminders[0]; missed.Name != "Ada" || !missed.Missed || missed.DaysUntil != -4 || missed.Lead != nil {
		t.Errorf("%+v", missed)
	}
	if out := s.ok("today"); !strings.HasPrefix(out, "Thursday, 26 November 2026\n\nToday\n  Ada: Birthday, 46\n") || !strings.Contains(out, "\nSoon\n  Bea: Thu 3 Dec: birthday\n") {
		t.Errorf("%s", out)
	}
	for _, wrong := range [][]string{{"--on", "31.02."}, {"--days", "0"}, {"--days", "1000"}} {
		if status, _, errs := s.run(append([]string{"today"}, wrong...)...); status != 2 || strings.Count(errs, "\n") != 1 {
			t.Errorf("%v: exit %d, %s", wrong, status, errs)
		}
	}
}
