package importing

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/kittest"
	"carebook/store"
)

// list is a list of sales: line 2 and 3 are sales, 4 is line 3 again, 5 is for
// nobody in the book, 6 has no amount.
const list = "date,customer,item,amount,currency,order\n" +
	"2026-11-02,Ana Gil,Oven,\"1,200.00\",EUR,7\n" +
	"2026-11-03,Bea Mas,Pans,80.50,EUR,\n" +
	"2026-11-03,Bea Mas,Pans,80.50,EUR,\n" +
	"2026-11-04,Nobody Here,Cups,5.00,EUR,8\n" +
	"2026-11-05,Ana Gil,Cups,free,EUR,9\n"

// shop is a screen over a book with the customers of the list.
func shop(t *testing.T) *fixture {
	t.Helper()
	f := open(t)
	for _, name := range []string{"Ana Gil", "Bea Mas"} {
		kittest.Put(t, f.store, &care.Person{FullName: name})
	}
	return f
}

// drop drops files on the window.
func (f *fixture) drop(paths ...string) {
	f.Open(kit.Route{Screen: kit.ImportScreen, Files: paths})
}

// soldInBook counts the sales of the book.
func (f *fixture) soldInBook(t *testing.T) (n int) {
	t.Helper()
	bought, err := f.store.Purchases(context.Background(), "", "9999-12-31", "9999-12-31")
	if err != nil {
		t.Fatal(err)
	}
	for person := range bought {
		to, err := f.store.CountSales(context.Background(), person)
		if err != nil {
			t.Fatal(err)
		}
		n += to
	}
	return n
}

// numbers are the counts on a page of sales: lines, new, same, problems.
func (p *salesPage) numbers() string {
	var words []string
	for _, c := range p.counts {
		words = append(words, c.Number())
	}
	return strings.Join(words, " ")
}

func TestAListOfSalesIsLookedAtBeforeItIsImported(t *testing.T) {
	f := shop(t)
	f.drop(file(t, "sales.csv", list))
	p := f.sales
	if p == nil || f.shown != p.object || f.preview != nil {
		t.Fatalf("no list of sales is shown; failed: %v", errors.Join(f.shell.Failed...))
	}
	if p.title.Words() != "Sales: 5 lines" || p.numbers() != "5 2 1 2" {
		t.Errorf("%q with %s", p.title.Words(), p.numbers())
	}
	want := []kit.Line{
		{
			Lead: "Line 5", Text: "Nobody in the book is “Nobody Here”. Name the customer by UID, number, e-mail address or full name.",
			Second: "2026-11-04,Nobody Here,Cups,5.00,EUR,8",
		},
		{Lead: "Line 6", Text: "“free” is not an amount of money.", Second: "2026-11-05,Ana Gil,Cups,free,EUR,9"},
	}
	if len(p.lines) != len(want)+2 || p.lines[0] != want[0] || p.lines[1] != want[1] {
		t.Errorf("the problems come not first among %q", p.lines)
	}
	if f.soldInBook(t) != 0 {
		t.Error("a preview has written")
	}
	if runs, err := f.store.Imports(context.Background()); err != nil || len(runs) != 0 {
		t.Errorf("a preview is among %d imports, %v", len(runs), err)
	}
	if f.shell.Window().Canvas().Focused() != p.importThem || p.importThem.Label() != "Import 2 sales" || p.undo.Visible() {
		t.Errorf("%q has not the focus, or nothing can be taken back: %v", p.importThem.Label(), p.undo.Visible())
	}
	p.rows.Choose(0)
	if said := f.shell.Said[len(f.shell.Said)-1]; said != want[0].Text+"\n"+want[0].Second {
		t.Errorf("a line says %q", said)
	}
}

func TestSalesAreImportedAndTakenBack(t *testing.T) {
	f := shop(t)
	path := file(t, "sales.csv", list)
	f.drop(path)
	test.Tap(f.sales.importThem)
	p := f.sold
	if p == nil || f.shown != p.object || f.sales != nil {
		t.Fatalf("there is no result; failed: %v", errors.Join(f.shell.Failed...))
	}
	if p.sentence.Words() != "2 new sales are in the book." || p.numbers() != "5 2 1 2" || f.soldInBook(t) != 2 {
		t.Errorf("%q with %s, and %d in the book", p.sentence.Words(), p.numbers(), f.soldInBook(t))
	}
	test.Tap(p.visits)
	if last := f.shell.Routes[len(f.shell.Routes)-1]; last.Screen != kit.VisitsScreen {
		t.Errorf("the accent button leads to %q", last.Screen)
	}
	test.Tap(p.undo)
	if f.undone == nil || f.undone.sentence.Words() != "2 sales taken back." || f.soldInBook(t) != 0 {
		t.Fatalf("after the undo %d are in the book", f.soldInBook(t))
	}
	f.drop(path)
	if f.sales.numbers() != "5 2 1 2" {
		t.Errorf("once taken back they are %s", f.sales.numbers())
	}
}

func TestTheSameListAgainHasNothingNew(t *testing.T) {
	f := shop(t)
	path := file(t, "sales.csv", list)
	f.drop(path)
	test.Tap(f.sales.importThem)
	f.drop(path)
	if p := f.sales; p.numbers() != "5 0 3 2" || !p.importThem.Disabled() || !strings.Contains(p.sentence.Words(), "already") {
		t.Errorf("%q with %s", p.sentence.Words(), p.numbers())
	}
	f.importSales(f.sales) // as a stray key might
	if f.soldInBook(t) != 2 {
		t.Errorf("%d are in the book", f.soldInBook(t))
	}
}

func TestAListOfSalesThatCannotBeUsed(t *testing.T) {
	f := shop(t)
	path := file(t, "sales.csv", "date,customer,amount\n2026-11-04,Nobody Here,5\n")
	f.drop(path)
	p := f.sales
	if p.nothing == nil || p.numbers() != "1 0 0 1" || len(p.lines) != 1 || p.importThem.Visible() || !p.save.Visible() {
		t.Errorf("nothing usable: %v with %s", p.nothing, p.numbers())
	}
	f.Open(kit.Route{Screen: kit.ImportScreen})
	if f.shown != p.object {
		t.Error("the way back to the screen does not lead to the list")
	}
	if err := os.WriteFile(path, []byte("date,customer,amount,currency\n05/06/2026,Ana Gil,5,EUR\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	test.Tap(p.again) // the days can be read in two ways, and the desktop's country does not tell
	if p = f.sales; p.nothing == nil && p.numbers() != "1 1 0 0" {
		t.Errorf("looked at again: %v", p.sentence.Words())
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	f.lookAtSales(path, nil)
	if p = f.sales; care.CodeOf(p.nothing) != care.CodeFileMissing || p.save.Visible() || p.lines != nil || !strings.Contains(p.sentence.Words(), "sales.csv") {
		t.Errorf("a file that is gone says %q", p.sentence.Words())
	}
}

func TestSalesAreLeft(t *testing.T) {
	f := shop(t)
	path := file(t, "sales.csv", list)
	for _, leave := range []func(){
		func() { test.Tap(f.sales.leave) },
		func() { f.TakeKey(&fyne.KeyEvent{Name: fyne.KeyEscape}) },
	} {
		f.drop(path)
		leave()
		if f.sales != nil || f.shown != f.start.object {
			t.Fatal("the list is still there")
		}
		f.shell.Actions[len(f.shell.Actions)-1].Do() // look again
		if f.sales == nil || f.shown != f.sales.object {
			t.Fatal("the toast does not lead back")
		}
	}
	// Contacts take the place of a list of sales, and the other way round.
	f.drop(file(t, "a.vcf", vcard("Ana", "+34600000001")))
	if f.sales != nil || f.preview == nil {
		t.Error("two previews are open")
	}
	f.drop(path)
	if f.sales == nil || f.preview != nil {
		t.Error("two previews are open")
	}
}

func TestAListOfSalesIsImportedByItself(t *testing.T) {
	f := shop(t)
	f.drop(file(t, "sales.csv", list), file(t, "a.vcf", vcard("Ana", "+34600000001")))
	if f.sales != nil || f.preview != nil || f.shell.Said[len(f.shell.Said)-1] != lang.T("sales.alone") {
		t.Errorf("two kinds of files are taken at once; said %q", f.shell.Said)
	}
}

func TestAListOfSalesFollowsTheBook(t *testing.T) {
	f := shop(t)
	f.drop(file(t, "sales.csv", list))
	kittest.Put(t, f.store, &care.Person{FullName: "Nobody Here"})
	f.Changed(store.Changes{AllPeople: true})
	if got := f.sales.numbers(); got != "5 3 1 1" || f.shown != f.sales.object {
		t.Errorf("with the customer in the book it says %s", got)
	}
}

func TestSalesAreCountedAndImportedInTurn(t *testing.T) {
	f := shop(t)
	held, executor := kittest.Hold()
	f.shell.Run = executor
	path := file(t, "sales.csv", list)
	f.drop(path)
	held.DoWork(0) // what the file is
	held.Answer(0)
	if f.shown != f.under.object || f.sales.object != nil {
		t.Fatal("it does not say that the file is being looked at")
	}
	f.Open(kit.Route{Screen: kit.ImportScreen})
	if f.shown != f.under.object {
		t.Error("the way back to the screen leads elsewhere")
	}
	held.Go()
	test.Tap(f.sales.importThem)
	if f.shown != f.under.object || f.stop == nil {
		t.Fatal("nothing is under way")
	}
	f.drop(path)
	if said := f.shell.Said[len(f.shell.Said)-1]; said != lang.T("import.one_at_a_time") {
		t.Errorf("a second list is answered with %q", said)
	}
	test.Tap(f.under.cancel)
	if f.shown != f.start.object {
		t.Error("the page is not left at once")
	}
	held.Go()
	if f.soldInBook(t) != 0 || f.shell.Said[len(f.shell.Said)-1] != lang.T("import.stopped") {
		t.Errorf("%d are in the book; said %q", f.soldInBook(t), f.shell.Said)
	}
	// One that is still being counted is left as well.
	f.drop(path)
	held.DoWork(0)
	held.Answer(0)
	test.Tap(f.under.cancel)
	held.Go()
	if f.sales != nil || f.shown != f.start.object {
		t.Error("a list that was left came back")
	}
}

func TestProblemsOfSalesAreSaved(t *testing.T) {
	f := shop(t)
	f.drop(file(t, "sales.csv", list))
	path := filepath.Join(t.TempDir(), "problems.csv")
	if err := book.SaveProblems(f.store, path, true, f.sales.asImport()); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil || strings.Count(string(text), "\n") != 3 || !strings.Contains(string(text), "Nobody Here,Cups") {
		t.Errorf("saved %q, %v", text, err)
	}
	if !f.sales.save.Visible() || f.sales.save.Label() != "Save the 2 problems" {
		t.Errorf("the button says %q", f.sales.save.Label())
	}
}

func TestAListOfSalesIsChosen(t *testing.T) {
	f := shop(t)
	// Chosen as a list of sales, a file of contacts is told what it lacks.
	path := file(t, "people.csv", "First Name,Phone 1 - Value\nAna,600000001\n")
	f.lookAtSales(path, nil)
	if p := f.sales; care.CodeOf(p.nothing) != care.CodeNotSales || p.importThem.Visible() || f.shell.Window().Canvas().Focused() != p.again {
		t.Errorf("contacts are told %v", p.nothing)
	}
	f.ChooseSales()
	if f.shell.Window().Canvas().Overlays().Top() == nil {
		t.Error("there is no dialog")
	}
}

func TestUndoneSales(t *testing.T) {
	kittest.App(t)
	if got := undoneSentence(book.UndoResult{Sales: 240}); got != "240 sales taken back." {
		t.Errorf("it says %q", got)
	}
}
