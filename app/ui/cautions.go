package ui

import (
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
)

// caution says what is not well though all works: settings that could not be read, a
// clock that is behind, a network drive. A clock that was set on purpose is as it
// should be.
func (w *Window) caution() {
	if w.params.Settings.Unread {
		w.Say(lang.T("settings.unread"), kit.Action{Label: lang.T("settings.title"), Do: func() {
			w.Open(kit.Route{Screen: kit.SettingsScreen, Section: kit.BackupsSection})
		}})
	}
	run.Do(w.executor, &w.cautioning, w.params.Store.Cautions, func(cautions []*care.Error, err error) {
		if err != nil {
			w.Fail(err)
			return
		}
		for _, c := range cautions {
			if c.Code != care.CodeClockBehind || !w.params.Clock.Set() {
				w.Fail(c)
			}
		}
	})
}
