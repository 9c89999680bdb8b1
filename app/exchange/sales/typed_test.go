package sales

import "testing"

func TestTypedNumbers(t *testing.T) {
	for _, c := range []struct {
		words          string
		decimal        rune
		number, beside string
		ok             bool
	}{
		{"1,234.5", '.', "1234.5", "", true},
		{"1.234,5", '.', "1234.5", "", true},
		{"1.234", '.', "1.234", "", true},
		{"1.234", ',', "1234", "", true},
		{"38 %", '.', "38", "%", true},
		{"-2", '.', "-2", "", true},
		{"２.５", '.', "2.5", "", true},
		{"2 kg", '.', "2", "kg", true},
		{"", '.', "", "", false},
		{"two", '.', "", "", false},
		{"1.2.3.4", '.', "", "", false},
	} {
		number, beside, ok := Typed(c.words, c.decimal)
		if ok != c.ok || ok && (number != c.number || beside != c.beside) {
			t.Errorf("%q: %q, %q, %t", c.words, number, beside, ok)
		}
	}
	for percent, want := range map[string]bool{"100": true, "38.5": true, "-20": true, "100.5": false, "1000": false} {
		if GoodMargin(percent) != want {
			t.Errorf("%s %%: %t", percent, !want)
		}
	}
}
