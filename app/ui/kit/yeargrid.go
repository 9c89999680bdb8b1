package kit

import (
	"image"
	"image/color"
	"iter"
	"math"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"carebook/app/ui/style"
)

// yearSteps are how much of the accent a cell has: for nothing, and for each
// step up to the busiest days.
var yearSteps = [4]float64{0.09, 0.34, 0.66, 1}

// YearGrid is a year as twelve lines of days, each in a step of the accent for
// how much there is to it. Days to come are outlined, today is framed.
type YearGrid struct {
	widget.BaseWidget
	// OnDay, if set, is told of the day under the pointer, and of 0, 0 when that
	// has left.
	OnDay func(month, day int)

	counts     [12][31]int
	today      time.Time
	months     []string
	cells      *canvas.Raster
	labels     []*canvas.Text
	drawn      yearPicture
	month, day int
}

// NewYearGrid makes an empty year; months are the twelve short names.
func NewYearGrid(months []string) *YearGrid {
	g := &YearGrid{months: months}
	g.cells = canvas.NewRaster(g.pixels)
	for i := 0; i < len(months); i += 2 {
		g.labels = append(g.labels, &canvas.Text{})
	}
	g.ExtendBaseWidget(g)
	return g
}

// Fill shows a year: how much there is on each day, and which one is today.
func (g *YearGrid) Fill(counts [12][31]int, today time.Time) {
	g.counts, g.today = counts, today
	g.Refresh()
}

// Count is how much there is on a day.
func (g *YearGrid) Count(month, day int) int { return g.counts[month-1][day-1] }

// YearStep is the step, 0 to 3, of a day with n things where the busiest has
// most: nothing is 0, and any other step begins at the same part of most.
func YearStep(n, most int) int {
	switch {
	case n <= 0:
		return 0
	case most <= 3:
		return min(n, 3)
	}
	return min(3, 1+(n-1)*3/most)
}

// CreateRenderer implements fyne.Widget.
func (g *YearGrid) CreateRenderer() fyne.WidgetRenderer { return rendererOf(g) }

func (g *YearGrid) objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{g.cells}
	for _, l := range g.labels {
		objects = append(objects, l)
	}
	return objects
}

var yearLabel = face{size: style.Caption, token: style.Ink3}

func (g *YearGrid) paint() {
	for i, l := range g.labels {
		yearLabel.dress(l, g.months[2*i])
	}
	g.draw()
}

// lead is the width of the names of months.
func (g *YearGrid) lead() float32 {
	width := float32(0)
	for i := 0; i < len(g.months); i += 2 {
		width = max(width, yearLabel.width(g.months[i]))
	}
	return width + style.Px(6)
}

// yearRatio is the height of a month by the width of a day.
const yearRatio = 1.53

// lineHeight is the height of a month at the width that there is.
func (g *YearGrid) lineHeight(width float32) float32 {
	return max(style.Px(11), (width-g.lead())/31*yearRatio)
}

func (g *YearGrid) place(size fyne.Size) {
	lead, line := g.lead(), g.lineHeight(size.Width)
	Put(g.cells, lead, 0, size.Width-lead, 12*line)
	for i, l := range g.labels {
		putText(l, 0, float32(2*i)*line, lead, line*yearCellHeight)
	}
}

func (g *YearGrid) least() fyne.Size {
	return fyne.NewSize(style.Px(200), g.HeightFor(g.Size().Width))
}

// HeightFor is the height at a width.
func (g *YearGrid) HeightFor(width float32) float32 { return 12 * g.lineHeight(width) }

// yearPicture is what the picture of the cells depends on.
type yearPicture struct {
	counts      [12][31]int
	today       time.Time
	accent, ink color.Color
}

// draw makes the picture of the cells anew where something of it is another:
// one picture, since hundreds of rectangles would cost more than all else on the
// page.
func (g *YearGrid) draw() {
	now := yearPicture{g.counts, g.today, style.Color(style.Accent), style.Color(style.Ink)}
	if g.drawn != now {
		g.drawn = now
		g.cells.Refresh()
	}
}

// How much of the width and the height that a day has its cell takes.
const yearCellWidth, yearCellHeight = 0.83, 0.82

// pixels draws the cells into a picture of a size.
func (g *YearGrid) pixels(w, h int) image.Image {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	if g.drawn.today.IsZero() {
		return img
	}
	most := 0
	for _, month := range g.drawn.counts {
		most = max(most, slices.Max(month[:]))
	}
	pitchX, pitchY := float64(w)/31, float64(h)/12
	unit := pitchX / 7.4 // a pixel of the look's picture
	for at := range daysOf(g.drawn.today.Year()) {
		month, day := int(at.Month())-1, at.Day()-1
		c := cellPainter{
			img: img, x: (float64(day) + (1-yearCellWidth)/2) * pitchX, y: (float64(month) + (1-yearCellHeight)/2) * pitchY,
			w: yearCellWidth * pitchX, h: yearCellHeight * pitchY, radius: 2 * unit,
		}
		step := YearStep(g.drawn.counts[month][day], most)
		ahead := at.After(g.drawn.today)
		if !ahead || step > 0 {
			c.fill(g.drawn.accent, yearSteps[step])
		}
		switch {
		case ahead:
			c.edge(g.drawn.accent, 0.28, 0.7*unit)
		case at.Equal(g.drawn.today):
			c.edge(g.drawn.ink, 1, 1.5*unit)
		}
	}
	return img
}

// daysOf are the days of a year.
func daysOf(year int) iter.Seq[time.Time] {
	return func(yield func(time.Time) bool) {
		for at := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC); at.Year() == year; at = at.AddDate(0, 0, 1) {
			if !yield(at) {
				return
			}
		}
	}
}

// cellPainter draws a rectangle with round corners, its edges smooth.
type cellPainter struct {
	img                *image.NRGBA
	x, y, w, h, radius float64
}

// fill fills the rectangle with a part of a colour.
func (c cellPainter) fill(ink color.Color, part float64) {
	c.each(func(distance float64) float64 { return part * clamp(0.5-distance) }, ink)
}

// edge draws the rectangle's edge, inside of it.
func (c cellPainter) edge(ink color.Color, part, width float64) {
	c.each(func(distance float64) float64 { return part * clamp(0.5-math.Abs(distance+width/2)+width/2) }, ink)
}

func clamp(v float64) float64 { return max(0, min(1, v)) }

// each lays ink on every pixel of the rectangle, as much as cover says for the
// distance of the pixel's middle from the rectangle's edge, below 0 inside.
func (c cellPainter) each(cover func(distance float64) float64, ink color.Color) {
	over := color.NRGBAModel.Convert(ink).(color.NRGBA)
	middleX, middleY := c.x+c.w/2, c.y+c.h/2
	box := image.Rect(int(c.x)-1, int(c.y)-1, int(c.x+c.w)+2, int(c.y+c.h)+2).Intersect(c.img.Bounds())
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			dx := math.Abs(float64(x)+0.5-middleX) - c.w/2 + c.radius
			dy := math.Abs(float64(y)+0.5-middleY) - c.h/2 + c.radius
			distance := math.Hypot(max(dx, 0), max(dy, 0)) + min(max(dx, dy), 0) - c.radius
			if part := cover(distance); part > 0 {
				c.img.SetNRGBA(x, y, laid(c.img.NRGBAAt(x, y), over, part))
			}
		}
	}
}

// laid is a part of a colour over another.
func laid(under, over color.NRGBA, part float64) color.NRGBA {
	below := float64(under.A) / 255 * (1 - part)
	all := part + below
	mix := func(u, o uint8) uint8 { return uint8((float64(o)*part+float64(u)*below)/all + 0.5) }
	return color.NRGBA{R: mix(under.R, over.R), G: mix(under.G, over.G), B: mix(under.B, over.B), A: uint8(all*255 + 0.5)}
}

// MouseIn implements desktop.Hoverable.
func (g *YearGrid) MouseIn(e *desktop.MouseEvent) { g.point(e.Position) }

// MouseMoved implements desktop.Hoverable.
func (g *YearGrid) MouseMoved(e *desktop.MouseEvent) { g.point(e.Position) }

// MouseOut implements desktop.Hoverable.
func (g *YearGrid) MouseOut() { g.tell(0, 0) }

// point tells of the day at a place.
func (g *YearGrid) point(at fyne.Position) {
	lead := g.lead()
	month := int(at.Y/g.lineHeight(g.Size().Width)) + 1
	day := int((at.X-lead)/(g.Size().Width-lead)*31) + 1
	if at.X < lead || month > 12 || day > time.Date(g.today.Year(), time.Month(month+1), 0, 0, 0, 0, 0, time.UTC).Day() {
		month, day = 0, 0
	}
	g.tell(month, day)
}

func (g *YearGrid) tell(month, day int) {
	if g.OnDay != nil && (month != g.month || day != g.day) {
		g.month, g.day = month, day
		g.OnDay(month, day)
	}
}

// YearLegend is the four steps of a YearGrid between two words.
type YearLegend struct {
	widget.BaseWidget
	few, many, words  string
	first, last, note *canvas.Text
	cells             [4]*canvas.Rectangle
}

// NewYearLegend makes a legend: the words for no step and the highest one, and
// what stands at the right.
func NewYearLegend(few, many, note string) *YearLegend {
	l := &YearLegend{few: few, many: many, words: note, first: &canvas.Text{}, last: &canvas.Text{}, note: &canvas.Text{}}
	for i := range l.cells {
		l.cells[i] = &canvas.Rectangle{CornerRadius: 2}
	}
	l.ExtendBaseWidget(l)
	return l
}

// CreateRenderer implements fyne.Widget.
func (l *YearLegend) CreateRenderer() fyne.WidgetRenderer { return rendererOf(l) }

func (l *YearLegend) objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{l.first, l.last, l.note}
	for _, c := range l.cells {
		objects = append(objects, c)
	}
	return objects
}

func (l *YearLegend) paint() {
	yearLabel.dress(l.first, l.few)
	yearLabel.dress(l.last, l.many)
	yearLabel.dress(l.note, l.words)
	accent := color.NRGBAModel.Convert(style.Color(style.Accent)).(color.NRGBA)
	for i, c := range l.cells {
		step := accent
		step.A = uint8(255 * yearSteps[i])
		c.FillColor = step
	}
}

func (l *YearLegend) place(size fyne.Size) {
	gap, w, h := style.Px(5), style.Px(9), style.Px(11)
	first, last := yearLabel.width(l.few), yearLabel.width(l.many)
	putText(l.first, 0, 0, first, size.Height)
	x := first + gap + 2
	for _, c := range l.cells {
		Put(c, x, (size.Height-h)/2, w, h)
		x += w + gap
	}
	putText(l.last, x, 0, last, size.Height)
	note := yearLabel.width(l.words)
	l.note.Hidden = x+last+gap+note > size.Width
	putText(l.note, size.Width-note, 0, note, size.Height)
}

func (l *YearLegend) least() fyne.Size { return fyne.NewSize(style.Px(180), style.Px(20)) }
