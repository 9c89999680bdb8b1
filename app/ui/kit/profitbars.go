package kit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"carebook/app/ui/style"
)

// ProfitBar is a month of ProfitBars.
type ProfitBar struct {
	// Month and Value are words: the month and its profit. Before tells of the
	// profit of that month a year earlier, "" where none is known.
	Month, Value, Before string
	// Amount and Earlier are the two profits, in the same unit for all months.
	Amount, Earlier int64
	// Current is the month that is not over.
	Current bool
}

// ProfitBars is the profit of some months: a bar for each, from zero up or, for
// a loss, down, and over it a tick for the year before. The largest, the
// smallest and the current value stand at their bars; all of a month is told
// while the pointer is on it.
type ProfitBars struct {
	widget.BaseWidget
	unit, soFar string
	bars        []ProfitBar
	// at is the month under the pointer, or -1.
	at int

	unitText, soFarText *canvas.Text
	swatch, zero        *canvas.Rectangle
	columns             []*profitColumn
	values              [3]*canvas.Text
	tip                 tipParts
	all                 []fyne.CanvasObject
}

// profitColumn draws a month.
type profitColumn struct {
	bar, tick *canvas.Rectangle
	month     *canvas.Text
}

// NewProfitBars makes an empty picture.
func NewProfitBars() *ProfitBars {
	p := &ProfitBars{
		at: -1, unitText: &canvas.Text{}, soFarText: &canvas.Text{},
		swatch: &canvas.Rectangle{}, zero: &canvas.Rectangle{}, tip: newTipParts(),
	}
	for i := range p.values {
		p.values[i] = &canvas.Text{Alignment: fyne.TextAlignCenter}
	}
	p.collect()
	p.ExtendBaseWidget(p)
	return p
}

// Fill shows months, the earliest first. unit says once in what the values are,
// soFar is said of the month that is not over.
func (p *ProfitBars) Fill(unit string, bars []ProfitBar, soFar string) {
	p.unit, p.bars, p.soFar = unit, bars, soFar
	if len(p.columns) != len(bars) {
		p.columns = p.columns[:min(len(p.columns), len(bars))]
		for len(p.columns) < len(bars) {
			p.columns = append(p.columns, &profitColumn{
				bar: &canvas.Rectangle{}, tick: &canvas.Rectangle{}, month: &canvas.Text{Alignment: fyne.TextAlignCenter},
			})
		}
		p.collect()
	}
	if p.at >= len(bars) {
		p.at = -1
	}
	p.Refresh()
}

// collect lists what is drawn, back to front.
func (p *ProfitBars) collect() {
	p.all = append(p.all[:0:0], p.unitText, p.swatch, p.soFarText, p.zero)
	for _, c := range p.columns {
		p.all = append(p.all, c.bar, c.month)
	}
	for _, c := range p.columns {
		p.all = append(p.all, c.tick)
	}
	for _, v := range p.values {
		p.all = append(p.all, v)
	}
	p.all = append(p.all, p.tip.ground, p.tip.text)
}

// CreateRenderer implements fyne.Widget.
func (p *ProfitBars) CreateRenderer() fyne.WidgetRenderer { return rendererOf(p) }

func (p *ProfitBars) objects() []fyne.CanvasObject { return p.all }

var (
	profitWords = face{size: style.Caption, token: style.Ink2}
	profitNow   = face{size: style.Caption, bold: true, token: style.Ink}
	profitValue = face{size: style.Small, bold: true, token: style.Ink}
)

func (p *ProfitBars) monthFace(i int) face {
	if p.bars[i].Current {
		return profitNow
	}
	return profitWords
}

func (p *ProfitBars) paint() {
	p.zero.FillColor, p.swatch.FillColor = style.Color(style.Line), style.Color(style.BandB)
	for i, c := range p.columns {
		c.bar.FillColor = style.Color(style.BandA)
		if p.bars[i].Current {
			c.bar.FillColor = style.Color(style.BandB)
		}
		// The edge keeps the tick apart from the bar it lies on.
		c.tick.FillColor, c.tick.StrokeColor, c.tick.StrokeWidth = style.Color(style.Ink), style.Color(style.Card), 1
		p.monthFace(i).dress(c.month, p.bars[i].Month)
	}
	p.tip.paint()
}

// The sizes of the picture at 100 %: the line of the unit, the room for a value,
// the line of the months, and the parts of a month's width that its bar and its
// tick take.
const (
	profitUnit, profitLabel, profitMonths float32 = 18, 19, 20
	profitBarPart, profitTickPart         float32 = 0.66, 0.83
	profitTick                            float32 = 4
	profitRadius                          float32 = 4
)

// The least and the greatest height at 100 %, and the height as a part of the
// width between them.
const profitLow, profitHigh, profitRatio float32 = 150, 240, 0.3

// HeightFor is the height at a width.
func (p *ProfitBars) HeightFor(width float32) float32 {
	return min(max(width*profitRatio, style.Px(profitLow)), style.Px(profitHigh))
}

func (p *ProfitBars) least() fyne.Size {
	return fyne.NewSize(style.Px(240), p.HeightFor(p.Size().Width))
}

// profitScale turns amounts into places.
type profitScale struct {
	pitch, top, bottom float32
	most, least        int64
}

func (p *ProfitBars) scale(size fyne.Size) profitScale {
	s := profitScale{
		pitch: size.Width / float32(max(1, len(p.bars))),
		top:   style.Px(profitUnit + profitLabel), bottom: size.Height - style.Px(profitMonths),
	}
	for _, b := range p.bars {
		s.most, s.least = max(s.most, b.Amount), min(s.least, b.Amount)
		if b.Before != "" {
			s.most, s.least = max(s.most, b.Earlier), min(s.least, b.Earlier)
		}
	}
	if s.least < 0 {
		s.bottom -= style.Px(profitLabel) // for the value of a loss
	}
	return s
}

// y is the place of an amount.
func (s profitScale) y(amount int64) float32 {
	span := float64(s.most) - float64(s.least)
	if span == 0 {
		return s.bottom
	}
	return roundPx(s.top + (s.bottom-s.top)*float32((float64(s.most)-float64(amount))/span))
}

func (p *ProfitBars) place(size fyne.Size) {
	if size.Width == 0 {
		return
	}
	s := p.scale(size)
	zero := s.y(0)
	Put(p.zero, 0, zero, size.Width, 1)
	p.zero.Hidden = len(p.bars) == 0
	months := p.monthsShown(s.pitch)
	for i, c := range p.columns {
		b, x := p.bars[i], float32(i)*s.pitch
		c.place(b, s, x)
		c.month.Hidden = (len(p.bars)-1-i)%months != 0
		w := p.monthFace(i).width(b.Month)
		putText(c.month, max(0, min(x+(s.pitch-w)/2, size.Width-w)), size.Height-style.Px(profitMonths), w, style.Px(profitMonths))
	}
	p.placeUnit(size.Width)
	p.placeValues(s, size)
	p.placeTip(s, size)
}

// place draws the bar of a month that begins at x, and its tick.
func (c *profitColumn) place(b ProfitBar, s profitScale, x float32) {
	zero, end := s.y(0), s.y(b.Amount)
	w := roundPx(s.pitch * profitBarPart)
	left := roundPx(x + (s.pitch-w)/2)
	c.bar.Hidden = b.Amount == 0
	above, below := profitRadius, float32(0)
	if b.Amount > 0 {
		end = min(end, zero-1)
		Put(c.bar, left, end, w, zero-end)
	} else {
		above, below = below, above
		end = max(end, zero+2)
		Put(c.bar, left, zero+1, w, end-zero-1)
	}
	c.bar.TopLeftCornerRadius, c.bar.TopRightCornerRadius = above, above
	c.bar.BottomLeftCornerRadius, c.bar.BottomRightCornerRadius = below, below
	c.tick.Hidden = b.Before == ""
	w = roundPx(s.pitch * profitTickPart)
	Put(c.tick, roundPx(x+(s.pitch-w)/2), s.y(b.Earlier)-profitTick/2, w, profitTick)
}

// monthsShown is how many months there are to a name that has room.
func (p *ProfitBars) monthsShown(pitch float32) int {
	wide := float32(0)
	for i, b := range p.bars {
		wide = max(wide, p.monthFace(i).width(b.Month)+style.Px(style.Space1))
	}
	wide += max(0, wide-pitch) // those at the ends are moved inwards
	n := 1
	for float32(n)*pitch < wide && n < len(p.bars) {
		n++
	}
	return n
}

// placeUnit writes the unit at the left, and at the right what the paler bar is.
func (p *ProfitBars) placeUnit(width float32) {
	h, g, gap := style.Px(profitUnit), style.Px(10), style.Px(6)
	current := false
	for _, b := range p.bars {
		current = current || b.Current
	}
	p.swatch.Hidden, p.soFarText.Hidden = !current || p.soFar == "", !current || p.soFar == ""
	if !p.swatch.Hidden {
		profitWords.dress(p.soFarText, profitWords.fit(p.soFar, width/2))
		w := profitWords.width(p.soFarText.Text)
		putText(p.soFarText, width-w, 0, w, h)
		p.swatch.CornerRadius = style.Px(2)
		Put(p.swatch, width-w-gap-g, (h-g)/2, g, g)
		width -= w + gap + g + style.Px(style.Space3)
	}
	profitWords.dress(p.unitText, profitWords.fit(p.unit, width))
	putText(p.unitText, 0, 0, width, h)
}

// named are the months whose values are written: the largest, the current and
// the smallest, each once.
func (p *ProfitBars) named() []int {
	if len(p.bars) == 0 {
		return nil
	}
	most, least, current := 0, 0, -1
	for i, b := range p.bars {
		if b.Amount > p.bars[most].Amount {
			most = i
		}
		if b.Amount < p.bars[least].Amount {
			least = i
		}
		if b.Current {
			current = i
		}
	}
	named := []int{most}
	if current >= 0 && current != most {
		named = append(named, current)
	}
	if least != most && least != current {
		named = append(named, least)
	}
	return named
}

// placeValues writes values at their bars, but none that would lie over the bar
// of another month or over another value: it would be taken for that one's. The
// value of the month under the pointer is told beside it.
func (p *ProfitBars) placeValues(s profitScale, size fyne.Size) {
	named, h := p.named(), style.Px(profitLabel)
	var taken []fyne.CanvasObject
	for i, text := range p.values {
		text.Hidden = i >= len(named) || named[i] == p.at
		if text.Hidden {
			continue
		}
		b, c := p.bars[named[i]], p.columns[named[i]]
		profitValue.dress(text, b.Value)
		w := profitValue.width(b.Value)
		x := (float32(named[i])+0.5)*s.pitch - w/2
		y := s.y(max(0, b.Amount)) - h
		if b.Amount < 0 {
			y = s.y(b.Amount) + 2
		}
		putText(text, max(0, min(x, size.Width-w)), y, w, h)
		if !c.tick.Hidden && overlap(text, c.tick) {
			y = c.tick.Position().Y - h
			if b.Amount < 0 {
				y = c.tick.Position().Y + profitTick
			}
			putText(text, text.Position().X, y, w, h)
		}
		for j, other := range p.columns {
			if j != named[i] && (!other.bar.Hidden && overlap(text, other.bar) || !other.tick.Hidden && overlap(text, other.tick)) {
				text.Hidden = true
			}
		}
		for _, o := range taken {
			text.Hidden = text.Hidden || overlap(text, o)
		}
		if !text.Hidden {
			taken = append(taken, text)
		}
	}
}

// overlap reports whether two objects share a place.
func overlap(a, b fyne.CanvasObject) bool {
	p, q := a.Position(), b.Position()
	return p.X < q.X+b.Size().Width && q.X < p.X+a.Size().Width && p.Y < q.Y+b.Size().Height && q.Y < p.Y+a.Size().Height
}

func (p *ProfitBars) placeTip(s profitScale, size fyne.Size) {
	if p.at < 0 {
		p.tip.hide()
		return
	}
	c := p.columns[p.at]
	top := min(s.y(max(0, p.bars[p.at].Amount)), s.y(0))
	if !c.tick.Hidden {
		top = min(top, c.tick.Position().Y)
	}
	p.tip.place(p.tell(p.at), (float32(p.at)+0.5)*s.pitch, top, s.bottom-top, size.Width)
}

// tell says all of a month in a line.
func (p *ProfitBars) tell(i int) string {
	b := p.bars[i]
	soFar := ""
	if b.Current {
		soFar = p.soFar
	}
	return listed(b.Month, b.Value, soFar, b.Before)
}

func (p *ProfitBars) point(at fyne.Position) {
	month := -1
	if size := p.Size(); len(p.bars) > 0 && size.Width > 0 && at.Y >= style.Px(profitUnit) {
		month = max(0, min(int(at.X/p.scale(size).pitch), len(p.bars)-1))
	}
	p.tellOf(month)
}

func (p *ProfitBars) tellOf(month int) {
	if p.at != month {
		p.at = month
		p.Refresh()
	}
}

// MouseIn implements desktop.Hoverable.
func (p *ProfitBars) MouseIn(e *desktop.MouseEvent) { p.point(e.Position) }

// MouseMoved implements desktop.Hoverable.
func (p *ProfitBars) MouseMoved(e *desktop.MouseEvent) { p.point(e.Position) }

// MouseOut implements desktop.Hoverable.
func (p *ProfitBars) MouseOut() { p.tellOf(-1) }

// AccessibilityLabel implements fyne.Accessible: every month in words.
func (p *ProfitBars) AccessibilityLabel() string {
	lines := []string{p.unit}
	for i := range p.bars {
		lines = append(lines, p.tell(i))
	}
	return strings.Join(lines, "\n")
}

// AccessibilityRole implements fyne.Accessible.
func (p *ProfitBars) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }
