package visits

import (
	"context"

	"fyne.io/fyne/v2"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/kit/visittime"
	"carebook/app/ui/style"
)

// deed is a change of the plan: what it is in words, and what does it to the plan
// that was shown when it was asked for. What came between is in the book by then,
// and stays.
type deed struct {
	words string
	do    func(ctx context.Context, v *book.VisitsView, words string) (action int64, err error)
	// then, if set, is told how it went, in place of what is said otherwise.
	then func(action int64, err error)
}

// decide changes the plan, one deed after the other.
func (s *Screen) decide(d deed) {
	v := s.view
	run.Write(s.shell.Executor(), func(ctx context.Context) (int64, error) {
		return d.do(ctx, v, d.words)
	}, func(action int64, err error) {
		switch {
		case d.then != nil:
			d.then(action, err)
		case err != nil:
			s.shell.Fail(err)
		default:
			s.shell.Did(d.words, action)
		}
		s.reload()
	})
}

// movable reports whether a visit can be moved to a day: one that was made stays
// where it was, and nothing goes to a day that is over.
func (s *Screen) movable(k *card, day care.Day) bool {
	return !k.visit.Done && day >= s.clock.Today()
}

// move moves a visit to another day.
func (s *Screen) move(k *card, day care.Day) {
	key := k.visit.Key
	words := lang.T("visits.did_move", lang.Args{"Name": k.visit.Name, "Day": lang.DayNamed(day, s.clock.Today())})
	s.decide(deed{words: words, do: func(ctx context.Context, v *book.VisitsView, words string) (int64, error) {
		return book.MoveVisit(ctx, s.store, s.clock, v, key, day, words)
	}})
}

// moveBy moves a visit to the next day of the plan in a direction.
func (s *Screen) moveBy(k *card, n int) {
	column, _, ok := s.week.place(k)
	for column += n; ok && column >= 0 && column < len(s.week.columns); column += n {
		if day := s.week.columns[column].day; s.movable(k, day) {
			s.move(k, day)
			return
		}
	}
}

// pin keeps a visit where it is when the week is planned again, or lets it go.
func (s *Screen) pin(k *card) {
	if k.visit.Done {
		return
	}
	key, pinned := k.visit.Key, !k.visit.Pinned
	words := lang.T("visits.did_pin", lang.Args{"Name": k.visit.Name})
	if !pinned {
		words = lang.T("visits.did_unpin", lang.Args{"Name": k.visit.Name})
	}
	s.decide(deed{words: words, do: func(ctx context.Context, v *book.VisitsView, words string) (int64, error) {
		return book.PinVisit(ctx, s.store, s.clock, v, key, pinned, words)
	}})
}

// drop takes a visit out of the week.
func (s *Screen) drop(k *card) {
	if k.visit.Done {
		return
	}
	key := k.visit.Key
	words := lang.T("visits.did_drop", lang.Args{"Name": k.visit.Name})
	s.decide(deed{words: words, do: func(ctx context.Context, v *book.VisitsView, words string) (int64, error) {
		return book.DropVisit(ctx, s.store, s.clock, v, key, words)
	}})
}

// add puts somebody who was left out on a day.
func (s *Screen) add(row book.LeftOutRow, day care.Day) {
	words := lang.T("visits.did_add", lang.Args{"Name": row.Name, "Day": lang.DayNamed(day, s.clock.Today())})
	s.decide(deed{words: words, do: func(ctx context.Context, v *book.VisitsView, words string) (int64, error) {
		return book.AddVisit(ctx, s.store, s.clock, v, row.Key, day, words)
	}})
}

// planAgain plans the week or the month anew, but for what is pinned and done.
func (s *Screen) planAgain() {
	if s.view == nil || s.view.Past {
		return
	}
	when := weekName(s.view.From)
	if s.view.Span.Month {
		when = rangeWords(s.view, s.clock.Today())
	}
	words := lang.T("visits.did_again", lang.Args{"Week": when})
	s.decide(deed{
		words: words,
		do: func(ctx context.Context, v *book.VisitsView, words string) (int64, error) {
			return book.PlanAgain(ctx, s.store, s.clock, v, words)
		},
		then: func(action int64, err error) {
			switch {
			case err != nil:
				s.shell.Fail(err)
			case action == 0:
				s.shell.Say(lang.T("visits.same_plan"), kit.Action{})
			default:
				s.shell.Did(words, action)
			}
		},
	})
}

// cardMenu shows what can be done with a visit.
func (s *Screen) cardMenu(k *card) {
	open := kit.MenuItem{Label: lang.T("visits.open"), Detail: lang.T("command.key_enter"), Do: func() { s.openPerson(k.visit.Key) }}
	items := []kit.MenuItem{open}
	if !k.visit.Done {
		pin := lang.T("visits.pin")
		if k.visit.Pinned {
			pin = lang.T("visits.unpin")
		}
		items = []kit.MenuItem{
			{Label: lang.T("visits.done"), Detail: lang.T("command.key_space"), Do: func() { s.finish(k) }},
			{Label: lang.T("visits.move"), Do: func() { s.moveMenu(k) }},
			{Label: pin, Detail: string(fyne.KeyP), Do: func() { s.pin(k) }},
			{Label: lang.T("visits.drop"), Detail: lang.T("command.key_delete"), Do: func() { s.drop(k) }},
			{},
			open,
		}
	}
	if k.visit.Long != "" {
		items = append(items, kit.MenuItem{Label: lang.T("visits.why"), Do: func() { s.why(k) }})
	}
	s.menu = kit.ShowMenu(k.face, items)
}

// why says the whole reason of a visit.
func (s *Screen) why(k *card) {
	s.shell.Say(lang.T("visits.why_of", lang.Args{"Name": k.visit.Name, "Why": k.visit.Long}), kit.Action{})
}

// moveMenu shows the days to which a visit can be moved, and its own checked.
func (s *Screen) moveMenu(k *card) {
	var items []kit.MenuItem
	for i := range s.view.Days {
		d := &s.view.Days[i]
		present := d.Day == k.visit.Day
		if !present && !s.movable(k, d.Day) {
			continue
		}
		items = append(items, kit.MenuItem{
			Label: lang.DayShort(d.Day, s.clock.Today()), Checked: present,
			Detail: lang.T("visits.day_room", lang.Args{"Planned": length(d.Minutes), "Room": length(d.Room)}),
			Do: func() {
				if !present {
					s.move(k, d.Day)
				}
			},
		})
	}
	s.menu = kit.ShowMenu(k.face, items)
}

// finish asks how long a visit took and what is to be kept of it, and logs it.
func (s *Screen) finish(k *card) {
	if k.visit.Done {
		return
	}
	visit := k.visit
	text := kit.NewEntry()
	text.PlaceHolder = lang.T("visits.done_hint")
	minutes := kit.NewField(lang.T("visits.done_minutes"), "").Wide(80).Unit(lang.T("visits.minutes_unit"))
	minutes.Check = func(words string) kit.Note {
		if _, ok := visittime.WholeNumber(words, 0, visittime.MinutesMost); !ok {
			return kit.Note{Words: lang.T("visits.minutes_wrong", lang.Args{"Most": lang.Number(visittime.MinutesMost)}), Problem: true}
		}
		return kit.Note{}
	}
	minutes.Set(lang.Number(visit.Minutes))
	body := kit.NewColumn(fieldGap, under(lang.T("visits.done_text"), text), under(lang.T("visits.done_minutes"), minutes))
	s.panel = kit.NewPanel(lang.T("visits.done_title", lang.Args{"Name": visit.Name}), body, lang.T("visits.done_act"), func(done func(string)) {
		n, _ := visittime.WholeNumber(minutes.Words(), 0, visittime.MinutesMost)
		s.log(visit, n, text.Text, done)
	})
	kit.GuardPanel(s.panel, minutes)
	s.panel.Show(s.canvas())
}

// log writes a visit into the book and marks it as done.
func (s *Screen) log(visit book.PlannedVisit, minutes int, text string, done func(problem string)) {
	words := lang.T("visits.did_finish", lang.Args{"Name": visit.Name})
	s.decide(deed{
		words: words,
		do: func(ctx context.Context, v *book.VisitsView, words string) (int64, error) {
			return book.FinishVisit(ctx, s.store, s.clock, v, visit.Key, minutes, text, words)
		},
		then: func(action int64, err error) {
			done(lang.Sentence(err))
			if err == nil {
				s.shell.Did(words, action)
			}
		},
	})
}

// under is a control with its name over it.
func under(name string, control fyne.CanvasObject) fyne.CanvasObject {
	return kit.NewColumn(2, kit.NewParagraph(name, style.Small, style.Ink2), control)
}
