package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

var errNo = errors.New("no")

// computer is a made-up machine: what is installed, and what it was told.
type computer struct {
	// there are programs, libraries, headers and files.
	there map[string]bool
	// brings says what a package installs.
	brings map[string]string
	// stale computers know no package before their lists are refreshed.
	stale bool
	// sudo lets commands through it.
	sudo bool
	told []string
}

func (c *computer) machine(os string, root bool) machine {
	return machine{
		os:   os,
		root: root,
		look: func(program string) (string, error) {
			if c.there[program] {
				return "/usr/bin/" + program, nil
			}
			return "", errNo
		},
		exists: func(pattern string) bool { return c.there[pattern] },
		run:    c.run,
	}
}

func (c *computer) run(_ context.Context, name string, args ...string) (string, error) {
	last := args[len(args)-1]
	switch name {
	case "pkg-config":
		return "", c.yes(c.there["pkg-config"] && c.there[last+".pc"])
	case "gcc":
		return "", c.yes(c.there["gcc"] && c.there[args[2]])
	case "xdotool":
		return "", c.yes(c.there["screen"])
	case "xcode-select":
		return "", c.yes(c.there["xcode"])
	case "sudo":
		if !c.sudo || args[0] != "-n" {
			return "", errNo
		}
		if args[1] == "true" {
			return "", nil
		}
		return c.run(context.Background(), args[1], args[2:]...)
	}
	c.told = append(c.told, name+" "+strings.Join(args, " "))
	switch args[0] {
	case "update", "makecache", "-Sy":
		c.stale = false
		return "", nil
	}
	if c.stale {
		return "", fmt.Errorf("no package of that name")
	}
	for _, arg := range args {
		c.there[c.brings[arg]] = true
	}
	return "", nil
}

func (c *computer) yes(ok bool) error {
	if ok {
		return nil
	}
	return errNo
}

// thing is what satisfies a need on a made-up computer.
func thing(n need) string {
	switch {
	case n.program != "":
		return n.program
	case n.library != "":
		return n.library + ".pc"
	case n.header != "":
		return n.header
	}
	return n.files[0]
}

// bare is a computer with a package manager and nothing else.
func bare(manager manager) *computer {
	c := &computer{there: map[string]bool{manager.name: true}, brings: map[string]string{}}
	for _, n := range slices.Concat(buildNeeds, displayNeeds) {
		c.brings[manager.pick(n)] = thing(n)
	}
	return c
}

// TestEnsureFromNothing installs all that a window needs on a bare computer
// of each family, with the packages' names there.
func TestEnsureFromNothing(t *testing.T) {
	for _, manager := range managers {
		for _, stale := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, stale %v", manager.name, stale), func(t *testing.T) {
				c := bare(manager)
				c.stale = stale
				m := c.machine("linux", true)
				if err := m.ensure(t.Context(), slices.Concat(buildNeeds, displayNeeds)); err != nil {
					t.Fatal(err)
				}
				if tries := len(c.told); tries != map[bool]int{false: 1, true: 3}[stale] {
					t.Errorf("told the computer %q", c.told)
				}
				told := c.told
				if err := m.ensure(t.Context(), buildNeeds); err != nil || len(c.told) != len(told) {
					t.Errorf("a second time it said %v and told %q", err, c.told[len(told):])
				}
			})
		}
	}
}

func TestEnsureInstallsOnlyWhatIsMissing(t *testing.T) {
	c := bare(managers[0])
	for _, n := range buildNeeds {
		c.there[thing(n)] = n.library != "xi"
	}
	if err := c.machine("linux", true).ensure(t.Context(), buildNeeds); err != nil {
		t.Fatal(err)
	}
	if want := []string{"apt-get install -y --no-install-recommends libxi-dev"}; !slices.Equal(c.told, want) {
		t.Errorf("told %q, want %q", c.told, want)
	}
}

func TestEnsureThroughSudo(t *testing.T) {
	c := bare(managers[0])
	c.sudo = true
	if err := c.machine("linux", false).ensure(t.Context(), displayNeeds); err != nil {
		t.Fatal(err)
	}
	if want := []string{"apt-get install -y --no-install-recommends xvfb xdotool libgl1-mesa-dri"}; !slices.Equal(c.told, want) {
		t.Errorf("told %q, want %q", c.told, want)
	}
}

// TestEnsureMayNot names what is missing and the one line to type, and touches
// nothing, where it would need a password.
func TestEnsureMayNot(t *testing.T) {
	for _, manager := range managers {
		c := bare(manager)
		err := c.machine("linux", false).ensure(t.Context(), buildNeeds)
		if err == nil || len(c.told) > 0 {
			t.Fatalf("%s: ensure = %v, told %q", manager.name, err, c.told)
		}
		_, line, _ := strings.Cut(err.Error(), "\n  ")
		want := "sudo " + strings.Join(manager.install, " ")
		for _, n := range buildNeeds {
			want += " " + manager.pick(n)
		}
		if line != want {
			t.Errorf("line to type: %s\nwant: %s", line, want)
		}
		if !strings.Contains(err.Error(), "the library xcursor") {
			t.Errorf("it does not name what is missing: %v", err)
		}
	}
}

func TestEnsureFails(t *testing.T) {
	ctx := t.Context()
	unknown := &computer{there: map[string]bool{}}
	if err := unknown.machine("linux", true).ensure(ctx, displayNeeds); err == nil || !strings.Contains(err.Error(), "Xvfb, xdotool") {
		t.Errorf("without a package manager: %v", err)
	}
	empty := bare(managers[0])
	empty.brings = nil // its packages bring nothing
	if err := empty.machine("linux", true).ensure(ctx, displayNeeds); err == nil || !strings.Contains(err.Error(), "still missing") {
		t.Errorf("with empty packages: %v", err)
	}
	refused := bare(managers[0])
	m := refused.machine("linux", true)
	m.run = func(context.Context, string, ...string) (string, error) { return "", errNo }
	if err := m.ensure(ctx, displayNeeds); !errors.Is(err, errNo) || !strings.Contains(err.Error(), "Xvfb") {
		t.Errorf("with a manager that refuses: %v", err)
	}
}

func TestElsewhere(t *testing.T) {
	for _, c := range []struct{ os, there, want string }{
		{"windows", "", "MSYS2"},
		{"windows", "gcc", ""},
		{"darwin", "", "xcode-select --install"},
		{"darwin", "xcode", ""},
		{"freebsd", "gcc", "never been built"},
	} {
		computer := &computer{there: map[string]bool{c.there: true}}
		err := computer.machine(c.os, false).ensure(t.Context(), buildNeeds)
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("on %s with %q: %v, want %q", c.os, c.there, err, c.want)
		}
		if len(computer.told) > 0 {
			t.Errorf("on %s it told the computer %q", c.os, computer.told)
		}
	}
}

// TestNeedsAreWhole: every need says how to look and has a package in every
// family, and the packages of Debian are those that the README names.
func TestNeedsAreWhole(t *testing.T) {
	var apt []string
	for _, n := range slices.Concat(buildNeeds, displayNeeds) {
		ways := 0
		for _, way := range []string{n.program, n.library, n.header, strings.Join(n.files, "")} {
			if way != "" {
				ways++
			}
		}
		if ways != 1 {
			t.Errorf("%+v has %d ways to look", n, ways)
		}
		for _, manager := range managers {
			if manager.pick(n) == "" {
				t.Errorf("%s has no package for %s", manager.name, n)
			}
		}
		apt = append(apt, n.apt)
	}
	want := "gcc libc6-dev pkg-config libgl-dev libx11-dev libxrandr-dev libxxf86vm-dev libxi-dev libxcursor-dev libxinerama-dev xvfb xdotool libgl1-mesa-dri"
	if got := strings.Join(apt, " "); got != want {
		t.Errorf("packages of Debian: %s\nwant: %s", got, want)
	}
}

func TestScreen(t *testing.T) {
	const socket = "/tmp/.X11-unix/X7"
	for _, c := range []struct {
		name, display string
		there         []string
		want          bool
	}{
		{"none", "", []string{"xdotool", "screen"}, false},
		{"no socket", ":7", []string{"xdotool", "screen"}, false},
		{"a socket left by a dead server", ":7", []string{socket, "xdotool"}, false},
		{"answers", ":7.0", []string{socket, "xdotool", "screen"}, true},
		{"nobody to ask", ":7", []string{socket}, true},
		{"far away", "office:10.0", nil, true},
		{"far away and gone", "office:10.0", []string{"xdotool"}, false},
	} {
		computer := &computer{there: map[string]bool{}}
		for _, thing := range c.there {
			computer.there[thing] = true
		}
		if got := computer.machine("linux", false).screen(t.Context(), c.display); got != c.want {
			t.Errorf("%s: screen(%q) = %v, want %v", c.name, c.display, got, c.want)
		}
	}
}
