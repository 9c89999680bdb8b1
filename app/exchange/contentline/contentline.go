// Package contentline writes the lines of which vCards (RFC 6350) and calendars
// (RFC 5545) are made: a name, parameters and a value, escaped and folded alike
// in both, with the escapes of RFC 6868 in parameters.
//
// It knows nothing of what the lines say. It imports the standard library only,
// and never the packages that write whole files.
package contentline

import (
	"bufio"
	"io"
	"strings"
	"unicode/utf8"
)

// ProductID names the program in every file (PRODID).
const ProductID = "-//Carebook//Carebook//EN"

// FoldAt is the longest physical line in octets (RFC 6350, 3.2; RFC 5545, 3.1).
const FoldAt = 75

// bufferSize is how much is written at once.
const bufferSize = 64 << 10

// Writer writes lines, each by Begin, any number of Param, and End. The first
// error of the underlying writer ends the writing; Err and Flush tell it.
type Writer struct {
	// Unfolded leaves long lines whole.
	Unfolded bool

	w *bufio.Writer
	// line is the logical line being built.
	line []byte
	err  error
}

// NewWriter makes a writer of lines, which are in w after Flush.
func NewWriter(w io.Writer) *Writer {
	return &Writer{w: bufio.NewWriterSize(w, bufferSize)}
}

// Begin begins a line with its name, before which stands the group if there is
// one.
func (w *Writer) Begin(group, name string) {
	w.line = w.line[:0]
	if group != "" {
		w.line = append(append(w.line, group...), '.')
	}
	w.line = append(w.line, name...)
}

// caret writes the escapes of RFC 6868.
var caret = strings.NewReplacer("^", "^^", "\r\n", "^n", "\n", "^n", "\r", "^n", `"`, "^'")

// Param adds a parameter to the line, quoted where a sign in it would end it.
// The comma of a list of types stands as it is.
func (w *Writer) Param(name, value string) {
	w.line = append(append(append(w.line, ';'), name...), '=')
	v := caret.Replace(value)
	plainList := name == "TYPE" && !strings.ContainsAny(v, ":; \\")
	if v != "" && (plainList || !strings.ContainsAny(v, ":;,= ")) {
		w.line = append(w.line, v...)
		return
	}
	w.line = append(append(append(w.line, '"'), v...), '"')
}

// End writes the line with its value, which is escaped already where it is a
// text.
func (w *Writer) End(value string) {
	w.line = append(append(w.line, ':'), value...)
	w.fold()
}

// Text writes a line without parameters whose value is a text.
func (w *Writer) Text(name, value string) {
	w.Begin("", name)
	w.End(Escape(value))
}

// Err is the first error of the underlying writer.
func (w *Writer) Err() error { return w.err }

// Flush writes what is still in memory and gives the first error of all.
func (w *Writer) Flush() error {
	if w.err == nil {
		w.err = w.w.Flush()
	}
	return w.err
}

// fold writes the line in pieces of at most 75 octets, broken between
// characters.
func (w *Writer) fold() {
	limit := FoldAt
	for line := w.line; w.err == nil; limit = FoldAt - 1 {
		n := min(limit, len(line))
		if w.Unfolded {
			n = len(line)
		}
		for n > 0 && n < len(line) && !utf8.RuneStart(line[n]) {
			n--
		}
		if n == 0 {
			n = min(limit, len(line))
		}
		w.write(line[:n])
		if line = line[n:]; len(line) == 0 {
			w.write([]byte("\r\n"))
			return
		}
		w.write([]byte("\r\n "))
	}
}

func (w *Writer) write(b []byte) {
	if w.err == nil {
		_, w.err = w.w.Write(b)
	}
}

// Escape writes a text with the escapes that vCards from 3.0 on and calendars
// have; line breaks of every kind become \n.
func Escape(s string) string {
	if !strings.ContainsAny(s, "\\\n\r,;") {
		return s
	}
	return escaper.Replace(s)
}

var escaper = strings.NewReplacer(`\`, `\\`, "\r\n", `\n`, "\n", `\n`, "\r", `\n`, ",", `\,`, ";", `\;`)
