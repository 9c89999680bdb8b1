package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"image"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// testAll runs every test: first those that need no package, then the real
// window on a virtual screen. It fails if any part fails, and says so part by
// part at the end; a part that cannot run has failed.
func testAll(ctx context.Context, t *tree, args []string) error {
	var program, commands, pictures string
	flags := flag.NewFlagSet("test", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar(&program, "program", "", "")
	flags.StringVar(&commands, "commands", "", "")
	flags.StringVar(&pictures, "pictures", "", "")
	if err := flags.Parse(args); err != nil {
		return fmt.Errorf("%w: test: %w", errUsage, err)
	}
	if flags.NArg() > 0 || program == "" && commands != "" {
		return fmt.Errorf("%w: test knows --program COMMAND, --commands COMMAND with it, and --pictures FOLDER", errUsage)
	}
	if program == "" {
		parts := append([]part{{"packages", t.testPackages}}, t.windowParts(t.builtHere, pictures)...)
		return inParts(ctx, append(parts, part{"network", t.testNetwork}))
	}
	return inParts(ctx, t.windowParts(func(ctx context.Context) (*subject, error) { return t.asked(ctx, program, commands) }, pictures))
}

// windowParts are the parts of a test that work a program on a virtual screen.
func (t *tree) windowParts(find func(context.Context) (*subject, error), pictures string) []part {
	works := func(do func(context.Context, *subject) (string, error)) func(context.Context) (string, error) {
		return func(ctx context.Context) (string, error) {
			s, err := find(ctx)
			if err != nil {
				return "", err
			}
			s.pictures = pictures
			return do(ctx, s)
		}
	}
	return []part{{"window", works(t.testWindow)}, {"pop-up", works(t.testPopup)}}
}

// part is one of the things that test and check do. It gives a few words on
// what it did.
type part struct {
	name string
	do   func(ctx context.Context) (string, error)
}

// inParts does all parts, even where one fails, and sums up.
func inParts(ctx context.Context, parts []part) error {
	rows := [][]string{{"part", "result", "took", ""}}
	failed := 0
	for _, p := range parts {
		fmt.Printf("== %s\n", p.name)
		start := time.Now()
		did, err := p.do(ctx)
		result := "ok"
		if err != nil {
			failed++
			result = "FAILED"
			fmt.Fprintln(os.Stderr, err)
			if did == "" {
				did, _, _ = strings.Cut(err.Error(), "\n")
			}
		}
		rows = append(rows, []string{p.name, result, time.Since(start).Round(100 * time.Millisecond).String(), did})
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	fmt.Printf("\n%s", table(rows))
	if failed > 0 {
		return fmt.Errorf("%d of %d parts failed", failed, len(parts))
	}
	return nil
}

// testPackages runs the tests of all packages in the build that needs nothing
// but Go.
func (t *tree) testPackages(ctx context.Context) (string, error) {
	cmd := t.command(ctx, []string{"CGO_ENABLED=0"}, "go", "test", "-tags", commandsBuild.tags, "./...")
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = io.MultiWriter(os.Stdout, &out), os.Stderr
	err := cmd.Run()
	passed, failed := countPackages(out.String())
	if err == nil && passed == 0 {
		err = errors.New("go test ran no test")
	}
	did := fmt.Sprintf("%d packages passed", passed)
	if len(failed) > 0 {
		did += ", failed: " + strings.Join(failed, " ")
	}
	return did, err
}

// countPackages reads what go test prints of packages.
func countPackages(out string) (passed int, failed []string) {
	for line := range strings.Lines(out) {
		words := strings.Fields(line)
		switch {
		case strings.HasPrefix(line, "ok  \t"):
			passed++
		case strings.HasPrefix(line, "FAIL\t") && len(words) > 1:
			failed = append(failed, words[1])
		}
	}
	return passed, failed
}

// The address book that the window is driven with. Who is looked for is not the
// first of the list, whom a window may show at once.
const (
	driveName  = "María Ferrer"
	driveQuery = "ferrer"
	driveVCard = "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:María Ferrer\r\nN:Ferrer;María;;;\r\nORG:Panadería del Puerto\r\nTEL;TYPE=cell:+34 600 100 201\r\nEND:VCARD\r\n" +
		"BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Иван Морозов\r\nN:Морозов;Иван;;;\r\nTEL;TYPE=cell:+7 916 100-20-02\r\nEND:VCARD\r\n" +
		"BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ana Ashworth\r\nN:Ashworth;Ana;;;\r\nEMAIL:ana@example.org\r\nEND:VCARD\r\n"
	drivePeople = 3
	driveMore   = "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Bo Ek\r\nTEL;TYPE=cell:+46 70 111 22 23\r\nEND:VCARD\r\n"
)

// windowClass is the name by which a desktop knows the program's windows; the
// menu's entry gives it as well.
const windowClass = "app.carebook.desktop"

// testWindow works a program with its window as a person does.
func (t *tree) testWindow(ctx context.Context, s *subject) (did string, err error) {
	d, err := s.open(ctx, t, "window")
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, d.close()) }()
	w, err := s.show(ctx, d, nil, "--book", d.seen("book.db"))
	if err != nil {
		return "", err
	}
	defer w.kill()
	dr := &driver{t: t, d: d, w: w, s: s}
	if err := dr.drive(ctx); err != nil {
		return "", errors.Join(err, dr.leavePicture())
	}
	return fmt.Sprintf("imported %d people, looked at one more and imported it, searched, opened %s, quit", drivePeople, driveName), complaints(w.said.String(), d.logs())
}

// driver works the window step by step.
type driver struct {
	t *tree
	d *display
	w *window
	s *subject
}

// drive imports a file by command and one by hand, searches, opens a person and quits. Every step must
// show on the screen or in the title, which names the person who is open, so
// that a window that does not react fails.
func (dr *driver) drive(ctx context.Context) error {
	if _, err := dr.d.xdotool(ctx, "search", "--onlyvisible", "--class", "^"+regexp.QuoteMeta(cmp.Or(dr.s.class, windowClass))+"$"); err != nil {
		return fmt.Errorf("the desktop does not know whose the window is: %w", err)
	}
	empty, err := dr.d.settled(ctx)
	if err != nil {
		return err
	}
	if err := errors.Join(dr.d.keep("an empty book", empty), dr.d.focus(ctx, "Carebook")); err != nil {
		return err
	}
	file, err := dr.d.file("people.vcf", driveVCard)
	if err != nil {
		return err
	}
	full, err := dr.step(ctx, "the import of a file by a command to show", empty, func() error {
		_, err := dr.s.command(ctx, dr.d, nil, "--book", dr.d.seen("book.db"), "import", file)
		return err
	})
	if err != nil {
		return err
	}
	if err := dr.holds(ctx, drivePeople); err != nil {
		return err
	}
	if full, err = dr.importByHand(ctx, full); err != nil {
		return err
	}
	return dr.open(ctx, full)
}

// open searches for a person, opens her page and quits.
func (dr *driver) open(ctx context.Context, full *image.RGBA) error {
	if dr.w.titled(ctx, driveName) {
		return fmt.Errorf("the title names %s before anybody looked for her", driveName)
	}
	if _, err := dr.step(ctx, "the search to show", full, func() error {
		return errors.Join(dr.d.press(ctx, "ctrl+k"), dr.d.write(ctx, driveQuery))
	}); err != nil {
		return err
	}
	if err := dr.d.press(ctx, "Return"); err != nil {
		return err
	}
	if err := wait(ctx, 10*time.Second, "the title to name "+driveName, func() (bool, error) {
		return dr.w.titled(ctx, driveName), nil
	}); err != nil {
		return err
	}
	opened, err := dr.d.settled(ctx)
	if err != nil {
		return err
	}
	if err := errors.Join(dr.d.keep(driveName+" opened", opened), dr.d.press(ctx, "ctrl+q")); err != nil {
		return err
	}
	return dr.w.end(15 * time.Second)
}

// importByHand imports a file in the window with nothing but the keyboard:
// choose it, look at the preview, which must write nothing, and import.
func (dr *driver) importByHand(ctx context.Context, before *image.RGBA) (*image.RGBA, error) {
	file, err := dr.d.file("more.vcf", driveMore)
	if err != nil {
		return nil, err
	}
	press := func(keys ...string) func() error {
		return func() error {
			for _, k := range keys {
				if err := dr.d.press(ctx, k); err != nil {
					return err
				}
			}
			return nil
		}
	}
	for _, s := range []struct {
		what string
		do   func() error
	}{
		{"the page of imports to show", press("ctrl+o")},
		{"the dialog for files to show", press("Return")},
		{"the preview to show", func() error { return errors.Join(dr.d.write(ctx, file), dr.d.press(ctx, "Return")) }},
	} {
		if before, err = dr.step(ctx, s.what, before, s.do); err != nil {
			return nil, err
		}
	}
	if err := dr.holds(ctx, drivePeople); err != nil {
		return nil, fmt.Errorf("a preview wrote: %w", err)
	}
	// From the list past the tags and Cancel.
	after, err := dr.step(ctx, "the result of an import by hand to show", before, press("Tab", "Tab", "Tab", "Return"))
	if err != nil {
		return nil, err
	}
	return after, dr.holds(ctx, drivePeople+1)
}

// holds fails unless the book holds so many people.
func (dr *driver) holds(ctx context.Context, n int) error {
	out, err := dr.s.command(ctx, dr.d, nil, "--book", dr.d.seen("book.db"), "export", "-", "--format", "json")
	if err != nil {
		return err
	}
	people, err := exported(out)
	if err != nil {
		return err
	}
	if len(people) != n {
		return fmt.Errorf("the book holds %d people, want %d", len(people), n)
	}
	return nil
}

// step does something and waits until the screen shows another picture.
func (dr *driver) step(ctx context.Context, what string, before *image.RGBA, do func() error) (*image.RGBA, error) {
	if err := do(); err != nil {
		return nil, fmt.Errorf("waiting for %s: %w", what, err)
	}
	const noticeable = 0.002 // of the pixels: more than a caret, less than a line of text
	err := wait(ctx, 15*time.Second, what, func() (bool, error) {
		now, err := dr.d.picture()
		return err == nil && different(before, now) > noticeable, err
	})
	if err != nil {
		return nil, err
	}
	after, err := dr.d.settled(ctx)
	if err != nil {
		return nil, err
	}
	return after, dr.d.keep(what, after)
}

// keep puts a picture of what a run came to into the folder for them.
func (d *display) keep(what string, img *image.RGBA) error {
	if d.pictures == "" {
		return nil
	}
	d.taken++
	name := fmt.Sprintf("%s-%d-%s.png", d.run, d.taken, strings.ReplaceAll(strings.ToLower(what), " ", "-"))
	return writePNG(filepath.Join(d.pictures, name), img)
}

// leavePicture saves what the screen shows when a step has failed.
func (dr *driver) leavePicture() error {
	img, err := dr.d.picture()
	if err != nil {
		return err
	}
	path := filepath.Join(dr.t.root, "bin", "test-failed.png")
	fmt.Fprintf(os.Stderr, "what the screen shows: %s\nwhat the program said:\n%s\n", dr.t.shortened(path), dr.w.said)
	return writePNG(path, img)
}

// logs are the log files that programs on the display wrote.
func (d *display) logs() string {
	var all strings.Builder
	files, err := filepath.Glob(filepath.Join(d.path("state"), "*", "*"))
	if err != nil {
		return err.Error()
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return err.Error()
		}
		all.Write(text)
	}
	return all.String()
}

// complaints finds what a healthy window never says: a call of Fyne from the
// wrong goroutine, a panic, a race, an error in its log.
func complaints(texts ...string) error {
	for _, text := range texts {
		for line := range strings.Lines(text) {
			for _, bad := range []string{"Error in Fyne call thread", "panic:", "DATA RACE", `"level":"ERROR"`} {
				if strings.Contains(line, bad) {
					return fmt.Errorf("the window said: %s", strings.TrimSpace(line))
				}
			}
		}
	}
	return nil
}
