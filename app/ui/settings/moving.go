package settings

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/files"
	"carebook/app/ui/kit/outside"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
)

// moving is the section of the way to another computer, and of the way back to the
// phone.
type moving struct {
	screen *Screen
	// Save saves everything here, Take takes it over there.
	Save, Take *kit.Button
	// Show shows the folder of what was saved last.
	Show *kit.Button
	// saved says what was saved last, and where.
	saved    *kit.Paragraph
	savedRow *fyne.Container
	file     string
	phone    *backToPhone
	// dialog and choice are those that were open last.
	dialog           *files.SaveDialog
	choice           *files.Dialog
	looking, reading run.Task
}

func newMoving(s *Screen) *moving {
	m := &moving{screen: s, phone: newBackToPhone(s)}
	m.Save = kit.NewButton(kit.Accent, lang.T("moving.save"), style.Export, m.chooseWhere)
	m.Take = kit.NewButton(kit.Plain, lang.T("moving.take"), style.Download, m.chooseFile)
	m.Show = kit.NewButton(kit.Plain, lang.T("moving.show_folder"), style.FolderOpen, func() {
		if err := outside.Show(filepath.Dir(m.file)); err != nil {
			s.shell.Fail(err)
		}
	}).Small()
	m.saved = kit.NewParagraph("", style.Control, style.Ink)
	m.savedRow = kit.NewColumn(style.Space2, m.saved, kit.NewFlow(0, m.Show))
	m.savedRow.Hide()
	m.fill(false)
	return m
}

// read finds out whether there is anything in the book.
func (m *moving) read() {
	s := m.screen
	run.Do(s.shell.Executor(), &m.reading, func(ctx context.Context) (bool, error) {
		return s.params.Store.Vacant(ctx)
	}, func(vacant bool, err error) {
		if err != nil {
			s.shell.Fail(err)
			return
		}
		m.fill(vacant)
	})
	m.phone.read()
}

// fill makes that the main button which somebody is here for: into an empty book one
// takes everything over, of another one saves everything.
func (m *moving) fill(vacant bool) {
	if vacant {
		m.Save.Calm()
		m.Take.Loud()
	} else {
		m.Take.Calm()
		m.Save.Loud()
	}
}

func (m *moving) section() *section {
	from := movingCard(style.Export, lang.T("moving.from"), 1, []string{lang.T("moving.step_save"), lang.T("moving.step_carry")},
		kit.NewFlow(0, m.Save), m.savedRow, kit.NewParagraph(lang.T("moving.not_in_it"), style.Small, style.Ink2))
	to := movingCard(style.Download, lang.T("moving.to"), 3, []string{lang.T("moving.step_install"), lang.T("moving.step_take")},
		kit.NewFlow(0, m.Take))
	computer := &item{
		name: lang.T("moving.computer"), object: kit.NewColumn(style.Space4, from, to),
		first: func() fyne.Focusable {
			if m.Take.Main() {
				return m.Take
			}
			return m.Save
		},
		more: func() []string {
			return []string{lang.T("moving.from"), lang.T("moving.to"), lang.T("moving.save"), lang.T("moving.take")}
		},
	}
	return &section{
		id: kit.MovingSection, name: lang.T("moving.title"), glyph: style.ArrowOut, words: lang.T("moving.words"),
		intro: lang.T("moving.intro"), read: m.read, items: []*item{computer, m.phone.item()},
	}
}

// movingCard is one of the two computers, with its steps from a number on.
func movingCard(glyph style.Glyph, title string, first int, steps []string, more ...fyne.CanvasObject) fyne.CanvasObject {
	column := kit.NewColumn(style.Space3, kit.NewIconTitle(glyph, title))
	for i, words := range steps {
		column.Add(kit.NewStep(lang.Number(first+i), words))
	}
	for _, o := range more {
		column.Add(o)
	}
	return kit.NewCard(column)
}

// chooseWhere asks where everything is saved.
func (m *moving) chooseWhere() {
	s := m.screen
	m.dialog = files.Save(s.shell, book.ArchiveName(s.params.Clock), func(path string, replace bool) { m.askSave(path, !replace) })
}

// movingWidth is the width of the panels, at 100 %.
const movingWidth = 520

// askSave says what is saved, offers to lock it, and saves it.
func (m *moving) askSave(path string, keep bool) {
	s := m.screen
	lock := newLock()
	body := kit.NewColumn(style.Space3,
		kit.NewParagraph(lang.T("moving.what_is_saved"), style.Control, style.Ink2),
		kit.NewParagraph(path, style.Control, style.Ink), lock.object)
	var panel *kit.Panel
	panel = kit.NewPanel(lang.T("moving.save_title"), body, lang.T("moving.save_now"), func(done func(string)) {
		to := book.Moving{Path: path, Passphrase: lock.first.Words(), Keep: keep, Progress: m.telling(panel, m.savingWords)}
		if to.Passphrase != "" {
			to.Path, to.Keep = book.SealedName(path), true // nobody was asked about this name
		}
		panel.Stop = run.WriteAside(s.shell.Executor(), func(ctx context.Context) (book.SavedFile, error) {
			return book.SaveEverything(ctx, s.params.Store, to)
		}, func(saved book.SavedFile, err error) {
			if stopped(err) {
				s.shell.Say(lang.T("moving.cancelled"), kit.Action{})
				return
			}
			done(lang.Sentence(err))
			if err == nil {
				m.tell(to, saved)
			}
		})
	})
	panel.Width = movingWidth
	kit.GuardPanel(panel, lock.first.Field, lock.again.Field)
	s.ask(panel)
	s.shell.Window().Canvas().Focus(panel.Act) // the passphrase is for those who want one
}

// stopped reports whether somebody has stopped the work that ended so.
func stopped(err error) bool { return run.Stopped(err) || care.CodeOf(err) == care.CodeCancelled }

// tell says in the card where everything is now.
func (m *moving) tell(to book.Moving, saved book.SavedFile) {
	m.file = to.Path
	words := lang.N("moving.saved", saved.People, lang.Args{"File": to.Path, "Size": lang.Bytes(saved.Bytes)})
	if to.Passphrase != "" {
		words += " " + lang.T("moving.keep_passphrase")
	}
	m.saved.SetText(words)
	m.savedRow.Show()
	kit.Relay(m.screen.page)
	m.screen.refresh()
	m.screen.shell.Window().Canvas().Focus(m.Show)
}

// telling shows in a panel how far its work is, from any goroutine.
func (m *moving) telling(panel *kit.Panel, words func(part float64) string) func(part float64) {
	e := m.screen.shell.Executor()
	return func(part float64) {
		e.Show(func() { panel.SetProgress(words(part), float32(part)) })
	}
}

func percent(part float64) lang.Args { return lang.Args{"Percent": lang.Number(int(part * 100))} }

func (m *moving) savingWords(part float64) string { return lang.T("moving.saving", percent(part)) }

func (m *moving) takingWords(part float64) string {
	if part >= 1 {
		return lang.T("moving.finishing")
	}
	return lang.T("moving.taking", percent(part))
}

// lock is where a file may be locked with a passphrase: it is left empty, or typed
// twice.
type lock struct {
	first, again *kit.Secret
	object       fyne.CanvasObject
}

func newLock() *lock {
	l := &lock{first: kit.NewSecret(lang.T("backups.new_passphrase")), again: kit.NewSecret(lang.T("backups.again"))}
	l.again.Check = func(words string) kit.Note {
		if words != l.first.Words() {
			return problem(lang.T("backups.not_the_same"))
		}
		return kit.Note{}
	}
	l.first.Check = func(words string) kit.Note {
		if words != "" && len([]rune(words)) < leastPassphrase {
			return problem(lang.T("backups.too_short", lang.Args{"Least": leastPassphrase}))
		}
		return kit.Note{}
	}
	l.first.OnChanged = func(string) { l.again.Look() }
	l.object = kit.NewColumn(style.Space2,
		kit.NewParagraph(lang.T("moving.lock"), style.Control, style.Ink).Bold(),
		kit.NewParagraph(lang.T("moving.lock_what"), style.Small, style.Ink2),
		under(lang.T("moving.passphrase"), l.first.Object()), under(lang.T("backups.again"), l.again.Object()))
	return l
}
