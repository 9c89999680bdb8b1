package visits

import (
	"testing"

	"fyne.io/fyne/v2"

	"carebook/app/book"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/kittest"
)

func TestWhoeverHasTheKeyboardIsAtHand(t *testing.T) {
	kittest.App(t)
	s := trade(t)
	if n := New(kittest.NewShell(t, usual), s, kittest.Clock()); n.AtHand() != 0 || n.PrintShown() {
		t.Error("before it was opened somebody is at hand, or there is something to print")
	}
	f := openBook(t, s, kittest.NewShell(t, usual))
	f.shell.Window().Canvas().Unfocus()
	if f.AtHand() != 0 {
		t.Errorf("without the keyboard %d is at hand", f.AtHand())
	}
	if len(f.week.cards) == 0 {
		t.Fatal("nobody is planned")
	}
	for key, k := range f.week.cards {
		f.shell.Window().Canvas().Focus(k.face)
		if f.AtHand() != key {
			t.Errorf("at hand is %d, want %d", f.AtHand(), key)
		}
	}
	f.showImportant()
	seen := 0
	for i, field := range f.fields.fields {
		for j, o := range field.rows.Objects {
			if _, ok := o.(*kit.BandRow); !ok {
				continue
			}
			f.shell.Window().Canvas().Focus(o.(fyne.Focusable))
			if want := field.shown.Rows[j].Key; f.AtHand() != want {
				t.Errorf("field %d, row %d: at hand is %d, want %d", i, j, f.AtHand(), want)
			}
			seen++
		}
	}
	if seen == 0 {
		t.Fatal("nobody is in the four fields")
	}
	f.leaveImportant()
	f.setMonth(true)
	if f.AtHand() != 0 {
		t.Errorf("in the month %d is at hand", f.AtHand())
	}
}

func TestThePlanIsPrinted(t *testing.T) {
	kittest.App(t)
	f := openBook(t, trade(t), kittest.NewShell(t, usual))
	if f.PrintShown() {
		t.Error("without a printer it prints")
	}
	var printed []*book.VisitsView
	f.Print = func(v *book.VisitsView) { printed = append(printed, v) }
	if !f.PrintShown() || len(printed) != 1 || printed[0] != f.view {
		t.Errorf("printed %v", printed)
	}
	f.showImportant()
	if f.PrintShown() {
		t.Error("the four fields are printed as a plan")
	}
}
