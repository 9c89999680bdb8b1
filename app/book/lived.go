package book

import (
	"context"

	"carebook/app/care"
	"carebook/store"
)

// mostLived is how many days the days between two runs of the program count for, at
// most, when what is old is to be forgotten for good.
const mostLived = 7

// livedBefore is the instant before which what happened is older than a number of days,
// by the clock and by the days on which the program ran: those since the last one count
// for a single day, and those between two earlier ones for a week at most. A clock that
// is years ahead for a day or two makes nothing look old by it. "" is before everything:
// the program has not run for long enough.
func livedBefore(ctx context.Context, s *store.Store, clock care.Clock, days int) (care.Instant, error) {
	runs, err := s.Runs(ctx, "")
	if err != nil {
		return "", err
	}
	today := clock.Today()
	later, left, most := today, days, 1
	for i := len(runs) - 1; i >= 0; i-- {
		day := runs[i].Day
		if day >= later { // today, or a day that a wrong clock has dated ahead
			continue
		}
		counted := min(care.DaysBetween(day, later), most)
		if counted >= left {
			old := later.Plus(-left)
			return care.InstantOf(clock.Now().AddDate(0, 0, -care.DaysBetween(old, today))), nil
		}
		left -= counted
		later, most = day, mostLived
	}
	return "", nil
}
