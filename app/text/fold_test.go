package text

import (
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"":                            "",
		"   ":                         "",
		"ana":                         "ana",
		"  Ana \t  María\n":           "ana maria",
		"José":                        "jose",
		"Jose\u0301":                  "jose",
		"Nguyễn Hiệp":                 "nguyen hiep",
		"Straße":                      "strasse",
		"STRAẞE":                      "strasse",
		"Łukasz":                      "lukasz",
		"Søren Ærø":                   "soren aero",
		"Đorđe":                       "dorde",
		"Ðóra Þórð":                   "dora thord",
		"Œuvre":                       "oeuvre",
		"Işık İpek":                   "isik ipek",
		"Ёлкин":                       "елкин",
		"Йозеф":                       "иозеф",
		"Ґалаґан Їжак":                "галаган іжак",
		"Σίσυφος":                     "σισυφοσ",
		"ＡＢＣ　１２":                      "abc 12",
		"ｶﾞﾗｽ":                        "ガラス",
		"が":                           "が",
		"か\u3099":                     "が",
		"한글":                          "한글",
		norm.NFD.String("한글"):         "한글",
		"שָׁלוֹם":                     "שלום",
		"مُحَمَّد":                    "محمد",
		"فاطمة مصطفى":                 "فاطمه مصطفي",
		"กิน":                         "กิน",
		"हिन्दी":                      "हिन्दी",
		"٠١٢٣":                        "0123",
		"\u202a+34\u202c 612":         "+34 612",
		"a\u00adb\u200bc":             "abc",
		"O’Brien":                     "o'brien",
		"x²":                          "x2",
		"ﬁn":                          "fin",
		"张伟":                          "张伟",
		"a\u00a0\u00a0b":              "a b",
		"e\u0301\u0301 \u0301 x":      "e x",
		"bad\xffbyte":                 "bad\ufffdbyte",
		"Müller-Lüdenscheidt & Söhne": "muller-ludenscheidt & sohne",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

// Every single rune folds to something that folds to itself, with no upper
// case, no optional mark and no white space but single blanks left in it.
func TestFoldEveryRune(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if r >= 0xD800 && r <= 0xDFFF {
			continue
		}
		once := Fold("a" + string(r) + "b")
		if twice := Fold(once); twice != once {
			t.Fatalf("%U folds to %q, and that to %q", r, once, twice)
		}
		if strings.Contains(once, "  ") {
			t.Fatalf("%U folds to %q, two blanks", r, once)
		}
	}
}

func TestFoldKeepsItsResult(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		once := Fold(s)
		if twice := Fold(once); twice != once {
			t.Fatalf("Fold(%q) = %q, folded again %q", s, once, twice)
		}
		if decomposed := Fold(norm.NFD.String(s)); decomposed != once {
			t.Fatalf("Fold(%q) = %q, of its decomposed form %q", s, once, decomposed)
		}
		if upper := Fold(strings.ToUpper(s)); isASCII(s) && upper != once {
			t.Fatalf("Fold(%q) = %q, of its capitals %q", s, once, upper)
		}
	})
}

func TestFoldASCIIDoesNotCopyWhatIsFolded(t *testing.T) {
	s := "ana perez <ana@example.com>"
	if n := testing.AllocsPerRun(100, func() { Fold(s) }); n != 0 {
		t.Errorf("Fold of a folded text allocates %v times", n)
	}
}

func TestDigits(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "+34 612": "34612", "123": "123", "٠١٢": "012", "०९": "09", "１２": "12", "𝟘𝟡𝟬": "090", "²": "", "a": "",
	} {
		if got := Digits(in); got != want {
			t.Errorf("Digits(%q) = %q, want %q", in, got, want)
		}
	}
	for r := range rune(unicode.MaxRune) {
		if _, ok := digit(r); ok != unicode.Is(unicode.Nd, r) {
			t.Fatalf("%U: digit %v, by Unicode %v", r, ok, !ok)
		}
	}
}

func TestReverse(t *testing.T) {
	for in, want := range map[string]string{"": "", "1": "1", "34612": "21643", "añb": "bña", "a\xffb": "b\xffa"} {
		if got := Reverse(in); got != want {
			t.Errorf("Reverse(%q) = %q, want %q", in, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		if got := Reverse(Reverse(s)); got != s {
			t.Fatalf("reversed twice %q is %q", s, got)
		}
	})
}

func BenchmarkFold(b *testing.B) {
	for name, s := range map[string]string{"ascii": "Pau Llorens", "latin": "María Ángeles Ferrer", "cyrillic": "Дмитрий Волков", "han": "陈秀英"} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Fold(s)
			}
		})
	}
}
