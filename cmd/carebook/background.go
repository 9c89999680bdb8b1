//go:build !ci

package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"time"

	"carebook/app"
	"carebook/app/background"
	"carebook/app/cli"
	"carebook/app/crash"
)

// waitInBackground waits for the hour of the book's digest until it is told to
// end. It follows a book that is moved.
func waitInBackground(ctx context.Context, w cli.Window) (err error) {
	useSettings()
	defer record(app.StartLog)()
	defer record(app.CatchCrashes)()
	crash.Guard(func() { err = waitForDigest(ctx, w) })
	return err
}

func waitForDigest(ctx context.Context, w cli.Window) error {
	for {
		err := background.Run(ctx, background.Params{
			Book: w.Book, Clock: w.Clock,
			Start: func(wish app.RequestKind) (<-chan error, error) { return startWindow(w, wish) },
		})
		to := app.MovedTo(w.Book)
		if err != nil || to == "" || ctx.Err() != nil {
			return err
		}
		w.Book = to
	}
}

// wishFlags say on the command line what a start begins with.
var wishFlags = map[app.RequestKind][]string{
	app.ShowRequest:   nil,
	app.TodayRequest:  {"--today"},
	app.DigestRequest: {"--digest"},
	app.WhoRequest:    {"who", "--window"},
}

// startWindow starts the program as a process of its own that shows the book;
// the answer is the one error with which it ended, or nil. It outlives this
// process.
func startWindow(w cli.Window, wish app.RequestKind) (ended <-chan error, err error) {
	path, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("start the window: %w", err)
	}
	cmd := exec.Command(path, append(wishFlags[wish], "--book", w.Book)...)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	cmd.Env = os.Environ()
	if w.Clock.Set() {
		// Its time goes on where this one's stands.
		cmd.Env = append(cmd.Env, "CAREBOOK_NOW="+w.Clock.Now().Format(time.RFC3339Nano))
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start the window: %w", err)
	}
	answer := make(chan error, 1)
	crash.Go(func() { answer <- cmd.Wait() })
	return answer, nil
}

// startBackground starts a process that goes on waiting for the digest once
// the window is closed. Where one waits already, it ends by itself.
func startBackground(w cli.Window) error {
	command, err := app.BackgroundCommand(w.Book)
	if err != nil {
		return err
	}
	cmd := exec.Command(command[0], command[1:]...)
	cmd.SysProcAttr = ownSession()
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("start the background process: %w", err)
	}
	if err := cmd.Process.Release(); err != nil {
		slog.Warn("let go of the background process", "err", err)
	}
	return nil
}
