package cli

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"carebook/app"
	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/exchange"
	"carebook/app/lang"
	"carebook/app/text"
	"carebook/store"
)

// answered is one person in the answer of find and who.
type answered struct {
	ID           string    `json:"id"`
	FullName     string    `json:"full_name"`
	Organization string    `json:"organization"`
	Band         care.Band `json:"band"`
	Number       string    `json:"number"`
	LastContact  care.Day  `json:"last_contact"`
	Match        string    `json:"match"`
	// Place is where the words stand, for those found in a note.
	Place string `json:"place,omitempty"`
}

// sayHits answers a search.
func (c *call) sayHits(hits []store.Hit) error {
	if c.json {
		people := make([]answered, len(hits))
		for i, h := range hits {
			people[i] = answered{h.ID, h.FullName, h.Organization, h.Band, h.Number, h.LastContact, h.Match, placeOf(h)}
		}
		return c.answer(map[string]any{"people": people})
	}
	if len(hits) == 0 {
		return c.say(lang.T("cli.find.none"))
	}
	for _, h := range hits {
		var parts []string
		for _, part := range []string{h.FullName, h.Organization, h.Number} {
			if part != "" {
				parts = append(parts, part)
			}
		}
		lines := []string{h.ID + "  " + strings.Join(parts, " · ")}
		if place := placeOf(h); place != "" {
			lines = append(lines, "    "+place)
		}
		if err := c.say(lines...); err != nil {
			return err
		}
	}
	return nil
}

// placeOf is the place of a note in which the words of a search stand, on one
// line.
func placeOf(h store.Hit) string {
	return strings.Join(strings.Fields(h.Place.Before+h.Place.Found+h.Place.After), " ")
}

func runFind(ctx context.Context, c *call) error {
	if c.limit < 1 {
		return usage("cli.flag_bad_value", lang.Args{"Flag": "--limit", "Value": c.limit})
	}
	return c.with(ctx, func(s *store.Store) error {
		hits, err := s.Find(ctx, strings.Join(c.args, " "), c.limit)
		if err != nil {
			return err
		}
		return c.sayHits(hits)
	})
}

// runWho says whose number it is, or lets the box of the window say it.
func runWho(ctx context.Context, c *call) error {
	number := strings.Join(c.args, " ")
	switch {
	case c.window && (c.json || c.country != ""):
		return usage("cli.too_many", lang.Args{"Usage": usageOf("who --window")})
	case c.window:
		path, err := app.BookPath(c.book)
		if err != nil {
			return err
		}
		return c.OpenWindow(ctx, Window{Book: path, Clock: c.Clock, Wish: app.WhoRequest, Digits: strings.TrimSpace(number)})
	case len(c.args) == 0:
		return usage("cli.too_few", lang.Args{"Usage": usageOf("who")})
	}
	if len(text.Digits(number)) < 4 {
		return usage("cli.who.digits", nil)
	}
	return c.with(ctx, func(s *store.Store) error {
		country, err := c.countryOf(ctx, s)
		if err != nil {
			return err
		}
		hits, err := s.Who(ctx, number, country, c.limit)
		if err != nil {
			return err
		}
		return c.sayHits(hits)
	})
}

// countryOf is the country given, or the book's own.
func (c *call) countryOf(ctx context.Context, s *store.Store) (string, error) {
	if c.country != "" {
		return strings.ToUpper(c.country), nil
	}
	return s.Setting(ctx, book.SettingCountry)
}

func runShow(ctx context.Context, c *call) error {
	return c.with(ctx, func(s *store.Store) error {
		key, err := s.Key(ctx, c.args[0])
		if err != nil {
			return err
		}
		p, err := s.Person(ctx, key)
		if err != nil {
			return err
		}
		band, why, err := c.bandOf(ctx, s, key)
		if err != nil {
			return err
		}
		rows, err := s.Rows(ctx, []int64{key})
		if err != nil {
			return err
		}
		events, err := s.Timeline(ctx, key)
		if err != nil {
			return err
		}
		notes, err := s.Notes(ctx, key)
		if err != nil {
			return err
		}
		shown := shownPerson{ExportedPerson: p.Exported(), Band: band, Why: why, Timeline: []care.Event{}}
		if c.json {
			if shown.Notes, err = book.ExportedNotes(ctx, s, key, true); err != nil {
				return err
			}
		}
		for _, r := range rows {
			shown.LastContact = r.LastContact
		}
		for _, e := range events {
			shown.Timeline = append(shown.Timeline, e.Event)
		}
		if c.json {
			return c.answer(shown)
		}
		lines := describe(p)
		if band != "" {
			lines = append(lines, "  "+lang.T("bands.of_person", lang.Args{"Band": book.BandName(band), "Why": why}))
		}
		lines = append(lines, timelineLines(shown.Timeline, c.Clock.Today())...)
		return c.say(append(lines, c.noteLines(notes)...)...)
	})
}

// shownPerson is the answer of show: the person as exported, and what the book
// knows beside.
type shownPerson struct {
	care.ExportedPerson
	Notes       []exchange.Note `json:"notes,omitempty"`
	Band        care.Band       `json:"band"`
	Why         string          `json:"why"`
	LastContact care.Day        `json:"last_contact"`
	Timeline    []care.Event    `json:"timeline"`
}

// noteLines tells of notes, in the order of the window's list, a line each.
func (c *call) noteLines(notes []store.NoteRow) []string {
	var lines []string
	now := c.Clock.Now()
	for _, n := range notes {
		day := care.DayOf(n.Created.Time().In(now.Location()))
		title := lang.T("cli.show.note", lang.Args{"Title": cmp.Or(n.Title, lang.T("notefile.untitled"))})
		line := "  " + lang.DayShort(day, c.Clock.Today()) + "  " + title
		if n.Excerpt != "" {
			line += ": " + strings.ReplaceAll(n.Excerpt, "\n", " ")
		}
		lines = append(lines, line)
	}
	return lines
}

// timelineLines tells a timeline, the latest first, a line each.
func timelineLines(events []care.Event, today care.Day) []string {
	var lines []string
	for i := range events {
		e := &events[i]
		line := "  " + lang.DayShort(e.Day, today) + "  " + lang.EventTitle(e)
		if term := lang.EventTerm(e, today); term != "" {
			line += " (" + term + ")"
		}
		if e.Text != "" {
			line += ": " + strings.ReplaceAll(e.Text, "\n", " ")
		}
		lines = append(lines, line)
	}
	return lines
}

// runLog writes what happened into a timeline. The text is read like the log
// line of the window: a day in it becomes a promise, a length the minutes.
func runLog(ctx context.Context, c *call) error {
	kind := care.EventKind(c.kind)
	if !slices.Contains(care.EventKinds(), kind) {
		return usage("cli.flag_bad_value", lang.Args{"Flag": "--kind", "Value": c.kind})
	}
	if c.minutes < 0 {
		return usage("cli.flag_bad_value", lang.Args{"Flag": "--minutes", "Value": c.minutes})
	}
	today := c.Clock.Today()
	day := today
	if c.on != "" {
		var ok bool
		if day, ok = lang.ParsePastDay(c.on, today); !ok {
			return usage("cli.flag_bad_value", lang.Args{"Flag": "--on", "Value": c.on})
		}
	}
	return c.with(ctx, func(s *store.Store) error {
		key, err := s.Key(ctx, c.args[0])
		if err != nil {
			return err
		}
		currency, err := s.Setting(ctx, book.SettingCurrency)
		if err != nil {
			return err
		}
		l := lang.ParseLine(strings.Join(c.args[1:], " "), day, currency)
		e := book.EntryOf(kind, l)
		e.Day, e.Minutes = day, cmp.Or(c.minutes, l.Minutes)
		said := lang.T("cli.log.done", lang.Args{"What": lang.EventTitle(&e.Event)})
		keys, _, err := book.Log(ctx, s, c.Clock, key, said, e)
		if err != nil {
			return err
		}
		written, err := c.written(ctx, s, key, keys)
		if err != nil {
			return err
		}
		if c.json {
			return c.answer(map[string]any{"events": written})
		}
		return c.say(append([]string{said}, timelineLines(written, today)...)...)
	})
}

// written are the events of some keys, as the book holds them.
func (c *call) written(ctx context.Context, s *store.Store, person int64, keys []int64) ([]care.Event, error) {
	events, err := s.Timeline(ctx, person)
	if err != nil {
		return nil, err
	}
	var written []care.Event
	for _, key := range keys {
		for _, e := range events {
			if e.Key == key {
				written = append(written, e.Event)
			}
		}
	}
	return written, nil
}

// describe tells everything about a person, a line each.
func describe(p *care.Person) []string {
	lines := []string{p.DisplayName()}
	add := func(label, value string) {
		if value = strings.TrimSpace(value); value != "" {
			lines = append(lines, "  "+label+": "+strings.ReplaceAll(value, "\n", "\n    "))
		}
	}
	add(lang.T("field.nickname"), p.Nickname)
	add(lang.T("field.organization"), p.Organization)
	add(lang.T("field.department"), p.Department)
	add(lang.T("field.title"), p.Title)
	add(lang.T("field.role"), p.Role)
	for _, t := range p.Phones {
		add(lang.T("field.phone"), labelled(t.Number, lang.PhoneType(t.Type), t.Label))
	}
	for _, e := range p.Emails {
		add(lang.T("field.email"), labelled(e.Address, lang.PhoneType(care.PhoneType(e.Type)), e.Label))
	}
	for _, a := range p.Addresses {
		add(lang.T("field.address"), labelled(a.String(), lang.PhoneType(a.Type), a.Label))
	}
	for _, u := range p.URLs {
		add(lang.T("field.url"), labelled(u.URL, "", u.Label))
	}
	for _, m := range p.Messengers {
		add(lang.T("field.messenger"), labelled(m.Handle, m.Service, ""))
	}
	for _, d := range p.Dates {
		add(lang.DateKind(d), lang.Date(d))
	}
	for _, r := range p.Related {
		add(lang.T("field.related"), labelled(r.Name, r.Relation, ""))
	}
	add(lang.T("field.tags"), strings.Join(p.Tags, ", "))
	add(lang.T("field.remark"), p.Remark)
	for _, x := range p.Extra {
		name := x.Name
		if x.Name == care.ColumnProperty && len(x.Params) > 0 && len(x.Params[0].Values) > 0 {
			name = x.Params[0].Values[0]
		}
		add(name, x.Value)
	}
	add(lang.T("field.added"), lang.Day(p.Added))
	return append(lines, "  ID: "+p.ID)
}

// labelled is a value with its label in brackets.
func labelled(value, kind, label string) string {
	if label != "" {
		kind = label
	}
	if kind == "" {
		return value
	}
	return value + " (" + kind + ")"
}

func runTag(ctx context.Context, c *call) error {
	if len(c.add)+len(c.remove) == 0 || (len(c.args) == 0) == (c.where == "") {
		return usage("cli.too_few", lang.Args{"Usage": usageOf("tag")})
	}
	return c.with(ctx, func(s *store.Store) error {
		keys, err := c.keys(ctx, s, c.args)
		if err != nil {
			return err
		}
		n, err := book.Tag(ctx, s, keys, c.add, c.remove)
		if err != nil {
			return err
		}
		if c.json {
			return c.answer(map[string]int{"people": len(keys), "changed": n})
		}
		return c.say(lang.N("cli.tag.changed", n))
	})
}

// keys are the people named by ids, or those whom --where finds.
func (c *call) keys(ctx context.Context, s *store.Store, ids []string) ([]int64, error) {
	if c.where != "" {
		keys, err := s.Matching(ctx, c.where)
		return list(keys), err
	}
	keys := []int64{}
	for _, id := range ids {
		key, err := s.Key(ctx, id)
		if err != nil {
			return nil, err
		}
		keys = append(keys, key)
	}
	return keys, nil
}
