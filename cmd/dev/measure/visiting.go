package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/store"
)

const (
	// salesEach and eventsEach are what each of the made-up customers has bought
	// and been told, on average.
	salesEach, eventsEach = 10, 5
	// regular is the key of the first of them, who has bought regularSales times.
	regular, regularSales = 1, 200
)

// writeSold makes a book of n made-up customers with ten sales of the last two
// years and five events each, and tells their bands.
func writeSold(ctx context.Context, path string, n int) (err error) {
	clock := care.SystemClock()
	s, err := store.Open(ctx, path, store.Options{Clock: clock, Origin: "measure"})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	w := customers{events{today: clock.Today(), chance: rand.New(rand.NewPCG(1, 60))}}
	_, err = s.Do(ctx, store.Action{Kind: "import", Bulk: true}, func(tx *store.Tx) error {
		var keys []int64
		for i := range n {
			key, err := tx.PutPerson(w.person(i))
			if err != nil {
				return err
			}
			keys = append(keys, key)
		}
		for i, key := range keys {
			if err := w.history(tx, i, key); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return book.RefreshBands(ctx, s, clock)
}

type customers struct{ events }

func (w *customers) person(i int) *care.Person {
	p := one{i}
	return &care.Person{
		FullName: p.given() + " " + p.family(), Organization: p.organization(), Phones: []care.Phone{{Number: p.phones()[0]}},
		Addresses: []care.Address{{City: p.city()}}, Added: w.today.Plus(-3 * 365),
		Dates: []care.Date{{Kind: care.Birthday, Year: 1940 + i%60, Month: 1 + i%12, Day: 1 + i%28}},
	}
}

// history gives the i-th customer sales and events.
func (w *customers) history(tx *store.Tx, i int, key int64) error {
	sales := salesEach
	if key == regular {
		sales = regularSales
	}
	for range sales {
		amount := 10_00 + w.chance.Int64N(5_000_00)
		if _, err := tx.PutSale(0, key, care.Sale{
			Day: w.today.Plus(-w.chance.IntN(2 * 365)), Item: fmt.Sprintf("%s %d", w.word(said[0]), w.chance.IntN(20)),
			Amount: care.Money{Minor: amount, Currency: "EUR"}, Cost: &care.Money{Minor: amount * (50 + w.chance.Int64N(50)) / 100, Currency: "EUR"},
			State: care.SaleDelivered,
		}); err != nil {
			return err
		}
	}
	for k := range eventsEach {
		e := w.event(1 + w.chance.IntN(360))
		if k < 2 {
			e.Kind, e.Minutes = []care.EventKind{care.Visit, care.Call}[k], 10+w.chance.IntN(60)
		}
		switch e.Kind {
		case care.Quote:
			e.ValidUntil = w.today.Plus(w.chance.IntN(60) - 30)
		case care.Promise, care.Complaint:
			if e.Due = w.today.Plus(w.chance.IntN(60) - 30); i%10 != 0 {
				e.Done = e.Day
			}
		}
		if _, err := tx.PutEvent(0, key, e); err != nil {
			return err
		}
	}
	return nil
}

// measureBands tells the bands of today.
func measureBands(ctx context.Context, path string, runs int) error {
	clock := care.SystemClock()
	return answers(ctx, path, runs, func(s *store.Store, i int) (string, int, error) {
		v, err := book.ReadBands(ctx, s, clock, "")
		if err != nil {
			return "", 0, err
		}
		if v.Bands[0].People == 0 || v.Bands[0].SpentMinutes == 0 {
			err = errors.New("nobody is in band A")
		}
		return fmt.Sprintf("bands %d", i), v.Ranked, err
	})
}

// measureWeek plans the week that comes, measureMonth the month.
func measureWeek(ctx context.Context, path string, runs int) error {
	return measureVisits(ctx, path, runs, book.Span{})
}

func measureMonth(ctx context.Context, path string, runs int) error {
	return measureVisits(ctx, path, runs, book.Span{Month: true})
}

func measureVisits(ctx context.Context, path string, runs int, span book.Span) error {
	clock := care.SystemClock()
	return answers(ctx, path, runs, func(s *store.Store, i int) (string, int, error) {
		v, err := book.ReadVisits(ctx, s, clock, span)
		if err != nil {
			return "", 0, err
		}
		planned := 0
		for _, day := range v.Days {
			planned += len(day.Visits)
		}
		if planned == 0 {
			err = errors.New("nobody is visited")
		}
		return fmt.Sprintf("visits %d", i), planned, err
	})
}

// measureFields sorts the work of a large book into four fields.
func measureFields(ctx context.Context, path string, runs int) error {
	clock := care.SystemClock()
	return answers(ctx, path, runs, func(s *store.Store, i int) (string, int, error) {
		v, err := book.ReadFourFields(ctx, s, clock)
		if err != nil {
			return "", 0, err
		}
		total := 0
		for _, f := range v.Fields {
			total += f.Total
		}
		if total == 0 {
			err = errors.New("nothing is important or urgent")
		}
		return fmt.Sprintf("fields %d", i), total, err
	})
}

// measureSales reads the sales of a person who has bought often, as the person's
// page shows them.
func measureSales(ctx context.Context, path string, runs int) error {
	clock := care.SystemClock()
	return answers(ctx, path, runs, func(s *store.Store, i int) (string, int, error) {
		tab, err := book.ReadSales(ctx, s, clock, regular, regularSales)
		if err != nil {
			return "", 0, err
		}
		if tab.Count != regularSales {
			err = fmt.Errorf("the best customer has %d sales", tab.Count)
		}
		return fmt.Sprintf("sales %d", i), tab.Count, err
	})
}

// measureWhy says why people are in their bands.
func measureWhy(ctx context.Context, path string, runs int) error {
	clock := care.SystemClock()
	return answers(ctx, path, runs, func(s *store.Store, i int) (string, int, error) {
		band, why, _, err := book.BandWhy(ctx, s, clock, int64(regular+i))
		if err == nil && (band == "" || why == "") {
			err = fmt.Errorf("nobody knows the band of person %d", regular+i)
		}
		return fmt.Sprintf("why %d", i), 1, err
	})
}
