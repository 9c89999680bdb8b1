package kit

import (
	"image/color"
	"math"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"carebook/app/lang"
	"carebook/app/ui/style"
)

// SplitBar is one bar of a SplitPicture.
type SplitBar struct {
	// Name says what is split, Note how much of it there is.
	Name, Note string
	// Shares are per cent of A, B and C that sum to 100, or all 0 for an empty
	// bar, which says the words of Empty.
	Shares [3]int
	// Figures stand beside the per cents.
	Figures [3]string
	Empty   string
	// Wanted marks the wanted cuts on the bar.
	Wanted bool
}

// empty reports whether there is nothing to split.
func (b SplitBar) empty() bool { return b.Shares == [3]int{} }

// bandLetters are the bands of a split in their order.
var bandLetters = [3]string{"A", "B", "C"}

// SplitPicture shows how several things are split over the bands: bars of 100 %
// cut into A, B and C, and pale ribbons from each bar to the next, which show
// where a band has more or less of one thing than of the other. What has no
// room in a segment is said of the segment under the pointer.
type SplitPicture struct {
	widget.BaseWidget
	heads  [3]string
	bars   []SplitBar
	wanted [3]int
	word   string
	// at is the segment under the pointer.
	at splitPart

	letters, words [3]*canvas.Text
	rows           []*splitRow
	marks          [2]*canvas.Text
	tip            tipParts
	all            []fyne.CanvasObject
}

// splitPart is a segment: a bar and a band, counted from 0; a bar below 0 is
// none.
type splitPart struct{ bar, band int }

// noPart is no segment.
var noPart = splitPart{bar: -1}

// splitRow draws a bar, and the ribbons that come down to it.
type splitRow struct {
	name, note     *canvas.Text
	segments       [3]*canvas.Rectangle
	shares, values [3]*canvas.Text
	ribbons        [3]*canvas.ArbitraryPolygon
	// ticks are at the two wanted cuts, above and below the bar.
	ticks [2][2]*canvas.Rectangle
}

// NewSplitPicture makes an empty picture.
func NewSplitPicture() *SplitPicture {
	p := &SplitPicture{at: noPart, tip: newTipParts()}
	for i := range p.letters {
		p.letters[i], p.words[i] = &canvas.Text{}, &canvas.Text{}
	}
	for i := range p.marks {
		p.marks[i] = &canvas.Text{Alignment: fyne.TextAlignCenter}
	}
	p.collect()
	p.ExtendBaseWidget(p)
	return p
}

func newSplitRow() *splitRow {
	r := &splitRow{name: &canvas.Text{}, note: &canvas.Text{}}
	for i := range r.segments {
		r.segments[i] = &canvas.Rectangle{CornerRadius: splitRadius}
		r.shares[i], r.values[i] = &canvas.Text{}, &canvas.Text{Alignment: fyne.TextAlignTrailing}
		r.ribbons[i] = &canvas.ArbitraryPolygon{}
	}
	for i := range r.ticks {
		r.ticks[i] = [2]*canvas.Rectangle{{}, {}}
	}
	return r
}

// Fill shows bars, with the words of heads over the segments of the first that
// is not empty. wanted are the per cents whose cuts are marked, wantedWord is
// written at the marks.
func (p *SplitPicture) Fill(heads [3]string, bars []SplitBar, wanted [3]int, wantedWord string) {
	p.heads, p.bars, p.wanted, p.word = heads, bars, wanted, wantedWord
	if len(p.rows) != len(bars) {
		p.rows = p.rows[:min(len(p.rows), len(bars))]
		for len(p.rows) < len(bars) {
			p.rows = append(p.rows, newSplitRow())
		}
		p.collect()
	}
	if p.at.bar >= len(bars) {
		p.at = noPart
	}
	p.Refresh()
}

// collect lists what is drawn, back to front: Fyne asks for it at every frame.
func (p *SplitPicture) collect() {
	p.all = p.all[:0:0]
	for _, r := range p.rows {
		for _, ribbon := range r.ribbons {
			p.all = append(p.all, ribbon)
		}
	}
	for _, r := range p.rows {
		for i := range r.segments {
			p.all = append(p.all, r.segments[i], r.shares[i], r.values[i])
		}
		p.all = append(p.all, r.name, r.note, r.ticks[0][0], r.ticks[0][1], r.ticks[1][0], r.ticks[1][1])
	}
	for i := range p.letters {
		p.all = append(p.all, p.letters[i], p.words[i])
	}
	p.all = append(p.all, p.marks[0], p.marks[1], p.tip.ground, p.tip.text)
}

// CreateRenderer implements fyne.Widget.
func (p *SplitPicture) CreateRenderer() fyne.WidgetRenderer { return rendererOf(p) }

func (p *SplitPicture) objects() []fyne.CanvasObject { return p.all }

var (
	splitName   = face{size: style.Control, bold: true, token: style.Ink}
	splitNote   = face{size: style.Caption, token: style.Ink2}
	splitLetter = face{size: style.Small, bold: true, token: style.Ink}
	splitHead   = face{size: style.Small, token: style.Ink2}
	splitMark   = face{size: style.Caption, token: style.Ink2}
	splitEmpty  = face{size: style.Small, token: style.Ink3}
)

// splitFills and splitInks are the colours of the bands; ribbonInks those of
// their ribbons, and ribbonParts how much of them a ribbon has.
var (
	splitFills  = [3]style.Token{style.BandA, style.BandB, style.BandC}
	splitInks   = [3]style.Token{style.BandAInk, style.BandBInk, style.BandCInk}
	ribbonInks  = [3]style.Token{style.Accent, style.BandB, style.BandCEdge}
	ribbonParts = [3]float64{0.2, 0.22, 0.07}
)

// shareFace is that of a per cent in a segment, valueFace that of what it is
// per cent of.
func shareFace(band int) face { return face{size: style.Control, bold: true, token: splitInks[band]} }
func valueFace(band int) face { return face{size: style.Small, token: splitInks[band]} }

// tightFace is that of a per cent alone in a narrow segment.
func tightFace(band int) face { return face{size: style.Small, bold: true, token: splitInks[band]} }

// percent is a per cent in words.
func percent(n int) string { return lang.T("settings.percent", lang.Args{"Number": lang.Number(n)}) }

func (p *SplitPicture) paint() {
	ink := style.Color(style.Ink)
	for i, r := range p.rows {
		r.paint(p.bars[i])
		for _, pair := range r.ticks {
			pair[0].FillColor, pair[1].FillColor = ink, ink
		}
	}
	for i, letter := range bandLetters {
		splitLetter.dress(p.letters[i], letter)
	}
	p.tip.paint()
}

func (r *splitRow) paint(b SplitBar) {
	for i, s := range r.segments {
		s.FillColor, s.StrokeColor, s.StrokeWidth = style.Color(splitFills[i]), color.Transparent, 0
		if i == 2 {
			s.StrokeColor, s.StrokeWidth = style.Color(style.BandCEdge), splitEdge
		}
		r.ribbons[i].FillColor = faded(style.Color(ribbonInks[i]), ribbonParts[i])
	}
	if b.empty() {
		r.segments[0].FillColor, r.segments[0].StrokeColor, r.segments[0].StrokeWidth = color.Transparent, style.Color(style.Line2), 1
	}
}

// faded is a part of a colour.
func faded(c color.Color, part float64) color.Color {
	ink := color.NRGBAModel.Convert(c).(color.NRGBA)
	ink.A = uint8(part*float64(ink.A) + 0.5)
	return ink
}

// The picture at 100 %: the line over the bars, a bar and the distance from one
// to the next, a tick, and the words under the bars.
const splitTop, splitBar, splitPitch, splitTick, splitWords float32 = 23, 30, 49, 7, 17

// The space between segments and the edge of C, which do not grow with the text.
const splitGap, splitEdge, splitRadius float32 = 2, 1, 4

// The widths, at 100 %, under which a segment has no room for its figure, and
// under which it has none for anything.
const splitFigures, splitNothing float32 = 60, 26

// The least width of the names at 100 %, and their greatest part of the whole.
const splitLead, splitLeadPart = 132, 0.32

// HeightFor is the height at a width.
func (p *SplitPicture) HeightFor(float32) float32 {
	n := max(1, len(p.bars))
	height := splitTop + float32(n-1)*splitPitch + splitBar
	if p.marked() {
		height += splitTick + splitWords
	}
	return style.Px(height)
}

// marked reports whether wanted cuts are marked under the last bar.
func (p *SplitPicture) marked() bool { return len(p.bars) > 0 && p.bars[len(p.bars)-1].Wanted }

func (p *SplitPicture) least() fyne.Size {
	return fyne.NewSize(style.Px(320), p.HeightFor(p.Size().Width))
}

// lead is the width of the names.
func (p *SplitPicture) lead(width float32) float32 {
	least := style.Px(splitLead)
	lead := least
	for _, b := range p.bars {
		lead = max(lead, max(splitName.width(b.Name), splitNote.width(b.Note))+style.Px(style.Space4))
	}
	return roundPx(min(lead, max(least, width*splitLeadPart)))
}

func roundPx(v float32) float32 { return float32(math.Round(float64(v))) }

// edges are where the segments of shares begin, and where the last one ends.
func (p *SplitPicture) edges(shares [3]int, width float32) [4]float32 {
	left := p.lead(width)
	edges, sum := [4]float32{left}, 0
	for i, share := range shares {
		sum += share
		edges[i+1] = roundPx(left + (width-left)*float32(min(sum, 100))/100)
	}
	return edges
}

// barTop is where a bar begins.
func barTop(i int) float32 { return style.Px(splitTop + float32(i)*splitPitch) }

func (p *SplitPicture) place(size fyne.Size) {
	if size.Width == 0 {
		return
	}
	for i, r := range p.rows {
		b, y := p.bars[i], barTop(i)
		edges := p.edges(b.Shares, size.Width)
		r.placeNames(b, y, edges[0]-style.Px(style.Space2))
		if b.empty() {
			r.placeEmpty(b, edges[0], y, size.Width-edges[0])
		} else {
			r.placeSegments(b, edges, y)
		}
		joined := i > 0 && !b.empty() && !p.bars[i-1].empty()
		for band, ribbon := range r.ribbons {
			ribbon.Hidden = !joined
			if joined {
				above := p.edges(p.bars[i-1].Shares, size.Width)
				placeRibbon(ribbon, above[band], above[band+1], edges[band], edges[band+1], barTop(i-1)+style.Px(splitBar), y)
			}
		}
		p.placeTicks(r, b.Wanted, y, size.Width)
	}
	p.placeHeads(size.Width)
	p.placeMarks(size.Width)
	p.placeTip(size.Width)
}

func (r *splitRow) placeNames(b SplitBar, y, width float32) {
	splitName.dress(r.name, splitName.fit(b.Name, width))
	splitNote.dress(r.note, splitNote.fit(b.Note, width))
	if b.Note == "" {
		putText(r.name, 0, y, width, style.Px(splitBar))
		return
	}
	putText(r.name, 0, y-style.Px(1), width, style.Px(19))
	putText(r.note, 0, y+style.Px(17), width, style.Px(14))
}

// placeEmpty draws the words of a bar with nothing to split, in an outline.
func (r *splitRow) placeEmpty(b SplitBar, x, y, width float32) {
	for i := range r.segments {
		r.segments[i].Hidden, r.shares[i].Hidden, r.values[i].Hidden = i > 0, i > 0, true
	}
	pad, h := style.Px(splitPad), style.Px(splitBar)
	Put(r.segments[0], x, y, width, h)
	splitEmpty.dress(r.shares[0], splitEmpty.fit(b.Empty, width-2*pad))
	r.shares[0].Alignment = fyne.TextAlignLeading
	putText(r.shares[0], x+pad, y, width-2*pad, h)
}

// The space before and after the words of a segment, the least of it where a
// figure has no room otherwise, and the least between the words.
const splitPad, splitPadLeast, splitSpace = 10, 6, 4

func (r *splitRow) placeSegments(b SplitBar, edges [4]float32, y float32) {
	h := style.Px(splitBar)
	for i, s := range r.segments {
		x, end := edges[i], edges[i+1]
		shown := end > x
		s.Hidden, r.shares[i].Hidden, r.values[i].Hidden = !shown, true, true
		if !shown {
			continue
		}
		if x > edges[0] {
			x += splitGap / 2
		}
		if end < edges[3] {
			end -= splitGap / 2
		}
		Put(s, x, y, max(1, end-x), h)
		r.placeWords(i, b, x, y, edges[i+1]-edges[i])
	}
}

// placeWords writes into a segment what it has room for: the figure is left out
// rather than cut, since half a figure would be another one.
func (r *splitRow) placeWords(i int, b SplitBar, x, y, width float32) {
	share, value, h := r.shares[i], r.values[i], style.Px(splitBar)
	words := percent(b.Shares[i])
	if width < style.Px(splitFigures) {
		f := tightFace(i)
		w := f.width(words)
		share.Hidden = width < style.Px(splitNothing) || w > width-splitGap-2*splitEdge
		f.dress(share, words)
		share.Alignment = fyne.TextAlignCenter
		putText(share, x, y, width-splitGap, h)
		return
	}
	f, v := shareFace(i), valueFace(i)
	used, own := f.width(words), v.width(b.Figures[i])
	pad := style.Px(splitPad)
	least := (width - splitGap - used - own - style.Px(splitSpace)) / 2
	fits := b.Figures[i] != "" && least >= style.Px(splitPadLeast)
	if fits {
		pad = min(pad, least)
	}
	share.Hidden = false
	f.dress(share, words)
	share.Alignment = fyne.TextAlignLeading
	putText(share, x+pad, y, used, h)
	value.Hidden = !fits
	v.dress(value, b.Figures[i])
	putText(value, x+width-splitGap-pad-own, y, own, h)
}

// placeRibbon draws a ribbon between the segments of two bars. A corner too
// many, where a segment has no width, would be no polygon to Fyne's painter.
func placeRibbon(r *canvas.ArbitraryPolygon, fromLeft, fromRight, toLeft, toRight, top, bottom float32) {
	left, h := min(fromLeft, toLeft), bottom-top
	Put(r, left, top, max(fromRight, toRight)-left, h)
	r.Points = r.Points[:0]
	corner := func(x, y float32) { r.Points = append(r.Points, fyne.NewPos(x-left, y)) }
	corner(fromLeft, 0)
	if fromRight > fromLeft {
		corner(fromRight, 0)
	}
	corner(toRight, h)
	if toRight > toLeft {
		corner(toLeft, h)
	}
	r.Hidden = len(r.Points) < 3
}

// cuts are where the wanted cuts are; one at an end of the bar is none.
func (p *SplitPicture) cuts(width float32) []float32 {
	edges := p.edges(p.wanted, width)
	var cuts []float32
	for _, x := range edges[1:3] {
		if x > edges[0] && x < width && (len(cuts) == 0 || x > cuts[0]) {
			cuts = append(cuts, x)
		}
	}
	return cuts
}

func (p *SplitPicture) placeTicks(r *splitRow, wanted bool, y, width float32) {
	cuts, h, w := p.cuts(width), style.Px(splitTick), style.FocusFrame
	for i, pair := range r.ticks {
		shown := wanted && i < len(cuts)
		pair[0].Hidden, pair[1].Hidden = !shown, !shown
		if shown {
			Put(pair[0], cuts[i]-w/2, y-h, w, h)
			Put(pair[1], cuts[i]-w/2, y+style.Px(splitBar), w, h)
		}
	}
}

// placeMarks writes the word at the wanted cuts, once where they are too close
// for two.
func (p *SplitPicture) placeMarks(width float32) {
	cuts, word := p.cuts(width), splitMark.width(p.word)
	begin := func(cut float32) float32 { return max(0, min(cut-word/2, width-word)) }
	if len(cuts) == 2 && begin(cuts[1])-begin(cuts[0]) < word+style.Px(style.Space2) {
		cuts = []float32{(cuts[0] + cuts[1]) / 2}
	}
	y := barTop(len(p.bars)-1) + style.Px(splitBar+splitTick)
	for i, m := range p.marks {
		m.Hidden = !p.marked() || i >= len(cuts)
		if !m.Hidden {
			splitMark.dress(m, p.word)
			putText(m, begin(cuts[i]), y, word, style.Px(splitWords))
		}
	}
}

// placeHeads writes the bands over the segments of the first bar that has some:
// the last of them no farther right than it has room, each of the others as much
// as fits before the next.
func (p *SplitPicture) placeHeads(width float32) {
	shares := p.wanted
	for _, b := range p.bars {
		if !b.empty() {
			shares = b.Shares
			break
		}
	}
	edges, end := p.edges(shares, width), width
	space, h := splitHead.width(" "), style.Px(17)
	for i := 2; i >= 0; i-- {
		own := splitLetter.width(bandLetters[i])
		letter, words := p.letters[i], p.words[i]
		shown := edges[i+1] > edges[i] && edges[0]+own <= end
		letter.Hidden, words.Hidden = !shown, true
		if !shown {
			continue
		}
		need := own
		if end == width {
			need += space + splitHead.width(p.heads[i])
		}
		x := max(edges[0], min(edges[i], end-need))
		putText(letter, x, 0, own, h)
		fitted := splitHead.fit(p.heads[i], end-x-own-space)
		words.Hidden = fitted == "" || fitted == ellipsis
		splitHead.dress(words, fitted)
		putText(words, x+own+space, 0, splitHead.width(fitted), h)
		end = x - style.Px(style.Space2)
	}
}

// placeTip says over the segment under the pointer what there is to say of it.
func (p *SplitPicture) placeTip(width float32) {
	if p.at == noPart {
		p.tip.hide()
		return
	}
	b := p.bars[p.at.bar]
	edges := p.edges(b.Shares, width)
	x, end := edges[p.at.band], edges[p.at.band+1]
	if b.empty() {
		x, end = edges[0], width
	}
	p.tip.place(p.tell(p.at), (x+end)/2, barTop(p.at.bar), style.Px(splitBar), width)
}

// tell says all of a segment in a line.
func (p *SplitPicture) tell(at splitPart) string {
	b := p.bars[at.bar]
	if b.empty() {
		return listed(b.Name, b.Empty)
	}
	wanted := ""
	if b.Wanted {
		wanted = p.word + " " + percent(p.wanted[at.band])
	}
	return listed(b.Name, bandLetters[at.band]+" "+percent(b.Shares[at.band]), b.Figures[at.band], wanted)
}

// listed are words with commas between them, without the empty ones.
func listed(words ...string) string {
	var some []string
	for _, w := range words {
		if w != "" {
			some = append(some, w)
		}
	}
	return strings.Join(some, lang.T("details.comma"))
}

// partAt is the segment at a place.
func (p *SplitPicture) partAt(at fyne.Position) splitPart {
	for i, b := range p.bars {
		if y := barTop(i); at.Y < y || at.Y >= y+style.Px(splitBar) {
			continue
		}
		edges := p.edges(b.Shares, p.Size().Width)
		if b.empty() && at.X >= edges[0] {
			return splitPart{bar: i}
		}
		for band := range b.Shares {
			if at.X >= edges[band] && at.X < edges[band+1] {
				return splitPart{bar: i, band: band}
			}
		}
	}
	return noPart
}

func (p *SplitPicture) point(at splitPart) {
	if p.at != at {
		p.at = at
		p.Refresh()
	}
}

// MouseIn implements desktop.Hoverable.
func (p *SplitPicture) MouseIn(e *desktop.MouseEvent) { p.point(p.partAt(e.Position)) }

// MouseMoved implements desktop.Hoverable.
func (p *SplitPicture) MouseMoved(e *desktop.MouseEvent) { p.point(p.partAt(e.Position)) }

// MouseOut implements desktop.Hoverable.
func (p *SplitPicture) MouseOut() { p.point(noPart) }

// AccessibilityLabel implements fyne.Accessible: the whole picture as a table in
// words, a line to a bar.
func (p *SplitPicture) AccessibilityLabel() string {
	var lines []string
	for _, b := range p.bars {
		parts := []string{listed(b.Name, b.Note)}
		if b.empty() {
			parts = append(parts, b.Empty)
		}
		for i, share := range b.Shares {
			if !b.empty() {
				parts = append(parts, listed(bandLetters[i]+" "+percent(share), b.Figures[i]))
			}
		}
		if b.Wanted {
			wanted := p.word
			for i, share := range p.wanted {
				wanted += " " + bandLetters[i] + " " + percent(share)
			}
			parts = append(parts, wanted)
		}
		lines = append(lines, strings.Join(parts, "; "))
	}
	return strings.Join(lines, "\n")
}

// AccessibilityRole implements fyne.Accessible.
func (p *SplitPicture) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }
