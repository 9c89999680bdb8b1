package kit

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
	"github.com/rivo/uniseg"

	"carebook/app/ui/style"
)

// Fact is one thing of business: "Last price quoted", "Combi oven", "12 Nov".
type Fact struct {
	Caption, Words, Detail string
	// Late colours the words: an open complaint.
	Late bool
}

// Run is a part of a text in one weight.
type Run struct {
	Text string
	Bold bool
}

// Talk is something to talk about.
type Talk struct {
	Caption string
	Words   []Run
	// Wide takes the whole width; others stand two side by side where there is
	// room.
	Wide bool
}

// Brief is the card to look at before a talk: above what takes two minutes, the
// business, below what takes eight, the person. A part without content is left
// out, and a brief without any hides.
type Brief struct {
	widget.BaseWidget
	minutes string
	two     []*factCell
	eight   []*talkCell
	// facts and talks are all cells that were ever needed.
	facts []*factCell
	talks []*talkCell
	// height is the one at measured, zero where it has to be found out; laid is
	// where everything has its place for.
	height         float32
	measured, laid briefSize

	ground         *Ground
	line           *canvas.Rectangle
	number, figure *canvas.Text // the two and the eight
	under, below   *canvas.Text // the word under each
}

// NewBrief makes an empty brief. minutes is the word under the figures.
func NewBrief(minutes string) *Brief {
	b := &Brief{
		minutes: minutes, ground: NewGround(style.Card).Edge(style.RadiusCard, 1, style.Line), line: &canvas.Rectangle{},
		number: centred(), figure: centred(), under: centred(), below: centred(),
	}
	b.ground.card = true
	b.ExtendBaseWidget(b)
	b.Hide()
	return b
}

func centred() *canvas.Text { return &canvas.Text{Alignment: fyne.TextAlignCenter} }

// Fill shows facts for two minutes, three of them at most on a line, and talks
// for eight.
func (b *Brief) Fill(two []Fact, eight []Talk) {
	for len(b.facts) < len(two) {
		b.facts = append(b.facts, newFactCell())
	}
	for len(b.talks) < len(eight) {
		b.talks = append(b.talks, newTalkCell())
	}
	b.two, b.eight = b.facts[:len(two)], b.talks[:len(eight)]
	for i, f := range two {
		b.two[i].fill(f)
	}
	for i, t := range eight {
		b.eight[i].fill(t)
	}
	b.Hidden = len(two)+len(eight) == 0
	b.Refresh()
}

// Words is all that the brief says, a line for each part, as it would be read
// out or copied.
func (b *Brief) Words() string {
	var lines []string
	for _, c := range b.two {
		lines = append(lines, strings.Join([]string{c.caption.Words(), c.words.Words(), c.detail.Words()}, " "))
	}
	for _, c := range b.eight {
		lines = append(lines, c.caption.Words()+" "+c.text.Words())
	}
	return strings.Join(lines, "\n")
}

// AccessibilityLabel implements fyne.Accessible.
func (b *Brief) AccessibilityLabel() string { return b.Words() }

// AccessibilityRole implements fyne.Accessible.
func (b *Brief) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer implements fyne.Widget.
func (b *Brief) CreateRenderer() fyne.WidgetRenderer { return rendererOf(b) }

func (b *Brief) objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{b.ground, b.line, b.number, b.under, b.figure, b.below}
	for _, c := range b.two {
		objects = append(objects, c.caption, c.words, c.detail)
	}
	for _, c := range b.eight {
		objects = append(objects, c.caption, c.text)
	}
	return objects
}

// The figures in the gutter are set larger than any title.
const twoSize, eightSize = 26, 42

var briefMinutes = face{size: style.Caption, token: style.Ink2}

func (b *Brief) paint() {
	b.measured, b.laid = briefSize{}, briefSize{}
	b.line.FillColor = style.Color(style.Line)
	b.line.Hidden = len(b.two) == 0 || len(b.eight) == 0
	gutter := face{size: style.Title, book: true, token: style.Accent}
	gutter.dress(b.number, "2")
	gutter.dress(b.figure, "8")
	b.number.TextSize, b.figure.TextSize = style.Px(twoSize), style.Px(eightSize)
	briefMinutes.dress(b.under, b.minutes)
	briefMinutes.dress(b.below, b.minutes)
	b.number.Hidden, b.under.Hidden = len(b.two) == 0, len(b.two) == 0
	b.figure.Hidden, b.below.Hidden = len(b.eight) == 0, len(b.eight) == 0
}

func (b *Brief) place(size fyne.Size) {
	if at := (briefSize{size.Width, style.Factor()}); b.laid != at {
		b.laid, b.measured = at, at
		b.height = b.lay(size.Width, true)
	}
}

func (b *Brief) least() fyne.Size {
	return fyne.NewSize(style.Px(240), b.HeightFor(b.Size().Width))
}

// HeightFor is the height at a width. Layouts ask for it several times, and it
// takes wrapping every text at several widths.
func (b *Brief) HeightFor(width float32) float32 {
	if at := (briefSize{width, style.Factor()}); b.measured != at {
		b.measured, b.height = at, b.lay(width, false)
	}
	return b.height
}

// briefSize is what a height depends on besides words.
type briefSize struct{ width, factor float32 }

// gutter is the width of the column of the figures.
func (b *Brief) gutter() float32 {
	return max(style.Px(63), briefMinutes.width(b.minutes)+2*style.Px(10))
}

// lay lays both parts out and gives the height of the card.
func (b *Brief) lay(width float32, move bool) float32 {
	x, pad := b.gutter(), style.Px(style.Space2)
	room := width - x - style.Px(style.Space4)
	y := float32(0)
	if len(b.two) > 0 {
		h := max(b.layTwo(x, y+pad, room, move), b.figureHeight(b.number, b.under))
		if move {
			b.putFigure(b.number, b.under, y+pad)
		}
		y += h + 2*pad
	}
	if len(b.eight) > 0 {
		if move {
			Put(b.line, 0, y, width, 1)
			b.putFigure(b.figure, b.below, y+pad)
		}
		y += max(b.layEight(x, y+pad, room, move), b.figureHeight(b.figure, b.below)) + 2*pad
	}
	if move {
		Put(b.ground, 0, 0, width, y)
	}
	return y
}

func (b *Brief) figureHeight(figure, word *canvas.Text) float32 {
	return figureLine(figure) + word.MinSize().Height
}

// figureLine is the height that a figure takes: its font leaves room for
// accents above and for tails below, of which figures have none.
func figureLine(figure *canvas.Text) float32 { return figure.TextSize * 1.2 }

func (b *Brief) putFigure(figure, word *canvas.Text, y float32) {
	h := figureLine(figure)
	putText(figure, 0, y, b.gutter(), h)
	Put(word, 0, y+h, b.gutter(), word.MinSize().Height)
}

// factCell is a Fact in its place.
type factCell struct {
	caption, words, detail *Paragraph
}

func newFactCell() *factCell {
	return &factCell{
		caption: NewParagraph("", style.Caption, style.Ink3),
		words:   NewParagraph("", style.Control, style.Ink).Bold(),
		detail:  NewParagraph("", style.Control, style.Ink2),
	}
}

func (c *factCell) fill(f Fact) {
	token := style.Ink
	if f.Late {
		token = style.Late
	}
	c.caption.fill(f.Caption, style.Ink3)
	c.words.fill(f.Words, token)
	c.detail.fill(f.Detail, style.Ink2)
	for _, p := range []*Paragraph{c.caption, c.words, c.detail} {
		p.Hidden = p.words == ""
	}
}

// width is the one at which nothing wraps.
func (c *factCell) width() float32 {
	w := float32(0)
	for _, p := range []*Paragraph{c.caption, c.words, c.detail} {
		w = max(w, p.face.width(p.words))
	}
	return w + 1
}

func (c *factCell) lay(x, y, width float32, move bool) float32 {
	height := float32(0)
	for _, p := range []*Paragraph{c.caption, c.words, c.detail} {
		if p.Hidden {
			continue
		}
		h := p.HeightFor(width)
		if move {
			p.put(x, y+height, width, h)
		}
		height += h
	}
	return height
}

// leastFact is the width under which fewer facts stand on a line, mostFacts how
// many do at most, mostFactLines the height of a fact in its lines.
const leastFact, mostFacts, mostFactLines = 130, 3, 5.1

// layTwo lays the facts out on lines of columns: as many as there is room for,
// fewer where one of them would become a tower.
func (b *Brief) layTwo(x, y, room float32, move bool) float32 {
	gap := style.Px(style.Space4)
	each := min(len(b.two), mostFacts, max(1, int((room+gap)/(style.Px(leastFact)+gap))))
	most := mostFactLines * (face{size: style.Control}).height()
	for each > 1 && b.tallest(each, room, gap) > most {
		each--
	}
	height := float32(0)
	for line := range slices.Chunk(b.two, max(each, 1)) {
		if height > 0 {
			height += style.Px(style.Space2)
		}
		widths, left, tall := columnWidths(line, each, room, gap), x, float32(0)
		for i, c := range line {
			tall = max(tall, c.lay(left, y+height, widths[i], move))
			left += widths[i] + gap
		}
		height += tall
	}
	return height
}

// tallest is the height of the tallest fact in lines of so many.
func (b *Brief) tallest(each int, room, gap float32) float32 {
	tall := float32(0)
	for line := range slices.Chunk(b.two, each) {
		for i, w := range columnWidths(line, each, room, gap) {
			tall = max(tall, line[i].lay(0, 0, w, false))
		}
	}
	return tall
}

// columnWidths are those of a line of facts, each being the number of columns.
// Even ones are enough for some facts and too narrow for others: what those
// leave goes to these.
func columnWidths(line []*factCell, each int, room, gap float32) []float32 {
	room -= float32(each-1) * gap
	even, short := room/float32(each), 0
	left := even * float32(each-len(line))
	widths := make([]float32, len(line))
	for i, c := range line {
		widths[i] = c.width()
		if widths[i] <= even {
			left += even - widths[i]
		} else {
			short++
		}
	}
	for i, w := range widths {
		switch {
		case short == 0:
			widths[i] = even
		case w > even:
			widths[i] = even + left/float32(short)
		}
	}
	return widths
}

// talkCell is a Talk in its place.
type talkCell struct {
	caption *Paragraph
	text    *richText
	wide    bool
}

func newTalkCell() *talkCell {
	return &talkCell{caption: NewParagraph("", style.Caption, style.Ink3), text: newRichText(style.Control)}
}

func (c *talkCell) fill(t Talk) {
	c.caption.fill(t.Caption, style.Ink3)
	c.text.fill(t.Words)
	c.wide = t.Wide
}

// width is the one at which nothing wraps.
func (c *talkCell) width() float32 {
	w, line := c.caption.face.width(c.caption.words), float32(0)
	for _, u := range c.text.units {
		for _, s := range u.parts {
			line += c.text.face(s.bold).width(s.words)
		}
		w = max(w, line)
		if u.end {
			line = 0
		}
	}
	return w + 1
}

func (c *talkCell) lay(x, y, width float32, move bool) float32 {
	caption, text := c.caption.HeightFor(width), c.text.HeightFor(width)
	if c.caption.words == "" {
		caption = 0
	}
	if move {
		c.caption.put(x, y, width, caption)
		c.text.put(x, y+caption, width, text)
	}
	return caption + text
}

// leastTalk is the width under which talks stand under each other.
const leastTalk = 180

// layEight lays the talks out.
func (b *Brief) layEight(x, y, room float32, move bool) float32 {
	return layTalks(b.eight, x, y, room, style.Px(6), move)
}

// layTalks lays talks out and gives their height: wide ones alone, others in
// pairs, with a gap between the lines.
func layTalks(cells []*talkCell, x, y, room, lineGap float32, move bool) float32 {
	gap := style.Px(style.Space5)
	pairs := (room-gap)/2 >= style.Px(leastTalk)
	height := float32(0)
	for i := 0; i < len(cells); i++ {
		if height > 0 {
			height += lineGap
		}
		c := cells[i]
		if !pairs || c.wide || i+1 == len(cells) || cells[i+1].wide {
			height += c.lay(x, y+height, room, move)
			continue
		}
		i++
		left, right := pairWidths(c, cells[i], room-gap)
		height += max(c.lay(x, y+height, left, move), cells[i].lay(x+left+gap, y+height, right, move))
	}
	return height
}

// pairWidths share a line out between two talks: halves, or three fifths at
// most to one that needs more than the other.
func pairWidths(a, z *talkCell, room float32) (left, right float32) {
	left = room / 2
	switch first, second := a.width(), z.width(); {
	case first > left && second < left:
		left = room - max(second, room*0.4)
	case second > left && first < left:
		left = max(first, room*0.4)
	}
	return left, room - left
}

// richText is wrapping text in two weights.
type richText struct {
	widget.BaseWidget
	size  fyne.ThemeSizeName
	words string
	units []richUnit
	// late colours the bold words.
	late bool
	// lines are those for the width and text size in wrapped, none where they have
	// to be found.
	wrapped briefSize
	lines   [][]span
	// shown are drawn, texts all that were ever needed.
	shown, texts []*canvas.Text
	// stale is set while other words are shown.
	stale bool
}

// richUnit is what stays on one line: a word, its parts in one weight each.
type richUnit struct {
	parts []span
	// end is a line end that the text itself has.
	end bool
}

func newRichText(size fyne.ThemeSizeName) *richText {
	t := &richText{size: size}
	t.ExtendBaseWidget(t)
	return t
}

// fill changes the words, for whoever puts the text in its place right after.
func (t *richText) fill(runs []Run) {
	t.words, t.units, t.lines, t.stale = "", t.units[:0], nil, true
	bold := []bool{} // of each byte
	for _, r := range runs {
		words := strings.ReplaceAll(r.Text, "\r", "")
		t.words += words
		for range len(words) {
			bold = append(bold, r.Bold)
		}
	}
	state, at := -1, 0
	for rest := t.words; rest != ""; {
		var part string
		part, rest, _, state = uniseg.FirstLineSegmentInString(rest, state)
		t.units = append(t.units, newRichUnit(part, bold[at:]))
		at += len(part)
	}
}

// put places a text that may have been filled since.
func (t *richText) put(x, y, w, h float32) {
	Put(t, x, y, w, h)
	if t.stale {
		t.place(t.Size())
	}
}

func newRichUnit(words string, bold []bool) richUnit {
	u := richUnit{end: strings.HasSuffix(words, "\n")}
	words = strings.TrimSuffix(words, "\n")
	for start := 0; start < len(words); {
		end := start
		for end < len(words) && bold[end] == bold[start] {
			end++
		}
		u.parts = append(u.parts, span{words[start:end], bold[start]})
		start = end
	}
	return u
}

// Words is the text without its weights.
func (t *richText) Words() string { return t.words }

// CreateRenderer implements fyne.Widget.
func (t *richText) CreateRenderer() fyne.WidgetRenderer { return rendererOf(t) }

func (t *richText) objects() []fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, len(t.shown))
	for i, text := range t.shown {
		objects[i] = text
	}
	return objects
}

func (t *richText) face(bold bool) face {
	token := style.Ink
	if bold && t.late {
		token = style.Late
	}
	return face{size: t.size, bold: bold, token: token}
}

func (t *richText) paint() { t.lines = nil }

func (t *richText) place(size fyne.Size) {
	t.stale = false
	t.wrap(size.Width)
	n, y, h := 0, float32(0), t.face(false).height()
	for _, line := range t.lines {
		x := float32(0)
		for _, s := range line {
			if n == len(t.texts) {
				t.texts = append(t.texts, &canvas.Text{})
			}
			text := t.texts[n]
			n++
			t.face(s.bold).dress(text, s.words)
			w := text.MinSize().Width
			putText(text, x, y, w, h)
			x += w
		}
		y += h
	}
	t.shown = t.texts[:n]
}

func (t *richText) least() fyne.Size { return fyne.NewSize(0, t.HeightFor(t.wrapped.width)) }

// HeightFor is the height at a width.
func (t *richText) HeightFor(width float32) float32 {
	t.wrap(width)
	return float32(len(t.lines)) * t.face(false).height()
}

// wrap breaks the text into lines, unless it is in lines of that width.
func (t *richText) wrap(width float32) {
	key := briefSize{width, style.Factor()}
	if key == t.wrapped && t.lines != nil {
		return
	}
	t.wrapped, t.lines = key, nil
	var line []span
	at := float32(0)
	end := func() {
		t.lines = append(t.lines, line)
		line, at = nil, 0
	}
	for _, u := range t.units {
		whole := t.unitWidth(u)
		if width > 0 && at > 0 && at+whole > width {
			end()
		}
		for _, s := range u.parts {
			f, pieces := t.face(s.bold), []string{s.words}
			if width > 0 && whole > width {
				pieces = f.pieces(s.words, width)
			}
			for _, piece := range pieces {
				if whole > width && width > 0 && at > 0 && at+f.width(piece) > width {
					end()
				}
				line = join(line, span{piece, s.bold})
				at += f.width(piece)
			}
		}
		if u.end {
			end()
		}
	}
	if line != nil || t.lines == nil {
		end()
	}
}

// pieces are a word that is wider than a line, in parts that are not.
func (f face) pieces(word string, width float32) []string {
	var pieces []string
	for f.width(word) > width {
		n := f.head(word, width)
		if n == len(word) {
			break // a single sign
		}
		pieces = append(pieces, word[:n])
		word = word[n:]
	}
	return append(pieces, word)
}

// unitWidth is that of a word, without the space after it.
func (t *richText) unitWidth(u richUnit) float32 {
	w := float32(0)
	for i, s := range u.parts {
		words := s.words
		if i == len(u.parts)-1 {
			words = strings.TrimRight(words, " ")
		}
		w += t.face(s.bold).width(words)
	}
	return w
}

// join puts a part behind those of a line, together with one of its weight.
func join(line []span, s span) []span {
	if n := len(line); n > 0 && line[n-1].bold == s.bold {
		line[n-1].words += s.words
		return line
	}
	return append(line, s)
}
