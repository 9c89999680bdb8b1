package app

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/adrg/xdg"

	"carebook/app/care"
)

// BookEnv names the environment variable with the path of the book.
const BookEnv = "CAREBOOK_BOOK"

// folder is the name of Carebook's own folder in each of the user's folders,
// bookName that of the default book in DataDir.
const (
	folder   = "carebook"
	bookName = "carebook.db"
)

// BookPath is the absolute path of the book to work on: flag where it is
// given, else CAREBOOK_BOOK, else UsualBook. It touches no file; whoever is about to
// open it calls CheckBook, and whoever is about to write MakeBookFolder.
func BookPath(flag string) (string, error) {
	for _, given := range []string{flag, os.Getenv(BookEnv)} {
		if given == "" {
			continue
		}
		path, err := filepath.Abs(given)
		if err != nil {
			return "", &care.Error{
				Code: care.CodeBookFolder,
				Args: care.Args{"Folder": filepath.Dir(given), "Detail": err.Error()},
				Err:  fmt.Errorf("find the book %s: %w", given, err),
			}
		}
		return path, nil
	}
	return UsualBook()
}

// MakeBookFolder creates the folder of the book with mode 0700 where the book
// lies in DataDir, and takes other people's rights away from one that is
// there already. Any other folder is the user's own: it is neither created nor
// changed, and a missing one is an error.
func MakeBookFolder(book string) error {
	dir := filepath.Dir(book)
	own, err := DataDir()
	if err != nil || dir != own {
		if _, err := os.Stat(dir); err != nil {
			return folderError(dir, err)
		}
		return nil
	}
	return makePrivate(dir)
}

// DataDir is the folder of the default book and its backups.
func DataDir() (string, error) { return under(xdg.DataHome, "XDG_DATA_HOME") }

// GuideDir is the folder within DataDir of the pages of the user's guide, made
// where it is missing.
func GuideDir() (string, error) {
	dir, err := DataDir()
	if err != nil {
		return "", err
	}
	if err := makePrivate(dir); err != nil {
		return "", err
	}
	dir = filepath.Join(dir, "guide")
	return dir, makePrivate(dir)
}

// DownloadsDir is the user's folder of downloads, which has another name on a desktop
// in another language. It may be missing.
func DownloadsDir() string { return xdg.UserDirs.Download }

// StateDir is the folder of the log and the crash file.
func StateDir() (string, error) { return under(xdg.StateHome, "XDG_STATE_HOME") }

// ConfigFile is the path of the window's settings.
func ConfigFile() (string, error) {
	dir, err := under(xdg.ConfigHome, "XDG_CONFIG_HOME")
	if err != nil {
		return "", err
	}
	return filepath.Join(dir, "settings.json"), nil
}

// under is Carebook's folder in one of the user's folders, base, which may be
// set by an environment variable. A session with neither that nor a home
// folder is refused: base then lies in the root of the disk.
func under(base, env string) (string, error) {
	if !filepath.IsAbs(os.Getenv(env)) {
		if _, err := os.UserHomeDir(); err != nil {
			return "", folderError(base, err)
		}
	}
	return filepath.Join(base, folder), nil
}

// makePrivate creates dir and sets its mode to 0700, whatever the umask and
// whatever the mode was.
func makePrivate(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return folderError(dir, err)
	}
	if err := os.Chmod(dir, 0o700); err != nil {
		return folderError(dir, err)
	}
	return nil
}

func folderError(dir string, cause error) error {
	return &care.Error{
		Code: care.CodeBookFolder,
		Args: care.Args{"Folder": dir, "Detail": care.Cause(cause)},
		Err:  fmt.Errorf("use the folder %q: %w", dir, cause),
	}
}
