package app

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"

	"carebook/app/care"
)

// Theme is the choice between a light and a dark window.
type Theme string

// The themes.
const (
	// SystemTheme follows the desktop.
	SystemTheme Theme = "system"
	LightTheme  Theme = "light"
	DarkTheme   Theme = "dark"
)

// The bounds of Settings.
const (
	MinTextSize, MaxTextSize = 80, 200
	minSide, maxSide         = 320, 16384
)

// Settings are what the window must know before a book is open. They belong to
// the user of the machine; all that belongs to a book is in the book.
type Settings struct {
	// Language is one of the languages in assets/lang, such as "es" or
	// "zh_CN"; "" follows the desktop.
	Language string `json:"language,omitempty"`
	Theme    Theme  `json:"theme"`
	// TextSize is in per cent of the usual size, MinTextSize to MaxTextSize.
	TextSize int `json:"text_size"`
	// Width and Height are the window's size in Fyne units; 0 is its default.
	Width  float32 `json:"width,omitempty"`
	Height float32 `json:"height,omitempty"`
	// StayInTray keeps the digest coming after the window is closed: closing it
	// starts the background process where none waits.
	StayInTray bool `json:"stay_in_tray,omitempty"`
	// OfferedLogin is set once the start at login has been offered.
	OfferedLogin bool `json:"offered_login,omitempty"`
	// Notice asks for a notice of the desktop beside the pop-up.
	Notice bool `json:"notice,omitempty"`
	// FirstStep is the step of the first start that the user is at: FirstLanguage,
	// FirstContacts or FirstHour; 0 once all are passed or skipped. Whoever has
	// settings of any kind has been here before.
	FirstStep int `json:"first_step,omitempty"`
	// Book is the path of the book that is opened where none is named, "" for the
	// one in DataDir. SetBook alone changes it.
	Book string `json:"book,omitempty"`
	// BackupFolder is where the daily backups stand; "" is beside the book.
	BackupFolder string `json:"backup_folder,omitempty"`
	// BackupPassphrase locks the daily backups, "" leaves them open. It stands here,
	// in a file that only the user can read, so that they go on without asking.
	BackupPassphrase string `json:"backup_passphrase,omitempty"`
}

// The steps of the first start.
const (
	FirstLanguage = iota + 1
	FirstContacts
	FirstHour
)

// DefaultSettings are those of somebody who has none.
func DefaultSettings() Settings {
	return Settings{Theme: SystemTheme, TextSize: 100}
}

// LoadSettings reads ConfigFile. Whatever in it is missing, unreadable or out
// of bounds takes its default and a line in the log: settings never keep the
// window from opening.
func LoadSettings() Settings {
	s, err := readSettings()
	if err != nil {
		slog.Warn("the settings cannot be read whole", "err", err)
	}
	fixed := s.bounded()
	if fixed != s {
		slog.Warn("a setting was out of bounds")
	}
	return fixed
}

// readSettings reads ConfigFile as it is. What cannot be read of it has its default,
// and the error says so.
func readSettings() (Settings, error) {
	s := DefaultSettings()
	path, err := ConfigFile()
	if err != nil {
		return s, err
	}
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		s.FirstStep = FirstLanguage
		return s, nil
	}
	if err == nil {
		err = json.Unmarshal(text, &s) // a field of a wrong type leaves the others read
	}
	if err != nil {
		return s, fmt.Errorf("read the settings: %w", err)
	}
	return s, nil
}

// bounded is s with every value that is out of bounds at its default.
func (s Settings) bounded() Settings {
	d := DefaultSettings()
	if s.Theme != SystemTheme && s.Theme != LightTheme && s.Theme != DarkTheme {
		s.Theme = d.Theme
	}
	if s.TextSize < MinTextSize || s.TextSize > MaxTextSize {
		s.TextSize = d.TextSize
	}
	if s.FirstStep < 0 || s.FirstStep > FirstHour {
		s.FirstStep = d.FirstStep
	}
	if !filepath.IsAbs(s.Book) {
		s.Book = d.Book
	}
	if !side(s.Width) || !side(s.Height) {
		s.Width, s.Height = d.Width, d.Height
	}
	return s
}

// side reports whether a window can have a side of this length.
func side(length float32) bool {
	return length == 0 || length >= minSide && length <= maxSide
}

// Save writes the settings to ConfigFile, whole or not at all, readable by the
// user alone. Which book is opened stays as it is there: a window that was opened
// before the book was moved must not take that back.
func (s Settings) Save() error {
	kept, _ := readSettings() // of what cannot be read there is nothing to keep
	s.Book = kept.Book
	return s.write()
}

// SetBook makes a book the one that is opened where none is named, and changes what
// else goes with it.
func SetBook(path string, change func(*Settings)) error {
	s, err := readSettings()
	if err != nil {
		slog.Warn("the settings cannot be read whole", "err", err)
	}
	s = s.bounded()
	if s.Book = path; path == defaultBook() {
		s.Book = ""
	}
	if change != nil {
		change(&s)
	}
	return s.write()
}

func (s Settings) write() error {
	path, err := ConfigFile()
	if err != nil {
		return err
	}
	if err := makePrivate(filepath.Dir(path)); err != nil {
		return err
	}
	text, err := json.MarshalIndent(s.bounded(), "", "  ")
	if err != nil {
		return fmt.Errorf("write the settings: %w", err)
	}
	if err := replaceFile(path, append(text, '\n')); err != nil {
		return &care.Error{
			Code: care.CodeWriteFailed,
			Args: care.Args{"File": path, "Detail": err.Error()},
			Err:  fmt.Errorf("write the settings: %w", err),
		}
	}
	return nil
}

// replaceFile writes a file beside path, makes sure it is on the disk and puts
// it in path's place; CreateTemp gives it mode 0600.
func replaceFile(path string, content []byte) error {
	temp, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return err
	}
	_, err = temp.Write(content)
	if err == nil {
		err = temp.Sync()
	}
	if err = errors.Join(err, temp.Close()); err == nil {
		err = os.Rename(temp.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(temp.Name()))
	}
	return nil
}
