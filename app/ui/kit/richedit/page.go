package richedit

import "carebook/app/doc"

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

// page lays a document out in lines and finds places in it. Lengths are Fyne's
// units; x counts from the left of the text column, y from its top.
type page struct {
	doc   *doc.Document
	sizes func(sha string) (w, h int)
	width float32
}

// newPage lays out a document. sizes gives the natural size in pixels of a
// picture of which the document knows none; 0, 0 where it is not known.
func newPage(d *doc.Document, sizes func(sha string) (w, h int)) *page {
	return &page{doc: d, sizes: sizes}
}

// setDocument puts another document in place.
func (p *page) setDocument(d *doc.Document) { p.doc = d }

// setWidth gives the column another width.
func (p *page) setWidth(w float32) { p.width = w }

// edited lays blocks out anew: removed blocks from at on have become inserted
// ones.
func (p *page) edited(at, removed, inserted int) {}

// restyle forgets all measures: the theme or the size of texts has changed.
func (p *page) restyle() {}

// height is how high the whole document is.
func (p *page) height() float32 { return 0 }

// caret is where the caret stands at a position.
func (p *page) caret(at doc.Position, upstream affinity) box { return box{} }

// hit is what a place falls on.
func (p *page) hit(x, y float32) hit { return hit{} }

// lineStart is the start of the line in which a caret stands.
func (p *page) lineStart(at doc.Position, upstream affinity) doc.Position { return at }

// lineEnd is the end of the line in which a caret stands.
func (p *page) lineEnd(at doc.Position, upstream affinity) (doc.Position, affinity) {
	return at, upstream
}

// above is the position at x in the line above; ok is false in the first line.
func (p *page) above(at doc.Position, upstream affinity, x float32) (to doc.Position, up affinity, ok bool) {
	return at, upstream, false
}

// below is the position at x in the line below; ok is false in the last line.
func (p *page) below(at doc.Position, upstream affinity, x float32) (to doc.Position, up affinity, ok bool) {
	return at, upstream, false
}

// boxes is what a range covers between two heights, line by line, and in a
// line of several directions piece by piece.
func (p *page) boxes(r doc.Range, top, bottom float32) []box { return nil }
