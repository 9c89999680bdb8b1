package book_test

import (
	"testing"

	"carebook/app/book"
	"carebook/app/lang"
)

func TestTheCountryOfABook(t *testing.T) {
	t.Setenv("LC_ALL", "es_MX.UTF-8")
	if lang.Region() != "MX" {
		t.Fatal("the desktop is not in Mexico")
	}
	s := newBook(t)
	is := func(want string) {
		t.Helper()
		if got, err := book.Country(t.Context(), s); err != nil || got != want {
			t.Errorf("the country is %q, %v; want %q", got, err, want)
		}
	}
	is("MX")
	if err := book.SetCountry(t.Context(), s, "ES"); err != nil {
		t.Fatal(err)
	}
	is("ES")
	for _, wrong := range []string{"es", "Spain", "ZZ", "E"} {
		if err := book.SetCountry(t.Context(), s, wrong); err == nil {
			t.Errorf("%q is taken for the code of a country", wrong)
		}
	}
	is("ES")
	if err := book.SetCountry(t.Context(), s, ""); err != nil {
		t.Fatal(err)
	}
	is("MX")
}

func TestWhatACountryDecides(t *testing.T) {
	for code, want := range map[string][2]string{
		"ES": {"+34", "EUR"}, "RU": {"+7", "RUB"}, "TW": {"+886", "TWD"}, "US": {"+1", "USD"}, "": {}, "ZZ": {},
	} {
		if dial, currency := book.CountryDecides(code); dial != want[0] || currency != want[1] {
			t.Errorf("%q decides %q and %q, want %q", code, dial, currency, want)
		}
	}
}
