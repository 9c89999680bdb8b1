package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"carebook/app/care"
	"carebook/store"
)

// queries is how many searches are measured, rows how many people each shows.
const queries, rows = 200, 50

// measureSearch types mixed searches into a book of n made-up people and reads
// the rows that they show.
func measureSearch(ctx context.Context, path string, n int) error {
	return answers(ctx, path, queries, func(s *store.Store, i int) (string, int, error) {
		words := query(i, n)
		hits, err := s.Find(ctx, words, rows)
		return words, len(hits), err
	})
}

// measureWho looks callers up by all, nine or the last four of their digits.
func measureWho(ctx context.Context, path string, n int) error {
	return answers(ctx, path, queries, func(s *store.Store, i int) (string, int, error) {
		phones := one{i * 7919 % n}.phones()
		number := phones[i%len(phones)]
		switch i % 3 {
		case 1:
			number = number[len(number)-11:] // with its blanks
		case 2:
			number = number[len(number)-5:]
		}
		hits, err := s.Who(ctx, number, country, rows)
		if err == nil && len(hits) == 0 {
			err = fmt.Errorf("nobody has the number %s", number)
		}
		return number, len(hits), err
	})
}

// answers takes the times of a number of answers, after a few that fill the
// caches as the program's first minutes do. ask gives its i-th question and
// how many it found.
func answers(ctx context.Context, path string, runs int, ask func(s *store.Store, i int) (string, int, error)) (err error) {
	s, err := store.Open(ctx, path, store.Options{Clock: care.SystemClock(), MustExist: true})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	f := figures{}
	for i := range 10 {
		if _, _, err := ask(s, runs+i); err != nil {
			return err
		}
	}
	var all []asked
	for i := range runs {
		start := time.Now()
		question, found, err := ask(s, i)
		if err != nil {
			return err
		}
		all = append(all, asked{question, time.Since(start)})
		if found > 0 {
			f.Hits++
		}
	}
	f.spread(all)
	f.PeakMiB = peakMiB()
	return f.print()
}
