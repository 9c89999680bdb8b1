package plan

import (
	"slices"

	"carebook/app/care"
)

// Field is one of the four fields of important and urgent work.
type Field int

// The fields.
const (
	// DoNow is important and urgent.
	DoNow Field = iota
	// PlanIt is important, and can wait.
	PlanIt
	// Quick is urgent alone: do it quickly, or hand it over.
	Quick
	// Leave is neither.
	Leave
)

// fieldDays is how far ahead the four fields look.
const fieldDays = 14

// importantValue is the least value by hand that makes somebody important.
const importantValue = 4

// FieldOf is the field of a person, and everything that is due within two weeks,
// the most pressing first. callDue is the day on which a call is due, "" for none.
// Who has no reason has no work to put into a field.
//
// Important is who is in A, or has a value of 4 or 5 by hand. Urgent is what
// somebody waits for: an open complaint or promise, and a visit or call that is
// late.
func FieldOf(c *Candidate, callDue, today care.Day) (Field, []Why) {
	whys := fieldReasons(c, callDue, today)
	important := c.Band == care.BandA || c.Value >= importantValue
	urgent := slices.ContainsFunc(whys, func(w Why) bool {
		return w.Reason == Complaint || w.Reason == Promise || w.Days > 0
	})
	switch {
	case important && urgent:
		return DoNow, whys
	case important:
		return PlanIt, whys
	case urgent:
		return Quick, whys
	}
	return Leave, whys
}

// fieldReasons are all reasons of a person within the days of the four fields, in
// the order of a plan, a call last.
func fieldReasons(c *Candidate, callDue, today care.Day) []Why {
	w := window{begin: today}
	last := today.Plus(fieldDays)
	var whys []Why
	add := func(reason Reason, day, from care.Day) {
		if day != "" && from <= day && day <= last {
			whys = append(whys, Why{reason, day, w.late(day)})
		}
	}
	add(Complaint, c.Complaint, "")
	add(Promise, c.Promise, "")
	due := c.Every > 0 && c.Due != ""
	if due && c.Due < today {
		add(Overdue, c.Due, "")
	}
	add(Offer, c.Offer, today)
	if hasBirthdayVisits(c) {
		add(Birthday, c.Birthday, today)
	}
	if due {
		add(Due, c.Due, today)
	}
	add(Call, callDue, "")
	return whys
}
