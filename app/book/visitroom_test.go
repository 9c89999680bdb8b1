package book_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/store"
)

// shorts are the short words of a view's visits, and the long ones.
func shorts(v *book.VisitsView) (lines []string) {
	for _, day := range v.Days {
		for _, p := range day.Visits {
			lines = append(lines, fmt.Sprintf("%s: %s; %s; late %v, logged %v", p.Name, p.Short, p.Long, p.Late, p.Logged))
		}
	}
	slices.Sort(lines)
	return lines
}

// crowded is a week of which Monday to Friday hold two visits each, with ten people
// planned and one left out: all of the same town, the later the less overdue.
func crowded(t *testing.T) *diary {
	d := newDiary(t, now)
	s, err := book.ReadVisitSettings(d.ctx(), d.store)
	if err != nil {
		t.Fatal(err)
	}
	s.Hours.Days = [7]int{90, 90, 90, 90, 90, 0, 0}
	if err := book.SetVisitSettings(d.ctx(), d.store, s); err != nil {
		t.Fatal(err)
	}
	for i := range 11 {
		d.customer(fmt.Sprintf("P%02d", i), "Gandia", care.Day("2026-10-01").Plus(i))
	}
	return d
}

func TestADroppedVisitStaysDroppedWhenTheWeekIsPlannedAgain(t *testing.T) {
	d, _, _, cid := town(t)
	if _, err := book.DropVisit(d.ctx(), d.store, d.clock, d.visits(book.Span{}), cid, ""); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := book.PlanAgain(d.ctx(), d.store, d.clock, d.visits(book.Span{}), ""); err != nil {
			t.Fatal(err)
		}
		v := d.visits(book.Span{})
		d.want("again", listed(v), planned[0], planned[2])
		d.want("left out", left(v), "new Cid: You took this visit out of the week.")
	}
	within, err := book.ReadVisitsWithin(d.ctx(), d.store, d.clock, book.Span{}, 1200)
	if err != nil {
		t.Fatal(err)
	}
	d.want("within other hours", left(within), "new Cid: You took this visit out of the week.")
	// The user adds it again, and it stays.
	if _, err := book.AddVisit(d.ctx(), d.store, d.clock, d.visits(book.Span{}), cid, "2026-12-02", ""); err != nil {
		t.Fatal(err)
	}
	if _, err := book.PlanAgain(d.ctx(), d.store, d.clock, d.visits(book.Span{}), ""); err != nil {
		t.Fatal(err)
	}
	// Ana comes on the day that has her town now.
	d.want("added", listed(d.visits(book.Span{})), "2026-11-30 09:30 45 Bea", "2026-12-02 09:30 45 Cid pinned", "2026-12-02 10:30 45 Ana")
}

// A fresh plan has only full days, and the user moves a visit nevertheless.
func TestAVisitIsMovedToAFullDay(t *testing.T) {
	d := crowded(t)
	before := d.visits(book.Span{})
	if n := len(listed(before)); n != 10 || len(before.LeftOut) != 1 {
		t.Fatalf("%d visits, left out %v", n, left(before))
	}
	first, last := before.Days[0].Visits, before.Days[4].Visits
	action, err := book.MoveVisit(d.ctx(), d.store, d.clock, before, first[0].Key, "2026-12-04", "")
	if err != nil {
		t.Fatal(err)
	}
	after := d.visits(book.Span{})
	got := listed(after)
	if len(got) != 10 || len(after.LeftOut) != 1 {
		t.Errorf("%q, left out %q", got, left(after))
	}
	// Of Friday the one that became due later gave way, to the day that was left.
	gave, stayed := last[1].Name, last[0].Name
	if last[0].Why.Day > last[1].Why.Day {
		gave, stayed = stayed, gave
	}
	for day, want := range map[care.Day][]string{"2026-11-30": {first[1].Name, gave}, "2026-12-04": {first[0].Name + " pinned", stayed}} {
		var there []string
		for _, line := range got {
			if at, name, _ := strings.Cut(line, " 45 "); strings.HasPrefix(at, string(day)) {
				there = append(there, name)
			}
		}
		slices.Sort(there)
		if slices.Sort(want); !slices.Equal(there, want) {
			t.Errorf("%s: %q, want %q", day, there, want)
		}
	}
	if _, err := d.store.Undo(d.ctx(), action); err != nil {
		t.Fatal(err)
	}
	d.want("undone", listed(d.visits(book.Span{})), listed(before)...)
}

// Somebody who is left out is added to a full day: who gives way has nowhere to go
// in a full week, and is left out then.
func TestWhoIsLeftOutIsAddedToAFullDay(t *testing.T) {
	d := crowded(t)
	before := d.visits(book.Span{})
	friday := before.Days[4].Visits
	if _, err := book.AddVisit(d.ctx(), d.store, d.clock, before, before.LeftOut[0].Key, "2026-12-04", ""); err != nil {
		t.Fatal(err)
	}
	after := d.visits(book.Span{})
	if len(listed(after)) != 10 || len(after.LeftOut) != 1 || after.Days[4].Minutes > after.Days[4].Room {
		t.Errorf("%q, left out %q", listed(after), left(after))
	}
	if out := after.LeftOut[0]; out.Key != friday[0].Key && out.Key != friday[1].Key || !strings.Contains(out.Why, "Wanted by") {
		t.Errorf("left out is %+v, of %v", out, friday)
	}
	// A second one fills the day with pinned visits, and no more go in.
	if _, err := book.MoveVisit(d.ctx(), d.store, d.clock, after, after.Days[0].Visits[0].Key, "2026-12-04", ""); err != nil {
		t.Fatal(err)
	}
	full := d.visits(book.Span{})
	if _, err := book.MoveVisit(d.ctx(), d.store, d.clock, full, full.Days[1].Visits[0].Key, "2026-12-04", ""); care.CodeOf(err) != care.CodeVisitNoRoom {
		t.Errorf("a third visit to a day of pinned ones: %v", err)
	}
	d.want("nothing has changed", listed(d.visits(book.Span{})), listed(full)...)
	if problems, err := store.Check(d.ctx(), d.path); err != nil || len(problems) > 0 {
		t.Errorf("%q, %v", problems, err)
	}
}

// A complaint that is due tomorrow is not late today, whenever its visit is.
func TestAComplaintDueTomorrowIsNotLate(t *testing.T) {
	d := newDiary(t, now) // Thursday; the plan begins on Monday
	ana := d.customer("Ana", "Gandia", "2026-11-25")
	d.log(ana, care.Event{Kind: care.Complaint, Day: "2026-11-20", Due: "2026-11-27", Text: "cold"})
	bea := d.customer("Bea", "Gandia", "2026-11-25")
	d.log(bea, care.Event{Kind: care.Promise, Day: "2026-11-20", Due: "2026-11-24", Text: "prices"})
	d.customer("Cid", "Gandia", "2026-10-28") // due on Friday
	d.customer("Dov", "Gandia", "2026-10-25") // due on Tuesday
	d.want("today", shorts(d.visits(book.Span{})),
		"Ana: complaint; Complaint to be answered by Fri 27 Nov; late false, logged false",
		"Bea: promise; Promised for Tue 24 Nov, 2 days late; late true, logged false",
		"Cid: due; Visit due on Fri 27 Nov; late false, logged false",
		"Dov: 2 d late; Visit due on Tue 24 Nov, 2 days late; late true, logged false")
	if _, err := book.PinVisit(d.ctx(), d.store, d.clock, d.visits(book.Span{}), ana, true, ""); err != nil {
		t.Fatal(err)
	}
	d.at("2026-11-30T12:00:00Z") // a kept plan tells what is late on the day of the look
	d.want("on Monday", shorts(d.visits(book.Span{})),
		"Ana: complaint; Complaint to be answered by Fri 27 Nov, 3 days late; late true, logged false",
		"Bea: promise; Promised for Tue 24 Nov, 6 days late; late true, logged false",
		"Cid: 3 d late; Visit due on Fri 27 Nov, 3 days late; late true, logged false",
		"Dov: 6 d late; Visit due on Tue 24 Nov, 6 days late; late true, logged false")
}

// What was visited is late no more, and a visit on another day than the card's says
// which; one that nobody planned has no time of day.
func TestADoneVisitIsVisitedAndNotLate(t *testing.T) {
	defer lang.Use("en")
	d, ana, bea, _ := town(t)
	v := d.visits(book.Span{})
	if _, err := book.FinishVisit(d.ctx(), d.store, d.clock, v, ana, 30, "", ""); err != nil { // today, before its week
		t.Fatal(err)
	}
	d.at("2026-12-01T18:00:00Z")
	if _, err := book.FinishVisit(d.ctx(), d.store, d.clock, d.visits(book.Span{}), bea, 30, "", ""); err != nil {
		t.Fatal(err)
	}
	eva := d.person(care.Person{FullName: "Eva"})
	d.log(eva, care.Event{Kind: care.Visit, Day: "2026-12-01", Minutes: 20})
	d.at("2026-12-15T18:00:00Z")
	v = d.visits(book.Span{From: "2026-11-30"})
	d.want("done", shorts(v),
		"Ana: visited Thu 26 Nov; Visit due on Thu 19 Nov; late false, logged false",
		"Bea: visited; Visit due on Tue 24 Nov; late false, logged false",
		"Cid: 12 d late; Visit due on Thu 3 Dec, 12 days late; late true, logged false",
		"Eva: visited; Visited without a plan; late false, logged true")
	var calendar bytes.Buffer
	if n, err := book.PlanICS(d.ctx(), d.store, d.clock, v, &calendar); err != nil || n != 1 || strings.Contains(calendar.String(), "Eva") {
		t.Errorf("%d visits, %v in %s", n, err, calendar.String())
	}
}
