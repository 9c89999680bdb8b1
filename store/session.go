package store

import (
	"context"
	"slices"
	"sync"

	"carebook/app/care"
)

// maxDeeds is how many actions can be taken back one after another.
const maxDeeds = 500

// Deed is an action of this Store that can be taken back, or taken back again.
type Deed struct {
	Action int64
	// Kind and Words are those of the Action.
	Kind, Words string
}

// session remembers what was done through this Store since it was opened: the
// window's own work, which its undo takes back. Other windows and commands have
// sessions of their own.
type session struct {
	mu sync.Mutex
	// done are actions that hold, the last one last; undone are undos that
	// can be taken back.
	done, undone []Deed
}

// did remembers an action. After new work nothing can be redone.
func (h *session) did(tx *Tx) {
	for _, action := range tx.emptied {
		h.forget(action)
	}
	if tx.id == 0 || tx.action.undoes != 0 || tx.action.Kind == kindErase {
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.done = slices.DeleteFunc(h.done, func(d Deed) bool { return d.Action == tx.id }) // it was gone on with
	h.done, h.undone = append(h.done, Deed{tx.id, tx.action.Kind, tx.action.Words}), nil
	if len(h.done) > maxDeeds {
		h.done = slices.Delete(h.done, 0, len(h.done)-maxDeeds)
	}
}

// undid moves a deed from one list to the other; undo is the action that took
// it back, 0 where everything had been edited since.
func (h *session) undid(action, undo int64) {
	h.mu.Lock()
	defer h.mu.Unlock()
	is := func(d Deed) bool { return d.Action == action }
	from, to := &h.done, &h.undone
	i := slices.IndexFunc(h.done, is)
	if i < 0 {
		from, to = &h.undone, &h.done
		if i = slices.IndexFunc(h.undone, is); i < 0 {
			return
		}
	}
	deed := (*from)[i]
	*from = slices.Delete(*from, i, i+1)
	if undo != 0 {
		deed.Action = undo
		*to = append(*to, deed)
	}
}

// restart forgets everything: the book is another one now.
func (h *session) restart() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.done, h.undone = nil, nil
}

// forget drops an action that cannot be taken back any more.
func (h *session) forget(action int64) {
	h.mu.Lock()
	defer h.mu.Unlock()
	is := func(d Deed) bool { return d.Action == action }
	h.done, h.undone = slices.DeleteFunc(h.done, is), slices.DeleteFunc(h.undone, is)
}

func (h *session) last(list *[]Deed) (Deed, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(*list) == 0 {
		return Deed{}, false
	}
	return (*list)[len(*list)-1], true
}

// UndoLast takes back the last action of this Store that holds. It fails with
// care.CodeNothingToUndo where there is none.
func (s *Store) UndoLast(ctx context.Context) (Deed, Undone, error) {
	return s.takeBack(ctx, &s.session.done, care.CodeNothingToUndo)
}

// RedoLast takes back the last undo, unless something was done since. It fails
// with care.CodeNothingToRedo.
func (s *Store) RedoLast(ctx context.Context) (Deed, Undone, error) {
	return s.takeBack(ctx, &s.session.undone, care.CodeNothingToRedo)
}

// takeBack undoes the last deed of a list. One that another window has taken
// back already is passed over.
func (s *Store) takeBack(ctx context.Context, list *[]Deed, none care.Code) (Deed, Undone, error) {
	for {
		deed, ok := s.session.last(list)
		if !ok {
			return deed, Undone{}, &care.Error{Code: none}
		}
		done, err := s.Undo(ctx, deed.Action)
		switch care.CodeOf(err) {
		case care.CodeAlreadyUndone, care.CodeNothingToUndo, care.CodeUndoForgotten: // by another window, or the log has forgotten it
			s.session.forget(deed.Action)
			continue
		case care.CodeInternal: // it would fail again, and keep those before it from their turn
			s.session.forget(deed.Action)
		}
		return deed, done, err
	}
}
