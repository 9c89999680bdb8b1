package calendar

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	lunar "github.com/6tail/lunar-go/calendar"
	hijri "github.com/hablullah/go-hijri"
	"pgregory.net/rapid"

	"carebook/app/care"
)

// parsed is the rule of a text that must be one.
func parsed(t *testing.T, text string) Rule {
	t.Helper()
	r, err := ParseRule(text)
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	return r
}

func TestParseRule(t *testing.T) {
	for text, want := range map[string]string{
		"12-25":                                  "12-25",
		"fixed 12-25":                            "12-25",
		" 1-6 ":                                  "01-06",
		"02-29":                                  "02-29",
		"12-25 +1":                               "12-25 +1",
		"12-25 −1":                               "12-25 -1",
		"12-25 +0":                               "12-25",
		"thu 4 11":                               "thu 4 11",
		"Thursday 4 11 +1":                       "thu 4 11 +1",
		"SUN LAST 05":                            "sun last 5",
		"mon 5 2":                                "mon 5 2",
		"mon  before 05-25":                      "mon before 05-25",
		"sat after 6-19":                         "sat after 06-19",
		"sun before 12-25 -21":                   "sun before 12-25 -21",
		"easter":                                 "easter",
		"easter 0":                               "easter",
		"orthodox 0":                             "orthodox",
		"Easter -47":                             "easter -47",
		"orthodox +49":                           "orthodox +49",
		"lunar 01-01":                            "lunar 01-01",
		"lunar 12-30":                            "lunar 12-30",
		"lunar 1-1 -1":                           "lunar 01-01 -1",
		"term qingming":                          "term qingming",
		"islamic 10-01 +1":                       "islamic 10-01 +1",
		"islamic 09-30":                          "islamic 09-30",
		"hebrew tishri 1":                        "hebrew tishri 1",
		"hebrew Tishrei 01":                      "hebrew tishri 1",
		"hebrew adar2 14":                        "hebrew adar 14",
		"hebrew adar1 30":                        "hebrew adar1 30",
		"table 2027-10-29 2026-11-08 2026-11-08": "table 2026-11-08 2027-10-29",
		"table 2026-11-08 +1":                    "table 2026-11-08 +1",
		"sun last 5 if easter +49 then +7":       "sun last 5 if easter +49 then +7",
		"07-04 if sat then -1 if sunday then +1": "07-04 if sat then -1 if sun then +1",
		"07-04 if sun 1 7 then +1":               "07-04 if sun 1 7 then +1",
	} {
		r, err := ParseRule(text)
		if err != nil || r.String() != want {
			t.Errorf("%q is %q, %v, want %q", text, r, err, want)
			continue
		}
		if again := parsed(t, r.String()); !reflect.DeepEqual(again, r) {
			t.Errorf("%q comes back as %+v, was %+v", r, again, r)
		}
	}
}

// A rule in JSON is its text.
func TestRuleInJSON(t *testing.T) {
	in := Holiday{ID: "own.day", Rule: parsed(t, "hebrew iyar 5 if mon then +1")}
	b, err := json.Marshal(in)
	if err != nil || !strings.Contains(string(b), `"hebrew iyar 5 if mon then +1"`) {
		t.Fatalf("%s, %v", b, err)
	}
	var out Holiday
	if err := json.Unmarshal(b, &out); err != nil || !reflect.DeepEqual(out, in) {
		t.Errorf("%+v comes back as %+v, %v", in, out, err)
	}
	if err := json.Unmarshal([]byte(`{"rule": "someday"}`), &out); care.CodeOf(err) != care.CodeBadRule {
		t.Errorf("no rule: %v", err)
	}
}

func TestParseRuleFails(t *testing.T) {
	for text, want := range map[string]care.Code{
		"":                                    care.CodeBadRule,
		"christmas":                           care.CodeBadRule,
		"12":                                  care.CodeBadRule,
		"12/25":                               care.CodeBadRule,
		"13-01":                               care.CodeBadRule,
		"00-10":                               care.CodeBadRule,
		"12-32":                               care.CodeBadRule,
		"012-25":                              care.CodeBadRule,
		"12-25-1":                             care.CodeBadRule,
		"12-25 1":                             care.CodeBadRule,
		"12-25 +100":                          care.CodeBadRule,
		"12-25 +1 +1":                         care.CodeBadRule,
		"+1":                                  care.CodeBadRule,
		"thu":                                 care.CodeBadRule,
		"thu 4":                               care.CodeBadRule,
		"thu 6 11":                            care.CodeBadRule,
		"thu 0 11":                            care.CodeBadRule,
		"thu 4 13":                            care.CodeBadRule,
		"thu first 11":                        care.CodeBadRule,
		"thu before 11":                       care.CodeBadRule,
		"easter sunday":                       care.CodeBadRule,
		"fixed easter":                        care.CodeBadRule,
		"lunar":                               care.CodeBadRule,
		"lunar 13-01":                         care.CodeBadRule,
		"term spring":                         care.CodeBadRule,
		"islamic ramadan 1":                   care.CodeBadRule,
		"hebrew 1 1":                          care.CodeBadRule,
		"hebrew tishri":                       care.CodeBadRule,
		"hebrew tishri 0":                     care.CodeBadRule,
		"table":                               care.CodeBadRule,
		"table 26-11-08":                      care.CodeBadRule,
		"table 2026-11-08, 2027-10-29":        care.CodeBadRule,
		"12-25 if sat":                        care.CodeBadRule,
		"12-25 if then +1":                    care.CodeBadRule,
		"12-25 if sat then 1":                 care.CodeBadRule,
		"12-25 if sat then +1 +1":             care.CodeBadRule,
		"12-25 if sat then +1 then +2":        care.CodeBadRule,
		"if sat then +1":                      care.CodeBadRule,
		"12-25 if someday then +1":            care.CodeBadRule,
		"02-30":                               care.CodeRuleNeverFalls,
		"fixed 02-30":                         care.CodeRuleNeverFalls,
		"04-31 +1":                            care.CodeRuleNeverFalls,
		"mon before 06-31":                    care.CodeRuleNeverFalls,
		"lunar 01-31":                         care.CodeRuleNeverFalls,
		"islamic 09-31":                       care.CodeRuleNeverFalls,
		"hebrew elul 30":                      care.CodeRuleNeverFalls,
		"hebrew tishri 31":                    care.CodeRuleNeverFalls,
		"table 2026-02-30":                    care.CodeRuleNeverFalls,
		"table 2026-11-08 2027-02-29":         care.CodeRuleNeverFalls,
		"table 0000-01-01":                    care.CodeRuleNeverFalls,
		"12-25 if 02-30 then +1":              care.CodeRuleNeverFalls,
		"sun last 5 if lunar 1-31 then +7":    care.CodeRuleNeverFalls,
		"12-25 if sat then +1 if 2-30 then 0": care.CodeRuleNeverFalls,
	} {
		r, err := ParseRule(text)
		var e *care.Error
		if care.CodeOf(err) != want {
			t.Errorf("%q is %+v, %v, want %s", text, r, err, want)
		} else if e = err.(*care.Error); e.Args["Text"] != text {
			t.Errorf("%q: the error speaks of %v", text, e.Args["Text"])
		}
	}
}

func TestRuleFalls(t *testing.T) {
	for _, c := range []struct {
		rule string
		year int
		want []care.Day
	}{
		{"12-25", 2026, []care.Day{"2026-12-25"}},
		{"12-25", 1, []care.Day{"0001-12-25"}},
		{"12-25", 9999, []care.Day{"9999-12-25"}},
		{"12-25", 0, nil},
		{"12-25", 10000, nil},
		{"12-31 +1", 2026, []care.Day{"2026-01-01"}},
		{"01-01 -1", 2026, []care.Day{"2026-12-31"}},
		{"12-31 +1", 9999, []care.Day{"9999-01-01"}},
		{"02-29", 2026, nil},
		{"02-29", 2028, []care.Day{"2028-02-29"}},
		{"mon 5 2", 2016, []care.Day{"2016-02-29"}},
		{"mon 5 2", 2026, nil},
		{"thu 5 10", 2026, []care.Day{"2026-10-29"}},
		{"thu last 12", 2026, []care.Day{"2026-12-31"}},
		{"thu last 10 +3", 2026, []care.Day{"2026-11-01"}},
		{"fri before 02-29", 2026, nil},
		{"thu before 12-25", 2026, []care.Day{"2026-12-24"}},
		{"fri before 12-25", 2026, []care.Day{"2026-12-18"}}, // 25 December is a Friday
		{"fri after 12-25", 2026, nil},
		{"fri after 12-25", 2027, []care.Day{"2027-01-01", "2027-12-31"}},
		{"sat after 06-19", 2026, []care.Day{"2026-06-20"}},
		{"wed before 11-23", 2026, []care.Day{"2026-11-18"}},
		{"easter", 1582, nil},
		{"easter", 1583, []care.Day{"1583-04-10"}},
		{"orthodox", 1582, nil},
		{"lunar 12-30", 2025, []care.Day{"2025-01-28"}},
		{"lunar 12-30", 2024, []care.Day{"2024-02-09"}},
		{"lunar 01-01", 1899, nil},
		{"lunar 12-30", 2101, []care.Day{"2101-01-28"}},
		{"lunar 01-01", 2101, nil},
		{"lunar 11-20", 2028, nil},
		{"lunar 11-20", 2029, []care.Day{"2029-01-04", "2029-12-24"}},
		{"lunar 06-01", 2025, []care.Day{"2025-06-25"}}, // never in the leap month
		{"term qingming", 1899, nil},
		{"term qingming", 2101, nil},
		{"term dongzhi", 2100, []care.Day{"2100-12-22"}},
		{"islamic 09-01", 1936, nil},
		{"islamic 09-01", 2078, nil},
		{"islamic 01-01", 1937, []care.Day{"1937-03-14"}},
		{"islamic 12-29", 2077, []care.Day{"2077-11-15"}},
		{"islamic 12-30", 2077, []care.Day{"2077-11-16"}},
		{"islamic 12-30", 2076, nil},
		{"islamic 09-01", 2030, []care.Day{"2030-01-05", "2030-12-26"}},
		{"islamic 09-01 +10", 2030, []care.Day{"2030-01-15"}},
		{"islamic 09-01 +10", 2031, []care.Day{"2031-01-05", "2031-12-25"}},
		{"hebrew adar 14", 2024, []care.Day{"2024-03-24"}}, // the second Adar
		{"hebrew adar1 14", 2024, []care.Day{"2024-02-23"}},
		{"hebrew adar1 14", 2025, nil},
		{"hebrew cheshvan 30", 2024, []care.Day{"2024-12-01"}},
		{"hebrew cheshvan 30", 2023, nil},
		{"table 2026-11-08 2027-10-29", 2026, []care.Day{"2026-11-08"}},
		{"table 2026-11-08 2027-10-29", 2028, nil},
		{"table 2026-12-30 2027-01-02 +3", 2027, []care.Day{"2027-01-02", "2027-01-05"}},
		{"table 2026-01-01 2026-01-02 if thu then +5", 2026, []care.Day{"2026-01-02", "2026-01-06"}},
		{"table 2026-01-01 2026-01-02 if thu then +1", 2026, []care.Day{"2026-01-02"}},
		{"07-04 if sat then -1 if sun then +1", 2026, []care.Day{"2026-07-03"}},
		{"07-04 if sat then -1 if sun then +1", 2027, []care.Day{"2027-07-05"}},
		{"07-04 if sat then -1 if sun then +1", 2028, []care.Day{"2028-07-04"}},
		{"01-01 if sat then -1", 2027, []care.Day{"2027-01-01", "2027-12-31"}}, // its own and that of 2028
		{"01-01 if sat then -1", 2028, nil},
	} {
		if got := parsed(t, c.rule).Falls(c.year); !slices.Equal(got, c.want) {
			t.Errorf("%q falls in %d on %s, want %s", c.rule, c.year, got, c.want)
		}
	}
	if got := (Rule{}).Falls(2026); len(got) > 0 || (Rule{}).String() != "" || (Rule{}).Approximate() {
		t.Errorf("the zero rule falls on %s", got)
	}
}

func TestApproximate(t *testing.T) {
	for text, want := range map[string]bool{"islamic 10-01": true, "islamic 10-01 +1": true, "12-25": false, "lunar 01-01": false, "hebrew tishri 1": false} {
		if got := parsed(t, text).Approximate(); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

// Easter is a Sunday from 22 March to 25 April, and the Orthodox one is never
// before it.
func TestEasterIsInItsBounds(t *testing.T) {
	western, orthodox := parsed(t, "easter"), parsed(t, "orthodox")
	for year := firstEaster; year <= 4099; year++ {
		w, o := western.Falls(year), orthodox.Falls(year)
		if len(w) != 1 || len(o) != 1 {
			t.Fatalf("%d has Easter on %s and %s", year, w, o)
		}
		if md := string(w[0][5:]); md < "03-22" || md > "04-25" || w[0].Time().Weekday() != time.Sunday {
			t.Errorf("Easter of %d is on %s", year, w[0])
		}
		if year <= 2500 && o[0] < w[0] || o[0].Time().Weekday() != time.Sunday {
			t.Errorf("Orthodox Easter of %d is on %s, Easter on %s", year, o[0], w[0])
		}
	}
}

// Weekday rules against a count of the days of the month.
func TestWeekdaysAreCounted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		year := rapid.IntRange(1, 9999).Draw(t, "year")
		month := rapid.IntRange(1, 12).Draw(t, "month")
		weekday := time.Weekday(rapid.IntRange(0, 6).Draw(t, "weekday"))
		var days []care.Day
		for day := 1; day <= care.DaysIn(year, month); day++ {
			if at := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC); at.Weekday() == weekday {
				days = append(days, care.DayOf(at))
			}
		}
		for nth := 1; nth <= 5; nth++ {
			got := Rule{base: nthWeekday{weekday, nth, month}}.Falls(year)
			if nth > len(days) && len(got) == 0 {
				continue
			}
			if len(got) != 1 || nth > len(days) || got[0] != days[nth-1] {
				t.Fatalf("%s %d of %d-%d is %s of %s", weekday, nth, year, month, got, days)
			}
		}
		if got := (Rule{base: nthWeekday{weekday, last, month}}).Falls(year); len(got) != 1 || got[0] != days[len(days)-1] {
			t.Fatalf("the last %s of %d-%d is %s of %s", weekday, year, month, got, days)
		}
	})
}

// The days before and after a date are the nearest ones.
func TestBesideIsTheNearest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		year := rapid.IntRange(2, 9998).Draw(t, "year")
		date := fixed{rapid.IntRange(2, 11).Draw(t, "month"), rapid.IntRange(1, 28).Draw(t, "day")}
		weekday := time.Weekday(rapid.IntRange(0, 6).Draw(t, "weekday"))
		on := time.Date(year, time.Month(date.month), date.day, 0, 0, 0, 0, time.UTC)
		for step, before := range map[int]bool{-1: true, 1: false} {
			want := on.AddDate(0, 0, step)
			for want.Weekday() != weekday {
				want = want.AddDate(0, 0, step)
			}
			got := Rule{base: beside{weekday, before, date.month, date.day}}.Falls(year)
			if len(got) != 1 || got[0] != care.DayOf(want) {
				t.Fatalf("%s beside %s: %s, want %s", weekday, care.DayOf(on), got, care.DayOf(want))
			}
		}
	})
}

// Every day of the known years of Umm al-Qura is one date, the library's.
func TestIslamicIsTheLibrarysOnEveryDay(t *testing.T) {
	days := 0
	last := time.Date(2077, 11, 16, 0, 0, 0, 0, time.UTC)
	for at := time.Date(1937, 3, 14, 0, 0, 0, 0, time.UTC); !at.After(last); at = at.AddDate(0, 0, 1) {
		want, err := hijri.CreateUmmAlQuraDate(at)
		if err != nil {
			t.Fatal(err)
		}
		d := islamicDate{int(want.Month), int(want.Day)}
		if n := numberOf(at.Year(), int(at.Month()), at.Day()); !slices.Contains(d.falls(at.Year()), n) {
			t.Fatalf("%s falls in %d on %d, want %d", d, at.Year(), d.falls(at.Year()), n)
		}
		days++
	}
	falls := 0
	for year := 1936; year <= 2078; year++ {
		for month := 1; month <= 12; month++ {
			for day := 1; day <= 30; day++ {
				falls += len(islamicDate{month, day}.falls(year))
			}
		}
	}
	if falls != days {
		t.Errorf("%d dates fall on %d days", falls, days)
	}
}

// The solar terms of two years, as the Hong Kong Observatory's almanac has them.
func TestSolarTerms(t *testing.T) {
	for year, published := range map[int]string{
		2025: "01-05 01-20 02-03 02-18 03-05 03-20 04-04 04-20 05-05 05-21 06-05 06-21 07-07 07-22 08-07 08-23 09-07 09-23 10-08 10-23 11-07 11-22 12-07 12-21",
		2026: "01-05 01-20 02-04 02-18 03-05 03-20 04-05 04-20 05-05 05-21 06-05 06-21 07-07 07-23 08-07 08-23 09-07 09-23 10-08 10-23 11-07 11-22 12-07 12-22",
	} {
		for i, want := range strings.Fields(published) {
			rule := parsed(t, "term "+terms[i])
			if got := rule.Falls(year); len(got) != 1 || string(got[0][5:]) != want {
				t.Errorf("%s of %d is %s, want %s", terms[i], year, got, want)
			}
		}
	}
}

// Every day of a Hebrew year is one date, and the years follow each other, with
// the lengths and the weekdays that the calendar allows.
func TestHebrewYearsAreWhole(t *testing.T) {
	for year := 5000; year <= 6500; year++ {
		n, next := newYear(year), newYear(year+1)
		if w := weekdayOf(n); w == time.Sunday || w == time.Wednesday || w == time.Friday {
			t.Errorf("1 Tishri %d is a %s", year, w)
		}
		if !slices.Contains([]int{353, 354, 355, 383, 384, 385}, next-n) {
			t.Errorf("the year %d has %d days", year, next-n)
		}
		at := n
		for month := range hebrewMonths {
			for day := 1; day <= 30; day++ {
				if got, ok := (hebrewDate{hebrewMonth(month), day}).in(year); ok && got != at {
					t.Fatalf("%s %d of %d is %d, want %d", hebrewMonths[month].name, day, year, got, at)
				} else if ok {
					at++
				}
			}
		}
		if at != next {
			t.Errorf("the year %d has %d days in months and %d in all", year, at-n, next-n)
		}
	}
}

// Japan's equinoxes are those of the sun in Japan's time, an hour before
// China's, in which the library tells them.
func TestEquinoxesAreTheSuns(t *testing.T) {
	for id, index := range map[string]int{"jp.vernal_equinox": 5, "jp.autumnal_equinox": 17} {
		h, ok := ByID(id)
		if !ok {
			t.Fatalf("no %s", id)
		}
		for year := 2024; year <= 2050; year++ {
			instant := lunar.NewLunarYear(year).GetJieQiJulianDays()[xiaohan+index] + 1.0/24
			want := dayOf(int(instant+0.5) - noonOf1970)
			if got := h.Rule.Falls(year); len(got) != 1 || got[0] != want {
				t.Errorf("%s of %d is %s, want %s", id, year, got, want)
			}
		}
	}
}

// India's tables keep to the moon: Diwali is within a day of the new moon and
// Holi within a day of the day after the full one. A wrong figure would not.
func TestIndianTablesKeepToTheMoon(t *testing.T) {
	for id, days := range map[string][]int{"in.diwali": {29, 30, 1}, "in.holi": {15, 16, 17}} {
		h, ok := ByID(id)
		if !ok {
			t.Fatalf("no %s", id)
		}
		for year := 2024; year <= 2035; year++ {
			got := h.Rule.Falls(year)
			if len(got) != 1 {
				t.Fatalf("%s of %d: %s", id, year, got)
			}
			if d, ok := Lunar(got[0]); !ok || !slices.Contains(days, d.Day) {
				t.Errorf("%s of %d is on %s, day %d of the moon", id, year, got[0], d.Day)
			}
		}
	}
}

func FuzzParseRule(f *testing.F) {
	for _, s := range Sets() {
		for _, h := range s.Holidays {
			f.Add(h.Rule.String())
		}
	}
	for _, text := range []string{"", "fixed 02-30", "mon before 05-25", "lunar 12-30 -1", "hebrew adar1 30", "if", "then", "12-25 if easter then +0", "table 0000-01-01", "sun last 5 if sun then +7 if sat then -99"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r, err := ParseRule(text)
		if err != nil {
			if code := care.CodeOf(err); code != care.CodeBadRule && code != care.CodeRuleNeverFalls {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		again, err := ParseRule(r.String())
		if err != nil || !reflect.DeepEqual(again, r) {
			t.Fatalf("%q prints as %q, which is %+v, %v; was %+v", text, r, again, err, r)
		}
		for _, year := range []int{-1, 0, 1, 1583, 1937, 2026, 2030, 2078, 2101, 9999, 10000} {
			days := r.Falls(year)
			for i, d := range days {
				if d.Time().Year() != year || i > 0 && d <= days[i-1] {
					t.Fatalf("%q falls in %d on %s", text, year, days)
				}
			}
		}
	})
}
