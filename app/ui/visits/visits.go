// Package visits is the page of visits: who brings the profit and who gets the
// time, in one picture; how much time each band is to have; the week's or the
// month's plan, to be moved about by hand; and the same work as a table of what
// is important and urgent.
//
// It calls the use cases of package book and draws with the kit. It never
// imports another screen.
package visits

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/care/plan"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
	"carebook/store"
)

// fresh is how long the page is taken for true when the window comes back, calm
// how long nothing must change before it is read anew.
const (
	fresh = 5 * time.Minute
	calm  = 150 * time.Millisecond
)

// Screen is the page of visits.
type Screen struct {
	// Print and SaveICS, if set, print what is shown and save it as a calendar.
	Print, SaveICS func(*book.VisitsView)
	// ImportSales, if set, lets the user choose a list of sales, in the place of
	// the page of imports.
	ImportSales func()

	shell  kit.Shell
	store  *store.Store
	clock  care.Clock
	object *fyne.Container

	// The parts are made when the page is opened first.
	page   *page
	head   *head
	split  *split
	aside  *aside
	offer  *offer
	week   *week
	month  *month
	fields *fourFields

	// span is what the user has asked for, view what is shown.
	span book.Span
	view *book.VisitsView
	// shares are those of the sliders, which the user may be moving.
	shares plan.Shares
	// lastWeek is the week from which the user went to its month.
	lastWeek care.Day
	// read is when the page was read, shown the day then; stale is set where the
	// book has changed while the page could not be seen.
	read  time.Time
	shown care.Day
	stale bool
	// important is set while the four fields are shown.
	important bool

	// leftFor is the person for whom the page was left, 0 for nobody: whoever
	// comes back finds the keyboard where it was.
	leftFor int64

	// untold are the settings before what was changed and not told yet.
	untold *book.VisitSettings

	reading, sorting, calming, telling run.Task
	// menu and panel are the last ones shown.
	menu  *kit.Menu
	panel *kit.Panel
}

// New makes the page; nothing is drawn or read before it is opened.
func New(shell kit.Shell, s *store.Store, clock care.Clock) *Screen {
	return &Screen{shell: shell, store: s, clock: clock, stale: true, object: &fyne.Container{Layout: stacked{}}}
}

// build makes the parts of the page.
func (s *Screen) build() {
	if s.page != nil {
		return
	}
	s.head = newHead(s)
	s.split = newSplit(s)
	s.aside = newAside(s)
	s.offer = newOffer(s)
	s.week = newWeek(s)
	s.month = newMonth(s)
	s.page = newPage(s)
	s.fields = newFourFields(s)
	s.object.Add(s.page.object)
	s.object.Add(s.fields.object)
	s.page.body.Hide() // until there is something to tell
	s.fields.object.Hide()
}

// Object is the screen's content.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Open shows the plan.
func (s *Screen) Open(kit.Route) {
	s.build()
	s.head.offer()
	if s.stale || s.shown != s.clock.Today() {
		s.reload()
		return
	}
	s.comeBack()
}

// Changed takes in that the book has changed.
func (s *Screen) Changed(store.Changes) {
	s.stale = true
	if s.seen() {
		run.Later(s.shell.Executor(), &s.calming, calm, s.reload)
	}
}

// seen reports whether the page is on the screen.
func (s *Screen) seen() bool { return s.page != nil && s.object.Visible() }

// Turn takes in that time has passed: midnight, or a while in which the window
// was not looked at.
func (s *Screen) Turn() {
	if s.page == nil || s.shown == s.clock.Today() && s.clock.Now().Sub(s.read) <= fresh {
		return
	}
	s.stale = true
	if s.seen() {
		s.reload()
	}
}

// Redraw shows the page anew, after what is private was hidden or shown again.
func (s *Screen) Redraw() {
	if s.view != nil {
		s.fill()
	}
}

// reload reads the plan, and the four fields where they are shown.
func (s *Screen) reload() {
	s.calming.Cancel()
	s.stale = false
	span := s.span
	run.Do(s.shell.Executor(), &s.reading, func(ctx context.Context) (*book.VisitsView, error) {
		return book.ReadVisits(ctx, s.store, s.clock, span)
	}, func(v *book.VisitsView, err error) {
		if err != nil {
			s.stale = true
			s.shell.Fail(err)
			return
		}
		s.show(v)
	})
	if s.important {
		s.sort()
	}
}

func (s *Screen) show(v *book.VisitsView) {
	s.read, s.shown = s.clock.Now(), s.clock.Today()
	s.view = v
	if !s.aside.sliding {
		s.shares = v.Settings.Shares
	}
	if !v.Span.Month {
		s.lastWeek = v.From
	}
	s.fill()
	if !s.page.body.Visible() {
		s.page.body.Show()
		s.page.relayout()
	}
	s.comeBack()
}

// fill shows what was read.
func (s *Screen) fill() {
	s.head.fill(s.view)
	s.split.fill(s.view)
	s.aside.fill(s.view)
	kit.Show(s.offer.object, s.view.Offer && s.view.Bands.Ranked > 0)
	kit.Show(s.week.object, !s.view.Span.Month)
	kit.Show(s.month.object, s.view.Span.Month)
	if s.view.Span.Month {
		s.month.fill(s.view)
	} else {
		s.week.fill(s.view)
	}
	s.page.plan.fill(s.view)
	s.page.relayout()
}

// openPerson shows a person.
func (s *Screen) openPerson(key int64) {
	s.leftFor = key
	s.shell.Open(kit.Route{Screen: kit.PeopleScreen, Person: key})
}

// comeBack gives the keyboard to the person for whom the page was left.
func (s *Screen) comeBack() {
	if s.leftFor == 0 || !s.seen() {
		return
	}
	key := s.leftFor
	s.leftFor = 0
	if s.important {
		s.fields.focus(key)
	} else if k := s.week.cards[key]; k != nil && s.week.object.Visible() {
		s.week.focus(k)
	}
}

// canvas is the one that the page is in.
func (s *Screen) canvas() fyne.Canvas { return s.shell.Window().Canvas() }
