package app

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// agentLabel names the launch agent; its file has the same name.
const agentLabel = "app.carebook.background"

// agentPath is the launch agent of the start at login.
func agentPath() (string, error) {
	home, err := os.UserHomeDir()
	if err != nil {
		return "", folderError("LaunchAgents", err)
	}
	return filepath.Join(home, "Library", "LaunchAgents", agentLabel+".plist"), nil
}

// startsAtLogin reports whether the launch agent is the one of this command.
func startsAtLogin(command []string) (bool, error) {
	path, err := agentPath()
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
	want, err := agent(command)
	return bytes.Equal(text, want), err
}

func startAtLogin(command []string) error {
	path, err := agentPath()
	if err != nil {
		return err
	}
	text, err := agent(command)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return entryError(path, err)
	}
	if err := replaceFile(path, text); err != nil {
		return entryError(path, err)
	}
	return nil
}

func stopAtLogin() error {
	path, err := agentPath()
	if err != nil {
		return err
	}
	return removeEntry(path)
}

// agent is the property list of a launch agent (Apple, launchd.plist(5)).
func agent(command []string) ([]byte, error) {
	var arguments strings.Builder
	for _, argument := range command {
		arguments.WriteString("    <string>")
		if err := xml.EscapeText(&arguments, []byte(argument)); err != nil {
			return nil, fmt.Errorf("write a launch agent: %w", err)
		}
		arguments.WriteString("</string>\n")
	}
	return []byte(`<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key>
  <string>` + agentLabel + `</string>
  <key>ProgramArguments</key>
  <array>
` + arguments.String() + `  </array>
  <key>RunAtLoad</key>
  <true/>
  <key>AbandonProcessGroup</key>
  <true/>
</dict>
</plist>
`), nil
}
