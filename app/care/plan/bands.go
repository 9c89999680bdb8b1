package plan

import (
	"cmp"
	"slices"
	"time"

	"carebook/app/care"
)

// KnownDays is how long a customer must have been known to be ranked.
const KnownDays = 90

// Customer is somebody of the book, as far as it counts for bands.
type Customer struct {
	Key      int64
	ID, Name string
	// Profit and Revenue are those of the period, in the minor units of the
	// book's currency; 0 for who bought nothing in it.
	Profit, Revenue int64
	// LastSale is the day of the last sale, Known the earliest of the day added,
	// the first sale and the first contact event.
	LastSale, Known care.Day
	// HasSale is set where there is any sale, RecentSale where there is one in
	// the period.
	HasSale, RecentSale bool
	// Value is 1 to 5, given by hand, or 0 for none.
	Value int
	// Override is the band that the user has chosen, "" for none, and Reason
	// why.
	Override care.Band
	Reason   string
}

// Basis is what customers are ranked by.
type Basis string

// The bases. In a book without a single sale the value given by hand counts.
const (
	ByProfit Basis = "profit"
	ByValue  Basis = "value"
)

// Ranked is a customer with a band.
type Ranked struct {
	Customer
	// Band is that of the split, or the one that the user has chosen.
	Band care.Band
	// Split is the band of the split alone.
	Split care.Band
	// Rank is 1 for the best customer, 0 for those outside the split.
	Rank int
}

// Bands ranks customers and splits them: the first fifth is A, the last fifth
// C, the rest B. By profit, those are ranked who have any sale and have been
// known for KnownDays; ties are broken by the higher revenue, the later last
// sale and the smaller ID. By value, those are ranked who have one; ties are
// broken by ID. Everybody else is new. What the user has chosen replaces a band
// after the split, and so moves nobody else.
//
// The answer has the ranked in the order of their ranks, then the others by ID:
// the same customers, in whatever order, have the same answer.
func Bands(customers []Customer, today care.Day) (Basis, []Ranked) {
	basis := ByValue
	if slices.ContainsFunc(customers, func(c Customer) bool { return c.HasSale }) {
		basis = ByProfit
	}
	var ranked, outside []Ranked
	for _, c := range customers {
		if basis.ranks(&c, today) {
			ranked = append(ranked, Ranked{Customer: c})
		} else {
			outside = append(outside, Ranked{Customer: c, Split: care.BandNew})
		}
	}
	slices.SortFunc(ranked, func(a, b Ranked) int { return basis.compare(&a.Customer, &b.Customer) })
	slices.SortFunc(outside, func(a, b Ranked) int { return cmp.Compare(a.ID, b.ID) })
	for i := range ranked {
		ranked[i].Rank, ranked[i].Split = i+1, splitAt(i, len(ranked))
	}
	all := append(ranked, outside...)
	for i := range all {
		all[i].Band = cmp.Or(all[i].Override, all[i].Split)
	}
	return basis, all
}

// ranks reports whether a customer stands within the split.
func (b Basis) ranks(c *Customer, today care.Day) bool {
	if b == ByValue {
		return c.Value > 0
	}
	return c.HasSale && c.Known != "" && care.DaysBetween(c.Known, today) >= KnownDays
}

// compare is negative where a stands before o.
func (b Basis) compare(a, o *Customer) int {
	if b == ByValue {
		return cmp.Or(cmp.Compare(o.Value, a.Value), cmp.Compare(a.ID, o.ID))
	}
	return cmp.Or(cmp.Compare(o.Profit, a.Profit), cmp.Compare(o.Revenue, a.Revenue), cmp.Compare(o.LastSale, a.LastSale), cmp.Compare(a.ID, o.ID))
}

// Sizes are the numbers of customers in A, B and C of n who are ranked: a fifth
// is A, but at least one, and a fifth is C, of one or two nobody.
func Sizes(n int) (a, b, c int) {
	c = (2*n + 5) / 10 // 0.2 n rounded, halves up
	a = max(c, min(1, n))
	return a, n - a - c, c
}

// splitAt is the band of the customer at a place, from 0, among n.
func splitAt(i, n int) care.Band {
	a, _, c := Sizes(n)
	switch {
	case i < a:
		return care.BandA
	case i >= n-c:
		return care.BandC
	}
	return care.BandB
}

// Period is the first and the last day of the profit that counts: the twelve
// months up to today, without the same day of last year, or the last calendar
// year. The same day of 29 February is 28 February in common years.
func Period(today care.Day, calendarYear bool) (from, to care.Day) {
	t := today.Time()
	last := t.Year() - 1
	if calendarYear {
		return dayOf(last, time.January, 1), dayOf(last, time.December, 31)
	}
	same := min(t.Day(), care.DaysIn(last, int(t.Month())))
	return dayOf(last, t.Month(), same).Plus(1), today
}

func dayOf(year int, month time.Month, day int) care.Day {
	return care.DayOf(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}
