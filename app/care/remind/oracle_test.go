package remind_test

import (
	"slices"
	"time"

	"pgregory.net/rapid"

	"carebook/app/care/remind"
)

// oracle tells from all that happened what had to be listed and announced. It
// goes through the log once more for each reminder, counts days as numbers, walks
// them one by one and shares no rule with the package.
type oracle struct {
	*world
	// ranFrom is the place in the log of the first look of a day.
	ranFrom map[int]int
}

func newOracle(w *world) *oracle {
	o := &oracle{w, map[int]int{}}
	for at, m := range w.log {
		if m.look == nil {
			continue
		}
		if _, ok := o.ranFrom[m.look.day]; !ok {
			o.ranFrom[m.look.day] = at
		}
	}
	return o
}

// check fails where the log is not as it had to be.
func (o *oracle) check(t *rapid.T) {
	o.checkDigests(t)
	listed, announced := 0, 0
	for i := range o.book.reminders {
		s := o.subject(i)
		l, a := s.checkSteps(t)
		listed, announced = listed+l, announced+a
		s.checkPlain(t)
	}
	for _, m := range o.log {
		if m.look != nil {
			listed -= len(m.look.listed)
			announced -= len(m.look.announced)
		}
	}
	if listed != 0 || announced != 0 {
		t.Fatalf("listed %d too many, announced %d too many", -listed, -announced)
	}
}

// checkDigests fails unless the pop-up was shown at the first look of each day
// after its minute, and never twice on a day.
func (o *oracle) checkDigests(t *rapid.T) {
	seen := map[int]bool{}
	for _, m := range o.log {
		l := m.look
		if l == nil {
			continue
		}
		midnight := time.Date(l.now.Year(), l.now.Month(), l.now.Day(), 0, 0, 0, 0, l.now.Location())
		want := l.now.Sub(midnight) >= time.Duration(o.settings.Minute)*time.Minute && !seen[l.day]
		if l.digest != want {
			t.Fatalf("at %s the pop-up is shown: %v", l.now, l.digest)
		}
		seen[l.day] = seen[l.day] || want
	}
}

// subject is a reminder that the oracle looks at.
type subject struct {
	*oracle
	*remind.Reminder
	index int
	// due and added are days, leads the days before of each announcement.
	due, added int
	leads      []int
	yearly     bool
	cadence    bool
}

func (o *oracle) subject(i int) *subject {
	r := &o.book.reminders[i]
	s := &subject{oracle: o, Reminder: r, index: i, due: dayNumber(r.Date.Time()), leads: []int{0}}
	switch r.Kind {
	case remind.Birthday, remind.Anniversary, remind.Relative, remind.Holiday:
		s.yearly, s.leads = true, o.settings.Leads[r.Kind]
	case remind.Call, remind.Visit:
		s.cadence = true
	}
	if r.Added != "" {
		s.added = dayNumber(r.Added.Time())
	}
	return s
}

// dayNumber is the day of an instant where it is, counted from 1970.
func dayNumber(t time.Time) int {
	return int(time.Date(t.Year(), t.Month(), t.Day(), 12, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60))
}

// onList reports whether the reminder is listed at a place of the log, before
// any decision.
func (s *subject) onList(at, today int) bool {
	if today <= s.due {
		return today >= s.due-slices.Max(s.leads)
	}
	if !s.yearly {
		return true
	}
	if s.due < s.added || today > s.due+365 {
		return false
	}
	first := s.due + 1
	for first < today {
		if from, ran := s.ranFrom[first]; ran && from <= at {
			break
		}
		first++
	}
	return today < first+14
}

// put tells what a decision comes to at an instant: the reminder is hidden, or a
// snooze of it has ended.
func (s *subject) put(d remind.State, now time.Time) (hidden, over bool) {
	switch {
	case d.Status == remind.Snoozed, d.Status == remind.Skipped && s.cadence:
		over = now.UnixNano() >= d.Until.Time().UnixNano()
		return !over, over
	case d.Status == remind.Done, d.Status == remind.Skipped:
		return true, false
	}
	return false, false
}

// said is what was announced of a reminder.
type said struct {
	leads   map[int]bool
	missed  bool
	snoozes map[string]bool
}

// announces tells whether a look announces the reminder that it lists, and
// remembers it.
func (s *subject) announces(before *said, l *look, over bool, until string) bool {
	comesBack := over && !before.snoozes[until]
	if !l.digest && !comesBack {
		return false
	}
	fresh := comesBack
	if over {
		before.snoozes[until] = true
	}
	if left := s.due - l.day; slices.Contains(s.leads, left) {
		fresh = fresh || !before.leads[left]
		before.leads[left] = true
	}
	if l.day > s.due {
		fresh = fresh || !before.missed
		before.missed = true
	}
	return fresh
}

// checkSteps fails unless each look listed and announced the reminder as it had
// to. It counts how often it was.
func (s *subject) checkSteps(t *rapid.T) (listed, announced int) {
	before := &said{leads: map[int]bool{}, snoozes: map[string]bool{}}
	there := false
	var state remind.State
	for at, m := range s.log {
		there = there || m.from <= s.index && s.index < m.to
		if m.decided == s.index {
			state = m.state
		}
		l := m.look
		if l == nil || !there || !s.onList(at, l.day) {
			continue // what was listed all the same is too many in the end
		}
		hidden, over := s.put(state, l.now)
		if hidden == contains(l.listed, s.index) {
			t.Fatalf("at %s %+v is listed: %v", l.now, s.Reminder, hidden)
		}
		if hidden {
			continue
		}
		listed++
		tell := s.announces(before, l, over, string(state.Until))
		if tell != contains(l.announced, s.index) {
			t.Fatalf("at %s %+v is announced: %v", l.now, s.Reminder, !tell)
		}
		if tell {
			announced++
		}
	}
	return listed, announced
}

// contains looks in a list that ascends.
func contains(list []int, i int) bool {
	_, found := slices.BinarySearch(list, i)
	return found
}

// checkPlain says in the words of the promise what checkSteps says step by step.
// A reminder about which nothing was ever decided was announced exactly once on
// each of its lead days on which the pop-up was shown, and on no other day before
// it; and exactly once as missed where the pop-up was shown while it was listed
// as that. None was ever announced once it was done or skipped, or while it was
// snoozed.
func (s *subject) checkPlain(t *rapid.T) {
	shown, told := map[int]int{}, map[int]int{}
	missedShown, missedTold, there, touched := 0, 0, false, false
	var state remind.State
	for at, m := range s.log {
		there = there || m.from <= s.index && s.index < m.to
		if m.decided == s.index {
			state, touched = m.state, true
		}
		l := m.look
		if l == nil {
			continue
		}
		tell := contains(l.announced, s.index)
		if tell {
			ended := state.Status == remind.Done || state.Status == remind.Skipped && !s.cadence
			if !there || ended || l.now.Before(state.Until.Time()) {
				t.Fatalf("at %s %+v is announced though %+v", l.now, s.Reminder, state)
			}
			if l.day > s.due {
				missedTold++
			} else {
				told[l.day]++
			}
		}
		if there && l.digest {
			if slices.Contains(s.leads, s.due-l.day) {
				shown[l.day]++
			} else if l.day > s.due && s.onList(at, l.day) {
				missedShown++
			}
		}
	}
	if touched {
		return
	}
	for day, n := range told {
		if n != 1 || shown[day] != 1 {
			t.Fatalf("%+v was announced %d times %d days before, when the pop-up was shown %d times", s.Reminder, n, s.due-day, shown[day])
		}
	}
	if len(told) != len(shown) || missedTold != min(missedShown, 1) {
		t.Fatalf("%+v: announced on %d of %d lead days, %d times as missed, when the pop-up was shown %d times",
			s.Reminder, len(told), len(shown), missedTold, missedShown)
	}
}
