package today

import (
	"time"

	"fyne.io/fyne/v2"

	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/style"
)

// snooze shows until when an item can wait, under at.
func (b *board) snooze(e *entry, at fyne.CanvasObject) {
	if e.writing || e.leaving {
		return
	}
	today := b.clock.Today()
	name := e.item.Name
	until := func(day care.Day) func() {
		return func() { b.snoozeUntil(e, b.morning(day), didSnooze(name, day, today)) }
	}
	tomorrow, monday := plus(today, 1), mondayAfter(plus(today, 1))
	b.menu = kit.ShowMenu(at, []kit.MenuItem{
		{Label: lang.T("today.snooze_hour"), Do: func() {
			b.snoozeUntil(e, b.clock.Now().Add(time.Hour), lang.T("today.did_snooze_hour", lang.Args{"Name": name}))
		}},
		{Label: lang.T("today.snooze_tomorrow"), Detail: lang.DayNamed(tomorrow, today), Do: until(tomorrow)},
		{Label: lang.T("today.snooze_monday"), Detail: lang.DayNamed(monday, today), Do: until(monday)},
		{Label: lang.T("today.snooze_day"), Do: func() { b.snoozePanel(e) }},
	})
}

func didSnooze(name string, day, today care.Day) string {
	return lang.T("today.did_snooze", lang.Args{"Name": name, "Day": lang.DayShort(day, today)})
}

func plus(day care.Day, days int) care.Day { return care.DayOf(day.Time().AddDate(0, 0, days)) }

// mondayAfter is the first Monday after a day.
func mondayAfter(day care.Day) care.Day {
	return plus(day, 7-(int(day.Time().Weekday())+6)%7)
}

// morning is the time of the pop-up on a day, where the user is: what was put
// off to that day is then in it.
func (b *board) morning(day care.Day) time.Time {
	d := day.Time()
	return time.Date(d.Year(), d.Month(), d.Day(), 0, b.minute, 0, 0, b.clock.Now().Location())
}

// snoozePanel asks for a day, in the words in which people say it.
func (b *board) snoozePanel(e *entry) {
	today := b.clock.Today()
	field := kit.NewEntry()
	field.PlaceHolder = lang.T("today.snooze_hint")
	understood := kit.NewText("", style.Small, style.Ink2).Cut()
	understood.Hide()
	field.OnChanged = func(words string) {
		day, ok := lang.ParseDay(words, today)
		if !ok {
			day = ""
		}
		understood.SetText(lang.Day(day))
		kit.Show(understood, day != "")
		b.panel.SetProblem("")
	}
	body := kit.NewColumn(style.Space2, field, understood)
	b.panel = kit.NewPanel(lang.T("today.snooze_title", lang.Args{"Name": e.item.Name}), body, lang.T("today.snooze_act"), func(done func(problem string)) {
		day, ok := lang.ParseDay(field.Text, today)
		switch {
		case !ok:
			done(lang.T("today.snooze_no_day", lang.Args{"Text": field.Text}))
		case day <= today:
			done(lang.T("today.snooze_over", lang.Args{"Day": lang.DayNamed(day, today)}))
		default:
			done("")
			b.snoozeUntil(e, b.morning(day), didSnooze(e.item.Name, day, today))
		}
	})
	b.panel.Show(b.canvas())
}
