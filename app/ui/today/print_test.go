package today

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/kittest"
	"carebook/app/ui/style"
)

// openWithPrint is the page with a printer, and what was done.
func openWithPrint(t *testing.T, size fyne.Size) (f *Screen, shell *kittest.Shell, printed *int, read *[]int64) {
	t.Helper()
	kittest.App(t)
	shell, printed, read = kittest.NewShell(t, size), new(int), new([]int64)
	f = New(shell, fullBook(t), kittest.Clock())
	f.Print = func() { *printed++ }
	f.Brief = func(person int64) { *read = append(*read, person) }
	shell.Show(f.Object())
	f.Open(kit.Route{Screen: kit.TodayScreen})
	return f, shell, printed, read
}

func TestTheDayIsPrinted(t *testing.T) {
	f, _, printed, _ := openWithPrint(t, fyne.NewSize(1204, 744))
	test.Tap(kittest.Button(t, f.Object(), lang.T("sheet.print")))
	if !f.PrintShown() || *printed != 2 {
		t.Errorf("printed %d times", *printed)
	}
	f.Print = nil
	f.Open(kit.Route{Screen: kit.TodayScreen})
	if f.PrintShown() || f.print.Visible() {
		t.Error("without a printer it offers to print")
	}
}

func TestTheHeadHoldsItsButton(t *testing.T) {
	for _, l := range lang.Languages() {
		for _, width := range []float32{784, 1204, 1844} {
			f, _, _, _ := openWithPrint(t, fyne.NewSize(width, 744))
			lang.Use(l.Code)
			fyne.CurrentApp().Settings().SetTheme(style.New(style.Light, 150))
			f.Object().Refresh()
			f.relayout()
			day, button := f.day, f.print
			if end := day.Position().X + day.Size().Width; end > button.Position().X {
				t.Errorf("%s, %v wide: the day ends at %v, the button begins at %v", l.Code, width, end, button.Position().X)
			}
			if under := f.sentence.Position().Y; button.Position().Y < 0 || button.Position().Y+button.Size().Height > under+style.Px(style.Space1) {
				t.Errorf("%s, %v wide: the button at %v lies over the sentence at %v", l.Code, width, button.Position(), under)
			}
		}
	}
	lang.Use("en")
}

func TestWhoeverHasTheKeyboardIsAtHand(t *testing.T) {
	f, shell, _, read := openWithPrint(t, fyne.NewSize(1204, 744))
	f.board.close()
	if f.AtHand() != 0 {
		t.Errorf("with no row opened %d is at hand", f.AtHand())
	}
	for _, e := range f.board.flat() {
		f.board.focus(e)
		if f.AtHand() != e.item.Person {
			t.Errorf("at hand is %d, want %s", f.AtHand(), e.item.Name)
		}
		if e.item.Name == carles {
			test.Tap(e.row.Word(lang.T("today.read_brief")).(fyne.Tappable))
			if len(*read) != 1 || (*read)[0] != e.item.Person || len(shell.Routes) != 0 {
				t.Errorf("read %v, went to %+v", *read, shell.Routes)
			}
		}
	}
	f.Brief = nil
	f.board.openBrief(7)
	if len(shell.Routes) != 1 || shell.Routes[0].Person != 7 {
		t.Errorf("without briefs it goes to %+v", shell.Routes)
	}
}
