package care

// Band is the share of the customers to which one belongs: A, B, C, "new", or
// "" for none.
type Band string

// The bands.
const (
	BandA   Band = "A"
	BandB   Band = "B"
	BandC   Band = "C"
	BandNew Band = "new"
)

// Dueness is how far somebody's rhythm has passed.
type Dueness string

// The states of a rhythm, in the order of a list by care.
const (
	Owed     Dueness = "owed"
	DueSoon  Dueness = "soon" // within a week
	InTime   Dueness = "in_time"
	NoRhythm Dueness = "none"
)

// Rhythm is where somebody stands between two contacts.
type Rhythm struct {
	// Days have passed since the last real contact, or since the day added
	// where there was none.
	Days int
	// Every is the cadence in days, 0 for none, and Left the number of days
	// until it is over; below 0 it has been.
	Every, Left int
}

// RhythmOf tells where somebody with a cadence stands, which counts from a day;
// since is the day of the last real contact, or the day added.
func RhythmOf(every int, from, since, today Day) Rhythm {
	r := Rhythm{Days: max(0, DaysBetween(since, today)), Every: every}
	if every > 0 {
		r.Left = every - DaysBetween(from, today)
	}
	return r
}

// Share is the part of the rhythm that has passed: 1 on the day it is over, 0
// without a rhythm.
func (r Rhythm) Share() float64 {
	if r.Every == 0 {
		return 0
	}
	return max(0, float64(r.Every-r.Left)/float64(r.Every))
}

// Due tells how pressing the rhythm is.
func (r Rhythm) Due() Dueness {
	switch {
	case r.Every == 0:
		return NoRhythm
	case r.Left < 0:
		return Owed
	case r.Left <= 6:
		return DueSoon
	}
	return InTime
}

// Plus is the day so many days later, or earlier below 0; "" where there is
// none, or no such day.
func (d Day) Plus(days int) Day {
	t := d.Time()
	if t.IsZero() {
		return ""
	}
	return DayOf(t.AddDate(0, 0, days))
}

// DaysBetween is the number of days from a day to a later one, 0 where either
// is none.
func DaysBetween(from, to Day) int {
	a, b := from.Time(), to.Time()
	if a.IsZero() || b.IsZero() {
		return 0
	}
	return int(b.Sub(a).Hours() / 24)
}
