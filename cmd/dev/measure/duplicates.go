package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/store"
)

// measureDuplicates makes a book of a file with repeats, each record somebody of
// his own, and looks for those who are in it twice.
func measureDuplicates(ctx context.Context, file, path string) (err error) {
	people, err := importInto(ctx, book.ImportOptions{Files: []string{file}, OnDuplicate: book.Add}, path, nil)
	if err != nil {
		return err
	}
	s, err := store.Open(ctx, path, store.Options{Clock: care.SystemClock(), MustExist: true})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	start := time.Now()
	pairs, err := book.FindDuplicates(ctx, s, nil)
	if err != nil {
		return err
	}
	f := figures{Seconds: time.Since(start).Seconds(), People: people, Hits: len(pairs), PeakMiB: peakMiB()}
	if repeats := people / repeatEvery; len(pairs) < repeats {
		return fmt.Errorf("of %d repeats %d were found", repeats, len(pairs))
	}
	return f.print()
}
