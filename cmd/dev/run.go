package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// runProgram builds the program and runs it with the arguments: as commands
// alone where they name a command, else with its window. Where there is no
// screen, the window opens on a virtual one with the demo book, and a picture
// of it is left in bin.
func runProgram(ctx context.Context, t *tree, args []string) error {
	if len(args) > 0 && args[0] == "--" {
		args = args[1:]
	}
	if !wantsWindow(args) {
		binary, err := t.make(ctx, commandsBuild)
		if err != nil {
			return err
		}
		return t.program(ctx, binary, args)
	}
	m := thisMachine(t)
	if err := m.ensure(ctx, buildNeeds); err != nil {
		return err
	}
	hidden := m.os == "linux" && !m.screen(ctx, os.Getenv("DISPLAY"))
	if hidden {
		if err := m.ensure(ctx, displayNeeds); err != nil {
			return err
		}
	}
	binary, err := t.make(ctx, windowBuild)
	if err != nil {
		return err
	}
	if hidden {
		return t.runHidden(ctx, binary, args)
	}
	return t.program(ctx, binary, args)
}

// program runs the program in the folder one stands in, so that files may be
// named as one sees them.
func (t *tree) program(ctx context.Context, binary string, args []string) error {
	cmd := t.command(ctx, nil, binary, args...)
	cmd.Dir = ""
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	err := cmd.Run()
	var ended *exec.ExitError
	if errors.As(err, &ended) {
		return errors.Join(errProgram, err)
	}
	return err
}

// wantsWindow reports whether the program's arguments ask for the window: no
// command, a file in its place, or who --window. --version and --help never do.
func wantsWindow(args []string) bool {
	command := ""
	for i := 0; i < len(args); i++ {
		switch arg := args[i]; {
		case arg == "--version" || arg == "--help" || arg == "-h":
			return false
		case arg == "--book":
			i++ // its value
		case !strings.HasPrefix(arg, "-") && command == "":
			command = arg
		}
	}
	return command == "" || strings.ContainsAny(command, `./\`) || command == "who" && slices.Contains(args, "--window")
}

// screen reports whether an X display is there to be drawn on. A display of
// this machine has a socket; where xdotool is at hand it also has to answer.
// That of another machine is taken at its word.
func (m machine) screen(ctx context.Context, display string) bool {
	if display == "" {
		return false
	}
	local, isLocal := strings.CutPrefix(display, ":")
	number, _, _ := strings.Cut(local, ".")
	if isLocal && !m.exists("/tmp/.X11-unix/X"+number) {
		return false
	}
	if _, err := m.look("xdotool"); err != nil {
		return true
	}
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	_, err := m.run(ctx, "xdotool", "getdisplaygeometry")
	return err == nil
}

// runHidden opens the window on a virtual screen, leaves its picture in bin
// and tells what is in the book and how to go on.
func (t *tree) runHidden(ctx context.Context, binary string, args []string) (err error) {
	d, err := openDisplay(ctx, t)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.close()) }()

	book := bookOf(args)
	if book == "" {
		book = d.path("demo.db")
		if _, err := t.output(ctx, d.env(), binary, "demo", book); err != nil {
			return err
		}
		args = append(slices.Clone(args), "--book", book)
	}
	w, err := d.show(ctx, nil, binary, args...)
	if err != nil {
		return err
	}
	defer w.kill()
	img, err := d.settled(ctx)
	if err != nil {
		return err
	}
	picture := filepath.Join(t.root, "bin", "carebook.png")
	if err := writePNG(picture, img); err != nil {
		return err
	}
	people, err := t.people(ctx, d, binary, book)
	if err != nil {
		return err
	}
	fmt.Printf("There is no screen here, so the window opened on a virtual one.\nIts picture: %s\n\n", t.shortened(picture))
	fmt.Println(peopleTable(people))
	fmt.Print(howToGoOn)
	return nil
}

const howToGoOn = `
The same program without a window, with nothing but Go:
  go run ./cmd/dev run -- import people.vcf       takes the people of a file into your book
  go run ./cmd/dev run -- find maría              searches it
  go run ./cmd/dev run -- --help                  shows all commands
On a computer with a screen, go run ./cmd/dev run opens the window on it.
`

// bookOf is the book that the arguments name, or "".
func bookOf(args []string) string {
	for i, arg := range args {
		if value, ok := strings.CutPrefix(arg, "--book="); ok {
			return value
		}
		if arg == "--book" && i+1 < len(args) {
			return args[i+1]
		}
	}
	return ""
}

// shortened is a path as seen from the root of the tree.
func (t *tree) shortened(path string) string {
	if short, err := filepath.Rel(t.root, path); err == nil {
		return short
	}
	return path
}

// found is a person as export writes it.
type found struct {
	FullName     string `json:"full_name"`
	Organization string `json:"organization"`
	Phones       []struct {
		Number string `json:"number"`
	} `json:"phones"`
}

// people asks the program for everybody in a book.
func (t *tree) people(ctx context.Context, d *display, binary, book string) ([]found, error) {
	out, err := t.output(ctx, d.env(), binary, "--book", book, "export", "-", "--format", "json")
	if err != nil {
		return nil, err
	}
	return exported(out)
}

// exported reads the people of an export as JSON.
func exported(out string) ([]found, error) {
	var answer struct {
		People []found `json:"people"`
	}
	if err := json.Unmarshal([]byte(out), &answer); err != nil {
		return nil, fmt.Errorf("read what export wrote: %w", err)
	}
	return answer.People, nil
}

// peopleTable shows the first people of a book and how many there are.
func peopleTable(people []found) string {
	const shown = 12
	rows := [][]string{{"name", "organisation", "number"}}
	organizations := map[string]bool{}
	for i, p := range people {
		if i < shown {
			number := ""
			if len(p.Phones) > 0 {
				number = p.Phones[0].Number
			}
			rows = append(rows, []string{p.FullName, p.Organization, number})
		}
		if p.Organization != "" {
			organizations[p.Organization] = true
		}
	}
	if len(people) > shown {
		rows = append(rows, []string{fmt.Sprintf("and %d more", len(people)-shown)})
	}
	return fmt.Sprintf("The book holds %d people of %d organisations:\n%s", len(people), len(organizations), table(rows))
}
