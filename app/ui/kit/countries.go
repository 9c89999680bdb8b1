package kit

import (
	"slices"
	"strings"

	"carebook/app/lang"
	"carebook/app/text"
)

// CountryNames are the names of countries (ISO 3166, two letters) as they stand in
// a field, which ReadCountries reads.
func CountryNames(codes []string) string {
	names := make([]string, len(codes))
	for i, code := range codes {
		names[i] = strings.ReplaceAll(lang.Country(code), ",", "") // some Russian ones have commas, and are read without
	}
	return strings.Join(names, lang.T("details.comma"))
}

// ReadCountries reads names or codes of countries with commas between them, as
// the languages of the program write those, each once. problem is a sentence on
// the first that is none.
func ReadCountries(words string) (codes []string, problem string) {
	for name := range strings.FieldsFuncSeq(words, func(r rune) bool { return strings.ContainsRune(",，、;；\n", r) }) {
		name = strings.TrimSpace(name)
		code := text.CountryCode(name)
		switch {
		case name == "" || slices.Contains(codes, code):
		case code != "":
			codes = append(codes, code)
		case problem == "":
			example := CountryNames([]string{"ES", "MX"})
			problem = lang.T("holiday.unknown_country", lang.Args{"Name": name, "Example": example})
		}
	}
	return codes, problem
}
