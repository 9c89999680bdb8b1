package text

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/nyaruka/phonenumbers"
	"pgregory.net/rapid"
)

func TestParsePhone(t *testing.T) {
	for _, c := range []struct {
		raw, country, digits string
		international        bool
	}{
		// With a country code, nothing else needs to be known.
		{"+34 612 34 56 78", "", "34612345678", true},
		{"+34-612.345/678", "US", "34612345678", true},
		{"(+34) 612345678", "", "34612345678", true},
		{"＋３４ ６１２３４５６７８", "", "34612345678", true},
		{"\u202a+34 612 345 678\u202c", "", "34612345678", true},
		{"tel:+34-612-345-678", "", "34612345678", true},
		{"+٣٤ ٦١٢٣٤٥٦٧٨", "", "34612345678", true},
		{"Móvil: +34 612345678", "", "34612345678", true},
		{"+0034 612345678", "", "34612345678", true},
		{"+1 (US) 212 555 0100", "", "12125550100", true},
		// Prefixes that lead out of a country.
		{"0034 612 345 678", "", "34612345678", true},
		{"0034 612 345 678", "ES", "34612345678", true},
		{"0034 612 345 678", "MX", "34612345678", true},
		{"0033 612345678", "es", "33612345678", true},
		{"011 34 612345678", "US", "34612345678", true},
		{"0011 34 612345678", "AU", "34612345678", true},
		{"8~10 34 612 345678", "RU", "34612345678", true},
		{"002 34 612345678", "TW", "34612345678", true},
		// Trunk prefixes.
		{"+44 (0)20 7946 0000", "", "442079460000", true},
		{"+44 020 7946 0000", "", "442079460000", true},
		{"0044 (0) 20 7946 0000", "", "442079460000", true},
		{"020 7946 0000", "GB", "442079460000", true},
		{"(020) 7946 0000", "GB", "442079460000", true},
		{"+39 06 698 12345", "", "390669812345", true},
		{"+39 (0)6 69812345", "", "390669812345", true},
		{"06 69812345", "IT", "390669812345", true},
		{"8 (916) 123-45-67", "RU", "79161234567", true},
		{"916 123-45-67", "RU", "79161234567", true},
		{"+7 8 916 123 45 67", "", "79161234567", true},
		{"8 (812) 323-45-67", "RU", "78123234567", true},
		{"0912 345 678", "TW", "886912345678", true},
		{"138 0013 8000", "CN", "8613800138000", true},
		{"(010) 6552-9988", "CN", "861065529988", true},
		{"03 9123 4567", "AU", "61391234567", true},
		{"11 15-2345-6789", "AR", "5491123456789", true},
		// Mexico, before 2019 and after.
		{"+52 1 55 1234 5678", "", "525512345678", true},
		{"+52 55 1234 5678", "", "525512345678", true},
		{"044 55 1234 5678", "MX", "525512345678", true},
		{"045 55 1234 5678", "MX", "525512345678", true},
		{"01 55 1234 5678", "MX", "525512345678", true},
		{"55 1234 5678", "MX", "525512345678", true},
		// The country code without its plus.
		{"34612345678", "ES", "34612345678", true},
		{"1 212 555 0100", "US", "12125550100", true},
		{"212-555-0100", "CA", "12125550100", true},
		// Extensions, pauses, remarks, a second number.
		{"612345678 ext. 12", "ES", "34612345678", true},
		{"612345678x12", "ES", "34612345678", true},
		{"+1 212 555 0100;ext=12", "", "12125550100", true},
		{"+1 212 555 0100,,12#", "", "12125550100", true},
		{"+34612345678p12w3", "", "34612345678", true},
		{"+34612345678#12", "", "34612345678", true},
		{"8 495 123-45-67 доб. 12", "RU", "74951234567", true},
		{"612 345 678 Juan", "ES", "34612345678", true},
		{"612345678 / 912345678", "ES", "34612345678", true},
		{"+49 6131/1234567", "", "4961311234567", true},
		// Letters for digits, where that is a number.
		{"1-800-FLOWERS", "US", "18003569377", true},
		{"+1 800 FLOWERS", "", "18003569377", true},
		{"612 345 casa", "ES", "612345", false},
		// Short numbers and codes stay as they are.
		{"112", "ES", "112", false},
		{"1234", "DE", "1234", false},
		{"+112", "", "112", false},
		{"*123#", "ES", "123", false},
		{"#31#612345678", "ES", "31612345678", false},
		// No country, no guess.
		{"612 345 678", "", "612345678", false},
		{"0612345678", "", "0612345678", false},
		{"555-0100", "US", "5550100", false},
		{"612345678", "XX", "612345678", false},
		// No such country code, too long, nothing at all.
		{"+999 123 456 789", "", "999123456789", false},
		{"+34 612 345 678 901 234", "", "34612345678901234", false},
		{"", "ES", "", false},
		{"casa", "ES", "", false},
		{"+", "", "", false},
	} {
		want := Phone{Digits: c.digits, International: c.international}
		if got := ParsePhone(c.raw, c.country); got != want {
			t.Errorf("ParsePhone(%q, %q) = %+v, want %+v", c.raw, c.country, got, want)
		}
	}
}

// Numbers that the library holds valid come out as the library writes them,
// in whatever form it writes them: the short cuts differ in speed alone.
func TestParsePhoneAgreesWithTheLibrary(t *testing.T) {
	regions := make([]string, 0, 300)
	for r := range phonenumbers.GetSupportedRegions() {
		regions = append(regions, r)
	}
	slices.Sort(regions)
	for _, region := range regions {
		for _, kind := range []phonenumbers.PhoneNumberType{phonenumbers.MOBILE, phonenumbers.FIXED_LINE} {
			n := phonenumbers.GetExampleNumberForType(region, kind)
			if n == nil {
				continue
			}
			want := Phone{Digits: phonenumbers.Format(n, phonenumbers.E164)[1:], International: true}
			for form, country := range map[string]string{
				phonenumbers.Format(n, phonenumbers.INTERNATIONAL):        "",
				phonenumbers.Format(n, phonenumbers.E164):                 region,
				phonenumbers.Format(n, phonenumbers.NATIONAL):             region,
				phonenumbers.Format(n, phonenumbers.RFC3966):              region,
				phonenumbers.FormatOutOfCountryCallingNumber(n, "ES"):     "ES",
				"00" + phonenumbers.Format(n, phonenumbers.E164)[1:]:      "DE",
				phonenumbers.Format(n, phonenumbers.INTERNATIONAL) + "x7": "",
			} {
				if country == "ES" && phonenumbers.GetCountryCodeForRegion(region) == 34 {
					continue
				}
				if len(Digits(form)) < minNational {
					continue // a line of a small island, indistinguishable from a short number
				}
				if back, err := phonenumbers.Parse(form, cmp.Or(country, region)); err != nil || phonenumbers.Format(back, phonenumbers.E164)[1:] != want.Digits {
					continue // the library cannot read what it wrote
				}
				if got := ParsePhone(form, country); got != want {
					t.Errorf("%s %v: ParsePhone(%q, %q) = %+v, want %+v", region, kind, form, country, got, want)
				}
			}
		}
	}
}

// Where a numbering plan answers, the library gives the same.
func TestByPlanAgreesWithTheLibrary(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		country := rapid.SampledFrom([]string{"ES", "MX", "CN", "RU", "US", "CA"}).Draw(t, "country")
		digits := rapid.StringMatching(`[1-9][0-9]{8,10}`).Draw(t, "digits")
		e164, ok := byPlan(digits, country)
		if !ok {
			return
		}
		n, err := phonenumbers.Parse(digits, country)
		if err != nil {
			t.Fatalf("byPlan(%q, %q) = %q, the library: %v", digits, country, e164, err)
		}
		if want := phonenumbers.Format(n, phonenumbers.E164); "+"+e164 != want {
			t.Fatalf("byPlan(%q, %q) = %q, the library says %q", digits, country, e164, want)
		}
	})
}

func TestCallingCodesAreNoPrefixesOfEachOther(t *testing.T) {
	for a := range callingCodes() {
		for b := range callingCodes() {
			if a != b && strings.HasPrefix(a, b) {
				t.Errorf("calling code %s begins with %s", a, b)
			}
		}
	}
}

func TestNumberRun(t *testing.T) {
	for in, want := range map[string]string{
		"5678":                "5678",
		"0100":                "0100",
		"612 345 678":         "612345678",
		"0034 612":            "34612",
		"0034 612 345 678":    "34612345678",
		"020 7946":            "207946",
		"+44 (0)20 7946 0000": "442079460000",
		"8 916 123-45-67":     "9161234567",
		"0000000":             "",
	} {
		if got := numberRun(in); got != want {
			t.Errorf("numberRun(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzParsePhone(f *testing.F) {
	for _, raw := range []string{
		"+34 612 345 678", "1-800-FLOWERS", "044 55 1234 5678", "8 (916) 123-45-67", "(0)", "+44(0", "*#06#", "+0", "00", "x", "１２３ｘ４",
		"+1;ext=5", "//", "\xff+1", "+39(0)6", "612345678/912345678",
	} {
		f.Add(raw, "ES")
		f.Add(raw, "")
	}
	f.Fuzz(func(t *testing.T, raw, country string) {
		p := ParsePhone(raw, country)
		if Digits(p.Digits) != p.Digits {
			t.Fatalf("ParsePhone(%q, %q) = %+v, not digits alone", raw, country, p)
		}
		if p.International {
			if n := len(p.Digits); n < minLine || n > maxLine {
				t.Fatalf("ParsePhone(%q, %q) = %+v, %d digits", raw, country, p, n)
			}
			if again := ParsePhone("+"+p.Digits, ""); again != p {
				t.Fatalf("ParsePhone(%q, %q) = %+v, read again %+v", raw, country, p, again)
			}
		}
	})
}

func BenchmarkParsePhone(b *testing.B) {
	for _, c := range [][2]string{{"+34 612 345 678", "ES"}, {"612 345 678", "ES"}, {"020 7946 0000", "GB"}, {"+44 (0)20 7946 0000", ""}} {
		b.Run(strconv.Quote(c[0]), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				ParsePhone(c[0], c[1])
			}
		})
	}
}
