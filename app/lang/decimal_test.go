package lang

import (
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

func TestParseNumber(t *testing.T) {
	defer Use("en")
	for _, c := range []struct {
		language, words, want string
	}{
		{"en", "1234.5", "1234.5"},
		{"en", "1,234.50", "1234.5"},
		{"en", " 12 ", "12"},
		{"en", "-0.5", "-0.5"},
		{"en", ".5", "0.5"},
		{"en", "007", "7"},
		{"en", "0", "0"},
		{"en", "-0", "0"},
		{"en", "−3", "-3"},
		{"en", "1,23", ""},
		{"en", "12,3456", ""},
		{"en", "1.2.3", ""},
		{"en", "abc", ""},
		{"en", "", ""},
		{"en", "-", ""},
		{"en", "5.", ""},
		{"en", "1e3", ""},
		{"es", "1.234,5", "1234.5"},
		{"es", "1234,5", "1234.5"},
		{"es", "1.5", ""},
		{"ru", "1 234,5", "1234.5"},
		{"ru", "1\u00a0234,5", "1234.5"},
		{"zh_CN", "1,234.5", "1234.5"},
	} {
		Use(c.language)
		got, ok := ParseNumber(c.words)
		if got != c.want || ok != (c.want != "") {
			t.Errorf("%s: ParseNumber(%q) = %q, %v, want %q", c.language, c.words, got, ok, c.want)
		}
	}
}

func TestDecimal(t *testing.T) {
	defer Use("en")
	for _, c := range []struct{ language, number, want string }{
		{"en", "1234.5", "1,234.5"},
		{"en", "-1234567", "-1,234,567"},
		{"en", "12", "12"},
		{"en", "many", "many"},
		{"en", "5.", "5."},
		{"en", "", ""},
		{"es", "1234.5", "1.234,5"},
	} {
		Use(c.language)
		if got := Decimal(c.number); got != c.want {
			t.Errorf("%s: Decimal(%q) = %q, want %q", c.language, c.number, got, c.want)
		}
	}
}

func TestWhatDecimalWritesIsReadAgain(t *testing.T) {
	defer Use("en")
	rapid.Check(t, func(t *rapid.T) {
		Use(rapid.SampledFrom(Languages()).Draw(t, "language").Code)
		number := strconv.FormatFloat(float64(rapid.IntRange(-1e12, 1e12).Draw(t, "thousandths"))/1000, 'f', -1, 64)
		if got, ok := ParseNumber(Decimal(number)); !ok || got != number {
			t.Fatalf("%s is written %q and read as %q, %v", number, Decimal(number), got, ok)
		}
	})
}
