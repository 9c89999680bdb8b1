package kit

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"carebook/app/ui/style"
)

var twoColumns = []FigureColumn{{}, {Width: 100, Right: true}}

// cells are the texts that are drawn of a line, without those that are hidden.
func cells(p *figureParts) (texts []*canvas.Text) {
	for i := range p.texts {
		texts = append(texts, p.texts[i])
		if !p.details[i].Hidden {
			texts = append(texts, p.details[i])
		}
	}
	return texts
}

func TestFiguresStayInTheirColumns(t *testing.T) {
	for _, size := range []int{90, 100, 150} {
		test.NewTempApp(t).Settings().SetTheme(style.New(style.Light, size))
		for _, width := range []float32{220, 400, 900} {
			r := NewFigureRow(twoColumns)
			r.Fill(Figure{Words: strings.Repeat("Long name ", 20), Detail: "3 sales"}, Figure{Words: "€123,456,789.00", Detail: "+€1 more", Bold: true})
			w := test.NewTempWindow(t, r)
			w.Resize(fyne.NewSize(width, 80))
			r.Resize(fyne.NewSize(width, r.MinSize().Height))
			texts := cells(&r.parts)
			if len(texts) != 4 {
				t.Fatalf("%d texts", len(texts))
			}
			for _, text := range texts {
				if text.MinSize().Width > text.Size().Width+1 {
					t.Errorf("%d %%, %v wide: %q does not fit into %v", size, width, text.Text, text.Size().Width)
				}
			}
			name, amount := texts[0], texts[2]
			if name.Position().X+name.Size().Width > amount.Position().X || amount.Position().X+amount.Size().Width > width || name.Size().Width < 0.3*width {
				t.Errorf("%d %%, %v wide: the columns are %v and %v wide", size, width, name.Size().Width, amount.Size().Width)
			}
			if amount.Alignment != fyne.TextAlignTrailing {
				t.Error("figures are not at the right")
			}
		}
	}
}

func TestALineWithoutDetailsIsLower(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(style.New(style.Light, 100))
	one, two, head := NewFigureRow(twoColumns), NewFigureRow(twoColumns), NewFigureHead(twoColumns, "Item", "Profit")
	one.Fill(Figure{Words: "a"}, Figure{Words: "b"})
	two.Fill(Figure{Words: "a", Detail: "c"}, Figure{Words: "b"})
	if head.MinSize().Height >= one.MinSize().Height || one.MinSize().Height >= two.MinSize().Height {
		t.Errorf("heights %v, %v and %v", head.MinSize(), one.MinSize(), two.MinSize())
	}
	if said := two.AccessibilityLabel(); said != "a, c, b" {
		t.Errorf("a screen reader hears %q", said)
	}
}

func TestADeedRowIsWorkedByKeys(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(style.New(style.Light, 100))
	r := NewDeedRow(twoColumns)
	w := test.NewTempWindow(t, r)
	w.Resize(fyne.NewSize(400, 60))
	press := func(keys ...fyne.KeyName) {
		for _, key := range keys {
			r.TypedKey(&fyne.KeyEvent{Name: key})
		}
	}
	// Without deeds nothing happens, and no key is given to the window to do worse.
	w.Canvas().SetOnTypedKey(func(e *fyne.KeyEvent) { t.Errorf("the window is told of %s", e.Name) })
	press(fyne.KeyReturn, fyne.KeyDelete, desktop.KeyMenu)
	var done []string
	r.OnTapped = func() { done = append(done, "open") }
	r.OnRemove = func() { done = append(done, "remove") }
	r.OnMenu = func() { done = append(done, "menu") }
	press(fyne.KeyReturn, fyne.KeySpace, fyne.KeyDelete, desktop.KeyMenu)
	test.Tap(r)
	test.TapSecondary(r)
	if got := strings.Join(done, " "); got != "open open remove menu open menu" {
		t.Errorf("done %q", got)
	}
	if w.Canvas().Focused() != fyne.Focusable(r) {
		t.Error("the line that was pressed has not the focus")
	}
	r.Fill(true, Figure{Words: "a"}, Figure{Words: "b"})
	if !r.Chosen() || r.ground.Hidden || r.ring.Hidden {
		t.Error("the line does not show that it is worked on and has the focus")
	}
	w.Canvas().SetOnTypedKey(nil)
}

func TestTheMarkOfABandAsksWhy(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(style.New(style.Light, 100))
	asked := 0
	m := NewBandMark("Why?", func() { asked++ })
	w := test.NewTempWindow(t, m)
	w.Resize(fyne.NewSize(200, 60))
	narrow := m.MinSize().Width
	for _, c := range [][2]string{{"A", "Band A"}, {"new", "Band new"}} {
		m.Set(c[0], c[1])
		if m.Band() != c[0] || m.AccessibilityLabel() != c[1]+". Why?" || m.parts.text.Text != c[0] {
			t.Errorf("%q shows %q and says %q", c, m.parts.text.Text, m.AccessibilityLabel())
		}
		m.Resize(m.MinSize())
		if end := m.word.Position().X + m.word.MinSize().Width; end > m.Size().Width+1 {
			t.Errorf("%q: the word ends at %v of %v", c, end, m.Size().Width)
		}
	}
	if m.MinSize().Width <= narrow {
		t.Error("a word has no more room than a letter")
	}
	test.Tap(m)
	m.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if asked != 2 {
		t.Errorf("asked %d times", asked)
	}
}

func TestAFieldApartLeavesItsSentenceToOthers(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(style.New(style.Light, 100))
	f := NewField("Amount", "").Apart()
	f.Check = func(words string) Note {
		return Note{Words: "No amount: " + words, Problem: words == "x" || words == "y"}
	}
	told := 0
	f.OnResized = func() { told++ }
	w := test.NewTempWindow(t, f)
	w.Resize(fyne.NewSize(200, 100))
	height := f.HeightFor(100)
	f.Put("x")
	f.Right()
	if f.HeightFor(100) != height || !f.says.Hidden || !f.noteIcon.Hidden {
		t.Error("the sentence stands under the field")
	}
	if f.Note().Words != "No amount: x" || told == 0 {
		t.Errorf("the sentence is %q, told %d times", f.Note().Words, told)
	}
	before := told
	f.Put("y")
	if told == before || f.Note().Words != "No amount: y" {
		t.Error("nobody is told of another sentence")
	}
}

func TestAFieldAsksBeforeItTakesAKey(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(style.New(style.Light, 100))
	f := NewField("Item", "")
	f.Put("ab")
	f.OnKey = func(e *fyne.KeyEvent) bool { return e.Name == fyne.KeyDown }
	w := test.NewTempWindow(t, f)
	w.Canvas().Focus(f.Input)
	f.Input.TypedKey(&fyne.KeyEvent{Name: fyne.KeyHome})
	f.Input.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	if f.Input.CursorColumn != 0 {
		t.Error("the field takes a key that another took")
	}
	f.Input.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	if f.Input.CursorColumn != 2 {
		t.Error("the field does not take other keys")
	}
}

func TestNamesOfAListStandUnderEachOtherBesideAnyTile(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(style.New(style.Light, 100))
	first, second := NewBandRow("A", "Ana", "due", nil).Room("new"), NewBandRow("new", "Bo", "due", nil).Room("new")
	for _, r := range []*BandRow{first, second} {
		w := test.NewTempWindow(t, r)
		w.Resize(fyne.NewSize(400, 80))
		r.Resize(fyne.NewSize(400, r.MinSize().Height))
	}
	if a, b := first.text.Position().X, second.text.Position().X; a != b {
		t.Errorf("the names begin at %v and %v", a, b)
	}
	tile := second.tile.tile
	if end := tile.Position().X + tile.Size().Width; end >= second.text.Position().X || tile.Size().Width < second.tile.text.MinSize().Width {
		t.Errorf("the tile is %v wide and ends at %v, the name begins at %v", tile.Size().Width, end, second.text.Position().X)
	}
}
