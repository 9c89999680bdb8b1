package kit

import (
	"cmp"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"carebook/app/lang"
	"carebook/app/ui/style"
)

// Panel is a card over the window for one small task: a title, what is to be
// filled in, and two buttons. The window waits until it is done or cancelled.
//
// Escape cancels, Enter in a field of one line does it. Fields are those of the
// kit (Entry); one with OnSubmitted or OnEscape of its own keeps it.
type Panel struct {
	// Cancel and Act are the buttons.
	Cancel, Act *Button
	// OnHidden, if set, is called when the panel has gone, however it went.
	OnHidden func()
	// Ready, if set, is asked before the panel does what it is for; where it
	// reports false, something in the body says why.
	Ready func() bool
	// Keys, if set, is asked about keys that no piece of the panel takes, and
	// reports whether it took one.
	Keys func(*fyne.KeyEvent) bool
	// Width is the width at 100 % where it is not the usual one.
	Width float32
	// Stop, if do sets it, is called when the panel is cancelled while its work
	// is under way.
	Stop func()

	body fyne.CanvasObject
	do   func(done func(problem string))
	// turn counts what was begun; what is done of an earlier turn is too late.
	turn int

	layer           *panelLayer
	title           *Paragraph
	problem         *Paragraph
	problemLine     *fyne.Container
	progress        *Progress
	progressWords   *Paragraph
	progressLine    *fyne.Container
	scroll          *container.Scroll
	foot            *fyne.Container
	card            *Ground
	canvas          fyne.Canvas
	keysOfTheWindow func(*fyne.KeyEvent)
}

// panelWidth is the width of a panel at 100 %.
const panelWidth float32 = 440

// NewPanel makes a panel. act is the word of its accent button; do is what that
// begins. It calls done, at once or later, on the window's goroutine: with ""
// the panel goes, with a sentence that says what is in the way it stays and
// shows it.
func NewPanel(title string, body fyne.CanvasObject, act string, do func(done func(problem string))) *Panel {
	p := &Panel{
		body: body, do: do,
		title: NewParagraph(title, style.Sentence, style.Ink).Book().Limit(2), problem: NewParagraph("", style.Small, style.Late),
		card: NewGround(style.Card).Edge(style.RadiusCard, 1, style.Line2),
	}
	p.card.card = true
	p.Cancel = NewButton(Plain, lang.T("panel.cancel"), "", p.Hide)
	p.Act = NewButton(Accent, act, "", p.submit)
	sign := NewPicture(fyne.NewSquareSize(style.IconSize), func() fyne.Resource { return style.Icon(style.WarningFill, style.Late) })
	p.problemLine = Lead(sign, p.problem)
	p.problemLine.Hide()
	p.progress, p.progressWords = NewProgress(), NewParagraph("", style.Small, style.Ink2)
	p.progressLine = NewColumn(style.Space1, p.progress, p.progressWords)
	p.progressLine.Hide()
	p.scroll = container.NewVScroll(NewColumn(style.Space3, body, p.progressLine, p.problemLine))
	p.foot = &fyne.Container{Layout: panelFoot{}, Objects: []fyne.CanvasObject{p.Cancel, p.Act}}
	p.layer = &panelLayer{panel: p, scrim: &canvas.Rectangle{}}
	p.layer.ExtendBaseWidget(p.layer)
	return p
}

// Offer puts more buttons at the left of the foot and returns the panel.
func (p *Panel) Offer(buttons ...*Button) *Panel {
	for _, b := range buttons {
		p.foot.Objects = append(p.foot.Objects, b)
	}
	return p
}

// Show puts the panel over a window, with the focus in its first field.
func (p *Panel) Show(c fyne.Canvas) {
	if p.canvas != nil {
		return
	}
	p.canvas, p.keysOfTheWindow = c, c.OnTypedKey()
	c.SetOnTypedKey(p.typedKey)
	c.Overlays().Add(p.layer)
	first := p.wire()
	if first == nil {
		first = p.Act
	}
	c.Focus(first)
}

// Hide takes the panel away and does nothing else.
func (p *Panel) Hide() {
	c := p.canvas
	if c == nil {
		return
	}
	p.canvas = nil
	p.turn++
	p.Act.Enable()
	if stop := p.Stop; stop != nil {
		p.Stop = nil
		stop()
	}
	c.SetOnTypedKey(p.keysOfTheWindow)
	c.Overlays().Remove(p.layer)
	if p.OnHidden != nil {
		p.OnHidden()
	}
}

// Shown reports whether the panel stands over a window.
func (p *Panel) Shown() bool { return p.canvas != nil }

// SetProgress shows how far the work is, in words and as a part of 1.
func (p *Panel) SetProgress(words string, part float32) {
	if p.canvas == nil || !p.Act.Disabled() {
		return // it is over
	}
	p.progressWords.SetText(words)
	p.progress.SetPart(part)
	if !p.progressLine.Visible() {
		p.progressLine.Show()
		p.Refresh()
		p.scroll.ScrollToBottom()
	}
}

// Progress is what is said of how far the work is, or "".
func (p *Panel) Progress() string {
	if !p.progressLine.Visible() {
		return ""
	}
	return p.progressWords.Words()
}

// SetProblem says in the panel what is in the way; "" is nothing.
func (p *Panel) SetProblem(sentence string) {
	p.problem.SetText(sentence)
	Show(p.problemLine, sentence != "")
	p.Refresh()
	if sentence != "" {
		p.scroll.ScrollToBottom()
	}
}

// Refresh lays the panel out again after its body changed: more or fewer fields,
// or one that is higher now.
func (p *Panel) Refresh() {
	if p.canvas != nil {
		p.wire()
	}
	p.scroll.Content.Refresh()
	p.layer.Refresh()
}

// Problem is the sentence that is shown, or "".
func (p *Panel) Problem() string { return p.problem.Words() }

// Title is the panel's title.
func (p *Panel) Title() string { return p.title.Words() }

// Body is what is to be filled in.
func (p *Panel) Body() fyne.CanvasObject { return p.body }

// submit begins it, and goes when that went well. While it is under way it is
// not begun again; a panel that was cancelled meanwhile hears no more of it.
func (p *Panel) submit() {
	if p.Act.Disabled() || p.canvas == nil || p.Ready != nil && !p.Ready() {
		return
	}
	p.Act.Disable()
	p.turn++
	turn := p.turn
	p.do(func(problem string) {
		if turn != p.turn {
			return
		}
		p.Stop = nil
		switch problem {
		case "":
			p.Hide()
		default:
			p.turn++
			p.Act.Enable()
			p.progressLine.Hide()
			p.SetProblem(problem)
		}
	})
}

// typedKey takes what no piece of the panel has a use for: what is too high
// scrolls by the arrows.
func (p *Panel) typedKey(e *fyne.KeyEvent) {
	if p.Keys != nil && p.Keys(e) {
		return
	}
	page := p.scroll.Size().Height * 0.8
	switch e.Name {
	case fyne.KeyEscape:
		p.Hide()
	case fyne.KeyDown:
		p.scrollBy(style.Px(style.Space6))
	case fyne.KeyUp:
		p.scrollBy(-style.Px(style.Space6))
	case fyne.KeyPageDown:
		p.scrollBy(page)
	case fyne.KeyPageUp:
		p.scrollBy(-page)
	}
}

func (p *Panel) scrollBy(dy float32) {
	most := max(0, p.scroll.Content.Size().Height-p.scroll.Size().Height)
	p.scroll.ScrollToOffset(fyne.NewPos(0, min(most, max(0, p.scroll.Offset.Y+dy))))
}

// wire lets the fields submit and cancel, and gives what has the focus first.
func (p *Panel) wire() fyne.Focusable {
	var first fyne.Focusable
	visit(p.body, func(o fyne.CanvasObject) {
		if f, ok := o.(fyne.Focusable); ok && first == nil {
			if d, ok := o.(fyne.Disableable); !ok || !d.Disabled() {
				first = f
			}
		}
		e, ok := o.(*Entry)
		if !ok {
			return
		}
		if e.OnEscape == nil {
			e.OnEscape = p.Hide
		}
		if e.OnSubmitted == nil && !e.MultiLine {
			e.OnSubmitted = func(string) { p.submit() }
		}
	})
	return first
}

// visit walks over the objects that can be seen in another, and that one.
func visit(o fyne.CanvasObject, each func(fyne.CanvasObject)) {
	if o == nil || !o.Visible() {
		return
	}
	each(o)
	for _, child := range childrenOf(o) {
		visit(child, each)
	}
}

// panelLayer is a panel with what lies between it and the window.
type panelLayer struct {
	widget.BaseWidget
	panel *Panel
	scrim *canvas.Rectangle
}

// CreateRenderer implements fyne.Widget.
func (l *panelLayer) CreateRenderer() fyne.WidgetRenderer { return rendererOf(l) }

func (l *panelLayer) objects() []fyne.CanvasObject {
	p := l.panel
	return []fyne.CanvasObject{l.scrim, p.card, p.title, p.scroll, p.foot}
}

func (l *panelLayer) paint() { l.scrim.FillColor = style.Color(style.Shadow) }

func (l *panelLayer) place(size fyne.Size) {
	if size.Width <= 0 {
		return
	}
	p := l.panel
	Put(l.scrim, 0, 0, size.Width, size.Height)
	margin, pad, gap := style.Px(style.Space5), style.Px(style.Space5), style.Px(style.Space4)
	w := min(style.Px(cmp.Or(p.Width, panelWidth)), size.Width-2*margin)
	inside := w - 2*pad
	title, foot := p.title.HeightFor(inside), HeightFor(p.foot, inside)
	body := HeightFor(p.scroll.Content, inside)
	// Where it is all too high the body scrolls, and title and buttons stay.
	body = max(0, min(body, size.Height-2*margin-2*pad-title-foot-2*gap))
	h := 2*pad + title + body + foot + 2*gap
	// A little above the middle it looks as if it were in it.
	x, y := (size.Width-w)/2, max(margin, (size.Height-h)*0.42)
	Put(p.card, x, y, w, h)
	Put(p.title, x+pad, y+pad, inside, title)
	Put(p.scroll, x+pad, y+pad+title+gap, inside, body)
	Put(p.foot, x+pad, y+h-pad-foot, inside, foot)
}

func (l *panelLayer) least() fyne.Size { return fyne.Size{} }

// panelFoot lays out the buttons of a panel: Cancel and what it is for at the
// right, one over the other where the panel is too narrow for both, and more at
// the left, in a line of their own above these where they do not fit beside them.
type panelFoot struct{}

// row is the width of buttons beside each other.
func (panelFoot) row(objects []fyne.CanvasObject) float32 {
	width := float32(0)
	for i, o := range objects {
		if i > 0 {
			width += style.Px(style.Space2)
		}
		width += o.MinSize().Width
	}
	return width
}

func (l panelFoot) stacked(objects []fyne.CanvasObject, width float32) bool {
	return l.row(objects[:2]) > width
}

// beside reports whether all buttons stand in one line.
func (l panelFoot) beside(objects []fyne.CanvasObject, width float32) bool {
	return len(objects) == 2 || l.row(objects)+style.Px(style.Space4) <= width
}

func (l panelFoot) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	cancel, act, gap := objects[0].MinSize(), objects[1].MinSize(), style.Px(style.Space2)
	if !objects[1].Visible() {
		act.Width = -gap // one can only leave
	}
	x := float32(0)
	for _, o := range objects[2:] {
		w := min(o.MinSize().Width, size.Width)
		Put(o, x, 0, w, act.Height)
		x += w + gap
	}
	y := float32(0)
	if !l.beside(objects, size.Width) {
		y = act.Height + gap
	}
	if l.stacked(objects, size.Width) {
		Put(objects[1], 0, y, size.Width, act.Height)
		Put(objects[0], 0, size.Height-cancel.Height, size.Width, cancel.Height)
		return
	}
	Put(objects[1], size.Width-act.Width, y, act.Width, act.Height)
	Put(objects[0], size.Width-act.Width-gap-cancel.Width, y, cancel.Width, act.Height)
}

func (l panelFoot) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, objects[1].MinSize().Height)
}

// HeightFor implements Heighter.
func (l panelFoot) HeightFor(objects []fyne.CanvasObject, width float32) float32 {
	h, gap := objects[1].MinSize().Height, style.Px(style.Space2)
	lines := float32(1)
	if l.stacked(objects, width) {
		lines++
	}
	if !l.beside(objects, width) {
		lines++
	}
	return lines*h + (lines-1)*gap
}
