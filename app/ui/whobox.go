package ui

import (
	"fyne.io/fyne/v2"

	"carebook/app/lang"
	"carebook/app/ui/kit"
	"carebook/app/ui/style"
	"carebook/app/ui/who"
	"carebook/assets"
)

// The measures of the box at 100 %, and the height of what stays free of what
// it says.
const whoWidth, whoHeight, whoFoot float32 = 480, 520, 86

// whoBox is the window that says who is calling: small, in the middle, above
// others. Unlike the pop-up it was asked for, and takes the keyboard.
type whoBox struct {
	*small
	content *who.Box
}

// newWhoWindow is the window of the box.
func (p *program) newWhoWindow() fyne.Window {
	return p.app.NewWindow(lang.T("who.title") + " · " + assets.Name)
}

// addWho fills a window with the box.
func (p *program) addWho(win fyne.Window) {
	box := &whoBox{small: newSmall(p, win)}
	box.content = who.New(box, p.params.Store, p.params.Clock, who.Deeds{
		OpenPerson: func(key int64) {
			box.hand(func(w *Window) { w.Open(kit.Route{Screen: kit.PeopleScreen, Person: key}) })
		},
		NewPerson: func(number string) {
			box.hand(func(w *Window) { w.people.NewPersonWith(number) })
		},
		Close: box.close,
	})
	box.fill(box.content, whoFoot)
	box.bind(kit.Ctrl(fyne.KeyReturn), box.content.Open)
	box.bind(kit.Ctrl(fyne.KeyEnter), box.content.Open)
	win.SetOnClosed(func() {
		box.end()
		p.who = nil
	})
	p.who = box
}

// hand goes on in the main window. The box, which would lie over that, is done
// unless it has words that are not logged.
func (b *whoBox) hand(do func(*Window)) {
	b.program.withWindow(func(w *Window) {
		w.raise()
		do(w)
		if !b.closed && !b.content.Unlogged() {
			b.close()
		}
	})
}

// show puts the box in the middle of the screen, with digits if there are any.
func (b *whoBox) show(digits string) {
	b.appear(fyne.NewSize(style.Px(whoWidth), style.Px(whoHeight)), area.centre, fyne.Window.Show)
	b.win.RequestFocus()
	b.content.Ask(digits)
}

// askWho shows the box, or begins with the next call in the one that is open.
func (p *program) askWho(digits string) {
	if p.who == nil {
		p.addWho(p.newWhoWindow())
		p.who.show(digits)
		return
	}
	p.who.win.Show() // RequestFocus alone leaves a minimised window where it is
	p.who.win.RequestFocus()
	p.who.content.Ask(digits)
}
