package book

import (
	"carebook/app/care"
	"carebook/app/care/plan"
	"carebook/app/lang"
)

// shortWhy is a reason to visit somebody in a word or two, as a card has it.
func shortWhy(why plan.Why) string {
	if why.Days > 0 {
		return lang.N("visits.why_late", why.Days)
	}
	switch why.Reason {
	case plan.Complaint:
		return lang.T("visits.why_complaint")
	case plan.Promise:
		return lang.T("visits.why_promise")
	case plan.Overdue, plan.Due:
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

// longWhy is all of a reason.
func longWhy(why plan.Why, today care.Day) string {
	args := lang.Args{"Day": lang.DayNamed(why.Day, today)}
	said := ""
	switch why.Reason {
	case plan.Complaint:
		said = lang.T("visits.why_complaint_day", args)
	case plan.Promise:
		said = lang.T("visits.why_promise_day", args)
	case plan.Overdue, plan.Due:
		said = lang.T("visits.why_due_day", args)
	case plan.Offer:
		said = lang.T("visits.why_offer_day", args)
	case plan.Birthday:
		said = lang.T("visits.why_birthday_day", args)
	case plan.OnTheWay:
		said = lang.T("visits.why_on_the_way_day", args)
	case plan.ByHand:
		said = lang.T("visits.why_by_hand_long")
	case plan.Call:
		said = lang.T("visits.why_call_day", args)
	default:
		said = lang.T("visits.why_made_long")
	}
	if why.Days > 0 {
		return lang.N("visits.why_days_late", why.Days, lang.Args{"Why": said})
	}
	return said
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
