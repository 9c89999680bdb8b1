package ui

import (
	"time"

	"fyne.io/fyne/v2"

	"carebook/app/ui/style"
	"carebook/app/ui/today"
)

// The measures of the pop-up's window at 100 %.
const (
	popWidth, popHeight float32 = 420, 560
	// popFoot is the height of the buttons at its foot, which stay free of what
	// it says.
	popFoot float32 = 44
)

// popup is the window of the day's digest: small, in the corner, above others.
type popup struct {
	*small
	content *today.Pop
	// since is when it came onto the screen.
	since time.Time
}

// newPopup makes the pop-up in a window of its own. It is not shown yet.
func newPopup(p *program, win fyne.Window) *popup {
	pop := &popup{small: newSmall(p, win)}
	pop.content = today.NewPop(pop, p.params.Store, p.params.Clock, p.popDeeds(pop))
	pop.fill(pop.content, popFoot)
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
	p.appear(fyne.NewSize(style.Px(popWidth), style.Px(popHeight)), area.corner, p.program.desk.show)
	p.since = p.program.params.Clock.Now()
}

// entered is told when the user comes to a window of the program: the first row
// then has the pop-up's keyboard, unless something of it has.
func (p *popup) entered() {
	if p.win.Canvas().Focused() == nil && p.program.params.Clock.Now().Sub(p.since) > startled {
		p.content.Focus()
	}
}

// gone is called once the window is closed, by the desktop or by us.
func (p *popup) gone() {
	p.end()
	p.program.pop = nil
	p.program.offerLogin()
}
