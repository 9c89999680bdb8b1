package ui

import (
	"carebook/app"
	"carebook/app/ui/kit"
	"carebook/app/ui/people"
	"carebook/app/ui/welcome"
)

// newWelcome makes a page of a book without people.
func (w *Window) newWelcome() *welcome.Page {
	return welcome.New(w, func() { w.people.NewPerson() }, w.openDemo)
}

// beginFirstStart shows the first start where there is somebody new: a user without
// preferences, in an own book without people. Whoever begins with a book that has people
// is not new; whoever has met them in the second step, and then closed the window, goes
// on with the third.
func (w *Window) beginFirstStart(first people.Overview) {
	met := first.Everyone != 0 || first.Trash != 0
	switch {
	case w.params.Demo != nil || w.params.Settings.FirstStep == 0:
	case met && w.params.Settings.FirstStep == app.FirstLanguage:
		w.params.Settings.FirstStep = 0
	default:
		w.starting = true
		w.open(kit.Route{Screen: kit.StartScreen})
	}
}

// newFirst makes the first start.
func (w *Window) newFirst() *welcome.First {
	p := welcome.FirstParams{
		Store: w.params.Store, Contacts: w.newWelcome(), Step: w.firstStep, Go: w.goFirst, Asked: w.askedLogin,
		Speak: func(code string) {
			w.change(func(set *app.Settings) { set.Language = code })
			w.restart()
		},
	}
	if w.login != nil {
		p.Login = w.login
	}
	return welcome.NewFirst(w, p)
}

// firstStep is the step of the first start that is due, 0 for none. Whoever has
// people has had the second.
func (w *Window) firstStep() int {
	step := w.params.Settings.FirstStep
	if step == app.FirstContacts && (!w.people.Empty() || w.metSomebody) {
		return app.FirstHour
	}
	return step
}

// goFirst goes to a step of the first start and keeps that; 0 ends it, and the window
// is then where the user wanted to go.
func (w *Window) goFirst(step int) {
	w.change(func(set *app.Settings) { set.FirstStep = step })
	if step != 0 {
		return
	}
	w.starting = false
	wanted := w.wanted
	w.wanted = kit.Route{}
	if wanted.Screen == "" {
		wanted.Screen = kit.PeopleScreen
	}
	w.Open(wanted)
	w.past = nil // there is nothing to come back to
	w.started()
}

// askedLogin keeps that the start at login need not be offered any more.
func (w *Window) askedLogin() {
	w.change(func(set *app.Settings) { set.OfferedLogin = true })
}

// toFirst is the way to the people while the first start is not over: it leads there
// by what is left of it.
func (w *Window) toFirst(r kit.Route) kit.Route {
	if !w.starting || r.Screen != kit.PeopleScreen || r.Query != "" {
		return r
	}
	w.wanted, w.metSomebody = r, w.metSomebody || r.Person != 0
	return kit.Route{Screen: kit.StartScreen}
}

// firstChanged shows the step after the contacts once there are some.
func (w *Window) firstChanged() {
	if f, ok := w.shown[kit.StartScreen].(*welcome.First); ok && w.starting && w.route.Screen == kit.StartScreen {
		f.Show()
	}
}
