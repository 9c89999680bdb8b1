package book

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"carebook/app/care"
	"carebook/app/care/plan"
	"carebook/app/lang"
	"carebook/store"
)

// fieldRows is how many people a field lists; the others are counted.
const fieldRows = 50

// FieldRow is somebody in a field, and why.
type FieldRow struct {
	Key      int64
	ID, Name string
	Band     care.Band
	// Value is 1 to 5, given by hand, or 0 for none.
	Value int
	Why   string
}

// FourFields are the people to whom something is owed, by how important and how
// urgent that is.
type FourFields struct {
	// Fields are in the order of plan.Field.
	Fields [4]FieldRows
}

// FieldRows are those of one field, at most 50 of all.
type FieldRows struct {
	Total int
	Rows  []FieldRow
}

// sorted is somebody in a field with the reasons.
type sorted struct {
	*plan.Candidate
	whys []plan.Why
}

// ReadFourFields reads the four fields as they are today: everything that is due
// within two weeks. In each the most pressing come first. It writes nothing.
func ReadFourFields(ctx context.Context, s *store.Store, clock care.Clock) (*FourFields, error) {
	today := clock.Today()
	r, err := startVisiting(ctx, s, clock, Span{From: today, Alone: true})
	if err != nil {
		return nil, err
	}
	r.calls = true
	if err := r.read(ctx); err != nil {
		return nil, err
	}
	calls := make(map[int64]care.Day, len(r.known))
	for i := range r.known {
		if k := &r.known[i]; k.CallEvery > 0 {
			calls[k.Key] = k.CallFrom.Plus(k.CallEvery)
		}
	}
	var fields [4][]sorted
	for i := range r.candidates {
		c := &r.candidates[i]
		if field, whys := plan.FieldOf(c, calls[c.Key], today); len(whys) > 0 {
			fields[field] = append(fields[field], sorted{c, whys})
		}
	}
	view := &FourFields{}
	for i := range fields {
		view.Fields[i] = fieldOf(fields[i], today)
	}
	return view, nil
}

// fieldOf lists the first of a field.
func fieldOf(people []sorted, today care.Day) FieldRows {
	slices.SortFunc(people, func(a, b sorted) int {
		return cmp.Or(cmp.Compare(bandPlace(a.Band), bandPlace(b.Band)), compareWhys(a.whys[0], b.whys[0]), strings.Compare(a.ID, b.ID))
	})
	f := FieldRows{Total: len(people), Rows: []FieldRow{}}
	for _, p := range people[:min(fieldRows, len(people))] {
		var said []string
		for _, why := range p.whys {
			said = append(said, longWhy(why, today))
		}
		f.Rows = append(f.Rows, FieldRow{p.Key, p.ID, p.Name, p.Band, p.Value, strings.Join(said, lang.T("visits.why_and"))})
	}
	return f
}

// pressing are the reasons as a plan orders them, a call last.
var pressing = []plan.Reason{plan.Complaint, plan.Promise, plan.Overdue, plan.Offer, plan.Birthday, plan.Due, plan.Call}

// compareWhys is negative where a presses more than b: by its kind, then by the
// earlier day.
func compareWhys(a, b plan.Why) int {
	return cmp.Or(cmp.Compare(slices.Index(pressing, a.Reason), slices.Index(pressing, b.Reason)), cmp.Compare(a.Day, b.Day))
}

// bandPlace is where a band stands in a list.
func bandPlace(b care.Band) int {
	if i := slices.Index(bandsOfSplit, b); i >= 0 {
		return i
	}
	return len(bandsOfSplit)
}
