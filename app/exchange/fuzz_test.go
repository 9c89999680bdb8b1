package exchange_test

import (
	"os"
	"path/filepath"
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
