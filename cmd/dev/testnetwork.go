package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// testNetwork works the program, its window, its pop-up and its commands, watched: it
// opens no socket but to the screen and the desktop's bus, and starts no program that
// was not asked for. Meanwhile nothing limits the rights of new files: those that it
// leaves are private all the same, and no file but the book, and what was made of it
// on demand, says anything of the people in it.
func (t *tree) testNetwork(ctx context.Context) (did string, err error) {
	built, err := t.builtHere(ctx)
	if err != nil {
		return "", err
	}
	if err := thisMachine(t).ensure(ctx, watchNeeds); err != nil {
		return "", err
	}
	if err := t.watchBites(ctx); err != nil {
		return "", err
	}
	w, err := newWatch()
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, w.close()) }()
	n := &networkRun{t: t, w: w, binary: built.window[0]}
	s := &subject{window: w.words(n.binary), commands: w.words(n.binary), prepare: n.prepare}
	// A file dialog asks it where the user's folders are.
	w.starts = []*regexp.Regexp{exactly(n.binary), regexp.MustCompile(`/xdg-user-dir$`)}
	// The C library looks there before it reads the list of users of this machine, which
	// the bus asks for the user's own number. A machine without such a list's cache has
	// no such socket, and no name leaves a machine by it.
	w.sockets = []*regexp.Regexp{exactly("/var/run/nscd/socket")}
	for _, work := range []func(context.Context, *subject) (string, error){n.commands, n.life, t.testWindow, n.notes, t.testPopup} {
		if _, err := work(ctx, s); err != nil {
			return "", errors.Join(err, errors.Join(n.left...))
		}
	}
	if err := errors.Join(n.left...); err != nil {
		return "", err
	}
	found, err := w.look(ctx)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%d programs made %d calls, none to the network; %d files were private", found.programs, found.calls, n.files), found.err()
}

// watchBites watches a program that does open a socket.
func (t *tree) watchBites(ctx context.Context) (err error) {
	w, err := newWatch()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.close()) }()
	culprit := filepath.Join(t.root, "bin", "opensocket")
	if err := t.stream(ctx, []string{"CGO_ENABLED=0"}, "go", "build", "-o", culprit, "./cmd/dev/testdata/opensocket"); err != nil {
		return err
	}
	w.starts = []*regexp.Regexp{exactly(culprit)}
	words := w.words(culprit)
	// Where strace may not watch, it lets the program run all the same.
	_, err = t.output(ctx, nil, words[0], words[1:]...)
	found := seen{}
	if err == nil {
		found, err = w.look(ctx)
	}
	if err != nil {
		return fmt.Errorf("strace cannot watch programs here; where a container forbids it, start that with --cap-add=SYS_PTRACE: %w", err)
	}
	if len(found.wrong) != 2 {
		return fmt.Errorf("the watch does not work here: of a program that opens a socket and connects it, it saw %d calls, of which %q are wrong", found.calls, found.wrong)
	}
	return nil
}

// networkRun is a run under watch.
type networkRun struct {
	t      *tree
	w      *watch
	binary string
	// files counts the files of ours that were looked at, left is what was wrong.
	files int
	left  []error
}

// opener stands where the desktop has xdg-open: it writes down what it is asked to
// open. It is a shell script without any program but the shell.
const opener = "#!/bin/sh\nprintf '%s\\n' \"$1\" >> \"$0.asked\"\n"

// prepare makes a screen a desktop with a bus and without a browser. Once the run on
// it has ended, the files that it left are looked at.
func (n *networkRun) prepare(ctx context.Context, d *display) (leave func(), err error) {
	for _, dir := range []string{"home", "tools", "exports"} {
		if err := os.Mkdir(d.path(dir), 0o700); err != nil {
			return nil, fmt.Errorf("prepare a desktop: %w", err)
		}
	}
	if err := os.WriteFile(d.path("tools/xdg-open"), []byte(opener), 0o700); err != nil {
		return nil, fmt.Errorf("prepare a desktop: %w", err)
	}
	bus := exec.Command("dbus-daemon", "--session", "--nofork", "--address=unix:path="+d.path("bus"))
	if err := bus.Start(); err != nil {
		return nil, fmt.Errorf("prepare a desktop: %w", err)
	}
	leave = func() {
		n.lookAt(d)
		_ = bus.Process.Kill() // it may have ended by itself
		_ = bus.Wait()         // its end by a signal is what was wanted
	}
	if err := wait(ctx, 10*time.Second, "the desktop's bus", func() (bool, error) { return there(d.path("bus")), nil }); err != nil {
		leave()
		return nil, err
	}
	d.more = append(
		d.more, "HOME="+d.path("home"), "TMPDIR="+d.path("home"), "XDG_RUNTIME_DIR=", "DBUS_SESSION_BUS_ADDRESS=unix:path="+d.path("bus"),
		"PATH="+d.path("tools")+string(os.PathListSeparator)+os.Getenv("PATH"),
	)
	n.w.sockets = append(n.w.sockets, exactly("/tmp/.X11-unix/X"+strings.TrimPrefix(d.number, ":")), exactly(d.path("bus")))
	n.w.starts = append(n.w.starts, exactly(d.path("tools/xdg-open")))
	return leave, nil
}

func there(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// asked is what was to be opened on a screen.
func asked(d *display) ([]string, error) {
	text, err := os.ReadFile(d.path("tools/xdg-open.asked"))
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	return strings.Fields(string(text)), err
}

// luringVCard is of a person whose every address wants to be fetched.
const luringVCard = "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:María Ferrer\r\nUID:maria\r\nTEL;TYPE=cell:+34 600 100 201\r\n" +
	"PHOTO;MEDIATYPE=image/jpeg:http://127.0.0.1:9/photo.jpg\r\nLOGO:http://127.0.0.1:9/logo.png\r\nSOUND:ftp://127.0.0.1/a.ogg\r\nKEY:file:///etc/hostname\r\n" +
	"URL:http://127.0.0.1:9/\r\nURL:\\\\\\\\127.0.0.1\\\\share\\\\a.png\r\nSOURCE:ldap://127.0.0.1/\r\nCALURI:webcal://127.0.0.1/\r\n" +
	"NOTE:<img src=\"http://127.0.0.1:9/pixel.gif\"> marked-remark\r\nEND:VCARD\r\n" +
	"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana Ashworth\r\nPHOTO;VALUE=uri:file:///etc/hostname\r\nPHOTO;VALUE=URL:\\\\127.0.0.1\\share\\a.jpg\r\nEND:VCARD\r\n"

// networkBook is the book of a run by commands, as d.path has it.
const networkBook = "book.db"

// commands does what commands do: take in files that lure, ask, write every kind of
// file out, back up, restore, and fail.
func (n *networkRun) commands(ctx context.Context, s *subject) (did string, err error) {
	d, err := s.open(ctx, n.t, "commands")
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, d.close()) }()
	cards, err := d.file("marked-file.vcf", luringVCard)
	if err != nil {
		return "", err
	}
	secret, err := d.file("secret.txt", networkSecret+"\n")
	if err != nil {
		return "", err
	}
	book := func(args ...string) (string, error) {
		return s.command(ctx, d, nil, append([]string{"--book", d.path(networkBook)}, args...)...)
	}
	if _, err := book("import", cards, "--tag", "marked-tag"); err != nil {
		return "", err
	}
	id, err := book("find", "ferrer", "--json")
	if err != nil {
		return "", err
	}
	var found struct{ People []struct{ ID string } }
	if err := json.Unmarshal([]byte(id), &found); err != nil || len(found.People) != 1 {
		return "", fmt.Errorf("find gives %q, %w", id, err)
	}
	id = found.People[0].ID
	out := func(name string) string { return filepath.Join(d.path("exports"), name) }
	for _, args := range [][]string{
		{"import", cards},
		{"show", id},
		{"who", "0201"},
		{"log", id, "--kind", "call", "--minutes", "5", "marked-talk"},
		{"export", out("a.vcf")},
		{"export", out("a3.vcf"), "--format", "vcard3"},
		{"export", out("a.csv"), "--format", "csv"},
		{"export", out("a.json"), "--format", "json"},
		{"export", out("a.zip"), "--format", "archive"},
		{"backup", out("backup.db")},
		{"backup", out("backup.age"), "--passphrase-file", secret},
		{"restore", out("backup.db")},
		{"restore", out("backup.age"), "--passphrase-file", secret},
		{"import", out("a.zip")},
		{"today", "--on", "2026-11-26"},
		{"bands"},
		{"plan"},
		{"check"},
	} {
		if _, err := book(args...); err != nil {
			return "", err
		}
	}
	for _, args := range [][]string{
		{"import", d.path("marked-missing.vcf")},
		{"import", "/dev/zero"},
		{"import", d.path("home")},
		{"restore", cards},
		{"restore", out("backup.age"), "--passphrase-file", cards},
		{"show", "marked-id"},
		{"export", d.path("marked-folder/a.vcf")},
	} {
		if _, err := book(args...); err == nil {
			return "", fmt.Errorf("%s did not fail", shown("carebook", args))
		}
	}
	if opened, err := asked(d); err != nil || len(opened) > 0 {
		return "", fmt.Errorf("commands opened %q, %v", opened, err)
	}
	return "", nil
}

// notes opens a person who lures, types a note with an address in it, prints that, and
// looks at the settings.
func (n *networkRun) notes(ctx context.Context, s *subject) (did string, err error) {
	d, err := s.open(ctx, n.t, "notes")
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, d.close()) }()
	cards, err := d.file("marked-file.vcf", luringVCard)
	if err != nil {
		return "", err
	}
	if _, err := s.command(ctx, d, nil, "--book", d.path(networkBook), "import", cards); err != nil {
		return "", err
	}
	w, err := s.show(ctx, d, nil, "--book", d.path(networkBook))
	if err != nil {
		return "", err
	}
	defer w.kill()
	dr := &driver{t: n.t, d: d, w: w, s: s}
	if err := n.takeNotes(ctx, dr); err != nil {
		return "", errors.Join(err, dr.leavePicture())
	}
	return "", complaints(w.said.String(), d.logs())
}

// typedWords are what the note says, one of them an address.
const typedWords = "marked-typed http://127.0.0.1:9/typed "

func (n *networkRun) takeNotes(ctx context.Context, dr *driver) error {
	before, err := dr.d.settled(ctx)
	if err != nil {
		return err
	}
	if err := dr.d.focus(ctx, "Carebook"); err != nil {
		return err
	}
	press := func(keys ...string) func() error { return func() error { return dr.d.press(ctx, keys...) } }
	for _, step := range []struct {
		what string
		do   func() error
	}{
		{"the search to show", func() error { return errors.Join(dr.d.press(ctx, "ctrl+k"), dr.d.write(ctx, driveQuery)) }},
		{"a person who lures to show", press("Return")},
		{"a new note to show", press("ctrl+shift+n")},
		{"the note's words to show", func() error { return dr.d.write(ctx, typedWords) }},
		{"a page to be printed", press("ctrl+p")},
		{"the settings to show", press("ctrl+comma")},
		{"the visits to show", press("ctrl+3")},
		{"the day to show", press("ctrl+1")},
	} {
		if before, err = dr.step(ctx, step.what, before, step.do); err != nil {
			return err
		}
	}
	if err := wait(ctx, 10*time.Second, "the browser to be asked", func() (bool, error) {
		opened, err := asked(dr.d)
		return len(opened) > 0, err
	}); err != nil {
		return err
	}
	opened, err := asked(dr.d)
	if err != nil || len(opened) != 1 || !strings.HasPrefix(opened[0], "file://"+dr.d.path("data")) {
		return fmt.Errorf("to open was %q, %v: want one page of ours", opened, err)
	}
	page := strings.TrimPrefix(opened[0], "file://")
	info, err := os.Lstat(page)
	if err != nil {
		return fmt.Errorf("the page that was printed: %w", err)
	}
	if err := isPrivate(page, info); err != nil {
		return err
	}
	if err := wait(ctx, 30*time.Second, "the day's backup", func() (bool, error) {
		made, err := filepath.Glob(dr.d.path("backups/*.db"))
		return len(made) > 0, err
	}); err != nil {
		return err
	}
	if err := dr.d.press(ctx, "ctrl+q"); err != nil {
		return err
	}
	if err := dr.w.end(15 * time.Second); err != nil {
		return err
	}
	said, err := dr.s.command(ctx, dr.d, nil, "--book", dr.d.path(networkBook), "export", "-", "--format", "json")
	if err == nil && !strings.Contains(said, strings.TrimSpace(typedWords)) {
		err = errors.New("the note was not kept: the run did not do what it watches")
	}
	return err
}
