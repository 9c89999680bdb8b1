package kit

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"pgregory.net/rapid"

	"carebook/app/lang"
	"carebook/app/ui/style"
)

// profitMonthsOf are months of amounts, the last one current.
func profitMonthsOf(now, before []int64) []ProfitBar {
	var bars []ProfitBar
	for i := range now {
		b := ProfitBar{Month: shortMonths[(i+11)%12], Value: fmt.Sprint(now[i]), Amount: now[i], Current: i == len(now)-1}
		if before != nil {
			b.Earlier, b.Before = before[i], fmt.Sprintf("%d the year before", before[i])
		}
		bars = append(bars, b)
	}
	return bars
}

// The look's picture.
var (
	profitThen = []int64{143, 82, 79, 102, 109, 123, 140, 139, 61, 110, 116, 114}
	profitThis = []int64{159, 75, 89, 113, 127, 140, 149, 131, 62, 121, 138, 132}
)

func filledProfit(t *testing.T, width float32, bars []ProfitBar) *ProfitBars {
	t.Helper()
	lang.Use("en")
	p := NewProfitBars()
	p.Fill("hundred € a month", bars, "so far")
	show(t, p, width, p.HeightFor(width))
	return p
}

func TestProfitBarsBeginAtZero(t *testing.T) {
	for _, percent := range []int{90, 100, 150} {
		look(t, percent)
		p := filledProfit(t, 664, profitMonthsOf(profitThis, profitThen))
		s := p.scale(p.Size())
		zero := p.zero.Position().Y
		full := zero - s.top
		for i, c := range p.columns {
			b := p.bars[i]
			if got, want := c.bar.Size().Height, full*float32(b.Amount)/159; !near(got, want, 1) {
				t.Errorf("%s is %v high, want %v", b.Month, got, want)
			}
			if end := c.bar.Position().Y + c.bar.Size().Height; end != zero || c.bar.TopLeftCornerRadius != 4 || c.bar.BottomLeftCornerRadius != 0 {
				t.Errorf("%s ends at %v, zero is at %v", b.Month, end, zero)
			}
			if got, want := zero-(c.tick.Position().Y+profitTick/2), full*float32(b.Earlier)/159; !near(got, want, 1) {
				t.Errorf("the year before %s is marked %v above zero, want %v", b.Month, got, want)
			}
			left, right := ends(c.bar)
			tickLeft, tickRight := ends(c.tick)
			if tickLeft >= left || tickRight <= right || left < float32(i)*s.pitch || right > float32(i+1)*s.pitch {
				t.Errorf("%s is from %v to %v, its tick from %v to %v", b.Month, left, right, tickLeft, tickRight)
			}
			fill := style.BandA
			if b.Current {
				fill = style.BandB
			}
			if c.bar.FillColor != style.Color(fill) || c.month.TextStyle.Bold != b.Current {
				t.Errorf("%s is not drawn as one that is current: %v", b.Month, b.Current)
			}
		}
	}
}

// written are the values that stand at bars.
func written(p *ProfitBars) []string {
	var words []string
	for _, v := range p.values {
		if v.Visible() {
			words = append(words, v.Text)
		}
	}
	return words
}

func TestProfitBarsNameThreeValues(t *testing.T) {
	look(t, 100)
	p := filledProfit(t, 664, profitMonthsOf(profitThis, profitThen))
	if got := written(p); !slices.Equal(got, []string{"159", "132", "62"}) {
		t.Errorf("written are %q", got)
	}
	for i, at := range []int{0, 11, 8} {
		c := p.columns[at]
		if end := p.values[i].Position().Y + p.values[i].Size().Height; end > c.bar.Position().Y || overlap(p.values[i], c.tick) {
			t.Errorf("%q ends at %v", p.values[i].Text, end)
		}
		left, right := ends(p.values[i])
		from, to := ends(c.bar)
		if !near((left+right)/2, (from+to)/2, 1) {
			t.Errorf("%q is not over its bar", p.values[i].Text)
		}
	}
	if p.unitText.Text != "hundred € a month" || p.soFarText.Text != "so far" || !p.swatch.Visible() {
		t.Error("unit or so far are not said")
	}
	same := []int64{5, 5, 5}
	p.Fill("", profitMonthsOf(same, nil), "so far")
	if got := written(p); !slices.Equal(got, []string{"5", "5"}) {
		t.Errorf("of equal months %q are written", got)
	}
	wide := profitMonthsOf([]int64{9000, 100, 9000, 5000}, nil)
	for i := range wide {
		wide[i].Value = fmt.Sprintf("€%d,000,000.00 and more", wide[i].Amount)
	}
	p.Resize(fyne.NewSize(300, 150))
	p.Fill("", wide, "so far")
	if got := written(p); len(got) != 1 || !strings.HasPrefix(got[0], "€9000") {
		t.Errorf("%q lie over other bars", got)
	}
	none := profitMonthsOf([]int64{1, 2}, nil)
	none[1].Current = false
	p.Fill("u", none, "so far")
	if p.swatch.Visible() || p.soFarText.Visible() || p.columns[0].tick.Visible() {
		t.Error("without a current month or a year before something is said of them")
	}
}

func TestProfitBarsOfLosses(t *testing.T) {
	look(t, 100)
	p := filledProfit(t, 664, profitMonthsOf([]int64{100, -50, 0, 20}, []int64{80, -70, 10, -10}))
	zero, s := p.zero.Position().Y, p.scale(p.Size())
	loss := p.columns[1]
	if y := loss.bar.Position().Y; !near(y, zero, 1) || loss.bar.BottomLeftCornerRadius != 4 || loss.bar.TopLeftCornerRadius != 0 {
		t.Errorf("a loss begins at %v, zero is at %v", y, zero)
	}
	if got, want := loss.bar.Size().Height, (s.bottom-s.top)*50/170; !near(got, want, 1.5) {
		t.Errorf("a loss of 50 is %v high, want %v", got, want)
	}
	if y := loss.tick.Position().Y; y <= zero {
		t.Errorf("the loss of the year before is marked at %v", y)
	}
	if p.columns[2].bar.Visible() || !p.columns[2].tick.Visible() {
		t.Error("a month without profit has a bar, or not the tick of the year before")
	}
	i := slices.IndexFunc(p.values[:], func(v *canvas.Text) bool { return v.Text == "-50" })
	if i < 0 || !p.values[i].Visible() || p.values[i].Position().Y < loss.bar.Position().Y+loss.bar.Size().Height || overlap(p.values[i], loss.tick) {
		t.Error("the value of the loss does not stand under it")
	}
	p.Fill("u", profitMonthsOf([]int64{0, 0}, nil), "so far")
	if p.columns[0].bar.Visible() || p.zero.Position().Y >= p.Size().Height {
		t.Error("months of nothing are drawn")
	}
	p.Fill("u", nil, "so far")
	if p.zero.Visible() || len(written(p)) != 0 {
		t.Error("a picture of no months shows something")
	}
}

func TestProfitBarsOfAnyAmounts(t *testing.T) {
	for _, percent := range []int{90, 100, 115, 130, 150} {
		look(t, percent)
		lang.Use("en")
		p := NewProfitBars()
		show(t, p, 100, 100)
		rapid.Check(t, func(t *rapid.T) {
			n := rapid.IntRange(1, 24).Draw(t, "months")
			amount := rapid.OneOf(rapid.Int64Range(-1_000_000_000_00, 1_000_000_000_00), rapid.Int64Range(-9, 9), rapid.Just(int64(0)))
			now := rapid.SliceOfN(amount, n, n).Draw(t, "now")
			then := rapid.SliceOfN(amount, n, n).Draw(t, "then")
			width := float32(rapid.IntRange(240, 1900).Draw(t, "width"))
			p.Resize(fyne.NewSize(width, p.HeightFor(width)))
			p.Fill("euro a month, a long unit in some languages", profitMonthsOf(now, then), "так далеко до сегодняшнего дня")
			var months []*canvas.Text
			for i, c := range p.columns {
				months = append(months, c.month)
				for _, r := range []*canvas.Rectangle{c.bar, c.tick} {
					y, end := r.Position().Y, r.Position().Y+r.Size().Height
					if r.Visible() && (y < style.Px(profitUnit) || end > p.Size().Height-style.Px(profitMonths)+profitTick || r.Size().Height < 1) {
						t.Fatalf("month %d is drawn from %v to %v in a picture of %v", i, y, end, p.Size())
					}
				}
			}
			apart(t, months)
			apart(t, []*canvas.Text{p.unitText, p.soFarText})
			apart(t, p.values[:])
			for _, text := range append(append(months, p.values[:]...), p.unitText, p.soFarText) {
				left := text.Position().X
				if text.Visible() && (left < 0 || left+text.MinSize().Width > width+0.1 && text.MinSize().Width < width) {
					t.Fatalf("%q is at %v and %v wide in %v", text.Text, left, text.MinSize().Width, width)
				}
			}
		})
	}
}

func TestProfitBarsTellTheMonthUnderThePointer(t *testing.T) {
	look(t, 100)
	p := filledProfit(t, 664, profitMonthsOf(profitThis, profitThen))
	move := func(x, y float32) {
		p.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, y)}})
	}
	pitch := float32(664) / 12
	for _, c := range []struct {
		month int
		want  string
	}{
		{0, "Dec, 159, 143 the year before"}, {8, "Aug, 62, 61 the year before"}, {11, "Nov, 132, so far, 114 the year before"},
	} {
		move((float32(c.month)+0.5)*pitch, 120)
		if !p.tip.text.Visible() || p.tip.text.Text != c.want {
			t.Errorf("month %d: %q, want %q", c.month, p.tip.text.Text, c.want)
		}
		if left, right := ends(p.tip.ground); left < 0 || right > 664.1 {
			t.Errorf("it stands from %v to %v", left, right)
		}
		if slices.Contains(written(p), p.bars[c.month].Value) {
			t.Errorf("%q stands under what is told", p.bars[c.month].Value)
		}
	}
	move(300, 5)
	if p.tip.text.Visible() {
		t.Error("of the unit something is told")
	}
	move(300, 120)
	p.Fill("u", p.bars[:2], "")
	if p.tip.text.Visible() {
		t.Error("of a month that is gone something is told")
	}
	move(10, 120)
	p.MouseOut()
	if p.tip.text.Visible() {
		t.Error("the pointer has left, and something is told yet")
	}
}

func TestProfitBarsInWordsAndInPlace(t *testing.T) {
	look(t, 100)
	p := filledProfit(t, 664, profitMonthsOf(profitThis[:2], profitThen))
	want := "hundred € a month\nDec, 159, 143 the year before\nJan, 75, so far, 82 the year before"
	if got := p.AccessibilityLabel(); got != want {
		t.Errorf("it says %q", got)
	}
	before := slices.Clone(p.objects())
	p.Fill("u", profitMonthsOf([]int64{7, 3}, nil), "")
	if !slices.Equal(before, p.objects()) || p.columns[0].tick.Visible() {
		t.Error("another filling draws other objects")
	}
}
