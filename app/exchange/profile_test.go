package exchange_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"carebook/app/care"
	"carebook/app/exchange"
)

// oneRecord reads a file that holds one person.
func oneRecord(t *testing.T, name, raw string, o exchange.Options) (*exchange.Record, *contents) {
	t.Helper()
	c, err := read(t, file(t, name, raw), o)
	if err != nil {
		t.Fatal(err)
	}
	if len(c.people) != 1 || len(c.problems) > 0 {
		t.Fatalf("%d people, problems %v", len(c.people), c.problems)
	}
	return c.people[0], c
}

// reasons are the codes of the warnings about a record.
func reasons(r *exchange.Record) []string {
	var codes []string
	for _, w := range r.Warnings {
		codes = append(codes, w.Reason.Code)
	}
	return codes
}

const unknownValue = "import.warn.unknown_value"

// TestProfileOfVCards reads hobbies and interests as any program writes them,
// and what only our own cards have.
func TestProfileOfVCards(t *testing.T) {
	kept := func(name, value string, params ...care.Param) care.Property {
		return care.Property{Name: name, Value: value, Params: params}
	}
	for _, test := range []struct {
		name, lines string
		want        care.Profile
		extra       []care.Property
		warnings    []string
	}{
		{"a hobby", "HOBBY:chess\n", care.Profile{Likes: "chess"}, nil, nil},
		{"hobbies, a line each, once each", "HOBBY:chess\nhobby;VALUE=text:sailing\nHOBBY:sailing\n", care.Profile{Likes: "chess\nsailing"}, nil, nil},
		{
			"a hobby with a level is kept whole", "HOBBY;LEVEL=high;INDEX=1:reading\nHOBBY:chess\n",
			care.Profile{Likes: "chess"},
			[]care.Property{kept("HOBBY", "reading", care.Param{Name: "LEVEL", Values: []string{"high"}}, care.Param{Name: "INDEX", Values: []string{"1"}})},
			nil,
		},
		{"interests", "INTEREST:opera\\, jazz\nINTEREST:wine\nINTEREST:wine\n", care.Profile{Interests: []string{"opera, jazz", "wine"}}, nil, nil},
		{
			"an interest of a kind is kept whole", "INTEREST;TYPE=work:ships\n",
			care.Profile{},
			[]care.Property{kept("INTEREST", "ships", care.Param{Name: "TYPE", Values: []string{"work"}})},
			nil,
		},
		{
			"a labelled interest is kept with its label", "g.INTEREST:ships\ng.X-ABLabel:Boats\n",
			care.Profile{},
			[]care.Property{{Group: "g", Name: "INTEREST", Value: "ships"}, {Group: "g", Name: "X-ABLABEL", Value: "Boats"}},
			nil,
		},
		{
			"all that is ours",
			"X-CAREBOOK-HOUSEHOLD:two sons\nX-CAREBOOK-CHANNEL:Visit\nX-CAREBOOK-HOUR:after five\nX-CAREBOOK-VALUE:5\n" +
				"X-CAREBOOK-REFERRED-BY:u-1\nX-CAREBOOK-LOST:2026-02-28\nX-CAREBOOK-CADENCE:call=14;visit=never\nX-CAREBOOK-FIELD;NAME=\"Shoe size\":38\n",
			care.Profile{
				Household: "two sons", Channel: care.ByVisit, Hour: "after five", Value: 5, ReferredBy: "u-1", Lost: "2026-02-28",
				Cadence: care.Cadence{Call: 14, Visit: care.Never}, Own: []care.OwnValue{{Field: "Shoe size", Value: "38"}},
			},
			nil, nil,
		},
		{"a cadence in other writing", "x-carebook-cadence:Visit = 3650\\; CALL=Never\n", care.Profile{Cadence: care.Cadence{Call: care.Never, Visit: 3650}}, nil, nil},
		{"a cadence in two lines", "X-CAREBOOK-CADENCE:call=7\nX-CAREBOOK-CADENCE:visit=30;call=7\n", care.Profile{Cadence: care.Cadence{Call: 7, Visit: 30}}, nil, nil},
		{
			"two cadences", "X-CAREBOOK-CADENCE:call=7\nX-CAREBOOK-CADENCE:call=8;visit=30\n",
			care.Profile{Cadence: care.Cadence{Call: 7}},
			[]care.Property{{Name: "X-CAREBOOK-CADENCE", Value: "call=8;visit=30", Structured: true}},
			nil,
		},
		{
			"cadences that nobody knows",
			"X-CAREBOOK-CADENCE:call=0\nX-CAREBOOK-CADENCE:visit=3651\nX-CAREBOOK-CADENCE:call=-1\nX-CAREBOOK-CADENCE:14\n" +
				"X-CAREBOOK-CADENCE:call=7,call=8\nX-CAREBOOK-CADENCE:mail=7\n",
			care.Profile{},
			[]care.Property{
				kept("X-CAREBOOK-CADENCE", "call=0"), kept("X-CAREBOOK-CADENCE", "visit=3651"), kept("X-CAREBOOK-CADENCE", "call=-1"),
				kept("X-CAREBOOK-CADENCE", "14"),
				{Name: "X-CAREBOOK-CADENCE", Value: "call=7,call=8", Structured: true},
				kept("X-CAREBOOK-CADENCE", "mail=7"),
			},
			[]string{unknownValue, unknownValue, unknownValue, unknownValue, unknownValue, unknownValue},
		},
		{
			"what nobody knows", "X-CAREBOOK-VALUE:6\nX-CAREBOOK-VALUE:0\nX-CAREBOOK-CHANNEL:pigeon\nX-CAREBOOK-LOST:2026-02-30\n",
			care.Profile{},
			[]care.Property{kept("X-CAREBOOK-VALUE", "6"), kept("X-CAREBOOK-VALUE", "0"), kept("X-CAREBOOK-CHANNEL", "pigeon"), kept("X-CAREBOOK-LOST", "2026-02-30")},
			[]string{unknownValue, unknownValue, unknownValue, unknownValue},
		},
		{
			"twice what there is once", "X-CAREBOOK-VALUE:3\nX-CAREBOOK-VALUE:4\nX-CAREBOOK-FIELD;NAME=a:1\nX-CAREBOOK-FIELD;NAME=a:2\nX-CAREBOOK-FIELD:3\n",
			care.Profile{Value: 3, Own: []care.OwnValue{{Field: "a", Value: "1"}}},
			[]care.Property{
				kept("X-CAREBOOK-VALUE", "4"), kept("X-CAREBOOK-FIELD", "2", care.Param{Name: "NAME", Values: []string{"a"}}), kept("X-CAREBOOK-FIELD", "3"),
			},
			nil,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			r, _ := oneRecord(t, "a.vcf", "BEGIN:VCARD\nVERSION:4.0\nFN:Ana\n"+test.lines+"END:VCARD\n", exchange.Options{})
			if !reflect.DeepEqual(r.Person.Profile, test.want) {
				t.Errorf("profile %+v, want %+v", r.Person.Profile, test.want)
			}
			if !reflect.DeepEqual(r.Person.Extra, test.extra) {
				t.Errorf("kept %+v, want %+v", r.Person.Extra, test.extra)
			}
			if !slices.Equal(reasons(r), test.warnings) {
				t.Errorf("warnings %v, want %v", reasons(r), test.warnings)
			}
			again := readBack(t, t.TempDir(), exchange.VCard3, write(t, exchange.VCard3, r.Person))
			same(t, exchange.VCard3, r.Person, again[0])
		})
	}
}

// TestLikesAreBounded keeps hobbies that would make a text without end.
func TestLikesAreBounded(t *testing.T) {
	long := "HOBBY:" + strings.Repeat("x", 40<<10)
	r, _ := oneRecord(t, "a.vcf", "BEGIN:VCARD\nVERSION:4.0\nFN:Ana\n"+long+"a\n"+long+"b\nEND:VCARD\n", exchange.Options{})
	if n := len(r.Person.Profile.Likes); n > 50<<10 || len(r.Person.Extra) != 1 {
		t.Errorf("likes of %d bytes, %d kept", n, len(r.Person.Extra))
	}
}

// TestProfileOfTables reads the columns of our exports, and those mapped by
// hand.
func TestProfileOfTables(t *testing.T) {
	for _, test := range []struct {
		name, raw string
		o         exchange.Options
		want      care.Profile
		kept      []string
		warnings  []string
	}{
		{
			"ours",
			"Full Name,Carebook - Likes,Carebook - Interests,Carebook - Channel,Carebook - Value,Carebook - Lost," +
				"Carebook - Call Every,Carebook - Visit Every,Carebook field - Shoe size\n" +
				"Ana,chess,wine ::: opera ::: wine,call,2,2026-02-28, 14 ,Never,38\n",
			exchange.Options{},
			care.Profile{
				Likes: "chess", Interests: []string{"wine", "opera"}, Channel: care.ByCall, Value: 2, Lost: "2026-02-28",
				Cadence: care.Cadence{Call: 14, Visit: care.Never}, Own: []care.OwnValue{{Field: "Shoe size", Value: "38"}},
			},
			nil, nil,
		},
		{
			"what nobody knows", "Full Name,Carebook - Channel,Carebook - Value,Carebook - Lost,Carebook - Call Every,Carebook - Visit Every\nAna,owl,7,soon,0,3651\n",
			exchange.Options{},
			care.Profile{},
			[]string{"owl", "7", "soon", "0", "3651"},
			[]string{unknownValue, unknownValue, unknownValue, unknownValue, unknownValue},
		},
		{"nobody else's column", "Full Name,Phone,Value,Channel\nAna,1234567,3,call\n", exchange.Options{}, care.Profile{}, []string{"3", "call"}, nil},
		{
			"mapped by hand", "Full Name,Phone,Fun,Ring,Size\nAna,1234567,chess,21,38\n",
			exchange.Options{Map: []exchange.ColumnMap{{Column: "Fun", Field: "likes"}, {Column: "Ring", Field: "cadence.call"}, {Column: "Size", Field: "own:Shoe size"}}},
			care.Profile{Likes: "chess", Cadence: care.Cadence{Call: 21}, Own: []care.OwnValue{{Field: "Shoe size", Value: "38"}}},
			nil, nil,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			r, _ := oneRecord(t, "a.csv", test.raw, test.o)
			if !reflect.DeepEqual(r.Person.Profile, test.want) {
				t.Errorf("profile %+v, want %+v", r.Person.Profile, test.want)
			}
			var kept []string
			for _, e := range r.Person.Extra {
				kept = append(kept, e.Value)
			}
			if !slices.Equal(kept, test.kept) || !slices.Equal(reasons(r), test.warnings) {
				t.Errorf("kept %q with %v, want %q with %v", kept, reasons(r), test.kept, test.warnings)
			}
			again := readBack(t, t.TempDir(), exchange.CSV, write(t, exchange.CSV, r.Person))
			same(t, exchange.CSV, r.Person, again[0])
		})
	}
}

// TestProfileOfJSON takes from a hostile profile what can be, and keeps the
// rest.
func TestProfileOfJSON(t *testing.T) {
	r, c := oneRecord(t, "a.json", `{"people":[{"full_name":"Ana","apart":["x"],"profile":{"value":9,"channel":"owl","lost":"2026-13-01","cadence":{"call":-2,"visit":3651},
		"interests":["wine","","wine"],"own":[{"field":"a","value":"1"},{"field":"a","value":"2"},{"field":"","value":"3"},{"field":"b","value":""}],
		"files":[{"name":"offer.pdf","media_type":"application/pdf","bytes":3,"sha256":"00"}]}}]}`, exchange.Options{})
	want := care.Profile{Interests: []string{"wine"}, Own: []care.OwnValue{{Field: "a", Value: "1"}}}
	if !reflect.DeepEqual(r.Person.Profile, want) {
		t.Errorf("profile %+v, want %+v", r.Person.Profile, want)
	}
	if r.Person.Apart != nil {
		t.Error("who is somebody else has travelled")
	}
	var kept []string
	for _, e := range r.Person.Extra {
		kept = append(kept, e.Name+"="+e.Value)
	}
	if want := []string{"X-CAREBOOK-VALUE=9", "X-CAREBOOK-CHANNEL=owl", "X-CAREBOOK-LOST=2026-13-01", "X-CAREBOOK-CADENCE=call=-2", "X-CAREBOOK-CADENCE=visit=3651", "X-CAREBOOK-FIELD=2", "X-CAREBOOK-FIELD=3"}; !slices.Equal(kept, want) {
		t.Errorf("kept %q, want %q", kept, want)
	}
	if got := reasons(r); !slices.Equal(got, []string{unknownValue, unknownValue, unknownValue, unknownValue, unknownValue}) {
		t.Errorf("warnings %v", got)
	}
	if last := c.warnings[len(c.warnings)-1]; last.Line != 0 || last.Reason.Code != "import.warn.no_files" {
		t.Errorf("warnings about the file %v", c.warnings)
	}
}

// TestCadenceOfJSON takes the part of a cadence that can be.
func TestCadenceOfJSON(t *testing.T) {
	r, _ := oneRecord(t, "a.json", `{"people":[{"full_name":"Ana","profile":{"cadence":{"call":99999,"visit":-1}}}]}`, exchange.Options{})
	if r.Person.Profile.Cadence != (care.Cadence{Visit: care.Never}) || len(r.Person.Extra) != 1 || r.Person.Extra[0].Value != "call=99999" {
		t.Errorf("cadence %+v, kept %v", r.Person.Profile.Cadence, r.Person.Extra)
	}
	raw := string(write(t, exchange.JSON, r.Person))
	if !strings.Contains(raw, `"profile":{"cadence":{"visit":-1}}`) {
		t.Errorf("written as %s", raw)
	}
	if raw := string(write(t, exchange.JSON, care.Person{FullName: "Ana"})); strings.Contains(raw, "cadence") {
		t.Errorf("nothing is written as %s", raw)
	}
}

// TestFilesStayInTheBook names attached files in JSON alone, and claims them
// nowhere; who is somebody else travels in no format.
func TestFilesStayInTheBook(t *testing.T) {
	p := care.Person{FullName: "Ana", Apart: []string{"somebody-else"}, Profile: care.Profile{Files: []care.Attachment{
		{Name: "offer.pdf", MediaType: "application/pdf", Bytes: 3, SHA256: "feed", Added: "2026-01-01"},
	}}}
	for _, f := range []exchange.Format{exchange.VCard, exchange.VCard3, exchange.CSV, exchange.JSON} {
		raw := write(t, f, p)
		text := string(raw)
		if strings.Contains(text, "somebody-else") || strings.Contains(text, "feed") {
			t.Errorf("%s tells too much: %s", f, text)
		}
		if named := strings.Contains(text, `{"name":"offer.pdf","media_type":"application/pdf","bytes":3}`); named != (f == exchange.JSON) {
			t.Errorf("%s names the file: %v", f, named)
		}
		if got := readBack(t, t.TempDir(), f, raw); len(got[0].Profile.Files) > 0 {
			t.Errorf("%s: files %v", f, got[0].Profile.Files)
		}
	}
}

// TestNumbersOfRelatives keeps a number without a name, and two of one relative.
func TestNumbersOfRelatives(t *testing.T) {
	p := care.Person{FullName: "Ana", Related: []care.Related{
		{Name: "Eva", Relation: "daughter", Phone: "+34 600 111 222"},
		{Name: "Eva", Relation: "daughter", Phone: "961 1; ext, 2"},
		{Relation: "neighbour", Phone: "+1"},
		{Name: "Tom"},
	}}
	for _, f := range []exchange.Format{exchange.VCard, exchange.VCard3, exchange.CSV, exchange.JSON} {
		same(t, f, p, readBack(t, t.TempDir(), f, write(t, f, p))[0])
	}
}

// TestProfileTells makes records that differ in the profile alone differ.
func TestProfileTells(t *testing.T) {
	seen := map[int64]int{}
	for i, p := range []care.Profile{
		{},
		{Likes: "a"},
		{Household: "a"},
		{Interests: []string{"a"}},
		{Channel: care.ByCall},
		{Hour: "a"},
		{Value: 1},
		{ReferredBy: "a"},
		{Lost: "2026-01-01"},
		{Cadence: care.Cadence{Call: 1}},
		{Cadence: care.Cadence{Visit: 1}},
		{Cadence: care.Cadence{Visit: care.Never}},
		{Cadence: care.Cadence{Call: 1}, Likes: "a"},
		{Own: []care.OwnValue{{Field: "a", Value: "b"}}},
		{Own: []care.OwnValue{{Field: "a", Value: "c"}}},
	} {
		n := exchange.Fingerprint(&care.Person{FullName: "A", Profile: p})
		if before, known := seen[n]; known {
			t.Errorf("profiles %d and %d have one fingerprint", before, i)
		}
		seen[n] = i
	}
	with := exchange.Fingerprint(&care.Person{Related: []care.Related{{Name: "A", Phone: "1"}}})
	if with == exchange.Fingerprint(&care.Person{Related: []care.Related{{Name: "A"}}}) {
		t.Error("the number of a relative tells nothing")
	}
}

// TestMergeOfProfiles fills what is not known, unites lists, and leaves alone
// what the user has said.
func TestMergeOfProfiles(t *testing.T) {
	mine := care.Profile{
		Likes: "Chess and wine", Interests: []string{"Opera"}, Channel: care.ByCall, Value: 5, ReferredBy: "u-1", Lost: "2026-01-01",
		Cadence: care.Cadence{Call: 14}, Own: []care.OwnValue{{Field: "Shoe", Value: "38"}}, Files: []care.Attachment{{Name: "a", SHA256: "1"}},
	}
	theirs := care.Profile{
		Likes: "wine", Household: "two sons", Interests: []string{"opera", "Ships"}, Channel: care.ByVisit, Hour: "noon", Value: 1, ReferredBy: "u-2", Lost: "2026-02-02",
		Cadence: care.Cadence{Call: 30, Visit: care.Never}, Own: []care.OwnValue{{Field: "Shoe", Value: "40"}, {Field: "Hat", Value: "M"}}, Files: []care.Attachment{{Name: "b", SHA256: "1"}, {Name: "c", SHA256: "2"}},
	}
	want := care.Profile{
		Likes: "Chess and wine", Household: "two sons", Interests: []string{"Opera", "Ships"}, Channel: care.ByCall, Hour: "noon", Value: 5, ReferredBy: "u-1", Lost: "2026-01-01",
		Cadence: care.Cadence{Call: 14, Visit: care.Never}, Own: []care.OwnValue{{Field: "Shoe", Value: "38"}, {Field: "Hat", Value: "M"}},
		Files: []care.Attachment{{Name: "a", SHA256: "1"}, {Name: "c", SHA256: "2"}},
	}
	a := care.Person{FullName: "A", Profile: mine, Related: []care.Related{{Name: "Eva", Relation: "daughter"}}}
	b := care.Person{FullName: "A", Profile: theirs, Related: []care.Related{{Name: "eva", Relation: "Daughter", Phone: "1234567"}}}
	before := show(t, a)
	got, changed := exchange.Merge(&a, &b, "ES")
	if !changed || !reflect.DeepEqual(got.Profile, want) || len(got.Extra) > 0 {
		t.Errorf("merged to %+v, kept %v; want %+v", got.Profile, got.Extra, want)
	}
	if r := got.Related; len(r) != 1 || r[0] != (care.Related{Name: "Eva", Relation: "daughter", Phone: "1234567"}) {
		t.Errorf("related %v", r)
	}
	if after := show(t, a); after != before {
		t.Errorf("the existing person became %s", after)
	}
	if _, changed := exchange.Merge(&got, &b, "ES"); changed {
		t.Error("merging the same again changes something")
	}
	other := care.Person{FullName: "A", Profile: care.Profile{Likes: "ships"}, Related: []care.Related{{Name: "Eva", Relation: "daughter", Phone: "7654321"}}}
	got, _ = exchange.Merge(&got, &other, "ES")
	if got.Profile.Likes != "Chess and wine" || len(got.Extra) != 1 || got.Extra[0].Name != "HOBBY" || got.Extra[0].Value != "ships" || len(got.Related) != 2 {
		t.Errorf("merged to %+v, kept %v, related %v", got.Profile, got.Extra, got.Related)
	}
	if _, changed := exchange.Merge(&got, &other, "ES"); changed {
		t.Error("merging other words again changes something")
	}
}
