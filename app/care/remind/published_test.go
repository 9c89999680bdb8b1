package remind_test

import (
	"fmt"
	"testing"

	"carebook/app/calendar"
	"carebook/app/care"
	"carebook/app/care/remind"
)

// birth is a birthday of the lunar calendar.
func birth(month, day int) care.Date {
	return care.Date{Kind: care.Birthday, Calendar: care.Lunar, Month: month, Day: day}
}

// leapBirth is a birthday in a leap month.
func leapBirth(month, day int) care.Date {
	d := birth(month, day)
	d.Leap = true
	return d
}

// The days of these birthdays are those of the Gregorian-Lunar Calendar
// Conversion Tables that the Hong Kong Observatory publishes for the years 2020
// to 2034, typed in. They were reckoned once more without any table, from the
// new moons and the major solar terms at 120 degrees east, with leap months as
// GB/T 33661 has them.
//
// The leap months are the fourth of 2020, the second of 2023, the sixth of 2025,
// the fifth of 2028 and the eleventh of 2033.
var published = []struct {
	date care.Date
	year int
	on   care.Day
}{
	{birth(1, 1), 2020, "2020-01-25"},
	{birth(4, 1), 2020, "2020-04-23"},
	{leapBirth(4, 1), 2020, "2020-05-23"},
	{leapBirth(4, 2), 2020, "2020-05-24"},
	{birth(5, 5), 2020, "2020-06-25"},
	{birth(8, 15), 2020, "2020-10-01"},
	{birth(12, 30), 2020, "2021-02-11"},
	{birth(1, 15), 2021, "2021-02-26"},
	{leapBirth(4, 1), 2021, "2021-05-12"}, // no leap month: the ordinary one
	{leapBirth(4, 2), 2021, "2021-05-13"},
	{birth(7, 7), 2021, "2021-08-14"},
	{birth(9, 9), 2021, "2021-10-14"},
	{birth(12, 30), 2021, "2022-01-31"}, // the 29th
	{birth(1, 1), 2022, "2022-02-01"},
	{birth(5, 5), 2022, "2022-06-03"},
	{birth(8, 15), 2022, "2022-09-10"},
	{birth(12, 30), 2022, "2023-01-21"},
	{birth(2, 1), 2023, "2023-02-20"},
	{birth(2, 30), 2023, "2023-03-21"},
	{leapBirth(2, 1), 2023, "2023-03-22"},
	{leapBirth(2, 30), 2023, "2023-04-19"}, // the 29th
	{leapBirth(4, 1), 2023, "2023-05-19"},  // another leap month
	{birth(8, 15), 2023, "2023-09-29"},
	{birth(12, 8), 2023, "2024-01-18"},
	{birth(12, 30), 2023, "2024-02-09"},
	{leapBirth(2, 1), 2024, "2024-03-10"},
	{birth(5, 5), 2024, "2024-06-10"},
	{birth(8, 15), 2024, "2024-09-17"},
	{birth(12, 30), 2024, "2025-01-28"}, // the 29th
	{birth(6, 1), 2025, "2025-06-25"},
	{birth(6, 30), 2025, "2025-07-24"},
	{leapBirth(6, 1), 2025, "2025-07-25"},
	{leapBirth(6, 30), 2025, "2025-08-22"}, // the 29th
	{birth(7, 1), 2025, "2025-08-23"},
	{leapBirth(6, 1), 2026, "2026-07-14"},
	{birth(12, 1), 2026, "2027-01-08"},
	{birth(12, 30), 2026, "2027-02-05"}, // the 29th
	{birth(7, 30), 2027, "2027-08-31"},
	{birth(8, 1), 2027, "2027-09-01"},
	{birth(5, 1), 2028, "2028-05-24"},
	{leapBirth(5, 1), 2028, "2028-06-23"},
	{leapBirth(5, 15), 2028, "2028-07-07"},
	{leapBirth(5, 30), 2028, "2028-07-21"}, // the 29th
	{leapBirth(5, 1), 2029, "2029-06-12"},
	{birth(1, 1), 2030, "2030-02-03"},
	{birth(8, 1), 2033, "2033-08-25"},
	{birth(11, 1), 2033, "2033-11-22"},
	{leapBirth(11, 1), 2033, "2033-12-22"},
	{leapBirth(11, 15), 2033, "2034-01-05"},
	{birth(12, 1), 2033, "2034-01-20"},
	{birth(12, 30), 2033, "2034-02-18"},
	{leapBirth(11, 1), 2034, "2034-12-11"},
}

// A lunar birthday is announced on its published day and a week before it, and
// on no other day of the weeks around.
func TestPublishedLunarBirthdays(t *testing.T) {
	for _, p := range published {
		t.Run(fmt.Sprintf("%s of %d", remind.What(p.date), p.year), func(t *testing.T) {
			on, ok := calendar.Falls(p.date, p.year, false)
			if !ok || on != p.on {
				t.Fatalf("falls on %q, %v, want %s", on, ok, p.on)
			}
			announcedOn(t, on, map[care.Day]string{plus(p.on, -7): "7", plus(p.on, -1): "1", p.on: "0"})
		})
	}
}

// 29 February falls on the last day of February in common years, or on the first
// of March, and the leads count from that day.
func TestLeapDayInSixYears(t *testing.T) {
	born := care.Date{Kind: care.Birthday, Year: 1980, Month: 2, Day: 29}
	for _, c := range []struct {
		year     int
		on, week care.Day
		march1   care.Day
		weekTo1  care.Day
	}{
		{2023, "2023-02-28", "2023-02-21", "2023-03-01", "2023-02-22"},
		{2024, "2024-02-29", "2024-02-22", "2024-02-29", "2024-02-22"},
		{2025, "2025-02-28", "2025-02-21", "2025-03-01", "2025-02-22"},
		{2026, "2026-02-28", "2026-02-21", "2026-03-01", "2026-02-22"},
		{2027, "2027-02-28", "2027-02-21", "2027-03-01", "2027-02-22"},
		{2028, "2028-02-29", "2028-02-22", "2028-02-29", "2028-02-22"},
	} {
		for march1, want := range map[bool][2]care.Day{false: {c.on, c.week}, true: {c.march1, c.weekTo1}} {
			t.Run(fmt.Sprintf("%d/%v", c.year, march1), func(t *testing.T) {
				on, ok := calendar.Falls(born, c.year, march1)
				if !ok || on != want[0] {
					t.Fatalf("falls on %q, want %s", on, want[0])
				}
				announcedOn(t, on, map[care.Day]string{want[1]: "7", plus(on, -1): "1", on: "0"})
				if age, ok := calendar.Age(born, on); !ok || age != c.year-1980 {
					t.Errorf("is %d (%v)", age, ok)
				}
			})
		}
	}
}

// announcedOn checks what each day from a month before a birthday to the day
// itself tells of it.
func announcedOn(t *testing.T, on care.Day, want map[care.Day]string) {
	t.Helper()
	r := &remind.Reminder{ID: remind.ID{Kind: remind.Birthday, Person: 1}, Date: on, Added: "2019-01-01"}
	for day := plus(on, -30); day <= on; day = plus(day, 1) {
		st, ok := remind.DefaultSettings().Stand(r, nil, day.Time())
		if listed := day >= plus(on, -7); ok != listed || st.Told != want[day] {
			t.Errorf("%s: listed %v, told %q, want %q", day, ok, st.Told, want[day])
		}
	}
}
