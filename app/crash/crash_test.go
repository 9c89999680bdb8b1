package crash

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// childEnv makes the test binary crash in one of the ways.
const childEnv, fileEnv = "CAREBOOK_TEST_CRASH", "CAREBOOK_TEST_CRASH_FILE"

// secret is put together when it runs: what stands in the program's text is none.
func secret() string { return strings.Repeat("Fe", 2) + strings.ToUpper("rrer") }

type word string

type person struct{ name string }

func (p person) String() string { return p.name }

// values are what a library may panic with.
var values = map[string]func() any{
	"text":     func() any { return "no room for " + secret() },
	"lines":    func() any { return secret() + "\ngoroutine 1 [running]:\n" + secret() },
	"error":    func() any { return fmt.Errorf("read %s: %w", secret(), os.ErrNotExist) },
	"stringer": func() any { return person{secret()} },
	"pointer":  func() any { return &person{secret()} },
	"word":     func() any { return word(secret()) },
	"alike":    func() any { return errors.New("runtime error of " + secret()) },
}

func TestMain(m *testing.M) {
	way := os.Getenv(childEnv)
	if way == "" {
		os.Exit(m.Run())
	}
	f, err := os.Create(os.Getenv(fileEnv))
	if err != nil {
		fmt.Println(err)
		os.Exit(3)
	}
	To(f)
	do := func() {
		if of, ok := values[way]; ok {
			panic(of())
		}
		fmt.Println([]string{secret()}[len(way)])
	}
	if strings.HasPrefix(way, "again ") {
		do = func() {
			defer func() { panic(fmt.Sprint(recover())) }()
			panic(secret())
		}
	}
	if way == "index" {
		Go(do)
		select {}
	}
	Guard(do)
}

// crashed crashes in one of the ways and gives what that leaves in the file, and on
// standard error.
func crashed(t *testing.T, way string) (trace, said string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "trace.txt")
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), childEnv+"="+way, fileEnv+"="+file)
	var exit *exec.ExitError
	if out, err := child.Output(); !errors.As(err, &exit) || exit.ExitCode() != status {
		t.Fatalf("it ends with %v: %s", err, out)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text), string(exit.Stderr)
}

func TestTraceHoldsNoValue(t *testing.T) {
	ways := []string{"index", "again "}
	for way := range values {
		ways = append(ways, way)
	}
	for _, way := range ways {
		t.Run(way, func(t *testing.T) {
			trace, said := crashed(t, way)
			if strings.Contains(trace+said, secret()) {
				t.Errorf("it says whom it was about:\n%s\n%s", trace, said)
			}
			for _, want := range []string{"goroutine ", "crash_test.go"} {
				if !strings.Contains(trace, want) || !strings.Contains(said, want) {
					t.Errorf("it says nothing of %q:\n%s", want, trace)
				}
			}
		})
	}
}

func TestTraceNamesTheMistake(t *testing.T) {
	for way, want := range map[string]string{
		"index":    "panic: runtime error: index out of range [5] with length 1\n",
		"error":    "panic: a value of type *fmt.wrapError,",
		"stringer": "panic: a value of type crash.person,",
		"text":     "panic: a value of type string,",
	} {
		if trace, _ := crashed(t, way); !strings.HasPrefix(trace, want) {
			t.Errorf("of %s it says %.200q, want %q", way, trace, want)
		}
	}
}

func TestClean(t *testing.T) {
	const stack = "goroutine 7 [running]:\nmain.f(0x1)\n\t/a/b.go:3 +0x1d\n"
	const left = "a value that is not written down"
	for _, c := range []struct{ in, want string }{
		{"panic: no room for Ana\n\n" + stack, "panic: " + left + "\n\n" + stack},
		{"panic: first Ana\n\tgoroutine 1\n\tsecond Ana\n\n" + stack, "panic: " + left + "\n\n" + stack},
		{"panic: Ana [recovered]\n\tpanic: Ana too\n\n" + stack, "panic: " + left + " [recovered]\n\tpanic: " + left + "\n\n" + stack},
		{"panic: Ana [recovered, repanicked]\n\n" + stack, "panic: " + left + " [recovered, repanicked]\n\n" + stack},
		{"panic: main.T{\"Ana\"}\n\n" + stack, "panic: " + left + "\n\n" + stack},
		{"panic: runtime error: index out of range [3] with length 3\n\n" + stack, "panic: runtime error: index out of range [3] with length 3\n\n" + stack},
		{"panic: assignment to entry in nil map of Ana\n\n" + stack, "panic: " + left + "\n\n" + stack},
		{"fatal error: concurrent map writes\n\n" + stack, "fatal error: concurrent map writes\n\n" + stack},
		{"SIGSEGV: segmentation violation\nPC=0x1 m=0\n\n" + stack + "\nrax    0x616e41\nrip    0x1\n", "SIGSEGV: segmentation violation\nPC=0x1 m=0\n\n" + stack + "\n"},
		{"", ""},
	} {
		if got := string(Clean([]byte(c.in))); got != c.want {
			t.Errorf("of %q stays %q, want %q", c.in, got, c.want)
		}
	}
}

// TestCleanLeavesNoValue cleans what the runtime writes of a panic with any text: it
// sets a tab before each line of that but the first.
func TestCleanLeavesNoValue(t *testing.T) {
	allowed := regexp.MustCompile(`^panic: a value that is not written down( \[recovered\])?\n\ngoroutine 1 \[running\]:\nmain\.main\(\)\n$`)
	rapid.Check(t, func(t *rapid.T) {
		value := "<" + strings.ReplaceAll(rapid.StringMatching(`[a-zA-Z0-9 \n:.<>-]{0,60}`).Draw(t, "value"), "\n", "\n\t") + ">"
		trace := "panic: " + value + rapid.SampledFrom([]string{"", " [recovered]"}).Draw(t, "caught") + "\n\ngoroutine 1 [running]:\nmain.main()\n"
		if got := Clean([]byte(trace)); !allowed.Match(got) {
			t.Errorf("of %q stays %q", trace, got)
		}
	})
}
