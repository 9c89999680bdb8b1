package book_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/care/plan"
	"carebook/store/storetest"
)

// bandsBySQL reckons, from the documents alone, who is ranked where on 26 November
// 2026 with which profit, and then each band's people, profit, share of the profit
// in whole per cent (largest remainder) and minutes spent. Dollars count half a
// euro here.
const bandsBySQL = `WITH line AS (
		SELECT person, doc ->> 'day' AS day, doc ->> '$.amount.minor' AS amount,
			CASE doc ->> '$.amount.currency' WHEN 'USD' THEN 0.5 ELSE 1 END AS rate,
			CASE WHEN doc ->> 'cost' IS NULL THEN round((doc ->> '$.amount.minor') * (doc ->> 'margin') / 100.0)
				ELSE (doc ->> '$.amount.minor') - (doc ->> '$.cost.minor') END AS profit
		FROM sale WHERE doc ->> 'day' <= '2026-11-26'
	), bought AS (
		SELECT person, min(day) AS first, max(day) AS last,
			CAST(sum(iif(day > '2025-11-26', round(amount * rate), 0)) AS INTEGER) AS revenue,
			CAST(sum(iif(day > '2025-11-26', round(profit * rate), 0)) AS INTEGER) AS profit
		FROM line GROUP BY person
	), ranked AS (
		SELECT p.key, p.full_name AS name, b.profit, row_number() OVER (ORDER BY b.profit DESC, b.revenue DESC, b.last DESC, p.id) AS rank, count(*) OVER () AS n
		FROM bought AS b JOIN person AS p ON p.key = b.person
		WHERE p.deleted_at IS NULL AND julianday('2026-11-26') - julianday(min(p.added, b.first,
			coalesce((SELECT min(e.day) FROM event AS e WHERE e.person = p.key AND e.kind NOT IN ('note', 'promise')), '9999'))) >= 90
	), banded AS (
		SELECT *, CASE WHEN rank <= max(1, CAST(0.2 * n + 0.5 AS INTEGER)) THEN 'A' WHEN n >= 3 AND rank > n - CAST(0.2 * n + 0.5 AS INTEGER) THEN 'C' ELSE 'B' END AS band
		FROM ranked
	), summed AS (
		SELECT band, count(*) AS people, sum(profit) AS profit, 100.0 * max(0, sum(profit)) / nullif((SELECT sum(max(0, of_band)) FROM (SELECT sum(profit) AS of_band FROM banded GROUP BY band)), 0) AS exact,
			sum((SELECT coalesce(sum(e.doc ->> 'minutes'), 0) FROM event AS e
				WHERE e.person = banded.key AND e.kind IN ('call', 'visit', 'meeting') AND e.day > '2026-10-29' AND e.day <= '2026-11-26')) AS spent
		FROM banded GROUP BY band
	), shared AS (
		SELECT *, CAST(floor(exact) AS INTEGER) + (row_number() OVER (ORDER BY exact - floor(exact) DESC, band) <= 100 - sum(CAST(floor(exact) AS INTEGER)) OVER ()) AS share
		FROM summed
	)
	SELECT line FROM (SELECT rank AS place, concat_ws(' ', rank, name, band, profit) AS line FROM banded
		UNION ALL SELECT 10000 + unicode(band), concat_ws(' ', band, people, profit, share, spent) FROM shared) ORDER BY place`

// A file of sales has the bands, the profit and the shares that SQL finds in the
// documents, whatever the program made of them on the way.
func TestAFileOfSalesHasTheBandsThatPlainSQLReckons(t *testing.T) {
	for seed := range uint64(8) {
		random := rand.New(rand.NewPCG(seed, 11))
		d := newDiary(t, now)
		n := []int{1, 2, 3, 4, 5, 7, 40, 90}[seed]
		for i := range n {
			added := care.Day("2026-11-26").Plus(-random.IntN(200))
			key := d.person(care.Person{FullName: fmt.Sprintf("Customer %02d", i), UID: fmt.Sprintf("c%02d", i), Added: added})
			if random.IntN(2) == 0 {
				d.log(key, care.Event{Kind: care.Visit, Day: care.Day("2026-11-26").Plus(-random.IntN(60)), Minutes: 5 * (1 + random.IntN(20))})
			}
		}
		result := importSales(t, d.store, randomSales(random, n), book.SalesOptions{Rates: map[string]string{"USD": "0.5"}})
		if result.New != 4*n+1 {
			t.Fatalf("seed %d: %+v", seed, result)
		}
		v := d.bands("")
		var got []string
		for i := range v.People {
			if r := &v.People[i]; r.Rank > 0 {
				got = append(got, fmt.Sprint(r.Rank, " ", r.Name, " ", r.Band, " ", r.Profit))
			}
		}
		shares, known := plan.ShareOf([3]int64{v.Bands[0].Profit, v.Bands[1].Profit, v.Bands[2].Profit})
		for i, b := range v.Bands {
			switch {
			case b.People == 0:
			case known:
				got = append(got, fmt.Sprint(b.Band, " ", b.People, " ", b.Profit, " ", shares.List()[i], " ", b.SpentMinutes))
			default:
				got = append(got, fmt.Sprint(b.Band, " ", b.People, " ", b.Profit, " ", b.SpentMinutes))
			}
		}
		if want := storetest.Lines(t, d.store.Path(), bandsBySQL); !slices.Equal(got, want) {
			t.Errorf("seed %d:\n%s\nplain SQL finds\n%s", seed, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}

// randomSales are four sales to each of n customers on average, one of them a
// return; the first is in euros, the book's currency from then on.
func randomSales(random *rand.Rand, n int) string {
	lines := "date,customer,item,amount,cost,margin,currency\n2026-11-01,c00,First,10.00,4.00,,EUR\n"
	for i := range 4 * n {
		who, day := random.IntN(n), care.Day("2025-11-01").Plus(random.IntN(391))
		if who%3 == 0 {
			day = care.Day("2026-11-26").Plus(-random.IntN(100)) // known for about as long as one must be
		}
		amount, currency := random.Int64N(900_000)-9000, "EUR"
		if random.IntN(4) == 0 {
			currency = "USD"
		}
		money := func(minor int64) string { return fmt.Sprintf("%.2f", float64(minor)/100) }
		if random.IntN(2) == 0 {
			lines += fmt.Sprintf("%s,c%02d,Oil %d,%s,%s,,%s\n", day, who, i, money(amount), money(random.Int64N(700_000)), currency)
		} else {
			lines += fmt.Sprintf("%s,c%02d,Oil %d,%s,,%d,%s\n", day, who, i, money(amount), random.Int64N(95), currency)
		}
	}
	return lines
}
