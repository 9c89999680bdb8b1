// Package run is the one door between the window's goroutine and all others:
// do this off it, then show the answer on it. Answers that have become stale
// are dropped.
//
// It imports Fyne, app/crash and the standard library only; nothing else in the program
// calls fyne.Do, and nobody calls fyne.DoAndWait.
package run

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"reflect"
	"sync"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"

	"carebook/app/crash"
)

// Executor carries work off the window's goroutine and answers back to it.
type Executor struct {
	ctx    context.Context
	cancel context.CancelFunc
	// spawn runs work, show runs what shows its answer.
	spawn, show func(func())
	// pause waits before work that can wait; a test's executor does not.
	pause func(ctx context.Context, d time.Duration) error
	// patience is how long Soon waits for an answer; a test's executor does not.
	patience time.Duration
	working  sync.WaitGroup
	stopped  atomic.Bool
	// writing is the context of writes, which outlives ctx by grace.
	writing context.Context
	give    context.CancelFunc
	grace   time.Duration
	writes  queue
}

// New makes the executor of a window: work runs on goroutines, answers through
// fyne.Do.
func New() *Executor {
	e := With(crash.Go, fyne.Do)
	e.pause, e.patience = wait, patience
	return e
}

// patience is half of a frame: an answer that comes by then is still drawn with
// what asked for it.
const patience = 8 * time.Millisecond

// Inline makes the executor of a test: work and answer run at once, on the
// caller's goroutine.
func Inline() *Executor {
	call := func(f func()) { f() }
	return With(call, call)
}

// With makes an executor of two functions, so that a test can hold work or
// answers back.
func With(spawn, show func(func())) *Executor {
	e := &Executor{spawn: spawn, show: show, grace: grace}
	e.ctx, e.cancel = context.WithCancel(context.Background())
	e.writing, e.give = context.WithCancel(context.Background())
	e.pause = func(ctx context.Context, _ time.Duration) error { return ctx.Err() }
	return e
}

// wait waits a while, or until ctx ends.
func wait(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

// Show runs f on the window's goroutine, soon; from any goroutine. After Stop
// it does nothing.
func (e *Executor) Show(f func()) {
	if e.stopped.Load() {
		return
	}
	e.show(func() {
		if !e.stopped.Load() {
			f()
		}
	})
}

// Stop cancels the work under way but for the writes, drops all answers and
// waits for both to end. It is called when the window is gone and before the
// book is closed.
func (e *Executor) Stop() {
	e.stopped.Store(true)
	e.cancel()
	defer time.AfterFunc(e.grace, e.give).Stop()
	e.working.Wait()
}

// Task is one place where answers are shown, such as a list. Of several pieces
// of work started for it only the last one's answer is shown; starting work
// cancels the one before. A Task belongs to the window's goroutine.
type Task struct {
	turn   int
	cancel context.CancelFunc
}

// Cancel ends the work under way; its answer is not shown.
func (t *Task) Cancel() {
	t.turn++
	if t.cancel != nil {
		t.cancel()
		t.cancel = nil
	}
}

// Running reports whether work was started whose answer has not been shown.
func (t *Task) Running() bool { return t.cancel != nil }

// Do runs work off the window's goroutine and then show with its answer on it,
// unless the task was given other work or cancelled meanwhile. Do itself
// returns at once. work must look at ctx. An answer that is not shown and is an
// io.Closer is closed.
func Do[T any](e *Executor, t *Task, work func(ctx context.Context) (T, error), show func(T, error)) {
	begin(e, t, work, show, e.show)
}

// Soon is Do for work that takes a moment, such as reading one person. It waits
// for the answer, half a frame at most, and has it shown before it returns, so
// that one frame is drawn and not one without the answer and one with it. An
// answer that takes longer is shown as that of Do.
func Soon[T any](e *Executor, t *Task, work func(ctx context.Context) (T, error), show func(T, error)) {
	answers := make(chan func(), 1)
	take := func() {
		select {
		case answer := <-answers:
			answer()
		default: // it was waited for
		}
	}
	begin(e, t, work, show, func(answer func()) {
		answers <- answer
		e.show(take)
	})
	if e.patience == 0 {
		return
	}
	select {
	case answer := <-answers:
		answer()
	case <-time.After(e.patience):
	}
}

// begin begins work whose answer is given to give, which is to call it on the
// window's goroutine.
func begin[T any](e *Executor, t *Task, work func(ctx context.Context) (T, error), show func(T, error), give func(answer func())) {
	t.Cancel()
	turn := t.turn
	ctx, cancel := context.WithCancel(e.ctx)
	t.cancel = cancel
	e.working.Add(1)
	e.spawn(func() {
		defer e.working.Done()
		answer, err := work(ctx)
		if e.stopped.Load() {
			drop(answer)
			return
		}
		give(func() {
			if e.stopped.Load() || t.turn != turn {
				drop(answer) // nobody waits for it any more
				return
			}
			t.cancel = nil
			cancel()
			show(answer, err)
		})
	})
}

// Later runs f on the window's goroutine once the task was left alone for a
// while: asked again before that, it waits anew. An executor of a test does not
// wait.
func Later(e *Executor, t *Task, pause time.Duration, f func()) {
	Do(e, t, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, e.pause(ctx, pause)
	}, func(_ struct{}, err error) {
		if err == nil {
			f()
		}
	})
}

// drop closes an answer that is not shown, if it is one to be closed.
func drop(answer any) {
	if c, ok := answer.(io.Closer); ok && !isNil(c) {
		if err := c.Close(); err != nil {
			slog.Warn("an answer that came too late could not be closed", "err", err)
		}
	}
}

// isNil reports whether a closer is a nil pointer: the answer of work that
// failed.
func isNil(c io.Closer) bool {
	v := reflect.ValueOf(c)
	return v.Kind() == reflect.Pointer && v.IsNil()
}

// Stopped reports whether err says no more than that the work was cancelled.
func Stopped(err error) bool { return errors.Is(err, context.Canceled) }

// AfterFirstFrame runs f on the window's goroutine once the first picture of
// the window has been drawn, so that work which can wait does not delay it.
// The driver moves animations on before it draws: the second step of one
// follows the first picture.
func AfterFirstFrame(f func()) {
	steps := 0
	var a *fyne.Animation
	a = &fyne.Animation{
		Duration: time.Minute, // longer than any first picture takes
		Tick: func(done float32) {
			steps++
			// A driver that draws nothing gives one last step only.
			if steps == 2 || steps < 2 && done == 1 {
				a.Stop()
				f()
			}
		},
	}
	a.Start()
}
