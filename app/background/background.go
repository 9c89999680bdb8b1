// Package background waits for the hour of a book's digest while no window is
// open, and then starts the program that shows it. Where the desktop has a
// tray, an icon in it leads to the book.
//
// It is part of the program with a window and runs without one: it must not
// import Fyne or anything of app/ui, so that the wait costs next to nothing.
//
// It makes no backups. One reads every page of the book, and locking one takes a
// quarter of a gigabyte, where the wait is to stay under 30 MiB. What changes a book
// is its windows, and the first of them on a day, the pop-up too, makes the day's
// backup.
package background

import (
	"context"
	"log/slog"
	"time"

	"carebook/app"
	"carebook/app/care"
)

// every is the time between two looks. A change of the clock, of the zone, or
// a night asleep needs nothing of its own: the answer lies in the book.
const every = 20 * time.Second

// longestRest is the most looks that are left out after starts in vain: ten
// minutes.
const longestRest = 30

// Params are what the wait works with.
type Params struct {
	// Book is the path of the book.
	Book  string
	Clock care.Clock
	// Start starts the program with a wish for the book. ended gives the one
	// error with which that process ended, or nil.
	Start func(wish app.RequestKind) (ended <-chan error, err error)
}

// Run waits until ctx ends, the user quits in the tray, or the book was moved to
// another place (app.MovedTo). Where another process waits for the same book already,
// it ends at once, without an error.
func Run(ctx context.Context, p Params) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	ticks := time.NewTicker(every)
	defer ticks.Stop()
	release, ok := acquire(ctx, p.Book, ticks.C)
	if !ok {
		return nil
	}
	t := newTray(cancel)
	defer t.close()
	look := &looker{book: p.Book, clock: p.Clock}
	l := &loop{
		due: look.due, start: p.Start, ticks: ticks.C, wishes: t.wishes, tray: t.offer,
		moved: func() bool { return app.MovedTo(p.Book) != "" },
	}
	l.run(ctx)
	return release()
}

// acquire takes the book's place in the background. While its folder cannot be
// used, as that of a disk which is not there, it keeps trying. ok is false
// where another process has the place, or ctx ended.
func acquire(ctx context.Context, book string, ticks <-chan time.Time) (release func() error, ok bool) {
	var told teller
	for {
		err := app.MakeBookFolder(book)
		if err == nil {
			release, ok, err = app.AcquireBackground(book)
		}
		if err == nil {
			return release, ok
		}
		told.tell(err)
		select {
		case <-ctx.Done():
			return nil, false
		case <-ticks:
		}
	}
}

// loop looks whether the digest is due and starts what shows it.
type loop struct {
	due func(context.Context) (bool, error)
	// moved, if set, reports whether the book is somewhere else now.
	moved func() bool
	start func(app.RequestKind) (<-chan error, error)
	// tray shows the tray's icon where there is a host for it now.
	tray   func(context.Context)
	ticks  <-chan time.Time
	wishes <-chan app.RequestKind

	told teller
	// showing is the process that shows the digest; nil is none.
	showing <-chan error
	// tries counts the starts after which the digest was still due, rest the
	// looks that are left out before the next: a program that cannot show it
	// is not started over and over.
	tries, rest int
}

func (l *loop) run(ctx context.Context) {
	for l.moved == nil || !l.moved() {
		l.tray(ctx)
		l.look(ctx)
		if !l.wait(ctx) {
			return
		}
	}
}

// wait sees to what happens until the next look is due; false is the end.
func (l *loop) wait(ctx context.Context) bool {
	for {
		select {
		case <-ctx.Done():
			return false
		case <-l.ticks:
			return true
		case err := <-l.showing:
			l.showing = nil
			if err != nil {
				slog.Warn("what should show the digest ended badly", "err", err)
			}
		case wish := <-l.wishes:
			l.begin(wish)
		}
	}
}

// look starts what shows the digest if it is due, and not while it is shown.
func (l *loop) look(ctx context.Context) {
	if l.showing != nil {
		return
	}
	if l.rest > 0 {
		l.rest--
		return
	}
	due, err := l.due(ctx)
	if ctx.Err() != nil {
		return
	}
	l.told.tell(err)
	if err != nil || !due {
		l.tries = 0
		return
	}
	l.rest = min(1<<l.tries-1, longestRest)
	l.tries = min(l.tries+1, 10)
	l.showing = l.begin(app.DigestRequest)
}

// begin starts the program; nil is a start that failed.
func (l *loop) begin(wish app.RequestKind) (ended <-chan error) {
	ended, err := l.start(wish)
	if err != nil {
		slog.Error("the program cannot be started", "err", err)
		return nil
	}
	giveBack()
	return ended
}

// teller writes down a failure that comes back at every look only once.
type teller struct{ told care.Code }

func (t *teller) tell(err error) {
	code := care.CodeOf(err)
	if code != t.told && err != nil {
		slog.Warn("the book cannot be asked for its digest", "err", err)
	}
	t.told = code
}
