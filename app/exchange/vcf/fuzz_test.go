package vcf_test

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"testing"

	"carebook/app/care"
	"carebook/app/exchange/charset"
	"carebook/app/exchange/record"
	"carebook/app/exchange/vcf"
)

// readAll reads cards; every record must say something.
func readAll(t testing.TB, raw string, c vcf.Config) []*record.Record {
	t.Helper()
	if c.Encoding == nil {
		c.Encoding = charset.UTF8
	}
	var all []*record.Record
	err := vcf.NewReader(strings.NewReader(raw), c).Read(context.Background(), func(r *record.Record) error {
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
		case r.Problem == nil && r.Group == nil && r.Person.FullName == "":
			t.Fatalf("person without a name: %+v", r.Person)
		}
	}
	return all
}

// FuzzRead reads anything at all, and whoever was read must come back the same
// from both versions that are written.
func FuzzRead(f *testing.F) {
	for _, seed := range seeds {
		f.Add(seed, false, true)
	}
	f.Add("begin:vcard\rfn:A\rend:vcard\r", true, false)
	f.Fuzz(func(t *testing.T, raw string, loneCR, nested bool) {
		for _, r := range readAll(t, raw, vcf.Config{LoneCR: loneCR, Nested: nested}) {
			if r.Problem != nil || r.Group != nil {
				continue
			}
			for _, v := range []vcf.Version{vcf.V3, vcf.V4} {
				again := rewrite(t, v, &r.Person, r.Notes)
				if a, b := asJSON(t, &r.Person), asJSON(t, &again[0].Person); a != b {
					t.Fatalf("version %s: read\n%s\nthen\n%s", v, a, b)
				}
			}
		}
	})
}

// rewrite writes a person and reads the card.
func rewrite(t testing.TB, v vcf.Version, p *care.Person, notes []record.Note) []*record.Record {
	t.Helper()
	var out bytes.Buffer
	w := vcf.NewWriter(&out, v)
	if err := w.Write(p, notes...); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	all := readAll(t, out.String(), vcf.Config{Nested: true})
	if len(all) != 1 || all[0].Problem != nil {
		t.Fatalf("one person became %d records:\n%s", len(all), out.String())
	}
	return all
}

func asJSON(t testing.TB, p *care.Person) string {
	t.Helper()
	s, err := json.MarshalIndent(p, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(s)
}

// seeds are cards of every kind that the reader knows.
var seeds = []string{
	"BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=91u=C3=B1ez;Ana\r\nTEL;CELL;PREF:+34 600 000 001\r\nEND:VCARD\r\n",
	"BEGIN:VCARD\nVERSION:3.0\nFN:Ana\nitem1.TEL;type=pref:1\nitem1.X-ABLabel:_$!<School>!$_\nBDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29\nEND:VCARD\n",
	"BEGIN:VCARD\nVERSION:4.0\nKIND:org\nFN:Acme\\, Inc.\nADR;LABEL=\"a, b^nc\";TYPE=work:;;Street 1\\nFloor 2;City;;1;X\nRELATED;TYPE=spouse:Bo\nEND:VCARD\n",
	"BEGIN:VCARD\nVERSION:2.1\nN:a\nPHOTO;ENCODING=BASE64;JPEG:\n /9j/4AAQSkZJRgABAQAAAQABAAD\n /9j/4AAQ\n\nNOTE;QUOTED-PRINTABLE:one=\n\nTEL:2\nEND:VCARD\n",
	"BEGIN:VCARD\nVERSION:2.1\nN:parent\nAGENT:\nBEGIN:VCARD\nN:agent\nEND:VCARD\nTEL:1\nEND:VCARD\n",
	"N:no begin\nTEL;X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=D7=A0):3\nBDAY;CALSCALE=chinese;X-LEAP-MONTH=1:--0815\nLABEL;WORK:Street\nEND:VCARD\nrubbish",
	"BEGIN:VCARD\nVERSION:3.0\nPHOTO:data:image/png;base64\\,iVBORw0KGgo=\nX-ANDROID-CUSTOM:vnd.android.cursor.item/relation;Bo;14\nX-FOO;A=\"b;c\":d\\;e;f\nIMPP:skype:a%20b\nEND:VCARD",
	"BEGIN:VCARD\nVERSION:3.0\nN:x\nORG:a;b;c\nORG:d\nCATEGORIES:a\\,b,c\nURL;WORK:http\\://a\nEND:VCARD",
}
