//go:build unix

package main

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestSpecialFilesAreNoFiles names pipes, devices, folders and links that lead nowhere
// wherever a command takes a file: it says so at once, waits for nobody, reads no
// device to an end that does not come, and leaves what it was given as it is.
func TestSpecialFilesAreNoFiles(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	if err := errors.Join(
		syscall.Mkfifo(at("pipe"), 0o600), os.Symlink("/dev/zero", at("zero")), os.Symlink(at("nothing"), at("dangling")), os.Mkdir(at("folder"), 0o700),
	); err != nil {
		t.Fatal(err)
	}
	book := at("book.db")
	if out, err := carebook(t, "--book", book, "import", manyCards(t, 2)).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for _, command := range [][]string{
		{"--book", book, "import", "FILE"},
		{"--book", book, "import-sales", "FILE"},
		{"--book", book, "restore", "FILE"},
		{"--book", book, "check", "--compare", "FILE"},
		{"--book", book, "backup", at("new.age"), "--passphrase-file", "FILE"},
		{"--book", book, "backup", "FILE/a.db"},
		{"--book", book, "export", "FILE/a.vcf"},
		{"--book", "FILE", "find", "a"},
		{"--book", "FILE", "check"},
	} {
		for _, special := range []string{"pipe", "zero", "dangling", "folder"} {
			args := make([]string, len(command))
			for i, arg := range command {
				args[i] = strings.Replace(arg, "FILE", at(special), 1)
			}
			// A pipe, or a device of the user's choice, may well bring a passphrase; a
			// folder takes new files, a book that is not there is made.
			line := strings.Join(command[2:], " ")
			switch {
			case special == "pipe" && strings.Contains(line, "--passphrase-file"):
				continue
			case special == "folder" && strings.Contains(line, "FILE/"), special == "dangling" && command[1] == "FILE":
				continue
			}
			if out, err := inTime(t, args); err == nil {
				t.Errorf("%s of %s: no error, %s", line, special, out)
			} else if exit := (*exec.ExitError)(nil); !errors.As(err, &exit) || exit.ExitCode() != 1 || len(out) == 0 {
				t.Errorf("%s of %s: %v, %s", line, special, err, out)
			}
		}
	}
	for name, want := range map[string]os.FileMode{"pipe": os.ModeNamedPipe, "zero": os.ModeSymlink, "dangling": os.ModeSymlink, "folder": os.ModeDir} {
		if info, err := os.Lstat(at(name)); err != nil || info.Mode().Type() != want {
			t.Errorf("%s is another thing now: %v", name, err)
		}
	}
}

// inTime runs a command, which is killed where it does not come to an end.
func inTime(t *testing.T, args []string) (string, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	cmd := carebook(t, args...)
	limited := exec.CommandContext(ctx, cmd.Path, cmd.Args[1:]...)
	limited.Env = cmd.Env
	out, err := limited.CombinedOutput()
	return string(out), err
}
