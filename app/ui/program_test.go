package ui

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"carebook/app"
	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/kittest"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/people"
	"carebook/app/ui/style"
	"carebook/assets"
	"carebook/store"
)

// at is a clock that stands at a time of November 2026.
func at(day, hour, minute int) care.Clock {
	return care.ClockFrom(time.Date(2026, 11, day, hour, minute, 0, 0, time.UTC))
}

// born is somebody with a birthday in November.
func born(uid, name string, day int) *care.Person {
	return &care.Person{UID: uid, FullName: name, Dates: []care.Date{{Kind: care.Birthday, Year: 1980, Month: 11, Day: day}}}
}

// bornInARow have birthdays on the day of the look and in the days after it.
func bornInARow() []*care.Person {
	return []*care.Person{born("ana", "Ana Gil", 26), born("bea", "Bea Tormo", 27), born("tom", "Tom Okafor", 28), born("lin", "Lin Mei", 30)}
}

// newRun is a run without windows on a book, as if the program had been started
// at the clock's time.
func newRun(t *testing.T, s *store.Store, clock care.Clock) *program {
	t.Helper()
	a := kittest.App(t)
	p := Params{Store: s, Book: s.Path(), Version: "0.1.0", Clock: clock, Settings: app.DefaultSettings()}
	p.Save = func(_, _ app.Settings) error { return nil }
	p.Restart = func() {}
	d := desk{area: func() (area, bool) { return area{0, 30, 1280, 770}, true }, show: fyne.Window.Show}
	pr := newProgram(p, a, newLook(a, p.Settings, false), inline(t), d)
	pr.login = &login{}
	return pr
}

// inline runs everything at once, and nothing after the test, such as taking a
// toast away.
func inline(t *testing.T) *run.Executor {
	t.Helper()
	e := run.Inline()
	t.Cleanup(e.Stop)
	return e
}

// login is a start with the session that is kept nowhere.
type login struct{ on bool }

func (l *login) On() (bool, error) { return l.on, nil }

func (l *login) Set(on bool) error {
	l.on = on
	return nil
}

// withMain gives a run its main window.
func withMain(t *testing.T, p *program) *program {
	t.Helper()
	first, err := people.ReadOverview(context.Background(), p.params.Store, p.params.Clock)
	if err != nil {
		t.Fatal(err)
	}
	p.addWindow(p.app.NewWindow(assets.Name), first)
	t.Cleanup(p.endWindow)
	return p
}

// says reports whether the pop-up shows a word.
func (p *program) says(word string) bool {
	return p.pop != nil && strings.Contains(strings.Join(texts(p.pop.win.Content()), "\n"), word)
}

// titles are those of the windows that are open.
func (p *program) titles() []string {
	var titles []string
	for _, w := range p.app.Driver().AllWindows() {
		if w.Title() != "" { // the test's own window has none
			titles = append(titles, w.Title())
		}
	}
	return titles
}

const popTitle = "Today · Carebook"

func TestThePopUpComesOnceADay(t *testing.T) {
	s := kittest.Book(t, bornInARow()...)
	p := newRun(t, s, at(26, 8, 59))
	p.ask()
	if p.pop != nil {
		t.Fatal("it comes before its hour")
	}
	p.params.Clock = at(26, 9, 0)
	p.ask()
	if !p.says("Ana Gil") || !slices.Equal(p.titles(), []string{popTitle}) {
		t.Fatalf("at its hour %q", p.titles())
	}
	p.ask()
	if !slices.Equal(p.titles(), []string{popTitle}) {
		t.Errorf("asked again %q", p.titles())
	}
	p.pop.close()
	p.params.Clock = at(26, 18, 0)
	p.ask()
	if p.pop != nil {
		t.Error("it comes back on the same day")
	}
	if p = newRun(t, s, at(26, 19, 0)); p.pop != nil {
		t.Error("a run begins with a pop-up")
	}
	if p.ask(); p.pop != nil {
		t.Error("started again on the same day, it comes again")
	}
}

func TestTheStartAtLoginIsOfferedOnce(t *testing.T) {
	s := kittest.Book(t, bornInARow()...)
	p := withMain(t, newRun(t, s, at(26, 9, 0)))
	var kept app.Settings
	p.window.params.Save = func(_, s app.Settings) error { kept = s; return nil }
	offered := func() bool {
		return strings.Contains(strings.Join(texts(p.window.win.Content()), "\n"), "Start at login")
	}
	p.ask()
	if offered() {
		t.Error("offered while the pop-up is there")
	}
	p.pop.close()
	if !offered() || !kept.OfferedLogin {
		t.Fatalf("not offered, kept %+v", kept)
	}
	p.startAtLogin()
	if on, _ := p.login.On(); !on {
		t.Error("it is not started at login")
	}
	p.window.toasts.Say("", kit.Action{})
	p.params.Clock = at(27, 9, 0)
	p.ask()
	p.pop.close()
	if offered() {
		t.Error("offered twice")
	}
}

func TestBandsAreThereFromTheStart(t *testing.T) {
	ana := born("ana", "Ana Gil", 26)
	ana.Profile.Value = 5
	s := kittest.Book(t, ana)
	newRun(t, s, at(26, 8, 0)).ask()
	rows, err := s.People(context.Background(), store.Query{})
	if err != nil || rows[0].Band != care.BandA || rows[0].CallEvery != care.DefaultCadences().A.Call {
		t.Errorf("%+v, %v", rows, err)
	}
}

func TestTheDayCountsThoughThePopUpIsNotDue(t *testing.T) {
	s := kittest.Book(t)
	p := newRun(t, s, at(27, 7, 0))
	p.ask()
	if run, ran, err := s.Ran(context.Background(), "2026-11-27"); err != nil || !ran || run.Shown != "" {
		t.Errorf("ran: %+v, %v, %v", run, ran, err)
	}
}

func TestWhatWasMissedComesOnce(t *testing.T) {
	s := kittest.Book(t, bornInARow()...)
	p := newRun(t, s, at(26, 9, 0))
	p.ask()
	p.pop.close()
	p = newRun(t, s, at(30, 8, 0)) // after four days
	p.ask()
	if p.pop != nil {
		t.Fatal("it comes before the hour")
	}
	p.params.Clock = at(30, 9, 1)
	p.ask()
	for _, name := range []string{"Bea Tormo", "Tom Okafor", "Lin Mei"} {
		if !p.says(name) {
			t.Errorf("after four days it does not show %s: %q", name, texts(p.pop.win.Content()))
		}
	}
	// Killed with the pop-up open, and started again.
	p = newRun(t, s, at(30, 9, 5))
	if p.ask(); p.pop != nil {
		t.Error("what was shown comes again")
	}
	p = newRun(t, s, at(31, 9, 0)) // 1 December
	p.ask()
	if p.pop != nil && (p.says("Bea Tormo") || p.says("Tom Okafor")) {
		t.Errorf("what was missed is announced again: %q", texts(p.pop.win.Content()))
	}
}

func TestInAnHour(t *testing.T) {
	p := newRun(t, kittest.Book(t, bornInARow()...), at(26, 9, 0))
	p.ask()
	test.Tap(kittest.Button(t, p.pop.win.Content(), lang.T("today.in_an_hour")))
	if p.pop != nil {
		t.Fatal("it stays open")
	}
	p.params.Clock = at(26, 9, 59)
	if p.ask(); p.pop != nil {
		t.Error("it comes back too soon")
	}
	p.params.Clock = at(26, 10, 1)
	if p.ask(); !p.says("Ana Gil") {
		t.Error("it does not come back whole")
	}
}

func TestOneWindowWithoutTheOther(t *testing.T) {
	s := kittest.Book(t, bornInARow()...)
	p := withMain(t, newRun(t, s, at(26, 9, 0)))
	p.ask()
	if len(p.titles()) != 2 {
		t.Fatalf("open are %q", p.titles())
	}
	p.pop.close()
	if p.window == nil || p.pop != nil || len(p.titles()) != 1 {
		t.Errorf("after the pop-up was closed there are %q", p.titles())
	}
	p = withMain(t, newRun(t, kittest.Book(t, bornInARow()...), at(26, 9, 0)))
	p.ask()
	p.window.Close()
	if p.window != nil || !p.says("Ana Gil") || !slices.Equal(p.titles(), []string{popTitle}) {
		t.Errorf("after the main window was closed there are %q", p.titles())
	}
	p.grant(app.Request{Kind: app.ShowRequest})
	if p.window == nil || len(p.titles()) != 2 {
		t.Errorf("a later start shows %q", p.titles())
	}
	p.window.Quit()
	if p.window != nil || p.pop != nil || len(p.titles()) != 0 {
		t.Errorf("after quitting there are %q", p.titles())
	}
}

func TestThePopUpLeadsToTheMainWindow(t *testing.T) {
	p := newRun(t, kittest.Book(t, bornInARow()...), at(26, 9, 0))
	p.ask()
	p.pop.Open(kit.Route{Screen: kit.PeopleScreen, Person: 1})
	if p.window == nil || p.window.route.Person != 1 || p.pop == nil {
		t.Fatal("a person is not opened in the main window beside the pop-up")
	}
	p.pop.close()
	p.endWindow()

	p = newRun(t, kittest.Book(t, bornInARow()...), at(26, 9, 0))
	p.ask()
	test.Tap(kittest.Button(t, p.pop.win.Content(), lang.T("today.open_today")))
	t.Cleanup(p.endWindow)
	if p.window == nil || p.window.route.Screen != kit.TodayScreen || p.pop != nil {
		t.Error("Open Today does not take the place of the pop-up")
	}
}

func TestWishesOfLaterStarts(t *testing.T) {
	s := kittest.Book(t, bornInARow()...)
	p := withMain(t, newRun(t, s, at(26, 8, 0)))
	p.grant(app.Request{Kind: app.DigestRequest})
	if p.pop != nil {
		t.Error("a wish brings the pop-up before its hour")
	}
	p.grant(app.Request{Kind: app.TodayRequest})
	if p.window.route.Screen != kit.TodayScreen {
		t.Errorf("the wish for the day leads to %s", p.window.route.Screen)
	}
	files := []string{filepath.Join(t.TempDir(), "a.vcf"), filepath.Join(t.TempDir(), "b.csv")}
	p.grant(app.ImportOf(files...))
	if r := p.window.route; r.Screen != kit.ImportScreen || !slices.Equal(r.Files, files) {
		t.Errorf("the wish to import leads to %+v", r)
	}
	p.params.Clock = at(26, 9, 0)
	p.grant(app.Request{Kind: app.DigestRequest})
	if p.pop == nil {
		t.Error("a wish does not bring the pop-up at its hour")
	}
}

// TestARunWithThePopUpAlone begins as the background process makes it begin.
func TestARunWithThePopUpAlone(t *testing.T) {
	s := kittest.Book(t, bornInARow()...)
	p := newRun(t, s, at(26, 8, 59))
	p.params.Wish = app.DigestRequest
	if begin, err := p.params.firstRead(context.Background()); begin != nil || err != nil {
		t.Fatalf("before the hour it begins with a window, or fails: %v", err)
	}
	p.params.Clock = at(26, 9, 0)
	begin, err := p.params.firstRead(context.Background())
	if begin == nil || err != nil {
		t.Fatalf("at the hour there is nothing to begin with: %v", err)
	}
	show, err := begin(p, func() error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	show()
	if p.window != nil || !p.says("Ana Gil") {
		t.Errorf("it begins with %q", p.titles())
	}
	if p = newRun(t, s, at(26, 9, 1)); p.pop != nil {
		t.Fatal("a run begins with a pop-up")
	}
	if p.ask(); p.pop != nil {
		t.Error("the next run shows it again")
	}
}

func TestADayThatCannotBeKeptIsNotShownOverAndOver(t *testing.T) {
	p := newRun(t, kittest.Book(t, bornInARow()...), at(26, 9, 0))
	p.unkept = p.params.Clock.Now()
	p.params.Clock = at(26, 9, 30)
	if p.ask(); p.pop != nil {
		t.Error("it comes back at once")
	}
	p.params.Clock = at(26, 10, 1)
	if p.ask(); p.pop == nil || !p.unkept.IsZero() {
		t.Errorf("it does not come back: %v", p.unkept)
	}
}

func TestTheNoticeHasNoNames(t *testing.T) {
	p := newRun(t, kittest.Book(t, bornInARow()...), at(26, 9, 0))
	p.params.Settings.Notice = true
	d, err := book.ReadDigest(context.Background(), p.params.Store, p.params.Clock, "")
	if err != nil {
		t.Fatal(err)
	}
	test.AssertNotificationSent(t, fyne.NewNotification("Carebook", book.Sentence(d)), p.ask)
	if said := book.Sentence(d); said == "" || strings.Contains(said, "Ana") {
		t.Errorf("the notice says %q", said)
	}
	p.pop.close()
	p.params.Settings.Notice, p.params.Clock = false, at(27, 9, 0)
	test.AssertNotificationSent(t, nil, p.ask)
}

func TestThePopUpWorksByKeyboard(t *testing.T) {
	p := newRun(t, kittest.Book(t, bornInARow()...), at(26, 9, 0))
	p.ask()
	c := p.pop.win.Canvas()
	key := func(k fyne.KeyName) {
		t.Helper()
		if f := c.Focused(); f != nil {
			f.TypedKey(&fyne.KeyEvent{Name: k})
		} else {
			c.OnTypedKey()(&fyne.KeyEvent{Name: k})
		}
	}
	for _, k := range []fyne.KeyName{fyne.KeyX, fyne.KeySpace, fyne.KeyS, fyne.KeyReturn} {
		key(k) // typed for another window when this one came
	}
	p.pop.entered() // by the desktop, not by the user
	if c.Focused() != nil || !p.says("Ana Gil") || len(texts(p.pop.toasts)) > 0 {
		t.Fatal("letters that are meant for another window are commands")
	}
	key(fyne.KeyDown)
	key(fyne.KeySpace)
	if done := strings.Join(texts(p.pop.toasts), " "); !strings.Contains(done, lang.T("command.undo")) {
		t.Fatalf("after Done it says %q", done)
	}
	p.pop.undo()
	if said := strings.Join(texts(p.pop.toasts), " "); !strings.Contains(said, "Ana Gil") && !strings.Contains(said, lang.T("window.undone")) {
		t.Errorf("after the undo it says %q", said)
	}
	if !p.says("Ana Gil") {
		t.Error("undone, the row does not come back")
	}
	p.pop.redo()
	for range 3 { // first what is open in the pop-up
		if p.pop != nil {
			key(fyne.KeyEscape)
		}
	}
	if p.pop != nil {
		t.Error("Escape does not close it")
	}
}

func TestComingToThePopUpLeadsToItsFirstRow(t *testing.T) {
	p := newRun(t, kittest.Book(t, bornInARow()...), at(26, 9, 0))
	p.ask()
	p.params.Clock = at(26, 9, 1)
	p.pop.entered()
	first := p.pop.win.Canvas().Focused()
	if first == nil {
		t.Fatal("nothing has the keyboard")
	}
	first.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	at := p.pop.win.Canvas().Focused()
	if p.pop.entered(); at == first || p.pop.win.Canvas().Focused() != at {
		t.Error("coming back loses the place")
	}
}

func TestTheCornerOfTheScreen(t *testing.T) {
	size := fyne.NewSize(420, 560)
	for _, c := range []struct {
		name  string
		area  area
		scale float32
		size  fyne.Size
		x, y  int
	}{
		{"a laptop with a bar on top", area{0, 30, 1280, 770}, 1, size, 1280 - 16 - 420, 30 + 16 + 34},
		{"twice as fine", area{0, 60, 2560, 1540}, 2, size, 2560 - 32 - 840, 60 + 32 + 68},
		{"a second screen on the left", area{1920, 0, 1920, 1080}, 1, size, 1920 + 1920 - 16 - 420, 50},
		{"a small screen", area{0, 0, 800, 480}, 1, fyne.NewSize(420, 480-32-34), 800 - 16 - 420, 50},
		{"a very narrow one", area{0, 0, 320, 1000}, 1, fyne.NewSize(320-32, 560), 16, 50},
	} {
		got, x, y := c.area.corner(size, c.scale)
		if got != c.size || x != c.x || y != c.y {
			t.Errorf("%s: %v at %d, %d; want %v at %d, %d", c.name, got, x, y, c.size, c.x, c.y)
		}
	}
}

func TestThePopUpGrowsWithTheText(t *testing.T) {
	for _, textSize := range []int{100, 125} {
		p := newRun(t, kittest.Book(t, bornInARow()...), at(26, 9, 0))
		p.app.Settings().SetTheme(style.New(style.Light, textSize))
		p.ask()
		want := fyne.NewSize(420, 560)
		want = fyne.NewSize(want.Width*float32(textSize)/100, want.Height*float32(textSize)/100)
		want = want.Min(fyne.NewSize(1280-32, 770-32-34))
		if got := p.pop.win.Canvas().Size(); got != want {
			t.Errorf("at %d %% it is %v, want %v", textSize, got, want)
		}
	}
}

func TestHiddenFiguresAreHiddenInThePopUpToo(t *testing.T) {
	p := withMain(t, newRun(t, kittest.Book(t, bornInARow()...), at(26, 9, 0)))
	p.ask()
	if p.pop.Private() {
		t.Fatal("hidden from the start")
	}
	p.window.togglePrivate()
	if !p.pop.Private() {
		t.Error("what the main window hides the pop-up shows")
	}
}

func TestADayThatCannotBeKeptIsTold(t *testing.T) {
	dir := t.TempDir()
	s, err := store.Open(context.Background(), filepath.Join(dir, "book.db"), store.Options{Clock: kittest.Clock(), Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	kittest.Put(t, s, bornInARow()...)
	p := newRun(t, s, at(26, 9, 0))
	d, err := p.due(context.Background())
	if err != nil || d == nil {
		t.Fatal(err)
	}
	p.addPop(p.newPopWindow(), d)
	p.pop.show()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	p.shown(d)
	if p.unkept.IsZero() || len(texts(p.pop.toasts)) == 0 {
		t.Errorf("a day that cannot be kept: %v, said %q", p.unkept, texts(p.pop.toasts))
	}
}
