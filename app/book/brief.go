package book

import (
	"slices"
	"strings"

	"carebook/app/calendar"
	"carebook/app/care"
	"carebook/app/lang"
)

// Brief is what one reads before a visit, in the proportion 2 : 8: two minutes
// of business, eight of the person.
type Brief struct {
	Business []Fact
	Personal []Fact
	// Call is all of it in the order in which it is of use while the telephone
	// rings: what waits for an answer, the last price and the last talk, what is
	// near, the rest.
	Call []Fact
}

// Fact is one thing to know.
type Fact struct {
	// Caption says what it is, Words the fact, Detail a line more.
	Caption, Words, Detail string
	// Late marks what is overdue, Private what is nobody else's business while
	// somebody looks at the screen.
	Late, Private bool
}

// nearDays is how far ahead the brief looks for dates.
const nearDays = 45

// BriefOf makes the brief of a person from what is known; events are the
// timeline and sales those of store.BriefSales, both the latest first. What is
// not known has no fact.
func BriefOf(p *care.Person, events []care.Event, sales []care.Sale, today care.Day) Brief {
	quote, purchase := lastPriced(events, care.Quote, lang.T("brief.quote"), today), lastPurchase(events, sales, today)
	orders := openOrders(sales, today)
	complaint, promise := waiting(events, care.Complaint, lang.T("brief.complaint"), today), waiting(events, care.Promise, lang.T("brief.promise"), today)
	kin := Fact{Caption: lang.T("brief.family"), Words: family(p), Private: true}
	likes := Fact{Caption: lang.T("brief.likes"), Words: p.Profile.Likes, Private: true}
	soon := Fact{Caption: lang.T("brief.near"), Words: near(p, today)}
	interests := Fact{Caption: lang.T("brief.interests"), Words: strings.Join(p.Profile.Interests, ", ")}
	last := lastTime(events, today)
	return Brief{
		Business: filled(quote, orders, complaint, promise, purchase),
		Personal: filled(kin, likes, soon, interests, last),
		Call:     filled(complaint, promise, orders, quote, last, soon, kin, likes, interests, purchase),
	}
}

// filled are the facts that say something.
func filled(facts ...Fact) []Fact {
	var said []Fact
	for _, f := range facts {
		if f.Words = strings.TrimSpace(f.Words); f.Words != "" {
			said = append(said, f)
		}
	}
	return said
}

// lastPriced is the last event of a kind that has a price, which is not said
// twice where the words name it.
func lastPriced(events []care.Event, kind care.EventKind, caption string, today care.Day) Fact {
	i := slices.IndexFunc(events, func(e care.Event) bool { return e.Kind == kind })
	if i < 0 {
		return Fact{}
	}
	e := events[i]
	words := firstClause(e.Text)
	if e.Price != nil && !strings.Contains(words, lang.Money(*e.Price)) {
		words = joinWords(words, lang.Money(*e.Price))
	}
	return Fact{Caption: caption, Words: words, Detail: joinWords(lang.DayShort(e.Day, today), lang.EventTerm(&e, today)), Private: true}
}

// lastPurchase is the last thing that was bought: a sale that is no longer on its
// way, or a purchase of the timeline that is later.
func lastPurchase(events []care.Event, sales []care.Sale, today care.Day) Fact {
	events = slices.DeleteFunc(slices.Clone(events), func(e care.Event) bool { return e.Kind == care.Purchase && onItsWay(&e, sales) })
	noted := slices.IndexFunc(events, func(e care.Event) bool { return e.Kind == care.Purchase })
	sold := slices.IndexFunc(sales, func(s care.Sale) bool { return s.State != care.SaleOrdered })
	if sold < 0 || noted >= 0 && events[noted].Day > sales[sold].Day {
		return lastPriced(events, care.Purchase, lang.T("brief.purchase"), today)
	}
	s := &sales[sold]
	return Fact{
		Caption: lang.T("brief.purchase"), Words: joinWords(soldWords(s), lang.Money(s.Amount)),
		Detail: lang.DayShort(s.Day, today), Private: true,
	}
}

// onItsWay reports whether a purchase of the timeline is an order that is told of
// as one: of the same day and amount.
func onItsWay(e *care.Event, sales []care.Sale) bool {
	return e.Price != nil && slices.ContainsFunc(sales, func(s care.Sale) bool {
		return s.State == care.SaleOrdered && s.Day == e.Day && s.Amount == *e.Price
	})
}

// mostOrders is the number of open orders that a fact names; more are counted.
const mostOrders = 3

// openOrders are the sales that are ordered and on their way, and since when the
// longest one is.
func openOrders(sales []care.Sale, today care.Day) Fact {
	var words []string
	var first *care.Sale
	open := 0
	for i := range sales {
		s := &sales[i]
		if s.State != care.SaleOrdered {
			continue
		}
		if open++; open <= mostOrders {
			words = append(words, soldWords(s))
		}
		if first == nil || s.Day < first.Day {
			first = s
		}
	}
	if open == 0 {
		return Fact{}
	}
	if open > mostOrders {
		words = append(words, lang.N("brief.more_orders", open-mostOrders))
	}
	since := lang.T("brief.ordered", lang.Args{"Day": lang.DayNamed(first.Day, today)})
	if open == 1 {
		since = joinWords(lang.Money(first.Amount), since)
	}
	return Fact{Caption: lang.T("brief.orders"), Words: joinWords(words...), Detail: since, Private: true}
}

// soldWords name what was sold, with how many of it.
func soldWords(s *care.Sale) string {
	item := strings.TrimSpace(s.Item)
	switch {
	case item == "":
		return lang.T("brief.no_item")
	case s.Quantity == "" || s.Quantity == "1":
		return item
	}
	return lang.T("brief.quantity", lang.Args{"Quantity": lang.Decimal(s.Quantity), "Item": item})
}

// waiting is the open event of a kind that is due first.
func waiting(events []care.Event, kind care.EventKind, caption string, today care.Day) Fact {
	var first *care.Event
	for i := range events {
		e := &events[i]
		if e.Kind == kind && e.Open() && (first == nil || e.Due != "" && (first.Due == "" || e.Due < first.Due)) {
			first = e
		}
	}
	if first == nil {
		return Fact{}
	}
	words := firstClause(first.Text)
	if words == "" {
		words = lang.EventKind(kind)
	}
	return Fact{Caption: caption, Words: words, Detail: lang.EventTerm(first, today), Late: first.Due != "" && first.Due < today || kind == care.Complaint}
}

// family is what is known of the people around the person.
func family(p *care.Person) string {
	var lines []string
	if p.Profile.Household != "" {
		lines = append(lines, p.Profile.Household)
	}
	for _, r := range p.Related {
		words := strings.Fields(r.Name)
		if len(words) == 0 || strings.Contains(p.Profile.Household, words[0]) {
			continue // told already
		}
		if r.Relation == "" {
			lines = append(lines, r.Name)
		} else {
			lines = append(lines, lang.T("brief.relative", lang.Args{"Name": r.Name, "Relation": lang.Relation(r.Relation)}))
		}
	}
	return strings.Join(lines, lang.T("brief.sentence_end"))
}

// near are the person's dates of the next weeks, the nearest first.
func near(p *care.Person, today care.Day) string {
	type date struct {
		day   care.Day
		words string
	}
	end := care.DayOf(today.Time().AddDate(0, 0, nearDays))
	var dates []date
	for _, d := range p.Dates {
		day, ok := calendar.Next(d, today, false)
		if !ok || day > end {
			continue
		}
		dates = append(dates, date{day, lang.T("brief.date", lang.Args{"Day": lang.DayShort(day, today), "What": dateWords(d, day)})})
	}
	slices.SortStableFunc(dates, func(a, b date) int { return strings.Compare(string(a.day), string(b.day)) })
	var lines []string
	for _, d := range dates {
		lines = append(lines, d.words)
	}
	return strings.Join(lines, "\n")
}

// dateWords say what a date of a person is on the day on which it comes back, and
// the age where it is known, as the digest does.
func dateWords(d care.Date, on care.Day) string {
	what := lang.DateKind(d)
	age, known := calendar.Age(d, on)
	switch {
	case !known || age <= 0:
		return what
	case d.Kind == care.Birthday:
		return lang.N("brief.turns", age)
	case d.Kind == care.RelativeDate:
		return lang.N("reminder.age", age, lang.Args{"What": what})
	}
	return lang.N("reminder.years", age, lang.Args{"What": what})
}

// lastTime is what was said at the last real contact.
func lastTime(events []care.Event, today care.Day) Fact {
	i := slices.IndexFunc(events, func(e care.Event) bool { return e.Real() && e.Text != "" })
	if i < 0 {
		return Fact{}
	}
	e := events[i]
	return Fact{Caption: lang.T("brief.last_time", lang.Args{"Day": lang.DayNamed(e.Day, today)}), Words: e.Text, Private: true}
}

// firstClause is the beginning of a text, short enough for a fact.
func firstClause(s string) string {
	s = strings.TrimSpace(s)
	for _, end := range []string{". ", "; ", "\n", "。", "；"} {
		if i := strings.Index(s, end); i > 0 {
			s = s[:i]
		}
	}
	return strings.TrimSuffix(s, ".")
}

func joinWords(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), lang.T("reminder.comma"))
}
