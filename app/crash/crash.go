// Package crash keeps what a panic says of people out of the trace that it leaves.
//
// The runtime writes the value of a panic in full, and a library may make that of what
// it was given: a name, a number, a line of a file. A trace is sent to whoever mends the
// program, so it says where a panic happened and of which type it was, and not with
// what. Every goroutine of the program is therefore begun by Go, and its main one runs
// under Guard; a check forbids the go statement elsewhere. What a library's own
// goroutine leaves is written by the runtime and goes through Clean at the next start.
//
// It imports the standard library alone, so that every package may use it.
package crash

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"reflect"
	"regexp"
	"runtime"
	"strings"
	"sync/atomic"
)

// to is where traces go beside standard error. While it is nil, as in commands and
// tests, whose standard error is their user's own, panics are left to the runtime.
var to atomic.Pointer[os.File]

// To sends traces to a file from now on, or with nil leaves panics to the runtime again.
func To(f *os.File) { to.Store(f) }

// Go runs f on a goroutine of its own, under Guard.
func Go(f func()) {
	go func() { Guard(f) }()
}

// Guard runs f. Where it panics, the trace is written and the program ends at once,
// with the runtime's own status for that; what callers of Guard have deferred is not
// done.
func Guard(f func()) {
	defer func() {
		file := to.Load()
		if file == nil {
			return
		}
		if value := recover(); value != nil {
			end(file, value)
		}
	}()
	f()
}

// ending is set by the first goroutine that panics; any other waits for its end.
var ending atomic.Bool

// status is that of a program which the runtime ends for a panic.
const status = 2

// end writes a trace and ends the program. It is called while the panicking frames
// still stand, which is what makes the trace worth reading.
func end(file io.Writer, value any) {
	if !ending.CompareAndSwap(false, true) {
		select {}
	}
	trace := append([]byte("panic: "+kind(value)+"\n\n"), stacks()...)
	_, err := file.Write(trace)
	if err != nil {
		trace = append(trace, "\nthe trace could not be kept\n"...)
	}
	_, _ = os.Stderr.Write(trace) // a window may have none
	os.Exit(status)
}

// mostTrace is the size at which a trace is cut.
const mostTrace = 1 << 20

// stacks are those of all goroutines, the caller's first.
func stacks() []byte {
	buf := make([]byte, 64<<10)
	for {
		n := runtime.Stack(buf, true)
		if n < len(buf) || len(buf) >= mostTrace {
			return buf[:n]
		}
		buf = make([]byte, 2*len(buf))
	}
}

// kind says what a panic was made of: its type, and of the runtime's own errors, which
// name types and numbers, the text.
func kind(value any) string {
	t := reflect.TypeOf(value)
	of := t
	if of.Kind() == reflect.Pointer {
		of = of.Elem()
	}
	if err, ok := value.(runtime.Error); ok && of.PkgPath() == "runtime" {
		return err.Error()
	}
	return fmt.Sprintf("a value of type %s, which is not written down", t)
}

// What the runtime itself writes before the first goroutine: its own errors, which hold
// no data, signals, and what else it says by words of its own.
var (
	panicLine = regexp.MustCompile(`^(\t*panic: )(.*?)( \[recovered(?:, repanicked)?\])?$`)
	ownError  = regexp.MustCompile(`^(?:runtime error: |interface conversion: |assignment to entry in nil map$|send on closed channel$|close of (?:nil|closed) channel$|all goroutines are asleep)`)
	ownLine   = regexp.MustCompile(`^(?:fatal error: |runtime: |runtime stack:|\[signal |\tPC=|PC=|SIG[A-Z]+: |stack: frame=)`)
	// register is a line of what the processor held, which may be a piece of a text.
	register = regexp.MustCompile(`^[a-z]\w* +0x[0-9a-f]+$`)
)

// Clean takes the values of panics out of a trace that the runtime has written.
func Clean(trace []byte) []byte {
	var clean bytes.Buffer
	stack := false
	for line := range strings.Lines(string(trace)) {
		line = strings.TrimRight(line, "\r\n")
		stack = stack || strings.HasPrefix(line, "goroutine ")
		p := panicLine.FindStringSubmatch(line)
		switch {
		case stack && register.MatchString(line):
		case stack, line == "", ownLine.MatchString(line), p != nil && ownError.MatchString(p[2]):
			clean.WriteString(line + "\n")
		case p != nil:
			clean.WriteString(p[1] + "a value that is not written down" + p[3] + "\n")
		}
	}
	return clean.Bytes()
}
