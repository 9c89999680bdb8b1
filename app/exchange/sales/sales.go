// Package sales reads lists of sales: tables with a line for each sale, whatever
// the order and the language of the headings, the encoding, and the way in which
// days and amounts are written.
//
// What numbers and days mean is decided by their whole column: 1.234,56 beside
// 1.234, and 31/12/2026 beside 05/06/2026. A line that can still be read in two
// ways is a problem and never guessed.
//
// It imports the domain and its sibling packages of exchange, and never the store
// or the window.
package sales

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"strconv"
	"strings"

	"carebook/app/care"
	"carebook/app/exchange"
	"carebook/app/exchange/dates"
	"carebook/app/exchange/record"
	"carebook/app/exchange/sheet"
	"carebook/app/text"
)

// Options tell how to read a list.
type Options struct {
	// Order is the order of days in numbers where none in the file proves one;
	// Unknown refuses such a file.
	Order dates.Order
	// Language is the interface language, a hint for encoding and currencies.
	Language string
	// Year is the present year.
	Year int
}

// List is an open list of sales.
type List struct {
	table   *exchange.Table
	options Options
	columns columns
	// names are what the columns are called in fingerprints, places the columns
	// in the order of their names.
	names  []string
	places []int
	days   days
	styles [fields]style
}

// Record is one line of a list: a sale, or a problem where it is none.
type Record struct {
	// Line is where the line begins in the file, from 1, Raw its text.
	Line int
	Raw  string
	// Customer is who bought, in the file's words.
	Customer string
	// Sale is what was sold, without an ID. Its Source does not depend on the
	// customer where there is an order.
	Sale care.Sale
	// Problem says why the line could not be taken; its Code is "" otherwise.
	Problem record.Reason
}

// Open looks at a file: which columns it has, and how they write days and
// numbers. It fails with care.CodeNotSales where no headings name date, customer
// and amount, with care.CodeDateOrder where the days of the file can be read in two
// ways and the options do not tell, and otherwise as exchange.OpenTable does.
func Open(ctx context.Context, path string, o Options) (*List, error) {
	table, err := exchange.OpenTable(path, exchange.Options{Language: o.Language, Year: o.Year}, knownHeadings, care.CodeNotSales)
	if err != nil {
		return nil, err
	}
	l := &List{table: table, options: o}
	if err := l.look(ctx); err != nil {
		return nil, errors.Join(err, table.Close())
	}
	return l, nil
}

// Recognise reports whether headings of a file name date, customer and amount. It
// reads the beginning of the file alone.
func Recognise(path string, o Options) bool {
	return exchange.Headed(path, exchange.Options{Language: o.Language, Year: o.Year}, knownHeadings, func(cells []string) bool {
		c := columnsOf(cells)
		return c.enough()
	})
}

// Close closes the file.
func (l *List) Close() error { return l.table.Close() }

// errNotSales ends the look at a file without the headings that are needed.
var errNotSales = errors.New("no headings of sales")

// numeric are the columns of numbers.
var numeric = []field{quantity, amount, cost, margin, rate}

// look reads the whole file once.
func (l *List) look(ctx context.Context) error {
	headed := false
	err := l.table.Read(ctx, func(r *sheet.Row) error {
		switch {
		case headed && r.Reason.Code == "":
			l.learn(r.Cells)
		case !headed && (r.Reason.Code != "" || !l.head(r.Cells)):
			return errNotSales
		}
		headed = true
		return nil
	})
	switch {
	case errors.Is(err, errNotSales), err == nil && !headed:
		return l.table.Fail(care.CodeNotSales, nil)
	case err != nil:
		return err
	}
	if example, unclear := l.days.decide(l.options.Order); unclear {
		return l.table.Fail(care.CodeDateOrder, care.Args{"Example": example})
	}
	return nil
}

// head takes the headings, and reports whether all that are needed are there.
func (l *List) head(cells []string) bool {
	l.columns = columnsOf(cells)
	for i, h := range cells {
		name := normal(h)
		if p, ok := known[name]; ok && l.columns[p.field] == i {
			name = strconv.Itoa(int(p.field)) + ":" // whatever the language
		}
		l.names, l.places = append(l.names, name), append(l.places, i)
	}
	slices.SortStableFunc(l.places, func(a, b int) int { return strings.Compare(l.names[a], l.names[b]) })
	return l.columns.enough()
}

// learn takes in what a line proves of its columns.
func (l *List) learn(cells []string) {
	for _, f := range []field{date, paid} {
		l.days.learn(l.columns.of(cells, f))
	}
	for _, f := range numeric {
		if n, _, ok := numberOf(l.columns.of(cells, f)); ok {
			l.styles[f].learn(&n)
		}
	}
}

// Read yields every line below the headings. currency gives the currency of
// amounts that name none, "" where nobody knows; it is asked for each line. A Record
// belongs to emit, whose error ends the reading and is returned as it is.
func (l *List) Read(ctx context.Context, currency func() string, emit func(*Record) error) error {
	headed := false
	return l.table.Read(ctx, func(r *sheet.Row) error {
		if !headed {
			headed = true
			return nil
		}
		rec := &Record{Line: r.Line, Raw: r.Raw, Problem: r.Reason}
		if rec.Problem.Code == "" {
			l.record(rec, r.Cells, currency())
		}
		return emit(rec)
	})
}

// record reads one line.
func (l *List) record(rec *Record, cells []string, currency string) {
	rec.Customer = l.columns.of(cells, customer)
	s := &rec.Sale
	s.Item, s.Order = l.columns.of(cells, item), l.columns.of(cells, order)
	for _, part := range []func(s *care.Sale, cells []string, currency string) record.Reason{l.day, l.money, l.numbers, l.paid} {
		if rec.Problem = part(s, cells, currency); rec.Problem.Code != "" {
			return
		}
	}
	if rec.Customer == "" {
		rec.Problem = record.Reason{Code: "sales.reason.no_customer"}
		return
	}
	s.Source = l.source(s, cells)
}

func (l *List) day(s *care.Sale, cells []string, _ string) (reason record.Reason) {
	s.Day, reason = l.days.read(l.columns.of(cells, date), l.options.Year)
	return reason
}

// paid reads the day of the payment. A plain yes is taken for the day of the
// sale, since no later one is known; a plain no is none.
func (l *List) paid(s *care.Sale, cells []string, _ string) (reason record.Reason) {
	cell := l.columns.of(cells, paid)
	switch word := normal(cell); {
	case cell == "" || slices.Contains(noWords, word):
	case slices.Contains(yesWords, word):
		s.Paid = s.Day
	default:
		s.Paid, reason = l.days.read(cell, l.options.Year)
	}
	return reason
}

var (
	noWords  = []string{"", "no", "n", "false", "0", "unpaid", "нет", "否", "未", "未付", "未付款"}
	yesWords = []string{"yes", "y", "true", "1", "x", "paid", "si", "pagado", "pagada", "да", "оплачено", "是", "已付", "已付款"}
)

// money reads amount and cost, in one currency.
func (l *List) money(s *care.Sale, cells []string, preferred string) record.Reason {
	column := l.columns.of(cells, currencyField)
	code, ok := currencyOf(column, preferred, l.options.Language)
	if !ok {
		return reasonFor("sales.reason.unknown_currency", column)
	}
	var reason record.Reason
	if s.Amount, reason = l.moneyOf(l.columns.of(cells, amount), amount, code, preferred); reason.Code != "" {
		return reason
	}
	cell := l.columns.of(cells, cost)
	if cell == "" {
		return reason
	}
	bare, reason := l.moneyOf(cell, cost, s.Amount.Currency, preferred)
	if reason.Code == "" {
		s.Cost = &bare
	}
	return reason
}

// moneyOf reads an amount in a currency; "" is the one that stands beside it, or
// else the preferred one.
func (l *List) moneyOf(cell string, f field, code, preferred string) (m care.Money, reason record.Reason) {
	n, beside, ok := numberOf(cell)
	if !ok {
		return m, reasonFor("sales.reason.not_an_amount", cell)
	}
	prefer := code
	if prefer == "" {
		prefer = preferred
	}
	named, ok := currencyOf(beside, prefer, l.options.Language)
	switch {
	case !ok && n.kind() == broken:
		return m, reasonFor("sales.reason.not_an_amount", cell)
	case !ok:
		return m, reasonFor("sales.reason.unknown_currency", beside)
	case named != "" && code != "" && named != code:
		return m, record.Reason{Code: "sales.reason.two_currencies", Args: care.Args{"Text": cell, "Currency": code}}
	case named != "":
		code = named
	case code == "" && preferred == "":
		return m, record.Reason{Code: "sales.reason.no_currency"}
	case code == "":
		code = preferred
	}
	m.Currency = code
	var r reading
	switch m.Minor, r = n.minor(l.styles[f], care.Decimals(code)); r {
	case notANumber:
		return m, reasonFor("sales.reason.not_an_amount", cell)
	case twoWays:
		return m, reasonFor("sales.reason.two_ways", cell)
	}
	return m, reason
}

// numbers reads quantity, margin and rate.
func (l *List) numbers(s *care.Sale, cells []string, _ string) record.Reason {
	for _, part := range []struct {
		field  field
		into   *string
		beside []string
		wrong  string
	}{
		{quantity, &s.Quantity, []string{""}, "sales.reason.not_a_quantity"},
		{margin, &s.Margin, []string{"", "%", "٪"}, "sales.reason.not_a_margin"},
		{rate, &s.Rate, []string{""}, "sales.reason.not_a_rate"},
	} {
		cell := l.columns.of(cells, part.field)
		if cell == "" {
			continue
		}
		n, beside, ok := numberOf(cell)
		if !ok || !slices.Contains(part.beside, beside) {
			return reasonFor(part.wrong, cell)
		}
		var r reading
		switch *part.into, r = n.decimal(l.styles[part.field]); r {
		case notANumber:
			return reasonFor(part.wrong, cell)
		case twoWays:
			return reasonFor("sales.reason.two_ways", cell)
		}
	}
	switch {
	case strings.HasPrefix(s.Quantity, "-"):
		return reasonFor("sales.reason.negative_quantity", l.columns.of(cells, quantity))
	case s.Margin != "" && overHundred(s.Margin):
		return reasonFor("sales.reason.not_a_margin", l.columns.of(cells, margin))
	case s.Rate == "0" || strings.HasPrefix(s.Rate, "-"):
		return reasonFor("sales.reason.not_a_rate", l.columns.of(cells, rate))
	}
	return record.Reason{}
}

// overHundred reports whether a margin is more than the whole amount, which no
// profit is: that is a mark-up on the cost.
func overHundred(percent string) bool {
	whole, decimals, _ := strings.Cut(percent, ".")
	switch {
	case strings.HasPrefix(percent, "-"), len(whole) < 3:
		return false
	case len(whole) > 3:
		return true
	}
	return whole > "100" || decimals != ""
}

func reasonFor(code, text string) record.Reason {
	const longest = 80 // characters
	if r := []rune(text); len(r) > longest {
		text = string(r[:longest]) + "…"
	}
	return record.Reason{Code: code, Args: care.Args{"Text": text}}
}

// source is the fingerprint of a line: of its order, item, day and amount, or
// without an order of all its cells, whatever the order of the columns.
func (l *List) source(s *care.Sale, cells []string) string {
	h := sha256.New()
	add := func(parts ...string) {
		for _, part := range parts {
			h.Write([]byte(part)) // a hash never fails
			h.Write([]byte{0})
		}
	}
	if s.Order != "" {
		add("order", s.Order, normal(s.Item), text.Fold(s.Item), string(s.Day), strconv.FormatInt(s.Amount.Minor, 10), s.Amount.Currency)
	} else {
		for _, i := range l.places {
			if i < len(cells) {
				if cell := strings.TrimSpace(cells[i]); cell != "" {
					add(l.names[i], cell)
				}
			}
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}
