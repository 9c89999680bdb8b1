package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"carebook/app/ui/style"
)

// DayWords is what a DayCell shows of a day.
type DayWords struct {
	Title, Figure string
	// Lines are those who are visited, with the letters of their bands.
	Lines [][2]string
	// More stands at the end of the last line where there is no room for all.
	More func(left int) string
	// Today draws an edge, Past draws the day quietly.
	Today, Past bool
}

// DayCell is a day of a month: its title, a figure, and a few lines.
type DayCell struct {
	control
	// OnKey is asked about keys first, and reports whether it has used one.
	OnKey func(*fyne.KeyEvent) bool

	words         DayWords
	ground, ring  *canvas.Rectangle
	title, figure *canvas.Text
	texts         []*canvas.Text // two to a line: the letter and the name
	rest          *canvas.Text
	lines         int
}

// NewDayCell makes a day without anything.
func NewDayCell() *DayCell {
	d := &DayCell{
		ground: &canvas.Rectangle{CornerRadius: style.RadiusButton}, ring: frame(style.RadiusButton),
		title: &canvas.Text{}, figure: &canvas.Text{Alignment: fyne.TextAlignTrailing},
		rest: &canvas.Text{Alignment: fyne.TextAlignTrailing},
	}
	d.ExtendBaseWidget(d)
	return d
}

// Fill shows a day in so many lines under its title.
func (d *DayCell) Fill(w DayWords, lines int) {
	d.words, d.lines = w, lines
	for len(d.texts) < 2*lines {
		d.texts = append(d.texts, &canvas.Text{})
	}
	d.Refresh()
}

// Words are what the cell shows.
func (d *DayCell) Words() DayWords { return d.words }

// Shown are the lines as they are drawn.
func (d *DayCell) Shown() []string {
	var lines []string
	for i := range d.lines {
		if _, name := d.line(i); name != "" {
			lines = append(lines, name)
		}
	}
	return lines
}

// line is what stands in a line: a letter and a name.
func (d *DayCell) line(i int) (letter, name string) {
	if i >= len(d.words.Lines) {
		return "", ""
	}
	return d.words.Lines[i][0], d.words.Lines[i][1]
}

// more is what stands behind the last line, or "".
func (d *DayCell) more() string {
	if left := len(d.words.Lines) - d.lines; left > 0 && d.words.More != nil {
		return d.words.More(left)
	}
	return ""
}

// TypedKey implements fyne.Focusable.
func (d *DayCell) TypedKey(e *fyne.KeyEvent) {
	if d.OnKey == nil || !d.OnKey(e) {
		d.control.TypedKey(e)
	}
}

// Cursor implements desktop.Cursorable.
func (d *DayCell) Cursor() desktop.Cursor { return desktop.PointerCursor }

// AccessibilityLabel implements fyne.Accessible.
func (d *DayCell) AccessibilityLabel() string {
	label := d.words.Title + ", " + d.words.Figure
	for _, l := range d.words.Lines {
		label += ", " + l[1]
	}
	return label
}

// AccessibilityRole implements fyne.Accessible.
func (d *DayCell) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (d *DayCell) CreateRenderer() fyne.WidgetRenderer { return rendererOf(d) }

func (d *DayCell) objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{d.ground, d.title, d.figure}
	for _, t := range d.texts[:2*d.lines] {
		objects = append(objects, t)
	}
	return append(objects, d.rest, d.ring)
}

var (
	dayTitle  = face{size: style.Small, bold: true, token: style.Ink}
	dayFigure = face{size: style.Caption, token: style.Ink3}
	dayLetter = face{size: style.Caption, bold: true, token: style.Ink2}
	dayLine   = face{size: style.Caption, token: style.Ink2}
)

// titleFace is quiet for what is over.
func (d *DayCell) titleFace() face {
	if d.words.Past {
		return face{size: style.Small, bold: true, token: style.Ink3}
	}
	return dayTitle
}

func (d *DayCell) paint() {
	edge := style.Line
	if d.words.Today {
		edge = style.Accent
	}
	d.ground.FillColor, d.ground.StrokeColor, d.ground.StrokeWidth = style.Color(style.Card), style.Color(edge), 1
	if d.hovered {
		d.ground.FillColor = style.Color(style.Hover)
	}
	d.titleFace().dress(d.title, d.words.Title)
	dayFigure.dress(d.figure, d.words.Figure)
	showFrame(d.ring, d.focused)
}

// The space inside a cell and the room of a letter at 100 %.
const daySide, dayTop, dayLetterRoom float32 = 8, 4, 13

func (d *DayCell) place(size fyne.Size) {
	Put(d.ground, 0, 0, size.Width, size.Height)
	Put(d.ring, 0, 0, size.Width, size.Height)
	side, y := style.Px(daySide), style.Px(dayTop)
	room := size.Width - 2*side
	figure, head := dayFigure.width(d.words.Figure), dayTitle.height()
	title := d.titleFace()
	words := title.width(d.words.Title)
	d.figure.Hidden = words+figure+side > room
	title.dress(d.title, title.fit(d.words.Title, room))
	putText(d.title, side, y, min(words, room), head)
	putText(d.figure, size.Width-side-figure, y, figure, head)
	y += head
	dayFigure.dress(d.rest, d.more())
	for i := range d.lines {
		letter, name := d.line(i)
		at, end := side, size.Width-side
		if rest := dayFigure.width(d.more()); i == d.lines-1 && rest > 0 {
			end -= rest + style.Px(style.Space1)
			putText(d.rest, size.Width-side-rest, y, rest, dayLine.height())
		}
		dayLetter.dress(d.texts[2*i], letter)
		if letter != "" {
			at += style.Px(dayLetterRoom)
		}
		dayLine.dress(d.texts[2*i+1], dayLine.fit(name, end-at))
		putText(d.texts[2*i], side, y, style.Px(dayLetterRoom), dayLine.height())
		putText(d.texts[2*i+1], at, y, max(0, end-at), dayLine.height())
		y += dayLine.height()
	}
}

func (d *DayCell) least() fyne.Size { return fyne.NewSize(style.Px(60), DayCellHeight(d.lines)) }

// DayCellHeight is the height of a DayCell with so many lines under its title.
func DayCellHeight(lines int) float32 {
	return 2*style.Px(dayTop) + dayTitle.height() + float32(lines)*dayLine.height()
}
