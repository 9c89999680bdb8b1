package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"carebook/app/ui/style"
)

// Select is a choice of one among many words: a field that opens a menu.
type Select struct {
	control
	// OnChosen is called with the index that was chosen by hand.
	OnChosen func(int)
	words    []string
	chosen   int
	// warn outlines the field as one to look at; quiet draws no field at all.
	warn, quiet bool
	menu        *Menu

	ground, ring *canvas.Rectangle
	text         *canvas.Text
	caret        icon
}

// NewSelect makes a choice, with one chosen or -1 for none.
func NewSelect(words []string, chosen int, onChosen func(int)) *Select {
	s := &Select{
		words: words, chosen: chosen, OnChosen: onChosen,
		ground: &canvas.Rectangle{CornerRadius: style.RadiusButton}, ring: frame(style.RadiusButton), text: &canvas.Text{}, caret: newIcon(),
	}
	s.OnTapped = s.open
	s.ExtendBaseWidget(s)
	return s
}

// Quiet draws the word and the caret alone, at the right, and returns the
// choice.
func (s *Select) Quiet() *Select {
	s.quiet = true
	return s
}

// Set shows other words or a choice made elsewhere, without calling anybody.
// warn outlines the field as one to look at.
func (s *Select) Set(words []string, chosen int, warn bool) {
	s.words, s.chosen, s.warn = words, chosen, warn
	s.Refresh()
}

// Chosen is the index of the chosen word, or -1.
func (s *Select) Chosen() int { return s.chosen }

// Word is the chosen word, or "".
func (s *Select) Word() string {
	if s.chosen < 0 || s.chosen >= len(s.words) {
		return ""
	}
	return s.words[s.chosen]
}

// Words are those to choose among.
func (s *Select) Words() []string { return s.words }

// Warns reports whether the field is outlined as one to look at.
func (s *Select) Warns() bool { return s.warn }

// Choose chooses by hand.
func (s *Select) Choose(i int) {
	if i < 0 || i >= len(s.words) || i == s.chosen {
		return
	}
	s.chosen = i
	s.Refresh()
	if s.OnChosen != nil {
		s.OnChosen(i)
	}
}

// open shows the words in a menu, and has the focus again after it.
func (s *Select) open() {
	items := make([]MenuItem, len(s.words))
	for i, words := range s.words {
		items[i] = MenuItem{Label: words, Checked: i == s.chosen, Do: func() { s.Choose(i) }}
	}
	s.menu = ShowMenu(s.self, items)
}

// TypedKey implements fyne.Focusable: the arrow key down opens the menu, too.
func (s *Select) TypedKey(e *fyne.KeyEvent) {
	if e.Name == fyne.KeyDown {
		s.press()
		return
	}
	s.control.TypedKey(e)
}

// AccessibilityLabel implements fyne.Accessible.
func (s *Select) AccessibilityLabel() string { return s.Word() }

// AccessibilityRole implements fyne.Accessible.
func (s *Select) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (s *Select) CreateRenderer() fyne.WidgetRenderer { return rendererOf(s) }

func (s *Select) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{s.ground, s.text, s.caret.Image, s.ring}
}

var selectFace = face{size: style.Small, token: style.Ink}

func (s *Select) paint() {
	s.ground.FillColor, s.ground.StrokeWidth = style.Color(style.Card), 1
	s.ground.StrokeColor = style.Color(style.Line2)
	if s.warn {
		s.ground.StrokeColor = style.Color(style.SoonFill)
	}
	if s.hovered && !s.disabled {
		s.ground.FillColor = style.Color(style.Hover)
	}
	ink := style.Ink
	if s.quiet {
		ink = style.Ink2
		s.ground.StrokeWidth = 0
		if !s.hovered || s.disabled {
			s.ground.FillColor = color.Transparent
		}
	}
	if s.disabled {
		ink = style.Ink3
	}
	face{size: selectFace.size, token: ink}.dress(s.text, s.Word())
	s.caret.set(style.CaretDown, style.Ink2)
	showFrame(s.ring, s.focused)
}

func (s *Select) place(size fyne.Size) {
	Put(s.ground, 0, 0, size.Width, size.Height)
	Put(s.ring, 0, 0, size.Width, size.Height)
	pad, g := style.Px(10), style.Px(12)
	if s.quiet {
		pad = style.Px(style.Space1)
	}
	if size.Width < 2*size.Height { // no room for words
		Put(s.caret, (size.Width-g)/2, (size.Height-g)/2, g, g)
		s.text.Text = ""
		return
	}
	Put(s.caret, size.Width-pad-g, (size.Height-g)/2, g, g)
	room := size.Width - 2*pad - g - style.Px(style.Space1)
	s.text.Text = selectFace.fit(s.Word(), room)
	s.text.Alignment = fyne.TextAlignLeading
	if s.quiet {
		s.text.Alignment = fyne.TextAlignTrailing
	}
	putText(s.text, pad, 0, room, size.Height)
}

func (s *Select) least() fyne.Size {
	if s.quiet { // as wide as any of its words, so that it stays where it is
		width := float32(0)
		for _, words := range s.words {
			width = max(width, selectFace.width(words))
		}
		return fyne.NewSize(min(width+style.Px(3*style.Space1+12), style.Px(220)), style.Px(style.ButtonSmall))
	}
	return fyne.NewSize(style.Px(110), style.Px(30))
}
