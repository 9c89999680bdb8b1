package book_test

import (
	"crypto/sha256"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/doc"
	"carebook/app/lang"
	"carebook/app/picture"
	"carebook/store"
	"carebook/store/storetest"
)

// beside opens a book a second time, as another window does.
func beside(t testing.TB, s *store.Store) *store.Store {
	t.Helper()
	other, err := store.Open(ctx, s.Path(), store.Options{Clock: clock, Origin: "other"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { other.Close() })
	return other
}

func paragraphs(t testing.TB, text string) *doc.Document {
	t.Helper()
	d, err := doc.FromText(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// saveAt saves a draft at an instant.
func saveAt(t testing.TB, s *store.Store, at time.Time, sp *book.Spell, title, text string) book.Saved {
	t.Helper()
	saved, err := book.SaveNote(ctx, s, care.ClockFrom(at), sp, book.NoteDraft{Title: title, Doc: paragraphs(t, text)}, "Edit the note")
	if err != nil {
		t.Fatalf("save %q: %v", text, err)
	}
	return saved
}

func save(t testing.TB, s *store.Store, sp *book.Spell, title, text string) book.Saved {
	t.Helper()
	return saveAt(t, s, noon, sp, title, text)
}

// reads fails the test where a note does not say a text.
func reads(t testing.TB, s *store.Store, key int64, text string) {
	t.Helper()
	n, err := book.ReadNote(ctx, s, clock, key)
	if err != nil {
		t.Fatal(err)
	}
	if got := n.Doc.Text(); got != text {
		t.Errorf("the note says %q, want %q", got, text)
	}
}

func opened(t testing.TB, s *store.Store, key int64) *book.OpenNote {
	t.Helper()
	n, err := book.ReadNote(ctx, s, clock, key)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// titles are what some states are called.
func titles(states []store.NoteState) []string {
	texts := make([]string, len(states))
	for i, st := range states {
		texts[i] = st.Title
	}
	return texts
}

func states(t testing.TB, s *store.Store, key int64) []store.NoteState {
	t.Helper()
	states, err := s.NoteStates(ctx, key)
	if err != nil {
		t.Fatal(err)
	}
	return states
}

func removed(t testing.TB, s *store.Store, person int64) []store.NoteState {
	t.Helper()
	states, err := s.RemovedNotes(ctx, person)
	if err != nil {
		t.Fatal(err)
	}
	if n, err := s.CountRemovedNotes(ctx, person); err != nil || n != len(states) {
		t.Errorf("%d removed notes are counted, %d listed, %v", n, len(states), err)
	}
	return states
}

func TestTheSavesOfASpellAreOneActionAndOneState(t *testing.T) {
	s := newBook(t)
	person := put(t, s, &care.Person{FullName: "Ana"})[0]
	first := save(t, s, book.NewSpell(person, 0), "", "before")
	sp := opened(t, s, first.Key).Spell()
	var last book.Saved
	for i, text := range []string{"b", "bu", "buy", "buy", "buy oil"} {
		saved := saveAt(t, s, noon.Add(time.Duration(i)*time.Second), sp, "", text)
		if saved.Overtaken || saved.Key != first.Key || saved.Action == first.Action || i > 0 && saved.Action != last.Action {
			t.Errorf("save %d: %+v after %+v", i, saved, last)
		}
		if (saved.Rev == last.Rev) != (i == 3) { // the fourth draft is equal to the third
			t.Errorf("save %d: %+v after %+v", i, saved, last)
		}
		last = saved
	}
	if got := titles(states(t, s, first.Key)); !slices.Equal(got, []string{"before"}) {
		t.Errorf("states %q", got)
	}
	if rows := storetest.Lines(t, s.Path(), "SELECT count(*) FROM change WHERE entity = 'note'"); rows[0] != "2" {
		t.Errorf("%s changes in the log, want those of two spells", rows[0])
	}
	if _, done, err := s.UndoLast(ctx); err != nil || done.Kept != 0 {
		t.Fatalf("undo: %+v, %v", done, err)
	}
	reads(t, s, first.Key, "before")
	// The editor did not see the undo: what it has is not lost, and is a new spell.
	saved := save(t, s, sp, "", "buy oil!")
	if !saved.Overtaken || saved.Action == last.Action {
		t.Errorf("after the undo: %+v", saved)
	}
	reads(t, s, first.Key, "buy oil!")
	late := saveAt(t, s, noon.Add(time.Hour), sp, "", "buy oil?")
	if late.Overtaken || late.Action == saved.Action {
		t.Errorf("an hour later: %+v", late)
	}
	if got := titles(states(t, s, first.Key)); !slices.Equal(got, []string{"buy oil!", "before", "buy oil"}) {
		t.Errorf("states %q", got)
	}
	sound(t, s)
}

func TestTheFirstSavesOfANoteAreTakenBackAsOne(t *testing.T) {
	s := newBook(t)
	person := put(t, s, &care.Person{FullName: "Ana"})[0]
	sp := book.NewSpell(person, 0)
	if saved := save(t, s, sp, "  ", ""); saved != (book.Saved{}) {
		t.Errorf("an empty draft: %+v", saved)
	}
	saved := save(t, s, sp, "", "o")
	save(t, s, sp, "", "oi")
	save(t, s, sp, "Oil\n press", "oil")
	if n := opened(t, s, saved.Key); n.Title != "Oil press" || n.Person != person || n.ID == "" {
		t.Errorf("kept %+v", n.Note)
	}
	if _, _, err := s.UndoLast(ctx); err != nil {
		t.Fatal(err)
	}
	if notes, err := s.Notes(ctx, person); err != nil || len(notes) != 0 {
		t.Errorf("after the undo: %v, %v", notes, err)
	}
	if _, _, err := s.RedoLast(ctx); err != nil {
		t.Fatal(err)
	}
	reads(t, s, saved.Key, "oil")
	// The spell goes on with what is there again.
	if again := save(t, s, sp, "Oil press", "oil!"); again.Overtaken || again.Action != saved.Action {
		t.Errorf("after the redo: %+v, want action %d", again, saved.Action)
	}
	sound(t, s)
}

// TestALetterTypedAndUndoneLeavesTheNotesDay saves between the two.
func TestALetterTypedAndUndoneLeavesTheNotesDay(t *testing.T) {
	s := newBook(t)
	keys := put(t, s, &care.Person{FullName: "Ana"})
	first := saveAt(t, s, noon, book.NewSpell(keys[0], 0), "Visit", "words")
	later := noon.Add(48 * time.Hour)
	sp := opened(t, s, first.Key).Spell()
	if typed := saveAt(t, s, later, sp, "Visit", "wordsx"); typed.At != care.InstantOf(later) {
		t.Errorf("typed in at %s", typed.At)
	}
	if undone := saveAt(t, s, later.Add(time.Second), sp, "Visit", "words"); undone.At != first.At || undone.Overtaken {
		t.Errorf("undone: %+v, want %s", undone, first.At)
	}
	if again := saveAt(t, s, later.Add(time.Minute), sp, "Visit", "wordsy"); again.At != care.InstantOf(later.Add(time.Minute)) {
		t.Errorf("typed in again at %s", again.At)
	}
	reads(t, s, first.Key, "wordsy")
	sound(t, s)
}

func TestAnotherWindowsChangeIsAnEarlierState(t *testing.T) {
	s := newBook(t)
	person := put(t, s, &care.Person{FullName: "Ana"})[0]
	sp := book.NewSpell(person, 0)
	mine := save(t, s, sp, "", "mine")
	other := beside(t, s)
	theirs := opened(t, other, mine.Key).Spell()
	if saved := save(t, other, theirs, "", "theirs"); saved.Overtaken {
		t.Errorf("nobody had overtaken the other window: %+v", saved)
	}
	if saved := save(t, s, sp, "", "mine, longer"); !saved.Overtaken || saved.Action == mine.Action {
		t.Errorf("overtaken: %+v", saved)
	}
	if saved := save(t, s, sp, "", "mine, longer still"); saved.Overtaken {
		t.Errorf("overtaken twice: %+v", saved)
	}
	if got := titles(states(t, s, mine.Key)); !slices.Equal(got, []string{"theirs", "mine"}) {
		t.Errorf("states %q", got)
	}
	// A pin of another window is not overwritten, and is nothing to tell of.
	if _, err := book.PinNote(ctx, other, mine.Key, true, ""); err != nil {
		t.Fatal(err)
	}
	if saved := save(t, s, sp, "", "mine, pinned"); saved.Overtaken || !opened(t, s, mine.Key).Pinned {
		t.Errorf("after the pin: %+v", saved)
	}
	if got := titles(states(t, s, mine.Key)); !slices.Equal(got, []string{"mine, longer still", "theirs", "mine"}) {
		t.Errorf("states %q", got)
	}
	sound(t, s)
}

func TestANoteRemovedWhileItIsTypedInComesBack(t *testing.T) {
	s := newBook(t)
	person := put(t, s, &care.Person{FullName: "Ana"})[0]
	sp := book.NewSpell(person, 0)
	saved := save(t, s, sp, "Oven", "a door of 92 cm")
	was := opened(t, s, saved.Key)
	if _, err := book.RemoveNote(ctx, beside(t, s), saved.Key, "Remove the note"); err != nil {
		t.Fatal(err)
	}
	if got := titles(removed(t, s, person)); !slices.Equal(got, []string{"Oven"}) {
		t.Errorf("removed %q", got)
	}
	again := save(t, s, sp, "Oven", "a door of 92 cm, measured")
	if is := opened(t, s, saved.Key); !again.Overtaken || again.Key != saved.Key || is.ID != was.ID || is.Created != was.Created {
		t.Errorf("%+v became %+v, %+v", was.Note, is.Note, again)
	}
	if got := removed(t, s, person); len(got) != 0 {
		t.Errorf("still removed: %v", got)
	}
	if _, err := s.Find(ctx, "measured", 5); err != nil {
		t.Error(err)
	}
	sound(t, s)
}

func TestWhatIsTypedAboutSomebodyMergedAwayGoesToWhoStays(t *testing.T) {
	s := newBook(t)
	keys := put(t, s, &care.Person{FullName: "Ana"}, &care.Person{FullName: "Ana N."})
	open := book.NewSpell(keys[1], 0)
	kept := save(t, s, open, "", "kept")
	gone := save(t, s, book.NewSpell(keys[1], 0), "", "gone")
	if _, err := book.RemoveNote(ctx, s, gone.Key, ""); err != nil {
		t.Fatal(err)
	}
	fresh := book.NewSpell(keys[1], 0)
	shown := people(t, s)
	merge, err := book.Merge(ctx, s, keys[0], keys[1], shown["Ana"], shown["Ana N."], nil)
	if err != nil {
		t.Fatal(err)
	}
	if saved := save(t, s, open, "", "kept, and more"); saved.Key != kept.Key || saved.Overtaken {
		t.Errorf("the open note: %+v", saved)
	}
	made := save(t, s, fresh, "", "made")
	notes, err := s.Notes(ctx, keys[0])
	if err != nil || len(notes) != 2 || notes[0].Key != made.Key && notes[1].Key != made.Key {
		t.Errorf("about who stays: %+v, %v", notes, err)
	}
	states := removed(t, s, keys[0])
	if got := titles(states); !slices.Equal(got, []string{"gone"}) {
		t.Fatalf("removed before the merge: %q", got)
	}
	if _, _, err := book.RestoreNote(ctx, s, clock, states[0].Change, ""); err != nil || opened(t, s, gone.Key).Person != keys[0] {
		t.Errorf("restored: %v", err)
	}
	sound(t, s)
	// The merge taken back leaves the note that was edited since where it is.
	if done, err := s.Undo(ctx, merge); err != nil || done.Kept != 1 || done.Recreated != 1 {
		t.Errorf("undo: %+v, %v", done, err)
	}
	sound(t, s)
}

func TestAMergeTakenBackBringsNotesBack(t *testing.T) {
	s := newBook(t)
	keys := put(t, s, &care.Person{FullName: "Ana"}, &care.Person{FullName: "Ana N."})
	saved := save(t, s, book.NewSpell(keys[1], 0), "", "about Ana N.")
	shown := people(t, s)
	merge, err := book.Merge(ctx, s, keys[0], keys[1], shown["Ana"], shown["Ana N."], nil)
	if err != nil || opened(t, s, saved.Key).Person != keys[0] {
		t.Fatalf("merge: %v", err)
	}
	if got := states(t, s, saved.Key); len(got) != 0 {
		t.Errorf("the move is a state: %v", got)
	}
	if done, err := s.Undo(ctx, merge); err != nil || done.Kept != 0 || opened(t, s, saved.Key).Person != keys[1] {
		t.Errorf("undo: %+v, %v", done, err)
	}
	sound(t, s)
}

func TestARestoredStateCanBeTakenBack(t *testing.T) {
	s := newBook(t)
	person := put(t, s, &care.Person{FullName: "Ana"})[0]
	sp := book.NewSpell(person, 0)
	key := save(t, s, sp, "First", "one").Key
	saveAt(t, s, noon.Add(time.Hour), sp, "Second", "two")
	if _, err := book.PinNote(ctx, s, key, true, ""); err != nil {
		t.Fatal(err)
	}
	list := states(t, s, key)
	if len(list) != 1 || list[0].Title != "First" || list[0].Excerpt != "one" {
		t.Fatalf("states %+v", list)
	}
	if n, err := book.ReadNoteState(ctx, s, list[0].Change); err != nil || n.Doc.Text() != "one" || n.Title != "First" {
		t.Errorf("the state: %+v, %v", n, err)
	}
	restored, action, err := book.RestoreNote(ctx, s, clock, list[0].Change, "Restore")
	if n := opened(t, s, key); err != nil || restored != key || n.Title != "First" || !n.Pinned {
		t.Errorf("restored %+v, %v", n.Note, err)
	}
	if _, again, err := book.RestoreNote(ctx, s, clock, list[0].Change, "Restore"); err != nil || again != 0 {
		t.Errorf("restored what it is already: action %d, %v", again, err)
	}
	if _, err := s.Undo(ctx, action); err != nil {
		t.Fatal(err)
	}
	reads(t, s, key, "two")

	if _, err := book.RemoveNote(ctx, s, key, "Remove"); err != nil {
		t.Fatal(err)
	}
	gone := removed(t, s, person)
	if len(gone) != 1 || gone[0].Title != "Second" {
		t.Fatalf("removed %+v", gone)
	}
	if _, _, err := book.RestoreNote(ctx, s, clock, gone[0].Change, "Restore"); err != nil {
		t.Fatal(err)
	}
	reads(t, s, key, "two")
	if view, err := book.ReadNotes(ctx, s, clock, person); err != nil || view.Removed != 0 || len(view.Notes) != 1 || view.Row.FullName != "Ana" {
		t.Errorf("the view: %+v, %v", view, err)
	}
	if _, err := book.ReadNoteState(ctx, s, 4711); care.CodeOf(err) != care.CodeNoteMissing {
		t.Errorf("no such state: %v", err)
	}
	sound(t, s)
}

func TestAnErasedPersonsNotesGoWithTheirPictures(t *testing.T) {
	s := newBook(t)
	keys := put(t, s, &care.Person{FullName: "Ana"}, &care.Person{FullName: "Bo"})
	var shas []string
	named := map[string][]byte{}
	for _, content := range []string{"a", "b", "c", "d"} {
		sha := fmt.Sprintf("%x", sha256.Sum256([]byte(content)))
		shas, named[sha] = append(shas, sha), []byte(content)
	}
	slices.Sort(shas)
	_, err := s.Do(ctx, store.Action{Kind: "test"}, func(tx *store.Tx) error {
		for _, sha := range shas {
			if err := tx.PutPicture(&picture.Picture{SHA256: sha, MediaType: "image/png", Width: 1, Height: 1, Bytes: named[sha]}); err != nil {
				return err
			}
		}
		return tx.HoldPicture(shas[3], care.InstantOf(noon.Add(time.Hour)))
	})
	if err != nil {
		t.Fatal(err)
	}
	shows := func(at time.Time, sp *book.Spell, sha string) book.Saved {
		t.Helper()
		p, err := doc.NewPicture(doc.Picture{SHA: sha}, doc.Plain("secret", doc.Style{}))
		if err != nil {
			t.Fatal(err)
		}
		saved, err := book.SaveNote(ctx, s, care.ClockFrom(at), sp, book.NoteDraft{Doc: doc.New(p)}, "")
		if err != nil {
			t.Fatal(err)
		}
		return saved
	}
	shows(noon, book.NewSpell(keys[0], 0), shas[0])
	bo := book.NewSpell(keys[1], 0)
	kept := shows(noon, bo, shas[1])
	shows(noon.Add(time.Hour), bo, shas[2])
	if _, err := book.Trash(ctx, s, keys[:1], true, ""); err != nil {
		t.Fatal(err)
	}
	if n, err := s.Erase(ctx, keys[:1]); err != nil || n != 1 {
		t.Fatalf("erased %d, %v", n, err)
	}
	if got := storetest.Lines(t, s.Path(), "SELECT sha FROM picture ORDER BY sha"); !slices.Equal(got, shas[1:]) {
		t.Errorf("left of the pictures: %q", got)
	}
	if n, err := book.ReadNoteState(ctx, s, states(t, s, kept.Key)[0].Change); err != nil || !slices.Equal(n.Doc.Pictures(), shas[1:2]) {
		t.Errorf("the earlier state: %+v, %v", n, err)
	}
	if got := storetest.Lines(t, s.Path(), "SELECT 'x' FROM change WHERE entity = 'note' AND instr(before, ?)", shas[0]); len(got) > 0 {
		t.Errorf("%d traces of the erased note", len(got))
	}
	if _, err := book.SaveNote(ctx, s, clock, book.NewSpell(keys[0], 0), book.NoteDraft{Title: "x", Doc: doc.New()}, ""); care.CodeOf(err) != care.CodePersonMissing {
		t.Errorf("a note about the erased: %v", err)
	}
	sound(t, s)
}

func TestANoteTellsItsDayAndTheVisit(t *testing.T) {
	defer lang.Use("en")
	s := newBook(t)
	keys := put(t, s, &care.Person{FullName: "María", Organization: "Casa Perelló"}, &care.Person{FullName: "Bo"})
	at := time.Date(2026, 11, 12, 23, 30, 0, 0, time.FixedZone("", 3600))
	notes := []int64{saveAt(t, s, at, book.NewSpell(keys[0], 0), "", "x").Key, saveAt(t, s, at, book.NewSpell(keys[1], 0), "", "x").Key}
	meta := func(note int64, now time.Time) string {
		t.Helper()
		n, err := book.ReadNote(ctx, s, care.ClockFrom(now), note)
		if err != nil {
			t.Fatal(err)
		}
		return n.Meta
	}
	if got := meta(notes[0], at); got != "Thursday 12 November" {
		t.Errorf("without a visit: %q", got)
	}
	if got := meta(notes[0], at.AddDate(1, 0, 0)); got != "Thursday 12 November 2026" {
		t.Errorf("a year later: %q", got)
	}
	for i, key := range keys {
		for _, e := range []care.Event{
			{Kind: care.Visit, Day: "2026-11-12", Minutes: 55 * (1 - i)},
			{Kind: care.Call, Day: "2026-11-12", Minutes: 7},
			{Kind: care.Visit, Day: "2026-11-13", Minutes: 9},
			{Kind: care.Visit, Day: "2026-11-12", Minutes: 3, Outcome: care.NoAnswer},
		} {
			if _, _, err := book.Log(ctx, s, clock, key, "", book.Entry{Event: e}); err != nil {
				t.Fatal(err)
			}
		}
	}
	for language, want := range map[string]string{
		"en": "Thursday 12 November, 55 minutes at Casa Perelló", "es": "Jueves 12 de noviembre, 55 minutos en Casa Perelló",
		"ru": "Четверг, 12 ноября, 55 минут, Casa Perelló", "zh_CN": "11月12日星期四，在Casa Perelló 55 分钟",
	} {
		lang.Use(language)
		if got := meta(notes[0], at); got != want {
			t.Errorf("%s: %q, want %q", language, got, want)
		}
	}
	lang.Use("en")
	if got := meta(notes[1], at); got != "Thursday 12 November" {
		t.Errorf("a visit of which nobody said where and how long: %q", got)
	}
}

func TestTemplatesOfNotesHaveWhatASalespersonAsks(t *testing.T) {
	defer lang.Use("en")
	for _, language := range []string{"en", "es", "ru", "zh_CN", "zh_TW"} {
		lang.Use(language)
		ids := map[string]bool{}
		for _, template := range book.NoteTemplates() {
			if template.Name == "" || template.Title == "" || ids[template.ID] {
				t.Errorf("%s: %+v", language, template)
			}
			ids[template.ID] = true
			kinds := map[doc.Kind]int{}
			d := template.Doc()
			for i, b := range d.Blocks() {
				kinds[b.Kind()]++
				if b.Kind().Heading() && (b.Text() == "" || strings.Contains(b.Text(), "note.") || i+1 == d.Len() || d.Block(i+1).Kind().Heading()) {
					t.Errorf("%s, %s: nothing can be written under %q", language, template.ID, b.Text())
				}
			}
			if kinds[doc.Heading2] < 3 || kinds[doc.Check] == 0 || kinds[doc.Bullet] == 0 {
				t.Errorf("%s, %s: %v", language, template.ID, kinds)
			}
			if again, err := doc.FromHTML(d.HTML()); err != nil || !again.Equal(d) {
				t.Errorf("%s, %s: kept otherwise than made, %v", language, template.ID, err)
			}
		}
		if len(ids) != 3 {
			t.Errorf("%s: templates %v", language, ids)
		}
	}
}

// Two windows type into the same few notes, remove, pin, restore and undo. Each
// save that was acknowledged is the note, or one of its earlier states once
// something else than its own spell came after it.
func TestNothingTypedIsLostWhateverComesBetween(t *testing.T) {
	folder := t.TempDir()
	books := 0
	rapid.Check(t, func(rt *rapid.T) {
		books++
		path := filepath.Join(folder, fmt.Sprintf("%d.db", books))
		var windows [3]*store.Store // the third makes the person, whom no undo of the others takes
		for i := range windows {
			s, err := store.Open(ctx, path, store.Options{Clock: clock})
			if err != nil {
				rt.Fatal(err)
			}
			defer s.Close()
			windows[i] = s
		}
		ty := &typing{t: rt, windows: [2]*store.Store(windows[:2]), now: noon, person: put(t, windows[2], &care.Person{FullName: "Ana"})[0]}
		for range rapid.IntRange(1, 15).Draw(rt, "steps") {
			ty.step()
		}
		if problems, err := store.Check(ctx, path); err != nil || len(problems) > 0 {
			rt.Fatalf("check: %v, %v", problems, err)
		}
	})
}

// typing is two windows in front of the notes of one person.
type typing struct {
	t       *rapid.T
	windows [2]*store.Store
	spells  [2]*book.Spell
	now     time.Time
	person  int64
	texts   int
	// last is what each window's spell saved last: the note and the text.
	last [2]struct {
		key    int64
		text   string
		action int64
	}
	notes []int64
}

func (ty *typing) step() {
	w := rapid.IntRange(0, 1).Draw(ty.t, "window")
	s := ty.windows[w]
	ty.now = ty.now.Add(time.Duration(rapid.SampledFrom([]int{1, 1, 1, 700}).Draw(ty.t, "seconds")) * time.Second)
	does := rapid.SampledFrom([]string{"type", "type", "type", "open", "remove", "pin", "restore", "undo", "redo"}).Draw(ty.t, "does")
	var err error
	switch {
	case does == "type":
		ty.save(w)
		return
	case len(ty.notes) == 0:
		return
	case does == "undo":
		_, _, err = s.UndoLast(ctx)
	case does == "redo":
		_, _, err = s.RedoLast(ctx)
	default:
		err = ty.touch(w, does, rapid.SampledFrom(ty.notes).Draw(ty.t, "note"))
	}
	switch care.CodeOf(err) {
	case "", care.CodeNoteMissing, care.CodeNothingToUndo, care.CodeNothingToRedo:
	default:
		ty.t.Fatalf("%s: %v", does, err)
	}
	ty.nothingLost()
}

// touch does something with a note in a window.
func (ty *typing) touch(w int, does string, key int64) error {
	s := ty.windows[w]
	switch does {
	case "open":
		n, err := book.ReadNote(ctx, s, clock, key)
		if err == nil {
			ty.spells[w], ty.last[w].key = n.Spell(), 0
		}
		return err
	case "remove":
		_, err := book.RemoveNote(ctx, s, key, "")
		return err
	case "pin":
		_, err := book.PinNote(ctx, s, key, rapid.Bool().Draw(ty.t, "pinned"), "")
		return err
	}
	states, err := s.NoteStates(ctx, key)
	if err != nil || len(states) == 0 {
		return err
	}
	_, _, err = book.RestoreNote(ctx, s, clock, rapid.SampledFrom(states).Draw(ty.t, "state").Change, "")
	return err
}

// save types something that was never typed before, and saves it.
func (ty *typing) save(w int) {
	if ty.spells[w] == nil {
		ty.spells[w] = book.NewSpell(ty.person, 0)
	}
	ty.texts++
	text := fmt.Sprintf("text %d", ty.texts)
	d, err := doc.FromText(text)
	if err != nil {
		ty.t.Fatal(err)
	}
	saved, err := book.SaveNote(ctx, ty.windows[w], care.ClockFrom(ty.now), ty.spells[w], book.NoteDraft{Doc: d}, "")
	if err != nil {
		ty.t.Fatalf("save: %v", err)
	}
	if !slices.Contains(ty.notes, saved.Key) {
		ty.notes = append(ty.notes, saved.Key)
	}
	before := ty.last[w]
	ty.last[w].key, ty.last[w].text, ty.last[w].action = saved.Key, text, saved.Action
	if before.key == saved.Key && before.action != saved.Action && !ty.stands(w, before.key, before.text) {
		ty.t.Fatalf("%q of an ended spell is neither the note nor a state of it", before.text)
	}
	ty.nothingLost()
}

// nothingLost looks for what the spells of both windows saved last.
func (ty *typing) nothingLost() {
	for w, last := range ty.last {
		if last.key != 0 && !ty.stands(w, last.key, last.text) {
			ty.t.Fatalf("%q, which was acknowledged, is neither the note nor a state of it", last.text)
		}
	}
}

// stands reports whether a note says a text, or said it in an earlier state.
func (ty *typing) stands(w int, key int64, text string) bool {
	n, err := ty.windows[w].Note(ctx, key)
	if err == nil && strings.Contains(n.HTML, ">"+text+"<") {
		return true
	}
	states, err := ty.windows[w].NoteStates(ctx, key)
	if err != nil {
		ty.t.Fatal(err)
	}
	return slices.ContainsFunc(states, func(st store.NoteState) bool { return st.Title == text })
}
