package ui

import (
	"cmp"
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"carebook/app"
	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/kittest"
	"carebook/app/ui/welcome"
	"carebook/store"
)

// newcomer is the run of somebody who starts the program for the first time, with the
// main window open; saved are the settings as they were kept last.
func newcomer(t *testing.T, s *store.Store, clock care.Clock, step int) (p *program, saved *app.Settings, restarts *int) {
	t.Helper()
	p = newRun(t, s, clock)
	saved, restarts = new(app.Settings), new(int)
	p.params.Settings.FirstStep = step
	p.params.Save = func(_, set app.Settings) error { *saved = set; return nil }
	p.params.Restart = func() { *restarts++ }
	return withMain(t, p), saved, restarts
}

// first is the screen of the first start, nil where the window shows another.
func (p *program) first() *welcome.First {
	if p.window.route.Screen != kit.StartScreen {
		return nil
	}
	return p.window.shown[kit.StartScreen].(*welcome.First)
}

// enter presses Enter where the keyboard is.
func (p *program) enter(t *testing.T) {
	t.Helper()
	at := p.window.win.Canvas().Focused()
	if at == nil {
		t.Fatal("nothing has the keyboard")
	}
	at.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
}

// met puts people into the book and tells the window.
func (p *program) met(t *testing.T, people ...*care.Person) {
	t.Helper()
	kittest.Put(t, p.params.Store, people...)
	p.window.changed(store.Changes{AllPeople: true})
}

func TestTheFirstStartIsForNewcomersAlone(t *testing.T) {
	for name, c := range map[string]struct {
		step   int
		people []*care.Person
		demo   *book.DemoBook
		shown  bool
		kept   int
		// at is the step that is shown where it is not the one that is kept.
		at int
	}{
		"a newcomer":                           {step: app.FirstLanguage, shown: true, kept: app.FirstLanguage},
		"a newcomer who passed a step":         {step: app.FirstContacts, shown: true, kept: app.FirstContacts},
		"somebody with preferences":            {step: 0},
		"a newcomer with a book of people":     {step: app.FirstLanguage, people: crowd()},
		"a newcomer who closed it at people":   {step: app.FirstContacts, people: crowd(), shown: true, kept: app.FirstContacts, at: app.FirstHour},
		"a newcomer who closed it at the hour": {step: app.FirstHour, people: crowd(), shown: true, kept: app.FirstHour},
		"a newcomer who looks at the demo":     {step: app.FirstContacts, people: crowd(), demo: &book.DemoBook{}, kept: app.FirstContacts},
		"a newcomer who emptied the demo":      {step: app.FirstContacts, demo: &book.DemoBook{}, kept: app.FirstContacts},
		"a second book of the same machine":    {step: 0},
	} {
		t.Run(name, func(t *testing.T) {
			p := newRun(t, kittest.Book(t, c.people...), at(26, 10, 0))
			p.params.Settings.FirstStep, p.params.Demo = c.step, c.demo
			withMain(t, p)
			if shown := p.first() != nil; shown != c.shown || p.window.starting != c.shown {
				t.Errorf("the first start is shown: %v, want %v", shown, c.shown)
			}
			if at := cmp.Or(c.at, c.kept); c.shown && p.window.firstStep() != at {
				t.Errorf("the step shown is %d, want %d", p.window.firstStep(), at)
			}
			if got := p.window.params.Settings.FirstStep; got != c.kept {
				t.Errorf("the step is %d, want %d", got, c.kept)
			}
		})
	}
}

// TestTheWayToTheFirstPopUp goes through the first start as a newcomer does who takes
// what is proposed.
func TestTheWayToTheFirstPopUp(t *testing.T) {
	t.Setenv("LC_ALL", "es_ES.UTF-8")
	p, saved, _ := newcomer(t, kittest.Book(t), at(26, 10, 0), app.FirstLanguage)
	p.ask()
	if p.pop != nil {
		t.Fatal("the pop-up covers the first start")
	}
	if got := p.first().Country.Words(); got != "Spain" {
		t.Errorf("the country proposed is %q", got)
	}
	p.enter(t) // Next
	if got, err := p.params.Store.Setting(t.Context(), book.SettingCountry); err != nil || got != "ES" {
		t.Errorf("the country of the book is %q, %v", got, err)
	}
	if saved.FirstStep != app.FirstContacts {
		t.Fatalf("the step that is kept is %d", saved.FirstStep)
	}
	file := filepath.Join(t.TempDir(), "contacts.vcf")
	card := "BEGIN:VCARD\nVERSION:3.0\nFN:Ana Gil\nTEL:612 345 678\nBDAY:1980-11-26\nEND:VCARD\n"
	if err := os.WriteFile(file, []byte(card), 0o600); err != nil {
		t.Fatal(err)
	}
	p.window.Open(kit.Route{Screen: kit.ImportScreen, Files: []string{file}})
	test.Tap(kittest.Button(t, p.window.content, "Import 1 person"))
	p.window.changed(store.Changes{AllPeople: true, Imports: true})
	if p.ask(); p.pop != nil {
		t.Fatal("the pop-up covers the result of the import")
	}
	p.window.Open(kit.Route{Screen: kit.PeopleScreen})
	if p.first() == nil || p.first().Hour.Words() != "09:00" {
		t.Fatal("the import does not lead on to the hour")
	}
	p.enter(t) // Done
	if !p.says("Ana Gil") {
		t.Error("the first pop-up does not come")
	}
	if on, err := p.login.On(); err != nil || !on {
		t.Errorf("it starts with the session: %v, %v", on, err)
	}
	if p.window.route.Screen != kit.PeopleScreen || p.window.starting || saved.FirstStep != 0 || !saved.OfferedLogin {
		t.Errorf("at the end the window is on %s, kept is %+v", p.window.route.Screen, *saved)
	}
	// The number was read with the country of the first step.
	if hits, err := p.params.Store.Who(t.Context(), "+34612345678", "", 1); err != nil || len(hits) != 1 {
		t.Errorf("the number is found %d times, %v", len(hits), err)
	}
	p.pop.close()
	if p = withMain(t, newRun(t, p.params.Store, at(26, 11, 0))); p.first() != nil {
		t.Error("the next start begins with it again")
	}
}

func TestTheFirstPopUpHasSomethingToSay(t *testing.T) {
	for name, c := range map[string]struct {
		people []*care.Person
		clock  care.Clock
		pop    bool
	}{
		"a birthday, after its hour":  {[]*care.Person{born("ana", "Ana Gil", 25)}, at(25, 10, 0), true},
		"a birthday, before its hour": {[]*care.Person{born("ana", "Ana Gil", 25)}, at(25, 8, 0), false},
		"a quiet day":                 {[]*care.Person{{FullName: "Ana Gil"}}, at(10, 10, 0), false},
		"nobody in the book":          {nil, at(25, 10, 0), false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv("LC_ALL", "es_ES.UTF-8")
			p, _, _ := newcomer(t, kittest.Book(t), c.clock, app.FirstHour)
			p.met(t, c.people...)
			p.enter(t)
			if p.first() != nil {
				t.Fatal("it does not end")
			}
			if shown := p.pop != nil; shown != c.pop {
				t.Fatalf("at its end the pop-up is there: %v, want %v", shown, c.pop)
			}
			if p.ask(); p.pop != nil && !c.pop {
				t.Error("the next look brings it")
			}
		})
	}
}

func TestStepsAreSkipped(t *testing.T) {
	p, saved, _ := newcomer(t, kittest.Book(t), at(26, 10, 0), app.FirstLanguage)
	for _, want := range []int{app.FirstContacts, app.FirstHour, 0} {
		test.Tap(p.first().Skip)
		if saved.FirstStep != want {
			t.Fatalf("the step is %d, want %d", saved.FirstStep, want)
		}
	}
	if country, err := p.params.Store.Setting(t.Context(), book.SettingCountry); err != nil || country != "" {
		t.Errorf("a step that was skipped set the country %q, %v", country, err)
	}
	if on, err := p.login.On(); err != nil || on || saved.OfferedLogin {
		t.Errorf("a step that was skipped starts it with the session: %v, %v", on, err)
	}
	if p.window.route.Screen != kit.PeopleScreen || !p.window.people.Empty() {
		t.Error("after all were skipped the page of an empty book is not shown")
	}

	p, saved, _ = newcomer(t, kittest.Book(t), at(26, 10, 0), app.FirstLanguage)
	*saved = p.params.Settings
	test.Tap(p.first().SkipAll)
	if saved.FirstStep != 0 || p.window.starting || p.window.route.Screen != kit.PeopleScreen {
		t.Errorf("all at once: %+v, on %s", *saved, p.window.route.Screen)
	}
}

func TestTheLanguageTakesEffectAtOnceAndKeepsTheStep(t *testing.T) {
	t.Setenv("LC_ALL", "en_GB.UTF-8")
	p, saved, restarts := newcomer(t, kittest.Book(t), at(26, 10, 0), app.FirstLanguage)
	f := p.first()
	f.Country.Put("Mexico")
	codes := lang.Languages()
	f.Language.Choose(slices.IndexFunc(codes, func(l lang.Language) bool { return l.Code == "es" }))
	if saved.Language != "es" || saved.FirstStep != app.FirstLanguage || *restarts != 1 {
		t.Errorf("kept is %+v, started anew %d times", *saved, *restarts)
	}
	if country, err := p.params.Store.Setting(t.Context(), book.SettingCountry); err != nil || country != "MX" {
		t.Errorf("what was chosen before it is lost: %q, %v", country, err)
	}
}

func TestACountryThatIsNone(t *testing.T) {
	p, saved, _ := newcomer(t, kittest.Book(t), at(26, 10, 0), app.FirstLanguage)
	f := p.first()
	f.Country.Put("Atlantis")
	test.Tap(f.Next)
	if !f.Country.Note().Problem || saved.FirstStep == app.FirstContacts {
		t.Errorf("Atlantis is taken, said %+v", f.Country.Note())
	}
	f.Country.Put("")
	test.Tap(f.Next)
	if saved.FirstStep != app.FirstContacts {
		t.Error("without a country it does not go on")
	}
}

func TestAnHourThatIsNone(t *testing.T) {
	p, _, _ := newcomer(t, kittest.Book(t), at(26, 7, 0), app.FirstHour)
	f := p.first()
	f.Hour.Put("25:00")
	test.Tap(f.Next)
	if !f.Hour.Note().Problem || p.first() == nil {
		t.Fatalf("25:00 is taken, said %+v", f.Hour.Note())
	}
	f.Hour.Put("7:30")
	f.AtLogin.Choose(false)
	test.Tap(f.Next)
	set, err := book.ReminderSettings(t.Context(), p.params.Store)
	if err != nil || set.Minute != 7*60+30 {
		t.Errorf("the minute is %d, %v", set.Minute, err)
	}
	if on, err := p.login.On(); err != nil || on {
		t.Errorf("it starts with the session: %v, %v", on, err)
	}
}

func TestWritingDownOnePersonLeadsOn(t *testing.T) {
	p, _, _ := newcomer(t, kittest.Book(t), at(26, 7, 0), app.FirstContacts)
	test.Tap(kittest.Button(t, p.window.content, lang.T("welcome.write")))
	if p.window.win.Canvas().Overlays().Top() == nil {
		t.Fatal("nobody is asked for")
	}
	kittest.Put(t, p.params.Store, &care.Person{FullName: "Ana Gil"})
	p.window.Open(kit.Route{Screen: kit.PeopleScreen, Person: 1}) // as the panel does
	if p.first() == nil || p.window.firstStep() != app.FirstHour {
		t.Fatal("it does not lead on to the hour")
	}
	p.window.changed(store.Changes{AllPeople: true})
	test.Tap(p.first().Skip)
	if r := p.window.route; r.Screen != kit.PeopleScreen || r.Person != 1 {
		t.Errorf("after it the window is at %+v", r)
	}
}

func TestPeopleFromElsewhereLeadOn(t *testing.T) {
	p, _, _ := newcomer(t, kittest.Book(t), at(26, 7, 0), app.FirstContacts)
	p.met(t, crowd()...) // by a command, while the step is shown
	if p.first() == nil || p.first().Next == nil {
		t.Error("the step stays that of an empty book")
	}
}

func TestTheRestOfTheWindowIsThereMeanwhile(t *testing.T) {
	p, _, _ := newcomer(t, kittest.Book(t), at(26, 10, 0), app.FirstLanguage)
	p.window.Open(kit.Route{Screen: kit.SettingsScreen})
	p.window.Open(kit.Route{Screen: kit.PeopleScreen})
	if p.first() == nil {
		t.Error("the way to the people does not lead back to the step")
	}
	if !p.window.rail[kit.PeopleScreen].Active() {
		t.Error("the rail does not show where the window is")
	}
	test.Type(p.window.find.Field, "ana")
	if p.window.route.Screen != kit.PeopleScreen {
		t.Error("nothing can be searched for")
	}
}

func TestNoPopUpForABookWithoutPeople(t *testing.T) {
	s := kittest.Book(t)
	p := withMain(t, newRun(t, s, at(26, 10, 0)))
	if p.ask(); p.pop != nil {
		t.Error("it comes though there is nobody")
	}
	if state, err := book.DigestDue(context.Background(), s, at(26, 10, 0)); err != nil || state.Due {
		t.Errorf("in the background it is due: %v, %v", state.Due, err)
	}
	p.met(t, born("ana", "Ana Gil", 26))
	if p.ask(); !p.says("Ana Gil") {
		t.Error("it does not come once there is somebody")
	}
}
