package kit

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"pgregory.net/rapid"
)

func TestYearStep(t *testing.T) {
	for _, c := range []struct{ n, most, want int }{
		{0, 0, 0}, {0, 9, 0}, {1, 1, 1}, {1, 3, 1}, {3, 3, 3}, {1, 9, 1}, {3, 9, 1}, {4, 9, 2}, {7, 9, 3}, {9, 9, 3}, {1, 274, 1}, {274, 274, 3},
	} {
		if got := YearStep(c.n, c.most); got != c.want {
			t.Errorf("%d of %d is step %d, want %d", c.n, c.most, got, c.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		most := rapid.IntRange(1, 500).Draw(t, "most")
		n := rapid.IntRange(0, most).Draw(t, "n")
		step := YearStep(n, most)
		if step < 0 || step > 3 || (n == 0) != (step == 0) || n > 0 && YearStep(n-1, most) > step {
			t.Fatalf("%d of %d is step %d", n, most, step)
		}
	})
}

var shortMonths = []string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}

func TestYearGridDrawsEveryDayOnce(t *testing.T) {
	look(t, 100)
	for year, want := range map[int]int{2026: 365, 2028: 366} {
		g := NewYearGrid(shortMonths)
		var counts [12][31]int
		counts[0][0], counts[10][25] = 1, 4
		g.Fill(counts, time.Date(year, 12, 31, 0, 0, 0, 0, time.UTC))
		// The frame of today is one more.
		if got := strings.Count(g.drawn, "<rect"); got != want+1 {
			t.Errorf("%d: %d cells, want %d", year, got, want+1)
		}
		if g.Count(11, 26) != 4 {
			t.Errorf("26 November has %d", g.Count(11, 26))
		}
	}
}

func TestYearGridTellsTheDayUnderThePointer(t *testing.T) {
	look(t, 100)
	g := NewYearGrid(shortMonths)
	g.Fill([12][31]int{}, time.Date(2026, 11, 26, 0, 0, 0, 0, time.UTC))
	show(t, g, 300, 200)
	var told [][2]int
	g.OnDay = func(month, day int) { told = append(told, [2]int{month, day}) }
	lead, line := g.lead(), g.lineHeight(g.Size().Width)
	cell := (g.Size().Width - lead) / 31
	move := func(month, day float32) {
		g.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(lead+(day-0.5)*cell, (month-0.5)*line)}})
	}
	move(1, 1)
	move(1, 1) // still there
	move(2, 28)
	move(2, 30) // there is none
	move(12, 31)
	g.MouseOut()
	want := [][2]int{{1, 1}, {2, 28}, {0, 0}, {12, 31}, {0, 0}}
	if len(told) != len(want) {
		t.Fatalf("told of %v, want %v", told, want)
	}
	for i := range want {
		if told[i] != want[i] {
			t.Errorf("told of %v, want %v", told[i], want[i])
		}
	}
}

func TestFoldStripFolds(t *testing.T) {
	look(t, 100)
	var told []bool
	s := NewFoldStrip(func(open bool) { told = append(told, open) })
	s.Set("Missed:", "Ana, Bea")
	w := show(t, s, 300, 34)
	w.Canvas().Focus(s)
	s.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	s.Tapped(nil)
	if len(told) != 2 || !told[0] || told[1] || s.Open() {
		t.Errorf("told %v, open %v", told, s.Open())
	}
	if s.AccessibilityLabel() != "Missed: Ana, Bea" {
		t.Errorf("it says %q", s.AccessibilityLabel())
	}
}
