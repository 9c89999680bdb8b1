package book

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"carebook/app/care"
	"carebook/store"
)

// emptyBook is a new book whose clock stands on 26 November 2026.
func emptyBook(t *testing.T) (*store.Store, care.Clock) {
	t.Helper()
	clock := care.ClockFrom(time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC))
	s, err := store.Open(context.Background(), filepath.Join(t.TempDir(), "book.db"), store.Options{Clock: clock, Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s, clock
}

// entered writes people and gives their keys.
func entered(t *testing.T, s *store.Store, people ...*care.Person) (keys []int64) {
	t.Helper()
	_, err := s.Do(context.Background(), store.Action{Kind: "test"}, func(tx *store.Tx) error {
		for _, p := range people {
			key, err := tx.PutPerson(p)
			if err != nil {
				return err
			}
			keys = append(keys, key)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return keys
}

func read(t *testing.T, s *store.Store, key int64) *care.Person {
	t.Helper()
	p, err := s.Person(context.Background(), key)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestTwoWindowsEditDifferentFieldsOfOnePerson(t *testing.T) {
	s, _ := emptyBook(t)
	keys := entered(t, s, &care.Person{FullName: "Ana", Title: "Cook", Tags: []string{"Friends"}, Profile: care.Profile{Likes: "sea"}})
	edit := func(before *care.Person, change func(*care.Person)) error {
		t.Helper()
		after := *before
		change(&after)
		_, err := Edit(context.Background(), s, keys[0], "edit", before, &after)
		return err
	}
	seen := read(t, s, keys[0])
	if err := edit(seen, func(p *care.Person) { p.Title, p.Profile.Hour, p.Tags = "Chef", "evenings", nil }); err != nil {
		t.Fatal(err)
	}
	// The other window still shows what was there before.
	if err := edit(seen, func(p *care.Person) { p.Remark, p.Profile.Likes = "tea", "" }); err != nil {
		t.Fatal(err)
	}
	now := read(t, s, keys[0])
	if now.Title != "Chef" || now.Remark != "tea" || now.Profile.Hour != "evenings" || now.Profile.Likes != "" || len(now.Tags) > 0 {
		t.Errorf("united: %+v", now)
	}
	err := edit(seen, func(p *care.Person) { p.Title, p.Remark = "Owner", "lost?" })
	if care.CodeOf(err) != care.CodeOvertaken {
		t.Fatalf("an overtaken edit: %v", err)
	}
	if again := read(t, s, keys[0]); again.Title != "Chef" || again.Remark != "tea" {
		t.Errorf("half of an overtaken edit was written: %+v", again)
	}
	if err := edit(now, func(p *care.Person) { p.Title = "Owner" }); err != nil {
		t.Errorf("saved again, knowing of the other: %v", err)
	}
	if err := edit(seen, func(p *care.Person) { p.Title = "Owner" }); err != nil {
		t.Errorf("two windows that say the same: %v", err)
	}
}

func TestALoggedCallWithAPromiseIsTwoEventsAndOneUndo(t *testing.T) {
	s, clock := emptyBook(t)
	keys := entered(t, s, &care.Person{FullName: "Ana"})
	entry := Entry{Event: care.Event{Kind: care.Call, Minutes: 5, Text: "Likes the oven, call back Tuesday", Due: "2026-12-01"}, Promise: "Call back"}
	events, _, err := Log(context.Background(), s, clock, keys[0], "call", entry)
	if err != nil || len(events) != 2 {
		t.Fatalf("%v, %v", events, err)
	}
	timeline, err := s.Timeline(context.Background(), keys[0])
	if err != nil || len(timeline) != 2 {
		t.Fatalf("%v, %v", timeline, err)
	}
	promise, call := timeline[0].Event, timeline[1].Event
	if call.Kind != care.Call || call.Day != "2026-11-26" || call.Due != "" || call.Open() {
		t.Errorf("call %+v", call)
	}
	if promise.Kind != care.Promise || promise.Due != "2026-12-01" || promise.Text != "Call back" || !promise.Open() {
		t.Errorf("promise %+v", promise)
	}
	if _, err := ChangeEvent(context.Background(), s, clock, timeline[0].Key, "kept", func(e *care.Event) { e.Done = "2026-11-30" }); err != nil {
		t.Fatal(err)
	}
	if _, err := RemoveEvent(context.Background(), s, timeline[1].Key, "removed"); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if _, _, err := s.UndoLast(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
	if timeline, err = s.Timeline(context.Background(), keys[0]); err != nil || len(timeline) > 0 {
		t.Errorf("after the undo: %v, %v", timeline, err)
	}
	later := Entry{Event: care.Event{Kind: care.Visit, Day: "2026-11-27"}}
	if _, _, err := Log(context.Background(), s, clock, keys[0], "visit", later); care.CodeOf(err) != care.CodeNotYet {
		t.Errorf("a visit of tomorrow: %v", err)
	}
	if _, _, err := Log(context.Background(), s, clock, 99, "call", entry); care.CodeOf(err) != care.CodePersonMissing {
		t.Errorf("a call with nobody: %v", err)
	}
}

func TestBirthdaysNearFollowBothCalendars(t *testing.T) {
	s, clock := emptyBook(t)
	born := func(name string, d care.Date) *care.Person {
		d.Kind = care.Birthday
		return &care.Person{FullName: name, Dates: []care.Date{d}}
	}
	// 26 November 2026 is the 18th day of the 10th lunar month.
	entered(t, s, born("today", care.Date{Month: 11, Day: 26}), born("in a week", care.Date{Month: 12, Day: 3}), born("later", care.Date{Month: 12, Day: 4}),
		born("yesterday", care.Date{Month: 11, Day: 25}), born("lunar", care.Date{Month: 10, Day: 19, Calendar: care.Lunar}),
		born("lunar, later", care.Date{Month: 11, Day: 19, Calendar: care.Lunar}), born("december", care.Date{Month: 12}))
	rows, err := s.People(context.Background(), Query(care.Filter{BirthdayWithin: 7}, care.ByName, clock))
	var got []string
	for _, r := range rows {
		got = append(got, r.FullName)
	}
	if want := []string{"december", "in a week", "lunar", "today"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("%q, %v; want %q", got, err, want)
	}
	// 3 August 2025 is the 10th day of the leap 6th month, 4 July that of the 6th;
	// 2026 has no such leap month.
	six := func(leap bool) store.MonthDay {
		return store.MonthDay{Calendar: care.Lunar, Month: 6, Day: 10, Leap: leap}
	}
	for day, want := range map[care.Day][2]bool{"2025-08-03": {false, true}, "2025-07-04": {true, false}, "2026-07-23": {true, true}} {
		if near := daysNear(day, 0); slices.Contains(near, six(false)) != want[0] || slices.Contains(near, six(true)) != want[1] {
			t.Errorf("on %s: %+v, want the ordinary and the leap day %v", day, near, want)
		}
	}
	leap := daysNear("2027-02-27", 1)
	if !slices.Contains(leap, store.MonthDay{Calendar: care.Gregorian, Month: 2, Day: 29}) {
		t.Error("nobody born on 29 February has a birthday in a common year")
	}
	if leap = daysNear("2028-02-27", 1); slices.Contains(leap, store.MonthDay{Calendar: care.Gregorian, Month: 2, Day: 29}) {
		t.Error("29 February falls on the 28th in a leap year")
	}
}

func TestAFileIsKeptWithAPerson(t *testing.T) {
	s, clock := emptyBook(t)
	keys := entered(t, s, &care.Person{FullName: "Ana"})
	dir := t.TempDir()
	write := func(name string, size int) string {
		t.Helper()
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(strings.Repeat("a", size)), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	quote := write("quote.pdf", 900)
	for range 2 { // the second time it is there already
		if _, err := Attach(context.Background(), s, clock, keys[0], "attach", []string{quote}); err != nil {
			t.Fatal(err)
		}
	}
	files := read(t, s, keys[0]).Profile.Files
	if len(files) != 1 || files[0].Name != "quote.pdf" || files[0].Bytes != 900 || files[0].Added != "2026-11-26" {
		t.Fatalf("files %+v", files)
	}
	if err := os.Remove(quote); err != nil {
		t.Fatal(err)
	}
	if err := SaveAttachment(context.Background(), s, files[0].SHA256, quote); err != nil {
		t.Fatal(err)
	}
	if data, err := os.ReadFile(quote); err != nil || len(data) != 900 {
		t.Errorf("the file comes back with %d bytes, %v", len(data), err)
	}
	for path, code := range map[string]care.Code{
		write("large", care.MaxAttachment+1): care.CodeFileTooLarge, write("empty", 0): care.CodeFileEmpty,
		dir: care.CodeFileIsFolder, filepath.Join(dir, "none"): care.CodeFileUnreadable,
	} {
		if _, err := Attach(context.Background(), s, clock, keys[0], "attach", []string{path}); care.CodeOf(err) != code {
			t.Errorf("%s: %v, want %s", filepath.Base(path), err, code)
		}
	}
}

func TestTheTrashIsEmptiedAfterThirtyDays(t *testing.T) {
	s, clock := emptyBook(t)
	keys := entered(t, s, &care.Person{FullName: "Ana"}, &care.Person{FullName: "Bo"})
	if _, err := Trash(context.Background(), s, keys[:1], true, "trash"); err != nil {
		t.Fatal(err)
	}
	if left := TrashLeft(read(t, s, keys[0]).Deleted, clock); left != 30 {
		t.Errorf("%d days left, want 30", left)
	}
	for _, c := range []struct{ days, left, erased int }{{29, 1, 0}, {31, 0, 1}} {
		later := care.ClockFrom(clock.Now().AddDate(0, 0, c.days))
		for day := clock.Today(); day <= later.Today(); day = day.Plus(5) {
			if err := s.RecordRun(context.Background(), day); err != nil {
				t.Fatal(err)
			}
		}
		if left := TrashLeft(read(t, s, keys[0]).Deleted, later); left != c.left {
			t.Errorf("after %d days %d left, want %d", c.days, left, c.left)
		}
		if n, err := EmptyTrash(context.Background(), s, later); err != nil || n != c.erased {
			t.Errorf("after %d days %d erased, %v; want %d", c.days, n, err, c.erased)
		}
	}
}

func TestNamesOfListsAndFieldsAreTakenOnce(t *testing.T) {
	s, _ := emptyBook(t)
	ctx := context.Background()
	list, err := PutList(ctx, s, 0, care.SmartList{Name: " Best  ones "})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := PutList(ctx, s, 0, care.SmartList{Name: "best ONES"}); care.CodeOf(err) != care.CodeListExists {
		t.Errorf("a second list of the name: %v", err)
	}
	if _, err := PutList(ctx, s, list, care.SmartList{Name: "best ones"}); err != nil {
		t.Errorf("the list itself: %v", err)
	}
	if _, err := PutField(ctx, s, 0, care.OwnField{Name: "Oven", Type: care.TextField}); err != nil {
		t.Fatal(err)
	}
	if _, err := PutField(ctx, s, 0, care.OwnField{Name: "oven"}); care.CodeOf(err) != care.CodeFieldExists {
		t.Errorf("a second field of the name: %v", err)
	}
	if _, err := PutField(ctx, s, 0, care.OwnField{Name: " "}); care.CodeOf(err) != care.CodeNameMissing {
		t.Errorf("a field without a name: %v", err)
	}
}
