//go:build !windows && !darwin

package app

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/adrg/xdg"
)

// entryName is the file name of the start at login.
const entryName = "carebook.desktop"

// entryPath is the desktop entry of the start at login.
func entryPath() (string, error) {
	if _, err := under(xdg.ConfigHome, "XDG_CONFIG_HOME"); err != nil {
		return "", err
	}
	return filepath.Join(xdg.ConfigHome, "autostart", entryName), nil
}

// startsAtLogin reports whether the desktop starts this command. Desktops turn
// an entry off by a line in it rather than by removing it.
func startsAtLogin(command []string) (bool, error) {
	path, err := entryPath()
	if err != nil {
		return false, err
	}
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("read the start at login: %w", err)
	}
	on := false
	for line := range strings.Lines(string(text)) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		key, value = strings.TrimSpace(key), strings.TrimSpace(value)
		switch {
		case key == "Exec" && value == execLine(command):
			on = true
		case key == "Hidden" && value == "true", key == "X-GNOME-Autostart-enabled" && value == "false":
			return false, nil
		}
	}
	return on, nil
}

func startAtLogin(command []string) error {
	path, err := entryPath()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return entryError(path, err)
	}
	entry := "[Desktop Entry]\nType=Application\nName=Carebook\nExec=" + execLine(command) + "\nTerminal=false\nX-GNOME-Autostart-enabled=true\n"
	if err := replaceFile(path, []byte(entry)); err != nil {
		return entryError(path, err)
	}
	return nil
}

func stopAtLogin() error {
	path, err := entryPath()
	if err != nil {
		return err
	}
	return removeEntry(path)
}

// execLine writes a command as the value of Exec in a desktop entry: each
// argument in quotes (freedesktop.org, Desktop Entry Specification, "The Exec
// key"), and the whole with the escapes of a string value ("Value types").
func execLine(command []string) string {
	quote := strings.NewReplacer(`"`, `\"`, "`", "\\`", `$`, `\$`, `\`, `\\`, `%`, `%%`)
	value := strings.NewReplacer(`\`, `\\`, "\n", `\n`, "\t", `\t`, "\r", `\r`)
	quoted := make([]string, len(command))
	for i, argument := range command {
		quoted[i] = `"` + quote.Replace(argument) + `"`
	}
	return value.Replace(strings.Join(quoted, " "))
}
