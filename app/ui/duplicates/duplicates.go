// Package duplicates is the screen on which people who are in the book twice
// become one: pairs in a list, the two of a pair side by side, field by field,
// and what hangs on each. Two who are not one are told apart for good.
//
// It calls the use cases of package book and draws with the kit. It never
// imports another screen.
package duplicates

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
	"carebook/store"
)

// Screen is the screen. It shows one of its pages: work under way, the pairs
// with the two of one side by side, or a sentence where there are none.
type Screen struct {
	shell  kit.Shell
	store  *store.Store
	photos *kit.Photos

	object *fyne.Container
	under  *underWay
	board  *board
	empty  *empty

	// found are the pairs of the last search; nil before the first.
	found *found
	// given is the pair that was asked for by route; nil while the screen
	// shows all of them.
	given *candidate
	// stale is set where the book has changed in a way that another search
	// may tell more.
	stale bool
	// writing is set while two are being made one or told apart, and merging
	// while all certain pairs are: what is pressed meanwhile would be for a pair
	// that is about to go.
	writing, merging bool
	// dirty are people who have changed and whose pairs have not been looked
	// at anew.
	dirty dirt

	searching, checking, reading run.Task
	// stop ends the work that the page under way shows.
	stop func()
}

// New makes the screen.
func New(shell kit.Shell, s *store.Store) *Screen {
	d := &Screen{
		shell: shell, store: s, object: container.NewStack(),
		photos: kit.NewPhotos(shell.Executor(), func() float32 { return shell.Window().Canvas().Scale() }, s.Thumb),
	}
	d.under = newUnderWay(func() { d.stop() })
	d.board = newBoard(d)
	d.empty = newEmpty()
	return d
}

// Object is the screen's content.
func (d *Screen) Object() fyne.CanvasObject { return d.object }

// Open shows all pairs, or the two of r.Pair side by side, also where the
// search would not pair them.
func (d *Screen) Open(r kit.Route) {
	d.shell.Window().Canvas().Unfocus() // the page gives it to what is pressed first
	if r.Pair != ([2]int64{}) {
		d.given = &candidate{pair: book.Pair{A: r.Pair[0], B: r.Pair[1]}, a: r.Pair[0], b: r.Pair[1]}
		d.board.choose(d.given)
		return
	}
	d.given = nil
	switch {
	case d.merging || d.searching.Running(): // it shows how far it is
		d.show(d.under.object)
		d.focus(d.under.cancel)
	case d.found == nil || d.stale:
		d.search()
	default:
		d.showPairs()
	}
}

func (d *Screen) show(o fyne.CanvasObject) {
	if !d.shows(o) {
		d.object.Objects = []fyne.CanvasObject{o}
		d.object.Refresh()
	}
}

func (d *Screen) shows(o fyne.CanvasObject) bool {
	return len(d.object.Objects) == 1 && d.object.Objects[0] == o
}

// focus gives something the focus, unless the window shows another screen.
func (d *Screen) focus(o fyne.Focusable) {
	if d.object.Visible() {
		d.shell.Window().Canvas().Focus(o)
	}
}

// work shows the page of work that takes a while and can be stopped.
func (d *Screen) work(title string, stop func()) {
	d.stop = stop
	d.under.begin(title)
	d.show(d.under.object)
	d.focus(d.under.cancel)
}

// search looks for pairs in the whole book.
func (d *Screen) search() {
	d.stale = false
	d.checking.Cancel()
	d.dirty = dirt{} // everybody is looked at
	d.work(lang.T("duplicates.searching"), func() {
		d.searching.Cancel()
		d.stale = true
		d.showEmpty(lang.T("duplicates.stopped"), lang.T("duplicates.again"), d.search)
	})
	e := d.shell.Executor()
	run.Do(e, &d.searching, func(ctx context.Context) (*found, error) {
		return find(ctx, d.store, func(done, total int) {
			e.Show(func() {
				if d.searching.Running() && ctx.Err() == nil {
					d.under.progress(lang.T("duplicates.searched", lang.Args{"Done": lang.Number(done), "Total": lang.Number(total)}), done, total)
				}
			})
		})
	}, func(f *found, err error) {
		if err != nil {
			d.stale = true
			d.shell.Fail(err)
			d.showEmpty(lang.T("duplicates.stopped"), lang.T("duplicates.again"), d.search)
			return
		}
		d.found = f
		if d.given == nil {
			d.showPairs()
		}
		d.check() // what changed while the search ran
	})
}

// showPairs shows the list and the pair chosen in it, or that there is none.
func (d *Screen) showPairs() {
	left := d.found.left()
	if len(left) == 0 {
		d.board.choose(nil)
		d.showEmpty(lang.T("duplicates.none"), lang.T("duplicates.back"), d.shell.Back)
		return
	}
	d.board.list(left)
}

func (d *Screen) showEmpty(sentence, label string, do func()) {
	d.empty.set(sentence, label, do)
	d.show(d.empty.object)
	d.focus(d.empty.button)
}

// Changed takes in that people have changed: pairs whose people are gone or are
// kept apart leave the list, and return where that was taken back.
func (d *Screen) Changed(c store.Changes) {
	if !c.AllPeople && len(c.People) == 0 {
		return
	}
	d.stale = true
	d.dirty.add(c)
	d.check()
}

// recheck looks anew at the pairs of some people.
func (d *Screen) recheck(people ...int64) {
	d.dirty.add(store.Changes{People: people})
	d.check()
}

// check looks anew at the pairs of people who have changed.
func (d *Screen) check() {
	if d.dirty.none() || d.searching.Running() || d.writing {
		return
	}
	dirty, f, given := d.dirty, d.found, d.given
	var work []*candidate
	if f != nil {
		work = f.touched(dirty)
	}
	if given != nil && given.touched(dirty) {
		work = append(work, given)
	}
	seen := make([]candidate, len(work))
	for i, c := range work {
		seen[i] = *c
	}
	into := f.merged()
	run.Do(d.shell.Executor(), &d.checking, func(ctx context.Context) ([]candidate, error) {
		return lookAgain(ctx, d.store, seen, into)
	}, func(now []candidate, err error) {
		if err != nil {
			d.shell.Fail(err)
			return
		}
		d.dirty = dirt{}
		for i, c := range work {
			*c = now[i]
		}
		d.checked(work)
	})
}

// checked shows what has become of pairs.
func (d *Screen) checked(work []*candidate) {
	if given := d.given; given != nil {
		if slices.Contains(work, given) {
			d.recheckedGiven(given)
		}
		return
	}
	if d.found == nil || d.shows(d.under.object) {
		return
	}
	at := d.board.at
	d.showPairs()
	if at != nil && at == d.board.at && slices.Contains(work, at) {
		d.board.load()
	}
}

func (d *Screen) recheckedGiven(given *candidate) {
	if given.settled {
		d.showEmpty(lang.T("duplicates.gone"), lang.T("duplicates.back"), d.shell.Back)
		return
	}
	d.board.load()
}

// merge makes one person of the two who are shown.
func (d *Screen) merge() {
	shown := d.board.shown
	if shown == nil || d.writing {
		return
	}
	keep, gone := shown.sides()
	choices := shown.decided()
	d.write(func(ctx context.Context) (int64, error) {
		return book.Merge(ctx, d.store, keep.key, gone.key, keep.person, gone.person, choices)
	}, func(action int64, err error) {
		if err != nil {
			d.failed(err, keep.key, gone.key)
			return
		}
		d.found.join(gone.key, keep.key)
		d.settled(lang.T("duplicates.did_merge", lang.Args{"Gone": gone.name(), "Keep": keep.name()}), action, keep.key, gone.key)
	})
}

// apart remembers that the two who are shown are two.
func (d *Screen) apart() {
	shown := d.board.shown
	if shown == nil || d.writing {
		return
	}
	a, b := shown.left, shown.right
	d.write(func(ctx context.Context) (int64, error) {
		return book.NotSame(ctx, d.store, a.key, b.key)
	}, func(action int64, err error) {
		if err != nil {
			d.failed(err, a.key, b.key)
			return
		}
		d.settled(lang.T("duplicates.did_apart", lang.Args{"A": a.name(), "B": b.name()}), action, a.key, b.key)
	})
}

// write does what changes the book, one pair after another.
func (d *Screen) write(do func(ctx context.Context) (int64, error), done func(action int64, err error)) {
	d.writing = true
	d.board.refreshFoot()
	run.Write(d.shell.Executor(), do, func(action int64, err error) {
		d.writing = false
		d.board.refreshFoot()
		done(action, err)
	})
}

// failed says why a pair stays as it is, and shows the two as they are now.
func (d *Screen) failed(err error, people ...int64) {
	d.shell.Fail(err)
	d.recheck(people...)
}

// settled says what was done, with the way back, and goes on to the next pair.
func (d *Screen) settled(sentence string, action int64, people ...int64) {
	d.shell.Did(sentence, action)
	if d.given != nil {
		d.given = nil
		d.board.choose(nil)
		d.showEmpty(sentence, lang.T("duplicates.back"), d.shell.Back)
		d.shell.Back()
	}
	d.recheck(people...)
}

// mergeAll makes one person of each pair that is certain.
func (d *Screen) mergeAll() {
	if d.found == nil || d.writing {
		return
	}
	var pairs []book.Pair
	for _, c := range d.found.left() {
		if c.pair.Certain {
			pairs = append(pairs, book.Pair{A: c.a, B: c.b, Certain: true})
		}
	}
	d.writing, d.merging = true, true
	var stop context.CancelFunc
	d.work(lang.T("duplicates.merging"), func() { stop() })
	e := d.shell.Executor()
	stop = run.Write(e, func(ctx context.Context) (book.MergedAll, error) {
		return book.MergeAll(ctx, d.store, pairs, func(done, total int) {
			e.Show(func() {
				if d.merging {
					d.under.progress(lang.T("duplicates.merged_part", lang.Args{"Done": lang.Number(done), "Total": lang.Number(total)}), done, total)
				}
			})
		})
	}, func(all book.MergedAll, err error) {
		d.writing, d.merging = false, false
		switch {
		case care.CodeOf(err) == care.CodeCancelled || run.Stopped(err):
			d.shell.Say(lang.T("duplicates.merge_stopped"), kit.Action{})
		case err != nil:
			d.shell.Fail(err)
		default:
			d.shell.Did(lang.N("duplicates.did_all", len(all.Into)), all.Action)
		}
		for gone, keep := range all.Into {
			d.found.join(gone, keep)
		}
		if d.given == nil {
			d.showPairs()
		}
		d.dirty.all = true
		d.check()
	})
}

// next goes on to the next pair and leaves this one undecided; step -1 goes
// back.
func (d *Screen) next(step int) {
	if d.given == nil && !d.writing {
		d.board.step(step)
	}
}

// TakeKey implements kit.KeyTaker: Escape goes back by one step, Enter makes one
// of the two who are shown, N tells them apart, S and the arrows go on.
func (d *Screen) TakeKey(e *fyne.KeyEvent) bool {
	onBoard := d.shows(d.board.object)
	switch e.Name {
	case fyne.KeyEscape:
		d.escape(onBoard)
		return true
	case fyne.KeyReturn, fyne.KeyEnter:
		if onBoard {
			d.board.enter()
		}
		return onBoard
	}
	if !onBoard || d.board.listing() {
		return false
	}
	switch e.Name {
	case fyne.KeyN:
		d.apart()
	case fyne.KeyS, fyne.KeyDown:
		d.next(1)
	case fyne.KeyUp:
		d.next(-1)
	default:
		return false
	}
	return true
}

func (d *Screen) escape(onBoard bool) {
	switch {
	case d.shows(d.under.object):
		d.stop()
	case onBoard && d.board.listing():
		d.board.unfold(false)
	default:
		d.shell.Back()
	}
}
