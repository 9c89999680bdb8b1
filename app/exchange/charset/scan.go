package charset

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode/utf8"
)

const (
	// SampleSize bounds the Head and the Sample of a Profile, in bytes.
	SampleSize = 64 << 10
	// headSize is what Sniff looks at.
	headSize = 64
)

// Sniff finds the mark at the beginning of a file, or UTF-16 without a mark by
// its zeros. Skip is the length of the mark. A nil Encoding leaves it open.
func Sniff(head []byte) (e *Encoding, skip int) {
	switch {
	case bytes.HasPrefix(head, []byte("\xEF\xBB\xBF")):
		return UTF8, 3
	case bytes.HasPrefix(head, []byte("\xFF\xFE")):
		return UTF16LE, 2
	case bytes.HasPrefix(head, []byte("\xFE\xFF")):
		return UTF16BE, 2
	}
	if len(head) > headSize {
		head = head[:headSize]
	}
	var even, odd int
	for i, c := range head {
		if c == 0 && i%2 == 0 {
			even++
		} else if c == 0 {
			odd++
		}
	}
	switch n := len(head) / 2; {
	case n >= 4 && even > n*2/3 && odd == 0:
		return UTF16BE, 0
	case n >= 4 && odd > n*2/3 && even == 0:
		return UTF16LE, 0
	}
	return nil, 0
}

// Profile is what one pass over a whole file finds out.
type Profile struct {
	// Head is the beginning of the file.
	Head []byte
	// Sample holds lines with bytes beyond ASCII.
	Sample []byte
	// Multi counts the valid sequences of UTF-8, Broken the invalid ones. A
	// line folded inside a character is valid.
	Multi, Broken int
	// Zeros and Controls count bytes that no text has, within Head.
	Zeros, Controls int
	// LF and CR tell which line ends there are.
	LF, CR bool
	// Declared are the encodings that parameters of a vCard name, in order,
	// without UTF-8.
	Declared []*Encoding
	// Begins and Ends count the lines that open and close a vCard.
	Begins, Ends int
}

// UTF8 reports whether the file is UTF-8, or at least more so than anything
// else: damage in single places is found where those are decoded.
func (p *Profile) UTF8() bool { return p.Broken == 0 || p.Multi > 4*p.Broken }

// Binary reports whether the file is no text at all.
func (p *Profile) Binary() bool {
	return p.Zeros > len(p.Head)/100 || p.Controls > len(p.Head)/20
}

// Scan reads a file to its end, one that is no text only as far as it takes to
// know that.
func Scan(r io.Reader) (*Profile, error) {
	s := scanner{buf: make([]byte, 256<<10)}
	for {
		n, err := r.Read(s.buf[s.kept:])
		s.take(s.buf[:s.kept+n], err != nil)
		if err != nil && s.need > 0 {
			s.p.Broken++
		}
		if errors.Is(err, io.EOF) || len(s.p.Head) == SampleSize && s.p.Binary() {
			return s.profile(), nil
		}
		if err != nil {
			return s.profile(), err
		}
	}
}

// profile is what was found out, without the memory of the finding.
func (s *scanner) profile() *Profile {
	p := s.p
	return &p
}

// scanner goes through a file line by line; a line longer than its buffer is
// taken in pieces.
type scanner struct {
	p    Profile
	buf  []byte
	kept int // bytes of an unfinished line at the beginning of buf
	need int // bytes that an unfinished character still needs
	// sep ends lines: LF, or CR where the file begins without any LF.
	sep byte
	// mid is set while the pieces of one long line come in.
	mid bool
}

// take looks at the whole lines in b and keeps the rest for the next call.
func (s *scanner) take(b []byte, last bool) {
	if room := SampleSize - len(s.p.Head); room > 0 {
		fresh := b[s.kept:]
		s.head(fresh[:min(room, len(fresh))])
	}
	s.p.CR = s.p.CR || bytes.IndexByte(b[s.kept:], '\r') >= 0
	s.p.LF = s.p.LF || bytes.IndexByte(b[s.kept:], '\n') >= 0
	if s.sep == 0 && (s.p.CR || s.p.LF) {
		s.sep = '\r'
		if s.p.LF {
			s.sep = '\n'
		}
	}
	for len(b) > 0 {
		i := bytes.IndexByte(b, s.sep)
		switch {
		case i >= 0:
			s.line(b[:i+1], true)
			b = b[i+1:]
			continue
		case last, len(b) == len(s.buf):
			s.line(b, false)
			b = nil
		}
		break
	}
	s.kept = copy(s.buf, b)
}

func (s *scanner) head(b []byte) {
	s.p.Head = append(s.p.Head, b...)
	for _, c := range b {
		switch {
		case c == 0:
			s.p.Zeros++
		case c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1A && c != 0x1B:
			s.p.Controls++
		}
	}
}

// line looks at one line or at a piece of one.
func (s *scanner) line(b []byte, whole bool) {
	if !s.mid {
		s.delimiter(b)
	}
	s.mid = !whole
	s.declared(b)
	if isASCII(b) && s.need == 0 {
		return
	}
	s.characters(b)
	if room := SampleSize - len(s.p.Sample); room > 0 {
		s.p.Sample = append(s.p.Sample, b[:min(room, len(b))]...)
	}
}

// delimiter counts the lines that open and close a card.
func (s *scanner) delimiter(b []byte) {
	b = bytes.TrimSpace(bytes.TrimPrefix(b, []byte("\xEF\xBB\xBF")))
	if len(b) == 0 || len(b) > 40 {
		return
	}
	switch b[0] | 0x20 {
	case 'b':
		if bytes.EqualFold(b, []byte("BEGIN:VCARD")) {
			s.p.Begins++
		}
	case 'e':
		if bytes.EqualFold(b, []byte("END:VCARD")) {
			s.p.Ends++
		}
	}
}

// declared notes the encodings that CHARSET= names.
func (s *scanner) declared(b []byte) {
	if len(s.p.Declared) >= 8 {
		return
	}
	i := bytes.Index(b, []byte("HARSET="))
	if i < 0 {
		if i = bytes.Index(b, []byte("harset=")); i < 0 {
			return
		}
	}
	name := b[i+len("HARSET="):]
	if j := bytes.IndexAny(name, ";:,\r\n"); j >= 0 {
		name = name[:j]
	}
	e, ok := ByName(strings.TrimSpace(string(name)))
	if !ok || e == UTF8 || e.Wide {
		return
	}
	for _, d := range s.p.Declared {
		if d == e {
			return
		}
	}
	s.p.Declared = append(s.p.Declared, e)
}

// characters checks UTF-8 across folded lines: a fold may stand inside a
// character, and a blank of the fold does not break it.
func (s *scanner) characters(b []byte) {
	for i := 0; i < len(b); i++ {
		c := b[i]
		if s.need > 0 {
			switch {
			case c >= 0x80 && c < 0xC0:
				if s.need--; s.need == 0 {
					s.p.Multi++
				}
				continue
			case c == '\r' || c == '\n':
				continue
			case (c == ' ' || c == '\t') && i == 0:
				continue
			}
			s.need = 0
			s.p.Broken++
		}
		switch {
		case c < utf8.RuneSelf:
		case c >= 0xC2 && c < 0xE0:
			s.need = 1
		case c >= 0xE0 && c < 0xF0:
			s.need = 2
		case c >= 0xF0 && c < 0xF5:
			s.need = 3
		default:
			s.p.Broken++
		}
	}
}
