package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"time"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/store"
)

// country is where numbers without a country code belong.
const country = "ES"

// measureImport imports a file into a new book as the command does.
func measureImport(ctx context.Context, file, path string) error {
	f := figures{}
	start := time.Now()
	people, err := importInto(ctx, book.ImportOptions{Files: []string{file}}, path, nil)
	if err != nil {
		return err
	}
	f.Seconds, f.People, f.PeakMiB = time.Since(start).Seconds(), people, peakMiB()
	return f.print()
}

// measurePreview finds out what an import into an existing book would do.
func measurePreview(ctx context.Context, file, path string) (err error) {
	clock := care.SystemClock()
	s, err := store.Open(ctx, path, store.Options{Clock: clock})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	start := time.Now()
	p, err := book.NewPreview(ctx, s, clock, book.ImportOptions{Files: []string{file}, Country: country})
	if err != nil {
		return err
	}
	f := figures{Seconds: time.Since(start).Seconds(), People: p.Len(), PeakMiB: peakMiB()}
	return errors.Join(f.print(), p.Close())
}

// importInto imports files of which every record is somebody new.
func importInto(ctx context.Context, options book.ImportOptions, path string, record func(string, []any)) (int, error) {
	clock := care.SystemClock()
	s, err := store.Open(ctx, path, store.Options{Clock: clock, Origin: "measure", Record: record})
	if err != nil {
		return 0, err
	}
	options.Country = country
	result, err := book.Import(ctx, s, clock, options)
	if err = errors.Join(err, s.Close()); err != nil {
		return 0, err
	}
	total := result.Total()
	if len(total.Problems) > 0 || total.New != total.Records {
		return 0, fmt.Errorf("of %d records %d were new and %d problems", total.Records, total.New, len(total.Problems))
	}
	return total.New, nil
}

// measureBare imports a file once to learn the statements and their values and
// then does the same statements in an empty book, with nothing around them but
// the database: what no importer could be faster than.
func measureBare(ctx context.Context, file, folder string) (err error) {
	var statements []store.Statement
	people, err := importInto(ctx, book.ImportOptions{Files: []string{file}}, filepath.Join(folder, "learned.db"), func(query string, args []any) {
		statements = append(statements, store.Statement{Query: query, Args: args})
	})
	if err != nil {
		return err
	}
	s, err := store.Open(ctx, filepath.Join(folder, "bare.db"), store.Options{Clock: care.SystemClock()})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	runtime.GC() // the import's garbage is not the replay's
	start := time.Now()
	if err := s.Replay(ctx, statements); err != nil {
		return err
	}
	return figures{Seconds: time.Since(start).Seconds(), People: people}.print()
}
