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

// CallRhythm is after how many days somebody of a band should hear from the
// user. Those without a band have that of B.
func CallRhythm(b Band) int {
	switch b {
	case BandA:
		return 14
	case BandC:
		return 120
	}
	return 45
}

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
	// where there was none; Every is the rhythm in days. Both are 0 for
	// somebody without a rhythm.
	Days, Every int
}

// RhythmOf tells where somebody stands. A rhythm is had by whoever has a band or
// was in contact with the user before.
func RhythmOf(b Band, last, added, today Day) Rhythm {
	if b == "" && last == "" {
		return Rhythm{}
	}
	since := last
	if since == "" {
		since = added
	}
	return Rhythm{Days: max(0, DaysBetween(since, today)), Every: CallRhythm(b)}
}

// Share is the part of the rhythm that has passed: 1 on the day it is over, 0
// without a rhythm.
func (r Rhythm) Share() float64 {
	if r.Every == 0 {
		return 0
	}
	return float64(r.Days) / float64(r.Every)
}

// Due tells how pressing the rhythm is.
func (r Rhythm) Due() Dueness {
	switch {
	case r.Every == 0:
		return NoRhythm
	case r.Days > r.Every:
		return Owed
	case r.Days > r.Every-7:
		return DueSoon
	}
	return InTime
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
