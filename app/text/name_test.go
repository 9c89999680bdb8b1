package text

import (
	"slices"
	"testing"
)

func TestInitials(t *testing.T) {
	for in, want := range map[string]string{
		"":                           "",
		"  ":                         "",
		"...":                        "",
		"Ana":                        "A",
		"ana pérez":                  "AP",
		"María Ángeles Ferrer Soler": "MS",
		"  Pau   Llorens ":           "PL",
		"Jean-Pierre Dupont":         "JD",
		"(Ana) \"Bea\"":              "AB",
		"O'Brien":                    "O",
		"É\u0301lan e\u0301toile":    "É\u0301É\u0301"[:len("É\u0301")] + "E\u0301",
		"Дмитрий Волков":             "ДВ",
		"陈秀英":                        "陈",
		"陈 秀英":                       "陈",
		"يوسف العمراني":              "ي",
		"田中 太郎":                      "田",
		"김 철수":                       "김",
		"Ana 陈":                      "A",
		"👩‍👩‍👧 Familia Ruiz":         "👩‍👩‍👧",
		"🇪🇸":                         "🇪🇸",
		"112 Emergencias":            "1",
	} {
		if got := Initials(in); got != want {
			t.Errorf("Initials(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestNameTokens(t *testing.T) {
	for in, want := range map[string][]string{
		"":                  nil,
		"Ferrer, María":     {"ferrer", "maria"},
		"María  FERRER":     {"ferrer", "maria"},
		"O'Brien":           {"obrien"},
		"Jean-Pierre":       {"jean", "pierre"},
		"张 伟":               {"张伟"},
		"张伟":                {"张伟"},
		"张 伟 Wei":           {"wei", "张伟"},
		"Ana Ana":           {"ana"},
		"Ёлкин":             {"елкин"},
		"Łukasz Straße, 3B": {"3b", "lukasz", "strasse"},
	} {
		if got := NameTokens(in); !slices.Equal(got, want) {
			t.Errorf("NameTokens(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestNormalEmail(t *testing.T) {
	for in, want := range map[string]string{
		" Ana@Example.COM ": "ana@example.com", "mailto:ana@example.com": "ana@example.com", "ana": "", "": "", "jose\u0301@example.com": "josé@example.com",
	} {
		if got := NormalEmail(in); got != want {
			t.Errorf("NormalEmail(%q) = %q, want %q", in, got, want)
		}
	}
}
