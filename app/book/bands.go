package book

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"carebook/app/care"
	"carebook/app/care/plan"
	"carebook/store"
)

// spentDays are the four weeks over which spent time is added up.
const spentDays = 28

// BandsView tells who is in which band, and whether the time spent follows the
// profit.
type BandsView struct {
	On    care.Day
	Basis plan.Basis
	// From and To are the first and the last day of the profit that counts.
	From, To care.Day
	// Bands are A, B and C.
	Bands [3]BandSums
	// People are the ranked in the order of their ranks, then all others by ID.
	People []plan.Ranked
	// Ranked counts those within the split.
	Ranked int
	// Currency is the book's, "" until one is known.
	Currency string
}

// BandSums are the sums of a band. Profit is in minor units of the book's
// currency, TargetMinutes and PlannedMinutes are of a week, SpentMinutes those of
// the logged visits and calls of the last four weeks.
type BandSums struct {
	Band                                        care.Band
	People                                      int
	Profit                                      int64
	TargetShare                                 int // per cent
	TargetMinutes, PlannedMinutes, SpentMinutes int
}

// ReadBands tells the bands as they are on a day ("" is today), from what was
// sold and logged until then, and the minutes that are planned for them in the
// week of that day. It writes nothing.
func ReadBands(ctx context.Context, s *store.Store, clock care.Clock, on care.Day) (*BandsView, error) {
	day := cmp.Or(on, clock.Today())
	r, err := startVisiting(ctx, s, clock, Span{From: day, Alone: true})
	if err != nil {
		return nil, err
	}
	r.on = day
	if err := r.read(ctx); err != nil {
		return nil, err
	}
	for _, w := range r.plan() {
		for i := range w.planned {
			r.bands.Bands[i].PlannedMinutes += w.planned[i]
		}
	}
	return r.bands, nil
}

// BandWhy is the band of a person today, why it is that one, and what the user has
// chosen; all are "" in a book without bands, and of somebody in the trash.
func BandWhy(ctx context.Context, s *store.Store, clock care.Clock, key int64) (band care.Band, why string, override care.BandOverride, err error) {
	settings, err := ReadVisitSettings(ctx, s)
	if err != nil {
		return "", "", override, err
	}
	v, _, err := readBands(ctx, s, settings, clock.Today())
	if err != nil {
		return "", "", override, err
	}
	i := slices.IndexFunc(v.People, func(r plan.Ranked) bool { return r.Key == key })
	if i < 0 || v.Ranked == 0 && v.People[i].Override == "" {
		return "", "", override, nil
	}
	r := &v.People[i]
	return r.Band, v.Why(r), care.BandOverride{Band: r.Override, Reason: r.Reason}, nil
}

// readBands tells the bands of a day without what is planned, and the customers.
// In a large book sales and customers take long enough to be read side by side.
func readBands(ctx context.Context, s *store.Store, settings VisitSettings, on care.Day) (*BandsView, []store.Customer, error) {
	v := &BandsView{On: on}
	v.From, v.To = plan.Period(v.On, settings.CalendarYear)
	var known []store.Customer
	var bought map[int64]store.Purchases
	var spent map[int64]int
	err := atOnce(ctx,
		func(ctx context.Context) (err error) {
			bought, err = s.Purchases(ctx, v.From, v.To, v.On)
			return err
		},
		func(ctx context.Context) (err error) {
			if v.Currency, err = s.Setting(ctx, SettingCurrency); err != nil {
				return err
			}
			if known, err = s.Customers(ctx, v.On); err != nil {
				return err
			}
			spent, err = s.Spent(ctx, v.On.Plus(1-spentDays), v.On)
			return err
		},
	)
	if err != nil {
		return nil, nil, err
	}
	v.Basis, v.People = plan.Bands(withPurchases(known, bought), v.On)
	v.addUp(settings, spent)
	return v, known, nil
}

// atOnce does all of some reading at once, and waits for all.
func atOnce(ctx context.Context, parts ...func(context.Context) error) error {
	errs := make([]error, len(parts))
	var all sync.WaitGroup
	for i, part := range parts {
		all.Go(func() { errs[i] = part(ctx) })
	}
	all.Wait()
	return errors.Join(errs...)
}

// addUp fills in the sums of the bands.
func (v *BandsView) addUp(settings VisitSettings, spent map[int64]int) {
	shares, minutes := settings.Shares.List(), plan.Minutes(settings.Hours.Week(), settings.Shares)
	place := map[care.Band]*BandSums{}
	for i, band := range bandsOfSplit {
		v.Bands[i] = BandSums{Band: band, TargetShare: shares[i], TargetMinutes: minutes[i]}
		place[band] = &v.Bands[i]
	}
	for i := range v.People {
		r := &v.People[i]
		if r.Rank > 0 {
			v.Ranked++
		}
		if sums := place[r.Band]; sums != nil {
			sums.People++
			sums.Profit += r.Profit
			sums.SpentMinutes += spent[r.Key]
		}
	}
}

// withPurchases are customers with what was sold to them.
func withPurchases(known []store.Customer, bought map[int64]store.Purchases) []plan.Customer {
	customers := make([]plan.Customer, len(known))
	for i := range known {
		k := &known[i]
		c := &customers[i]
		*c = plan.Customer{
			Key: k.Key, ID: k.ID, Name: k.Name, Known: earliest(k.Added, k.FirstContact),
			Value: k.Value, Override: k.Override.Band, Reason: k.Override.Reason,
		}
		if b, has := bought[k.Key]; has {
			c.HasSale, c.RecentSale, c.LastSale, c.Known = true, b.LastRecent != "", b.Last, earliest(c.Known, b.First)
			c.Revenue, c.Profit = b.Revenue, b.Profit
		}
	}
	return customers
}

// earliest is the earlier of two days, of which either may be none.
func earliest(a, b care.Day) care.Day {
	if a == "" || b == "" {
		return max(a, b)
	}
	return min(a, b)
}

// RefreshBands writes the bands of today into the book, from where lists, filters
// and cadences have them. It costs next to nothing where nothing has moved since
// they were written last: it is meant to be called at every start, after an import
// of sales, and again and again while a window is open. A book that ranks nobody
// has no bands, but for those chosen by hand.
func RefreshBands(ctx context.Context, s *store.Store, clock care.Clock) error {
	today := clock.Today()
	settings, err := ReadVisitSettings(ctx, s)
	if err != nil {
		return err
	}
	from, to := plan.Period(today, settings.CalendarYear)
	of := strings.Join([]string{string(today), string(from), string(to)}, " ")
	if written, err := s.Setting(ctx, store.SettingBandsOf); err != nil || written == of {
		return err
	}
	_, err = s.Do(ctx, store.Action{Kind: "bands"}, func(tx *store.Tx) error {
		// While this action has the lock, nobody else writes what is read here.
		known, err := s.Customers(ctx, today)
		if err != nil {
			return err
		}
		bought, err := s.Purchases(ctx, from, to, today)
		if err != nil {
			return err
		}
		return tx.SetBands(of, movedBands(known, withPurchases(known, bought), today))
	})
	if err != nil {
		return fmt.Errorf("tell the bands of %s: %w", today, err)
	}
	return nil
}

// movedBands are the bands of the split of those whose band is another in the
// book.
func movedBands(known []store.Customer, customers []plan.Customer, today care.Day) map[int64]care.Band {
	was := make(map[int64]care.Band, len(known))
	for i := range known {
		was[known[i].Key] = known[i].Split
	}
	_, all := plan.Bands(customers, today)
	none := len(all) == 0 || all[0].Rank == 0 // the ranked come first
	moved := map[int64]care.Band{}
	for i := range all {
		band := all[i].Split
		if none {
			band = ""
		}
		if was[all[i].Key] != band {
			moved[all[i].Key] = band
		}
	}
	return moved
}
