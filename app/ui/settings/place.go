package settings

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"

	"carebook/app"
	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/files"
	"carebook/app/ui/kit/outside"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
	"carebook/store"
)

// place is the section of where the book lies, and of the ways to have it elsewhere.
type place struct {
	screen *Screen
	// Show opens the folder, Copy copies the path; Move moves the book, Other opens
	// another. The last two are nil for a book that was opened by name.
	Show, Copy, Move, Other *kit.Button

	// told is what became of moving the book, problem what is in the way of it.
	told, problem *kit.Paragraph
	looking       run.Task
	folder        *files.FolderDialog
	open          func(folder string) error
}

func newPlace(s *Screen) *place {
	p := &place{screen: s, open: outside.Show}
	p.Copy = kit.NewButton(kit.Plain, lang.T("settings.copy_path"), style.Copy, func() {
		fyne.CurrentApp().Clipboard().SetContent(s.params.Book)
		s.shell.Say(lang.T("settings.path_copied"), kit.Action{})
	}).Small()
	p.Show = kit.NewButton(kit.Plain, lang.T("settings.show_folder"), style.FolderOpen, func() {
		if err := p.open(filepath.Dir(s.params.Book)); err != nil {
			s.shell.Fail(err)
		}
	}).Small()
	p.told = kit.NewParagraph("", style.Control, style.Ink)
	p.problem = kit.NewParagraph("", style.Small, style.Late)
	p.told.Hide()
	p.problem.Hide()
	if s.params.Move != nil && s.params.Other != nil {
		p.Move = kit.NewButton(kit.Plain, lang.T("place.move"), style.Folder, p.chooseFolder).Small()
		p.Other = kit.NewButton(kit.Plain, lang.T("place.other"), style.BookOpen, p.chooseBook).Small()
	}
	return p
}

func (p *place) section() *section {
	where := kit.NewColumn(style.Space2, p.told, kit.NewParagraph(p.screen.params.Book, style.Control, style.Ink), kit.NewFlow(style.Space2, p.Show, p.Copy))
	items := []*item{newItem(lang.T("settings.book_file"), lang.T("settings.book_hint"), where, p.Show)}
	if p.Move == nil {
		items = append(items, newItem(lang.T("place.move_name"), "", kit.NewParagraph(lang.T("place.by_name"), style.Control, style.Ink2), nil))
	} else {
		items = append(items,
			newItem(lang.T("place.move_name"), lang.T("place.move_hint"), kit.NewColumn(style.Space2, kit.NewFlow(0, p.Move), p.problem), p.Move),
			newItem(lang.T("place.other_name"), lang.T("place.other_hint"), kit.NewFlow(0, p.Other), p.Other))
	}
	return &section{
		id: kit.FileSection, name: lang.T("settings.section_file"), glyph: style.BookOpen, words: lang.T("settings.words_file"), kept: onMachine,
		items: items,
	}
}

// tell says what became of moving the book; "" leaves what was said before.
func (p *place) tell(words string) {
	if words == "" {
		return
	}
	p.told.SetText(words)
	p.told.Show()
	p.screen.relayout()
}

// refuse says what is in the way of moving the book, "" for nothing.
func (p *place) refuse(words string) {
	p.problem.SetText(words)
	kit.Show(p.problem, words != "")
	p.screen.relayout()
}

// chooseFolder asks where the book is to lie.
func (p *place) chooseFolder() {
	p.refuse("")
	p.folder = files.ChooseFolder(p.screen.shell, lang.T("place.move_title"), lang.T("place.move_here"), filepath.Dir(p.screen.params.Book), p.plan)
}

// plan looks whether the book can lie in a folder, and asks whether it is to be moved
// there; or whether a book that is there already is to be opened.
func (p *place) plan(folder string) {
	s := p.screen
	if same(folder, filepath.Dir(s.params.Book)) {
		p.refuse(lang.T("place.same"))
		return
	}
	run.Do(s.shell.Executor(), &p.looking, func(context.Context) (*book.Relocation, error) {
		return book.Relocate(s.params.Book, folder)
	}, func(r *book.Relocation, err error) {
		switch {
		case err == nil:
			p.askMove(r)
		case care.CodeOf(err) == care.CodeBookThere:
			p.look(filepath.Join(folder, filepath.Base(s.params.Book)), lang.T("place.there_title"))
		default:
			p.refuse(lang.Sentence(err))
		}
	})
}

func same(a, b string) bool { return filepath.Clean(a) == filepath.Clean(b) }

// askMove asks whether the book is to be moved, and says what that does.
func (p *place) askMove(r *book.Relocation) {
	s := p.screen
	aside := app.MovedName(r.From, s.params.Clock.Today())
	body := kit.NewColumn(style.Space3,
		kit.NewParagraph(lang.T("place.move_does"), style.Control, style.Ink),
		kit.NewParagraph(lang.T("place.move_aside", lang.Args{"File": filepath.Base(aside)}), style.Control, style.Ink2))
	if r.OnNetwork() {
		body.Add(kit.NewParagraph(lang.Sentence(&care.Error{Code: care.CodeBookNetwork, Args: care.Args{"Book": r.To}}), style.Control, style.Soon))
	}
	panel := kit.NewPanel(lang.T("place.move_to", lang.Args{"Folder": filepath.Dir(r.To)}), body, lang.T("place.move_act"), func(done func(string)) {
		run.Write(s.shell.Executor(), func(ctx context.Context) (struct{}, error) {
			return struct{}{}, r.Prepare(ctx, s.params.Store)
		}, func(_ struct{}, err error) {
			done(lang.Sentence(err))
			if err == nil {
				s.params.Move(r)
			}
		})
	})
	s.ask(panel)
}

// chooseBook asks for another book.
func (p *place) chooseBook() {
	files.ChooseFor(p.screen.shell, files.Wanted{
		Title: lang.T("place.other_title"), Kinds: []string{".db"}, KindsName: lang.T("trouble.books"), One: true,
		Act: func(int) string { return lang.T("place.other_look") },
	}, func(paths []string) { p.look(paths[0], lang.T("place.open_title")) })
}

// look says what is in another book, and asks whether that one is to be opened from
// now on.
func (p *place) look(path, title string) {
	s := p.screen
	if same(path, s.params.Book) {
		s.shell.Say(lang.T("place.open_already"), kit.Action{})
		return
	}
	run.Do(s.shell.Executor(), &p.looking, func(ctx context.Context) (store.Summary, error) {
		return store.Summarize(ctx, path)
	}, func(sum store.Summary, err error) {
		if err != nil {
			s.shell.Fail(err)
			return
		}
		p.askOpen(path, title, sum)
	})
}

func (p *place) askOpen(path, title string, sum store.Summary) {
	s := p.screen
	has := lang.T("trouble.backup_has", lang.Args{
		"People": lang.Number(sum.People), "Notes": lang.Number(sum.Notes), "Events": lang.Number(sum.Events),
	})
	if day := string(sum.LastChange); len(day) >= len("2006-01-02") {
		has += " " + lang.T("place.last_change", lang.Args{"Day": lang.Day(care.Day(day[:len("2006-01-02")]))})
	}
	body := kit.NewColumn(style.Space3,
		kit.NewParagraph(path, style.Control, style.Ink),
		kit.NewParagraph(has, style.Control, style.Ink),
		kit.NewParagraph(lang.T("place.open_does", lang.Args{"Book": s.params.Book}), style.Control, style.Ink2))
	s.ask(kit.NewPanel(title, body, lang.T("place.open_act"), func(done func(string)) {
		done(lang.Sentence(s.params.Other(path)))
	}))
}
