package importing

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/kittest"
	"carebook/store"
)

type fixture struct {
	*Screen
	shell *kittest.Shell
}

func open(t *testing.T) *fixture {
	t.Helper()
	kittest.App(t)
	f := &fixture{shell: kittest.NewShell(t, fyne.NewSize(1204, 744))}
	f.Screen = New(f.shell, kittest.Book(t), kittest.Clock())
	f.shell.OnOpen = f.Open
	f.shell.Show(f.Object())
	f.shell.Window().Canvas().SetOnTypedKey(func(e *fyne.KeyEvent) { f.TakeKey(e) })
	f.Open(kit.Route{Screen: kit.ImportScreen})
	return f
}

// file writes a file of contacts.
func file(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func vcard(name, number string) string {
	return "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:" + name + "\r\nN:;" + name + ";;;\r\nTEL:" + number + "\r\nEND:VCARD\r\n"
}

func (f *fixture) people(t *testing.T) int {
	t.Helper()
	n, err := f.store.Count(context.Background(), store.Query{})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// sum checks the counts on the page: four that add up to the records.
func (f *fixture) sum(t *testing.T, want [5]string) {
	t.Helper()
	if f.done == nil {
		t.Fatal("there is no result")
	}
	var got [5]string
	for i, c := range f.done.counts {
		got[i] = c.Number()
	}
	if got != want {
		t.Errorf("records, new, updated, same, problems: %q, want %q", got, want)
	}
}

// take looks at files and imports them.
func (f *fixture) take(t *testing.T, paths ...string) {
	t.Helper()
	f.Open(kit.Route{Screen: kit.ImportScreen, Files: paths})
	if f.preview == nil || f.preview.view == nil {
		t.Fatalf("there is no preview; failed: %v", errors.Join(f.shell.Failed...))
	}
	test.Tap(f.preview.importThem)
}

func TestImportShowsWhatBecameOfTheRecords(t *testing.T) {
	f := open(t)
	f.take(t, file(t, "a.vcf", vcard("Ana", "+34600000001")+vcard("Bea", "+34600000002")+vcard("Ana", "+34600000001")))
	f.sum(t, [5]string{"3", "2", "0", "1", "0"})
	if got := f.done.sentence.Words(); got != "2 new people are in the book." {
		t.Errorf("sentence %q", got)
	}
	if f.people(t) != 2 {
		t.Errorf("the book has %d people", f.people(t))
	}
	test.Tap(f.done.people)
	if last := f.shell.Routes[len(f.shell.Routes)-1]; last.Screen != kit.PeopleScreen {
		t.Errorf("the accent button leads to %q", last.Screen)
	}
}

func TestSeveralFilesAreOneImport(t *testing.T) {
	f := open(t)
	f.take(t, file(t, "a.vcf", vcard("Ana", "+34600000001")), file(t, "b.vcf", vcard("Bea", "+34600000002")))
	f.sum(t, [5]string{"2", "2", "0", "0", "0"})
	runs, err := f.store.Imports(context.Background())
	if err != nil || len(runs) != 1 {
		t.Errorf("%d imports, %v", len(runs), err)
	}
}

func TestUndoLinkTakesTheImportBack(t *testing.T) {
	f := open(t)
	f.take(t, file(t, "a.vcf", vcard("Ana", "+34600000001")))
	if !f.done.undo.Visible() {
		t.Fatal("there is no way back")
	}
	test.Tap(f.done.undo)
	if f.people(t) != 0 {
		t.Errorf("after undo the book has %d people", f.people(t))
	}
	if f.undone == nil || f.shown != f.undone.object {
		t.Fatal("there is no page of what was undone")
	}
	if got := f.undone.sentence.Words(); got != "1 person was taken out of the book." || f.undone.rows != nil {
		t.Errorf("the page says %q, and lists %v", got, f.undone.left)
	}
	f.Open(kit.Route{Screen: kit.ImportScreen})
	if len(f.start.undos) != 0 {
		t.Error("an import that was taken back can be taken back again")
	}
}

func TestUndoNamesThoseLeftAlone(t *testing.T) {
	f := open(t)
	f.take(t, file(t, "a.vcf", vcard("Ana", "+34600000001")+vcard("Bea", "+34600000002")))
	p, err := f.store.Person(context.Background(), keyOf(t, f.store, "Bea"))
	if err != nil {
		t.Fatal(err)
	}
	p.Remark = "met at the fair"
	kittest.Put(t, f.store, p)
	test.Tap(f.done.undo)
	if f.people(t) != 1 {
		t.Errorf("after undo the book has %d people, want the edited one", f.people(t))
	}
	want := []kit.Line{{Text: "Bea", Second: "edited since the import"}}
	if !slices.Equal(f.undone.left, want) {
		t.Errorf("left alone: %v, want %v", f.undone.left, want)
	}
	if got := f.undone.sentence.Words(); got != "1 person was taken out of the book." {
		t.Errorf("sentence %q", got)
	}
}

// keyOf is the key of the one person of a name.
func keyOf(t *testing.T, s *store.Store, name string) int64 {
	t.Helper()
	hits, err := s.Find(context.Background(), name, 5)
	if err != nil || len(hits) != 1 {
		t.Fatalf("%d people called %s, %v", len(hits), name, err)
	}
	return hits[0].Key
}

func TestEarlierImportsCanBeTakenBack(t *testing.T) {
	f := open(t)
	f.take(t, file(t, "a.vcf", vcard("Ana", "+34600000001")))
	f.take(t, file(t, "b.vcf", vcard("Bea", "+34600000002")))
	f.Open(kit.Route{Screen: kit.ImportScreen})
	if len(f.start.undos) != 2 {
		t.Fatalf("%d imports can be taken back, want 2", len(f.start.undos))
	}
	test.Tap(f.start.undos[1]) // the first one; the latest stands on top
	f.Open(kit.Route{Screen: kit.ImportScreen})
	if f.people(t) != 1 || len(f.start.undos) != 1 {
		t.Errorf("%d people, %d imports left", f.people(t), len(f.start.undos))
	}
}

func TestAFileThatIsNoAddressBook(t *testing.T) {
	f := open(t)
	empty := file(t, "empty.vcf", "")
	f.Open(kit.Route{Screen: kit.ImportScreen, Files: []string{empty}})
	if got := f.done.sentence.Words(); !strings.Contains(got, "empty.vcf") {
		t.Errorf("sentence %q", got)
	}
	if f.done.undo.Visible() || f.done.people.Visible() || f.done.without.Visible() {
		t.Error("a failed import can be taken back, shows people, or can go on without its one file")
	}
	if f.people(t) != 0 {
		t.Error("something was written")
	}
	if err := os.WriteFile(empty, []byte(vcard("Ana", "+34600000001")), 0o600); err != nil {
		t.Fatal(err)
	}
	test.Tap(f.done.again)
	if f.preview == nil || f.shown != f.preview.object || f.preview.view.people() != 1 {
		t.Error("the file cannot be looked at again")
	}
}

func TestGoOnWithoutAFile(t *testing.T) {
	f := open(t)
	f.Open(kit.Route{Screen: kit.ImportScreen, Files: []string{file(t, "a.vcf", vcard("Ana", "+34600000001")), file(t, "empty.vcf", "")}})
	test.Tap(f.done.without)
	if f.preview == nil || f.preview.view.people() != 1 || len(f.preview.view.lists[problems]) > 1 {
		t.Fatal("there is no preview of the rest")
	}
	test.Tap(f.preview.importThem)
	f.sum(t, [5]string{"2", "1", "0", "0", "1"})
}

// resultOf is a result with every kind of remark.
func resultOf() outcome {
	return outcome{
		result: book.ImportResult{ImportID: "i", Files: []book.FileResult{{
			File: "/x/clientes.csv", Producer: "Outlook", Encoding: "windows-1252", Records: 10, New: 5, Updated: 2, Same: 1,
			Problems: []book.ImportProblem{
				{Line: 7, Reason: "A quotation mark never closes.", Raw: "\"Ana;Gil\nnext"}, {Line: 9, Reason: "Nothing is in the row."},
			},
			Warnings:           []book.ImportWarning{{Line: 3, Reason: "31/02/1980 is not a day."}},
			PossibleDuplicates: []book.PossibleDuplicate{{Record: 4, PersonID: "p", Why: "the same name"}},
		}}},
		names: map[string]string{"p": "José Martínez"},
	}
}

func TestProblemsAreListedWithLineAndReason(t *testing.T) {
	f := open(t)
	f.showResult(book.ImportOptions{Files: []string{"/x/clientes.csv"}}, resultOf())
	f.sum(t, [5]string{"10", "5", "2", "1", "2"})
	want := [][]kit.Line{
		{{Lead: "Line 7", Text: "A quotation mark never closes.", Second: `"Ana;Gil next`}, {Lead: "Line 9", Text: "Nothing is in the row."}},
		{{Lead: "Line 3", Text: "31/02/1980 is not a day."}},
		{{Lead: "Contact 5", Text: "José Martínez", Second: "the same name"}},
	}
	if len(f.done.lines) != len(want) {
		t.Fatalf("%d kinds of lines, want %d", len(f.done.lines), len(want))
	}
	for i, lines := range want {
		f.done.kinds.Choose(i)
		if !slices.Equal(f.done.shown, lines) {
			t.Errorf("kind %d shows %v, want %v", i, f.done.shown, lines)
		}
	}
	f.done.kinds.Choose(0)
	test.Tap(f.done.copy)
	if got := fyne.CurrentApp().Clipboard().Content(); strings.Count(got, "\n") != 2 || !strings.Contains(got, "Line 7\tA quotation mark never closes.") {
		t.Errorf("copied %q", got)
	}
}

func TestProgress(t *testing.T) {
	f := open(t)
	f.under.begin("Importing", []string{"/x/a.vcf"})
	f.under.progress(book.Progress{File: "/x/a.vcf", Done: 25, Total: 100, Records: 500, Elapsed: 900 * time.Millisecond})
	if f.under.bar.Part() != 0.25 || f.under.count.Words() != "500 contacts read" || f.under.file.Words() != "a.vcf" {
		t.Errorf("bar %v, %q, %q", f.under.bar.Part(), f.under.count.Words(), f.under.file.Words())
	}
	f.under.progress(book.Progress{Done: 25, Total: 100, Records: 5000, Elapsed: 2 * time.Second})
	if got := f.under.count.Words(); got != "5,000 contacts read, 2,500 a second, about 6 seconds left" {
		t.Errorf("after a second it says %q", got)
	}
	f.under.progress(book.Progress{Done: 1, Total: 100, Records: 5000, Elapsed: 2 * time.Second})
	if got := f.under.count.Words(); got != "5,000 contacts read, 2,500 a second, about 3 minutes left" {
		t.Errorf("a long run says %q", got)
	}
	f.under.progress(book.Progress{Records: 2000, Finishing: true})
	if f.under.bar.Part() != 1 || f.under.count.Words() != "2,000 contacts read, writing them into the book" {
		t.Errorf("bar %v, %q", f.under.bar.Part(), f.under.count.Words())
	}
}

func TestUndoneSentence(t *testing.T) {
	kittest.App(t)
	got := undoneSentence(book.UndoResult{Removed: 3, Restored: 1, Left: []book.LeftPerson{{Name: "Ana"}, {Name: "Bea"}}})
	if want := "3 people were taken out of the book. 1 is as before."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestFailureOfTheStoreIsSaid(t *testing.T) {
	f := open(t)
	f.undo("no such import")
	if len(f.shell.Failed) != 1 || care.CodeOf(f.shell.Failed[0]) != care.CodeImportMissing {
		t.Errorf("failed %v", errors.Join(f.shell.Failed...))
	}
}

func TestLinesOfSeveralFilesSayWhichOne(t *testing.T) {
	f := open(t)
	o := resultOf()
	o.result.Files = append(o.result.Files, book.FileResult{
		File: "/x/b.vcf", Records: 1, Problems: []book.ImportProblem{{Reason: "The file is empty."}},
	})
	f.showResult(book.ImportOptions{Files: []string{"/x/both.zip"}}, o)
	want := []kit.Line{
		{Lead: "Line 7", Text: "A quotation mark never closes.", Second: `clientes.csv: "Ana;Gil next`},
		{Lead: "Line 9", Text: "Nothing is in the row.", Second: "clientes.csv"},
		{Lead: "Whole file", Text: "The file is empty.", Second: "b.vcf"},
	}
	if !slices.Equal(f.done.shown, want) {
		t.Errorf("shown %v, want %v", f.done.shown, want)
	}
}

// TestAWholeBookIsTakenOverWhereItsPlaceIs drops an archive on an empty book, on one
// with people, and a locked one.
func TestAWholeBookIsTakenOverWhereItsPlaceIs(t *testing.T) {
	dir := t.TempDir()
	from := kittest.Book(t, &care.Person{FullName: "Ana"})
	plain, locked := filepath.Join(dir, "a.zip"), filepath.Join(dir, "b.zip.age")
	for path, passphrase := range map[string]string{plain: "", locked: "correct horse"} {
		if _, err := book.ExportArchive(context.Background(), from, path, passphrase, true); err != nil {
			t.Fatal(err)
		}
	}
	for name, c := range map[string]struct {
		people []*care.Person
		file   string
		moving bool
	}{
		"open, nobody there":   {nil, plain, true},
		"open, people there":   {[]*care.Person{{FullName: "Bo"}}, plain, false},
		"locked, people there": {[]*care.Person{{FullName: "Bo"}}, locked, true},
	} {
		t.Run(name, func(t *testing.T) {
			kittest.App(t)
			sh := kittest.NewShell(t, fyne.NewSize(1204, 744))
			i := New(sh, kittest.Book(t, c.people...), kittest.Clock())
			sh.Show(i.Object())
			i.Open(kit.Route{Screen: kit.ImportScreen, Files: []string{c.file}})
			led := len(sh.Routes) == 1 && sh.Routes[0].Section == kit.MovingSection && slices.Equal(sh.Routes[0].Files, []string{c.file})
			if led != c.moving || (i.preview != nil) == c.moving {
				t.Errorf("it leads to %+v, a preview %v", sh.Routes, i.preview != nil)
			}
		})
	}
}
