package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestMain makes the test binary the program itself where a test starts it as
// a process of its own.
func TestMain(m *testing.M) {
	if os.Getenv("CAREBOOK_TEST_RUN") != "" {
		os.Exit(run())
	}
	os.Exit(m.Run())
}

// carebook is the program as a process of its own, in English and with folders
// of the test's own.
func carebook(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	home := t.TempDir()
	cmd := exec.Command(self, args...)
	cmd.Env = append(os.Environ(), "CAREBOOK_TEST_RUN=1", "CAREBOOK_BOOK=", "CAREBOOK_NOW=", "LC_ALL=C", "HOME="+home,
		"XDG_DATA_HOME="+home, "XDG_STATE_HOME="+home, "XDG_CONFIG_HOME="+home, "DISPLAY=", "WAYLAND_DISPLAY=")
	return cmd
}

// manyCards writes a vCard file of n people.
func manyCards(t *testing.T, n int) string {
	t.Helper()
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Person %d\r\nTEL:+34 6%08d\r\nEMAIL:p%d@example.com\r\nNOTE:Met at the fair\\, likes tea\r\nEND:VCARD\r\n", i, i, i)
	}
	path := filepath.Join(t.TempDir(), "many.vcf")
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestKilledImportLeavesNoneOrAll(t *testing.T) {
	const people = 3000
	file := manyCards(t, people)
	whole := timeOf(t, carebook(t, "--book", filepath.Join(t.TempDir(), "book.db"), "import", file))
	for i := range 6 {
		book := filepath.Join(t.TempDir(), "book.db")
		cmd := carebook(t, "--book", book, "import", file)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(rand.Int64N(int64(whole * 11 / 10))))
		_ = cmd.Process.Kill() // it may have ended by itself
		_ = cmd.Wait()         // its end by a signal is what was wanted
		if _, err := os.Stat(book); errors.Is(err, os.ErrNotExist) {
			continue // it had not come that far
		}
		if out, err := carebook(t, "--book", book, "check").CombinedOutput(); err != nil {
			t.Errorf("kill %d: check: %s", i, out)
		}
		out, err := carebook(t, "--book", book, "export", "-", "--format", "json").Output()
		if err != nil {
			t.Fatalf("kill %d: export: %v", i, err)
		}
		var all struct{ People []json.RawMessage }
		if err := json.Unmarshal(out, &all); err != nil {
			t.Fatalf("kill %d: %v", i, err)
		}
		if n := len(all.People); n != 0 && n != people {
			t.Errorf("kill %d: %d people, want none or %d", i, n, people)
		}
	}
}

func timeOf(t *testing.T, cmd *exec.Cmd) time.Duration {
	t.Helper()
	start := time.Now()
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return time.Since(start)
}

func TestWithoutADisplayOneSentenceSaysWhatToDo(t *testing.T) {
	var stderr bytes.Buffer
	cmd := carebook(t, "--book", filepath.Join(t.TempDir(), "book.db"))
	cmd.Stderr = &stderr
	err := cmd.Run()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != 1 {
		t.Errorf("ended with %v, want status 1", err)
	}
	if said := stderr.String(); strings.Count(said, "\n") != 1 || !strings.Contains(said, "carebook --help") {
		t.Errorf("said %q", said)
	}
}

func TestWrongClockIsRefused(t *testing.T) {
	cmd := carebook(t, "--version")
	cmd.Env = append(cmd.Env, "CAREBOOK_NOW=tomorrow")
	out, err := cmd.CombinedOutput()
	if err == nil || !strings.Contains(string(out), "CAREBOOK_NOW") {
		t.Errorf("%v: %s", err, out)
	}
}

func TestCommandsWorkSideBySide(t *testing.T) {
	book := filepath.Join(t.TempDir(), "book.db")
	first, second := manyCards(t, 1500), manyCards(t, 1500)
	importing := carebook(t, "--book", book, "import", first)
	if err := importing.Start(); err != nil {
		t.Fatal(err)
	}
	out, err := carebook(t, "--book", book, "import", second).CombinedOutput()
	if err != nil {
		t.Errorf("the second import: %v: %s", err, out)
	}
	if err := importing.Wait(); err != nil {
		t.Errorf("the first import: %v", err)
	}
	if out, err := carebook(t, "--book", book, "check").CombinedOutput(); err != nil {
		t.Errorf("check: %s", out)
	}
	out, err = carebook(t, "--book", book, "imports", "--json").Output()
	if err != nil || strings.Count(string(out), `"id"`) != 2 {
		t.Errorf("imports: %v: %s", err, out)
	}
}
