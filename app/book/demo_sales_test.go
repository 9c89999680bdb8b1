package book

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"carebook/app/care"
	"carebook/app/care/plan"
	"carebook/app/lang"
	"carebook/store"
)

// The bands of a demo book have the figures of the Visits view's picture,
// whatever the day.
func TestADemoBookHasBandsWorthShowing(t *testing.T) {
	speak(t, "en")
	for _, day := range []care.Day{demoDay, "2028-02-29", "2028-03-01", "2027-01-01", "2026-11-29"} {
		t.Run(string(day), func(t *testing.T) {
			s, clock := openDemo(t, day, nil)
			v, err := ReadBands(t.Context(), s, clock, "")
			if err != nil {
				t.Fatal(err)
			}
			if v.Ranked != demoRanked || v.Basis != plan.ByProfit || v.Currency != "EUR" {
				t.Errorf("%d are ranked by %s in %q", v.Ranked, v.Basis, v.Currency)
			}
			var people, time [3]int
			var profit, minutes [3]int64
			for i, b := range v.Bands {
				people[i], profit[i], time[i], minutes[i] = b.People, b.Profit, b.SpentMinutes, int64(b.SpentMinutes)
			}
			if people != [3]int{17, 51, 17} {
				t.Errorf("there are %v people", people)
			}
			if earned, _ := plan.ShareOf(profit); earned != (plan.Shares{A: 61, B: 34, C: 5}) {
				t.Errorf("they bring %+v %% of the profit, %v", earned, profit)
			}
			spent, _ := plan.ShareOf(minutes)
			if all := time[0] + time[1] + time[2]; spent != (plan.Shares{A: 14, B: 60, C: 26}) || all/60 != 68 {
				t.Errorf("they got %+v %% of %d minutes, %v", spent, all, time)
			}
			if got := v.Sentence(); got != "A brings 61 % of the profit and got 14 % of your visits." {
				t.Errorf("it says %q", got)
			}
			begun, chosen := 0, map[string]care.Band{}
			for _, r := range v.People {
				if r.HasSale && r.Rank == 0 {
					begun++
				}
				if r.Override != "" && r.Reason != "" {
					chosen[r.Name] = r.Override
				}
			}
			if want := map[string]care.Band{"Carles Monzó": care.BandA, "Ruth Abel": care.BandB}; !reflect.DeepEqual(chosen, want) {
				t.Errorf("bands chosen by hand are %v, want %v", chosen, want)
			}
			if begun < 3 {
				t.Errorf("%d customers are new", begun)
			}
			year, err := ReadBands(t.Context(), s, clock, day.Plus(-oneYear))
			if err != nil {
				t.Fatal(err)
			}
			for i, b := range year.Bands {
				if b.People < 15 || b.Profit < profit[i]/4 || b.Profit > profit[i]*5/4 {
					t.Errorf("a year before %s had %d people and %d, now %d", b.Band, b.People, b.Profit, profit[i])
				}
			}
		})
	}
}

// Lists and cadences know the bands without a start of the window in between.
func TestADemoBookHasItsBandsWrittenDown(t *testing.T) {
	speak(t, "en")
	s, clock := openDemo(t, demoDay, nil)
	for band, want := range map[care.Band]int{care.BandA: 17, care.BandB: 51, care.BandC: 17} {
		if n, err := s.Count(t.Context(), store.Query{Filter: care.Filter{Bands: []care.Band{band}}}); err != nil || n != want {
			t.Errorf("%d people are listed in %s, %v; want %d", n, band, err, want)
		}
	}
	if err := RefreshBands(t.Context(), s, clock); err != nil {
		t.Fatal(err)
	}
}

// Sales fit the person, the timeline and one another.
func TestDemoSalesAreSound(t *testing.T) {
	speak(t, "en")
	for _, day := range []care.Day{demoDay, "2028-02-29", "2026-07-15"} {
		count := map[string]int{}
		orders := map[string]string{}
		for _, who := range demoPeople(day) {
			name := who.person.FullName
			for i, sale := range who.sales {
				if sale.Day < who.person.Added || sale.Day > day || i > 0 && sale.Day < who.sales[i-1].Day {
					t.Errorf("on %s %s bought %s on %s; added on %s", day, name, sale.Item, sale.Day, who.person.Added)
				}
				if (sale.Paid != "" && (sale.Paid < sale.Day || sale.Paid > day)) || sale.Due != "" && sale.Due < sale.Day {
					t.Errorf("on %s %s paid %s of %s on %s, due on %s", day, name, sale.Item, sale.Day, sale.Paid, sale.Due)
				}
				if other := orders[sale.Order]; other != "" && other != name {
					t.Errorf("on %s %s and %s have the order %s", day, name, other, sale.Order)
				}
				orders[sale.Order] = name
				profit, known := sale.Profit("")
				if !known || sale.Item == "" || sale.Amount.Minor == 0 || (profit > 0) != (sale.Amount.Minor > 0) {
					t.Errorf("on %s %s bought %+v", day, name, sale)
				}
				if who.life.buys.band != "" || who.life.buys.fresh {
					count["sold"]++
				}
				for what, is := range map[string]bool{
					"on its way": sale.State == care.SaleOrdered, "paid late": sale.Paid > sale.Due && sale.Due != "", "sent back": sale.Amount.Minor < 0,
					"owed": sale.Paid == "" && sale.Due < day, "open": sale.Paid == "" && sale.Due >= day,
				} {
					if is {
						count[what]++
					}
				}
			}
			told(t, &who)
		}
		for what, want := range map[string][2]int{
			"sold": {900, 1500}, "on its way": {5, 60}, "paid late": {40, 300}, "sent back": {1, 1}, "owed": {1, 60}, "open": {10, 150},
		} {
			if n := count[what]; n < want[0] || n > want[1] {
				t.Errorf("on %s %s: %d, want %v", day, what, n, want)
			}
		}
	}
}

// told fails unless the purchases of a timeline are among the sales, and are the
// last of them.
func told(t *testing.T, who *invented) {
	t.Helper()
	var last care.Day
	for _, e := range who.events {
		if e.Kind != care.Purchase {
			continue
		}
		last = e.Day
		if !slices.ContainsFunc(who.sales, func(s care.Sale) bool { return s.Day == e.Day && s.Amount == *e.Price }) {
			t.Errorf("%s bought %q for %v on %s, which was not sold", who.person.FullName, e.Text, e.Price, e.Day)
		}
	}
	for _, sale := range who.sales {
		if last != "" && sale.Day > last && sale.Amount.Minor > 0 {
			t.Errorf("%s bought %s on %s, after the last purchase of the timeline on %s", who.person.FullName, sale.Item, sale.Day, last)
		}
	}
}

// Visits and sales of those who are invented lie on working days, but for what
// chance has told besides.
func TestDemoOrdersComeOnWorkingDays(t *testing.T) {
	speak(t, "en")
	for _, who := range demoPeople(demoDay)[len(demoKnown):] {
		for _, sale := range who.sales {
			if d := sale.Day.Time().Weekday(); d == time.Saturday || d == time.Sunday {
				t.Errorf("%s bought on %s, a %s", who.person.FullName, sale.Day, d)
			}
		}
	}
}

// Only words differ between the languages.
func TestADemoBookSellsTheSameInAllLanguages(t *testing.T) {
	type sold struct {
		day    care.Day
		amount care.Money
		order  string
	}
	var first []sold
	for i, l := range lang.Languages() {
		speak(t, l.Code)
		var all []sold
		for _, who := range demoPeople(demoDay) {
			for _, s := range who.sales {
				all = append(all, sold{s.Day, s.Amount, s.Order})
			}
		}
		if i == 0 {
			first = all
		}
		if !slices.Equal(first, all) {
			t.Errorf("what is sold in %s is not what is sold in %s", l.Code, lang.Languages()[0].Code)
		}
	}
}

// Nobody knows the rate of another currency than the book's.
func TestADemoBookSellsInTheCurrencyOfTheBook(t *testing.T) {
	speak(t, "en")
	s, clock := openDemo(t, demoDay, func(s *store.Store) {
		if err := s.SetSetting(t.Context(), SettingCurrency, "GBP"); err != nil {
			t.Fatal(err)
		}
	})
	if v, err := ReadBands(t.Context(), s, clock, ""); err != nil || v.Currency != "GBP" || v.Ranked != demoRanked {
		t.Errorf("%d are ranked, in %q, %v", v.Ranked, v.Currency, err)
	}
}
