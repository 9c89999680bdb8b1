// Package vcf reads and writes vCards: versions 2.1, 3.0 and 4.0 as phones and
// programs really write them, and 4.0 and 3.0 as RFC 6350 and RFC 2426 ask.
//
// It has a lexer of its own over bytes, because real files break lines inside
// characters, mix encodings and versions, and leave out ends; nothing of a card
// may get lost on that account. It imports the domain and the sibling packages
// below exchange, and never the store or the window. It opens no path and no
// address that a card names.
package vcf

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	vcard "github.com/emersion/go-vcard"

	"carebook/app/care"
	"carebook/app/exchange/charset"
	"carebook/app/exchange/contentline"
	"carebook/app/exchange/record"
)

// Config is what has been found out about a file before reading it.
type Config struct {
	// Encoding is that of text without a CHARSET of its own.
	Encoding *charset.Encoding
	// Fallback decodes single values that are not valid in Encoding.
	Fallback *charset.Encoding
	// LoneCR says that CR alone ends a line.
	LoneCR bool
	// Nested says that every card has its end, so that a card inside another
	// one is really inside it; else the outer one lacks its end.
	Nested bool
	// Name stands in for the name of people who have nothing to be called by.
	Name string
}

// Reader reads the cards of one file.
type Reader struct {
	c Config
	l lines
	// stack holds the open cards, outermost first.
	stack []*card
	// cards are used again for the next card.
	spare []*card
	// done are cards inside the outermost one that are already closed.
	done []*record.Record
	// stray collects lines outside any card.
	stray     bytes.Buffer
	strayLine int
	emit      func(*record.Record) error
}

// card is one card while its lines come in.
type card struct {
	line  int
	props []property
	// params is the memory of their parameters.
	params []param
	// text holds the values of the properties.
	text []byte
	// raw is the card as it stands in the file, up to a bound.
	raw []byte
	// size counts all bytes, described all parameters.
	size      int
	described int
	warnings  []record.Warning
	problem   *record.Problem
	// implied marks a card without a proper beginning.
	implied bool
}

// NewReader makes a reader of bytes in c.Encoding; UTF-16 must have become
// UTF-8 before.
func NewReader(r io.Reader, c Config) *Reader {
	sep := byte('\n')
	if c.LoneCR {
		sep = '\r'
	}
	if c.Fallback == nil {
		c.Fallback = charset.Windows1252
	}
	return &Reader{c: c, l: lines{br: bufio.NewReaderSize(r, 64<<10), sep: sep}}
}

// Read yields the cards in the order of the file. A card inside another one
// follows it.
func (r *Reader) Read(ctx context.Context, emit func(*record.Record) error) error {
	r.emit = emit
	for n := 0; ; n++ {
		if n%256 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		b, ok := r.l.peek()
		if !ok {
			break
		}
		if err := r.line(b); err != nil {
			return err
		}
	}
	if err := r.l.failure(); err != nil {
		return fmt.Errorf("read line %d: %w", r.l.number+1, err)
	}
	return r.finish()
}

// line takes the next line, and those that belong to it.
func (r *Reader) line(b []byte) error {
	switch {
	case isLine(b, "BEGIN:VCARD"):
		r.l.next()
		return r.begin(b)
	case isLine(b, "END:VCARD"):
		r.l.next()
		return r.end(b)
	case len(r.stack) == 0:
		return r.outside(b)
	case len(bytes.TrimSpace(b)) == 0:
		r.l.next()
		return nil
	}
	r.property(r.stack[len(r.stack)-1])
	return nil
}

// begin opens a card. Where one is open already, the new one stands inside it
// if the file is well formed or an AGENT asks for a card; else the open one
// lacks its end.
func (r *Reader) begin(b []byte) error {
	if err := r.flushStray(); err != nil {
		return err
	}
	if n := len(r.stack); n > 0 {
		top := r.stack[n-1]
		inside := (r.c.Nested || top.wantsAgent()) && n < maxDepth && len(r.done) < maxProperties
		if !inside {
			top.warn(r.l.number, "import.warn.no_end_before", care.Args{"Line": r.l.number})
			if err := r.closeAll(); err != nil {
				return err
			}
		}
	}
	c := r.newCard(r.l.number)
	c.keep(b)
	r.stack = append(r.stack, c)
	return nil
}

// wantsAgent reports whether the card's last line is an AGENT without a value,
// after which version 2.1 writes the agent's own card.
func (c *card) wantsAgent() bool {
	if len(c.props) == 0 {
		return false
	}
	p := c.props[len(c.props)-1]
	return p.name == "AGENT" && len(bytes.TrimSpace(p.value)) == 0
}

func (r *Reader) newCard(line int) *card {
	if n := len(r.spare); n > 0 {
		c := r.spare[n-1]
		r.spare = r.spare[:n-1]
		*c = card{line: line, props: c.props[:0], params: c.params[:0], text: c.text[:0], raw: c.raw[:0]}
		return c
	}
	return &card{line: line}
}

// end closes the innermost card. The outermost one goes out first, then those
// that stood inside it.
func (r *Reader) end(b []byte) error {
	n := len(r.stack)
	if n == 0 {
		r.strayText(r.l.number, b)
		return nil
	}
	c := r.stack[n-1]
	c.keep(b)
	r.stack = r.stack[:n-1]
	rec := r.record(c)
	r.release(c)
	if n > 1 {
		if rec != nil {
			r.done = append(r.done, rec)
			r.agent(r.stack[n-2], rec)
		}
		return nil
	}
	if rec != nil {
		if err := r.emit(rec); err != nil {
			return err
		}
	}
	done := r.done
	r.done = nil
	for _, d := range done {
		if err := r.emit(d); err != nil {
			return err
		}
	}
	return nil
}

// agent gives the AGENT line of the outer card the name of the card that
// followed it, so that the link between the two stays.
func (r *Reader) agent(outer *card, inner *record.Record) {
	if !outer.wantsAgent() || inner.Person.FullName == "" {
		return
	}
	p := &outer.props[len(outer.props)-1]
	start := len(outer.text)
	outer.text = append(outer.text, contentline.Escape(inner.Person.FullName)...)
	p.value = outer.text[start:]
	p.params = append(p.params, param{"CHARSET", "utf-8"})
}

// release keeps the memory of a card for the next one, unless it grew large.
func (r *Reader) release(c *card) {
	if cap(c.text) < 4<<20 && cap(c.raw) < 4<<20 && len(r.spare) < maxDepth {
		r.spare = append(r.spare, c)
	}
}

// closeAll closes the open cards that lack their ends.
func (r *Reader) closeAll() error {
	for len(r.stack) > 0 {
		if err := r.end(nil); err != nil {
			return err
		}
	}
	return nil
}

func (r *Reader) finish() error {
	if n := len(r.stack); n > 0 {
		r.stack[n-1].warn(r.l.number, "import.warn.no_end", nil)
	}
	if err := r.closeAll(); err != nil {
		return err
	}
	return r.flushStray()
}

// outside takes a line between the cards. One that reads like the beginning of
// a card or like one of its lines opens a card of its own; anything else is
// reported.
func (r *Reader) outside(b []byte) error {
	trimmed := bytes.TrimSpace(bytes.TrimPrefix(b, []byte("\xEF\xBB\xBF")))
	if len(trimmed) == 0 {
		r.l.next()
		return nil
	}
	var p property
	misspelt := len(trimmed) < 20 && len(trimmed) > 5 && bytes.EqualFold(trimmed[:5], []byte("BEGIN"))
	if _, ok := p.head(trimmed); !misspelt && (!ok || !known([]byte(p.name))) {
		r.l.next()
		r.strayText(r.l.number, b)
		return nil
	}
	if err := r.flushStray(); err != nil {
		return err
	}
	c := r.newCard(r.l.number + 1)
	c.implied = true
	r.stack = append(r.stack, c)
	c.warn(r.l.number+1, "import.warn.no_begin", care.Args{"Text": r.excerpt(trimmed)})
	if misspelt {
		r.l.next()
		c.keep(b)
	}
	return nil
}

// strayText keeps a line that belongs to no card.
func (r *Reader) strayText(line int, b []byte) {
	if r.stray.Len() == 0 {
		r.strayLine = line
	}
	if r.stray.Len()+len(b) < maxRaw {
		r.stray.Write(b)
		r.stray.WriteByte('\n')
	}
}

// flushStray reports the lines outside the cards, those that follow each other
// together.
func (r *Reader) flushStray() error {
	if r.stray.Len() == 0 {
		return nil
	}
	raw := r.text(bytes.TrimRight(r.stray.Bytes(), "\n"))
	r.stray.Reset()
	return r.emit(&record.Record{Line: r.strayLine, Problem: &record.Problem{
		Line: r.strayLine, Reason: record.Reason{Code: "import.reason.outside_card"}, Raw: raw,
	}})
}

// property reads one logical line into the card.
func (r *Reader) property(c *card) {
	p := property{params: c.params[len(c.params):]}
	value, ok := r.head(c, &p)
	if !ok {
		return
	}
	if len(c.params)+len(p.params) <= cap(c.params) {
		c.params = c.params[:len(c.params)+len(p.params)]
	} else {
		c.params = make([]param, 0, 2*cap(c.params)+64) // the old ones stay with their properties
	}
	p.params = slices.Clip(p.params)
	if c.described += len(p.params); c.described > maxAllParams {
		c.refuse(p.line, "import.reason.too_many_properties", care.Args{"Limit": maxAllParams})
	}
	start := len(c.text)
	r.append(c, &p, start, value)
	switch p.coding {
	case quotedPrintable:
		r.softBreaks(c, &p, start)
	case binary:
		r.base64Lines(c, &p, start)
	default:
		r.plainLines(c, &p, start)
	}
	p.value = c.text[start:]
	if len(c.props) >= maxProperties {
		c.refuse(p.line, "import.reason.too_many_properties", care.Args{"Limit": maxProperties})
	}
	if c.problem == nil {
		c.props = append(c.props, p)
	} else {
		c.text = c.text[:0]
	}
}

// head takes the first line of a property, and as many folded ones as its
// parameters fill. A line that is none is reported.
func (r *Reader) head(c *card, p *property) (value []byte, ok bool) {
	b := r.take(c)
	p.line = r.l.number
	i, ok := p.head(b)
	if ok && !p.open {
		return b[i:], true
	}
	// The parameters may be folded too, and so may a very long name. Where many lines did not end them,
	// more are taken before looking again.
	whole := bytes.Clone(b[:min(len(b), maxRaw)])
	for taken, step := 0, 1; (!ok || p.open) && !p.crowded && (bytes.IndexAny(whole, ";:") > 0 || isLongName(whole)); {
		more := false
		for range step {
			var next []byte
			if next, more = r.l.peek(); !more || !folded(next) || isDelimiter(next) || len(whole) >= maxRaw {
				more = false
				break
			}
			whole = appendBytes(whole, r.take(c)[1:], 2*maxRaw)
			taken++
		}
		*p = property{line: p.line, params: p.params[:0]}
		i, ok = p.head(whole)
		if !more {
			break
		}
		step = max(1, taken/32)
	}
	if ok {
		return whole[i:], true
	}
	if p.crowded {
		c.refuse(p.line, "import.reason.too_many_properties", care.Args{"Limit": maxParams})
		return nil, false
	}
	if c.problem != nil {
		return nil, false // nobody reads how the rest of it looks
	}
	c.warn(p.line, "import.warn.not_a_property", care.Args{"Text": r.excerpt(whole)})
	return nil, false
}

// isLongName reports whether a line is a name that fills it, as the first part of
// a folded one does.
func isLongName(b []byte) bool {
	for _, c := range b {
		if !isName(c) {
			return false
		}
	}
	return len(b) >= contentline.FoldAt
}

// take reads the next line into the raw text of the card and counts it.
func (r *Reader) take(c *card) []byte {
	b, _ := r.l.next()
	c.keep(b)
	c.size += len(b)
	switch {
	case r.l.tooLong():
		c.refuse(r.l.number, "import.reason.line_too_long", care.Args{"Limit": maxLine >> 20})
	case c.size > maxCard:
		c.refuse(r.l.number, "import.reason.card_too_large", care.Args{"Limit": maxCard >> 20})
	}
	return b
}

// join appends the next line but for its first skip bytes to the value that
// begins at start.
func (r *Reader) join(c *card, p *property, start, skip int) {
	r.append(c, p, start, r.take(c)[skip:])
}

// append adds to the value that begins at start. Nothing is kept of a card that
// is refused, as one with too large a picture is before it has all been read.
func (r *Reader) append(c *card, p *property, start int, b []byte) {
	most, reason, limit, line := maxLine, "import.reason.line_too_long", maxLine>>20, r.l.number
	if p.name == vcard.FieldPhoto {
		most, reason, limit, line = maxPictureText, "import.reason.picture_too_large", maxPicture>>20, p.line
	}
	if c.problem == nil && len(c.text)-start+len(b) > most {
		c.refuse(line, reason, care.Args{"Limit": limit})
	}
	if c.problem == nil {
		c.text = appendBytes(c.text, b, start+most)
	}
}

// folded reports whether a line goes on with the one before it.
func folded(b []byte) bool { return len(b) > 0 && (b[0] == ' ' || b[0] == '\t') }

// softBreaks joins the lines of a quoted-printable value: the line after a
// trailing = belongs to it as it stands, be it empty or anything else but the
// end of the card.
func (r *Reader) softBreaks(c *card, p *property, start int) {
	for {
		v := bytes.TrimRight(c.text[start:], " \t")
		next, more := r.l.peek()
		switch {
		case len(v) > 0 && v[len(v)-1] == '=' && more && !isDelimiter(next):
			c.text = c.text[:start+len(v)-1]
			r.join(c, p, start, 0)
		case more && folded(next) && !isDelimiter(next):
			r.join(c, p, start, 1)
		default:
			return
		}
	}
}

// base64Lines joins the lines of a base64 value: those that are indented or
// hold nothing but base64, up to an empty one.
func (r *Reader) base64Lines(c *card, p *property, start int) {
	for {
		next, more := r.l.peek()
		trimmed := bytes.TrimSpace(next)
		switch {
		case !more || isDelimiter(next):
			return
		case len(trimmed) == 0:
			if len(bytes.TrimSpace(c.text[start:])) > 0 {
				return
			}
			r.l.next()
		case folded(next) || isBase64(trimmed):
			r.join(c, p, start, 0)
		default:
			return
		}
	}
}

// plainLines joins the lines of any other value: folded ones, and those after
// a backslash at the end of a line. Pictures without a word about their coding
// are base64 all the same, and a card inside an AGENT keeps its lines.
func (r *Reader) plainLines(c *card, p *property, start int) {
	agent := p.name == "AGENT" && isLine(c.text[start:], "BEGIN:VCARD")
	for {
		next, more := r.l.peek()
		switch {
		case more && folded(next) && agent:
			c.text = append(c.text, '\n')
			r.join(c, p, start, 1)
		case more && folded(next) && !isDelimiter(next):
			r.join(c, p, start, 1)
		case more && c.endsOpen(start) && !isDelimiter(next) && !isProperty(next):
			c.text[len(c.text)-1] = '\n'
			r.join(c, p, start, 0)
		default:
			if isMedia(p.name) && !p.isLink() && looksBase64(c.text[start:]) {
				p.coding = binary
				r.base64Lines(c, p, start)
			}
			return
		}
	}
}

// endsOpen reports whether a value ends in a backslash that escapes nothing.
func (c *card) endsOpen(start int) bool {
	n := 0
	for i := len(c.text) - 1; i >= start && c.text[i] == '\\'; i-- {
		n++
	}
	return n%2 == 1
}

func isProperty(b []byte) bool {
	var p property
	_, ok := p.head(b)
	return ok || len(bytes.TrimSpace(b)) == 0
}

// isMedia reports whether a property holds bytes or the address of some.
func isMedia(name string) bool {
	return name == "PHOTO" || name == "LOGO" || name == "SOUND" || name == "KEY"
}

// isLink reports whether a property says that its value is an address.
func (p *property) isLink() bool {
	v := p.param("VALUE")
	return strings.EqualFold(v, "uri") || strings.EqualFold(v, "url")
}

func looksBase64(b []byte) bool {
	b = bytes.TrimSpace(b)
	return len(b) > 20 && isBase64(b)
}

// keep adds a line to the raw text of the card.
func (c *card) keep(b []byte) {
	if len(c.raw)+len(b) < maxRaw {
		c.raw = append(append(c.raw, b...), '\n')
	}
}

func (c *card) warn(line int, code string, args care.Args) {
	if len(c.warnings) >= maxProperties {
		c.refuse(line, "import.reason.too_many_properties", care.Args{"Limit": maxProperties})
		return
	}
	c.warnings = append(c.warnings, record.Warning{Line: line, Reason: record.Reason{Code: code, Args: args}})
}

// refuse makes the card a problem; the first reason stands.
func (c *card) refuse(line int, code string, args care.Args) {
	if c.problem == nil {
		c.problem = &record.Problem{Line: line, Reason: record.Reason{Code: code, Args: args}}
	}
}

// excerpt is the beginning of a line as it can be shown.
func (r *Reader) excerpt(b []byte) string {
	s := r.text(b[:min(len(b), 240)])
	n := 0
	for i := range s {
		if n++; n > 60 {
			return strings.TrimSpace(s[:i]) + "…"
		}
	}
	return s
}

// text decodes bytes without an encoding of their own.
func (r *Reader) text(b []byte) string {
	s, ok := r.c.Encoding.Decode(b)
	if !ok && r.c.Encoding == charset.UTF8 {
		if t, ok := r.c.Fallback.Decode(b); ok {
			return t
		}
	}
	return s
}
