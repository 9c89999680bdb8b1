package book

import (
	"context"
	"slices"

	"carebook/app/care"
	"carebook/app/lang"
	"carebook/store"
)

// About is a person with all that one looks at before a talk.
type About struct {
	Person *care.Person
	// Row is what a list shows of the person.
	Row store.Row
	// Events are the timeline, the latest first, Sales those of
	// store.BriefSales.
	Events []care.Event
	Sales  []care.Sale
}

// ReadAbout reads the person of a key. It fails with care.CodePersonMissing for
// nobody.
func ReadAbout(ctx context.Context, s *store.Store, key int64) (*About, error) {
	a := &About{}
	var err error
	if a.Person, err = s.Person(ctx, key); err != nil {
		return nil, err
	}
	rows, err := s.Rows(ctx, []int64{key})
	if err != nil {
		return nil, err
	}
	if len(rows) == 1 {
		a.Row = rows[0]
	}
	events, err := s.Timeline(ctx, key)
	if err != nil {
		return nil, err
	}
	for i := range events {
		a.Events = append(a.Events, events[i].Event)
	}
	sales, err := s.BriefSales(ctx, key)
	if err != nil {
		return nil, err
	}
	a.Sales = PlainSales(sales)
	return a, nil
}

// Brief is what to know of the person on a day.
func (a *About) Brief(today care.Day) Brief { return BriefOf(a.Person, a.Events, a.Sales, today) }

// PlainSales are sales without their keys.
func PlainSales(sales []store.Sale) []care.Sale {
	plain := make([]care.Sale, len(sales))
	for i := range sales {
		plain[i] = sales[i].Sale
	}
	return plain
}

// PositionOf is what somebody does and where, on one line.
func PositionOf(p *care.Person) string {
	organization := p.Organization
	if organization == p.DisplayName() {
		organization = ""
	}
	city := ""
	if i := slices.IndexFunc(p.Addresses, func(a care.Address) bool { return a.City != "" }); i >= 0 {
		city = p.Addresses[i].City
	}
	return joinWords(p.Title, organization, city)
}

// Standing says how somebody stands on a day: the band, how long the last contact
// is ago, and how often there should be one.
func Standing(r *store.Row, today care.Day) string {
	band, last, every := "", lang.T("brief.no_contact"), ""
	if r.Band != "" && r.Band != care.BandNew {
		band = lang.T("brief.band", lang.Args{"Band": BandName(r.Band)})
	}
	rhythm := r.Rhythm(today)
	if days := care.DaysBetween(r.LastContact, today); r.LastContact != "" && days > 0 {
		last = lang.N("brief.days_ago", days)
	} else if r.LastContact != "" {
		last = lang.T("brief.contact_today")
	}
	if rhythm.Every > 0 {
		every = lang.N("reminder.every", rhythm.Every)
	}
	return joinWords(band, last, every)
}
