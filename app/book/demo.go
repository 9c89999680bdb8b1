package book

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/picture"
	"carebook/app/text"
	"carebook/store"
)

// demoSize is the number of people in a demo book.
const demoSize = 300

// invented is somebody of a demo book.
type invented struct {
	person care.Person
	// face is that of the portrait, nil for somebody without one.
	face *face
	// role is the tag of those who are no customers, "" of all others.
	role string
	life demoLife
	// events and sales follow from the life, the earliest first.
	events []care.Event
	sales  []care.Sale
}

// Demo fills a book with invented people, as one action: the customers,
// suppliers, friends and family of a woman who sells restaurant equipment
// around Valencia, with what she wrote down of them and sold to them. Some of their days lie on
// and near the clock's today; what fell before the last days, on which her laptop
// was shut, she has seen to. All texts are in the language in use.
func Demo(ctx context.Context, s *store.Store, clock care.Clock) error {
	people := demoPeople(clock.Today())
	ready := make([]*store.Prepared, len(people))
	var pictures []*picture.Picture
	uids := map[string]string{}
	for i := range people {
		p := &people[i].person
		if face := people[i].face; face != nil {
			pic, err := picture.Make(portrait(*face))
			if err != nil {
				return fmt.Errorf("draw %s for the demo: %w", p.FullName, err)
			}
			pictures = append(pictures, pic)
			p.Photo = pic.Photo()
		}
		p.Profile.ReferredBy = uids[people[i].life.referrer]
		var err error
		if ready[i], err = s.Prepare(p); err != nil {
			return fmt.Errorf("prepare %s for the demo: %w", p.FullName, err)
		}
		uids[p.FullName] = p.UID
	}
	tags, err := missingTags(ctx, s)
	if err != nil {
		return err
	}
	falls, err := demoYear(ctx, s, clock.Today())
	if err != nil {
		return err
	}
	keys := map[string]int64{}
	_, err = s.Do(ctx, store.Action{Kind: "demo", Words: lang.T("demo.action")}, func(tx *store.Tx) error {
		for _, tag := range tags {
			if err := tag.put(tx); err != nil {
				return err
			}
		}
		for _, pic := range pictures {
			if err := tx.PutPicture(pic); err != nil {
				return err
			}
		}
		for i, p := range ready {
			if err := ctx.Err(); err != nil {
				return &care.Error{Code: care.CodeCancelled, Err: err}
			}
			if err := tx.PutPrepared(p); err != nil {
				return err
			}
			keys[people[i].person.FullName] = p.Key
			for _, e := range people[i].events {
				if _, err := tx.PutEvent(0, p.Key, e); err != nil {
					return err
				}
			}
			for _, sale := range people[i].sales {
				if err := sell(tx, p.Key, sale); err != nil {
					return err
				}
			}
			for _, r := range seen(p, &people[i].person, falls) {
				if err := tx.PutReminder(r); err != nil {
					return err
				}
			}
		}
		return demoWritten(tx, keys, clock.Today())
	})
	if err != nil {
		return err
	}
	if err := RefreshBands(ctx, s, clock); err != nil {
		return err
	}
	return s.RecordRun(ctx, clock.Today().Plus(-demoShut-1))
}

// demoPeople invents the people. The same day gives the same people: first those
// who are written out, then others by pools of names.
func demoPeople(today care.Day) []invented {
	d := &demo{today: today.Time(), chance: rand.New(rand.NewPCG(1943, 2026)), taken: map[string]bool{}}
	people := d.everybody()
	// Lives and trade have chances of their own: whatever happens to people, they
	// stay who they are.
	lives := &demo{today: d.today, chance: rand.New(rand.NewPCG(2026, 1943))}
	lives.customers(people)
	for i := range people[len(demoKnown):] {
		if who := &people[len(demoKnown)+i]; who.life.buys.band == "" {
			who.life = lives.life(who)
		}
	}
	trade := &demo{today: d.today, chance: rand.New(rand.NewPCG(1977, 2026))}
	trade.trade(people)
	for i := range people {
		people[i].events = lives.live(&people[i].person, people[i].life)
	}
	return people
}

// everybody is who is in the book, with the lives of those written out.
func (d *demo) everybody() []invented {
	var people []invented
	for _, known := range demoKnown {
		p := d.known(known)
		d.taken[p.FullName] = true
		life := known.life
		life.events = slices.Clone(life.events) // purchases may be told besides
		people = append(people, invented{person: p, face: known.face, life: life})
	}
	for _, pool := range demoPools {
		for range pool.people {
			p := d.somebody(pool)
			people = append(people, invented{person: p, face: d.maybeFace(pool), role: pool.tag})
		}
	}
	for len(people) < demoSize {
		p, role := d.company()
		people = append(people, invented{person: p, role: role})
	}
	return people
}

// demo is the state of inventing people.
type demo struct {
	today  time.Time
	chance *rand.Rand
	// taken are the names, numbers and places of business in use.
	taken map[string]bool
	// serial counts the numbers given out, stop the places of the tour.
	serial, stop int
}

// oneIn is true once in n times, on average.
func (d *demo) oneIn(n int) bool { return d.chance.IntN(n) == 0 }

func pick[T any](d *demo, list []T) T { return list[d.chance.IntN(len(list))] }

// known makes one of the people who are written out.
func (d *demo) known(k demoPerson) care.Person {
	p := care.Person{
		FullName: k.given + " " + k.family, Given: k.given, Family: k.family, Organization: k.organization, Tags: demoTags(k.tags),
		Added: d.daysAgo(k.known),
	}
	switch {
	case k.given == "":
		p.Kind, p.FullName, p.Organization, p.Family = care.Organization, k.organization, k.organization, ""
	case k.inverted:
		p.FullName = k.family + k.given
	}
	if k.title != "" {
		p.Title = lang.T(k.title)
	}
	if k.remark != "" {
		p.Remark = lang.T(k.remark)
	}
	for _, n := range k.phones {
		d.taken[text.Digits(n)] = true
		p.Phones = append(p.Phones, care.Phone{Number: n, Type: demoPhoneType(n)})
	}
	if k.mail != "" {
		p.Emails = []care.Email{{Address: k.mail + "@example.com", Type: "work"}}
	}
	if k.town.name != "" {
		p.Addresses = []care.Address{demoAddress(k.street, k.town)}
	}
	for _, day := range k.dates {
		p.Dates = append(p.Dates, d.date(day))
	}
	p.Related = k.related
	p.Messengers = k.messengers
	return p
}

// date makes a date of a person who is written out. Days are counted from
// today; somebody who turns so many years on 29 February was born in a year that
// has it, or up to three years earlier.
func (d *demo) date(day demoDate) care.Date {
	out := care.Date{Kind: day.kind, Label: day.label}
	if day.labelKey != "" {
		out.Label = lang.T(day.labelKey)
	}
	switch {
	case day.month > 0:
		out.Year, out.Month, out.Day, out.Calendar = day.year, day.month, day.day, day.calendar
		return out
	case day.calendar == care.Lunar && d.onToday(&out, day.turns):
		return out
	case day.saturday:
		day.inDays = d.saturday()
	}
	t := d.today.AddDate(0, 0, day.inDays)
	out.Month, out.Day = int(t.Month()), t.Day()
	if day.turns > 0 {
		out.Year = t.Year() - day.turns
	}
	for !out.Valid() {
		out.Year--
	}
	return out
}

// somebody invents a person from a pool of names.
func (d *demo) somebody(pool demoPool) care.Person {
	var p care.Person
	var latin string
	for p.FullName == "" || d.taken[p.FullName] {
		p = care.Person{}
		latin = pool.name(d, &p)
	}
	d.taken[p.FullName] = true
	p.Added = d.daysAgo(d.chance.IntN(6 * 365))
	town := pick(d, demoTowns)
	switch pool.tag {
	case "":
		p.Organization = d.business()
		p.Title = lang.T(pick(d, demoTitles))
		p.Tags = demoTags([]string{d.customerTag()})
	case tagSuppliers:
		p.Organization = pick(d, demoMakers)
		p.Title = lang.T(pick(d, demoSupplierTitles))
		p.Tags = demoTags([]string{pool.tag})
	default:
		p.Tags = demoTags([]string{pool.tag})
	}
	d.reach(&p, latin, pool)
	if !d.oneIn(5) {
		p.Addresses = []care.Address{demoAddress(d.street(), town)}
	}
	d.days(&p, pool)
	d.elsewhere(&p)
	if d.oneIn(3) {
		remarks := demoPrivate
		if pool.tag == "" {
			remarks = append(remarks[:len(remarks):len(remarks)], demoBusiness...)
		}
		p.Remark = lang.T(pick(d, remarks))
	}
	return p
}

// customerTag is the tag of a customer.
func (d *demo) customerTag() string {
	switch n := d.chance.IntN(100); {
	case n < 12:
		return tagImportant
	case n < 55:
		return tagOrdinary
	case n < 60:
		return tagGroups
	default:
		return tagProspects
	}
}

// reach invents numbers and addresses under which a person is reached.
func (d *demo) reach(p *care.Person, latin string, pool demoPool) {
	p.Phones = []care.Phone{{Number: d.number(pick(d, pool.mobiles)), Type: care.Mobile}}
	if p.Organization != "" && d.oneIn(3) {
		p.Phones = append(p.Phones, care.Phone{Number: d.number("+34 961 55 %02d %02d"), Type: care.Work})
	}
	if !d.oneIn(5) {
		mail := care.Email{Address: latin + "@example.com", Type: "home"}
		if p.Organization != "" {
			mail = care.Email{Address: latin + "@example.org", Type: "work"}
		}
		p.Emails = []care.Email{mail}
	}
	if pool.messenger != "" && d.oneIn(2) {
		p.Messengers = []care.Messenger{{Handle: strings.ReplaceAll(latin, ".", "_"), Service: pool.messenger}}
	}
}

// number gives a telephone number that nobody else has, by a pattern with two
// pairs of digits to fill in.
func (d *demo) number(pattern string) string {
	for {
		d.serial++
		// 3737 shares no divisor with 10000, so every pair comes before one repeats.
		n := d.serial * 3737 % 10000
		number := fmt.Sprintf(pattern, n/100, n%100)
		if digits := text.Digits(number); !d.taken[digits] {
			d.taken[digits] = true
			return number
		}
	}
}

// days invents birthdays and the days of those near.
func (d *demo) days(p *care.Person, pool demoPool) {
	if !d.oneIn(3) {
		p.Dates = append(p.Dates, d.birthday(pool))
	}
	if d.oneIn(10) {
		p.Dates = append(p.Dates, care.Date{Kind: care.Anniversary, Year: d.today.Year() - 1 - d.chance.IntN(30), Month: 4 + d.chance.IntN(6), Day: 1 + d.chance.IntN(28)})
	}
	if d.oneIn(6) && len(pool.children) > 0 {
		child := pick(d, pool.children)
		p.Related = append(p.Related, care.Related{Name: child, Relation: "child"})
		p.Dates = append(p.Dates, care.Date{
			Kind: care.RelativeDate, Label: child, Year: d.today.Year() - 3 - d.chance.IntN(15), Month: 1 + d.chance.IntN(12), Day: 1 + d.chance.IntN(28),
		})
	}
	if d.oneIn(7) && len(pool.partners) > 0 {
		p.Related = append(p.Related, care.Related{Name: pick(d, pool.partners), Relation: "spouse"})
	}
}

func (d *demo) birthday(pool demoPool) care.Date {
	b := care.Date{Kind: care.Birthday, Year: d.today.Year() - 22 - d.chance.IntN(48), Month: 1 + d.chance.IntN(12)}
	if pool.lunar && d.oneIn(3) {
		b.Calendar, b.Day = care.Lunar, 1+d.chance.IntN(29)
	} else {
		b.Day = 1 + d.chance.IntN(care.DaysIn(b.Year, b.Month))
	}
	if d.oneIn(5) {
		b.Year = 0
	}
	return b
}

// company invents an organisation that is an entry of its own: a customer, or a
// supplier by the role.
func (d *demo) company() (p care.Person, role string) {
	town := pick(d, demoTowns)
	p = care.Person{Kind: care.Organization, Added: d.daysAgo(d.chance.IntN(6 * 365))}
	if d.oneIn(2) {
		p.FullName = d.business()
		p.Tags = demoTags([]string{pick(d, []string{tagOrdinary, tagProspects, tagProspects, tagGroups})})
	} else {
		for p.FullName == "" || d.taken[p.FullName] {
			p.FullName = pick(d, demoMakers) + " " + pick(d, demoBranches)
		}
		d.taken[p.FullName] = true
		role = tagSuppliers
		p.Tags = demoTags([]string{role})
	}
	p.Organization = p.FullName
	host := strings.Join(text.NameTokens(p.FullName), "") + ".example"
	p.Phones = []care.Phone{{Number: d.number("+34 963 55 %02d %02d"), Type: care.Main}}
	p.Emails = []care.Email{{Address: "info@" + host, Type: "work"}}
	p.URLs = []care.URL{{URL: "https://" + host, Type: "work"}}
	p.Addresses = []care.Address{demoAddress(d.street(), town)}
	p.Dates = []care.Date{{Kind: care.OtherDate, Label: lang.T("demo.label.opened"), Year: d.today.Year() - 1 - d.chance.IntN(40), Month: 1 + d.chance.IntN(12), Day: 1 + d.chance.IntN(28)}}
	d.elsewhere(&p)
	return p, role
}

// business gives a place to eat or drink that has not been named yet.
func (d *demo) business() string {
	for {
		name := pick(d, demoHouses) + " " + pick(d, demoHouseNames)
		if !d.taken[name] {
			d.taken[name] = true
			return name
		}
	}
}

func (d *demo) street() string {
	return demoStreet(pick(d, demoStreets), 1+d.chance.IntN(90))
}

func demoStreet(street string, number int) string { return fmt.Sprintf("%s, %d", street, number) }

// knownFor is for how many days somebody has been in the book.
func (d *demo) knownFor(p *care.Person) int { return care.DaysBetween(p.Added, care.DayOf(d.today)) }

// daysAgo is the day so many days before today.
func (d *demo) daysAgo(days int) care.Day { return care.DayOf(d.today.AddDate(0, 0, -days)) }

func demoAddress(street string, town demoTown) care.Address {
	return care.Address{Type: care.Work, Street: street, PostalCode: town.code, City: town.name, Region: town.region, Country: "España"}
}

// demoPhoneType tells a Spanish landline from everything else.
func demoPhoneType(number string) care.PhoneType {
	if strings.HasPrefix(number, "+34 9") {
		return care.Work
	}
	return care.Mobile
}

func demoTags(keys []string) []string {
	tags := make([]string, len(keys))
	for i, key := range keys {
		tags[i] = lang.T(key)
	}
	return tags
}
