package kit

import (
	"fmt"
	"image/color"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"carebook/app/ui/style"
)

// block is an object of a height.
func block(height float32) *canvas.Rectangle {
	r := &canvas.Rectangle{}
	r.SetMinSize(fyne.NewSize(10, height))
	return r
}

// rowAt is the top of the row that shows an element, or -1.
func rowAt(l *List, i int) float32 {
	for _, r := range l.body.rows {
		if r.index == i && r.Visible() {
			return r.Position().Y
		}
	}
	return -1
}

func TestListUnfoldsUnderAnElement(t *testing.T) {
	look(t, 100)
	n, chosen := 100000, []int{}
	l := numbers(&n, &chosen)
	show(t, l, 300, 400)
	pitch := l.pitch()
	detail := block(130)
	l.Unfold(2, detail)
	if got := rowAt(l, 2); got != 2*pitch {
		t.Errorf("the element itself begins at %v, want %v", got, 2*pitch)
	}
	if got := detail.Position().Y; got != 3*pitch {
		t.Errorf("what stands under it begins at %v, want %v", got, 3*pitch)
	}
	if got := rowAt(l, 3); got != 3*pitch+130 {
		t.Errorf("the next element begins at %v, want %v", got, 3*pitch+130)
	}
	l.TypedKey(key(fyne.KeyEnd))
	if got, want := l.GetScrollOffset()+400, float32(n)*pitch+130; got != want {
		t.Errorf("the end is at %v, want %v", got, want)
	}
	if inside := inSight(l); inside[len(inside)-1] != n-1 {
		t.Errorf("the last element in sight is %d, want %d", inside[len(inside)-1], n-1)
	}
	l.Unfold(-1, nil)
	if slices.Contains(l.body.objects(), fyne.CanvasObject(detail)) {
		t.Error("what was taken away is drawn yet")
	}
	l.ScrollTo(3)
	if got := rowAt(l, 3); got != 3*pitch {
		t.Errorf("after it was taken away the next element begins at %v, want %v", got, 3*pitch)
	}
}

func TestListShowsEveryElementWhereverItIsScrolled(t *testing.T) {
	look(t, 100)
	n, chosen := 60, []int{}
	l := numbers(&n, &chosen)
	show(t, l, 300, 400)
	for _, opened := range []int{0, 7, 59} {
		l.Unfold(opened, block(700))
		for y := float32(0); y < l.height(); y += 17 {
			l.ScrollToOffset(y)
			top := l.GetScrollOffset()
			for i := range n {
				begin := l.top(i)
				if begin >= top && begin+l.pitch() <= top+400 && rowAt(l, i) != begin {
					t.Fatalf("with %d opened and %v scrolled away element %d is not at %v", opened, top, i, begin)
				}
			}
		}
	}
}

func TestListBringsWhatStandsUnderAnElementIntoSight(t *testing.T) {
	look(t, 100)
	n, chosen := 60, []int{}
	l := numbers(&n, &chosen)
	show(t, l, 300, 400)
	l.Unfold(9, block(200))
	l.ScrollTo(9)
	if end := l.top(10); end > l.GetScrollOffset()+400 {
		t.Errorf("the end at %v is below what is in sight, %v", end, l.GetScrollOffset()+400)
	}
	l.Unfold(20, block(900)) // higher than the list
	l.ScrollTo(20)
	if l.GetScrollOffset() != l.top(20) {
		t.Errorf("scrolled to %v, want the element's own beginning %v", l.GetScrollOffset(), l.top(20))
	}
}

func TestListGivesKeysOn(t *testing.T) {
	look(t, 100)
	n, chosen := 3, []int{}
	l := numbers(&n, &chosen)
	w := show(t, l, 300, 400)
	var own, window []fyne.KeyName
	var typed string
	l.OnKey = func(e *fyne.KeyEvent) bool { own = append(own, e.Name); return e.Name == fyne.KeyReturn }
	l.OnRune = func(r rune) { typed += string(r) }
	w.Canvas().SetOnTypedKey(func(e *fyne.KeyEvent) { window = append(window, e.Name) })
	for _, name := range []fyne.KeyName{fyne.KeyDown, fyne.KeyReturn, fyne.KeyEscape} {
		l.TypedKey(key(name))
	}
	l.TypedRune('2')
	if !slices.Equal(own, []fyne.KeyName{fyne.KeyReturn, fyne.KeyEscape}) || !slices.Equal(window, []fyne.KeyName{fyne.KeyEscape}) || typed != "2" {
		t.Errorf("the list was asked for %v, the window for %v, typed %q", own, window, typed)
	}
}

func TestControlsGiveKeysToTheWindow(t *testing.T) {
	look(t, 100)
	b, s := NewButton(Plain, "a", "", nil), NewSegmented([]string{"a", "b"}, 0, nil)
	w := show(t, NewColumn(0, b, s), 300, 100)
	got := 0
	w.Canvas().SetOnTypedKey(func(e *fyne.KeyEvent) { got++ })
	b.TypedKey(key(fyne.KeyEscape))
	s.TypedKey(key(fyne.KeyEscape))
	b.TypedKey(key(fyne.KeyReturn))
	if got != 2 {
		t.Errorf("the window got %d keys, want the two that nothing has a use for", got)
	}
}

func TestSegmentedByDigitsAndWithoutAChoice(t *testing.T) {
	look(t, 100)
	var chosen []int
	s := NewSegmented([]string{"a", "b", "c"}, -1, func(i int) { chosen = append(chosen, i) })
	show(t, s, 300, 60)
	if s.raised.Visible() {
		t.Error("a part is raised, and none is chosen")
	}
	for _, r := range "290x1" {
		s.TypedRune(r)
	}
	if !slices.Equal(chosen, []int{1, 0}) || !s.raised.Visible() {
		t.Errorf("chosen %v, raised %v", chosen, s.raised.Visible())
	}
	s.Set(2)
	if s.Chosen() != 2 || len(chosen) != 2 {
		t.Errorf("set to %d, told %v", s.Chosen(), chosen)
	}
}

func TestSelect(t *testing.T) {
	look(t, 100)
	var chosen []int
	s := NewSelect([]string{"Comma", "Semicolon", "Tab"}, 1, func(i int) { chosen = append(chosen, i) })
	w := show(t, NewColumn(0, s), 200, 300)
	if s.Word() != "Semicolon" || s.text.Text != "Semicolon" {
		t.Errorf("shows %q", s.text.Text)
	}
	s.TypedKey(key(fyne.KeyDown))
	if s.menu == nil || w.Canvas().Focused() != fyne.Focusable(s.menu.Rows[1]) {
		t.Fatal("the menu does not begin at the word that is on")
	}
	s.menu.Rows[1].TypedRune('t')
	if w.Canvas().Focused() != fyne.Focusable(s.menu.Rows[2]) {
		t.Error("a letter does not lead to the word that begins with it")
	}
	s.menu.Rows[2].TypedKey(key(fyne.KeyReturn))
	if s.Word() != "Tab" || !slices.Equal(chosen, []int{2}) {
		t.Errorf("%q, told %v", s.Word(), chosen)
	}
	s.Set([]string{"Keep as it is"}, 0, true)
	if len(chosen) != 1 || s.ground.StrokeColor != style.Color(style.SoonFill) {
		t.Error("a field to look at is not outlined, or setting it told somebody")
	}
}

func TestQuietSelect(t *testing.T) {
	look(t, 100)
	s := NewSelect([]string{"Every kind", "Calls"}, 0, nil).Quiet()
	show(t, NewColumn(0, s), 200, 300)
	if s.ground.StrokeWidth != 0 || s.ground.FillColor != color.Transparent {
		t.Error("a quiet choice has a field")
	}
	wide := s.MinSize()
	s.Choose(1)
	if s.MinSize() != wide {
		t.Error("another word makes it another width")
	}
	end := s.text.Position().X + s.text.Size().Width
	if s.text.Alignment != fyne.TextAlignTrailing || end > s.caret.Position().X || s.text.Text != "Calls" {
		t.Errorf("%q ends at %v, the caret begins at %v", s.text.Text, end, s.caret.Position().X)
	}
	s.MouseIn(nil)
	if s.ground.FillColor != style.Color(style.Hover) {
		t.Error("under the pointer it does not look it")
	}
}

func TestLongMenuStaysInTheWindow(t *testing.T) {
	look(t, 100)
	words := make([]string, 60)
	for i := range words {
		words[i] = fmt.Sprintf("Field %d", i)
	}
	s := NewSelect(words, 55, nil)
	w := show(t, &fyne.Container{Layout: lowest{}, Objects: []fyne.CanvasObject{s}}, 400, 500)
	test.Tap(s)
	pop := s.menu.pop
	top, height := pop.Content.Position().Y, pop.Content.Size().Height
	if top < 0 || top+height > w.Canvas().Size().Height || height < 300 {
		t.Errorf("the menu reaches from %v for %v in a window of 500", top, height)
	}
	row := s.menu.Rows[55]
	offset := s.menu.scroll.Offset.Y
	if y := row.Position().Y; y < offset || y+row.Size().Height > offset+s.menu.scroll.Size().Height {
		t.Errorf("the word that is on stands at %v, in sight are %v and the %v below", y, offset, s.menu.scroll.Size().Height)
	}
}

// lowest puts an object at the bottom.
type lowest struct{}

func (lowest) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	Put(objects[0], 0, size.Height-40, size.Width, 30)
}
func (lowest) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

func TestPill(t *testing.T) {
	look(t, 100)
	pressed := 0
	p := NewPill(style.PlusBold, style.Accent, "New", func() { pressed++ })
	p.SetNumber("1,846")
	show(t, p, 200, 40)
	plain := p.MinSize()
	p.SetOn(true)
	if p.MinSize() != plain {
		t.Errorf("chosen it is %v, before %v: its neighbours would jump", p.MinSize(), plain)
	}
	if p.ground.FillColor != style.Color(style.Soft) || !p.On() {
		t.Error("the chosen one does not look it")
	}
	test.Tap(p)
	if pressed != 1 || p.AccessibilityLabel() != "New 1,846" {
		t.Errorf("pressed %d, called %q", pressed, p.AccessibilityLabel())
	}
}

func TestRecordRow(t *testing.T) {
	look(t, 100)
	r := NewRecordRow()
	show(t, r, 860, RecordHeight)
	long := strings.Repeat("Fernández de Córdoba ", 8)
	r.Fill(Record{Line: "4", Glyph: style.PencilBold, What: "Update", Token: style.Soon, Name: long, Second: long, Third: "943 12 60 88"}, false, false)
	for _, c := range []*canvas.Text{r.name, r.second} {
		if !strings.HasSuffix(c.Text, ellipsis) || c.MinSize().Width > c.Size().Width {
			t.Errorf("%q is %v wide in a cell of %v", c.Text, c.MinSize().Width, c.Size().Width)
		}
	}
	if r.tint.Visible() {
		t.Error("a row without a problem is tinted")
	}
	r.Fill(Record{Line: "7", What: "Problem", Token: style.Late, Name: long, Problem: true, Third: "See the row", Link: true}, false, true)
	if !r.tint.Visible() || !r.ring.Visible() || r.name.Size().Width < 400 || r.icon.Visible() {
		t.Errorf("tint %v, frame %v, the reason has %v, icon %v", r.tint.Visible(), r.ring.Visible(), r.name.Size().Width, r.icon.Visible())
	}
	if r.third.Color != style.Color(style.Accent) {
		t.Error("the way to the row does not look like one")
	}
	r.Fill(Record{Line: "7", Problem: true}, true, true)
	if r.tint.Visible() {
		t.Error("a selected row is tinted")
	}
}

func TestCompareRowGrowsWithItsValues(t *testing.T) {
	look(t, 100)
	one := NewCompareRow(Compared{Field: "Phone", Before: "1", After: "2", Differs: true, Remark: "changes"})
	three := NewCompareRow(Compared{Field: "Phone", Before: "1", After: "2\n3\n4", Differs: true})
	if a, b := one.HeightFor(600), three.HeightFor(600); b < a+30 {
		t.Errorf("one line %v, three lines %v", a, b)
	}
	huge := NewCompareRow(Compared{Field: "Remark", After: strings.Repeat("word ", 5000), Alone: true})
	if h := huge.HeightFor(600); h > 250 {
		t.Errorf("a long remark is %v high", h)
	}
	show(t, one, 600, 40)
	if !one.arrow.Visible() || one.before.Position().X+one.before.Size().Width > one.arrow.Position().X ||
		one.after.Position().X+one.after.Size().Width > one.remark.Position().X {
		t.Error("the parts lie over each other")
	}
}

func TestTagField(t *testing.T) {
	look(t, 100)
	changed := 0
	f := NewTagField("Name of a tag", func() { changed++ })
	f.Known = []Tag{{Name: "Outlook", Color: "blue"}, {Name: "Family", Color: "rose"}, {Name: "Out of town"}}
	w := show(t, NewColumn(0, f), 400, 300)
	test.Tap(f.Add)
	if w.Canvas().Focused() != fyne.Focusable(f.pick.entry) || len(f.pick.rows) != 3 {
		t.Fatalf("focus %v, %d tags offered", w.Canvas().Focused(), len(f.pick.rows))
	}
	test.Type(f.pick.entry, "OUT")
	if len(f.pick.rows) != 2 {
		t.Errorf("%d tags offered for what was typed, want 2", len(f.pick.rows))
	}
	test.Tap(f.pick.rows[0])
	f.AddName("outlook ")
	f.AddName("  ")
	f.AddName("Fair  2026")
	if got := f.Names(); !slices.Equal(got, []string{"Outlook", "Fair 2026"}) || changed != 2 {
		t.Errorf("tags %q, told %d times", got, changed)
	}
	if f.chips[0].tag.Color != "blue" {
		t.Error("a tag that there is has not its colour")
	}
	test.Tap(f.Add)
	f.pick.entry.TypedKey(key(fyne.KeyEscape))
	if w.Canvas().Overlays().Top() != nil || len(f.Names()) != 2 {
		t.Error("Escape does not close the field, or changes the tags")
	}
	f.chips[0].TypedKey(key(fyne.KeyDelete))
	if got := f.Names(); !slices.Equal(got, []string{"Fair 2026"}) || w.Canvas().Focused() != fyne.Focusable(f.Add) {
		t.Errorf("tags %q, focus %v", got, w.Canvas().Focused())
	}
	f.SetNames([]string{"one", "two", "three", "four", "five", "six", "seven", "eight", "nine"})
	f.Resize(fyne.NewSize(200, 34))
	last := f.chips[0]
	for _, c := range f.chips {
		if c.Visible() {
			last = c
		}
	}
	if end := last.Position().X + last.Size().Width; end > f.Add.Position().X || f.rest.Text == "" {
		t.Errorf("chips end at %v, the plus begins at %v, %q say how many more", end, f.Add.Position().X, f.rest.Text)
	}
}

func TestFocusIsBroughtIntoSight(t *testing.T) {
	look(t, 100)
	column := NewColumn(0)
	var buttons []*Button
	for range 40 {
		b := NewButton(Plain, "a", "", nil)
		buttons = append(buttons, b)
		column.Objects = append(column.Objects, b)
	}
	scroll := container.NewVScroll(Inset(10, 0, 10, 0, column))
	w := show(t, container.NewStack(scroll), 200, 300)
	inSight := func(o fyne.CanvasObject) bool {
		y := fyne.CurrentApp().Driver().AbsolutePositionForObject(o).Y
		return y >= 0 && y+o.Size().Height <= 300
	}
	for _, i := range []int{39, 20, 21, 0} {
		w.Canvas().Focus(buttons[i])
		if !inSight(buttons[i]) {
			t.Errorf("button %d has the focus and is not in sight", i)
		}
	}
	offset := scroll.Offset.Y
	w.Canvas().Focus(buttons[3])
	if scroll.Offset.Y != offset {
		t.Error("what is in sight was scrolled")
	}
}

func TestFocusUnderAListIsBroughtIntoSight(t *testing.T) {
	look(t, 100)
	n, chosen := 1000, []int{}
	l := numbers(&n, &chosen)
	w := show(t, l, 300, 400)
	choice := NewSegmented([]string{"a", "b"}, 0, nil)
	l.Unfold(5, NewColumn(0, block(900), choice))
	l.ScrollTo(5)
	w.Canvas().Focus(choice)
	y := fyne.CurrentApp().Driver().AbsolutePositionForObject(choice).Y
	if y < 0 || y+choice.Size().Height > 400 {
		t.Errorf("the choice with the focus stands at %v", y)
	}
	if seen := inSight(l); !slices.Contains(seen, 6) && rowAt(l, 6) >= 0 {
		t.Errorf("the rows in sight are %v", seen)
	}
}

func TestLineRowWithoutALeadBeginsAtTheLeft(t *testing.T) {
	look(t, 100)
	r := NewLineRow()
	show(t, r, 600, LineHeight)
	r.Fill(Line{Lead: "Line 7", Text: "A quotation mark never closes."}, false)
	with := r.text.Position().X
	r.Fill(Line{Text: "Ana", Second: "edited since the import"}, false)
	if without := r.text.Position().X; without != r.lead.Position().X || with <= without {
		t.Errorf("the text begins at %v, after a lead at %v", without, with)
	}
}
