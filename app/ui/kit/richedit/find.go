package richedit

import (
	"cmp"
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

// edited follows an edit: removed blocks from at on became inserted ones.
func (f *finder) edited(at, removed, inserted int) {
	if f.what == "" {
		return
	}
	from, to := f.first(at), f.first(at+removed)
	by := inserted - removed
	if f.places = slices.Delete(f.places, from, to); by != 0 {
		for i := from; i < len(f.places); i++ {
			f.places[i].From.Block += by
			f.places[i].To.Block += by
		}
	}
	kept := f.stale[:0:0]
	for _, b := range f.stale {
		switch {
		case b < at:
			kept = append(kept, b)
		case b >= at+removed:
			kept = append(kept, b+by)
		}
	}
	for b := at; b < at+inserted; b++ {
		kept = append(kept, b)
	}
	slices.Sort(kept)
	f.stale = kept
}

// first is the index of the first place in a block or behind it.
func (f *finder) first(block int) int {
	i, _ := slices.BinarySearchFunc(f.places, block, func(r doc.Range, b int) int { return cmp.Compare(r.From.Block, b) })
	return i
}

// refill looks through the blocks that were edited.
func (f *finder) refill(d *doc.Document) {
	for len(f.stale) > 0 {
		from := f.stale[0]
		var blocks []*doc.Block
		for len(f.stale) > 0 && f.stale[0] == from+len(blocks) {
			blocks = append(blocks, d.Block(f.stale[0]))
			f.stale = f.stale[1:]
		}
		found := doc.New(blocks...).Find(f.what)
		for i := range found {
			found[i].From.Block += from
			found[i].To.Block += from
		}
		f.places = slices.Insert(f.places, f.first(from), found...)
	}
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
