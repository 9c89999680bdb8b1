package richedit

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"carebook/app/care"
	"carebook/app/doc"
	"carebook/app/ui/style"
)

func TestColumnStandsInTheMiddle(t *testing.T) {
	d := newDesk(t, "<p>text</p>")
	for _, c := range []struct{ width, column float32 }{{500, 500 - 2*style.Space5}, {800, Column}, {1300, Column}} {
		d.window.Resize(fyne.NewSize(c.width, 500))
		if d.page.width != c.column {
			t.Errorf("at %v the column is %v wide, want %v", c.width, d.page.width, c.column)
		}
		left := d.Position().X + d.inset()
		if head := d.view.head; head.Position().X != left || head.Size().Width != c.column || left != (c.width-c.column)/2 {
			t.Errorf("at %v the head is at %v and %v wide, the text at %v", c.width, head.Position().X, head.Size().Width, left)
		}
	}
}

func TestViewScrollsToTheEnd(t *testing.T) {
	d := newDesk(t, strings.Repeat("<p>some words</p>", 50))
	d.view.SetOffset(1e6)
	if _, bottom := d.seen(); bottom < d.page.height() {
		t.Error("the end cannot be seen")
	}
	d.view.SetOffset(-10)
	if d.view.Offset() != 0 {
		t.Errorf("it is scrolled to %v", d.view.Offset())
	}
	// What is removed leaves the view at what there is.
	d.view.SetOffset(1e6)
	d.press("Ctrl+A", "Delete")
	if d.view.Offset() != 0 || !d.inSight() {
		t.Errorf("the empty note is scrolled to %v", d.view.Offset())
	}
}

func TestOffsetBeforeThereIsASize(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(style.New(style.Light, 100))
	e := New(Params{Clock: care.SystemClock()})
	v := NewView(nil, e)
	note, err := doc.FromText(strings.Repeat("words\n", 100))
	if err != nil {
		t.Fatal(err)
	}
	w := test.NewWindow(nil)
	defer w.Close()
	w.Resize(fyne.NewSize(800, 500))
	e.SetDocument(note)
	v.SetOffset(700)
	if v.Offset() != 700 {
		t.Errorf("it will be scrolled to %v", v.Offset())
	}
	w.SetContent(v)
	w.Resize(fyne.NewSize(800, 500))
	if v.Offset() != 700 {
		t.Errorf("it is scrolled to %v", v.Offset())
	}
	v.ScrollToTop()
	if v.Offset() != 0 {
		t.Errorf("the top is at %v", v.Offset())
	}
}

func TestResizingKeepsThePlace(t *testing.T) {
	d := newDesk(t, strings.Repeat("<p>"+strings.Repeat("some words ", 40)+"</p>", 50))
	d.put(20, 0)
	d.view.SetOffset(d.Position().Y + d.page.caret(at(20, 0), false).y)
	for _, width := range []float32{400, 800, 600} {
		d.window.Resize(fyne.NewSize(width, 500))
		top, _ := d.seen()
		if got := d.page.hit(0, top+1).at.Block; got != 20 {
			t.Errorf("at %v block %d is at the top", width, got)
		}
	}
}

func TestOnlyWhatIsSeenIsDrawn(t *testing.T) {
	d := newDesk(t, strings.Repeat("<p>some words</p>", 2000))
	if n := len(d.column.Objects); n == 0 || n > 200 {
		t.Errorf("%d objects are drawn", n)
	}
	d.view.SetOffset(20000)
	if n := len(d.column.Objects); n == 0 || n > 200 {
		t.Errorf("scrolled, %d objects are drawn", n)
	}
	top, bottom := d.seen()
	for _, o := range d.column.Objects {
		if y := o.Position().Y; y > bottom || y+o.Size().Height < top-d.page.caret(at(0, 0), false).h {
			t.Errorf("%T is drawn at %v, seen is %v to %v", o, y, top, bottom)
		}
	}
	d.view.scroll.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.Delta{DY: -900}})
	if again, _ := d.seen(); again < top+500 || d.column.Objects[0].Position().Y < top {
		t.Error("the wheel scrolls the view, but not what is drawn")
	}
}

// Fyne forgets what was drawn of what is not seen for a while.
func TestDrawnAnewWhenItComesBack(t *testing.T) {
	d := newDesk(t, "<p>text</p>")
	test.WidgetRenderer(d.Editor).Destroy()
	d.show("<p>one</p><p>two</p><p>three</p>")
	before := len(d.column.Objects)
	d.CreateRenderer()
	if len(d.column.Objects) <= before {
		t.Error("what was written meanwhile is not drawn")
	}
}

func TestHeadOfAnotherHeight(t *testing.T) {
	d := newDesk(t, "<p>text</p>")
	before := d.Position().Y
	d.view.head.(*widget.Label).SetText("A head\nof two lines")
	d.view.Refresh()
	if d.Position().Y <= before {
		t.Error("the text does not make room")
	}
}

// longNote is a note of 200 kB.
func longNote(words string) string {
	var html strings.Builder
	for html.Len() < 200_000 {
		html.WriteString("<p>" + strings.Repeat(words, 5) + "</p>")
	}
	return html.String()
}

// BenchmarkKey types in a note of 200 kB, while a text is looked for too.
func BenchmarkKey(b *testing.B) {
	for name, words := range map[string]string{"Latin": "some words to read ", "Chinese": "张伟喜欢喝茶，他住在北京。"} {
		for _, what := range []string{"", words[:6]} {
			b.Run(name+", found "+what, func(b *testing.B) {
				d := newDesk(b, longNote(words))
				d.Find(what)
				d.put(d.Document().Len()/2, 6)
				b.ResetTimer()
				for range b.N {
					d.type_("a")
				}
			})
		}
	}
}

// BenchmarkMarkAll makes a note of 200 kB bold, and takes it back.
func BenchmarkMarkAll(b *testing.B) {
	d := newDesk(b, longNote("some words to read "))
	d.Find("o")
	d.press("Ctrl+A")
	b.ResetTimer()
	for range b.N {
		d.press("Ctrl+B", "Ctrl+Z")
	}
}

// BenchmarkState asks for what a toolbar shows of all of a note of 200 kB.
func BenchmarkState(b *testing.B) {
	d := newDesk(b, longNote("some words to read "))
	d.press("Ctrl+A")
	b.ResetTimer()
	for range b.N {
		d.State()
	}
}
