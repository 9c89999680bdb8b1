package kit

import (
	"image"
	"image/color"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"pgregory.net/rapid"

	"carebook/app/ui/style"
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

func TestYearGridDrawsItsDays(t *testing.T) {
	look(t, 100)
	g := NewYearGrid(shortMonths)
	var counts [12][31]int
	counts[0][0], counts[0][1], counts[10][24], counts[11][30] = 1, 2, 4, 4
	g.Fill(counts, time.Date(2026, 11, 26, 0, 0, 0, 0, time.UTC))
	const w, h = 31 * 20, 12 * 30
	img := g.pixels(w, h).(*image.NRGBA)
	middle := func(month, day int) color.NRGBA { return img.NRGBAAt(day*20-10, month*30-15) }
	edge := func(month, day int) color.NRGBA { return img.NRGBAAt(day*20-10, (month-1)*30+3) }
	accent := style.Color(style.Accent).(color.NRGBA)
	ink := style.Color(style.Ink).(color.NRGBA)
	for name, c := range map[string]struct {
		at   color.NRGBA
		ink  color.NRGBA
		part float64
	}{
		"nothing": {middle(3, 5), accent, 0.09}, "one": {middle(1, 1), accent, 0.34}, "two": {middle(1, 2), accent, 0.34},
		"most": {middle(11, 25), accent, 1}, "today": {edge(11, 26), ink, 1}, "nothing to come": {middle(12, 1), color.NRGBA{}, 0},
		"most to come": {middle(12, 31), accent, 1}, "the edge of what is to come": {edge(12, 1), accent, 0.28},
		"no day": {middle(2, 30), color.NRGBA{}, 0}, "between days": {img.NRGBAAt(0, 0), color.NRGBA{}, 0},
	} {
		want := c.ink
		want.A = uint8(c.part*255 + 0.5)
		if c.part == 0 {
			want = color.NRGBA{}
		}
		if diff(c.at.A, want.A) > 3 || c.part > 0 && (diff(c.at.R, want.R) > 3 || diff(c.at.G, want.G) > 3) {
			t.Errorf("%s is %v, want %v", name, c.at, want)
		}
	}
	if empty := NewYearGrid(shortMonths).pixels(31, 12).(*image.NRGBA); slices.Max(empty.Pix) != 0 {
		t.Error("a year that is not known is drawn")
	}
}

func diff(a, b uint8) int { return max(int(a)-int(b), int(b)-int(a)) }

func TestYearsHaveTheirDays(t *testing.T) {
	for year, want := range map[int]int{2026: 365, 2028: 366} {
		if got := len(slices.Collect(daysOf(year))); got != want {
			t.Errorf("%d has %d days", year, got)
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
