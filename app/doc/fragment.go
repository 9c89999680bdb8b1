package doc

import "slices"

// Fragment is a piece of a note that is cut, copied and pasted.
type Fragment struct {
	blocks []*Block
}

// FragmentOf is all of a document as a fragment. A document of one paragraph is
// its text alone.
func FragmentOf(d *Document) Fragment { return Fragment{d.Clone().blocks} }

// Document is the fragment as a document of its own.
func (f Fragment) Document() *Document { return New(f.blocks...) }

// Empty reports whether pasting the fragment would bring nothing.
func (f Fragment) Empty() bool { return len(f.blocks) == 0 }

// Copy is what lies in a range. A block of which the beginning is not in it
// comes as a paragraph, and so does a part of a single block.
func (d *Document) Copy(r Range) (Fragment, error) {
	if !d.holds(r.From) || !d.holds(r.To) || r.From.Compare(r.To) > 0 {
		return Fragment{}, ErrPlace
	}
	return d.copying(r), nil
}

func (d *Document) copying(r Range) Fragment {
	if r.Empty() {
		return Fragment{}
	}
	blocks := make([]*Block, 0, r.To.Block-r.From.Block+1)
	for i := r.From.Block; i <= r.To.Block; i++ {
		b := d.blocks[i]
		from, to := d.part(r, i)
		text := b.inline.slice(from, to)
		switch whole := to == len(b.inline.text); {
		case from > 0, r.From.Block == r.To.Block && (!whole || b.kind.solid()):
			blocks = append(blocks, NewBlock(Paragraph, 0, text))
		case i == r.To.Block && to == 0 && b.kind.solid():
			// The range ends before it.
			blocks = append(blocks, NewBlock(Paragraph, 0, Inline{}))
		case whole:
			blocks = append(blocks, b)
		default:
			blocks = append(blocks, b.with(text))
		}
	}
	return Fragment{blocks}
}

// inserting puts text in the place of a range.
func (d *Document) inserting(r Range, text Inline) ([]Edit, Position) {
	if text.text == "" {
		return d.replacing(r, Fragment{})
	}
	return d.replacing(r, Fragment{[]*Block{NewBlock(Paragraph, 0, text)}})
}

// seam is the place where something is put in: the blocks at the ends of a
// range.
type seam struct {
	r Range
	// first and last are one where alone.
	first, last *Block
	alone       bool
	// headless and tailless say that nothing stays of the text of the first and
	// of the last.
	headless, tailless bool
	// untouched says that the range ends at the start of a last block that is a
	// picture or a divider.
	untouched bool
}

func (d *Document) seamOf(r Range) seam {
	s := seam{r: r, first: d.blocks[r.From.Block], last: d.blocks[r.To.Block], alone: r.From.Block == r.To.Block}
	s.headless, s.tailless = r.From.Offset == 0, r.To.Offset == len(s.last.inline.text)
	s.untouched = !s.alone && r.To.Offset == 0 && s.last.kind.solid()
	return s
}

// head and tail are what stays of the texts.
func (s seam) head() Inline { return s.first.inline.slice(0, s.r.From.Offset) }

func (s seam) tail() Inline {
	return s.last.inline.slice(s.r.To.Offset, len(s.last.inline.text))
}

// closed is the block that is left where nothing is put in.
func (s seam) closed() *Block {
	switch {
	case s.alone, !s.headless:
		return s.first.with(Join(s.head(), s.tail()))
	case !s.tailless, s.untouched:
		return s.last.with(s.tail())
	}
	return s.frame().with(Inline{})
}

// frame is the block whose kind what is put in takes on: that of the first, or
// where the range swallowed a picture or divider, of the last.
func (s seam) frame() *Block {
	switch {
	case s.alone, !s.headless, !s.first.kind.solid():
		return s.first
	case !s.last.kind.solid():
		return s.last
	}
	return NewBlock(Paragraph, 0, Inline{})
}

// replacing puts a fragment in the place of a range that is in the document.
// end is the position behind it; once the edits are done it may have to be
// clamped, since characters may have joined.
func (d *Document) replacing(r Range, f Fragment) (edits []Edit, end Position) {
	s := d.seamOf(r)
	at := r.From
	if s.alone && s.first.kind == Divider {
		if f.Empty() {
			return nil, at
		}
		end = Position{at.Block + len(f.blocks), len(f.blocks[len(f.blocks)-1].inline.text)}
		return []Edit{blockEdit{at.Block + 1, 0, f.blocks}}, end
	}
	inline := len(f.blocks) == 0 || len(f.blocks) == 1 && !s.takesKind(f.blocks[0])
	if inline && s.alone {
		var by Inline
		if len(f.blocks) == 1 {
			by = f.blocks[0].inline
		}
		end = Position{at.Block, at.Offset + len(by.text)}
		if r.Empty() && by.text == "" {
			return nil, end
		}
		return []Edit{textEdit{at.Block, at.Offset, r.To.Offset, by}}, end
	}
	removed := r.To.Block - at.Block + 1
	if len(f.blocks) == 0 {
		return []Edit{blockEdit{at.Block, removed, []*Block{s.closed()}}}, at
	}
	by, end := s.filled(f.blocks, inline)
	end.Block += at.Block
	if s.untouched {
		by = append(by, s.last)
	}
	return []Edit{blockEdit{at.Block, removed, by}}, end
}

// takesKind reports whether a single block that is put in brings its kind with
// it: a picture or a divider always, others where they fill an empty
// paragraph.
func (s seam) takesKind(b *Block) bool {
	empty := s.headless && s.tailless && s.frame().kind == Paragraph
	return b.kind.solid() || b.kind != Paragraph && empty
}

// filled is the seam with blocks put in, at least one. end is the position in
// these blocks behind what was put in.
func (s seam) filled(in []*Block, inline bool) (by []*Block, end Position) {
	frame, head, tail := s.frame(), s.head(), s.tail()
	if s.untouched {
		tail = Inline{}
	}
	if inline {
		by = []*Block{frame.with(Join(head, in[0].inline, tail))}
		return by, Position{0, len(head.text) + len(in[0].inline.text)}
	}
	if s.filledAsIs(in) {
		last := in[len(in)-1]
		return slices.Clone(in), Position{len(in) - 1, len(last.inline.text)}
	}
	by = make([]*Block, 0, len(in)+2)
	for _, b := range in {
		by = append(by, adopted(b, frame))
	}
	// The head goes into the first, or stands alone.
	bare := head.text == "" && frame.kind != PictureKind
	switch first := by[0]; {
	case bare && (tail.text != "" || frame.kind == Paragraph || first.kind.solid()):
	case !first.kind.solid():
		by[0] = frame.with(Join(head, first.inline))
	default:
		by = append([]*Block{frame.with(head)}, by...)
	}
	// The tail goes into the last, or stands alone.
	last := by[len(by)-1]
	end = Position{len(by) - 1, len(last.inline.text)}
	switch {
	case tail.text == "":
	case last.kind.solid():
		if by = append(by, frame.after(tail)); last.kind == Divider {
			end = Position{len(by) - 1, 0}
		}
	case bare && (s.alone || s.last.kind.solid()):
		by[len(by)-1] = frame.with(Join(last.inline, tail))
	case bare:
		by[len(by)-1] = s.last.with(Join(last.inline, tail))
	default:
		by[len(by)-1] = last.with(Join(last.inline, tail))
	}
	return by, end
}

// filledAsIs reports whether blocks take the place of an empty item of a list, or
// of an empty quote, as they are: a heading, list or table among them would be
// torn where its paragraphs became items.
func (s seam) filledAsIs(in []*Block) bool {
	frame := s.frame()
	return s.alone && s.headless && s.tailless && (frame.kind.List() || frame.kind == Quote) &&
		slices.ContainsFunc(in, func(b *Block) bool { return b.kind != Paragraph })
}

// adopted is a block that is put in: paragraphs become items of the list, or
// part of the quote, into which they come.
func adopted(b, frame *Block) *Block {
	if b.kind == Paragraph && (frame.kind.List() || frame.kind == Quote) {
		return NewBlock(frame.kind, frame.level, b.inline)
	}
	return b
}
