package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"reflect"
	"time"

	"github.com/gofrs/flock"

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
	// Unread is set where what was kept could not be read whole, which the user is
	// told: a passphrase of the backups may be gone with it.
	Unread bool `json:"-"`
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
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		slog.Warn("the settings cannot be read whole", "err", err)
		s.Unread = true
	}
	fixed := s.bounded()
	if fixed != s {
		slog.Warn("a setting was out of bounds")
	}
	return fixed
}

// readSettings reads ConfigFile as it is. What cannot be read of it has its default,
// and the error says so: fs.ErrNotExist where there is none yet.
func readSettings() (Settings, error) {
	s := DefaultSettings()
	path, err := ConfigFile()
	if err != nil {
		return s, err
	}
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		s.FirstStep = FirstLanguage
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

// SaveSettings keeps in ConfigFile what now says otherwise than before, which is what
// the caller read or saved last. All else stays as it is there: another window, or a
// move of the book, may have changed that meanwhile. The file is written whole or not
// at all, readable by the user alone.
func SaveSettings(before, now Settings) error {
	return changeSettings(func(kept Settings, err error) Settings {
		if err != nil {
			return now // nothing is there, or nobody can read what was
		}
		return merged(kept, before, now)
	})
}

// merged is kept with every field that has become another from before to now.
func merged(kept, before, now Settings) Settings {
	was, is, fields := reflect.ValueOf(before), reflect.ValueOf(now), reflect.ValueOf(&kept).Elem()
	for i := range fields.NumField() {
		if !is.Field(i).Equal(was.Field(i)) {
			fields.Field(i).Set(is.Field(i))
		}
	}
	return kept
}

// SetBook makes a book the one that is opened where none is named, and changes what
// else goes with it.
func SetBook(path string, change func(*Settings)) error {
	return changeSettings(func(kept Settings, err error) Settings {
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			slog.Warn("the settings cannot be read whole", "err", err)
		}
		if kept.Book = path; path == defaultBook() {
			kept.Book = ""
		}
		if change != nil {
			change(&kept)
		}
		return kept
	})
}

// changeSettings writes what change makes of the settings that are there, while no
// other process does so; err is that of reading them.
func changeSettings(change func(kept Settings, err error) Settings) error {
	path, err := ConfigFile()
	if err != nil {
		return err
	}
	if err := makePrivate(filepath.Dir(path)); err != nil {
		return err
	}
	defer aloneAt(path)()
	kept, err := readSettings()
	text, wrong := json.MarshalIndent(change(kept.bounded(), err).bounded(), "", "  ")
	if wrong != nil {
		return fmt.Errorf("write the settings: %w", wrong)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		keepDamaged(path)
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

// settingsPatience is how long a process waits for another one to write the settings,
// which takes milliseconds.
const settingsPatience = time.Second

// aloneAt keeps other processes from writing the settings until release is called.
// Where that cannot be had, as in a folder of some networks, they are written all the
// same: two windows hardly ever do so in the same moment.
func aloneAt(path string) (release func()) {
	ctx, cancel := context.WithTimeout(context.Background(), settingsPatience)
	defer cancel()
	lock := flock.New(path+windowLock, flock.SetPermissions(0o600))
	if _, err := lock.TryLockContext(ctx, 10*time.Millisecond); err != nil {
		slog.Warn("the settings are written without a lock", "err", err)
	}
	return func() {
		if err := lock.Close(); err != nil {
			slog.Warn("release the lock of the settings", "err", err)
		}
	}
}

// keepDamaged keeps settings that cannot be read whole beside those that take their
// place: what was in them, such as a passphrase, may be wanted back.
func keepDamaged(path string) {
	text, err := os.ReadFile(path)
	if err == nil {
		err = replaceFile(path+".damaged", text)
	}
	if err != nil {
		slog.Warn("the damaged settings are not kept", "err", err)
	}
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
