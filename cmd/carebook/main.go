// Command carebook is the address book of one salesperson: a window, and the
// same work as commands.
//
// This file wires the parts together. It imports no Fyne; window.go does, in
// builds with a window.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"carebook/app"
	"carebook/app/care"
	"carebook/app/cli"
	"carebook/app/lang"
)

func main() { os.Exit(run()) }

func run() int {
	lang.Use("")
	clock, err := care.ParseClock(os.Getenv("CAREBOOK_NOW"))
	if err != nil {
		fmt.Fprintln(os.Stderr, lang.T("cli.error", lang.Args{"Text": lang.Sentence(err)}))
		return 2
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return cli.Run(ctx, cli.Env{
		Out: os.Stdout, Err: os.Stderr, Terminal: isTerminal(os.Stderr), Clock: clock,
		Settings: app.LoadSettings, OpenWindow: openWindow, Background: waitInBackground,
	}, os.Args[1:])
}

// isTerminal reports whether what is written to a file appears on a screen.
func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
