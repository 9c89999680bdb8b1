package richedit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"carebook/app/care"
	"carebook/app/doc"
	"carebook/app/ui/kit"
)

// Params are what an editor needs of the screen around it. Functions may be nil.
type Params struct {
	// Clock times what is taken back at once, and double clicks.
	Clock care.Clock
	// Pictures gives the pictures of the text, Sizes the size in pixels of one
	// whose doc.Picture has none, 0, 0 where it is not known.
	Pictures Pictures
	Sizes    func(sha string) (w, h int)
	// Clipboard is the clipboard of the system; nil is that of the app.
	Clipboard fyne.Clipboard
	// OnChanged is told that the document has changed.
	OnChanged func()
	// OnSelected is told that selection, marks, what can be undone or read-only
	// may be others: a toolbar looks anew.
	OnSelected func()
	// OnLink opens the address of a link.
	OnLink func(address string)
	// OnPicture shows a picture in its own size.
	OnPicture func(p doc.Picture)
	// OnLeaveUp is the key Up in the first line.
	OnLeaveUp func()
	// OnFail is told why an edit was not made, as a care.Error.
	OnFail func(error)
	// Menu gives further items of the context menu, such as those of a picture
	// that is selected.
	Menu func() []kit.MenuItem
	// Shortcut is offered the shortcuts that the editor has no use for. Those for
	// which it reports false go to the window.
	Shortcut func(fyne.Shortcut) bool
	// Placeholder stands in the place of no text.
	Placeholder string
}

// Editor is a note's text, to be read and written.
type Editor struct {
	widget.BaseWidget
	p  Params
	ed *doc.Editor
}

// State is what a toolbar shows of the selection.
type State struct {
	// Kind is that of the first selected block, Mixed says that others are of
	// another kind, Level is that of an item of a list.
	Kind  doc.Kind
	Mixed bool
	Level int
	// Marks are those that all of the selected text has, or that text typed now
	// would have.
	Marks doc.Marks
	// Link is the address at the caret or at the start of what is selected, or "".
	Link string
	// Selected says that something is selected.
	Selected bool
	// Picture is the one that is selected, or in whose caption the caret is, and
	// PictureBlock its block; else the zero Picture and -1.
	Picture      doc.Picture
	PictureBlock int
}

// New makes an editor of an empty document.
func New(p Params) *Editor {
	e := &Editor{p: p, ed: doc.NewEditor(doc.New())}
	e.ExtendBaseWidget(e)
	return e
}

// SetDocument shows another document, with the caret at its start and nothing
// to take back. The editor keeps it and changes it from then on.
func (e *Editor) SetDocument(d *doc.Document) { e.ed = doc.NewEditor(d) }

// Document is the document, to be read. Another goroutine needs a Clone.
func (e *Editor) Document() *doc.Document { return e.ed.Document() }

// Do runs a command, as a toolbar does. The keyboard stays where it is.
func (e *Editor) Do(c doc.Command) {}

// Undo takes the last step back, Redo does it again.
func (e *Editor) Undo() {}

// Redo does the step again that was taken back last.
func (e *Editor) Redo() {}

// CanUndo reports whether there is something to take back.
func (e *Editor) CanUndo() bool { return e.ed.CanUndo() }

// CanRedo reports whether something that was taken back can be done again.
func (e *Editor) CanRedo() bool { return e.ed.CanRedo() }

// Selection is what is selected.
func (e *Editor) Selection() doc.Selection { return e.ed.Selection() }

// Select selects, and scrolls there.
func (e *Editor) Select(s doc.Selection) { e.ed.Select(s) }

// State is what a toolbar shows.
func (e *Editor) State() State { return State{PictureBlock: -1} }

// SetReadOnly makes it a text to read, or one to write again.
func (e *Editor) SetReadOnly(on bool) {}

// ReadOnly reports whether the text can only be read.
func (e *Editor) ReadOnly() bool { return false }

// Find marks all places of a text and gives their number. The one at or behind
// the caret is selected.
func (e *Editor) Find(what string) (n int) { return 0 }

// Next and Previous select the next place that was found and the one before,
// round the end.
func (e *Editor) Next() {}

// Previous selects the place before.
func (e *Editor) Previous() {}

// Found gives which place is the current one, from 1, 0 for none, and how many
// there are.
func (e *Editor) Found() (current, n int) { return 0, 0 }

// ClearFind takes the marks off.
func (e *Editor) ClearFind() {}

// SelectedText is what is selected as plain text.
func (e *Editor) SelectedText() string {
	return doc.Copied(e.ed.Document(), e.ed.Selection()).Text()
}

// DropAt moves the caret to a place on the canvas, where something was dropped.
func (e *Editor) DropAt(pos fyne.Position) {}

// CreateRenderer implements fyne.Widget.
func (e *Editor) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(&fyne.Container{})
}
