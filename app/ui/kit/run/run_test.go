package run

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"
)

// held keeps functions back until a test lets them go, in any order.
type held []func()

func (h *held) add(f func()) { *h = append(*h, f) }

func (h *held) release(i int) {
	f := (*h)[i]
	*h = slices.Delete(*h, i, i+1)
	f()
}

func answer(text string) func(context.Context) (string, error) {
	return func(context.Context) (string, error) { return text, nil }
}

func TestOnlyTheLastAnswerIsShown(t *testing.T) {
	var work, shows held
	e := With(work.add, shows.add)
	var task Task
	var shown []string
	show := func(s string, err error) {
		if err != nil {
			t.Error(err)
		}
		shown = append(shown, s)
	}
	Do(e, &task, answer("a"), show)
	Do(e, &task, answer("an"), show)
	Do(e, &task, answer("ana"), show)
	// The answers come in the wrong order: the last first.
	work.release(2)
	work.release(0)
	work.release(0)
	for len(shows) > 0 {
		shows.release(0)
	}
	if !slices.Equal(shown, []string{"ana"}) {
		t.Errorf("shown %q, want the answer to the last question only", shown)
	}
}

func TestNewWorkCancelsTheOld(t *testing.T) {
	var work held
	e := With(work.add, func(f func()) { f() })
	var task Task
	var first context.Context
	Do(e, &task, func(ctx context.Context) (int, error) { first = ctx; return 0, ctx.Err() }, func(int, error) {
		t.Error("a stale answer was shown")
	})
	var got int
	Do(e, &task, func(context.Context) (int, error) { return 2, nil }, func(n int, _ error) { got = n })
	work.release(0)
	if !errors.Is(first.Err(), context.Canceled) {
		t.Error("the old work was not told to stop")
	}
	if work.release(0); got != 2 {
		t.Errorf("got %d, want 2", got)
	}
	if task.Running() {
		t.Error("the task still runs after its answer")
	}
}

func TestCancelDropsTheAnswer(t *testing.T) {
	var work held
	e := With(work.add, func(f func()) { f() })
	var task Task
	Do(e, &task, answer("late"), func(string, error) { t.Error("the answer of cancelled work was shown") })
	if !task.Running() {
		t.Error("the task does not run before its answer")
	}
	task.Cancel()
	work.release(0)
	if task.Running() {
		t.Error("the task runs after it was cancelled")
	}
}

func TestStopWaitsForWorkAndDropsAnswers(t *testing.T) {
	e := With(func(f func()) { go f() }, func(f func()) { f() })
	var task Task
	started, ended := make(chan bool), false
	Do(e, &task, func(ctx context.Context) (int, error) {
		close(started)
		<-ctx.Done()
		ended = true
		return 0, ctx.Err()
	}, func(int, error) { t.Error("an answer was shown after Stop") })
	<-started
	e.Stop()
	if !ended {
		t.Error("Stop returned before the work ended")
	}
	e.Show(func() { t.Error("something was shown after Stop") })
}

func TestInline(t *testing.T) {
	var task Task
	got := ""
	Do(Inline(), &task, answer("now"), func(s string, _ error) { got = s })
	if got != "now" {
		t.Errorf("got %q right after Do, want the answer", got)
	}
}

func TestSoonShowsWhatIsThereInTimeAtOnce(t *testing.T) {
	var shows held
	e := With(func(f func()) { go f() }, func(func()) {})
	queued := make(chan bool)
	e.show = func(f func()) {
		shows.add(f)
		close(queued)
	}
	e.patience = time.Minute
	var task Task
	var shown []string
	Soon(e, &task, answer("now"), func(s string, _ error) { shown = append(shown, s) })
	if !slices.Equal(shown, []string{"now"}) || task.Running() {
		t.Fatalf("shown %q when Soon returned, running: %v", shown, task.Running())
	}
	<-queued
	if shows.release(0); len(shown) != 1 {
		t.Errorf("shown %q, want the answer once", shown)
	}
}

func TestSoonDoesNotWaitForWhatTakesLonger(t *testing.T) {
	var work, shows held
	e := With(work.add, shows.add)
	e.patience = time.Nanosecond
	var task Task
	var shown []string
	ask := func(s string) {
		Soon(e, &task, answer(s), func(s string, _ error) { shown = append(shown, s) })
	}
	ask("first")
	ask("second")
	if len(shown) != 0 || !task.Running() {
		t.Fatalf("shown %q before the work was done", shown)
	}
	work.release(1)
	work.release(0)
	for len(shows) > 0 {
		shows.release(0)
	}
	if !slices.Equal(shown, []string{"second"}) {
		t.Errorf("shown %q, want the answer to the last question once", shown)
	}
}

func TestSoonInATest(t *testing.T) {
	var task Task
	var shown []string
	Soon(Inline(), &task, answer("now"), func(s string, _ error) { shown = append(shown, s) })
	if !slices.Equal(shown, []string{"now"}) {
		t.Errorf("shown %q right after Soon, want the answer once", shown)
	}
}

func TestStopped(t *testing.T) {
	if !Stopped(context.Canceled) || Stopped(errors.New("disk full")) || Stopped(nil) {
		t.Error("Stopped does not tell a cancelled context from other failures")
	}
}

func TestAfterFirstFrameRunsOnce(t *testing.T) {
	test.NewTempApp(t)
	runs := 0
	AfterFirstFrame(func() { runs++ })
	if runs != 1 {
		t.Errorf("ran %d times, want once", runs)
	}
}

// closer counts how often it was closed.
type closer struct{ closed int }

func (c *closer) Close() error {
	c.closed++
	return nil
}

func TestAnAnswerThatIsNotShownIsClosed(t *testing.T) {
	var work, shows held
	e := With(work.add, shows.add)
	var task Task
	made := []*closer{{}, {}, {}}
	shown := 0
	for _, c := range made {
		Do(e, &task, func(context.Context) (*closer, error) { return c, nil }, func(*closer, error) { shown++ })
	}
	Do(e, &task, func(context.Context) (*closer, error) { return nil, errors.New("failed") }, func(*closer, error) {})
	task.Cancel() // also the answer of nil
	work.release(0)
	work.release(0)
	work.release(1)
	for len(shows) > 0 {
		shows.release(0)
	}
	e.stopped.Store(true) // the window is gone while the third works
	work.release(0)
	for i, c := range made {
		if c.closed != 1 {
			t.Errorf("answer %d was closed %d times", i, c.closed)
		}
	}
	if shown != 0 {
		t.Errorf("%d answers were shown", shown)
	}
}

func TestAnAnswerThatIsShownStaysOpen(t *testing.T) {
	var task Task
	c := &closer{}
	Do(Inline(), &task, func(context.Context) (*closer, error) { return c, nil }, func(*closer, error) {})
	if c.closed != 0 {
		t.Error("an answer that was shown was closed")
	}
}

// write is a write of a name, noted in log; its answer is noted with a mark.
func write(e *Executor, log *[]string, name string) context.CancelFunc {
	return Write(e, func(ctx context.Context) (string, error) {
		if ctx.Err() != nil {
			name += " cancelled"
		}
		*log = append(*log, name)
		return name, ctx.Err()
	}, func(name string, _ error) { *log = append(*log, "("+name+")") })
}

func TestWritesAreDoneInTheOrderAskedAndAllAnswered(t *testing.T) {
	var work held
	e := With(work.add, func(f func()) { f() })
	var log []string
	write(e, &log, "a")
	cancel := write(e, &log, "b")
	write(e, &log, "c")
	if len(work) != 1 {
		t.Fatalf("%d writes began at once, want one after another", len(work))
	}
	cancel()
	for len(work) > 0 {
		work.release(0)
	}
	if want := []string{"a", "(a)", "b cancelled", "(b cancelled)", "c", "(c)"}; !slices.Equal(log, want) {
		t.Errorf("did %q, want %q", log, want)
	}
}

func TestAWriteAsideWaitsForNoOther(t *testing.T) {
	var work held
	e := With(work.add, func(f func()) { f() })
	var log []string
	write(e, &log, "long")
	WriteAside(e, answer("export"), func(s string, _ error) { log = append(log, s) })
	if work.release(1); !slices.Equal(log, []string{"export"}) {
		t.Errorf("did %q while a write waited", log)
	}
}

func TestStopLetsWritesEndAndDropsTheirAnswers(t *testing.T) {
	e := With(func(f func()) { go f() }, func(f func()) { f() })
	begun, goOn := make(chan bool), make(chan bool)
	Write(e, func(ctx context.Context) (int, error) {
		close(begun)
		<-goOn
		return 0, nil
	}, func(int, error) { t.Error("an answer was shown after Stop") })
	var log []string
	write(e, &log, "waiting")
	<-begun
	context.AfterFunc(e.ctx, func() { close(goOn) }) // Stop has begun
	e.Stop()
	if !slices.Equal(log, []string{"waiting"}) {
		t.Errorf("did %q, want the write that waited, not cancelled", log)
	}
}

func TestStopDoesNotWaitForeverForAWrite(t *testing.T) {
	e := With(func(f func()) { go f() }, func(f func()) { f() })
	e.grace = 0
	var got error
	Write(e, func(ctx context.Context) (int, error) {
		<-ctx.Done()
		got = ctx.Err()
		return 0, got
	}, func(int, error) {})
	e.Stop()
	if !errors.Is(got, context.Canceled) {
		t.Errorf("the write ended with %v", got)
	}
}

func TestLaterWaitsAnewWhenAskedAgain(t *testing.T) {
	var work held
	e := With(work.add, func(f func()) { f() })
	var task Task
	ran := 0
	Later(e, &task, grace, func() { ran++ })
	Later(e, &task, grace, func() { ran++ })
	work.release(0)
	if work.release(0); ran != 1 {
		t.Errorf("ran %d times, want once", ran)
	}
}
