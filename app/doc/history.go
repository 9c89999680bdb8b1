package doc

import (
	"slices"
	"time"
	"unicode"
	"unicode/utf8"
)

const (
	// pause is how long somebody who types on may rest.
	pause = time.Second
	// groupClusters is how much is typed at most before a word's border ends
	// what is taken back at once.
	groupClusters = 20
	// maxSteps and maxHeld, in bytes, bound what a History remembers.
	maxSteps, maxHeld = 1000, 32 << 20
)

// step is what is taken back, or done again, at once.
type step struct {
	// edits do it, in this order.
	edits         []Edit
	before, after Selection
	action        Action
	at            time.Time
	typed, held   int
}

// History remembers how changes of a document are taken back. Keys typed
// without a pause of a second or a move of the caret are one step, up to the
// end of a word behind 20 characters.
type History struct {
	undo, redo []step
	held       int
	sealed     bool
}

// Record remembers a change that was made at an instant, with the edits that
// take it back and the selections before and after it.
func (h *History) Record(c Change, inverse []Edit, before, after Selection, at time.Time) {
	if len(inverse) == 0 {
		return
	}
	h.held -= heldIn(h.redo)
	h.redo = nil
	s := step{slices.Clone(inverse), before, after, c.Action, at, clustersIn(c.typed), 0}
	if n := len(h.undo); n > 0 && !h.sealed && h.undo[n-1].takes(s, c.typed) {
		last := &h.undo[n-1]
		last.join(s)
		s, h.undo = *last, h.undo[:n-1]
		h.held -= s.held
	}
	h.sealed = false
	s.held = heldBy(s.edits)
	h.held += s.held
	h.undo = append(h.undo, s)
	for len(h.undo) > 1 && (len(h.undo) > maxSteps || h.held > maxHeld) {
		h.held -= h.undo[0].held
		h.undo = slices.Delete(h.undo, 0, 1)
	}
}

func heldIn(steps []step) (n int) {
	for _, s := range steps {
		n += s.held
	}
	return n
}

func heldBy(edits []Edit) (n int) {
	for _, e := range edits {
		n += e.held()
	}
	return n
}

// takes reports whether a step goes on with what s did.
func (s *step) takes(next step, typed string) bool {
	if s.action == Other || next.action != s.action || next.before != s.after || next.at.Sub(s.at) > pause {
		return false
	}
	r, _ := utf8.DecodeRuneInString(typed)
	return s.typed < groupClusters || !unicode.IsSpace(r)
}

// join adds the next step, whose edits come first when both are taken back.
func (s *step) join(next step) {
	edits, rest := next.edits, s.edits
	if one, ok := merged(edits[len(edits)-1], rest[0]); ok {
		edits[len(edits)-1], rest = one, rest[1:]
	}
	s.edits = append(edits, rest...)
	s.after, s.at, s.typed = next.after, next.at, s.typed+next.typed
}

// merged is one edit that does what two do, first a and then b, where they
// touch.
func merged(a, b Edit) (Edit, bool) {
	x, ok := a.(textEdit)
	y, also := b.(textEdit)
	if !ok || !also || x.block != y.block {
		return nil, false
	}
	switch {
	// Typed: what was typed later goes, then what was before it.
	case x.by.text == "" && y.by.text == "" && x.from == y.to:
		return textEdit{x.block, y.from, x.to, Inline{}}, true
	// Erased: what went later comes back before, or behind, what went first.
	case x.from == x.to && y.from == y.to && y.from == x.from+len(x.by.text):
		return textEdit{x.block, x.from, x.from, Join(x.by, y.by)}, true
	case x.from == x.to && y.from == y.to && y.from == x.from:
		return textEdit{x.block, x.from, x.from, Join(y.by, x.by)}, true
	}
	return nil, false
}

// Seal ends what is taken back at once: the caret was moved.
func (h *History) Seal() { h.sealed = true }

// CanUndo reports whether there is something to take back.
func (h *History) CanUndo() bool { return len(h.undo) > 0 }

// CanRedo reports whether something that was taken back can be done again.
func (h *History) CanRedo() bool { return len(h.redo) > 0 }

// Undo takes the last step back and gives the selection before it. The edits it
// did are for telling what to draw anew; ok is false where there was nothing.
func (h *History) Undo(d *Document) (done []Edit, before Selection, ok bool) {
	done, s, ok := h.turn(d, &h.undo, &h.redo)
	return done, s.before, ok
}

// Redo does the last step again that was taken back, and gives the selection
// after it.
func (h *History) Redo(d *Document) (done []Edit, after Selection, ok bool) {
	done, s, ok := h.turn(d, &h.redo, &h.undo)
	return done, s.after, ok
}

// turn does the last step of one list and puts its inverse on the other.
func (h *History) turn(d *Document, from, to *[]step) (done []Edit, s step, ok bool) {
	n := len(*from)
	if n == 0 {
		return nil, s, false
	}
	s = (*from)[n-1]
	// What was in the document once is let in again, whatever its size.
	inverse, err := d.apply(s.edits, 2*MaxWeight)
	if err != nil {
		// The document was edited past the history: nothing fits any more.
		*h = History{}
		return nil, s, false
	}
	h.sealed = true
	*from = (*from)[:n-1]
	h.held += heldBy(inverse) - s.held // both lists count
	done, s.edits, s.held = s.edits, inverse, heldBy(inverse)
	*to = append(*to, s)
	return done, s, true
}
