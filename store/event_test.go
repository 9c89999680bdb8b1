package store_test

import (
	"context"
	"slices"
	"testing"

	"carebook/app/care"
	"carebook/app/picture"
	"carebook/store"
)

// do runs work as one action and gives its id.
func do(t testing.TB, s *store.Store, work func(*store.Tx) error) int64 {
	t.Helper()
	action, err := s.Do(ctx, store.Action{Kind: "test", Words: "test"}, work)
	if err != nil {
		t.Fatal(err)
	}
	return action
}

// logged writes an event and gives its key.
func logged(t testing.TB, s *store.Store, person int64, e care.Event) (key int64) {
	t.Helper()
	do(t, s, func(tx *store.Tx) (err error) {
		key, err = tx.PutEvent(0, person, e)
		return err
	})
	return key
}

func count(t testing.TB, s *store.Store, query string, args ...any) int {
	t.Helper()
	n, err := store.CountRows(s, query, args...)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// referring counts the rows that refer to a person.
func referring(t testing.TB, s *store.Store, r store.Reference, key int64) int {
	t.Helper()
	return count(t, s, "SELECT count(*) FROM "+r.Table+" WHERE "+r.Column+" = ?", key)
}

func lastContact(t testing.TB, s *store.Store, key int64) care.Day {
	t.Helper()
	rows, err := s.Rows(ctx, []int64{key})
	if err != nil || len(rows) != 1 {
		t.Fatalf("rows: %v, %v", rows, err)
	}
	return rows[0].LastContact
}

func TestOnlyRealContactsMoveTheLastContact(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s, &care.Person{FullName: "Ana"})
	ana := keys[0]
	for _, c := range []struct {
		event care.Event
		want  care.Day
	}{
		{care.Event{Kind: care.Greeting, Day: "2026-11-20"}, ""},
		{care.Event{Kind: care.Message, Day: "2026-11-21"}, ""},
		{care.Event{Kind: care.Call, Day: "2026-11-22", Outcome: care.NoAnswer}, ""},
		{care.Event{Kind: care.Visit, Day: "2026-10-01"}, "2026-10-01"},
		{care.Event{Kind: care.Message, Day: "2026-10-05", Outcome: care.Answered}, "2026-10-05"},
		{care.Event{Kind: care.Call, Day: "2026-09-05"}, "2026-10-05"},
		{care.Event{Kind: care.Complaint, Day: "2026-11-25"}, "2026-10-05"},
	} {
		logged(t, s, ana, c.event)
		if have := lastContact(t, s, ana); have != c.want {
			t.Errorf("after %s on %s the last contact is %q, want %q", c.event.Kind, c.event.Day, have, c.want)
		}
	}
	sound(t, s)
}

func TestAnEventCanBeFoundChangedAndTakenBack(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s, &care.Person{FullName: "Ana"}, &care.Person{FullName: "Bo"})
	ana := keys[0]
	call := logged(t, s, ana, care.Event{Kind: care.Call, Day: "2026-11-20", Text: "Wants the terrace licence"})
	found := func(words string, want ...int64) {
		t.Helper()
		hits, err := s.Find(ctx, words, 10)
		var got []int64
		for _, h := range hits {
			got = append(got, h.Key)
		}
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%q finds %v (%v), want %v", words, got, err, want)
		}
	}
	found("terrace lic", ana)
	// An edit of the person keeps what the timeline says to a search.
	p := person(t, s, ana)
	p.Title = "Chef"
	put(t, s, p)
	found("terrace", ana)
	change := do(t, s, func(tx *store.Tx) error {
		e, err := tx.Event(call)
		if err != nil {
			return err
		}
		e.Text = "Got the permit"
		_, err = tx.PutEvent(call, e.Person, e.Event)
		return err
	})
	found("terrace")
	found("permit", ana)
	if _, err := s.Undo(ctx, change); err != nil {
		t.Fatal(err)
	}
	found("terrace", ana)
	remove := do(t, s, func(tx *store.Tx) error { return tx.RemoveEvent(call) })
	if lastContact(t, s, ana) != "" {
		t.Error("a removed call still counts")
	}
	found("terrace")
	if _, err := s.Undo(ctx, remove); err != nil {
		t.Fatal(err)
	}
	if lastContact(t, s, ana) != "2026-11-20" {
		t.Error("a call brought back does not count")
	}
	sound(t, s)
}

func TestTheTimelineStaysThroughTrashAndUndo(t *testing.T) {
	s := newBook(t)
	keys, made := put(t, s, &care.Person{FullName: "Ana"})
	logged(t, s, keys[0], care.Event{Kind: care.Visit, Day: "2026-11-01", Text: "Saw the kitchen"})
	trash := func(on bool) {
		t.Helper()
		do(t, s, func(tx *store.Tx) error { return tx.TrashPerson(keys[0], on) })
	}
	trash(true)
	if hits, err := s.Find(ctx, "kitchen", 5); err != nil || len(hits) > 0 {
		t.Errorf("the trash is searched: %v, %v", hits, err)
	}
	sound(t, s)
	trash(false)
	if hits, err := s.Find(ctx, "kitchen", 5); err != nil || len(hits) != 1 {
		t.Errorf("back from the trash, the timeline is not found: %v, %v", hits, err)
	}
	if events, err := s.Timeline(ctx, keys[0]); err != nil || len(events) != 1 {
		t.Errorf("timeline: %v, %v", events, err)
	}
	sound(t, s)
	// Whoever has a timeline by now was edited since: an undo of the making
	// leaves him.
	done, err := s.Undo(ctx, made)
	if err != nil || done.Removed != 0 || len(done.Left) != 1 {
		t.Errorf("undo: %+v, %v", done, err)
	}
	sound(t, s)
}

func TestErasingLeavesNoTrace(t *testing.T) {
	s := newBook(t)
	photo := encoded(t, 40, 40, "png")
	keys, _ := put(t, s, &care.Person{FullName: "Ana", Photo: &care.Photo{Data: photo}}, &care.Person{FullName: "Bo"})
	logged(t, s, keys[0], care.Event{Kind: care.Call, Day: "2026-11-01", Text: "secret"})
	sold := sell(t, s, keys[0], care.Sale{Day: "2026-11-01", Item: "secret", Amount: euros(100)})
	do(t, s, func(tx *store.Tx) error { return tx.RemoveSale(sold) })
	sell(t, s, keys[0], care.Sale{Day: "2026-11-02", Item: "secret", Amount: euros(100)})
	if n, err := s.Erase(ctx, keys); err != nil || n != 0 {
		t.Fatalf("the living were erased: %d, %v", n, err)
	}
	do(t, s, func(tx *store.Tx) error { return tx.TrashPerson(keys[0], true) })
	if n, err := s.EraseTrash(ctx, care.InstantOf(noon.AddDate(0, 0, -30))); err != nil || n != 0 {
		t.Fatalf("erased too early: %d, %v", n, err)
	}
	if n, err := s.EraseTrash(ctx, care.InstantOf(noon.AddDate(0, 0, 1))); err != nil || n != 1 {
		t.Fatalf("erased %d, %v", n, err)
	}
	for _, table := range []string{"person WHERE full_name = 'Ana'", "event", "sale", "picture", "action WHERE instr(words, 'Ana')", "change WHERE instr(before, 'Ana') OR instr(before, 'secret')"} {
		if n := count(t, s, "SELECT count(*) FROM "+table); n != 0 {
			t.Errorf("%d rows left in %s", n, table)
		}
	}
	// Only the making of Bo is left to take back, which made both.
	if _, done, err := s.UndoLast(ctx); err != nil || done.Removed != 1 {
		t.Errorf("what was done before cannot be taken back: %+v, %v", done, err)
	}
	if _, _, err := s.UndoLast(ctx); care.CodeOf(err) != care.CodeNothingToUndo {
		t.Errorf("the erased can be taken back: %v", err)
	}
	sound(t, s)
}

func TestErasingForgetsThoseMergedIntoThePerson(t *testing.T) {
	s := newBook(t)
	for range 2 { // twice: nothing of the first is in the way of the second
		keys, _ := put(t, s, &care.Person{FullName: "Ana"}, &care.Person{UID: "gone-uid", FullName: "Ann", Remark: "secret"})
		do(t, s, func(tx *store.Tx) error {
			p, err := tx.Person(keys[0])
			if err != nil {
				return err
			}
			p.Extra = []care.Property{{Name: "UID", Value: "gone-uid"}}
			if _, err := tx.PutPerson(p); err != nil {
				return err
			}
			if err := tx.MoveBelongings(keys[1], keys[0]); err != nil {
				return err
			}
			if err := tx.RemovePerson(keys[1]); err != nil {
				return err
			}
			return tx.TrashPerson(keys[0], true)
		})
		if n, err := s.Erase(ctx, keys[:1]); err != nil || n != 1 {
			t.Fatalf("erased %d, %v", n, err)
		}
		if n := count(t, s, "SELECT count(*) FROM change WHERE instr(before, 'secret')"); n != 0 {
			t.Errorf("%d traces of whom the erased had been", n)
		}
	}
	sound(t, s)
}

func TestEveryReferenceToAPersonIsMoved(t *testing.T) {
	s := newBook(t)
	old := &care.Person{
		FullName: "Old", Phones: []care.Phone{{Number: "+34655554417"}}, Emails: []care.Email{{Address: "o@x.example"}},
		Dates: []care.Date{{Kind: care.Birthday, Month: 5, Day: 2}}, Tags: []string{"t"}, Sources: []int64{7},
		Profile: care.Profile{ReferredBy: "u", Own: []care.OwnValue{{Field: "f", Value: "v"}}},
	}
	pic := encoded(t, 30, 30, "png")
	keys, _ := put(t, s, old, &care.Person{FullName: "New"}, &care.Person{FullName: "Third"})
	from, to := keys[0], keys[1]
	do(t, s, func(tx *store.Tx) error {
		p, err := picture.Make(pic)
		if err != nil {
			return err
		}
		if err := tx.PutPicture(p); err != nil {
			return err
		}
		old.Profile.Files = []care.Attachment{{Name: "q.pdf", SHA256: p.SHA256}}
		if _, err := tx.PutPerson(old); err != nil {
			return err
		}
		third, err := tx.Person(keys[2])
		if err != nil {
			return err
		}
		third.Profile.ReferredBy, third.Apart = old.UID, []string{old.UID}
		_, err = tx.PutPerson(third)
		return err
	})
	logged(t, s, from, care.Event{Kind: care.Call, Day: "2026-11-01", Occasion: "birthday 05-02 2026"})
	sell(t, s, from, care.Sale{Day: "2026-11-02", Amount: euros(500)})
	do(t, s, func(tx *store.Tx) error {
		return tx.PutReminder(store.Reminder{Kind: "birthday", Person: from, What: "05-02", Round: "2027", Status: "skipped", Date: "2027-05-02"})
	})
	do(t, s, func(tx *store.Tx) error { return tx.PutPlanned(planned(from)) })
	noted(t, s, store.Note{Person: from, HTML: "<p>olive oil</p>"})
	if _, err := s.Announce(ctx, "2026-04-25", "", []store.Told{{"birthday", from, "05-02", "2026", "7"}}); err != nil {
		t.Fatal(err)
	}
	refs, err := store.References(s)
	if err != nil {
		t.Fatal(err)
	}
	if len(refs) < 14 {
		t.Fatalf("only %d columns refer to people", len(refs))
	}
	for _, ref := range refs {
		if n := referring(t, s, ref, from); n == 0 {
			t.Errorf("%s: this test puts nothing there, so it proves nothing", ref)
		}
	}
	before := snapshotJSON(t, s)
	merge := do(t, s, func(tx *store.Tx) error {
		kept, err := tx.Person(to)
		if err != nil {
			return err
		}
		id, uid := kept.ID, kept.UID
		*kept = *old
		kept.ID, kept.UID = id, uid
		if _, err := tx.PutPerson(kept); err != nil {
			return err
		}
		if err := tx.MoveBelongings(from, to); err != nil {
			return err
		}
		return tx.RemovePerson(from)
	})
	for _, ref := range refs {
		if n := referring(t, s, ref, from); n > 0 {
			t.Errorf("%s: %d rows still refer to the person who is gone", ref, n)
		}
		if n := referring(t, s, ref, to); n == 0 {
			t.Errorf("%s: nothing refers to the person who stays", ref)
		}
	}
	third, kept := person(t, s, keys[2]), person(t, s, to)
	if third.Profile.ReferredBy != kept.UID || !slices.Equal(third.Apart, []string{kept.UID}) {
		t.Errorf("others name %q and %q, want %q", third.Profile.ReferredBy, third.Apart, kept.UID)
	}
	sound(t, s)
	if _, err := s.Undo(ctx, merge); err != nil {
		t.Fatal(err)
	}
	if after := snapshotJSON(t, s); after != before {
		t.Errorf("the undo of a merge gives\n%s\nwant\n%s", after, before)
	}
	if referring(t, s, store.Reference{Table: "event", Column: "person"}, from) != 1 || lastContact(t, s, from) != "2026-11-01" {
		t.Error("the timeline did not come back")
	}
	sound(t, s)
}

func TestUndoAndRedoGoThroughTheSession(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s, &care.Person{FullName: "Ana"})
	name := func(title string) {
		t.Helper()
		do(t, s, func(tx *store.Tx) error {
			p, err := tx.Person(keys[0])
			if err != nil {
				return err
			}
			p.Title = title
			_, err = tx.PutPerson(p)
			return err
		})
	}
	name("a")
	name("b")
	step := func(f func(context.Context) (store.Deed, store.Undone, error), want string) {
		t.Helper()
		if _, _, err := f(ctx); err != nil {
			t.Fatal(err)
		}
		if have := person(t, s, keys[0]).Title; have != want {
			t.Fatalf("title %q, want %q", have, want)
		}
	}
	step(s.UndoLast, "a")
	step(s.UndoLast, "")
	step(s.RedoLast, "a")
	step(s.RedoLast, "b")
	if _, _, err := s.RedoLast(ctx); care.CodeOf(err) != care.CodeNothingToRedo {
		t.Errorf("a redo of nothing: %v", err)
	}
	step(s.UndoLast, "a")
	name("c")
	if _, _, err := s.RedoLast(ctx); care.CodeOf(err) != care.CodeNothingToRedo {
		t.Errorf("a redo after new work: %v", err)
	}
	// What somebody else did is not this window's to take back.
	other := openBook(t, s.Path())
	if _, _, err := other.UndoLast(ctx); care.CodeOf(err) != care.CodeNothingToUndo {
		t.Errorf("another window undoes our work: %v", err)
	}
	step(s.UndoLast, "a")
}

func TestAPersonIsKnownByTheUIDsOfOthersMergedIntoHim(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s, &care.Person{FullName: "Ana", Extra: []care.Property{{Name: "UID", Value: "old-uid"}}})
	for k, err := range s.MatchKeys(ctx) {
		if err != nil {
			t.Fatal(err)
		}
		if k.Kind == store.UIDKey && k.Text == "old-uid" && k.Person == keys[0] {
			return
		}
	}
	t.Error("the further UID is no key to the person")
}
