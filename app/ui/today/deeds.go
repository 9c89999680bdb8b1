package today

import (
	"context"
	"net/url"
	"time"

	"fyne.io/fyne/v2"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/care/remind"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
)

// leaveAfter is how long a row that was done stays, so that one sees what has
// become of it.
const leaveAfter = 4 * time.Second

// decide does what takes a reminder off the day, one after another. A row that
// is done fades at once and leaves a little later.
func (b *board) decide(e *entry, done bool, did string, do func(ctx context.Context, it book.Item) (int64, error)) {
	if e.writing || e.leaving {
		return
	}
	e.writing, e.leaving = true, done
	it := e.item
	b.goOn(e)
	b.fill(e)
	run.Write(b.shell.Executor(), func(ctx context.Context) (int64, error) {
		return do(ctx, it)
	}, func(action int64, err error) {
		e.writing = false
		if err != nil {
			e.leaving = false
			b.fill(e)
			b.shell.Fail(err)
			b.reload()
			return
		}
		b.shell.Did(did, action)
		b.reload()
		if done {
			run.Later(b.shell.Executor(), &e.wait, leaveAfter, func() { b.leave(e) })
		}
	})
}

// finish marks an item done: a call or a visit is logged, a promise kept, a
// complaint answered.
func (b *board) finish(e *entry) {
	b.decide(e, true, finished(&e.item), func(ctx context.Context, it book.Item) (int64, error) {
		return book.Finish(ctx, b.store, b.clock, it)
	})
}

func finished(it *book.Item) string {
	name := lang.Args{"Name": it.Name}
	switch it.Kind {
	case remind.Call:
		return lang.T("today.did_call", name)
	case remind.Visit:
		return lang.T("today.did_visit", name)
	case remind.Promise:
		return lang.T("today.did_promise", name)
	case remind.Complaint:
		return lang.T("today.did_complaint", name)
	}
	return lang.T("today.did", name)
}

// skip lets an item be for this year, or for this round.
func (b *board) skip(e *entry) {
	did := lang.T("today.did_skip", lang.Args{"Name": e.item.Name})
	if e.item.Kind.Occasion() {
		did = lang.T("today.did_skip_year", lang.Args{"Name": e.item.Name})
	}
	b.decide(e, false, did, func(ctx context.Context, it book.Item) (int64, error) {
		return book.Skip(ctx, b.store, b.clock, it)
	})
}

// snoozeUntil hides an item until an instant; did says so.
func (b *board) snoozeUntil(e *entry, until time.Time, did string) {
	b.decide(e, false, did, func(ctx context.Context, it book.Item) (int64, error) {
		return book.Snooze(ctx, b.store, b.clock, it, until)
	})
}

// open shows the person, or those who are still to be greeted on a holiday.
func (b *board) open(e *entry) {
	if e.item.Kind != remind.Holiday {
		b.openPerson(e.item.Person)
		return
	}
	it := e.item
	type people struct {
		filter care.Filter
		name   string
	}
	run.Do(b.shell.Executor(), &b.asking, func(ctx context.Context) (people, error) {
		f, name, err := book.HolidayFilter(ctx, b.store, it.What)
		return people{f, name}, err
	}, func(p people, err error) {
		if err != nil {
			b.shell.Fail(err)
			return
		}
		p.filter.Ungreeted = it.Occasion()
		b.shell.Open(kit.Route{
			Screen: kit.PeopleScreen, Filter: &p.filter, Title: p.name,
			Holiday: &kit.Holiday{ID: it.What, Round: it.Round, Name: p.name, Day: it.Date},
		})
	})
}

// brief shows what to know before the visit.
func (b *board) brief(e *entry) {
	if b.openBrief != nil {
		b.openBrief(e.item.Person)
		return
	}
	b.openPerson(e.item.Person)
}

// log leads to the line in which a call with the person is written down.
func (b *board) log(e *entry) {
	if b.logPerson != nil {
		b.logPerson(e.item.Person)
		return
	}
	b.openPerson(e.item.Person)
}

// greeting makes the greeting for an item, and then calls use unless the person
// was greeted for the occasion before.
func (b *board) greeting(e *entry, use func(book.Greeting)) {
	if !greetable(&e.item) || e.leaving || e.writing {
		return
	}
	it := e.item
	run.Do(b.shell.Executor(), &b.asking, func(ctx context.Context) (book.Greeting, error) {
		return book.GreetingFor(ctx, b.store, it)
	}, func(g book.Greeting, err error) {
		switch {
		case err != nil:
			b.shell.Fail(err)
		case g.Sent:
			b.shell.Say(lang.T("today.greeted_before", lang.Args{"Name": it.Name}), kit.Action{})
		default:
			use(g)
		}
	})
}

// copyGreeting puts the greeting on the clipboard, and offers to mark it as sent.
func (b *board) copyGreeting(e *entry) {
	b.greeting(e, func(g book.Greeting) {
		fyne.CurrentApp().Clipboard().SetContent(g.Text)
		b.offerSent(e, g, lang.T("today.copied", lang.Args{"Name": e.item.Name}))
	})
}

// offerSent says a sentence with a link that marks a greeting as sent.
func (b *board) offerSent(e *entry, g book.Greeting, sentence string) {
	b.shell.Say(sentence, kit.Action{Label: lang.T("today.mark_sent"), Do: func() { b.markSent(e, g) }})
}

// markSent logs a greeting, which finishes its reminder.
func (b *board) markSent(e *entry, g book.Greeting) {
	b.decide(e, true, lang.T("today.did_greet", lang.Args{"Name": e.item.Name}), func(ctx context.Context, it book.Item) (int64, error) {
		return book.MarkGreeted(ctx, b.store, b.clock, it, g)
	})
}

// write shows the ways in which a greeting can be sent, under at.
func (b *board) write(e *entry, at fyne.CanvasObject) {
	b.greeting(e, func(g book.Greeting) {
		if len(g.Ways) == 0 {
			b.shell.Say(lang.T("today.no_way", lang.Args{"Name": e.item.Name}), kit.Action{})
			return
		}
		var items []kit.MenuItem
		for _, way := range g.Ways {
			items = append(items, kit.MenuItem{Label: way.Label, Do: func() { b.send(e, g, way) }})
		}
		b.menu = kit.ShowMenu(at, items)
	})
}

// send hands a greeting to the desktop's program for a way. Nothing is sent by
// us, so that the user says when it was. Without a program the greeting is
// copied.
func (b *board) send(e *entry, g book.Greeting, way book.Way) {
	sentence := lang.T("today.handed_over", lang.Args{"Name": e.item.Name})
	to, err := url.Parse(way.URL)
	if err == nil {
		err = b.openURL(to)
	}
	if err != nil {
		fyne.CurrentApp().Clipboard().SetContent(g.Text)
		sentence = lang.T("today.no_program", lang.Args{"Way": way.Label})
	}
	b.offerSent(e, g, sentence)
}
