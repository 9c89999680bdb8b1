package lang

import (
	"time"

	"carebook/app/care"
)

// ParseDay reads a day near today as people say it in the language in use:
// today, tomorrow and yesterday; "Tuesday", the next one after today; "next
// Tuesday", that of next week; "last Tuesday"; "in 3 days", "in two weeks", "in a
// month"; "next week", its Monday, and "next month", its first day; "12 Dec" and
// "3.12.", the next one from today on, or the one whose weekday is named; and
// dates with a year, two digits of which mean the nearest such year. It is false for what is no day.
func ParseDay(words string, today care.Day) (care.Day, bool) {
	r := typed(words)
	if today.Time().IsZero() || len(r.ts) > longestDate {
		return "", false
	}
	start := 0
	for {
		if _, n := r.day(start, today, true); n > 0 {
			break
		}
		_, n := r.beforeDay.at(r.ts, start)
		if n == 0 {
			return "", false
		}
		start += n
	}
	d, n := r.day(start, today, true)
	end := start + n
	if r.is(end, ".") {
		end++
	}
	if end != len(r.ts) {
		return "", false
	}
	return d.day, true
}

// ParsePastDay reads the day on which something happened: of a day without its
// year, and of a weekday, the last one until today. A day that is named with its
// year, or from today on, is what ParseDay reads.
func ParsePastDay(words string, today care.Day) (care.Day, bool) {
	day, ok := ParseDay(words, today)
	if !ok || day <= today {
		return day, ok
	}
	now := today.Time()
	before, _ := ParseDay(words, care.DayOf(now.AddDate(0, 0, -1)))
	if before != day && care.DaysBetween(before, day) == 1 {
		return day, true // it counts from today: tomorrow
	}
	for _, from := range []care.Day{care.DayOf(now.AddDate(0, 0, -1)), care.DayOf(now.AddDate(0, 0, -7)), care.DayOf(now.AddDate(-1, 0, 0))} {
		if last, ok := ParseDay(words, from); ok && last <= today {
			return last, true
		}
	}
	return day, true
}

// foundDay is a day in a text.
type foundDay struct {
	day care.Day
	// cue is a wording that speaks of what is to come: next, in three days.
	cue bool
}

// day is the longest naming of a day that begins at a token, and the number of
// its tokens, 0 for none. Whole tells that the text should be nothing but a day.
func (r *reader) day(i int, today care.Day, whole bool) (best foundDay, n int) {
	now := today.Time()
	take := func(t time.Time, length int, cue bool) {
		if length > n && t.Year() >= 1 && t.Year() <= 9999 {
			best, n = foundDay{care.DayOf(t), cue}, length
		}
	}
	if v, length := r.near.at(r.ts, i); length > 0 {
		take(now.AddDate(0, 0, v-2), length, false) // the list begins with the day before yesterday
	}
	if count, unit, length := r.ahead(i); length > 0 {
		take(addUnits(now, count, unit), length, true)
	}
	if _, length := r.nextWeek.at(r.ts, i); length > 0 {
		take(monday(now).AddDate(0, 0, 7), length, true)
	}
	if _, length := r.nextMonth.at(r.ts, i); length > 0 {
		take(time.Date(now.Year(), now.Month()+1, 1, 0, 0, 0, 0, time.UTC), length, true)
	}
	t, length, cue := r.weekday(i, now)
	take(t, length, cue)
	t, length = r.dated(i, now, whole)
	take(t, length, false)
	return best, n
}

// dated is the day of a date, alone or with its weekday before or behind it. A
// weekday tells the last such day from the next one: on a Thursday, 26 November,
// "Tue 24 Nov" was two days ago.
func (r *reader) dated(i int, today time.Time, whole bool) (day time.Time, n int) {
	at := i
	weekday, named := r.weekdays.at(r.ts, i)
	if named > 0 {
		at = r.skip(i + named)
	}
	d := r.date(at, whole || named > 0)
	if d.n == 0 {
		return today, 0
	}
	day, ok := d.near(today)
	if !ok {
		return today, 0
	}
	at += d.n
	if behind, length := r.weekdays.at(r.ts, at); length > 0 {
		weekday, named = behind, length // 12月1日周二
		at += length
	}
	last := day.AddDate(-1, 0, 0)
	if d.Year == 0 && named > 0 && int(day.Weekday()) != weekday && int(last.Weekday()) == weekday {
		day = last
	}
	return day, at - i
}

// near is the day of a date: of the nearest year where two digits name it, from
// today on where nothing does. Lunar dates and months are no days here.
func (d typedDate) near(today time.Time) (time.Time, bool) {
	if d.Calendar == care.Lunar || d.Month == 0 || d.Day == 0 || !d.Valid() && !d.short {
		return time.Time{}, false
	}
	first, last := d.Year, d.Year
	switch {
	case d.short:
		first = yearNear(d.Year, today.Year())
		last = first
	case d.Year == 0:
		first, last = today.Year(), today.Year()+8 // a leap year is among them
	}
	for d.Year = first; d.Year <= last; d.Year++ {
		t := time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)
		if d.Valid() && (first == last || !t.Before(today)) {
			return t, true
		}
	}
	return time.Time{}, false
}

// Units of time, in the order of the list of their words.
const (
	inDays = iota
	inWeeks
	inMonths
)

// ahead is a stretch of time from now: "in 3 days", "in a week", 三天后.
func (r *reader) ahead(i int) (count, unit, n int) {
	at := i
	_, before := r.in.at(r.ts, at)
	at += before
	count, length := r.count(at)
	at += length
	if length == 0 {
		count = 1
	}
	unit, length = r.units.at(r.ts, at)
	if length == 0 {
		return 0, 0, 0
	}
	at += length
	_, after := r.later.at(r.ts, at)
	if before+after == 0 || count == 0 {
		return 0, 0, 0
	}
	return count, unit, at + after - i
}

// count is a number of something, in digits or as a word; above 999 there is
// none that a day is counted by.
func (r *reader) count(i int) (value, n int) {
	if v, width := r.digits(i); width > 0 && width <= 3 {
		return v, 1
	}
	if v, n := r.counts.at(r.ts, i); n > 0 {
		return v + 1, n
	}
	if v, n := r.hanNumber(i); v > 0 && v < 100 {
		return v, n
	}
	return 0, 0
}

// addUnits is the day a stretch of time after another. A month leads to the
// same day of the month, or to the last one.
func addUnits(t time.Time, count, unit int) time.Time {
	switch unit {
	case inDays:
		return t.AddDate(0, 0, count)
	case inWeeks:
		return t.AddDate(0, 0, 7*count)
	}
	first := time.Date(t.Year(), t.Month()+time.Month(count), 1, 0, 0, 0, 0, time.UTC)
	return first.AddDate(0, 0, min(t.Day(), care.DaysIn(first.Year(), int(first.Month())))-1)
}

// monday begins the week of a day.
func monday(t time.Time) time.Time { return t.AddDate(0, 0, -((int(t.Weekday()) + 6) % 7)) }

// which says which day of its name is meant.
type which int

const (
	unsaid which = iota
	nextWeeks
	thisWeeks
	lastOne
	comingOne
)

// saying is what stands at a token to say which day is meant, the longest first
// where then holds of what follows it.
func (r *reader) saying(i int, then func(end int) bool) (said which, end int) {
	end = i
	for _, s := range []struct {
		*lexicon
		which
	}{{&r.nextWeek, nextWeeks}, {&r.next, nextWeeks}, {&r.inWeek, thisWeeks}, {&r.last, lastOne}, {&r.coming, comingOne}} {
		if _, n := s.at(r.ts, i); i+n > end && then(i+n) {
			said, end = s.which, i+n
		}
	}
	return said, end
}

// weekday is a day of the week with what says which one: "Tuesday", "next
// Tuesday", "Tuesday next week", 下周二.
func (r *reader) weekday(i int, today time.Time) (day time.Time, n int, cue bool) {
	said, at := r.saying(i, func(end int) bool {
		_, n := r.weekdays.at(r.ts, r.skip(end))
		return n > 0
	})
	if said != unsaid {
		at = r.skip(at)
	}
	weekday, length := r.weekdays.at(r.ts, at)
	if length == 0 {
		return today, 0, false
	}
	at += length
	if said == unsaid {
		next := r.skip(at)
		if behind, end := r.saying(next, func(int) bool { return true }); behind != unsaid {
			said, at = behind, end
		}
	}
	inWeek := (weekday + 6) % 7 // days after Monday
	ahead := (weekday - int(today.Weekday()) + 7) % 7
	n = at - i
	switch said {
	case nextWeeks:
		return monday(today).AddDate(0, 0, 7+inWeek), n, true
	case thisWeeks:
		return monday(today).AddDate(0, 0, inWeek), n, true
	case lastOne:
		if ahead == 0 {
			return today.AddDate(0, 0, -7), n, false
		}
		return today.AddDate(0, 0, ahead-7), n, false
	}
	if ahead == 0 {
		ahead = 7
	}
	return today.AddDate(0, 0, ahead), n, said == comingOne
}
