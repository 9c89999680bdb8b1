package richedit

import (
	"math"
	"sort"

	"carebook/app/doc"
	"carebook/app/ui/style"
)

// box is a rectangle on the page.
type box struct{ x, y, w, h float32 }

// affinity says at which of two lines a caret stands where a line was broken
// without a sign for it: with upstream at the end of the first, else at the
// start of the second.
type affinity = bool

// part is what lies at a place of the page.
type part uint8

const (
	onText    part = iota
	onLink         // text that leads to an address
	onCheck        // the box of a check item
	onPicture      // a picture, not its caption
	onDivider
	onMargin // beside or below all text
)

// hit is what a place of the page falls on.
type hit struct {
	at       doc.Position // the nearest position of the document
	upstream affinity
	on       part
	block    int
	link     string // the address where on is onLink
}

// Lengths at the text size of 100 %.
const (
	textSize, textLine               = 16, 25
	captionSize, captionLine         = 13, 19
	indentItem                       = 28 // from one level of a list to the next
	indentQuote                      = 18
	dividerLine                      = 17
	spaceBlocks                      = 7
	spaceItems                       = 3
	spaceHeading                     = 16 // above a heading
	spaceHeaded                      = 2  // below one
	spacePicture                     = 9
	spaceCaption                     = 3
	narrowest                float32 = 48 // lines are never made for less room
)

// headingSizes are the sizes and lines of headings by level.
var headingSizes = map[doc.Kind][2]float32{
	doc.Heading1: {24, 31},
	doc.Heading2: {20, 25},
	doc.Heading3: {17, 23},
}

// unknownWidth and unknownHeight are the size of a picture that nobody knows.
const unknownWidth, unknownHeight = 240, 160

// page lays a document out in lines and finds places in it. Lengths are Fyne's
// units; x counts from the left of the text column, y from its top.
//
// An edit only notes which blocks have changed; they are laid out when the page
// is asked next, for edits come one by one when all are done. A block that took
// the place of another is laid out from where they differ.
type page struct {
	doc     *doc.Document
	sizes   func(sha string) (w, h int)
	width   float32
	measure *measurer
	items   []*item
	// renumbered says that items have come, gone or become another kind.
	renumbered bool
	// The items changedFrom..changedTo may be of other blocks than the document
	// has there; changedTo is 0 where none is.
	changedFrom, changedTo int
	// spare are items of blocks that were removed, which may be back elsewhere.
	spare map[*doc.Block]*item
	// tops are where the items begin, and at the end the height; the first
	// summed of them are right.
	tops   []float32
	summed int
}

// item is a block as it is laid out. Its lengths count from its own top.
type item struct {
	content
	block  *doc.Block
	number int // of a numbered item
	room   float32
	lines  []line
	// left is where its text begins, or in a right-to-left block how far from
	// the right; lineTop is where its first line begins.
	left, lineTop, lineHeight, baseline float32
	picture                             box // of a picture
	height                              float32
}

// newPage lays out a document. sizes gives the natural size in pixels of a
// picture of which the document knows none; 0, 0 where it is not known.
func newPage(d *doc.Document, sizes func(sha string) (w, h int)) *page {
	p := &page{sizes: sizes, measure: newMeasurer()}
	p.setDocument(d)
	return p
}

// setDocument puts another document in place. Blocks that are in both are not
// laid out again.
func (p *page) setDocument(d *doc.Document) {
	p.keepSpare(p.items)
	p.doc = d
	p.items, p.renumbered = make([]*item, d.Len()), true
	p.changedFrom, p.changedTo = 0, d.Len()
}

// setWidth gives the column another width.
func (p *page) setWidth(w float32) {
	if w == p.width {
		return
	}
	p.width = w
	p.again()
}

// restyle forgets all measures: the theme or the size of texts has changed.
func (p *page) restyle() {
	p.measure.forget()
	p.again()
}

// again lays out everything anew.
func (p *page) again() {
	clear(p.items)
	p.spare, p.renumbered = nil, true
	p.changedFrom, p.changedTo = 0, len(p.items)
}

// edited notes that removed blocks from at on have become inserted ones.
func (p *page) edited(at, removed, inserted int) {
	if at < 0 || at+removed > len(p.items) {
		p.setDocument(p.doc)
		return
	}
	// An item whose block has another in its place stays, for it to be laid out
	// from.
	same := min(removed, inserted)
	if removed > same {
		p.keepSpare(p.items[at+same : at+removed])
	}
	if removed != inserted {
		p.renumbered = true
		items := make([]*item, 0, len(p.items)-removed+inserted)
		items = append(items, p.items[:at+same]...)
		items = append(items, make([]*item, inserted-same)...)
		p.items = append(items, p.items[at+removed:]...)
	}
	from, to := at, at+inserted
	if p.changedTo > 0 {
		behind := p.changedTo
		if behind > at {
			behind = max(behind-removed, at) + inserted
		}
		from, to = min(from, p.changedFrom), max(to, behind)
	}
	p.changedFrom, p.changedTo = from, max(to, from+1)
}

func (p *page) keepSpare(items []*item) {
	if p.spare == nil {
		p.spare = make(map[*doc.Block]*item, len(items))
	}
	for _, it := range items {
		if it != nil {
			p.spare[it.block] = it
		}
	}
}

// sync lays out the blocks that have changed.
func (p *page) sync() {
	if p.changedTo == 0 {
		return
	}
	if len(p.items) != p.doc.Len() {
		// The edits that were told of are not those that were made.
		p.setDocument(p.doc)
	}
	from, to := p.changedFrom, min(p.changedTo, len(p.items))
	for i := from; i < to; i++ {
		if p.items[i] != nil && p.items[i].block != p.doc.Block(i) {
			p.keepSpare(p.items[i : i+1]) // blocks may have changed places
		}
	}
	for i := from; i < to; i++ {
		b, old := p.doc.Block(i), p.items[i]
		if old != nil && old.block == b {
			continue
		}
		if old == nil || old.block.Kind() != b.Kind() || old.block.Level() != b.Level() {
			p.renumbered = true
		}
		if spare, ok := p.spare[b]; ok {
			p.items[i] = spare
			delete(p.spare, b)
			p.renumbered = true
			continue
		}
		it := p.lay(b, old)
		if old != nil {
			it.number = old.number
		}
		p.items[i] = it
	}
	if p.renumbered {
		p.renumber(from, to)
	}
	p.spare, p.renumbered = nil, false
	p.summed = min(p.summed, max(from-1, 0))
	p.changedFrom, p.changedTo = 0, 0
}

// renumber gives the items from..to and the list behind them their numbers.
func (p *page) renumber(from, to int) {
	for to < len(p.items) && p.items[to].block.Kind().List() {
		to++
	}
	if from >= to {
		return
	}
	for i, n := range p.doc.Numbers(from, to) {
		p.items[from+i].number = n
	}
}

// lay lays out a block. old is what is in its place so far, or nil.
func (p *page) lay(b *doc.Block, old *item) *item {
	it := &item{block: b}
	it.text = b.Text()
	for r := range b.Inline().Drawn() {
		it.runs = append(it.runs, r)
	}
	it.levels, it.rtl = levelsOf(it.text)
	it.writing.size = style.Px(textSize)
	height := style.Px(textLine)
	switch k := b.Kind(); {
	case k.Heading():
		sizes := headingSizes[k]
		it.writing = writing{size: style.Px(sizes[0]), book: true}
		height = style.Px(sizes[1])
	case k.List():
		it.left = style.Px(indentItem) * float32(b.Level()+1)
	case k == doc.Quote:
		it.left = style.Px(indentQuote)
	case k == doc.Divider:
		height = style.Px(dividerLine)
	case k == doc.PictureKind:
		it.writing.size = style.Px(captionSize)
		height = style.Px(captionLine)
		p.placePicture(it)
	}
	it.lineHeight = whole(height)
	it.left = min(whole(it.left), max(0, p.width-narrowest))
	it.room = max(p.width-it.left, narrowest)
	it.baseline = p.baseline(it)
	w := newWrapper(p.measure, &it.content, it.room)
	if old != nil && old.room == it.room && old.writing == it.writing {
		same, tail := alike(&old.content, &it.content)
		it.lines = w.all(old.lines, same, tail, len(it.text)-len(old.text))
	} else {
		it.lines = w.all(nil, 0, 0, 0)
	}
	if it.captionHidden() {
		// The caption's line lies over the foot of the picture.
		it.lineTop = max(0, it.picture.h-it.lineHeight-whole(style.Px(spaceCaption)))
		it.height = it.picture.h
		return it
	}
	if it.pictured() {
		it.lineTop = it.picture.h + whole(style.Px(spaceCaption))
	}
	it.height = it.lineTop + float32(len(it.lines))*it.lineHeight
	return it
}

func (it *item) pictured() bool { return it.block.Kind() == doc.PictureKind }

// captionHidden reports whether the block is a picture without a caption, which
// takes no room.
func (it *item) captionHidden() bool { return it.pictured() && it.text == "" }

// placePicture gives a picture its size: its own, or less where the column is
// narrower.
func (p *page) placePicture(it *item) {
	pic := it.block.Picture()
	w, h := pic.Width, pic.Height
	if w <= 0 || h <= 0 {
		nw, nh := 0, 0
		if p.sizes != nil {
			nw, nh = p.sizes(pic.SHA)
		}
		if nw <= 0 || nh <= 0 {
			nw, nh = unknownWidth, unknownHeight
		}
		switch {
		case w > 0:
			h = max(1, w*nh/nw)
		case h > 0:
			w = max(1, h*nw/nh)
		default:
			w, h = nw, nh
		}
	}
	width := min(float32(w), max(p.width, narrowest))
	it.picture = box{w: whole(width), h: max(1, whole(width*float32(h)/float32(w)))}
}

// baseline is how far below a line's top its text stands, so that the font lies
// in the middle of the line.
func (p *page) baseline(it *item) float32 {
	f, _ := p.measure.faceOf("x", it.writing, 0)
	ascent := p.measure.ascent(f, ownFont, "x")
	in := p.measure.faces[f]
	height := p.measure.heightOf(in)
	return whole((it.lineHeight-height)/2 + ascent)
}

// whole is a length in whole units, so that texts stand at pixels.
func whole(length float32) float32 { return float32(math.Round(float64(length))) }

// space is the room between two blocks.
func space(above, below *item) float32 {
	a, b := above.block.Kind(), below.block.Kind()
	length := float32(spaceBlocks)
	switch {
	case b.Heading():
		length = spaceHeading
	case a.Heading() && !b.List() && b != doc.PictureKind:
		length = spaceHeaded
	case a.List() && b.List(), a.Heading() && b.List():
		length = spaceItems
	case a == doc.PictureKind || b == doc.PictureKind:
		length = spacePicture
	}
	return whole(style.Px(length))
}

// sum brings tops up to date.
func (p *page) sum() {
	p.sync()
	n := len(p.items)
	if len(p.tops) == n+1 && p.summed > n {
		return
	}
	if cap(p.tops) < n+1 {
		tops := make([]float32, n+1, n+1+n/8)
		copy(tops, p.tops)
		p.tops = tops
	}
	p.tops = p.tops[:n+1]
	p.summed = min(p.summed, n)
	for i := p.summed; i < n; i++ {
		switch i {
		case 0:
			p.tops[0] = 0
		default:
			above := p.items[i-1]
			p.tops[i] = p.tops[i-1] + above.height + space(above, p.items[i])
		}
	}
	p.tops[n] = p.tops[n-1] + p.items[n-1].height
	p.summed = n + 1
}

// height is how high the whole document is.
func (p *page) height() float32 {
	p.sum()
	return p.tops[len(p.items)]
}

// itemAt is the index of the block at a height; the room above a block is the
// one's before.
func (p *page) itemAt(y float32) int {
	p.sum()
	i := sort.Search(len(p.items), func(i int) bool { return p.tops[i] > y })
	return max(i-1, 0)
}
