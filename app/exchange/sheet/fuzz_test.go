package sheet_test

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"carebook/app/care"
	"carebook/app/exchange/record"
	"carebook/app/exchange/sheet"
)

// readAll reads a table; every record must say something.
func readAll(t testing.TB, raw string, c sheet.Config) (*sheet.Layout, []*record.Record) {
	t.Helper()
	l, err := sheet.Look([]byte(raw), strings.NewReader(raw), c)
	if err != nil {
		t.Fatal(err)
	}
	var all []*record.Record
	err = l.Read(context.Background(), strings.NewReader(raw), func(r *record.Record) error {
		all = append(all, r)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range all {
		switch {
		case r.Line < 1:
			t.Fatalf("record without a line: %+v", r)
		case r.Problem != nil && r.Problem.Reason.Code == "":
			t.Fatalf("problem without a reason: %+v", r.Problem)
		case r.Problem == nil && r.Person.FullName == "":
			t.Fatalf("person without a name: %+v", r.Person)
		}
	}
	return l, all
}

// FuzzRead reads anything at all, and whoever was read must come back the same
// from the table that is written.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		"First Name,Last Name,Labels,Phone 1 - Label,Phone 1 - Value\nAna,Ruiz,* myContacts ::: Friends,Mobile,+34 600 000 001 ::: 5\n",
		"\"Title\";\"First Name\";\"Last Name\";\"Job Title\";\"Birthday\"\r\n\"Dr.\";\"A \"\"b\"\"\";\"x\r\ny\";\"=1\";\"0/0/00\"\r\n",
		"姓名\t手机\t生日\n李四\t13800000000\t1980年5月21日\n",
		"sep=|\nName|E-mail|Other\na\"b|a@b.example, c@d.example|'=1\n\"open|x\n",
		"John,john@example.com,+1 202 555 0100\nJane,jane@example.com,+1 202 555 0101\n",
		"First Name,Event 1 - Label,Event 1 - Value,Event 1 - Type,Birthday\na,x,chinese:--0815,relative,--05-21\n",
	} {
		f.Add(seed, byte(0), false)
	}
	f.Fuzz(func(t *testing.T, raw string, delim byte, loneCR bool) {
		if delim >= 0x80 || delim == '"' || delim == '\n' || delim == '\r' {
			delim = 0
		}
		l, all := readAll(t, raw, sheet.Config{Delimiter: delim, LoneCR: loneCR, Year: 2026})
		if l.Mapped == 0 {
			return
		}
		for _, r := range all {
			if r.Problem == nil {
				rewritten(t, r)
			}
		}
	})
}

// rewritten writes a person and reads the row.
func rewritten(t testing.TB, r *record.Record) {
	t.Helper()
	var out bytes.Buffer
	w := sheet.NewWriter(&out)
	if err := w.Write(&r.Person, r.Notes...); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	_, all := readAll(t, out.String(), sheet.Config{Year: 2026})
	if len(all) != 1 || all[0].Problem != nil {
		t.Fatalf("one person became %d records:\n%s", len(all), out.String())
	}
	if a, b := asJSON(t, r.Person), asJSON(t, all[0].Person); a != b {
		t.Fatalf("read\n%s\nthen\n%s\nfrom\n%s", a, b, out.String())
	}
}

// asJSON shows a person. The order of dates and of kept cells is that of the
// columns.
func asJSON(t testing.TB, p care.Person) string {
	t.Helper()
	p.Dates = slices.SortedStableFunc(slices.Values(p.Dates), func(a, b care.Date) int { return -cmp.Compare(a.Kind, b.Kind) })
	p.Extra = slices.SortedStableFunc(slices.Values(p.Extra), func(a, b care.Property) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Value, b.Value), cmp.Compare(fmt.Sprint(a.Params), fmt.Sprint(b.Params)))
	})
	s, err := json.MarshalIndent(p, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(s)
}
