package duplicates

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/kittest"
	"carebook/app/ui/kit/run"
	"carebook/store"
)

var ctx = context.Background()

type fixture struct {
	*Screen
	t     *testing.T
	shell *kittest.Shell
	store *store.Store
	keys  []int64
}

// open shows all pairs of a book of people.
func open(t *testing.T, people ...*care.Person) *fixture {
	t.Helper()
	f := screenOf(t, fyne.NewSize(1204, 744), people...)
	f.Open(kit.Route{Screen: kit.DuplicatesScreen})
	return f
}

// screenOf makes the screen over a book of people, in a window of a size.
func screenOf(t *testing.T, size fyne.Size, people ...*care.Person) *fixture {
	t.Helper()
	kittest.App(t)
	f := &fixture{t: t, shell: kittest.NewShell(t, size), store: kittest.Book(t, people...)}
	err := f.store.EachPerson(ctx, store.Query{}, func(key int64, _ *care.Person) error {
		f.keys = append(f.keys, key)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(f.keys)
	f.Screen = New(f.shell, f.store)
	t.Cleanup(f.store.Watch(func(c store.Changes) { // as the window does
		if !c.Foreign { // which comes at any time, on a goroutine of the store's
			f.Changed(c)
		}
	}))
	f.shell.OnOpen = f.Open
	f.shell.OnUndo = func(action int64) {
		if done, err := f.store.Undo(ctx, action); err != nil || len(done.Left)+done.Kept > 0 {
			t.Errorf("undone %+v, %v", done, err)
		}
	}
	f.shell.Show(f.Object())
	f.canvas().SetOnTypedKey(func(e *fyne.KeyEvent) { f.TakeKey(e) })
	t.Cleanup(func() {
		if len(f.shell.Failed) > 0 {
			t.Errorf("failed: %v", errors.Join(f.shell.Failed...))
		}
	})
	return f
}

func (f *fixture) canvas() fyne.Canvas { return f.shell.Window().Canvas() }

// press types a key where the focus is.
func (f *fixture) press(key fyne.KeyName) {
	f.t.Helper()
	at := f.canvas().Focused()
	if at == nil {
		f.t.Fatalf("nothing has the focus to type %s", key)
	}
	at.TypedKey(&fyne.KeyEvent{Name: key})
}

func (f *fixture) person(key int64) *care.Person {
	f.t.Helper()
	p, err := f.store.Person(ctx, key)
	if err != nil {
		f.t.Fatal(err)
	}
	return p
}

func (f *fixture) count() int {
	f.t.Helper()
	n, err := f.store.Count(ctx, store.Query{})
	if err != nil {
		f.t.Fatal(err)
	}
	return n
}

// pairs are those in the list, by what their rows say.
func (f *fixture) pairs() []string {
	f.t.Helper()
	var rows []string
	for _, r := range kittest.Find[*kit.PairRow](f.board.rows) {
		p := r.Pair()
		rows = append(rows, fmt.Sprintf("%s | %s | %s | %s", p.First, p.Second, p.Why, p.Mark))
	}
	return rows
}

// field is the row of a field in which the two differ.
func (f *fixture) field(key book.MergeKey) *fieldRow {
	f.t.Helper()
	for _, r := range f.board.view.rows {
		if r.field.Key == key {
			return r
		}
	}
	f.t.Fatalf("there is no choice for %s", key)
	return nil
}

// onEmpty checks that the screen shows a sentence alone.
func (f *fixture) onEmpty(sentence string) {
	f.t.Helper()
	if !f.shows(f.empty.object) || f.empty.sentence.Words() != sentence {
		f.t.Errorf("the screen does not say %q but %q", sentence, f.empty.sentence.Words())
	}
}

func named(name, number string) *care.Person {
	return &care.Person{FullName: name, Phones: []care.Phone{{Number: number}}}
}

// twoPairs are two pairs, a certain and a possible one, and somebody else.
func twoPairs() []*care.Person {
	return []*care.Person{
		named("Ana Ruiz", "+34612000111"), named("Ruiz, Ana", "+34612000111"),
		named("Bea Gil", "+34612000222"), named("Bea", "+34612000222"), named("Carla Vidal", "+34612000333"),
	}
}

func TestThePairsOfTheBookAreShown(t *testing.T) {
	f := open(t, twoPairs()...)
	want := []string{
		"Ana Ruiz | Ruiz, Ana | The same number and name | certain",
		"Bea Gil | Bea | The same number, and the names may be one | possible",
	}
	if got := f.pairs(); !slices.Equal(got, want) {
		t.Errorf("pairs %q, want %q", got, want)
	}
	if w := f.board.shown; w == nil || w.left.key != f.keys[0] || w.right.key != f.keys[1] {
		t.Fatalf("shown are %+v", w)
	}
	if f.board.all.Visible() {
		t.Error("one certain pair is offered as all of them")
	}
	if f.canvas().Focused() != fyne.Focusable(f.board.rows) {
		t.Errorf("the keyboard is at %T", f.canvas().Focused())
	}
	f.press(fyne.KeyDown)
	if w := f.board.shown; w.left.key != f.keys[2] {
		t.Errorf("the second pair is %q and %q", w.left.name(), w.right.name())
	}
}

func TestNobodyIsTwice(t *testing.T) {
	f := open(t, named("Ana Ruiz", "+34612000111"))
	f.onEmpty("Nobody is in the book twice.")
	test.Tap(f.empty.button)
	if f.shell.Backs != 1 {
		t.Errorf("the button leads back %d times", f.shell.Backs)
	}
}

// rich are two who are one, and differ in almost everything.
func rich() (a, b *care.Person) {
	a = &care.Person{
		FullName: "Ana Ruiz", Organization: "Acme", Title: "Clerk", Remark: "from the fair", Tags: []string{"VIP"}, Added: "2024-02-01",
		Phones: []care.Phone{{Number: "+34612000111"}}, Emails: []care.Email{{Address: "ana@example.com"}}, Profile: care.Profile{Likes: "chess", Value: 3},
	}
	b = &care.Person{
		FullName: "Ana Ruiz", Organization: "Acme", Title: "Owner", Nickname: "Anita", Tags: []string{"Friends"}, Added: "2023-02-01",
		Phones: []care.Phone{{Number: "+34612000111"}, {Number: "+34612000999"}}, Profile: care.Profile{Likes: "opera", Value: 5},
	}
	return a, b
}

func TestWhatIsChosenStandsInTheBook(t *testing.T) {
	a, b := rich()
	f := open(t, a, b)
	old, young := f.keys[1], f.keys[0] // the elder one is at the left
	if w := f.board.shown; w.left.key != old {
		t.Fatalf("at the left is %+v", w.left.person)
	}
	for key, want := range map[book.MergeKey]book.MergeChoice{
		book.MergeTitle: book.MergeLeft, book.MergePhones: book.MergeBoth, book.MergeTags: book.MergeBoth,
		book.MergeEmails: book.MergeRight, book.MergeNickname: book.MergeLeft, book.MergeLikes: book.MergeBoth,
	} {
		r := f.field(key)
		if got := r.choices[r.choice.Chosen()]; got != want {
			t.Errorf("%s proposes %s, want %s", key, got, want)
		}
	}
	f.field(book.MergeTitle).choice.Choose(1)
	f.field(book.MergePhones).choice.Choose(1)
	f.field(book.MergeEmails).choice.Choose(0)
	f.field(book.MergeValue).choice.Choose(1)
	test.Tap(f.board.merge)
	p := f.person(old)
	if p.Title != "Clerk" || len(p.Phones) != 1 || len(p.Emails) != 0 || p.Profile.Value != 3 || p.Nickname != "Anita" {
		t.Errorf("merged to %+v", p)
	}
	if !slices.Equal(p.Tags, []string{"Friends", "VIP"}) || p.Profile.Likes != "opera\nchess" || p.Remark != "from the fair" {
		t.Errorf("tags %v, likes %q, remark %q", p.Tags, p.Profile.Likes, p.Remark)
	}
	if _, err := f.store.Person(ctx, young); care.CodeOf(err) != care.CodePersonMissing {
		t.Errorf("the younger one is still there: %v", err)
	}
	f.onEmpty("Nobody is in the book twice.")
}

func TestTheYoungerOneCanStay(t *testing.T) {
	a, b := rich()
	f := open(t, a, b)
	uid := f.person(f.keys[0]).UID
	f.board.view.stays.Choose(1)
	f.field(book.MergeTitle).choice.Choose(0)
	f.field(book.MergeValue).choice.Choose(1)
	test.Tap(f.board.merge)
	p := f.person(f.keys[0])
	if p.UID != uid || p.Title != "Owner" || p.Profile.Value != 3 || len(p.Phones) != 2 || len(p.Emails) != 1 {
		t.Errorf("merged to %+v", p)
	}
	if f.count() != 1 {
		t.Errorf("%d people are left", f.count())
	}
}

func TestBothAreKeptOrOne(t *testing.T) {
	a, b := rich()
	for _, test := range []struct {
		digit  rune
		phones int
		likes  string
	}{{'1', 2, "opera"}, {'2', 1, "chess"}, {'3', 2, "opera\nchess"}} {
		f := open(t, a, b)
		for _, key := range []book.MergeKey{book.MergePhones, book.MergeLikes} {
			f.canvas().Focus(f.field(key).choice)
			f.canvas().Focused().TypedRune(test.digit)
		}
		f.press(fyne.KeyReturn) // from a field
		if p := f.person(f.keys[1]); len(p.Phones) != test.phones || p.Profile.Likes != test.likes {
			t.Errorf("%c: phones %v, likes %q", test.digit, p.Phones, p.Profile.Likes)
		}
	}
}

func TestEverythingMovesAlongAndComesBack(t *testing.T) {
	f := open(t, twoPairs()...)
	for i, key := range []int64{f.keys[0], f.keys[1], f.keys[1]} {
		f.event(key, fmt.Sprintf("call %d", i))
	}
	if got := hangs(f.board.shown.right); got != "2 events, last contact 12 November 2026, added 26 November 2026" {
		t.Errorf("on the right hangs %q", got)
	}
	test.Tap(f.board.merge)
	if events, err := f.store.Timeline(ctx, f.keys[0]); err != nil || len(events) != 3 {
		t.Errorf("%d events, %v", len(events), err)
	}
	if got := f.shell.Said; len(got) != 1 || got[0] != "Ruiz, Ana and Ana Ruiz are one person now." {
		t.Errorf("said %q", got)
	}
	if got := f.pairs(); len(got) != 1 || f.board.shown.left.key != f.keys[2] {
		t.Errorf("after the merge: %q", got)
	}
	f.shell.PressOffered(t, "Undo")
	if got := f.pairs(); len(got) != 2 || !strings.HasPrefix(got[0], "Ana Ruiz | Ruiz, Ana") {
		t.Errorf("after the undo: %q", got)
	}
	for key, want := range map[int64]int{f.keys[0]: 1, f.keys[1]: 2} {
		if events, err := f.store.Timeline(ctx, key); err != nil || len(events) != want {
			t.Errorf("person %d has %d events again, want %d; %v", key, len(events), want, err)
		}
	}
}

// event logs a call on 12 November.
func (f *fixture) event(key int64, text string) {
	f.t.Helper()
	_, err := f.store.Do(ctx, store.Action{Kind: "log", Words: text}, func(tx *store.Tx) error {
		_, err := tx.PutEvent(0, key, care.Event{Kind: care.Call, Day: "2026-11-12", At: care.InstantOf(kittest.Clock().Now()), Text: text})
		return err
	})
	if err != nil {
		f.t.Fatal(err)
	}
}

func TestTwoWhoAreNotOneAreRemembered(t *testing.T) {
	f := open(t, twoPairs()...)
	f.press(fyne.KeyN)
	if got := f.shell.Said; len(got) != 1 || got[0] != "Ana Ruiz and Ruiz, Ana stay two people." {
		t.Errorf("said %q", got)
	}
	if got := f.pairs(); len(got) != 1 || f.count() != 5 {
		t.Errorf("after N: %q, %d people", got, f.count())
	}
	again := New(f.shell, f.store)
	again.Open(kit.Route{Screen: kit.DuplicatesScreen})
	if left := again.found.left(); len(left) != 1 || left[0].a != f.keys[2] {
		t.Errorf("opened again: %+v", left)
	}
	f.shell.PressOffered(t, "Undo")
	if got := f.pairs(); len(got) != 2 {
		t.Errorf("after the undo: %q", got)
	}
}

func TestSkippingLeavesThePairUndecided(t *testing.T) {
	f := open(t, twoPairs()...)
	for i, step := range []func(){func() { test.Tap(f.board.skip) }, func() { f.press(fyne.KeyS) }, func() {
		f.canvas().Focus(f.board.merge)
		f.press(fyne.KeyDown)
	}, func() { f.press(fyne.KeyUp) }} {
		step()
		if want := f.keys[[]int{2, 0, 2, 0}[i]]; f.board.shown.left.key != want {
			t.Errorf("step %d shows person %d, want %d", i, f.board.shown.left.key, want)
		}
	}
	if len(f.pairs()) != 2 || f.count() != 5 || len(f.shell.Said) > 0 {
		t.Errorf("something was decided: %q, %d people, said %q", f.pairs(), f.count(), f.shell.Said)
	}
}

func TestTwoAreShownByRoute(t *testing.T) {
	f := screenOf(t, fyne.NewSize(1204, 744), twoPairs()...)
	f.Open(kit.Route{Screen: kit.DuplicatesScreen, Pair: [2]int64{f.keys[4], f.keys[0]}}) // whom no search would pair
	w := f.board.shown
	if w == nil || w.left.key != f.keys[0] || w.right.key != f.keys[4] || f.board.rows.Visible() && f.board.layout.listShown() {
		t.Fatalf("shown are %+v", w)
	}
	f.press(fyne.KeyReturn)
	if f.count() != 4 || f.shell.Backs != 1 || len(f.shell.Deeds) != 1 {
		t.Errorf("%d people, %d times back, %d deeds", f.count(), f.shell.Backs, len(f.shell.Deeds))
	}
	if p := f.person(f.keys[0]); len(p.Phones) != 2 {
		t.Errorf("phones %v", p.Phones)
	}
	// The same two once more: one is gone.
	f.Open(kit.Route{Screen: kit.DuplicatesScreen, Pair: [2]int64{f.keys[0], f.keys[4]}})
	f.onEmpty("One of the two is no longer in the book, or they were told apart.")
}

func TestTwoGivenByRouteCanBeToldApart(t *testing.T) {
	f := screenOf(t, fyne.NewSize(1204, 744), twoPairs()...)
	f.Open(kit.Route{Screen: kit.DuplicatesScreen, Pair: [2]int64{f.keys[0], f.keys[1]}})
	test.Tap(f.board.apart)
	if f.shell.Backs != 1 || !book.KeptApart(f.person(f.keys[0]), f.person(f.keys[1])) {
		t.Errorf("%d times back, apart %v", f.shell.Backs, f.person(f.keys[0]).Apart)
	}
	// They can be looked at all the same, and made one by somebody who was wrong.
	f.Open(kit.Route{Screen: kit.DuplicatesScreen, Pair: [2]int64{f.keys[0], f.keys[1]}})
	test.Tap(f.board.merge)
	if f.count() != 4 {
		t.Errorf("%d people", f.count())
	}
}

func TestAllCertainPairsAreOneAction(t *testing.T) {
	f := open(t, append(twoPairs(), named("Ana Ruiz", "+34612000111"), named("Carla Vidal", "+34612000333"))...)
	if got := f.board.all.Label(); got != "Merge all 4 certain pairs" || !f.board.all.Visible() {
		t.Fatalf("offered is %q", got)
	}
	test.Tap(f.board.all)
	if f.count() != 4 || len(f.shell.Deeds) != 1 || f.shell.Said[0] != "3 people were merged into others." {
		t.Errorf("%d people, deeds %v, said %q", f.count(), f.shell.Deeds, f.shell.Said)
	}
	if got := f.pairs(); len(got) != 1 || f.board.shown.left.key != f.keys[2] || f.board.all.Visible() {
		t.Errorf("left are %q", got)
	}
	f.shell.PressOffered(t, "Undo")
	if f.count() != 7 || len(f.pairs()) != 5 {
		t.Errorf("after the undo %d people, %q", f.count(), f.pairs())
	}
}

func TestMergingAllCanBeStopped(t *testing.T) {
	f := open(t, append(twoPairs(), named("Carla Vidal", "+34612000333"))...)
	var work []func()
	f.shell.Run = run.With(func(w func()) { work = append(work, w) }, func(s func()) { s() })
	test.Tap(f.board.all)
	if !f.Screen.shows(f.under.object) || len(work) != 1 {
		t.Fatalf("%d pieces of work", len(work))
	}
	f.Open(kit.Route{Screen: kit.DuplicatesScreen}) // gone and come back meanwhile
	if !f.Screen.shows(f.under.object) {
		t.Error("what is under way is not shown")
	}
	f.press(fyne.KeyEscape)
	f.shell.Run = run.Inline()
	work[0]()
	if f.count() != 6 || len(f.pairs()) != 3 || !slices.Equal(f.shell.Said, []string{"Stopped. Nobody was merged."}) {
		t.Errorf("%d people, %q, said %q", f.count(), f.pairs(), f.shell.Said)
	}
}

// TestWhoTypesIsNotInterrupted changes the book while something of the window
// has the keyboard.
func TestWhoTypesIsNotInterrupted(t *testing.T) {
	f := open(t, twoPairs()...)
	find := widget.NewEntry()
	f.shell.Show(container.NewBorder(find, nil, nil, nil, f.Object()))
	f.canvas().Focus(find)
	f.Changed(store.Changes{People: f.keys})
	if f.canvas().Focused() != fyne.Focusable(find) {
		t.Errorf("the keyboard went to %T", f.canvas().Focused())
	}
	f.Open(kit.Route{Screen: kit.DuplicatesScreen})
	if f.canvas().Focused() != fyne.Focusable(f.board.rows) {
		t.Errorf("opened, the keyboard is at %T", f.canvas().Focused())
	}
}

// TestPairsThatShareSomebodyFollow merges two of three who are one.
func TestPairsThatShareSomebodyFollow(t *testing.T) {
	f := open(t, named("Ana Ruiz", "+34612000111"), named("Ana Ruiz", "+34612000111"), named("Ana Ruiz", "+34612000111"))
	if len(f.pairs()) != 3 {
		t.Fatalf("pairs %q", f.pairs())
	}
	f.press(fyne.KeyReturn)
	if got := f.pairs(); len(got) != 1 {
		t.Errorf("after one merge: %q", got)
	}
	f.press(fyne.KeyReturn)
	if f.count() != 1 {
		t.Errorf("%d people", f.count())
	}
	f.onEmpty("Nobody is in the book twice.")
	for i, want := range []int{1, 3} { // taken back, the last one first
		f.shell.Actions[1-i].Do()
		if got := f.pairs(); len(got) != want || f.count() != i+2 {
			t.Errorf("after %d undos %q, %d people", i+1, got, f.count())
		}
	}
}

// elsewhere is another window or command with the same book.
func (f *fixture) elsewhere() *store.Store {
	f.t.Helper()
	s, err := store.Open(ctx, f.store.Path(), store.Options{Clock: kittest.Clock(), Language: "en"})
	if err != nil {
		f.t.Fatal(err)
	}
	f.t.Cleanup(func() {
		if err := s.Close(); err != nil {
			f.t.Error(err)
		}
	})
	return s
}

func TestWhatWasEditedElsewhereIsNotLost(t *testing.T) {
	f := open(t, twoPairs()...)
	f.field(book.MergeName).choice.Choose(1)
	other := f.elsewhere()
	p := f.person(f.keys[1])
	p.Phones = append(p.Phones, care.Phone{Number: "+34612000777"})
	kittest.Put(t, other, p)
	test.Tap(f.board.merge)
	if len(f.shell.Failed) != 1 || care.CodeOf(f.shell.Failed[0]) != care.CodeEditedSince || f.count() != 5 {
		t.Fatalf("failed %v, %d people", f.shell.Failed, f.count())
	}
	f.shell.Failed = nil
	// The two are shown as they are now, with the choice made before.
	if got := f.board.shown.right.person.Phones; len(got) != 2 {
		t.Fatalf("shown are the phones %v", got)
	}
	if f.field(book.MergeName).choice.Chosen() != 1 || f.field(book.MergePhones).choice.Chosen() != 2 {
		t.Error("the choices are others")
	}
	test.Tap(f.board.merge)
	if p := f.person(f.keys[0]); len(p.Phones) != 2 || p.FullName != "Ruiz, Ana" {
		t.Errorf("merged to %q, phones %v", p.FullName, p.Phones)
	}
}

func TestPairsOfPeopleWhoAreGoneLeaveTheList(t *testing.T) {
	f := open(t, twoPairs()...)
	for _, trashed := range []bool{true, false} {
		_, err := f.store.Do(ctx, store.Action{Kind: "trash"}, func(tx *store.Tx) error { return tx.TrashPerson(f.keys[1], trashed) })
		if err != nil {
			t.Fatal(err)
		}
		want := 2
		if trashed {
			want = 1
		}
		if got := f.pairs(); len(got) != want {
			t.Errorf("trashed %v: %q", trashed, got)
		}
	}
	// Nobody tells of this one: another window's changes are noticed later.
	other := f.elsewhere()
	a, err := other.Person(ctx, f.keys[2])
	if err != nil {
		t.Fatal(err)
	}
	b, err := other.Person(ctx, f.keys[3])
	if err != nil {
		t.Fatal(err)
	}
	if _, err := book.Merge(ctx, other, f.keys[2], f.keys[3], a, b, nil); err != nil {
		t.Fatal(err)
	}
	f.Changed(store.Changes{People: []int64{f.keys[2], f.keys[3]}, Foreign: true})
	if got := f.pairs(); len(got) != 1 {
		t.Errorf("merged elsewhere: %q", got)
	}
}

func TestASearchShowsHowFarItIsAndStops(t *testing.T) {
	var crowd []*care.Person
	for i := range 450 {
		crowd = append(crowd, named(fmt.Sprintf("Name%d Surname%d", i, i), fmt.Sprintf("+3461200%04d", i)))
	}
	f := screenOf(t, fyne.NewSize(1204, 744), crowd...)
	var work []func()
	var shows []func()
	f.shell.Run = run.With(func(w func()) { work = append(work, w) }, func(s func()) { shows = append(shows, s) })
	f.Open(kit.Route{Screen: kit.DuplicatesScreen})
	if !f.Screen.shows(f.under.object) || f.canvas().Focused() != fyne.Focusable(f.under.cancel) {
		t.Fatal("the search is not shown")
	}
	work[0]()
	if len(shows) < 3 {
		t.Fatalf("told %d times", len(shows))
	}
	shows[1]()
	if got := f.under.count.Words(); got != "400 of 450 people looked at" || f.under.bar.Part() < 0.8 {
		t.Errorf("it says %q at %v", got, f.under.bar.Part())
	}
	f.press(fyne.KeySpace)
	f.onEmpty("The search was stopped. Nothing is changed.")
	for _, s := range shows[2:] {
		s() // too late
	}
	f.onEmpty("The search was stopped. Nothing is changed.")
	f.shell.Run = run.Inline()
	test.Tap(f.empty.button)
	f.onEmpty("Nobody is in the book twice.")
}

func TestNothingIsDoneTwiceWhileItIsWritten(t *testing.T) {
	f := open(t, twoPairs()...)
	var work []func()
	f.shell.Run = run.With(func(w func()) { work = append(work, w) }, func(s func()) { s() })
	f.press(fyne.KeyReturn)
	f.press(fyne.KeyReturn)
	f.press(fyne.KeyN)
	f.press(fyne.KeyS)
	if len(work) != 1 || !f.board.merge.Disabled() {
		t.Fatalf("%d pieces of work, merge disabled %v", len(work), f.board.merge.Disabled())
	}
	f.shell.Run = run.Inline()
	work[0]()
	if f.count() != 4 || f.board.merge.Disabled() || len(f.pairs()) != 1 {
		t.Errorf("%d people, %q", f.count(), f.pairs())
	}
}

func TestEverythingIsReachedByKeyboard(t *testing.T) {
	a, b := rich()
	f := open(t, a, b, named("Bea Gil", "+34612000222"), named("Bea Gil", "+34612000222"))
	var all []fyne.Focusable
	kittest.Walk(f.Object(), func(o fyne.CanvasObject) {
		if x, ok := o.(fyne.Focusable); ok {
			all = append(all, x)
		}
	})
	kittest.ReachedByTab(t, f.canvas(), all, 12)
	f.canvas().Focus(f.board.rows)
	f.press(fyne.KeyEscape)
	if f.shell.Backs != 1 {
		t.Error("Escape does not lead back")
	}
}

func TestFieldsThatAreTheSameAreFolded(t *testing.T) {
	a, b := rich()
	f := open(t, a, b)
	if got := f.board.view.same.Label(); got != "2 fields are the same" { // name, organisation
		t.Errorf("folded are %q", got)
	}
	if f.board.view.alike.Visible() {
		t.Error("they are not folded")
	}
	test.Tap(f.board.view.same)
	if !f.board.view.alike.Visible() {
		t.Error("they do not unfold")
	}
}

func TestPrivateFieldsAreMasked(t *testing.T) {
	a, b := rich()
	f := screenOf(t, fyne.NewSize(1204, 744), a, b)
	f.shell.Hidden = true
	f.Open(kit.Route{Screen: kit.DuplicatesScreen})
	words := func(key book.MergeKey) string { return f.field(key).row.Objects[1].(*kit.Paragraph).Words() }
	if got := words(book.MergeLikes); got != "•••" {
		t.Errorf("likes are shown: %q", got)
	}
	if got := words(book.MergeTitle); got != "Owner" {
		t.Errorf("the title is %q", got)
	}
}

func TestANarrowWindowShowsListOrPair(t *testing.T) {
	f := screenOf(t, fyne.NewSize(784, 544), twoPairs()...)
	f.Open(kit.Route{Screen: kit.DuplicatesScreen})
	if f.board.layout.listShown() || !f.board.fold.Visible() || f.board.fold.Label() != "Pair 1 of 2" {
		t.Fatalf("the list is shown %v, %q", f.board.layout.listShown(), f.board.fold.Label())
	}
	test.Tap(f.board.fold)
	if !f.board.listing() || f.canvas().Focused() != fyne.Focusable(f.board.rows) {
		t.Fatalf("the list does not open; the focus is at %T", f.canvas().Focused())
	}
	f.press(fyne.KeyDown)
	f.press(fyne.KeyReturn)
	if f.board.listing() || f.board.shown.left.key != f.keys[2] || f.count() != 5 {
		t.Errorf("Enter in the list shows person %d; %d people", f.board.shown.left.key, f.count())
	}
	test.Tap(f.board.fold)
	f.press(fyne.KeyEscape)
	if f.board.listing() || f.shell.Backs != 0 {
		t.Error("Escape does not fold the list")
	}
}
