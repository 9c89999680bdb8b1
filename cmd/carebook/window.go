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
	"path/filepath"
	"runtime"
	"time"

	"carebook/app"
	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/cli"
	"carebook/app/crash"
	"carebook/app/lang"
	"carebook/app/ui"
	"carebook/store"
)

// patience is how long a second start waits for the first one's window before it
// looks whether that has ended meanwhile, as it may be about to: it makes the day's
// backup before it goes. It looks so many times.
const patience, looks = time.Second, 15

// lockPatience is how long a window waits for a book that another program holds.
const lockPatience = 4 * time.Second

// openWindow shows the book until its last window is closed. Where another
// process shows it already, that one does what is wished for instead.
func openWindow(ctx context.Context, w cli.Window) (err error) {
	if err := displayThere(); err != nil {
		return err
	}
	if err := app.CheckBook(w.Book); err != nil {
		return showTrouble(ctx, w, err, false)
	}
	if err := app.MakeBookFolder(w.Book); err != nil {
		return showTrouble(ctx, w, err, false)
	}
	inst, told, err := takeTurn(w)
	switch {
	case err != nil:
		return showTrouble(ctx, w, err, false)
	case told:
		return nil
	case inst == nil:
		return &care.Error{Code: care.CodeBookLocked, Args: care.Args{"Book": w.Book}}
	}
	next, err := showBook(ctx, w, inst)
	if err != nil {
		return showTrouble(ctx, w, err, true, inst.Close)
	}
	switch {
	case next.throwAway:
		throwAway(ctx, w, next.book)
	case next.move != nil:
		next.book = moveBook(ctx, w, next.move)
	}
	if err := errors.Join(err, inst.Close()); err != nil {
		return err
	}
	if next.throwAway || next.move != nil && next.book != w.Book {
		if err := app.RemoveTraces(w.Book); err != nil {
			slog.Warn("something is left of a book that is gone", "err", err)
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
	// move is how the book is moved to another folder before that; nil is not.
	move *book.Relocation
}

// throwAway throws the demo book of a window away that nobody has open any more. The
// user's own, which is opened next, tells where that failed.
func throwAway(ctx context.Context, w cli.Window, home string) {
	err := book.ThrowAwayDemo(ctx, w.Book, w.Clock)
	if err == nil {
		return
	}
	slog.Warn("the demo book is not thrown away", "err", err)
	if err := app.Leave(home, app.Request{Kind: app.TellRequest, Value: lang.Sentence(err)}); err != nil {
		slog.Warn("that the demo book stays cannot be told", "err", err)
	}
}

// moveBook moves a book that nobody has open any more, and gives where it lies then:
// where it was, if that failed. The window that is opened next tells what became of it.
func moveBook(ctx context.Context, w cli.Window, r *book.Relocation) (lies string) {
	aside := app.MovedName(r.From, w.Clock.Today())
	done, err := r.Finish(ctx, w.Clock, func() error {
		return app.SetBook(r.To, func(s *app.Settings) { s.BackupFolder = book.BackupsOfMoved(r.From, r.To, s.BackupFolder) })
	}, aside)
	lies, told := r.From, lang.T("place.not_moved", lang.Args{"Why": lang.Sentence(err)})
	if done {
		lies, told = r.To, lang.T("place.moved", lang.Args{"Folder": filepath.Dir(r.To), "Aside": aside})
		if err != nil {
			told = lang.T("place.moved_twin", lang.Args{"Folder": filepath.Dir(r.To), "Old": r.From})
		}
	}
	if err != nil {
		slog.Warn("moving the book", "done", done, "err", err)
	}
	if err := app.Leave(lies, app.Request{Kind: app.TellRequest, Value: told}); err != nil {
		slog.Warn("what became of moving the book cannot be told", "err", err)
	}
	return lies
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
			Usual: app.OtherBook(w.Book), Home: app.FreePlace(), Moved: app.MovedBooks(),
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
	if again != w.Book && care.CodeOf(trouble) == care.CodeBookAway {
		// It is where the book lies now, or the one in its place.
		if err := app.SetBook(again, nil); err != nil {
			slog.Warn("which book is opened cannot be kept", "err", err)
		}
	}
	w.Book = again
	return startAgain(w)
}

// takeTurn makes this process the one that shows the book, or leaves the wish to the
// one that does; neither comes about where that one does not answer.
func takeTurn(w cli.Window) (inst *app.Instance, told bool, err error) {
	wish := app.Request{Kind: w.Wish, Value: w.Digits}
	if w.Wish == app.ImportRequest {
		wish = app.ImportOf(w.Files...)
	}
	for range looks {
		inst, first, err := app.AcquireWindow(w.Book)
		if first || err != nil {
			return inst, false, err
		}
		if told, err := app.Deliver(w.Book, wish, patience); told || err != nil {
			return nil, told, err
		}
	}
	return nil, false, nil
}

// showBook opens the book and its window, under record, and tells what comes after it.
func showBook(ctx context.Context, w cli.Window, inst *app.Instance) (next turn, err error) {
	next.book = w.Book
	settings := useSettings()
	defer record(app.StartLog)()
	defer record(app.CatchCrashes)()
	// Within what the records end with, which would remove the trace of a crash.
	crash.Guard(func() { err = showStore(ctx, w, inst, settings, &next) })
	return next, err
}

// showStore opens the book and its window; what comes after it is to be put into next.
func showStore(ctx context.Context, w cli.Window, inst *app.Instance, settings app.Settings, next *turn) error {
	alone := w.Wish == app.DigestRequest || w.Wish == app.WhoRequest
	o := store.Options{Clock: w.Clock, Language: lang.Current(), Origin: "window", MustExist: alone}
	if !alone { // whoever looks at a screen without a window is told soon, with a way to try again
		o.Patience = lockPatience
	}
	s, err := store.Open(ctx, w.Book, o)
	if err != nil {
		return err
	}
	demoFile, err := app.DemoPath()
	demo := (*book.DemoBook)(nil)
	if err == nil && w.Book == demoFile {
		demo, err = book.IsDemo(ctx, s)
	}
	if err != nil {
		return errors.Join(err, s.Close())
	}
	if demo != nil {
		next.book = demo.Home // which waits in the background once this window is closed
	}
	err = ui.Run(ctx, ui.Params{
		Store: s, Book: w.Book, Version: cli.Version, Clock: w.Clock, Wish: w.Wish, Digits: w.Digits, Files: w.Files,
		Settings: settings, Save: app.SaveSettings,
		Requests: inst.Requests(),
		Demo:     demo, DemoFile: demoFile,
		Restart: func() { *next = turn{book: w.Book, start: true} },
		Move:    mover(w, demo, next), Other: chooser(w, demo, next),
		Turn: func(to string, throwAway bool) { *next = turn{book: to, start: true, throwAway: throwAway} },
	})
	return errors.Join(err, s.Close())
}

// mover takes the wish to move the book; nil is for one that was opened by name, which
// nobody would find again, and for the demo book.
func mover(w cli.Window, demo *book.DemoBook, next *turn) func(*book.Relocation) {
	if demo != nil || !app.OpensUnnamed(w.Book) {
		return nil
	}
	return func(r *book.Relocation) { *next = turn{book: w.Book, start: true, move: r} }
}

// chooser takes the wish to open another book from now on; nil is as for mover.
func chooser(w cli.Window, demo *book.DemoBook, next *turn) func(path string) error {
	if demo != nil || !app.OpensUnnamed(w.Book) {
		return nil
	}
	return func(path string) error {
		if err := app.SetBook(path, nil); err != nil {
			return err
		}
		*next = turn{book: path, start: true}
		return nil
	}
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
