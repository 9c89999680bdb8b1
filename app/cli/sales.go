package cli

import (
	"context"
	"errors"
	"strings"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/store"
)

// runImportSales reads a list of sales into the book.
func runImportSales(ctx context.Context, c *call) error {
	if len(c.country) != 0 && len(c.country) != 2 {
		return usage("cli.flag_bad_value", lang.Args{"Flag": "--country", "Value": c.country})
	}
	rates, err := ratesOf(c.rates)
	if err != nil {
		return err
	}
	return c.with(ctx, func(s *store.Store) error {
		result, err := book.ImportSales(ctx, s, c.Clock, c.args[0], book.SalesOptions{Country: strings.ToUpper(c.country), Rates: rates})
		switch {
		case c.json:
			err = errors.Join(c.answer(result), err)
		case err == nil, care.CodeOf(err) == care.CodeNothingUsable:
			err = errors.Join(c.saySales(result), err)
		}
		return err
	})
}

// ratesOf are rates as they are written after --rate, "USD=0.92", each currency
// once.
func ratesOf(written []string) (map[string]string, error) {
	rates := map[string]string{}
	for _, words := range written {
		code, number, _ := strings.Cut(words, "=")
		code = strings.ToUpper(strings.TrimSpace(code))
		known, ok := book.ParseCurrency(code, "")
		rate, err := book.ParseRate(number)
		if _, twice := rates[code]; err != nil || !ok || known != code || twice {
			return nil, usage("cli.flag_bad_value", lang.Args{"Flag": "--rate", "Value": words})
		}
		rates[code] = rate
	}
	return rates, nil
}

// saySales tells what became of the lines, with every problem.
func (c *call) saySales(result book.SalesResult) error {
	lines := []string{lang.N("sales.read", result.Records, lang.Args{
		"New": lang.Number(result.New), "Same": lang.Number(result.Same), "Problems": lang.Number(len(result.Problems)),
	})}
	for _, p := range result.Problems {
		lines = append(lines, lang.T("cli.import.problem", lang.Args{"Line": p.Line, "Reason": p.Reason}))
	}
	if result.New > 0 {
		lines = append(lines, lang.T("cli.import.undo", lang.Args{"ID": result.ImportID}))
	}
	return c.say(lines...)
}
