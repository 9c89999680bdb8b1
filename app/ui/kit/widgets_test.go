package kit

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/png"
	"io"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
)

// show puts an object into a window of its own.
func show(t *testing.T, o fyne.CanvasObject, w, h float32) fyne.Window {
	t.Helper()
	win := test.NewWindow(o)
	win.SetPadded(false)
	win.Resize(fyne.NewSize(w, h))
	t.Cleanup(win.Close)
	return win
}

func key(name fyne.KeyName) *fyne.KeyEvent { return &fyne.KeyEvent{Name: name} }

func TestButton(t *testing.T) {
	look(t, 100)
	pressed := 0
	b := NewButton(Accent, "Import", style.Download, func() { pressed++ })
	show(t, b, 200, 60)
	test.Tap(b)
	b.TypedKey(key(fyne.KeySpace))
	b.TypedKey(key(fyne.KeyReturn))
	if pressed != 3 {
		t.Errorf("pressed %d times by pointer, space and Enter, want 3", pressed)
	}
	b.Disable()
	test.Tap(b)
	b.TypedKey(key(fyne.KeyReturn))
	if pressed != 3 {
		t.Error("a disabled button was pressed")
	}
	if b.text.Color != style.Color(style.Ink3) {
		t.Error("a disabled button does not look it")
	}
}

func TestFocusIsSeen(t *testing.T) {
	look(t, 100)
	button := NewButton(Plain, "a", "", nil)
	row := NewSideRow("a", "1", style.Users, nil)
	segmented := NewSegmented([]string{"a", "b"}, 0, nil)
	item := NewRailItem("a", style.Gear, style.GearFill, nil)
	for _, c := range []struct {
		name string
		o    fyne.Focusable
		ring *canvas.Rectangle
	}{
		{"button", button, button.ring},
		{"side row", row, row.ring},
		{"segmented", segmented, segmented.ring},
		{"rail", item, item.ring},
	} {
		c.o.(fyne.Widget).Refresh()
		if c.ring.Visible() {
			t.Errorf("%s: a frame without the focus", c.name)
		}
		c.o.FocusGained()
		if !c.ring.Visible() || c.ring.StrokeWidth != style.FocusFrame {
			t.Errorf("%s: no frame with the focus", c.name)
		}
	}
}

func TestSegmentedByPointerAndKeys(t *testing.T) {
	look(t, 100)
	var chosen []int
	s := NewSegmented([]string{"System", "Light", "Dark"}, 0, func(i int) { chosen = append(chosen, i) })
	show(t, s, 400, 40)
	s.Tapped(&fyne.PointEvent{Position: fyne.NewPos(s.partWidth(0)+5, 5)})
	s.TypedKey(key(fyne.KeyRight))
	s.TypedKey(key(fyne.KeyRight)) // there is no further one
	s.TypedKey(key(fyne.KeyLeft))
	if !slices.Equal(chosen, []int{1, 2, 1}) || s.Chosen() != 1 {
		t.Errorf("chose %v, now %d", chosen, s.Chosen())
	}
}

// numbers is a list of n rows that notes what was chosen.
func numbers(n *int, chosen *[]int) *List {
	return NewList(style.PersonRow, func() int { return *n },
		func() fyne.CanvasObject { return NewPersonRow(nil) },
		func(i int, row fyne.CanvasObject, selected, focused bool) {
			row.(*PersonRow).Fill(Person{Who: Who{Key: int64(i), Name: "n"}}, selected, focused)
		},
		func(i int) { *chosen = append(*chosen, i) })
}

func TestListByKeys(t *testing.T) {
	look(t, 100)
	n, chosen := 100000, []int(nil)
	l := numbers(&n, &chosen)
	show(t, l, 300, 600)
	for _, k := range []fyne.KeyName{fyne.KeyDown, fyne.KeyDown, fyne.KeyUp, fyne.KeyUp, fyne.KeyPageDown, fyne.KeyEnd, fyne.KeyDown, fyne.KeyHome} {
		l.TypedKey(key(k))
	}
	if want := []int{0, 1, 0, 9, 99999, 0}; !slices.Equal(chosen, want) {
		t.Errorf("chose %v, want %v", chosen, want)
	}
}

// inSight are the elements of the rows that can be seen, from the top.
func inSight(l *List) []int {
	type seen struct {
		y float32
		i int
	}
	var rows []seen
	for _, r := range l.body.rows {
		y := r.Position().Y - l.scroll.Offset.Y
		if r.Visible() && y > -l.pitch() && y < l.scroll.Size().Height {
			rows = append(rows, seen{y, int(r.child.(*PersonRow).Person().Key)})
		}
	}
	slices.SortFunc(rows, func(a, b seen) int { return int(a.y - b.y) })
	var elements []int
	for _, r := range rows {
		elements = append(elements, r.i)
	}
	return elements
}

func TestListShowsWhatIsInSight(t *testing.T) {
	look(t, 100)
	n, chosen := 100000, []int(nil)
	l := numbers(&n, &chosen)
	show(t, l, 300, 600)
	want := func(what string, first, count int) {
		t.Helper()
		got := inSight(l)
		if len(got) != count || got[0] != first {
			t.Fatalf("%s: in sight %v, want %d from %d", what, got, count, first)
		}
		for i, e := range got {
			if e != first+i {
				t.Fatalf("%s: in sight %v", what, got)
			}
		}
	}
	want("at first", 0, 10)
	rows := len(l.body.rows)
	l.ScrollToOffset(90)
	want("a row and a half down", 1, 11)
	l.ScrollTo(50000)
	want("a jump", 49991, 10)
	l.scroll.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -60)})
	want("by the wheel", 49992, 10)
	l.ScrollToOffset(1e9)
	want("past the end", 99990, 10)
	n = 4
	l.Refresh()
	want("fewer elements", 0, 4)
	n = 0
	l.Refresh()
	if got := inSight(l); len(got) != 0 {
		t.Errorf("an empty list shows %v", got)
	}
	if len(l.body.rows) != rows {
		t.Errorf("%d rows were made, then %d", rows, len(l.body.rows))
	}
}

func TestListMarkNeitherCallsNorScrolls(t *testing.T) {
	look(t, 100)
	n, chosen := 1000, []int(nil)
	l := numbers(&n, &chosen)
	show(t, l, 300, 600)
	l.ScrollToOffset(6000)
	l.Mark(3)
	if len(chosen) != 0 {
		t.Errorf("marking chose %v", chosen)
	}
	if got := l.GetScrollOffset(); got != 6000 {
		t.Errorf("marking scrolled to %v", got)
	}
	if l.Chosen() != 3 {
		t.Errorf("marked %d, want 3", l.Chosen())
	}
	l.Choose(3)
	if len(chosen) != 0 {
		t.Error("choosing what is marked called")
	}
	l.Mark(-1)
	l.Choose(3)
	if !slices.Equal(chosen, []int{3}) {
		t.Errorf("chose %v, want 3", chosen)
	}
}

func TestListFillsOnlyRowsThatLookDifferent(t *testing.T) {
	look(t, 100)
	var filled []int
	l := NewList(style.PersonRow, func() int { return 100 },
		func() fyne.CanvasObject { return NewPersonRow(nil) },
		func(i int, row fyne.CanvasObject, selected, focused bool) {
			row.(*PersonRow).Fill(Person{Who: Who{Key: int64(i)}}, selected, focused)
			filled = append(filled, i)
		}, func(int) {}).Several(func() {})
	win := show(t, l, 300, 600)
	step := func(what string, want []int, do func()) {
		t.Helper()
		filled = nil
		do()
		slices.Sort(filled)
		if filled = slices.Compact(filled); !slices.Equal(filled, want) {
			t.Errorf("%s: filled %v, want %v", what, filled, want)
		}
	}
	step("chosen", []int{2}, func() { l.Choose(2) })
	step("another chosen", []int{2, 4}, func() { l.Choose(4) })
	step("followed", []int{4, 5}, func() { l.Follow(5) })
	step("followed again", nil, func() { l.Follow(5) })
	step("focused", []int{5}, func() { win.Canvas().Focus(l) })
	step("several", []int{5, 6}, func() { l.extend(6, false) })
	step("the same", nil, func() { l.SetSelected([]int{5, 6}) })
	step("one of several less", []int{5, 6}, func() { l.toggle(6) })
	if r := l.body.rows[5%len(l.body.rows)]; !r.state.selected || r.state.checked || l.Chosen() != 5 {
		t.Errorf("the one left is %+v, chosen %d", r.state, l.Chosen())
	}
	step("left", []int{5}, win.Canvas().Unfocus)
}

func TestFind(t *testing.T) {
	look(t, 100)
	f := NewFind("Find", "Ctrl K")
	var words []string
	var downs, escapes int
	f.Field.OnChanged = func(s string) { words = append(words, s) }
	f.Field.OnDown = func() { downs++ }
	f.Field.OnEscape = func() { escapes++ }
	win := show(t, f, 400, 40)
	f.Tapped(nil)
	if win.Canvas().Focused() != f.Field {
		t.Error("pressing the magnifier does not focus the field")
	}
	test.Type(f.Field, "jo")
	f.Field.TypedKey(key(fyne.KeyDown))
	f.Field.TypedKey(key(fyne.KeyEscape))
	f.Field.TypedKey(key(fyne.KeyEscape))
	if !slices.Equal(words, []string{"j", "jo", ""}) || downs != 1 || escapes != 1 {
		t.Errorf("words %q, %d downs, %d escapes", words, downs, escapes)
	}
	if f.ground.StrokeColor != style.Color(style.Accent) {
		t.Error("the field does not show its focus")
	}
}

// pressable is a canvas that notes shortcuts, as the window's does.
type pressable struct {
	fyne.Canvas
	got []string
}

func (p *pressable) TypedShortcut(s fyne.Shortcut) { p.got = append(p.got, s.ShortcutName()) }

func TestFieldsPassShortcutsOn(t *testing.T) {
	look(t, 100)
	for name, e := range map[string]interface {
		fyne.CanvasObject
		fyne.Shortcutable
	}{"entry": NewEntry(), "find": NewFind("", "").Field} {
		c := &pressable{}
		own := &desktop.CustomShortcut{KeyName: fyne.KeyK, Modifier: fyne.KeyModifierControl}
		passTo(c, own)
		passTo(c, &fyne.ShortcutPaste{Clipboard: test.NewClipboard()})
		if want := []string{own.ShortcutName()}; !slices.Equal(c.got, want) {
			t.Errorf("%s passed on %q, want %q", name, c.got, want)
		}
		// Without a window there is nobody to pass to, and that is no fault.
		e.TypedShortcut(own)
	}
}

func TestToastLinkActsAndGoes(t *testing.T) {
	look(t, 100)
	toasts := NewToasts(run.Inline())
	show(t, toasts, 800, 600)
	if toasts.Sentence() != "" {
		t.Error("a toast before anything was said")
	}
	undone := 0
	toasts.Say("Moved to the trash.", Action{Label: "Undo", Do: func() { undone++ }})
	if toasts.Sentence() != "Moved to the trash." || !toasts.Link().Visible() {
		t.Errorf("sentence %q, link visible %v", toasts.Sentence(), toasts.Link().Visible())
	}
	test.Tap(toasts.Link())
	if undone != 1 || toasts.Sentence() != "" {
		t.Errorf("undone %d times, sentence %q", undone, toasts.Sentence())
	}
	toasts.Say("Copied.", Action{})
	if toasts.Link().Visible() {
		t.Error("a link without an action")
	}
}

func TestMenu(t *testing.T) {
	look(t, 100)
	b := NewButton(Quiet, "Sort", "", nil)
	win := show(t, b, 400, 300)
	done := ""
	items := []MenuItem{
		{Label: "Name", Checked: true, Do: func() { done += "n" }},
		{},
		{Label: "Place", Detail: "Ctrl P", Do: func() { done += "p" }},
	}
	m := ShowMenu(b, items)
	if len(m.Rows) != 2 || win.Canvas().Focused() != m.Rows[0] {
		t.Fatalf("%d rows, the first focused: %v", len(m.Rows), win.Canvas().Focused() == m.Rows[0])
	}
	m.Rows[0].TypedKey(key(fyne.KeyDown))
	if win.Canvas().Focused() != m.Rows[1] {
		t.Error("the arrow key did not move on")
	}
	m.Rows[1].TypedKey(key(fyne.KeyReturn))
	if done != "p" || win.Canvas().Overlays().Top() != nil {
		t.Errorf("done %q, menu still open %v", done, win.Canvas().Overlays().Top() != nil)
	}
	m = ShowMenu(b, items)
	m.Rows[0].TypedKey(key(fyne.KeyEscape))
	if done != "p" || win.Canvas().Overlays().Top() != nil {
		t.Error("Escape did not close the menu without doing anything")
	}
}

// TestContextMenuHasRoom opens menus of eight lines all over a window.
func TestContextMenuHasRoom(t *testing.T) {
	look(t, 100)
	place := canvas.NewRectangle(color.Transparent)
	const width, height = 500, 600
	win := show(t, container.NewWithoutLayout(place), width, height)
	var items []MenuItem
	for range 8 {
		items = append(items, MenuItem{Label: "Something", Do: func() {}})
	}
	for _, y := range []float32{5, 200, 290, 310, 400, 595} {
		place.Move(fyne.NewPos(450, y))
		m := ShowContextMenu(place, items)
		top, high := m.pop.Position().Y, m.pop.Size().Height
		if whole := m.scroll.Content.MinSize().Height; m.scroll.Size().Height < whole {
			t.Errorf("at %v the menu shows %v of %v", y, m.scroll.Size().Height, whole)
		}
		if top < 0 || top+high > height || m.pop.Position().X+m.pop.Size().Width > width {
			t.Errorf("at %v the menu lies at %v with the size %v", y, m.pop.Position(), m.pop.Size())
		}
		if y > 310 && top+high > y {
			t.Errorf("at %v the menu does not open upwards but at %v", y, top)
		}
		m.Close()
	}
	m := ShowContextMenu(place, append(items, slices.Repeat(items, 3)...))
	if top := m.pop.Position().Y; top < 0 || top+m.pop.Size().Height > height {
		t.Errorf("a menu higher than the window lies at %v with the size %v", m.pop.Position(), m.pop.Size())
	}
	if win.Canvas().Overlays().Top() == nil {
		t.Error("there is no menu")
	}
}

func TestNoLineOfAContextMenuIsOnAtFirst(t *testing.T) {
	look(t, 100)
	place := canvas.NewRectangle(color.Transparent)
	win := show(t, container.NewWithoutLayout(place), 400, 300)
	done := ""
	items := []MenuItem{{Label: "Name", Do: func() { done = "n" }}, {Label: "Place", Do: func() { done = "p" }}}
	press := func(name fyne.KeyName) { win.Canvas().Focused().TypedKey(key(name)) }
	for _, c := range []struct {
		first fyne.KeyName
		on    int
	}{{fyne.KeyDown, 0}, {fyne.KeyUp, 1}} {
		m := ShowContextMenu(place, items)
		for _, row := range m.Rows {
			if row.focused {
				t.Errorf("%q is on", row.Label())
			}
		}
		press(fyne.KeyReturn)
		if done != "" {
			t.Errorf("Enter did %q though no line is on", done)
		}
		press(c.first)
		for i, row := range m.Rows {
			if row.focused != (i == c.on) {
				t.Errorf("after %s line %d is on: %v", c.first, i, row.focused)
			}
		}
		press(fyne.KeyDown)
		if !m.Rows[1-c.on].focused {
			t.Error("Down does not go round the lines")
		}
		press(fyne.KeyEscape)
	}
	ShowContextMenu(place, items)
	win.Canvas().Focused().TypedRune('p')
	press(fyne.KeyReturn)
	if done != "p" {
		t.Errorf("the letter and Enter did %q", done)
	}
	ShowContextMenu(place, items)
	press(fyne.KeyEscape)
	if win.Canvas().Overlays().Top() != nil {
		t.Error("Escape does not close the menu")
	}
}

func plainPicture(c color.Color) []byte {
	img := image.NewRGBA(image.Rect(0, 0, 152, 100))
	for i := range 152 * 100 {
		img.Set(i%152, i/152, c)
	}
	var b bytes.Buffer
	_ = png.Encode(&b, img) // into memory
	return b.Bytes()
}

func TestPhotosAreFetchedOnceAndShrunk(t *testing.T) {
	look(t, 100)
	var fetched []string
	p := NewPhotos(run.Inline(), func() float32 { return 2 }, func(_ context.Context, sha string) ([]byte, error) {
		fetched = append(fetched, sha)
		return plainPicture(color.White), nil
	})
	var got []image.Image
	for range 3 {
		p.Get("a", 42, func(img image.Image) { got = append(got, img) })
	}
	if !slices.Equal(fetched, []string{"a"}) || len(got) != 3 {
		t.Errorf("fetched %q, shown %d times", fetched, len(got))
	}
	if b := got[0].Bounds(); b.Dx() != 84 || b.Dy() != 84 {
		t.Errorf("the photo is %v, want 84 pixels square", b)
	}
}

func TestPhotosDropWhatWasScrolledPast(t *testing.T) {
	look(t, 100)
	var work []func()
	var fetched []string
	e := run.With(func(f func()) { work = append(work, f) }, func(f func()) { f() })
	p := NewPhotos(e, func() float32 { return 1 }, func(_ context.Context, sha string) ([]byte, error) {
		fetched = append(fetched, sha)
		return plainPicture(color.White), nil
	})
	for i := range 200 {
		p.Get(string(rune('a'+i)), 42, func(image.Image) {})
	}
	for len(work) > 0 {
		f := work[0]
		work = work[1:]
		f()
	}
	if len(fetched) != maxWaiting+1 {
		t.Errorf("fetched %d photos, want the one under way and the last %d", len(fetched), maxWaiting)
	}
	if last := string(rune('a' + 199)); fetched[1] != last {
		t.Errorf("fetched %q second, want the last one asked for", fetched[1])
	}
}

func TestAPhotoThatCannotBeReadLeavesInitials(t *testing.T) {
	look(t, 100)
	p := NewPhotos(run.Inline(), func() float32 { return 1 }, func(context.Context, string) ([]byte, error) {
		return nil, io.ErrUnexpectedEOF
	})
	a := NewAvatar(p, style.AvatarRow)
	a.SetWho(Who{Key: 1, Name: "Ana Gil", Photo: "x"})
	show(t, a, 42, 42)
	if a.parts.photo.Visible() || a.parts.text.Text != "AG" || !a.parts.text.Visible() {
		t.Errorf("photo visible %v, initials %q", a.parts.photo.Visible(), a.parts.text.Text)
	}
}

func TestALatePhotoOfAnotherIsNotShown(t *testing.T) {
	look(t, 100)
	var work []func()
	e := run.With(func(f func()) { work = append(work, f) }, func(f func()) { f() })
	p := NewPhotos(e, func() float32 { return 1 }, func(context.Context, string) ([]byte, error) { return plainPicture(color.Black), nil })
	r := NewPersonRow(p)
	show(t, r, 380, 56)
	r.Fill(Person{Who: Who{Key: 1, Name: "Ana", Photo: "a"}}, false, false)
	r.Fill(Person{Who: Who{Key: 2, Name: "Bea"}}, false, false)
	for _, f := range work {
		f()
	}
	if r.avatar.photo.Visible() {
		t.Error("the row of one person shows the photo of another")
	}
}

func TestPersonRow(t *testing.T) {
	look(t, 100)
	r := NewPersonRow(nil)
	show(t, r, 376, 56)
	r.Fill(Person{
		Who: Who{Key: 1, Name: "María de los Ángeles Ferrer Soler y Fernández de Córdoba y Tudela"}, Second: "Casa Perelló, El Palmar",
		Days: "31 days", Due: Overdue, Band: "A",
		Tags: []Tag{{"Important", "rose"}, {"Friends", "olive"}, {"Family", "clay"}},
	}, true, false)
	if got := r.name.Text; got == r.person.Name || got[len(got)-len(ellipsis):] != ellipsis {
		t.Errorf("the long name is %q, want it cut", got)
	}
	if right := r.name.Position().X + r.name.MinSize().Width; right > r.chip.ground.Position().X || right > r.days.Position().X {
		t.Errorf("the name ends at %v, over what stands right of it", right)
	}
	if r.rest.Text != "+2" {
		t.Errorf("the other tags are %q, want +2", r.rest.Text)
	}
	if r.chip.ground.FillColor != style.Color(style.Card) {
		t.Error("on a selected row a chip does not lie on card")
	}
	if !r.band.tile.Visible() || r.band.tile.FillColor != style.Color(style.BandA) {
		t.Error("band A is not full")
	}
	r.Fill(r.person, false, false)
	if r.chip.ground.FillColor != style.Color(style.Hover) {
		t.Error("on a plain row a chip does not lie on its own ground")
	}
	row := &listRow{list: &List{}, child: r, ground: &canvas.Rectangle{}, line: &canvas.Rectangle{}}
	row.ExtendBaseWidget(row)
	row.MouseIn(nil)
	if row.ground.FillColor == r.chip.ground.FillColor {
		t.Error("under the pointer a chip cannot be told from its row")
	}
	row.MouseOut()
	r.Fill(Person{Who: Who{Key: 2, Name: "王"}}, false, true)
	if r.band.tile.Visible() || r.chip.ground.Visible() || r.rest.Text != "" || r.days.Text != "" {
		t.Error("a row used again keeps what the last person had")
	}
	if !r.ring.Visible() {
		t.Error("the row with the focus has no frame")
	}
}

func TestFieldsShowNoMoreThanAnybodyReads(t *testing.T) {
	look(t, 100)
	row := NewEditRow()
	win := show(t, row, 500, 400)
	long := strings.Repeat("пи/AAAA", 200000)
	row.Fill(EditField{Glyph: style.List, Value: long, Caption: "KEY"})
	shown := []rune(row.value.Words())
	if len(shown) != mostShown+1 || shown[mostShown] != []rune(ellipsis)[0] {
		t.Errorf("%d signs are shown, want %d and an ellipsis", len(shown), mostShown)
	}
	if wide := row.value.Size().Width; wide > win.Canvas().Size().Width {
		t.Errorf("the value is %v wide", wide)
	}
	row.Fill(EditField{Value: "short", Caption: "KEY"})
	if row.value.Words() != "short" {
		t.Errorf("a short value is shown as %q", row.value.Words())
	}
}

func TestThemeChangeReachesPieces(t *testing.T) {
	look(t, 100)
	c := newTagChip(Tag{"Friends", "olive"}, nil)
	text := NewText("a", style.Body, style.Ink)
	show(t, NewColumn(0, c, text), 200, 100)
	light := text.text.Color
	fyne.CurrentApp().Settings().SetTheme(style.New(style.Dark, 100))
	if text.text.Color == light {
		t.Error("a text keeps the light colour in the dark")
	}
	if c.parts.ground.FillColor != style.Color(style.Hover) {
		t.Error("a chip keeps the light ground in the dark")
	}
}

// TestAButtonAsWideAsItsLabelShowsAllOfIt walks sizes of text at which sums of widths
// are rounded differently.
func TestAButtonAsWideAsItsLabelShowsAllOfIt(t *testing.T) {
	look(t, 100)
	for percent := 80; percent <= 200; percent++ {
		fyne.CurrentApp().Settings().SetTheme(style.New(style.Light, percent))
		for _, label := range []string{"Tengo un Carebook en otro ordenador", "Open", "Write down one person", "Подробно по шагам"} {
			for _, b := range []*Button{NewLink(label, nil), NewButton(Plain, label, style.UserPlus, nil), NewButton(Accent, label, "", nil).Small()} {
				b.Resize(b.MinSize())
				if b.text.Text != label {
					t.Errorf("at %d %% the button %q says %q", percent, label, b.text.Text)
				}
			}
		}
	}
}
