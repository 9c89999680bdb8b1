package plan_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"carebook/app/care"
	"carebook/app/care/plan"
)

const today care.Day = "2026-11-26"

// buyer is somebody who has been known for long and bought for a profit.
func buyer(id string, profit int64) plan.Customer {
	return plan.Customer{ID: id, Profit: profit, Revenue: 10 * profit, HasSale: true, RecentSale: true, LastSale: "2026-10-01", Known: "2020-01-01"}
}

// told writes an answer as words: id, rank and band, in its order.
func told(all []plan.Ranked) string {
	words := make([]string, len(all))
	for i, r := range all {
		words[i] = fmt.Sprintf("%s %d%s", r.ID, r.Rank, r.Band)
	}
	return strings.Join(words, ", ")
}

func TestSizesOfTheSplit(t *testing.T) {
	for n, want := range map[int][3]int{
		0: {0, 0, 0}, 1: {1, 0, 0}, 2: {1, 1, 0}, 3: {1, 1, 1}, 4: {1, 2, 1}, 5: {1, 3, 1}, 6: {1, 4, 1}, 7: {1, 5, 1}, 8: {2, 4, 2},
		12: {2, 8, 2}, 13: {3, 7, 3}, 85: {17, 51, 17}, 1000: {200, 600, 200},
	} {
		a, b, c := plan.Sizes(n)
		if got := [3]int{a, b, c}; got != want {
			t.Errorf("of %d: %v, want %v", n, got, want)
		}
	}
}

func TestBands(t *testing.T) {
	known := func(day care.Day, c plan.Customer) plan.Customer { c.Known = day; return c }
	last := func(day care.Day, c plan.Customer) plan.Customer { c.LastSale = day; return c }
	revenue := func(n int64, c plan.Customer) plan.Customer { c.Revenue = n; return c }
	chosen := func(b care.Band, c plan.Customer) plan.Customer { c.Override = b; return c }
	valued := func(id string, value int) plan.Customer { return plan.Customer{ID: id, Value: value, Known: today} }
	older := plan.Customer{ID: "o", HasSale: true, LastSale: "2019-01-01", Known: "2019-01-01"}
	for what, c := range map[string]struct {
		customers []plan.Customer
		basis     plan.Basis
		want      string
	}{
		"nobody":                {nil, plan.ByValue, ""},
		"one":                   {[]plan.Customer{buyer("a", 5)}, plan.ByProfit, "a 1A"},
		"two":                   {[]plan.Customer{buyer("a", 5), buyer("b", 9)}, plan.ByProfit, "b 1A, a 2B"},
		"three":                 {[]plan.Customer{buyer("a", 5), buyer("b", 9), buyer("c", 7)}, plan.ByProfit, "b 1A, c 2B, a 3C"},
		"one has everything":    {[]plan.Customer{buyer("a", 0), buyer("b", 1e12), buyer("c", 0)}, plan.ByProfit, "b 1A, a 2B, c 3C"},
		"a loss ranks last":     {[]plan.Customer{buyer("a", -5), older, buyer("b", 1)}, plan.ByProfit, "b 1A, o 2B, a 3C"},
		"a loss of all":         {[]plan.Customer{buyer("a", -5), buyer("b", -1)}, plan.ByProfit, "b 1A, a 2B"},
		"ties by revenue":       {[]plan.Customer{revenue(1, buyer("a", 5)), revenue(2, buyer("b", 5))}, plan.ByProfit, "b 1A, a 2B"},
		"ties by last sale":     {[]plan.Customer{last("2026-01-01", buyer("a", 5)), buyer("b", 5)}, plan.ByProfit, "b 1A, a 2B"},
		"ties by id":            {[]plan.Customer{buyer("b", 5), buyer("a", 5)}, plan.ByProfit, "a 1A, b 2B"},
		"known for 90 days":     {[]plan.Customer{known("2026-08-28", buyer("a", 5)), buyer("b", 1)}, plan.ByProfit, "a 1A, b 2B"},
		"known for 89 days":     {[]plan.Customer{known("2026-08-29", buyer("a", 5)), buyer("b", 1)}, plan.ByProfit, "b 1A, a 0new"},
		"known from no day":     {[]plan.Customer{known("", buyer("a", 5))}, plan.ByProfit, "a 0new"},
		"nobody is known yet":   {[]plan.Customer{known(today, buyer("a", 5)), valued("b", 5)}, plan.ByProfit, "a 0new, b 0new"},
		"without a sale":        {[]plan.Customer{{ID: "x", Known: "2020-01-01"}, buyer("a", 5)}, plan.ByProfit, "a 1A, x 0new"},
		"value, since no sales": {[]plan.Customer{valued("a", 2), valued("b", 5), valued("c", 2), valued("d", 0)}, plan.ByValue, "b 1A, a 2B, c 3C, d 0new"},
		"value beside a sale":   {[]plan.Customer{valued("a", 5), buyer("b", 1)}, plan.ByProfit, "b 1A, a 0new"},
		"chosen moves nobody": {
			[]plan.Customer{buyer("a", 9), buyer("b", 8), chosen(care.BandA, buyer("c", 1))}, plan.ByProfit, "a 1A, b 2B, c 3A",
		},
		"chosen of a new one": {[]plan.Customer{chosen(care.BandC, valued("a", 0)), buyer("b", 1)}, plan.ByProfit, "b 1A, a 0C"},
	} {
		t.Run(what, func(t *testing.T) {
			basis, all := plan.Bands(c.customers, today)
			if basis != c.basis || told(all) != c.want {
				t.Errorf("by %s %s, want by %s %s", basis, told(all), c.basis, c.want)
			}
		})
	}
}

// anyCustomers draws customers with many ties.
func anyCustomers(t *rapid.T) []plan.Customer {
	n := rapid.SampledFrom([]int{0, 1, 2, 3, 4, 5, 7, 40, 1000}).Draw(t, "n")
	sold := rapid.Bool().Draw(t, "sold")
	random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
	customers := make([]plan.Customer, n)
	for i := range customers {
		c := &customers[i]
		*c = plan.Customer{Key: int64(i), ID: fmt.Sprintf("%04d", i), Value: random.IntN(6), Known: today.Plus(-80 - random.IntN(20))}
		if c.HasSale = sold && random.IntN(4) > 0; c.HasSale {
			c.LastSale = today.Plus(-random.IntN(3))
			c.RecentSale = random.IntN(4) > 0
		}
		if c.RecentSale {
			c.Profit, c.Revenue = int64(random.IntN(7)-2), int64(random.IntN(3))
		}
		if random.IntN(10) == 0 {
			c.Override = []care.Band{care.BandA, care.BandB, care.BandC}[random.IntN(3)]
		}
	}
	return customers
}

// beats is the rule of the order, said anew.
func beats(basis plan.Basis, a, b *plan.Ranked) bool {
	if basis == plan.ByValue {
		return a.Value > b.Value || a.Value == b.Value && a.ID < b.ID
	}
	if a.Profit != b.Profit {
		return a.Profit > b.Profit
	}
	if a.Revenue != b.Revenue {
		return a.Revenue > b.Revenue
	}
	if a.LastSale != b.LastSale {
		return a.LastSale > b.LastSale
	}
	return a.ID < b.ID
}

func TestTheSameDataHasTheSameBands(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		customers := anyCustomers(t)
		basis, all := plan.Bands(customers, today)
		shuffled := slices.Clone(customers)
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "order"), 1))
		random.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		if _, again := plan.Bands(shuffled, today); !slices.Equal(all, again) {
			t.Fatalf("%s\nshuffled %s", told(all), told(again))
		}
		n, sizes := 0, map[care.Band]int{}
		for i := range all {
			r := &all[i]
			inside := basis == plan.ByValue && r.Value > 0 || basis == plan.ByProfit && r.HasSale && care.DaysBetween(r.Known, today) >= 90
			if inside != (r.Rank > 0) {
				t.Fatalf("%s: rank %d, inside %v", r.ID, r.Rank, inside)
			}
			if want := r.Override; want == "" && r.Band != r.Split || want != "" && r.Band != want {
				t.Fatalf("%s: split %s, chosen %q, band %s", r.ID, r.Split, r.Override, r.Band)
			}
			if !inside {
				if r.Split != care.BandNew {
					t.Fatalf("%s stands outside in %s", r.ID, r.Split)
				}
				continue
			}
			if n++; r.Rank != n {
				t.Fatalf("%s: rank %d at place %d", r.ID, r.Rank, n)
			}
			if n > 1 && !beats(basis, &all[i-1], r) {
				t.Fatalf("%s stands before %s", all[i-1].ID, r.ID)
			}
			if r.Split < "A" || i > 0 && r.Split < all[i-1].Split {
				t.Fatalf("%s of %s stands behind %s", r.Split, r.ID, all[i-1].Split)
			}
			sizes[r.Split]++
		}
		if len(all) != len(customers) {
			t.Fatalf("%d of %d", len(all), len(customers))
		}
		// In tenths, so that no rounding of floats decides.
		fifth := 0
		for fifth*10+5 <= 2*n {
			fifth++
		}
		a, c := fifth, fifth
		if n > 0 && a == 0 {
			a = 1
		}
		if n < 3 {
			c = 0
		}
		if sizes[care.BandA] != a || sizes[care.BandC] != c || sizes[care.BandB] != n-a-c {
			t.Fatalf("%v of %d", sizes, n)
		}
	})
}

func TestPeriod(t *testing.T) {
	for _, c := range []struct {
		today    care.Day
		year     bool
		from, to care.Day
	}{
		{"2026-11-26", false, "2025-11-27", "2026-11-26"},
		{"2026-01-01", false, "2025-01-02", "2026-01-01"},
		{"2026-12-31", false, "2026-01-01", "2026-12-31"},
		{"2028-02-29", false, "2027-03-01", "2028-02-29"},
		{"2029-02-28", false, "2028-02-29", "2029-02-28"},
		{"2028-02-28", false, "2027-03-01", "2028-02-28"},
		{"2028-03-01", false, "2027-03-02", "2028-03-01"},
		{"2026-11-26", true, "2025-01-01", "2025-12-31"},
		{"2029-01-01", true, "2028-01-01", "2028-12-31"},
	} {
		if from, to := plan.Period(c.today, c.year); from != c.from || to != c.to {
			t.Errorf("on %s, calendar year %v: from %s to %s, want from %s to %s", c.today, c.year, from, to, c.from, c.to)
		}
	}
}

// A sale counts on the day it was made, and on none after its first anniversary.
func TestPeriodsLoseNoDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sale := care.Day("2019-01-01").Plus(rapid.IntRange(0, 4000).Draw(t, "day"))
		days := 0
		for on := sale; ; on = on.Plus(1) {
			from, to := plan.Period(on, false)
			if from > to || to != on {
				t.Fatalf("on %s: from %s to %s", on, from, to)
			}
			if from > sale {
				break
			}
			days++
		}
		if days < 365 || days > 366 {
			t.Fatalf("a sale of %s counts on %d days", sale, days)
		}
	})
}
