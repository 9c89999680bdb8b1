package pictures

import (
	"context"
	"image"
	"math"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"carebook/app/picture"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
)

// stage shows one picture on a dark ground, fitted or larger. It keeps the
// picture, and a copy in the size shown: a graphics card asked to show a photo
// much smaller than it is leaves out pixels.
type stage struct {
	widget.BaseWidget
	executor *run.Executor
	// scale is pixels of the screen for each unit of length.
	scale func() float32
	// zoomed is told when the zoom has changed, close when the stage has no use
	// for Escape.
	zoomed, close func()

	whole *image.RGBA // nil before it is there
	// zoom is pixels of the screen for each of the picture; 0 fits it.
	zoom float64
	// x and y are the pixel of the picture in the middle of the stage.
	x, y float64

	ground *canvas.Rectangle
	img    *canvas.Image
	copied run.Task
}

const (
	// zoomStep is by how much a key, a button or a notch of the wheel zooms.
	zoomStep = 1.25
	// notch is how far Fyne scrolls for a notch of the wheel.
	notch = 10
	// panStep is how far an arrow moves, as part of the stage.
	panStep = 0.1
	// settled is how long the zoom stays before the copy is made anew.
	settled = 120 * time.Millisecond
)

func newStage(e *run.Executor, scale func() float32) *stage {
	s := &stage{
		executor: e, scale: scale, zoomed: func() {}, close: func() {},
		ground: canvas.NewRectangle(style.Color(style.Stage)),
		// The card scales: Fyne's own smooth scaling is done with each step.
		img: &canvas.Image{FillMode: canvas.ImageFillStretch, ScaleMode: canvas.ImageScaleFastest},
	}
	s.img.Hide()
	s.ExtendBaseWidget(s)
	return s
}

// show shows a picture, fitted.
func (s *stage) show(whole *image.RGBA) {
	s.whole = whole
	s.fit()
}

// natural is the picture's width and height.
func (s *stage) natural() (w, h float64) {
	return float64(s.whole.Rect.Dx()), float64(s.whole.Rect.Dy())
}

// room is the stage's width and height in pixels of the screen.
func (s *stage) room() (w, h float64) {
	size, scale := s.Size(), float64(s.scale())
	return float64(size.Width) * scale, float64(size.Height) * scale
}

// most is the largest zoom: a pixel for each of the picture's, or for each unit
// of length where units are larger, as pictures stand in a note.
func (s *stage) most() float64 { return math.Max(1, float64(s.scale())) }

// fitted is the zoom at which the whole picture is seen.
func (s *stage) fitted() float64 {
	w, h := s.natural()
	roomW, roomH := s.room()
	return min(s.most(), roomW/w, roomH/h)
}

// shown is the zoom that is on.
func (s *stage) shown() float64 {
	if s.zoom == 0 {
		return s.fitted()
	}
	return s.zoom
}

// fit shows the whole picture.
func (s *stage) fit() {
	if s.whole != nil {
		s.zoom = 0
		s.changed()
	}
}

// zoomBy makes the picture larger or smaller around a place of the stage, which
// stays where it is. Smaller than fitted it does not become.
func (s *stage) zoomBy(by float64, around fyne.Position) {
	if s.whole == nil {
		return
	}
	before := s.shown()
	after := min(s.most(), before*by)
	scale := float64(s.scale())
	dx := float64(around.X-s.Size().Width/2) * scale
	dy := float64(around.Y-s.Size().Height/2) * scale
	s.x += dx/before - dx/after
	s.y += dy/before - dy/after
	s.zoom = after
	s.changed()
}

// centre is the middle of the stage.
func (s *stage) centre() fyne.Position {
	return fyne.NewPos(s.Size().Width/2, s.Size().Height/2)
}

// move moves the picture by units of length.
func (s *stage) move(dx, dy float32) {
	if s.whole == nil {
		return
	}
	by := float64(s.scale()) / s.shown()
	s.x -= float64(dx) * by
	s.y -= float64(dy) * by
	s.place()
}

// changed places the picture in another size.
func (s *stage) changed() {
	s.place()
	s.sharpen()
	s.zoomed()
}

// place puts the picture where it is to be seen: in the middle where there is
// room, else so that it leaves no gap.
func (s *stage) place() {
	if s.whole == nil {
		return
	}
	if s.zoom <= s.fitted() {
		s.zoom = 0 // there is room for more than was seen
	}
	w, h := s.natural()
	zoom, scale := s.shown(), float64(s.scale())
	roomW, roomH := s.room()
	s.x, s.y = held(s.x, w, roomW/zoom), held(s.y, h, roomH/zoom)
	s.img.Resize(fyne.NewSize(float32(w*zoom/scale), float32(h*zoom/scale)))
	// Whole pixels: a picture between them is blurred.
	s.img.Move(fyne.NewPos(float32(math.Round(roomW/2-s.x*zoom)/scale), float32(math.Round(roomH/2-s.y*zoom)/scale)))
}

// held is a middle that leaves no gap beside a length of which room is seen.
func held(middle, length, room float64) float64 {
	if length <= room {
		return length / 2
	}
	return min(length-room/2, max(room/2, middle))
}

// sharpen makes the copy in the size shown, once the zoom has settled.
func (s *stage) sharpen() {
	w, h := s.natural()
	zoom := s.shown()
	size := image.Pt(max(1, int(math.Round(w*zoom))), max(1, int(math.Round(h*zoom))))
	if zoom >= 1 {
		size = s.whole.Rect.Size()
	}
	if s.img.Image != nil && s.img.Image.Bounds().Size() == size {
		s.copied.Cancel()
		return
	}
	whole := s.whole
	run.Later(s.executor, &s.copied, s.patience(), func() {
		run.Do(s.executor, &s.copied, func(context.Context) (image.Image, error) {
			if size == whole.Rect.Size() {
				return whole, nil
			}
			return picture.Scale(whole, whole.Rect, size.X, size.Y), nil
		}, func(img image.Image, _ error) {
			s.img.Image = img
			s.img.Show()
			s.img.Refresh()
			// Fyne has not met a piece that was hidden from the first, and draws
			// nothing for it.
			s.ground.Refresh()
		})
	})
}

// patience is how long the zoom is to stay: not at all before anything is seen.
func (s *stage) patience() time.Duration {
	if s.img.Image == nil {
		return 0
	}
	return settled
}

// end forgets the picture.
func (s *stage) end() {
	s.copied.Cancel()
	s.whole, s.img.Image = nil, nil
}

// Scrolled implements fyne.Scrollable: the wheel zooms around the pointer.
func (s *stage) Scrolled(e *fyne.ScrollEvent) {
	notches := min(2, max(-2, float64(e.Scrolled.DY)/notch))
	s.zoomBy(math.Pow(zoomStep, notches), e.Position)
}

// Dragged implements fyne.Draggable.
func (s *stage) Dragged(e *fyne.DragEvent) { s.move(e.Dragged.DX, e.Dragged.DY) }

// DragEnd implements fyne.Draggable.
func (s *stage) DragEnd() {}

// FocusGained implements fyne.Focusable.
func (s *stage) FocusGained() {}

// FocusLost implements fyne.Focusable.
func (s *stage) FocusLost() {}

// TypedRune implements fyne.Focusable: the signs zoom, wherever the keyboard has
// them.
func (s *stage) TypedRune(r rune) {
	switch r {
	case '+', '=':
		s.zoomBy(zoomStep, s.centre())
	case '-':
		s.zoomBy(1/zoomStep, s.centre())
	case '0':
		s.fit()
	}
}

// TypedKey implements fyne.Focusable.
func (s *stage) TypedKey(e *fyne.KeyEvent) {
	size := s.Size()
	switch e.Name {
	case fyne.KeyEscape:
		s.close()
	case fyne.KeyLeft:
		s.move(size.Width*panStep, 0)
	case fyne.KeyRight:
		s.move(-size.Width*panStep, 0)
	case fyne.KeyUp:
		s.move(0, size.Height*panStep)
	case fyne.KeyDown:
		s.move(0, -size.Height*panStep)
	}
}

// CreateRenderer implements fyne.Widget.
func (s *stage) CreateRenderer() fyne.WidgetRenderer { return &stageRenderer{s} }

type stageRenderer struct{ stage *stage }

func (r *stageRenderer) Layout(size fyne.Size) {
	r.stage.ground.Resize(size)
	if r.stage.whole != nil {
		r.stage.changed()
	}
}

func (r *stageRenderer) MinSize() fyne.Size { return fyne.NewSquareSize(style.Px(leastStage)) }

func (r *stageRenderer) Refresh() {
	r.stage.ground.FillColor = style.Color(style.Stage)
	r.stage.ground.Refresh()
}

func (r *stageRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.stage.ground, r.stage.img}
}

func (r *stageRenderer) Destroy() {}

// leastStage is the width and height of the smallest stage.
const leastStage float32 = 160
