//go:build !ci

package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"runtime"
	"time"

	"carebook/app"
	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/cli"
	"carebook/app/lang"
	"carebook/app/ui"
	"carebook/store"
)

// patience is how long a second start waits for the first one's window.
const patience = 3 * time.Second

// openWindow shows the book until its last window is closed. Where another
// process shows it already, that one does what is wished for instead.
func openWindow(ctx context.Context, w cli.Window) (err error) {
	if err := displayThere(); err != nil {
		return err
	}
	if err := app.MakeBookFolder(w.Book); err != nil {
		return showTrouble(ctx, w, err, false)
	}
	inst, first, err := app.AcquireWindow(w.Book)
	if err != nil {
		return showTrouble(ctx, w, err, false)
	}
	if !first {
		return tellTheOther(w)
	}
	next, err := showBook(ctx, w, inst)
	if err != nil {
		return showTrouble(ctx, w, err, true, inst.Close)
	}
	if next.throwAway {
		err = book.ThrowAwayDemo(ctx, w.Book, w.Clock)
	}
	if err := errors.Join(err, inst.Close()); err != nil {
		return err
	}
	if next.throwAway {
		if err := app.RemoveTraces(w.Book); err != nil {
			slog.Warn("something is left of the demo book", "err", err)
		}
	}
	w.Book = next.book
	if next.start {
		return startAgain(w)
	}
	if app.LoadSettings().StayInTray {
		return startBackground(w)
	}
	return nil
}

// turn is what comes after a run of the window: the book that is the user's own, or
// was asked for, and whether the program starts anew with it. The book of the run, the
// demo book, may be thrown away before that.
type turn struct {
	book             string
	start, throwAway bool
}

// showTrouble shows why the book cannot be opened and the ways out. The answer is the
// trouble, unless the user starts the program anew. Whoever asked for a pop-up or the
// box that says who is calling alone is told by the error: a window that nobody asked
// for would come again and again.
func showTrouble(ctx context.Context, w cli.Window, trouble error, alone bool, release ...func() error) error {
	again, shown := "", error(nil)
	if w.Wish != app.DigestRequest && w.Wish != app.WhoRequest && care.CodeOf(trouble) != care.CodeNoDisplay {
		again, shown = ui.RunTrouble(ctx, ui.Trouble{
			Err: trouble, Book: w.Book, Version: cli.Version, Clock: w.Clock, Settings: useSettings(), Alone: alone,
		})
	}
	if shown != nil {
		slog.Warn("the trouble was not shown", "err", shown)
	}
	for _, let := range release {
		if err := let(); err != nil {
			trouble = errors.Join(trouble, err)
		}
	}
	if again == "" {
		return trouble
	}
	w.Book = again
	return startAgain(w)
}

// tellTheOther leaves the wish to the process that shows the book.
func tellTheOther(w cli.Window) error {
	wish := app.Request{Kind: w.Wish, Value: w.Digits}
	if w.Wish == app.ImportRequest {
		wish = app.ImportOf(w.Files...)
	}
	taken, err := app.Deliver(w.Book, wish, patience)
	if err == nil && !taken {
		err = &care.Error{Code: care.CodeBookLocked, Args: care.Args{"Book": w.Book}}
	}
	return err
}

// showBook opens the book and its window, and tells what comes after it.
func showBook(ctx context.Context, w cli.Window, inst *app.Instance) (next turn, err error) {
	next.book = w.Book
	settings := useSettings()
	defer record(app.StartLog)()
	defer record(app.CatchCrashes)()
	s, err := store.Open(ctx, w.Book, store.Options{
		Clock: w.Clock, Language: lang.Current(), Origin: "window", MustExist: w.Wish == app.DigestRequest || w.Wish == app.WhoRequest,
	})
	if err != nil {
		return next, err
	}
	demoFile, err := app.DemoPath()
	demo := (*book.DemoBook)(nil)
	if err == nil && w.Book == demoFile {
		demo, err = book.IsDemo(ctx, s)
	}
	if err != nil {
		return next, errors.Join(err, s.Close())
	}
	if demo != nil {
		next.book = demo.Home // which waits in the background once this window is closed
	}
	err = ui.Run(ctx, ui.Params{
		Store: s, Book: w.Book, Version: cli.Version, Clock: w.Clock, Wish: w.Wish, Digits: w.Digits, Files: w.Files,
		Settings: settings, Save: app.Settings.Save,
		Requests: inst.Requests(),
		Demo:     demo, DemoFile: demoFile,
		Restart: func() { next = turn{book: w.Book, start: true} },
		Turn:    func(to string, throwAway bool) { next = turn{book: to, start: true, throwAway: throwAway} },
	})
	return next, errors.Join(err, s.Close())
}

// useSettings reads the settings and takes up their language.
func useSettings() app.Settings {
	settings := app.LoadSettings()
	lang.Use(cmp.Or(settings.Language, ui.SystemLanguage()))
	return settings
}

// record starts something that keeps a record of the run and gives what ends
// it. A window without a record is better than none.
func record(start func() (stop func() error, err error)) (end func()) {
	stop, err := start()
	if err != nil {
		slog.Warn("there is no record of this run", "err", err)
		return func() {}
	}
	return func() {
		if err := stop(); err != nil {
			slog.Warn("end a record", "err", err)
		}
	}
}

// startAgain starts the program anew with the book, once this one holds neither
// that nor its lock.
func startAgain(w cli.Window) error {
	path, err := os.Executable()
	if err != nil {
		return fmt.Errorf("start anew: %w", err)
	}
	// What is opened anew is the window, whatever the first start began with.
	cmd := exec.Command(path, "--book", w.Book)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("start anew: %w", err)
	}
	return nil
}

// displayThere looks for a display before Fyne does, which would end the
// program with a stack trace. Only the window systems of X11 and Wayland name
// theirs in the environment.
func displayThere() error {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return nil
	}
	if os.Getenv("DISPLAY") == "" {
		return &care.Error{Code: care.CodeNoDisplay}
	}
	return nil
}
