package store

import (
	"context"
	"fmt"

	"carebook/app/care"
)

// CountedSale is a sale with what it counts, in minor units of the book's currency.
type CountedSale struct {
	Sale
	Revenue, Profit int64
	// Known is set where somebody knows the profit, which is 0 otherwise.
	Known bool
}

// Sales are those to a person, the latest first, limit of them at most; 0 is all.
func (s *Store) Sales(ctx context.Context, person int64, limit int) ([]CountedSale, error) {
	if limit == 0 {
		limit = -1
	}
	rows, err := s.read.QueryContext(ctx, "SELECT key, amount, profit, known, doc FROM sale WHERE person = ? ORDER BY day DESC, key DESC LIMIT ?", person, limit)
	if err != nil {
		return nil, s.explain(fmt.Errorf("read the sales to person %d: %w", person, err))
	}
	defer rows.Close()
	var sales []CountedSale
	for rows.Next() {
		var sale CountedSale
		var key int64
		var doc []byte
		if err := rows.Scan(&key, &sale.Revenue, &sale.Profit, &sale.Known, &doc); err != nil {
			return nil, s.explain(fmt.Errorf("read the sales to person %d: %w", person, err))
		}
		if sale.Sale, err = decodeSale(key, doc); err != nil {
			return nil, err
		}
		sales = append(sales, sale)
	}
	return sales, s.explain(rows.Err())
}

// CountSales counts what was sold to a person.
func (s *Store) CountSales(ctx context.Context, person int64) (n int, err error) {
	if err = s.read.QueryRowContext(ctx, "SELECT count(*) FROM sale WHERE person = ?", person).Scan(&n); err != nil {
		return 0, s.explain(fmt.Errorf("count the sales to person %d: %w", person, err))
	}
	return n, nil
}

// AnySale reports whether anything was sold to anybody.
func (s *Store) AnySale(ctx context.Context) (any bool, err error) {
	if err = s.read.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM sale)").Scan(&any); err != nil {
		return false, s.explain(fmt.Errorf("look for a sale: %w", err))
	}
	return any, nil
}

// SaleSum adds sales up, in minor units of the book's currency.
type SaleSum struct {
	Sales int
	// Unknown counts the sales of which nobody knows the profit; it counts as 0.
	Unknown         int
	Revenue, Profit int64
}

// DatedSum adds up what was sold in a month or in a year.
type DatedSum struct {
	// Period is the beginning of an ISO day: "2026-11" or "2026".
	Period string
	SaleSum
	// SoFar is the part of it up to the day on which the running one stands.
	SoFar SaleSum
}

// sumsOf adds sales up for which a condition holds.
func sumsOf(condition string) string {
	return fmt.Sprintf(`count(*) FILTER (WHERE %[1]s), coalesce(sum(1 - known) FILTER (WHERE %[1]s), 0),
		coalesce(sum(amount) FILTER (WHERE %[1]s), 0), coalesce(sum(profit) FILTER (WHERE %[1]s), 0)`, condition)
}

// datedSums groups by the first ?2 characters of the day; the rest of a day is
// compared with that of today, ?3.
var datedSums = "SELECT substr(day, 1, ?2) AS period, " + sumsOf("TRUE") + ", " + sumsOf("substr(day, ?2 + 1) <= ?3") +
	" FROM sale WHERE person = ?1 GROUP BY period ORDER BY period DESC"

// MonthSums adds up what was sold to a person by month, the latest first.
func (s *Store) MonthSums(ctx context.Context, person int64, today care.Day) ([]DatedSum, error) {
	return s.datedSums(ctx, person, today, len("2026-11"))
}

// YearSums adds up what was sold to a person by year, the latest first.
func (s *Store) YearSums(ctx context.Context, person int64, today care.Day) ([]DatedSum, error) {
	return s.datedSums(ctx, person, today, len("2026"))
}

func (s *Store) datedSums(ctx context.Context, person int64, today care.Day, length int) ([]DatedSum, error) {
	rows, err := s.read.QueryContext(ctx, datedSums, person, length, string(today)[min(length, len(today)):])
	if err != nil {
		return nil, s.explain(fmt.Errorf("add up the sales to person %d: %w", person, err))
	}
	defer rows.Close()
	var sums []DatedSum
	for rows.Next() {
		var d DatedSum
		if err := rows.Scan(append([]any{&d.Period}, append(d.SaleSum.into(), d.SoFar.into()...)...)...); err != nil {
			return nil, s.explain(fmt.Errorf("add up the sales to person %d: %w", person, err))
		}
		sums = append(sums, d)
	}
	return sums, s.explain(rows.Err())
}

func (sum *SaleSum) into() []any { return []any{&sum.Sales, &sum.Unknown, &sum.Revenue, &sum.Profit} }

// ItemSum adds up what was sold to a person of an item in a period, and in the one
// before it.
type ItemSum struct {
	// Name is as it was written last; "" is what was sold without one.
	Name string
	SaleSum
	Before SaleSum
}

var itemSums = `SELECT coalesce((SELECT doc ->> 'item' FROM sale AS last WHERE last.person = ?1 AND last.item = sale.item ORDER BY day DESC, key DESC LIMIT 1), ''), ` +
	sumsOf("day >= ?3") + ", " + sumsOf("day < ?3") +
	" FROM sale WHERE person = ?1 AND (day BETWEEN ?3 AND ?4 OR day BETWEEN ?2 AND ?5) GROUP BY item ORDER BY sum(profit) FILTER (WHERE day >= ?3) DESC, item"

// Days are those from one to another, both inclusive.
type Days struct{ From, To care.Day }

// ItemSums adds up what was sold to a person by item in a period, and in one before
// it. Those that brought most come first.
func (s *Store) ItemSums(ctx context.Context, person int64, now, before Days) ([]ItemSum, error) {
	rows, err := s.read.QueryContext(ctx, itemSums, person, string(before.From), string(now.From), string(now.To), string(before.To))
	if err != nil {
		return nil, s.explain(fmt.Errorf("add up the items sold to person %d: %w", person, err))
	}
	defer rows.Close()
	var sums []ItemSum
	for rows.Next() {
		var it ItemSum
		if err := rows.Scan(append([]any{&it.Name}, append(it.SaleSum.into(), it.Before.into()...)...)...); err != nil {
			return nil, s.explain(fmt.Errorf("add up the items sold to person %d: %w", person, err))
		}
		sums = append(sums, it)
	}
	return sums, s.explain(rows.Err())
}

// SoldItem is an item with what was sold of it: one that is kept, or a name that
// stands in sales.
type SoldItem struct {
	// Key is that of the item, 0 for a name in sales alone.
	Key int64
	care.Item
	// Sales counts those to living people and to those in the trash; Unknown
	// those of them whose profit nobody knows.
	Sales, Unknown int
}

// soldItems joins the names in sales with the items that are kept. The name of one
// that is not is as it was written last.
const soldItems = `SELECT coalesce(item.key, 0), coalesce(item.doc ->> 'name', (SELECT doc ->> 'item' FROM sale WHERE sale.item = sold.name ORDER BY day DESC, key DESC LIMIT 1)),
		coalesce(item.doc ->> 'margin', ''), coalesce(sold.sales, 0), coalesce(sold.unknown, 0)
	FROM (SELECT item AS name, count(*) AS sales, sum(1 - known) AS unknown FROM sale WHERE item <> '' GROUP BY item) AS sold
	FULL JOIN item ON item.name = sold.name ORDER BY 4 DESC, coalesce(item.name, sold.name)`

// SoldItems are all that the user sells, what was sold most often first.
func (s *Store) SoldItems(ctx context.Context) ([]SoldItem, error) {
	rows, err := s.read.QueryContext(ctx, soldItems)
	if err != nil {
		return nil, s.explain(fmt.Errorf("read the items: %w", err))
	}
	defer rows.Close()
	var items []SoldItem
	for rows.Next() {
		var it SoldItem
		if err := rows.Scan(&it.Key, &it.Name, &it.Margin, &it.Sales, &it.Unknown); err != nil {
			return nil, s.explain(fmt.Errorf("read the items: %w", err))
		}
		items = append(items, it)
	}
	return items, s.explain(rows.Err())
}

// UnknownItem counts the sales of an item to a person of which nobody knows the
// profit.
type UnknownItem struct {
	// Name is as it was written last, "" for what was sold without one.
	Name  string
	Sales int
}

const unknownItems = `SELECT coalesce((SELECT doc ->> 'item' FROM sale AS last WHERE last.person = ?1 AND last.item = sale.item ORDER BY day DESC, key DESC LIMIT 1), ''), count(*)
	FROM sale WHERE person = ?1 AND known = 0 GROUP BY item ORDER BY 2 DESC, item`

// UnknownItems are the items sold to a person without anybody knowing the profit,
// those sold most often first.
func (s *Store) UnknownItems(ctx context.Context, person int64) ([]UnknownItem, error) {
	rows, err := s.read.QueryContext(ctx, unknownItems, person)
	if err != nil {
		return nil, s.explain(fmt.Errorf("read what has no cost of person %d: %w", person, err))
	}
	defer rows.Close()
	var items []UnknownItem
	for rows.Next() {
		var it UnknownItem
		if err := rows.Scan(&it.Name, &it.Sales); err != nil {
			return nil, s.explain(fmt.Errorf("read what has no cost of person %d: %w", person, err))
		}
		items = append(items, it)
	}
	return items, s.explain(rows.Err())
}

// UncountedIn are the sales that could not be counted if the book were in a
// currency: those in another one without a rate to it.
func (s *Store) UncountedIn(ctx context.Context, currency string) ([]Sale, error) {
	var sales []Sale
	err := s.eachDocument(ctx, "SELECT key, 0, doc FROM sale WHERE currency <> ?1 AND coalesce(doc ->> 'rate_to', '') <> ?1 ORDER BY key", func(key int64, _ int, doc []byte) error {
		sale, err := decodeSale(key, doc)
		sales = append(sales, sale)
		return err
	}, currency)
	if err != nil {
		return nil, s.explain(fmt.Errorf("read the sales that have no rate to %s: %w", currency, err))
	}
	return sales, nil
}
