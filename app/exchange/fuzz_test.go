package exchange_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"carebook/app/care"
	"carebook/app/exchange"
)

// FuzzOpen opens and reads a file of any bytes under any name: what can be
// wrong with it has a sentence for people.
func FuzzOpen(f *testing.F) {
	f.Add([]byte("BEGIN:VCARD\nFN:A\nEND:VCARD\n"), uint8(0))
	f.Add([]byte("Name,Phone\nA,1\n"), uint8(1))
	f.Add([]byte(`{"people":[{"full_name":"A","dates":[{"kind":"birthday","month":2,"day":30}]},{"uid":1},null]}`), uint8(2))
	f.Add([]byte("\xFF\xFEN\x00a\x00m\x00e\x00,\x00T\x00e\x00l\x00\n\x00\xE9\x00,\x001\x00\n\x00"), uint8(1))
	f.Add([]byte("\xD0\xD5\xC3\xFB,\xCA\xD6\xBB\xFA\n\xCD\xF5\xCE\xB0,1\n"), uint8(1))
	f.Add([]byte("{\"people\":["), uint8(2))
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, raw []byte, name uint8) {
		path := filepath.Join(dir, []string{"a.vcf", "a.csv", "a.json", "a"}[name%4])
		if err := os.WriteFile(path, raw, 0o600); err != nil {
			t.Fatal(err)
		}
		c, err := read(t, path, exchange.Options{Year: 2026})
		if err != nil && care.CodeOf(err) == care.CodeInternal {
			t.Fatal(err)
		}
		if err != nil {
			return
		}
		for _, r := range c.people {
			if r.Person.FullName == "" {
				t.Fatalf("person without a name: %+v", r.Person)
			}
			if merged, changed := exchange.Merge(&r.Person, &r.Person, "ES"); changed {
				t.Fatalf("merging a person with itself changed %+v to %+v", r.Person, merged)
			} else if exchange.Fingerprint(&merged) != exchange.Fingerprint(&r.Person) {
				t.Fatalf("%+v has another fingerprint than its copy", r.Person)
			}
		}
	})
}

// FuzzArchive opens and reads an archive of any bytes, whole or as the one
// entry of a sound archive.
func FuzzArchive(f *testing.F) {
	size := uint32(len(card))
	whole := rawArchive([]byte(card), header{name: "a.vcf", packed: size, unpacked: size})
	f.Add([]byte(whole), false)
	f.Add([]byte(whole), true)
	f.Add([]byte(rawArchive([]byte(card), header{name: "../a.vcf", method: zip.Deflate, packed: size, unpacked: 1 << 20}, header{name: "a\x00\n", flags: 1})), false)
	f.Add([]byte(card), true)
	f.Add([]byte("\xFF\xFEN\x00a\x00m\x00e\x00,\x00T\x00e\x00l\x00\n\x00\xE9\x00,\x001\x00\n\x00"), true)
	f.Add([]byte("PK\x05\x06"+strings.Repeat("\x00", 18)), false)
	path := filepath.Join(f.TempDir(), "a.zip")
	f.Fuzz(func(t *testing.T, raw []byte, wrap bool) {
		if wrap {
			var b bytes.Buffer
			z := zip.NewWriter(&b)
			w, err := z.Create(string(raw[:min(len(raw), 40)]))
			if err == nil {
				_, err = w.Write(raw)
			}
			if err = errors.Join(err, z.Close()); err != nil {
				return // no archive can be made of it: a folder holds nothing
			}
			raw = b.Bytes()
		}
		if err := os.WriteFile(path, raw, 0o600); err != nil {
			t.Fatal(err)
		}
		sources, passed, err := exchange.OpenAll(path, detect)
		if err != nil && (care.CodeOf(err) == care.CodeInternal || len(sources)+len(passed) > 0) {
			t.Fatal(sources, passed, err)
		}
		shown := map[string]bool{}
		for _, s := range sources {
			name, inside := strings.CutPrefix(s.Info().File, path+"/")
			if shown[name] || inside && (name == "" || strings.ContainsAny(name, "\x00\r\n\\") || !filepath.IsLocal(filepath.FromSlash(name))) {
				t.Errorf("shown as %q", name)
			}
			shown[name] = true
			if _, err := readSource(t, s); err != nil && care.CodeOf(err) == care.CodeInternal {
				t.Error(err)
			}
		}
	})
}
