// Package pictures shows the pictures of notes: it loads them in the size in
// which they are drawn, and shows one in a window of its own.
//
// It imports the widgets of kit, the style and app/picture, never the store or
// a screen.
package pictures

import (
	"container/list"
	"context"
	"image"
	"log/slog"
	"math"
	"time"

	"carebook/app/picture"
	"carebook/app/ui/kit/run"
)

// Loader loads pictures off the window's goroutine, one after another, in the
// size in which they are drawn, and keeps the last ones. It belongs to the
// window's goroutine.
type Loader struct {
	executor *run.Executor
	fetch    func(ctx context.Context, sha string) ([]byte, error)
	// scale is pixels for each unit of length.
	scale func() float32

	kept   map[drawn]*list.Element
	recent *list.List // of *loaded, the last used in front
	bytes  int        // of the pixels in recent
	// waiting are the pictures still to load, the last asked for at the end:
	// what has been scrolled past is dropped from the front.
	waiting []drawn
	asked   map[drawn][]func(image.Image)
	loading drawn // is loaded by task while it runs
	task    run.Task
}

// drawn is a picture at a width in pixels.
type drawn struct {
	sha   string
	width int
}

type loaded struct {
	drawn
	img *image.RGBA // nil for a picture that cannot be shown
	// tries counts how often it could not be read, due is set once it may be tried
	// again.
	tries int
	due   bool
}

// size is what a picture takes, in bytes.
func (l *loaded) size() int {
	if l.img == nil {
		return 0
	}
	return len(l.img.Pix)
}

// Limits of a loader.
const (
	// maxBytes is the memory of the pixels that are kept.
	maxBytes = 24 << 20
	// maxKept is the number of pictures that are kept, of which those that
	// cannot be shown take no pixels.
	maxKept = 256
	// maxWaiting is the number of pictures that wait: more than two screens show.
	maxWaiting = 12
	// maxShows is the number of those who wait for one picture: more than one
	// asks again with each frame drawn.
	maxShows = 16
	// maxSide is the length of a side that every graphics card draws.
	maxSide = 8192
	// patience is how long nothing asks again for a picture that could not be read;
	// it doubles each time, up to maxPatience.
	patience, maxPatience = 5 * time.Second, 5 * time.Minute
)

// NewLoader makes a loader. scale is pixels for each unit of length; fetch gives
// a picture's bytes by its SHA-256.
func NewLoader(e *run.Executor, scale func() float32, fetch func(ctx context.Context, sha string) ([]byte, error)) *Loader {
	return &Loader{
		executor: e, fetch: fetch, scale: scale,
		kept: map[drawn]*list.Element{}, recent: list.New(), asked: map[drawn][]func(image.Image){},
	}
}

// Get calls show on the window's goroutine with the picture at a width in units
// of length: at once where it is at hand, later where it must be loaded, never
// where it cannot be shown or too many others were asked for after it: whoever
// still wants it asks again. One that could not be read is read anew after a
// while, where it is asked for. It has
// exactly the pixels that the width has, but for one so tall that it would take
// more than all memory of the loader.
func (l *Loader) Get(sha string, width float32, show func(image.Image)) {
	key := drawn{sha, max(1, int(math.Round(float64(width*l.scale()))))}
	if e, ok := l.kept[key]; ok {
		l.recent.MoveToFront(e)
		p := e.Value.(*loaded)
		if p.img != nil {
			show(p.img)
		}
		if !p.due {
			return
		}
	}
	l.ask(key, show)
	l.next()
}

// ask puts a picture last, which is where the next one is taken from.
func (l *Loader) ask(key drawn, show func(image.Image)) {
	shows := append(l.asked[key], show)
	l.asked[key] = shows[max(0, len(shows)-maxShows):]
	if l.task.Running() && l.loading == key {
		return
	}
	for i, k := range l.waiting {
		if k == key {
			l.waiting = append(l.waiting[:i], l.waiting[i+1:]...)
			break
		}
	}
	l.waiting = append(l.waiting, key)
	if len(l.waiting) > maxWaiting {
		delete(l.asked, l.waiting[0])
		l.waiting = l.waiting[1:]
	}
}

// next loads the picture asked for last, unless one is under way.
func (l *Loader) next() {
	if l.task.Running() || len(l.waiting) == 0 {
		return
	}
	key := l.waiting[len(l.waiting)-1]
	l.waiting = l.waiting[:len(l.waiting)-1]
	l.loading = key
	fetched := false
	run.Do(l.executor, &l.task, func(ctx context.Context) (*image.RGBA, error) {
		data, err := l.fetch(ctx, key.sha)
		if err != nil {
			return nil, err
		}
		fetched = true
		return picture.Decode(data, key.size)
	}, func(img *image.RGBA, err error) {
		shows := l.asked[key]
		delete(l.asked, key)
		if err != nil {
			l.fail(key, fetched, err)
		} else {
			l.keep(&loaded{drawn: key, img: img})
			for _, show := range shows {
				show(img)
			}
		}
		l.next()
	})
}

// fail keeps that a picture cannot be shown. One that could not be read is tried
// again after a while; what is no picture stays none.
func (l *Loader) fail(key drawn, fetched bool, err error) {
	p := &loaded{drawn: key}
	if e, ok := l.kept[key]; ok {
		p.tries = e.Value.(*loaded).tries
	}
	if p.tries == 0 {
		slog.Warn("a picture cannot be shown", "picture", key.sha, "err", err)
	}
	p.tries++
	l.keep(p)
	if !fetched {
		wait := min(patience<<min(p.tries-1, 10), maxPatience)
		run.Later(l.executor, new(run.Task), wait, func() { p.due = true })
	}
}

// size is how large a picture of a size is decoded.
func (d drawn) size(width, height int) (int, int) {
	tall := float64(height) / float64(width)
	most := min(float64(d.width), maxSide, maxSide/tall, math.Sqrt(maxBytes/4/tall)) // 4 bytes for a pixel
	w := max(1, int(most))
	return w, max(1, min(maxSide, int(math.Round(float64(w)*tall))))
}

// keep keeps a picture, and forgets those used longest ago.
func (l *Loader) keep(p *loaded) {
	if e, ok := l.kept[p.drawn]; ok {
		l.forget(e)
	}
	l.kept[p.drawn] = l.recent.PushFront(p)
	l.bytes += p.size()
	for l.recent.Len() > 1 && (l.bytes > maxBytes || l.recent.Len() > maxKept) {
		l.forget(l.recent.Back())
	}
}

func (l *Loader) forget(e *list.Element) {
	p := l.recent.Remove(e).(*loaded)
	delete(l.kept, p.drawn)
	l.bytes -= p.size()
}
