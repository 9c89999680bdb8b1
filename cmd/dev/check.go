package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
)

// The tools, run by version so that go.mod stays that of the program.
const (
	staticcheck = "honnef.co/go/tools/cmd/staticcheck@v0.8.2"
	gofumpt     = "mvdan.cc/gofumpt@v0.12.0"
	deadcode    = "golang.org/x/tools/cmd/deadcode@v0.52.0"
)

// checkAll reads the sources in every way in which the project wants them to
// be right, without running the program.
func checkAll(ctx context.Context, t *tree, args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("%w: check takes no arguments", errUsage)
	}
	// The window's build is read too, and reading its C needs a compiler.
	if err := thisMachine(t).ensure(ctx, buildNeeds); err != nil {
		return err
	}
	return inParts(ctx, []part{
		{"format", t.checkFormat},
		{"vet", t.checkVet},
		{"staticcheck", t.checkStatic},
		{"dead code", t.checkDead},
		{"import rules", t.checkImports},
		{"libc pin", t.checkLibc},
		{"translations", t.checkTranslations},
	})
}

// bothBuilds runs a tool on the sources of both builds.
func (t *tree) bothBuilds(ctx context.Context, name string, args func(tags string) []string) (string, error) {
	var failed []error
	for _, b := range []build{commandsBuild, windowBuild} {
		failed = append(failed, t.stream(ctx, []string{"CGO_ENABLED=" + b.cgo}, name, args(b.tags)...))
	}
	return "both builds", errors.Join(failed...)
}

func (t *tree) checkVet(ctx context.Context) (string, error) {
	return t.bothBuilds(ctx, "go", func(tags string) []string { return []string{"vet", "-tags", tags, "./..."} })
}

func (t *tree) checkStatic(ctx context.Context) (string, error) {
	return t.bothBuilds(ctx, "go", func(tags string) []string { return []string{"run", staticcheck, "-tags", tags, "./..."} })
}

// checkFormat lists the files that gofumpt would change.
func (t *tree) checkFormat(ctx context.Context) (string, error) {
	out, err := t.output(ctx, nil, "go", "run", gofumpt, "-l", ".")
	return "gofumpt", errors.Join(err, none("not formatted as gofumpt does", out))
}

// checkDead lists functions that no program reaches. It looks from the program
// with its window, without which half of it would seem dead, and not from the
// tests: what tests alone call is dead.
func (t *tree) checkDead(ctx context.Context) (string, error) {
	env := []string{"CGO_ENABLED=1"}
	out, err := t.output(ctx, env, "go", "run", deadcode, "-tags", windowBuild.tags, "./cmd/...")
	if err != nil {
		return "", err
	}
	ours, err := t.output(ctx, env, "go", "list", "-tags", windowBuild.tags, "./...")
	if err != nil {
		return "", err
	}
	needed, err := t.output(ctx, env, "go", "list", "-deps", "-tags", windowBuild.tags, "./cmd/...")
	if err != nil {
		return "", err
	}
	unneeded := without(strings.Fields(ours), strings.Fields(needed))
	unneeded = slices.DeleteFunc(unneeded, forTestsAlone)
	return "from the programs, not from tests", errors.Join(
		none("functions reached by no program", dead(out)),
		none("packages needed by no program", strings.Join(unneeded, "\n")))
}

// forTestsAlone reports whether a package is there for tests, as its name says
// in the manner of the standard library's httptest. The import rules keep it
// out of programs.
func forTestsAlone(importPath string) bool { return strings.HasSuffix(importPath, "test") }

// testDoors are functions that tests alone call and that cannot stand with the
// tests, with the reason.
var testDoors = map[string]string{
	"app/ui/kit/run/run.go Inline": "tests of several packages run work at once with it",
}

// dead takes the doors of tests out of what deadcode lists, and adds those
// that it does not list, which need no exception any more.
func dead(listed string) string {
	open := map[string]bool{}
	var lines []string
	for line := range strings.Lines(listed) {
		file, rest, _ := strings.Cut(strings.TrimSpace(line), ":")
		door := file + " " + rest[strings.LastIndex(rest, " ")+1:]
		if _, ok := testDoors[door]; ok {
			open[door] = true
			continue
		}
		lines = append(lines, strings.TrimSpace(line))
	}
	for door := range testDoors {
		if !open[door] {
			lines = append(lines, door+" is no dead code: take it off testDoors")
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// without gives what is in list and not in others.
func without(list, others []string) []string {
	return slices.DeleteFunc(list, func(s string) bool { return slices.Contains(others, s) })
}

func (t *tree) checkImports(ctx context.Context) (string, error) {
	// -count=1: the files of other packages are no input that go test knows.
	return "app's TestImportRules", t.stream(ctx, []string{"CGO_ENABLED=0"}, "go", "test", "-count=1", "-tags", commandsBuild.tags, "-run", "Rules|Needs", "./app")
}

// none fails where a tool listed something.
func none(what, listed string) error {
	listed = strings.TrimSpace(listed)
	if listed == "" {
		return nil
	}
	return fmt.Errorf("%d %s:\n%s", strings.Count(listed, "\n")+1, what, listed)
}

// checkLibc sees to it that the C library below the database is the very one
// that it was made and tested with: another may read memory wrongly.
func (t *tree) checkLibc(ctx context.Context) (string, error) {
	mod, err := t.output(ctx, nil, "go", "list", "-m", "-f", "{{.GoMod}}", "modernc.org/sqlite")
	if err != nil {
		return "", err
	}
	text, err := os.ReadFile(strings.TrimSpace(mod))
	if err != nil {
		return "", fmt.Errorf("read the database's own go.mod: %w", err)
	}
	ours, err := t.output(ctx, nil, "go", "list", "-m", "-f", "{{.Version}}", libc)
	if err != nil {
		return "", err
	}
	return samePin(string(text), strings.TrimSpace(ours))
}

// libc is the C library in Go below modernc.org/sqlite.
const libc = "modernc.org/libc"

// samePin compares our version of libc with the one that a go.mod requires.
func samePin(mod, ours string) (string, error) {
	for line := range strings.Lines(mod) {
		words := strings.Fields(strings.TrimPrefix(strings.TrimSpace(line), "require "))
		if len(words) < 2 || words[0] != libc {
			continue
		}
		if words[1] != ours {
			return "", fmt.Errorf("%s is %s, but the database was made with %s: go get %s@%s", libc, ours, words[1], libc, words[1])
		}
		return ours, nil
	}
	return "", fmt.Errorf("the database's go.mod names no %s", libc)
}
