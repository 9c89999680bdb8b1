package kit

import (
	"math"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
	"github.com/rivo/uniseg"

	"carebook/app/ui/style"
)

// IconText is an icon before a line of text.
type IconText struct {
	widget.BaseWidget
	words string
	glyph style.Glyph
	ink   style.Token
	size  float32 // of the icon
	face  face
	icon  icon
	text  *canvas.Text
}

// NewIconText makes a quiet line with an icon.
func NewIconText(glyph style.Glyph, words string) *IconText {
	return newIconText(glyph, words, style.Ink3, style.IconSize, face{size: style.Control, token: style.Ink2})
}

// NewIconTitle makes a title in the book face with an icon in the accent.
func NewIconTitle(glyph style.Glyph, words string) *IconText {
	return newIconText(glyph, words, style.Accent, 22, face{size: style.Section, book: true, token: style.Ink})
}

func newIconText(glyph style.Glyph, words string, ink style.Token, size float32, f face) *IconText {
	t := &IconText{words: words, glyph: glyph, ink: ink, size: size, face: f, icon: newIcon(), text: &canvas.Text{}}
	t.ExtendBaseWidget(t)
	return t
}

// CreateRenderer implements fyne.Widget.
func (t *IconText) CreateRenderer() fyne.WidgetRenderer { return rendererOf(t) }

func (t *IconText) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{t.icon.Image, t.text}
}

func (t *IconText) paint() {
	t.icon.set(t.glyph, t.ink)
	t.face.dress(t.text, t.words)
}

func (t *IconText) place(size fyne.Size) {
	g := style.Px(t.size)
	Put(t.icon, 0, (size.Height-g)/2, g, g)
	x := g + style.Px(style.Space2)
	t.face.dress(t.text, t.face.fit(t.words, size.Width-x))
	putText(t.text, x, 0, size.Width-x, size.Height)
}

func (t *IconText) least() fyne.Size {
	g := style.Px(t.size)
	return fyne.NewSize(g+style.Px(style.Space2)+t.face.width(t.words), max(g, t.text.MinSize().Height))
}

// Step is a numbered step of an instruction: words between two pairs of
// asterisks are set in semi-bold.
type Step struct {
	widget.BaseWidget
	number string
	spans  []span
	width  float32
	height float32

	circle *canvas.Circle
	label  *canvas.Text
	texts  []*canvas.Text
}

// span is a run of words in one weight.
type span struct {
	words string
	bold  bool
}

// NewStep makes a step.
func NewStep(number, words string) *Step {
	s := &Step{number: number, circle: &canvas.Circle{}, label: &canvas.Text{Alignment: fyne.TextAlignCenter}}
	for i, words := range strings.Split(words, "**") {
		state := -1
		for rest := words; rest != ""; {
			var part string
			part, rest, _, state = uniseg.FirstLineSegmentInString(rest, state)
			s.spans = append(s.spans, span{part, i%2 == 1})
			s.texts = append(s.texts, &canvas.Text{})
		}
	}
	s.ExtendBaseWidget(s)
	return s
}

// CreateRenderer implements fyne.Widget.
func (s *Step) CreateRenderer() fyne.WidgetRenderer { return rendererOf(s) }

func (s *Step) objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{s.circle, s.label}
	for _, t := range s.texts {
		objects = append(objects, t)
	}
	return objects
}

func (p span) face() face { return face{size: style.Control, bold: p.bold, token: style.Ink} }

func (s *Step) paint() {
	s.circle.FillColor = style.Color(style.Hover)
	face{size: style.Caption, bold: true, token: style.Ink2}.dress(s.label, s.number)
	for i, p := range s.spans {
		p.face().dress(s.texts[i], p.words)
	}
}

const stepCircle, stepLead, stepLine = 20, 30, 21

// UnderStep puts what follows steps below their words.
func UnderStep(o fyne.CanvasObject) fyne.CanvasObject { return Inset(0, 0, 0, stepLead, o) }

func (s *Step) place(size fyne.Size) {
	d := style.Px(stepCircle)
	Put(s.circle, 0, 0, d, d)
	putText(s.label, 0, 0, d, d)
	s.flow(size.Width, true)
}

// flow lays the words out in lines and gives their height.
func (s *Step) flow(width float32, move bool) float32 {
	lead, line := style.Px(stepLead), style.Px(stepLine)
	x, y := lead, float32(0)
	for i, p := range s.spans {
		w := float32(math.Ceil(float64(p.face().width(p.words))))
		if x > lead && x+p.face().width(strings.TrimRight(p.words, " ")) > width {
			x, y = lead, y+line
		}
		if move {
			putText(s.texts[i], x, y, w, line)
		}
		x += w
	}
	return y + line
}

func (s *Step) least() fyne.Size {
	return fyne.NewSize(0, s.HeightFor(s.Size().Width))
}

// HeightFor is the height at a width.
func (s *Step) HeightFor(width float32) float32 {
	if width <= 0 {
		return style.Px(stepLine)
	}
	if width != s.width {
		s.width, s.height = width, s.flow(width, false)
	}
	return s.height
}

// Picture is a drawing that follows the theme.
type Picture struct {
	widget.BaseWidget
	size     fyne.Size
	resource func() fyne.Resource
	image    *canvas.Image
}

// NewPicture makes a drawing of a size at 100 %; resource gives it in the
// colours that are on.
func NewPicture(size fyne.Size, resource func() fyne.Resource) *Picture {
	p := &Picture{size: size, resource: resource, image: &canvas.Image{FillMode: canvas.ImageFillContain}}
	p.ExtendBaseWidget(p)
	return p
}

// CreateRenderer implements fyne.Widget.
func (p *Picture) CreateRenderer() fyne.WidgetRenderer { return rendererOf(p) }

func (p *Picture) objects() []fyne.CanvasObject { return []fyne.CanvasObject{p.image} }

func (p *Picture) paint() {
	if r := p.resource(); p.image.Resource == nil || r.Name() != p.image.Resource.Name() {
		p.image.Resource = r
		p.image.Refresh()
	}
}

func (p *Picture) place(size fyne.Size) { Put(p.image, 0, 0, size.Width, size.Height) }

func (p *Picture) least() fyne.Size {
	return fyne.NewSize(style.Px(p.size.Width), style.Px(p.size.Height))
}
