package store_test

import (
	"fmt"
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"carebook/app/care"
	"carebook/store"
)

// soldByHand reckons what people have bought from the documents alone: cost where
// it is known, else the margin of the sale, else that of the item; a cent and then
// the rate, each rounded half away from zero, in whole numbers.
const soldByHand = `WITH cents AS (
		SELECT sale.person, sale.doc ->> 'day' AS day, sale.doc ->> '$.amount.minor' AS amount, coalesce(sale.doc ->> 'rate', '') AS rate,
			sale.doc ->> '$.cost.minor' AS cost,
			CAST(coalesce(nullif(sale.doc ->> 'margin', ''), item.doc ->> 'margin', '0') AS INTEGER) AS margin
		FROM sale LEFT JOIN item ON lower(item.doc ->> 'name') = lower(sale.doc ->> 'item')
	), profits AS (
		SELECT *, CASE WHEN cost IS NOT NULL THEN amount - cost ELSE sign(amount * margin) * ((2 * abs(amount * margin) + 100) / 200) END AS profit FROM cents
	), booked AS (
		SELECT person, day, CASE rate WHEN '' THEN amount ELSE sign(amount) * ((2 * abs(amount) * 93 + 100) / 200) END AS amount,
			CASE rate WHEN '' THEN profit ELSE sign(profit) * ((2 * abs(profit) * 93 + 100) / 200) END AS profit FROM profits
	)
	SELECT concat_ws(' ', person, min(day), max(day), coalesce(max(iif(day > '2025-11-26', day, '')), ''),
		CAST(sum(iif(day > '2025-11-26', amount, 0)) AS INTEGER), CAST(sum(iif(day > '2025-11-26', profit, 0)) AS INTEGER))
	FROM booked WHERE day <= '2026-11-26' GROUP BY person ORDER BY person`

func TestPurchasesAreWhatPlainSQLReckons(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		s := newBook(t)
		keys, _ := put(t, s, &care.Person{FullName: "Ana"}, &care.Person{FullName: "Bea"}, &care.Person{FullName: "Cid"})
		do(t, s, func(tx *store.Tx) error {
			_, err := tx.PutItem(0, care.Item{Name: "Oil", Margin: "35"})
			return err
		})
		sell(t, s, keys[2], care.Sale{Day: "2020-01-01", Amount: euros(1)}) // the book is in euros
		for range rapid.IntRange(0, 12).Draw(r, "sales") {
			sale := care.Sale{
				Day: care.Day("2025-11-20").Plus(rapid.IntRange(0, 380).Draw(r, "day")), Item: rapid.SampledFrom([]string{"Oil", "oil", "Pan"}).Draw(r, "item"),
				Amount: euros(rapid.Int64Range(-99, 9999).Draw(r, "amount")), Margin: strconv.Itoa(rapid.IntRange(-20, 90).Draw(r, "margin")),
			}
			switch rapid.IntRange(0, 3).Draw(r, "told by") {
			case 0:
				cost := euros(rapid.Int64Range(0, 9999).Draw(r, "cost"))
				sale.Cost, sale.Margin = &cost, ""
			case 1:
				sale.Margin = ""
			case 2:
				sale.Amount.Currency, sale.Rate = "USD", "0.93"
			}
			sell(t, s, rapid.SampledFrom(keys).Draw(r, "to"), sale)
		}
		want, err := store.Strings(s, soldByHand)
		if err != nil {
			r.Fatal(err)
		}
		bought, err := s.Purchases(ctx, "2025-11-27", "2026-11-26", "2026-11-26")
		if err != nil {
			r.Fatal(err)
		}
		var got []string
		for _, key := range keys {
			if p, has := bought[key]; has {
				got = append(got, fmt.Sprint(key, " ", p.First, " ", p.Last, " ", p.LastRecent, " ", p.Revenue, " ", p.Profit))
			}
		}
		if !slices.Equal(got, want) {
			r.Errorf("%q, plain SQL finds %q", got, want)
		}
	})
}
