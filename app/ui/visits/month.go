package visits

import (
	"fyne.io/fyne/v2"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/style"
)

// month is the plan of a month: a row to a week, a cell to a day.
type month struct {
	screen *Screen
	weeks  []*monthWeek
	cells  []*monthDay
	object *fyne.Container
}

// monthWeek is the head of a row.
type monthWeek struct {
	monday       care.Day
	name, figure *kit.Text
	days         []*monthDay
}

// monthDay is a day of the month.
type monthDay struct {
	day  book.PlanDay
	face *kit.DayCell
}

func newMonth(s *Screen) *month {
	m := &month{screen: s}
	m.object = &fyne.Container{Layout: kit.ByWidth(monthLayout{m}.lay)}
	return m
}

// fill shows a month.
func (m *month) fill(v *book.VisitsView) {
	for len(m.cells) < len(v.Days) {
		m.cells = append(m.cells, m.newDay())
	}
	m.cells = m.cells[:len(v.Days)]
	m.weeks = nil
	var row *monthWeek
	for i := range v.Days {
		if monday := mondayOf(v.Days[i].Day); row == nil || row.monday != monday {
			row = &monthWeek{monday: monday, name: kit.NewText("", style.Caption, style.Ink2).Cut(), figure: kit.NewText("", style.Caption, style.Ink3).Cut()}
			m.weeks = append(m.weeks, row)
		}
		m.cells[i].day = v.Days[i]
		row.days = append(row.days, m.cells[i])
	}
	m.object.Objects = nil
	for _, row := range m.weeks {
		m.nameWeek(row)
		m.object.Objects = append(m.object.Objects, row.name, row.figure)
		for _, d := range row.days {
			m.object.Objects = append(m.object.Objects, d.face)
		}
	}
	m.fit(v)
	m.object.Refresh()
}

// nameWeek says which days a row has, and how full they are.
func (m *month) nameWeek(row *monthWeek) {
	n, minutes, room := 0, 0, 0
	for _, d := range row.days {
		n += len(d.day.Visits)
		minutes += d.day.Minutes
		room += d.day.Room
	}
	row.name.SetText(weekName(row.monday))
	row.figure.SetText(lang.N("visits.count", n, lang.Args{"Planned": hours(minutes), "Room": hours(room)}))
}

// The lines of a day of a month: as many as there is room for below the picture,
// within bounds.
const leastLines, mostLines = 2, 6

// fit fills the days with as many lines as let the whole month be seen.
func (m *month) fit(v *book.VisitsView) {
	lines := leastLines
	p := m.screen.page
	if rows := float32(len(m.weeks)); rows > 0 && p.width > 0 {
		over := p.lay(p.width, false) - kit.HeightFor(m.object, p.width-2*style.Px(margin))
		for lines < mostLines && over+rows*(kit.DayCellHeight(lines+1)+monthLayout{m}.headHeight()+style.Px(rowGap)) <= p.height {
			lines++
		}
	}
	today := m.screen.clock.Today()
	for _, d := range m.cells {
		d.face.Fill(m.words(&d.day, today), lines)
	}
}

func (m *month) words(d *book.PlanDay, today care.Day) kit.DayWords {
	w := kit.DayWords{Title: dayHead(d.Day, today), Today: d.Day == today, Past: d.Day < today}
	if len(d.Visits) > 0 {
		w.Figure = length(d.Minutes)
	}
	for i := range d.Visits {
		w.Lines = append(w.Lines, [2]string{kit.BandTile(d.Visits[i].Band), d.Visits[i].Name})
	}
	w.More = func(left int) string { return lang.T("visits.and_more", lang.Args{"Count": lang.Number(left)}) }
	return w
}

func (m *month) newDay() *monthDay {
	d := &monthDay{face: kit.NewDayCell()}
	d.face.OnTapped = func() { m.screen.showWeek(d.day.Day) }
	d.face.OnKey = func(e *fyne.KeyEvent) bool { return m.key(d, e) }
	return d
}

// key moves the keyboard by days and weeks.
func (m *month) key(d *monthDay, e *fyne.KeyEvent) bool {
	for i, row := range m.weeks {
		for k, other := range row.days {
			if other != d {
				continue
			}
			switch e.Name {
			case fyne.KeyLeft:
				return m.focus(i, k-1)
			case fyne.KeyRight:
				return m.focus(i, k+1)
			case fyne.KeyUp:
				return m.focus(i-1, k)
			case fyne.KeyDown:
				return m.focus(i+1, k)
			}
		}
	}
	return false
}

// focus gives the keyboard to a day of a week, and reports whether there is one;
// the days before the first and after the last are in the weeks beside.
func (m *month) focus(week, day int) bool {
	switch {
	case week < 0 || week >= len(m.weeks):
		return false
	case day < 0:
		return week > 0 && m.focus(week-1, len(m.weeks[week-1].days)-1)
	case day >= len(m.weeks[week].days):
		return week+1 < len(m.weeks) && m.focus(week+1, 0)
	}
	m.screen.canvas().Focus(m.weeks[week].days[day].face)
	return true
}

// focusFirst gives the keyboard to today, or else to the first day.
func (m *month) focusFirst() bool {
	for _, d := range m.cells {
		if d.day.Day == m.screen.clock.Today() {
			m.screen.canvas().Focus(d.face)
			return true
		}
	}
	return m.focus(0, 0)
}

// The gaps of the rows of a month at 100 %.
const rowGap, cellGap float32 = 8, 8

// monthLayout sets a week under the other, its days side by side under its name.
type monthLayout struct{ month *month }

func (l monthLayout) headHeight() float32 {
	if len(l.month.weeks) == 0 {
		return 0
	}
	return l.month.weeks[0].name.MinSize().Height
}

// columns are the places of the weekdays that any week has, and how many those
// are: a weekday has its column also where one week alone has a visit on it.
func (l monthLayout) columns() (place [7]int, n int) {
	var any [7]bool
	for _, d := range l.month.cells {
		any[care.DaysBetween(mondayOf(d.day.Day), d.day.Day)] = true
	}
	for i, there := range any {
		place[i] = n
		if there {
			n++
		}
	}
	return place, max(1, n)
}

func (l monthLayout) lay(width float32, move bool) float32 {
	gap, y := style.Px(cellGap), float32(0)
	place, n := l.columns()
	each := (width - float32(n-1)*gap) / float32(n)
	for i, row := range l.month.weeks {
		if i > 0 {
			y += style.Px(rowGap)
		}
		head, high := l.headHeight(), float32(0)
		if move {
			name := kit.NewText(row.name.Words(), style.Caption, style.Ink2).MinSize().Width
			kit.Put(row.name, style.Px(2), y, name, head)
			x := name + style.Px(2+style.Space2)
			kit.Put(row.figure, x, y, max(0, width-x), head)
		}
		for _, d := range row.days {
			h := d.face.MinSize().Height
			if move {
				column := place[care.DaysBetween(row.monday, d.day.Day)]
				kit.Put(d.face, float32(column)*(each+gap), y+head, each, h)
			}
			high = max(high, h)
		}
		y += head + high
	}
	return y
}
