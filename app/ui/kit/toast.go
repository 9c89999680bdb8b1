package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
)

// toastTime is how long a toast stands.
const toastTime = 6 * time.Second

// Toasts is the layer over the content in which one sentence stands for some
// seconds at the bottom left. It takes no part in pointer or focus but for its
// link.
type Toasts struct {
	widget.BaseWidget
	executor *run.Executor
	box      *fyne.Container
	sentence *Paragraph
	link     *Button
	turn     int
}

// NewToasts makes an empty layer.
func NewToasts(e *run.Executor) *Toasts {
	t := &Toasts{executor: e, sentence: NewParagraph("", style.Control, style.Ink).Limit(4)}
	t.link = NewLink("", nil)
	ground := NewGround(style.Card).Edge(style.RadiusCard, 1, style.Line2)
	ground.card = true
	inside := &fyne.Container{Layout: toastLayout{}, Objects: []fyne.CanvasObject{t.sentence, t.link}}
	t.box = OnGround(ground, Inset(style.Space3, style.Space4, style.Space3, style.Space4, inside))
	t.box.Hide()
	t.ExtendBaseWidget(t)
	return t
}

// Say shows a sentence, with a link where there is an action.
func (t *Toasts) Say(sentence string, action Action) {
	t.sentence.SetText(sentence)
	t.link.Hidden = action.Do == nil
	t.link.SetLabel(action.Label)
	t.link.OnTapped = func() {
		t.Clear()
		action.Do()
	}
	t.box.Show()
	t.Refresh()
	t.turn++
	turn := t.turn
	time.AfterFunc(toastTime, func() {
		t.executor.Show(func() {
			if t.turn == turn {
				t.Clear()
			}
		})
	})
}

// Clear takes the sentence away.
func (t *Toasts) Clear() {
	t.box.Hide()
	t.Refresh()
}

// Sentence is what stands there now, or "".
func (t *Toasts) Sentence() string {
	if !t.box.Visible() {
		return ""
	}
	return t.sentence.Words()
}

// Link is the toast's link.
func (t *Toasts) Link() *Button { return t.link }

// CreateRenderer implements fyne.Widget.
func (t *Toasts) CreateRenderer() fyne.WidgetRenderer { return rendererOf(t) }

func (t *Toasts) objects() []fyne.CanvasObject { return []fyne.CanvasObject{t.box} }
func (t *Toasts) paint()                       {}
func (t *Toasts) least() fyne.Size             { return fyne.Size{} }

func (t *Toasts) place(size fyne.Size) {
	margin := style.Px(style.Space5)
	pad := 2 * style.Px(style.Space4)
	w := t.sentence.face.width(t.sentence.words) + pad + 1
	if t.link.Visible() {
		w += t.link.MinSize().Width + style.Px(style.Space2)
	}
	w = min(w, size.Width-2*margin, style.Px(560))
	h := HeightFor(t.box, w)
	Put(t.box, margin, size.Height-margin-h, w, h)
}

// toastLayout puts the link at the right of the sentence.
type toastLayout struct{}

func (toastLayout) split(objects []fyne.CanvasObject, width float32) (sentence, link float32) {
	if objects[1].Visible() {
		link = objects[1].MinSize().Width
		return width - link - style.Px(style.Space2), link
	}
	return width, 0
}

func (l toastLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	words, link := l.split(objects, size.Width)
	h := HeightFor(objects[0], words)
	Put(objects[0], 0, (size.Height-h)/2, words, h)
	own := objects[1].MinSize().Height
	Put(objects[1], size.Width-link, (size.Height-own)/2, link, own)
}

func (toastLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// HeightFor implements Heighter.
func (l toastLayout) HeightFor(objects []fyne.CanvasObject, width float32) float32 {
	words, _ := l.split(objects, width)
	return HeightFor(objects[0], words)
}
