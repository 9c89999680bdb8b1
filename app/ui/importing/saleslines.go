package importing

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/style"
)

// list lists the lines that cannot be taken, and under them the first of those that
// will be written, as they were read.
func (p *salesPage) list() fyne.CanvasObject {
	problems, written := len(p.result.Problems), len(p.result.Lines)
	if problems+written == 0 || p.unreadable() != "" {
		return container.NewStack()
	}
	for _, problem := range p.result.Problems {
		p.lines = append(p.lines, kit.Line{Lead: lead(problem.Line), Text: problem.Reason, Second: oneLine(problem.Raw)})
	}
	for i := range p.result.Lines {
		p.lines = append(p.lines, saleLine(&p.result.Lines[i]))
	}
	p.rows = p.screen.lineList(func() []kit.Line { return p.lines })
	rows := kit.Inset(0, 14, 0, 14, p.rows)
	if written > 0 {
		p.rows.SetGroups(p.groups())
	}
	if problems == 0 {
		return rows
	}
	hint := kit.NewParagraph(lang.T("sales.problems_hint"), style.Small, style.Ink2)
	return container.NewBorder(kit.Inset(0, style.Space5, style.Space2, style.Space5, kit.AtMost(kit.PageWidth, hint)), nil, nil, nil, rows)
}

// groups are the headings over problems and over lines that will be written.
func (p *salesPage) groups() (groups []kit.Group) {
	problems, written := len(p.result.Problems), len(p.result.Lines)
	if problems > 0 {
		groups = append(groups, kit.Group{Label: lang.T("sales.not_taken"), Count: lang.Number(problems)})
	}
	count := lang.Number(written)
	if written < p.result.New {
		count = lang.T("sales.first_of", lang.Args{"Shown": count, "All": lang.Number(p.result.New)})
	}
	return append(groups, kit.Group{Start: problems, Label: lang.T("sales.will_write"), Count: count})
}

// saleLine says how a line was read: the day with its month in words, who bought,
// and the amount; then what, how much of it, and what it brings.
func saleLine(l *book.SaleLine) kit.Line {
	s := &l.Sale
	customer, item := l.Customer, s.Item
	if customer == "" {
		customer = lang.T("people.no_name")
	}
	if item == "" {
		item = lang.T("sale.no_item")
	}
	second := []string{item}
	if s.Quantity != "" {
		second = append(second, lang.T("sale.times", lang.Args{"Quantity": lang.Decimal(s.Quantity)}))
	}
	if l.Here != nil {
		second = append(second, lang.T("sales.line_here", lang.Args{"Amount": lang.Money(*l.Here)}))
	}
	profit := lang.T("sale.unknown")
	if l.Profit != nil {
		profit = lang.T("sales.line_profit", lang.Args{"Amount": lang.Money(*l.Profit)})
	}
	t, comma := s.Day.Time(), lang.T("reminder.comma")
	day := lang.Date(care.Date{Year: t.Year(), Month: int(t.Month()), Day: t.Day()})
	return kit.Line{
		Lead:   lead(l.Line),
		Text:   strings.Join([]string{day, customer, lang.Money(s.Amount)}, comma),
		Second: strings.Join(append(second, profit), comma),
	}
}
