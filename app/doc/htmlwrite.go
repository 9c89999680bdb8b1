package doc

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// pictureScheme begins the address of a picture in the store's form of HTML;
// its SHA follows.
const pictureScheme = "picture:"

// prewrap is the style of a block whose blanks a browser would collapse.
const prewrap = ` style="white-space:pre-wrap"`

// ghost is the style of a list's item that is none.
const ghost = ` style="list-style:none"`

// checksClass marks lists of check items.
const checksClass = "checks"

// HTML is the document as the store keeps it; the package's comment says how.
// FromHTML makes an equal document of it.
func (d *Document) HTML() string {
	var s strings.Builder
	s.Grow(d.weight)
	w := htmlWriter{out: &s, source: func(p Picture) (string, error) { return pictureScheme + p.SHA, nil }}
	w.document(d) // a builder takes all
	return s.String()
}

// Page is what a file of HTML says beside the document.
type Page struct {
	// Title stands in the window's frame, Lang is the language's code (BCP 47).
	Title, Lang string
	// Source gives the address of a picture, for a file that stands alone a data
	// URI. Where it gives "", or is nil, the caption stands alone.
	Source func(Picture) (string, error)
}

// pageStyle makes the page of a file easy to read and to print.
const pageStyle = `
body{max-width:42em;margin:2em auto;padding:0 1em;font:16px/1.5 sans-serif;color:#222}
h1,h2,h3{line-height:1.2}
figure{margin:1em 0}
img{max-width:100%;height:auto}
figcaption{color:#555;font-size:.9em}
blockquote{margin:1em 0;padding-left:1em;border-left:3px solid #ccc}
ul.checks{list-style:none;padding-left:1.5em}
ul.checks input{margin-left:-1.4em}
mark{background:#ffec99}
`

// WritePage writes the document as a whole page for a file. The error is that
// of the writer or of the page's Source.
func (d *Document) WritePage(to io.Writer, page Page) error {
	out := bufio.NewWriter(to)
	if page.Source == nil {
		page.Source = func(Picture) (string, error) { return "", nil }
	}
	w := htmlWriter{out: out, source: page.Source}
	w.put("<!DOCTYPE html>\n<html lang=\"", attribute.Replace(clean(page.Lang)), "\">\n<head>\n<meta charset=\"utf-8\">\n<title>", escape.Replace(oneLine(clean(page.Title))),
		"</title>\n<style>", pageStyle, "</style>\n</head>\n<body>\n")
	w.document(d)
	w.put("</body>\n</html>\n")
	if w.err == nil {
		w.err = out.Flush()
	}
	if w.err != nil {
		return fmt.Errorf("write a note as a page: %w", w.err)
	}
	return nil
}

// escape and attribute write text and the values of attributes.
var (
	escape    = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\u00a0", "&nbsp;", "\n", "<br>")
	attribute = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")
)

// htmlWriter writes the tree of HTML of the flat blocks.
type htmlWriter struct {
	out    io.StringWriter
	source func(Picture) (string, error)
	// lists are the kinds of the open lists, the outermost first; the last item
	// of each is open too.
	lists []Kind
	quote bool
	// tags are the open tags around a run, the outermost first.
	tags []string
	err  error
}

func (w *htmlWriter) put(parts ...string) {
	for _, part := range parts {
		if w.err == nil {
			_, w.err = w.out.WriteString(part)
		}
	}
}

func (w *htmlWriter) document(d *Document) {
	for _, b := range d.blocks {
		w.block(b)
	}
	w.context(NewBlock(Paragraph, 0, Inline{}))
}

func (w *htmlWriter) block(b *Block) {
	w.context(b)
	switch b.kind {
	case Bullet, Number:
		w.text("", b, "")
	case Check:
		box := `<input type="checkbox">`
		if b.checked {
			box = `<input type="checkbox" checked>`
		}
		w.text("", b, box)
	case Divider:
		w.put("<hr>\n")
	case PictureKind:
		w.picture(b)
	case Heading1, Heading2, Heading3:
		w.text("h"+strconv.Itoa(int(b.kind-Heading1)+1), b, "")
	default:
		w.text("p", b, "")
	}
}

// context closes and opens lists and quotes up to where the block stands, and
// the item that it is.
func (w *htmlWriter) context(b *Block) {
	depth := 0
	if b.kind.List() {
		depth = b.level + 1
	}
	// A list goes on where the item at its level is of its kind.
	keep := min(depth, len(w.lists))
	if keep > 0 && keep == depth && w.lists[keep-1] != b.kind {
		keep--
	}
	for len(w.lists) > keep {
		w.put("</li>\n</", listTag(w.lists[len(w.lists)-1]), ">\n")
		w.lists = w.lists[:len(w.lists)-1]
	}
	if quote := b.kind == Quote; quote != w.quote {
		if w.quote = quote; quote {
			w.put("<blockquote>\n")
		} else {
			w.put("</blockquote>\n")
		}
	}
	if !b.kind.List() {
		return
	}
	if len(w.lists) == depth {
		w.put("</li>\n")
	}
	for len(w.lists) < depth-1 {
		w.openList(Bullet)
		w.put("<li", ghost, ">")
	}
	if len(w.lists) < depth {
		w.openList(b.kind)
	}
	w.put("<li")
}

func (w *htmlWriter) openList(kind Kind) {
	if len(w.lists) > 0 {
		w.put("\n")
	}
	w.lists = append(w.lists, kind)
	w.put("<", listTag(kind))
	if kind == Check {
		w.put(` class="`, checksClass, `"`)
	}
	w.put(">\n")
}

func listTag(kind Kind) string {
	if kind == Number {
		return "ol"
	}
	return "ul"
}

// text writes a block's text in an element, or into the item of a list whose
// tag is not yet ended and stays open, with something before it.
func (w *htmlWriter) text(tag string, b *Block, before string) {
	s := b.inline.text
	if tag == "" {
		w.put(">", before)
		// What lies in the item's own lists must not inherit the style.
		tag = "span"
		if !collapses(s) {
			w.inline(b.inline)
			w.lastBreak(s)
			return
		}
	}
	w.put("<", tag)
	if collapses(s) {
		w.put(prewrap)
	}
	w.put(">")
	w.inline(b.inline)
	if s == "" {
		w.put("<br>")
	}
	w.lastBreak(s)
	w.put("</", tag, ">")
	if tag != "span" && tag != "figcaption" {
		w.put("\n")
	}
}

// lastBreak writes the line break behind a text that ends with one: the last of
// a block does not count.
func (w *htmlWriter) lastBreak(s string) {
	if strings.HasSuffix(s, "\n") {
		w.put("<br>")
	}
}

// collapses reports whether a browser, or our reader, would not show a text as
// it is: it has blanks at its ends, beside a line break or together, or is a
// single hard space, which mail programs mean for nothing.
func collapses(s string) bool {
	before := byte('\n')
	for i := range len(s) {
		switch c := s[i]; {
		case c == '\t', c == ' ' && (before == ' ' || before == '\n'), c == '\n' && before == ' ':
			return true
		default:
			before = c
		}
	}
	return before == ' ' || s == "\u00a0"
}

// markTags are the elements of the marks, the outermost first.
var markTags = []struct {
	mark Marks
	tag  string
}{{Bold, "strong"}, {Italic, "em"}, {Underline, "u"}, {Strike, "s"}, {Highlight, "mark"}}

func (w *htmlWriter) inline(in Inline) {
	for run := range in.Runs() {
		w.style(run.Style)
		w.put(escape.Replace(run.Text))
	}
	w.style(Style{})
}

// style closes and opens tags for what follows.
func (w *htmlWriter) style(style Style) {
	wanted := make([]string, 0, 1+len(markTags))
	if style.Link != "" {
		wanted = append(wanted, `a href="`+attribute.Replace(style.Link)+`"`)
	}
	for _, m := range markTags {
		if style.Marks&m.mark != 0 {
			wanted = append(wanted, m.tag)
		}
	}
	same := 0
	for same < min(len(wanted), len(w.tags)) && wanted[same] == w.tags[same] {
		same++
	}
	for i := len(w.tags) - 1; i >= same; i-- {
		tag, _, _ := strings.Cut(w.tags[i], " ")
		w.put("</", tag, ">")
	}
	for _, tag := range wanted[same:] {
		w.put("<", tag, ">")
	}
	w.tags = wanted
}

func (w *htmlWriter) picture(b *Block) {
	source, err := w.source(b.picture)
	if err != nil && w.err == nil {
		w.err = err
	}
	if source == "" {
		if b.inline.text != "" {
			w.text("p", b, "")
		}
		return
	}
	w.put(`<figure><img src="`, attribute.Replace(source), `" alt="`, attribute.Replace(b.picture.Alt), `"`)
	if b.picture.Width > 0 {
		w.put(` width="`, strconv.Itoa(b.picture.Width), `"`)
	}
	if b.picture.Height > 0 {
		w.put(` height="`, strconv.Itoa(b.picture.Height), `"`)
	}
	if b.picture.Media != "" {
		w.put(` data-media="`, b.picture.Media, `"`)
	}
	w.put(">")
	if b.inline.text != "" {
		w.text("figcaption", b, "")
	}
	w.put("</figure>\n")
}
