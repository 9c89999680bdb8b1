package sheet

import (
	"html/template"
	"io"
	"strconv"
	"strings"

	"carebook/app/doc"
)

// Note is a note of somebody.
type Note struct {
	Head
	// Doc is what it says.
	Doc *doc.Document
	// Source gives the bytes of a picture as a data URI, or "" where there are
	// none; then its caption stands alone.
	Source func(doc.Picture) (string, error)
}

// Write writes the page. The error may be that of Source.
func (n *Note) Write(w io.Writer) error {
	page, err := n.page()
	if err != nil {
		return err
	}
	return write(w, "note.html", n.Head, page)
}

// notePage is a note as the template takes it.
type notePage struct{ Blocks []noteBlock }

// noteBlock is one block of a note.
type noteBlock struct {
	// Class is what the block is, for the style.
	Class string
	// Mark stands before an item of a list; Check before one that is done or not.
	Mark        string
	Check, Done bool
	Runs        []noteRun
	// Source is the address of a picture, Alt what it shows, Width its width in
	// pixels or 0.
	Source template.URL
	Alt    string
	Width  int
}

// noteRun is text of one style.
type noteRun struct {
	Text, Class string
	Link        template.URL
}

func (n *Note) page() (*notePage, error) {
	page := &notePage{}
	numbers := n.Doc.Numbers(0, n.Doc.Len())
	for i, b := range n.Doc.Blocks() {
		block := noteBlock{Class: noteClasses[b.Kind()], Runs: runsOf(b.Inline())}
		switch b.Kind() {
		case doc.Bullet:
			block.Mark = bullets[b.Level()%len(bullets)]
		case doc.Number:
			block.Mark = strconv.Itoa(numbers[i]) + "."
		case doc.Check:
			block.Check, block.Done = true, b.Checked()
		case doc.PictureKind:
			p := b.Picture()
			source, err := n.Source(p)
			if err != nil {
				return nil, err
			}
			// A data URI of ours: what a note says never comes into it.
			block.Source, block.Alt, block.Width = template.URL(source), printable(p.Alt), p.Width //nolint:gosec // see above
		}
		if b.Kind().List() {
			block.Class += " l" + strconv.Itoa(b.Level())
		}
		page.Blocks = append(page.Blocks, block)
	}
	return page, nil
}

// bullets are the signs of the levels of a list.
var bullets = []string{"•", "◦", "▪"}

var noteClasses = map[doc.Kind]string{
	doc.Paragraph: "text", doc.Heading1: "h1", doc.Heading2: "h2", doc.Heading3: "h3", doc.Bullet: "entry", doc.Number: "entry",
	doc.Check: "entry", doc.Quote: "quote", doc.Divider: "rule", doc.PictureKind: "picture",
}

// runsOf are the stretches of a text. A link that says something else than its
// address has it printed behind.
func runsOf(in doc.Inline) []noteRun {
	var runs []noteRun
	for r := range in.Runs() {
		run := noteRun{Text: printable(r.Text)}
		var classes []string
		for _, m := range []struct {
			mark  doc.Marks
			class string
		}{{doc.Bold, "b"}, {doc.Italic, "i"}, {doc.Underline, "u"}, {doc.Strike, "s"}, {doc.Highlight, "mark"}} {
			if r.Style.Marks&m.mark != 0 {
				classes = append(classes, m.class)
			}
		}
		if link := r.Style.Link; link != "" {
			// NormalLink has let it pass: of a scheme that runs nothing.
			run.Link = template.URL(link) //nolint:gosec // see above
			if !strings.HasSuffix(link, r.Text) {
				classes = append(classes, "elsewhere")
			}
		}
		run.Class = strings.Join(classes, " ")
		runs = append(runs, run)
	}
	return runs
}

// printable is a text without the signs that no XML can hold.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\ufffe' || r == '\uffff' {
			return -1
		}
		return r
	}, s)
}
