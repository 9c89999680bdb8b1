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

// FieldOf is the field of a person and why: everything that is due, the most
// pressing first. callDue is the day on which a call is due, "" for none. Who
// has no reason at all has no work to put into a field.
func FieldOf(c *Candidate, callDue, today care.Day) (Field, []Why) {
	return Leave, nil
}
