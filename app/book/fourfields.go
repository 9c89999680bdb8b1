package book

import (
	"context"

	"carebook/app/care"
	"carebook/store"
)

// fieldRows is how many people a field lists; the others are counted.
const fieldRows = 50

// FieldRow is somebody in a field, and why.
type FieldRow struct {
	Key      int64
	ID, Name string
	Band     care.Band
	Value    int
	Why      string
}

// FourFields are the people who are owed something, by how important and how
// urgent that is.
type FourFields struct {
	// Fields are in the order of plan.Field.
	Fields [4]FieldRows
}

// FieldRows are those of one field: at most 50 of all.
type FieldRows struct {
	Total int
	Rows  []FieldRow
}

// ReadFourFields reads the four fields as they are today. It writes nothing.
func ReadFourFields(ctx context.Context, s *store.Store, clock care.Clock) (*FourFields, error) {
	return &FourFields{}, nil
}

// BandWhy is the band of a person, why it is that one, and what the user has
// chosen; band and why are "" in a book without bands, and of somebody in the
// trash.
func BandWhy(ctx context.Context, s *store.Store, clock care.Clock, key int64) (band care.Band, why string, override care.BandOverride, err error) {
	v, err := ReadBands(ctx, s, clock, "")
	if err != nil {
		return "", "", care.BandOverride{}, err
	}
	for i := range v.People {
		if r := &v.People[i]; r.Key == key && (v.Ranked > 0 || r.Override != "") {
			return r.Band, v.Why(r), care.BandOverride{Band: r.Override, Reason: r.Reason}, nil
		}
	}
	return "", "", care.BandOverride{}, nil
}
