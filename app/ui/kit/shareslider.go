package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"carebook/app/ui/style"
)

// ShareSliders are three sliders, one to a band, whose per cents always sum to
// 100: what one gains the others lose. Each is a stop of Tab; Left and Right
// move it by 1, Page Up and Page Down by 10, Home and End to the ends.
type ShareSliders struct {
	widget.BaseWidget
	// With gives the shares after one of them, 0 to 2, was set by hand to 0 to
	// 100. Without it nothing can be moved.
	With func(shares [3]int, i, percent int) [3]int

	changed func(shares [3]int, final bool)
	shares  [3]int
	figures func([3]int) [3]string
	sliders [3]*shareSlider
	all     []fyne.CanvasObject
}

// NewShareSliders makes three sliders. changed is called with the shares at each
// move by hand, final once the knob was let go or a key was pressed.
func NewShareSliders(changed func(shares [3]int, final bool)) *ShareSliders {
	s := &ShareSliders{changed: changed}
	for i := range s.sliders {
		s.sliders[i] = newShareSlider(s, i)
		s.all = append(s.all, s.sliders[i])
	}
	s.ExtendBaseWidget(s)
	return s
}

// Fill shows shares without calling anybody, and what figures says of them
// beside each. While a knob is held the shares under it stay.
func (s *ShareSliders) Fill(shares [3]int, figures func([3]int) [3]string) {
	s.figures = figures
	held := false
	for _, slider := range s.sliders {
		held = held || slider.held
	}
	if !held {
		s.shares = shares
	}
	s.Refresh()
}

// Shares are those that are shown.
func (s *ShareSliders) Shares() [3]int { return s.shares }

// move sets the slider of a band, the shares having been from before, and
// reports whether anything changed.
func (s *ShareSliders) move(from [3]int, i, to int, final bool) bool {
	if s.With == nil {
		return false
	}
	shares := s.With(from, i, max(0, min(100, to)))
	if shares == s.shares {
		return false
	}
	s.shares = shares
	s.Refresh()
	s.tell(final)
	return true
}

func (s *ShareSliders) tell(final bool) {
	if s.changed != nil {
		s.changed(s.shares, final)
	}
}

// words are what stands beside the sliders.
func (s *ShareSliders) words() [3]string {
	if s.figures == nil {
		return [3]string{}
	}
	return s.figures(s.shares)
}

// CreateRenderer implements fyne.Widget.
func (s *ShareSliders) CreateRenderer() fyne.WidgetRenderer { return rendererOf(s) }

func (s *ShareSliders) objects() []fyne.CanvasObject { return s.all }

func (s *ShareSliders) paint() {
	words := s.words()
	wide := style.Px(shareFigure)
	for _, w := range words {
		wide = max(wide, shareWords.width(w)+style.Px(style.Space3))
	}
	for i, slider := range s.sliders {
		slider.fill(s.shares[i], words[i], wide)
	}
}

// The sizes of a slider at 100 %: its height, the track, the knob, where the
// track begins, and the columns of the per cent and of the figure.
const shareHeight, shareTrack, shareKnob, shareLead, sharePercent, shareFigure float32 = 37, 4, 16, 30, 52, 54

// shareFrame is by how much, at 100 %, the frame of the focus stands out.
const shareFrame = 5

func (s *ShareSliders) place(size fyne.Size) {
	h := style.Px(shareHeight)
	for i, slider := range s.sliders {
		Put(slider, 0, float32(i)*h, size.Width, h)
	}
}

func (s *ShareSliders) least() fyne.Size {
	return fyne.NewSize(style.Px(shareLead+sharePercent+shareFigure+80), 3*style.Px(shareHeight))
}

// shareSlider is the slider of a band.
type shareSlider struct {
	control
	of   *ShareSliders
	band int
	// held is set while the knob is dragged, from are the shares before that: a
	// knob that is dragged there and back leaves the others as they were.
	held  bool
	from  [3]int
	share int
	words string
	wide  float32 // of the figure

	tile            bandParts
	track, on, ring *canvas.Rectangle
	knob            *canvas.Circle
	percent, figure *canvas.Text
}

func newShareSlider(of *ShareSliders, band int) *shareSlider {
	s := &shareSlider{
		of: of, band: band, tile: newBandParts(), track: &canvas.Rectangle{}, on: &canvas.Rectangle{}, ring: frame(style.RadiusButton),
		knob: &canvas.Circle{}, percent: &canvas.Text{Alignment: fyne.TextAlignTrailing}, figure: &canvas.Text{Alignment: fyne.TextAlignTrailing},
	}
	s.ExtendBaseWidget(s)
	return s
}

func (s *shareSlider) fill(share int, words string, wide float32) {
	s.share, s.words, s.wide = share, words, wide
	s.Refresh()
}

// span is where the track begins, and its length.
func (s *shareSlider) span() (x, length float32) {
	x = style.Px(shareLead)
	return x, max(1, s.Size().Width-x-style.Px(sharePercent)-s.wide)
}

// shareAt is the share whose knob is at an x.
func (s *shareSlider) shareAt(x float32) int {
	begin, length := s.span()
	return int(roundPx((x - begin) / length * 100))
}

func (s *shareSlider) takeFocus() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(s); c != nil && c.Focused() != fyne.Focusable(s) {
		c.Focus(s)
	}
}

// Tapped implements fyne.Tappable: the knob comes to the pointer, if that is on
// the track.
func (s *shareSlider) Tapped(e *fyne.PointEvent) {
	s.takeFocus()
	begin, length := s.span()
	if knob := style.Px(shareKnob) / 2; e.Position.X >= begin-knob && e.Position.X <= begin+length+knob {
		s.of.move(s.of.shares, s.band, s.shareAt(e.Position.X), true)
	}
}

// Dragged implements fyne.Draggable.
func (s *shareSlider) Dragged(e *fyne.DragEvent) {
	if !s.held {
		s.held, s.from = true, s.of.shares
		s.takeFocus()
	}
	s.of.move(s.from, s.band, s.shareAt(e.Position.X), false)
}

// DragEnd implements fyne.Draggable.
func (s *shareSlider) DragEnd() {
	if !s.held {
		return
	}
	s.held = false
	s.Refresh()
	if s.of.shares != s.from {
		s.of.tell(true)
	}
}

// TypedKey implements fyne.Focusable.
func (s *shareSlider) TypedKey(e *fyne.KeyEvent) {
	to := s.share
	switch e.Name {
	case fyne.KeyLeft:
		to--
	case fyne.KeyRight:
		to++
	case fyne.KeyPageDown:
		to -= 10
	case fyne.KeyPageUp:
		to += 10
	case fyne.KeyHome:
		to = 0
	case fyne.KeyEnd:
		to = 100
	default:
		passKey(s, e)
		return
	}
	s.of.move(s.of.shares, s.band, to, true)
}

// Cursor implements desktop.Cursorable.
func (s *shareSlider) Cursor() desktop.Cursor { return desktop.PointerCursor }

// AccessibilityLabel implements fyne.Accessible.
func (s *shareSlider) AccessibilityLabel() string {
	return listed(bandLetters[s.band], percent(s.share))
}

// AccessibilityRole implements fyne.Accessible.
func (s *shareSlider) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (s *shareSlider) CreateRenderer() fyne.WidgetRenderer { return rendererOf(s) }

func (s *shareSlider) objects() []fyne.CanvasObject {
	return append(s.tile.objects(), s.track, s.on, s.ring, s.knob, s.percent, s.figure)
}

var (
	shareNumber = face{size: style.Control, bold: true, token: style.Ink}
	shareWords  = face{size: style.Control, token: style.Ink2}
)

func (s *shareSlider) paint() {
	s.tile.paint(bandLetters[s.band])
	s.track.FillColor, s.on.FillColor = style.Color(style.Line2), style.Color(style.Accent)
	knob := style.Card
	if s.hovered || s.held {
		knob = style.Soft
	}
	s.knob.FillColor, s.knob.StrokeColor, s.knob.StrokeWidth = style.Color(knob), style.Color(style.Accent), 2
	shareNumber.dress(s.percent, percent(s.share))
	shareWords.dress(s.figure, s.words)
	showFrame(s.ring, s.focused)
}

func (s *shareSlider) place(size fyne.Size) {
	tile, h, knob := style.Px(style.BandTile), style.Px(shareTrack), style.Px(shareKnob)
	s.tile.place(0, (size.Height-tile)/2, tile)
	x, length := s.span()
	at := roundPx(x + length*float32(s.share)/100)
	y := (size.Height - h) / 2
	s.track.CornerRadius, s.on.CornerRadius = h/2, h/2
	Put(s.track, x, y, length, h)
	Put(s.on, x, y, at-x, h)
	s.on.Hidden = at <= x
	Put(s.knob, at-knob/2, (size.Height-knob)/2, knob, knob)
	out, high := style.Px(shareFrame), style.Px(28)
	Put(s.ring, -out, (size.Height-high)/2, size.Width+2*out, high) // the frame stands around all of the row
	putText(s.percent, x+length, 0, style.Px(sharePercent), size.Height)
	putText(s.figure, size.Width-s.wide, 0, s.wide, size.Height)
}

func (s *shareSlider) least() fyne.Size {
	return fyne.NewSize(style.Px(shareLead), style.Px(shareHeight))
}
