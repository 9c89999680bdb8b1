package kit

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"carebook/app/ui/style"
)

// panelTest is a panel with two fields over a window with a field of its own.
type panelTest struct {
	*Panel
	window      fyne.Window
	under       *Entry
	first, more *Entry
	done, gone  int
	problem     string
	windowKeys  int
}

func newPanelTest(t *testing.T) *panelTest {
	t.Helper()
	look(t, 100)
	p := &panelTest{under: NewEntry(), first: NewEntry(), more: NewEntry()}
	p.window = show(t, NewColumn(0, p.under), 900, 600)
	p.window.Canvas().SetOnTypedKey(func(*fyne.KeyEvent) { p.windowKeys++ })
	p.window.Canvas().Focus(p.under)
	body := NewColumn(style.Space3, NewText("Name", style.Caption, style.Ink3), p.first, NewSelect([]string{"a", "b"}, 0, nil), p.more)
	p.Panel = NewPanel("New tag", body, "Add the tag", func(done func(string)) { p.done++; done(p.problem) })
	p.OnHidden = func() { p.gone++ }
	p.Show(p.window.Canvas())
	return p
}

func TestPanelKeepsTheFocusInside(t *testing.T) {
	p := newPanelTest(t)
	c := p.window.Canvas()
	if c.Focused() != fyne.Focusable(p.first) {
		t.Fatalf("the focus is on %T, not in the first field", c.Focused())
	}
	reached := map[fyne.Focusable]bool{}
	for range 12 {
		c.FocusNext()
		reached[c.Focused()] = true
	}
	if len(reached) != 5 || reached[p.under] || !reached[p.Cancel] || !reached[p.Act] || !reached[p.more] {
		t.Errorf("Tab reaches %d controls", len(reached))
	}
	for range 12 {
		c.FocusPrevious()
		if c.Focused() == fyne.Focusable(p.under) {
			t.Fatal("Shift+Tab leads out of the panel")
		}
	}
	p.Hide()
	if c.Focused() != fyne.Focusable(p.under) || c.Overlays().Top() != nil {
		t.Error("after the panel the focus is not where it was")
	}
}

func TestPanelByKeys(t *testing.T) {
	p := newPanelTest(t)
	p.problem = "There is a tag of this name already."
	p.first.TypedKey(key(fyne.KeyReturn))
	if p.done != 1 || !p.Shown() || p.Problem() != p.problem || !p.problemLine.Visible() {
		t.Errorf("done %d times, shown %v, says %q", p.done, p.Shown(), p.Problem())
	}
	if p.Panel.problem.face.token != style.Late {
		t.Error("the problem does not look like one")
	}
	p.problem = ""
	p.SetProblem("")
	if p.problemLine.Visible() {
		t.Error("no problem is shown as one")
	}
	p.more.TypedKey(key(fyne.KeyReturn))
	if p.done != 2 || p.Shown() || p.gone != 1 {
		t.Errorf("done %d times, shown %v, gone %d times", p.done, p.Shown(), p.gone)
	}
	p.submit()
	if p.done != 2 {
		t.Error("what has gone was done again")
	}
}

func TestPanelWaitsForWhatIsUnderWay(t *testing.T) {
	look(t, 100)
	win := show(t, NewColumn(0), 900, 600)
	field := NewEntry()
	var tell []func(string)
	p := NewPanel("a", field, "b", func(done func(string)) { tell = append(tell, done) })
	p.Show(win.Canvas())
	field.TypedKey(key(fyne.KeyReturn))
	field.TypedKey(key(fyne.KeyReturn))
	test.Tap(p.Act)
	if len(tell) != 1 || !p.Act.Disabled() || !p.Shown() {
		t.Fatalf("begun %d times, the button out of use %v", len(tell), p.Act.Disabled())
	}
	tell[0]("There is a tag of this name already.")
	if p.Act.Disabled() || p.Problem() == "" || !p.Shown() {
		t.Error("after a problem it cannot be tried again")
	}
	tell[0]("") // once only
	if !p.Shown() {
		t.Error("told twice")
	}
	test.Tap(p.Act)
	p.Hide()
	p.SetProblem("")
	p.Show(win.Canvas())
	tell[1]("too late")
	if !p.Shown() || p.Problem() != "" || p.Act.Disabled() {
		t.Error("what was begun before it was cancelled reaches the panel")
	}
	test.Tap(p.Act)
	tell[2]("")
	if p.Shown() {
		t.Error("it stays when all went well")
	}
}

func TestPanelIsCancelled(t *testing.T) {
	p := newPanelTest(t)
	c := p.window.Canvas()
	for what, cancel := range map[string]func(){
		"Escape in a field":   func() { p.first.TypedKey(key(fyne.KeyEscape)) },
		"Escape on a button":  func() { c.Focus(p.Act); p.Act.TypedKey(key(fyne.KeyEscape)) },
		"Escape out of focus": func() { c.Unfocus(); c.OnTypedKey()(key(fyne.KeyEscape)) },
		"the button":          func() { test.Tap(p.Cancel) },
	} {
		p.Show(c)
		p.Show(c) // it is there already
		cancel()
		if p.Shown() || c.Overlays().Top() != nil {
			t.Fatalf("%s does not cancel", what)
		}
	}
	if p.done != 0 || p.windowKeys != 0 {
		t.Errorf("done %d times, the window got %d keys", p.done, p.windowKeys)
	}
	c.OnTypedKey()(key(fyne.KeyEscape))
	if p.windowKeys != 1 {
		t.Error("after the panel the window does not get its keys")
	}
	p.Hide()
	if p.gone != 4 {
		t.Errorf("gone %d times of 4", p.gone)
	}
}

func TestPanelGrowsWithItsBody(t *testing.T) {
	look(t, 100)
	win := show(t, NewColumn(0), 860, 600)
	field, more := NewEntry(), NewEntry()
	more.Hide()
	done := 0
	p := NewPanel("a", NewColumn(style.Space3, field, more), "b", func(func(string)) { done++ })
	p.Show(win.Canvas())
	before := p.card.Size().Height
	more.Show()
	p.Refresh()
	if grown := p.card.Size().Height - before; grown < more.MinSize().Height {
		t.Errorf("with another field the card is %v higher", grown)
	}
	more.TypedKey(key(fyne.KeyReturn))
	if done != 1 {
		t.Error("Enter in a field that was shown later does nothing")
	}
}

func TestPanelLeavesFieldsTheirOwnKeys(t *testing.T) {
	look(t, 100)
	win := show(t, NewColumn(0), 900, 600)
	own, lines := NewEntry(), NewEntry()
	submitted, done := 0, 0
	own.OnSubmitted = func(string) { submitted++ }
	lines.MultiLine = true
	p := NewPanel("a", NewColumn(0, own, lines), "b", func(told func(string)) { done++; told("") })
	p.Show(win.Canvas())
	own.TypedKey(key(fyne.KeyReturn))
	lines.TypedKey(key(fyne.KeyReturn))
	if submitted != 1 || done != 0 || lines.Text != "\n" {
		t.Errorf("submitted %d, done %d, lines %q", submitted, done, lines.Text)
	}
	p.Act.Disable()
	p.submit()
	if done != 0 {
		t.Error("done by a button out of use")
	}
}

func TestPanelBringsTheFocusIntoSight(t *testing.T) {
	look(t, 100)
	win := show(t, NewColumn(0), 860, 600)
	rows := NewColumn(style.Space2)
	for range 30 {
		rows.Add(NewEntry())
	}
	last := NewButton(Plain, "a", "", nil)
	rows.Add(last)
	p := NewPanel("a", rows, "b", nil)
	p.Show(win.Canvas())
	for _, o := range []fyne.CanvasObject{last, rows.Objects[25], rows.Objects[0]} {
		win.Canvas().Focus(o.(fyne.Focusable))
		y := fyne.CurrentApp().Driver().AbsolutePositionForObject(o).Y
		if top := p.scroll.Position().Y; y < top || y+o.Size().Height > top+p.scroll.Size().Height {
			t.Errorf("what has the focus stands at %v, in sight are %v from %v", y, p.scroll.Size().Height, top)
		}
	}
}

func TestPanelStaysInTheWindow(t *testing.T) {
	for _, percent := range []int{100, 150} {
		look(t, percent)
		under := NewColumn(0)
		win := show(t, under, 860, 600)
		rows := NewColumn(style.Space2)
		for range 40 {
			rows.Add(NewEntry())
		}
		p := NewPanel(strings.Repeat("Задать значение поля ", 4), rows, "Изменить 1 231 человека", nil)
		p.Show(win.Canvas())
		for _, size := range []fyne.Size{{Width: 860, Height: 600}, {Width: 420, Height: 500}} {
			win.Resize(size)
			end := p.card.Position().AddXY(p.card.Size().Width, p.card.Size().Height)
			if p.card.Position().X < 0 || p.card.Position().Y < 0 || end.X > size.Width || end.Y > size.Height {
				t.Errorf("in %v the card reaches from %v to %v", size, p.card.Position(), end)
			}
			foot := p.foot.Position().Y + p.foot.Size().Height
			if foot > end.Y || p.scroll.Position().Y+p.scroll.Size().Height > p.foot.Position().Y || p.scroll.Size().Height < 40 {
				t.Errorf("in %v the body is %v high, the buttons end at %v of %v", size, p.scroll.Size().Height, foot, end.Y)
			}
			for _, b := range []*Button{p.Cancel, p.Act} {
				if b.Size().Width < b.MinSize().Width && b.Size().Width < p.foot.Size().Width {
					t.Errorf("%q is cut", b.Label())
				}
			}
		}
		p.SetProblem("There is a tag of this name already.")
		if at := p.scroll.Offset.Y + p.scroll.Size().Height; at < p.scroll.Content.MinSize().Height-1 {
			t.Error("the problem is out of sight")
		}
	}
}

func TestCancellingAPanelStopsItsWork(t *testing.T) {
	for _, finished := range []bool{false, true} {
		p := newPanelTest(t)
		var finish func(string)
		stopped := 0
		p.do = func(done func(string)) {
			finish = done
			p.Stop = func() { stopped++ }
		}
		p.first.TypedKey(key(fyne.KeyReturn))
		p.SetProgress("100 of 200", 0.5)
		if p.Progress() != "100 of 200" || p.progress.Part() != 0.5 {
			t.Errorf("the panel says %q at %v", p.Progress(), p.progress.Part())
		}
		if finished {
			finish("It is full.")
			if p.Progress() != "" {
				t.Error("the problem stands beside the progress")
			}
		}
		p.first.TypedKey(key(fyne.KeyEscape))
		if want := map[bool]int{false: 1, true: 0}[finished]; stopped != want || p.Shown() {
			t.Errorf("finished %v: stopped %d times, shown %v", finished, stopped, p.Shown())
		}
		p.SetProgress("200 of 200", 1) // too late
	}
}
