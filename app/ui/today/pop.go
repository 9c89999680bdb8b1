package today

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/care/remind"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
	"carebook/store"
)

// PopDeeds are what the pop-up asks of the window around it.
type PopDeeds struct {
	// OpenToday shows the page of the day, OpenPerson a person, OpenSettings the
	// settings of reminders, in the main window.
	OpenToday    func()
	OpenPerson   func(key int64)
	OpenSettings func()
	// Later closes the pop-up for an hour, Close for the day.
	Later, Close func()
}

// Pop is the content of the daily pop-up: the reminders that the day announces,
// in sections, each with what can be done about it.
type Pop struct {
	shell kit.Shell
	store *store.Store
	clock care.Clock
	do    PopDeeds
	board *board

	day      *kit.Text
	count    *kit.Text
	gear     *kit.Button
	strip    *kit.FoldStrip
	quiet    *kit.Paragraph
	nothing  *fyne.Container
	today    *kit.Button
	later    *kit.Button
	below    *kit.Button
	body     *fyne.Container
	scroll   *container.Scroll
	object   *fyne.Container
	reading  run.Task
	calming  run.Task
	settling run.Task
	// size is the one that the pop-up is laid out for.
	size fyne.Size
}

// NewPop makes an empty pop-up in the window of a shell.
func NewPop(shell kit.Shell, s *store.Store, clock care.Clock, do PopDeeds) *Pop {
	p := &Pop{shell: shell, store: s, clock: clock, do: do}
	p.board = newBoard(shell, s, clock, true)
	p.board.reload, p.board.relayout = p.reload, p.relayout
	p.board.openPerson, p.board.onKey = do.OpenPerson, p.takeKey
	p.day = kit.NewTitle("", style.Sentence).Cut()
	p.count = kit.NewText("", style.Small, style.Ink2).Cut()
	p.gear = kit.NewButton(kit.Quiet, "", style.Gear, do.OpenSettings).Small().Named(lang.T("today.settings"))
	p.strip = kit.NewFoldStrip(p.unfoldMissed)
	p.strip.OnKey = p.stripKey
	p.quiet = kit.NewParagraph("", style.Body, style.Ink)
	p.nothing = kit.Inset(style.Space5, 18, style.Space5, 18, p.quiet)
	p.nothing.Hide()
	p.today = kit.NewButton(kit.Accent, lang.T("today.open_today"), "", do.OpenToday)
	p.later = kit.NewButton(kit.Plain, lang.T("today.in_an_hour"), "", do.Later)
	p.below = kit.NewButton(kit.Quiet, "", "", p.pageDown).Small().Menu()
	p.build()
	return p
}

// How many rows of a section the pop-up shows at first, by what it is.
const (
	popOccasions = 6
	popWork      = 3
)

func (p *Pop) build() {
	b := p.board
	b.sections = []*section{
		newSection(b, book.MissedSection, popOccasions),
		newSection(b, book.BirthdaySection, popOccasions),
		newSection(b, book.HolidaySection, popOccasions),
		newSection(b, book.CallSection, popWork),
		newSection(b, book.VisitSection, popWork),
		newSection(b, book.PromiseSection, popWork),
		newSection(b, book.ComplaintSection, popWork),
	}
	b.sections[0].folded, b.sections[0].bare = true, true
	rows := kit.NewColumn(0)
	for _, s := range b.sections {
		rows.Objects = append(rows.Objects, s.object)
	}
	// Missed ones belong to the strip, the others follow.
	missed := kit.Inset(0, popSide, 0, popSide, b.sections[0].object)
	rows.Objects = rows.Objects[1:]
	p.body = kit.NewColumn(0, p.strip, missed, p.nothing, kit.Inset(0, popSide, style.Space2, popSide, rows))
	p.scroll = container.NewVScroll(p.body)
	p.scroll.OnScrolled = func(fyne.Position) { p.countBelow() }
	head := &fyne.Container{Layout: popHead{}, Objects: []fyne.CanvasObject{p.day, p.count, p.gear}}
	foot := kit.OnGround(kit.NewGround(style.Desk), &fyne.Container{Layout: popFoot{}, Objects: []fyne.CanvasObject{kit.NewLine(), p.today, p.later, p.below}})
	p.object = &fyne.Container{Layout: &popLayout{p}, Objects: []fyne.CanvasObject{kit.NewGround(style.Page), head, p.scroll, foot}}
}

// Object is the content.
func (p *Pop) Object() fyne.CanvasObject { return p.object }

// Show fills the pop-up with what a day announces.
func (p *Pop) Show(d *book.Digest) {
	p.day.SetText(lang.DayTitle(d.On))
	var items []book.Item
	for _, it := range d.Items {
		if it.Pops() {
			items = append(items, it)
		}
	}
	b := p.board
	b.show(items, (*book.Item).PopSection)
	p.showCount(items)
	p.showMissed()
	if len(items) == 0 {
		p.quiet.SetText(quiet(d, d.On))
	}
	kit.Show(p.nothing, len(items) == 0 && len(b.flat()) == 0)
	p.relayout()
	p.readMinute()
}

// showCount says how much there is to think of, and how much of it was missed.
// What the day holds beyond what it offers is for the page.
func (p *Pop) showCount(items []book.Item) {
	missed := 0
	for i := range items {
		if items[i].PopSection() == book.MissedSection {
			missed++
		}
	}
	words := ""
	if n := len(items); n > 0 {
		words = lang.N("today.pop_count", n)
	}
	if missed > 0 {
		words = lang.T("today.pop_count_missed", lang.Args{"Think": words, "Missed": lang.Spelled("reminder.count_missed", missed)})
	}
	p.count.SetText(words)
}

// showMissed says in the strip who was missed.
func (p *Pop) showMissed() {
	missed := p.board.section(book.MissedSection)
	var names []string
	for _, e := range missed.entries {
		names = append(names, e.item.Name)
	}
	p.strip.Set(lang.T("today.missed_lead"), strings.Join(names, lang.T("details.comma")))
	kit.Show(p.strip, len(names) > 0)
}

// unfoldMissed shows the missed ones under the strip, or hides them.
func (p *Pop) unfoldMissed(open bool) {
	s := p.board.section(book.MissedSection)
	s.folded = !open
	s.fill()
	p.board.settle(0, false)
}

// readMinute reads when the pop-up comes, to which reminders are put off.
func (p *Pop) readMinute() {
	run.Do(p.shell.Executor(), &p.settling, func(ctx context.Context) (remind.Settings, error) {
		return book.ReminderSettings(ctx, p.store)
	}, func(s remind.Settings, err error) {
		if err != nil {
			p.shell.Fail(err)
			return
		}
		p.board.minute = s.Minute
	})
}

// reload reads the day anew.
func (p *Pop) reload() {
	p.calming.Cancel()
	run.Do(p.shell.Executor(), &p.reading, func(ctx context.Context) (*book.Digest, error) {
		return book.ReadDigest(ctx, p.store, p.clock, "")
	}, func(d *book.Digest, err error) {
		if err != nil {
			p.shell.Fail(err)
			return
		}
		p.Show(d)
	})
}

// Changed takes in that the book has changed.
func (p *Pop) Changed(store.Changes) {
	run.Later(p.shell.Executor(), &p.calming, calm, p.reload)
}

// Redraw shows the rows anew, after what is private was hidden or shown again.
func (p *Pop) Redraw() { p.board.redraw() }

// Focus gives the keyboard to the first row, or to the button that opens the
// day.
func (p *Pop) Focus() {
	c := p.shell.Window().Canvas()
	if c.OnTypedKey() == nil {
		c.SetOnTypedKey(func(k *fyne.KeyEvent) { p.TakeKey(k) })
	}
	if !p.board.focusFirst() {
		c.Focus(p.today)
	}
}

// TakeKey takes keys for which no piece has a use, and reports whether it did:
// Escape closes, arrows lead to the rows.
func (p *Pop) TakeKey(k *fyne.KeyEvent) bool {
	switch k.Name {
	case fyne.KeyEscape:
		p.do.Close()
	case fyne.KeyDown, fyne.KeyUp:
		return p.board.focusFirst()
	default:
		return false
	}
	return true
}

// takeKey takes keys of rows: above the first of them is the strip.
func (p *Pop) takeKey(k *fyne.KeyEvent) bool {
	if k.Name == fyne.KeyUp && p.strip.Visible() {
		p.board.canvas().Focus(p.strip)
		return true
	}
	return k.Name == fyne.KeyEscape && p.TakeKey(k)
}

// stripKey takes keys of the strip.
func (p *Pop) stripKey(k *fyne.KeyEvent) bool {
	rows := p.board.flat()
	switch {
	case k.Name == fyne.KeyDown && len(rows) > 0:
		p.board.focus(rows[0])
	case k.Name == fyne.KeyRight && !p.strip.Open(), k.Name == fyne.KeyLeft && p.strip.Open():
		p.strip.OnTapped()
	default:
		return false
	}
	return true
}

// pageDown scrolls on by a page.
func (p *Pop) pageDown() {
	end := p.body.MinSize().Height - p.scroll.Size().Height
	p.scroll.ScrollToOffset(fyne.NewPos(0, max(0, min(end, p.scroll.Offset.Y+p.scroll.Size().Height*0.8))))
	p.countBelow()
}

// countBelow counts the rows that are further down than can be seen.
func (p *Pop) countBelow() {
	end := p.scroll.Offset.Y + p.scroll.Size().Height
	n := 0
	for _, e := range slices.Backward(p.board.flat()) {
		if y, _ := topIn(p.body, e.row); y+e.row.Size().Height/2 <= end {
			break
		}
		n++
	}
	if n > 0 {
		p.below.SetLabel(lang.N("today.pop_below", n))
	}
	if p.below.Visible() != (n > 0) {
		kit.Show(p.below, n > 0)
		kit.Relay(p.object)
	}
}

// topIn is how far down an object is in a container that holds it somewhere.
func topIn(in *fyne.Container, o fyne.CanvasObject) (y float32, found bool) {
	for _, child := range in.Objects {
		if child == o {
			return o.Position().Y, true
		}
		if c, ok := child.(*fyne.Container); ok {
			if y, found := topIn(c, o); found {
				return c.Position().Y + y, true
			}
		}
	}
	return 0, false
}

func (p *Pop) relayout() {
	if p.object == nil {
		return
	}
	p.scroll.Refresh()
	kit.Relay(p.object)
	canvas.Refresh(p.scroll)
	p.countBelow()
}

// The measures of the pop-up at 100 %.
const (
	popSide, popHeadHeight, popFootHeight = 8, 66, 52
	popTextSide                           = 18
)

// popLayout is head, what scrolls, and foot on a ground.
type popLayout struct{ pop *Pop }

// Layout implements fyne.Layout.
func (l *popLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	head, foot := style.Px(popHeadHeight), objects[3].MinSize().Height
	kit.Put(objects[0], 0, 0, size.Width, size.Height)
	kit.Put(objects[1], 0, 0, size.Width, head)
	kit.Put(objects[2], 0, head, size.Width, size.Height-head-foot)
	kit.Put(objects[3], 0, size.Height-foot, size.Width, foot)
	if l.pop.size != size {
		l.pop.size = size
		l.pop.countBelow()
	}
}

// MinSize implements fyne.Layout.
func (*popLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(style.Px(300), style.Px(300))
}

// popHead is the day, the count under it, and the gear at the right.
type popHead struct{}

// Layout implements fyne.Layout.
func (popHead) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	side, gear := style.Px(popTextSide), objects[2].MinSize()
	day, count := objects[0].MinSize().Height, objects[1].MinSize().Height
	kit.Put(objects[0], side, style.Px(27)-day/2, size.Width-2*side, day)
	room := size.Width - 2*side - gear.Width
	kit.Put(objects[1], side, style.Px(48)-count/2, room, count)
	kit.Put(objects[2], size.Width-side-gear.Width+style.Px(style.Space1), style.Px(44)-gear.Height/2, gear.Width, gear.Height)
}

// MinSize implements fyne.Layout.
func (popHead) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, style.Px(popHeadHeight))
}

// popFoot is a line over two buttons at the left and one at the right. Where
// they do not fit in a line, the last one goes.
type popFoot struct{}

// Layout implements fyne.Layout.
func (popFoot) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	kit.Put(objects[0], 0, 0, size.Width, 1)
	side, gap := style.Px(style.Space3), style.Px(style.Space2)
	first, second, third := objects[1].MinSize(), objects[2].MinSize(), objects[3].MinSize()
	put := func(o fyne.CanvasObject, x float32, least fyne.Size) {
		kit.Put(o, x, (size.Height-least.Height)/2, least.Width, least.Height)
	}
	put(objects[1], side, first)
	put(objects[2], side+first.Width+gap, second)
	x := size.Width - side - third.Width
	if x < side+first.Width+gap+second.Width+gap {
		x = size.Width // out of sight
	}
	put(objects[3], x, third)
}

// MinSize implements fyne.Layout.
func (popFoot) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(objects[1].MinSize().Width+objects[2].MinSize().Width+style.Px(2*style.Space3), style.Px(popFootHeight))
}
