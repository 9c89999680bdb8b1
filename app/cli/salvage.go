package cli

import (
	"context"
	"strings"

	"carebook/app/book"
	"carebook/app/lang"
)

// runSalvage makes a new book of what can be read of a damaged one.
func runSalvage(ctx context.Context, c *call) error {
	from, to := c.args[0], c.args[1]
	done, err := book.Salvage(ctx, c.Clock, from, to)
	if err != nil {
		return err
	}
	if c.json {
		done.Names = list(done.Names)
		return c.answer(done)
	}
	lines := append([]string{lang.T("trouble.salvaged", lang.Args{"From": from, "To": to})}, book.SalvageWords(done)...)
	if len(done.Names) > 0 {
		lines = append(lines, lang.T("trouble.partial_people", lang.Args{"Names": strings.Join(done.Names, ", ")}))
	}
	return c.say(lines...)
}
