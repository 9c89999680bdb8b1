package store_test

import (
	"cmp"
	"maps"
	"slices"
	"testing"

	"carebook/app/care"
	"carebook/store"
)

func TestDatesAreFoundByTheDayOfTheYear(t *testing.T) {
	s := newBook(t)
	born := care.Date{Kind: care.Birthday, Year: 1980, Month: 5, Day: 21}
	wed := care.Date{Kind: care.Anniversary, Month: 5, Day: 21, Label: "wedding", Calendar: care.Gregorian}
	month := care.Date{Kind: care.RelativeDate, Month: 5, Label: "Lucas"}
	lunar := care.Date{Kind: care.Birthday, Year: 1975, Month: 5, Day: 21, Calendar: care.Lunar}
	leap := care.Date{Kind: care.Birthday, Month: 5, Day: 21, Calendar: care.Lunar, Leap: true}
	year := care.Date{Kind: care.Birthday, Year: 1980}
	keys, _ := put(t, s,
		&care.Person{FullName: "Ana", Added: "2026-01-02", Dates: []care.Date{born, wed, month}},
		&care.Person{FullName: "Bo", Dates: []care.Date{lunar, year}},
		&care.Person{FullName: "Cai", Dates: []care.Date{leap, {Kind: care.OtherDate, Text: "in May"}}},
		&care.Person{FullName: "Gone", Dates: []care.Date{born}},
	)
	do(t, s, func(tx *store.Tx) error { return tx.TrashPerson(keys[3], true) })
	gregorian := func(d care.Date) care.Date {
		d.Calendar = cmp.Or(d.Calendar, care.Gregorian)
		return d
	}
	ana := func(d care.Date) store.PersonDate {
		return store.PersonDate{Person: keys[0], Name: "Ana", Added: "2026-01-02", Date: gregorian(d)}
	}
	bo := store.PersonDate{Person: keys[1], Name: "Bo", Added: "2026-11-26", Date: lunar}
	cai := store.PersonDate{Person: keys[2], Name: "Cai", Added: "2026-11-26", Date: leap}
	day := care.Date{Month: 5, Day: 21}
	for what, c := range map[string]struct {
		asked []care.Date
		want  []store.PersonDate
	}{
		"nothing":            {nil, nil},
		"a day":              {[]care.Date{day}, []store.PersonDate{ana(born), ana(wed)}},
		"the same day twice": {[]care.Date{day, {Month: 5, Day: 21, Calendar: care.Gregorian, Year: 7, Label: "x"}}, []store.PersonDate{ana(born), ana(wed)}},
		"the month alone":    {[]care.Date{{Month: 5}}, []store.PersonDate{ana(month)}},
		"a lunar day":        {[]care.Date{{Month: 5, Day: 21, Calendar: care.Lunar}}, []store.PersonDate{bo}},
		"a day of a leap month": {
			[]care.Date{{Month: 5, Day: 21, Calendar: care.Lunar, Leap: true}}, []store.PersonDate{cai},
		},
		"several days": {
			[]care.Date{{Month: 5}, {Month: 6, Day: 1}, {Month: 5, Day: 21, Calendar: care.Lunar}}, []store.PersonDate{ana(month), bo},
		},
		"a day without dates":  {[]care.Date{{Month: 5, Day: 22}}, nil},
		"a year alone, a text": {[]care.Date{{}}, nil},
	} {
		var got []store.PersonDate
		err := s.YearlyDates(ctx, c.asked, func(d store.PersonDate) { got = append(got, d) })
		slices.SortFunc(got, func(a, b store.PersonDate) int {
			return cmp.Or(cmp.Compare(a.Person, b.Person), cmp.Compare(b.Date.Kind, a.Date.Kind))
		})
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%s: %+v, %v, want %+v", what, got, err, c.want)
		}
	}
	counts, err := s.YearlyCounts(ctx)
	want := map[care.Date]int{
		{Month: 5, Day: 21, Calendar: care.Gregorian}: 2, {Month: 5, Calendar: care.Gregorian}: 1,
		{Month: 5, Day: 21, Calendar: care.Lunar}: 1, {Month: 5, Day: 21, Calendar: care.Lunar, Leap: true}: 1,
	}
	if err != nil || !maps.Equal(counts, want) {
		t.Errorf("counts %v, %v, want %v", counts, err, want)
	}
	sound(t, s)
}

func TestPromisesAndComplaintsWaitUntilTheyAreDone(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s, &care.Person{FullName: "Ana", Added: "2026-01-02"}, &care.Person{FullName: "Gone"})
	log := func(person int64, e care.Event) int64 {
		t.Helper()
		return logged(t, s, person, e)
	}
	late := log(keys[0], care.Event{Kind: care.Promise, Day: "2026-05-01", Due: "2026-05-10"})
	angry := log(keys[0], care.Event{Kind: care.Complaint, Day: "2026-05-02"})
	soon := log(keys[0], care.Event{Kind: care.Complaint, Day: "2026-05-01", Due: "2026-05-21"})
	log(keys[0], care.Event{Kind: care.Complaint, Day: "2026-05-01", Due: "2026-05-22"})
	log(keys[0], care.Event{Kind: care.Promise, Day: "2026-05-01"})
	log(keys[0], care.Event{Kind: care.Promise, Day: "2026-05-01", Due: "2026-05-02", Done: "2026-05-03"})
	log(keys[0], care.Event{Kind: care.Quote, Day: "2026-05-01", Due: "2026-05-02"})
	log(keys[1], care.Event{Kind: care.Complaint, Day: "2026-05-01"})
	do(t, s, func(tx *store.Tx) error { return tx.TrashPerson(keys[1], true) })
	want := func(what string, events ...int64) {
		t.Helper()
		waiting, err := s.Waiting(ctx, "2026-05-21")
		if err != nil {
			t.Fatal(err)
		}
		var got []int64
		for _, w := range waiting {
			got = append(got, w.Key)
			if w.Name != "Ana" || w.Added != "2026-01-02" || w.Person != keys[0] || !w.Open() {
				t.Errorf("%s: %+v", what, w)
			}
		}
		if !slices.Equal(got, events) {
			t.Errorf("%s: events %v, want %v", what, got, events)
		}
		sound(t, s)
	}
	want("at first", angry, late, soon)
	do(t, s, func(tx *store.Tx) error {
		e, err := tx.Event(angry)
		if err != nil {
			return err
		}
		e.Done = "2026-05-05"
		_, err = tx.PutEvent(angry, e.Person, e.Event)
		return err
	})
	want("answered", late, soon)
}

func TestWhoWasGreetedFollowsTheTimeline(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s, &care.Person{FullName: "Ana"}, &care.Person{FullName: "Bo"}, &care.Person{FullName: "Gone"})
	greeting := care.Event{Kind: care.Greeting, Day: "2026-05-21", Occasion: "birthday 05-21 2026"}
	events := map[int64]int64{}
	for _, key := range keys {
		events[key] = logged(t, s, key, greeting)
	}
	logged(t, s, keys[0], care.Event{Kind: care.Call, Day: "2026-05-21", Occasion: greeting.Occasion}) // once more
	do(t, s, func(tx *store.Tx) error { return tx.TrashPerson(keys[2], true) })
	want := func(what, occasion string, people ...int64) {
		t.Helper()
		got, err := s.Greeted(ctx, occasion)
		slices.Sort(got)
		if err != nil || !slices.Equal(got, people) {
			t.Errorf("%s: %v, %v, want %v", what, got, err, people)
		}
		sound(t, s)
	}
	want("at first", greeting.Occasion, keys[0], keys[1])
	want("another year", "birthday 05-21 2027")
	other := greeting
	other.Occasion = "birthday 05-21 2027"
	do(t, s, func(tx *store.Tx) error { _, err := tx.PutEvent(events[keys[0]], keys[0], other); return err })
	want("another occasion", other.Occasion, keys[0])
	want("by the call still", greeting.Occasion, keys[0], keys[1])
	removed := do(t, s, func(tx *store.Tx) error { return tx.RemoveEvent(events[keys[1]]) })
	want("removed", greeting.Occasion, keys[0])
	if _, err := s.Undo(ctx, removed); err != nil {
		t.Fatal(err)
	}
	want("back again", greeting.Occasion, keys[0], keys[1])
}
