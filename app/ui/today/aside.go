package today

import (
	"strconv"
	"time"

	"fyne.io/fyne/v2"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/style"
)

// outlook is what the column at the right tells.
type outlook struct {
	ahead  []book.AheadDay
	counts [12][31]int
}

// aside is the column at the right: the next days in words, and the year.
type aside struct {
	title  *kit.Text
	days   *fyne.Container
	year   *kit.Text
	about  *kit.Text
	grid   *kit.YearGrid
	object *fyne.Container
	now    int
}

func newAside() *aside {
	a := &aside{title: kit.NewTitle(lang.T("today.next_days"), style.Section), days: kit.NewColumn(0)}
	a.year = kit.NewTitle("", style.Section)
	a.about = kit.NewText(lang.T("today.year_about"), style.Small, style.Ink2).Align(fyne.TextAlignTrailing).Cut()
	var months []string
	for m := 1; m <= 12; m++ {
		months = append(months, lang.MonthShort(m))
	}
	a.grid = kit.NewYearGrid(months)
	a.grid.OnDay = a.tell
	legend := kit.NewYearLegend(lang.T("today.year_none"), lang.T("today.year_many"), lang.T("today.year_today"))
	yearHead := &fyne.Container{Layout: twoEnds{}, Objects: []fyne.CanvasObject{a.year, a.about}}
	a.object = kit.Inset(style.Space4-1, asideInside, style.Space5, asideInside, kit.NewColumn(0,
		a.title, kit.Inset(2, 0, style.Space3, 0, a.days),
		&fyne.Container{Layout: hairline{}, Objects: []fyne.CanvasObject{kit.NewLine()}},
		kit.Inset(style.Space3, 0, style.Space2, 0, yearHead),
		a.grid, kit.Inset(style.Space4, 0, 0, 0, legend)))
	return a
}

// show tells of the days ahead and of the year.
func (a *aside) show(o outlook, today care.Day) {
	a.days.Objects = nil
	lead := &aheadLead{}
	for _, d := range o.ahead {
		a.days.Objects = append(a.days.Objects, aheadRow(lead, d, today))
	}
	a.days.Refresh()
	t := today.Time()
	a.now = t.Year()
	a.year.SetText(strconv.Itoa(t.Year()))
	a.grid.Fill(o.counts, t)
}

// tell says beside the year how much there is on a day under the pointer; 0 is
// none.
func (a *aside) tell(month, day int) {
	words := lang.T("today.year_about")
	if month > 0 {
		on := care.DayOf(time.Date(a.now, time.Month(month), day, 0, 0, 0, 0, time.UTC))
		words = lang.N("today.year_day", a.grid.Count(month, day), lang.Args{"Day": lang.DayNamed(on, on)})
	}
	a.about.SetText(words)
}

// aheadRow is a day with what it brings.
func aheadRow(lead *aheadLead, d book.AheadDay, today care.Day) fyne.CanvasObject {
	name := kit.NewText(lang.DayShort(d.Day, today), style.Small, style.Ink2)
	if d.Day == today {
		name = kit.NewText(lang.DayShort(d.Day, today), style.Small, style.Accent).Bold()
	}
	line := kit.NewParagraph(d.Line, style.Small, style.Ink).Limit(2)
	if d.Line == "" {
		line = kit.NewParagraph(lang.T("today.nothing_yet"), style.Small, style.Ink3)
	}
	lead.width = max(lead.width, name.MinSize().Width)
	return &fyne.Container{Layout: aheadLayout{lead}, Objects: []fyne.CanvasObject{name, line}}
}

// aheadLead is the width of the longest day.
type aheadLead struct{ width float32 }

// aheadLayout is a day and what it brings beside it.
type aheadLayout struct{ lead *aheadLead }

// Layout implements fyne.Layout.
func (l aheadLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	name, x := objects[0].MinSize(), l.room()
	line := kit.HeightFor(objects[1], size.Width-x)
	top := (style.Px(aheadHeight) - name.Height) / 2 // a second line stands under the first
	kit.Put(objects[0], 0, top, name.Width, name.Height)
	kit.Put(objects[1], x, top, size.Width-x, line)
}

// room is the width of the days with the space after them.
func (l aheadLayout) room() float32 { return l.lead.width + style.Px(style.Space4) }

// aheadHeight is the height of a day of one line at 100 %.
const aheadHeight = 32

// MinSize implements fyne.Layout.
func (aheadLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, style.Px(aheadHeight))
}

// HeightFor implements kit.Heighter.
func (l aheadLayout) HeightFor(objects []fyne.CanvasObject, width float32) float32 {
	name := objects[0].MinSize().Height
	return style.Px(aheadHeight) - name + max(name, kit.HeightFor(objects[1], width-l.room()))
}

// twoEnds is a title at the left and words at the right.
type twoEnds struct{}

// Layout implements fyne.Layout.
func (twoEnds) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	title, words := objects[0].MinSize(), objects[1].MinSize()
	kit.Put(objects[0], 0, 0, title.Width, size.Height)
	x := title.Width + style.Px(style.Space3)
	kit.Put(objects[1], x, (size.Height-words.Height)/2, max(0, size.Width-x), words.Height)
}

// MinSize implements fyne.Layout.
func (twoEnds) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, max(objects[0].MinSize().Height, objects[1].MinSize().Height))
}

// hairline is a line of the whole width.
type hairline struct{}

// Layout implements fyne.Layout.
func (hairline) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	kit.Put(objects[0], 0, 0, size.Width, 1)
}

// MinSize implements fyne.Layout.
func (hairline) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, 1) }
