package kit

import (
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"carebook/app/lang"
	"carebook/app/ui/style"
)

// told is what a test was told of shares.
type told struct {
	shares [3]int
	final  bool
}

// withRest is a rule for tests: what one slider leaves is shared by the others
// in proportion, and by halves where they have nothing.
func withRest(shares [3]int, i, percent int) [3]int {
	a, b := (i+1)%3, (i+2)%3
	rest, sum := 100-percent, shares[a]+shares[b]
	first := rest / 2
	if sum > 0 {
		first = rest * shares[a] / sum
	}
	shares[i], shares[a], shares[b] = percent, first, rest-first
	return shares
}

func filledSliders(t *testing.T, width float32) (*ShareSliders, fyne.Window, *[]told) {
	t.Helper()
	lang.Use("en")
	var calls []told
	s := NewShareSliders(func(shares [3]int, final bool) { calls = append(calls, told{shares, final}) })
	s.With = withRest
	s.Fill([3]int{20, 60, 20}, func(shares [3]int) (words [3]string) {
		for i, n := range shares {
			words[i] = fmt.Sprintf("%d:%02d", n*12/60, n*12%60)
		}
		return words
	})
	win := show(t, s, width, s.MinSize().Height)
	return s, win, &calls
}

func TestShareSlidersByKeys(t *testing.T) {
	look(t, 100)
	s, win, calls := filledSliders(t, 392)
	at := 0
	win.Canvas().SetOnTypedKey(func(*fyne.KeyEvent) { at++ })
	for _, c := range []struct {
		key  fyne.KeyName
		want int
	}{
		{fyne.KeyRight, 21}, {fyne.KeyLeft, 20}, {fyne.KeyPageUp, 30}, {fyne.KeyPageDown, 20}, {fyne.KeyEnd, 100}, {fyne.KeyRight, 100}, {fyne.KeyHome, 0}, {fyne.KeyPageDown, 0},
	} {
		before := len(*calls)
		was := s.Shares()[0]
		s.sliders[0].TypedKey(key(c.key))
		got := s.Shares()
		if got[0] != c.want || got[0]+got[1]+got[2] != 100 {
			t.Errorf("%s: %v, want %d", c.key, got, c.want)
		}
		if n := len(*calls) - before; (n == 1) != (was != c.want) || n == 1 && (*calls)[before] != (told{got, true}) {
			t.Errorf("%s: told %v", c.key, (*calls)[before:])
		}
	}
	s.sliders[0].TypedKey(key(fyne.KeyEscape))
	if at != 1 {
		t.Error("a key of no use does not go to the window")
	}
}

// dragTo drags the knob of a slider to an x.
func dragTo(s *shareSlider, x float32) {
	s.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, 18)}})
}

func TestShareSlidersByDragging(t *testing.T) {
	look(t, 100)
	s, win, calls := filledSliders(t, 392)
	slider := s.sliders[0]
	x, length := slider.span()
	dragTo(slider, x+length*0.5)
	dragTo(slider, x+length*2)
	dragTo(slider, x-50)
	dragTo(slider, x+length*0.2)
	want := []told{{[3]int{50, 37, 13}, false}, {[3]int{100, 0, 0}, false}, {[3]int{0, 75, 25}, false}, {[3]int{20, 60, 20}, false}}
	if !slices.Equal(*calls, want) {
		t.Errorf("told %v, want %v", *calls, want)
	}
	if win.Canvas().Focused() != fyne.Focusable(slider) {
		t.Error("the slider that is dragged has not the focus")
	}
	slider.DragEnd()
	if len(*calls) != 4 {
		t.Errorf("back where it began, and told %v", (*calls)[4:])
	}
	dragTo(slider, x+length*0.4)
	s.Fill([3]int{10, 10, 80}, s.figures)
	if got := s.Shares(); got[0] != 40 {
		t.Errorf("while it is held the shares become %v", got)
	}
	slider.DragEnd()
	if last := (*calls)[len(*calls)-1]; last != (told{[3]int{40, 45, 15}, true}) {
		t.Errorf("let go, told %v", last)
	}
	n := len(*calls)
	slider.DragEnd()
	s.Fill([3]int{10, 10, 80}, s.figures)
	if len(*calls) != n || s.Shares() != [3]int{10, 10, 80} {
		t.Errorf("filled with other shares it shows %v and told %v", s.Shares(), (*calls)[n:])
	}
}

func TestShareSlidersByClicks(t *testing.T) {
	look(t, 100)
	s, win, calls := filledSliders(t, 392)
	slider := s.sliders[2]
	x, length := slider.span()
	tap := func(at float32) { slider.Tapped(&fyne.PointEvent{Position: fyne.NewPos(at, 18)}) }
	tap(x + length*0.7)
	tap(5) // on the tile
	tap(390)
	tap(x + length*0.7)
	if want := []told{{[3]int{7, 23, 70}, true}}; !slices.Equal(*calls, want) {
		t.Errorf("told %v, want %v", *calls, want)
	}
	if win.Canvas().Focused() != fyne.Focusable(slider) {
		t.Error("what was clicked has not the focus")
	}
	s.With = nil
	tap(x)
	if len(*calls) != 1 {
		t.Error("without a rule a knob was moved")
	}
}

func TestShareSlidersAreDrawn(t *testing.T) {
	for _, percent := range []int{90, 100, 150} {
		look(t, percent)
		s, _, _ := filledSliders(t, style.Px(392))
		for i, slider := range s.sliders {
			x, length := slider.span()
			at := x + length*float32(s.Shares()[i])/100
			if knob := slider.knob.Position().X + slider.knob.Size().Width/2; !near(knob, at, 1) {
				t.Errorf("the knob of %d %% is at %v, want %v", s.Shares()[i], knob, at)
			}
			if left, right := ends(slider.on); left != x || !near(right, at, 1) {
				t.Errorf("the track is filled from %v to %v", left, right)
			}
			for _, text := range []*canvas.Text{slider.percent, slider.figure} {
				if text.MinSize().Width > text.Size().Width {
					t.Errorf("%q has %v and is %v wide", text.Text, text.Size().Width, text.MinSize().Width)
				}
			}
			if left, _ := ends(slider.percent); left < x+length {
				t.Error("the per cent lies over the track")
			}
			if left, right := ends(slider.figure); left < slider.percent.Position().X+slider.percent.Size().Width-1 || !near(right, s.Size().Width, 0.5) {
				t.Errorf("the figure is from %v to %v", left, right)
			}
		}
		if got := []string{s.sliders[1].percent.Text, s.sliders[1].figure.Text, s.sliders[1].AccessibilityLabel()}; !slices.Equal(got, []string{"60 %", "12:00", "B, 60 %"}) {
			t.Errorf("it says %q", got)
		}
	}
}

func TestShareSlidersMakeRoomForLongFigures(t *testing.T) {
	look(t, 100)
	s, _, _ := filledSliders(t, 392)
	s.Fill(s.Shares(), func([3]int) [3]string { return [3]string{"4 h", "52 hours 30 min", ""} })
	for _, slider := range s.sliders {
		x, length := slider.span()
		if text := slider.figure; text.MinSize().Width > text.Size().Width || text.Position().X < x+length {
			t.Errorf("%q lies over the track", text.Text)
		}
	}
}

func TestEachShareSliderIsAStopOfTab(t *testing.T) {
	look(t, 100)
	s, win, _ := filledSliders(t, 392)
	for i, slider := range s.sliders {
		win.Canvas().FocusNext()
		if win.Canvas().Focused() != fyne.Focusable(slider) {
			t.Fatalf("stop %d is %T", i, win.Canvas().Focused())
		}
		for j, other := range s.sliders {
			if other.ring.Visible() != (i == j) {
				t.Errorf("slider %d has the focus, and %d a frame: %v", i, j, other.ring.Visible())
			}
		}
	}
	win.Canvas().FocusNext()
	if win.Canvas().Focused() != fyne.Focusable(s.sliders[0]) {
		t.Error("there are more stops")
	}
}
