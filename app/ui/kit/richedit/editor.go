package richedit

import (
	"errors"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"carebook/app/care"
	"carebook/app/doc"
	"carebook/app/ui/kit"
	"carebook/app/ui/style"
)

// Params are what an editor needs of the screen around it. All may be nil.
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
	// OnFail is told why an edit was not made. The document is as it was.
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

// Column is the width of the text at most, at 100 %.
const Column float32 = 704

// Editor is the text of a note, to be read and written. Its column stands in the
// middle of the room that there is. In a View it scrolls; alone it is as high as
// its text.
type Editor struct {
	widget.BaseWidget
	p       Params
	ed      *doc.Editor
	page    *page
	painter *painter
	// view is what it scrolls in, or nil.
	view *View

	// column holds what the painter draws; the text's left is at its left.
	column      *fyne.Container
	placeholder *canvas.Text
	// anchor is where the context menu hangs.
	anchor *canvas.Rectangle
	// drawn says that there is a renderer, styled for what theme it measured,
	// height for how high a page the view has made room.
	drawn  bool
	styled themeStamp
	height float32

	// upstream is at which of two lines the caret stands, wish the x to which Up
	// and Down go where wishing.
	upstream affinity
	wish     float32
	wishing  bool

	readOnly, focused bool
	// changed says that an edit was made since the last settle, settling that one
	// draws once at its end.
	changed, settling bool
	held              held
	blink             blink
	press             press
	over              hit
	finder            finder
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
	e := &Editor{
		p: p, column: &fyne.Container{}, placeholder: &canvas.Text{}, anchor: &canvas.Rectangle{},
		styled: stampNow(), over: hit{block: -1},
	}
	d := doc.New()
	e.page = newPage(d, p.Sizes)
	e.painter = newPainter(e.page, p.Pictures)
	e.painter.changed = e.redraw
	e.edit(d)
	e.page.setWidth(style.Px(Column))
	e.height = e.page.height()
	e.ExtendBaseWidget(e)
	return e
}

// edit begins to edit a document.
func (e *Editor) edit(d *doc.Document) {
	e.ed = doc.NewEditor(d)
	e.ed.OnEdit = func(at, removed, inserted int) {
		e.page.edited(at, removed, inserted)
		e.finder.edited(at, removed, inserted)
		e.changed = true
	}
}

// SetDocument shows another document, with the caret at its start and nothing
// to take back. The editor keeps it and changes it from then on. Nobody is
// told of a change.
func (e *Editor) SetDocument(d *doc.Document) {
	e.stopPress()
	e.press.dragged = false
	e.edit(d)
	e.page.setDocument(d)
	e.upstream, e.wishing, e.over = false, false, hit{block: -1}
	e.finder.renew(d)
	e.awake()
	if e.view != nil {
		e.view.SetOffset(0)
	}
	e.settle(unmoved)
}

// Document is the document, to be read. Another goroutine needs a Clone.
func (e *Editor) Document() *doc.Document { return e.ed.Document() }

// Do runs a command, as a toolbar does. The keyboard stays where it is.
func (e *Editor) Do(c doc.Command) {
	e.write(func() error { return e.ed.Run(c, e.p.Clock.Now()) })
}

// Undo takes the last step back.
func (e *Editor) Undo() {
	e.write(func() error { e.ed.Undo(); return nil })
}

// Redo does the step again that was taken back last.
func (e *Editor) Redo() {
	e.write(func() error { e.ed.Redo(); return nil })
}

// CanUndo reports whether there is something to take back.
func (e *Editor) CanUndo() bool { return !e.readOnly && e.ed.CanUndo() }

// CanRedo reports whether something that was taken back can be done again.
func (e *Editor) CanRedo() bool { return !e.readOnly && e.ed.CanRedo() }

// write makes an edit, unless the text is only read, and shows the caret, at a soft
// wrap at the start of the line behind it.
func (e *Editor) write(edit func() error) { e.writeTo(false, edit) }

// writeTo is write with the line at which the caret stands at a soft wrap.
func (e *Editor) writeTo(upstream affinity, edit func() error) {
	if e.readOnly {
		return
	}
	if err := edit(); err != nil {
		e.fail(err)
		if !e.changed { // a sign was typed, but made no list
			return
		}
	}
	e.upstream, e.wishing = upstream, false
	e.awake()
	e.settle(revealed)
}

// fail tells why an edit was not made.
func (e *Editor) fail(err error) {
	if errors.Is(err, doc.ErrTooLarge) {
		err = &care.Error{Code: care.CodeNoteTooLarge, Err: err}
	} else {
		err = fmt.Errorf("edit the note: %w", err)
	}
	if e.p.OnFail != nil {
		e.p.OnFail(err)
	}
}

// sight is how the caret is brought into the view.
type sight uint8

const (
	unmoved  sight = iota // the view stays
	revealed              // scrolled as little as it must be
	amid                  // where it was not seen, with its surroundings
)

// settle draws what has become of document and selection, and tells of it.
func (e *Editor) settle(caret sight) {
	changed := e.changed
	e.changed, e.settling = false, true
	if changed {
		e.finder.refill(e.ed.Document())
	}
	e.resized()
	e.bring(caret)
	e.settling = false
	e.redraw()
	if changed && e.p.OnChanged != nil {
		e.p.OnChanged()
	}
	if e.p.OnSelected != nil {
		e.p.OnSelected()
	}
}

// resized lets the view make room where the page has become higher or lower.
func (e *Editor) resized() {
	if h := e.page.height(); h != e.height {
		e.height = h
		if e.view != nil {
			e.view.relay()
		}
	}
}

// Selection is what is selected.
func (e *Editor) Selection() doc.Selection { return e.ed.Selection() }

// Select selects, and scrolls there.
func (e *Editor) Select(s doc.Selection) { e.place(s, false, revealed) }

// State is what a toolbar shows.
func (e *Editor) State() State {
	d, sel := e.ed.Document(), e.ed.Selection()
	first, last := d.BlocksOf(sel)
	b := d.Block(first)
	s := State{
		Kind: b.Kind(), Level: b.Level(), Marks: d.MarksOf(sel), Selected: !sel.Empty(),
		Picture: b.Picture(), PictureBlock: -1,
	}
	s.Link, _ = d.LinkOf(sel)
	for i := first; i <= last && !s.Mixed; i++ {
		s.Mixed = d.Block(i).Kind() != s.Kind
	}
	switch {
	case s.Kind != doc.PictureKind:
	case first == last:
		s.PictureBlock = first
	default:
		s.Picture = doc.Picture{}
	}
	return s
}

// SetReadOnly makes it a text to read, or one to write again.
func (e *Editor) SetReadOnly(on bool) {
	if e.readOnly == on {
		return
	}
	e.readOnly = on
	e.awake()
	e.settle(unmoved)
}

// ReadOnly reports whether the text can only be read.
func (e *Editor) ReadOnly() bool { return e.readOnly }

// SelectedText is what is selected as plain text.
func (e *Editor) SelectedText() string {
	if e.ed.Selection().Empty() {
		return ""
	}
	return doc.Copied(e.ed.Document(), e.ed.Selection()).Text()
}

// DropAt moves the caret to a place on the canvas, where something was dropped.
func (e *Editor) DropAt(pos fyne.Position) {
	own := fyne.CurrentApp().Driver().AbsolutePositionForObject(e)
	h := e.hitAt(pos.Subtract(own))
	e.place(doc.Caret(h.at), h.upstream, unmoved)
}

// place selects.
func (e *Editor) place(s doc.Selection, upstream affinity, caret sight) {
	e.upstream, e.wishing = upstream, false
	e.ed.Select(s)
	e.awake()
	e.settle(caret)
}

// inset is how far from its left the text begins.
func (e *Editor) inset() float32 { return max(0, (e.Size().Width-e.columnIn(e.Size().Width))/2) }

// columnIn is the width of the text in a width.
func (e *Editor) columnIn(width float32) float32 {
	margin := float32(0)
	if e.view != nil {
		margin = style.Px(style.Space5)
	}
	return max(1, min(width-2*margin, style.Px(Column)))
}

// HeightFor is the height of the text in a width.
func (e *Editor) HeightFor(width float32) float32 {
	if width > 0 {
		e.page.setWidth(e.columnIn(width))
	}
	return e.page.height()
}

// hitAt is what a place of the editor falls on. Below the text that is its end.
func (e *Editor) hitAt(pos fyne.Position) hit {
	if pos.Y >= e.page.height() {
		return hit{at: e.ed.Document().End(), on: onMargin, block: e.ed.Document().Len() - 1}
	}
	return e.page.hit(pos.X-e.inset(), pos.Y)
}

// seen is what of it can be seen, from top to bottom.
func (e *Editor) seen() (top, bottom float32) {
	if e.view == nil {
		return 0, e.Size().Height
	}
	return e.view.seen()
}

// bring brings the caret into the view.
func (e *Editor) bring(caret sight) {
	if e.view == nil || caret == unmoved {
		return
	}
	b := e.page.caret(e.ed.Selection().Head, e.upstream)
	if caret == amid {
		e.view.showAmid(b)
	} else {
		e.view.show(b)
	}
}
