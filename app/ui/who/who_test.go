package who

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/kittest"
	"carebook/store"
)

// fixture is the box on a book of its own, and what it asked for.
type fixture struct {
	*Box
	shell  *kittest.Shell
	opened []int64
	added  []string
	closed int
}

// callers are two with one ending, and one alone.
func callers() []*care.Person {
	phone := func(number string, kind care.PhoneType) []care.Phone {
		return []care.Phone{{Number: number, Type: kind}}
	}
	return []*care.Person{
		{
			UID: "maria", FullName: "María Ferrer", Organization: "Casa Perelló", Country: "ES", Phones: phone("+34 655 55 44 17", care.Mobile),
			Profile: care.Profile{Likes: "Open water", Interests: []string{"ovens"}}, Dates: []care.Date{{Kind: care.Birthday, Year: 1979, Month: 12, Day: 3}},
		},
		{UID: "nuria", FullName: "Nuria Sanchis", Organization: "Bar Sanchis", Country: "ES", Phones: phone("961 554 417", care.Work)},
		{UID: "pau", FullName: "Pau Llorens", Country: "ES", Phones: phone("+34 600 100 201", care.Mobile)},
	}
}

func open(t *testing.T, people ...*care.Person) *fixture {
	t.Helper()
	kittest.App(t)
	return openOn(t, kittest.Book(t, people...), kittest.NewShell(t, fyne.NewSize(480, 520)))
}

func openOn(t *testing.T, s *store.Store, shell *kittest.Shell) *fixture {
	t.Helper()
	f := &fixture{shell: shell}
	f.Box = New(shell, s, kittest.Clock(), Deeds{
		OpenPerson: func(key int64) { f.opened = append(f.opened, key) },
		NewPerson:  func(number string) { f.added = append(f.added, number) },
		Close:      func() { f.closed++ },
	})
	shell.Show(f.Object())
	shell.Window().Canvas().SetOnTypedKey(func(k *fyne.KeyEvent) { f.TakeKey(k) })
	f.Focus()
	t.Cleanup(func() {
		if len(shell.Failed) > 0 {
			t.Errorf("failed: %v", shell.Failed)
		}
	})
	return f
}

// logNow writes an event that happened before the call.
func (f *fixture) logNow(t *testing.T, uid string, e care.Event) {
	t.Helper()
	if _, _, err := book.Log(context.Background(), f.store, f.clock, f.key(t, uid), "test", book.Entry{Event: e}); err != nil {
		t.Fatal(err)
	}
}

func (f *fixture) key(t *testing.T, uid string) int64 {
	t.Helper()
	key, err := f.store.Key(context.Background(), uid)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func (f *fixture) timeline(t *testing.T, uid string) []store.Event {
	t.Helper()
	events, err := f.store.Timeline(context.Background(), f.key(t, uid))
	if err != nil {
		t.Fatal(err)
	}
	return events
}

// typing types as from the keyboard, into what has the focus.
func (f *fixture) typing(words string) {
	at := f.shell.Window().Canvas().Focused()
	for _, r := range words {
		at.TypedRune(r)
	}
}

func (f *fixture) press(keys ...fyne.KeyName) {
	c := f.shell.Window().Canvas()
	for _, k := range keys {
		switch {
		case k == fyne.KeyTab:
			c.FocusNext()
		case c.Focused() == nil:
			f.TakeKey(&fyne.KeyEvent{Name: k})
		default:
			c.Focused().TypedKey(&fyne.KeyEvent{Name: k})
		}
	}
}

func (f *fixture) says(words ...string) bool {
	all := ""
	if f.card.Visible() {
		all = f.card.Words()
	}
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(all, w) })
}

func TestTypingDigitsShowsThePersonAndWhatToKnow(t *testing.T) {
	f := open(t, callers()...)
	f.logNow(t, "maria", care.Event{Kind: care.Call, Day: "2026-11-23", Text: "The seal ships on Wednesday."})
	f.logNow(t, "maria", care.Event{Kind: care.Quote, Day: "2026-11-12", Text: "Combi oven", Price: &care.Money{Minor: 845000, Currency: "EUR"}})
	f.logNow(t, "maria", care.Event{Kind: care.Complaint, Day: "2026-11-20", Text: "Door seal", Due: "2026-11-27"})
	for _, typed := range []string{"5554417", "5555 44-17", "+34 655554417", "0034655554417", "(655) 55.44.17", "٥٥٥٤٤١٧"} {
		f.field.Entry.SetText("")
		f.Focus()
		f.typing(typed)
		if len(f.answer.hits) == 0 || !f.says("María Ferrer", "Casa Perelló", "Open complaint", "Door seal", "Combi oven", "€8,450",
			"Last time", "The seal ships on Wednesday.", "turns 47", "Open water") {
			t.Errorf("%q shows %q", typed, f.card.Words())
		}
	}
	c := f.card.Caller()
	if c.Match != "5 55 44 17" || c.Before != "+34 65" || c.Label == "" {
		t.Errorf("the number is %q, %q, %q, %q", c.Before, c.Match, c.After, c.Label)
	}
}

func TestTooFewDigits(t *testing.T) {
	f := open(t, callers()...)
	for _, c := range []struct{ typed, says string }{
		{"", "Type the last four"}, {"4", "Four digits"}, {"417", "Four digits"}, {"Maria", "Four digits"},
	} {
		f.field.Entry.SetText(c.typed)
		f.press(fyne.KeyReturn)
		if f.card.Visible() || f.line.Visible() || !strings.Contains(f.nobody.Words(), c.says) || !f.main.Disabled() {
			t.Errorf("%q: says %q", c.typed, f.nobody.Words())
		}
	}
	if len(f.added)+len(f.opened)+len(f.shell.Deeds) > 0 {
		t.Error("Enter did something")
	}
	f.typing("4417")
	f.press(fyne.KeyBackspace)
	if f.card.Visible() {
		t.Error("who had four digits stays with three")
	}
}

func TestEnterLogsTheCallOnce(t *testing.T) {
	f := open(t, callers()...)
	f.typing("100201")
	f.press(fyne.KeyReturn, fyne.KeyReturn, fyne.KeyEnter)
	events := f.timeline(t, "pau")
	if len(events) != 1 || events[0].Kind != care.Call || events[0].Day != "2026-11-26" {
		t.Fatalf("logged %+v", events)
	}
	if len(f.shell.Deeds) != 1 || f.shell.Said[0] != "Call with Pau Llorens logged." || !f.main.Disabled() || f.main.Label() != "Logged" {
		t.Errorf("said %q, the button %q", f.shell.Said, f.main.Label())
	}
	if said := f.shell.Said[len(f.shell.Said)-1]; !strings.Contains(said, "is logged") {
		t.Errorf("Enter again says %q", said)
	}
	if _, err := f.store.Undo(context.Background(), f.shell.Deeds[0]); err != nil {
		t.Fatal(err)
	}
	f.Changed(store.Changes{})
	if len(f.timeline(t, "pau")) != 0 || f.main.Disabled() || f.main.Label() != "Log the call" {
		t.Errorf("taken back, the button says %q", f.main.Label())
	}
	f.press(fyne.KeyReturn)
	if len(f.timeline(t, "pau")) != 1 {
		t.Error("taken back, the call cannot be logged again")
	}
}

func TestWordsAreLoggedWithTheCall(t *testing.T) {
	f := open(t, callers()...)
	f.typing("100201")
	f.press(fyne.KeyTab)
	f.typing("Wants pans 10 min")
	f.press(fyne.KeyReturn)
	events := f.timeline(t, "pau")
	if len(events) != 1 || events[0].Text != "Wants pans" || events[0].Minutes != 10 || f.line.Field.Text != "" {
		t.Fatalf("logged %+v, the line holds %q", events, f.line.Field.Text)
	}
	f.typing("Send the list tomorrow")
	if f.main.Label() != "Add to the call" {
		t.Errorf("the button says %q", f.main.Label())
	}
	f.press(fyne.KeyReturn)
	events = f.timeline(t, "pau")
	calls := slices.DeleteFunc(slices.Clone(events), func(e store.Event) bool { return e.Kind != care.Call })
	if len(calls) != 1 || !strings.HasPrefix(calls[0].Text, "Wants pans\nSend the list") || calls[0].Minutes != 10 {
		t.Errorf("added %+v", calls)
	}
	if len(events) != 2 || !slices.ContainsFunc(events, func(e store.Event) bool { return e.Kind == care.Promise && e.Due == "2026-11-27" }) {
		t.Errorf("the promise is not there: %+v", events)
	}
}

func TestNobodyHasTheNumber(t *testing.T) {
	f := open(t, callers()...)
	f.typing("77 88 99")
	if f.card.Visible() || f.nobody.Words() != "Nobody has this number. Add somebody?" || f.main.Label() != "Add somebody" || f.add.Visible() {
		t.Fatalf("says %q, the button %q", f.nobody.Words(), f.main.Label())
	}
	f.press(fyne.KeyReturn)
	if !slices.Equal(f.added, []string{"77 88 99"}) || len(f.shell.Deeds) > 0 {
		t.Errorf("asked for somebody new with %q", f.added)
	}
}

func TestSeveralWithOneNumber(t *testing.T) {
	f := open(t, callers()...)
	f.typing("4417")
	rows := kittest.Find[*kit.CallerRow](f.Object())
	if f.field.Word() != "2 people" || len(rows) != 1 {
		t.Fatalf("%q, %d rows", f.field.Word(), len(rows))
	}
	first, second := f.card.Caller().Name, rows[0].Caller().Name
	f.press(fyne.KeyDown)
	if f.card.Caller().Name != second || kittest.Find[*kit.CallerRow](f.Object())[0].Caller().Name != first {
		t.Errorf("Down shows %q", f.card.Caller().Name)
	}
	f.press(fyne.KeyDown)
	if f.card.Caller().Name != first {
		t.Errorf("past the last comes %q", f.card.Caller().Name)
	}
	test.Tap(kittest.Find[*kit.CallerRow](f.Object())[0])
	if f.card.Caller().Name != second || f.shell.Window().Canvas().Focused() != f.field.Entry {
		t.Errorf("a row leads to %q", f.card.Caller().Name)
	}
	f.press(fyne.KeyReturn)
	uids := map[string]string{"María Ferrer": "maria", "Nuria Sanchis": "nuria"}
	if len(f.timeline(t, uids[second])) != 1 || len(f.timeline(t, uids[first])) != 0 {
		t.Error("the call is not logged with the one shown alone")
	}
	if f.press(fyne.KeyUp); f.main.Disabled() || f.main.Label() != "Log the call" {
		t.Errorf("with the other the button says %q", f.main.Label())
	}
}

func TestManyWithOneNumber(t *testing.T) {
	var people []*care.Person
	for i := range most + 2 {
		people = append(people, &care.Person{UID: string(rune('a' + i)), FullName: "Shop", Phones: []care.Phone{{Number: "961 000 000"}}})
	}
	f := open(t, people...)
	f.typing("0000")
	if len(f.answer.hits) != most || f.field.Word() != "More than 30 people" {
		t.Errorf("%d, %q", len(f.answer.hits), f.field.Word())
	}
}

func TestPrivateHidesWhatIsPrivate(t *testing.T) {
	f := open(t, callers()...)
	f.logNow(t, "maria", care.Event{Kind: care.Quote, Day: "2026-11-12", Text: "Combi oven", Price: &care.Money{Minor: 845000, Currency: "EUR"}})
	f.logNow(t, "maria", care.Event{Kind: care.Call, Day: "2026-11-23", Text: "Her back hurts."})
	f.typing("5554417")
	f.shell.Hidden = true
	f.Redraw()
	for _, secret := range []string{"8,450", "Combi oven", "Her back hurts.", "Open water"} {
		if f.says(secret) {
			t.Errorf("%q is seen", secret)
		}
	}
	if !f.says("María Ferrer", "•••", "turns 47") {
		t.Errorf("hidden too much: %q", f.card.Words())
	}
	f.shell.Hidden = false
	if f.Redraw(); !f.says("8,450", "Her back hurts.") {
		t.Error("it does not come back")
	}
}

func TestTheNextCall(t *testing.T) {
	f := open(t, callers()...)
	f.Ask("100201")
	if !f.says("Pau Llorens") {
		t.Fatal("the digits of a request are not looked for")
	}
	f.press(fyne.KeyReturn)
	f.Ask("100201")
	f.press(fyne.KeyReturn)
	if n := len(f.timeline(t, "pau")); n != 2 {
		t.Errorf("a second call of one number: %d logged", n)
	}
	f.line.Field.SetText("half a thought")
	f.Ask("655554417")
	if !f.says("María Ferrer") || f.line.Field.Text != "" {
		t.Errorf("words for one stand with %q", f.card.Caller().Name)
	}
	f.Ask("100201")
	if f.line.Field.Text != "half a thought" {
		t.Errorf("the words are gone: %q", f.line.Field.Text)
	}
	f.Ask("")
	if !f.says("Pau Llorens") || f.shell.Window().Canvas().Focused() != f.field.Entry || f.field.Entry.SelectedText() != "100201" {
		t.Error("a request without digits does not wait for new ones")
	}
}

func TestStaleAnswersAreDropped(t *testing.T) {
	kittest.App(t)
	held, e := kittest.Hold()
	shell := kittest.NewShell(t, fyne.NewSize(480, 520))
	shell.Run = e
	f := openOn(t, kittest.Book(t, callers()...), shell)
	f.field.Entry.SetText("4417")
	f.field.Entry.SetText("100201")
	held.DoWork(1)
	held.DoWork(0)
	for len(held.Answers) > 0 {
		held.Answer(0)
	}
	if !f.says("Pau Llorens") || f.says("Sanchis") {
		t.Errorf("shows %q", f.card.Words())
	}
}

func TestEnterBeforeTheAnswer(t *testing.T) {
	kittest.App(t)
	held, e := kittest.Hold()
	shell := kittest.NewShell(t, fyne.NewSize(480, 520))
	shell.Run = e
	f := openOn(t, kittest.Book(t, callers()...), shell)
	f.field.Entry.SetText("100201")
	f.press(fyne.KeyReturn)
	held.Go()
	if n := len(f.timeline(t, "pau")); n != 1 {
		t.Errorf("one has the number: %d logged", n)
	}
	f.field.Entry.SetText("4417")
	f.press(fyne.KeyReturn)
	held.Go()
	if len(f.timeline(t, "maria"))+len(f.timeline(t, "nuria")) > 0 {
		t.Error("logged with one of two whom nobody had seen")
	}
	f.field.Entry.SetText("888888")
	f.press(fyne.KeyReturn)
	if held.Go(); len(f.added) > 0 {
		t.Error("asked for somebody new before nobody was seen")
	}
}

func TestEscapeNamesWordsThatAreNotLogged(t *testing.T) {
	f := open(t, callers()...)
	if f.press(fyne.KeyEscape); f.closed != 1 {
		t.Fatal("Escape does not close the empty box")
	}
	f.typing("100201")
	f.press(fyne.KeyTab)
	f.typing("pans")
	f.press(fyne.KeyEscape)
	if f.closed != 1 || !strings.Contains(f.shell.Said[0], "not logged") || !f.Unlogged() {
		t.Fatalf("closed over words, said %q", f.shell.Said)
	}
	if f.press(fyne.KeyEscape); f.closed != 2 {
		t.Error("Escape again does not close")
	}
}

func TestAllIsDoneFromTheKeyboard(t *testing.T) {
	f := open(t, callers()...)
	f.typing("4417")
	c := f.shell.Window().Canvas()
	want := []fyne.Focusable{f.field.Entry, kittest.Find[*kit.CallerRow](f.Object())[0], f.line.Field, f.main, f.open, f.add}
	kittest.ReachedByTab(t, c, want, 6)
	for _, at := range want[1:] {
		c.Focus(at)
		closed := f.closed
		if f.press(fyne.KeyEscape); f.closed != closed+1 {
			t.Errorf("Escape in %T does nothing", at)
		}
	}
	c.Focus(f.open)
	f.press(fyne.KeyReturn)
	c.Focus(f.add)
	f.press(fyne.KeySpace)
	if len(f.opened) != 1 || f.opened[0] != f.card.Caller().Key || !slices.Equal(f.added, []string{"4417"}) {
		t.Errorf("opened %v, added %q", f.opened, f.added)
	}
}

func TestTheBookMovesMeanwhile(t *testing.T) {
	f := open(t, callers()...)
	f.typing("4417")
	f.press(fyne.KeyDown)
	shown := f.card.Caller().Name
	kittest.Put(t, f.store, &care.Person{UID: "aa", FullName: "Aaron Gil", Phones: []care.Phone{{Number: "+34 655 55 44 17"}}})
	f.Changed(store.Changes{})
	if f.card.Caller().Name != shown || f.field.Word() != "3 people" {
		t.Errorf("%q became %q of %q", shown, f.card.Caller().Name, f.field.Word())
	}
	f.field.Entry.SetText("77889900")
	kittest.Put(t, f.store, &care.Person{UID: "new", FullName: "Neus Gil", Phones: []care.Phone{{Number: "677 889 900"}}})
	if f.Changed(store.Changes{}); !f.says("Neus Gil") {
		t.Error("somebody added meanwhile is not shown")
	}
}

func TestACallThatCannotBeLoggedComesBack(t *testing.T) {
	kittest.App(t)
	s, err := store.Open(context.Background(), filepath.Join(t.TempDir(), "book.db"), store.Options{Clock: kittest.Clock(), Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	kittest.Put(t, s, callers()...)
	held, e := kittest.Hold()
	shell := kittest.NewShell(t, fyne.NewSize(480, 520))
	shell.Run = e
	f := openOn(t, s, shell)
	f.typing("100201")
	held.Go()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	f.press(fyne.KeyTab)
	f.typing("pans")
	f.press(fyne.KeyReturn)
	held.Go()
	if f.line.Field.Text != "pans" || len(f.shell.Failed) != 1 || f.main.Label() != "Log the call" || f.main.Disabled() {
		t.Errorf("the line holds %q, failed %v", f.line.Field.Text, f.shell.Failed)
	}
	f.shell.Failed = nil
}

func TestSplit(t *testing.T) {
	for _, c := range []struct{ number, typed, want string }{
		{"+34 655 55 44 17", "4417", "+34 655 55 |44 17|"},
		{"(961) 554-417", "34961554417", "(|961) 554-417|"},
		{"961 554 417 ext 12", "55441712", "961 |554 417 ext 12|"},
		{"961 554 417", "417", "961 554 417||"},
		{"961 554 417", "9999", "961 554 417||"},
		{"", "4417", "||"},
	} {
		before, match, after := split(c.number, c.typed)
		if got := before + "|" + match + "|" + after; got != c.want {
			t.Errorf("%q typed %q: %q, want %q", c.number, c.typed, got, c.want)
		}
	}
}
