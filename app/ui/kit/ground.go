package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"carebook/app/ui/style"
)

// Ground is a filled rectangle in a colour of the look.
type Ground struct {
	widget.BaseWidget
	fill, edge style.Token
	radius     float32
	width      float32 // of the edge
	card       bool
	rect       *canvas.Rectangle
}

// NewGround makes a plain ground.
func NewGround(fill style.Token) *Ground {
	g := &Ground{fill: fill, rect: &canvas.Rectangle{}}
	g.ExtendBaseWidget(g)
	return g
}

// NewLine makes a hairline; it is one pixel high or wide, as it is laid out.
func NewLine() *Ground {
	g := NewGround(style.Line)
	return g
}

// Edge gives the ground round corners and an edge, and returns it.
func (g *Ground) Edge(radius, width float32, edge style.Token) *Ground {
	g.radius, g.width, g.edge = radius, width, edge
	return g
}

// SetFill changes the colour.
func (g *Ground) SetFill(fill style.Token) {
	if g.fill != fill {
		g.fill = fill
		g.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (g *Ground) CreateRenderer() fyne.WidgetRenderer { return rendererOf(g) }

func (g *Ground) objects() []fyne.CanvasObject { return []fyne.CanvasObject{g.rect} }

func (g *Ground) paint() {
	g.rect.FillColor, g.rect.CornerRadius, g.rect.StrokeWidth = style.Color(g.fill), g.radius, g.width
	if g.width > 0 {
		g.rect.StrokeColor = style.Color(g.edge)
	}
	if g.card {
		g.rect.Shadow = canvas.Shadow{Color: style.Color(style.Shadow), BlurRadius: 8, Offset: fyne.NewPos(0, 2)}
	}
}

func (g *Ground) place(size fyne.Size) { Put(g.rect, 0, 0, size.Width, size.Height) }
func (g *Ground) least() fyne.Size     { return fyne.NewSize(1, 1) }

// NewCard lifts an object out of the page: a ground with an edge and a shadow.
func NewCard(o fyne.CanvasObject) *fyne.Container {
	ground := NewGround(style.Card).Edge(style.RadiusCard, 1, style.Line)
	ground.card = true
	return OnGround(ground, Inset(style.Space4, style.Space4, style.Space4, style.Space4, o))
}

// OnGround puts an object on a ground of the same size.
func OnGround(ground *Ground, o fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &stack{}, Objects: []fyne.CanvasObject{ground, o}}
}

// stack lays objects on each other, like Fyne's own, but asks wrapping text
// for its height.
type stack struct{}

func (*stack) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		Put(o, 0, 0, size.Width, size.Height)
	}
}

func (*stack) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var least fyne.Size
	for _, o := range objects {
		least = least.Max(o.MinSize())
	}
	return least
}

// HeightFor implements Heighter.
func (*stack) HeightFor(objects []fyne.CanvasObject, width float32) float32 {
	height := float32(0)
	for _, o := range objects {
		height = max(height, HeightFor(o, width))
	}
	return height
}
