package today

import (
	"fyne.io/fyne/v2"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/care/remind"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/style"
	"carebook/store"
)

// greetable reports whether the item is an occasion of one person, who can be
// sent a greeting.
func greetable(it *book.Item) bool { return it.Kind.Occasion() && it.Kind != remind.Holiday }

// face is what a row shows of an item; private hides what was noted.
func face(it *book.Item, tags map[int64]store.Tag, private bool) kit.Reminder {
	m := kit.Reminder{
		Who:  kit.Who{Key: it.Person, Name: it.Name, Photo: it.Who.Photo},
		Band: kit.BandTile(it.Who.Band), Late: it.Late, Line: it.Line,
		DoneWords: lang.T("today.done"),
	}
	if private && noted(it.Kind) {
		m.Line = ""
		if it.Late == "" {
			m.Line = lang.T("details.masked")
		}
	}
	for _, key := range it.Who.Tags {
		if t, ok := tags[key]; ok {
			m.Tags = append(m.Tags, kit.Tag{Name: t.Name, Color: t.Color})
		}
	}
	switch it.Kind {
	case remind.Holiday:
		m.Glyph = style.Flag
	case remind.Visit:
		m.Glyph, m.Tone = style.MapPin, kit.AgreedTone
	case remind.Promise:
		m.Glyph = style.Handshake
		if it.Missed {
			m.Tone = kit.LateTone
		}
	case remind.Complaint:
		m.Glyph, m.Tone = style.WarningCircle, kit.LateTone
	case remind.Call:
		m.Ring = ringOf(it)
	}
	return m
}

// nameless hides whom a row is about. The pop-up comes by itself, over whatever the user
// shows to somebody at that moment: while something is hidden it names nobody. Whoever
// looks at the page of the day has opened that, as the list of people.
func nameless(m *kit.Reminder, it *book.Item) {
	if it.Kind == remind.Holiday {
		return
	}
	m.Who, m.Band = kit.Who{Name: lang.T("details.masked")}, kit.BandTile("")
	if it.Kind == remind.Relative && m.Line != "" {
		m.Line = lang.T("details.masked")
	}
}

// noted reports whether what a reminder of a kind says was noted by the user,
// which is nobody else's to read.
func noted(k remind.Kind) bool {
	return k == remind.Call || k == remind.Visit || k == remind.Promise || k == remind.Complaint
}

// ringOf is how much of the cadence has passed.
func ringOf(it *book.Item) kit.Ring {
	if it.Every <= 0 {
		return kit.Ring{}
	}
	return kit.Ring{On: true, Share: float64(it.Every-it.DaysUntil) / float64(it.Every)}
}

// actions are what can be done about an entry, the main one first.
func (b *board) actions(e *entry) []kit.ReminderAction {
	action := func(label string, glyph style.Glyph, do func(at fyne.CanvasObject)) kit.ReminderAction {
		return kit.ReminderAction{Label: label, Glyph: glyph, Do: do}
	}
	open := action(lang.T("today.open"), style.ArrowOut, func(fyne.CanvasObject) { b.open(e) })
	log := action(lang.T("today.log_call"), style.Phone, func(fyne.CanvasObject) { b.log(e) })
	done := action(lang.T("today.done"), style.Check, func(fyne.CanvasObject) { b.finish(e) })
	snooze := action(lang.T("today.snooze"), style.Clock, func(at fyne.CanvasObject) { b.snooze(e, at) })
	snooze.Menu = true
	skip := action(lang.T("today.skip"), style.Prohibit, func(fyne.CanvasObject) { b.skip(e) })
	write := action(lang.T("today.write"), style.Envelope, func(at fyne.CanvasObject) { b.write(e, at) })
	write.Menu, write.Brief = true, true
	var list []kit.ReminderAction
	switch {
	case greetable(&e.item):
		greeting := action(lang.T("today.copy_greeting"), style.Copy, func(fyne.CanvasObject) { b.copyGreeting(e) })
		list = []kit.ReminderAction{greeting, write, done, snooze, skip, open}
	case e.item.Kind == remind.Holiday:
		open.Label, open.Glyph = lang.T("today.who_to_greet"), style.ListBullets
		list = []kit.ReminderAction{open, done, snooze, skip}
	case e.item.Kind == remind.Visit:
		brief := action(lang.T("today.read_brief"), style.BookOpen, func(fyne.CanvasObject) { b.brief(e) })
		list = []kit.ReminderAction{brief, done, snooze, skip, open}
	case e.item.Kind == remind.Complaint:
		list = []kit.ReminderAction{open, done, snooze, skip}
	default:
		list = []kit.ReminderAction{log, done, snooze, skip, open}
	}
	list[0].Icon = true
	for i := range list[1:] {
		a := &list[i+1]
		if b.compact {
			a.Icon = a.Glyph == style.Check
		} else {
			a.Icon = a.Glyph == style.Clock || a.Glyph == style.Prohibit
		}
	}
	return list
}

// when is the day of an item in a sentence: today, tomorrow, on a day.
func when(day, today care.Day) string {
	switch care.DaysBetween(today, day) {
	case 0:
		return lang.T("today.when_today")
	case 1:
		return lang.T("today.when_tomorrow")
	}
	return lang.T("today.when_day", lang.Args{"Day": lang.DayNamed(day, today)})
}

// quiet is the sentence for a day with nothing to do.
func quiet(d *book.Digest, today care.Day) string {
	said := lang.T("today.quiet")
	if d.Done > 0 {
		said = lang.T("today.all_done")
	}
	switch {
	case d.Next == nil && d.Done == 0:
		return lang.T("today.quiet_empty")
	case d.Next == nil:
		return said
	}
	return lang.T("today.quiet_next", lang.Args{"Quiet": said, "Next": next(d.Next, today)})
}

// next is the next occasion in a sentence.
func next(it *book.Item, today care.Day) string {
	args := lang.Args{"Name": it.Name, "When": when(it.Date, today)}
	switch {
	case (it.Kind == remind.Birthday || it.Kind == remind.Relative) && it.Age > 0:
		return lang.N("today.next_turns", it.Age, args)
	case it.Kind == remind.Birthday, it.Kind == remind.Relative:
		return lang.T("today.next_birthday", args)
	case it.Kind == remind.Holiday:
		return lang.T("today.next_holiday", args)
	}
	args["What"] = lang.DateKind(it.Yearly)
	return lang.T("today.next_other", args)
}
