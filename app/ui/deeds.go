package ui

import (
	"context"

	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
	"carebook/store"
)

// Did implements kit.Shell.
func (w *Window) Did(sentence string, action int64) { did(w, w.params.Store, sentence, action) }

func (w *Window) undo() { undoLast(w, w.params.Store) }

func (w *Window) redo() { redoLast(w, w.params.Store) }

// did says in a window what an action did, with a link that takes it back.
func did(shell kit.Shell, s *store.Store, sentence string, action int64) {
	if action == 0 {
		return
	}
	shell.Say(sentence, kit.Action{Label: lang.T("command.undo"), Do: func() { takeBack(shell, s, action) }})
}

// takeBack undoes one action, whatever was done since.
func takeBack(shell kit.Shell, s *store.Store, action int64) {
	run.Write(shell.Executor(), func(ctx context.Context) (store.Undone, error) {
		return s.Undo(ctx, action)
	}, func(done store.Undone, err error) {
		tookBack(shell, lang.T("window.undone"), done, err)
	})
}

// deed is what an undo or a redo did.
type deed struct {
	store.Deed
	done store.Undone
}

func undoLast(shell kit.Shell, s *store.Store) {
	turnBack(shell, s.UndoLast, func(words string) string { return lang.T("window.undone_what", lang.Args{"What": words}) })
}

func redoLast(shell kit.Shell, s *store.Store) {
	turnBack(shell, s.RedoLast, func(words string) string { return lang.T("window.redone_what", lang.Args{"What": words}) })
}

// turnBack takes a step of the session back, and says so in a sentence.
func turnBack(shell kit.Shell, step func(context.Context) (store.Deed, store.Undone, error), sentence func(words string) string) {
	run.Write(shell.Executor(), func(ctx context.Context) (deed, error) {
		d, done, err := step(ctx)
		return deed{d, done}, err
	}, func(d deed, err error) {
		tookBack(shell, sentence(d.Words), d.done, err)
	})
}

// tookBack says what an undo did, and whom it left alone.
func tookBack(shell kit.Shell, sentence string, done store.Undone, err error) {
	switch left := len(done.Left) + done.Kept; {
	case err != nil:
		shell.Fail(err)
	case left > 0 && done.Action == 0:
		shell.Say(lang.N("window.not_undone", left), kit.Action{})
	case left > 0:
		shell.Say(lang.N("window.undone_left", left), kit.Action{})
	default:
		shell.Say(sentence, kit.Action{})
	}
}

// Private implements kit.Shell.
func (w *Window) Private() bool { return w.private }

// togglePrivate hides figures and notes, or shows them again.
func (w *Window) togglePrivate() {
	w.private = !w.private
	w.markPrivate()
	for _, s := range w.shown {
		if r, ok := s.(redrawer); ok {
			r.Redraw()
		}
	}
	if w.hidden != nil {
		w.hidden()
	}
	said := lang.T("window.shown")
	if w.private {
		said = lang.T("window.hidden")
	}
	w.Say(said, kit.Action{})
}

func (w *Window) privacyLabel() string {
	if w.private {
		return lang.T("command.show_private")
	}
	return lang.T("command.hide_private")
}
