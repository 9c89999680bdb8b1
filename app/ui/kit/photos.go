package kit

import (
	"container/list"
	"context"
	"image"
	"log/slog"

	"carebook/app/picture"
	"carebook/app/ui/kit/run"
)

// Photos fetches thumbnails off the window's goroutine and keeps the last ones
// at the size in which they are drawn: a row of the list needs 7 KB of a
// picture that takes 92 KB decoded.
type Photos struct {
	executor *run.Executor
	fetch    func(ctx context.Context, sha string) ([]byte, error)
	// scale is pixels for each unit of length.
	scale func() float32

	kept   map[photoKey]*list.Element
	recent *list.List // of keptPhoto, the last used in front
	// waiting are the photos still to fetch, the last asked for at the end:
	// what has been scrolled past is dropped from the front.
	waiting []photoKey
	asked   map[photoKey][]func(image.Image)
	task    run.Task
}

type photoKey struct {
	sha    string
	pixels int
}

type keptPhoto struct {
	key photoKey
	img image.Image
}

// The number of photos that are kept, and of those that wait.
const maxKept, maxWaiting = 300, 48

// NewPhotos makes a loader; fetch gives a thumbnail, or a picture
// that is no larger than one.
func NewPhotos(e *run.Executor, scale func() float32, fetch func(ctx context.Context, sha string) ([]byte, error)) *Photos {
	return &Photos{
		executor: e, fetch: fetch, scale: scale,
		kept: map[photoKey]*list.Element{}, recent: list.New(), asked: map[photoKey][]func(image.Image){},
	}
}

// Get calls show with the photo, square and of a diameter in units of length:
// at once where it is at hand, later where it must be fetched, never where it
// cannot be read or too many were asked for after it.
func (p *Photos) Get(sha string, diameter float32, show func(image.Image)) {
	key := photoKey{sha, max(1, int(diameter*p.scale()+0.5))}
	if e, ok := p.kept[key]; ok {
		p.recent.MoveToFront(e)
		if img := e.Value.(keptPhoto).img; img != nil {
			show(img)
		}
		return
	}
	if _, ok := p.asked[key]; !ok {
		p.waiting = append(p.waiting, key)
		if len(p.waiting) > maxWaiting {
			delete(p.asked, p.waiting[0])
			p.waiting = p.waiting[1:]
		}
	}
	p.asked[key] = append(p.asked[key], show)
	p.next()
}

// next fetches the photo asked for last, unless one is under way.
func (p *Photos) next() {
	if p.task.Running() || len(p.waiting) == 0 {
		return
	}
	key := p.waiting[len(p.waiting)-1]
	p.waiting = p.waiting[:len(p.waiting)-1]
	run.Do(p.executor, &p.task, func(ctx context.Context) (image.Image, error) {
		data, err := p.fetch(ctx, key.sha)
		if err != nil {
			return nil, err
		}
		return shrink(data, key.pixels)
	}, func(img image.Image, err error) {
		shows := p.asked[key]
		delete(p.asked, key)
		if err != nil {
			slog.Warn("a photo cannot be shown", "photo", key.sha, "err", err)
			img = nil // the initials stay
		}
		p.keep(key, img)
		if img != nil {
			for _, show := range shows {
				show(img)
			}
		}
		p.next()
	})
}

func (p *Photos) keep(key photoKey, img image.Image) {
	p.kept[key] = p.recent.PushFront(keptPhoto{key, img})
	if p.recent.Len() > maxKept {
		oldest := p.recent.Back()
		delete(p.kept, oldest.Value.(keptPhoto).key)
		p.recent.Remove(oldest)
	}
}

// shrink decodes a thumbnail upright and cuts its middle square to a size in
// pixels.
func shrink(data []byte, pixels int) (image.Image, error) {
	img, err := picture.Decode(data, func(width, height int) (int, int) { return width, height })
	if err != nil {
		return nil, err
	}
	return picture.Scale(img, picture.Square(img.Rect), pixels, pixels), nil
}
