package plan

import "carebook/app/care"

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

// How far ahead the four fields look, and how near a day is that cannot wait for
// the next week's plan, in days.
const (
	fieldDays  = 14
	urgentDays = 7
)

// importantValue is the least value by hand that makes somebody important who
// stands outside the split.
const importantValue = 4

// FieldOf is the field of a person, and everything that is due within two weeks,
// the most pressing first. callDue is the day on which a call is due, "" for none.
// Who has no reason has no work to put into a field.
//
// Urgent is a complaint, promise, offer or birthday within the next seven days or
// past, which cannot wait for the next plan, and a visit or call that is late.
// Important is who brings the profit: a customer in A, one in B to whom the user
// owes an answer or has given a promise, and, of those outside the split, who has
// a value of 4 or 5 by hand.
func FieldOf(c *Candidate, callDue, today care.Day) (Field, []Why) {
	whys := fieldReasons(c, callDue, today)
	urgent, owed := false, false
	near := today.Plus(urgentDays)
	for _, why := range whys {
		switch why.Reason {
		case Complaint, Promise:
			owed = true
			urgent = urgent || why.Day <= near
		case Offer, Birthday:
			urgent = urgent || why.Day <= near
		default:
			urgent = urgent || why.Days > 0
		}
	}
	important := false
	switch rowOf(c.Band) {
	case rowA:
		important = true
	case rowB:
		important = owed
	case rowOutside:
		important = c.Value >= importantValue
	}
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
