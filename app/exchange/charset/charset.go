// Package charset finds out in which encoding a file is written and decodes
// it: UTF-8 and UTF-16 with and without a mark, the encodings of Chinese and
// Japanese phones, and the 8-bit ones of Windows.
//
// It knows nothing of address books and imports no other package of Carebook.
package charset

import (
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// Encoding is one way of writing text as bytes.
type Encoding struct {
	// Name is the name under which the encoding is shown and given by hand.
	Name string
	enc  encoding.Encoding
	// single is set for encodings of one byte a character.
	single *charmap.Charmap
	// Wide marks UTF-16: lines and fields cannot be found before decoding.
	Wide bool
}

// The encodings that the rest of the program names.
var (
	UTF8        = &Encoding{Name: "utf-8"}
	UTF16LE     = &Encoding{Name: "utf-16le", enc: unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), Wide: true}
	UTF16BE     = &Encoding{Name: "utf-16be", enc: unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), Wide: true}
	GB18030     = &Encoding{Name: "gb18030", enc: simplifiedchinese.GB18030}
	Big5        = &Encoding{Name: "big5", enc: traditionalchinese.Big5}
	ShiftJIS    = &Encoding{Name: "shift_jis", enc: japanese.ShiftJIS}
	EUCJP       = &Encoding{Name: "euc-jp", enc: japanese.EUCJP}
	ISO2022JP   = &Encoding{Name: "iso-2022-jp", enc: japanese.ISO2022JP}
	EUCKR       = &Encoding{Name: "euc-kr", enc: korean.EUCKR}
	Windows1250 = single("windows-1250", charmap.Windows1250)
	Windows1251 = single("windows-1251", charmap.Windows1251)
	Windows1252 = single("windows-1252", charmap.Windows1252)
	Windows1253 = single("windows-1253", charmap.Windows1253)
	Windows1254 = single("windows-1254", charmap.Windows1254)
	Windows1255 = single("windows-1255", charmap.Windows1255)
	Windows1256 = single("windows-1256", charmap.Windows1256)
	Windows1257 = single("windows-1257", charmap.Windows1257)
	Windows1258 = single("windows-1258", charmap.Windows1258)
	ISO88592    = single("iso-8859-2", charmap.ISO8859_2)
	ISO88595    = single("iso-8859-5", charmap.ISO8859_5)
	ISO88597    = single("iso-8859-7", charmap.ISO8859_7)
	ISO88599    = single("iso-8859-9", charmap.ISO8859_9)
	ISO885915   = single("iso-8859-15", charmap.ISO8859_15)
	KOI8R       = single("koi8-r", charmap.KOI8R)
	KOI8U       = single("koi8-u", charmap.KOI8U)
	IBM866      = single("ibm866", charmap.CodePage866)
	Macintosh   = single("macintosh", charmap.Macintosh)
)

func single(name string, m *charmap.Charmap) *Encoding {
	return &Encoding{Name: name, enc: m, single: m}
}

// all are the encodings that can be chosen by hand, in the order in which a
// list shows them.
var all = []*Encoding{
	UTF8, UTF16LE, UTF16BE, Windows1252, Windows1251, GB18030, Big5, ShiftJIS,
	Windows1250, Windows1253, Windows1254, Windows1255, Windows1256, Windows1257, Windows1258,
	ISO88592, ISO88595, ISO88597, ISO88599, ISO885915, KOI8R, KOI8U, IBM866, Macintosh, EUCJP, ISO2022JP, EUCKR,
}

// aliases are other names in use, without dashes and underscores.
var aliases = map[string]*Encoding{
	"ascii": Windows1252, "usascii": Windows1252, "ansi": Windows1252,
	"utf16": UTF16LE, "unicode": UTF16LE, "ucs2": UTF16LE, "utf8bom": UTF8, "utf8sig": UTF8,
	"gbk": GB18030, "gb2312": GB18030, "cp936": GB18030, "ms936": GB18030, "xgbk": GB18030, "euccn": GB18030, "gb": GB18030,
	"cp950": Big5, "big5hkscs": Big5, "xbig5": Big5, "big5eten": Big5,
	"sjis": ShiftJIS, "cp932": ShiftJIS, "ms932": ShiftJIS, "windows31j": ShiftJIS, "mskanji": ShiftJIS, "xsjis": ShiftJIS,
	"ksc5601": EUCKR, "ksc56011987": EUCKR, "cp949": EUCKR, "ms949": EUCKR, "uhc": EUCKR,
	"iso88591": Windows1252, "latin1": Windows1252, "l1": Windows1252, "cp819": Windows1252,
	"latin2": ISO88592, "latin5": ISO88599, "latin9": ISO885915, "cyrillic": ISO88595, "greek": ISO88597,
	"cp866": IBM866, "866": IBM866, "mac": Macintosh, "macroman": Macintosh, "xmacroman": Macintosh,
}

// ByName finds an encoding by any name that is in use for it.
func ByName(name string) (*Encoding, bool) {
	if strings.EqualFold(name, UTF8.Name) {
		return UTF8, true
	}
	plain := plainName(name)
	for _, e := range all {
		if plainName(e.Name) == plain {
			return e, true
		}
	}
	if e, ok := aliases[plain]; ok {
		return e, true
	}
	for _, prefix := range []string{"cp", "win", "ms"} {
		if rest, ok := strings.CutPrefix(plain, prefix); ok && strings.HasPrefix(rest, "125") {
			return ByName("windows" + rest)
		}
	}
	return nil, false
}

// Names are the names of the encodings that can be chosen by hand.
func Names() []string {
	names := make([]string, len(all))
	for i, e := range all {
		names[i] = e.Name
	}
	return names
}

func plainName(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '-', r == '_', r == ' ', r == '"', r == '\'':
			return -1
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		}
		return r
	}, name)
}

// Decode gives the text that b holds. It reports false where some of b was not
// valid; U+FFFD then stands in its place. The text never holds U+0000.
func (e *Encoding) Decode(b []byte) (text string, ok bool) {
	if isASCII(b) {
		return clean(string(b)), true
	}
	if e.single != nil {
		return e.decodeSingle(b)
	}
	if e.enc == nil {
		s := string(b)
		if utf8.ValidString(s) {
			return clean(s), true
		}
		return clean(strings.ToValidUTF8(s, "\uFFFD")), false
	}
	out, err := e.enc.NewDecoder().Bytes(b)
	s := string(out)
	if err != nil {
		s = strings.ToValidUTF8(string(b), "\uFFFD")
	}
	return clean(s), err == nil && !strings.ContainsRune(s, utf8.RuneError)
}

func (e *Encoding) decodeSingle(b []byte) (string, bool) {
	var s strings.Builder
	s.Grow(len(b) + len(b)/2)
	ok := true
	for _, c := range b {
		r := e.single.DecodeByte(c)
		ok = ok && r != utf8.RuneError
		s.WriteRune(r)
	}
	return clean(s.String()), ok
}

// Reader decodes a stream to UTF-8. What is not valid becomes U+FFFD.
func (e *Encoding) Reader(r io.Reader) io.Reader {
	if e.enc == nil {
		return r
	}
	return transform.NewReader(r, e.enc.NewDecoder())
}

// clean takes out U+0000, which no text of an address book means.
func clean(s string) string {
	if strings.IndexByte(s, 0) < 0 {
		return s
	}
	return strings.ReplaceAll(s, "\x00", "")
}

func isASCII(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
