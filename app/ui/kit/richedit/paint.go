package richedit

import (
	"image"
	"image/color"
	"math"
	"sort"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"carebook/app/doc"
	"carebook/app/lang"
	"carebook/app/ui/style"
)

// Pictures gives pictures in the size in which they are drawn.
type Pictures interface {
	// Get reads a picture to be drawn in a width. show is called on the
	// window's goroutine: at once where the picture is at hand, later else,
	// never where it cannot be read.
	Get(sha string, width float32, show func(image.Image))
}

// look is what is drawn besides the document itself.
type look struct {
	selection doc.Range
	caret     doc.Position
	upstream  affinity
	caretOn   bool // the caret is to be seen, and not in the dark half of its blinking
	focused   bool
	found     []doc.Range // in order, none within another
	current   int         // of found; -1: none
	hovered   int         // the block under the pointer; -1: none
}

// Lengths of what stands beside the texts, at the text size of 100 %.
const (
	checkSide, checkRadius = 18, 5
	checkSign              = 14
	bulletSide             = 6
	markerGap              = 8 // between a number and its text
	bulletGap              = 11
	quoteBar               = 3
	markRadius             = 3
	markBeside             = 2 // a highlight is wider than its text by that
	pictureRadius          = 8
	frameWidth             = 2
	pillLeft, pillInside   = 8, 7
)

// painter draws what is seen of a page. Objects are used again from frame to
// frame, a text by the object that has shown it before, since Fyne draws a text
// into a picture of its own and keeps that for as long as the text is the same.
type painter struct {
	page *page
	// changed is called where a picture has come since the last frame.
	changed func()

	texts    pool[textKey, *canvas.Text]
	boxes    pool[boxKey, *canvas.Rectangle]
	rounds   pool[roundKey, *canvas.Circle]
	icons    pool[fyne.Resource, *canvas.Image]
	pictures shelf

	// layers are what has been asked for in this frame, the lowest first.
	layers [layerCount][]slot
	colors map[style.Token]color.Color
}

// layer is how high something lies.
type layer int

const (
	onGround layer = iota // bars, highlights
	onSelection
	onFound
	onPage // pictures
	onWords
	onTop // frames, the caret
	layerCount
)

// slot is a place in a layer for what a pool gives at the frame's end.
type slot struct {
	kind  slotKind
	index int
}

type slotKind uint8

const (
	textSlot slotKind = iota
	boxSlot
	roundSlot
	iconSlot
	pictureSlot
)

type textKey struct {
	text string
	face face
	ink  color.Color
}

type boxKey struct {
	fill, stroke  color.Color
	width, radius float32 // of the stroke, of the corners
}

type roundKey struct {
	fill, stroke color.Color
	width        float32 // of the stroke
}

// newPainter draws a page; pictures may be nil.
func newPainter(p *page, pictures Pictures) *painter {
	pt := &painter{page: p}
	pt.pictures = newShelf(pictures, func() {
		if pt.changed != nil {
			pt.changed()
		}
	})
	return pt
}

// objects draws what lies between two heights of the page, in paint order,
// placed from the page's top left.
func (pt *painter) objects(l look, top, bottom float32) []fyne.CanvasObject {
	p := pt.page
	p.sum()
	pt.colors = map[style.Token]color.Color{}
	pt.pictures.begin()
	first, end := p.itemAt(top), p.itemAt(bottom)+1
	for i := first; i < end; i++ {
		if p.tops[i] < bottom && p.tops[i]+p.items[i].height > top {
			pt.item(l, i, top, bottom)
		}
	}
	pt.quotes(first, end, top, bottom)
	for _, b := range p.boxes(l.selection, top, bottom) {
		pt.fill(onSelection, style.Soft, 0, b)
	}
	pt.found(l, first, end, top, bottom)
	if l.caretOn {
		if c := p.caret(l.caret, l.upstream); c.y < bottom && c.y+c.h > top {
			c.x -= caretWidth / 2 // between two letters, not on the second
			pt.fill(onTop, style.Accent, 0, c)
		}
	}
	return pt.frame()
}

// frame gives what has been asked for its objects.
func (pt *painter) frame() []fyne.CanvasObject {
	pt.texts.settle(func() *canvas.Text { return &canvas.Text{} }, func(o *canvas.Text, k textKey) {
		o.Text, o.Color = k.text, k.ink
		o.TextSize, o.TextStyle, o.FontSource = k.face.size, k.face.style, k.face.source
	})
	pt.boxes.settle(func() *canvas.Rectangle { return &canvas.Rectangle{} }, func(o *canvas.Rectangle, k boxKey) {
		o.FillColor, o.StrokeColor = k.fill, k.stroke
		o.StrokeWidth, o.CornerRadius = k.width, k.radius
	})
	pt.rounds.settle(func() *canvas.Circle { return &canvas.Circle{} }, func(o *canvas.Circle, k roundKey) {
		o.FillColor, o.StrokeColor, o.StrokeWidth = k.fill, k.stroke, k.width
	})
	pt.icons.settle(func() *canvas.Image { return &canvas.Image{FillMode: canvas.ImageFillContain} }, func(o *canvas.Image, k fyne.Resource) {
		o.Resource = k
	})
	n := 0
	for _, slots := range pt.layers {
		n += len(slots)
	}
	all := make([]fyne.CanvasObject, 0, n)
	for i, slots := range pt.layers {
		for _, s := range slots {
			switch s.kind {
			case textSlot:
				all = append(all, pt.texts.shown[s.index])
			case boxSlot:
				all = append(all, pt.boxes.shown[s.index])
			case roundSlot:
				all = append(all, pt.rounds.shown[s.index])
			case iconSlot:
				all = append(all, pt.icons.shown[s.index])
			case pictureSlot:
				all = append(all, pt.pictures.seen[s.index])
			}
		}
		pt.layers[i] = slots[:0]
	}
	pt.pictures.end()
	return all
}

// color is a token's colour, looked up once a frame.
func (pt *painter) color(t style.Token) color.Color {
	c, ok := pt.colors[t]
	if !ok {
		c = style.Color(t)
		pt.colors[t] = c
	}
	return c
}

func (pt *painter) fill(at layer, t style.Token, radius float32, b box) {
	pt.box(at, boxKey{fill: pt.color(t), radius: radius}, b)
}

func (pt *painter) box(at layer, k boxKey, b box) {
	pt.layers[at] = append(pt.layers[at], slot{boxSlot, pt.boxes.ask(k, b)})
}

func (pt *painter) text(at layer, k textKey, b box) {
	pt.layers[at] = append(pt.layers[at], slot{textSlot, pt.texts.ask(k, b)})
}

// item draws a block.
func (pt *painter) item(l look, i int, top, bottom float32) {
	p := pt.page
	it := p.items[i]
	y := p.tops[i]
	switch it.block.Kind() {
	case doc.Divider:
		pt.fill(onGround, style.Line2, 0, box{0, y + whole(it.height/2), p.width, 1})
		return
	case doc.PictureKind:
		pt.picture(l, i)
		if it.captionHidden() {
			return
		}
	case doc.Bullet, doc.Number, doc.Check:
		if p.lineTop(i, 0) < bottom && p.lineTop(i, 0)+it.lineHeight > top {
			pt.marker(l, i)
		}
	}
	first := max(0, int((top-y-it.lineTop)/it.lineHeight))
	for k := first; k < len(it.lines) && p.lineTop(i, k) < bottom; k++ {
		pt.line(it, it.lines[k], p.lineTop(i, k))
	}
}

// line draws a line of a block.
func (pt *painter) line(it *item, l line, y float32) {
	p := pt.page
	pieces := p.pieces(it, l)
	for i := range pieces {
		pc := &pieces[i]
		if pc.style.Marks&doc.Highlight != 0 && (!pc.blank || pc.tab) {
			pt.highlight(it, pieces, i, y)
		}
		if pc.blank {
			continue
		}
		ink := pt.ink(it, pc.style)
		ascent := p.measure.ascent(pc.face, pc.script, it.text[pc.from:pc.to])
		k := textKey{it.drawn(pc), p.measure.faces[pc.face], pt.color(ink)}
		pt.text(onWords, k, box{pc.x, y + it.baseline - ceil(ascent), pc.w, p.measure.heightOf(k.face)})
		pt.rules(it, pc, ink, y)
	}
}

// ink is the colour of a text.
func (pt *painter) ink(it *item, s doc.Style) style.Token {
	switch {
	case s.Marks&doc.Highlight != 0:
		return style.Ink // the only one that can be read on it in light and dark
	case it.block.Kind() == doc.Check && it.block.Checked():
		return style.Ink3
	case s.Link != "":
		return style.Accent
	case it.pictured():
		return style.Ink3
	case it.block.Kind() == doc.Quote:
		return style.Ink2
	}
	return style.Ink
}

// rules draws the lines under and through a text.
func (pt *painter) rules(it *item, pc *piece, ink style.Token, y float32) {
	thick := max(1, whole(it.writing.size/16))
	if pc.style.Marks&doc.Underline != 0 || pc.style.Link != "" {
		pt.fill(onWords, ink, 0, box{pc.x, y + it.baseline + whole(it.writing.size/8), pc.w, thick})
	}
	if pc.style.Marks&doc.Strike != 0 || it.block.Kind() == doc.Check && it.block.Checked() {
		pt.fill(onWords, ink, 0, box{pc.x, y + it.baseline - whole(it.writing.size*0.28), pc.w, thick})
	}
}

// highlight draws the ground of a marked piece; neighbours share one.
func (pt *painter) highlight(it *item, pieces []piece, i int, y float32) {
	marked := func(i int) bool {
		return i >= 0 && i < len(pieces) && pieces[i].style.Marks&doc.Highlight != 0 && (!pieces[i].blank || pieces[i].tab)
	}
	if marked(i - 1) {
		return // the first of them draws it
	}
	last := i
	for marked(last + 1) {
		last++
	}
	beside := style.Px(markBeside)
	height := it.lineHeight - whole(style.Px(3))
	b := box{pieces[i].x - beside, y + whole((it.lineHeight-height)/2), pieces[last].x + pieces[last].w - pieces[i].x + 2*beside, height}
	pt.fill(onGround, style.Mark, style.Px(markRadius), b)
}

// checkBox is the box of a check item.
func (p *page) checkBox(block int) (b box, ok bool) {
	it := p.items[block]
	if it.block.Kind() != doc.Check {
		return box{}, false
	}
	side := whole(style.Px(checkSide))
	b = box{x: it.left - whole(style.Px(indentItem)), y: p.lineTop(block, 0) + whole((it.lineHeight-side)/2), w: side, h: side}
	if it.rtl {
		b.x = p.width - b.x - side
	}
	return b, true
}

// marker draws what stands before an item of a list.
func (pt *painter) marker(l look, i int) {
	p := pt.page
	it := p.items[i]
	y := p.lineTop(i, 0)
	switch it.block.Kind() {
	case doc.Check:
		pt.check(l, i)
	case doc.Number:
		pt.number(it, y)
	case doc.Bullet:
		side := whole(style.Px(bulletSide))
		b := box{x: it.left - style.Px(bulletGap) - side, w: side, h: side}
		// In the middle of the small letters.
		b.y = y + it.baseline - whole(it.writing.size*0.25+side/2)
		if it.rtl {
			b.x = p.width - b.x - side
		}
		switch it.block.Level() % 3 {
		case 0:
			pt.round(roundKey{fill: pt.color(style.Ink)}, b)
		case 1:
			pt.round(roundKey{fill: color.Transparent, stroke: pt.color(style.Ink), width: style.Px(1.25)}, b)
		default:
			pt.fill(onWords, style.Ink, 0, box{b.x + 0.5, b.y + 0.5, side - 1, side - 1})
		}
	}
}

func (pt *painter) round(k roundKey, b box) {
	pt.layers[onWords] = append(pt.layers[onWords], slot{roundSlot, pt.rounds.ask(k, b)})
}

// number draws an item's number, its end always at the same place.
func (pt *painter) number(it *item, y float32) {
	p := pt.page
	text := lang.Number(it.number) + "."
	f, own := p.measure.faceOf(text, it.writing, 0)
	s := ownFont
	if !own {
		s = scriptOf(text)
	}
	w := p.measure.whole(f, text)
	b := box{x: it.left - style.Px(markerGap) - w, y: y + it.baseline - ceil(p.measure.ascent(f, s, text)), w: w}
	if it.rtl {
		b.x = p.width - it.left + style.Px(markerGap)
	}
	in := p.measure.faces[f]
	b.h = p.measure.heightOf(in)
	pt.text(onWords, textKey{text, in, pt.color(style.Ink2)}, b)
}

// check draws a check item's box.
func (pt *painter) check(l look, i int) {
	b, _ := pt.page.checkBox(i)
	radius := style.Px(checkRadius)
	if !pt.page.items[i].block.Checked() {
		edge := style.Ink3
		if l.hovered == i {
			edge = style.Accent
		}
		pt.box(onWords, boxKey{fill: color.Transparent, stroke: pt.color(edge), width: style.Px(1.25), radius: radius}, b)
		return
	}
	pt.fill(onWords, style.Accent, radius, b)
	side := whole(style.Px(checkSign))
	sign := box{b.x + (b.w-side)/2, b.y + (b.h-side)/2, side, side}
	pt.layers[onWords] = append(pt.layers[onWords], slot{iconSlot, pt.icons.ask(style.Icon(style.CheckBold, style.OnAccent), sign)})
}

// quotes draws the bars of quotes, one for those that follow each other.
func (pt *painter) quotes(first, end int, top, bottom float32) {
	p := pt.page
	quote := func(i int) bool { return p.items[i].block.Kind() == doc.Quote }
	for i := first; i < end; i++ {
		if !quote(i) {
			continue
		}
		last, rtl := i, p.items[i].rtl
		for last+1 < end && quote(last+1) && p.items[last+1].rtl == rtl {
			last++
		}
		b := box{y: p.tops[i], w: whole(style.Px(quoteBar)), h: p.tops[last] + p.items[last].height - p.tops[i]}
		if rtl {
			b.x = p.width - b.w
		}
		if b.y < bottom && b.y+b.h > top {
			pt.fill(onGround, style.Line2, b.w/2, b)
		}
		i = last
	}
}

// found draws the places that a search has found in the blocks first..end.
func (pt *painter) found(l look, first, end int, top, bottom float32) {
	from := sort.Search(len(l.found), func(i int) bool { return l.found[i].To.Block >= first })
	for i := from; i < len(l.found) && l.found[i].From.Block < end; i++ {
		k := boxKey{fill: pt.color(style.Mark), radius: style.Px(markRadius)}
		if i == l.current {
			k.stroke, k.width = pt.color(style.SoonFill), style.Px(2)
		}
		for _, b := range pt.page.boxes(l.found[i], top, bottom) {
			pt.box(onFound, k, b)
		}
	}
}

// picture draws a picture, not its caption.
func (pt *painter) picture(l look, i int) {
	p := pt.page
	it := p.items[i]
	b := it.picture
	b.y = p.tops[i]
	radius := style.Px(pictureRadius)
	pic := it.block.Picture()
	if n, ok := pt.pictures.ask(pic.SHA, b); ok {
		pt.layers[onPage] = append(pt.layers[onPage], slot{pictureSlot, n})
	} else {
		pt.fill(onPage, style.Hover, radius, b)
	}
	start := doc.Position{Block: i}
	at := l.selection.Empty() && l.focused && l.caret == start
	covered := !l.selection.Empty() && l.selection.From.Compare(start) <= 0 && l.selection.To.Compare(start) > 0
	if at || covered {
		pt.box(onTop, boxKey{fill: color.Transparent, stroke: pt.color(style.Accent), width: frameWidth, radius: radius}, b)
	}
	if at && it.captionHidden() {
		pt.pill(it, p.lineTop(i, 0))
	}
}

// pill says in the place of a caption that there may be one.
func (pt *painter) pill(it *item, y float32) {
	m := pt.page.measure
	text := lang.T("editor.caption")
	f, own := m.faceOf(text, it.writing, 0)
	s := ownFont
	if !own {
		s = scriptOf(text)
	}
	w := m.width(f, s, text)
	inside := style.Px(pillInside)
	pt.fill(onTop, style.Card, style.Px(markRadius*2), box{style.Px(pillLeft), y, w + 2*inside, it.lineHeight})
	in := m.faces[f]
	k := textKey{text, in, pt.color(style.Ink3)}
	pt.text(onTop, k, box{style.Px(pillLeft) + inside, y + it.baseline - ceil(m.ascent(f, s, text)), w, m.heightOf(in)})
}

func ceil(length float32) float32 { return float32(math.Ceil(float64(length))) }
