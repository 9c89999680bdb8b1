package richedit

import (
	"strings"

	"fyne.io/fyne/v2"

	"carebook/app/doc"
	"carebook/app/lang"
)

// copied is what was copied last in the program, in whichever editor, and the
// text as which it went to the clipboard: clipboards take text alone. It belongs
// to the window's goroutine.
var copied struct {
	text     string
	fragment doc.Fragment
}

// clipboard is the one that a shortcut names, or else the system's.
func (e *Editor) clipboard(named fyne.Clipboard) fyne.Clipboard {
	switch {
	case e.p.Clipboard != nil:
		return e.p.Clipboard
	case named != nil:
		return named
	}
	return fyne.CurrentApp().Clipboard()
}

// chosen is what is selected: a range, or the picture at the start of whose
// caption the caret is.
func (e *Editor) chosen() (f doc.Fragment, ok bool) {
	d, s := e.ed.Document(), e.ed.Selection()
	if b, picture := pictureAt(d, s); picture {
		return doc.FragmentOf(doc.New(b)), true
	}
	return doc.Copied(d, s), !s.Empty()
}

func (e *Editor) copy(to fyne.Clipboard) {
	if f, ok := e.chosen(); ok {
		e.put(to, f)
	}
}

func (e *Editor) cut(to fyne.Clipboard) {
	f, ok := e.chosen()
	if !ok {
		return
	}
	e.put(to, f)
	if e.ed.Selection().Empty() {
		e.Do(withoutBlock)
		return
	}
	e.write(func() error {
		_, err := e.ed.Cut(e.p.Clock.Now())
		return err
	})
}

// withoutBlock removes the block of the caret.
func withoutBlock(d *doc.Document, s doc.Selection) doc.Change {
	at := doc.Position{Block: s.Head.Block}
	edits, err := d.ReplaceBlocks(at.Block, 1)
	return doc.Change{Edits: edits, After: doc.Caret(at), Err: err}
}

// put puts a piece of the note on the clipboard. A picture of which nothing can
// be said is put out as a word, since no text would be nothing to paste.
func (e *Editor) put(to fyne.Clipboard, f doc.Fragment) {
	if copied.text, copied.fragment = f.Text(), f; copied.text == "" {
		copied.text = lang.T("editor.picture")
	}
	e.clipboard(to).SetContent(copied.text)
}

// paste pastes what was copied in the program as it was, and any other text by
// what it looks like.
func (e *Editor) paste(from fyne.Clipboard) {
	text := e.clipboard(from).Content()
	switch {
	case text == "":
	case unbroken(text) == unbroken(copied.text):
		e.Do(doc.Paste(copied.fragment))
	default:
		e.Do(doc.PasteText(text))
	}
}

// unbroken is a text with the line breaks of documents: those of a clipboard are
// those of its system.
func unbroken(s string) string { return strings.ReplaceAll(s, "\r\n", "\n") }

// pastePlain pastes the text that is on the clipboard and nothing else.
func (e *Editor) pastePlain() {
	if text := e.clipboard(nil).Content(); text != "" {
		e.Do(doc.PastePlain(text))
	}
}
