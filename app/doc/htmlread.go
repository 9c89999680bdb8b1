package doc

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// FromHTML reads HTML as the store keeps it, or any other. What it does not
// know it takes by its text; nothing is ever fetched. The error is ErrTooLarge,
// with the beginning of it.
//
// White space collapses as in browsers. b, i, strike, del, ins and inline styles
// give marks, a coloured background gives a highlight; headings from the fourth
// level on are of the third. Paragraphs within an item of a list, a heading or a
// caption become its lines; lines between br outside a paragraph become
// paragraphs; a row of a table becomes a line with tabs. Lists of Word and check
// boxes of Google Docs are understood. A picture whose address is not
// picture:SHA becomes a link with its description. Links to what NormalLink
// refuses keep their text alone. Scripts, styles and what is hidden are
// dropped.
//
// Time and memory grow with the length of the HTML, whatever it holds.
func FromHTML(source string) (*Document, error) {
	var tooLarge error
	if len(source) > 8*MaxWeight {
		source, tooLarge = source[:8*MaxWeight], ErrTooLarge
	}
	r := reader{z: html.NewTokenizer(strings.NewReader(withoutEnvelope(source)))}
	r.read()
	if r.full {
		tooLarge = ErrTooLarge
	}
	return New(r.blocks...), tooLarge
}

// withoutEnvelope cuts off what clipboards of Windows put around HTML.
func withoutEnvelope(s string) string {
	s = strings.TrimPrefix(s, "\ufeff")
	if !strings.HasPrefix(s, "Version:") {
		return s
	}
	if _, inside, ok := strings.Cut(s, "<!--StartFragment-->"); ok {
		s, _, _ = strings.Cut(inside, "<!--EndFragment-->")
	}
	return s
}

// LooksLikeHTML reports whether a text is the source of HTML rather than
// something to read: it begins with a page's head, a clipboard's mark or an
// element of text, and ends with a tag.
func LooksLikeHTML(s string) bool {
	s = strings.TrimSpace(strings.TrimPrefix(s, "\ufeff"))
	if strings.HasPrefix(s, "Version:") && strings.Contains(s, "<!--StartFragment-->") {
		return true
	}
	if !strings.HasPrefix(s, "<") || !strings.HasSuffix(s, ">") {
		return false
	}
	const longest = 16
	head := strings.ToLower(s[:min(len(s), longest)])
	if strings.HasPrefix(head, "<!doctype html") || strings.HasPrefix(head, "<!--startfragme") {
		return true
	}
	name := head[1:]
	if end := strings.IndexAny(name, " \t\r\n>/"); end > 0 {
		name = name[:end]
	}
	switch a := atom.Lookup([]byte(name)); a {
	case atom.Html, atom.Head, atom.Body, atom.Meta, atom.Img, atom.Hr, atom.Br:
		return true
	case atom.A, atom.B, atom.Strong, atom.I, atom.Em, atom.U, atom.S, atom.Mark, atom.Span, atom.Font:
		return strings.Contains(s, "</"+name)
	default:
		return elements[a].block && strings.Contains(s, "</")
	}
}

// maxOpen is how many elements may be open; those within are taken by their
// text.
const maxOpen = 256

// kindOfElement is what an element is for reading.
type kindOfElement struct {
	// block begins and ends on a line of its own.
	block bool
	// owner keeps its text in one block.
	owner bool
	// formatting goes on behind the end of a block in which it was opened.
	formatting bool
	// marks are those that it gives.
	marks Marks
}

var elements = func() map[atom.Atom]kindOfElement {
	m := map[atom.Atom]kindOfElement{}
	for _, a := range []atom.Atom{
		atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Caption, atom.Center, atom.Dd, atom.Details, atom.Dialog, atom.Dir, atom.Div,
		atom.Dl, atom.Dt, atom.Fieldset, atom.Figure, atom.Footer, atom.Form, atom.Header, atom.Hgroup, atom.Html, atom.Legend, atom.Main, atom.Menu, atom.Nav,
		atom.Ol, atom.Optgroup, atom.Option, atom.Section, atom.Summary, atom.Table, atom.Tbody, atom.Td, atom.Tfoot, atom.Th, atom.Thead, atom.Tr, atom.Ul,
	} {
		m[a] = kindOfElement{block: true}
	}
	for _, a := range []atom.Atom{
		atom.P, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Li, atom.Figcaption, atom.Pre, atom.Xmp, atom.Listing, atom.Plaintext,
	} {
		m[a] = kindOfElement{block: true, owner: true}
	}
	for a, marks := range map[atom.Atom]Marks{
		atom.A: 0, atom.B: Bold, atom.Big: 0, atom.Code: 0, atom.Em: Italic, atom.Font: 0, atom.I: Italic, atom.Nobr: 0, atom.S: Strike, atom.Small: 0,
		atom.Strike: Strike, atom.Strong: Bold, atom.Tt: 0, atom.U: Underline,
	} {
		m[a] = kindOfElement{formatting: true, marks: marks}
	}
	m[atom.Ins] = kindOfElement{marks: Underline}
	m[atom.Del] = kindOfElement{marks: Strike}
	m[atom.Mark] = kindOfElement{marks: Highlight}
	return m
}()

// void elements have no end.
var void = []atom.Atom{
	atom.Area, atom.Base, atom.Br, atom.Col, atom.Embed, atom.Hr, atom.Img, atom.Input, atom.Link, atom.Meta, atom.Param, atom.Source, atom.Track,
	atom.Wbr,
}

func isHeading(a atom.Atom) bool {
	return a == atom.H1 || a == atom.H2 || a == atom.H3 || a == atom.H4 || a == atom.H5 || a == atom.H6
}

func isParagraph(a atom.Atom) bool { return a == atom.P }

func isDrawing(a atom.Atom) bool { return a == atom.Svg || a == atom.Math }

func isLink(a atom.Atom) bool { return a == atom.A }

func isList(a atom.Atom) bool {
	return a == atom.Ul || a == atom.Ol || a == atom.Menu || a == atom.Dir
}

func isCell(a atom.Atom) bool { return a == atom.Td || a == atom.Th }

// isTable reports whether an element is part of a table, which only such
// elements end.
func isTable(a atom.Atom) bool {
	return isCell(a) || a == atom.Table || a == atom.Tr || a == atom.Tbody || a == atom.Thead || a == atom.Tfoot || a == atom.Caption
}

// state is what holds for text at a place.
type state struct {
	style Style
	// pre keeps blanks, hidden drops the text, marker takes it for the sign of an
	// item of Word's.
	pre, hidden, marker bool
	// owner says that blocks within are lines of one block.
	owner         bool
	quote, figure bool
	heading       Kind
	// depth counts the open lists; list is the kind of the innermost.
	depth int
	list  Kind
	// ghost says that the place is in an li that is no item until it has text.
	ghost bool
	cell  bool
}

// element is an open element.
type element struct {
	tag  atom.Atom
	name string // of one that has no atom
	kind kindOfElement
	look look
	// in is the state within the element.
	in state
	// cells counts those of a row.
	cells int
	ghost bool
}

// border is what stands between the text so far and the next.
type border uint8

const (
	none border = iota
	line        // a line break within the block
	end         // the end of the block
)

// reader makes blocks of tokens.
type reader struct {
	z      *html.Tokenizer
	blocks []*Block
	weight int
	full   bool

	open []element
	// over counts the elements of each name that were opened over maxOpen.
	over map[string]int

	cur     current
	pending border
	// space is a blank that comes only with more text, in spaceStyle.
	space      bool
	spaceStyle Style
	// dropBreak leaves out a line break at the start of pre.
	dropBreak bool
}

// current is the block that is being read.
type current struct {
	open    bool
	kind    Kind
	level   int
	checked bool
	picture Picture
	text    joiner
	// forced is kept without text; pre has blanks as they were; row is a row of
	// a table.
	forced, pre, row bool
}

func (r *reader) read() {
	for !r.full {
		switch r.z.Next() {
		case html.ErrorToken:
			r.endBlock()
			return
		case html.TextToken:
			r.text(string(r.z.Text()))
		case html.StartTagToken:
			r.start(false)
		case html.SelfClosingTagToken:
			r.start(true)
		case html.EndTagToken:
			name, _ := r.z.TagName()
			r.end(atom.Lookup(name), string(name))
		}
	}
	r.endBlock()
}

// in is the state at the place that is read.
func (r *reader) in() state {
	if n := len(r.open); n > 0 {
		return r.open[n-1].in
	}
	return state{}
}

// start reads a start tag.
func (r *reader) start(selfClosing bool) {
	tag, more := r.z.TagName()
	a := atom.Lookup(tag)
	e := element{tag: a, kind: elements[a]}
	if a == 0 {
		e.name = string(tag)
	}
	attr := readAttributes(r.z, more)
	switch a {
	case atom.Script, atom.Style, atom.Title, atom.Noscript, atom.Iframe, atom.Noframes, atom.Noembed:
		// The tokenizer gives all that is in them as one text.
		if r.z.Next() == html.EndTagToken {
			name, _ := r.z.TagName()
			r.end(atom.Lookup(name), string(name))
		}
		return
	case atom.Svg, atom.Math:
		if selfClosing { // there is nothing in it
			return
		}
	}
	if r.implied(a, e.kind.block); slices.Contains(void, a) {
		r.single(a, attr)
		return
	}
	if e.look = attr.look; a == atom.A {
		e.look.link, _ = NormalLink(attr.href)
		e.look.hasLink = attr.hasHref
	}
	e.look.hidden = e.look.hidden || isDrawing(a) || a == atom.Template
	if len(r.open) >= maxOpen {
		if r.over == nil {
			r.over = map[string]int{}
		}
		r.over[string(tag)]++
		if e.kind.block {
			r.border()
		}
		return
	}
	r.push(e, attr)
}

// implied closes what a start tag ends.
func (r *reader) implied(a atom.Atom, block bool) {
	if block || a == atom.Hr {
		r.close(isParagraph, isTable)
		r.close(isDrawing, isTable)
	}
	switch {
	case a == atom.A:
		r.close(isLink, isTable)
	case a == atom.Li:
		r.close(func(t atom.Atom) bool { return t == atom.Li }, func(t atom.Atom) bool { return isList(t) || isTable(t) })
	case a == atom.Dt || a == atom.Dd:
		r.close(func(t atom.Atom) bool { return t == atom.Dt || t == atom.Dd }, func(t atom.Atom) bool { return t == atom.Dl || isTable(t) })
	case isCell(a):
		r.close(isCell, func(t atom.Atom) bool { return t == atom.Tr || t == atom.Table })
	case a == atom.Tr || a == atom.Tbody || a == atom.Thead || a == atom.Tfoot:
		r.close(func(t atom.Atom) bool { return t == atom.Tr }, func(t atom.Atom) bool { return t == atom.Table })
	case isHeading(a):
		if n := len(r.open); n > 0 && isHeading(r.open[n-1].tag) {
			r.closeAt(n - 1)
		}
	}
}

// close ends the innermost open element that is meant, unless a barrier lies
// before it.
func (r *reader) close(meant, barrier func(atom.Atom) bool) {
	for i := len(r.open) - 1; i >= 0; i-- {
		switch t := r.open[i].tag; {
		case meant(t):
			r.closeAt(i)
			return
		case barrier(t):
			return
		}
	}
}

// push opens an element.
func (r *reader) push(e element, attr attributes) {
	switch a := e.tag; {
	case a == atom.Li:
		e.ghost = attr.look.noMarker && !attr.checkItem
	case a == atom.Tr:
		r.endRow()
	case isCell(a):
		r.cell()
	}
	if e.kind.block && !isCell(e.tag) {
		r.border()
	}
	before := r.in()
	e.in = e.within(before)
	r.open = append(r.open, e)
	in := e.in
	switch a := e.tag; {
	case a == atom.Li:
		r.endBlock()
		if !e.ghost {
			r.item(in.list, in.depth-1)
			r.cur.forced = true
			if attr.checkItem {
				r.cur.kind, r.cur.checked = Check, attr.checked
			}
		}
	case isList(a):
		r.endBlock()
	case a == atom.Figcaption:
		if r.cur.open && r.cur.kind == PictureKind && r.cur.text.text.Len() == 0 {
			r.pending = none
		}
	case a == atom.P && attr.look.listLevel > 0:
		r.endBlock()
		r.item(Bullet, attr.look.listLevel-1)
	case a == atom.Pre || a == atom.Listing:
		r.dropBreak = true
	}
}

// item begins the block of an item.
func (r *reader) item(kind Kind, level int) {
	r.cur = current{open: true, kind: kind, level: min(max(level, 0), MaxLevel)}
}

// within is the state within an element, given that around it.
func (e *element) within(s state) state {
	s.style.Marks |= e.kind.marks
	s.pre = s.pre || e.tag == atom.Pre || e.tag == atom.Xmp || e.tag == atom.Listing || e.tag == atom.Plaintext
	s = e.look.apply(s)
	s.owner = s.owner || e.kind.owner
	switch a := e.tag; {
	case a == atom.Blockquote:
		s.quote = true
	case a == atom.Figure:
		s.figure, s.owner = true, false
	case isHeading(a):
		s.heading = headingOf(a)
	case isList(a):
		s.depth, s.owner, s.ghost, s.heading = s.depth+1, false, false, Paragraph
		if s.list = Bullet; a == atom.Ol {
			s.list = Number
		}
	case a == atom.Li:
		if s.ghost = e.ghost; s.depth == 0 {
			s.list = Bullet
		}
	case isCell(a):
		s.cell = true
	}
	return s
}

func headingOf(a atom.Atom) Kind {
	switch a {
	case atom.H1:
		return Heading1
	case atom.H2:
		return Heading2
	}
	return Heading3
}

// end reads an end tag.
func (r *reader) end(a atom.Atom, name string) {
	switch {
	case r.over[name] > 0:
		if r.over[name]--; elements[a].block {
			r.border()
		}
		return
	case a == atom.Br:
		r.single(a, attributes{})
		return
	}
	kind := elements[a]
	for i := len(r.open) - 1; i >= 0; i-- {
		e := &r.open[i]
		switch t := e.tag; {
		case a != 0 && t == a, a == 0 && t == 0 && e.name == name, isHeading(a) && isHeading(t):
			r.closeAt(i)
			return
		case t == atom.Table, a == atom.Li && isList(t), !kind.block && !kind.formatting && e.kind.block:
			return
		}
	}
}

// closeAt ends an open element and those within it, but for formatting, which
// goes on unless it was in a table.
func (r *reader) closeAt(i int) {
	e := r.open[i]
	within := slices.Clone(r.open[i+1:])
	r.open = r.open[:i]
	ended := e.kind.block
	for _, w := range within {
		if e.kind.formatting || w.kind.formatting && !isTable(e.tag) {
			w.in = w.within(r.in())
			r.open = append(r.open, w)
		} else {
			ended = ended || w.kind.block
		}
	}
	switch a := e.tag; {
	case a == atom.Tr || a == atom.Table:
		r.endRow()
		r.border()
	case isCell(a):
	case a == atom.Li || isList(a) || a == atom.Figure:
		r.endBlock()
	case ended:
		r.border()
	}
}

// border ends the line: the block, or within an owner the line of it.
func (r *reader) border() {
	if !r.cur.open || r.cur.row && r.endsWith('\t') {
		return // what begins in a cell stays in its row
	}
	b := end
	if r.in().owner {
		b = line
	}
	r.pending = max(r.pending, b)
}

// endRow ends the line of a table's row.
func (r *reader) endRow() {
	if !r.in().owner && r.cur.row {
		r.endBlock()
	}
}

// cell begins a cell of a row: with a tab, but for the first.
func (r *reader) cell() {
	row := len(r.open) - 1
	for row >= 0 && r.open[row].tag != atom.Tr && r.open[row].tag != atom.Table {
		row--
	}
	if row < 0 {
		r.border()
		return
	}
	if r.open[row].cells++; r.open[row].cells == 1 {
		r.border()
		return
	}
	if r.in().hidden {
		return
	}
	r.pending, r.space = none, false
	r.begin()
	r.cur.row = r.cur.row || !r.in().owner
	r.cur.pre = true
	r.write("\t", Style{})
}

// begin makes sure that there is a block for what is read.
func (r *reader) begin() {
	if r.pending == end {
		r.endBlock()
	}
	if r.pending == line && r.cur.text.text.Len() > 0 {
		if !r.endsWith('\n') {
			r.write("\n", Style{})
		}
		r.space = false
	}
	r.pending = none
	if r.cur.open {
		return
	}
	in := r.in()
	r.cur = current{open: true, kind: in.heading}
	switch {
	case in.ghost:
		r.item(in.list, in.depth-1)
	case in.heading == Paragraph && in.quote:
		r.cur.kind = Quote
	}
}

func (r *reader) endsWith(c byte) bool {
	s := r.cur.text.text.String()
	return s != "" && s[len(s)-1] == c
}

// write appends to the block.
func (r *reader) write(s string, style Style) {
	j := &r.cur.text
	j.text.WriteString(s)
	j.spans = appendSpan(j.spans, j.text.Len(), style)
}

// endBlock ends the block that is read.
func (r *reader) endBlock() {
	c := r.cur
	r.cur, r.pending, r.space, r.dropBreak = current{}, none, false, false
	if !c.open {
		return
	}
	in := c.text.inline()
	n := len(in.text)
	switch {
	case c.row:
		if n = len(strings.TrimRight(in.text, "\t\n ")); n == 0 {
			return
		}
	case n == 0 && !c.forced:
		return
	case strings.HasSuffix(in.text, "\n"):
		n--
	case in.text == "\u00a0" && !c.pre:
		n = 0
	}
	b := NewBlock(c.kind, c.level, in.slice(0, n))
	if c.kind == PictureKind {
		b = &Block{kind: PictureKind, picture: c.picture, inline: in.slice(0, n)}
	}
	b.checked = c.kind == Check && c.checked
	r.emit(b)
}

// emit adds a finished block, while the document is not full.
func (r *reader) emit(b *Block) {
	if w := b.weight(); r.full || r.weight+w > MaxWeight {
		r.full = true
	} else {
		r.weight += w
		r.blocks = append(r.blocks, b)
	}
}

// text reads text.
func (r *reader) text(s string) {
	in := r.in()
	s = clean(s)
	switch {
	case in.hidden || s == "":
		return
	case in.marker:
		if r.cur.open && isOrdinal(s) {
			r.cur.kind = Number
		}
		return
	case !in.pre:
		r.collapsed(s, in.style)
		return
	}
	if r.dropBreak {
		s = strings.TrimPrefix(s, "\n")
		if r.dropBreak = false; s == "" {
			return
		}
	}
	r.begin()
	r.flushSpace()
	r.cur.pre = true
	r.write(s, in.style)
}

// isOrdinal reports whether the sign of an item is a number or a letter rather
// than a bullet.
func isOrdinal(s string) bool {
	s = strings.Trim(s, " \u00a0\n\t")
	return len(s) > 1 && (strings.HasSuffix(s, ".") || strings.HasSuffix(s, ")"))
}

// flushSpace writes the blank that came before the text that follows.
func (r *reader) flushSpace() {
	if r.space {
		r.write(" ", r.spaceStyle)
		r.space = false
	}
}

// collapsed reads text of which only single blanks between other characters
// count.
func (r *reader) collapsed(s string, style Style) {
	const blanks = " \t\n"
	for s != "" {
		word := strings.TrimLeft(s, blanks)
		if len(word) < len(s) && r.cur.open && r.pending == none && !r.space && r.takesSpace() {
			r.space, r.spaceStyle = true, style
		}
		if word == "" {
			return
		}
		r.dropBreak = false
		r.begin()
		r.flushSpace()
		n := strings.IndexAny(word, blanks)
		if n < 0 {
			n = len(word)
		}
		r.write(word[:n], style)
		s = word[n:]
	}
}

// takesSpace reports whether a blank would be shown behind what is read.
func (r *reader) takesSpace() bool {
	s := r.cur.text.text.String()
	if s == "" {
		return false
	}
	last := s[len(s)-1]
	return last != ' ' && last != '\n' && last != '\t'
}

// single reads an element that has nothing in it.
func (r *reader) single(a atom.Atom, attr attributes) {
	in := r.in()
	if in.hidden || in.marker || attr.look.hidden {
		return
	}
	switch a {
	case atom.Br:
		r.lineBreak(attr)
	case atom.Hr:
		r.endBlock()
		r.emit(NewBlock(Divider, 0, Inline{}))
	case atom.Img:
		r.image(attr)
	case atom.Input:
		r.box(attr)
	}
}

// lineBreak reads br: the end of a line in a paragraph, and of a paragraph
// between paragraphs.
func (r *reader) lineBreak(attr attributes) {
	if strings.Contains(attr.class, "Apple-interchange-newline") {
		return
	}
	in := r.in()
	r.begin()
	r.space, r.dropBreak = false, false
	if in.owner || in.cell {
		r.write("\n", in.style)
		return
	}
	r.cur.forced = true
	r.endBlock()
}

// box reads a check box, which makes the item at whose start it stands a check
// item.
func (r *reader) box(attr attributes) {
	if attr.kind != "checkbox" {
		return
	}
	r.begin()
	if r.cur.text.text.Len() == 0 && (r.cur.kind == Paragraph || r.cur.kind.List()) {
		r.cur.kind, r.cur.checked, r.cur.forced = Check, attr.checked, true
	}
}

// image reads a picture of the store's, or a link to another.
func (r *reader) image(attr attributes) {
	sha, ours := strings.CutPrefix(attr.src, pictureScheme)
	p, ok := Picture{SHA: sha, Media: attr.media, Width: attr.width, Height: attr.height, Alt: attr.alt}.normal()
	if ours && ok {
		if r.cur.open && r.cur.text.text.Len() == 0 {
			r.cur.open = false // an item for the picture alone
		}
		r.endBlock()
		r.cur = current{open: true, kind: PictureKind, picture: p, forced: true}
		if r.pending = end; !r.in().figure {
			r.endBlock()
		}
		return
	}
	shown := oneLine(clean(attr.alt))
	style := r.in().style
	if link, ok := NormalLink(attr.src); ok && style.Link == "" {
		style.Link = link
		if shown == "" && !attr.hasAlt {
			path, _, _ := strings.Cut(link, "?")
			shown = oneLine(clean(path[strings.LastIndexAny(path, "/:")+1:]))
		}
	}
	if shown == "" || attr.box {
		return
	}
	r.begin()
	r.flushSpace()
	r.write(shown, style.normal())
}

// attributes are those that matter.
type attributes struct {
	href, src, alt, media, class string
	hasHref, hasAlt              bool
	width, height                int
	// kind is that of an input. checkItem is an item that is a check box itself,
	// box its picture.
	kind                    string
	checked, checkItem, box bool
	look                    look
}

func readAttributes(z *html.Tokenizer, more bool) (a attributes) {
	for more {
		var key, val []byte
		key, val, more = z.TagAttr()
		switch string(key) {
		case "href":
			a.href, a.hasHref = string(val), true
		case "src":
			a.src = string(val)
		case "alt":
			a.alt, a.hasAlt = string(val), true
		case "data-media":
			a.media = string(val)
		case "class":
			a.class = string(val)
		case "width":
			a.width, _ = strconv.Atoi(string(val)) // 0 for a share or no number
		case "height":
			a.height, _ = strconv.Atoi(string(val))
		case "type":
			a.kind = strings.ToLower(string(val))
		case "checked":
			a.checked = true
		case "aria-checked":
			a.checked = string(val) == "true"
		case "role":
			a.checkItem = string(val) == "checkbox"
		case "aria-roledescription":
			a.box = string(val) == "checkbox"
		case "style":
			a.look = readLook(string(val))
		}
	}
	return a
}
