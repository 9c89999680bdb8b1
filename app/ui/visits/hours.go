package visits

import (
	"carebook/app/book"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/visittime"
	"carebook/app/ui/style"
)

// fieldGap is the space between the fields of a panel at 100 %.
const fieldGap = style.Space3

// hoursForm is the panel of when the user visits.
type hoursForm struct {
	*visittime.Form
	screen *Screen
	panel  *kit.Panel
}

// askHours asks when the user visits, and for how long.
func (s *Screen) askHours() {
	if s.view == nil {
		return
	}
	f := &hoursForm{Form: visittime.NewForm(s.view.Settings.Hours), screen: s}
	f.panel = kit.NewPanel(lang.T("visits.hours_title"), f.Body(), lang.T("visits.hours_act"), f.save)
	kit.GuardPanel(f.panel, f.Fields()...)
	s.panel = f.panel
	f.panel.Show(s.canvas())
}

// save keeps the hours.
func (f *hoursForm) save(done func(problem string)) {
	hours := f.Hours()
	f.screen.change(func(set *book.VisitSettings) { set.Hours = hours }, func(was, now book.VisitSettings, err error) {
		done(lang.Sentence(err))
		if err == nil {
			f.screen.tell(was, now)
		}
	})
}
