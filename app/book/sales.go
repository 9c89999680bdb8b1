package book

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/currency"
	"golang.org/x/text/language"

	"carebook/app/care"
	"carebook/app/exchange/dates"
	"carebook/app/exchange/sales"
	"carebook/app/lang"
	"carebook/store"
)

// SalesOptions say how to read a list of sales.
type SalesOptions struct {
	// Country (ISO 3166, two letters) is where numbers without a country code
	// belong, and whose currency and order of days count where nothing else
	// tells; "" is the book's own, or else the desktop's.
	Country string
	// Rates are what one unit of a currency is in the book's, as decimal text by
	// currency code. They count for lines that name no rate.
	Rates map[string]string
	// DryRun counts what would become of every line and writes nothing.
	DryRun bool
	// Progress, if set, is told from time to time how many lines have been read.
	Progress func(Progress)
}

// SalesResult is what became of the lines: New, Same and Problems add up to
// Records. Its JSON form is documented.
type SalesResult struct {
	Records  int             `json:"records"`
	New      int             `json:"new"`
	Same     int             `json:"same"`
	Problems []ImportProblem `json:"problems"`
	// ImportID names the run, by which UndoImport takes it back; "" after a dry
	// run.
	ImportID string `json:"-"`
	// Currency is the book's, "" where it has none and nothing was read.
	Currency string `json:"-"`
	// Rates are the currencies of lines that need a rate to the book's and name
	// none, in the order of the file, with their number, whether or not the
	// options gave one.
	Rates []MissingRate `json:"-"`
	// Lines are the first of those that would be written, of a dry run.
	Lines []SaleLine `json:"-"`
}

// ImportSales reads a list of sales into the book: its good lines in one
// transaction and as one undo, the others as problems. A line is the same as one
// imported before where order, item, customer, day and amount are, or without an
// order all its cells. An order's line that stands in the file twice is a problem;
// of lines without an order that are alike in every cell, one counts. The bands of
// the book follow.
//
// It fails as sales.Open does, where the file is the one problem of the result, with
// care.CodeBadCurrency and care.CodeBadRate for the options' rates, and with
// care.CodeNothingUsable, where the result is filled in all the same.
func ImportSales(ctx context.Context, s *store.Store, clock care.Clock, path string, o SalesOptions) (result SalesResult, err error) {
	run := &salesRun{result: SalesResult{Problems: []ImportProblem{}}, seen: map[store.SaleSource]int{}, file: path, clock: clock, began: clock.Now(), told: o.Progress, rates: o.Rates, dry: o.DryRun}
	if err = checkRates(o.Rates); err != nil {
		return run.result, err
	}
	if run.country, err = countryFor(ctx, s, o.Country); err != nil {
		return run.result, err
	}
	list, err := sales.Open(ctx, path, sales.Options{Order: orderOfDays(run.country), Language: lang.Current(), Year: clock.Today().Time().Year()})
	if err != nil {
		run.result.Records, run.result.Problems = 1, []ImportProblem{{Reason: lang.Sentence(err)}}
		return run.result, err
	}
	defer func() { err = errors.Join(err, list.Close()) }()
	name := filepath.Base(path)
	_, err = s.Do(ctx, store.Action{Kind: kindSales, Words: name}, func(tx *store.Tx) error {
		if err := run.begin(ctx, s, tx); err != nil {
			return err
		}
		if err := list.Read(ctx, run.currency, run.take); err != nil {
			return err
		}
		if run.result.New+run.result.Same == 0 {
			return &care.Error{Code: care.CodeNothingUsable, Args: care.Args{"File": path}}
		}
		if o.DryRun {
			return errDryRun
		}
		var err error
		run.result.ImportID, err = tx.RecordImport(store.Import{Files: []string{name}, New: run.result.New, Same: run.result.Same, Problems: len(run.result.Problems)})
		return err
	})
	run.result.Currency = run.preferred
	switch {
	case errors.Is(err, errDryRun):
		err = run.nameBuyers(ctx, s)
		return run.result, err
	case err != nil && ctx.Err() != nil:
		err = &care.Error{Code: care.CodeCancelled, Err: err}
	}
	if err == nil && run.result.New > 0 {
		// What is written is written: who stops now does not stop half of it.
		err = RefreshBands(context.WithoutCancel(ctx), s, clock)
	}
	return run.result, err
}

// errDryRun ends an action of which nothing is to stay.
var errDryRun = errors.New("a dry run")

// IsSales reports whether the headings of a file are those of a list of sales. It
// reads no more than the beginning of the file; what cannot be read is no list of
// sales.
func IsSales(path string) bool { return sales.Recognise(path, sales.Options{Language: lang.Current()}) }

// tellEvery is the number of lines after which a run tells how far it is.
const tellEvery = 500

// salesRun is one run under way.
type salesRun struct {
	file    string
	clock   care.Clock
	began   time.Time
	told    func(Progress)
	tx      *store.Tx
	country string
	// preferred is the currency of amounts that name none, "" where nobody knows.
	preferred string
	customers *customers
	// rates are those of the options, dry is set where nothing is written.
	rates map[string]string
	dry   bool
	// margins are the usual ones of items by key, buyers those of the lines of the
	// result.
	margins map[int64]string
	buyers  []int64
	// known are the lines imported before, seen those of this file with the
	// number of the line.
	known  map[store.SaleSource]bool
	seen   map[store.SaleSource]int
	result SalesResult
}

// begin reads what lines are compared with. Meanwhile nobody else writes.
func (run *salesRun) begin(ctx context.Context, s *store.Store, tx *store.Tx) (err error) {
	run.tx = tx
	if run.customers, err = newCustomers(ctx, s, tx, run.country); err != nil {
		return err
	}
	if run.known, err = s.SaleSources(ctx); err != nil {
		return err
	}
	if run.margins, err = usualMargins(ctx, s); err != nil {
		return err
	}
	run.preferred, err = tx.Currency()
	return err
}

// currency is what amounts without one are in: the book's, or until it has one
// that of the country.
func (run *salesRun) currency() string {
	if run.preferred == "" {
		return currencyOf(run.country)
	}
	return run.preferred
}

// take enters one line.
func (run *salesRun) take(r *sales.Record) error {
	run.result.Records++
	if n := run.result.Records; n%tellEvery == 0 && run.told != nil {
		run.told(Progress{File: run.file, Records: n, Elapsed: run.clock.Now().Sub(run.began)})
	}
	if r.Problem.Code != "" {
		run.problem(r, lang.T(r.Problem.Code, r.Problem.Args))
		return nil
	}
	who, err := run.customers.find(r.Customer)
	switch {
	case err != nil:
		return err
	case who.several:
		run.problem(r, lang.T("sales.reason.several", lang.Args{"Customer": r.Customer}))
		return nil
	case who.person == 0:
		run.problem(r, lang.T("sales.reason.nobody", lang.Args{"Customer": r.Customer}))
		return nil
	}
	source := store.SaleSource{Person: who.person, Source: r.Sale.Source}
	if line, twice := run.seen[source]; twice && r.Sale.Order != "" {
		run.problem(r, lang.T("sales.reason.order_twice", lang.Args{"Order": r.Sale.Order, "Line": lang.Number(line)}))
		return nil
	} else if twice || run.known[source] {
		run.seen[source] = r.Line
		run.result.Same++
		return nil
	}
	return run.add(r, source)
}

// add keeps a sale. One in another currency than the book's without a rate is a
// problem of its line.
func (run *salesRun) add(r *sales.Record, source store.SaleSource) error {
	run.rate(&r.Sale)
	_, err := run.tx.PutSale(0, source.Person, r.Sale)
	switch care.CodeOf(err) {
	case "":
	case care.CodeRateMissing, care.CodeBadRate:
		run.problem(r, lang.Sentence(err))
		return nil
	default:
		return err
	}
	run.seen[source] = r.Line
	run.result.New++
	if run.preferred == "" {
		run.preferred = r.Sale.Amount.Currency // the book's from now on
	}
	return run.show(r, source.Person)
}

func (run *salesRun) problem(r *sales.Record, reason string) {
	run.result.Problems = append(run.result.Problems, ImportProblem{Line: r.Line, Reason: reason, Raw: r.Raw})
}

// countryFor is the country that was asked for, or the book's own, or else that of
// the desktop.
func countryFor(ctx context.Context, s *store.Store, asked string) (string, error) {
	if asked != "" {
		return asked, nil
	}
	country, err := s.Setting(ctx, SettingCountry)
	if country == "" {
		country = lang.Region()
	}
	return country, err
}

// currencyOf is the currency of a country, "" where nobody knows.
func currencyOf(country string) string {
	region, err := language.ParseRegion(country)
	if err != nil {
		return ""
	}
	unit, ok := currency.FromRegion(region)
	if !ok {
		return ""
	}
	return unit.String()
}

// monthFirst are the countries that write 12/31/2026, bothWays those where days in
// numbers are written in more than one way or with the year first, so that their
// name decides nothing.
var (
	monthFirst = strings.Fields("US PH PR GU VI AS MP FM PW MH UM")
	bothWays   = strings.Fields("CA CN JP KR KP TW HU LT MN ZA SE KE GH")
)

// orderOfDays is how a country writes days in numbers. Without a country it is
// that of the interface's language where all of its countries agree.
func orderOfDays(country string) dates.Order {
	switch {
	case country == "" && (lang.Current() == "es" || lang.Current() == "ru"):
		return dates.DMY
	case country == "", slices.Contains(bothWays, country):
		return dates.Unknown
	case slices.Contains(monthFirst, country):
		return dates.MDY
	}
	return dates.DMY
}
