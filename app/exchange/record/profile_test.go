package record_test

import (
	"testing"

	"pgregory.net/rapid"

	"carebook/app/care"
	"carebook/app/exchange/record"
)

// days draws one part of a cadence.
func days() *rapid.Generator[int] {
	return rapid.OneOf(rapid.Just(0), rapid.Just(care.Never), rapid.IntRange(1, care.MaxCadence))
}

func cadences() *rapid.Generator[care.Cadence] {
	return rapid.Custom(func(t *rapid.T) care.Cadence {
		return care.Cadence{Call: days().Draw(t, "call"), Visit: days().Draw(t, "visit")}
	})
}

func TestACadenceReadsAsItWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := cadences().Draw(t, "cadence")
		text := record.CadenceText(c)
		if got, ok := record.Cadence(text); got != c || ok != (text != "") {
			t.Fatalf("%+v is written %q and read %+v, %v", c, text, got, ok)
		}
	})
}

func TestTwoCadencesAgreeWhereNeitherTakesBackTheOther(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := cadences().Draw(t, "a"), cadences().Draw(t, "b")
		ab, agree := record.UniteCadences(a, b)
		ba, agreeToo := record.UniteCadences(b, a)
		if agree != agreeToo || agree != (ab == ba) {
			t.Fatalf("%+v, %v and %+v, %v", ab, agree, ba, agreeToo)
		}
		if again, ok := record.UniteCadences(ab, a); again != ab || !ok {
			t.Fatalf("%+v and %+v make %+v, %v", ab, a, again, ok)
		}
	})
}

// FuzzCadence reads nothing that a book would not hold.
func FuzzCadence(f *testing.F) {
	for _, s := range []string{"", "call=14;visit=never", "call=0", "visit=3651", "call=7;call=7", " CALL = 1 ", "call=+7", ";", "call"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c, ok := record.Cadence(s)
		for _, n := range []int{c.Call, c.Visit} {
			if n < care.Never || n > care.MaxCadence {
				t.Errorf("%q is %+v", s, c)
			}
		}
		if ok == (c == care.Cadence{}) {
			t.Errorf("%q is %+v, %v", s, c, ok)
		}
	})
}
