package visits

import (
	"fyne.io/fyne/v2"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/style"
)

// The most people who are listed in the panel of those who were left out, and in
// the column: nobody reads thousands.
const mostInPanel, mostInColumn = 100, 12

// leftOutColumn is who was left out of the week, in a column of its own.
type leftOutColumn struct {
	screen *Screen
	head   *kit.Heading
	rows   *fyne.Container
	more   *kit.Button
	object *fyne.Container
}

func newLeftOutColumn(s *Screen) *leftOutColumn {
	c := &leftOutColumn{screen: s, head: kit.NewHeading(), rows: kit.NewColumn(0)}
	c.more = kit.NewLink("", s.showLeftOut)
	c.object = kit.NewColumn(style.Space1, c.head, c.rows, kit.NewFlow(0, c.more))
	return c
}

func (c *leftOutColumn) fill(v *book.VisitsView) {
	c.head.Set(lang.T("visits.left_out"), lang.Number(len(v.LeftOut)))
	c.rows.Objects = c.screen.leftOutRows(v, mostInColumn, func() {})
	rest := len(v.LeftOut) - len(c.rows.Objects)
	c.more.SetLabel(lang.N("visits.more", rest))
	kit.Show(c.more, rest > 0)
}

// any reports whether there is anybody in the column.
func (c *leftOutColumn) any() bool { return len(c.rows.Objects) > 0 }

// leftOutRows are those who were left out as rows, at most so many; then is
// called before a row leads elsewhere.
func (s *Screen) leftOutRows(v *book.VisitsView, most int, then func()) []fyne.CanvasObject {
	var rows []fyne.CanvasObject
	shown := v.LeftOut[:min(most, len(v.LeftOut))]
	widest := widestTile(len(shown), func(i int) care.Band { return shown[i].Band })
	for _, left := range shown {
		row := kit.NewBandRow(tile(left.Band), left.Name, left.Why, func() {
			then()
			s.openPerson(left.Key)
		}).Room(widest)
		if s.addable(v) {
			row.Offer(kit.RowAction{Glyph: style.Plus, Words: lang.T("visits.add_to_day"), Do: func() {
				then()
				s.add(left, s.emptiest())
			}})
		}
		rows = append(rows, row)
	}
	return rows
}

// addable reports whether there is a day left to which somebody can be added.
func (s *Screen) addable(v *book.VisitsView) bool {
	return !v.Span.Month && len(v.Days) > 0 && v.Days[len(v.Days)-1].Day >= s.clock.Today()
}

// emptiest is the day with the most room of those that are not over, the first of
// several; where all are full, those who press less make room there.
func (s *Screen) emptiest() care.Day {
	var best *book.PlanDay
	for i := range s.view.Days {
		d := &s.view.Days[i]
		if d.Day >= s.clock.Today() && (best == nil || d.Room-d.Minutes > best.Room-best.Minutes) {
			best = d
		}
	}
	return best.Day
}

// showLeftOut lists who was left out, and why.
func (s *Screen) showLeftOut() {
	if s.view == nil || len(s.view.LeftOut) == 0 {
		return
	}
	hide := func() { s.panel.Hide() }
	rows := s.leftOutRows(s.view, mostInPanel, hide)
	if rest := len(s.view.LeftOut) - len(rows); rest > 0 {
		rows = append(rows, kit.NewParagraph(lang.N("visits.more", rest), style.Small, style.Ink2))
	}
	// The scroll bar lies over the right edge.
	body := kit.Inset(0, style.Space3, 0, 0, kit.NewColumn(style.Space1, rows...))
	s.panel = kit.NewPanel(lang.T("visits.left_out_title"), body, lang.T("command.close"), func(done func(string)) { done("") })
	s.panel.Cancel.Hide()
	s.panel.Show(s.canvas())
}
