package store_test

import (
	"maps"
	"slices"
	"testing"
	"time"

	"carebook/app/care"
	"carebook/store"
)

// split gives people the bands that follow from all.
func split(t testing.TB, s *store.Store, bands map[int64]care.Band) {
	t.Helper()
	if id := do(t, s, func(tx *store.Tx) error { return tx.SetBands("today", bands) }); id != 0 {
		t.Errorf("bands are the action %d in the change log", id)
	}
}

// bandsOf is what the bands of the book follow from.
func bandsOf(t testing.TB, s *store.Store) string {
	t.Helper()
	of, err := s.Setting(ctx, store.SettingBandsOf)
	if err != nil {
		t.Fatal(err)
	}
	return of
}

func TestABandReachesListsFiltersAndCadences(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s, &care.Person{FullName: "Ana", Added: "2026-11-01"}, &care.Person{FullName: "Bea", Added: "2026-11-01"}, &care.Person{FullName: "Cid", Added: "2026-11-01"})
	told := watch(t, s)
	split(t, s, map[int64]care.Band{keys[0]: care.BandA, keys[1]: care.BandNew})
	if c := next(t, told); !slices.Equal(slices.Sorted(slices.Values(c.People)), keys[:2]) || c.Foreign {
		t.Errorf("told %+v", c)
	}
	for i, want := range []string{"A call 14 2026-11-01 visit 30 2026-11-01", "new call 0  visit 0 ", " call 0  visit 0 "} {
		if row := theRow(t, s, keys[i]); string(row.Band)+" "+cadence(row) != want {
			t.Errorf("%s: %s %s, want %s", row.FullName, row.Band, cadence(row), want)
		}
	}
	rows, err := s.People(ctx, store.Query{Filter: care.Filter{Bands: []care.Band{care.BandA}}})
	if err != nil || len(rows) != 1 || rows[0].Key != keys[0] {
		t.Errorf("in A: %v, %v", rows, err)
	}
	sound(t, s)
}

func TestTheSameBandsAgainTellNothing(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s, &care.Person{FullName: "Ana"})
	bands := map[int64]care.Band{keys[0]: care.BandA, 4711: care.BandC} // one is not in the book
	split(t, s, bands)
	told := watch(t, s)
	split(t, s, bands)
	select {
	case c := <-told:
		t.Errorf("told %+v", c)
	case <-time.After(1200 * time.Millisecond): // two rounds of asking
	}
	if got := bandsOf(t, s); got != "today" {
		t.Errorf("bands of %q", got)
	}
}

// Bands stand outside the change log, and another window must see them at once
// all the same.
func TestBandsOfAnotherProcessAreTold(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s, &care.Person{FullName: "Ana"})
	other := openBook(t, s.Path())
	told := watch(t, s)
	split(t, s, map[int64]care.Band{keys[0]: care.BandA})
	if c := next(t, told); c.Foreign {
		t.Errorf("told %+v of its own", c)
	}
	split(t, other, map[int64]care.Band{keys[0]: care.BandB})
	if c := next(t, told); !c.Foreign || !c.AllPeople {
		t.Errorf("told %+v", c)
	}
	split(t, s, map[int64]care.Band{keys[0]: care.BandC})
	if c := next(t, told); c.Foreign || !slices.Equal(c.People, keys) {
		t.Errorf("told %+v of its own after another's", c)
	}
	select {
	case c := <-told:
		t.Errorf("told again: %+v", c)
	case <-time.After(1200 * time.Millisecond):
	}
}

func TestABandByHandStandsInFrontUntilItIsTakenAway(t *testing.T) {
	s := newBook(t)
	ana := &care.Person{FullName: "Ana", Added: "2026-11-01"}
	keys, _ := put(t, s, ana)
	band := func(want care.Band, call int) {
		t.Helper()
		if row := theRow(t, s, keys[0]); row.Band != want || row.CallEvery != call {
			t.Errorf("band %q, a call every %d days, want %q and %d", row.Band, row.CallEvery, want, call)
		}
		sound(t, s)
	}
	split(t, s, map[int64]care.Band{keys[0]: care.BandC})
	band(care.BandC, 120)
	ana.Profile.Band = care.BandOverride{Band: care.BandA, Reason: "opens doors"}
	_, edit := put(t, s, ana)
	band(care.BandA, 14)
	split(t, s, map[int64]care.Band{keys[0]: care.BandB})
	band(care.BandA, 14)
	customers, err := s.Customers(ctx, "2026-11-26")
	if want := (care.BandOverride{Band: care.BandA, Reason: "opens doors"}); err != nil || len(customers) != 1 || customers[0].Override != want || customers[0].Split != care.BandB {
		t.Errorf("customers %+v, %v", customers, err)
	}
	if _, err := s.Undo(ctx, edit); err != nil {
		t.Fatal(err)
	}
	band(care.BandB, 45)
	// What is no band that can be chosen changes nothing.
	ana.Profile.Band = care.BandOverride{Band: "Z"}
	put(t, s, ana)
	band(care.BandB, 45)
	// Somebody who enters the book with one has its cadence.
	again, _ := put(t, s, &care.Person{FullName: "Bea", Profile: care.Profile{Band: care.BandOverride{Band: care.BandC}}})
	if row := theRow(t, s, again[0]); row.Band != care.BandC || row.CallEvery != 120 {
		t.Errorf("Bea: %+v", row)
	}
	sound(t, s)
}

func TestWhatMovesBandsAsksForThemAnew(t *testing.T) {
	s := newBook(t)
	ana := &care.Person{FullName: "Ana"}
	keys, _ := put(t, s, ana)
	edited := func(edit func()) func(tx *store.Tx) error {
		return func(tx *store.Tx) error {
			edit()
			_, err := tx.PutPerson(ana)
			return err
		}
	}
	sale := care.Sale{Day: "2026-11-01", Amount: care.Money{Minor: 100, Currency: "EUR"}}
	for what, c := range map[string]struct {
		moves bool
		do    func(tx *store.Tx) error
	}{
		"a remark": {false, edited(func() { ana.Remark += "!" })},
		"a call": {false, func(tx *store.Tx) error {
			_, err := tx.PutEvent(0, keys[0], care.Event{Kind: care.Call, Day: "2026-11-20"})
			return err
		}},
		"a value":        {true, edited(func() { ana.Profile.Value = ana.Profile.Value%5 + 1 })},
		"a band by hand": {true, edited(func() { ana.Profile.Band.Band = care.BandA })},
		"another day":    {true, edited(func() { ana.Added = ana.Added.Plus(-1) })},
		"somebody new":   {true, func(tx *store.Tx) error { _, err := tx.PutPerson(&care.Person{FullName: "Bea"}); return err }},
		"the trash":      {true, func(tx *store.Tx) error { return tx.TrashPerson(keys[0], true) }},
		"a sale":         {true, func(tx *store.Tx) error { _, err := tx.PutSale(0, keys[0], sale); return err }},
	} {
		t.Run(what, func(t *testing.T) {
			split(t, s, map[int64]care.Band{keys[0]: care.BandA})
			action := do(t, s, c.do)
			if got := bandsOf(t, s); (got == "") != c.moves {
				t.Errorf("afterwards they are of %q", got)
			}
			split(t, s, map[int64]care.Band{keys[0]: care.BandA})
			if _, err := s.Undo(ctx, action); err != nil {
				t.Fatal(err)
			}
			if got := bandsOf(t, s); (got == "") != c.moves {
				t.Errorf("after the undo they are of %q", got)
			}
			p := person(t, s, keys[0])
			*ana = *p
		})
	}
}

func TestWhatIsKnownOfCustomers(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s, &care.Person{FullName: "Ana", Added: "2026-11-01", Profile: care.Profile{Value: 4}}, &care.Person{FullName: "Bea"}, &care.Person{FullName: "Gone"})
	logged(t, s, keys[0], care.Event{Kind: care.Memo, Day: "2026-01-01"})
	logged(t, s, keys[0], care.Event{Kind: care.Promise, Day: "2026-01-02"})
	logged(t, s, keys[0], care.Event{Kind: care.Gift, Day: "2026-02-01", Minutes: 500})
	logged(t, s, keys[0], care.Event{Kind: care.Call, Day: "2026-11-20", Minutes: 15})
	logged(t, s, keys[0], care.Event{Kind: care.Visit, Day: "2026-11-21", Minutes: 60, Outcome: care.NoAnswer})
	logged(t, s, keys[0], care.Event{Kind: care.Meeting, Day: "2026-11-22", Minutes: 30})
	logged(t, s, keys[0], care.Event{Kind: care.Call, Day: "2026-11-23"})
	logged(t, s, keys[1], care.Event{Kind: care.Call, Day: "2026-10-29", Minutes: 7})
	logged(t, s, keys[1], care.Event{Kind: care.Message, Day: "2026-11-20", Minutes: 9})
	do(t, s, func(tx *store.Tx) error { return tx.TrashPerson(keys[2], true) })
	for on, first := range map[care.Day]care.Day{"2026-11-26": "2026-02-01", "2026-01-31": ""} {
		customers, err := s.Customers(ctx, on)
		if err != nil || len(customers) != 2 || customers[0].Key != keys[0] || customers[1].Key != keys[1] {
			t.Fatalf("%+v, %v", customers, err)
		}
		if ana := customers[0]; ana.Name != "Ana" || ana.Added != "2026-11-01" || ana.FirstContact != first || ana.Value != 4 || ana.ID == "" || ana.Override.Band != "" {
			t.Errorf("on %s: %+v", on, ana)
		}
	}
	for _, c := range []struct {
		from, to care.Day
		want     map[int64]int
	}{
		{"2026-10-30", "2026-11-26", map[int64]int{keys[0]: 105}},
		{"2026-10-29", "2026-11-21", map[int64]int{keys[0]: 75, keys[1]: 7}},
		{"2026-01-01", "2026-01-31", map[int64]int{}},
	} {
		if spent, err := s.Spent(ctx, c.from, c.to); err != nil || !maps.Equal(spent, c.want) {
			t.Errorf("from %s to %s: %v, %v", c.from, c.to, spent, err)
		}
	}
}
