package today

import (
	"math"
	"net/url"
	"slices"

	"fyne.io/fyne/v2"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/care/remind"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/outside"
	"carebook/app/ui/kit/run"
	"carebook/store"
)

// board is the reminders of a day as rows in sections, and what can be done
// about them. The page and the pop-up each have one.
type board struct {
	shell  kit.Shell
	store  *store.Store
	clock  care.Clock
	photos *kit.Photos
	// compact sets the rows of the pop-up.
	compact bool
	// minute is that of the day at which the pop-up comes.
	minute int
	// openURL hands a link to the desktop.
	openURL func(*url.URL) error
	// openPerson shows a person, logPerson leads to the line in which something
	// is logged; nil is openPerson.
	openPerson, logPerson func(key int64)
	// openBrief shows the brief of a person; nil is openPerson.
	openBrief func(key int64)
	// reload reads the day anew, relayout gives the rows their places.
	reload, relayout func()
	// onKey takes keys for which a row has no use.
	onKey func(*fyne.KeyEvent) bool

	sections []*section
	entries  map[remind.ID]*entry
	tags     map[int64]store.Tag
	// opened is the row that shows its words.
	opened *entry
	asking run.Task
	// menu and panel are the last ones shown.
	menu  *kit.Menu
	panel *kit.Panel
}

// entry is a reminder on the board.
type entry struct {
	item    book.Item
	row     *kit.ReminderRow
	section *section
	// writing is set while something is done about it, leaving from when it was
	// done until its row goes.
	writing, leaving bool
	wait             run.Task
}

func newBoard(shell kit.Shell, s *store.Store, clock care.Clock, compact bool) *board {
	b := &board{
		shell: shell, store: s, clock: clock, compact: compact, minute: remind.DefaultSettings().Minute,
		entries: map[remind.ID]*entry{}, openURL: outside.Open,
	}
	b.photos = kit.NewPhotos(shell.Executor(), func() float32 { return shell.Window().Canvas().Scale() }, s.Thumb)
	return b
}

// canvas is that of the board, or of the window while it is not shown.
func (b *board) canvas() fyne.Canvas {
	if len(b.sections) > 0 {
		if c := fyne.CurrentApp().Driver().CanvasForObject(b.sections[0].object); c != nil {
			return c
		}
	}
	return b.shell.Window().Canvas()
}

// show puts items on the board, each where it belongs by of. Rows that were
// there stay, and so does the focus.
func (b *board) show(items []book.Item, of func(*book.Item) book.Section) {
	at, focused := b.position(b.opened), b.opened != nil && b.opened.row.HasFocus()
	before := map[*section][]*entry{}
	for _, s := range b.sections {
		before[s], s.entries = s.entries, nil
	}
	there := map[remind.ID]bool{}
	for i := range items {
		it := items[i]
		s := b.section(of(&it))
		if s == nil {
			continue
		}
		e := b.entries[it.ID]
		if e == nil {
			e = b.newEntry()
			b.entries[it.ID] = e
		}
		if e.leaving && !e.writing {
			e.leaving = false // it was taken back
			e.wait.Cancel()
		}
		if !e.leaving {
			e.item = it
		}
		there[it.ID] = true
		e.section = s
		s.entries = append(s.entries, e)
	}
	for id, e := range b.entries {
		if !there[id] && !e.leaving {
			delete(b.entries, id)
			e.section = nil
		}
	}
	for _, s := range b.sections {
		s.keepLeaving(before[s], there)
		s.fill()
	}
	b.settle(at, focused)
}

// settle lets the row that was opened stay so, or else the one in its place.
func (b *board) settle(at int, focused bool) {
	if b.opened != nil && !b.shown(b.opened) {
		b.opened.row.SetOpened(false)
		b.opened = nil
		if rows := b.flat(); focused && len(rows) > 0 {
			b.focus(rows[max(0, min(at, len(rows)-1))])
		} else if focused {
			b.canvas().Unfocus()
		}
	}
	b.relayout()
}

func (b *board) newEntry() *entry {
	e := &entry{row: kit.NewReminderRow(b.photos, lang.T("today.more_actions"))}
	if b.compact {
		e.row.Compact()
	}
	e.row.OnFocus = func() { b.openRow(e) }
	e.row.OnKey = func(k *fyne.KeyEvent) bool { return b.takeKey(e, k) }
	return e
}

// fill shows an entry in its row.
func (b *board) fill(e *entry) {
	m := face(&e.item, b.tags, b.shell.Private())
	if b.compact {
		m.Tags = nil // there is no room for them
		if b.shell.Private() {
			nameless(&m, &e.item)
		}
	}
	m.Struck = e.leaving
	m.Done = func() { b.finish(e) }
	m.Actions = b.actions(e)
	e.row.Fill(m)
}

// redraw fills all rows anew.
func (b *board) redraw() {
	for _, e := range b.entries {
		b.fill(e)
	}
}

// leave takes a row away that was done.
func (b *board) leave(e *entry) {
	e.leaving = false
	if e.section == nil || b.entries[e.item.ID] != e {
		return
	}
	at, focused := b.position(e), e.row.HasFocus()
	delete(b.entries, e.item.ID)
	e.section.entries = slices.DeleteFunc(e.section.entries, func(o *entry) bool { return o == e })
	e.section.fill()
	b.settle(at, focused)
	b.reload()
}

// section is the one of a name, or nil.
func (b *board) section(name book.Section) *section {
	for _, s := range b.sections {
		if s.name == name {
			return s
		}
	}
	return nil
}

// flat are the rows that can be seen, in their order.
func (b *board) flat() []*entry {
	var rows []*entry
	for _, s := range b.sections {
		rows = append(rows, s.visible()...)
	}
	return rows
}

func (b *board) shown(e *entry) bool { return slices.Contains(b.flat(), e) }

// position is where a row is among those that can be seen; 0 where it is not.
func (b *board) position(e *entry) int { return max(0, slices.Index(b.flat(), e)) }

// openRow opens a row and closes the one before.
func (b *board) openRow(e *entry) {
	if b.opened == e {
		return
	}
	if b.opened != nil {
		b.opened.row.SetOpened(false)
	}
	b.opened = e
	e.row.SetOpened(true)
	b.relayout()
}

// close closes the opened row and takes the keyboard from it.
func (b *board) close() bool {
	if b.opened == nil {
		return false
	}
	b.opened.row.SetOpened(false)
	b.opened = nil
	b.canvas().Unfocus()
	b.relayout()
	return true
}

func (b *board) focus(e *entry) { b.canvas().Focus(e.row) }

// focusFirst gives the keyboard to the opened row, or to the first, and reports
// whether there is one.
func (b *board) focusFirst() bool {
	rows := b.flat()
	if len(rows) == 0 {
		return false
	}
	if b.opened != nil && slices.Contains(rows, b.opened) {
		b.focus(b.opened)
	} else {
		b.focus(rows[0])
	}
	return true
}

// goOn moves the keyboard from a row that is about to go to the next one.
func (b *board) goOn(e *entry) {
	if !e.row.HasFocus() && b.opened != e {
		return
	}
	rows := b.flat()
	at := slices.Index(rows, e)
	for _, i := range append(after(at, len(rows)), before(at)...) {
		if !rows[i].leaving && !rows[i].writing {
			b.focus(rows[i])
			return
		}
	}
}

// after are the places behind one, before those in front of it, the nearest
// first.
func after(at, n int) []int {
	var places []int
	for i := at + 1; i < n; i++ {
		places = append(places, i)
	}
	return places
}

func before(at int) []int {
	var places []int
	for i := at - 1; i >= 0; i-- {
		places = append(places, i)
	}
	return places
}

// takeKey takes a key of a row.
func (b *board) takeKey(e *entry, k *fyne.KeyEvent) bool {
	switch k.Name {
	case fyne.KeyDown:
		b.step(e, 1)
	case fyne.KeyUp:
		return b.step(e, -1) || b.onKey != nil && b.onKey(k)
	case fyne.KeyLeft:
		b.aside(e, -1)
	case fyne.KeyRight:
		b.aside(e, 1)
	case fyne.KeyHome:
		b.focus(b.flat()[0])
	case fyne.KeyEnd:
		rows := b.flat()
		b.focus(rows[len(rows)-1])
	case fyne.KeySpace:
		b.finish(e)
	case fyne.KeyReturn, fyne.KeyEnter:
		b.open(e)
	case fyne.KeyS:
		b.snooze(e, e.row.Word(lang.T("today.snooze")))
	case fyne.KeyX:
		b.skip(e)
	case fyne.KeyC:
		b.copyGreeting(e)
	case fyne.KeyW:
		b.write(e, e.row.Word(lang.T("today.write")))
	default:
		return b.onKey != nil && b.onKey(k)
	}
	return true
}

// step moves the keyboard to the row n further, and reports whether there is
// one.
func (b *board) step(e *entry, n int) bool {
	rows := b.flat()
	to := slices.Index(rows, e) + n
	if to < 0 || to >= len(rows) {
		return false
	}
	b.focus(rows[to])
	return true
}

// aside moves the keyboard to the nearest row of the column beside.
func (b *board) aside(e *entry, n int) {
	top := func(e *entry) fyne.Position { return fyne.CurrentApp().Driver().AbsolutePositionForObject(e.row) }
	at := top(e)
	var best *entry
	far := float32(math.MaxFloat32)
	for _, other := range b.flat() {
		p := top(other)
		if d := abs(p.Y - at.Y); (p.X-at.X)*float32(n) > 0 && d < far {
			best, far = other, d
		}
	}
	if best != nil {
		b.focus(best)
	}
}

func abs(v float32) float32 { return max(v, -v) }

// current does something with the opened row, as a command of the window.
func (b *board) current(do func(e *entry)) func() {
	return func() {
		if b.opened != nil {
			do(b.opened)
		}
	}
}
