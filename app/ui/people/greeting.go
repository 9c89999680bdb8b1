package people

import (
	"context"

	"fyne.io/fyne/v2"

	"carebook/app/book"
	"carebook/app/care/remind"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
)

// offerGreeting shows the button for a greeting while the list is that of a
// holiday, and reports whether it came or went.
func (g *page) offerGreeting() bool {
	on := g.screen.route.Holiday != nil && g.subject != nil && g.subject.person.Deleted == ""
	turned := g.greet.Visible() != on
	if turned {
		kit.Show(g.greet, on)
	}
	return turned
}

// greetNow copies the greeting of the list's holiday for the person, and offers
// to mark it as sent: the person then leaves the list of those who are still to
// be greeted.
func (g *page) greetNow() {
	p, holiday, who := g.screen, g.screen.route.Holiday, g.subject
	if holiday == nil || who == nil {
		return
	}
	it := book.Item{Reminder: remind.Reminder{
		ID: remind.ID{Kind: remind.Holiday, What: holiday.ID, Round: holiday.Round}, Name: holiday.Name, Date: holiday.Day,
	}}
	name := who.person.DisplayName()
	run.Do(p.shell.Executor(), &g.greeting, func(ctx context.Context) (book.Greeting, error) {
		return book.HolidayGreeting(ctx, p.store, it, who.key)
	}, func(greeting book.Greeting, err error) {
		if err != nil {
			p.shell.Fail(err)
			return
		}
		fyne.CurrentApp().Clipboard().SetContent(greeting.Text)
		it.Name = name
		p.shell.Say(lang.T("today.copied", lang.Args{"Name": name}), kit.Action{Label: lang.T("today.mark_sent"), Do: func() { p.markGreeted(it, greeting) }})
	})
}

// markGreeted writes down that somebody was greeted.
func (p *Screen) markGreeted(it book.Item, greeting book.Greeting) {
	run.Write(p.shell.Executor(), func(ctx context.Context) (int64, error) {
		return book.MarkGreeted(ctx, p.store, p.clock, it, greeting)
	}, func(action int64, err error) {
		if err != nil {
			p.shell.Fail(err)
			return
		}
		p.shell.Did(lang.T("today.did_greet", lang.Args{"Name": it.Name}), action)
	})
}
