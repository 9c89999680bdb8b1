package richedit

import (
	"fyne.io/fyne/v2"
)

// pool keeps the objects of one kind from frame to frame. What is asked for in
// a frame gets the object that showed the same in the last one; then what is
// left over is changed, and only what is still missing is made.
type pool[K comparable, O fyne.CanvasObject] struct {
	asked []asked[K]
	last  map[K][]O
	// shown are the objects of what was asked, in its order, after settle.
	shown []O
}

type asked[K comparable] struct {
	key K
	box box
}

// ask asks for an object in a place and gives its index in shown.
func (p *pool[K, O]) ask(k K, b box) int {
	p.asked = append(p.asked, asked[K]{k, b})
	return len(p.asked) - 1
}

// settle finds an object for all that was asked for. set gives one another
// look.
func (p *pool[K, O]) settle(fresh func() O, set func(O, K)) {
	p.shown = make([]O, len(p.asked))
	var missing []int
	for i, a := range p.asked {
		if same := p.last[a.key]; len(same) > 0 {
			p.shown[i] = same[len(same)-1]
			p.last[a.key] = same[:len(same)-1]
		} else {
			missing = append(missing, i)
		}
	}
	if len(missing) > 0 {
		left := p.leftOver(len(missing))
		for n, i := range missing {
			a := p.asked[i]
			if n < len(left) {
				p.shown[i] = left[n]
			} else {
				p.shown[i] = fresh()
			}
			set(p.shown[i], a.key)
			if n < len(left) {
				p.shown[i].Refresh()
			}
		}
	}
	p.last = make(map[K][]O, len(p.asked))
	for i, a := range p.asked {
		o := p.shown[i]
		o.Resize(fyne.NewSize(a.box.w, a.box.h))
		o.Move(fyne.NewPos(a.box.x, a.box.y))
		p.last[a.key] = append(p.last[a.key], o)
	}
	clear(p.asked)
	p.asked = p.asked[:0]
}

// leftOver is at most n objects of the last frame that this one does not show.
func (p *pool[K, O]) leftOver(n int) []O {
	left := make([]O, 0, n)
	for _, same := range p.last {
		for _, o := range same {
			if len(left) == n {
				return left
			}
			left = append(left, o)
		}
	}
	return left
}
