package book_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"carebook/app/book"
	"carebook/app/care"
)

// What a birthday announces over a year in which the laptop is shut for days and
// its clock is wrong at times is what a naive count of the days says: each lead
// day on which the pop-up came, and once that it was missed.
func TestAYearOfBirthdaysIsAnnouncedOnceEach(t *testing.T) {
	for seed := range uint64(4) {
		t.Run(fmt.Sprint("year ", seed), func(t *testing.T) {
			y := newYear(t, rand.New(rand.NewPCG(seed, 5)))
			for y.day < 365 {
				y.live()
			}
			y.judge()
		})
	}
}

// year is a year of somebody's mornings.
type year struct {
	*diary
	chance *rand.Rand
	start  time.Time
	day    int
	// born are the birthdays by name.
	born map[string]care.Day
	// looks are the days on which the pop-up came, in the order in which they
	// did; told counts announcements by name and what was told, after those that
	// came after somebody was done with.
	looks []care.Day
	told  map[[2]string]int
	after []string
	// done is the number of looks before a birthday was done with.
	done map[string]int
}

func newYear(t *testing.T, chance *rand.Rand) *year {
	y := &year{diary: newDiary(t, "2026-01-01T08:00:00+01:00"), chance: chance, born: map[string]care.Day{}, told: map[[2]string]int{}, done: map[string]int{}}
	y.noHolidays()
	y.start = y.clock.Now()
	for i := range 40 {
		at := y.start.AddDate(0, 0, 10+chance.IntN(340))
		name := fmt.Sprint("person ", i)
		y.person(care.Person{FullName: name, Dates: birthday(0, int(at.Month()), at.Day())})
		y.born[name] = care.DayOf(at)
	}
	return y
}

// live is a morning, after a night or some days with the laptop shut; now and
// then with a clock that is days or months wrong.
func (y *year) live() {
	y.day++
	if y.chance.IntN(8) == 0 {
		y.day += y.chance.IntN(25)
	}
	wrong := 0
	if y.chance.IntN(10) == 0 {
		wrong = -y.chance.IntN(60)
	}
	y.clock = care.ClockFrom(y.start.AddDate(0, 0, y.day+wrong).Add(time.Duration(1+y.chance.IntN(12)) * time.Hour))
	for range 1 + y.chance.IntN(2) { // started once or twice
		state, err := book.DigestDue(y.ctx(), y.store, y.clock)
		if err != nil {
			y.t.Fatal(err)
		}
		if state.Due {
			y.look()
		}
	}
}

// look is what the pop-up does.
func (y *year) look() {
	digest := y.digest()
	for _, it := range digest.Items {
		if it.Told == "" || it.Date != y.born[it.Name] { // of the year before or after
			continue
		}
		y.told[[2]string{it.Name, it.Told}]++
		if _, over := y.done[it.Name]; over {
			y.after = append(y.after, it.Name)
		}
	}
	if err := book.Shown(y.ctx(), y.store, y.clock, digest); err != nil {
		y.t.Fatal(err)
	}
	y.looks = append(y.looks, digest.On)
	for _, it := range digest.Items {
		if it.Date == y.born[it.Name] && y.chance.IntN(12) == 0 {
			if _, err := book.Finish(y.ctx(), y.store, y.clock, it); err != nil {
				y.t.Fatal(err)
			}
			y.done[it.Name] = len(y.looks)
		}
	}
}

// judge counts anew from the days alone.
func (y *year) judge() {
	if len(y.after) > 0 {
		y.t.Errorf("announced after they were done with: %v", y.after)
	}
	for name, born := range y.born {
		want := map[string]int{}
		looks := y.looks
		if n, over := y.done[name]; over {
			looks = looks[:n]
		}
		for i, on := range looks {
			switch until := care.DaysBetween(on, born); {
			case until == 7 || until == 1 || until == 0:
				want[fmt.Sprint(until)] = 1
			case until < 0 && y.stillListed(looks[:i+1], born, on):
				want["missed"] = 1
			}
		}
		for _, told := range []string{"7", "1", "0", "missed"} {
			if got := y.told[[2]string{name, told}]; got != want[told] {
				y.t.Errorf("%s, born on %s, was told %q %d times, want %d", name, born, told, got, want[told])
			}
		}
	}
}

// stillListed reports whether a birthday that has passed counts as missed: it is
// less than fourteen days since the first day after it on which there was a look.
func (y *year) stillListed(looks []care.Day, born, on care.Day) bool {
	first := on
	for _, day := range looks {
		if day > born && day < first {
			first = day
		}
	}
	return care.DaysBetween(first, on) < 14
}
