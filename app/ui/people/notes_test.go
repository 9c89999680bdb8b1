package people

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"carebook/app/care"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/kittest"
	"carebook/store"
)

// putNotes writes notes about somebody into the book, the first one changed last.
func (f *fixture) putNotes(t *testing.T, person int64, notes ...store.Note) []int64 {
	t.Helper()
	var keys []int64
	_, err := f.store.Do(context.Background(), store.Action{Kind: "edit", Words: "test"}, func(tx *store.Tx) error {
		for i, n := range notes {
			n.Person = person
			n.Changed = care.InstantOf(kittest.Clock().Now().AddDate(0, 0, -i))
			key, err := tx.PutNote(n)
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

// cards are the notes in sight on the page.
func (f *fixture) cards() []*kit.NoteCard {
	return kittest.Find[*kit.NoteCard](f.page.object)
}

var kitchen = []store.Note{
	{Title: "New kitchen", HTML: "<p>She wants steam and dry heat in one oven.</p>"},
	{Title: "Christmas basket", HTML: "<p>Chocolate, 85 %.</p>", Pinned: true},
	{HTML: "<p></p>"},
}

// openNotes opens the screen on Tom's notes.
func openNotes(t *testing.T, size fyne.Size, notes ...store.Note) (f *fixture, tom int64, keys []int64) {
	t.Helper()
	f = open(t, size, crowd()...)
	tom = f.keyOf(t, "tom")
	keys = f.putNotes(t, tom, notes...)
	f.choose(tom)
	f.page.openTab(notesTabAt)
	return f, tom, keys
}

func TestNotesTabShowsNotes(t *testing.T) {
	f, tom, keys := openNotes(t, usual, kitchen...)
	var lines []kit.NoteLine
	for _, c := range f.cards() {
		lines = append(lines, c.Line())
	}
	want := []kit.NoteLine{
		{Title: "Christmas basket", Excerpt: "Chocolate, 85 %.", Day: "Yesterday", Pinned: true},
		{Title: "New kitchen", Excerpt: "She wants steam and dry heat in one oven.", Day: "Today"},
		{Title: "Untitled", Day: "Tue 24 Nov"},
	}
	if !slices.Equal(lines, want) {
		t.Errorf("the notes are %+v", lines)
	}
	if n := f.page.tabs.Count(notesTabAt); n != "3" || f.page.notes.empty.Visible() {
		t.Errorf("beside the tab stands %q", n)
	}
	f.shell.OnOpen = nil
	test.Tap(f.cards()[1])
	f.cards()[0].TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	test.Tap(f.page.notes.add)
	at := len(f.shell.Routes)
	want2 := []kit.Route{
		{Screen: kit.NotesScreen, Person: tom, Note: keys[0]},
		{Screen: kit.NotesScreen, Person: tom, Note: keys[1]},
		{Screen: kit.NotesScreen, Person: tom, NewNote: true},
	}
	if got := f.shell.Routes[at-3:]; !slices.Equal(routes(got), routes(want2)) {
		t.Errorf("opened were %+v", got)
	}
}

// routes are routes as texts, to be compared.
func routes(list []kit.Route) []string {
	var texts []string
	for _, r := range list {
		texts = append(texts, fmt.Sprintf("%+v", r))
	}
	return texts
}

func TestNotesTabOfSomebodyWithoutNotes(t *testing.T) {
	f, _, _ := openNotes(t, usual)
	if !f.page.notes.empty.Visible() || !f.page.notes.add.Visible() || f.page.tabs.Count(notesTabAt) != "" || len(f.cards()) != 0 {
		t.Error("who has no notes is not told how to begin")
	}
}

func TestNotesTabFollowsTheBook(t *testing.T) {
	f, tom, keys := openNotes(t, usual, kitchen[:2]...)
	f.shell.Window().Canvas().Focus(f.cards()[1])
	f.cards()[1].TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete}) // New kitchen, after the pinned one
	if got := f.cards(); len(got) != 1 || got[0].Line().Title != "Christmas basket" || f.page.tabs.Count(notesTabAt) != "1" {
		t.Fatalf("%d notes are left", len(got))
	}
	if f.shell.Window().Canvas().Focused() != fyne.Focusable(f.cards()[0]) {
		t.Errorf("the keyboard is at %T", f.shell.Window().Canvas().Focused())
	}
	if n := len(f.shell.Deeds); n != 1 {
		t.Fatalf("told were %d actions", n)
	}
	if _, err := f.store.Note(context.Background(), keys[0]); care.CodeOf(err) != care.CodeNoteMissing {
		t.Errorf("the removed note: %v", err)
	}
	f.cards()[0].OnMenu()
	menu := f.page.notes.menu(f.page.subject.notes[0])
	menu[1].Do()
	if f.cards()[0].Line().Pinned || f.shell.Said[len(f.shell.Said)-1] != "Note unpinned." {
		t.Errorf("the pin stays, said was %q", f.shell.Said)
	}
	f.putNotes(t, tom, store.Note{Title: "From elsewhere", HTML: "<p>x</p>"})
	if got := f.cards(); len(got) != 2 || f.page.tabs.Count(notesTabAt) != "2" {
		t.Errorf("after a new note there are %d", len(got))
	}
}

func TestDeleteAmongNotesDoesNotReachThePerson(t *testing.T) {
	f, _, _ := openNotes(t, usual, kitchen[0])
	f.shell.Window().Canvas().Focus(f.page.notes.add)
	if !f.TakeKey(&fyne.KeyEvent{Name: fyne.KeyDelete}) {
		t.Error("Delete on the notes would put the person into the trash")
	}
	f.page.openTab(timelineTab)
	if f.TakeKey(&fyne.KeyEvent{Name: fyne.KeyDelete}) {
		t.Error("Delete is of no use on the timeline any more")
	}
}

func TestNotesAreHiddenFromWhoLooksOn(t *testing.T) {
	f, tom, _ := openNotes(t, usual, kitchen...)
	f.shell.Hidden = true
	f.Redraw()
	for _, c := range f.cards() {
		if got := c.Line(); got.Title != hidden || got.Excerpt != "" || c.Found() != (kit.Place{}) {
			t.Errorf("a note shows %+v", got)
		}
	}
	f.Open(kit.Route{Screen: kit.PeopleScreen, Query: "steam"})
	if got := f.rowOf(t, "Tom Okafor").Place; got != (kit.Place{}) {
		t.Errorf("the row shows %+v", got)
	}
	f.shell.Hidden = false
	f.Redraw()
	if got := f.rowOf(t, "Tom Okafor").Place.Found; got != "steam" || f.page.key() != tom {
		t.Errorf("shown again, the row marks %q", got)
	}
}

func TestManyNotesAreShownBitByBit(t *testing.T) {
	var notes []store.Note
	for i := range 25 {
		notes = append(notes, store.Note{Title: "Note " + strconv.Itoa(i), HTML: "<p>x</p>"})
	}
	notes[20].HTML = "<p>the word quince</p>"
	f, tom, keys := openNotes(t, usual, notes...)
	if n := len(f.cards()); n != shownFirst || f.page.notes.more.Label() != "15 more notes" {
		t.Errorf("%d notes, %q", n, f.page.notes.more.Label())
	}
	f.page.notes.reachEnd()
	if n := len(f.cards()); n != 25 || f.page.notes.more.Visible() {
		t.Errorf("%d notes after the end was reached", n)
	}
	f.choose(f.keyOf(t, "chen"))
	f.Open(kit.Route{Screen: kit.PeopleScreen, Query: "quince"})
	cards := f.cards()
	if f.page.key() != tom || len(cards) != 21 || cards[20].Found().Found != "quince" {
		t.Fatalf("the note that was found is not among %d", len(cards))
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject
	if y, end := at(cards[20]).Y, at(f.page.scroll).Y+f.page.scroll.Size().Height; y+cards[20].Size().Height > end {
		t.Errorf("the note that was found is at %v, below the page's end at %v", y, end)
	}
	test.Tap(cards[20])
	last := f.shell.Routes[len(f.shell.Routes)-1]
	if last.Note != keys[20] || last.Query != "quince" {
		t.Errorf("opened was %+v", last)
	}
}

func TestSearchShowsThePlaceInANote(t *testing.T) {
	for name, size := range map[string]fyne.Size{"usual": usual, "wide": wide} {
		f := open(t, size, crowd()...)
		tom, chen := f.keyOf(t, "tom"), f.keyOf(t, "chen")
		keys := f.putNotes(t, tom, kitchen...)
		f.choose(chen)
		f.page.openTab(salesTabAt)
		f.Open(kit.Route{Screen: kit.PeopleScreen, Query: "dry heat"})
		if got, want := f.rowOf(t, "Tom Okafor").Place, (kit.Place{Before: "She wants steam and ", Found: "dry", After: " heat in one oven."}); got != want {
			t.Errorf("%s: the row shows %+v", name, got)
		}
		if f.page.key() != tom || f.page.tabs.Chosen() != notesTabAt {
			t.Fatalf("%s: the page shows part %d of %d", name, f.page.tabs.Chosen(), f.page.key())
		}
		var found []kit.Place
		for _, c := range f.cards() {
			found = append(found, c.Found())
		}
		if len(found) != 3 || found[0] != (kit.Place{}) || found[1].Found != "dry" || found[2] != (kit.Place{}) {
			t.Errorf("%s: the notes show %+v", name, found)
		}
		want := kit.Route{Screen: kit.NotesScreen, Person: tom, Note: keys[0], Query: "dry"}
		f.shell.OnOpen = nil
		f.list.rows.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		if got := f.shell.Routes[len(f.shell.Routes)-1]; fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s: Enter opened %+v", name, got)
		}
		n := len(f.shell.Routes)
		f.list.tap(0)
		if len(f.shell.Routes) != n {
			t.Errorf("%s: a single tap opened the note", name)
		}
		f.list.tap(0)
		if got := f.shell.Routes[len(f.shell.Routes)-1]; len(f.shell.Routes) != n+1 || fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s: a double click opened %+v", name, got)
		}
		f.shell.OnOpen = f.Open
		f.Open(kit.Route{Screen: kit.PeopleScreen})
		if f.page.key() != tom || f.page.tabs.Chosen() != salesTabAt {
			t.Errorf("%s: after the search the page shows part %d", name, f.page.tabs.Chosen())
		}
		for _, c := range f.page.notes.cards {
			if c.Found() != (kit.Place{}) {
				t.Errorf("%s: after the search a note shows %+v", name, c.Found())
			}
		}
		if got := f.rowOf(t, "Tom Okafor"); got.Place != (kit.Place{}) {
			t.Errorf("%s: after the search the row shows %+v", name, got.Place)
		}
	}
}

func TestATabChosenDuringASearchStays(t *testing.T) {
	f := open(t, usual, crowd()...)
	tom := f.keyOf(t, "tom")
	f.putNotes(t, tom, kitchen...)
	f.Open(kit.Route{Screen: kit.PeopleScreen, Query: "steam"})
	f.page.tabs.Choose(timelineTab)
	f.putNotes(t, tom, store.Note{Title: "Another", HTML: "<p>x</p>"}) // the page is read anew
	if f.page.tabs.Chosen() != timelineTab {
		t.Error("the page went back to the notes by itself")
	}
	f.Open(kit.Route{Screen: kit.PeopleScreen})
	if f.page.tabs.Chosen() != timelineTab {
		t.Errorf("after the search the page shows part %d", f.page.tabs.Chosen())
	}
}

func TestEnterOnSomebodyFoundByNameOpensNothing(t *testing.T) {
	f := open(t, usual, crowd()...)
	f.putNotes(t, f.keyOf(t, "tom"), kitchen...)
	f.Open(kit.Route{Screen: kit.PeopleScreen, Query: "okafor"})
	n := len(f.shell.Routes)
	if f.list.takeKey(&fyne.KeyEvent{Name: fyne.KeyReturn}) || f.list.openFound(-1) || f.list.openFound(9) {
		t.Error("Enter was of use")
	}
	f.list.tap(0)
	f.list.tap(0)
	if len(f.shell.Routes) != n || f.page.tabs.Chosen() != timelineTab {
		t.Errorf("opened was %+v, the page shows part %d", f.shell.Routes[n:], f.page.tabs.Chosen())
	}
}

func TestKeysOfTheTabs(t *testing.T) {
	f := open(t, usual, crowd()...)
	f.choose(f.keyOf(t, "tom"))
	for i, key := range []fyne.KeyName{fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4} {
		shortcut := &desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift}
		for _, c := range f.Commands() {
			if c.Shortcut != nil && *c.Shortcut == *shortcut {
				c.Do()
			}
		}
		if f.page.tabs.Chosen() != i {
			t.Errorf("Ctrl+Shift+%s opens part %d", key, f.page.tabs.Chosen())
		}
	}
}

func TestEnterLeadsToTheNoteInANarrowWindow(t *testing.T) {
	f := open(t, narrow, crowd()...)
	tom := f.keyOf(t, "tom")
	keys := f.putNotes(t, tom, kitchen...)
	f.Open(kit.Route{Screen: kit.PeopleScreen, Query: "steam"})
	f.FocusList()
	if f.page.key() != tom || f.list.object.Visible() {
		t.Fatal("the person has not taken the place of the list")
	}
	focused, ok := f.shell.Window().Canvas().Focused().(*kit.NoteCard)
	if !ok || focused.Found().Found != "steam" {
		t.Fatalf("the keyboard is at %T", f.shell.Window().Canvas().Focused())
	}
	f.shell.OnOpen = nil
	focused.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if got := f.shell.Routes[len(f.shell.Routes)-1]; got.Note != keys[0] || got.Query != "steam" {
		t.Errorf("Enter opened %+v", got)
	}
}
