package book

import (
	"context"

	"carebook/app/care"
	"carebook/app/exchange"
	"carebook/app/lang"
	"carebook/store"
)

// MergedAll is what MergeAll did.
type MergedAll struct {
	// Action is that of the change log, 0 where nobody was merged.
	Action int64
	// Into tells of each who left the book into whom he was merged, who may
	// have been merged into another after him.
	Into map[int64]int64
}

// MergeAll makes one person of each of the certain pairs, as one action, so that
// one undo takes all of it back. Of those who share a person one is made of all,
// the elder of two stays, and fields are merged as MergeFields proposes. Pairs
// are taken as the book has them now: one that is no longer certain is left, and
// so are two of whom the user has said that they are two, also where others
// stand between them. Progress, if not nil, is told of the pairs done.
func MergeAll(ctx context.Context, s *store.Store, pairs []Pair, progress func(done, total int)) (MergedAll, error) {
	country, err := s.Setting(ctx, SettingCountry)
	if err != nil {
		return MergedAll{}, err
	}
	m := allMerging{into: map[int64]int64{}}
	action, err := s.Do(ctx, store.Action{Kind: "merge", Words: lang.T("duplicates.merged_all")}, func(tx *store.Tx) error {
		m.tx = tx
		certain, err := m.stillCertain(ctx, pairs, country)
		if err != nil {
			return err
		}
		for i, p := range certain {
			if err := ctx.Err(); err != nil {
				return &care.Error{Code: care.CodeCancelled, Err: err}
			}
			if progress != nil && i%mergeStep == 0 {
				progress(i, len(certain))
			}
			if err := m.join(m.now(p.A), m.now(p.B)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return MergedAll{}, err
	}
	return MergedAll{Action: action, Into: m.into}, nil
}

// mergeStep is after how many pairs a run tells how far it is.
const mergeStep = 20

// allMerging is a run of MergeAll.
type allMerging struct {
	tx   *store.Tx
	into map[int64]int64
}

// stillCertain are those of some pairs who are in the book and certainly one.
func (m *allMerging) stillCertain(ctx context.Context, pairs []Pair, country string) ([]Pair, error) {
	var certain []Pair
	for _, pair := range pairs {
		if err := ctx.Err(); err != nil {
			return nil, &care.Error{Code: care.CodeCancelled, Err: err}
		}
		a, b, err := m.both(pair.A, pair.B)
		if care.CodeOf(err) == care.CodePersonMissing {
			continue
		}
		if err != nil {
			return nil, err
		}
		if exchange.Judge(a, b, country).Certainty == exchange.Certain {
			certain = append(certain, pair)
		}
	}
	return certain, nil
}

func (m *allMerging) both(first, second int64) (a, b *care.Person, err error) {
	if a, err = livingPerson(m.tx.Person(first)); err != nil {
		return nil, nil, err
	}
	b, err = livingPerson(m.tx.Person(second))
	return a, b, err
}

// now is who somebody has become.
func (m *allMerging) now(key int64) int64 {
	for {
		into, merged := m.into[key]
		if !merged {
			return key
		}
		key = into
	}
}

// join makes one of two, unless they are one or the user keeps them apart.
func (m *allMerging) join(keep, gone int64) error {
	if keep == gone {
		return nil
	}
	a, b, err := m.both(keep, gone)
	if err != nil {
		return err
	}
	if KeptApart(a, b) {
		return nil
	}
	if Elder(b, a) {
		a, b, keep, gone = b, a, gone, keep
	}
	if err := mergeIn(m.tx, keep, gone, MergedPerson(a, b, nil)); err != nil {
		return err
	}
	m.into[gone] = keep
	return nil
}

// Elder reports whether a entered the book before b.
func Elder(a, b *care.Person) bool {
	if a.Added != b.Added {
		return a.Added != "" && (b.Added == "" || a.Added < b.Added)
	}
	return a.ID < b.ID // which are given in order
}
