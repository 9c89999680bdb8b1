package book_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/big"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/exchange"
	"carebook/store"
)

// newShop is a book with customers, from no country.
func newShop(t testing.TB) *store.Store {
	t.Helper()
	for _, name := range []string{"LC_ALL", "LC_TIME", "LANG"} {
		t.Setenv(name, "C")
	}
	s := newBook(t)
	doImport(t, s, book.ImportOptions{Files: []string{file(t, "people.vcf", ana+borja+
		card("UID:4711", "FN:Eva Sanz", "TEL:+34 961 11 22 33")+card("FN:Eva Sanz", "EMAIL:eva@example.com")+
		card("FN:Casa Perelló", "KIND:org", "TEL:+34 961 11 22 33")+card("FN:Gone Long", "UID:gone"))}, Country: "ES"})
	key, err := s.Key(ctx, "gone")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := book.Trash(ctx, s, []int64{key}, true, ""); err != nil {
		t.Fatal(err)
	}
	return s
}

func importSales(t testing.TB, s *store.Store, content string, o book.SalesOptions) book.SalesResult {
	t.Helper()
	result, err := book.ImportSales(ctx, s, clock, file(t, "sales.csv", content), o)
	if err != nil {
		t.Fatalf("import the sales: %v", err)
	}
	if result.New+result.Same+len(result.Problems) != result.Records {
		t.Errorf("%d new, %d same and %d problems of %d records", result.New, result.Same, len(result.Problems), result.Records)
	}
	return result
}

// sums adds up all sales of the book.
func sums(t testing.TB, s *store.Store) (n int, revenue, profit int64) {
	t.Helper()
	bought, err := s.Purchases(ctx, "", "9999-12-31", "9999-12-31")
	if err != nil {
		t.Fatal(err)
	}
	for person, p := range bought {
		to, err := s.CountSales(ctx, person)
		if err != nil {
			t.Fatal(err)
		}
		n, revenue, profit = n+to, revenue+p.Revenue, profit+p.Profit
	}
	return n, revenue, profit
}

// exported is the whole book as JSON.
func exported(t testing.TB, s *store.Store) string {
	t.Helper()
	var out bytes.Buffer
	if _, err := book.Export(ctx, s, &out, book.ExportOptions{Format: exchange.JSON}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// mixed holds everything that can be wrong with a list of sales beside good lines.
const mixed = `date,customer,item,quantity,amount,cost,margin,currency,order,paid
2026-11-02,Ana Núñez,Olive oil,2,"1.234,56","1.000,00",,EUR,A-1,
31/10/2026,+34 612 345 678,Wine,1,"1,234.56",,25,EUR,A-2,2026-11-01
10/31/2026,BORJA ROCA,Wine,1,100,,,EUR,A-3,
2026-11-02,Nobody Known,Wine,1,100,,,EUR,A-4,
2026-11-02,Eva Sanz,Wine,1,100,,,EUR,A-5,
2026-11-02,ana@example.com,Wine,1,a lot,,,EUR,A-6,
2026-11-02,ana@example.com,Wine,-1,100,,,EUR,A-7,
05/06/2026,ana@example.com,Wine,1,100,,,EUR,A-8,
2026-02-30,ana@example.com,Wine,1,100,,,EUR,A-9,
2026-11-02,ana@example.com,Olive oil,2,"1,234.56",,,EUR,A-1,
2026-11-02,ana@example.com,Wine,1,100,,,Gold,A-10,
2026-11-02,ana@example.com,Wine,1,100,,,USD,A-11,
2026-11-02,ana@example.com,Wine,1,"1.234",,,EUR,A-12,
2026-11-02,gone,Wine,1,100,,,EUR,A-13,
`

func TestTheGoodLinesOfABadFileAreImported(t *testing.T) {
	s := newShop(t)
	before := exported(t, s)
	result := importSales(t, s, mixed, book.SalesOptions{})
	if result.Records != 14 || result.New != 4 || result.Same != 0 {
		t.Errorf("%+v", result)
	}
	wrong := strings.Split(mixed, "\n")
	for i, want := range []struct {
		line int
		said string
	}{
		{5, "Nobody in the book is “Nobody Known”"},
		{6, "Several people in the book are “Eva Sanz”"},
		{7, "“a lot” is not an amount"},
		{8, "The quantity -1 is below zero"},
		{9, "“05/06/2026” can be two different days"},
		{10, "“2026-02-30” is no date"},
		{11, "Order A-1 stands in the file twice with this item, customer, day and amount, first on line 2"},
		{12, "“Gold” is no currency"},
		{13, "The sale is in USD and the book in EUR"},
		{15, "Nobody in the book is “gone”"},
	} {
		if i >= len(result.Problems) {
			t.Fatalf("only %d problems", len(result.Problems))
		}
		if p := result.Problems[i]; p.Line != want.line || !strings.HasPrefix(p.Reason, want.said) || p.Raw != wrong[want.line-1] {
			t.Errorf("problem %d: %+v, want line %d, %s", i, p, want.line, want.said)
		}
	}
	if len(result.Problems) != 10 {
		t.Errorf("%d problems", len(result.Problems))
	}
	if n, revenue, profit := sums(t, s); n != 4 || revenue != 123456+123456+10000+123400 || profit != 23456+30864 {
		t.Errorf("%d sales of %d with %d", n, revenue, profit)
	}
	sound(t, s)
	// The same file adds nothing, and says the same of its bad lines.
	again := importSales(t, s, mixed, book.SalesOptions{})
	if again.New != 0 || again.Same != 4 || !slices.Equal(again.Problems, result.Problems) {
		t.Errorf("again: %+v", again)
	}
	if n, _, _ := sums(t, s); n != 4 {
		t.Errorf("%d sales", n)
	}
	undone, err := book.UndoImport(ctx, s, result.ImportID)
	if err != nil || undone.Sales != 4 || undone.Removed != 0 || len(undone.Left) != 0 {
		t.Errorf("%+v, %v", undone, err)
	}
	if n, _, _ := sums(t, s); n != 0 || exported(t, s) != before {
		t.Errorf("undone, %d sales are left", n)
	}
	if _, err := book.UndoImport(ctx, s, result.ImportID); care.CodeOf(err) != care.CodeAlreadyUndone {
		t.Errorf("undone twice: %v", err)
	}
	sound(t, s)
	if third := importSales(t, s, mixed, book.SalesOptions{}); third.New != 4 {
		t.Errorf("after the undo: %+v", third)
	}
}

func TestCustomersAreNamedInFourWaysAndNeverGuessed(t *testing.T) {
	s := newShop(t)
	anas, err := s.PersonByID(ctx, "ana-1")
	if err != nil {
		t.Fatal(err)
	}
	const nobody, several = "nobody", "several"
	for called, want := range map[string]string{
		"ana-1": "Ana Núñez", "ANA-1": "Ana Núñez", "urn:uuid:ana-1": "Ana Núñez", anas.ID: "Ana Núñez", strings.ToUpper(anas.ID): "Ana Núñez",
		"+34 612 345 678": "Ana Núñez", "0034612345678": "Ana Núñez", "612345678": "Ana Núñez", "612-34-56-78": "Ana Núñez", "+33 612 345 678": nobody,
		"961 23 40 11": "Borja Roca", "+34961234011": "Borja Roca", "+961 23 40 11": nobody, // a number of Lebanon
		"ana@example.com": "Ana Núñez", "ANA@Example.com": "Ana Núñez",
		"ana nunez": "Ana Núñez", "ANA  NÚÑEZ": "Ana Núñez", "Casa Perello": "Casa Perelló", "eva@example.com": "Eva Sanz", "4711": "Eva Sanz",
		"Eva Sanz": several, "+34 961 11 22 33": several, "Ana": nobody, "Núñez": nobody, "Gone Long": nobody, "gone": nobody, "2345678": nobody, "?": nobody,
		"00000000-0000-0000-0000-000000000000": nobody, "x@example.com": nobody,
	} {
		result, err := book.ImportSales(ctx, s, clock, file(t, "sales.csv", "date,customer,amount,order\n2026-01-02,"+called+",€1,"+called+"\n"), book.SalesOptions{})
		got := nobody
		switch {
		case err == nil && result.New == 1:
			got = buyerOf(t, s, result.ImportID)
		case care.CodeOf(err) != care.CodeNothingUsable || len(result.Problems) != 1:
			t.Errorf("%s: %+v, %v", called, result, err)
		case strings.HasPrefix(result.Problems[0].Reason, "Several"):
			got = several
		}
		if got != want {
			t.Errorf("%s is %s, want %s", called, got, want)
		}
	}
}

// buyerOf is who bought the one thing that an import brought, which goes again.
func buyerOf(t *testing.T, s *store.Store, id string) string {
	t.Helper()
	var name string
	bought, err := s.Purchases(ctx, "", "9999-12-31", "9999-12-31")
	if err != nil {
		t.Fatal(err)
	}
	for person := range bought {
		p, err := s.Person(ctx, person)
		if err != nil {
			t.Fatal(err)
		}
		name = p.FullName
	}
	if _, err := book.UndoImport(ctx, s, id); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestTheSameFileAddsNothingAfterAMerge(t *testing.T) {
	s := newShop(t)
	const list = "date,customer,item,amount,order\n2026-01-02,Ana Núñez,Oil,€10,1\n2026-01-02,Borja Roca,Oil,€10,2\n2026-01-02,Borja Roca,Oil,€10,\n2026-01-02,Borja Roca,Oil,€10,\n"
	if r := importSales(t, s, list, book.SalesOptions{}); r.New != 3 || r.Same != 1 {
		t.Errorf("%+v", r)
	}
	keep, err := s.Key(ctx, "ana-1")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := s.People(ctx, store.Query{})
	if err != nil {
		t.Fatal(err)
	}
	gone := rows[slices.IndexFunc(rows, func(r store.Row) bool { return r.FullName == "Borja Roca" })].Key
	a, err := s.Person(ctx, keep)
	if err != nil {
		t.Fatal(err)
	}
	b, err := s.Person(ctx, gone)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := book.Merge(ctx, s, keep, gone, a, b, nil); err != nil {
		t.Fatal(err)
	}
	if r := importSales(t, s, strings.ReplaceAll(list, "Borja Roca", "+34 961 23 40 11"), book.SalesOptions{}); r.New != 1 || r.Same != 3 {
		t.Errorf("by number, where one line has no order: %+v", r) // not all of its cells are the same
	}
	sound(t, s)
}

func TestCurrencyAndDaysFollowTheCountry(t *testing.T) {
	for _, c := range []struct {
		list, country, currency string
		new                     int
		code                    care.Code
	}{
		{"date,customer,amount\n05/06/2026,Ana Núñez,10\n", "ES", "EUR", 1, ""},
		{"date,customer,amount\n05/06/2026,Ana Núñez,10\n", "US", "USD", 1, ""},
		{"date,customer,amount\n05/06/2026,Ana Núñez,10\n", "", "", 0, care.CodeDateOrder},
		{"date,customer,amount\n05/06/2026,Ana Núñez,10\n", "CA", "", 0, care.CodeDateOrder},
		{"date,customer,amount\n2026-06-05,Ana Núñez,10\n", "", "", 0, care.CodeNothingUsable},
		{"date,customer,amount\n2026-06-05,Ana Núñez,10\n", "JP", "JPY", 1, ""},
		{"date,customer,amount\n2026-06-05,Ana Núñez,$10\n2026-06-05,Ana Núñez,7\n", "", "USD", 2, ""},
		{"date,customer,amount\n2026-06-05,Ana Núñez,$10\n2026-06-05,Ana Núñez,7\n", "MX", "MXN", 2, ""},
		{"date,customer,amount\n2026-06-05,Nobody,£10\n2026-06-05,Ana Núñez,€7\n", "", "EUR", 1, ""},
		{"date,customer,amount,rate\n2026-06-05,Ana Núñez,€10,\n2026-06-05,Ana Núñez,$7,0.9\n", "", "EUR", 2, ""},
	} {
		s := newShop(t)
		result, err := book.ImportSales(ctx, s, clock, file(t, "sales.csv", c.list), book.SalesOptions{Country: c.country})
		currency, settingErr := s.Setting(ctx, book.SettingCurrency)
		if care.CodeOf(err) != c.code || result.New != c.new || currency != c.currency || settingErr != nil {
			t.Errorf("%s in %q: %+v, %v, the book is in %q", c.list, c.country, result, err, currency)
		}
	}
}

func TestAnImportOfSalesThatIsStoppedChangesNothing(t *testing.T) {
	s := newShop(t)
	stopped, stop := context.WithCancel(ctx)
	stop()
	if _, err := book.ImportSales(stopped, s, clock, file(t, "sales.csv", mixed), book.SalesOptions{Country: "ES"}); care.CodeOf(err) != care.CodeCancelled && !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
	if n, _, _ := sums(t, s); n != 0 {
		t.Errorf("%d sales", n)
	}
	if runs, err := s.Imports(ctx); err != nil || len(runs) != 1 {
		t.Errorf("%v, %v", runs, err)
	}
	if _, err := book.ImportSales(ctx, s, clock, filepath.Join(t.TempDir(), "none.csv"), book.SalesOptions{}); care.CodeOf(err) != care.CodeFileMissing {
		t.Errorf("no file: %v", err)
	}
}

// TestTheBookHoldsWhatTheListAddsUpTo reckons the list in whole fractions.
func TestTheBookHoldsWhatTheListAddsUpTo(t *testing.T) {
	s := newShop(t)
	rapid.Check(t, func(rt *rapid.T) {
		list := "customer;order;amount;date;cost;margin\n"
		var revenue, profit int64
		n := rapid.IntRange(1, 40).Draw(rt, "lines")
		for i := range n {
			amount := rapid.Int64Range(-100_000, 100_000_000).Draw(rt, "amount")
			revenue += amount
			cost, margin := "", ""
			switch rapid.IntRange(0, 2).Draw(rt, "how") {
			case 0:
				minor := rapid.Int64Range(0, 100_000_000).Draw(rt, "cost")
				cost, profit = spanish(minor), profit+amount-minor
			case 1:
				tenths := rapid.Int64Range(-1000, 1000).Draw(rt, "margin")
				margin = strings.Replace(big.NewRat(tenths, 10).FloatString(1), ".", ",", 1)
				profit += nearest(big.NewRat(amount*tenths, 1000))
			}
			list += fmt.Sprintf("%s;%d;%s;%02d/12/2026;%s;%s\n", rapid.SampledFrom([]string{"Ana Núñez", "961 23 40 11"}).Draw(rt, "who"), i, spanish(amount), 13+i%18, cost, margin)
		}
		r := importSales(t, s, list, book.SalesOptions{Country: "ES"})
		defer func() {
			if undone, err := book.UndoImport(ctx, s, r.ImportID); err != nil || undone.Sales != n {
				rt.Fatalf("%+v, %v", undone, err)
			}
		}()
		if r.New != n {
			rt.Fatalf("%+v", r)
		}
		if have, r, p := sums(t, s); have != n || r != revenue || p != profit {
			rt.Fatalf("%d sales of %d with %d, want %d of %d with %d", have, r, p, n, revenue, profit)
		}
		if r := importSales(t, s, list, book.SalesOptions{Country: "ES"}); r.Same != n {
			rt.Fatalf("again: %+v", r)
		}
	})
}

// spanish writes cents as euros: 1.234,50.
func spanish(minor int64) string {
	sign := ""
	if minor < 0 {
		sign, minor = "-", -minor
	}
	units := fmt.Sprint(minor / 100)
	for i := len(units) - 3; i > 0; i -= 3 {
		units = units[:i] + "." + units[i:]
	}
	return fmt.Sprintf("%s%s,%02d", sign, units, minor%100)
}

// nearest rounds half away from zero.
func nearest(r *big.Rat) int64 {
	var n int64
	if _, err := fmt.Sscan(r.FloatString(0), &n); err != nil {
		panic("FloatString gives no number")
	}
	return n
}

func TestADryRunOfSalesWritesNothing(t *testing.T) {
	s := newShop(t)
	content := "date,customer,amount,currency,order\n2026-01-02,ana@example.com,1.00,EUR,1\n2026-01-02,Nobody,1.00,EUR,2\n" +
		"2026-01-03,4711,1.00,EUR,3\n2026-01-03,4711,1.00,GBP,4\n"
	path := file(t, "sales.csv", content)
	look := func() book.SalesResult {
		t.Helper()
		r, err := book.ImportSales(ctx, s, clock, path, book.SalesOptions{Country: "ES", DryRun: true})
		if err != nil || r.ImportID != "" {
			t.Fatalf("the dry run is the import %q, %v", r.ImportID, err)
		}
		return r
	}
	looked := look()
	if n, _, _ := sums(t, s); n != 0 {
		t.Errorf("a dry run has sold %d", n)
	}
	if currency, err := s.Setting(ctx, book.SettingCurrency); err != nil || currency != "" {
		t.Errorf("the book's currency is %q after a dry run, %v", currency, err)
	}
	if runs, err := s.Imports(ctx); err != nil || len(runs) != 1 { // that of the people
		t.Errorf("there are %d imports, %v", len(runs), err)
	}
	done, err := book.ImportSales(ctx, s, clock, path, book.SalesOptions{Country: "ES"})
	if err != nil || done.ImportID == "" {
		t.Fatalf("the import is %q, %v", done.ImportID, err)
	}
	if done.New != looked.New || done.Same != looked.Same || !slices.Equal(done.Problems, looked.Problems) || done.New == 0 || len(done.Problems) < 2 {
		t.Errorf("the import came to %+v, the dry run to %+v", done, looked)
	}
	if again := look(); again.Same != done.New || again.New != 0 {
		t.Errorf("a dry run of what is there came to %+v", again)
	}
	var nothing book.SalesResult
	nothing, err = book.ImportSales(ctx, s, clock, file(t, "none.csv", "date,customer,amount\n2026-01-02,Nobody,1\n"), book.SalesOptions{DryRun: true})
	if care.CodeOf(err) != care.CodeNothingUsable || len(nothing.Problems) != 1 {
		t.Errorf("nothing usable: %+v, %v", nothing, err)
	}
}

func TestAnImportOfSalesTellsHowFarItIs(t *testing.T) {
	s := newShop(t)
	var b strings.Builder
	b.WriteString("date,customer,amount,currency,order\n")
	for i := range 1200 {
		fmt.Fprintf(&b, "2026-01-02,4711,1.00,EUR,%d\n", i)
	}
	var told []int
	path := file(t, "sales.csv", b.String())
	_, err := book.ImportSales(ctx, s, clock, path, book.SalesOptions{DryRun: true, Progress: func(p book.Progress) {
		told = append(told, p.Records)
		if p.File != path {
			t.Errorf("it tells of %s", p.File)
		}
	}})
	if err != nil || !slices.Equal(told, []int{500, 1000}) {
		t.Errorf("it told of %d lines, %v", told, err)
	}
	if !book.IsSales(path) || book.IsSales(file(t, "people.vcf", ana)) {
		t.Error("a list of sales is not known from contacts")
	}
}
