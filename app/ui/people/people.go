// Package people is the screen of the book's people: tags on the left, the
// list in the middle, the person on the right.
//
// It reads the store and draws with the kit. It never imports another screen.
package people

import (
	"context"
	"log/slog"
	"time"

	"fyne.io/fyne/v2"

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

	// started is called once, when the whole list is there.
	started func()
	// OnTurn is called when the column of tags came or went.
	OnTurn func()
	// OnPerson is called when another person is shown.
	OnPerson func()

	// route is what is shown; its Person is the one on the right.
	route kit.Route
	shown string
	sort  care.Sort
	tags  map[int64]store.Tag

	listing, sizing, reading run.Task
	tidy                     run.Tidy
}

// Overview is what the screen shows at once: the numbers of the side column
// and the first rows.
type Overview struct {
	// Everyone counts the people, or is unknown: counting a large book takes
	// longer than reading the first rows.
	Everyone, Trash int
	Tags            []store.Tag
	Rows            []store.Row
}

// unknown is a number that has not been counted yet.
const unknown = -1

// ReadOverview reads the overview of a book. It runs beside the opening of the
// window, so that rows are there with the first picture.
func ReadOverview(ctx context.Context, s *store.Store) (Overview, error) {
	var o Overview
	var err error
	if o.Rows, err = s.People(ctx, store.Query{Limit: firstPage}); err != nil {
		return o, err
	}
	if o.Everyone = len(o.Rows); o.Everyone == firstPage {
		o.Everyone = unknown
	}
	if o.Trash, err = s.Count(ctx, store.Query{Trash: true}); err != nil {
		return o, err
	}
	o.Tags, err = s.Tags(ctx)
	return o, err
}

// readSide reads the numbers of the side column.
func readSide(ctx context.Context, s *store.Store) (Overview, error) {
	var o Overview
	var err error
	if o.Everyone, err = s.Count(ctx, store.Query{}); err != nil {
		return o, err
	}
	if o.Trash, err = s.Count(ctx, store.Query{Trash: true}); err != nil {
		return o, err
	}
	o.Tags, err = s.Tags(ctx)
	return o, err
}

// New makes the screen with its overview; empty is what a book without people
// shows.
func New(shell kit.Shell, s *store.Store, clock care.Clock, first Overview, empty fyne.CanvasObject) *Screen {
	p := &Screen{shell: shell, store: s, clock: clock, empty: empty, sort: care.ByName, route: kit.Route{Screen: kit.PeopleScreen}}
	p.photos = kit.NewPhotos(shell.Executor(), func() float32 { return shell.Window().Canvas().Scale() }, s.Thumb)
	p.side = newSide(p)
	p.list = newList(p)
	p.page = newPage(p)
	p.layout = newColumns(p)
	p.object = p.layout.object
	p.showSide(first)
	p.list.show(first.Rows, nil)
	return p
}

// Object is the screen's content.
func (p *Screen) Object() fyne.CanvasObject { return p.object }

// Start reads the rest of the list once the first rows are on the screen, and
// shows the first person beside it; then calls done.
func (p *Screen) Start(done func()) {
	p.started = done
	p.reload()
}

// Open shows a place of the screen.
func (p *Screen) Open(r kit.Route) {
	before := p.route
	p.route = r
	p.layout.showPerson(r.Person != 0)
	p.side.mark()
	if r.Tag != before.Tag || r.Trash != before.Trash || r.Query != before.Query {
		p.reload()
	} else {
		p.settle()
	}
}

// Changed takes in that the book has changed.
func (p *Screen) Changed(c store.Changes) {
	p.readNumbers()
	p.reload()
	for _, key := range c.People {
		if key == p.page.key {
			p.readPerson()
			return
		}
	}
	if c.AllPeople || c.Tags {
		p.readPerson()
	}
}

// readNumbers refreshes the side column.
func (p *Screen) readNumbers() {
	run.Do(p.shell.Executor(), &p.sizing, func(ctx context.Context) (Overview, error) {
		return readSide(ctx, p.store)
	}, func(o Overview, err error) {
		if err != nil {
			p.shell.Fail(err)
			return
		}
		p.showSide(o)
		p.list.refresh()
	})
}

func (p *Screen) showSide(o Overview) {
	p.tags = make(map[int64]store.Tag, len(o.Tags))
	for _, t := range o.Tags {
		p.tags[t.Key] = t
	}
	p.side.show(o)
	p.layout.showEmpty(o.Everyone == 0 && o.Trash == 0)
	p.list.head()
}

// reload reads the list that the route asks for.
func (p *Screen) reload() {
	if p.route.Query != "" {
		p.search(p.route.Query)
		return
	}
	q := store.Query{Trash: p.route.Trash, Sort: p.sort, Today: p.clock.Today()}
	if p.route.Tag != 0 {
		q.Filter.AllTags = []int64{p.route.Tag}
	}
	run.Do(p.shell.Executor(), &p.listing, func(ctx context.Context) ([]store.Row, error) {
		return p.store.People(ctx, q)
	}, func(rows []store.Row, err error) {
		if err != nil {
			p.shell.Fail(err)
			return
		}
		if p.route.Tag == 0 && !q.Trash {
			p.side.countEveryone(len(rows))
		}
		p.list.show(rows, nil)
		p.settle()
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
		rows, numbers := make([]store.Row, len(hits)), map[int64]string{}
		for i, h := range hits {
			rows[i] = h.Row
			if h.Match == "number" {
				numbers[h.Key] = h.Number
			}
		}
		p.list.show(rows, numbers)
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
	if p.route.Person != p.page.key {
		p.readPerson()
	}
}

// readPerson shows the person of the route on the right.
func (p *Screen) readPerson() {
	key := p.route.Person
	if key == 0 {
		p.reading.Cancel()
		p.showPerson(0, nil)
		return
	}
	run.Do(p.shell.Executor(), &p.reading, func(ctx context.Context) (*care.Person, error) {
		return p.store.Person(ctx, key)
	}, func(who *care.Person, err error) {
		switch {
		case care.CodeOf(err) == care.CodePersonMissing:
			slog.Info("the person on the page has gone")
			p.showPerson(0, nil)
		case err != nil:
			p.shell.Fail(err)
		default:
			p.showPerson(key, who)
		}
	})
}

func (p *Screen) showPerson(key int64, who *care.Person) {
	p.page.show(key, who)
	p.shown = ""
	if who != nil {
		p.shown = who.DisplayName()
	}
	if p.OnPerson != nil {
		p.OnPerson()
	}
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

// narrowTo shows a tag, the trash, or everyone.
func (p *Screen) narrowTo(tag int64, trash bool) {
	p.shell.Open(kit.Route{Screen: kit.PeopleScreen, Tag: tag, Trash: trash})
}

// sortBy changes the order of the list.
func (p *Screen) sortBy(order care.Sort) {
	p.sort = order
	p.list.head()
	p.reload()
}

// FocusList moves the keyboard to the list and chooses its first row where
// none is.
func (p *Screen) FocusList() {
	if p.list.rows.Chosen() < 0 {
		p.list.rows.Choose(0)
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
	}
	return lang.T("people.everyone")
}

// SideShown reports whether the column of tags is what lies right of the rail.
func (p *Screen) SideShown() bool {
	return !p.layout.none && !p.layout.narrow()
}
