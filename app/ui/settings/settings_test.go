package settings

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"carebook/app"
	"carebook/app/lang"
	"carebook/app/ui/kit/kittest"
)

func TestChoicesAreTold(t *testing.T) {
	kittest.App(t)
	var got app.Settings
	restarts := 0
	s := New(Params{
		Settings: app.DefaultSettings(), Change: func(set app.Settings) { got = set },
		Restart: func() { restarts++ }, Book: "/x/book.db", Version: "0.1.0",
	})
	sh := kittest.NewShell(t, fyne.NewSize(1204, 744))
	sh.Show(s.Object())
	s.Theme.Choose(2)
	s.Text.Choose(3)
	if got.Theme != app.DarkTheme || got.TextSize != 130 {
		t.Errorf("settings %+v", got)
	}
	if s.notice.Visible() {
		t.Error("a restart is offered before another language was chosen")
	}
	for i, code := range s.codes {
		if code == "zh_TW" {
			s.Languages.Choose(i)
		}
	}
	if got.Language != "zh_TW" || got.Theme != app.DarkTheme {
		t.Errorf("settings %+v", got)
	}
	if !s.notice.Visible() {
		t.Fatal("no restart is offered")
	}
	if test.Tap(s.Restart); restarts != 1 {
		t.Error("the program does not start anew")
	}
}

func TestEveryLanguageCanBeChosen(t *testing.T) {
	kittest.App(t)
	s := New(Params{Settings: app.Settings{Language: "ru", Theme: app.LightTheme, TextSize: 120}})
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
