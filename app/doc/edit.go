package doc

import (
	"fmt"
	"slices"
	"unicode/utf8"
)

// Edit is one change of a document: some text of a block, or some blocks,
// replaced. It belongs to the document as it was when the edit was made.
type Edit interface {
	// do changes the document, once check has let it.
	do(d *Document) (inverse Edit)
	check(d *Document) error
	// held is about how much memory the edit holds, in bytes.
	held() int
	// Extent says which blocks change: removed of them, from at on, become
	// inserted ones.
	Extent() (at, removed, inserted int)
}

// textEdit replaces the bytes from..to of a block's text.
type textEdit struct {
	block, from, to int
	by              Inline
}

func (e textEdit) Extent() (at, removed, inserted int) { return e.block, 1, 1 }

func (e textEdit) held() int { return e.by.weight() }

func (e textEdit) check(d *Document) error {
	if e.block < 0 || e.block >= len(d.blocks) {
		return ErrPlace
	}
	b := d.blocks[e.block]
	s := b.inline.text
	if e.from < 0 || e.to < e.from || e.to > len(s) || !runeBorder(s, e.from) || !runeBorder(s, e.to) || b.kind == Divider {
		return ErrPlace
	}
	return nil
}

func runeBorder(s string, off int) bool { return off == len(s) || utf8.RuneStart(s[off]) }

func (e textEdit) do(d *Document) Edit {
	old := d.blocks[e.block]
	inverse := textEdit{e.block, e.from, e.from + len(e.by.text), old.inline.slice(e.from, e.to)}
	d.put(e.block, old.with(old.inline.splice(e.from, e.to, e.by)))
	return inverse
}

// put replaces one block.
func (d *Document) put(at int, b *Block) {
	d.weight += b.weight() - d.blocks[at].weight()
	d.blocks[at] = b
}

// blockEdit replaces blocks.
type blockEdit struct {
	at, removed int
	by          []*Block
}

func (e blockEdit) Extent() (at, removed, inserted int) { return e.at, e.removed, len(e.by) }

func (e blockEdit) held() int { return weigh(e.by) }

func weigh(blocks []*Block) (n int) {
	for _, b := range blocks {
		n += b.weight()
	}
	return n
}

func (e blockEdit) check(d *Document) error {
	if e.at < 0 || e.removed < 0 || e.at+e.removed > len(d.blocks) || len(d.blocks)-e.removed+len(e.by) < 1 {
		return ErrPlace
	}
	return nil
}

func (e blockEdit) do(d *Document) Edit {
	old := slices.Clone(d.blocks[e.at : e.at+e.removed])
	d.weight += weigh(e.by) - weigh(old)
	d.blocks = slices.Replace(d.blocks, e.at, e.at+e.removed, e.by...)
	return blockEdit{e.at, len(e.by), old}
}

// Apply does edits one after the other and gives those that take them back, to
// be applied as they stand. Where one cannot be done, none is, and the error is
// ErrPlace or ErrTooLarge.
func (d *Document) Apply(edits ...Edit) (inverse []Edit, err error) { return d.apply(edits, MaxWeight) }

func (d *Document) apply(edits []Edit, limit int) (inverse []Edit, err error) {
	inverse = make([]Edit, 0, len(edits))
	for _, e := range edits {
		before := d.weight
		if err = e.check(d); err == nil {
			inverse = append(inverse, e.do(d))
			if d.weight > limit && d.weight > before {
				err = ErrTooLarge
			}
		}
		if err != nil {
			for _, back := range slices.Backward(inverse) {
				back.do(d)
			}
			return nil, fmt.Errorf("edit a note: %w", err)
		}
	}
	slices.Reverse(inverse)
	return inverse, nil
}

// checked gives edits unless a place is not in the document.
func (d *Document) checked(edits func() []Edit, places ...Position) ([]Edit, error) {
	for i, p := range places {
		if !d.holds(p) || i > 0 && places[i-1].Compare(p) > 0 {
			return nil, fmt.Errorf("edit a note: %w", ErrPlace)
		}
	}
	return edits(), nil
}

// checkedBlocks gives edits unless one of the blocks first..last is not in the
// document.
func (d *Document) checkedBlocks(first, last int, edits func() []Edit) ([]Edit, error) {
	if first < 0 || last < first || last >= len(d.blocks) {
		return nil, fmt.Errorf("edit a note: %w", ErrPlace)
	}
	return edits(), nil
}

// Insert puts text at a position. On a divider it becomes a paragraph below.
func (d *Document) Insert(at Position, text Inline) ([]Edit, error) {
	return d.checked(func() []Edit { edits, _ := d.inserting(Range{at, at}, text); return edits }, at)
}

// Delete removes what is in a range and joins what is left of the blocks at its
// ends. What is left of a block keeps its kind; a block of which nothing is left
// gives way to the other; where nothing is left of both, the kind of the first
// stays. A picture or a divider at whose start a range over several blocks
// begins is in it.
func (d *Document) Delete(r Range) ([]Edit, error) {
	return d.checked(func() []Edit { edits, _ := d.replacing(r, Fragment{}); return edits }, r.From, r.To)
}

// Replace puts a fragment in the place of a range, as pasting does.
func (d *Document) Replace(r Range, f Fragment) ([]Edit, error) {
	return d.checked(func() []Edit { edits, _ := d.replacing(r, f); return edits }, r.From, r.To)
}

// Split ends a block at a position; what is behind it becomes a block of the
// same kind, an open one of a check item, a paragraph after a caption or a
// divider.
func (d *Document) Split(at Position) ([]Edit, error) {
	return d.checked(func() []Edit {
		b := d.blocks[at.Block]
		n := len(b.inline.text)
		return []Edit{blockEdit{at.Block, 1, []*Block{b.with(b.inline.slice(0, at.Offset)), b.after(b.inline.slice(at.Offset, n))}}}
	}, at)
}

// JoinNext joins a block with the one behind it, as Delete of the border
// between them does.
func (d *Document) JoinNext(block int) ([]Edit, error) {
	return d.checkedBlocks(block, block+1, func() []Edit {
		edits, _ := d.replacing(Range{d.endOf(block), Position{block + 1, 0}}, Fragment{})
		return edits
	})
}

// SetMarks puts marks on the text in a range, or takes them off.
func (d *Document) SetMarks(r Range, marks Marks, on bool) ([]Edit, error) {
	return d.checked(func() []Edit { return d.marking(r, marks, on) }, r.From, r.To)
}

func (d *Document) marking(r Range, marks Marks, on bool) []Edit {
	marks &= allMarks
	return d.restyling(r, func(s Style) Style {
		if s.Marks &^= marks; on {
			s.Marks |= marks
		}
		return s
	})
}

// ClearMarks takes all marks off the text in a range. Links stay.
func (d *Document) ClearMarks(r Range) ([]Edit, error) { return d.SetMarks(r, allMarks, false) }

// SetLink lets the text in a range lead to an address, or to none with "". One
// that NormalLink refuses is none.
func (d *Document) SetLink(r Range, address string) ([]Edit, error) {
	return d.checked(func() []Edit { return d.linking(r, address) }, r.From, r.To)
}

func (d *Document) linking(r Range, address string) []Edit {
	link, _ := NormalLink(address)
	return d.restyling(r, func(s Style) Style { s.Link = link; return s })
}

// restyling changes the styles in a range, one edit a block.
func (d *Document) restyling(r Range, change func(Style) Style) []Edit {
	var edits []Edit
	for i := r.From.Block; i <= r.To.Block; i++ {
		from, to := d.part(r, i)
		old := d.blocks[i].inline.slice(from, to)
		if by := old.restyled(change); !by.Equal(old) {
			edits = append(edits, textEdit{i, from, to, by})
		}
	}
	return edits
}

// SetKind makes the blocks first..last blocks of a kind; items keep their level
// and checks. A picture or a divider stays what it is, and nothing becomes
// one.
func (d *Document) SetKind(first, last int, kind Kind) ([]Edit, error) {
	return d.checkedBlocks(first, last, func() []Edit { return d.changing(first, last, toKind(kind)) })
}

func toKind(kind Kind) func(*Block) *Block {
	return func(b *Block) *Block {
		if b.kind == kind || b.kind.solid() || kind.solid() {
			return b
		}
		return b.as(kind, b.level)
	}
}

// SetLevel moves the items of lists among the blocks first..last to a level.
func (d *Document) SetLevel(first, last, level int) ([]Edit, error) {
	return d.checkedBlocks(first, last, func() []Edit {
		return d.changing(first, last, func(b *Block) *Block { return b.at(level) })
	})
}

// at is the block on another level, where it has one.
func (b *Block) at(level int) *Block {
	level = min(max(level, 0), MaxLevel)
	if !b.kind.List() || b.level == level {
		return b
	}
	c := *b
	c.level = level
	return &c
}

// SetChecked checks the check items among the blocks first..last, or opens them
// again.
func (d *Document) SetChecked(first, last int, checked bool) ([]Edit, error) {
	return d.checkedBlocks(first, last, func() []Edit {
		return d.changing(first, last, func(b *Block) *Block {
			if b.kind != Check || b.checked == checked {
				return b
			}
			c := *b
			c.checked = checked
			return &c
		})
	})
}

// SetPicture changes the size, description or bytes of the picture that a block
// is; the caption stays. Other blocks stay as they are, and so does a picture
// for one whose SHA is none.
func (d *Document) SetPicture(block int, p Picture) ([]Edit, error) {
	return d.checkedBlocks(block, block, func() []Edit {
		return d.changing(block, block, func(b *Block) *Block {
			normal, ok := p.normal()
			if b.kind != PictureKind || !ok || normal == b.picture {
				return b
			}
			c := *b
			c.picture = normal
			return &c
		})
	})
}

// changing changes blocks one by one, in one edit that holds no more than the
// stretch of those that do change.
func (d *Document) changing(first, last int, change func(*Block) *Block) []Edit {
	var by []*Block
	from, to := -1, -1
	for i := first; i <= last; i++ {
		b := change(d.blocks[i])
		if by = append(by, b); b == d.blocks[i] {
			continue
		}
		if to = i + 1; from < 0 {
			from = i
		}
	}
	if from < 0 {
		return nil
	}
	return []Edit{blockEdit{from, to - from, by[from-first : to-first]}}
}

// ReplaceBlocks puts blocks in the place of removed ones from at on: inserting,
// replacing and removing whole blocks. Where none would be left, an empty
// paragraph is.
func (d *Document) ReplaceBlocks(at, removed int, by ...*Block) ([]Edit, error) {
	e := blockEdit{at, removed, slices.Clone(by)}
	if len(by) == 0 && at == 0 && removed == len(d.blocks) {
		e.by = New().blocks
	}
	if err := e.check(d); err != nil {
		return nil, fmt.Errorf("edit a note: %w", err)
	}
	return []Edit{e}, nil
}
