// Package trouble is the page that stands in the place of a book which cannot be
// opened: what happened in one sentence, and the ways out.
//
// It draws with the kit and calls the use cases of backups and of salvaging. It has
// no open book, and never imports another screen.
package trouble

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
	"carebook/app/ui/kit/outside"
	"carebook/app/ui/kit/restoring"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
	"carebook/store"
)

// Params say what happened, and what the page can do.
type Params struct {
	// Err is why the book at Book cannot be opened.
	Err   error
	Book  string
	Clock care.Clock
	// Backups say where the book's backups are.
	Backups book.Backups
	// Alone is set where this process holds the book, so that another may be put in
	// its place.
	Alone bool
	// Usual is a book in the usual place while the one at Book is away, "" for none.
	Usual string
	// Home is where a backup can be restored in the place of a book that is away and of
	// which there is no other, "" for nowhere.
	Home string
	// Moved are copies that books left in the usual place when they were moved away.
	Moved []string
	// Again starts the program anew with a book, Quit ends it.
	Again func(book string)
	Quit  func()
}

// Page is the page.
type Page struct {
	shell  kit.Shell
	params Params
	// Preview is what is in the backup that is offered; nil where the book is sound
	// or held by another.
	Preview *restoring.Preview

	// The ways out; those that make no sense are nil. FromFile looks into another
	// backup than the newest, InUsual opens the book in the usual place.
	Retry, InUsual, Restore, FromFile, Salvage, Other, Folder, Exit *kit.Button

	title, sentence *kit.Paragraph
	// offer names the backup that is offered, done is what was saved.
	offer, problem *kit.Paragraph
	done           *fyne.Container
	cards          *fyne.Container
	object         *container.Scroll
	finding        run.Task
	show           func(folder string) error
}

// width is that of the page's lines at 100 %.
const width float32 = 620

// New makes the page.
func New(shell kit.Shell, p Params) *Page {
	g := &Page{shell: shell, params: p, show: outside.Show}
	g.title = kit.NewParagraph(lang.T("trouble.title"), style.Opening, style.Ink).Book()
	g.sentence = kit.NewParagraph(lang.Sentence(p.Err), style.Body, style.Ink)
	g.problem = kit.NewParagraph("", style.Control, style.Late)
	g.problem.Hide()
	g.done = kit.NewColumn(style.Space2)
	g.done.Hide()
	g.cards = kit.NewColumn(style.Space3)
	g.build()
	content := kit.NewColumn(style.Space4, g.title, g.sentence, g.problem, g.done, g.cards, g.foot())
	g.object = container.NewVScroll(kit.Inset(style.Space6, style.Space5, style.Space5, style.Space5, kit.Centred(width, content)))
	if g.away() {
		g.findCopy()
	} else if newest := g.newest(); newest != "" {
		g.look(newest)
	}
	return g
}

// Object is the page's content.
func (g *Page) Object() fyne.CanvasObject { return g.object }

// First is the button that has the keyboard at first: the one that loses nothing.
func (g *Page) First() *kit.Button {
	if g.Restore != nil && g.Restore.Visible() && !g.away() {
		return g.Restore
	}
	return g.Retry
}

// broken reports whether the bytes of the book are wrong.
func (g *Page) broken() bool {
	switch care.CodeOf(g.params.Err) {
	case care.CodeBookDamaged, care.CodeBookNotABook, care.CodeBookCheckFailed:
		return true
	}
	return false
}

// away reports whether there is no book where it should be, and a backup can be
// restored elsewhere.
func (g *Page) away() bool {
	return care.CodeOf(g.params.Err) == care.CodeBookAway && g.params.Home != ""
}

// buildAway offers a backup for the case that the disk with the book is lost.
func (g *Page) buildAway() {
	g.offer = kit.NewParagraph(lang.T("trouble.any_title"), style.Body, style.Ink).Bold()
	g.Restore = kit.NewButton(kit.Plain, lang.T("trouble.restore"), style.ClockBack, g.restore)
	g.Restore.Hide()
	g.FromFile = kit.NewButton(kit.Plain, lang.T("backups.from_file"), "", g.chooseBackup)
	g.Preview = restoring.New(g.shell, g.params.Clock, book.Restoring{Book: g.params.Home}, g.turned)
	why := kit.NewParagraph(lang.T("trouble.away_what", lang.Args{"Book": g.params.Home}), style.Control, style.Ink2)
	g.cards.Add(way(g.offer, kit.NewColumn(style.Space2, why, g.Preview.Object()), g.Restore, g.FromFile))
}

func (g *Page) build() {
	if g.away() {
		g.buildAway()
		return
	}
	if !g.broken() || !g.params.Alone {
		return
	}
	kind := kit.Accent
	if g.newest() != "" {
		kind = kit.Plain // the backup is the first choice
	}
	g.offer = kit.NewParagraph(lang.T("trouble.any_title"), style.Body, style.Ink).Bold()
	g.Restore = kit.NewButton(kit.Accent, lang.T("trouble.restore"), style.ClockBack, g.restore)
	g.Restore.Hide()
	g.FromFile = kit.NewButton(kit.Plain, lang.T("backups.from_file"), "", g.chooseBackup)
	g.Preview = restoring.New(g.shell, g.params.Clock, book.Restoring{Book: g.params.Book}, g.turned)
	g.Salvage = kit.NewButton(kind, lang.T("trouble.salvage"), "", g.salvage)
	title := kit.NewParagraph(lang.T("trouble.salvage_title"), style.Body, style.Ink).Bold()
	g.cards.Add(way(g.offer, g.Preview.Object(), g.Restore, g.FromFile))
	g.cards.Add(way(title, kit.NewParagraph(lang.T("trouble.salvage_what"), style.Control, style.Ink2), g.Salvage))
}

// newest is the newest backup of a book that is damaged, "" for none.
func (g *Page) newest() string {
	if !g.broken() || !g.params.Alone {
		return ""
	}
	return book.NewestBackup(g.params.Book, g.params.Backups)
}

// findCopy offers what the book that is away can best be brought back from. To look
// into all that there is takes a while.
func (g *Page) findCopy() {
	p := g.params
	run.Do(g.shell.Executor(), &g.finding, func(ctx context.Context) (string, error) {
		return book.BestCopy(ctx, p.Book, p.Backups, p.Clock, p.Moved...), nil
	}, func(file string, _ error) {
		if file != "" && !g.Restore.Visible() { // the user may have chosen another meanwhile
			g.look(file)
		}
	})
}

// way is a card with one way out.
func way(title *kit.Paragraph, what fyne.CanvasObject, do ...fyne.CanvasObject) fyne.CanvasObject {
	return kit.NewCard(kit.NewColumn(style.Space2, title, what, kit.NewFlow(style.Space2, do...)))
}

// foot has the ways out that there always are.
func (g *Page) foot() fyne.CanvasObject {
	loud := kit.Plain
	if g.Salvage == nil {
		loud = kit.Accent
	}
	g.Retry = kit.NewButton(loud, lang.T("trouble.again"), "", func() { g.params.Again(g.params.Book) })
	g.Other = kit.NewButton(kit.Plain, lang.T("trouble.other"), style.BookOpen, g.choose)
	g.Folder = kit.NewButton(kit.Plain, lang.T("trouble.folder"), style.FolderOpen, g.showFolder)
	g.Exit = kit.NewButton(kit.Quiet, lang.T("trouble.quit"), "", g.params.Quit)
	if g.params.Usual != "" {
		g.InUsual = kit.NewButton(kit.Plain, lang.T("trouble.usual"), style.House, func() { g.params.Again(g.params.Usual) })
		return kit.NewFlow(style.Space2, g.Retry, g.InUsual, g.Other, g.Exit)
	}
	if care.CodeOf(g.params.Err) == care.CodeBookAway {
		return kit.NewFlow(style.Space2, g.Retry, g.Other, g.Exit) // there may be no folder
	}
	return kit.NewFlow(style.Space2, g.Retry, g.Other, g.Folder, g.Exit)
}

// TakeKey does what a key of the window is for.
func (g *Page) TakeKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyF5:
		g.params.Again(g.params.Book)
	case fyne.KeyEscape:
		g.params.Quit()
	}
}

// look looks into a backup, which is offered from then on.
func (g *Page) look(file string) {
	title, act := lang.T("trouble.restore_title", lang.Args{"File": filepath.Base(file)}), lang.T("trouble.restore")
	if slices.Contains(g.params.Moved, file) {
		title, act = lang.T("trouble.moved_title", lang.Args{"File": filepath.Base(file)}), lang.T("trouble.restore_moved")
	}
	g.offer.SetText(title)
	g.Restore.SetLabel(act)
	g.Restore.Show()
	g.Preview.Of(file, g.params.Backups.Passphrase)
}

// turned is called as the preview has more or less to say.
func (g *Page) turned() {
	if g.Preview == nil || g.object == nil {
		return // it is being made
	}
	if g.Preview.Ready() {
		g.Restore.Enable()
	} else {
		g.Restore.Disable()
	}
	g.relay()
	c := g.shell.Window().Canvas()
	switch at := c.Focused(); {
	case at != nil && at != fyne.Focusable(g.Restore): // somebody is elsewhere
	case g.Preview.Asks():
		c.Focus(g.Preview.Passphrase.Input)
	case g.Preview.Ready():
		c.Focus(g.Restore)
	}
}

// chooseBackup asks for another backup than the newest.
func (g *Page) chooseBackup() {
	files.ChooseFor(g.shell, files.Wanted{
		Title: lang.T("backups.file_title"), Kinds: []string{".db", ".age", ".zip"}, KindsName: lang.T("backups.files"), One: true,
		Act: func(int) string { return lang.T("backups.look") },
	}, func(paths []string) { g.look(paths[0]) })
}

// busy keeps the ways out from being taken twice.
func (g *Page) busy(on bool) {
	for _, b := range []*kit.Button{g.Retry, g.InUsual, g.Restore, g.FromFile, g.Salvage, g.Other, g.Exit} {
		switch {
		case b == nil:
		case on:
			b.Disable()
		default:
			b.Enable()
		}
	}
}

func (g *Page) restore() {
	g.busy(true)
	r := g.Preview.Restoring()
	run.Write(g.shell.Executor(), func(ctx context.Context) (book.Restored, error) {
		return book.Restore(ctx, g.params.Clock, r)
	}, func(done book.Restored, err error) {
		if err != nil {
			g.fail(err)
			return
		}
		if g.away() {
			g.params.Book = r.Book
			g.succeed(lang.T("trouble.restored_home", lang.Args{"Book": r.Book}), nil)
			return
		}
		g.succeed(lang.T("trouble.restored", lang.Args{"Saved": done.Saved}), nil)
	})
}

// saved is what SalvageHere answers.
type saved struct {
	store.Salvaged
	aside string
}

func (g *Page) salvage() {
	g.busy(true)
	run.Write(g.shell.Executor(), func(ctx context.Context) (saved, error) {
		done, aside, err := book.SalvageHere(ctx, g.params.Clock, g.params.Book)
		return saved{done, aside}, err
	}, func(done saved, err error) {
		if err != nil {
			g.fail(err)
			return
		}
		lines := book.SalvageWords(done.Salvaged)
		if len(done.Names) > 0 {
			lines = append(lines, lang.T("trouble.partial_people", lang.Args{"Names": strings.Join(done.Names, ", ")}))
		}
		g.succeed(lang.T("trouble.set_aside", lang.Args{"Aside": done.aside}), lines)
	})
}

// fail says why a way out is none.
func (g *Page) fail(err error) {
	g.busy(false)
	g.turned()
	g.problem.SetText(lang.Sentence(err))
	g.problem.Show()
	g.relay()
}

// succeed says what was done; the book can now be opened.
func (g *Page) succeed(sentence string, lines []string) {
	g.busy(false)
	g.title.SetText(lang.T("trouble.solved"))
	g.sentence.SetText(sentence)
	g.problem.Hide()
	g.cards.Hide()
	for _, line := range lines {
		g.done.Add(kit.NewParagraph(line, style.Control, style.Ink))
	}
	g.done.Show()
	g.Retry.SetLabel(lang.T("trouble.open"))
	g.Retry.Loud() // the ways that were above it are gone
	g.relay()
	g.shell.Window().Canvas().Focus(g.Retry)
}

func (g *Page) relay() {
	kit.Relay(g.object.Content)
	g.object.Refresh()
}

// choose asks for another book.
func (g *Page) choose() {
	files.ChooseFor(g.shell, files.Wanted{
		Title: lang.T("trouble.other"), Kinds: []string{".db"}, KindsName: lang.T("trouble.books"), One: true,
		Act: func(int) string { return lang.T("trouble.open") },
	}, func(paths []string) { g.params.Again(paths[0]) })
}

// showFolder shows the book's folder in the desktop's own program.
func (g *Page) showFolder() {
	if err := g.show(filepath.Dir(g.params.Book)); err != nil {
		g.fail(err)
	}
}
