package store_test

import (
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"carebook/app/care"
	"carebook/store"
)

// planned is a visit of the week of 30 November.
func planned(person int64) store.PlannedVisit {
	return store.PlannedVisit{
		Person: person, Week: "2026-11-30", Day: "2026-12-01", Start: 570, Minutes: 45,
		Reason: "overdue", ReasonDay: "2026-11-20", Late: 10,
	}
}

// plan keeps planned visits as one action.
func plan(t testing.TB, s *store.Store, visits ...store.PlannedVisit) (action int64) {
	t.Helper()
	return do(t, s, func(tx *store.Tx) error {
		for _, v := range visits {
			if err := tx.PutPlanned(v); err != nil {
				return err
			}
		}
		return nil
	})
}

// plans are the kept plans of two weeks, without their keys.
func plans(t testing.TB, s *store.Store) []store.PlannedVisit {
	t.Helper()
	kept, err := s.PlannedVisits(ctx, "2026-11-23", "2026-11-30")
	if err != nil {
		t.Fatal(err)
	}
	for i := range kept {
		kept[i].Key = 0
	}
	return kept
}

func TestAPlanIsKeptAndReadByWeeks(t *testing.T) {
	path := filepath.Join(t.TempDir(), "book.db")
	s := openBook(t, path)
	keys, _ := put(t, s, &care.Person{FullName: "Ana"}, &care.Person{FullName: "Bea"})
	first, second, other, far := planned(keys[0]), planned(keys[1]), planned(keys[0]), planned(keys[0])
	second.Pinned = true
	other.Week, other.Day, other.Dropped = "2026-11-23", "2026-11-24", true
	far.Week, far.Day = "2026-12-07", "2026-12-07"
	plan(t, s, second, first, other, far)
	before := snapshot(t, s)
	moved := first
	moved.Day, moved.Start = "2026-12-04", 600
	action := plan(t, s, moved)
	want := []store.PlannedVisit{other, moved, second}
	if got := plans(t, s); !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openBook(t, path)
	if got := plans(t, s); !reflect.DeepEqual(got, want) {
		t.Errorf("after a restart %+v, want %+v", got, want)
	}
	if _, err := s.Undo(ctx, action); err != nil {
		t.Fatal(err)
	}
	if after := snapshot(t, s); !reflect.DeepEqual(after, before) {
		t.Error("the undo left something behind")
	}
	if same := plan(t, s, first, second); same != 0 {
		t.Error("what is kept already is a change")
	}
	do(t, s, func(tx *store.Tx) error {
		kept, err := tx.PlannedWeek("2026-11-30")
		if err != nil || len(kept) != 2 {
			t.Errorf("%+v, %v", kept, err)
		}
		if err := tx.RemovePlanned(kept[0].Key); err != nil {
			return err
		}
		return tx.RemovePlanned(kept[0].Key)
	})
	if got := plans(t, s); len(got) != 2 || got[1].Person != keys[1] {
		t.Errorf("%+v", got)
	}
	_, err := s.Do(ctx, store.Action{Kind: "test"}, func(tx *store.Tx) error { return tx.PutPlanned(planned(99)) })
	if care.CodeOf(err) != care.CodePersonMissing {
		t.Errorf("a visit to nobody: %v", err)
	}
	sound(t, s)
}

// A visit is made where the event is there by which it was logged, and is one.
func TestAPlannedVisitKnowsWhetherItWasMade(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s, &care.Person{FullName: "Ana"})
	v := planned(keys[0])
	v.Event = logged(t, s, keys[0], care.Event{Kind: care.Visit, Day: "2026-11-26"})
	plan(t, s, v)
	made := func() bool { return plans(t, s)[0].Made }
	if !made() {
		t.Error("it was made")
	}
	change := func(e care.Event) {
		do(t, s, func(tx *store.Tx) error { _, err := tx.PutEvent(v.Event, keys[0], e); return err })
	}
	if change(care.Event{Kind: care.Visit, Day: "2026-11-26", Outcome: care.NoAnswer}); made() {
		t.Error("nobody was there")
	}
	if change(care.Event{Kind: care.Meeting, Day: "2026-11-25"}); !made() || plans(t, s)[0].MadeOn != "2026-11-25" {
		t.Errorf("a meeting is a visit: %+v", plans(t, s)[0])
	}
	if do(t, s, func(tx *store.Tx) error { return tx.RemoveEvent(v.Event) }); made() {
		t.Error("the entry is gone")
	}
}

func TestPlannedVisitsToPeopleWhoGo(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s, &care.Person{FullName: "Ana"})
	plan(t, s, planned(keys[0]))
	gone := func() bool { return plans(t, s)[0].Gone }
	trash := func(trashed bool) {
		do(t, s, func(tx *store.Tx) error { return tx.TrashPerson(keys[0], trashed) })
	}
	if trash(true); !gone() {
		t.Error("in the trash")
	}
	if trash(false); gone() {
		t.Error("restored")
	}
	do(t, s, func(tx *store.Tx) error {
		p, err := tx.Person(keys[0])
		if err != nil {
			return err
		}
		p.Profile.Lost = "2026-11-26"
		_, err = tx.PutPerson(p)
		return err
	})
	if !gone() {
		t.Error("a lost customer")
	}
	pinned := planned(keys[0])
	pinned.Pinned = true
	if plan(t, s, pinned); gone() {
		t.Error("a lost customer whom the user wants to visit")
	}
	if trash(true); !gone() {
		t.Error("in the trash, pinned")
	}
	if n, err := s.Erase(ctx, keys); err != nil || n != 1 {
		t.Fatalf("%d, %v", n, err)
	}
	if got := plans(t, s); len(got) != 0 {
		t.Errorf("erased: %+v", got)
	}
	if n, err := store.CountRows(s, "SELECT count(*) FROM change WHERE entity = 'visit'"); err != nil || n != 0 {
		t.Errorf("%d changes speak of the visit, %v", n, err)
	}
	sound(t, s)
}

// What a plan proposes does not hold an import back from its undo; what the user
// has pinned or logged does.
func TestUndoOfAnImportTakesProposedVisitsAlong(t *testing.T) {
	s := newBook(t)
	keys, action := put(t, s, &care.Person{FullName: "Ana"}, &care.Person{FullName: "Bea"}, &care.Person{FullName: "Cid"})
	pinned, logged := planned(keys[1]), planned(keys[2])
	pinned.Pinned, logged.Event = true, 7
	plan(t, s, planned(keys[0]), pinned, logged)
	before := snapshot(t, s)
	done, err := s.Undo(ctx, action)
	if err != nil || done.Removed != 1 || len(done.Left) != 2 {
		t.Fatalf("%+v, %v", done, err)
	}
	if got := plans(t, s); len(got) != 2 || got[0].Person != keys[1] || got[1].Person != keys[2] {
		t.Errorf("%+v", got)
	}
	sound(t, s)
	if _, err := s.Undo(ctx, done.Action); err != nil {
		t.Fatal(err)
	}
	if after := snapshot(t, s); !reflect.DeepEqual(after, before) {
		t.Error("the redo is not what was there before")
	}
}

// Of a week in which both have a visit, the one who stays keeps the own.
func TestMergeOfTwoPlannedPeople(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s, &care.Person{FullName: "Ana"}, &care.Person{FullName: "Ana B."})
	own, twice, only := planned(keys[0]), planned(keys[1]), planned(keys[1])
	twice.Day, only.Week, only.Day = "2026-12-02", "2026-11-23", "2026-11-25"
	plan(t, s, own, twice, only)
	before := snapshot(t, s)
	merge := do(t, s, func(tx *store.Tx) error {
		if err := tx.MoveBelongings(keys[1], keys[0]); err != nil {
			return err
		}
		return tx.RemovePerson(keys[1])
	})
	only.Person = keys[0]
	if got, want := plans(t, s), []store.PlannedVisit{only, own}; !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
	if _, err := s.Undo(ctx, merge); err != nil {
		t.Fatal(err)
	}
	if after := snapshot(t, s); !reflect.DeepEqual(after, before) {
		t.Error("the undo left something behind")
	}
}

// An undo does not bring a visit back beside one that the week has of the person
// now.
func TestUndoLeavesAWeekThatWasPlannedSince(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s, &care.Person{FullName: "Ana"})
	plan(t, s, planned(keys[0]))
	removed := do(t, s, func(tx *store.Tx) error {
		kept, err := tx.PlannedWeek("2026-11-30")
		if err != nil {
			return err
		}
		return tx.RemovePlanned(kept[0].Key)
	})
	since := planned(keys[0])
	since.Day = "2026-12-03"
	plan(t, s, since)
	if done, err := s.Undo(ctx, removed); err != nil || done.Kept != 1 {
		t.Errorf("%+v, %v", done, err)
	}
	if got := plans(t, s); len(got) != 1 || got[0].Day != "2026-12-03" {
		t.Errorf("%+v", got)
	}
}

func TestAnotherWindowSeesThatAPlanMoved(t *testing.T) {
	path := filepath.Join(t.TempDir(), "book.db")
	here, there := openBook(t, path), openBook(t, path)
	keys, _ := put(t, there, &care.Person{FullName: "Ana"})
	told := make(chan store.Changes, 20)
	defer here.Watch(func(c store.Changes) { told <- c })()
	plan(t, there, planned(keys[0]))
	for {
		select {
		case c := <-told:
			if c.Visits && c.Foreign {
				return
			}
		case <-time.After(10 * time.Second):
			t.Fatal("nothing was told of the plan")
		}
	}
}

func TestCheckSeesADamagedPlan(t *testing.T) {
	for bent, want := range map[string]string{
		"person = 2":  "differs from the document",
		"doc = x'7b'": "planned visit 1",
		"doc = CAST(json_set(CAST(doc AS TEXT), '$.day', '2026-12-07') AS BLOB)":  "in the week of 2026-11-30",
		"doc = CAST(json_set(CAST(doc AS TEXT), '$.minutes', 0) AS BLOB)":         "0 minutes",
		"doc = CAST(json_set(CAST(doc AS TEXT), '$.week', '2026-12-01') AS BLOB)": "differs from the document",
	} {
		s := newBook(t)
		keys, _ := put(t, s, &care.Person{FullName: "Ana"}, &care.Person{FullName: "Bea"})
		plan(t, s, planned(keys[0]))
		if err := store.Bend(s, "UPDATE visit SET "+bent); err != nil {
			t.Fatal(err)
		}
		problems, err := store.Check(ctx, s.Path())
		if err != nil || !strings.Contains(strings.Join(problems, "\n"), want) {
			t.Errorf("%s: %q, %v", bent, problems, err)
		}
	}
}

func TestWhatIsOwedOfferedAndMade(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s,
		&care.Person{FullName: "Ana", Addresses: []care.Address{{Street: "x"}, {City: "Madrid", Region: "Chamberí"}}},
		&care.Person{FullName: "Bea", Addresses: []care.Address{{City: "Madrid", Extended: "Sol"}}},
		&care.Person{FullName: "Cid", Addresses: []care.Address{{Street: "y"}}})
	ana, bea := keys[0], keys[1]
	for _, e := range []care.Event{
		{Kind: care.Complaint, Day: "2026-11-02", Due: "2026-12-03"},
		{Kind: care.Complaint, Day: "2026-11-01"},
		{Kind: care.Complaint, Day: "2026-10-01", Done: "2026-10-02"},
		{Kind: care.Promise, Day: "2026-11-02", Due: "2026-12-02"},
		{Kind: care.Promise, Day: "2026-11-02", Due: "2026-12-01"},
		{Kind: care.Quote, Day: "2026-11-02", ValidUntil: "2026-12-02"},
		{Kind: care.Quote, Day: "2026-11-03", ValidUntil: "2026-11-30"},
		{Kind: care.Quote, Day: "2026-11-03", ValidUntil: "2026-11-29"},
		{Kind: care.Visit, Day: "2026-11-23", Minutes: 20},
		{Kind: care.Visit, Day: "2026-11-24", Outcome: care.NoAnswer},
		{Kind: care.Call, Day: "2026-11-25"},
	} {
		logged(t, s, ana, e)
	}
	for _, e := range []care.Event{
		{Kind: care.Promise, Day: "2026-11-02", Due: "2026-12-30"},
		{Kind: care.Quote, Day: "2026-11-02", ValidUntil: "2026-12-02", Outcome: care.Ordered},
		{Kind: care.Quote, Day: "2026-11-02", ValidUntil: "2026-12-02", Outcome: care.Declined},
		{Kind: care.Quote, Day: "2026-11-02", ValidUntil: "2026-12-03", Outcome: care.Interested},
	} {
		logged(t, s, bea, e)
	}
	meeting := logged(t, s, bea, care.Event{Kind: care.Meeting, Day: "2026-11-26"})
	owed, err := s.Owed(ctx, "2026-12-29")
	if want := map[int64]store.Owed{ana: {Complaint: "2026-11-01", Promise: "2026-12-01"}}; err != nil || !reflect.DeepEqual(owed, want) {
		t.Errorf("%v, want %v, %v", owed, want, err)
	}
	offers, err := s.Offers(ctx, "2026-11-30", "2026-12-06")
	if want := map[int64]care.Day{ana: "2026-11-30", bea: "2026-12-03"}; err != nil || !reflect.DeepEqual(offers, want) {
		t.Errorf("%v, want %v, %v", offers, want, err)
	}
	made, err := s.VisitsMade(ctx, "2026-11-23", "2026-11-29")
	if err != nil || len(made) != 2 || made[0].Person != ana || made[0].Minutes != 20 || made[1] != (store.VisitMade{Event: meeting, Person: bea, Day: "2026-11-26"}) {
		t.Errorf("%+v, %v", made, err)
	}
	regions, err := s.Regions(ctx, keys)
	if want := map[int64]string{ana: "Chamberí", bea: "Sol"}; err != nil || !reflect.DeepEqual(regions, want) {
		t.Errorf("%v, want %v, %v", regions, want, err)
	}
	customers, err := s.Customers(ctx, "2026-11-26")
	if err != nil || len(customers) != 3 || customers[0].City != "Madrid" || customers[0].LastVisit != "2026-11-23" || customers[0].FirstContact != "2026-10-01" ||
		customers[2].LastVisit != "" || customers[0].VisitEvery == 0 || customers[0].VisitFrom != "2026-11-23" || customers[0].CallFrom != "2026-11-25" {
		t.Errorf("%+v, %v", customers, err)
	}
}
