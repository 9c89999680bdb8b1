package pictures

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"log/slog"
	"slices"
	"strings"
	"testing"

	"carebook/app/ui/kit/kittest"
	"carebook/app/ui/kit/run"
)

// shelf gives pictures of a size, and remembers which it gave.
type shelf struct {
	t             testing.TB
	width, height int
	given         []string
}

func (s *shelf) fetch(_ context.Context, sha string) ([]byte, error) {
	s.given = append(s.given, sha)
	switch sha {
	case "lost":
		return nil, errors.New("it is not there")
	case "broken":
		return []byte("no picture"), nil
	}
	return encoded(s.t, s.width, s.height), nil
}

func encoded(t testing.TB, width, height int) []byte {
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewGray(image.Rect(0, 0, width, height))); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func double() float32 { return 2 }

func TestAPictureIsLoadedInTheSizeInWhichItIsDrawn(t *testing.T) {
	s := &shelf{t: t, width: 400, height: 300}
	l := NewLoader(run.Inline(), double, s.fetch)
	for _, c := range []struct {
		width float32
		want  image.Point
	}{{100, image.Pt(200, 150)}, {50.2, image.Pt(100, 75)}, {400, image.Pt(800, 600)}, {0, image.Pt(1, 1)}} {
		var got image.Image
		l.Get("a", c.width, func(img image.Image) { got = img })
		if got == nil || got.Bounds().Size() != c.want {
			t.Errorf("%v units wide it is %v, want %v", c.width, got, c.want)
		}
	}
	before := len(s.given)
	shown := 0
	l.Get("a", 100, func(image.Image) { shown++ })
	if shown != 1 || len(s.given) != before {
		t.Errorf("one at hand was shown %d times and read %d times", shown, len(s.given)-before)
	}
}

func TestTheLastAskedForComesFirst(t *testing.T) {
	held, e := kittest.Hold()
	s := &shelf{t: t, width: 10, height: 10}
	l := NewLoader(e, double, s.fetch)
	var shown []string
	get := func(sha string) { l.Get(sha, 10, func(image.Image) { shown = append(shown, sha) }) }
	for _, sha := range []string{"a", "b", "c", "b", "a"} {
		get(sha)
	}
	if len(shown) != 0 || len(held.Work) != 1 {
		t.Fatalf("before any work %q are shown, and %d works wait", shown, len(held.Work))
	}
	held.Go()
	// a was under way already; both of those who asked for it and b get it.
	if want := []string{"a", "a", "b", "b", "c"}; !slices.Equal(shown, want) {
		t.Errorf("shown %q, want %q", shown, want)
	}
	if want := []string{"a", "b", "c"}; !slices.Equal(s.given, want) {
		t.Errorf("read %q, want %q", s.given, want)
	}
}

func TestPicturesScrolledPastAreNotLoaded(t *testing.T) {
	held, e := kittest.Hold()
	s := &shelf{t: t, width: 10, height: 10}
	l := NewLoader(e, double, s.fetch)
	shown := map[string]int{}
	const asked = maxWaiting + 20
	for i := range asked {
		sha := fmt.Sprint(i)
		l.Get(sha, 10, func(image.Image) { shown[sha]++ })
	}
	held.Go()
	if len(s.given) != maxWaiting+1 || shown["0"] != 1 || shown["1"] != 0 || shown[fmt.Sprint(asked-1)] != 1 {
		t.Errorf("read %q", s.given)
	}
	if len(l.asked) != 0 || len(l.waiting) != 0 {
		t.Errorf("%d are still asked for, and %d wait", len(l.asked), len(l.waiting))
	}
	// What was dropped comes when it is asked for again.
	l.Get("1", 10, func(image.Image) { shown["1"]++ })
	held.Go()
	if shown["1"] != 1 {
		t.Error("a picture that was dropped is not shown when it is asked for again")
	}
}

// TestAskingWithEachFrame: a picture that is long in coming is asked for anew
// whenever the note is drawn.
func TestAskingWithEachFrame(t *testing.T) {
	held, e := kittest.Hold()
	l := NewLoader(e, double, (&shelf{t: t, width: 10, height: 10}).fetch)
	shown, last := 0, false
	for i := range 1000 {
		l.Get("a", 10, func(image.Image) { shown, last = shown+1, i == 999 })
	}
	held.Go()
	if shown != maxShows || !last {
		t.Errorf("%d were told, the last one %v; want the last %d", shown, last, maxShows)
	}
}

func TestKeptPicturesTakeLimitedMemory(t *testing.T) {
	s := &shelf{t: t, width: 40, height: 30}
	l := NewLoader(run.Inline(), double, s.fetch)
	for i := range 30 {
		l.Get(fmt.Sprint(i), 704, func(image.Image) {})
		l.Get("0", 704, func(image.Image) {}) // is used all the time
		sum := 0
		for e := l.recent.Front(); e != nil; e = e.Next() {
			sum += e.Value.(*loaded).size()
		}
		if l.bytes != sum || sum > maxBytes || len(l.kept) != l.recent.Len() {
			t.Fatalf("%d bytes counted, %d kept in %d pictures, %d named", l.bytes, sum, l.recent.Len(), len(l.kept))
		}
	}
	if each := 4 * 1408 * 1056; l.recent.Len() != maxBytes/each {
		t.Errorf("%d are kept, want %d", l.recent.Len(), maxBytes/each)
	}
	if again := slices.Index(s.given[1:], "0"); again >= 0 {
		t.Errorf("the one in use was read again as number %d", again)
	}
	shown := false
	before := len(s.given)
	l.Get("3", 704, func(image.Image) { shown = true })
	if !shown || len(s.given) != before+1 {
		t.Error("one that was forgotten is not loaded again")
	}
}

func TestATallPictureTakesNoMoreThanAllMemory(t *testing.T) {
	for _, c := range []struct{ width, height, drawn int }{{1080, 20000, 1408}, {10, 500000, 1408}, {1, 1 << 20, 20}, {4000, 3000, 1408}, {500000, 1, 9000}} {
		w, h := drawn{"", c.drawn}.size(c.width, c.height)
		if w < 1 || h < 1 || w > min(c.drawn, maxSide) || h > maxSide || 4*w*h > maxBytes {
			t.Errorf("%+v: %d x %d", c, w, h)
		}
	}
	if w, h := (drawn{"", 1408}).size(4000, 3000); w != 1408 || h != 1056 {
		t.Errorf("an ordinary photo is %d x %d", w, h)
	}
}

func TestAPictureThatCannotBeShown(t *testing.T) {
	log := logged(t)
	held, e := kittest.Hold()
	s := &shelf{t: t, width: 10, height: 10}
	l := NewLoader(e, double, s.fetch)
	shown := false
	never := func(image.Image) { t.Error("it is shown") }
	for range 3 {
		l.Get("lost", 10, never)
		l.Get("broken", 10, never)
		l.Get("good", 10, func(image.Image) { shown = true })
		held.Go()
	}
	if !shown {
		t.Error("the good one is not shown")
	}
	// What was read and is no picture is none the next time either.
	if want := []string{"lost", "good", "broken", "lost", "lost"}; !slices.Equal(s.given, want) {
		t.Errorf("read %q, want %q", s.given, want)
	}
	if strings.Count(log.String(), "\n") != 2 || !strings.Contains(log.String(), "picture=lost") || !strings.Contains(log.String(), "picture=broken") {
		t.Errorf("the log says %q", log)
	}
}

func TestAPictureThatCouldNotBeReadComesLater(t *testing.T) {
	logged(t)
	held, e := kittest.Hold()
	busy, reads, shown := true, 0, 0
	l := NewLoader(e, double, func(context.Context, string) ([]byte, error) {
		reads++
		if busy {
			return nil, errors.New("the disk is busy")
		}
		return encoded(t, 10, 10), nil
	})
	get := func() { l.Get("a", 10, func(image.Image) { shown++ }) }
	get()
	held.DoWork(0)
	held.Answer(0)
	busy = false
	for range 20 { // frames that are drawn before the pause is over
		get()
	}
	if len(held.Work) != 1 || reads != 1 {
		t.Fatalf("read %d times, %d pieces of work wait", reads, len(held.Work))
	}
	held.Go()
	get()
	held.Go()
	get()
	if reads != 2 || shown != 2 || l.recent.Len() != 1 || len(l.kept) != 1 {
		t.Errorf("read %d times, shown %d times, %d kept", reads, shown, l.recent.Len())
	}
}

// logged gives what is logged in a test.
func logged(t *testing.T) *bytes.Buffer {
	t.Helper()
	var log bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&log, nil)))
	t.Cleanup(func() { slog.SetDefault(before) })
	return &log
}

// TestManyBrokenPictures take no pixels, and still are not kept for ever.
func TestManyBrokenPictures(t *testing.T) {
	logged(t)
	l := NewLoader(run.Inline(), double, func(context.Context, string) ([]byte, error) { return nil, nil })
	for i := range maxKept + 50 {
		l.Get(fmt.Sprint(i), 10, func(image.Image) { t.Error("it is shown") })
	}
	if l.recent.Len() != maxKept || len(l.kept) != maxKept {
		t.Errorf("%d and %d are kept, want %d", l.recent.Len(), len(l.kept), maxKept)
	}
}

func TestStopDropsThePicture(t *testing.T) {
	held, e := kittest.Hold()
	l := NewLoader(e, double, (&shelf{t: t, width: 10, height: 10}).fetch)
	l.Get("a", 10, func(image.Image) { t.Error("it is shown") })
	held.DoWork(0)
	e.Stop()
	held.Go()
}
