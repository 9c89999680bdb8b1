package kit

import (
	"math"
	"slices"
	"sort"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// stretch is a run of elements, from one up to another that is not in it.
type stretch struct{ from, to int }

// picked is a set of elements as stretches: in order, none empty, none
// touching the next. All of 100,000 elements are one stretch.
type picked struct {
	parts []stretch
	count int
}

// at is the first stretch that ends after an element.
func (p *picked) at(i int) int {
	return sort.Search(len(p.parts), func(k int) bool { return p.parts[k].to > i })
}

func (p *picked) has(i int) bool {
	k := p.at(i)
	return k < len(p.parts) && p.parts[k].from <= i
}

// add puts the elements of a stretch into the set.
func (p *picked) add(s stretch) {
	if s.from >= s.to {
		return
	}
	// What it overlaps or touches becomes one with it.
	first := p.at(s.from - 1)
	last := first
	for last < len(p.parts) && p.parts[last].from <= s.to {
		s.from, s.to = min(s.from, p.parts[last].from), max(s.to, p.parts[last].to)
		p.count -= p.parts[last].to - p.parts[last].from
		last++
	}
	p.parts = slices.Replace(p.parts, first, last, s)
	p.count += s.to - s.from
}

// remove takes the elements of a stretch out of the set.
func (p *picked) remove(s stretch) {
	if s.from >= s.to {
		return
	}
	first := p.at(s.from)
	last := first
	var rest []stretch
	for last < len(p.parts) && p.parts[last].from < s.to {
		old := p.parts[last]
		p.count -= old.to - old.from
		for _, kept := range [2]stretch{{old.from, min(old.to, s.from)}, {max(old.from, s.to), old.to}} {
			if kept.from < kept.to {
				rest = append(rest, kept)
				p.count += kept.to - kept.from
			}
		}
		last++
	}
	p.parts = slices.Replace(p.parts, first, last, rest...)
}

// elements are those of the set, ascending.
func (p *picked) elements() []int {
	all := make([]int, 0, p.count)
	for _, s := range p.parts {
		for i := s.from; i < s.to; i++ {
			all = append(all, i)
		}
	}
	return all
}

// Several lets more than one element be selected: with Ctrl (Cmd on macOS) or
// Shift and a click, with Shift and the keys that move, with Ctrl+Space and
// Ctrl+A. Escape, a plain click or a plain key ends it. changed is called after
// the selection was changed by hand; it returns the list.
func (l *List) Several(changed func()) *List {
	l.changed = changed
	return l
}

// SelectedCount is the number of elements selected.
func (l *List) SelectedCount() int {
	if l.picked.count == 0 && l.at >= 0 {
		return 1
	}
	return l.picked.count
}

// Selected are the elements selected, ascending: the chosen one, where there
// are not several.
func (l *List) Selected() []int {
	if l.picked.count == 0 && l.at >= 0 {
		return []int{l.at}
	}
	return l.picked.elements()
}

// SetSelected selects elements without calling anybody; the chosen one stays.
// It does nothing to a list without Several.
func (l *List) SetSelected(elements []int) {
	if l.changed == nil {
		return
	}
	l.picked = picked{}
	sorted := slices.Clone(elements)
	slices.Sort(sorted)
	for _, i := range sorted {
		if i >= 0 && i < l.Length() {
			l.picked.add(stretch{i, i + 1})
		}
	}
	l.settle()
	l.body.fill(false)
}

// ClearSelection ends a selection of several without calling anybody; the
// chosen element stays.
func (l *List) ClearSelection() {
	if l.picked.count > 0 {
		l.picked = picked{}
		l.body.fill(false)
	}
}

// selects reports whether an element is selected.
func (l *List) selects(i int) bool {
	if l.picked.count == 0 {
		return i == l.at
	}
	return l.picked.has(i)
}

// settle ends a selection of several where it is the chosen element alone.
func (l *List) settle() {
	if l.picked.count == 1 && l.picked.has(l.at) {
		l.picked = picked{}
	}
}

// toggle takes an element into the selection or out of it. One that is left
// alone becomes the chosen one.
func (l *List) toggle(i int) {
	if i < 0 || i >= l.Length() {
		return
	}
	if l.picked.count == 0 && l.at >= 0 {
		l.picked.add(stretch{l.at, l.at + 1})
	}
	if l.picked.has(i) {
		l.picked.remove(stretch{i, i + 1})
	} else {
		l.picked.add(stretch{i, i + 1})
	}
	l.anchor = i
	if l.picked.count == 1 {
		i = l.picked.parts[0].from
		l.picked = picked{}
	}
	l.move(i)
	l.changed()
}

// extend selects from the anchor to an element, beside what is selected or in
// its place.
func (l *List) extend(to int, beside bool) {
	if to < 0 || to >= l.Length() {
		return
	}
	if !beside {
		l.picked = picked{}
	}
	anchor := max(0, min(l.anchor, l.Length()-1))
	l.picked.add(stretch{min(anchor, to), max(anchor, to) + 1})
	if l.picked.count == 1 {
		l.picked = picked{}
	}
	l.move(to)
	l.changed()
}

// walk moves to an element past others and leaves the selection as it is.
func (l *List) walk(to int) {
	if to < 0 || to >= l.Length() {
		return
	}
	if l.picked.count == 0 && l.at >= 0 {
		l.picked.add(stretch{l.at, l.at + 1})
	}
	l.anchor = to
	l.move(to)
	l.changed()
}

func (l *List) selectAll() {
	l.picked = picked{}
	l.picked.add(stretch{0, l.Length()})
	l.settle()
	l.body.fill(false)
	l.changed()
}

// endSeveral ends a selection of several by hand and reports whether there was
// one.
func (l *List) endSeveral() bool {
	if l.picked.count == 0 {
		return false
	}
	l.ClearSelection()
	l.anchor = l.at
	l.changed()
	return true
}

// click chooses or selects the element that was pressed with keys held down.
func (l *List) click(i int, keys fyne.KeyModifier) {
	toggle, extend := keys&fyne.KeyModifierShortcutDefault != 0, keys&fyne.KeyModifierShift != 0
	switch {
	case l.changed != nil && extend:
		l.extend(i, toggle)
	case l.changed != nil && toggle:
		l.toggle(i)
	default:
		l.Choose(i)
		if l.OnTapped != nil {
			l.OnTapped(i)
		}
	}
}

// TypedShortcut implements fyne.Shortcutable: what does not select goes on to
// the window.
func (l *List) TypedShortcut(s fyne.Shortcut) {
	if l.changed != nil && l.selectBy(s) {
		return
	}
	if c, ok := fyne.CurrentApp().Driver().CanvasForObject(l).(fyne.Shortcutable); ok {
		c.TypedShortcut(s)
	}
}

// selectBy selects by keys that are shortcuts to Fyne, and reports whether
// they do.
func (l *List) selectBy(s fyne.Shortcut) bool {
	switch s := s.(type) {
	case *fyne.ShortcutSelectAll:
		l.selectAll()
		return true
	case *desktop.CustomShortcut:
		ctrl := s.Modifier &^ fyne.KeyModifierShift
		if ctrl != fyne.KeyModifierControl && ctrl != fyne.KeyModifierShortcutDefault {
			return false
		}
		if s.KeyName == fyne.KeySpace {
			l.toggle(max(l.at, 0))
			return true
		}
		to, moves := l.target(s.KeyName)
		switch {
		case !moves:
			return false
		case s.Modifier&fyne.KeyModifierShift != 0:
			l.extend(to, true)
		default:
			l.walk(to)
		}
		return true
	}
	return false
}

// target is the element to which a key moves, and whether it moves at all.
func (l *List) target(key fyne.KeyName) (to int, moves bool) {
	last := l.Length() - 1
	page := max(1, int(l.Size().Height/l.pitch())-1)
	switch key {
	case fyne.KeyDown:
		return min(l.at+1, last), true
	case fyne.KeyUp:
		return max(l.at-1, 0), true
	case fyne.KeyPageDown:
		return min(l.at+page, last), true
	case fyne.KeyPageUp:
		return max(l.at-page, 0), true
	case fyne.KeyHome:
		return 0, true
	case fyne.KeyEnd:
		return last, true
	}
	return 0, false
}

// cut takes elements that are gone out of the selection.
func (l *List) cut() {
	l.picked.remove(stretch{l.Length(), math.MaxInt})
	l.settle()
}
