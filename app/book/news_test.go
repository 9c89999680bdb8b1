package book_test

import (
	"path/filepath"
	"slices"
	"testing"
	"time"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/exchange"
	"carebook/store"
)

// TestWhatIsNews changes one thing of Ana, or of Bo who has a photo, after an export of
// everybody: what a vCard says is news for the phone, what it does not say is none.
func TestWhatIsNews(t *testing.T) {
	edit := func(who int, changes ...func(*care.Person)) func(*testing.T, *store.Store, []int64) {
		return func(t *testing.T, s *store.Store, keys []int64) {
			for _, change := range changes {
				if _, err := book.EditEach(ctx, s, keys[who:who+1], "", change, nil); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	photo := func(shade uint8) func(*care.Person) {
		return func(p *care.Person) { p.Photo = &care.Photo{Data: aPicture(t, shade).Bytes} }
	}
	const ana, bo = 0, 1
	for name, c := range map[string]struct {
		change func(t *testing.T, s *store.Store, keys []int64)
		people int
	}{
		"a number":        {edit(ana, func(p *care.Person) { p.Phones[0].Number = "+34612000002" }), 1},
		"its kind":        {edit(ana, func(p *care.Person) { p.Phones[0].Type = care.Work }), 1},
		"the first photo": {edit(ana, photo(1)), 1},
		"another photo":   {edit(bo, photo(1)), 1},
		"the same photo":  {edit(bo, photo(0)), 0},
		"no photo":        {edit(bo, func(p *care.Person) { p.Photo = nil }), 1},
		"one tag more":    {edit(ana, func(p *care.Person) { p.Tags = append(p.Tags, "golf") }), 1},
		"there and back":  {edit(ana, func(p *care.Person) { p.Remark = "x" }, func(p *care.Person) { p.Remark = "" }), 0},
		"a tag's name, which both have": {func(t *testing.T, s *store.Store, _ []int64) {
			tag, err := s.TagByName(ctx, "VIP")
			if err != nil {
				t.Fatal(err)
			}
			do(t, s, func(tx *store.Tx) error {
				_, err := tx.PutTag(tag.Key, "Very", "rose")
				return err
			})
		}, 2},
		"a note": {func(t *testing.T, s *store.Store, keys []int64) {
			do(t, s, func(tx *store.Tx) error {
				_, err := tx.PutNote(store.Note{Person: keys[ana], HTML: "<p>said</p>"})
				return err
			})
		}, 1},
		"a call": {func(t *testing.T, s *store.Store, keys []int64) {
			do(t, s, func(tx *store.Tx) error {
				_, err := tx.PutEvent(0, keys[ana], care.Event{Kind: care.Call, Day: "2026-11-26"})
				return err
			})
		}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			s := newBook(t)
			people := []*care.Person{
				{FullName: "Ana", Tags: []string{"VIP"}, Phones: []care.Phone{{Number: "+34612000001", Type: care.Mobile}}},
				{FullName: "Bo", Tags: []string{"VIP"}},
			}
			photo(0)(people[bo])
			keys := put(t, s, people...)
			if _, err := book.ExportFile(ctx, s, filepath.Join(t.TempDir(), "phone.vcf"), book.ExportOptions{Format: exchange.VCard}); err != nil {
				t.Fatal(err)
			}
			c.change(t, s, keys)
			if news, err := book.ReadNews(ctx, s, exchange.VCard); err != nil || news.People != c.people || len(news.Gone)+news.Erased > 0 {
				t.Errorf("the news are %+v, %v; want %d people", news, err, c.people)
			}
		})
	}
}

// TestWritingOverMidnightIsOfBothDays writes a note in one spell, which is one action of
// the evening, and goes on after midnight.
func TestWritingOverMidnightIsOfBothDays(t *testing.T) {
	path := filepath.Join(t.TempDir(), "book.db")
	at := func(day, hour int) (*store.Store, care.Clock) {
		c := care.ClockFrom(time.Date(2026, 11, day, hour, 0, 0, 0, time.UTC))
		return openAt(t, path, c), c
	}
	s, _ := at(20, 12)
	keys := put(t, s, &care.Person{FullName: "Ana"}, &care.Person{FullName: "Bo"})
	closeBook(t, s)
	note, spell := store.Note{Person: keys[0]}, int64(0)
	for _, when := range []struct{ day, hour int }{{24, 23}, {25, 1}} {
		s, c := at(when.day, when.hour)
		note.HTML += "<p>more</p>"
		note.Changed = care.InstantOf(c.Now())
		action, err := s.Do(ctx, store.Action{Kind: "note", Into: spell, Typed: true}, func(tx *store.Tx) (err error) {
			note.Key, err = tx.PutNote(note)
			return err
		})
		if err != nil || spell != 0 && action != spell {
			t.Fatalf("action %d, %v; want that of the spell, %d", action, err, spell)
		}
		spell = action
		closeBook(t, s)
	}
	s, c := at(26, 12)
	defer closeBook(t, s)
	for day, want := range map[care.Day][]int64{"2026-11-24": keys[:1], "2026-11-25": keys[:1], "2026-11-26": nil} {
		if got, err := book.ReadSince(ctx, s, c, day); err != nil || !got.Whole || !slices.Equal(got.Keys, want) {
			t.Errorf("since %s: %v, %v; want %v", day, got.Keys, err, want)
		}
	}
}
