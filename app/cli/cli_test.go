package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"carebook/app"
	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/cli"
	"carebook/app/lang"
)

func TestMain(m *testing.M) {
	lang.Use("en")
	os.Exit(m.Run())
}

// session runs commands on one book.
type session struct {
	t        *testing.T
	book     string
	settings app.Settings
}

func newSession(t *testing.T) *session {
	return &session{t, filepath.Join(t.TempDir(), "book.db"), app.DefaultSettings()}
}

// run gives the exit status and what was said on both outputs.
func (s *session) run(args ...string) (status int, out, errs string) {
	s.t.Helper()
	var stdout, stderr bytes.Buffer
	env := cli.Env{
		Out: &stdout, Err: &stderr, Clock: care.ClockFrom(time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)),
		Settings: func() app.Settings { return s.settings },
		OpenWindow: func(_ context.Context, w cli.Window) error {
			_, err := stdout.WriteString("window on " + filepath.Base(w.Book) + ", " + strings.TrimSpace(string(w.Wish)+" "+w.Digits+strings.Join(w.Files, " ")) + "\n")
			return err
		},
		Background: func(_ context.Context, w cli.Window) error {
			_, err := stdout.WriteString("background of " + filepath.Base(w.Book) + "\n")
			return err
		},
	}
	status = cli.Run(context.Background(), env, append([]string{"--book", s.book}, args...))
	return status, stdout.String(), stderr.String()
}

// ok runs a command that must succeed and say nothing on standard error.
func (s *session) ok(args ...string) string {
	s.t.Helper()
	status, out, errs := s.run(args...)
	if status != 0 || errs != "" {
		s.t.Fatalf("%v: exit %d, %s%s", args, status, out, errs)
	}
	return out
}

// json runs a command that must succeed and decodes its one document.
func (s *session) json(into any, args ...string) {
	s.t.Helper()
	decoder := json.NewDecoder(strings.NewReader(s.ok(args...)))
	if err := decoder.Decode(into); err != nil {
		s.t.Fatalf("%v: %v", args, err)
	}
	if decoder.More() {
		s.t.Errorf("%v: more than one document", args)
	}
}

func (s *session) file(name, content string) string {
	s.t.Helper()
	path := filepath.Join(s.t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		s.t.Fatal(err)
	}
	return path
}

const cards = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:María Ferrer\r\nN:Ferrer;María;;;\r\nORG:Casa Perelló\r\nTEL;TYPE=CELL:+34 655 55 44 17\r\nEND:VCARD\r\n" +
	"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Pau Llorens\r\nN:Llorens;Pau;;;\r\nCATEGORIES:Ordinary\r\nEMAIL:pau@example.com\r\nEND:VCARD\r\n"

type people struct {
	People []struct {
		ID       string   `json:"id"`
		FullName string   `json:"full_name"`
		Number   string   `json:"number"`
		Tags     []string `json:"tags"`
	} `json:"people"`
}

func (p people) names() string {
	var names []string
	for _, one := range p.People {
		names = append(names, one.FullName)
	}
	return strings.Join(names, ", ")
}

func TestADayOnTheCommandLine(t *testing.T) {
	s := newSession(t)
	var imported struct {
		ImportID string `json:"import_id"`
		Files    []map[string]any
	}
	s.json(&imported, "import", s.file("phone.vcf", cards), "--json", "--country", "es")
	if imported.ImportID == "" || len(imported.Files) != 1 || imported.Files[0]["new"] != 2.0 {
		t.Fatalf("import: %+v", imported)
	}
	for _, key := range []string{"file", "producer", "encoding", "delimiter", "records", "new", "updated", "same", "warnings", "problems", "possible_duplicates"} {
		if _, there := imported.Files[0][key]; !there {
			t.Errorf("import: no %q", key)
		}
	}
	var found people
	s.json(&found, "--json", "find", "perello")
	if found.names() != "María Ferrer" || found.People[0].Number != "+34 655 55 44 17" {
		t.Errorf("find: %+v", found)
	}
	maria := found.People[0].ID
	s.json(&found, "who", "0034655554417", "--json")
	if found.names() != "María Ferrer" {
		t.Errorf("who: %+v", found)
	}
	s.json(&found, "find", "nobody", "--json")
	if found.People == nil || len(found.People) != 0 {
		t.Errorf("find of nobody: %+v, want an empty list", found)
	}
	if out := s.ok("tag", maria, "--add", "VIP"); !strings.Contains(out, "1 person") {
		t.Errorf("tag: %s", out)
	}
	s.ok("tag", "--where", "pau", "--add", "VIP", "--remove", "ordinary")
	var shown struct {
		FullName string   `json:"full_name"`
		Tags     []string `json:"tags"`
	}
	s.json(&shown, "show", maria, "--json")
	if shown.FullName != "María Ferrer" || len(shown.Tags) != 1 {
		t.Errorf("show: %+v", shown)
	}
	if out := s.ok("show", maria); !strings.Contains(out, "Casa Perelló") || !strings.Contains(out, "+34 655 55 44 17") {
		t.Errorf("show: %s", out)
	}
	s.json(&found, "export", "-", "--format", "json", "--tag", "vip")
	if found.names() != "María Ferrer, Pau Llorens" {
		t.Errorf("export of a tag: %s", found.names())
	}
	s.json(&found, "export", "-", "--format", "json", "--where", "pau")
	if found.names() != "Pau Llorens" {
		t.Errorf("export of a query: %s", found.names())
	}
	if out := s.ok("export", "-", "--person", maria); !strings.HasPrefix(out, "BEGIN:VCARD\r\n") || strings.Count(out, "BEGIN:VCARD") != 1 {
		t.Errorf("export of one: %s", out)
	}
	s.ok("check")
	var runs struct {
		Imports []struct {
			ID     string `json:"id"`
			New    int    `json:"new"`
			Undone bool   `json:"undone"`
		} `json:"imports"`
	}
	s.json(&runs, "imports", "--json")
	if len(runs.Imports) != 1 || runs.Imports[0].ID != imported.ImportID || runs.Imports[0].New != 2 || runs.Imports[0].Undone {
		t.Errorf("imports: %+v", runs)
	}
	var undone struct {
		Removed, Restored int
		Left              []struct{ Name string }
	}
	s.json(&undone, "undo-import", imported.ImportID, "--json")
	if undone.Removed != 0 || len(undone.Left) != 2 {
		t.Errorf("undo-import: %+v, want both left, since both were tagged", undone)
	}
	if status, _, errs := s.run("undo-import", imported.ImportID); status != 1 || strings.Count(errs, "\n") != 1 {
		t.Errorf("undo-import again: exit %d, %q", status, errs)
	}
}

func TestTextAnswers(t *testing.T) {
	s := newSession(t)
	if out := s.ok("import", s.file("phone.vcf", cards)); !strings.Contains(out, "2 records") || !strings.Contains(out, "undo-import") {
		t.Errorf("import: %s", out)
	}
	for _, args := range [][]string{{"imports"}, {"find", "maria"}, {"who", "4417"}, {"find", "nobody"}, {"check"}, {"--help"}} {
		if out := s.ok(args...); strings.TrimSpace(out) == "" || strings.Contains(out, "cli.") {
			t.Errorf("%v: %q", args, out)
		}
	}
	for want, args := range map[string][]string{
		"window on book.db, show\n": nil, "window on book.db, digest\n": {"--digest"}, "window on book.db, today\n": {"--today"},
		"background of book.db\n": {"--background"}, "window on book.db, who\n": {"who", "--window"},
		"window on book.db, who 4417\n": {"who", "--window", "4417"}, "window on book.db, who +34 655 55 44 17\n": {"--window", "who", "+34 655", "55 44 17"},
	} {
		if out := s.ok(args...); out != want {
			t.Errorf("%v: %q, want %q", args, out, want)
		}
	}
}

func TestWrongUseExitsWithTwoAndOneLine(t *testing.T) {
	s := newSession(t)
	s.ok("import", s.file("phone.vcf", cards))
	for _, args := range [][]string{
		{"dance"},
		{"import"},
		{"find", "ana", "--loud"},
		{"find", "ana", "--limit", "many"},
		{"find", "ana", "--limit", "0"},
		{"find", "ana", "--limit"},
		{"find", "ana", "--tag", "VIP"},
		{"check", "book"},
		{"tag", "--add", "VIP"},
		{"tag", "some-id"},
		{"who", "12"},
		{"who"},
		{"who", "--window", "--json"},
		{"who", "--window", "--country", "ES"},
		{"find", "ana", "--window"},
		{"import", "x.vcf", "--on-duplicate", "burn"},
		{"import", "x.vcf", "--country", "Spain"},
		{"export", "-", "--format", "papyrus"},
		{"show"},
		{"-x"},
		{"--background", "--digest"},
		{"--digest", "--today"},
		{"find", "ana", "--digest"},
	} {
		status, out, errs := s.run(args...)
		if status != 2 || out != "" || strings.Count(errs, "\n") != 1 || strings.Contains(errs, "cli.") {
			t.Errorf("%v: exit %d, %q, %q", args, status, out, errs)
		}
	}
}

func TestFailuresExitWithOneAndOneLine(t *testing.T) {
	s := newSession(t)
	if _, err := os.Stat(s.book); err == nil {
		t.Fatal("the book is there already")
	}
	text := s.file("notes.txt", strings.Repeat("These are the minutes of a meeting about nothing in particular.\n", 20))
	for _, args := range [][]string{
		{"find", "ana"},
		{"check"},
		{"export", "-"},
		{"import", filepath.Join(t.TempDir(), "none.vcf")},
		{"import", t.TempDir()},
		{"import", s.file("empty.vcf", "")},
		{"import", s.file("photo.vcf", "\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x00\x00\x00\x00")},
		{"import", text},
		{"import", "--map", "nonsense", s.file("a.csv", "a,b\n1,2\n")},
		{"demo", text},
	} {
		status, _, errs := s.run(args...)
		if status != 1 || strings.Count(errs, "\n") != 1 || strings.Contains(errs, "error.") {
			t.Errorf("%v: exit %d, %q", args, status, errs)
		}
		if left, _ := filepath.Glob(s.book + "*"); len(left) != 0 {
			t.Errorf("%v left %v behind", args, left)
			for _, path := range left {
				os.Remove(path)
			}
		}
	}
	if err := os.WriteFile(s.book, []byte(strings.Repeat("this is no book ", 300)), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"find", "ana"}, {"import", s.file("phone.vcf", cards)}, {"check"}} {
		if status, out, errs := s.run(args...); status != 1 || strings.Count(out+errs, "\n") != 1 {
			t.Errorf("%v on a file that is no book: exit %d, %q, %q", args, status, out, errs)
		}
	}
}

func TestDryRunNeverMakesABook(t *testing.T) {
	s := newSession(t)
	var said book.ImportResult
	s.json(&said, "import", "--dry-run", s.file("phone.vcf", cards), "--json")
	if f := said.Files[0]; f.Preview == nil || len(f.Preview.Records) != f.Records || f.Preview.Records[0].What != book.OutcomeNew {
		t.Errorf("preview %+v", f.Preview)
	}
	if left, _ := filepath.Glob(s.book + "*"); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestDemoWritesASoundBook(t *testing.T) {
	s := newSession(t)
	s.ok("demo", s.book)
	s.ok("check")
	var found people
	s.json(&found, "export", "-", "--format", "json")
	if len(found.People) != 300 {
		t.Errorf("%d people, want 300", len(found.People))
	}
}

// TestNotesAreShownFoundAndExported uses the notes of a demo book.
func TestNotesAreShownFoundAndExported(t *testing.T) {
	s := newSession(t)
	path := filepath.Join(t.TempDir(), "demo.db")
	s.ok("demo", path)
	var hits struct {
		People []struct{ ID, Full_name, Place string }
	}
	s.json(&hits, "--book", path, "find", "flue", "workshop", "--json")
	if len(hits.People) != 1 || !strings.Contains(hits.People[0].Place, "the workshop whether the flue") {
		t.Fatalf("found %+v", hits)
	}
	if out := s.ok("--book", path, "find", "flue"); !strings.Contains(out, "\n    ") || !strings.Contains(out, "workshop whether the flue can stay") {
		t.Errorf("found\n%s", out)
	}
	id := hits.People[0].ID
	var shown struct {
		Notes []struct {
			Title, HTML, Text string
			Pictures          []struct{ SHA256 string }
		}
	}
	s.json(&shown, "--book", path, "show", id, "--json")
	if n := shown.Notes; len(n) != 4 || n[2].Title != "The new kitchen" || !strings.Contains(n[2].HTML, "<mark>") || !strings.Contains(n[2].Text, "[x] Ask the workshop") || len(n[2].Pictures) != 1 {
		t.Errorf("notes %+v", n)
	}
	if out := s.ok("--book", path, "show", id); !strings.Contains(out, "\n  Thu 12 Nov  Note The new kitchen: The gas range leaves") {
		t.Errorf("show tells\n%s", out)
	}
	for _, format := range []string{"vcard", "vcard3", "csv", "json"} {
		if out := s.ok("--book", path, "export", "-", "--person", id, "--format", format); !strings.Contains(strings.ReplaceAll(out, "\r\n ", ""), "The new kitchen") {
			t.Errorf("the export as %s has no notes", format)
		}
	}
}

func TestALoggedCallStandsInTheTimeline(t *testing.T) {
	s := newSession(t)
	s.ok("import", s.file("a.vcf", cards))
	var found struct {
		People []struct{ ID string }
	}
	s.json(&found, "find", "ferrer", "--json")
	id := found.People[0].ID
	if out := s.ok("log", id, "--kind", "call", "Likes", "the", "oven,", "call back Tuesday", "12 min"); !strings.Contains(out, "Promise") {
		t.Errorf("the promise is not told: %s", out)
	}
	s.ok("log", id, "--kind", "quote", "--on", "2026-11-20", "Combi oven €8,450 until 12 Dec")
	var shown struct {
		Band, Full_name string
		Last_contact    string
		Timeline        []care.Event
	}
	s.json(&shown, "show", id, "--json")
	if shown.Last_contact != "2026-11-26" || len(shown.Timeline) != 3 {
		t.Fatalf("shown %+v", shown)
	}
	promise, call, quote := shown.Timeline[0], shown.Timeline[1], shown.Timeline[2]
	if promise.Kind != care.Promise || promise.Due != "2026-12-01" || promise.Text != "Call back" {
		t.Errorf("promise %+v", promise)
	}
	if call.Kind != care.Call || call.Minutes != 12 || strings.Contains(call.Text, "12") {
		t.Errorf("call %+v", call)
	}
	if quote.Price == nil || *quote.Price != (care.Money{Minor: 845000, Currency: "EUR"}) || quote.ValidUntil != "2026-12-12" || quote.Day != "2026-11-20" {
		t.Errorf("quote %+v", quote)
	}
	if out := s.ok("show", id); !strings.Contains(out, "Call, 12 min") {
		t.Errorf("show does not tell the timeline: %s", out)
	}
	var hits struct {
		People []struct {
			ID           string
			Last_contact string
		}
	}
	s.json(&hits, "find", "combi oven", "--json")
	if len(hits.People) != 1 || hits.People[0].Last_contact != "2026-11-26" {
		t.Errorf("the timeline is not found: %+v", hits)
	}
	for _, args := range [][]string{
		{"log", id, "x"},
		{"log", id, "--kind", "nap", "x"},
		{"log", id, "--kind", "call", "--on", "31.02.2026", "x"},
		{"log", id, "--kind", "call", "--minutes", "-3", "x"},
		{"log", id, "--kind", "call", "--minutes", "abc", "x"},
	} {
		if status, _, errs := s.run(args...); status != 2 || errs == "" {
			t.Errorf("%v: exit %d, %q", args, status, errs)
		}
	}
	if status, _, _ := s.run("log", "nobody", "--kind", "call", "x"); status != 1 {
		t.Errorf("a call with nobody: exit %d", status)
	}
}
