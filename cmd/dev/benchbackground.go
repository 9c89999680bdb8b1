package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// What the wait in the background may cost.
const (
	waitMiB   = 30
	waitShare = 0.1 // per cent of a core
	// waitFor is how long it is watched unless the command says so: each half of
	// it with a few looks at the book.
	waitFor = time.Minute
	// waitSettles is what belongs to the start.
	waitSettles = 3 * time.Second
)

// background measures the process that waits for the digest: first with a book
// that nobody touches, then with one that is written to all the time, so that
// each look opens it.
func (b *bench) background(ctx context.Context) error {
	if thisMachine(b.t).os != "linux" {
		return errors.New("the background process is measured on Linux alone: there is no /proc here")
	}
	if err := thisMachine(b.t).ensure(ctx, buildNeeds); err != nil {
		return err
	}
	built, err := b.t.make(ctx, windowBuild)
	if err != nil {
		return err
	}
	// A copy, as an installed program is one: what the linker has just written
	// lies in memory in pieces of 2 MiB, and reading a byte counts a whole one.
	binary := filepath.Join(b.dir, "carebook")
	if err := copyFile(built, binary); err != nil {
		return err
	}
	if err := os.Chmod(binary, 0o700); err != nil {
		return fmt.Errorf("make the copy a program: %w", err)
	}
	book, err := b.book(ctx, 20_000)
	if err != nil {
		return err
	}
	w, err := b.startWaiting(ctx, binary, book)
	if err != nil {
		return err
	}
	return errors.Join(b.watchWaiting(ctx, w, book), w.end())
}

func (b *bench) watchWaiting(ctx context.Context, w *waiting, book string) error {
	if err := pause(ctx, waitSettles); err != nil {
		return err
	}
	start, err := w.used()
	if err != nil {
		return err
	}
	b.report.tell("waiting in the background, most memory at the start", start.peakMiB, "MiB")
	b.report.tell("waiting in the background, processor at the start", start.cpu.Seconds()*1000, "ms")
	touch := func() error { return os.Chtimes(book, time.Time{}, time.Now()) }
	for _, half := range []struct {
		what string
		do   func() error
	}{{"with a book that rests", func() error { return nil }}, {"with a book that changes", touch}} {
		fmt.Fprintln(os.Stderr, "measuring the background", half.what, "for", b.waitFor/2)
		if err := w.forgetPeak(); err != nil {
			return err
		}
		before, err := w.used()
		if err != nil {
			return err
		}
		began := time.Now()
		for time.Since(began) < b.waitFor/2 {
			if err := errors.Join(half.do(), pause(ctx, time.Second)); err != nil {
				return err
			}
		}
		after, err := w.used()
		if err != nil {
			return err
		}
		share := (after.cpu - before.cpu).Seconds() / time.Since(began).Seconds() * 100
		b.report.promise("waiting in the background "+half.what+", most memory", after.peakMiB, waitMiB, "MiB")
		b.report.promise("waiting in the background "+half.what+", of a core", share, waitShare, "%")
	}
	return nil
}

// waiting is a background process.
type waiting struct {
	cmd  *exec.Cmd
	said *safeBuffer
}

// startWaiting starts a background process far from the hour of its digest, in
// a home folder of its own and with no display and no tray.
func (b *bench) startWaiting(ctx context.Context, binary, book string) (*waiting, error) {
	env := []string{"DISPLAY=", "WAYLAND_DISPLAY=", "DBUS_SESSION_BUS_ADDRESS=", "CAREBOOK_BOOK=", "CAREBOOK_NOW=2026-11-26T03:00:00+01:00"}
	for _, name := range homes {
		env = append(env, "XDG_"+strings.ToUpper(name)+"_HOME="+filepath.Join(b.dir, name))
	}
	w := &waiting{said: &safeBuffer{}}
	w.cmd = b.t.command(ctx, env, binary, "--background", "--book", book)
	w.cmd.Stdout, w.cmd.Stderr = w.said, w.said
	if err := w.cmd.Start(); err != nil {
		return nil, fmt.Errorf("start the background process: %w", err)
	}
	return w, nil
}

// end tells the process to end, as a desktop does at log-out.
func (w *waiting) end() error {
	err := w.cmd.Process.Signal(syscall.SIGTERM)
	if err = errors.Join(err, w.cmd.Wait()); err != nil {
		return fmt.Errorf("end the background process: %w\n%s", err, w.said)
	}
	if said := w.said.String(); said != "" {
		return fmt.Errorf("the background process said: %s", said)
	}
	return nil
}

// spent is what a process has used so far.
type spent struct {
	// peakMiB is the most memory since forgetPeak.
	peakMiB float64
	cpu     time.Duration
}

func (w *waiting) proc(name string) string {
	return filepath.Join("/proc", strconv.Itoa(w.cmd.Process.Pid), name)
}

// forgetPeak makes the peak of the memory what the process holds now
// (proc_pid_clear_refs(5)).
func (w *waiting) forgetPeak() error {
	if err := os.WriteFile(w.proc("clear_refs"), []byte("5"), 0o200); err != nil {
		return fmt.Errorf("begin to watch the background process: %w", err)
	}
	return nil
}

func (w *waiting) used() (spent, error) {
	status, err := os.ReadFile(w.proc("status"))
	if err != nil {
		return spent{}, fmt.Errorf("watch the background process: %w\n%s", err, w.said)
	}
	u := spent{}
	for line := range bytes.Lines(status) {
		if rest, found := bytes.CutPrefix(line, []byte("VmHWM:")); found {
			var kib float64
			if _, err := fmt.Sscanf(string(rest), "%f kB", &kib); err != nil {
				return spent{}, fmt.Errorf("read the memory of the background process: %w", err)
			}
			u.peakMiB = kib / 1024
		}
	}
	// Each thread's time, to the nanosecond: the sum in stat counts in
	// hundredths of a second.
	threads, err := filepath.Glob(w.proc("task/*/schedstat"))
	if err != nil || len(threads) == 0 || u.peakMiB == 0 {
		return spent{}, fmt.Errorf("the background process shows no figures: %w", err)
	}
	for _, thread := range threads {
		text, err := os.ReadFile(thread)
		if err != nil {
			return spent{}, fmt.Errorf("watch the background process: %w", err)
		}
		nanoseconds, err := strconv.ParseInt(strings.Fields(string(text))[0], 10, 64)
		if err != nil {
			return spent{}, fmt.Errorf("read the processor time of the background process: %w", err)
		}
		u.cpu += time.Duration(nanoseconds)
	}
	return u, nil
}

// pause waits, or until ctx ends.
func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}
