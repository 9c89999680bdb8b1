package ui

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"carebook/app/care"
	"carebook/app/crash"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
	"carebook/store"
)

// benchEnv asks the window to measure itself, for `cmd/dev bench`: start,
// scroll, memory, keys, open, note or note-zh. It prints a line "bench WHAT figure=..." on standard
// error and closes.
const benchEnv = "CAREBOOK_BENCH"

// began is about when the program started.
var began = now()

func now() time.Time { return care.SystemClock().Now() }

// What a measurement does.
const (
	scrollFor   = 10 * time.Second
	scrollStep  = 60   // pixels a frame: one row
	jumpEvery   = 60   // frames
	jumpRows    = 7919 // a prime, so that jumps come everywhere
	memoryJumps = 200
	// peopleOpened are opened one after another; the memory is taken after the
	// first few too, each time after a rest in which what was only needed for a
	// moment is given back.
	peopleOpened = 500
	openedFirst  = 50
	openRest     = 8 * time.Second
	// textsKept is longer than Fyne keeps the pictures of texts that are no longer
	// shown; it gives them back with the first frame after that.
	textsKept = 6 * time.Second
	keysTyped = "maria ivan 4417 zhang ferrer casa 655 lo"
)

// benchmark measures what the environment asks for, once the whole list is
// there.
func (w *Window) benchmark() {
	b := &windowBench{window: w, list: w.people.List()}
	switch os.Getenv(benchEnv) {
	case "scroll":
		b.frames(b.scroll)
	case "memory":
		b.frames(b.jump)
	case "keys":
		b.typeKeys()
	case "open":
		b.openPeople()
	}
	for _, n := range measuredNotes {
		if n.name == os.Getenv(benchEnv) {
			n.begin(b)
		}
	}
}

// benchmarkStart prints how long the first rows took.
func (w *Window) benchmarkStart() {
	if os.Getenv(benchEnv) == "start" {
		w.report("start rows_ms=%.0f", milliseconds(now().Sub(began)))
	}
}

func (w *Window) report(format string, figures ...any) {
	fmt.Fprintf(os.Stderr, "bench "+format+"\n", figures...)
	w.Close()
}

// windowBench is one measurement under way. An animation calls it for every
// frame, before the frame is drawn; from call to call is a frame's time.
type windowBench struct {
	window *Window
	list   *kit.List
	frame  int
	last   time.Time
	start  time.Time
	times  []time.Duration
	keys   []time.Duration
	offset float32
}

// frames calls step for every frame until it says that it is done.
func (b *windowBench) frames(step func() (done bool)) {
	a := fyne.NewAnimation(time.Hour, nil)
	a.Tick = func(float32) {
		now := now()
		switch {
		case b.frame == 0:
			b.start = now
		case b.frame > warmUp:
			b.times = append(b.times, now.Sub(b.last))
		}
		b.frame++
		b.last = now
		if step() {
			a.Stop()
		}
	}
	a.Start()
}

// warmUp is the number of frames that are not counted: the list and the page
// beside it have just been filled.
const warmUp = 30

func (b *windowBench) scroll() bool {
	if b.frame%jumpEvery == 0 && b.list.Length() > 0 {
		b.list.ScrollTo(b.frame / jumpEvery * jumpRows % b.list.Length())
		b.offset = b.list.GetScrollOffset()
	} else {
		b.offset += scrollStep
		b.list.ScrollToOffset(b.offset)
	}
	if b.last.Sub(b.start) < scrollFor {
		return false
	}
	longest, most := b.figures()
	b.window.report("scroll frames=%d max_ms=%.1f p99_ms=%.1f", len(b.times), longest, most)
	return true
}

// figures are the longest frame, and the time within which 99 in 100 stay.
func (b *windowBench) figures() (longest, most float64) {
	slices.Sort(b.times)
	n := len(b.times)
	if n == 0 {
		return 0, 0
	}
	return milliseconds(b.times[n-1]), milliseconds(b.times[n*99/100])
}

func (b *windowBench) jump() bool {
	if b.frame <= memoryJumps {
		b.list.ScrollTo(b.frame * jumpRows % max(1, b.list.Length()))
		return false
	}
	if b.last.Sub(b.start) < scrollFor {
		return false // what was only needed for a moment is given back
	}
	b.window.report("memory rss_mib=%.1f", resident())
	return true
}

// typeKeys types letters as a fast typist does: once to time the field's key
// handler, and once more with every frame drawn to time the frames. Frames
// drawn without a pause and without a graphics card take the processor away
// from whatever is timed beside them.
func (b *windowBench) typeKeys() {
	crash.Go(func() {
		for i, letter := range keysTyped {
			time.Sleep(keyEvery)
			b.window.executor.Show(func() {
				before := now()
				b.window.find.Field.TypedRune(letter)
				b.keys = append(b.keys, now().Sub(before))
				if i == len(keysTyped)-1 {
					b.window.find.Field.SetText("")
					b.frames(b.typeFrames)
				}
			})
		}
	})
}

// keyEvery is the time between two letters.
const keyEvery = 80 * time.Millisecond

func (b *windowBench) typeFrames() bool {
	const framesPerKey = 5
	if b.frame%framesPerKey != 0 {
		return false
	}
	if i := b.frame/framesPerKey - 1; i < len(keysTyped) {
		b.window.find.Field.TypedRune(rune(keysTyped[i]))
		return false
	}
	longest, _ := b.figures()
	slices.Sort(b.keys)
	n := len(b.keys)
	b.window.report("keys max_ms=%.1f handler_p95_ms=%.2f handler_max_ms=%.2f", longest,
		milliseconds(b.keys[n*95/100]), milliseconds(b.keys[n-1]))
	return true
}

// opening is the measurement of people who are opened one after another.
type opening struct {
	bench  *windowBench
	people []store.Row
	// next is the place of the one to open next.
	next int
	// chosen is when the last one was chosen, zero once the page is on the
	// screen; filled is set as soon as it is filled, drawing once a frame with it
	// is under way.
	chosen          time.Time
	filled, drawing bool
	// fills are the times until the page was filled, times those until it was
	// drawn.
	fills, times []time.Duration
	// resting is the rest in which nobody is chosen, first the memory at the first.
	resting rest
	first   float64
}

// openPeople opens the people who were spoken to last, as a choice in the list
// does.
func (b *windowBench) openPeople() {
	w := b.window
	run.Do(w.executor, new(run.Task), func(ctx context.Context) ([]store.Row, error) {
		return w.params.Store.People(ctx, store.Query{Sort: care.ByLastContact, Limit: peopleOpened})
	}, func(people []store.Row, err error) {
		if err != nil || len(people) <= openedFirst {
			w.report("open %d people: %v", len(people), err)
			return
		}
		o := &opening{bench: b, people: people}
		shown := w.people.OnPerson
		w.people.OnPerson = func() {
			shown()
			if !o.filled && !o.chosen.IsZero() {
				o.filled = true
				o.fills = append(o.fills, now().Sub(o.chosen))
			}
		}
		b.frames(o.step)
	})
}

// step is called before each frame is drawn, where input arrives too.
func (o *opening) step() (done bool) {
	o.drawn()
	if o.chosen.IsZero() && !o.rests() {
		if o.next == len(o.people) {
			o.report()
			return true
		}
		o.choose(o.people[o.next].Key)
		o.next++
	}
	if o.filled && !o.chosen.IsZero() {
		// This frame draws the page. What is queued now runs right after it, or
		// after the next step, whichever the driver takes first.
		o.filled, o.drawing = false, true
		o.bench.window.executor.Show(o.drawn)
	}
	return false
}

// drawn takes the time of a page that has been drawn.
func (o *opening) drawn() {
	if o.drawing {
		o.times = append(o.times, now().Sub(o.chosen))
		o.drawing, o.chosen = false, time.Time{}
	}
}

// rests reports whether nobody is chosen for a while, before the memory is taken.
func (o *opening) rests() bool {
	if o.next != openedFirst && o.next != len(o.people) || o.next == openedFirst && o.first > 0 {
		return false
	}
	if !o.resting.over(o.bench.last, openRest, o.bench.list.Refresh) {
		return true
	}
	if o.next == openedFirst {
		o.first = resident()
	}
	return false
}

// rest is a time in which nothing is done, before the memory is taken.
type rest struct {
	since time.Time
	// cleared is set once a frame was drawn in it.
	cleared bool
}

// over reports whether the rest has lasted so long, and ends it then; it is asked
// with every frame. draw lets one be drawn as soon as Fyne gives the pictures of
// texts back with it.
func (r *rest) over(at time.Time, period time.Duration, draw func()) bool {
	if r.since.IsZero() {
		r.since = at
	}
	switch rested := at.Sub(r.since); {
	case rested < textsKept:
		return false
	case rested < period:
		if !r.cleared {
			r.cleared = true
			draw()
		}
		return false
	}
	*r = rest{}
	return true
}

// choose opens a person; whoever is on the page already is not waited for.
func (o *opening) choose(key int64) {
	before := o.bench.list.Chosen()
	o.filled, o.chosen = false, now()
	o.bench.window.Open(kit.Route{Screen: kit.PeopleScreen, Person: key})
	if o.bench.list.Chosen() == before {
		o.chosen = time.Time{}
	}
}

func (o *opening) report() {
	slices.Sort(o.fills)
	slices.Sort(o.times)
	n := len(o.times)
	o.bench.window.report("open fill_p95_ms=%.1f p50_ms=%.1f p95_ms=%.1f max_ms=%.1f first_mib=%.1f rss_mib=%.1f", milliseconds(o.fills[len(o.fills)*95/100]),
		milliseconds(o.times[n/2]), milliseconds(o.times[n*95/100]), milliseconds(o.times[n-1]), o.first, resident())
}

func milliseconds(d time.Duration) float64 { return d.Seconds() * 1000 }

// resident is the memory of the process in MiB, 0 where the system does not
// tell.
func resident() float64 {
	f, err := os.Open("/proc/self/status")
	if err != nil {
		return 0
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		var kib float64
		if rest, found := strings.CutPrefix(lines.Text(), "VmRSS:"); found {
			if _, err := fmt.Sscanf(rest, "%f kB", &kib); err == nil {
				return kib / 1024
			}
		}
	}
	return 0
}
