package lang

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// Country is the name of a country (ISO 3166, two letters) in the language of
// the program; what is no code of one, and that of one without a name, is itself.
func Country(code string) string {
	region, err := language.ParseRegion(code)
	if err != nil || !region.IsCountry() {
		return code
	}
	return cmp.Or(display.Regions(language.Make(Current())).Name(region), code)
}

// withArticle are the countries that English names with an article in the middle
// of a sentence.
var withArticle = strings.Fields("AE BS CF CK DO FK FO GB GM IM KM KY MH MP MV NL PH SB TC US VG VI")

// Countries names countries in the middle of a sentence, one after the other.
func Countries(codes []string) string {
	names := make([]string, len(codes))
	for i, code := range codes {
		names[i] = Country(code)
		if Current() == "en" && slices.Contains(withArticle, code) {
			names[i] = "the " + names[i]
		}
	}
	return strings.Join(names, T("details.comma"))
}
