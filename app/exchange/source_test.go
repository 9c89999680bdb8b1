package exchange_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"carebook/app/care"
	"carebook/app/exchange"
)

// file writes a file of a test.
func file(t testing.TB, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// utf16File is a text as UTF-16, with its mark if asked for.
func utf16File(s string, big, mark bool) string {
	if mark {
		s = "\uFEFF" + s
	}
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		if big {
			b = append(b, byte(u>>8), byte(u))
		} else {
			b = append(b, byte(u), byte(u>>8))
		}
	}
	return string(b)
}

// TestOpenRefuses says what is wrong with a file in a way that people can act
// on.
func TestOpenRefuses(t *testing.T) {
	dir := t.TempDir()
	random := rand.New(rand.NewPCG(3, 4))
	noise := make([]byte, 1<<20)
	for i := range noise {
		noise[i] = byte(random.Uint32())
	}
	for _, test := range []struct {
		name, path string
		o          exchange.Options
		want       care.Code
	}{
		{"missing", filepath.Join(dir, "none.vcf"), exchange.Options{}, care.CodeFileMissing},
		{"folder", dir, exchange.Options{}, care.CodeFileIsFolder},
		{"empty", file(t, "a.vcf", ""), exchange.Options{}, care.CodeFileEmpty},
		{"a mark alone", file(t, "a.vcf", "\xEF\xBB\xBF"), exchange.Options{}, care.CodeFileEmpty},
		{"blanks alone", file(t, "a.csv", " \r\n\r\n"), exchange.Options{}, care.CodeFileEmpty},
		{"noise", file(t, "a.csv", string(noise)), exchange.Options{}, care.CodeFileBinary},
		{"picture", file(t, "a.vcf", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00"), exchange.Options{}, care.CodeFileBinary},
		{"web page", file(t, "a.html", "<html><body>Name, Phone</body></html>"), exchange.Options{}, care.CodeNotAddressBook},
		{"other JSON", file(t, "a.json", `{"a":[1,2]}`), exchange.Options{}, care.CodeNotAddressBook},
		{"prose", file(t, "a.txt", "Dear all,\nthis is a letter, and nothing else.\nYours, Ana\n"), exchange.Options{}, care.CodeNotAddressBook},
		{"program", file(t, "a.sh", "#!/bin/sh\necho a,b\n"), exchange.Options{}, care.CodeNotAddressBook},
		{"no card", file(t, "a.vcf", "hello world\n"), exchange.Options{}, care.CodeNotAddressBook},
		{"calendar", file(t, "a.ics", "\xEF\xBB\xBFbegin:vcalendar\r\n"+strings.Repeat("BEGIN:VEVENT\r\nDESCRIPTION:Call +34 600 100 200, ana@example.com, 12/05/1980\r\nEND:VEVENT\r\n", 30)+"END:VCALENDAR\r\n"), exchange.Options{}, care.CodeNotAddressBook},
		{"unknown encoding", file(t, "a.csv", "Name\nA\n"), exchange.Options{Encoding: "klingon"}, care.CodeUnknownEncoding},
		{"bad mapping", file(t, "a.csv", "Name\nA\n"), exchange.Options{Map: []exchange.ColumnMap{{Column: "Name", Field: "nonsense"}}}, care.CodeBadMapping},
		{"bad delimiter", file(t, "a.csv", "Name\nA\n"), exchange.Options{Delimiter: "::"}, care.CodeUsage},
	} {
		t.Run(test.name, func(t *testing.T) {
			s, err := open(test.path, test.o)
			if err == nil {
				s.Close()
			}
			if care.CodeOf(err) != test.want {
				t.Fatalf("got %v, want %s", err, test.want)
			}
			var e *care.Error
			if errors.As(err, &e) && strings.HasPrefix(string(test.want), "file_") && e.Args["File"] != test.path {
				t.Errorf("the sentence cannot name the file: %v", e.Args)
			}
		})
	}
}

// TestOpenUnreadable needs a file that its owner may not read.
func TestOpenUnreadable(t *testing.T) {
	path := file(t, "a.vcf", "BEGIN:VCARD\nFN:A\nEND:VCARD\n")
	if err := os.Chmod(path, 0); err != nil {
		t.Fatal(err)
	}
	want := care.CodeFileUnreadable
	if f, err := os.Open(path); err == nil {
		want = "" // the superuser may read anything
		f.Close()
	}
	s, err := open(path, exchange.Options{})
	if err == nil {
		s.Close()
	}
	if care.CodeOf(err) != want {
		t.Errorf("got %v, want %q", err, want)
	}
}

// TestOpenTooLarge refuses a file before reading it.
func TestOpenTooLarge(t *testing.T) {
	path := file(t, "a.vcf", "BEGIN:VCARD\n")
	if err := os.Truncate(path, 1<<30+1); err != nil {
		t.Fatal(err)
	}
	if _, err := open(path, exchange.Options{}); care.CodeOf(err) != care.CodeFileTooLarge {
		t.Errorf("got %v", err)
	}
}

// TestDetection knows files by what they hold, whatever their names.
func TestDetection(t *testing.T) {
	card := "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Иван\r\nEND:VCARD\r\n"
	for _, test := range []struct {
		name, content string
		o             exchange.Options
		format        exchange.Format
		encoding      string
		full          string
	}{
		{"a.txt", card, exchange.Options{}, exchange.VCard, "utf-8", "Иван"},
		{"a.csv", "\xEF\xBB\xBF" + card, exchange.Options{}, exchange.VCard, "utf-8", "Иван"},
		{"a.vcf", utf16File(card, false, true), exchange.Options{}, exchange.VCard, "utf-16le", "Иван"},
		{"a.vcf", utf16File(card, true, false), exchange.Options{}, exchange.VCard, "utf-16be", "Иван"},
		{"a.vcf", utf16File(card, true, true), exchange.Options{Encoding: "utf-16"}, exchange.VCard, "utf-16be", "Иван"},
		{"a.vcf", "BEGIN:VCARD\nFN:\xC8\xE2\xE0\xED \xCF\xE5\xF2\xF0\xEE\xE2\nEND:VCARD\n", exchange.Options{Language: "ru"}, exchange.VCard, "windows-1251", "Иван Петров"},
		{"a.vcf", "BEGIN:VCARD\nFN:S\xF6ren\nLABEL;CHARSET=Windows-1252:x\nEND:VCARD\n", exchange.Options{}, exchange.VCard, "windows-1252", "Sören"},
		{"a.vcf", "BEGIN:VCARD\nFN:\xC8\nEND:VCARD\n", exchange.Options{Encoding: "cp1251"}, exchange.VCard, "windows-1251", "И"},
		{"a.dat", "Name,Phone\nИван,1\n", exchange.Options{}, exchange.CSV, "utf-8", "Иван"},
		{"a.csv", utf16File("Name\tPhone\nИван\t1\n", false, true), exchange.Options{}, exchange.CSV, "utf-16le", "Иван"},
		{"a.csv", "\xD0\xD5\xC3\xFB,\xCA\xD6\xBB\xFA\n\xCD\xF5\xCE\xB0,1\n", exchange.Options{}, exchange.CSV, "gb18030", "王伟"},
		{"a.csv", "\xC8\xEC\xFF;\xD4\xE0\xEC\xE8\xEB\xE8\xFF;\xD2\xE5\xEB\xE5\xF4\xEE\xED\n\xC8\xE2\xE0\xED;\xCF\xE5\xF2\xF0\xEE\xE2;1\n", exchange.Options{}, exchange.CSV, "windows-1251", "Иван Петров"},
		{"a.json", `{"people":[{"full_name":"Иван"}]}`, exchange.Options{}, exchange.JSON, "utf-8", "Иван"},
		{"a.vcf", "N:A\nTEL:1\nEND:VCARD\n", exchange.Options{}, exchange.VCard, "utf-8", "A"},
	} {
		t.Run(test.name+" "+test.encoding, func(t *testing.T) {
			c, err := read(t, file(t, test.name, test.content), test.o)
			if err != nil {
				t.Fatal(err)
			}
			if c.info.Format != test.format || c.info.Encoding != test.encoding {
				t.Errorf("%s in %s, want %s in %s", c.info.Format, c.info.Encoding, test.format, test.encoding)
			}
			if len(c.people) != 1 || c.people[0].Person.FullName != test.full {
				t.Errorf("people %+v", c.people)
			}
			if c.info.Bytes != int64(len(test.content)) {
				t.Errorf("%d bytes", c.info.Bytes)
			}
		})
	}
}

// TestInfoOfTable shows what the mapping step needs.
func TestInfoOfTable(t *testing.T) {
	path := file(t, "a.csv", "Name;Shoe;Birthday\nA;38;21/5/1980\n")
	s, err := open(path, exchange.Options{Year: 2026, Map: []exchange.ColumnMap{{Column: "none", Field: "note"}}})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	info := s.Info()
	if info.Delimiter != ";" || !info.Header || len(info.Columns) != 3 || info.DateOrder != "dmy" || !info.DateOrderSure {
		t.Errorf("info %+v", info)
	}
	if got := info.Columns[1]; got != (exchange.Column{Index: 1, Heading: "Shoe", Field: "keep", Example: "38"}) {
		t.Errorf("column %+v", got)
	}
	if w := s.Warnings(); len(w) != 1 || w[0].Reason.Code != "import.warn.no_such_column" || w[0].Reason.Args["Column"] != "none" {
		t.Errorf("warnings %+v", w)
	}
}

// TestReadAgain reads a file twice, as the preview and the import do, and
// reports how far it is.
func TestReadAgain(t *testing.T) {
	content := strings.Repeat("BEGIN:VCARD\nFN:A\nEND:VCARD\n", 3000)
	s, err := open(file(t, "a.vcf", content), exchange.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for range 2 {
		n, before := 0, int64(-1)
		err := s.Read(context.Background(), func(*exchange.Record) error {
			n++
			if s.Offset() < before {
				t.Error("goes backwards")
			}
			before = s.Offset()
			return nil
		})
		if err != nil || n != 3000 || s.Offset() != int64(len(content)) {
			t.Errorf("%d records, at %d of %d, %v", n, s.Offset(), len(content), err)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := s.Read(ctx, func(*exchange.Record) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	stop := errors.New("enough")
	if err := s.Read(context.Background(), func(*exchange.Record) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("got %v", err)
	}
}

// TestNothingOutsideIsOpened reads a file whose cards name paths: they stay
// texts.
func TestNothingOutsideIsOpened(t *testing.T) {
	secret := file(t, "secret.png", "\x89PNG\r\n\x1a\nsecret")
	c, err := read(t, file(t, "a.vcf", "BEGIN:VCARD\nVERSION:4.0\nFN:A\nPHOTO:file://"+secret+"\nPHOTO;VALUE=uri:"+secret+"\nEND:VCARD\n"), exchange.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if p := c.people[0].Person; p.Photo != nil || len(p.Extra) != 2 {
		t.Errorf("person %+v", p)
	}
}

func TestParseColumnMap(t *testing.T) {
	for in, want := range map[string]exchange.ColumnMap{
		"Handy=phone:mobile":    {Column: "Handy", Field: "phone:mobile"},
		"3=address:work.city":   {Column: "3", Field: "address:work.city"},
		"a=b=note":              {Column: "a=b", Field: "note"},
		"Ort privat= full_name": {Column: "Ort privat", Field: "full_name"},
		"Shoe size=keep":        {Column: "Shoe size", Field: "keep"},
	} {
		if got, err := exchange.ParseColumnMap(in); err != nil || got != want {
			t.Errorf("%s: got %+v, %v", in, got, err)
		}
	}
	for _, in := range []string{"", "a", "=note", "a=", "a=nonsense", "a=email:"} {
		if _, err := exchange.ParseColumnMap(in); care.CodeOf(err) != care.CodeBadMapping {
			t.Errorf("%q: got %v", in, err)
		}
	}
}

func TestNewWriterRefuses(t *testing.T) {
	if _, err := exchange.NewWriter(&strings.Builder{}, "pdf"); care.CodeOf(err) != care.CodeUsage {
		t.Errorf("got %v", err)
	}
}

// full is a writer that fails.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestWritersFail(t *testing.T) {
	for _, f := range []exchange.Format{exchange.VCard, exchange.VCard3, exchange.CSV, exchange.JSON} {
		w, err := exchange.NewWriter(full{}, f)
		if err != nil {
			t.Fatal(err)
		}
		p := care.Person{FullName: "A", Remark: strings.Repeat("x", 200_000)}
		if err := errors.Join(w.Write(&p), w.Close()); err == nil || !strings.Contains(err.Error(), "disk full") {
			t.Errorf("%s: got %v", f, err)
		}
	}
}
