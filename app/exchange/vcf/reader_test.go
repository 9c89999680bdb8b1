package vcf_test

import (
	"context"
	"encoding/base64"
	"errors"
	"strings"
	"testing"

	"carebook/app/care"
	"carebook/app/exchange/charset"
	"carebook/app/exchange/record"
	"carebook/app/exchange/vcf"
)

// card wraps lines into a card of a version.
func card(version string, lines ...string) string {
	return "BEGIN:VCARD\r\nVERSION:" + version + "\r\n" + strings.Join(lines, "\r\n") + "\r\nEND:VCARD\r\n"
}

// picture is long enough to be recognised as base64 without a word about it.
var picture = []byte("\xFF\xD8\xFF\xE0 not much of a picture, but it begins like one")

func extra(name, value string) care.Property { return care.Property{Name: name, Value: value} }

// TestFields reads what one card says.
func TestFields(t *testing.T) {
	b64 := base64.StdEncoding.EncodeToString(picture)
	photo := &care.Photo{MediaType: "image/jpeg", Bytes: len(picture), Data: picture}
	for _, test := range []struct {
		name string
		raw  string
		want care.Person
	}{
		{
			"names", card("3.0", `N:Ruiz;Ana;María\, José;Dr.;PhD`, `FN:Dr. Ana Ruiz`, "NICKNAME:Anita,Nita"),
			care.Person{FullName: "Dr. Ana Ruiz", Family: "Ruiz", Given: "Ana", Middle: "María, José", Prefix: "Dr.", Suffix: "PhD", Nickname: "Anita,Nita"},
		},
		{"name of parts", card("3.0", "N:Ruiz;Ana;;;"), care.Person{FullName: "Ana Ruiz", Family: "Ruiz", Given: "Ana"}},
		{"name in Han", card("3.0", "N:李;小明;;;"), care.Person{FullName: "李小明", Family: "李", Given: "小明"}},
		{"name of organisation", card("4.0", "KIND:org", "ORG:Acme\\, Inc.;Sales;North"), care.Person{
			FullName: "Acme, Inc.", Kind: care.Organization, Organization: "Acme, Inc.", Department: "Sales; North",
		}},
		{"name of address", card("3.0", "N:;;;;", "FN:", "EMAIL:a@example.com"), care.Person{
			FullName: "a@example.com", Emails: []care.Email{{Address: "a@example.com"}},
		}},
		{"name of file", card("2.1", "PHOTO;ENCODING=BASE64;JPEG:"+b64), care.Person{FullName: "book", Photo: photo}},
		{"second values are kept", card("3.0", "FN:A", "FN:B", "TITLE:C", "TITLE:D", "ORG:E", "ORG:F;G"), care.Person{
			FullName: "A", Title: "C", Organization: "E",
			Extra: []care.Property{extra("FN", "B"), extra("TITLE", "D"), {Name: "ORG", Value: "F;G", Structured: true}},
		}},
		{"more parts than a name has", card("3.0", "FN:A", "N:A;B;;;;C"), care.Person{
			FullName: "A", Family: "A", Given: "B", Extra: []care.Property{{Name: "N", Value: "A;B;;;;C", Structured: true}},
		}},
		{"bare types", card("2.1", "N:A", "TEL;CELL;PREF:1", "TEL;WORK;FAX:2", "TEL;HOME:3", "TEL:4", "TEL;ISDN:5", "TEL;X-Boat;VOICE:6"), care.Person{
			FullName: "A", Family: "A", Phones: []care.Phone{
				{Number: "1", Type: care.Mobile},
				{Number: "2", Type: care.WorkFax},
				{Number: "3", Type: care.Home},
				{Number: "4", Type: care.Other},
				{Number: "5", Type: care.Other, Label: "ISDN"},
				{Number: "6", Label: "Boat"},
			},
		}},
		{
			"types in lists", card("4.0", "FN:A", `TEL;TYPE="voice,home";VALUE=uri:tel:+34-1;ext=5`, "TEL;TYPE=MAIN:2", "TEL;TYPE=car,voice:3", "TEL;TYPE=PAGER:4"),
			care.Person{FullName: "A", Phones: []care.Phone{
				{Number: "+34-1;ext=5", Type: care.Home}, {Number: "2", Type: care.Main}, {Number: "3", Type: care.Car}, {Number: "4", Type: care.Pager},
			}},
		},
		{"hash for equals", card("4.0", "FN:A", "TEL;TYPE#work,voice:1"), care.Person{FullName: "A", Phones: []care.Phone{{Number: "1", Type: care.Work}}}},
		{
			"labels before, behind and far away",
			card("3.0", "FN:A", "item1.X-ABLabel:Boat", "item1.TEL:1", "g.EMAIL:a@example.com", "item2.TEL;type=pref:2", "item2.X-ABLabel:_$!<School>!$_", "g.X-ABLABEL:_$!<Work>!$_"),
			care.Person{
				FullName: "A", Phones: []care.Phone{{Number: "1", Label: "Boat"}, {Number: "2", Label: "School"}},
				Emails: []care.Email{{Address: "a@example.com", Type: "work"}},
			},
		},
		{"a label of nothing is kept", card("3.0", "FN:A", "item1.X-FOO:1", "item1.X-ABLabel:Bar"), care.Person{FullName: "A", Extra: []care.Property{
			{Group: "item1", Name: "X-FOO", Value: "1"}, {Group: "item1", Name: "X-ABLABEL", Value: "Bar"},
		}}},
		{
			"Android's own labels", card("2.1", "N:A", "TEL;X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=D0=94=D0=BE=D0=BC):1"),
			care.Person{FullName: "A", Family: "A", Phones: []care.Phone{{Number: "1", Label: "Дом"}}},
		},
		{
			"Android's own properties",
			card("2.1", "N:A", "X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;Al;1;;;", "X-ANDROID-CUSTOM:vnd.android.cursor.item/contact_event;2001-02-03;1;;", "X-ANDROID-CUSTOM:vnd.android.cursor.item/relation;Bo;14;;"),
			care.Person{
				FullName: "A", Family: "A", Nickname: "Al", Dates: []care.Date{{Kind: care.Anniversary, Year: 2001, Month: 2, Day: 3}},
				Related: []care.Related{{Name: "Bo", Relation: "spouse"}},
				Extra: []care.Property{
					{Name: "X-ANDROID-CUSTOM", Value: "vnd.android.cursor.item/nickname;Al;1;;;", Structured: true},
					{Name: "X-ANDROID-CUSTOM", Value: "vnd.android.cursor.item/contact_event;2001-02-03;1;;", Structured: true},
					{Name: "X-ANDROID-CUSTOM", Value: "vnd.android.cursor.item/relation;Bo;14;;", Structured: true},
				},
			},
		},
		{
			"quoted-printable over lines", card("2.1", "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=98=D0=B2=", "=D0=B0=D0=BD;=41=", "", "NOTE;QUOTED-PRINTABLE:one=0D=0Atwo #=", "# three"),
			care.Person{FullName: "A Иван", Family: "Иван", Given: "A", Remark: "one\ntwo ## three"},
		},
		{"an equals sign is no soft break elsewhere", card("2.1", "N:A", "NOTE:1+1=", "TEL:2"), care.Person{
			FullName: "A", Family: "A", Remark: "1+1=", Phones: []care.Phone{{Number: "2", Type: care.Other}},
		}},
		{"a broken character", card("3.0", "FN:Ni\xC3", " \xB1o"), care.Person{FullName: "Niño"}},
		{"folded lines", card("3.0", "FN:Anna", "NOTE:one", "  two", "\tthree", "ORG;X-A=\"b", " c\":Acme"), care.Person{
			FullName: "Anna", Remark: "one twothree", Organization: "Acme",
		}},
		{"escapes", card("3.0", "FN:A", `NOTE:a\nb\Nc\,d\;e\\f\:g\"h\x`), care.Person{FullName: "A", Remark: "a\nb\nc,d;e\\f:g\"h\\x"}},
		{"a path in version 2.1", card("2.1", "N:A", `NOTE:C:\Users\new\;x`), care.Person{FullName: "A", Family: "A", Remark: `C:\Users\new;x`}},
		{"a line break in version 2.1", card("2.1", "N:A", `NOTE:a\nb`), care.Person{FullName: "A", Family: "A", Remark: "a\nb"}},
		{"a backslash at the end of a line", card("2.1", "N:A", `ADR;HOME:;;Street 1\`, `2nd floor;City;;;`), care.Person{
			FullName: "A", Family: "A", Addresses: []care.Address{{Type: care.Home, Street: "Street 1\n2nd floor", City: "City"}},
		}},
		{"several notes", card("3.0", "FN:A", "NOTE:a", "NOTE:b", "NOTE:a\\n\\nb"), care.Person{FullName: "A", Remark: "a\n\nb"}},
		{"categories", card("3.0", "FN:A", `CATEGORIES:a\, b,c`, "CATEGORIES:c, d"), care.Person{FullName: "A", Tags: []string{"a, b", "c", "d"}}},
		{"categories of version 2.1", card("2.1", "N:A", "CATEGORIES:a;b"), care.Person{FullName: "A", Family: "A", Tags: []string{"a", "b"}}},
		{"addresses and their labels", card("2.1", "N:A", "ADR;WORK:;;1;;;;", "ADR;HOME:;;2;;;;", "LABEL;HOME:two", "LABEL;WORK:one"), care.Person{
			FullName: "A", Family: "A",
			Addresses: []care.Address{{Type: care.Work, Street: "1", Formatted: "one"}, {Type: care.Home, Street: "2", Formatted: "two"}},
		}},
		{"an address of a label alone", card("2.1", "N:A", "LABEL;WORK;ENCODING=QUOTED-PRINTABLE:1=0D=0A2"), care.Person{
			FullName: "A", Family: "A", Addresses: []care.Address{{Type: care.Work, Formatted: "1\n2"}},
		}},
		{"label parameter", card("4.0", "FN:A", `ADR;LABEL="1, ^'x^'^n2";TYPE=home:;;1;;;;`), care.Person{
			FullName: "A", Addresses: []care.Address{{Type: care.Home, Street: "1", Formatted: "1, \"x\"\n2"}},
		}},
		{"web addresses", card("3.0", "FN:A", `URL;WORK:http\://a.example`, "item1.URL:b.example", "item1.X-ABLabel:_$!<HomePage>!$_", "URL;TYPE=profile:c.example"), care.Person{
			FullName: "A", URLs: []care.URL{{URL: "http://a.example", Type: "work"}, {URL: "b.example", Label: "HomePage"}, {URL: "c.example", Type: "profile"}},
		}},
		{"messengers", card("3.0", "FN:A", "IMPP;X-SERVICE-TYPE=GoogleTalk:xmpp:a%40b.example", "IMPP:skype:live:c", "IMPP:x-apple:d", "X-ICQ:5", "IMPP:icq:5", "X-QQ:6"), care.Person{
			FullName: "A", Messengers: []care.Messenger{
				{Handle: "a@b.example", Service: "google talk"},
				{Handle: "live:c", Service: "skype"},
				{Handle: "d"},
				{Handle: "5", Service: "icq"},
				{Handle: "6", Service: "qq"},
			},
		}},
		{"dates", card("3.0", "FN:A", "BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29", "ANNIVERSARY:2001-02-03", "item1.X-ABDATE:20010203", "item1.X-ABLabel:_$!<Anniversary>!$_", "item2.X-ABDATE:1999-09-09", "item2.X-ABLabel:First order"), care.Person{
			FullName: "A", Dates: []care.Date{
				{Kind: care.Birthday, Month: 2, Day: 29},
				{Kind: care.Anniversary, Year: 2001, Month: 2, Day: 3},
				{Kind: care.OtherDate, Year: 1999, Month: 9, Day: 9, Label: "First order"},
			},
		}},
		{"lunar birthday", card("4.0", "FN:A", "BDAY;CALSCALE=chinese;X-LEAP-MONTH=1:--0630"), care.Person{
			FullName: "A", Dates: []care.Date{{Kind: care.Birthday, Month: 6, Day: 30, Calendar: care.Lunar, Leap: true}},
		}},
		{"a date called a text", card("4.0", "FN:A", "BDAY;VALUE=text:1980-05-21"), care.Person{FullName: "A", Dates: []care.Date{{Kind: care.Birthday, Year: 1980, Month: 5, Day: 21}}}},
		{"no date", card("4.0", "FN:A", "BDAY;VALUE=text:circa 1800"), care.Person{FullName: "A", Dates: []care.Date{{Kind: care.Birthday, Text: "circa 1800"}}}},
		{"a date of zeros", card("3.0", "FN:A", "BDAY:0000-00-00"), care.Person{FullName: "A"}},
		{"two birthdays", card("3.0", "FN:A", "BDAY:1980-01-02", "BDAY:1981-01-02"), care.Person{
			FullName: "A", Dates: []care.Date{{Kind: care.Birthday, Year: 1980, Month: 1, Day: 2}}, Extra: []care.Property{extra("BDAY", "1981-01-02")},
		}},
		{"relatives", card("4.0", "FN:A", "RELATED;TYPE=spouse;VALUE=text:Bo", "item1.X-ABRELATEDNAMES:Bo", "item1.X-ABLabel:_$!<Spouse>!$_", "X-SPOUSE:Bo"), care.Person{
			FullName: "A", Related: []care.Related{{Name: "Bo", Relation: "spouse"}}, Extra: []care.Property{extra("X-SPOUSE", "Bo")},
		}},
		{"company", card("3.0", "FN:Acme", "ORG:Acme;", "X-ABShowAs:COMPANY"), care.Person{FullName: "Acme", Kind: care.Organization, Organization: "Acme"}},
		{
			"unknown properties", card("3.0", "FN:A", "X-FOO;TYPE=a,b;X-Q=\"c;d\":e\\;f;g", "GENDER:M", "REV:2024-01-01T00:00:00Z", "X-messaging/irc-All:nick"),
			care.Person{FullName: "A", Extra: []care.Property{
				{
					Name: "X-FOO", Params: []care.Param{{Name: "TYPE", Values: []string{"a", "b"}}, {Name: "X-Q", Values: []string{"c;d"}}},
					Value: `e\;f;g`, Structured: true,
				},
				extra("GENDER", "M"), extra("REV", "2024-01-01T00:00:00Z"), extra("X-MESSAGING/IRC-ALL", "nick"),
			}},
		},
		{"picture, folded", card("3.0", "FN:A", "PHOTO;ENCODING=b;TYPE=PNG:"+b64[:20], " "+b64[20:]), care.Person{FullName: "A", Photo: photo}},
		{"picture below its name", card("3.0", "FN:A", "PHOTO;BASE64:", "  "+b64[:20], "  "+b64[20:], "", "TITLE:B"), care.Person{FullName: "A", Photo: photo, Title: "B"}},
		{"picture by address, said to be base64", card("3.0", "FN:A", "PHOTO;ENCODING=b;TYPE=JPEG:https://example.com/a.jpg"), care.Person{
			FullName: "A", Extra: []care.Property{{Name: "PHOTO", Params: []care.Param{{Name: "TYPE", Values: []string{"JPEG"}}}, Value: "https://example.com/a.jpg"}},
		}},
		{"picture as data, said to be base64", card("3.0", "FN:A", "PHOTO;ENCODING=b:data:image/png;base64,"+b64), care.Person{FullName: "A", Photo: photo}},
		{"texts in base64", card("2.1", "N;ENCODING=BASE64:UnVpejtBbmE=", ""), care.Person{FullName: "Ana Ruiz", Family: "Ruiz", Given: "Ana"}},
		{"picture, not indented", card("2.1", "N:A", "PHOTO;ENCODING=BASE64;JPEG:"+b64[:20], b64[20:], "TITLE:B"), care.Person{FullName: "A", Family: "A", Photo: photo, Title: "B"}},
		{"picture without a coding", card("3.0", "FN:A", "PHOTO:"+b64), care.Person{FullName: "A", Photo: photo}},
		{"picture as data", card("4.0", "FN:A", `PHOTO:data:image/png;base64\,`+b64), care.Person{FullName: "A", Photo: photo}},
		{
			"picture by address", card("4.0", "FN:A", "PHOTO;VALUE=uri:https://example.com/a,b.jpg"),
			care.Person{FullName: "A", Extra: []care.Property{{
				Name: "PHOTO", Params: []care.Param{{Name: "VALUE", Values: []string{"uri"}}}, Value: "https://example.com/a,b.jpg", Structured: true,
			}}},
		},
		{"UID", card("4.0", "UID:urn:uuid:1", "FN:A"), care.Person{UID: "urn:uuid:1", FullName: "A"}},
		{"agent as text", card("3.0", "FN:A", `AGENT:BEGIN:VCARD\nFN:B\nEND:VCARD`), care.Person{FullName: "A", Extra: []care.Property{extra("AGENT", "BEGIN:VCARD\nFN:B\nEND:VCARD")}}},
		{"agent, folded", card("3.0", "FN:A", "AGENT:BEGIN:VCARD", " FN:B", " END:VCARD"), care.Person{FullName: "A", Extra: []care.Property{extra("AGENT", "BEGIN:VCARD\nFN:B\nEND:VCARD")}}},
		{"agent as text, folded", card("3.0", "FN:A", `AGENT:BEGIN:VCARD\nFN:B\nNOTE:one two thr`, ` ee\nEND:VCARD`), care.Person{FullName: "A", Extra: []care.Property{
			extra("AGENT", "BEGIN:VCARD\nFN:B\nNOTE:one two three\nEND:VCARD"),
		}}},
		{"version from its syntax", "BEGIN:VCARD\nN:A\nNOTE;QUOTED-PRINTABLE:=41\nEND:VCARD\n", care.Person{FullName: "A", Family: "A", Remark: "A"}},
		{"small letters", "begin:vcard\nversion:3.0\nfn;charset=utf-8:A\nend:vcard", care.Person{FullName: "A"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			all := readAll(t, test.raw, vcf.Config{Nested: true, Name: "book"})
			if len(all) != 1 || all[0].Problem != nil {
				t.Fatalf("%d records: %+v", len(all), all[0].Problem)
			}
			if got, want := asJSON(t, &all[0].Person), asJSON(t, &test.want); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
			if test.want.Photo != nil && string(all[0].Person.Photo.Data) != string(picture) {
				t.Errorf("picture %q", all[0].Person.Photo.Data)
			}
		})
	}
}

// TestEncodings reads what is not UTF-8.
func TestEncodings(t *testing.T) {
	for _, test := range []struct {
		name     string
		raw      string
		encoding *charset.Encoding
		want     string
		warned   string
	}{
		{"8-bit file", card("2.1", "FN:S\xF6ren"), charset.Windows1252, "Sören", ""},
		{"own charset", card("2.1", "FN;CHARSET=windows-1251:\xC8\xE2\xE0\xED"), charset.UTF8, "Иван", ""},
		{"own charset in quoted-printable", card("2.1", "FN;CHARSET=SHIFT_JIS;ENCODING=QUOTED-PRINTABLE:=88=C0=93=A1=3B"), charset.UTF8, "安藤;", ""},
		{"a backslash inside a character", card("2.1", "FN;CHARSET=SHIFT_JIS:\x94\x5C\x83\x5C"), charset.UTF8, "能ソ", ""},
		{"unknown charset", card("2.1", "FN;CHARSET=x-klingon:Ana"), charset.UTF8, "Ana", "import.warn.unknown_charset"},
		{"a stray 8-bit value", card("3.0", "FN:S\xF6ren"), charset.UTF8, "Sören", "import.warn.other_encoding"},
		{"UTF-8 in an 8-bit file", card("3.0", "FN:\xD0\xAF"), charset.ShiftJIS, "ﾐｯ", ""},
		{"broken in every encoding", card("3.0", "FN:a\xFF\x81"), charset.ShiftJIS, "\uFFFD", "import.warn.undecodable"},
	} {
		t.Run(test.name, func(t *testing.T) {
			all := readAll(t, test.raw, vcf.Config{Encoding: test.encoding})
			if got := all[0].Person.FullName; got != test.want && !(strings.Contains(test.want, "\uFFFD") && strings.Contains(got, "\uFFFD")) {
				t.Errorf("got %q, want %q", got, test.want)
			}
			if warned := codes(all[0].Warnings); warned != test.warned {
				t.Errorf("warned of %q, want %q", warned, test.warned)
			}
		})
	}
}

func codes(list []record.Warning) string {
	var all []string
	for _, w := range list {
		all = append(all, w.Reason.Code)
	}
	return strings.Join(all, " ")
}

// TestDamage reads files that no standard allows, and tells of it.
func TestDamage(t *testing.T) {
	for _, test := range []struct {
		name   string
		raw    string
		nested bool
		// want are the names of the people, and the codes of problems in
		// brackets, each followed by the codes of its warnings and their lines.
		want string
	}{
		{"no end", "BEGIN:VCARD\nFN:A\n", false, "1 A import.warn.no_end"},
		{"no end between two", "BEGIN:VCARD\nFN:A\nBEGIN:VCARD\nFN:B\nEND:VCARD\n", false, "1 A import.warn.no_end_before, 3 B"},
		{"one inside another", "BEGIN:VCARD\nFN:A\nBEGIN:VCARD\nFN:B\nEND:VCARD\nTITLE:C\nEND:VCARD\n", true, "1 A, 3 B"},
		{"an agent's card", "BEGIN:VCARD\nFN:A\nAGENT:\nBEGIN:VCARD\nFN:B\nEND:VCARD\nEND:VCARD\n", false, "1 A, 4 B"},
		{"misspelt beginning", "BEGIN:VCAR\nFN:A\nEND:VCARD\n", false, "1 A import.warn.no_begin"},
		{"no beginning", "N:A\nEND:VCARD\n", false, "1 A import.warn.no_begin"},
		{"text between the cards", "hello\nworld\nBEGIN:VCARD\nFN:A\nEND:VCARD\nbye\n", false, "1 [import.reason.outside_card], 3 A, 6 [import.reason.outside_card]"},
		{"a line without a colon", "BEGIN:VCARD\nFN\nN:A\nEND:VCARD\n", false, "1 A import.warn.not_a_property"},
		{"an empty card", "BEGIN:VCARD\nVERSION:3.0\nN:;;;;\nEND:VCARD\n", false, "1 [import.reason.empty_card]"},
		{"a date that is none", "BEGIN:VCARD\nFN:A\nBDAY:19723101\nEND:VCARD\n", false, "1 A import.warn.not_a_date"},
		{"a date for no date", "BEGIN:VCARD\nFN:A\nBDAY:1900-01-01\nEND:VCARD\n", false, "1 A import.warn.placeholder_date"},
		{"a cut picture", "BEGIN:VCARD\nFN:A\nPHOTO;ENCODING=b:/9j/4AAQA\nEND:VCARD\n", false, "1 A import.warn.damaged_picture"},
		{"BOM before each card", "\xEF\xBB\xBFBEGIN:VCARD\nFN:A\nEND:VCARD\n\n\xEF\xBB\xBFBEGIN:VCARD\nFN:B\nEND:VCARD", false, "1 A, 5 B"},
		{"blanks behind the lines", "BEGIN:VCARD  \nFN:A\nEND : VCARD\t\n", false, "1 A"},
		{"CR CR LF", "BEGIN:VCARD\r\r\nFN:A\r\r\n B\r\r\nEND:VCARD\r\r\n", false, "1 AB"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, r := range readAll(t, test.raw, vcf.Config{Nested: test.nested}) {
				s := r.Person.FullName
				if r.Problem != nil {
					s = "[" + r.Problem.Reason.Code + "]"
					if r.Problem.Raw == "" {
						t.Error("problem without its text")
					}
				}
				got = append(got, strings.TrimSpace(itoa(r.Line)+" "+s+" "+codes(r.Warnings)))
			}
			if s := strings.Join(got, ", "); s != test.want {
				t.Errorf("got  %s\nwant %s", s, test.want)
			}
		})
	}
}

func itoa(n int) string { return string(rune('0' + n)) }

// TestLines tells the lines of warnings in a long card.
func TestLines(t *testing.T) {
	raw := "\n\nBEGIN:VCARD\nFN:A\nNOTE:a\n b\n c\nnonsense\nBDAY:soon\nEND:VCARD\n"
	r := readAll(t, raw, vcf.Config{})[0]
	if r.Line != 3 || len(r.Warnings) != 2 || r.Warnings[0].Line != 8 || r.Warnings[1].Line != 9 {
		t.Errorf("record at %d, warnings %+v", r.Line, r.Warnings)
	}
	if got := r.Warnings[0].Reason.Args["Text"]; got != "nonsense" {
		t.Errorf("warning shows %q", got)
	}
}

func TestGroups(t *testing.T) {
	for _, raw := range []string{
		card("3.0", "FN:Friends", "X-ADDRESSBOOKSERVER-KIND:group", "X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:1", "X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:2"),
		card("4.0", "KIND:group", "FN:Friends", "MEMBER:urn:uuid:1", "MEMBER:urn:uuid:2"),
	} {
		r := readAll(t, raw, vcf.Config{})[0]
		if r.Group == nil || r.Group.Name != "Friends" || strings.Join(r.Group.Members, " ") != "1 2" || r.Person.FullName != "" {
			t.Errorf("group %+v, person %+v", r.Group, r.Person)
		}
	}
}

func TestLoneCR(t *testing.T) {
	all := readAll(t, strings.ReplaceAll(card("3.0", "FN:A", "NOTE:b", " c")+card("3.0", "FN:B"), "\r\n", "\r"), vcf.Config{LoneCR: true})
	if len(all) != 2 || all[0].Person.Remark != "bc" || all[1].Line != 7 {
		t.Errorf("%d records, %+v", len(all), all[0])
	}
}

// TestLimits refuses what is larger than anybody's address book, with its line,
// and reads what stands behind it.
func TestLimits(t *testing.T) {
	next := card("3.0", "FN:Next")
	huge := strings.Repeat("QUJD", 21<<20/3)
	for _, test := range []struct{ name, raw, code string }{
		{"picture", card("3.0", "FN:A", "PHOTO;ENCODING=b:"+huge), "import.reason.picture_too_large"},
		{"properties", card("3.0", "FN:A", strings.Repeat("X-A:1\r\n", 10_001)), "import.reason.too_many_properties"},
		{"line", card("3.0", "FN:A", "NOTE:"+strings.Repeat("x", 65<<20)), "import.reason.line_too_long"},
		{"folded line", card("3.0", "FN:A", "NOTE:x", strings.Repeat(" "+strings.Repeat("x", 1<<20)+"\r\n", 66)), "import.reason.line_too_long"},
	} {
		t.Run(test.name, func(t *testing.T) {
			all := readAll(t, test.raw+next, vcf.Config{})
			if len(all) != 2 || all[0].Problem == nil || all[0].Problem.Reason.Code != test.code || all[0].Problem.Line < 1 {
				t.Fatalf("%d records, %+v", len(all), all[0].Problem)
			}
			if all[1].Person.FullName != "Next" {
				t.Errorf("behind it stands %+v", all[1])
			}
		})
	}
}

// TestNestingWithoutEnd is bounded however deep cards stand in each other.
func TestNestingWithoutEnd(t *testing.T) {
	raw := strings.Repeat("BEGIN:VCARD\nFN:A\n", 1000) + strings.Repeat("END:VCARD\n", 1000)
	people := 0
	for _, r := range readAll(t, raw, vcf.Config{Nested: true}) {
		if r.Problem == nil {
			people++
		}
	}
	if people != 1000 {
		t.Errorf("%d people", people)
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	n := 0
	raw := strings.Repeat(card("3.0", "FN:A"), 5000)
	err := vcf.NewReader(strings.NewReader(raw), vcf.Config{Encoding: charset.UTF8}).Read(ctx, func(*record.Record) error {
		if n++; n == 10 {
			cancel()
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) || n > 1000 {
		t.Errorf("read %d cards, then %v", n, err)
	}
	stop := errors.New("enough")
	err = vcf.NewReader(strings.NewReader(raw), vcf.Config{Encoding: charset.UTF8}).Read(context.Background(), func(*record.Record) error { return stop })
	if !errors.Is(err, stop) {
		t.Errorf("the error of emit became %v", err)
	}
}

func TestProducer(t *testing.T) {
	for want, raw := range map[string]string{
		"iCloud":      card("3.0", "PRODID:-//Apple Inc.//iCloud Web Address Book 2405B20//EN"),
		"iPhone":      card("3.0", "PRODID:-//Apple Inc.//iPhone OS 17.4//EN"),
		"Nextcloud":   card("3.0", "PRODID:-//Sabre//Sabre VObject 4.5.6//EN"),
		"Android":     card("2.1", "X-ANDROID-CUSTOM:a"),
		"Outlook":     card("2.1", "X-MS-OL-DESIGN:a"),
		"Carebook":    card("4.0", "PRODID:-//Carebook//Carebook//EN"),
		"Evolution":   card("3.0", "X-EVOLUTION-FILE-AS:a"),
		"Thunderbird": card("2.1", "X-MOZILLA-HTML:FALSE"),
		"":            card("3.0", "FN:A"),
	} {
		if got := vcf.Producer([]byte(raw)); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
