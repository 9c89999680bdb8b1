package book_test

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/care/plan"
	"carebook/app/lang"
	"carebook/store"
)

// sell writes sales of a person.
func (d *diary) sell(person int64, sales ...care.Sale) {
	d.t.Helper()
	_, err := d.store.Do(d.ctx(), store.Action{Kind: "sale"}, func(tx *store.Tx) error {
		for _, s := range sales {
			if _, err := tx.PutSale(0, person, s); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		d.t.Fatal(err)
	}
}

// sold is a sale in euros with a profit.
func sold(day care.Day, amount, profit int64) care.Sale {
	return care.Sale{Day: day, Amount: care.Money{Minor: amount, Currency: "EUR"}, Cost: &care.Money{Minor: amount - profit, Currency: "EUR"}}
}

// bands refreshes the bands of the book and reads them.
func (d *diary) bands(on care.Day) *book.BandsView {
	d.t.Helper()
	if err := book.RefreshBands(d.ctx(), d.store, d.clock); err != nil {
		d.t.Fatal(err)
	}
	v, err := book.ReadBands(d.ctx(), d.store, d.clock, on)
	if err != nil {
		d.t.Fatal(err)
	}
	return v
}

// of is somebody in the view.
func of(t *testing.T, v *book.BandsView, name string) *plan.Ranked {
	t.Helper()
	i := slices.IndexFunc(v.People, func(r plan.Ranked) bool { return r.Name == name })
	if i < 0 {
		t.Fatalf("%s is not there", name)
	}
	return &v.People[i]
}

// row is what a list shows of somebody.
func (d *diary) row(key int64) store.Row {
	d.t.Helper()
	rows, err := d.store.Rows(d.ctx(), []int64{key})
	if err != nil || len(rows) != 1 {
		d.t.Fatalf("%v, %v", rows, err)
	}
	return rows[0]
}

const now = "2026-11-26T12:00:00Z"

// yearOfSales writes a hundred people with some sales each, of two years, in two
// currencies, with cost or margin, and reckons by itself what each has brought.
func yearOfSales(d *diary, random *rand.Rand) (profits, revenues map[int64]int64, last map[int64]care.Day) {
	profits, revenues, last = map[int64]int64{}, map[int64]int64{}, map[int64]care.Day{}
	// Half away from zero, in whole numbers.
	round := func(n, by int64) int64 {
		if n < 0 {
			return -((-2*n + by) / (2 * by))
		}
		return (2*n + by) / (2 * by)
	}
	for i := range 100 {
		who := d.person(care.Person{FullName: fmt.Sprintf("Person %02d", i), Added: "2024-01-01"})
		for range random.IntN(6) {
			day := care.Day("2024-11-25").Plus(random.IntN(731))
			s := care.Sale{Day: day, Amount: care.Money{Minor: random.Int64N(100_000), Currency: "EUR"}}
			var profit int64
			if random.IntN(2) == 0 {
				s.Cost = &care.Money{Minor: random.Int64N(100_000), Currency: "EUR"}
				profit = s.Amount.Minor - s.Cost.Minor
			} else {
				margin := random.Int64N(80) - 10
				s.Margin = strconv.FormatInt(margin, 10)
				profit = round(s.Amount.Minor*margin, 100)
			}
			revenue := s.Amount.Minor
			if random.IntN(4) == 0 {
				s.Amount.Currency, s.Rate = "USD", "0.93"
				if s.Cost != nil {
					s.Cost.Currency = "USD"
				}
				revenue, profit = round(revenue*93, 100), round(profit*93, 100)
			}
			if len(last) == 0 && s.Amount.Currency != "EUR" {
				continue // the first one makes the book's currency
			}
			d.sell(who, s)
			last[who] = max(last[who], day)
			if day > "2025-11-26" && day <= "2026-11-26" {
				profits[who] += profit
				revenues[who] += revenue
			}
		}
	}
	return profits, revenues, last
}

// The profit and the bands of a book are those that plain arithmetic finds in
// what was written into it.
func TestBandsAreThoseOfTheSales(t *testing.T) {
	for seed := range uint64(5) {
		d := newDiary(t, now)
		profits, revenues, last := yearOfSales(d, rand.New(rand.NewPCG(seed, 0)))
		v := d.bands("")
		ids := map[int64]string{}
		for _, r := range v.People {
			ids[r.Key] = r.ID
			if r.Profit != profits[r.Key] || r.Revenue != revenues[r.Key] {
				t.Errorf("%s: profit %d of %d, want %d of %d", r.Name, r.Profit, r.Revenue, profits[r.Key], revenues[r.Key])
			}
		}
		var best []int64
		for key := range last {
			best = append(best, key)
		}
		slices.SortFunc(best, func(a, b int64) int {
			return cmp.Or(cmp.Compare(profits[b], profits[a]), cmp.Compare(revenues[b], revenues[a]), cmp.Compare(last[b], last[a]), cmp.Compare(ids[a], ids[b]))
		})
		fifth := (len(best) + 2) / 5
		sums := map[care.Band]int64{}
		for i, key := range best {
			want := care.BandB
			switch {
			case i < fifth:
				want = care.BandA
			case i >= len(best)-fifth:
				want = care.BandC
			}
			sums[want] += profits[key]
			if r := v.People[i]; r.Key != key || r.Band != want || r.Rank != i+1 || d.row(key).Band != want {
				t.Errorf("rank %d: %s in %s, in the list in %s, want %d in %s", r.Rank, r.Name, r.Band, d.row(key).Band, key, want)
			}
		}
		for _, r := range v.People[len(best):] {
			if r.Band != care.BandNew || r.Rank != 0 || d.row(r.Key).Band != care.BandNew {
				t.Errorf("without a sale: %+v, in the list in %s", r, d.row(r.Key).Band)
			}
		}
		for _, b := range v.Bands {
			if b.Profit != sums[b.Band] {
				t.Errorf("%s brings %d, want %d", b.Band, b.Profit, sums[b.Band])
			}
		}
		if v.Basis != plan.ByProfit || v.Ranked != len(best) || v.From != "2025-11-27" || v.To != "2026-11-26" || v.Currency != "EUR" {
			t.Errorf("by %s, %d ranked, from %s to %s in %s", v.Basis, v.Ranked, v.From, v.To, v.Currency)
		}
	}
}

func TestACallFallsDueByTheBandOfTheSales(t *testing.T) {
	d := newDiary(t, now)
	ana := d.person(care.Person{FullName: "Ana", Added: "2026-01-01"})
	friend := d.person(care.Person{FullName: "Friend", Added: "2026-01-01"})
	if d.bands(""); d.row(ana).Band != "" || d.row(ana).CallEvery != 0 {
		t.Errorf("before any sale: %+v", d.row(ana))
	}
	d.sell(ana, sold("2026-10-01", 1000, 500))
	d.bands("")
	if r := d.row(ana); r.Band != care.BandA || r.CallEvery != 14 || r.VisitEvery != 30 {
		t.Errorf("Ana: %+v", r)
	}
	if r := d.row(friend); r.Band != care.BandNew || r.CallEvery != 0 || r.VisitEvery != 0 {
		t.Errorf("the friend: %+v", r)
	}
	// In the trash she is nobody's customer, and the book ranks nobody.
	if _, err := book.Trash(d.ctx(), d.store, []int64{ana}, true, ""); err != nil {
		t.Fatal(err)
	}
	if d.bands(""); d.row(friend).Band != "" {
		t.Errorf("the friend: %+v", d.row(friend))
	}
}

func TestBandsAreWrittenOnceADayAndWhereSomethingMoved(t *testing.T) {
	d := newDiary(t, now)
	ana := d.person(care.Person{FullName: "Ana", Added: "2026-08-29", Profile: care.Profile{Value: 3}})
	bea := d.person(care.Person{FullName: "Bea", Added: "2026-01-01"})
	d.sell(ana, sold("2026-10-01", 1000, 500))
	d.sell(bea, sold("2026-10-01", 1000, 400))
	d.bands("")
	if a, b := d.row(ana).Band, d.row(bea).Band; a != care.BandNew || b != care.BandA {
		t.Errorf("known for 89 days: %s, the other %s", a, b)
	}
	stop, told := context.CancelFunc(nil), 0
	stop = d.store.Watch(func(store.Changes) { told++ })
	d.bands("")
	stop()
	if told != 0 {
		t.Errorf("the same bands were told %d times", told)
	}
	d.at("2026-11-27T12:00:00Z")
	d.bands("")
	if a, b := d.row(ana).Band, d.row(bea).Band; a != care.BandA || b != care.BandB {
		t.Errorf("known for 90 days: %s, the other %s", a, b)
	}
}

func TestBandsOfAnotherDay(t *testing.T) {
	d := newDiary(t, now)
	ana := d.person(care.Person{FullName: "Ana", Added: "2026-11-20"})
	d.sell(ana, sold("2025-06-01", 1000, 500), sold("2026-10-01", 1000, 700))
	d.log(ana, care.Event{Kind: care.Visit, Day: "2026-10-20", Minutes: 45})
	bea := d.person(care.Person{FullName: "Bea", Added: "2026-11-20"})
	d.sell(bea, sold("2026-05-30", 10, 5))
	d.log(bea, care.Event{Kind: care.Gift, Day: "2026-03-02"})
	v := d.bands("2026-05-31")
	if r := of(t, v, "Ana"); v.On != "2026-05-31" || r.Profit != 500 || r.Known != "2025-06-01" || r.Band != care.BandA || v.Bands[0].SpentMinutes != 0 {
		t.Errorf("%+v", r)
	}
	if r := of(t, v, "Bea"); r.Known != "2026-03-02" || r.Band != care.BandB {
		t.Errorf("known by a gift: %+v", r)
	}
	if r := of(t, d.bands("2025-06-01"), "Ana"); r.Profit != 500 || r.Band != care.BandNew {
		t.Errorf("%+v", r)
	}
	if v := d.bands("2026-11-16"); v.Bands[0].SpentMinutes != 45 {
		t.Errorf("28 days later %+v", v.Bands[0])
	}
	if v := d.bands("2026-11-17"); v.Bands[0].SpentMinutes != 0 {
		t.Errorf("29 days later %+v", v.Bands[0])
	}
	if r := d.row(ana); r.Band != care.BandA {
		t.Errorf("in the list: %+v", r)
	}
}

func TestTargetsOfTime(t *testing.T) {
	const hours = `"start":570,"pause_from":780,"pause_to":840,"lengths":[60,45,30]}`
	for setting, want := range map[string][6]int{
		"": {20, 60, 20, 240, 720, 240},
		`{"hours":{"days":[60,0,40,0,0,0,0],` + hours + `,"shares":{"a":50,"b":40,"c":10}}`: {50, 40, 10, 50, 40, 10},
		`{"hours":{"days":[1,0,0,0,0,0,0],` + hours + `,"shares":{"a":50,"b":50,"c":0}}`:    {50, 50, 0, 1, 0, 0},
		`{"hours":{"days":[-1,0,0,0,0,0,0],` + hours + `,"shares":{"a":50,"b":50,"c":50}}`:  {20, 60, 20, 240, 720, 240},
		`{"shares":{"a":100,"b":0,"c":0}}`:                                                  {100, 0, 0, 1200, 0, 0},
		`{"hours":{"days":[721,0,0,0,0,0,0],` + hours + `,"shares":{"a":0,"b":0,"c":100}}`:  {0, 0, 100, 0, 0, 1200},
	} {
		d := newDiary(t, now)
		if err := d.store.SetSetting(d.ctx(), "bands", setting); err != nil {
			t.Fatal(err)
		}
		v := d.bands("")
		var got [6]int
		for i, b := range v.Bands {
			got[i], got[3+i] = b.TargetShare, b.TargetMinutes
		}
		if got != want {
			t.Errorf("%s: %v, want %v", setting, got, want)
		}
	}
	d := newDiary(t, now)
	if err := d.store.SetSetting(d.ctx(), "bands", "20 hours"); err != nil {
		t.Fatal(err)
	}
	if _, err := book.ReadBands(d.ctx(), d.store, d.clock, ""); err == nil {
		t.Error("a damaged setting is read")
	}
	if err := book.RefreshBands(d.ctx(), d.store, d.clock); err == nil {
		t.Error("bands are written by a damaged setting")
	}
}

func TestTheLastCalendarYear(t *testing.T) {
	d := newDiary(t, now)
	ana := d.person(care.Person{FullName: "Ana", Added: "2024-01-01"})
	bea := d.person(care.Person{FullName: "Bea", Added: "2024-01-01"})
	d.sell(ana, sold("2025-12-31", 1000, 500), sold("2026-01-01", 1000, 100))
	d.sell(bea, sold("2026-11-01", 10000, 5000))
	if v := d.bands(""); of(t, v, "Bea").Band != care.BandA {
		t.Errorf("%+v", v)
	}
	if err := d.store.SetSetting(d.ctx(), "bands", `{"calendar_year":true}`); err != nil {
		t.Fatal(err)
	}
	v := d.bands("")
	if a, b := of(t, v, "Ana"), of(t, v, "Bea"); a.Profit != 500 || a.Band != care.BandA || b.Profit != 0 || b.Rank != 2 || v.From != "2025-01-01" || v.To != "2025-12-31" {
		t.Errorf("from %s to %s: %+v, %+v", v.From, v.To, a, b)
	}
	if d.row(ana).Band != care.BandA || d.row(bea).Band != care.BandB {
		t.Error("the lists have those of before")
	}
}

func TestEveryBandSaysWhy(t *testing.T) {
	d := newDiary(t, now)
	for i, name := range []string{"Ana", "Bea", "Cid", "Dov", "Eva"} {
		who := d.person(care.Person{FullName: name, Added: "2025-01-01"})
		day := care.Day("2026-10-01")
		if name == "Eva" {
			day = "2025-10-01"
		}
		d.sell(who, sold(day, 1_000_000, int64(500_000-100_050*i)))
	}
	d.sell(d.person(care.Person{FullName: "Fay", Added: "2026-11-25"}), sold("2026-11-25", 1, 1))
	d.person(care.Person{FullName: "Gus"})
	d.person(care.Person{FullName: "Hal", Profile: care.Profile{Band: care.BandOverride{Band: care.BandA}}})
	bea := d.row(of(t, d.bands(""), "Bea").Key)
	if _, err := book.EditEach(d.ctx(), d.store, []int64{bea.Key}, "", func(p *care.Person) {
		p.Profile.Band = care.BandOverride{Band: care.BandC, Reason: "pays late"}
	}, nil); err != nil {
		t.Fatal(err)
	}
	v := d.bands("")
	for name, want := range map[string]string{
		"Ana": "A Rank 1 of 5: €5,000 of profit from 27 November 2025 to 26 November 2026. The first one is A.",
		"Bea": "C You chose C: pays late. Otherwise B: Rank 2 of 5: €3,999.50 of profit from 27 November 2025 to 26 November 2026. Those between the first and the last fifth are B.",
		"Cid": "B Rank 3 of 5: €2,999 of profit from 27 November 2025 to 26 November 2026. Those between the first and the last fifth are B.",
		"Eva": "C Rank 5 of 5: no sale from 27 November 2025 to 26 November 2026, so no profit. The last one is C.",
		"Fay": "new Known for 1 day, ranked from 90 days on.",
		"Gus": "new No sale yet, so outside the ranking.",
		"Hal": "A You chose A. Otherwise new: No sale yet, so outside the ranking.",
	} {
		if r := of(t, v, name); string(r.Band)+" "+v.Why(r) != want {
			t.Errorf("%s: %s %s\nwant %s", name, r.Band, v.Why(r), want)
		}
	}
	if v.Bands[0].People != 2 || v.Bands[2].People != 2 || v.Bands[2].Profit != 399_950 {
		t.Errorf("%+v", v.Bands)
	}
}

func TestWithoutSalesTheValueRanks(t *testing.T) {
	d := newDiary(t, now)
	for i, name := range []string{"Ana", "Bea", "Cid", "Dov"} {
		d.person(care.Person{FullName: name, Profile: care.Profile{Value: i}})
	}
	v := d.bands("")
	if v.Basis != plan.ByValue || v.Sentence() != "Ranked by the value you gave, since there are no sales yet." {
		t.Errorf("by %s: %s", v.Basis, v.Sentence())
	}
	for name, want := range map[string]string{
		"Dov": "A Rank 1 of 3 by the value you gave, 3 of 5. The first one is A.",
		"Cid": "B Rank 2 of 3 by the value you gave, 2 of 5. Those between the first and the last fifth are B.",
		"Bea": "C Rank 3 of 3 by the value you gave, 1 of 5. The last one is C.",
		"Ana": "new No sales yet and no value given, so outside the ranking.",
	} {
		r := of(t, v, name)
		if string(r.Band)+" "+v.Why(r) != want || d.row(r.Key).Band != r.Band {
			t.Errorf("%s: %s %s, in the list in %s", name, r.Band, v.Why(r), d.row(r.Key).Band)
		}
	}
}

func TestOneSentenceSaysWhetherTimeFollowsProfit(t *testing.T) {
	type customer struct {
		profit  int64
		minutes int
	}
	for _, c := range []struct {
		customers []customer
		want      string
	}{
		{nil, "No sales yet, so no bands. Import a sales file, or give people a value."},
		{[]customer{{61, 14}, {34, 60}, {5, 26}}, "A brings 61 % of the profit and got 14 % of your visits."},
		{[]customer{{50, 40}, {40, 34}, {10, 26}}, "C brings 10 % of the profit and got 26 % of your visits."},
		{[]customer{{55, 40}, {40, 40}, {5, 20}}, "A brings 55 % of the profit and got 40 % of your visits."}, // both by 15
		{[]customer{{54, 40}, {40, 40}, {6, 20}}, "Your time follows the profit: A brings 54 % of it and got 40 % of your visits."},
		{[]customer{{50, 50}, {30, 30}, {20, 20}}, "Your time follows the profit: A brings 50 % of it and got 50 % of your visits."},
		{[]customer{{50, 0}, {30, 0}, {20, 0}}, "A brings 50 % of the profit. No minutes of visits or calls were logged in the last four weeks to compare it with."},
		{[]customer{{0, 5}, {0, 5}, {-20, 0}}, "There is no profit from 27 November 2025 to 26 November 2026 that your time could be compared with."},
	} {
		d := newDiary(t, now)
		for i, who := range c.customers {
			key := d.person(care.Person{FullName: fmt.Sprint(i), Added: "2024-01-01"})
			d.sell(key, sold("2026-10-01", 1000, who.profit))
			if who.minutes > 0 {
				d.log(key, care.Event{Kind: care.Call, Day: "2026-11-20", Minutes: who.minutes})
			}
		}
		if got := d.bands("").Sentence(); got != c.want {
			t.Errorf("%v: %s\nwant %s", c.customers, got, c.want)
		}
	}
	d := newDiary(t, now)
	d.sell(d.person(care.Person{FullName: "Ana", Added: "2026-11-01"}), sold("2026-11-01", 2, 1))
	if got := d.bands("").Sentence(); got != "Nobody to whom you sold has been known for 90 days yet, so there are no bands." {
		t.Error(got)
	}
}

func TestBandsAreSaidInEveryLanguage(t *testing.T) {
	d := newDiary(t, now)
	defer lang.Use("en")
	for i := range 12 {
		d.sell(d.person(care.Person{FullName: fmt.Sprint("P", i), Added: "2024-01-01"}), sold("2026-10-01", 1000, int64(100*i)))
	}
	v := d.bands("")
	said := map[string]string{}
	for _, l := range lang.Languages() {
		lang.Use(l.Code)
		var words []string
		for i := range v.People {
			words = append(words, v.Why(&v.People[i]))
		}
		text := v.Sentence() + strings.Join(words, "")
		if strings.Contains(text, "bands.") || strings.Contains(text, "<no value>") || strings.Contains(text, "..") || said[text] != "" {
			t.Errorf("%s says %s, as %s does", l.Code, text, said[text])
		}
		said[text] = l.Code
	}
}

// What a file of sales brings, whom it ranks where and how the profit is shared is
// what can be reckoned from its lines.
func TestAFileOfSalesHasTheBandsOfItsLines(t *testing.T) {
	for seed := range uint64(6) {
		random := rand.New(rand.NewPCG(seed, 7))
		d := newDiary(t, now)
		n := 8 + random.IntN(40)
		profits, bought := make([]int64, n), make([]bool, n)
		for i := range n {
			d.person(care.Person{FullName: fmt.Sprintf("Customer %02d", i), UID: fmt.Sprintf("c%02d", i), Added: "2025-01-01"})
		}
		lines := "date,customer,item,amount,cost,margin,currency\n"
		for i := range 4 * n {
			who, day := random.IntN(n), care.Day("2025-11-01").Plus(random.IntN(391))
			amount, profit := 100*(1+random.Int64N(900)), int64(0)
			if random.IntN(2) == 0 {
				cost := random.Int64N(100_000)
				profit = amount - cost
				lines += fmt.Sprintf("%s,c%02d,Oil %d,%d.00,%d.%02d,,EUR\n", day, who, i, amount/100, cost/100, cost%100)
			} else {
				margin := random.Int64N(95)
				profit = amount * margin / 100 // whole euros have no half cents
				lines += fmt.Sprintf("%s,c%02d,Oil %d,%d.00,,%d,EUR\n", day, who, i, amount/100, margin)
			}
			if bought[who] = true; day > "2025-11-26" && day <= "2026-11-26" {
				profits[who] += profit
			}
		}
		result := importSales(t, d.store, lines, book.SalesOptions{})
		if result.New != 4*n {
			t.Fatalf("%+v", result)
		}
		v := d.bands("")
		var best []int64
		for i, has := range bought {
			if has {
				best = append(best, profits[i])
			}
		}
		slices.SortFunc(best, func(a, b int64) int { return cmp.Compare(b, a) })
		fifth := max(1, (len(best)+2)/5)
		cuts := []int{0, fifth, len(best) - fifth, len(best)}
		var sums [3]int64
		for band := range sums {
			for _, profit := range best[cuts[band]:cuts[band+1]] {
				sums[band] += profit
			}
			if b := v.Bands[band]; b.People != cuts[band+1]-cuts[band] || b.Profit != sums[band] {
				t.Errorf("seed %d: %+v, want %d with %d", seed, b, cuts[band+1]-cuts[band], sums[band])
			}
		}
		for i, r := range v.People {
			if who, _ := strconv.Atoi(r.Name[len("Customer "):]); r.Profit != profits[who] || i < len(best) && r.Profit != best[i] {
				t.Errorf("seed %d: rank %d, %s with %d, want %d", seed, r.Rank, r.Name, r.Profit, profits[who])
			}
		}
		// A's share is at most a point away from the exact one, losses being nothing.
		var whole int64
		for i := range sums {
			sums[i] = max(0, sums[i])
			whole += sums[i]
		}
		var said int64
		if _, err := fmt.Sscanf(v.Sentence(), "A brings %d %%", &said); err != nil || 100*sums[0]-said*whole >= whole || said*whole-100*sums[0] >= whole {
			t.Errorf("seed %d: %s, of %v", seed, v.Sentence(), sums)
		}
	}
}
