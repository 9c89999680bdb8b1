package store_test

import (
	"cmp"
	"fmt"
	"math/big"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"carebook/app/care"
	"carebook/store"
)

func euros(minor int64) care.Money { return care.Money{Minor: minor, Currency: "EUR"} }

// sell writes a sale and gives its key.
func sell(t testing.TB, s *store.Store, person int64, sale care.Sale) (key int64) {
	t.Helper()
	do(t, s, func(tx *store.Tx) (err error) {
		key, err = tx.PutSale(0, person, sale)
		return err
	})
	return key
}

// summed adds up the sales of a period.
func summed(t testing.TB, s *store.Store, from, to care.Day) (n int, revenue, profit int64) {
	t.Helper()
	bought, err := s.Purchases(ctx, from, cmp.Or(to, "9999-12-31"), "9999-12-31")
	if err != nil {
		t.Fatal(err)
	}
	for person, p := range bought {
		revenue, profit = revenue+p.Revenue, profit+p.Profit
		in, err := store.CountRows(s, "SELECT count(*) FROM sale WHERE person = ? AND day BETWEEN ? AND ?", person, string(from), string(cmp.Or(to, "9999-12-31")))
		if err != nil {
			t.Fatal(err)
		}
		n += in
	}
	return n, revenue, profit
}

func TestASaleIsKeptChangedAndTakenBack(t *testing.T) {
	s := newBook(t)
	keys, made := put(t, s, &care.Person{FullName: "Ana"}, &care.Person{FullName: "Bo"})
	ana, bo := keys[0], keys[1]
	cost := euros(700)
	first := care.Sale{
		Day: "2026-03-01", Item: "Olive oil", Quantity: "2.5", Amount: euros(1000), Cost: &cost, Order: "7", State: care.SaleOrdered, Due: "2026-04-01", Paid: "2026-04-02", Source: "x",
	}
	told := watch(t, s)
	sold := sell(t, s, ana, first)
	if c := next(t, told); !c.Sales || !slices.Equal(c.People, []int64{ana}) {
		t.Errorf("told %+v", c)
	}
	sell(t, s, ana, care.Sale{Day: "2026-05-01", Amount: euros(50), Margin: "10"})
	next(t, told)
	have, err := s.Sales(ctx, ana, 0)
	if err != nil || len(have) != 2 || have[0].Day != "2026-05-01" || have[1].ID == "" {
		t.Fatalf("%+v, %v", have, err)
	}
	want := first
	want.ID = have[1].ID
	if got := have[1].Sale.Sale; !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
	before := snapshotJSON(t, s)
	change := do(t, s, func(tx *store.Tx) error {
		_, err := tx.PutSale(sold, bo, care.Sale{ID: have[1].ID, Day: "2025-03-01", Amount: euros(1)})
		return err
	})
	if c := next(t, told); !c.Sales || !slices.Equal(slices.Sorted(slices.Values(c.People)), []int64{ana, bo}) {
		t.Errorf("told %+v", c)
	}
	if n, revenue, profit := summed(t, s, "2026-01-01", ""); n != 1 || revenue != 50 || profit != 5 {
		t.Errorf("%d sales of %d with %d", n, revenue, profit)
	}
	if same := do(t, s, func(tx *store.Tx) error {
		_, err := tx.PutSale(sold, bo, care.Sale{ID: have[1].ID, Day: "2025-03-01", Amount: euros(1)})
		return err
	}); same != 0 {
		t.Errorf("the same again made action %d", same)
	}
	sound(t, s)
	if done, err := s.Undo(ctx, change); err != nil || done.Sales != 1 {
		t.Fatalf("%+v, %v", done, err)
	}
	if after := snapshotJSON(t, s); after != before {
		t.Errorf("undone, the book is\n%s\nwant\n%s", after, before)
	}
	// Whoever has bought something was edited since.
	if done, err := s.Undo(ctx, made); err != nil || done.Removed != 1 || len(done.Left) != 1 || done.Left[0].Name != "Ana" {
		t.Errorf("%+v, %v", done, err)
	}
	sound(t, s)
}

func TestSalesToPeopleInTheTrashDoNotCount(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s, &care.Person{FullName: "Ana"})
	sell(t, s, keys[0], care.Sale{Day: "2026-03-01", Amount: euros(1000)})
	trash := func(on bool) {
		t.Helper()
		do(t, s, func(tx *store.Tx) error { return tx.TrashPerson(keys[0], on) })
	}
	trash(true)
	if n, _, _ := summed(t, s, "", ""); n != 0 {
		t.Errorf("%d sales count", n)
	}
	trash(false)
	if n, revenue, profit := summed(t, s, "2026-03-01", "2026-03-01"); n != 1 || revenue != 1000 || profit != 0 {
		t.Errorf("%d sales of %d with %d", n, revenue, profit)
	}
}

func TestTheFirstSaleSetsTheCurrencyOfTheBook(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s, &care.Person{FullName: "Ana"})
	sale := func(currency, rate string) care.Sale {
		return care.Sale{Day: "2026-03-01", Amount: care.Money{Minor: 1000, Currency: currency}, Margin: "50", Rate: rate}
	}
	try := func(currency, rate string) (int64, error) {
		return s.Do(ctx, store.Action{Kind: "test"}, func(tx *store.Tx) error {
			_, err := tx.PutSale(0, keys[0], sale(currency, rate))
			return err
		})
	}
	currency := func(want string) {
		t.Helper()
		if have, err := s.Setting(ctx, store.SettingCurrency); err != nil || have != want {
			t.Errorf("the book is in %q (%v), want %q", have, err, want)
		}
	}
	currency("")
	first, err := try("USD", "")
	if err != nil {
		t.Fatal(err)
	}
	currency("USD")
	if _, err := try("EUR", ""); care.CodeOf(err) != care.CodeRateMissing {
		t.Errorf("without a rate: %v", err)
	}
	for _, rate := range []string{"0", "-1", "x", "1/2", "1e3", "9999999999999999999"} {
		if _, err := try("EUR", rate); care.CodeOf(err) != care.CodeBadRate {
			t.Errorf("the rate %s: %v", rate, err)
		}
	}
	// A currency that an import by mistake has set goes with it.
	undone, err := s.Undo(ctx, first)
	if err != nil {
		t.Fatal(err)
	}
	second, err := try("EUR", "")
	if err != nil {
		t.Fatal(err)
	}
	currency("EUR")
	if _, err := try("JPY", "0.00615"); err != nil {
		t.Fatal(err)
	}
	if n, revenue, profit := summed(t, s, "", ""); n != 2 || revenue != 1000+615 || profit != 500+308 {
		t.Errorf("%d sales of %d with %d", n, revenue, profit)
	}
	// What the book cannot count any more does not come back.
	if done, err := s.Undo(ctx, undone.Action); err != nil || done.Kept != 1 || done.Sales != 0 {
		t.Errorf("%+v, %v", done, err)
	}
	sound(t, s)
	// One that the user has chosen stays without any sale.
	if _, err := s.Undo(ctx, second); err != nil {
		t.Fatal(err)
	}
	if err := s.SetSetting(ctx, store.SettingCurrency, "GBP"); err != nil {
		t.Fatal(err)
	}
	if _, err := try("EUR", ""); care.CodeOf(err) != care.CodeRateMissing {
		t.Errorf("without a rate: %v", err)
	}
}

func TestTheUsualMarginOfAnItemReachesItsSales(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s, &care.Person{FullName: "Ana"})
	cost := euros(900)
	sell(t, s, keys[0], care.Sale{Day: "2026-03-01", Item: "Olive  OIL", Amount: euros(1000)})
	sell(t, s, keys[0], care.Sale{Day: "2026-03-01", Item: "olive oil", Amount: euros(1000), Margin: "50"})
	sell(t, s, keys[0], care.Sale{Day: "2026-03-01", Item: "olive oil", Amount: euros(1000), Cost: &cost})
	sell(t, s, keys[0], care.Sale{Day: "2026-03-01", Item: "wine", Amount: euros(1000)})
	profit := func(want int64) {
		t.Helper()
		if _, _, have := summed(t, s, "", ""); have != want {
			t.Errorf("profit %d, want %d", have, want)
		}
		sound(t, s)
	}
	item := func(key int64, it care.Item) (kept, action int64) {
		t.Helper()
		action = do(t, s, func(tx *store.Tx) (err error) {
			kept, err = tx.PutItem(key, it)
			return err
		})
		return kept, action
	}
	profit(600)
	oil, first := item(0, care.Item{Name: "Olive oil", Margin: "20.05"})
	profit(801)
	_, second := item(oil, care.Item{Name: "Wine", Margin: "30"})
	profit(900)
	sell(t, s, keys[0], care.Sale{Day: "2026-04-01", Item: "WINE", Amount: euros(-100)})
	profit(870)
	if _, err := s.Undo(ctx, second); err != nil {
		t.Fatal(err)
	}
	profit(801)
	undone, err := s.Undo(ctx, first)
	if err != nil {
		t.Fatal(err)
	}
	profit(600)
	// The name is another's meanwhile.
	item(0, care.Item{Name: "OLIVE OIL", Margin: "1"})
	profit(610)
	if done, err := s.Undo(ctx, undone.Action); err != nil || done.Kept != 1 {
		t.Errorf("%+v, %v", done, err)
	}
	profit(610)
	// In one action, too, the margin of the moment counts.
	do(t, s, func(tx *store.Tx) error {
		if _, err := tx.PutSale(0, keys[0], care.Sale{Day: "2026-05-01", Item: "bread", Amount: euros(1000)}); err != nil {
			return err
		}
		_, err := tx.PutItem(0, care.Item{Name: "Bread", Margin: "10"})
		return err
	})
	profit(710)
}

func TestSalesOfAnotherProcessAreTold(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s, &care.Person{FullName: "Ana"}, &care.Person{FullName: "Bo"})
	told := watch(t, s)
	other := openBook(t, s.Path())
	sold := sell(t, other, keys[0], care.Sale{Day: "2026-03-01", Amount: euros(1000)})
	if c := next(t, told); !c.Sales || !c.Foreign || !slices.Equal(c.People, keys[:1]) {
		t.Errorf("told %+v", c)
	}
	do(t, other, func(tx *store.Tx) error {
		_, err := tx.PutSale(sold, keys[1], care.Sale{Day: "2026-03-01", Amount: euros(1000)})
		return err
	})
	if c := next(t, told); !c.Sales || !slices.Equal(slices.Sorted(slices.Values(c.People)), keys) {
		t.Errorf("told %+v", c)
	}
}

func TestImportedLinesAreThoseOfWhomTheyAre(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s, &care.Person{FullName: "Ana"}, &care.Person{FullName: "Anna"})
	sell(t, s, keys[0], care.Sale{Day: "2026-03-01", Amount: euros(1), Source: "a"})
	sell(t, s, keys[1], care.Sale{Day: "2026-03-01", Amount: euros(1), Source: "a"})
	sell(t, s, keys[1], care.Sale{Day: "2026-03-01", Amount: euros(1)})
	do(t, s, func(tx *store.Tx) error {
		if err := tx.MoveBelongings(keys[1], keys[0]); err != nil {
			return err
		}
		return tx.RemovePerson(keys[1])
	})
	known, err := s.SaleSources(ctx)
	if err != nil || len(known) != 1 || !known[store.SaleSource{Person: keys[0], Source: "a"}] {
		t.Errorf("%v, %v", known, err)
	}
	if n, revenue, _ := summed(t, s, "", ""); n != 3 || revenue != 3 {
		t.Errorf("%d sales of %d", n, revenue)
	}
	sound(t, s)
}

func TestTheCheckSeesASaleThatWasBent(t *testing.T) {
	for _, bend := range []string{
		"UPDATE sale SET amount = amount + 1", "UPDATE sale SET profit = 7", "UPDATE sale SET day = '2026-01-01'", "UPDATE sale SET item = 'x'",
		"UPDATE sale SET currency = 'USD'", "UPDATE sale SET doc = CAST('{' AS BLOB)", "UPDATE item SET doc = CAST('{' AS BLOB)",
		"UPDATE sale SET doc = CAST(json_set(doc, '$.amount.currency', 'USD') AS BLOB)", "UPDATE item SET doc = CAST(json_set(doc, '$.margin', '21') AS BLOB)",
	} {
		s := newBook(t)
		keys, _ := put(t, s, &care.Person{FullName: "Ana"})
		do(t, s, func(tx *store.Tx) error {
			_, err := tx.PutItem(0, care.Item{Name: "Oil", Margin: "20"})
			return err
		})
		sell(t, s, keys[0], care.Sale{Day: "2026-03-01", Item: "oil", Amount: euros(1000)})
		sound(t, s)
		if err := store.Bend(s, bend); err != nil {
			t.Fatal(err)
		}
		if problems, err := store.Check(ctx, s.Path()); err != nil || len(problems) == 0 {
			t.Errorf("%s: nothing found, %v", bend, err)
		}
	}
}

// TestSumsAreThoseOfTheSales reckons in whole fractions what the store adds up in
// minor units.
func TestSumsAreThoseOfTheSales(t *testing.T) {
	s := newBook(t)
	keys, _ := put(t, s, &care.Person{FullName: "Ana"}, &care.Person{FullName: "Bo"})
	rapid.Check(t, func(rt *rapid.T) {
		var revenue, profit int64
		action := do(t, s, func(tx *store.Tx) error {
			for i := range rapid.IntRange(1, 30).Draw(rt, "sales") {
				sale := care.Sale{Day: care.Day("2026-01-01").Plus(i), Amount: euros(rapid.Int64Range(-1_000_000, 100_000_000).Draw(rt, "amount"))}
				if i > 0 && rapid.Bool().Draw(rt, "abroad") {
					sale.Amount.Currency = rapid.SampledFrom([]string{"USD", "JPY", "KWD"}).Draw(rt, "currency")
					sale.Rate = fmt.Sprintf("%d.%04d", rapid.IntRange(0, 20).Draw(rt, "rate"), rapid.IntRange(1, 9999).Draw(rt, "rate's decimals"))
				}
				own := int64(0)
				switch rapid.IntRange(0, 2).Draw(rt, "how") {
				case 0:
					sale.Cost = &care.Money{Minor: rapid.Int64Range(0, 100_000_000).Draw(rt, "cost"), Currency: sale.Amount.Currency}
					own = sale.Amount.Minor - sale.Cost.Minor
				case 1:
					tenths := rapid.Int64Range(-1000, 1000).Draw(rt, "margin")
					sale.Margin = big.NewRat(tenths, 10).FloatString(1)
					own = nearest(big.NewRat(sale.Amount.Minor*tenths, 1000))
				}
				for _, sum := range []struct {
					to  *int64
					own int64
				}{{&revenue, sale.Amount.Minor}, {&profit, own}} {
					*sum.to += inEuros(rt, sum.own, &sale)
				}
				if _, err := tx.PutSale(0, rapid.SampledFrom(keys).Draw(rt, "who"), sale); err != nil {
					return err
				}
			}
			return nil
		})
		if _, r, p := summed(t, s, "", ""); r != revenue || p != profit {
			rt.Fatalf("revenue %d and profit %d, want %d and %d", r, p, revenue, profit)
		}
		if _, err := s.Undo(ctx, action); err != nil {
			rt.Fatal(err)
		}
		if n, _, _ := summed(t, s, "", ""); n != 0 {
			rt.Fatalf("undone, %d sales are left", n)
		}
	})
}

// inEuros is an amount in minor units of a sale's currency in cents.
func inEuros(t *rapid.T, minor int64, sale *care.Sale) int64 {
	if sale.Amount.Currency == "EUR" {
		return minor
	}
	rate, ok := new(big.Rat).SetString(sale.Rate)
	if !ok {
		t.Fatalf("rate %s", sale.Rate)
	}
	units := map[string]int64{"USD": 100, "JPY": 1, "KWD": 1000}[sale.Amount.Currency]
	return nearest(rate.Mul(rate, big.NewRat(minor*100, units)))
}

// nearest rounds half away from zero, by text.
func nearest(r *big.Rat) int64 {
	var n int64
	if _, err := fmt.Sscan(r.FloatString(0), &n); err != nil {
		panic("FloatString gives no number")
	}
	return n
}
