package store_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"carebook/app/care"
	"carebook/app/picture"
	"carebook/store"
)

// snapshot is everything that an undo must bring back: documents, tags and
// every look-up table, as text.
func snapshot(t rapid.TB, s *store.Store) map[string]string {
	t.Helper()
	tables, err := store.Dump(s)
	if err != nil {
		t.Fatalf("read the tables: %v", err)
	}
	return tables
}

// history draws random actions over a few people, so that they meet often.
type history struct {
	t       *rapid.T
	s       *store.Store
	keys    []int64
	events  []int64
	sales   []int64
	items   []int64
	notes   []int64
	actions []int64
}

func (h *history) act() {
	kind := rapid.SampledFrom([]string{"create", "edit", "tags", "trash", "log", "log", "list", "merge", "several", "remind", "remind", "ask", "tag", "holiday", "sell", "sell", "item", "plan", "note", "note", "spell", "spell"}).Draw(h.t, "kind")
	action := store.Action{Kind: kind}
	if kind == "spell" && len(h.actions) > 0 {
		action.Into = h.actions[len(h.actions)-1]
	}
	id, err := h.s.Do(ctx, action, func(tx *store.Tx) error {
		steps := 1
		if kind == "several" {
			steps = rapid.IntRange(2, 5).Draw(h.t, "steps")
		}
		for range steps {
			does := kind
			if kind == "several" {
				does = rapid.SampledFrom([]string{"create", "edit", "tags", "log", "remind", "merge", "ask", "sell", "item", "plan", "note", "note"}).Draw(h.t, "one of several")
			}
			if err := h.step(tx, does); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		h.t.Fatalf("%s: %v", kind, err)
	}
	if id != 0 && (action.Into == 0 || id != action.Into) {
		h.actions = append(h.actions, id)
	}
}

func (h *history) step(tx *store.Tx, kind string) error {
	if kind == "create" || len(h.keys) == 0 {
		key, err := tx.PutPerson(h.person())
		if err == nil {
			h.keys = append(h.keys, key)
		}
		return err
	}
	key := rapid.SampledFrom(h.keys).Draw(h.t, "who")
	p, err := tx.Person(key)
	if care.CodeOf(err) == care.CodePersonMissing {
		return nil // undone
	}
	if err != nil {
		return err
	}
	switch kind {
	case "log":
		return h.log(tx, key)
	case "list":
		_, err := tx.PutList(0, care.SmartList{Name: rapid.SampledFrom([]string{"x", "y"}).Draw(h.t, "list")})
		return err
	case "merge":
		return h.merge(tx, key)
	case "remind":
		return tx.PutReminder(h.reminder(rapid.SampledFrom([]int64{key, key, 0}).Draw(h.t, "whose")))
	case "ask", "tag":
		return h.tag(tx, kind)
	case "holiday":
		return h.holiday(tx)
	case "sell":
		return h.sell(tx, key)
	case "plan":
		return h.plan(tx, key)
	case "item":
		return h.item(tx)
	case "note", "spell":
		return h.note(tx, key)
	case "trash":
		return tx.TrashPerson(key, rapid.Bool().Draw(h.t, "trashed"))
	case "tags":
		p.Tags = rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"A", "B", "C", "D"}), 0, 3, rapid.ID).Draw(h.t, "tags")
	default:
		fresh := h.person()
		fresh.ID, fresh.UID, fresh.Added, fresh.Tags = p.ID, p.UID, p.Added, p.Tags
		p = fresh
	}
	_, err = tx.PutPerson(p)
	return err
}

// log writes into a timeline, or changes or removes what stands there.
func (h *history) log(tx *store.Tx, person int64) error {
	at := rapid.IntRange(0, len(h.events)).Draw(h.t, "event")
	e := care.Event{
		Kind: rapid.SampledFrom([]care.EventKind{care.Call, care.Visit, care.Gift, care.Promise, care.Complaint, care.Memo}).Draw(h.t, "kind of event"),
		Day:  rapid.SampledFrom([]care.Day{"2026-01-02", "2026-03-04"}).Draw(h.t, "day"), Text: rapid.SampledFrom([]string{"", "olive oil"}).Draw(h.t, "text"),
		Outcome: rapid.SampledFrom([]care.Outcome{"", care.NoAnswer}).Draw(h.t, "outcome"), Due: rapid.SampledFrom([]care.Day{"", "2026-02-01"}).Draw(h.t, "due"),
		Occasion: rapid.SampledFrom([]string{"", "", "birthday 05-21 2026"}).Draw(h.t, "occasion"),
	}
	if at == len(h.events) {
		key, err := tx.PutEvent(0, person, e)
		h.events = append(h.events, key)
		return err
	}
	was, err := tx.Event(h.events[at])
	switch {
	case care.CodeOf(err) == care.CodeEventMissing:
		return nil // undone
	case err != nil:
		return err
	case rapid.Bool().Draw(h.t, "remove"):
		return tx.RemoveEvent(was.Key)
	}
	_, err = tx.PutEvent(was.Key, was.Person, e)
	return err
}

// sell writes a sale, or changes or removes one.
func (h *history) sell(tx *store.Tx, person int64) error {
	sale := care.Sale{
		Day: rapid.SampledFrom([]care.Day{"2026-01-02", "2026-03-04"}).Draw(h.t, "day of the sale"), Item: rapid.SampledFrom([]string{"", "Oil", "oil", "Wine"}).Draw(h.t, "sold"),
		Amount: care.Money{Minor: rapid.Int64Range(-500, 5000).Draw(h.t, "amount"), Currency: rapid.SampledFrom([]string{"EUR", "USD"}).Draw(h.t, "currency")},
		Margin: rapid.SampledFrom([]string{"", "33.3"}).Draw(h.t, "margin"), Rate: rapid.SampledFrom([]string{"1.1", "0.9"}).Draw(h.t, "rate"),
	}
	at := rapid.IntRange(0, len(h.sales)).Draw(h.t, "sale")
	if at == len(h.sales) {
		key, err := tx.PutSale(0, person, sale)
		h.sales = append(h.sales, key)
		return err
	}
	key := h.sales[at]
	if rapid.Bool().Draw(h.t, "remove the sale") {
		return tx.RemoveSale(key)
	}
	if _, err := tx.PutSale(key, person, sale); !errors.Is(err, store.ErrNotFound) {
		return err
	}
	return nil // undone or removed
}

// item gives an item another margin, or removes it.
func (h *history) item(tx *store.Tx) error {
	if len(h.items) == 0 {
		key, err := tx.PutItem(0, care.Item{Name: "Oil", Margin: "20"})
		h.items = append(h.items, key)
		return err
	}
	if rapid.IntRange(0, 2).Draw(h.t, "the item goes") == 0 {
		return tx.RemoveItem(h.items[0])
	}
	margin := rapid.SampledFrom([]string{"", "20", "35.5"}).Draw(h.t, "usual margin")
	name := rapid.SampledFrom([]string{"OIL", "Wine"}).Draw(h.t, "the item's name")
	if _, err := tx.PutItem(h.items[0], care.Item{Name: name, Margin: margin}); !errors.Is(err, store.ErrNotFound) {
		return err
	}
	return nil
}

// note writes a note, or changes, pins, removes or restores one.
func (h *history) note(tx *store.Tx, person int64) error {
	if err := tx.PutPicture(&picture.Picture{SHA256: shownPicture, MediaType: "image/png", Width: 1, Height: 1, Bytes: []byte{0}}); err != nil {
		return err
	}
	n := store.Note{
		Person: person, Title: rapid.SampledFrom([]string{"", "First visit", "张伟"}).Draw(h.t, "title of the note"),
		HTML:   rapid.SampledFrom([]string{"", "<p>olive oil</p>", "<h1>Плитка</h1><ul><li>40 m²</li></ul>", `<figure><img src="picture:` + shownPicture + `" alt="tile"></figure>`}).Draw(h.t, "note"),
		Pinned: rapid.Bool().Draw(h.t, "pinned note"),
	}
	at := rapid.IntRange(0, len(h.notes)).Draw(h.t, "which note")
	if at == len(h.notes) {
		key, err := tx.PutNote(n)
		h.notes = append(h.notes, key)
		return err
	}
	n.Key = h.notes[at]
	was, err := tx.Note(n.Key)
	switch {
	case care.CodeOf(err) == care.CodeNoteMissing: // undone or removed: it comes back
		n.ID = "00000000-0000-7000-8000-000000000000"
	case err != nil:
		return err
	case rapid.IntRange(0, 3).Draw(h.t, "the note goes") == 0:
		return tx.RemoveNote(n.Key)
	default:
		n.ID, n.Created = was.ID, was.Created
	}
	if _, err := tx.PutNote(n); !errors.Is(err, store.ErrNotFound) {
		return err
	}
	return nil // its making was undone with the whole book's memory of it
}

// shownPicture is the SHA-256 of a picture that notes show.
const shownPicture = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"

// reminder draws a decision, or that nothing is decided, about one of a few
// reminders.
func (h *history) reminder(person int64) store.Reminder {
	return store.Reminder{
		Kind: "birthday", Person: person, What: rapid.SampledFrom([]string{"05-21", "06-01"}).Draw(h.t, "what"), Round: "2026", Date: "2026-05-21",
		Status: rapid.SampledFrom([]string{"", "done", "snoozed", "skipped"}).Draw(h.t, "status"),
	}
}

// plan keeps a visit in the plan of one of two weeks, or takes one out.
func (h *history) plan(tx *store.Tx, person int64) error {
	week := rapid.SampledFrom([]care.Day{"2026-11-23", "2026-11-30"}).Draw(h.t, "week")
	kept, err := tx.PlannedWeek(week)
	if err != nil {
		return err
	}
	if len(kept) > 0 && rapid.IntRange(0, 2).Draw(h.t, "a visit goes") == 0 {
		return tx.RemovePlanned(kept[0].Key)
	}
	v := planned(person)
	v.Week, v.Day = week, week.Plus(rapid.IntRange(0, 4).Draw(h.t, "day of the visit"))
	v.Pinned, v.Event = rapid.Bool().Draw(h.t, "pinned"), rapid.SampledFrom([]int64{0, 0, 1}).Draw(h.t, "logged by")
	return tx.PutPlanned(v)
}

// tag lets a tag ask for something else, or go, or become another.
func (h *history) tag(tx *store.Tx, kind string) error {
	tags, err := store.TagKeys(tx)
	if err != nil || len(tags) == 0 {
		return err
	}
	tag, other := rapid.SampledFrom(tags).Draw(h.t, "tag"), rapid.SampledFrom(tags).Draw(h.t, "other tag")
	switch {
	case kind == "ask":
		return tx.SetTagCadence(tag, h.cadence())
	case tag == other:
		return tx.RemoveTag(tag)
	}
	return tx.MergeTags(tag, other)
}

// holiday keeps one of two holidays, or removes it.
func (h *history) holiday(tx *store.Tx) error {
	id := rapid.SampledFrom([]string{"own.fair", "es.fallas"}).Draw(h.t, "holiday")
	if rapid.IntRange(0, 2).Draw(h.t, "goes") == 0 {
		return tx.RemoveHoliday(id)
	}
	return tx.PutHoliday(care.Holiday{ID: id, Off: rapid.Bool().Draw(h.t, "off")})
}

// merge lets one person go, with all that hangs on him.
func (h *history) merge(tx *store.Tx, from int64) error {
	to := rapid.SampledFrom(h.keys).Draw(h.t, "into")
	if _, err := tx.Person(to); to == from || care.CodeOf(err) == care.CodePersonMissing {
		return nil
	}
	kept, err := tx.Person(to)
	if err != nil {
		return err
	}
	kept.Remark += " merged"
	if _, err := tx.PutPerson(kept); err != nil {
		return err
	}
	if err := tx.MoveBelongings(from, to); err != nil {
		return err
	}
	return tx.RemovePerson(from)
}

func (h *history) person() *care.Person {
	p := &care.Person{
		FullName: rapid.SampledFrom([]string{"Ana", "Борис", "张伟", "Zoë"}).Draw(h.t, "name"),
		Remark:   rapid.SampledFrom([]string{"", "tea", "coffee"}).Draw(h.t, "remark"),
		Tags:     rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"A", "B", "E"}), 0, 2, rapid.ID).Draw(h.t, "tags of a new person"),
	}
	for range rapid.IntRange(0, 2).Draw(h.t, "phones") {
		p.Phones = append(p.Phones, care.Phone{Number: fmt.Sprintf("+34 6%08d", rapid.IntRange(0, 99).Draw(h.t, "number"))})
	}
	p.Profile.Cadence = h.cadence()
	if rapid.Bool().Draw(h.t, "imported") {
		p.Sources = []int64{7}
	}
	p.Profile.Value = rapid.IntRange(0, 5).Draw(h.t, "value")
	p.Profile.Band.Band = rapid.SampledFrom([]care.Band{"", "", care.BandA, care.BandC}).Draw(h.t, "band by hand")
	p.Profile.SetOwnValue("Car", rapid.SampledFrom([]string{"", "Seat"}).Draw(h.t, "car"))
	if rapid.Bool().Draw(h.t, "born") {
		p.Dates = []care.Date{{Kind: care.Birthday, Month: 5, Day: 21}}
	}
	return p
}

func (h *history) undo(action int64) store.Undone {
	h.t.Helper()
	done, err := h.s.Undo(ctx, action)
	if err != nil {
		h.t.Fatalf("undo action %d: %v", action, err)
	}
	return done
}

func TestHistoryUndoneStepByStepPassesEveryEarlierState(t *testing.T) {
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
		states := []map[string]string{snapshot(t, s)}
		for range rapid.IntRange(1, 8).Draw(t, "actions") {
			before := len(h.actions)
			h.act()
			if len(h.actions) > before {
				states = append(states, nil)
			}
			states[len(states)-1] = snapshot(t, s) // of an action that went on, the last
		}
		var undos []int64
		for i := len(h.actions) - 1; i >= 0; i-- {
			done := h.undo(h.actions[i])
			if len(done.Left) != 0 {
				t.Fatalf("undo of the last action left %v", done.Left)
			}
			undos = append(undos, done.Action)
			same(t, fmt.Sprintf("undo of action %d", i+1), states[i], snapshot(t, s))
		}
		for i := range h.actions {
			if undo := undos[len(undos)-1-i]; undo != 0 {
				h.undo(undo)
			}
			same(t, fmt.Sprintf("redo of action %d", i+1), states[i+1], snapshot(t, s))
		}
		problems, err := store.Check(ctx, s.Path())
		if err != nil || len(problems) != 0 {
			t.Fatalf("check: %v, %v", problems, err)
		}
	})
}

func same(t *rapid.T, what string, want, got map[string]string) {
	t.Helper()
	for table := range want {
		if want[table] != got[table] {
			t.Fatalf("after the %s, table %s is\n%s\nwant\n%s", what, table, got[table], want[table])
		}
	}
}

func TestUndoLeavesPeopleEditedSince(t *testing.T) {
	s := newBook(t)
	keys, first := put(t, s, &care.Person{FullName: "Ana", Tags: []string{"New"}}, &care.Person{FullName: "Borja", Tags: []string{"New"}})
	ana := person(t, s, keys[0])
	ana.Remark = "edited"
	_, edit := put(t, s, ana)

	done, err := s.Undo(ctx, first)
	if err != nil {
		t.Fatal(err)
	}
	if want := []store.LeftPerson{{ID: ana.ID, Name: "Ana"}}; done.Removed != 1 || !reflect.DeepEqual(done.Left, want) {
		t.Errorf("got %+v, want one removed and %v left", done, want)
	}
	if got := person(t, s, keys[0]); got.Remark != "edited" || !slices.Equal(got.Tags, []string{"New"}) {
		t.Errorf("the edited person lost something: %+v", got)
	}
	if _, err := s.Undo(ctx, first); care.CodeOf(err) != care.CodeAlreadyUndone {
		t.Errorf("undoing twice: %v", err)
	}
	if _, err := s.Undo(ctx, 4711); care.CodeOf(err) != care.CodeNothingToUndo {
		t.Errorf("undoing what never was: %v", err)
	}
	if done, err := s.Undo(ctx, edit); err != nil || done.Restored != 1 {
		t.Errorf("the edit itself: %+v, %v", done, err)
	}
	sound(t, s)
}

func TestUndoOfALaterActionMakesTheEarlierOneUndoableAgain(t *testing.T) {
	s := newBook(t)
	keys, first := put(t, s, &care.Person{FullName: "Ana"})
	ana := person(t, s, keys[0])
	ana.Remark = "edited"
	_, second := put(t, s, ana)
	for _, action := range []int64{second, first} {
		if done, err := s.Undo(ctx, action); err != nil || len(done.Left) != 0 {
			t.Fatalf("undo: %+v, %v", done, err)
		}
	}
	if n, _ := s.Count(ctx, store.Query{}); n != 0 {
		t.Errorf("%d people left", n)
	}
}

func TestATagMadeAgainMeanwhileDoesNotStopARedo(t *testing.T) {
	s := newBook(t)
	_, first := put(t, s, &care.Person{FullName: "Ana", Tags: []string{"VIP"}})
	undone, err := s.Undo(ctx, first)
	if err != nil {
		t.Fatal(err)
	}
	put(t, s, &care.Person{FullName: "Borja", Tags: []string{"VIP"}})
	if _, err := s.Undo(ctx, undone.Action); err != nil {
		t.Fatalf("redo: %v", err)
	}
	tags, err := s.Tags(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, tag := range tags {
		got = append(got, tag.Name)
	}
	if want := []string{"VIP", "VIP (2)"}; !slices.Equal(got, want) {
		t.Errorf("tags %v, want %v", got, want)
	}
}

func TestActionThatFailsLeavesNoTrace(t *testing.T) {
	s := newBook(t)
	put(t, s, &care.Person{FullName: "Ana", Tags: []string{"Old"}})
	before := snapshotJSON(t, s)
	_, err := s.Do(ctx, store.Action{Kind: "test"}, func(tx *store.Tx) error {
		if _, err := tx.PutPerson(&care.Person{FullName: "Half", Tags: []string{"Half"}}); err != nil {
			return err
		}
		return fmt.Errorf("no")
	})
	if err == nil {
		t.Fatal("the failure was swallowed")
	}
	if after := snapshotJSON(t, s); after != before {
		t.Errorf("the book is\n%s\nwant\n%s", after, before)
	}
	keys, _ := put(t, s, &care.Person{FullName: "Whole", Tags: []string{"Half"}})
	if got := person(t, s, keys[0]).Tags; !slices.Equal(got, []string{"Half"}) {
		t.Errorf("tags after the failure: %v", got)
	}
}

func snapshotJSON(t *testing.T, s *store.Store) string {
	t.Helper()
	tables, err := store.Dump(s)
	if err != nil {
		t.Fatal(err)
	}
	out, err := json.Marshal(tables)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func TestAChainOfMergesIsTakenBackWhole(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s, &care.Person{FullName: "C"}, &care.Person{FullName: "B"}, &care.Person{FullName: "A"})
	for _, key := range keys {
		logged(t, s, key, care.Event{Kind: care.Call, Day: "2026-11-01"})
	}
	before := snapshotJSON(t, s)
	merge := do(t, s, func(tx *store.Tx) error {
		for _, step := range [][2]int64{{keys[1], keys[2]}, {keys[2], keys[0]}} { // B into A, then A into C
			kept, err := tx.Person(step[1])
			if err != nil {
				return err
			}
			kept.Remark += "+"
			if _, err := tx.PutPerson(kept); err != nil {
				return err
			}
			if err := tx.MoveBelongings(step[0], step[1]); err != nil {
				return err
			}
			if err := tx.RemovePerson(step[0]); err != nil {
				return err
			}
		}
		return nil
	})
	if _, err := s.Undo(ctx, merge); err != nil {
		t.Fatal(err)
	}
	if after := snapshotJSON(t, s); after != before {
		t.Errorf("after the undo\n%s\nwant\n%s", after, before)
	}
	sound(t, s)
}

func TestAnImportIsTakenBackAfterSomebodyOfItWasMerged(t *testing.T) {
	s := newBook(t)
	keys, made := put(t, s, &care.Person{FullName: "Ana"}, &care.Person{FullName: "Ana again"})
	do(t, s, func(tx *store.Tx) error {
		if err := tx.MoveBelongings(keys[1], keys[0]); err != nil {
			return err
		}
		return tx.RemovePerson(keys[1])
	})
	done, err := s.Undo(ctx, made)
	if err != nil || done.Removed != 1 || len(done.Left) != 1 || done.Left[0].Name != "Ana again" {
		t.Errorf("undo: %+v, %v", done, err)
	}
	sound(t, s)
}

func TestAnEventOfSomebodyGoneDoesNotStopTheUndo(t *testing.T) {
	s := newBook(t)
	keys, made := put(t, s, &care.Person{FullName: "Ana"})
	event := logged(t, s, keys[0], care.Event{Kind: care.Call, Day: "2026-11-01"})
	do(t, s, func(tx *store.Tx) error { return tx.RemoveEvent(event) })
	if _, err := s.Undo(ctx, made); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the removal, then the logging of the call: nothing to bring back
		if _, done, err := s.UndoLast(ctx); err != nil || done.Kept != 1 {
			t.Errorf("undo: %+v, %v", done, err)
		}
	}
	if _, _, err := s.UndoLast(ctx); care.CodeOf(err) != care.CodeNothingToUndo {
		t.Errorf("the undo is stuck: %v", err)
	}
}

func TestARedoLeavesSomebodyWhoseUIDWasTaken(t *testing.T) {
	s := newBook(t)
	put(t, s, &care.Person{UID: "card-1", FullName: "Ana"})
	if _, _, err := s.UndoLast(ctx); err != nil {
		t.Fatal(err)
	}
	put(t, openBook(t, s.Path()), &care.Person{UID: "card-1", FullName: "Ana, imported"})
	if _, done, err := s.RedoLast(ctx); err != nil || len(done.Left) != 1 {
		t.Errorf("redo: %+v, %v", done, err)
	}
	sound(t, s)
}

func TestAPanicInAnActionLetsTheBookGo(t *testing.T) {
	s := newBook(t)
	func() {
		defer func() { recover() }() //nolint:errcheck // it is what the test throws
		_, _ = s.Do(ctx, store.Action{Kind: "test"}, func(*store.Tx) error { panic("test") })
	}()
	put(t, s, &care.Person{FullName: "Ana"})
}

func TestATagRenamedInAnotherWindowIsKnownHere(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s, &care.Person{FullName: "Ana", Tags: []string{"VIP"}})
	if got := person(t, s, keys[0]).Tags; len(got) != 1 {
		t.Fatal(got)
	}
	heard := make(chan store.Changes, 9)
	defer s.Watch(func(c store.Changes) { heard <- c })()
	other := openBook(t, s.Path())
	tag, err := other.TagByName(ctx, "VIP")
	if err != nil {
		t.Fatal(err)
	}
	do(t, other, func(tx *store.Tx) error { _, err := tx.PutTag(tag.Key, "Gold", ""); return err })
	for c := range heard {
		if c.Tags {
			break
		}
	}
	if got := person(t, s, keys[0]).Tags; len(got) != 1 || got[0] != "Gold" {
		t.Errorf("tags %q, want Gold", got)
	}
}
