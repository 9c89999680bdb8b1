package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// watchNeeds are what it takes to watch what a program asks of the system.
var watchNeeds = []need{
	{program: "strace", apt: "strace", dnf: "strace", pacman: "strace"},
	{program: "dbus-daemon", apt: "dbus-daemon", dnf: "dbus-daemon", pacman: "dbus"},
}

// watch notes every call with which programs turn to the network, to other
// programs' sockets, or start a program.
type watch struct {
	// dir holds what was noted, a file for each program that was started.
	dir string
	// sockets are those that may be connected to, as patterns; starts are the
	// programs that may be started, by path or by name alone.
	sockets, starts []*regexp.Regexp
}

// newWatch begins to watch. A program is called by the words that words gives.
func newWatch() (*watch, error) {
	dir, err := os.MkdirTemp("", "carebook-watch-")
	if err != nil {
		return nil, fmt.Errorf("begin to watch: %w", err)
	}
	return &watch{dir: dir}, nil
}

func (w *watch) close() error { return os.RemoveAll(w.dir) }

// under takes away every limit on the rights of new files, so that a file is private
// only if the program makes it so, and starts a program watched. The one who watches
// stands aside (-D), so that the program has the number and takes the signals.
const under = `umask 000; exec strace -D -f -q -e trace=network,execve,execveat -e signal=none -s 0 -o "$0/$$" -- "$@"`

// words are those that start a program watched.
func (w *watch) words(program ...string) []string {
	return append([]string{"sh", "-c", under, w.dir}, program...)
}

// seen is what was noted so far.
type seen struct {
	// programs is how many were started by us, calls how many calls there were.
	programs, calls int
	// wrong are the calls that no program of ours makes.
	wrong []string
}

// look reads what was noted, once all who are watched have ended.
func (w *watch) look(ctx context.Context) (seen, error) {
	var s seen
	logs, err := filepath.Glob(filepath.Join(w.dir, "*"))
	if err != nil {
		return s, fmt.Errorf("read what was watched: %w", err)
	}
	for _, log := range logs {
		text := ""
		ended := regexp.MustCompile(`(?m)^` + regexp.QuoteMeta(filepath.Base(log)) + ` +\+\+\+ `)
		err := wait(ctx, 10*time.Second, "a watched program to end", func() (bool, error) {
			read, err := os.ReadFile(log)
			text = string(read)
			return ended.MatchString(text), err
		})
		if err != nil {
			return s, err
		}
		s.programs++
		calls, wrong := w.judge(text)
		s.calls += calls
		s.wrong = append(s.wrong, wrong...)
	}
	return s, nil
}

// What strace writes of a call: who, the name, the arguments. A call that another
// thread interrupts is written in two lines, of which the first has the arguments. Of a
// thread that is killed as it begins a call there is no telling which: the call is
// never made.
var (
	callLine    = regexp.MustCompile(`^\d+ +(?:<\.\.\. )?(\w+)(?:\(| resumed>)(.*)$`)
	otherLine   = regexp.MustCompile(`^\d+ +(?:(?:\+\+\+|---) |\?\?\?\( <unfinished \.\.\.>$)`)
	family      = regexp.MustCompile(`\b[AP]F_\w+`)
	socketPath  = regexp.MustCompile(`sun_path=(@?"[^"]*")`)
	startedPath = regexp.MustCompile(`^"([^"]*)"`)
)

// judge reads what was noted of one program.
func (w *watch) judge(text string) (calls int, wrong []string) {
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if otherLine.MatchString(line) {
			continue
		}
		call := callLine.FindStringSubmatch(line)
		if call == nil {
			wrong = append(wrong, "a line that nobody understands: "+line)
			continue
		}
		calls++
		if why := w.against(call[1], call[2]); why != "" {
			wrong = append(wrong, why+": "+line)
		}
	}
	return calls, wrong
}

// against says what is wrong with a call, or "".
func (w *watch) against(name, args string) string {
	if name == "execve" || name == "execveat" {
		return w.againstStart(args)
	}
	for _, f := range family.FindAllString(args, -1) {
		if f != "AF_UNIX" && f != "PF_UNIX" && f != "AF_LOCAL" {
			return "a socket of another kind than AF_UNIX"
		}
	}
	for _, path := range socketPath.FindAllStringSubmatch(args, -1) {
		known := slices.ContainsFunc(w.sockets, func(p *regexp.Regexp) bool { return p.MatchString(strings.Trim(path[1], `@"`)) })
		if !known {
			return "a socket of somebody else"
		}
	}
	switch name {
	case "listen", "accept", "accept4":
		return "a program that waits to be called"
	}
	return ""
}

// againstStart says what is wrong with the start of a program, or "".
func (w *watch) againstStart(args string) string {
	if !strings.Contains(args, `"`) {
		return "" // the second line of a call
	}
	path := startedPath.FindStringSubmatch(args)
	if path == nil || !slices.ContainsFunc(w.starts, func(p *regexp.Regexp) bool { return p.MatchString(path[1]) }) {
		return "another program"
	}
	return ""
}

// exactly matches a path and nothing else.
func exactly(path string) *regexp.Regexp {
	return regexp.MustCompile("^" + regexp.QuoteMeta(path) + "$")
}

// err is what was seen as an error: of what is wrong the first few calls.
func (s seen) err() error {
	if s.programs == 0 || s.calls == 0 {
		return errors.New("nothing was seen: the watch does not work here")
	}
	if len(s.wrong) == 0 {
		return nil
	}
	const most = 20
	shown := s.wrong[:min(most, len(s.wrong))]
	return fmt.Errorf("%d calls that the program does not make:\n%s", len(s.wrong), strings.Join(shown, "\n"))
}
