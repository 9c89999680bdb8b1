package book

import (
	"carebook/app/care"
	"carebook/app/care/plan"
	"carebook/app/lang"
)

// daysLate is by how many days a visit waits past its day as of today, 0 for none.
func daysLate(why plan.Why, today care.Day) int {
	switch why.Reason {
	case plan.Complaint, plan.Promise, plan.Overdue, plan.Due, plan.Call:
		if why.Day != "" && why.Day < today {
			return care.DaysBetween(why.Day, today)
		}
	}
	return 0
}

// madeWords say that a visit was made, and when, where that was not on the day for
// which it was planned.
func madeWords(made, planned, today care.Day) string {
	if made == "" || made == planned {
		return lang.T("visits.why_made")
	}
	return lang.T("visits.why_made_on", lang.Args{"Day": lang.DayNamed(made, today)})
}

// shortWhy is a reason to visit somebody in a word or two, as a card has it. A
// complaint and a promise are told by their names, however late they are.
func shortWhy(why plan.Why, today care.Day) string {
	switch why.Reason {
	case plan.Complaint:
		return lang.T("visits.why_complaint")
	case plan.Promise:
		return lang.T("visits.why_promise")
	case plan.Overdue, plan.Due:
		if late := daysLate(why, today); late > 0 {
			return lang.N("visits.why_late", late)
		}
		return lang.T("visits.why_due")
	case plan.Offer:
		return lang.T("visits.why_offer")
	case plan.Birthday:
		return lang.T("visits.why_birthday")
	case plan.OnTheWay:
		return lang.T("visits.why_on_the_way")
	case plan.ByHand:
		return lang.T("visits.why_by_hand")
	case plan.Call:
		return lang.T("visits.why_call")
	}
	return lang.T("visits.why_made")
}

// longWhy is all of a reason, and how late it is.
func longWhy(why plan.Why, today care.Day) string {
	said := reasonWords(why, today)
	if late := daysLate(why, today); late > 0 {
		return lang.N("visits.why_days_late", late, lang.Args{"Why": said})
	}
	return said
}

// reasonWords are a reason with its day.
func reasonWords(why plan.Why, today care.Day) string {
	args := lang.Args{"Day": lang.DayNamed(why.Day, today)}
	switch why.Reason {
	case plan.Complaint:
		return lang.T("visits.why_complaint_day", args)
	case plan.Promise:
		return lang.T("visits.why_promise_day", args)
	case plan.Overdue, plan.Due:
		return lang.T("visits.why_due_day", args)
	case plan.Offer:
		return lang.T("visits.why_offer_day", args)
	case plan.Birthday:
		return lang.T("visits.why_birthday_day", args)
	case plan.OnTheWay:
		return lang.T("visits.why_on_the_way_day", args)
	case plan.ByHand:
		return lang.T("visits.why_by_hand_long")
	case plan.Call:
		return lang.T("visits.why_call_day", args)
	}
	return lang.T("visits.why_made_long")
}

// words say why somebody is left out.
func (l leftOut) words(band care.Band, today care.Day) string {
	args := lang.Args{"Band": BandName(band), "Day": lang.DayNamed(l.Day, today)}
	switch {
	case l.since:
		return lang.T("visits.why_since", args)
	case l.Why == plan.Dropped:
		return lang.T("visits.why_dropped")
	case l.Why == plan.NoGap:
		return lang.T("visits.why_no_gap", args)
	case l.Why == plan.Outside:
		return lang.T("visits.why_outside", args)
	}
	return lang.T("visits.why_no_time", args)
}
