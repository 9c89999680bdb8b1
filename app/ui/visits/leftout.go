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
	for _, left := range v.LeftOut[:min(most, len(v.LeftOut))] {
		row := kit.NewBandRow(kit.BandTile(left.Band), left.Name, left.Why, func() {
			then()
			s.openPerson(left.Key)
		})
		if s.addable(v) {
			row.Offer(kit.RowAction{Glyph: style.Plus, Words: lang.T("visits.add_to_day"), Do: func() {
				s.addMenu(row, left, then)
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

// addMenu shows the days to which somebody who was left out can be added.
func (s *Screen) addMenu(row *kit.BandRow, left book.LeftOutRow, then func()) {
	s.daysMenu(row.Offered(), "", func(day care.Day) bool { return day >= s.clock.Today() }, func(day care.Day) {
		then()
		s.add(left, day)
	})
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
