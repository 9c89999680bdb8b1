package care

import (
	"math"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestProfitIsAmountLessCostOrTheMarginsShare(t *testing.T) {
	cost := func(minor int64) *Money { return &Money{Minor: minor, Currency: "EUR"} }
	for _, c := range []struct {
		name       string
		amount     int64
		cost       *Money
		own, usual string
		want       int64
		known      bool
	}{
		{"cost", 1000, cost(700), "", "", 300, true},
		{"a loss", 1000, cost(1200), "", "", -200, true},
		{"cost before margins", 1000, cost(1000), "50", "60", 0, true},
		{"own margin", 1000, nil, "25", "", 250, true},
		{"own margin before the usual one", 1000, nil, "25", "60", 250, true},
		{"usual margin", 1000, nil, "", "60", 600, true},
		{"half a cent up", 150, nil, "33", "", 50, true}, // 49.5
		{"half a cent of a refund down", -150, nil, "33", "", -50, true},
		{"under half a cent", 149, nil, "33", "", 49, true}, // 49.17
		{"a margin with decimals", 999, nil, "12.55", "", 125, true},
		{"a negative margin", 1000, nil, "-5", "", -50, true},
		{"nothing known", 1000, nil, "", "", 0, false},
		{"no number", 1000, nil, "a third", "", 0, false},
		{"a fraction is no decimal", 1000, nil, "1/3", "", 0, false},
		{"nor is an exponent", 1000, nil, "1e1", "", 0, false},
		{"nor a point alone", 1000, nil, "5.", "", 0, false},
	} {
		s := Sale{Amount: Money{Minor: c.amount, Currency: "EUR"}, Cost: c.cost, Margin: c.own}
		if got, known := s.Profit(c.usual); got != c.want || known != c.known {
			t.Errorf("%s: %d, %v, want %d, %v", c.name, got, known, c.want, c.known)
		}
	}
}

func TestAmountsGoIntoTheBookByTheirRate(t *testing.T) {
	for _, c := range []struct {
		name           string
		minor          int64
		currency, rate string
		book           string
		want           int64
		code           Code
	}{
		{"the same currency", 1234, "EUR", "", "EUR", 1234, ""},
		{"the same currency with a rate", 1234, "EUR", "2", "EUR", 1234, ""},
		{"dollars", 1000, "USD", "0.91", "EUR", 910, ""},
		{"half a cent", 50, "USD", "0.91", "EUR", 46, ""}, // 45.5
		{"half a cent back", -50, "USD", "0.91", "EUR", -46, ""},
		{"yen have no cents", 1000, "JPY", "0.0061", "EUR", 610, ""},
		{"euros in yen", 610, "EUR", "163.9", "JPY", 1000, ""}, // 999.79
		{"dinars have mils", 1500, "KWD", "3", "EUR", 450, ""},
		{"no rate", 1, "USD", "", "EUR", 0, CodeRateMissing},
		{"a rate of nothing", 1, "USD", "0", "EUR", 0, CodeBadRate},
		{"a negative rate", 1, "USD", "-1", "EUR", 0, CodeBadRate},
		{"no number", 1, "USD", "x", "EUR", 0, CodeBadRate},
		{"more than can be counted", math.MaxInt64, "USD", "2", "EUR", 0, CodeBadRate},
		{"a book without a currency", 1, "USD", "", "", 0, CodeRateMissing},
	} {
		s := Sale{Amount: Money{Currency: c.currency}, Rate: c.rate}
		if got, err := s.InBook(c.minor, c.book); got != c.want || CodeOf(err) != c.code {
			t.Errorf("%s: %d, %v, want %d, %q", c.name, got, err, c.want, c.code)
		}
	}
}

func TestRoundingIsToTheNearestAndHalfAwayFromZero(t *testing.T) {
	half := big.NewRat(1, 2)
	rapid.Check(t, func(t *rapid.T) {
		r := big.NewRat(rapid.Int64Range(-1e15, 1e15).Draw(t, "numerator"), rapid.Int64Range(1, 1e6).Draw(t, "denominator"))
		n, ok := rounded(r)
		apart := new(big.Rat).Sub(r, big.NewRat(n, 1))
		switch c := new(big.Rat).Abs(apart).Cmp(half); {
		case !ok, c > 0:
			t.Fatalf("%s is %d, %v", r, n, ok)
		case c == 0 && apart.Sign() == r.Sign():
			t.Fatalf("%s is %d, nearer to zero", r, n)
		}
	})
}

func TestARateCountsForTheCurrencyThatItLeadsTo(t *testing.T) {
	s := Sale{Amount: Money{Minor: 100, Currency: "USD"}, Rate: "0.8", RateTo: "EUR"}
	if minor, err := s.InBook(100, "EUR"); err != nil || minor != 80 {
		t.Errorf("%d, %v", minor, err)
	}
	if _, err := s.InBook(100, "GBP"); CodeOf(err) != CodeRateMissing {
		t.Errorf("a rate to the euro counts in pounds: %v", err)
	}
	if minor, err := s.InBook(100, "USD"); err != nil || minor != 100 {
		t.Errorf("%d, %v", minor, err)
	}
}

func TestRatesLeadThroughAnotherCurrency(t *testing.T) {
	for _, c := range []struct {
		there, here, want string
		ok                bool
	}{
		{"1.2", "1.25", "1.5", true},
		{"2", "3", "6", true},
		{"0.00000615", "0.3", "0.000001845", true},
		{"0.333333333333", "0.333333333333", "0.111111111111", true},
		{"0.0000001", "0.0000001", "", false},
		{"0", "1", "", false},
		{"1", "-1", "", false},
		{"", "1", "", false},
		{"1", "x", "", false},
		{strings.Repeat("9", 30), strings.Repeat("9", 30), "", false},
	} {
		if rate, ok := ThroughRate(c.there, c.here); ok != c.ok || ok && rate != c.want {
			t.Errorf("%s through %s: %s, %t", c.there, c.here, rate, ok)
		}
	}
	for rate, want := range map[string]bool{"1": true, "0.5": true, "0": false, "-1": false, "": false, "x": false} {
		if GoodRate(rate) != want {
			t.Errorf("%q: %t", rate, !want)
		}
	}
}
