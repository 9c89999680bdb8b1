package ui

import (
	"context"

	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
	"carebook/store"
)

// Did implements kit.Shell.
func (w *Window) Did(sentence string, action int64) {
	if action == 0 {
		return
	}
	w.Say(sentence, kit.Action{Label: lang.T("command.undo"), Do: func() { w.takeBack(action) }})
}

// takeBack undoes one action, whatever was done since.
func (w *Window) takeBack(action int64) {
	run.Write(w.executor, func(ctx context.Context) (store.Undone, error) {
		return w.params.Store.Undo(ctx, action)
	}, func(done store.Undone, err error) {
		w.tookBack(lang.T("window.undone"), done, err)
	})
}

// deed is what an undo or a redo did.
type deed struct {
	store.Deed
	done store.Undone
}

func (w *Window) undo() {
	w.turnBack(w.params.Store.UndoLast, func(words string) string { return lang.T("window.undone_what", lang.Args{"What": words}) })
}

func (w *Window) redo() {
	w.turnBack(w.params.Store.RedoLast, func(words string) string { return lang.T("window.redone_what", lang.Args{"What": words}) })
}

// turnBack takes a step of the session back, and says so in a sentence.
func (w *Window) turnBack(step func(context.Context) (store.Deed, store.Undone, error), sentence func(words string) string) {
	run.Write(w.executor, func(ctx context.Context) (deed, error) {
		d, done, err := step(ctx)
		return deed{d, done}, err
	}, func(d deed, err error) {
		w.tookBack(sentence(d.Words), d.done, err)
	})
}

// tookBack says what an undo did, and whom it left alone.
func (w *Window) tookBack(sentence string, done store.Undone, err error) {
	switch left := len(done.Left) + done.Kept; {
	case err != nil:
		w.Fail(err)
	case left > 0 && done.Action == 0:
		w.Say(lang.N("window.not_undone", left), kit.Action{})
	case left > 0:
		w.Say(lang.N("window.undone_left", left), kit.Action{})
	default:
		w.Say(sentence, kit.Action{})
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
