package cli

import (
	"context"
	"slices"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/exchange"
	"carebook/app/lang"
	"carebook/store"
)

// checkNews refuses what --changed and --since do not go with: each says itself who
// is exported, and what was changed goes to a phone.
func (c *call) checkNews(f exchange.Format) error {
	chosen := len(c.tags)+len(c.people) > 0 || c.where != ""
	switch {
	case !c.changed && c.since == "":
		return nil
	case c.changed && c.since != "", chosen,
		c.changed && f != exchange.VCard && f != exchange.VCard3,
		c.since != "" && !slices.Contains([]exchange.Format{exchange.VCard, exchange.VCard3, exchange.CSV, exchange.JSON}, f):
		return usage("cli.flag_elsewhere", lang.Args{"Flag": c.newsFlag(), "Usage": usageOf("export")})
	}
	if c.since != "" {
		if _, err := care.ParseDay(c.since); err != nil {
			return usage("cli.flag_bad_value", lang.Args{"Flag": "--since", "Value": c.since})
		}
	}
	return nil
}

func (c *call) newsFlag() string {
	if c.changed {
		return "--changed"
	}
	return "--since"
}

// exportChanged writes those who changed since the last export of everybody, and says
// who has gone.
func (c *call) exportChanged(ctx context.Context, s *store.Store, path string, o book.ExportOptions) error {
	if path == "-" {
		_, err := book.WriteChanged(ctx, s, c.Out, o.Format)
		return err
	}
	news, err := book.ExportChanged(ctx, s, path, o)
	if err != nil {
		return err
	}
	return c.say(append([]string{news.Sentence(path, c.Clock)}, news.Lines()...)...)
}

// exportSince writes those who changed since a day, and says who has gone.
func (c *call) exportSince(ctx context.Context, s *store.Store, path string, o book.ExportOptions) error {
	found, err := book.ReadSince(ctx, s, c.Clock, care.Day(c.since))
	if err != nil {
		return err
	}
	o.Keys = found.Keys
	if path == "-" {
		_, err := book.Export(ctx, s, c.Out, o)
		return err
	}
	if o.Keys == nil || len(o.Keys) > 0 {
		if found.People, err = book.ExportSelected(ctx, s, path, o); err != nil {
			return err
		}
	}
	said := found.Sentence(path, c.Clock)
	if !found.Whole {
		said = lang.N("moving.log_too_short", found.People, lang.Args{"Day": lang.PlainDay(care.Day(c.since)), "File": path})
	}
	return c.say(append([]string{said}, found.Lines()...)...)
}
