package ui

import (
	"context"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/container"

	"carebook/app"
	"carebook/app/care"
	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
	"carebook/app/ui/trouble"
	"carebook/assets"
)

// Trouble is a book that cannot be opened.
type Trouble struct {
	// Err is why.
	Err           error
	Book, Version string
	Clock         care.Clock
	Settings      app.Settings
	// Alone is set where this process holds the book's lock.
	Alone bool
	// Usual is a book in the usual place while the one at Book is away, "" for none.
	Usual string
	// Home is where a backup can be restored in its place, "" for nowhere.
	Home string
	// Moved are copies that books left in the usual place when they were moved away.
	Moved []string
}

// RunTrouble shows why a book cannot be opened and the ways out, until the window is
// closed or ctx ends. again is the path of the book with which the user wants the
// program to start anew, "" for none. It fails with care.CodeNoDisplay where no
// window can be drawn.
func RunTrouble(ctx context.Context, t Trouble) (again string, err error) {
	hold := holdLog()
	defer hold.release()
	icon := fyne.NewStaticResource("carebook.png", assets.Icon)
	fyneapp.SetMetadata(fyne.AppMetadata{ID: assets.ID, Name: assets.Name, Version: t.Version, Icon: icon})
	speakOurLanguage()
	a := fyneapp.NewWithID(assets.ID)
	keepPrivate(a)
	a.SetIcon(icon)
	newLook(a, t.Settings, toldAtOnce())
	e := run.New()
	defer e.Stop()
	win := a.NewWindow(assets.Name)
	if err := hold.complaint(); err != nil {
		return "", err
	}
	nameWindows()
	w := newTroubleWindow(t, win, e)
	run.AfterFirstFrame(hold.release)
	defer context.AfterFunc(ctx, func() { e.Show(win.Close) })()
	err = hold.untilDrawn(win.Show)
	if err == nil {
		err = hold.complaint()
	}
	if err == nil {
		err = hold.untilDrawn(a.Run)
	}
	return w.again, err
}

// troubleWindow is the window of a book that cannot be opened. It is the shell of
// its one page.
type troubleWindow struct {
	win      fyne.Window
	executor *run.Executor
	toasts   *kit.Toasts
	page     *trouble.Page
	again    string
}

func newTroubleWindow(t Trouble, win fyne.Window, e *run.Executor) *troubleWindow {
	w := &troubleWindow{win: win, executor: e, toasts: kit.NewToasts(e)}
	w.page = trouble.New(w, trouble.Params{
		Err: t.Err, Book: t.Book, Clock: t.Clock, Alone: t.Alone, Usual: t.Usual, Home: t.Home, Moved: t.Moved, Backups: backupsOf(t.Settings),
		Again: func(book string) {
			w.again = book
			win.Close()
		},
		Quit: win.Close,
	})
	win.SetPadded(false)
	win.SetContent(container.NewStack(kit.NewGround(style.Page), w.page.Object(), w.toasts))
	win.Canvas().SetOnTypedKey(w.page.TakeKey)
	for _, key := range []fyne.Shortcut{kit.Ctrl(fyne.KeyQ), kit.Ctrl(fyne.KeyW)} {
		win.Canvas().AddShortcut(key, func(fyne.Shortcut) { win.Close() })
	}
	win.Resize(style.SmallestWindow)
	win.Canvas().Focus(w.page.First())
	return w
}

// Open implements kit.Shell; there is nowhere to go.
func (w *troubleWindow) Open(kit.Route) {}

// Back implements kit.Shell.
func (w *troubleWindow) Back() {}

// Say implements kit.Shell.
func (w *troubleWindow) Say(sentence string, action kit.Action) { w.toasts.Say(sentence, action) }

// Did implements kit.Shell; nothing is done that could be taken back.
func (w *troubleWindow) Did(sentence string, _ int64) { w.toasts.Say(sentence, kit.Action{}) }

// Fail implements kit.Shell.
func (w *troubleWindow) Fail(err error) {
	if !run.Stopped(err) {
		w.toasts.Say(lang.Sentence(err), kit.Action{})
	}
}

// Private implements kit.Shell.
func (w *troubleWindow) Private() bool { return false }

// Window implements kit.Shell.
func (w *troubleWindow) Window() fyne.Window { return w.win }

// Executor implements kit.Shell.
func (w *troubleWindow) Executor() *run.Executor { return w.executor }
