// Package importing is the screen that takes files of contacts and lists of sales
// in: choose or drop, look at what would become of every record, import, see what
// became of them, and take it back. Nothing is written before Import is pressed.
//
// It calls the use cases of package book, asks package exchange what a file
// looks like in another encoding, and draws with the kit. It never imports
// another screen.
package importing

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/files"
	"carebook/app/ui/kit/run"
	"carebook/store"
)

// Screen is the screen. It shows one of its pages: what was imported before, a
// run under way, the preview, what became of an import, or what became of
// taking one back.
type Screen struct {
	shell kit.Shell
	store *store.Store
	clock care.Clock

	object *fyne.Container
	shown  fyne.CanvasObject
	start  *start
	under  *underWay
	// preview is the one that is open, also while it is first being made.
	preview *preview
	done    *result
	undone  *undone
	// sales is the list of sales that is looked at, also while it is first being
	// counted; sold is the one that was imported last.
	sales, sold *salesPage

	importing, listing, tagging, recognising, counting run.Task
	// stop ends the import under way; nil while there is none. stopping is set
	// once it was called: the page is left at once, the work ends when it can.
	stop     context.CancelFunc
	stopping bool
	// last is the run that began last.
	last *turn
}

// New makes the screen.
func New(shell kit.Shell, s *store.Store, clock care.Clock) *Screen {
	i := &Screen{shell: shell, store: s, clock: clock}
	i.start = newStart(i)
	i.under = newUnderWay(i.cancel)
	i.object = container.NewStack()
	i.show(i.start.object)
	return i
}

// Object is the screen's content.
func (i *Screen) Object() fyne.CanvasObject { return i.object }

// Open shows a place of the screen: with files, the preview of importing them;
// without, what was under way there.
func (i *Screen) Open(r kit.Route) {
	busy := i.stop != nil && !i.stopping
	switch {
	case busy && len(r.Files) > 0:
		i.shell.Say(lang.T("import.one_at_a_time"), kit.Action{})
	case busy: // it shows already how far it is
	case len(r.Files) > 0:
		i.recognise(r.Files)
	case i.preview != nil && i.preview.view != nil:
		i.showPreview(i.preview)
	case i.sales != nil && i.sales.object != nil:
		i.showSales()
	case i.preview != nil || i.sales != nil: // it is being made, and shows how far it is
	default:
		i.toStart()
	}
}

// toStart shows what was imported before.
func (i *Screen) toStart() {
	i.show(i.start.object)
	i.shell.Window().Canvas().Focus(i.start.choose)
	i.listImports()
}

// Changed takes in that the book has changed. What a preview says of people may
// then no longer hold.
func (i *Screen) Changed(c store.Changes) {
	if c.Imports {
		i.listImports()
	}
	if i.stop != nil || !c.AllPeople && len(c.People) == 0 {
		return
	}
	if p := i.preview; p != nil && p.view != nil {
		p.recount()
	}
	if p := i.sales; p != nil && p.object != nil {
		i.countSales(p.path, p.given)
	}
}

func (i *Screen) show(o fyne.CanvasObject) {
	i.shown = o
	i.object.Objects = []fyne.CanvasObject{o}
	i.object.Refresh()
}

// choose lets the user choose files and looks at them.
func (i *Screen) choose() {
	files.Choose(i.shell, func(paths []string) { i.shell.Open(kit.Route{Screen: kit.ImportScreen, Files: paths}) })
}

// look opens the preview of an import.
func (i *Screen) look(o book.ImportOptions) {
	i.replace()
	p := newPreview(i, o)
	i.preview = p
	i.under.begin(lang.T("import.look"), o.Files)
	i.show(i.under.object)
	i.shell.Window().Canvas().Focus(i.under.cancel)
	run.Do(i.shell.Executor(), &i.tagging, func(ctx context.Context) ([]kit.Tag, error) {
		return knownTags(ctx, i.store)
	}, func(tags []kit.Tag, err error) {
		if err != nil {
			i.shell.Fail(err)
			return
		}
		p.tags.Known = tags
		p.tags.SetNames(p.options.Tags)
	})
	p.recount()
}

// replace leaves the preview that is there for another one.
func (i *Screen) replace() {
	switch {
	case i.preview != nil:
		o := i.preview.options
		i.preview.close()
		i.preview = nil
		i.shell.Say(lang.T("import.replaced", lang.Args{"File": baseNames(o.Files)}), i.again(o))
	case i.sales != nil:
		path := i.sales.path
		i.shell.Say(lang.T("import.replaced", lang.Args{"File": filepath.Base(path)}), i.leaveSales())
	}
}

// again is the way back to a preview that was left, with all that was chosen.
func (i *Screen) again(o book.ImportOptions) kit.Action {
	return i.wayBack(func() { i.look(o) })
}

// wayBack looks once more at what was left, unless an import is under way.
func (i *Screen) wayBack(look func()) kit.Action {
	return kit.Action{Label: lang.T("import.look_again"), Do: func() {
		if i.stop != nil && !i.stopping {
			i.shell.Say(lang.T("import.one_at_a_time"), kit.Action{})
			return
		}
		// The window may show another screen by now.
		i.shell.Open(kit.Route{Screen: kit.ImportScreen})
		look()
	}}
}

// showPreview shows the page of a preview.
func (i *Screen) showPreview(p *preview) {
	i.show(p.object)
	i.shell.Window().Canvas().Focus(p.rows)
}

// cannotLook says why files cannot be looked at. What was changed on a preview
// that is there is taken back.
func (i *Screen) cannotLook(p *preview, err error) {
	if p.view != nil {
		switch care.CodeOf(err) {
		case care.CodeNotAddressBook, care.CodeFileBinary, care.CodeUnknownEncoding, care.CodeBadMapping:
			i.shell.Say(lang.T("import.not_so"), kit.Action{})
		default:
			i.shell.Fail(err)
		}
		p.options = p.view.options
		p.fillFile()
		p.tags.SetNames(p.options.Tags)
		p.refresh()
		p.busy()
		return
	}
	i.preview = nil
	i.showResult(p.options, outcome{err: err})
}

// cancel leaves the run under way at once; its work ends when it can, and what
// is begun meanwhile waits for that.
func (i *Screen) cancel() {
	if i.stop == nil {
		i.leave()
		return
	}
	i.stopping = true
	i.stop()
	i.shell.Say(lang.T("import.stopping"), kit.Action{})
	i.toStart()
}

// leave leaves the preview. Nothing was written, and nothing is lost: the toast
// leads back.
func (i *Screen) leave() {
	switch p := i.preview; {
	case p != nil:
		p.close()
		i.preview = nil
		i.shell.Say(lang.T("import.left"), i.again(p.options))
	case i.sales != nil:
		i.shell.Say(lang.T("import.left"), i.leaveSales())
	default:
		return
	}
	i.toStart()
}

// release gives back what a preview takes on the disk.
func (i *Screen) release(v *view) {
	// A task of its own: releasing one must not keep another from it.
	run.Do(i.shell.Executor(), &run.Task{}, func(context.Context) (struct{}, error) {
		return struct{}{}, v.Close()
	}, func(_ struct{}, err error) {
		if err != nil {
			i.shell.Fail(err)
		}
	})
}

// outcome is what an import came to; it has counts and problems also where it
// failed for want of anything usable.
type outcome struct {
	result book.ImportResult
	// names are those of the people whom possible duplicates may be, by id.
	names map[string]string
	err   error
}

// maxNames is the number of possible duplicates whose names are looked up.
const maxNames = 1000

// namesOf looks up whom possible duplicates may be.
func namesOf(ctx context.Context, s *store.Store, r book.ImportResult) (map[string]string, error) {
	names := map[string]string{}
	for _, f := range r.Files {
		for _, d := range f.PossibleDuplicates[:min(len(f.PossibleDuplicates), maxNames)] {
			p, err := s.PersonByID(ctx, d.PersonID)
			if err != nil {
				return names, err
			}
			names[d.PersonID] = p.DisplayName()
		}
	}
	return names, nil
}

// importNow imports what the preview shows, exactly so.
func (i *Screen) importNow(p *preview) {
	if p.view == nil || p.making.Running() || p.view.people() == 0 {
		return
	}
	o := p.view.preview.Options()
	i.under.begin(lang.T("import.importing"), o.Files)
	i.show(i.under.object)
	i.shell.Window().Canvas().Focus(i.under.cancel)
	stopped, stop := context.WithCancel(context.Background())
	i.stop, i.stopping = stop, false
	turn := i.queue()
	o.Progress = i.telling(turn)
	run.Do(i.shell.Executor(), &i.importing, func(ctx context.Context) (outcome, error) {
		defer turn.end()
		defer context.AfterFunc(ctx, stop)()
		if err := turn.wait(stopped); err != nil {
			return outcome{err: &care.Error{Code: care.CodeCancelled, Err: err}}, nil
		}
		result, err := book.Import(stopped, i.store, i.clock, o)
		if err != nil {
			return outcome{result: result, err: err}, nil
		}
		names, err := namesOf(ctx, i.store, result)
		return outcome{result: result, names: names}, err
	}, func(o outcome, err error) {
		stop()
		if err != nil { // the import is done; its names are missing only
			i.shell.Fail(err)
		}
		i.finish(p, o)
	})
}

// telling gives what is told how far a run is, from any goroutine.
func (i *Screen) telling(turn *turn) func(book.Progress) {
	e := i.shell.Executor()
	return func(pr book.Progress) {
		e.Show(func() {
			if turn.latest() {
				i.under.progress(pr)
			}
		})
	}
}

// finish shows what an import came to.
func (i *Screen) finish(p *preview, o outcome) {
	if i.preview == p {
		p.close()
		i.preview = nil
	}
	i.ended(o.err, i.again(p.options), func() { i.showResult(p.options, o) })
}

// ended goes on after an import of people or of sales: it shows what that came to,
// unless it was stopped, or others are being looked at meanwhile.
func (i *Screen) ended(err error, again kit.Action, show func()) {
	left := i.stopping
	i.stop, i.stopping = nil, false
	switch {
	case care.CodeOf(err) == care.CodeCancelled:
		i.shell.Say(lang.T("import.stopped"), again)
		if !left {
			i.toStart()
		}
	case i.preview != nil || i.sales != nil:
		i.shell.Say(lang.T("import.done_anyway"), kit.Action{})
	default:
		show()
	}
}

// showResult shows the page of an import, or of files that failed.
func (i *Screen) showResult(o book.ImportOptions, out outcome) {
	i.done = newResult(i, o, out)
	i.show(i.done.object)
	i.shell.Window().Canvas().Focus(i.done.first())
}

// undo takes an import back.
func (i *Screen) undo(id string) {
	run.Write(i.shell.Executor(), func(ctx context.Context) (book.UndoResult, error) {
		return book.UndoImport(ctx, i.store, id)
	}, func(r book.UndoResult, err error) {
		if err != nil {
			i.shell.Fail(err)
			return
		}
		i.undone = newUndone(i, r)
		i.show(i.undone.object)
		i.shell.Window().Canvas().Focus(i.undone.another)
		i.listImports()
	})
}

// listImports reads the runs before.
func (i *Screen) listImports() {
	run.Do(i.shell.Executor(), &i.listing, func(ctx context.Context) ([]store.Import, error) {
		return i.store.Imports(ctx)
	}, func(runs []store.Import, err error) {
		if err != nil {
			i.shell.Fail(err)
			return
		}
		i.start.list(runs)
	})
}

// TakeKey implements kit.KeyTaker. It takes a key that nothing with the focus has a use for: Escape goes
// back by one step.
func (i *Screen) TakeKey(e *fyne.KeyEvent) bool {
	if e.Name != fyne.KeyEscape {
		return false
	}
	p := i.preview
	switch {
	case i.shown == i.under.object:
		i.cancel()
	case i.sales != nil && i.shown == i.sales.object:
		i.leave()
	case p == nil && i.shown == i.start.object:
		i.shell.Back()
	case p == nil:
		i.toStart()
	case p.layout.narrow() && p.layout.unfolded:
		p.unfoldFile(false)
	case p.rows.Unfolded() >= 0:
		p.card.close()
	default:
		i.leave()
	}
	return true
}
