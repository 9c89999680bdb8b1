package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"carebook/app/ui/style"
)

// FoldStrip is a line in the colour of what is late that unfolds what it speaks
// of.
type FoldStrip struct {
	control
	lead, rest   string
	open         bool
	ground, ring *canvas.Rectangle
	sign, caret  icon
	first, words *canvas.Text
	// OnKey, if set, is asked first whether it takes a key.
	OnKey func(*fyne.KeyEvent) bool
}

// NewFoldStrip makes a folded line; toggled is told when it is unfolded or
// folded by hand.
func NewFoldStrip(toggled func(open bool)) *FoldStrip {
	s := &FoldStrip{
		ground: &canvas.Rectangle{}, ring: frame(0), sign: newIcon(), caret: newIcon(), first: &canvas.Text{}, words: &canvas.Text{},
	}
	s.OnTapped = func() {
		s.open = !s.open
		s.Refresh()
		toggled(s.open)
	}
	s.ExtendBaseWidget(s)
	return s
}

// Set says what the line speaks of: words that stand out, and the rest.
func (s *FoldStrip) Set(lead, rest string) {
	if s.lead != lead || s.rest != rest {
		s.lead, s.rest = lead, rest
		s.Refresh()
	}
}

// Open reports whether the line is unfolded.
func (s *FoldStrip) Open() bool { return s.open }

// Words are what the line says.
func (s *FoldStrip) Words() string { return s.lead + " " + s.rest }

// TypedKey implements fyne.Focusable.
func (s *FoldStrip) TypedKey(e *fyne.KeyEvent) {
	if s.OnKey == nil || !s.OnKey(e) {
		s.control.TypedKey(e)
	}
}

// AccessibilityLabel implements fyne.Accessible.
func (s *FoldStrip) AccessibilityLabel() string { return s.Words() }

// AccessibilityRole implements fyne.Accessible.
func (s *FoldStrip) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (s *FoldStrip) CreateRenderer() fyne.WidgetRenderer { return rendererOf(s) }

func (s *FoldStrip) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{s.ground, s.sign.Image, s.first, s.words, s.caret.Image, s.ring}
}

var (
	stripLead = face{size: style.Small, bold: true, token: style.Ink}
	stripRest = face{size: style.Small, token: style.Ink}
)

func (s *FoldStrip) paint() {
	s.ground.FillColor = style.Color(style.LateSoft)
	s.sign.set(style.ClockBack, style.Late)
	caret := style.CaretRight
	if s.open {
		caret = style.CaretDown
	}
	s.caret.set(caret, style.Ink2)
	stripLead.dress(s.first, s.lead)
	showFrame(s.ring, s.focused)
}

func (s *FoldStrip) place(size fyne.Size) {
	Put(s.ground, 0, 0, size.Width, size.Height)
	Put(s.ring, 0, 0, size.Width, size.Height)
	side, g := style.Px(18), style.Px(style.IconSmall)
	Put(s.sign, side, (size.Height-g)/2, g, g)
	x := side + g + style.Px(style.Space2)
	right := size.Width - side - g - style.Px(style.Space1)
	Put(s.caret, size.Width-side-g, (size.Height-g)/2, g, g)
	lead := stripLead.width(s.lead)
	putText(s.first, x, 0, lead, size.Height)
	x += lead + style.Px(style.Space1)
	stripRest.dress(s.words, stripRest.fit(s.rest, max(0, right-x)))
	putText(s.words, x, 0, max(0, right-x), size.Height)
}

func (s *FoldStrip) least() fyne.Size { return fyne.NewSize(style.Px(200), style.Px(34)) }
