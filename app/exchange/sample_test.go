package exchange_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"carebook/app/exchange"
)

// TestSample shows lines by which the encoding can be judged.
func TestSample(t *testing.T) {
	long := strings.Repeat("ñ", 200)
	late := strings.Repeat("BEGIN:VCARD\nVERSION:3.0\nFN:Ann\nEND:VCARD\n", 5000) + "BEGIN:VCARD\nVERSION:3.0\nFN:M\xFCller\nEND:VCARD\n"
	for _, test := range []struct {
		name, file, raw string
		o               exchange.Options
		want            []string
	}{
		{"rows beyond ASCII first", "a.csv", "Name,Phone\nAnn,1\nIñigo,2\nBob,3\nИван,4\n", exchange.Options{}, []string{"Iñigo, 2", "Иван, 4", "Ann, 1"}},
		{"no heading row", "a.csv", "Ann,ann@x.es\nBob,bob@x.es\n", exchange.Options{}, []string{"Ann, ann@x.es", "Bob, bob@x.es"}},
		{"headings are none", "a.csv", "Имя,Телефон\nAnn,1\n", exchange.Options{}, []string{"Ann, 1"}},
		{"filled cells on one line", "a.csv", "Name,Notes,Phone\n\"Ann\",\" a\r\n b\",\n,,\n", exchange.Options{}, []string{"Ann, a b"}},
		{"decoded as asked", "a.csv", "Name,Phone\n\xC8\xE2\xE0\xED,1\n", exchange.Options{Encoding: "windows-1251"}, []string{"Иван, 1"}},
		{"decoded wrongly as asked", "a.csv", "Name,Phone\n\xC8\xE2\xE0\xED,1\n", exchange.Options{Encoding: "windows-1252"}, []string{"Èâàí, 1"}},
		{"UTF-16", "a.csv", utf16File("Name\tPhone\nИван\t1\n", false, true), exchange.Options{}, []string{"Иван, 1"}},
		{"at most so long", "a.csv", "Name,Phone\n" + long + ",1\n", exchange.Options{}, []string{strings.Repeat("ñ", 119) + "…"}},
		{"guarded", "a.csv", "Name,Phone\n'=A1,1\n", exchange.Options{}, []string{"=A1, 1"}},
		{
			"cards", "a.vcf", "BEGIN:VCARD\nVERSION:3.0\nFN:Ann\nORG:Bäcker\\; Sohn;Laden\nEND:VCARD\nBEGIN:VCARD\nVERSION:3.0\nN:Núñez;Eva;;;\nFN:Eva Núñez\nTEL:1\nEND:VCARD\n",
			exchange.Options{},
			[]string{"Eva Núñez", "Núñez, Eva", "Bäcker; Sohn, Laden"},
		},
		{"only as many as there are", "a.vcf", card + card, exchange.Options{}, []string{"Ana"}},
		{
			"a CHARSET of its own", "a.vcf", "BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=windows-1251;ENCODING=QUOTED-PRINTABLE:=C8=E2=\n=E0=ED\nEND:VCARD\nBEGIN:VCARD\nVERSION:2.1\nFN:Iñigo\nEND:VCARD\n",
			exchange.Options{},
			[]string{"Iñigo", "Иван"},
		},
		{"folded", "a.vcf", "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:I\xC3\r\n \xB1igo\r\nEND:VCARD\r\n", exchange.Options{}, []string{"Iñigo"}},
		{"one name far down", "a.vcf", late, exchange.Options{}, []string{"Müller", "Ann"}},
		{"UTF-16 cards", "a.vcf", utf16File(strings.ReplaceAll(card, "Ana", "Анна"), true, true), exchange.Options{}, []string{"Анна"}},
		{"nobody has a name", "a.vcf", "BEGIN:VCARD\nTEL:1\nEND:VCARD\n", exchange.Options{}, nil},
		{"JSON", "a.json", `{"people":[{"full_name":"Иван"}]}`, exchange.Options{}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			c, err := read(t, file(t, test.file, test.raw), test.o)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(c.info.Sample, test.want) {
				t.Errorf("got %q, want %q", c.info.Sample, test.want)
			}
		})
	}
}

// TestSamplesOfCorpus says that a sample is never more than can be shown, and
// that there is one wherever somebody has a name.
func TestSamplesOfCorpus(t *testing.T) {
	for _, path := range corpusFiles(t) {
		s, err := open(path, exchange.Options{Year: 2026})
		if err != nil {
			continue // TestCorpus says which ones may be refused
		}
		c, err := readSource(t, s)
		if err != nil {
			t.Errorf("%s: %v", path, err)
		}
		if len(c.info.Sample) > 3 || len(c.info.Sample) == 0 && len(c.people) > 3 {
			t.Errorf("%s: %d people and the sample %q", path, len(c.people), c.info.Sample)
		}
		for _, line := range c.info.Sample {
			if utf8.RuneCountInString(line) > 120 || strings.ContainsAny(line, "\r\n\t") || line != strings.TrimSpace(line) || line == "" {
				t.Errorf("%s: the sample has %q", path, line)
			}
		}
	}
}

// TestHeadingKey is the same for the same headings only.
func TestHeadingKey(t *testing.T) {
	key := func(raw string, o exchange.Options) string {
		t.Helper()
		c, err := read(t, file(t, "a.csv", raw), o)
		if err != nil {
			t.Fatal(err)
		}
		return c.info.HeadingKey()
	}
	base := key("Name,Phone,Shoe\nA,1,38\n", exchange.Options{})
	if len(base) != 16 || strings.Trim(base, "0123456789abcdef") != "" {
		t.Errorf("the key is %q", base)
	}
	for raw, same := range map[string]bool{
		"Name,Phone,Shoe\nB,2,40\nC,3,41\n":        true,
		"Name;Phone;Shoe\nB;2;40\n":                true,
		"\xEF\xBB\xBFName, Phone ,Shoe\r\nB,2,1\n": true,
		"Name,Phone,Shoe\nB,2,40,more,and more\n":  true,
		"Phone,Name,Shoe\n2,B,40\n":                false,
		"Name,Phone\nB,2\n":                        false,
		"Name,PhoneShoe\nB,2\n":                    false,
		"Name,Phone,Boot\nB,2,40\n":                false,
	} {
		if got := key(raw, exchange.Options{}); (got == base) != same {
			t.Errorf("%q: the key is %s, that of the others %s", raw, got, base)
		}
	}
	if got := key("Name,Phone,Shoe\nA,1,38\n", exchange.Options{NoHeader: true, Map: []exchange.ColumnMap{{Column: "0", Field: "full_name"}}}); got != "" {
		t.Errorf("the key is %q without headings", got)
	}
	if got := (exchange.Info{}).HeadingKey(); got != "" {
		t.Errorf("the key is %q of a vCard", got)
	}
}

// TestEncodings offers only what can be asked for, each once.
func TestEncodings(t *testing.T) {
	names := exchange.Encodings()
	if names[0] != "utf-8" || len(slices.Compact(slices.Sorted(slices.Values(names)))) != len(names) {
		t.Errorf("encodings %q", names)
	}
	path := file(t, "a.csv", "Name,Phone\nA,1\n")
	wide := map[string]string{"utf-16le": utf16File("Name,Phone\nA,1\n", false, false), "utf-16be": utf16File("Name,Phone\nA,1\n", true, false)}
	for _, name := range names {
		p := path
		if raw := wide[name]; raw != "" {
			p = file(t, "a.csv", raw)
		}
		c, err := read(t, p, exchange.Options{Encoding: name})
		if err != nil || c.info.Encoding != name || len(c.people) != 1 {
			t.Errorf("%s: %+v, %v", name, c, err)
		}
	}
}

// TestFields offers fields that can be asked for, each of them something of
// its own that is shown again once it is chosen.
func TestFields(t *testing.T) {
	fields := exchange.Fields()
	if last := fields[len(fields)-1]; last != "keep" {
		t.Errorf("the last field is %s", last)
	}
	if n := len(slices.Compact(slices.Sorted(slices.Values(fields)))); n != len(fields) {
		t.Errorf("%d fields, %d different ones", len(fields), n)
	}
	path := file(t, "a.csv", "Name,Thing\nA,1\n")
	for _, f := range fields {
		m, err := exchange.ParseColumnMap("Thing=" + f)
		if err != nil {
			t.Errorf("%s: %v", f, err)
			continue
		}
		c, err := read(t, path, exchange.Options{Map: []exchange.ColumnMap{m}})
		if err != nil || c.info.Columns[1].Field != f {
			t.Errorf("%s becomes %+v, %v", f, c, err)
		}
	}
}
