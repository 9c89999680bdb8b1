package visits

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/care/plan"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/kittest"
	"carebook/app/ui/kit/visittime"
	"carebook/app/ui/style"
)

// at opens the page at a text size.
func at(t *testing.T, size fyne.Size, percent int) *fixture {
	t.Helper()
	kittest.App(t)
	fyne.CurrentApp().Settings().SetTheme(style.New(style.Light, percent))
	return openBook(t, trade(t), kittest.NewShell(t, size))
}

func TestTheHeadFoldsItsButtonsAndThenTakesTwoLines(t *testing.T) {
	for _, c := range []struct {
		size         fyne.Size
		percent      int
		folded, twoL bool
	}{
		{usual, 100, false, false}, {narrow, 100, true, false}, {narrow, 150, false, true},
	} {
		f := at(t, c.size, c.percent)
		f.Print, f.SaveICS = func(*book.VisitsView) {}, func(*book.VisitsView) {}
		f.head.offer()
		f.page.relayout()
		folded := f.head.important.Size().Width < f.head.important.Unfolded()
		two := f.head.mode.Position().Y > f.head.title.Position().Y+f.head.title.Size().Height/2
		if folded != c.folded || two != c.twoL {
			t.Errorf("%v at %d %%: folded %v, two lines %v", c.size.Width, c.percent, folded, two)
		}
		end := f.head.saveICS.Position().X + f.head.saveICS.Size().Width
		if room := f.head.object.Size().Width; end > room+1 || end < room-1 {
			t.Errorf("%v at %d %%: the buttons end at %v of %v", c.size.Width, c.percent, end, room)
		}
		if f.head.after.Position().X < f.head.days.Position().X+f.head.days.Size().Width {
			t.Errorf("%v at %d %%: the days reach over the arrow behind them", c.size.Width, c.percent)
		}
	}
}

func TestColumnsTakeSeveralLinesWhereTheyHaveNoRoom(t *testing.T) {
	f := at(t, narrow, 150)
	lines := map[float32]int{}
	for _, c := range f.week.columns {
		lines[c.object.Position().Y]++
		if w := c.object.Size().Width; w < style.Px(columnLeast) {
			t.Errorf("a column is %v wide", w)
		}
	}
	if len(lines) < 2 || len(lines) > 3 {
		t.Errorf("the columns stand in lines of %v", lines)
	}
	var before *dayColumn
	for _, c := range f.week.columns {
		if before != nil && c.object.Position().Y > before.object.Position().Y &&
			c.object.Position().Y < before.object.Position().Y+before.object.Size().Height {
			t.Error("a line of columns overlaps the one before")
		}
		before = c
	}
}

func TestTheOfferPutsItsLinksUnderTheSentenceWhereItIsNarrow(t *testing.T) {
	f := open(t, usual)
	take, keep := f.offer.take, f.offer.keep
	words := kit.NewParagraph(lang.T("visits.offer"), style.Small, style.Ink)
	for width, under := range map[float32]bool{1100: false, 360: true} {
		height := offerLayout{}.lay([]fyne.CanvasObject{words, take, keep}, width, true)
		if got := take.Position().Y >= words.Size().Height; got != under {
			t.Errorf("%v wide: the links are at %v under %v", width, take.Position(), words.Size())
		}
		if keep.Position().X < take.Position().X+take.Size().Width || keep.Position().X+keep.Size().Width > width+1 {
			t.Errorf("%v wide: the links are at %v and %v", width, take.Position(), keep.Position())
		}
		if end := take.Position().Y + take.Size().Height; end > height+1 {
			t.Errorf("%v wide: the links end at %v of %v", width, end, height)
		}
	}
}

func TestAWeekdayHasItsColumnInAMonth(t *testing.T) {
	f := open(t, usual)
	f.head.mode.Choose(1)
	v := *f.view
	v.Days = []book.PlanDay{{Day: "2026-11-30"}, {Day: "2026-12-01"}, {Day: "2026-12-05"}, {Day: "2026-12-07"}, {Day: "2026-12-12"}}
	f.month.fill(&v)
	f.page.relayout()
	x := func(i int) float32 { return f.month.cells[i].face.Position().X }
	if x(0) != x(3) || x(2) != x(4) || x(1) <= x(0) || x(2) <= x(1) {
		t.Errorf("Mondays at %v and %v, Saturdays at %v and %v", x(0), x(3), x(2), x(4))
	}
	if y, below := f.month.cells[0].face.Position().Y, f.month.cells[3].face.Position().Y; below <= y {
		t.Errorf("the second week is at %v, the first at %v", below, y)
	}
}

func TestPicturesShowWholeMoney(t *testing.T) {
	for _, c := range []struct {
		minor    int64
		currency string
		want     int64
	}{{8_710_849, "EUR", 8_710_800}, {50, "EUR", 100}, {49, "EUR", 0}, {-50, "EUR", -100}, {1234, "JPY", 1234}} {
		if got := wholeMoney(c.minor, c.currency); got.Minor != c.want || got.Currency != c.currency {
			t.Errorf("%d %s is %d, want %d", c.minor, c.currency, got.Minor, c.want)
		}
	}
}

func TestHoursInWords(t *testing.T) {
	lang.Use("en")
	for minutes, want := range map[int]string{0: "0", 60: "1", 1200: "20", 1170: "19:30", 65: "1:05"} {
		if got := hours(minutes); got != want {
			t.Errorf("%d minutes are %q hours, want %q", minutes, got, want)
		}
	}
}

func TestWeeksAreNamedFromToday(t *testing.T) {
	kittest.App(t)
	for from, want := range map[care.Day]string{
		"2026-11-23": "This week", "2026-11-30": "Next week", "2026-11-16": "Last week", "2026-12-28": "Week 53", "2027-01-04": "Week 1",
	} {
		if got := spanName(&book.VisitsView{Span: book.Span{From: from}, From: from}, "2026-11-26"); got != want {
			t.Errorf("the week of %s is %q, want %q", from, got, want)
		}
	}
}

func TestPressingPrintOfTheHeadNeedsAPlan(t *testing.T) {
	kittest.App(t)
	printed := 0
	f := New(kittest.NewShell(t, usual), trade(t), kittest.Clock())
	f.Print = func(*book.VisitsView) { printed++ }
	f.build()
	test.Tap(f.head.print)
	if printed != 0 {
		t.Error("nothing is printed as a plan")
	}
}

func TestTheMenuOfAVisitThatWasMade(t *testing.T) {
	f := open(t, usual)
	k := f.week.columns[0].cards[0]
	k.visit.Done = true
	f.week.focus(k)
	f.cardMenu(k)
	for _, r := range f.menu.Rows {
		switch r.Label() {
		case "Open the person", "Why?":
		default:
			t.Errorf("a visit that was made offers %q", r.Label())
		}
	}
	f.choose(t, "Why?")
	if got := f.said(); got != k.visit.Name+": "+k.visit.Long {
		t.Errorf("said %q", got)
	}
}

func TestBeyondTheFirstRowsTheColumnCounts(t *testing.T) {
	f := open(t, wide)
	v := *f.view
	for i := range 30 {
		v.LeftOut = append(v.LeftOut, book.LeftOutRow{Key: int64(i + 1), Name: "Somebody", Band: care.BandB, Why: "no time"})
	}
	f.Screen.view = &v
	f.fill()
	c := f.week.leftOut
	rest := len(v.LeftOut) - mostInColumn
	if n := len(kittest.Find[*kit.BandRow](c.object)); n != mostInColumn || c.more.Label() != lang.N("visits.more", rest) {
		t.Errorf("%d rows and %q", n, c.more.Label())
	}
	test.Tap(c.more)
	if n := len(kittest.Find[*kit.BandRow](f.panel.Body())); n != len(v.LeftOut) {
		t.Errorf("the panel lists %d of %d", n, len(v.LeftOut))
	}
}

func TestPresetsAreThoseOfTheRule(t *testing.T) {
	if visittime.PresetName(plan.Presets[0]) != "20/60/20" || visittime.PresetName(plan.Presets[1]) != "50/40/10" {
		t.Errorf("the presets are %v", plan.Presets)
	}
}
