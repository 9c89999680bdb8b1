package plan

import "fmt"

// Hours are when the user visits. Lengths are minutes, times minutes after
// midnight.
type Hours struct {
	// Days are the minutes of visits on Monday to Sunday, without the ways
	// between them; 0 is no working day.
	Days [7]int `json:"days"`
	// Start is when the first visit of a day begins.
	Start int `json:"start"`
	// PauseFrom and PauseTo bound the midday pause, in which no visit lies; equal
	// is none.
	PauseFrom int `json:"pause_from"`
	PauseTo   int `json:"pause_to"`
	// Lengths are those of a visit to A, B and C.
	Lengths [3]int `json:"lengths"`
}

// DefaultHours are four hours of visits on each of five days, until the user
// sets others.
var DefaultHours = Hours{
	Days: [7]int{240, 240, 240, 240, 240}, Start: 9*60 + 30,
	PauseFrom: 13 * 60, PauseTo: 14 * 60, Lengths: [3]int{60, 45, 30},
}

// The bounds of hours: the most minutes of visits in a day, the minute at which
// the last visit has ended, and the shortest and longest visit.
const (
	MostOfDay     = 12 * 60
	LatestEnd     = 22 * 60
	ShortestVisit = 5
	LongestVisit  = 8 * 60
)

// Part is a part of Hours, so that what is wrong can be said beside its field.
type Part string

// The parts of hours.
const (
	PartDays    Part = "days"
	PartStart   Part = "start"
	PartPause   Part = "pause"
	PartLengths Part = "lengths"
)

// HoursError says which part of hours is out of its bounds. Index is the day
// (0 is Monday) or the band (0 is A), and 0 elsewhere.
type HoursError struct {
	Part  Part
	Index int
}

// Error is the technical text.
func (e *HoursError) Error() string {
	return fmt.Sprintf("hours of visits: %s (%d) out of bounds", e.Part, e.Index)
}

// Week is the minutes of visits of a week.
func (h Hours) Week() int {
	sum := 0
	for _, minutes := range h.Days {
		sum += minutes
	}
	return sum
}

// WithWeek are the hours with another number of minutes a week: the same working
// days keep their proportion (largest remainder, Monday first) and sum exactly to
// the minutes; where no day works, Monday to Friday share them equally. Minutes
// below 0 count as 0; whether so many fit into a day is for Valid to say.
func (h Hours) WithWeek(minutes int) Hours {
	var weights [7]int64
	for i, n := range h.Days {
		weights[i] = int64(max(0, n))
	}
	if weights == [7]int64{} {
		weights = [7]int64{1, 1, 1, 1, 1}
	}
	h.Days = [7]int(apportion(max(0, minutes), weights[:]))
	return h
}

// Valid is nil where every part is within its bounds: 0 to MostOfDay minutes a
// day, a start before LatestEnd, a pause in order within one day, and visits of
// ShortestVisit to LongestVisit. Otherwise it is a *HoursError.
func (h Hours) Valid() error {
	for i, minutes := range h.Days {
		if minutes < 0 || minutes > MostOfDay {
			return &HoursError{PartDays, i}
		}
	}
	if h.Start < 0 || h.Start >= LatestEnd {
		return &HoursError{PartStart, 0}
	}
	if h.PauseFrom < 0 || h.PauseFrom > h.PauseTo || h.PauseTo > 24*60 {
		return &HoursError{PartPause, 0}
	}
	for i, minutes := range h.Lengths {
		if minutes < ShortestVisit || minutes > LongestVisit {
			return &HoursError{PartLengths, i}
		}
	}
	return nil
}
