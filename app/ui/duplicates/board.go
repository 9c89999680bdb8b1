package duplicates

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
)

// board is the page of the pairs: the list at the left, the two of the pair
// chosen in it at the right.
type board struct {
	screen *Screen
	// pairs are those in the list, at is the one that is shown; nil for none.
	pairs []*candidate
	at    *candidate
	// index is the place of at in the list.
	index int
	// shown are the two of at once they have been read.
	shown *shown

	title  *kit.Text
	count  *kit.Text
	fold   *kit.Button
	all    *kit.Button
	rows   *kit.List
	view   *view
	merge  *kit.Button
	apart  *kit.Button
	skip   *kit.Button
	keys   *kit.Text
	layout *columns
	object fyne.CanvasObject
}

func newBoard(d *Screen) *board {
	b := &board{screen: d, index: -1}
	b.title = kit.NewTitle("", style.Title)
	b.count = kit.NewText("", style.Small, style.Ink2)
	b.fold = kit.NewButton(kit.Plain, "", style.List, func() { b.unfold(!b.layout.unfolded) }).Small()
	b.all = kit.NewButton(kit.Plain, "", style.ArrowsMerge, d.mergeAll).Small()
	b.rows = kit.NewList(kit.PairHeight, func() int { return len(b.pairs) }, func() fyne.CanvasObject { return kit.NewPairRow() },
		func(i int, row fyne.CanvasObject, selected, focused bool) {
			row.(*kit.PairRow).Fill(rowOf(b.pairs[i]), selected, focused)
		}, b.chosen)
	b.rows.OnTapped = func(int) { b.unfold(false) }
	b.view = newView(b)
	b.merge = kit.NewButton(kit.Accent, lang.T("duplicates.merge"), style.ArrowsMerge, d.merge)
	b.apart = kit.NewButton(kit.Plain, lang.T("duplicates.apart"), style.Users, d.apart)
	b.skip = kit.NewButton(kit.Quiet, "", "", b.leave)
	b.keys = kit.NewText(lang.T("duplicates.keys"), style.Caption, style.Ink3)
	top := head(kit.NewFlow(style.Space4, b.title, b.count, b.fold, b.all))
	foot := kit.NewColumn(0, kit.NewLine(), kit.OnGround(kit.NewGround(style.Desk), kit.Inset(style.Space3, style.Space5, style.Space3, style.Space5,
		&fyne.Container{Layout: &footLayout{}, Objects: []fyne.CanvasObject{b.keys, b.skip, b.apart, b.merge}})))
	list := kit.OnGround(kit.NewGround(style.Desk), kit.Inset(style.Space3, style.Space2, style.Space3, style.Space3, b.rows))
	b.layout = newColumns(top, list, b.view.object, foot, func(narrow bool) { b.refreshHead() })
	b.object = container.NewStack(kit.NewGround(style.Page), b.layout.object)
	return b
}

// rowOf is what the list shows of a pair.
func rowOf(c *candidate) kit.Pair {
	p := kit.Pair{First: c.names[0], Second: c.names[1], Why: c.pair.Why, Mark: lang.T("duplicates.possible"), Sure: c.pair.Certain}
	if p.Sure {
		p.Mark = lang.T("duplicates.certain")
	}
	return p
}

// list shows the pairs that are left, at least one: the one shown before, or
// else the one in its place.
func (b *board) list(left []*candidate) {
	before := b.at
	b.pairs = left
	i := slices.Index(left, before)
	if i < 0 {
		i = min(max(b.index, 0), len(left)-1)
	}
	b.index = i
	b.rows.Mark(i)
	b.rows.ScrollTo(i)
	b.layout.single = false
	b.screen.show(b.object)
	if b.at != left[i] {
		b.choose(left[i])
	}
	b.refreshHead()
	b.focus()
}

// choose shows the two of a pair side by side; nil shows none.
func (b *board) choose(c *candidate) {
	b.screen.reading.Cancel()
	b.at, b.shown = c, nil
	if c == nil {
		return
	}
	if c == b.screen.given {
		b.layout.single = true
		b.screen.show(b.object)
		b.refreshHead()
	}
	b.view.clear()
	b.load()
}

// chosen is called when another pair was chosen in the list.
func (b *board) chosen(i int) {
	b.index = i
	b.choose(b.pairs[i])
	b.refreshHead()
}

// load reads the two who are shown, or reads them anew.
func (b *board) load() {
	at, d := b.at, b.screen
	run.Do(d.shell.Executor(), &d.reading, func(ctx context.Context) (*shown, error) {
		return readShown(ctx, d.store, at.a, at.b)
	}, func(w *shown, err error) {
		switch {
		case care.CodeOf(err) == care.CodePersonMissing:
			b.missing(at)
		case err != nil:
			d.shell.Fail(err)
		default:
			w.keepChoices(b.shown)
			b.shown = w
			b.view.fill()
			b.refreshFoot()
			b.focus()
		}
	})
}

// missing takes a pair off of whom one is gone.
func (b *board) missing(at *candidate) {
	at.settled = true
	if at == b.screen.given {
		b.screen.recheckedGiven(at)
		return
	}
	b.screen.showPairs()
}

// focus keeps the keyboard on the page: what had the focus may have gone.
func (b *board) focus() {
	d := b.screen
	if !d.shows(b.object) || b.hasFocus() {
		return
	}
	if b.layout.listShown() {
		d.focus(b.rows)
		return
	}
	d.focus(b.merge)
}

// hasFocus reports whether something that is still there has the focus.
func (b *board) hasFocus() bool {
	at := b.screen.shell.Window().Canvas().Focused()
	switch at := at.(type) {
	case *kit.List:
		return at == b.rows && b.layout.listShown()
	case *kit.Button:
		return slices.Contains([]*kit.Button{b.merge, b.apart, b.skip, b.all, b.fold, b.view.same}, at) && at.Visible() && !at.Disabled()
	case *kit.Segmented:
		return b.view.has(at)
	}
	return at != nil // a field of the window's that is being typed in
}

// refreshHead says what the page shows, and how much of it there is.
func (b *board) refreshHead() {
	single := b.layout.single
	certain := 0
	for _, c := range b.pairs {
		if c.pair.Certain {
			certain++
		}
	}
	if single {
		b.title.SetText(lang.T("duplicates.two"))
	} else {
		b.title.SetText(lang.T("duplicates.title"))
	}
	b.count.SetText(lang.N("duplicates.count", len(b.pairs)))
	kit.Show(b.count, !single && !b.layout.was)
	b.fold.SetLabel(lang.T("duplicates.place", lang.Args{"N": lang.Number(b.index + 1), "All": lang.Number(len(b.pairs))}))
	kit.Show(b.fold, !single && b.layout.was)
	b.all.SetLabel(lang.N("duplicates.merge_all", certain))
	kit.Show(b.all, !single && certain > 1)
	b.refreshFoot()
	b.layout.object.Refresh()
}

// refreshFoot brings the buttons up to date.
func (b *board) refreshFoot() {
	ready := b.shown != nil && !b.screen.writing
	for _, button := range []*kit.Button{b.merge, b.apart} {
		enable(button, ready)
	}
	if b.layout.single {
		b.skip.SetLabel(lang.T("duplicates.back"))
	} else {
		b.skip.SetLabel(lang.T("duplicates.skip"))
	}
	kit.Show(b.skip, b.layout.single || len(b.pairs) > 1)
	b.layout.foot.Refresh()
}

func enable(button *kit.Button, on bool) {
	if on {
		button.Enable()
	} else {
		button.Disable()
	}
}

// leave goes on to the next pair and leaves this one undecided, or back where
// it was the only one asked for.
func (b *board) leave() {
	if b.layout.single {
		b.screen.shell.Back()
		return
	}
	b.screen.next(1)
}

// step goes on by some pairs, from the last to the first.
func (b *board) step(by int) {
	if n := len(b.pairs); n > 1 {
		b.rows.Choose((b.index + by + n) % n)
	}
}

// listing reports whether the list stands in the place of the pair.
func (b *board) listing() bool { return b.layout.was && b.layout.unfolded && !b.layout.single }

// unfold shows the list in the place of the pair, in a narrow window.
func (b *board) unfold(on bool) {
	if b.layout.unfolded == on {
		return
	}
	b.layout.unfolded = on
	b.layout.object.Refresh()
	b.focus()
}

// enter takes the key Enter: in the list of a narrow window it shows the pair,
// elsewhere it makes one of the two.
func (b *board) enter() {
	if b.listing() {
		b.unfold(false)
		return
	}
	b.screen.merge()
}
