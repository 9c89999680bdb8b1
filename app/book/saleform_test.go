package book_test

import (
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/lang"
)

// inEuros is what words of a sale are read with in a book of euros.
var inEuros = book.SaleContext{Today: "2026-11-26", Currency: "EUR", Preferred: "EUR"}

func TestWordsOfASaleAreRead(t *testing.T) {
	euro := func(minor int64) care.Money { return care.Money{Minor: minor, Currency: "EUR"} }
	cost := euro(7440)
	for _, c := range []struct {
		language string
		words    book.SaleWords
		want     care.Sale
	}{
		{"en", book.SaleWords{Item: "  Olive  oil ", Quantity: "2.5", Amount: "1,234.56", Cost: "38 %"}, care.Sale{Day: "2026-11-26", Item: "Olive oil", Quantity: "2.5", Amount: euro(123456), Margin: "38"}},
		{"en", book.SaleWords{Day: "yesterday", Amount: "1.234,56", Cost: "38%"}, care.Sale{Day: "2026-11-25", Amount: euro(123456), Margin: "38"}},
		{"es", book.SaleWords{Day: "12 nov", Amount: "1.234,56", Cost: "38,5 %"}, care.Sale{Day: "2026-11-12", Amount: euro(123456), Margin: "38.5"}},
		{"es", book.SaleWords{Amount: "1,234.56", Cost: "38.5%", Quantity: "1,5"}, care.Sale{Day: "2026-11-26", Quantity: "1.5", Amount: euro(123456), Margin: "38.5"}},
		{"en", book.SaleWords{Amount: "120", Cost: "74.40"}, care.Sale{Day: "2026-11-26", Amount: euro(12000), Cost: &cost}},
		{"en", book.SaleWords{Amount: "-120", Quantity: "1"}, care.Sale{Day: "2026-11-26", Amount: euro(-12000)}},
		{"en", book.SaleWords{Amount: "€120", Quantity: "1,000", Order: "7/26", State: care.SaleOrdered, Due: "in 2 weeks", Paid: "yesterday"}, care.Sale{
			Day: "2026-11-26", Quantity: "1000", Amount: euro(12000), Order: "7/26", State: care.SaleOrdered, Due: "2026-12-10", Paid: "2026-11-25",
		}},
		{"en", book.SaleWords{Amount: "120 USD", Rate: "0.92"}, care.Sale{Day: "2026-11-26", Amount: care.Money{Minor: 12000, Currency: "USD"}, Rate: "0.92"}},
		{"es", book.SaleWords{Amount: "120", Currency: "usd", Rate: "1.085"}, care.Sale{Day: "2026-11-26", Amount: care.Money{Minor: 12000, Currency: "USD"}, Rate: "1.085"}},
		{"en", book.SaleWords{Amount: "1200", Currency: "JPY", Rate: "0,00615", Cost: "¥1000"}, care.Sale{
			Day: "2026-11-26", Amount: care.Money{Minor: 1200, Currency: "JPY"}, Cost: &care.Money{Minor: 1000, Currency: "JPY"}, Rate: "0.00615",
		}},
		{"zh_CN", book.SaleWords{Day: "昨天", Amount: "¥1200", Rate: "0.13", Cost: "３８％"}, care.Sale{Day: "2026-11-25", Amount: care.Money{Minor: 120000, Currency: "CNY"}, Rate: "0.13", Margin: "38"}},
		{"ru", book.SaleWords{Day: "вчера", Amount: "1 200,50", Cost: "10 %"}, care.Sale{Day: "2026-11-25", Amount: euro(120050), Margin: "10"}},
	} {
		lang.Use(c.language)
		got, wrong := c.words.Sale(inEuros, nil)
		if len(wrong) > 0 || !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s %+v:\n%+v, want\n%+v, %v", c.language, c.words, got, c.want, wrong)
		}
	}
	lang.Use("en")
}

func TestWhatIsWrongIsSaidOfItsField(t *testing.T) {
	lang.Use("en")
	for _, c := range []struct {
		words book.SaleWords
		field book.SaleField
		says  string
	}{
		{book.SaleWords{}, book.SaleAmount, "Write the amount"},
		{book.SaleWords{Amount: "much"}, book.SaleAmount, "not an amount"},
		{book.SaleWords{Amount: "12.345,67.8"}, book.SaleAmount, "not an amount"},
		{book.SaleWords{Amount: "1.005"}, -1, ""},
		{book.SaleWords{Amount: "1.0051"}, book.SaleAmount, "not an amount"},
		{book.SaleWords{Amount: "99999999999999999"}, book.SaleAmount, "not an amount"},
		{book.SaleWords{Amount: "1", Quantity: "-2"}, book.SaleQuantity, "below zero"},
		{book.SaleWords{Amount: "1", Quantity: "two"}, book.SaleQuantity, "no quantity"},
		{book.SaleWords{Amount: "1", Quantity: "2 kg"}, book.SaleQuantity, "no quantity"},
		{book.SaleWords{Amount: "1", Cost: "138 %"}, book.SaleCost, "100 at most"},
		{book.SaleWords{Amount: "1", Cost: "some"}, book.SaleCost, "no cost"},
		{book.SaleWords{Amount: "1", Cost: "5 USD"}, book.SaleCost, "another currency"},
		{book.SaleWords{Amount: "$1", Currency: "GBP"}, book.SaleAmount, "another currency"},
		{book.SaleWords{Amount: "1", Currency: "money"}, book.SaleCurrency, "no currency"},
		{book.SaleWords{Amount: "1 USD"}, book.SaleRate, "Give the exchange rate"},
		{book.SaleWords{Amount: "1 USD", Rate: "0"}, book.SaleRate, "no exchange rate"},
		{book.SaleWords{Amount: "1 USD", Rate: "-1"}, book.SaleRate, "no exchange rate"},
		{book.SaleWords{Amount: "1 USD", Rate: "x"}, book.SaleRate, "no exchange rate"},
		{book.SaleWords{Amount: "999999999999 USD", Rate: "999999999999"}, book.SaleRate, "no exchange rate"},
		{book.SaleWords{Amount: "1", Day: "someday"}, book.SaleDay, "no date"},
		{book.SaleWords{Amount: "1", Day: "1 Dec 2062"}, book.SaleDay, "more than a year ahead"},
		{book.SaleWords{Amount: "1", Due: "soon"}, book.SaleDue, "no date"},
		{book.SaleWords{Amount: "1", Due: "1 Nov 2026"}, book.SaleDue, "before the sale"},
		{book.SaleWords{Amount: "1", Paid: "maybe"}, book.SalePaid, "no date"},
		{book.SaleWords{Amount: "1", Item: strings.Repeat("x", 201)}, book.SaleItem, "too long"},
		{book.SaleWords{Amount: "1", Order: strings.Repeat("x", 81)}, book.SaleOrder, "too long"},
	} {
		_, wrong := c.words.Sale(inEuros, nil)
		switch {
		case c.field < 0:
			if len(wrong) > 0 {
				t.Errorf("%+v: %v", c.words, wrong)
			}
		case len(wrong) != 1 || !strings.Contains(wrong[c.field], c.says):
			t.Errorf("%+v: %v, want %q of field %d", c.words, wrong, c.says, c.field)
		}
	}
}

func TestABookWithoutACurrencyAsksForOne(t *testing.T) {
	lang.Use("en")
	c := book.SaleContext{Today: "2026-11-26"}
	if _, wrong := (book.SaleWords{Amount: "120"}).Sale(c, nil); !strings.Contains(wrong[book.SaleAmount], "in which currency") {
		t.Errorf("%v", wrong)
	}
	sale, wrong := book.SaleWords{Amount: "$120"}.Sale(c, nil)
	if len(wrong) > 0 || sale.Amount.Currency != "USD" || sale.Rate != "" {
		t.Errorf("%+v, %v", sale, wrong)
	}
}

// TestASaleIsTypedAgainAsItIs edits sales without changing a word.
func TestASaleIsTypedAgainAsItIs(t *testing.T) {
	t.Cleanup(func() { lang.Use("en") })
	rapid.Check(t, func(rt *rapid.T) {
		lang.Use(rapid.SampledFrom([]string{"en", "es", "ru", "zh_CN", "zh_TW"}).Draw(rt, "language"))
		currency := rapid.SampledFrom([]string{"EUR", "USD", "JPY", "CNY", "KWD", "RUB"}).Draw(rt, "currency")
		money := func(name string) care.Money {
			return care.Money{Minor: rapid.Int64Range(-10_000_000, 10_000_000).Draw(rt, name), Currency: currency}
		}
		s := care.Sale{
			ID: "x", Source: "y", Day: inEuros.Today.Plus(-rapid.IntRange(0, 900).Draw(rt, "days ago")), Item: rapid.SampledFrom([]string{"", "Oil", "Масло, 5 л"}).Draw(rt, "item"),
			Quantity: rapid.SampledFrom([]string{"", "2.5", "1000", "0.125", "1234.567"}).Draw(rt, "quantity"), Amount: money("amount"),
			Order: rapid.SampledFrom([]string{"", "7/26"}).Draw(rt, "order"), State: rapid.SampledFrom([]care.SaleState{"", care.SaleOrdered}).Draw(rt, "state"),
		}
		switch rapid.IntRange(0, 2).Draw(rt, "how") {
		case 0:
			cost := money("cost")
			s.Cost = &cost
		case 1:
			s.Margin = rapid.SampledFrom([]string{"38", "-12.5", "33.333", "100"}).Draw(rt, "margin")
		}
		if currency != "EUR" {
			s.Rate = rapid.SampledFrom([]string{"0.92", "1.085", "1234", "0.00615", "12.5"}).Draw(rt, "rate")
		}
		if rapid.Bool().Draw(rt, "terms") {
			s.Due, s.Paid = s.Day.Plus(14), s.Day
		}
		got, wrong := book.WordsOfSale(&s, inEuros).Sale(inEuros, &s)
		if len(wrong) > 0 || !reflect.DeepEqual(got, s) {
			rt.Fatalf("%+v\n%+v, want\n%+v, %v", book.WordsOfSale(&s, inEuros), got, s, wrong)
		}
		// Without the sale before, the words alone say all but who it is.
		fresh, wrong := book.WordsOfSale(&s, inEuros).Sale(inEuros, nil)
		s.ID, s.Source = "", ""
		if len(wrong) > 0 || !reflect.DeepEqual(fresh, s) {
			rt.Fatalf("%+v\n%+v, want\n%+v, %v", book.WordsOfSale(&s, inEuros), fresh, s, wrong)
		}
	})
}

func FuzzWordsOfASale(f *testing.F) {
	lang.Use("en")
	f.Add("today", "1.234,56", "38 %", "2,5", "USD", "0.92")
	f.Fuzz(func(t *testing.T, day, amount, cost, quantity, currency, rate string) {
		sale, wrong := book.SaleWords{Day: day, Amount: amount, Cost: cost, Quantity: quantity, Currency: currency, Rate: rate}.Sale(inEuros, nil)
		if len(wrong) > 0 {
			return
		}
		if _, err := sale.InBook(sale.Amount.Minor, "EUR"); err != nil {
			t.Errorf("%+v: %v", sale, err)
		}
		if strings.HasPrefix(sale.Quantity, "-") || sale.Cost != nil && sale.Cost.Currency != sale.Amount.Currency {
			t.Errorf("%+v", sale)
		}
	})
}
