package run

import (
	"runtime/debug"
	"time"
)

const (
	// quiet is how long nothing must happen before memory is given back.
	quiet = 800 * time.Millisecond
	// forgotten is when Fyne has given up the pictures of texts that are no longer
	// shown, too: some seconds after the last was seen (see package early), with the
	// next frame.
	forgotten = 7 * time.Second
)

// Tidy gives memory back to the system some time after a burst of work that
// needed more than what stays: pictures decoded, texts drawn while scrolling. The
// runtime would keep it for minutes, the memory of what was drawn for good:
// measured with a note of 200 kB that was scrolled through, 70 MiB.
type Tidy struct{ soon, late *time.Timer }

// Touch says that work is being done. It is cheap enough to be called for every
// row that is drawn.
func (t *Tidy) Touch() {
	if t.soon == nil {
		// Collecting takes a while: not on the window's goroutine.
		t.soon = time.AfterFunc(quiet, debug.FreeOSMemory)
		t.late = time.AfterFunc(forgotten, trim)
		return
	}
	t.soon.Reset(quiet)
	t.late.Reset(forgotten)
}
