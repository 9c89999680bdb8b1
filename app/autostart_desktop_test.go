//go:build !windows && !darwin

package app

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestStartAtLogin(t *testing.T) {
	home := inHome(t)
	data, err := DataDir()
	if err != nil {
		t.Fatal(err)
	}
	own, other := LoginStart{Book: filepath.Join(data, bookName)}, LoginStart{Book: filepath.Join(home, "other.db")}
	on := func(l LoginStart) bool {
		t.Helper()
		on, err := l.On()
		if err != nil {
			t.Fatal(err)
		}
		return on
	}
	set := func(l LoginStart, to bool) {
		t.Helper()
		if err := l.Set(to); err != nil {
			t.Fatal(err)
		}
	}
	if on(own) {
		t.Error("it is on before anybody turned it on")
	}
	set(own, false) // nothing to turn off
	set(own, true)
	if !on(own) || on(other) {
		t.Errorf("turned on for the own book: %v, for another: %v", on(own), on(other))
	}
	path, err := entryPath()
	if err != nil {
		t.Fatal(err)
	}
	wantMode(t, path, 0o600)
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if self, err = filepath.EvalSymlinks(self); err != nil {
		t.Fatal(err)
	}
	if want := `Exec="` + self + `" "--background"` + "\n"; !strings.HasPrefix(string(text), "[Desktop Entry]\n") || !strings.Contains(string(text), want) {
		t.Errorf("the entry is\n%s\nwant a line %s", text, want)
	}
	for _, off := range []string{"Hidden=true", "X-GNOME-Autostart-enabled = false"} {
		if err := os.WriteFile(path, []byte(string(text)+off+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		if on(own) {
			t.Errorf("it is on with %s", off)
		}
	}
	set(other, true)
	if on(own) || !on(other) {
		t.Errorf("turned on for another book: %v, for the own: %v", on(other), on(own))
	}
	set(own, false)
	if _, err := os.Stat(path); !os.IsNotExist(err) || on(other) {
		t.Errorf("turned off, the entry is still there: %v", err)
	}
}

func TestStartAtLoginCannotBeKept(t *testing.T) {
	home := inHome(t)
	path, err := entryPath()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(filepath.Dir(path)), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Dir(path), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	l := LoginStart{Book: filepath.Join(home, "other.db")}
	if err := l.Set(true); err == nil {
		t.Error("a file in the folder's place is no error")
	}
	if _, err := l.On(); err == nil {
		t.Error("an entry that cannot be read is no error")
	}
}

// TestExecLine reads the line as the desktop does: first the escapes of a
// string, then the quotes of a command, then the field codes.
func TestExecLine(t *testing.T) {
	if got, want := execLine([]string{"/opt/my $HOME/c`b", "--book", `a"b\c 100%.db`}),
		"\"/opt/my \\\\$HOME/c\\\\`b\" \"--book\" \"a\\\\\"b\\\\\\\\c 100%%.db\""; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.SliceOfN(rapid.String(), 1, 4).Draw(t, "command")
		if got := splitExec(t, execLine(want)); !slices.Equal(got, want) {
			t.Fatalf("%q comes back as %q", want, got)
		}
	})
}

func splitExec(t *rapid.T, line string) []string {
	if strings.ContainsAny(line, "\n\r") {
		t.Fatalf("%q is more than one line", line)
	}
	line = unescape(line, map[rune]rune{'\\': '\\', 'n': '\n', 't': '\t', 'r': '\r', 's': ' '})
	var command []string
	for line != "" {
		rest, ok := strings.CutPrefix(strings.TrimPrefix(line, " "), `"`)
		if !ok {
			t.Fatalf("no quote begins %q", line)
		}
		end := 0
		for end < len(rest) && rest[end] != '"' {
			if rest[end] == '\\' {
				end++
			}
			end++
		}
		argument := unescape(rest[:end], map[rune]rune{'\\': '\\', '"': '"', '`': '`', '$': '$'})
		command = append(command, strings.ReplaceAll(argument, "%%", "%"))
		line = rest[end+1:]
	}
	return command
}

func unescape(s string, codes map[rune]rune) string {
	var b strings.Builder
	escaped := false
	for _, r := range s {
		switch {
		case escaped:
			b.WriteRune(codes[r])
			escaped = false
		case r == '\\':
			escaped = true
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
