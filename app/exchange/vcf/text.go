package vcf

import (
	"bytes"
	"encoding/base64"
	"strings"

	"carebook/app/care"
	"carebook/app/exchange/charset"
)

// version is the version of a card, as far as its escapes depend on it.
type version byte

const (
	v21 version = iota
	v30
	v40
)

// raw is the decoded text of a value with its escapes. Its own CHARSET wins
// over that of the file.
func (b *builder) raw(p *property) string {
	v := p.value
	switch {
	case p.coding == quotedPrintable:
		v = unquotePrintable(v)
	case p.coding == binary && isBase64(v): // some phones write all texts so
		v, _ = bytesOf(v)
	}
	name := p.param("CHARSET")
	if name == "" {
		return b.decode(p, v)
	}
	e, ok := charset.ByName(name)
	if !ok {
		b.warn(p.line, "import.warn.unknown_charset", care.Args{"Value": strings.ToValidUTF8(name, "\uFFFD")})
		return b.decode(p, v)
	}
	s, ok := e.Decode(v)
	if !ok {
		return b.decode(p, v)
	}
	return s
}

// decode reads bytes in the encoding of the file, or in the one that stands in
// where they are not valid in it.
func (b *builder) decode(p *property, v []byte) string {
	s, ok := b.r.c.Encoding.Decode(v)
	if ok {
		return s
	}
	second := b.r.c.Fallback
	if b.r.c.Encoding != charset.UTF8 {
		second = charset.UTF8
	}
	if t, ok := second.Decode(v); ok {
		b.warn(p.line, "import.warn.other_encoding", care.Args{"Name": p.name, "Encoding": second.Name})
		return t
	}
	b.warn(p.line, "import.warn.undecodable", care.Args{"Name": p.name})
	return s
}

// value is the whole text of a property without its escapes.
func (b *builder) value(p *property) string {
	return b.trim(unescape(normalNewlines(b.raw(p)), b.version))
}

// trim takes off blanks around a value, which mean nothing in the files of
// other programs.
func (b *builder) trim(s string) string {
	if b.own {
		return s
	}
	return strings.TrimSpace(s)
}

// parts are the components of a structured value, each without its escapes.
func (b *builder) parts(p *property) []string {
	b.buf = b.list(b.buf[:0], p, normalNewlines(b.raw(p)), ';')
	for i, s := range b.buf {
		b.buf[i] = b.trim(unescape(s, b.version))
	}
	return b.buf
}

// list cuts a value at the separators that are not escaped. A card with a list
// of more parts than it may have properties is refused.
func (b *builder) list(into []string, p *property, raw string, sep byte) []string {
	if strings.Count(raw, string(sep)) >= maxProperties {
		b.c.refuse(p.line, "import.reason.too_many_properties", care.Args{"Limit": maxProperties})
		return append(into, "")
	}
	return split(into, raw, sep)
}

// paramText is the text of a parameter: decoded, and in later versions without
// the escapes of RFC 6868. Line breaks written as \n are read, too.
func (b *builder) paramText(p *property, name string) string {
	s := p.param(name)
	if s == "" {
		return ""
	}
	s = b.decode(p, []byte(s))
	if strings.IndexByte(s, '^') >= 0 {
		s = caret.Replace(s)
	}
	if !b.own {
		s = unescape(s, v40)
	}
	return normalNewlines(s)
}

// caret reads the escapes of RFC 6868.
var caret = strings.NewReplacer("^n", "\n", "^N", "\n", "^'", `"`, "^^", "^")

// normalNewlines writes every line end as LF.
func normalNewlines(s string) string {
	if strings.IndexByte(s, '\r') < 0 {
		return s
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}

// unquotePrintable decodes quoted-printable; an = that begins no code stands
// for itself.
func unquotePrintable(v []byte) []byte {
	if bytes.IndexByte(v, '=') < 0 {
		return v
	}
	out := make([]byte, 0, len(v))
	for i := 0; i < len(v); i++ {
		if v[i] == '=' && i+2 < len(v) && hex(v[i+1]) >= 0 && hex(v[i+2]) >= 0 {
			out = append(out, byte(hex(v[i+1])<<4|hex(v[i+2])))
			i += 2
			continue
		}
		if v[i] == '=' && i == len(v)-1 {
			continue // a soft break at the very end
		}
		out = append(out, v[i])
	}
	return out
}

func hex(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	}
	return -1
}

// unescape reads the escapes of a text. Versions 3.0 and 4.0 know \n \N \, \;
// \\ \: and \"; any other backslash is kept. Version 2.1 has no \n, but half of
// its writers use it: there a text with a backslash before any other letter,
// such as a path, keeps its backslashes.
func unescape(s string, v version) string {
	i := strings.IndexByte(s, '\\')
	if i < 0 {
		return s
	}
	literal := v == v21 && hasPath(s)
	var out strings.Builder
	out.Grow(len(s))
	for {
		out.WriteString(s[:i])
		s = s[i+1:]
		if s == "" {
			out.WriteByte('\\')
			return out.String()
		}
		c := s[0]
		switch {
		case c == ';' || c == ',':
			out.WriteByte(c)
		case literal:
			out.WriteByte('\\')
			out.WriteByte(c)
		case c == 'n' || c == 'N':
			out.WriteByte('\n')
		case c == '\\' || c == ':' || c == '"':
			out.WriteByte(c)
		default:
			out.WriteByte('\\')
			out.WriteByte(c)
		}
		s = s[1:]
		if i = strings.IndexByte(s, '\\'); i < 0 {
			out.WriteString(s)
			return out.String()
		}
	}
}

// hasPath reports whether a backslash stands before a letter or digit that no
// escape uses.
func hasPath(s string) bool {
	for i := 0; i+1 < len(s); i++ {
		if s[i] != '\\' {
			continue
		}
		i++
		c := s[i]
		if c != 'n' && c != 'N' && (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9') {
			return true
		}
	}
	return false
}

// split cuts a value at the separators that are not escaped.
func split(into []string, s string, sep byte) []string {
	if strings.IndexByte(s, '\\') < 0 {
		for {
			i := strings.IndexByte(s, sep)
			if i < 0 {
				return append(into, s)
			}
			into = append(into, s[:i])
			s = s[i+1:]
		}
	}
	start := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case sep:
			into = append(into, s[start:i])
			start = i + 1
		}
	}
	return append(into, s[start:])
}

// bytesOf decodes a base64 value; it gives what it can of a damaged one and
// then reports false.
func bytesOf(v []byte) (data []byte, ok bool) {
	clean := make([]byte, 0, len(v))
	for _, c := range v {
		if c != ' ' && c != '\t' && c != '\n' && c != '\r' && c != '=' {
			clean = append(clean, c)
		}
	}
	data = make([]byte, base64.RawStdEncoding.DecodedLen(len(clean)))
	whole := len(clean)%4 != 1
	if !whole {
		clean = clean[:len(clean)-1] // six bits alone are the remains of a cut
	}
	n, err := base64.RawStdEncoding.Decode(data, clean)
	return data[:n], whole && err == nil
}
