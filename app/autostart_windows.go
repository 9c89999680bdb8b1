package app

import (
	"errors"
	"fmt"
	"strings"
	"syscall"

	"golang.org/x/sys/windows/registry"
)

// Windows starts at login what stands in this key of the user's registry
// (Microsoft, "Run and RunOnce registry keys").
const (
	runKey   = `Software\Microsoft\Windows\CurrentVersion\Run`
	runValue = "Carebook"
)

// startsAtLogin reports whether the registry names this command.
func startsAtLogin(command []string) (on bool, err error) {
	k, err := registry.OpenKey(registry.CURRENT_USER, runKey, registry.QUERY_VALUE)
	if err != nil {
		return false, fmt.Errorf("read the start at login: %w", err)
	}
	defer func() { err = errors.Join(err, k.Close()) }()
	value, _, err := k.GetStringValue(runValue)
	if errors.Is(err, registry.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("read the start at login: %w", err)
	}
	return value == commandLine(command), nil
}

func startAtLogin(command []string) error {
	return inRunKey(func(k registry.Key) error { return k.SetStringValue(runValue, commandLine(command)) })
}

func stopAtLogin() error {
	return inRunKey(func(k registry.Key) error {
		if err := k.DeleteValue(runValue); !errors.Is(err, registry.ErrNotExist) {
			return err
		}
		return nil
	})
}

// inRunKey changes the key.
func inRunKey(change func(registry.Key) error) error {
	k, _, err := registry.CreateKey(registry.CURRENT_USER, runKey, registry.SET_VALUE)
	if err == nil {
		err = errors.Join(change(k), k.Close())
	}
	if err != nil {
		return entryError(`HKEY_CURRENT_USER\`+runKey, err)
	}
	return nil
}

// commandLine is a command as Windows splits it again.
func commandLine(command []string) string {
	escaped := make([]string, len(command))
	for i, argument := range command {
		escaped[i] = syscall.EscapeArg(argument)
	}
	return strings.Join(escaped, " ")
}
