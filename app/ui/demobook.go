package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"carebook/app"
	"carebook/app/book"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
)

// demoBar is the line over every page of the demo book.
type demoBar struct {
	// Back and Throw are the two ways out of it.
	Back, Throw *kit.Button
	object      *fyne.Container
}

func newDemoBar(w *Window) *demoBar {
	b := &demoBar{
		Back:  kit.NewButton(kit.Plain, lang.T("demo.back"), "", w.backHome).Small(),
		Throw: kit.NewButton(kit.Quiet, lang.T("demo.throw"), "", w.throwDemo).Small(),
	}
	words := kit.Lead(kit.NewIconText(style.BookOpen, ""), kit.NewParagraph(lang.T("demo.bar"), style.Control, style.Ink))
	line := &fyne.Container{Layout: &barLine{}, Objects: []fyne.CanvasObject{words, b.Throw, b.Back}}
	b.object = kit.OnGround(kit.NewGround(style.Hover), kit.Inset(style.Space1, 20, style.Space1, style.Space5, line))
	return b
}

// barLine is words with buttons at their right, all in the middle of the height.
type barLine struct{ width float32 }

func (l *barLine) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	x := size.Width
	for i := len(objects) - 1; i > 0; i-- {
		least := objects[i].MinSize()
		x -= least.Width
		place(objects[i], x, (size.Height-least.Height)/2, least.Width, least.Height)
		x -= style.Px(style.Space2)
	}
	words := kit.HeightFor(objects[0], x)
	place(objects[0], 0, (size.Height-words)/2, x, words)
}

func (l *barLine) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, l.HeightFor(objects, l.width))
}

// HeightFor implements kit.Heighter.
func (l *barLine) HeightFor(objects []fyne.CanvasObject, width float32) (height float32) {
	for _, o := range objects[1:] {
		least := o.MinSize()
		width -= least.Width + style.Px(style.Space2)
		height = max(height, least.Height)
	}
	return max(height, kit.HeightFor(objects[0], width))
}

// demoCommands are what can be done about the demo book.
func (w *Window) demoCommands() []kit.Command {
	if w.params.Demo != nil {
		return []kit.Command{
			{Label: lang.T("demo.back_command"), Do: w.backHome},
			{Label: lang.T("demo.throw_command"), Do: w.throwDemo},
		}
	}
	return []kit.Command{{Label: lang.T("welcome.demo"), Do: func() { w.openDemo(func() {}) }}}
}

// openDemo turns to the demo book, which is made where there is none; failed is
// called where that is not to be.
func (w *Window) openDemo(failed func()) {
	p := w.params
	run.Do(w.executor, &w.demoing, func(ctx context.Context) (struct{}, error) {
		if err := app.MakeBookFolder(p.DemoFile); err != nil {
			return struct{}{}, err
		}
		return struct{}{}, book.ReadyDemo(ctx, p.DemoFile, p.Book, p.Clock)
	}, func(_ struct{}, err error) {
		if err != nil {
			failed()
			w.Fail(err)
			return
		}
		w.turnTo(p.DemoFile, false)
	})
}

// turnTo starts the program anew with another book; throwAway throws this one away,
// the demo book.
func (w *Window) turnTo(book string, throwAway bool) {
	w.params.Turn(book, throwAway)
	w.quit()
}

// backHome turns from the demo book to the user's own.
func (w *Window) backHome() { w.turnTo(w.params.Demo.Home, false) }

// throwDemo turns to the user's own book and throws the demo book away. It asks first
// where the user has done something in it: nothing brings that back.
func (w *Window) throwDemo() {
	throw := func() { w.turnTo(w.params.Demo.Home, true) }
	run.Do(w.executor, &w.demoing, func(ctx context.Context) (book.OwnWork, error) {
		return w.params.Demo.OwnWork(ctx, w.params.Store)
	}, func(own book.OwnWork, err error) {
		switch {
		case err != nil:
			w.Fail(err)
		case !own.Any:
			throw()
		default:
			goes := lang.T("demo.throw_changed")
			if own.People > 0 {
				goes = lang.N("demo.throw_added", own.People)
			}
			w.throwing = kit.NewPanel(lang.T("demo.throw_title"),
				kit.NewParagraph(goes, style.Control, style.Ink2),
				lang.T("demo.throw"), func(done func(string)) { done(""); throw() })
			w.throwing.Show(w.win.Canvas())
			w.win.Canvas().Focus(w.throwing.Cancel)
		}
	})
}
