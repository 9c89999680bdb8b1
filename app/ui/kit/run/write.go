package run

import (
	"context"
	"sync"
	"time"
)

// grace is how long Stop lets writes go on before it cancels them, too: longer
// than any save takes, and shorter than anybody waits for a program to end.
const grace = 15 * time.Second

// Write runs work that changes the book, and then show with its answer on the
// window's goroutine. Writes are done one after another in the order in which
// they were asked for, and every answer is shown. A window that closes waits for
// them: Stop cancels no write that ends within a few seconds. cancel asks one to
// stop; its answer is shown as always.
func Write[T any](e *Executor, work func(ctx context.Context) (T, error), show func(T, error)) (cancel context.CancelFunc) {
	job, cancel := written(e, work, show)
	e.writes.add(e, job)
	return cancel
}

// WriteAside is Write for what has no place in the order, such as an export: it
// holds no other write up.
func WriteAside[T any](e *Executor, work func(ctx context.Context) (T, error), show func(T, error)) (cancel context.CancelFunc) {
	job, cancel := written(e, work, show)
	e.spawn(func() { job()() })
	return cancel
}

// written makes the two halves of a write: the work, and what shows its answer.
func written[T any](e *Executor, work func(ctx context.Context) (T, error), show func(T, error)) (job func() (answer func()), cancel context.CancelFunc) {
	ctx, cancel := context.WithCancel(e.writing)
	e.working.Add(1)
	return func() func() {
		answer, err := work(ctx)
		cancel()
		return func() {
			defer e.working.Done()
			if e.stopped.Load() {
				drop(answer)
				return
			}
			e.show(func() {
				if e.stopped.Load() {
					drop(answer)
					return
				}
				show(answer, err)
			})
		}
	}, cancel
}

// queue does jobs one after another.
type queue struct {
	mu      sync.Mutex
	waiting []func() (answer func())
	busy    bool
}

func (q *queue) add(e *Executor, job func() (answer func())) {
	q.mu.Lock()
	q.waiting = append(q.waiting, job)
	begin := !q.busy
	q.busy = true
	q.mu.Unlock()
	if begin {
		e.spawn(func() { q.next(e) })
	}
}

// next does the first job and begins the one after. The answers are given in
// the order of the jobs.
func (q *queue) next(e *Executor) {
	q.mu.Lock()
	job := q.waiting[0]
	q.waiting = q.waiting[1:]
	q.mu.Unlock()
	job()()
	q.mu.Lock()
	more := len(q.waiting) > 0
	q.busy = more
	q.mu.Unlock()
	if more {
		e.spawn(func() { q.next(e) })
	}
}
