package calendar

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"carebook/app/care"
)

// bruteFalls are the yearly dates of a range, found by asking Falls for each
// date there is in each year that touches it.
func bruteFalls(from, to care.Day, leapDayOnMarch1 bool) map[Fall]bool {
	falls := map[Fall]bool{}
	try := func(d care.Date) {
		for year := from.Time().Year() - 1; year <= to.Time().Year()+1; year++ {
			if on, ok := Falls(d, year, leapDayOnMarch1); ok && on >= from && on <= to {
				falls[Fall{d, on, year}] = true
			}
		}
	}
	for month := 1; month <= 12; month++ {
		for day := range 32 {
			try(care.Date{Calendar: care.Gregorian, Month: month, Day: day})
			try(care.Date{Calendar: care.Lunar, Month: month, Day: day})
			try(care.Date{Calendar: care.Lunar, Month: month, Day: day, Leap: true})
		}
	}
	return falls
}

func checkBetween(t interface {
	Helper()
	Fatalf(string, ...any)
}, from, to care.Day, leapDayOnMarch1 bool,
) {
	t.Helper()
	want := bruteFalls(from, to, leapDayOnMarch1)
	got := Between(from, to, leapDayOnMarch1)
	for i, f := range got {
		if !want[f] {
			t.Fatalf("%s to %s: %+v does not fall there, or came before", from, to, f)
		}
		delete(want, f)
		if i > 0 && f.On < got[i-1].On {
			t.Fatalf("%s to %s: %+v comes after %+v", from, to, f, got[i-1])
		}
	}
	for f := range want {
		t.Fatalf("%s to %s: %+v is missing", from, to, f)
	}
}

func TestBetweenIsAllThatFalls(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		start := time.Date(1899, 6, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 74500).Draw(t, "from"))
		end := start.AddDate(0, 0, rapid.IntRange(0, 60).Draw(t, "days"))
		checkBetween(t, care.DayOf(start), care.DayOf(end), rapid.Bool().Draw(t, "march1"))
	})
}

// The ends of what is known, years with leap months, and both kinds of February.
func TestBetweenWholeYears(t *testing.T) {
	for _, r := range [][2]care.Day{
		{"1899-12-01", "1900-12-31"},
		{"2025-01-01", "2026-12-31"},
		{"2028-01-01", "2028-12-31"},
		{"2033-06-01", "2034-06-01"},
		{"2100-01-01", "2101-03-01"},
	} {
		checkBetween(t, r[0], r[1], false)
		checkBetween(t, r[0], r[1], true)
	}
}

func TestBetweenNothing(t *testing.T) {
	for _, r := range [][2]care.Day{{"2026-02-02", "2026-02-01"}, {"", "2026-01-01"}, {"2026-01-01", ""}, {"2026-02-30", "2026-03-01"}} {
		if got := Between(r[0], r[1], false); len(got) > 0 {
			t.Errorf("%q to %q: %+v", r[0], r[1], got)
		}
	}
}

func TestBetweenOnADay(t *testing.T) {
	lunarFall := func(on care.Day, year, month, day int, leap bool) Fall {
		return Fall{care.Date{Calendar: care.Lunar, Month: month, Day: day, Leap: leap}, on, year}
	}
	gregorianFall := func(on care.Day, year, month, day int) Fall {
		return Fall{care.Date{Calendar: care.Gregorian, Month: month, Day: day}, on, year}
	}
	for _, c := range []struct {
		on     care.Day
		march1 bool
		want   []Fall
	}{
		// The first day of the ordinary sixth month of a year that has the leap one.
		{"2025-06-25", false, []Fall{gregorianFall("2025-06-25", 2025, 6, 25), lunarFall("2025-06-25", 2025, 6, 1, false), lunarFall("2025-06-25", 2025, 6, 0, false)}},
		// The last day of a lunar year whose last month has 29 days.
		{"2025-01-28", false, []Fall{
			gregorianFall("2025-01-28", 2025, 1, 28),
			lunarFall("2025-01-28", 2024, 12, 29, false), lunarFall("2025-01-28", 2024, 12, 29, true),
			lunarFall("2025-01-28", 2024, 12, 30, false), lunarFall("2025-01-28", 2024, 12, 30, true),
		}},
		// 1 March of a common year, by setting; no lunar date is told so early.
		{"1899-03-01", true, []Fall{gregorianFall("1899-03-01", 1899, 3, 1), gregorianFall("1899-03-01", 1899, 3, 0), gregorianFall("1899-03-01", 1899, 2, 29)}},
		{"1899-02-28", false, []Fall{gregorianFall("1899-02-28", 1899, 2, 28), gregorianFall("1899-02-28", 1899, 2, 29)}},
		{"1899-02-28", true, []Fall{gregorianFall("1899-02-28", 1899, 2, 28)}},
	} {
		if got := Between(c.on, c.on, c.march1); !slices.Equal(got, c.want) {
			t.Errorf("on %s: %+v, want %+v", c.on, got, c.want)
		}
	}
}

func BenchmarkBetween40Days(b *testing.B) {
	for b.Loop() {
		Between("2026-11-26", "2027-01-04", false)
	}
}

func BenchmarkBetweenAYear(b *testing.B) {
	for b.Loop() {
		Between("2026-11-26", "2027-11-25", false)
	}
}
