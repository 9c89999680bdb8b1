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
	return c.with(ctx, func(s *store.Store) error {
		result, err := book.ImportSales(ctx, s, c.Clock, c.args[0], book.SalesOptions{Country: strings.ToUpper(c.country)})
		switch {
		case c.json:
			err = errors.Join(c.answer(result), err)
		case err == nil, care.CodeOf(err) == care.CodeNothingUsable:
			err = errors.Join(c.saySales(result), err)
		}
		return err
	})
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
