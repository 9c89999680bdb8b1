package sheet

import "io"

// Plan is the plan of visits of a week or a month.
type Plan struct {
	Head
	Split   Split
	Days    []Day
	LeftOut []LeftOut
}

// Day is a day of a plan, its visits in the order of their times.
type Day struct {
	Name string
	// Districts are where the day leads, Room how much of it is planned.
	Districts, Room string
	Visits          []Visit
}

// Visit is a planned visit.
type Visit struct {
	Time, Length, Name, Organization string
	Band                             Band
	Address, Phone, Reason           string
	// Late is what is late; Done is a visit that was made, Pinned one that stays
	// on its day.
	Late, Done, Pinned bool
}

// LeftOut is somebody who is not in the plan, with the reason.
type LeftOut struct {
	Name   string
	Band   Band
	Reason string
}

// Write writes the page.
func (p *Plan) Write(w io.Writer) error { return write(w, "plan.html", p.Head, p) }
