package importing

import (
	"context"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"carebook/app/book"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
)

// card is what there is to see of one record, under its row: what would change,
// whom it may be, what is wrong with it, and the choices.
type card struct {
	preview *preview
	// ref is the record that is open.
	ref     book.RecordRef
	detail  book.Detail
	choices []*kit.Segmented
	copy    *kit.Button
	body    *fyne.Container
	object  *fyne.Container
}

func newCard(p *preview) *card {
	c := &card{preview: p, body: kit.NewColumn(style.Space1)}
	c.object = kit.NewColumn(0,
		kit.Inset(0, style.Space5, style.Space2, 20, kit.NewCard(c.body)), kit.NewLine())
	return c
}

// open shows the record of a row under it.
func (c *card) open(row int) {
	p := c.preview
	i := p.index(row)
	r := p.view.preview.At(i)
	if again := p.rows.Unfolded() >= 0 && c.ref == r.Ref; !again {
		c.ref, c.detail = r.Ref, book.Detail{}
		c.choices = nil
		c.body.Objects = []fyne.CanvasObject{kit.NewText(lang.T("import.opening"), style.Small, style.Ink3)}
	}
	p.rows.Unfold(row, c.object)
	v := p.view
	run.Do(p.screen.shell.Executor(), &p.detailing, func(context.Context) (book.Detail, error) {
		return v.detail(i)
	}, func(d book.Detail, err error) {
		if err != nil {
			p.screen.shell.Fail(err)
			return
		}
		c.detail = d
		c.fill(r)
		p.rows.Unfold(row, c.object)
		p.rows.ScrollTo(row)
	})
}

// close folds the record again.
func (c *card) close() {
	c.preview.detailing.Cancel()
	c.ref = book.RecordRef{}
	c.choices = nil
	c.preview.rows.Unfold(-1, nil)
}

// fill shows the record. A choice that had the focus has it again.
func (c *card) fill(r book.Previewed) {
	canvas := c.preview.screen.shell.Window().Canvas()
	focused := slices.IndexFunc(c.choices, func(s *kit.Segmented) bool { return canvas.Focused() == fyne.Focusable(s) })
	c.choices, c.copy, c.body.Objects = nil, nil, nil
	switch {
	case r.What == book.OutcomeProblem:
		c.fillProblem(r)
	case len(c.detail.Candidates) > 0:
		c.fillPossible()
	case c.detail.Who != "":
		c.fillCertain(r)
	default:
		c.fillNew(r)
	}
	c.body.Refresh()
	if focused >= 0 && focused < len(c.choices) {
		canvas.Focus(c.choices[focused])
	}
}

func (c *card) add(objects ...fyne.CanvasObject) { c.body.Objects = append(c.body.Objects, objects...) }

// where says in which line of which file the record stands.
func (c *card) where(r book.Previewed) string {
	return lang.T("import.where", lang.Args{"File": filepath.Base(r.Ref.File), "Line": lang.Number(r.Line)})
}

// fillProblem shows a record that cannot be taken as it stands in the file.
func (c *card) fillProblem(r book.Previewed) {
	c.copy = kit.NewButton(kit.Plain, lang.T("import.copy_row"), style.Copy, func() {
		fyne.CurrentApp().Clipboard().SetContent(c.detail.Raw)
		c.preview.screen.shell.Say(lang.T("import.copied"), kit.Action{})
	}).Small()
	raw, _ := kit.Beginning(c.detail.Raw, mostRaw)
	c.add(kit.NewParagraph(c.detail.Reason, style.Control, style.Late),
		kit.NewParagraph(c.where(r), style.Small, style.Ink3),
		kit.Inset(style.Space1, 0, style.Space1, 0, kit.NewParagraph(raw, style.Small, style.Ink).Limit(14)),
		kit.NewFlow(0, c.copy))
	kit.Show(c.copy, c.detail.Raw != "")
}

// mostRaw is the number of signs of a record that are shown; the button copies
// all of it.
const mostRaw = 4000

// fillCertain shows what changes about somebody whom the record certainly is.
func (c *card) fillCertain(r book.Previewed) {
	was := c.preview.choice(c.ref, r)
	switch {
	case len(c.detail.Changes) > 0 && r.What == book.OutcomeUpdate:
		c.add(kit.NewCompareHead(lang.T("import.in_book"), lang.T("import.after_import")))
		for _, change := range c.detail.Changes {
			c.add(kit.NewCompareRow(comparedChange(change)))
		}
	case r.What == book.OutcomeSame && was != book.LeaveOut:
		c.add(kit.NewParagraph(lang.T("import.same_as", lang.Args{"Name": c.detail.Who}), style.Small, style.Ink2))
	default:
		c.addFields()
	}
	words, choices := []string{lang.T("import.update_it"), lang.T("import.add_it"), lang.T("import.leave_out")}, forCertain
	if r.What == book.OutcomeSame && was != book.LeaveOut {
		words, choices = words[:2], choices[:2]
		words[0] = lang.T("import.leave_as_is")
	}
	at := max(0, slices.Index(choices, was))
	c.addChoice(words, at, c.why(), func(i int) {
		if i == 0 && r.What == book.OutcomeSame && was != book.LeaveOut {
			c.preview.decide(c.ref, book.Choice{})
			return
		}
		c.preview.decide(c.ref, book.Choice{What: choices[i]})
	})
}

// why says how the record was recognised, and as whom.
func (c *card) why() string {
	if c.detail.Why == "" {
		return c.detail.Who
	}
	return lang.T("import.why", lang.Args{"Name": c.detail.Who, "Why": c.detail.Why})
}

// addFields shows what the record comes with.
func (c *card) addFields() {
	for _, change := range c.detail.Changes {
		c.add(kit.NewCompareRow(kit.Compared{Field: changedField(change.Field), After: valuesOf(change.After), Alone: true}))
	}
}

// fillNew shows what somebody new comes with.
func (c *card) fillNew(r book.Previewed) {
	c.addFields()
	if r.What == book.OutcomeSame && r.Choice != book.LeaveOut {
		c.add(kit.NewParagraph(lang.T("import.imported_before"), style.Small, style.Ink2))
		return
	}
	at := 0
	if c.preview.choice(c.ref, r) == book.LeaveOut {
		at = 1
	}
	what := []book.OnDuplicate{book.Add, book.LeaveOut}
	c.addChoice([]string{lang.T("import.take"), lang.T("import.leave_out")}, at, c.where(r), func(i int) {
		c.preview.decide(c.ref, book.Choice{What: what[i]})
	})
}

// fillPossible holds the record against each of those whom it may be.
func (c *card) fillPossible() {
	for n, candidate := range c.detail.Candidates {
		if n > 0 {
			c.add(kit.Inset(style.Space2, 0, style.Space2, 0, kit.NewLine()))
		}
		in := lang.T("import.in_book")
		if candidate.PersonID == "" {
			in = lang.T("import.in_file_too")
		}
		c.add(kit.NewParagraph(candidate.Name, style.Control, style.Ink).Bold().Limit(2), kit.NewCompareHead(in, lang.T("import.in_file")))
		for _, f := range candidate.Fields {
			c.add(kit.NewCompareRow(comparedFields(f)))
		}
		c.addChoice([]string{lang.T("import.same_person"), lang.T("import.somebody_else"), lang.T("import.leave_out")},
			c.preview.standing(c.ref, candidate.Target, n), candidate.Why, func(i int) { c.decidePossible(n, i) })
	}
}

// decidePossible keeps what was chosen beside one of those whom the record may
// be; it holds for the others, too.
func (c *card) decidePossible(n, i int) {
	what := []book.OnDuplicate{book.Update, book.Add, book.LeaveOut}[i]
	choice := book.Choice{What: what}
	if what == book.Update {
		choice.As = c.detail.Candidates[n].Target
	}
	c.preview.decide(c.ref, choice)
	for other, s := range c.choices {
		s.Set(c.preview.standing(c.ref, c.detail.Candidates[other].Target, other))
	}
}

// addChoice adds the choices for the record, with a sentence beside them.
func (c *card) addChoice(words []string, at int, sentence string, chosen func(int)) {
	s := kit.NewSegmented(words, at, chosen)
	c.choices = append(c.choices, s)
	c.add(kit.Inset(style.Space1, 0, 0, 0, newAside(s, kit.NewParagraph(sentence, style.Small, style.Ink2).Limit(3))))
}

// choose takes a digit typed in the list: it chooses in the open record.
func (c *card) choose(digit rune) {
	if len(c.choices) > 0 && digit >= '1' && digit <= '9' {
		c.choices[0].Choose(int(digit - '1'))
	}
}

// choice is what is decided for a record, or what becomes of its kind.
func (p *preview) choice(ref book.RecordRef, r book.Previewed) book.OnDuplicate {
	if c, ok := p.options.Choices[ref]; ok {
		return c.What
	}
	return r.Choice
}

// standing is which choice stands beside the nth of those whom a record may be:
// the same, somebody else, left out, or -1 for none yet.
func (p *preview) standing(ref book.RecordRef, target book.Target, n int) int {
	c, ok := p.options.Choices[ref]
	if !ok {
		c.What = p.options.OnPossible
	}
	switch c.What {
	case book.Add:
		return 1
	case book.LeaveOut:
		return 2
	case book.Update:
		if c.As == target || c.As == (book.Target{}) && n == 0 {
			return 0
		}
		return 1
	}
	return -1
}

// comparedChange is a field before and after an import, and how they differ.
func comparedChange(c book.Change) kit.Compared {
	before := valuesOf(c.Before)
	row := kit.Compared{Field: changedField(c.Field), Before: before, After: valuesOf(c.After), Differs: true}
	switch added := len(c.After) - len(c.Before); {
	case len(c.Before) == 0:
		row.Before = lang.T("import.nothing_there")
		row.Remark = lang.T("import.fills_in")
	case added > 0 && isWithin(c.Before, c.After):
		row.Remark = lang.N("import.adds", added)
	default:
		row.Remark = lang.T("import.changes")
	}
	return row
}

// isWithin reports whether all values of one list are in the other.
func isWithin(some, all []string) bool {
	return !slices.ContainsFunc(some, func(v string) bool { return !slices.Contains(all, v) })
}

// comparedFields is a field of two that may be one, those marked that differ.
func comparedFields(c book.Change) kit.Compared {
	row := kit.Compared{Field: changedField(c.Field), Before: valuesOf(c.Before), After: valuesOf(c.After)}
	switch {
	case len(c.Before) == 0:
		row.Remark = lang.T("import.only_in_file")
	case len(c.After) == 0:
		row.Remark = lang.T("import.only_in_book")
	case !slices.Equal(c.Before, c.After):
		row.Differs = true
		row.Remark = lang.T("import.differs")
	default:
		row.Remark = lang.T("import.alike")
	}
	return row
}

// valuesOf are the values of a field on lines of their own, long ones cut.
func valuesOf(values []string) string {
	lines := make([]string, len(values))
	for i, v := range values {
		lines[i], _ = kit.Beginning(v, mostRaw)
	}
	return strings.Join(lines, "\n")
}
