package book_test

import (
	"context"
	"errors"
	"fmt"
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

var (
	ctx   = context.Background()
	noon  = time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)
	clock = care.ClockFrom(noon)
)

func newBook(t testing.TB) *store.Store {
	t.Helper()
	s, err := store.Open(ctx, filepath.Join(t.TempDir(), "book.db"), store.Options{Clock: clock, Language: "en", Origin: "test"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func file(t testing.TB, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// lines joins lines as files of phones end them.
func lines(l ...string) string { return strings.Join(l, "\r\n") + "\r\n" }

func card(properties ...string) string {
	return lines(append(append([]string{"BEGIN:VCARD", "VERSION:3.0"}, properties...), "END:VCARD")...)
}

var (
	ana    = card("UID:ana-1", "N:Núñez;Ana;;;", "FN:Ana Núñez", "TEL;TYPE=CELL:+34 612 345 678", "EMAIL:ana@example.com", "CATEGORIES:VIP", "X-SHOE:38")
	borja  = card("N:Roca;Borja;;;", "FN:Borja Roca", "TEL;TYPE=WORK:961 23 40 11", "BDAY:1980-05-21")
	nobody = card("N:;;;;", "FN:Only A Name")
)

func doImport(t testing.TB, s *store.Store, o book.ImportOptions) book.ImportResult {
	t.Helper()
	result, err := book.Import(ctx, s, clock, o)
	if err != nil {
		t.Fatalf("import %v: %v", o.Files, err)
	}
	for _, f := range result.Files {
		if sum := f.New + f.Updated + f.Same + len(f.Problems); sum != f.Records {
			t.Errorf("%s: %d new + %d updated + %d same + %d problems, want %d records", f.File, f.New, f.Updated, f.Same, len(f.Problems), f.Records)
		}
	}
	return result
}

func counts(r book.ImportResult) string {
	t := r.Total()
	return fmt.Sprintf("%d new, %d updated, %d same, %d problems", t.New, t.Updated, t.Same, len(t.Problems))
}

func want(t testing.TB, r book.ImportResult, counted string) {
	t.Helper()
	if got := counts(r); got != counted {
		t.Errorf("%s, want %s", got, counted)
	}
}

func people(t testing.TB, s *store.Store) map[string]*care.Person {
	t.Helper()
	all := map[string]*care.Person{}
	err := s.EachPerson(ctx, store.Query{}, func(_ int64, p *care.Person) error {
		all[p.FullName] = p
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func sound(t testing.TB, s *store.Store) {
	t.Helper()
	problems, err := store.Check(ctx, s.Path())
	if err != nil || len(problems) > 0 {
		t.Errorf("check: %v, %v", problems, err)
	}
}

func TestImportKeepsEverythingAndTheSameFileAgainChangesNothing(t *testing.T) {
	s := newBook(t)
	path := file(t, "phone.vcf", ana+borja+nobody)
	want(t, doImport(t, s, book.ImportOptions{Files: []string{path}, Country: "ES"}), "3 new, 0 updated, 0 same, 0 problems")
	got := people(t, s)
	a := got["Ana Núñez"]
	if a == nil || a.UID != "ana-1" || a.Family != "Núñez" || a.Phones[0].Number != "+34 612 345 678" || a.Phones[0].Type != care.Mobile ||
		a.Emails[0].Address != "ana@example.com" || !slices.Equal(a.Tags, []string{"VIP"}) || len(a.Extra) != 1 || a.Extra[0].Value != "38" {
		t.Errorf("Ana is %+v", a)
	}
	if b := got["Borja Roca"]; b == nil || b.Birthday() == nil || b.Birthday().ISO() != "1980-05-21" {
		t.Errorf("Borja is %+v", b)
	}
	again := doImport(t, s, book.ImportOptions{Files: []string{path}, Country: "ES"})
	want(t, again, "0 new, 0 updated, 3 same, 0 problems")
	if n, _ := s.Count(ctx, store.Query{}); n != 3 {
		t.Errorf("%d people after the second run", n)
	}
	sound(t, s)
}

func TestChoicesMadeInTheProgramSurviveTheSameFile(t *testing.T) {
	s := newBook(t)
	path := file(t, "phone.vcf", ana+borja)
	doImport(t, s, book.ImportOptions{Files: []string{path}})
	a := people(t, s)["Ana Núñez"]
	a.Phones, a.Tags, a.Remark, a.Profile.Cadence = nil, []string{"Friends"}, "mine", care.Cadence{Call: 14}
	key, err := s.Key(ctx, a.ID)
	if err != nil {
		t.Fatal(err)
	}
	borjaKey, err := s.Key(ctx, people(t, s)["Borja Roca"].ID)
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Do(ctx, store.Action{Kind: "edit"}, func(tx *store.Tx) error {
		if _, err := tx.PutPerson(a); err != nil {
			return err
		}
		return tx.TrashPerson(borjaKey, true)
	})
	if err != nil {
		t.Fatal(err)
	}
	want(t, doImport(t, s, book.ImportOptions{Files: []string{path}}), "0 new, 0 updated, 2 same, 0 problems")
	got, err := s.Person(ctx, key)
	if err != nil || got.Phones != nil || got.Remark != "mine" || !slices.Equal(got.Tags, []string{"Friends"}) || got.Profile.Cadence.Call != 14 {
		t.Errorf("Ana is %+v, %v", got, err)
	}
	if n, _ := s.Count(ctx, store.Query{}); n != 1 {
		t.Error("somebody came back from the trash")
	}
}

// A file may add what a cadence leaves open, and changes nothing that it says.
func TestACadenceSurvivesTheImportOfAnOlderExport(t *testing.T) {
	s := newBook(t)
	doImport(t, s, book.ImportOptions{Files: []string{file(t, "phone.vcf", ana)}})
	a := people(t, s)["Ana Núñez"]
	a.Profile.Cadence = care.Cadence{Call: 30, Visit: care.Never}
	older := filepath.Join(t.TempDir(), "older.vcf")
	edit := func() {
		t.Helper()
		if _, err := s.Do(ctx, store.Action{Kind: "edit"}, func(tx *store.Tx) error {
			_, err := tx.PutPerson(a)
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	edit()
	if _, err := book.ExportFile(ctx, s, older, book.ExportOptions{Format: exchange.VCard}); err != nil {
		t.Fatal(err)
	}
	a.Profile.Cadence = care.Cadence{Call: 14}
	edit()
	want(t, doImport(t, s, book.ImportOptions{Files: []string{older}}), "0 new, 1 updated, 0 same, 0 problems")
	if got := people(t, s)["Ana Núñez"].Profile.Cadence; got != (care.Cadence{Call: 14, Visit: care.Never}) {
		t.Errorf("the cadence is %+v", got)
	}
	sound(t, s)
}

func TestAnEditedRecordUpdatesItsPersonAndUndoBringsBackTheOld(t *testing.T) {
	s := newBook(t)
	first := doImport(t, s, book.ImportOptions{Files: []string{file(t, "a.vcf", ana+borja)}})
	before := people(t, s)["Ana Núñez"]
	edited := strings.Replace(ana, "612 345 678", "699 999 999", 1)
	second := doImport(t, s, book.ImportOptions{Files: []string{file(t, "b.vcf", edited+borja)}})
	want(t, second, "0 new, 1 updated, 1 same, 0 problems")
	after := people(t, s)["Ana Núñez"]
	if len(after.Phones) != 2 {
		t.Errorf("numbers %+v, want both", after.Phones)
	}
	left, err := book.UndoImport(ctx, s, first.ImportID)
	if err != nil {
		t.Fatal(err)
	}
	if left.Removed != 1 || len(left.Left) != 1 || left.Left[0].Name != "Ana Núñez" || left.Left[0].Why == "" {
		t.Errorf("undo of the first: %+v", left)
	}
	done, err := book.UndoImport(ctx, s, second.ImportID)
	if err != nil || done.Restored != 1 {
		t.Fatalf("undo of the second: %+v, %v", done, err)
	}
	if got := people(t, s)["Ana Núñez"]; len(got.Phones) != 1 || got.Phones[0] != before.Phones[0] {
		t.Errorf("after the undo: %+v", got)
	}
	if _, err := book.UndoImport(ctx, s, second.ImportID); care.CodeOf(err) != care.CodeAlreadyUndone {
		t.Errorf("undoing twice: %v", err)
	}
	if _, err := book.UndoImport(ctx, s, "none"); care.CodeOf(err) != care.CodeImportMissing {
		t.Errorf("undoing nothing: %v", err)
	}
	sound(t, s)
}

func TestSeveralFilesAreOneImport(t *testing.T) {
	s := newBook(t)
	csv := file(t, "more.csv", "First Name,Last Name,E-mail 1 - Value,Phone 1 - Value,Loyalty\r\nCarla,Sanz,carla@example.com,+34 600 000 001,gold\r\n")
	r := doImport(t, s, book.ImportOptions{Files: []string{file(t, "a.vcf", ana), csv}, Tags: []string{"November"}})
	want(t, r, "2 new, 0 updated, 0 same, 0 problems")
	for name, p := range people(t, s) {
		if !slices.Contains(p.Tags, "November") {
			t.Errorf("%s has the tags %v", name, p.Tags)
		}
	}
	carla := people(t, s)["Carla Sanz"]
	if carla == nil || len(carla.Extra) != 1 || carla.Extra[0].Value != "gold" {
		t.Errorf("Carla is %+v", carla)
	}
	runs, err := s.Imports(ctx)
	if err != nil || len(runs) != 1 || !slices.Equal(runs[0].Files, []string{"a.vcf", "more.csv"}) || runs[0].New != 2 {
		t.Errorf("runs %+v, %v", runs, err)
	}
	if done, err := book.UndoImport(ctx, s, r.ImportID); err != nil || done.Removed != 2 {
		t.Errorf("undo: %+v, %v", done, err)
	}
	if tags, _ := s.Tags(ctx); len(tags) != 0 {
		t.Errorf("tags left behind: %v", tags)
	}
}

func TestOneUnreadableFileFailsTheRunUnlessSkipped(t *testing.T) {
	s := newBook(t)
	files := []string{file(t, "a.vcf", ana), filepath.Join(t.TempDir(), "none.vcf")}
	_, err := book.Import(ctx, s, clock, book.ImportOptions{Files: files})
	if care.CodeOf(err) != care.CodeFileMissing {
		t.Errorf("got %v", err)
	}
	if n, _ := s.Count(ctx, store.Query{}); n != 0 {
		t.Errorf("%d people were written", n)
	}
	r := doImport(t, s, book.ImportOptions{Files: files, SkipUnreadable: true})
	want(t, r, "1 new, 0 updated, 0 same, 1 problems")
}

func TestOnDuplicate(t *testing.T) {
	for _, c := range []struct {
		choice book.OnDuplicate
		want   string
		people int
	}{
		{book.Update, "0 new, 1 updated, 0 same, 0 problems", 1},
		{book.LeaveOut, "0 new, 0 updated, 1 same, 0 problems", 1},
		{book.Add, "1 new, 0 updated, 0 same, 0 problems", 2},
	} {
		s := newBook(t)
		doImport(t, s, book.ImportOptions{Files: []string{file(t, "a.vcf", ana)}})
		edited := strings.Replace(ana, "X-SHOE:38", "NOTE:new", 1)
		want(t, doImport(t, s, book.ImportOptions{Files: []string{file(t, "b.vcf", edited)}, OnDuplicate: c.choice}), c.want)
		if n, _ := s.Count(ctx, store.Query{}); n != c.people {
			t.Errorf("%s: %d people, want %d", c.choice, n, c.people)
		}
		sound(t, s)
	}
}

func TestASecondPictureOfTheSamePersonIsKept(t *testing.T) {
	const first, second = "R0lGODlhAQABAAAAACw=", "R0lGODlhAgACAAAAACw="
	photo := func(data string) string {
		return strings.Replace(ana, "X-SHOE:38", "PHOTO;ENCODING=b;TYPE=GIF:"+data, 1)
	}
	s := newBook(t)
	doImport(t, s, book.ImportOptions{Files: []string{file(t, "a.vcf", photo(first))}})
	before := people(t, s)["Ana Núñez"].Photo
	want(t, doImport(t, s, book.ImportOptions{Files: []string{file(t, "b.vcf", photo(second))}}), "0 new, 1 updated, 0 same, 0 problems")
	got := people(t, s)["Ana Núñez"]
	if got.Photo.SHA256 != before.SHA256 {
		t.Errorf("the picture became %+v", got.Photo)
	}
	if !slices.ContainsFunc(got.Extra, func(x care.Property) bool { return x.Name == "PHOTO" && strings.Contains(x.Value, second) }) {
		t.Errorf("the second picture is lost: %+v", got.Extra)
	}
	if _, data, err := s.Picture(ctx, before.SHA256); err != nil || len(data) == 0 {
		t.Errorf("the first picture: %d bytes, %v", len(data), err)
	}
	sound(t, s)
}

func TestGroupCardsBecomeTags(t *testing.T) {
	s := newBook(t)
	group := card("UID:g", "N:Climbers;;;;", "FN:Climbers", "X-ADDRESSBOOKSERVER-KIND:group", "X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:ana-1", "X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:gone")
	r := doImport(t, s, book.ImportOptions{Files: []string{file(t, "a.vcf", group+ana)}})
	want(t, r, "1 new, 0 updated, 0 same, 0 problems")
	if got := people(t, s)["Ana Núñez"].Tags; !slices.Equal(got, []string{"VIP", "Climbers"}) {
		t.Errorf("tags %v", got)
	}
	if w := r.Files[0].Warnings; len(w) != 1 || !strings.Contains(w[0].Reason, "Climbers") {
		t.Errorf("warnings %v, want one about the missing member", w)
	}
	want(t, doImport(t, s, book.ImportOptions{Files: []string{file(t, "a.vcf", group+ana)}}), "0 new, 0 updated, 1 same, 0 problems")
}

func TestNothingUsableIsAnErrorAndLeavesNoRun(t *testing.T) {
	s := newBook(t)
	_, err := book.Import(ctx, s, clock, book.ImportOptions{Files: []string{file(t, "a.vcf", "BEGIN:VCARD\r\nVERSION:3.0\r\nEND:VCARD\r\n")}})
	if code := care.CodeOf(err); code != care.CodeNothingUsable {
		t.Errorf("got %v", err)
	}
	if runs, _ := s.Imports(ctx); len(runs) != 0 {
		t.Errorf("runs %v", runs)
	}
}

func TestCancelledImportWritesNothing(t *testing.T) {
	s := newBook(t)
	var b strings.Builder
	for i := range 5000 {
		b.WriteString(card(fmt.Sprintf("FN:Person %d", i), fmt.Sprintf("TEL:+34 6%08d", i)))
	}
	stopped, cancel := context.WithCancel(ctx)
	told := 0
	_, err := book.Import(stopped, s, clock, book.ImportOptions{
		Files: []string{file(t, "big.vcf", b.String())},
		Progress: func(p book.Progress) {
			told++
			if p.Total == 0 || p.Done > p.Total || p.File == "" {
				t.Errorf("progress %+v", p)
			}
			cancel()
		},
	})
	if care.CodeOf(err) != care.CodeCancelled || !errors.Is(err, context.Canceled) {
		t.Errorf("got %v after %d reports", err, told)
	}
	if n, _ := s.Count(ctx, store.Query{}); n != 0 {
		t.Errorf("%d people were written", n)
	}
}

func TestExportedFileIsPrivateAndComesBackEqual(t *testing.T) {
	for _, format := range []exchange.Format{exchange.VCard, exchange.VCard3, exchange.JSON} {
		s := newBook(t)
		doImport(t, s, book.ImportOptions{Files: []string{file(t, "a.vcf", ana+borja+nobody)}})
		path := filepath.Join(t.TempDir(), "out")
		n, err := book.ExportFile(ctx, s, path, book.ExportOptions{Format: format})
		if err != nil || n != 3 {
			t.Fatalf("%s: %d people, %v", format, n, err)
		}
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", format, info, err)
		}
		other := newBook(t)
		doImport(t, other, book.ImportOptions{Files: []string{path}})
		if diff, err := store.Compare(ctx, s.Path(), other.Path()); err != nil || len(diff) > 0 {
			t.Errorf("%s: %v, %v", format, diff, err)
		}
	}
	s := newBook(t)
	if _, err := book.ExportFile(ctx, s, filepath.Join(t.TempDir(), "none", "out.vcf"), book.ExportOptions{Format: exchange.VCard}); care.CodeOf(err) != care.CodeWriteFailed {
		t.Errorf("into a missing folder: %v", err)
	}
	if _, err := book.ExportFile(ctx, s, t.TempDir(), book.ExportOptions{Format: exchange.VCard}); care.CodeOf(err) != care.CodeFileIsFolder {
		t.Errorf("onto a folder: %v", err)
	}
}

func TestTagAddsAndRemovesInOneAction(t *testing.T) {
	s := newBook(t)
	doImport(t, s, book.ImportOptions{Files: []string{file(t, "a.vcf", ana+borja)}})
	keys, err := s.Matching(ctx, "a")
	if err != nil || len(keys) != 2 {
		t.Fatalf("%v, %v", keys, err)
	}
	if n, err := book.Tag(ctx, s, keys, []string{"New"}, []string{"vip"}); err != nil || n != 2 {
		t.Errorf("%d changed, %v", n, err)
	}
	for name, p := range people(t, s) {
		if !slices.Equal(p.Tags, []string{"New"}) {
			t.Errorf("%s has %v", name, p.Tags)
		}
	}
	if n, err := book.Tag(ctx, s, keys, []string{"NEW"}, nil); err != nil || n != 0 {
		t.Errorf("again: %d changed, %v", n, err)
	}
	if _, err := book.Tag(ctx, s, []int64{99}, []string{"New"}, nil); care.CodeOf(err) != care.CodePersonMissing {
		t.Errorf("nobody: %v", err)
	}
}
