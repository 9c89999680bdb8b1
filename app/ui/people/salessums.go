package people

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/style"
	"carebook/store"
)

// salesSums tells what the person brings: a picture of twelve months, and tables of
// months, years and items, each beside the period before.
type salesSums struct {
	tab *salesTab

	title, beside *kit.Paragraph
	view          *kit.Segmented
	bars          *kit.ProfitBars
	table         *fyne.Container
	note          *kit.Paragraph
	unknown       *fyne.Container
	// rows are made once and used again; head is before them, total behind.
	head, total *kit.FigureRow
	rows        []*kit.FigureRow
	object      *fyne.Container
}

// The views, in the order of the control.
const (
	pictureView = iota
	monthsView
	yearsView
	itemsView
)

// sumsColumns are what is summed, revenue and profit.
var sumsColumns = []kit.FigureColumn{{}, {Width: 150, Right: true}, {Width: 150, Right: true}}

func newSalesSums(t *salesTab) *salesSums {
	s := &salesSums{tab: t}
	s.title = kit.NewParagraph("", style.Sentence, style.Ink).Book().Limit(2)
	s.beside = kit.NewParagraph("", style.Small, style.Ink2)
	views := []string{lang.T("sale.picture"), lang.T("sale.months"), lang.T("sale.years"), lang.T("sale.items")}
	s.view = kit.NewSegmented(views, pictureView, func(int) {
		s.fill(t.book)
		t.screen.page.relayout()
	})
	s.bars = kit.NewProfitBars()
	s.head = kit.NewFigureHead(sumsColumns, "", lang.T("sale.revenue"), lang.T("sale.profit"))
	s.total = kit.NewFigureRow(sumsColumns)
	s.table, s.unknown = kit.NewColumn(0), kit.NewFlow(style.Space2)
	s.note = kit.NewParagraph("", style.Caption, style.Ink3)
	s.object = kit.NewCard(kit.NewColumn(style.Space3, kit.NewColumn(2, s.title, s.beside), kit.NewFlow(0, s.view), s.bars, s.table, s.note, s.unknown))
	return s
}

// fill shows the chosen view of what was read.
func (s *salesSums) fill(b *book.SalesTab) {
	private, total := s.tab.screen.shell.Private(), b.Months.Total
	s.title.SetText(lang.T("sale.twelve_months", lang.Args{"Profit": s.money(total.Profit)}))
	s.beside.SetText(lang.T("sale.as_before"))
	if total.Profit != total.Before.Profit {
		s.beside.SetText(lang.T("sale.than_before", lang.Args{"Difference": s.difference(total.Profit, total.Before.Profit)}))
	}
	kit.Show(s.beside, !private)
	at := s.view.Chosen()
	kit.Show(s.bars, at == pictureView && !private)
	kit.Show(s.table, at != pictureView)
	switch at {
	case pictureView:
		s.fillBars(b)
		s.note.SetText("")
	case monthsView:
		s.fillTable(b.Months, lang.T("sale.months_note"))
	case yearsView:
		s.fillTable(b.Years, lang.T("sale.years_note"))
	case itemsView:
		s.fillTable(b.Items, lang.T("sale.items_note"))
	}
	kit.Show(s.note, s.note.Words() != "")
	s.fillUnknown(b.Unknown)
}

// money is an amount of the book, or what stands in its place while somebody looks
// at the screen.
func (s *salesSums) money(minor int64) string {
	if s.tab.screen.shell.Private() {
		return hidden
	}
	return lang.Money(care.Money{Minor: minor, Currency: s.tab.book.Currency})
}

func (s *salesSums) difference(now, before int64) string {
	return book.Difference(now, before, s.tab.book.Currency)
}

// fillBars shows the months, the earliest first. While somebody looks at the screen
// there is no picture, whose heights would tell.
func (s *salesSums) fillBars(b *book.SalesTab) {
	if s.tab.screen.shell.Private() {
		return
	}
	bars := make([]kit.ProfitBar, len(b.Months.Lines))
	for i, l := range b.Months.Lines {
		bar := kit.ProfitBar{Month: monthShort(l.Period), Value: s.money(l.Profit), Amount: l.Profit, Earlier: l.Whole.Profit, Current: l.Running}
		if l.Whole.Sales > 0 {
			bar.Before = lang.T("sale.year_before", lang.Args{"Amount": s.money(l.Whole.Profit)})
		}
		bars[len(bars)-1-i] = bar
	}
	s.bars.Fill(lang.T("sale.unit"), bars, lang.T("sale.so_far"))
}

func monthShort(period string) string {
	_, month, _ := strings.Cut(period, "-")
	n, err := strconv.Atoi(month)
	if err != nil {
		return period
	}
	return lang.MonthShort(n)
}

// fillTable shows sums with their total.
func (s *salesSums) fillTable(table book.SalesTable, note string) {
	for len(s.rows) < len(table.Lines) {
		s.rows = append(s.rows, kit.NewFigureRow(sumsColumns))
	}
	objects := []fyne.CanvasObject{s.head}
	for i, l := range table.Lines {
		s.rows[i].Fill(s.cells(lineName(l), l, false)...)
		objects = append(objects, s.rows[i])
	}
	s.fillTotal(table.Total)
	s.table.Objects = append(objects, s.total)
	s.note.SetText(note)
}

// fillTotal shows the sum of the lines. That of all years has nothing before it.
func (s *salesSums) fillTotal(total book.SalesLine) {
	cells := s.cells(lang.T("sale.total"), total, true)
	if s.view.Chosen() == yearsView {
		cells[1].Detail, cells[2].Detail = "", ""
	}
	s.total.Fill(cells...)
}

func (s *salesSums) cells(name string, l book.SalesLine, bold bool) []kit.Figure {
	sales := lang.N("sale.count", l.Sales)
	if l.Running {
		sales = lang.T("sale.running", lang.Args{"Sales": sales})
	}
	revenue := kit.Figure{Words: s.money(l.Revenue), Bold: bold}
	profit := kit.Figure{Words: s.money(l.Profit), Bold: bold}
	if !s.tab.screen.shell.Private() {
		revenue.Detail, profit.Detail = s.difference(l.Revenue, l.Before.Revenue), s.difference(l.Profit, l.Before.Profit)
	}
	return []kit.Figure{{Words: name, Detail: sales, Bold: bold}, revenue, profit}
}

func lineName(l book.SalesLine) string {
	switch {
	case l.Period != "":
		return book.PeriodName(l.Period)
	case l.Name == "":
		return lang.T("sale.no_item")
	}
	return l.Name
}

// unknownShown is the number of items without a cost for which a margin is offered.
const unknownShown = 3

// fillUnknown says of how many sales nobody knows the cost, and offers to give their
// items a usual margin.
func (s *salesSums) fillUnknown(items []store.UnknownItem) {
	s.unknown.Objects = nil
	n := 0
	for _, it := range items {
		n += it.Sales
		if it.Name != "" && len(s.unknown.Objects) < unknownShown {
			s.unknown.Add(kit.NewLink(lang.T("sale.give_margin", lang.Args{"Item": it.Name}), func() { s.tab.screen.itemPanel(s.tab.item(it.Name), nil) }))
		}
	}
	if n > 0 {
		s.unknown.Objects = append([]fyne.CanvasObject{kit.NewText(lang.N("sale.cost_unknown", n), style.Small, style.Soon)}, s.unknown.Objects...)
	}
	kit.Show(s.unknown, n > 0)
}

// item is a known item of a name, or a new one.
func (t *salesTab) item(name string) store.SoldItem {
	for _, it := range t.known {
		if it.Name == name {
			return it
		}
	}
	it := store.SoldItem{Sales: 1}
	it.Name = name
	return it
}
