package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
	"carebook/store"
)

// small is a small window above others: the day's pop-up, or the box that says
// who is calling. It is the shell of what it shows.
type small struct {
	program *program
	win     fyne.Window
	toasts  *kit.Toasts
	unwatch func()
	closed  bool
}

// newSmall prepares a small window in one of Fyne's.
func newSmall(p *program, win fyne.Window) *small {
	return &small{program: p, win: win, toasts: kit.NewToasts(p.executor)}
}

// content is what a small window shows.
type content interface {
	Object() fyne.CanvasObject
	TakeKey(*fyne.KeyEvent) bool
	Changed(store.Changes)
}

// fill puts content into the window, over a foot that stays free of what is
// said, and binds the keys that all small windows have.
func (s *small) fill(c content, foot float32) {
	s.win.SetPadded(false)
	s.win.SetContent(container.NewStack(c.Object(), kit.Inset(0, 0, foot, 0, s.toasts)))
	s.win.Canvas().SetOnTypedKey(func(k *fyne.KeyEvent) { c.TakeKey(k) })
	s.bind(&fyne.ShortcutUndo{}, s.undo)
	for _, keys := range canvasShortcuts(kit.CtrlShift(fyne.KeyZ)) {
		s.bind(keys, s.redo)
	}
	s.bind(kit.Ctrl(fyne.KeyW), s.close)
	s.bind(kit.Ctrl(fyne.KeyQ), s.program.quit)
	s.unwatch = s.program.params.Store.Watch(func(changes store.Changes) {
		s.program.executor.Show(func() {
			if !s.closed {
				c.Changed(changes)
			}
		})
	})
}

// bind binds a key of the window.
func (s *small) bind(key fyne.Shortcut, do func()) {
	s.win.Canvas().AddShortcut(key, func(fyne.Shortcut) { do() })
}

// appear puts the window above others, in its place in the free part of the
// screen, and onto it by show.
func (s *small) appear(size fyne.Size, where func(area, fyne.Size, float32) (fyne.Size, int, int), show func(fyne.Window)) {
	scale := float32(1)
	if w := s.program.window; w != nil {
		scale = w.win.Canvas().Scale()
	}
	free, known := s.program.desk.area()
	place := func(scale float32) {
		if !known {
			s.win.Resize(size)
			return
		}
		fits, x, y := where(free, size, scale)
		s.win.Resize(fits)
		if d, ok := s.win.(desktop.Window); ok {
			d.RequestPosition(x, y)
		}
	}
	if d, ok := s.win.(desktop.Window); ok {
		d.RequestAlwaysOnTop()
	}
	place(scale)
	show(s.win)
	// The scale of a window is known once it is there.
	if now := s.win.Canvas().Scale(); now != scale {
		place(now)
	}
}

// The usual height of the title bar of a window, and what a small window keeps
// from the edges of the screen. The frame that the desktop draws around a window
// is not known before it is there.
const titleBar, screenMargin float32 = 34, 16

// area is the part of a screen that bars of the desktop leave free, in pixels.
type area struct{ x, y, width, height int }

// fit is a size in Fyne's units, of which each has scale pixels, in pixels and
// no larger than the area.
func (a area) fit(size fyne.Size, scale float32) (width, height float32) {
	width = min(size.Width*scale, float32(a.width)-2*screenMargin*scale)
	height = min(size.Height*scale, float32(a.height)-(2*screenMargin+titleBar)*scale)
	return width, height
}

// corner is the place at the upper right for a window of a size, and its size
// where the area is smaller.
func (a area) corner(size fyne.Size, scale float32) (fits fyne.Size, x, y int) {
	width, height := a.fit(size, scale)
	x = a.x + a.width - int(screenMargin*scale+width)
	y = a.y + int((screenMargin+titleBar)*scale)
	return fyne.NewSize(width/scale, height/scale), x, y
}

// centre is the place in the middle for a window of a size, and its size where
// the area is smaller.
func (a area) centre(size fyne.Size, scale float32) (fits fyne.Size, x, y int) {
	width, height := a.fit(size, scale)
	bar := titleBar * scale
	x = a.x + int((float32(a.width)-width)/2)
	y = a.y + int((float32(a.height)-height-bar)/2+bar)
	return fyne.NewSize(width/scale, height/scale), x, y
}

// desk is what windows ask of the desktop.
type desk struct {
	// area is that of the first screen; false where it is not known.
	area func() (area, bool)
	// show shows a window without giving it the keyboard.
	show func(fyne.Window)
	// cuts tells that a window too large for the screen is cut when it opens, and
	// does not learn of it.
	cuts bool
}

// close closes the window.
func (s *small) close() { s.win.Close() }

// end is done once the window is closed, by the desktop or by us.
func (s *small) end() {
	s.closed = true
	s.unwatch()
}

// Open implements kit.Shell: places are in the main window.
func (s *small) Open(r kit.Route) { s.program.open(r) }

// Back implements kit.Shell: a small window is one place.
func (s *small) Back() {}

// Say implements kit.Shell.
func (s *small) Say(sentence string, action kit.Action) { s.toasts.Say(sentence, action) }

// Did implements kit.Shell.
func (s *small) Did(sentence string, action int64) { did(s, s.program.params.Store, sentence, action) }

// Fail implements kit.Shell.
func (s *small) Fail(err error) {
	if !run.Stopped(err) {
		s.toasts.Say(lang.Sentence(err), kit.Action{})
	}
}

// Private implements kit.Shell: the main window hides for all.
func (s *small) Private() bool { return s.program.window != nil && s.program.window.Private() }

// Window implements kit.Shell.
func (s *small) Window() fyne.Window { return s.win }

// Executor implements kit.Shell.
func (s *small) Executor() *run.Executor { return s.program.executor }

func (s *small) undo() { undoLast(s, s.program.params.Store) }

func (s *small) redo() { redoLast(s, s.program.params.Store) }
