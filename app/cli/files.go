package cli

import (
	"context"
	"errors"
	"os"
	"slices"

	"carebook/app"
	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/exchange"
	"carebook/app/lang"
	"carebook/store"
)

// formats are those of --format.
var formats = []exchange.Format{exchange.VCard, exchange.VCard3, exchange.CSV, exchange.JSON, exchange.Archive, exchange.ICS}

func runExport(ctx context.Context, c *call) error {
	path := c.args[0]
	o := book.ExportOptions{Format: exchange.Format(c.format)}
	if c.format == "" {
		o.Format = exchange.FormatOf(path)
	}
	if !slices.Contains(formats, o.Format) {
		return usage("cli.flag_bad_value", lang.Args{"Flag": "--format", "Value": c.format})
	}
	passphrase, err := c.passphrase()
	if err != nil {
		return err
	}
	whole := o.Format == exchange.Archive
	if whole && (len(c.tags)+len(c.people) > 0 || c.where != "") || !whole && passphrase != "" {
		return usage("cli.too_many", lang.Args{"Usage": usageOf("export")})
	}
	if err := c.checkNews(o.Format); err != nil {
		return err
	}
	return c.with(ctx, func(s *store.Store) error {
		if whole {
			return c.exportArchive(ctx, s, path, passphrase)
		}
		switch {
		case c.changed:
			return c.exportChanged(ctx, s, path, o)
		case c.since != "":
			return c.exportSince(ctx, s, path, o)
		}
		var err error
		if o.Keys, err = c.selection(ctx, s); err != nil {
			return err
		}
		if o.Format == exchange.ICS {
			return c.exportCalendar(ctx, s, path, o.Keys)
		}
		if path == "-" {
			_, err := book.Export(ctx, s, c.Out, o)
			return err
		}
		n, err := book.ExportFile(ctx, s, path, o)
		if err != nil {
			return err
		}
		return c.say(lang.N("cli.export.done", n, lang.Args{"File": path}))
	})
}

// exportCalendar writes the occasions of people, or of everybody with the
// holidays, as a calendar.
func (c *call) exportCalendar(ctx context.Context, s *store.Store, path string, keys []int64) error {
	if path == "-" {
		_, err := book.ExportCalendar(ctx, s, c.Clock, c.Out, keys)
		return err
	}
	n, err := book.ExportCalendarFile(ctx, s, c.Clock, keys, path, false)
	if err != nil {
		return err
	}
	return c.say(lang.N("cli.export.occasions", n, lang.Args{"File": path}))
}

// selection are the people of --tag, --person and --where together, in order
// of creation; nil is everybody.
func (c *call) selection(ctx context.Context, s *store.Store) ([]int64, error) {
	if len(c.tags)+len(c.people) == 0 && c.where == "" {
		return nil, nil
	}
	keys, err := c.keys(ctx, s, c.people)
	if err != nil {
		return nil, err
	}
	if c.where != "" && len(c.people) > 0 {
		return nil, usage("cli.flag_elsewhere", lang.Args{"Flag": "--person", "Usage": usageOf("export")})
	}
	for _, name := range c.tags {
		tag, err := s.TagByName(ctx, name)
		if err != nil {
			return nil, err
		}
		rows, err := s.People(ctx, store.Query{Filter: care.Filter{AllTags: []int64{tag.Key}}})
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			keys = append(keys, r.Key)
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys), nil
}

// checked is the answer of check.
type checked struct {
	OK       bool     `json:"ok"`
	Problems []string `json:"problems"`
	// NewestBackup is the path of the newest daily backup of a damaged book.
	NewestBackup string `json:"newest_backup,omitempty"`
}

func runCheck(ctx context.Context, c *call) error {
	path, err := app.BookPath(c.book)
	if err != nil {
		return err
	}
	problems, err := store.Check(ctx, path)
	damaged := err == nil && len(problems) > 0
	if err == nil && c.compare != "" {
		var differences []string
		differences, err = store.Compare(ctx, path, c.compare)
		problems = append(problems, differences...)
	}
	switch code := care.CodeOf(err); {
	case code == care.CodeBookDamaged, code == care.CodeBookNotABook:
		problems, damaged = append(problems, lang.Sentence(err)), true
	case err != nil:
		return err
	}
	newest := ""
	if damaged {
		newest = c.newestBackup(path)
	}
	if c.json {
		err = c.answer(checked{OK: len(problems) == 0, Problems: list(problems), NewestBackup: newest})
	} else if len(problems) == 0 {
		err = c.say(lang.T("cli.check.ok"))
	} else {
		if newest != "" {
			problems = append(problems, lang.T("backup.newest", lang.Args{"File": newest}))
		}
		err = c.say(problems...)
	}
	if err == nil && len(problems) > 0 {
		return errReported
	}
	return err
}

func runDemo(ctx context.Context, c *call) error {
	path := c.args[0]
	if info, err := os.Stat(path); err == nil && (info.IsDir() || info.Size() > 0) {
		return &care.Error{Code: care.CodeFileExists, Args: care.Args{"File": path}}
	}
	s, err := store.Open(ctx, path, store.Options{Clock: c.Clock, Language: lang.Current(), Origin: "command"})
	if err != nil {
		return err
	}
	if err := book.Demo(ctx, s, c.Clock); err != nil {
		return errors.Join(err, s.Discard())
	}
	n, err := s.Count(ctx, store.Query{})
	if err := errors.Join(err, s.Close()); err != nil {
		return err
	}
	return c.say(lang.N("cli.demo.done", n, lang.Args{"File": path}))
}
