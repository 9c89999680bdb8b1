package book

import (
	"context"

	"carebook/app/care"
	"carebook/app/text"
	"carebook/store"
)

// Country is the country of the book (ISO 3166, two letters): the one that was
// chosen, else that of the desktop, "" where neither is known.
func Country(ctx context.Context, s *store.Store) (string, error) { return ownCountry(ctx, s) }

// SetCountry chooses the country of the book by its code; "" is that of the desktop.
// Telephone numbers without a country code are read as those of the country, its
// holidays are proposed, and so is its currency until the book has one. It fails with
// care.CodeBadCountry for what is no code of a country.
func SetCountry(ctx context.Context, s *store.Store, code string) error {
	if code != "" && text.CountryCode(code) != code {
		return &care.Error{Code: care.CodeBadCountry, Args: care.Args{"Value": short(code)}}
	}
	return s.SetSetting(ctx, SettingCountry, code)
}

// CountryDecides is what follows from a country: the code before its telephone
// numbers, such as "+34", and the currency that is proposed; "" where nobody knows.
func CountryDecides(code string) (dial, currency string) {
	return text.DialCode(code), currencyOf(code)
}
