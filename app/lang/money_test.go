package lang

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"carebook/app/care"
)

func TestMoney(t *testing.T) {
	amounts := []care.Money{
		{Minor: 845000, Currency: "EUR"},
		{Minor: 845050, Currency: "EUR"},
		{Minor: 5, Currency: "USD"},
		{Minor: 300, Currency: "JPY"},
		{Minor: 30000, Currency: "CNY"},
		{Minor: 120000, Currency: "RUB"},
		{Minor: -1234567890, Currency: "CHF"},
		{Minor: 1500, Currency: "KWD"},
		{Minor: 0, Currency: "GBP"},
		{Minor: 100, Currency: ""},
	}
	const nb = "\u00a0"
	for code, want := range map[string][]string{
		"en":    {"€8,450", "€8,450.50", "$0.05", "¥300", "CN¥300", "₽1,200", "-CHF" + nb + "12,345,678.90", "KWD" + nb + "1.500", "£0", "1"},
		"es":    {"8.450" + nb + "€", "8.450,50" + nb + "€", "0,05" + nb + "US$", "300" + nb + "¥", "300" + nb + "CN¥", "1.200" + nb + "₽", "-12.345.678,90" + nb + "CHF", "1,500" + nb + "KWD", "0" + nb + "£", "1"},
		"ru":    {"8" + nb + "450" + nb + "€", "8" + nb + "450,50" + nb + "€", "0,05" + nb + "$", "300" + nb + "¥", "300" + nb + "CN¥", "1" + nb + "200" + nb + "₽", "-12" + nb + "345" + nb + "678,90" + nb + "CHF", "1,500" + nb + "KWD", "0" + nb + "£", "1"},
		"zh_CN": {"€8,450", "€8,450.50", "US$0.05", "JP¥300", "¥300", "₽1,200", "-CHF" + nb + "12,345,678.90", "KWD" + nb + "1.500", "£0", "1"},
		"zh_TW": {"€8,450", "€8,450.50", "US$0.05", "JP¥300", "CN¥300", "₽1,200", "-CHF" + nb + "12,345,678.90", "KWD" + nb + "1.500", "£0", "1"},
	} {
		speak(t, code)
		for i, m := range amounts {
			if got := Money(m); got != want[i] {
				t.Errorf("%s: %+v is %q, want %q", code, m, got, want[i])
			}
		}
	}
	speak(t, "en")
	if got := Money(care.Money{Minor: math.MinInt64, Currency: "EUR"}); got != "-€92,233,720,368,547,758.08" {
		t.Errorf("the least amount is %q", got)
	}
}

func TestParseMoney(t *testing.T) {
	type money = care.Money
	everywhere := map[string]money{
		"€8,450": {Minor: 845000, Currency: "EUR"}, "8450 EUR": {Minor: 845000, Currency: "EUR"}, "8.450,00 €": {Minor: 845000, Currency: "EUR"}, "EUR 8450": {Minor: 845000, Currency: "EUR"},
		"8,450.00 eur": {Minor: 845000, Currency: "EUR"}, "1 200 ₽": {Minor: 120000, Currency: "RUB"}, "1\u00a0200\u00a0300,5 ₽": {Minor: 120030050, Currency: "RUB"}, "1’200 CHF": {Minor: 120000, Currency: "CHF"},
		"€8.450": {Minor: 845000, Currency: "EUR"}, "€8.5": {Minor: 850, Currency: "EUR"}, "€8,5": {Minor: 850, Currency: "EUR"}, "€ 0.05": {Minor: 5, Currency: "EUR"}, "€8.5k": {Minor: 850000, Currency: "EUR"},
		"¥300.00 JPY": {Minor: 300, Currency: "JPY"}, "300 JPY": {Minor: 300, Currency: "JPY"}, "-€50": {Minor: -5000, Currency: "EUR"}, "€-50": {Minor: -5000, Currency: "EUR"}, "−50 €": {Minor: -5000, Currency: "EUR"},
		"8450": {Minor: 845000, Currency: "EUR"}, "8.450": {Minor: 845000, Currency: "EUR"}, "8,45": {Minor: 845, Currency: "EUR"}, "1.234.567,89": {Minor: 123456789, Currency: "EUR"}, "$500 MXN": {Minor: 50000, Currency: "MXN"},
		"NT$500": {Minor: 50000, Currency: "TWD"}, "1,234,567 €": {Minor: 123456700, Currency: "EUR"}, "8450.5000 €": {Minor: 845050, Currency: "EUR"}, "５００ €": {Minor: 50000, Currency: "EUR"}, "€8,450 EUR": {Minor: 845000, Currency: "EUR"},
		// No amounts, or not of their currency.
		"": {}, "€": {}, "EUR": {}, "abc": {}, "€8.456.1": {}, "0.450 €": {}, "€8.4567": {}, "300.5 JPY": {}, "€1,23,456": {}, "€1.2.3": {}, "12345 678 €": {}, "€8,450 and more": {}, "€5 $5": {},
		"99999999999999999999 €": {}, "92233720368547758.08 €": {}, "5 XYZQ": {}, "--5": {}, "1 23 €": {}, "€ €5": {},
	}
	own := map[string]map[string]money{
		"en":    {"$5": {Minor: 500, Currency: "USD"}, "5 dollars": {Minor: 500, Currency: "USD"}, "¥300": {Minor: 300, Currency: "JPY"}, "5m €": {Minor: 500000000, Currency: "EUR"}, "1.500 KWD": {Minor: 1500, Currency: "KWD"}, "1,500 KWD": {Minor: 1500000, Currency: "KWD"}},
		"es":    {"$5": {Minor: 500, Currency: "USD"}, "8 mil euros": {Minor: 800000, Currency: "EUR"}, "5 pesos": {Minor: 500, Currency: "MXN"}, "1,500 KWD": {Minor: 1500, Currency: "KWD"}},
		"ru":    {"1200 руб.": {Minor: 120000, Currency: "RUB"}, "1200 руб": {Minor: 120000, Currency: "RUB"}, "8,5 тыс. рублей": {Minor: 850000, Currency: "RUB"}, "¥300": {Minor: 300, Currency: "JPY"}},
		"zh_CN": {"¥300": {Minor: 30000, Currency: "CNY"}, "￥300": {Minor: 30000, Currency: "CNY"}, "300元": {Minor: 30000, Currency: "CNY"}, "3万元": {Minor: 3000000, Currency: "CNY"}, "3.5万": {Minor: 3500000, Currency: "EUR"}, "300美元": {Minor: 30000, Currency: "USD"}},
		"zh_TW": {"$300": {Minor: 30000, Currency: "TWD"}, "300元": {Minor: 30000, Currency: "TWD"}, "¥300": {Minor: 30000, Currency: "CNY"}},
	}
	for _, l := range Languages() {
		speak(t, l.Code)
		for _, table := range []map[string]money{everywhere, own[l.Code]} {
			for words, want := range table {
				got, ok := ParseMoney(words, "EUR")
				if got != want || ok != (want.Currency != "") {
					t.Errorf("%s: %q is %+v, %v, want %+v", l.Code, words, got, ok, want)
				}
			}
		}
		for sign, meant := range map[string][]string{"$5": {"USD", "MXN", "TWD", "CAD"}, "¥5": {"JPY", "CNY"}, "5 kr": {"SEK", "NOK", "DKK"}} {
			for _, code := range meant {
				if got, ok := ParseMoney(sign, code); !ok || got.Currency != code {
					t.Errorf("%s: %s in a book of %s is %+v", l.Code, sign, code, got)
				}
			}
		}
		if got, ok := ParseMoney("8450", ""); ok {
			t.Errorf("%s: a number without a currency is %+v", l.Code, got)
		}
	}
}

// What Money writes is read back to the cent, in every language and with every
// currency that has a sign, whatever the book's own currency is.
func TestMoneyIsReadBack(t *testing.T) {
	for _, l := range Languages() {
		speak(t, l.Code)
		codes := []string{"KWD", "ISK", "XAF", "HUF"}
		for code := range now().vocabulary().symbols {
			codes = append(codes, code)
		}
		if len(codes) < 30 {
			t.Fatalf("%s writes %d currencies", l.Code, len(codes))
		}
		for _, code := range codes {
			for _, m := range []int64{0, 1, 99, 100, 845000, 845050, -5, 123456789012, math.MaxInt64, -math.MaxInt64} {
				want := care.Money{Minor: m, Currency: code}
				if got, ok := ParseMoney(Money(want), code); !ok || got != want {
					t.Errorf("%s: %+v is written %q and read as %+v", l.Code, want, Money(want), got)
				}
			}
		}
		rapid.Check(t, func(t *rapid.T) {
			want := care.Money{Minor: rapid.Int64Range(-math.MaxInt64, math.MaxInt64).Draw(t, "minor"), Currency: rapid.SampledFrom([]string{"EUR", "USD", "JPY", "RUB", "CHF", "KWD"}).Draw(t, "code")}
			if got, ok := ParseMoney(Money(want), want.Currency); !ok || got != want {
				t.Fatalf("%s: %+v is written %q and read as %+v", l.Code, want, Money(want), got)
			}
		})
	}
}
