//go:build linux || windows

package background

import (
	"context"
	"runtime"
	"sync"

	"fyne.io/systray"

	"carebook/app"
	"carebook/app/crash"
	"carebook/app/lang"
	"carebook/assets"
)

// tray is the icon in the desktop's tray. A process has one at most.
type tray struct {
	// wishes are what the user chose of its menu.
	wishes chan app.RequestKind
	quit   func()
	closed chan struct{}
	// gone is done once the icon is gone; nil while none was shown.
	gone *sync.WaitGroup
}

// newTray prepares the icon; quit ends the process.
func newTray(quit func()) *tray {
	return &tray{wishes: make(chan app.RequestKind), quit: quit, closed: make(chan struct{})}
}

// offer shows the icon as soon as the desktop has a place for it: one that is
// still starting may have it later.
func (t *tray) offer(ctx context.Context) {
	if t.gone != nil || !trayThere(ctx) {
		return
	}
	t.gone = &sync.WaitGroup{}
	t.gone.Go(func() {
		// Windows tells a window's messages to the thread that made it.
		runtime.LockOSThread()
		systray.Run(t.fill, nil)
	})
}

// close takes the icon away.
func (t *tray) close() {
	close(t.closed)
	if t.gone != nil {
		systray.Quit()
		t.gone.Wait()
	}
}

// fill makes the icon and its menu.
func (t *tray) fill() {
	systray.SetIcon(trayIcon(assets.Icon))
	systray.SetTitle(assets.Name)
	systray.SetTooltip(assets.Name)
	t.add(lang.T("background.today"), func() { t.wish(app.TodayRequest) })
	t.add(lang.T("who.title"), func() { t.wish(app.WhoRequest) })
	t.add(lang.T("background.open"), func() { t.wish(app.ShowRequest) })
	systray.AddSeparator()
	t.add(lang.T("background.quit"), t.quit)
	systray.SetOnTapped(func() { t.wish(app.ShowRequest) })
}

// add adds a line to the menu.
func (t *tray) add(label string, do func()) {
	item := systray.AddMenuItem(label, "")
	crash.Go(func() {
		for {
			select {
			case <-t.closed:
				return
			case <-item.ClickedCh:
				do()
			}
		}
	})
}

// wish passes on what the user chose.
func (t *tray) wish(k app.RequestKind) {
	select {
	case <-t.closed:
	case t.wishes <- k:
	}
}
