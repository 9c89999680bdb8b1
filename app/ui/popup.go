package ui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
	"carebook/app/ui/style"
	"carebook/app/ui/today"
	"carebook/store"
)

// The measures of the pop-up's window at 100 %, and what it keeps from the
// edges of the screen. The frame that the desktop draws around a window is not
// known before it is there, so the usual height of its title bar is left.
const (
	popWidth, popHeight float32 = 420, 560
	popMargin           float32 = 16
	popTitleBar         float32 = 34
	// popFoot is the height of the buttons at its foot, which stay free of what
	// it says.
	popFoot float32 = 44
)

// popup is the window of the day's digest: small, in the corner, above others.
// It is the shell of what it shows.
type popup struct {
	program *program
	win     fyne.Window
	content *today.Pop
	toasts  *kit.Toasts
	unwatch func()
	closed  bool
	// since is when it came onto the screen.
	since time.Time
}

// newPopup makes the pop-up in a window of its own. It is not shown yet.
func newPopup(p *program, win fyne.Window) *popup {
	pop := &popup{program: p, win: win, toasts: kit.NewToasts(p.executor)}
	pop.content = today.NewPop(pop, p.params.Store, p.params.Clock, p.popDeeds(pop))
	win.SetPadded(false)
	win.SetContent(container.NewStack(pop.content.Object(), kit.Inset(0, 0, popFoot, 0, pop.toasts)))
	canvas := win.Canvas()
	canvas.SetOnTypedKey(func(k *fyne.KeyEvent) { pop.content.TakeKey(k) })
	undo, redo := pop.undo, pop.redo
	for shortcut, do := range map[fyne.Shortcut]func(){
		&fyne.ShortcutUndo{}:     undo,
		kit.CtrlShift(fyne.KeyZ): redo,
		kit.Ctrl(fyne.KeyW):      pop.close,
		kit.Ctrl(fyne.KeyQ):      p.quit,
	} {
		canvas.AddShortcut(shortcut, func(fyne.Shortcut) { do() })
	}
	pop.unwatch = p.params.Store.Watch(func(c store.Changes) {
		p.executor.Show(func() {
			if !pop.closed {
				pop.content.Changed(c)
			}
		})
	})
	win.SetOnClosed(pop.gone)
	return pop
}

// startled is how long a window that comes unasked may have the keyboard because
// the desktop gave it, and not the user.
const startled = 2 * time.Second

// show puts the window in its corner and on the screen. It does not ask for the
// keyboard. Some desktops give every new window the keyboard all the same; so
// no row has it yet, where the letters that are meant for another window would
// be commands. Down and Tab lead to the rows.
func (p *popup) show() {
	scale := float32(1)
	if w := p.program.window; w != nil {
		scale = w.win.Canvas().Scale()
	}
	area, known := p.program.desk.area()
	if d, ok := p.win.(desktop.Window); ok {
		d.RequestAlwaysOnTop()
	}
	p.place(area, known, scale)
	p.program.desk.show(p.win)
	// The scale of a window is known once it is there.
	if now := p.win.Canvas().Scale(); now != scale {
		p.place(area, known, now)
	}
	p.since = p.program.params.Clock.Now()
}

// entered is told when the user comes to a window of the program: the first row
// then has the pop-up's keyboard, unless something of it has.
func (p *popup) entered() {
	if p.win.Canvas().Focused() == nil && p.program.params.Clock.Now().Sub(p.since) > startled {
		p.content.Focus()
	}
}

// place sizes the window and asks for its place on a screen.
func (p *popup) place(area area, known bool, scale float32) {
	size := fyne.NewSize(style.Px(popWidth), style.Px(popHeight))
	if !known {
		p.win.Resize(size)
		return
	}
	size, x, y := area.corner(size, scale)
	p.win.Resize(size)
	if d, ok := p.win.(desktop.Window); ok {
		d.RequestPosition(x, y)
	}
}

// area is the part of a screen that bars of the desktop leave free, in pixels.
type area struct{ x, y, width, height int }

// corner is the place at the upper right for a window of a size in Fyne's
// units, of which each has scale pixels, and its size where the area is smaller.
func (a area) corner(size fyne.Size, scale float32) (fits fyne.Size, x, y int) {
	margin, bar := popMargin*scale, popTitleBar*scale
	width := min(size.Width*scale, float32(a.width)-2*margin)
	height := min(size.Height*scale, float32(a.height)-2*margin-bar)
	x = a.x + a.width - int(margin+width)
	y = a.y + int(margin+bar)
	return fyne.NewSize(width/scale, height/scale), x, y
}

// desk is what the pop-up asks of the desktop.
type desk struct {
	// area is that of the first screen; false where it is not known.
	area func() (area, bool)
	// show shows a window without giving it the keyboard.
	show func(fyne.Window)
}

// close closes the window.
func (p *popup) close() { p.win.Close() }

// gone is called once the window is closed, by the desktop or by us.
func (p *popup) gone() {
	p.closed = true
	p.unwatch()
	p.program.pop = nil
	p.program.offerLogin()
}

// Open implements kit.Shell: places are in the main window.
func (p *popup) Open(r kit.Route) { p.program.open(r) }

// Back implements kit.Shell: the pop-up is one place.
func (p *popup) Back() {}

// Say implements kit.Shell.
func (p *popup) Say(sentence string, action kit.Action) { p.toasts.Say(sentence, action) }

// Did implements kit.Shell.
func (p *popup) Did(sentence string, action int64) { did(p, p.program.params.Store, sentence, action) }

// Fail implements kit.Shell.
func (p *popup) Fail(err error) {
	if !run.Stopped(err) {
		p.toasts.Say(lang.Sentence(err), kit.Action{})
	}
}

// Private implements kit.Shell: the main window hides for both.
func (p *popup) Private() bool { return p.program.window != nil && p.program.window.Private() }

// Window implements kit.Shell.
func (p *popup) Window() fyne.Window { return p.win }

// Executor implements kit.Shell.
func (p *popup) Executor() *run.Executor { return p.program.executor }

func (p *popup) undo() { undoLast(p, p.program.params.Store) }

func (p *popup) redo() { redoLast(p, p.program.params.Store) }
