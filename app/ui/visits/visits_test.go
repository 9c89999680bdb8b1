package visits

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/care/plan"
	"carebook/app/care/remind"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/kittest"
	"carebook/app/ui/kit/visittime"
	"carebook/store"
)

// The people of the tests are ten customers who bring less and less, all of them
// due for a visit: the first two are A, the last two C. Somebody else has no
// sale and is due, too.
var customers = []string{
	"Ana Adell", "Bruno Bas", "Carla Cid", "David Deu", "Elsa Esteve",
	"Fina Ferrer", "Gil Gomis", "Hugo Haro", "Irma Ibarra", "Jan Jordi",
}

const stranger = "Kira Kovac"

// trade is a book of customers: profits in cents, and the minutes logged with
// each in the last four weeks.
func trade(t *testing.T) *store.Store {
	t.Helper()
	var people []*care.Person
	for i, name := range append(slices.Clone(customers), stranger) {
		people = append(people, &care.Person{
			UID: fmt.Sprintf("p%02d", i), FullName: name,
			Addresses: []care.Address{{City: []string{"Gandía", "Sueca"}[i%2]}},
			Profile:   care.Profile{Cadence: care.Cadence{Visit: 30, Call: care.Never}},
		})
	}
	s := kittest.Book(t, people...)
	ctx := context.Background()
	_, err := s.Do(ctx, store.Action{Kind: "edit"}, func(tx *store.Tx) error {
		for i, name := range append(slices.Clone(customers), stranger) {
			key := keyOf(t, s, name)
			p, err := tx.Person(key)
			if err != nil {
				return err
			}
			p.Added = "2026-01-01"
			if _, err := tx.PutPerson(p); err != nil {
				return err
			}
			if i >= len(customers) {
				continue
			}
			profit := int64(1_000_000 / (i + 1))
			if _, err := tx.PutSale(0, key, care.Sale{
				Day: "2026-06-01", Amount: care.Money{Minor: 2 * profit, Currency: "EUR"}, Cost: &care.Money{Minor: profit, Currency: "EUR"},
			}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for i, minutes := range []int{20, 20, 60, 60, 60, 60, 60, 60, 100, 100} {
		entry := book.Entry{Event: care.Event{Kind: care.Visit, Day: care.Day("2026-10-30").Plus(i % 3), Minutes: minutes, Text: "seen"}}
		if _, _, err := book.Log(ctx, s, kittest.Clock(), keyOf(t, s, customers[i]), "", entry); err != nil {
			t.Fatal(err)
		}
	}
	if err := book.RefreshBands(ctx, s, kittest.Clock()); err != nil {
		t.Fatal(err)
	}
	return s
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

// fixture is the page in a window.
type fixture struct {
	*Screen
	shell *kittest.Shell
	store *store.Store
}

var (
	usual  = fyne.NewSize(1204, 744)
	wide   = fyne.NewSize(1844, 1024)
	narrow = fyne.NewSize(784, 544)
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
	shell.OnUndo = func(action int64) {
		if _, err := s.Undo(context.Background(), action); err != nil {
			t.Error(err)
		}
	}
	f.Open(kit.Route{Screen: kit.VisitsScreen})
	if len(shell.Failed) > 0 {
		t.Fatal(shell.Failed)
	}
	return f
}

func open(t *testing.T, size fyne.Size) *fixture {
	t.Helper()
	kittest.App(t)
	return openBook(t, trade(t), kittest.NewShell(t, size))
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

// planned are the names of the visits by their days.
func (f *fixture) planned() map[care.Day][]string {
	all := map[care.Day][]string{}
	for _, c := range f.week.columns {
		for _, k := range c.cards {
			all[c.day] = append(all[c.day], k.visit.Name)
		}
	}
	return all
}

// names are those of all visits, in the order of the cards.
func (f *fixture) names() []string {
	var names []string
	for _, c := range f.week.columns {
		for _, k := range c.cards {
			names = append(names, k.visit.Name)
		}
	}
	return names
}

// card is the card of a name, with the keyboard on it.
func (f *fixture) card(t *testing.T, name string) *card {
	t.Helper()
	for _, k := range f.week.cards {
		if k.visit.Name == name {
			f.week.focus(k)
			return k
		}
	}
	t.Fatalf("no card of %s: %q", name, f.names())
	return nil
}

// press gives a key to whatever has the keyboard.
func (f *fixture) press(t *testing.T, keys ...fyne.KeyName) {
	t.Helper()
	c := f.shell.Window().Canvas()
	for _, k := range keys {
		if c.Focused() == nil {
			t.Fatalf("nothing has the keyboard for %s", k)
		}
		c.Focused().TypedKey(&fyne.KeyEvent{Name: k})
	}
}

// command does a command by its label.
func (f *fixture) command(t *testing.T, label string) {
	t.Helper()
	for _, c := range f.Commands() {
		if c.Label == label {
			if c.Off != nil && c.Off() {
				t.Fatalf("the command %q is off", label)
			}
			c.Do()
			return
		}
	}
	t.Fatalf("there is no command %q", label)
}

// choose chooses a line of the open menu by its beginning.
func (f *fixture) choose(t *testing.T, label string) {
	t.Helper()
	if f.menu == nil {
		t.Fatal("no menu is open")
	}
	var labels []string
	for _, r := range f.menu.Rows {
		if labels = append(labels, r.Label()); strings.HasPrefix(r.Label(), label) {
			test.Tap(r)
			return
		}
	}
	t.Fatalf("the menu offers %q, not %q", labels, label)
}

// said is the last sentence.
func (f *fixture) said() string {
	if len(f.shell.Said) == 0 {
		return ""
	}
	return f.shell.Said[len(f.shell.Said)-1]
}

func (f *fixture) settings(t *testing.T) book.VisitSettings {
	t.Helper()
	set, err := book.ReadVisitSettings(context.Background(), f.store)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func TestThePageTellsWhoBringsAndWhoGets(t *testing.T) {
	f := open(t, usual)
	seen := texts(f.Object())
	for _, want := range []string{
		"Visits", "30 November to 4 December", "Customers", "10 people", "Profit", "Time you want", "20 h a week", "Time planned", "Time spent",
		"best 20 %", "middle 60 %", "last 20 %", "wanted", "Next week", "A brings", "of 20 hours", "per person", "20 min", "60 min", "100 min",
		"5 times the time of one in A:", "Mon 30", "Fri 4", "Plan again",
	} {
		if !strings.Contains(seen, want) {
			t.Errorf("the page does not say %q: %s", want, seen)
		}
	}
	told := f.split.picture.AccessibilityLabel()
	for _, want := range []string{"Customers", "20 %", "60 %", "€"} {
		if !strings.Contains(told, want) {
			t.Errorf("the picture does not tell %q: %s", want, told)
		}
	}
}

func TestEveryVisitIsACardOnItsDay(t *testing.T) {
	f := open(t, usual)
	if len(f.week.columns) != 5 {
		t.Fatalf("%d columns, want 5 working days", len(f.week.columns))
	}
	n := 0
	for i, d := range f.view.Days {
		c := f.week.columns[i]
		if c.day != d.Day || len(c.cards) != len(d.Visits) {
			t.Errorf("column %d is %s with %d cards, want %s with %d", i, c.day, len(c.cards), d.Day, len(d.Visits))
		}
		for k, v := range d.Visits {
			n++
			words := c.cards[k].face.Words()
			if words.Name != v.Name || words.Band != kit.BandTile(v.Band) || words.Reason != v.Short || !strings.Contains(words.Time, remind.FormatMinute(v.Start)) {
				t.Errorf("the card of %s shows %+v", v.Name, words)
			}
		}
	}
	if n < 5 {
		t.Fatalf("only %d visits are planned, the test proves nothing", n)
	}
	if !strings.HasPrefix(f.page.plan.count.Words(), fmt.Sprintf("%d visits, ", n)) {
		t.Errorf("the head counts %q, want %d", f.page.plan.count.Words(), n)
	}
}

func TestColumnsAreEqualAndStandSideBySide(t *testing.T) {
	f := open(t, usual)
	first := f.week.columns[0].object
	for i, c := range f.week.columns[1:] {
		before := f.week.columns[i].object
		if c.object.Size().Width != first.Size().Width || c.object.Position().Y != first.Position().Y {
			t.Errorf("column %d is at %v, %v wide; the first is %v wide", i+1, c.object.Position(), c.object.Size().Width, first.Size().Width)
		}
		if c.object.Position().X < before.Position().X+before.Size().Width {
			t.Errorf("column %d overlaps the one before", i+1)
		}
	}
}

func TestWeeksAndMonths(t *testing.T) {
	f := open(t, usual)
	test.Tap(f.head.after)
	if got := f.head.days.Words(); got != "7 to 11 December" {
		t.Errorf("the next week is %q", got)
	}
	if got := f.page.plan.title.Words(); got != "Week 50" {
		t.Errorf("it is called %q", got)
	}
	test.Tap(f.head.before)
	test.Tap(f.head.before)
	if got := f.head.days.Words(); got != "23 to 27 November" {
		t.Errorf("the week before is %q", got)
	}
	if got := f.page.plan.title.Words(); got != "This week" {
		t.Errorf("it is called %q", got)
	}
	f.head.mode.Choose(1)
	if got := f.head.days.Words(); !f.view.Span.Month || got != "November 2026" {
		t.Errorf("the month of the week is %q", got)
	}
	if f.week.object.Visible() || !f.month.object.Visible() {
		t.Error("the month is not shown in the week's place")
	}
	test.Tap(f.head.after)
	if got := f.head.days.Words(); got != "December 2026" {
		t.Errorf("the next month is %q", got)
	}
	f.head.mode.Choose(0)
	if f.view.Span.Month || f.view.From < "2026-11-30" || f.view.From > "2026-12-31" {
		t.Errorf("from December the page goes to the week of %s", f.view.From)
	}
	f.head.mode.Choose(1)
	f.head.mode.Choose(0)
	if from := f.view.From; f.lastWeek != from {
		t.Errorf("back from the month is the week of %s, want %s", from, f.lastWeek)
	}
}

func TestADayOfTheMonthLeadsToItsWeek(t *testing.T) {
	f := open(t, usual)
	f.TakeKey(&fyne.KeyEvent{Name: fyne.KeyPageDown})
	f.TakeKey(&fyne.KeyEvent{Name: fyne.KeyM})
	if !f.view.Span.Month || len(f.month.weeks) < 4 {
		t.Fatalf("M shows %d weeks of a month: %v", len(f.month.weeks), f.view.Span.Month)
	}
	seen := 0
	for _, d := range f.month.cells {
		if d.face.Size().Width < 60 || d.face.Size().Height < 30 {
			t.Errorf("%s is %v", d.day.Day, d.face.Size())
		}
		if len(d.day.Visits) > 0 && len(d.face.Shown()) == 0 {
			t.Errorf("%s shows none of its visits", d.day.Day)
		}
		seen += len(d.day.Visits)
	}
	if seen == 0 {
		t.Fatal("the month has no visits, the test proves nothing")
	}
	day := f.month.cells[7]
	test.Tap(day.face)
	if f.view.Span.Month || f.view.From != mondayOf(day.day.Day) {
		t.Errorf("%s leads to the week of %s", day.day.Day, f.view.From)
	}
}

func TestArrowsWalkTheMonth(t *testing.T) {
	f := open(t, usual)
	test.Tap(f.head.before) // the week of today
	f.head.mode.Choose(1)
	if !f.TakeKey(&fyne.KeyEvent{Name: fyne.KeyDown}) {
		t.Fatal("an arrow does not lead into the month")
	}
	at := func() care.Day {
		for _, d := range f.month.cells {
			if f.shell.Window().Canvas().Focused() == fyne.Focusable(d.face) {
				return d.day.Day
			}
		}
		return ""
	}
	if at() != "2026-11-26" {
		t.Errorf("the keyboard is on %q, want today", at())
	}
	f.press(t, fyne.KeyRight, fyne.KeyRight)
	if at() != "2026-11-30" && at() != "2026-11-27" {
		t.Errorf("two right is %q", at())
	}
	f.press(t, fyne.KeyLeft, fyne.KeyUp)
	if got := at(); got == "" || got >= "2026-11-25" {
		t.Errorf("up from there is %q", got)
	}
	f.press(t, fyne.KeyReturn)
	if f.view.Span.Month {
		t.Error("Enter does not lead to the week")
	}
}

func TestArrowsWalkTheCards(t *testing.T) {
	f := open(t, usual)
	if f.shell.Window().Canvas().Focused() != nil {
		t.Error("opening the page takes the keyboard and would scroll a small window")
	}
	if !f.TakeKey(&fyne.KeyEvent{Name: fyne.KeyDown}) {
		t.Fatal("an arrow does not lead to the cards")
	}
	first := f.week.focused()
	if first == nil || first != f.week.columns[0].cards[0] {
		t.Fatal("the first arrow does not lead to the first card")
	}
	f.press(t, fyne.KeyRight)
	if column, _, _ := f.week.place(f.week.focused()); column != 1 {
		t.Errorf("right leads to column %d", column)
	}
	f.press(t, fyne.KeyLeft, fyne.KeyDown)
	if column, row, _ := f.week.place(f.week.focused()); column != 0 || row != min(1, len(f.week.columns[0].cards)-1) {
		t.Errorf("left and down lead to column %d, row %d", column, row)
	}
	f.press(t, fyne.KeyEnd)
	if column, _, _ := f.week.place(f.week.focused()); column == 0 {
		t.Error("End stays in the first column")
	}
	f.press(t, fyne.KeyHome)
	if f.week.focused() != first {
		t.Error("Home does not lead to the first card")
	}
	f.press(t, fyne.KeyReturn)
	if r := f.shell.Routes; len(r) != 1 || r[0].Person != first.visit.Key || r[0].Screen != kit.PeopleScreen {
		t.Errorf("Enter opens %+v", r)
	}
	f.press(t, fyne.KeyEscape)
	f.TakeKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if f.week.focused() != nil {
		t.Error("Escape leaves the keyboard on the card")
	}
}

// roomier is a card whose next day has room for it.
func (f *fixture) roomier(t *testing.T) *card {
	t.Helper()
	for i := range f.view.Days[1:] {
		next := f.view.Days[i+1]
		for _, k := range f.week.columns[i].cards {
			if next.Room-next.Minutes >= k.visit.Minutes {
				return k
			}
		}
	}
	t.Fatal("no day has room for a visit of the day before")
	return nil
}

func TestMovingAVisitAndTakingItBack(t *testing.T) {
	f := open(t, usual)
	before := f.planned()
	k := f.roomier(t)
	from := k.visit.Day
	name := k.visit.Name
	f.week.focus(k)
	f.command(t, "Move the visit a day later")
	if got := f.card(t, name).visit; got.Day != from.Plus(1) || !got.Pinned {
		t.Fatalf("the visit is on %s, pinned %v; failed %v", got.Day, got.Pinned, f.shell.Failed)
	}
	if !strings.HasPrefix(f.said(), "Visit to "+name+" moved to") {
		t.Errorf("said %q", f.said())
	}
	if f.week.focused() == nil || f.week.focused().visit.Name != name {
		t.Error("the keyboard does not go with the card")
	}
	f.shell.PressOffered(t, "Undo")
	if got := f.planned(); fmt.Sprint(got) != fmt.Sprint(before) {
		t.Errorf("after undoing it is %v, want %v", got, before)
	}
}

func TestMovingByTheMenu(t *testing.T) {
	f := open(t, usual)
	k := f.week.columns[0].cards[0]
	f.week.focus(k)
	k.face.OnMenu()
	f.choose(t, "Move to another day")
	f.choose(t, "Fri 4 Dec")
	if got := f.card(t, k.visit.Name).visit.Day; got != "2026-12-04" {
		t.Errorf("the visit is on %s; failed %v", got, f.shell.Failed)
	}
}

func TestMovingByDragging(t *testing.T) {
	f := open(t, usual)
	k := f.week.columns[0].cards[0]
	target := f.week.columns[3]
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(target.object).AddXY(20, 30)
	k.face.OnDrag(at)
	if !target.ground.Visible() {
		t.Error("the column under the card is not marked")
	}
	k.face.OnDrop(at)
	if target.ground.Visible() {
		t.Error("the column stays marked")
	}
	if got := f.card(t, k.visit.Name).visit.Day; got != target.day {
		t.Errorf("the visit is on %s, want %s; failed %v", got, target.day, f.shell.Failed)
	}
	n := len(f.shell.Deeds)
	k.face.OnDrag(fyne.NewPos(2, 2))
	k.face.OnDrop(fyne.NewPos(2, 2))
	if len(f.shell.Deeds) != n {
		t.Error("a card that is let go elsewhere moves")
	}
}

func TestPinning(t *testing.T) {
	f := open(t, usual)
	name := f.week.columns[0].cards[0].visit.Name
	k := f.card(t, name)
	f.press(t, fyne.KeyP)
	if !f.card(t, name).visit.Pinned || !f.card(t, name).face.Words().Pinned {
		t.Fatal("P does not pin")
	}
	k.face.OnMenu()
	f.choose(t, "Unpin")
	if f.card(t, name).visit.Pinned {
		t.Error("the menu does not let go")
	}
	f.shell.PressOffered(t, "Undo")
	if !f.card(t, name).visit.Pinned {
		t.Error("undoing does not pin again")
	}
}

func TestDroppingAndAddingAgain(t *testing.T) {
	f := open(t, usual)
	k := f.week.columns[0].cards[0]
	name := k.visit.Name
	f.week.focus(k)
	f.press(t, fyne.KeyDelete)
	if slices.Contains(f.names(), name) {
		t.Fatal("Delete does not drop the visit")
	}
	if f.week.focused() == nil {
		t.Error("the keyboard is lost with the card")
	}
	if !f.page.plan.leftOut.Visible() {
		t.Fatal("nobody is said to be left out")
	}
	test.Tap(f.page.plan.leftOut)
	var row *kit.BandRow
	for _, r := range kittest.Find[*kit.BandRow](f.panel.Body()) {
		if r.Name() == name {
			row = r
		}
	}
	if row == nil || row.Why() == "" {
		t.Fatalf("the list of those left out lacks %s, or the reason", name)
	}
	day := f.emptiest()
	for _, d := range f.view.Days {
		if d.Room-d.Minutes > roomOf(f, day) {
			t.Errorf("%s has more room than %s", d.Day, day)
		}
	}
	test.Tap(row.Offered())
	if got := f.card(t, name).visit.Day; got != day || f.panel.Shown() {
		t.Errorf("the visit is on %s, want %s; failed %v", got, day, f.shell.Failed)
	}
	if want := "Visit to " + name + " added on "; !strings.HasPrefix(f.said(), want) {
		t.Errorf("said %q", f.said())
	}
	f.shell.PressOffered(t, "Undo")
	if slices.Contains(f.names(), name) {
		t.Error("undoing does not take the visit out again")
	}
}

// roomOf is the room left on a day of the plan.
func roomOf(f *fixture, day care.Day) int {
	for _, d := range f.view.Days {
		if d.Day == day {
			return d.Room - d.Minutes
		}
	}
	return -1
}

func TestALeftOutPersonCanBeOpened(t *testing.T) {
	f := open(t, usual)
	k := f.week.columns[0].cards[0]
	f.week.focus(k)
	f.press(t, fyne.KeyDelete)
	f.TakeKey(&fyne.KeyEvent{Name: fyne.KeyL})
	for _, r := range kittest.Find[*kit.BandRow](f.panel.Body()) {
		if r.Name() == k.visit.Name {
			r.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		}
	}
	if r := f.shell.Routes; len(r) != 1 || r[0].Person != k.visit.Key {
		t.Errorf("Enter opens %+v", r)
	}
	if f.panel.Shown() {
		t.Error("the panel stays over the person")
	}
}

func TestLoggingAVisit(t *testing.T) {
	f := open(t, usual)
	k := f.week.columns[0].cards[0]
	name, key := k.visit.Name, k.visit.Key
	f.week.focus(k)
	f.press(t, fyne.KeySpace)
	if f.panel == nil || !f.panel.Shown() {
		t.Fatal("Space shows no panel")
	}
	fields := kittest.Find[*kit.Field](f.panel.Body())
	if len(fields) != 1 || fields[0].Words() != fmt.Sprint(k.visit.Minutes) {
		t.Fatalf("the minutes are not those of the visit: %v", fields)
	}
	c := f.shell.Window().Canvas()
	entry, ok := c.Focused().(*kit.Entry)
	if !ok {
		t.Fatalf("%T has the keyboard, want the line", c.Focused())
	}
	entry.SetText("Wants the larger oven")
	fields[0].Put("many")
	f.panel.Act.OnTapped()
	if !f.panel.Shown() || !fields[0].Note().Problem {
		t.Error("minutes that are no number are taken")
	}
	fields[0].Put("75")
	entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if f.panel.Shown() || len(f.shell.Failed) > 0 {
		t.Fatalf("Enter does not log: %q, %v", f.panel.Problem(), f.shell.Failed)
	}
	if !f.card(t, name).face.Words().Done {
		t.Error("the card is not done")
	}
	events, err := f.store.Timeline(context.Background(), key)
	if err != nil {
		t.Fatal(err)
	}
	logged := slices.ContainsFunc(events, func(e store.Event) bool {
		return e.Kind == care.Visit && e.Minutes == 75 && strings.Contains(e.Text, "larger oven")
	})
	if !logged {
		t.Errorf("the timeline has %+v", events)
	}
	f.press(t, fyne.KeyDelete, fyne.KeyP)
	f.command(t, "Move the visit a day later")
	if got := f.card(t, name).visit; !got.Done || got.Pinned != k.visit.Pinned || len(f.shell.Failed) > 0 {
		t.Errorf("a visit that was made is changed, or was tried to: %v", f.shell.Failed)
	}
	f.shell.PressOffered(t, "Undo")
	if f.card(t, name).face.Words().Done {
		t.Error("undoing leaves it done")
	}
}

func TestDeedsFollowEachOther(t *testing.T) {
	kittest.App(t)
	s := trade(t)
	shell := kittest.NewShell(t, usual)
	held, run := kittest.Hold()
	shell.Run = run
	f := &fixture{shell: shell, store: s}
	f.Screen = New(shell, s, kittest.Clock())
	shell.Show(f.Object())
	f.Open(kit.Route{Screen: kit.VisitsScreen})
	held.Go()
	a, b := f.names()[0], f.names()[1]
	f.drop(f.card(t, a)) // before the first is written the second is asked for
	f.drop(f.card(t, b))
	held.Go()
	if names := f.names(); slices.Contains(names, a) || slices.Contains(names, b) {
		t.Errorf("after two quick deeds the plan is %q, want neither %s nor %s", names, a, b)
	}
	if len(shell.Deeds) != 2 || len(shell.Failed) > 0 {
		t.Errorf("%d deeds, failed %v", len(shell.Deeds), shell.Failed)
	}
}

func TestAVisitWithoutRoomStays(t *testing.T) {
	f := open(t, usual)
	set := f.settings(t)
	set.Hours.Days = [7]int{600, 30, 0, 0, 0, 0, 0}
	if err := book.SetVisitSettings(context.Background(), f.store, set); err != nil {
		t.Fatal(err)
	}
	f.reload()
	var long *card
	for _, k := range f.week.columns[0].cards {
		if k.visit.Minutes > 30 {
			long = k
		}
	}
	if long == nil {
		t.Fatal("no visit is longer than the day")
	}
	f.move(long, "2026-12-01")
	if len(f.shell.Failed) != 1 || f.card(t, long.visit.Name).visit.Day != "2026-11-30" {
		t.Errorf("failed %v, the visit is on %s", f.shell.Failed, f.card(t, long.visit.Name).visit.Day)
	}
}

func TestPlanningAgain(t *testing.T) {
	f := open(t, usual)
	before := fmt.Sprint(f.planned())
	k := f.roomier(t)
	f.week.focus(k)
	f.command(t, "Move the visit a day later")
	f.command(t, "Pin the visit") // lets it go
	test.Tap(f.page.plan.again)
	if got := fmt.Sprint(f.planned()); got != before {
		t.Errorf("planned again it is %s, want %s", got, before)
	}
	if f.said() != "Week 49 planned again." {
		t.Errorf("said %q", f.said())
	}
}

func TestSlidersShowAtOnceAndKeepWhenLetGo(t *testing.T) {
	f := open(t, usual)
	f.aside.slide(plan.Shares{A: 50, B: 40, C: 10}, false)
	if got := f.split.bars(f.view)[2]; got.Shares != [3]int{50, 40, 10} || got.Figures != [3]string{"10:00", "8:00", "2:00"} {
		t.Errorf("while sliding the picture wants %v, %v", got.Shares, got.Figures)
	}
	if f.aside.presets.Choice.Chosen() != 1 {
		t.Errorf("preset %d is chosen", f.aside.presets.Choice.Chosen())
	}
	if got := f.settings(t).Shares; got != plan.DefaultShares {
		t.Errorf("while sliding %v is kept", got)
	}
	before := f.view.Bands.Bands[0].TargetMinutes
	f.aside.slide(plan.Shares{A: 50, B: 40, C: 10}, true)
	if got := f.settings(t); got.Shares != (plan.Shares{A: 50, B: 40, C: 10}) || !got.Asked {
		t.Errorf("let go, %+v is kept", got)
	}
	if after := f.view.Bands.Bands[0].TargetMinutes; before != 240 || after != 600 {
		t.Errorf("the plan wants %d minutes for A, before %d", after, before)
	}
	if got := f.aside.sliders.Shares(); got != [3]int{50, 40, 10} {
		t.Errorf("the sliders show %v", got)
	}
}

func TestSlidersMoveByTheRule(t *testing.T) {
	f := open(t, usual)
	want := plan.DefaultShares.With(0, 40).List()
	if got := f.aside.sliders.With([3]int{20, 60, 20}, 0, 40); got != want || got[0] != 40 {
		t.Errorf("A at 40 gives %v, want %v", got, want)
	}
}

func TestPresets(t *testing.T) {
	f := open(t, usual)
	if f.aside.presets.Choice.Chosen() != 0 {
		t.Errorf("preset %d is chosen in a new book", f.aside.presets.Choice.Chosen())
	}
	f.aside.presets.Choice.Choose(1)
	if got := f.settings(t).Shares; got != plan.Presets[1] {
		t.Errorf("the second preset keeps %v", got)
	}
	f.aside.presets.Choice.Choose(2)
	want, _ := visittime.WorthShares(f.view.Bands)
	if got := f.settings(t).Shares; got != want || got.A < 40 {
		t.Errorf("by profit keeps %v, want %v", got, want)
	}
	if f.aside.presets.Choice.Chosen() != 2 {
		t.Errorf("preset %d is chosen, want by profit", f.aside.presets.Choice.Chosen())
	}
}

func TestTheOfferIsMadeOnce(t *testing.T) {
	f := open(t, usual)
	if !f.offer.object.Visible() || !strings.Contains(texts(f.Object()), "should not get a fifth of the time") {
		t.Fatal("a new book offers nothing")
	}
	if f.offer.take.Label() != "Use 50/40/10" || f.offer.keep.Label() != "Keep 20/60/20" {
		t.Errorf("the links are %q and %q", f.offer.take.Label(), f.offer.keep.Label())
	}
	test.Tap(f.offer.take)
	if f.offer.object.Visible() || f.settings(t).Shares != plan.Presets[1] {
		t.Errorf("after taking it the shares are %v", f.settings(t).Shares)
	}
	g := open(t, usual)
	test.Tap(g.offer.keep)
	if set := g.settings(t); g.offer.object.Visible() || !set.Asked || set.Shares != plan.DefaultShares {
		t.Errorf("after declining it the settings are %+v", set)
	}
}

func TestAKeptWeekSaysSoWhenTheSharesChange(t *testing.T) {
	f := open(t, usual)
	k := f.week.columns[0].cards[0]
	f.week.focus(k)
	f.press(t, fyne.KeyP)
	f.aside.presets.Choice.Choose(1)
	if !strings.Contains(f.said(), "stays as you have changed it") {
		t.Errorf("said %q", f.said())
	}
}

func TestChangedSharesAndHoursCanBeUndone(t *testing.T) {
	f := open(t, usual)
	before := f.settings(t)
	f.aside.presets.Choice.Choose(1)
	if f.said() != "Time wanted for A, B and C: 50/40/10." || f.settings(t).Shares != plan.Presets[1] {
		t.Fatalf("said %q, kept %v", f.said(), f.settings(t).Shares)
	}
	f.shell.PressOffered(t, "Undo")
	if got := f.settings(t); got.Shares != before.Shares || got.Asked != before.Asked || f.shares != before.Shares {
		t.Errorf("undone, the settings are %+v, the sliders %v", got, f.shares)
	}
	test.Tap(f.aside.hours)
	kittest.Find[*kit.Field](f.panel.Body())[0].Put("10")
	test.Tap(f.panel.Act)
	if f.said() != "Hours of visits kept, 10 h a week." || f.settings(t).Hours.Week() != 600 {
		t.Fatalf("said %q, kept %v", f.said(), f.settings(t).Hours)
	}
	f.shell.PressOffered(t, "Undo")
	if got := f.settings(t).Hours; got != before.Hours {
		t.Errorf("undone, the hours are %v", got)
	}
}

func TestSeveralChangesInARowAreToldAndUndoneAsOne(t *testing.T) {
	f := open(t, usual)
	first, last := f.settings(t), f.settings(t)
	middle := first
	middle.Shares = plan.Shares{A: 21, B: 59, C: 20}
	last.Shares = plan.Shares{A: 22, B: 58, C: 20}
	f.untold = &first // the first press waits to be told
	f.tell(middle, last)
	if f.said() != "Time wanted for A, B and C: 22/58/20." || f.untold != nil {
		t.Fatalf("said %q", f.said())
	}
	f.setShares(last.Shares)
	f.aside.slide(first.Shares, true)
	n := len(f.shell.Said)
	f.tell(first, first)
	if len(f.shell.Said) != n {
		t.Errorf("what is as it was is told: %q", f.said())
	}
}

func TestUnusedTimeIsTold(t *testing.T) {
	f := open(t, usual)
	waiting := []book.LeftOutRow{{Band: care.BandC}}
	for _, c := range []struct {
		change func(*book.VisitsView)
		want   string
	}{
		{func(v *book.VisitsView) { v.Unused = [3]int{0, 0, 90} }, "C gets 1:30 less than wanted: nobody else in C is due."},
		{func(v *book.VisitsView) { v.Unused = [3]int{60, 0, 90} }, "Less than wanted, since nobody else there is due: A 1:00, C 1:30."},
		{func(v *book.VisitsView) { v.Unused, v.LeftOut = [3]int{0, 0, 90}, waiting }, "Wanted, but not planned: C 1:30."},
		{func(v *book.VisitsView) { v.Unused, v.Kept = [3]int{60, 0, 0}, true }, "Wanted, but not planned: A 1:00."},
		{func(v *book.VisitsView) { v.Unused, v.Past = [3]int{60, 0, 0}, true }, ""},
		{func(v *book.VisitsView) { v.Unused = [3]int{} }, ""},
	} {
		v := *f.view
		v.LeftOut = nil
		c.change(&v)
		f.aside.fill(&v)
		if got := f.aside.unused.Words(); got != c.want || f.aside.unused.Visible() != (c.want != "") {
			t.Errorf("%q is said, want %q", got, c.want)
		}
	}
}

func TestPrintAndCalendarAreOffered(t *testing.T) {
	f := open(t, usual)
	if f.head.print.Visible() || f.head.saveICS.Visible() {
		t.Error("what nobody can do is offered")
	}
	var printed, saved *book.VisitsView
	f.Print = func(v *book.VisitsView) { printed = v }
	f.SaveICS = func(v *book.VisitsView) { saved = v }
	f.Open(kit.Route{Screen: kit.VisitsScreen})
	test.Tap(f.head.print)
	test.Tap(f.head.saveICS)
	if printed != f.view || saved != f.view {
		t.Error("what is shown is not printed and saved")
	}
}

func TestPrivateHidesMoney(t *testing.T) {
	f := open(t, usual)
	money := func() bool {
		return strings.Contains(texts(f.Object()), "€") || strings.Contains(f.split.picture.AccessibilityLabel(), "€")
	}
	if !money() {
		t.Fatal("no money is shown")
	}
	f.shell.Hidden = true
	f.Redraw()
	if money() {
		t.Error("private mode shows money")
	}
	f.shell.Hidden = false
	f.Redraw()
	if !money() {
		t.Error("the money does not come back")
	}
}

func TestAnotherChangeIsShown(t *testing.T) {
	f := open(t, usual)
	f.Object().Hide()
	read := f.view
	kittest.Put(t, f.store, &care.Person{UID: "late", FullName: "Lola Late", Profile: care.Profile{Cadence: care.Cadence{Visit: 5}}})
	if f.view != read || !f.stale {
		t.Error("the page is read while nobody sees it, or does not know that it is stale")
	}
	f.Object().Show()
	f.Open(kit.Route{Screen: kit.VisitsScreen})
	if f.view == read || f.stale {
		t.Error("a stale page is not read when it is opened")
	}
	read = f.view
	kittest.Put(t, f.store, &care.Person{UID: "later", FullName: "Mia Later"})
	if f.view == read {
		t.Error("a change is not shown")
	}
}

func TestCommandsAreOffElsewhere(t *testing.T) {
	f := open(t, usual)
	off := func() int {
		n := 0
		for _, c := range f.Commands() {
			if c.Off != nil && c.Off() {
				n++
			}
		}
		return n
	}
	all := len(f.Commands())
	without := off()
	f.TakeKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	if with := off(); with != 0 || without == 0 || without == all {
		t.Errorf("of %d commands %d are off without a card and %d with one", all, without, with)
	}
	f.Object().Hide()
	if off() != all {
		t.Error("commands are on while the page is hidden")
	}
}

func TestDeleteWithoutACardReachesNobody(t *testing.T) {
	f := open(t, usual)
	if !f.TakeKey(&fyne.KeyEvent{Name: fyne.KeyDelete}) {
		t.Error("Delete goes on to the people who are selected")
	}
}

func TestTabReachesEverything(t *testing.T) {
	f := open(t, usual)
	var want []fyne.Focusable
	kittest.Walk(f.Object(), func(o fyne.CanvasObject) {
		if x, ok := o.(fyne.Focusable); ok {
			want = append(want, x)
		}
	})
	kittest.ReachedByTab(t, f.shell.Window().Canvas(), want, 15)
}
