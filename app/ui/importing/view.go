package importing

import (
	"context"
	"sync"

	"carebook/app/book"
)

// filter narrows the records to some of them.
type filter int

// The filters.
const (
	everything filter = iota
	fresh
	updated
	same
	problems
	toDecide
	notPeople
	filters
)

// view is a preview as it is shown: with its records sorted into filters.
type view struct {
	preview *book.Preview
	// nothing is the error of files with nothing usable in them.
	nothing error
	options book.ImportOptions
	lists   [filters][]int32

	// mu guards closed: details are read off the window's goroutine.
	mu     sync.RWMutex
	closed bool
}

// newView sorts the records of a preview.
func newView(p *book.Preview, nothing error) *view {
	v := &view{preview: p, nothing: nothing, options: p.Options()}
	for i := range p.Len() {
		r := p.At(i)
		v.put(everything, i)
		switch r.What {
		case book.OutcomeNew:
			v.put(fresh, i)
		case book.OutcomeUpdate:
			v.put(updated, i)
		case book.OutcomeSame:
			v.put(same, i)
		case book.OutcomeProblem:
			v.put(problems, i)
		}
		if r.Possible {
			v.put(toDecide, i)
		}
		if r.NotAPerson {
			v.put(notPeople, i)
		}
	}
	return v
}

func (v *view) put(f filter, i int) { v.lists[f] = append(v.lists[f], int32(i)) }

// people is the number of people that importing would add or change.
func (v *view) people() int { return len(v.lists[fresh]) + len(v.lists[updated]) }

// find is the place of a record in a list of records, or -1.
func (v *view) find(list []int32, ref book.RecordRef) int {
	for n, i := range list {
		if v.preview.At(int(i)).Ref == ref {
			return n
		}
	}
	return -1
}

// detail reads all there is to see of a record; from any goroutine.
func (v *view) detail(i int) (book.Detail, error) {
	v.mu.RLock()
	defer v.mu.RUnlock()
	if v.closed {
		return book.Detail{}, context.Canceled
	}
	return v.preview.Detail(i)
}

// Close gives the preview's temporary file back; from any goroutine, and more
// than once.
func (v *view) Close() error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.closed {
		return nil
	}
	v.closed = true
	return v.preview.Close()
}
