package book

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"carebook/app/care"
	"carebook/app/lang"
	"carebook/store"
)

// Salvage reads all that can be read of a damaged book into a new one; see
// store.Salvage.
func Salvage(ctx context.Context, clock care.Clock, from, to string) (store.Salvaged, error) {
	return store.Salvage(ctx, from, to, store.SalvageOptions{Clock: clock, Language: lang.Current(), Unnamed: lang.T("trouble.unnamed")})
}

// SalvageHere sets a damaged book aside, byte by byte, and puts a book made of what
// can be read in its place. Nobody may have the book open. aside is where the
// damaged one is now; while the answer is an error, the damaged one still stands in its
// place.
func SalvageHere(ctx context.Context, clock care.Clock, path string) (done store.Salvaged, aside string, err error) {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	aside, err = store.SetAside(path, clock)
	if err != nil {
		return done, "", err
	}
	fresh, err := spareName(path)
	if err != nil {
		return done, aside, err
	}
	defer materialized{path: fresh}.remove() // where it has not taken the book's place
	if done, err = Salvage(ctx, clock, aside, fresh); err != nil {
		return done, aside, err
	}
	return done, aside, store.TakePlace(fresh, path)
}

// spareName is a free name beside a book, such that what a program that was killed has
// left there is known for that.
func spareName(path string) (string, error) {
	name, err := tempName(filepath.Dir(path))
	if err == nil {
		err = os.Remove(name)
	}
	if err != nil {
		return "", fmt.Errorf("find a free name beside %s: %w", path, err)
	}
	return name, nil
}

// SalvageWords tell what was saved and what was lost, a line for each kind of
// thing that there was.
func SalvageWords(done store.Salvaged) []string {
	var lines []string
	for _, kind := range []struct {
		name  string
		count store.SalvagedCount
	}{
		{lang.T("trouble.people"), done.People},
		{lang.T("trouble.notes"), done.Notes},
		{lang.T("trouble.events"), done.Events},
		{lang.T("trouble.sales"), done.Sales},
		{lang.T("trouble.pictures"), done.Pictures},
		{lang.T("trouble.others"), done.Others},
	} {
		c := kind.count
		args := lang.Args{"Kind": kind.name, "Saved": lang.Number(c.Saved), "Partial": lang.Number(c.Partial), "Lost": lang.Number(c.Lost)}
		switch {
		case c.Saved+c.Partial+c.Lost == 0:
		case c.Partial+c.Lost == 0:
			lines = append(lines, lang.T("trouble.all_saved", args))
		default:
			lines = append(lines, lang.T("trouble.some_saved", args))
		}
	}
	return lines
}
