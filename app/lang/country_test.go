package lang

import "testing"

func TestCountriesInEveryLanguage(t *testing.T) {
	for _, c := range []struct{ language, spain, taiwan, several string }{
		{"en", "Spain", "Taiwan", "the United States, Russia"},
		{"es", "España", "Taiwán", "Estados Unidos, Rusia"},
		{"ru", "Испания", "Тайвань", "Соединенные Штаты, Россия"},
		{"zh_CN", "西班牙", "台湾", "美国，俄罗斯"},
		{"zh_TW", "西班牙", "台灣", "美國，俄羅斯"},
	} {
		speak(t, c.language)
		if got := Country("ES"); got != c.spain {
			t.Errorf("%s: ES is %q, want %q", c.language, got, c.spain)
		}
		if got := Country("TW"); got != c.taiwan {
			t.Errorf("%s: TW is %q, want %q", c.language, got, c.taiwan)
		}
		if got := Countries([]string{"US", "RU"}); got != c.several {
			t.Errorf("%s: several are %q, want %q", c.language, got, c.several)
		}
		for _, code := range []string{"", "XX", "ESP ", "419"} {
			if got := Country(code); got != code {
				t.Errorf("%s: %q is %q, which is no country", c.language, code, got)
			}
		}
		if got := Countries(nil); got != "" {
			t.Errorf("%s: none are %q", c.language, got)
		}
	}
}
