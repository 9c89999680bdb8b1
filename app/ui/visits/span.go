package visits

import (
	"carebook/app/book"
	"carebook/app/care"
)

// turn goes to the week or the month n further.
func (s *Screen) turn(n int) {
	switch {
	case s.view == nil:
		return
	case s.view.Span.Month:
		s.span = book.Span{From: care.DayOf(s.view.Span.From.Time().AddDate(0, n, 0)), Month: true}
	default:
		s.span = book.Span{From: s.view.From.Plus(7 * n)}
	}
	s.reload()
}

// setMonth shows the month around the week, or a week of the month: the one that
// was shown before, or else the first.
func (s *Screen) setMonth(on bool) {
	if s.view == nil || s.view.Span.Month == on {
		return
	}
	switch {
	case on:
		s.span = book.Span{From: s.view.From.Plus(3), Month: true} // a week is of the month of its Thursday
	case s.lastWeek >= s.view.From && s.lastWeek <= s.view.To:
		s.span = book.Span{From: s.lastWeek}
	default:
		s.span = book.Span{From: s.view.Span.From}
	}
	s.reload()
}

// showWeek shows the week of a day.
func (s *Screen) showWeek(day care.Day) {
	s.span = book.Span{From: day}
	s.reload()
}

// mondayOf is the Monday of the week of a day.
func mondayOf(day care.Day) care.Day {
	return day.Plus(-((int(day.Time().Weekday()) + 6) % 7))
}
