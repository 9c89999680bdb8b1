package care

import (
	"errors"
	"io/fs"
	"os"
)

// ErrNoFile says that a path names something else than a file: a pipe, a device, a
// socket.
var ErrNoFile = errors.New("not a regular file")

// OpenFile opens a file that somebody has named, to read it. Whatever is no file is
// refused with an error that wraps ErrNoFile, since opening a pipe waits until somebody
// writes into it, and a device has no end. A folder opens, and fails when it is read.
func OpenFile(path string) (*os.File, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() && !info.IsDir() {
		return nil, &fs.PathError{Op: "open", Path: path, Err: ErrNoFile}
	}
	return os.Open(path)
}
