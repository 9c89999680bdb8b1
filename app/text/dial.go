package text

import (
	"strconv"

	"github.com/nyaruka/phonenumbers"
)

// DialCode is the code before the telephone numbers of a country (ISO 3166, two
// letters), such as "+34"; "" for what is no country.
func DialCode(country string) string {
	if code := phonenumbers.GetCountryCodeForRegion(country); code != 0 {
		return "+" + strconv.Itoa(code)
	}
	return ""
}
