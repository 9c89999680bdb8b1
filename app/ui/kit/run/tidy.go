package run

import (
	"runtime/debug"
	"time"
)

// quiet is how long nothing must happen before memory is given back.
const quiet = 800 * time.Millisecond

// Tidy gives memory back to the system some time after a burst of work that
// needed more than what stays: pictures decoded, texts drawn while scrolling.
// The runtime would keep it for minutes.
type Tidy struct{ timer *time.Timer }

// Touch says that work is being done. It is cheap enough to be called for every
// row that is drawn.
func (t *Tidy) Touch() {
	if t.timer == nil {
		// Collecting takes a while: not on the window's goroutine.
		t.timer = time.AfterFunc(quiet, debug.FreeOSMemory)
		return
	}
	t.timer.Reset(quiet)
}
