package visits

import (
	"fyne.io/fyne/v2"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/care/plan"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/visittime"
	"carebook/app/ui/style"
)

// split is the card with the picture of both splits, that of the people and that
// of the time; or with what leads to one, in a book that ranks nobody.
type split struct {
	screen  *Screen
	picture *kit.SplitPicture
	about   *kit.Paragraph
	// how leads to the guide's page about the picture.
	how    *kit.Button
	shown  *fyne.Container
	teach  *fyne.Container
	lesson *kit.Paragraph
	object *fyne.Container
}

func newSplit(s *Screen) *split {
	p := &split{screen: s, picture: kit.NewSplitPicture()}
	p.about = kit.NewParagraph("", style.Caption, style.Ink3).Limit(2)
	guide := func() { s.shell.Open(kit.Route{Screen: kit.GuideScreen, Page: kit.GuideVisits}) }
	p.how = kit.NewLink(lang.T("guide.how_to_read"), guide)
	p.shown = kit.NewColumn(style.Space1, p.picture, kit.Beside(p.about, p.how))
	p.lesson = kit.NewParagraph("", style.Body, style.Ink2)
	begin := kit.NewButton(kit.Accent, lang.T("visits.import_sales"), style.FolderOpen, s.importSales)
	p.teach = kit.Inset(style.Space6, style.Space5, style.Space6, style.Space5, kit.NewColumn(style.Space3,
		kit.NewParagraph(lang.T("visits.teach_title"), style.Title, style.Ink).Book(), p.lesson,
		kit.NewFlow(style.Space4, begin, kit.NewLink(lang.T("guide.how"), guide))))
	p.object = kit.NewCard(kit.NewColumn(0, p.shown, p.teach))
	return p
}

// importSales leads to the import of what was sold.
func (s *Screen) importSales() {
	if s.ImportSales != nil {
		s.ImportSales()
		return
	}
	s.shell.Open(kit.Route{Screen: kit.ImportScreen})
}

func (p *split) fill(v *book.VisitsView) {
	ranked := v.Bands.Ranked > 0
	kit.Show(p.shown, ranked)
	kit.Show(p.teach, !ranked)
	if ranked {
		if v.Bands.Basis == plan.ByValue {
			p.about.SetText(lang.T("visits.which_split_value"))
		} else {
			p.about.SetText(lang.T("visits.which_split"))
		}
		p.draw(v)
		return
	}
	p.lesson.SetText(lang.T("visits.teach", lang.Args{"Why": v.Bands.Sentence()}))
}

// draw shows the picture with the shares of the sliders.
func (p *split) draw(v *book.VisitsView) {
	heads := [3]string{lang.T("visits.best"), lang.T("visits.middle"), lang.T("visits.last")}
	wanted := p.screen.shares.List()
	p.picture.Fill(heads, p.bars(v), wanted, lang.T("visits.wanted"))
}

// bars are the five of the picture: who there is, what they bring, and the time
// that is wanted, planned and spent for them.
func (p *split) bars(v *book.VisitsView) []kit.SplitBar {
	var people, planned, spent [3]int
	for i, b := range v.Bands.Bands {
		people[i], planned[i], spent[i] = b.People, b.PlannedMinutes, b.SpentMinutes
	}
	target := plan.Minutes(sum(targets(v)), p.screen.shares)
	today := p.screen.clock.Today()
	plannedNote := lang.T("visits.note_planned", lang.Args{"When": lang.LowerFirst(spanName(v, today)), "Hours": hours(sum(planned))})
	wantedNote := lang.T("visits.note_wanted", lang.Args{"Hours": hours(v.Settings.Hours.Week())})
	if v.Span.Month {
		plannedNote = lang.T("visits.note_hours_month", lang.Args{"Hours": hours(sum(planned))})
		wantedNote = lang.T("visits.note_hours_month", lang.Args{"Hours": hours(sum(target))})
	}
	if outside := v.Planned - sum(planned); outside > 0 && sum(planned) > 0 {
		plannedNote = lang.T("visits.note_planned_outside", lang.Args{"Hours": hours(sum(planned)), "Outside": hours(outside)})
	}
	customers := kit.SplitBar{
		Name: lang.T("visits.bar_customers"), Note: lang.N("visits.note_people", v.Bands.Ranked),
		Shares: shareOf(people), Figures: numbers(people),
	}
	return []kit.SplitBar{
		customers, p.worth(v),
		{Name: lang.T("visits.bar_wanted"), Note: wantedNote, Shares: p.screen.shares.List(), Figures: lengths(target)},
		{
			Name: lang.T("visits.bar_planned"), Note: plannedNote, Shares: shareOf(planned), Figures: lengths(planned),
			Empty: lang.T("visits.none_planned"), Wanted: true,
		},
		{
			Name: lang.T("visits.bar_spent"), Note: lang.T("visits.note_spent", lang.Args{"Hours": hours(sum(spent))}), Shares: shareOf(spent),
			Figures: lengths(spent), Empty: lang.T("visits.none_spent"), Wanted: true,
		},
	}
}

// worth is the bar of what the bands bring: their profit, or the value that was
// given by hand where there are no sales.
func (p *split) worth(v *book.VisitsView) kit.SplitBar {
	if v.Bands.Basis == plan.ByValue {
		values := visittime.Values(v.Bands)
		return kit.SplitBar{
			Name: lang.T("visits.bar_value"), Note: lang.T("visits.note_value"), Shares: shareOf(values), Figures: numbers(values),
			Empty: lang.T("visits.none_profit"),
		}
	}
	b := kit.SplitBar{Name: lang.T("visits.bar_profit"), Note: lang.T("visits.note_year"), Empty: lang.T("visits.none_profit")}
	if v.Settings.CalendarYear {
		b.Note = lang.Date(care.Date{Year: v.Bands.From.Time().Year()})
	}
	var profits [3]int64
	for i, band := range v.Bands.Bands {
		profits[i] = band.Profit
		b.Figures[i] = lang.Money(wholeMoney(band.Profit, v.Bands.Currency))
		if p.screen.shell.Private() {
			b.Figures[i] = lang.T("details.masked")
		}
	}
	if shares, known := plan.ShareOf(profits); known {
		b.Shares = shares.List()
	}
	return b
}

// wholeMoney is an amount rounded to whole units of its currency: nobody reads
// cents in a picture.
func wholeMoney(minor int64, currency string) care.Money {
	unit := int64(1)
	for range care.Decimals(currency) {
		unit *= 10
	}
	half := unit / 2
	if minor < 0 {
		half = -half
	}
	return care.Money{Minor: (minor + half) / unit * unit, Currency: currency}
}

// targets are the minutes that the bands should have in a view.
func targets(v *book.VisitsView) [3]int {
	var minutes [3]int
	for i, b := range v.Bands.Bands {
		minutes[i] = b.TargetMinutes
	}
	return minutes
}

func sum(list [3]int) int { return list[0] + list[1] + list[2] }

// shareOf are the shares of amounts in their sum, all 0 where there is nothing
// to share.
func shareOf(amounts [3]int) [3]int {
	shares, known := plan.ShareOf([3]int64{int64(amounts[0]), int64(amounts[1]), int64(amounts[2])})
	if !known {
		return [3]int{}
	}
	return shares.List()
}

func numbers(list [3]int) [3]string {
	var words [3]string
	for i, n := range list {
		words[i] = lang.Number(n)
	}
	return words
}
