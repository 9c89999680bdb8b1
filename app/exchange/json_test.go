package exchange_test

import (
	"strings"
	"testing"

	"carebook/app/care"
	"carebook/app/exchange"
)

// TestJSONExport writes what is documented and nothing that concerns the book
// alone.
func TestJSONExport(t *testing.T) {
	var out strings.Builder
	w, err := exchange.NewWriter(&out, exchange.JSON)
	if err != nil {
		t.Fatal(err)
	}
	p := care.Person{
		ID: "1", UID: "u", FullName: "Tom & Ana <x>", Sources: []int64{7}, Deleted: "2024-01-01T00:00:00Z", Country: "ES",
		Dates: []care.Date{{Kind: care.Birthday, Month: 5, Day: 21}}, Photo: &care.Photo{MediaType: "image/png", Bytes: 3, SHA256: "abc", Data: []byte("abc")},
	}
	if err := w.Write(&p, exchange.Note{Title: "t", HTML: "<p>h</p>", Text: "x"}); err != nil {
		t.Fatal(err)
	}
	if err := w.Write(&care.Person{ID: "2", FullName: "B"}); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	want := `{"people":[
{"id":"1","uid":"u","full_name":"Tom & Ana <x>","dates":[{"kind":"birthday","month":5,"day":21}],"photo":{"media_type":"image/png","bytes":3},"birthday":"--05-21","notes":[{"title":"t","html":"<p>h</p>","text":"x"}]},
{"id":"2","full_name":"B"}
]}
`
	if out.String() != want {
		t.Errorf("got\n%s\nwant\n%s", out.String(), want)
	}
	c, err := read(t, file(t, "a.json", out.String()), exchange.Options{})
	if err != nil || len(c.people) != 2 {
		t.Fatalf("%+v, %v", c, err)
	}
	r := c.people[0]
	if r.Person.ID != "" || r.Person.UID != "u" || r.Person.Photo != nil || len(r.Notes) != 1 || r.Notes[0].HTML != "<p>h</p>" {
		t.Errorf("read %+v, %+v", r.Person, r.Notes)
	}
	if len(c.warnings) != 1 || c.warnings[0].Reason.Code != "import.warn.no_pictures" {
		t.Errorf("warnings %+v", c.warnings)
	}
}

func TestJSONOfNobody(t *testing.T) {
	if got := string(write(t, exchange.JSON)); got != "{\"people\":[]}\n" {
		t.Errorf("got %q", got)
	}
}

// TestJSONDamage salvages what is there and says where it ends.
func TestJSONDamage(t *testing.T) {
	for _, test := range []struct{ name, raw, want string }{
		{"pretty", "{\n \"version\": 1,\n \"people\": [\n  {\n   \"full_name\": \"A\"\n  },\n  {\"full_name\": \"B\"}\n ]\n}\n", "4 A, 7 B"},
		{"cut", "{\"people\":[\n{\"full_name\":\"A\"},\n{\"full_name\":\"B", "2 A, 3 [import.reason.json_cut]"},
		{"cut behind a person", "{\"people\":[\n{\"full_name\":\"A\"}", "2 A, 2 [import.reason.json_cut]"},
		{"no person", "{\"people\":[\n{\"full_name\":\"A\"},\n{\"phones\":5},\n{},\n7]}", "2 A, 3 [import.reason.bad_person], 4 [import.reason.nothing_usable], 5 [import.reason.bad_person]"},
		{"no JSON", "{\"people\":[\n{\"full_name\":\"A\"} B]}", "2 A, 2 [import.reason.bad_json]"},
		{"no list", "{\"people\":{}}", "1 [import.reason.bad_json]"},
		{"birthday alone", "{\"people\":[{\"full_name\":\"A\",\"birthday\":\"1980-05-21\"}]}", "1 A 1980-05-21"},
		{"no name", "{\"people\":[{\"emails\":[{\"address\":\"a@example.com\"}]}]}", "1 a@example.com"},
	} {
		t.Run(test.name, func(t *testing.T) {
			s, err := open(file(t, "a.json", test.raw), exchange.Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			var got []string
			err = s.Read(t.Context(), func(r *exchange.Record) error {
				text := string(rune('0'+r.Line)) + " " + r.Person.FullName
				if r.Problem != nil {
					text += "[" + r.Problem.Reason.Code + "]"
				}
				if d := r.Person.Birthday(); d != nil {
					text += " " + d.ISO()
				}
				got = append(got, text)
				return nil
			})
			if s := strings.Join(got, ", "); err != nil || s != test.want {
				t.Errorf("got %s, %v\nwant %s", s, err, test.want)
			}
		})
	}
}
