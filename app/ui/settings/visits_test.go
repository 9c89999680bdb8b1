package settings

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"carebook/app/book"
	"carebook/app/care/plan"
	"carebook/app/care/remind"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/kittest"
)

// visiting are the settings of visits that the book keeps.
func (f *fixture) visiting(t *testing.T) book.VisitSettings {
	t.Helper()
	set, err := book.ReadVisitSettings(context.Background(), f.store)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func TestHoursOfVisitsAreKeptAsTheirFieldIsLeft(t *testing.T) {
	f := open(t, wide)
	f.goTo(t, "Visits and bands")
	f.enter(f.visits.form.Week, "10")
	want := plan.DefaultHours.WithWeek(600)
	if got := f.visiting(t).Hours; got != want {
		t.Errorf("kept %+v, want %+v", got, want)
	}
	if got := f.visits.form.Days[0].Words(); got != "2:00" {
		t.Errorf("Monday shows %s", got)
	}
	f.enter(f.visits.form.Days[5], "3")
	if got := f.visiting(t).Hours; got.Days[5] != 180 || got.Week() != 780 || f.visits.form.Week.Words() != "13" {
		t.Errorf("kept %+v, the week shows %s", got, f.visits.form.Week.Words())
	}
	f.enter(f.visits.form.Lengths[0], "75")
	if got := f.visiting(t).Hours.Lengths[0]; got != 75 {
		t.Errorf("a visit to A takes %d", got)
	}
	f.noFailure(t)
}

func TestWrongHoursAreNotKept(t *testing.T) {
	f := open(t, wide)
	f.goTo(t, "Visits and bands")
	f.enter(f.visits.form.To, "12:00")
	if note := f.visits.form.To.Note(); !note.Problem || !strings.Contains(note.Words, "pause") {
		t.Errorf("it says %+v", note)
	}
	f.enter(f.visits.form.Start, "10:00") // right by itself, but not together with the pause
	if got := f.visiting(t).Hours; got != plan.DefaultHours {
		t.Errorf("kept %+v", got)
	}
	f.enter(f.visits.form.To, "14:30")
	if got := f.visiting(t).Hours; got.Start != 600 || got.PauseTo != 870 {
		t.Errorf("kept %+v once all is right", got)
	}
	f.noFailure(t)
}

func TestSharesAndPeriodAreKept(t *testing.T) {
	f := open(t, wide)
	f.goTo(t, "Visits and bands")
	f.visits.presets.Choice.Choose(1)
	if got := f.visiting(t); got.Shares != plan.Presets[1] || !got.Asked {
		t.Errorf("kept %+v", got)
	}
	f.visits.slide(plan.Shares{A: 51, B: 39, C: 10}, false)
	if got := f.visiting(t).Shares; got != plan.Presets[1] || f.visits.presets.Choice.Chosen() != -1 {
		t.Errorf("a knob that is held keeps %v", got)
	}
	f.visits.slide(plan.Shares{A: 51, B: 39, C: 10}, true)
	if got := f.visiting(t).Shares; got.A != 51 || f.visits.sliders.Shares() != got.List() {
		t.Errorf("kept %v, shown %v", got, f.visits.sliders.Shares())
	}
	f.visits.period.Choose(1)
	if !f.visiting(t).CalendarYear {
		t.Error("the period is not kept")
	}
	if rank, err := book.ReadBands(context.Background(), f.store, kittest.Clock(), ""); err != nil || rank.From.Time().Month() != 1 {
		t.Errorf("ranked from %v: %v", rank.From, err)
	}
	f.noFailure(t)
}

func TestTheUsualSettingsComeBackAndGoAgain(t *testing.T) {
	f := open(t, wide)
	f.goTo(t, "Visits and bands")
	if !f.visits.usual.Disabled() {
		t.Error("a new book has no usual settings to go back to")
	}
	f.enter(f.visits.form.Week, "10")
	f.visits.presets.Choice.Choose(1)
	before := f.visiting(t)
	test.Tap(f.visits.usual)
	if got := f.visiting(t); got.Hours != plan.DefaultHours || got.Shares != plan.DefaultShares {
		t.Errorf("kept %+v", got)
	}
	f.shell.Actions[len(f.shell.Actions)-1].Do()
	if got := f.visiting(t); got != before {
		t.Errorf("Undo keeps %+v, want %+v", got, before)
	}
	f.goTo(t, "Reminders")
	f.enter(f.reminders.calls, "9")
	test.Tap(f.reminders.usual)
	if set, err := book.ReminderSettings(context.Background(), f.store); err != nil || set.String() != remind.DefaultSettings().String() {
		t.Errorf("%v: kept %s", err, set)
	}
	f.shell.Actions[len(f.shell.Actions)-1].Do()
	if got := f.reminders.calls.Words(); got != "9" {
		t.Errorf("Undo shows %s calls", got)
	}
	f.noFailure(t)
}

func TestTheCountryIsReadAsPeopleWriteIt(t *testing.T) {
	f := open(t, wide)
	f.goTo(t, "Country and money")
	for _, c := range []struct{ typed, code, shown string }{
		{"mexico", "MX", "Mexico"}, {"de", "DE", "Germany"}, {"España", "ES", "Spain"}, {"", "", ""},
	} {
		f.enter(f.country.field, c.typed)
		code, err := f.store.Setting(context.Background(), book.SettingCountry)
		if err != nil || code != c.code || f.country.field.Words() != c.shown {
			t.Errorf("%q keeps %q and shows %q: %v", c.typed, code, f.country.field.Words(), err)
		}
	}
	f.enter(f.country.field, "Narnia")
	if note := f.country.field.Note(); !note.Problem || !strings.Contains(note.Words, "Narnia") {
		t.Errorf("it says %+v", note)
	}
	f.noFailure(t)
}

func TestEverySectionSaysWhereItIsKeptAndIsFound(t *testing.T) {
	f := open(t, wide)
	for _, sec := range f.sections {
		f.Open(kit.Route{Screen: kit.SettingsScreen, Section: sec.id})
		if sec.id == "" || f.shown != sec {
			t.Errorf("the route of %s leads to %s", sec.name, f.shown.name)
		}
		kept := sec.kept != unsaid
		for _, it := range sec.items {
			kept = kept || it.kept != unsaid
		}
		if kept && !f.onScreen("Kept ") {
			t.Errorf("%s does not say where it is kept", sec.name)
		}
	}
	f.Open(kit.Route{Screen: kit.SettingsScreen, Section: kit.RemindersSection})
	for _, k := range []keptIn{inBook, onMachine} {
		if !f.onScreen(k.sentence()) {
			t.Errorf("Reminders do not say %q", k.sentence())
		}
	}
}
