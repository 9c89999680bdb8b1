package book_test

import (
	"encoding/csv"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/exchange"
	"carebook/store"
)

// look makes a preview and checks that its rows and its counts agree.
func look(t testing.TB, s *store.Store, o book.ImportOptions) *book.Preview {
	t.Helper()
	p, err := book.NewPreview(ctx, s, clock, o)
	if err != nil {
		t.Fatalf("preview %v: %v", o.Files, err)
	}
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
	n := map[book.Outcome]int{}
	for i := range p.Len() {
		n[p.At(i).What]++
	}
	total := p.Result().Total()
	if n[book.OutcomeNew] != total.New || n[book.OutcomeUpdate] != total.Updated || n[book.OutcomeSame] != total.Same || n[book.OutcomeProblem] != len(total.Problems) {
		t.Errorf("rows %v, counts %s", n, counts(p.Result()))
	}
	return p
}

// row finds a record by its name.
func row(t testing.TB, p *book.Preview, name string) (int, book.Previewed) {
	t.Helper()
	for i := range p.Len() {
		if p.At(i).Name == name {
			return i, p.At(i)
		}
	}
	t.Fatalf("no record of %s in the preview", name)
	return 0, book.Previewed{}
}

func detail(t testing.TB, p *book.Preview, name string) book.Detail {
	t.Helper()
	i, _ := row(t, p, name)
	d, err := p.Detail(i)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// bytesOf are those of a book's files.
func bytesOf(t testing.TB, path string) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, name := range []string{path, path + "-wal"} {
		bytes, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all[name] = string(bytes)
	}
	return all
}

func TestPreviewWritesNothing(t *testing.T) {
	path := file(t, "a.vcf", ana+borja+ana)
	want(t, look(t, nil, book.ImportOptions{Files: []string{path}}).Result(), "2 new, 0 updated, 1 same, 0 problems")
	at := filepath.Join(t.TempDir(), "book.db")
	s, err := store.Open(ctx, at, store.Options{Clock: clock, Language: "en", Origin: "test"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	doImport(t, s, book.ImportOptions{Files: []string{file(t, "b.vcf", borja)}})
	before := bytesOf(t, at)
	want(t, look(t, s, book.ImportOptions{Files: []string{path}, Tags: []string{"Fair"}}).Result(), "1 new, 1 updated, 1 same, 0 problems")
	if !maps.Equal(bytesOf(t, at), before) {
		t.Error("a preview changed the book's files")
	}
}

func TestPreviewSaysWhatTheImportThenDoes(t *testing.T) {
	number := func(name, tel string) string { return card("FN:"+name, "N:;"+name+";;;", "TEL:"+tel) }
	files := []string{
		file(t, "a.vcf", ana+borja+number("Ana Núñez", "612345678")+nobody+number("Bo", "961234011")),
		file(t, "b.csv", "Name,Phone,Town\nZoe,600111222,Vigo\nZoe,600111222,Vigo\nZoe,600111222,Lugo\n"),
		file(t, "c.vcf", strings.Replace(ana, "X-SHOE:38", "NOTE:calls on Mondays", 1)),
	}
	s := newBook(t)
	doImport(t, s, book.ImportOptions{Files: files[2:], Country: "ES"})
	for _, o := range []book.ImportOptions{
		{}, {OnDuplicate: book.LeaveOut}, {OnDuplicate: book.Add}, {OnPossible: book.Update}, {OnPossible: book.LeaveOut}, {Tags: []string{"Fair"}},
	} {
		o.Files, o.Country = files, "ES"
		p := look(t, s, o)
		said := counts(p.Result())
		id := doImport(t, s, p.Options())
		if done := counts(id); done != said {
			t.Errorf("%+v: the preview said %s, the import did %s", o, said, done)
		}
		if _, err := book.UndoImport(ctx, s, id.ImportID); err != nil {
			t.Fatal(err)
		}
	}
}

func TestPreviewShowsOldAndNewValues(t *testing.T) {
	s := newBook(t)
	doImport(t, s, book.ImportOptions{Files: []string{file(t, "a.vcf", ana)}})
	edited := strings.Replace(ana, "X-SHOE:38", "ORG:Forn Núñez", 1)
	edited = strings.Replace(edited, "EMAIL:", "TEL;TYPE=HOME:+34 961 234 011\r\nEMAIL:", 1)
	p := look(t, s, book.ImportOptions{Files: []string{file(t, "b.vcf", edited+borja)}})
	got := detail(t, p, "Ana Núñez")
	wanted := []book.Change{
		{Field: "organization", Before: []string{}, After: []string{"Forn Núñez"}},
		{Field: "phones", Before: []string{"+34 612 345 678 (mobile)"}, After: []string{"+34 612 345 678 (mobile)", "+34 961 234 011 (home)"}},
	}
	if got.Who != "Ana Núñez" || got.Why == "" || fmt.Sprint(got.Changes) != fmt.Sprint(wanted) {
		t.Errorf("detail %+v, want the changes %v", got, wanted)
	}
	if i, r := row(t, p, "Borja Roca"); r.What != book.OutcomeNew || r.Phone != "961 23 40 11" || r.Line < 10 {
		t.Errorf("row %d %+v", i, r)
	}
	if d := detail(t, p, "Borja Roca"); len(d.Changes) == 0 || len(d.Changes[0].Before) != 0 {
		t.Errorf("detail of somebody new %+v", d)
	}
}

func TestOneNumberEditedInATableChangesTheNumbersAlone(t *testing.T) {
	s := newBook(t)
	table := "Name,Phone,E-mail\nZoe Gil,600111222,zoe@example.com\n"
	doImport(t, s, book.ImportOptions{Files: []string{file(t, "a.csv", table)}})
	edited := file(t, "a.csv", strings.Replace(table, "222", "333", 1))
	d := detail(t, look(t, s, book.ImportOptions{Files: []string{edited}}), "Zoe Gil")
	if len(d.Changes) != 1 || d.Changes[0].Field != "phones" {
		t.Errorf("changes %+v", d.Changes)
	}
	want(t, doImport(t, s, book.ImportOptions{Files: []string{edited}}), "0 new, 1 updated, 0 same, 0 problems")
	if extra := people(t, s)["Zoe Gil"].Extra; len(extra) != 0 {
		t.Errorf("kept beside the fields: %v", extra)
	}
}

func TestChoicesForSingleRecords(t *testing.T) {
	// Two people who may be one: the same number, and half of the name.
	first := card("FN:Marta", "N:;Marta;;;", "TEL:+34 600 111 222")
	second := card("FN:Marta Gil", "N:Gil;Marta;;;", "TEL:+34 600 111 222")
	s := newBook(t)
	doImport(t, s, book.ImportOptions{Files: []string{file(t, "a.vcf", first+ana)}})
	path := file(t, "b.vcf", second+strings.Replace(ana, "X-SHOE:38", "NOTE:new", 1)+borja)
	options := book.ImportOptions{Files: []string{path}}
	p := look(t, s, options)
	want(t, p.Result(), "2 new, 1 updated, 0 same, 0 problems")
	_, marta := row(t, p, "Marta Gil")
	candidates := detail(t, p, "Marta Gil").Candidates
	if !marta.Possible || len(candidates) != 1 || candidates[0].Name != "Marta" || candidates[0].PersonID == "" {
		t.Fatalf("row %+v, candidates %+v", marta, candidates)
	}
	_, anas := row(t, p, "Ana Núñez")
	_, borjas := row(t, p, "Borja Roca")
	options.Choices = map[book.RecordRef]book.Choice{
		marta.Ref:  {What: book.Update, As: candidates[0].Target},
		anas.Ref:   {What: book.Add},
		borjas.Ref: {What: book.LeaveOut},
	}
	p = look(t, s, options)
	want(t, p.Result(), "1 new, 1 updated, 1 same, 0 problems")
	if _, r := row(t, p, "Marta Gil"); r.What != book.OutcomeUpdate || r.Possible {
		t.Errorf("after the choice %+v", r)
	}
	want(t, doImport(t, s, p.Options()), "1 new, 1 updated, 1 same, 0 problems")
	if n, err := s.Count(ctx, store.Query{}); err != nil || n != 3 {
		t.Errorf("%d people, %v", n, err)
	}
	sound(t, s)
}

func TestChoiceNamesSomebodyWhomAnEarlierRecordMakes(t *testing.T) {
	first := card("FN:Marta", "N:;Marta;;;", "TEL:+34 600 111 222")
	second := card("FN:Marta Gil", "N:Gil;Marta;;;", "TEL:+34 600 111 222", "ORG:Gil")
	s := newBook(t)
	options := book.ImportOptions{Files: []string{file(t, "b.vcf", first+second)}}
	p := look(t, s, options)
	_, marta := row(t, p, "Marta Gil")
	target := detail(t, p, "Marta Gil").Candidates[0].Target
	if target.Key != 0 || target.Record.Record != 0 {
		t.Fatalf("target %+v", target)
	}
	options.Choices = map[book.RecordRef]book.Choice{marta.Ref: {What: book.Update, As: target}}
	want(t, doImport(t, s, options), "1 new, 1 updated, 0 same, 0 problems")
	if got := people(t, s)["Marta"]; got == nil || got.Organization != "Gil" {
		t.Errorf("people %+v", got)
	}
	// Where that first record is left out, there is nobody to unite with.
	options.Choices[target.Record] = book.Choice{What: book.LeaveOut}
	options.Files = []string{file(t, "c.vcf", strings.ReplaceAll(first+second, "111 222", "333 444"))}
	choices := map[book.RecordRef]book.Choice{}
	for ref, c := range options.Choices {
		ref.File = options.Files[0]
		if c.As.Record.File != "" {
			c.As.Record.File = options.Files[0]
		}
		choices[ref] = c
	}
	options.Choices = choices
	want(t, look(t, newBook(t), options).Result(), "1 new, 0 updated, 1 same, 0 problems")
}

func TestAFileThatChangedAfterThePreviewIsRefused(t *testing.T) {
	s := newBook(t)
	path := file(t, "a.vcf", ana)
	p := look(t, s, book.ImportOptions{Files: []string{path}})
	if err := os.WriteFile(path, []byte(ana+borja), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := book.Import(ctx, s, clock, p.Options()); care.CodeOf(err) != care.CodeFileChanged {
		t.Errorf("import of a changed file: %v", err)
	}
	if n, err := s.Count(ctx, store.Query{}); err != nil || n != 0 {
		t.Errorf("%d people, %v", n, err)
	}
}

func TestMappingIsRememberedForTheHeadings(t *testing.T) {
	s := newBook(t)
	first := file(t, "a.csv", "Who,Where it rings,Extra\nZoe,600111222,x\n")
	mapped := []exchange.ColumnMap{{Column: "Who", Field: "full_name"}, {Column: "Where it rings", Field: "phone:mobile"}}
	doImport(t, s, book.ImportOptions{Files: []string{first}, Map: mapped})
	second := file(t, "b.csv", "Who,Where it rings,Extra\nYago,600333444,y\n")
	p := look(t, s, book.ImportOptions{Files: []string{second}})
	if r := p.At(0); r.Name != "Yago" || r.Phone != "600333444" {
		t.Errorf("row %+v", r)
	}
	if got := p.Reading(second).Map; !slices.Equal(got, mapped) {
		t.Errorf("mapping %v, want %v", got, mapped)
	}
	other := file(t, "c.csv", "Who,Where it rings,Another\nYago,600333444,y\n")
	p, err := book.NewPreview(ctx, s, clock, book.ImportOptions{Files: []string{other}})
	if err == nil {
		defer p.Close()
		if got := p.Reading(other).Map; len(got) != 0 {
			t.Errorf("other headings are mapped as %v", got)
		}
	}
}

func TestTaxiAndShortNumbersCanBeLeftOut(t *testing.T) {
	s := newBook(t)
	options := book.ImportOptions{Files: []string{file(t, "a.vcf", ana+card("FN:Taxi", "N:;Taxi;;;", "TEL:112"))}}
	p := look(t, s, options)
	if _, r := row(t, p, "Taxi"); !r.NotAPerson || r.What != book.OutcomeNew {
		t.Errorf("row %+v", r)
	}
	options.LeaveOutNotPeople = true
	want(t, doImport(t, s, options), "1 new, 0 updated, 1 same, 0 problems")
}

func TestProblemsAreSavedAsTextThatNoSpreadsheetComputes(t *testing.T) {
	r := book.ImportResult{Files: []book.FileResult{{File: "a.csv", Problems: []book.ImportProblem{{Line: 3, Reason: "too long", Raw: "=1+1;\nx"}}}}}
	var b strings.Builder
	if err := book.WriteProblems(&b, r); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(b.String())).ReadAll()
	if err != nil || len(rows) != 2 || !slices.Equal(rows[1], []string{"a.csv", "3", "too long", "'=1+1;\nx"}) {
		t.Errorf("saved %q, %v", rows, err)
	}
}

func TestPreviewIsGivenWholeAsJSON(t *testing.T) {
	s := newBook(t)
	doImport(t, s, book.ImportOptions{Files: []string{file(t, "a.vcf", ana)}})
	path := file(t, "b.csv", "Name,Phone,Town\nAna Núñez,+34 612 345 678,Vigo\nZoe,600111222,Lugo\n")
	full, err := look(t, s, book.ImportOptions{Files: []string{path}}).Full()
	if err != nil {
		t.Fatal(err)
	}
	f := full.Files[0].Preview
	if len(f.Columns) != 3 || f.Columns[1].Field != "phone" || f.Columns[1].Example == "" || len(f.Sample) == 0 || len(f.Records) != 2 {
		t.Fatalf("preview %+v", f)
	}
	if r := f.Records[0]; r.What != book.OutcomeUpdate || r.PersonID == "" || len(r.Changes) == 0 || r.Line != 2 {
		t.Errorf("first record %+v", r)
	}
	if r := f.Records[1]; r.What != book.OutcomeNew || r.Name != "Zoe" || len(r.Changes) != 0 {
		t.Errorf("second record %+v", r)
	}
}

func TestPreviewOfNothingUsableShowsTheProblems(t *testing.T) {
	p, err := book.NewPreview(ctx, newBook(t), clock, book.ImportOptions{Files: []string{file(t, "a.vcf", card("NOTE:"))}})
	if care.CodeOf(err) != care.CodeNothingUsable || p == nil || p.Len() != 1 || p.At(0).What != book.OutcomeProblem {
		t.Fatalf("preview %+v, %v", p, err)
	}
	if d, err := p.Detail(0); err != nil || d.Reason == "" || !strings.Contains(d.Raw, "BEGIN") {
		t.Errorf("detail %+v, %v", d, err)
	}
	if err := errors.Join(p.Close(), p.Close()); err != nil {
		t.Error(err)
	}
}

func TestRateAndTimeLeft(t *testing.T) {
	p := book.Progress{Done: 25, Total: 100, Records: 3000, Elapsed: 2 * time.Second}
	if p.Rate() != 1500 || p.Left() != 6*time.Second {
		t.Errorf("%v a second, %v left", p.Rate(), p.Left())
	}
	if got := p.Sentence(); got != "3,000 contacts read, 1,500 a second, about 6 seconds left" {
		t.Errorf("said %q", got)
	}
	p.Elapsed = 100 * time.Millisecond
	if p.Rate() != 0 || p.Left() != 0 {
		t.Errorf("%v a second, %v left after a tenth of a second", p.Rate(), p.Left())
	}
	if got := p.Sentence(); got != "3,000 contacts read" {
		t.Errorf("said %q after a tenth of a second", got)
	}
}
