package richedit

import "carebook/app/doc"

// spot is where a caret goes: a position, at which of two lines, and the x that
// it came from where the next line up or down is looked for at that.
type spot struct {
	at       doc.Position
	upstream affinity
	wishing  bool
	wish     float32
}

// motion is a move of the caret. extend says that Shift is held. ok is false
// where the caret stays.
type motion func(e *Editor, extend bool) (to spot, ok bool)

// move moves the caret, or with extend the end of what is selected.
func (e *Editor) move(m motion, extend bool) {
	to, ok := m(e, extend)
	if !ok {
		return
	}
	s := doc.Caret(to.at)
	if extend {
		s.Anchor = e.ed.Selection().Anchor
	}
	e.place(s, to.upstream, revealed)
	e.wishing, e.wish = to.wishing, to.wish
}

// by makes a motion of one that the document knows, from where the caret is.
func by(step func(*doc.Document, doc.Position) doc.Position) motion {
	return func(e *Editor, _ bool) (spot, bool) {
		return spot{at: step(e.ed.Document(), e.ed.Selection().Head)}, true
	}
}

var (
	wordLeft  = by((*doc.Document).WordLeft)
	wordRight = by((*doc.Document).WordRight)
	toStart   = by(func(d *doc.Document, _ doc.Position) doc.Position { return d.Start() })
	toEnd     = by(func(d *doc.Document, _ doc.Position) doc.Position { return d.End() })
	// blockUp goes to the start of the block, then to that of the one before.
	blockUp = by(func(d *doc.Document, p doc.Position) doc.Position {
		if p.Offset == 0 {
			p.Block = max(0, p.Block-1)
		}
		return doc.Position{Block: p.Block}
	})
	blockDown = by(func(d *doc.Document, p doc.Position) doc.Position {
		if p.Block+1 == d.Len() {
			return d.End()
		}
		return doc.Position{Block: p.Block + 1}
	})
)

// left goes to the cluster before, or to the start of what was selected.
func left(e *Editor, extend bool) (spot, bool) {
	s := e.ed.Selection()
	if !extend && !s.Empty() {
		return spot{at: s.Range().From}, true
	}
	return spot{at: e.ed.Document().Left(s.Head)}, true
}

func right(e *Editor, extend bool) (spot, bool) {
	s := e.ed.Selection()
	if !extend && !s.Empty() {
		return spot{at: s.Range().To}, true
	}
	return spot{at: e.ed.Document().Right(s.Head)}, true
}

func lineStart(e *Editor, _ bool) (spot, bool) {
	return spot{at: e.page.lineStart(e.ed.Selection().Head, e.upstream)}, true
}

func lineEnd(e *Editor, _ bool) (spot, bool) {
	at, upstream := e.page.lineEnd(e.ed.Selection().Head, e.upstream)
	return spot{at: at, upstream: upstream}, true
}

// up goes a line up, from the first to the start or out of the editor.
func up(e *Editor, extend bool) (spot, bool) {
	from := e.from(extend, false)
	at, upstream, ok := e.page.above(from.at, from.upstream, from.wish)
	switch s := e.ed.Selection(); {
	case ok:
		return spot{at, upstream, true, from.wish}, true
	case !extend && !s.Empty():
		return from, true
	case !extend && e.p.OnLeaveUp != nil:
		e.p.OnLeaveUp()
		return spot{}, false
	}
	return spot{at: e.ed.Document().Start()}, true
}

// down goes a line down, from the last to the end.
func down(e *Editor, extend bool) (spot, bool) {
	from := e.from(extend, true)
	at, upstream, ok := e.page.below(from.at, from.upstream, from.wish)
	if !ok {
		return spot{at: e.ed.Document().End()}, true
	}
	return spot{at, upstream, true, from.wish}, true
}

// from is where a motion by lines begins: at the caret, or at the end of what is
// selected towards which it goes.
func (e *Editor) from(extend, down bool) spot {
	s, upstream := e.ed.Selection(), e.upstream
	at := s.Head
	if !extend && !s.Empty() {
		if at = s.Range().From; down {
			at = s.Range().To
		}
		upstream = upstream && at == s.Head
	}
	from := spot{at, upstream, true, e.wish}
	if !e.wishing {
		from.wish = e.page.caret(at, upstream).x
	}
	return from
}

// pageUp goes up by what is seen, and scrolls as far.
func pageUp(e *Editor, extend bool) (spot, bool) { return e.byScreen(extend, -1), true }

func pageDown(e *Editor, extend bool) (spot, bool) { return e.byScreen(extend, 1), true }

func (e *Editor) byScreen(extend bool, sign float32) spot {
	from := e.from(extend, sign > 0)
	c := e.page.caret(from.at, from.upstream)
	screen := e.Size().Height
	if e.view != nil {
		screen = e.view.Size().Height
	}
	step := sign * max(c.h, screen-c.h) // a line stays in sight
	y := c.y + c.h/2 + step
	to := spot{wishing: true, wish: from.wish}
	switch {
	case y < 0:
		to.at = e.ed.Document().Start()
	case y >= e.page.height():
		to.at = e.ed.Document().End()
	default:
		h := e.page.hit(from.wish, y)
		to.at, to.upstream = h.at, h.upstream
	}
	if e.view != nil {
		e.view.SetOffset(e.view.Offset() + step)
	}
	return to
}
