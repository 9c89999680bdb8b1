package book

import (
	"testing"

	"carebook/app/care"
	"carebook/app/care/plan"
)

// The week to plan has something of everything that the Visits view shows.
func TestADemoBookHasAWeekWorthPlanning(t *testing.T) {
	speak(t, "en")
	s, clock := openDemo(t, demoDay, nil)
	v, err := ReadVisits(t.Context(), s, clock, Span{})
	if err != nil {
		t.Fatal(err)
	}
	visits, bands, reasons := 0, map[care.Band]int{}, map[plan.Reason]int{}
	for _, day := range v.Days {
		if len(day.Visits) < 4 || len(day.Districts) > 4 || day.Minutes < day.Room*3/4 {
			t.Errorf("%s has %d visits in %q, %d of %d minutes", day.Day, len(day.Visits), day.Districts, day.Minutes, day.Room)
		}
		together := len(day.Visits) - len(day.Districts)
		visits += together
		for _, p := range day.Visits {
			bands[p.Band]++
			reasons[p.Why.Reason]++
		}
	}
	if len(v.Days) != 5 || visits < 8 {
		t.Errorf("on %d days %d visits are where somebody else is visited", len(v.Days), visits)
	}
	for _, band := range []care.Band{care.BandA, care.BandB, care.BandC} {
		if bands[band] < 4 {
			t.Errorf("%d visits to %s", bands[band], band)
		}
	}
	for _, reason := range []plan.Reason{plan.Complaint, plan.Promise, plan.Overdue, plan.Offer, plan.Birthday, plan.Due} {
		if reasons[reason] == 0 {
			t.Errorf("nobody is visited for the reason %s", reason)
		}
	}
	if n := len(v.LeftOut); n < 5 || n > 30 {
		t.Errorf("%d are left out", n)
	}
	fields, err := ReadFourFields(t.Context(), s, clock)
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range fields.Fields {
		if f.Total < 5 {
			t.Errorf("field %d has %d people", i, f.Total)
		}
	}
}
