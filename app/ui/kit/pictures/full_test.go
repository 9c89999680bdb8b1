package pictures

import (
	"context"
	"errors"
	"fmt"
	"image"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/kittest"
)

// opened is the window with a picture of a size, on a stage of 800 x 600.
func opened(t *testing.T, width, height int) *Full {
	t.Helper()
	kittest.App(t)
	f := ShowFull(kittest.NewShell(t, fyne.NewSize(300, 200)), "The oven", func(context.Context) ([]byte, error) {
		return encoded(t, width, height), nil
	}, func(kit.Shell) {})
	t.Cleanup(f.Close)
	f.stage.Resize(fyne.NewSize(800, 600))
	return f
}

// seen is the part of the stage that the picture covers.
func (s *stage) seen() image.Rectangle {
	at, size := s.img.Position(), s.img.Size()
	round := func(v float32) int { return int(math.Round(float64(v))) }
	return image.Rect(round(at.X), round(at.Y), round(at.X+size.Width), round(at.Y+size.Height))
}

func wants(t *testing.T, s *stage, when string, want image.Rectangle) {
	t.Helper()
	if got := s.seen(); got != want {
		t.Errorf("%s it covers %v, want %v", when, got, want)
	}
}

func typed(s *stage, runes string) {
	for _, r := range runes {
		s.TypedRune(r)
	}
}

func TestAPictureIsFittedToItsWindow(t *testing.T) {
	for _, c := range []struct {
		width, height int
		want          image.Rectangle
		share         string
	}{
		{1600, 1200, image.Rect(0, 0, 800, 600), "50 %"},
		{1600, 600, image.Rect(0, 150, 800, 450), "50 %"},
		{600, 1200, image.Rect(250, 0, 550, 600), "50 %"},
		{200, 100, image.Rect(300, 250, 500, 350), "100 %"}, // not blown up
		{5000, 2500, image.Rect(0, 100, 800, 500), "20 %"},  // of the 4096 decoded
	} {
		f := opened(t, c.width, c.height)
		wants(t, f.stage, fmt.Sprint(c.width, " x ", c.height), c.want)
		if f.share.Words() != c.share {
			t.Errorf("%d x %d: it says %q, want %q", c.width, c.height, f.share.Words(), c.share)
		}
		if size := f.stage.img.Image.Bounds().Size(); size != c.want.Size() {
			t.Errorf("%d x %d: the copy has %v", c.width, c.height, size)
		}
		if f.words.Visible() || !f.stage.img.Visible() {
			t.Error("the picture is not in the place of words")
		}
		if f.win.Title() != "The oven · Carebook" {
			t.Errorf("the title is %q", f.win.Title())
		}
	}
}

func TestZoomByKeys(t *testing.T) {
	f := opened(t, 1600, 1200)
	s := f.stage
	typed(s, "+")
	wants(t, s, "after +", image.Rect(-100, -75, 900, 675))
	if s.img.Image.Bounds().Size() != image.Pt(1000, 750) {
		t.Errorf("the copy is %v", s.img.Image.Bounds())
	}
	typed(s, "==")
	typed(s, "+++")
	wants(t, s, "at its largest", image.Rect(-400, -300, 1200, 900))
	if s.img.Image != image.Image(s.whole) || f.share.Words() != "100 %" || !f.larger.Disabled() || f.fit.Disabled() {
		t.Errorf("at its largest it shows %v, %s", s.img.Image.Bounds(), f.share.Words())
	}
	typed(s, "-")
	wants(t, s, "after -", image.Rect(-240, -180, 1040, 780))
	typed(s, "-----")
	wants(t, s, "at its smallest", image.Rect(0, 0, 800, 600))
	if !f.smaller.Disabled() || !f.fit.Disabled() || f.larger.Disabled() {
		t.Error("the buttons offer what cannot be done")
	}
	typed(s, "++0")
	wants(t, s, "after 0", image.Rect(0, 0, 800, 600))
}

func TestButtonsOfThePicture(t *testing.T) {
	f := opened(t, 1600, 1200)
	test.Tap(f.larger)
	wants(t, f.stage, "larger", image.Rect(-100, -75, 900, 675))
	if f.win.Canvas().Focused() != fyne.Focusable(f.stage) {
		t.Error("the keys are not the picture's after a button")
	}
	test.Tap(f.smaller)
	wants(t, f.stage, "smaller", image.Rect(0, 0, 800, 600))
	test.Tap(f.larger)
	test.Tap(f.fit)
	wants(t, f.stage, "fitted", image.Rect(0, 0, 800, 600))
}

func TestTheWheelZoomsAroundThePointer(t *testing.T) {
	s := opened(t, 1600, 1200).stage
	wheel := func(notches float32, x, y float32) {
		s.Scrolled(&fyne.ScrollEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, y)}, Scrolled: fyne.NewDelta(0, notches*notch)})
	}
	wheel(1, 0, 0)
	wants(t, s, "at the upper left", image.Rect(0, 0, 1000, 750))
	wheel(-1, 0, 0)
	wants(t, s, "back", image.Rect(0, 0, 800, 600))
	wheel(1, 800, 600)
	wants(t, s, "at the lower right", image.Rect(-200, -150, 800, 600))
	wheel(-100, 800, 600) // one event of a wild wheel zooms a little
	wants(t, s, "all the way", image.Rect(0, 0, 800, 600))
	wheel(100, 400, 300)
	if s.shown() > 0.5*zoomStep*zoomStep+1e-6 {
		t.Errorf("one event zooms to %v", s.shown())
	}
}

func TestDraggingStopsAtTheEdges(t *testing.T) {
	s := opened(t, 1600, 1200).stage
	drag := func(dx, dy float32) {
		s.Dragged(&fyne.DragEvent{Dragged: fyne.NewDelta(dx, dy)})
		s.DragEnd()
	}
	drag(50, 50)
	wants(t, s, "fitted, it stays:", image.Rect(0, 0, 800, 600))
	typed(s, "+")
	drag(30, -20)
	wants(t, s, "dragged", image.Rect(-70, -95, 930, 655))
	drag(1000, -1000)
	wants(t, s, "dragged far", image.Rect(0, -150, 1000, 600))
	drag(-30, 0)
	wants(t, s, "dragged back", image.Rect(-30, -150, 970, 600))
	s.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	wants(t, s, "after the right arrow", image.Rect(-110, -150, 890, 600))
	s.TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft})
	s.TypedKey(&fyne.KeyEvent{Name: fyne.KeyUp})
	wants(t, s, "after left and up", image.Rect(-30, -90, 970, 660))
	s.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	wants(t, s, "after down", image.Rect(-30, -150, 970, 600))
}

// TestNoGapIsEverLeft zooms, drags and resizes at random.
func TestNoGapIsEverLeft(t *testing.T) {
	s := opened(t, 300, 140).stage
	r := rand.New(rand.NewPCG(3, 4))
	for i := range 400 {
		switch r.IntN(4) {
		case 0:
			s.Resize(fyne.NewSize(float32(40+r.IntN(180)), float32(40+r.IntN(140))))
		case 1:
			s.Dragged(&fyne.DragEvent{Dragged: fyne.NewDelta(r.Float32()*80-40, r.Float32()*80-40)})
		default:
			s.zoomBy(0.5+r.Float64(), fyne.NewPos(r.Float32()*160, r.Float32()*120))
		}
		size, at, img := s.Size(), s.img.Position(), s.img.Size()
		for _, side := range []struct{ room, at, length float32 }{{size.Width, at.X, img.Width}, {size.Height, at.Y, img.Height}} {
			before, after := side.at, side.room-side.at-side.length
			const rounding = 1.01
			if side.length <= side.room && float32(math.Abs(float64(before-after))) > 2*rounding || side.length > side.room && max(before, after) > rounding {
				t.Fatalf("step %d: %v of %v begins at %v", i, side.length, side.room, side.at)
			}
		}
		if zoom := s.shown(); zoom > s.most() || zoom < s.fitted()-1e-9 {
			t.Fatalf("step %d: the zoom is %v", i, zoom)
		}
	}
}

func TestEscapeCloses(t *testing.T) {
	kittest.App(t)
	for name, press := range map[string]func(f *Full){
		"on the picture": func(f *Full) { f.stage.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape}) },
		"elsewhere":      func(f *Full) { f.win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape}) },
		"on a button":    func(f *Full) { f.save.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape}) },
	} {
		f := ShowFull(kittest.NewShell(t, fyne.NewSize(300, 200)), "", func(context.Context) ([]byte, error) {
			return encoded(t, 40, 30), nil
		}, func(kit.Shell) {})
		if f.win.Title() != "Picture · Carebook" {
			t.Errorf("without a title it is called %q", f.win.Title())
		}
		before := len(fyne.CurrentApp().Driver().AllWindows())
		press(f)
		if after := len(fyne.CurrentApp().Driver().AllWindows()); after != before-1 || !f.closed {
			t.Errorf("%s: %d windows, before %d", name, after, before)
		}
		if f.stage.whole != nil || f.stage.img.Image != nil {
			t.Errorf("%s: the picture is kept", name)
		}
		f.Close() // a second time does nothing
		f.Fail(errors.New("late"))
	}
}

func TestSaveAsIsGivenThisWindow(t *testing.T) {
	kittest.App(t)
	var in []kit.Shell
	shell := kittest.NewShell(t, fyne.NewSize(300, 200))
	f := ShowFull(shell, "a", func(context.Context) ([]byte, error) { return encoded(t, 40, 30), nil }, func(s kit.Shell) { in = append(in, s) })
	defer f.Close()
	test.Tap(f.save)
	if len(in) != 1 || in[0].Window() != f.win {
		t.Fatalf("saved %d times", len(in))
	}
	in[0].Say("Saved.", kit.Action{})
	if f.toasts.Sentence() != "Saved." || len(shell.Said) != 0 {
		t.Errorf("this window says %q, the other %q", f.toasts.Sentence(), shell.Said)
	}
}

func TestAPictureThatCannotBeOpened(t *testing.T) {
	kittest.App(t)
	for name, read := range map[string]func(context.Context) ([]byte, error){
		"is lost":   func(context.Context) ([]byte, error) { return nil, errors.New("it is not there") },
		"is broken": func(context.Context) ([]byte, error) { return []byte("no picture"), nil },
	} {
		f := ShowFull(kittest.NewShell(t, fyne.NewSize(300, 200)), "a", read, func(kit.Shell) {})
		if f.words.Words() != lang.T("pictures.unreadable") || !f.words.Visible() || f.toasts.Sentence() == "" {
			t.Errorf("one that %s: it says %q and %q", name, f.words.Words(), f.toasts.Sentence())
		}
		typed(f.stage, "+-0") // with nothing to zoom
		f.stage.TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft})
		f.stage.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, 10)})
		f.stage.Resize(fyne.NewSize(500, 500))
		f.Close()
	}
}

// TestOnlyTheLastZoomIsCopied: while the zoom goes on, the copy at hand is shown
// in other sizes.
func TestOnlyTheLastZoomIsCopied(t *testing.T) {
	kittest.App(t)
	held, e := kittest.Hold()
	shell := kittest.NewShell(t, fyne.NewSize(300, 200))
	shell.Run = e
	f := ShowFull(shell, "a", func(context.Context) ([]byte, error) { return encoded(t, 1600, 1200), nil }, func(kit.Shell) {})
	f.stage.Resize(fyne.NewSize(800, 600))
	if f.words.Words() != lang.T("pictures.loading") {
		t.Errorf("meanwhile it says %q", f.words.Words())
	}
	held.Go()
	first := f.stage.img.Image
	var copies []image.Point
	typed(f.stage, "+++")
	wants(t, f.stage, "before any copy", image.Rect(-381, -286, 1182, 886))
	if f.stage.img.Image != first {
		t.Error("another copy is shown before it was made")
	}
	for len(held.Work)+len(held.Answers) > 0 {
		if len(held.Answers) > 0 {
			held.Answer(0)
		} else {
			held.DoWork(0)
		}
		if size := f.stage.img.Image.Bounds().Size(); size != first.Bounds().Size() && !slices.Contains(copies, size) {
			copies = append(copies, size)
		}
	}
	if want := []image.Point{{1563, 1172}}; !slices.Equal(copies, want) {
		t.Errorf("copies of %v, want %v", copies, want)
	}
	// A copy that comes after the window is gone is not shown.
	typed(f.stage, "0")
	f.Close()
	held.Go()
	if f.stage.img.Image != nil {
		t.Error("a copy came after the end")
	}
}

func TestClosingWhileThePictureIsRead(t *testing.T) {
	kittest.App(t)
	held, e := kittest.Hold()
	shell := kittest.NewShell(t, fyne.NewSize(300, 200))
	shell.Run = e
	f := ShowFull(shell, "a", func(context.Context) ([]byte, error) { return encoded(t, 40, 30), nil }, func(kit.Shell) {})
	f.Close()
	held.Go()
	if f.stage.whole != nil {
		t.Error("the picture came after the end")
	}
}

var _ kit.Shell = (*Full)(nil)
