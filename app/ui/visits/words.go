package visits

import (
	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit/visittime"
)

// bandNames are the letters of the bands in their order.
var bandNames = [3]string{string(care.BandA), string(care.BandB), string(care.BandC)}

// tile is what stands before somebody in a list of reasons: the letter of the band,
// or that there is none yet.
func tile(b care.Band) string {
	if b == "" {
		b = care.BandNew
	}
	return book.BandName(b)
}

// widestTile is the longest tile of so many people.
func widestTile(n int, band func(i int) care.Band) string {
	widest := ""
	for i := range n {
		if t := tile(band(i)); len(t) > len(widest) {
			widest = t
		}
	}
	return widest
}

// length are minutes as 4:05, lengths those of three bands, hours as they stand
// before the word hours.
var length, lengths, hours = visittime.Length, visittime.Lengths, visittime.Hours

// rangeWords are the days of a view: those on which there is something, or else
// all of it.
func rangeWords(v *book.VisitsView, today care.Day) string {
	if v.Span.Month {
		return lang.MonthTitle(v.Span.From)
	}
	from, to := v.From, v.To
	if n := len(v.Days); n > 0 {
		from, to = v.Days[0].Day, v.Days[n-1].Day
	}
	return lang.DaysFrom(from, to, today)
}

// spanName is what a view is called: this week, next week, week 49, or its
// month.
func spanName(v *book.VisitsView, today care.Day) string {
	if v.Span.Month {
		return rangeWords(v, today)
	}
	switch care.DaysBetween(mondayOf(today), mondayOf(v.From)) {
	case 0:
		return lang.T("visits.this_week")
	case 7:
		return lang.T("visits.next_week")
	case -7:
		return lang.T("visits.last_week")
	}
	return weekName(v.From)
}

// weekName is a week by its number (ISO 8601).
func weekName(monday care.Day) string {
	_, week := monday.Time().ISOWeek()
	return lang.T("visits.week_number", lang.Args{"Week": week})
}

// visitsOf counts the visits of a view.
func visitsOf(v *book.VisitsView) int {
	n := 0
	for i := range v.Days {
		n += len(v.Days[i].Visits)
	}
	return n
}

// countWords say how many visits there are in how much of the time.
func countWords(v *book.VisitsView) string {
	return lang.N("visits.count", visitsOf(v), lang.Args{"Planned": hours(v.Planned), "Room": hours(v.Room)})
}
