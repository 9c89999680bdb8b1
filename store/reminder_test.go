package store_test

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"testing"

	"carebook/app/care"
	"carebook/store"
)

// decide keeps decisions as one action.
func decide(t testing.TB, s *store.Store, decisions ...store.Reminder) (action int64) {
	t.Helper()
	return do(t, s, func(tx *store.Tx) error {
		for _, r := range decisions {
			if err := tx.PutReminder(r); err != nil {
				return err
			}
		}
		return nil
	})
}

// decided are all decisions, without keys, in order of their making.
func decided(t testing.TB, s *store.Store) []store.Reminder {
	t.Helper()
	all, err := s.Reminders(ctx, "", "")
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(all, func(a, b store.Reminder) int { return int(a.Key - b.Key) })
	for i := range all {
		all[i].Key = 0
	}
	return all
}

func TestADecisionAboutAReminderIsKeptChangedAndTakenBack(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s, &care.Person{FullName: "Ana"})
	birthday := store.Reminder{Kind: "birthday", Person: keys[0], What: "05-21", Round: "2026", Status: "snoozed", Until: "2026-05-20T08:00:00.000Z", Date: "2026-05-21", Decided: "2026-05-14"}
	holiday := store.Reminder{Kind: "holiday", What: "es.fallas", Round: "2026", Status: "done", Date: "2026-03-19", Decided: "2026-03-19"}
	want := func(what string, reminders ...store.Reminder) {
		t.Helper()
		if got := decided(t, s); !slices.Equal(got, reminders) {
			t.Errorf("%s:\n%+v\nwant\n%+v", what, got, reminders)
		}
		sound(t, s)
	}
	decide(t, s, birthday, holiday)
	want("kept", birthday, holiday)
	if again := decide(t, s, birthday, holiday); again != 0 {
		t.Errorf("the same again made action %d", again)
	}
	done := birthday
	done.Status, done.Until, done.Decided, done.Key = "done", "", "2026-05-21", 4711
	change := decide(t, s, done)
	done.Key = 0
	want("changed", done, holiday)
	next := done
	next.Round = "2027"
	decide(t, s, next)
	want("another year", done, holiday, next)
	if _, err := s.Undo(ctx, change); err != nil {
		t.Fatal(err)
	}
	want("taken back", birthday, holiday, next)
	for _, status := range []string{"", "open"} {
		open := birthday
		open.Status = status
		removed := decide(t, s, open)
		want("open", holiday, next)
		if again := decide(t, s, open); again != 0 {
			t.Errorf("opened again by action %d", again)
		}
		if _, err := s.Undo(ctx, removed); err != nil {
			t.Fatal(err)
		}
		want("closed again", birthday, holiday, next)
	}
	stranger := birthday
	stranger.Person = 999
	if _, err := s.Do(ctx, store.Action{Kind: "test"}, func(tx *store.Tx) error { return tx.PutReminder(stranger) }); care.CodeOf(err) != care.CodePersonMissing {
		t.Errorf("a reminder of nobody: %v", err)
	}
}

func TestOnlyDecisionsThatStillCountAreRead(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s, &care.Person{FullName: "Ana"})
	row := func(kind, round, status string, until care.Instant, date, day care.Day) store.Reminder {
		return store.Reminder{Kind: kind, Person: keys[0], Round: round, Status: status, Until: until, Date: date, Decided: day}
	}
	old := row("birthday", "2024", "done", "", "2024-05-21", "2024-05-21")
	lately := row("birthday", "2026", "skipped", "", "2026-05-21", "2026-05-21")
	asleep := row("call", "2024-01-01", "snoozed", "2026-06-01T08:00:00.000Z", "2024-02-15", "2026-05-21")
	woken := row("call", "2024-01-02", "snoozed", "2026-05-01T08:00:00.000Z", "2024-02-15", "2026-04-30")
	promise := row("promise", "", "skipped", "", "2020-01-01", "2020-02-01")
	complaint := row("complaint", "", "snoozed", "2020-01-09T08:00:00.000Z", "2020-01-01", "2020-01-01")
	decide(t, s, old, lately, asleep, woken, promise, complaint)
	got, err := s.Reminders(ctx, "2026-05-01", "2026-05-21T08:00:00.000Z")
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for _, r := range got {
		found[r.Kind+" "+r.Round] = true
	}
	if want := map[string]bool{"birthday 2026": true, "call 2024-01-01": true, "promise ": true, "complaint ": true}; !maps.Equal(found, want) || len(got) != len(want) {
		t.Errorf("read %v, want %v", found, want)
	}
	counts, err := s.DecidedOn(ctx, "2026-05-21")
	if err != nil || !maps.Equal(counts, map[string]int{"birthday": 1}) {
		t.Errorf("decided on the day: %v, %v", counts, err)
	}
}

func TestWhoeverHasADecidedReminderWasEditedSince(t *testing.T) {
	s := newBook(t)
	keys, made := put(t, s, &care.Person{FullName: "Ana"}, &care.Person{FullName: "Bo"})
	decide(t, s, store.Reminder{Kind: "birthday", Person: keys[0], What: "05-21", Round: "2026", Status: "done", Date: "2026-05-21"})
	for _, key := range keys {
		if _, err := s.Announce(ctx, "2026-05-14", "", []store.Told{{"birthday", key, "05-21", "2026", "7"}}); err != nil {
			t.Fatal(err)
		}
	}
	done, err := s.Undo(ctx, made)
	if err != nil || done.Removed != 1 || len(done.Left) != 1 || done.Left[0].Name != "Ana" {
		t.Errorf("undo: %+v, %v", done, err)
	}
	if n := count(t, s, "SELECT count(*) FROM announced"); n != 1 {
		t.Errorf("%d announcements are left, want that of whom the undo left", n)
	}
	sound(t, s)
}

func TestARedoLeavesADecisionThatWasMadeAnew(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s, &care.Person{FullName: "Ana"})
	for _, person := range []int64{keys[0], 0} {
		first := store.Reminder{Kind: "holiday", Person: person, What: "es.fallas", Round: "2026", Status: "skipped"}
		undone, err := s.Undo(ctx, decide(t, s, first))
		if err != nil {
			t.Fatal(err)
		}
		second := first
		second.Status = "done"
		decide(t, s, second)
		if done, err := s.Undo(ctx, undone.Action); err != nil || done.Kept != 1 {
			t.Errorf("redo: %+v, %v", done, err)
		}
		all := decided(t, s)
		if len(all) == 0 || all[len(all)-1] != second {
			t.Errorf("decided: %+v, want %+v last", all, second)
		}
		sound(t, s)
	}
}

func TestADecisionOfSomebodyGoneDoesNotComeBack(t *testing.T) {
	s := newBook(t)
	keys, made := put(t, s, &care.Person{FullName: "Ana"})
	r := store.Reminder{Kind: "birthday", Person: keys[0], Status: "done"}
	decide(t, s, r)
	r.Status = "open"
	opened := decide(t, s, r)
	if done, err := s.Undo(ctx, made); err != nil || done.Removed != 1 {
		t.Fatalf("undo: %+v, %v", done, err)
	}
	if done, err := s.Undo(ctx, opened); err != nil || done.Kept != 1 {
		t.Errorf("undo of the opening: %+v, %v", done, err)
	}
	sound(t, s)
}

func TestAMergeKeepsWhatWasDecidedAndAnnouncedOfWhoStays(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s, &care.Person{FullName: "Gone"}, &care.Person{FullName: "Stays"})
	from, to := keys[0], keys[1]
	row := func(person int64, round, status string) store.Reminder {
		return store.Reminder{Kind: "birthday", Person: person, What: "05-21", Round: round, Status: status}
	}
	decide(t, s, row(from, "2025", "skipped"), row(from, "2026", "skipped"), row(to, "2026", "done"))
	both := store.Told{"birthday", to, "05-21", "2026", "7"}
	theirs := store.Told{"birthday", to, "05-21", "2026", "1"}
	for day, told := range map[care.Day]store.Told{"2026-05-14": both, "2026-05-20": theirs} {
		told.Person = from
		if _, err := s.Announce(ctx, day, "", []store.Told{told}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Announce(ctx, "2026-05-15", "", []store.Told{both}); err != nil {
		t.Fatal(err)
	}
	before := snapshotJSON(t, s)
	merge := do(t, s, func(tx *store.Tx) error {
		if err := tx.MoveBelongings(from, to); err != nil {
			return err
		}
		return tx.RemovePerson(from)
	})
	if got, want := decided(t, s), []store.Reminder{row(to, "2025", "skipped"), row(to, "2026", "done")}; !slices.Equal(got, want) {
		t.Errorf("decided:\n%+v\nwant\n%+v", got, want)
	}
	if n := count(t, s, "SELECT count(*) FROM announced"); n != 2 {
		t.Errorf("%d announcements, want 2", n)
	}
	if n := count(t, s, "SELECT count(*) FROM announced WHERE told = '7' AND day = '2026-05-15'"); n != 1 {
		t.Error("the announcement of who stays did not stay")
	}
	if told, err := s.ToldBefore(ctx, "2026-05-21", []store.Told{both, theirs}); err != nil || len(told) != 2 {
		t.Errorf("told before: %v, %v", told, err)
	}
	sound(t, s)
	if _, err := s.Undo(ctx, merge); err != nil {
		t.Fatal(err)
	}
	if after := snapshotJSON(t, s); after != before {
		t.Errorf("the undo of a merge gives\n%s\nwant\n%s", after, before)
	}
	sound(t, s)
}

func TestErasingForgetsRemindersAndGreetings(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s, &care.Person{FullName: "Ana"}, &care.Person{FullName: "Bo"}, &care.Person{FullName: "Ann", Extra: []care.Property{{Name: "UID", Value: "x"}}})
	reminder := func(person int64, round string) store.Reminder {
		return store.Reminder{Kind: "relative", Person: person, What: "05-21 secret", Round: round, Status: "done", Date: "2026-05-21"}
	}
	for i, key := range keys {
		decide(t, s, reminder(key, "2025"))
		open := reminder(key, "2025")
		open.Status = ""
		decide(t, s, open)
		decide(t, s, reminder(key, fmt.Sprint(2026+i)))
		if _, err := s.Announce(ctx, "2026-05-14", "", []store.Told{{"relative", key, "05-21 secret", "2026", "7"}}); err != nil {
			t.Fatal(err)
		}
		logged(t, s, key, care.Event{Kind: care.Greeting, Day: "2026-05-21", Occasion: "relative 05-21 secret 2026"})
	}
	do(t, s, func(tx *store.Tx) error { // Ann, who becomes Ana, leaves what she was in the log
		p, err := tx.Person(keys[0])
		if err != nil {
			return err
		}
		gone, err := tx.Person(keys[2])
		if err != nil {
			return err
		}
		p.Extra = []care.Property{{Name: "UID", Value: gone.UID}}
		if _, err := tx.PutPerson(p); err != nil {
			return err
		}
		if err := tx.MoveBelongings(keys[2], keys[0]); err != nil {
			return err
		}
		return tx.RemovePerson(keys[2])
	})
	do(t, s, func(tx *store.Tx) error { return tx.TrashPerson(keys[0], true) })
	if n, err := s.Erase(ctx, keys[:1]); err != nil || n != 1 {
		t.Fatalf("erased %d, %v", n, err)
	}
	for _, table := range []string{"reminder", "announced", "greeting", "event"} {
		if n := count(t, s, "SELECT count(*) FROM "+table); n != 1 {
			t.Errorf("%d rows of %s, want that of Bo", n, table)
		}
	}
	for _, entity := range []string{"reminder", "event"} {
		if n := count(t, s, "SELECT count(*) FROM change WHERE entity = ? AND before ->> 'person' <> ?", entity, keys[1]); n != 0 {
			t.Errorf("%d traces in the log of %ss", n, entity)
		}
	}
	sound(t, s)
}

func TestAnAnnouncementIsMadeOnce(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s, &care.Person{FullName: "Ana"})
	told := watch(t, s)
	ana := store.Told{"birthday", keys[0], "05-21", "2026", "7"}
	fair := store.Told{Kind: "holiday", What: "es.fallas", Round: "2026", Told: "0"}
	gone := store.Told{"birthday", 999, "05-21", "2026", "7"}
	announce := func(day care.Day, all []store.Told, want ...store.Told) {
		t.Helper()
		fresh, err := s.Announce(ctx, day, care.Instant(day+"T08:00:00.000Z"), all)
		if err != nil || !slices.Equal(fresh, want) {
			t.Errorf("on %s fresh are %v, %v, want %v", day, fresh, err, want)
		}
	}
	announce("2026-03-19", []store.Told{fair, gone, fair}, fair)
	announce("2026-05-14", []store.Told{ana, fair}, ana)
	announce("2026-05-13", []store.Told{ana, fair}) // the clock was set back
	again := ana
	again.Told = "again 2026-05-15T08:00:00.000Z"
	announce("2026-05-15", []store.Told{again}, again)
	all := []store.Told{fair, ana, again, gone}
	for day, want := range map[care.Day]map[store.Told]bool{
		"2026-05-16": {fair: true, ana: true, again: true},
		"2026-05-15": {fair: true, ana: true},
		"2026-05-14": {fair: true, again: true},
	} {
		if before, err := s.ToldBefore(ctx, day, all); err != nil || !maps.Equal(before, want) {
			t.Errorf("told on another day than %s: %v, %v, want %v", day, before, err, want)
		}
	}
	if before, err := s.ToldBefore(ctx, "2026-05-16", nil); err != nil || len(before) != 0 {
		t.Errorf("of nothing, told before: %v, %v", before, err)
	}
	announce(care.Day("2026-05-14").Plus(800), nil)
	announce(care.Day("2026-05-14").Plus(801), []store.Told{ana, again}, ana) // remembered for 800 days, and those after it still
	select {
	case c := <-told:
		t.Errorf("screens are told %+v", c)
	default:
	}
}

func TestDaysOnWhichTheProgramRanAreKept(t *testing.T) {
	s := newBook(t)
	if _, ran, err := s.Ran(ctx, "2026-05-14"); err != nil || ran {
		t.Errorf("ran before it did: %v, %v", ran, err)
	}
	if _, err := s.Announce(ctx, "2026-05-15", "2026-05-15T07:00:00.000Z", nil); err != nil {
		t.Fatal(err)
	}
	for _, day := range []care.Day{"2026-05-16", "2026-05-14", "2026-05-15", "2026-05-14"} {
		if err := s.RecordRun(ctx, day); err != nil {
			t.Fatal(err)
		}
	}
	for _, shown := range []care.Instant{"2026-05-15T09:00:00.000Z", "2026-05-15T08:00:00.000Z", ""} {
		if _, err := s.Announce(ctx, "2026-05-15", shown, nil); err != nil {
			t.Fatal(err)
		}
	}
	// The last one is the day on which the book was made.
	want := []store.Run{{Day: "2026-05-14"}, {Day: "2026-05-15", Shown: "2026-05-15T09:00:00.000Z"}, {Day: "2026-05-16"}, {Day: s.Clock().Today()}}
	if runs, err := s.Runs(ctx, ""); err != nil || !slices.Equal(runs, want) {
		t.Errorf("runs %v, %v, want %v", runs, err, want)
	}
	if runs, err := s.Runs(ctx, "2026-05-15"); err != nil || !slices.Equal(runs, want[1:]) {
		t.Errorf("runs since a day %v, %v", runs, err)
	}
	if run, ran, err := s.Ran(ctx, "2026-05-15"); err != nil || !ran || run != want[1] {
		t.Errorf("ran: %v, %v, %v", run, ran, err)
	}
	if _, _, err := s.UndoLast(ctx); care.CodeOf(err) != care.CodeNothingToUndo {
		t.Errorf("that the program ran can be taken back: %v", err)
	}
}

func TestHolidaysAreKeptAndTheirFiltersFollow(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s, &care.Person{FullName: "Ana", Tags: []string{"Old", "New"}, Profile: care.Profile{Own: []care.OwnValue{{Field: "Oven", Value: "x"}}}})
	tags, err := s.Tags(ctx)
	if err != nil {
		t.Fatal(err)
	}
	newer, older := tags[0].Key, tags[1].Key
	fair := care.Holiday{ID: "own.fair", Name: "Fair", Rule: "03-19", For: &care.Filter{AnyTags: []int64{older}, Own: []care.OwnCondition{{Field: "Oven", Test: care.IsSet}}}}
	off := care.Holiday{ID: "us.thanksgiving", Off: true}
	want := func(what string, holidays ...care.Holiday) {
		t.Helper()
		if got, err := s.Holidays(ctx); err != nil || !reflect.DeepEqual(got, holidays) {
			t.Errorf("%s: %+v, %v, want %+v", what, got, err, holidays)
		}
		sound(t, s)
	}
	keep := func(h care.Holiday) int64 {
		t.Helper()
		return do(t, s, func(tx *store.Tx) error { return tx.PutHoliday(h) })
	}
	told := watch(t, s)
	keep(fair)
	if c := next(t, told); !c.Reminders || c.Lists {
		t.Errorf("told %+v", c)
	}
	keep(off)
	want("kept", fair, off)
	if again := keep(off); again != 0 {
		t.Errorf("the same again is action %d", again)
	}
	on := off
	on.Off, on.On = false, true
	change := keep(on)
	want("changed", fair, on)
	if _, err := s.Undo(ctx, change); err != nil {
		t.Fatal(err)
	}
	want("taken back", fair, off)
	var field int64
	do(t, s, func(tx *store.Tx) (err error) {
		field, err = tx.PutField(0, care.OwnField{Name: "Oven", Type: care.TextField})
		return err
	})
	do(t, s, func(tx *store.Tx) error {
		if _, err := tx.PutField(field, care.OwnField{Name: "Combi oven", Type: care.TextField}); err != nil {
			return err
		}
		return tx.MergeTags(older, newer)
	})
	followed := fair
	followed.For = &care.Filter{AnyTags: []int64{newer}, Own: []care.OwnCondition{{Field: "Combi oven", Test: care.IsSet}}}
	want("after a merge of tags and another name of the field", followed, off)
	removed := do(t, s, func(tx *store.Tx) error { return errors.Join(tx.RemoveHoliday(off.ID), tx.RemoveHoliday("none")) })
	want("removed", followed)
	undone, err := s.Undo(ctx, removed)
	if err != nil {
		t.Fatal(err)
	}
	want("back again", followed, off)
	if _, err := s.Undo(ctx, undone.Action); err != nil {
		t.Fatal(err)
	}
	keep(on) // made anew, so that nothing can bring back what was
	if done, err := s.Undo(ctx, removed); err != nil || done.Kept != 1 {
		t.Errorf("undone over what was made anew: %+v, %v", done, err)
	}
	want("made anew", followed, on)
	if _, err := s.Do(ctx, store.Action{Kind: "test"}, func(tx *store.Tx) error { return tx.PutHoliday(care.Holiday{}) }); err == nil {
		t.Error("a holiday without an ID was kept")
	}
	person(t, s, keys[0])
}

func TestAnotherWindowHearsOfDecisions(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s, &care.Person{FullName: "Ana"})
	other := openBook(t, s.Path())
	here, there := watch(t, s), watch(t, other)
	decide(t, s, store.Reminder{Kind: "birthday", Person: keys[0], Status: "done"})
	for where, told := range map[string]<-chan store.Changes{"here": here, "in another window": there} {
		if c := next(t, told); !c.Reminders || c.AllPeople || len(c.People) > 0 || c.Foreign != (where != "here") {
			t.Errorf("told %s: %+v", where, c)
		}
	}
}

func TestWhatWasAnnouncedLateIsKnown(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s, &care.Person{FullName: "Ana"})
	lead := store.Told{Kind: "birthday", Person: keys[0], What: "05-14", Round: "2026", Told: "0"}
	missed := store.Told{Kind: "holiday", What: "own.fair", Round: "2026", Told: "missed"}
	again := store.Told{Kind: "birthday", Person: keys[0], What: "05-14", Round: "2026", Told: "again 2026-05-16T08:00:00.000Z"}
	for day, told := range map[care.Day][]store.Told{"2026-05-14": {lead}, "2026-05-15": {missed}, "2026-05-16": {again}} {
		if _, err := s.Announce(ctx, day, "", told); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		since, but care.Day
		want       map[store.Told]bool
	}{
		{"2026-05-14", "2026-05-17", map[store.Told]bool{missed: true, again: true}},
		{"2026-05-14", "2026-05-16", map[store.Told]bool{missed: true}},
		{"2026-05-16", "2026-05-17", map[store.Told]bool{again: true}},
		{"2026-05-17", "2026-05-17", map[store.Told]bool{}},
	} {
		if told, err := s.ToldSince(ctx, c.since, c.but); err != nil || !maps.Equal(told, c.want) {
			t.Errorf("since %s but %s: %v, %v, want %v", c.since, c.but, told, err, c.want)
		}
	}
}
