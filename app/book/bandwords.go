package book

import (
	"carebook/app/care"
	"carebook/app/care/plan"
	"carebook/app/lang"
)

// farApart is the number of points from which on shares of time and of profit
// are said to disagree.
const farApart = 15

// Sentence says whether the time spent follows the profit, or why that cannot be
// told.
func (v *BandsView) Sentence() string {
	switch {
	case v.Ranked == 0 && v.Basis == plan.ByValue:
		return lang.T("bands.no_sales")
	case v.Ranked == 0:
		return lang.T("bands.all_new")
	case v.Basis == plan.ByValue:
		return lang.T("bands.by_value")
	}
	var profits, minutes [3]int64
	for i, b := range v.Bands {
		profits[i], minutes[i] = b.Profit, int64(b.SpentMinutes)
	}
	profit, earned := plan.ShareOf(profits)
	spent, logged := plan.ShareOf(minutes)
	switch {
	case !earned:
		return lang.T("bands.no_profit", lang.Args{"From": plainDay(v.From), "To": plainDay(v.To)})
	case !logged:
		return lang.T("bands.no_time", lang.Args{"Profit": profit.A})
	}
	at, far := widest(profit.List(), spent.List())
	args := lang.Args{"Band": string(v.Bands[at].Band), "Profit": profit.List()[at], "Time": spent.List()[at]}
	if far >= farApart {
		return lang.T("bands.apart", args)
	}
	return lang.T("bands.together", args)
}

// widest is the place at which two lists of shares differ most, the first of
// equal ones, and by how much.
func widest(a, b [3]int) (at, far int) {
	for i := range a {
		if d := max(a[i]-b[i], b[i]-a[i]); d > far {
			at, far = i, d
		}
	}
	return at, far
}

// Why says why somebody is in a band: the rank and the figure behind it, or what
// keeps the person out of the split, and what the user has chosen.
func (v *BandsView) Why(r *plan.Ranked) string {
	why := v.rule(r)
	if r.Override == "" {
		return why
	}
	chosen := lang.T("bands.chosen", lang.Args{"Band": string(r.Override)})
	if r.Reason != "" {
		chosen = lang.T("bands.chosen_because", lang.Args{"Band": string(r.Override), "Reason": r.Reason})
	}
	return lang.T("bands.chosen_else", lang.Args{"Chosen": chosen, "Band": BandName(r.Split), "Why": why})
}

// rule is what follows for somebody from sales or value alone.
func (v *BandsView) rule(r *plan.Ranked) string {
	if r.Rank == 0 {
		return v.outside(r)
	}
	args := lang.Args{
		"Rank": lang.Number(r.Rank), "Total": lang.Number(v.Ranked), "From": plainDay(v.From), "To": plainDay(v.To),
		"Profit": lang.Money(care.Money{Minor: r.Profit, Currency: v.Currency}), "Value": r.Value, "Most": care.MaxValue,
	}
	var rank, split string
	switch {
	case v.Basis == plan.ByValue:
		rank = lang.T("bands.rank_value", args)
	case r.RecentSale:
		rank = lang.T("bands.rank_profit", args)
	default:
		rank = lang.T("bands.rank_older", args)
	}
	switch a, _, c := plan.Sizes(v.Ranked); r.Split {
	case care.BandA:
		split = lang.N("bands.first", a)
	case care.BandC:
		split = lang.N("bands.last", c)
	default:
		split = lang.T("bands.middle")
	}
	return lang.T("bands.why", lang.Args{"Rank": rank, "Split": split})
}

// outside says what keeps somebody out of the split.
func (v *BandsView) outside(r *plan.Ranked) string {
	switch {
	case v.Basis == plan.ByValue:
		return lang.T("bands.no_value")
	case !r.HasSale:
		return lang.T("bands.no_sale")
	}
	return lang.N("bands.known", max(0, care.DaysBetween(r.Known, v.On)), lang.Args{"Least": plan.KnownDays})
}

// BandName is a band in the user's language.
func BandName(b care.Band) string {
	if b == care.BandNew {
		return lang.T("bands.new")
	}
	return string(b)
}

// plainDay is a day without its weekday.
func plainDay(d care.Day) string {
	t := d.Time()
	return lang.Date(care.Date{Year: t.Year(), Month: int(t.Month()), Day: t.Day()})
}
