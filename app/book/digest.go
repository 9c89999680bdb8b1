package book

import (
	"carebook/app/care"
	"carebook/app/care/remind"
	"carebook/app/lang"
	"carebook/store"
)

// Digest is whom the user should think of on a day.
type Digest struct {
	On care.Day
	// Items are the day's reminders in their order. Calls and visits are those
	// that the day offers; MoreCalls and MoreVisits count those beyond.
	Items                 []Item
	MoreCalls, MoreVisits int
	// More counts what a section holds beyond the first hundred.
	More map[Section]int
	// Done counts what was done or skipped on the day.
	Done int
	// ShutSince is the first day since the last run of the program before this
	// day; "" where it ran the day before, or never.
	ShutSince care.Day
	// Next is the next occasion after the day, for a day without any.
	Next *Item
	// Nobody says that there are no people in the book.
	Nobody bool
	// announced is what the pop-up of the day announces.
	announced []store.Told
}

// Item is a reminder as a page shows it.
type Item struct {
	remind.Reminder
	// Who is the person; the zero Row for a holiday.
	Who store.Row
	// Late is what is overdue, in words ("31 days"), Line the second line that
	// follows it.
	Late, Line string
}

// Section is a part of a day's page or of the pop-up.
type Section string

// The sections of a page, and those that the pop-up has besides.
const (
	MissedSection    Section = "missed"
	TodaySection     Section = "today"
	SoonSection      Section = "soon"
	CallSection      Section = "calls"
	VisitSection     Section = "visits"
	PromiseSection   Section = "promises"
	ComplaintSection Section = "complaints"
	BirthdaySection  Section = "birthdays"
	HolidaySection   Section = "holidays"
)

// PageSections are the sections of a page in their order.
func PageSections() []Section {
	return []Section{MissedSection, TodaySection, SoonSection, CallSection, VisitSection, PromiseSection, ComplaintSection}
}

var sectionNames = map[Section]string{
	MissedSection:    "reminder.section_missed",
	TodaySection:     "reminder.section_today",
	SoonSection:      "reminder.section_soon",
	CallSection:      "reminder.section_calls",
	VisitSection:     "reminder.section_visits",
	PromiseSection:   "reminder.section_promises",
	ComplaintSection: "reminder.section_complaints",
	BirthdaySection:  "reminder.section_birthdays",
	HolidaySection:   "reminder.section_holidays",
}

// SectionName is the heading of a section.
func SectionName(s Section) string { return lang.T(sectionNames[s]) }

// PageSection is where the page of a day shows the item.
func (i *Item) PageSection() Section { return pageSection(&i.Reminder) }

func pageSection(r *remind.Reminder) Section {
	switch {
	case r.Kind == remind.Call:
		return CallSection
	case r.Kind == remind.Visit:
		return VisitSection
	case r.Missed:
		return MissedSection
	case r.Kind == remind.Promise:
		return PromiseSection
	case r.Kind == remind.Complaint:
		return ComplaintSection
	case r.DaysUntil > 0:
		return SoonSection
	}
	return TodaySection
}

// PopSection is where the pop-up shows the item.
func (i *Item) PopSection() Section {
	switch s := i.PageSection(); {
	case s == CallSection || s == VisitSection || s == PromiseSection || s == ComplaintSection || s == MissedSection:
		return s
	case i.Kind == remind.Holiday:
		return HolidaySection
	}
	return BirthdaySection
}

// Pops reports whether the pop-up of the day shows the item: what the day
// announces, and the calls and visits that it offers.
func (i *Item) Pops() bool {
	return i.Told != "" || i.Kind == remind.Call || i.Kind == remind.Visit
}
