package today

import (
	"context"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/care/remind"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/kittest"
	"carebook/store"
)

// popFixture is the pop-up in a window, with what it asked for.
type popFixture struct {
	*Pop
	shell  *kittest.Shell
	store  *store.Store
	asked  []string
	person int64
}

func openPop(t *testing.T, s *store.Store, size fyne.Size) *popFixture {
	t.Helper()
	f := &popFixture{shell: kittest.NewShell(t, size), store: s}
	ask := func(what string) func() { return func() { f.asked = append(f.asked, what) } }
	f.Pop = NewPop(f.shell, s, kittest.Clock(), PopDeeds{
		OpenToday: ask("today"), OpenSettings: ask("settings"), Later: ask("later"), Close: ask("close"),
		OpenPerson: func(key int64) { f.person = key },
	})
	f.shell.Show(f.Object())
	d, err := book.ReadDigest(context.Background(), s, kittest.Clock(), "")
	if err != nil {
		t.Fatal(err)
	}
	f.Show(d)
	t.Cleanup(s.Watch(func(c store.Changes) {
		if !c.Foreign {
			f.Changed(c)
		}
	}))
	f.Focus()
	if len(f.shell.Failed) > 0 {
		t.Fatal(f.shell.Failed)
	}
	return f
}

var popSize = fyne.NewSize(420, 525)

func (f *popFixture) press(t *testing.T, keys ...fyne.KeyName) {
	t.Helper()
	press(t, f.shell.Window().Canvas(), keys...)
}

func fullPop(t *testing.T) *popFixture {
	t.Helper()
	kittest.App(t)
	return openPop(t, fullBook(t), popSize)
}

func TestPopShowsWhatTheDayAnnounces(t *testing.T) {
	f := fullPop(t)
	if got, want := f.board.names(), []string{lin, tom, shop, javier, carles, rosa, maria}; !slices.Equal(got, want) {
		t.Errorf("the rows are %q, want %q", got, want)
	}
	seen := texts(f.Object())
	for _, want := range []string{
		"Thursday, 26 November", "8 to think of, one was missed", "Missed:", inigo, "Birthdays", "Holidays", "Calls", "Visits", "Promises", "Complaints",
		"Open Today", "In an hour",
	} {
		if !strings.Contains(seen, want) {
			t.Errorf("the pop-up does not say %q: %s", want, seen)
		}
	}
	if strings.Contains(seen, "Friends") {
		t.Error("there is no room for tags")
	}
}

func TestPopLeavesOutWhatIsNotAnnounced(t *testing.T) {
	kittest.App(t)
	// Five days before is no lead day.
	s := kittest.Book(t, &care.Person{UID: "a", FullName: "Ana", Dates: birthday(0, 12, 1)}, &care.Person{UID: "b", FullName: "Bea", Dates: birthday(0, 12, 3)})
	f := openPop(t, s, popSize)
	if got := f.board.names(); !slices.Equal(got, []string{"Bea"}) {
		t.Errorf("the rows are %q", got)
	}
}

func TestPopFoldsOutTheMissed(t *testing.T) {
	f := fullPop(t)
	if got := f.board.opened; got == nil || got.item.Name != lin {
		t.Fatal("the first row is not opened")
	}
	f.press(t, fyne.KeyUp)
	if f.shell.Window().Canvas().Focused() != fyne.Focusable(f.strip) {
		t.Fatal("above the first row is not the strip")
	}
	f.press(t, fyne.KeySpace)
	if got := f.board.names(); got[0] != inigo {
		t.Errorf("unfolded the rows are %q", got)
	}
	f.press(t, fyne.KeyDown)
	if f.board.opened.item.Name != inigo {
		t.Errorf("down leads to %s", f.board.opened.item.Name)
	}
	f.press(t, fyne.KeySpace)
	if f.strip.Visible() || slices.Contains(f.board.names(), inigo) {
		t.Error("nobody is missed any more, but the strip stays")
	}
}

func TestPopIsWorkedByKeys(t *testing.T) {
	f := fullPop(t)
	f.press(t, fyne.KeyC)
	if fyne.CurrentApp().Clipboard().Content() == "" {
		t.Error("C copies no greeting")
	}
	f.press(t, fyne.KeyDown, fyne.KeyReturn)
	if f.person != keyOf(t, f.store, tom) {
		t.Error("Enter does not open the person")
	}
	f.press(t, fyne.KeyX)
	if slices.Contains(f.board.names(), tom) {
		t.Error("X does not skip")
	}
	f.press(t, fyne.KeyS)
	if f.board.menu == nil {
		t.Error("S opens no menu")
	}
	f.board.menu.Close()
	c := f.shell.Window().Canvas()
	c.FocusNext() // a word of the row
	f.press(t, fyne.KeyEscape)
	if !slices.Equal(f.asked, []string{"close"}) {
		t.Errorf("Escape asks for %q", f.asked)
	}
}

func TestPopButtons(t *testing.T) {
	f := fullPop(t)
	for _, b := range []*kit.Button{f.today, f.later, f.gear} {
		test.Tap(b)
	}
	if !slices.Equal(f.asked, []string{"today", "later", "settings"}) {
		t.Errorf("asked for %q", f.asked)
	}
	kittest.ReachedByTab(t, f.shell.Window().Canvas(), []fyne.Focusable{f.today, f.later, f.gear, f.strip}, 4)
}

func TestPopOpensTheHolidaysPeople(t *testing.T) {
	f := fullPop(t)
	f.board.focus(f.board.row(t, shop))
	f.press(t, fyne.KeyReturn)
	if n := len(f.shell.Routes); n != 1 || f.shell.Routes[0].Title != shop {
		t.Errorf("opened %+v", f.shell.Routes)
	}
}

func TestPopIconsAreMainAndDone(t *testing.T) {
	f := fullPop(t)
	row := f.board.row(t, rosa).row
	row.Tapped(&fyne.PointEvent{Position: fyne.NewPos(row.Size().Width-44, 20)})
	if f.person != keyOf(t, f.store, rosa) {
		t.Error("the phone does not lead to the person")
	}
	row.Tapped(&fyne.PointEvent{Position: fyne.NewPos(row.Size().Width-17, 20)})
	if slices.Contains(f.board.names(), rosa) {
		t.Error("the tick does not mark the promise kept")
	}
}

func TestPopCountsWhatIsBelow(t *testing.T) {
	kittest.App(t)
	s := fullBook(t)
	f := openPop(t, s, fyne.NewSize(420, 320))
	if !f.below.Visible() || !strings.HasSuffix(f.below.Label(), "more below") {
		t.Fatalf("below: %v %q", f.below.Visible(), f.below.Label())
	}
	before := f.below.Label()
	test.Tap(f.below)
	if f.below.Visible() && f.below.Label() == before {
		t.Error("scrolled on, there is as much below")
	}
	f.scroll.ScrollToBottom()
	f.countBelow()
	if f.below.Visible() {
		t.Errorf("at the end there is still %q", f.below.Label())
	}
	f.shell.Window().Resize(fyne.NewSize(420, 300))
	f.scroll.ScrollToTop()
	f.countBelow()
	if !f.below.Visible() {
		t.Error("nothing is below in a low window")
	}
	f.shell.Window().Resize(fyne.NewSize(420, 900))
	if f.below.Visible() {
		t.Errorf("made high, the window still has %q", f.below.Label())
	}
	tall := openPop(t, s, fyne.NewSize(420, 900))
	if tall.below.Visible() {
		t.Errorf("where all is seen there is %q", tall.below.Label())
	}
}

func TestPopUnfoldsALongSection(t *testing.T) {
	kittest.App(t)
	var people []*care.Person
	for i := range popOccasions + 2 {
		name := strings.Repeat("I", i+1)
		people = append(people, &care.Person{UID: name, FullName: name, Dates: birthday(0, 11, 26)})
	}
	f := openPop(t, kittest.Book(t, people...), popSize)
	s := f.board.section(book.BirthdaySection)
	if len(s.visible()) != popOccasions || s.head.link.Label() != "2 more" {
		t.Fatalf("%d rows, %q", len(s.visible()), s.head.link.Label())
	}
	test.Tap(s.head.link)
	if len(s.visible()) != popOccasions+2 {
		t.Errorf("unfolded there are %d rows", len(s.visible()))
	}
}

func TestAQuietPop(t *testing.T) {
	kittest.App(t)
	s := kittest.Book(t, &care.Person{UID: "m", FullName: "María Ángeles", Dates: birthday(1979, 12, 20)})
	f := openPop(t, s, popSize)
	if got := f.quiet.Words(); !f.nothing.Visible() || got != "Quiet today. Next: María Ángeles turns 47 on Sun 20 Dec." {
		t.Errorf("the pop-up says %q", got)
	}
	if f.shell.Window().Canvas().Focused() != fyne.Focusable(f.today) {
		t.Error("the keyboard is nowhere")
	}
	if !f.TakeKey(&fyne.KeyEvent{Name: fyne.KeyEscape}) || !slices.Equal(f.asked, []string{"close"}) {
		t.Error("Escape does not close")
	}
}

func TestPutOffToTheHourOfThePop(t *testing.T) {
	kittest.App(t)
	s := fullBook(t)
	settings := remind.DefaultSettings()
	settings.Minute = 7*60 + 30
	if err := book.SetReminderSettings(context.Background(), s, settings); err != nil {
		t.Fatal(err)
	}
	page, pop := openBook(t, s, kittest.NewShell(t, usual)), openPop(t, s, popSize)
	for _, b := range []*board{page.board, pop.board} {
		if got := b.morning("2026-11-30").Format("2006-01-02T15:04"); got != "2026-11-30T07:30" {
			t.Errorf("put off until %s", got)
		}
	}
}

func TestPopFollowsTheBook(t *testing.T) {
	f := fullPop(t)
	if err := func() error {
		it := f.board.row(t, lin).item
		_, err := book.Skip(context.Background(), f.store, kittest.Clock(), it)
		return err
	}(); err != nil {
		t.Fatal(err)
	}
	if slices.Contains(f.board.names(), lin) {
		t.Error("a row that was skipped elsewhere stays")
	}
	if f.board.opened == nil || !f.board.opened.row.HasFocus() {
		t.Error("the keyboard is lost")
	}
}

// TestThePopUpNamesNobodyWhileSomethingIsHidden looks at all that it shows: it comes by
// itself, and may come while a customer looks on.
func TestThePopUpNamesNobodyWhileSomethingIsHidden(t *testing.T) {
	f := fullPop(t)
	names := func() (said []string) {
		for _, e := range f.board.entries {
			m, it := e.row.Reminder(), &e.item
			if it.Kind != remind.Holiday && (m.Name == it.Name || m.Photo != "" || m.Key != 0 || it.Name != "" && strings.Contains(m.Line, it.Name)) {
				said = append(said, m.Name)
			}
		}
		return said
	}
	rows := len(f.board.entries)
	if said := names(); rows == 0 || len(said) == 0 {
		t.Fatalf("of %d rows %q are of people", rows, said)
	}
	f.shell.Hidden = true
	f.Redraw()
	if said := names(); len(said) > 0 {
		t.Errorf("it names %q", said)
	}
	f.reload() // as after a change of the book
	if said := names(); len(said) > 0 {
		t.Errorf("read anew it names %q", said)
	}
	f.shell.Hidden = false
	f.Redraw()
	if said := names(); len(said) == 0 {
		t.Error("shown again it names nobody")
	}
}
