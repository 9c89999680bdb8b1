package book

import (
	"slices"
	"testing"

	"carebook/app/care"
	"carebook/app/lang"
)

func TestTheBriefSaysWhatIsKnown(t *testing.T) {
	lang.Use("en")
	p := &care.Person{
		FullName: "María", Related: []care.Related{{Name: "Clara", Relation: "child"}, {Name: "Vicent Perelló", Relation: "spouse"}},
		Dates: []care.Date{
			{Kind: care.OtherDate, Label: "Opened", Year: 2009, Month: 12, Day: 12},
			{Kind: care.Birthday, Year: 1979, Month: 12, Day: 3},
			{Kind: care.Anniversary, Month: 6, Day: 1},
		},
		Profile: care.Profile{Household: "Clara plays the piano", Likes: "sea", Interests: []string{"ovens", "rice"}},
	}
	events := []care.Event{
		{Kind: care.Complaint, Day: "2026-11-19", Text: "Oven door seal. Steam gets out.", Due: "2026-11-27"},
		{Kind: care.Promise, Day: "2026-11-18", Text: "Send the brochure", Due: "2026-11-25"},
		{Kind: care.Promise, Day: "2026-11-01", Text: "Kept", Due: "2026-11-02", Done: "2026-11-02"},
		{Kind: care.Call, Day: "2026-11-15", Outcome: care.NoAnswer, Text: "not there"},
		{Kind: care.Visit, Day: "2026-11-12", Text: "Worried about the licence."},
		{Kind: care.Quote, Day: "2026-11-12", Text: "Combi oven", Price: &care.Money{Minor: 845000, Currency: "EUR"}, ValidUntil: "2026-12-12"},
		{Kind: care.Purchase, Day: "2026-11-03", Text: "24 pans", Price: &care.Money{Minor: 61200, Currency: "EUR"}},
	}
	b := BriefOf(p, events, nil, "2026-11-26")
	want := []Fact{
		{"Last price quoted", "Combi oven, €8,450", "Thu 12 Nov, offer runs to Sat 12 Dec", false, true},
		{"Open complaint", "Oven door seal", "by Fri 27 Nov", true, false},
		{"Promised", "Send the brochure", "by Wed 25 Nov", true, false},
		{"Last purchase", "24 pans, €612", "Tue 3 Nov", false, true},
	}
	if !slices.Equal(b.Business, want) {
		t.Errorf("business:\n%+v\nwant\n%+v", b.Business, want)
	}
	want = []Fact{
		{"Family", "Clara plays the piano. Vicent Perelló (spouse)", "", false, true},
		{"Likes", "sea", "", false, true},
		{"Near dates", "Thu 3 Dec: turns 47\nSat 12 Dec: Opened, 17 years", "", false, false},
		{"Tell first about", "ovens, rice", "", false, false},
		{"Last time, Thu 12 Nov", "Worried about the licence.", "", false, true},
	}
	if !slices.Equal(b.Personal, want) {
		t.Errorf("personal:\n%+v\nwant\n%+v", b.Personal, want)
	}
	var order []string
	for _, f := range b.Call {
		order = append(order, f.Caption)
	}
	if want := []string{
		"Open complaint", "Promised", "Last price quoted", "Last time, Thu 12 Nov", "Near dates", "Family", "Likes", "Tell first about", "Last purchase",
	}; !slices.Equal(order, want) {
		t.Errorf("while the telephone rings: %q, want %q", order, want)
	}
	paid := []care.Event{{Kind: care.Purchase, Day: "2026-11-03", Text: "24 pans €612", Price: &care.Money{Minor: 61200, Currency: "EUR"}}}
	if b := BriefOf(p, paid, nil, "2026-11-26"); b.Business[0].Words != "24 pans €612" {
		t.Errorf("a price that the words name is said twice: %q", b.Business[0].Words)
	}
	if b := BriefOf(&care.Person{FullName: "X"}, nil, nil, "2026-11-26"); len(b.Business)+len(b.Personal) > 0 {
		t.Errorf("of nobody known: %+v", b)
	}
}

func TestTheBriefTellsOfSales(t *testing.T) {
	lang.Use("en")
	euros := func(minor int64) care.Money { return care.Money{Minor: minor, Currency: "EUR"} }
	order := func(day care.Day, item, quantity string) care.Sale {
		return care.Sale{Day: day, Item: item, Quantity: quantity, Amount: euros(61200), State: care.SaleOrdered}
	}
	noted := []care.Event{{Kind: care.Purchase, Day: "2026-11-03", Text: "24 pans", Price: &care.Money{Minor: 5000, Currency: "EUR"}}}
	for _, c := range []struct {
		name   string
		events []care.Event
		sales  []care.Sale
		want   []Fact
	}{
		{"one order", nil, []care.Sale{order("2026-11-20", "Paella pan", "24")}, []Fact{
			{"On its way", "24 × Paella pan", "€612, ordered Fri 20 Nov", false, true},
		}},
		{
			"more orders than are named", nil,
			[]care.Sale{order("2026-11-20", "Pan", "1"), order("2026-11-19", "Pot", ""), order("2026-11-18", "Lid", "2.5"), order("2025-11-17", "Ladle", "2"), order("2026-11-16", " ", "")},
			[]Fact{{"On its way", "Pan, Pot, 2.5 × Lid, 2 more", "ordered Mon 17 Nov 2025", false, true}},
		},
		{"the last sale is later than what was noted", noted, []care.Sale{{Day: "2026-11-04", Item: "Mixer", Amount: euros(90050)}}, []Fact{
			{"Last purchase", "Mixer, €900.50", "Wed 4 Nov", false, true},
		}},
		{"what was noted is later", noted, []care.Sale{{Day: "2026-11-02", Item: "Mixer", Amount: euros(90050)}}, []Fact{
			{"Last purchase", "24 pans, €50", "Tue 3 Nov", false, true},
		}},
		{"an order that was noted, too", []care.Event{{Kind: care.Purchase, Day: "2026-11-20", Text: "24 pans", Price: &care.Money{Minor: 61200, Currency: "EUR"}}}, []care.Sale{order("2026-11-20", "Pan", "24")}, []Fact{
			{"On its way", "24 × Pan", "€612, ordered Fri 20 Nov", false, true},
		}},
		{"an order is no purchase yet", noted, []care.Sale{order("2026-11-25", "", "3")}, []Fact{
			{"On its way", "without a name", "€612, ordered Wed 25 Nov", false, true},
			{"Last purchase", "24 pans, €50", "Tue 3 Nov", false, true},
		}},
	} {
		b := BriefOf(&care.Person{FullName: "X"}, c.events, c.sales, "2026-11-26")
		if !slices.Equal(b.Business, c.want) {
			t.Errorf("%s:\n%+v\nwant\n%+v", c.name, b.Business, c.want)
		}
	}
}

func TestADateOfTheBriefSaysItsAgeAsTheDigestDoes(t *testing.T) {
	lang.Use("en")
	for want, d := range map[string]care.Date{
		"Sat 12 Dec: Opened, 17 years":       {Kind: care.OtherDate, Label: "Opened", Year: 2009, Month: 12, Day: 12},
		"Sat 12 Dec: Anniversary, 1 year":    {Kind: care.Anniversary, Year: 2025, Month: 12, Day: 12},
		"Sat 12 Dec: Opened":                 {Kind: care.OtherDate, Label: "Opened", Month: 12, Day: 12},
		"Sat 12 Dec: Anniversary":            {Kind: care.Anniversary, Year: 2026, Month: 12, Day: 12},
		"Sat 12 Dec: turns 30":               {Kind: care.Birthday, Year: 1996, Month: 12, Day: 12},
		"Sat 12 Dec: Birthday (Clara), 9":    {Kind: care.RelativeDate, Label: "Clara", Year: 2017, Month: 12, Day: 12},
		"Sat 12 Dec: Birthday in the family": {Kind: care.RelativeDate, Month: 12, Day: 12},
	} {
		if got := near(&care.Person{Dates: []care.Date{d}}, "2026-11-26"); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
