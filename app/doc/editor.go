package doc

import "time"

// Editor holds a document that is being edited, the selection in it and the
// history. It is for one goroutine.
type Editor struct {
	// OnEdit, where set, is told of each edit in its order, once all of a change
	// are done: removed blocks from at on became inserted ones.
	OnEdit func(at, removed, inserted int)

	doc     *Document
	sel     Selection
	history History
}

// NewEditor edits a document, from its start.
func NewEditor(d *Document) *Editor { return &Editor{doc: d} }

// Document is the document. It is changed by the editor alone.
func (e *Editor) Document() *Document { return e.doc }

// Selection is what is selected.
func (e *Editor) Selection() Selection { return e.sel }

// Select moves the caret or selects. What is typed from then on is taken back
// by itself.
func (e *Editor) Select(s Selection) {
	if s = e.doc.clamp(s); s != e.sel {
		e.sel = s
		e.history.Seal()
	}
}

// Run does a command at an instant of the clock. The error is ErrTooLarge, and
// then nothing has changed.
func (e *Editor) Run(command Command, at time.Time) error {
	return e.Do(command(e.doc, e.sel), at)
}

// Do makes a change that a command has made of the document and the selection
// as they are.
func (e *Editor) Do(c Change, at time.Time) error {
	if c.Err != nil {
		return c.Err
	}
	inverse, err := e.doc.Apply(c.Edits...)
	if err != nil {
		return err
	}
	before := e.sel
	e.sel = e.doc.clamp(c.After)
	e.history.Record(c, inverse, before, e.sel, at)
	if len(inverse) == 0 && (before.Anchor != e.sel.Anchor || before.Head != e.sel.Head) {
		e.history.Seal()
	}
	e.tell(c.Edits)
	return nil
}

// Type types a text. A space behind signs such as "- " or "# " also makes the
// block what they ask for, which is taken back by itself.
func (e *Editor) Type(text string, at time.Time) error {
	if err := e.Run(Type(text), at); err != nil || text != " " {
		return err
	}
	if c, ok := Automatic(e.doc, e.sel); ok {
		return e.Do(c, at)
	}
	return nil
}

// Cut removes what is selected and gives it.
func (e *Editor) Cut(at time.Time) (Fragment, error) {
	c, copied := Cut(e.doc, e.sel)
	return copied, e.Do(c, at)
}

// CanUndo reports whether there is something to take back.
func (e *Editor) CanUndo() bool { return e.history.CanUndo() }

// CanRedo reports whether something that was taken back can be done again.
func (e *Editor) CanRedo() bool { return e.history.CanRedo() }

// Undo takes the last step back and selects what was selected before it. It
// reports whether there was one.
func (e *Editor) Undo() bool { return e.turned(e.history.Undo(e.doc)) }

// Redo does the step again that was taken back last.
func (e *Editor) Redo() bool { return e.turned(e.history.Redo(e.doc)) }

func (e *Editor) turned(done []Edit, s Selection, ok bool) bool {
	if ok {
		e.sel = e.doc.clamp(s)
		e.tell(done)
	}
	return ok
}

func (e *Editor) tell(edits []Edit) {
	if e.OnEdit == nil {
		return
	}
	for _, edit := range edits {
		e.OnEdit(edit.Extent())
	}
}
