// Package importing is the screen that takes files of contacts in: choose or
// drop, watch, see what became of every record, and take it back.
//
// It calls the use case of package book and draws with the kit. It never
// imports another screen.
package importing

import (
	"context"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/files"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
	"carebook/store"
)

// Screen is the screen. It shows one of four pages: what was imported before,
// an import under way, what became of it, or why it failed.
type Screen struct {
	shell kit.Shell
	store *store.Store
	clock care.Clock

	object *fyne.Container
	start  *start
	under  *underWay
	done   *result

	importing, undoing, listing run.Task
	// stop ends the import under way; nil while there is none.
	stop context.CancelFunc
}

// New makes the screen.
func New(shell kit.Shell, s *store.Store, clock care.Clock) *Screen {
	i := &Screen{shell: shell, store: s, clock: clock}
	i.start = newStart(i)
	i.under = newUnderWay(i)
	i.object = container.NewStack()
	i.show(i.start.object)
	return i
}

// Object is the screen's content.
func (i *Screen) Object() fyne.CanvasObject { return i.object }

// Open shows a place of the screen: with files, it imports them.
func (i *Screen) Open(r kit.Route) {
	switch {
	case i.stop != nil && len(r.Files) > 0:
		i.shell.Say(lang.T("import.one_at_a_time"), kit.Action{})
	case i.stop != nil: // it shows already how far it is
	case len(r.Files) > 0:
		i.Import(r.Files)
	default:
		i.show(i.start.object)
		i.shell.Window().Canvas().Focus(i.start.choose)
		i.listImports()
	}
}

// Changed takes in that the book has changed.
func (i *Screen) Changed(c store.Changes) {
	if c.Imports {
		i.listImports()
	}
}

func (i *Screen) show(o fyne.CanvasObject) {
	i.object.Objects = []fyne.CanvasObject{o}
	i.object.Refresh()
}

// choose lets the user choose files and imports them.
func (i *Screen) choose() {
	files.Choose(i.shell, func(paths []string) { i.Open(kit.Route{Screen: kit.ImportScreen, Files: paths}) })
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

// Import takes files in.
func (i *Screen) Import(paths []string) {
	i.under.begin(paths)
	i.show(i.under.object)
	stopped, stop := context.WithCancel(context.Background())
	i.stop = stop
	e := i.shell.Executor()
	run.Do(e, &i.importing, func(ctx context.Context) (outcome, error) {
		defer context.AfterFunc(ctx, stop)()
		result, err := book.Import(stopped, i.store, i.clock, book.ImportOptions{
			Files:    paths,
			Progress: func(p book.Progress) { e.Show(func() { i.under.progress(p) }) },
		})
		if err != nil {
			return outcome{result: result, err: err}, nil
		}
		names, err := namesOf(ctx, i.store, result)
		return outcome{result: result, names: names}, err
	}, func(o outcome, err error) {
		stop()
		i.stop = nil
		if err != nil { // the import is done; its names are missing only
			i.shell.Fail(err)
		}
		i.finish(paths, o)
	})
}

// finish shows what an import came to.
func (i *Screen) finish(paths []string, o outcome) {
	if care.CodeOf(o.err) == care.CodeCancelled {
		i.shell.Say(lang.T("import.stopped"), kit.Action{})
		i.Open(kit.Route{Screen: kit.ImportScreen})
		return
	}
	i.done = newResult(i, paths, o)
	i.show(i.done.object)
}

// undo takes an import back.
func (i *Screen) undo(id string) {
	run.Do(i.shell.Executor(), &i.undoing, func(ctx context.Context) (book.UndoResult, error) {
		return book.UndoImport(ctx, i.store, id)
	}, func(r book.UndoResult, err error) {
		if err != nil {
			i.shell.Fail(err)
			return
		}
		i.shell.Say(undoneSentence(r), kit.Action{})
		i.Open(kit.Route{Screen: kit.ImportScreen})
	})
}

// undoneSentence says what taking an import back did.
func undoneSentence(r book.UndoResult) string {
	sentence := lang.N("import.undone_removed", r.Removed)
	if r.Restored > 0 {
		sentence += " " + lang.N("import.undone_restored", r.Restored)
	}
	if n := len(r.Left); n > 0 {
		names := make([]string, 0, 3)
		for _, p := range r.Left[:min(n, 3)] {
			names = append(names, p.Name)
		}
		sentence += " " + lang.N("import.undone_left", n, lang.Args{"Names": strings.Join(names, ", ")})
	}
	return sentence
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

// start is the page before an import: where to drop, and what was imported
// before.
type start struct {
	screen *Screen
	choose *kit.Button
	before *fyne.Container
	undos  []*kit.Button
	object fyne.CanvasObject
}

// maxBefore is the number of earlier imports that are listed.
const maxBefore = 30

func newStart(i *Screen) *start {
	s := &start{screen: i}
	s.choose = kit.NewButton(kit.Accent, lang.T("import.choose"), style.FolderOpen, i.choose)
	s.before = kit.NewColumn(0)
	drop := kit.OnGround(
		kit.NewGround(style.Soft).Edge(style.RadiusDrop, 2, style.Accent),
		kit.Inset(style.Space5, style.Space5, style.Space5, style.Space5, kit.NewColumn(style.Space2,
			kit.NewTitle(lang.T("import.drop"), style.Sentence),
			kit.NewParagraph(lang.T("import.drop_what"), style.Control, style.Ink2),
			kit.Inset(style.Space2, 0, 0, 0, kit.NewFlow(0, s.choose)),
		)))
	s.object = page(kit.NewColumn(style.Space5, drop, s.before))
	return s
}

// list shows the runs before.
func (s *start) list(runs []store.Import) {
	s.undos = nil
	s.before.Objects = nil
	if len(runs) > 0 {
		s.before.Objects = append(s.before.Objects, kit.Inset(0, 0, style.Space2, 0, kit.NewTitle(lang.T("import.before"), style.Section)))
	}
	today := s.screen.clock.Today()
	for _, r := range runs[:min(len(runs), maxBefore)] {
		s.before.Objects = append(s.before.Objects, kit.NewLine(), s.row(r, today))
	}
	s.before.Refresh()
	s.screen.object.Refresh()
}

// row is one run: its files, what it did, and the way to take it back.
func (s *start) row(r store.Import, today care.Day) fyne.CanvasObject {
	day := care.DayOf(r.At.Time().In(s.screen.clock.Now().Location()))
	words := kit.NewColumn(0,
		kit.NewParagraph(strings.Join(r.Files, ", "), style.Control, style.Ink).Bold().Limit(2),
		kit.NewParagraph(lang.DayShort(day, today)+": "+countsSentence(r.New, r.Updated, r.Same, r.Problems), style.Small, style.Ink2),
	)
	var right fyne.CanvasObject = kit.NewText(lang.T("import.taken_back"), style.Small, style.Ink3)
	if !r.Undone && r.Action != 0 {
		undo := kit.NewLink(lang.T("import.undo"), func() { s.screen.undo(r.ID) })
		s.undos = append(s.undos, undo)
		right = undo
	}
	return kit.Inset(style.Space2, 0, style.Space2, 0, kit.Beside(words, right))
}

// countsSentence is what became of the records, in words.
func countsSentence(added, updated, same, problems int) string {
	return strings.Join([]string{
		lang.N("import.count_new", added), lang.N("import.count_updated", updated),
		lang.N("import.count_same", same), lang.N("import.count_problems", problems),
	}, ", ")
}

// underWay is the page of an import under way.
type underWay struct {
	file   *kit.Paragraph
	count  *kit.Text
	bar    *kit.Progress
	cancel *kit.Button
	object fyne.CanvasObject
}

func newUnderWay(i *Screen) *underWay {
	u := &underWay{
		file:  kit.NewParagraph("", style.Body, style.Ink).Bold().Limit(2),
		count: kit.NewText("", style.Small, style.Ink2).Cut(),
		bar:   kit.NewProgress(),
	}
	u.cancel = kit.NewButton(kit.Plain, lang.T("import.cancel"), style.Cross, func() {
		u.cancel.Disable()
		if i.stop != nil {
			i.stop()
		}
	})
	u.object = page(kit.NewCard(kit.NewColumn(style.Space3, u.file, u.bar, u.count, kit.NewFlow(0, u.cancel))))
	return u
}

func (u *underWay) begin(paths []string) {
	u.cancel.Enable()
	u.bar.SetPart(0)
	u.file.SetText(baseNames(paths))
	u.count.SetText(lang.T("import.reading"))
}

func (u *underWay) progress(p book.Progress) {
	if p.Total > 0 {
		u.bar.SetPart(float32(float64(p.Done) / float64(p.Total)))
	}
	if p.File != "" {
		u.file.SetText(filepath.Base(p.File))
	}
	if p.Finishing {
		u.bar.SetPart(1)
		u.count.SetText(lang.N("import.writing", p.Records))
		return
	}
	u.count.SetText(lang.N("import.records_so_far", p.Records))
}

func baseNames(paths []string) string {
	names := make([]string, len(paths))
	for i, p := range paths {
		names[i] = filepath.Base(p)
	}
	return strings.Join(slices.Compact(names), ", ")
}

// page puts a title and margins around the content of a page that scrolls.
func page(content fyne.CanvasObject) fyne.CanvasObject {
	return container.NewBorder(title(lang.T("import.title")), nil, nil, nil,
		container.NewVScroll(kit.Inset(style.Space5, style.Space5, style.Space5, style.Space5, kit.AtMost(kit.PageWidth, content))))
}

// title is the head of a page.
func title(words string) fyne.CanvasObject {
	return kit.NewColumn(0,
		kit.Inset(style.Space3, style.Space5, style.Space3, style.Space5, kit.NewTitle(words, style.Title)),
		kit.NewLine())
}
