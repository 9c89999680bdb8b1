package settings

import (
	"context"

	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
	"carebook/store"
)

// cadences is the section of how often people of each band should hear from the
// user.
type cadences struct {
	screen  *Screen
	rows    []*cadenceRow
	usual   *kit.Button
	tags    *kit.Paragraph
	reading run.Task
	// kept are those of the bands that are shown.
	kept care.Cadences
}

// cadenceRow is what one band asks for.
type cadenceRow struct {
	call, visit *kit.Field
	of          func(*care.Cadences) *care.Cadence
}

func newCadences(s *Screen) *cadences {
	c := &cadences{screen: s, tags: kit.NewParagraph("", style.Control, style.Ink)}
	for _, of := range []func(*care.Cadences) *care.Cadence{
		func(all *care.Cadences) *care.Cadence { return &all.A },
		func(all *care.Cadences) *care.Cadence { return &all.B },
		func(all *care.Cadences) *care.Cadence { return &all.C },
	} {
		row := &cadenceRow{of: of}
		row.call = c.field(lang.T("cadence.call"), func(all *care.Cadences) *int { return &of(all).Call })
		row.visit = c.field(lang.T("cadence.visit"), func(all *care.Cadences) *int { return &of(all).Visit })
		c.rows = append(c.rows, row)
	}
	c.usual = kit.NewButton(kit.Plain, lang.T("cadence.usual"), style.UndoArrow, func() {
		before := c.kept
		c.change(nil, func(all *care.Cadences) { *all = care.DefaultCadences() })
		s.shell.Say(lang.T("settings.usual_back"), kit.Action{Label: lang.T("command.undo"), Do: func() {
			c.change(nil, func(all *care.Cadences) { *all = before })
		}})
	}).Small()
	return c
}

// cadenceWidth is the width of a field of days, at 100 %.
const cadenceWidth = 96

func (c *cadences) field(name string, of func(*care.Cadences) *int) *kit.Field {
	f := kit.NewField(name, lang.T("cadence.never")).Wide(cadenceWidth).Unit(lang.T("settings.days"))
	f.Check, f.OnResized = kit.CheckCadence, c.screen.relayout
	f.Save = func(words string) {
		days, ok := kit.ReadCadence(words)
		if !ok {
			return
		}
		if days == 0 {
			days = care.Never // nothing else is left to decide
		}
		c.change(f, func(all *care.Cadences) { *of(all) = days })
	}
	return f
}

func (c *cadences) section() *section {
	names := []string{lang.T("cadence.band_a"), lang.T("cadence.band_b"), lang.T("cadence.band_c")}
	hints := []string{lang.T("cadence.band_a_hint"), lang.T("cadence.band_b_hint"), lang.T("cadence.band_c_hint")}
	sec := &section{
		id: kit.CadencesSection, name: lang.T("settings.section_cadences"), glyph: style.ClockCountdown, read: c.read,
		words: lang.T("settings.words_cadences"), kept: inBook,
		intro: lang.T("cadence.intro", lang.Args{"Never": lang.T("cadence.never")}),
	}
	for i, row := range c.rows {
		sec.fields = append(sec.fields, row.call, row.visit)
		both := kit.NewPair(style.Space4, under(lang.T("cadence.call"), row.call), under(lang.T("cadence.visit"), row.visit))
		it := newItem(names[i], hints[i], both, row.call.Input)
		it.more = func() []string { return []string{lang.T("cadence.call_days"), lang.T("cadence.visit_days")} }
		sec.items = append(sec.items, it)
	}
	sec.items = append(sec.items,
		newItem(lang.T("cadence.tags"), lang.T("cadence.tags_hint"), c.tags, nil),
		newItem(lang.T("cadence.usual_name"), "", kit.NewFlow(0, c.usual), c.usual))
	return sec
}

// kept are the cadences of the bands and the tags of a book.
type kept struct {
	cadences care.Cadences
	tags     []store.Tag
}

func (c *cadences) readAll(ctx context.Context) (k kept, err error) {
	if k.cadences, err = c.screen.params.Store.Cadences(ctx); err == nil {
		k.tags, err = c.screen.params.Store.Tags(ctx)
	}
	return k, err
}

func (c *cadences) read() {
	s := c.screen
	run.Do(s.shell.Executor(), &c.reading, c.readAll, func(k kept, err error) {
		if err != nil {
			s.shell.Fail(err)
			return
		}
		c.fill(k)
	})
}

// change changes the cadences and shows them as they are then. A failure stands
// beside the field, where it was one.
func (c *cadences) change(f *kit.Field, edit func(*care.Cadences)) {
	s := c.screen
	run.Write(s.shell.Executor(), func(ctx context.Context) (kept, error) {
		k, err := c.readAll(ctx)
		if err != nil {
			return k, err
		}
		edit(&k.cadences)
		return k, s.params.Store.SetCadences(ctx, k.cadences)
	}, func(k kept, err error) {
		switch {
		case err == nil:
			c.fill(k)
		case f != nil:
			f.Refuse(lang.Sentence(err))
		default:
			s.shell.Fail(err)
		}
	})
}

func (c *cadences) fill(k kept) {
	c.kept = k.cadences
	for _, row := range c.rows {
		of := row.of(&k.cadences)
		row.call.Set(bandWords(of.Call))
		row.visit.Set(bandWords(of.Visit))
	}
	if k.cadences == care.DefaultCadences() {
		c.usual.Disable()
	} else {
		c.usual.Enable()
	}
	c.tags.SetText(tagCadences(k.tags))
	c.screen.relayout()
}

// bandWords is what a band asks for: one that says nothing asks for nothing.
func bandWords(days int) string {
	if days == 0 {
		days = care.Never
	}
	return kit.CadenceWords(days)
}

// tagCadences says which tags have a cadence, a line each.
func tagCadences(tags []store.Tag) string {
	lines := ""
	for _, t := range tags {
		words := lang.Cadence(t.Cadence)
		if words == "" {
			continue
		}
		if lines != "" {
			lines += "\n"
		}
		lines += lang.T("cadence.tag", lang.Args{"Name": t.Name, "Cadence": words})
	}
	if lines == "" {
		return lang.T("cadence.no_tags")
	}
	return lines
}
