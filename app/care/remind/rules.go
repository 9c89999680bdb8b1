package remind

import (
	"slices"
	"strconv"
	"time"

	"carebook/app/care"
)

// missedDays is for how many days a missed occasion is listed, from the first
// day on that the program ran after it.
const missedDays = 14

// yearDays is the first age at which a missed occasion is not listed whatever
// the program slept through: the same occasion of the next year has come by then
// and stands for both.
const yearDays = 366

// Ran are the days on which the program ran, ascending. Those of the last 366
// days are enough for every rule.
type Ran []care.Day

// After is the first of the days that comes after one.
func (r Ran) After(day care.Day) (care.Day, bool) {
	i, found := slices.BinarySearch(r, day)
	if found {
		i++
	}
	if i == len(r) {
		return "", false
	}
	return r[i], true
}

// Window is the range of days, both included, on which an occasion may fall that
// is listed on a day: from the earliest that still counts as missed to the latest
// whose first lead day has come. Stand decides about each of them.
func (s Settings) Window(ran Ran, today care.Day) (from, to care.Day) {
	from = plus(today, 1-yearDays)
	// What fell before the last day on which the program ran, and that day is
	// missedDays ago or more, was listed as missed then.
	i, found := slices.BinarySearch(ran, plus(today, -missedDays))
	if !found {
		i--
	}
	if i >= 0 {
		from = max(from, ran[i])
	}
	ahead := 0
	for _, k := range Kinds() {
		ahead = max(ahead, s.leads(k)[0])
	}
	return from, plus(today, ahead)
}

// plus is the day some days after a day.
func plus(day care.Day, days int) care.Day { return care.DayOf(day.Time().AddDate(0, 0, days)) }

// Stand tells where a reminder stands at an instant, whose zone is that of the
// user; ok is false where it is not listed.
//
// An occasion is listed from its first lead day on, and once missed for
// missedDays from the first day after it on which the program ran; today is such
// a day, recorded or not. One that fell before the person was added was never
// missed; one that fell on that very day was: the pop-up of the day had perhaps
// been shown. Cadences, promises and complaints are listed from the day on which
// they are due for as long as they are: what is owed must not fall silent because
// it is owed for long.
//
// What was announced before is for the book to know. Stand says what the day
// announces, and says "missed" on each day of the listing: who keeps a record of
// Announcements by the reminder's ID announces each once, whatever the clock and
// the zone do.
func (s Settings) Stand(r *Reminder, ran Ran, now time.Time) (Standing, bool) {
	today := care.DayOf(now)
	if r.ended() || r.hidden(now) || r.Date.Time().IsZero() {
		return Standing{}, false
	}
	leads := s.leads(r.Kind)
	st := Standing{DaysUntil: care.DaysBetween(today, r.Date)}
	switch {
	case st.DaysUntil > leads[0]:
		return Standing{}, false
	case st.DaysUntil >= 0:
		if slices.Contains(leads, st.DaysUntil) {
			st.Told = strconv.Itoa(st.DaysUntil)
		}
	case r.Kind.Occasion() && !stillMissed(r, ran, today):
		return Standing{}, false
	default:
		st.Missed, st.Told = true, toldMissed
	}
	if r.snoozed() {
		st.Again = toldAgain + string(r.State.Until)
		if st.Told == "" {
			st.Told = st.Again
		}
	}
	return st, true
}

// stillMissed reports whether an occasion that has passed counts as missed on a
// day.
func stillMissed(r *Reminder, ran Ran, today care.Day) bool {
	if r.Date < r.Added || care.DaysBetween(r.Date, today) >= yearDays {
		return false
	}
	// Where the program has not run since, or only by a clock that was ahead,
	// today is the first day.
	first, ok := ran.After(r.Date)
	return !ok || care.DaysBetween(first, today) < missedDays
}

// ended reports whether the user has done with the reminder for good.
func (r *Reminder) ended() bool {
	return r.State.Status == Done || r.State.Status == Skipped && !r.snoozed()
}

// snoozed reports whether the user has put the reminder off. To skip a cadence
// is to put it off for one round: the person is owed a call still.
func (r *Reminder) snoozed() bool {
	cadence := r.Kind == Call || r.Kind == Visit
	return r.State.Status == Snoozed || r.State.Status == Skipped && cadence
}

// hidden reports whether a snooze hides the reminder at an instant.
func (r *Reminder) hidden(now time.Time) bool {
	return r.snoozed() && now.Before(r.State.Until.Time())
}
