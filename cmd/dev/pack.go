package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// packTags are the build tags of a program that is passed on: the window's, and
// those that tell Fyne so.
const packTags = "x11,release,migrated_fynedo"

// packNeeds are what the packages of Linux need besides what the window does.
var packNeeds = []need{{program: "xz", apt: "xz-utils", dnf: "xz", pacman: "xz"}}

// crossTools begins the names of the programs that make a program of Windows
// elsewhere, crossPackage is what brings them on Debian.
const crossTools, crossPackage = "x86_64-w64-mingw32-", "gcc-mingw-w64-x86-64"

// release is what all packages of one run have in common.
type release struct {
	version string
	// at is the time of every file in a package: that of the commit, so that two
	// builds of it are equal.
	at time.Time
	// into is the folder of the packages.
	into string
}

// packProgram makes the packages in bin: those of Linux and Windows on Linux,
// that of Windows on Windows, an app on a Mac.
func packProgram(ctx context.Context, t *tree, args []string) error {
	switch strings.Join(args, " ") {
	case "":
	case "--check":
		return t.checkPackages(ctx)
	case "--try":
		return t.tryPackages(ctx)
	case "--licences":
		return t.writeLicences(ctx)
	default:
		return fmt.Errorf("%w: pack knows --check, --try and --licences, one of them at a time", errUsage)
	}
	r, err := t.release(ctx)
	if err != nil {
		return err
	}
	m := thisMachine(t)
	if err := m.ensure(ctx, buildNeeds); err != nil {
		return err
	}
	switch runtime.GOOS {
	case "darwin":
		return t.packApp(ctx)
	case "windows":
		return t.packWindows(ctx, r, "")
	}
	if err := m.ensure(ctx, packNeeds); err != nil {
		return err
	}
	if err := t.packLinux(ctx, r); err != nil {
		return err
	}
	if _, err := m.look(crossTools + "gcc"); err != nil {
		fmt.Fprintf(os.Stderr, "no package for Windows: %sgcc is missing. With it there is one:\n  sudo apt-get install %s\n", crossTools, crossPackage)
		return nil
	}
	return t.packWindows(ctx, r, crossTools)
}

// release reads what the packages have in common.
func (t *tree) release(ctx context.Context) (release, error) {
	text, err := os.ReadFile(t.path("FyneApp.toml"))
	if err != nil {
		return release{}, fmt.Errorf("read the program's metadata: %w", err)
	}
	version, err := versionIn(string(text))
	if err != nil {
		return release{}, err
	}
	// reproducible-builds.org/specs/source-date-epoch
	seconds := os.Getenv("SOURCE_DATE_EPOCH")
	if seconds == "" {
		if seconds, err = t.output(ctx, nil, "git", "log", "-1", "--format=%ct"); err != nil {
			return release{}, fmt.Errorf("ask for the time of the commit: %w", err)
		}
	}
	at, err := strconv.ParseInt(strings.TrimSpace(seconds), 10, 64)
	if err != nil {
		return release{}, fmt.Errorf("read the time of the commit: %w", err)
	}
	r := release{version, time.Unix(at, 0).UTC(), t.path("bin")}
	if err := os.MkdirAll(r.into, 0o755); err != nil {
		return release{}, fmt.Errorf("make the folder of the packages: %w", err)
	}
	return r, nil
}

// versionIn is the version that a FyneApp.toml gives.
func versionIn(toml string) (string, error) {
	_, rest, ok := strings.Cut(toml, "\nVersion = \"")
	version, _, closed := strings.Cut(rest, "\"\n")
	if !ok || !closed || version == "" {
		return "", errors.New("FyneApp.toml gives no version")
	}
	return version, nil
}

// compile builds the program for a system into a file, the same from the same
// sources wherever they lie and whenever that is.
func (t *tree) compile(ctx context.Context, file string, env []string, tags, ldflags string) error {
	fmt.Fprintf(os.Stderr, "building %s\n", filepath.Base(file))
	err := t.stream(ctx, env, "go", "build", "-trimpath", "-buildvcs=true", "-tags", tags,
		"-ldflags", strings.TrimSpace("-s -w -buildid= "+ldflags), "-o", file, "./cmd/carebook")
	if err != nil {
		return fmt.Errorf("build %s: %w", filepath.Base(file), err)
	}
	return nil
}

// inTemp does something with a folder that is gone afterwards.
func inTemp(do func(dir string) error) (err error) {
	dir, err := os.MkdirTemp("", "carebook-pack-")
	if err != nil {
		return fmt.Errorf("make a folder to pack in: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	return do(dir)
}

// keep writes a package and tells where it is.
func (t *tree) keep(r release, name string, content []byte) error {
	path := filepath.Join(r.into, name)
	if err := os.WriteFile(path, content, 0o644); err != nil {
		return fmt.Errorf("write the package: %w", err)
	}
	fmt.Printf("%s  %.1f MB\n", t.shortened(path), float64(len(content))/1e6)
	return nil
}

// member is a file of a package.
type member struct {
	// name is its path, with slashes and without a leading one.
	name    string
	mode    os.FileMode
	content []byte
}

// byName orders the members of a package.
func byName(a, b member) int { return cmp.Compare(a.name, b.name) }
