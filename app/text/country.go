package text

import (
	"cmp"
	"strconv"
	"strings"
	"sync"

	"github.com/nyaruka/phonenumbers"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"carebook/app/care"
)

// namedIn are the languages in which an address is likely to name its country,
// besides a language of that country.
var namedIn = []language.Tag{
	language.English, language.Spanish, language.Russian, language.SimplifiedChinese, language.TraditionalChinese,
	language.German, language.French, language.Italian, language.Portuguese,
}

// shortNames are names and abbreviations that the tables of languages lack.
var shortNames = map[string]string{
	"usa": "US", "u s a": "US", "u s": "US", "estados unidos de america": "US", "сша": "US", "америка": "US",
	"uk": "GB", "u k": "GB", "great britain": "GB", "england": "GB", "scotland": "GB", "wales": "GB", "inglaterra": "GB", "англия": "GB",
	"russian federation": "RU", "российская федерация": "RU", "рф": "RU", "federacion rusa": "RU",
	"中华人民共和国": "CN", "中國": "CN", "p r china": "CN", "prc": "CN", "people s republic of china": "CN",
	"臺灣": "TW", "中華民國": "TW", "holland": "NL", "uae": "AE", "czech republic": "CZ", "turkey": "TR", "república checa": "CZ",
}

// countryNames are the countries by their folded names.
var countryNames = sync.OnceValue(func() map[string]string {
	names := map[string]string{}
	add := func(namer display.Namer, region language.Region) {
		if name := plainCountry(namer.Name(region)); name != "" {
			if _, taken := names[name]; !taken {
				names[name] = region.String()
			}
		}
	}
	var regions []language.Region
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			if region, err := language.ParseRegion(string([]rune{a, b})); err == nil && region.IsCountry() && region == region.Canonicalize() && region.String() == string([]rune{a, b}) {
				regions = append(regions, region)
			}
		}
	}
	for _, tag := range namedIn {
		namer := display.Regions(tag)
		for _, region := range regions {
			add(namer, region)
		}
	}
	for _, region := range regions {
		tag, _ := language.Compose(language.Und, region)
		base, confidence := tag.Base()
		if confidence == language.No {
			continue
		}
		if namer := display.Regions(language.Make(base.String())); namer != nil {
			add(namer, region)
		}
	}
	for name, code := range shortNames {
		names[plainCountry(name)] = code
	}
	return names
})

// plainCountry is a name without what people write in different ways.
func plainCountry(name string) string {
	return strings.Join(strings.FieldsFunc(Fold(name), func(r rune) bool { return strings.ContainsRune(" .,'’()-&", r) }), " ")
}

// CountryCode is the country (ISO 3166, two letters) that an address names by its
// code or by its name, in the languages of the program, some others and the
// country's own. It is "" for what is no country.
func CountryCode(name string) string {
	plain := plainCountry(name)
	if code, ok := countryNames()[plain]; ok {
		return code
	}
	if len(plain) == 2 {
		if region, err := language.ParseRegion(strings.ToUpper(plain)); err == nil && region.IsCountry() {
			return region.String()
		}
	}
	return ""
}

// Country is the country (ISO 3166, two letters) in which a person is: that of an
// address, else that of a number with a country code, else the one in which the
// person's other numbers are dialled. It is "" where nobody knows.
func Country(p *care.Person) string {
	country := AddressCountry(p)
	for i := 0; country == "" && i < len(p.Phones); i++ {
		country = ParsePhone(p.Phones[i].Number, p.Country).Country()
	}
	return cmp.Or(country, p.Country)
}

// AddressCountry is the country of a person's first address that names one, or
// "".
func AddressCountry(p *care.Person) string {
	for _, a := range p.Addresses {
		if code := CountryCode(a.Country); code != "" {
			return code
		}
	}
	return ""
}

// Country is the country (ISO 3166, two letters) of an international number, the
// largest of those that share its code; "" for any other.
func (p Phone) Country() string {
	if !p.International {
		return ""
	}
	code, err := strconv.Atoi(callingCode(p.Digits))
	if err != nil {
		return ""
	}
	if region := phonenumbers.GetRegionCodeForCountryCode(code); len(region) == 2 && region != "ZZ" {
		return region
	}
	return "" // a service of the world's
}
