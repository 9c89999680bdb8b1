package ui

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/kittest"
	"carebook/store"
)

// turned is what a window asked for with another book.
type turned struct {
	to        string
	throwAway bool
}

// besideDemo is a run on a book with a place for the demo book beside it.
func besideDemo(t *testing.T, people ...*care.Person) (p *program, turns *[]turned) {
	t.Helper()
	p = newRun(t, kittest.Book(t, people...), at(26, 7, 0))
	turns = new([]turned)
	p.params.DemoFile = filepath.Join(t.TempDir(), "carebook-demo.db")
	p.params.Turn = func(to string, throwAway bool) { *turns = append(*turns, turned{to, throwAway}) }
	return p, turns
}

// inDemo is a run on the demo book, opened from a book at /home/ana/carebook.db.
func inDemo(t *testing.T) (p *program, turns *[]turned) {
	t.Helper()
	kittest.App(t)
	path := filepath.Join(t.TempDir(), "carebook-demo.db")
	if err := book.ReadyDemo(t.Context(), path, "/home/ana/carebook.db", kittest.Clock()); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.Context(), path, store.Options{Clock: kittest.Clock(), Language: "en", MustExist: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	p = newRun(t, s, at(26, 9, 0))
	turns = new([]turned)
	p.params.Turn = func(to string, throwAway bool) { *turns = append(*turns, turned{to, throwAway}) }
	if p.params.Demo, err = book.IsDemo(t.Context(), s); err != nil || p.params.Demo == nil {
		t.Fatal(p.params.Demo, err)
	}
	return withMain(t, p), turns
}

// command gives a command by its words in the menu.
func (w *Window) command(t *testing.T, words string) {
	t.Helper()
	for _, it := range w.menuItems() {
		if it.Label == words {
			it.Do()
			return
		}
	}
	t.Fatalf("there is no command %q", words)
}

func TestTheDemoBookTakesThePlaceOfTheUsersOwn(t *testing.T) {
	for name, open := range map[string]func(t *testing.T, w *Window){
		"from the empty page": func(t *testing.T, w *Window) { test.Tap(kittest.Button(t, w.content, lang.T("welcome.demo"))) },
		"by command":          func(t *testing.T, w *Window) { w.command(t, lang.T("welcome.demo")) },
	} {
		t.Run(name, func(t *testing.T) {
			p, turns := besideDemo(t)
			withMain(t, p)
			open(t, p.window)
			if !slices.Equal(*turns, []turned{{p.params.DemoFile, false}}) {
				t.Errorf("it turns to %+v", *turns)
			}
			if p.window != nil {
				t.Error("the window of the own book stays")
			}
			if _, err := os.Stat(p.params.DemoFile); err != nil {
				t.Error(err)
			}
			if n, err := p.params.Store.Count(t.Context(), store.Query{}); err != nil || n != 0 {
				t.Errorf("the user's own book has %d people, %v", n, err)
			}
		})
	}
}

func TestADemoBookThatCannotBeMade(t *testing.T) {
	p, turns := besideDemo(t)
	if err := os.WriteFile(p.params.DemoFile, []byte("the user's own"), 0o600); err != nil {
		t.Fatal(err)
	}
	withMain(t, p)
	button := kittest.Button(t, p.window.content, lang.T("welcome.demo"))
	test.Tap(button)
	if len(*turns) > 0 || p.window == nil || p.window.toasts.Sentence() == "" || button.Disabled() {
		t.Errorf("turned %+v, said %q, button disabled %v", *turns, p.window.toasts.Sentence(), button.Disabled())
	}
	if text, err := os.ReadFile(p.params.DemoFile); err != nil || string(text) != "the user's own" {
		t.Errorf("the file that lies there is now %q, %v", text, err)
	}
}

func TestTheDemoBookSaysSoOnEveryPage(t *testing.T) {
	p, _ := inDemo(t)
	for _, s := range []kit.Screen{kit.TodayScreen, kit.PeopleScreen, kit.VisitsScreen, kit.ImportScreen, kit.DuplicatesScreen, kit.NotesScreen, kit.SettingsScreen} {
		p.window.Open(kit.Route{Screen: s})
		if !strings.Contains(strings.Join(texts(p.window.win.Content()), "\n"), lang.T("demo.bar")) {
			t.Errorf("%s does not say that it is the demo book", s)
		}
	}
	own := withMain(t, newRun(t, kittest.Book(t, crowd()...), at(26, 7, 0)))
	if own.window.demo != nil {
		t.Error("a book of the user's own says that it is the demo book")
	}
	for _, it := range own.window.menuItems() {
		if it.Label == lang.T("demo.throw_command") {
			t.Error("a book of the user's own can be thrown away")
		}
	}
}

func TestTheDemoBookOffersNoStartAtLogin(t *testing.T) {
	p, _ := inDemo(t)
	p.ask()
	if p.pop == nil {
		t.Fatal("the demo book does not show its day")
	}
	p.pop.close()
	if said := p.window.toasts.Sentence(); said != "" || p.window.params.Settings.OfferedLogin {
		t.Errorf("it offers %q", said)
	}
}

func TestTheWaysOutOfTheDemoBook(t *testing.T) {
	home := "/home/ana/carebook.db"
	for name, c := range map[string]struct {
		way  func(t *testing.T, p *program)
		want turned
	}{
		"back":             {func(_ *testing.T, p *program) { test.Tap(p.window.demo.Back) }, turned{home, false}},
		"back by command":  {func(t *testing.T, p *program) { p.window.command(t, lang.T("demo.back_command")) }, turned{home, false}},
		"throw":            {func(_ *testing.T, p *program) { test.Tap(p.window.demo.Throw) }, turned{home, true}},
		"throw by command": {func(t *testing.T, p *program) { p.window.command(t, lang.T("demo.throw_command")) }, turned{home, true}},
	} {
		t.Run(name, func(t *testing.T) {
			p, turns := inDemo(t)
			c.way(t, p)
			if !slices.Equal(*turns, []turned{c.want}) {
				t.Errorf("it turns to %+v, want %+v", *turns, c.want)
			}
		})
	}
}

func TestADemoBookWithSomebodyOfTheUsersIsAskedAbout(t *testing.T) {
	p, turns := inDemo(t)
	kittest.Put(t, p.params.Store, &care.Person{FullName: "Ana Gil"}, &care.Person{FullName: "Bea Tormo"})
	test.Tap(p.window.demo.Throw)
	panel := p.window.throwing
	if panel == nil || !panel.Shown() || len(*turns) > 0 {
		t.Fatalf("it is thrown away unasked: %+v", *turns)
	}
	if said := strings.Join(texts(panel.Body()), " "); !strings.Contains(said, "2 people") {
		t.Errorf("it asks %q", said)
	}
	if p.window.win.Canvas().Focused() != panel.Cancel {
		t.Error("Enter throws it away")
	}
	test.Tap(panel.Cancel)
	if len(*turns) > 0 {
		t.Fatal("cancelled, it is thrown away")
	}
	test.Tap(p.window.demo.Throw)
	test.Tap(p.window.throwing.Act)
	if !slices.Equal(*turns, []turned{{"/home/ana/carebook.db", true}}) {
		t.Errorf("it turns to %+v", *turns)
	}
}

func TestADemoBookWithSomethingOfTheUsersIsAskedAbout(t *testing.T) {
	p, turns := inDemo(t)
	rows, err := p.params.Store.People(t.Context(), store.Query{Limit: 1})
	if err == nil {
		_, _, err = book.Log(t.Context(), p.params.Store, kittest.Clock(), rows[0].Key, "test", book.Entry{Event: care.Event{Kind: care.Call, Text: "Mine"}})
	}
	if err != nil {
		t.Fatal(err)
	}
	test.Tap(p.window.demo.Throw)
	if panel := p.window.throwing; panel == nil || !panel.Shown() || len(*turns) > 0 {
		t.Fatalf("it is thrown away unasked: %+v", *turns)
	}
	if said := strings.Join(texts(p.window.throwing.Body()), " "); !strings.Contains(said, lang.T("demo.throw_changed")) {
		t.Errorf("it asks %q", said)
	}
}
