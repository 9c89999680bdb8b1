package ui

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"strings"
	"sync"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"

	"carebook/app"
	"carebook/app/care"
	_ "carebook/app/ui/early" // before Fyne
	"carebook/app/ui/kit"
	"carebook/app/ui/kit/run"
	"carebook/assets"
)

// Run shows the book until its last window is closed or ctx ends: the main
// window, or the day's pop-up or the box that says who is calling alone where the
// run begins with that. There is no window at all for a pop-up that is not due. It fails with
// care.CodeNoDisplay where no window can be drawn.
func Run(ctx context.Context, p Params) error {
	begin, err := p.firstRead(ctx)
	if begin == nil {
		return err
	}
	hold := holdLog()
	defer hold.release()
	icon := fyne.NewStaticResource("carebook.png", assets.Icon)
	fyneapp.SetMetadata(fyne.AppMetadata{ID: assets.ID, Name: assets.Name, Version: p.Version, Icon: icon})
	speakOurLanguage()
	a := fyneapp.NewWithID(assets.ID)
	keepPrivate(a)
	a.SetIcon(icon)
	e := run.New()
	defer e.Stop()
	pr := newProgram(p, a, newLook(a, p.Settings, toldAtOnce()), e, realDesk())
	pr.watchFront()
	show, err := begin(pr, hold.complaint)
	if err != nil {
		return err
	}
	nameWindows()
	stop := func() {}
	run.AfterFirstFrame(func() {
		hold.release()
		pr.startWindow()
		stop = pr.start()
	})
	defer context.AfterFunc(ctx, func() { e.Show(pr.quit) })()
	err = hold.untilDrawn(show)
	if err == nil {
		err = hold.complaint()
	}
	if err == nil {
		err = hold.untilDrawn(a.Run)
	}
	stop()
	return err
}

// beginning makes the first window of a run; show puts it on the screen. seen
// says what is wrong with the display once Fyne has met it.
type beginning func(pr *program, seen func() error) (show func(), err error)

// firstRead reads what the first window shows, and gives what makes that
// window. The main window's is read while Fyne starts. nil is no window: the
// pop-up alone was asked for, and it is not due.
func (p Params) firstRead(ctx context.Context) (beginning, error) {
	if p.Wish == app.DigestRequest {
		d, err := dueDigest(ctx, p.Store, p.Clock)
		if err != nil || d == nil {
			return nil, err
		}
		return func(pr *program, seen func() error) (func(), error) {
			win := pr.newPopWindow()
			if err := seen(); err != nil {
				return nil, err
			}
			pr.addPop(win, d)
			run.AfterFirstFrame(func() { pr.shown(d) })
			return pr.pop.show, nil
		}, nil
	}
	if p.Wish == app.WhoRequest {
		return func(pr *program, seen func() error) (func(), error) {
			win := pr.newWhoWindow()
			if err := seen(); err != nil {
				return nil, err
			}
			pr.addWho(win)
			return func() { pr.who.show(p.Digits) }, nil
		}, nil
	}
	first := readOverview(p.Store, p.Clock)
	return func(pr *program, seen func() error) (func(), error) {
		win := pr.app.NewWindow(assets.Name)
		if err := seen(); err != nil {
			return nil, err
		}
		answer := <-first
		if answer.err != nil {
			return nil, answer.err
		}
		pr.addWindow(win, answer.overview)
		switch p.Wish {
		case app.TodayRequest:
			pr.window.Open(kit.Route{Screen: kit.TodayScreen})
		case app.ImportRequest:
			pr.window.Open(kit.Route{Screen: kit.ImportScreen, Files: p.Files})
		}
		return win.Show, nil
	}, nil
}

// heldLog keeps back what is written to the standard log until the first
// picture is on the screen: where there is no display or no OpenGL, Fyne says
// so in several lines and then panics, and one sentence is enough.
type heldLog struct {
	mu     sync.Mutex
	said   bytes.Buffer
	before io.Writer // nil once released
}

func holdLog() *heldLog {
	h := &heldLog{before: log.Writer()}
	log.SetOutput(h)
	return h
}

// Write implements io.Writer.
func (h *heldLog) Write(line []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.said.Write(line)
}

func (h *heldLog) text() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.said.String()
}

// on reports whether the log is still held, so that nothing was drawn.
func (h *heldLog) on() bool { return h.before != nil }

// release writes out what was kept back and lets the log go its usual way.
func (h *heldLog) release() {
	if h.on() {
		log.SetOutput(h.before)
		fmt.Fprint(h.before, h.text())
		h.before = nil
	}
}

// noDisplay is the error of a window that cannot be drawn; what Fyne said of
// it goes along for the log.
func (h *heldLog) noDisplay(why string) error {
	log.SetOutput(h.before)
	h.before = nil
	return &care.Error{Code: care.CodeNoDisplay, Err: errors.New(why)}
}

// complaints are what Fyne says where it then has no window to show.
var complaints = []string{"failed to initialise GLFW", "window creation error", "failed to initialise OpenGL"}

// complaint is what Fyne has said of a display that it cannot use.
func (h *heldLog) complaint() error {
	said := h.text()
	for _, c := range complaints {
		if strings.Contains(said, c) {
			return h.noDisplay(said)
		}
	}
	return nil
}

// untilDrawn runs a part of the window. A panic before the first picture is the
// display's; later ones are faults of the program and go on to the crash file.
func (h *heldLog) untilDrawn(part func()) (err error) {
	defer func() {
		if h.on() {
			if r := recover(); r != nil {
				err = h.noDisplay(fmt.Sprintf("%v: %s", r, h.text()))
			}
		}
	}()
	part()
	return nil
}
