package cli

import (
	"context"
	"fmt"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/care/plan"
	"carebook/app/lang"
	"carebook/store"
)

// bandsAnswer is the answer of bands. Money is in minor units of the currency.
type bandsAnswer struct {
	On       care.Day       `json:"on"`
	Basis    plan.Basis     `json:"basis"`
	Period   period         `json:"period"`
	Bands    []bandAnswer   `json:"bands"`
	People   []bandedPerson `json:"people"`
	Currency string         `json:"currency"`
	Sentence string         `json:"sentence"`
}

// period is from its first day to its last.
type period struct {
	From care.Day `json:"from"`
	To   care.Day `json:"to"`
}

// bandAnswer is one band; People is a count.
type bandAnswer struct {
	Band           care.Band `json:"band"`
	People         int       `json:"people"`
	Profit         int64     `json:"profit"`
	TargetShare    int       `json:"target_share"`
	TargetMinutes  int       `json:"target_minutes"`
	PlannedMinutes int       `json:"planned_minutes"`
	SpentMinutes   int       `json:"spent_minutes"`
}

// bandedPerson is somebody who is ranked, or new with rank 0. Override is the
// band chosen by hand, or "".
type bandedPerson struct {
	PersonID string    `json:"person_id"`
	Name     string    `json:"name"`
	Band     care.Band `json:"band"`
	Value    int       `json:"value"`
	Profit   int64     `json:"profit"`
	Revenue  int64     `json:"revenue"`
	Rank     int       `json:"rank"`
	Override care.Band `json:"override"`
	Why      string    `json:"why"`
}

// runBands tells who is in which band, today or on another day.
func runBands(ctx context.Context, c *call) error {
	var on care.Day
	if c.on != "" {
		var ok bool
		if on, ok = lang.ParseDay(c.on, c.Clock.Today()); !ok {
			return usage("cli.flag_bad_value", lang.Args{"Flag": "--on", "Value": c.on})
		}
	}
	return c.with(ctx, func(s *store.Store) error {
		if err := book.RefreshBands(ctx, s, c.Clock); err != nil {
			return err
		}
		v, err := book.ReadBands(ctx, s, c.Clock, on)
		if err != nil {
			return err
		}
		if c.json {
			return c.answer(answerBands(v))
		}
		return c.say(bandLines(v)...)
	})
}

// bandOf is the band of a person and why it is that one; both are "" in a book
// without bands, and of somebody in the trash.
func (c *call) bandOf(ctx context.Context, s *store.Store, key int64) (care.Band, string, error) {
	if err := book.RefreshBands(ctx, s, c.Clock); err != nil {
		return "", "", err
	}
	band, why, _, err := book.BandWhy(ctx, s, c.Clock, key)
	return band, why, err
}

func answerBands(v *book.BandsView) bandsAnswer {
	a := bandsAnswer{
		On: v.On, Basis: v.Basis, Period: period{v.From, v.To}, Currency: v.Currency, Sentence: v.Sentence(),
		People: make([]bandedPerson, len(v.People)),
	}
	for _, b := range v.Bands {
		a.Bands = append(a.Bands, bandAnswer(b))
	}
	for i := range v.People {
		r := &v.People[i]
		a.People[i] = bandedPerson{r.ID, r.Name, r.Band, r.Value, r.Profit, r.Revenue, r.Rank, r.Override, v.Why(r)}
	}
	return a
}

// bandLines tell the bands, then those who are in one with the reason, and count
// the others.
func bandLines(v *book.BandsView) []string {
	lines := []string{lang.Day(v.On), v.Sentence(), ""}
	for _, b := range v.Bands {
		lines = append(lines, lang.N("bands.line", b.People, lang.Args{
			"Band": string(b.Band), "Profit": lang.Money(care.Money{Minor: b.Profit, Currency: v.Currency}), "Share": b.TargetShare,
			"Target": hours(b.TargetMinutes), "Planned": hours(b.PlannedMinutes), "Spent": hours(b.SpentMinutes),
		}))
	}
	lines = append(lines, "")
	others := 0
	for i := range v.People {
		r := &v.People[i]
		if r.Band == care.BandNew {
			others++
			continue
		}
		lines = append(lines, lang.T("bands.person", lang.Args{"Band": string(r.Band), "Name": r.Name, "Why": v.Why(r)}))
	}
	return append(lines, lang.N("bands.others", others))
}

// hours are minutes as hours and minutes.
func hours(minutes int) string { return fmt.Sprintf("%d:%02d", minutes/60, minutes%60) }
