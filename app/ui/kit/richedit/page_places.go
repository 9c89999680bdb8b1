package richedit

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"golang.org/x/text/unicode/bidi"

	"carebook/app/doc"
	"carebook/app/ui/style"
)

// piece is a part of a line that is drawn at once: of one style, one face and
// one direction.
type piece struct {
	from, to int // in the block's text
	x, w     float32
	face     faceID
	script   script
	style    doc.Style
	level    uint8
	blank    bool // nothing to be drawn: a tab, or the blanks at the line's end
	tab      bool
}

// Pieces are kept short, so that a key draws little anew.
const (
	longPiece = 48 // bytes, then to the next blank
	longAsian = 72
)

// pieces is a line of an item as it is drawn, from left to right.
func (p *page) pieces(it *item, l line) []piece {
	shown := l.shown(it.text)
	w := newWrapper(p.measure, &it.content, it.room)
	var found []piece
	x := float32(0)
	level := 0
	for at := l.start; at < l.end; {
		w.run = runAt(it.runs, at, w.run)
		r := &it.runs[w.run]
		end := min(l.end, r.To)
		if at < shown {
			end = min(end, shown)
		}
		pc := piece{from: at, style: r.Style, blank: at >= shown}
		if it.levels != nil {
			for it.levels[level].end <= at {
				level++
			}
			end = min(end, it.levels[level].end)
			pc.level = it.levels[level].level
			if pc.blank {
				pc.level = it.ownLevel()
			}
		}
		p.shape(&pc, w, it.text[at:end], x)
		x += pc.w
		at = pc.to
		found = append(found, pc)
	}
	p.place(it, l, found)
	return found
}

// shape makes a piece of the beginning of a text at x of its line.
func (p *page) shape(pc *piece, w *wrapper, text string, x float32) {
	n := 1
	switch text[0] {
	case '\t':
		pc.tab, pc.blank = true, true
		pc.w = w.nextTab(x) - x
	case '\n':
		pc.blank = true
	default:
		if i := strings.IndexAny(text, "\t\n"); i > 0 {
			text = text[:i]
		}
		n, pc.face, pc.script = p.measure.stretch(text, w.writing, pc.style.Marks)
		n = cutPiece(text[:n], pc.script)
		pc.w = p.measure.width(pc.face, pc.script, text[:n])
	}
	pc.to = pc.from + n
}

// cutPiece is where a stretch is cut so that its first piece is short.
func cutPiece(text string, s script) int {
	switch s {
	case ownFont:
		if len(text) <= longPiece {
			return len(text)
		}
		if i := strings.IndexByte(text[longPiece:], ' '); i >= 0 && longPiece+i+1 < len(text) && clustersPart(text, longPiece+i+1) {
			return longPiece + i + 1
		}
	case eastAsian, hangul:
		n := 0
		for n < len(text) && n < longAsian {
			n += clusterLen(text[n:])
		}
		return n
	}
	return len(text)
}

// ownLevel is the embedding level of the block itself.
func (it *item) ownLevel() uint8 {
	if it.rtl {
		return 1
	}
	return 0
}

// place puts the pieces of a line in visual order, and where they are.
func (p *page) place(it *item, l line, pieces []piece) {
	if it.levels != nil {
		reorder(pieces)
	}
	x := it.left
	if it.rtl {
		total := float32(0)
		for _, pc := range pieces {
			total += pc.w
		}
		x = p.right(it) - total
	}
	for i := range pieces {
		pieces[i].x = x
		x += pieces[i].w
	}
}

// right is where the lines of an item end.
func (p *page) right(it *item) float32 {
	if it.rtl {
		return it.room
	}
	return it.left + it.room
}

// start is where the lines of an item begin at their left.
func (it *item) start() float32 {
	if it.rtl {
		return 0
	}
	return it.left
}

// reorder puts pieces from the order of the text into that on the page (UAX 9,
// rule L2).
func reorder(pieces []piece) {
	highest := uint8(0)
	for _, pc := range pieces {
		highest = max(highest, pc.level)
	}
	for level := highest; level > 0; level-- {
		for i := 0; i < len(pieces); i++ {
			if pieces[i].level < level {
				continue
			}
			from := i
			for i < len(pieces) && pieces[i].level >= level {
				i++
			}
			slices.Reverse(pieces[from:i])
		}
	}
}

// drawn is a piece's text as it is handed to Fyne, which puts letters that are
// written from right to left in order itself, but knows no more than the piece.
func (it *item) drawn(pc *piece) string {
	text := it.text[pc.from:pc.to]
	if pc.level%2 == 1 && (pc.script < otherScript || (pc.script-otherScript)%2 == 0) {
		return bidi.ReverseString(text)
	}
	return text
}

// edge is the x of an offset within a piece.
func (p *page) edge(it *item, pc *piece, off int) float32 {
	w := float32(0)
	switch {
	case off >= pc.to:
		w = pc.w
	case off > pc.from && !pc.tab:
		w = min(pc.w, p.measure.width(pc.face, pc.script, it.text[pc.from:off]))
	}
	if pc.level%2 == 1 {
		return pc.x + pc.w - w
	}
	return pc.x + w
}

// caretX is the x of an offset in a line: before the character behind it, at
// the line's end behind the one before.
func (p *page) caretX(it *item, l line, pieces []piece, off int) float32 {
	x := it.left
	if it.rtl {
		x = p.right(it)
	}
	for i := range pieces {
		if pc := &pieces[i]; off >= pc.from && off < pc.to || off == l.end && pc.to == off {
			x = p.edge(it, pc, off)
			break
		}
	}
	return min(max(x, it.start()), p.right(it))
}

// offsetAt is the offset in a line that is nearest to x.
func (p *page) offsetAt(it *item, l line, x float32) int {
	end := l.end
	if l.hard {
		end--
	}
	pieces := p.pieces(it, l)
	if it.levels != nil {
		return p.offsetAmong(it, l, pieces, end, x)
	}
	for i := range pieces {
		pc := &pieces[i]
		if x >= pc.x+pc.w && i+1 < len(pieces) {
			continue
		}
		return min(p.offsetIn(it, pc, x), end)
	}
	return l.start
}

// offsetIn is the offset in a left-to-right piece that is nearest to x.
func (p *page) offsetIn(it *item, pc *piece, x float32) int {
	ends := clusterEnds(it.text, pc)
	// Blanks that hang beyond the line have their carets at its end.
	edge := func(i int) float32 { return min(p.edge(it, pc, ends[i]), p.right(it)) }
	i := sort.Search(len(ends)-1, func(i int) bool { return edge(i+1) >= x })
	if i+1 < len(ends) && x-edge(i) >= edge(i+1)-x {
		i++
	}
	return ends[i]
}

// clusterEnds are the offsets in a piece between clusters, with both its ends.
func clusterEnds(text string, pc *piece) []int {
	ends := append(make([]int, 0, pc.to-pc.from+1), pc.from)
	if pc.tab {
		return append(ends, pc.to)
	}
	for at := pc.from; at < pc.to; {
		at += clusterLen(text[at:pc.to])
		ends = append(ends, at)
	}
	return ends
}

// offsetAmong is offsetAt for a line of several directions: of all places for
// a caret the nearest. Beside the line it is its start or end.
func (p *page) offsetAmong(it *item, l line, pieces []piece, end int, x float32) int {
	left, right := p.right(it), it.start()
	best, bestAway := l.start, float32(-1)
	look := func(off int) {
		at := p.caretX(it, l, pieces, off)
		left, right = min(left, at), max(right, at)
		if away := max(at-x, x-at); bestAway < 0 || away < bestAway {
			best, bestAway = off, away
		}
	}
	for i := range pieces {
		left, right = min(left, pieces[i].x), max(right, pieces[i].x+pieces[i].w)
		ends := clusterEnds(it.text, &pieces[i])
		for _, off := range ends[:len(ends)-1] {
			if off <= end {
				look(off)
			}
		}
	}
	look(end)
	const beside = 1
	switch {
	case x > right+beside && it.rtl, x < left-beside && !it.rtl:
		return l.start
	case x > right+beside, x < left-beside:
		return end
	}
	return best
}

// clamped is a position of the document, for one that is none any more.
func (p *page) clamped(at doc.Position) doc.Position {
	p.sum()
	at.Block = min(max(at.Block, 0), len(p.items)-1)
	at.Offset = min(max(at.Offset, 0), len(p.items[at.Block].text))
	return at
}

// lineOf is the item and the index of the line in which a caret stands.
func (p *page) lineOf(at doc.Position, upstream affinity) (it *item, i int) {
	it = p.items[at.Block]
	i = sort.Search(len(it.lines), func(i int) bool { return it.lines[i].start > at.Offset }) - 1
	if upstream && i > 0 && it.lines[i].start == at.Offset && !it.lines[i-1].hard {
		i--
	}
	return it, max(i, 0)
}

// lineTop is where a line begins on the page.
func (p *page) lineTop(block, i int) float32 {
	it := p.items[block]
	return p.tops[block] + it.lineTop + float32(i)*it.lineHeight
}

// caretWidth is the caret's, at any size of texts.
const caretWidth = 2

// caret is where the caret stands at a position.
func (p *page) caret(at doc.Position, upstream affinity) box {
	at = p.clamped(at)
	it, i := p.lineOf(at, upstream)
	l := it.lines[i]
	b := box{x: p.caretX(it, l, p.pieces(it, l), at.Offset), y: p.lineTop(at.Block, i), w: caretWidth, h: it.lineHeight}
	if it.captionHidden() {
		b.x += style.Px(pillLeft + pillInside)
	}
	if spare := whole(style.Px(3)); it.block.Kind() != doc.Divider {
		b.y, b.h = b.y+float32(int(spare/2)), b.h-spare
	}
	return b
}

// hit is what a place falls on.
func (p *page) hit(x, y float32) hit {
	block := p.itemAt(y)
	it := p.items[block]
	h := hit{at: doc.Position{Block: block}, block: block, on: onMargin}
	inside := y - p.tops[block]
	if it.pictured() && (inside < it.picture.h || it.captionHidden()) {
		if x >= it.picture.x && x < it.picture.x+it.picture.w && inside >= 0 && inside < it.picture.h {
			h.on = onPicture
		}
		return h
	}
	if it.block.Kind() == doc.Divider {
		if x >= 0 && x < p.width && inside >= 0 && inside < it.height {
			h.on = onDivider
		}
		return h
	}
	i := min(max(int((inside-it.lineTop)/it.lineHeight), 0), len(it.lines)-1)
	l := it.lines[i]
	h.at.Offset = p.offsetAt(it, l, x)
	h.upstream = h.at.Offset == l.end && l.soft(it.text)
	if inside < 0 || inside >= it.height {
		return h
	}
	if b, ok := p.checkBox(block); ok && i == 0 && b.near(x) {
		h.on = onCheck
		return h
	}
	for _, pc := range p.pieces(it, l) {
		if x >= pc.x && x < pc.x+pc.w && (!pc.blank || pc.tab) {
			h.on = onText
			if pc.style.Link != "" {
				h.on, h.link = onLink, pc.style.Link
			}
		}
	}
	return h
}

// near reports whether x is on a box or a little beside.
func (b box) near(x float32) bool { return x >= b.x-4 && x < b.x+b.w+4 }

// lineStart is the start of the line in which a caret stands.
func (p *page) lineStart(at doc.Position, upstream affinity) doc.Position {
	at = p.clamped(at)
	it, i := p.lineOf(at, upstream)
	return doc.Position{Block: at.Block, Offset: it.lines[i].start}
}

// lineEnd is the end of the line in which a caret stands.
func (p *page) lineEnd(at doc.Position, upstream affinity) (doc.Position, affinity) {
	at = p.clamped(at)
	it, i := p.lineOf(at, upstream)
	l := it.lines[i]
	end := l.end
	if l.hard {
		end--
	}
	return doc.Position{Block: at.Block, Offset: end}, l.soft(it.text)
}

// above is the position at x in the line above; ok is false in the first line.
func (p *page) above(at doc.Position, upstream affinity, x float32) (to doc.Position, up affinity, ok bool) {
	at = p.clamped(at)
	_, i := p.lineOf(at, upstream)
	block := at.Block
	if i--; i < 0 {
		if block--; block < 0 {
			return at, upstream, false
		}
		i = len(p.items[block].lines) - 1
	}
	to, up = p.at(block, i, x)
	return to, up, true
}

// below is the position at x in the line below; ok is false in the last line.
func (p *page) below(at doc.Position, upstream affinity, x float32) (to doc.Position, up affinity, ok bool) {
	at = p.clamped(at)
	it, i := p.lineOf(at, upstream)
	block := at.Block
	if i++; i == len(it.lines) {
		if block++; block == len(p.items) {
			return at, upstream, false
		}
		i = 0
	}
	to, up = p.at(block, i, x)
	return to, up, true
}

// at is the position at x in a line.
func (p *page) at(block, i int, x float32) (doc.Position, affinity) {
	it := p.items[block]
	l := it.lines[i]
	off := p.offsetAt(it, l, x)
	return doc.Position{Block: block, Offset: off}, off == l.end && l.soft(it.text)
}

// lineSign is how wide the end of a block is shown that is selected.
const lineSign = 6

// boxes is what a range covers between two heights, line by line, and in a
// line of several directions piece by piece.
func (p *page) boxes(r doc.Range, top, bottom float32) []box {
	r.From, r.To = p.clamped(r.From), p.clamped(r.To)
	if r.Empty() {
		return nil
	}
	var found []box
	for b := max(r.From.Block, p.itemAt(top)); b <= r.To.Block && p.tops[b] < bottom; b++ {
		from, to := 0, len(p.items[b].text)
		if b == r.From.Block {
			from = r.From.Offset
		}
		if b == r.To.Block {
			to = r.To.Offset
		}
		found = p.itemBoxes(found, b, from, to, b < r.To.Block, top, bottom)
	}
	return found
}

// itemBoxes adds what a range covers of a block; on says that it goes on in the
// next one.
func (p *page) itemBoxes(found []box, block, from, to int, on bool, top, bottom float32) []box {
	it := p.items[block]
	end := p.tops[block] + it.height
	if on {
		end = p.tops[block+1]
	}
	if it.pictured() && from == 0 && (on || to > 0) {
		b := it.picture
		b.y = p.tops[block]
		if b.h = it.lineTop; it.captionHidden() {
			b.h = end - b.y
		}
		if b.y < bottom && b.y+b.h > top {
			found = append(found, b)
		}
	}
	if it.captionHidden() {
		return found
	}
	if it.block.Kind() == doc.Divider {
		if on {
			found = append(found, box{0, p.tops[block], p.width, end - p.tops[block]})
		}
		return found
	}
	first := max(0, int((top-p.tops[block]-it.lineTop)/it.lineHeight))
	for i := first; i < len(it.lines); i++ {
		l := it.lines[i]
		y := p.lineTop(block, i)
		if y >= bottom || l.start > to || l.start == to && !(on && l.start == l.end) && i > 0 {
			break
		}
		if l.end < from || l.end == from && l.soft(it.text) || from == to && !on {
			continue
		}
		h := it.lineHeight
		last := i == len(it.lines)-1
		if last {
			h = end - y
		}
		sign := on && last || l.hard && from < l.end && to >= l.end
		found = p.lineBoxes(found, it, l, max(from, l.start), min(to, l.end), sign, y, h)
	}
	return found
}

// lineBoxes adds what a range covers of a line, from left to right; sign says
// that the end of the line is in it.
func (p *page) lineBoxes(found []box, it *item, l line, from, to int, sign bool, y, h float32) []box {
	first := len(found)
	add := func(left, right float32) {
		left, right = max(left, it.start()), min(right, p.right(it))
		if n := len(found); n > first && left-(found[n-1].x+found[n-1].w) < 0.5 {
			found[n-1].w = max(found[n-1].w, right-found[n-1].x)
		} else if right > left {
			found = append(found, box{left, y, right - left, h})
		}
	}
	pieces := p.pieces(it, l)
	end := p.caretX(it, l, pieces, l.end)
	signed := style.Px(lineSign)
	if sign && it.rtl {
		add(end-signed, end)
	}
	for i := range pieces {
		pc := &pieces[i]
		if a, b := max(from, pc.from), min(to, pc.to); a < b {
			left, right := p.edge(it, pc, a), p.edge(it, pc, b)
			add(min(left, right), max(left, right))
		}
	}
	if sign && !it.rtl {
		// Beyond the room, so that a full line shows it too.
		if n := len(found); n > first && end-(found[n-1].x+found[n-1].w) < 0.5 {
			found[n-1].w = max(found[n-1].w, end+signed-found[n-1].x)
		} else {
			found = append(found, box{end, y, signed, h})
		}
	}
	slices.SortFunc(found[first:], func(a, b box) int { return cmp.Compare(a.x, b.x) })
	return found
}
