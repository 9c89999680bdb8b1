package importing

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"carebook/app/lang"
	"carebook/app/text"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
)

// search narrows the records of the filter further, by words that are in their
// names, organisations or numbers.
type search struct {
	preview *preview
	button  *kit.Button
	field   *kit.Entry
	// words are those that found belongs to; "" searches for nothing.
	words   string
	found   []int32
	finding run.Task
}

func newSearch(p *preview) *search {
	s := &search{preview: p, field: kit.NewEntry()}
	s.field.SetPlaceHolder(lang.T("import.find"))
	s.field.OnChanged = func(string) { s.again() }
	s.field.OnSubmitted = func(string) { s.focus(p.rows) }
	s.field.OnEscape = s.close
	s.field.Hide()
	s.button = kit.NewButton(kit.Quiet, "", style.Magnifier, func() {
		if s.field.Visible() {
			s.close()
			return
		}
		s.field.Show()
		p.recordsArea.Refresh()
		s.focus(s.field)
	})
	return s
}

func (s *search) focus(o fyne.Focusable) { s.preview.screen.shell.Window().Canvas().Focus(o) }

// close shows all records of the filter again.
func (s *search) close() {
	s.field.SetText("")
	s.field.Hide()
	s.preview.recordsArea.Refresh()
	s.focus(s.preview.rows)
}

// again searches in the present preview and filter, off the window's goroutine:
// there may be a hundred thousand records.
func (s *search) again() {
	words, v, filter := s.field.Text, s.preview.view, s.preview.filter
	if strings.TrimSpace(words) == "" || v == nil {
		s.finding.Cancel()
		if s.words != "" {
			s.show("", nil)
		}
		return
	}
	run.Do(s.preview.screen.shell.Executor(), &s.finding, func(ctx context.Context) ([]int32, error) {
		return v.search(ctx, filter, words)
	}, func(found []int32, err error) {
		if err == nil { // it is cancelled, or nothing
			s.show(words, found)
		}
	})
}

// show shows what was found.
func (s *search) show(words string, found []int32) {
	p := s.preview
	marked, opened := p.refAt(p.rows.Chosen()), p.refAt(p.rows.Unfolded())
	if words != s.words {
		p.rows.ScrollToTop()
	}
	s.words, s.found = words, found
	p.refresh()
	p.restore(marked, opened)
}

// search finds the records of a filter in which all words are; digits are
// found in numbers however they are written.
func (v *view) search(ctx context.Context, f filter, words string) ([]int32, error) {
	parts := strings.Fields(text.Fold(words))
	found := []int32{}
	for n, i := range v.lists[f] {
		if n%1000 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		r := v.preview.At(int(i))
		in := text.Fold(r.Name+"\n"+r.Organization+"\n"+r.Phone) + "\n" + text.Digits(r.Phone)
		all := true
		for _, part := range parts {
			all = all && strings.Contains(in, part)
		}
		if all {
			found = append(found, i)
		}
	}
	return found, nil
}
