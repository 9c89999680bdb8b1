// Package remind tells whom the user should greet, call, visit and answer on a
// day, and what the daily pop-up announces: the rules of occasions, cadences,
// promises and complaints, and of what counts as missed.
//
// It is pure: no clock of its own, no state. On which day a yearly date falls
// is for the calendar to tell, what was decided and announced before for the
// book. It imports the domain alone, and never the store, the window or a
// translation.
package remind

import (
	"strings"

	"carebook/app/care"
)

// Kind is what a reminder is about.
type Kind string

// The kinds of reminder.
const (
	Birthday    Kind = "birthday"
	Anniversary Kind = "anniversary" // and every other date of a person's
	Relative    Kind = "relative"
	Holiday     Kind = "holiday"
	Call        Kind = "call"
	Visit       Kind = "visit"
	Promise     Kind = "promise"
	Complaint   Kind = "complaint"
)

// Kinds are all kinds in the order in which a day lists them.
func Kinds() []Kind {
	return []Kind{Birthday, Anniversary, Relative, Holiday, Call, Visit, Promise, Complaint}
}

// Occasion reports whether reminders of the kind are of a day that comes back
// each year.
func (k Kind) Occasion() bool {
	return k == Birthday || k == Anniversary || k == Relative || k == Holiday
}

// ID names a reminder for good. It holds no word of what may be edited without
// it becoming another: a date may be given its year.
type ID struct {
	Kind Kind
	// Person is the person's key in the book, 0 for a holiday.
	Person int64
	// What is the occasion (see What), a holiday's ID, an event's key, or "" for
	// a cadence.
	What string
	// Round is the year of an occasion, in its own calendar, or the day from
	// which a cadence counts; "" for an event. A holiday that falls twice in a
	// Gregorian year needs two: it takes the year, and the year and "b".
	Round string
}

// Occasion is the reminder without the person, as a greeting's event names what
// it was for: "birthday 05-21 2026". It is "" for what is no occasion.
func (id ID) Occasion() string {
	if !id.Kind.Occasion() {
		return ""
	}
	return strings.Join([]string{string(id.Kind), id.What, id.Round}, " ")
}

// Status is what the user has decided about a reminder.
type Status string

// The states. A reminder about which nothing was decided is open.
const (
	Open    Status = "open"
	Done    Status = "done"
	Snoozed Status = "snoozed" // until an instant
	Skipped Status = "skipped" // this year, or this round
)

// State is what the user has decided, and until when a snooze hides it. The zero
// State is open.
type State struct {
	Status Status       `json:"status,omitempty"`
	Until  care.Instant `json:"until,omitempty"`
}

// Reminder is something due, or soon due, or missed.
type Reminder struct {
	ID
	// Name is the person's, or the holiday's.
	Name string
	// Date is the day on which it falls.
	Date care.Day
	// Added is the day on which the person entered the book: nothing before it
	// is missed. For a holiday it is the first day on which the program ran.
	Added care.Day
	// Yearly is the date that comes back, with its year, label and calendar,
	// of an occasion that is no holiday.
	Yearly care.Date
	// Age is the age, or the number of years, reached on Date; 0 where nobody
	// knows.
	Age int
	// Every is the cadence in days, Since the day of the last real contact of
	// that kind, "" where there was none.
	Every int
	Since care.Day
	// Count is how many are greeted on a holiday, Greeted how many of them
	// were.
	Count, Greeted int
	// Event is the promise or the complaint.
	Event *care.Event
	State State
	Standing
}

// Standing is where a reminder stands on a day.
type Standing struct {
	// DaysUntil counts from the day to Date; below 0 it has passed.
	DaysUntil int
	// Missed is set where the date has passed.
	Missed bool
	// Told names the announcement that this day makes of it: "7", "1", "0" for
	// a lead day, "missed", or Again where the day makes none of its own. "" is
	// none.
	Told string
	// Again is "again " and the instant at which a snooze has ended, "" where
	// none has. The end of a snooze is announced whatever else the day says: a
	// lead day that was told in the morning comes back an hour later.
	Again string
}

// Announcements name what is announced of the reminder: Told and Again, each
// once. They are one announcement, made where the book has no record of at least
// one of them, and then all are recorded: what a lead day has told is not told
// once more because a snooze ended too.
func (s Standing) Announcements() []string {
	switch {
	case s.Told == "":
		return nil
	case s.Again == "" || s.Again == s.Told:
		return []string{s.Told}
	}
	return []string{s.Told, s.Again}
}

// Lead is the lead day that is announced on the day; ok is false where none
// is.
func (s Standing) Lead() (days int, ok bool) {
	if s.Told == "" || s.Missed || s.Told == s.Again {
		return 0, false
	}
	return s.DaysUntil, true
}

// toldMissed and toldAgain name announcements that are no lead day.
const (
	toldMissed = "missed"
	toldAgain  = "again "
)
