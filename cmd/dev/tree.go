package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// tree is the source tree that the helper works on.
type tree struct {
	// root is the folder of go.mod.
	root string
}

// findTree looks for the source tree at and above the folder one stands in.
func findTree() (*tree, error) {
	dir, err := os.Getwd()
	if err != nil {
		return nil, fmt.Errorf("find the source tree: %w", err)
	}
	for start := dir; ; dir = filepath.Dir(dir) {
		text, err := os.ReadFile(filepath.Join(dir, "go.mod"))
		if err == nil && strings.HasPrefix(string(text), "module carebook\n") {
			return &tree{root: dir}, nil
		}
		if dir == filepath.Dir(dir) {
			return nil, fmt.Errorf("%s is not inside Carebook's source tree", start)
		}
	}
}

// path is a path in the tree, given with slashes.
func (t *tree) path(slashed string) string {
	return filepath.Join(t.root, filepath.FromSlash(slashed))
}

// stream runs a command in the tree's root with the helper's own input and
// output. env is added to the environment.
func (t *tree) stream(ctx context.Context, env []string, name string, args ...string) error {
	cmd := t.command(ctx, env, name, args...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%s: %w", shown(name, args), err)
	}
	return nil
}

// output runs a command in the tree's root and gives what it wrote on standard
// output. What it wrote on standard error stands in the error.
func (t *tree) output(ctx context.Context, env []string, name string, args ...string) (string, error) {
	cmd := t.command(ctx, env, name, args...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		said := strings.TrimSpace(stderr.String())
		if said == "" {
			return string(out), fmt.Errorf("%s: %w", shown(name, args), err)
		}
		return string(out), fmt.Errorf("%s: %w\n%s", shown(name, args), err, said)
	}
	return string(out), nil
}

func (t *tree) command(ctx context.Context, env []string, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = t.root
	cmd.Env = append(os.Environ(), env...)
	// Ask first: a program that is asked to end cleans up after itself.
	cmd.Cancel = func() error {
		err := cmd.Process.Signal(os.Interrupt)
		if err != nil && !errors.Is(err, os.ErrProcessDone) {
			return cmd.Process.Kill() // Windows knows no such question
		}
		return err
	}
	cmd.WaitDelay = 5 * time.Second
	return cmd
}

// shown is a command as one would type it, cut where it gets long.
func shown(name string, args []string) string {
	s := strings.Join(append([]string{filepath.Base(name)}, args...), " ")
	if runes := []rune(s); len(runes) > 120 {
		return string(runes[:120]) + "…"
	}
	return s
}

// The two builds of the program.
type build struct {
	// binary is its file in bin.
	binary string
	tags   string
	cgo    string
}

var (
	// commandsBuild has no window and needs nothing but Go.
	commandsBuild = build{binary: "carebook-cli", tags: "ci", cgo: "0"}
	// windowBuild is the whole program.
	windowBuild = build{binary: "carebook", tags: "x11", cgo: "1"}
)

// make builds the program into bin, which is quick where nothing changed, and
// gives its path.
func (t *tree) make(ctx context.Context, b build) (string, error) {
	binary := filepath.Join(t.root, "bin", b.binary+exeSuffix)
	if _, err := os.Stat(binary); err != nil {
		fmt.Fprintf(os.Stderr, "building bin/%s: the first time this takes a minute or more\n", b.binary)
	}
	if err := t.stream(ctx, []string{"CGO_ENABLED=" + b.cgo}, "go", "build", "-tags", b.tags, "-o", binary, "./cmd/carebook"); err != nil {
		return "", err
	}
	return binary, nil
}
