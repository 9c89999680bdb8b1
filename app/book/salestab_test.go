package book_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/store"
)

// tab reads the sales of a person.
func (d *diary) tab(person int64) *book.SalesTab {
	d.t.Helper()
	tab, err := book.ReadSales(d.ctx(), d.store, d.clock, person, 10)
	if err != nil {
		d.t.Fatal(err)
	}
	return tab
}

// undo takes an action back and wants all of it to go.
func (d *diary) undo(action int64) {
	d.t.Helper()
	if done, err := d.store.Undo(d.ctx(), action); err != nil || done.Kept > 0 || len(done.Left) > 0 {
		d.t.Fatalf("%+v, %v", done, err)
	}
}

// everything is all that a person's tab tells, as text.
func (d *diary) everything(person int64) string {
	d.t.Helper()
	tab := d.tab(person)
	tab.SaleContext = book.SaleContext{} // the currency that a first sale has set stays
	doc, err := json.Marshal(tab)
	if err != nil {
		d.t.Fatal(err)
	}
	return string(doc)
}

func TestTheTabTellsMonthsYearsAndItemsBesideTheOnesBefore(t *testing.T) {
	d := newDiary(t, now)
	ana := d.person(care.Person{FullName: "Ana"})
	if tab := d.tab(ana); tab.Count != 0 || tab.Sales != nil || tab.Months.Lines != nil {
		t.Errorf("of nothing sold: %+v", tab)
	}
	sale := func(day care.Day, item string, amount, profit int64) care.Sale {
		s := sold(day, amount, profit)
		s.Item = item
		return s
	}
	d.sell(
		ana, sale("2026-11-26", "Oil", 1000, 300), sale("2026-11-27", "Oil", 100, 30), sale("2026-10-01", "Wine", 500, 50),
		sale("2025-11-26", "Oil", 800, 200), sale("2025-11-27", "Oil", 70, 7), sale("2025-10-31", "oil", 60, 6), sale("2024-12-01", "Bread", 10, 1), sale("2024-11-30", "Bread", 5, 1),
	)
	d.sell(ana, care.Sale{Day: "2026-09-09", Item: "Pan", Amount: care.Money{Minor: 900, Currency: "EUR"}})
	tab := d.tab(ana)
	if tab.Count != 9 || len(tab.Sales) != 9 || tab.Currency != "EUR" || tab.Sales[0].Day != "2026-11-27" {
		t.Errorf("%d sales, %+v", tab.Count, tab.Sales)
	}
	if n := len(tab.Months.Lines); n != 12 || tab.Months.Lines[0].Period != "2026-11" || tab.Months.Lines[11].Period != "2025-12" {
		t.Fatalf("months %+v", tab.Months.Lines)
	}
	// The running month stands beside the days up to the 26th, and the picture beside all.
	if m := tab.Months.Lines[0]; !m.Running || m.Revenue != 1100 || m.Before.Revenue != 800 || m.Whole.Revenue != 870 || m.Before.Profit != 200 {
		t.Errorf("November %+v", m)
	}
	if m := tab.Months.Lines[1]; m.Running || m.Profit != 50 || m.Before.Profit != 6 || m.Before != m.Whole {
		t.Errorf("October %+v", m)
	}
	if total := tab.Months.Total; total.Revenue != 2500 || total.Profit != 380 || total.Unknown != 1 || total.Before.Revenue != 870 {
		t.Errorf("twelve months %+v", total)
	}
	years := map[string]int64{}
	for _, y := range tab.Years.Lines {
		years[y.Period] = y.Revenue
	}
	if len(years) != 3 || years["2026"] != 2500 || years["2025"] != 930 || years["2024"] != 15 || tab.Years.Lines[0].Before.Revenue != 860 {
		t.Errorf("years %+v", tab.Years.Lines)
	}
	var items []string
	for _, it := range tab.Items.Lines {
		items = append(items, fmt.Sprint(it.Name, " ", it.Revenue, it.Before.Revenue))
	}
	if want := []string{"Oil 1100 860", "Wine 500 0", "Pan 900 0", "Bread 0 10"}; !slices.Equal(items, want) {
		t.Errorf("items %q, want %q", items, want)
	}
	if len(tab.Unknown) != 1 || tab.Unknown[0].Name != "Pan" || tab.Unknown[0].Sales != 1 {
		t.Errorf("unknown %+v", tab.Unknown)
	}
}

// TestTotalsAreTheSumsOfTheirRows holds to the cent, whatever was sold.
func TestTotalsAreTheSumsOfTheirRows(t *testing.T) {
	d := newDiary(t, now)
	ana := d.person(care.Person{FullName: "Ana"})
	rapid.Check(t, func(rt *rapid.T) {
		var action int64
		for range rapid.IntRange(1, 25).Draw(rt, "sales") {
			sale := care.Sale{
				Day: care.Day("2024-06-01").Plus(rapid.IntRange(0, 908).Draw(rt, "day")), Item: rapid.SampledFrom([]string{"", "Oil", "Wine", "Pan"}).Draw(rt, "item"),
				Amount: care.Money{Minor: rapid.Int64Range(-9999, 999_999).Draw(rt, "amount"), Currency: "EUR"},
				Margin: rapid.SampledFrom([]string{"", "33.3", "-7.77"}).Draw(rt, "margin"),
			}
			var err error
			if _, action, err = book.AddSale(d.ctx(), d.store, ana, sale, ""); err != nil {
				rt.Fatal(err)
			}
			if rapid.IntRange(0, 3).Draw(rt, "taken back") == 0 {
				d.undo(action)
			}
		}
		tab := d.tab(ana)
		for name, table := range map[string]book.SalesTable{"months": tab.Months, "years": tab.Years, "items": tab.Items} {
			var rows, before store.SaleSum
			for _, l := range table.Lines {
				rows.Sales, rows.Unknown, rows.Revenue, rows.Profit = rows.Sales+l.Sales, rows.Unknown+l.Unknown, rows.Revenue+l.Revenue, rows.Profit+l.Profit
				before.Revenue, before.Profit = before.Revenue+l.Before.Revenue, before.Profit+l.Before.Profit
			}
			if rows != table.Total.SaleSum || before.Revenue != table.Total.Before.Revenue || before.Profit != table.Total.Before.Profit {
				rt.Errorf("%s: the rows make %+v and %+v, the total is %+v", name, rows, before, table.Total)
			}
		}
		if tab.Items.Total.SaleSum != tab.Months.Total.SaleSum || tab.Items.Total.Before != tab.Months.Total.Before {
			rt.Errorf("items make %+v, months %+v", tab.Items.Total, tab.Months.Total)
		}
		var all store.SaleSum
		for _, sale := range must(d.store.Sales(d.ctx(), ana, 0)) {
			all.Sales, all.Revenue, all.Profit = all.Sales+1, all.Revenue+sale.Revenue, all.Profit+sale.Profit
		}
		if total := tab.Years.Total; all.Sales != total.Sales || all.Revenue != total.Revenue || all.Profit != total.Profit || all.Sales != tab.Count {
			rt.Errorf("the sales make %+v, the years %+v", all, total)
		}
	})
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func TestASaleIsAddedChangedRemovedAndEachTakenBack(t *testing.T) {
	d := newDiary(t, now)
	ana := d.person(care.Person{FullName: "Ana"})
	empty := d.everything(ana)
	key, added, err := book.AddSale(d.ctx(), d.store, ana, sold("2026-11-01", 1000, 300), "Sold")
	if err != nil {
		t.Fatal(err)
	}
	first, before := d.everything(ana), d.tab(ana).Sales[0].Sale.Sale
	after := before
	after.Item = "Oil"
	changed, err := book.ChangeSale(d.ctx(), d.store, key, before, after, "Changed")
	if err != nil {
		t.Fatal(err)
	}
	second := d.everything(ana)
	// Whoever edits what another window has changed is told, and may then insist.
	mine := before
	mine.Order = "7"
	if _, err := book.ChangeSale(d.ctx(), d.store, key, before, mine, ""); care.CodeOf(err) != care.CodeOvertaken || !strings.Contains(lang.Sentence(err), "Oil, €10") {
		t.Errorf("overtaken: %v, %s", err, lang.Sentence(err))
	}
	if action, err := book.ChangeSale(d.ctx(), d.store, key, after, after, ""); err != nil || action != 0 {
		t.Errorf("nothing changed: action %d, %v", action, err)
	}
	removed, err := book.RemoveSale(d.ctx(), d.store, key, "Removed")
	if err != nil || d.tab(ana).Count != 0 {
		t.Fatalf("%v", err)
	}
	if _, err := book.ChangeSale(d.ctx(), d.store, key, after, mine, ""); care.CodeOf(err) != care.CodeSaleMissing {
		t.Errorf("of one that has gone: %v", err)
	}
	for _, step := range []struct {
		action int64
		want   string
	}{{removed, second}, {changed, first}, {added, empty}} {
		d.undo(step.action)
		if have := d.everything(ana); have != step.want {
			t.Errorf("undone:\n%s\nwant\n%s", have, step.want)
		}
	}
	if _, _, err := book.AddSale(d.ctx(), d.store, 4711, sold("2026-11-01", 1, 0), ""); care.CodeOf(err) != care.CodePersonMissing {
		t.Errorf("to nobody: %v", err)
	}
}

func TestItemsAreKeptRenamedAndRemoved(t *testing.T) {
	d := newDiary(t, now)
	ana := d.person(care.Person{FullName: "Ana"})
	d.sell(ana, care.Sale{Day: "2026-11-01", Item: "Olive oil", Amount: care.Money{Minor: 1000, Currency: "EUR"}})
	profit := func(want int64) {
		t.Helper()
		if have := d.tab(ana).Months.Total.Profit; have != want {
			t.Errorf("profit %d, want %d", have, want)
		}
	}
	put := func(was, name, margin string) int64 {
		t.Helper()
		action, err := book.PutItem(d.ctx(), d.store, was, care.Item{Name: name, Margin: margin}, "Item")
		if err != nil {
			t.Fatal(err)
		}
		return action
	}
	profit(0)
	kept := put("Olive oil", "Olive oil", "38")
	profit(380)
	renamed := put("Olive oil", "  Oil  ", "10")
	profit(100)
	if item := d.tab(ana).Sales[0].Item; item != "Oil" {
		t.Errorf("the sale is of %q", item)
	}
	put("", "Wine", "")
	removed, err := book.RemoveItem(d.ctx(), d.store, "Oil", "Gone")
	if err != nil {
		t.Fatal(err)
	}
	profit(0)
	d.undo(removed)
	profit(100)
	d.undo(renamed)
	profit(380)
	d.undo(kept)
	profit(0)
	if item := d.tab(ana).Sales[0].Item; item != "Olive oil" {
		t.Errorf("the sale is of %q", item)
	}
	if action, err := book.RemoveItem(d.ctx(), d.store, "Nothing", ""); err != nil || action != 0 {
		t.Errorf("of no item: %d, %v", action, err)
	}
	for want, it := range map[care.Code]care.Item{care.CodeNameMissing: {Name: " "}, care.CodeNameTooLong: {Name: strings.Repeat("x", 201)}, care.CodeItemExists: {Name: "WINE"}} {
		if _, err := book.PutItem(d.ctx(), d.store, "", it, ""); care.CodeOf(err) != want {
			t.Errorf("%+v: %v, want %s", it, err, want)
		}
	}
	if _, err := book.PutItem(d.ctx(), d.store, "Olive oil", care.Item{Name: "Wine"}, ""); care.CodeOf(err) != care.CodeItemExists {
		t.Errorf("a name of another: %v", err)
	}
}

func TestABandIsChosenWithItsReason(t *testing.T) {
	d := newDiary(t, now)
	ana := d.person(care.Person{FullName: "Ana", Added: "2026-01-01"})
	card := func() book.BandCard {
		t.Helper()
		c, err := book.ReadBandCard(d.ctx(), d.store, d.clock, ana)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	if c := card(); c.Band != "" || !c.ByValue || c.Why != "" {
		t.Errorf("in a book that ranks nobody: %+v", c)
	}
	choose := func(o care.BandOverride, value int) (int64, error) {
		return book.ChooseBand(d.ctx(), d.store, ana, o, value, "Chosen")
	}
	if _, err := choose(care.BandOverride{Band: care.BandA, Reason: "  "}, 0); care.CodeOf(err) != care.CodeReasonMissing {
		t.Errorf("without a reason: %v", err)
	}
	if _, err := choose(care.BandOverride{Band: care.BandA, Reason: strings.Repeat("x", 301)}, 0); care.CodeOf(err) != care.CodeReasonTooLong {
		t.Errorf("with a long reason: %v", err)
	}
	if _, err := choose(care.BandOverride{}, 4); err != nil {
		t.Fatal(err)
	}
	if c := card(); c.Band != care.BandA || c.Value != 4 || !strings.Contains(c.Why, "4 of 5") {
		t.Errorf("by value: %+v", c)
	}
	action, err := choose(care.BandOverride{Band: care.BandC, Reason: "moves away"}, 4)
	if err != nil {
		t.Fatal(err)
	}
	if c := card(); c.Band != care.BandC || c.Override.Reason != "moves away" || !strings.Contains(c.Why, "moves away") {
		t.Errorf("chosen: %+v", c)
	}
	// Lists and cadences follow.
	if row := d.row(ana); row.Band != care.BandC || row.CallEvery != care.DefaultCadences().C.Call {
		t.Errorf("the row is %+v", row)
	}
	d.sell(ana, sold("2026-06-01", 1000, 100))
	if c := card(); c.ByValue {
		t.Error("the value decides in a book of sales")
	}
	d.undo(action)
	if c := card(); c.Override.Band != "" || c.Band != care.BandA {
		t.Errorf("undone: %+v", c)
	}
	if _, err := choose(care.BandOverride{Band: care.BandNew, Reason: "x"}, 9); err != nil {
		t.Fatal(err)
	}
	if c := card(); c.Override.Band != "" || c.Value != care.MaxValue {
		t.Errorf("a band that cannot be chosen: %+v", c)
	}
}

func TestTheBookChangesItsCurrency(t *testing.T) {
	d := newDiary(t, now)
	ana := d.person(care.Person{FullName: "Ana"})
	sale := func(currency, rate string) care.Sale {
		return care.Sale{Day: "2026-11-01", Amount: care.Money{Minor: 10000, Currency: currency}, Margin: "10", Rate: rate}
	}
	// What is in the book's own currency may have a rate all the same, that says nothing.
	d.sell(ana, sale("EUR", ""), sale("EUR", "1"), sale("USD", "0.8"), sale("GBP", "1.2"))
	change := func(code string, rates map[string]string) (int64, error) {
		return book.SetCurrency(d.ctx(), d.store, code, rates, "Currency")
	}
	revenue := func(want int64) {
		t.Helper()
		if have := d.tab(ana).Months.Total; have.Revenue != want || have.Profit != want/10 {
			t.Errorf("revenue %d and profit %d, want %d", have.Revenue, have.Profit, want)
		}
	}
	revenue(2*10000 + 8000 + 12000)
	for code, rates := range map[string]map[string]string{"money": nil, "usd": nil, "": nil} {
		if _, err := change(code, rates); care.CodeOf(err) != care.CodeBadCurrency {
			t.Errorf("%q: %v", code, err)
		}
	}
	if _, err := change("USD", map[string]string{"EUR": "0"}); care.CodeOf(err) != care.CodeBadRate {
		t.Errorf("a rate of nothing: %v", err)
	}
	missing, err := book.RatesFor(d.ctx(), d.store, "USD")
	if err != nil || !slices.Equal(missing, []book.MissingRate{{Currency: "EUR", Sales: 2}}) {
		t.Errorf("missing %+v, %v", missing, err)
	}
	if _, err := change("USD", nil); care.CodeOf(err) != care.CodeRatesMissing || !strings.Contains(lang.Sentence(err), "2") || !strings.Contains(lang.Sentence(err), "EUR") {
		t.Errorf("without a rate: %s", lang.Sentence(err))
	}
	before := d.everything(ana)
	action, err := change("USD", map[string]string{"EUR": "1.25"})
	if err != nil {
		t.Fatal(err)
	}
	// The pound goes through the euro: 1.2 times 1.25.
	revenue(2*12500 + 10000 + 15000)
	// Back again, the dollar's own rate of then is still there.
	missing, err = book.RatesFor(d.ctx(), d.store, "EUR")
	if err != nil || !slices.Equal(missing, []book.MissingRate{{Currency: "GBP", Sales: 1}}) {
		t.Errorf("missing on the way back %+v, %v", missing, err)
	}
	back, err := change("EUR", map[string]string{"GBP": "1.3"})
	if err != nil {
		t.Fatal(err)
	}
	revenue(2*10000 + 8000 + 13000)
	d.undo(back)
	revenue(2*12500 + 10000 + 15000)
	d.undo(action)
	if have := d.everything(ana); have != before {
		t.Errorf("undone:\n%s\nwant\n%s", have, before)
	}
	if same, err := change("EUR", nil); err != nil || same != 0 {
		t.Errorf("the same currency: %d, %v", same, err)
	}
	if problems, err := store.Check(d.ctx(), d.path); err != nil || len(problems) > 0 {
		t.Errorf("%q, %v", problems, err)
	}
}

func TestDifferencesAreSaidInWordsAndSign(t *testing.T) {
	lang.Use("en")
	for want, c := range map[string][2]int64{"€1.20 more": {320, 200}, "€3 less": {-100, 200}, "the same": {5, 5}} {
		if have := book.Difference(c[0], c[1], "EUR"); have != want {
			t.Errorf("%v: %q, want %q", c, have, want)
		}
	}
}
