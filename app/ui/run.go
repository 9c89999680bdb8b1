package ui

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"

	"carebook/app/care"
	"carebook/app/ui/kit/run"
	"carebook/assets"
)

// Run shows the book in a window until the window is closed or ctx ends. It
// fails with care.CodeNoDisplay where no window can be drawn.
func Run(ctx context.Context, p Params) (err error) {
	first := readOverview(p.Store)
	var drawn atomic.Bool
	defer func() {
		// Fyne panics where the display or its OpenGL cannot be used. What
		// breaks after the first picture is a fault of the program: that goes
		// on to the crash file.
		if !drawn.Load() {
			if r := recover(); r != nil {
				err = &care.Error{Code: care.CodeNoDisplay, Err: fmt.Errorf("open the window: %v", r)}
			}
		}
	}()
	icon := fyne.NewStaticResource("carebook.png", assets.Icon)
	fyneapp.SetMetadata(fyne.AppMetadata{ID: assets.ID, Name: assets.Name, Version: p.Version, Icon: icon})
	speakOurLanguage()
	a := fyneapp.NewWithID(assets.ID)
	a.SetIcon(icon)
	l := newLook(a, p.Settings)
	answer := <-first
	if answer.err != nil {
		return answer.err
	}
	e := run.New()
	defer e.Stop()
	w := newWindow(p, a.NewWindow(assets.Name), l, e, answer.overview)
	stop := func() {}
	run.AfterFirstFrame(func() {
		drawn.Store(true)
		stop = w.Start()
	})
	defer context.AfterFunc(ctx, func() { e.Show(w.Close) })()
	w.win.ShowAndRun()
	stop()
	if !drawn.Load() && ctx.Err() == nil {
		return &care.Error{Code: care.CodeNoDisplay, Err: errors.New("the window closed before its first picture")}
	}
	return nil
}
