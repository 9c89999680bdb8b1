package book

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"carebook/app/calendar"
	"carebook/app/care"
	"carebook/app/care/remind"
	"carebook/store"
)

// settingReminders keeps remind.Settings, settingLater the instant to which the
// pop-up was put off.
const (
	settingReminders = "reminders"
	settingLater     = "digest_later"
)

// ReminderSettings are the user's choices about reminders. Those that the book
// cannot tell, damaged as they are, take their defaults.
func ReminderSettings(ctx context.Context, s *store.Store) (remind.Settings, error) {
	text, err := s.Setting(ctx, settingReminders)
	if err != nil {
		return remind.Settings{}, err
	}
	settings, err := remind.ParseSettings(text)
	if err != nil {
		return settings, fmt.Errorf("read the settings of reminders: %w", err)
	}
	return settings, nil
}

// SetReminderSettings keeps them in the book.
func SetReminderSettings(ctx context.Context, s *store.Store, settings remind.Settings) error {
	return s.SetSetting(ctx, settingReminders, settings.String())
}

// day is what a look at reminders works with: the day, the moment, the rules and
// what the book knows of earlier days.
type day struct {
	store    *store.Store
	settings remind.Settings
	on       care.Day
	now      time.Time
	ran      remind.Ran
	states   map[remind.ID]remind.State
	// preview is set for another day than today: it is looked at as if the
	// program had run on every day before.
	preview bool
	// from and to are the range of days on which listed occasions fall.
	from, to care.Day
}

// startDay reads what a look at a day needs.
func startDay(ctx context.Context, s *store.Store, clock care.Clock, on care.Day) (*day, error) {
	d := &day{store: s, on: on, now: clock.Now()}
	today := care.DayOf(d.now)
	d.on = cmp.Or(on, today)
	var err error
	if d.settings, err = ReminderSettings(ctx, s); err != nil {
		return nil, err
	}
	if d.preview = d.on != today; d.preview {
		t := d.on.Time()
		d.now = time.Date(t.Year(), t.Month(), t.Day(), 12, 0, 0, 0, d.now.Location())
		for back := -oneYear; back <= 0; back++ {
			d.ran = append(d.ran, d.on.Plus(back))
		}
	} else {
		runs, err := s.Runs(ctx, today.Plus(-oneYear))
		if err != nil {
			return nil, err
		}
		for _, r := range runs {
			d.ran = append(d.ran, r.Day)
		}
	}
	d.from, d.to = d.settings.Window(d.ran, d.on)
	return d, d.readStates(ctx)
}

// firstRun is the first day on which the program is known to have run. What fell
// before it was nobody's to miss: a book that has been moved here would else
// begin with a year of it. A preview asks what any day would have been.
func (d *day) firstRun() care.Day {
	switch {
	case d.preview:
		return ""
	case len(d.ran) == 0:
		return d.on
	}
	return d.ran[0]
}

// oneYear is how many days back a missed occasion is looked for, at most.
const oneYear = 366

func (d *day) readStates(ctx context.Context) error {
	rows, err := d.store.Reminders(ctx, d.from, care.InstantOf(d.now.AddDate(0, 0, -1)))
	if err != nil {
		return err
	}
	d.states = make(map[remind.ID]remind.State, len(rows))
	for _, r := range rows {
		d.states[idOf(r)] = remind.State{Status: remind.Status(r.Status), Until: r.Until}
	}
	return nil
}

func idOf(r store.Reminder) remind.ID {
	return remind.ID{Kind: remind.Kind(r.Kind), Person: r.Person, What: r.What, Round: r.Round}
}

// list adds a reminder where it stands on the day.
func (d *day) list(to []remind.Reminder, r remind.Reminder) []remind.Reminder {
	r.State = d.states[r.ID]
	if r.Event != nil && r.State.Status == remind.Done {
		r.State = remind.State{} // opened again since: the event itself says what is done
	}
	var listed bool
	if r.Standing, listed = d.settings.Stand(&r, d.ran, d.now); listed {
		if len(to) == cap(to) {
			to = slices.Grow(to, len(to)+1) // append would grow so large a thing as this by a quarter, again and again
		}
		to = append(to, r)
	}
	return to
}

// reading reads a part of what a day lists.
type reading func(context.Context) ([]remind.Reminder, error)

// occasions read the listed dates of people, of which a large book has thousands,
// by halves.
func (d *day) occasions() []reading {
	var dates []care.Date
	on := map[care.Date][]calendar.Fall{}
	for _, f := range calendar.Between(d.from, d.to, d.settings.March1) {
		date := yearly(f.Date)
		if on[date] == nil {
			dates = append(dates, date)
		}
		on[date] = append(on[date], f)
	}
	half := len(dates) / 2
	return []reading{
		func(ctx context.Context) ([]remind.Reminder, error) { return d.occasionsOn(ctx, dates[:half], on) },
		func(ctx context.Context) ([]remind.Reminder, error) { return d.occasionsOn(ctx, dates[half:], on) },
	}
}

// occasionsOn are the listed dates of people on some days of the year, each of
// which falls as it is said.
func (d *day) occasionsOn(ctx context.Context, dates []care.Date, on map[care.Date][]calendar.Fall) ([]remind.Reminder, error) {
	var list []remind.Reminder
	first := d.firstRun()
	err := d.store.YearlyDates(ctx, dates, func(p store.PersonDate) {
		for _, f := range on[yearly(p.Date)] {
			if r, ok := occasion(p, f); ok {
				r.Added = max(r.Added, first)
				list = d.list(list, r)
			}
		}
	})
	return list, err
}

// together reads parts at once, and joins them in their order.
func together(ctx context.Context, parts []reading) ([]remind.Reminder, error) {
	lists := make([][]remind.Reminder, len(parts))
	all := make([]func(context.Context) error, len(parts))
	for i, part := range parts {
		all[i] = func(ctx context.Context) (err error) {
			lists[i], err = part(ctx)
			return err
		}
	}
	err := atOnce(ctx, all...)
	return slices.Concat(lists...), err
}

// yearly is a date without what is of one year or one person.
func yearly(d care.Date) care.Date {
	return care.Date{Calendar: cmp.Or(d.Calendar, care.Gregorian), Leap: d.Leap, Month: d.Month, Day: d.Day}
}

// occasion is the reminder of a person's date in a year; false before the year
// of the date itself.
func occasion(p store.PersonDate, f calendar.Fall) (remind.Reminder, bool) {
	age := 0
	if p.Date.Year > 0 {
		if age = f.Year - p.Date.Year; age < 0 {
			return remind.Reminder{}, false
		}
	}
	return remind.Reminder{
		ID:   remind.ID{Kind: remind.KindOf(p.Date.Kind), Person: p.Person, What: remind.What(p.Date), Round: fmt.Sprintf("%04d", f.Year)},
		Name: p.Name, Date: f.On, Added: p.Added, Yearly: p.Date, Age: age,
	}, true
}

// waiting are the promises and complaints that are due.
func (d *day) waiting(ctx context.Context) ([]remind.Reminder, error) {
	var list []remind.Reminder
	events, err := d.store.Waiting(ctx, d.on)
	if err != nil {
		return nil, err
	}
	for _, e := range events {
		kind := remind.Promise
		if e.Kind == care.Complaint {
			kind = remind.Complaint
		}
		list = d.list(list, remind.Reminder{
			ID: remind.ID{Kind: kind, Person: e.Person, What: strconv.FormatInt(e.Key, 10)}, Name: e.Name, Date: cmp.Or(e.Due, e.Day), Added: e.Added, Event: &e.Event.Event,
		})
	}
	return list, nil
}

// lateSince are the announcements of what was missed or put off that another day
// has made. An occasion is announced late on days after its own, and the first of
// those listed is from: there are thousands in a large book, and asking for each
// takes longer.
func (d *day) lateSince(ctx context.Context) (map[store.Told]bool, error) {
	if d.preview {
		return nil, nil
	}
	return d.store.ToldSince(ctx, d.from, d.on)
}

// dropTold takes back what the day would announce and another day has announced
// already: the missed are told once.
func (d *day) dropTold(ctx context.Context, list []remind.Reminder, told map[store.Told]bool) error {
	if d.preview {
		return nil
	}
	// What is owed may have been announced at any time.
	var asked []store.Told
	for i := range list {
		if !list[i].Kind.Occasion() {
			asked = append(asked, toldOf(&list[i])...)
		}
	}
	before, err := d.store.ToldBefore(ctx, d.on, asked)
	if err != nil {
		return err
	}
	maps.Copy(told, before)
	for i := range list {
		r := &list[i]
		if r.Told != "" && !slices.ContainsFunc(toldOf(r), func(t store.Told) bool { return !told[t] }) {
			r.Told, r.Again = "", ""
		}
	}
	return nil
}

// toldOf are the names of what is announced of a reminder.
func toldOf(r *remind.Reminder) []store.Told {
	var told []store.Told
	for _, name := range r.Announcements() {
		told = append(told, store.Told{Kind: string(r.Kind), Person: r.Person, What: r.What, Round: r.Round, Told: name})
	}
	return told
}

// cadence gives the calls or the visits that the day offers, the most overdue
// first, and counts those beyond the day's cap. What was done or put off on the
// day counts among those offered.
func (d *day) cadence(ctx context.Context, kind remind.Kind, limit int) (list []remind.Reminder, more int, err error) {
	var except []int64
	for id, st := range d.states {
		if id.Kind == kind && (st.Status == remind.Snoozed || st.Status == remind.Skipped) && st.Until.Time().After(d.now) {
			except = append(except, id.Person)
		}
	}
	slices.Sort(except)
	event := care.Call
	if kind == remind.Visit {
		event = care.Visit
	}
	rows, total, err := d.store.Overdue(ctx, store.OverdueQuery{Kind: event, Today: d.on, Brake: d.settings.Brake, Except: except, Limit: max(1, limit)})
	if err != nil {
		return nil, 0, err
	}
	rows = rows[:min(max(0, limit), len(rows))]
	for _, row := range rows {
		list = d.list(list, overdue(kind, row))
	}
	return list, total - len(rows), nil
}

// overdue is the reminder of somebody whose cadence has passed.
func overdue(kind remind.Kind, row store.Row) remind.Reminder {
	every, from, since := row.CallEvery, row.CallFrom, row.LastContact
	if kind == remind.Visit {
		every, from = row.VisitEvery, row.VisitFrom
		if since != "" {
			since = from
		}
	}
	return remind.Reminder{
		ID:   remind.ID{Kind: kind, Person: row.Key, Round: string(from)},
		Name: row.FullName, Date: from.Plus(every), Added: row.Added, Every: every, Since: since,
	}
}
