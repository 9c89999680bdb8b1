package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"carebook/app"
	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/exchange"
	"carebook/app/lang"
	"carebook/store"
)

func runImport(ctx context.Context, c *call) error {
	o, err := c.importOptions()
	if err != nil {
		return err
	}
	s, err := c.openForImport(ctx)
	if err != nil {
		return err
	}
	if done, err := c.importArchive(ctx, s); done || err != nil {
		end := s.Close
		if err != nil {
			end = s.Discard
		}
		return errors.Join(err, end())
	}
	do := importer(book.Import)
	if c.dryRun {
		do = c.preview
	}
	result, err := c.watched(ctx, s, o, do)
	if s != nil {
		end := s.Close
		if err != nil {
			end = s.Discard
		}
		err = errors.Join(err, end())
	}
	if c.json && result.Files != nil {
		err = errors.Join(c.answer(result), err)
	} else if err == nil || care.CodeOf(err) == care.CodeNothingUsable {
		err = errors.Join(c.sayImport(result), err)
	}
	return err
}

// watched imports, and meanwhile shows on a terminal how far that is.
func (c *call) watched(ctx context.Context, s *store.Store, o book.ImportOptions, do importer) (book.ImportResult, error) {
	const toLineStart, clearLine = "\r", "\x1b[K"
	shown := false
	if c.Terminal {
		o.Progress = func(p book.Progress) {
			if p.Elapsed >= time.Second {
				shown = true
				fmt.Fprint(c.Err, toLineStart, p.Sentence(), clearLine)
			}
		}
	}
	result, err := do(ctx, s, c.Clock, o)
	if shown {
		fmt.Fprint(c.Err, toLineStart, clearLine)
	}
	return result, err
}

// importer is book.Import, or the preview of it.
type importer func(context.Context, *store.Store, care.Clock, book.ImportOptions) (book.ImportResult, error)

// preview finds out what an import would do: for JSON with every record of it.
func (c *call) preview(ctx context.Context, s *store.Store, clock care.Clock, o book.ImportOptions) (book.ImportResult, error) {
	p, err := book.NewPreview(ctx, s, clock, o)
	if p == nil {
		return book.ImportResult{}, err
	}
	if !c.json {
		return p.Described(), errors.Join(err, p.Close())
	}
	full, fullErr := p.Full()
	return full, errors.Join(err, fullErr, p.Close())
}

func (c *call) importOptions() (book.ImportOptions, error) {
	o := book.ImportOptions{
		Files: c.args, Country: strings.ToUpper(c.country), Encoding: c.encoding, Delimiter: c.delimiter,
		NoHeader: c.noHeader, OnDuplicate: book.OnDuplicate(c.onDuplicate), SkipUnreadable: c.skip, Tags: c.tags,
	}
	switch o.OnDuplicate {
	case "", book.Update, book.Add, book.LeaveOut:
	default:
		return o, usage("cli.flag_bad_value", lang.Args{"Flag": "--on-duplicate", "Value": c.onDuplicate})
	}
	if len(o.Country) != 0 && len(o.Country) != 2 {
		return o, usage("cli.flag_bad_value", lang.Args{"Flag": "--country", "Value": c.country})
	}
	for _, m := range c.mapping {
		column, err := exchange.ParseColumnMap(m)
		if err != nil {
			return o, err
		}
		o.Map = append(o.Map, column)
	}
	return o, nil
}

// openForImport opens the book, or gives none for a dry run into a book that
// is not there: that never makes one.
func (c *call) openForImport(ctx context.Context) (*store.Store, error) {
	if c.dryRun {
		path, err := app.BookPath(c.book)
		if err != nil {
			return nil, err
		}
		if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
			return nil, nil
		}
	}
	return c.open(ctx, false)
}

// sayImport tells what became of the records, with every problem.
func (c *call) sayImport(result book.ImportResult) error {
	for _, f := range result.Files {
		lines := []string{lang.N("cli.import.file", f.Records, lang.Args{
			"File": f.File, "New": lang.Number(f.New), "Updated": lang.Number(f.Updated), "Same": lang.Number(f.Same), "Problems": lang.Number(len(f.Problems)),
		})}
		if f.Preview != nil {
			for _, col := range f.Preview.Columns {
				lines = append(lines, lang.T("cli.import.column", lang.Args{"Heading": cmp.Or(col.Heading, strconv.Itoa(col.Index)), "Field": col.Field, "Example": col.Example}))
			}
		}
		for _, p := range f.Problems {
			lines = append(lines, lang.T("cli.import.problem", lang.Args{"Line": p.Line, "Reason": p.Reason}))
		}
		for _, w := range f.Warnings {
			lines = append(lines, lang.T("cli.import.warning", lang.Args{"Line": w.Line, "Reason": w.Reason}))
		}
		if n := len(f.PossibleDuplicates); n > 0 {
			lines = append(lines, lang.N("cli.import.possible", n))
		}
		if err := c.say(lines...); err != nil {
			return err
		}
	}
	if result.ImportID != "" {
		return c.say(lang.T("cli.import.undo", lang.Args{"ID": result.ImportID}))
	}
	return nil
}

func runImports(ctx context.Context, c *call) error {
	return c.with(ctx, func(s *store.Store) error {
		runs, err := s.Imports(ctx)
		if err != nil {
			return err
		}
		if c.json {
			return c.answer(map[string]any{"imports": list(runs)})
		}
		if len(runs) == 0 {
			return c.say(lang.T("cli.imports.none"))
		}
		for _, run := range runs {
			line := lang.T("cli.imports.run", lang.Args{
				"ID": run.ID, "Day": lang.Day(care.DayOf(run.At.Time().In(c.Clock.Now().Location()))), "Files": strings.Join(run.Files, ", "),
				"New": lang.Number(run.New), "Updated": lang.Number(run.Updated), "Same": lang.Number(run.Same), "Problems": lang.Number(run.Problems),
			})
			if run.Undone {
				line = lang.T("cli.imports.undone", lang.Args{"Run": line})
			}
			if err := c.say(line); err != nil {
				return err
			}
		}
		return nil
	})
}

func runUndoImport(ctx context.Context, c *call) error {
	return c.with(ctx, func(s *store.Store) error {
		result, err := book.UndoImport(ctx, s, c.args[0])
		if err != nil {
			return err
		}
		if result.Sales > 0 {
			if err := book.RefreshBands(ctx, s, c.Clock); err != nil {
				return err
			}
		}
		if c.json {
			return c.answer(result)
		}
		lines := []string{lang.T("cli.undo.done", lang.Args{"Removed": lang.Number(result.Removed), "Restored": lang.Number(result.Restored)})}
		if result.Sales > 0 {
			lines = []string{lang.N("sales.undone", result.Sales)}
		}
		for _, p := range result.Left {
			lines = append(lines, lang.T("cli.undo.left", lang.Args{"Name": p.Name, "Why": p.Why}))
		}
		return c.say(lines...)
	})
}

// list is a slice that is written as [] rather than null when it is empty.
func list[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
