package remind_test

import (
	"slices"
	"testing"
	"time"
	_ "time/tzdata" // the zones of the tables, wherever they run

	"pgregory.net/rapid"

	"carebook/app/care"
	"carebook/app/care/remind"
)

// plus is the day some days after a day.
func plus(day care.Day, days int) care.Day { return care.DayOf(day.Time().AddDate(0, 0, days)) }

// at is an instant, as RFC 3339.
func at(text string) time.Time {
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		panic(err)
	}
	return t
}

// everyDay are all days of a range on which the program ran.
func everyDay(from, to care.Day) (ran remind.Ran) {
	for ; from <= to; from = plus(from, 1) {
		ran = append(ran, from)
	}
	return ran
}

func TestWhat(t *testing.T) {
	for _, c := range []struct {
		d    care.Date
		want string
	}{
		{care.Date{Kind: care.Birthday, Month: 5, Day: 21}, "05-21"},
		{care.Date{Kind: care.Birthday, Year: 1980, Month: 5, Day: 21, Calendar: care.Gregorian}, "05-21"},
		{care.Date{Kind: care.Birthday, Month: 5, Day: 21, Label: "own"}, "05-21"},
		{care.Date{Kind: care.Birthday, Month: 8, Day: 15, Calendar: care.Lunar}, "chinese 08-15"},
		{care.Date{Kind: care.Birthday, Month: 6, Day: 1, Calendar: care.Lunar, Leap: true}, "chinese leap 06-01"},
		{care.Date{Kind: care.Birthday, Month: 4}, "04"},
		{care.Date{Kind: care.Birthday, Month: 4, Calendar: care.Lunar}, "chinese 04"},
		{care.Date{Kind: care.RelativeDate, Month: 5, Day: 21, Label: " Lucas  MARÍA"}, "05-21 lucas maría"},
		{care.Date{Kind: care.RelativeDate, Month: 5, Day: 21}, "05-21"},
		{care.Date{Kind: care.OtherDate, Month: 1, Day: 2, Label: "Contract"}, "01-02 contract"},
		{care.Date{Kind: care.Anniversary, Month: 1, Day: 2, Label: "Wedding"}, "01-02 wedding"},
		{care.Date{Kind: care.Birthday, Year: 1980}, ""},
		{care.Date{Kind: care.OtherDate, Text: "spring", Label: "x"}, ""},
	} {
		if got := remind.What(c.d); got != c.want {
			t.Errorf("%+v: %q, want %q", c.d, got, c.want)
		}
	}
}

func TestKinds(t *testing.T) {
	for kind, want := range map[care.DateKind]remind.Kind{
		care.Birthday: remind.Birthday, care.Anniversary: remind.Anniversary,
		care.RelativeDate: remind.Relative, care.OtherDate: remind.Anniversary,
	} {
		if got := remind.KindOf(kind); got != want {
			t.Errorf("%s is a %s", kind, got)
		}
	}
	id := remind.ID{Kind: remind.Birthday, Person: 7, What: "05-21", Round: "2026"}
	if got := id.Occasion(); got != "birthday 05-21 2026" {
		t.Errorf("%q", got)
	}
	for i, k := range remind.Kinds() {
		if k.Occasion() != (i < 4) {
			t.Errorf("%s", k)
		}
		if (remind.ID{Kind: k}).Occasion() != "" != k.Occasion() {
			t.Errorf("a greeting for a %s", k)
		}
	}
}

func TestAfter(t *testing.T) {
	ran := remind.Ran{"2026-05-01", "2026-05-03", "2026-05-04"}
	for day, want := range map[care.Day]care.Day{
		"2026-04-30": "2026-05-01", "2026-05-01": "2026-05-03", "2026-05-02": "2026-05-03",
		"2026-05-03": "2026-05-04", "2026-05-04": "", "2027-01-01": "", "": "2026-05-01",
	} {
		if got, ok := ran.After(day); got != want || ok != (want != "") {
			t.Errorf("after %q: %q, %v", day, got, ok)
		}
	}
	if _, ok := remind.Ran(nil).After("2026-05-01"); ok {
		t.Error("a day of a program that never ran")
	}
}

// state is what a table says of a decision.
func state(status remind.Status, until care.Instant) remind.State {
	return remind.State{Status: status, Until: until}
}

// Stand, rule by rule. The day of the reminder is 21 May 2026, a Thursday.
func TestStand(t *testing.T) {
	const due = care.Day("2026-05-21")
	always := everyDay("2026-04-01", "2026-06-30")
	const ended, running = care.Instant("2026-05-16T10:00:00.000Z"), care.Instant("2026-05-30T10:00:00.000Z")
	const again = "again " + string(ended)
	for _, c := range []struct {
		name  string
		kind  remind.Kind
		added care.Day
		state remind.State
		ran   remind.Ran
		now   string
		want  *remind.Standing // nil: not listed
	}{
		{"before the first lead day", remind.Birthday, "", remind.State{}, always, "2026-05-13T23:59:59Z", nil},
		{"the first lead day", remind.Birthday, "", remind.State{}, always, "2026-05-14T00:00:00Z", &remind.Standing{DaysUntil: 7, Told: "7"}},
		{"between lead days", remind.Birthday, "", remind.State{}, always, "2026-05-15T09:00:00Z", &remind.Standing{DaysUntil: 6}},
		{"the last lead day before", remind.Birthday, "", remind.State{}, always, "2026-05-20T09:00:00Z", &remind.Standing{DaysUntil: 1, Told: "1"}},
		{"the day", remind.Birthday, "", remind.State{}, always, "2026-05-21T23:59:59Z", &remind.Standing{Told: "0"}},
		{"the day after", remind.Birthday, "", remind.State{}, always, "2026-05-22T00:00:00Z", &remind.Standing{DaysUntil: -1, Missed: true, Told: "missed"}},
		{"two weeks of missing", remind.Birthday, "", remind.State{}, always, "2026-06-04T09:00:00Z", &remind.Standing{DaysUntil: -14, Missed: true, Told: "missed"}},
		{"after two weeks", remind.Birthday, "", remind.State{}, always, "2026-06-05T09:00:00Z", nil},
		{"where the user is it is the day still", remind.Birthday, "", remind.State{}, always, "2026-05-21T20:00:00-11:00", &remind.Standing{Told: "0"}},
		{"where the user is it is the day already", remind.Birthday, "", remind.State{}, always, "2026-05-21T01:00:00+14:00", &remind.Standing{Told: "0"}},

		{"leads of a holiday", remind.Holiday, "", remind.State{}, always, "2026-05-18T09:00:00Z", &remind.Standing{DaysUntil: 3, Told: "3"}},
		{"before those of a holiday", remind.Holiday, "", remind.State{}, always, "2026-05-17T09:00:00Z", nil},
		{"a relative's", remind.Relative, "", remind.State{}, always, "2026-05-14T09:00:00Z", &remind.Standing{DaysUntil: 7, Told: "7"}},
		{"an anniversary", remind.Anniversary, "", remind.State{}, always, "2026-05-14T09:00:00Z", &remind.Standing{DaysUntil: 7, Told: "7"}},

		{"after a long sleep", remind.Birthday, "", remind.State{}, remind.Ran{"2026-05-10"}, "2026-06-20T09:00:00Z", &remind.Standing{DaysUntil: -30, Missed: true, Told: "missed"}},
		{"after a long sleep, today recorded", remind.Birthday, "", remind.State{}, remind.Ran{"2026-05-10", "2026-06-20"}, "2026-06-20T09:00:00Z", &remind.Standing{DaysUntil: -30, Missed: true, Told: "missed"}},
		{"two weeks after a long sleep", remind.Birthday, "", remind.State{}, remind.Ran{"2026-06-20"}, "2026-07-03T09:00:00Z", &remind.Standing{DaysUntil: -43, Missed: true, Told: "missed"}},
		{"later after a long sleep", remind.Birthday, "", remind.State{}, remind.Ran{"2026-06-20"}, "2026-07-04T09:00:00Z", nil},
		{"a run on the day itself is not after it", remind.Birthday, "", remind.State{}, remind.Ran{"2026-05-21"}, "2026-06-20T09:00:00Z", &remind.Standing{DaysUntil: -30, Missed: true, Told: "missed"}},
		{"a day that a clock ahead recorded", remind.Birthday, "", remind.State{}, remind.Ran{"2027-03-01"}, "2026-06-20T09:00:00Z", &remind.Standing{DaysUntil: -30, Missed: true, Told: "missed"}},
		{"a year asleep", remind.Birthday, "", remind.State{}, nil, "2027-05-21T09:00:00Z", &remind.Standing{DaysUntil: -365, Missed: true, Told: "missed"}},
		{"more than a year asleep", remind.Birthday, "", remind.State{}, nil, "2027-05-22T09:00:00Z", nil},

		{"before the person was added", remind.Birthday, "2026-05-22", remind.State{}, always, "2026-05-22T09:00:00Z", nil},
		{"on the day the person was added", remind.Birthday, "2026-05-21", remind.State{}, always, "2026-05-21T09:00:00Z", &remind.Standing{Told: "0"}},
		{"on the day after it", remind.Birthday, "2026-05-21", remind.State{}, always, "2026-05-22T09:00:00Z", &remind.Standing{DaysUntil: -1, Missed: true, Told: "missed"}},

		{"done", remind.Birthday, "", state(remind.Done, ""), always, "2026-05-21T09:00:00Z", nil},
		{"skipped", remind.Birthday, "", state(remind.Skipped, ""), always, "2026-05-21T09:00:00Z", nil},
		{"skipped for good, whatever the instant", remind.Birthday, "", state(remind.Skipped, ended), always, "2026-05-21T09:00:00Z", nil},
		{"opened again", remind.Birthday, "", state(remind.Open, ""), always, "2026-05-21T09:00:00Z", &remind.Standing{Told: "0"}},
		{"an instant without a snooze", remind.Birthday, "", state("", running), always, "2026-05-21T09:00:00Z", &remind.Standing{Told: "0"}},
		{"a snooze of nobody knows how long", remind.Birthday, "", state(remind.Snoozed, ""), always, "2026-05-21T09:00:00Z", &remind.Standing{Told: "0", Again: "again "}},
		{"snoozed", remind.Birthday, "", state(remind.Snoozed, running), always, "2026-05-21T09:00:00Z", nil},
		{"to the instant", remind.Birthday, "", state(remind.Snoozed, ended), always, "2026-05-16T11:59:59+02:00", nil},
		{"a snooze has ended", remind.Birthday, "", state(remind.Snoozed, ended), always, "2026-05-16T12:00:00+02:00", &remind.Standing{DaysUntil: 5, Told: again, Again: again}},
		{"a snooze has ended on a lead day", remind.Birthday, "", state(remind.Snoozed, ended), always, "2026-05-20T09:00:00Z", &remind.Standing{DaysUntil: 1, Told: "1", Again: again}},
		{"a snooze has ended, and it was missed", remind.Birthday, "", state(remind.Snoozed, ended), always, "2026-05-22T09:00:00Z", &remind.Standing{DaysUntil: -1, Missed: true, Told: "missed", Again: again}},
		{"a snooze that ends after the listing", remind.Birthday, "", state(remind.Snoozed, running), always, "2026-06-06T09:00:00Z", nil},

		{"a call not yet due", remind.Call, "", remind.State{}, always, "2026-05-20T09:00:00Z", nil},
		{"a call due", remind.Call, "", remind.State{}, always, "2026-05-21T09:00:00Z", &remind.Standing{Told: "0"}},
		{"a call owed for 31 days", remind.Call, "", remind.State{}, always, "2026-06-21T09:00:00Z", &remind.Standing{DaysUntil: -31, Missed: true, Told: "missed"}},
		{"a visit owed for two years", remind.Visit, "", remind.State{}, nil, "2028-05-21T09:00:00Z", &remind.Standing{DaysUntil: -731, Missed: true, Told: "missed"}},
		{"a call skipped for a round", remind.Call, "", state(remind.Skipped, running), always, "2026-05-22T09:00:00Z", nil},
		{"a visit skipped for a round", remind.Visit, "", state(remind.Skipped, running), always, "2026-05-22T09:00:00Z", nil},
		{"a visit whose skipped round is over", remind.Visit, "", state(remind.Skipped, ended), always, "2026-05-21T09:00:00Z", &remind.Standing{Told: "0", Again: again}},
		{"a call whose skipped round is over", remind.Call, "", state(remind.Skipped, ended), always, "2026-05-22T09:00:00Z", &remind.Standing{DaysUntil: -1, Missed: true, Told: "missed", Again: again}},
		{"a call snoozed", remind.Call, "", state(remind.Snoozed, running), always, "2026-05-22T09:00:00Z", nil},
		{"a call done", remind.Call, "", state(remind.Done, ""), always, "2026-05-22T09:00:00Z", nil},

		{"a promise not yet due", remind.Promise, "", remind.State{}, always, "2026-05-20T09:00:00Z", nil},
		{"a promise due", remind.Promise, "", remind.State{}, always, "2026-05-21T09:00:00Z", &remind.Standing{Told: "0"}},
		{"a promise made before the person was added", remind.Promise, "2026-06-01", remind.State{}, always, "2026-06-02T09:00:00Z", &remind.Standing{DaysUntil: -12, Missed: true, Told: "missed"}},
		{"a promise never kept", remind.Promise, "", remind.State{}, nil, "2029-05-21T09:00:00Z", &remind.Standing{DaysUntil: -1096, Missed: true, Told: "missed"}},
		{"a complaint open", remind.Complaint, "", remind.State{}, always, "2026-06-21T09:00:00Z", &remind.Standing{DaysUntil: -31, Missed: true, Told: "missed"}},
		{"a promise skipped", remind.Promise, "", state(remind.Skipped, ended), always, "2026-06-21T09:00:00Z", nil},
		{"a complaint answered", remind.Complaint, "", state(remind.Done, ""), always, "2026-06-21T09:00:00Z", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := &remind.Reminder{ID: remind.ID{Kind: c.kind, Person: 1}, Date: due, Added: c.added, State: c.state}
			got, ok := remind.DefaultSettings().Stand(r, c.ran, at(c.now))
			if ok != (c.want != nil) {
				t.Fatalf("listed %v: %+v", ok, got)
			}
			if ok && got != *c.want {
				t.Errorf("%+v, want %+v", got, *c.want)
			}
		})
	}
	if _, ok := remind.DefaultSettings().Stand(&remind.Reminder{ID: remind.ID{Kind: remind.Promise}}, nil, at("2026-05-21T09:00:00Z")); ok {
		t.Error("a reminder of no day is listed")
	}
	if st, ok := (remind.Settings{}).Stand(&remind.Reminder{ID: remind.ID{Kind: remind.Birthday}, Date: due}, nil, due.Time()); !ok || st.Told != "0" {
		t.Errorf("without leads it is announced on the day: %+v, %v", st, ok)
	}
}

func TestAnnouncementsAndLead(t *testing.T) {
	const again = "again 2026-05-16T10:00:00.000Z"
	for _, c := range []struct {
		st   remind.Standing
		want []string
		lead int // -1: none
	}{
		{remind.Standing{DaysUntil: 6}, nil, -1},
		{remind.Standing{DaysUntil: 7, Told: "7"}, []string{"7"}, 7},
		{remind.Standing{Told: "0"}, []string{"0"}, 0},
		{remind.Standing{DaysUntil: -1, Missed: true, Told: "missed"}, []string{"missed"}, -1},
		{remind.Standing{DaysUntil: 5, Told: again, Again: again}, []string{again}, -1},
		{remind.Standing{DaysUntil: 1, Told: "1", Again: again}, []string{"1", again}, 1},
		{remind.Standing{DaysUntil: -2, Missed: true, Told: "missed", Again: again}, []string{"missed", again}, -1},
	} {
		if got := c.st.Announcements(); !slices.Equal(got, c.want) {
			t.Errorf("%+v announces %q", c.st, got)
		}
		lead, ok := c.st.Lead()
		if ok != (c.lead >= 0) || ok && lead != c.lead {
			t.Errorf("%+v leads %d, %v", c.st, lead, ok)
		}
	}
}

func TestWindow(t *testing.T) {
	s := remind.DefaultSettings()
	for _, c := range []struct {
		name  string
		ran   remind.Ran
		today care.Day
		from  care.Day
		to    care.Day
	}{
		{"run each day", everyDay("2026-01-01", "2026-05-21"), "2026-05-21", "2026-05-07", "2026-05-28"},
		{"shut for three weeks", everyDay("2026-01-01", "2026-04-30"), "2026-05-21", "2026-04-30", "2026-05-28"},
		{"never run before", nil, "2026-05-21", "2025-05-21", "2026-05-28"},
		{"run long ago", remind.Ran{"2024-01-01"}, "2026-05-21", "2025-05-21", "2026-05-28"},
		{"run by a clock ahead", remind.Ran{"2026-05-01", "2027-05-01"}, "2026-05-21", "2026-05-01", "2026-05-28"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if from, to := s.Window(c.ran, c.today); from != c.from || to != c.to {
				t.Errorf("%s to %s, want %s to %s", from, to, c.from, c.to)
			}
		})
	}
	s.Leads[remind.Holiday] = []int{30, 0}
	if _, to := s.Window(nil, "2026-05-21"); to != "2026-06-20" {
		t.Errorf("the longest lead of all kinds: %s", to)
	}
}

// Within the window lies what Stand lists, and nothing else, for the kind with
// the longest lead.
func TestWindowIsWhatStands(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := someSettings(t)
		longest := remind.Birthday
		for _, k := range remind.Kinds() {
			if k.Occasion() && s.Leads[k][0] > s.Leads[longest][0] {
				longest = k
			}
		}
		const start = care.Day("2026-05-21")
		days := rapid.SliceOfNDistinct(rapid.OneOf(rapid.IntRange(-40, 20), rapid.IntRange(-500, 500)), 0, 30, rapid.ID[int]).Draw(t, "ran")
		slices.Sort(days)
		var ran remind.Ran
		for _, n := range days {
			ran = append(ran, plus(start, n))
		}
		from, to := s.Window(ran, start)
		for n := -400; n <= 120; n++ {
			r := &remind.Reminder{ID: remind.ID{Kind: longest}, Date: plus(start, n)}
			_, listed := s.Stand(r, ran, start.Time())
			if within := r.Date >= from && r.Date <= to; listed != within {
				t.Fatalf("%s: listed %v, within %s to %s %v, ran %v", r.Date, listed, from, to, within, ran)
			}
		}
	})
}

func TestDigestDueAndNextLook(t *testing.T) {
	s := remind.DefaultSettings()
	madrid, err := time.LoadLocation("Europe/Madrid")
	if err != nil {
		t.Fatal(err)
	}
	snoozes := []care.Instant{"2026-05-21T06:00:00.000Z", "2026-05-21T12:30:00.000Z", "2026-05-21T11:30:00.000Z", "2026-06-21T07:00:00.000Z", "nonsense"}
	for _, c := range []struct {
		name    string
		now     time.Time
		shown   bool
		snoozes []care.Instant
		due     bool
		next    string
	}{
		{"before the minute", at("2026-05-21T08:59:59+02:00"), false, nil, false, "2026-05-21T09:00:00+02:00"},
		{"at the minute", at("2026-05-21T09:00:00+02:00"), false, nil, true, "2026-05-21T09:00:00+02:00"},
		{"woken later", at("2026-05-21T23:30:00+02:00"), false, snoozes, true, "2026-05-21T23:30:00+02:00"},
		{"shown", at("2026-05-21T09:00:00+02:00"), true, nil, false, "2026-05-22T09:00:00+02:00"},
		{"shown by a clock that was ahead", at("2026-05-21T08:00:00+02:00"), true, nil, false, "2026-05-22T09:00:00+02:00"},
		{"the last day of a year", at("2026-12-31T10:00:00+02:00"), true, nil, false, "2027-01-01T09:00:00+02:00"},
		{"a snooze before it", at("2026-05-21T13:00:00+02:00"), true, snoozes, false, "2026-05-21T13:30:00+02:00"},
		{"the last snooze of the day has ended", at("2026-05-21T14:30:00+02:00"), true, snoozes, false, "2026-05-22T09:00:00+02:00"},
		{"the night of summer time", time.Date(2026, 3, 28, 20, 0, 0, 0, madrid), true, nil, false, "2026-03-29T09:00:00+02:00"},
		{"the night of winter time", time.Date(2026, 10, 24, 20, 0, 0, 0, madrid), true, nil, false, "2026-10-25T09:00:00+01:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := s.DigestDue(c.now, c.shown); got != c.due {
				t.Errorf("due %v", got)
			}
			if got := s.NextLook(c.now, c.shown, c.snoozes); !got.Equal(at(c.next)) {
				t.Errorf("next at %s, want %s", got, c.next)
			}
		})
	}
}

// The pop-up of a minute that summer time leaves out is shown when the clocks
// have gone forward.
func TestMinuteThatSummerTimeLeavesOut(t *testing.T) {
	zone, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	s := remind.DefaultSettings()
	s.Minute = 2*60 + 30
	now := time.Date(2026, 3, 8, 1, 40, 0, 0, zone)
	for looks := 0; !s.DigestDue(now, false); looks++ {
		next := s.NextLook(now, false, nil)
		if !next.After(now) || looks > 60 {
			t.Fatalf("at %s it says %s, after %d looks", now, next, looks)
		}
		now = next
	}
	if want := at("2026-03-08T03:00:00-04:00"); !now.Equal(want) {
		t.Errorf("shown at %s, want %s", now, want)
	}
}

// Whatever the minute and the zone: who looks when told to shows the pop-up
// within the day, at most an hour late on the nights on which the clocks change,
// and never looks without end.
func TestLookingWhenToldShowsThePopUp(t *testing.T) {
	zones := []string{"Europe/Madrid", "America/New_York", "Australia/Lord_Howe", "Asia/Shanghai", "Africa/Cairo", "Pacific/Apia"}
	rapid.Check(t, func(t *rapid.T) {
		zone, err := time.LoadLocation(rapid.SampledFrom(zones).Draw(t, "zone"))
		if err != nil {
			t.Fatal(err)
		}
		s := remind.DefaultSettings()
		s.Minute = rapid.IntRange(0, 1439).Draw(t, "minute")
		now := time.Date(2026, 1, 1, 0, rapid.IntRange(0, 365*1440).Draw(t, "now"), 0, 0, zone)
		shown := s.DigestDue(now, false)
		day := care.DayOf(now)
		if shown {
			day = plus(day, 1)
		}
		for looks := 0; !s.DigestDue(now, shown); looks++ {
			next := s.NextLook(now, shown, nil)
			if !next.After(now) || looks > 200 {
				t.Fatalf("at %s it says %s, after %d looks", now, next, looks)
			}
			if now = next; care.DayOf(now) >= day {
				shown = false
			}
		}
		late := now.Hour()*60 + now.Minute() - s.Minute
		if care.DayOf(now) != day || late < 0 || late > 60 {
			t.Fatalf("shown at %s, which is %d minutes late", now, late)
		}
	})
}

func TestOrder(t *testing.T) {
	reminder := func(kind remind.Kind, name string, person int64, days, every int) remind.Reminder {
		return remind.Reminder{
			ID: remind.ID{Kind: kind, Person: person}, Name: name, Every: every,
			Standing: remind.Standing{DaysUntil: days, Missed: days < 0},
		}
	}
	twin := func(what, round string) remind.Reminder {
		r := reminder(remind.Relative, "twins", 1, 0, 0)
		r.What, r.Round = what, round
		return r
	}
	want := []remind.Reminder{
		reminder(remind.Holiday, "missed yesterday", 0, -1, 0),
		reminder(remind.Birthday, "missed long ago", 1, -20, 0),
		reminder(remind.Birthday, "a", 9, 0, 0),
		reminder(remind.Birthday, "b", 2, 0, 0),
		reminder(remind.Birthday, "b", 3, 0, 0),
		reminder(remind.Anniversary, "a", 1, 0, 0),
		reminder(remind.Relative, "a", 1, 0, 0),
		twin("lucas", "2026"),
		twin("maria", "2025"),
		twin("maria", "2026"),
		reminder(remind.Holiday, "a", 0, 0, 0),
		reminder(remind.Holiday, "tomorrow", 0, 1, 0),
		reminder(remind.Birthday, "in a week", 1, 7, 0),
		reminder(remind.Call, "twice over", 8, -14, 14),
		reminder(remind.Call, "half over", 7, -60, 120),
		reminder(remind.Call, "due, by key", 5, 0, 45),
		reminder(remind.Call, "also due", 6, 0, 14),
		reminder(remind.Visit, "owed", 4, -1, 30),
		reminder(remind.Promise, "older", 4, -2, 0),
		reminder(remind.Promise, "due", 3, 0, 0),
		reminder(remind.Complaint, "oldest", 3, -30, 0),
	}
	rapid.Check(t, func(t *rapid.T) {
		got := rapid.Permutation(want).Draw(t, "list")
		remind.Order(got)
		for i := range want {
			if got[i].ID != want[i].ID || got[i].Name != want[i].Name {
				t.Fatalf("%d is %s %q, want %s %q", i, got[i].Kind, got[i].Name, want[i].Kind, want[i].Name)
			}
		}
	})
}
