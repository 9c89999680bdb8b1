package importing

import (
	"errors"
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

// foreign is a list in two currencies that are not the book's.
const foreign = "date,customer,item,quantity,amount,cost,currency,order\n" +
	"2026-11-02,Ana Gil,Oven,2,\"1,200.00\",\"1,000.00\",USD,7\n" +
	"2026-11-03,Bea Mas,Pans,,100.00,,GBP,8\n" +
	"2026-11-03,Bea Mas,Cups,,free,,USD,9\n"

// abroad is a shop whose book is in euros.
func abroad(t *testing.T) *fixture {
	t.Helper()
	f := shop(t)
	ana, err := f.store.Do(t.Context(), store.Action{Kind: "sale"}, func(tx *store.Tx) error {
		_, err := tx.PutSale(0, 1, care.Sale{Day: "2026-10-01", Amount: care.Money{Minor: 100, Currency: "EUR"}})
		return err
	})
	if err != nil || ana == 0 {
		t.Fatal(err)
	}
	return f
}

// words are the lines with all that they say.
func (p *salesPage) words() (lines []string) {
	for _, l := range p.lines {
		lines = append(lines, l.Lead+" | "+l.Text+" | "+l.Second)
	}
	return lines
}

func TestAListInAnotherCurrencyIsNoDeadEnd(t *testing.T) {
	f := abroad(t)
	f.drop(file(t, "sales.csv", foreign))
	p := f.sales
	if p == nil || p.numbers() != "3 0 0 3" || len(p.rates) != 2 || p.rates[0].AccessibilityLabel() != "One USD in EUR, for 1 sale" {
		t.Fatalf("no rate is asked for; failed: %v", errors.Join(f.shell.Failed...))
	}
	canvas := f.shell.Window().Canvas()
	if canvas.Focused() != p.rates[0].Input {
		t.Error("the first rate has not the keyboard")
	}
	p.rates[0].Put("much")
	p.rates[0].Input.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if note := p.rates[0].Note(); !note.Problem || !strings.Contains(note.Words, "much") || f.sales != p {
		t.Errorf("beside the field it says %q", note.Words)
	}
	p.rates[0].Put("0,92")
	p.rates[0].Input.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if p = f.sales; p.numbers() != "3 1 0 2" || f.shown != p.object || p.rates[0].Words() != "0.92" || p.nothing != nil {
		t.Fatalf("with one rate it says %s", p.numbers())
	}
	if canvas.Focused() != p.rates[1].Input {
		t.Error("the next rate has not the keyboard")
	}
	p.rates[1].Put("1.15")
	p.rates[1].Input.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if p = f.sales; p.numbers() != "3 2 0 1" || canvas.Focused() != p.importThem {
		t.Fatalf("with both it says %s", p.numbers())
	}
	f.Changed(store.Changes{AllPeople: true})
	if p = f.sales; p.numbers() != "3 2 0 1" {
		t.Errorf("after a change of the book it says %s", p.numbers())
	}
	f.TakeKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	f.shell.Actions[len(f.shell.Actions)-1].Do() // look again
	if p = f.sales; p.numbers() != "3 2 0 1" {
		t.Errorf("looked at again it says %s", p.numbers())
	}
	test.Tap(p.importThem)
	if f.sold == nil || f.sold.numbers() != "3 2 0 1" || len(f.sold.rates) != 0 {
		t.Fatalf("there is no result; failed: %v", errors.Join(f.shell.Failed...))
	}
	bought, err := f.store.Purchases(t.Context(), "", "9999-12-31", "9999-12-31")
	if err != nil || bought[1].Revenue != 100+110400 || bought[2].Revenue != 11500 {
		t.Errorf("in the book are %+v, %v", bought, err)
	}
}

func TestARateIsTakenBack(t *testing.T) {
	f := abroad(t)
	f.drop(file(t, "sales.csv", foreign))
	f.sales.rates[0].Put("0.92")
	f.sales.rates[0].Commit()
	f.sales.rates[0].Put(" ")
	f.sales.rates[0].Commit()
	if p := f.sales; p.numbers() != "3 0 0 3" || len(p.given) != 0 {
		t.Errorf("without the rate it says %s with %v", p.numbers(), p.given)
	}
}

func TestWhatIsTypedWhileTheListIsCountedStays(t *testing.T) {
	f := abroad(t)
	f.drop(file(t, "sales.csv", foreign))
	held, executor := kittest.Hold()
	f.shell.Run = executor
	canvas := f.shell.Window().Canvas()
	was := f.sales
	was.rates[0].Put("0.92")
	canvas.Focus(was.rates[1].Input) // it counts with the first rate
	was.rates[1].Put("1.1")
	held.Go()
	p := f.sales
	if p == was || p.numbers() != "3 1 0 2" || p.rates[1].Words() != "1.1" || canvas.Focused() != p.rates[1].Input {
		t.Fatalf("the second field says %q", f.sales.rates[1].Words())
	}
	was.rates[1].Commit() // a page that is gone counts nothing
	if p != f.sales || len(p.given) != 1 {
		t.Error("the page before has counted")
	}
	p.rates[1].Commit()
	held.Go()
	if f.sales.numbers() != "3 2 0 1" {
		t.Errorf("then it says %s", f.sales.numbers())
	}
}

func TestThePreviewShowsHowLinesWereRead(t *testing.T) {
	f := abroad(t)
	f.drop(file(t, "sales.csv", strings.ReplaceAll(foreign, "GBP", "EUR")))
	f.sales.rates[0].Put("0.92")
	f.sales.rates[0].Commit()
	want := []string{
		"Line 4 | “free” is not an amount of money. | 2026-11-03,Bea Mas,Cups,,free,,USD,9",
		"Line 2 | 2 November 2026, Ana Gil, $1,200 | Oven, 2 pcs, €1,104 in the book, $200 of profit",
		"Line 3 | 3 November 2026, Bea Mas, €100 | Pans, cost unknown",
	}
	if got := f.sales.words(); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	groups := f.sales.groups()
	if len(groups) != 2 || groups[0] != (kit.Group{Label: "Not taken", Count: "1"}) || groups[1] != (kit.Group{Start: 1, Label: "Will be written, as they were read", Count: "2"}) {
		t.Errorf("the headings are %v", groups)
	}
	f.sales.result.New, f.sales.result.Problems = 2345, nil
	if groups = f.sales.groups(); len(groups) != 1 || groups[0].Start != 0 || groups[0].Count != "the first 2 of 2,345" {
		t.Errorf("of many the heading is %v", groups)
	}
	test.Tap(f.sales.importThem)
	if len(f.sold.lines) != 1 {
		t.Errorf("after the import there are %q", f.sold.words())
	}
}

func TestADayThatCouldBeTwoIsShownWithItsMonthInWords(t *testing.T) {
	kittest.App(t)
	lang.Use("es")
	defer lang.Use("en")
	sale := care.Sale{Day: "2026-06-05", Amount: care.Money{Minor: 123456, Currency: "EUR"}}
	if l := saleLine(&book.SaleLine{Line: 2, Customer: "Ana Gil", Sale: sale}); !strings.HasPrefix(l.Text, "5 de junio de 2026, Ana Gil, 1.234,56") {
		t.Errorf("it says %q", l.Text)
	}
}

func TestALineWithoutItemAndName(t *testing.T) {
	kittest.App(t)
	l := saleLine(&book.SaleLine{Line: 2, Sale: care.Sale{Day: "2026-11-02", Amount: care.Money{Minor: 100, Currency: "EUR"}}})
	if l.Text != "2 November 2026, No name, €1" || l.Second != "Without an item, cost unknown" {
		t.Errorf("it says %q, %q", l.Text, l.Second)
	}
}
