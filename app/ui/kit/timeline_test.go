package kit

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"carebook/app/ui/style"
)

func TestTimelineRowUnfolds(t *testing.T) {
	look(t, 100)
	r := NewTimelineRow("More")
	resized := 0
	r.OnResized = func() { resized++ }
	win := show(t, NewColumn(0, r), 400, 600)
	r.Fill(Moment{Title: "Visit", Text: "Short.", Day: "Thu 12 Nov"})
	short := r.HeightFor(400)
	if short != style.Px(53) {
		t.Errorf("a row of one line is %v high, want 53", short)
	}
	test.Tap(r)
	if r.Unfolded() || resized != 0 || win.Canvas().Focused() != r {
		t.Error("a short text unfolded, or the click gave no focus")
	}
	r.Fill(Moment{Title: "Visit", Text: strings.Repeat("She wants it before Christmas. ", 20)})
	folded := r.HeightFor(400)
	if folded != short+2*style.Px(momentLine) || len(r.texts) != foldedLines {
		t.Errorf("folded it is %v high with %d lines", folded, len(r.texts))
	}
	r.TypedKey(key(fyne.KeyReturn))
	if open := r.HeightFor(400); !r.Unfolded() || open <= folded || resized != 1 {
		t.Errorf("unfolded it is %v high, told %d times", open, resized)
	}
	if last := r.texts[len(r.texts)-1].Text; strings.HasSuffix(last, ellipsis) {
		t.Errorf("unfolded it ends with %q", last)
	}
	r.TypedKey(key(fyne.KeySpace))
	if r.Unfolded() || r.HeightFor(400) != folded {
		t.Error("it does not fold again")
	}
}

func TestTimelineRowOfAnyLength(t *testing.T) {
	look(t, 100)
	r := NewTimelineRow("More")
	show(t, NewColumn(0, r), 400, 600)
	r.Fill(Moment{Title: strings.Repeat("Wolfeschlegelstein", 5000), Text: strings.Repeat("Christmas ", 100000), Day: "2 Feb 2025"})
	r.Unfold(true)
	if end := r.title.Position().X + r.title.Size().Width; end > r.day.Position().X {
		t.Errorf("the title ends at %v, the day begins at %v", end, r.day.Position().X)
	}
	if h := r.HeightFor(400); h > 5000 {
		t.Errorf("it is %v high", h)
	}
}

func TestTimelineRowLooks(t *testing.T) {
	look(t, 100)
	r := NewTimelineRow("More")
	show(t, NewColumn(0, r), 400, 600)
	r.Fill(Moment{Glyph: style.WarningCircle, Title: "Complaint", Text: "Steam", Late: true})
	if r.circle.FillColor != style.Color(style.LateSoft) || r.icon.shown != style.Color(style.Late) || !r.thread.Visible() {
		t.Error("a complaint does not look late")
	}
	r.Fill(Moment{Glyph: style.Flag, Title: "Promise", Text: "Price list", Done: true, Last: true})
	if !r.title.TextStyle.Strikethrough || !r.texts[0].TextStyle.Strikethrough || r.title.Color != style.Color(style.Ink3) || r.thread.Visible() {
		t.Error("a promise that was kept is not struck through, or the line goes past the end")
	}
	r.Fill(Moment{Title: "Gate code", Pinned: true})
	if !r.card.Visible() || !r.pin.Visible() || r.thread.Visible() || r.title.TextStyle.Strikethrough || len(r.texts) != 0 {
		t.Error("a pinned row is no card, or keeps what was before")
	}
}

func TestTimelineRowMenu(t *testing.T) {
	look(t, 100)
	opened := 0
	r, next := NewTimelineRow("More"), NewTimelineRow("More")
	r.OnMenu = func() { opened++ }
	r.Fill(Moment{Title: "Call"})
	win := show(t, NewColumn(0, r, next), 400, 600)
	if r.MenuButton().Visible() {
		t.Error("the button is seen without pointer or focus")
	}
	r.MouseIn(nil)
	if !r.MenuButton().Visible() {
		t.Error("the pointer does not bring the button")
	}
	r.MouseOut()
	test.TapSecondary(r)
	r.TypedKey(key(desktop.KeyMenu))
	r.KeyDown(key(desktop.KeyShiftLeft))
	r.TypedKey(key(fyne.KeyF10))
	r.KeyUp(key(desktop.KeyShiftLeft))
	r.TypedKey(key(fyne.KeyF10))
	if opened != 3 {
		t.Errorf("opened %d times by the right button, the menu key and Shift+F10", opened)
	}
	win.Canvas().FocusNext()
	if win.Canvas().Focused() != r.dots || r.dots.AccessibilityLabel() != "More" {
		t.Fatalf("Tab went to %T", win.Canvas().Focused())
	}
	win.Canvas().Focused().TypedKey(key(fyne.KeyReturn))
	win.Canvas().Focus(r)
	r.TypedKey(key(fyne.KeyDown))
	if opened != 4 || win.Canvas().Focused() != next {
		t.Errorf("opened %d times, the arrow key went to %T", opened, win.Canvas().Focused())
	}
	next.TypedKey(key(fyne.KeyUp))
	if win.Canvas().Focused() != r {
		t.Errorf("the arrow key went back to %T", win.Canvas().Focused())
	}
	if next.MenuButton().Visible() {
		t.Error("a row without a menu shows its button")
	}
}
