package plan_test

import (
	"fmt"
	"testing"

	"carebook/app/care"
	"carebook/app/care/plan"
)

// Two towns with five customers each were visited on several days, since those of
// small towns were more urgent and took a place in every day.
func TestATownWithManyVisitsIsVisitedOnOneDay(t *testing.T) {
	var list []string
	add := func(town string, id int) {
		// Ties are broken by the id: so one of each large town comes first, then
		// the small ones, then the others.
		list = append(list, fmt.Sprintf("p%02d B, every 30 due Mon, in %s", id, town))
	}
	add("Gandia", 1)
	add("Denia", 2)
	for i := range 6 {
		add(fmt.Sprintf("Village%d", i), 10+i)
	}
	for i := range 4 {
		add("Gandia", 20+i)
		add("Denia", 30+i)
	}
	job := task(plan.DefaultHours, list...)
	job.Shares = plan.Shares{A: 0, B: 100, C: 0}
	p := plan.Week(job)
	if len(p.Visits) != len(list) || len(p.LeftOut) > 0 {
		t.Fatalf("%d visits, %d left out", len(p.Visits), len(p.LeftOut))
	}
	days := map[string]map[care.Day]bool{}
	for _, v := range p.Visits {
		if days[v.District] == nil {
			days[v.District] = map[care.Day]bool{}
		}
		days[v.District][v.Day] = true
	}
	for town, on := range days {
		if len(on) != 1 {
			t.Errorf("%s is visited on %d days", town, len(on))
		}
	}
}

// A promise for Monday stays on Monday, though its town is visited on Tuesday.
func TestATownIsNotKeptTogetherAtThePriceOfAPromise(t *testing.T) {
	list := []string{"q1 B, promise Mon, in Gandia"}
	for i := range 5 {
		list = append(list, fmt.Sprintf("p%d B, every 30 due Tue, in Denia", i), fmt.Sprintf("r%d B, every 30 due Tue, in Gandia", i))
	}
	job := task(plan.DefaultHours, list...)
	job.Shares = plan.Shares{A: 0, B: 100, C: 0}
	for _, v := range plan.Week(job).Visits {
		if v.Why.Reason == plan.Promise && v.Day != monday {
			t.Errorf("the promise comes on %s", v.Day)
		}
	}
}
