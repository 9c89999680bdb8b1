// Package people is the screen of the book's people: tags on the left, the
// list in the middle, the person on the right.
//
// It reads the store and draws with the kit. It never imports another screen.
package people

import (
	"cmp"
	"context"
	"log/slog"
	"time"

	"fyne.io/fyne/v2"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
	"carebook/store"
)

// firstPage is the number of rows that are shown before the whole list is read;
// no screen is higher.
const firstPage = 60

// maxAnswers is the number of answers to a search.
const maxAnswers = 50

// Screen is the screen.
type Screen struct {
	shell kit.Shell
	store *store.Store
	clock care.Clock

	photos *kit.Photos
	// empty is shown while the book has nobody.
	empty  fyne.CanvasObject
	side   *side
	list   *list
	page   *page
	layout *columns
	object *fyne.Container

	// saving counts the edits on their way into the book. What is to be done
	// after the last: reread says that the page is to be read anew, rebased is
	// whose document is.
	saving  int
	reread  bool
	rebased *subject

	// started is called once, when the whole list is there.
	started func()
	// OnTurn is called when the column of tags came or went.
	OnTurn func()
	// OnPerson is called when another person is shown.
	OnPerson func()
	// ImportSales, if set, takes in a file of sales.
	ImportSales func()
	// PrintBrief, if set, prints the brief of a person, PrintPeople a list under a
	// title.
	PrintBrief  func(person int64)
	PrintPeople func(title string, people []int64)
	// Offer, if set, gives the commands that words in the search name; they stand
	// below where nobody is found.
	Offer func(words string) []kit.Action

	// route is what is shown; its Person is the one on the right.
	route kit.Route
	shown string
	// sort is the order that was chosen; a smart list may have one of its own.
	// sorted are those chosen since for the lists that every book has and that
	// have one of their own.
	sort   care.Sort
	sorted map[int64]care.Sort
	tags   map[int64]store.Tag
	lists  map[int64]store.SmartList
	// currency and country are the book's own, for what is typed without.
	currency, country string
	// moved says that lists or tags have changed since they were read: the list
	// is read after them.
	moved bool
	// panel is the last one that was shown.
	panel *kit.Panel
	// follow is set while a search ends: the list goes to whoever was found.
	follow bool
	// places are how far each list was scrolled when it was left.
	places map[place]float32

	// stale are the people whose rows have changed.
	stale map[int64]bool

	listing, sizing, reading, rebasing, asking run.Task
	refreshing, calming, counting              run.Task
	tidy                                       run.Tidy
}

// place is what the list is narrowed to.
type place struct {
	tag, list    int64
	organization string
	trash        bool
	query        string
	filter       *care.Filter
}

func placeOf(r kit.Route) place {
	return place{r.Tag, r.List, r.Organization, r.Trash, r.Query, r.Filter}
}

// Overview is what the screen shows at once: the numbers of the side column
// and the first rows.
type Overview struct {
	// Everyone counts the people, or is unknown: counting a large book takes
	// longer than reading the first rows.
	Everyone, Trash int
	Tags            []store.Tag
	Lists           []store.SmartList
	// Counts are the people in each list, by key; they are counted after the
	// first picture.
	Counts map[int64]int
	Rows   []store.Row
	Sort   care.Sort
	// Offered says that the tags to begin with were offered.
	Offered bool
	// Currency and Country are the book's own.
	Currency, Country string
}

// settingSort is the setting of the book that keeps the order of the list.
const settingSort = "list.order"

// unknown is a number that has not been counted yet.
const unknown = -1

// ReadOverview reads the overview of a book. It runs beside the opening of the
// window, so that rows are there with the first picture.
func ReadOverview(ctx context.Context, s *store.Store, clock care.Clock) (Overview, error) {
	var o Overview
	order, err := s.Setting(ctx, settingSort)
	if err != nil {
		return o, err
	}
	o.Sort = care.Sort(cmp.Or(order, string(care.ByName)))
	if o.Rows, err = s.People(ctx, store.Query{Limit: firstPage, Sort: o.Sort, Today: clock.Today()}); err != nil {
		return o, err
	}
	if o.Everyone = len(o.Rows); o.Everyone == firstPage {
		o.Everyone = unknown
	}
	return o, o.readBook(ctx, s)
}

// readBook reads what the side column shows at once, and what the book says of
// itself.
func (o *Overview) readBook(ctx context.Context, s *store.Store) error {
	offered, err := s.Setting(ctx, settingTagOffer)
	if err != nil {
		return err
	}
	o.Offered = offered != ""
	if o.Currency, err = s.Setting(ctx, book.SettingCurrency); err != nil {
		return err
	}
	if o.Country, err = s.Setting(ctx, book.SettingCountry); err != nil {
		return err
	}
	if o.Trash, err = s.Count(ctx, store.Query{Trash: true}); err != nil {
		return err
	}
	if o.Tags, err = s.Tags(ctx); err != nil {
		return err
	}
	o.Lists, err = s.Lists(ctx)
	return err
}

// readSide reads the numbers of the side column.
func readSide(ctx context.Context, s *store.Store, clock care.Clock) (Overview, error) {
	var o Overview
	var err error
	if err = o.readBook(ctx, s); err != nil {
		return o, err
	}
	if o.Everyone, err = s.Count(ctx, store.Query{}); err != nil {
		return o, err
	}
	o.Counts = map[int64]int{}
	for _, l := range append(shippedLists(), o.Lists...) {
		if o.Counts[l.Key], err = s.Count(ctx, book.Query(l.Filter, "", clock)); err != nil {
			return o, err
		}
	}
	return o, nil
}

// New makes the screen with its overview; empty is what a book without people
// shows.
func New(shell kit.Shell, s *store.Store, clock care.Clock, first Overview, empty fyne.CanvasObject) *Screen {
	p := &Screen{shell: shell, store: s, clock: clock, empty: empty, sort: first.Sort, places: map[place]float32{}, sorted: map[int64]care.Sort{}, stale: map[int64]bool{}, route: kit.Route{Screen: kit.PeopleScreen}}
	p.photos = kit.NewPhotos(shell.Executor(), func() float32 { return shell.Window().Canvas().Scale() }, s.Thumb)
	p.side = newSide(p)
	p.list = newList(p)
	p.page = newPage(p)
	p.layout = newColumns(p)
	p.object = p.layout.object
	p.showSide(first)
	p.list.show(first.Rows, nil, nil)
	return p
}

// Object is the screen's content.
func (p *Screen) Object() fyne.CanvasObject { return p.object }

// Start reads the rest of the list once the first rows are on the screen, and
// shows the first person beside it; then calls done. The people of each list are
// counted after that, which takes longer.
func (p *Screen) Start(done func()) {
	p.started = func() {
		done()
		p.readNumbers()
	}
	p.reload(false)
}

// Open shows a place of the screen.
func (p *Screen) Open(r kit.Route) {
	before := p.route
	r = p.existing(r)
	if placeOf(before) != placeOf(r) {
		p.places[placeOf(before)] = p.list.rows.GetScrollOffset()
		p.list.rows.ClearSelection()
	}
	if r.Person == 0 && r.Query == "" && !p.layout.narrow() {
		r.Person = before.Person // who is in the next list, too, stays on the page
	}
	p.follow = before.Query != "" && r.Query == ""
	p.route = r
	if p.page.offerGreeting() {
		p.page.relayout()
	}
	p.layout.showPerson(r.Person != 0)
	if p.layout.none && (before.Query == "") != (r.Query == "") {
		p.layout.object.Refresh()
	}
	p.side.mark()
	switch {
	case placeOf(before) != placeOf(r):
		p.reload(true)
	case r.Person != 0 && p.list.indexOf(r.Person) < 0:
		// Somebody new, whom the rows do not have yet: only a list that is read
		// from now on can say that this is nobody of it.
		p.list.mark()
		p.readPerson()
		p.reload(false)
	default:
		p.settle()
		if i := p.list.indexOf(r.Person); i >= 0 && r.Person != before.Person {
			p.list.rows.ScrollTo(i) // who comes from another screen may be far down
		}
	}
	p.logIfAsked()
}

// logIfAsked leads to the line for a call once the person is on the page.
func (p *Screen) logIfAsked() {
	if p.route.Log && p.page.key() == p.route.Person {
		p.route.Log = false
		p.Log()
	}
}

// existing is a route without a list or tag that has gone, which would else
// show everyone under its name.
func (p *Screen) existing(r kit.Route) kit.Route {
	if _, known := p.lists[r.List]; !known {
		r.List = 0
	}
	if _, known := p.tags[r.Tag]; !known {
		r.Tag = 0
	}
	return r
}

// readNumbers refreshes the side column.
func (p *Screen) readNumbers() {
	p.counting.Cancel()
	run.Do(p.shell.Executor(), &p.sizing, func(ctx context.Context) (Overview, error) {
		return readSide(ctx, p.store, p.clock)
	}, func(o Overview, err error) {
		if err != nil {
			p.shell.Fail(err)
			return
		}
		p.showSide(o)
		if p.moved {
			p.moved = false
			p.relist()
			return
		}
		p.list.refresh()
	})
}

func (p *Screen) showSide(o Overview) {
	p.tags = make(map[int64]store.Tag, len(o.Tags))
	for _, t := range o.Tags {
		p.tags[t.Key] = t
	}
	p.lists = map[int64]store.SmartList{}
	for _, l := range append(shippedLists(), o.Lists...) {
		p.lists[l.Key] = l
	}
	p.currency, p.country = o.Currency, o.Country
	p.side.show(o)
	p.layout.showEmpty(o.Everyone == 0 && o.Trash == 0)
	p.list.head()
}

// Empty reports whether the book has nobody, as far as was read.
func (p *Screen) Empty() bool { return p.layout.none }

// listing is a list that was read.
type listing struct {
	rows   []store.Row
	groups []kit.Group
}

// query is what the route asks for.
func (p *Screen) query() store.Query {
	r := p.route
	var f care.Filter
	switch {
	case r.Tag != 0:
		f.AllTags = []int64{r.Tag}
	case r.Organization != "":
		f.Organization = r.Organization
	case r.List != 0:
		f = p.lists[r.List].Filter
	case r.Filter != nil:
		f = *r.Filter
	}
	q := book.Query(f, p.order(), p.clock)
	q.Trash = r.Trash
	return q
}

// order is the order of the list: that of a smart list, else the chosen one.
func (p *Screen) order() care.Sort {
	if chosen := p.sorted[p.route.List]; chosen != "" {
		return chosen
	}
	if l := p.lists[p.route.List]; p.route.List != 0 && l.Sort != "" {
		return l.Sort
	}
	return p.sort
}

// reload reads the list that the route asks for. A list that is come back to
// stands where it was left.
func (p *Screen) reload(another bool) {
	p.calming.Cancel() // this is what it waits for
	if p.route.Query != "" {
		p.search(p.route.Query)
		return
	}
	q, at, all := p.query(), placeOf(p.route), placeOf(p.route) == place{}
	run.Do(p.shell.Executor(), &p.listing, func(ctx context.Context) (listing, error) {
		rows, err := p.store.People(ctx, q)
		if err != nil || q.Trash {
			return listing{rows: rows}, err
		}
		return listing{rows, groupsOf(p.store, rows, q.Sort, q.Today)}, nil
	}, func(l listing, err error) {
		if err != nil {
			p.shell.Fail(err)
			return
		}
		if all {
			p.side.countEveryone(len(l.rows))
		}
		p.list.show(l.rows, l.groups, nil)
		if another {
			p.list.rows.ScrollToOffset(p.places[at])
		}
		p.settle()
		if p.follow {
			p.follow = false
			p.list.rows.ScrollTo(max(p.list.rows.Chosen(), 0))
		}
		if p.started != nil {
			p.started()
			p.started = nil
		}
	})
}

// search finds people while the words are typed; the answer to words that have
// changed since is never shown.
func (p *Screen) search(words string) {
	run.Do(p.shell.Executor(), &p.listing, func(ctx context.Context) ([]store.Hit, error) {
		if err := letterFirst(ctx); err != nil {
			return nil, err
		}
		return p.store.Find(ctx, words, maxAnswers)
	}, func(hits []store.Hit, err error) {
		if err != nil {
			p.shell.Fail(err)
			return
		}
		rows, answers := make([]store.Row, len(hits)), map[int64]answer{}
		for i, h := range hits {
			rows[i], answers[h.Key] = h.Row, answerOf(h)
		}
		p.list.show(rows, nil, answers)
		p.settle()
	})
}

// letterFirst waits a moment, so that a letter is in its field before it is
// looked for: on two processors, one of which draws, a search that began at
// once held up the field's key handler by up to 13 ms. Of letters that come
// faster than this only the last is looked for.
func letterFirst(ctx context.Context) error {
	const moment = 5 * time.Millisecond
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(moment):
		return nil
	}
}

// settle keeps somebody on the right who is in the list, where both are seen
// together: the one who was there, else the first.
func (p *Screen) settle() {
	if !p.layout.narrow() && p.list.indexOf(p.route.Person) < 0 {
		p.route.Person = p.list.keyAt(0)
	}
	p.list.mark()
	if p.route.Person != p.page.key() {
		p.readPerson()
		return
	}
	p.page.followSearch()
}

// readPerson shows the person of the route on the right.
func (p *Screen) readPerson() {
	key := p.route.Person
	if p.saving > 0 && key != 0 && key == p.page.key() {
		p.reread = true
		return
	}
	if key == 0 {
		p.reading.Cancel()
		p.showPerson(nil)
		return
	}
	run.Soon(p.shell.Executor(), &p.reading, func(ctx context.Context) (*subject, error) {
		return readSubject(ctx, p.store, key)
	}, func(who *subject, err error) {
		switch {
		case care.CodeOf(err) == care.CodePersonMissing:
			slog.Info("the person on the page has gone")
			p.showPerson(nil)
		case err != nil:
			p.shell.Fail(err)
		default:
			p.showPerson(who)
		}
	})
}

// showPerson shows somebody on the page; nil is nobody.
func (p *Screen) showPerson(who *subject) {
	p.page.show(who)
	p.shown = ""
	if who != nil {
		p.shown = who.person.DisplayName()
	}
	if p.OnPerson != nil {
		p.OnPerson()
	}
	p.logIfAsked()
}

// Redraw shows the page anew, after figures were hidden or shown again, and what
// was found in notes.
func (p *Screen) Redraw() {
	p.page.show(p.page.subject)
	p.list.refresh()
}

// Shown is the name of the person on the page, "" for nobody.
func (p *Screen) Shown() string { return p.shown }

// List is the list of people, for measuring it.
func (p *Screen) List() *kit.List { return p.list.rows }

// choose is called when a row is chosen by hand.
func (p *Screen) choose(key int64) {
	r := p.route
	r.Person = key
	p.shell.Open(r)
}

// narrowTo shows a part of the people: a tag, a smart list, the trash, or
// everyone.
func (p *Screen) narrowTo(at place) {
	p.shell.Open(kit.Route{Screen: kit.PeopleScreen, Tag: at.tag, List: at.list, Trash: at.trash})
}

// sortBy changes the order of the list.
func (p *Screen) sortBy(order care.Sort) {
	switch l := p.lists[p.route.List]; {
	case l.Key > 0:
		l.Sort = order
		p.putList(l.Key, l.SmartList, nil)
		return
	case l.Sort != "":
		p.sorted[l.Key] = order
	default:
		p.sort = order
		p.keepSetting(settingSort, string(order))
	}
	p.list.head()
	p.reload(true)
}

// FocusList moves the keyboard to the list and chooses its first row where
// none is. In a narrow window that shows a person in the place of the list, it
// goes to the note of theirs that was found; where nobody was found, to the first
// command on offer.
func (p *Screen) FocusList() {
	if len(p.list.people) == 0 && len(p.list.offered) > 0 {
		p.focus(p.list.offered[0])
		return
	}
	if p.list.rows.Chosen() < 0 {
		p.list.rows.Choose(0)
	}
	if card := p.page.foundCard(); card != nil && !p.list.object.Visible() {
		p.focus(card) // the person has taken the place of the list
		return
	}
	p.shell.Window().Canvas().Focus(p.list.rows)
}

// title is what the list shows.
func (p *Screen) title() string {
	switch {
	case p.route.Query != "":
		return lang.T("people.answers")
	case p.route.Trash:
		return lang.T("people.trash")
	case p.route.Tag != 0:
		return p.tags[p.route.Tag].Name
	case p.route.List != 0:
		return p.lists[p.route.List].Name
	case p.route.Organization != "":
		return p.route.Organization
	case p.route.Filter != nil:
		return p.route.Title
	}
	return lang.T("people.everyone")
}

// SideShown reports whether the column of tags is what lies right of the rail.
func (p *Screen) SideShown() bool {
	return !p.layout.empty() && !p.layout.narrow()
}
