package importing

import (
	"fmt"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"carebook/app/book"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
)

// result is the page after an import: what became of the records, adding up to
// all of them, the problems with their lines, and the way back.
type result struct {
	screen *Screen
	// sentence says how it went.
	sentence *kit.Paragraph
	// counts are records, new, updated, same, problems.
	counts                      [5]*kit.Count
	undo, people, copy, another *kit.Button
	// save writes the problems to a file; again looks at the files once more,
	// without leaves out those that cannot be read.
	save, again, without *kit.Button
	saving               run.Task
	// kinds chooses between problems, warnings and possible duplicates.
	kinds  *kit.Segmented
	lines  [][]kit.Line
	shown  []kit.Line
	rows   *kit.List
	object fyne.CanvasObject
}

func newResult(i *Screen, options book.ImportOptions, o outcome) *result {
	r := &result{screen: i}
	r.buttons(options, o)
	words := kit.NewColumn(style.Space3, r.head(o)...)
	body := r.issues(o)
	top := kit.NewColumn(0, head(kit.NewTitle(lang.T("import.title"), style.Title)),
		kit.Inset(style.Space5, style.Space5, style.Space4, style.Space5, kit.AtMost(kit.PageWidth, words)))
	r.object = container.NewBorder(top, foot(r.undo, r.without, r.again, r.another, r.people), nil, nil, body)
	return r
}

// first is the button to press first.
func (r *result) first() *kit.Button {
	if r.people.Visible() {
		return r.people
	}
	return r.again
}

func (r *result) buttons(options book.ImportOptions, o outcome) {
	id := o.result.ImportID
	r.undo = kit.NewLink(lang.T("import.undo_this"), func() {
		r.undo.Disable()
		r.screen.undo(id)
	})
	r.undo.Hidden = id == "" || o.err != nil
	r.people = kit.NewButton(kit.Accent, lang.T("import.show_people"), style.Users, func() {
		r.screen.shell.Open(kit.Route{Screen: kit.PeopleScreen})
	})
	r.people.Hidden = o.err != nil
	r.another = kit.NewButton(kit.Plain, lang.T("import.another"), style.FolderOpen, r.screen.choose)
	r.again = kit.NewButton(kit.Accent, lang.T("import.look_again"), style.Magnifier, func() { r.screen.look(options) })
	r.again.Hidden = o.err == nil
	r.without = kit.NewButton(kit.Plain, lang.T("import.without_it"), "", func() {
		options.SkipUnreadable = true
		r.screen.look(options)
	})
	r.without.Hidden = o.err == nil || len(options.Files) < 2 || options.SkipUnreadable
	r.save = kit.NewButton(kit.Quiet, lang.N("import.save_problems", len(o.result.Total().Problems)), style.Download, func() {
		r.screen.saveProblems(&r.saving, o.result)
	})
	r.save.Hidden = len(o.result.Total().Problems) == 0
	r.copy = kit.NewButton(kit.Quiet, lang.T("import.copy_lines"), style.Copy, r.copyLines)
}

// head is the sentence, the counts, and for several files what each came to.
func (r *result) head(o outcome) []fyne.CanvasObject {
	t := o.result.Total()
	if o.err != nil {
		r.sentence = kit.NewParagraph(lang.Sentence(o.err), style.Body, style.Late)
	} else {
		r.sentence = kit.NewParagraph(sentence(t), style.Sentence, style.Ink).Book()
	}
	objects := []fyne.CanvasObject{r.sentence}
	if t.Records == 0 {
		return objects
	}
	r.counts = [5]*kit.Count{
		kit.NewCount(style.File, style.Ink3, lang.T("import.records"), lang.Number(t.Records)),
		kit.NewCount(style.PlusBold, style.Accent, lang.T("import.new"), lang.Number(t.New)),
		kit.NewCount(style.PencilBold, style.Soon, lang.T("import.updated"), lang.Number(t.Updated)),
		kit.NewCount(style.CheckBold, style.Ink3, lang.T("import.same"), lang.Number(t.Same)),
		kit.NewCount(style.WarningFill, style.Late, lang.T("import.problems"), lang.Number(len(t.Problems))),
	}
	flow := kit.NewFlow(style.Space2)
	for _, c := range r.counts {
		flow.Objects = append(flow.Objects, c)
	}
	objects = append(objects, flow)
	if len(o.result.Files) == 1 {
		return append(objects, kit.NewParagraph(resultFileSentence(o.result.Files[0]), style.Small, style.Ink3))
	}
	for _, f := range o.result.Files {
		words := filepath.Base(f.File) + ": " + countsSentence(f.New, f.Updated, f.Same, len(f.Problems))
		objects = append(objects, kit.NewParagraph(words, style.Small, style.Ink2))
	}
	return objects
}

// sentence says in words what an import did.
func sentence(t book.FileResult) string {
	switch {
	case t.New == 0 && t.Updated == 0:
		return lang.T("import.nothing_new")
	case t.Updated == 0:
		return lang.N("import.added", t.New)
	case t.New == 0:
		return lang.N("import.brought_up_to_date", t.Updated)
	}
	return lang.N("import.added_and_updated", t.New, lang.Args{"Updated": lang.Number(t.Updated)})
}

// resultFileSentence says what file it was.
func resultFileSentence(f book.FileResult) string {
	parts := []string{filepath.Base(f.File)}
	for _, s := range []string{f.Producer, f.Encoding} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return listed(parts...)
}

// issues lists problems, warnings and possible duplicates, one kind at a time.
func (r *result) issues(o outcome) fyne.CanvasObject {
	res := o.result
	// Of several files each line says which one it is of.
	second := func(file, words string) string {
		switch {
		case len(res.Files) == 1:
			return words
		case words == "":
			return filepath.Base(file)
		}
		return filepath.Base(file) + ": " + words
	}
	var problems, warnings, doubles []kit.Line
	for _, f := range res.Files {
		for _, p := range f.Problems {
			problems = append(problems, kit.Line{Lead: lead(p.Line), Text: p.Reason, Second: second(f.File, oneLine(p.Raw))})
		}
		for _, w := range f.Warnings {
			warnings = append(warnings, kit.Line{Lead: lead(w.Line), Text: w.Reason, Second: second(f.File, "")})
		}
		for _, d := range f.PossibleDuplicates {
			lead := lang.T("import.record", lang.Args{"Number": lang.Number(d.Record + 1)})
			doubles = append(doubles, kit.Line{Lead: lead, Text: o.names[d.PersonID], Second: second(f.File, d.Why)})
		}
	}
	var words []string
	add := func(lines []kit.Line, word string) {
		if len(lines) > 0 {
			words = append(words, word+"  "+lang.Number(len(lines)))
			r.lines = append(r.lines, lines)
		}
	}
	add(problems, lang.T("import.problems"))
	add(warnings, lang.T("import.warnings"))
	add(doubles, lang.T("import.possible_duplicates"))
	if len(words) == 0 {
		r.copy.Hide()
		r.save.Hide()
		return container.NewStack()
	}
	r.shown = r.lines[0]
	r.kinds = kit.NewSegmented(words, 0, func(n int) {
		r.shown = r.lines[n]
		r.rows.Mark(-1)
		r.rows.ScrollToTop()
	})
	r.rows = r.screen.lineList(func() []kit.Line { return r.shown })
	return container.NewBorder(
		kit.Inset(0, style.Space5, style.Space2, style.Space5, kit.NewFlow(style.Space2, r.kinds, r.copy, r.save)), nil, nil, nil,
		kit.Inset(0, 14, 0, 14, r.rows))
}

// lineList lists lines; one that is chosen is shown in full.
func (i *Screen) lineList(lines func() []kit.Line) *kit.List {
	return kit.NewList(kit.LineHeight, func() int { return len(lines()) },
		func() fyne.CanvasObject { return kit.NewLineRow() },
		func(n int, row fyne.CanvasObject, _, focused bool) { row.(*kit.LineRow).Fill(lines()[n], focused) },
		func(n int) {
			l := lines()[n]
			i.shell.Say(strings.TrimSpace(l.Text+"\n"+l.Second), kit.Action{})
		})
}

// lead says in which line something stands; line 0 is the file as a whole.
func lead(line int) string {
	if line == 0 {
		return lang.T("import.whole_file")
	}
	return lang.T("import.line", lang.Args{"Line": lang.Number(line)})
}

// oneLine is a raw record on one line, no longer than anybody reads there.
func oneLine(raw string) string {
	const most = 400
	if len(raw) > most {
		raw = strings.ToValidUTF8(raw[:most], "")
	}
	return strings.Join(strings.Fields(raw), " ")
}

// copyLines puts the lines that are shown on the clipboard.
func (r *result) copyLines() {
	var b strings.Builder
	for _, l := range r.shown {
		fmt.Fprintf(&b, "%s\t%s\t%s\n", l.Lead, l.Text, l.Second)
	}
	fyne.CurrentApp().Clipboard().SetContent(b.String())
	r.screen.shell.Say(lang.T("import.copied"), kit.Action{})
}
