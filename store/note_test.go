package store_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"carebook/app/care"
	"carebook/store"
)

// noted keeps a note as an action of its own and gives its key.
func noted(t testing.TB, s *store.Store, n store.Note) (key int64) {
	t.Helper()
	do(t, s, func(tx *store.Tx) (err error) {
		key, err = tx.PutNote(n)
		return err
	})
	return key
}

// typedInto keeps a note as a further save of a spell and gives the action.
func typedInto(t testing.TB, s *store.Store, into int64, n store.Note) (action int64) {
	t.Helper()
	action, err := s.Do(ctx, store.Action{Kind: "note", Into: into, Typed: true}, func(tx *store.Tx) error {
		_, err := tx.PutNote(n)
		return err
	})
	if err != nil {
		t.Fatalf("keep a note: %v", err)
	}
	return action
}

func TestNotesAreListedPinnedFirstAndLatestFirst(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s, &care.Person{FullName: "Ana"}, &care.Person{FullName: "Bo"})
	for _, n := range []store.Note{
		{Title: "Old", HTML: "<h2>Kitchen</h2><p>Steam</p>", Changed: "2026-11-01T10:00:00.000Z"},
		{HTML: "<p>First line</p><h1>Heading</h1><p>more</p>", Changed: "2026-11-03T10:00:00.000Z"},
		{HTML: "<p>Pinned</p>", Changed: "2026-10-01T10:00:00.000Z", Pinned: true},
		{HTML: "", Changed: "2026-11-02T10:00:00.000Z"},
	} {
		n.Person = keys[0]
		noted(t, s, n)
	}
	noted(t, s, store.Note{Person: keys[1], HTML: "<p>about Bo</p>"})
	rows, err := s.Notes(ctx, keys[0])
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range rows {
		got = append(got, r.Title+" | "+r.Excerpt)
	}
	if want := []string{"Pinned | ", "Heading | First line · more", " | ", "Old | Kitchen · Steam"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	n, err := s.Note(ctx, rows[3].Key)
	if err != nil || n.Title != "Old" || n.Rev != rows[3].Rev || n.Created == "" {
		t.Errorf("read %+v, %v", n, err)
	}
	if _, err := s.Note(ctx, 4711); care.CodeOf(err) != care.CodeNoteMissing {
		t.Errorf("no such note: %v", err)
	}
	var each []int64
	if err := s.EachNote(ctx, keys[0], func(n *store.Note) error { each = append(each, n.Key); return nil }); err != nil || !slices.IsSorted(each) || len(each) != 4 {
		t.Errorf("each: %v, %v", each, err)
	}
	sound(t, s)
}

func TestNotesAreFoundByTheirWords(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s, &care.Person{FullName: "María Ferrer"}, &care.Person{FullName: "Bo", Remark: "olive grove"}, &care.Person{FullName: "Gone"})
	kitchen := noted(t, s, store.Note{Person: keys[0], Title: "New kitchen", HTML: "<p>The old gas range goes at the end of the year.</p><p>She wants steam in one <b>Oven</b>, and it has to pass a door of 92 cm. Vicent does the measuring.</p>", Changed: "2026-11-01T10:00:00.000Z"})
	oven := noted(t, s, store.Note{Person: keys[0], HTML: "<p>Oven door seal</p><p>The cook 陈明 comes from 翡翠园 and knows our ovens, kitchens and cafés.</p>", Changed: "2026-11-02T10:00:00.000Z"})
	bo := noted(t, s, store.Note{Person: keys[1], HTML: "<p>Плитка 40 m²</p><p>Call 961 23 40 11</p>"})
	noted(t, s, store.Note{Person: keys[2], HTML: "<p>oven of the gone</p>"})
	do(t, s, func(tx *store.Tx) error { return tx.TrashPerson(keys[2], true) })
	for _, c := range []struct {
		query string
		who   []int64
		note  int64
		place string
	}{
		{"steam", keys[:1], kitchen, "She wants |steam| in one Oven, and it has to pass a door of 92 cm. Vicent does the…"},
		{"MEASUR", keys[:1], kitchen, "…of 92 cm. Vicent does the |measur|ing."},
		{"oven", keys[:1], oven, "|Oven| door seal"},    // of two the latest
		{"kitchen", keys[:1], kitchen, "New |kitchen|"}, // the title counts more
		{"gas year", keys[:1], kitchen, "The old |gas| range goes at the end of the year."},
		{"翠园", keys[:1], oven, "The cook 陈明 comes from 翡|翠园| and knows our ovens, kitchens and cafés."},
		{"CAFÉS", keys[:1], oven, "…our ovens, kitchens and |cafés|."},
		{"cafes", keys[:1], oven, "…our ovens, kitchens and |cafés|."},
		{"плит", keys[1:2], bo, "|Плит|ка 40 m²"},
		{"plitka", keys[1:2], bo, "||Плитка 40 m²"}, // by another spelling
		{"961234011", nil, 0, ""}, // in a note a number is words
		{"961 23", keys[1:2], bo, "Call |961 23| 40 11"},
		{"maria oven", keys[:1], oven, "|Oven| door seal"}, // some in the name, some in a note
		{"steam seal", keys[:1], oven, "Oven door |seal|"}, // in two notes
		{"olive плитка", keys[1:2], bo, "|Плитка| 40 m²"},
		{"olive", keys[1:2], 0, "||"}, // not in a note
		{"ferrer", keys[:1], 0, "||"},
		{"oven nowhere", nil, 0, ""},
		{"ven", nil, 0, ""}, // no word begins so
	} {
		hits, err := s.Find(ctx, c.query, 5)
		if err != nil {
			t.Fatal(err)
		}
		var who []int64
		for _, h := range hits {
			who = append(who, h.Key)
		}
		if !slices.Equal(who, c.who) {
			t.Errorf("%s: found %v, want %v", c.query, who, c.who)
			continue
		}
		if matching, err := s.Matching(ctx, c.query); err != nil || !slices.Equal(matching, c.who) {
			t.Errorf("%s: matching %v, want %v, %v", c.query, matching, c.who, err)
		}
		if len(hits) == 0 {
			continue
		}
		if p := hits[0].Place; hits[0].Note != c.note || p.Before+"|"+p.Found+"|"+p.After != c.place {
			t.Errorf("%s: note %d at %q, want %d at %q", c.query, hits[0].Note, p.Before+"|"+p.Found+"|"+p.After, c.note, c.place)
		}
	}
	do(t, s, func(tx *store.Tx) error { return tx.TrashPerson(keys[2], false) })
	if hits, err := s.Find(ctx, "oven", 5); err != nil || len(hits) != 2 {
		t.Errorf("back from the trash: %v, %v", hits, err)
	}
	sound(t, s)
}

func TestWhoHasManyNotesHidesNobody(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s, &care.Person{FullName: "Ana"}, &care.Person{FullName: "Bo"})
	noted(t, s, store.Note{Person: keys[1], HTML: "<p>oven</p>"})
	for i := range 20 {
		noted(t, s, store.Note{Person: keys[0], HTML: fmt.Sprintf("<p>oven %d</p>", i)})
	}
	hits, err := s.Find(ctx, "oven", 2)
	if err != nil || len(hits) != 2 || hits[0].Place.After != " 19" {
		t.Errorf("%+v, %v", hits, err)
	}
}

func TestALongNoteIsFoundByWhatWasTypedLast(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s, &care.Person{FullName: "Ana"})
	long := store.Note{Person: keys[0], ID: "n", HTML: "<p>" + strings.Repeat("The oven has to pass. ", 2000) + "</p>", Created: care.InstantOf(noon)}
	long.Key = noted(t, s, long)
	var spell int64
	for i := range 3 {
		long.HTML = fmt.Sprintf("<p>word%d</p>", i) + long.HTML
		spell = typedInto(t, s, spell, long)
	}
	if n := count(t, s, "SELECT count(*) FROM note WHERE stale = 1"); n != 1 {
		t.Fatalf("%d notes whose full text was left for later, want 1: this test proves nothing", n)
	}
	sound(t, s)
	if hits, err := s.Find(ctx, "word2", 5); err != nil || len(hits) != 1 || hits[0].Place.Found != "word2" {
		t.Errorf("found %+v, %v", hits, err)
	}
	long.HTML = "<p>" + strings.Repeat("Nothing of the kind. ", 2000) + "</p>"
	typedInto(t, s, spell, long)
	put(t, s, &care.Person{FullName: "Bo"}) // any other action finishes it
	if n := count(t, s, "SELECT count(*) FROM note WHERE stale = 1"); n != 0 {
		t.Errorf("%d notes are left for later still", n)
	}
	if hits, err := s.Find(ctx, "word2", 5); err != nil || len(hits) != 0 {
		t.Errorf("found by what it says no more: %+v, %v", hits, err)
	}
	sound(t, s)
}

func TestOtherWindowsHearOfEverySave(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s, &care.Person{FullName: "Ana"})
	own, other := watch(t, s), watch(t, openBook(t, s.Path()))
	n := store.Note{Person: keys[0]}
	var spell int64
	for i := range 3 {
		n.HTML = fmt.Sprintf("<p>text %d</p>", i)
		if spell = typedInto(t, s, spell, n); n.Key == 0 {
			n.Key = 1
		}
		if c := next(t, own); !c.Notes || c.Foreign || !slices.Equal(c.People, keys) {
			t.Errorf("save %d: told here %+v", i, c)
		}
		if c := next(t, other); !c.Notes || !c.Foreign || !slices.Equal(c.People, keys) {
			t.Errorf("save %d: told there %+v", i, c)
		}
	}
	if n := count(t, s, "SELECT count(*) FROM change WHERE entity = 'note'"); n != 1 {
		t.Errorf("%d changes in the log, want that of one spell", n)
	}
	select {
	case c := <-own:
		t.Errorf("the window's own saves are told as another's: %+v", c)
	case <-time.After(1200 * time.Millisecond): // two rounds of asking
	}
}

func TestWhoHasANoteByNowIsLeftByAnUndo(t *testing.T) {
	s := newBook(t)
	keys, made := put(t, s, &care.Person{FullName: "Ana"}, &care.Person{FullName: "Bo"})
	noted(t, s, store.Note{Person: keys[0], HTML: "<p>x</p>"})
	if done, err := s.Undo(ctx, made); err != nil || done.Removed != 1 || len(done.Left) != 1 || done.Left[0].Name != "Ana" {
		t.Errorf("undo: %+v, %v", done, err)
	}
	// One action with its person goes as one.
	with := do(t, s, func(tx *store.Tx) error {
		key, err := tx.PutPerson(&care.Person{FullName: "Cai"})
		if err == nil {
			_, err = tx.PutNote(store.Note{Person: key, HTML: "<p>x</p>"})
		}
		return err
	})
	if done, err := s.Undo(ctx, with); err != nil || done.Removed != 1 || done.Kept != 0 {
		t.Errorf("undo: %+v, %v", done, err)
	}
	sound(t, s)
}

func TestANoteIsKeptAsTheEditorWritesIt(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s, &care.Person{FullName: "Ana"})
	n := store.Note{Person: keys[0], HTML: "<div onclick=x>one<b>two</b><script>three</script>", Source: "file"}
	n.Key = noted(t, s, n)
	have, err := s.Note(ctx, n.Key)
	if err != nil || have.HTML != "<p>one<strong>two</strong></p>\n" || have.Source != "file" || have.ID == "" || have.Created == "" {
		t.Errorf("kept %+v, %v", have, err)
	}
	again, err := s.Do(ctx, store.Action{Kind: "note"}, func(tx *store.Tx) error {
		if rev, err := tx.NoteRev(n.Key); err != nil || rev != have.Rev {
			t.Errorf("rev %d, want %d, %v", rev, have.Rev, err)
		}
		_, err := tx.PutNote(have)
		return err
	})
	if err != nil || again != 0 {
		t.Errorf("the same note is a change: action %d, %v", again, err)
	}
	for name, bad := range map[string]store.Note{"a key never given": {Key: 99, Person: keys[0]}, "nobody": {Person: 99}} {
		if _, err := s.Do(ctx, store.Action{Kind: "note"}, func(tx *store.Tx) error { _, err := tx.PutNote(bad); return err }); err == nil {
			t.Errorf("%s: kept", name)
		}
	}
}

// A search goes on while another holds the write lock, with what is ready.
func TestASearchDoesNotWaitForAWriter(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s, &care.Person{FullName: "Ana"})
	long := store.Note{Person: keys[0], HTML: "<p>" + strings.Repeat("The oven has to pass. ", 2000) + "</p>"}
	long.Key = noted(t, s, long)
	long.HTML = "<p>word</p>" + long.HTML
	typedInto(t, s, 0, long)
	do(t, openBook(t, s.Path()), func(*store.Tx) error {
		within, cancel := context.WithTimeout(ctx, 20*time.Second)
		defer cancel()
		hits, err := s.Find(within, "oven", 5)
		if err != nil || len(hits) != 1 {
			t.Errorf("found %+v, %v", hits, err)
		}
		return nil
	})
	if hits, err := s.Find(ctx, "word", 5); err != nil || len(hits) != 1 {
		t.Errorf("found later %+v, %v", hits, err)
	}
}

// TestEarlierStatesThatReadAlikeAreListedOnce keeps title and text apart.
func TestEarlierStatesThatReadAlikeAreListedOnce(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s, &care.Person{FullName: "Ana"})
	n := store.Note{Person: keys[0]}
	for _, says := range [][2]string{{"a", "<p>b</p>"}, {"", "<p>ab</p>"}, {"a", "<p>b</p>"}, {"ab", ""}, {"", "<p>ab</p>"}, {"now", ""}} {
		n.Title, n.HTML = says[0], says[1]
		n.Key = noted(t, s, n)
	}
	states, err := s.NoteStates(ctx, n.Key)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, st := range states {
		got = append(got, st.Title+"|"+st.Excerpt)
	}
	if want := []string{"ab|", "ab|", "a|b"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestBooksWithOtherNotesDiffer(t *testing.T) {
	note := store.Note{Title: "Visit", HTML: "<p>words</p>", Created: care.InstantOf(noon), Changed: care.InstantOf(noon)}
	made := func(change func(n *store.Note)) string {
		s := newBook(t)
		keys, _ := put(t, s, &care.Person{FullName: "Ana", UID: "a"}, &care.Person{FullName: "Bo", UID: "b"})
		n := note
		n.Person = keys[0]
		if change(&n); n.Title != "" {
			if n.Person == 2 {
				n.Person = keys[1]
			}
			noted(t, s, n)
		}
		return s.Path()
	}
	one := made(func(*store.Note) {})
	for want, change := range map[string]func(n *store.Note){
		"":                                  func(n *store.Note) { n.ID, n.Source = "another", "file" },
		`"title":"Visit"}: 1 here, 0 there`: func(n *store.Note) { n.Title = "" },
		`word\u003c/p\u003e\n","person":1,"shown":"Visit","title":"Visit"}: 0 here, 1 there`: func(n *store.Note) { n.HTML = "<p>word</p>" },
		`"person":2,"shown":"Visit","title":"Visit"}: 0 here, 1 there`:                       func(n *store.Note) { n.Person = 2 },
		`"pinned":true,"shown":"Visit","title":"Visit"}: 0 here, 1 there`:                    func(n *store.Note) { n.Pinned = true },
	} {
		differences, err := store.Compare(ctx, one, made(change))
		if err != nil || (want == "") != (len(differences) == 0) || !strings.Contains(strings.Join(differences, "\n"), want) {
			t.Errorf("%q: %q, %v", want, differences, err)
		}
	}
}

// TestASearchShowsTheNoteOfWhoIsFoundOtherwise finds somebody by the timeline
// whose note has the word too, and does not show a note that has some words only.
func TestASearchShowsTheNoteOfWhoIsFoundOtherwise(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s, &care.Person{FullName: "María", Remark: "wants a combi oven"})
	key := noted(t, s, store.Note{Person: keys[0], Title: "Kitchen", HTML: "<p>Asked for a <b>combi</b> with steam</p>"})
	for _, c := range []struct {
		query string
		note  int64
		place store.Place
	}{
		{"combi", key, store.Place{Before: "Asked for a ", Found: "combi", After: " with steam"}},
		{"combi oven", 0, store.Place{}},
		{"maría", 0, store.Place{}},
	} {
		hits, err := s.Find(ctx, c.query, 10)
		if err != nil || len(hits) != 1 || hits[0].Note != c.note || hits[0].Place != c.place {
			t.Errorf("%q: %+v, %v", c.query, hits, err)
		}
	}
}
