package exchange_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"carebook/app/care"
	"carebook/app/exchange"
)

const card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana\r\nTEL:1\r\nEND:VCARD\r\n"

// member is one entry of a test's archive.
type member struct{ name, content string }

// archive writes a zip of members.
func archive(t testing.TB, members ...member) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, m := range members {
		w, err := z.Create(m.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, m.content); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return file(t, "contacts.zip", b.String())
}

// detect lets every file be detected.
func detect(string) exchange.Options { return exchange.Options{Year: 2026} }

// openArchive opens an archive that has address books, and closes them after
// the test.
func openArchive(t *testing.T, path string) ([]*exchange.Source, []exchange.Warning) {
	t.Helper()
	sources, passed, err := exchange.OpenAll(path, detect)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		for _, s := range sources {
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		}
	})
	return sources, passed
}

// inner are the names of the files in an archive as they are shown.
func inner(path string, sources []*exchange.Source) []string {
	var names []string
	for _, s := range sources {
		names = append(names, strings.TrimPrefix(s.Info().File, path+"/"))
	}
	return names
}

// TestArchive reads the address books of an archive, each as if it were a file
// of its own, twice, and names what it passed over.
func TestArchive(t *testing.T) {
	wide := utf16File("Name\tPhone\nИван\t1\n", false, true)
	path := archive(
		t,
		member{"takeout/", ""},
		member{"takeout/Ana.vcf", "\xEF\xBB\xBF" + card},
		member{"takeout/photo.jpg", "\xFF\xD8\xFF\xE0\x00\x10JFIF\x00\x01\x01\x00\x00\x00"},
		member{"takeout/wide.csv", wide},
		member{"__MACOSX/takeout/._Ana.vcf", "\x00\x05\x16\x07"},
		member{".DS_Store", "\x00\x00\x00\x01Bud1"},
		member{"more/.hidden.vcf", card},
		member{"letter.txt", "Dear all,\nthis is a letter, and nothing else.\nYours, Ana\n"},
		member{"empty.vcf", ""},
		member{"inner.zip", "PK\x03\x04" + strings.Repeat(card, 50)},
		member{"book.json", `{"people":[{"full_name":"Eva"}]}`},
	)
	var asked []string
	sources, passed, err := exchange.OpenAll(path, func(file string) exchange.Options {
		asked = append(asked, strings.TrimPrefix(file, path+"/"))
		return detect(file)
	})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := inner(path, sources), []string{"takeout/Ana.vcf", "takeout/wide.csv", "book.json"}; !slices.Equal(got, want) {
		t.Errorf("sources %q, want %q", got, want)
	}
	for _, name := range []string{"takeout/Ana.vcf", "takeout/wide.csv", "book.json"} {
		if !slices.Contains(asked, name) {
			t.Errorf("nobody asked how to read %s", name)
		}
	}
	var over []string
	for _, w := range passed {
		if w.Reason.Code != "import.warn.archive_other" || w.Line != 0 {
			t.Errorf("warning %+v", w)
		}
		over = append(over, w.Reason.Args["File"].(string))
	}
	if want := []string{"takeout/photo.jpg", "letter.txt", "empty.vcf", "inner.zip"}; !slices.Equal(over, want) {
		t.Errorf("passed over %q, want %q", over, want)
	}
	for i, want := range []struct {
		name  string
		bytes int
	}{{"Ana", 3 + len(card)}, {"Иван", len(wide)}, {"Eva", 32}} {
		s := sources[i]
		for range 2 {
			var names []string
			err := s.Read(context.Background(), func(r *exchange.Record) error {
				names = append(names, r.Person.FullName)
				return nil
			})
			if err != nil || !slices.Equal(names, []string{want.name}) {
				t.Errorf("%s: %q, %v", s.Info().File, names, err)
			}
			if s.Info().Bytes != int64(want.bytes) || s.Offset() != int64(want.bytes) {
				t.Errorf("%s: read %d of %d bytes, want %d", s.Info().File, s.Offset(), s.Info().Bytes, want.bytes)
			}
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		if err := s.Close(); err == nil {
			t.Error("closed twice")
		}
	}
}

// TestArchiveInTurns reads two files of one archive in turns: neither loses
// its place to the other.
func TestArchiveInTurns(t *testing.T) {
	sources, _ := openArchive(t, archive(t, member{"a.vcf", strings.Repeat(card, 9000)}, member{"b.vcf", strings.Repeat(card, 9000)}))
	n := 0
	err := sources[0].Read(context.Background(), func(*exchange.Record) error {
		if n++; n != 4000 {
			return nil
		}
		return sources[1].Read(context.Background(), func(*exchange.Record) error { n++; return nil })
	})
	if err != nil || n != 18000 {
		t.Errorf("%d records, %v", n, err)
	}
}

// TestNamesInArchives shows names in a way that leads nowhere and deceives
// nobody.
func TestNamesInArchives(t *testing.T) {
	for in, want := range map[string]string{
		"../../x.vcf":                    "x.vcf",
		"a/../../x.vcf":                  "a/x.vcf",
		"/etc/x.vcf":                     "etc/x.vcf",
		`C:\x.vcf`:                       "x.vcf",
		`C:/Users\Ana\x.vcf`:             "Users/Ana/x.vcf",
		`\\server\share\x.vcf`:           "server/share/x.vcf",
		"./a//x.vcf":                     "a/x.vcf",
		"a\x00b\n\r\tc.vcf":              "abc.vcf",
		"a\u202Efcv.exe":                 "afcv.exe",
		"\xC8\xE2\xE0\xED\xEE\xE2.vcf":   "Иванов.vcf",
		"\xD0\xD5\xC3\xFB\xCD\xF5.vcf":   "姓名王.vcf",
		"имя с пробелом.vcf":             "имя с пробелом.vcf",
		"":                               "?",
		"..":                             "?",
		strings.Repeat("x", 300) + "end": "…" + strings.Repeat("x", 196) + "end",
	} {
		path := archive(t, member{in, card})
		sources, _ := openArchive(t, path)
		if got := inner(path, sources); !slices.Equal(got, []string{want}) {
			t.Errorf("%q is shown as %q, want %q", in, got, want)
		}
	}
}

// TestEqualNamesInArchives tells them apart.
func TestEqualNamesInArchives(t *testing.T) {
	path := archive(t, member{"a.vcf", card}, member{"a (2).vcf", card}, member{"../a.vcf", card}, member{"a.vcf", card}, member{"b/a.vcf", card})
	sources, _ := openArchive(t, path)
	if got, want := inner(path, sources), []string{"a.vcf", "a (2).vcf", "a (3).vcf", "a (4).vcf", "b/a.vcf"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// header is the part of a zip entry that tests write by hand.
type header struct {
	name             string
	flags, method    uint16
	packed, unpacked uint32
	sum              uint32
}

// rawArchive is a zip whose headers say what a test wants, whatever data says.
func rawArchive(data []byte, headers ...header) string {
	var b, directory bytes.Buffer
	for _, h := range headers {
		at := b.Len()
		common := func(w *bytes.Buffer) {
			for _, v := range []any{uint16(20), h.flags, h.method, uint32(0), h.sum, h.packed, h.unpacked, uint16(len(h.name)), uint16(0)} {
				_ = binary.Write(w, binary.LittleEndian, v) // a Buffer takes all
			}
		}
		b.WriteString("PK\x03\x04")
		common(&b)
		b.WriteString(h.name)
		b.Write(data)
		directory.WriteString("PK\x01\x02\x14\x00")
		common(&directory)
		for _, v := range []any{uint16(0), uint16(0), uint16(0), uint32(0), uint32(at)} {
			_ = binary.Write(&directory, binary.LittleEndian, v)
		}
		directory.WriteString(h.name)
	}
	start := b.Len()
	b.Write(directory.Bytes())
	b.WriteString("PK\x05\x06\x00\x00\x00\x00")
	for _, v := range []any{uint16(len(headers)), uint16(len(headers)), uint32(directory.Len()), uint32(start), uint16(0)} {
		_ = binary.Write(&b, binary.LittleEndian, v)
	}
	return b.String()
}

// TestArchiveRefused says what is wrong with an archive.
func TestArchiveRefused(t *testing.T) {
	size := uint32(len(card))
	sum := crc32.ChecksumIEEE([]byte(card))
	good := header{name: "a.vcf", packed: size, unpacked: size, sum: sum}
	with := func(change func(*header)) string {
		h := good
		change(&h)
		return rawArchive([]byte(card), h)
	}
	whole := rawArchive([]byte(card), good)
	var many []header
	for i := range 10_001 {
		many = append(many, header{name: fmt.Sprint(i)})
	}
	for _, test := range []struct {
		name, raw string
		want      care.Code
	}{
		{"sound", whole, ""},
		{"nothing in it", rawArchive(nil), care.CodeArchiveEmpty},
		{"no address book in it", with(func(h *header) { h.name = ".vcf" }), care.CodeArchiveEmpty},
		{"encrypted", with(func(h *header) { h.flags = 1 }), care.CodeArchiveEmpty},
		{"cut", whole[:len(whole)-10], care.CodeFileUnreadable},
		{"a mark alone", "PK\x03\x04", care.CodeFileUnreadable},
		{"wrong checksum", with(func(h *header) { h.sum++ }), care.CodeFileUnreadable},
		{"longer than it says", with(func(h *header) { h.unpacked -= 20 }), care.CodeFileUnreadable},
		{"shorter than it says", with(func(h *header) { h.unpacked += 20 }), care.CodeFileUnreadable},
		{"unknown method", with(func(h *header) { h.method = 97 }), care.CodeFileUnreadable},
		{"no deflate", with(func(h *header) { h.method = zip.Deflate }), care.CodeFileUnreadable},
		{"an entry that points nowhere", strings.Replace(whole, "\x00\x00\x00\x00a.vcfPK\x05", "\xFF\xFF\x00\x00a.vcfPK\x05", 1), care.CodeFileUnreadable},
		{"too many entries", rawArchive(nil, many...), care.CodeArchiveTooLarge},
		{"a gigabyte declared", with(func(h *header) { h.unpacked = 1<<30 + 1 }), care.CodeArchiveTooLarge},
		{"two halves declared", rawArchive([]byte(card), header{name: "a", unpacked: 1 << 29}, header{name: "b", unpacked: 1<<29 + 1}), care.CodeArchiveTooLarge},
		{"a bomb declared", with(func(h *header) { h.unpacked = 65 << 20 }), care.CodeArchiveTooLarge},
		{"a bomb that claims to be packed large", with(func(h *header) { h.unpacked, h.packed = 65<<20, 1<<31 }), care.CodeArchiveTooLarge},
	} {
		t.Run(test.name, func(t *testing.T) {
			path := file(t, "contacts.zip", test.raw)
			sources, passed, err := exchange.OpenAll(path, detect)
			for _, s := range sources {
				if err := s.Close(); err != nil {
					t.Error(err)
				}
			}
			if care.CodeOf(err) != test.want {
				t.Errorf("got %v, want %q", err, test.want)
			}
			if err != nil && (sources != nil || passed != nil) {
				t.Errorf("something came with the error: %v, %v", sources, passed)
			}
		})
	}
}

// TestArchiveWithBadOptions fails rather than passing over what may be read.
func TestArchiveWithBadOptions(t *testing.T) {
	path := archive(t, member{"a.csv", "Name\nA\n"})
	for want, o := range map[care.Code]exchange.Options{
		care.CodeUnknownEncoding: {Encoding: "klingon"},
		care.CodeUsage:           {Delimiter: "::"},
	} {
		if _, _, err := exchange.OpenAll(path, func(string) exchange.Options { return o }); care.CodeOf(err) != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

// TestArchiveLeavesNothingBehind unpacks nothing to the disk.
func TestArchiveLeavesNothingBehind(t *testing.T) {
	path := archive(t, member{"../out.vcf", card}, member{"in.vcf", card})
	sources, _ := openArchive(t, path)
	for _, s := range sources {
		if err := s.Read(context.Background(), func(*exchange.Record) error { return nil }); err != nil {
			t.Error(err)
		}
	}
	found, err := filepath.Glob(filepath.Join(filepath.Dir(path), "..", "*", "*"))
	if err != nil || !slices.Equal(found, []string{path}) {
		t.Errorf("beside the archive: %q, %v", found, err)
	}
	if _, err := os.Stat("out.vcf"); err == nil {
		t.Error("unpacked")
	}
}
