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
	raw  []byte
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
		x.text, x.ends, x.raw = x.text[:0], x.ends[:0], x.raw[:0]
		x.row = row{line: x.line, cells: x.row.cells[:0]}
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

var errOpenQuote = errors.New("quote never closed")

// rewind reads the row again, with its quotes as plain signs.
func (x *lexer) rewind() {
	x.rewinds++
	x.plain = true
	x.line = x.row.line
	rest := bytes.Clone(x.raw)
	x.br = bufio.NewReaderSize(io.MultiReader(bytes.NewReader(rest), x.br), 64<<10)
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
	for {
		c, err := x.byte()
		switch {
		case errors.Is(err, io.EOF), x.row.tooLong:
			return 0, errOpenQuote
		case err != nil:
			return 0, fmt.Errorf("read line %d: %w", x.line, err)
		case c == '\r':
			// CR LF inside a cell is a line break, and so is CR alone.
			if next, err := x.br.Peek(1); err != nil || next[0] != '\n' {
				x.put('\n')
			}
			continue
		case c != '"':
			x.put(c)
			continue
		}
		next, err := x.byte()
		switch {
		case errors.Is(err, io.EOF):
			x.end()
			return 0, nil
		case err != nil:
			return 0, fmt.Errorf("read line %d: %w", x.line, err)
		case next == '"':
			x.put('"')
		case next == x.delim || next == '\n' || next == '\r':
			return next, nil
		case next == ' ' || next == '\t':
			// Blanks before the delimiter are passed over.
			if c, ok := x.blanks(); ok {
				return c, nil
			}
			x.row.bent = true
			x.put('"')
			x.put(next)
		default:
			x.row.bent = true
			x.put('"')
			x.put(next)
		}
	}
}

// blanks looks whether only blanks stand before the next delimiter, and takes
// them if so.
func (x *lexer) blanks() (byte, bool) {
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
	if !x.row.tooLong {
		x.raw = append(x.raw, c)
		x.row.tooLong = len(x.raw) > maxLine
	}
	return c, nil
}

func (x *lexer) put(c byte) {
	if !x.row.tooLong && !x.row.tooWide {
		x.text = append(x.text, c)
	}
}

// end closes a cell.
func (x *lexer) end() {
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
	for _, c := range r.cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}
