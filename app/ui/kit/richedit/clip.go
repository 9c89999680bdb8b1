package richedit

import (
	"strings"

	"fyne.io/fyne/v2"

	"carebook/app/doc"
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

func (e *Editor) copy(to fyne.Clipboard) {
	if s := e.ed.Selection(); !s.Empty() {
		e.put(to, doc.Copied(e.ed.Document(), s))
	}
}

func (e *Editor) cut(to fyne.Clipboard) {
	if e.ed.Selection().Empty() {
		return
	}
	e.write(func() error {
		f, err := e.ed.Cut(e.p.Clock.Now())
		if err == nil {
			e.put(to, f)
		}
		return err
	})
}

// put puts a piece of the note on the clipboard.
func (e *Editor) put(to fyne.Clipboard, f doc.Fragment) {
	copied.text, copied.fragment = f.Text(), f
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
