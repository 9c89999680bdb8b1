package importing

import "context"

// turn is the place of a run in a queue: previews and imports of large files
// take memory and the book's one writer, so that one works at a time, also
// where the page of the one before was left already.
type turn struct {
	screen        *Screen
	before, ended chan struct{}
}

// queue makes the turn after all others.
func (i *Screen) queue() *turn {
	t := &turn{screen: i, ended: make(chan struct{})}
	if i.last != nil {
		t.before = i.last.ended
	} else {
		t.before = make(chan struct{})
		close(t.before)
	}
	i.last = t
	return t
}

// latest reports whether no run began since; on the window's goroutine.
func (t *turn) latest() bool { return t.screen.last == t }

// wait waits until it is this run's turn, or ctx ends.
func (t *turn) wait(ctx context.Context) error {
	select {
	case <-t.before:
	case <-ctx.Done():
	}
	return ctx.Err()
}

// end says that the run is over. One that gave up waiting is over when the ones
// before are.
func (t *turn) end() {
	<-t.before
	close(t.ended)
}
