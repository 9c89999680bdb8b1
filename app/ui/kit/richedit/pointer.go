package richedit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"carebook/app/doc"
	"carebook/app/ui/style"
)

// Clicks at one place in less than doubleTime after each other count together.
// Fyne's own double taps would let each single one wait.
const (
	doubleTime         = 500 * time.Millisecond
	doubleWay  float32 = 4
)

// The view scrolls where the pointer is held this near to its border, or beyond,
// at this many lengths a second for each of distance.
const (
	scrollZone  float32 = 16
	scrollSpeed float32 = 8
)

// press is what the pointer does from its press to its release.
type press struct {
	// at, when and clicks count clicks at one place.
	at     fyne.Position
	when   time.Time
	clicks int
	// selecting says that moving it selects, from unit on: a caret, a word, a
	// block, by clicks.
	selecting bool
	unit      doc.Range
	// dragged says that the pointer was moved since.
	dragged bool
	// link is the address that a release opens, unless the pointer was moved.
	link string
	// offset is where the view was then, pointer where the pointer is now, from the
	// editor's left and the view's upper border.
	offset  float32
	pointer fyne.Position
	scroll  *fyne.Animation
	ticked  time.Time
}

// MouseDown implements desktop.Mouseable.
func (e *Editor) MouseDown(m *desktop.MouseEvent) {
	e.takeFocus()
	if m.Button != desktop.MouseButtonPrimary {
		return
	}
	e.count(m.Position)
	h := e.hitAt(m.Position)
	shift := m.Modifier&fyne.KeyModifierShift != 0
	switch {
	case h.on == onCheck:
		if !e.readOnly {
			e.toggle(h.block)
		}
		e.press.clicks = 0 // each click counts for itself
	case h.on == onLink && m.Modifier&fyne.KeyModifierShortcutDefault != 0:
		e.press.link = h.link
	case h.on == onPicture && e.press.clicks == 2:
		if e.p.OnPicture != nil {
			e.p.OnPicture(e.ed.Document().Block(h.block).Picture())
		}
		e.press.clicks = 0
	default:
		e.grab(m.Position, h, shift)
	}
}

// count counts the click at a place.
func (e *Editor) count(at fyne.Position) {
	p, now := &e.press, e.p.Clock.Now()
	e.stopPress()
	way := at.Subtract(p.at)
	if p.clicks == 3 || now.Sub(p.when) > doubleTime || max(way.X, -way.X, way.Y, -way.Y) > doubleWay {
		p.clicks = 0
	}
	p.clicks++
	p.at, p.when, p.dragged = at, now, false
	if e.view != nil {
		p.offset = e.view.Offset()
	}
}

// toggle checks the item that was clicked; the caret stays.
func (e *Editor) toggle(block int) {
	if err := e.ed.Run(doc.ToggleChecked(block), e.p.Clock.Now()); err != nil {
		e.fail(err)
		return
	}
	e.settle(unmoved)
}

// grab puts the caret where the pointer is, or selects up to there, and begins to
// select as it moves.
func (e *Editor) grab(at fyne.Position, h hit, extend bool) {
	p := &e.press
	p.selecting = true
	switch start := (doc.Position{Block: h.block}); {
	case extend:
		anchor := e.ed.Selection().Anchor
		p.unit = doc.Range{From: anchor, To: anchor}
		e.place(doc.Selection{Anchor: anchor, Head: h.at}, h.upstream, unmoved)
		return
	case h.on == onPicture:
		p.unit = doc.Range{From: start, To: start}
	default:
		p.unit = e.unitAt(at, h)
	}
	e.place(doc.Select(p.unit), h.upstream && p.unit.Empty(), unmoved)
}

// unitAt is what so many clicks select at a place.
func (e *Editor) unitAt(at fyne.Position, h hit) doc.Range {
	d := e.ed.Document()
	switch e.press.clicks {
	case 2:
		return d.WordAt(e.under(at, h))
	case 3:
		return d.BlockAt(h.at)
	}
	return doc.Range{From: h.at, To: h.at}
}

// under is the start of the cluster under the pointer, of which a hit is the
// nearer border.
func (e *Editor) under(at fyne.Position, h hit) doc.Position {
	before := e.ed.Document().Left(h.at)
	if before.Block != h.at.Block {
		return h.at
	}
	a, b := e.page.caret(before, false), e.page.caret(h.at, h.upstream)
	x := at.X - e.inset()
	if a.y == b.y && min(a.x, b.x) <= x && x < max(a.x, b.x) {
		return before
	}
	return h.at
}

// Dragged implements fyne.Draggable.
func (e *Editor) Dragged(d *fyne.DragEvent) {
	e.press.link, e.press.dragged = "", true
	if !e.press.selecting {
		return
	}
	if e.view == nil {
		e.selectTo(d.Position)
		return
	}
	// The driver counts from where the editor was when the drag began.
	at := d.Position.AddXY(0, e.view.Offset()-e.press.offset)
	e.press.pointer = at.SubtractXY(0, e.view.top())
	e.selectTo(at)
	e.scrollHeld()
}

// selectTo selects from where the pointer was pressed to where it is, in the
// units of the press.
func (e *Editor) selectTo(at fyne.Position) {
	h := e.hitAt(at)
	unit, to := e.press.unit, e.unitAt(at, h)
	s := doc.Selection{Anchor: unit.From, Head: to.To}
	if to.From.Compare(unit.From) < 0 {
		s = doc.Selection{Anchor: unit.To, Head: to.From}
	} else if unit.To.Compare(s.Head) > 0 {
		s.Head = unit.To
	}
	if upstream := h.upstream && s.Head == h.at; s != e.ed.Selection() || upstream != e.upstream {
		e.place(s, upstream, unmoved)
	}
}

// scrollHeld scrolls the view as long as the pointer is held at its border.
func (e *Editor) scrollHeld() {
	switch {
	case e.heldBeyond() == 0:
		e.stopScroll()
	case e.press.scroll == nil:
		e.press.ticked = e.p.Clock.Now()
		e.press.scroll = fyne.NewAnimation(time.Second, func(float32) { e.scrollOn() })
		e.press.scroll.RepeatCount = fyne.AnimationRepeatForever
		e.press.scroll.Start()
	}
}

// heldBeyond is how far the pointer is in the zone at the view's border or beyond,
// negative at the top.
func (e *Editor) heldBeyond() float32 {
	zone, y := style.Px(scrollZone), e.press.pointer.Y
	return min(0, y-zone) + max(0, y-(e.view.Size().Height-zone))
}

// scrollOn scrolls as far as the time since the last frame says.
func (e *Editor) scrollOn() {
	now := e.p.Clock.Now()
	by := e.heldBeyond() * scrollSpeed * float32(now.Sub(e.press.ticked).Seconds())
	e.press.ticked = now
	if before := e.view.Offset(); by != 0 {
		if e.view.SetOffset(before + by); e.view.Offset() != before {
			e.selectTo(e.press.pointer.AddXY(0, e.view.top()))
		}
	}
}

// DragEnd implements fyne.Draggable. The driver takes the keyboard from the editor
// just before where the pointer was let go above something else, so that it is
// taken back: what was selected is there to be typed over.
func (e *Editor) DragEnd() {
	dragged := e.press.dragged
	e.stopPress()
	e.press.dragged = false
	if dragged {
		e.takeFocus()
	}
}

// MouseUp implements desktop.Mouseable.
func (e *Editor) MouseUp(m *desktop.MouseEvent) {
	if m.Button != desktop.MouseButtonPrimary {
		return
	}
	link := e.press.link
	e.stopPress()
	if link != "" && e.p.OnLink != nil {
		e.p.OnLink(link)
	}
}

// stopPress ends what the pointer was doing. Its clicks go on counting.
func (e *Editor) stopPress() {
	e.stopScroll()
	e.press.selecting, e.press.link = false, ""
}

func (e *Editor) stopScroll() {
	if e.press.scroll != nil {
		e.press.scroll.Stop()
		e.press.scroll = nil
	}
}

// MouseIn implements desktop.Hoverable.
func (e *Editor) MouseIn(m *desktop.MouseEvent) { e.MouseMoved(m) }

// MouseMoved implements desktop.Hoverable.
func (e *Editor) MouseMoved(m *desktop.MouseEvent) { e.hover(e.hitAt(m.Position)) }

// MouseOut implements desktop.Hoverable.
func (e *Editor) MouseOut() { e.hover(hit{on: onMargin, block: -1}) }

// hover notes what the pointer is over.
func (e *Editor) hover(h hit) {
	before := e.look().hovered
	if e.over = h; e.look().hovered != before {
		e.redraw()
	}
}

// Cursor implements desktop.Cursorable.
func (e *Editor) Cursor() desktop.Cursor {
	switch {
	case e.over.on == onCheck && !e.readOnly,
		e.over.on == onLink && e.modifiers()&fyne.KeyModifierShortcutDefault != 0:
		return desktop.PointerCursor
	case e.over.on == onPicture:
		return desktop.DefaultCursor
	}
	return desktop.TextCursor
}
