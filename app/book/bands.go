package book

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"carebook/app/care"
	"carebook/app/care/plan"
	"carebook/store"
)

// settingBands keeps VisitSettings.
const settingBands = "bands"

// VisitSettings are the user's choices about bands and visit time.
type VisitSettings struct {
	// Hours are when the user visits.
	Hours plan.Hours `json:"hours"`
	// Shares are the targets of the bands in them.
	Shares plan.Shares `json:"shares"`
	// CalendarYear ranks by the last calendar year rather than by the twelve
	// months up to today.
	CalendarYear bool `json:"calendar_year,omitempty"`
	// Asked is set once the user was offered other shares.
	Asked bool `json:"asked,omitempty"`
}

// ReadVisitSettings reads the choices; what makes no sense is as in a new book.
func ReadVisitSettings(ctx context.Context, s *store.Store) (VisitSettings, error) {
	settings := VisitSettings{Hours: plan.DefaultHours, Shares: plan.DefaultShares}
	text, err := s.Setting(ctx, settingBands)
	if err != nil || text == "" {
		return settings, err
	}
	if err := json.Unmarshal([]byte(text), &settings); err != nil {
		return settings, fmt.Errorf("read the setting %s: %w", settingBands, err)
	}
	if settings.Hours.Valid() != nil {
		settings.Hours = plan.DefaultHours
	}
	if !settings.Shares.Valid() {
		settings.Shares = plan.DefaultShares
	}
	return settings, nil
}

// SetVisitSettings keeps the choices in the book. It keeps nothing and fails with
// care.CodeBadVisitDay, CodeBadVisitStart, CodeBadVisitPause or CodeBadVisitLength,
// whose arguments Part and Index are those of plan.HoursError, or with
// care.CodeBadShares.
func SetVisitSettings(ctx context.Context, s *store.Store, settings VisitSettings) error {
	if err := settings.valid(); err != nil {
		return err
	}
	text, err := json.Marshal(settings)
	if err != nil {
		return fmt.Errorf("write the setting %s: %w", settingBands, err)
	}
	return s.SetSetting(ctx, settingBands, string(text))
}

// valid says what is wrong with the settings, so that it can be shown beside its
// field.
func (vs *VisitSettings) valid() error {
	if !vs.Shares.Valid() {
		return &care.Error{Code: care.CodeBadShares, Args: care.Args{"Sum": vs.Shares.A + vs.Shares.B + vs.Shares.C}}
	}
	err := vs.Hours.Valid()
	var wrong *plan.HoursError
	if !errors.As(err, &wrong) {
		return err
	}
	args := care.Args{"Part": string(wrong.Part), "Index": wrong.Index}
	code := care.CodeBadVisitPause
	switch wrong.Part {
	case plan.PartDays:
		code, args["Most"] = care.CodeBadVisitDay, plan.MostOfDay/60
	case plan.PartStart:
		code, args["Latest"] = care.CodeBadVisitStart, clockTime(plan.LatestEnd)
	case plan.PartLengths:
		code, args["Least"], args["Most"] = care.CodeBadVisitLength, plan.ShortestVisit, plan.LongestVisit
	}
	return &care.Error{Code: code, Args: args, Err: err}
}

// clockTime are minutes after midnight as HH:MM.
func clockTime(minutes int) string { return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60) }

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
// sold and logged until then. It writes nothing.
func ReadBands(ctx context.Context, s *store.Store, clock care.Clock, on care.Day) (*BandsView, error) {
	v := &BandsView{On: on}
	if on == "" {
		v.On = clock.Today()
	}
	settings, err := ReadVisitSettings(ctx, s)
	if err != nil {
		return nil, err
	}
	v.From, v.To = plan.Period(v.On, settings.CalendarYear)
	if v.Currency, err = s.Setting(ctx, SettingCurrency); err != nil {
		return nil, err
	}
	known, err := s.Customers(ctx, v.On)
	if err != nil {
		return nil, err
	}
	customers, err := withSales(ctx, s, known, v.On, v.From, v.To)
	if err != nil {
		return nil, err
	}
	v.Basis, v.People = plan.Bands(customers, v.On)
	spent, err := s.Spent(ctx, v.On.Plus(1-spentDays), v.On)
	if err != nil {
		return nil, err
	}
	v.addUp(settings, spent)
	return v, nil
}

// addUp fills in the sums of the bands.
func (v *BandsView) addUp(settings VisitSettings, spent map[int64]int) {
	shares, minutes := settings.Shares.List(), plan.Minutes(settings.Hours.Week(), settings.Shares)
	place := map[care.Band]*BandSums{}
	for i, band := range []care.Band{care.BandA, care.BandB, care.BandC} {
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

// withSales are customers with what was sold to them until a day; profit and
// revenue are those from one day to another.
func withSales(ctx context.Context, s *store.Store, known []store.Customer, on, from, to care.Day) ([]plan.Customer, error) {
	customers := make([]plan.Customer, len(known))
	place := make(map[int64]int, len(known))
	for i := range known {
		k := &known[i]
		place[k.Key] = i
		customers[i] = plan.Customer{
			Key: k.Key, ID: k.ID, Name: k.Name, Known: earliest(k.Added, k.FirstContact),
			Value: k.Value, Override: k.Override.Band, Reason: k.Override.Reason,
		}
	}
	err := s.EachSale(ctx, "", on, func(person int64, day care.Day, revenue, profit int64) error {
		i, living := place[person]
		if !living {
			return nil
		}
		c := &customers[i]
		c.HasSale, c.LastSale, c.Known = true, max(c.LastSale, day), earliest(c.Known, day)
		if day >= from && day <= to {
			c.RecentSale = true
			c.Revenue += revenue
			c.Profit += profit
		}
		return nil
	})
	return customers, err
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
		customers, err := withSales(ctx, s, known, today, from, to)
		if err != nil {
			return err
		}
		return tx.SetBands(of, movedBands(known, customers, today))
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
