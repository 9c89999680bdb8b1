package visits

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/care/remind"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/style"
)

// week is the plan of a week: a column to a day, a card to a visit.
type week struct {
	screen  *Screen
	columns []*dayColumn
	cards   map[int64]*card
	leftOut *leftOutColumn
	nothing *kit.Paragraph
	object  *fyne.Container
	// over is the column over which a card is dragged.
	over *dayColumn
}

// dayColumn is a day of the week.
type dayColumn struct {
	day             care.Day
	ground          *kit.Ground
	title, room     *kit.Text
	districts       *kit.Text
	cards           []*card
	object, holding *fyne.Container
}

// card is a visit in a column.
type card struct {
	visit book.PlannedVisit
	face  *kit.VisitCard
}

func newWeek(s *Screen) *week {
	w := &week{screen: s, cards: map[int64]*card{}, leftOut: newLeftOutColumn(s)}
	w.nothing = kit.NewParagraph("", style.Body, style.Ink2)
	w.object = &fyne.Container{Layout: kit.ByWidth(weekLayout{w}.lay)}
	return w
}

func newDayColumn() *dayColumn {
	c := &dayColumn{title: kit.NewText("", style.Control, style.Ink).Bold(), room: kit.NewText("", style.Small, style.Ink2)}
	c.districts = kit.NewText("", style.Caption, style.Ink2).Cut()
	c.ground = kit.NewGround(style.Soft).Edge(style.RadiusCard, 0, style.Line)
	c.ground.Hide()
	c.holding = kit.NewColumn(cardGap)
	c.object = &fyne.Container{Layout: columnLayout{c}, Objects: []fyne.CanvasObject{c.ground, c.title, c.room, c.districts, c.holding}}
	return c
}

// fill shows a week. Cards that were there stay, and so does the keyboard: from a
// card that has gone it goes to the one in its place.
func (w *week) fill(v *book.VisitsView) {
	column, row, had := w.place(w.focused())
	cards := map[int64]*card{}
	for len(w.columns) < len(v.Days) {
		w.columns = append(w.columns, newDayColumn())
	}
	w.columns = w.columns[:len(v.Days)]
	objects := []fyne.CanvasObject{}
	for i := range v.Days {
		w.fillDay(w.columns[i], &v.Days[i], cards)
		objects = append(objects, w.columns[i].object)
	}
	w.cards = cards
	w.nothing.SetText(nothingWords(v))
	kit.Show(w.nothing, w.nothing.Words() != "")
	w.leftOut.fill(v)
	w.object.Objects = append(objects, w.nothing, w.leftOut.object)
	w.object.Refresh()
	if had && w.focused() == nil {
		w.focusNear(column, row)
	}
}

func (w *week) fillDay(c *dayColumn, d *book.PlanDay, cards map[int64]*card) {
	today := w.screen.clock.Today()
	c.day = d.Day
	c.title.SetText(dayHead(d.Day, today))
	c.room.SetText(lang.T("visits.day_room", lang.Args{"Planned": length(d.Minutes), "Room": length(d.Room)}))
	c.districts.SetText(strings.Join(d.Districts, ", "))
	c.cards, c.holding.Objects = nil, nil
	for _, visit := range d.Visits {
		k := w.cards[visit.Key]
		if k == nil {
			k = w.newCard()
		}
		k.visit = visit
		k.face.Fill(cardWords(&visit))
		cards[visit.Key] = k
		c.cards = append(c.cards, k)
		c.holding.Add(k.face)
	}
}

// dayHead is a day over its column: today by that word.
func dayHead(day, today care.Day) string {
	if day == today {
		return lang.DayShort(day, today)
	}
	return lang.DayHead(day)
}

// nothingWords say why a week has no visits, and "" where it has some.
func nothingWords(v *book.VisitsView) string {
	switch {
	case visitsOf(v) > 0:
		return ""
	case v.Room == 0:
		return lang.T("visits.no_hours")
	case v.Past:
		return lang.T("visits.nothing_past")
	}
	return lang.T("visits.nothing")
}

func cardWords(v *book.PlannedVisit) kit.CardWords {
	time := lang.T("visits.card_time", lang.Args{"At": remind.FormatMinute(v.Start), "Minutes": lang.Number(v.Minutes)})
	if v.Logged { // nobody said when
		time = lang.T("visits.minutes", lang.Args{"Minutes": lang.Number(v.Minutes)})
	}
	return kit.CardWords{
		Name: v.Name, Time: time,
		Reason: v.Short, Band: kit.BandTile(v.Band), Late: v.Late, Pinned: v.Pinned, Done: v.Done,
	}
}

func (w *week) newCard() *card {
	k := &card{face: kit.NewVisitCard()}
	s := w.screen
	k.face.OnOpen = func() { s.openPerson(k.visit.Key) }
	k.face.OnMenu = func() { s.cardMenu(k) }
	k.face.OnKey = func(e *fyne.KeyEvent) bool { return s.cardKey(k, e) }
	k.face.OnDrag = func(at fyne.Position) { w.drag(k, at) }
	k.face.OnDrop = func(at fyne.Position) { w.drop(k, at) }
	return k
}

// focused is the card that has the keyboard, or nil.
func (w *week) focused() *card {
	face, ok := w.screen.canvas().Focused().(*kit.VisitCard)
	if !ok {
		return nil
	}
	for _, k := range w.cards {
		if k.face == face {
			return k
		}
	}
	return nil
}

// place is the column of a card and its row there.
func (w *week) place(k *card) (column, row int, ok bool) {
	for i, c := range w.columns {
		if at := slices.Index(c.cards, k); k != nil && at >= 0 {
			return i, at, true
		}
	}
	return 0, 0, false
}

// focusNear gives the keyboard to the card at a place, or the nearest one of the
// column, or of those beside; without any to nobody.
func (w *week) focusNear(column, row int) {
	for far := range len(w.columns) + 1 {
		for _, i := range []int{column + far, column - far} {
			if i >= 0 && i < len(w.columns) && len(w.columns[i].cards) > 0 {
				w.focus(w.columns[i].cards[min(row, len(w.columns[i].cards)-1)])
				return
			}
		}
	}
	w.screen.canvas().Unfocus()
}

func (w *week) focus(k *card) { w.screen.canvas().Focus(k.face) }

// focusFirst gives the keyboard to the first card, and reports whether there is
// one.
func (w *week) focusFirst() bool {
	for _, c := range w.columns {
		if len(c.cards) > 0 {
			w.focus(c.cards[0])
			return true
		}
	}
	return false
}

// step moves the keyboard from a card: by rows within its column, by columns to
// the next one that has any card.
func (w *week) step(k *card, columns, rows int) bool {
	column, row, ok := w.place(k)
	if !ok {
		return false
	}
	if rows != 0 {
		if row += rows; row < 0 || row >= len(w.columns[column].cards) {
			return false
		}
		w.focus(w.columns[column].cards[row])
		return true
	}
	for column += columns; column >= 0 && column < len(w.columns); column += columns {
		if cards := w.columns[column].cards; len(cards) > 0 {
			w.focus(cards[min(row, len(cards)-1)])
			return true
		}
	}
	return false
}

// columnAt is the column at a place in the window, or nil.
func (w *week) columnAt(at fyne.Position) *dayColumn {
	driver := fyne.CurrentApp().Driver()
	for _, c := range w.columns {
		p, size := driver.AbsolutePositionForObject(c.object), c.object.Size()
		if at.X >= p.X && at.X < p.X+size.Width && at.Y >= p.Y && at.Y < p.Y+size.Height {
			return c
		}
	}
	return nil
}

// drag shows where a card would come.
func (w *week) drag(k *card, at fyne.Position) {
	over := w.columnAt(at)
	if over != nil && (over.day == k.visit.Day || !w.screen.movable(k, over.day)) {
		over = nil
	}
	w.mark(over)
}

func (w *week) mark(over *dayColumn) {
	if w.over == over {
		return
	}
	if w.over != nil {
		w.over.ground.Hide()
	}
	if w.over = over; over != nil {
		over.ground.Show()
	}
}

// drop moves a card to the day over which it was let go.
func (w *week) drop(k *card, at fyne.Position) {
	w.mark(nil)
	if c := w.columnAt(at); c != nil && c.day != k.visit.Day && w.screen.movable(k, c.day) {
		w.screen.move(k, c.day)
	}
}

// The measures of a week at 100 %: the gaps between columns, cards and lines of
// columns, the space under the head of a column, and the least width of one.
const (
	columnGap, cardGap, lineGap float32 = 10, 5, 16
	columnHeadBottom            float32 = 4
	columnLeast                 float32 = 132
)

// weekLayout sets the columns side by side, in several lines where there are more
// than the width has room for, and those who were left out behind them in a wide
// window.
type weekLayout struct{ week *week }

// columns are how many columns stand in a line, and their width.
func (l weekLayout) columns(width float32) (n int, w float32) {
	gap := style.Px(columnGap)
	n = len(l.week.columns)
	if n == 0 {
		return 0, width
	}
	fit := max(1, int((width+gap)/(style.Px(columnLeast)+gap)))
	if lines := (n + fit - 1) / fit; lines > 1 {
		n = (n + lines - 1) / lines
	}
	return n, (width - float32(n-1)*gap) / float32(n)
}

func (l weekLayout) lay(width float32, move bool) float32 {
	w, gap := l.week, style.Px(columnGap)
	room, height := width, float32(0)
	aside := w.leftOut.any() && window(width+2*style.Px(margin)) >= style.Wide
	if move {
		kit.Show(w.leftOut.object, aside)
	}
	if aside {
		wide := (width - float32(len(w.columns))*gap) / float32(len(w.columns)+1)
		wide = max(wide, style.Px(columnLeast))
		room = width - wide - gap
		height = kit.HeightFor(w.leftOut.object, wide)
		if move {
			kit.Put(w.leftOut.object, width-wide, 0, wide, height)
		}
	}
	n, each := l.columns(room)
	y := float32(0)
	for from := 0; from < len(w.columns); from += n {
		line := w.columns[from:min(from+n, len(w.columns))]
		high := float32(0)
		for _, c := range line {
			high = max(high, kit.HeightFor(c.object, each))
		}
		if from > 0 {
			y += style.Px(lineGap)
		}
		for i, c := range line {
			if move { // all of a line are as high, so that a card can be dropped anywhere
				kit.Put(c.object, float32(i)*(each+gap), y, each, high)
			}
		}
		y += high
	}
	if w.nothing.Visible() {
		h := kit.HeightFor(w.nothing, room)
		if move {
			kit.Put(w.nothing, 0, y+style.Px(style.Space2), room, h)
		}
		y += h + style.Px(style.Space2)
	}
	return max(y, height)
}

// columnLayout is a day's head over its cards. How full it is stands beside the
// day, or in the line of the districts where there is no room.
type columnLayout struct{ column *dayColumn }

func (l columnLayout) lay(size fyne.Size, move bool) float32 {
	c, side := l.column, style.Px(2)
	title, room, line := c.title.MinSize(), c.room.MinSize(), c.districts.MinSize().Height
	wide := size.Width - 2*side
	beside := title.Width+style.Px(style.Space2)+room.Width <= wide
	second := max(line, room.Height)
	y := title.Height + second + style.Px(columnHeadBottom)
	if move {
		kit.Put(c.ground, 0, 0, size.Width, size.Height)
		kit.Put(c.title, side, 0, title.Width, title.Height)
		x := side
		if beside {
			kit.Put(c.room, size.Width-side-room.Width, (title.Height-room.Height)/2, room.Width, room.Height)
		} else {
			kit.Put(c.room, side, title.Height+(second-room.Height)/2, room.Width, room.Height)
			x += room.Width + style.Px(style.Space2)
		}
		kit.Put(c.districts, x, title.Height+(second-line)/2, max(0, size.Width-side-x), line)
		kit.Put(c.holding, 0, y, size.Width, max(0, size.Height-y))
	}
	return y + kit.HeightFor(c.holding, size.Width)
}

// Layout implements fyne.Layout.
func (l columnLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) { l.lay(size, true) }

// MinSize implements fyne.Layout.
func (columnLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// HeightFor implements kit.Heighter.
func (l columnLayout) HeightFor(_ []fyne.CanvasObject, width float32) float32 {
	return l.lay(fyne.NewSize(width, 0), false)
}
