package book

import (
	"cmp"
	"slices"

	"carebook/app/care"
	"carebook/app/lang"
)

// demoSaid is what is said to and by customers whose lives are invented.
var demoSaid = map[care.EventKind][]string{
	care.Call: {
		"demo.call.oven", "demo.call.delivery", "demo.call.parts", "demo.call.season", "demo.call.staff", "demo.call.price", "demo.call.cold",
		"demo.call.thanks", "demo.call.opening", "demo.call.invoice", "demo.call.glasses", "demo.call.later",
	},
	care.Visit: {
		"demo.visit.kitchen", "demo.visit.tasting", "demo.visit.terrace", "demo.visit.training", "demo.visit.old", "demo.visit.samples", "demo.visit.bar",
		"demo.visit.family", "demo.visit.quiet", "demo.visit.smoke", "demo.visit.stock", "demo.visit.handed",
	},
	care.Message: {
		"demo.message.catalogue", "demo.message.photo", "demo.message.time", "demo.message.price", "demo.message.map", "demo.message.manual",
		"demo.message.order", "demo.message.menu", "demo.message.power", "demo.message.video", "demo.message.paid", "demo.message.guests",
	},
	care.Meeting: {
		"demo.meeting.fair", "demo.meeting.architect", "demo.meeting.bank", "demo.meeting.showroom", "demo.meeting.partner", "demo.meeting.market",
		"demo.meeting.town", "demo.meeting.opening", "demo.meeting.maker", "demo.meeting.plan", "demo.meeting.trade", "demo.meeting.budget",
	},
	care.Greeting: {
		"demo.greeting.season", "demo.greeting.saint", "demo.greeting.anniversary", "demo.greeting.baby", "demo.greeting.holiday", "demo.greeting.review",
		"demo.greeting.well", "demo.greeting.moving", "demo.greeting.prize", "demo.greeting.team", "demo.greeting.journey", "demo.greeting.luck",
	},
	care.Gift: {
		"demo.gift.wine", "demo.gift.knife", "demo.gift.apron", "demo.gift.oranges", "demo.gift.book", "demo.gift.calendar", "demo.gift.chocolate",
		"demo.gift.thermometer", "demo.gift.tickets", "demo.gift.plant", "demo.gift.honey", "demo.gift.cups",
	},
	care.Complaint: {
		"demo.complaint.late", "demo.complaint.noise", "demo.complaint.scratch", "demo.complaint.missing", "demo.complaint.cold", "demo.complaint.invoice",
		"demo.complaint.fitter", "demo.complaint.glass", "demo.complaint.manual", "demo.complaint.call", "demo.complaint.smell", "demo.complaint.leak",
	},
	care.Feedback: {
		"demo.feedback.quiet", "demo.feedback.fitter", "demo.feedback.bread", "demo.feedback.price", "demo.feedback.slow", "demo.feedback.recommended",
		"demo.feedback.plates", "demo.feedback.power", "demo.feedback.handle", "demo.feedback.menu", "demo.feedback.clean", "demo.feedback.course",
	},
	care.Memo: {
		"demo.note.door", "demo.note.power", "demo.note.decides", "demo.note.parking", "demo.note.year", "demo.note.rival", "demo.note.lunch",
		"demo.note.floor", "demo.note.card", "demo.note.story", "demo.note.oil", "demo.note.key",
	},
	care.Promise: {
		"demo.promise.price", "demo.promise.drawing", "demo.promise.technician", "demo.promise.sample", "demo.promise.terms", "demo.promise.used",
		"demo.promise.contact", "demo.promise.manual", "demo.promise.delivery", "demo.promise.warranty", "demo.promise.visit", "demo.promise.invoice",
	},
}

// demoPrivateTalk is said among family and friends, demoSupplierTalk by
// suppliers.
var (
	demoPrivateTalk = []string{
		"demo.private.lunch", "demo.private.flat", "demo.private.doctor", "demo.private.garden", "demo.private.film", "demo.private.trip",
		"demo.private.car", "demo.private.school", "demo.private.recipe", "demo.private.dog", "demo.private.party", "demo.private.swim",
		"demo.private.news",
	}
	demoSupplierTalk = []string{
		"demo.supplier.prices", "demo.supplier.delay", "demo.supplier.discount", "demo.supplier.return", "demo.supplier.parts", "demo.supplier.course",
		"demo.supplier.stock", "demo.supplier.terms", "demo.supplier.colour", "demo.supplier.warranty", "demo.supplier.fair", "demo.supplier.lorry",
	}
)

// What is known of the people whose lives are invented.
var (
	demoLikes = []string{
		"demo.likes.football", "demo.likes.rice", "demo.likes.running", "demo.likes.books", "demo.likes.music", "demo.likes.sea", "demo.likes.mountain",
		"demo.likes.coffee", "demo.likes.cinema", "demo.likes.cards", "demo.likes.motorbike", "demo.likes.theatre",
	}
	demoHouseholds = []string{
		"demo.household.two", "demo.household.twins", "demo.household.parents", "demo.household.brother", "demo.household.grandchild",
		"demo.household.alone", "demo.household.student", "demo.household.village",
	}
	demoInterests = []string{
		"demo.interest.ovens", "demo.interest.induction", "demo.interest.coffee", "demo.interest.used", "demo.interest.courses", "demo.interest.terrace",
		"demo.interest.ice", "demo.interest.plates",
	}
	demoHours = []string{
		"demo.hour.ten", "demo.hour.eleven", "demo.hour.five", "demo.hour.mondays", "demo.hour.early",
	}
)

// What happens to customers, to suppliers, and among family and friends: the
// more often a kind stands here, the more often it happens. Purchases are told
// where there are sales.
var (
	demoCustomerKinds = []care.EventKind{
		care.Call, care.Call, care.Call, care.Call, care.Visit, care.Visit, care.Visit, care.Message, care.Message, care.Message, care.Meeting,
		care.Quote, care.Quote, care.Greeting, care.Gift, care.Complaint, care.Feedback, care.Memo, care.Promise,
	}
	demoSupplierKinds = []care.EventKind{care.Call, care.Call, care.Message, care.Message, care.Visit, care.Meeting}
	demoPrivateKinds  = []care.EventKind{care.Call, care.Call, care.Message, care.Message, care.Visit, care.Gift}
)

const (
	// demoDays is for how many days back lives are invented.
	demoDays = 540
	// demoOffer is for how many days an invented offer runs, demoAnswer within
	// how many days a promise is to be kept and a complaint answered.
	demoOffer, demoAnswer = 30, 7
)

// life invents what became known of somebody outside the split: for every other
// one, and all who are important or have begun to buy, a timeline of the last year
// and a half and something of a profile.
func (d *demo) life(who *invented) demoLife {
	p, role := &who.person, who.role
	l := d.sent(p)
	l.buys = who.life.buys
	if !d.oneIn(2) && !l.buys.fresh && !slices.Contains(p.Tags, lang.T(tagImportant)) {
		return l
	}
	rhythm := demoRhythm(p, "")
	ago, known := d.lastSeen(cmp.Or(rhythm.Call, demoQuiet)), d.knownFor(p)
	if ago > known {
		ago = d.chance.IntN(min(known+1, cmp.Or(rhythm.Call, demoQuiet)))
	}
	said := map[string]bool{"": true}
	d.past(&l, role, ago, known, said)
	if rhythm.Visit > 0 && known >= rhythm.Visit {
		d.visited(&l, rhythm.Visit, said)
	}
	if role == "" && len(l.events) > 0 {
		d.open(&l, said)
	}
	d.profile(&l, p, role)
	return l
}

// sent is the life of somebody of whom is known at most who sent him.
func (d *demo) sent(p *care.Person) demoLife {
	if p.Remark == lang.T("demo.remark.recommended") {
		return demoLife{referrer: "Pilar Rius"}
	}
	return demoLife{}
}

// past goes on with a timeline from so many days ago, for as long as the person
// is known.
func (d *demo) past(l *demoLife, role string, ago, known int, said map[string]bool) {
	for n := 1 + d.chance.IntN(8); n > 0 && ago <= min(known, demoDays); n-- {
		first, kinds := len(l.events) == 0, demoKinds(role)
		if first {
			kinds = []care.EventKind{care.Call, care.Call, care.Visit, care.Message}
		}
		l.events = append(l.events, d.event(pick(d, kinds), role, ago, first, said))
		ago += d.chance.IntN(70)
	}
}

// visited sees to it that the user was there within a rhythm of visits, but for
// the few who wait for a visit since this week.
func (d *demo) visited(l *demoLife, every int, said map[string]bool) {
	first := l.events[0].ago
	ago := first + d.chance.IntN(max(1, every-1-first))
	if d.oneIn(25) {
		ago = every + d.chance.IntN(1+every/demoLate)
	}
	there := func(e demoEvent) bool {
		return (e.kind == care.Visit || e.kind == care.Meeting) && e.ago < every
	}
	if slices.ContainsFunc(l.events, there) {
		return
	}
	at := slices.IndexFunc(l.events, func(e demoEvent) bool { return e.ago > ago })
	if at < 0 {
		at = len(l.events)
	}
	l.events = slices.Insert(l.events, at, d.event(care.Visit, "", ago, true, said))
}

// demoOpen is what is not done yet: in so many of a hundred customers a promise, an
// offer or a complaint.
var demoOpen = map[care.EventKind]int{care.Promise: 9, care.Quote: 12, care.Complaint: 3}

// open invents business that came up at the last contact and is not done yet, for
// some of the customers, and reports whether it did.
func (d *demo) open(l *demoLife, said map[string]bool) bool {
	last := l.events[0].ago
	kind, n := care.EventKind(""), d.chance.IntN(100)
	for _, k := range []care.EventKind{care.Promise, care.Quote, care.Complaint} {
		if n >= 0 && n < demoOpen[k] {
			kind = k
		}
		n -= demoOpen[k]
	}
	if kind == "" || last > demoOffer {
		return false
	}
	e := d.event(kind, "", last, true, said)
	if e.outcome, e.done = "", 0; kind != care.Quote {
		e.term = 1 + d.chance.IntN(demoAnswer)
	}
	l.events = slices.Insert(l.events, 0, e)
	return true
}

const (
	// demoQuiet is within how many days those were in touch who are not called
	// by a rhythm.
	demoQuiet = 75
	// demoLate is of how many days of a rhythm one has passed beyond it: those
	// who have waited longest are written out.
	demoLate = 30
)

// lastSeen is how many days ago the last real contact was, of a person who is to
// be called every so many days. A few wait for a call since this week, and some
// until the next one.
func (d *demo) lastSeen(every int) int {
	switch n := d.chance.IntN(100); {
	case n < 10:
		return every + d.chance.IntN(1+every/demoLate)
	case n < 24:
		return every - 1 - d.chance.IntN(7)
	}
	return d.chance.IntN(every - 7)
}

func demoKinds(role string) []care.EventKind {
	switch role {
	case "":
		return demoCustomerKinds
	case tagSuppliers:
		return demoSupplierKinds
	}
	return demoPrivateKinds
}

// event invents what happened so many days ago; where the two spoke it is a real
// contact. What was said before is not said again.
func (d *demo) event(kind care.EventKind, role string, ago int, spoke bool, said map[string]bool) demoEvent {
	e := demoEvent{kind: kind, ago: ago}
	switch kind {
	case care.Call:
		e.minutes = 3 + d.chance.IntN(18)
		if !spoke && d.oneIn(7) {
			e.minutes, e.outcome = 0, care.NoAnswer
			return e // nothing was said
		}
	case care.Visit, care.Meeting:
		e.minutes = 20 + 5*d.chance.IntN(12)
	case care.Message:
		if spoke || !d.oneIn(3) {
			e.outcome = care.Answered
		}
	case care.Quote, care.Purchase:
		good := pick(d, demoGoods)
		e.said, e.euros, e.term = good.name, good.euros, demoOffer-ago
		if kind == care.Quote && d.oneIn(4) {
			e.outcome = care.Declined
		}
		return e
	case care.Promise, care.Complaint:
		e.term = demoAnswer - ago
		if ago >= demoAnswer {
			e.done = max(1, ago-1-d.chance.IntN(demoAnswer))
		}
	}
	pool := demoSaid[kind]
	switch {
	case role == tagSuppliers:
		pool = demoSupplierTalk
	case role != "" && kind != care.Gift:
		pool = demoPrivateTalk
	}
	for said[e.said] {
		e.said = pick(d, pool)
	}
	said[e.said] = true
	return e
}

// profile invents what is known of somebody besides an address.
func (d *demo) profile(l *demoLife, p *care.Person, role string) {
	if p.Kind != care.Organization {
		if d.oneIn(3) {
			l.likes = pick(d, demoLikes)
		}
		if role == "" && d.oneIn(4) {
			l.household = pick(d, demoHouseholds)
		}
		if d.oneIn(5) {
			l.hour = pick(d, demoHours)
		}
	}
	if d.oneIn(2) {
		l.channel = pick(d, care.Channels())
	}
	if role != "" {
		return
	}
	if d.oneIn(3) {
		l.interests = []string{pick(d, demoInterests)}
	}
	if !d.oneIn(3) {
		l.value = 1 + d.chance.IntN(care.MaxValue)
	}
}

// live gives a person the profile of a life, and the events, the earliest first.
func (d *demo) live(p *care.Person, l demoLife) []care.Event {
	p.Profile = care.Profile{Channel: l.channel, Value: l.value, Cadence: l.cadence}
	if l.buys.chosen != "" {
		p.Profile.Band = care.BandOverride{Band: l.buys.chosen, Reason: lang.T(l.buys.why)}
	}
	for _, t := range []struct {
		to  *string
		key string
	}{{&p.Profile.Likes, l.likes}, {&p.Profile.Household, l.household}, {&p.Profile.Hour, l.hour}} {
		if t.key != "" {
			*t.to = lang.T(t.key)
		}
	}
	for _, topic := range l.interests {
		p.Profile.Interests = append(p.Profile.Interests, lang.T(topic))
	}
	if l.lost > 0 {
		p.Profile.Lost = d.daysAgo(l.lost)
	}
	var events []care.Event
	for _, e := range slices.Backward(l.events) {
		events = append(events, d.happened(e))
	}
	return events
}

// happened puts an event on its day.
func (d *demo) happened(e demoEvent) care.Event {
	out := care.Event{Kind: e.kind, Day: d.daysAgo(e.ago), Minutes: e.minutes, Outcome: e.outcome, Pinned: e.pinned}
	if e.said != "" {
		out.Text = lang.T(e.said)
	}
	if e.euros > 0 {
		out.Price = &care.Money{Minor: cents(e.euros), Currency: "EUR"}
	}
	switch e.kind {
	case care.Quote:
		out.ValidUntil = d.daysAgo(-e.term)
	case care.Promise, care.Complaint:
		out.Due = d.daysAgo(-e.term)
		if e.done > 0 {
			out.Done = d.daysAgo(e.done)
		}
	}
	return out
}
