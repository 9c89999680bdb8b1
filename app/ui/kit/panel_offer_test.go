package kit

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"carebook/app/ui/style"
)

func TestAPanelOffersMore(t *testing.T) {
	for _, c := range []struct {
		name   string
		width  float32
		window float32
		lines  float32
	}{
		{"in one line", 680, 900, 1}, {"in a line above", 0, 900, 2}, {"each alone", 0, 300, 3},
	} {
		look(t, 100)
		window := show(t, NewColumn(0), c.window, 600)
		pressed := ""
		say := func(word string) func() { return func() { pressed = word } }
		p := NewPanel("A person", NewText("What to know", style.Control, style.Ink), "Open the person of the brief", func(done func(string)) { done("") }).
			Offer(NewButton(Quiet, "Print it", "", say("print")), NewButton(Quiet, "Log", "", say("log")))
		p.Width = c.width
		p.Show(window.Canvas())
		if window.Canvas().Focused() != fyne.Focusable(p.Act) {
			t.Errorf("%s: the focus is on %T", c.name, window.Canvas().Focused())
		}
		height := style.Px(style.Button)*c.lines + style.Px(style.Space2)*(c.lines-1)
		if got := p.foot.Size(); got.Height != height {
			t.Errorf("%s: the foot is %v high, want %v", c.name, got.Height, height)
		}
		for i, a := range p.foot.Objects {
			if a.Position().X < 0 || a.Position().X+a.Size().Width > p.foot.Size().Width+0.5 {
				t.Errorf("%s: button %d stands outside", c.name, i)
			}
			for _, b := range p.foot.Objects[i+1:] {
				if covers(a, b) {
					t.Errorf("%s: two buttons lie over each other", c.name)
				}
			}
		}
		p.foot.Objects[3].(*Button).press()
		if pressed != "log" || !p.Shown() {
			t.Errorf("%s: pressed %q, shown %v", c.name, pressed, p.Shown())
		}
		p.Hide()
	}
}

func covers(a, b fyne.CanvasObject) bool {
	p, q, s, r := a.Position(), b.Position(), a.Size(), b.Size()
	return p.X < q.X+r.Width && q.X < p.X+s.Width && p.Y < q.Y+r.Height && q.Y < p.Y+s.Height
}

func TestAPanelTakesKeysOfItsOwn(t *testing.T) {
	look(t, 100)
	window := show(t, NewColumn(0), 900, 400)
	lines := NewColumn(0)
	for range 60 {
		lines.Add(NewText("A line", style.Control, style.Ink))
	}
	var asked []fyne.KeyName
	p := NewPanel("Long", lines, "Go on", func(done func(string)) { done("") })
	p.Keys = func(e *fyne.KeyEvent) bool {
		asked = append(asked, e.Name)
		return e.Name == fyne.KeyP
	}
	p.Show(window.Canvas())
	press := func(name fyne.KeyName) { p.Act.TypedKey(key(name)) }
	press(fyne.KeyP)
	press(fyne.KeyUp)
	if p.scroll.Offset.Y != 0 {
		t.Errorf("scrolled to %v", p.scroll.Offset.Y)
	}
	press(fyne.KeyDown)
	one := p.scroll.Offset.Y
	press(fyne.KeyPageDown)
	if two := p.scroll.Offset.Y; one <= 0 || two <= one {
		t.Errorf("an arrow scrolls to %v, a page on to %v", one, two)
	}
	for range 60 {
		press(fyne.KeyPageDown)
	}
	if end := p.scroll.Content.Size().Height - p.scroll.Size().Height; p.scroll.Offset.Y != end {
		t.Errorf("scrolled to %v, the end is %v", p.scroll.Offset.Y, end)
	}
	press(fyne.KeyPageUp)
	press(fyne.KeyEscape)
	if p.Shown() || !slices.Contains(asked, fyne.KeyEscape) || asked[0] != fyne.KeyP {
		t.Errorf("shown %v, asked about %q", p.Shown(), asked)
	}
}
