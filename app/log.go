package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"syscall"
	"unicode/utf8"

	"gopkg.in/natefinch/lumberjack.v2"

	"carebook/app/care"
	"carebook/app/crash"
)

// The log is three files of at most 1 MB: the one being written and two older.
const (
	logName       = "carebook.log"
	logMegabytes  = 1
	logOlderFiles = 2
)

// Word is a word of the program's own, such as the name of a command or a
// screen. It is the only text that an attribute of a log line may carry: it
// comes from the code, never from a book, a file or its name.
type Word string

// StartLog makes the log in StateDir the default of log/slog until stop is
// called. The log is JSON, one line an event, readable by its owner alone.
//
// It holds nothing of the people in the book. Messages are literals of the
// code (a check sees to it); of the attributes only numbers, booleans, times
// and durations, Word and care.Code pass. An error is written as the codes and
// types it is made of, since its text may name people or files; any other text
// is replaced by its length.
//
// The standard log package, which Fyne writes to, keeps writing on standard
// error.
func StartLog() (stop func() error, err error) {
	dir, err := StateDir()
	if err != nil {
		return nil, err
	}
	if err := makePrivate(dir); err != nil {
		return nil, err
	}
	path := filepath.Join(dir, logName)
	if err := os.Chmod(path, 0o600); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("keep the log %s private: %w", path, err)
	}
	file := &lumberjack.Logger{Filename: path, MaxSize: logMegabytes, MaxBackups: logOlderFiles}
	before, beforeFlags := slog.Default(), log.Flags()
	slog.SetDefault(slog.New(discreet{slog.NewJSONHandler(file, nil)}))
	log.SetOutput(os.Stderr)
	log.SetFlags(beforeFlags)
	return func() error {
		slog.SetDefault(before)
		log.SetOutput(os.Stderr)
		if err := file.Close(); err != nil {
			return fmt.Errorf("close the log %s: %w", path, err)
		}
		return nil
	}, nil
}

// discreet is a handler that lets no attribute through which could hold
// something of a person.
type discreet struct{ next slog.Handler }

func (d discreet) Enabled(ctx context.Context, level slog.Level) bool {
	return d.next.Enabled(ctx, level)
}

func (d discreet) Handle(ctx context.Context, r slog.Record) error {
	clean := slog.NewRecord(r.Time, r.Level, r.Message, r.PC)
	r.Attrs(func(a slog.Attr) bool {
		clean.AddAttrs(discreetAttr(a))
		return true
	})
	return d.next.Handle(ctx, clean)
}

func (d discreet) WithAttrs(attrs []slog.Attr) slog.Handler {
	return discreet{d.next.WithAttrs(discreetAttrs(attrs))}
}

func (d discreet) WithGroup(name string) slog.Handler {
	return discreet{d.next.WithGroup(name)}
}

func discreetAttrs(attrs []slog.Attr) []slog.Attr {
	clean := make([]slog.Attr, len(attrs))
	for i, a := range attrs {
		clean[i] = discreetAttr(a)
	}
	return clean
}

func discreetAttr(a slog.Attr) slog.Attr {
	v := a.Value.Resolve()
	switch v.Kind() {
	case slog.KindBool, slog.KindInt64, slog.KindUint64, slog.KindFloat64, slog.KindDuration, slog.KindTime:
	case slog.KindGroup:
		v = slog.GroupValue(discreetAttrs(v.Group())...)
	case slog.KindString:
		v = slog.StringValue(fmt.Sprintf("[%d characters]", utf8.RuneCountInString(v.String())))
	default:
		switch x := v.Any().(type) {
		case Word:
			v = slog.StringValue(string(x))
		case care.Code:
			v = slog.StringValue(string(x))
		case error:
			v = slog.StringValue(strings.Join(anatomy(x), ", "))
		default:
			v = slog.StringValue(fmt.Sprintf("[%T]", x))
		}
	}
	return slog.Attr{Key: a.Key, Value: v}
}

// anatomy says what an error is made of without its texts: codes, numbers of
// the operating system and the database, and types, outermost first.
func anatomy(err error) []string {
	var parts []string
	switch e := err.(type) {
	case nil:
		return nil
	case *care.Error:
		parts = append(parts, string(e.Code))
	case *fs.PathError:
		parts = append(parts, e.Op)
	case *os.LinkError:
		parts = append(parts, e.Op)
	case syscall.Errno:
		parts = append(parts, e.Error()) // a fixed sentence of the system
	case interface{ Code() int }:
		parts = append(parts, fmt.Sprintf("%T %d", err, e.Code()))
	default:
		if t := fmt.Sprintf("%T", err); t != "*fmt.wrapError" && t != "*fmt.wrapErrors" && t != "*errors.joinError" {
			parts = append(parts, t)
		}
	}
	switch e := err.(type) {
	case interface{ Unwrap() error }:
		parts = append(parts, anatomy(e.Unwrap())...)
	case interface{ Unwrap() []error }:
		for _, inner := range e.Unwrap() {
			parts = append(parts, anatomy(inner)...)
		}
	}
	return parts
}

// CatchCrashes makes the trace of a crash go to a file in StateDir as well as
// to standard error. release removes that file and is called on a clean exit.
// The trace of a crashed run found at the next start is kept under
// carebook-crash.txt and the log says so; a later one takes its place.
//
// A trace holds functions, lines and addresses and no contents of memory. What a
// goroutine of ours panics with is left out (see crash.Guard). The runtime writes down
// what a library's own goroutine panics with: that is taken out at the next start,
// before the trace has a name under which anybody looks for it.
func CatchCrashes() (release func() error, err error) {
	dir, err := StateDir()
	if err != nil {
		return nil, err
	}
	if err := makePrivate(dir); err != nil {
		return nil, err
	}
	if err := keepLastCrash(dir); err != nil {
		return nil, err
	}
	path := filepath.Join(dir, fmt.Sprintf("%s%d.txt", runningPrefix, os.Getpid()))
	f, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, fmt.Errorf("make the crash file %s: %w", path, err)
	}
	// The runtime keeps a handle of its own.
	if err := debug.SetCrashOutput(f, debug.CrashOptions{}); err != nil {
		return nil, errors.Join(fmt.Errorf("use the crash file %s: %w", path, err), f.Close())
	}
	crash.To(f)
	return func() error {
		crash.To(nil)
		if err := errors.Join(debug.SetCrashOutput(nil, debug.CrashOptions{}), f.Close(), os.Remove(path)); err != nil {
			return fmt.Errorf("remove the crash file %s: %w", path, err)
		}
		return nil
	}, nil
}

// The crash file of a running process carries its number, since a book's
// window, another book's window and commands may run side by side.
const (
	runningPrefix = "carebook-running-"
	crashName     = "carebook-crash.txt"
)

// keepLastCrash puts the trace of a crashed run under crashName. The empty
// file of a process that was killed is removed when it is a day old; a younger
// one may belong to a process that is alive.
func keepLastCrash(dir string) error {
	running, err := filepath.Glob(filepath.Join(dir, runningPrefix+"*.txt"))
	if err != nil {
		return fmt.Errorf("look for crash files in %s: %w", dir, err)
	}
	yesterday := care.SystemClock().Now().AddDate(0, 0, -1)
	for _, path := range running {
		info, err := os.Stat(path)
		switch {
		case errors.Is(err, fs.ErrNotExist): // its process just ended
			continue
		case err == nil && info.Size() > 0:
			err = keepTrace(path, filepath.Join(dir, crashName))
			slog.Error("an earlier run crashed", "bytes", info.Size())
		case err == nil && info.ModTime().Before(yesterday):
			err = os.Remove(path)
		}
		if err != nil {
			return fmt.Errorf("put the crash file %s away: %w", path, err)
		}
	}
	return nil
}

// keepTrace puts a trace under another name, without what the panic was made of.
func keepTrace(from, to string) error {
	trace, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(from, os.O_TRUNC|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = f.Write(crash.Clean(trace))
	if err := errors.Join(err, f.Close()); err != nil {
		return errors.Join(err, os.Remove(from))
	}
	return os.Rename(from, to)
}
