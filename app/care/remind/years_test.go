package remind_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"carebook/app/calendar"
	"carebook/app/care"
	"carebook/app/care/remind"
)

// start is the moment at which the simulated years begin.
var start = time.Date(2025, 3, 1, 0, 0, 0, 0, time.UTC)

const simulatedDays = 3 * 365

// world is a user's life with the program: the true time, and what the machine
// believes it is.
type world struct {
	t        *rapid.T
	settings remind.Settings
	book     book
	// since is how long the world has lasted, ahead by how much the machine's
	// clock is ahead, zone where it believes to be.
	since, ahead time.Duration
	zone         *time.Location
	// people counts them; the holiday stands for nobody.
	people int64
	// log is all that happened, for the oracle.
	log []moment
	// list is what the user sees of the day.
	list []int
}

// book keeps what a book keeps, and no more: a restart loses nothing but it.
type book struct {
	reminders []remind.Reminder
	// told are the announcements by reminder and name, shown the days on which
	// the pop-up was, ran those on which the program was.
	told  map[announcement]bool
	shown map[care.Day]bool
	ran   remind.Ran
}

type announcement struct {
	id   remind.ID
	name string
}

// moment is something that happened: reminders came into the book, the user
// decided something, or the program looked.
type moment struct {
	// from is how many reminders there were before, to after; both are 0 where
	// none came.
	from, to int
	// decided is the reminder about which something was decided, -1 for none.
	decided int
	state   remind.State
	// look is what a look of the program saw and did.
	look *look
}

type look struct {
	// now is what the clock said, day the number of that day.
	now time.Time
	day int
	// listed was due, digest tells that the pop-up of the day was shown, and
	// announced is what it or a snooze that had ended announced.
	listed    []int
	digest    bool
	announced []int
}

func (w *world) now() time.Time { return start.Add(w.since + w.ahead).In(w.zone) }

func (w *world) pick(what string, most int) int { return rapid.IntRange(0, most).Draw(w.t, what) }

// add puts reminders into the book and the log.
func (w *world) add(list ...remind.Reminder) {
	from := len(w.book.reminders)
	w.book.reminders = append(w.book.reminders, list...)
	w.log = append(w.log, moment{from: from, to: len(w.book.reminders), decided: -1})
}

// date draws a date that comes back: any Gregorian one, 29 February, a month
// alone, or a lunar one, in a leap month or on day 30 perhaps.
func (w *world) date(kind care.DateKind) care.Date {
	d := care.Date{Kind: kind, Label: fmt.Sprint(len(w.book.reminders))}
	switch w.pick("sort of date", 7) {
	case 0:
		d.Month, d.Day = 2, 29
	case 1:
		d.Month = 1 + w.pick("month", 11)
	case 2, 3:
		d.Calendar, d.Month, d.Day = care.Lunar, 1+w.pick("month", 11), 1+w.pick("day", 29)
	case 4:
		d.Calendar, d.Month, d.Day, d.Leap = care.Lunar, []int{4, 2, 6, 5}[w.pick("month", 3)], 1+w.pick("day", 29), true
	case 5:
		d.Calendar, d.Month, d.Day = care.Lunar, 1+w.pick("month", 11), 30
	default:
		d.Month = 1 + w.pick("month", 11)
		d.Day = 1 + w.pick("day", care.DaysIn(2000, d.Month)-1)
	}
	if w.pick("with a year", 1) == 1 && d.Day > 0 {
		d.Year = 1980 // a leap year, and its leap months do not matter
	}
	return d
}

// everyYear are the reminders of a date for all years to which a clock can lead.
func (w *world) everyYear(d care.Date, id remind.ID, added care.Day) (list []remind.Reminder) {
	for year := start.Year() - 2; year <= start.Year()+5; year++ {
		on, ok := calendar.Falls(d, year, w.settings.March1)
		if !ok {
			w.t.Fatalf("%+v falls on no day of %d", d, year)
		}
		id.Round = fmt.Sprint(year)
		list = append(list, remind.Reminder{ID: id, Date: on, Added: added, Yearly: d})
	}
	return list
}

// meet adds a person with dates and a cadence.
func (w *world) meet() {
	w.people++
	added := care.DayOf(w.now())
	var list []remind.Reminder
	for range 1 + w.pick("dates", 2) {
		d := w.date(rapid.SampledFrom([]care.DateKind{care.Birthday, care.RelativeDate, care.OtherDate}).Draw(w.t, "kind of date"))
		what := remind.What(d)
		if slices.ContainsFunc(list, func(r remind.Reminder) bool { return r.Kind == remind.KindOf(d.Kind) && r.What == what }) {
			continue // the same birthday twice is one
		}
		list = append(list, w.everyYear(d, remind.ID{Kind: remind.KindOf(d.Kind), Person: w.people, What: what}, added)...)
	}
	w.add(append(list, w.cadence(remind.Call, w.people), w.cadence(remind.Visit, w.people))...)
}

// cadence is the round of somebody's calls, or visits, that begins today.
func (w *world) cadence(kind remind.Kind, person int64) remind.Reminder {
	from, every := care.DayOf(w.now()), 1+w.pick("every", 90)
	return remind.Reminder{
		ID:    remind.ID{Kind: kind, Person: person, Round: fmt.Sprint(from, " ", len(w.book.reminders))},
		Date:  plus(from, every),
		Every: every,
	}
}

// owe adds a promise or a complaint.
func (w *world) owe() {
	kind := rapid.SampledFrom([]remind.Kind{remind.Promise, remind.Complaint}).Draw(w.t, "owed")
	w.add(remind.Reminder{
		ID:   remind.ID{Kind: kind, Person: 1, What: fmt.Sprint(len(w.book.reminders))},
		Date: plus(care.DayOf(w.now()), w.pick("due in", 60)-5),
	})
}

// decide does what a user does with a line of the list.
func (w *world) decide() {
	if len(w.list) == 0 {
		return
	}
	// The lines of occasions come first and are few beside those of what is owed.
	lines := len(w.list)
	if w.pick("which lines", 1) == 0 {
		lines = min(lines, 3)
	}
	i := w.list[w.pick("line", lines-1)]
	r := &w.book.reminders[i]
	now := w.now()
	morning := func(days int) care.Instant {
		return care.InstantOf(time.Date(now.Year(), now.Month(), now.Day()+days, 0, w.settings.Minute, 0, 0, now.Location()))
	}
	switch w.pick("decision", 7) {
	case 0, 1:
		r.State = remind.State{Status: remind.Done}
	case 2:
		r.State = remind.State{Status: remind.Skipped}
		if r.Every > 0 {
			r.State.Until = morning(r.Every)
		}
	case 3, 4:
		r.State = remind.State{Status: remind.Snoozed, Until: care.InstantOf(now.Add(time.Hour))}
	case 5:
		r.State = remind.State{Status: remind.Snoozed, Until: morning(1)}
	case 6:
		r.State = remind.State{Status: remind.Snoozed, Until: morning(2 + w.pick("snoozed for", 28))}
	case 7:
		r.State = remind.State{} // undone
	}
	w.log = append(w.log, moment{decided: i, state: r.State})
	if r.Every > 0 && r.State.Status == remind.Done {
		w.add(w.cadence(r.Kind, r.Person)) // the call is logged
	}
}

// look does what the program does at its start and every 20 seconds.
func (w *world) look() {
	now := w.now()
	today := care.DayOf(now)
	b := &w.book
	if i, found := slices.BinarySearch(b.ran, today); !found {
		b.ran = slices.Insert(b.ran, i, today)
	}
	digest := w.settings.DigestDue(now, b.shown[today])
	l := &look{now: now, day: dayNumber(now), digest: digest}
	from, to := w.settings.Window(b.ran, today)
	for i := range b.reminders {
		r := &b.reminders[i]
		if r.Kind.Occasion() && (r.Date < from || r.Date > to) {
			continue
		}
		st, ok := w.settings.Stand(r, b.ran, now)
		if !ok {
			continue
		}
		l.listed = append(l.listed, i)
		comesBack := st.Again != "" && !b.told[announcement{r.ID, st.Again}]
		if !digest && !comesBack {
			continue
		}
		fresh := false
		for _, name := range st.Announcements() {
			fresh = fresh || !b.told[announcement{r.ID, name}]
			b.told[announcement{r.ID, name}] = true
		}
		if fresh {
			l.announced = append(l.announced, i)
		}
	}
	if digest {
		b.shown[today] = true
	}
	w.list = l.listed
	w.log = append(w.log, moment{decided: -1, look: l})
}

// step lets something happen, and time pass.
func (w *world) step() {
	switch n := w.pick("what happens", 99); {
	case n < 40:
		w.since += time.Duration(w.pick("minutes", 18*60)) * time.Minute
	case n < 70:
		w.since += time.Duration(w.pick("hours", 30)) * time.Hour
	case n < 74:
		w.since += time.Duration(w.pick("hours asleep", 40*24)) * time.Hour
	case n < 76: // a restart: a look without any time between
	case n < 77:
		w.ahead += time.Duration(w.pick("minutes ahead", 240)-120) * time.Minute
	case n < 78:
		w.ahead = time.Duration(w.pick("days ahead", 730)-365) * 24 * time.Hour
	case n < 81:
		w.ahead = 0 // put right
	case n < 83:
		w.zone = time.FixedZone("", (w.pick("zone", 25)-11)*3600)
	case n < 95:
		w.decide()
		return
	case n < 97:
		if w.people < 8 {
			w.meet()
		}
		return
	case n < 98:
		w.owe()
		return
	}
	w.look()
}

// Three years of somebody's life with the program: what it lists and announces
// is what the oracle says, on every look.
func TestYears(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := &world{t: t, settings: someSettings(t), zone: time.FixedZone("", 3600)}
		w.book.told, w.book.shown = map[announcement]bool{}, map[care.Day]bool{}
		for range 2 {
			d := w.date("")
			w.add(w.everyYear(d, remind.ID{Kind: remind.Holiday, What: "own." + d.Label}, "")...)
		}
		for range 2 {
			w.meet()
		}
		for w.since < simulatedDays*24*time.Hour {
			w.step()
		}
		newOracle(w).check(t)
	})
}
