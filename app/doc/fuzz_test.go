package doc

import (
	"strings"
	"testing"
)

// FuzzFromHTML reads any bytes: they become a document in canonical form, of no
// more text than there was source, which comes back from its own HTML.
func FuzzFromHTML(f *testing.F) {
	for _, s := range []string{
		wordPage, googleDocsPage, outlookMail, webMail, webPage, windowsClipboard, "", "a", "<p>a  b</p>", "\xff\x00<b>\xc3",
		"<ul class=checks><li><input type=checkbox checked>a<ul><li style='list-style:none'><ul><li>b",
		"<figure><img src=picture:" + testSHA + " width=3 alt=a><figcaption>b</figcaption></figure>",
		"<table><tr><td>a<td><p>b</table><svg><p>c<pre>\n\n d</pre><br><br>", "<span style='white-space:pre-wrap'> a\n</span> &nbsp;", "<blockquote>&nbsp;<hr>",
		strings.Repeat("<b><p>", 200) + "x</b>y</p>z",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, source string) {
		d, err := FromHTML(source)
		if err != nil {
			t.Fatal(err)
		}
		checkCanonical(t, d)
		text := 0
		for _, b := range d.Blocks() {
			text += len(b.Text())
		}
		if text > 3*len(source) || d.Len() > len(source)+1 {
			t.Fatalf("%d bytes became %d in %d blocks", len(source), text, d.Len())
		}
		html := d.HTML()
		again, err := FromHTML(html)
		if err != nil || !again.Equal(d) {
			t.Fatalf("another comes back: %v\n%q\n%q", err, html, again.HTML())
		}
		d.Title()
		d.Excerpt(80)
		d.Text()
		LooksLikeHTML(source)
	})
}

// FuzzFromText takes any bytes as text: each line becomes a paragraph that says
// what it said.
func FuzzFromText(f *testing.F) {
	for _, s := range []string{"", "a\nb\r\nc\rd", "- a\n\t1. b", "\x00\xff\u2028\ufeff\u0085", "<p>a</p>", "👩🏽\u200d💻\n\u0301", " a  b \n\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := FromText(s)
		if err != nil {
			t.Fatal(err)
		}
		checkCanonical(t, d)
		if got, want := d.Text(), strings.TrimSuffix(clean(s), "\n"); got != want {
			t.Fatalf("says %q, not %q", got, want)
		}
		if back, err := FromHTML(d.HTML()); err != nil || !back.Equal(d) {
			t.Fatalf("another comes back: %v\n%q", err, d.HTML())
		}
		if back, err := FromText(d.Text() + "\n"); err != nil || !back.Equal(d) {
			t.Fatalf("%q becomes %q", d.Text(), back.Text())
		}
		d.Find(s)
		d.Title()
	})
}

// FuzzEditing lets the bytes be keys and moves of the caret in a note: nothing
// breaks its form, and all of it can be taken back.
func FuzzEditing(f *testing.F) {
	f.Add("# a / - b / .1. c / !d / ---", "x\x01y\x02\x03\x04\x05\x06\x07\x08\x09\x0a- a\x01\x02")
	f.Add("a|b*c*@d@", "\x0b\x0c\x0d\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19👩🏽\u200d💻")
	f.Fuzz(func(t *testing.T, s, keys string) {
		d, sel := readNote(t, clean(s))
		checkCanonical(t, d)
		e := NewEditor(d.Clone())
		e.Select(sel)
		now := start
		pressed := 0
		for _, key := range keys {
			// A key makes two steps at most, and no more are remembered.
			if pressed++; pressed > maxSteps/2 {
				break
			}
			if err := fuzzKey(e, key); err != nil {
				t.Fatal(err)
			}
			now = now.Add(1)
			if s := e.Selection(); !e.doc.holds(s.Anchor) || !e.doc.holds(s.Head) {
				t.Fatalf("%+v is not in %q", s, note(e.doc, Selection{}))
			}
		}
		checkCanonical(t, e.Document())
		if back, err := FromHTML(e.Document().HTML()); err != nil || !back.Equal(e.Document()) {
			t.Fatalf("another comes back: %v\n%q", err, e.Document().HTML())
		}
		end := e.Document().Clone()
		for e.Undo() {
		}
		if !e.Document().Equal(d) {
			t.Fatalf("taken back to %q from %q", note(e.doc, Selection{}), note(d, sel))
		}
		for e.Redo() {
		}
		if !e.Document().Equal(end) {
			t.Fatalf("done again to %q from %q", note(e.doc, Selection{}), note(end, sel))
		}
	})
}

var fuzzCommands = []Command{
	Enter, LineBreak, Backspace, BackspaceWord, Delete, DeleteWord, Indent, Outdent, ToggleKind(Bullet), ToggleKind(Number), ToggleKind(Check), ToggleKind(Quote),
	ToggleKind(Heading2), ToggleMark(Bold), ToggleMark(Italic), PlainMarks, Link(testLink), Link(""), ToggleChecked(0), InsertDivider, PasteText("a\nb"),
	PasteText("<h1>a</h1><ul><li>b</ul>"),
}

// fuzzKey does what a character stands for: a command or a move for the control
// characters, else itself.
func fuzzKey(e *Editor, key rune) error {
	switch s := e.Selection(); {
	case key == 0x7F:
		e.Select(Selection{Anchor: s.Anchor, Head: e.doc.WordLeft(e.doc.Left(s.Head))})
	case key == 0x80:
		e.Select(Selection{Anchor: s.Anchor, Head: e.doc.WordRight(e.doc.Right(s.Head))})
	case key == 0x81:
		e.Select(Caret(e.doc.Left(s.Head)))
	case key == 0x82:
		e.Select(Select(e.doc.All()))
	case int(key) < len(fuzzCommands):
		return e.Run(fuzzCommands[key], start)
	default:
		return e.Type(string(key), start)
	}
	return nil
}
