package book

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"carebook/app/care"
	"carebook/app/care/plan"
	"carebook/app/care/remind"
	"carebook/app/lang"
	"carebook/app/sheet"
	"carebook/store"
)

// PrintedPlan is the page of a plan of visits, a whole HTML document. private
// hides what is nobody else's business, here and in the other pages.
func PrintedPlan(ctx context.Context, s *store.Store, clock care.Clock, v *VisitsView, private bool) ([]byte, error) {
	page := sheet.Plan{Head: sheet.Head{
		Title: lang.T("visits.title"), Subtitle: daysOf(v), Printed: printed(clock),
	}}
	count := 0
	for i := range v.Days {
		day, err := printedDay(ctx, s, &v.Days[i])
		if err != nil {
			return nil, err
		}
		count += len(day.Visits)
		page.Days = append(page.Days, day)
	}
	page.Figures = lang.N("sheet.plan_figures", count, lang.Args{"Planned": hours(v.Planned), "Room": hours(v.Room)})
	for _, l := range v.LeftOut {
		page.LeftOut = append(page.LeftOut, sheet.LeftOut{Name: named(l.Name), Band: printedBand(l.Band), Reason: l.Why})
	}
	if v.Bands != nil {
		page.Split = printedSplit(v, private)
	}
	return written(page.Write)
}

// daysOf are the days of a plan in words: its month, or from its first day to the
// last one.
func daysOf(v *VisitsView) string {
	if v.Span.Month {
		t := v.Span.From.Time()
		return lang.Date(care.Date{Year: t.Year(), Month: int(t.Month())})
	}
	from, to := v.From, v.To
	if n := len(v.Days); n > 0 {
		from, to = v.Days[0].Day, v.Days[n-1].Day
	}
	return lang.T("sheet.days", lang.Args{"From": plainDay(from), "To": plainDay(to)})
}

func printedDay(ctx context.Context, s *store.Store, d *PlanDay) (sheet.Day, error) {
	day := sheet.Day{
		Name: lang.DayTitle(d.Day), Districts: joinWords(slices.Clone(d.Districts)...),
		Room: lang.T("sheet.room", lang.Args{"Planned": hours(d.Minutes), "Room": hours(d.Room)}),
	}
	for i := range d.Visits {
		v := &d.Visits[i]
		p, err := s.Person(ctx, v.Key)
		if err != nil {
			return day, err
		}
		visit := sheet.Visit{
			Length: lang.N("sheet.minutes", v.Minutes), Name: named(v.Name), Band: printedBand(v.Band),
			Address: firstAddress(p), Phone: firstPhone(p), Reason: cmp.Or(v.Long, v.Short), Late: v.Late, Done: v.Done,
		}
		if !v.Logged {
			visit.Time = hours(v.Start)
		}
		if p.Organization != v.Name {
			visit.Organization = p.Organization
		}
		day.Visits = append(day.Visits, visit)
	}
	return day, nil
}

// printedSplit is the picture of a plan's bands. Nobody ranked is no picture.
func printedSplit(v *VisitsView, private bool) sheet.Split {
	b := v.Bands
	split := sheet.Split{Sentence: b.Sentence(), Wanted: v.Settings.Shares.List()}
	if b.Ranked == 0 {
		return split
	}
	var people, profit, target, planned, spent [3]int64
	for i, sums := range b.Bands {
		people[i], profit[i] = int64(sums.People), sums.Profit
		target[i], planned[i], spent[i] = int64(sums.TargetMinutes), int64(sums.PlannedMinutes), int64(sums.SpentMinutes)
	}
	count := func(n int64) string { return lang.Number(int(n)) }
	time := func(minutes int64) string { return hours(int(minutes)) }
	customers := bar(lang.T("visits.bar_customers"), lang.N("visits.note_people", b.Ranked), people, count, "")
	worth := bar(lang.T("visits.bar_profit"), lang.T("visits.note_year"), profit, profitFigure(b.Currency, private), lang.T("visits.none_profit"))
	switch {
	case b.Basis == plan.ByValue:
		worth = bar(lang.T("visits.bar_value"), lang.T("visits.note_value"), b.values(), count, lang.T("visits.none_profit"))
	case v.Settings.CalendarYear:
		worth.Note = lang.Date(care.Date{Year: b.From.Time().Year()})
	}
	inAll := func(minutes [3]int64) string {
		return lang.T("sheet.hours", lang.Args{"Hours": hours(int(minutes[0] + minutes[1] + minutes[2]))})
	}
	wanted := bar(lang.T("visits.bar_wanted"), inAll(target), target, time, "")
	wanted.Shares = split.Wanted
	made := bar(lang.T("visits.bar_planned"), inAll(planned), planned, time, lang.T("visits.none_planned"))
	logged := bar(lang.T("visits.bar_spent"), "", spent, time, lang.T("visits.none_spent"))
	logged.Note = lang.T("visits.note_spent", lang.Args{"Hours": hours(int(spent[0] + spent[1] + spent[2]))})
	made.Marked, logged.Marked = true, true
	split.Heads = [3]string{lang.T("visits.best"), lang.T("visits.middle"), lang.T("visits.last")}
	split.Bars = []sheet.Bar{customers, worth, wanted, made, logged}
	return split
}

// profitFigure writes amounts in whole units of a currency: cents say nothing in
// a picture.
func profitFigure(currency string, private bool) func(int64) string {
	unit := int64(1)
	for range care.Decimals(currency) {
		unit *= 10
	}
	return func(minor int64) string {
		if private {
			return lang.T("details.masked")
		}
		half := unit / 2
		if minor < 0 {
			half = -half
		}
		return lang.Money(care.Money{Minor: (minor + half) / unit * unit, Currency: currency})
	}
}

// values are the values given by hand to the people of A, B and C, added up.
func (v *BandsView) values() [3]int64 {
	var sums [3]int64
	for i := range v.People {
		for j := range v.Bands {
			if v.People[i].Band == v.Bands[j].Band {
				sums[j] += int64(v.People[i].Value)
			}
		}
	}
	return sums
}

// bar is a bar of three amounts; one of nothing says so by the words for none.
func bar(name, note string, amounts [3]int64, figure func(int64) string, none string) sheet.Bar {
	b := sheet.Bar{Name: name, Note: note, Empty: none}
	if shares, known := plan.ShareOf(amounts); known {
		b.Shares = shares.List()
	}
	for i, amount := range amounts {
		b.Figures[i] = figure(amount)
	}
	return b
}

// lately is the number of entries of the timeline on a printed brief.
const lately = 4

// PrintedBrief is the page of what to know before a talk with somebody.
func PrintedBrief(ctx context.Context, s *store.Store, clock care.Clock, key int64, private bool) ([]byte, error) {
	about, err := ReadAbout(ctx, s, key)
	if err != nil {
		return nil, err
	}
	p, today := about.Person, clock.Today()
	brief := about.Brief(today)
	page := sheet.Brief{
		Head:    sheet.Head{Title: named(p.DisplayName()), Subtitle: PositionOf(p), Figures: Standing(&about.Row, today), Printed: printed(clock)},
		Contact: contactLines(p),
		Two:     printedFacts(brief.Business, private), Eight: printedFacts(brief.Personal, private),
	}
	for i := range about.Events {
		e := &about.Events[i]
		if len(page.Lately) == lately {
			break
		}
		if e.Text == "" {
			continue
		}
		caption := joinWords(lang.DayShort(e.Day, today), lang.EventTitle(e))
		page.Lately = append(page.Lately, printedFacts([]Fact{{Caption: caption, Words: e.Text, Private: true}}, private)...)
	}
	return written(page.Write)
}

// printedFacts are facts as a page has them.
func printedFacts(facts []Fact, private bool) []sheet.Fact {
	var list []sheet.Fact
	for _, f := range facts {
		if f.Private && private {
			f.Words, f.Detail = lang.T("details.masked"), ""
		}
		list = append(list, sheet.Fact{Caption: f.Caption, Words: f.Words, Detail: f.Detail, Late: f.Late})
	}
	return list
}

// PrintedDay is the page of what today holds.
func PrintedDay(ctx context.Context, s *store.Store, clock care.Clock, private bool) ([]byte, error) {
	d, err := ReadDigest(ctx, s, clock, "")
	if err != nil {
		return nil, err
	}
	page := sheet.Today{Head: sheet.Head{Title: lang.DayTitle(d.On), Printed: printed(clock)}}
	if len(d.Items) > 0 {
		page.Subtitle = Sentence(d)
	}
	for _, name := range PageSections() {
		section := sheet.Section{Name: SectionName(name)}
		for i := range d.Items {
			if it := &d.Items[i]; it.PageSection() == name {
				item, err := printedItem(ctx, s, it, private)
				if err != nil {
					return nil, err
				}
				section.Items = append(section.Items, item)
			}
		}
		if more := beyond(d, name); more > 0 {
			section.More = lang.N("sheet.more", more)
		}
		if len(section.Items) > 0 {
			page.Sections = append(page.Sections, section)
		}
	}
	return written(page.Write)
}

// beyond is how many a section of a day has besides those that are listed.
func beyond(d *Digest, name Section) int {
	switch name {
	case CallSection:
		return d.More[name] + d.MoreCalls
	case VisitSection:
		return d.More[name] + d.MoreVisits
	}
	return d.More[name]
}

func printedItem(ctx context.Context, s *store.Store, it *Item, private bool) (sheet.Item, error) {
	item := sheet.Item{Name: named(it.Name), Band: printedBand(it.Who.Band), Late: it.Late, Line: it.Line}
	if private && (it.Kind == remind.Call || it.Kind == remind.Visit || it.Kind == remind.Promise || it.Kind == remind.Complaint) {
		item.Late, item.Line = "", lang.T("details.masked")
	}
	if it.Person == 0 {
		return item, nil
	}
	p, err := s.Person(ctx, it.Person)
	if err != nil {
		return item, err
	}
	item.Phone = firstPhone(p)
	return item, nil
}

// PrintedPeople is the page of some people in their order, under a title.
func PrintedPeople(ctx context.Context, s *store.Store, clock care.Clock, title string, keys []int64) ([]byte, error) {
	rows, err := s.Rows(ctx, keys)
	if err != nil {
		return nil, err
	}
	place := make(map[int64]*store.Row, len(rows))
	for i := range rows {
		place[rows[i].Key] = &rows[i]
	}
	page := sheet.People{Head: sheet.Head{Title: title, Figures: lang.N("sheet.people", len(keys)), Printed: printed(clock)}}
	for _, key := range keys {
		p, err := s.Person(ctx, key)
		if err != nil {
			return nil, err
		}
		person := sheet.Person{Name: named(p.DisplayName()), Summary: PositionOf(p), Address: firstAddress(p)}
		if row := place[key]; row != nil {
			person.Band, person.Last = printedBand(row.Band), lang.DayShort(row.LastContact, clock.Today())
		}
		for _, t := range p.Phones {
			person.Phones = append(person.Phones, t.Number)
		}
		for _, m := range p.Emails {
			person.Mails = append(person.Mails, m.Address)
		}
		page.Rows = append(page.Rows, person)
	}
	return written(page.Write)
}

// written is a page as bytes.
func written(write func(w io.Writer) error) ([]byte, error) {
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// printed says when a page was made.
func printed(clock care.Clock) string {
	return lang.T("sheet.printed", lang.Args{"Day": lang.Day(clock.Today())})
}

// named is a name, or what stands for none.
func named(name string) string {
	if name == "" {
		return lang.T("people.no_name")
	}
	return name
}

// printedBand is a band as the screens show it: who is new has no tile.
func printedBand(b care.Band) sheet.Band {
	if b == care.BandNew {
		return ""
	}
	return sheet.Band(b)
}

// hours are minutes as hours and minutes, 4:45: of a length, or of a time of day.
func hours(minutes int) string { return fmt.Sprintf("%d:%02d", minutes/60, minutes%60) }

// contactLines are the numbers and addresses of somebody, a line each.
func contactLines(p *care.Person) []string {
	var lines []string
	for _, t := range p.Phones {
		lines = append(lines, strings.TrimSpace(t.Number+" "+cmp.Or(t.Label, lang.PhoneType(t.Type))))
	}
	for _, m := range p.Emails {
		lines = append(lines, m.Address)
	}
	for _, a := range p.Addresses {
		if line := addressLine(a); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

func firstPhone(p *care.Person) string {
	if len(p.Phones) == 0 {
		return ""
	}
	return p.Phones[0].Number
}

// firstAddress is the first postal address of somebody on one line.
func firstAddress(p *care.Person) string {
	for _, a := range p.Addresses {
		if line := addressLine(a); line != "" {
			return line
		}
	}
	return ""
}

// addressLine is an address on one line.
func addressLine(a care.Address) string {
	var parts []string
	for part := range strings.SplitSeq(a.String(), "\n") {
		parts = append(parts, strings.TrimSpace(part))
	}
	return joinWords(parts...)
}
