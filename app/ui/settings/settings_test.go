package settings

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"carebook/app"
	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/care/remind"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/kittest"
	"carebook/app/ui/style"
	"carebook/store"
)

// fixture is the screen on a book of a few people.
type fixture struct {
	*Screen
	shell *kittest.Shell
	store *store.Store
	login *login
	// told are the settings of the machine's user that were told of.
	// present are the settings that the window has, told all that it was told.
	present  app.Settings
	told     []app.Settings
	restarts int
	// moved and others are what is to be moved, and which books are to be opened.
	moved  []*book.Relocation
	others []string
	// settled counts how often the window was asked to keep what is being typed;
	// unkept lets that fail.
	settled int
	unkept  bool
}

// login is a start with the session that a test can let fail.
type login struct {
	on   bool
	fail error
}

func (l *login) On() (bool, error) { return l.on, l.fail }

func (l *login) Set(on bool) error {
	if l.fail == nil {
		l.on = on
	}
	return l.fail
}

// people are two with a tag, one in a city, and one with nothing.
func people() []*care.Person {
	return []*care.Person{
		{UID: "a", FullName: "Ana Soler", Tags: []string{"Friends"}, Addresses: []care.Address{{City: "Gandía"}}},
		{UID: "b", FullName: "Bob Hale", Tags: []string{"Friends", "Chefs"}},
		{UID: "c", FullName: "Carla Ruiz", Addresses: []care.Address{{City: "Gandía"}}},
		{UID: "d", FullName: "Dan Cole"},
	}
}

func open(t *testing.T, size fyne.Size) *fixture {
	t.Helper()
	t.Setenv("LANG", "en_US.UTF-8")
	t.Setenv("LC_ALL", "")
	kittest.App(t)
	f := &fixture{shell: kittest.NewShell(t, size), store: kittest.Book(t, people()...), login: &login{}, present: app.DefaultSettings()}
	f.Screen = New(f.shell, Params{
		Settings: f.settings, Change: f.change, Restart: func() { f.restarts++ },
		Login: f.login, Store: f.store, Clock: kittest.Clock(), Book: "/home/ana/carebook/book.db", Version: "0.1.0",
		Settle: func(done func(kept bool)) {
			f.settled++
			done(!f.unkept)
		},
		Move:  func(r *book.Relocation) { f.moved = append(f.moved, r) },
		Other: func(path string) error { f.others = append(f.others, path); return nil },
	})
	f.shell.Show(f.Object())
	f.Open(kit.Route{})
	return f
}

func (f *fixture) settings() app.Settings { return f.present }

func (f *fixture) change(edit func(*app.Settings)) {
	edit(&f.present)
	f.told = append(f.told, f.present)
}

// wide is the content of a window of 1280x800.
var wide = fyne.NewSize(1204, 744)

// goTo presses the line of a section.
func (f *fixture) goTo(t *testing.T, name string) {
	t.Helper()
	for _, sec := range f.sections {
		if sec.name == name {
			test.Tap(sec.row)
			return
		}
	}
	t.Fatalf("there is no section %q", name)
}

func (f *fixture) canvas() fyne.Canvas { return f.shell.Window().Canvas() }

func press(o fyne.Focusable, keys ...fyne.KeyName) {
	for _, k := range keys {
		o.TypedKey(&fyne.KeyEvent{Name: k})
	}
}

// enter types words in the place of those in a field, by keyboard, and leaves
// it by Tab.
func (f *fixture) enter(field *kit.Field, words string) {
	f.canvas().Focus(field.Input)
	field.Input.TypedShortcut(&fyne.ShortcutSelectAll{})
	press(field.Input, fyne.KeyBackspace)
	for _, r := range words {
		field.Input.TypedRune(r)
	}
	f.canvas().FocusNext()
}

// onScreen reports whether words stand in what can be seen.
func (f *fixture) onScreen(words string) bool {
	said := ""
	for _, p := range kittest.Find[*kit.Paragraph](f.Object()) {
		said += p.Words() + "\n"
	}
	return strings.Contains(said, words)
}

func (f *fixture) noFailure(t *testing.T) {
	t.Helper()
	if len(f.shell.Failed) > 0 {
		t.Errorf("failed: %v", f.shell.Failed)
	}
}

func TestChoicesOfTheLookAreTold(t *testing.T) {
	f := open(t, wide)
	f.Theme.Choose(2)
	f.Text.Choose(3)
	if got := f.told[len(f.told)-1]; got.Theme != app.DarkTheme || got.TextSize != 130 {
		t.Errorf("settings %+v", got)
	}
	if f.notice.Visible() {
		t.Error("a restart is offered before another language was chosen")
	}
	f.Languages.Choose(slices.Index(f.codes, "zh_TW"))
	if got := f.told[len(f.told)-1]; got.Language != "zh_TW" || got.Theme != app.DarkTheme {
		t.Errorf("settings %+v", got)
	}
	if !f.notice.Visible() {
		t.Fatal("no restart is offered")
	}
	if test.Tap(f.Restart); f.restarts != 1 {
		t.Error("the program does not start anew")
	}
}

func TestEveryLanguageCanBeChosen(t *testing.T) {
	kittest.App(t)
	s := New(kittest.NewShell(t, wide), Params{Settings: func() app.Settings { return app.Settings{Language: "ru", Theme: app.LightTheme, TextSize: 120} }})
	if len(s.codes) != len(lang.Languages())+1 || s.codes[s.Languages.Chosen()] != "ru" {
		t.Errorf("codes %q, chosen %d", s.codes, s.Languages.Chosen())
	}
	if Themes[s.Theme.Chosen()] != app.LightTheme {
		t.Errorf("theme %d", s.Theme.Chosen())
	}
	if TextSizes[s.Text.Chosen()] != 115 {
		t.Errorf("120 %% is shown as %d %%, want the nearest choice", TextSizes[s.Text.Chosen()])
	}
}

// kept are the settings of reminders in the book.
func (f *fixture) kept(t *testing.T) remind.Settings {
	t.Helper()
	set, err := book.ReminderSettings(context.Background(), f.store)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func TestRightRemindersAreKeptAsTheirFieldsAreLeft(t *testing.T) {
	f := open(t, wide)
	f.goTo(t, "Reminders")
	r := f.reminders
	for _, c := range []struct {
		field        *kit.Field
		before       string
		typed, after string
		kept         func(remind.Settings) bool
	}{
		{r.hour, "09:00", "8.5", "", nil},
		{r.hour, "09:00", "8", "08:00", func(s remind.Settings) bool { return s.Minute == 8*60 }},
		{r.birthdays, "7, 1, 0", "1 14", "14, 1", func(s remind.Settings) bool { return slices.Equal(s.Leads[remind.Birthday], []int{14, 1}) }},
		{r.anniversaries, "7, 1, 0", "0", "0", func(s remind.Settings) bool { return slices.Equal(s.Leads[remind.Anniversary], []int{0}) }},
		{r.relatives, "7, 1, 0", "3;1", "3, 1", func(s remind.Settings) bool { return slices.Equal(s.Leads[remind.Relative], []int{3, 1}) }},
		{r.holidays, "3, 0", "10,0", "10, 0", func(s remind.Settings) bool { return slices.Equal(s.Leads[remind.Holiday], []int{10, 0}) }},
		{r.calls, "5", "0", "0", func(s remind.Settings) bool { return s.Calls == 0 }},
		{r.visits, "3", " 12 ", "12", func(s remind.Settings) bool { return s.Visits == 12 }},
		{r.brake, "7", "30", "30", func(s remind.Settings) bool { return s.Brake == 30 }},
	} {
		if c.kept == nil {
			continue
		}
		if got := c.field.Words(); got != c.before {
			t.Errorf("it begins with %q, want %q", got, c.before)
		}
		f.enter(c.field, c.typed)
		if got := f.kept(t); !c.kept(got) {
			t.Errorf("%q: the book has %s", c.typed, got)
		}
		if got := c.field.Words(); got != c.after || c.field.Note().Words != "" {
			t.Errorf("%q is shown as %q with %+v, want %q", c.typed, got, c.field.Note(), c.after)
		}
	}
	r.leapDay.Choose(1)
	test.Tap(r.quiet)
	if got := f.kept(t); !got.March1 || !got.Quiet {
		t.Errorf("the book has %s", got)
	}
	f.noFailure(t)
	f.goTo(t, "Look")
	f.goTo(t, "Reminders")
	if r.hour.Words() != "08:00" || r.leapDay.Chosen() != 1 || r.quiet.On() {
		t.Errorf("shown again: %q, %d, %v", r.hour.Words(), r.leapDay.Chosen(), r.quiet.On())
	}
}

func TestWrongRemindersAreToldBesideTheirFieldsAndNotTaken(t *testing.T) {
	f := open(t, wide)
	f.goTo(t, "Reminders")
	r := f.reminders
	for _, c := range []struct {
		name  string
		field *kit.Field
		words []string
		// says is what the sentence names.
		says string
	}{
		{"hour", r.hour, []string{"25:00", "9:60", "", "noon"}, "time of day"},
		{"birthdays", r.birthdays, []string{"-1", "a", "400", "", "7, x"}, "7, 1, 0"},
		{"holidays", r.holidays, []string{"-1"}, "7, 1, 0"},
		{"calls", r.calls, []string{"1000", "-1", "", "many", "2.5"}, "0 to 50"},
		{"visits", r.visits, []string{"1000"}, "0 to 50"},
		{"brake", r.brake, []string{"-3", "91", "week"}, "0 to 90"},
	} {
		for _, words := range c.words {
			f.enter(c.field, words)
			if note := c.field.Note(); !note.Problem || !strings.Contains(note.Words, c.says) || !f.onScreen(note.Words) {
				t.Errorf("%s %q: it says %+v", c.name, words, note)
			}
			if c.field.Words() != words {
				t.Errorf("%s: %q became %q", c.name, words, c.field.Words())
			}
			if got := f.kept(t).String(); got != remind.DefaultSettings().String() {
				t.Fatalf("%s %q was taken: %s", c.name, words, got)
			}
		}
		press(c.field.Input, fyne.KeyEscape)
		if note := c.field.Note(); note.Words != "" {
			t.Errorf("%s: after Escape it says %+v", c.name, note)
		}
	}
}

func TestChoicesOfTheMachine(t *testing.T) {
	f := open(t, wide)
	f.goTo(t, "Reminders")
	r := f.reminders
	test.Tap(r.notice)
	test.Tap(r.tray)
	if got := f.told[len(f.told)-1]; !got.Notice || !got.StayInTray {
		t.Errorf("settings %+v", got)
	}
	test.Tap(r.login)
	if !f.login.on {
		t.Error("the program does not start with the session")
	}
	f.login.fail = errors.New("no such folder")
	test.Tap(r.login)
	if len(f.shell.Failed) == 0 || !f.login.on {
		t.Error("it is not said that this could not be changed")
	}
	f.login.fail = nil
	f.read()
	if !r.login.On() {
		t.Error("the switch does not show what is so")
	}
}

func TestWhatMovesInTheBookIsShown(t *testing.T) {
	f := open(t, wide)
	f.goTo(t, "Holidays")
	kittest.Put(t, f.store, &care.Person{UID: "e", FullName: "Eva Marín"})
	f.Changed(store.Changes{People: []int64{5}})
	if got := f.row(t, "Thanksgiving").when.Words(); !strings.Contains(got, "5 people") {
		t.Errorf("with one more it says %q", got)
	}
	f.Object().Hide()
	kittest.Put(t, f.store, &care.Person{UID: "f", FullName: "Fran Oller"})
	f.Changed(store.Changes{People: []int64{6}})
	f.Object().Show()
	if got := f.row(t, "Thanksgiving").when.Words(); !strings.Contains(got, "5 people") {
		t.Errorf("hidden, it read the book: %q", got)
	}
	if f.Open(kit.Route{}); !strings.Contains(f.row(t, "Thanksgiving").when.Words(), "6 people") {
		t.Error("opened again, it does not show what is so")
	}
	if f.canvas().Focused() != f.Search.Input {
		t.Error("the keyboard is not in the search")
	}
}

// A book that is slow to answer keeps nobody from going on.
func TestASlowBookHoldsNothingUp(t *testing.T) {
	f := open(t, wide)
	held, e := kittest.Hold()
	f.shell.Run = e
	f.goTo(t, "Reminders")
	r := f.reminders
	held.Go()
	f.enter(r.calls, "9")
	f.enter(r.visits, "8")
	f.canvas().Focus(r.brake.Input)
	r.brake.Input.TypedRune('1')
	held.Go()
	if got := f.kept(t); got.Calls != 9 || got.Visits != 8 || got.Brake != 7 {
		t.Errorf("the book has %s", got)
	}
	if r.brake.Words() == "7" {
		t.Error("what was being typed is gone")
	}
	f.Leave()
	held.Go()
	if got := f.kept(t); got.Brake == 7 {
		t.Error("what was being typed as the window was closed is lost")
	}
}

func TestWhatCannotBeKeptIsSaidBesideTheField(t *testing.T) {
	f := open(t, wide)
	f.goTo(t, "Reminders")
	if err := f.store.Close(); err != nil {
		t.Fatal(err)
	}
	f.enter(f.reminders.calls, "9")
	if note := f.reminders.calls.Note(); !note.Problem || f.reminders.calls.Words() != "9" {
		t.Errorf("it says %+v beside %q", note, f.reminders.calls.Words())
	}
}

func TestTheBookSaysWhereItLies(t *testing.T) {
	f := open(t, wide)
	f.goTo(t, "Where the book lies")
	if !f.onScreen("/home/ana/carebook/book.db") {
		t.Error("the path is not shown")
	}
	test.Tap(kittest.Button(t, f.Object(), "Copy the path"))
	if got := fyne.CurrentApp().Clipboard().Content(); got != "/home/ana/carebook/book.db" {
		t.Errorf("the clipboard has %q", got)
	}
}

func TestASearchNarrowsTheSettings(t *testing.T) {
	f := open(t, wide)
	for _, c := range []struct {
		words        string
		some, others []string
	}{
		{"FEBRUARY", []string{"Birthdays on 29 February"}, []string{"Language", "Calls"}},
		{"calls", []string{"Calls", "Band A"}, []string{"Hour of the pop-up"}},
		{"rhythm middle", []string{"Band B"}, []string{"Band A", "Calls"}},
		{"thanksgiving", []string{"Thanksgiving"}, []string{"Language"}},
		{"eid al-fitr", []string{"Arab world: about"}, []string{"Language"}},
		{"teachers", []string{"Teachers' Day"}, []string{"Language"}},
		{"dark mode", []string{"Light or dark"}, []string{"Language"}},
		{"font", []string{"Size of text"}, []string{"Language"}},
		{"autostart", []string{"Start at login"}, []string{"Language"}},
		{"working days", []string{"Hours of visits"}, []string{"Light or dark"}},
		{"50/40/10", []string{"Time you want for A, B and C"}, []string{"Hours of visits"}},
		{"dialling code", []string{"Your country"}, []string{"Currency of the book"}},
		{"data folder", []string{"The book’s file"}, []string{"Language"}},
		{"templates", []string{"Your name"}, []string{"Language"}},
		{"no such thing", []string{"No setting says"}, []string{"Language"}},
	} {
		f.canvas().Focus(f.Search.Input)
		f.Search.Input.TypedShortcut(&fyne.ShortcutSelectAll{})
		for _, r := range c.words {
			f.Search.Input.TypedRune(r)
		}
		for _, words := range c.some {
			if !f.onScreen(words) {
				t.Errorf("%q does not show %q", c.words, words)
			}
		}
		if got := f.greetings.occasions[f.greetings.occasion.Chosen()]; c.words == "teachers" && got != "teachers_day" {
			t.Errorf("%q lists the words for %s", c.words, got)
		}
		for _, words := range c.others {
			if slices.ContainsFunc(f.onPage(), func(it *item) bool { return it.name == words }) {
				t.Errorf("%q shows %q", c.words, words)
			}
		}
	}
	f.Search.Input.TypedShortcut(&fyne.ShortcutSelectAll{})
	for _, r := range "29 feb" {
		f.Search.Input.TypedRune(r)
	}
	if press(f.Search.Input, fyne.KeyReturn); f.canvas().Focused() != f.reminders.leapDay {
		t.Errorf("Enter leads to %T", f.canvas().Focused())
	}
	f.canvas().Focus(f.Search.Input)
	if press(f.Search.Input, fyne.KeyEscape); f.Search.Words() != "" || !f.onScreen("Language") {
		t.Error("Escape does not end the search")
	}
	f.Search.Put("hour")
	if f.goTo(t, "Holidays"); f.Search.Words() != "" {
		t.Error("a section does not end the search")
	}
	f.noFailure(t)
}

func TestAllIsReachedByTab(t *testing.T) {
	f := open(t, wide)
	for _, c := range []struct {
		section string
		want    []fyne.Focusable
	}{
		{"Look", []fyne.Focusable{f.Languages, f.Theme, f.Text}},
		{"Reminders", []fyne.Focusable{f.reminders.hour.Input, f.reminders.holidays.Input, f.reminders.brake.Input, f.reminders.leapDay, f.reminders.quiet, f.reminders.login}},
		{"Rhythm of contact", []fyne.Focusable{f.cadences.rows[0].call.Input, f.cadences.rows[2].visit.Input}},
		{"Holidays", []fyne.Focusable{f.holidays.sets[0], f.holidays.keep}},
		{"Greetings", []fyne.Focusable{f.greetings.occasion, f.greetings.language, f.greetings.add}},
	} {
		f.goTo(t, c.section)
		want := append([]fyne.Focusable{f.Search.Input}, c.want...)
		for _, row := range f.holidays.rows {
			if c.section == "Holidays" && row.view.Set == f.holidays.at {
				want = append(want, row.keep, row.whom)
			}
		}
		kittest.ReachedByTab(t, f.canvas(), want, 3)
	}
}

func TestANarrowWindowHasAMenuOfSections(t *testing.T) {
	f := open(t, fyne.NewSize(640, 560))
	if f.SideShown() || !f.menu.Visible() || kittest.Find[*kit.SideRow](f.Object()) != nil {
		t.Fatal("there is a column in a narrow window")
	}
	f.menu.Choose(1)
	if f.shown != f.sections[1] || !f.onScreen("Hour of the pop-up") {
		t.Error("the menu does not lead to a section")
	}
	turned := 0
	f.frame.turned = func() { turned++ }
	f.Object().Resize(wide)
	if !f.SideShown() || turned != 1 {
		t.Errorf("in a wide one the column is shown: %v, told %d times", f.SideShown(), turned)
	}
}

// Nothing is cut off at the right, whatever the size of text and the language.
func TestEverySectionFits(t *testing.T) {
	for _, code := range []string{"en", "es", "ru", "zh_CN", "zh_TW"} {
		for percent, size := range map[int]fyne.Size{100: fyne.NewSize(784, 544), 130: wide, 150: fyne.NewSize(784, 544)} {
			f := open(t, size)
			lang.Use(code)
			fyne.CurrentApp().Settings().SetTheme(style.New(style.Light, percent))
			s := New(f.shell, f.params)
			f.shell.Show(s.Object())
			for _, sec := range s.sections {
				s.show(sec)
				overflow(t, s, code+" "+sec.name)
			}
		}
	}
}

// overflow looks for controls that reach over the right edge of the page.
func overflow(t *testing.T, s *Screen, where string) {
	t.Helper()
	driver := fyne.CurrentApp().Driver()
	edge := driver.AbsolutePositionForObject(s.scroll).X + s.scroll.Size().Width
	kittest.Walk(s.page, func(o fyne.CanvasObject) {
		w, ok := o.(fyne.Widget)
		if !ok {
			return
		}
		x, need := driver.AbsolutePositionForObject(w).X, w.Size().Width
		if _, fixed := w.(interface{ Chosen() int }); fixed {
			need = w.MinSize().Width
		}
		if x+need > edge+0.5 {
			t.Errorf("%s at %v: %T ends at %v of %v", where, style.Factor(), w, x+need, edge)
		}
	})
}

func TestSectionsAreOfferedByTheWordsPeopleUse(t *testing.T) {
	f := open(t, wide)
	for words, want := range map[string]string{
		"dark": "Settings: Look", "autostart": "Settings: Reminders", "currency": "Settings: Country and money", "licence": "Settings: About Carebook",
	} {
		if ways := f.Offered(words); len(ways) == 0 || ways[0].Label != want {
			t.Errorf("%q offers %+v, want %q", words, ways, want)
		} else if ways[0].Do(); f.shell.Routes[len(f.shell.Routes)-1].Section == "" {
			t.Errorf("%q leads to %+v", words, f.shell.Routes)
		}
	}
	if ways := f.Offered("  "); len(ways) != 0 {
		t.Errorf("no words offer %d ways", len(ways))
	}
}
