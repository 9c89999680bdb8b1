package importing

import (
	"context"
	"path/filepath"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/files"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
)

// salesPage is a list of sales before it is imported or after: what becomes of its
// lines, adding up to all of them, and those that cannot be taken, each with its
// reason and what stands there. Nobody is guessed for a customer who is not found.
type salesPage struct {
	screen *Screen
	path   string
	result book.SalesResult
	// nothing is the error of a list of which no line can be used, or which
	// cannot be read at all.
	nothing error
	// done is set once the list has been imported.
	done bool
	// given are the rates with which the lines were counted, by currency.
	given map[string]string

	title    *kit.Text
	sentence *kit.Paragraph
	// counts are lines, new, same, problems.
	counts [4]*kit.Count
	// rates are the fields of the rates that are needed, typing the one that has
	// the keyboard and words that are not kept yet.
	rates  []*rateField
	typing *rateField
	// lines are the problems and, before the import, the first that will be
	// written.
	lines []kit.Line
	rows  *kit.List
	// save, leave and importThem are there before the import; undo, visits and
	// another after it. again looks at the file once more.
	save, leave, importThem, undo, visits, another, again *kit.Button
	saving                                                run.Task
	object                                                fyne.CanvasObject
}

func newSalesPage(i *Screen, path string, given map[string]string, o salesOutcome, done bool) *salesPage {
	p := &salesPage{screen: i, path: path, given: given, result: o.result, nothing: o.err, done: done}
	result := &p.result
	words := lang.T("import.title")
	if !done && result.Records > 0 {
		words = lang.N("sales.title", result.Records)
	}
	p.title = kit.NewTitle(words, style.Title)
	p.buttons()
	top := kit.NewColumn(0, head(p.title),
		kit.Inset(style.Space5, style.Space5, style.Space4, style.Space5, kit.AtMost(kit.PageWidth, kit.NewColumn(style.Space3, p.head()...))))
	p.object = container.NewBorder(top, foot(container.NewHBox(p.undo, p.save), p.leave, p.again, p.another, p.importThem, p.visits), nil, nil, p.list())
	return p
}

func (p *salesPage) buttons() {
	i := p.screen
	p.leave = kit.NewButton(kit.Plain, lang.T("import.leave"), "", i.leave)
	p.importThem = kit.NewButton(kit.Accent, lang.N("sales.import", p.result.New), style.Download, func() { i.importSales(p) })
	p.undo = kit.NewLink(lang.T("import.undo_this"), func() {
		p.undo.Disable()
		i.undo(p.result.ImportID)
	})
	p.visits = kit.NewButton(kit.Accent, lang.T("command.visits"), style.Path, func() { i.shell.Open(kit.Route{Screen: kit.VisitsScreen}) })
	p.another = kit.NewButton(kit.Plain, lang.T("import.another"), style.FolderOpen, i.choose)
	p.again = kit.NewButton(kit.Accent, lang.T("import.look_again"), style.Magnifier, func() { i.lookAtSales(p.path, p.given) })
	p.save = kit.NewButton(kit.Quiet, lang.N("import.save_problems", len(p.result.Problems)), style.Download, func() {
		i.saveProblems(&p.saving, p.asImport())
	})
	kit.Show(p.leave, !p.done && p.nothing == nil)
	kit.Show(p.importThem, !p.done && p.nothing == nil)
	if p.result.New == 0 {
		p.importThem.Disable()
	}
	kit.Show(p.undo, p.done && p.result.ImportID != "")
	kit.Show(p.visits, p.done && p.nothing == nil)
	kit.Show(p.another, p.done || p.nothing != nil)
	kit.Show(p.again, p.nothing != nil)
	kit.Show(p.save, p.unreadable() == "" && len(p.result.Problems) > 0)
}

// asImport is the result with its problems as that of an import.
func (p *salesPage) asImport() book.ImportResult {
	return book.ImportResult{Files: []book.FileResult{{File: p.path, Problems: p.result.Problems}}}
}

// unreadable is what is wrong with a file of which no line was read.
func (p *salesPage) unreadable() string {
	if p.nothing != nil && care.CodeOf(p.nothing) != care.CodeNothingUsable {
		return lang.Sentence(p.nothing)
	}
	return ""
}

// first is what to do first: give a rate, or press a button.
func (p *salesPage) first() fyne.Focusable {
	if f := p.nextRate(); f != nil {
		return f.Input
	}
	for _, b := range []*kit.Button{p.visits, p.importThem, p.again} {
		if b.Visible() && !b.Disabled() {
			return b
		}
	}
	return p.leave
}

// head is the sentence and the counts.
func (p *salesPage) head() []fyne.CanvasObject {
	switch {
	case p.nothing != nil:
		p.sentence = kit.NewParagraph(lang.Sentence(p.nothing), style.Body, style.Late)
	case p.result.New == 0:
		p.sentence = kit.NewParagraph(lang.T("sales.nothing_new"), style.Sentence, style.Ink).Book()
	case p.done:
		p.sentence = kit.NewParagraph(lang.N("sales.added", p.result.New), style.Sentence, style.Ink).Book()
	default:
		p.sentence = kit.NewParagraph(lang.T("import.nothing_written"), style.Control, style.Ink2)
	}
	objects := []fyne.CanvasObject{p.sentence}
	if p.unreadable() != "" {
		return objects
	}
	p.counts = [4]*kit.Count{
		kit.NewCount(style.File, style.Ink3, lang.T("sales.lines"), lang.Number(p.result.Records)),
		kit.NewCount(style.PlusBold, style.Accent, lang.T("import.new"), lang.Number(p.result.New)),
		kit.NewCount(style.CheckBold, style.Ink3, lang.T("import.same"), lang.Number(p.result.Same)),
		kit.NewCount(style.WarningFill, style.Late, lang.T("import.problems"), lang.Number(len(p.result.Problems))),
	}
	flow := kit.NewFlow(style.Space2)
	for _, c := range p.counts {
		flow.Objects = append(flow.Objects, c)
	}
	objects = append(objects, flow, kit.NewParagraph(filepath.Base(p.path), style.Small, style.Ink3).Limit(2))
	return append(objects, p.rateFields()...)
}

// found is what files to import are.
type found struct {
	// sales is set where a list of sales is among them, whole where they are one
	// book as a whole, which does not go through a preview of people.
	sales, whole bool
}

// recognise opens the preview of files: of a list of sales, or of contacts. A whole
// book goes where it is taken over: into an empty one, or locked, when nobody can
// look into it.
func (i *Screen) recognise(paths []string) {
	run.Do(i.shell.Executor(), &i.recognising, func(ctx context.Context) (found, error) {
		f := found{sales: slices.ContainsFunc(paths, book.IsSales)}
		if f.sales || len(paths) > 1 {
			return f, nil
		}
		if f.whole = book.IsSealed(paths[0]); !f.whole && book.IsArchive(paths[0]) {
			vacant, err := i.store.Vacant(ctx)
			f.whole = vacant
			return f, err
		}
		return f, nil
	}, func(f found, err error) {
		switch {
		case err != nil:
			i.shell.Fail(err)
		case f.whole:
			i.shell.Open(kit.Route{Screen: kit.SettingsScreen, Section: kit.MovingSection, Files: paths})
		case f.sales && len(paths) > 1:
			i.shell.Say(lang.T("sales.alone"), kit.Action{})
		case f.sales:
			i.lookAtSales(paths[0], nil)
		default:
			i.look(book.ImportOptions{Files: paths})
		}
	})
}

// ChooseSales lets the user choose a list of sales and looks at it.
func (i *Screen) ChooseSales() {
	wanted := files.Wanted{
		Title: lang.T("sales.choose"), Kinds: []string{".csv", ".tsv", ".txt"}, KindsName: lang.T("sales.tables"), One: true,
		Act: func(int) string { return lang.T("sales.look") },
	}
	files.ChooseFor(i.shell, wanted, func(paths []string) {
		i.shell.Open(kit.Route{Screen: kit.ImportScreen})
		if i.stop != nil && !i.stopping {
			i.shell.Say(lang.T("import.one_at_a_time"), kit.Action{})
			return
		}
		i.lookAtSales(paths[0], nil)
	})
}

// lookAtSales opens the preview of a list of sales, with rates given by currency.
func (i *Screen) lookAtSales(path string, given map[string]string) {
	i.replace()
	i.sales = &salesPage{screen: i, path: path, given: given}
	i.under.begin(lang.T("import.look"), []string{path})
	i.show(i.under.object)
	i.shell.Window().Canvas().Focus(i.under.cancel)
	i.countSales(path, given)
}

// countSales counts what would become of the lines, in the background.
func (i *Screen) countSales(path string, given map[string]string) {
	turn := i.queue()
	o := book.SalesOptions{Rates: given, DryRun: true, Progress: i.telling(turn)}
	run.Do(i.shell.Executor(), &i.counting, func(ctx context.Context) (salesOutcome, error) {
		defer turn.end()
		if err := turn.wait(ctx); err != nil {
			return salesOutcome{}, err
		}
		result, err := book.ImportSales(ctx, i.store, i.clock, path, o)
		return salesOutcome{result, err}, nil
	}, func(o salesOutcome, err error) {
		if err != nil {
			i.shell.Fail(err)
			return
		}
		seen := i.shown == i.under.object || i.shown == i.sales.object // and not the earlier imports
		was := i.sales
		i.sales = newSalesPage(i, path, given, o, false)
		i.sales.takeTyped(was)
		if seen {
			i.showSales()
		}
	})
}

// salesOutcome is what a list of sales came to, also where it failed.
type salesOutcome struct {
	result book.SalesResult
	err    error
}

// showSales shows the page of a list of sales.
func (i *Screen) showSales() {
	i.show(i.sales.object)
	i.shell.Window().Canvas().Focus(i.sales.first())
}

// importSales imports the list that is shown.
func (i *Screen) importSales(p *salesPage) {
	if i.counting.Running() || p.result.New == 0 {
		return
	}
	i.under.begin(lang.T("import.importing"), []string{p.path})
	i.show(i.under.object)
	i.shell.Window().Canvas().Focus(i.under.cancel)
	stopped, stop := context.WithCancel(context.Background())
	i.stop, i.stopping = stop, false
	turn := i.queue()
	o := book.SalesOptions{Rates: p.given, Progress: i.telling(turn)}
	run.Do(i.shell.Executor(), &i.importing, func(ctx context.Context) (salesOutcome, error) {
		defer turn.end()
		defer context.AfterFunc(ctx, stop)()
		if err := turn.wait(stopped); err != nil {
			return salesOutcome{err: &care.Error{Code: care.CodeCancelled, Err: err}}, nil
		}
		result, err := book.ImportSales(stopped, i.store, i.clock, p.path, o)
		return salesOutcome{result, err}, nil
	}, func(o salesOutcome, _ error) {
		stop()
		i.finishSales(p, o)
	})
}

// finishSales shows what an import of sales came to.
func (i *Screen) finishSales(p *salesPage, o salesOutcome) {
	if i.sales == p {
		i.sales = nil
	}
	i.ended(o.err, i.salesAgain(p), func() {
		i.sold = newSalesPage(i, p.path, p.given, o, true)
		i.show(i.sold.object)
		i.shell.Window().Canvas().Focus(i.sold.first())
	})
}

// salesAgain is the way back to a list of sales that was left.
func (i *Screen) salesAgain(p *salesPage) kit.Action {
	return i.wayBack(func() { i.lookAtSales(p.path, p.given) })
}

// leaveSales leaves the preview of a list of sales.
func (i *Screen) leaveSales() kit.Action {
	again := i.salesAgain(i.sales)
	i.counting.Cancel()
	i.sales = nil
	return again
}
