package sheet

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
)

const (
	// maxLine is the longest row that is read.
	maxLine = 64 << 20
	// maxColumns is how many cells a row may have.
	maxColumns = 16_000
	// maxRaw bounds the text that is kept to show a row that was not taken.
	maxRaw = 1 << 20
	// maxUnquoted is how much of a row without quotes is kept to begin again
	// where one is opened and never closed. Quotes behind it mean nothing.
	maxUnquoted = 4 << 20
	// maxRewinds is how often the rest of a file is read again because a quote
	// was opened and never closed; after that quotes mean nothing.
	maxRewinds = 3
)

// row is one record of a table.
type row struct {
	// line is the row's first line, from 1.
	line  int
	cells []string
	// bent marks a row whose quotes do not follow the rules.
	bent bool
	// tooLong and tooWide mark rows over the limits.
	tooLong, tooWide bool
}

// lexer takes a table of UTF-8 text apart. It reads what programs write rather
// than what RFC 4180 allows: quotes inside unquoted cells, text behind a
// closing quote, rows of any length, and a quote that never closes.
type lexer struct {
	br    *bufio.Reader
	delim byte
	// loneCR says that CR alone ends a row.
	loneCR bool
	line   int

	text []byte // the cells of the row, one after the other
	ends []int  // where each of them ends in text
	// raw is the row as it stands in the file: all of it while its quotes may
	// have to be read again, else its beginning.
	raw []byte
	// size is the length of the row, and cut says that raw is less.
	size int
	cut  bool
	// quotes says that the row has a quoted cell.
	quotes bool
	// hopeless says that the next row is too long without its quotes, too.
	hopeless bool
	// plain says that quotes mean nothing in the next row, or in all.
	plain   bool
	rewinds int
	row     row
}

func newLexer(r io.Reader, delim byte, loneCR bool) *lexer {
	return &lexer{br: bufio.NewReaderSize(r, 64<<10), delim: delim, loneCR: loneCR, line: 1}
}

// next reads a row, io.EOF after the last one. The row's cells are strings of
// their own; the row itself is used again.
func (x *lexer) next() (*row, error) {
	for {
		x.begin()
		err := x.read()
		if errors.Is(err, errOpenQuote) {
			x.rewind()
			continue
		}
		if err != nil {
			return nil, err
		}
		s := string(x.text)
		start := 0
		for _, end := range x.ends {
			x.row.cells = append(x.row.cells, s[start:end])
			start = end
		}
		return &x.row, nil
	}
}

// begin gets ready for a row. The memory of a very long one is not kept.
func (x *lexer) begin() {
	const usual = 1 << 20
	if cap(x.text) > usual {
		x.text = nil
	}
	if cap(x.raw) > 2*usual {
		x.raw = nil
	}
	x.text, x.ends, x.raw, x.size, x.cut = x.text[:0], x.ends[:0], x.raw[:0], 0, false
	x.quotes = false
	x.row = row{line: x.line, cells: x.row.cells[:0], tooLong: x.hopeless}
	x.hopeless = false
}

var errOpenQuote = errors.New("quote never closed")

// rewind reads the row again, with its quotes as plain signs.
func (x *lexer) rewind() {
	x.rewinds++
	x.plain = true
	x.line = x.row.line
	x.hopeless = x.row.tooLong && bytes.IndexByte(x.raw, x.lineEnd()) < 0
	x.br = bufio.NewReaderSize(io.MultiReader(bytes.NewReader(x.raw), x.br), 64<<10)
	x.raw = nil
}

// read takes one row apart.
func (x *lexer) read() error {
	quotes := !x.plain
	if x.rewinds <= maxRewinds {
		defer func() { x.plain = false }()
	}
	for first := true; ; first = false {
		c, err := x.byte()
		switch {
		case err != nil && first && errors.Is(err, io.EOF):
			return io.EOF
		case errors.Is(err, io.EOF):
			x.end()
			return nil
		case err != nil:
			return fmt.Errorf("read line %d: %w", x.line, err)
		}
		quotes = quotes && !x.cut
		if c == ' ' && quotes && x.beforeQuote() {
			c = '"'
		}
		if c == '"' && quotes {
			if c, err = x.quoted(); err != nil {
				return err
			}
			if c == 0 {
				return nil // the end of the file
			}
		}
		if done, err := x.rest(c); done || err != nil {
			return err
		}
	}
}

// beforeQuote reports whether nothing but blanks stand before a quote that
// opens a cell, and takes both.
func (x *lexer) beforeQuote() bool {
	ahead, _ := x.br.Peek(8)
	n := bytes.IndexFunc(ahead, func(r rune) bool { return r != ' ' })
	if n < 0 || ahead[n] != '"' {
		return false
	}
	for range n + 1 {
		if _, err := x.byte(); err != nil {
			return false
		}
	}
	return true
}

// quoted reads a cell in quotes and gives the sign behind it, 0 at the end of
// the file.
func (x *lexer) quoted() (byte, error) {
	x.quotes = true
	for start := len(x.raw); ; {
		c, err := x.byte()
		switch {
		case errors.Is(err, io.EOF), x.row.tooLong:
			return 0, errOpenQuote
		case err != nil:
			return 0, fmt.Errorf("read line %d: %w", x.line, err)
		case c != '"':
			continue
		}
		end := len(x.raw) - 1
		next, err := x.byte()
		switch {
		case errors.Is(err, io.EOF):
			x.putQuoted(start, end)
			x.end()
			return 0, nil
		case err != nil:
			return 0, fmt.Errorf("read line %d: %w", x.line, err)
		case next == '"':
		case next == x.delim || next == '\n' || next == '\r':
			x.putQuoted(start, end)
			return next, nil
		default:
			// Blanks before the delimiter are passed over.
			if c, ok := x.blanks(next); ok {
				x.putQuoted(start, end)
				return c, nil
			}
			x.row.bent = true
		}
	}
}

// putQuoted adds what stands between two quotes of the row: a doubled quote in
// it is one, and CR LF is a line break like CR alone.
func (x *lexer) putQuoted(start, end int) {
	if x.row.tooLong || x.row.tooWide {
		return
	}
	b := x.raw[start:end]
	for len(b) > 0 {
		i := bytes.IndexAny(b, "\"\r")
		if i < 0 {
			i = len(b) - 1
		}
		x.text = appendBytes(x.text, b[:i+1])
		switch last := &x.text[len(x.text)-1]; {
		case *last == '"' && i+1 < len(b) && b[i+1] == '"':
			i++
		case *last == '\r':
			*last = '\n'
			if i+1 < len(b) && b[i+1] == '\n' {
				i++
			}
		}
		b = b[i+1:]
	}
}

// blanks looks whether c and what follows it are blanks up to the next
// delimiter, and takes them if so.
func (x *lexer) blanks(c byte) (byte, bool) {
	if c != ' ' && c != '\t' {
		return 0, false
	}
	ahead, _ := x.br.Peek(64)
	for i, c := range ahead {
		if c == x.delim || c == '\n' || c == '\r' {
			for range i {
				if _, err := x.byte(); err != nil {
					return 0, false
				}
			}
			c, err := x.byte()
			return c, err == nil
		}
		if c != ' ' && c != '\t' {
			return 0, false
		}
	}
	return 0, false
}

// rest reads a cell up to its delimiter, beginning with c, and reports whether
// the row is over.
func (x *lexer) rest(c byte) (done bool, err error) {
	for {
		switch {
		case c == x.delim:
			x.end()
			return false, nil
		case c == '\n':
			x.end()
			return true, nil
		case c == '\r' && x.endsLine():
			x.end()
			return true, nil
		}
		if c == '\r' {
			c = '\n'
		}
		x.put(c)
		if c == '"' {
			x.row.bent = true
		}
		x.run()
		if c, err = x.byte(); err != nil {
			if errors.Is(err, io.EOF) {
				x.end()
				return true, nil
			}
			return true, fmt.Errorf("read line %d: %w", x.line, err)
		}
	}
}

// endsLine reports whether the CR just read ends the row, and takes the LF
// behind it, and further CRs before that.
func (x *lexer) endsLine() bool {
	if x.loneCR {
		return true
	}
	ahead, _ := x.br.Peek(8)
	for i, c := range ahead {
		if c == '\n' {
			for range i + 1 {
				if _, err := x.byte(); err != nil {
					return true
				}
			}
			return true
		}
		if c != '\r' {
			return false
		}
	}
	return len(ahead) == 0
}

// byte reads one byte and counts lines.
func (x *lexer) byte() (byte, error) {
	c, err := x.br.ReadByte()
	if err != nil {
		return 0, err
	}
	if c == '\n' || c == '\r' && x.loneCR {
		x.line++
	}
	x.count([]byte{c})
	return c, nil
}

// run takes the signs of a cell that mean nothing but themselves, as far as
// they are at hand.
func (x *lexer) run() {
	ahead, _ := x.br.Peek(x.br.Buffered())
	n := 0
	for n < len(ahead) && ahead[n] != x.delim && ahead[n] != '\n' && ahead[n] != '\r' && ahead[n] != '"' {
		n++
	}
	x.count(ahead[:n])
	if !x.row.tooLong && !x.row.tooWide {
		x.text = appendBytes(x.text, ahead[:n])
	}
	_, _ = x.br.Discard(n) // they are at hand
}

// count adds to the row as it stands in the file. A row that is too long loses
// what was read of it.
func (x *lexer) count(b []byte) {
	x.size += len(b)
	switch {
	case x.row.tooLong:
		if len(x.raw) < maxRaw {
			x.raw = appendBytes(x.raw, b) // to show it by
		}
		return
	case x.cut:
	case x.plain && x.size > maxRaw, !x.quotes && x.size > maxUnquoted:
		x.cut = true
	default:
		x.raw = appendBytes(x.raw, b)
	}
	if x.size > maxLine {
		x.row.tooLong = true
		x.text, x.ends = nil, x.ends[:0]
	}
}

// appendBytes appends like append, but lets the memory of a slice grow in few
// steps, so that the longest row leaves little behind on its way there.
func appendBytes(to, b []byte) []byte {
	if need := len(to) + len(b); need > cap(to) {
		size := 4 * cap(to)
		if size > maxLine/2 {
			size = maxLine
		}
		to = append(make([]byte, 0, max(need, size)), to...)
	}
	return append(to, b...)
}

// lineEnd is the last byte of a line.
func (x *lexer) lineEnd() byte {
	if x.loneCR {
		return '\r'
	}
	return '\n'
}

func (x *lexer) put(c byte) {
	if !x.row.tooLong && !x.row.tooWide {
		x.text = appendBytes(x.text, []byte{c})
	}
}

// end closes a cell.
func (x *lexer) end() {
	if x.row.tooLong {
		return
	}
	if len(x.ends) >= maxColumns {
		x.row.tooWide = true
		return
	}
	x.ends = append(x.ends, len(x.text))
}

// rawText is the row as it stands in the file, for showing it.
func (x *lexer) rawText() string {
	return strings.TrimRight(strings.ToValidUTF8(string(x.raw[:min(len(x.raw), maxRaw)]), "\uFFFD"), "\r\n")
}

// blank reports whether the row says nothing.
func (r *row) blank() bool {
	if r.tooLong || r.tooWide {
		return false
	}
	for _, c := range r.cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}
