package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

// subject is a program that a run on a virtual screen works: ours as it was just
// built, or one that was installed somewhere, where the same run must pass.
type subject struct {
	// window and commands are the words that start the program with its window
	// and for a command; on Windows those are two programs.
	window, commands []string
	// in is the folder in which a run makes its own, or "" for the system's
	// temporary one.
	in string
	// env is added to the environment of the program.
	env []string
	// sees gives the path under which the program finds a file; nil where it
	// finds it as we do.
	sees func(path string) string
	// owner is the user whom the program runs as, 0 for our own.
	owner int
	// prepare makes a screen ready for the program; what it gives back is done
	// before the screen goes. nil where there is nothing to do.
	prepare func(ctx context.Context, d *display) (leave func(), err error)
	// quit asks a program without a window to end; nil for a signal.
	quit func(ctx context.Context, d *display, w *window) error
	// class is the name by which the screen knows the program's windows, "" for
	// windowClass.
	class string
	// pictures is the folder into which a run puts a picture of each step, or "".
	pictures string
}

// builtHere is the program as the sources make it.
func (t *tree) builtHere(ctx context.Context) (*subject, error) {
	binary, err := t.makeToDrive(ctx)
	if err != nil {
		return nil, err
	}
	return &subject{window: []string{binary}, commands: []string{binary}}, nil
}

// asked is the program that somebody names by the words of a command, with
// another for what has no window where that is one of its own. One that begins
// with wine is a program of Windows.
func (t *tree) asked(ctx context.Context, program, commands string) (*subject, error) {
	s := &subject{window: strings.Fields(program), commands: strings.Fields(commands)}
	if len(s.window) == 0 {
		return nil, fmt.Errorf("%w: --program names no program", errUsage)
	}
	if len(s.commands) == 0 {
		s.commands = s.window
	}
	if err := canDrive(ctx, t); err != nil {
		return nil, err
	}
	if strings.HasPrefix(filepath.Base(s.window[0]), "wine") {
		return s, t.underWine(ctx, s)
	}
	return s, nil
}

// open opens a screen for a run with the program.
func (s *subject) open(ctx context.Context, t *tree, run string) (d *display, err error) {
	d, err = openDisplayIn(ctx, t, s.in)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, d.close())
		}
	}()
	d.more, d.owner, d.pictures, d.run = s.env, s.owner, s.pictures, run
	if s.sees != nil {
		d.sees = s.sees
	}
	if err := d.settings("en", "light"); err != nil {
		return d, err
	}
	if s.prepare != nil {
		if d.leave, err = s.prepare(ctx, d); err != nil {
			return d, err
		}
	}
	return d, d.giveAway()
}

// show starts the program with its window and waits for that.
func (s *subject) show(ctx context.Context, d *display, env []string, args ...string) (*window, error) {
	return d.show(ctx, env, s.window[0], slices.Concat(s.window[1:], args)...)
}

// start starts the program with its window, or waiting for one.
func (s *subject) start(ctx context.Context, d *display, env []string, args ...string) (*window, error) {
	return d.start(ctx, env, s.window[0], slices.Concat(s.window[1:], args)...)
}

// command does one of the program's commands and gives what it wrote.
func (s *subject) command(ctx context.Context, d *display, env []string, args ...string) (string, error) {
	return d.done(ctx, env, s.commands[0], slices.Concat(s.commands[1:], args)...)
}

// done runs a command on the screen to its end and gives what it wrote. It reads
// that from files: Wine leaves programs running that would hold a pipe open.
func (d *display) done(ctx context.Context, env []string, name string, args ...string) (out string, err error) {
	cmd := d.t.command(ctx, append(d.env(), env...), name, args...)
	for file, to := range map[string]*io.Writer{"stdout": &cmd.Stdout, "stderr": &cmd.Stderr} {
		f, err := os.Create(d.path(file))
		if err != nil {
			return "", fmt.Errorf("keep what %s says: %w", name, err)
		}
		defer func() { err = errors.Join(err, f.Close()) }()
		*to = f
	}
	failed := cmd.Run()
	text, err := os.ReadFile(d.path("stdout"))
	if err != nil {
		return "", fmt.Errorf("read what %s said: %w", name, err)
	}
	if failed == nil {
		return string(text), nil
	}
	said, err := os.ReadFile(d.path("stderr"))
	return "", errors.Join(fmt.Errorf("%s: %w\n%s", shown(name, args), failed, said), err)
}

// end ends a program that waits in the background.
func (s *subject) end(ctx context.Context, d *display, w *window) error {
	if s.quit != nil {
		if err := s.quit(ctx, d, w); err != nil {
			return err
		}
	} else if err := w.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return fmt.Errorf("end the background process: %w", err)
	}
	return w.end(10 * time.Second)
}

// file puts a file into the screen's folder, for the program to read.
func (d *display) file(name, content string) (path string, err error) {
	path = d.path(name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		return "", fmt.Errorf("write a file for the program: %w", err)
	}
	return d.sees(path), d.giveAway()
}

// giveAway makes all in the screen's folder the user's whom programs run as.
func (d *display) giveAway() error {
	if d.owner == 0 {
		return nil
	}
	err := filepath.WalkDir(d.dir, func(path string, _ os.DirEntry, err error) error {
		return errors.Join(err, os.Lchown(path, d.owner, d.owner))
	})
	if err != nil {
		return fmt.Errorf("give the run's folder to the user: %w", err)
	}
	return nil
}

// seen is the path under which programs find something in the screen's folder.
func (d *display) seen(name string) string { return d.sees(d.path(name)) }
