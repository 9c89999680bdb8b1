package background

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"carebook/app"
	"carebook/app/care"
)

// world is what a loop of a test works with.
type world struct {
	*loop
	// answers are those of the book, the last one for ever; asked counts.
	answers []any
	asked   int
	// started are the wishes with which the program was started, ended ends
	// the last start.
	started []app.RequestKind
	ended   chan error
	// broken makes starts fail.
	broken error
	trays  int
}

func newWorld(answers ...any) *world {
	w := &world{answers: answers}
	w.loop = &loop{
		due: func(context.Context) (bool, error) {
			w.asked++
			a := w.answers[0]
			if len(w.answers) > 1 {
				w.answers = w.answers[1:]
			}
			if err, ok := a.(error); ok {
				return false, err
			}
			return a.(bool), nil
		},
		start: func(k app.RequestKind) (<-chan error, error) {
			w.started = append(w.started, k)
			if w.broken != nil {
				return nil, w.broken
			}
			w.ended = make(chan error, 1)
			return w.ended, nil
		},
		tray: func(context.Context) { w.trays++ },
	}
	return w
}

// end ends what shows the digest, and lets the loop see it.
func (w *world) end(err error) {
	w.ended <- err
	ticks := make(chan time.Time)
	w.loop.ticks = ticks
	done := make(chan bool)
	go func() { done <- w.wait(context.Background()) }()
	for w.pending() {
		time.Sleep(time.Millisecond)
	}
	ticks <- time.Time{}
	<-done
}

// pending reports whether the end has not been seen yet.
func (w *world) pending() bool { return len(w.ended) > 0 }

func TestWhatIsDueIsStartedOnce(t *testing.T) {
	ctx := context.Background()
	w := newWorld(false, false, true, false, true)
	w.look(ctx)
	w.look(ctx)
	if len(w.started) != 0 {
		t.Fatalf("before the hour %q", w.started)
	}
	w.look(ctx)
	if !slices.Equal(w.started, []app.RequestKind{app.DigestRequest}) {
		t.Fatalf("at the hour %q", w.started)
	}
	for range 10 {
		w.look(ctx)
	}
	if w.asked != 3 || len(w.started) != 1 {
		t.Errorf("while it is shown the book is asked %d times, %d starts", w.asked-3, len(w.started)-1)
	}
	w.end(nil)
	w.look(ctx) // it was shown: not due any more
	if len(w.started) != 1 {
		t.Errorf("after it was shown %d starts", len(w.started)-1)
	}
	w.look(ctx) // the next day
	if len(w.started) != 2 {
		t.Errorf("the next day %d starts", len(w.started)-1)
	}
}

// TestStartsInVainBecomeRare: where nothing can show the digest, as without a
// display, it is not tried every 20 seconds for ever.
func TestStartsInVainBecomeRare(t *testing.T) {
	ctx := context.Background()
	for _, broken := range []error{nil, errors.New("no such program")} {
		w := newWorld(true)
		w.broken = broken
		var at []int
		for i := range 120 {
			before := len(w.started)
			w.look(ctx)
			if len(w.started) > before {
				at = append(at, i)
				if broken == nil {
					w.end(errors.New("exit status 1"))
				}
			}
		}
		if want := []int{0, 1, 3, 7, 15, 31, 62, 93}; !slices.Equal(at, want) {
			t.Errorf("with %v it starts at the looks %v, want %v", broken, at, want)
		}
		w.answers = []any{false, true}
		for w.rest > 0 {
			w.look(ctx)
		}
		w.look(ctx) // it was shown elsewhere
		before := len(w.started)
		w.look(ctx)
		if len(w.started) != before+1 {
			t.Error("the next day begins with a rest")
		}
	}
}

// heard collects the log of a test.
func heard(t *testing.T) *bytes.Buffer {
	t.Helper()
	var log bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&log, nil)))
	t.Cleanup(func() { slog.SetDefault(before) })
	return &log
}

func TestAFailureThatStaysIsToldOnce(t *testing.T) {
	log := heard(t)
	missing, locked := &care.Error{Code: care.CodeBookMissing}, &care.Error{Code: care.CodeBookLocked}
	w := newWorld(missing, missing, missing, locked, locked, false, missing, true)
	for range 7 {
		w.look(context.Background())
	}
	if n := strings.Count(log.String(), "level=WARN"); n != 3 {
		t.Errorf("%d lines, want one each time that the failure changes:\n%s", n, log)
	}
	w.look(context.Background())
	if len(w.started) != 1 {
		t.Error("a book that is there again is not looked at")
	}
}

func TestTheLoopEndsWithItsContextAndGrantsWishes(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	ticks, wishes := make(chan time.Time), make(chan app.RequestKind)
	w := newWorld(false)
	w.loop.ticks, w.loop.wishes = ticks, wishes
	ended := make(chan bool)
	go func() {
		w.run(ctx)
		close(ended)
	}()
	wishes <- app.TodayRequest
	ticks <- time.Time{}
	wishes <- app.ShowRequest
	cancel()
	<-ended
	if !slices.Equal(w.started, []app.RequestKind{app.TodayRequest, app.ShowRequest}) || w.asked != 2 || w.trays != 2 {
		t.Errorf("started %q, asked %d times, looked for a tray %d times", w.started, w.asked, w.trays)
	}
}

// TestRunBesideAnother: one process waits for a book; a second one ends at once
// and says nothing.
func TestRunBesideAnother(t *testing.T) {
	log := heard(t)
	p := Params{Book: filepath.Join(t.TempDir(), "book.db"), Clock: care.SystemClock()}
	release, ok, err := app.AcquireBackground(p.Book)
	if !ok || err != nil {
		t.Fatal(ok, err)
	}
	if err := Run(context.Background(), p); err != nil {
		t.Errorf("beside another: %v", err)
	}
	if err := release(); err != nil {
		t.Fatal(err)
	}
	stopped, cancel := context.WithCancel(context.Background())
	cancel()
	if err := Run(stopped, p); err != nil {
		t.Errorf("told to end: %v", err)
	}
	if log.Len() != 0 {
		t.Errorf("said\n%s", log)
	}
	if _, ok, err := app.AcquireBackground(p.Book); !ok || err != nil {
		t.Errorf("it keeps its place when it ends: %v, %v", ok, err)
	}
}

// TestTheFolderMayCome waits for a book on a disk that is put in later.
func TestTheFolderMayCome(t *testing.T) {
	log := heard(t)
	dir := filepath.Join(t.TempDir(), "disk")
	ticks, got := make(chan time.Time), make(chan bool)
	go func() {
		release, ok := acquire(context.Background(), filepath.Join(dir, "book.db"), ticks)
		got <- ok && release() == nil
	}()
	ticks <- time.Time{}
	ticks <- time.Time{}
	if err := mkdir(dir); err != nil {
		t.Fatal(err)
	}
	taken := false
	select { // the look after the last tick may have found it already
	case ticks <- time.Time{}:
		taken = <-got
	case taken = <-got:
	}
	if !taken {
		t.Error("the place was not taken")
	}
	if n := strings.Count(log.String(), "level=WARN"); n != 1 {
		t.Errorf("%d lines about the missing folder:\n%s", n, log)
	}
}
