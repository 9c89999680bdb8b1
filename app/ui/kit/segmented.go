package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"carebook/app/ui/style"
)

// Segmented is a choice of one among a few words: a trough with the chosen
// part raised. Arrow keys move the choice.
type Segmented struct {
	widget.BaseWidget
	// OnChosen is called with the index that was chosen by hand.
	OnChosen func(int)
	words    []string
	chosen   int
	focused  bool

	trough, raised, ring *canvas.Rectangle
	texts                []*canvas.Text
}

// NewSegmented makes a choice, with one chosen or -1 for none yet.
func NewSegmented(words []string, chosen int, onChosen func(int)) *Segmented {
	s := &Segmented{
		words: words, chosen: chosen, OnChosen: onChosen,
		trough: &canvas.Rectangle{CornerRadius: style.RadiusButton}, raised: &canvas.Rectangle{CornerRadius: style.RadiusBand},
		ring: frame(style.RadiusButton),
	}
	for range words {
		s.texts = append(s.texts, &canvas.Text{Alignment: fyne.TextAlignCenter})
	}
	s.ExtendBaseWidget(s)
	return s
}

// Chosen is the index of the chosen word, or -1.
func (s *Segmented) Chosen() int { return s.chosen }

// Set shows a choice that was made elsewhere, without calling anybody.
func (s *Segmented) Set(i int) {
	if s.chosen != i {
		s.chosen = i
		s.Refresh()
	}
}

// Choose chooses by hand.
func (s *Segmented) Choose(i int) {
	if i < 0 || i >= len(s.words) || i == s.chosen {
		return
	}
	s.chosen = i
	s.Refresh()
	if s.OnChosen != nil {
		s.OnChosen(i)
	}
}

// Tapped implements fyne.Tappable.
func (s *Segmented) Tapped(e *fyne.PointEvent) {
	x := float32(0)
	for i := range s.words {
		if x += s.partWidth(i); e.Position.X < x {
			s.Choose(i)
			return
		}
	}
}

// Cursor implements desktop.Cursorable.
func (s *Segmented) Cursor() desktop.Cursor { return desktop.PointerCursor }

// FocusGained implements fyne.Focusable.
func (s *Segmented) FocusGained() {
	s.focused = true
	s.Refresh()
	reveal(s)
}

// FocusLost implements fyne.Focusable.
func (s *Segmented) FocusLost() { s.focused = false; s.Refresh() }

// TypedRune implements fyne.Focusable: a digit chooses the word at that place.
func (s *Segmented) TypedRune(r rune) {
	if r >= '1' && r <= '9' {
		s.Choose(int(r - '1'))
	}
}

// TypedKey implements fyne.Focusable.
func (s *Segmented) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyLeft, fyne.KeyUp:
		s.Choose(s.chosen - 1)
	case fyne.KeyRight, fyne.KeyDown:
		s.Choose(s.chosen + 1)
	default:
		passKey(s, e)
	}
}

// CreateRenderer implements fyne.Widget.
func (s *Segmented) CreateRenderer() fyne.WidgetRenderer { return rendererOf(s) }

func (s *Segmented) objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{s.trough, s.raised}
	for _, t := range s.texts {
		objects = append(objects, t)
	}
	return append(objects, s.ring)
}

func (s *Segmented) face(i int) face {
	if i == s.chosen {
		return face{size: style.Control, bold: true, token: style.Ink}
	}
	return face{size: style.Control, token: style.Ink2}
}

func (s *Segmented) paint() {
	s.trough.FillColor, s.raised.FillColor = style.Color(style.Hover), style.Color(style.SegOn)
	for i, t := range s.texts {
		s.face(i).dress(t, s.words[i])
	}
	s.raised.Hidden = s.chosen < 0
	showFrame(s.ring, s.focused)
}

// partWidth does not change with the choice.
func (s *Segmented) partWidth(i int) float32 {
	return face{size: style.Control, bold: true}.width(s.words[i]) + style.Px(26)
}

func (s *Segmented) place(size fyne.Size) {
	w := s.least().Width
	Put(s.trough, 0, 0, w, size.Height)
	Put(s.ring, 0, 0, w, size.Height)
	x := float32(0)
	for i, t := range s.texts {
		part := s.partWidth(i)
		if i == s.chosen {
			Put(s.raised, x+2, 2, part-4, size.Height-4)
		}
		putText(t, x, 0, part, size.Height)
		x += part
	}
}

func (s *Segmented) least() fyne.Size {
	w := float32(0)
	for i := range s.words {
		w += s.partWidth(i)
	}
	return fyne.NewSize(w, style.Px(style.Button))
}
