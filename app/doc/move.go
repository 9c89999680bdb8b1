package doc

// Left is the position one cluster before p, the end of the block before at the
// start of a block.
func (d *Document) Left(p Position) Position {
	switch p = d.Clamp(p); {
	case p.Offset > 0:
		p.Offset = prevBorder(d.blocks[p.Block].inline.text, p.Offset)
	case p.Block > 0:
		p = d.endOf(p.Block - 1)
	}
	return p
}

// Right is the position one cluster behind p, the start of the block behind at
// the end of a block.
func (d *Document) Right(p Position) Position {
	switch p = d.Clamp(p); {
	case p != d.endOf(p.Block):
		p.Offset = nextBorder(d.blocks[p.Block].inline.text, p.Offset)
	case p.Block+1 < len(d.blocks):
		p = Position{p.Block + 1, 0}
	}
	return p
}

// WordLeft is the start of the word that p is in or behind. At the start of a
// block it is the end of the block before.
//
// A word is a run of letters, numbers and marks, with apostrophes and decimal
// points inside, or of signs; of Han, hiragana or katakana, since words are
// written without spaces there.
func (d *Document) WordLeft(p Position) Position {
	p = d.Clamp(p)
	if p.Offset == 0 {
		return d.Left(p)
	}
	s := d.blocks[p.Block].inline.text
	start := wordStart(s, p.Offset)
	if classOf(s[start:]) == blank {
		start = wordStart(s, start)
	}
	return Position{p.Block, start}
}

// WordRight is the end of the word that p is in or before. At the end of a
// block it is the start of the block behind.
func (d *Document) WordRight(p Position) Position {
	p = d.Clamp(p)
	if p == d.endOf(p.Block) {
		return d.Right(p)
	}
	s := d.blocks[p.Block].inline.text
	end := wordEnd(s, p.Offset)
	if classOf(s[p.Offset:]) == blank {
		end = wordEnd(s, end)
	}
	return Position{p.Block, end}
}

// WordAt is the word at p, as a double click selects it: the one behind p, or
// before it where a blank or nothing is behind; else the blanks there.
func (d *Document) WordAt(p Position) Range {
	p = d.Clamp(p)
	s := d.blocks[p.Block].inline.text
	from := p.Offset
	if from > 0 && (from == len(s) || classOf(s[from:]) == blank) {
		if before := prevBorder(s, from); from == len(s) || classOf(s[before:]) != blank {
			from = before
		}
	}
	// The word around the cluster at from, which the start of the word at its
	// end finds.
	if from < len(s) {
		from = wordStart(s, nextBorder(s, from))
	}
	return Range{Position{p.Block, from}, Position{p.Block, wordEnd(s, from)}}
}

// BlockAt is the block at p, as a triple click selects it.
func (d *Document) BlockAt(p Position) Range {
	p = d.Clamp(p)
	return Range{Position{p.Block, 0}, d.endOf(p.Block)}
}
