package calendar

import (
	"sync"
	"testing"
	"time"

	lunar "github.com/6tail/lunar-go/calendar"
	"pgregory.net/rapid"

	"carebook/app/care"
)

// date is a lunar date.
func date(year, month, day int, leap bool) care.Date {
	return care.Date{Calendar: care.Lunar, Year: year, Month: month, Day: day, Leap: leap}
}

// Every day of two centuries is the library's, and comes back from its date.
func TestLunarIsTheLibrarysOnEveryDay(t *testing.T) {
	days := 0
	for at := time.Date(1900, 2, 1, 0, 0, 0, 0, time.UTC); at.Year() <= LastYear; at = at.AddDate(0, 0, 1) {
		day := care.DayOf(at)
		got, ok := Lunar(day)
		if !ok {
			t.Fatalf("%s has no lunar date", day)
		}
		year, month, dayOfMonth := oracle(at)
		if want := date(year, max(month, -month), dayOfMonth, month < 0); got != want {
			t.Fatalf("%s is %+v, want %+v", day, got, want)
		}
		if back, ok := Gregorian(got); !ok || back != day {
			t.Fatalf("%+v of %s comes back as %s", got, day, back)
		}
		days++
	}
	if days != 73383 {
		t.Errorf("%d days were looked at", days)
	}
}

// oracle is the library's own conversion: it looks through the months of the
// Gregorian year for the one that holds a day and numbers leap months below
// zero.
func oracle(at time.Time) (year, month, day int) {
	l := lunar.NewLunarFromSolar(lunar.NewSolarFromYmd(at.Year(), int(at.Month()), at.Day()))
	return l.GetYear(), l.GetMonth(), l.GetDay()
}

// The days that two other sources of the calendar agree on.
func TestKnownDays(t *testing.T) {
	newYear := care.Date{Calendar: care.Lunar, Month: 1, Day: 1}
	dragonBoat := care.Date{Calendar: care.Lunar, Month: 5, Day: 5}
	midAutumn := care.Date{Calendar: care.Lunar, Month: 8, Day: 15}
	for year, want := range map[int][3]care.Day{
		2024: {"2024-02-10", "2024-06-10", "2024-09-17"},
		2025: {"2025-01-29", "2025-05-31", "2025-10-06"},
		2026: {"2026-02-17", "2026-06-19", "2026-09-25"},
		2027: {"2027-02-06", "2027-06-09", "2027-09-15"},
		2028: {"2028-01-26", "2028-05-28", "2028-10-03"},
		2029: {"2029-02-13", "2029-06-16", "2029-09-22"},
		2030: {"2030-02-03", "2030-06-05", "2030-09-12"},
	} {
		for i, d := range []care.Date{newYear, dragonBoat, midAutumn} {
			if got, ok := Falls(d, year, false); !ok || got != want[i] {
				t.Errorf("%d/%d of %d falls on %s, want %s", d.Month, d.Day, year, got, want[i])
			}
		}
	}
	for day, want := range map[care.Day]care.Date{
		"2025-06-25": date(2025, 6, 1, false),
		"2025-07-25": date(2025, 6, 1, true),
		"2033-08-25": date(2033, 8, 1, false),
		"2033-12-22": date(2033, 11, 1, true),
		"2034-02-19": date(2034, 1, 1, false),
		"1900-01-31": date(1900, 1, 1, false),
		"2101-01-28": date(2100, 12, 29, false),
	} {
		if got, ok := Lunar(day); !ok || got != want {
			t.Errorf("%s is %+v, want %+v", day, got, want)
		}
	}
	for year, want := range map[int]int{2020: 4, 2023: 2, 2024: 0, 2025: 6, 2026: 0, 2028: 5, 2031: 3, 2033: 11, 2036: 6, 2039: 5, 2042: 2, 2044: 7} {
		got := 0
		for _, m := range in(year) {
			if m.leap {
				got = m.number
			}
		}
		if got != want {
			t.Errorf("the leap month of %d is %d, want %d", year, got, want)
		}
	}
}

func TestOutsideTheYears(t *testing.T) {
	for _, d := range []care.Day{"1900-01-30", "2101-01-29", "0001-01-01", "9999-12-31", "", "2026-02-30"} {
		if got, ok := Lunar(d); ok {
			t.Errorf("%q is %+v", d, got)
		}
	}
	for _, d := range []care.Date{
		date(1899, 12, 1, false), date(2101, 1, 1, false), date(2026, 13, 1, false), date(2026, 8, 0, false), date(2026, 0, 1, false),
		date(2026, 6, 1, true), // no leap month at all
		date(2025, 6, 30, true), date(2025, 5, 31, false),
		{Year: 2026, Month: 8, Day: 15}, // not lunar
	} {
		if got, ok := Gregorian(d); ok {
			t.Errorf("%+v is %s", d, got)
		}
	}
}

func TestFalls(t *testing.T) {
	leapDay := care.Date{Year: 1980, Month: 2, Day: 29}
	for _, c := range []struct {
		name   string
		d      care.Date
		year   int
		march1 bool
		want   care.Day
	}{
		{"a birthday", care.Date{Month: 5, Day: 21}, 2026, false, "2026-05-21"},
		{"a birthday with its year", care.Date{Year: 1980, Month: 5, Day: 21}, 2026, true, "2026-05-21"},
		{"29 February in a leap year", leapDay, 2028, false, "2028-02-29"},
		{"29 February in a leap year, by setting", leapDay, 2028, true, "2028-02-29"},
		{"29 February in a common year", leapDay, 2026, false, "2026-02-28"},
		{"29 February in a common year, by setting", leapDay, 2026, true, "2026-03-01"},
		{"29 February in a century", leapDay, 2100, true, "2100-03-01"},
		{"28 February stays", care.Date{Month: 2, Day: 28}, 2026, true, "2026-02-28"},
		{"a month alone", care.Date{Month: 4}, 2026, false, "2026-04-01"},
		{"a month and its year", care.Date{Year: 1980, Month: 4}, 2026, false, "2026-04-01"},
		{"a year alone", care.Date{Year: 1980}, 2026, false, ""},
		{"a text", care.Date{Text: "spring"}, 2026, false, ""},
		{"no day", care.Date{Month: 2, Day: 30}, 2026, false, ""},
		{"no day of its year", care.Date{Year: 1981, Month: 2, Day: 29}, 2026, false, ""},
		{"year 0", care.Date{Month: 2, Day: 3}, 0, false, ""},
		{"year 10000", care.Date{Month: 2, Day: 3}, 10000, false, ""},
		{"lunar", date(0, 8, 15, false), 2026, false, "2026-09-25"},
		{"the last month of a lunar year falls in the next year", date(1979, 12, 8, false), 2025, false, "2026-01-26"},
		{"day 30 in a month of 30", date(0, 12, 30, false), 2023, false, "2024-02-09"},
		{"day 30 in a month of 29", date(0, 12, 30, false), 2024, false, "2025-01-28"},
		{"a leap month in a year that has it", date(0, 6, 1, true), 2025, false, "2025-07-25"},
		{"a leap month in a year with another", date(0, 6, 1, true), 2023, false, "2023-07-18"},
		{"a leap month in a year without any", date(0, 6, 1, true), 2026, false, "2026-07-14"},
		{"the ordinary month of a year with its leap month", date(0, 6, 1, false), 2025, false, "2025-06-25"},
		{"day 30 of a leap month of 29", date(0, 6, 30, true), 2025, false, "2025-08-22"},
		{"a lunar month alone", date(0, 8, 0, false), 2026, false, "2026-09-11"},
		{"a lunar year alone", date(1980, 0, 0, false), 2026, false, ""},
		{"a lunar year too early", date(0, 8, 15, false), 1899, false, ""},
		{"a lunar year too late", date(0, 8, 15, true), 2101, false, ""},
		{"no lunar day", date(0, 8, 31, false), 2026, false, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, ok := Falls(c.d, c.year, c.march1)
			if got != c.want || ok != (c.want != "") {
				t.Errorf("%q, %v, want %q", got, ok, c.want)
			}
		})
	}
}

func TestNextAndAge(t *testing.T) {
	for _, c := range []struct {
		name   string
		d      care.Date
		from   care.Day
		march1 bool
		want   care.Day
		age    int
	}{
		{"later this year", care.Date{Year: 1980, Month: 12, Day: 1}, "2026-11-26", false, "2026-12-01", 46},
		{"today", care.Date{Year: 1980, Month: 11, Day: 26}, "2026-11-26", false, "2026-11-26", 46},
		{"yesterday", care.Date{Year: 1980, Month: 11, Day: 25}, "2026-11-26", false, "2027-11-25", 47},
		{"the day it is", care.Date{Year: 2026, Month: 11, Day: 26}, "2026-11-26", false, "2026-11-26", 0},
		{"a wedding to come", care.Date{Year: 2028, Month: 6, Day: 1}, "2026-11-26", false, "2028-06-01", 0},
		{"29 February passed", care.Date{Year: 1980, Month: 2, Day: 29}, "2026-03-01", false, "2027-02-28", 47},
		{"29 February by setting", care.Date{Year: 1980, Month: 2, Day: 29}, "2026-03-01", true, "2026-03-01", 46},
		{"without a year", care.Date{Month: 5, Day: 21}, "2026-11-26", false, "2027-05-21", -1},
		{"a year alone", care.Date{Year: 1980}, "2026-11-26", false, "", -1},
		{"lunar", date(1979, 8, 15, false), "2026-09-25", false, "2026-09-25", 47},
		{"lunar, passed", date(1979, 8, 15, false), "2026-09-26", false, "2027-09-15", 48},
		{"lunar, in the new Gregorian year", date(1979, 12, 8, false), "2026-01-10", false, "2026-01-26", 46},
		{"lunar, twice in a Gregorian year", date(1979, 12, 1, false), "2025-01-20", false, "2026-01-19", 46},
		{"lunar, the first there is", date(0, 1, 1, false), "1900-01-15", false, "1900-01-31", -1},
		{"lunar, beyond the last", date(0, 12, 30, false), "2101-01-29", false, "", -1},
		{"lunar leap month", date(1979, 6, 15, true), "2026-01-01", false, "2026-07-28", 47},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, ok := Next(c.d, c.from, c.march1)
			if got != c.want || ok != (c.want != "") {
				t.Fatalf("falls on %q, %v, want %q", got, ok, c.want)
			}
			age, ok := Age(c.d, got)
			if ok != (c.age >= 0) || ok && age != c.age {
				t.Errorf("is %d (%v), want %d", age, ok, c.age)
			}
		})
	}
	if _, ok := Next(care.Date{Month: 5, Day: 21}, "", false); ok {
		t.Error("something comes after no day")
	}
	if _, ok := Age(care.Date{Year: 1980, Month: 5, Day: 21}, "1979-05-21"); ok {
		t.Error("somebody has an age before the birth")
	}
	if _, ok := Age(care.Date{Year: 1980, Month: 5, Day: 21}, ""); ok {
		t.Error("somebody has an age on no day")
	}
}

// The next day is the first one: none lies between, and it is a day of that
// date.
func TestNextIsTheFirst(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := care.Date{Month: rapid.IntRange(1, 12).Draw(t, "month"), Calendar: care.Gregorian}
		if rapid.Bool().Draw(t, "lunar") {
			d.Calendar, d.Day, d.Leap = care.Lunar, rapid.IntRange(0, 30).Draw(t, "day"), rapid.Bool().Draw(t, "leap")
		} else {
			d.Day = rapid.IntRange(0, care.DaysIn(2000, d.Month)).Draw(t, "day")
		}
		march1 := rapid.Bool().Draw(t, "march1")
		start := time.Date(1901, 3, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 72000).Draw(t, "from"))
		from := care.DayOf(start)
		next, ok := Next(d, from, march1)
		if !ok || next < from {
			t.Fatalf("after %s comes %q, %v", from, next, ok)
		}
		if days := care.DaysBetween(from, next); days > 385 {
			t.Fatalf("%s comes %d days after %s", next, days, from)
		}
		for year := start.Year() - 1; year <= start.Year()+1; year++ {
			if day, ok := Falls(d, year, march1); ok && day >= from && day < next {
				t.Fatalf("%s comes before %s", day, next)
			}
		}
	})
}

// Every lunar date falls on a day that Lunar reads back as itself, but for what
// the rules move.
func TestFallsAndLunarAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		year := rapid.IntRange(FirstYear, LastYear).Draw(t, "year")
		d := date(0, rapid.IntRange(1, 12).Draw(t, "month"), rapid.IntRange(1, 30).Draw(t, "day"), rapid.Bool().Draw(t, "leap"))
		day, ok := Falls(d, year, false)
		if !ok {
			t.Fatalf("%+v falls on no day of %d", d, year)
		}
		got, ok := Lunar(day)
		if !ok || got.Year != year || got.Month != d.Month || got.Leap && !d.Leap {
			t.Fatalf("%+v of %d falls on %s, which is %+v", d, year, day, got)
		}
		if _, has := find(year, d.Month, true); d.Leap && has && !got.Leap {
			t.Fatalf("%+v does not fall in the leap month of %d", d, year)
		}
		if got.Day != d.Day && (d.Day != 30 || got.Day != 29) {
			t.Fatalf("%+v falls on day %d", d, got.Day)
		}
	})
}

// Many may ask at once for years that nobody has asked for.
func TestAskingAtOnce(t *testing.T) {
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for year := FirstYear; year <= LastYear; year++ {
				if day, ok := Falls(date(0, 1, 1, false), year, false); !ok || day.Time().Year() != year {
					t.Errorf("the new year of %d falls on %s", year, day)
				}
			}
		})
	}
	wg.Wait()
}

func BenchmarkLunar(b *testing.B) {
	for b.Loop() {
		Lunar("2026-11-26")
	}
}

func BenchmarkNext(b *testing.B) {
	d := date(1979, 8, 15, false)
	for b.Loop() {
		Next(d, "2026-11-26", false)
	}
}
