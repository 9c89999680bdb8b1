// Command dev is the developers' helper, in plain Go instead of a Makefile: it
// opens the program, tests, checks and measures it, takes its pictures and
// packs it, and installs what any of that lacks.
//
// It must run where nothing but Go is installed, so it imports the standard
// library alone: nothing that needs C, and none of our own packages.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
)

// command is one thing that the helper does.
type command struct {
	name, args, does string
	do               func(ctx context.Context, t *tree, args []string) error
}

func commands() []command {
	return []command{
		{"run", "[-- ARGS]", "opens the window, or does a command: run -- import people.vcf", runProgram},
		{"test", "[--program COMMAND [--commands COMMAND]] [--pictures FOLDER]", "tests everything: the commands first, then the real window; or works the window of a program named", testAll},
		{"check", "", "vet, staticcheck, formatting, dead code, import rules, pins, translations", checkAll},
		{"bench", "[PART]... [background=10m]", "measures what the README promises and prints a table", benchAll},
		{"shots", "[guide [NAME]...]", "takes the pictures of the screens into bin/shots; or those of the guide", takeShots},
		{"faults", "[--percent N] [--only WORDS] [--skip-mounts]", "lets disks and processes fail under a book and prints what came of it", runFaults},
		{"pack", "[--check|--try|--licences]", "makes the packages in bin; or sees that two builds are equal; or installs, works and removes them; or collects the licences", packProgram},
	}
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := dev(ctx, os.Args[1:])
	stop()
	os.Exit(code)
}

// dev does one command and gives the exit status: 1 for a failure, 2 for a
// wrong use, or that of the program itself under run.
func dev(ctx context.Context, args []string) int {
	if len(args) == 0 {
		usage()
		return 2
	}
	for _, c := range commands() {
		if c.name != args[0] {
			continue
		}
		t, err := findTree()
		if err == nil {
			err = c.do(ctx, t, args[1:])
		}
		var ended *exec.ExitError
		switch {
		case err == nil:
			return 0
		case errors.Is(err, errUsage):
			fmt.Fprintln(os.Stderr, err)
			usage()
			return 2
		case errors.As(err, &ended) && errors.Is(err, errProgram):
			return ended.ExitCode()
		}
		fmt.Fprintln(os.Stderr, "dev:", err)
		return 1
	}
	usage()
	return 2
}

// errUsage marks a wrong use of the helper.
var errUsage = errors.New("wrong use")

// errProgram marks that the program itself ended with a status of its own,
// having said why.
var errProgram = errors.New("the program failed")

func usage() {
	fmt.Fprintln(os.Stderr, "use: go run ./cmd/dev COMMAND")
	for _, c := range commands() {
		fmt.Fprintf(os.Stderr, "  %-34s %s\n", c.name+" "+c.args, c.does)
	}
}
