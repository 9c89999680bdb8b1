package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
)

// The size of the virtual screen: that of a small laptop.
const screenWidth, screenHeight = 1280, 800

// display is a virtual screen of the helper's own, with a home folder for the
// programs on it, so that nothing touches the user's book and settings.
type display struct {
	t      *tree
	number string
	// dir holds the screen's memory and the home folder; it goes with close.
	dir    string
	server *exec.Cmd
	// sees is the path under which programs on the screen find a file of ours,
	// more what is added to their environment, owner whom they run as where that
	// is not us.
	sees  func(path string) string
	more  []string
	owner int
	// pictures is the folder for the pictures of a run, or ""; taken is how many
	// there are.
	pictures, run string
	taken         int
	// leave is done before the screen goes, or nil.
	leave func()
}

// openDisplay starts a screen. It needs displayNeeds.
func openDisplay(ctx context.Context, t *tree) (d *display, err error) {
	return openDisplayIn(ctx, t, "")
}

// openDisplayIn starts a screen whose folder lies in another, or in the
// system's for such where that is "".
func openDisplayIn(ctx context.Context, t *tree, in string) (d *display, err error) {
	dir, err := os.MkdirTemp(in, "carebook-dev-")
	if err != nil {
		return nil, fmt.Errorf("open a virtual screen: %w", err)
	}
	d = &display{t: t, dir: dir, sees: func(path string) string { return path }}
	defer func() {
		if err != nil {
			err = errors.Join(err, d.close())
		}
	}()
	for _, name := range append([]string{"screen"}, homes...) {
		if err := os.Mkdir(d.path(name), 0o700); err != nil {
			return d, fmt.Errorf("open a virtual screen: %w", err)
		}
	}
	said, tell, err := os.Pipe()
	if err != nil {
		return d, fmt.Errorf("open a virtual screen: %w", err)
	}
	defer said.Close()
	// The server picks a free number and writes it into the pipe.
	size := fmt.Sprintf("%dx%dx24", screenWidth, screenHeight)
	d.server = exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", size, "-fbdir", d.path("screen"), "-nolisten", "tcp", "-noreset")
	d.server.ExtraFiles = []*os.File{tell}
	err = d.server.Start()
	tell.Close()
	if err != nil {
		d.server = nil
		return d, fmt.Errorf("open a virtual screen: %w", err)
	}
	if err := said.SetReadDeadline(deadline(20 * time.Second)); err != nil {
		return d, fmt.Errorf("open a virtual screen: %w", err)
	}
	number, err := bufio.NewReader(said).ReadString('\n')
	if err != nil {
		return d, fmt.Errorf("open a virtual screen: Xvfb does not start: %w", err)
	}
	d.number = ":" + strings.TrimSpace(number)
	return d, ctx.Err()
}

// deadline is the instant after the given time from now.
func deadline(after time.Duration) time.Time { return time.Now().Add(after) }

// homes are the folders that a user of the display has for programs' files.
var homes = []string{"data", "state", "config", "cache"}

// path is a path in the display's folder.
func (d *display) path(name string) string { return filepath.Join(d.dir, name) }

// close ends the server and removes the folder.
func (d *display) close() error {
	if d.leave != nil {
		d.leave()
	}
	var failed error
	if d.server != nil {
		failed = d.server.Process.Signal(os.Interrupt)
		_ = d.server.Wait() // it says that it was interrupted
	}
	return errors.Join(failed, os.RemoveAll(d.dir))
}

// env is the environment of a program on this screen, in English: the words on
// the screen do not depend on who looks. It is early in the morning there, so
// that the day's pop-up stays away from those who have not come for it.
func (d *display) env() []string {
	early := time.Now().Format(time.DateOnly) + "T06:00:00Z"
	env := []string{
		"DISPLAY=" + d.number, "WAYLAND_DISPLAY=", "LANG=en_US.UTF-8", "LC_ALL=", "LANGUAGE=", "CAREBOOK_BOOK=", "CAREBOOK_NOW=" + early, benchEnv + "=",
	}
	for _, name := range homes {
		env = append(env, "XDG_"+strings.ToUpper(name)+"_HOME="+d.seen(name))
	}
	return append(env, d.more...)
}

// picture is what the screen shows.
func (d *display) picture() (*image.RGBA, error) {
	dump, err := os.ReadFile(filepath.Join(d.path("screen"), "Xvfb_screen0"))
	if err != nil {
		return nil, fmt.Errorf("read the screen: %w", err)
	}
	return readXWD(dump)
}

// settled waits until the screen shows something and stays as it is but for a
// blinking caret, and gives the picture.
func (d *display) settled(ctx context.Context) (*image.RGBA, error) {
	const still, caret = 4, 0.0005
	last, calm := image.NewRGBA(image.Rectangle{}), 0
	err := wait(ctx, 30*time.Second, "the screen to show a window and to come to rest", func() (bool, error) {
		next, err := d.picture()
		if err != nil {
			return false, err
		}
		calm++
		if blank(next) || different(last, next) > caret {
			calm = 0
		}
		last = next
		return calm >= still, nil
	})
	return last, err
}

// press sends keys, named as xdotool names them, to the window.
func (d *display) press(ctx context.Context, keys ...string) error {
	_, err := d.xdotool(ctx, append([]string{"key", "--clearmodifiers", "--delay", "60"}, keys...)...)
	return err
}

// write types a text into the window.
func (d *display) write(ctx context.Context, text string) error {
	_, err := d.xdotool(ctx, "type", "--delay", "40", text)
	return err
}

func (d *display) xdotool(ctx context.Context, args ...string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	return d.t.output(ctx, d.env(), "xdotool", args...)
}

// focus gives a window the keyboard, as a click into it does. There is nobody on
// the screen who looks after windows: X sends keys to where the pointer is,
// Wine to the one that has the focus.
func (d *display) focus(ctx context.Context, title string) error {
	_, err := d.xdotool(ctx, "search", "--onlyvisible", "--name", title, "windowfocus", "%1", "mousemove", "--window", "%1", "200", "20")
	return err
}

// placeOf is where on the screen the window is whose title holds the words.
func (d *display) placeOf(ctx context.Context, title string) (image.Rectangle, error) {
	out, err := d.xdotool(ctx, "search", "--onlyvisible", "--name", title, "getwindowgeometry", "--shell", "%1")
	if err != nil {
		return image.Rectangle{}, err
	}
	var x, y, width, height int
	for line := range strings.Lines(out) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		if at, ok := map[string]*int{"X": &x, "Y": &y, "WIDTH": &width, "HEIGHT": &height}[name]; ok {
			if _, err := fmt.Sscan(value, at); err != nil {
				return image.Rectangle{}, fmt.Errorf("read where a window is from %q: %w", out, err)
			}
		}
	}
	return image.Rect(x, y, x+width, y+height), nil
}

// click presses the first button of the mouse where the pointer is.
func (d *display) click(ctx context.Context) error {
	_, err := d.xdotool(ctx, "click", "1")
	return err
}

// titles are the titles of the windows on the screen.
func (d *display) titles(ctx context.Context) []string {
	// It fails where there is no window yet.
	out, err := d.xdotool(ctx, "search", "--onlyvisible", "--name", ".", "getwindowname", "%@")
	if err != nil {
		return nil
	}
	return strings.Split(strings.TrimSpace(out), "\n")
}

// wait asks until the answer is yes. what says in an error what it waited for.
func wait(ctx context.Context, patience time.Duration, what string, ask func() (bool, error)) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	tick := time.NewTicker(150 * time.Millisecond)
	defer tick.Stop()
	for {
		ok, err := ask()
		if ok || err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("waited %s in vain for %s", patience, what)
		case <-tick.C:
		}
	}
}

// window is the program at work on a display.
type window struct {
	d     *display
	cmd   *exec.Cmd
	began time.Time
	said  *safeBuffer
	ended chan struct{}
	// status is the error with which the program ended, once ended is closed.
	status error
}

// show starts the program on the display and waits for its window. env is
// added to the display's.
func (d *display) show(ctx context.Context, env []string, program string, args ...string) (*window, error) {
	w, err := d.start(ctx, env, program, args...)
	if err != nil {
		return nil, err
	}
	err = wait(ctx, time.Minute, "the window to open", func() (bool, error) {
		select {
		case <-w.ended:
			return false, fmt.Errorf("the program ended before it showed a window: %w\n%s", w.status, w.said)
		default:
			return w.titled(ctx, "Carebook"), nil
		}
	})
	if err != nil {
		w.kill()
		return nil, err
	}
	return w, nil
}

// start starts the program on the display and collects what it says.
func (d *display) start(ctx context.Context, env []string, program string, args ...string) (*window, error) {
	w := &window{d: d, said: &safeBuffer{}, ended: make(chan struct{})}
	w.cmd = d.t.command(ctx, append(d.env(), env...), program, args...)
	w.cmd.Stdout, w.cmd.Stderr = w.said, w.said
	w.began = time.Now()
	if err := w.cmd.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", shown(program, args), err)
	}
	go func() {
		w.status = w.cmd.Wait()
		if errors.Is(w.status, exec.ErrWaitDelay) {
			w.status = nil // it ended well; what it left running, as Wine does, holds its output
		}
		close(w.ended)
	}()
	return w, nil
}

// titled reports whether a window's title holds the words.
func (w *window) titled(ctx context.Context, words string) bool {
	for _, title := range w.d.titles(ctx) {
		if strings.Contains(title, words) {
			return true
		}
	}
	return false
}

// end waits for the program to end by itself.
func (w *window) end(patience time.Duration) error {
	select {
	case <-w.ended:
	case <-time.After(patience):
		w.kill()
		return fmt.Errorf("the program did not end within %s\n%s", patience, w.said)
	}
	if w.status != nil {
		return fmt.Errorf("the program ended badly: %w\n%s", w.status, w.said)
	}
	return nil
}

// kill ends the program at once; an ended one stays as it is.
func (w *window) kill() {
	select {
	case <-w.ended:
	default:
		_ = w.cmd.Process.Kill() // it may end by itself just now
		<-w.ended
	}
}

// safeBuffer collects output while another goroutine reads it.
type safeBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
	// marked is when figures of a measurement first came in.
	marked time.Time
}

func (b *safeBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.marked.IsZero() && bytes.Contains(p, []byte("bench ")) {
		b.marked = time.Now()
	}
	return b.buf.Write(p)
}

func (b *safeBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}

// makeToDrive builds the program with its window for a virtual screen, with all
// that such a screen needs.
func (t *tree) makeToDrive(ctx context.Context) (binary string, err error) {
	if err := canDrive(ctx, t, buildNeeds...); err != nil {
		return "", err
	}
	return t.make(ctx, windowBuild)
}

// canDrive sees to it that there is all that a virtual screen needs, and more.
func canDrive(ctx context.Context, t *tree, more ...need) error {
	m := thisMachine(t)
	if m.os != "linux" {
		return errors.New("windows are driven on Linux alone: there is no virtual screen here")
	}
	return m.ensure(ctx, slices.Concat(more, displayNeeds))
}
