package book

import (
	"context"
	"strings"

	"carebook/app/care"
	"carebook/store"
)

// longestReason bounds the reason of a band, in characters.
const longestReason = 300

// BandCard is what a person's page tells of the band.
type BandCard struct {
	Band care.Band
	// Why is the reason in words and figures, "" in a book that ranks nobody.
	Why string
	// Override is what the user has chosen, its Band "" for nothing.
	Override care.BandOverride
	// Value is 1 to 5, 0 for none. ByValue is set where nobody was sold anything,
	// so that the value decides.
	Value   int
	ByValue bool
}

// ReadBandCard reads what a person's page tells of the band.
func ReadBandCard(ctx context.Context, s *store.Store, clock care.Clock, key int64) (c BandCard, err error) {
	person, err := s.Person(ctx, key)
	if err != nil {
		return c, err
	}
	c.Value = person.Profile.Value
	any, err := s.AnySale(ctx)
	if err != nil {
		return c, err
	}
	c.ByValue = !any
	c.Band, c.Why, c.Override, err = BandWhy(ctx, s, clock, key)
	return c, err
}

// ChooseBand gives a person a band by hand, and the value by which those are ranked
// to whom nothing was sold; the zero BandOverride leaves the band to the sales. It
// fails with care.CodeReasonMissing and care.CodeReasonTooLong.
func ChooseBand(ctx context.Context, s *store.Store, key int64, o care.BandOverride, value int, words string) (action int64, err error) {
	o.Reason = strings.Join(strings.Fields(o.Reason), " ")
	switch {
	case o.Chosen() == "":
		o = care.BandOverride{}
	case o.Reason == "":
		return 0, &care.Error{Code: care.CodeReasonMissing}
	case len([]rune(o.Reason)) > longestReason:
		return 0, &care.Error{Code: care.CodeReasonTooLong, Args: care.Args{"Most": longestReason}}
	}
	return s.Do(ctx, store.Action{Kind: "edit", Words: words}, func(tx *store.Tx) error {
		p, err := tx.Person(key)
		if err != nil {
			return err
		}
		p.Profile.Band, p.Profile.Value = o, min(max(value, 0), care.MaxValue)
		_, err = tx.PutPerson(p)
		return err
	})
}
