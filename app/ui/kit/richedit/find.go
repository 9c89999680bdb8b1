package richedit

import (
	"slices"

	"carebook/app/doc"
)

// finder knows the places of a text in the document, and keeps them right
// through edits: a text is found within blocks, so that only blocks that were
// edited are looked through anew.
type finder struct {
	what   string
	places []doc.Range // in order, none within another
	// stale are the blocks to be looked through, in order.
	stale []int
}

// renew looks through a whole document.
func (f *finder) renew(d *doc.Document) {
	f.places, f.stale = nil, nil
	if f.what != "" {
		f.places = d.Find(f.what)
	}
}

// edited follows an edit: removed blocks from at on became inserted ones. Marking
// a whole note is an edit of each of its blocks, so that one which only replaces
// blocks notes no more than that.
func (f *finder) edited(at, removed, inserted int) {
	if f.what == "" {
		return
	}
	if by := inserted - removed; by != 0 {
		f.places = slices.Delete(f.places, f.first(at), f.first(at+removed))
		for i := f.first(at); i < len(f.places); i++ {
			f.places[i].From.Block += by
			f.places[i].To.Block += by
		}
		from, _ := slices.BinarySearch(f.stale, at)
		to, _ := slices.BinarySearch(f.stale, at+removed)
		f.stale = slices.Delete(f.stale, from, to)
		for i := from; i < len(f.stale); i++ {
			f.stale[i] += by
		}
	}
	for b := at; b < at+inserted; b++ {
		if i, ok := slices.BinarySearch(f.stale, b); !ok {
			f.stale = slices.Insert(f.stale, i, b)
		}
	}
}

// first is the index of the first place in a block or behind it.
func (f *finder) first(block int) int { return f.from(doc.Position{Block: block}) }

// refill looks through the blocks that were edited.
func (f *finder) refill(d *doc.Document) {
	if len(f.stale) == 0 {
		return
	}
	blocks := make([]*doc.Block, len(f.stale))
	for i, b := range f.stale {
		blocks[i] = d.Block(b)
	}
	found := doc.New(blocks...).Find(f.what)
	for i := range found {
		b := f.stale[found[i].From.Block]
		found[i].From.Block, found[i].To.Block = b, b
	}
	f.places = slices.DeleteFunc(f.places, func(r doc.Range) bool {
		_, stale := slices.BinarySearch(f.stale, r.From.Block)
		return stale
	})
	f.places = append(f.places, found...)
	slices.SortFunc(f.places, func(a, b doc.Range) int { return a.From.Compare(b.From) })
	f.stale = f.stale[:0]
}

// at is the index of the place that is exactly a range, or -1.
func (f *finder) at(r doc.Range) int {
	if i := f.from(r.From); i < len(f.places) && f.places[i] == r {
		return i
	}
	return -1
}

// from is the index of the first place that begins at a position or behind it.
func (f *finder) from(p doc.Position) int {
	i, _ := slices.BinarySearchFunc(f.places, p, func(r doc.Range, p doc.Position) int { return r.From.Compare(p) })
	return i
}

// Find marks all places of a text and gives their number; they follow edits until
// ClearFind. The first at or behind the start of the selection, or the first of
// all, is selected and shown.
func (e *Editor) Find(what string) (n int) {
	e.finder.what = what
	e.finder.renew(e.ed.Document())
	n = len(e.finder.places)
	if n == 0 {
		e.settle(unmoved)
		return 0
	}
	e.choose(e.finder.from(e.ed.Selection().Range().From))
	return n
}

// Next selects the next place that was found, behind the last the first.
func (e *Editor) Next() {
	r := e.ed.Selection().Range()
	i := e.finder.from(r.From)
	if i == e.finder.at(r) {
		i++
	}
	e.choose(i)
}

// Previous selects the place before, before the first the last.
func (e *Editor) Previous() { e.choose(e.finder.from(e.ed.Selection().Range().From) - 1) }

// choose selects a place, round both ends, and shows it.
func (e *Editor) choose(i int) {
	n := len(e.finder.places)
	if n == 0 {
		return
	}
	e.place(doc.Select(e.finder.places[(i+n)%n]), false, amid)
}

// Found gives which place is selected, from 1, 0 for none, and how many there are.
func (e *Editor) Found() (current, n int) {
	return e.finder.at(e.ed.Selection().Range()) + 1, len(e.finder.places)
}

// ClearFind takes the marks off. The selection stays.
func (e *Editor) ClearFind() {
	e.finder = finder{}
	e.settle(unmoved)
}
