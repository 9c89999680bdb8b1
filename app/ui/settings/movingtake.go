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
	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
)

// chooseFile asks for the file from the other computer.
func (m *moving) chooseFile() {
	wanted := files.Wanted{
		Title: lang.T("moving.choose"), Act: func(int) string { return lang.T("moving.look") },
		Kinds: []string{".zip", ".age", ".db"}, KindsName: lang.T("moving.kinds"), One: true,
	}
	m.choice = files.ChooseFor(m.screen.shell, wanted, func(paths []string) { m.arrive(paths[0]) })
}

// arrive looks at a file from another computer, and does with it what can be done: an
// empty book takes a whole one over, one with people joins or is replaced.
func (m *moving) arrive(path string) {
	s := m.screen
	run.Do(s.shell.Executor(), &m.looking, func(ctx context.Context) (book.Arrival, error) {
		return book.LookAtArrival(ctx, s.params.Store, path)
	}, func(a book.Arrival, err error) {
		switch {
		case err != nil:
			s.shell.Fail(err)
		case a.Vacant && (a.Archive || a.Sealed):
			m.askTake(path, a.Sealed)
		case a.Archive:
			m.askJoin(path)
		default:
			m.replace(path)
		}
	})
}

// askTake takes a whole book over into this empty one.
func (m *moving) askTake(path string, sealed bool) {
	s := m.screen
	body := kit.NewColumn(style.Space3,
		kit.NewParagraph(filepath.Base(path), style.Control, style.Ink).Bold(),
		kit.NewParagraph(lang.T("moving.take_what"), style.Control, style.Ink2))
	secret := kit.NewSecret(lang.T("restoring.passphrase"))
	if sealed {
		body.Add(kit.NewParagraph(lang.T("restoring.locked"), style.Control, style.Ink2))
		body.Add(secret.Object())
	}
	var panel *kit.Panel
	panel = kit.NewPanel(lang.T("moving.take_title"), body, lang.T("moving.take_now"), func(done func(string)) {
		panel.Stop = run.Write(s.shell.Executor(), func(ctx context.Context) (int, error) {
			return book.TakeEverything(ctx, s.params.Store, s.params.Clock, path, secret.Words(), m.telling(panel, m.takingWords))
		}, func(people int, err error) { m.took(path, sealed, people, err, done) })
	})
	panel.Width = movingWidth
	kit.GuardPanel(panel, secret.Field)
	s.ask(panel)
}

// took says what came of taking a book over.
func (m *moving) took(path string, sealed bool, people int, err error, done func(problem string)) {
	s := m.screen
	switch {
	case stopped(err):
		s.shell.Say(lang.T("moving.cancelled"), kit.Action{})
	case care.CodeOf(err) == care.CodeNotABackup && sealed: // under the passphrase it may be a backup
		done("")
		m.replace(path)
	case err != nil:
		done(lang.Sentence(err))
	default:
		done("")
		s.shell.Open(kit.Route{Screen: kit.PeopleScreen})
		s.shell.Say(lang.N("moving.taken", people), kit.Action{})
	}
}

// askJoin says what becomes of this book, which is not empty, and lets the user
// choose.
func (m *moving) askJoin(path string) {
	s := m.screen
	say := func(words string) fyne.CanvasObject { return kit.NewParagraph(words, style.Control, style.Ink2) }
	body := kit.NewColumn(style.Space3, kit.NewParagraph(filepath.Base(path), style.Control, style.Ink).Bold(), say(lang.T("moving.join_what")))
	panel := kit.NewPanel(lang.T("moving.join_title"), body, lang.T("moving.join"), func(done func(string)) {
		done("")
		s.shell.Open(kit.Route{Screen: kit.ImportScreen, Files: []string{path}})
	})
	if s.params.Settle != nil {
		body.Add(say(lang.T("moving.replace_what")))
		panel.Offer(kit.NewButton(kit.Plain, lang.T("moving.replace"), "", func() {
			panel.Hide()
			m.replace(path)
		}))
	}
	panel.Width = movingWidth
	s.ask(panel)
}

// replace shows what a restore of the file would bring and take.
func (m *moving) replace(path string) {
	s := m.screen
	if s.params.Settle == nil { // a book that can be thrown away, and is not restored
		s.shell.Fail(&care.Error{Code: care.CodeBookNotEmpty})
		return
	}
	s.backups.askRestore(path, lang.T("moving.replace_title"))
}
