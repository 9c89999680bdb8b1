package book

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"

	"carebook/app/care"
	"carebook/app/lang"
	"carebook/store"
)

// demoCustomer is what sort of customer somebody is.
type demoCustomer struct {
	// band is the one that follows from the profit, "" of those outside the
	// split.
	band care.Band
	// place is below 0 for the first of a band and above for the last, in the
	// order of the numbers. The very last of C buy nothing any more.
	place int
	// chosen is the band chosen by hand, why the key of its reason.
	chosen care.Band
	why    string
	// pays is how many days after the day agreed the customer pays, below 0
	// before it.
	pays int
	// once is set for those who buy nothing but what their timeline tells.
	once bool
	// fresh is set for who has been known for too short a time to be ranked.
	fresh bool
	// back is what was sent back.
	back demoBack
}

// demoBack is goods that a customer sent back, for their price.
type demoBack struct {
	ago   int
	good  string
	count int
	euros float64
}

// demoGood is something quoted and sold in a usual number.
type demoGood struct {
	// name is the key of what a quote or a purchase says, item that of what is
	// sold, "" where one piece is what the name says.
	name, item string
	count      int
	// euros is the price of all of them, margin the profit in it in per cent.
	euros  float64
	margin int
}

// demoGoods are what is quoted and sold.
var demoGoods = []demoGood{
	{"demo.goods.oven", "", 1, 6450, 24},
	{"demo.goods.fryer", "", 1, 1180, 28},
	{"demo.goods.dishwasher", "", 1, 3790, 26},
	{"demo.goods.fridge", "", 1, 2240, 25},
	{"demo.goods.grinder", "", 1, 640, 32},
	{"demo.goods.pans", "demo.item.pan", 20, 430, 28},
	{"demo.goods.plates", "demo.item.plate", 120, 718.8, 45},
	{"demo.goods.glasses", "demo.item.glass", 200, 184, 50},
	{"demo.goods.knives", "", 1, 312.5, 40},
	{"demo.goods.heaters", "demo.item.heater", 6, 1140, 30},
	{"demo.goods.extractor", "", 1, 4300, 27},
	{"demo.goods.mixer", "", 1, 1690, 26},
	{"demo.goods.ice", "", 1, 980, 30},
	{"demo.goods.tables", "demo.item.table", 4, 1360, 35},
}

// demoSpecial are what was sold to those who are written out, and nobody else.
var demoSpecial = []demoGood{
	{"demo.said.maria_pans", "demo.item.pan_40", 24, 612, 28},
	{"demo.said.javier_stools", "demo.item.stool", 6, 534, 30},
	{"demo.said.dmitri_cups", "demo.item.breakfast_cup", 400, 1180, 45},
	{"demo.said.olga_samovars", "demo.item.samovar", 2, 398, 30},
	{"demo.said.chen_wok", "", 1, 2150, 27},
	{"demo.said.youssef_purchase", "demo.item.tray", 60, 1020, 35},
	{"demo.said.margaret_ice", "", 1, 1390, 30},
	{"demo.said.elena_cups", "demo.item.cup", 60, 342, 45},
	{"demo.said.nuria_glasses", "demo.item.beer_glass", 48, 86.40, 50},
	{"demo.said.hannah_baskets", "demo.item.proofing_basket", 40, 520, 40},
	{"demo.said.ruth_glasses", "demo.item.wine_glass", 120, 936, 45},
	{"demo.said.huang_baskets", "demo.item.steamer_basket", 80, 640, 40},
	{"demo.said.pilar_grill", "", 1, 2980, 27},
	{"demo.said.omar_grill", "", 1, 1290, 28},
}

// demoParts are spare parts, of which a bill has as many as are needed.
var demoParts = demoGood{name: "demo.item.parts", count: 1, margin: 45}

// profit is what the good leaves, in cents.
func (g *demoGood) profit() int64 { return g.line(1, cents(g.euros)).profit() }

// demoLine is a line of an order.
type demoLine struct {
	good demoGood
	// count is the number of pieces, amount and cost are cents.
	count        int
	amount, cost int64
}

// line is so many times the usual number of a good, for an amount.
func (g *demoGood) line(times int, amount int64) demoLine {
	return demoLine{good: *g, count: times * g.count, amount: amount, cost: amount - share(amount, g.margin)}
}

func (l demoLine) profit() int64 { return l.amount - l.cost }

// share is so many per cent of cents.
func share(of int64, percent int) int64 {
	return int64(math.Round(float64(of) * float64(percent) / 100))
}

// cents are euros in minor units.
func cents(euros float64) int64 { return int64(math.Round(euros * 100)) }

const (
	// demoProfit is the profit of twelve months in cents. Of a hundred parts A
	// brings demoBest and B demoMiddle.
	demoProfit           = 142_800_00
	demoBest, demoMiddle = 61, 34
	// demoTerm is for how many days a bill may stay open.
	demoTerm = 30
	// demoRecent and demoBefore are how many days back sales of the last twelve
	// months and of those before are invented. Between the two lies a day of
	// which either may have too many, by the year.
	demoRecent, demoFrom, demoBefore = 360, 372, 715
)

// trade invents what was sold in two years, and lets the time spent follow from
// who is in which band.
func (d *demo) trade(people []invented) {
	d.spend(people)
	var orders []*demoOrder
	for _, band := range bandsOfSplit {
		customers := d.inOrder(people, band)
		for i, profit := range demoTargets(band, customers) {
			orders = append(orders, d.sold(customers[i], profit)...)
		}
	}
	for i := range people {
		if people[i].life.buys.fresh {
			orders = append(orders, d.begun(&people[i])...)
		}
	}
	slices.SortStableFunc(orders, func(a, b *demoOrder) int { return cmp.Compare(b.ago, a.ago) })
	for i, o := range orders {
		o.number = i + 1
		d.enter(o)
	}
}

// inOrder are the customers of a band, best first.
func (d *demo) inOrder(people []invented, band care.Band) []*invented {
	var customers []*invented
	for i := range people {
		if people[i].life.buys.band == band {
			customers = append(customers, &people[i])
		}
	}
	d.chance.Shuffle(len(customers), func(i, k int) { customers[i], customers[k] = customers[k], customers[i] })
	slices.SortStableFunc(customers, func(a, b *invented) int { return cmp.Compare(a.life.buys.place, b.life.buys.place) })
	return customers
}

// demoTargets are the profits of twelve months that customers of a band bring, in
// cents, falling by the same factor from each to the next: of the best fifth
// steeply, of the others gently.
func demoTargets(band care.Band, customers []*invented) []int64 {
	all, steep := float64(demoProfit*demoBest/100), 1.96
	switch band {
	case care.BandB:
		all, steep = float64(demoProfit*demoMiddle/100), 0.6
	case care.BandC:
		all, steep = float64(demoProfit*(100-demoBest-demoMiddle)/100), 0.3
	}
	targets, weights := make([]int64, len(customers)), make([]float64, len(customers))
	sum := 0.0
	for i, who := range customers {
		switch {
		case who.life.buys.once:
			targets[i] = who.told()
			all -= float64(targets[i])
		case band == care.BandC && who.life.buys.place > 1: // buys nothing any more
		default:
			weights[i] = math.Exp(-steep * float64(i) / float64(len(customers)))
			sum += weights[i]
		}
	}
	for i, w := range weights {
		targets[i] += int64(all * w / sum)
	}
	return targets
}

// told is the profit of the purchases of twelve months of which the timeline
// tells, in cents.
func (who *invented) told() (profit int64) {
	for _, e := range who.life.events {
		if e.kind == care.Purchase && e.ago <= demoRecent {
			profit += toldLine(e).profit()
		}
	}
	return profit
}

// toldLine is the line of a purchase of which a timeline tells.
func toldLine(e demoEvent) demoLine {
	for _, g := range slices.Concat(demoGoods, demoSpecial) {
		if g.name == e.said {
			return g.line(1, cents(e.euros))
		}
	}
	return (&demoGood{name: e.said, count: 1, margin: 30}).line(1, cents(e.euros))
}

// demoOrder is what somebody ordered on a day.
type demoOrder struct {
	who    *invented
	ago    int
	lines  []demoLine
	number int
	// back is set for goods that were sent back.
	back bool
}

// sold are the orders of two years of a customer who brings so much profit in the
// last twelve months, in cents, and something like it in those before. The last
// one is told in the timeline.
func (d *demo) sold(who *invented, profit int64) []*demoOrder {
	buys := &who.life.buys
	last := d.lastOrder(who, profit)
	var orders []*demoOrder
	for _, e := range who.life.events {
		if e.kind == care.Purchase {
			line := toldLine(e)
			orders = append(orders, &demoOrder{who: who, ago: e.ago, lines: []demoLine{line}})
			profit -= line.profit()
		}
	}
	if b := buys.back; b.count > 0 {
		line := toldLine(demoEvent{said: b.good, euros: -b.euros})
		line.count = b.count
		orders = append(orders, &demoOrder{who: who, ago: b.ago, lines: []demoLine{line}, back: true})
		profit -= line.profit()
	}
	if buys.once {
		return orders
	}
	many := 2 + map[care.Band]int{care.BandA: 6, care.BandB: 2}[buys.band]
	before := profit
	if profit <= 0 && last == 0 {
		before = 200_00 + 100_00*d.chance.Int64N(9)
	}
	known := d.knownFor(&who.person)
	orders = append(orders, d.orders(who, profit, last+14, min(demoRecent, known), many)...)
	if before = before * (60 + d.chance.Int64N(50)) / 100; known > demoFrom {
		orders = append(orders, d.orders(who, before, demoFrom, min(demoBefore, known), many)...)
	}
	return orders
}

// lastOrder is how many days ago the last purchase was, 0 for those who buy
// nothing any more. Where no timeline tells of one, it does now.
func (d *demo) lastOrder(who *invented, profit int64) int {
	l := &who.life
	at := slices.IndexFunc(l.events, func(e demoEvent) bool { return e.kind == care.Purchase })
	if at >= 0 {
		return l.events[at].ago
	}
	if profit == 0 {
		return 0
	}
	good := d.good(profit)
	d.tell(l, good, 10+d.chance.IntN(90))
	return l.events[slices.IndexFunc(l.events, func(e demoEvent) bool { return e.kind == care.Purchase })].ago
}

// tell enters a purchase into a timeline.
func (d *demo) tell(l *demoLife, good *demoGood, ago int) {
	ago = d.weekday(ago)
	at := slices.IndexFunc(l.events, func(e demoEvent) bool { return e.ago > ago })
	if at < 0 {
		at = len(l.events)
	}
	l.events = slices.Insert(l.events, at, demoEvent{kind: care.Purchase, ago: ago, said: good.name, euros: good.euros})
}

// good is something that leaves so much profit at the most, in cents, or what
// leaves least of all.
func (d *demo) good(most int64) *demoGood {
	var fit []*demoGood
	least := &demoGoods[0]
	for i := range demoGoods {
		g := &demoGoods[i]
		if g.profit() <= most {
			fit = append(fit, g)
		}
		if g.profit() < least.profit() {
			least = g
		}
	}
	if fit == nil {
		return least
	}
	return pick(d, fit)
}

// demoLeast is the profit, in cents, from which on a bill for spare parts is worth
// its paper.
const demoLeast = 5_00

// orders shares a profit over orders from one number of days ago to another. What
// no goods make up is spare parts.
func (d *demo) orders(who *invented, profit int64, from, to, many int) []*demoOrder {
	var orders []*demoOrder
	if to-from < 14 {
		many = 1
	}
	for n := range many {
		step := max(0, to-from) / many
		o := &demoOrder{who: who, ago: d.weekday(from + n*step + d.chance.IntN(max(1, step*3/4)))}
		part := profit / int64(many-n)
		for range 3 {
			g := d.good(part)
			if g.profit() > part {
				break
			}
			times := 1 + d.chance.IntN(int(min(part/g.profit(), 3)))
			line := g.line(times, int64(times)*cents(g.euros))
			if slices.ContainsFunc(o.lines, func(l demoLine) bool { return l.good.name == g.name }) {
				break
			}
			o.lines = append(o.lines, line)
			part, profit = part-line.profit(), profit-line.profit()
		}
		if rest := part; rest >= demoLeast && (n == many-1 || len(o.lines) == 0) {
			line := demoParts.line(1, rest*100/int64(demoParts.margin))
			o.lines = append(o.lines, line)
			profit -= line.profit()
		}
		if len(o.lines) > 0 {
			orders = append(orders, o)
		}
	}
	return orders
}

// begun are the first orders of somebody who has been known for some weeks.
func (d *demo) begun(who *invented) []*demoOrder {
	known := d.knownFor(&who.person)
	if known < 10 {
		return nil
	}
	ago := d.weekday(2 + d.chance.IntN(known-8))
	good := d.good(500_00)
	d.tell(&who.life, good, ago)
	return []*demoOrder{{who: who, ago: ago, lines: []demoLine{good.line(1, cents(good.euros))}}}
}

// demoDelivery is how many days after an order the goods arrive at the latest.
const demoDelivery = 25

// enter writes an order to the sales of its customer. What was ordered of late is
// on its way, and a bill is open until its customer pays.
func (d *demo) enter(o *demoOrder) {
	day := d.daysAgo(o.ago)
	base := care.Sale{Day: day, Order: fmt.Sprintf("%d-%04d", day.Time().Year(), o.number), State: care.SaleDelivered}
	due := o.ago - demoTerm
	paid := due - o.who.life.buys.pays
	if o.who.life.buys.pays == 0 {
		paid = due + d.chance.IntN(12)
		if d.oneIn(8) {
			paid = due - 3 - d.chance.IntN(20)
		}
	}
	switch {
	case o.back:
		base.Paid = day
	case o.ago <= demoDelivery && o.who.life.buys.pays >= 0:
		base.State, base.Due = care.SaleOrdered, d.daysAgo(due)
	default:
		if base.Due = d.daysAgo(due); paid >= 0 {
			base.Paid = d.daysAgo(min(paid, o.ago))
		}
	}
	for _, l := range o.lines {
		sale := base
		sale.Item = lang.T(cmp.Or(l.good.item, l.good.name))
		if l.count > 1 {
			sale.Quantity = strconv.Itoa(l.count)
		}
		sale.Amount = care.Money{Minor: l.amount, Currency: "EUR"}
		sale.Cost = &care.Money{Minor: l.cost, Currency: "EUR"}
		o.who.sales = append(o.who.sales, sale)
	}
}

// sell writes a sale into a book, in the currency of the book where it has one:
// nobody knows the rate of another.
func sell(tx *store.Tx, person int64, sale care.Sale) error {
	currency, err := tx.Currency()
	if err != nil {
		return err
	}
	if currency != "" {
		sale.Amount.Currency = currency
		sale.Cost = &care.Money{Minor: sale.Cost.Minor, Currency: currency}
	}
	_, err = tx.PutSale(0, person, sale)
	return err
}
