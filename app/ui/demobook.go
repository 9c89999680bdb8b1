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
	words := kit.Lead(kit.NewPicture(fyne.NewSquareSize(style.IconSize), func() fyne.Resource { return style.Icon(style.BookOpen, style.Soon) }),
		kit.NewParagraph(lang.T("demo.bar"), style.Control, style.Ink))
	buttons := &fyne.Container{Layout: &inLine{}, Objects: []fyne.CanvasObject{b.Throw, b.Back}}
	b.object = kit.OnGround(kit.NewGround(style.SoonSoft),
		kit.Inset(style.Space1, 20, style.Space1, style.Space5, kit.Beside(words, buttons)))
	return b
}

// inLine puts buttons next to each other.
type inLine struct{}

func (*inLine) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	x := float32(0)
	for _, o := range objects {
		least := o.MinSize()
		place(o, x, (size.Height-least.Height)/2, least.Width, least.Height)
		x += least.Width + style.Px(style.Space2)
	}
}

func (*inLine) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for i, o := range objects {
		least := o.MinSize()
		size = fyne.NewSize(size.Width+least.Width, max(size.Height, least.Height))
		if i > 0 {
			size.Width += style.Px(style.Space2)
		}
	}
	return size
}

// demoCommands are what can be done about the demo book.
func (w *Window) demoCommands() []kit.Command {
	if w.params.Demo != nil {
		return []kit.Command{
			{Label: lang.T("demo.back"), Do: w.backHome},
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
// where the user has put somebody into it: nothing brings those back.
func (w *Window) throwDemo() {
	throw := func() { w.turnTo(w.params.Demo.Home, true) }
	run.Do(w.executor, &w.demoing, func(ctx context.Context) (int, error) {
		return w.params.Demo.Added(ctx, w.params.Store)
	}, func(added int, err error) {
		switch {
		case err != nil:
			w.Fail(err)
		case added == 0:
			throw()
		default:
			w.throwing = kit.NewPanel(lang.T("demo.throw_title"),
				kit.NewParagraph(lang.N("demo.throw_added", added), style.Control, style.Ink2),
				lang.T("demo.throw"), func(done func(string)) { done(""); throw() })
			w.throwing.Show(w.win.Canvas())
			w.win.Canvas().Focus(w.throwing.Cancel)
		}
	})
}
