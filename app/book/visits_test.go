package book_test

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/care/plan"
	"carebook/app/lang"
	"carebook/store"
)

// visits reads the plan of a span.
func (d *diary) visits(span book.Span) *book.VisitsView {
	d.t.Helper()
	if err := book.RefreshBands(d.ctx(), d.store, d.clock); err != nil {
		d.t.Fatal(err)
	}
	v, err := book.ReadVisits(d.ctx(), d.store, d.clock, span)
	if err != nil {
		d.t.Fatal(err)
	}
	return v
}

// listed are the visits of a view, a line each.
func listed(v *book.VisitsView) (lines []string) {
	for _, day := range v.Days {
		minutes := 0
		for _, p := range day.Visits {
			line := fmt.Sprintf("%s %02d:%02d %d %s", p.Day, p.Start/60, p.Start%60, p.Minutes, p.Name)
			if p.Pinned {
				line += " pinned"
			}
			if p.Done {
				line += " done"
			}
			lines = append(lines, line)
			minutes += p.Minutes
		}
		if minutes != day.Minutes {
			lines = append(lines, fmt.Sprintf("%s has %d minutes, and says %d", day.Day, minutes, day.Minutes))
		}
	}
	return lines
}

// left are those left out of a view, a line each.
func left(v *book.VisitsView) (lines []string) {
	for _, l := range v.LeftOut {
		lines = append(lines, string(l.Band)+" "+l.Name+": "+l.Why)
	}
	return lines
}

func (d *diary) want(what string, got []string, want ...string) {
	d.t.Helper()
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		d.t.Errorf("%s:\n%s\nwant\n%s", what, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// customer is somebody of a town who is visited every month, and was last on a
// day.
func (d *diary) customer(name, city string, last care.Day) int64 {
	d.t.Helper()
	key := d.person(care.Person{
		FullName: name, Added: "2026-01-01", Addresses: []care.Address{{City: city}}, Profile: care.Profile{Cadence: care.Cadence{Visit: 30}},
	})
	if last != "" {
		d.log(key, care.Event{Kind: care.Visit, Day: last})
	}
	return key
}

// town is a book of three customers, of whom a plan for the week of 30 November
// is made: Ana and Cid in Gandia, Bea in Oliva.
func town(t *testing.T) (d *diary, ana, bea, cid int64) {
	d = newDiary(t, now)
	ana = d.customer("Ana", "Gandia", "2026-10-20")
	bea = d.customer("Bea", "Oliva", "2026-10-25")
	cid = d.customer("Cid", "GANDÍA", "2026-11-03")
	return d, ana, bea, cid
}

// planned are the visits of a town before anybody has touched them.
var planned = []string{
	"2026-11-30 09:30 45 Ana", "2026-11-30 10:30 45 Cid", "2026-12-01 09:30 45 Bea",
}

func TestAPlanIsMadeOfWhatTheBookKnows(t *testing.T) {
	d, _, bea, _ := town(t)
	d.log(bea, care.Event{Kind: care.Complaint, Day: "2026-11-20", Due: "2026-12-02", Text: "late"})
	eva := d.person(care.Person{FullName: "Eva", Added: "2026-01-01"})
	d.log(eva, care.Event{Kind: care.Promise, Day: "2026-11-20", Due: "2026-11-27", Text: "prices"})
	fay := d.person(care.Person{
		FullName: "Fay", Added: "2026-01-01", Profile: care.Profile{Band: care.BandOverride{Band: care.BandA}},
		Dates: []care.Date{{Kind: care.Birthday, Year: 1980, Month: 12, Day: 8}},
	})
	d.log(fay, care.Event{Kind: care.Visit, Day: "2026-11-25"})
	gus := d.customer("Gus", "", "2026-11-20")
	d.log(gus, care.Event{Kind: care.Quote, Day: "2026-11-20", ValidUntil: "2026-12-03"})
	d.person(care.Person{FullName: "Hal", Added: "2020-01-01", Profile: care.Profile{Lost: "2026-01-01", Cadence: care.Cadence{Visit: 7}}})
	trashed := d.customer("Ivo", "Oliva", "2026-01-02")
	if _, err := book.Trash(d.ctx(), d.store, []int64{trashed}, true, ""); err != nil {
		t.Fatal(err)
	}
	v := d.visits(book.Span{})
	var got []string
	for _, day := range v.Days {
		for _, p := range day.Visits {
			got = append(got, fmt.Sprintf("%s, %s: %s; %s; late %v", p.Name, p.District, p.Short, p.Long, p.Late))
		}
	}
	slices.Sort(got)
	d.want("reasons", got,
		"Ana, Gandia: 7 d late; Visit due on Thu 19 Nov, 7 days late; late true",
		"Bea, Oliva: complaint; Complaint to be answered by Wed 2 Dec; late false",
		"Cid, Gandia: due; Visit due on Thu 3 Dec; late false",
		"Eva, : promise; Promised for Fri 27 Nov; late false",
		"Fay, : birthday; Birthday on Tue 8 Dec; late false",
		"Gus, : offer; Offer ends on Thu 3 Dec; late false",
	)
	if v.Week != "2026-W49" || v.From != "2026-11-30" || v.To != "2026-12-06" || v.Past || v.Kept || !v.Offer || v.Room != 1200 || len(v.Days) != 5 || v.Span.From != v.From {
		t.Errorf("%+v", v)
	}
	sum := 0
	for i, b := range v.Bands.Bands {
		if b.TargetMinutes != []int{240, 720, 240}[i] || v.Unused[i] != b.TargetMinutes-b.PlannedMinutes {
			t.Errorf("%+v, unused %v", b, v.Unused)
		}
		sum += b.PlannedMinutes
	}
	if sum != 60 || v.Planned != 60+5*45 {
		t.Errorf("%d of %d minutes are those of A: Fay alone has a band", sum, v.Planned)
	}
	d.want("left out", left(v))
}

// Looking at a plan changes nothing, and finds the same again.
func TestAPlanIsTheSameAtEachLook(t *testing.T) {
	d, _, _, _ := town(t)
	first := d.visits(book.Span{})
	told := 0
	defer d.store.Watch(func(store.Changes) { told++ })()
	if again := d.visits(book.Span{}); !reflect.DeepEqual(again, first) {
		t.Errorf("%v, then %v", listed(first), listed(again))
	}
	d.at(now)
	if again := d.visits(book.Span{}); !reflect.DeepEqual(again, first) {
		t.Errorf("%v, then %v", listed(first), listed(again))
	}
	d.want("plan", listed(first), planned...)
	if told != 0 {
		t.Errorf("told %d times", told)
	}
}

func TestWhichWeekIsPlanned(t *testing.T) {
	for _, c := range []struct {
		now                string
		span               book.Span
		from, to, spanFrom care.Day
		week               string
		past               bool
	}{
		{"2026-11-23T09:00:00Z", book.Span{}, "2026-11-23", "2026-11-29", "2026-11-23", "2026-W48", false},
		{"2026-11-25T23:59:00Z", book.Span{}, "2026-11-23", "2026-11-29", "2026-11-23", "2026-W48", false},
		{"2026-11-26T00:00:00Z", book.Span{}, "2026-11-30", "2026-12-06", "2026-11-30", "2026-W49", false},
		{"2026-11-29T12:00:00Z", book.Span{}, "2026-11-30", "2026-12-06", "2026-11-30", "2026-W49", false},
		{"2026-12-31T12:00:00Z", book.Span{}, "2027-01-04", "2027-01-10", "2027-01-04", "2027-W01", false},
		{"2026-12-28T12:00:00Z", book.Span{}, "2026-12-28", "2027-01-03", "2026-12-28", "2026-W53", false},
		{"2026-12-28T12:00:00Z", book.Span{From: "2027-01-03"}, "2026-12-28", "2027-01-03", "2026-12-28", "2026-W53", false},
		{"2026-12-28T12:00:00Z", book.Span{From: "2026-12-27"}, "2026-12-21", "2026-12-27", "2026-12-21", "2026-W52", true},
		{"2026-12-28T12:00:00Z", book.Span{Month: true}, "2026-11-30", "2027-01-03", "2026-12-01", "2026-W49", false},
		{"2026-12-28T12:00:00Z", book.Span{Month: true, From: "2027-01-31"}, "2026-12-28", "2027-01-31", "2027-01-01", "2026-W53", false},
		{"2026-12-28T12:00:00Z", book.Span{Month: true, From: "2026-02-10"}, "2026-01-26", "2026-03-01", "2026-02-01", "2026-W05", true},
		// The clock goes back on 25 October and forward on 28 March.
		{"2026-10-25T00:30:00+02:00", book.Span{From: "2026-10-25"}, "2026-10-19", "2026-10-25", "2026-10-19", "2026-W43", false},
		{"2026-10-25T23:30:00+01:00", book.Span{}, "2026-10-26", "2026-11-01", "2026-10-26", "2026-W44", false},
		{"2027-03-28T03:30:00+02:00", book.Span{Month: true}, "2027-03-01", "2027-04-04", "2027-03-01", "2027-W09", false},
	} {
		d := newDiary(t, c.now)
		v := d.visits(c.span)
		if v.From != c.from || v.To != c.to || v.Span.From != c.spanFrom || v.Week != c.week || v.Past != c.past || v.Span.Month != c.span.Month {
			t.Errorf("%s %+v: %s to %s, %s, %s, past %v; want %+v", c.now, c.span, v.From, v.To, v.Span.From, v.Week, v.Past, c)
		}
		weeks := (care.DaysBetween(v.From, v.To) + 1) / 7
		if len(v.Days) != 5*weeks || v.Room != 1200*weeks || v.Bands.Bands[1].TargetMinutes != 720*weeks {
			t.Errorf("%s %+v: %d days of %d minutes, %+v", c.now, c.span, len(v.Days), v.Room, v.Bands.Bands)
		}
	}
}

// deed is a change of a plan, with what the plan is then.
type deed struct {
	name string
	do   func(d *diary, v *book.VisitsView) (int64, error)
	want []string
	left []string
}

// deedsOf are changes of the plan of a town.
func deedsOf(ana, bea, cid int64) []deed {
	ctx := context.Background()
	return []deed{
		{
			"move", func(d *diary, v *book.VisitsView) (int64, error) {
				return book.MoveVisit(ctx, d.store, d.clock, v, ana, "2026-12-01", "")
			},
			[]string{"2026-11-30 10:30 45 Cid", "2026-12-01 09:30 45 Bea", "2026-12-01 10:45 45 Ana pinned"},
			nil,
		},
		{
			"pin", func(d *diary, v *book.VisitsView) (int64, error) {
				return book.PinVisit(ctx, d.store, d.clock, v, bea, true, "")
			},
			[]string{planned[0], planned[1], planned[2] + " pinned"},
			nil,
		},
		{
			"drop", func(d *diary, v *book.VisitsView) (int64, error) {
				return book.DropVisit(ctx, d.store, d.clock, v, cid, "")
			},
			[]string{planned[0], planned[2]},
			[]string{"new Cid: You took this visit out of the week."},
		},
		{
			"add", func(d *diary, _ *book.VisitsView) (int64, error) {
				other := d.person(care.Person{FullName: "Dov"})
				fresh := d.visits(book.Span{}) // who is new is known to a fresh look
				return book.AddVisit(ctx, d.store, d.clock, fresh, other, "2026-12-04", "")
			},
			append(slices.Clone(planned), "2026-12-04 09:30 45 Dov pinned"), nil,
		},
		{
			"finish", func(d *diary, v *book.VisitsView) (int64, error) {
				return book.FinishVisit(ctx, d.store, d.clock, v, ana, 50, "Tea", "Visit to Ana")
			},
			[]string{planned[0] + " done", planned[1], planned[2]},
			nil,
		},
		{
			"move to another week", func(d *diary, v *book.VisitsView) (int64, error) {
				return book.MoveVisit(ctx, d.store, d.clock, v, ana, "2026-12-09", "")
			},
			[]string{planned[1], planned[2]},
			[]string{"new Ana: You took this visit out of the week."},
		},
	}
}

func TestEachChangeIsKeptAndUndoneExactly(t *testing.T) {
	_, ana, bea, cid := town(t)
	for _, c := range deedsOf(ana, bea, cid) {
		d, _, _, _ := town(t)
		v := d.visits(book.Span{})
		action, err := c.do(d, v)
		if err != nil || action == 0 {
			t.Fatalf("%s: action %d, %v", c.name, action, err)
		}
		after := d.visits(book.Span{})
		d.want(c.name, listed(after), c.want...)
		d.want(c.name+", left out", left(after), c.left...)
		if !after.Kept {
			t.Errorf("%s: the week is not kept", c.name)
		}
		d.at("2026-11-27T12:00:00Z")
		d.want(c.name+", the next day", listed(d.visits(book.Span{})), c.want...)
		if problems, err := store.Check(d.ctx(), d.path); err != nil || len(problems) > 0 {
			t.Errorf("%s: %q, %v", c.name, problems, err)
		}
		if _, err := d.store.Undo(d.ctx(), action); err != nil {
			t.Fatal(err)
		}
		undone := d.visits(book.Span{})
		if d.want(c.name+", undone", listed(undone), planned...); undone.Kept || len(undone.LeftOut) > 0 {
			t.Errorf("%s: kept %v, left out %v", c.name, undone.Kept, undone.LeftOut)
		}
	}
}

func TestAVisitMovedToAnotherWeekIsThere(t *testing.T) {
	d, ana, _, _ := town(t)
	d.customer("Dov", "", "2026-11-08") // due on 8 December
	if _, err := book.MoveVisit(d.ctx(), d.store, d.clock, d.visits(book.Span{}), ana, "2026-12-09", ""); err != nil {
		t.Fatal(err)
	}
	v := d.visits(book.Span{From: "2026-12-07"})
	d.want("the week after", listed(v), "2026-12-07 09:30 45 Dov", "2026-12-09 09:30 45 Ana pinned")
	if !v.Kept {
		t.Error("the week is not kept")
	}
	// And back, by the view of the month.
	month := d.visits(book.Span{Month: true, From: "2026-12-01"})
	if _, err := book.MoveVisit(d.ctx(), d.store, d.clock, month, ana, "2026-12-02", ""); err != nil {
		t.Fatal(err)
	}
	d.want("the first week", listed(d.visits(book.Span{})), "2026-11-30 10:30 45 Cid", "2026-12-01 09:30 45 Bea", "2026-12-02 09:30 45 Ana pinned")
}

func TestAChangeThatCannotBe(t *testing.T) {
	d, ana, _, cid := town(t)
	far := d.person(care.Person{FullName: "Far"})
	gone := d.person(care.Person{FullName: "Gone"})
	if _, err := book.Trash(d.ctx(), d.store, []int64{gone}, true, ""); err != nil {
		t.Fatal(err)
	}
	var full []int64
	for i := range 4 {
		full = append(full, d.person(care.Person{FullName: fmt.Sprint("Full ", i), Profile: care.Profile{Band: care.BandOverride{Band: care.BandA}}}))
	}
	for _, key := range full {
		if _, err := book.AddVisit(d.ctx(), d.store, d.clock, d.visits(book.Span{}), key, "2026-12-04", ""); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := book.FinishVisit(d.ctx(), d.store, d.clock, d.visits(book.Span{}), cid, 0, "", ""); err != nil {
		t.Fatal(err)
	}
	before := d.visits(book.Span{})
	for _, c := range []struct {
		name string
		do   func(v *book.VisitsView) (int64, error)
		want care.Code
		said string
	}{
		{"a full day", func(v *book.VisitsView) (int64, error) {
			return book.MoveVisit(d.ctx(), d.store, d.clock, v, ana, "2026-12-04", "")
		}, care.CodeVisitNoRoom, "Fri 4 Dec has no room"},
		{"a day without hours", func(v *book.VisitsView) (int64, error) {
			return book.AddVisit(d.ctx(), d.store, d.clock, v, far, "2026-12-06", "")
		}, care.CodeVisitNoRoom, "Sun 6 Dec has no room"},
		{"a day that is over", func(v *book.VisitsView) (int64, error) {
			return book.MoveVisit(d.ctx(), d.store, d.clock, v, ana, "2026-11-25", "")
		}, care.CodeVisitPast, "Wed 25 Nov is over"},
		{"moving nobody", func(v *book.VisitsView) (int64, error) {
			return book.MoveVisit(d.ctx(), d.store, d.clock, v, far, "2026-12-02", "")
		}, care.CodeVisitMissing, "This visit is not in the plan"},
		{"pinning nobody", func(v *book.VisitsView) (int64, error) {
			return book.PinVisit(d.ctx(), d.store, d.clock, v, far, true, "")
		}, care.CodeVisitMissing, ""},
		{"adding somebody from the trash", func(v *book.VisitsView) (int64, error) {
			return book.AddVisit(d.ctx(), d.store, d.clock, v, gone, "2026-12-02", "")
		}, care.CodePersonMissing, ""},
		{"dropping what is done", func(v *book.VisitsView) (int64, error) {
			return book.DropVisit(d.ctx(), d.store, d.clock, v, cid, "")
		}, care.CodeVisitDone, "The visit to Cid has been made"},
		{"adding what is done", func(v *book.VisitsView) (int64, error) {
			return book.AddVisit(d.ctx(), d.store, d.clock, v, cid, "2026-12-02", "")
		}, care.CodeVisitDone, ""},
		{"finishing twice", func(v *book.VisitsView) (int64, error) {
			return book.FinishVisit(d.ctx(), d.store, d.clock, v, cid, 0, "", "")
		}, care.CodeVisitDone, ""},
	} {
		if action, err := c.do(before); care.CodeOf(err) != c.want || action != 0 || !strings.HasPrefix(lang.Sentence(err), c.said) {
			t.Errorf("%s: action %d, %v, %q", c.name, action, err, lang.Sentence(err))
		}
	}
	if after := d.visits(book.Span{}); !reflect.DeepEqual(listed(after), listed(before)) {
		t.Errorf("what failed changed %v into %v", listed(before), listed(after))
	}
}

// A visit that was logged elsewhere makes the planned one of its week done, kept
// or not.
func TestAVisitLoggedElsewhereIsDone(t *testing.T) {
	for _, kept := range []bool{false, true} {
		d, ana, bea, _ := town(t)
		d.at("2026-11-30T18:00:00Z")
		v := d.visits(book.Span{})
		d.want("plan", listed(v), planned...)
		if kept {
			if _, err := book.PinVisit(d.ctx(), d.store, d.clock, v, bea, true, ""); err != nil {
				t.Fatal(err)
			}
		}
		_, action, err := book.Log(d.ctx(), d.store, d.clock, ana, "", book.Entry{Event: care.Event{Kind: care.Meeting, Minutes: 60}})
		if err != nil {
			t.Fatal(err)
		}
		d.log(bea, care.Event{Kind: care.Call, Minutes: 15})
		v = d.visits(book.Span{})
		if kept {
			d.want("kept", listed(v), planned[0]+" done", planned[1], planned[2]+" pinned")
		} else {
			d.want("not kept", listed(v), "2026-11-30 09:30 60 Ana done", "2026-11-30 10:45 45 Cid", planned[2])
		}
		if v.Kept != kept || v.Spent != [3]int{} {
			t.Errorf("kept %v; Ana has no band, and %v were spent", v.Kept, v.Spent)
		}
		if _, err := d.store.Undo(d.ctx(), action); err != nil {
			t.Fatal(err)
		}
		if line := listed(d.visits(book.Span{}))[0]; line != planned[0] {
			t.Errorf("undone: %s", line)
		}
	}
}

func TestFinishingLogsOnTheDayOrToday(t *testing.T) {
	for now, want := range map[string]care.Day{"2026-11-26T12:00:00Z": "2026-11-26", "2026-11-30T12:00:00Z": "2026-11-30", "2026-12-02T12:00:00Z": "2026-11-30"} {
		d, ana, _, _ := town(t)
		v := d.visits(book.Span{})
		if _, err := book.PinVisit(d.ctx(), d.store, d.clock, v, ana, true, ""); err != nil {
			t.Fatal(err)
		}
		d.at(now)
		action, err := book.FinishVisit(d.ctx(), d.store, d.clock, d.visits(book.Span{From: "2026-11-30"}), ana, 50, "Tea", "Visit to Ana")
		if err != nil {
			t.Fatal(err)
		}
		events, err := d.store.Timeline(d.ctx(), ana)
		if err != nil || len(events) != 2 {
			t.Fatalf("%v, %v", events, err)
		}
		if e := events[0]; e.Kind != care.Visit || e.Day != want || e.Minutes != 50 || e.Text != "Tea" {
			t.Errorf("on %s: %+v, want %s", now, e, want)
		}
		if line := listed(d.visits(book.Span{From: "2026-11-30"}))[0]; line != planned[0]+" pinned done" {
			t.Errorf("on %s: %s", now, line)
		}
		if _, err := d.store.Undo(d.ctx(), action); err != nil {
			t.Fatal(err)
		}
		if events, err := d.store.Timeline(d.ctx(), ana); err != nil || len(events) != 1 {
			t.Errorf("undone: %v, %v", events, err)
		}
		if line := listed(d.visits(book.Span{From: "2026-11-30"}))[0]; line != planned[0]+" pinned" {
			t.Errorf("undone: %s", line)
		}
	}
}

func TestPlanAgainLeavesWhatIsPinnedAndDone(t *testing.T) {
	d, ana, bea, cid := town(t)
	if action, err := book.PlanAgain(d.ctx(), d.store, d.clock, d.visits(book.Span{}), ""); err != nil || action != 0 {
		t.Errorf("of a week that is planned anew at each look: action %d, %v", action, err)
	}
	do := func(action int64, err error) int64 {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return action
	}
	do(book.MoveVisit(d.ctx(), d.store, d.clock, d.visits(book.Span{}), bea, "2026-12-03", ""))
	do(book.DropVisit(d.ctx(), d.store, d.clock, d.visits(book.Span{}), cid, ""))
	do(book.FinishVisit(d.ctx(), d.store, d.clock, d.visits(book.Span{}), ana, 30, "", ""))
	dov := d.customer("Dov", "Oliva", "2026-10-10")
	d.log(dov, care.Event{Kind: care.Promise, Day: "2026-11-20", Due: "2026-12-04", Text: "x"})
	before := d.visits(book.Span{})
	d.want("kept", listed(before), planned[0]+" done", "2026-12-03 09:30 45 Bea pinned")
	d.want("left out", left(before),
		"new Dov: Wanted by Fri 4 Dec, but the week was planned without this visit. Plan it again, or add the visit.",
		"new Cid: You took this visit out of the week.")
	action := do(book.PlanAgain(d.ctx(), d.store, d.clock, before, ""))
	after := d.visits(book.Span{})
	d.want("again", listed(after), planned[0]+" done", "2026-12-03 09:30 45 Bea pinned", "2026-12-03 10:30 45 Dov")
	if d.want("left out again", left(after), "new Cid: You took this visit out of the week."); !after.Kept {
		t.Error("the week is not kept")
	}
	if _, err := d.store.Undo(d.ctx(), action); err != nil {
		t.Fatal(err)
	}
	undone := d.visits(book.Span{})
	d.want("undone", listed(undone), listed(before)...)
	d.want("undone", left(undone), left(before)...)
}

// Into a kept week nobody comes by himself, but into the week after it.
func TestWhoIsDueSinceAWeekWasKeptComesAfterIt(t *testing.T) {
	d, ana, _, _ := town(t)
	if _, err := book.PinVisit(d.ctx(), d.store, d.clock, d.visits(book.Span{}), ana, true, ""); err != nil {
		t.Fatal(err)
	}
	dov := d.person(care.Person{FullName: "Dov", Added: "2026-01-01"})
	d.log(dov, care.Event{Kind: care.Promise, Day: "2026-11-20", Due: "2026-12-02", Text: "x"})
	v := d.visits(book.Span{})
	d.want("the kept week", listed(v), planned[0]+" pinned", planned[1], planned[2])
	d.want("left out", left(v), "new Dov: Wanted by Wed 2 Dec, but the week was planned without this visit. Plan it again, or add the visit.")
	d.want("the week after", listed(d.visits(book.Span{From: "2026-12-07"})), "2026-12-07 09:30 45 Dov")
	d.want("the month", listed(d.visits(book.Span{Month: true, From: "2026-12-01"}))[:4], planned[0]+" pinned", planned[1], planned[2], "2026-12-07 09:30 45 Dov")
}

// Nobody was visited by a plan alone: a visit that was missed comes in the week
// after it.
func TestAMissedVisitComesAgain(t *testing.T) {
	d, _, bea, _ := town(t)
	if _, err := book.MoveVisit(d.ctx(), d.store, d.clock, d.visits(book.Span{}), bea, "2026-12-04", ""); err != nil {
		t.Fatal(err)
	}
	d.want("before", listed(d.visits(book.Span{From: "2026-12-07"})))
	d.at("2026-12-03T12:00:00Z")
	d.want("the kept week", listed(d.visits(book.Span{From: "2026-11-30"})), planned[0], planned[1], "2026-12-04 09:30 45 Bea pinned")
	d.want("the week after", listed(d.visits(book.Span{})), "2026-12-07 09:30 45 Ana", "2026-12-07 10:30 45 Cid")
}

// What another window has done since a view was read is not lost by a change made
// from it.
func TestAChangeFromAnOldView(t *testing.T) {
	d, ana, bea, cid := town(t)
	old := d.visits(book.Span{})
	if _, err := book.MoveVisit(d.ctx(), d.store, d.clock, d.visits(book.Span{}), ana, "2026-12-02", ""); err != nil {
		t.Fatal(err)
	}
	if _, err := book.DropVisit(d.ctx(), d.store, d.clock, d.visits(book.Span{}), bea, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := book.PinVisit(d.ctx(), d.store, d.clock, old, cid, true, ""); err != nil {
		t.Fatal(err)
	}
	d.want("plan", listed(d.visits(book.Span{})), planned[1]+" pinned", "2026-12-02 09:30 45 Ana pinned")
	if _, err := book.PinVisit(d.ctx(), d.store, d.clock, old, bea, true, ""); care.CodeOf(err) != care.CodeVisitMissing {
		t.Errorf("what was dropped since is pinned: %v", err)
	}
	// Who has gone since is not kept.
	d, _, bea, cid = town(t)
	old = d.visits(book.Span{})
	if _, err := book.Trash(d.ctx(), d.store, []int64{bea}, true, ""); err != nil {
		t.Fatal(err)
	}
	if n, err := d.store.Erase(d.ctx(), []int64{bea}); err != nil || n != 1 {
		t.Fatal(n, err)
	}
	if _, err := book.PinVisit(d.ctx(), d.store, d.clock, old, cid, true, ""); err != nil {
		t.Fatal(err)
	}
	d.want("plan", listed(d.visits(book.Span{})), planned[0], planned[1]+" pinned")
}

func TestAKeptPlanFollowsItsPeople(t *testing.T) {
	d, ana, bea, cid := town(t)
	if _, err := book.PinVisit(d.ctx(), d.store, d.clock, d.visits(book.Span{}), bea, true, ""); err != nil {
		t.Fatal(err)
	}
	trash, err := book.Trash(d.ctx(), d.store, []int64{ana}, true, "")
	if err != nil {
		t.Fatal(err)
	}
	d.want("without Ana", listed(d.visits(book.Span{})), planned[1], planned[2]+" pinned")
	if _, err := d.store.Undo(d.ctx(), trash); err != nil {
		t.Fatal(err)
	}
	d.want("Ana is back", listed(d.visits(book.Span{})), planned[0], planned[1], planned[2]+" pinned")
	lost := func(key int64) {
		t.Helper()
		if _, err := book.EditEach(d.ctx(), d.store, []int64{key}, "", func(p *care.Person) { p.Profile.Lost = "2026-11-26" }, nil); err != nil {
			t.Fatal(err)
		}
	}
	lost(cid)
	lost(bea)
	d.want("lost customers, but for the one who is pinned", listed(d.visits(book.Span{})), planned[0], planned[2]+" pinned")

	// Of two who are one, the visit of the one who stays stays.
	d, ana, _, cid = town(t)
	if _, err := book.PinVisit(d.ctx(), d.store, d.clock, d.visits(book.Span{}), cid, true, ""); err != nil {
		t.Fatal(err)
	}
	var people [2]*care.Person
	for i, key := range []int64{ana, cid} {
		if people[i], err = d.store.Person(d.ctx(), key); err != nil {
			t.Fatal(err)
		}
	}
	merge, err := book.Merge(d.ctx(), d.store, ana, cid, people[0], people[1], nil)
	if err != nil {
		t.Fatal(err)
	}
	d.want("merged", listed(d.visits(book.Span{})), planned[0], planned[2])
	if _, err := d.store.Undo(d.ctx(), merge); err != nil {
		t.Fatal(err)
	}
	d.want("two again", listed(d.visits(book.Span{})), planned[0], planned[1]+" pinned", planned[2])
}

// A kept visit counts for the band that its customer is in now.
func TestABandMovesBetweenLooks(t *testing.T) {
	d := newDiary(t, now)
	var keys []int64
	for i, name := range []string{"Ana", "Bea", "Cid"} {
		keys = append(keys, d.customer(name, "", "2026-10-20"))
		d.sell(keys[i], sold("2026-10-01", 1000, int64(500-100*i)))
	}
	v := d.visits(book.Span{})
	minutes := func(v *book.VisitsView) (planned [3]int) {
		for i, b := range v.Bands.Bands {
			planned[i] = b.PlannedMinutes
		}
		return planned
	}
	if got := minutes(v); got != [3]int{60, 45, 30} {
		t.Errorf("%v, %v", got, listed(v))
	}
	if _, err := book.PinVisit(d.ctx(), d.store, d.clock, v, keys[0], true, ""); err != nil {
		t.Fatal(err)
	}
	d.sell(keys[2], sold("2026-11-01", 10_000, 9_000))
	if got := minutes(d.visits(book.Span{})); got != [3]int{30, 60, 45} {
		t.Errorf("Cid is in A now, and the minutes are %v", got)
	}
	bands, err := book.ReadBands(d.ctx(), d.store, d.clock, "2026-12-02")
	if err != nil || bands.Bands[0].PlannedMinutes != 30 || bands.Bands[0].TargetMinutes != 240 {
		t.Errorf("%+v, %v", bands, err)
	}
	if bands, err = book.ReadBands(d.ctx(), d.store, d.clock, "2026-11-16"); err != nil || bands.Bands[0].PlannedMinutes != 0 {
		t.Errorf("of a week that is over: %+v, %v", bands, err)
	}
}

// A week is the same in its own view and in those of its month.
func TestAMonthIsItsWeeks(t *testing.T) {
	d := newDiary(t, "2026-12-02T12:00:00Z")
	for i := range 90 {
		key := d.customer(fmt.Sprintf("P%02d", i), fmt.Sprint("Town ", i%7), care.Day("2026-10-01").Plus(i/2))
		if i%3 == 0 {
			d.sell(key, sold("2026-10-01", 1000, int64(i)))
		}
	}
	v := d.visits(book.Span{})
	if _, err := book.DropVisit(d.ctx(), d.store, d.clock, v, v.Days[len(v.Days)-1].Visits[0].Key, ""); err != nil {
		t.Fatal(err)
	}
	for _, month := range []care.Day{"2026-12-01", "2027-01-01"} {
		all := d.visits(book.Span{Month: true, From: month})
		var weeks []string
		for monday := all.From; monday < all.To; monday = monday.Plus(7) {
			weeks = append(weeks, listed(d.visits(book.Span{From: monday}))...)
		}
		d.want(string(month), listed(all), weeks...)
		if len(weeks) < 30 || all.Kept {
			t.Errorf("%s: %d visits, kept %v", month, len(weeks), all.Kept)
		}
		var planned [3]int
		for _, day := range all.Days {
			for _, p := range day.Visits {
				if i := slices.Index([]care.Band{care.BandA, care.BandB, care.BandC}, p.Band); i >= 0 {
					planned[i] += p.Minutes
				}
			}
		}
		for i, b := range all.Bands.Bands {
			if b.PlannedMinutes != planned[i] {
				t.Errorf("%s: %+v, the visits take %d", month, b, planned[i])
			}
			// A band that has all it is to have in the month lacks nothing, though a
			// week of it had less and another more.
			if lacks := max(0, b.TargetMinutes-planned[i]); all.Unused[i] != lacks {
				t.Errorf("%s: %s is said to lack %d minutes, and lacks %d", month, b.Band, all.Unused[i], lacks)
			}
		}
		times := map[string][]care.Day{}
		for _, day := range all.Days {
			for _, p := range day.Visits {
				if visits := times[p.Name]; len(visits) > 0 && care.DaysBetween(visits[len(visits)-1], p.Day) < 30-7 {
					t.Errorf("%s is visited on %v and on %s", p.Name, visits, p.Day)
				}
				times[p.Name] = append(times[p.Name], p.Day)
			}
		}
		for _, l := range all.LeftOut {
			if times[l.Name] != nil {
				t.Errorf("%s is left out, and visited on %v", l.Name, times[l.Name])
			}
		}
	}
	// By itself, a week later has all who are due again; but who is kept before it
	// is not.
	alone := d.visits(book.Span{From: "2026-12-07", Alone: true})
	kept := map[string]bool{}
	for _, day := range d.visits(book.Span{From: "2026-11-30"}).Days {
		for _, p := range day.Visits {
			kept[p.Name] = true
		}
	}
	for _, line := range listed(alone) {
		if name := line[strings.LastIndex(line, " ")+1:]; kept[name] {
			t.Errorf("%s is kept in the week before", name)
		}
	}
	if further := d.visits(book.Span{From: "2026-12-14", Alone: true}); !reflect.DeepEqual(names(further), names(alone)) {
		t.Errorf("by themselves two weeks have %v and %v", names(alone), names(further))
	}
}

// names are those of a plan's people, sorted.
func names(v *book.VisitsView) (list []string) {
	for _, line := range listed(v) {
		list = append(list, line[strings.LastIndex(line, " ")+1:])
	}
	slices.Sort(list)
	return list
}

func TestVisitsWithinSomeHours(t *testing.T) {
	d, ana, bea, _ := town(t)
	if _, err := book.PinVisit(d.ctx(), d.store, d.clock, d.visits(book.Span{}), bea, true, ""); err != nil {
		t.Fatal(err)
	}
	within := func(minutes int) *book.VisitsView {
		t.Helper()
		v, err := book.ReadVisitsWithin(d.ctx(), d.store, d.clock, book.Span{}, minutes)
		if err != nil {
			t.Fatal(err)
		}
		if v.Planned > minutes || v.Room != minutes || v.Kept {
			t.Errorf("%d of %d minutes, want %d, kept %v", v.Planned, v.Room, minutes, v.Kept)
		}
		return v
	}
	d.want("nothing", listed(within(0)))
	d.want("less than the pinned one", listed(within(44)))
	d.want("the pinned one", listed(within(45)), planned[2]+" pinned")
	d.want("a week", listed(within(250)), planned[0], planned[2]+" pinned", "2026-12-02 09:30 45 Cid")
	d.want("as it is kept", listed(d.visits(book.Span{})), planned[0], planned[1], planned[2]+" pinned")
	if _, err := book.ReadVisitsWithin(d.ctx(), d.store, d.clock, book.Span{}, 5*12*60+1); care.CodeOf(err) != care.CodeBadVisitDay {
		t.Errorf("more than the days hold: %v", err)
	}
	d.at("2026-11-30T18:00:00Z")
	d.log(ana, care.Event{Kind: care.Visit, Minutes: 45})
	d.want("what is done comes first", listed(within(45)), planned[0]+" done")
}

// More than a day's hours is no part of a plan.
func TestVisitsBeyondTheHoursAreNotPlannedOnes(t *testing.T) {
	d := newDiary(t, "2026-11-29T18:00:00Z")
	for i, minutes := range []int{200, 0, 60} {
		key := d.person(care.Person{FullName: fmt.Sprint("P", i), Added: "2026-01-01"})
		d.log(key, care.Event{Kind: care.Visit, Day: "2026-11-23", Minutes: minutes})
	}
	d.log(d.person(care.Person{FullName: "Sunday", Added: "2026-01-01"}), care.Event{Kind: care.Visit, Day: "2026-11-29", Minutes: 10})
	v := d.visits(book.Span{From: "2026-11-23"})
	d.want("the week", listed(v), "2026-11-23 09:30 200 P0 done", "2026-11-23 14:00 40 P1 done")
	if p := v.Days[0].Visits[0]; p.Short != "visited" || p.Long != "Visited without a plan" || p.Late {
		t.Errorf("%+v", p)
	}
}

func TestVisitSettings(t *testing.T) {
	d := newDiary(t, now)
	read := func() book.VisitSettings {
		t.Helper()
		settings, err := book.ReadVisitSettings(d.ctx(), d.store)
		if err != nil {
			t.Fatal(err)
		}
		return settings
	}
	settings := read()
	if settings != (book.VisitSettings{Hours: plan.DefaultHours, Shares: plan.DefaultShares}) {
		t.Errorf("%+v", settings)
	}
	settings.Hours.Days, settings.Shares, settings.Asked = [7]int{0, 0, 100, 0, 0, 60, 0}, plan.Shares{A: 50, B: 40, C: 10}, true
	if err := book.SetVisitSettings(d.ctx(), d.store, settings); err != nil {
		t.Fatal(err)
	}
	v := d.visits(book.Span{})
	if len(v.Days) != 2 || v.Days[1].Day != "2026-12-05" || v.Room != 160 || v.Offer || v.Bands.Bands[0].TargetMinutes != 80 || v.Settings != settings {
		t.Errorf("%+v", v)
	}
	for _, c := range []struct {
		change func(*book.VisitSettings)
		code   care.Code
		part   plan.Part
		index  int
	}{
		{func(s *book.VisitSettings) { s.Hours.Days[6] = 721 }, care.CodeBadVisitDay, plan.PartDays, 6},
		{func(s *book.VisitSettings) { s.Hours.Days[0] = -1 }, care.CodeBadVisitDay, plan.PartDays, 0},
		{func(s *book.VisitSettings) { s.Hours.Start = 22 * 60 }, care.CodeBadVisitStart, plan.PartStart, 0},
		{func(s *book.VisitSettings) { s.Hours.PauseTo = s.Hours.PauseFrom - 1 }, care.CodeBadVisitPause, plan.PartPause, 0},
		{func(s *book.VisitSettings) { s.Hours.Lengths[2] = 4 }, care.CodeBadVisitLength, plan.PartLengths, 2},
		{func(s *book.VisitSettings) { s.Shares.A = 51 }, care.CodeBadShares, "", 0},
	} {
		wrong := settings
		c.change(&wrong)
		err := book.SetVisitSettings(d.ctx(), d.store, wrong)
		said := lang.Sentence(err)
		if care.CodeOf(err) != c.code || strings.Contains(said, "<no value>") || strings.Contains(said, "error.") {
			t.Errorf("%s: %v, %s", c.code, err, said)
		}
		if failed, ok := err.(*care.Error); !ok || c.part != "" && (failed.Args["Part"] != string(c.part) || failed.Args["Index"] != c.index) {
			t.Errorf("%s: %+v, want %s %d", c.code, err, c.part, c.index)
		}
	}
	if read() != settings {
		t.Errorf("what failed changed the settings to %+v", read())
	}
	if err := d.store.SetSetting(d.ctx(), "bands", "20 hours"); err != nil {
		t.Fatal(err)
	}
	for what, err := range map[string]error{
		"visits": second(book.ReadVisits(d.ctx(), d.store, d.clock, book.Span{})),
		"fields": second(book.ReadFourFields(d.ctx(), d.store, d.clock)),
	} {
		if err == nil {
			t.Errorf("%s are read by damaged settings", what)
		}
	}
	if _, _, _, err := book.BandWhy(d.ctx(), d.store, d.clock, 1); err == nil {
		t.Error("a band is told by damaged settings")
	}
}

func second[T any](_ T, err error) error { return err }

// A city with many customers is several districts, where addresses tell them
// apart.
func TestACityWithManyIsParted(t *testing.T) {
	d := newDiary(t, now)
	at := func(name string, address care.Address) {
		d.person(care.Person{FullName: name, Added: "2026-01-01", Addresses: []care.Address{address}, Profile: care.Profile{Cadence: care.Cadence{Visit: 30}}})
	}
	for i := range 20 {
		at(fmt.Sprintf("M%02d", i), care.Address{City: "Madrid", Region: []string{"Sol", "SOL "}[i%2]})
		at(fmt.Sprintf("N%02d", i), care.Address{City: "madrid", Extended: "Retiro"})
		at(fmt.Sprintf("V%02d", i), care.Address{City: "Oliva", Region: "Valencia"})
		at(fmt.Sprintf("W%02d", i), care.Address{City: "Oliva", Region: "Valencia"})
	}
	at("X", care.Address{City: "Madrid"})
	at("Y", care.Address{City: "Madrid", Region: "Madrid"})
	settings, err := book.ReadVisitSettings(d.ctx(), d.store)
	if err != nil {
		t.Fatal(err)
	}
	settings.Hours.Days, settings.Hours.Start, settings.Hours.Lengths = [7]int{720, 720, 720, 720, 720, 720, 720}, 0, [3]int{5, 15, 5}
	if err := book.SetVisitSettings(d.ctx(), d.store, settings); err != nil {
		t.Fatal(err)
	}
	districts := map[string]map[string]bool{}
	for _, day := range d.visits(book.Span{}).Days {
		for _, p := range day.Visits {
			if districts[p.Name[:1]] == nil {
				districts[p.Name[:1]] = map[string]bool{}
			}
			districts[p.Name[:1]][p.District] = true
		}
	}
	want := map[string]map[string]bool{
		"M": {"Madrid, Sol": true}, "N": {"Madrid, Retiro": true}, "V": {"Oliva": true}, "W": {"Oliva": true}, "X": {"Madrid": true}, "Y": {"Madrid": true},
	}
	if !reflect.DeepEqual(districts, want) {
		t.Errorf("%v, want %v", districts, want)
	}
}

func TestFourFields(t *testing.T) {
	d := newDiary(t, now)
	chosen := func(name string, band care.Band, every care.Cadence) int64 {
		return d.person(care.Person{FullName: name, Added: "2026-01-01", Profile: care.Profile{Value: 3, Cadence: every, Band: care.BandOverride{Band: band}}})
	}
	ana := chosen("Ana", care.BandA, care.Cadence{Call: 400, Visit: 400})
	d.log(ana, care.Event{Kind: care.Complaint, Day: "2026-11-20", Due: "2026-11-25", Text: "x"})
	d.log(ana, care.Event{Kind: care.Quote, Day: "2026-11-20", ValidUntil: "2026-11-28"})
	fay := chosen("Fay", care.BandA, care.Cadence{Call: 400, Visit: 40})
	d.log(fay, care.Event{Kind: care.Visit, Day: "2026-10-25"}) // due on 4 December
	bea := chosen("Bea", care.BandB, care.Cadence{Call: 20, Visit: 400})
	d.log(bea, care.Event{Kind: care.Call, Day: "2026-11-01"}) // due on 21 November
	cid := chosen("Cid", care.BandC, care.Cadence{Call: 30, Visit: 400})
	d.log(cid, care.Event{Kind: care.Call, Day: "2026-11-01"}) // due on 1 December
	d.person(care.Person{FullName: "Dov", Added: "2026-11-25"})
	for i := range 60 {
		key := chosen(fmt.Sprintf("P%02d", i), care.BandB, care.Cadence{Call: 20, Visit: 400})
		d.log(key, care.Event{Kind: care.Call, Day: care.Day("2026-09-30").Plus(-i)})
	}
	if err := book.RefreshBands(d.ctx(), d.store, d.clock); err != nil {
		t.Fatal(err)
	}
	fields, err := book.ReadFourFields(d.ctx(), d.store, d.clock)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for i, f := range fields.Fields {
		got = append(got, fmt.Sprintf("%d: %d, %d rows", i, f.Total, len(f.Rows)))
		for _, row := range f.Rows {
			if row.Name[0] != 'P' {
				got = append(got, fmt.Sprintf("%s %s %d: %s", row.Name, row.Band, row.Value, row.Why))
			}
		}
	}
	d.want("fields", got,
		"0: 1, 1 rows", "Ana A 3: Complaint to be answered by Wed 25 Nov, 1 day late; Offer ends on Sat 28 Nov",
		"1: 1, 1 rows", "Fay A 3: Visit due on Fri 4 Dec",
		"2: 61, 50 rows",
		"3: 1, 1 rows", "Cid C 3: Call due on Tue 1 Dec")
	if rows := fields.Fields[plan.Quick].Rows; rows[0].Name != "P59" || rows[0].Key == 0 || rows[0].ID == "" {
		t.Errorf("the most overdue is %+v", rows[0])
	}
}

func TestWhyABand(t *testing.T) {
	d := newDiary(t, now)
	ana := d.person(care.Person{FullName: "Ana", Added: "2025-01-01"})
	hal := d.person(care.Person{FullName: "Hal", Profile: care.Profile{Band: care.BandOverride{Band: care.BandC, Reason: "pays late"}}})
	why := func(key int64, want string) {
		t.Helper()
		band, why, override, err := book.BandWhy(d.ctx(), d.store, d.clock, key)
		if got := fmt.Sprint(band, " ", override, " ", why); err != nil || got != want {
			t.Errorf("%s, %v; want %s", got, err, want)
		}
	}
	why(ana, " { } ")
	why(hal, "C {C pays late} You chose C: pays late. Otherwise new: No sales yet and no value given, so outside the ranking.")
	d.sell(ana, sold("2026-10-01", 1_000_000, 500_000))
	why(ana, "A { } Rank 1 of 1: €5,000 of profit from 27 November 2025 to 26 November 2026. The first one is A.")
	why(77, " { } ")
}

// Every reason is said in every language, and in no two alike.
func TestPlansAreSaidInEveryLanguage(t *testing.T) {
	defer lang.Use("en")
	d := newDiary(t, now)
	for i, city := range []string{"Gandia", "", "Oliva"} {
		for n := range 30 {
			who := d.customer(fmt.Sprint("P", i, n), city, care.Day("2026-10-20").Plus(n))
			switch n % 5 {
			case 0:
				d.log(who, care.Event{Kind: care.Promise, Day: "2026-11-20", Due: care.Day("2026-11-20").Plus(n), Text: "x"})
			case 1:
				d.log(who, care.Event{Kind: care.Complaint, Day: "2026-11-20", Due: care.Day("2026-11-20").Plus(n), Text: "x"})
			}
		}
	}
	v := d.visits(book.Span{})
	if _, err := book.DropVisit(d.ctx(), d.store, d.clock, v, v.Days[0].Visits[0].Key, ""); err != nil {
		t.Fatal(err)
	}
	said := map[string]string{}
	for _, l := range lang.Languages() {
		lang.Use(l.Code)
		v, err := book.ReadVisits(d.ctx(), d.store, d.clock, book.Span{})
		if err != nil {
			t.Fatal(err)
		}
		var words []string
		for _, day := range v.Days {
			for _, p := range day.Visits {
				words = append(words, p.Short, p.Long)
			}
		}
		for _, row := range v.LeftOut {
			words = append(words, row.Why)
		}
		text := strings.Join(words, "\n")
		if strings.Contains(text, "visits.") || strings.Contains(text, "<no value>") || said[text] != "" || len(v.LeftOut) == 0 {
			t.Errorf("%s says %s, as %s does", l.Code, text, said[text])
		}
		said[text] = l.Code
	}
}
