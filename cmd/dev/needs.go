package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// exeSuffix ends the names of programs on this system.
var exeSuffix = map[string]string{"windows": ".exe"}[runtime.GOOS]

// need is something outside the source tree, how to see whether it is there,
// and the package that brings it.
type need struct {
	// One of these says how to look: a program on the PATH, a library known to
	// pkg-config, a header that the compiler finds, or files one of which
	// must exist.
	program, library, header string
	files                    []string

	apt, dnf, pacman string
}

// buildNeeds are what a window needs to be built with -tags x11.
var buildNeeds = []need{
	{program: "gcc", apt: "gcc", dnf: "gcc", pacman: "gcc"},
	{header: "stdlib.h", apt: "libc6-dev", dnf: "glibc-devel", pacman: "glibc"},
	{program: "pkg-config", apt: "pkg-config", dnf: "pkgconf-pkg-config", pacman: "pkgconf"},
	{library: "gl", apt: "libgl-dev", dnf: "mesa-libGL-devel", pacman: "libglvnd"},
	{library: "x11", apt: "libx11-dev", dnf: "libX11-devel", pacman: "libx11"},
	{library: "xrandr", apt: "libxrandr-dev", dnf: "libXrandr-devel", pacman: "libxrandr"},
	{library: "xxf86vm", apt: "libxxf86vm-dev", dnf: "libXxf86vm-devel", pacman: "libxxf86vm"},
	{library: "xi", apt: "libxi-dev", dnf: "libXi-devel", pacman: "libxi"},
	{library: "xcursor", apt: "libxcursor-dev", dnf: "libXcursor-devel", pacman: "libxcursor"},
	{library: "xinerama", apt: "libxinerama-dev", dnf: "libXinerama-devel", pacman: "libxinerama"},
}

// displayNeeds are what a display without a screen needs: the server, someone
// to press keys, and a driver that draws without a graphics card.
var displayNeeds = []need{
	{program: "Xvfb", apt: "xvfb", dnf: "xorg-x11-server-Xvfb", pacman: "xorg-server-xvfb"},
	{program: "xdotool", apt: "xdotool", dnf: "xdotool", pacman: "xdotool"},
	{
		files: []string{"/usr/lib/*/dri/*swrast_dri.so", "/usr/lib64/dri/*swrast_dri.so", "/usr/lib/dri/*swrast_dri.so"},
		apt:   "libgl1-mesa-dri", dnf: "mesa-dri-drivers", pacman: "mesa",
	},
}

// String names the need for people.
func (n need) String() string {
	switch {
	case n.program != "":
		return n.program
	case n.library != "":
		return "the library " + n.library
	case n.header != "":
		return "the header " + n.header
	}
	return "one of " + strings.Join(n.files, ", ")
}

// manager is a system's way to install packages.
type manager struct {
	name string
	// install is the command, refresh the one that fetches the lists of
	// packages where a first try did not know one.
	install, refresh []string
	// pick is the name of a need's package.
	pick func(need) string
}

// managers are those the helper knows, in the order in which it looks.
var managers = []manager{
	{
		"apt-get",
		[]string{"apt-get", "install", "-y", "--no-install-recommends"},
		[]string{"apt-get", "update"},
		func(n need) string { return n.apt },
	},
	{
		"dnf",
		[]string{"dnf", "install", "-y"},
		[]string{"dnf", "makecache"},
		func(n need) string { return n.dnf },
	},
	{
		"pacman",
		[]string{"pacman", "-S", "--needed", "--noconfirm"},
		[]string{"pacman", "-Sy"},
		func(n need) string { return n.pacman },
	},
}

// machine is what the helper asks of the computer it runs on; tests put a
// made-up one in its place.
type machine struct {
	os   string
	root bool
	// look finds a program on the PATH.
	look func(program string) (string, error)
	// run runs a command quietly and gives its output.
	run func(ctx context.Context, name string, args ...string) (string, error)
	// exists reports whether a file of the pattern is there.
	exists func(pattern string) bool
}

// thisMachine is the real one.
func thisMachine(t *tree) machine {
	return machine{
		os:   runtime.GOOS,
		root: os.Geteuid() == 0,
		look: exec.LookPath,
		run: func(ctx context.Context, name string, args ...string) (string, error) {
			return t.output(ctx, []string{"DEBIAN_FRONTEND=noninteractive"}, name, args...)
		},
		exists: func(pattern string) bool {
			found, err := filepath.Glob(pattern)
			return err == nil && len(found) > 0
		},
	}
}

// missing gives those of the needs that are not there. It asks for the thing
// itself rather than for its package, which may be called otherwise here.
func (m machine) missing(ctx context.Context, needs []need) []need {
	return slices.DeleteFunc(slices.Clone(needs), func(n need) bool { return m.has(ctx, n) })
}

func (m machine) has(ctx context.Context, n need) bool {
	switch {
	case n.program != "":
		_, err := m.look(n.program)
		return err == nil
	case n.library != "":
		_, err := m.run(ctx, "pkg-config", "--exists", n.library)
		return err == nil
	case n.header != "":
		_, err := m.run(ctx, "gcc", "-E", "-include", n.header, "-x", "c", os.DevNull)
		return err == nil
	}
	return slices.ContainsFunc(n.files, m.exists)
}

// ensure installs what is missing of the needs, as root or through sudo where
// that asks for no password. Where it may not or cannot, the error holds the
// one line to type.
func (m machine) ensure(ctx context.Context, needs []need) error {
	if m.os != "linux" {
		return m.ensureElsewhere(ctx)
	}
	lacking := m.missing(ctx, needs)
	if len(lacking) == 0 {
		return nil
	}
	manager, ok := m.manager()
	if !ok {
		return fmt.Errorf("missing here, and no package manager that the helper knows: %s", list(lacking))
	}
	var packages []string
	for _, n := range lacking {
		packages = append(packages, manager.pick(n))
	}
	install := append(slices.Clone(manager.install), packages...)
	prefix, err := m.prefix(ctx)
	if err != nil {
		return fmt.Errorf("missing here: %s. Install it and try again:\n  sudo %s", list(lacking), strings.Join(install, " "))
	}
	fmt.Fprintln(os.Stderr, "installing", strings.Join(packages, " "))
	if err := m.install(ctx, prefix, install, manager.refresh); err != nil {
		return fmt.Errorf("missing here, and not to be installed: %s: %w", list(lacking), err)
	}
	if still := m.missing(ctx, lacking); len(still) > 0 {
		return fmt.Errorf("still missing after %s: %s", strings.Join(install, " "), list(still))
	}
	return nil
}

// install tries with the lists of packages that are there and fetches new ones
// where that fails.
func (m machine) install(ctx context.Context, prefix, install, refresh []string) error {
	with := func(command []string) error {
		command = append(slices.Clone(prefix), command...)
		_, err := m.run(ctx, command[0], command[1:]...)
		return err
	}
	if with(install) == nil {
		return nil
	}
	stale := with(refresh)
	if err := with(install); err != nil {
		return errors.Join(stale, err)
	}
	return nil
}

// prefix is what must stand before a command to run it as root: nothing, or
// sudo told never to ask.
func (m machine) prefix(ctx context.Context) ([]string, error) {
	if m.root {
		return nil, nil
	}
	if _, err := m.run(ctx, "sudo", "-n", "true"); err != nil {
		return nil, err
	}
	return []string{"sudo", "-n"}, nil
}

func (m machine) manager() (manager, bool) {
	for _, known := range managers {
		if _, err := m.look(known.name); err == nil {
			return known, true
		}
	}
	return manager{}, false
}

// ensureElsewhere says what is missing on Windows and macOS, where a C
// compiler is all that a window needs and the helper installs nothing.
func (m machine) ensureElsewhere(ctx context.Context) error {
	switch m.os {
	case "windows":
		if _, err := m.look("gcc"); err != nil {
			return errors.New("a window needs a C compiler: install MSYS2 with mingw-w64-x86_64-gcc and put its bin folder on the PATH")
		}
	case "darwin":
		if _, err := m.run(ctx, "xcode-select", "-p"); err != nil {
			return errors.New("a window needs a C compiler. Install it and try again:\n  xcode-select --install")
		}
	default:
		return fmt.Errorf("the window has never been built on %s; the commands work: go run ./cmd/dev run -- --help", m.os)
	}
	return nil
}

func list(needs []need) string {
	names := make([]string, len(needs))
	for i, n := range needs {
		names[i] = n.String()
	}
	return strings.Join(names, ", ")
}
