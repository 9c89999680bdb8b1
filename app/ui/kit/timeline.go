package kit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"carebook/app/ui/style"
)

// Moment is what a row of a timeline shows.
type Moment struct {
	Glyph style.Glyph
	// Title is one line, Text as many as it needs, Day stands at the right.
	Title, Text, Day string
	// Late is a complaint or a promise that waits past its day.
	Late bool
	// Done strikes the row through: a promise that was kept.
	Done bool
	// Pinned draws the row as a card by itself, to stand above the others.
	Pinned bool
	// Last is the end of the line between the circles.
	Last bool
}

// foldedLines is the number of lines of a text that are shown until it is
// unfolded.
const foldedLines = 3

// TimelineRow shows a Moment. A click or Enter unfolds a long text; the button
// that comes with the pointer or the focus, the right mouse button and the menu
// key open what can be done with it.
type TimelineRow struct {
	control
	// OnMenu opens a menu under MenuButton; nil is none.
	OnMenu func()
	// OnResized is called when the row needs another height.
	OnResized func()

	moment   Moment
	unfolded bool
	shift    bool
	// lines are those of the text for the layout in key.
	lines []string
	long  bool
	key   layoutKey

	card, ring *canvas.Rectangle
	circle     *canvas.Circle
	thread     *canvas.Rectangle
	icon, pin  icon
	title, day *canvas.Text
	texts      []*canvas.Text
	dots       *rowButton
}

// layoutKey is what lines depend on.
type layoutKey struct {
	words    string
	width    float32
	size     float32
	unfolded bool
}

// NewTimelineRow makes an empty row. menuWords say what its button does, to
// screen readers.
func NewTimelineRow(menuWords string) *TimelineRow {
	r := &TimelineRow{
		card: &canvas.Rectangle{CornerRadius: style.RadiusRow}, ring: frame(style.RadiusRow),
		circle: &canvas.Circle{}, thread: &canvas.Rectangle{}, icon: newIcon(), pin: newIcon(),
		title: &canvas.Text{}, day: &canvas.Text{Alignment: fyne.TextAlignTrailing},
	}
	r.dots = newRowButton(r, style.Dots, menuWords, func() { r.openMenu() })
	r.OnTapped = func() {
		if c := fyne.CurrentApp().Driver().CanvasForObject(r); c != nil {
			c.Focus(r)
		}
		r.Unfold(!r.unfolded)
	}
	r.ExtendBaseWidget(r)
	return r
}

// Fill shows a moment, its text folded.
func (r *TimelineRow) Fill(m Moment) {
	r.moment, r.unfolded = m, false
	r.Refresh()
}

// Moment is what the row shows.
func (r *TimelineRow) Moment() Moment { return r.moment }

// MenuButton is the button under which the menu belongs.
func (r *TimelineRow) MenuButton() *Button { return &r.dots.Button }

// Unfold shows all of a long text, or its beginning.
func (r *TimelineRow) Unfold(on bool) {
	if r.unfolded == on || !r.isLong() {
		return
	}
	r.unfolded = on
	r.Refresh()
	if r.OnResized != nil {
		r.OnResized()
	}
}

// Unfolded reports whether all of a long text is shown.
func (r *TimelineRow) Unfolded() bool { return r.unfolded }

func (r *TimelineRow) isLong() bool {
	r.wrap(r.Size().Width)
	return r.long
}

func (r *TimelineRow) openMenu() {
	if r.OnMenu != nil {
		r.OnMenu()
	}
}

// TappedSecondary implements fyne.SecondaryTappable.
func (r *TimelineRow) TappedSecondary(*fyne.PointEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(r); c != nil {
		c.Focus(r)
	}
	r.openMenu()
}

// KeyDown implements desktop.Keyable.
func (r *TimelineRow) KeyDown(e *fyne.KeyEvent) {
	if e.Name == desktop.KeyShiftLeft || e.Name == desktop.KeyShiftRight {
		r.shift = true
	}
}

// KeyUp implements desktop.Keyable.
func (r *TimelineRow) KeyUp(e *fyne.KeyEvent) {
	if e.Name == desktop.KeyShiftLeft || e.Name == desktop.KeyShiftRight {
		r.shift = false
	}
}

// TypedKey implements fyne.Focusable.
func (r *TimelineRow) TypedKey(e *fyne.KeyEvent) {
	switch {
	case e.Name == desktop.KeyMenu, e.Name == fyne.KeyF10 && r.shift:
		r.openMenu()
	case e.Name == fyne.KeyDown:
		stepFrom(r, r.has, false)
	case e.Name == fyne.KeyUp:
		stepFrom(r, r.has, true)
	default:
		r.control.TypedKey(e)
	}
}

func (r *TimelineRow) has(o fyne.Focusable) bool { return o == fyne.Focusable(r.dots) }

// AccessibilityLabel implements fyne.Accessible.
func (r *TimelineRow) AccessibilityLabel() string {
	return strings.Join(strings.Fields(r.moment.Day+" "+r.moment.Title+" "+r.moment.Text), " ")
}

// AccessibilityRole implements fyne.Accessible.
func (r *TimelineRow) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (r *TimelineRow) CreateRenderer() fyne.WidgetRenderer { return rendererOf(r) }

func (r *TimelineRow) objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{r.card, r.thread, r.circle, r.icon.Image, r.title, r.pin.Image, r.day}
	for _, t := range r.texts {
		objects = append(objects, t)
	}
	return append(objects, r.dots, r.ring)
}

// faces are those of title, text and day.
func (r *TimelineRow) faces() (title, text, day face) {
	title = face{size: style.Body, bold: true, token: style.Ink}
	text = face{size: style.Control, token: style.Ink2}
	day = face{size: style.Small, token: style.Ink2}
	if r.moment.Done {
		title.token, text.token, day.token = style.Ink3, style.Ink3, style.Ink3
	}
	return title, text, day
}

func (r *TimelineRow) paint() {
	m := r.moment
	title, _, day := r.faces()
	fill, ink := style.Hover, style.Ink2
	switch {
	case m.Late:
		fill, ink = style.LateSoft, style.Late
	case m.Done:
		ink = style.Ink3
	}
	r.circle.FillColor = style.Color(fill)
	r.icon.set(m.Glyph, ink)
	r.card.Hidden = !m.Pinned
	r.card.FillColor, r.card.StrokeColor, r.card.StrokeWidth = style.Color(style.Card), style.Color(style.Line), 1
	r.thread.Hidden = m.Last || m.Pinned
	r.thread.FillColor = style.Color(style.Line2)
	pin := style.Glyph("")
	if m.Pinned {
		pin = style.PushPinFill
	}
	r.pin.set(pin, style.Ink3)
	title.dress(r.title, m.Title)
	r.title.TextStyle.Strikethrough = m.Done
	day.dress(r.day, m.Day)
	r.dots.Hidden = r.OnMenu == nil || !(r.hovered || r.focused || r.dots.active())
	r.dots.Refresh()
	showFrame(r.ring, r.focused)
	r.wrap(r.Size().Width)
	r.paintText()
}

func (r *TimelineRow) paintText() {
	_, text, _ := r.faces()
	for len(r.texts) < len(r.lines) {
		r.texts = append(r.texts, &canvas.Text{})
	}
	r.texts = r.texts[:len(r.lines)]
	for i, words := range r.lines {
		text.dress(r.texts[i], words)
		r.texts[i].TextStyle.Strikethrough = r.moment.Done
	}
}

// margin is the space inside the card of a pinned row.
func (r *TimelineRow) margin() float32 {
	if r.moment.Pinned {
		return style.Px(style.Space2)
	}
	return 0
}

// room is the width of the text: beside it there is place for the button.
func (r *TimelineRow) room(width float32) float32 {
	return width - 2*r.margin() - style.Px(fieldLead+style.ButtonSmall+style.Space1)
}

// wrap makes the lines for a width, unless there are those.
func (r *TimelineRow) wrap(width float32) {
	_, text, _ := r.faces()
	words, _ := Beginning(r.moment.Text, mostShown)
	if len(words) < len(r.moment.Text) {
		words += ellipsis
	}
	key := layoutKey{words: words, width: r.room(width), size: style.TextSize(text.size), unfolded: r.unfolded}
	if key == r.key {
		return
	}
	r.key, r.lines, r.long = key, nil, false
	if strings.TrimSpace(words) == "" || key.width <= 0 {
		return
	}
	words = strings.TrimRight(words, " \n")
	r.lines = text.wrap(words, key.width, foldedLines+1)
	r.long = len(r.lines) > foldedLines
	switch {
	case r.long && r.unfolded:
		r.lines = text.wrap(words, key.width, 0)
	case r.long:
		r.lines = text.wrap(words, key.width, foldedLines)
	}
}

const momentTop, momentBottom, momentTitle, momentLine = 4, 8, 21, 20

func (r *TimelineRow) place(size fyne.Size) {
	if size.Width == 0 {
		return
	}
	r.wrap(size.Width)
	r.paintText()
	margin, top, gap := r.margin(), style.Px(momentTop), style.Px(style.Space3)
	d, g := style.Px(fieldCircle), style.Px(style.IconSmall)
	y := top + margin/2
	out := style.Px(style.Space1) // the frame stands around the circle
	Put(r.ring, -out, 0, size.Width+2*out, size.Height)
	Put(r.card, 0, 0, size.Width, size.Height-style.Px(style.Space1))
	Put(r.circle, margin, y+1, d, d)
	Put(r.icon, margin+(d-g)/2, y+1+(d-g)/2, g, g)
	Put(r.thread, margin+d/2, y+1+d, 1, max(0, size.Height-d))
	x, right := margin+style.Px(fieldLead), size.Width-margin
	title, _, day := r.faces()
	line := style.Px(momentTitle)
	w := day.width(r.moment.Day)
	putText(r.day, right-w, y, w, line)
	b := style.Px(style.ButtonSmall)
	Put(r.dots, right-b, y+line, b, min(b, max(0, size.Height-y-line)))
	right -= w + gap
	if r.moment.Pinned {
		pin := style.Px(14)
		right -= pin
		Put(r.pin, right+gap/2, y+(line-pin)/2, pin, pin)
		right -= gap / 2
	}
	title.dress(r.title, title.fit(r.moment.Title, right-x))
	r.title.TextStyle.Strikethrough = r.moment.Done
	Put(r.title, x, y, right-x, line)
	y += line
	for _, t := range r.texts {
		h := style.Px(momentLine)
		putText(t, x, y, r.room(size.Width), h)
		y += h
	}
}

func (r *TimelineRow) least() fyne.Size {
	return fyne.NewSize(style.Px(240), r.HeightFor(r.Size().Width))
}

// HeightFor is the height at a width.
func (r *TimelineRow) HeightFor(width float32) float32 {
	r.wrap(width)
	text := style.Px(momentTitle) + float32(len(r.lines))*style.Px(momentLine)
	h := style.Px(momentTop) + max(text, style.Px(fieldCircle)+1) + style.Px(momentBottom) + r.margin()/2
	if r.moment.Pinned {
		h += style.Px(style.Space1) // between cards
	}
	return h
}
