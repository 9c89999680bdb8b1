package exchange_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"carebook/app/care"
	"carebook/app/exchange"
)

// notes draws the notes of a person as an export has them.
func notes() *rapid.Generator[[]exchange.Note] {
	line, lines := texts(false), texts(true)
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) exchange.Note {
		text := lines.Draw(t, "text")
		n := exchange.Note{
			Title: maybe(line).Draw(t, "title"), Text: text, HTML: "<p>" + text + "</p>\n<p style=\"white-space:pre-wrap\"> \ttab; </p>\n",
			UID: maybe(line).Draw(t, "uid"), Pinned: rapid.Bool().Draw(t, "pinned"),
		}
		if rapid.Bool().Draw(t, "dated") {
			n.Created, n.Changed = "2026-11-12T10:15:00.000Z", "2026-11-13T08:00:00.250Z"
		}
		return n
	}), 1, 4)
}

// TestNotesTravel writes and reads notes in every format: all of them come back
// as they were, but that JSON alone carries the pictures.
func TestNotesTravel(t *testing.T) {
	for _, f := range []exchange.Format{exchange.VCard, exchange.VCard3, exchange.CSV, exchange.JSON} {
		t.Run(string(f), func(t *testing.T) {
			dir := t.TempDir()
			rapid.Check(t, func(t *rapid.T) {
				want := notes().Draw(t, "notes")
				if rapid.Bool().Draw(t, "picture") {
					want[0].Pictures = []exchange.NotePicture{{SHA256: strings.Repeat("ab", 32), MediaType: "image/png", Data: png}}
				}
				got := notesBack(t, dir, f, want)
				if f != exchange.JSON {
					want[0].Pictures = nil
				}
				if a, b := asJSON(t, want), asJSON(t, got); a != b {
					t.Fatalf("wrote\n%s\nread\n%s", a, b)
				}
			})
		})
	}
}

func asJSON(t rapid.TB, v any) string {
	t.Helper()
	s, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(s)
}

// notesBack writes a person with notes into a file and reads the notes of it.
func notesBack(t rapid.TB, dir string, f exchange.Format, list []exchange.Note) []exchange.Note {
	t.Helper()
	var out bytes.Buffer
	w, err := exchange.NewWriter(&out, f)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Write(&care.Person{UID: "u", FullName: "Ana Ruiz", Remark: "A remark"}, list...); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "book."+map[exchange.Format]string{exchange.VCard: "vcf", exchange.VCard3: "vcf", exchange.CSV: "csv", exchange.JSON: "json"}[f])
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := open(path, exchange.Options{})
	if err != nil {
		t.Fatalf("%v\n%s", err, out.Bytes())
	}
	defer s.Close()
	var got []exchange.Note
	err = s.Read(context.Background(), func(r *exchange.Record) error {
		switch {
		case r.Problem != nil:
			return fmt.Errorf("line %d: %s %v", r.Line, r.Problem.Reason.Code, r.Problem.Reason.Args)
		case r.Person.Remark != "A remark" || len(r.Person.Extra) > 0:
			return fmt.Errorf("remark %q, beside it %v", r.Person.Remark, r.Person.Extra)
		}
		got = append(got, r.Notes...)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// TestLongNotesTravel has notes of a size and with signs that other properties
// do not have.
func TestLongNotesTravel(t *testing.T) {
	const one = "<p>a &lt; b; c &amp; d, e\\n &nbsp;</p>\n"
	want := []exchange.Note{{Title: "Long; but, fine", HTML: strings.Repeat(one, 4<<20/len(one)), Text: strings.Repeat("a < b; c & d\n", 50_000)}}
	for _, f := range []exchange.Format{exchange.VCard, exchange.VCard3, exchange.CSV, exchange.JSON} {
		got := notesBack(t, t.TempDir(), f, want)
		if len(got) != 1 || got[0].Title != want[0].Title || got[0].HTML != want[0].HTML || strings.TrimSpace(got[0].Text) != strings.TrimSpace(want[0].Text) {
			t.Errorf("%s: another note came back, one of %d", f, len(got))
		}
	}
}

// TestTooManyNotes refuses a person with more notes than anybody writes.
func TestTooManyNotes(t *testing.T) {
	for n, want := range map[int]string{10_000: "", 10_001: "import.reason.too_many_properties"} {
		raw := `{"people":[{"full_name":"A","notes":[{}` + strings.Repeat(",{}", n-1) + `]}]}`
		s, err := open(file(t, "a.json", raw), exchange.Options{})
		if err != nil {
			t.Fatal(err)
		}
		err = s.Read(t.Context(), func(r *exchange.Record) error {
			got := ""
			if r.Problem != nil {
				got = r.Problem.Reason.Code
			}
			if got != want || want == "" && len(r.Notes) != n {
				t.Errorf("%d notes: %q, %d read", n, got, len(r.Notes))
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// TestFingerprintOfNotes tells records apart by what their notes say.
func TestFingerprintOfNotes(t *testing.T) {
	p := &care.Person{FullName: "Ana Ruiz"}
	note := exchange.Note{UID: "n", Title: "Visit", HTML: "<p>Oven</p>", Text: "Oven"}
	seen := map[int64]string{exchange.Fingerprint(p): "no note"}
	for name, list := range map[string][]exchange.Note{
		"one": {note}, "two": {note, note}, "other title": {{UID: "n", Title: "Call", HTML: "<p>Oven</p>"}},
		"other words": {{UID: "n", Title: "Visit", HTML: "<p>Fridge</p>"}}, "text alone": {{UID: "n", Title: "Visit", Text: "Oven"}},
		"other uid": {{UID: "m", Title: "Visit", HTML: "<p>Oven</p>"}},
		"picture":   {{UID: "n", Title: "Visit", HTML: "<p>Oven</p>", Pictures: []exchange.NotePicture{{SHA256: "ab"}}}},
	} {
		f := exchange.Fingerprint(p, list...)
		if before, ok := seen[f]; ok {
			t.Errorf("%s has the fingerprint of %s", name, before)
		}
		seen[f] = name
	}
	later := note
	later.Changed, later.Pinned, later.Text = "2026-11-13T08:00:00.250Z", true, ""
	if exchange.Fingerprint(p, note) != exchange.Fingerprint(p, later) {
		t.Error("what does not belong to the words counts")
	}
}
