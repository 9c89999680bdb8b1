package book_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/store"
)

// abroad is a list in three currencies, of which a line names its rate.
const abroad = `date,customer,item,quantity,amount,cost,currency,rate,order
2026-11-02,Ana Núñez,Oil,2,"1.234,56","1.000,00",EUR,,1
2026-11-02,Ana Núñez,Oil,1,"100,00",,USD,,2
2026-11-02,Borja Roca,Wine,1,"200,00","50,00",USD,,3
2026-11-02,Borja Roca,Wine,1,"10,00",,USD,"0,5",4
2026-11-02,Borja Roca,Wine,1,"100,00",,GBP,,5
`

func TestAListInAnotherCurrencyIsTakenWithOneRateForEach(t *testing.T) {
	s := newShop(t)
	importSales(t, s, "date,customer,amount,currency\n2026-11-01,Ana Núñez,1,EUR\n", book.SalesOptions{})
	asked := []book.MissingRate{{Currency: "USD", Sales: 2}, {Currency: "GBP", Sales: 1}}
	result := importSales(t, s, abroad, book.SalesOptions{DryRun: true})
	if result.New != 2 || len(result.Problems) != 3 || !slices.Equal(result.Rates, asked) || result.Currency != "EUR" {
		t.Errorf("without a rate: %+v", result)
	}
	rates := map[string]string{"USD": "0.92"}
	result = importSales(t, s, abroad, book.SalesOptions{DryRun: true, Rates: rates})
	if result.New != 4 || len(result.Problems) != 1 || !strings.Contains(result.Problems[0].Reason, "GBP") || !slices.Equal(result.Rates, asked) {
		t.Errorf("with one of two: %+v", result)
	}
	rates["GBP"] = "1.15"
	result = importSales(t, s, abroad, book.SalesOptions{Rates: rates})
	if result.New != 5 || len(result.Problems) != 0 || result.Lines != nil {
		t.Errorf("with both: %+v", result)
	}
	// 1 + 1234.56 + 100 x 0.92 + 200 x 0.92 + 10 x 0.5 + 100 x 1.15, and a profit of
	// 234.56 + 150 x 0.92.
	if n, revenue, profit := sums(t, s); n != 6 || revenue != 100+123456+9200+18400+500+11500 || profit != 23456+13800 {
		t.Errorf("%d sales, %d of revenue, %d of profit", n, revenue, profit)
	}
	if result = importSales(t, s, abroad, book.SalesOptions{Rates: map[string]string{"USD": "0.5", "GBP": "1"}}); result.Same != 5 {
		t.Errorf("again with other rates: %+v", result)
	}
}

func TestTheFirstCurrencyOfABookNeedsNoRate(t *testing.T) {
	s := newShop(t)
	list := "date,customer,amount,currency\n2026-11-01,Ana Núñez,1,USD\n2026-11-01,Borja Roca,2,EUR\n"
	result := importSales(t, s, list, book.SalesOptions{DryRun: true, Rates: map[string]string{"USD": "2"}})
	if result.Currency != "USD" || result.New != 1 || !slices.Equal(result.Rates, []book.MissingRate{{Currency: "EUR", Sales: 1}}) {
		t.Errorf("%+v", result)
	}
}

func TestRatesThatAreNoneAreRefused(t *testing.T) {
	s := newShop(t)
	path := file(t, "sales.csv", abroad)
	for _, c := range []struct {
		code, rate string
		want       care.Code
	}{
		{"USD", "", care.CodeBadRate},
		{"USD", "0", care.CodeBadRate},
		{"USD", "-1", care.CodeBadRate},
		{"USD", "0,92", care.CodeBadRate},
		{"usd", "0.92", care.CodeBadCurrency},
		{"", "0.92", care.CodeBadCurrency},
		{"dollars", "0.92", care.CodeBadCurrency},
	} {
		result, err := book.ImportSales(ctx, s, clock, path, book.SalesOptions{Rates: map[string]string{c.code: c.rate}})
		if care.CodeOf(err) != c.want || result.New != 0 {
			t.Errorf("%s=%s: %v, %+v", c.code, c.rate, err, result)
		}
	}
}

func TestADryRunTellsHowLinesWereRead(t *testing.T) {
	s := newShop(t)
	_, err := s.Do(ctx, store.Action{Kind: "edit"}, func(tx *store.Tx) error {
		_, err := tx.PutItem(0, care.Item{Name: "wine", Margin: "25"})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	result := importSales(t, s, abroad, book.SalesOptions{DryRun: true, Rates: map[string]string{"USD": "0.92"}})
	var got []string
	for _, l := range result.Lines {
		money := func(m *care.Money) string {
			if m == nil {
				return "-"
			}
			return fmt.Sprint(m.Minor, m.Currency)
		}
		got = append(got, fmt.Sprint(l.Line, " ", l.Customer, " ", l.Sale.Day, " ", l.Sale.Item, " ", l.Sale.Quantity, " ", money(&l.Sale.Amount), " ", money(l.Here), " ", money(l.Profit)))
	}
	want := []string{
		"2 Ana Núñez 2026-11-02 Oil 2 123456EUR - 23456EUR",
		"3 Ana Núñez 2026-11-02 Oil 1 10000USD 9200EUR -",
		"4 Borja Roca 2026-11-02 Wine 1 20000USD 18400EUR 15000USD",
		"5 Borja Roca 2026-11-02 Wine 1 1000USD 500EUR 250USD",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	var long strings.Builder
	long.WriteString("date,customer,amount,currency,order\n2026-11-02,Nobody,1,EUR,0\n")
	for i := range 130 {
		fmt.Fprintf(&long, "2026-11-02,Ana Núñez,1,EUR,%d\n", i+1)
	}
	result = importSales(t, s, long.String(), book.SalesOptions{DryRun: true})
	if result.New != 130 || len(result.Lines) != 100 || result.Lines[99].Line != 102 || result.Lines[99].Customer != "Ana Núñez" {
		t.Errorf("%d new, of which %d are told", result.New, len(result.Lines))
	}
}
