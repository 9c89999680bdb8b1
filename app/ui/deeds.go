package ui

import (
	"context"

	"carebook/app/book"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
	"carebook/store"
)

// Did implements kit.Shell.
func (w *Window) Did(sentence string, action int64) { did(w, w.params.Store, sentence, action) }

// undo takes the last thing back: of what is written on the screen, then of what
// was done in the book.
func (w *Window) undo() {
	if s, ok := w.shown[w.route.Screen].(retracer); !ok || !s.Undo() {
		undoLast(w, w.params.Store)
	}
}

func (w *Window) redo() {
	if s, ok := w.shown[w.route.Screen].(retracer); !ok || !s.Redo() {
		redoLast(w, w.params.Store)
	}
}

// did says in a window what an action did, with a link that takes it back.
func did(shell kit.Shell, s *store.Store, sentence string, action int64) {
	if action == 0 {
		return
	}
	shell.Say(sentence, kit.Action{Label: lang.T("command.undo"), Do: func() { takeBack(shell, s, action, turn{}) }})
}

// takeBack undoes one action, whatever was done since.
func takeBack(shell kit.Shell, s *store.Store, action int64, t turn) {
	run.Write(shell.Executor(), func(ctx context.Context) (store.Undone, error) {
		return s.Undo(ctx, action)
	}, func(done store.Undone, err error) {
		tookBack(shell, s, t, done, err)
	})
}

// turn is a step back through what was done, or forth again.
type turn struct {
	// words are those of the action, "" where they are not known.
	words string
	forth bool
}

// sentence says what the turn did.
func (t turn) sentence() string {
	switch {
	case t.words == "" && t.forth:
		return lang.T("window.redone")
	case t.words == "":
		return lang.T("window.undone")
	case t.forth:
		return lang.T("window.redone_what", lang.Args{"What": t.words})
	}
	return lang.T("window.undone_what", lang.Args{"What": t.words})
}

// contrary is a link that turns again: what the turn took away comes back.
func (t turn) contrary(shell kit.Shell, s *store.Store, action int64) kit.Action {
	label := lang.T("command.redo")
	if t.forth {
		label = lang.T("command.undo")
	}
	return kit.Action{Label: label, Do: func() { takeBack(shell, s, action, turn{t.words, !t.forth}) }}
}

// deed is what an undo or a redo did.
type deed struct {
	store.Deed
	done store.Undone
}

func undoLast(shell kit.Shell, s *store.Store) { turnBack(shell, s, s.UndoLast, false) }

func redoLast(shell kit.Shell, s *store.Store) { turnBack(shell, s, s.RedoLast, true) }

// turnBack takes a step of the session back, and says so in a sentence.
func turnBack(shell kit.Shell, s *store.Store, step func(context.Context) (store.Deed, store.Undone, error), forth bool) {
	run.Write(shell.Executor(), func(ctx context.Context) (deed, error) {
		d, done, err := step(ctx)
		return deed{d, done}, err
	}, func(d deed, err error) {
		tookBack(shell, s, turn{book.ActionWords(d.Deed), forth}, d.done, err)
	})
}

// tookBack says what a turn did, and whom it left alone, with a link that turns
// again.
func tookBack(shell kit.Shell, s *store.Store, t turn, done store.Undone, err error) {
	switch left := len(done.Left) + done.Kept; {
	case err != nil:
		shell.Fail(err)
	case left > 0 && done.Action == 0:
		shell.Say(lang.N("window.not_undone", left), kit.Action{})
	case left > 0:
		shell.Say(lang.N("window.undone_left", left), t.contrary(shell, s, done.Action))
	default:
		shell.Say(t.sentence(), t.contrary(shell, s, done.Action))
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
