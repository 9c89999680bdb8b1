package doc

import (
	"cmp"
	"errors"
	"iter"
	"slices"
)

// MaxWeight bounds a document: about the bytes of its HTML, which is never more
// than eight times that.
const MaxWeight = 4 << 20

// ErrTooLarge says that a document would grow past MaxWeight.
var ErrTooLarge = errors.New("the note is too large")

// ErrPlace says that a position, a range or a block is not in the document.
var ErrPlace = errors.New("no such place in the note")

// Document is the text of a note. It is for one goroutine; a Clone is another
// document that shares the blocks.
type Document struct {
	blocks []*Block
	weight int
}

// New makes a document of some blocks; of none, an empty paragraph.
func New(blocks ...*Block) *Document {
	d := &Document{blocks: slices.Clone(blocks)}
	if len(d.blocks) == 0 {
		d.blocks = []*Block{NewBlock(Paragraph, 0, Inline{})}
	}
	for _, b := range d.blocks {
		d.weight += b.weight()
	}
	return d
}

// Clone is a copy that edits of the document do not reach: for writing it on
// another goroutine.
func (d *Document) Clone() *Document { return &Document{slices.Clone(d.blocks), d.weight} }

// Len is the number of blocks, at least 1.
func (d *Document) Len() int { return len(d.blocks) }

// Block is the block at i, from 0.
func (d *Document) Block(i int) *Block { return d.blocks[i] }

// Blocks gives the blocks in order.
func (d *Document) Blocks() iter.Seq2[int, *Block] { return slices.All(d.blocks) }

// Equal reports whether two documents are the same in all they hold.
func (d *Document) Equal(o *Document) bool {
	return slices.EqualFunc(d.blocks, o.blocks, (*Block).Equal)
}

// Empty reports whether there is nothing in the document: no text, no picture,
// no divider.
func (d *Document) Empty() bool {
	return !slices.ContainsFunc(d.blocks, func(b *Block) bool { return b.kind.solid() || b.inline.text != "" })
}

// Pictures gives the SHA of each picture, once, in the order of the blocks.
func (d *Document) Pictures() []string {
	var all []string
	for _, b := range d.blocks {
		if b.kind == PictureKind && !slices.Contains(all, b.picture.SHA) {
			all = append(all, b.picture.SHA)
		}
	}
	return all
}

// Numbers gives the numbers that the blocks from..to show, 0 for those that are
// no numbered items. Items of a level count on over deeper ones; another block
// or another kind of item at the level ends the list.
func (d *Document) Numbers(from, to int) []int {
	from, to = max(from, 0), min(to, len(d.blocks))
	if from >= to {
		return nil
	}
	start := from
	for start > 0 && d.blocks[start-1].kind.List() {
		start--
	}
	numbers := make([]int, 0, to-from)
	var count counter
	for i := start; i < to; i++ {
		if n := count.next(d.blocks[i]); i >= from {
			numbers = append(numbers, n)
		}
	}
	return numbers
}

// counter numbers the items of lists in the order of the blocks.
type counter [MaxLevel + 1]int

func (c *counter) next(b *Block) int {
	if !b.kind.List() {
		*c = counter{}
		return 0
	}
	clear(c[b.level+1:])
	if b.kind != Number {
		c[b.level] = 0
		return 0
	}
	c[b.level]++
	return c[b.level]
}

// Position is a place between two grapheme clusters.
type Position struct {
	// Block is the index of the block, from 0.
	Block int
	// Offset is in bytes of the block's text.
	Offset int
}

// Compare is negative where p is before o, 0 where it is the same.
func (p Position) Compare(o Position) int {
	return cmp.Or(cmp.Compare(p.Block, o.Block), cmp.Compare(p.Offset, o.Offset))
}

// Range is what lies between two positions, From not behind To.
type Range struct {
	From, To Position
}

// Empty reports whether nothing is in the range.
func (r Range) Empty() bool { return r.From == r.To }

// Start is the first position of the document.
func (d *Document) Start() Position { return Position{} }

// End is the last position of the document.
func (d *Document) End() Position { return d.endOf(len(d.blocks) - 1) }

// All is the whole document.
func (d *Document) All() Range { return Range{d.Start(), d.End()} }

// endOf is the position behind the text of a block.
func (d *Document) endOf(block int) Position {
	return Position{block, len(d.blocks[block].inline.text)}
}

// Clamp is the last position of the document at or before p.
func (d *Document) Clamp(p Position) Position {
	switch {
	case p.Block < 0:
		return d.Start()
	case p.Block >= len(d.blocks):
		return d.End()
	}
	return Position{p.Block, floorBorder(d.blocks[p.Block].inline.text, p.Offset)}
}

// holds reports whether p is a position of the document.
func (d *Document) holds(p Position) bool {
	return p.Block >= 0 && p.Block < len(d.blocks) && isBorder(d.blocks[p.Block].inline.text, p.Offset)
}

// Selection is the caret, or what is selected from Anchor to Head, where the
// caret stands. Commands bring one that is not in the document into it.
type Selection struct {
	Anchor, Head Position
	// Chosen says that the next typed text has exactly Marks, which were chosen
	// with no text selected; else it has those of its place.
	Chosen bool
	Marks  Marks
}

// Caret is a selection of nothing, at p.
func Caret(p Position) Selection { return Selection{Anchor: p, Head: p} }

// Select is a selection of a range with the caret at its end.
func Select(r Range) Selection { return Selection{Anchor: r.From, Head: r.To} }

// Range is what is selected.
func (s Selection) Range() Range {
	if s.Anchor.Compare(s.Head) > 0 {
		return Range{s.Head, s.Anchor}
	}
	return Range{s.Anchor, s.Head}
}

// Empty reports whether nothing is selected.
func (s Selection) Empty() bool { return s.Anchor == s.Head }

// clamp brings a selection into the document.
func (d *Document) clamp(s Selection) Selection {
	s.Anchor, s.Head = d.Clamp(s.Anchor), d.Clamp(s.Head)
	return s
}

// rangeOf is what a selection selects in the document.
func (d *Document) rangeOf(s Selection) Range { return d.clamp(s).Range() }

// StyleAt is the style that text typed at p has: that of the character before,
// at the start of a block of the one behind. A link goes on only inside
// it.
func (d *Document) StyleAt(p Position) Style {
	p = d.Clamp(p)
	in := d.blocks[p.Block].inline
	before := in.StyleAt(max(p.Offset-1, 0))
	if p.Offset == 0 || in.StyleAt(p.Offset).Link != before.Link {
		before.Link = ""
	}
	return before
}

// typed is the style of text that is typed with a selection.
func (d *Document) typed(s Selection) Style {
	r := d.rangeOf(s)
	style := d.StyleAt(r.From)
	if in := d.blocks[r.From.Block].inline; !r.Empty() && r.From.Offset < len(in.text) {
		style = Style{Marks: in.StyleAt(r.From.Offset).Marks} // what replaces a text looks like its beginning
	}
	if s.Chosen {
		style.Marks = s.Marks & allMarks
	}
	return style
}

// MarksOf is the marks that all of the selected text has, or that typed text
// would have where nothing is selected: what the buttons of an editor show.
func (d *Document) MarksOf(s Selection) Marks {
	r := d.rangeOf(s)
	if r.Empty() {
		return d.typed(s).Marks
	}
	marks, any := allMarks, false
	for run := range d.runsIn(r) {
		marks, any = marks&run.Style.Marks, true
	}
	if !any {
		return 0
	}
	return marks
}

// LinkOf is the link at the caret, or at the start of what is selected, with
// all the text around it that leads to the same address; "" where there is
// none.
func (d *Document) LinkOf(s Selection) (link string, r Range) {
	r = d.rangeOf(s)
	at, in := r.From, d.blocks[r.From.Block].inline
	if link = in.StyleAt(at.Offset).Link; link == "" && r.Empty() && at.Offset > 0 {
		at.Offset--
		link = in.StyleAt(at.Offset).Link
	}
	if link == "" {
		return "", Range{r.From, r.From}
	}
	first := in.spanAt(at.Offset)
	last := first
	for first > 0 && in.spans[first-1].style.Link == link {
		first--
	}
	for last+1 < len(in.spans) && in.spans[last+1].style.Link == link {
		last++
	}
	from := 0
	if first > 0 {
		from = in.spans[first-1].end
	}
	return link, Range{d.Clamp(Position{at.Block, from}), Position{at.Block, ceilBorder(in.text, in.spans[last].end)}}
}

// runsIn gives the stretches of text in a range. A stretch is cut at the ends
// of the range.
func (d *Document) runsIn(r Range) iter.Seq[Run] {
	return func(yield func(Run) bool) {
		for i := r.From.Block; i <= r.To.Block; i++ {
			from, to := d.part(r, i)
			for run := range d.blocks[i].inline.Runs() {
				run.From, run.To = max(run.From, from), min(run.To, to)
				if run.From >= run.To {
					continue
				}
				run.Text = d.blocks[i].inline.text[run.From:run.To]
				if !yield(run) {
					return
				}
			}
		}
	}
}

// part is what of a block's text lies in a range that holds the block or part
// of it.
func (d *Document) part(r Range, block int) (from, to int) {
	to = len(d.blocks[block].inline.text)
	if block == r.From.Block {
		from = r.From.Offset
	}
	if block == r.To.Block {
		to = r.To.Offset
	}
	return from, to
}
