package exchange_test

import (
	"archive/zip"
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"carebook/app/care"
	"carebook/app/exchange"
)

// mostMemory bounds what reading any file may hold at a time.
const mostMemory = 150 << 20

// endlessly yields a text over and over, up to a number of bytes.
func endlessly(part string, bytes int64) io.Reader {
	return io.LimitReader(&endless{text: part}, bytes/int64(len(part))*int64(len(part)))
}

type endless struct {
	text string
	at   int
}

func (e *endless) Read(b []byte) (int, error) {
	for n := 0; n < len(b); {
		k := copy(b[n:], e.text[e.at:])
		n += k
		e.at = (e.at + k) % len(e.text)
	}
	return len(b), nil
}

// stream writes a file that is too large to be put together in memory.
func stream(t *testing.T, name string, parts ...io.Reader) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := bufio.NewWriterSize(f, 1<<20)
	if _, err := io.Copy(w, io.MultiReader(parts...)); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(w.Flush(), f.Close()); err != nil {
		t.Fatal(err)
	}
	return path
}

func text(s string) io.Reader { return strings.NewReader(s) }

// outcome is what became of a hostile file.
type outcome struct {
	names            []string
	people, warnings int
	problems         []*exchange.Problem
	peak, after      uint64
	err              error
}

// suffer reads a file to its end and watches the memory.
func suffer(t *testing.T, path string) (o outcome) {
	t.Helper()
	runtime.GC()
	done, peak := make(chan struct{}), make(chan uint64)
	go func() {
		var most uint64
		var m runtime.MemStats
		for tick := time.NewTicker(2 * time.Millisecond); ; {
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapAlloc)
			select {
			case <-done:
				tick.Stop()
				peak <- most
				return
			case <-tick.C:
			}
		}
	}()
	sources, passed, err := exchange.OpenAll(path, detect)
	o.warnings, o.err = len(passed), err
	for _, s := range sources {
		err := s.Read(context.Background(), func(r *exchange.Record) error {
			o.warnings += len(r.Warnings)
			switch {
			case r.Problem != nil:
				o.problems = append(o.problems, r.Problem)
			default:
				o.people++
				if len(o.names) < 100 {
					o.names = append(o.names, r.Person.FullName)
				}
			}
			return nil
		})
		o.err = errors.Join(o.err, err)
	}
	close(done)
	o.peak = <-peak
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	o.after = m.HeapAlloc
	runtime.KeepAlive(sources)
	for _, s := range sources {
		o.err = errors.Join(o.err, s.Close())
	}
	if o.peak > mostMemory || o.after > mostMemory {
		t.Errorf("%d MiB in use at most, %d MiB in the end", o.peak>>20, o.after>>20)
	}
	if o.err != nil && care.CodeOf(o.err) == care.CodeInternal {
		t.Errorf("an error without words for people: %v", o.err)
	}
	t.Logf("%d people, %d problems, %d warnings, %v; %d MiB at most", o.people, len(o.problems), o.warnings, o.err, o.peak>>20)
	return o
}

const (
	firstCard = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:First\r\nEND:VCARD\r\n"
	lastCard  = "\r\nEND:VCARD\r\nBEGIN:VCARD\r\nVERSION:3.0\r\nFN:Last\r\nEND:VCARD\r\n"
	openCard  = firstCard + "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Hostile\r\n"
)

// TestHostileCards reads what stands around the hostile card, and says what is
// wrong with that and in which line.
func TestHostileCards(t *testing.T) {
	cards := func(parts ...io.Reader) []io.Reader {
		return slices.Concat([]io.Reader{text(openCard)}, parts, []io.Reader{text(lastCard)})
	}
	const much = 70 << 20 // more than the longest line
	for _, test := range []struct {
		name string
		file []io.Reader
		code string
		line int
	}{
		{"a picture in folded lines", cards(text("PHOTO;ENCODING=b:"), endlessly("\r\n "+strings.Repeat("A", 74), much)), "import.reason.picture_too_large", 8},
		{"a picture in bare lines", cards(text("PHOTO;ENCODING=BASE64:"), endlessly("\r\n"+strings.Repeat("A", 74), much)), "import.reason.picture_too_large", 8},
		{"a picture on one line", cards(text("PHOTO;ENCODING=b:"), endlessly("A", much)), "import.reason.line_too_long", 8},
		{"a picture as an address", cards(text("PHOTO:data:image/png;base64,"), endlessly("\r\n "+strings.Repeat("A", 74), much)), "import.reason.picture_too_large", 8},
		{"a sound", cards(text("SOUND;ENCODING=b:"), endlessly("\r\n "+strings.Repeat("A", 74), much)), "import.reason.line_too_long", 894793},
		{"one long line", cards(text("NOTE:"), endlessly("x", much)), "import.reason.line_too_long", 8},
		{"one long folded line", cards(text("NOTE:"), endlessly("\r\n "+strings.Repeat("x", 74), much)), "import.reason.line_too_long", 906885},
		{"many properties", cards(endlessly("TEL:1\r\n", 7<<20)), "import.reason.too_many_properties", 10006},
		{"many parameters", cards(text("TEL"), endlessly(";TYPE=x", 7<<20), text(":1")), "import.reason.too_many_properties", 8},
		{"parameters on many lines", cards(text("TEL;a"), endlessly("\r\n ;b", 1<<20), text(":1")), "import.reason.too_many_properties", 8},
		{"an open quote on many lines", cards(text("TEL;TYPE=\"a"), endlessly("\r\n a;b", 1<<20), text(":1")), "import.reason.too_many_properties", 8},
		{"many parameters of many properties", cards(endlessly("TEL"+strings.Repeat(";x", 900)+":1\r\n", 4<<20)), "import.reason.too_many_properties", 119},
		{"open brackets", cards(text("TEL"), endlessly(";X-CUSTOM(a", 4<<20), text(":1")), "import.reason.too_many_properties", 8},
		{"no properties", cards(endlessly("nothing\r\n", 8<<20)), "import.reason.too_many_properties", 10008},
		{"many tags", cards(text("CATEGORIES:"), endlessly("a,b,", 2<<20)), "import.reason.too_many_properties", 8},
		{"many parts", cards(text("N:"), endlessly(";", 8<<20)), "import.reason.too_many_properties", 8},
		{"many lines of tags", cards(endlessly("CATEGORIES:"+numbers(1000)+"\r\n", 1<<20)), "", 0},
		{"many notes", cards(endlessly("NOTE:"+strings.Repeat("x", 2000)+"\r\n", 9<<20)), "", 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			o := suffer(t, stream(t, "a.vcf", test.file...))
			if o.err != nil {
				t.Fatal(o.err)
			}
			want := []string{"First", "Last"}
			if test.code == "" {
				want = []string{"First", "Hostile", "Last"}
			}
			if !slices.Equal(o.names, want) {
				t.Errorf("read %q", o.names)
			}
			checkProblem(t, o, test.code, test.line)
		})
	}
}

// numbers is a list of so many different numbers.
func numbers(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "%d,", i)
	}
	return b.String()
}

// checkProblem says that there is this one problem, or none where code is "".
func checkProblem(t *testing.T, o outcome, code string, line int) {
	t.Helper()
	switch {
	case code == "" && len(o.problems) == 0:
	case code == "" || len(o.problems) != 1:
		t.Errorf("%d problems", len(o.problems))
	case o.problems[0].Reason.Code != code || o.problems[0].Line != line || len(o.problems[0].Raw) > 1<<20 || o.problems[0].Raw == "":
		t.Errorf("problem %s in line %d with %d bytes of text, want %s in line %d", o.problems[0].Reason.Code, o.problems[0].Line, len(o.problems[0].Raw), code, line)
	}
}

// TestHostileNesting reads cards in cards in cards.
func TestHostileNesting(t *testing.T) {
	const deep = 50_000
	opening := strings.Repeat("BEGIN:VCARD\r\nFN:A\r\n", deep)
	for name, test := range map[string]struct {
		file     string
		problems int
	}{
		"open":   {opening, 0},
		"closed": {opening + strings.Repeat("END:VCARD\r\n", deep), 1},
	} {
		t.Run(name, func(t *testing.T) {
			o := suffer(t, stream(t, "a.vcf", text(test.file)))
			if o.err != nil || o.people != deep || len(o.problems) != test.problems {
				t.Errorf("%d people, %d problems, %v", o.people, len(o.problems), o.err)
			}
		})
	}
}

// TestHostileTables reads what stands around the hostile row.
func TestHostileTables(t *testing.T) {
	const head, last, much = "Name,Phone,Notes\r\nFirst,1,a\r\n", "\r\nLast,2,b\r\n", 70 << 20
	for _, test := range []struct {
		name  string
		file  []io.Reader
		names []string
		code  string
		line  int
	}{
		{"one long line", []io.Reader{text(head + "Hostile,3,"), endlessly("x", much), text(last)}, []string{"First", "Last"}, "import.reason.line_too_long", 3},
		{"one long cell", []io.Reader{text(head + "Long,3,\""), endlessly("x\r\n", much/4), text("\"" + last)}, []string{"First", "Long", "Last"}, "", 0},
		{"an open quote", []io.Reader{text(head + "Hostile,3,\""), endlessly("x", much), text(last)}, []string{"First", "Last"}, "import.reason.line_too_long", 3},
		{"many headings", []io.Reader{text("Name,Phone"), endlessly(",c", 200_000), text("\r\nFirst,1"), endlessly(",x", 200_000), text(last)}, []string{"Last"}, "import.reason.too_many_columns", 2},
		{"many cells", []io.Reader{text(head + "Hostile,3"), endlessly(",x", 200_000), text(last)}, []string{"First", "Last"}, "import.reason.too_many_columns", 3},
		{"many empty lines", []io.Reader{text(head), endlessly("\r\n", 2_000_000), text(last)}, []string{"First", "Last"}, "", 0},
		{"many empty rows", []io.Reader{text(head), endlessly(",,\r\n", 4_000_000), text(last)}, []string{"First", "Last"}, "", 0},
		{"many tags", []io.Reader{text("Name,Phone,Labels\r\nFirst,1,"), endlessly("a;b;", 2<<20), text(last)}, []string{"First", "Last"}, "", 0},
		{"many numbers", []io.Reader{text("Name,Phone\r\nFirst,1"), endlessly(":::1", 4<<20), text(last)}, []string{"First", "Last"}, "", 0},
		{"many addresses", []io.Reader{text("Name,Email\r\nFirst,"), endlessly("@ ", 4<<20), text(last)}, []string{"First", "Last"}, "", 0},
		{"many columns of notes", []io.Reader{text("Name,Phone"), endlessly(",Notes", 6*15_000), text("\r\nFirst,1"), endlessly(","+strings.Repeat("x", 1000), 15_000*1000), text(last)}, []string{"First", "Last"}, "", 0},
		{"many columns of streets", []io.Reader{text("Name,Phone"), endlessly(",Street", 7*15_000), text("\r\nFirst,1"), endlessly(","+strings.Repeat("x", 1000), 15_000*1000), text(last)}, []string{"First", "Last"}, "", 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			o := suffer(t, stream(t, "a.csv", test.file...))
			if o.err != nil {
				t.Fatal(o.err)
			}
			if !slices.Equal(o.names, test.names) {
				t.Errorf("read %q", o.names)
			}
			checkProblem(t, o, test.code, test.line)
		})
	}
}

// TestHostileJSON reads an export of ours that somebody has spoilt.
func TestHostileJSON(t *testing.T) {
	const head, last = "{\"people\":[{\"full_name\":\"First\"},\n", "{\"full_name\":\"Last\"}]}"
	for _, test := range []struct {
		name  string
		file  []io.Reader
		names []string
		code  string
		line  int
	}{
		{"one long text", []io.Reader{text(head + `{"full_name":"`), endlessly("x", 80<<20), text("\"},\n" + last)}, []string{"First"}, "import.reason.record_too_long", 2},
		{"many values", []io.Reader{text(head + `{"full_name":"A","phones":[`), endlessly("{},", 6<<20), text("{}]},\n" + last)}, []string{"First", "Last"}, "import.reason.too_many_properties", 2},
		{"many lines", []io.Reader{text(head), endlessly("\n", 20<<20), text("1,\n" + last)}, []string{"First", "Last"}, "import.reason.bad_person", 2 + 20<<20},
		{"deep", []io.Reader{text(head), endlessly("[", 20<<20)}, []string{"First"}, "import.reason.bad_json", 2},
	} {
		t.Run(test.name, func(t *testing.T) {
			o := suffer(t, stream(t, "a.json", test.file...))
			if o.err != nil || !slices.Equal(o.names, test.names) {
				t.Errorf("read %q, %v", o.names, o.err)
			}
			if len(o.problems) != 1 || o.problems[0].Reason.Code != test.code || o.problems[0].Line != test.line {
				t.Errorf("problems %+v", *o.problems[0])
			}
		})
	}
}

// bomb is an archive of one entry that unpacks to so many zeros.
func bomb(t *testing.T, name string, first string, size int64) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "bomb.zip")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	z := zip.NewWriter(f)
	w, err := z.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(w, io.MultiReader(text(first), endlessly("\x00", size))); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(z.Close(), f.Close()); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestHostileArchives refuses bombs, whether their headers admit it or not.
func TestHostileArchives(t *testing.T) {
	honest := bomb(t, "a.vcf", card, 100<<20)
	t.Run("bomb", func(t *testing.T) {
		if o := suffer(t, honest); care.CodeOf(o.err) != care.CodeArchiveTooLarge {
			t.Errorf("got %v", o.err)
		}
	})
	t.Run("bomb with a header that lies", func(t *testing.T) {
		r, err := zip.OpenReader(honest)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		raw, err := r.File[0].OpenRaw()
		if err != nil {
			t.Fatal(err)
		}
		packed, err := io.ReadAll(raw)
		if err != nil {
			t.Fatal(err)
		}
		lie := rawArchive(packed, header{name: "a.vcf", method: zip.Deflate, packed: uint32(len(packed)), unpacked: uint32(len(card))})
		if o := suffer(t, file(t, "lie.zip", lie)); care.CodeOf(o.err) != care.CodeFileUnreadable || o.people != 0 {
			t.Errorf("got %d people, %v", o.people, o.err)
		}
	})
	t.Run("many names for one bomb", func(t *testing.T) {
		var members []header
		for i := range 9000 {
			members = append(members, header{name: fmt.Sprint(i), method: zip.Deflate, packed: 1 << 20, unpacked: 200 << 10})
		}
		if o := suffer(t, file(t, "a.zip", rawArchive(nil, members...))); care.CodeOf(o.err) != care.CodeArchiveTooLarge {
			t.Errorf("got %v", o.err)
		}
	})
	t.Run("archive in an archive", func(t *testing.T) {
		inner, err := os.ReadFile(honest)
		if err != nil {
			t.Fatal(err)
		}
		o := suffer(t, archive(t, member{"inner.zip", string(inner)}, member{"a.vcf", card}))
		if o.err != nil || o.people != 1 || o.warnings != 1 {
			t.Errorf("%d people, %d warnings, %v", o.people, o.warnings, o.err)
		}
	})
	t.Run("a list of entries without end", func(t *testing.T) {
		many := make([]header, 60_000)
		for i := range many {
			many[i].name = strings.Repeat("x", 40)
		}
		if o := suffer(t, file(t, "a.zip", rawArchive(nil, many...))); care.CodeOf(o.err) != care.CodeArchiveTooLarge {
			t.Errorf("got %v", o.err)
		}
	})
	t.Run("thousands of address books", func(t *testing.T) {
		var members []member
		for i := range 3000 {
			members = append(members, member{fmt.Sprintf("%d.vcf", i), strings.Repeat("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Иван\r\nEND:VCARD\r\n", 100)})
		}
		if o := suffer(t, archive(t, members...)); o.err != nil || o.people != 300_000 {
			t.Errorf("%d people, %v", o.people, o.err)
		}
	})
}

// TestLinksStayTexts opens nothing that a card names, in whatever property.
func TestLinksStayTexts(t *testing.T) {
	secret := file(t, "passwd", "root:x:0:0")
	var b strings.Builder
	b.WriteString("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:A\r\n")
	links := []string{"file:///etc/passwd", "file://" + secret, secret, "http://example.com/a.png", `\\\\server\\share\\a.png`}
	for _, name := range []string{"PHOTO", "LOGO", "SOUND", "KEY", "X-OTHER"} {
		for _, link := range links {
			fmt.Fprintf(&b, "%s;VALUE=uri:%s\r\n", name, link)
		}
	}
	b.WriteString("NOTE;VALUE=uri:file:///etc/passwd\r\nEND:VCARD\r\n")
	c, err := read(t, file(t, "a.vcf", b.String()), exchange.Options{})
	if err != nil {
		t.Fatal(err)
	}
	p := c.people[0].Person
	if p.Photo != nil || p.Remark != "file:///etc/passwd" || len(p.Extra) != 5*len(links) {
		t.Errorf("photo %v, remark %q, %d kept", p.Photo, p.Remark, len(p.Extra))
	}
	for _, e := range p.Extra {
		if strings.Contains(e.Value, "root") || !slices.Contains(links, e.Value) && !strings.Contains(e.Value, "server") {
			t.Errorf("%s became %q", e.Name, e.Value)
		}
	}
}

// TestInvalidUTF8Everywhere reads what can be read; nothing that comes out is
// invalid.
func TestInvalidUTF8Everywhere(t *testing.T) {
	valid := strings.Repeat("ñandú ", 40)
	for _, test := range []struct{ name, raw string }{
		{"a.vcf", "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:" + valid + "\xFF\xFE\r\nN:\xC3;\xE2\x82\r\nTEL;TYPE=\xFF\"\xC0\":1\xF0\r\nX-\xFF:a\r\nX-A;B=\xC3(:\xFF\r\n\xFFitem.EMAIL:a\xFF@b\r\nNOTE;CHARSET=\xFF;ENCODING=QUOTED-PRINTABLE:=FF=C3\r\nADR;LABEL=\xFF:;;\xFF\r\nEND:VCARD\r\n\xFF\xFF\r\n"},
		{"a.csv", "Name,Phone,\xFFheading\xC3,Notes\r\n" + valid + "\xFF,1\xF0,\xFF\xFE,\xE2\x82\r\n\xC3,2,\xFF\r\n"},
		{"a.json", "{\"people\":[{\"full_name\":\"" + valid + "\xFF\",\"phones\":[{\"number\":\"\xC3\"}]},{\"\xFF\":1}]}"},
	} {
		t.Run(test.name, func(t *testing.T) {
			c, err := read(t, file(t, test.name, test.raw), exchange.Options{Year: 2026})
			if err != nil || len(c.people) == 0 {
				t.Fatalf("%+v, %v", c, err)
			}
			shown := fmt.Sprintf("%q", fmt.Sprint(c.info.Columns)) + strings.Join(c.info.Sample, "")
			for _, r := range c.people {
				shown += fmt.Sprintf("%q %q", r.Person.FullName, fmt.Sprint(r.Person, r.Warnings))
			}
			for _, p := range c.problems {
				shown += fmt.Sprintf("%q", p.Raw)
			}
			if i := strings.Index(shown, `\x`); i >= 0 {
				t.Errorf("invalid text came out: %s", shown[max(0, i-80):])
			}
		})
	}
}
