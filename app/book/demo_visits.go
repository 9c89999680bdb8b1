package book

import (
	"cmp"
	"slices"

	"carebook/app/care"
	"carebook/app/care/plan"
	"carebook/app/lang"
)

// demoRanked is the number of customers who are ranked.
const demoRanked = 85

// demoSpent are the minutes of the last four weeks for A, B and C: 14, 60 and 26
// per cent of 68 hours, so that the best have got too little.
var demoSpent = map[care.Band]int{care.BandA: 574, care.BandB: 2460, care.BandC: 1066}

// demoTour are the places to which the visits of the coming week lead: those of
// the best customers who are due, and the city.
var demoTour = []demoTown{townElPalmar, townGandia, townDenia, townSagunt, townRuzafa}

// customers chooses who buys among those who are not written out, and invents
// their lives: the important ones and those who have been known longest are
// ranked, and those known for less than plan.KnownDays have only begun.
func (d *demo) customers(people []invented) {
	left := map[care.Band]int{}
	left[care.BandA], left[care.BandB], left[care.BandC] = plan.Sizes(demoRanked)
	var others []*invented
	for i := range people {
		who := &people[i]
		switch {
		case i < len(demoKnown):
			left[who.life.buys.band]--
		case who.role != "" || slices.Contains(who.person.Tags, lang.T(tagProspects)):
		case d.knownFor(&who.person) < plan.KnownDays:
			who.life.buys.fresh = true
		case d.knownFor(&who.person) > demoShortest:
			others = append(others, who)
		}
	}
	important := func(who *invented) int {
		return slices.Index(who.person.Tags, lang.T(tagImportant))
	}
	slices.SortStableFunc(others, func(a, b *invented) int {
		return cmp.Or(cmp.Compare(important(b), important(a)), cmp.Compare(a.person.Added, b.person.Added))
	})
	for _, band := range bandsOfSplit {
		for nth := range left[band] {
			d.customer(others[0], band, nth)
			others = others[1:]
		}
	}
}

// demoShortest is for how many days those are known at least who are ranked: each
// of them has bought more than once.
const demoShortest = 180

// customer invents the life of the nth of a band: what happened in the last four
// weeks follows from how the user's days are spent, and what was before is left
// to chance.
func (d *demo) customer(who *invented, band care.Band, nth int) {
	l := d.sent(&who.person)
	l.buys = demoCustomer{band: band}
	said := map[string]bool{"": true}
	rounds, due := d.rounds(who, &l, nth)
	since := 0
	for _, e := range rounds {
		e.ago = d.weekday(e.ago)
		e.said = d.event(e.kind, "", e.ago, true, said).said
		l.events = append(l.events, e)
		since = max(since, e.ago)
	}
	slices.SortStableFunc(l.events, func(a, b demoEvent) int { return cmp.Compare(a.ago, b.ago) })
	d.past(&l, "", since+5+d.chance.IntN(40), d.knownFor(&who.person), said)
	if d.open(&l, said) || due {
		d.onTour(who)
	}
	d.profile(&l, &who.person, "")
	who.life = l
}

// rounds are the visits and calls of the last time with the nth customer of a
// band, and whether the next visit is due in the coming week.
func (d *demo) rounds(who *invented, l *demoLife, nth int) (events []demoEvent, due bool) {
	visit := func(ago int) demoEvent { return demoEvent{kind: care.Visit, ago: ago} }
	call := func(from, days, minutes int) demoEvent {
		return demoEvent{kind: care.Call, ago: from + d.chance.IntN(days), minutes: minutes + d.chance.IntN(minutes)}
	}
	band := l.buys.band
	monthly := demoRhythm(&who.person, band).Visit == demoMonthly
	switch {
	case band == care.BandC && nth < demoGone:
		// Has not bought for more than a year.
		ago := 80 + 20*nth
		l.lost, l.buys.place = ago-10, 2
		return []demoEvent{{kind: care.Call, ago: ago, minutes: 4}}, false
	case band == care.BandC:
		// Looked in upon on the way to others, for years.
		l.cadence = care.Cadence{Visit: 14}
		ago := 5 + d.chance.IntN(7)
		return []demoEvent{visit(ago), visit(ago + 11), call(8, 12, 6)}, true
	case monthly && nth%3 == 0:
		return []demoEvent{call(3, 9, 4), visit(21 + d.chance.IntN(5))}, true
	case monthly:
		return []demoEvent{call(3, 9, 4), visit(8 + d.chance.IntN(10))}, false
	case nth%3 == 0:
		return []demoEvent{call(9, 16, 12), visit(82 + d.chance.IntN(8))}, true
	}
	return []demoEvent{visit(4 + d.chance.IntN(22)), call(4, 22, 10)}, false
}

const (
	// demoMonthly is the rhythm of visits to important customers, in days.
	demoMonthly = 30
	// demoGone is the number of invented customers who have gone elsewhere.
	demoGone = 3
)

// onTour lets somebody live at the next place of the coming week's tour.
func (d *demo) onTour(who *invented) {
	number := 1 + d.chance.IntN(90)
	who.person.Addresses = []care.Address{demoAddress(demoStreet(pick(d, demoStreets), number), demoTour[d.stop%len(demoTour)])}
	d.stop++
}

// weekday is so many days ago or, where that was a Saturday or a Sunday, the
// Monday after it.
func (d *demo) weekday(ago int) int {
	for day := d.today.AddDate(0, 0, -ago).Weekday(); day == 0 || day == 6; day = d.today.AddDate(0, 0, -ago).Weekday() {
		ago--
	}
	return ago
}

// spend shares the minutes of the last four weeks over the visits to each band:
// what those who are written out have had, and the calls, are given.
func (d *demo) spend(people []invented) {
	left := map[care.Band]int{}
	for band, minutes := range demoSpent {
		left[band] = minutes
	}
	open := map[care.Band][]*demoEvent{}
	for i := range people {
		l := &people[i].life
		band := cmp.Or(l.buys.chosen, l.buys.band)
		for k := range l.events {
			e := &l.events[k]
			switch {
			case band == "" || e.ago >= spentDays || e.kind != care.Call && e.kind != care.Visit && e.kind != care.Meeting:
			case e.kind == care.Visit && e.minutes == 0:
				open[band] = append(open[band], e)
			default:
				left[band] -= e.minutes
			}
		}
	}
	for _, band := range bandsOfSplit {
		d.lasting(open[band], left[band])
	}
}

// lasting lets visits last so many minutes together, each some of five.
func (d *demo) lasting(visits []*demoEvent, minutes int) {
	weights, sum := make([]int, len(visits)), 0
	for i := range weights {
		weights[i] = 4 + d.chance.IntN(5)
		sum += weights[i]
	}
	before, upTo := 0, 0
	for i, e := range visits {
		upTo += weights[i]
		all := (minutes*upTo/sum + 2) / 5 * 5
		e.minutes, before = all-before, all
	}
}
