package plan_test

import (
	"fmt"
	"testing"

	"carebook/app/care"
	"carebook/app/care/plan"
)

func TestFieldOf(t *testing.T) {
	day := func(n int) care.Day { return today.Plus(n) }
	for what, c := range map[string]struct {
		who   plan.Candidate
		call  care.Day
		field plan.Field
		whys  string
	}{
		"A with nothing":            {plan.Candidate{Band: "A"}, "", plan.PlanIt, "[]"},
		"C with nothing":            {plan.Candidate{Band: "C"}, "", plan.Leave, "[]"},
		"A late":                    {plan.Candidate{Band: "A", Every: 30, Due: day(-1)}, "", plan.DoNow, "[{overdue 2026-11-25 1}]"},
		"A due today":               {plan.Candidate{Band: "A", Every: 30, Due: day(0)}, "", plan.PlanIt, "[{due 2026-11-26 0}]"},
		"A due in two weeks":        {plan.Candidate{Band: "A", Every: 30, Due: day(14)}, "", plan.PlanIt, "[{due 2026-12-10 0}]"},
		"A due later":               {plan.Candidate{Band: "A", Every: 30, Due: day(15)}, "", plan.PlanIt, "[]"},
		"A without a cadence":       {plan.Candidate{Band: "A", Due: day(-3)}, "", plan.PlanIt, "[]"},
		"A owed a call":             {plan.Candidate{Band: "A"}, day(-2), plan.DoNow, "[{call 2026-11-24 2}]"},
		"A to call today":           {plan.Candidate{Band: "A"}, day(0), plan.PlanIt, "[{call 2026-11-26 0}]"},
		"A to call later":           {plan.Candidate{Band: "A"}, day(15), plan.PlanIt, "[]"},
		"B late":                    {plan.Candidate{Band: "B", Every: 90, Due: day(-8)}, "", plan.Quick, "[{overdue 2026-11-18 8}]"},
		"B due":                     {plan.Candidate{Band: "B", Every: 90, Due: day(3)}, "", plan.Leave, "[{due 2026-11-29 0}]"},
		"B complains":               {plan.Candidate{Band: "B", Complaint: day(-5)}, "", plan.Quick, "[{complaint 2026-11-21 5}]"},
		"B promised for next week":  {plan.Candidate{Band: "B", Promise: day(7)}, "", plan.Quick, "[{promise 2026-12-03 0}]"},
		"B promised for later":      {plan.Candidate{Band: "B", Promise: day(8)}, "", plan.Quick, "[{promise 2026-12-04 0}]"},
		"B promised for much later": {plan.Candidate{Band: "B", Promise: day(15)}, "", plan.Leave, "[]"},
		"C complains":               {plan.Candidate{Band: "C", Complaint: day(1)}, "", plan.Quick, "[{complaint 2026-11-27 0}]"},
		"C with an offer":           {plan.Candidate{Band: "C", Offer: day(7)}, "", plan.Leave, "[{offer 2026-12-03 0}]"},
		"C with a longer offer":     {plan.Candidate{Band: "C", Offer: day(8)}, "", plan.Leave, "[{offer 2026-12-04 0}]"},
		"C with an ended offer":     {plan.Candidate{Band: "C", Offer: day(-1)}, "", plan.Leave, "[]"},
		"A's birthday":              {plan.Candidate{Band: "A", Birthday: day(7)}, "", plan.PlanIt, "[{birthday 2026-12-03 0}]"},
		"A's later birthday":        {plan.Candidate{Band: "A", Birthday: day(8)}, "", plan.PlanIt, "[{birthday 2026-12-04 0}]"},
		"B's birthday":              {plan.Candidate{Band: "B", Birthday: day(2), Every: 90}, "", plan.Leave, "[{birthday 2026-11-28 0}]"},
		"a stranger's birthday":     {plan.Candidate{Band: "new", Birthday: day(2)}, "", plan.Leave, "[]"},
		"new of value 4":            {plan.Candidate{Band: "new", Value: 4, Promise: day(0)}, "", plan.DoNow, "[{promise 2026-11-26 0}]"},
		"new of value 3":            {plan.Candidate{Band: "new", Value: 3, Promise: day(0)}, "", plan.Quick, "[{promise 2026-11-26 0}]"},
		"C of value 5":              {plan.Candidate{Band: "C", Value: 5, Promise: day(0)}, "", plan.DoNow, "[{promise 2026-11-26 0}]"},
		"all at once": {
			plan.Candidate{Band: "A", Every: 30, Due: day(-1), Complaint: day(9), Promise: day(8), Offer: day(10), Birthday: day(11)},
			day(1), plan.DoNow,
			"[{complaint 2026-12-05 0} {promise 2026-12-04 0} {overdue 2026-11-25 1} {offer 2026-12-06 0} {birthday 2026-12-07 0} {call 2026-11-27 0}]",
		},
	} {
		field, whys := plan.FieldOf(&c.who, c.call, today)
		if field != c.field || fmt.Sprint(whys) != c.whys {
			t.Errorf("%s: field %d %v, want %d %s", what, field, whys, c.field, c.whys)
		}
	}
}
