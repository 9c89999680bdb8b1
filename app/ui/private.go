package ui

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"
)

// preferencesName is the file, in the folder that Fyne gives a program, in which it
// keeps preferences.
const preferencesName = "preferences.json"

// keepPrivate makes the file of Fyne's preferences one that its owner alone may read,
// and makes it if there is none: Fyne itself leaves that to the process's umask, and
// writes into the file that is there.
func keepPrivate(a fyne.App) {
	if err := makeOwn(filepath.Join(filepath.FromSlash(a.Storage().RootURI().Path()), preferencesName)); err != nil {
		slog.Warn("preferences may be read by others", "err", err)
	}
}

func makeOwn(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	switch {
	case errors.Is(err, os.ErrExist):
		err = os.Chmod(path, 0o600)
	case err == nil:
		_, err = f.WriteString("{}\n")
		err = errors.Join(err, f.Close())
	}
	if err != nil {
		return fmt.Errorf("keep %s private: %w", path, err)
	}
	return nil
}
