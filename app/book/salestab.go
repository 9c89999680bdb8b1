package book

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"carebook/app/care"
	"carebook/app/lang"
	"carebook/store"
)

// SalesTab is what a person's page tells of sales. Money is in minor units of the
// book's currency.
type SalesTab struct {
	SaleContext
	// Count is the number of sales, Sales are the latest of them.
	Count int
	Sales []store.CountedSale
	// Months are the twelve up to today, the latest first, Years all in which
	// something was sold, Items those of the twelve months and of the twelve before.
	Months, Years, Items SalesTable
	// Unknown are the items with sales of which nobody knows the profit.
	Unknown []store.UnknownItem
}

// SalesTable is a table of sums. Total is the sum of the lines.
type SalesTable struct {
	Lines []SalesLine
	Total SalesLine
}

// SalesLine is what was sold in a month, in a year or of an item, and in the period
// before with which it is compared.
type SalesLine struct {
	// Period is the beginning of an ISO day, of a month or a year; Name is that of
	// an item, "" for what was sold without one.
	Period, Name string
	// Running is the month or the year that is not over. It is compared with the
	// same days of the year before.
	Running bool
	store.SaleSum
	Before store.SaleSum
	// Whole is all of the year before, of a running month or year too.
	Whole store.SaleSum
}

// monthsShown are those of a year's picture.
const monthsShown = 12

// ReadSales reads what a person's page tells of sales, with the latest sales, limit
// of them at most.
func ReadSales(ctx context.Context, s *store.Store, clock care.Clock, person int64, limit int) (*SalesTab, error) {
	c, err := ReadSaleContext(ctx, s, clock)
	if err != nil {
		return nil, err
	}
	t := &SalesTab{SaleContext: c}
	if t.Count, err = s.CountSales(ctx, person); err != nil || t.Count == 0 {
		return t, err
	}
	if t.Sales, err = s.Sales(ctx, person, limit); err != nil {
		return nil, err
	}
	if err := t.readDated(ctx, s, person); err != nil {
		return nil, err
	}
	first := monthsBefore(c.Today, monthsShown-1)
	last := firstOfMonth(c.Today).AddDate(0, 1, -1)
	// As text, a 29 February of a year without one stands between the days around it.
	sameDay := care.Day(strconv.Itoa(c.Today.Time().Year()-1) + string(c.Today)[len("2026"):])
	items, err := s.ItemSums(ctx, person, store.Days{From: care.DayOf(first), To: care.DayOf(last)},
		store.Days{From: care.DayOf(first.AddDate(-1, 0, 0)), To: sameDay})
	if err != nil {
		return nil, err
	}
	for _, it := range items {
		t.Items.add(SalesLine{Name: it.Name, SaleSum: it.SaleSum, Before: it.Before, Whole: it.Before})
	}
	t.Unknown, err = s.UnknownItems(ctx, person)
	return t, err
}

// readDated reads the tables of months and years.
func (t *SalesTab) readDated(ctx context.Context, s *store.Store, person int64) error {
	months, err := s.MonthSums(ctx, person, t.Today)
	if err != nil {
		return err
	}
	years, err := s.YearSums(ctx, person, t.Today)
	if err != nil {
		return err
	}
	byMonth := byPeriod(months)
	for i := range monthsShown {
		month := monthsBefore(t.Today, i)
		t.Months.add(compared(byMonth, month.Format("2006-01"), month.AddDate(-1, 0, 0).Format("2006-01"), i == 0))
	}
	byYear, now := byPeriod(years), t.Today.Time().Year()
	for _, y := range years {
		at, err := time.Parse("2006", y.Period)
		if err != nil {
			return fmt.Errorf("read the year of a sale: %w", err)
		}
		t.Years.add(compared(byYear, y.Period, at.AddDate(-1, 0, 0).Format("2006"), at.Year() == now))
	}
	return nil
}

func byPeriod(sums []store.DatedSum) map[string]store.DatedSum {
	by := make(map[string]store.DatedSum, len(sums))
	for _, d := range sums {
		by[d.Period] = d
	}
	return by
}

// compared is the line of a period beside that of a year before.
func compared(by map[string]store.DatedSum, period, before string, running bool) SalesLine {
	l := SalesLine{Period: period, Running: running, SaleSum: by[period].SaleSum, Before: by[before].SaleSum, Whole: by[before].SaleSum}
	if running {
		l.Before = by[before].SoFar
	}
	return l
}

func (t *SalesTable) add(l SalesLine) {
	t.Lines = append(t.Lines, l)
	for _, sum := range []struct {
		to *store.SaleSum
		of store.SaleSum
	}{{&t.Total.SaleSum, l.SaleSum}, {&t.Total.Before, l.Before}, {&t.Total.Whole, l.Whole}} {
		sum.to.Sales += sum.of.Sales
		sum.to.Unknown += sum.of.Unknown
		sum.to.Revenue += sum.of.Revenue
		sum.to.Profit += sum.of.Profit
	}
}

func firstOfMonth(d care.Day) time.Time {
	t := d.Time()
	return time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC)
}

// monthsBefore is the first day of the month that lies a number of months back.
func monthsBefore(d care.Day, months int) time.Time { return firstOfMonth(d).AddDate(0, -months, 0) }

// PeriodName is a month or a year of a table in words: "November 2026", "2026".
func PeriodName(period string) string {
	if t, err := time.Parse("2006-01", period); err == nil {
		return lang.Date(care.Date{Year: t.Year(), Month: int(t.Month())})
	}
	return period
}

// Difference says how much more or less something is than before, in words: "€120
// more".
func Difference(now, before int64, currency string) string {
	args := lang.Args{"Amount": lang.Money(care.Money{Minor: max(now-before, before-now), Currency: currency})}
	switch {
	case now > before:
		return lang.T("sale.more", args)
	case now < before:
		return lang.T("sale.less", args)
	}
	return lang.T("sale.same")
}

// AddSale writes a sale to a person, and gives its key. Where the book has no
// currency yet, the sale's becomes it.
func AddSale(ctx context.Context, s *store.Store, person int64, sale care.Sale, words string) (key, action int64, err error) {
	action, err = s.Do(ctx, store.Action{Kind: "sale", Words: words}, func(tx *store.Tx) error {
		if _, err := tx.Person(person); err != nil {
			return err
		}
		key, err = tx.PutSale(0, person, sale)
		return err
	})
	return key, action, err
}

// ChangeSale writes what an editor has changed of a sale. It fails with
// care.CodeSaleMissing where the sale has gone, and with care.CodeOvertaken where
// it is not any more as the editor was given it.
func ChangeSale(ctx context.Context, s *store.Store, key int64, before, after care.Sale, words string) (action int64, err error) {
	return s.Do(ctx, store.Action{Kind: "sale", Words: words}, func(tx *store.Tx) error {
		now, err := tx.Sale(key)
		if err != nil {
			return err
		}
		same, err := sameSale(before, now.Sale)
		if err != nil {
			return err
		}
		if !same {
			return &care.Error{Code: care.CodeOvertaken, Args: care.Args{"Field": string(now.Day), "Value": SaleTitle(&now.Sale)}}
		}
		_, err = tx.PutSale(key, now.Person, after)
		return err
	})
}

func sameSale(a, b care.Sale) (bool, error) {
	first, err := json.Marshal(a)
	if err != nil {
		return false, fmt.Errorf("compare sales: %w", err)
	}
	second, err := json.Marshal(b)
	if err != nil {
		return false, fmt.Errorf("compare sales: %w", err)
	}
	return bytes.Equal(first, second), nil
}

// RemoveSale removes a sale.
func RemoveSale(ctx context.Context, s *store.Store, key int64, words string) (action int64, err error) {
	return s.Do(ctx, store.Action{Kind: "sale", Words: words}, func(tx *store.Tx) error { return tx.RemoveSale(key) })
}

// SaleTitle names a sale in a sentence: what was sold, and for how much.
func SaleTitle(s *care.Sale) string {
	item := strings.TrimSpace(s.Item)
	if item == "" {
		item = lang.T("sale.no_item")
	}
	return lang.T("sale.title", lang.Args{"Item": item, "Amount": lang.Money(s.Amount)})
}
