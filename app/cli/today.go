package cli

import (
	"cmp"
	"context"
	"strings"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/care/remind"
	"carebook/app/lang"
	"carebook/store"
)

// maxDays bounds how far ahead today looks.
const maxDays = 366

// reminded is one reminder in the answer of today.
type reminded struct {
	ID   string      `json:"id"`
	Kind remind.Kind `json:"kind"`
	// PersonID is null and Count set for a holiday.
	PersonID  *string       `json:"person_id"`
	Name      string        `json:"name"`
	Occasion  string        `json:"occasion"`
	Date      care.Day      `json:"date"`
	Lead      *int          `json:"lead"`
	DaysUntil int           `json:"days_until"`
	Age       *int          `json:"age"`
	State     remind.Status `json:"state"`
	Missed    bool          `json:"missed"`
	Text      string        `json:"text"`
	Count     *int          `json:"count,omitempty"`
}

// runToday lists the day's reminders. Today itself counts as a day on which the
// program ran; another day is a preview and leaves no trace.
func runToday(ctx context.Context, c *call) error {
	var on care.Day
	if c.on != "" {
		var ok bool
		if on, ok = lang.ParseDay(c.on, c.Clock.Today()); !ok {
			return usage("cli.flag_bad_value", lang.Args{"Flag": "--on", "Value": c.on})
		}
	}
	if c.days < 1 || c.days > maxDays {
		return usage("cli.flag_bad_value", lang.Args{"Flag": "--days", "Value": c.days})
	}
	return c.with(ctx, func(s *store.Store) error {
		today := c.Clock.Today()
		if on == "" || on == today {
			if err := s.RecordRun(ctx, today); err != nil {
				return err
			}
			// Calls and visits follow the bands of the day.
			if err := book.RefreshBands(ctx, s, c.Clock); err != nil {
				return err
			}
		}
		list, err := book.ListReminders(ctx, s, c.Clock, on, c.days)
		if err != nil {
			return err
		}
		on := cmp.Or(on, today)
		if c.json {
			return c.answerReminders(ctx, s, on, list)
		}
		return c.sayReminders(on, list)
	})
}

func (c *call) answerReminders(ctx context.Context, s *store.Store, on care.Day, list []book.Listed) error {
	var keys []int64
	for i := range list {
		if list[i].Person != 0 {
			keys = append(keys, list[i].Person)
		}
	}
	ids, err := s.IDs(ctx, keys)
	if err != nil {
		return err
	}
	answer := make([]reminded, len(list))
	for i := range list {
		answer[i] = remindedOf(&list[i], ids[list[i].Person])
	}
	return c.answer(map[string]any{"on": on, "reminders": answer})
}

func remindedOf(l *book.Listed, person string) reminded {
	r := reminded{
		Kind: l.Kind, Name: l.Name, Occasion: strings.TrimSpace(l.What), Date: l.Date, DaysUntil: l.DaysUntil,
		State: cmp.Or(l.State.Status, remind.Open), Missed: l.Missed, Text: l.Text,
	}
	if l.Kind == remind.Holiday {
		r.Count = &l.Count
	} else {
		r.PersonID = &person
	}
	if lead, ok := l.Lead(); ok {
		r.Lead = &lead
	}
	if l.Age > 0 {
		r.Age = &l.Age
	}
	// The name is for comparing only: a label in it may hold a slash.
	r.ID = strings.Join([]string{string(l.Kind), person, l.What, l.Round}, "/")
	return r
}

// sayReminders prints the list in the order of the page, a heading a section.
func (c *call) sayReminders(on care.Day, list []book.Listed) error {
	if len(list) == 0 {
		return c.say(lang.T("cli.today.none", lang.Args{"Day": lang.Day(on)}))
	}
	lines := []string{lang.Day(on)}
	for _, s := range book.PageSections() {
		heading := book.SectionName(s)
		for i := range list {
			it := book.Item{Reminder: list[i].Reminder}
			if it.PageSection() != s {
				continue
			}
			if heading != "" {
				lines, heading = append(lines, "", heading), ""
			}
			lines = append(lines, "  "+list[i].Text)
		}
	}
	return c.say(lines...)
}
