package sales

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestAmountsAreReadByTheirColumn(t *testing.T) {
	const no = "none"
	for _, c := range []struct {
		column []string // what else stands in the column
		places int
		want   map[string]string
	}{
		{nil, 2, map[string]string{
			"1.234,56": "123456", "1,234.56": "123456", "1234.56": "123456", "1234,56": "123456", "1 234,56": "123456", "1\u00a0234,56": "123456", "1\u202f234.5": "123450",
			"1'234.50": "123450", "1’234": "123400", "12": "1200", "0": "0", "0.5": "50", ".5": "50", ",05": "5", "1.5": "150", "1,5": "150", "007": "700",
			"1.234": "123400", "1,234": "123400", "1.234.567": "123456700", "1,234,567.8": "123456780", "12,34,567.00": "123456700", "1.000": "100000",
			"-5": "-500", "−5": "-500", "5-": "-500", "(5)": "-500", "- 5": "-500", "+5": "500", "１２": "1200", "0.500": "50", "1234.500": "123450",
			"": no, "abc": no, "-": no, "1.2.3": no, "1,23,4": no, "1..2": no, "12 34": no, "1.234,567": no, "1.239,56,1": no, "1.234.56": no, "5,123.4.5": no,
			"(-5)": no, "--5": no, "1e5": no, "1/2": no, "5.001": "500100", "1234.567": no, "12/31": no, "10000000000000000": no, "99999999999999999999999": no,
			"0.123": no, "1234,567": no,
		}},
		{[]string{"2,50"}, 2, map[string]string{"1.234": "123400", "1,234": no, "1.234,5": "123450", "7.5": "750"}},
		{[]string{"2.50"}, 2, map[string]string{"1,234": "123400", "1.234": no}},
		{[]string{"1.234.567"}, 2, map[string]string{"1.234": "123400", "1,234": no}},
		{[]string{"2.50", "2,50"}, 2, map[string]string{"1.234": "123400", "1,234": "123400", "1.234,56": "123456", "1,234.56": "123456"}},
		{nil, 0, map[string]string{"1200": "1200", "1,200": "1200", "1200.00": "1200", "1200.5": no, "12.00": "12"}},
		{nil, 3, map[string]string{"1.5": "1500", "1.234": "two ways", "1,234.5": "1234500", "1234.567": "1234567"}},
		{[]string{"1.5"}, 3, map[string]string{"1.234": "1234", "1,234": "1234000"}},
	} {
		var s style
		for _, other := range c.column {
			n, _, _ := numberOf(other)
			s.learn(&n)
		}
		for cell, want := range c.want {
			got := no
			if n, beside, ok := numberOf(cell); ok && beside == "" {
				switch minor, r := n.minor(s, c.places); r {
				case read:
					got = fmt.Sprint(minor)
				case twoWays:
					got = "two ways"
				}
			}
			if got != want {
				t.Errorf("%q beside %q with %d decimals: %s, want %s", cell, c.column, c.places, got, want)
			}
		}
	}
}

func TestWhatStandsBesideANumberIsItsCurrency(t *testing.T) {
	for _, c := range []struct{ cell, preferred, language, want string }{
		{"€1.234,56", "", "en", "EUR"},
		{"1.234,56 €", "", "en", "EUR"},
		{"EUR 5", "", "en", "EUR"},
		{"5 usd", "", "en", "USD"},
		{"¥1200", "", "en", "JPY"},
		{"¥1200", "CNY", "en", "CNY"},
		{"¥1200", "", "zh_CN", "CNY"},
		{"￥1200", "", "zh_TW", "CNY"},
		{"1200元", "", "zh_CN", "CNY"},
		{"1200元", "", "zh_TW", "TWD"},
		{"$5", "", "es", "USD"},
		{"$5", "MXN", "es", "MXN"},
		{"$5", "EUR", "es", "USD"},
		{"5 руб.", "", "ru", "RUB"},
		{"-€5", "", "en", "EUR"},
		{"€-5", "", "en", "EUR"},
		{"Rs.50", "", "en", "INR"},
		{"50 kr", "SEK", "en", "SEK"},
		{"50 kr", "EUR", "en", "unknown"},
		{"5 apples", "", "en", "unknown"},
		{"5 XXX", "", "en", "unknown"},
		{"5 QQQ", "", "en", "unknown"},
		{"5", "EUR", "en", ""},
	} {
		_, beside, ok := numberOf(c.cell)
		code, known := currencyOf(beside, c.preferred, c.language)
		if !known {
			code = "unknown"
		}
		if !ok || code != c.want {
			t.Errorf("%s with %q in %s: %q (%v), want %q", c.cell, c.preferred, c.language, code, ok, c.want)
		}
	}
}

// TestWrittenAmountsComeBack writes amounts in the ways of the world and reads
// them in a column of the same.
func TestWrittenAmountsComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ways := []struct{ group, decimal string }{{".", ","}, {",", "."}, {" ", ","}, {"\u00a0", ","}, {"'", "."}, {"", ","}, {"", "."}}
		way := rapid.SampledFrom(ways).Draw(t, "way")
		amounts := rapid.SliceOfN(rapid.Int64Range(-1e12, 1e12), 1, 8).Draw(t, "amounts")
		var cells []string
		var s style
		for _, a := range amounts {
			cell := written(a, way.group, way.decimal)
			cells = append(cells, cell)
			n, _, _ := numberOf(cell)
			s.learn(&n)
		}
		for i, cell := range cells {
			n, _, ok := numberOf(cell)
			if minor, r := n.minor(s, 2); !ok || r != read || minor != amounts[i] {
				t.Fatalf("%s in %q: %d, %v, want %d", cell, cells, minor, r, amounts[i])
			}
		}
	})
}

func written(minor int64, group, decimal string) string {
	sign := ""
	if minor < 0 {
		sign, minor = "-", -minor
	}
	units := fmt.Sprint(minor / 100)
	var groups []string
	for ; len(units) > 3 && group != ""; units = units[:len(units)-3] {
		groups = append([]string{units[len(units)-3:]}, groups...)
	}
	return sign + strings.Join(append([]string{units}, groups...), group) + decimal + fmt.Sprintf("%02d", minor%100)
}

func TestNoHeadingNamesTwoFields(t *testing.T) {
	fieldOf := map[string]field{}
	for f, list := range headings {
		for h := range strings.SplitSeq(list, "|") {
			if other, taken := fieldOf[normal(h)]; taken && other != field(f) {
				t.Errorf("%q names the fields %d and %d", h, other, f)
			}
			if fieldOf[normal(h)] = field(f); normal(h) == "" {
				t.Errorf("%q is no heading", h)
			}
		}
	}
}
