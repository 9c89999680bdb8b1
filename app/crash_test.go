package app

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// secrets are what a program that crashes has in its hands. They are put together when
// it runs: what stands in the program's text is no secret.
func secrets() []string {
	var all []string
	for _, name := range []string{"Ferrer", "Moroz", "Ashworth"} {
		all = append(all, strings.Repeat(name[:2], 2)+strings.ToUpper(name))
	}
	return all
}

// The ways begin with whose goroutine it is that crashes.
const guardedCrash, looseCrash = "guarded ", "loose "

// crashes are the ways in which the program may crash with data in its hands.
var crashes = map[string]func([]string){
	"index":    func(s []string) { fmt.Println(s[len(s)]) },
	"slice":    func(s []string) { fmt.Println(s[0][len(s[0])+1:]) },
	"convert":  func(s []string) { fmt.Println(any(s[0]).(fmt.Stringer)) },
	"nil map":  func(s []string) { none()[s[0]] = true },
	"hash":     func(s []string) { fmt.Println(map[any]bool{}[s]) },
	"nil":      func(s []string) { var e *exec.Error; e.Name = s[0] },
	"divide":   func(s []string) { fmt.Println(1 / (len(s) - 3)) },
	"closed":   func(s []string) { c := make(chan string); close(c); c <- s[0] },
	"deadlock": func(s []string) { c := make(chan string); c <- s[0] },
	"deep":     func(s []string) { deeper(s[0], s, map[string][]string{s[1]: s}, errors.New(s[2]), nil) },
	"elsewhere": func(s []string) {
		done := make(chan bool)
		go func(name string, all []string) {
			fmt.Println(all[len(name)])
			close(done)
		}(s[0], s)
		<-done
	},
	"a library's text": func(s []string) { panic("no room for " + s[0]) },
	"a library's error": func(s []string) {
		panic(fmt.Errorf("read %s\ngoroutine 1 [running]:\n%s: %w", s[0], s[1], os.ErrNotExist))
	},
	"a library's goroutine": func(s []string) {
		go func() { panic(errors.New("read " + s[2])) }()
		select {}
	},
	"caught and let go": func(s []string) {
		defer func() {
			if r := recover(); r != nil {
				panic("the caller gives up")
			}
		}()
		fmt.Println(s[len(s)])
	},
}

// none is a map that was never made.
func none() map[string]bool { return nil }

// deeper crashes some calls further down, with arguments of many kinds.
//
//go:noinline
func deeper(name string, all []string, by map[string][]string, err error, f func(string) error) {
	if len(all) > 0 {
		deeper(name, all[1:], by, fmt.Errorf("%s: %w", name, err), f)
		return
	}
	fmt.Println(f(name))
}

// TestCrashFileHoldsNobody crashes in each way, on a goroutine of ours and on a
// library's, and looks for what the program had in its hands: the trace says where and
// which kind of mistake, and no contents.
func TestCrashFileHoldsNobody(t *testing.T) {
	for how := range crashes {
		for _, whose := range []string{guardedCrash, looseCrash} {
			t.Run(whose+how, func(t *testing.T) {
				inHome(t)
				child := exec.Command(os.Args[0])
				child.Env = append(os.Environ(), childEnv+"="+whose+how)
				if out, err := child.Output(); err == nil {
					t.Fatalf("it did not crash: %s", out)
				}
				dir, err := StateDir()
				if err != nil {
					t.Fatal(err)
				}
				trace := leftIn(t, dir)
				if whose == guardedCrash && how != "a library's goroutine" {
					wantNoSecret(t, trace)
				}
				release, err := CatchCrashes() // the next start
				if err != nil {
					t.Fatal(err)
				}
				if err := release(); err != nil {
					t.Fatal(err)
				}
				wantNoSecret(t, leftIn(t, dir))
				wantMode(t, filepath.Join(dir, crashName), 0o600)
			})
		}
	}
}

// leftIn is the one trace that a run has left.
func leftIn(t *testing.T, dir string) []byte {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(files) != 1 {
		t.Fatalf("it left %q, %v", files, err)
	}
	trace, err := os.ReadFile(files[0])
	if err != nil || !bytes.Contains(trace, []byte("goroutine ")) || !bytes.Contains(trace, []byte("crash_test.go")) {
		t.Fatalf("%v, the crash file holds %q", err, trace)
	}
	wantMode(t, files[0], 0o600)
	return trace
}

func wantNoSecret(t *testing.T, trace []byte) {
	t.Helper()
	for _, secret := range secrets() {
		if bytes.Contains(trace, []byte(secret)) || bytes.Contains(trace, fmt.Appendf(nil, "%x", secret)) {
			t.Errorf("the crash file holds %s:\n%s", secret, trace)
		}
	}
}
