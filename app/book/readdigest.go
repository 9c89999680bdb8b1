package book

import (
	"context"
	"slices"

	"carebook/app/care"
	"carebook/app/care/remind"
	"carebook/app/lang"
	"carebook/store"
)

// sectionRows is how many rows of a section a page shows; the rest is counted.
const sectionRows = 100

// ReadDigest reads the digest of a day; "" is today. Of another day it is a
// preview, as if the program had run on every day before. It writes nothing.
func ReadDigest(ctx context.Context, s *store.Store, clock care.Clock, on care.Day) (*Digest, error) {
	d, err := startDay(ctx, s, clock, on)
	if err != nil {
		return nil, err
	}
	digest := &Digest{On: d.on, ShutSince: d.shutSince()}
	list, err := d.gather(ctx, digest)
	if err != nil {
		return nil, err
	}
	for i := range list {
		if list[i].Told != "" {
			digest.announced = append(digest.announced, toldOf(&list[i])...)
		}
	}
	if err := d.fill(ctx, digest, list); err != nil {
		return nil, err
	}
	if len(list) > 0 {
		return digest, nil
	}
	if digest.Next, err = d.next(ctx); err != nil || digest.Next != nil {
		return digest, err
	}
	n, err := s.Count(ctx, store.Query{})
	digest.Nobody = n == 0
	return digest, err
}

// gather reads all that the day lists, in its order, and counts what it holds
// beyond. In a large book the parts take long enough to be read side by side.
func (d *day) gather(ctx context.Context, digest *Digest) ([]remind.Reminder, error) {
	decided, err := d.store.DecidedOn(ctx, d.on)
	if err != nil {
		return nil, err
	}
	for _, n := range decided {
		digest.Done += n
	}
	var late map[store.Told]bool
	list, err := together(ctx, append(d.occasions(), d.holidays, d.waiting,
		func(ctx context.Context) (_ []remind.Reminder, err error) {
			late, err = d.lateSince(ctx)
			return nil, err
		},
		func(ctx context.Context) (calls []remind.Reminder, err error) {
			calls, digest.MoreCalls, err = d.cadence(ctx, remind.Call, d.settings.Calls-decided[string(remind.Call)])
			return calls, err
		},
		func(ctx context.Context) (visits []remind.Reminder, err error) {
			visits, digest.MoreVisits, err = d.cadence(ctx, remind.Visit, d.settings.Visits-decided[string(remind.Visit)])
			return visits, err
		},
	))
	if err != nil {
		return nil, err
	}
	if err := d.dropTold(ctx, list, late); err != nil {
		return nil, err
	}
	remind.Order(list)
	return list, nil
}

// Listed is a reminder with its text.
type Listed struct {
	remind.Reminder
	Text string
}

// ListReminders are the reminders of a day, each with its text, and where days is
// above 1 the occasions of the days after it. Unlike a digest it leaves nothing
// out of a long section.
func ListReminders(ctx context.Context, s *store.Store, clock care.Clock, on care.Day, days int) ([]Listed, error) {
	d, err := startDay(ctx, s, clock, on)
	if err != nil {
		return nil, err
	}
	list, err := d.gather(ctx, &Digest{})
	if err != nil {
		return nil, err
	}
	if days > 1 {
		if list, err = d.addAhead(ctx, list, days); err != nil {
			return nil, err
		}
	}
	listed := make([]Listed, len(list))
	for i, r := range list {
		late, line := reminderWords(&r, d.on, "")
		listed[i] = Listed{r, joined(title(&r), late+line)}
	}
	return listed, nil
}

func joined(name, line string) string {
	if line == "" {
		return name
	}
	return lang.T("reminder.ahead_one", lang.Args{"Name": name, "What": line})
}

// addAhead adds the occasions of the days after the day that are not listed
// yet.
func (d *day) addAhead(ctx context.Context, list []remind.Reminder, days int) ([]remind.Reminder, error) {
	byDay, err := d.ahead(ctx, days)
	if err != nil {
		return nil, err
	}
	known := make(map[remind.ID]bool, len(list))
	for i := range list {
		known[list[i].ID] = true
	}
	for _, ahead := range byDay {
		for _, r := range ahead {
			r.State = d.states[r.ID]
			over := r.State.Status == remind.Done || r.State.Status == remind.Skipped
			if r.Told = ""; !known[r.ID] && !over {
				list = append(list, r)
			}
		}
	}
	remind.Order(list)
	return list, nil
}

// shutSince is the first day since the last run before this one.
func (d *day) shutSince() care.Day {
	i, found := slices.BinarySearch(d.ran, d.on)
	if found && i > 0 || !found && i > 0 {
		if since := d.ran[i-1].Plus(1); since < d.on {
			return since
		}
	}
	return ""
}

// fill makes the items of a page: the first of each section, with their people
// and words.
func (d *day) fill(ctx context.Context, digest *Digest, list []remind.Reminder) error {
	counts := map[Section]int{}
	var keys []int64
	for i := range list {
		section := pageSection(&list[i])
		if counts[section]++; counts[section] > sectionRows {
			continue
		}
		digest.Items = append(digest.Items, Item{Reminder: list[i]})
		if list[i].Person != 0 {
			keys = append(keys, list[i].Person)
		}
	}
	digest.More = map[Section]int{}
	for section, n := range counts {
		if n > sectionRows {
			digest.More[section] = n - sectionRows
		}
	}
	rows, err := d.store.Rows(ctx, keys)
	if err != nil {
		return err
	}
	who := make(map[int64]store.Row, len(rows))
	for _, row := range rows {
		who[row.Key] = row
	}
	for i := range digest.Items {
		it := &digest.Items[i]
		it.Who = who[it.Person]
		topic := ""
		if it.Every > 0 {
			if topic, err = lastTopic(ctx, d.store, it.Person); err != nil {
				return err
			}
		}
		it.Late, it.Line = reminderWords(&it.Reminder, d.on, topic)
		it.Name = title(&it.Reminder)
	}
	return nil
}

// lastTopic is what was talked about at the last real contact, in a few words.
func lastTopic(ctx context.Context, s *store.Store, person int64) (string, error) {
	events, err := s.Timeline(ctx, person)
	if err != nil {
		return "", err
	}
	i := slices.IndexFunc(events, func(e store.Event) bool { return e.Real() && e.Text != "" })
	if i < 0 {
		return "", nil
	}
	return firstClause(events[i].Text), nil
}
