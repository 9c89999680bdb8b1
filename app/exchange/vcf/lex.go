package vcf

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"
)

const (
	// maxLine is the longest line that is read, folded or not.
	maxLine = 64 << 20
	// maxCard bounds all lines of one card together.
	maxCard = 96 << 20
	// maxProperties is how many properties a card may have.
	maxProperties = 10_000
	// maxParams is how many parameters a property may have, maxAllParams all
	// properties of a card together.
	maxParams    = 1_000
	maxAllParams = 100_000
	// longestCustom bounds a label in the place of a type.
	longestCustom = 4 << 10
	// maxPicture is the largest picture that is taken.
	maxPicture = 20 << 20
	// maxPictureText is the longest value that such a picture makes: base64,
	// the blanks of its folds, and what stands before it in a data URI.
	maxPictureText = maxPicture/3*4 + maxPicture/10
	// maxRaw bounds the text that is kept to show a card that was not taken.
	maxRaw = 1 << 20
	// maxDepth is how deep cards may stand in each other.
	maxDepth = 8
)

var errTooLong = errors.New("line too long")

// lines reads physical lines, with one line of look-ahead. A line's bytes are
// valid until the one after it is peeked at.
type lines struct {
	br *bufio.Reader
	// sep ends a line: LF, or CR in files without any LF.
	sep byte
	// number is that of the line that next returned last.
	number int
	peeked bool
	cur    []byte
	err    error
	long   []byte
}

// peek is the next line without its line end; false at the end of the file.
// A line over the limit is cut, and tooLong reports it.
func (l *lines) peek() ([]byte, bool) {
	if l.peeked {
		return l.cur, true
	}
	if l.err != nil && !errors.Is(l.err, errTooLong) {
		return nil, false
	}
	l.err = nil
	b, err := l.read()
	if err != nil && !errors.Is(err, errTooLong) {
		l.err = err
		if len(b) == 0 {
			return nil, false
		}
	} else {
		l.err = err
	}
	b = bytes.TrimSuffix(b, []byte{l.sep})
	for len(b) > 0 && b[len(b)-1] == '\r' {
		b = b[:len(b)-1]
	}
	if bytes.IndexByte(b, 0) >= 0 {
		b = bytes.ReplaceAll(b, []byte{0}, nil) // no text means it
	}
	l.cur, l.peeked = b, true
	return b, true
}

// tooLong reports whether the line that peek returned was cut.
func (l *lines) tooLong() bool { return errors.Is(l.err, errTooLong) }

// next takes the line that peek shows.
func (l *lines) next() ([]byte, bool) {
	b, ok := l.peek()
	if ok {
		l.peeked = false
		l.number++
	}
	return b, ok
}

// failure is what ended the reading, if not the end of the file.
func (l *lines) failure() error {
	if l.err == nil || errors.Is(l.err, io.EOF) || errors.Is(l.err, errTooLong) {
		return nil
	}
	return l.err
}

// read reads up to the end of a line. What is beyond the limit is read over.
func (l *lines) read() ([]byte, error) {
	if cap(l.long) > 1<<20 {
		l.long = nil
	}
	b, err := l.br.ReadSlice(l.sep)
	if !errors.Is(err, bufio.ErrBufferFull) {
		return b, err
	}
	l.long = appendBytes(l.long[:0], b, maxLine)
	cut := false
	for errors.Is(err, bufio.ErrBufferFull) {
		b, err = l.br.ReadSlice(l.sep)
		switch {
		case cut:
		case len(l.long)+len(b) > maxLine:
			cut = true
			l.long = bytes.Clone(l.long[:maxRaw]) // enough to show it by
		default:
			l.long = appendBytes(l.long, b, maxLine)
		}
	}
	if cut && err == nil {
		err = errTooLong
	}
	return l.long, err
}

// appendBytes appends like append, but lets the memory of a slice grow in few
// steps and no further than it may, so that the longest one leaves little
// behind on its way there.
func appendBytes(to, b []byte, most int) []byte {
	if need := len(to) + len(b); need > cap(to) {
		size := 4 * cap(to)
		if size > most/2 {
			size = most
		}
		to = append(make([]byte, 0, max(need, size)), to...)
	}
	return append(to, b...)
}

// param is a parameter of a property: the name in upper case, "" for a bare
// word as version 2.1 writes them, and the value without its quotes.
type param struct {
	name, value string
}

// coding is how the bytes of a value are written.
type coding byte

const (
	plain coding = iota
	quotedPrintable
	binary
)

// property is one logical line: unfolded, not decoded.
type property struct {
	line   int
	group  string
	name   string // upper case
	params []param
	value  []byte
	coding coding
	// open says that a quote in the parameters never closes, as in a line whose
	// parameters go on in the next one.
	open bool
	// crowded says that there are more parameters than are read.
	crowded bool
}

// param is the value of the first parameter of a name.
func (p *property) param(name string) string {
	for i := range p.params {
		if p.params[i].name == name {
			return p.params[i].value
		}
	}
	return ""
}

// types are the values of TYPE and the bare words, split at commas.
func (p *property) types(yield func(string) bool) {
	for i := range p.params {
		if n := p.params[i].name; n != "" && n != "TYPE" {
			continue
		}
		for _, t := range strings.Split(p.params[i].value, ",") {
			if t = strings.Trim(t, " \"'"); t != "" && !yield(t) {
				return
			}
		}
	}
}

// head reads group, name and parameters of a line. It reports false where the
// line is no property, and the index of the value otherwise.
func (p *property) head(b []byte) (value int, ok bool) {
	i := 0
	for i < len(b) && isName(b[i]) {
		i++
	}
	if i == 0 || i == len(b) || b[i] != ';' && b[i] != ':' {
		// "TEL :" and "TEL ;" are still properties.
		j := i
		for j < len(b) && (b[j] == ' ' || b[j] == '\t') {
			j++
		}
		if i == 0 || j == len(b) || j == i || b[j] != ';' && b[j] != ':' || !known(b[:i]) {
			return 0, false
		}
		p.setName(b[:i])
		i = j
	} else {
		p.setName(b[:i])
	}
	if p.name == "" {
		return 0, false
	}
	for b[i] == ';' {
		start := i + 1
		end, colon, open := paramEnd(b, start)
		p.open = p.open || open
		if end < 0 {
			return 0, false
		}
		if len(p.params) >= maxParams {
			p.crowded = true
			return 0, false
		}
		p.addParam(string(b[start:end]))
		i = end
		if colon {
			break
		}
	}
	return i + 1, true
}

// isName reports whether a byte may stand in a property's name or group.
func isName(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' ||
		c == '-' || c == '_' || c == '.' || c == '/'
}

// known reports whether a name is one that vCards begin lines with; text that
// merely has a colon is not.
func known(b []byte) bool {
	switch strings.ToUpper(string(b)) {
	case "N", "FN", "TEL", "EMAIL", "ADR", "ORG", "TITLE", "NOTE", "URL", "BDAY", "VERSION", "UID", "PHOTO", "NICKNAME", "CATEGORIES":
		return true
	}
	return false
}

func (p *property) setName(b []byte) {
	if i := bytes.LastIndexByte(b, '.'); i >= 0 {
		p.group = string(b[:i])
		b = b[i+1:]
	}
	p.name = upper(b)
}

// common holds the names that most lines have, so that reading them makes no
// garbage.
var common = func() map[string]string {
	m := map[string]string{}
	for _, n := range []string{
		"ADR", "ANNIVERSARY", "BDAY", "BEGIN", "CATEGORIES", "EMAIL", "END", "FN", "GENDER", "IMPP", "KIND", "LABEL", "N", "NICKNAME",
		"NOTE", "ORG", "PHOTO", "PRODID", "RELATED", "REV", "ROLE", "TEL", "TITLE", "UID", "URL", "VERSION", "X-ABADR",
		"X-ABDATE", "X-ABLABEL", "X-ABRELATEDNAMES", "X-ABSHOWAS", "X-ANDROID-CUSTOM",
	} {
		m[n] = n
	}
	return m
}()

func upper(b []byte) string {
	if s, ok := common[string(b)]; ok {
		return s
	}
	return strings.ToUpper(string(b))
}

// paramEnd finds the end of the parameter that begins at i: the next ; or :
// outside quotes. A quote that never closes is a character like any other, and
// an Android label X-CUSTOM(...) holds no end within its brackets.
func paramEnd(b []byte, i int) (end int, colon, open bool) {
	if custom(b[i:]) {
		if j := bytes.IndexByte(b[i:min(len(b), i+longestCustom)], ')'); j >= 0 {
			i += j
		}
	}
	for start := i; i < len(b); i++ {
		switch b[i] {
		case '"':
			if open {
				continue
			}
			j := bytes.IndexByte(b[i+1:], '"')
			if j < 0 {
				open, i = true, start-1 // start again without quotes
				continue
			}
			i += j + 1
		case ';':
			return i, false, open
		case ':':
			return i, true, open
		}
	}
	return -1, false, open
}

// custom reports whether a parameter is an Android label of the user's own.
func custom(b []byte) bool {
	return len(b) > len("X-CUSTOM(") && bytes.EqualFold(b[:len("X-CUSTOM(")], []byte("X-CUSTOM("))
}

// addParam takes one parameter apart and notes what it says of the coding.
func (p *property) addParam(s string) {
	s = strings.TrimSpace(s)
	if s == "" {
		return
	}
	if custom([]byte(s)) {
		p.params = append(p.params, param{"", s})
		return
	}
	name, value, found := strings.Cut(s, "=")
	if !found {
		value = name
		name = ""
		// Some programs write # for =.
		if n, v, ok := strings.Cut(value, "#"); ok && isParam(n) {
			name, value = n, v
		}
	}
	name, value = strings.ToUpper(strings.TrimSpace(name)), unquote(value)
	switch {
	case name == "ENCODING" || name == "" && p.coding == plain:
		switch {
		case strings.EqualFold(value, "QUOTED-PRINTABLE") || strings.EqualFold(value, "Q"):
			p.coding = quotedPrintable
			return
		case strings.EqualFold(value, "BASE64") || strings.EqualFold(value, "B"):
			p.coding = binary
			return
		case name == "ENCODING" || strings.EqualFold(value, "8BIT") || strings.EqualFold(value, "7BIT"):
			return
		}
	}
	p.params = append(p.params, param{name, value})
}

func isParam(s string) bool {
	switch strings.ToUpper(s) {
	case "TYPE", "VALUE", "PREF", "LABEL", "MEDIATYPE", "ENCODING", "CHARSET", "LANGUAGE":
		return true
	}
	return false
}

// unquote takes the quotes off a parameter's value; of a list of quoted values
// every pair goes.
func unquote(s string) string {
	if strings.IndexByte(s, '"') < 0 {
		return s
	}
	if len(s) >= 2 && s[0] == '"' && strings.IndexByte(s[1:], '"') == len(s)-2 {
		return s[1 : len(s)-1]
	}
	return strings.ReplaceAll(s, `"`, "")
}

// isBase64 reports whether a line is made of base64 characters only.
func isBase64(b []byte) bool {
	for _, c := range b {
		if !(c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '+' || c == '/' || c == '=') {
			return false
		}
	}
	return len(b) > 0
}

// isDelimiter reports whether a line opens or closes a card.
func isDelimiter(b []byte) bool { return isLine(b, "BEGIN:VCARD") || isLine(b, "END:VCARD") }

// longestDelimiter bounds a line that opens or closes a card, blanks included.
const longestDelimiter = 64

func isLine(b []byte, what string) bool {
	if len(b) < len(what) || len(b) > longestDelimiter {
		return false
	}
	b = bytes.TrimSpace(bytes.TrimPrefix(b, []byte("\xEF\xBB\xBF")))
	if len(b) < len(what) || b[0]|0x20 != what[0]|0x20 {
		return false
	}
	if len(b) != len(what) {
		b = bytes.ReplaceAll(b, []byte(" "), nil) // "BEGIN : VCARD"
	}
	return bytes.EqualFold(b, []byte(what))
}
