package kit

import (
	"fmt"
	"hash/fnv"
	"image/color"
	"strings"
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
	image      *canvas.Image
	labels     []*canvas.Text
	drawn      string
	month, day int
}

// NewYearGrid makes an empty year; months are the twelve short names.
func NewYearGrid(months []string) *YearGrid {
	g := &YearGrid{months: months, image: &canvas.Image{FillMode: canvas.ImageFillStretch}}
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
	objects := []fyne.CanvasObject{g.image}
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

// The way from cell to cell in the drawing, and a cell in it.
const yearPitchX, yearPitchY, yearCellX, yearCellY = 15, 23, 12.5, 19

// lineHeight is the height of a month at the width that there is.
func (g *YearGrid) lineHeight(width float32) float32 {
	return max(style.Px(11), (width-g.lead())/31*yearPitchY/yearPitchX)
}

func (g *YearGrid) place(size fyne.Size) {
	lead, line := g.lead(), g.lineHeight(size.Width)
	Put(g.image, lead, 0, size.Width-lead, 12*line)
	for i, l := range g.labels {
		putText(l, 0, float32(2*i)*line, lead, line*yearCellY/yearPitchY)
	}
}

func (g *YearGrid) least() fyne.Size {
	return fyne.NewSize(style.Px(200), g.HeightFor(g.Size().Width))
}

// HeightFor is the height at a width.
func (g *YearGrid) HeightFor(width float32) float32 { return 12 * g.lineHeight(width) }

// draw makes the picture of the cells: one picture, since hundreds of
// rectangles would cost more than all else on the page.
func (g *YearGrid) draw() {
	if g.today.IsZero() {
		return
	}
	accent, ink := rgbOf(style.Accent), rgbOf(style.Ink)
	most := 0
	for _, month := range g.counts {
		for _, n := range month {
			most = max(most, n)
		}
	}
	var svg strings.Builder
	fmt.Fprintf(&svg, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%[1]d" height="%[2]d">`, 31*yearPitchX, 12*yearPitchY)
	year := g.today.Year()
	for month := range 12 {
		for day := range time.Date(year, time.Month(month+2), 0, 0, 0, 0, 0, time.UTC).Day() {
			step := YearStep(g.counts[month][day], most)
			at := time.Date(year, time.Month(month+1), day+1, 0, 0, 0, 0, time.UTC)
			x, y := float64(day*yearPitchX)+1.25, float64(month*yearPitchY)+2
			cell := func(in float64, attributes string) {
				fmt.Fprintf(&svg, `<rect x="%.2f" y="%.2f" width="%.2f" height="%.2f" rx="4" %s/>`,
					x+in, y+in, yearCellX-2*in, yearCellY-2*in, attributes)
			}
			fill := fmt.Sprintf(`fill="%s" fill-opacity="%.2f"`, accent, yearSteps[step])
			switch {
			case at.After(g.today) && step == 0:
				cell(0.6, fmt.Sprintf(`fill="none" stroke="%s" stroke-opacity="0.3" stroke-width="1.2"`, accent))
			case at.After(g.today):
				cell(0, fill)
				cell(0.6, fmt.Sprintf(`fill="none" stroke="%s" stroke-opacity="0.25" stroke-width="1.2"`, accent))
			case at.Equal(g.today):
				cell(0, fill)
				cell(-0.5, fmt.Sprintf(`fill="none" stroke="%s" stroke-width="3"`, ink))
			default:
				cell(0, fill)
			}
		}
	}
	svg.WriteString("</svg>")
	if g.drawn == svg.String() {
		return
	}
	g.drawn = svg.String()
	sum := fnv.New64a()
	fmt.Fprint(sum, g.drawn)
	// Fyne keeps what it drew under the name.
	g.image.Resource = fyne.NewStaticResource(fmt.Sprintf("year-%x.svg", sum.Sum64()), []byte(g.drawn))
	g.image.Refresh()
}

// rgbOf is the colour of a token as SVG writes it.
func rgbOf(token style.Token) string {
	c := color.NRGBAModel.Convert(style.Color(token)).(color.NRGBA)
	return fmt.Sprintf("#%02X%02X%02X", c.R, c.G, c.B)
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
