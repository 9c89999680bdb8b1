package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"carebook/app/ui/style"
)

// Progress is a bar of how much is done.
type Progress struct {
	widget.BaseWidget
	part       float32
	track, bar *canvas.Rectangle
}

// NewProgress makes an empty bar.
func NewProgress() *Progress {
	p := &Progress{track: &canvas.Rectangle{CornerRadius: 2}, bar: &canvas.Rectangle{CornerRadius: 2}}
	p.ExtendBaseWidget(p)
	return p
}

// SetPart shows how much is done, from 0 to 1.
func (p *Progress) SetPart(part float32) {
	if part = min(max(part, 0), 1); part != p.part {
		p.part = part
		p.Refresh()
	}
}

// Part is how much is done.
func (p *Progress) Part() float32 { return p.part }

// CreateRenderer implements fyne.Widget.
func (p *Progress) CreateRenderer() fyne.WidgetRenderer { return rendererOf(p) }

func (p *Progress) objects() []fyne.CanvasObject { return []fyne.CanvasObject{p.track, p.bar} }

func (p *Progress) paint() {
	p.track.FillColor, p.bar.FillColor = style.Color(style.Line), style.Color(style.Accent)
}

func (p *Progress) place(size fyne.Size) {
	h := style.Px(style.Space1)
	Put(p.track, 0, (size.Height-h)/2, size.Width, h)
	Put(p.bar, 0, (size.Height-h)/2, size.Width*p.part, h)
}

func (p *Progress) least() fyne.Size { return fyne.NewSize(style.Px(80), style.Px(style.Space2)) }
