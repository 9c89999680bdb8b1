package visits

import (
	"testing"

	"carebook/app/book"
	"carebook/app/care/plan"
)

// A visit that was logged and never planned has no time of day that anybody gave.
func TestACardOfALoggedVisitShowsItsMinutesAlone(t *testing.T) {
	v := &book.PlannedVisit{Visit: plan.Visit{Start: 570, Minutes: 45, Done: true}}
	if got := cardWords(v).Time; got != "09:30  45 min" {
		t.Errorf("planned and done: %q", got)
	}
	if v.Logged = true; cardWords(v).Time != "45 min" {
		t.Errorf("logged: %q", cardWords(v).Time)
	}
}
