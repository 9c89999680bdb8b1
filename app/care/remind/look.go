package remind

import (
	"time"

	"carebook/app/care"
)

// DigestDue reports whether the pop-up is to be shown: its minute has passed on
// the day where the user is, and it was not shown on that day.
func (s Settings) DigestDue(now time.Time, shownToday bool) bool {
	return !shownToday && now.Hour()*60+now.Minute() >= s.Minute
}

// NextLook is when to look again at the latest: at the next minute of the
// pop-up, or at the end of the first snooze after now. It is now where the pop-up
// is due: it is to be shown first, or, where nothing is to be said, the day
// recorded as shown.
func (s Settings) NextLook(now time.Time, shownToday bool, snoozes []care.Instant) time.Time {
	if s.DigestDue(now, shownToday) {
		return now
	}
	day := now.Day()
	if shownToday {
		day++
	}
	next := time.Date(now.Year(), now.Month(), day, 0, s.Minute, 0, 0, now.Location())
	if !next.After(now) {
		// The minute is one of those that are left out when summer time begins:
		// it has passed when the clocks have gone forward.
		next = now.Add(time.Minute)
	}
	for _, snooze := range snoozes {
		if end := snooze.Time(); end.After(now) && end.Before(next) {
			next = end
		}
	}
	return next
}
