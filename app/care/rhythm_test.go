package care_test

import (
	"testing"

	"carebook/app/care"
)

func TestRhythmTellsHowPressingACadenceIs(t *testing.T) {
	const today = care.Day("2026-11-26")
	for _, c := range []struct {
		every       int
		from, since care.Day
		days, left  int
		share       float64
		due         care.Dueness
	}{
		{14, today, today, 0, 14, 0, care.InTime},
		{14, "2026-11-19", "2026-11-19", 7, 7, 0.5, care.InTime},
		{14, "2026-11-18", "2026-11-18", 8, 6, 8. / 14, care.DueSoon},
		{14, "2026-11-12", "2026-11-12", 14, 0, 1, care.DueSoon},
		{14, "2026-11-11", "2026-11-11", 15, -1, 15. / 14, care.Owed},
		{5, today, today, 0, 5, 0, care.DueSoon},
		{20, "2026-11-16", today, 0, 10, 0.5, care.InTime},            // an import spread them
		{20, "2026-11-28", "2026-11-28", 0, 22, 0, care.InTime},       // the clock was set back
		{0, "", "2026-11-01", 25, 0, 0, care.NoRhythm},                // no cadence
		{30, "2026-10-27", "not a day", 0, 0, 1, care.DueSoon},        // nobody knows since when
		{1, "2024-02-28", "2024-02-28", 1002, -1001, 1002, care.Owed}, // over a leap day
	} {
		r := care.RhythmOf(c.every, c.from, c.since, today)
		if r.Days != c.days || r.Every != c.every || r.Left != c.left || r.Share() != c.share || r.Due() != c.due {
			t.Errorf("every %d from %s since %s: %+v, share %v, %s; want %d days, %d left, share %v, %s", c.every, c.from, c.since, r, r.Share(), r.Due(), c.days, c.left, c.share, c.due)
		}
	}
}

func TestADayPlusDays(t *testing.T) {
	for _, c := range []struct {
		day  care.Day
		days int
		want care.Day
	}{
		{"2026-11-26", 0, "2026-11-26"},
		{"2026-12-31", 1, "2027-01-01"},
		{"2028-03-01", -1, "2028-02-29"},
		{"", 5, ""},
		{"2026-02-30", 1, ""},
	} {
		if got := c.day.Plus(c.days); got != c.want {
			t.Errorf("%q plus %d is %q, want %q", c.day, c.days, got, c.want)
		}
	}
}

func TestACadenceIsThatOfThePersonElseOfTheTagsElseOfTheBand(t *testing.T) {
	all := care.DefaultCadences()
	for what, c := range map[string]struct {
		person  care.Cadence
		tags    []care.Cadence
		band    care.Band
		touched bool
		want    care.Cadence
	}{
		"nobody":              {want: care.Cadence{}},
		"touched":             {touched: true, want: care.Cadence{Call: 45, Visit: 90}},
		"new, untouched":      {band: care.BandNew},
		"new, touched":        {band: care.BandNew, touched: true, want: care.Cadence{Call: 45, Visit: 90}},
		"A":                   {band: care.BandA, want: care.Cadence{Call: 14, Visit: 30}},
		"C, never visited":    {band: care.BandC, want: care.Cadence{Call: 120}},
		"one kind by the tag": {tags: []care.Cadence{{Visit: 7}}, band: care.BandA, want: care.Cadence{Call: 14, Visit: 7}},
		"the shorter tag":     {tags: []care.Cadence{{}, {Call: 30}, {Call: 20, Visit: care.Never}}, band: care.BandA, want: care.Cadence{Call: 20}},
		"never gives way":     {tags: []care.Cadence{{Call: care.Never}, {Call: 20}}, want: care.Cadence{Call: 20}},
		"the person's":        {person: care.Cadence{Call: care.Never, Visit: 3}, tags: []care.Cadence{{Call: 1, Visit: 1}}, want: care.Cadence{Visit: 3}},
		"out of bounds":       {person: care.Cadence{Call: -9, Visit: 1 << 40}, want: care.Cadence{Visit: care.MaxCadence}},
	} {
		if got := all.For(c.person, c.tags, c.band, c.touched); got != c.want {
			t.Errorf("%s: %+v, want %+v", what, got, c.want)
		}
	}
}
