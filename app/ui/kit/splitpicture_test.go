package kit

import (
	"image/color"
	"math"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"carebook/app/lang"
	"carebook/app/ui/style"
)

// splitWordsOf are the words of a picture in a language.
type splitWordsOf struct {
	heads       [3]string
	names       [5]string
	notes       [5]string
	none, marks string
}

var splitTongues = map[string]splitWordsOf{
	"en": {
		[3]string{"best 20 %", "middle 60 %", "last 20 %"},
		[5]string{"Customers", "Profit", "Time you want", "Time planned", "Time spent"},
		[5]string{"85 people", "last 12 months", "20 h a week", "next week, 19 h", "last 4 weeks, 68 h"},
		"no visits logged yet", "wanted",
	},
	"ru": {
		[3]string{"лучшие 20 %", "средние 60 %", "последние 20 %"},
		[5]string{"Клиенты", "Прибыль", "Желаемое время", "Запланированное время", "Затраченное время"},
		[5]string{"85 человек", "за последние 12 месяцев", "20 ч в неделю", "на следующей неделе, 19 ч", "за последние 4 недели, 68 ч"},
		"визиты пока не записаны", "желаемая доля",
	},
	"es": {
		[3]string{"el mejor 20 %", "el 60 % intermedio", "el último 20 %"},
		[5]string{"Clientes", "Beneficio", "Tiempo que quiere dedicar", "Tiempo planificado", "Tiempo dedicado"},
		[5]string{"85 personas", "últimos 12 meses", "20 h por semana", "la semana próxima, 19 h", "últimas 4 semanas, 68 h"},
		"aún no hay visitas anotadas", "deseado",
	},
}

// splitBars are those of the look's picture.
func splitBars(w splitWordsOf) []SplitBar {
	return []SplitBar{
		{Name: w.names[0], Note: w.notes[0], Shares: [3]int{20, 60, 20}, Figures: [3]string{"17", "51", "17"}},
		{Name: w.names[1], Note: w.notes[1], Shares: [3]int{61, 34, 5}, Figures: [3]string{"€87,108", "€48,552", "€7,140"}},
		{Name: w.names[2], Note: w.notes[2], Shares: [3]int{20, 60, 20}, Figures: [3]string{"4:00", "12:00", "4:00"}},
		{Name: w.names[3], Note: w.notes[3], Shares: [3]int{25, 58, 17}, Figures: [3]string{"4:45", "11:00", "3:15"}, Wanted: true},
		{Name: w.names[4], Note: w.notes[4], Shares: [3]int{14, 60, 26}, Figures: [3]string{"9:34", "41:00", "17:46"}, Wanted: true, Empty: w.none},
	}
}

var splitWanted = [3]int{20, 60, 20}

// filledSplit is the look's picture in a window.
func filledSplit(t *testing.T, width float32) (*SplitPicture, fyne.Window) {
	t.Helper()
	lang.Use("en")
	p := NewSplitPicture()
	w := splitTongues["en"]
	p.Fill(w.heads, splitBars(w), splitWanted, w.marks)
	win := show(t, p, width, p.HeightFor(width))
	return p, win
}

// ends are the left and the right end of an object.
func ends(o fyne.CanvasObject) (left, right float32) {
	return o.Position().X, o.Position().X + o.Size().Width
}

func near(a, b, by float32) bool { return math.Abs(float64(a-b)) <= float64(by) }

func TestSplitPictureCutsItsBars(t *testing.T) {
	for _, percent := range []int{90, 100, 115, 130, 150} {
		for _, width := range []float32{520, 710, 860, 1280, 1920} {
			look(t, percent)
			p, _ := filledSplit(t, width)
			lead := p.lead(width)
			for i, r := range p.rows {
				sum := 0
				for band, share := range p.bars[i].Shares {
					from := lead + (width-lead)*float32(sum)/100
					sum += share
					to := lead + (width-lead)*float32(sum)/100
					left, right := ends(r.segments[band])
					if !near(left, from, 1.5) || !near(right, to, 1.5) {
						t.Errorf("%d %%, %v wide: bar %d, band %d is from %v to %v, want %v to %v", percent, width, i, band, left, right, from, to)
					}
					if y := r.segments[band].Position().Y; y != barTop(i) || y+r.segments[band].Size().Height > p.HeightFor(width) {
						t.Errorf("bar %d begins at %v", i, y)
					}
				}
			}
		}
	}
}

// corners are those of a ribbon in the picture, by their heights.
func corners(r *canvas.ArbitraryPolygon) (top, bottom []float32, y, end float32) {
	for _, p := range r.Points {
		if p.Y == 0 {
			top = append(top, p.X+r.Position().X)
		} else {
			bottom = append(bottom, p.X+r.Position().X)
		}
	}
	slices.Sort(top)
	slices.Sort(bottom)
	return top, bottom, r.Position().Y, r.Position().Y + r.Size().Height
}

func TestSplitPictureRibbonsJoinBarToBar(t *testing.T) {
	look(t, 100)
	p, _ := filledSplit(t, 710)
	for i, r := range p.rows {
		for band, ribbon := range r.ribbons {
			if ribbon.Visible() != (i > 0) {
				t.Fatalf("bar %d: the ribbon of band %d is drawn: %v", i, band, ribbon.Visible())
			}
			if i == 0 {
				continue
			}
			top, bottom, y, end := corners(ribbon)
			for _, side := range []struct {
				corners []float32
				segment *canvas.Rectangle
			}{{top, p.rows[i-1].segments[band]}, {bottom, r.segments[band]}} {
				left, right := ends(side.segment)
				if len(side.corners) != 2 || !near(side.corners[0], left, 1) || !near(side.corners[1], right, 1) {
					t.Errorf("bar %d: the ribbon of band %d has corners at %v, the segment is from %v to %v", i, band, side.corners, left, right)
				}
			}
			above := p.rows[i-1].segments[band]
			if y != above.Position().Y+above.Size().Height || end != r.segments[band].Position().Y {
				t.Errorf("bar %d: the ribbon is from %v to %v", i, y, end)
			}
		}
	}
}

// shares are three per cents that sum to 100.
func shares() *rapid.Generator[[3]int] {
	return rapid.Custom(func(t *rapid.T) [3]int {
		a := rapid.IntRange(0, 100).Draw(t, "a")
		b := rapid.IntRange(0, 100-a).Draw(t, "b")
		return [3]int{a, b, 100 - a - b}
	})
}

func TestSplitPictureOfAnyShares(t *testing.T) {
	lang.Use("en")
	for _, size := range []int{90, 100, 115, 130, 150} {
		look(t, size)
		p := NewSplitPicture()
		show(t, p, 100, 100)
		rapid.Check(t, func(t *rapid.T) {
			words := splitTongues[rapid.SampledFrom([]string{"en", "es", "ru"}).Draw(t, "language")]
			bars := splitBars(words)
			for i := range bars {
				bars[i].Shares = shares().Draw(t, "shares")
			}
			if rapid.Bool().Draw(t, "empty") {
				bars[4].Shares = [3]int{}
			}
			p.Resize(fyne.NewSize(float32(rapid.IntRange(420, 1900).Draw(t, "width")), 0))
			p.Fill(words.heads, bars, shares().Draw(t, "wanted"), words.marks)
			for i, r := range p.rows {
				insideItsSegments(t, p, i, r)
				soundRibbons(t, r)
			}
			for _, heads := range [2][3]*canvas.Text{p.letters, p.words} {
				for _, h := range heads {
					if left, right := ends(h); h.Visible() && (left < p.lead(p.Size().Width) || right > p.Size().Width+0.5) {
						t.Fatalf("%q over the bars is from %v to %v", h.Text, left, right)
					}
				}
			}
			heads := []*canvas.Text{p.letters[0], p.words[0], p.letters[1], p.words[1], p.letters[2], p.words[2]}
			apart(t, heads)
			apart(t, p.marks[:])
		})
	}
}

// apart fails where one of some words lies over another.
func apart(t *rapid.T, words []*canvas.Text) {
	for i, a := range words {
		for _, b := range words[i+1:] {
			if a.Visible() && b.Visible() && overlap(a, b) {
				t.Fatalf("%q at %v and %q at %v lie over each other", a.Text, a.Position(), b.Text, b.Position())
			}
		}
	}
}

// insideItsSegments fails where a word of a bar lies outside of its segment.
func insideItsSegments(t *rapid.T, p *SplitPicture, i int, r *splitRow) {
	lead := p.lead(p.Size().Width)
	for _, name := range []*canvas.Text{r.name, r.note} {
		if name.MinSize().Width > lead {
			t.Fatalf("%q is %v wide, the names have %v", name.Text, name.MinSize().Width, lead)
		}
	}
	before := lead
	for band, s := range r.segments {
		if !s.Visible() {
			if (r.shares[band].Visible() || r.values[band].Visible()) && !p.bars[i].empty() {
				t.Fatalf("bar %d: words of a segment that is none", i)
			}
			continue
		}
		left, right := ends(s)
		if left < before-1 || right > p.Size().Width+1 || right <= left {
			t.Fatalf("bar %d: segment %d is from %v to %v, the one before ends at %v", i, band, left, right, before)
		}
		before = right
		words := []*canvas.Text{r.shares[band], r.values[band]}
		for _, word := range words {
			own := word.MinSize().Width
			at, end := ends(word)
			if word.Visible() && (own > word.Size().Width+0.1 || at < left || end > right) {
				t.Fatalf("bar %d: %q is from %v to %v and %v wide, its segment from %v to %v", i, word.Text, at, end, own, left, right)
			}
		}
		apart(t, words)
	}
}

// soundRibbons fails for a ribbon that Fyne's painter could not draw: two
// corners in one place.
func soundRibbons(t *rapid.T, r *splitRow) {
	for band, ribbon := range r.ribbons {
		if !ribbon.Visible() {
			continue
		}
		for i, at := range ribbon.Points {
			next := ribbon.Points[(i+1)%len(ribbon.Points)]
			if at == next || at.X < 0 || at.X > ribbon.Size().Width {
				t.Fatalf("the ribbon of band %d has the corners %v", band, ribbon.Points)
			}
		}
	}
}

func TestSplitPictureLeavesOutWhatHasNoRoom(t *testing.T) {
	for _, percent := range []int{90, 100, 150} {
		look(t, percent)
		lang.Use("en")
		p := NewSplitPicture()
		show(t, p, 100, 100)
		// The bars are 1000 wide at 100 %, so that a per cent is 10.
		p.Resize(fyne.NewSize(style.Px(splitLead)+style.Px(1000), 0))
		for share, want := range map[int][2]bool{7: {true, true}, 6: {true, true}, 5: {true, false}, 3: {true, false}, 2: {false, false}, 1: {false, false}} {
			p.Fill([3]string{}, []SplitBar{{Name: "a", Shares: [3]int{0, 100 - share, share}, Figures: [3]string{"", "", "9"}}}, [3]int{}, "")
			if got := [2]bool{p.rows[0].shares[2].Visible(), p.rows[0].values[2].Visible()}; got != want {
				t.Errorf("text %d %%: a segment of %d %% shows its share %v and its figure %v, want %v", percent, share, got[0], got[1], want)
			}
		}
		wide := SplitBar{Name: "a", Shares: [3]int{10, 80, 10}, Figures: [3]string{"€1,287,108.95", "", "9"}}
		p.Fill([3]string{}, []SplitBar{wide}, [3]int{}, "")
		if r := p.rows[0]; r.values[0].Visible() || !r.shares[0].Visible() || !r.values[2].Visible() {
			t.Error("a figure that is too wide for its segment is shown, or another is not")
		}
	}
}

func TestSplitPictureShowsTheFigureOfANarrowSegment(t *testing.T) {
	for _, percent := range []int{90, 100, 150} {
		look(t, percent)
		lang.Use("en")
		p := NewSplitPicture()
		show(t, p, 100, 100)
		// 14 of 100 are 79 wide at 100 %.
		p.Resize(fyne.NewSize(style.Px(splitLead)+style.Px(565), 0))
		for _, figure := range []string{"9:34", "3:30"} {
			p.Fill([3]string{}, []SplitBar{{Name: "a", Shares: [3]int{14, 60, 26}, Figures: [3]string{figure, "41:00", "17:46"}}}, [3]int{}, "")
			r := p.rows[0]
			if !r.shares[0].Visible() || !r.values[0].Visible() {
				t.Fatalf("text %d %%: a segment %v wide shows no %s", percent, r.segments[0].Size().Width, figure)
			}
			_, shareEnd := ends(r.shares[0])
			valueLeft, valueEnd := ends(r.values[0])
			_, end := ends(r.segments[0])
			if shareEnd > valueLeft || valueEnd > end {
				t.Errorf("text %d %%: the share ends at %v, the figure is from %v to %v, the segment ends at %v", percent, shareEnd, valueLeft, valueEnd, end)
			}
		}
	}
}

func TestSplitPictureMarksTheWantedCuts(t *testing.T) {
	look(t, 100)
	p, _ := filledSplit(t, 710)
	lead := p.lead(710)
	for i, r := range p.rows {
		for cut, at := range []float32{0.2, 0.8} {
			for side, tick := range r.ticks[cut] {
				if tick.Visible() != p.bars[i].Wanted {
					t.Fatalf("bar %d: a wanted cut is marked: %v", i, tick.Visible())
				}
				if !tick.Visible() {
					continue
				}
				if x := tick.Position().X + 1; !near(x, lead+(710-lead)*at, 1) {
					t.Errorf("bar %d: the cut is marked at %v", i, x)
				}
				y, end := tick.Position().Y, tick.Position().Y+tick.Size().Height
				if side == 0 && end != barTop(i) || side == 1 && y != barTop(i)+splitBar {
					t.Errorf("bar %d: a tick from %v to %v", i, y, end)
				}
			}
		}
	}
	for _, c := range []struct {
		wanted       [3]int
		ticks, words int
	}{
		{[3]int{20, 60, 20}, 2, 2}, {[3]int{48, 4, 48}, 2, 1}, {[3]int{50, 0, 50}, 1, 1}, {[3]int{0, 100, 0}, 0, 0}, {[3]int{100, 0, 0}, 0, 0}, {[3]int{0, 40, 60}, 1, 1},
	} {
		p.Fill(p.heads, p.bars, c.wanted, p.word)
		ticks, words := 0, 0
		for _, pair := range p.rows[4].ticks {
			if pair[0].Visible() && pair[1].Visible() {
				ticks++
			}
		}
		for _, m := range p.marks {
			if m.Visible() {
				words++
			}
		}
		if ticks != c.ticks || words != c.words {
			t.Errorf("%v: %d cuts and %d words, want %d and %d", c.wanted, ticks, words, c.ticks, c.words)
		}
	}
}

func TestSplitPictureOfNothing(t *testing.T) {
	look(t, 100)
	p, _ := filledSplit(t, 710)
	bars := slices.Clone(p.bars)
	bars[4].Shares = [3]int{}
	p.Fill(p.heads, bars, splitWanted, p.word)
	r := p.rows[4]
	left, right := ends(r.segments[0])
	if r.shares[0].Text != "no visits logged yet" || left != p.lead(710) || right != 710 || r.segments[1].Visible() || r.ribbons[0].Visible() {
		t.Errorf("an empty bar from %v to %v says %q", left, right, r.shares[0].Text)
	}
	if !r.ticks[0][0].Visible() {
		t.Error("the wanted cuts are not marked on an empty bar")
	}
	p.Fill(p.heads, nil, splitWanted, p.word)
	if len(p.rows) != 0 || p.marks[0].Visible() || p.AccessibilityLabel() != "" {
		t.Error("a picture of no bars shows something")
	}
}

func TestSplitPictureTellsTheSegmentUnderThePointer(t *testing.T) {
	look(t, 100)
	p, _ := filledSplit(t, 710)
	lead, bar := p.lead(710), 710-p.lead(710)
	move := func(part float32, i int) {
		at := fyne.NewPos(lead+bar*part, barTop(i)+10)
		p.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}})
	}
	for _, c := range []struct {
		part float32
		bar  int
		want string
	}{
		{0.1, 0, "Customers, A 20 %, 17"}, {0.98, 1, "Profit, C 5 %, €7,140"}, {0.5, 3, "Time planned, B 58 %, 11:00, wanted 60 %"},
	} {
		move(c.part, c.bar)
		if !p.tip.ground.Visible() || p.tip.text.Text != c.want {
			t.Errorf("at %v of bar %d: %q, want %q", c.part, c.bar, p.tip.text.Text, c.want)
		}
		left, right := ends(p.tip.ground)
		if left < 0 || right > 710 || p.tip.ground.Position().Y < 0 || overlap(p.tip.ground, p.rows[c.bar].segments[0]) {
			t.Errorf("it stands at %v to %v, %v", left, right, p.tip.ground.Position().Y)
		}
	}
	p.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(lead+10, barTop(1)-5)}})
	if p.tip.text.Visible() {
		t.Error("between the bars something is told")
	}
	move(0.1, 4)
	p.MouseOut()
	if p.tip.text.Visible() {
		t.Error("the pointer has left, and something is told yet")
	}
	move(0.1, 4)
	p.Fill(p.heads, p.bars[:2], splitWanted, p.word)
	if p.tip.text.Visible() {
		t.Error("of a bar that is gone something is told")
	}
	p.Fill(p.heads, []SplitBar{{Name: "Time spent", Empty: "none"}}, splitWanted, p.word)
	move(0.7, 0)
	if p.tip.text.Text != "Time spent, none" {
		t.Errorf("of an empty bar: %q", p.tip.text.Text)
	}
}

func TestSplitPictureInWords(t *testing.T) {
	look(t, 100)
	p, _ := filledSplit(t, 710)
	p.bars[4].Shares = [3]int{}
	want := []string{
		"Customers, 85 people; A 20 %, 17; B 60 %, 51; C 20 %, 17",
		"Profit, last 12 months; A 61 %, €87,108; B 34 %, €48,552; C 5 %, €7,140",
		"Time you want, 20 h a week; A 20 %, 4:00; B 60 %, 12:00; C 20 %, 4:00",
		"Time planned, next week, 19 h; A 25 %, 4:45; B 58 %, 11:00; C 17 %, 3:15; wanted A 20 % B 60 % C 20 %",
		"Time spent, last 4 weeks, 68 h; no visits logged yet; wanted A 20 % B 60 % C 20 %",
	}
	if got := strings.Split(p.AccessibilityLabel(), "\n"); !slices.Equal(got, want) {
		t.Errorf("it says\n%s", strings.Join(got, "\n"))
	}
}

func TestSplitPictureIsFilledInPlace(t *testing.T) {
	look(t, 100)
	p, _ := filledSplit(t, 710)
	before := slices.Clone(p.objects())
	bars := splitBars(splitTongues["ru"])
	bars[0].Shares = [3]int{30, 50, 20}
	p.Fill(splitTongues["ru"].heads, bars, splitWanted, "x")
	if !slices.Equal(before, p.objects()) {
		t.Error("another filling draws other objects")
	}
	if p.rows[0].shares[0].Text != "30 %" || p.rows[1].name.Text != "Прибыль" {
		t.Errorf("it shows %q and %q", p.rows[0].shares[0].Text, p.rows[1].name.Text)
	}
	p.Fill(splitTongues["ru"].heads, bars[:3], splitWanted, "x")
	if got := len(p.objects()); got >= len(before) || p.HeightFor(710) >= style.Px(splitTop+5*splitPitch) {
		t.Errorf("three bars are %d objects and %v high", got, p.HeightFor(710))
	}
}

func TestSplitPictureInLightAndDark(t *testing.T) {
	look(t, 100)
	p, win := filledSplit(t, 710)
	for _, mode := range []style.Mode{style.Light, style.Dark} {
		fyne.CurrentApp().Settings().SetTheme(style.New(mode, 100))
		test.ApplyTheme(t, style.New(mode, 100))
		p.Refresh()
		img := win.Canvas().Capture()
		at := func(band int, y float32) color.Color {
			left, right := ends(p.rows[0].segments[band])
			return img.At(int(left+right)/2, int(barTop(0)+y))
		}
		for band := range p.rows[0].segments {
			if got, want := at(band, 25), style.Color(splitFills[band]); !sameColor(got, want, 2) {
				t.Errorf("mode %d: band %d is drawn in %v, want %v", mode, band, got, want)
			}
		}
		ground := color.NRGBAModel.Convert(style.Color(style.Page)).(color.NRGBA)
		over := color.NRGBAModel.Convert(style.Color(style.Accent)).(color.NRGBA)
		if got, want := at(0, splitBar+2), laid(ground, over, ribbonParts[0]); !sameColor(got, want, 6) {
			t.Errorf("mode %d: the ribbon of A is drawn in %v, want %v", mode, got, want)
		}
	}
}

func sameColor(a, b color.Color, by uint8) bool {
	p, q := color.NRGBAModel.Convert(a).(color.NRGBA), color.NRGBAModel.Convert(b).(color.NRGBA)
	return diff(p.R, q.R) <= int(by) && diff(p.G, q.G) <= int(by) && diff(p.B, q.B) <= int(by)
}
