package kit

import (
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

var plainCard = CardWords{Name: "María Ángeles Ferrer", Time: "09:30  60 min", Reason: "complaint", Band: "A", Late: true}

func filledCard(t *testing.T, width float32) (*VisitCard, fyne.Window) {
	t.Helper()
	lang.Use("en")
	c := NewVisitCard()
	c.Fill(plainCard)
	return c, show(t, NewColumn(0, c), width, 200)
}

func TestVisitCardShowsItsVisit(t *testing.T) {
	look(t, 100)
	c, _ := filledCard(t, 223)
	p := &c.parts
	if c.Size().Height != 51 {
		t.Errorf("it is %v high", c.Size().Height)
	}
	if p.name.Text != plainCard.Name || p.time.Text != plainCard.Time || p.reason.Text != "complaint" || p.band.text.Text != "A" {
		t.Errorf("it says %q, %q, %q, %q", p.name.Text, p.time.Text, p.reason.Text, p.band.text.Text)
	}
	if p.reason.Color != style.Color(style.Late) || p.sign.Visible() || p.name.TextStyle.Strikethrough {
		t.Error("a late visit does not look it")
	}
	if _, right := ends(p.reason); !near(right, 213, 0.5) {
		t.Errorf("the reason ends at %v", right)
	}
	if got := c.AccessibilityLabel(); got != "María Ángeles Ferrer, A, 09:30  60 min, complaint" {
		t.Errorf("it is called %q", got)
	}
	words := plainCard
	words.Late, words.Pinned = false, true
	c.Fill(words)
	if p.sign.glyph != style.PushPinFill || !p.sign.Visible() || p.reason.Color != style.Color(style.Ink2) {
		t.Error("a pinned visit does not look it")
	}
	words.Late, words.Done = true, true
	c.Fill(words)
	if p.sign.glyph != style.CheckBold || !p.name.TextStyle.Strikethrough || p.name.Color != style.Color(style.Ink3) || p.reason.Color != style.Color(style.Ink3) {
		t.Error("a visit that is done does not look it")
	}
	words.Band = ""
	c.Fill(words)
	if p.band.tile.Visible() || c.Words() != words {
		t.Error("without a band there is a tile")
	}
}

func TestVisitCardGivesALongReasonALine(t *testing.T) {
	look(t, 100)
	c, _ := filledCard(t, 223)
	words := plainCard
	words.Reason = "просрочено на 116 дней, жалоба"
	c.Fill(words)
	c.Resize(fyne.NewSize(223, c.HeightFor(223)))
	p := &c.parts
	if c.Size().Height != 51+18 || p.reason.Text != words.Reason || p.reason.Position().Y <= p.time.Position().Y || p.reason.Position().X != p.time.Position().X {
		t.Errorf("%q stands at %v in a card %v high", p.reason.Text, p.reason.Position(), c.Size().Height)
	}
	if end := p.reason.Position().Y + p.reason.Size().Height; end > c.Size().Height {
		t.Errorf("the reason ends at %v", end)
	}
	if c.HeightFor(600) != 51 {
		t.Error("in a wide column the reason has a line of its own")
	}
}

func TestVisitCardKeepsItsWordsInside(t *testing.T) {
	lang.Use("en")
	for _, percent := range []int{90, 100, 115, 130, 150} {
		look(t, percent)
		c := NewVisitCard()
		show(t, c, 100, 100)
		rapid.Check(t, func(t *rapid.T) {
			width := float32(rapid.IntRange(100, 400).Draw(t, "width"))
			c.Fill(CardWords{
				Name:   rapid.SampledFrom([]string{"Li", "Javier Ibáñez de la Fuente y Rodríguez de Montalbán y Sotomayor", "Константин Константинопольский", "陈秀英"}).Draw(t, "name"),
				Time:   rapid.SampledFrom([]string{"09:30  60 min", "10:30  45 分钟", "16:00  120 минут"}).Draw(t, "time"),
				Reason: rapid.SampledFrom([]string{"", "due", "просрочено на 16 дн.", "promise by Thursday", "cumpleaños"}).Draw(t, "reason"),
				Band:   rapid.SampledFrom([]string{"", "A", "new"}).Draw(t, "band"),
				Pinned: rapid.Bool().Draw(t, "pinned"), Done: rapid.Bool().Draw(t, "done"),
			})
			c.Resize(fyne.NewSize(width, c.HeightFor(width)))
			p := &c.parts
			drawn := []fyne.CanvasObject{p.name, p.time, p.reason, p.sign.Image, p.band.tile}
			for i, o := range drawn {
				if !o.Visible() {
					continue
				}
				left, right := ends(o)
				if text, ok := o.(*canvas.Text); ok {
					if text.Text == "" {
						continue
					}
					right = left + text.MinSize().Width
				}
				if left < 0 || right > width+0.1 || o.Position().Y < 0 || o.Position().Y+o.Size().Height > c.Size().Height {
					t.Fatalf("%T %d is from %v to %v at %v, the card is %v", o, i, left, right, o.Position().Y, c.Size())
				}
			}
			apart(t, []*canvas.Text{p.name, p.band.text})
			if p.reason.Text != "" && p.reason.Position().Y == p.time.Position().Y && p.time.Position().X+p.time.MinSize().Width > p.reason.Position().X {
				t.Fatalf("%q lies over %q", p.reason.Text, p.time.Text)
			}
		})
	}
}

func TestVisitCardByPointerAndKeys(t *testing.T) {
	look(t, 100)
	c, win := filledCard(t, 223)
	var got []string
	c.OnOpen = func() { got = append(got, "open") }
	c.OnMenu = func() { got = append(got, "menu") }
	c.OnKey = func(e *fyne.KeyEvent) bool {
		got = append(got, string(e.Name))
		return e.Name == fyne.KeySpace
	}
	win.Canvas().SetOnTypedKey(func(e *fyne.KeyEvent) { got = append(got, "window "+string(e.Name)) })
	test.Tap(c)
	if win.Canvas().Focused() != fyne.Focusable(c) || !c.parts.ring.Visible() {
		t.Error("the card that was clicked has not the focus")
	}
	c.TappedSecondary(&fyne.PointEvent{})
	for _, name := range []fyne.KeyName{fyne.KeyReturn, desktop.KeyMenu, fyne.KeySpace, fyne.KeyP, fyne.KeyEscape} {
		c.TypedKey(key(name))
	}
	want := "open menu Return open Menu menu Space P window P Escape window Escape"
	if strings.Join(got, " ") != want {
		t.Errorf("%q, want %q", strings.Join(got, " "), want)
	}
	got = nil
	c.OnKey = nil
	c.TypedKey(key(fyne.KeyF10))
	c.KeyDown(key(desktop.KeyShiftLeft))
	c.TypedKey(key(fyne.KeyF10))
	c.KeyUp(key(desktop.KeyShiftLeft))
	c.TypedKey(key(fyne.KeyEnter))
	if !slices.Equal(got, []string{"window F10", "menu", "open"}) {
		t.Errorf("by F10, Shift+F10 and Enter: %q", got)
	}
	c.OnOpen, c.OnMenu = nil, nil
	test.Tap(c)
	c.TappedSecondary(&fyne.PointEvent{})
}

// drag drags a card to a place in its window.
func drag(c *VisitCard, x, y float32) {
	c.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{AbsolutePosition: fyne.NewPos(x, y)}})
}

func TestVisitCardIsDragged(t *testing.T) {
	look(t, 100)
	c, win := filledCard(t, 223)
	var dragged, dropped []fyne.Position
	c.OnDrag = func(at fyne.Position) { dragged = append(dragged, at) }
	drag(c, 20, 20)
	c.DragEnd()
	if len(dragged) != 0 || win.Canvas().Overlays().Top() != nil {
		t.Error("a card that cannot be let go anywhere is dragged")
	}
	c.OnDrop = func(at fyne.Position) {
		if win.Canvas().Overlays().Top() != nil {
			t.Error("the card is let go, and lies over the window yet")
		}
		dropped = append(dropped, at)
	}
	drag(c, 20, 20)
	ghost := c.ghost
	if ghost == nil || win.Canvas().Overlays().Top() != fyne.CanvasObject(ghost.layer) {
		t.Fatal("nothing goes with the pointer")
	}
	if ghost.Position() != fyne.NewPos(0, 0) || ghost.Size() != c.Size() || ghost.parts.name.Text != plainCard.Name {
		t.Errorf("what goes with the pointer begins at %v, %v large", ghost.Position(), ghost.Size())
	}
	if c.parts.ground.FillColor != style.Color(style.Page) || ghost.parts.ground.StrokeColor != style.Color(style.Accent) {
		t.Error("the card that is dragged does not look it")
	}
	drag(c, 150, 90)
	if ghost.Position() != fyne.NewPos(130, 70) || c.ghost != ghost {
		t.Errorf("dragged on, it is at %v", ghost.Position())
	}
	c.DragEnd()
	c.DragEnd()
	if !slices.Equal(dragged, []fyne.Position{fyne.NewPos(20, 20), fyne.NewPos(150, 90)}) || !slices.Equal(dropped, []fyne.Position{fyne.NewPos(150, 90)}) {
		t.Errorf("dragged %v, dropped %v", dragged, dropped)
	}
	if c.parts.ground.FillColor != style.Color(style.Card) {
		t.Error("let go, it looks as if it were dragged")
	}
}
