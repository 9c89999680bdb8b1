package store_test

import (
	"cmp"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"carebook/app/care"
	"carebook/store"
)

// theRow reads what a list shows of one person.
func theRow(t testing.TB, s *store.Store, key int64) store.Row {
	t.Helper()
	rows, err := s.Rows(ctx, []int64{key})
	if err != nil || len(rows) != 1 {
		t.Fatalf("rows: %v, %v", rows, err)
	}
	return rows[0]
}

// cadence is the part of a row that tells of cadences.
func cadence(r store.Row) string {
	return fmt.Sprintf("call %d %s visit %d %s", r.CallEvery, r.CallFrom, r.VisitEvery, r.VisitFrom)
}

// ask gives a tag a cadence.
func ask(t testing.TB, s *store.Store, name string, c care.Cadence) int64 {
	t.Helper()
	tag, err := s.TagByName(ctx, name)
	if err != nil {
		t.Fatal(err)
	}
	return do(t, s, func(tx *store.Tx) error { return tx.SetTagCadence(tag.Key, c) })
}

func TestACadenceIsThatOfPersonTagOrBandAndCountsFromTheLastContact(t *testing.T) {
	call := care.Event{Kind: care.Call, Day: "2026-11-10"}
	for what, c := range map[string]struct {
		person care.Person
		band   care.Band
		events []care.Event
		want   string
		touch  care.Day
	}{
		"nobody":                      {want: "call 0  visit 0 "},
		"a band":                      {band: care.BandA, want: "call 14 2026-11-01 visit 30 2026-11-01"},
		"a band without visits":       {band: care.BandC, want: "call 120 2026-11-01 visit 0 "},
		"a new one without a contact": {band: care.BandNew, want: "call 0  visit 0 "},
		"a new one after a call":      {band: care.BandNew, events: []care.Event{call}, want: "call 45 2026-11-10 visit 90 2026-11-01", touch: "2026-11-10"},
		"a tag":                       {person: care.Person{Tags: []string{"Weekly"}}, want: "call 7 2026-11-01 visit 0 "},
		"the shorter of two tags":     {person: care.Person{Tags: []string{"Monthly", "Weekly"}}, want: "call 7 2026-11-01 visit 31 2026-11-01"},
		"a tag before the band":       {person: care.Person{Tags: []string{"Weekly"}}, band: care.BandA, want: "call 7 2026-11-01 visit 0 "},
		"the person before the tag": {
			person: care.Person{Tags: []string{"Weekly"}, Profile: care.Profile{Cadence: care.Cadence{Call: 3}}}, want: "call 3 2026-11-01 visit 0 ",
		},
		"never": {
			person: care.Person{Tags: []string{"Weekly"}, Profile: care.Profile{Cadence: care.Cadence{Call: care.Never}}}, band: care.BandA, want: "call 0  visit 0 ",
		},
		"more than anybody waits": {person: care.Person{Profile: care.Profile{Cadence: care.Cadence{Call: math.MaxInt, Visit: -7}}}, want: "call 3650 2026-11-01 visit 0 "},
		"a call":                  {events: []care.Event{call}, want: "call 45 2026-11-10 visit 90 2026-11-01", touch: "2026-11-10"},
		"a visit":                 {events: []care.Event{call, {Kind: care.Meeting, Day: "2026-11-12"}}, want: "call 45 2026-11-12 visit 90 2026-11-12", touch: "2026-11-12"},
		"nobody at home":          {events: []care.Event{{Kind: care.Visit, Day: "2026-11-12", Outcome: care.NoAnswer}}, want: "call 45 2026-11-01 visit 90 2026-11-01"},
		"a gift":                  {events: []care.Event{call, {Kind: care.Gift, Day: "2026-11-15"}}, want: "call 45 2026-11-10 visit 90 2026-11-01", touch: "2026-11-15"},
		"a message":               {events: []care.Event{{Kind: care.Message, Day: "2026-11-15"}}, want: "call 45 2026-11-01 visit 90 2026-11-01", touch: "2026-11-15"},
		"a note and a promise":    {events: []care.Event{{Kind: care.Memo, Day: "2026-11-15"}, {Kind: care.Promise, Day: "2026-11-15"}}, want: "call 0  visit 0 "},
		"a day that is none":      {person: care.Person{Added: "yesterday"}, band: care.BandA, want: "call 0  visit 0 "},
	} {
		t.Run(what, func(t *testing.T) {
			s := newBook(t)
			put(t, s, &care.Person{FullName: "Somebody else", Tags: []string{"Weekly", "Monthly"}})
			ask(t, s, "Weekly", care.Cadence{Call: 7, Visit: care.Never})
			ask(t, s, "Monthly", care.Cadence{Call: 31, Visit: 31})
			who := c.person
			who.FullName, who.Added = "Ana", cmp.Or(who.Added, "2026-11-01")
			keys, _ := put(t, s, &who)
			if err := store.SetBand(s, keys[0], c.band); err != nil {
				t.Fatal(err)
			}
			for _, e := range c.events {
				logged(t, s, keys[0], e)
			}
			row := theRow(t, s, keys[0])
			if got := cadence(row); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
			if row.LastTouch != c.touch {
				t.Errorf("last touch %q, want %q", row.LastTouch, c.touch)
			}
			sound(t, s)
		})
	}
}

// Whatever the cadence, people of an import fall due on the days after it, each
// day getting its share.
func TestPeopleOfAnImportAreSpreadOverTheirCadence(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		every := rapid.IntRange(1, 400).Draw(t, "every")
		first := rapid.Int64Range(1, 1<<40).Draw(t, "first key")
		people := every * rapid.IntRange(1, 20).Draw(t, "people a day")
		due := make([]int, every+1)
		for i := range people {
			due[store.Spread(first+int64(i), every)]++ // outside 1 to every it panics, or counts on day 0
		}
		share := people / every
		for day, n := range due[1:] {
			if n < share-3 || n > share+3 {
				t.Fatalf("%d of %d people fall due on day %d of %d, their share is %d", n, people, day+1, every, share)
			}
		}
		if due[0] != 0 {
			t.Fatalf("%d people are due on the day of the import", due[0])
		}
	})
}

func TestAnImportedPersonCountsFromADayWithinTheCadenceUntilTheFirstContact(t *testing.T) {
	s := newBook(t)
	var people []*care.Person
	for i := range 50 {
		people = append(people, &care.Person{FullName: "Imported", Sources: []int64{int64(i)}, Tags: []string{"Weekly"}})
	}
	keys, _ := put(t, s, people...)
	ask(t, s, "Weekly", care.Cadence{Call: 7, Visit: 30})
	due, err := s.NextCadences(ctx, care.Call, "2026-11-27", "2026-12-03")
	if err != nil {
		t.Fatal(err)
	}
	total := 0
	for day, n := range due {
		if total += n; n < 5 || n > 9 {
			t.Errorf("%d of 50 people fall due on %s", n, day)
		}
	}
	if len(due) != 7 || total != 50 {
		t.Errorf("due on the days after the import: %v", due)
	}
	logged(t, s, keys[0], care.Event{Kind: care.Call, Day: "2026-11-20"})
	row := theRow(t, s, keys[0])
	if row.CallFrom != "2026-11-20" || row.VisitFrom <= "2026-10-27" || row.VisitFrom > "2026-11-26" {
		t.Errorf("after a call: %s", cadence(row))
	}
	sound(t, s)
}

func TestACadenceFollowsTagsAndBands(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s, &care.Person{FullName: "Ana", Tags: []string{"VIP"}}, &care.Person{FullName: "Bo", Tags: []string{"VIP", "Friends"}})
	do(t, s, func(tx *store.Tx) error { return tx.TrashPerson(keys[1], true) })
	want := func(what string, ana, bo int) {
		t.Helper()
		for i, every := range []int{ana, bo} {
			if row := theRow(t, s, keys[i]); row.CallEvery != every {
				t.Errorf("%s: %s is to be called every %d days, want %d", what, row.FullName, row.CallEvery, every)
			}
		}
		sound(t, s)
	}
	want("at first", 0, 0)
	ask(t, s, "Friends", care.Cadence{Call: 60})
	asked := ask(t, s, "VIP", care.Cadence{Call: 10, Visit: care.Never})
	want("asked", 10, 10)
	tag, err := s.TagByName(ctx, "vip")
	if err != nil || tag.Cadence != (care.Cadence{Call: 10, Visit: care.Never}) {
		t.Errorf("the tag is %+v, %v", tag, err)
	}
	do(t, s, func(tx *store.Tx) error { _, err := tx.PutTag(tag.Key, "Gold", ""); return err })
	if gold, err := s.TagByName(ctx, "Gold"); err != nil || gold.Cadence != tag.Cadence || gold.Color != tag.Color {
		t.Errorf("renamed, the tag is %+v, %v", gold, err)
	}
	if _, err := s.Undo(ctx, asked); err != nil { // renamed since
		t.Fatal(err)
	}
	want("asked still", 10, 10)
	friends, err := s.TagByName(ctx, "Friends")
	if err != nil {
		t.Fatal(err)
	}
	merged := do(t, s, func(tx *store.Tx) error { return tx.MergeTags(tag.Key, friends.Key) })
	want("merged", 60, 60)
	if _, err := s.Undo(ctx, merged); err != nil {
		t.Fatal(err)
	}
	want("taken back", 10, 10)
	removed := do(t, s, func(tx *store.Tx) error { return tx.RemoveTag(tag.Key) })
	want("removed", 0, 60)
	if _, err := s.Undo(ctx, removed); err != nil {
		t.Fatal(err)
	}
	want("back again", 10, 10)
	if _, err := s.Do(ctx, store.Action{Kind: "tag"}, func(tx *store.Tx) error { return tx.SetTagCadence(999, care.Cadence{}) }); care.CodeOf(err) != care.CodeTagMissing {
		t.Errorf("a cadence of a tag that has gone: %v", err)
	}
}

func TestOtherCadencesOfBandsReachEverybodyWhoHasThem(t *testing.T) {
	s := newBook(t)
	if all, err := s.Cadences(ctx); err != nil || all != care.DefaultCadences() {
		t.Errorf("a new book has %+v, %v", all, err)
	}
	keys, _ := put(t, s, &care.Person{FullName: "Band"}, &care.Person{FullName: "Event"}, &care.Person{FullName: "None"},
		&care.Person{FullName: "Own", Profile: care.Profile{Cadence: care.Cadence{Call: 5}}})
	if err := store.SetBand(s, keys[0], care.BandA); err != nil {
		t.Fatal(err)
	}
	logged(t, s, keys[1], care.Event{Kind: care.Gift, Day: "2026-11-01"})
	told := watch(t, s)
	all := care.Cadences{A: care.Cadence{Call: 11, Visit: 22}, B: care.Cadence{Call: 33, Visit: 44}}
	if err := s.SetCadences(ctx, all); err != nil {
		t.Fatal(err)
	}
	if c := next(t, told); !c.AllPeople {
		t.Errorf("told %+v", c)
	}
	if got, err := s.Cadences(ctx); err != nil || got != all {
		t.Errorf("kept %+v, %v", got, err)
	}
	for i, want := range [][2]int{{11, 22}, {33, 44}, {0, 0}, {5, 0}} {
		if row := theRow(t, s, keys[i]); row.CallEvery != want[0] || row.VisitEvery != want[1] {
			t.Errorf("%s has %s, want %v", row.FullName, cadence(row), want)
		}
	}
	sound(t, s)
	if err := s.SetSetting(ctx, "cadences", "{"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Cadences(ctx); err == nil {
		t.Error("a broken setting was read")
	}
}

func TestAnotherCadenceOfATagIsToldAsAChangeOfItsPeople(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s, &care.Person{FullName: "Ana", Tags: []string{"VIP"}}, &care.Person{FullName: "Bo"})
	other := openBook(t, s.Path())
	here, there := watch(t, s), watch(t, other)
	ask(t, s, "VIP", care.Cadence{Call: 9})
	for where, told := range map[string]<-chan store.Changes{"here": here, "in another window": there} {
		if c := next(t, told); !slices.Equal(c.People, keys[:1]) || !c.Tags {
			t.Errorf("told %s: %+v", where, c)
		}
	}
}

// Whatever is done, no row is stale: Check derives all of them from documents
// and timelines.
func TestNoCadenceIsEverStale(t *testing.T) {
	folder := t.TempDir()
	books := 0
	rapid.Check(t, func(t *rapid.T) {
		books++
		s, err := store.Open(ctx, filepath.Join(folder, fmt.Sprintf("%d.db", books)), store.Options{Clock: care.ClockFrom(noon)})
		if err != nil {
			t.Fatalf("open: %v", err)
		}
		defer s.Close()
		h := &history{t: t, s: s}
		for range rapid.IntRange(1, 12).Draw(t, "steps") {
			h.unsettle()
			problems, err := store.Check(ctx, s.Path())
			if err != nil || len(problems) != 0 {
				t.Fatalf("check: %v, %v", problems, err)
			}
		}
	})
}

// unsettle does what moves cadences: an action, the undo of one, what no undo
// takes back, or several at once.
func (h *history) unsettle() {
	var err error
	switch kind := rapid.SampledFrom([]string{"act", "act", "act", "undo", "bands", "band", "erase"}).Draw(h.t, "kind of step"); {
	case kind == "bands":
		err = h.s.SetCadences(ctx, care.Cadences{A: h.cadence(), B: h.cadence(), C: h.cadence()})
	case kind == "undo" && len(h.actions) > 0:
		i := rapid.IntRange(0, len(h.actions)-1).Draw(h.t, "which")
		done, failed := h.s.Undo(ctx, h.actions[i])
		if failed != nil && care.CodeOf(failed) != care.CodeUndoForgotten { // what was erased takes its actions along
			err = failed
		}
		h.actions[i] = cmp.Or(done.Action, h.actions[len(h.actions)-1])
		h.actions = slices.Compact(slices.Sorted(slices.Values(h.actions)))
	case kind == "band" && len(h.keys) > 0:
		band := rapid.SampledFrom([]care.Band{"", care.BandA, care.BandC, care.BandNew}).Draw(h.t, "band")
		err = store.SetBand(h.s, rapid.SampledFrom(h.keys).Draw(h.t, "who"), band)
	case kind == "erase":
		_, err = h.s.EraseTrash(ctx, care.InstantOf(noon.AddDate(1, 0, 0)))
	default:
		h.act()
	}
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *history) cadence() care.Cadence {
	days := rapid.SampledFrom([]int{0, 0, care.Never, 3, 30})
	return care.Cadence{Call: days.Draw(h.t, "calls"), Visit: days.Draw(h.t, "visits")}
}

// overdueOracle asks every row.
func overdueOracle(rows []store.Row, q store.OverdueQuery, lost map[int64]bool) (keys []int64) {
	type owed struct {
		key   int64
		share float64
	}
	var all []owed
	for _, r := range rows {
		every, from := r.CallEvery, r.CallFrom
		if q.Kind == care.Visit {
			every, from = r.VisitEvery, r.VisitFrom
		}
		days := care.DaysBetween(from, q.Today)
		braked := q.Brake > 0 && r.LastTouch != "" && care.DaysBetween(r.LastTouch, q.Today) < q.Brake
		if every == 0 || days < every || braked || lost[r.Key] || slices.Contains(q.Except, r.Key) {
			continue
		}
		all = append(all, owed{r.Key, float64(days) / float64(every)})
	}
	slices.SortFunc(all, func(a, b owed) int { return cmp.Or(cmp.Compare(b.share, a.share), cmp.Compare(a.key, b.key)) })
	for _, o := range all {
		keys = append(keys, o.key)
	}
	return keys
}

func TestOverdueIsWhatEveryRowSays(t *testing.T) {
	folder := t.TempDir()
	books := 0
	rapid.Check(t, func(t *rapid.T) {
		books++
		s, err := store.Open(ctx, filepath.Join(folder, fmt.Sprintf("%d.db", books)), store.Options{Clock: care.ClockFrom(noon)})
		if err != nil {
			t.Fatalf("open: %v", err)
		}
		defer s.Close()
		every := rapid.SampledFrom([]int{0, 1, 7, 10, 20})
		lost := map[int64]bool{}
		var keys []int64
		_, err = s.Do(ctx, store.Action{Kind: "test"}, func(tx *store.Tx) error {
			for range rapid.IntRange(0, 12).Draw(t, "people") {
				p := &care.Person{FullName: "P", Added: care.Day("2026-11-26").Plus(-rapid.IntRange(0, 40).Draw(t, "age"))}
				p.Profile.Cadence = care.Cadence{Call: every.Draw(t, "calls"), Visit: every.Draw(t, "visits")}
				isLost := rapid.IntRange(0, 5).Draw(t, "lost") == 0
				if isLost {
					p.Profile.Lost = "2026-11-01"
				}
				key, err := tx.PutPerson(p)
				if err != nil {
					return err
				}
				keys, lost[key] = append(keys, key), isLost
				if rapid.Bool().Draw(t, "touched") {
					_, err = tx.PutEvent(0, key, care.Event{
						Kind: rapid.SampledFrom([]care.EventKind{care.Call, care.Visit, care.Gift}).Draw(t, "kind"),
						Day:  care.Day("2026-11-26").Plus(-rapid.IntRange(0, 12).Draw(t, "ago")),
					})
				}
				if err == nil && rapid.IntRange(0, 5).Draw(t, "trash") == 0 {
					err = tx.TrashPerson(key, true)
				}
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		rows, err := s.People(ctx, store.Query{})
		if err != nil {
			t.Fatal(err)
		}
		q := store.OverdueQuery{
			Kind: rapid.SampledFrom([]care.EventKind{care.Call, care.Visit}).Draw(t, "asked"), Today: "2026-11-26",
			Brake: rapid.IntRange(0, 9).Draw(t, "brake"), Limit: rapid.IntRange(0, 6).Draw(t, "limit"),
			Except: rapid.SliceOfN(rapid.SampledFrom(append(keys, 999)), 0, 4).Draw(t, "except"),
		}
		want := overdueOracle(rows, q, lost)
		got, total, err := s.Overdue(ctx, q)
		if err != nil || total != len(want) {
			t.Fatalf("%+v: %d in all, %v, want %d", q, total, err, len(want))
		}
		if q.Limit > 0 {
			want = want[:min(q.Limit, len(want))]
		}
		var found []int64
		for _, r := range got {
			found = append(found, r.Key)
		}
		if !slices.Equal(found, want) {
			t.Fatalf("%+v: %v, want %v", q, found, want)
		}
		due := map[care.Day]int{}
		for _, r := range rows {
			day := r.CallFrom.Plus(r.CallEvery)
			if r.CallEvery > 0 && !lost[r.Key] && day >= "2026-11-20" && day <= "2026-12-05" {
				due[day]++
			}
		}
		ahead, err := s.NextCadences(ctx, care.Call, "2026-11-20", "2026-12-05")
		if err != nil || fmt.Sprint(ahead) != fmt.Sprint(due) {
			t.Fatalf("ahead %v, %v, want %v", ahead, err, due)
		}
	})
}

func TestOnlyCallsAndVisitsHaveACadence(t *testing.T) {
	s := newBook(t)
	if _, _, err := s.Overdue(ctx, store.OverdueQuery{Kind: care.Gift, Today: "2026-11-26"}); err == nil {
		t.Error("gifts are overdue")
	}
	if _, err := s.NextCadences(ctx, care.Gift, "2026-11-26", "2026-11-27"); err == nil {
		t.Error("gifts fall due")
	}
}
