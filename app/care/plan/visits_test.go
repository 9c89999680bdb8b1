package plan_test

import (
	"fmt"
	"strings"
	"testing"

	"carebook/app/care"
	"carebook/app/care/plan"
)

// The week that is planned in most tests, on a Thursday before it.
const (
	monday care.Day = "2026-11-30"
	sunday care.Day = "2026-12-06"
)

// dayNamed is a day of the week that is planned, by its first letters; "next Mon"
// and "last Mon" are those of the weeks beside it.
func dayNamed(name string) care.Day {
	week := 0
	if rest, ok := strings.CutPrefix(name, "next "); ok {
		name, week = rest, 7
	} else if rest, ok := strings.CutPrefix(name, "last "); ok {
		name, week = rest, -7
	}
	return monday.Plus(week + strings.Index("MonTueWedThuFriSatSun", name)/3)
}

// who makes a candidate of words: id, band, then what is known: +complaint Wed,
// due Tue/30 (of every 30 days), district.
func who(words string) plan.Candidate {
	parts := strings.Split(words, ", ")
	id, band, _ := strings.Cut(parts[0], " ")
	c := plan.Candidate{ID: id, Name: id, Band: care.Band(band)}
	for _, r := range id {
		c.Key = c.Key*1000 + 999 - int64(r) // against the order of the ids
	}
	for _, part := range parts[1:] {
		what, value, _ := strings.Cut(part, " ")
		switch what {
		case "complaint":
			c.Complaint = dayNamed(value)
		case "promise":
			c.Promise = dayNamed(value)
		case "offer":
			c.Offer = dayNamed(value)
		case "birthday":
			c.Birthday = dayNamed(value)
		case "in":
			c.District = value
		case "every":
			name, ok := "", false
			if value, name, ok = strings.Cut(value, " due "); ok {
				c.Due = dayNamed(name)
			}
			if _, err := fmt.Sscan(value, &c.Every); err != nil {
				panic(err)
			}
		default:
			panic(part)
		}
	}
	return c
}

// task is the week with candidates in words, one a line.
func task(hours plan.Hours, candidates ...string) plan.Task {
	t := plan.Task{From: monday, To: sunday, Today: today, Hours: hours, Shares: plan.DefaultShares, Dropped: map[int64]bool{}}
	for _, words := range candidates {
		t.Candidates = append(t.Candidates, who(words))
	}
	return t
}

// hours are the minutes of Monday and so on, with visits of 30 minutes.
func hours(days ...int) plan.Hours {
	h := plan.Hours{Start: 540, PauseFrom: 720, PauseTo: 780, Lengths: [3]int{30, 30, 30}}
	copy(h.Days[:], days)
	return h
}

// visits writes a plan's visits as words.
func visits(t plan.Task, p plan.Plan) string {
	ids := map[int64]string{}
	for i := range t.Candidates {
		ids[t.Candidates[i].Key] = t.Candidates[i].ID
	}
	words := make([]string, len(p.Visits))
	for i, v := range p.Visits {
		words[i] = fmt.Sprintf("%s %d:%02d %s", v.Day.Time().Weekday().String()[:3], v.Start/60, v.Start%60, ids[v.Key])
	}
	return strings.Join(words, ", ")
}

// leftOut writes those who are left out as words.
func leftOut(t plan.Task, p plan.Plan) string {
	words := make([]string, len(p.LeftOut))
	for i, l := range p.LeftOut {
		for _, c := range t.Candidates {
			if c.Key == l.Key {
				words[i] = c.ID + " " + string(l.Why)
			}
		}
	}
	return strings.Join(words, ", ")
}

// one is a share of everything for a band.
func one(b care.Band) plan.Shares {
	switch b {
	case care.BandA:
		return plan.Shares{A: 100}
	case care.BandB:
		return plan.Shares{B: 100}
	}
	return plan.Shares{C: 100}
}

// Where there is room for one alone, the first of the two has it.
func TestWhoComesFirst(t *testing.T) {
	for what, c := range map[string][2]string{
		"a complaint before a promise":       {"b A, complaint Fri", "a A, promise Mon"},
		"a promise before what is overdue":   {"b A, promise Fri", "a A, every 7 due last Mon"},
		"overdue before an offer":            {"b A, every 300 due last Sun", "a A, offer Mon"},
		"an offer before a birthday":         {"b A, offer Fri", "a A, birthday Mon"},
		"a birthday before what is due":      {"b A, birthday next Wed", "a A, every 7 due Mon"},
		"the larger share of the cadence":    {"b A, every 14 due last Thu", "a A, every 90 due last Mon"},
		"the earlier complaint":              {"b A, complaint Mon", "a A, complaint Tue"},
		"the earlier promise":                {"b A, promise last Fri", "a A, promise Tue"},
		"the earlier due":                    {"b A, every 30 due Tue", "a A, every 7 due Wed"},
		"the smaller id of one day":          {"a A, every 30 due Tue", "b A, every 7 due Tue"},
		"the smaller id of one share":        {"a A, every 8 due last Sun", "b A, every 16 due last Sat"},
		"who complains and has other wishes": {"b A, complaint Fri, every 7 due Mon", "a A, promise Mon"},
		"A before B":                         {"b A, every 7 due Sun", "a B, complaint Mon"},
		"B before who is outside":            {"b B, every 7 due Sun", "a new, complaint Mon"},
		"a band before no band":              {"b A, every 7 due Sun", "a , complaint Mon"},
	} {
		t.Run(what, func(t *testing.T) {
			for _, order := range [][2]string{c, {c[1], c[0]}} {
				job := task(hours(30), order[0], order[1])
				job.Shares = one(care.BandA)
				p := plan.Week(job)
				if len(p.Visits) != 1 || p.Visits[0].Key != who(c[0]).Key || len(p.LeftOut) != 1 {
					t.Errorf("visits %s, left out %s", visits(job, p), leftOut(job, p))
				}
			}
		})
	}
}

func TestWhoIsACandidate(t *testing.T) {
	for words, want := range map[string]plan.Why{
		"a A":                              {},
		"a B, complaint last Mon":          {Reason: plan.Complaint, Day: "2026-11-23", Days: 7},
		"a B, complaint Sun":               {Reason: plan.Complaint, Day: "2026-12-06"},
		"a B, complaint next Mon":          {},
		"a , promise last Sun":             {Reason: plan.Promise, Day: "2026-11-29", Days: 1},
		"a B, promise Sun":                 {Reason: plan.Promise, Day: "2026-12-06"},
		"a B, promise next Mon":            {},
		"a B, every 30 due last Sun":       {Reason: plan.Overdue, Day: "2026-11-29", Days: 1},
		"a B, every 30 due Mon":            {Reason: plan.Due, Day: "2026-11-30"},
		"a B, every 30 due Sun":            {Reason: plan.Due, Day: "2026-12-06"},
		"a B, every 30 due next Mon":       {},
		"a B, every 0 due Mon":             {},
		"a B, every 30":                    {},
		"a A, birthday last Sun":           {},
		"a A, birthday Mon":                {Reason: plan.Birthday, Day: "2026-11-30"},
		"a A, birthday next Wed":           {Reason: plan.Birthday, Day: "2026-12-09"},
		"a A, birthday next Thu":           {},
		"a B, birthday Mon":                {},
		"a B, birthday Mon, every 30":      {Reason: plan.Birthday, Day: "2026-11-30"},
		"a B, offer last Sun":              {},
		"a B, offer Mon":                   {Reason: plan.Offer, Day: "2026-11-30"},
		"a B, offer Sun":                   {Reason: plan.Offer, Day: "2026-12-06"},
		"a B, offer next Mon":              {},
		"a B, every 30 due next Mon, in x": {}, // nobody else is there
	} {
		job := task(plan.DefaultHours, words)
		got := plan.Why{}
		p := plan.Week(job)
		if len(p.Visits) > 0 {
			got = p.Visits[0].Why
		}
		if got != want || len(p.Visits) > 1 || len(p.LeftOut) > 0 {
			t.Errorf("%s: %v, want %v", words, got, want)
		}
	}
}

func TestWeek(t *testing.T) {
	full := plan.DefaultHours
	pinned := func(t *plan.Task, id string, v plan.Visit) {
		v.Key, v.Pinned = who(id+" A").Key, true
		t.Fixed = append(t.Fixed, v)
	}
	for what, c := range map[string]struct {
		task    plan.Task
		change  func(t *plan.Task)
		visits  string
		leftOut string
		unused  [3]int
	}{
		"one customer": {task(full, "a A, every 30 due Mon"), nil, "Mon 9:30 a", "", [3]int{180, 720, 240}},
		"nobody":       {task(full), nil, "", "", [3]int{240, 720, 240}},
		"a promise on or before its day": {
			task(hours(60, 60, 60, 60), "a A, promise Tue", "b A, promise Tue", "c A, promise Tue", "d A, promise Tue", "e A, promise Tue", "f A, promise Mon"),
			func(t *plan.Task) { t.Shares = one("A") },
			// f is due first, then a to c take what is left up to Tuesday; d and e come late.
			"Mon 9:00 f, Mon 10:00 b, Tue 9:00 a, Tue 10:00 c, Wed 9:00 d, Wed 10:00 e", "",
			[3]int{60, 0, 0},
		},
		"a late promise on the first day with room": {
			task(hours(30, 90, 30), "a A, promise last Fri", "b A, complaint last Fri", "c A, offer Tue"),
			func(t *plan.Task) { t.Shares = one("A") },
			"Mon 9:00 b, Tue 9:00 a, Tue 10:00 c", "",
			[3]int{60, 0, 0},
		},
		"a promise does not wait for its district": {
			task(hours(60, 60, 60, 60), "a A, complaint Thu, in x", "b A, promise Mon, in x"),
			func(t *plan.Task) { t.Shares = one("A"); t.Hours.Days[0] = 30 },
			"Mon 9:00 b, Tue 9:00 a", "",
			[3]int{150, 0, 0},
		},
		"what nobody of C can use goes to A": {
			task(hours(300), "a A, every 7 due Mon", "b A, every 7 due Mon", "c A, every 7 due Mon", "d B, every 7 due Mon"),
			nil,
			"Mon 9:00 a, Mon 10:00 b, Mon 11:00 d, Mon 13:00 c", "",
			[3]int{0, 150, 60},
		},
		"what A cannot use goes to B": {
			task(hours(150), "a B, every 7 due Mon", "b B, every 7 due Mon", "c B, every 7 due Mon", "d B, every 7 due Mon", "e C, every 7 due Mon"),
			nil,
			"Mon 9:00 a, Mon 10:00 b, Mon 11:00 c, Mon 13:00 e, Mon 14:00 d", "",
			[3]int{30, 0, 0},
		},
		"A comes before B": {
			task(hours(150), "a A, every 7 due Mon", "b A, every 7 due Mon", "c A, every 7 due Mon", "d B, every 7 due Mon", "e B, every 7 due Mon", "f B, every 7 due Mon", "g B, every 7 due Mon"),
			nil,
			"Mon 9:00 a, Mon 10:00 d, Mon 11:00 e, Mon 13:00 f, Mon 14:00 b", "c no_time, g no_time",
			[3]int{0, 0, 30},
		},
		"C has its target and no more": {
			task(hours(150), "a C, every 7 due Mon", "b C, every 7 due Mon", "c C, complaint Mon"),
			nil, "Mon 9:00 c", "a no_time, b no_time",
			[3]int{30, 90, 0},
		},
		"a book without bands": {
			task(full, "a new, every 90 due Mon", "b , promise Tue"), nil, "Mon 9:30 b, Tue 9:30 a", "", [3]int{240, 720, 240},
		},
		"outside what the bands left": {
			task(hours(60), "a A, every 7 due Mon", "b new, promise Mon", "c , every 7 due Mon"),
			nil, "Mon 9:00 a, Mon 10:00 b", "c outside",
			[3]int{0, 36, 12},
		},
		"a pinned visit stays": {
			task(full, "a A, every 7 due Mon", "b A, every 7 due Mon, in x"),
			func(t *plan.Task) {
				t.Hours.Days = [7]int{240}
				t.Shares = one("A")
				pinned(t, "a", plan.Visit{Band: "A", Day: monday, Start: 615, Minutes: 60})
			},
			"Mon 10:15 a, Mon 11:45 b", "",
			[3]int{120, 0, 0},
		},
		"a visit before a pinned one": {
			task(full, "a A, every 7 due Mon", "b A, every 7 due Mon, in x"),
			func(t *plan.Task) {
				t.Hours.Days = [7]int{240}
				t.Shares = one("A")
				pinned(t, "a", plan.Visit{Band: "A", Day: monday, Start: 660, Minutes: 60})
			},
			"Mon 9:30 b, Mon 11:00 a", "",
			[3]int{120, 0, 0},
		},
		"a district waits for its pinned visit": {
			task(hours(240), "a A, every 7 due Mon, in x", "b A, complaint Mon, in x", "c A, every 7 due Mon, in y", "d A, every 7 due Mon, in z"),
			func(t *plan.Task) {
				t.Shares = one("A")
				pinned(t, "a", plan.Visit{Band: "A", Day: monday, Start: 660, Minutes: 30})
			},
			"Mon 9:00 c, Mon 10:00 d, Mon 11:00 a, Mon 13:00 b", "",
			[3]int{120, 0, 0},
		},
		"a pinned visit beyond the hours": {
			task(hours(0, 60), "a A, every 7 due Mon", "b A, every 7 due Mon", "c A, every 7 due Mon"),
			func(t *plan.Task) {
				t.Shares = one("A")
				pinned(t, "a", plan.Visit{Band: "A", Day: sunday, Start: 1400, Minutes: 30})
			},
			"Tue 9:00 b, Sun 23:20 a", "c no_time",
			[3]int{0, 0, 0},
		},
		"a pinned visit of a former band": {
			task(hours(100), "a A, every 7 due Mon", "b A, every 7 due Mon", "c C, every 7 due Mon"),
			func(t *plan.Task) {
				t.Shares = plan.Shares{A: 30, B: 30, C: 40}
				pinned(t, "a", plan.Visit{Band: "C", Day: monday, Start: 540, Minutes: 30})
			},
			"Mon 9:00 a, Mon 10:00 b", "c no_time",
			[3]int{0, 30, 10},
		},
		"a dropped one": {
			task(full, "a A, every 7 due Tue", "b A, every 7 due Mon", "c A, every 30 due next Mon"),
			func(t *plan.Task) { t.Dropped[who("a A").Key], t.Dropped[who("c A").Key] = true, true },
			"Mon 9:30 b", "a dropped, c dropped",
			[3]int{180, 720, 240},
		},
		"added again by hand after it was dropped": {
			task(full, "a A, every 7 due Tue"),
			func(t *plan.Task) {
				t.Dropped[who("a A").Key] = true
				pinned(t, "a", plan.Visit{Band: "A", Day: monday, Start: 600, Minutes: 60})
			},
			"Mon 10:00 a", "",
			[3]int{180, 720, 240},
		},
		"the pause": {
			task(hours(120), "a A, promise Mon", "b A, promise Tue", "c A, promise Wed", "d A, promise Thu"),
			func(t *plan.Task) { t.Shares = one("A"); t.Hours.PauseFrom = 685 },
			"Mon 9:00 a, Mon 10:00 b, Mon 13:00 c, Mon 14:00 d", "",
			[3]int{0, 0, 0},
		},
		"up to the minute of the pause": {
			task(hours(120), "a A, promise Mon", "b A, promise Tue", "c A, promise Wed", "d A, promise Thu"),
			func(t *plan.Task) { t.Shares = one("A"); t.Hours.PauseFrom = 690 },
			"Mon 9:00 a, Mon 10:00 b, Mon 11:00 c, Mon 13:00 d", "",
			[3]int{0, 0, 0},
		},
		"no pause": {
			task(hours(120), "a A, promise Mon", "b A, promise Tue", "c A, promise Wed", "d A, promise Thu"),
			func(t *plan.Task) { t.Shares = one("A"); t.Hours.PauseFrom, t.Hours.PauseTo = 675, 675 },
			"Mon 9:00 a, Mon 10:00 b, Mon 11:00 c, Mon 12:00 d", "",
			[3]int{0, 0, 0},
		},
		"ten at night": {
			task(hours(120), "a A, promise Mon", "b A, promise Tue", "c A, promise Wed", "d A, promise Thu"),
			func(t *plan.Task) { t.Shares = one("A"); t.Hours.Start = 20*60 + 30 },
			"Mon 20:30 a, Mon 21:30 b", "c no_gap, d no_gap",
			[3]int{60, 0, 0},
		},
		"a minute late for ten at night": {
			task(hours(120), "a A, promise Mon", "b A, promise Tue"),
			func(t *plan.Task) { t.Shares = one("A"); t.Hours.Start = 20*60 + 31 },
			"Mon 20:31 a", "b no_gap",
			[3]int{90, 0, 0},
		},
		"no day has so many minutes": {
			task(hours(40, 40, 40), "a A, promise Mon", "b B, promise Mon"),
			func(t *plan.Task) { t.Shares = plan.Shares{A: 50, B: 50}; t.Hours.Lengths[0] = 60 },
			"Mon 9:00 b", "a no_gap",
			[3]int{60, 30, 0},
		},
		"districts together": {
			task(hours(120, 120, 120), "a A, promise Mon, in x", "b A, every 9 due last Mon, in y", "c A, every 9 due last Tue, in x", "d A, every 9 due last Wed, in y", "e A, every 9 due Mon, in x"),
			func(t *plan.Task) { t.Shares = one("A") },
			"Mon 9:00 a, Mon 9:45 c, Mon 10:30 e, Tue 9:00 b, Tue 9:45 d", "",
			[3]int{210, 0, 0},
		},
		"districts together within a day": {
			task(hours(150), "a A, promise Mon, in x", "b A, promise Tue, in y", "c A, promise Wed, in x", "d A, promise Thu", "e A, promise Fri, in y"),
			func(t *plan.Task) { t.Shares = one("A") },
			"Mon 9:00 a, Mon 9:45 c, Mon 10:45 b, Mon 11:30 e, Mon 13:00 d", "",
			[3]int{0, 0, 0},
		},
		"unknown districts are not together within a day": {
			task(hours(90), "a A, promise Mon", "b A, promise Tue, in x", "c A, promise Wed"),
			func(t *plan.Task) { t.Shares = one("A") },
			"Mon 9:00 a, Mon 10:00 b, Mon 11:00 c", "",
			[3]int{},
		},
		"a district goes on after its pinned visit": {
			task(hours(90), "a A, in x", "b A, complaint Mon, in y", "c A, promise Mon, in x"),
			func(t *plan.Task) {
				t.Shares = one("A")
				pinned(t, "a", plan.Visit{Band: "A", Day: monday, Start: 570, Minutes: 30})
			},
			"Mon 9:30 a, Mon 10:15 c, Mon 11:15 b", "",
			[3]int{},
		},
		"a day that is over its hours": {
			task(hours(60, 60, 60, 60, 60), "a A", "b A, promise Mon", "c A, promise Mon", "d A, promise Mon", "e A, promise Mon", "f A, promise Mon"),
			func(t *plan.Task) {
				t.Shares, t.Today = one("A"), "2026-12-02"
				pinned(t, "a", plan.Visit{Band: "A", Day: "2026-12-03", Start: 540, Minutes: 100})
			},
			"Wed 9:00 b, Wed 10:00 c, Thu 9:00 a, Fri 9:00 d, Fri 10:00 e", "f no_time",
			[3]int{80, 0, 0},
		},
		"on the way up to two weeks ahead": {
			task(hours(300), "a B, every 30 due Mon, in x", "b B, every 30, in x", "c B, every 30, in x"),
			func(t *plan.Task) { t.Candidates[1].Due, t.Candidates[2].Due = sunday.Plus(14), sunday.Plus(15) },
			"Mon 9:00 a, Mon 9:45 b", "",
			[3]int{60, 120, 60},
		},
		"unknown districts are not together": {
			task(hours(60, 60), "a A, every 9 due Mon", "b A, every 9 due Mon"),
			func(t *plan.Task) { t.Shares = one("A") }, "Mon 9:00 a, Tue 9:00 b", "",
			[3]int{60, 0, 0},
		},
		"the emptiest day": {
			task(hours(60, 90, 120), "a A, every 9 due Mon", "b A, every 9 due Mon", "c A, every 9 due Mon"),
			func(t *plan.Task) { t.Shares = one("A") }, "Tue 9:00 b, Wed 9:00 a, Wed 10:00 c", "",
			[3]int{180, 0, 0},
		},
		"on the way": {
			task(hours(60, 60), "a B, every 30 due Mon, in x", "b B, every 30 due next Mon, in x", "c B, every 30 due next Mon, in y", "d B, every 30 due next Mon"),
			nil, "Mon 9:00 a, Mon 9:45 b", "",
			[3]int{24, 12, 24},
		},
		"on the way a week after the last visit": {
			task(hours(300), "a B, every 30 due Mon, in x", "b B, every 20 due next Mon, in x", "c B, every 20 due next Mon, in x"),
			func(t *plan.Task) { t.Candidates[1].Last, t.Candidates[2].Last = "2026-11-23", "2026-11-24" },
			"Mon 9:00 a, Mon 9:45 b", "",
			[3]int{60, 120, 60},
		},
		"a gap before the pause": {
			task(hours(720), "a A, promise Mon", "b A, promise Mon", "c B, promise Mon"),
			func(t *plan.Task) {
				t.Shares = plan.Shares{A: 90, B: 10}
				t.Hours.Lengths = [3]int{230, 60, 30}
			},
			"Mon 9:00 c, Mon 13:00 a, Mon 17:20 b", "",
			[3]int{188, 12, 0},
		},
		"on the way after all who are due": {
			task(hours(60), "a C, every 30 due Mon, in x", "b A, every 30 due next Mon, in x", "c new, every 30 due Mon"),
			func(t *plan.Task) { t.Shares = one("C") }, "Mon 9:00 a, Mon 10:00 c", "",
			[3]int{0, 0, 30},
		},
		"on the way within C's target": {
			task(hours(120), "a B, every 30 due Mon, in x", "b C, every 30 due next Mon, in x", "c C, every 30 due next Tue, in x"),
			func(t *plan.Task) { t.Shares = plan.Shares{A: 25, B: 50, C: 25} }, "Mon 9:00 a, Mon 9:45 b", "",
			[3]int{30, 30, 0},
		},
		"on the way to a pinned visit": {
			task(hours(120), "a A", "b A, every 30 due next Mon, in x"),
			func(t *plan.Task) {
				pinned(t, "a", plan.Visit{Band: "A", District: "x", Day: monday, Start: 540, Minutes: 30})
			},
			"Mon 9:00 a, Mon 9:45 b", "",
			[3]int{0, 72, 24},
		},
		"nothing before today": {
			task(full, "a A, promise Mon", "b A, every 9 due Mon", "c A, every 9 due Tue"),
			func(t *plan.Task) { t.Today = "2026-12-03" },
			"Thu 9:30 a, Thu 11:00 c, Fri 9:30 b", "",
			[3]int{60, 720, 240},
		},
		"no time left in the week": {
			task(hours(60, 60, 60), "a A, promise Mon", "b B, every 9 due Mon", "c B, every 9 due Mon", "d C, every 9 due Mon", "e new, every 9 due Mon"),
			func(t *plan.Task) { t.Today = "2026-12-02" },
			"Wed 9:00 a, Wed 10:00 b", "c no_time, d no_time, e outside",
			[3]int{6, 78, 36},
		},
		"a week that is over": {
			task(full, "a A, promise Mon", "b A, every 9 due Mon", "c A, every 9 due next Mon, in x"),
			func(t *plan.Task) {
				t.Today = "2026-12-20"
				pinned(t, "b", plan.Visit{Band: "A", Day: monday, Start: 540, Minutes: 60, Done: true})
			},
			"Mon 9:00 b", "a no_time",
			[3]int{180, 720, 240},
		},
		"no working day":   {task(hours(), "a A, promise Mon"), nil, "", "a no_time", [3]int{}},
		"hours of nothing": {task(plan.Hours{}, "a A, promise Mon", "b , promise Mon"), nil, "", "a no_time, b outside", [3]int{}},
		"seven working days": {
			task(hours(30, 30, 30, 30, 30, 30, 30), "a A, promise Sun", "b A, promise Sun", "c A, promise Sun", "d A, promise Sun", "e A, promise Sun", "f A, promise Sun", "g A, promise Sun", "h A, promise Sun"),
			func(t *plan.Task) { t.Shares = one("A") },
			"Mon 9:00 a, Tue 9:00 b, Wed 9:00 c, Thu 9:00 d, Fri 9:00 e, Sat 9:00 f, Sun 9:00 g", "h no_time",
			[3]int{},
		},
	} {
		t.Run(what, func(t *testing.T) {
			job := c.task
			if c.change != nil {
				c.change(&job)
			}
			p := plan.Week(job)
			if got := visits(job, p); got != c.visits {
				t.Errorf("visits %s\nwant   %s", got, c.visits)
			}
			if got := leftOut(job, p); got != c.leftOut {
				t.Errorf("left out %s, want %s", got, c.leftOut)
			}
			if p.Unused != c.unused {
				t.Errorf("unused %v, want %v", p.Unused, c.unused)
			}
		})
	}
}

func TestAPlanSaysItsSums(t *testing.T) {
	job := task(plan.DefaultHours, "a A, every 30 due last Mon, in x", "b B, promise Wed", "c new, every 90 due Fri", "d B, complaint Tue")
	job.Fixed = []plan.Visit{{Key: job.Candidates[3].Key, Band: "B", Day: "2026-12-01", Start: 600, Minutes: 20, Done: true, Why: plan.Why{Reason: plan.ByHand}}}
	p := plan.Week(job)
	want := plan.Plan{
		Visits: []plan.Visit{
			{Key: job.Candidates[0].Key, Band: "A", District: "x", Day: "2026-11-30", Start: 570, Minutes: 60, Why: plan.Why{Reason: plan.Overdue, Day: "2026-11-23", Days: 7}},
			job.Fixed[0],
			{Key: job.Candidates[1].Key, Band: "B", Day: "2026-12-02", Start: 570, Minutes: 45, Why: plan.Why{Reason: plan.Promise, Day: "2026-12-02"}},
			{Key: job.Candidates[2].Key, Band: "new", Day: "2026-12-03", Start: 570, Minutes: 45, Why: plan.Why{Reason: plan.Due, Day: "2026-12-04"}},
		},
		Target: [3]int{240, 720, 240}, Planned: [3]int{60, 65, 0}, Unused: [3]int{180, 655, 240}, Minutes: 170, Room: 1200,
	}
	if fmt.Sprint(p) != fmt.Sprint(want) {
		t.Errorf("%+v\nwant %+v", p, want)
	}
	job.Shares = one("A")
	job.Hours = hours(60)
	if p = plan.Week(job); fmt.Sprint(p.LeftOut) != fmt.Sprintf("[{%d no_time 2026-12-02} {%d outside 2026-12-04}]", job.Candidates[1].Key, job.Candidates[2].Key) {
		t.Errorf("left out %v", p.LeftOut)
	}
}

// weeks are tasks of several weeks from the first one.
func weeks(first plan.Task, n int) []plan.Task {
	all := make([]plan.Task, n)
	for i := range all {
		all[i] = first
		all[i].From, all[i].To = first.From.Plus(7*i), first.To.Plus(7*i)
	}
	return all
}

func TestMonth(t *testing.T) {
	for what, c := range map[string]struct {
		words string
		days  string
	}{
		"every 7 days":              {"a A, every 7 due Mon", "2026-11-30 due, 2026-12-07 due, 2026-12-14 due, 2026-12-21 due, 2026-12-28 due"},
		"every 14 days":             {"a A, every 14 due Tue", "2026-11-30 due, 2026-12-14 due, 2026-12-28 due"},
		"every 30 days":             {"a A, every 30 due last Mon", "2026-11-30 overdue, 2026-12-28 due"},
		"not on the way again":      {"a A, every 14 due Mon, in x", "2026-11-30 due, 2026-12-14 due, 2026-12-28 due"},
		"every 40 days":             {"a A, every 40 due last Mon", "2026-11-30 overdue"},
		"a promise alone":           {"a A, promise Wed", "2026-11-30 promise"},
		"a promise settles the due": {"a A, promise Wed, every 14 due next Wed", "2026-11-30 promise, 2026-12-14 due, 2026-12-28 due"},
		"a birthday once":           {"a A, birthday next Tue", "2026-11-30 birthday"},
		"a later offer":             {"a A, offer next Tue", "2026-12-07 offer"},
		"a later promise":           {"a A, promise next Sun, complaint next Wed", "2026-12-07 complaint"},
	} {
		first := task(plan.DefaultHours, c.words)
		got := ""
		for _, p := range plan.Month(weeks(first, 5)) {
			for _, v := range p.Visits {
				if got != "" {
					got += ", "
				}
				got += string(v.Day) + " " + string(v.Why.Reason)
			}
			if len(p.LeftOut) > 0 {
				t.Errorf("%s: left out %v", what, p.LeftOut)
			}
		}
		if got != c.days {
			t.Errorf("%s: %s, want %s", what, got, c.days)
		}
		if fmt.Sprint(first.Candidates[0]) != fmt.Sprint(who(c.words)) {
			t.Errorf("%s: the candidate became %v", what, first.Candidates[0])
		}
	}
}

// Who finds no time in a week is overdue in the next; a visit that is fixed counts
// for the weeks after it like any other.
func TestMonthGoesOn(t *testing.T) {
	first := task(hours(30), "a A, every 30 due Mon", "b A, every 30 due Tue", "c A, every 20 due next Mon")
	first.Shares = one("A")
	all := weeks(first, 3)
	all[0].Fixed = []plan.Visit{{Key: who("c A").Key, Band: "A", Day: monday, Start: 540, Minutes: 30, Pinned: true}}
	got := ""
	for i, p := range plan.Month(all) {
		got += fmt.Sprintf("%s (%s); ", visits(all[i], p), leftOut(all[i], p))
	}
	if want := "Mon 9:00 c (a no_time, b no_time); Mon 9:00 a (b no_time); Mon 9:00 b (c no_time); "; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestFit(t *testing.T) {
	visit := func(start, minutes int, district string) plan.Visit {
		return plan.Visit{Key: int64(1000 + start), Band: "A", District: district, Day: monday, Start: start, Minutes: minutes, Pinned: true}
	}
	for what, c := range map[string]struct {
		hours plan.Hours
		fixed []plan.Visit
		visit plan.Visit
		start int // -1 for none
	}{
		"an empty day":            {hours(60), nil, visit(0, 30, "x"), 540},
		"after a visit":           {hours(60), []plan.Visit{visit(540, 30, "y")}, visit(0, 30, "x"), 600},
		"after a visit near":      {hours(60), []plan.Visit{visit(540, 30, "x")}, visit(0, 30, "x"), 585},
		"before a visit":          {hours(60), []plan.Visit{visit(600, 30, "y")}, visit(0, 30, "x"), 540},
		"before a visit near":     {hours(60), []plan.Visit{visit(585, 30, "x")}, visit(0, 30, "x"), 540},
		"between two":             {hours(90), []plan.Visit{visit(660, 30, "y"), visit(540, 30, "x")}, visit(0, 30, "y"), 600},
		"a gap too small":         {hours(120), []plan.Visit{visit(540, 30, "x"), visit(659, 30, "y")}, visit(0, 30, "z"), 780},
		"within another":          {hours(240), []plan.Visit{visit(540, 120, "x"), visit(560, 10, "z")}, visit(0, 30, "x"), 675},
		"no minutes left":         {hours(59), []plan.Visit{visit(540, 30, "y")}, visit(0, 30, "x"), -1},
		"no working day":          {hours(), nil, visit(0, 30, "x"), -1},
		"moved from its own time": {hours(30), []plan.Visit{visit(540, 30, "x")}, visit(540, 30, "x"), 540},
		"up to ten at night":      {hours(720), []plan.Visit{visit(540, 660, "y")}, visit(0, 60, "y"), 1215},
		"the last minutes":        {hours(720), []plan.Visit{visit(540, 700, "y")}, visit(0, 20, "y"), 1255},
		"no time before ten":      {hours(720), []plan.Visit{visit(600, 600, "y")}, visit(0, 91, "x"), -1},
		"a visit of another day":  {hours(30), []plan.Visit{{Key: 1, Day: sunday, Start: 540, Minutes: 30}}, visit(0, 30, "x"), 540},
	} {
		job := task(c.hours)
		job.Fixed = c.fixed
		start, ok := plan.Fit(job, c.visit)
		if !ok {
			start = -1
		}
		if start != c.start {
			t.Errorf("%s: %d, want %d", what, start, c.start)
		}
	}
	job := task(hours(60, 60, 60, 60, 60, 60, 60), "a A, in x", "b A, in x")
	job.Fixed = []plan.Visit{{Key: job.Candidates[1].Key, Day: "2026-12-02", Start: 540, Minutes: 30}}
	job.Today = "2026-12-02"
	for day, want := range map[care.Day]int{"2026-11-29": -1, "2026-11-30": -1, "2026-12-01": -1, "2026-12-02": 585, "2026-12-06": 540, "2026-12-07": -1} {
		start, ok := plan.Fit(job, plan.Visit{Key: job.Candidates[0].Key, Day: day, Minutes: 30})
		if !ok {
			start = -1
		}
		if start != want {
			t.Errorf("on %s: %d, want %d", day, start, want)
		}
	}
}
