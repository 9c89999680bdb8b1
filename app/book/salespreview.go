package book

import (
	"context"
	"slices"

	"carebook/app/care"
	"carebook/app/exchange/sales"
	"carebook/store"
)

// mostSaleLines is the number of lines of which a dry run tells how they were read.
const mostSaleLines = 100

// SaleLine is a line of a list of sales as it was read.
type SaleLine struct {
	// Line is where it stands in the file, from 1, Customer the name of who was
	// found in the book.
	Line     int
	Customer string
	Sale     care.Sale
	// Here is the amount in the book's currency where the sale is in another, and
	// Profit what the sale brings in its own where that is known; nil otherwise.
	Here, Profit *care.Money
}

// checkRates refuses what is no rate, and what is no currency.
func checkRates(rates map[string]string) error {
	for code, rate := range rates {
		if known, ok := ParseCurrency(code, ""); !ok || known != code {
			return &care.Error{Code: care.CodeBadCurrency, Args: care.Args{"Value": short(code)}}
		}
		if !care.GoodRate(rate) {
			return &care.Error{Code: care.CodeBadRate, Args: care.Args{"Value": short(rate)}}
		}
	}
	return nil
}

// rate gives a sale in another currency than the book's the rate of the options
// where its line names none, and remembers that one was needed.
func (run *salesRun) rate(s *care.Sale) {
	code := s.Amount.Currency
	if s.Rate != "" || run.preferred == "" || code == run.preferred {
		return
	}
	s.Rate = run.rates[code]
	i := slices.IndexFunc(run.result.Rates, func(m MissingRate) bool { return m.Currency == code })
	if i < 0 {
		i = len(run.result.Rates)
		run.result.Rates = append(run.result.Rates, MissingRate{Currency: code})
	}
	run.result.Rates[i].Sales++
}

// show keeps a line for the eyes, in a dry run.
func (run *salesRun) show(r *sales.Record, person int64) error {
	if !run.dry || len(run.result.Lines) == mostSaleLines {
		return nil
	}
	l := SaleLine{Line: r.Line, Sale: r.Sale}
	item, err := run.tx.ItemKey(r.Sale.Item)
	if err != nil {
		return err
	}
	if minor, known := r.Sale.Profit(run.margins[item]); known {
		l.Profit = &care.Money{Minor: minor, Currency: r.Sale.Amount.Currency}
	}
	if r.Sale.Amount.Currency != run.preferred {
		minor, err := r.Sale.InBook(r.Sale.Amount.Minor, run.preferred)
		if err != nil {
			return err
		}
		l.Here = &care.Money{Minor: minor, Currency: run.preferred}
	}
	run.result.Lines, run.buyers = append(run.result.Lines, l), append(run.buyers, person)
	return nil
}

// nameBuyers puts the names of the customers to the lines that are shown.
func (run *salesRun) nameBuyers(ctx context.Context, s *store.Store) error {
	rows, err := s.Rows(ctx, run.buyers)
	if err != nil {
		return err
	}
	names := map[int64]string{}
	for _, r := range rows {
		names[r.Key] = r.FullName
	}
	for i, person := range run.buyers {
		run.result.Lines[i].Customer = names[person]
	}
	return nil
}

// usualMargins are the usual margins of items, by their keys.
func usualMargins(ctx context.Context, s *store.Store) (map[int64]string, error) {
	items, err := s.Items(ctx)
	margins := map[int64]string{}
	for _, it := range items {
		margins[it.Key] = it.Margin
	}
	return margins, err
}
