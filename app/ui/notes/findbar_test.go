package notes

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"carebook/app/doc"
	"carebook/app/ui/kit/kittest"
)

const threeOvens = "<p>One oven, another Oven.</p><p>Nothing.</p><p>The last ovén</p>"

func TestFindBarFinds(t *testing.T) {
	b := openBench(t, 900, threeOvens)
	f := b.finder
	b.shell.Window().Canvas().Focus(b.editor)
	f.show("")
	if !f.visible() || b.shell.Window().Canvas().Focused() != fyne.Focusable(f.field) || f.count.Words() != "" || !f.on.Disabled() {
		t.Fatalf("the bar says %q, the keyboard is at %T", f.count.Words(), b.shell.Window().Canvas().Focused())
	}
	test.Type(f.field, "oven")
	if got := f.count.Words(); got != "1 of 3" || f.on.Disabled() || f.back.Disabled() {
		t.Fatalf("the bar says %q", got)
	}
	press := func(keys ...fyne.KeyName) {
		for _, key := range keys {
			if key == desktop.KeyShiftLeft {
				f.field.KeyDown(&fyne.KeyEvent{Name: key})
				continue
			}
			f.field.TypedKey(&fyne.KeyEvent{Name: key})
		}
	}
	for _, c := range []struct {
		keys []fyne.KeyName
		says string
		at   doc.Selection
	}{
		{[]fyne.KeyName{fyne.KeyReturn}, "2 of 3", within(0, 18, 22)},
		{[]fyne.KeyName{fyne.KeyF3}, "3 of 3", within(2, 9, 14)},
		{[]fyne.KeyName{fyne.KeyEnter}, "1 of 3", within(0, 4, 8)},
		{[]fyne.KeyName{desktop.KeyShiftLeft, fyne.KeyReturn}, "3 of 3", within(2, 9, 14)},
		{[]fyne.KeyName{fyne.KeyF3}, "2 of 3", within(0, 18, 22)},
	} {
		press(c.keys...)
		if got := f.count.Words(); got != c.says || b.editor.Selection().Range() != c.at.Range() {
			t.Errorf("after %q it is %q at %+v", c.keys, got, b.editor.Selection())
		}
	}
	f.field.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	test.Tap(f.on)
	test.Tap(f.on)
	if got := f.count.Words(); got != "1 of 3" || b.shell.Window().Canvas().Focused() != fyne.Focusable(f.field) {
		t.Errorf("by the buttons it is %q, the keyboard is at %T", got, b.shell.Window().Canvas().Focused())
	}
	test.Tap(f.back)
	press(fyne.KeyEscape)
	if f.visible() || b.shell.Window().Canvas().Focused() != fyne.Focusable(b.editor) || b.editor.SelectedText() != "ovén" {
		t.Errorf("closed, the keyboard is at %T and %q is selected", b.shell.Window().Canvas().Focused(), b.editor.SelectedText())
	}
	if _, n := b.editor.Found(); n != 0 {
		t.Errorf("closed, %d places are marked", n)
	}
}

func TestFindBarBeginsWithWhatIsSelected(t *testing.T) {
	b := openBench(t, 900, threeOvens)
	b.editor.Select(within(1, 0, 7))
	b.finder.show("")
	if got := b.finder.field.Text; got != "Nothing" || b.finder.count.Words() != "1 of 1" {
		t.Errorf("it looks for %q, %q", got, b.finder.count.Words())
	}
	b.finder.hide()
	b.editor.Select(doc.Select(b.editor.Document().All()))
	b.finder.show("")
	if got := b.finder.field.Text; got != "Nothing" {
		t.Errorf("with several lines selected it looks for %q", got)
	}
	if got := b.finder.field.SelectedText(); got != "Nothing" {
		t.Errorf("of the field %q is selected", got)
	}
	b.editor.Select(caret(1, 0))
	b.finder.show("oven")
	if got := b.finder.count.Words(); got != "3 of 3" { // the first one behind the caret
		t.Errorf("asked to find ovens it says %q", got)
	}
}

func TestFindBarSaysCalmlyThatThereIsNothing(t *testing.T) {
	b := openBench(t, 900, threeOvens)
	b.finder.show("zebra")
	if got := b.finder.count.Words(); got != "0" || !b.finder.on.Disabled() || !b.finder.back.Disabled() {
		t.Errorf("it says %q", got)
	}
	b.finder.field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if len(b.shell.Said)+len(b.shell.Failed) > 0 {
		t.Errorf("said was %q", b.shell.Said)
	}
}

func TestFindBarMarksWithoutTakingTheKeyboard(t *testing.T) {
	b := openBench(t, 900, threeOvens)
	b.finder.mark("oven")
	if !b.finder.visible() || b.shell.Window().Canvas().Focused() != fyne.Focusable(b.editor) || b.finder.count.Words() != "1 of 3" {
		t.Errorf("it says %q, the keyboard is at %T", b.finder.count.Words(), b.shell.Window().Canvas().Focused())
	}
	b.finder.next()
	if got := b.finder.count.Words(); got != "2 of 3" {
		t.Errorf("the next place is %q", got)
	}
	b.finder.hide()
	b.editor.Select(caret(1, 0))
	b.finder.next() // opens the bar with the words of the last time
	if !b.finder.visible() || b.finder.field.Text != "oven" {
		t.Errorf("the key for the next place leaves the bar shut, with %q", b.finder.field.Text)
	}
	b.finder.previous()
	test.Tap(b.finder.ending)
	if b.finder.visible() {
		t.Error("the bar is still there")
	}
}

func TestFindBarFollowsTheText(t *testing.T) {
	b := openBench(t, 900, threeOvens)
	b.finder.mark("oven")
	b.editor.Select(doc.Caret(b.editor.Document().End()))
	test.Type(b.editor, ", a fourth oven")
	b.finder.refresh()
	if _, n := b.editor.Found(); n != 4 {
		t.Fatalf("the editor knows %d places", n)
	}
	if got := b.finder.count.Words(); got != "4" {
		t.Errorf("after another oven was written it says %q", got)
	}
}

func TestFindBarIsReachedByTab(t *testing.T) {
	b := openBench(t, 900, threeOvens)
	b.finder.show("oven")
	kittest.ReachedByTab(t, b.shell.Window().Canvas(), []fyne.Focusable{b.finder.field, b.finder.back, b.finder.on, b.finder.ending}, 4)
}
