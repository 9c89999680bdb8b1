package book

import (
	"context"
	"maps"
	"slices"

	"carebook/app/care"
	"carebook/store"
)

// MissingRate is a currency in which sales are without a rate to the book's.
type MissingRate struct {
	Currency string
	Sales    int
}

// SetCurrency makes a currency the book's, with what one unit of others is in it:
// every sale in another currency that has no rate to it is given one, and all sums
// are renewed, as one action. A sale with a rate to the currency before goes through
// the rate of that one, so that what each day's rate was stays. Rates that lead to
// the new currency from an earlier time are kept.
//
// It fails with care.CodeBadCurrency, with care.CodeBadRate, and with
// care.CodeRatesMissing where rates are missing; see RatesFor.
func SetCurrency(ctx context.Context, s *store.Store, currency string, rates map[string]string, words string) (action int64, err error) {
	if code, ok := ParseCurrency(currency, ""); !ok || code != currency {
		return 0, &care.Error{Code: care.CodeBadCurrency, Args: care.Args{"Value": short(currency)}}
	}
	for _, rate := range rates {
		if !care.GoodRate(rate) {
			return 0, &care.Error{Code: care.CodeBadRate, Args: care.Args{"Value": short(rate)}}
		}
	}
	return s.Do(ctx, store.Action{Kind: "currency", Words: words}, func(tx *store.Tx) error {
		from, err := tx.Currency()
		if err != nil || from == currency {
			return err
		}
		if err := tx.SetCurrency(currency); err != nil {
			return err
		}
		uncounted, err := tx.Uncounted()
		if err != nil {
			return err
		}
		if missing := missingRates(uncounted, from, rates); len(missing) > 0 {
			first := missing[0]
			return &care.Error{Code: care.CodeRatesMissing, Args: care.Args{"Sales": first.Sales, "Currency": first.Currency, "Book": currency}}
		}
		for i := range uncounted {
			if err := ctx.Err(); err != nil {
				return &care.Error{Code: care.CodeCancelled, Err: err}
			}
			if err := rerate(tx, &uncounted[i], from, rates); err != nil {
				return err
			}
		}
		return nil
	})
}

// rerate gives a sale a rate to the book's new currency.
func rerate(tx *store.Tx, sale *store.Sale, from string, rates map[string]string) error {
	rate, given := rates[sale.Amount.Currency]
	if !given {
		var ok bool
		if rate, ok = care.ThroughRate(sale.Rate, rates[from]); !ok {
			return &care.Error{Code: care.CodeBadRate, Args: care.Args{"Value": rates[from]}}
		}
	}
	sale.Rate, sale.RateTo = rate, ""
	_, err := tx.PutSale(sale.Key, sale.Person, sale.Sale)
	return err
}

// missingRates are the currencies of sales that cannot be counted with some rates,
// those with most sales first. A sale with a rate to the currency before needs that
// one's.
func missingRates(uncounted []store.Sale, from string, rates map[string]string) []MissingRate {
	var missing []MissingRate
	at := map[string]int{}
	through := map[string]int{}
	for i := range uncounted {
		sale := &uncounted[i]
		code := sale.Amount.Currency
		if _, given := rates[code]; given {
			continue
		}
		if code != from && sale.Rate != "" && sale.RateTo == from {
			through[code]++
			continue
		}
		if _, known := at[code]; !known {
			at[code] = len(missing)
			missing = append(missing, MissingRate{Currency: code})
		}
		missing[at[code]].Sales++
	}
	_, given := rates[from]
	if _, asked := at[from]; !given && !asked {
		for _, code := range slices.Sorted(maps.Keys(through)) {
			missing = append(missing, MissingRate{code, through[code]})
		}
	}
	slices.SortStableFunc(missing, func(a, b MissingRate) int { return b.Sales - a.Sales })
	return missing
}

// RatesFor are the rates that SetCurrency asks for.
func RatesFor(ctx context.Context, s *store.Store, currency string) ([]MissingRate, error) {
	from, err := s.Setting(ctx, SettingCurrency)
	if err != nil || from == currency {
		return nil, err
	}
	uncounted, err := s.UncountedIn(ctx, currency)
	if err != nil {
		return nil, err
	}
	return missingRates(uncounted, from, nil), nil
}
