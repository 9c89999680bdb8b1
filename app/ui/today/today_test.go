package today

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/kittest"
	"carebook/store"
)

// The people of the tests: whoever a day can have something for.
const (
	lin    = "Lin Mei"       // has a birthday today
	tom    = "Tom Okafor"    // has one tomorrow
	inigo  = "Íñigo Etxe"    // had one while the program was shut
	javier = "Javier Ibáñez" // is owed a call
	carles = "Carles Monzó"  // is owed a visit
	rosa   = "Rosa Climent"  // was promised something for today
	maria  = "María Ferrer"  // has complained
	shop   = "Shop day"      // is a holiday of the user's own
)

func birthday(year, month, day int) []care.Date {
	return []care.Date{{Kind: care.Birthday, Year: year, Month: month, Day: day}}
}

// crowd is everybody, in the order of their keys.
func crowd() []*care.Person {
	return []*care.Person{
		{
			UID: "lin", FullName: lin, Dates: birthday(1971, 11, 26), Tags: []string{"Friends"},
			Emails: []care.Email{{Address: "lin@example.com"}}, Phones: []care.Phone{{Number: "+34 600 11 22 33", Type: care.Mobile}},
		},
		{UID: "tom", FullName: tom, Dates: birthday(0, 11, 27)},
		{UID: "inigo", FullName: inigo, Dates: birthday(1976, 11, 24)},
		{UID: "javier", FullName: javier, Profile: care.Profile{Cadence: care.Cadence{Visit: care.Never}}},
		{UID: "carles", FullName: carles, Profile: care.Profile{Cadence: care.Cadence{Call: care.Never}}},
		{UID: "rosa", FullName: rosa},
		{UID: "maria", FullName: maria},
	}
}

// keyOf is the key of a person.
func keyOf(t *testing.T, s *store.Store, name string) int64 {
	t.Helper()
	rows, err := s.People(context.Background(), store.Query{})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if r.FullName == name {
			return r.Key
		}
	}
	t.Fatalf("nobody is called %s", name)
	return 0
}

// fullBook is a book in which the day has something of every kind. The program
// ran four days ago, and not since.
func fullBook(t *testing.T) *store.Store {
	t.Helper()
	s := kittest.Book(t, crowd()...)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	ctx, clock := context.Background(), kittest.Clock()
	earlier := care.ClockFrom(clock.Now().AddDate(0, 0, -4))
	_, err := s.Do(ctx, store.Action{Kind: "edit"}, func(tx *store.Tx) error {
		for _, p := range crowd() { // whoever came today was missed by nobody
			old, err := tx.Person(keyOf(t, s, p.FullName))
			if err != nil {
				return err
			}
			old.Added = "2026-01-01"
			if _, err := tx.PutPerson(old); err != nil {
				return err
			}
		}
		return nil
	})
	must(err)
	log := func(name string, e care.Event) {
		t.Helper()
		_, _, err := book.Log(ctx, s, clock, keyOf(t, s, name), "", book.Entry{Event: e})
		must(err)
	}
	log(javier, care.Event{Kind: care.Call, Day: "2026-09-26", Text: "The second oven. He asks his wife."})
	log(carles, care.Event{Kind: care.Visit, Day: "2026-06-01", Text: "A mixer."})
	log(rosa, care.Event{Kind: care.Promise, Day: "2026-11-20", Text: "The price of the bowl", Due: "2026-11-26"})
	log(maria, care.Event{Kind: care.Complaint, Day: "2026-11-20", Text: "Door seal", Due: "2026-11-26"})
	_, err = book.PutOwnHoliday(ctx, s, "", shop, "11-26", care.Filter{})
	must(err)
	must(book.Shown(ctx, s, earlier, &book.Digest{On: earlier.Today()}))
	return s
}

// fixture is the page in a window.
type fixture struct {
	*Screen
	shell *kittest.Shell
	store *store.Store
}

var (
	usual  = fyne.NewSize(1204, 744)
	wide   = fyne.NewSize(1844, 1024)
	middle = fyne.NewSize(924, 744)
	narrow = fyne.NewSize(784, 600)
)

func openBook(t *testing.T, s *store.Store, shell *kittest.Shell) *fixture {
	t.Helper()
	f := &fixture{shell: shell, store: s}
	f.Screen = New(shell, s, kittest.Clock())
	shell.Show(f.Object())
	t.Cleanup(s.Watch(func(c store.Changes) {
		if !c.Foreign {
			shell.Run.Show(func() { f.Changed(c) })
		}
	}))
	f.Open(kit.Route{Screen: kit.TodayScreen})
	return f
}

func open(t *testing.T, size fyne.Size) *fixture {
	t.Helper()
	kittest.App(t)
	f := openBook(t, fullBook(t), kittest.NewShell(t, size))
	if len(f.shell.Failed) > 0 {
		t.Fatal(f.shell.Failed)
	}
	return f
}

// names are those of the rows in their order.
func (b *board) names() []string {
	var names []string
	for _, e := range b.flat() {
		names = append(names, e.item.Name)
	}
	return names
}

// of are the names of a section.
func (b *board) of(section book.Section) []string {
	var names []string
	for _, e := range b.section(section).visible() {
		names = append(names, e.item.Name)
	}
	return names
}

// row is the entry of a name.
func (b *board) row(t *testing.T, name string) *entry {
	t.Helper()
	for _, e := range b.flat() {
		if e.item.Name == name {
			return e
		}
	}
	t.Fatalf("no row of %s: %q", name, b.names())
	return nil
}

// press gives a key to whatever has the keyboard.
func press(t *testing.T, c fyne.Canvas, keys ...fyne.KeyName) {
	t.Helper()
	for _, k := range keys {
		if c.Focused() == nil {
			t.Fatalf("nothing has the keyboard for %s", k)
		}
		c.Focused().TypedKey(&fyne.KeyEvent{Name: k})
	}
}

func (f *fixture) press(t *testing.T, keys ...fyne.KeyName) {
	t.Helper()
	press(t, f.shell.Window().Canvas(), keys...)
}

// words are those of the opened row.
func words(e *entry) []string {
	var words []string
	for _, w := range e.row.Words() {
		words = append(words, w.AccessibilityLabel())
	}
	return words
}

// texts are the words that can be seen under an object.
func texts(o fyne.CanvasObject) string {
	var words []string
	kittest.Walk(o, func(o fyne.CanvasObject) {
		if t, ok := o.(*canvas.Text); ok && t.Text != "" {
			words = append(words, t.Text)
		}
	})
	return strings.Join(words, " | ")
}

func TestSectionsShowTheDay(t *testing.T) {
	f := open(t, usual)
	for section, want := range map[book.Section][]string{
		book.MissedSection: {inigo}, book.TodaySection: {lin, shop}, book.SoonSection: {tom}, book.CallSection: {javier},
		book.VisitSection: {carles}, book.PromiseSection: {rosa}, book.ComplaintSection: {maria},
	} {
		got := f.board.of(section)
		for _, name := range want {
			if !slices.Contains(got, name) {
				t.Errorf("%s shows %q, want %s among them", section, got, name)
			}
		}
	}
	seen := texts(f.Object())
	for _, want := range []string{
		"Thursday, 26 November", "Missed", "shut since Mon 23 Nov", "61 days", "most overdue first", "Next ten days", "2026", "Friends",
	} {
		if !strings.Contains(seen, want) {
			t.Errorf("the page does not say %q: %s", want, seen)
		}
	}
}

func TestTheFirstRowOpensAndShowsItsWords(t *testing.T) {
	f := open(t, usual)
	first := f.board.flat()[0]
	if !first.row.Opened() || f.shell.Window().Canvas().Focused() != fyne.Focusable(first.row) {
		t.Fatal("the first row does not have the keyboard")
	}
	want := []string{"Copy greeting", "Write", "Done", "Snooze", "Skip", "Open"}
	if got := words(first); !slices.Equal(got, want) {
		t.Errorf("the words are %q, want %q", got, want)
	}
	opened := 0
	for _, e := range f.board.flat() {
		if e.row.Opened() {
			opened++
		}
	}
	if opened != 1 {
		t.Errorf("%d rows are opened", opened)
	}
}

func TestWordsDifferByKind(t *testing.T) {
	f := open(t, usual)
	for name, want := range map[string]string{javier: "Log a call", carles: "Read the brief", rosa: "Log a call", maria: "Open", shop: "Who to greet"} {
		e := f.board.row(t, name)
		f.board.focus(e)
		if got := words(e); len(got) < 4 || got[0] != want {
			t.Errorf("%s: %q, want %q first", name, got, want)
		}
	}
}

func TestArrowsWalkAllRowsOfAllSections(t *testing.T) {
	f := open(t, usual)
	rows := f.board.flat()
	for i := 1; i < len(rows); i++ {
		f.press(t, fyne.KeyDown)
		if f.board.opened != rows[i] {
			t.Fatalf("after %d steps down %s is opened, want %s", i, f.board.opened.item.Name, rows[i].item.Name)
		}
	}
	f.press(t, fyne.KeyDown) // there is no further one
	if f.board.opened != rows[len(rows)-1] {
		t.Error("the last row was left")
	}
	f.press(t, fyne.KeyUp, fyne.KeyUp)
	if f.board.opened != rows[len(rows)-3] {
		t.Error("two up is somewhere else")
	}
	f.press(t, fyne.KeyHome)
	if f.board.opened != rows[0] {
		t.Error("Home is not the first row")
	}
	f.press(t, fyne.KeyRight)
	if s := f.board.opened.section.name; s != book.CallSection {
		t.Errorf("right of the first row is %s", s)
	}
	f.press(t, fyne.KeyLeft)
	if f.board.opened != rows[0] {
		t.Error("back to the left is another row")
	}
}

func TestTabWalksTheWordsOfTheOpenedRow(t *testing.T) {
	f := open(t, usual)
	c := f.shell.Window().Canvas()
	first := f.board.flat()[0]
	for _, w := range first.row.Words() {
		c.FocusNext()
		word, ok := c.Focused().(interface{ AccessibilityLabel() string })
		if !ok || word.AccessibilityLabel() != w.AccessibilityLabel() {
			t.Fatalf("Tab leads to %T, want the word %s", c.Focused(), w.AccessibilityLabel())
		}
		if !first.row.Opened() {
			t.Fatal("the row is closed while one of its words has the keyboard")
		}
	}
	c.FocusNext()
	if second := f.board.flat()[1]; c.Focused() != fyne.Focusable(second.row) || !second.row.Opened() || first.row.Opened() {
		t.Error("after the last word the next row does not open")
	}
}

func TestAWordTakesTheKeysOfItsRow(t *testing.T) {
	f := open(t, usual)
	f.shell.Window().Canvas().FocusNext()
	f.press(t, fyne.KeyDown)
	if f.board.opened != f.board.flat()[1] {
		t.Error("down on a word does not lead to the next row")
	}
}

// answerAll shows the answers that wait, and nothing that comes of them.
func answerAll(h *kittest.Held) {
	for range len(h.Answers) {
		h.Answer(0)
	}
}

func TestDoneFadesAndLeavesLater(t *testing.T) {
	kittest.App(t)
	s := fullBook(t)
	shell := kittest.NewShell(t, usual)
	held, e := kittest.Hold()
	shell.Run = e
	f := openBook(t, s, shell)
	held.Go()
	row := f.board.row(t, rosa)
	f.board.focus(row)
	f.press(t, fyne.KeySpace)
	if !row.row.Reminder().Struck {
		t.Error("the row does not fade at once")
	}
	if f.board.opened == row {
		t.Error("the keyboard stays on a row that is about to go")
	}
	f.press(t, fyne.KeyUp)
	held.DoWork(0) // the write
	answerAll(held)
	if len(shell.Said) == 0 || shell.Said[len(shell.Said)-1] != "The promise to Rosa Climent is kept." || shell.Actions[len(shell.Actions)-1].Label != "Undo" {
		t.Errorf("said %q", shell.Said)
	}
	f.board.finish(row) // pressing again does nothing
	if n := len(shell.Deeds); n != 1 {
		t.Errorf("%d deeds", n)
	}
	held.Go() // the reading, and the pause after which the row goes
	if slices.Contains(f.board.names(), rosa) {
		t.Error("the row stays")
	}
	if len(shell.Failed) > 0 {
		t.Error(shell.Failed)
	}
}

func TestUndoBringsARowBack(t *testing.T) {
	f := open(t, usual)
	f.shell.OnUndo = func(action int64) {
		if _, err := f.store.Undo(context.Background(), action); err != nil {
			t.Error(err)
		}
	}
	f.board.focus(f.board.row(t, javier))
	f.press(t, fyne.KeySpace)
	if slices.Contains(f.board.of(book.CallSection), javier) {
		t.Fatal("the call is not done")
	}
	if seen := texts(f.Object()); !strings.Contains(seen, "1 done today") {
		t.Errorf("the head does not count it: %s", seen)
	}
	f.shell.PressOffered(t, "Undo")
	if !slices.Contains(f.board.of(book.CallSection), javier) {
		t.Error("the call does not come back")
	}
	if f.board.row(t, javier).row.Reminder().Struck {
		t.Error("the row that came back is struck")
	}
}

func TestUndoWhileTheRowFades(t *testing.T) {
	kittest.App(t)
	s := fullBook(t)
	shell := kittest.NewShell(t, usual)
	held, e := kittest.Hold()
	shell.Run = e
	f := openBook(t, s, shell)
	held.Go()
	row := f.board.row(t, lin)
	f.board.finish(row)
	held.DoWork(0)
	answerAll(held)
	if _, err := s.Undo(context.Background(), shell.Deeds[0]); err != nil {
		t.Fatal(err)
	}
	f.reload()
	held.DoWork(len(held.Work) - 1) // before the row goes
	answerAll(held)
	held.Go()
	if got := f.board.row(t, lin); got != row || got.row.Reminder().Struck {
		t.Error("the row that was taken back fades on")
	}
}

func TestAFailedDeedLeavesTheRow(t *testing.T) {
	f := open(t, usual)
	row := f.board.row(t, rosa)
	row.item.What = "no number"
	f.board.finish(row)
	if len(f.shell.Failed) != 1 || row.row.Reminder().Struck || !slices.Contains(f.board.names(), rosa) {
		t.Errorf("failed %v, struck %v, rows %q", f.shell.Failed, row.row.Reminder().Struck, f.board.names())
	}
}

func TestSkip(t *testing.T) {
	f := open(t, usual)
	f.board.focus(f.board.row(t, lin))
	f.press(t, fyne.KeyX)
	if slices.Contains(f.board.names(), lin) {
		t.Error("the row stays")
	}
	if got := f.shell.Said[len(f.shell.Said)-1]; got != "Lin Mei: skipped this year." {
		t.Errorf("said %q", got)
	}
	if f.board.opened == nil || !f.board.opened.row.HasFocus() {
		t.Error("the keyboard is lost")
	}
}

// choose chooses a line of the menu that is open.
func (f *fixture) choose(t *testing.T, label string) {
	t.Helper()
	for _, r := range f.board.menu.Rows {
		if r.Label() == label {
			r.Tapped(nil)
			return
		}
	}
	t.Fatalf("the menu has no %q", label)
}

func TestSnooze(t *testing.T) {
	for label, want := range map[string]string{
		"In an hour": "2026-11-26T10:00", "Tomorrow": "2026-11-27T09:00", "Monday": "2026-11-30T09:00",
	} {
		f := open(t, usual)
		f.board.focus(f.board.row(t, lin))
		f.press(t, fyne.KeyS)
		f.choose(t, label)
		if slices.Contains(f.board.names(), lin) {
			t.Errorf("%s: the row stays", label)
		}
		reminders, err := f.store.Reminders(context.Background(), "2027-01-01", "2026-11-26T00:00:00.000Z")
		if err != nil || len(reminders) != 1 {
			t.Fatalf("%s: %d reminders are kept, %v", label, len(reminders), err)
		}
		if got := reminders[0].Until.Time().Format("2006-01-02T15:04"); got != want {
			t.Errorf("%s: until %s, want %s", label, got, want)
		}
	}
}

func TestSnoozeToATypedDay(t *testing.T) {
	f := open(t, usual)
	row := f.board.row(t, lin)
	f.board.focus(row)
	f.press(t, fyne.KeyS)
	f.choose(t, "On a day…")
	c := f.shell.Window().Canvas()
	field, ok := c.Focused().(*kit.Entry)
	if !ok {
		t.Fatalf("%T has the keyboard, want the field", c.Focused())
	}
	for typed, want := range map[string]string{"some day": "“some day” is no day", "yesterday": "is not to come"} {
		field.SetText(typed)
		field.OnSubmitted(typed)
		if got := f.board.panel.Problem(); !strings.Contains(got, want) {
			t.Errorf("%q: %q", typed, got)
		}
	}
	field.SetText("3 Dec")
	if seen := texts(f.board.panel.Body()); !strings.Contains(seen, "3 December 2026") {
		t.Errorf("what was understood is not shown: %s", seen)
	}
	field.OnSubmitted("3 Dec")
	if f.board.panel.Shown() || slices.Contains(f.board.names(), lin) {
		t.Error("the row is not put off")
	}
	if got := f.shell.Said[len(f.shell.Said)-1]; got != "Lin Mei comes back: Thu 3 Dec." {
		t.Errorf("said %q", got)
	}
}

func TestMondayIsNeverTomorrow(t *testing.T) {
	for day, want := range map[care.Day]care.Day{
		"2026-11-26": "2026-11-30", "2026-11-29": "2026-12-07", "2026-11-28": "2026-11-30", "2026-11-30": "2026-12-07",
	} {
		if got := mondayAfter(plus(day, 1)); got != want {
			t.Errorf("from %s it is %s, want %s", day, got, want)
		}
	}
}

func TestCopyGreetingOnceForAnOccasion(t *testing.T) {
	f := open(t, usual)
	row := f.board.row(t, lin)
	f.board.focus(row)
	f.press(t, fyne.KeyC)
	text := fyne.CurrentApp().Clipboard().Content()
	if text == "" {
		t.Fatal("nothing was copied")
	}
	item := row.item
	f.shell.PressOffered(t, "Mark as sent")
	events, err := f.store.Timeline(context.Background(), item.Person)
	if err != nil || len(events) != 1 || events[0].Kind != care.Greeting || events[0].Text != text {
		t.Fatalf("the timeline is %+v, %v", events, err)
	}
	if slices.Contains(f.board.names(), lin) {
		t.Error("a greeted person is still to be greeted")
	}
	// A row that another window greeted meanwhile offers nothing more.
	fyne.CurrentApp().Clipboard().SetContent("")
	again := f.board.newEntry()
	again.item = item
	f.board.copyGreeting(again)
	if got := f.shell.Said[len(f.shell.Said)-1]; got != "Lin Mei was greeted for this already." || fyne.CurrentApp().Clipboard().Content() != "" {
		t.Errorf("said %q, copied %q", got, fyne.CurrentApp().Clipboard().Content())
	}
}

func TestMarkingTwiceFails(t *testing.T) {
	f := open(t, usual)
	row := f.board.row(t, lin)
	item := row.item
	f.board.copyGreeting(row)
	f.shell.PressOffered(t, "Mark as sent")
	offered := f.board.newEntry()
	offered.item = item
	g, err := book.GreetingFor(context.Background(), f.store, item)
	if err != nil {
		t.Fatal(err)
	}
	f.board.markSent(offered, g)
	if len(f.shell.Failed) != 1 || care.CodeOf(f.shell.Failed[0]) != care.CodeGreeted {
		t.Errorf("failed %v", f.shell.Failed)
	}
}

func TestIconsAndTheCircleArePressed(t *testing.T) {
	f := open(t, usual)
	row := f.board.row(t, rosa).row
	width := row.Size().Width
	tap := func(x float32) { row.Tapped(&fyne.PointEvent{Position: fyne.NewPos(x, 25)}) }
	tap(width - 82) // the main icon
	last := f.shell.Routes[len(f.shell.Routes)-1]
	if last.Screen != kit.PeopleScreen || last.Person != keyOf(t, f.store, rosa) || !last.Log {
		t.Errorf("the phone opens %+v", last)
	}
	tap(width - 52)
	if f.board.menu == nil || len(f.board.menu.Rows) != 4 {
		t.Fatal("the clock opens no menu")
	}
	f.board.menu.Close()
	tap(200)
	if !row.Opened() {
		t.Error("a tap does not open the row")
	}
	tap(21)
	if slices.Contains(f.board.names(), rosa) {
		t.Error("the circle does not mark the promise kept")
	}
}

func TestEnterOpensThePerson(t *testing.T) {
	f := open(t, usual)
	f.board.focus(f.board.row(t, javier))
	f.press(t, fyne.KeyReturn)
	want := kit.Route{Screen: kit.PeopleScreen, Person: keyOf(t, f.store, javier)}
	if got := f.shell.Routes[len(f.shell.Routes)-1]; got.Screen != want.Screen || got.Person != want.Person || got.Log {
		t.Errorf("opened %+v, want %+v", got, want)
	}
}

func TestAHolidayOpensItsPeople(t *testing.T) {
	f := open(t, usual)
	f.board.focus(f.board.row(t, shop))
	f.press(t, fyne.KeyReturn)
	got := f.shell.Routes[len(f.shell.Routes)-1]
	if got.Screen != kit.PeopleScreen || got.Filter == nil || got.Title != shop {
		t.Errorf("opened %+v", got)
	}
}

func TestMoreCallsOpenTheListOfTheOwed(t *testing.T) {
	kittest.App(t)
	var people []*care.Person
	for _, name := range []string{"A", "B", "C", "D", "E", "F", "G"} {
		people = append(people, &care.Person{UID: name, FullName: name})
	}
	s := kittest.Book(t, people...)
	for _, p := range people {
		e := care.Event{Kind: care.Call, Day: "2026-08-01"}
		if _, _, err := book.Log(context.Background(), s, kittest.Clock(), keyOf(t, s, p.FullName), "", book.Entry{Event: e}); err != nil {
			t.Fatal(err)
		}
	}
	f := openBook(t, s, kittest.NewShell(t, usual))
	calls := f.board.section(book.CallSection)
	if calls.count() != 7 || len(calls.visible()) != 5 || calls.head.link.Label() != "2 more" {
		t.Fatalf("%d calls, %d rows, %q", calls.count(), len(calls.visible()), calls.head.link.Label())
	}
	calls.head.link.OnTapped()
	if got := f.shell.Routes[len(f.shell.Routes)-1]; got.Screen != kit.PeopleScreen || got.List != kit.OwedList {
		t.Errorf("opened %+v", got)
	}
}

func TestALongSectionUnfolds(t *testing.T) {
	kittest.App(t)
	var people []*care.Person
	for i := range mostOfDay + 3 {
		name := strings.Repeat("I", i+1)
		people = append(people, &care.Person{UID: name, FullName: name, Dates: birthday(0, 11, 26)})
	}
	f := openBook(t, kittest.Book(t, people...), kittest.NewShell(t, usual))
	today := f.board.section(book.TodaySection)
	if len(today.visible()) != mostOfDay || today.head.link.Label() != "3 more" {
		t.Fatalf("%d rows, %q", len(today.visible()), today.head.link.Label())
	}
	today.head.link.OnTapped()
	if len(today.visible()) != mostOfDay+3 || today.head.link.Visible() {
		t.Errorf("%d rows, link %v", len(today.visible()), today.head.link.Visible())
	}
}

func TestAQuietDaySaysWhatIsNext(t *testing.T) {
	kittest.App(t)
	s := kittest.Book(t, &care.Person{UID: "m", FullName: "María Ángeles", Dates: birthday(1979, 12, 20)})
	f := openBook(t, s, kittest.NewShell(t, usual))
	if got := f.quiet.Words(); !f.nothing.Visible() || got != "Quiet today. Next: María Ángeles turns 47 on Sun 20 Dec." {
		t.Errorf("the page says %q", got)
	}
	kittest.Put(t, s, &care.Person{UID: "n", FullName: "Nora", Dates: birthday(0, 11, 26)})
	if f.nothing.Visible() || !slices.Equal(f.board.names(), []string{"Nora"}) {
		t.Errorf("quiet %v, rows %q", f.nothing.Visible(), f.board.names())
	}
	f.board.finish(f.board.row(t, "Nora"))
	if got := f.quiet.Words(); !strings.HasPrefix(got, "All done for today. Next: ") {
		t.Errorf("after the last one the page says %q", got)
	}
}

func TestAnEmptyBookIsQuiet(t *testing.T) {
	kittest.App(t)
	s := kittest.Book(t)
	f := openBook(t, s, kittest.NewShell(t, usual))
	if got := f.quiet.Words(); got != "Quiet today. Whom to greet, call and visit comes here by itself." {
		t.Errorf("the page says %q", got)
	}
	if !f.begin.Visible() {
		t.Fatal("nothing leads to the first people")
	}
	test.Tap(f.Begin)
	if n := len(f.shell.Routes); n != 1 || f.shell.Routes[0].Screen != kit.PeopleScreen {
		t.Errorf("the way to the first people is %+v", f.shell.Routes)
	}
	kittest.Put(t, s, &care.Person{UID: "n", FullName: "Nora"})
	if f.begin.Visible() {
		t.Error("it is still offered once there is somebody")
	}
	if len(f.shell.Failed) > 0 {
		t.Error(f.shell.Failed)
	}
}

func TestAChangeOfTheBookKeepsTheKeyboard(t *testing.T) {
	f := open(t, usual)
	row := f.board.row(t, javier)
	f.board.focus(row)
	kittest.Put(t, f.store, &care.Person{UID: "new", FullName: "Abel", Dates: birthday(0, 11, 26)})
	if !slices.Contains(f.board.names(), "Abel") {
		t.Fatal("the page does not follow the book")
	}
	if f.board.opened != row || !row.row.HasFocus() || !row.row.Opened() {
		t.Error("the keyboard is elsewhere")
	}
}

func TestAHiddenPageIsReadWhenItIsOpened(t *testing.T) {
	f := open(t, usual)
	f.Object().Hide()
	kittest.Put(t, f.store, &care.Person{UID: "new", FullName: "Abel", Dates: birthday(0, 11, 26)})
	if slices.Contains(f.board.names(), "Abel") {
		t.Error("a page that nobody sees was read")
	}
	f.Object().Show()
	f.Open(kit.Route{Screen: kit.TodayScreen})
	if !slices.Contains(f.board.names(), "Abel") {
		t.Error("the page is old")
	}
}

func TestMidnight(t *testing.T) {
	f := open(t, usual)
	f.clock = care.ClockFrom(time.Date(2026, 11, 27, 0, 0, 30, 0, time.UTC))
	f.board.clock = f.clock
	f.Turn()
	if got := f.day.Words(); got != "Friday, 27 November" {
		t.Errorf("after midnight the page is of %q", got)
	}
	if got := f.board.of(book.TodaySection); !slices.Equal(got, []string{tom}) {
		t.Errorf("today is %q", got)
	}
}

func TestTheWindowComesBack(t *testing.T) {
	f := open(t, usual)
	before := f.read
	f.Turn()
	if f.read != before {
		t.Error("a fresh page was read anew")
	}
	f.read = f.clock.Now().Add(-fresh - time.Second)
	f.Turn()
	if !f.read.After(before) {
		t.Error("an old page was not read anew")
	}
}

func TestPrivateLinesAreHidden(t *testing.T) {
	f := open(t, usual)
	f.shell.Hidden = true
	f.Redraw()
	if m := f.board.row(t, javier).row.Reminder(); m.Late != "61 days" || m.Line != "" || m.Name != javier {
		t.Errorf("the call says %q %q %q", m.Name, m.Late, m.Line)
	}
	if m := f.board.row(t, rosa).row.Reminder(); m.Line != "•••" {
		t.Errorf("the promise says %q", m.Line)
	}
	if m := f.board.row(t, lin).row.Reminder(); !strings.Contains(m.Line, "55") {
		t.Errorf("the birthday says %q", m.Line)
	}
	f.shell.Hidden = false
	f.Redraw()
	if m := f.board.row(t, rosa).row.Reminder(); !strings.Contains(m.Line, "price") {
		t.Errorf("shown again the promise says %q", m.Line)
	}
}

func TestEscapeClosesTheRow(t *testing.T) {
	f := open(t, usual)
	f.press(t, fyne.KeyEscape)
	if f.board.opened != nil || f.shell.Window().Canvas().Focused() != nil {
		t.Error("the row stays opened")
	}
	if f.TakeKey(&fyne.KeyEvent{Name: fyne.KeyEscape}) {
		t.Error("Escape is taken where nothing is open")
	}
	if !f.TakeKey(&fyne.KeyEvent{Name: fyne.KeyDown}) || f.board.opened == nil {
		t.Error("an arrow does not lead back to the rows")
	}
}

func TestColumnsFollowTheWidth(t *testing.T) {
	for _, c := range []struct {
		size            fyne.Size
		columns         int
		first, second   float32 // widths
		besideNotBelow  bool
		daysAheadBeside bool
	}{
		{usual, 3, 434, 416, true, true},
		{wide, 3, 520, 520, true, true},
		{middle, 2, 428, 428, true, false},
		{narrow, 1, 720, 720, false, false},
	} {
		f := open(t, c.size)
		p, columns := arrange(c.size.Width)
		if columns != c.columns || p.w1 != c.first || p.w2 != c.second {
			t.Errorf("%v: %d columns of %v and %v", c.size, columns, p.w1, p.w2)
		}
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject
		left, right, aside := at(f.page.left), at(f.page.right), at(f.page.aside)
		if (left.Y == right.Y) != c.besideNotBelow || (aside.X > right.X) != c.daysAheadBeside {
			t.Errorf("%v: left %v, right %v, aside %v", c.size, left, right, aside)
		}
	}
}

func TestCommandsNameTheKeys(t *testing.T) {
	f := open(t, usual)
	var keys []fyne.KeyName
	for _, c := range f.Commands() {
		keys = append(keys, c.Key)
		if c.Label == "" || c.Do == nil || c.Off == nil {
			t.Errorf("%+v is half a command", c)
		}
	}
	for _, want := range []fyne.KeyName{fyne.KeyDown, fyne.KeyReturn, fyne.KeySpace, fyne.KeyS, fyne.KeyX, fyne.KeyC, fyne.KeyW} {
		if !slices.Contains(keys, want) {
			t.Errorf("no command for %s", want)
		}
	}
	f.board.focus(f.board.row(t, javier))
	for _, c := range f.Commands() {
		if off := c.Off(); off != (c.Key == fyne.KeyC || c.Key == fyne.KeyW) {
			t.Errorf("on a call the command %q is off: %v", c.Label, off)
		}
	}
	f.Object().Hide()
	for _, c := range f.Commands() {
		if !c.Off() {
			t.Errorf("on another page the command %q is on", c.Label)
		}
	}
}
