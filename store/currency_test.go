package store_test

import (
	"fmt"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"carebook/app/care"
	"carebook/store"
)

// setting reads a setting or fails the test.
func setting(t testing.TB, s *store.Store, name string) string {
	t.Helper()
	value, err := s.Setting(ctx, name)
	if err != nil {
		t.Fatal(err)
	}
	return value
}

// in is an amount of a currency with a margin of a half and a rate.
func in(currency string, minor int64, rate string) care.Sale {
	return care.Sale{Day: "2026-03-01", Item: "Oil", Amount: care.Money{Minor: minor, Currency: currency}, Margin: "50", Rate: rate}
}

// recount makes a currency the book's, and gives sales without a rate to it one.
func recount(t testing.TB, s *store.Store, currency, rate string) (int64, error) {
	t.Helper()
	return s.Do(ctx, store.Action{Kind: "currency"}, func(tx *store.Tx) error {
		if err := tx.SetCurrency(currency); err != nil || rate == "" {
			return err
		}
		uncounted, err := tx.Uncounted()
		if err != nil {
			return err
		}
		for _, sale := range uncounted {
			sale.Rate = rate
			if _, err := tx.PutSale(sale.Key, sale.Person, sale.Sale); err != nil {
				return err
			}
		}
		return nil
	})
}

func TestAnotherCurrencyRenewsAllSalesAndIsTakenBackExactly(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s, &care.Person{FullName: "Ana"})
	sell(t, s, keys[0], in("EUR", 1000, ""))
	sell(t, s, keys[0], in("USD", 1000, "0.8"))
	before := snapshotJSON(t, s)
	if err := s.SetSetting(ctx, store.SettingBandsOf, "today"); err != nil {
		t.Fatal(err)
	}
	if _, err := recount(t, s, "USD", ""); care.CodeOf(err) != care.CodeRatesMissing || !strings.Contains(fmt.Sprint(err), "rates_missing") {
		t.Fatalf("without a rate: %v", err)
	}
	if after := snapshotJSON(t, s); after != before || setting(t, s, store.SettingCurrency) != "EUR" {
		t.Error("a refusal has changed the book")
	}
	told := watch(t, s)
	changed, err := recount(t, s, "USD", "1.25")
	if err != nil {
		t.Fatal(err)
	}
	if c := next(t, told); !c.Sales || !c.AllPeople {
		t.Errorf("told %+v", c)
	}
	if n, revenue, profit := summed(t, s, "", ""); n != 2 || revenue != 1250+1000 || profit != 625+500 {
		t.Errorf("%d sales of %d with %d", n, revenue, profit)
	}
	if setting(t, s, store.SettingCurrency) != "USD" || setting(t, s, store.SettingBandsOf) != "" {
		t.Error("the currency is not another, or the bands are still those of before")
	}
	sound(t, s)
	undone, err := s.Undo(ctx, changed)
	if err != nil || undone.Kept != 0 || undone.Sales != 1 {
		t.Fatalf("%+v, %v", undone, err)
	}
	if after := snapshotJSON(t, s); after != before || setting(t, s, store.SettingCurrency) != "EUR" {
		t.Errorf("undone, the book is\n%s\nwant\n%s", after, before)
	}
	sound(t, s)
	if redone, err := s.Undo(ctx, undone.Action); err != nil || redone.Kept != 0 {
		t.Fatalf("%+v, %v", redone, err)
	}
	if _, revenue, _ := summed(t, s, "", ""); revenue != 2250 || setting(t, s, store.SettingCurrency) != "USD" {
		t.Errorf("done again: %d", revenue)
	}
	sound(t, s)
}

func TestACurrencyIsNotTakenBackUnderSalesThatItCounts(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s, &care.Person{FullName: "Ana"})
	sell(t, s, keys[0], in("EUR", 1000, ""))
	changed, err := recount(t, s, "USD", "1.25")
	if err != nil {
		t.Fatal(err)
	}
	sold := sell(t, s, keys[0], in("GBP", 1000, "1.3"))
	before := snapshotJSON(t, s)
	// The rate of the pound leads to the dollar: it must not be taken for one to the euro.
	if _, err := s.Undo(ctx, changed); care.CodeOf(err) != care.CodeRatesMissing {
		t.Fatalf("undone: %v", err)
	}
	if after := snapshotJSON(t, s); after != before || setting(t, s, store.SettingCurrency) != "USD" {
		t.Error("a refused undo has changed the book")
	}
	do(t, s, func(tx *store.Tx) error { return tx.RemoveSale(sold) })
	if _, err := s.Undo(ctx, changed); err != nil {
		t.Fatal(err)
	}
	sound(t, s)
}

func TestASaleWhoseRateLeadsElsewhereDoesNotComeBack(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s, &care.Person{FullName: "Ana"})
	sell(t, s, keys[0], in("EUR", 1000, ""))
	sold := sell(t, s, keys[0], in("GBP", 1000, "1.3"))
	removed := do(t, s, func(tx *store.Tx) error { return tx.RemoveSale(sold) })
	if _, err := recount(t, s, "USD", "1.25"); err != nil {
		t.Fatal(err)
	}
	if done, err := s.Undo(ctx, removed); err != nil || done.Kept != 1 {
		t.Errorf("%+v, %v", done, err)
	}
	if n, revenue, _ := summed(t, s, "", ""); n != 1 || revenue != 1250 {
		t.Errorf("%d sales of %d", n, revenue)
	}
	sound(t, s)
}

func TestACurrencyThatWasChosenStaysWithoutSales(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s, &care.Person{FullName: "Ana"})
	first, err := recount(t, s, "GBP", "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Do(ctx, store.Action{Kind: "test"}, func(tx *store.Tx) error {
		_, err := tx.PutSale(0, keys[0], in("EUR", 1, ""))
		return err
	}); care.CodeOf(err) != care.CodeRateMissing {
		t.Errorf("without a rate: %v", err)
	}
	if _, err := s.Undo(ctx, first); err != nil || setting(t, s, store.SettingCurrency) != "" {
		t.Errorf("undone, the book is in %q, %v", setting(t, s, store.SettingCurrency), err)
	}
	sell(t, s, keys[0], in("EUR", 1, ""))
	if setting(t, s, store.SettingCurrency) != "EUR" {
		t.Error("the first sale does not set the currency")
	}
}

func TestAnotherProcessIsToldOfTheCurrency(t *testing.T) {
	s := newBook(t)
	other := openBook(t, s.Path())
	told := watch(t, s)
	if _, err := recount(t, other, "GBP", ""); err != nil {
		t.Fatal(err)
	}
	if c := next(t, told); !c.Sales || !c.AllPeople || !c.Foreign {
		t.Errorf("told %+v", c)
	}
}

func TestAnItemIsRenamedWithWhatWasSold(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s, &care.Person{FullName: "Ana"})
	sell(t, s, keys[0], care.Sale{Day: "2026-03-01", Item: "Olive  OIL", Amount: euros(1000)})
	sell(t, s, keys[0], care.Sale{Day: "2026-03-02", Item: "olive oil", Amount: euros(1000)})
	sell(t, s, keys[0], care.Sale{Day: "2026-03-03", Item: "Wine", Amount: euros(1000)})
	do(t, s, func(tx *store.Tx) error {
		_, err := tx.PutItem(0, care.Item{Name: "Wine", Margin: "20"})
		return err
	})
	before := snapshotJSON(t, s)
	var renamed int
	action := do(t, s, func(tx *store.Tx) (err error) {
		if _, err = tx.PutItem(0, care.Item{Name: "Oil", Margin: "10"}); err != nil {
			return err
		}
		renamed, err = tx.RenameSold("OLIVE OIL", "Oil")
		return err
	})
	if _, _, profit := summed(t, s, "", ""); renamed != 2 || profit != 200+100+100 {
		t.Errorf("%d renamed, profit %d", renamed, profit)
	}
	sound(t, s)
	if _, err := s.Undo(ctx, action); err != nil {
		t.Fatal(err)
	}
	if after := snapshotJSON(t, s); after != before {
		t.Errorf("undone, the book is\n%s\nwant\n%s", after, before)
	}
	if _, err := s.Do(ctx, store.Action{Kind: "test"}, func(tx *store.Tx) error {
		_, err := tx.PutItem(0, care.Item{Name: " WINE "})
		return err
	}); care.CodeOf(err) != care.CodeItemExists {
		t.Errorf("an item of the same name: %v", err)
	}
	items, err := s.SoldItems(ctx)
	if err != nil || len(items) != 2 {
		t.Fatalf("%+v, %v", items, err)
	}
	if oil, wine := items[0], items[1]; oil.Name != "olive oil" || oil.Key != 0 || oil.Sales != 2 || oil.Unknown != 2 || wine.Name != "Wine" || wine.Margin != "20" || wine.Sales != 1 || wine.Unknown != 0 {
		t.Errorf("%+v", items)
	}
}

func TestASaleThatHasGoneSaysSo(t *testing.T) {
	s := newBook(t)
	if _, err := s.Do(ctx, store.Action{Kind: "test"}, func(tx *store.Tx) error {
		_, err := tx.Sale(7)
		return err
	}); care.CodeOf(err) != care.CodeSaleMissing {
		t.Errorf("%v", err)
	}
}

// TestSumsOfAPersonAreThoseOfTheSales adds up by hand what SQL adds up, by month,
// year and item.
func TestSumsOfAPersonAreThoseOfTheSales(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s, &care.Person{FullName: "Ana"}, &care.Person{FullName: "Bo"})
	const today = care.Day("2026-11-26")
	now, before := store.Days{From: "2025-12-01", To: "2026-11-30"}, store.Days{From: "2024-12-01", To: "2025-11-26"}
	rapid.Check(t, func(rt *rapid.T) {
		months, years, items := map[string]*store.DatedSum{}, map[string]*store.DatedSum{}, map[string]*store.ItemSum{}
		var unknown int
		action := do(t, s, func(tx *store.Tx) error {
			for range rapid.IntRange(0, 40).Draw(rt, "sales") {
				sale := care.Sale{
					Day: care.Day("2024-10-01").Plus(rapid.IntRange(0, 850).Draw(rt, "day")), Item: rapid.SampledFrom([]string{"", "Oil", "Wine"}).Draw(rt, "item"),
					Amount: euros(rapid.Int64Range(-1_000, 100_000).Draw(rt, "amount")), Margin: rapid.SampledFrom([]string{"", "33.3"}).Draw(rt, "margin"),
				}
				who := rapid.SampledFrom(keys).Draw(rt, "who")
				if _, err := tx.PutSale(0, who, sale); err != nil {
					return err
				}
				if who != keys[0] {
					continue
				}
				sum := store.SaleSum{Sales: 1, Unknown: 1, Revenue: sale.Amount.Minor}
				if sale.Margin != "" {
					sum.Unknown, sum.Profit = 0, nearest(big.NewRat(sale.Amount.Minor*333, 1000))
				}
				unknown += sum.Unknown
				addDated(months, string(sale.Day[:7]), sum, sale.Day[7:] <= today[7:])
				addDated(years, string(sale.Day[:4]), sum, sale.Day[4:] <= today[4:])
				addItem(items, &sale, sum, now, before)
			}
			return nil
		})
		checkDated(rt, months, must(s.MonthSums(ctx, keys[0], today)))
		checkDated(rt, years, must(s.YearSums(ctx, keys[0], today)))
		have := must(s.ItemSums(ctx, keys[0], now, before))
		if len(have) != len(items) {
			rt.Errorf("%d items, want %d", len(have), len(items))
		}
		for _, it := range have {
			if want := items[it.Name]; want == nil || it != *want {
				rt.Errorf("%+v, want %+v", it, want)
			}
		}
		lacking := 0
		for _, it := range must(s.UnknownItems(ctx, keys[0])) {
			lacking += it.Sales
		}
		if lacking != unknown {
			rt.Errorf("%d sales without a cost, want %d", lacking, unknown)
		}
		if action != 0 {
			if _, err := s.Undo(ctx, action); err != nil {
				rt.Fatal(err)
			}
		}
	})
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func plus(to *store.SaleSum, sum store.SaleSum) {
	to.Sales += sum.Sales
	to.Unknown += sum.Unknown
	to.Revenue += sum.Revenue
	to.Profit += sum.Profit
}

func addDated(all map[string]*store.DatedSum, period string, sum store.SaleSum, soFar bool) {
	if all[period] == nil {
		all[period] = &store.DatedSum{Period: period}
	}
	plus(&all[period].SaleSum, sum)
	if soFar {
		plus(&all[period].SoFar, sum)
	}
}

func addItem(all map[string]*store.ItemSum, sale *care.Sale, sum store.SaleSum, now, before store.Days) {
	in := func(d store.Days) bool { return sale.Day >= d.From && sale.Day <= d.To }
	if !in(now) && !in(before) {
		return
	}
	if all[sale.Item] == nil {
		all[sale.Item] = &store.ItemSum{Name: sale.Item}
	}
	if in(now) {
		plus(&all[sale.Item].SaleSum, sum)
	} else {
		plus(&all[sale.Item].Before, sum)
	}
}

func checkDated(rt *rapid.T, want map[string]*store.DatedSum, have []store.DatedSum) {
	if len(have) != len(want) {
		rt.Errorf("%d periods, want %d", len(have), len(want))
	}
	for i, d := range have {
		if w := want[d.Period]; w == nil || d != *w {
			rt.Errorf("%+v, want %+v", d, w)
		}
		if i > 0 && have[i-1].Period <= d.Period {
			rt.Errorf("%s comes before %s", have[i-1].Period, d.Period)
		}
	}
}
