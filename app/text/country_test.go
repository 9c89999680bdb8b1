package text

import (
	"testing"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"carebook/app/care"
)

func TestCountryCode(t *testing.T) {
	for name, want := range map[string]string{
		"España": "ES", "spain": "ES", "Испания": "ES", "西班牙": "ES", "ES": "ES", "es": "ES", "Espagne": "ES",
		"Россия": "RU", "RUSSIA": "RU", "Rusia": "RU", "РФ": "RU", "Russian Federation": "RU",
		"中国": "CN", "China": "CN", "台湾": "TW", "臺灣": "TW", "Taiwan": "TW",
		"U.S.A.": "US", "United States": "US", "Estados Unidos": "US", "美国": "US", "UK": "GB", "England": "GB", "United Kingdom": "GB",
		"Deutschland": "DE", "日本": "JP", "México": "MX", "ישראל": "IL", "Türkiye": "TR", "Turkey": "TR", "भारत": "IN", "Brasil": "BR",
		"": "", "xx": "", "Dénia": "", "Springfield": "", "zz": "",
	} {
		if got := CountryCode(name); got != want {
			t.Errorf("%q is %q, want %q", name, got, want)
		}
	}
}

// Every country is found by its name in each language of the program.
func TestCountriesByTheirNames(t *testing.T) {
	for _, tag := range namedIn[:5] {
		namer := display.Regions(tag)
		for _, code := range []string{"ES", "MX", "RU", "CN", "US", "GB", "DE", "FR", "IT", "BR", "IN", "JP", "TR", "IL", "SA", "EG", "AE", "PT", "PL", "UA"} {
			if name := namer.Name(language.MustParseRegion(code)); CountryCode(name) != code {
				t.Errorf("%s in %s is %q", name, tag, CountryCode(name))
			}
		}
	}
}

func TestCountryOfAPerson(t *testing.T) {
	for _, c := range []struct {
		name   string
		person care.Person
		want   string
	}{
		{"nobody knows", care.Person{}, ""},
		{"the address", care.Person{Country: "ES", Addresses: []care.Address{{City: "Moskva"}, {Country: "Россия"}}, Phones: []care.Phone{{Number: "+34 600 000 000"}}}, "RU"},
		{"a country that is none", care.Person{Addresses: []care.Address{{Country: "Costa Blanca"}}, Phones: []care.Phone{{Number: "112"}, {Number: "+34 612 345 678"}}}, "ES"},
		{"a code of several countries", care.Person{Phones: []care.Phone{{Number: "+1 415 555 0100"}}}, "US"},
		{"numbers without a code", care.Person{Country: "DE", Phones: []care.Phone{{Number: "5"}}}, "DE"},
	} {
		if got := Country(&c.person); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func BenchmarkCountryCode(b *testing.B) {
	CountryCode("")
	for b.Loop() {
		CountryCode("España")
	}
}
