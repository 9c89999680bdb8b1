package plan

import "carebook/app/care"

// Reason is why somebody is visited.
type Reason string

// The reasons, the most pressing first. ByHand is for visits that the user adds,
// Call for FieldOf alone.
const (
	// Complaint: an open one is due within the week, or before it.
	Complaint Reason = "complaint"
	// Promise: an open one is due within the week, or before it.
	Promise Reason = "promise"
	// Overdue: the cadence's day has passed when the week begins.
	Overdue Reason = "overdue"
	// Offer: an open one ends within the week.
	Offer Reason = "offer"
	// Birthday: within the week or three days after it.
	Birthday Reason = "birthday"
	// Due: the cadence's day lies within the week.
	Due Reason = "due"
	// OnTheWay: due within two weeks, and somebody near is visited on that day.
	OnTheWay Reason = "on_the_way"
	ByHand   Reason = "by_hand"
	Call     Reason = "call"
)

// Why is a reason with its day: that of the promise, the complaint or the
// birthday, the last one of the offer, or the one on which the visit was due.
// Days is how many days late that is on the first day that can be planned, 0 for
// none.
type Why struct {
	Reason Reason   `json:"reason"`
	Day    care.Day `json:"day,omitempty"`
	Days   int      `json:"days,omitempty"`
}

// Candidate is somebody who may be visited.
type Candidate struct {
	Key      int64
	ID, Name string
	Band     care.Band
	// Value is 1 to 5, given by hand, or 0 for none.
	Value int
	// District is where visits lie together, "" where it is not known. It is
	// compared as it stands: whoever fills it writes one district in one way.
	District string
	// Every is the cadence of visits in days and Due the day on which the next
	// is due; 0 and "" without. Last is the last visit, "" for none.
	Every     int
	Due, Last care.Day
	// Complaint and Promise are the days on which the earliest open ones are due,
	// Birthday is the next one, Offer the last day of an open offer; "" for none.
	Complaint, Promise, Birthday, Offer care.Day
}

// Visit is a visit of a plan. Start is minutes after midnight.
type Visit struct {
	Key  int64
	Band care.Band
	// District is the person's; that of a fixed visit may be left out where the
	// person is a candidate too.
	District string
	Day      care.Day
	Start    int
	Minutes  int
	Why      Why
	// Pinned visits stay where the user has put them, Done ones have been made.
	Pinned, Done bool
}

// LeftReason is why somebody who is due has no visit.
type LeftReason string

// The reasons for being left out.
const (
	// NoTime: the minutes of the band are used up, whatever others left over.
	NoTime LeftReason = "no_time"
	// NoGap: the band has the minutes, but no day has so many in one piece.
	NoGap LeftReason = "no_gap"
	// Dropped by the user.
	Dropped LeftReason = "dropped"
	// Outside: in no band, and the bands left no time over.
	Outside LeftReason = "outside"
)

// LeftOut is somebody who is due and has no visit. Day is that of the reason to
// visit, "" where there is none any more.
type LeftOut struct {
	Key int64
	Why LeftReason
	Day care.Day
}

// Task is a week to plan.
type Task struct {
	// From and To are Monday and Sunday. On days before Today nothing new is put.
	From, To, Today care.Day
	Hours           Hours
	Shares          Shares
	// Candidates are in any order: the same set has the same plan.
	Candidates []Candidate
	// Fixed are the visits that stay where they are: pinned, moved and done ones.
	// They are taken as they come, even where they leave the bounds of the hours.
	Fixed []Visit
	// Dropped are those whom the user does not want to visit this week.
	Dropped map[int64]bool
}

// Plan is the visits of a week.
type Plan struct {
	// Visits are in the order of their days and times.
	Visits []Visit
	// LeftOut are by band, the most pressing first.
	LeftOut []LeftOut
	// Target are the minutes that A, B and C should have, of the whole week whatever
	// of it is over; Planned those that they have; Unused those of the target that
	// are missing in Planned, and so free for others.
	Target, Planned, Unused [3]int
	// Minutes are those of all visits, Room what the working days of the week hold.
	Minutes, Room int
}
