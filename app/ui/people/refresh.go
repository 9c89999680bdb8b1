package people

import (
	"context"
	"maps"
	"slices"
	"time"

	"carebook/app/care"
	"carebook/app/ui/kit/run"
	"carebook/store"
)

// fewChanged is the number of changed people whose rows are read one by one.
const fewChanged = 20

// calm is how long nothing must change before a whole list is read or counted
// for the sake of a few people: in a large book that takes up to a second.
const calm = 300 * time.Millisecond

// Changed takes in that the book has changed.
func (p *Screen) Changed(c store.Changes) {
	switch {
	case c.Lists || c.Tags:
		p.moved = true // the list follows its numbers
		p.readNumbers()
	case c.AllPeople || len(c.People) > fewChanged:
		p.reload(false)
		p.readNumbers()
	default:
		p.refreshRows(c.People)
		run.Later(p.shell.Executor(), &p.counting, calm, p.readNumbers)
	}
	if c.AllPeople || c.Tags || c.Lists || slices.Contains(c.People, p.page.key()) {
		p.readPerson()
	} else if c.Sales && p.page.subject != nil {
		p.page.fillSales() // another item may be known
	}
}

// refreshRows reads the rows of a few people in their places, and the list
// after a pause where somebody may have come, gone or moved.
func (p *Screen) refreshRows(keys []int64) {
	for _, key := range keys {
		p.stale[key] = true
	}
	stale := slices.Sorted(maps.Keys(p.stale))
	if len(stale) == 0 {
		return
	}
	run.Do(p.shell.Executor(), &p.refreshing, func(ctx context.Context) (map[int64]store.Row, error) {
		return livingRows(ctx, p.store, stale)
	}, func(rows map[int64]store.Row, err error) {
		if err != nil {
			p.shell.Fail(err)
			return
		}
		clear(p.stale)
		// A list under way may be older than the change.
		moved := p.listing.Running()
		for _, key := range stale {
			row, living := rows[key]
			moved = p.takeRow(key, row, living) || moved
		}
		p.list.refresh()
		if moved {
			run.Later(p.shell.Executor(), &p.calming, calm, func() { p.reload(false) })
		}
	})
}

// livingRows are the rows of those who are not in the trash.
func livingRows(ctx context.Context, s *store.Store, keys []int64) (map[int64]store.Row, error) {
	rows, err := s.People(ctx, store.Query{Keys: keys})
	if err != nil {
		return nil, err
	}
	living := make(map[int64]store.Row, len(rows))
	for _, r := range rows {
		living[r.Key] = r
	}
	return living, nil
}

// takeRow puts a row into the list in the place of the one before, and reports
// whether the list is another one now.
func (p *Screen) takeRow(key int64, now store.Row, living bool) bool {
	i := p.list.indexOf(key)
	if i < 0 || !living {
		return i >= 0 || living || p.route.Trash
	}
	was := p.list.people[i]
	p.list.people[i] = now
	return p.moves(was, now)
}

// moves reports whether what a row says now may give it another place in the
// list, or none. What else a smart list or a search looks at nobody knows here.
func (p *Screen) moves(was, now store.Row) bool {
	r := p.route
	switch {
	case r.List != 0 || r.Filter != nil || r.Query != "" || r.Trash || was.FullName != now.FullName:
		return true
	case r.Tag != 0 && !slices.Equal(was.Tags, now.Tags), r.Organization != "" && was.Organization != now.Organization:
		return true
	}
	switch p.order() {
	case care.ByCare:
		return was.Band != now.Band || was.LastContact != now.LastContact || was.Added != now.Added
	case care.ByLastContact:
		return was.LastContact != now.LastContact
	case care.ByAdded:
		return was.Added != now.Added
	case care.ByOrganization:
		return was.Organization != now.Organization
	case care.ByCity:
		return was.City != now.City
	}
	return false
}

// relist reads the list anew after lists and tags have changed. Where the one
// that is shown has gone, that is everyone.
func (p *Screen) relist() {
	switch r := p.existing(p.route); {
	case placeOf(r) == placeOf(p.route):
		p.reload(false)
	case p.object.Visible():
		p.shell.Open(r)
	default:
		p.Open(r) // without coming to the front
	}
}
