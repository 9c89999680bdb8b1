package doc

import (
	"slices"
	"strings"
)

// Action is what a change does, as far as it matters for taking back several
// at once.
type Action uint8

// The actions. Changes of typing that follow each other are one step to take
// back, and so are those of erasing; any other stands alone.
const (
	Other Action = iota
	Typing
	Erasing
)

// Change is what a command does: edits, none where it only moves or chooses,
// and the selection after them, which has to be clamped to the document then.
type Change struct {
	Edits  []Edit
	After  Selection
	Action Action
	// Err is ErrTooLarge where the command cannot be done; then there are no
	// edits.
	Err error
	// typed is the text that is typed.
	typed string
}

// Command is what a key or a button does with a selection of a document. It
// changes neither.
type Command func(d *Document, s Selection) Change

// stay is the change that changes nothing.
func stay(s Selection) Change { return Change{After: s} }

// Type types a text in the place of what is selected, in the marks of the place
// or those chosen. A line break in it stays in the block.
func Type(text string) Command {
	text = clean(text)
	return func(d *Document, s Selection) Change {
		s = d.clamp(s)
		if text == "" {
			return stay(s)
		}
		edits, end := d.inserting(s.Range(), plain(text, d.typed(s)))
		return Change{Edits: edits, After: Caret(end), Action: Typing, typed: text}
	}
}

// LineBreak breaks the line within the block.
func LineBreak(d *Document, s Selection) Change {
	if s = d.clamp(s); s.Empty() && d.blocks[s.Head.Block].kind == Divider {
		return Enter(d, s)
	}
	return Type("\n")(d, s)
}

// Enter begins a new block. In an empty item of a list it goes a level out, on
// the outermost ends the list; so it ends a quote. Behind a heading or a
// caption comes a paragraph. Behind three hyphens alone it makes them a
// divider.
func Enter(d *Document, s Selection) Change {
	if s = d.clamp(s); !s.Empty() {
		return enterOver(d, s.Range())
	}
	p, b := s.Head, d.blocks[s.Head.Block]
	n := len(b.inline.text)
	head, tail := b.inline.slice(0, p.Offset), b.inline.slice(p.Offset, n)
	after := Caret(Position{p.Block + 1, 0})
	empty := NewBlock(Paragraph, 0, Inline{})
	var by []*Block
	switch {
	case n == 0 && (b.kind.List() || b.kind == Quote):
		return Change{Edits: d.changing(p.Block, p.Block, out), After: s}
	case b.kind == Paragraph && b.inline.text == "---" && p.Offset == n:
		by = []*Block{NewBlock(Divider, 0, Inline{}), empty}
	case b.kind.Heading() && p.Offset == n:
		by = []*Block{b, empty}
	case b.kind.Heading() && p.Offset == 0:
		by = []*Block{empty, b}
	case !b.kind.solid() && p.Offset == 0:
		by = []*Block{b.after(Inline{}), b}
	default:
		by = []*Block{b.with(head), b.after(tail)}
	}
	if marks := d.typed(s).Marks; marks != 0 && tail.text == "" && by[1].kind == b.kind {
		after.Chosen, after.Marks = true, marks
	}
	return Change{Edits: []Edit{blockEdit{p.Block, 1, by}}, After: after}
}

// enterOver is Enter in the place of a range: what is left of the blocks at its
// ends stays apart.
func enterOver(d *Document, r Range) Change {
	s := d.seamOf(r)
	second := s.last.with(s.tail())
	if s.alone {
		second = s.first.after(s.tail())
	}
	by := []*Block{s.frame().with(s.head()), second}
	return Change{Edits: []Edit{blockEdit{r.From.Block, r.To.Block - r.From.Block + 1, by}}, After: Caret(Position{r.From.Block + 1, 0})}
}

// out is an item of a list one level further out, from the outermost level a
// paragraph; a quote as a paragraph.
func out(b *Block) *Block {
	if b.level > 0 {
		return b.at(b.level - 1)
	}
	return b.as(Paragraph, 0)
}

// Backspace erases what is selected, else the cluster before the caret. At the
// start of a block an item of a list or a quote becomes a paragraph first; a
// divider or picture before the caret goes or takes the caret; else the block
// joins the one before.
func Backspace(d *Document, s Selection) Change { return eraseBack(d, s, d.Left) }

// BackspaceWord is Backspace for the word before the caret.
func BackspaceWord(d *Document, s Selection) Change { return eraseBack(d, s, d.WordLeft) }

// Delete erases what is selected, else the cluster behind the caret. At the end
// of a block a divider behind it goes, and a picture, of which the caption stays;
// else the block behind joins.
func Delete(d *Document, s Selection) Change { return eraseAhead(d, s, d.Right) }

// DeleteWord is Delete for the word behind the caret.
func DeleteWord(d *Document, s Selection) Change { return eraseAhead(d, s, d.WordRight) }

// erasing is the change that removes a range.
func erasing(d *Document, r Range, action Action) Change {
	edits, end := d.replacing(r, Fragment{})
	return Change{Edits: edits, After: Caret(end), Action: action}
}

// changed is the change that puts blocks in the place of removed ones.
func changed(at, removed int, caret Position, by ...*Block) Change {
	return Change{Edits: []Edit{blockEdit{at, removed, by}}, After: Caret(caret)}
}

func eraseBack(d *Document, s Selection, before func(Position) Position) Change {
	if s = d.clamp(s); !s.Empty() {
		return erasing(d, s.Range(), Other)
	}
	p, b := s.Head, d.blocks[s.Head.Block]
	i := p.Block
	if p.Offset > 0 {
		return erasing(d, Range{before(p), p}, Erasing)
	}
	switch {
	case b.kind == Divider:
		return withoutDivider(d, i)
	case b.kind != Paragraph && (i == 0 || !b.kind.Heading()):
		return changed(i, 1, p, NewBlock(Paragraph, 0, b.inline))
	case i == 0:
		return stay(s)
	}
	switch above := d.blocks[i-1]; {
	case above.kind == Divider:
		return changed(i-1, 1, Position{i - 1, 0})
	case above.kind == PictureKind && b.inline.text != "":
		return stay(Caret(d.endOf(i - 1)))
	}
	return erasing(d, Range{d.endOf(i - 1), p}, Other)
}

// withoutDivider removes a divider; the caret goes to the block before.
func withoutDivider(d *Document, i int) Change {
	switch {
	case len(d.blocks) == 1:
		return changed(i, 1, Position{i, 0}, New().blocks...)
	case i == 0:
		return changed(i, 1, Position{i, 0})
	}
	return changed(i, 1, d.endOf(i-1))
}

func eraseAhead(d *Document, s Selection, behind func(Position) Position) Change {
	if s = d.clamp(s); !s.Empty() {
		return erasing(d, s.Range(), Other)
	}
	p, b := s.Head, d.blocks[s.Head.Block]
	i := p.Block
	switch {
	case p.Offset < len(b.inline.text):
		return erasing(d, Range{p, behind(p)}, Erasing)
	case b.kind == Divider && i+1 < len(d.blocks):
		return changed(i, 1, p)
	case b.kind == Divider:
		return withoutDivider(d, i)
	case i+1 == len(d.blocks):
		return stay(s)
	}
	next := d.blocks[i+1]
	bare := b.kind == Paragraph && b.inline.text == ""
	switch {
	case next.kind.solid() && bare:
		return changed(i, 1, p)
	case next.kind == PictureKind && next.inline.text != "":
		return changed(i+1, 1, p, NewBlock(Paragraph, 0, next.inline))
	case next.kind.solid():
		return changed(i+1, 1, p)
	case b.kind == PictureKind && next.inline.text != "":
		return stay(Caret(Position{i + 1, 0}))
	case b.kind == PictureKind:
		return changed(i+1, 1, p)
	}
	return erasing(d, Range{p, Position{i + 1, 0}}, Other)
}

// BlocksOf is the first and the last block of which a selection has something.
// A block at whose start a selection of several ends is not in it.
func (d *Document) BlocksOf(s Selection) (first, last int) {
	r := d.rangeOf(s)
	first, last = r.From.Block, r.To.Block
	if last > first && r.To.Offset == 0 {
		last--
	}
	return first, last
}

// changingAll changes the blocks of a selection, which stays.
func changingAll(d *Document, s Selection, change func(*Block) *Block) Change {
	s = d.clamp(s)
	first, last := d.BlocksOf(s)
	return Change{Edits: d.changing(first, last, change), After: s}
}

// Indent moves the selected items of lists one level in. Where there are none
// it changes nothing.
func Indent(d *Document, s Selection) Change {
	return changingAll(d, s, func(b *Block) *Block { return b.at(b.level + 1) })
}

// Outdent moves the selected items of lists one level out.
func Outdent(d *Document, s Selection) Change {
	return changingAll(d, s, func(b *Block) *Block { return b.at(b.level - 1) })
}

// ToggleKind makes the selected blocks blocks of a kind, or paragraphs where
// all are of the kind already.
func ToggleKind(kind Kind) Command {
	return func(d *Document, s Selection) Change {
		to := Paragraph
		first, last := d.BlocksOf(s)
		for _, b := range d.blocks[first : last+1] {
			if !b.kind.solid() && b.kind != kind {
				to = kind
			}
		}
		return changingAll(d, s, toKind(to))
	}
}

// ToggleMark puts a mark on the selected text, or takes it off where all of it
// has it. Where nothing is selected it is chosen for what is typed next.
func ToggleMark(mark Marks) Command {
	return func(d *Document, s Selection) Change {
		s = d.clamp(s)
		marks := d.MarksOf(s)
		if s.Empty() {
			s.Chosen, s.Marks = true, marks^mark&allMarks
			return stay(s)
		}
		s.Chosen = false
		return Change{Edits: d.marking(s.Range(), mark, marks&mark != mark), After: s}
	}
}

// PlainMarks takes all marks off the selected text, or off what is typed
// next.
func PlainMarks(d *Document, s Selection) Change {
	if s = d.clamp(s); s.Empty() {
		s.Chosen, s.Marks = true, 0
		return stay(s)
	}
	s.Chosen = false
	return Change{Edits: d.marking(s.Range(), allMarks, false), After: s}
}

// Link lets the selected text lead to an address, to none with "". Where
// nothing is selected that is the link at the caret, else the word there, else
// the address itself, which is put in.
func Link(address string) Command {
	link, _ := NormalLink(address)
	return func(d *Document, s Selection) Change {
		s = d.clamp(s)
		r := s.Range()
		if r.Empty() {
			if _, r = d.LinkOf(s); r.Empty() {
				r = d.WordAt(s.Head)
			}
			if word := d.blocks[r.From.Block].inline.text[r.From.Offset:r.To.Offset]; strings.TrimSpace(word) == "" && link != "" {
				_, shown, _ := strings.Cut(link, ":")
				style := Style{d.typed(s).Marks, link}
				edits, end := d.inserting(s.Range(), plain(strings.TrimPrefix(shown, "//"), style))
				return Change{Edits: edits, After: Caret(end)}
			}
		}
		return Change{Edits: d.linking(r, link), After: s}
	}
}

// ToggleChecked checks the item that a block is, or opens it again. The
// selection stays.
func ToggleChecked(block int) Command {
	return func(d *Document, s Selection) Change {
		s = d.clamp(s)
		if block < 0 || block >= len(d.blocks) || d.blocks[block].kind != Check {
			return stay(s)
		}
		c := *d.blocks[block]
		c.checked = !c.checked
		return Change{Edits: []Edit{blockEdit{block, 1, []*Block{&c}}}, After: s}
	}
}

// Paste puts a fragment in the place of what is selected. The text of its first
// block joins the block at the caret, what is behind the caret its last; an
// empty paragraph takes on the kind of what comes, and paragraphs that come into
// a list or a quote become part of it. Where other blocks than paragraphs are
// among several, an empty item or quote gives way to all of them as they are.
func Paste(f Fragment) Command {
	return func(d *Document, s Selection) Change {
		s = d.clamp(s)
		if f.Empty() {
			return stay(s)
		}
		edits, end := d.replacing(s.Range(), f)
		return Change{Edits: edits, After: Caret(end)}
	}
}

// PasteText puts a text in the place of what is selected, each line as a block,
// in the marks of the place. The source of a page of HTML comes as what it
// shows, an address as a link.
func PasteText(text string) Command {
	return func(d *Document, s Selection) Change {
		if LooksLikeHTML(text) {
			page, err := FromHTML(text)
			if err != nil {
				return Change{After: s, Err: err}
			}
			return Paste(FragmentOf(page))(d, s)
		}
		style := d.typed(s)
		if strings.HasPrefix(text, "https://") || strings.HasPrefix(text, "http://") {
			if link, ok := NormalLink(text); ok && link == text {
				style.Link = link
			}
		}
		return pasteLines(text, style)(d, s)
	}
}

// PastePlain puts a text in the place of what is selected as it is written, each
// line as a block, in the marks of the place.
func PastePlain(text string) Command {
	return func(d *Document, s Selection) Change { return pasteLines(text, d.typed(s))(d, s) }
}

func pasteLines(text string, style Style) Command {
	return func(d *Document, s Selection) Change {
		switch {
		case text == "":
			return stay(s)
		case len(text) > MaxWeight:
			return Change{After: s, Err: ErrTooLarge}
		}
		return Paste(Fragment{linesOf(text, style)})(d, s)
	}
}

// InsertBlock puts a block, such as a picture, in the place of what is
// selected.
func InsertBlock(b *Block) Command { return Paste(Fragment{[]*Block{b}}) }

// MoveUp moves the selected blocks above the one before them, with the
// selection.
func MoveUp(d *Document, s Selection) Change {
	s = d.clamp(s)
	first, last := d.BlocksOf(s)
	if first == 0 {
		return stay(s)
	}
	by := append(slices.Clone(d.blocks[first:last+1]), d.blocks[first-1])
	return moved(blockEdit{first - 1, len(by), by}, s, -1)
}

// MoveDown moves the selected blocks below the one behind them, with the
// selection.
func MoveDown(d *Document, s Selection) Change {
	s = d.clamp(s)
	first, last := d.BlocksOf(s)
	if last+1 == len(d.blocks) {
		return stay(s)
	}
	by := append([]*Block{d.blocks[last+1]}, d.blocks[first:last+1]...)
	return moved(blockEdit{first, len(by), by}, s, 1)
}

func moved(e blockEdit, s Selection, by int) Change {
	s.Anchor.Block += by
	s.Head.Block += by
	return Change{Edits: []Edit{e}, After: s}
}

// InsertDivider puts a divider in the place of what is selected, with what is
// behind the caret below it.
func InsertDivider(d *Document, s Selection) Change {
	return Paste(Fragment{[]*Block{NewBlock(Divider, 0, Inline{}), NewBlock(Paragraph, 0, Inline{})}})(d, s)
}

// Cut removes what is selected. Copied is what it was.
func Cut(d *Document, s Selection) (c Change, copied Fragment) {
	s = d.clamp(s)
	return erasing(d, s.Range(), Other), d.copying(s.Range())
}

// Copied is what is selected.
func Copied(d *Document, s Selection) Fragment { return d.copying(d.rangeOf(s)) }

// automatic are the signs at the start of a paragraph, with the space typed
// behind them, that make it another kind of block.
var automatic = map[string]Kind{
	"- ": Bullet, "* ": Bullet, "1. ": Number, "[] ": Check, "[ ] ": Check, "[x] ": Check, "# ": Heading1, "## ": Heading2, "### ": Heading3, "> ": Quote,
}

// Automatic makes a paragraph the kind of block that the signs before the caret
// ask for, or a bullet a check item. ok is false where there are no such signs.
// It is a change of its own, for taking it back leaves the signs as they were
// typed.
func Automatic(d *Document, s Selection) (c Change, ok bool) {
	s = d.clamp(s)
	b := d.blocks[s.Head.Block]
	text := b.inline.text
	kind, ok := automatic[text[:s.Head.Offset]]
	if !ok || !s.Empty() || b.kind != Paragraph && (b.kind != Bullet || kind != Check) {
		return stay(s), false
	}
	made := NewBlock(kind, b.level, b.inline.slice(s.Head.Offset, len(text)))
	made.checked = kind == Check && strings.HasPrefix(text, "[x")
	return changed(s.Head.Block, 1, Position{s.Head.Block, 0}, made), true
}
