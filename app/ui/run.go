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

	"carebook/app/care"
	_ "carebook/app/ui/early" // before Fyne
	"carebook/app/ui/kit/run"
	"carebook/assets"
)

// Run shows the book in a window until the window is closed or ctx ends. It
// fails with care.CodeNoDisplay where no window can be drawn.
func Run(ctx context.Context, p Params) error {
	first := readOverview(p.Store, p.Clock)
	hold := holdLog()
	defer hold.release()
	icon := fyne.NewStaticResource("carebook.png", assets.Icon)
	fyneapp.SetMetadata(fyne.AppMetadata{ID: assets.ID, Name: assets.Name, Version: p.Version, Icon: icon})
	speakOurLanguage()
	a := fyneapp.NewWithID(assets.ID)
	a.SetIcon(icon)
	l := newLook(a, p.Settings, toldAtOnce())
	win := a.NewWindow(assets.Name)
	if err := hold.complaint(); err != nil {
		return err
	}
	answer := <-first
	if answer.err != nil {
		return answer.err
	}
	e := run.New()
	defer e.Stop()
	w := newWindow(p, win, l, e, answer.overview)
	stop := func() {}
	run.AfterFirstFrame(func() {
		hold.release()
		stop = w.Start()
	})
	defer context.AfterFunc(ctx, func() { e.Show(w.Close) })()
	err := hold.untilDrawn(win.Show)
	if err == nil {
		err = hold.complaint()
	}
	if err == nil {
		err = hold.untilDrawn(a.Run)
	}
	stop()
	return err
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
