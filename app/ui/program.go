package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"carebook/app"
	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/crash"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/people"
	"carebook/app/ui/settings"
	"carebook/app/ui/today"
	"carebook/assets"
	"carebook/store"
)

// askEvery is the time between two questions whether the day's pop-up is due.
const askEvery = 20 * time.Second

// program is one run of the program on a book: its windows, the main one, the
// day's pop-up and the box that says who is calling. Each may be there without
// the others; the run ends with the last of them.
type program struct {
	params   Params
	app      fyne.App
	look     *look
	executor *run.Executor
	desk     desk

	// window is the main window, pop the pop-up, who the box; nil while there is
	// none.
	window *Window
	pop    *popup
	who    *whoBox
	// stopWindow ends what the main window does beside what is seen of it.
	stopWindow func()
	// login is the start with the user's session.
	login settings.LoginStart
	// keeper makes the daily backups.
	keeper *keeper
	// opening makes the main window, asking asks for the digest, offering
	// whether the program starts at login.
	opening, asking, offering run.Task
	// front is set while one of the windows has the keyboard.
	front bool
	// noting is set while it is being kept that the pop-up was shown.
	noting bool
	// unkept is when keeping that failed; the zero time is never.
	unkept time.Time
}

// newProgram makes a run without windows.
func newProgram(p Params, a fyne.App, l *look, e *run.Executor, d desk) *program {
	r := &program{params: p, app: a, look: l, executor: e, desk: d, login: app.LoginStart{Book: p.Book}, stopWindow: func() {}}
	r.keeper = &keeper{program: r}
	return r
}

// addWindow fills a window of Fyne's with the book.
func (p *program) addWindow(win fyne.Window, first people.Overview) {
	w := newWindow(p.params, win, p.look, p.executor, first)
	w.quit, w.hidden, w.started = p.quit, p.hidden, p.firstDigest
	if p.params.Demo == nil {
		w.login = p.login
	}
	w.askWho = func() { p.askWho("") }
	win.SetOnClosed(func() {
		p.endWindow()
		p.params.Settings = w.params.Settings
		p.window = nil
	})
	p.window = w
	w.beginFirstStart(first)
}

// startWindow does what can wait until the first picture of the main window.
func (p *program) startWindow() {
	if p.window != nil {
		p.fitWindow()
		p.stopWindow = p.window.Start()
	}
}

// endWindow ends what startWindow began; a second time it does nothing.
func (p *program) endWindow() {
	stop := p.stopWindow
	p.stopWindow = func() {}
	stop()
}

// hidden is told when the main window hid what is private, or shows it again.
func (p *program) hidden() {
	if p.pop != nil {
		p.pop.content.Redraw()
	}
	if p.who != nil {
		p.who.content.Redraw()
	}
}

// withWindow does something with the main window, which is made where there is
// none.
func (p *program) withWindow(do func(*Window)) {
	if p.window != nil {
		do(p.window)
		return
	}
	run.Do(p.executor, &p.opening, func(ctx context.Context) (people.Overview, error) {
		return people.ReadOverview(ctx, p.params.Store, p.params.Clock)
	}, func(first people.Overview, err error) {
		if err != nil {
			p.fail(err)
			return
		}
		win := p.app.NewWindow(assets.Name)
		p.addWindow(win, first)
		win.Show()
		run.AfterFirstFrame(p.startWindow)
		do(p.window)
	})
}

// open goes to a place in the main window and brings that to the front.
func (p *program) open(r kit.Route) {
	p.withWindow(func(w *Window) {
		w.Open(r)
		w.raise()
	})
}

// grant does what a later start wished for.
func (p *program) grant(r app.Request) {
	switch r.Kind {
	case app.DigestRequest:
		p.ask()
	case app.WhoRequest:
		p.askWho(r.Value)
	default:
		p.withWindow(func(w *Window) { w.Grant(r) })
	}
}

// fail says what went wrong, in the window that there is.
func (p *program) fail(err error) {
	switch {
	case p.who != nil:
		p.who.Fail(err)
	case p.pop != nil:
		p.pop.Fail(err)
	case p.window != nil:
		p.window.Fail(err)
	}
}

// watchFront follows whether the user is in one of the windows.
func (p *program) watchFront() {
	p.app.Lifecycle().SetOnEnteredForeground(func() {
		p.front = true
		if p.window != nil {
			p.window.turn()
		}
		if p.pop != nil {
			p.pop.entered()
		}
	})
	p.app.Lifecycle().SetOnExitedForeground(func() {
		p.front = false
		if p.window != nil {
			p.window.rest()
		}
	})
}

// start asks for the digest from now on, and grants the wishes of later starts.
func (p *program) start() (stop func()) {
	if p.params.Requests != nil {
		crash.Go(func() {
			for r := range p.params.Requests {
				p.executor.Show(func() { p.grant(r) })
			}
		})
	}
	done := make(chan struct{})
	crash.Go(func() {
		t := time.NewTicker(askEvery)
		defer t.Stop()
		for {
			p.executor.Show(func() {
				p.ask()
				p.keeper.look()
			})
			select {
			case <-done:
				return
			case <-t.C:
			}
		}
	})
	return func() {
		close(done)
		p.keeper.end()
		p.endWindow()
	}
}

// quit closes all windows.
func (p *program) quit() {
	if p.window != nil {
		p.window.Close()
	}
	if p.pop != nil {
		p.pop.close()
	}
	if p.who != nil {
		p.who.close()
	}
}

// keepAgain is how long the pop-up stays away after it could not be kept that
// it was shown, as on a full disk: else it would come back at every question.
const keepAgain = time.Hour

// ask shows the digest if it is due.
func (p *program) ask() {
	if p.window != nil && p.window.starting {
		return // the first pop-up comes after the first start
	}
	if p.asking.Running() || p.noting || !p.unkept.IsZero() && p.params.Clock.Now().Sub(p.unkept) < keepAgain {
		return
	}
	run.Do(p.executor, &p.asking, p.due, func(d *book.Digest, err error) {
		switch {
		case err != nil:
			p.fail(err)
		case d != nil:
			p.showDigest(d)
		}
	})
}

// due reads the digest if it is to be shown now; nil is not.
func (p *program) due(ctx context.Context) (*book.Digest, error) {
	return dueDigest(ctx, p.params.Store, p.params.Clock)
}

func dueDigest(ctx context.Context, s *store.Store, clock care.Clock) (*book.Digest, error) {
	if err := s.RecordRun(ctx, clock.Today()); err != nil {
		return nil, err
	}
	// The bands say how often to call; they move with the days and the sales.
	if err := book.RefreshBands(ctx, s, clock); err != nil {
		return nil, err
	}
	state, err := book.DigestDue(ctx, s, clock)
	if err != nil || !state.Due {
		return nil, err
	}
	return book.ReadDigest(ctx, s, clock, "")
}

// firstDigest shows the first pop-up as the first start is over, where its hour has
// passed and it has something to say. A day on which it has not counts as shown:
// nobody's first pop-up is one that says nothing.
func (p *program) firstDigest() {
	run.Do(p.executor, &p.asking, func(ctx context.Context) (*book.Digest, error) {
		d, err := p.due(ctx)
		if err != nil || d == nil || book.HasNews(d) {
			return d, err
		}
		return nil, book.Shown(ctx, p.params.Store, p.params.Clock, d)
	}, func(d *book.Digest, err error) {
		switch {
		case err != nil:
			p.fail(err)
		case d != nil:
			p.showDigest(d)
		}
	})
}

// showDigest shows the pop-up, or fills the one that is open anew.
func (p *program) showDigest(d *book.Digest) {
	if p.pop == nil {
		typing := p.typingIn()
		p.addPop(p.newPopWindow(), d)
		p.pop.show()
		if typing != nil {
			// Some desktops give every new window the keyboard. What is being
			// typed is meant for the window that is there.
			typing.RequestFocus()
		}
	} else {
		p.pop.content.Show(d)
	}
	run.AfterFirstFrame(func() { p.shown(d) })
}

// typingIn is the window in which the user is, nil for none. The box lies above
// the main window.
func (p *program) typingIn() fyne.Window {
	switch {
	case !p.front:
		return nil
	case p.who != nil:
		return p.who.win
	case p.window != nil:
		return p.window.win
	}
	return nil
}

// newPopWindow is the window of a pop-up.
func (p *program) newPopWindow() fyne.Window {
	return p.app.NewWindow(lang.T("window.today") + " · " + assets.Name)
}

// addPop fills a window with a digest.
func (p *program) addPop(win fyne.Window, d *book.Digest) {
	p.pop = newPopup(p, win)
	p.pop.content.Show(d)
}

// shown keeps that the digest is on the screen, and tells it as a notice of the
// desktop where the user wants one.
func (p *program) shown(d *book.Digest) {
	if p.settings().Notice && book.HasNews(d) {
		p.app.SendNotification(fyne.NewNotification(assets.Name, book.Sentence(d)))
	}
	p.noting = true
	run.Write(p.executor, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, book.Shown(ctx, p.params.Store, p.params.Clock, d)
	}, func(_ struct{}, err error) {
		p.noting, p.unkept = false, time.Time{}
		if err != nil {
			p.unkept = p.params.Clock.Now()
			p.fail(err)
		}
	})
}

// offerLogin says once, after the first pop-up beside the main window, that the
// digest can come without the program being opened.
func (p *program) offerLogin() {
	w := p.window
	if w == nil || w.login == nil || w.params.Settings.OfferedLogin {
		return
	}
	run.Do(p.executor, &p.offering, func(context.Context) (bool, error) { return p.login.On() }, func(on bool, err error) {
		switch {
		case err != nil:
			p.fail(err)
		case p.window == w:
			w.askedLogin()
			if !on {
				w.Say(lang.T("popup.offer_login"), kit.Action{Label: lang.T("popup.start_login"), Do: p.startAtLogin})
			}
		}
	})
}

func (p *program) startAtLogin() {
	run.Write(p.executor, func(context.Context) (struct{}, error) { return struct{}{}, p.login.Set(true) }, func(_ struct{}, err error) {
		if err != nil {
			p.fail(err)
		}
	})
}

// settings are the present ones: those of the main window, where they are
// changed, if there is one.
func (p *program) settings() app.Settings {
	if p.window != nil {
		return p.window.params.Settings
	}
	return p.params.Settings
}

// later puts the pop-up off for an hour. It closes once that is kept.
func (p *program) later() {
	run.Write(p.executor, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, book.Later(ctx, p.params.Store, p.params.Clock, time.Hour)
	}, func(_ struct{}, err error) {
		switch {
		case err != nil:
			p.fail(err)
		case p.pop != nil:
			p.pop.close()
		}
	})
}

// popDeeds are what the pop-up asks for.
func (p *program) popDeeds(pop *popup) today.PopDeeds {
	return today.PopDeeds{
		OpenToday: func() {
			p.withWindow(func(w *Window) {
				w.Open(kit.Route{Screen: kit.TodayScreen})
				w.raise()
				pop.close() // the page has all of it
			})
		},
		OpenPerson:   func(key int64) { p.open(kit.Route{Screen: kit.PeopleScreen, Person: key}) },
		OpenSettings: func() { p.open(kit.Route{Screen: kit.SettingsScreen}) },
		Later:        p.later,
		Close:        pop.close,
	}
}
