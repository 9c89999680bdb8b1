package importing

import (
	"slices"

	"fyne.io/fyne/v2"

	"carebook/app/book"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/style"
)

func (p *preview) buildPills() {
	add := func(f filter, glyph style.Glyph, token style.Token, word string) {
		p.pills[f] = kit.NewPill(glyph, token, word, func() { p.setFilter(f) })
	}
	add(everything, "", style.Ink, lang.T("import.all"))
	add(fresh, style.PlusBold, style.Accent, lang.T("import.is_new"))
	add(updated, style.PencilBold, style.Soon, lang.T("import.is_update"))
	add(same, style.CheckBold, style.Ink3, lang.T("import.is_same"))
	add(problems, style.WarningFill, style.Late, lang.T("import.is_problem"))
	add(toDecide, style.QuestionBold, style.Soon, lang.T("import.to_decide"))
	add(notPeople, style.Phone, style.Ink3, lang.T("import.not_people"))
}

func (p *preview) pillRow() fyne.CanvasObject {
	var left, right []fyne.CanvasObject
	for f, pill := range p.pills {
		if filter(f) < toDecide {
			left = append(left, pill)
		} else {
			right = append(right, pill)
		}
	}
	return newEnds(left, append(right, p.search.button))
}

// setFilter narrows the records.
func (p *preview) setFilter(f filter) {
	if p.filter == f {
		return
	}
	p.card.close()
	p.filter = f
	p.search.words, p.search.found = "", nil
	p.rows.Mark(-1)
	p.rows.ScrollToTop()
	p.refresh()
	p.search.again()
}

// count is the number of records in the filter.
func (p *preview) count() int {
	if p.view == nil {
		return 0
	}
	return len(p.list())
}

// index is the place in the preview of the record in a row.
func (p *preview) index(row int) int { return int(p.list()[row]) }

// list is the places in the preview of the records in the list: those of the
// filter, or what was found among them.
func (p *preview) list() []int32 {
	if p.search.words != "" {
		return p.search.found
	}
	return p.view.lists[p.filter]
}

// at is the record in a row, with the choices made since the preview was.
func (p *preview) at(row int) book.Previewed {
	r := p.view.preview.At(p.index(row))
	was, is := p.view.options, p.options
	c, chosen := is.Choices[r.Ref]
	switch {
	case r.What == book.OutcomeProblem:
		return r
	case chosen && c != was.Choices[r.Ref]:
		return decided(r, c.What)
	case chosen:
		return r
	case is.LeaveOutNotPeople != was.LeaveOutNotPeople && r.NotAPerson:
		if is.LeaveOutNotPeople {
			return decided(r, book.LeaveOut)
		}
		return decided(r, book.Add)
	case is.OnPossible != was.OnPossible && r.Possible:
		return decided(r, is.OnPossible)
	case is.OnDuplicate != was.OnDuplicate && r.What == book.OutcomeUpdate:
		return decided(r, is.OnDuplicate)
	}
	return r
}

// decided is a record as a choice makes it, before it was counted again.
func decided(r book.Previewed, what book.OnDuplicate) book.Previewed {
	r.Choice, r.Possible = what, false
	switch what {
	case book.Update:
		r.What = book.OutcomeUpdate
	case book.Add:
		r.What = book.OutcomeNew
	case book.LeaveOut:
		r.What = book.OutcomeSame
	}
	return r
}

// record is what a row shows.
func (p *preview) record(row int) kit.Record {
	r := p.at(row)
	m := outcomeMark(r)
	shown := kit.Record{Glyph: m.glyph, What: m.word, Token: m.token, Name: r.Name, Second: r.Organization, Third: r.Phone, Faded: leftOut(r)}
	if r.Line > 0 {
		shown.Line = lang.Number(r.Line)
	}
	switch {
	case r.What == book.OutcomeProblem:
		shown.Problem, shown.Link, shown.Third, shown.Second = true, true, lang.T("import.see_row"), ""
	case r.Possible:
		shown.Link, shown.Third = true, lang.T("import.compare", lang.Args{"Name": r.Likely})
	}
	if shown.Name == "" {
		shown.Name = lang.T("people.no_name")
	}
	return shown
}

// refresh shows the records and what depends on them anew.
func (p *preview) refresh() {
	if p.view == nil {
		return
	}
	for f, pill := range p.pills {
		n := len(p.view.lists[f])
		pill.SetNumber(lang.Number(n))
		pill.SetOn(filter(f) == p.filter)
		switch filter(f) {
		case toDecide:
			kit.Show(pill, n > 0 || p.options.OnPossible != "" || p.filter == toDecide)
		case notPeople:
			kit.Show(pill, n > 0)
		}
	}
	p.strip.fill()
	words := ""
	if p.count() == 0 {
		words = p.emptyWords()
	}
	p.empty.SetText(words)
	p.rows.Refresh()
	p.recordsArea.Refresh()
	p.foot()
}

// emptyWords say why there is no record in the filter.
func (p *preview) emptyWords() string {
	if p.filter == toDecide && p.search.words == "" {
		return lang.T("import.all_decided")
	}
	return lang.T("import.none_of_these")
}

// toggle opens the record in a row, or closes it.
func (p *preview) toggle(row int) {
	if p.rows.Unfolded() == row {
		p.card.close()
		return
	}
	p.card.open(row)
}

// follow opens the record that the keys went to, where one was open.
func (p *preview) follow() {
	if p.rows.Unfolded() >= 0 && p.rows.Unfolded() != p.rows.Chosen() {
		p.card.open(p.rows.Chosen())
	}
}

// key takes a key for the list.
func (p *preview) key(e *fyne.KeyEvent) bool {
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		if p.count() == 0 {
			return true
		}
		if p.rows.Chosen() < 0 {
			p.rows.Mark(0)
		}
		p.toggle(p.rows.Chosen())
		return true
	}
	return false
}

// strip is the line over the list that decides for all records of a filter.
type strip struct {
	preview *preview
	words   *kit.Paragraph
	certain *kit.Segmented
	doubt   *kit.Segmented
	leave   *kit.Button
	object  fyne.CanvasObject
}

// forDoubt are the choices for all possible duplicates, in the order of the
// control; forCertain those for all updates.
var (
	forDoubt   = []book.OnDuplicate{"", book.Add, book.Update, book.LeaveOut}
	forCertain = []book.OnDuplicate{book.Update, book.Add, book.LeaveOut}
)

func newStrip(p *preview) *strip {
	s := &strip{preview: p, words: kit.NewParagraph("", style.Small, style.Ink2)}
	s.certain = kit.NewSegmented([]string{lang.T("import.update_them"), lang.T("import.add_them"), lang.T("import.leave_out")}, 0, func(i int) {
		p.options.OnDuplicate = forCertain[i]
		p.changed()
	})
	s.doubt = kit.NewSegmented([]string{
		lang.T("import.one_by_one"), lang.T("import.somebody_else"), lang.T("import.same_person"), lang.T("import.leave_out"),
	}, 0, func(i int) {
		p.options.OnPossible = forDoubt[i]
		p.changed()
	})
	s.leave = kit.NewButton(kit.Plain, "", "", func() {
		p.options.LeaveOutNotPeople = !p.options.LeaveOutNotPeople
		p.changed()
	}).Small()
	s.object = kit.NewColumn(style.Space1, s.words, kit.NewFlow(style.Space2, s.certain, s.doubt, s.leave))
	return s
}

// fill shows what can be decided for all records of the filter.
func (s *strip) fill() {
	p := s.preview
	o := p.options
	kit.Show(s.certain, p.filter == updated)
	kit.Show(s.doubt, p.filter == toDecide)
	kit.Show(s.leave, p.filter == notPeople)
	kit.Show(s.object, p.filter == updated || p.filter == toDecide || p.filter == notPeople)
	switch p.filter {
	case updated:
		s.words.SetText(lang.T("import.for_updates"))
	case toDecide:
		s.words.SetText(lang.T("import.for_possible"))
	case notPeople:
		s.words.SetText(lang.T("import.for_not_people"))
	}
	s.certain.Set(max(0, slices.Index(forCertain, o.OnDuplicate)))
	s.doubt.Set(slices.Index(forDoubt, o.OnPossible))
	if o.LeaveOutNotPeople {
		s.leave.SetLabel(lang.T("import.keep_them"))
	} else {
		s.leave.SetLabel(lang.T("import.leave_these"))
	}
}
