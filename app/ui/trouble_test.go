package ui

import (
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"carebook/app"
	"carebook/app/care"
	"carebook/app/ui/kit/kittest"
	"carebook/app/ui/kit/run"
)

func TestTheWindowOfABookThatCannotBeOpened(t *testing.T) {
	a := kittest.App(t)
	path := filepath.Join(t.TempDir(), "book.db")
	trouble := Trouble{
		Err: &care.Error{Code: care.CodeBookLocked, Args: care.Args{"Book": path}}, Book: path, Clock: kittest.Clock(), Settings: app.Settings{},
	}
	closed := 0
	open := func() *troubleWindow {
		win := a.NewWindow("Carebook")
		w := newTroubleWindow(trouble, win, run.Inline())
		win.SetOnClosed(func() { closed++ })
		win.Show()
		return w
	}
	w := open()
	if w.win.Canvas().Focused() != fyne.Focusable(w.page.First()) {
		t.Error("no way out has the keyboard")
	}
	w.page.TakeKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if closed != 1 || w.again != "" {
		t.Errorf("Escape: closed %d, again %q", closed, w.again)
	}
	w = open()
	test.Tap(w.page.Retry)
	if closed != 2 || w.again != path {
		t.Errorf("try again: closed %d, again %q", closed, w.again)
	}
}
