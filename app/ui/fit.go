package ui

import "fyne.io/fyne/v2/driver/desktop"

// fitWindow makes the main window small enough for the screen. Windows cuts one
// that is too large when it opens and tells nobody, so that its upper edge would
// be drawn above the screen; elsewhere the desktop sees to it. How large a unit is
// on this screen is known only once the window is there.
func (p *program) fitWindow() {
	free, known := p.desk.area()
	if !p.desk.cuts || !known {
		return
	}
	win := p.window.win
	size := win.Canvas().Size()
	fits, x, y := free.centre(size, win.Canvas().Scale())
	if fits.Width >= size.Width && fits.Height >= size.Height {
		return
	}
	win.Resize(fits)
	if d, ok := win.(desktop.Window); ok {
		d.RequestPosition(x, y)
	}
}
