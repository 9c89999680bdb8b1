package charset_test

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"carebook/app/exchange/charset"
)

func TestByName(t *testing.T) {
	for name, want := range map[string]string{
		"UTF-8": "utf-8", "utf8": "utf-8", "GBK": "gb18030", "gb2312": "gb18030", "CP936": "gb18030", "Shift-JIS": "shift_jis", "SJIS": "shift_jis",
		"cp1251": "windows-1251", "Windows-1252": "windows-1252", "win1250": "windows-1250", "ISO-8859-1": "windows-1252", "latin1": "windows-1252",
		"BIG5": "big5", "\"utf-8\"": "utf-8", "koi8-r": "koi8-r", "UTF-16": "utf-16le", "us-ascii": "windows-1252",
	} {
		e, ok := charset.ByName(name)
		if !ok || e.Name != want {
			t.Errorf("%s: got %v, want %s", name, e, want)
		}
	}
	for _, name := range []string{"", "klingon", "cp", "125", "windows-"} {
		if e, ok := charset.ByName(name); ok {
			t.Errorf("%q is %s", name, e.Name)
		}
	}
	for _, name := range charset.Names() {
		if e, ok := charset.ByName(name); !ok || e.Name != name {
			t.Errorf("%s cannot be given by its own name", name)
		}
	}
}

func encode(t *testing.T, e encoding.Encoding, s string) []byte {
	t.Helper()
	b, err := e.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestGuess tells encodings by a few lines of the kind that address books have.
func TestGuess(t *testing.T) {
	for _, test := range []struct {
		name, text, language string
		enc                  encoding.Encoding
		want                 *charset.Encoding
	}{
		{"German", "Müller,Jürgen,Straße 5\nGrünwald,Köln", "", charmap.Windows1252, charset.Windows1252},
		{"Spanish", "Núñez,Begoña,Calle Peñón\nGarcía López", "es", charmap.Windows1252, charset.Windows1252},
		{"one letter", "Weiß,Anna", "en", charmap.Windows1252, charset.Windows1252},
		{"Russian", "Иванов;Пётр;Москва\nСоловьёва;Анна", "", charmap.Windows1251, charset.Windows1251},
		{"Russian in capitals", "ИВАНОВ;ПЕТР;МОСКВА", "ru", charmap.Windows1251, charset.Windows1251},
		{"Russian, KOI8-R", "Иванов;Пётр;Москва\nСоловьёва;Анна", "ru", charmap.KOI8R, charset.KOI8R},
		{"Russian, DOS", "Иванов;Пётр;Москва\nСоловьёва;Анна", "ru", charmap.CodePage866, charset.IBM866},
		{"Chinese", "王伟,北京市朝阳区\n李秀英,上海", "", simplifiedchinese.GB18030, charset.GB18030},
		{"Chinese, traditional", "王偉,台北市中正區\n陳秀英,高雄", "zh_TW", traditionalchinese.Big5, charset.Big5},
		{"Chinese, traditional, no hint", "王偉,台北市中正區\n陳秀英,高雄", "", traditionalchinese.Big5, charset.Big5},
		{"Japanese", "あんどう,ロイド,東京都渋谷区\nさとう", "", japanese.ShiftJIS, charset.ShiftJIS},
		{"Chinese with other scripts", "北京科技,منزل,محمد\nПётр,Яблоко,🎁", "", simplifiedchinese.GB18030, charset.GB18030},
		{"Greek", "Παπαθανασίου,Ευάγγελος,Αθήνα", "", charmap.Windows1253, charset.Windows1253},
		{"Polish", "Łukasz,Wiśniewski,Gdańsk,Źródłowa", "", charmap.Windows1250, charset.Windows1250},
		{"Arabic", "محمد الأحمد,الرياض\nفاطمة حداد", "", charmap.Windows1256, charset.Windows1256},
	} {
		t.Run(test.name, func(t *testing.T) {
			raw := encode(t, test.enc, test.text)
			if got := charset.Guess(raw, test.language, nil); got != test.want {
				s, _ := got.Decode(raw)
				t.Errorf("taken for %s: %q", got.Name, s)
			}
			if s, ok := test.want.Decode(raw); !ok || s != test.text {
				t.Errorf("decoded %q", s)
			}
		})
	}
}

// TestGuessByHeadings lets known words decide where the letters cannot.
func TestGuessByHeadings(t *testing.T) {
	raw := encode(t, simplifiedchinese.GB18030, "移动电话,名\n1,محمد")
	known := func(s string) int { return strings.Count(s, "移动电话") }
	if got := charset.Guess(raw, "", known); got != charset.GB18030 {
		t.Errorf("taken for %s", got.Name)
	}
}

func TestSniff(t *testing.T) {
	for _, test := range []struct {
		head string
		want *charset.Encoding
		skip int
	}{
		{"\xEF\xBB\xBFName", charset.UTF8, 3},
		{"\xFF\xFEN\x00", charset.UTF16LE, 2},
		{"\xFE\xFF\x00N", charset.UTF16BE, 2},
		{"N\x00a\x00m\x00e\x00,\x00", charset.UTF16LE, 0},
		{"\x00N\x00a\x00m\x00e\x00,", charset.UTF16BE, 0},
		{"Name,Phone", nil, 0},
		{"", nil, 0},
		{"\x00", nil, 0},
	} {
		if got, skip := charset.Sniff([]byte(test.head)); got != test.want || skip != test.skip {
			t.Errorf("%q: got %v, %d", test.head, got, skip)
		}
	}
}

func TestScan(t *testing.T) {
	long := strings.Repeat("x", 600<<10) // longer than the buffer of one look
	for _, test := range []struct {
		name, raw string
		check     func(p *charset.Profile) bool
	}{
		{"UTF-8", "Niño\n", func(p *charset.Profile) bool { return p.UTF8() && p.Multi == 1 && p.Broken == 0 && p.LF && !p.CR }},
		{"a character broken by a fold", "Ni\xC3\r\n \xB1o\n", func(p *charset.Profile) bool { return p.UTF8() && p.Broken == 0 && p.Multi == 1 }},
		{"8 bit", "Ni\xF1o\nMu\xF1oz\n", func(p *charset.Profile) bool {
			return !p.UTF8() && p.Broken == 2 && string(p.Sample) == "Ni\xF1o\nMu\xF1oz\n"
		}},
		{"mostly UTF-8", strings.Repeat("ñ", 20) + "\n\xF1\n", func(p *charset.Profile) bool { return p.UTF8() && p.Broken == 1 }},
		{"ASCII", "abc", func(p *charset.Profile) bool { return p.Multi == 0 && p.UTF8() && !p.Binary() }},
		{"cards", "BEGIN:VCARD\nN;CHARSET=windows-1251:a\nend:vcard \nBEGIN:VCARD\n", func(p *charset.Profile) bool {
			return p.Begins == 2 && p.Ends == 1 && len(p.Declared) == 1 && p.Declared[0] == charset.Windows1251
		}},
		{"CR alone", "BEGIN:VCARD\rEND:VCARD\r", func(p *charset.Profile) bool { return p.CR && !p.LF && p.Begins == 1 && p.Ends == 1 }},
		{"binary", "\x00\x01\x02\x03PNG", func(p *charset.Profile) bool { return p.Binary() }},
		{"long lines", long + "\n" + long + "ñ\nBEGIN:VCARD\n", func(p *charset.Profile) bool { return p.Begins == 1 && p.Multi == 1 && len(p.Head) == 64<<10 }},
	} {
		t.Run(test.name, func(t *testing.T) {
			p, err := charset.Scan(strings.NewReader(test.raw))
			if err != nil || !test.check(p) {
				p.Head, p.Sample = nil, nil
				t.Errorf("got %+v, %v", p, err)
			}
		})
	}
}

// TestScanStopsAtWhatIsNoText reads no film to its end to know that it is no
// address book.
func TestScanStopsAtWhatIsNoText(t *testing.T) {
	r := strings.NewReader(strings.Repeat("\x00", 10<<20))
	p, err := charset.Scan(r)
	if err != nil || !p.Binary() || r.Len() < 9<<20 {
		t.Errorf("binary %v, %d bytes left, %v", p.Binary(), r.Len(), err)
	}
}

func TestReader(t *testing.T) {
	raw := []byte("\x1f\x04@\x042\x04")
	got, err := io.ReadAll(charset.UTF16LE.Reader(bytes.NewReader(raw)))
	if err != nil || string(got) != "Прв" {
		t.Errorf("got %q, %v", got, err)
	}
	if s, ok := charset.UTF8.Decode([]byte("a\x00b\xFF")); ok || s != "ab\uFFFD" {
		t.Errorf("got %q, %v", s, ok)
	}
}
