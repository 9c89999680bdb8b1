package kit_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"carebook/app/ui/kit"
	"carebook/app/ui/kit/kittest"
	"carebook/app/ui/style"
)

// titled is a title in a window, over which a column of a width lies.
func titled(t *testing.T, width float32) (*kit.TitleField, fyne.Window) {
	t.Helper()
	f := kit.NewTitleField("Title")
	column := kit.NewColumn(0, f.Object())
	w := test.NewTempWindow(t, column)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(width, 400))
	f.OnResized = func() { column.Layout.Layout(column.Objects, column.Size()) }
	return f, w
}

// drawn are the texts under an object as they are drawn.
func drawn(o fyne.CanvasObject) (texts []*canvas.Text) {
	kittest.Walk(o, func(o fyne.CanvasObject) {
		if x, ok := o.(*canvas.Text); ok && x.Text != "" {
			texts = append(texts, x)
		}
	})
	return texts
}

func TestALongTitleWrapsAndGrows(t *testing.T) {
	for _, look := range []struct {
		mode    style.Mode
		percent int
	}{{style.Light, 100}, {style.Dark, 100}, {style.Dark, 150}} {
		kittest.App(t).Settings().SetTheme(style.New(look.mode, look.percent))
		f, w := titled(t, 500)
		one := f.Object().Size().Height
		if f.SetText("One"); f.Object().Size().Height != one {
			t.Errorf("%v: with a word it is %v high, without %v", look, f.Object().Size().Height, one)
		}
		for _, words := range []string{strings.Repeat("an oven that steams ", 12), strings.Repeat("蒸烤箱和门封", 20), strings.Repeat("m", 150)} {
			f.SetText(words)
			size := f.Object().Size()
			if size.Height < 3*one-1 {
				t.Errorf("%v: %.9q… is %v high, a line %v", look, words, size.Height, one)
			}
			said := ""
			for _, line := range drawn(w.Content()) {
				said += line.Text
				at := fyne.CurrentApp().Driver().AbsolutePositionForObject(line)
				if least := line.MinSize(); at.X < 0 || at.X+least.Width > 500.5 || at.Y < 0 || at.Y+least.Height > size.Height+0.5 {
					t.Errorf("%v: %q stands at %v, %v large, in %v", look, line.Text, at, least, size)
				}
				if line.TextSize != style.TextSize(style.NoteHead) || line.Color != style.Color(style.Ink) {
					t.Errorf("%v: %q is drawn %v high in %v", look, line.Text, line.TextSize, line.Color)
				}
			}
			if squeezed := strings.ReplaceAll(said, " ", ""); squeezed != strings.ReplaceAll(words, " ", "") {
				t.Errorf("%v: drawn is %q", look, said)
			}
		}
		w.Resize(fyne.NewSize(1200, 400))
		if f.SetText("One"); f.Object().Size().Height != one {
			t.Errorf("%v: short again it is %v high, a line %v", look, f.Object().Size().Height, one)
		}
	}
}

func TestDownLeavesATitleInItsLastLineAlone(t *testing.T) {
	kittest.App(t)
	f, w := titled(t, 500)
	one, left := f.Object().Size().Height, 0
	f.OnDown = func() { left++ }
	f.SetText(strings.Repeat("an oven ", 16))
	last := int(f.Object().Size().Height/one+0.5) - 1
	if last < 2 {
		t.Fatalf("%d lines", last+1)
	}
	w.Canvas().Focus(f)
	down := &fyne.KeyEvent{Name: fyne.KeyDown}
	for row := 0; row < last; row++ {
		if f.TypedKey(down); left != 0 || f.CursorRow != row+1 {
			t.Fatalf("from line %d it goes to line %d, left %d times", row, f.CursorRow, left)
		}
	}
	if f.TypedKey(down); left != 1 {
		t.Error("Down in the last line stays in the title")
	}
	f.CursorRow = 0
	if f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn}); left != 2 || strings.Contains(f.Text, "\n") {
		t.Errorf("after Enter it was left %d times and says %q", left, f.Text)
	}
}

func TestATitleHasNoLineBreaks(t *testing.T) {
	kittest.App(t)
	f, w := titled(t, 500)
	w.Canvas().Focus(f)
	board := fyne.CurrentApp().Clipboard()
	board.SetContent("\r\none\r\ntwo\n\nthree\u2028four\n")
	f.TypedShortcut(&fyne.ShortcutPaste{Clipboard: board})
	if f.Text != "one two three four" {
		t.Errorf("pasted it says %q", f.Text)
	}
	if f.SetText("a\nb"); f.Text != "a b" {
		t.Errorf("set it says %q", f.Text)
	}
}

func TestATitleGoesBackAndForthInItsHistory(t *testing.T) {
	kittest.App(t)
	f, w := titled(t, 500)
	w.Canvas().Focus(f)
	if f.TakeBack() || f.Again() {
		t.Error("there is a history of nothing")
	}
	test.Type(f, "Oven")
	if !f.TakeBack() || f.Text != "" || !f.Again() || f.Text != "Oven" || f.Again() {
		t.Errorf("it says %q", f.Text)
	}
	if f.SetText("Other"); f.TakeBack() {
		t.Error("another text has the history of the one before")
	}
}

// Fyne forgets what was not drawn for a minute, and the theme over it.
func TestATitleIsLargeAgainAfterItWasOutOfSight(t *testing.T) {
	kittest.App(t)
	f, w := titled(t, 500)
	f.SetText("One")
	for _, words := range []string{"Two", ""} {
		t.Run("forgotten", func(t *testing.T) {
			forget(t, f.Object())
		})
		f.SetText(words)
		w.Canvas().Capture()
		kittest.Walk(f, func(o fyne.CanvasObject) {
			if part, ok := o.(fyne.Widget); ok && theme.CurrentForWidget(part).Size(theme.SizeNameText) != style.TextSize(style.NoteHead) {
				t.Errorf("%q: a %T has lost the theme of titles", words, part)
			}
		})
		for _, text := range drawn(w.Content()) {
			if text.TextSize != style.TextSize(style.NoteHead) {
				t.Errorf("%q is drawn %v high", text.Text, text.TextSize)
			}
		}
	}
}

// forget lets Fyne forget what is drawn of the widgets under an object at the end of
// the test; what overrides the theme is measured meanwhile and stays.
func forget(t *testing.T, o fyne.CanvasObject) {
	t.Helper()
	kittest.Walk(o, func(o fyne.CanvasObject) {
		if _, override := o.(interface{ SetDeviceIsMobile(bool) }); override {
			return
		}
		if w, ok := o.(fyne.Widget); ok {
			test.TempWidgetRenderer(t, w)
		}
	})
}
