package duplicates

import (
	"context"
	"slices"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/store"
)

// candidate is a pair of people who may be one, and what has become of it.
type candidate struct {
	// pair is what the search said.
	pair book.Pair
	// a and b are who the two are now: those into whom they were merged.
	a, b int64
	// names are those of a and b.
	names [2]string
	// settled is set where there is nothing to decide any more: they are one,
	// or are kept apart, or one of them is gone.
	settled bool
}

// touched reports whether one of the two, as found or as they are now, has
// changed.
func (c *candidate) touched(by dirt) bool {
	return by.all || by.keys[c.pair.A] || by.keys[c.pair.B] || by.keys[c.a] || by.keys[c.b]
}

// dirt are people who have changed.
type dirt struct {
	all  bool
	keys map[int64]bool
}

func (d *dirt) none() bool { return !d.all && len(d.keys) == 0 }

func (d *dirt) add(c store.Changes) {
	d.all = d.all || c.AllPeople
	keys := map[int64]bool{} // never in place: work under way reads the old ones
	for k := range d.keys {
		keys[k] = true
	}
	for _, k := range c.People {
		keys[k] = true
	}
	d.keys = keys
}

// found is what a search found, and what was merged since. A nil found is
// empty.
type found struct {
	// all are the pairs in the order in which they are shown.
	all []*candidate
	// into tells of those who were merged into whom. Where that was taken back
	// they are in the book again, and into is not asked.
	into map[int64]int64
}

// rowsAtOnce is the number of people whose names are asked for at a time.
const rowsAtOnce = 500

// find looks for the pairs of the book.
func find(ctx context.Context, s *store.Store, progress func(done, total int)) (*found, error) {
	pairs, err := book.FindDuplicates(ctx, s, progress)
	if err != nil {
		return nil, err
	}
	var keys []int64
	for _, p := range pairs {
		keys = append(keys, p.A, p.B)
	}
	slices.Sort(keys)
	names := map[int64]string{}
	for some := range slices.Chunk(slices.Compact(keys), rowsAtOnce) {
		rows, err := s.Rows(ctx, some)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			names[r.Key] = r.FullName
		}
	}
	f := &found{into: map[int64]int64{}}
	for _, p := range pairs {
		f.all = append(f.all, &candidate{pair: p, a: p.A, b: p.B, names: [2]string{names[p.A], names[p.B]}})
	}
	return f, nil
}

// left are the pairs that are still to be decided, each two people once.
func (f *found) left() []*candidate {
	var left []*candidate
	seen := map[[2]int64]bool{}
	for _, c := range f.all {
		two := [2]int64{min(c.a, c.b), max(c.a, c.b)}
		if !c.settled && !seen[two] {
			seen[two] = true
			left = append(left, c)
		}
	}
	return left
}

func (f *found) touched(by dirt) []*candidate {
	var touched []*candidate
	for _, c := range f.all {
		if c.touched(by) {
			touched = append(touched, c)
		}
	}
	return touched
}

// join notes that somebody was merged into another.
func (f *found) join(gone, keep int64) {
	if f != nil {
		into := f.merged()
		into[gone] = keep
		delete(into, keep) // who stays is merged into nobody any more
		f.into = into
	}
}

// merged is a copy of into, for work beside the window.
func (f *found) merged() map[int64]int64 {
	into := map[int64]int64{}
	if f != nil {
		for gone, keep := range f.into {
			into[gone] = keep
		}
	}
	return into
}

// lookAgain says what has become of pairs.
func lookAgain(ctx context.Context, s *store.Store, pairs []candidate, into map[int64]int64) ([]candidate, error) {
	r := reader{ctx: ctx, store: s, into: into, met: map[int64]*care.Person{}}
	for i := range pairs {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err := r.settle(&pairs[i]); err != nil {
			return nil, err
		}
	}
	return pairs, nil
}

// reader reads people, each once.
type reader struct {
	ctx   context.Context
	store *store.Store
	into  map[int64]int64
	// met are the people read; nil for those who are not there.
	met map[int64]*care.Person
}

func (r *reader) settle(c *candidate) error {
	keyA, a, err := r.now(c.pair.A)
	if err != nil {
		return err
	}
	keyB, b, err := r.now(c.pair.B)
	if err != nil {
		return err
	}
	c.a, c.b = keyA, keyB
	c.settled = a == nil || b == nil || keyA == keyB || book.KeptApart(a, b)
	if !c.settled {
		c.names = [2]string{a.DisplayName(), b.DisplayName()}
	}
	return nil
}

// now is who somebody has become, nil where he is not in the book.
func (r *reader) now(key int64) (int64, *care.Person, error) {
	for range len(r.into) + 1 {
		p, err := r.person(key)
		if err != nil || p != nil {
			return key, p, err
		}
		into, merged := r.into[key]
		if !merged {
			break
		}
		key = into
	}
	return key, nil, nil
}

func (r *reader) person(key int64) (*care.Person, error) {
	if p, met := r.met[key]; met {
		return p, nil
	}
	p, err := r.store.Person(r.ctx, key)
	if care.CodeOf(err) == care.CodePersonMissing {
		p, err = nil, nil
	}
	if err != nil {
		return nil, err
	}
	if p != nil && p.Deleted != "" {
		p = nil
	}
	r.met[key] = p
	return p, nil
}
