package book

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"

	"carebook/app/calendar"
	"carebook/app/care"
	"carebook/app/care/remind"
	"carebook/app/lang"
	"carebook/store"
)

// settingHolidaySets keeps the IDs of the sets that are on, as JSON.
const settingHolidaySets = "holiday_sets"

// HolidayView is a holiday as the settings show it.
type HolidayView struct {
	ID, Name string
	// Set is the set's ID, "" for one of the user's own.
	Set  string
	Rule string
	// On says that it is reminded of, Own that the user made it, Approximate
	// that it may be a day off by country.
	On, Own, Approximate bool
	For                  care.Filter
	// Next is the next day on which it falls; "" where none is known.
	Next care.Day
	// People counts those who are greeted.
	People int
}

// HolidaySets are the sets that are on. Until the user chooses, they are those
// proposed for the book's country.
func HolidaySets(ctx context.Context, s *store.Store) ([]string, error) {
	text, err := s.Setting(ctx, settingHolidaySets)
	if err != nil {
		return nil, err
	}
	if text == "" {
		country, err := ownCountry(ctx, s)
		if err != nil {
			return nil, err
		}
		return calendar.Proposed(country), nil
	}
	var sets []string
	if err := json.Unmarshal([]byte(text), &sets); err != nil {
		return nil, fmt.Errorf("read the sets of holidays: %w", err)
	}
	return sets, nil
}

// ownCountry is the country of the book, else that of the desktop.
func ownCountry(ctx context.Context, s *store.Store) (string, error) {
	country, err := s.Setting(ctx, SettingCountry)
	return cmp.Or(country, lang.Region()), err
}

// SetHolidaySets chooses the sets that are on.
func SetHolidaySets(ctx context.Context, s *store.Store, on []string) error {
	text, err := json.Marshal(append([]string{}, on...))
	if err != nil {
		return fmt.Errorf("keep the sets of holidays: %w", err)
	}
	return s.SetSetting(ctx, settingHolidaySets, string(text))
}

// known is a holiday, shipped or the user's own, with what the book says of it.
type known struct {
	care.Holiday
	whom                care.Filter
	name, set, greeting string
	rule                calendar.Rule
	on                  bool
}

// knownHolidays are all holidays in the order of their sets, the user's own
// last.
func knownHolidays(ctx context.Context, s *store.Store) ([]known, error) {
	sets, err := HolidaySets(ctx, s)
	if err != nil {
		return nil, err
	}
	kept, err := s.Holidays(ctx)
	if err != nil {
		return nil, err
	}
	said := make(map[string]care.Holiday, len(kept))
	for _, h := range kept {
		said[h.ID] = h
	}
	country, err := ownCountry(ctx, s)
	if err != nil {
		return nil, err
	}
	var list []known
	for _, set := range calendar.Sets() {
		on := slices.Contains(sets, set.ID)
		var whom care.Filter
		if len(set.Countries) > 0 && !slices.Contains(set.Countries, country) {
			whom.Countries = set.Countries // at home a holiday is everybody's
		}
		for _, h := range set.Holidays {
			k := known{Holiday: said[h.ID], whom: whom, name: h.Name(lang.Current()), set: set.ID, greeting: h.Greeting, rule: h.Rule}
			k.ID, k.on = h.ID, (on || k.On) && !k.Off
			if k.For != nil {
				k.whom = *k.For
			}
			list = append(list, k)
		}
	}
	for _, h := range kept {
		if !ownHoliday(h.ID) {
			continue
		}
		rule, err := calendar.ParseRule(h.Rule)
		if err != nil {
			return nil, fmt.Errorf("read the holiday %s: %w", h.ID, err)
		}
		k := known{Holiday: h, name: h.Name, greeting: anyHoliday, rule: rule, on: !h.Off}
		if h.For != nil {
			k.whom = *h.For
		}
		list = append(list, k)
	}
	return list, nil
}

const ownPrefix = "own."

func ownHoliday(id string) bool { return strings.HasPrefix(id, ownPrefix) }

// HolidayViews are all holidays, by set and then by their next day.
func HolidayViews(ctx context.Context, s *store.Store, clock care.Clock) ([]HolidayView, error) {
	list, err := knownHolidays(ctx, s)
	if err != nil {
		return nil, err
	}
	counts := map[string]int{} // filters are alike for most
	views := make([]HolidayView, len(list))
	for i, k := range list {
		people, err := countFor(ctx, s, clock, k.whom, counts)
		if err != nil {
			return nil, err
		}
		views[i] = HolidayView{
			ID: k.ID, Name: k.name, Set: k.set, Rule: k.rule.String(), On: k.on, Own: k.set == "", Approximate: k.rule.Approximate(),
			For: k.whom, Next: nextFall(k.rule, clock.Today()), People: people,
		}
	}
	order := map[string]int{}
	for i := range views {
		if _, seen := order[views[i].Set]; !seen {
			order[views[i].Set] = len(order)
		}
	}
	slices.SortStableFunc(views, func(a, b HolidayView) int {
		return cmp.Or(cmp.Compare(order[a.Set], order[b.Set]), strings.Compare(string(cmp.Or(a.Next, "9999")), string(cmp.Or(b.Next, "9999"))))
	})
	return views, nil
}

// nextFall is the first day of a rule on or after a day; "" where it is not
// known.
func nextFall(rule calendar.Rule, from care.Day) care.Day {
	year := from.Time().Year()
	for y := year; y <= year+2; y++ {
		for _, day := range rule.Falls(y) {
			if day >= from {
				return day
			}
		}
	}
	return ""
}

// countFor counts the people of a filter; counts remembers them by the filter.
func countFor(ctx context.Context, s *store.Store, clock care.Clock, f care.Filter, counts map[string]int) (int, error) {
	key, err := json.Marshal(f)
	if err != nil {
		return 0, fmt.Errorf("count the people of a holiday: %w", err)
	}
	n, seen := counts[string(key)]
	if !seen {
		if n, err = s.Count(ctx, Query(f, care.ByName, clock)); err != nil {
			return 0, err
		}
		counts[string(key)] = n
	}
	return n, nil
}

// holidays are the listed holidays that somebody is greeted on.
func (d *day) holidays(ctx context.Context) ([]remind.Reminder, error) {
	var list []remind.Reminder
	all, err := knownHolidays(ctx, d.store)
	if err != nil {
		return nil, err
	}
	counts := map[string]int{}
	for _, k := range all {
		if !k.on {
			continue
		}
		for year := d.from.Time().Year(); year <= d.to.Time().Year(); year++ {
			for nth, on := range k.rule.Falls(year) {
				if on < d.from || on > d.to {
					continue
				}
				r := remind.Reminder{ID: remind.ID{Kind: remind.Holiday, What: k.ID, Round: roundOf(year, nth)}, Name: k.name, Date: on, Added: d.firstRun()}
				if list, err = d.listHoliday(ctx, list, r, k.whom, counts); err != nil {
					return nil, err
				}
			}
		}
	}
	return list, nil
}

// roundOf is the year of a holiday; one that falls twice in a year has two.
func roundOf(year, nth int) string {
	if nth == 0 {
		return fmt.Sprintf("%04d", year)
	}
	return fmt.Sprintf("%04d%c", year, rune('a'+nth))
}

// listHoliday adds a holiday where it stands on the day and somebody is greeted
// on it.
func (d *day) listHoliday(ctx context.Context, list []remind.Reminder, r remind.Reminder, f care.Filter, counts map[string]int) ([]remind.Reminder, error) {
	longer := d.list(list, r)
	if len(longer) == len(list) {
		return list, nil
	}
	added := &longer[len(longer)-1]
	clock := care.ClockFrom(d.now)
	var err error
	if added.Count, err = countFor(ctx, d.store, clock, f, counts); err != nil || added.Count == 0 {
		return list, err
	}
	greeted, err := d.store.Greeted(ctx, r.Occasion())
	if err != nil || len(greeted) == 0 {
		return longer, err
	}
	q := Query(f, care.ByName, clock)
	q.Keys = greeted
	added.Greeted, err = d.store.Count(ctx, q)
	return longer, err
}

// HolidayFilter is whom a holiday is for, and its name. It fails with
// care.CodeHolidayMissing.
func HolidayFilter(ctx context.Context, s *store.Store, id string) (care.Filter, string, error) {
	k, err := knownHoliday(ctx, s, id)
	return k.whom, k.name, err
}

func knownHoliday(ctx context.Context, s *store.Store, id string) (known, error) {
	list, err := knownHolidays(ctx, s)
	if err != nil {
		return known{}, err
	}
	i := slices.IndexFunc(list, func(k known) bool { return k.ID == id })
	if i < 0 {
		return known{}, &care.Error{Code: care.CodeHolidayMissing, Err: fmt.Errorf("holiday %s: %w", id, store.ErrNotFound)}
	}
	return list[i], nil
}

// SwitchHoliday reminds of one holiday, or no more, whatever its set says.
func SwitchHoliday(ctx context.Context, s *store.Store, id string, on bool) error {
	_, err := changeHoliday(ctx, s, id, func(h *care.Holiday) { h.On, h.Off = on && !ownHoliday(id), !on })
	return err
}

// SetHolidayFor says whom a holiday is for, as one action.
func SetHolidayFor(ctx context.Context, s *store.Store, id string, f care.Filter) (action int64, err error) {
	return changeHoliday(ctx, s, id, func(h *care.Holiday) { h.For = &f })
}

// changeHoliday changes what the book says of a holiday.
func changeHoliday(ctx context.Context, s *store.Store, id string, change func(*care.Holiday)) (action int64, err error) {
	k, err := knownHoliday(ctx, s, id)
	if err != nil {
		return 0, err
	}
	return s.Do(ctx, store.Action{Kind: "holiday", Words: k.name}, func(tx *store.Tx) error {
		change(&k.Holiday)
		return tx.PutHoliday(k.Holiday)
	})
}

// PutOwnHoliday keeps a holiday of the user's own and gives its ID; "" is a new
// one. It fails with care.CodeNameMissing, and with what calendar.ParseRule says
// of the rule.
func PutOwnHoliday(ctx context.Context, s *store.Store, id, name, rule string, f care.Filter) (string, error) {
	name, err := cleanName(name)
	if err != nil {
		return "", err
	}
	parsed, err := calendar.ParseRule(rule)
	if err != nil {
		return "", err
	}
	h := care.Holiday{ID: id, Name: name, Rule: parsed.String(), For: &f}
	if id == "" {
		u, err := uuid.NewV7()
		if err != nil {
			return "", fmt.Errorf("make an id: %w", err)
		}
		h.ID = ownPrefix + u.String()
	} else {
		k, err := knownHoliday(ctx, s, id)
		if err != nil {
			return "", err
		}
		h.Off = k.Off
	}
	_, err = s.Do(ctx, store.Action{Kind: "holiday", Words: name}, func(tx *store.Tx) error { return tx.PutHoliday(h) })
	return h.ID, err
}

// RemoveOwnHoliday removes a holiday of the user's own, as one action: its undo
// brings the same one back, with what was decided about it.
func RemoveOwnHoliday(ctx context.Context, s *store.Store, id string) (action int64, err error) {
	k, err := knownHoliday(ctx, s, id)
	if err != nil {
		return 0, err
	}
	return s.Do(ctx, store.Action{Kind: "holiday", Words: k.name}, func(tx *store.Tx) error { return tx.RemoveHoliday(id) })
}
